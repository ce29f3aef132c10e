/* The way of a class through its stations: by hand, and against every order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "way.h"

/* Stations are { boys, girls, tenths a minute, ready in s, tiring }. */
static const struct {
	const char *what;
	int n;
	struct way_station stations[WAY_MAX];
	int order[WAY_MAX];
	int end_s, waited_s;
} cases[] = {
	{ "nothing is needed", 0, { { 0, 0, 0, 0, false } }, { 0 }, 0, 0 },
	{ "first where nobody stands, while the queue of the other one goes", 2,
		{ { 10, 10, 20, 600, false }, { 10, 10, 20, 0, false } }, { 1, 0 },
		1200, 900 },
	{ "equal stations keep their order", 2,
		{ { 10, 0, 20, 0, false }, { 10, 0, 20, 0, false } }, { 0, 1 }, 600,
		0 },
	{ "the long run comes last, though it is free", 2,
		{ { 10, 0, 20, 0, true }, { 10, 0, 20, 300, false } }, { 1, 0 }, 900,
		300 },
	{ "boys and girls are apart where their items are", 2,
		{ { 10, 0, 20, 0, false }, { 0, 10, 20, 0, false } }, { 0, 1 }, 300,
		0 },
};

static void the_class_is_done_soonest(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct way way;

		way_find(cases[i].stations, cases[i].n, &way);
		if (way.end_s != cases[i].end_s || way.waited_s != cases[i].waited_s ||
			memcmp(way.order, cases[i].order,
				(size_t)cases[i].n * sizeof(int)) != 0)
			fail_msg("%s: %d, %d; ends after %d, waited %d", cases[i].what,
				way.order[0], way.order[1], way.end_s, way.waited_s);
	}
}

/* ---- against every order ------------------------------------------------------- */

static uint32_t chance_state = 20261130;

static int chance(int below)
{
	chance_state ^= chance_state << 13;
	chance_state ^= chance_state >> 17;
	chance_state ^= chance_state << 5;
	return (int)(chance_state % (uint32_t)below);
}

/* Worked out once more, in plain words. */
static int end_of(const struct way_station *s, const int *order, int n)
{
	int boys_s = 0, girls_s = 0;

	for (int i = 0; i < n; i++) {
		const struct way_station *w = &s[order[i]];
		int boys_need = (w->boys * 600 + w->tenths - 1) / w->tenths;
		int girls_need = (w->girls * 600 + w->tenths - 1) / w->tenths;
		int free_s = w->ready_s;
		bool girls_first = girls_s < boys_s;

		for (int k = 0; k < 2; k++) {
			int *group_s = (k == 0) == girls_first ? &girls_s : &boys_s;
			int need = group_s == &girls_s ? girls_need : boys_need;

			if (!need)
				continue;
			if (*group_s < free_s)
				*group_s = free_s;
			*group_s += need;
			free_s = *group_s;
		}
	}
	return boys_s > girls_s ? boys_s : girls_s;
}

static bool allowed(const struct way_station *s, const int *order, int n)
{
	bool ran = false;

	for (int i = 0; i < n; i++) {
		if (ran && !s[order[i]].tiring)
			return false;
		ran |= s[order[i]].tiring;
	}
	return true;
}

static bool next_order(int *order, int n)
{
	int i = n - 2, k = n - 1, swap;

	while (i >= 0 && order[i] > order[i + 1])
		i--;
	if (i < 0)
		return false;
	while (order[k] < order[i])
		k--;
	swap = order[i], order[i] = order[k], order[k] = swap;
	for (int a = i + 1, b = n - 1; a < b; a++, b--)
		swap = order[a], order[a] = order[b], order[b] = swap;
	return true;
}

static int soonest(const struct way_station *s, int n)
{
	int order[WAY_MAX] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 }, best = -1;

	do {
		int end = end_of(s, order, n);

		if (allowed(s, order, n) && (best < 0 || end < best))
			best = end;
	} while (next_order(order, n));
	return best;
}

static void chance_stations(struct way_station *s, int n)
{
	for (int i = 0; i < n; i++) {
		s[i] = (struct way_station){ chance(25), chance(25), 1 + chance(60),
			chance(3) ? 0 : chance(2000), chance(4) == 0 };
		if (!s[i].boys && !s[i].girls)
			s[i].boys = 1;
	}
}

static void no_order_ends_sooner_and_the_same_question_has_the_same_answer(void **state)
{
	(void)state;
	for (int k = 0; k < 400; k++) {
		struct way_station s[WAY_MAX];
		struct way way, again;
		int n = 1 + k % 6, seen = 0;

		chance_stations(s, n);
		way_find(s, n, &way);
		way_find(s, n, &again);
		assert_memory_equal(&way, &again, sizeof(way));
		for (int i = 0; i < n; i++) {
			seen |= 1 << way.order[i];
			assert_true(way.wait_s[i] >= 0);
		}
		assert_int_equal(seen, (1 << n) - 1);
		assert_true(allowed(s, way.order, n));
		assert_int_equal(way.end_s, end_of(s, way.order, n));
		assert_int_equal(way.end_s, soonest(s, n));
	}
}

static void eight_stations_are_found_too(void **state)
{
	struct way_station s[WAY_MAX];
	struct way way;

	(void)state;
	chance_stations(s, 8);
	way_find(s, 8, &way);
	assert_true(allowed(s, way.order, 8));
	assert_int_equal(way.end_s, soonest(s, 8));
}

/* More than a class has: no order of the same stations is needed to know that none of
 * them is left out. */
static void the_most_that_there_may_be_are_all_visited(void **state)
{
	struct way_station s[WAY_MAX];
	struct way way;
	int seen = 0;

	(void)state;
	chance_stations(s, WAY_MAX);
	way_find(s, WAY_MAX, &way);
	for (int i = 0; i < WAY_MAX; i++)
		seen |= 1 << way.order[i];
	assert_int_equal(seen, (1 << WAY_MAX) - 1);
	assert_int_equal(way.end_s, end_of(s, way.order, WAY_MAX));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_class_is_done_soonest),
		cmocka_unit_test(
			no_order_ends_sooner_and_the_same_question_has_the_same_answer),
		cmocka_unit_test(eight_stations_are_found_too),
		cmocka_unit_test(the_most_that_there_may_be_are_all_visited),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
