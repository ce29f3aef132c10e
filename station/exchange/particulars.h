/*
 * particulars - a sheet of exam particulars to wishes, and why not.
 *
 * Particulars are what a school knows of a student for the exam beside attempts. The
 * heading says what a column is, by key or by the scheme's Chinese name, in any order:
 *
 *	学籍号, 测试号			who; one of them is necessary
 *	姓名				a check, see particulars_check()
 *	选项:<group>			items, apart by /, 、 or ,
 *	状态, 状态:<item|group|part>	a code of the scheme, or 正常
 *	证明, 批准人, 证明日期		of the row's statuses
 *	过程:<component>[:<year>]	a value; without the year all years as a/b/c
 *	往年:<school year>, 年级:<school year>	学年总分, and the grade of then
 *	体测状态			免予执行, 缓测 or 正常
 *	原因				why a choice is another now
 *
 * and choice:, status:, papers, approver, papers_date, process:, past:, grade:,
 * standard, reason. An unknown heading refuses the file, for it may be the one that
 * matters. An empty cell wishes nothing. A row with one wrong cell is refused as a
 * whole. What must be seen beside the journal (does he sit the exam, has he an
 * exemption already) is not known here.
 */
#ifndef EXCHANGE_PARTICULARS_H
#define EXCHANGE_PARTICULARS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"
#include "complaints.h"
#include "err.h"
#include "exam.h"
#include "layout.h"
#include "sheet.h"
#include "student.h"

#define PARTICULARS_MAX 20000

struct particulars_rules {
	const struct layout *layout; /* exam-in */
	const struct exam *exam;     /* NULL: no scheme is in use */
	int school_year;	     /* the present one; only earlier ones are past */
	int today;		     /* yyyymmdd; papers are not of tomorrow */
	enum school_system system;
};

enum exam_wish_kind {
	WISH_CHOICE,
	WISH_STATUS,
	WISH_PROCESS,
	WISH_PAST,
	WISH_STANDARD
};
/* `text` is as exam_entry_choice(), exam_entry_status() and exam_entry_process() take
 * it: keys; "" for WISH_PAST. */
struct exam_wish {
	enum exam_wish_kind kind;
	int at;		 /* group, component, school year */
	int year;	 /* of a component; -1: given once */
	int grade_code;	 /* WISH_PAST: of then, 0 not said */
	int32_t total_c; /* WISH_PAST */
	size_t column;
	size_t text, cell; /* in list->texts: what is wished, and as it stands */
};

struct exam_row {
	size_t row;
	char number[32], test_number[12], name[96]; /* "" not said */
	char papers[128], approver[64], reason[128];
	int given_on; /* yyyymmdd; 0 not said */
	size_t wish, wishes;
};

enum exam_column_kind {
	EXAM_COLUMN_UNUSED,
	EXAM_COLUMN_NUMBER,
	EXAM_COLUMN_TEST_NUMBER,
	EXAM_COLUMN_NAME,
	EXAM_COLUMN_PAPERS,
	EXAM_COLUMN_APPROVER,
	EXAM_COLUMN_PAPERS_DATE,
	EXAM_COLUMN_REASON,
	EXAM_COLUMN_STANDARD,
	EXAM_COLUMN_STATUS,
	EXAM_COLUMN_CHOICE,
	EXAM_COLUMN_PROCESS,
	EXAM_COLUMN_PAST,
	EXAM_COLUMN_GRADE,
};
struct exam_column {
	enum exam_column_kind kind;
	int at;		/* group, component, school year */
	int year;	/* of a component; -1: all, or given once */
	char where[32]; /* of a status: key; "" the student */
	char title[48]; /* as it stands */
};

struct particulars {
	struct exam_column *columns;
	size_t columns_count;
	struct exam_row *rows; /* the good ones, in the file's order */
	size_t count;
	struct exam_wish *wishes;
	size_t wishes_count;
	struct buf texts;
	struct complaint *complaints; /* by row */
	size_t complaints_count;
	size_t refused; /* rows */
	size_t silent;	/* rows that name a student and wish nothing */
};
#define PARTICULARS_INIT                                                               \
	{                                                                              \
		NULL, 0, NULL, 0, NULL, 0, BUF_INIT, NULL, 0, 0, 0                     \
	}

/* Do the headings of a sheet, which may stand below a title, speak of an exam? A roster's
 * do not. */
bool particulars_is(struct sheet *sheet);
bool particulars_heading_known(const void *rules, const char *heading);

/* All of `sheet`. false: the file is refused and `list` is empty. */
bool particulars_read(struct sheet *sheet, const struct particulars_rules *rules,
	struct particulars *list, struct err *err);
void particulars_release(struct particulars *list);

const char *particulars_text(const struct particulars *list, size_t at);

/* What can be said of a row once it is known whose it is, without the journal: the
 * name, items of the other sex, statuses that cover nothing. Each is a complaint that
 * refuses the row; false when there is one. */
bool particulars_check(struct particulars *list, const struct exam_row *row,
	const struct exam *exam, const struct student *student);

/* Is a choice in this group beside an exemption? Then the status, else NULL. */
const struct exam_status *exam_choice_exempt(
	const struct exam *exam, const struct exam_entry *entry, int group);

/* 年级编号 that a student of `code` had `years` before; 0: of another school. */
int grade_code_before(int code, int years, enum school_system system);

/* A complaint about a wish, or about the row as a whole (`wish` NULL); and one about
 * the column that says who it is. */
void particulars_complain(struct particulars *list, const struct exam_row *row,
	const struct exam_wish *wish, enum complaint_level level, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));
void particulars_complain_who(struct particulars *list, const struct exam_row *row,
	enum exam_column_kind kind, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

/* ---- between the files of this noun ----------------------------------------- */

/* The heading row to list->columns. */
bool particulars_headings(struct particulars *list,
	const struct particulars_rules *rules, const struct row *row, struct err *err);

/* Is `text` (folded) this name, folded alike? */
bool particulars_name_is(const char *folded, const char *name);

#endif
