#include "words.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "reasons.h"
#include "text.h"

#define DAY_S	 86400
#define MS_PER_S 1000

/* ---- the language ----------------------------------------------------------------- */

bool words_english(const struct texts *texts)
{
	return strcmp(texts_get(texts, TEXT_LANGUAGE), "en") == 0;
}

const char *words_item(const struct texts *texts, const struct item *item)
{
	return words_english(texts) ? item->en : item->zh;
}

const char *words_item_short(const struct texts *texts, const struct item *item)
{
	return words_english(texts) ? item->en_short : item->zh_short;
}

char *words_items(const struct texts *texts, const struct item *first,
	const struct item *second, char *out, size_t size)
{
	if (second)
		snprintf(out, size, "%s%s%s", words_item_short(texts, first),
			words_english(texts) ? ", " : "",
			words_item_short(texts, second));
	else
		snprintf(out, size, "%s", words_item(texts, first));
	return out;
}

const char *words_unit(const struct texts *texts, const struct item *item)
{
	return words_english(texts) ? item_unit_en(item) : item_unit_zh(item);
}

static bool is_count(const struct item *item)
{
	return item->unit == ITEM_TIMES && item->shown == SHOWN_USUAL;
}

char *words_result(const struct texts *texts, const struct item *item, int64_t value,
	char *out, size_t size)
{
	bool once = words_english(texts) && is_count(item) && value == 1;
	const char *unit = once ? "time" : words_unit(texts, item);
	char number[24];

	snprintf(out, size, "%s%s%s",
		item_format_screen(item, value, number, sizeof(number)),
		*unit && words_english(texts) ? " " : "", unit);
	return out;
}

char *words_gap(const struct texts *texts, const struct item *item, int64_t gap,
	char *out, size_t size)
{
	if (item->minutes && gap < 60 * MS_PER_S)
		snprintf(out, size, "%d%s", (int)div_half_up(gap, MS_PER_S),
			words_english(texts) ? " s" : "秒");
	else if (words_english(texts) && is_count(item))
		item_format_screen(item, gap, out, size);
	else
		words_result(texts, item, gap, out, size);
	return out;
}

/* ---- classes ---------------------------------------------------------------------- */

/* As schools write them; 1 to 12. */
static const char *const grades[] = { "一年级", "二年级", "三年级", "四年级", "五年级",
	"六年级", "七年级", "八年级", "九年级", "高一", "高二", "高三" };

static const char *after(const char *text, const char *begin)
{
	size_t len = strlen(begin);

	return strncmp(text, begin, len) == 0 ? text + len : NULL;
}

char *words_class(const struct texts *texts, const char *name, char *out, size_t size)
{
	int digits, read;
	char number[8], grade[8];

	text_copy(out, size, name);
	if (!words_english(texts))
		return out;
	for (size_t i = 0; i < sizeof(grades) / sizeof(grades[0]); i++) {
		const char *rest = after(name, grades[i]);

		if (!rest)
			continue;
		digits = (int)strspn(rest, "0123456789");
		read = digits > 0 && digits < 4 && strcmp(rest + digits, "班") == 0;
		if (!read)
			continue;
		snprintf(grade, sizeof(grade), "%zu", i + 1);
		snprintf(number, sizeof(number), "%.*s", digits, rest);
		text_fill(texts_get(texts, TEXT_CLASS_NAME), out, size, grade, number,
			NULL);
		break;
	}
	return out;
}

char *words_grade(const struct texts *texts, enum grade grade, char *out, size_t size)
{
	int n = grade - GRADE_G1;
	char number[12];

	out[0] = '\0';
	if (n < 0 || n >= (int)(sizeof(grades) / sizeof(grades[0])))
		return out;
	snprintf(number, sizeof(number), "%d", n + 1);
	if (words_english(texts))
		text_fill(texts_get(texts, TEXT_GRADE_NAME), out, size, number, NULL,
			NULL);
	else
		text_copy(out, size, grades[n]);
	return out;
}

/* ---- levels and reasons ----------------------------------------------------------- */

static const struct {
	const char *key;
	enum text word;
} levels[] = {
	{ "excellent", TEXT_LEVEL_EXCELLENT },
	{ "good", TEXT_LEVEL_GOOD },
	{ "pass", TEXT_LEVEL_PASS },
};

const char *words_level(const struct texts *texts, const char *key, const char *zh)
{
	for (size_t i = 0; i < sizeof(levels) / sizeof(levels[0]); i++)
		if (strcmp(levels[i].key, key) == 0)
			return words_english(texts) ? texts_get(texts, levels[i].word)
						    : zh;
	return zh;
}

static const struct {
	const char *note, *en;
} reasons[] = {
	{ REASON_UNUSUAL_TWICE, "Unusual, and measured again" },
	{ REASON_UNUSUAL, "Unusual" },
	{ REASON_ZERO, "None at all: the operator said so" },
	{ REASON_FULL, "Where the range ends: the operator said so" },
	{ REASON_ARRIVAL, "Timed when signals came: the device has no clock" },
	{ REASON_HAND_START, "Started by hand, timed when signals came" },
	{ REASON_CLOCKS, "Start and finish are of two clocks" },
	{ REASON_RESTARTED, "The device clock jumped: was it restarted?" },
	{ REASON_LATE, "The device changed it after the heat" },
	{ REASON_HAND_TAKEN, "Hand time taken" },
	{ REASON_INSERTED, "A signal was put in" },
	{ REASON_CLEARED, "A signal was cleared" },
	{ REASON_TAKEN_BACK, "The device took a signal back" },
	{ REASON_RECALLED, "This start was recalled" },
	{ REASON_MOVED, "Lanes changed: it is another student's" },
	{ REASON_NOT_COUNTED, "Not counted" },
	{ REASON_TEACHER, "Teacher" },
	{ REASON_TOLD_AGAIN, "The count was told again" },
	{ REASON_NOBODY, "Not tested" },
	{ REASON_PAPER, "From paper, typed in twice" },
	{ REASON_PAPER_SETTLED, "From paper, typed in twice and settled" },
	{ REASON_GAVE_UP, "Dropped out" },
	{ REASON_HURT, "Stopped, hurt" },
	{ REASON_NOT_IN, "No finish" },
	{ REASON_FEW_LAPS, "Too few laps" },
	{ REASON_MANY_LAPS, "Laps or gaps look wrong: please check" },
	{ REASON_PUT_IN, "A press was missed, and put in" },
	{ REASON_RUN_MENDED, "Mended after the run" },
	{ REASON_SHARED, "Another number has the same signal" },
	{ REASON_SHARED_TOO, "It has the same signal too" },
	{ REASON_SECOND, "A second arrival was put in" },
	{ REASON_NET_TIME, "Net time differs from the device's" },
};

const char *words_reason(const struct texts *texts, const char *note)
{
	for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
		if (words_english(texts) && strcmp(reasons[i].note, note) == 0)
			return reasons[i].en;
	return note;
}

/* ---- readings --------------------------------------------------------------------- */

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
