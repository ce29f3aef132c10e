/* 新学年: grades, names and codes of classes, and the step itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "new_year.h"
#include "past_years.h"
#include "scored.h"
#include "steps.h"

#define SUMMER_US INT64_C(1813192200000000) /* 2027-06-17 */

/* ---- the rules ---- */

static void grades_go_up_and_stages_change_by_the_system(void **state)
{
	static const struct {
		const char *what;
		int from;
		enum school_system system;
		const char *has; /* first digits of the stages there are */
		int to;
	} rows[] = {
		{ "within primary", 11, SYSTEM_63, "1", 12 },
		{ "primary ends with six", 16, SYSTEM_63, "1", 0 },
		{ "and goes on where there is junior", 16, SYSTEM_63, "12", 21 },
		{ "in a 5-4 school it ends with five", 15, SYSTEM_54, "1", 0 },
		{ "... and goes on", 15, SYSTEM_54, "12", 21 },
		{ "15 is not the last of six", 15, SYSTEM_63, "12", 16 },
		{ "junior ends with three", 23, SYSTEM_63, "12", 0 },
		{ "in a 5-4 school with four", 23, SYSTEM_54, "12", 24 },
		{ "... then", 24, SYSTEM_54, "12", 0 },
		{ "and goes on to senior", 23, SYSTEM_63, "23", 31 },
		{ "senior", 31, SYSTEM_63, "3", 32 },
		{ "senior ends, whatever there is", 33, SYSTEM_63, "34", 0 },
		{ "university", 41, SYSTEM_63, "4", 42 },
		{ "its end", 44, SYSTEM_63, "4", 0 },
		{ "no grade", 99, SYSTEM_63, "12", 0 },
		{ "nothing", 0, SYSTEM_63, "12", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		bool has[5] = { false };
		int to;

		for (const char *c = rows[i].has; *c; c++)
			has[*c - '0'] = true;
		to = new_year_grade(rows[i].from, rows[i].system, has);
		if (to != rows[i].to)
			fail_msg("%s: %d", rows[i].what, to);
	}
}

static void names_and_codes_go_with_the_grade(void **state)
{
	static const struct {
		int from, to;
		enum school_system system;
		bool junior_word;
		const char *name, *to_name, *code, *to_code;
	} rows[] = {
		{ 21, 22, SYSTEM_63, false, "七年级1班", "八年级1班", "2101", "2201" },
		{ 21, 22, SYSTEM_63, false, "初一3班", "初二3班", "2103", "2203" },
		{ 21, 22, SYSTEM_63, false, "初中一年级3班", "初中二年级3班", "0703",
			"0803" },
		{ 11, 12, SYSTEM_63, false, "一年级1班", "二年级1班", "1101", "1201" },
		{ 11, 12, SYSTEM_63, false, "小学一年级1班", "小学二年级1班", "0101",
			"0201" },
		{ 11, 12, SYSTEM_63, false, "1年级1班", "2年级1班", "101", "201" },
		{ 16, 21, SYSTEM_63, false, "六年级2班", "七年级2班", "1602", "2102" },
		{ 16, 21, SYSTEM_63, true, "六年级2班", "初一2班", "0602", "0702" },
		{ 15, 21, SYSTEM_54, false, "五年级2班", "六年级2班", "0502", "0602" },
		{ 21, 22, SYSTEM_54, false, "六年级2班", "七年级2班", "2102", "2202" },
		{ 21, 22, SYSTEM_54, false, "初一2班", "初二2班", "602", "702" },
		{ 31, 32, SYSTEM_63, false, "高一(3)班", "高二(3)班", "3103", "3203" },
		{ 31, 32, SYSTEM_63, false, "十年级3班", "十一年级3班", "1003",
			"1103" },
		{ 41, 42, SYSTEM_63, false, "大一甲班", "大二甲班", "4101", "4201" },
		{ 11, 12, SYSTEM_63, false, "一（3）班", "二（3）班", "103", "203" },
		{ 12, 13, SYSTEM_63, false, "2.3班", "3.3班", "1203", "1303" },
		/* what tells the year of entry stays */
		{ 21, 22, SYSTEM_63, false, "2026级3班", "2026级3班", "202603",
			"202603" },
		{ 21, 22, SYSTEM_63, false, "火箭班", "火箭班", "A7", "A7" },
		/* a code of another grade is not understood, and stays */
		{ 21, 22, SYSTEM_63, false, "初一3班", "初二3班", "2303", "2303" },
		{ 21, 22, SYSTEM_63, false, "", "", "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char name[48], code[24];

		new_year_name(rows[i].name, rows[i].from, rows[i].to, rows[i].system,
			rows[i].junior_word, name, sizeof(name));
		new_year_code(rows[i].code, rows[i].from, rows[i].to, rows[i].system,
			code, sizeof(code));
		if (strcmp(name, rows[i].to_name) != 0 ||
			strcmp(code, rows[i].to_code) != 0)
			fail_msg("%s %s becomes %s %s", rows[i].name, rows[i].code,
				name, code);
	}
}

/* ---- the step ---- */

static void put(const char *name, int grade, const char *code, const char *class,
	struct student *out)
{
	struct err err = ERR_INIT;

	*out = (struct student){ .sex = SEX_MALE, .grade_code = grade };
	strcpy(out->name, name);
	snprintf(out->number, sizeof(out->number), "L%s", name);
	strcpy(out->class_code, code);
	strcpy(out->class_name, class);
	MUST(roster_begin(store, MONDAY_US, &err) &&
		roster_end(store, roster_put(store, out, NULL, &err), ROSTER_PART, NULL,
			&err));
}

static void everybody_goes_up_leaves_or_stays(void **state)
{
	struct student one, two, kept, last, found;
	char ids[1][STUDENT_ID_MAX + 1];
	struct new_year_kept stays = { (const char(*)[STUDENT_ID_MAX + 1]) ids, 1 };
	struct new_year_counts counts;
	struct new_year_class plan[8];
	struct roster_class classes[8];
	struct session session;
	struct entry_id id;
	struct attempt_now made[4];
	struct err err = ERR_INIT;

	(void)state;
	put("李小树", 21, "2101", "七年级1班", &one);
	put("林小月", 22, "2201", "八年级1班", &two);
	put("王小雨", 22, "2201", "八年级1班", &kept);
	put("赵小石", 23, "2301", "九年级1班", &last);
	MUST(session_make(store, "run50", SESSION_FORMAL, &session, &err));
	MUST(attempt_make(store, &session, one.id, 8100, &id, &err));
	strcpy(ids[0], kept.id);
	MUST(results_rebuild(with, &err));

	assert_int_equal(new_year_plan(store, plan, 8, &err), 3);
	assert_string_equal(plan[0].to_name, "八年级1班");
	assert_int_equal(plan[2].to_grade, 0);
	MUST_FAIL(new_year_begin(store, &stays, "郑老师", MONDAY_US, &counts, &err),
		"2026—2027");
	assert_int_equal(store_school_year(store), 2026);

	MUST(new_year_begin(store, &stays, "郑老师", SUMMER_US, &counts, &err));
	assert_int_equal(counts.promoted, 2);
	assert_int_equal(counts.leaving, 1);
	assert_int_equal(counts.kept, 1);
	assert_int_equal(store_school_year(store), 2027);
	assert_int_equal(roster_find(store, one.id, &found, &err), ROSTER_FOUND);
	assert_int_equal(found.grade_code, 22);
	assert_string_equal(found.class_code, "2201");
	assert_string_equal(found.class_name, "八年级1班");
	assert_string_equal(found.name, "李小树");
	assert_string_equal(found.test_number, one.test_number);
	assert_int_equal(roster_find(store, kept.id, &found, &err), ROSTER_FOUND);
	assert_int_equal(found.grade_code, 22);
	assert_int_equal(roster_count(store), 3);
	assert_int_equal(
		roster_find_number(store, "L赵小石", &found, &err), ROSTER_UNKNOWN);

	/* 王小雨 stayed, and is with those who came up. */
	assert_int_equal(roster_classes(store, classes, 8, &err), 2);
	assert_int_equal(classes[0].count, 2);
	/* What was measured is there, of the year before. */
	assert_int_equal(attempts_of(store, one.id, "run50", 2026, made, 4, &err), 1);
	assert_int_equal(attempts_of(store, one.id, "run50", 2027, made, 4, &err), 0);

	MUST_FAIL(new_year_begin(store, &stays, "郑老师", SUMMER_US, &counts, &err),
		"2027—2028");
	assert_int_equal(store_school_year(store), 2027);
	assert_int_equal(roster_count(store), 3);
}

static void two_classes_of_one_code_change_nothing(void **state)
{
	struct student a, b;
	struct new_year_kept nobody = { NULL, 0 };
	struct new_year_counts counts;
	struct err err = ERR_INIT;

	(void)state;
	put("李小树", 21, "2101", "七年级1班", &a);
	put("林小月", 21, "0801", "七年级2班", &b); /* stays 0801 */
	put("王小雨", 21, "0701", "七年级3班", &b); /* becomes 0801 */
	MUST_FAIL(new_year_begin(store, &nobody, "", SUMMER_US, &counts, &err),
		"班级编号都是0801");
	assert_int_equal(store_school_year(store), 2026);
	assert_int_equal(roster_find(store, a.id, &a, &err), ROSTER_FOUND);
	assert_int_equal(a.grade_code, 21);
}

/* 01 in every grade, and classes without a 班级编号, which are known by their names. */
static void classes_that_share_a_code_go_up_together(void **state)
{
	static const struct {
		const char *name, *to_code;
	} rows[] = {
		{ "七年级1班", "01" },
		{ "初一(2)班", "~22/初二(2" },
		{ "初一3班", "~22/初二3" },
		{ "八年级1班", "01" },
		{ "2班", "~23/2" },
	};
	struct new_year_class plan[8];
	struct student s;
	struct err err = ERR_INIT;

	(void)state;
	put("李小树", 21, "01", "七年级1班", &s);
	put("林小月", 22, "01", "八年级1班", &s);
	put("王小雨", 21, "~21/初一3", "初一3班", &s);
	put("郑小川", 21, "~21/初一(2", "初一(2)班", &s);
	put("赵小石", 22, "~22/2", "2班", &s);
	assert_int_equal(new_year_plan(store, plan, 8, &err), 5);
	for (int i = 0; i < 5; i++)
		for (size_t k = 0; k < sizeof(rows) / sizeof(rows[0]); k++)
			if (strcmp(plan[i].name, rows[k].name) == 0)
				assert_string_equal(plan[i].to_code, rows[k].to_code);
}

/* A list comes in meanwhile: a child between any two steps, until there are twenty. */
static struct store *office;
static int came;

static void come(void)
{
	struct student s = { .sex = SEX_MALE, .grade_code = 21, .name = "王小雨" };
	struct err err = ERR_INIT;

	snprintf(s.number, sizeof(s.number), "L%d", came);
	strcpy(s.class_code, "2101");
	strcpy(s.class_name, "七年级1班");
	if (came < 20 && roster_begin(office, MONDAY_US, &err) &&
		roster_end(office, roster_put(office, &s, NULL, &err), ROSTER_PART,
			NULL, &err))
		came++;
}

static void who_comes_meanwhile_is_left_behind_by_nobody(void **state)
{
	struct new_year_kept nobody = { NULL, 0 };
	struct new_year_counts counts;
	struct student one;
	struct err err = ERR_INIT;
	char name[24];

	(void)state;
	for (int i = 0; i < 40; i++) {
		snprintf(name, sizeof(name), "李小%d", i);
		put(name, 21, "2101", "七年级1班", &one);
	}
	MUST(results_rebuild(with, &err));
	office = store;
	MUST(db_run(store_db(office), "PRAGMA busy_timeout = 0", &err));
	came = 0;
	steps_watch();
	MUST(store = station_open(dir, STORE_WRITE, &err));
	steps_unwatch();
	steps_between = come;
	MUST(new_year_begin(store, &nobody, "", SUMMER_US, &counts, &err));
	steps_between = NULL;
	store_close(store);
	store = office;
	assert_int_equal(counts.promoted, 40 + came);
	assert_int_equal(count_of(store, "SELECT count(*) FROM student WHERE "
					 "grade_code = 21"),
		0);
}

static void the_calendar_says_when(void **state)
{
	static const struct {
		int64_t wall_us;
		bool may;
	} rows[] = {
		{ INT64_C(1795393800000000), false }, /* 2026-11-23 */
		{ INT64_C(1811779199000000), false }, /* 2027-05-31 23:59 */
		{ INT64_C(1811779200000000), true },  /* 2027-06-01 */
		{ INT64_C(1820419200000000), true },  /* 2027-09-09 */
		{ INT64_C(1836057600000000), true },  /* 2028-03-08: late, but due */
	};
	struct err err = ERR_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (new_year_may(store, rows[i].wall_us, &err) != rows[i].may)
			fail_msg("row %zu", i);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, begin_scored, end_scored)
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(grades_go_up_and_stages_change_by_the_system),
		cmocka_unit_test(names_and_codes_go_with_the_grade),
		T(everybody_goes_up_leaves_or_stays),
		T(two_classes_of_one_code_change_nothing),
		T(classes_that_share_a_code_go_up_together),
		T(who_comes_meanwhile_is_left_behind_by_nobody),
		T(the_calendar_says_when),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
