/*
 * Where the next points are cheapest, and what is said about it: by hand, and over many
 * students by chance. Nothing of it is about weight or height.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "advice.h"
#include "cheapest.h"
#include "kind.h"

/* Rows leave out what is zero. */
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

static struct items *items;
static struct scheme *scheme;
static struct advice *advice;

static int begin(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	items = items_load(SOURCE_DIR "/schema/items.yaml", &err);
	assert_non_null(items);
	scheme = scheme_load(SOURCE_DIR "/schema/schemes/national-2014", items, &err);
	assert_non_null(scheme);
	advice = advice_load(SOURCE_DIR "/schema/advice.yaml", items, &err);
	if (!advice)
		print_message("%s\n", err.text);
	assert_non_null(advice);
	return 0;
}

static int end(void **state)
{
	(void)state;
	advice_free(advice);
	scheme_free(scheme);
	items_free(items);
	return 0;
}

/* ---- by hand ------------------------------------------------------------------ */

struct value {
	const char *item;
	int32_t value;
};

/* Boys of grade 9. Printed rows: jump 2500 is 100 points, 2450 is 95, 2400 is 90;
 * pull-ups 15 are 100, and each more is a bonus of 1. */
static const struct {
	const char *what;
	struct value now[8];
	const char *barred;
	const char *first, *second; /* NULL: none */
	int32_t to;
	bool is_bonus;
} cases[] = {
	{ "one centimetre to the next row is cheaper than three pull-ups",
		{ { "long_jump", 2440 }, { "pull_ups", 10 } }, NULL, "long_jump",
		"pull_ups", 2450, false },
	{ "an item that must not be done is not named",
		{ { "long_jump", 2440 }, { "pull_ups", 10 } }, "long_jump", "pull_ups",
		NULL, 11, false },
	{ "an item without a result is not named", { { "pull_ups", 10 } }, NULL,
		"pull_ups", NULL, 11, false },
	{ "beyond the top row a bonus counts", { { "pull_ups", 15 } }, NULL, "pull_ups",
		NULL, 16, true },
	{ "height and weight alone bring nothing",
		{ { "height", 1600 }, { "weight", 90000 } }, NULL, NULL, NULL, 0,
		false },
	{ "who has all points everywhere can gain nothing",
		{ { "sit_reach", 300 }, { "long_jump", 2900 }, { "run50", 6000 } },
		NULL, NULL, NULL, 0, false },
};

static uint64_t bit(const char *item)
{
	return item ? (uint64_t)1 << items_find(items, item) : 0;
}

static const char *named(const struct cheapest *c, int n, int i)
{
	return i < n ? scheme->item[c[i].scheme_item].key : "";
}

static void most_points_for_the_smallest_gain_come_first(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct cheapest c[2];
		struct results now;
		int n;

		results_clear(&now);
		for (int k = 0; k < 8 && cases[i].now[k].item; k++)
			now.value[items_find(items, cases[i].now[k].item)] =
				cases[i].now[k].value;
		n = cheapest_items(
			scheme, SEX_MALE, GRADE_G9, &now, bit(cases[i].barred), c, 2);
		if (strcmp(named(c, n, 0), cases[i].first ? cases[i].first : "") != 0 ||
			strcmp(named(c, n, 1),
				cases[i].second ? cases[i].second : "") != 0)
			fail_msg("%s: %s, %s", cases[i].what, named(c, n, 0),
				named(c, n, 1));
		if (n && (c[0].next.value != cases[i].to ||
				 c[0].next.is_bonus != cases[i].is_bonus))
			fail_msg("%s: to %d", cases[i].what, c[0].next.value);
	}
}

/* ---- by chance ---------------------------------------------------------------- */

static uint32_t chance_state = 20261129;

static int chance(int below)
{
	chance_state ^= chance_state << 13;
	chance_state ^= chance_state >> 17;
	chance_state ^= chance_state << 5;
	return (int)(chance_state % (uint32_t)below);
}

static void chance_student(enum sex *sex, enum grade *grade, struct results *now)
{
	*sex = chance(2) ? SEX_MALE : SEX_FEMALE;
	*grade = (enum grade)(GRADE_G1 + chance(GRADE_U34));
	results_clear(now);
	now->value[items_find(items, "height")] = 1000 + chance(900);
	now->value[items_find(items, "weight")] = (150 + chance(900)) * 100;
	for (int i = 0; i < scheme->count; i++) {
		const struct scheme_item *item = &scheme->item[i];
		const struct ladder *ladder = &item->points[*sex][*grade];

		if (item->item < 0 || !ladder->rows || chance(6) == 0)
			continue;
		now->value[item->item] = ladder->at[chance(ladder->rows)] *
						 ladder->sign +
					 (chance(9) - 4) * (int32_t)item->measure.step;
	}
}

/* The total is made anew by score.h; only what rounding and the cap of the total hide may
 * be missing. */
static void check_gain(enum sex sex, enum grade grade, const struct results *now,
	const struct cheapest *c)
{
	struct results then = *now;
	struct score before, after;

	then.value[scheme->item[c->scheme_item].item] = c->next.value;
	score_student(scheme, sex, grade, now, &before);
	score_student(scheme, sex, grade, &then, &after);
	if (before.state != SCORE_COMPLETE)
		return;
	if (labs((after.standard_c + after.bonus_all_c - before.standard_c -
			 before.bonus_all_c) *
			    100L -
		    c->gain) > 100L * scheme->step_c)
		fail_msg("%s: said %ld, is %ld", scheme->item[c->scheme_item].key,
			(long)c->gain,
			(after.standard_c + after.bonus_all_c - before.standard_c -
				before.bonus_all_c) *
				100L);
}

static void check_words(
	enum sex sex, enum grade grade, const struct cheapest *c, int english)
{
	const struct scheme_item *item = &scheme->item[c->scheme_item];
	const char *says = advice_say(
		advice, item->item, sex, grade, advice_far(c->share), english != 0);

	if (!says[0])
		fail_msg("nothing is said about %s in %s", item->key, grade_key(grade));
	if (!kind_is(says))
		fail_msg("%s: \"%s\"", item->key, says);
}

static void nobody_is_told_of_weight_and_every_gain_is_one(void **state)
{
	(void)state;
	for (int k = 0; k < 20000; k++) {
		struct cheapest c[8];
		struct results now;
		enum sex sex;
		enum grade grade;
		int n;

		chance_student(&sex, &grade, &now);
		n = cheapest_items(scheme, sex, grade, &now, 0, c, 8);
		for (int i = 0; i < n; i++) {
			const struct scheme_item
				*item = &scheme->item[c[i].scheme_item];

			assert_false(item->measure.is_private);
			assert_int_equal(item->method, METHOD_TABLE);
			assert_string_not_equal(item->key, "bmi");
			if (i &&
				c[i].gain * c[i - 1].share > c[i - 1].gain * c[i].share)
				fail_msg(
					"%s is cheaper than the one before", item->key);
			check_gain(sex, grade, &now, &c[i]);
			check_words(sex, grade, &c[i], k % 2);
		}
	}
}

/* ---- the file ----------------------------------------------------------------- */

static void every_item_of_the_standard_has_advice(void **state)
{
	(void)state;
	for (int s = SEX_MALE; s <= SEX_FEMALE; s++)
		for (int g = GRADE_G1; g < GRADE_COUNT; g++)
			for (int i = 0; i < scheme->count; i++)
				for (int far = 0; far < ADVICE_FARS * 2; far++) {
					const struct scheme_item
						*item = &scheme->item[i];

					if (item->method == METHOD_BANDS ||
						!item->weight[s][g])
						continue;
					if (!advice_say(advice, item->item, s, g,
						    (enum advice_far)(far / 2),
						    far % 2)[0])
						fail_msg("%s %s", item->key,
							grade_key(g));
				}
}

#define ONE(rest)                                                                      \
	"schema: 1\nadvice:\n  - item: run50\n" rest                                   \
	"    some: { zh: 慢跑, en: Jog }\n    far: { zh: 慢跑, en: Jog }\n"
#define CLOSE "    close: { zh: 快跑, en: Run }\n"

static const struct {
	const char *what, *file, *says;
} wrong[] = {
	{ "a private item",
		"schema: 1\nadvice:\n  - item: weight\n" CLOSE
		"    some: { zh: 慢跑, en: Jog }\n"
		"    far: { zh: 慢跑, en: Jog }\n",
		"3: advice[0].item: is private" },
	{ "a word of weight", ONE("    close: { zh: 减重以后再跑, en: Run }\n"),
		"4: advice[0].close.zh: speaks of" },
	{ "the same in English", ONE("    close: { zh: 快跑, en: Lose 2 kg }\n"),
		"4: advice[0].close.en: speaks of" },
	{ "a sentence too long",
		ONE("    close: { zh: "
		    "跑跑跑跑跑跑跑跑跑跑跑跑跑跑跑跑跑跑跑跑跑跑跑跑跑跑跑跑跑跑跑跑跑"
		    "跑跑跑跑跑跑跑跑"
		    ", en: Run }\n"),
		"4: advice[0].close.zh: is longer than 40" },
	{ "no grade", ONE("    to: g13\n" CLOSE), "4: advice[0].to: is no grade" },
	{ "grades the wrong way round", ONE("    from: g7\n    to: g6\n" CLOSE),
		"5: advice[0].to: is before" },
	{ "no sex", ONE("    sex: boys\n" CLOSE), "4: advice[0].sex: is none" },
	{ "no English", ONE("    close: { zh: 快跑 }\n"), "\"en\" is missing" },
};

static void a_wrong_file_is_refused_with_its_line(void **state)
{
	char path[] = "/tmp/advice-XXXXXX";
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		struct err err = ERR_INIT;
		FILE *f = fopen(path, "w");

		assert_non_null(f);
		assert_true(fputs(wrong[i].file, f) >= 0);
		assert_int_equal(fclose(f), 0);
		assert_null(advice_load(path, items, &err));
		if (!strstr(err.text, wrong[i].says))
			fail_msg("%s: %s", wrong[i].what, err.text);
	}
	remove(path);
}

/* ---- kind words --------------------------------------------------------------- */

static const struct {
	const char *text;
	bool kind;
} texts[] = {
	{ "再远2厘米得85分", true },
	{ "身高体重", false },
	{ "再轻一点，体重少2", false },
	{ "42.0千克", false },
	{ "82斤", false },
	{ "42.0kg", false },
	{ "Your BMI is fine", false },
	{ "bmi", false },
	{ "Lose weight", false },
	{ "too FAT", false },
	{ "fat", false },
	{ "my father is faster", true },
	{ "Nothing, something, think", true },
	{ "不及格", false },
	{ "第3名，排名不错", false },
	{ "", true },
};

static void words_that_hurt_are_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (kind_is(texts[i].text) != texts[i].kind)
			fail_msg("\"%s\"", texts[i].text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(most_points_for_the_smallest_gain_come_first),
		cmocka_unit_test(nobody_is_told_of_weight_and_every_gain_is_one),
		cmocka_unit_test(every_item_of_the_standard_has_advice),
		cmocka_unit_test(a_wrong_file_is_refused_with_its_line),
		cmocka_unit_test(words_that_hurt_are_found),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
