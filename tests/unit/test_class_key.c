/* A class is its grade and its code, in memory and as a text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "class_key.h"
#include "student.h"

static void a_class_is_written_and_read_again(void **state)
{
	static const struct {
		const char *text;
		int grade_code;
		const char *code;
	} rows[] = {
		{ "11/01", 11, "01" },
		{ "22/2201", 22, "2201" },
		{ "21/~21/1", 21, "~21/1" },
		{ "44/12345678901234567890123", 44, "12345678901234567890123" },
		/* a code alone, of every grade */
		{ "2101", 0, "2101" },
		{ "~21/1", 0, "~21/1" },
		{ "7/3", 0, "7/3" },
		{ "99/1", 0, "99/1" },
		{ "2023/1", 0, "2023/1" },
		{ "11/", 0, "11/" },
		{ "1", 0, "1" },
		{ "", 0, "" },
	};
	char text[CLASS_TEXT];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct class_key class = class_read(rows[i].text);

		if (class.grade_code != rows[i].grade_code ||
			strcmp(class.code, rows[i].code) != 0 ||
			strcmp(class_write(&class, text), rows[i].text) != 0)
			fail_msg("%s: %d, %s, %s", rows[i].text, class.grade_code,
				class.code, text);
	}
}

static void a_class_is_meant_by_itself_or_by_its_code(void **state)
{
	static const struct {
		const char *class, *said;
		bool is, is_of;
	} rows[] = {
		{ "11/01", "11/01", true, true },
		{ "11/01", "01", true, true },
		{ "12/01", "11/01", false, false },
		{ "11/02", "01", false, false },
		{ "21/~21/1", "~21/1", true, true },
		/* a code that reads as a whole class: the text of either */
		{ "12/11/01", "11/01", true, false },
		/* every class, and none */
		{ "11/01", "", true, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct class_key class = class_read(rows[i].class),
				       said = class_read(rows[i].said);

		if (class_is_said(&class, rows[i].said) != rows[i].is ||
			class_is_of(&class, &said) != rows[i].is_of)
			fail_msg("%s, %s", rows[i].class, rows[i].said);
	}
}

static void classmates_are_of_one_grade(void **state)
{
	struct student one = { .grade_code = 11, .class_code = "01" },
		       other = { .grade_code = 12, .class_code = "01" };

	(void)state;
	assert_true(student_same_class(&one, &one));
	assert_false(student_same_class(&one, &other));
	assert_true(student_is_of(&other, "12/01"));
	assert_false(student_is_of(&other, "11/01"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_class_is_written_and_read_again),
		cmocka_unit_test(a_class_is_meant_by_itself_or_by_its_code),
		cmocka_unit_test(classmates_are_of_one_grade),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
