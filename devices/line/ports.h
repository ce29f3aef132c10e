/*
 * ports - the serial ports that this machine has right now.
 *
 * A list for people and for bindings: an adapter is known by its USB serial
 * number, not by a name that changes when it is plugged in elsewhere. Asking
 * opens no port. Ports come in the order of their names.
 */
#ifndef DEVICES_PORTS_H
#define DEVICES_PORTS_H

#include <stdbool.h>
#include <stddef.h>

#include "err.h"

struct port_info {
	char where[128];      /* as in struct line_spec: "serial:/dev/ttyUSB0" */
	char name[64];	      /* "ttyUSB0" */
	char description[96]; /* as the system tells it, "" unknown */
	char transport[12];   /* "usb", "native", "bluetooth", "other" */
	int vendor;	      /* USB ids, -1 unknown */
	int product;
	char maker[64];
	char serial[64]; /* of the adapter, "" when it has none */
	char id[112]; /* "usb:0403:6001:A50285BI", what is bound; usb.h. "" of others */
};

/* At most `max` ports into `out`; *n says how many. false with a sentence when
 * the system does not tell. */
bool ports_list(struct port_info *out, size_t max, size_t *n, struct err *err);

#endif
