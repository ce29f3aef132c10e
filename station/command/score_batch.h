/*
 * score_batch - `station score --batch`: results in a table, scores in a table.
 *
 * Streams: one row in, one row out, in order, and memory does not grow with the
 * file. The columns are those of the contract in the command line's design: the
 * input has student, sex, grade and the items that the scheme measures; the output
 * has the index, the points of every item of the scheme, the sums and the state.
 * A heading that is not understood refuses the file; a row that is not understood
 * is a row that says why.
 */
#ifndef COMMAND_SCORE_BATCH_H
#define COMMAND_SCORE_BATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "err.h"
#include "records.h"
#include "scheme.h"

struct score_batch {
	const struct scheme *scheme;
	const char *name;   /* of the input, for complaints */
	struct records *in; /* lent */
	FILE *out;
	bool json;
	bool explain;	     /* text with every step instead of a table */
	FILE *progress;	     /* a terminal that is told how far it is, or NULL */
	size_t rows, errors; /* set by score_batch() */
};

/* false: the file was refused, or ended in an unreadable row after `rows` rows. */
bool score_batch(struct score_batch *job, struct err *err);

#endif
