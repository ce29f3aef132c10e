/* Rows of the upload file: which cells are filled, with what, and what is said. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "result_rows.h"

static void the_layout_follows_the_grades(void **state)
{
	static const struct {
		struct {
			int code;
			enum grade grade;
		} students[3];
		const char *layout;
	} cases[] = {
		{ { { 11, GRADE_G1 }, { 12, GRADE_G2 } }, "national-primary-12" },
		{ { { 13, GRADE_G3 } }, "national-primary-34" },
		{ { { 15, GRADE_G5 }, { 16, GRADE_G6 } }, "national-primary-56" },
		{ { { 11, GRADE_G1 }, { 16, GRADE_G6 } }, "national-primary" },
		{ { { 21, GRADE_G7 }, { 23, GRADE_G9 } }, "national-secondary" },
		{ { { 31, GRADE_G10 }, { 21, GRADE_G7 } }, "national-secondary" },
		{ { { 41, GRADE_U12 }, { 44, GRADE_U34 } }, "national-secondary" },
		{ { { 11, GRADE_G1 }, { 21, GRADE_G7 } }, "national-mixed" },
		/* a 5-4 school's first year of junior high runs 50 m x 8 */
		{ { { 21, GRADE_G6 }, { 22, GRADE_G7 } }, "national-mixed" },
		{ { { 21, GRADE_G6 } }, "national-mixed" },
		{ { { 0, GRADE_NONE } }, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct result_layout grades = { .secondary_code = false };
		const char *name;

		for (int s = 0; s < 3; s++) {
			struct student student = {
				.grade_code = cases[i].students[s].code,
				.grade = cases[i].students[s].grade
			};

			if (student.grade_code)
				result_layout_add(&grades, &student);
		}
		name = result_layout_name(&grades);
		if (!name || !cases[i].layout)
			assert_ptr_equal(name, cases[i].layout);
		else
			assert_string_equal(name, cases[i].layout);
	}
}

static void stages_have_two_names(void **state)
{
	enum result_stage stage;

	(void)state;
	assert_true(result_stage_read("小学", &stage));
	assert_int_equal(stage, STAGE_PRIMARY);
	assert_true(result_stage_read("senior", &stage));
	assert_true(result_stage_has(stage, 31));
	assert_false(result_stage_has(stage, 24));
	assert_true(result_stage_has(STAGE_ALL, 11));
	assert_false(result_stage_read("", &stage));
	assert_false(result_stage_read("kindergarten", &stage));
}

/* ---- rows ------------------------------------------------------------------- */

struct school {
	struct items *items;
	struct layout *layout;
	struct buf text, notes;
	struct result_counts counts;
};

static void begin(struct school *school, const char *layout)
{
	struct err err = ERR_INIT;

	school->items = items_load(SOURCE_DIR "/schema/items.yaml", &err);
	school->layout = layout_load(SOURCE_DIR "/schema", layout, &err);
	school->text = school->notes = (struct buf)BUF_INIT;
	if (!school->items || !school->layout)
		fail_msg("%s", err.text);
}

static void end(struct school *school)
{
	buf_release(&school->text);
	buf_release(&school->notes);
	layout_free(school->layout);
	items_free(school->items);
}

static struct item_result result(
	const char *item, enum result_state state, int64_t value)
{
	struct item_result r = { .state = state, .value = value };

	snprintf(r.item, sizeof(r.item), "%s", item);
	snprintf(r.attempt.station, sizeof(r.attempt.station), "TESTSTATION1");
	r.attempt.seq = 42;
	r.has_value = state == RESULT_VALID || state == RESULT_DISPUTED;
	return r;
}

struct case_of {
	struct student student;
	struct item_result results[12];
	size_t count;
	uint64_t interrupted;
};

static void export(struct school *school, const struct case_of *cases, size_t count)
{
	struct err err = ERR_INIT;
	struct book *book = book_create_text(&school->text, &school->notes);
	struct result_rows *rows = result_rows_begin(
		book, school->layout, school->items, &err);

	if (!rows)
		fail_msg("%s", err.text);
	for (size_t i = 0; i < count; i++)
		result_rows_add(rows, &cases[i].student, cases[i].results,
			cases[i].count, cases[i].interrupted);
	result_rows_end(rows, &school->counts);
	assert_true(book_save(book, &err));
}

/* Line `number` (from 1) of `text`, without its end. */
static char *line_of(const struct buf *text, int number, char out[400])
{
	const char *line = text->data;

	while (line && --number > 0) {
		line = strchr(line, '\n');
		line += line != NULL;
	}
	snprintf(out, 400, "%.*s", line ? (int)strcspn(line, "\n") : 0,
		line ? line : "");
	return out;
}

#define BOY                                                                            \
	{                                                                              \
		.id = "a", .sex = SEX_MALE, .grade_code = 21, .grade = GRADE_G7,       \
		.birth_date = 20130304, .number = "G990000201303040010",               \
		.name = "样例甲", .class_code = "0101", .class_name = "初一1班",       \
		.ethnicity = "01",                                                     \
	}
#define GIRL                                                                           \
	{                                                                              \
		.id = "b", .sex = SEX_FEMALE, .grade_code = 21, .grade = GRADE_G7,     \
		.birth_date = 20131112, .class_place = 7,                              \
		.number = "L990000201311120023", .name = "样例乙",                     \
		.class_code = "0101", .class_name = "初一1班", .ethnicity = "11",      \
		.address = "样例路1号",                                                \
	}

static void a_complete_row_has_every_cell_in_its_own_form(void **state)
{
	struct school school;
	struct case_of cases[] = {
		{ .student = BOY,
			.results = { result("height", RESULT_VALID, 1603),
				result("weight", RESULT_VALID, 45000),
				result("vital_capacity", RESULT_VALID, 2500),
				result("run50", RESULT_VALID, 9300),
				result("long_jump", RESULT_VALID, 1890),
				result("sit_reach", RESULT_VALID, -5),
				result("run1000", RESULT_VALID, 245000),
				result("pull_ups", RESULT_VALID, 0) },
			.count = 8 },
		{ .student = GIRL,
			.results = { result("height", RESULT_VALID, 1600),
				result("weight", RESULT_VALID, 45100),
				result("vital_capacity", RESULT_VALID, 2400),
				result("run50", RESULT_VALID, 10000),
				result("long_jump", RESULT_VALID, 1500),
				result("sit_reach", RESULT_VALID, 0),
				result("run800", RESULT_VALID, 240000),
				result("situps", RESULT_VALID, 30) },
			.count = 8 },
	};
	char line[400];

	(void)state;
	begin(&school, "national-secondary");
	export(&school, cases, 2);
	assert_string_equal(line_of(&school.text, 1, line),
		"年级编号,班级编号,班级名称,学籍号,民族代码,姓名,性别,出生日期,"
		"家庭住址,身高,体重,肺活量,"
		"50米跑,立定跳远,坐位体前屈,800米跑,1000米跑,一分钟仰卧起坐,引体向上");
	assert_string_equal(line_of(&school.text, 2, line),
		"21,0101,初一1班,G990000201303040010,1,样例甲,1,2013/3/"
		"4,,160.3,45,2500,9.3,"
		"189,-0.5,,4'05,,0");
	assert_string_equal(line_of(&school.text, 3, line),
		"21,0101,初一1班,L990000201311120023,11,样例乙,2,2013/11/"
		"12,样例路1号,160,"
		"45.1,2400,10,150,0,4'00,,30,");
	assert_int_equal(school.counts.complete, 2);
	assert_false(result_counts_ask(&school.counts));
	end(&school);
}

static void a_cell_without_a_sure_value_is_empty_and_explained(void **state)
{
	static const struct {
		enum result_state state;
		int64_t value;
		bool interrupted, barred;
		const char *cell, *note;
	} cases[] = {
		{ RESULT_VALID, 9300, false, false, "9.3", NULL },
		{ RESULT_MISSING, 0, false, false, "", "50米跑,未测," },
		{ RESULT_FOUL, 0, false, false, "", "50米跑,没有有效成绩," },
		{ RESULT_MISSING, 0, true, false, "",
			"50米跑,测试中断,没有成绩，需要重测" },
		{ RESULT_FOUL, 0, true, false, "", "50米跑,测试中断," },
		{ RESULT_VALID, 9300, true, false, "9.3", NULL },
		{ RESULT_MISSING, 0, false, true, "", "50米跑,运动禁忌," },
		{ RESULT_DISPUTED, 9300, false, false, "",
			"50米跑,有争议,待核查，单元格留空；记录 TESTSTATION1-42，读数 "
			"9.3" },
		{ RESULT_VALID, 4900, false, false, "4.9", "50米跑,超出平台范围,4.9" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct school school;
		struct case_of one = { .student = BOY,
			.results = { result("run50", cases[i].state, cases[i].value) },
			.count = 1 };
		char line[400], want[400];
		int run50;

		begin(&school, "national-secondary");
		run50 = items_find(school.items, "run50");
		one.interrupted = (uint64_t)cases[i].interrupted << run50;
		one.student.barred = (uint64_t)cases[i].barred << run50;
		export(&school, &one, 1);
		snprintf(want, sizeof(want),
			"21,0101,初一1班,G990000201303040010,1,样例甲,1,2013/3/"
			"4,,,,,%s,,,,,,",
			cases[i].cell);
		assert_string_equal(line_of(&school.text, 2, line), want);
		line_of(&school.notes, 11, line);
		if (cases[i].note ? !strstr(line, cases[i].note) : *line != '\0')
			fail_msg("case %zu: %s", i, line);
		assert_int_equal(
			result_counts_ask(&school.counts), cases[i].note != NULL);
		assert_int_equal(
			school.counts.disputed, cases[i].state == RESULT_DISPUTED);
		end(&school);
	}
}

static void gaps_of_the_person_are_named_and_ours_never_written(void **state)
{
	struct school school;
	struct case_of one = { .student = BOY };
	char line[400];

	(void)state;
	begin(&school, "national-secondary");
	one.student.birth_date = 0;
	one.student.ethnicity[0] = '\0';
	snprintf(one.student.class_code, sizeof(one.student.class_code), "~21/1");
	export(&school, &one, 1);
	assert_string_equal(line_of(&school.text, 2, line),
		"21,,初一1班,G990000201303040010,,样例甲,1,,,,,,,,,,,,");
	assert_non_null(strstr(line_of(&school.notes, 11, line),
		"2,21,初一1班,,样例甲,班级编号、民族代码、出生日期,学生信息不完整"));
	assert_int_equal(school.counts.none, 1);
	assert_int_equal(school.counts.identity, 1);
	end(&school);
}

static void nobody_without_number_and_name_ends_the_file(void **state)
{
	struct school school;
	struct case_of cases[2] = { { .student = BOY }, { .student = GIRL } };
	char line[400];

	(void)state;
	begin(&school, "national-secondary");
	cases[0].student.name[0] = cases[0].student.number[0] = '\0';
	export(&school, cases, 2);
	assert_non_null(strstr(line_of(&school.text, 2, line), "样例乙"));
	assert_string_equal(line_of(&school.text, 3, line), "");
	assert_int_equal(school.counts.roll, 2);
	assert_int_equal(school.counts.rows, 1);
	assert_non_null(strstr(school.notes.data, "个人信息已删除"));
	end(&school);
}

static void who_need_not_be_tested_is_left_out_with_his_paper(void **state)
{
	const struct student student = { .grade_code = 11,
		.grade = GRADE_G1,
		.number = "L990000201700000001",
		.name = "样例甲" };
	struct school school;
	struct err err = ERR_INIT;
	struct book *book;
	struct result_rows *rows;

	(void)state;
	begin(&school, "national-primary-12");
	book = book_create_text(&school.text, &school.notes);
	rows = result_rows_begin(book, school.layout, school.items, &err);
	assert_non_null(rows);
	result_rows_leave_out(rows, &student, "证明：3号");
	result_rows_end(rows, &school.counts);
	assert_true(book_save(book, &err));
	assert_null(strstr(school.text.data, "样例甲"));
	assert_non_null(strstr(
		school.notes.data, ",11,,,样例甲,,免予执行，没有写入,证明：3号"));
	assert_int_equal(school.counts.roll, 1);
	assert_int_equal(school.counts.exempt, 1);
	assert_int_equal(school.counts.rows, 0);
	assert_false(result_counts_ask(&school.counts));
	end(&school);
}

static void a_value_without_a_column_is_said(void **state)
{
	struct school school;
	struct case_of one = { .student = BOY,
		.results = { result("shuttle_50x8", RESULT_VALID, 100000) },
		.count = 1 };

	(void)state;
	begin(&school, "national-secondary");
	export(&school, &one, 1);
	assert_non_null(strstr(school.notes.data, "50米×8往返跑,本表没有这一列"));
	assert_true(result_counts_ask(&school.counts));
	end(&school);

	begin(&school, "national-mixed");
	export(&school, &one, 1);
	assert_non_null(strstr(school.text.data, ",1'40,"));
	end(&school);
}

static void a_layout_that_names_no_item_is_refused(void **state)
{
	struct err err = ERR_INIT;
	struct school school;
	struct buf text = BUF_INIT, notes = BUF_INIT;
	struct book *book = book_create_text(&text, &notes);

	(void)state;
	begin(&school, "roster-in");
	assert_null(result_rows_begin(book, school.layout, school.items, &err));
	assert_non_null(strstr(err.text, "roster-in"));
	book_discard(book);
	end(&school);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_layout_follows_the_grades),
		cmocka_unit_test(stages_have_two_names),
		cmocka_unit_test(a_complete_row_has_every_cell_in_its_own_form),
		cmocka_unit_test(a_cell_without_a_sure_value_is_empty_and_explained),
		cmocka_unit_test(gaps_of_the_person_are_named_and_ours_never_written),
		cmocka_unit_test(nobody_without_number_and_name_ends_the_file),
		cmocka_unit_test(who_need_not_be_tested_is_left_out_with_his_paper),
		cmocka_unit_test(a_value_without_a_column_is_said),
		cmocka_unit_test(a_layout_that_names_no_item_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
