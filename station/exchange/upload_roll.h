/*
 * upload_roll - who ought to be in an upload, with what the station has of each.
 *
 *	upload_roll_add(roll, ...) for every student who is here
 *	upload_roll_match(roll, sheet, system)	which row is whose, and why not
 *
 * A student is found in a sheet by 学籍号 alone (in universities 学号), and the row is his
 * only when the name agrees, as names are compared (unicode_name). What does not agree
 * is nobody's row: no score is written there, for it could be another child's.
 */
#ifndef EXCHANGE_UPLOAD_ROLL_H
#define EXCHANGE_UPLOAD_ROLL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "item.h"
#include "standings.h"
#include "student.h"
#include "upload_sheet.h"

#define UPLOAD_PAPERS 160

enum upload_state {
	UPLOAD_NOT_HIS, /* not tested at his sex and grade */
	UPLOAD_MISSING,
	UPLOAD_VALID,
	UPLOAD_DISPUTED,
	UPLOAD_FOUL,
	UPLOAD_INTERRUPTED,
	UPLOAD_BARRED,
};

struct upload_student {
	struct student student;
	enum upload_state state[ITEMS_MAX];
	int64_t value[ITEMS_MAX]; /* UPLOAD_VALID, UPLOAD_DISPUTED */
	enum standing_code standing;
	char papers[UPLOAD_PAPERS]; /* what was shown for the standing; "" */
	size_t row;		    /* the sheet's row that is his; 0: none */
};

struct upload_roll {
	struct upload_student *students;
	size_t count;
	size_t *by_number; /* indexes, in order of 学籍号 */
};
#define UPLOAD_ROLL_INIT                                                               \
	{                                                                              \
		NULL, 0, NULL                                                          \
	}

/* The new student, zeroed but for who he is. */
struct upload_student *upload_roll_add(
	struct upload_roll *roll, const struct student *student);
void upload_roll_release(struct upload_roll *roll);

/* How a row of a sheet and the roll agree. */
enum upload_match {
	UPLOAD_HIS,
	UPLOAD_NOBODY, /* neither 学籍号 nor 姓名: the file ends here for the platform */
	UPLOAD_NO_NUMBER,  /* no 学籍号 */
	UPLOAD_LOST,	   /* 学籍号 is a number, and has lost its last digits */
	UPLOAD_STRANGER,   /* not on the roll */
	UPLOAD_OTHER_NAME, /* on the roll by another name */
	UPLOAD_OTHER_SEX,
	UPLOAD_TWICE, /* another row has the same 学籍号 */
};
struct upload_met {
	enum upload_match match;
	struct upload_student *student; /* whose 学籍号 it is; NULL: nobody's */
	size_t other;			/* UPLOAD_TWICE: the other row */
};

/* `met` has room for a row each. Sets `row` of every student. */
void upload_roll_match(struct upload_roll *roll, const struct upload_sheet *sheet,
	struct upload_met *met);

/* The column that holds the number by which students are known, or -1. */
int upload_number_column(const struct upload_sheet *sheet);

#endif
