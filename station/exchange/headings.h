/*
 * headings - where the headings of a sheet stand, and the rows below them.
 *
 * Schools write a title above their lists, a date, the name of who made it; and
 * headings of two rows, "50米跑" merged over 成绩, 评分 and 等级. So the first
 * HEADINGS_ROWS filled rows are looked at, each by itself and each with the row below
 * it, and those that know most columns are the headings; of two that know as many, the
 * first. Where no row knows any, the first filled row is taken, so that a sentence can
 * say what stands there. A sheet without headings is passed over for the next one that
 * is shown in the workbook, if that has some.
 *
 *	struct headings headings;
 *	if (headings_find(&headings, sheet, knows, ctx, &err))
 *		... row_cell(&headings.row, 3)->text ...
 *		while (headings_next(&headings, &row, &err) == SHEET_ROW) ...
 *	headings_release(&headings);
 *
 * Class teachers hand in a workbook with a sheet for each class. One sheet is read; that
 * there are more is said, or whole classes would be missing without a word.
 *
 * Memory is that of HEADINGS_ROWS rows.
 */
#ifndef EXCHANGE_HEADINGS_H
#define EXCHANGE_HEADINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "complaints.h"
#include "err.h"
#include "sheet.h"

#define HEADINGS_ROWS	20
#define HEADINGS_ENOUGH 2  /* known ones, for a sheet to be the list */
#define HEADINGS_SHEETS 64 /* others that are looked at */
#define HEADINGS_NAMED	5  /* of them in a sentence */

/* Is this the heading of a column that we know? */
typedef bool headings_known(const void *ctx, const char *heading);

struct headings {
	struct row row;	   /* the headings, of two rows joined; number: the lower one */
	size_t known;	   /* how many of them are known */
	size_t rows_above; /* filled rows above them, passed over */
	size_t sheet_at;   /* 0: the workbook's first sheet that is shown */
	/* its own */
	struct sheet *sheet; /* lent */
	struct row kept[HEADINGS_ROWS];
	size_t kept_count, below, next;
	enum sheet_got got; /* what came after those kept */
};

/* false: the sheet cannot be read, or is empty. headings_release() in either case. */
bool headings_find(struct headings *headings, struct sheet *sheet,
	headings_known *known, const void *ctx, struct err *err);

/* The next row below the headings. Where a list is printed on pages, its headings
 * stand again at the head of each: such a row is passed over. */
enum sheet_got headings_next(
	struct headings *headings, struct row *row, struct err *err);

/* One of several tries at an item, 50米跑第一次: no column of ours. */
bool heading_is_try(const char *heading);

/* Behind the last row: are there other sheets, of those that are shown, with most of these
 * headings and rows below them? A complaint names them. The sheet stands anywhere then. */
bool headings_say_others(const struct headings *headings, headings_known *known,
	const void *ctx, enum complaint_level level, struct complaint **complaints,
	size_t *count);

void headings_release(struct headings *headings);

#endif
