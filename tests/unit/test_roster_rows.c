/* Rosters: cells by tables, and whole files of tests/sheets with what they give. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "path.h"
#include "records.h"
#include "roster_rows.h"

static void grades_are_read_by_code_and_by_name(void **state)
{
	static const struct {
		const char *text;
		int code_63, code_54;
	} cases[] = {
		{ "11", 11, 11 },
		{ "23", 23, 23 },
		{ "30", 30, 30 },
		{ "44", 44, 44 },
		{ "一年级", 11, 11 },
		{ "小学一年级", 11, 11 },
		{ "小三", 13, 13 },
		{ "1年级", 11, 11 },
		{ "3", 13, 13 },
		{ "六年级", 16, 21 },
		{ "6", 16, 21 },
		{ "小学六年级", 16, 0 },
		{ "七年级", 21, 22 },
		{ "九年级", 23, 24 },
		{ "初一", 21, 21 },
		{ "初一年级", 21, 21 },
		{ "初中三年级", 23, 23 },
		{ "初四", 0, 24 },
		{ "高一", 31, 31 },
		{ "高三年级", 33, 33 },
		{ "高中二年级", 32, 32 },
		{ "十年级", 31, 31 },
		{ "十二年级", 33, 33 },
		{ "12年级", 33, 33 },
		{ "职高二", 32, 32 },
		{ "大一", 41, 41 },
		{ "大学四年级", 44, 44 },
		{ "大五", 0, 0 },
		{ "高四", 0, 0 },
		{ "十三年级", 0, 0 },
		{ "一年级1班", 0, 0 },
		{ "一", 0, 0 },
		{ "初", 0, 0 },
		{ "年级", 0, 0 },
		{ "0", 0, 0 },
		{ "99999999999999999999", 0, 0 },
		{ "2023级", 0, 0 },
		{ "", 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int code_63 = grade_code_read(cases[i].text, SYSTEM_63);
		int code_54 = grade_code_read(cases[i].text, SYSTEM_54);

		if (code_63 != cases[i].code_63 || code_54 != cases[i].code_54)
			fail_msg("\"%s\": %d, %d", cases[i].text, code_63, code_54);
	}
}

static void a_year_of_entry_is_a_grade(void **state)
{
	static const struct {
		const char *text;
		int age;	  /* in September 2023 */
		int in_63, in_54; /* the code, or why there is none */
	} cases[] = {
		{ "小学2023级", -1, 11, 11 },
		{ "小学2018级1班", -1, 16, -ENTERED_OVER },
		{ "小2020级", -1, 14, 14 },
		{ "初中2020级", -1, -ENTERED_OVER, 24 },
		{ "高2021级3班", -1, 33, 33 },
		{ "大学2023级", -1, 41, 41 },
		{ "小学2024级", -1, -ENTERED_LATER, -ENTERED_LATER },
		{ "2021级2班", 8, 13, 13 },
		{ "2021级", 10, 13, 13 },
		{ "2021级", 14, 23, 23 },
		{ "2021级", 17, 33, 33 },
		/* between two stages */
		{ "2021级", 15, 23, -ENTERED_UNCLEAR },
		{ "2021级", 11, -ENTERED_UNCLEAR, 23 },
		{ "2021级", 40, -ENTERED_UNCLEAR, -ENTERED_UNCLEAR },
		{ "2021级", -1, -ENTERED_UNCLEAR, -ENTERED_UNCLEAR },
		{ "2018级", 12, 16, -ENTERED_OVER },
		{ "2021", 8, -ENTERED_NONE, -ENTERED_NONE },
		{ "21级", 8, -ENTERED_NONE, -ENTERED_NONE },
		{ "0001级", 8, -ENTERED_NONE, -ENTERED_NONE },
		{ "三年级", 8, -ENTERED_NONE, -ENTERED_NONE },
		{ "", 8, -ENTERED_NONE, -ENTERED_NONE },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		for (int system = SYSTEM_63; system <= SYSTEM_54; system++) {
			int code, want = system == SYSTEM_54 ? cases[i].in_54
							     : cases[i].in_63;
			int is = (int)entry_grade_read(
				cases[i].text, 2023, cases[i].age, system, &code);

			if ((is == ENTERED_GRADE ? code : -is) != want)
				fail_msg("\"%s\" at %d: %d, %d", cases[i].text,
					cases[i].age, is, code);
		}
}

static void a_class_name_may_begin_with_its_grade(void **state)
{
	static const struct {
		const char *text;
		int code;
	} cases[] = {
		{ "一年级3班", 11 },
		{ "七(3)班", 21 },
		{ "7(3)班", 21 },
		{ "高二1班", 32 },
		{ "初三(12)班", 23 },
		{ "大二体育1班", 42 },
		{ "3班", 0 },
		{ "一班", 0 },
		{ "实验班", 0 },
		{ "2023级3班", 0 },
		{ "一年级", 0 },
		{ "", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (grade_code_of_class(cases[i].text, SYSTEM_63) != cases[i].code)
			fail_msg("\"%s\": %d", cases[i].text,
				grade_code_of_class(cases[i].text, SYSTEM_63));
}

static void a_class_beside_its_grade_is_called_by_both(void **state)
{
	static const struct {
		const char *name;
		int code;
		const char *in_63, *in_54; /* "": it stays */
		int number;
	} cases[] = {
		{ "1班", 21, "初一1班", "六年级1班", 1 },
		{ "1班", 22, "初二1班", "七年级1班", 1 },
		{ "1", 11, "一年级1班", "一年级1班", 1 },
		{ "02", 15, "五年级2班", "五年级2班", 2 },
		{ "12", 31, "高一12班", "高一12班", 12 },
		{ "0", 21, "", "", 0 },
		{ "00", 21, "", "", 0 },
		{ "0班", 21, "", "", 0 },
		{ "十班", 31, "高一十班", "高一十班", 10 },
		{ "十三班", 31, "高一十三班", "高一十三班", 13 },
		{ "十三", 31, "高一十三班", "高一十三班", 13 },
		{ "十二班", 33, "高三十二班", "高三十二班", 12 },
		{ "(十五)班", 21, "初一(十五)班", "六年级(十五)班", 15 },
		{ "二十一班", 12, "二年级二十一班", "二年级二十一班", 21 },
		{ "高二十班", 32, "", "", 10 },
		{ "高一十三班", 31, "", "", 13 },
		{ "(3)班", 23, "初三(3)班", "八年级(3)班", 3 },
		{ "(3)", 13, "三年级(3)班", "三年级(3)班", 3 },
		{ "三班", 13, "三年级三班", "三年级三班", 3 },
		{ "三", 13, "三年级三班", "三年级三班", 3 },
		{ "实验班", 33, "高三实验班", "高三实验班", 0 },
		{ "3班", 42, "大二3班", "大二3班", 3 },
		{ "体育3班", 42, "", "", 0 },
		{ "七年级3班", 21, "", "", 3 },
		{ "初一3班", 22, "", "", 3 },
		{ "七(3)班", 21, "", "", 3 },
		{ "七年3班", 21, "", "", 3 },
		{ "七3班", 21, "", "", 3 },
		{ "7.3班", 22, "初二7.3班", "", 0 },
		{ "2023级3班", 21, "", "", 0 },
		{ "701", 21, "", "", 0 },
		{ "2101", 21, "", "", 0 },
		{ "初一", 21, "", "", 0 },
		{ "", 21, "", "", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		for (int system = SYSTEM_63; system <= SYSTEM_54; system++) {
			const char *want = system == SYSTEM_54 ? cases[i].in_54
							       : cases[i].in_63;
			char out[48] = "";

			class_name_complete(cases[i].name, cases[i].name, cases[i].code,
				system, out, sizeof(out));
			if (strcmp(out, want) != 0)
				fail_msg("\"%s\" in %d: \"%s\"", cases[i].name,
					cases[i].code, out);
			if (class_number_read(cases[i].name, system) != cases[i].number)
				fail_msg("\"%s\": %d", cases[i].name,
					class_number_read(cases[i].name, system));
			if (*out && strstr(out, "班") &&
				grade_code_of_class(out, system) != cases[i].code)
				fail_msg("\"%s\" is read as another grade", out);
		}
}

static void birth_dates_are_read_in_every_accepted_spelling(void **state)
{
	static const struct {
		const char *text;
		int day;
	} cases[] = {
		{ "2012-3-4", 20120304 },
		{ "2012-03-04", 20120304 },
		{ "2012/3/4", 20120304 },
		{ "2012.3.4", 20120304 },
		{ "20120304", 20120304 },
		{ "2012年3月4日", 20120304 },
		{ "2012年03月04日", 20120304 },
		{ "2012-2-29", 20120229 },
		{ "2013-2-29", 0 },
		{ "2012-13-1", 0 },
		{ "2012-3", 0 },
		{ "12-3-4", 0 },
		{ "2012年3月4日生", 0 },
		{ "201203041", 0 },
		{ "日", 0 },
		{ "", 0 },
		{ "2012-3-4 extra text that is longer than any day can be", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (birth_date_read(cases[i].text) != cases[i].day)
			fail_msg("\"%s\": %d", cases[i].text,
				birth_date_read(cases[i].text));
}

/* GB 11643 publishes two examples; upload.md, section 9. */
static void student_numbers_are_checked(void **state)
{
	static const struct {
		const char *number;
		enum number_verdict verdict;
	} cases[] = {
		{ "G11010519491231002X", NUMBER_GOOD },
		{ "G440524188001010014", NUMBER_GOOD },
		{ "G110105194912310021", NUMBER_CHECK_DIGIT },
		{ "G440524188001010041", NUMBER_CHECK_DIGIT },
		{ "L110105194912310021", NUMBER_GOOD },
		{ "J11010520120304001X", NUMBER_GOOD },
		{ "11010519491231002X", NUMBER_NO_LETTER },
		{ "110105194912310021", NUMBER_NO_LETTER },
		{ "110105491231002", NUMBER_OLD },
		{ "1.10105E+17", NUMBER_ROUNDED },
		{ "G1101051949123100", NUMBER_MALFORMED },
		{ "G11010519491231002X0", NUMBER_MALFORMED },
		{ "GX1010519491231002X", NUMBER_MALFORMED },
		{ "H11010519491231002X", NUMBER_MALFORMED },
		{ "20170001", NUMBER_MALFORMED },
		{ "G", NUMBER_MALFORMED },
		{ "", NUMBER_MALFORMED },
	};
	char mask[NUMBER_MASK_SIZE];

	static const struct {
		const char *number, *masked;
	} masks[] = {
		{ "G11010519491231002X", "G******************" },
		/* as wrong as they are, a child's identity stands in them */
		{ "11010519491231002X", "******************" },
		{ "110105491231002", "***************" },
		{ "G1101051949123100", "G****************" },
		{ "110105194912310000", "******************" },
		{ "G11010519491231002X0000000", "G**********************" },
		/* and here it does not */
		{ "9.90E+17", "9.90E+17" },
		{ "20170001", "20170001" },
		{ "2026000123", "2026000123" },
		{ "", "" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (student_number_check(cases[i].number) != cases[i].verdict)
			fail_msg("\"%s\": %d", cases[i].number,
				student_number_check(cases[i].number));
	for (size_t i = 0; i < sizeof(masks) / sizeof(masks[0]); i++)
		assert_string_equal(
			number_masked(masks[i].number, mask), masks[i].masked);
	assert_int_equal(number_birth_date("G11010519491231002X"), 19491231);
	assert_int_equal(number_sex("G11010519491231002X"), SEX_FEMALE);
	assert_int_equal(number_sex("G440524188001010014"), SEX_MALE);
}

/* ---- whole files ------------------------------------------------------------ */

struct school {
	struct items *items;
	struct layout *layout;
	struct codes *codes;
};

static int open_school(void **state)
{
	struct school *school = mem_alloc(sizeof(*school));
	struct err err = ERR_INIT;

	school->items = items_load(SOURCE_DIR "/schema/items.yaml", &err);
	school->layout = layout_load(SOURCE_DIR "/schema", "roster-in", &err);
	school->codes = codes_load(SOURCE_DIR "/schema/codes/ethnicity.csv", &err);
	*state = school;
	if (school->items && school->layout && school->codes)
		return 0;
	print_error("%s\n", err.text);
	return -1;
}

static int close_school(void **state)
{
	struct school *school = *state;

	items_free(school->items);
	layout_free(school->layout);
	codes_free(school->codes);
	free(school);
	return 0;
}

static void write_complaints(struct records_out *out, const struct roster_list *list)
{
	static const char *const heading[] = { "row", "column", "value", "level",
		"reason" };

	records_write_row(out, heading, 5);
	for (size_t i = 0; i < list->complaints_count; i++) {
		const struct complaint *c = &list->complaints[i];

		records_write_int(out, (int64_t)c->row);
		records_write_field(out, c->column);
		records_write_field(out, c->value);
		records_write_field(out, complaint_level_name(c->level));
		records_write_field(out, c->reason);
		records_write_end(out);
	}
}

static void write_barred(
	struct records_out *out, const struct school *school, uint64_t barred)
{
	struct buf keys = BUF_INIT;
	size_t count = items_count(school->items), bits = 0;

	for (size_t i = 0; i < count; i++) {
		if (!(barred >> i & 1))
			continue;
		buf_addf(&keys, "%s%s", bits++ ? "+" : "",
			items_at(school->items, (int)i)->key);
	}
	records_write_field(out, bits == count ? "all" : keys.data);
	buf_release(&keys);
}

static void write_students(struct records_out *out, const struct school *school,
	const struct roster_list *list)
{
	static const char *const heading[] = { "row", "number", "name", "sex",
		"grade_code", "grade", "class_code", "class_name", "birth_date",
		"ethnicity", "class_place", "test_number", "barred" };

	records_write_row(out, heading, sizeof(heading) / sizeof(heading[0]));
	for (size_t i = 0; i < list->count; i++) {
		const struct student *s = &list->rows[i].student;

		records_write_int(out, (int64_t)list->rows[i].row);
		records_write_field(out, s->number);
		records_write_field(out, s->name);
		records_write_field(out, sex_key(s->sex));
		records_write_int(out, s->grade_code);
		records_write_field(out, grade_key(s->grade));
		records_write_field(out, s->class_code);
		records_write_field(out, s->class_name);
		records_write_int(out, s->birth_date);
		records_write_field(out, s->ethnicity);
		records_write_int(out, s->class_place);
		records_write_field(out, s->test_number);
		write_barred(out, school, s->barred);
		records_write_end(out);
	}
}

/* What a file gives, in the form of its expectation. */
static void read_file(const struct school *school, const char *folder, const char *name,
	struct buf *text)
{
	struct roster_rules rules = { school->layout, school->items, school->codes,
		strncmp(name, "54-", 3) == 0 ? SYSTEM_54 : SYSTEM_63, 2023, NULL, 0 };
	struct records_out out = RECORDS_OUT_BUF(text);
	struct roster_list list = ROSTER_LIST_INIT;
	struct err err = ERR_INIT;
	char path[PATH_SIZE];
	struct sheet *sheet;

	assert_true(path_join(path, folder, name, &err));
	sheet = sheet_open(path, &err);
	if (sheet && roster_rows_read(sheet, &rules, &list, &err)) {
		write_complaints(&out, &list);
		buf_addc(text, '\n');
		write_students(&out, school, &list);
	} else {
		buf_addf(text, "! %s\n", err.text);
	}
	roster_list_release(&list);
	sheet_close(sheet);
}

static void compare(const char *folder, const char *name, const struct buf *got)
{
	struct buf wanted = BUF_INIT, want_name = BUF_INIT;
	struct err err = ERR_INIT;
	char path[PATH_SIZE];
	const char *how = getenv("WANT");

	buf_add(&want_name, name, (size_t)(strrchr(name, '.') - name));
	buf_adds(&want_name, ".want.csv");
	assert_true(path_join(path, folder, want_name.data, &err));
	if (how && strcmp(how, "write") == 0) {
		assert_true(path_write(path, got->data, got->len, &err));
	} else if (!path_read(path, (size_t)1 << 20, &wanted, &err)) {
		fail_msg("%s", err.text);
	} else if (strcmp(wanted.data, got->data) != 0) {
		fail_msg("%s gives\n%sinstead of\n%s", name, got->data, wanted.data);
	}
	buf_release(&wanted);
	buf_release(&want_name);
}

static void awkward_files_give_what_stands_beside_them(void **state)
{
	static const char *const endings[] = { ".csv", ".xlsx", ".xls" };
	const char *folder = SOURCE_DIR "/tests/sheets";
	struct err err = ERR_INIT;
	size_t files = 0;

	for (size_t e = 0; e < sizeof(endings) / sizeof(endings[0]); e++) {
		char **names;
		size_t count;

		assert_true(path_list(folder, endings[e], &names, &count, &err));
		for (size_t i = 0; i < count; i++) {
			struct buf got = BUF_INIT;

			if (strstr(names[i], ".want."))
				continue;
			read_file(*state, folder, names[i], &got);
			compare(folder, names[i], &got);
			buf_release(&got);
			files++;
		}
		path_list_free(names);
	}
	assert_true(files >= 16);
}

static void a_word_that_is_no_item_bars_everything(void **state)
{
	static const struct {
		const char *text, *keys; /* by comma; "*" is all */
		enum barred_verdict verdict;
	} cases[] = {
		{ "", "", BARRED_GOOD },
		{ "无", "", BARRED_GOOD },
		{ "50米跑", "run50", BARRED_GOOD },
		{ "50米", "run50", BARRED_GOOD },
		{ "跳绳，仰卧起坐", "rope_skip,situps", BARRED_GOOD },
		{ "1000米跑/800米跑", "run1000,run800", BARRED_GOOD },
		{ "50米*8往返跑", "shuttle_50x8", BARRED_GOOD },
		{ "全部", "*", BARRED_GOOD },
		{ "跳绳、心脏病", "*", BARRED_UNKNOWN },
		{ "哮喘", "*", BARRED_UNKNOWN },
	};
	struct school *school = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		uint64_t barred, want = 0;

		for (size_t n = 0; n < items_count(school->items); n++) {
			const char *key = items_at(school->items, (int)n)->key;
			const char *at = strstr(cases[i].keys, key);

			if (*cases[i].keys == '*' ||
				(at && strcspn(at, ",") == strlen(key)))
				want |= UINT64_C(1) << n;
		}
		assert_int_equal(barred_read(cases[i].text, school->items, &barred),
			cases[i].verdict);
		if (barred != want)
			fail_msg("\"%s\": %llx", cases[i].text,
				(unsigned long long)barred);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(grades_are_read_by_code_and_by_name),
		cmocka_unit_test(a_year_of_entry_is_a_grade),
		cmocka_unit_test(a_class_name_may_begin_with_its_grade),
		cmocka_unit_test(a_class_beside_its_grade_is_called_by_both),
		cmocka_unit_test(birth_dates_are_read_in_every_accepted_spelling),
		cmocka_unit_test(student_numbers_are_checked),
		cmocka_unit_test(a_word_that_is_no_item_bars_everything),
		cmocka_unit_test(awkward_files_give_what_stands_beside_them),
	};

	return cmocka_run_group_tests(tests, open_school, close_school);
}
