/* The record of a school year as the platform or a paper gave it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "official.h"
#include "past_years.h"
#include "score.h"
#include "scored.h"
#include "years.h"

static struct student tree, moon;

static int begin(void **state)
{
	struct err err = ERR_INIT;

	if (begin_scored(state))
		return -1;
	MUST(student_put(store, "李小树", "L1", SEX_MALE, 23, &tree, &err));
	MUST(student_put(store, "林小月", "L2", SEX_FEMALE, 21, &moon, &err));
	return 0;
}

/* What the platform returned of last year: a jump, a run, weight with its BMI. */
static struct official record_of(const struct student *s)
{
	struct official r = { .school_year = 2025,
		.grade_code = 22,
		.standard_c = 7850,
		.bonus_c = 200,
		.total_c = 8050,
		.level = "良好",
		.origin = "平台 成绩2025.xlsx",
		.who = "郑老师",
		.count = 4,
		.items = { { "long_jump", true, 1990, 8000, SCORE_NONE, "良好" },
			{ "run1000", true, 252000, 8500, 200, "良好" },
			{ "weight", true, 42000, SCORE_NONE, SCORE_NONE, "" },
			{ OFFICIAL_BMI, false, 0, 10000, SCORE_NONE, "正常" } } };

	strcpy(r.student, s->id);
	return r;
}

static int64_t entries(void)
{
	return count_of(store, "SELECT count(*) FROM entry");
}

static void a_record_is_read_as_it_was_put(void **state)
{
	struct official r = record_of(&tree), out;
	struct err err = ERR_INIT;
	int years[4];
	bool said;

	(void)state;
	assert_int_equal(official_of(store, tree.id, 2025, &out, &err), 0);
	MUST(official_put(store, &r, MONDAY_US, &said, &err));
	assert_true(said);
	assert_int_equal(official_of(store, tree.id, 2025, &out, &err), 1);
	assert_int_equal(out.total_c, 8050);
	assert_string_equal(out.level, "良好");
	assert_string_equal(out.origin, "平台 成绩2025.xlsx");
	assert_int_equal(out.count, 4);
	assert_int_equal(official_find(&out, "run1000")->bonus_c, 200);
	assert_int_equal(official_find(&out, OFFICIAL_BMI)->points_c, 10000);
	assert_false(official_find(&out, OFFICIAL_BMI)->has_value);
	assert_null(official_find(&out, "pull_ups"));
	assert_int_equal(official_years(store, tree.id, years, 4, &err), 1);
	assert_int_equal(years[0], 2025);
	assert_int_equal(official_of(store, moon.id, 2025, &out, &err), 0);
}

static void the_same_again_writes_nothing_and_a_later_one_holds(void **state)
{
	struct official r = record_of(&tree), out;
	struct err err = ERR_INIT;
	int64_t before;
	bool said;

	(void)state;
	MUST(official_put(store, &r, MONDAY_US, NULL, &err));
	before = entries();
	strcpy(r.origin, "平台 又一次.xlsx");
	MUST(official_put(store, &r, MONDAY_US + 1, &said, &err));
	assert_false(said);
	assert_int_equal(entries(), before);
	r.items[0].value = 2010;
	MUST(official_put(store, &r, MONDAY_US + 2, &said, &err));
	assert_true(said);
	assert_int_equal(official_of(store, tree.id, 2025, &out, &err), 1);
	assert_int_equal(out.items[0].value, 2010);
	r.count = 0;
	r.total_c = SCORE_NONE;
	MUST(official_put(store, &r, MONDAY_US + 3, &said, &err));
	assert_true(said);
	assert_int_equal(official_of(store, tree.id, 2025, &out, &err), 0);
	assert_int_equal(official_years(store, tree.id, (int[4]){ 0 }, 4, &err), 0);
	MUST(official_put(store, &r, MONDAY_US + 4, &said, &err));
	assert_false(said);
}

static void a_year_that_is_over_gives_its_total_and_its_values(void **state)
{
	struct official r = record_of(&tree);
	struct past_year past[4];
	struct year_value values[8];
	struct err err = ERR_INIT;

	(void)state;
	MUST(official_put(store, &r, MONDAY_US, NULL, &err));
	assert_int_equal(past_years_of(store, tree.id, past, 4, &err), 1);
	assert_int_equal(past[0].total_c, 8050);
	assert_false(past[0].is_own);
	/* Weight is private. */
	assert_int_equal(years_of(store, items, scheme, tree.id, values, 8, &err), 2);
	for (int i = 0; i < 2; i++)
		assert_int_equal(values[i].value,
			strcmp(items_at(items, values[i].item)->key, "run1000") == 0
				? 252000
				: 1990);
}

static void it_goes_before_what_was_measured_that_year(void **state)
{
	struct session session = { .kind = SESSION_FORMAL, .school_year = 2025 };
	struct official r = record_of(&tree);
	struct year_value values[8];
	struct entry_id id;
	struct err err = ERR_INIT;

	(void)state;
	strcpy(session.item, "long_jump");
	strcpy(session.place, "操场");
	strcpy(session.testers, "郑老师");
	MUST(sessions_begin(store, &session, MONDAY_US, &err));
	MUST(attempt_make(store, &session, tree.id, 2100, &id, &err));
	r.count = 1;
	MUST(official_put(store, &r, MONDAY_US + 1, NULL, &err));
	assert_int_equal(years_of(store, items, scheme, tree.id, values, 8, &err), 1);
	assert_int_equal(values[0].value, 1990);
}

static void a_record_without_a_total_is_a_year_on_paper(void **state)
{
	struct official r = record_of(&tree);
	struct results results;
	struct err err = ERR_INIT;
	int years[4], grade_code;

	(void)state;
	r.total_c = SCORE_NONE;
	MUST(official_put(store, &r, MONDAY_US, NULL, &err));
	assert_int_equal(years_list(store, tree.id, years, 4, &err), 1);
	assert_int_equal(years[0], 2025);
	MUST(years_results(
		store, items, scheme, tree.id, 2025, &results, &grade_code, &err));
	assert_int_equal(grade_code, 22);
	assert_int_equal(results.value[items_find(items, "weight")], 42000);
	r.count = 0;
	MUST(official_put(store, &r, MONDAY_US + 1, NULL, &err));
	assert_int_equal(years_list(store, tree.id, years, 4, &err), 0);
}

static void a_record_without_a_total_leaves_the_one_we_closed(void **state)
{
	struct official r = record_of(&tree);
	struct past_year past[4];
	struct err err = ERR_INIT;

	(void)state;
	MUST(past_years_put(store, tree.id, 2025, 22, 7700, "own: 0123456789ab",
		"郑老师", MONDAY_US, &err));
	r.total_c = SCORE_NONE;
	MUST(official_put(store, &r, MONDAY_US + 1, NULL, &err));
	assert_int_equal(past_years_of(store, tree.id, past, 4, &err), 1);
	assert_int_equal(past[0].total_c, 7700);
	/* One that was the record's own goes with it. */
	r.total_c = 8050;
	MUST(official_put(store, &r, MONDAY_US + 2, NULL, &err));
	r.total_c = SCORE_NONE;
	MUST(official_put(store, &r, MONDAY_US + 3, NULL, &err));
	assert_int_equal(past_years_of(store, tree.id, past, 4, &err), 0);
}

static void this_years_record_is_not_taken_for_our_own(void **state)
{
	struct official r = record_of(&tree);
	struct past_year past[4];
	struct err err = ERR_INIT;

	(void)state;
	r.school_year = 2026;
	r.grade_code = 23;
	MUST(official_put(store, &r, MONDAY_US, NULL, &err));
	assert_int_equal(past_years_of(store, tree.id, past, 4, &err), 0);
}

static void what_cannot_be_is_refused(void **state)
{
	struct official r = record_of(&tree);
	struct err err = ERR_INIT;
	int64_t before = entries();

	(void)state;
	r.school_year = 2027;
	MUST_FAIL(official_put(store, &r, MONDAY_US, NULL, &err), "2026");
	r = record_of(&tree);
	r.grade_code = 17;
	MUST_FAIL(official_put(store, &r, MONDAY_US, NULL, &err), "17");
	r = record_of(&tree);
	r.items[1].points_c = 12001;
	MUST_FAIL(official_put(store, &r, MONDAY_US, NULL, &err), "120");
	r = record_of(&tree);
	r.who[0] = '\0';
	MUST_FAIL(official_put(store, &r, MONDAY_US, NULL, &err), "who");
	assert_int_equal(entries(), before);
}

static void the_chain_covers_files_and_records(void **state)
{
	struct import_file file = { .name = "成绩2025.xlsx",
		.digest = digest_of("bytes", 5),
		.kind = IMPORT_RETURNED,
		.school_year = 2025,
		.runs = "",
		.who = "郑老师" };
	struct official r = record_of(&tree);
	char faults[4096] = "";
	int64_t entry_count;
	struct err err = ERR_INIT;

	(void)state;
	MUST(official_import(store, &file, MONDAY_US, &err));
	MUST(official_put(store, &r, MONDAY_US, NULL, &err));
	MUST(entry_check_chain(store, remember_fault, faults, &entry_count, &err));
	assert_string_equal(faults, "");
	MUST(db_run(store_db(store),
		"DROP TRIGGER official_item_no_update; UPDATE official_item SET value "
		"= value + 1 WHERE item = 'long_jump'",
		&err));
	MUST(entry_check_chain(store, remember_fault, faults, &entry_count, &err));
	assert_true(faults[0] != '\0');
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end_scored)
	const struct CMUnitTest tests[] = {
		TEST(a_record_is_read_as_it_was_put),
		TEST(the_same_again_writes_nothing_and_a_later_one_holds),
		TEST(a_year_that_is_over_gives_its_total_and_its_values),
		TEST(it_goes_before_what_was_measured_that_year),
		TEST(a_record_without_a_total_is_a_year_on_paper),
		TEST(a_record_without_a_total_leaves_the_one_we_closed),
		TEST(this_years_record_is_not_taken_for_our_own),
		TEST(what_cannot_be_is_refused),
		TEST(the_chain_covers_files_and_records),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
