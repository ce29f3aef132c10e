/* The clock of a place's device, watched and said in words. */
#include "place.h"

#include <stdio.h>
#include <string.h>

#include "clock.h"
#include "text.h"
#include "tr.h"

/* What nobody needs to be told: half a second, and what any quartz does. */
#define OFF_US	  INT64_C(500000)
#define DRIFT_PPB INT64_C(20000)
/* Farther off, it is no time of day but a counter from when it was switched on. */
#define TIME_OF_DAY_US INT64_C(600000000)

/* Only what was sent as it happened. */
static bool says_the_time(const struct reading *r)
{
	static const uint32_t later = FLAG_CLEARED | FLAG_INSERTED | FLAG_MEMORY |
				      FLAG_ERROR | FLAG_UNASSIGNED;
	bool impulse = r->kind == READING_START || r->kind == READING_FINISH ||
		       r->kind == READING_SPLIT || r->kind == READING_IMPULSE;

	return impulse && r->has_value && r->unit == UNIT_US && !(r->flags & later);
}

void place_clock_saw(struct place *place, const struct reading *r)
{
	bool dated = r->flags & FLAG_DATED;
	int64_t period = dated	       ? 0
			 : r->wraps_ms ? (int64_t)r->wraps_ms * 1000
				       : RULES_DAY_US;

	if (!says_the_time(r))
		return;
	if (!place->clock_seen || place->drift.period_us != period)
		drift_init(&place->drift, period);
	place->clock_seen = true;
	drift_pair(&place->drift, r->value, r->at_us);
}

/* How far it is ahead of ours, by its time of day or its date. */
static bool is_ahead_by(const struct place *place, struct now now, int64_t *ahead_us)
{
	const struct drift *d = &place->drift;
	int64_t ours = now.wall_us + CLOCK_SHANGHAI * CLOCK_SECOND_US;
	int64_t ahead = now.mono_us - d->lag_us - ours;

	if (d->period_us && d->period_us != RULES_DAY_US)
		return false;
	if (d->period_us) {
		ahead %= d->period_us;
		if (ahead > d->period_us / 2)
			ahead -= d->period_us;
		if (ahead < -d->period_us / 2)
			ahead += d->period_us;
	}
	*ahead_us = ahead;
	return ahead < TIME_OF_DAY_US && ahead > -TIME_OF_DAY_US;
}

static void add(char *out, size_t size, const char *text)
{
	size_t len = strlen(out);

	snprintf(out + len, size - len, "%s%s", len ? "，" : "", text);
}

bool place_clock_words(const struct place *place, const struct texts *texts,
	struct now now, char *out, size_t size)
{
	const struct drift *d = &place->drift;
	int64_t ahead, ppb = drift_ppb(d), off;
	char number[32], text[64];

	out[0] = '\0';
	if (!place->clock_seen)
		return false;
	if (is_ahead_by(place, now, &ahead) && (ahead > OFF_US || ahead < -OFF_US)) {
		off = ahead < 0 ? -ahead : ahead;
		snprintf(number, sizeof(number), "%lld.%lld",
			(long long)(off / CLOCK_SECOND_US),
			(long long)(off / (CLOCK_SECOND_US / 10) % 10));
		text_fill(
			texts_get(texts, ahead < 0 ? TEXT_CLOCK_SLOW : TEXT_CLOCK_FAST),
			text, sizeof(text), number, NULL, NULL);
		add(out, size, text);
	}
	if (ppb >= DRIFT_PPB || ppb <= -DRIFT_PPB) {
		snprintf(number, sizeof(number), "%+lld", (long long)(ppb / 1000));
		text_fill(texts_get(texts, TEXT_CLOCK_DRIFT), text, sizeof(text),
			number, NULL, NULL);
		add(out, size, text);
	}
	if (d->restarts)
		add(out, size, texts_get(texts, TEXT_CLOCK_JUMPED));
	return out[0] != '\0';
}
