/*
 * heard - what a feed gave, as rows of text, for tests: "offset,kind,...".
 *
 * Streams are fed whole, in pieces of a fixed size, or in pieces of a random size
 * (seeded), and the rows of all ways are compared with strcmp.
 */
#ifndef TESTS_HEARD_H
#define TESTS_HEARD_H

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "feed.h"
#include "profile.h"

/* xorshift64: the same numbers everywhere. */
static inline uint64_t next_random(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

static inline void heard_row(void *ctx, const struct reading *r)
{
	char row[READING_ROW_MAX];

	buf_addf(
		ctx, "%" PRIu64 ",%s\n", r->offset, reading_write(r, row, sizeof(row)));
}

/* Without the offset, where noise has moved it. */
static inline void heard_row_alone(void *ctx, const struct reading *r)
{
	char row[READING_ROW_MAX];

	buf_addf(ctx, "%s\n", reading_write(r, row, sizeof(row)));
}

/* `piece` 0: pieces of 1 to 40 bytes from `seed`. Counts stay in `feed`. */
static inline void hear_bytes(struct feed *feed, const struct profile *p,
	const void *bytes, size_t len, size_t piece, uint64_t seed, feed_sink *sink,
	struct buf *rows)
{
	const uint8_t *next = bytes;

	feed_init(feed, p);
	while (len > 0) {
		size_t take = piece ? piece : 1 + next_random(&seed) % 40;

		if (take > len)
			take = len;
		feed_bytes(feed, next, take, 0, sink, rows);
		next += take;
		len -= take;
	}
	feed_end(feed);
}

#endif
