/* Runs that are timed by a person's key: what is pressed and said is in the journal before
 * it counts, so that a killed program goes on; verify() and replay agree after each. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>

#include "runs.h"

static void make_place(const char *item)
{
	char where[40];

	snprintf(where, sizeof(where), PLACE_HAND "%s", item);
	make_place_of(item, where, "");
}

static void edit(enum arrivals_kind kind, int a, int b)
{
	assert_true(run_edit(&place, kind, a, b, now));
}

static void has_one(int vest, const char *item, int64_t value)
{
	has_of(vest, item, value, SOURCE_HAND);
}

/* Boys of the class at 1000 m, vests 1 to 15. */
static void boys_line_up(void)
{
	make_place("run1000");
	assert_int_equal(place_line_up(&place, class, CLASS, now), PLACE_YES);
	assert_int_equal(place.people_count, CLASS / 2);
}

/* ---- scenes ------------------------------------------------------------------------ */

static void fifteen_boys_run_and_are_named_as_they_come(void **state)
{
	struct lineup lineup;
	struct err err = ERR_INIT;

	(void)state;
	boys_line_up();
	assert_true(place_may_go(&place));
	assert_false(run_give(&place, 0, now));
	place_go(&place, now);
	assert_int_equal(place.go_us, now.mono_us);
	assert_int_equal(lineups_newest(store, &place.session[0].id, 1, &lineup, &err),
		LINEUP_FOUND);
	assert_int_equal(lineup.count, 15);
	assert_string_equal(place.session[0].device, ""); /* as the platform wants it */
	assert_string_equal(place.session[0].course, "200米跑道");
	presses(222 * SECOND + 999999);
	presses(1);
	presses(SECOND);
	give(11);
	give(2);
	assert_int_equal(attempts(place.people[11].student.id, "run1000"), 0);
	edit(ARRIVALS_END, 4, ARRIVALS_HURT);
	edit(ARRIVALS_END, 5, ARRIVALS_ABSENT);
	edit(ARRIVALS_END, 6, ARRIVALS_GAVE_UP);
	edit(ARRIVALS_END, 7, ARRIVALS_FOUL);
	place_close_heat(&place, now);
	assert_int_equal(place.stage, PLACE_SHOWN);
	has_one(12, "run1000", 222000);
	assert_string_equal(all[0].subject, "12");
	has_one(3, "run1000", 223000);
	assert_int_equal(attempts(place.people[4].student.id, "run1000"), 1);
	assert_int_equal(all[0].outcome, OUTCOME_WITHDRAWN);
	assert_string_equal(all[0].note, "伤停");
	assert_int_equal(attempts(place.people[5].student.id, "run1000"), 0);
	assert_int_equal(attempts(place.people[6].student.id, "run1000"), 1);
	assert_string_equal(all[0].note, "中退");
	assert_int_equal(attempts(place.people[7].student.id, "run1000"), 1);
	assert_int_equal(all[0].outcome, OUTCOME_FOUL);
	edit(ARRIVALS_END, 2, ARRIVALS_FOUL); /* afterwards, of one with a time */
	assert_int_equal(attempts(place.people[2].student.id, "run1000"), 2);
	assert_true(all[0].is_void);
	assert_int_equal(all[1].outcome, OUTCOME_FOUL);
	assert_false(all[1].has_value);
	assert_int_equal(attempts(place.people[0].student.id, "run1000"), 1);
	assert_string_equal(all[0].note, "没有到终点");
	all_agrees();
}

/* The third ? was somebody's after all; and two were confused. */
static void what_is_mended_after_the_run_mends_its_attempts(void **state)
{
	(void)state;
	boys_line_up();
	place_go(&place, now);
	presses(200 * SECOND);
	presses(SECOND);
	presses(SECOND);
	give(0);
	give(1);
	place_close_heat(&place, now);
	has_one(1, "run1000", 200000);
	give(7);
	assert_int_equal(attempts(place.people[7].student.id, "run1000"), 2);
	assert_true(all[0].is_void);
	assert_string_equal(all[0].note, "本组结束后更正");
	assert_int_equal(all[1].value, 202000);
	edit(ARRIVALS_SWAP, 0, 1);
	assert_int_equal(attempts(place.people[0].student.id, "run1000"), 2);
	assert_true(all[0].is_void);
	assert_int_equal(all[1].value, 201000);
	assert_true(run_undo(&place, now));
	assert_int_equal(attempts(place.people[0].student.id, "run1000"), 3);
	assert_int_equal(all[2].value, 200000);
	assert_false(run_recall(&place, now));
	all_agrees();
}

static void a_press_too_many_and_one_too_few(void **state)
{
	(void)state;
	boys_line_up();
	place_go(&place, now);
	for (int i = 0; i < 4; i++)
		presses(i ? SECOND : 200 * SECOND);
	edit(ARRIVALS_STRIKE, 1, 0);
	give(0);					/* 200 */
	give(1);					/* 202 */
	give(2);					/* 203 */
	assert_true(run_insert(&place, 0, true, now));	/* 201 */
	assert_true(run_insert(&place, 0, false, now)); /* 200 */
	give(4);
	give(3);
	place_close_heat(&place, now);
	has_one(1, "run1000", 200000);
	has_one(2, "run1000", 202000);
	has_one(3, "run1000", 203000);
	has_one(4, "run1000", 201000);
	assert_string_equal(all[0].note, "漏按，补入的时刻");
	has_one(5, "run1000", 200000);
	all_agrees();
}

static void a_false_start_begins_again(void **state)
{
	(void)state;
	boys_line_up();
	place_go(&place, now);
	wait_us(2 * SECOND);
	place_false_start(&place, now);
	assert_int_equal(place.go_us, 0);
	assert_true(place_may_go(&place));
	wait_us(60 * SECOND);
	place_go(&place, now);
	presses(210 * SECOND);
	give(3);
	place_close_heat(&place, now);
	has_one(4, "run1000", 210000);
	all_agrees();
}

/* 50x8 is for both; the girls start half a minute later. */
static void boys_and_girls_start_apart(void **state)
{
	(void)state;
	for (int i = 0; i < CLASS; i++)
		class[i].grade = GRADE_G5;
	make_place("shuttle_50x8");
	/* Those of 七年级 do not run it by the standard. */
	assert_int_equal(place_line_up(&place, class, 4, now), PLACE_YES);
	assert_true(run_choose(&place, RUN_STARTS, 2));
	assert_int_equal(run_course(&place).crossings, 4);
	assert_true(run_start(&place, 0, now));
	assert_false(run_choose(&place, RUN_STARTS, 1));
	wait_us(30 * SECOND);
	assert_true(run_start(&place, 1, now));
	assert_false(run_start(&place, 1, now));
	presses(80 * SECOND);
	presses(5 * SECOND);
	give(0);
	give(1);
	place_close_heat(&place, now);
	assert_int_equal(attempts(class[0].id, "shuttle_50x8"), 1);
	assert_int_equal(all[0].value, 110000);
	assert_int_equal(attempts(class[1].id, "shuttle_50x8"), 1);
	assert_int_equal(all[0].value, 85000);
	all_agrees();
}

static void laps_are_counted_and_a_lap_too_many_is_looked_at(void **state)
{
	(void)state;
	make_place("run1000");
	assert_int_equal(place_line_up(&place, class, 4, now), PLACE_YES);
	assert_true(run_choose(&place, RUN_TRACK, 400));
	assert_true(run_choose(&place, RUN_LAPS, 1));
	assert_int_equal(run()->arrivals.needed, 3);
	assert_int_equal(run_course(&place).before_m, 200);
	place_go(&place, now);
	for (int lap = 0; lap < 4; lap++) {
		presses(70 * SECOND);
		give(0);
	}
	presses(SECOND);
	give(1);
	place_close_heat(&place, now);
	has_one(1, "run1000", 210000); /* the third */
	assert_true(all[0].is_disputed);
	assert_string_equal(all[0].note, "圈数或间隔不对，请核对");
	assert_int_equal(attempts(class[2].id, "run1000"), 1);
	assert_int_equal(all[0].outcome, OUTCOME_WITHDRAWN);
	assert_string_equal(all[0].note, "圈数不够");
	all_agrees();
}

/* An item whose distance nobody says. */
static void crossings_are_chosen_where_no_course_says_them(void **state)
{
	(void)state;
	make_place("skating");
	place.setup.lanes = 20;
	for (int i = 0; i < 4; i++)
		run()->pool[i] = class[i];
	run()->pool_count = 4;
	place_stage_is(&place, PLACE_BUSY, now);
	assert_true(run_choose(&place, RUN_WHO, RUN_EVERYBODY));
	assert_int_equal(run_course(&place).crossings, 0);
	assert_true(run_choose(&place, RUN_COUNT, 5));
	assert_int_equal(run()->arrivals.needed, 5);
	assert_true(run_choose(&place, RUN_COUNT, -5));
	assert_int_equal(run()->arrivals.needed, 1);
	assert_int_equal(place.people_count, 4);
	place_cancel_heat(&place, now);
}

static void vests_are_handed_out_by_tapping(void **state)
{
	(void)state;
	boys_line_up();
	assert_true(run_choose(&place, RUN_VESTS, 0));
	assert_int_equal(place.people_count, 0);
	assert_false(place_may_go(&place));
	assert_true(run_hand_out(&place, 6));
	assert_true(run_hand_out(&place, 2));
	assert_true(run_hand_out(&place, 9));
	assert_string_equal(place.people[0].student.id, run()->pool[6].id);
	assert_string_equal(place.people[1].student.id, run()->pool[2].id);
	assert_true(run_hand_out(&place, 6)); /* back */
	assert_int_equal(place.people[0].number, 2);
	assert_true(run_hand_out(&place, 0)); /* the vest that is free */
	assert_string_equal(place.people[0].student.id, run()->pool[0].id);
	assert_false(run_hand_out(&place, 99));
	place_cancel_heat(&place, now);
	assert_int_equal(place.stage, PLACE_FREE);
	assert_int_equal(count_of(store, "SELECT count(*) FROM lineup"), 0);
}

static void a_short_run_by_lanes_is_timed_by_the_same_key(void **state)
{
	(void)state;
	make_place("run50");
	place.setup.lanes = 6;
	assert_int_equal(place_line_up(&place, class, CLASS, now), PLACE_YES);
	assert_int_equal(place.people_count, 6);
	presses(SECOND);
	presses(8 * SECOND + 120000);
	presses(SECOND / 2);
	give(2);
	give(0);
	place_close_heat(&place, now);
	has_one(3, "run50", 8200);
	has_one(1, "run50", 8700);
	assert_int_equal(attempts(class[1].id, "run50"), 1);
	all_agrees();
	assert_int_equal(place_line_up(&place, class, CLASS, now), PLACE_YES);
	assert_int_equal(place.people_count, 6);
	place_cancel_heat(&place, now);
}

/* Vests are thrown to whoever stands there; who it was is said while they run, and after. */
static void vests_run_first_and_are_named_later(void **state)
{
	struct lineup lineup;
	struct err err = ERR_INIT;

	(void)state;
	boys_line_up();
	assert_true(run_choose(&place, RUN_WHO, RUN_NAMELESS));
	assert_int_equal(place.people_count, 15);
	assert_string_equal(place.people[0].student.id, "");
	place_go(&place, now);
	presses(200 * SECOND);
	presses(SECOND);
	give(4);
	give(2);
	assert_true(run_name(&place, 4, 9, now));
	assert_false(run_name(&place, 3, 9, now)); /* has one */
	place_finish(&place, now);
	place_close(&place);
	make_place("run1000");
	assert_true(run()->resumed);
	assert_int_equal(run()->arrivals.marks, 2);
	assert_string_equal(place.class.code, "2101");
	assert_string_equal(place.people[4].student.name, "试跑19");
	place_close_heat(&place, now);
	has_one(5, "run1000", 200000);
	assert_int_equal(count_of(store, "SELECT count(*) FROM attempt"), 1);
	/* of the whole class now: number 7 is a boy */
	assert_true(run_name(&place, 2, 6, now));
	has_one(3, "run1000", 201000);
	assert_string_equal(place.people[2].student.name, "试跑7");
	assert_int_equal(lineups_newest(store, &place.session[0].id, 1, &lineup, &err),
		LINEUP_FOUND);
	assert_string_equal(lineup.people[2].student, place.people[2].student.id);
	assert_string_equal(lineup.people[0].student, "");
	all_agrees();
}

/* ---- killed ------------------------------------------------------------------------ */

/* Ten boys of two classes: who has a vest keeps it, and the next heat has both again. */
static void two_classes_run_together(void **state)
{
	(void)state;
	put_class_of(21, "2102", "七年级2班", 60, 20);
	boys_line_up();
	assert_false(run_with_class(
		&place, &(struct class_key){ 21, "2101" }, now)); /* it is there */
	assert_true(run_with_class(&place, &(struct class_key){ 21, "2102" }, now));
	assert_int_equal(place.people_count, 25);
	assert_string_equal(place.people[14].student.id, class[28].id);
	assert_string_equal(place.people[15].student.class_code, "2102");
	assert_true(run_with_class(
		&place, &(struct class_key){ 21, "2102" }, now)); /* they do not come */
	assert_int_equal(place.people_count, 15);
	assert_true(run_with_class(&place, &(struct class_key){ 21, "2102" }, now));
	place_go(&place, now);
	assert_false(run_with_class(&place, &(struct class_key){ 21, "2102" }, now));
	presses(200 * SECOND);
	give(20);
	/* Killed: it goes on, and both classes may be named. */
	place_finish(&place, now);
	place_close(&place);
	make_place("run1000");
	assert_true(run()->resumed);
	assert_int_equal(run()->pool_count, CLASS + 20);
	assert_true(run_has_class(&place, &(struct class_key){ 21, "2102" }));
	place_close_heat(&place, now);
	has_one(21, "run1000", 200000);
	/* Whoever did not come in may run again, of both. */
	assert_int_equal(place_line_up(&place, class, CLASS, now), PLACE_YES);
	assert_int_equal(place.people_count, 24);
	all_agrees();
}

/* Killed while class 2101 of the seventh grade runs; the eighth has one, too. */
static void one_of_two_classes_2101_goes_on(bool older)
{
	const struct class_key other = { 22, "2101" };

	put_class_of(22, "2101", "八年级1班", 60, 20);
	boys_line_up();
	assert_int_equal(place.people_count, 15);
	assert_false(run_has_class(&place, &other));
	assert_true(run_with_class(&place, &other, now));
	assert_int_equal(place.people_count, 25);
	assert_int_equal(place.people[15].student.grade_code, 22);
	assert_true(run_with_class(&place, &other, now)); /* not any more */
	assert_int_equal(place.people_count, 15);
	assert_int_equal(place.people[14].student.grade_code, 21);
	place.class.grade_code = older ? 0 : 21;
	place_go(&place, now);
	presses(200 * SECOND);
	place_finish(&place, now);
	place_close(&place);
	make_place("run1000");
	assert_true(run()->resumed);
	assert_string_equal(place.class.code, "2101");
	assert_int_equal(run()->pool_count, older ? CLASS + 20 : CLASS);
	assert_int_equal(run_has_class(&place, &other), older);
	assert_int_equal(run()->others_count, 0);
	place_close_heat(&place, now);
	all_agrees();
}

static void classes_of_two_grades_that_have_one_code_run_apart(void **state)
{
	(void)state;
	one_of_two_classes_2101_goes_on(false);
}

static void a_line_that_says_the_code_alone_means_every_grades_class(void **state)
{
	(void)state;
	one_of_two_classes_2101_goes_on(true);
}

/* A run of which the program is killed in the middle, in a process of its own. */
static void run_and_be_killed(void)
{
	open_station();
	boys_line_up();
	place_go(&place, now);
	presses(200 * SECOND);
	presses(SECOND);
	presses(SECOND);
	give(3);
	edit(ARRIVALS_END, 8, ARRIVALS_HURT);
	edit(ARRIVALS_STRIKE, 1, 0);
	run_undo(&place, now);
	raise(SIGKILL);
}

static void a_killed_program_goes_on_with_the_run(void **state)
{
	int64_t start_us = now.mono_us;

	(void)state;
	kill_one(run_and_be_killed);
	now.mono_us += 230 * SECOND;
	now.wall_us += 230 * SECOND;
	make_place("run1000");
	assert_int_equal(place.stage, PLACE_BUSY);
	assert_true(run()->resumed);
	assert_int_equal(place.go_us, start_us);
	assert_int_equal(place.people_count, 15);
	assert_int_equal(run()->arrivals.marks, 3);
	assert_int_equal(run()->arrivals.mark[0].runner, 3);
	assert_int_equal(run()->arrivals.mark[1].runner, -1);
	assert_false(run()->arrivals.mark[1].struck);
	assert_int_equal(run()->arrivals.runner[8].end, ARRIVALS_HURT);
	assert_string_equal(place.class.code, "2101");
	give(0);
	presses(10 * SECOND);
	give(1);
	give(2);
	assert_true(run_undo(&place, now));
	give(2);
	place_close_heat(&place, now);
	has_one(4, "run1000", 200000);
	has_one(1, "run1000", 201000);
	has_one(2, "run1000", 202000);
	has_one(3, "run1000", 240000);
	all_agrees();
	place_close(&place);
	make_place("run1000"); /* it is over, and does not come again */
	assert_int_equal(place.stage, PLACE_FREE);
}

/* The machine was switched off: its monotonic clock began again. */
static void a_run_goes_on_over_a_restart_of_the_machine(void **state)
{
	(void)state;
	strcpy(hall.boot, "aaaa0001");
	boys_line_up();
	place_go(&place, now);
	presses(100 * SECOND);
	give(0);
	place_finish(&place, now);
	place_close(&place);
	strcpy(hall.boot, "bbbb0002");
	now.wall_us += 60 * SECOND;
	now.mono_us = 20 * SECOND;
	make_place("run1000");
	assert_true(run()->resumed);
	assert_int_equal(now.mono_us - place.go_us, 160 * SECOND);
	presses(50 * SECOND);
	give(1);
	place_finish(&place, now);
	place_close(&place);
	/* Once more, and somebody set the calendar back: time does not run backward. */
	strcpy(hall.boot, "cccc0003");
	now.wall_us -= 3600 * SECOND;
	now.mono_us = 7 * SECOND;
	make_place("run1000");
	assert_int_equal(now.mono_us - place.go_us, 210 * SECOND);
	presses(5 * SECOND);
	give(2);
	place_close_heat(&place, now);
	has_one(1, "run1000", 100000);
	has_one(2, "run1000", 210000);
	has_one(3, "run1000", 215000);
	all_agrees();
}

/* The program alone was started again, and the calendar jumped: the same clock runs. */
static void a_calendar_that_jumps_is_nothing_to_the_same_clock(void **state)
{
	(void)state;
	strcpy(hall.boot, "aaaa0001");
	boys_line_up();
	place_go(&place, now);
	wait_us(100 * SECOND);
	place_finish(&place, now);
	place_close(&place);
	now.wall_us += 7200 * SECOND;
	make_place("run1000");
	assert_true(run()->resumed);
	presses(20 * SECOND);
	give(0);
	place_close_heat(&place, now);
	has_one(1, "run1000", 120000);
	all_agrees();
}

static const int64_t jumps_s[] = { 7200, -3 * 3600, 16 * 3600, -400 * 86400 };

/* It jumps while they run, and again between two who come in. */
static void a_calendar_that_jumps_changes_no_time_of_a_run(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(jumps_s) / sizeof(jumps_s[0]); i++) {
		boys_line_up();
		place_go(&place, now);
		presses(100 * SECOND);
		now.wall_us += jumps_s[i] * SECOND;
		presses(100 * SECOND);
		now.wall_us += jumps_s[i] * SECOND;
		presses(20 * SECOND);
		edit(ARRIVALS_STRIKE, 0, 0);
		give(3);
		give(0);
		place_close_heat(&place, now);
		has_one(4, "run1000", 200000);
		has_one(1, "run1000", 220000);
		assert_int_equal(count_of(store, "SELECT count(*) FROM entry"),
			count_of(store, "SELECT max(seq) FROM entry"));
		all_agrees();
		end(state);
		begin(state);
	}
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
	const struct CMUnitTest tests[] = {
		TEST(fifteen_boys_run_and_are_named_as_they_come),
		TEST(what_is_mended_after_the_run_mends_its_attempts),
		TEST(a_press_too_many_and_one_too_few),
		TEST(a_false_start_begins_again),
		TEST(boys_and_girls_start_apart),
		TEST(laps_are_counted_and_a_lap_too_many_is_looked_at),
		TEST(crossings_are_chosen_where_no_course_says_them),
		TEST(vests_are_handed_out_by_tapping),
		TEST(a_short_run_by_lanes_is_timed_by_the_same_key),
		TEST(vests_run_first_and_are_named_later),
		TEST(two_classes_run_together),
		TEST(classes_of_two_grades_that_have_one_code_run_apart),
		TEST(a_line_that_says_the_code_alone_means_every_grades_class),
		TEST(a_killed_program_goes_on_with_the_run),
		TEST(a_run_goes_on_over_a_restart_of_the_machine),
		TEST(a_calendar_that_jumps_is_nothing_to_the_same_clock),
		TEST(a_calendar_that_jumps_changes_no_time_of_a_run),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
