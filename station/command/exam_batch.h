/*
 * exam_batch - `station score --batch --scheme ID` for a scheme of an exam.
 *
 * As score_batch.h: one row in, one row out, in order. The columns are those of
 * docs/schemes.md, "Results". Of a sample or a draft every row carries its mark.
 */
#ifndef COMMAND_EXAM_BATCH_H
#define COMMAND_EXAM_BATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "err.h"
#include "exam.h"
#include "records.h"

struct exam_batch {
	const struct exam *exam;
	const char *name;   /* of the input, for complaints */
	struct records *in; /* lent */
	FILE *out;
	bool json, explain;
	size_t rows, errors; /* set by exam_batch() */
};

/* false: the file was refused, or ended in an unreadable row. */
bool exam_batch(struct exam_batch *job, struct err *err);

#endif
