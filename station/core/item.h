/*
 * item - the test items, from schema/items.yaml.
 *
 * A loaded catalogue never changes. An item is named in files by its key
 * ("long_jump") and inside the program by its index in the catalogue, 0 to
 * ITEMS_MAX - 1. Values are integers in the item's own base unit and fit 32 bits;
 * the readings of devices (finer units) are brought to it by item_value_from_base().
 *
 * A raw value becomes a result in two steps, which do not commute: it is cut to
 * `read`, then rounded to `step`. A 50 m run is read in hundredths and a non-zero
 * second decimal goes up: 7.11 is 7.2, and 7.109 is read 7.10 and stays 7.1.
 * Cutting drops digits (toward zero); half up goes toward +infinity (-0.05 is 0.0).
 */
#ifndef CORE_ITEM_H
#define CORE_ITEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"

#define ITEMS_MAX 64

/* The base unit of a stored value. */
enum item_unit {
	ITEM_MM,    /* height, sit-and-reach, long jump, ball throw */
	ITEM_G,	    /* weight */
	ITEM_ML,    /* vital capacity */
	ITEM_MS,    /* every run */
	ITEM_TIMES, /* every count */
};

/* Which result is better. Height and weight are neither. */
enum item_better { BETTER_NONE, BETTER_MORE, BETTER_LESS };

/* How readings become one value; see rules.h. */
enum item_rule {
	RULE_SETTLE, /* a scale or rod comes to rest: stable and equal for a while */
	RULE_PEAK,   /* the largest of a blow or push, once it is over */
	RULE_LATCH,  /* the device sends one final value */
	RULE_COUNT,  /* a counter, for a fixed time or until it stops */
	RULE_GATE,   /* finish minus start, one lane each, a common start */
	RULE_MASS,   /* the same, but finishes by start number or vest */
	RULE_INDIVIDUAL, /* finish minus start, each start number starts by itself */
};

/* How a raw value is brought to the item's precision (rules.md, section 11).
 * ROUND_NONE: it must be exact already (counts). */
enum item_round { ROUND_NONE, ROUND_CUT, ROUND_HALF_UP, ROUND_NONZERO_UP };

/* Which attempt counts. */
enum item_use { USE_BEST, USE_LAST };

/* What people write and read a value in, where the unit alone does not say. */
enum item_shown {
	SHOWN_USUAL,  /* cm, kg, ml, s, times */
	SHOWN_METRES, /* of ITEM_MM: a ball's throw, a way swum */
	SHOWN_MARKS,  /* of ITEM_TIMES: a referee's marks, counted in hundredths */
};

struct item {
	char key[32];
	char zh[48], zh_short[16];
	char en[48], en_short[24];
	enum item_unit unit;
	enum item_better better;
	enum item_rule rule;
	enum item_use use;
	int attempts;	       /* how many count at most */
	int64_t read;	       /* a raw value is first cut to this; 0: it is not cut */
	int64_t step;	       /* precision: values are multiples of this, in `unit` */
	enum item_round round; /* how a finer value becomes a multiple of `step` */
	int decimals;	       /* shown in the unit people use: 175.3 cm has 1 */
	int64_t hard_min, hard_max;   /* outside: refused */
	int64_t usual_min, usual_max; /* outside: asked again */
	int64_t settle_us; /* RULE_SETTLE: how long at rest; RULE_COUNT, RULE_PEAK: quiet time that ends it */
	int64_t duration_us; /* one-minute items; 0 = open */
	bool is_private;     /* height and weight: no digits on a student screen */
	bool grouped;	     /* measured in heats */
	bool minutes;	     /* people read M'SS, not seconds */
	int lanes;	     /* of a usual heat; 1 for single items */
	int distance_m;	     /* of a run in laps; 0: not said */
	int lap_m;	     /* of its own course, whatever the track; 0: the track's */
	enum item_shown shown;
};

struct items;

struct items *items_load(const char *path, struct err *err);
void items_free(struct items *items);

size_t items_count(const struct items *items);
const struct item *items_at(const struct items *items, int index); /* lent */
int items_find(const struct items *items, const char *key); /* -1: no such item */

/* `value` brought to the item's precision by its own reading and rounding. */
int64_t item_round_value(const struct item *item, int64_t value);

/* The same for a reading's value (us, um, ug, ul, 1 of devices/reading.h), rounded
 * once, from the fine unit: 7.1001 s is not cut to ms first where that would matter. */
int64_t item_value_from_base(const struct item *item, int64_t fine);

/* Decimals that make such a reading's value exact in the unit people use: 6 for us in
 * seconds. */
int item_fine_decimals(const struct item *item);

/* May a value be kept? Never clamp. */
enum item_fit { FIT_GOOD, FIT_UNUSUAL, FIT_REFUSED };
enum item_fit item_fit(const struct item *item, int64_t value);

/*
 * What a person or a file writes, in the unit people use and without the unit:
 * "175.3", "-2", ".5"; for items in minutes also "3'45" with optional fraction and
 * closing second mark, seconds always two digits and below 60. Full-width digits,
 * U+2018 U+2019 U+2032 U+2033 and blanks at both ends are understood. The value is
 * rounded by the item and must be inside the hard range. false with a reason that
 * names the item and the text.
 */
bool item_read_people(
	const struct item *item, const char *text, int64_t *value, struct err *err);

/* The same with `plus` (a penalty, in the item's unit) added before the reading. */
bool item_read_people_plus(const struct item *item, const char *text, int64_t plus,
	int64_t *value, struct err *err);

/* A decimal in people's unit as an exact value: thresholds in tables. */
bool item_read_exact(const struct item *item, const char *text, int64_t *value);

/* "175.3", "7.8", "3'42" (files) or "3′42″" (screens), without the unit. */
char *item_format_file(const struct item *item, int64_t value, char *out, size_t size);
char *item_format_screen(
	const struct item *item, int64_t value, char *out, size_t size);
/* "175.3", and seconds for items in minutes ("222"): as tables print thresholds. */
char *item_format_plain(const struct item *item, int64_t value, char *out, size_t size);
const char *item_unit_zh(
	const struct item *item); /* "厘米", "米", "秒", "次", "" for M'SS */
const char *item_unit_en(const struct item *item); /* "cm", "m", "s", "times" */

#endif
