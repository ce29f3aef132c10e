/* How quickly an item goes, and whether it waits for children or children for it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "pace.h"

#define MINUTE INT64_C(60000000)
#define NOW    (1000 * MINUTE)

static const struct {
	const char *what;
	int students, first_min, last_min; /* ago; -1 none today */
	int needed;
	bool busy;
	struct pace want; /* tenths, silent_min, left_min, state */
} cases[] = {
	{ "24 in ten minutes are 2.4 a minute", 24, 60, 0, 30, false,
		{ 24, 0, 13, PACE_GOING } },
	{ "of a morning that began five minutes ago", 12, 5, 0, 30, false,
		{ 24, 0, 13, PACE_GOING } },
	{ "the first child is no pace of sixty", 1, 0, 0, 3, false,
		{ 5, 0, 6, PACE_GOING } },
	{ "one every four minutes has a queue", 3, 60, 2, 20, false,
		{ 3, 2, 67, PACE_QUEUE } },
	{ "a quarter of an hour is a queue", 20, 60, 0, 30, false,
		{ 20, 0, 15, PACE_QUEUE } },
	{ "a little less is none", 20, 60, 0, 28, false, { 20, 0, 14, PACE_GOING } },
	{ "nobody for five minutes is idle", 20, 60, 5, 30, false,
		{ 20, 5, 15, PACE_IDLE } },
	{ "but not while a long run is on", 20, 60, 5, 30, true,
		{ 20, 5, 15, PACE_QUEUE } },
	{ "nobody in the window is idle", 0, 60, 12, 30, false,
		{ 0, 12, -1, PACE_IDLE } },
	{ "nobody today is idle", 0, -1, -1, 30, false, { 0, -1, -1, PACE_IDLE } },
	{ "the first heat of the day is on", 0, -1, -1, 30, true,
		{ 0, -1, -1, PACE_GOING } },
	{ "where nobody is needed nothing is said", 20, 60, 9, 0, false,
		{ 20, 9, 0, PACE_NOTHING } },
	{ "a clock that was set back says no negative minutes", 20, -3, -3, 30, false,
		{ 100, 0, 3, PACE_GOING } },
};

static void an_item_goes_stands_idle_or_has_a_queue(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		bool ever = cases[i].first_min != -1;
		struct pace_seen seen = { cases[i].students,
			ever ? NOW - cases[i].first_min * MINUTE : 0,
			ever ? NOW - cases[i].last_min * MINUTE : 0 };
		struct pace got = pace_of(&seen, cases[i].needed, cases[i].busy, NOW);

		if (got.tenths != cases[i].want.tenths ||
			got.silent_min != cases[i].want.silent_min ||
			got.left_min != cases[i].want.left_min ||
			got.state != cases[i].want.state)
			fail_msg("%s: %d tenths, silent %d, %d left, state %d",
				cases[i].what, got.tenths, got.silent_min, got.left_min,
				(int)got.state);
	}
}

/* More children at a pace never take less time, a quicker pace never more. */
static void time_grows_with_children_and_falls_with_pace(void **state)
{
	(void)state;
	for (int students = 0; students < 60; students++)
		for (int tenths = 1; tenths < 60; tenths++) {
			int now = pace_minutes(students, tenths);

			assert_true(now * tenths >= students * 10);
			assert_true((now - 1) * tenths < students * 10);
			assert_true(pace_minutes(students + 1, tenths) >= now);
			assert_true(pace_minutes(students, tenths + 1) <= now);
		}
	assert_int_equal(pace_minutes(7, 0), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_item_goes_stands_idle_or_has_a_queue),
		cmocka_unit_test(time_grows_with_children_and_falls_with_pace),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
