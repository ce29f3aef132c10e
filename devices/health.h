/*
 * health - how a port and its device are, as one word for a lamp and a sentence.
 *
 *	health_init(&h, profile)
 *	health_opened(&h, at_us), health_lost(&h, why, at_us)	what the line says
 *	health_bytes(&h, bytes, len, at_us)			what came
 *	health_fits(&h, &feed)					after each feed_bytes()
 *	health_now(&h, now_us)					what to show
 *
 * Pure: time comes in, in monotonic us; nothing is allocated. The profile is lent. What
 * went wrong is said within a second of its happening, and goes by itself when the cause
 * goes: nothing here latches. Whether a device is silent or only has nothing to say is the
 * profile's to know: without `heartbeat` or `poll`, silence is no fault.
 */
#ifndef DEVICES_HEALTH_H
#define DEVICES_HEALTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct feed;
struct profile;

enum health {
	HEALTH_CLOSED, /* not asked for yet */
	HEALTH_WAITS,  /* open; it has not spoken, and need not */
	HEALTH_GOOD,

	/* of the device */
	HEALTH_SILENT, /* it speaks by itself or when asked, and has not */
	HEALTH_NOISE,  /* bytes come, and the profile understands none of them */
	HEALTH_PARITY, /* ... and they look like another parity or other data bits */
	HEALTH_BAUD,   /* ... and they look like another speed */
	HEALTH_FLOOD,  /* it never stops sending */

	/* of the port */
	HEALTH_UNPLUGGED, /* was there and is gone; it is looked for */
	HEALTH_MISSING,	  /* there is no such port, or nobody answers there */
	HEALTH_HELD,	  /* another program has it */
	HEALTH_DENIED,	  /* this user may not open it */
	HEALTH_REFUSED,	  /* it does not take the line settings, or something else */
	HEALTHS
};

struct health_watch {
	const struct profile *profile;
	bool is_open;
	enum health lost;      /* why it is not open */
	int64_t opened_us;     /* when it was opened; 0 never */
	int64_t heard_us;      /* of the last byte since; 0 none */
	int64_t understood_us; /* of the last frame that gave something; 0 none */
	uint64_t frames,
		bytes; /* of the feed when it was looked at last; since opened */
};

void health_init(struct health_watch *h, const struct profile *profile);
void health_opened(struct health_watch *h, int64_t at_us);
void health_lost(struct health_watch *h, enum health why, int64_t at_us);
void health_bytes(struct health_watch *h, const void *bytes, size_t len, int64_t at_us);
void health_fits(struct health_watch *h, const struct feed *feed, int64_t at_us);

enum health health_now(const struct health_watch *h, int64_t now_us);
/* When time alone may change it; INT64_MAX never. */
int64_t health_due_us(const struct health_watch *h, int64_t now_us);

const char *health_name(enum health health); /* "unplugged" */

#endif
