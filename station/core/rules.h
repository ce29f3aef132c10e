/*
 * rules - how readings become a result.
 *
 * One pure function, rules_value(), serves the live station and `verify`: the
 * same item and the same kept readings give the same value for ever. It looks at
 * no clock; when a measurement is over is decided by attempt and heat, what it
 * was is decided here. A table of rules is keyed by enum item_rule.
 *
 * Units. Devices speak in fine units (ug, um, ul, us), results in the item's base
 * unit (g, mm, ml, ms). The raw value keeps every digit that was sent and is
 * rounded once, by the item's own rule: 50 m in 10.1001 s is 10.2, which a cut to
 * milliseconds on the way could lose in other items (rules.md section 11,
 * protocols.md lesson 5).
 *
 * What the rules expect in `readings`:
 *	settle		the agreeing readings at rest, oldest first
 *	peak		readings of one blow, the largest among them; the device's
 *			own final ones win over the others
 *	latch		the device's one final reading; several must agree
 *	count		counts, oldest first; the last, or the last final one
 *	gate,		a start and a finish of one clock, in this order, whose
 *	individual	difference is taken modulo what the clock goes through (24 h,
 *			or the reading's `wraps_ms`) unless it is dated; or one net
 *			time that a lane timer computed
 *
 * Two clocks are never mixed. A device that has a clock sends its value with both
 * impulses; one that has none sends bare impulses, and the net time is then the
 * difference of their arrival times `at_us`, on our clock. A start with a value and a
 * finish without one, or the other way round, are RULES_CLOCKS: no time.
 *
 * A hand start (a teacher's touch on 开始) has no device clock either: it is a START
 * reading made by rules_hand_start(). It is on our clock, so the finish counts as it
 * arrived here, whatever value it has.
 */
#ifndef CORE_RULES_H
#define CORE_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "item.h"
#include "reading.h"

/* Readings kept with an attempt, at most. */
#define RULES_READINGS_MAX 8

/* Equal readings that stand for a stable flag when the device sends none. */
#define RULES_AGREE 3

/* `offset` of a reading that is not in any device's stream. */
#define RULES_NO_OFFSET UINT64_MAX

#define RULES_DAY_US INT64_C(86400000000)

enum rules_answer {
	RULES_VALUE,   /* a result */
	RULES_OUTSIDE, /* a value, but outside the item's hard range: refused */
	RULES_MISSING, /* no reading that this item takes, or one of a pair is missing */
	RULES_UNSETTLED, /* not at rest, not final, or the readings disagree */
	RULES_CLOCKS,	 /* start and finish are of two clocks */
	RULES_FAULT,	 /* the device itself says error, overload, cleared, DNF */
	RULES_NO_RESULT, /* a spelling of nothing: 0.000 s, a negative weight */
};

struct rules_result {
	int64_t raw; /* before rounding, in `raw_unit` */
	enum reading_unit raw_unit;
	int64_t value; /* after rounding, in the item's base unit */
};

/* The one value that these readings make. `out` is filled for RULES_VALUE and
 * RULES_OUTSIDE, and zeroed otherwise. */
enum rules_answer rules_value(const struct item *item, const struct reading *readings,
	size_t n, struct rules_result *out);

/* The same for a count that a judge corrected by `correction` (不计 is -1). */
enum rules_answer rules_corrected(const struct item *item,
	const struct reading *readings, size_t n, int64_t correction,
	struct rules_result *out);

/* Would the item ever look at this reading? By kind and unit: height takes
 * HEIGHT and LENGTH, the other lengths LENGTH, weight WEIGHT, vital capacity
 * VOLUME, counts COUNT, runs START, FINISH, IMPULSE and TIME. */
bool rules_takes(const struct item *item, const struct reading *r);

/* Can this reading alone be part of a result: it has a value and the device
 * reports no fault. */
bool rules_sound(const struct reading *r);

/* The device's last word; a value on its way; less than the item's hard minimum. */
bool rules_is_final(const struct reading *r);
bool rules_is_moving(const struct reading *r);
bool rules_is_low(const struct item *item, const struct reading *r);

/* The raw value is exactly nothing: a counter that never moved, or a device that
 * measured nobody. */
bool rules_is_zero(const struct rules_result *result);

/* The end of a display: all its digits are nines (three at least, of a count two), and
 * more than people reach. 99.9 kg is a weight; 9999 ml is a spirometer that had no room. */
bool rules_is_full(const struct item *item, const struct rules_result *result);

/* Fine units in one base unit of the item: 1000000 for ug in a gram. */
int64_t rules_fine(const struct item *item);

/* The start that a hand gave at `at_us`. */
struct reading rules_hand_start(int64_t at_us);
bool rules_is_hand_start(const struct reading *r);

/* Both on our clock: a hand's start, or impulses without a value. */
bool rules_on_arrival(const struct reading *start, const struct reading *finish);

/* From `start` to `finish` on one clock, across midnight; exact, in us. Dates that are further
 * apart than can be counted give -1, which is nobody's time. */
int64_t rules_net_us(const struct reading *start, const struct reading *finish);

const char *rules_answer_name(enum rules_answer answer); /* "unsettled" */

#endif
