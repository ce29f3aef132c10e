/* The least change that lifts a total: by hand, and over many students by chance. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "near.h"

/* Rows leave out what is zero. */
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

static struct items *items;
static struct scheme *scheme;

static int begin(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	items = items_load(SOURCE_DIR "/schema/items.yaml", &err);
	assert_non_null(items);
	scheme = scheme_load(SOURCE_DIR "/schema/schemes/national-2014", items, &err);
	assert_non_null(scheme);
	return 0;
}

static int end(void **state)
{
	(void)state;
	scheme_free(scheme);
	items_free(items);
	return 0;
}

static int32_t total_of(enum sex sex, enum grade grade, const struct results *results)
{
	struct score score;

	score_student(scheme, sex, grade, results, &score);
	return score.total_c;
}

/* ---- by hand ------------------------------------------------------------------ */

struct value {
	const char *item;
	int32_t value;
};

/* Boys, from the printed tables: weights of g1 are bmi 15, vital capacity 15, 50 m 20,
 * sit-and-reach 30, rope 20; of g9 15, 15, 20, 10, jump 10, pull-ups 10, 1000 m 20. */
static const struct {
	const char *what;
	enum grade grade;
	struct value now[8];
	const char *barred[2];
	int32_t total_c, bound_c, then_c;
	struct value change[2];
} cases[] = {
	/* Shares of the table: rope 3/107, reach 8/201, 50 m 600/3400, lungs 240/1200. */
	{ "the least of four that are enough", GRADE_G1,
		{ { "height", 1200 }, { "weight", 22000 }, { "vital_capacity", 700 },
			{ "run50", 12600 }, { "sit_reach", -8 }, { "rope_skip", 11 } },
		{ 0 }, 5900, 6000, 6100, { { "rope_skip", 14 } } },
	{ "a bonus counts", GRADE_G1,
		{ { "height", 1200 }, { "weight", 30000 }, { "vital_capacity", 1700 },
			{ "run50", 12600 }, { "sit_reach", 77 }, { "rope_skip", 112 } },
		{ 0 }, 7920, 8000, 8020, { { "rope_skip", 113 } } },
	{ "what must not be done is not advised", GRADE_G1,
		{ { "height", 1200 }, { "weight", 30000 }, { "vital_capacity", 1700 },
			{ "run50", 12600 }, { "sit_reach", 77 }, { "rope_skip", 112 } },
		{ "rope_skip" }, 7920, 8000, 8040, { { "sit_reach", 99 } } },
	{ "79.95 is 80.0, as the total is rounded", GRADE_G1,
		{ { "height", 1200 }, { "weight", 22000 }, { "vital_capacity", 1300 },
			{ "run50", 10200 }, { "sit_reach", 33 }, { "rope_skip", 24 } },
		{ 0 }, 7920, 8000, 8000, { { "vital_capacity", 1400 } } },
	{ "two, where no one is enough", GRADE_G9,
		{ { "height", 1600 }, { "weight", 70000 }, { "vital_capacity", 3020 },
			{ "run50", 7300 }, { "sit_reach", 216 }, { "long_jump", 1850 },
			{ "pull_ups", 3 }, { "run1000", 245000 } },
		{ "pull_ups", "run1000" }, 7480, 8000, 8000,
		{ { "vital_capacity", 4240 }, { "long_jump", 2050 } } },
	{ "and nothing, where two are not", GRADE_G9,
		{ { "height", 1600 }, { "weight", 70000 }, { "vital_capacity", 3020 },
			{ "run50", 7300 }, { "sit_reach", 216 }, { "long_jump", 2500 },
			{ "pull_ups", 0 }, { "run1000", 295000 } },
		{ "pull_ups", "run1000" }, 7180, 8000, 7180, { { NULL } } },
};

static uint64_t bit(const char *item)
{
	return item ? (uint64_t)1 << items_find(items, item) : 0;
}

static void expect_change(
	const char *what, const struct near_change *c, const struct value *want)
{
	if (strcmp(scheme->item[c->scheme_item].key, want->item) != 0 ||
		c->to != want->value)
		fail_msg("%s: %s to %d, not %s to %d", what,
			scheme->item[c->scheme_item].key, c->to, want->item,
			want->value);
}

static void the_least_change_is_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct results now;
		struct near near;
		int n = 0;

		results_clear(&now);
		for (int k = 0; k < 8 && cases[i].now[k].item; k++)
			now.value[items_find(items, cases[i].now[k].item)] =
				cases[i].now[k].value;
		if (!near_lift(scheme, SEX_MALE, cases[i].grade, &now,
			    bit(cases[i].barred[0]) | bit(cases[i].barred[1]),
			    cases[i].bound_c, &near))
			fail_msg("%s: false", cases[i].what);
		while (n < 2 && cases[i].change[n].item)
			n++;
		if (near.changes != n || near.from_c != cases[i].total_c ||
			near.to_c != cases[i].then_c)
			fail_msg("%s: %d changes from %d to %d", cases[i].what,
				near.changes, near.from_c, near.to_c);
		for (int k = 0; k < n; k++)
			expect_change(
				cases[i].what, &near.change[k], &cases[i].change[k]);
	}
}

static void who_has_no_total_or_is_there_already_gets_no_advice(void **state)
{
	struct results now;
	struct near near;

	(void)state;
	results_clear(&now);
	for (int k = 0; k < 6; k++)
		now.value[items_find(items, cases[0].now[k].item)] = cases[0].now[k]
									     .value;
	assert_true(near_lift(scheme, SEX_MALE, GRADE_G1, &now, 0, 6000, &near));
	assert_false(near_lift(scheme, SEX_MALE, GRADE_G1, &now, 0, 5900, &near));
	assert_false(near_lift(scheme, SEX_NONE, GRADE_G1, &now, 0, 6000, &near));
	now.value[items_find(items, "run50")] = RESULT_NONE;
	assert_false(near_lift(scheme, SEX_MALE, GRADE_G1, &now, 0, 6000, &near));
}

static void the_bounds_are_60_and_80(void **state)
{
	static const struct {
		int32_t total_c, bound_c;
	} bounds[] = { { 0, 6000 }, { 5990, 6000 }, { 6000, 8000 }, { 7990, 8000 },
		{ 8000, 0 }, { 8990, 0 }, { 12000, 0 } };

	(void)state;
	for (size_t i = 0; i < sizeof(bounds) / sizeof(bounds[0]); i++)
		assert_int_equal(
			near_bound(scheme, bounds[i].total_c), bounds[i].bound_c);
}

/* ---- by chance ---------------------------------------------------------------- */

static uint32_t chance_state = 20261128;

static int chance(int below)
{
	chance_state ^= chance_state << 13;
	chance_state ^= chance_state >> 17;
	chance_state ^= chance_state << 5;
	return (int)(chance_state % (uint32_t)below);
}

/* Somewhere about the item's table, also above and below it. */
static int32_t chance_value(const struct scheme_item *item, enum sex sex, enum grade g)
{
	const struct ladder *ladder = &item->points[sex][g];
	int32_t step = (int32_t)item->measure.step;
	int32_t at = ladder->at[chance(ladder->rows)] * ladder->sign;
	int32_t value = at + (chance(7) - 3) * step;

	return value < item->measure.hard_min ? (int32_t)item->measure.hard_min : value;
}

static void chance_student(
	enum sex *sex, enum grade *grade, struct results *now, uint64_t *barred)
{
	*sex = chance(2) ? SEX_MALE : SEX_FEMALE;
	*grade = (enum grade)(GRADE_G1 + chance(GRADE_U34));
	*barred = 0;
	results_clear(now);
	now->value[items_find(items, "height")] = 1000 + chance(900);
	now->value[items_find(items, "weight")] = (150 + chance(700)) * 100;
	for (int i = 0; i < scheme->count; i++) {
		const struct scheme_item *item = &scheme->item[i];

		if (item->item < 0 || !item->weight[*sex][*grade])
			continue;
		now->value[item->item] = chance_value(item, *sex, *grade);
		if (chance(8) == 0)
			*barred |= (uint64_t)1 << item->item;
	}
}

static bool may_be_advised(int i, enum sex sex, enum grade grade, uint64_t barred)
{
	const struct scheme_item *item = &scheme->item[i];

	return item->item >= 0 && item->weight[sex][grade] &&
	       !(barred >> item->item & 1);
}

static void set_best(struct results *results, int i)
{
	const struct item *measure = &scheme->item[i].measure;

	results->value[scheme->item[i].item] = (int32_t)(measure->better == BETTER_LESS
								 ? measure->hard_min
								 : measure->hard_max);
}

/* What may be named is named, and nothing else. */
static void check_names(
	enum sex sex, enum grade grade, uint64_t barred, const struct near *near)
{
	for (int k = 0; k < near->changes; k++) {
		int i = near->change[k].scheme_item;

		assert_true(may_be_advised(i, sex, grade, barred));
		assert_string_not_equal(scheme->item[i].key, "bmi");
		assert_string_not_equal(scheme->item[i].key, "height");
		assert_string_not_equal(scheme->item[i].key, "weight");
		assert_false(scheme->item[i].measure.is_private);
	}
}

static void check_is_enough_and_no_more(enum sex sex, enum grade grade,
	const struct results *now, const struct near *near, int32_t bound_c)
{
	struct results then = *now;

	for (int k = 0; k < near->changes; k++) {
		const struct near_change *c = &near->change[k];
		int item = scheme->item[c->scheme_item].item;

		assert_int_equal(now->value[item], c->from);
		then.value[item] = c->to;
	}
	assert_int_equal(total_of(sex, grade, &then), near->to_c);
	assert_true(near->changes == 0 || near->to_c >= bound_c);
	for (int k = 0; k < near->changes; k++) {
		const struct scheme_item
			*item = &scheme->item[near->change[k].scheme_item];
		int32_t step = (int32_t)item->measure.step *
			       item->points[sex][grade].sign;
		struct results less = then;

		assert_true((near->change[k].to - near->change[k].from) / step > 0);
		less.value[item->item] -= step;
		assert_true(total_of(sex, grade, &less) < bound_c);
	}
}

/* Two are named only where no one is enough, none only where no two are: the best that
 * the item knows does not lift so far. */
static void check_fewer_are_not_enough(enum sex sex, enum grade grade,
	const struct results *now, uint64_t barred, int changes, int32_t bound_c)
{
	for (int i = 0; i < scheme->count && changes != 1; i++) {
		struct results best = *now;

		if (!may_be_advised(i, sex, grade, barred))
			continue;
		set_best(&best, i);
		assert_true(total_of(sex, grade, &best) < bound_c);
		for (int j = 0; j < i && changes == 0; j++) {
			struct results both = best;

			if (!may_be_advised(j, sex, grade, barred))
				continue;
			set_best(&both, j);
			assert_true(total_of(sex, grade, &both) < bound_c);
		}
	}
}

static void every_suggestion_lifts_and_one_step_less_does_not(void **state)
{
	int seen[3] = { 0 };

	(void)state;
	for (int round = 0; round < 3000; round++) {
		enum sex sex;
		enum grade grade;
		struct results now;
		uint64_t barred;
		struct near near;
		int32_t bound_c;

		chance_student(&sex, &grade, &now, &barred);
		bound_c = near_bound(scheme, total_of(sex, grade, &now));
		if (!bound_c)
			continue;
		assert_true(
			near_lift(scheme, sex, grade, &now, barred, bound_c, &near));
		check_names(sex, grade, barred, &near);
		check_is_enough_and_no_more(sex, grade, &now, &near, bound_c);
		check_fewer_are_not_enough(
			sex, grade, &now, barred, near.changes, bound_c);
		seen[near.changes]++;
	}
	print_message("one item %d, two %d, none %d\n", seen[1], seen[2], seen[0]);
	assert_true(seen[0] > 0 && seen[1] > 0 && seen[2] > 0);
}

/* ---- against the plainest search ---------------------------------------------- */

/* How far, as a share in millionths, rounded up. */
static int64_t share(int i, enum sex sex, enum grade grade, int64_t gap)
{
	const struct ladder *ladder = &scheme->item[i].points[sex][grade];
	int64_t way = (int64_t)ladder->at[ladder->rows - 1] - ladder->at[0];

	return (llabs(gap) * 1000000 + way - 1) / way;
}

/* Step by step of the item, until the total is there. */
static int64_t plainest(int i, enum sex sex, enum grade grade,
	const struct results *now, int32_t bound_c)
{
	const struct scheme_item *item = &scheme->item[i];
	int32_t step = (int32_t)item->measure.step * item->points[sex][grade].sign;
	struct results tried = *now;
	int32_t *value = &tried.value[item->item];

	while (*value > item->measure.hard_min && *value < item->measure.hard_max) {
		*value += step;
		if (total_of(sex, grade, &tried) >= bound_c)
			return share(i, sex, grade,
				(int64_t)*value - now->value[item->item]);
	}
	return INT64_MAX;
}

static void no_other_single_item_needs_less(void **state)
{
	int compared = 0;

	(void)state;
	while (compared < 60) {
		enum sex sex;
		enum grade grade;
		struct results now;
		uint64_t barred;
		struct near near;
		int32_t total_c, bound_c;
		int64_t least = INT64_MAX;

		chance_student(&sex, &grade, &now, &barred);
		total_c = total_of(sex, grade, &now);
		bound_c = near_bound(scheme, total_c);
		if (!bound_c || total_c < bound_c - 500)
			continue;
		assert_true(
			near_lift(scheme, sex, grade, &now, barred, bound_c, &near));
		for (int i = 0; i < scheme->count; i++) {
			int64_t needs = may_be_advised(i, sex, grade, barred)
						? plainest(i, sex, grade, &now, bound_c)
						: INT64_MAX;

			least = needs < least ? needs : least;
		}
		if (near.changes == 1)
			assert_int_equal(
				least, share(near.change[0].scheme_item, sex, grade,
					       (int64_t)near.change[0].to -
						       near.change[0].from));
		else
			assert_true(least == INT64_MAX);
		compared++;
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_least_change_is_found),
		cmocka_unit_test(who_has_no_total_or_is_there_already_gets_no_advice),
		cmocka_unit_test(the_bounds_are_60_and_80),
		cmocka_unit_test(every_suggestion_lifts_and_one_step_less_does_not),
		cmocka_unit_test(no_other_single_item_needs_less),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
