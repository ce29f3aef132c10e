/*
 * recent - what was heard of a port lately, for a person to look at.
 *
 *	recent_bytes(&r, bytes, len, at_us, hidden)
 *	recent_reading(&r, &reading, hidden)	each that a profile made of them
 *
 * Bytes stand in rows as a person would break them: a new row where the device paused,
 * behind the end of a line, and when the row is full. A fixed block, zeroed when
 * listening begins; nothing allocates. Times are monotonic us and come in.
 *
 * What a device says of a child is nobody's business: rows and readings taken while one
 * is measured are `hidden`, and then no byte of them is kept. A device that reads cards
 * is hidden for good from its first card on.
 */
#ifndef DEVICES_RECENT_H
#define DEVICES_RECENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "reading.h"

#define RECENT_ROWS    8
#define RECENT_BYTES   18
#define RECENT_SECONDS 4

struct recent_row {
	int64_t at_us; /* of its newest byte */
	uint8_t len;
	bool hidden; /* only how many there were */
	uint8_t bytes[RECENT_BYTES];
};

struct recent {
	struct recent_row rows[RECENT_ROWS];
	uint64_t begun; /* rows, ever; row i stands at i % RECENT_ROWS */
	uint64_t bytes;

	uint64_t frames;  /* that said something */
	int64_t frame_us; /* the newest; 0 none */
	struct {
		int64_t second;
		uint32_t frames;
	} pace[RECENT_SECONDS];

	struct reading last;
	bool has_last, last_hidden;
	bool cards; /* it said who somebody is */
};

void recent_bytes(
	struct recent *r, const void *bytes, size_t len, int64_t at_us, bool hidden);
void recent_reading(struct recent *r, const struct reading *reading, bool hidden);

/* How many rows there are, and row `i` of them, the oldest first. */
size_t recent_rows(const struct recent *r);
const struct recent_row *recent_row(const struct recent *r, size_t i);

/* Frames in ten seconds at the pace of the last three whole ones. */
int recent_pace(const struct recent *r, int64_t now_us);

/* The newest line that can be read as text, without what is no letter; "" none. Returns
 * `out`. */
char *recent_words(const struct recent *r, char *out, size_t size);

#endif
