#include "student.h"

#include <stddef.h>
#include <string.h>

enum sex sex_read(const char *text)
{
	static const struct {
		const char *text;
		enum sex sex;
	} words[] = {
		{ "M", SEX_MALE },
		{ "F", SEX_FEMALE },
		{ "男", SEX_MALE },
		{ "女", SEX_FEMALE },
		{ "男生", SEX_MALE },
		{ "女生", SEX_FEMALE },
		{ "男性", SEX_MALE },
		{ "女性", SEX_FEMALE },
		{ "1", SEX_MALE },
		{ "2", SEX_FEMALE },
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(text, words[i].text) == 0)
			return words[i].sex;
	return SEX_NONE;
}

const char *sex_key(enum sex sex)
{
	return sex == SEX_MALE ? "M" : sex == SEX_FEMALE ? "F" : "";
}

const char *sex_zh(enum sex sex)
{
	return sex == SEX_MALE ? "男" : sex == SEX_FEMALE ? "女" : "";
}

static const struct {
	const char *key, *zh;
} grades[GRADE_COUNT] = {
	[GRADE_NONE] = { "", "" },
	[GRADE_G1] = { "g1", "一年级" },
	[GRADE_G2] = { "g2", "二年级" },
	[GRADE_G3] = { "g3", "三年级" },
	[GRADE_G4] = { "g4", "四年级" },
	[GRADE_G5] = { "g5", "五年级" },
	[GRADE_G6] = { "g6", "六年级" },
	[GRADE_G7] = { "g7", "初一" },
	[GRADE_G8] = { "g8", "初二" },
	[GRADE_G9] = { "g9", "初三" },
	[GRADE_G10] = { "g10", "高一" },
	[GRADE_G11] = { "g11", "高二" },
	[GRADE_G12] = { "g12", "高三" },
	[GRADE_U12] = { "u12", "大一大二" },
	[GRADE_U34] = { "u34", "大三大四" },
};

enum grade grade_read(const char *text)
{
	for (int g = GRADE_G1; g < GRADE_COUNT; g++)
		if (strcmp(text, grades[g].key) == 0)
			return g;
	return GRADE_NONE;
}

const char *grade_key(enum grade grade)
{
	return (unsigned)grade < GRADE_COUNT ? grades[grade].key : "";
}

const char *grade_zh(enum grade grade)
{
	return (unsigned)grade < GRADE_COUNT ? grades[grade].zh : "";
}

/* schema/codes/grades.csv in C, compared with it by a test. 30 (preparatory) and 34
 * (fourth year of senior high) are real codes without tables of their own. */
enum grade grade_from_code(int code, enum school_system system)
{
	if (code >= 11 && code <= 16)
		return GRADE_G1 + (code - 11);
	if (code >= 21 && code <= 24 && system == SYSTEM_54)
		return GRADE_G6 + (code - 21);
	if (code >= 21 && code <= 23)
		return GRADE_G7 + (code - 21);
	if (code >= 31 && code <= 33)
		return GRADE_G10 + (code - 31);
	if (code == 41 || code == 42)
		return GRADE_U12;
	if (code == 43 || code == 44)
		return GRADE_U34;
	return GRADE_NONE;
}

struct class_key student_class(const struct student *student)
{
	struct class_key class = { .grade_code = student->grade_code };

	memcpy(class.code, student->class_code, sizeof(class.code));
	return class;
}

bool student_same_class(const struct student *a, const struct student *b)
{
	const struct class_key one = student_class(a), other = student_class(b);

	return class_same(&one, &other);
}

bool student_is_of(const struct student *student, const char *class)
{
	const struct class_key own = student_class(student);
	const char *of_grade = strchr(class, '/');

	return class_is_said(&own, class) || strcmp(class, student->class_name) == 0 ||
	       (of_grade && class_read(class).grade_code == own.grade_code &&
		       strcmp(of_grade + 1, student->class_name) == 0);
}

/* schema/codes/grades.csv again. */
const char *grade_code_zh(int code)
{
	static const struct {
		int code;
		const char *zh;
	} names[] = {
		{ 11, "小学一年级" },
		{ 12, "小学二年级" },
		{ 13, "小学三年级" },
		{ 14, "小学四年级" },
		{ 15, "小学五年级" },
		{ 16, "小学六年级" },
		{ 21, "初中一年级" },
		{ 22, "初中二年级" },
		{ 23, "初中三年级" },
		{ 24, "初中四年级" },
		{ 30, "高中预科" },
		{ 31, "高中一年级" },
		{ 32, "高中二年级" },
		{ 33, "高中三年级" },
		{ 34, "高中四年级" },
		{ 41, "大学一年级" },
		{ 42, "大学二年级" },
		{ 43, "大学三年级" },
		{ 44, "大学四年级" },
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (names[i].code == code)
			return names[i].zh;
	return "";
}

const char *grade_class_zh(int code, enum school_system system)
{
	static const char *const through[] = { "六年级", "七年级", "八年级", "九年级" };
	static const char *const university[] = { "大一", "大二", "大三", "大四" };

	if (code >= 41 && code <= 44)
		return university[code - 41];
	if (system == SYSTEM_54 && code >= 21 && code <= 24)
		return through[code - 21];
	return grade_zh(grade_from_code(code, system));
}

int grade_code_first(int code)
{
	return *grade_code_zh(code) ? code / 10 * 10 + 1 : 0;
}

int grade_code_last(int code, enum school_system system)
{
	bool five_four = system == SYSTEM_54;

	switch (grade_code_first(code)) {
	case 11:
		return five_four ? 15 : 16;
	case 21:
		return five_four ? 24 : 23;
	case 31:
		return 33;
	case 41:
		return 44;
	default:
		return 0;
	}
}
