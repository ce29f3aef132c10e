#include "opener.h"

#include <errno.h>
#include <linux/serial.h>
#include <string.h>
#include <sys/ioctl.h>

static bool fail(struct reason *why, enum loss loss, const char *text)
{
	why->loss = loss;
	return err_set(&why->err, "%s", text);
}

bool opener_fail(struct reason *why, int code)
{
	switch (code) {
	case EBUSY:
	case EWOULDBLOCK:
		return fail(why, LOSS_HELD, "another program uses this port; close it");
	case ENOENT:
	case ENODEV:
	case ENXIO:
	case EIO:
		return fail(
			why, LOSS_MISSING, "there is no such port; is it plugged in?");
	case EACCES:
	case EPERM:
		return fail(why, LOSS_DENIED,
			"this user may not open it; add the user to the group dialout");
	default:
		return fail(why, LOSS_REFUSED, strerrordesc_np(code));
	}
}

enum direction opener_direction(int fd, const struct line_settings *settings)
{
	struct serial_rs485 mode = { .flags = SER_RS485_ENABLED |
					      SER_RS485_RTS_ON_SEND };

	if (!settings->rs485)
		return DIRECTION_NONE;
	return ioctl(fd, TIOCSRS485, &mode) == 0 ? DIRECTION_DRIVER : DIRECTION_RTS;
}

void opener_leave_direction(const struct hold *hold)
{
	struct serial_rs485 mode = { .flags = 0 };

	if (hold->direction == DIRECTION_DRIVER)
		(void)ioctl(hold->fd, TIOCSRS485, &mode);
}
