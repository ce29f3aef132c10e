/* What counts, derived from the journal: results, points, progress. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <time.h>

#include "item.h"
#include "results.h"
#include "scored.h"

static struct student boy, girl; /* grades 1 and 7 */

static int begin(void **state)
{
	struct err err = ERR_INIT;

	begin_scored(state);
	MUST(student_put(store, "李小树", "G1", SEX_MALE, 11, &boy, &err));
	MUST(student_put(store, "王小雨", "G2", SEX_FEMALE, 21, &girl, &err));
	MUST(results_rebuild(with, &err));
	return 0;
}

/* One attempt in a session of its own; its name in the journal. */
static struct entry_id tried(const struct student *s, const char *item,
	enum session_kind kind, enum attempt_outcome outcome, int64_t value)
{
	struct err err = ERR_INIT;
	struct session session;
	struct entry_id id;
	struct finish f = { .source = SOURCE_HAND,
		.outcome = outcome,
		.has_value = outcome == OUTCOME_VALID,
		.value = value,
		.raw_value = value,
		.began_us = MONDAY_US,
		.ended_us = MONDAY_US + 1 };

	MUST(session_make(store, item, kind, &session, &err));
	f.session = session.id;
	snprintf(f.student, sizeof(f.student), "%s", s->id);
	snprintf(f.item, sizeof(f.item), "%s", item);
	MUST(attempts_finish(store, 0, &f, &id, &err));
	MUST(results_refresh(with, s->id, &err));
	return id;
}

static struct item_result result(const struct student *s, const char *item)
{
	struct item_result rows[ITEMS_MAX];
	struct err err = ERR_INIT;
	int count = results_of(store, s->id, rows, ITEMS_MAX, &err);

	for (int i = 0; i < count; i++)
		if (strcmp(rows[i].item, item) == 0)
			return rows[i];
	fail_msg("%s has no row for %s (of %d)", s->name, item, count);
	return rows[0];
}

static void expect(const struct student *s, const char *item, enum result_state state,
	int64_t value, int32_t points_c)
{
	struct item_result row = result(s, item);

	if (row.state != state || row.value != value || row.points_c != points_c)
		fail_msg("%s: %s %lld with %d, not %s %lld with %d", item,
			result_state_key(row.state), (long long)row.value, row.points_c,
			result_state_key(state), (long long)value, points_c);
}

static void every_item_of_a_student_has_a_row_from_the_beginning(void **state)
{
	struct item_result rows[ITEMS_MAX];
	struct err err = ERR_INIT;

	(void)state;
	/* rules.md, section 2: height and weight, vital capacity, 50 m, sit-and-reach,
	 * rope; g7 girls: jump, sit-ups and 800 m instead of rope. */
	assert_int_equal(results_of(store, boy.id, rows, ITEMS_MAX, &err), 6);
	assert_int_equal(results_of(store, girl.id, rows, ITEMS_MAX, &err), 8);
	expect(&girl, "run800", RESULT_MISSING, 0, SCORE_NONE);
}

static void the_best_of_the_tries_counts(void **state)
{
	struct entry_id best;
	struct item_result row;

	(void)state;
	tried(&girl, "long_jump", SESSION_FORMAL, OUTCOME_VALID, 1500);
	best = tried(&girl, "long_jump", SESSION_FORMAL, OUTCOME_VALID, 1960);
	tried(&girl, "long_jump", SESSION_FORMAL, OUTCOME_VALID, 1400);
	row = result(&girl, "long_jump");
	assert_int_equal(row.attempt.seq, best.seq);
	assert_string_equal(row.attempt.station, store_station(store));
	expect(&girl, "long_jump", RESULT_VALID, 1960, 10000);
	assert_int_equal(row.tries, 3);
}

static void practice_never_counts(void **state)
{
	struct school_progress school;
	struct err err = ERR_INIT;

	(void)state;
	tried(&girl, "long_jump", SESSION_PRACTICE, OUTCOME_VALID, 1960);
	expect(&girl, "long_jump", RESULT_MISSING, 0, SCORE_NONE);
	MUST(results_school(store, MONDAY_US, &school, &err));
	assert_int_equal(school.today_results, 0);
}

static void a_foul_is_not_a_result(void **state)
{
	(void)state;
	tried(&girl, "long_jump", SESSION_FORMAL, OUTCOME_FOUL, 0);
	expect(&girl, "long_jump", RESULT_FOUL, 0, SCORE_NONE);
	tried(&girl, "long_jump", SESSION_FORMAL, OUTCOME_INTERRUPTED, 0);
	tried(&girl, "long_jump", SESSION_FORMAL, OUTCOME_VALID, 1960);
	expect(&girl, "long_jump", RESULT_VALID, 1960, 10000);
}

static void verdicts_disputes_and_revisions_are_followed_in_order(void **state)
{
	struct entry_id id = tried(
		&girl, "long_jump", SESSION_FORMAL, OUTCOME_VALID, 1960);
	struct revision revision = { .outcome = OUTCOME_VALID,
		.has_value = true,
		.value = 1500,
		.raw_value = 1500,
		.reason = "mark read again" };
	struct attempt_now tries[4];
	struct school_progress school;
	struct err err = ERR_INIT;

	(void)state;
#define THEN(call, state, value, points_c)                                             \
	do {                                                                           \
		MUST(call);                                                            \
		MUST(results_refresh(with, girl.id, &err));                            \
		expect(&girl, "long_jump", state, value, points_c);                    \
	} while (0)
	/* All at the same moment: the order is that of the journal, not of a clock. */
	THEN(attempts_void(store, &id, "wrong child", "郑老师", MONDAY_US, &err),
		RESULT_MISSING, 0, SCORE_NONE);
	THEN(attempts_settle(
		     store, &id, true, "right child", "郑老师", MONDAY_US, &err),
		RESULT_VALID, 1960, 10000);
	THEN(attempts_dispute(
		     store, &id, "two on the mat", NULL, 0, MONDAY_US - 9, &err),
		RESULT_DISPUTED, 1960, 10000);
	assert_int_equal(attempts_disputed(store, 2026, tries, 4, &err), 1);
	assert_string_equal(tries[0].note, "two on the mat");
	THEN(attempts_settle(store, &id, true, "seen", "郑老师", MONDAY_US - 10, &err),
		RESULT_VALID, 1960, 10000);
	assert_int_equal(attempts_disputed(store, 2026, tries, 4, &err), 0);
	THEN(attempts_revise(store, &id, &revision, MONDAY_US, &err), RESULT_VALID,
		1500, 6600);
	revision.value = 1960;
	THEN(attempts_revise(store, &id, &revision, MONDAY_US - 5, &err), RESULT_VALID,
		1960, 10000);
	THEN(attempts_void(store, &id, "again", "郑老师", MONDAY_US - 11, &err),
		RESULT_MISSING, 0, SCORE_NONE);
#undef THEN
	assert_int_equal(
		attempts_of(store, girl.id, "long_jump", 2026, tries, 4, &err), 1);
	assert_true(tries[0].is_void);
	assert_true(tries[0].is_revised);
	assert_string_equal(tries[0].note, "again");
	MUST(results_school(store, MONDAY_US - 1000000, &school, &err));
	assert_int_equal(school.today_results, 0);
	assert_int_equal(school.today_students, 0);
	assert_int_equal(school.today_not_counted, 1);
}

/* rules.md, section 12: 7.8 s and so on of a first-grade boy, worked from the CSVs. */
static void first_grade_all_at_100(struct student *s)
{
	tried(s, "height", SESSION_FORMAL, OUTCOME_VALID, 1200);
	tried(s, "weight", SESSION_FORMAL, OUTCOME_VALID, 22000);
	tried(s, "vital_capacity", SESSION_FORMAL, OUTCOME_VALID, 1700);
	tried(s, "run50", SESSION_FORMAL, OUTCOME_VALID, 10200);
	tried(s, "sit_reach", SESSION_FORMAL, OUTCOME_VALID, 161);
	tried(s, "rope_skip", SESSION_FORMAL, OUTCOME_VALID, 109 + 4);
}

static void a_complete_student_has_a_total_with_its_bonus(void **state)
{
	struct year_score score;
	struct school_progress school;
	struct err err = ERR_INIT;

	(void)state;
	MUST(results_score(store, boy.id, &score, &err));
	assert_int_equal(score.state, SCORE_INCOMPLETE);
	first_grade_all_at_100(&boy);
	MUST(results_score(store, boy.id, &score, &err));
	assert_int_equal(score.state, SCORE_COMPLETE);
	assert_int_equal(score.standard_c, 10000);
	assert_int_equal(score.bonus_c, 200);
	assert_int_equal(score.total_c, 10200);
	assert_string_equal(score.level_zh, "优秀");
	assert_int_equal(score.measured, 6);
	assert_int_equal(score.needed, 6);
	MUST(results_school(store, MONDAY_US, &school, &err));
	assert_int_equal(school.students, 2);
	assert_int_equal(school.complete, 1);
	assert_int_equal(school.tested, 1);
	assert_int_equal(school.passed, 1);
	assert_int_equal(school.good, 1);
	assert_int_equal(school.today_results, 6);
	assert_int_equal(school.today_students, 1);
	assert_int_equal(school.today_not_counted, 0);
}

static void a_disputed_item_keeps_its_points_and_stops_the_total(void **state)
{
	struct entry_id id;
	struct year_score score;
	struct school_progress school;
	struct err err = ERR_INIT;

	(void)state;
	first_grade_all_at_100(&boy);
	id = result(&boy, "run50").attempt;
	MUST(attempts_dispute(
		store, &id, "start number 42 twice", NULL, 0, MONDAY_US, &err));
	MUST(results_refresh(with, boy.id, &err));
	expect(&boy, "run50", RESULT_DISPUTED, 10200, 10000);
	MUST(results_score(store, boy.id, &score, &err));
	assert_int_equal(score.state, SCORE_INCOMPLETE);
	assert_true(score.disputed);
	MUST(results_school(store, MONDAY_US, &school, &err));
	assert_int_equal(school.disputed, 1);
	assert_int_equal(school.complete, 0);
}

struct list {
	char text[2000];
};

static bool note(void *ctx, const struct student *s, const struct item_result *row)
{
	struct list *list = ctx;

	snprintf(list->text + strlen(list->text),
		sizeof(list->text) - strlen(list->text), "%s %s;", s->name, row->item);
	return true;
}

static void progress_and_the_missing_are_queries(void **state)
{
	struct class_progress rows[64];
	struct list list = { "" };
	struct err err = ERR_INIT;
	bool nobody = true;
	int count;

	(void)state;
	first_grade_all_at_100(&boy);
	tried(&girl, "run50", SESSION_FORMAL, OUTCOME_VALID, 8000);
	count = results_progress(store, NULL, rows, 64, &err);
	assert_int_equal(count, 14);
	for (int i = 0; i < count; i++) {
		assert_int_equal(rows[i].total, 1);
		assert_int_equal(
			rows[i].done, i < 6 || strcmp(rows[i].item, "run50") == 0);
		assert_string_equal(rows[i].class.code, i < 6 ? "1101" : "2101");
	}
	/* Of one item the same rows, and no others. */
	for (int i = 0; i < count; i++) {
		struct class_progress one[4];
		int n = results_progress(store, rows[i].item, one, 4, &err), k = 0;
		bool wanted = false;

		while (k < n && strcmp(one[k].class.code, rows[i].class.code) != 0)
			k++;
		assert_true(k < n);
		assert_string_equal(one[k].item, rows[i].item);
		assert_int_equal(one[k].done, rows[i].done);
		assert_int_equal(one[k].total, rows[i].total);
		MUST(results_wanted(store, rows[i].item, &wanted, &err));
		assert_true(wanted);
	}
	assert_int_equal(results_progress(store, "run1000", rows, 64, &err), 0);
	MUST(results_wanted(store, "run1000", &nobody, &err));
	assert_false(nobody);
	MUST(results_missing(store, NULL, "run50", note, &list, &err));
	assert_string_equal(list.text, "");
	MUST(results_missing(
		store, &(struct class_key){ 11, "1101" }, NULL, note, &list, &err));
	assert_string_equal(list.text, "");
	MUST(results_missing(
		store, &(struct class_key){ 21, "2101" }, "run800", note, &list, &err));
	assert_string_equal(list.text, "王小雨 run800;");
	list.text[0] = '\0';
	MUST(results_each(store, note, &list, &err));
	assert_memory_equal(list.text, "李小树 height;", strlen("李小树 height;"));
}

/* The seventh grade has a class 1101, too. */
static void what_is_missing_of_a_class_is_of_its_grade(void **state)
{
	static const struct class_key first = { 11, "1101" }, other = { 21, "1101" };
	struct class_progress rows[64];
	struct list list = { "" };
	struct err err = ERR_INIT;
	int grades[2] = { 0, 0 };
	int n;

	(void)state;
	strcpy(girl.class_code, "1101");
	MUST(roster_place(store, &girl, true, MONDAY_US, &err));
	MUST(results_rebuild(with, &err));
	MUST(results_missing(store, &first, "run50", note, &list, &err));
	assert_string_equal(list.text, "李小树 run50;");
	list.text[0] = '\0';
	MUST(results_missing(store, &other, "run50", note, &list, &err));
	assert_string_equal(list.text, "王小雨 run50;");
	n = results_progress(store, "run50", rows, 64, &err);
	assert_int_equal(n, 2);
	for (int i = 0; i < n; i++) {
		assert_string_equal(rows[i].class.code, "1101");
		grades[i] = rows[i].class.grade_code;
	}
	assert_int_equal(grades[0], 11);
	assert_int_equal(grades[1], 21);
}

static void everything_derived_can_be_dropped_and_made_again(void **state)
{
	struct item_result before, after;
	struct err err = ERR_INIT;

	(void)state;
	first_grade_all_at_100(&boy);
	before = result(&boy, "run50");
	MUST(db_run(store_db(store),
		"DELETE FROM student; DELETE FROM result; DELETE FROM score", &err));
	MUST(results_rebuild(with, &err));
	after = result(&boy, "run50");
	assert_memory_equal(&before, &after, sizeof(before));
	assert_int_equal(roster_count(store), 2);
}

static void catching_up_touches_only_who_has_something_new(void **state)
{
	struct err err = ERR_INIT;
	struct session session;
	struct student third;

	(void)state;
	MUST(results_ensure(with, &err));
	MUST(db_run(store_db(store), "UPDATE result SET tries = 77", &err));
	MUST(results_ensure(with, &err)); /* nothing new */
	assert_int_equal(result(&boy, "run50").tries, 77);
	/* Another program appends, and a student comes. */
	MUST(session_make(store, "run50", SESSION_FORMAL, &session, &err));
	MUST(attempt_make(store, &session, boy.id, 10200, NULL, &err));
	MUST(student_put(store, "赵小石", "G3", SEX_MALE, 11, &third, &err));
	MUST(results_ensure(with, &err));
	expect(&boy, "run50", RESULT_VALID, 10200, 10000);
	assert_int_equal(result(&boy, "run50").tries, 1);
	assert_int_equal(result(&girl, "run50").tries, 77);
	expect(&third, "run50", RESULT_MISSING, 0, SCORE_NONE);
	/* A school that changes its system is scored by other tables. */
	MUST(store_set_school(store, NULL, 2027, SYSTEM_63, NULL, MONDAY_US, &err));
	MUST(results_ensure(with, &err));
	expect(&boy, "run50", RESULT_MISSING, 0, SCORE_NONE);
	assert_int_equal(result(&girl, "run50").tries, 0);
}

/* A store that is only read can be asked while another program holds it for writing. */
static void where_nothing_is_new_nothing_is_written(void **state)
{
	struct err err = ERR_INIT;
	struct results_with *reading;
	struct session session;
	struct store *looker;

	(void)state;
	MUST(results_ensure(with, &err));
	MUST(looker = station_open(dir, STORE_READ, &err));
	MUST(reading = results_open(looker, items, scheme, NULL, MONDAY_US, &err));
	MUST(results_ensure(reading, &err));
	MUST(session_make(store, "run50", SESSION_FORMAL, &session, &err));
	MUST(attempt_make(store, &session, boy.id, 10200, NULL, &err));
	MUST_FAIL(results_ensure(reading, &err), "read-only");
	results_close(reading);
	store_close(looker);
}

static void who_is_gone_has_no_row(void **state)
{
	struct item_result rows[ITEMS_MAX];
	struct err err = ERR_INIT;

	(void)state;
	MUST(roster_begin(store, MONDAY_US, &err));
	MUST(roster_put(store, &girl, NULL, &err));
	MUST(roster_end(store, true, ROSTER_WHOLE, NULL, &err));
	MUST(results_ensure(with, &err));
	assert_int_equal(results_of(store, boy.id, rows, ITEMS_MAX, &err), 0);
	assert_int_equal(results_of(store, girl.id, rows, ITEMS_MAX, &err), 8);
}

static void the_scheme_is_kept_once_with_its_files(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	assert_int_equal(count_of(store, "SELECT count(*) FROM scheme"), 1);
	assert_int_equal(count_of(store, "SELECT count(*) FROM scheme_file"), 5);
	results_close(with);
	MUST(with = results_open(store, items, scheme, SCHEME, MONDAY_US, &err));
	assert_int_equal(count_of(store, "SELECT count(*) FROM scheme"), 1);
}

static int64_t now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void put_tries(const struct session *session, int student, int tries)
{
	struct err err = ERR_INIT;
	char number[16];
	struct student s;

	snprintf(number, sizeof(number), "N%d", student);
	assert_int_equal(roster_find_number(store, number, &s, &err), ROSTER_FOUND);
	for (int i = 0; i < tries; i++)
		MUST(attempt_make(store, session, s.id, 90 + i, NULL, &err));
}

/* Printed, not asserted: 240 students with ten attempts each. */
static void a_school_is_stored_and_computed_in_time(void **state)
{
	struct err err = ERR_INIT;
	struct session session;
	struct student s;
	int64_t begun = now_us(), stored, refreshed, rebuilt;

	(void)state;
	MUST(session_make(store, "rope_skip", SESSION_FORMAL, &session, &err));
	MUST(roster_begin(store, MONDAY_US, &err));
	for (int i = 0; i < 240; i++) {
		s = (struct student){
			.sex = SEX_MALE, .grade_code = 11, .class_place = i % 40 + 1
		};
		snprintf(s.number, sizeof(s.number), "N%d", i);
		snprintf(s.name, sizeof(s.name), "学生%d", i);
		snprintf(s.class_code, sizeof(s.class_code), "11%02d", i / 40 + 1);
		MUST(roster_put(store, &s, NULL, &err));
	}
	MUST(roster_end(store, true, ROSTER_PART, NULL, &err));
	print_message("roster of 240: %lld ms\n", (long long)(now_us() - begun) / 1000);
	/* The first of each by itself, as in a hall; the others in one step. */
	begun = now_us();
	for (int i = 0; i < 240; i++)
		put_tries(&session, i, 1);
	print_message("an attempt, sure on disk: %lld us\n",
		(long long)(now_us() - begun) / 240);
	begun = now_us();
	MUST(store_begin(store, &err));
	for (int i = 0; i < 240; i++)
		put_tries(&session, i, 9);
	MUST(store_end(store, true, &err));
	stored = now_us();
	assert_int_equal(roster_find_number(store, "N239", &s, &err), ROSTER_FOUND);
	MUST(results_refresh(with, s.id, &err));
	refreshed = now_us();
	MUST(results_rebuild(with, &err));
	rebuilt = now_us();
	print_message("an attempt in a step of 2160: %lld us; one student worked out: "
		      "%lld us; all 242: %lld ms\n",
		(long long)(stored - begun) / 2160, (long long)(refreshed - stored),
		(long long)(rebuilt - refreshed) / 1000);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end_scored)
	const struct CMUnitTest tests[] = {
		TEST(every_item_of_a_student_has_a_row_from_the_beginning),
		TEST(the_best_of_the_tries_counts),
		TEST(practice_never_counts),
		TEST(a_foul_is_not_a_result),
		TEST(verdicts_disputes_and_revisions_are_followed_in_order),
		TEST(a_complete_student_has_a_total_with_its_bonus),
		TEST(a_disputed_item_keeps_its_points_and_stops_the_total),
		TEST(progress_and_the_missing_are_queries),
		TEST(what_is_missing_of_a_class_is_of_its_grade),
		TEST(everything_derived_can_be_dropped_and_made_again),
		TEST(catching_up_touches_only_who_has_something_new),
		TEST(where_nothing_is_new_nothing_is_written),
		TEST(who_is_gone_has_no_row),
		TEST(the_scheme_is_kept_once_with_its_files),
		TEST(a_school_is_stored_and_computed_in_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
