/*
 * attempt_port - what a device still shows when the next student comes.
 *
 * A continuous scale goes on sending the last child's steady weight while the next
 * child is called; a counter stands at the last count; a box repeats its last
 * message. None of this may become the next child's result. One block for each port
 * and item, kept by the caller from attempt to attempt; zeroed, nothing is known,
 * and a device is taken at its word: a scale that says a steady 20.0 kg from the
 * first byte on is measured.
 *
 * What was held is gone when the device shows
 *	settle		less than the item's hard minimum: nobody there. (Before that, a
 *			stable reading that differs by more than a sixteenth is another
 *			person, and counts; somebody who leans on the rail does not.)
 *	count		less than it; or 1 again after two quiet seconds
 *	latch, and whatever the device itself called final: another value, a reading
 *			that is not final, or two quiet seconds
 *
 * A level of a blow or push (peak) holds nothing: the next one must rise anyway.
 */
#ifndef CORE_ATTEMPT_PORT_H
#define CORE_ATTEMPT_PORT_H

#include <stdbool.h>
#include <stdint.h>

#include "item.h"
#include "reading.h"

/* The same message within this time is a repeat (protocols.md, lesson 4). */
#define PORT_REPEAT_US INT64_C(2000000)

struct attempt_port {
	bool held;     /* `raw` belongs to somebody who was here before */
	bool latched;  /* ... and was one message, not a level that goes on */
	bool was_lost; /* silence says nothing: the port was away */
	int64_t raw;   /* fine units */
	int64_t at_us; /* when it was last shown */
};

/* A reading of a port for which no attempt is armed. `port` may be NULL here and
 * below. */
void attempt_port_saw(
	struct attempt_port *port, const struct item *item, const struct reading *r);
void attempt_port_lost(struct attempt_port *port);

/* For attempt.c: this reading made, or was left behind by, a result. */
void attempt_port_hold(
	struct attempt_port *port, const struct item *item, const struct reading *last);

/* Is this sound reading what was held? Forgets it once it has gone. */
bool attempt_port_holds(
	struct attempt_port *port, const struct item *item, const struct reading *r);

#endif
