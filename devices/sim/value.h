/*
 * value - what a script's names, sums, patterns and chance come to.
 *
 * Integers stay at the limits of 64 bits, and a division by nothing gives
 * nothing: whatever a script says, there is a value.
 */
#ifndef DEVICES_VALUE_H
#define DEVICES_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "program.h"

/* More than two centuries: nothing that is added to it overflows, in ns too. */
#define VALUE_TIME_MAX ((int64_t)8000000000000000)

struct values {
	const struct script *script;
	uint64_t chance;
	int64_t clock_us; /* what the device's clock of the day began with */
	int64_t us;	  /* the script's time, since the device was switched on */
	int64_t began_us; /* the last (re)start */
	int64_t round;	  /* of the innermost repeat */
	int64_t seq;
	int64_t names[PROGRAM_NAMES];
};

void values_init(struct values *v, const struct script *script, uint64_t seed);

/* Both ends included, in either order. */
int64_t values_draw(struct values *v, int64_t a, int64_t b);
int64_t values_term(struct values *v, const struct term *t);
int64_t values_sum(struct values *v, const struct run *terms);
int64_t values_time(struct values *v, const struct run *terms); /* 0..a day */
bool values_compare(struct values *v, const struct statement *st);

/* Does `heard` begin with this text, and how long is it? A number that the host
 * has not ended does not fit yet. */
bool values_match(const struct values *v, const struct run *text, const uint8_t *heard,
	size_t len, size_t *used);
/* The same, and its numbers become names. */
void values_take(
	struct values *v, const struct run *text, const uint8_t *heard, size_t len);

#endif
