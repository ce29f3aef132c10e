#include "health.h"

#include <string.h>

#include "feed.h"
#include "profile.h"

#define NOISE_BYTES 64

void health_init(struct health_watch *h, const struct profile *profile)
{
	memset(h, 0, sizeof(*h));
	h->profile = profile;
	h->lost = HEALTH_CLOSED;
}

void health_opened(struct health_watch *h, int64_t at_us)
{
	health_init(h, h->profile);
	h->is_open = true;
	h->opened_us = at_us;
}

void health_lost(struct health_watch *h, enum health why, int64_t at_us)
{
	(void)at_us;
	h->is_open = false;
	h->lost = why;
}

void health_bytes(struct health_watch *h, const void *bytes, size_t len, int64_t at_us)
{
	(void)bytes;
	h->bytes += len;
	h->heard_us = at_us;
}

void health_fits(struct health_watch *h, const struct feed *feed, int64_t at_us)
{
	if (feed->frames == h->frames)
		return;
	h->frames = feed->frames;
	h->understood_us = at_us;
	h->bytes = 0;
}

/* How long it may be silent; 0 for ever. */
static int64_t patience_us(const struct health_watch *h)
{
	if (h->profile->heartbeat_us)
		return h->profile->heartbeat_us;
	return h->profile->poll.len ? 3 * h->profile->poll_us : 0;
}

enum health health_now(const struct health_watch *h, int64_t now_us)
{
	int64_t since = h->heard_us ? h->heard_us : h->opened_us;

	if (!h->is_open)
		return h->lost;
	if (patience_us(h) && now_us - since > patience_us(h))
		return HEALTH_SILENT;
	if (h->bytes > NOISE_BYTES)
		return HEALTH_NOISE;
	return h->understood_us ? HEALTH_GOOD : HEALTH_WAITS;
}

int64_t health_due_us(const struct health_watch *h, int64_t now_us)
{
	int64_t since = h->heard_us ? h->heard_us : h->opened_us;

	if (!h->is_open || !patience_us(h) || since + patience_us(h) < now_us)
		return INT64_MAX;
	return since + patience_us(h) + 1;
}

const char *health_name(enum health health)
{
	static const char *const names[HEALTHS] = { "closed", "waits", "good", "silent",
		"noise", "parity", "baud", "flood", "unplugged", "missing", "held",
		"denied", "refused" };

	return health < HEALTHS ? names[health] : "";
}
