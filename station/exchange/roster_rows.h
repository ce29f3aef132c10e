/*
 * roster_rows - a roster file to students, and why not.
 *
 * Headings stand in the first filled row and are matched by layout roster-in,
 * never by position. The file as a whole is refused when a necessary heading
 * (学籍号, 姓名, 性别, and 年级 or a class name that begins with the grade) is not
 * there or is there twice. A row is refused when it could become the wrong child
 * or no child; everything else is a warning and the row is taken.
 *
 * Numbers (upload.md, section 9): 学籍号 is G, L or J, 17 digits, a digit or X. A
 * number cell there has lost its last digits and is refused. In grades 41 to 44
 * it is the 学号, any text. The check digit, the birth date and the sex within a G
 * number are warnings: an identity number can change while the 学籍号 stays. Two
 * rows with one number are both refused, because nobody but the teacher knows
 * which is right; where nothing differs between them, the second is passed over.
 *
 * 运动禁忌 names items, or 全部. A word that is no item's name bars every item,
 * with a warning: a child measured against a doctor's word is worse than one
 * measured a day later.
 */
#ifndef EXCHANGE_ROSTER_ROWS_H
#define EXCHANGE_ROSTER_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "err.h"
#include "item.h"
#include "layout.h"
#include "sheet.h"
#include "student.h"

#define ROSTER_STUDENTS_MAX 20000

enum complaint_level { COMPLAINT_WARNING, COMPLAINT_REFUSED };

struct complaint {
	size_t row;	 /* as the spreadsheet counts; 1 is the heading */
	char column[48]; /* the heading as it stands in the file */
	char value[96];	 /* as it stands; a whole 学籍号 is masked */
	enum complaint_level level;
	char reason[256]; /* Chinese, for a teacher */
};

struct roster_row {
	size_t row;
	struct student student; /* id empty: the store gives it */
};

struct roster_list {
	struct roster_row *rows; /* the good ones, in the file's order */
	size_t count;
	struct complaint *complaints; /* by row */
	size_t complaints_count;
	size_t refused; /* rows */
};
#define ROSTER_LIST_INIT                                                               \
	{                                                                              \
		NULL, 0, NULL, 0, 0                                                    \
	}

struct roster_rules {
	const struct layout *layout; /* roster-in */
	const struct items *items;
	enum school_system system; /* 六年级 is 16 or 21 */
};

/* All of `sheet`. false: the file is refused and `list` is empty. */
bool roster_rows_read(struct sheet *sheet, const struct roster_rules *rules,
	struct roster_list *list, struct err *err);
void roster_list_release(struct roster_list *list);

/* ---- the cells, each by itself ---------------------------------------------- */

/* 年级编号, or a grade's name ("初一", "七年级", "高中二年级", "小学三年级"), to a code;
 * 0 when it is none. `end`, if not NULL, gets what follows the grade ("3班"). */
int grade_code_read(const char *text, enum school_system system, const char **end);

/* "2012-3-4", "2012/3/4", "2012.3.4", "20120304", "2012年3月4日" to yyyymmdd;
 * 0 when it is no real day. */
int birth_date_read(const char *text);

enum number_verdict {
	NUMBER_GOOD,
	NUMBER_MALFORMED,   /* not [GLJ], 17 digits, digit or X */
	NUMBER_OLD,	    /* a 15-digit identity number inside */
	NUMBER_CHECK_DIGIT, /* well formed; GB 11643 does not hold (G only) */
};

/* `number` is already folded, trimmed and large. */
enum number_verdict student_number_check(const char *number);

/* The check digit of GB 11643 for 17 digits: '0'..'9' or 'X'. */
char identity_check_digit(const char digits[17]);

#endif
