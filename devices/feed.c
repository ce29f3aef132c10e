#include "feed.h"

#include <assert.h>
#include <string.h>

#include "profile.h"

void feed_init(struct feed *feed, const struct profile *profile)
{
	memset(feed, 0, sizeof(*feed));
	feed->profile = profile;
}

static void give(struct feed *feed, size_t from, size_t used, int64_t at_us,
	feed_sink *sink, void *ctx)
{
	struct reading readings[FRAME_READINGS];
	size_t count = feed->profile->driver->read(feed->profile, &feed->state,
		feed->bytes + from, used, readings, FRAME_READINGS);

	assert(count <= FRAME_READINGS);
	for (size_t i = 0; i < count; i++) {
		readings[i].offset = feed->offset + from;
		readings[i].at_us = at_us;
		readings[i].index = (uint16_t)i;
		if (readings[i].unit == UNIT_US && readings[i].kind != READING_TIME)
			readings[i].wraps_ms = feed->profile->wraps_ms;
		sink(ctx, &readings[i]);
	}
	feed->frames += count > 0;
	feed->readings += count;
}

/* What find() says of the bytes at `from`. A frame longer than FRAME_MAX does not
 * exist, so that a driver which would wait for ever is not believed. */
static enum frame look(const struct feed *feed, size_t from, size_t *used)
{
	size_t left = feed->len - from;
	enum frame got = feed->profile->driver->find(
		feed->profile, &feed->state, feed->bytes + from, left, used);

	if (got == FRAME_MORE && left >= FRAME_MAX)
		return FRAME_BAD;
	assert(got != FRAME_GOOD || (*used > 0 && *used <= left));
	return got;
}

static void drain(struct feed *feed, int64_t at_us, feed_sink *sink, void *ctx)
{
	size_t from = 0, used = 0;

	while (from < feed->len) {
		enum frame got = look(feed, from, &used);

		if (got == FRAME_MORE)
			break;
		if (got == FRAME_GOOD) {
			give(feed, from, used, at_us, sink, ctx);
			feed->state.aligned = true;
			from += used;
			continue;
		}
		feed->rejected += got == FRAME_REJECT;
		feed->state.aligned = false;
		feed->skipped++;
		from++;
	}
	memmove(feed->bytes, feed->bytes + from, feed->len - from);
	feed->len -= from;
	feed->offset += from;
}

void feed_bytes(struct feed *feed, const void *bytes, size_t len, int64_t at_us,
	feed_sink *sink, void *ctx)
{
	const uint8_t *next = bytes;

	while (len > 0) {
		size_t room = sizeof(feed->bytes) - feed->len;
		size_t piece = len < room ? len : room;

		memcpy(feed->bytes + feed->len, next, piece);
		feed->len += piece;
		next += piece;
		len -= piece;
		drain(feed, at_us, sink, ctx);
	}
}

void feed_end(struct feed *feed)
{
	feed->skipped += feed->len;
	feed->rejected += feed->len > 0;
	feed->offset += feed->len;
	feed->len = 0;
}

enum feed_fit feed_fit(const struct feed *feed)
{
	uint64_t total = feed->frames + feed->rejected;

	if (total >= 50 && feed->rejected * 5 > total)
		return FEED_NO_FIT;
	if (feed->frames > 0)
		return FEED_FITS;
	return FEED_SILENT;
}
