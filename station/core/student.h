/*
 * student - who is tested.
 *
 * The journal knows a student only by `id`, an opaque random text. Everything
 * that names a child lives in the `person` file and can be erased there.
 */
#ifndef CORE_STUDENT_H
#define CORE_STUDENT_H

#include <stdbool.h>
#include <stdint.h>

#include "class_key.h"

enum sex { SEX_NONE, SEX_MALE, SEX_FEMALE };

/* The grade whose tables are used for scoring. */
enum grade {
	GRADE_NONE,
	GRADE_G1,
	GRADE_G2,
	GRADE_G3,
	GRADE_G4,
	GRADE_G5,
	GRADE_G6,
	GRADE_G7,
	GRADE_G8,
	GRADE_G9,
	GRADE_G10,
	GRADE_G11,
	GRADE_G12,
	GRADE_U12, /* university years 1 and 2 */
	GRADE_U34, /* university years 3 and 4 */
	GRADE_COUNT
};

/* 学制: years of primary and junior high. In a 5-4 school the platform's code
 * 21 (初一) is tested and scored as grade 6 (upload.md, section 5). */
enum school_system { SYSTEM_63, SYSTEM_54 };

#define STUDENT_ID_MAX 24
#define STUDENT_NAME   96 /* bytes: 20 characters of four, and more */

struct student {
	char id[STUDENT_ID_MAX + 1]; /* opaque */
	enum sex sex;
	int grade_code;	  /* the platform's 年级编号, 11..44; the roster's grade */
	enum grade grade; /* the scored grade, from grade_code and the school system */
	int birth_date;	  /* yyyymmdd; 0 unknown */
	int class_place;  /* 班内学号 or 座号, 1..; 0 unknown */
	uint64_t barred;  /* 运动禁忌: one bit for each item index */
	char number[32];  /* 学籍号, as text */
	char test_number[12]; /* 测试号: given by the roster, or made by the station */
	char name[STUDENT_NAME];
	char class_code[24]; /* 班级编号, opaque */
	char class_name[48]; /* 班级名称 */
	char ethnicity[4];   /* 民族代码, as given */
	char address[128];   /* 家庭住址, as given; may be empty */
};

struct class_key student_class(const struct student *student);
bool student_same_class(const struct student *a, const struct student *b);
/* Is he of the class that was asked for? "01": of that code, in whatever grade; "11/01": of that
 * grade; "": any. Its name, too, for where no platform gave a code nobody knows one: "一年级1班",
 * "11/1班". */
bool student_is_of(const struct student *student, const char *class);

/* "M", "F", 男, 女, 1, 2; SEX_NONE for anything else. */
enum sex sex_read(const char *text);
const char *sex_key(enum sex sex); /* "M", "F", "" */
const char *sex_zh(enum sex sex);  /* "男", "女", "" */

/* "g1".."g12", "u12", "u34"; GRADE_NONE for anything else. */
enum grade grade_read(const char *text);
const char *grade_key(enum grade grade);
const char *grade_zh(enum grade grade); /* "一年级", "初一", "高一", "大一大二" */

/* The grade that is scored for a platform code; GRADE_NONE when there is none. */
enum grade grade_from_code(int code, enum school_system system);

/* "初中一年级": what the platform calls its code; "" when there is none. */
const char *grade_code_zh(int code);
/* How classes of a grade are called, "初一" of 初一3班: "六年级", "高一", "大一". A 5-4 school
 * counts through, where 初一 would be the sixth year: 21 is 六年级, 22 七年级. "" when none. */
const char *grade_class_zh(int code, enum school_system system);
/* The first and the last code of the stage (小学, 初中, 高中, 大学) that `code` is in: 21
 * and 23, in a 5-4 school 21 and 24; 41 and 44. 0 for what is no code. */
int grade_code_first(int code);
int grade_code_last(int code, enum school_system system);

#endif
