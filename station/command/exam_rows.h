/*
 * exam_rows - what an exam's scheme makes of students, a row each.
 *
 *	exam_rows_begin(&r, exam, mark, stdout, env->json, person, n)
 *	rows_text(&r.rows, ...)			the n cells that name the student
 *	exam_rows_score(&r, &entry, "")		the others, and the end of the row
 *	rows_finish(&r.rows, &err); exam_rows_release(&r)
 *
 * The columns behind the person's are those of docs/schemes.md, "Results": each item's
 * _read and _points, the parts, total, level, state, why, and the mark where there is
 * one. Nothing about the mark can be left out: a row cannot end without it.
 */
#ifndef COMMAND_EXAM_ROWS_H
#define COMMAND_EXAM_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "buf.h"
#include "exam.h"
#include "rows.h"

#define EXAM_ROWS_PERSON_MAX 4
#define EXAM_ROWS_TITLES_MAX                                                           \
	(EXAM_ROWS_PERSON_MAX + 2 * EXAM_ITEMS_MAX + EXAM_PARTS_MAX + 5)

struct exam_rows {
	const struct exam *exam; /* lent */
	const char *mark;	 /* lent; "": no such column */
	struct rows rows;
	size_t person, titles_count;
	const char *titles[EXAM_ROWS_TITLES_MAX];
	char title[EXAM_ROWS_TITLES_MAX][48];
	struct buf why;
	struct exam_score score; /* of the latest row */
};

void exam_rows_begin(struct exam_rows *r, const struct exam *exam, const char *mark,
	FILE *file, bool json, const char *const *person, size_t count);
void exam_rows_release(struct exam_rows *r);

/* `wrong` is what contradicts itself about the student ("" when nothing does): then
 * the state is "wrong", `wrong` is why, and there is no total. */
void exam_rows_score(
	struct exam_rows *r, const struct exam_entry *entry, const char *wrong);
/* A row that could not be read: "error: ..." as its state, all else empty. */
void exam_rows_error(struct exam_rows *r, const struct err *err);

#endif
