#include "score.h"

#include <assert.h>
#include <stdio.h>

#include "text.h"

void results_clear(struct results *results)
{
	for (int i = 0; i < ITEMS_MAX; i++)
		results->value[i] = RESULT_NONE;
}

/* Four steps at once; a comparison gives -1 in the lanes where it holds. */
typedef int32_t lanes __attribute__((vector_size(16), aligned(4), may_alias));
_Static_assert(LADDER_BLOCK == 24, "the loop below takes six times four steps");

/* How many steps a value reaches: those that it does not are counted away, among
 * them the fill behind the last step. No branch depends on the value. */
static inline int reached_in(const int32_t *steps, int blocks, int32_t v)
{
	const lanes all = { v, v, v, v };
	const lanes *at = (const lanes *)steps;
	lanes over = { 0, 0, 0, 0 };

	for (int i = 0; i < blocks; i++, at += 6) {
		over += (at[0] > all) + (at[1] > all) + (at[2] > all);
		over += (at[3] > all) + (at[4] > all) + (at[5] > all);
	}
	return blocks * LADDER_BLOCK + over[0] + over[1] + over[2] + over[3];
}

static inline int reached(const struct ladder *ladder, int32_t value)
{
	return reached_in(ladder->at, ladder->blocks, value * ladder->sign);
}

/* Within this file the call is laid out in line, which is a tenth of the speed. */
int score_reached(const struct ladder *ladder, int32_t value)
{
	return reached(ladder, value);
}

static inline int32_t slot_points(const struct scheme_slot *slot, int32_t value)
{
	return slot->points_c[reached_in(slot->at, slot->blocks, value * slot->sign)];
}

/* kg / m^2 in tenths is 10000 * g / mm^2. */
static int32_t index_value(
	const struct scheme_index *index, const struct results *results)
{
	int64_t mass = results->value[index->mass];
	int64_t length = results->value[index->length];
	int64_t n = mass * 10000, d = length * length;

	if (mass == RESULT_NONE || length == RESULT_NONE || length <= 0)
		return RESULT_NONE;
	switch (index->round) {
	case ROUND_HALF_UP:
		return (int32_t)((2 * n + d) / (2 * d));
	case ROUND_NONZERO_UP:
		return (int32_t)((n + d - 1) / d);
	case ROUND_NONE:
	case ROUND_CUT:
		break;
	}
	return (int32_t)(n / d);
}

static int32_t slot_value(const struct scheme_slot *slot, const struct results *results)
{
	return slot->index ? index_value(slot->index, results)
			   : results->value[slot->item];
}

void score_points(const struct scheme_plan *plan, const struct results *results,
	int32_t points_c[SCHEME_ITEMS_MAX])
{
	for (int i = 0; i < plan->slots; i++) {
		const struct scheme_slot *slot = &plan->slot[i];
		int32_t value = slot_value(slot, results);

		points_c[i] = value == RESULT_NONE ? SCORE_NONE
						   : slot->points->points_c[reached(
							     slot->points, value)];
	}
}

/* ---- one student ------------------------------------------------------------- */

int64_t score_round(enum item_round round, int64_t n, int64_t step)
{
	switch (round) {
	case ROUND_HALF_UP:
		return div_half_up(n, step);
	case ROUND_NONZERO_UP:
		return div_ceil(n, step);
	case ROUND_NONE:
	case ROUND_CUT:
		break;
	}
	return div_floor(n, step);
}

/* A sum in 1/100 centipoint, rounded once to the scheme's step. */
static int32_t round_sum(const struct scheme *scheme, int64_t sum)
{
	int64_t step = (int64_t)scheme->step_c * 100;

	return (int32_t)(score_round(scheme->round, sum, step) * scheme->step_c);
}

static int32_t at_most(int32_t value, int32_t cap)
{
	return value < cap ? value : cap;
}

static void begin(const struct scheme *scheme, struct score *score)
{
	for (int i = 0; i < scheme->count; i++) {
		score->value[i] = RESULT_NONE;
		score->points_c[i] = SCORE_NONE;
		score->bonus_c[i] = 0;
	}
	score->missing = 0;
	score->standard_c = score->bonus_all_c = score->total_c = SCORE_NONE;
	score->level = NULL;
}

static bool is_complete(
	const struct scheme *scheme, const struct scheme_plan *plan, uint64_t missing)
{
	if (!missing)
		return true;
	return scheme->missing == MISSING_ZERO &&
	       __builtin_popcountll(missing) < plan->slots;
}

void score_student(const struct scheme *scheme, enum sex sex, enum grade grade,
	const struct results *results, struct score *score)
{
	const struct scheme_plan *plan = &scheme->plan[sex][grade];
	int64_t sum = 0; /* of centipoints times percent */
	int32_t bonus_c = 0;

	begin(scheme, score);
	score->state = SCORE_NO_TABLE;
	if (!plan->slots)
		return;
	for (int i = 0; i < plan->slots; i++) {
		const struct scheme_slot *slot = &plan->slot[i];
		int32_t value = slot_value(slot, results);
		int item = slot->scheme_item;

		if (value == RESULT_NONE) {
			score->missing |= (uint64_t)1 << item;
			continue;
		}
		score->value[item] = value;
		score->points_c[item] = slot_points(slot, value);
		sum += (int64_t)score->points_c[item] * slot->weight;
		if (!slot->bonus->rows)
			continue;
		score->bonus_c[item] = slot->bonus
					       ->points_c[reached(slot->bonus, value)];
		bonus_c += score->bonus_c[item];
	}
	score->state = SCORE_INCOMPLETE;
	if (!is_complete(scheme, plan, score->missing))
		return;
	score->state = SCORE_COMPLETE;
	score->standard_c = round_sum(scheme, sum);
	score->bonus_all_c = at_most(bonus_c, scheme->bonus_cap_c);
	score->total_c = at_most(
		round_sum(scheme, sum + (int64_t)score->bonus_all_c * 100),
		scheme->cap_c);
	score->level = scheme_level(scheme, score->total_c);
}

/* ---- one value --------------------------------------------------------------- */

int32_t score_item(const struct scheme *scheme, enum sex sex, enum grade grade,
	int scheme_item, int32_t value)
{
	const struct ladder *ladder = &scheme->item[scheme_item].points[sex][grade];

	if (!ladder->rows || value == RESULT_NONE)
		return SCORE_NONE;
	return ladder->points_c[reached(ladder, value)];
}

static bool next_of(const struct ladder *ladder, int32_t value, struct score_next *next)
{
	int n = ladder->rows ? reached(ladder, value) : 0;

	if (n == ladder->rows)
		return false;
	next->value = ladder->at[n] * ladder->sign;
	next->gap = ladder->at[n] - value * ladder->sign;
	next->points_c = ladder->points_c[n + 1];
	return true;
}

bool score_next_row(const struct scheme *scheme, enum sex sex, enum grade grade,
	int scheme_item, int32_t value, struct score_next *next)
{
	const struct scheme_item *item = &scheme->item[scheme_item];

	if (item->method == METHOD_BANDS || item->measure.is_private ||
		value == RESULT_NONE)
		return false;
	next->is_bonus = false;
	if (next_of(&item->points[sex][grade], value, next))
		return true;
	next->is_bonus = true;
	return next_of(&item->bonus[sex][grade], value, next);
}

char *score_write(int32_t points_c, int decimals, char *out, size_t size)
{
	assert(decimals >= 0 && decimals <= 2);
	for (int i = decimals; i < 2; i++)
		points_c /= 10;
	return decimal_write(points_c, decimals, out, size);
}
