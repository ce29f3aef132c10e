/*
 * opener - one way to a device: what line.c needs to know of it.
 *
 * Each gives a non-blocking descriptor to the same poll(). `check` runs in the
 * caller of line_add(); the rest only in the listening thread, and none of it
 * waits for anything.
 */
#ifndef DEVICES_OPENER_H
#define DEVICES_OPENER_H

#include <stdbool.h>

#include "err.h"
#include "line.h"
#include "line_settings.h"

/* Who changes the direction of a pair of wires. */
enum direction {
	DIRECTION_NONE,	  /* two pairs, or a box that does it by itself */
	DIRECTION_DRIVER, /* the port's driver */
	DIRECTION_RTS,	  /* the listener, by RTS */
};

/* What an opener holds while a port is open. */
struct hold {
	int fd;
	enum direction direction;
	void *port; /* the opener's own */
};

/* Why it did not open: a word for programs beside the sentence. */
struct reason {
	enum loss loss;
	struct err err;
};
#define REASON_INIT                                                                    \
	{                                                                              \
		LOSS_REFUSED, ERR_INIT                                                 \
	}

enum opened {
	OPENED_NOT,  /* with a reason */
	OPENED_SOON, /* ask `finish` when the descriptor becomes writable */
	OPENED_DONE,
};

struct opener {
	const char *prefix;  /* "tty:"; `place` is what follows it, in one string */
	bool ends_with_zero; /* read() gives 0 at the end, and only there */
	bool (*check)(const char *place, struct err *err);
	enum opened (*open)(const char *place, const struct line_settings *settings,
		struct hold *hold, struct reason *why);
	enum opened (*finish)(struct hold *hold, struct reason *why); /* or NULL */
	void (*close)(struct hold *hold);
};

extern const struct opener opener_serial, opener_usb, opener_tty, opener_tcp;

/* How the direction of this port is changed, with `rs485`; set up if it can be. */
enum direction opener_direction(int fd, const struct line_settings *settings);
/* Leave the driver as any program expects it. */
void opener_leave_direction(const struct hold *hold);

/* "another program uses this port" and its kin, for an errno of open(). Always
 * false. */
bool opener_fail(struct reason *why, int code);

#endif
