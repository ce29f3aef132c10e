/*
 * usb - which USB adapter a serial port belongs to, and where an adapter is now.
 *
 * A port's name (ttyUSB0) goes to whichever adapter is plugged in first. An adapter is
 * known by what it says of itself, or by the socket it is plugged into:
 *
 *	usb:0403:6001:A50285BI		vendor, product and serial number
 *	usb:0403:6011:FT4XYZ:02		the same adapter's third interface
 *	usb:0403:6011:FT4XYZ:02.1	the second port of that interface
 *	usb:@1-1.4:1.0			the socket, of an adapter without a number
 *
 * Facts are read from the system's tty class (USB_CLASS), which is a folder and can be
 * another one in tests. Nothing is opened but its small files.
 */
#ifndef DEVICES_USB_H
#define DEVICES_USB_H

#include <stdbool.h>

#include "err.h"

#define USB_CLASS "/sys/class/tty"
#define USB_ID	  "usb:"

struct usb_port {
	int vendor, product;
	char serial[64]; /* "" when it has none */
	char socket[48]; /* "1-1.4:1.0": bus, ports of hubs, configuration, interface */
	int interface;	 /* bInterfaceNumber */
	int port;	 /* of the interface; 0 of nearly all */
};

/* What port `name` ("ttyUSB0") hangs on; false: not on USB, or it is gone. */
bool usb_port_of(const char *class_dir, const char *name, struct usb_port *out);

/* "usb:..." as above, by number when there is one. Returns `out`. */
#define USB_ID_SIZE 112
char *usb_id(const struct usb_port *port, char out[USB_ID_SIZE]);

/* Could this be an id? With a sentence when not. */
bool usb_id_check(const char *id, struct err *err);

/* The path ("/dev/ttyUSB3") of the one port that has this id, or why there is none,
 * with a sentence. */
enum usb_found {
	USB_GONE,  /* it is not plugged in */
	USB_FOUND, /* `path` is set */
	USB_MANY,  /* several adapters say the same of themselves */
};
enum usb_found usb_find(
	const char *class_dir, const char *id, char *path, int size, struct err *err);

#endif
