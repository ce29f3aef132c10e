/* The school years before: a student's own values, and the school's rates. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "past_years.h"
#include "roster.h"
#include "scored.h"
#include "standings.h"
#include "years.h"

static struct student tree, moon;

static int begin(void **state)
{
	struct err err = ERR_INIT;

	if (begin_scored(state))
		return -1;
	MUST(student_put(store, "李小树", "L1", SEX_MALE, 22, &tree, &err));
	MUST(student_put(store, "林小月", "L2", SEX_FEMALE, 21, &moon, &err));
	return 0;
}

static struct entry_id made(int school_year, const char *item, enum session_kind kind,
	const struct student *s, int64_t value)
{
	struct session session = { .kind = kind, .school_year = school_year };
	struct entry_id id;
	struct err err = ERR_INIT;

	strcpy(session.item, item);
	strcpy(session.place, "操场");
	strcpy(session.testers, "郑老师");
	MUST(sessions_begin(store, &session, MONDAY_US, &err));
	MUST(attempt_make(store, &session, s->id, value, &id, &err));
	return id;
}

static struct year_value out[32];

static int values(const struct student *s)
{
	struct err err = ERR_INIT;

	return years_of(store, items, scheme, s->id, out, 32, &err);
}

static void each_year_says_what_counted_then(void **state)
{
	(void)state;
	made(2024, "long_jump", SESSION_FORMAL, &tree, 1800);
	made(2024, "long_jump", SESSION_FORMAL, &tree, 1850);
	made(2025, "run50", SESSION_FORMAL, &tree, 8300);
	made(2025, "long_jump", SESSION_FORMAL, &tree, 1990);
	made(2025, "long_jump", SESSION_PRACTICE, &tree, 2500);
	made(2026, "long_jump", SESSION_FORMAL, &tree, 2100);
	made(2025, "long_jump", SESSION_FORMAL, &moon, 1500);
	assert_int_equal(values(&tree), 3);
	assert_int_equal(out[0].school_year, 2024);
	assert_int_equal(out[0].value, 1850);
	assert_int_equal(out[1].school_year, 2025);
	assert_string_equal(items_at(items, out[1].item)->key, "run50");
	assert_int_equal(out[2].value, 1990);
}

static void what_is_private_void_or_in_dispute_is_left_out(void **state)
{
	struct err err = ERR_INIT;
	struct entry_id id;

	(void)state;
	made(2025, "weight", SESSION_FORMAL, &tree, 42000);
	made(2025, "height", SESSION_FORMAL, &tree, 1510);
	id = made(2025, "run50", SESSION_FORMAL, &tree, 8300);
	MUST(attempts_void(store, &id, "抢跑", "郑老师", MONDAY_US, &err));
	id = made(2025, "long_jump", SESSION_FORMAL, &tree, 1990);
	MUST(attempts_dispute(store, &id, "两个人", NULL, 0, MONDAY_US, &err));
	assert_int_equal(values(&tree), 0);
	assert_int_equal(values(&moon), 0);
}

static void rates_of_last_year_are_of_totals_that_were_put_in(void **state)
{
	struct year_rates r[8];
	struct err err = ERR_INIT;

	(void)state;
	assert_int_equal(years_rates(store, scheme, 2025, r, 8, &err), 0);
	MUST(past_years_put(
		store, tree.id, 2025, 21, 8000, "册", "郑老师", MONDAY_US, &err));
	MUST(past_years_put(
		store, moon.id, 2025, 16, 5990, "册", "郑老师", MONDAY_US, &err));
	MUST(past_years_put(
		store, moon.id, 2024, 15, 9000, "册", "郑老师", MONDAY_US, &err));
	assert_int_equal(years_rates(store, scheme, 2025, r, 8, &err), 3);
	assert_int_equal(r[0].grade_code, 0);
	assert_int_equal(r[0].complete, 2);
	assert_int_equal(r[0].passed, 1);
	assert_int_equal(r[0].good, 1);
	assert_int_equal(r[1].grade_code, 16);
	assert_int_equal(r[1].passed, 0);
	assert_int_equal(r[2].grade_code, 21);
	assert_int_equal(r[2].good, 1);
}

static void a_year_on_paper_has_height_and_weight_and_its_grade(void **state)
{
	static const struct {
		const char *item;
		int32_t value;
	} want[] = { { "height", 1510 }, { "weight", 42000 }, { "run50", 8300 },
		{ "long_jump", RESULT_NONE }, { "vital_capacity", RESULT_NONE } };
	struct results results;
	struct err err = ERR_INIT;
	struct entry_id id;
	int years[4], grade_code;

	(void)state;
	made(2025, "height", SESSION_FORMAL, &tree, 1510);
	made(2025, "weight", SESSION_FORMAL, &tree, 42000);
	made(2025, "run50", SESSION_FORMAL, &tree, 8300);
	made(2025, "vital_capacity", SESSION_PRACTICE, &tree, 3000);
	id = made(2025, "long_jump", SESSION_FORMAL, &tree, 1990);
	MUST(attempts_dispute(store, &id, "两个人", NULL, 0, MONDAY_US, &err));
	made(2026, "height", SESSION_FORMAL, &tree, 1580);
	MUST(past_years_put(
		store, tree.id, 2024, 16, 8000, "册", "郑老师", MONDAY_US, &err));
	MUST(past_years_put(
		store, tree.id, 2025, 21, 8000, "册", "郑老师", MONDAY_US, &err));

	assert_int_equal(years_list(store, tree.id, years, 4, &err), 2);
	assert_int_equal(years[0], 2024);
	assert_int_equal(years[1], 2025);
	assert_int_equal(years_list(store, moon.id, years, 4, &err), 0);
	MUST(years_results(
		store, items, scheme, tree.id, 2025, &results, &grade_code, &err));
	assert_int_equal(grade_code, 21);
	for (size_t i = 0; i < sizeof(want) / sizeof(want[0]); i++)
		assert_int_equal(
			results.value[items_find(items, want[i].item)], want[i].value);
	MUST(years_results(
		store, items, scheme, tree.id, 2024, &results, &grade_code, &err));
	assert_int_equal(grade_code, 16);
	assert_int_equal(results.value[items_find(items, "height")], RESULT_NONE);
}

/* Nobody put a total down: the roster knows what grade they were in. */
static void without_a_total_the_roster_knows_the_grade(void **state)
{
	struct results results;
	struct err err = ERR_INIT;
	int grade_code;

	(void)state;
	made(2025, "run50", SESSION_FORMAL, &tree, 8300);
	MUST(years_results(
		store, items, scheme, tree.id, 2025, &results, &grade_code, &err));
	assert_int_equal(grade_code, 22); /* as it stood when the attempt was made */
	MUST(years_results(
		store, items, scheme, moon.id, 2025, &results, &grade_code, &err));
	assert_int_equal(grade_code, 0);
}

#define IN_A_STORE(test) cmocka_unit_test_setup_teardown(test, begin, end_scored)

/* By what the journal said when the next year was begun, whatever it says now. */
static void an_exempt_year_is_a_year(void **state)
{
	struct results results;
	struct err err = ERR_INIT;
	int years[4], grade_code;
	bool is;

	(void)state;
	MUST(standing_make(store, tree.id, "exempt", &err));
	MUST(standings_exempt_in(store, tree.id, 2026, &is, &err));
	assert_false(is); /* it is not over */
	MUST(store_set_school(
		store, NULL, 2027, SYSTEM_63, NULL, MONDAY_US + 10, &err));
	tree.grade_code = 23;
	MUST(roster_place(store, &tree, true, MONDAY_US + 10, &err));
	MUST(standings_put(store, tree.id, STANDING_NORMAL,
		&(struct exam_papers){ "", "", 0 }, "郑老师", MONDAY_US + 20, &err));
	MUST(standings_put(store, moon.id, STANDING_EXEMPT,
		&(struct exam_papers){ "附表7", "体育组", 20270901 }, "郑老师",
		MONDAY_US + 20, &err));
	MUST(standings_exempt_in(store, tree.id, 2026, &is, &err));
	assert_true(is);
	MUST(standings_exempt_in(store, tree.id, 2025, &is, &err));
	assert_false(is); /* this journal did not see it */
	MUST(standings_exempt_in(store, moon.id, 2026, &is, &err));
	assert_false(is);
	assert_int_equal(years_list(store, tree.id, years, 4, &err), 1);
	assert_int_equal(years[0], 2026);
	assert_int_equal(years_list(store, moon.id, years, 4, &err), 0);
	MUST(years_results(
		store, items, scheme, tree.id, 2026, &results, &grade_code, &err));
	assert_int_equal(grade_code, 22);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_STORE(each_year_says_what_counted_then),
		IN_A_STORE(what_is_private_void_or_in_dispute_is_left_out),
		IN_A_STORE(rates_of_last_year_are_of_totals_that_were_put_in),
		IN_A_STORE(a_year_on_paper_has_height_and_weight_and_its_grade),
		IN_A_STORE(without_a_total_the_roster_knows_the_grade),
		IN_A_STORE(an_exempt_year_is_a_year),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
