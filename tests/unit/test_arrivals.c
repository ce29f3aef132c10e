/* Who came in when: edits touch the one thing that they name, and are undone exactly. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "arrivals.h"

#define SECOND INT64_C(1000000)

static struct arrivals a;

static bool edit(enum arrivals_kind kind, int first, int second, int64_t at_us)
{
	const struct arrivals_edit e = { kind, first, second, at_us };

	return arrivals_do(&a, &e);
}

static void begin(int runners, int needed)
{
	arrivals_init(&a, needed);
	for (int i = 0; i < runners; i++)
		assert_int_equal(arrivals_put(&a, i + 1, 0), i);
	assert_true(edit(ARRIVALS_START, 0, 0, 10 * SECOND));
}

static void press(int64_t second)
{
	assert_true(edit(ARRIVALS_PRESS, 0, 0, second * SECOND));
}

static int64_t time_of(int runner)
{
	struct arrivals_stand stand;

	arrivals_stand(&a, runner, &stand);
	return stand.finish < 0 ? -1 : stand.time_us / SECOND;
}

/* ---- one thing at a time --------------------------------------------------------- */

static void a_press_is_nobodys_until_it_is_given(void **state)
{
	struct arrivals_tally tally;

	(void)state;
	begin(3, 1);
	press(200);
	press(201);
	assert_int_equal(arrivals_oldest(&a), 0);
	assert_true(edit(ARRIVALS_GIVE, 0, 2, 0));
	assert_int_equal(arrivals_oldest(&a), 1);
	assert_int_equal(time_of(2), 190);
	assert_int_equal(time_of(0), -1);
	arrivals_count(&a, &tally);
	assert_int_equal(tally.arrived, 1);
	assert_int_equal(tally.running, 2);
	assert_int_equal(tally.unknown, 1);
	assert_false(arrivals_all_in(&a));
	assert_true(edit(ARRIVALS_GIVE, 1, 0, 0));
	assert_true(edit(ARRIVALS_END, 1, ARRIVALS_HURT, 0));
	assert_true(arrivals_all_in(&a));
}

static void one_press_too_many_is_struck_out_alone(void **state)
{
	int order[ARRIVALS_MARKS];

	(void)state;
	begin(3, 1);
	for (int i = 0; i < 4; i++)
		press(200 + i);
	for (int i = 0; i < 3; i++)
		assert_true(edit(ARRIVALS_GIVE, i + (i > 0), i, 0));
	assert_true(edit(ARRIVALS_STRIKE, 1, 0, 0));
	assert_int_equal(arrivals_order(&a, order), 3);
	assert_int_equal(order[1], 2);
	assert_int_equal(time_of(0), 190);
	assert_int_equal(time_of(1), 192);
	assert_int_equal(time_of(2), 193);
	assert_false(edit(ARRIVALS_GIVE, 1, 0, 0)); /* it is not there any more */
}

static void one_press_too_few_is_put_in_between(void **state)
{
	int order[ARRIVALS_MARKS];

	(void)state;
	begin(4, 1);
	press(200);
	press(204);
	assert_int_equal(arrivals_between(&a, 0, 300 * SECOND), 202 * SECOND);
	assert_int_equal(arrivals_between(&a, 1, 300 * SECOND), 205 * SECOND);
	assert_int_equal(arrivals_between(&a, 1, 204 * SECOND), 204 * SECOND);
	assert_true(edit(ARRIVALS_INSERT, 0, 0, 202 * SECOND));
	assert_true(edit(ARRIVALS_INSERT, 0, 0, 200 * SECOND)); /* with the first one */
	assert_int_equal(arrivals_order(&a, order), 4);
	assert_int_equal(order[0], 0);
	assert_int_equal(order[1], 3);
	assert_int_equal(order[2], 2);
	assert_int_equal(order[3], 1);
	assert_true(a.mark[order[1]].inserted);
	assert_int_equal(arrivals_oldest(&a), 0);
}

static void two_change_places_and_their_times_stay(void **state)
{
	(void)state;
	begin(2, 1);
	press(200);
	press(201);
	assert_true(edit(ARRIVALS_GIVE, 0, 0, 0));
	assert_true(edit(ARRIVALS_GIVE, 1, 1, 0));
	assert_true(edit(ARRIVALS_SWAP, 0, 1, 0));
	assert_int_equal(time_of(0), 191);
	assert_int_equal(time_of(1), 190);
	assert_true(arrivals_undo(&a));
	assert_int_equal(time_of(0), 190);
}

static void whoever_comes_in_has_not_given_up(void **state)
{
	(void)state;
	begin(1, 1);
	assert_true(edit(ARRIVALS_END, 0, ARRIVALS_GAVE_UP, 0));
	press(250);
	assert_true(edit(ARRIVALS_GIVE, 0, 0, 0));
	assert_int_equal(a.runner[0].end, ARRIVALS_RUNS);
	assert_false(edit(ARRIVALS_END, 0, ARRIVALS_HURT, 0)); /* is in */
	assert_true(arrivals_undo(&a));
	assert_int_equal(a.runner[0].end, ARRIVALS_GAVE_UP);
}

/* Before the line or behind it; the time stays, and can count again. */
static void a_foul_is_of_one_and_stays_one(void **state)
{
	struct arrivals_tally tally;

	(void)state;
	begin(3, 1);
	press(20);
	assert_true(edit(ARRIVALS_GIVE, 0, 0, 0));
	assert_true(edit(ARRIVALS_END, 0, ARRIVALS_FOUL, 0)); /* is in */
	assert_false(edit(ARRIVALS_END, 0, ARRIVALS_FOUL, 0));
	assert_false(edit(ARRIVALS_END, 0, ARRIVALS_HURT, 0));
	assert_true(edit(ARRIVALS_END, 1, ARRIVALS_FOUL, 0)); /* is not */
	press(21);
	assert_true(edit(ARRIVALS_GIVE, 1, 1, 0));
	assert_int_equal(a.runner[1].end, ARRIVALS_FOUL);
	assert_true(edit(ARRIVALS_SWAP, 0, 1, 0));
	assert_int_equal(a.runner[0].end, ARRIVALS_FOUL);
	assert_int_equal(a.runner[1].end, ARRIVALS_FOUL);
	assert_int_equal(a.runner[2].end, ARRIVALS_RUNS);
	assert_int_equal(time_of(0), 11);
	arrivals_count(&a, &tally);
	assert_int_equal(tally.out, 2);
	assert_int_equal(tally.running, 1);
	assert_true(edit(ARRIVALS_END, 0, ARRIVALS_RUNS, 0));
	assert_int_equal(time_of(0), 11);
	assert_true(arrivals_undo(&a));
	assert_int_equal(a.runner[0].end, ARRIVALS_FOUL);
	assert_true(edit(ARRIVALS_RECALL, 0, 0, 0)); /* a new start is a new run */
	assert_int_equal(a.runner[0].end, ARRIVALS_RUNS);
}

static void persons_may_come_after_their_times(void **state)
{
	int late;

	(void)state;
	begin(1, 1);
	press(200);
	late = arrivals_put(&a, 17, 0);
	assert_int_equal(late, 1);
	assert_int_equal(arrivals_put(&a, 17, 0), -1);
	assert_int_equal(arrivals_put(&a, 0, 0), -1);
	assert_true(edit(ARRIVALS_GIVE, 0, late, 0));
	assert_int_equal(time_of(late), 190);
}

static void boys_and_girls_have_their_own_start(void **state)
{
	(void)state;
	arrivals_init(&a, 1);
	arrivals_put(&a, 1, 0);
	arrivals_put(&a, 2, 1);
	assert_false(edit(ARRIVALS_PRESS, 0, 0, 5 * SECOND));
	assert_true(edit(ARRIVALS_START, 0, 0, 10 * SECOND));
	press(40);
	assert_false(edit(ARRIVALS_GIVE, 0, 1, 0)); /* she has not started */
	assert_true(edit(ARRIVALS_START, 1, 0, 70 * SECOND));
	assert_false(edit(ARRIVALS_GIVE, 0, 1, 0)); /* that was before */
	press(270);
	press(280);
	assert_true(edit(ARRIVALS_GIVE, 1, 0, 0));
	assert_true(edit(ARRIVALS_GIVE, 2, 1, 0));
	assert_int_equal(time_of(0), 260);
	assert_int_equal(time_of(1), 210);
	assert_false(edit(ARRIVALS_SWAP, 0, 2, 0)); /* 40 s is not hers */
}

static void a_false_start_begins_again(void **state)
{
	(void)state;
	begin(2, 1);
	assert_true(edit(ARRIVALS_END, 1, ARRIVALS_ABSENT, 0));
	press(12);
	assert_true(edit(ARRIVALS_RECALL, 0, 0, 0));
	assert_false(arrivals_started(&a));
	assert_int_equal(a.marks, 0);
	assert_int_equal(a.runner[1].end, ARRIVALS_ABSENT);
	assert_false(arrivals_undo(&a));
	assert_true(edit(ARRIVALS_START, 0, 0, 30 * SECOND));
	assert_false(arrivals_undo(&a)); /* a start is recalled, not undone */
}

static void laps_are_counted_and_odd_ones_said(void **state)
{
	struct arrivals_stand s;

	(void)state;
	begin(2, 3);
	for (int i = 1; i <= 4; i++) {
		press(10 + 80 * i);
		assert_true(edit(ARRIVALS_GIVE, i - 1, 0, 0));
		arrivals_stand(&a, 0, &s);
		assert_int_equal(s.left, i < 3 ? 3 - i : 0);
		assert_int_equal(s.extra, i > 3);
		assert_false(s.quick);
	}
	assert_int_equal(time_of(0), 240); /* the third of four */
	press(335);
	assert_true(edit(ARRIVALS_GIVE, 4, 0, 0));
	arrivals_stand(&a, 0, &s);
	assert_true(s.quick);
	assert_int_equal(s.extra, 2);
	assert_int_equal(time_of(1), -1);
}

static const struct {
	const char *what;
	int distance_m, lap_m, crossings, before_m;
} courses[] = {
	{ "1000 m on 400 m: two rounds and a half", 1000, 400, 3, 200 },
	{ "800 m on 400 m begins at the line", 800, 400, 2, 0 },
	{ "1000 m on 300 m", 1000, 300, 4, 100 },
	{ "800 m on 300 m", 800, 300, 3, 200 },
	{ "1000 m on 250 m begins at the line", 1000, 250, 4, 0 },
	{ "800 m on 250 m", 800, 250, 4, 50 },
	{ "1000 m on 200 m", 1000, 200, 5, 0 },
	{ "50 m eight times comes back four times", 400, 100, 4, 0 },
	{ "a distance of less than a round", 50, 400, 1, 50 },
	{ "no track", 1000, 0, 0, 0 },
	{ "no distance", 0, 400, 0, 0 },
};

static void a_course_says_crossings_and_where_to_start(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(courses) / sizeof(courses[0]); i++) {
		struct course c = course_of(courses[i].distance_m, courses[i].lap_m);

		if (c.crossings != courses[i].crossings ||
			c.before_m != courses[i].before_m)
			fail_msg("%s: %d crossings, %d m", courses[i].what, c.crossings,
				c.before_m);
	}
}

/* ---- any edits ------------------------------------------------------------------- */

static uint64_t chance;

static int below(int n)
{
	chance = chance * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (int)((chance >> 33) % (uint64_t)n);
}

static struct arrivals_edit any_edit(int64_t now_us)
{
	struct arrivals_edit e = { (enum arrivals_kind)below(ARRIVALS_KINDS),
		below(40) - 1, below(40) - 1, now_us };

	if (e.kind == ARRIVALS_RECALL && below(50))
		e.kind = ARRIVALS_PRESS;
	if (e.kind == ARRIVALS_START)
		e.a = below(3);
	if (e.kind == ARRIVALS_INSERT)
		e.at_us -= below(100) * SECOND;
	if (e.kind == ARRIVALS_END)
		e.b = below(7) - 1;
	return e;
}

static bool same(const struct arrivals *x, const struct arrivals *y)
{
	return x->marks == y->marks && x->runners == y->runners &&
	       x->dones == y->dones && x->needed == y->needed &&
	       memcmp(x->started, y->started, sizeof(x->started)) == 0 &&
	       memcmp(x->start_us, y->start_us, sizeof(x->start_us)) == 0 &&
	       memcmp(x->runner, y->runner, sizeof(x->runner)) == 0 &&
	       memcmp(x->mark, y->mark, (size_t)x->marks * sizeof(x->mark[0])) == 0;
}

/* Whatever the edit did not name is as it was. */
static void check_rest(const struct arrivals *before, const struct arrivals *after,
	const struct arrivals_edit *e)
{
	bool marks = e->kind == ARRIVALS_STRIKE || e->kind == ARRIVALS_GIVE ||
		     e->kind == ARRIVALS_TAKE || e->kind == ARRIVALS_SWAP;

	if (e->kind == ARRIVALS_RECALL)
		return;
	for (int i = 0; i < before->marks; i++) {
		bool named = marks &&
			     (i == e->a || (e->kind == ARRIVALS_SWAP && i == e->b));

		assert_int_equal(before->mark[i].at_us, after->mark[i].at_us);
		if (!named)
			assert_memory_equal(&before->mark[i], &after->mark[i],
				sizeof(before->mark[i]));
	}
	for (int i = 0; i < before->runners; i++) {
		bool named = (e->kind == ARRIVALS_END && i == e->a) ||
			     (e->kind == ARRIVALS_GIVE && i == e->b) ||
			     (e->kind == ARRIVALS_PASS && i == e->a) ||
			     (e->kind == ARRIVALS_SWAP &&
				     (i == before->mark[e->a].runner ||
					     i == before->mark[e->b].runner));

		assert_int_equal(before->runner[i].number, after->runner[i].number);
		assert_int_equal(before->runner[i].wave, after->runner[i].wave);
		if (!named)
			assert_int_equal(before->runner[i].end, after->runner[i].end);
	}
}

static void any_edits_touch_only_what_they_name_and_are_undone_exactly(void **state)
{
	static struct arrivals before, again;
	int done = 0;

	(void)state;
	for (int run = 0; run < 60; run++) {
		static struct arrivals_edit edits[400];
		int n = 0;

		chance = (uint64_t)run + 1;
		arrivals_init(&a, 1 + run % 4);
		for (int i = 0; i < 30; i++)
			arrivals_put(&a, i + 1, i % 2);
		for (int i = 0; i < 400; i++) {
			struct arrivals_edit e = any_edit((int64_t)i * SECOND);
			bool did;

			before = a;
			did = arrivals_do(&a, &e);
			if (!did) {
				assert_true(same(&before, &a));
				continue;
			}
			done++;
			check_rest(&before, &a, &e);
			edits[n++] = e;
			/* What a device saw is no step that is undone. */
			if (arrivals_may_undo(&a) && e.kind != ARRIVALS_PASS) {
				again = a;
				assert_true(arrivals_undo(&a));
				assert_true(same(&before, &a));
				a = again;
			}
		}
		/* The same edits make the same arrivals. */
		arrivals_init(&again, 1 + run % 4);
		for (int i = 0; i < 30; i++)
			arrivals_put(&again, i + 1, i % 2);
		for (int i = 0; i < n; i++)
			assert_true(arrivals_do(&again, &edits[i]));
		assert_true(same(&again, &a));
	}
	assert_true(done > 3000);
}

static void there_is_an_end_to_everything(void **state)
{
	(void)state;
	begin(ARRIVALS_RUNNERS, 1);
	assert_int_equal(arrivals_put(&a, 500, 0), -1);
	for (int i = 0; i < ARRIVALS_MARKS; i++)
		press(20 + i);
	assert_false(edit(ARRIVALS_PRESS, 0, 0, 9999 * SECOND));
	for (int i = 0; i < 2 * ARRIVALS_EDITS; i++)
		assert_true(edit(i % 2 ? ARRIVALS_TAKE : ARRIVALS_GIVE, 7, 7, 0));
	for (int i = 0; i < ARRIVALS_EDITS / 2; i++)
		assert_true(arrivals_undo(&a));
	assert_int_equal(a.marks, ARRIVALS_MARKS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_press_is_nobodys_until_it_is_given),
		cmocka_unit_test(one_press_too_many_is_struck_out_alone),
		cmocka_unit_test(one_press_too_few_is_put_in_between),
		cmocka_unit_test(two_change_places_and_their_times_stay),
		cmocka_unit_test(whoever_comes_in_has_not_given_up),
		cmocka_unit_test(a_foul_is_of_one_and_stays_one),
		cmocka_unit_test(persons_may_come_after_their_times),
		cmocka_unit_test(boys_and_girls_have_their_own_start),
		cmocka_unit_test(a_false_start_begins_again),
		cmocka_unit_test(laps_are_counted_and_odd_ones_said),
		cmocka_unit_test(a_course_says_crossings_and_where_to_start),
		cmocka_unit_test(
			any_edits_touch_only_what_they_name_and_are_undone_exactly),
		cmocka_unit_test(there_is_an_end_to_everything),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
