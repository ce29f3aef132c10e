/* Students and classes as the latest roster says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "item.h"
#include "steps.h"
#include "stored.h"

static char dir[64];
static struct store *store;
static struct items *items;

static int begin(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	folder_make(dir);
	steps_watch();
	MUST(station_make(dir, &err));
	MUST(store = station_open(dir, STORE_KIOSK, &err));
	MUST(items = items_load(SOURCE_DIR "/schema/items.yaml", &err));
	roster_use_items(store, items);
	return 0;
}

static int end(void **state)
{
	(void)state;
	store_close(store);
	items_free(items);
	folder_remove(dir);
	return 0;
}

/* Class 21MM has places 1.. in the order given. */
static const struct row {
	const char *number, *name;
	enum sex sex;
	int grade_code;
	const char *class_code;
	int place;
} september[] = {
	{ "G1", "李小树", SEX_MALE, 21, "2103", 2 },
	{ "G2", "王小雨", SEX_FEMALE, 21, "2103", 1 },
	{ "G3", "赵小石", SEX_MALE, 21, "2103", 0 },
	{ "G4", "欧阳青", SEX_FEMALE, 21, "2110", 1 },
	{ "G5", "吕小山", SEX_MALE, 11, "1101", 1 },
};
#define SEPTEMBER (sizeof(september) / sizeof(*september))

static struct student of_row(const struct row *row)
{
	struct student s = { .sex = row->sex,
		.grade_code = row->grade_code,
		.class_place = row->place,
		.birth_date = 20130405 };

	snprintf(s.number, sizeof(s.number), "%s", row->number);
	snprintf(s.name, sizeof(s.name), "%s", row->name);
	snprintf(s.class_code, sizeof(s.class_code), "%s", row->class_code);
	snprintf(s.class_name, sizeof(s.class_name), "%s班", row->class_code);
	return s;
}

static struct roster_counts import(
	const struct row *rows, size_t count, enum roster_extent extent)
{
	struct roster_counts counts;
	struct err err = ERR_INIT;

	MUST(roster_begin(store, MONDAY_US, &err));
	for (size_t i = 0; i < count; i++) {
		struct student s = of_row(&rows[i]);

		MUST(roster_put(store, &s, NULL, &err));
	}
	MUST(roster_end(store, true, extent, &counts, &err));
	return counts;
}

static struct student found(const char *number)
{
	struct err err = ERR_INIT;
	struct student s;

	assert_int_equal(roster_find_number(store, number, &s, &err), ROSTER_FOUND);
	return s;
}

static void a_roster_is_found_again_in_every_way(void **state)
{
	struct roster_class classes[10];
	struct student s, list[10];
	struct err err = ERR_INIT;

	(void)state;
	assert_int_equal(import(september, SEPTEMBER, ROSTER_WHOLE).added, 5);
	assert_int_equal(roster_count(store), 5);
	s = found("G1");
	assert_string_equal(s.name, "李小树");
	assert_int_equal(strlen(s.id), 16);
	assert_int_equal(s.grade, GRADE_G7);
	assert_int_equal(s.sex, SEX_MALE);
	assert_int_equal(s.birth_date, 20130405);
	assert_string_equal(s.test_number, "210302");
	assert_int_equal(roster_find(store, s.id, &s, &err), ROSTER_FOUND);
	assert_int_equal(
		roster_find_test_number(store, "210302", &s, &err), ROSTER_FOUND);
	assert_string_equal(s.name, "李小树");
	assert_int_equal(roster_find_test_number(store, "", &s, &err), ROSTER_UNKNOWN);
	assert_int_equal(roster_find_number(store, "", &s, &err), ROSTER_UNKNOWN);
	assert_int_equal(roster_find(store, "nobody", &s, &err), ROSTER_UNKNOWN);

	assert_int_equal(roster_classes(store, classes, 10, &err), 3);
	assert_string_equal(classes[0].code, "1101");
	assert_string_equal(classes[1].code, "2103");
	assert_int_equal(classes[1].count, 3);
	assert_string_equal(classes[2].name, "2110班");

	assert_int_equal(roster_class_list(store, &(struct class_key){ 21, "2103" },
				 list, 10, &err),
		3);
	assert_string_equal(list[0].name, "王小雨");
	assert_string_equal(list[1].name, "李小树");
	assert_string_equal(list[2].name, "赵小石"); /* without a place: last */

	assert_int_equal(roster_search(store, "小", list, 10, &err), 4);
	assert_int_equal(
		roster_search(store, "lxs", list, 10, &err), 2); /* 李小树 吕小山 */
	assert_int_equal(roster_search(store, "2103", list, 10, &err), 3);
	assert_int_equal(roster_search(store, "%", list, 10, &err), 0);
	assert_int_equal(roster_search(store, "", list, 10, &err), 0);
}

/* Names, each with a blank behind it, in the order in which they are found. */
static void a_search_finds_by_letters_numbers_and_characters(void **state)
{
	static const struct {
		const char *text, *found;
	} rows[] = {
		{ "xiaoshu", "李小树 " },
		{ "lv", "吕小山 " },
		{ "lu", "吕小山 " },
		{ "wangxy", "王小雨 " },
		{ "Wang Xiao Yu", "王小雨 " },
		{ "小雨", "王小雨 " },
		{ "210302", "李小树 " },
		/* in order of class */
		{ "l", "吕小山 李小树 " },
		{ "zhao", "赵小石 " },
		{ "nobody", "" },
		{ "G1", "" }, /* 学籍号 is no way to look for somebody */
		{ "王'; DROP TABLE x", "" },
	};
	struct student list[10];
	struct err err = ERR_INIT;
	unsigned next;

	(void)state;
	import(september, SEPTEMBER, ROSTER_WHOLE);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char found_names[256] = "";
		int n = roster_search(store, rows[i].text, list, 10, &err);

		for (int k = 0; k < n; k++) {
			strcat(found_names, list[k].name);
			strcat(found_names, " ");
		}
		if (strcmp(found_names, rows[i].found) != 0)
			fail_msg("\"%s\" finds \"%s\"", rows[i].text, found_names);
	}
	assert_int_equal(roster_search(store, "小", list, 2, &err), 2);
	assert_int_equal(roster_search_next(store, "", list, 10, &next, &err), 0);
	assert_true(next >> ('z' - 'a') & 1); /* 赵 */
	assert_false(next >> ('b' - 'a') & 1);
	assert_int_equal(roster_search_next(store, "wangx", list, 10, &next, &err), 1);
	assert_int_equal(next, 1u << ('i' - 'a') | 1u << ('y' - 'a')); /* xiao, yu */
}

static void the_same_roster_again_writes_nothing(void **state)
{
	int64_t entries;
	struct roster_counts counts;

	(void)state;
	import(september, SEPTEMBER, ROSTER_WHOLE);
	entries = count_of(store, "SELECT count(*) FROM entry");
	counts = import(september, SEPTEMBER, ROSTER_WHOLE);
	assert_int_equal(counts.same, 5);
	assert_int_equal(counts.added + counts.changed + counts.gone + counts.back, 0);
	assert_int_equal(count_of(store, "SELECT count(*) FROM entry"), entries);
}

static void who_is_missing_is_gone_and_keeps_his_results(void **state)
{
	struct err err = ERR_INIT;
	struct roster_counts counts;
	struct session session;
	struct student s, before;
	struct attempt_now tries[4];

	(void)state;
	import(september, SEPTEMBER, ROSTER_WHOLE);
	before = found("G1");
	MUST(session_make(store, "run50", SESSION_FORMAL, &session, &err));
	MUST(attempt_make(store, &session, before.id, 8500, NULL, &err));

	/* Only the first: of the whole school, of his class, of some students. */
	counts = import(september + 1, 1, ROSTER_PART);
	assert_int_equal(counts.gone, 0);
	counts = import(september + 1, 1, ROSTER_CLASSES);
	assert_int_equal(counts.gone, 2); /* 李小树 and 赵小石, but no other class */
	assert_int_equal(roster_count(store), 3);
	counts = import(september + 1, 1, ROSTER_WHOLE);
	assert_int_equal(counts.gone, 2);
	assert_int_equal(roster_count(store), 1);
	assert_int_equal(roster_find_number(store, "G1", &s, &err), ROSTER_UNKNOWN);
	assert_int_equal(roster_find(store, before.id, &s, &err), ROSTER_FOUND);
	assert_int_equal(attempts_of(store, before.id, NULL, 2026, tries, 4, &err), 1);

	counts = import(september, SEPTEMBER, ROSTER_WHOLE);
	assert_int_equal(counts.back, 4);
	s = found("G1");
	assert_string_equal(s.id, before.id);
	assert_string_equal(s.test_number, before.test_number);
}

static void a_change_of_class_keeps_id_and_test_number(void **state)
{
	struct row moved = september[0];
	struct student before, after;
	struct roster_counts counts;

	(void)state;
	import(september, SEPTEMBER, ROSTER_WHOLE);
	before = found("G1");
	moved.class_code = "2110";
	moved.place = 30;
	counts = import(&moved, 1, ROSTER_PART);
	assert_int_equal(counts.changed, 1);
	after = found("G1");
	assert_string_equal(after.id, before.id);
	assert_string_equal(after.class_code, "2110");
	assert_string_equal(after.test_number, "210302"); /* as on his card */
	assert_int_equal(
		count_of(store, "SELECT count(*) FROM roster_row"), SEPTEMBER + 1);
	/* A new name is for person.db alone. */
	moved.name = "李大树";
	assert_int_equal(import(&moved, 1, ROSTER_PART).changed, 1);
	assert_int_equal(
		count_of(store, "SELECT count(*) FROM roster_row"), SEPTEMBER + 1);
}

static void a_test_number_belongs_to_one_student(void **state)
{
	struct err err = ERR_INIT;
	struct student s = of_row(&september[0]), other = of_row(&september[1]);

	(void)state;
	strcpy(s.test_number, "77");
	strcpy(other.test_number, "77");
	MUST(roster_begin(store, MONDAY_US, &err));
	MUST(roster_put(store, &s, NULL, &err));
	MUST_FAIL(roster_put(store, &other, NULL, &err), "测试号");
	MUST_FAIL(roster_put(store, &s, NULL, &err), "twice");
	/* One row refused; the others stay. */
	strcpy(other.test_number, "");
	MUST(roster_put(store, &other, NULL, &err));
	MUST(roster_end(store, true, ROSTER_WHOLE, NULL, &err));
	assert_int_equal(roster_count(store), 2);
	assert_string_equal(found("G1").test_number, "77");
	assert_string_equal(found("G2").test_number, "210301");
}

static void two_on_one_place_get_different_test_numbers(void **state)
{
	static const struct row rows[] = {
		{ "G1", "甲", SEX_MALE, 21, "2103", 7 },
		{ "G2", "乙", SEX_MALE, 21, "2103", 7 },
		{ "G3", "丙", SEX_MALE, 21, "2103", 7 },
	};

	(void)state;
	import(rows, 3, ROSTER_WHOLE);
	assert_string_equal(found("G1").test_number, "210307");
	assert_string_equal(found("G2").test_number, "210308");
	assert_string_equal(found("G3").test_number, "210309");
}

static void without_a_number_a_child_is_known_by_class_name_and_birth(void **state)
{
	static const struct row twins[] = {
		{ "", "张一", SEX_MALE, 21, "2103", 1 },
		{ "", "张一", SEX_MALE, 21, "2103", 2 },
	};
	struct row numbered = twins[0];
	struct roster_counts counts;

	(void)state;
	counts = import(twins, 2, ROSTER_WHOLE);
	assert_int_equal(counts.added, 2);
	counts = import(twins, 2, ROSTER_WHOLE);
	assert_int_equal(counts.same, 2);
	/* A 学籍号 that comes later finds the child that has none. */
	numbered.number = "G9";
	counts = import(&numbered, 1, ROSTER_PART);
	assert_int_equal(counts.changed, 1);
	assert_string_equal(found("G9").test_number, "210301");
	assert_int_equal(roster_count(store), 2);
}

static void what_must_not_be_done_is_kept_by_key(void **state)
{
	struct err err = ERR_INIT;
	struct student s = of_row(&september[0]);
	uint64_t run = UINT64_C(1) << items_find(items, "run1000");
	uint64_t jump = UINT64_C(1) << items_find(items, "long_jump");
	enum roster_did did;

	(void)state;
	s.barred = run | jump;
	MUST(roster_begin(store, MONDAY_US, &err));
	MUST(roster_put(store, &s, &did, &err));
	MUST(roster_end(store, true, ROSTER_PART, NULL, &err));
	assert_int_equal(found("G1").barred, run | jump);
	s = found("G1");
	s.barred = jump;
	MUST(roster_begin(store, MONDAY_US, &err));
	MUST(roster_put(store, &s, &did, &err));
	MUST(roster_end(store, true, ROSTER_PART, NULL, &err));
	assert_int_equal(did, ROSTER_CHANGED);
	assert_int_equal(found("G1").barred, jump);
	roster_use_items(store, NULL);
	assert_int_equal(found("G1").barred, 0);
}

static void a_roster_that_fails_or_is_empty_changes_nothing(void **state)
{
	struct err err = ERR_INIT;
	struct student s = of_row(&september[0]);

	(void)state;
	import(september + 1, 4, ROSTER_WHOLE);
	MUST(roster_begin(store, MONDAY_US, &err));
	MUST(roster_put(store, &s, NULL, &err));
	assert_false(roster_end(store, false, ROSTER_WHOLE, NULL, &err));
	assert_int_equal(roster_count(store), 4);
	MUST(roster_begin(store, MONDAY_US, &err));
	MUST_FAIL(roster_end(store, true, ROSTER_WHOLE, NULL, &err), "single student");
	assert_int_equal(roster_count(store), 4);
	assert_int_equal(count_of(store, "SELECT count(*) FROM roster_row"), 4);
}

static void nothing_in_the_journal_names_a_child(void **state)
{
	char command[200];

	(void)state;
	import(september, SEPTEMBER, ROSTER_WHOLE);
	store_checkpoint(store, &(struct err)ERR_INIT);
	snprintf(command, sizeof(command), "grep -aqE '李小树|王小雨' %s/station.db*",
		dir);
	assert_int_not_equal(system(command), 0);
	snprintf(command, sizeof(command), "grep -aq '李小树' %s/person.db", dir);
	assert_int_equal(system(command), 0);
}

/* A power cut can keep the journal's file and lose the person's (architecture: what
 * the store holds). The next whole roster mends it. */
static void a_student_whose_person_was_lost_is_mended_by_the_next_roster(void **state)
{
	struct err err = ERR_INIT;
	struct student list[10];
	struct roster_counts counts;

	(void)state;
	import(september, SEPTEMBER, ROSTER_WHOLE);
	MUST(db_run(store_db(store), "DELETE FROM person.person WHERE number = 'G1'",
		&err));
	assert_int_equal(roster_count(store), 4);
	assert_int_equal(roster_class_list(store, &(struct class_key){ 21, "2103" },
				 list, 10, &err),
		2);
	counts = import(september, SEPTEMBER, ROSTER_WHOLE);
	assert_int_equal(counts.added, 1);
	assert_int_equal(counts.gone, 1);
	assert_int_equal(roster_count(store), 5);
}

/* ---- two grades that have a class 01 ------------------------------------------------ */

static const struct row ones[] = {
	{ "H1", "高一明", SEX_MALE, 31, "01", 1 },
	{ "H2", "高一亮", SEX_FEMALE, 31, "01", 2 },
	{ "H3", "高二明", SEX_MALE, 32, "01", 1 },
};

static void a_class_is_of_one_grade(void **state)
{
	static const struct {
		struct class_key class;
		int count;
	} asked[] = {
		{ { 31, "01" }, 2 }, { { 32, "01" }, 1 }, { { 33, "01" }, 0 },
		{ { 32, "02" }, 0 },
		{ { 0, "01" }, 3 }, /* the code alone: every grade's */
	};
	struct student list[10];
	struct err err = ERR_INIT;

	(void)state;
	import(ones, 3, ROSTER_WHOLE);
	for (size_t i = 0; i < sizeof(asked) / sizeof(asked[0]); i++)
		assert_int_equal(
			roster_class_list(store, &asked[i].class, list, 10, &err),
			asked[i].count);
}

static void a_list_of_a_class_says_nothing_of_another_grades(void **state)
{
	struct student s;
	struct err err = ERR_INIT;

	(void)state;
	import(ones, 3, ROSTER_WHOLE);
	assert_int_equal(import(ones, 1, ROSTER_CLASSES).gone, 1);
	assert_int_equal(roster_find_number(store, "H2", &s, &err), ROSTER_UNKNOWN);
	assert_int_equal(roster_find_number(store, "H3", &s, &err), ROSTER_FOUND);
}

/* ---- how much work a roster is ---------------------------------------------------- */

/* What `count` more children with numbers of their own cost. */
static int work_of(int from, int count)
{
	struct err err = ERR_INIT;
	struct roster_counts counts;
	int before = steps;

	MUST(roster_begin(store, MONDAY_US, &err));
	for (int i = from; i < from + count; i++) {
		struct row row = { "", "", SEX_MALE, 21, "", i % 45 + 1 };
		char number[16], name[32], code[16];
		struct student s;

		snprintf(number, sizeof(number), "G%05d", i);
		snprintf(name, sizeof(name), "李小%d", i);
		snprintf(code, sizeof(code), "%d", 2101 + i / 45);
		row.number = number;
		row.name = name;
		row.class_code = code;
		s = of_row(&row);
		MUST(roster_put(store, &s, NULL, &err));
	}
	MUST(roster_end(store, true, ROSTER_CLASSES, &counts, &err));
	assert_int_equal(counts.added, count);
	return steps - before;
}

/* What it costs to ask for 200 测试号 whether somebody may have them. */
static int work_of_numbers(void)
{
	struct err err = ERR_INIT;
	int before = steps;
	char number[16];
	bool may;

	MUST(roster_begin(store, MONDAY_US, &err));
	for (int i = 0; i < 200; i++) {
		snprintf(number, sizeof(number), "9%05d", i);
		MUST(roster_may_have_test_number(store, "nobody", number, &may, &err));
		assert_true(may);
	}
	MUST(roster_end(store, true, ROSTER_PART, NULL, &err));
	return steps - before;
}

static void a_large_school_is_no_more_work_a_child_than_a_small_one(void **state)
{
	int small, large, numbers;

	(void)state;
	small = work_of(0, 225);
	numbers = work_of_numbers();
	work_of(225, 900);
	large = work_of(1125, 225);
	assert_true(small > 0);
	assert_true(large < 2 * small);
	assert_true(work_of_numbers() <= 2 * numbers + 1);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)
	const struct CMUnitTest tests[] = {
		TEST(a_roster_is_found_again_in_every_way),
		TEST(a_search_finds_by_letters_numbers_and_characters),
		TEST(the_same_roster_again_writes_nothing),
		TEST(who_is_missing_is_gone_and_keeps_his_results),
		TEST(a_change_of_class_keeps_id_and_test_number),
		TEST(a_test_number_belongs_to_one_student),
		TEST(two_on_one_place_get_different_test_numbers),
		TEST(without_a_number_a_child_is_known_by_class_name_and_birth),
		TEST(what_must_not_be_done_is_kept_by_key),
		TEST(a_roster_that_fails_or_is_empty_changes_nothing),
		TEST(nothing_in_the_journal_names_a_child),
		TEST(a_student_whose_person_was_lost_is_mended_by_the_next_roster),
		TEST(a_class_is_of_one_grade),
		TEST(a_list_of_a_class_says_nothing_of_another_grades),
		TEST(a_large_school_is_no_more_work_a_child_than_a_small_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
