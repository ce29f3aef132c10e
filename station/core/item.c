#include "item.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "data.h"
#include "text.h"

/* Values travel in 32 bits through the scoring tables. */
#define VALUE_MAX    1000000000
#define DISTANCE_MAX 50000

struct items {
	int count;
	struct item item[ITEMS_MAX];
};

/* ---- schema/items.yaml ------------------------------------------------------- */

struct range {
	int64_t min, max;
};

/* One entry as the file says it. */
struct entry {
	char key[24], zh[32], zh_short[16], en[48], en_short[24];
	enum item_unit unit;
	enum item_better better;
	enum item_rule rule;
	enum item_use use;
	enum item_round round;
	int attempts, decimals, lanes, distance_m, lap_m;
	int64_t read, step, settle_ms, duration_s;
	struct range hard, usual;
	bool is_private, grouped, minutes, metres;
};

struct file {
	int schema;
	struct entry *items;
	uint64_t items_count;
};

static const cyaml_strval_t unit_words[] = {
	{ "mm", ITEM_MM },
	{ "g", ITEM_G },
	{ "ml", ITEM_ML },
	{ "ms", ITEM_MS },
	{ "times", ITEM_TIMES },
};
static const cyaml_strval_t better_words[] = {
	{ "none", BETTER_NONE },
	{ "more", BETTER_MORE },
	{ "less", BETTER_LESS },
};
static const cyaml_strval_t rule_words[] = {
	{ "settle", RULE_SETTLE },
	{ "peak", RULE_PEAK },
	{ "latch", RULE_LATCH },
	{ "count", RULE_COUNT },
	{ "gate", RULE_GATE },
	{ "mass", RULE_MASS },
	{ "individual", RULE_INDIVIDUAL },
};
static const cyaml_strval_t round_words[] = {
	{ "none", ROUND_NONE },
	{ "cut", ROUND_CUT },
	{ "half_up", ROUND_HALF_UP },
	{ "nonzero_up", ROUND_NONZERO_UP },
};
static const cyaml_strval_t use_words[] = {
	{ "best", USE_BEST },
	{ "last", USE_LAST },
};

#define WORDS(key, member, words)                                                      \
	CYAML_FIELD_ENUM(key, CYAML_FLAG_DEFAULT, struct entry, member, words,         \
		CYAML_ARRAY_LEN(words))
#define MAYBE_INT(key, member)                                                         \
	CYAML_FIELD_INT(key, CYAML_FLAG_OPTIONAL, struct entry, member)
#define MAYBE_BOOL(key, member)                                                        \
	CYAML_FIELD_BOOL(key, CYAML_FLAG_OPTIONAL, struct entry, member)

static const cyaml_schema_field_t range_fields[] = {
	CYAML_FIELD_INT("min", CYAML_FLAG_DEFAULT, struct range, min),
	CYAML_FIELD_INT("max", CYAML_FLAG_DEFAULT, struct range, max),
	CYAML_FIELD_END,
};

static const cyaml_schema_field_t entry_fields[] = {
	CYAML_FIELD_STRING("key", CYAML_FLAG_DEFAULT, struct entry, key, 1),
	CYAML_FIELD_STRING("zh", CYAML_FLAG_DEFAULT, struct entry, zh, 1),
	CYAML_FIELD_STRING("zh_short", CYAML_FLAG_DEFAULT, struct entry, zh_short, 1),
	CYAML_FIELD_STRING("en", CYAML_FLAG_DEFAULT, struct entry, en, 1),
	CYAML_FIELD_STRING("en_short", CYAML_FLAG_DEFAULT, struct entry, en_short, 1),
	WORDS("unit", unit, unit_words),
	WORDS("better", better, better_words),
	WORDS("rule", rule, rule_words),
	WORDS("use", use, use_words),
	WORDS("round", round, round_words),
	CYAML_FIELD_INT("attempts", CYAML_FLAG_DEFAULT, struct entry, attempts),
	CYAML_FIELD_INT("decimals", CYAML_FLAG_DEFAULT, struct entry, decimals),
	CYAML_FIELD_INT("step", CYAML_FLAG_DEFAULT, struct entry, step),
	CYAML_FIELD_MAPPING(
		"hard", CYAML_FLAG_DEFAULT, struct entry, hard, range_fields),
	CYAML_FIELD_MAPPING(
		"usual", CYAML_FLAG_DEFAULT, struct entry, usual, range_fields),
	MAYBE_INT("read", read),
	MAYBE_INT("settle_ms", settle_ms),
	MAYBE_INT("duration_s", duration_s),
	MAYBE_INT("lanes", lanes),
	MAYBE_INT("distance_m", distance_m),
	MAYBE_INT("lap_m", lap_m),
	MAYBE_BOOL("private", is_private),
	MAYBE_BOOL("grouped", grouped),
	MAYBE_BOOL("minutes", minutes),
	MAYBE_BOOL("metres", metres),
	CYAML_FIELD_END,
};

static const cyaml_schema_value_t entry_schema = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct entry, entry_fields),
};

static const cyaml_schema_field_t file_fields[] = {
	CYAML_FIELD_INT("schema", CYAML_FLAG_DEFAULT, struct file, schema),
	CYAML_FIELD_SEQUENCE("items", CYAML_FLAG_POINTER, struct file, items,
		&entry_schema, 1, ITEMS_MAX),
	CYAML_FIELD_END,
};

static const cyaml_schema_value_t file_schema = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct file, file_fields),
};

/* ---- units ------------------------------------------------------------------- */

/* How many of the base unit are one of the unit people use (cm, kg, s). */
static int64_t per_people(const struct item *item)
{
	if (item->shown == SHOWN_METRES)
		return 1000;
	if (item->shown == SHOWN_MARKS)
		return 100;
	switch (item->unit) {
	case ITEM_MM:
		return 10;
	case ITEM_G:
	case ITEM_MS:
		return 1000;
	case ITEM_ML:
	case ITEM_TIMES:
		break;
	}
	return 1;
}

/* How many of a reading's unit (um, ug, ul, us, 1) are one of the base unit. */
static int64_t per_base(const struct item *item)
{
	switch (item->unit) {
	case ITEM_G:
		return 1000000;
	case ITEM_MM:
	case ITEM_ML:
	case ITEM_MS:
		return 1000;
	case ITEM_TIMES:
		break;
	}
	return 1;
}

const char *item_unit_zh(const struct item *item)
{
	static const char *const names[] = {
		[ITEM_MM] = "厘米",
		[ITEM_G] = "公斤",
		[ITEM_ML] = "毫升",
		[ITEM_MS] = "秒",
		[ITEM_TIMES] = "次",
	};

	if (item->shown == SHOWN_METRES)
		return "米";
	if (item->shown == SHOWN_MARKS)
		return "分";
	return item->minutes ? "" : names[item->unit];
}

const char *item_unit_en(const struct item *item)
{
	static const char *const names[] = {
		[ITEM_MM] = "cm",
		[ITEM_G] = "kg",
		[ITEM_ML] = "ml",
		[ITEM_MS] = "s",
		[ITEM_TIMES] = "times",
	};

	if (item->shown == SHOWN_METRES)
		return "m";
	if (item->shown == SHOWN_MARKS)
		return "marks";
	return item->minutes ? "" : names[item->unit];
}

/* ---- rounding ---------------------------------------------------------------- */

/* `value` is a count of 1/fine of the base unit. ROUND_NONE cuts here: whoever must
 * refuse an inexact value looks at is_exact() first. */
static int64_t round_fine(const struct item *item, int64_t value, int64_t fine)
{
	int64_t step = item->step * fine;

	if (item->read)
		value = value / (item->read * fine) * (item->read * fine);
	switch (item->round) {
	case ROUND_NONE:
	case ROUND_CUT:
		break;
	case ROUND_HALF_UP:
		return div_half_up(value, step) * item->step;
	case ROUND_NONZERO_UP:
		return div_ceil(value, step) * item->step;
	}
	return value / step * item->step;
}

int64_t item_round_value(const struct item *item, int64_t value)
{
	return round_fine(item, value, 1);
}

int64_t item_value_from_base(const struct item *item, int64_t fine)
{
	return round_fine(item, fine, per_base(item));
}

enum item_fit item_fit(const struct item *item, int64_t value)
{
	if (value < item->hard_min || value > item->hard_max)
		return FIT_REFUSED;
	if (value < item->usual_min || value > item->usual_max)
		return FIT_UNUSUAL;
	return FIT_GOOD;
}

/* ---- reading ----------------------------------------------------------------- */

#define TEXT_MAX     40 /* longer is no number */
#define WHOLE_DIGITS 6	/* of the unit people use; far beyond every range */
#define PART_DIGITS  9	/* later ones are dust of binary fractions and are cut */

static const struct {
	const char *from;
	char to;
} marks[] = {
	{ "‘", '\'' },
	{ "’", '\'' },
	{ "′", '\'' },
	{ "“", '"' },
	{ "”", '"' },
	{ "″", '"' },
	{ "−", '-' },
	{ "\u3000", ' ' },
	{ "\u00a0", ' ' },
};

/* The next character of `text` as ASCII, 0 when it is none; sets how long it was. */
static char fold(const char *text, size_t *len)
{
	const unsigned char *u = (const unsigned char *)text;

	*len = 1;
	if (u[0] < 0x80)
		return text[0];
	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		*len = strlen(marks[i].from);
		if (strncmp(text, marks[i].from, *len) == 0)
			return marks[i].to;
	}
	/* U+FF01 to U+FF5E are the full-width forms of ! to ~. */
	*len = 3;
	if (u[0] == 0xef && u[1] == 0xbc && u[2] >= 0x81 && u[2] <= 0xbf)
		return (char)(u[2] - 0x80 + 0x20);
	if (u[0] == 0xef && u[1] == 0xbd && u[2] >= 0x80 && u[2] <= 0x9e)
		return (char)(u[2] - 0x80 + 0x60);
	return 0;
}

/* Full-width and typographic forms to ASCII, blanks at both ends dropped. */
static bool plain(const char *text, char out[TEXT_MAX + 1], struct slice *trimmed)
{
	size_t n = 0, len;

	for (; *text; text += len) {
		char c = fold(text, &len);

		if (!c || n == TEXT_MAX)
			return false;
		out[n++] = c;
	}
	*trimmed = slice_trim((struct slice){ out, n });
	return true;
}

/* As decimal_read, but any number of decimals: the surplus is cut. */
static bool read_number(struct slice s, struct decimal *out)
{
	size_t i = 0, point;

	while (i < s.len && s.text[i] != '.')
		i++;
	point = i;
	if (point > WHOLE_DIGITS + 1)
		return false;
	while (i < s.len && i <= point + PART_DIGITS)
		i++;
	for (size_t rest = i; rest < s.len; rest++)
		if (s.text[rest] < '0' || s.text[rest] > '9')
			return false;
	return decimal_read((struct slice){ s.text, i }, out);
}

/* 3'45, 3'45.6 or 3'45" as seconds. */
static bool read_minutes(struct slice s, size_t mark, struct decimal *out)
{
	struct slice left = { s.text, mark };
	struct slice right = { s.text + mark + 1, s.len - mark - 1 };
	struct decimal minutes;
	int64_t scale = 1;
	size_t whole = 0;

	if (right.len && right.text[right.len - 1] == '"')
		right.len--;
	while (whole < right.len && right.text[whole] != '.')
		whole++;
	if (whole != 2 || right.text[0] < '0' || right.text[0] > '5' ||
		!read_number(right, out))
		return false;
	if (!mark || mark > 3 || left.text[0] < '0' || left.text[0] > '9' ||
		!decimal_read(left, &minutes) || minutes.decimals)
		return false;
	for (int i = 0; i < out->decimals; i++)
		scale *= 10;
	out->digits += minutes.digits * 60 * scale;
	return true;
}

static bool read_people(const struct item *item, const char *text, struct decimal *out)
{
	char bytes[TEXT_MAX + 1];
	struct slice s;

	if (!plain(text, bytes, &s))
		return false;
	for (size_t i = 0; item->minutes && i < s.len; i++)
		if (s.text[i] == '\'')
			return read_minutes(s, i, out);
	return read_number(s, out);
}

/* digits * per_people / 10^decimals of the base unit: make it a count of 1/fine. */
static int64_t to_fine(const struct item *item, struct decimal d, int64_t *fine)
{
	*fine = 1;
	for (int i = 0; i < d.decimals; i++)
		*fine *= 10;
	return d.digits * per_people(item);
}

static const char *round_words_for_people(const struct item *item)
{
	if (item->minutes)
		return "seconds such as 225.4, or 3'45";
	if (item->round != ROUND_NONE)
		return "a number such as 12.3";
	return item->decimals ? "a number with as few decimals as the item's"
			      : "a whole number";
}

bool item_read_people(
	const struct item *item, const char *text, int64_t *value, struct err *err)
{
	return item_read_people_plus(item, text, 0, value, err);
}

bool item_read_people_plus(const struct item *item, const char *text, int64_t plus,
	int64_t *value, struct err *err)
{
	char min[24], max[24];
	struct decimal d;
	int64_t n, fine;

	if (!read_people(item, text, &d))
		return err_set(err, "%s: \"%.40s\" is not %s", item->key, text,
			round_words_for_people(item));
	n = to_fine(item, d, &fine);
	n += plus * fine;
	if (item->round == ROUND_NONE && n % (item->step * fine))
		return err_set(err, "%s: \"%.40s\" is not %s", item->key, text,
			round_words_for_people(item));
	*value = round_fine(item, n, fine);
	/* Cutting must not lift -0.5 ml to a lawful 0. */
	if (item_fit(item, *value) == FIT_REFUSED || (item->hard_min == 0 && n < 0))
		return err_set(err, "%s: \"%.40s\"%s is outside %s to %s", item->key,
			text, plus ? " with its penalty" : "",
			item_format_plain(item, item->hard_min, min, sizeof(min)),
			item_format_plain(item, item->hard_max, max, sizeof(max)));
	return true;
}

bool item_read_exact(const struct item *item, const char *text, int64_t *value)
{
	struct decimal d;
	int64_t n, fine;

	if (!read_number(slice_of(text), &d))
		return false;
	n = to_fine(item, d, &fine);
	*value = n / fine;
	return n % fine == 0;
}

/* ---- writing ----------------------------------------------------------------- */

/* Decimals that make a value exact in people's unit: 1 for mm in cm. */
static int unit_decimals(const struct item *item)
{
	int decimals = 0;

	for (int64_t n = per_people(item); n > 1; n /= 10)
		decimals++;
	return decimals;
}

int item_fine_decimals(const struct item *item)
{
	int decimals = unit_decimals(item);

	for (int64_t n = per_base(item); n > 1; n /= 10)
		decimals++;
	return decimals;
}

char *item_format_plain(const struct item *item, int64_t value, char *out, size_t size)
{
	int decimals = unit_decimals(item);

	for (; decimals > item->decimals; decimals--)
		value /= 10;
	for (; decimals < item->decimals; decimals++)
		value *= 10;
	return decimal_write(value, decimals, out, size);
}

static char *write_minutes(
	int64_t value, const char *minute, const char *second, char *out, size_t size)
{
	int64_t s = value / 1000;

	snprintf(out, size, "%lld%s%02d%s", (long long)(s / 60), minute, (int)(s % 60),
		second);
	return out;
}

char *item_format_file(const struct item *item, int64_t value, char *out, size_t size)
{
	if (item->minutes)
		return write_minutes(value, "'", "", out, size);
	return item_format_plain(item, value, out, size);
}

char *item_format_screen(const struct item *item, int64_t value, char *out, size_t size)
{
	if (item->minutes)
		return write_minutes(value, "′", "″", out, size);
	return item_format_plain(item, value, out, size);
}

/* ---- loading ----------------------------------------------------------------- */

static bool refuse(const struct data_places *places, size_t i, const char *key,
	struct err *err, const char *sentence)
{
	char path[64];

	snprintf(path, sizeof(path), "items[%zu].%s", i, key);
	return data_refuse(places, path, err, "%s", sentence);
}

static bool range_good(const struct range *r)
{
	return r->min >= -VALUE_MAX && r->max <= VALUE_MAX && r->min < r->max;
}

static bool check(const struct file *file, size_t i, const struct data_places *places,
	struct err *err)
{
	const struct entry *e = &file->items[i];

	for (const char *c = e->key; *c; c++)
		if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789_", *c))
			return refuse(places, i, "key", err,
				"allowed: small letters, digits and _");
	for (size_t j = 0; j < i; j++)
		if (strcmp(file->items[j].key, e->key) == 0)
			return refuse(
				places, i, "key", err, "this item is there twice");
	if (e->step < 1 || e->step > 1000000)
		return refuse(places, i, "step", err, "allowed: 1 to 1000000");
	if (e->read < 0 || e->read > e->step || (e->read && e->step % e->read))
		return refuse(places, i, "read", err, "it must divide the step");
	if (e->attempts < 1 || e->attempts > 9)
		return refuse(places, i, "attempts", err, "allowed: 1 to 9");
	if (e->decimals < 0 || e->decimals > 3)
		return refuse(places, i, "decimals", err, "allowed: 0 to 3");
	if (e->lanes < 0 || e->lanes > 100)
		return refuse(places, i, "lanes", err, "allowed: 1 to 100");
	if (e->distance_m < 0 || e->distance_m > DISTANCE_MAX || e->lap_m < 0 ||
		e->lap_m > DISTANCE_MAX)
		return refuse(places, i,
			e->distance_m < 0 || e->distance_m > DISTANCE_MAX ? "distance_m"
									  : "lap_m",
			err, "allowed: 0 to 50000");
	if (!range_good(&e->hard))
		return refuse(places, i, "hard", err, "min must be below max");
	if (!range_good(&e->usual) || e->usual.min < e->hard.min ||
		e->usual.max > e->hard.max)
		return refuse(places, i, "usual", err, "it must lie inside hard");
	if (e->settle_ms < 0 || e->settle_ms > 60000)
		return refuse(places, i, "settle_ms", err, "allowed: 0 to 60000");
	if (e->duration_s < 0 || e->duration_s > 3600)
		return refuse(places, i, "duration_s", err, "allowed: 0 to 3600");
	if (e->minutes && (e->unit != ITEM_MS || e->step % 1000))
		return refuse(places, i, "minutes", err, "only for whole seconds");
	if (e->metres && e->unit != ITEM_MM)
		return refuse(places, i, "metres", err, "only for lengths in mm");
	return true;
}

static struct item from_entry(const struct entry *e)
{
	struct item item = {
		.unit = e->unit,
		.better = e->better,
		.rule = e->rule,
		.use = e->use,
		.attempts = e->attempts,
		.read = e->read,
		.step = e->step,
		.round = e->round,
		.decimals = e->decimals,
		.hard_min = e->hard.min,
		.hard_max = e->hard.max,
		.usual_min = e->usual.min,
		.usual_max = e->usual.max,
		.settle_us = e->settle_ms * 1000,
		.duration_us = e->duration_s * 1000000,
		.is_private = e->is_private,
		.grouped = e->grouped,
		.minutes = e->minutes,
		.shown = e->metres ? SHOWN_METRES : SHOWN_USUAL,
		.lanes = e->lanes ? e->lanes : 1,
		.distance_m = e->distance_m,
		.lap_m = e->lap_m,
	};

	text_copy(item.key, sizeof(item.key), e->key);
	text_copy(item.zh, sizeof(item.zh), e->zh);
	text_copy(item.zh_short, sizeof(item.zh_short), e->zh_short);
	text_copy(item.en, sizeof(item.en), e->en);
	text_copy(item.en_short, sizeof(item.en_short), e->en_short);
	return item;
}

static bool check_all(
	const struct file *file, const struct data_places *places, struct err *err)
{
	if (file->schema != 1)
		return data_refuse(places, "schema", err,
			"%d is not a form this program knows (allowed: 1)",
			file->schema);
	for (size_t i = 0; i < file->items_count; i++)
		if (!check(file, i, places, err))
			return false;
	return true;
}

struct items *items_load(const char *path, struct err *err)
{
	struct data_places *places = NULL;
	struct items *items = NULL;
	struct file *file = NULL;

	if (!data_load_placed(path, &file_schema, (void **)&file, &places, err))
		return NULL;
	if (check_all(file, places, err)) {
		items = mem_alloc(sizeof(*items));
		for (size_t i = 0; i < file->items_count; i++)
			items->item[i] = from_entry(&file->items[i]);
		items->count = (int)file->items_count;
	}
	data_places_free(places);
	data_free(&file_schema, file);
	return items;
}

void items_free(struct items *items)
{
	free(items);
}

size_t items_count(const struct items *items)
{
	return (size_t)items->count;
}

const struct item *items_at(const struct items *items, int index)
{
	assert(index >= 0 && index < items->count);
	return &items->item[index];
}

int items_find(const struct items *items, const char *key)
{
	for (int i = 0; i < items->count; i++)
		if (strcmp(items->item[i].key, key) == 0)
			return i;
	return -1;
}
