/* Readings become one value: the same function for the station and for verify. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "rules.h"

/* Rows leave out what is zero. */
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

static const struct item weight = { .key = "weight",
	.unit = ITEM_G,
	.rule = RULE_SETTLE,
	.step = 100,
	.round = ROUND_HALF_UP,
	.hard_min = 5000,
	.hard_max = 250000 };
static const struct item height = { .key = "height",
	.unit = ITEM_MM,
	.rule = RULE_SETTLE,
	.step = 1,
	.round = ROUND_HALF_UP,
	.hard_min = 500,
	.hard_max = 2500 };
static const struct item lungs = { .key = "vital_capacity",
	.unit = ITEM_ML,
	.better = BETTER_MORE,
	.rule = RULE_PEAK,
	.step = 1,
	.round = ROUND_CUT,
	.hard_max = 15000 };
static const struct item reach = { .key = "sit_reach",
	.unit = ITEM_MM,
	.better = BETTER_MORE,
	.rule = RULE_PEAK,
	.step = 1,
	.round = ROUND_HALF_UP,
	.hard_min = -600,
	.hard_max = 600 };
static const struct item jump = { .key = "long_jump",
	.unit = ITEM_MM,
	.better = BETTER_MORE,
	.rule = RULE_LATCH,
	.step = 10,
	.round = ROUND_CUT,
	.hard_max = 5000 };
static const struct item rope = { .key = "rope_skip",
	.unit = ITEM_TIMES,
	.better = BETTER_MORE,
	.rule = RULE_COUNT,
	.step = 1,
	.hard_max = 500 };
static const struct item run50 = { .key = "run50",
	.unit = ITEM_MS,
	.better = BETTER_LESS,
	.rule = RULE_GATE,
	.read = 10,
	.step = 100,
	.round = ROUND_NONZERO_UP,
	.hard_min = 3000,
	.hard_max = 60000 };
static const struct item shuttle = { .key = "shuttle_50x8",
	.unit = ITEM_MS,
	.better = BETTER_LESS,
	.rule = RULE_INDIVIDUAL,
	.step = 1000,
	.round = ROUND_CUT,
	.hard_min = 30000,
	.hard_max = 3600000 };

#define WEIGHT READING_WEIGHT, UNIT_UG
#define HEIGHT READING_HEIGHT, UNIT_UM
#define LENGTH READING_LENGTH, UNIT_UM
#define VOLUME READING_VOLUME, UNIT_UL
#define COUNT  READING_COUNT, UNIT_ONE
#define START  READING_START, UNIT_US
#define FINISH READING_FINISH, UNIT_US
#define ANY    READING_IMPULSE, UNIT_US
#define NET    READING_TIME, UNIT_US

static const struct {
	const char *what;
	const struct item *item;
	struct {
		enum reading_kind kind;
		enum reading_unit unit;
		int64_t value;
		uint32_t flags;
	} readings[4];
	enum rules_answer answer;
	int64_t raw, value;
} rows[] = {
	{ "a stable weight", &weight, { { WEIGHT, 20000000000, FLAG_STABLE } },
		RULES_VALUE, 20000000000, 20000 },
	{ "rounds once, from all digits", &weight,
		{ { WEIGHT, 20050000000, FLAG_STABLE } }, RULES_VALUE, 20050000000,
		20100 },
	{ "49 g is not yet a tenth", &weight, { { WEIGHT, 20049999999, FLAG_STABLE } },
		RULES_VALUE, 20049999999, 20000 },
	{ "the last of those that agree", &weight,
		{ { WEIGHT, 41200000000, FLAG_STABLE },
			{ WEIGHT, 41300000000, FLAG_STABLE } },
		RULES_VALUE, 41300000000, 41300 },
	{ "two steps apart disagree", &weight,
		{ { WEIGHT, 41200000000, FLAG_STABLE },
			{ WEIGHT, 41400000000, FLAG_STABLE } },
		RULES_UNSETTLED },
	{ "an unstable one spoils it", &weight,
		{ { WEIGHT, 41200000000, FLAG_UNSTABLE },
			{ WEIGHT, 41200000000, FLAG_STABLE } },
		RULES_UNSETTLED },
	{ "without a flag one is not enough", &weight, { { WEIGHT, 41200000000 } },
		RULES_UNSETTLED },
	{ "without a flag three are", &weight,
		{ { WEIGHT, 41200000000 }, { WEIGHT, 41200000000 },
			{ WEIGHT, 41200000000 } },
		RULES_VALUE, 41200000000, 41200 },
	{ "one final line is enough", &weight, { { WEIGHT, 55500000000, FLAG_FINAL } },
		RULES_VALUE, 55500000000, 55500 },
	{ "an empty plate is nothing", &weight, { { WEIGHT, 0, FLAG_STABLE } },
		RULES_NO_RESULT },
	{ "a plate pushed up is nothing", &weight,
		{ { WEIGHT, -1640000000, FLAG_STABLE } }, RULES_NO_RESULT },
	{ "a cat is outside", &weight, { { WEIGHT, 4000000000, FLAG_STABLE } },
		RULES_OUTSIDE, 4000000000, 4000 },
	{ "overload is the device's fault", &weight,
		{ { WEIGHT, 20000000000, FLAG_STABLE | FLAG_OVERLOAD } }, RULES_FAULT },
	{ "a tare is no weight", &weight,
		{ { WEIGHT, 20000000000, FLAG_STABLE | FLAG_TARE } }, RULES_FAULT },
	{ "more than any device means", &weight, { { WEIGHT, INT64_MAX, FLAG_STABLE } },
		RULES_NO_RESULT },
	{ "a length in grams is not taken", &weight, { { LENGTH, 20000, FLAG_STABLE } },
		RULES_MISSING },
	{ "height beside weight in one line", &height,
		{ { WEIGHT, 41250000000, FLAG_STABLE },
			{ HEIGHT, 1523000, FLAG_STABLE } },
		RULES_VALUE, 1523000, 1523 },
	{ "a laser's length is a height", &height, { { LENGTH, 1523499, FLAG_FINAL } },
		RULES_VALUE, 1523499, 1523 },
	{ "a height is no jump", &jump, { { HEIGHT, 1523000, FLAG_FINAL } },
		RULES_MISSING },

	{ "the largest of a blow", &lungs,
		{ { VOLUME, 900000 }, { VOLUME, 2350900 }, { VOLUME, 2100000 } },
		RULES_VALUE, 2350900, 2350 },
	{ "the device's own final volume wins over parts of it", &lungs,
		{ { VOLUME, 3782000 }, { VOLUME, 6790000, FLAG_FINAL } }, RULES_VALUE,
		6790000, 6790 },
	{ "and over larger ones", &lungs,
		{ { VOLUME, 3782000, FLAG_RUNNING }, { VOLUME, 3000000, FLAG_FINAL } },
		RULES_VALUE, 3000000, 3000 },
	{ "no breath is no result", &lungs, { { VOLUME, 0 } }, RULES_NO_RESULT },
	{ "16 litres are refused", &lungs, { { VOLUME, 16000000, FLAG_FINAL } },
		RULES_OUTSIDE, 16000000, 16000 },
	{ "short of the toes is a result", &reach, { { LENGTH, -35000, FLAG_FINAL } },
		RULES_VALUE, -35000, -35 },
	{ "at the toes too", &reach, { { LENGTH, 0, FLAG_FINAL } }, RULES_VALUE, 0, 0 },
	{ "half up goes toward plus", &reach, { { LENGTH, -12500, FLAG_FINAL } },
		RULES_VALUE, -12500, -12 },

	{ "a jump is cut to the centimetre", &jump, { { LENGTH, 2059900, FLAG_FINAL } },
		RULES_VALUE, 2059900, 2050 },
	{ "0 is no jump", &jump, { { LENGTH, 0, FLAG_FINAL } }, RULES_NO_RESULT },
	{ "a length on its way is not final", &jump,
		{ { LENGTH, 2050000, FLAG_RUNNING } }, RULES_UNSETTLED },
	{ "two finals that differ", &jump,
		{ { LENGTH, 2050000, FLAG_FINAL }, { LENGTH, 2060000, FLAG_FINAL } },
		RULES_UNSETTLED },
	{ "an error from the mat", &jump, { { LENGTH, 2050000, FLAG_ERROR } },
		RULES_FAULT },

	{ "the last count", &rope, { { COUNT, 3 }, { COUNT, 120 }, { COUNT, 121 } },
		RULES_VALUE, 121, 121 },
	{ "the final count", &rope, { { COUNT, 120, FLAG_FINAL }, { COUNT, 121 } },
		RULES_VALUE, 120, 120 },
	{ "none is a count", &rope, { { COUNT, 0 } }, RULES_VALUE, 0, 0 },
	{ "501 turns are refused", &rope, { { COUNT, 501 } }, RULES_OUTSIDE, 501, 501 },

	{ "finish minus start", &run50, { { START, 10000000 }, { FINISH, 18000000 } },
		RULES_VALUE, 8000000, 8000 },
	{ "10.1101 s goes up", &run50, { { START, 0 }, { FINISH, 10110100 } },
		RULES_VALUE, 10110100, 10200 },
	{ "10.1099 s is read 10.10 and stays", &run50,
		{ { START, 0 }, { FINISH, 10109900 } }, RULES_VALUE, 10109900, 10100 },
	{ "across midnight", &run50,
		{ { START, RULES_DAY_US - 4000000 }, { FINISH, 4000000 } }, RULES_VALUE,
		8000000, 8000 },
	{ "a dated clock does not wrap", &run50,
		{ { START, RULES_DAY_US - 4000000, FLAG_DATED },
			{ FINISH, 4000000, FLAG_DATED } },
		RULES_NO_RESULT },
	{ "a dated clock goes on", &run50,
		{ { START, RULES_DAY_US - 4000000, FLAG_DATED },
			{ FINISH, RULES_DAY_US + 4000000, FLAG_DATED } },
		RULES_VALUE, 8000000, 8000 },
	{ "two clocks are no clock", &run50,
		{ { START, 1000000, FLAG_DATED }, { FINISH, 9000000 } }, RULES_CLOCKS },
	{ "bare impulses are start and finish in this order", &run50,
		{ { ANY, 1000000 }, { ANY, 9000000 } }, RULES_VALUE, 8000000, 8000 },
	{ "a start alone is half", &run50, { { START, 1000000 } }, RULES_MISSING },
	{ "a finish first is no pair", &run50,
		{ { FINISH, 9000000 }, { START, 1000000 } }, RULES_MISSING },
	{ "start and finish at once are 0.000 s", &run50,
		{ { START, 9000000 }, { FINISH, 9000000 } }, RULES_NO_RESULT },
	{ "a second before the start is 24 hours less one", &run50,
		{ { START, 9000000 }, { FINISH, 8000000 } }, RULES_OUTSIDE,
		RULES_DAY_US - 1000000, 86399000 },
	{ "a lane timer's own net time", &run50, { { NET, 7100000, FLAG_FINAL } },
		RULES_VALUE, 7100000, 7100 },
	{ "0.000 s is never a record", &run50, { { NET, 0 } }, RULES_NO_RESULT },
	{ "a running time is no result", &run50, { { NET, 7100000, FLAG_RUNNING } },
		RULES_UNSETTLED },
	{ "a cleared finish", &run50,
		{ { START, 1000000 }, { FINISH, 9000000, FLAG_CLEARED } },
		RULES_FAULT },
	{ "minutes are cut to the second", &shuttle,
		{ { START, 0 }, { FINISH, 99999900 } }, RULES_VALUE, 99999900, 99000 },
	{ "no readings, no result", &shuttle, { { 0 } }, RULES_MISSING },
};

static void readings_become_values(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct reading r[4] = { 0 };
		struct rules_result got;
		enum rules_answer answer;
		size_t n = 0;

		for (; n < 4 && rows[i].readings[n].kind != READING_NONE; n++) {
			r[n].kind = rows[i].readings[n].kind;
			r[n].unit = rows[i].readings[n].unit;
			r[n].value = rows[i].readings[n].value;
			r[n].flags = rows[i].readings[n].flags;
			r[n].has_value = true;
		}
		answer = rules_value(rows[i].item, r, n, &got);
		if (answer != rows[i].answer || got.raw != rows[i].raw ||
			got.value != rows[i].value)
			fail_msg("%s: %s %lld %lld", rows[i].what,
				rules_answer_name(answer), (long long)got.raw,
				(long long)got.value);
	}
}

/* start, finish and period in ms; 0 is a day. */
static void clocks_that_wrap_sooner_than_a_day(void **state)
{
	static const struct {
		int64_t start, finish;
		uint32_t wraps, finish_wraps;
		int64_t net; /* -1: no time */
	} runs[] = {
		{ 43198000, 6000, 43200000, 43200000, 8000 }, /* SportIdent: 12 h */
		{ 35999000, 7000, 36000000, 36000000, 8000 }, /* a stopwatch: 10 h */
		{ 65000, 7464, 65536, 65536, 8000 },	      /* a counter of 16 bits */
		{ 86398000, 6000, 0, 0, 8000 },		      /* midnight */
		{ 1000, 9000, 43200000, 43200000, 8000 },
		{ 44200000, 1008000, 43200000, 43200000,
			8000 }, /* 24 h of a 12 h one */
		{ 1000, 9000, 43200000, 0, -1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(runs) / sizeof(runs[0]); i++) {
		struct reading r[2] = { { .kind = READING_START,
						.unit = UNIT_US,
						.value = runs[i].start * 1000,
						.wraps_ms = runs[i].wraps,
						.has_value = true },
			{ .kind = READING_FINISH,
				.unit = UNIT_US,
				.value = runs[i].finish * 1000,
				.wraps_ms = runs[i].finish_wraps,
				.has_value = true } };
		struct rules_result got;

		assert_int_equal(rules_value(&run50, r, 2, &got),
			runs[i].net < 0 ? RULES_CLOCKS : RULES_VALUE);
		assert_int_equal(got.value, runs[i].net < 0 ? 0 : runs[i].net);
	}
}

static void a_hand_start_counts_arrival_times(void **state)
{
	struct rules_result got;
	struct reading r[2] = { rules_hand_start(5000000),
		{ .at_us = 13250000,
			.kind = READING_FINISH,
			.unit = UNIT_US,
			.value = 77,
			.has_value = true } };

	(void)state;
	assert_true(rules_is_hand_start(&r[0]));
	assert_int_equal(rules_value(&run50, r, 2, &got), RULES_VALUE);
	assert_int_equal(got.value, 8300);
}

static void a_judge_corrects_a_count(void **state)
{
	struct rules_result got;
	struct reading r = {
		.kind = READING_COUNT, .unit = UNIT_ONE, .value = 2, .has_value = true
	};

	(void)state;
	assert_int_equal(rules_corrected(&rope, &r, 1, -2, &got), RULES_VALUE);
	assert_int_equal(got.value, 0);
	assert_int_equal(rules_corrected(&rope, &r, 1, -3, &got), RULES_NO_RESULT);
	assert_int_equal(rules_corrected(&rope, &r, 1, 499, &got), RULES_OUTSIDE);
}

static void an_empty_value_is_no_result(void **state)
{
	struct rules_result got;
	struct reading r = { .kind = READING_WEIGHT, .flags = FLAG_STABLE };

	(void)state;
	assert_int_equal(rules_value(&weight, &r, 1, &got), RULES_NO_RESULT);
	r.flags = FLAG_OVERLOAD;
	assert_int_equal(rules_value(&weight, &r, 1, &got), RULES_FAULT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(readings_become_values),
		cmocka_unit_test(clocks_that_wrap_sooner_than_a_day),
		cmocka_unit_test(a_hand_start_counts_arrival_times),
		cmocka_unit_test(a_judge_corrects_a_count),
		cmocka_unit_test(an_empty_value_is_no_result),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
