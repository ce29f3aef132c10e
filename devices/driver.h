/*
 * driver - what must be written in C to understand a family of devices.
 *
 * A driver answers two questions about bytes: is there a whole frame here, and
 * what does it say? feed.h is the one loop that asks them. The same bytes from the
 * same state give the same readings: a driver sees no clock, allocates nothing and
 * keeps nothing outside its state. Most devices need no driver, only a profile;
 * for one that does, begin with driver_skeleton.c.
 *
 * The state is a fixed block, all zero when listening begins, and only read() changes
 * it, but for `aligned`, which is feed's. It remembers what a later frame needs: that a
 * print-out has begun, a lane named earlier, that this device does send its checksum.
 */
#ifndef DEVICES_DRIVER_H
#define DEVICES_DRIVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "reading.h"

struct profile;

#define FRAME_MAX	 4096 /* the longest frame, terminator included */
#define FRAME_READINGS	 32   /* the most readings of one frame */
#define STATE_KEPT	 8    /* fields kept from earlier frames */
#define STATE_KEPT_BYTES 24
#define STATE_OWN_BYTES	 192

struct driver_state {
	bool aligned;	/* a good frame ended where this one begins */
	bool checked;	/* this device has sent a good checksum before */
	uint8_t within; /* 1 + the message that began the block we are in; 0: none */
	struct {
		uint8_t len;
		char text[STATE_KEPT_BYTES];
	} kept[STATE_KEPT];
	uint8_t own[STATE_OWN_BYTES]; /* whatever a driver in C remembers */
};

/* FRAME_GOOD sets *used; FRAME_MORE: wait; FRAME_BAD: skip one byte, ask again;
 * FRAME_REJECT: the same, but here a whole frame ended that failed its check or
 * its form, so that it is counted. Which it is may depend only on the bytes that
 * came, never on how many came at once. */
enum frame { FRAME_REJECT = -2, FRAME_BAD = -1, FRAME_GOOD, FRAME_MORE };

struct driver {
	const char *name; /* as written in a profile: "text" */
	/* `len` is at least 1. */
	enum frame (*find)(const struct profile *p, const struct driver_state *s,
		const uint8_t *bytes, size_t len, size_t *used);
	/* Readings in one whole frame; 0 when it says nothing we use. Sets every
	 * member but offset, at_us and index, which are feed's. `max` is at least
	 * FRAME_READINGS. */
	size_t (*read)(const struct profile *p, struct driver_state *s,
		const uint8_t *frame, size_t len, struct reading *out, size_t max);
	bool takes_all; /* every byte means something: no noise can be told by it */
};

extern const struct driver driver_text;
extern const struct driver driver_binary;
extern const struct driver driver_breathhome;
extern const struct driver driver_cts;

/* The driver of that name; NULL: there is none. */
const struct driver *driver_find(const char *name);
/* It knows its device by itself: its profiles have no frame, packets, codes or
 * messages. */
bool driver_alone(const struct driver *d);
/* "text, binary, ..." for complaints. */
const char *driver_names(void);

#endif
