/* Rates, their counts and targets; and who is exempt. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "standings.h"
#include "item.h"
#include "rates.h"
#include "results.h"
#include "settings.h"
#include "scored.h"

/* ---- a school ----------------------------------------------------------------- */

/* `count` students of one class and sex, named by it and their number; the first
 * `complete` have a total, of which `passed`, `good`, `excellent` reach so far. */
struct group {
	const char *class_code;
	int grade_code;
	enum sex sex;
	int count, complete, passed, good, excellent;
};

static void put_group(const struct group *g)
{
	struct err err = ERR_INIT;

	MUST(roster_begin(store, MONDAY_US, &err));
	for (int i = 0; i < g->count; i++) {
		struct student s = { .sex = g->sex, .grade_code = g->grade_code };

		snprintf(s.number, sizeof(s.number), "%s-%s%d", g->class_code,
			sex_key(g->sex), i);
		snprintf(s.name, sizeof(s.name), "学生%s", s.number);
		snprintf(s.class_code, sizeof(s.class_code), "%s", g->class_code);
		snprintf(s.class_name, sizeof(s.class_name), "%s班", g->class_code);
		MUST(roster_put(store, &s, NULL, &err));
	}
	MUST(roster_end(store, true, ROSTER_PART, NULL, &err));
}

static void find(const struct group *g, int i, struct student *out)
{
	struct err err = ERR_INIT;
	char number[40];

	snprintf(number, sizeof(number), "%s-%s%d", g->class_code, sex_key(g->sex), i);
	assert_int_equal(roster_find_number(store, number, out, &err), ROSTER_FOUND);
}

/* Give a total that the scoring itself is not asked for. */
static void give_total(const char *student, int rank)
{
	static const char *const levels[] = { "excellent", "good", "pass", "fail" };
	struct err err = ERR_INIT;
	struct query *q = query(store_db(store),
		"UPDATE score SET state = 'complete', total_c = 5000, level = ?2, "
		"passed = ?3, good = ?4, measured = needed WHERE student = ?1");

	query_text(q, 1, student);
	query_text(q, 2, levels[rank]);
	query_int(q, 3, rank <= 2);
	query_int(q, 4, rank <= 1);
	MUST(query_run(q, &err));
}

static void give_totals(const struct group *g)
{
	struct student s;

	for (int i = 0; i < g->complete; i++) {
		find(g, i, &s);
		give_total(s.id, i < g->excellent ? 0
				 : i < g->good	  ? 1
				 : i < g->passed  ? 2
						  : 3);
	}
}

static void put_school(const struct group *groups, size_t count)
{
	struct err err = ERR_INIT;

	for (size_t i = 0; i < count; i++)
		put_group(&groups[i]);
	MUST(results_rebuild(with, &err));
	for (size_t i = 0; i < count; i++)
		give_totals(&groups[i]);
}

#define PUT_SCHOOL(groups) put_school(groups, sizeof(groups) / sizeof((groups)[0]))

static bool write_row(void *ctx, const struct rates *r)
{
	char *all = ctx; /* of 4096 */
	size_t len = strlen(all);

	snprintf(all + len, 4096 - len, "%s %d %s %s%s|%d %d %d %d %d %d|%d %d %d\n",
		rates_scope_key(r->scope), r->grade_code, r->class_code, r->name,
		!r->by_sex ? ""
		: r->sex   ? sex_zh(r->sex)
			   : "?",
		r->roll, r->exempt, r->measured, r->complete, r->missing, r->disputed,
		r->passed, r->good, r->excellent);
	return true;
}

static const char *rows(void)
{
	static char all[4096];
	struct err err = ERR_INIT;

	all[0] = '\0';
	MUST(rates_each(store, write_row, all, &err));
	return all;
}

static void expect_row(const char *row)
{
	if (!strstr(rows(), row))
		fail_msg("no row \"%s\" in\n%s", row, rows());
}

/* ---- sentences ---------------------------------------------------------------- */

static void an_empty_school_is_one_row_of_zeros(void **state)
{
	(void)state;
	assert_string_equal(rows(), "school 0  向阳学校|0 0 0 0 0 0|0 0 0\n");
}

static void every_scope_has_its_rows_in_order(void **state)
{
	static const struct group groups[] = {
		{ "0102", 11, SEX_MALE, 3, 2, 2, 1, 0 },
		{ "0101", 11, SEX_MALE, 2, 2, 1, 1, 1 },
		{ "0101", 11, SEX_FEMALE, 1, 0, 0, 0, 0 },
		{ "0701", 21, SEX_FEMALE, 4, 4, 4, 3, 2 },
	};

	(void)state;
	PUT_SCHOOL(groups);
	assert_string_equal(rows(), "school 0  向阳学校|10 0 8 8 2 0|7 5 3\n"
				    "grade 11  小学一年级|6 0 4 4 2 0|3 2 1\n"
				    "grade 21  初中一年级|4 0 4 4 0 0|4 3 2\n"
				    "class 11 0101 0101班|3 0 2 2 1 0|1 1 1\n"
				    "class 11 0102 0102班|3 0 2 2 1 0|2 1 0\n"
				    "class 21 0701 0701班|4 0 4 4 0 0|4 3 2\n"
				    "sex 0  向阳学校男|5 0 4 4 1 0|3 2 1\n"
				    "sex 0  向阳学校女|5 0 4 4 1 0|4 3 2\n"
				    "grade_sex 11  小学一年级男|5 0 4 4 1 0|3 2 1\n"
				    "grade_sex 11  小学一年级女|1 0 0 0 1 0|0 0 0\n"
				    "grade_sex 21  初中一年级女|4 0 4 4 0 0|4 3 2\n"
				    "class_sex 11 0101 0101班男|2 0 2 2 0 0|1 1 1\n"
				    "class_sex 11 0101 0101班女|1 0 0 0 1 0|0 0 0\n"
				    "class_sex 11 0102 0102班男|3 0 2 2 1 0|2 1 0\n"
				    "class_sex 21 0701 0701班女|4 0 4 4 0 0|4 3 2\n");
}

static void one_item_missing_is_missing_and_not_failed(void **state)
{
	static const struct group groups[] = { { "0101", 11, SEX_MALE, 2, 0, 0, 0,
		0 } };
	struct session session;
	struct student s;
	struct entry_id id;
	struct err err = ERR_INIT;

	(void)state;
	PUT_SCHOOL(groups);
	find(&groups[0], 0, &s);
	MUST(session_make(store, "run50", SESSION_FORMAL, &session, &err));
	MUST(attempt_make(store, &session, s.id, 10200, &id, &err));
	MUST(results_refresh(with, s.id, &err));
	expect_row("class 11 0101 0101班|2 0 1 0 2 0|0 0 0\n");
	MUST(attempts_dispute(store, &id, "two on the mat", NULL, 0, MONDAY_US, &err));
	MUST(results_refresh(with, s.id, &err));
	expect_row("class 11 0101 0101班|2 0 1 0 2 1|0 0 0\n");
}

static void who_is_exempt_is_in_no_rate_and_counted_apart(void **state)
{
	static const struct group groups[] = {
		{ "0101", 11, SEX_MALE, 3, 3, 2, 2, 2 },
		{ "0102", 11, SEX_MALE, 1, 0, 0, 0, 0 },
	};
	struct school_progress school;
	struct class_progress progress[64];
	struct student first, only;
	struct err err = ERR_INIT;
	bool is;

	(void)state;
	PUT_SCHOOL(groups);
	find(&groups[0], 0, &first);
	find(&groups[1], 0, &only);
	MUST(standing_make(store, first.id, "exempt", &err));
	MUST(standing_make(store, only.id, "exempt", &err));
	MUST(standings_exempt(store, only.id, &is, &err));
	assert_true(is);
	expect_row("school 0  向阳学校|4 2 2 2 0 0|1 1 1\n");
	expect_row("class 11 0101 0101班|3 1 2 2 0 0|1 1 1\n");
	expect_row("class 11 0102 0102班|1 1 0 0 0 0|0 0 0\n"); /* a whole class */

	MUST(results_school(store, MONDAY_US, &school, &err));
	assert_int_equal(school.students, 4);
	assert_int_equal(school.exempt, 2);
	assert_int_equal(school.complete, 2);
	assert_int_equal(school.tested, 2);
	assert_int_equal(school.passed, 1);
	assert_int_equal(school.good, 1);
	/* The grid has no cell for the class of which all are exempt. */
	assert_int_equal(results_progress(store, NULL, progress, 64, &err), 6);
	assert_int_equal(progress[0].total, 2);

	MUST(standing_make(store, only.id, "normal", &err));
	MUST(standings_exempt(store, only.id, &is, &err));
	assert_false(is);
	expect_row("class 11 0102 0102班|1 0 0 0 1 0|0 0 0\n");
}

static bool count_row(
	void *ctx, const struct student *student, const struct item_result *row)
{
	(void)student;
	(void)row;
	++*(int *)ctx;
	return true;
}

static void nobody_looks_for_what_the_exempt_lack(void **state)
{
	static const struct group groups[] = { { "0101", 11, SEX_MALE, 1, 0, 0, 0,
		0 } };
	struct student s;
	struct err err = ERR_INIT;
	int missing = 0, all = 0;

	(void)state;
	PUT_SCHOOL(groups);
	find(&groups[0], 0, &s);
	MUST(standing_make(store, s.id, "deferred", &err)); /* still to be tested */
	MUST(results_missing(store, NULL, NULL, count_row, &missing, &err));
	assert_int_equal(missing, 6);
	MUST(standing_make(store, s.id, "exempt", &err));
	missing = 0;
	MUST(results_missing(store, NULL, NULL, count_row, &missing, &err));
	assert_int_equal(missing, 0);
	MUST(results_each(store, count_row, &all, &err)); /* rows stay */
	assert_int_equal(all, 6);
}

static void exempt_from_an_exam_is_another_thing(void **state)
{
	static const struct group groups[] = { { "0901", 23, SEX_MALE, 1, 1, 1, 0,
		0 } };
	struct student s;
	struct err err = ERR_INIT;

	(void)state;
	PUT_SCHOOL(groups);
	find(&groups[0], 0, &s);
	for (int i = 0; i < 2; i++) {
		const struct entry_value values[] = { value_text(s.id),
			value_text(i ? "national-2014" : "daqing-sample"),
			value_text(i ? "run1000" : ""), value_text("exempt"),
			value_text(""), value_text(""), value_int(0),
			value_text("郑老师") };
		const struct entry_says says = { .kind = ENTRY_STANDING,
			.values = values };

		MUST(entry_append(store, &says, MONDAY_US, NULL, &err));
	}
	expect_row("school 0  向阳学校|1 0 1 1 0 0|1 0 0\n");
}

static void a_sex_that_is_not_known_has_a_row_and_no_total(void **state)
{
	static const struct group groups[] = {
		{ "0101", 11, SEX_NONE, 2, 0, 0, 0, 0 },
		{ "0101", 11, SEX_FEMALE, 1, 1, 1, 1, 1 },
	};

	(void)state;
	PUT_SCHOOL(groups);
	expect_row("school 0  向阳学校|3 0 1 1 2 0|1 1 1\n");
	expect_row("sex 0  向阳学校女|1 0 1 1 0 0|1 1 1\n"
		   "sex 0  向阳学校?|2 0 0 0 2 0|0 0 0\n");
}

static void who_is_gone_is_on_no_roll(void **state)
{
	static const struct group groups[] = { { "0101", 11, SEX_MALE, 2, 2, 2, 2,
		2 } };
	struct student s;
	struct err err = ERR_INIT;

	(void)state;
	PUT_SCHOOL(groups);
	find(&groups[0], 1, &s);
	MUST(roster_begin(store, MONDAY_US, &err));
	MUST(roster_put(store, &s, NULL, &err));
	MUST(roster_end(store, true, ROSTER_WHOLE, NULL, &err));
	expect_row("school 0  向阳学校|1 0 1 1 0 0|1 1 1\n");
}

/* ---- exact counts ------------------------------------------------------------- */

static const struct {
	const char *what;
	int part, whole, target, permille;
	bool met;
} counts[] = {
	{ "85 % to the very student", 17, 20, 850, 850, true },
	{ "one student less", 16, 19, 850, 842, false },
	{ "85 % of many", 1105, 1300, 850, 850, true },
	{ "84.92 % is cut to 84.9", 1104, 1300, 850, 849, false },
	{ "84.9992 % would round to 85.0", 11333, 13333, 850, 849, false },
	{ "40 % of five", 2, 5, 400, 400, true },
	{ "39.97 % would round to 40.0", 1599, 4000, 400, 399, false },
	{ "a target with a decimal", 33, 40, 825, 825, true },
	{ "and just below it", 4124, 5000, 825, 824, false },
	{ "everybody", 7, 7, 1000, 1000, true },
	{ "nobody passed", 0, 7, 1, 0, false },
	{ "nobody is complete: nothing is met", 0, 0, 850, -1, false },
	{ "a third is cut", 1, 3, 333, 333, true },
	{ "two thirds are cut", 2, 3, 667, 666, false },
};

static void targets_are_met_by_counts_and_not_by_rounding(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
		if (rates_permille(counts[i].part, counts[i].whole) !=
				counts[i].permille ||
			rates_met(counts[i].part, counts[i].whole, counts[i].target) !=
				counts[i].met)
			fail_msg("%s", counts[i].what);
}

/* So a screen that shows both never contradicts the counts. */
static void a_rate_that_is_cut_reaches_a_target_just_when_the_counts_do(void **state)
{
	(void)state;
	for (int whole = 1; whole <= 60; whole++)
		for (int part = 0; part <= whole; part++)
			for (int target = 1; target <= 1000; target += 7)
				assert_int_equal(rates_met(part, whole, target),
					rates_permille(part, whole) >= target);
}

static void what_is_needed_meets_the_target_and_one_less_does_not(void **state)
{
	(void)state;
	for (int whole = 1; whole <= 60; whole++)
		for (int part = 0; part <= whole; part++)
			for (int target = 1; target <= 1000; target += 7) {
				int n = rates_needed(part, whole, target);

				assert_true(rates_met(part + n, whole, target));
				assert_true(n >= 0 && part + n <= whole);
				assert_false(
					n && rates_met(part + n - 1, whole, target));
			}
	assert_int_equal(rates_needed(0, 0, 850), 0);
	assert_int_equal(rates_needed(412, 475, 850), 0);
	assert_int_equal(rates_needed(150, 475, 400), 40);
}

static void targets_are_settings_with_defaults(void **state)
{
	struct rates_targets t, other = { 825, 500 };
	struct err err = ERR_INIT;
	char text[16];

	(void)state;
	rates_targets(store, &t);
	assert_int_equal(t.pass_permille, 850);
	assert_int_equal(t.good_permille, 400);
	MUST(rates_set_targets(store, &other, &err));
	rates_targets(store, &t);
	assert_int_equal(t.pass_permille, 825);
	assert_int_equal(t.good_permille, 500);
	assert_string_equal(rates_target_write(825, text), "82.5");
	assert_string_equal(rates_target_write(500, text), "50");
	/* Whatever else stands there is no target. */
	MUST(settings_set(store, "target.pass", "0", &err));
	MUST(settings_set(store, "target.good", "40.0", &err));
	rates_targets(store, &t);
	assert_int_equal(t.pass_permille, 850);
	assert_int_equal(t.good_permille, 400);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin_scored, end_scored)
	const struct CMUnitTest tests[] = {
		TEST(an_empty_school_is_one_row_of_zeros),
		TEST(every_scope_has_its_rows_in_order),
		TEST(one_item_missing_is_missing_and_not_failed),
		TEST(who_is_exempt_is_in_no_rate_and_counted_apart),
		TEST(nobody_looks_for_what_the_exempt_lack),
		TEST(exempt_from_an_exam_is_another_thing),
		TEST(a_sex_that_is_not_known_has_a_row_and_no_total),
		TEST(who_is_gone_is_on_no_roll),
		cmocka_unit_test(targets_are_met_by_counts_and_not_by_rounding),
		cmocka_unit_test(what_is_needed_meets_the_target_and_one_less_does_not),
		cmocka_unit_test(
			a_rate_that_is_cut_reaches_a_target_just_when_the_counts_do),
		TEST(targets_are_settings_with_defaults),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
