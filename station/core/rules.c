#include <assert.h>
#include <string.h>

#include "rules.h"

/* No device means more than this: 1000 t, 1000 km, 11 days. Keeps every sum and
 * rounding below far from the ends of int64_t. */
#define RAW_MAX INT64_C(1000000000000000)

#define FAULTS                                                                         \
	(FLAG_ERROR | FLAG_OVERLOAD | FLAG_UNDERLOAD | FLAG_CLEARED | FLAG_DNF |       \
		FLAG_DISQUALIFIED | FLAG_TARE)

static const struct {
	enum reading_unit fine;
	int64_t per_base;
} units[] = {
	[ITEM_MM] = { UNIT_UM, 1000 },
	[ITEM_G] = { UNIT_UG, 1000000 },
	[ITEM_ML] = { UNIT_UL, 1000 },
	[ITEM_MS] = { UNIT_US, 1000 },
	[ITEM_TIMES] = { UNIT_ONE, 1 },
};

static bool kind_fits(const struct item *item, enum reading_kind kind)
{
	switch (item->unit) {
	case ITEM_MM:
		return kind == READING_LENGTH ||
		       (kind == READING_HEIGHT && item->better == BETTER_NONE);
	case ITEM_G:
		return kind == READING_WEIGHT;
	case ITEM_ML:
		return kind == READING_VOLUME;
	case ITEM_MS:
		return kind == READING_START || kind == READING_FINISH ||
		       kind == READING_IMPULSE || kind == READING_TIME;
	case ITEM_TIMES:
		return kind == READING_COUNT;
	}
	return false;
}

bool rules_takes(const struct item *item, const struct reading *r)
{
	if (!kind_fits(item, (enum reading_kind)r->kind))
		return false;
	return !r->has_value || r->unit == units[item->unit].fine;
}

bool rules_sound(const struct reading *r)
{
	return r->has_value && !(r->flags & FAULTS) && r->value >= -RAW_MAX * 4 &&
	       r->value <= RAW_MAX * 4;
}

int64_t rules_fine(const struct item *item)
{
	return units[item->unit].per_base;
}

bool rules_is_final(const struct reading *r)
{
	return r->flags & FLAG_FINAL;
}

bool rules_is_moving(const struct reading *r)
{
	return (r->flags & (FLAG_UNSTABLE | FLAG_RUNNING)) && !rules_is_final(r);
}

bool rules_is_low(const struct item *item, const struct reading *r)
{
	return r->value < item->hard_min * rules_fine(item);
}

bool rules_is_zero(const struct rules_result *result)
{
	return result->raw == 0;
}

bool rules_is_full(const struct item *item, const struct rules_result *result)
{
	int64_t digits = result->raw;
	int nines = 0;

	if (digits <= 0 || result->value <= item->usual_max)
		return false;
	while (digits % 10 == 0)
		digits /= 10;
	for (; digits % 10 == 9; digits /= 10)
		nines++;
	return digits == 0 && nines >= (item->unit == ITEM_TIMES ? 2 : 3);
}

/* 0.000 s, an empty scale and a negative count are spellings of nothing
 * (protocols.md, lesson 9). No pull-up, and a sit-and-reach of 0 or less, are results. */
static bool is_nothing(const struct item *item, int64_t raw)
{
	if (raw == 0)
		return item->unit != ITEM_TIMES && item->hard_min >= 0;
	return raw < 0 && item->hard_min >= 0;
}

static enum rules_answer conclude(
	const struct item *item, int64_t raw, struct rules_result *out)
{
	if (raw < -RAW_MAX || raw > RAW_MAX)
		return RULES_FAULT;
	if (is_nothing(item, raw))
		return RULES_NO_RESULT;
	out->raw = raw;
	out->raw_unit = units[item->unit].fine;
	out->value = item_value_from_base(item, raw);
	return item_fit(item, out->value) == FIT_REFUSED ? RULES_OUTSIDE : RULES_VALUE;
}

/* At rest: all agree within a step with the first, and the last one is stable,
 * final, or one of enough equal ones. */
static enum rules_answer settle(const struct item *item, const struct reading *r,
	size_t n, struct rules_result *out)
{
	const struct reading *last = &r[n - 1];
	int64_t step = item->step * rules_fine(item);

	for (size_t i = 0; i < n; i++) {
		int64_t apart;

		if (rules_is_moving(&r[i]) ||
			__builtin_sub_overflow(r[i].value, r[0].value, &apart) ||
			apart > step || apart < -step)
			return RULES_UNSETTLED;
	}
	if (!(last->flags & (FLAG_STABLE | FLAG_FINAL)) && n < RULES_AGREE)
		return RULES_UNSETTLED;
	return conclude(item, last->value, out);
}

static enum rules_answer peak(const struct item *item, const struct reading *r,
	size_t n, struct rules_result *out)
{
	const struct reading *best = &r[0];

	for (size_t i = 1; i < n; i++)
		if (rules_is_final(&r[i]) > rules_is_final(best) ||
			(rules_is_final(&r[i]) == rules_is_final(best) &&
				r[i].value > best->value))
			best = &r[i];
	return conclude(item, best->value, out);
}

static enum rules_answer latch(const struct item *item, const struct reading *r,
	size_t n, struct rules_result *out)
{
	for (size_t i = 0; i < n; i++)
		if (rules_is_moving(&r[i]) || r[i].value != r[0].value)
			return RULES_UNSETTLED;
	return conclude(item, r[0].value, out);
}

static enum rules_answer count(const struct item *item, const struct reading *r,
	size_t n, struct rules_result *out)
{
	const struct reading *last = &r[0];

	for (size_t i = 1; i < n; i++)
		if (rules_is_final(&r[i]) || !rules_is_final(last))
			last = &r[i];
	return conclude(item, last->value, out);
}

bool rules_on_arrival(const struct reading *start, const struct reading *finish)
{
	return rules_is_hand_start(start) || (!start->has_value && !finish->has_value);
}

static int64_t period_us(const struct reading *r)
{
	return r->wraps_ms ? (int64_t)r->wraps_ms * 1000 : RULES_DAY_US;
}

int64_t rules_net_us(const struct reading *start, const struct reading *finish)
{
	int64_t net, period = period_us(start);

	if (rules_on_arrival(start, finish))
		return finish->at_us - start->at_us;
	if (start->flags & finish->flags & FLAG_DATED) /* any date may be sent */
		return __builtin_sub_overflow(finish->value, start->value, &net) ? -1
										 : net;
	net = finish->value % period - start->value % period;
	return net < 0 ? net + period : net;
}

static bool is_of_one_clock(const struct reading *start, const struct reading *finish)
{
	if (rules_on_arrival(start, finish))
		return true;
	return start->has_value && finish->has_value &&
	       !((start->flags ^ finish->flags) & FLAG_DATED) &&
	       start->wraps_ms == finish->wraps_ms;
}

static bool is_either(const struct reading *r, enum reading_kind kind)
{
	return r->kind == kind || r->kind == READING_IMPULSE;
}

/* A pair of impulses, or the one net time of a lane timer. */
static enum rules_answer difference(const struct item *item, const struct reading *r,
	size_t n, struct rules_result *out)
{
	if (n == 1 && r[0].kind == READING_TIME)
		return r[0].flags & FLAG_RUNNING ? RULES_UNSETTLED
						 : conclude(item, r[0].value, out);
	if (n != 2 || !is_either(&r[0], READING_START) ||
		!is_either(&r[1], READING_FINISH))
		return RULES_MISSING;
	if (!is_of_one_clock(&r[0], &r[1]))
		return RULES_CLOCKS;
	return conclude(item, rules_net_us(&r[0], &r[1]), out);
}

typedef enum rules_answer (*rule)(const struct item *item, const struct reading *r,
	size_t n, struct rules_result *out);

static const rule rules[] = {
	[RULE_SETTLE] = settle,
	[RULE_PEAK] = peak,
	[RULE_LATCH] = latch,
	[RULE_COUNT] = count,
	[RULE_GATE] = difference,
	[RULE_MASS] = difference,
	[RULE_INDIVIDUAL] = difference,
};

/* An impulse may come without a value: then its arrival is its time. */
static bool may_be_used(const struct item *item, const struct reading *r)
{
	if (item->unit == ITEM_MS && !r->has_value && r->kind != READING_TIME)
		return !(r->flags & FAULTS);
	return rules_sound(r);
}

enum rules_answer rules_value(const struct item *item, const struct reading *readings,
	size_t n, struct rules_result *out)
{
	struct reading taken[RULES_READINGS_MAX];
	enum rules_answer answer;
	size_t have = 0;

	memset(out, 0, sizeof(*out));
	assert(n <= RULES_READINGS_MAX);
	for (size_t i = 0; i < n; i++) {
		if (!rules_takes(item, &readings[i]))
			continue;
		if (!may_be_used(item, &readings[i]))
			return readings[i].flags & FAULTS ? RULES_FAULT
							  : RULES_NO_RESULT;
		taken[have++] = readings[i];
	}
	if (have == 0)
		return RULES_MISSING;
	answer = rules[item->rule](item, taken, have, out);
	if (answer != RULES_VALUE && answer != RULES_OUTSIDE)
		memset(out, 0, sizeof(*out));
	return answer;
}

enum rules_answer rules_corrected(const struct item *item,
	const struct reading *readings, size_t n, int64_t correction,
	struct rules_result *out)
{
	enum rules_answer answer = rules_value(item, readings, n, out);

	if (correction == 0 || (answer != RULES_VALUE && answer != RULES_OUTSIDE))
		return answer;
	return conclude(item, out->raw + correction * rules_fine(item), out);
}

struct reading rules_hand_start(int64_t at_us)
{
	struct reading r = { .offset = RULES_NO_OFFSET,
		.at_us = at_us,
		.value = at_us,
		.flags = FLAG_MANUAL,
		.kind = READING_START,
		.unit = UNIT_US,
		.decimals = -1,
		.has_value = true,
		.text = "clock=arrival" };

	return r;
}

bool rules_is_hand_start(const struct reading *r)
{
	return r->kind == READING_START && r->offset == RULES_NO_OFFSET;
}

const char *rules_answer_name(enum rules_answer answer)
{
	static const char *const names[] = {
		[RULES_VALUE] = "value",
		[RULES_OUTSIDE] = "outside",
		[RULES_MISSING] = "missing",
		[RULES_UNSETTLED] = "unsettled",
		[RULES_CLOCKS] = "clocks",
		[RULES_FAULT] = "fault",
		[RULES_NO_RESULT] = "no result",
	};

	return names[answer];
}
