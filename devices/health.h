/*
 * health - how a port and its device are, as one word for a lamp and a sentence.
 *
 *	health_init(&h, profile)
 *	health_opened(&h, at_us), health_lost(&h, why, at_us)	what the line says
 *	health_bytes(&h, bytes, len, at_us)			what came
 *	health_fits(&h, &feed, at_us)				after each feed_bytes()
 *	health_now(&h, now_us)					what to show
 *	health_by_hand(&h)		instead of all that: there is no port
 *
 * Pure: time comes in, in monotonic us; nothing is allocated. The profile is lent. What
 * went wrong is said within a second of its happening, and goes by itself when the cause
 * goes: nothing here latches. Whether a device is silent or only has nothing to say is the
 * profile's to know: without `heartbeat` or `poll`, silence is no fault.
 *
 * What is not understood is judged by its bytes, beside those of the profile's examples:
 *
 *	parity	bit 7 is the parity of the low seven (or always set), which are plain text:
 *		7e1, 7o1 or 7n2 heard as 8n1
 *	baud	few changes of level in a byte (we listen too fast), or few different bytes
 *		and those not of this device (too slow): a device repeats itself, noise
 *		does not
 *	noise	anything else. Interference, or another device's profile
 *
 * These are likely causes and no proofs. Of a device that is understood nothing of this
 * is ever said; a capture of every device holds them to it (test_health).
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
	HEALTH_HAND, /* there is no device: a person's key is all there is */

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

#define HEALTH_TAIL 64

struct health_watch {
	const struct profile *profile;
	bool by_hand; /* health_by_hand() */
	bool is_open;
	enum health lost;      /* why it is not open */
	int64_t opened_us;     /* when it was opened; 0 never */
	int64_t heard_us;      /* of the last byte since; 0 none */
	int64_t understood_us; /* of the last frame since; 0 none */

	/* what the profile's examples look like */
	uint8_t usual[32]; /* a bit for each byte value in them */
	bool plain;	   /* none of them has bit 7 */
	uint32_t
		patience; /* bytes that a good device may say without being understood */
	uint32_t rate;	  /* bytes a second at the profile's line settings */

	/* the feed when it was looked at last */
	uint64_t fed, explained, skipped, frames;

	/* what was not understood since something was */
	uint32_t unknown;	   /* bytes that were skipped */
	uint8_t tail[HEALTH_TAIL]; /* the last bytes that came */
	uint8_t tail_len;

	/* of the second that is being counted */
	int64_t second_us;
	uint32_t second_frames, second_bytes;
	uint8_t full; /* seconds in a row at the line's full rate without a frame */
	bool flood;
};

void health_init(struct health_watch *h, const struct profile *profile);
void health_by_hand(struct health_watch *h);
void health_opened(struct health_watch *h, int64_t at_us);
void health_lost(struct health_watch *h, enum health why, int64_t at_us);
/* `len` 0: something came that the feed will see only later (the disk is full). */
void health_bytes(struct health_watch *h, const void *bytes, size_t len, int64_t at_us);
void health_fits(struct health_watch *h, const struct feed *feed, int64_t at_us);

enum health health_now(const struct health_watch *h, int64_t now_us);
/* When time alone may change it; INT64_MAX never. */
int64_t health_due_us(const struct health_watch *h, int64_t now_us);

const char *health_name(enum health health); /* "unplugged" */

#endif
