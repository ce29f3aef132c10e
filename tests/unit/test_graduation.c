/* 毕业成绩, and the totals of years that are over. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "graduation.h"
#include "item.h"
#include "official.h"
#include "past_years.h"
#include "results.h"
#include "roster.h"
#include "scored.h"
#include "standings.h"

/* Rows leave out what is zero. */
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

/* Give a total that the scoring itself is not asked for. */
static void give_total(const char *student, int32_t total_c)
{
	struct err err = ERR_INIT;
	struct query *q = query(store_db(store),
		"UPDATE score SET state = 'complete', total_c = ?2 WHERE student = ?1");

	query_text(q, 1, student);
	query_int(q, 2, total_c);
	MUST(query_run(q, &err));
}

static void put_year(const struct student *s, int year, int grade_code, int32_t total_c)
{
	struct err err = ERR_INIT;

	MUST(past_years_put(store, s->id, year, grade_code, total_c, "成绩册.xlsx",
		"郑老师", MONDAY_US, &err));
}

static struct student put_student(const char *number, int grade_code)
{
	struct student s;
	struct err err = ERR_INIT;

	MUST(student_put(store, "李小树", number, SEX_MALE, grade_code, &s, &err));
	MUST(results_refresh(with, s.id, &err));
	return s;
}

static struct graduation graduation(const struct student *s)
{
	struct graduation g;
	struct err err = ERR_INIT;

	MUST(graduation_of(store, scheme, s, &g, &err));
	return g;
}

/* ---- the sum ------------------------------------------------------------------ */

static const struct {
	const char *what;
	int32_t final_c;
	int32_t other_c[5];
	int32_t total_c;
	const char *level;
} sums[] = {
	{ "half and half", 9000, { 8000, 8000 }, 8500, "good" },
	{ "the mean of the others, not their sum", 8000, { 6000, 7000 }, 7250, "pass" },
	/* 79.9 / 2 + 80.0 / 2 = 79.95; rounded half up it is 80.0. */
	{ "a half goes up", 7990, { 8000, 8000 }, 8000, "good" },
	/* 80.0 / 2 + (79.8 + 79.9) / 4 = 79.925 */
	{ "less than a half goes down", 8000, { 7980, 7990 }, 7990, "pass" },
	/* 59.9 / 2 + (60.0 + 60.0 + 59.9) / 6 = 59.9333...: a mean that was rounded first,
	 * to 60.0, would make 59.95 of it, and so 60.0 and a pass. */
	{ "thirds are kept", 5990, { 6000, 6000, 5990 }, 5990, "fail" },
	/* 59.9 / 2 + (60.0 + 60.0 + 60.0 + 59.9 + 59.9) / 10 = 59.93; likewise. */
	{ "rounded once, at the end", 5990, { 6000, 6000, 6000, 5990, 5990 }, 5990,
		"fail" },
	{ "with bonus beyond 100", 12000, { 11000, 10500 }, 11380, "excellent" },
	{ "nothing at all", 0, { 0, 0 }, 0, "fail" },
};

static void half_the_final_year_and_half_the_mean_of_the_others(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(sums) / sizeof(sums[0]); i++) {
		int64_t sum_c = 0;
		int n = 0;
		int32_t total_c;

		/* A zero year is a year only in the last row. */
		while (n < 5 && (sums[i].other_c[n] || (sums[i].final_c == 0 && n < 2)))
			sum_c += sums[i].other_c[n++];
		total_c = graduation_total(scheme, sums[i].final_c, sum_c, n);
		if (total_c != sums[i].total_c ||
			strcmp(scheme_level(scheme, total_c)->key, sums[i].level) != 0)
			fail_msg("%s: %d", sums[i].what, total_c);
	}
}

/* ---- which years -------------------------------------------------------------- */

/* The school year is 2026. final_c 0: not complete. */
static const struct {
	const char *what;
	enum school_system system;
	int grade_code;
	int32_t final_c;
	struct {
		int year, grade_code;
		int32_t total_c;
	} past[8];
	int others;
	int32_t total_c; /* 0: something is missing */
	const char *missing;
} years[] = {
	{ "three years of junior high", SYSTEM_63, 23, 8000,
		{ { 2024, 21, 6000 }, { 2025, 22, 7000 } }, 2, 7250, "" },
	{ "primary years are another stage", SYSTEM_63, 23, 8000,
		{ { 2023, 16, 12000 }, { 2024, 21, 6000 }, { 2025, 22, 7000 } }, 2,
		7250, "" },
	{ "four years in a 5-4 school", SYSTEM_54, 24, 8000,
		{ { 2023, 21, 5000 }, { 2024, 22, 6000 }, { 2025, 23, 7000 } }, 3, 7000,
		"" },
	{ "six primary years", SYSTEM_63, 16, 8000,
		{ { 2021, 11, 6000 }, { 2022, 12, 6000 }, { 2023, 13, 6000 },
			{ 2024, 14, 6000 }, { 2025, 15, 6500 } },
		5, 7050, "" },
	{ "five in a 5-4 school", SYSTEM_54, 15, 8000,
		{ { 2022, 11, 6000 }, { 2023, 12, 6000 }, { 2024, 13, 6000 },
			{ 2025, 14, 6400 } },
		4, 7050, "" },
	{ "senior high", SYSTEM_63, 33, 9000,
		{ { 2024, 31, 9000 }, { 2025, 32, 9000 } }, 2, 9000, "" },
	{ "four years of a university", SYSTEM_63, 44, 8000,
		{ { 2022, 33, 12000 }, { 2023, 41, 6000 }, { 2024, 42, 6000 },
			{ 2025, 43, 7500 } },
		3, 7250, "" },
	{ "one of them is missing", SYSTEM_63, 44, 8000,
		{ { 2023, 41, 6000 }, { 2025, 43, 7500 } }, 2, 0,
		"2024-2025学年（大学二年级）" },
	{ "a year is missing", SYSTEM_63, 23, 8000, { { 2025, 22, 7000 } }, 1, 0,
		"2024-2025学年（初中一年级）" },
	{ "a year between is missing", SYSTEM_63, 23, 8000, { { 2024, 21, 7000 } }, 1,
		0, "2025-2026学年（初中二年级）" },
	{ "all of them are", SYSTEM_63, 23, 0, { { 0 } }, 0, 0,
		"2026-2027学年（初中三年级）、2025-2026学年（初中二年级）、"
		"2024-2025学年（初中一年级）" },
	{ "the final year is", SYSTEM_63, 23, 0,
		{ { 2024, 21, 6000 }, { 2025, 22, 7000 } }, 2, 0,
		"2026-2027学年（初中三年级）" },
	{ "the final year came from elsewhere", SYSTEM_63, 23, 0,
		{ { 2024, 21, 6000 }, { 2025, 22, 7000 }, { 2026, 23, 8000 } }, 2, 7250,
		"" },
	{ "what this station measured goes before it", SYSTEM_63, 23, 9000,
		{ { 2024, 21, 6000 }, { 2025, 22, 7000 }, { 2026, 23, 8000 } }, 2, 7750,
		"" },
	{ "a repeated year counts each time", SYSTEM_63, 23, 8000,
		{ { 2023, 21, 6000 }, { 2024, 22, 6000 }, { 2025, 22, 7500 } }, 3, 7250,
		"" },
	{ "so does the last grade, done again", SYSTEM_63, 23, 8000,
		{ { 2023, 21, 6000 }, { 2024, 22, 6000 }, { 2025, 23, 7500 } }, 3, 7250,
		"" },
	{ "a gap behind a repeated year", SYSTEM_63, 23, 8000,
		{ { 2022, 21, 6000 }, { 2024, 21, 6000 }, { 2025, 22, 7500 } }, 3, 0,
		"2023-2024学年（初中一年级）" },
	{ "a grade that was leapt over", SYSTEM_63, 23, 8000, { { 2025, 21, 7000 } }, 1,
		0, "2025-2026学年（初中二年级）" },
};

static void check_years(size_t i)
{
	struct err err = ERR_INIT;
	char number[16];
	struct student s;
	struct graduation g;

	snprintf(number, sizeof(number), "G%zu", i);
	MUST(store_set_school(store, NULL, 0, years[i].system, NULL, MONDAY_US, &err));
	s = put_student(number, years[i].grade_code);
	assert_true(graduation_is_due(store, &s));
	if (years[i].final_c)
		give_total(s.id, years[i].final_c);
	for (int k = 0; k < 8 && years[i].past[k].year; k++)
		put_year(&s, years[i].past[k].year, years[i].past[k].grade_code,
			years[i].past[k].total_c);
	g = graduation(&s);
	if (strcmp(g.missing, years[i].missing) != 0 || g.others != years[i].others)
		fail_msg("%s: %d others, missing \"%s\"", years[i].what, g.others,
			g.missing);
	if (years[i].total_c) {
		assert_int_equal(g.state, GRADUATION_COMPLETE);
		assert_int_equal(g.total_c, years[i].total_c);
		assert_ptr_equal(g.level, scheme_level(scheme, g.total_c));
	} else {
		assert_int_equal(g.state, GRADUATION_MISSING);
		assert_int_equal(g.total_c, SCORE_NONE);
		assert_null(g.level);
	}
}

static void all_earlier_years_of_the_stage_and_never_fewer(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(years) / sizeof(years[0]); i++)
		check_years(i);
}

static void only_the_last_grade_of_a_stage_graduates(void **state)
{
	static const struct {
		int code;
		bool in_63, in_54;
	} grades[] = { { 11, false, false }, { 15, false, true }, { 16, true, false },
		{ 21, false, false }, { 23, true, false }, { 24, false, true },
		{ 30, false, false }, { 32, false, false }, { 33, true, true },
		{ 34, false, false }, { 42, false, false }, { 43, false, false },
		{ 44, true, true }, { 0, false, false }, { 17, false, false } };
	struct err err = ERR_INIT;

	(void)state;
	for (int k = 0; k < 2; k++) {
		MUST(store_set_school(store, NULL, 0, k ? SYSTEM_54 : SYSTEM_63, NULL,
			MONDAY_US, &err));
		for (size_t i = 0; i < sizeof(grades) / sizeof(grades[0]); i++) {
			struct student s = { .grade_code = grades[i].code };

			assert_int_equal(graduation_is_due(store, &s),
				k ? grades[i].in_54 : grades[i].in_63);
		}
	}
}

static void a_university_says_how_long_its_study_is(void **state)
{
	static const int wrong[] = { 0, 41, 45, 33 };
	struct student s = { .grade_code = 43 }, longer = { .grade_code = 44 };
	struct student senior = { .grade_code = 33 };
	struct err err = ERR_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		MUST_FAIL(graduation_set_last(store, wrong[i], &err), "42, 43 or 44");
	MUST(graduation_set_last(store, 43, &err));
	assert_true(graduation_is_due(store, &s));
	assert_false(graduation_is_due(store, &longer));
	assert_true(graduation_is_due(store, &senior));
	MUST(graduation_set_last(store, 44, &err));
	assert_false(graduation_is_due(store, &s));
}

/* The same school a year later; the student is in `grade_code` from then on. */
static void begin_year(
	struct student *s, int school_year, int grade_code, int64_t at_us)
{
	struct err err = ERR_INIT;

	MUST(store_set_school(store, NULL, school_year, SYSTEM_63, NULL, at_us, &err));
	s->grade_code = grade_code;
	MUST(roster_place(store, s, true, at_us, &err));
	MUST(results_ensure(with, &err));
}

static void an_exempt_year_is_none_of_the_mean(void **state)
{
	struct student s = put_student("G1", 22);
	struct graduation g;
	struct err err = ERR_INIT;

	(void)state;
	put_year(&s, 2025, 21, 7000);
	MUST(standing_make(store, s.id, "exempt", &err));
	begin_year(&s, 2027, 23, MONDAY_US + 10);
	assert_int_equal(graduation(&s).state, GRADUATION_EXEMPT);
	MUST(standings_put(store, s.id, STANDING_NORMAL,
		&(struct exam_papers){ "", "", 0 }, "郑老师", MONDAY_US + 20, &err));
	give_total(s.id, 8000);
	g = graduation(&s);
	assert_int_equal(g.total_c, 7500);
	assert_int_equal(g.others, 1);
	assert_int_equal(g.exempts, 1);
	assert_int_equal(g.exempt_year[0], 2026);
	/* A year that is neither is missing. */
	put_year(&s, 2025, 21, SCORE_NONE);
	g = graduation(&s);
	assert_int_equal(g.state, GRADUATION_MISSING);
	assert_string_equal(g.missing, "2025-2026学年（初中一年级）");
}

static void where_all_others_were_exempt_a_person_decides(void **state)
{
	struct student s = put_student("G1", 32);
	struct graduation g;
	struct err err = ERR_INIT;

	(void)state;
	MUST(standing_make(store, s.id, "exempt", &err));
	begin_year(&s, 2027, 32, MONDAY_US + 10);
	begin_year(&s, 2028, 33, MONDAY_US + 20);
	MUST(standings_put(store, s.id, STANDING_NORMAL,
		&(struct exam_papers){ "", "", 0 }, "郑老师", MONDAY_US + 30, &err));
	give_total(s.id, 8000);
	g = graduation(&s);
	assert_int_equal(g.exempts, 2);
	assert_int_equal(g.state, GRADUATION_MISSING);
	assert_string_equal(g.missing, "其他学年都免予执行，由学校决定");
}

static void put_record(const struct student *s, int year, int grade, int32_t total_c,
	const char *level)
{
	struct official r = { .school_year = year,
		.grade_code = grade,
		.standard_c = SCORE_NONE,
		.bonus_c = SCORE_NONE,
		.total_c = total_c,
		.origin = "平台 成绩.xls",
		.who = "郑老师" };
	struct err err = ERR_INIT;

	strcpy(r.student, s->id);
	strcpy(r.level, level);
	MUST(official_put(store, &r, MONDAY_US, NULL, &err));
}

static void put_official(const struct student *s, int year, int grade, int32_t total_c)
{
	put_record(s, year, grade, total_c, "");
}

/* He came from another school, whose paper says so. */
static void a_paper_says_that_he_was_exempt(void **state)
{
	struct student s = put_student("G1", 23);
	struct graduation g;

	(void)state;
	give_total(s.id, 8000);
	put_official(&s, 2024, 21, 6000);
	assert_int_equal(graduation(&s).state, GRADUATION_MISSING);
	put_record(&s, 2025, 22, SCORE_NONE, OFFICIAL_EXEMPT);
	g = graduation(&s);
	assert_int_equal(g.state, GRADUATION_COMPLETE);
	assert_int_equal(g.total_c, 7000);
	assert_int_equal(g.exempts, 1);
	assert_int_equal(g.exempt_year[0], 2025);
	put_record(&s, 2025, 22, SCORE_NONE, ""); /* it was another child's */
	assert_int_equal(graduation(&s).state, GRADUATION_MISSING);
}

static void what_the_platform_returned_for_the_final_year_stands_in(void **state)
{
	struct student s = put_student("G1", 23);
	struct graduation g;

	(void)state;
	put_official(&s, 2024, 21, 6000);
	put_official(&s, 2025, 22, 7000);
	put_official(&s, 2026, 23, 8000);
	g = graduation(&s);
	assert_int_equal(g.total_c, 7250);
	give_total(s.id, 9000); /* our own goes before it, and the other is told */
	g = graduation(&s);
	assert_int_equal(g.total_c, 7750);
	assert_int_equal(g.official_c, 8000);
}

/* The platform's word for the year that ends holds from then on. */
static void a_year_closes_with_the_platforms_total(void **state)
{
	struct student s = put_student("G1", 22), other = put_student("G2", 22);
	struct past_year out[2];
	struct err err = ERR_INIT;
	int count;

	(void)state;
	MUST(results_ensure(with, &err));
	give_total(s.id, 8000);
	put_official(&s, 2026, 22, 8100);
	put_official(&other, 2026, 22, 6600); /* measured elsewhere */
	MUST(past_years_close(store, "郑老师", MONDAY_US, &count, &err));
	assert_int_equal(count, 2);
	assert_int_equal(past_years_of(store, s.id, out, 2, &err), 1);
	assert_int_equal(out[0].total_c, 8100);
	assert_false(out[0].is_own);
	assert_int_equal(past_years_of(store, other.id, out, 2, &err), 1);
	assert_int_equal(out[0].total_c, 6600);
}

static void exempt_in_the_final_year_is_no_number(void **state)
{
	struct student s = put_student("G1", 23);
	struct graduation g;
	struct err err = ERR_INIT;

	(void)state;
	give_total(s.id, 8000);
	put_year(&s, 2024, 21, 6000);
	MUST(standing_make(store, s.id, "exempt", &err));
	g = graduation(&s);
	assert_int_equal(g.state, GRADUATION_EXEMPT);
	assert_int_equal(g.total_c, SCORE_NONE);
	assert_string_equal(g.missing, "");
	MUST(standing_make(store, s.id, "normal", &err));
	assert_int_equal(graduation(&s).state, GRADUATION_MISSING);
}

static void a_final_year_in_dispute_takes_no_other_total(void **state)
{
	struct student s = put_student("G1", 23);
	struct err err = ERR_INIT;

	(void)state;
	put_year(&s, 2024, 21, 6000);
	put_year(&s, 2025, 22, 6000);
	put_year(&s, 2026, 23, 6000);
	assert_int_equal(graduation(&s).total_c, 6000);
	MUST(db_run(store_db(store), "UPDATE score SET disputed = 1", &err));
	assert_int_equal(graduation(&s).state, GRADUATION_MISSING);
}

/* ---- past years --------------------------------------------------------------- */

static int64_t entries(void)
{
	return count_of(store, "SELECT count(*) FROM entry WHERE kind = 'past_year'");
}

static void the_same_total_again_writes_nothing(void **state)
{
	struct student s = put_student("G1", 23);
	struct past_year out[4];
	struct err err = ERR_INIT;

	(void)state;
	put_year(&s, 2025, 22, SCORE_NONE); /* nothing to take back */
	assert_int_equal(entries(), 0);
	put_year(&s, 2025, 22, 7000);
	put_year(&s, 2025, 22, 7000);
	assert_int_equal(entries(), 1);
	put_year(&s, 2025, 22, 7010);
	put_year(&s, 2025, 21, 7010);
	put_year(&s, 2024, 21, 6000);
	assert_int_equal(entries(), 4);
	assert_int_equal(past_years_of(store, s.id, out, 4, &err), 2);
	assert_int_equal(out[0].school_year, 2025);
	assert_int_equal(out[0].grade_code, 21);
	assert_int_equal(out[0].total_c, 7010);
	assert_false(out[0].is_own);
	put_year(&s, 2025, 22, SCORE_NONE);
	put_year(&s, 2025, 22, SCORE_NONE);
	assert_int_equal(entries(), 5);
	assert_int_equal(past_years_of(store, s.id, out, 4, &err), 1);
}

static void what_cannot_be_a_total_is_refused(void **state)
{
	static const struct {
		int year, grade_code;
		int32_t total_c;
		const char *who, *says;
	} wrong[] = {
		{ 2027, 22, 7000, "郑老师", "between 1990 and 2026" },
		{ 25, 22, 7000, "郑老师", "between 1990 and 2026" },
		{ 2025, 99, 7000, "郑老师", "99 is no 年级编号" },
		{ 2025, 22, 12001, "郑老师", "between 0 and 120" },
		{ 2025, 22, -1, "郑老师", "between 0 and 120" },
		{ 2025, 22, 7000, "", "who says so" },
	};
	struct student s = put_student("G1", 23);
	struct err err = ERR_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		MUST_FAIL(
			past_years_put(store, s.id, wrong[i].year, wrong[i].grade_code,
				wrong[i].total_c, "册", wrong[i].who, MONDAY_US, &err),
			wrong[i].says);
	assert_int_equal(entries(), 0);
}

static void a_year_is_closed_before_the_next_begins(void **state)
{
	struct student eight = put_student("G1", 22), six = put_student("G2", 16);
	struct student open = put_student("G3", 22), exempt = put_student("G4", 22);
	struct graduation g;
	struct past_year out[2];
	struct err err = ERR_INIT;
	int count;

	(void)state;
	MUST(results_ensure(with, &err));
	give_total(eight.id, 7000);
	give_total(six.id, 6500);
	give_total(exempt.id, 5000);
	MUST(standing_make(store, exempt.id, "exempt", &err));
	put_year(&eight, 2025, 21, 6000);
	MUST(past_years_close(store, "郑老师", MONDAY_US, &count, &err));
	assert_int_equal(count, 2);
	MUST(past_years_close(store, "郑老师", MONDAY_US, &count, &err));
	assert_int_equal(count, 0);
	assert_int_equal(past_years_of(store, open.id, out, 2, &err), 0);
	assert_int_equal(past_years_of(store, exempt.id, out, 2, &err), 0);
	assert_int_equal(count_of(store, "SELECT count(*) FROM past_year JOIN scheme s "
					 "ON origin = 'own: ' || lower(substr(hex("
					 "s.digest), 1, 12)) WHERE who = '郑老师'"),
		2);

	/* The next year: the totals are gone from the scores, and stand in the journal. */
	MUST(store_set_school(store, NULL, 2027, SYSTEM_63, NULL, MONDAY_US, &err));
	MUST_FAIL(past_years_close(store, "郑老师", MONDAY_US, &count, &err),
		"not those of the school year 2027");
	eight.grade_code = 23;
	MUST(roster_begin(store, MONDAY_US, &err));
	MUST(roster_put(store, &eight, NULL, &err));
	MUST(roster_end(store, true, ROSTER_PART, NULL, &err));
	MUST(results_ensure(with, &err));
	g = graduation(&eight);
	assert_string_equal(g.missing, "2027-2028学年（初中三年级）");
	give_total(eight.id, 8000);
	g = graduation(&eight);
	assert_int_equal(g.total_c, 7250);
	assert_true(g.other[0].is_own);
	assert_int_equal(g.other[0].school_year, 2026);
}

/* A total that was closed and then corrected is not the final year's. */
static void a_closed_total_does_not_stand_in_for_an_open_one(void **state)
{
	struct student s = put_student("G1", 23);
	struct err err = ERR_INIT;
	int count;

	(void)state;
	MUST(results_ensure(with, &err));
	put_year(&s, 2024, 21, 6000);
	put_year(&s, 2025, 22, 7000);
	give_total(s.id, 8000);
	MUST(past_years_close(store, "郑老师", MONDAY_US, &count, &err));
	assert_int_equal(count, 1);
	assert_int_equal(graduation(&s).total_c, 7250);
	MUST(results_refresh(with, s.id, &err)); /* nothing was measured */
	assert_int_equal(graduation(&s).state, GRADUATION_MISSING);
}

static void the_journal_is_whole_afterwards(void **state)
{
	struct student s = put_student("G1", 23);
	struct err err = ERR_INIT;
	char faults[4096] = "";
	int64_t all;

	(void)state;
	put_year(&s, 2025, 22, 7000);
	put_year(&s, 2025, 22, SCORE_NONE);
	MUST(entry_check_chain(store, remember_fault, faults, &all, &err));
	assert_string_equal(faults, "");
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin_scored, end_scored)
	const struct CMUnitTest tests[] = {
		TEST(half_the_final_year_and_half_the_mean_of_the_others),
		TEST(all_earlier_years_of_the_stage_and_never_fewer),
		TEST(only_the_last_grade_of_a_stage_graduates),
		TEST(a_university_says_how_long_its_study_is),
		TEST(an_exempt_year_is_none_of_the_mean),
		TEST(where_all_others_were_exempt_a_person_decides),
		TEST(a_paper_says_that_he_was_exempt),
		TEST(what_the_platform_returned_for_the_final_year_stands_in),
		TEST(a_year_closes_with_the_platforms_total),
		TEST(exempt_in_the_final_year_is_no_number),
		TEST(a_final_year_in_dispute_takes_no_other_total),
		TEST(the_same_total_again_writes_nothing),
		TEST(what_cannot_be_a_total_is_refused),
		TEST(a_year_is_closed_before_the_next_begins),
		TEST(a_closed_total_does_not_stand_in_for_an_open_one),
		TEST(the_journal_is_whole_afterwards),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
