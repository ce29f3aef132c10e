/*
 * measure - numbers as devices write them, to integers in a base unit.
 *
 * Exact or not at all: a number with more decimals than the base unit can hold is
 * not rounded here. How many decimals were sent is kept, because rounding is the
 * test's business and comes later, once. Only ticks of 1/256 s are no whole number
 * of microseconds: they are cut to one, and count as three decimals.
 */
#ifndef DEVICES_MEASURE_H
#define DEVICES_MEASURE_H

#include <stdbool.h>
#include <stdint.h>

#include "reading.h"
#include "text.h"

/* How a device writes it. */
enum measure_form {
	MEASURE_NUMBER,
	MEASURE_HEX,	/* hex digits */
	MEASURE_CLOCK,	/* H:MM:SS.f, MM:SS.f or S.f */
	MEASURE_HMS,	/* HMMSSf, all digits */
	MEASURE_YYMMDD, /* days, of the years 2000 to 2099 */
	MEASURE_DDMMYYYY,
	MEASURE_DD_MM_YYYY, /* the same with one byte between: - / . */
	MEASURE_YYYY_MM_DD,
	MEASURE_DAYS_2000, /* counted from 2000-01-01, which is 0 */
	MEASURE_TICKS,	   /* a whole number of 1/256 s, in decimal */
	MEASURE_HEX_TICKS, /* the same in hex */
};

/* A unit that a device may use. */
struct measure {
	const char *name;	/* in a profile: "kg", "clock" */
	enum reading_unit base; /* what it is counted in */
	int exponent;		/* one of it is `times` 10^exponent base units */
	enum measure_form form;
	int32_t times;
};

/* Days are us from 1970-01-01 to their begin. */
bool measure_is_day(const struct measure *m);

/* NULL: there is no such unit. */
const struct measure *measure_find(const char *name);
/* "kg, g, ..." for complaints. */
const char *measure_names(void);

#define MEASURE_POINT_SENT (-1) /* the point stands where the device writes it */
#define MEASURE_POINT_MAX  9

/* All of `s` as a number in that unit. Blanks around it, and between a sign and the
 * digits ("-  1.640"), mean nothing. false for anything else, or when it does not
 * fit. Devices that write no point: `point` of the digits are decimals. */
bool measure_read(const struct measure *m, struct slice s, int point, int64_t *value,
	int8_t *decimals);

#endif
