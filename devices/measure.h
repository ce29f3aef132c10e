/*
 * measure - numbers as devices write them, to integers in a base unit.
 *
 * Exact or not at all: a number with more decimals than the base unit can hold is
 * not rounded here. How many decimals were sent is kept, because rounding is the
 * test's business and comes later, once.
 */
#ifndef DEVICES_MEASURE_H
#define DEVICES_MEASURE_H

#include <stdbool.h>
#include <stdint.h>

#include "reading.h"
#include "text.h"

/* A unit that a device may use. */
struct measure {
	const char *name;	/* in a profile: "kg", "clock" */
	enum reading_unit base; /* what it is counted in */
	int exponent;		/* one of it is 10^exponent base units */
	bool clock;		/* written H:MM:SS.f, MM:SS.f or S.f */
};

/* NULL: there is no such unit. */
const struct measure *measure_find(const char *name);
/* "kg, g, ..." for complaints. */
const char *measure_names(void);

/* All of `s` as a number in that unit. Blanks around it, and between a sign and the
 * digits ("-  1.640"), mean nothing. false for anything else, or when it does not
 * fit. */
bool measure_read(
	const struct measure *m, struct slice s, int64_t *value, int8_t *decimals);

#endif
