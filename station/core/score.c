#include "score.h"

#include <assert.h>
#include <stdio.h>

#include "exam.h"
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

int32_t score_index(enum item_round round, int32_t mass_g, int32_t length_mm)
{
	int64_t square = (int64_t)length_mm * length_mm;

	if (mass_g == RESULT_NONE || length_mm == RESULT_NONE || length_mm <= 0)
		return RESULT_NONE;
	return (int32_t)score_round(round, (int64_t)mass_g * 10000, square);
}

static int32_t slot_value(const struct scheme_slot *slot, const struct results *results)
{
	const struct scheme_index *index = slot->index;

	return index ? score_index(index->round, results->value[index->mass],
			       results->value[index->length])
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

/* The results that count, as the engine takes them: read and rounded already. */
static void enter(const struct exam *exam, enum sex sex, enum grade grade,
	const struct results *results, struct exam_entry *entry)
{
	exam_entry_init(entry, sex, grade);
	for (int i = 0; i < exam->items; i++) {
		int catalogue = exam->item[i].catalogue;

		if (catalogue >= 0 && results->value[catalogue] != RESULT_NONE)
			exam_entry_value(entry, i, results->value[catalogue]);
	}
}

static int32_t in_c(const struct exam *exam, int64_t points)
{
	return (int32_t)(points / (exam->den / 100));
}

static void take_item(const struct exam *exam, int i, const struct exam_item_score *s,
	struct score *score)
{
	if (s->got != GOT_POINTS) {
		score->missing |= UINT64_C(1) << i;
		return;
	}
	score->value[i] = s->value;
	score->points_c[i] = in_c(exam, s->score);
	score->bonus_c[i] = in_c(exam, s->bonus);
}

static void take_total(
	const struct scheme *scheme, const struct exam_score *made, struct score *score)
{
	const struct exam *exam = scheme->exam;

	score->state = SCORE_INCOMPLETE;
	if (made->total == EXAM_NONE)
		return;
	score->state = SCORE_COMPLETE;
	score->standard_c = in_c(
		exam, exam_rounded(exam, &exam->round, made->part[0].exact));
	score->bonus_all_c = in_c(exam, made->bonus);
	score->total_c = in_c(exam, made->total);
	if (made->level)
		score->level = &scheme->level[made->level - exam->level];
}

void score_student(const struct scheme *scheme, enum sex sex, enum grade grade,
	const struct results *results, struct score *score)
{
	const struct scheme_plan *plan = &scheme->plan[sex][grade];
	struct exam_entry entry;
	struct exam_score made;

	begin(scheme, score);
	score->state = SCORE_NO_TABLE;
	if (!plan->slots)
		return;
	enter(scheme->exam, sex, grade, results, &entry);
	exam_score(scheme->exam, &entry, &made);
	for (int i = 0; i < plan->slots; i++) {
		int item = plan->slot[i].scheme_item;

		take_item(scheme->exam, item, &made.item[item], score);
	}
	take_total(scheme, &made, score);
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
