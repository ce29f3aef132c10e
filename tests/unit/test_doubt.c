/* 待核查: each rule by a table of what happens on test days, and what it must leave alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "doubt.h"

static struct items *items;

static int begin(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	items = items_load(SOURCE_DIR "/schema/items.yaml", &err);
	assert_non_null(items);
	return 0;
}

static int end(void **state)
{
	(void)state;
	items_free(items);
	return 0;
}

static const struct item *item(const char *key)
{
	int index = items_find(items, key);

	assert_true(index >= 0);
	return items_at(items, index);
}

/* Which row of a table it was, when a test fails. */
#define CHECK(rows, i, is, want)                                                       \
	do {                                                                           \
		if ((is) != (want))                                                    \
			fail_msg("row %zu (%s): %s", i, (rows)[i].what,                \
				(want) ? "not doubted" : "doubted");                   \
	} while (0)

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

static void says(const struct doubt *d, const char *zh)
{
	char text[DOUBT_SENTENCE_MAX];

	assert_string_equal(doubt_say(d, false, text, sizeof(text)), zh);
}

static void a_child_is_compared_with_its_own_last_year(void **state)
{
	static const struct {
		const char *what, *item;
		int64_t last, now;
		bool doubted;
	} rows[] = {
		{ "an ordinary year of 50 m", "run50", 9400, 8900, false },
		{ "a growing boy", "run50", 9400, 7900, false },
		{ "a sore ankle", "run50", 8100, 9400, false },
		{ "somebody else", "run50", 11200, 7600, true },
		{ "a lane that started late", "run50", 9000, 6200, true },
		{ "1000 m, half a minute better", "run1000", 285000, 252000, false },
		{ "1000 m, a lap short", "run1000", 285000, 198000, true },
		{ "1000 m, walked", "run1000", 240000, 350000, true },
		{ "a jump, 20 cm more", "long_jump", 1650, 1850, false },
		{ "a jump, half as far", "long_jump", 1850, 900, true },
		{ "reach, 6 cm more", "sit_reach", 40, 100, false },
		{ "reach, sign lost", "sit_reach", -90, 90, true },
		{ "reach below nought, a little better", "sit_reach", -60, 20, false },
		{ "lungs grow", "vital_capacity", 1900, 2600, false },
		{ "lungs do not become a third", "vital_capacity", 2900, 980, true },
		{ "rope is learned", "rope_skip", 40, 95, false },
		{ "rope of a beginner", "rope_skip", 3, 12, false },
		{ "rope of another", "rope_skip", 30, 160, true },
		{ "pull-ups are learned", "pull_ups", 1, 9, false },
		{ "height is another rule's", "height", 1400, 1800, false },
	};
	struct doubt d;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		CHECK(rows, i,
			doubt_year(item(rows[i].item), rows[i].last, rows[i].now, &d),
			rows[i].doubted);
	assert_true(doubt_year(item("run50"), 11200, 7600, &d));
	says(&d, "去年11.2秒，今年7.6秒，是本人吗？");
}

static void nobody_grows_like_that(void **state)
{
	static const struct {
		const char *what, *item;
		int64_t last, now;
		int days;
		bool doubted;
	} rows[] = {
		{ "a year", "height", 1452, 1521, 365, false },
		{ "the spurt", "height", 1452, 1575, 360, false },
		{ "the same day's second rod", "height", 1452, 1448, 1, false },
		{ "shrunk", "height", 1452, 1402, 365, true },
		{ "grown by a head", "height", 1452, 1702, 365, true },
		{ "in two years", "height", 1352, 1602, 730, false },
		{ "weight of a year", "weight", 41200, 46500, 365, false },
		{ "much weight", "weight", 41200, 60100, 365, true },
		{ "a light one gains 8 kg", "weight", 16000, 24000, 365, false },
		{ "lost a fifth", "weight", 50000, 41000, 365, false },
		{ "lost a third", "weight", 60000, 40000, 365, true },
		{ "a run is another rule's", "run50", 9000, 5000, 365, false },
	};
	struct doubt d;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		CHECK(rows, i,
			doubt_growth(item(rows[i].item), rows[i].last, rows[i].now,
				rows[i].days, &d),
			rows[i].doubted);
	assert_true(doubt_growth(item("height"), 1452, 1402, 365, &d));
	says(&d, "上次145.2厘米，这次140.2厘米，量对了吗？");
}

static void the_same_value_again_and_again(void **state)
{
	static const int64_t jumps[] = { 1700, 1820, 1820, 1820 };
	static const int64_t few[] = { 4, 4, 4, 4, 4 };
	static const int64_t many[] = { 96, 96, 96 };
	struct doubt d;

	(void)state;
	assert_true(doubt_same(item("long_jump"), jumps, 4, 1820, &d));
	says(&d, "连续4人都是182厘米，设备清零了吗？");
	assert_false(doubt_same(item("long_jump"), jumps, 3, 1820, &d));
	assert_false(doubt_same(item("long_jump"), jumps, 4, 1700, &d));
	assert_false(doubt_same(item("long_jump"), NULL, 0, 1820, &d));
	assert_false(doubt_same(item("pull_ups"), few, 5, 4, &d));
	assert_true(doubt_same(item("rope_skip"), many, 3, 96, &d));
}

static void where_a_range_ends(void **state)
{
	static const struct {
		const char *what, *item;
		int64_t value, least, most;
		bool doubted;
	} rows[] = {
		{ "in the middle", "sit_reach", 120, -200, 350, false },
		{ "the rod is out", "sit_reach", 350, -200, 350, true },
		{ "the rod is in", "sit_reach", -200, -200, 350, true },
		{ "no pull-up", "pull_ups", 0, 0, 0, false },
		{ "nine litres of a device to nine", "vital_capacity", 9000, 0, 9000,
			true },
		{ "the catalogue's own end", "long_jump", 5000, 0, 0, true },
		{ "a height at the end of the rod", "height", 2000, 700, 2000, true },
	};
	struct doubt d;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		CHECK(rows, i,
			doubt_end(item(rows[i].item), rows[i].value, rows[i].least,
				rows[i].most, &d),
			rows[i].doubted);
}

static void an_item_takes_its_time(void **state)
{
	static const struct {
		const char *what, *item;
		int64_t first_s, second_s;
		bool doubted;
	} rows[] = {
		{ "rope twice in half a minute", "rope_skip", 100, 131, true },
		{ "rope with a rest", "rope_skip", 100, 220, false },
		{ "two children at 50 m", "run50", 100, 103, true },
		{ "the next heat", "run50", 100, 160, false },
		{ "1000 m after a minute", "run1000", 100, 160, true },
		{ "two jumps in a second", "long_jump", 100, 101, true },
		{ "two jumps", "long_jump", 100, 112, false },
		{ "told in the other order", "rope_skip", 131, 100, true },
	};
	struct doubt d;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		CHECK(rows, i,
			doubt_soon(item(rows[i].item), rows[i].first_s * 1000000,
				rows[i].second_s * 1000000, &d),
			rows[i].doubted);
	assert_true(doubt_soon(item("rope_skip"), 100000000, 131000000, &d));
	says(&d, "离上一次只有31秒");
}

static void one_lane_far_from_all_others(void **state)
{
	static const int64_t even[] = { 8100, 8400, 9900, 8800 };
	static const int64_t late[] = { 8100, 8400, 5200, 8800, 8600 };
	static const int64_t slow[] = { 8100, 8400, 16100, 8800, 8600 };
	static const int64_t child[] = { 8100, 8400, 11900, 8800, 8600 };
	static const int64_t wide[] = { 7600, 11900, 9900, 8300 };
	struct doubt d;

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		assert_false(doubt_lane(item("run50"), even, 4, i, &d));
		assert_false(doubt_lane(item("run50"), wide, 4, i, &d));
	}
	assert_true(doubt_lane(item("run50"), late, 5, 2, &d));
	says(&d, "这一道5.2秒，其他道约8.6秒");
	assert_false(doubt_lane(item("run50"), late, 5, 1, &d));
	assert_true(doubt_lane(item("run50"), slow, 5, 2, &d));
	assert_false(doubt_lane(item("run50"), child, 5, 2, &d));
	assert_false(doubt_lane(item("run50"), late, 3, 2, &d));
	assert_false(doubt_lane(item("run50"), late, 5, 5, &d));
}

static void two_children_changed_places(void **state)
{
	static const struct {
		const char *what;
		int64_t now, last, other_now, other_last;
		bool doubted;
	} rows[] = {
		{ "as last year", 8000, 8200, 11000, 11600, false },
		{ "the other way round", 11000, 8200, 8000, 11600, true },
		{ "alike, so nothing can be said", 8300, 8200, 8100, 8400, false },
		{ "one bad day", 12000, 8200, 11000, 11600, false },
	};
	struct doubt d;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		CHECK(rows, i,
			doubt_swapped(item("run50"), rows[i].now, rows[i].last,
				rows[i].other_now, rows[i].other_last, &d),
			rows[i].doubted);
}

static void an_item_of_others(void **state)
{
	struct doubt d;

	(void)state;
	assert_false(doubt_sex(item("pull_ups"), true, 7, &d));
	assert_true(doubt_sex(item("pull_ups"), false, 7, &d));
	says(&d, "不测这一项，却有7次");
}

static void jin_and_metres(void **state)
{
	static const struct {
		const char *what;
		int64_t weight, height, last;
		bool doubted;
	} weights[] = {
		{ "kilogrammes", 41200, 1480, 39000, false },
		{ "jin, and last year known", 82400, 1480, 39000, true },
		{ "jin, without last year", 82400, 1480, 0, true },
		{ "a heavy child stays a heavy child", 82400, 1600, 78000, false },
		{ "a heavy child without last year", 68000, 1600, 0, false },
		{ "nothing to compare with", 82400, 0, 0, false },
		{ "a light child in jin is not light any more", 44000, 1180, 21500,
			true },
	};
	static const struct {
		const char *what, *item;
		int64_t read_mm;
		bool doubted;
	} lengths[] = {
		{ "1.65 for 165 cm", "height", 17, true },
		{ "165 cm", "height", 1650, false },
		{ "2.05 for 205 cm", "long_jump", 21, true },
		{ "a reach of 1.5 cm is one", "sit_reach", 15, false },
		{ "a throw is in metres", "solid_ball", 20, false },
	};
	struct doubt d;

	(void)state;
	for (size_t i = 0; i < COUNT(weights); i++)
		CHECK(weights, i,
			doubt_jin(item("weight"), weights[i].weight, weights[i].height,
				weights[i].last, &d),
			weights[i].doubted);
	assert_true(doubt_jin(item("weight"), 82400, 1480, 39000, &d));
	says(&d, "像是斤数：82.4公斤应为41.2公斤？");
	for (size_t i = 0; i < COUNT(lengths); i++)
		CHECK(lengths, i,
			doubt_metres(item(lengths[i].item), lengths[i].read_mm, &d),
			lengths[i].doubted);
}

static void a_hand_that_lifts(void **state)
{
	struct doubt d;

	(void)state;
	assert_false(doubt_lift(6120, 7890, &d));
	assert_false(doubt_lift(6120, 5890, &d)); /* down is no gain */
	assert_true(doubt_lift(5920, 6010, &d));
	says(&d, "手工改动：59.2到60.1，过了60分");
	assert_true(doubt_lift(5920, 8010, &d));
	assert_int_equal(d.count, 80);
	assert_true(doubt_lift(7990, 8000, &d));
	assert_false(doubt_lift(8000, 8600, &d));
}

static void a_share_by_hand(void **state)
{
	struct doubt d;

	(void)state;
	assert_false(doubt_share(4, 9, &d)); /* too few to say anything */
	assert_false(doubt_share(8, 40, &d));
	assert_true(doubt_share(9, 40, &d));
	says(&d, "40个成绩里9个是手工的");
}

static void every_rule_has_a_name_and_two_languages(void **state)
{
	char zh[DOUBT_SENTENCE_MAX], en[DOUBT_SENTENCE_MAX];

	(void)state;
	for (int i = 0; i < DOUBT_RULES; i++) {
		struct doubt d = { (enum doubt_rule)i, item("run1000"), 225000, 301000,
			4, 20 };

		assert_true(doubt_name(d.rule)[0]);
		for (int k = 0; k < i; k++)
			assert_string_not_equal(
				doubt_name(d.rule), doubt_name((enum doubt_rule)k));
		doubt_say(&d, false, zh, sizeof(zh));
		doubt_say(&d, true, en, sizeof(en));
		assert_null(strchr(zh, '{'));
		assert_null(strchr(en, '{'));
		assert_null(strstr(zh, "可疑"));
		for (const char *c = en; *c; c++)
			assert_true((unsigned char)*c < 0x80 ||
				    strstr(en, "\u2032") != NULL);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_child_is_compared_with_its_own_last_year),
		cmocka_unit_test(nobody_grows_like_that),
		cmocka_unit_test(the_same_value_again_and_again),
		cmocka_unit_test(where_a_range_ends),
		cmocka_unit_test(an_item_takes_its_time),
		cmocka_unit_test(one_lane_far_from_all_others),
		cmocka_unit_test(two_children_changed_places),
		cmocka_unit_test(an_item_of_others),
		cmocka_unit_test(jin_and_metres),
		cmocka_unit_test(a_hand_that_lifts),
		cmocka_unit_test(a_share_by_hand),
		cmocka_unit_test(every_rule_has_a_name_and_two_languages),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
