#include "words.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "text.h"

#define DAY_S 86400

static const enum text kinds[READING_KINDS] = {
	[READING_NONE] = TEXT_READ_STATUS,
	[READING_START] = TEXT_READ_START,
	[READING_FINISH] = TEXT_READ_FINISH,
	[READING_SPLIT] = TEXT_READ_SPLIT,
	[READING_IMPULSE] = TEXT_READ_IMPULSE,
	[READING_LAP] = TEXT_READ_LAP,
	[READING_TIME] = TEXT_READ_TIME,
	[READING_WEIGHT] = TEXT_READ_WEIGHT,
	[READING_LENGTH] = TEXT_READ_LENGTH,
	[READING_HEIGHT] = TEXT_READ_HEIGHT,
	[READING_VOLUME] = TEXT_READ_VOLUME,
	[READING_FLOW] = TEXT_READ_FLOW,
	[READING_COUNT] = TEXT_READ_COUNT,
	[READING_NEXT] = TEXT_READ_NEXT,
	[READING_IDENTITY] = TEXT_READ_CARD,
	[READING_PERSON] = TEXT_READ_CARD,
	[READING_FOUL] = TEXT_READ_FOUL,
	[READING_STATUS] = TEXT_READ_STATUS,
};

static const struct {
	uint32_t flag;
	enum text word;
} flags[] = {
	{ FLAG_STABLE, TEXT_READ_STABLE },
	{ FLAG_UNSTABLE, TEXT_READ_UNSTABLE },
	{ FLAG_RUNNING, TEXT_READ_RUNNING },
	{ FLAG_OVERLOAD, TEXT_READ_OUTSIDE },
	{ FLAG_UNDERLOAD, TEXT_READ_OUTSIDE },
	{ FLAG_ERROR, TEXT_READ_ERROR },
	{ FLAG_LOW_BATTERY, TEXT_READ_BATTERY },
};

/* 10:42:07.123 */
static void write_time_of_day(int64_t us, char *out, size_t size)
{
	int64_t ms = div_floor(us, 1000);
	int s = (int)(div_floor(ms, 1000) % DAY_S);

	s = s < 0 ? s + DAY_S : s;
	snprintf(out, size, "%02d:%02d:%02d.%03d", s / 3600, s / 60 % 60, s % 60,
		(int)(ms - div_floor(ms, 1000) * 1000));
}

static bool is_time_of_day(const struct reading *r)
{
	return (r->flags & FLAG_DATED) || r->kind == READING_START ||
	       r->kind == READING_FINISH || r->kind == READING_SPLIT ||
	       r->kind == READING_IMPULSE;
}

struct scale {
	int64_t unit; /* base units in the smallest digit shown */
	int decimals;
	const char *word;
};

static void write_scaled(
	int64_t value, const struct scale *scale, char *out, size_t size)
{
	char number[32];

	decimal_write(div_half_up(value, scale->unit), scale->decimals, number,
		sizeof(number));
	snprintf(out, size, "%s%s%s", number, scale->word[0] ? " " : "", scale->word);
}

static void write_value(const struct reading *r, char *out, size_t size)
{
	static const struct scale scales[READING_UNITS] = {
		[UNIT_NONE] = { 1, 0, "" },
		[UNIT_US] = { 10000, 2, "s" },
		[UNIT_UG] = { 10000000, 2, "kg" },
		[UNIT_UM] = { 1000, 1, "cm" },
		[UNIT_UL] = { 1000, 0, "ml" },
		[UNIT_UL_PER_S] = { 10000, 2, "L/s" },
		[UNIT_ONE] = { 1, 0, "" },
	};

	out[0] = '\0';
	if (!r->has_value || r->unit >= READING_UNITS)
		return;
	if (r->unit == UNIT_US && is_time_of_day(r))
		write_time_of_day(r->value, out, size);
	else
		write_scaled(r->value, &scales[r->unit], out, size);
}

static void add(char *out, size_t size, const char *word)
{
	size_t len = strlen(out);

	if (word[0])
		text_copy(out + len, size - len, len ? " " : "");
	len = strlen(out);
	if (word[0])
		text_copy(out + len, size - len, word);
}

char *words_reading(const struct texts *texts, const struct reading *r, bool hidden,
	char *out, size_t size)
{
	enum text kind = r->kind < READING_KINDS ? kinds[r->kind] : TEXT_READ_STATUS;
	char value[48], channel[32];

	out[0] = '\0';
	if (!hidden && r->channel[0]) {
		text_fill(texts_get(texts, TEXT_READ_CHANNEL), channel, sizeof(channel),
			r->channel, NULL, NULL);
		add(out, size, channel);
	}
	add(out, size, texts_get(texts, kind));
	if (hidden)
		return out;
	write_value(r, value, sizeof(value));
	add(out, size, value);
	for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++)
		if (r->flags & flags[i].flag)
			add(out, size, texts_get(texts, flags[i].word));
	return out;
}
