/*
 * roster_cells - what stands in one cell of a roster, each kind by itself.
 *
 * Every text here was folded before (cell_fold): half width, without blanks. Sources:
 * upload.md, sections 3, 5 and 9; GB 11643-1999.
 */
#ifndef EXCHANGE_ROSTER_CELLS_H
#define EXCHANGE_ROSTER_CELLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"
#include "err.h"
#include "item.h"
#include "student.h"

/* A cell that says who somebody is, folded onto the end of `out`. A leading apostrophe
 * says "text" in a spreadsheet and is sometimes saved, also in its typographic form. */
void cell_fold(struct buf *out, const char *text);

/* 年级编号, or a grade's name ("初一", "七年级", "高中二年级", "小学三年级", "3"), to the
 * platform's code; 0 when it is none. In a 5-4 school 六年级 is 21. */
int grade_code_read(const char *text, enum school_system system);

/* The same from the beginning of a class's name: "一年级3班", "七(3)班", "高二1班". */
int grade_code_of_class(const char *text, enum school_system system);

/* The register of pupils calls grades by the year of entry: 2023级, 小学2023级, and classes
 * 2023级1班. Without a stage's name the age tells it, where only one is near. */
enum entry_grade {
	ENTERED_NONE,	 /* no year of entry stands there */
	ENTERED_GRADE,	 /* *code is the grade in `school_year` */
	ENTERED_UNCLEAR, /* which stage? */
	ENTERED_LATER,	 /* enters in a later school year */
	ENTERED_OVER,	 /* the stage has no so many years */
};
/* `age` is that on 1 September; below 0: unknown. What stands behind 级 is the class's. */
enum entry_grade entry_grade_read(const char *text, int school_year, int age,
	enum school_system system, int *code);

/* "3班" of "2023级3班", and the year; a text without one is returned as it is, with 0. */
const char *class_behind_entry(const char *text, int *entered);

/* Which class of its grade a name says: "初一(3)班", "七年3班", "3班", "三" are 3. 0: none,
 * "实验班". Folded, as the others. */
int class_number_read(const char *text, enum school_system system);
/* A class that stands beside its grade is called as in the other grades: "1班" of grade 21
 * becomes "初一1班", "2" "初一2班". `name` is as written, `text` folded. false: the name says
 * its grade or its year ("七1班", "2023级3班", "701") or has no room, and stays. */
bool class_name_complete(const char *name, const char *text, int grade_code,
	enum school_system system, char *out, size_t size);

/* Where a file has class names only, the class needs a code to be known by. It
 * begins with "~", so that it is never taken for the platform's 班级编号, and ends in
 * the class's number, from which test numbers are made: "~11/一年级3". */
void class_code_make(struct student *s);

/* "2012-3-4", "2012/3/4", "2012.3.4", "20120304", "2012年3月4日" to yyyymmdd;
 * 0 when it is no real day. */
int birth_date_read(const char *text);

enum number_verdict {
	NUMBER_GOOD,
	NUMBER_CHECK_DIGIT, /* well formed; GB 11643 does not hold (G only) */
	NUMBER_NO_LETTER,   /* 18 characters of an identity number, no G, L or J */
	NUMBER_OLD,	    /* 15 digits: an identity number from before 2013 */
	NUMBER_ROUNDED,	    /* 1.10105E+17: a spreadsheet made a number of it */
	NUMBER_MALFORMED,   /* anything else than [GLJ], 17 digits, digit or X */
};

/* Letters large. */
enum number_verdict student_number_check(const char *number);

/* The check digit of GB 11643 for 17 digits: '0'..'9' or 'X'. */
char identity_check_digit(const char *digits);

/* Does the last place of a whole number fit, whatever its letter? */
bool number_checks(const char *number);
/* Of two whole numbers: one place differs, or two neighbours changed places. */
bool number_near(const char *a, const char *b);

/* A whole number is a child's identity: only its letter is shown ("G***..."), and nothing of
 * one without its letter or with a digit too few. What tells nobody's birth date is returned
 * as it is, for there is nothing else to know it by. */
#define NUMBER_MASK_SIZE 24
const char *number_masked(const char *number, char out[NUMBER_MASK_SIZE]);

/* A cell that is quoted where nobody knows what it is, folded onto the end of `out`: seven
 * digits or more may be a child's number or a telephone ("G***"). */
void cell_mask(struct buf *out, const char *text);

/* yyyymmdd and sex within a well-formed G number. */
int number_birth_date(const char *number);
enum sex number_sex(const char *number);
/* His birth date, or that of his number when it is right; 0 unknown. */
int student_birth_date(const struct student *student);

/* Whole years on 1 September of `school_year`, of yyyymmdd. */
int age_when_school_began(int birth_date, int school_year);
/* A year younger than the grade is, or three older, is ordinary. */
bool age_fits_grade(int age, int grade_code, enum school_system system);

enum barred_verdict {
	BARRED_GOOD,
	BARRED_UNKNOWN, /* a word is no item's name: all bits are set */
};
/* 运动禁忌: names of items, 全部, or 无, apart by commas, 、, ; or /. */
enum barred_verdict barred_read(
	const char *text, const struct items *items, uint64_t *barred);

#endif
