/*
 * complaints - what is wrong in a file, row by row, for the teacher who made it.
 *
 * Errors: a refused row is not taken at all, nor are those that stand there twice and
 * differ (doubled). Doubts: with a warning a row is taken, and what is suspicious is
 * probably a mistake, though it can be right. The reason says how to mend it, in Chinese.
 */
#ifndef EXCHANGE_COMPLAINTS_H
#define EXCHANGE_COMPLAINTS_H

#include <stdarg.h>
#include <stddef.h>

#include "student.h"

#define COMPLAINTS_MAX 100000

enum complaint_level {
	COMPLAINT_WARNING,
	COMPLAINT_REFUSED,
	COMPLAINT_DOUBLED,
	COMPLAINT_SUSPICIOUS
};
const char *complaint_level_name(enum complaint_level level); /* "refused" */

struct complaint {
	size_t row;	 /* as the spreadsheet counts; 1 is the heading */
	char column[48]; /* the heading as it stands in the file */
	char value[96];	 /* as it stands; a whole 学籍号 is masked */
	enum complaint_level level;
	char reason[256];  /* Chinese, for a teacher */
	const char *check; /* which look found it; lent; NULL: not said */
	/* whose row it is; lent; NULL: nobody's, or unknown */
	const struct student *who;
};

/* A new complaint at the end of the list, its reason still to be written; texts are
 * cut to fit. At COMPLAINTS_MAX the last one is written over. */
struct complaint *complaint_add(struct complaint **list, size_t *count, size_t row,
	enum complaint_level level, const char *column, const char *value);

/* Write the reason, cut at a character. */
void complaint_say(struct complaint *c, const char *fmt, va_list args)
	__attribute__((format(printf, 2, 0)));

/* In order of rows; within a row as they were added. */
void complaints_sort(struct complaint **list, size_t count);

#endif
