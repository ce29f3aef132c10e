/*
 * Open a serial port by its USB adapter, whatever the port is called today.
 *
 * The adapter is looked for each time the port is opened, so that after it was pulled
 * and plugged into another socket it is found under its new name.
 */
#include <limits.h>
#include <string.h>

#include "opener.h"
#include "usb.h"

static bool check(const char *place, struct err *err)
{
	return usb_id_check(place - strlen(USB_ID), err);
}

static enum opened open_usb(const char *place, const struct line_settings *settings,
	struct hold *hold, struct reason *why)
{
	char path[PATH_MAX];

	switch (usb_find(
		USB_CLASS, place - strlen(USB_ID), path, sizeof(path), &why->err)) {
	case USB_FOUND:
		return opener_serial.open(path, settings, hold, why);
	case USB_GONE:
		why->loss = LOSS_MISSING;
		return OPENED_NOT;
	default:
		return OPENED_NOT;
	}
}

static void close_usb(struct hold *hold)
{
	opener_serial.close(hold);
}

const struct opener opener_usb = {
	.prefix = USB_ID,
	.check = check,
	.open = open_usb,
	.close = close_usb,
};
