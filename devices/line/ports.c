#include "ports.h"

#include <libserialport.h>
#include <stdio.h>
#include <string.h>

#include "text.h"
#include "usb.h"

static const char *transport_name(enum sp_transport transport)
{
	switch (transport) {
	case SP_TRANSPORT_USB:
		return "usb";
	case SP_TRANSPORT_NATIVE:
		return "native";
	case SP_TRANSPORT_BLUETOOTH:
		return "bluetooth";
	default:
		return "other";
	}
}

/* What the system does not know is NULL. */
static void copy(char *out, size_t size, const char *text)
{
	(void)text_copy(out, size, text ? text : "");
}

static void describe(const struct sp_port *port, struct port_info *out)
{
	const char *path = sp_get_port_name(port);
	const char *slash = path ? strrchr(path, '/') : NULL;
	struct usb_port usb;

	snprintf(out->where, sizeof(out->where), "serial:%.110s", path ? path : "");
	copy(out->name, sizeof(out->name), slash ? slash + 1 : path);
	copy(out->description, sizeof(out->description), sp_get_port_description(port));
	copy(out->transport, sizeof(out->transport),
		transport_name(sp_get_port_transport(port)));
	if (sp_get_port_usb_vid_pid(port, &out->vendor, &out->product) != SP_OK)
		out->vendor = out->product = -1;
	copy(out->maker, sizeof(out->maker), sp_get_port_usb_manufacturer(port));
	copy(out->serial, sizeof(out->serial), sp_get_port_usb_serial(port));
	out->id[0] = '\0';
	if (usb_port_of(USB_CLASS, out->name, &usb))
		usb_id(&usb, out->id);
}

/* Few ports, and already nearly in order: by insertion. */
static void insert(struct port_info *out, size_t n, const struct port_info *info)
{
	while (n > 0 && strcmp(out[n - 1].name, info->name) > 0) {
		out[n] = out[n - 1];
		n--;
	}
	out[n] = *info;
}

bool ports_list(struct port_info *out, size_t max, size_t *n, struct err *err)
{
	struct sp_port **list;

	*n = 0;
	if (sp_list_ports(&list) != SP_OK)
		return err_set(
			err, "the system does not tell which serial ports it has");
	for (size_t i = 0; list[i] && *n < max; i++) {
		struct port_info info;

		describe(list[i], &info);
		insert(out, (*n)++, &info);
	}
	sp_free_port_list(list);
	return true;
}
