/*
 * roster_rows - a roster file to students, and why not.
 *
 * Headings stand in one of the first rows (headings.h) and are matched by layout
 * roster-in, never by position. The file as a whole is refused when a necessary heading
 * (学籍号, 姓名, 性别, and 年级 or a class name that begins with the grade) is not
 * there or is there twice. A row is refused when it could become the wrong child
 * or no child; everything else is a warning and the row is taken.
 *
 * Numbers (upload.md, section 9): 学籍号 is G, L or J, 17 digits, a digit or X. A
 * number cell there has lost its last digits and is refused. In grades 41 to 44
 * it is the 学号, any text. The check digit, the birth date and the sex within a G
 * number are suspicious, not wrong: an identity number can change while the 学籍号
 * stays. So is a birth date far from the grade's age. Two rows with one number are both
 * refused, because nobody but the teacher knows which is right; where nothing differs
 * between them, the second is passed over.
 *
 * A list with 年级 and 班级 says "1班" in every grade; screens and papers name a class by
 * itself, so that such a class is called 初一1班, or as the roll calls it (roster_plan.c).
 *
 * 运动禁忌 names items, or 全部. A word that is no item's name bars every item,
 * with a warning: a child measured against a doctor's word is worse than one
 * measured a day later.
 */
#ifndef EXCHANGE_ROSTER_ROWS_H
#define EXCHANGE_ROSTER_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "codes.h"
#include "complaints.h"
#include "err.h"
#include "item.h"
#include "layout.h"
#include "roster_cells.h"
#include "sheet.h"
#include "student.h"

#define ROSTER_STUDENTS_MAX 20000

struct roster_row {
	size_t row;
	struct student student; /* id empty: the store gives it */
	bool bare_class;	/* its class was written without the grade */
	bool left;		/* not to be stored (roster_plan.h) */
};

/* Columns that a roster may do without; what it does not speak of, it does not
 * change in a student who is known already. */
enum roster_column {
	ROSTER_BIRTH_DATE = 1u << 0,
	ROSTER_ETHNICITY = 1u << 1,
	ROSTER_ADDRESS = 1u << 2,
	ROSTER_CLASS_PLACE = 1u << 3,
	ROSTER_BARRED = 1u << 4,
};

struct roster_list {
	unsigned columns;	 /* enum roster_column: those that the file has */
	struct roster_row *rows; /* the good ones, in the file's order */
	size_t count;
	struct complaint *complaints; /* by row */
	size_t complaints_count;
	size_t refused; /* rows, also those of `doubled` */
	size_t doubled;
	size_t classless; /* without a class or a grade */
};
#define ROSTER_LIST_INIT                                                               \
	{                                                                              \
		0, NULL, 0, NULL, 0, 0, 0, 0                                           \
	}

struct roster_rules {
	const struct layout *layout; /* roster-in */
	const struct items *items;
	const struct codes *ethnicities; /* schema/codes/ethnicity.csv */
	enum school_system system;	 /* 六年级 is 16 or 21 */
	int school_year; /* for the age that belongs to a grade; 0: not looked at */
	const struct own_heading *headings; /* a school's own, or NULL */
	size_t headings_count;
};

/* All of `sheet`. false: the file is refused and `list` is empty. */
bool roster_rows_read(struct sheet *sheet, const struct roster_rules *rules,
	struct roster_list *list, struct err *err);
void roster_list_release(struct roster_list *list);

/* ---- between the files of this noun ----------------------------------------- */

/* See complaint_add(). */
struct complaint *roster_complain(struct roster_list *list, size_t row,
	enum complaint_level level, const char *column, const char *value);

/* The rows against each other: doubled 学籍号 and 测试号, two of one name in a class.
 * Then the complaints in order of rows. */
void roster_compare(struct roster_list *list);

#endif
