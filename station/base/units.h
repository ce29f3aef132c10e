/*
 * units - what people and devices write, as powers of ten of our base units.
 *
 * A device profile says `unit: kg`; readings count micrograms. 12.3 kg is 123 with
 * one decimal, hence 123 * 10^(9-1) ug.
 *
 *	quantity  base   written
 *	time      us     us ms s
 *	mass      ug     ug mg g kg
 *	length    um     um mm cm dm m
 *	volume    ul     ul ml cl dl l
 *	flow      ul/s   ul/s ml/s l/s
 *	count     1      1 times
 */
#ifndef BASE_UNITS_H
#define BASE_UNITS_H

#include "text.h"

#include <stdbool.h>
#include <stddef.h>

enum unit_base {
	UNIT_BASE_US,
	UNIT_BASE_UG,
	UNIT_BASE_UM,
	UNIT_BASE_UL,
	UNIT_BASE_UL_PER_S,
	UNIT_BASE_ONE,
};

struct unit {
	const char *name; /* "kg" */
	enum unit_base base;
	int exponent; /* one kg is 10^9 ug: 9 */
};

/* By exact name, in the case given above; NULL when there is none. */
const struct unit *unit_find(struct slice name);
/* The whole table, for lists of allowed words. */
const struct unit *unit_all(size_t *count);
const char *unit_base_name(enum unit_base base); /* "ug" */

/* A decimal in `unit` as an integer of the base unit. false when not exact (finer
 * than the base unit) or too large. */
bool unit_to_base(const struct unit *unit, struct decimal d, int64_t *out);

/* A base value written in `unit` with `decimals`: 20000000000 ug as kg, 1: "20.0".
 * What does not fit the decimals is cut toward zero. Returns `out`. */
char *unit_write(const struct unit *unit, int64_t base_value, int decimals, char *out,
	size_t size);

#endif
