/*
 * item - the test items, from schema/items.yaml.
 *
 * A loaded catalogue never changes. An item is named in files by its key
 * ("long_jump") and inside the program by its index in the catalogue, 0 to
 * ITEMS_MAX - 1. Values are integers in the item's own base unit; the readings
 * of devices (finer units) are brought to it by item_value_from_base().
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
	ITEM_MM,    /* height, sit-and-reach, long jump */
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
	RULE_INDIVIDUAL, /* finish minus start, each start number starts by itself */
};

/* How a raw value is brought to the item's precision (rules.md, section 11). */
enum item_round { ROUND_CUT, ROUND_HALF_UP, ROUND_NONZERO_UP };

/* Which attempt counts. */
enum item_use { USE_BEST, USE_LAST };

struct item {
	char key[24];
	char zh[32], zh_short[16];
	char en[48], en_short[24];
	enum item_unit unit;
	enum item_better better;
	enum item_rule rule;
	enum item_use use;
	int attempts;	       /* how many count at most */
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
};

struct items;

struct items *items_load(const char *path, struct err *err);
void items_free(struct items *items);

size_t items_count(const struct items *items);
const struct item *items_at(const struct items *items, int index); /* lent */
int items_find(const struct items *items, const char *key); /* -1: no such item */

/* `value` brought to the item's precision by its own rounding. */
int64_t item_round_value(const struct item *item, int64_t value);

/* "175.3", "7.8", "3'42" (files) or "3′42″" (screens), without the unit. */
char *item_format_file(const struct item *item, int64_t value, char *out, size_t size);
char *item_format_screen(
	const struct item *item, int64_t value, char *out, size_t size);
const char *item_unit_zh(const struct item *item); /* "厘米", "秒", "次", "" for M'SS */

#endif
