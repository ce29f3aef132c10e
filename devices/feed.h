/*
 * feed - the one receive loop, for every driver.
 *
 *	struct feed feed;
 *	feed_init(&feed, profile);
 *	feed_bytes(&feed, chunk.bytes, chunk.len, chunk.at_us, take, ctx);
 *	...
 *	feed_end(&feed);
 *
 * One feed is one listening: it begins in the middle of whatever the device is
 * saying, and offset 0 is the first byte that it was given. Bytes that are no
 * frame are weather: one is skipped, and the next is tried, so that no frame is
 * lost to the noise before it. The readings, their offsets and all counts are the
 * same however the bytes are cut into chunks; only `at_us` is that of the chunk
 * which brought a frame's last byte.
 *
 * A feed is a fixed block of about 10 kB without pointers to free. Nothing here
 * allocates, and no byte can make it fail. The profile is lent and must outlive it.
 */
#ifndef DEVICES_FEED_H
#define DEVICES_FEED_H

#include <stddef.h>
#include <stdint.h>

#include "driver.h"
#include "reading.h"

struct profile;

#define FEED_BYTES (2 * FRAME_MAX)

/* Called for each reading, in stream order. `r` is lent for the call. */
typedef void feed_sink(void *ctx, const struct reading *r);

struct feed {
	const struct profile *profile;
	struct driver_state state;
	uint64_t offset;   /* in the stream, of bytes[0] */
	uint64_t frames;   /* good ones that gave a reading */
	uint64_t skipped;  /* bytes that belonged to no good frame */
	uint64_t rejected; /* frames that failed their check or form */
	uint64_t readings;
	size_t len;
	uint8_t bytes[FEED_BYTES];
};

void feed_init(struct feed *feed, const struct profile *profile);
void feed_bytes(struct feed *feed, const void *bytes, size_t len, int64_t at_us,
	feed_sink *sink, void *ctx);

/* The stream has ended: what still waits for its end is skipped, and counts as one
 * rejected frame. */
void feed_end(struct feed *feed);

/* How well device and profile fit, for the devices screen. */
enum feed_fit {
	FEED_SILENT, /* nothing came yet, or not enough to tell */
	FEED_FITS,   /* good frames arrive */
	FEED_NO_FIT, /* of 50 frames or more, over a fifth fail: wrong settings? */
};
enum feed_fit feed_fit(const struct feed *feed);

#endif
