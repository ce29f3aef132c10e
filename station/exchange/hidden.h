/*
 * hidden - what a sheet does not show and is read all the same.
 *
 * A filter or a hand hides rows, and whoever filtered for one class may believe that the
 * file holds no other. Every row is read; one sentence says how many were hidden, and
 * where.
 */
#ifndef EXCHANGE_HIDDEN_H
#define EXCHANGE_HIDDEN_H

#include <stddef.h>

#include "complaints.h"
#include "sheet.h"

#define HIDDEN_NAMED 8 /* rows that are named */

struct hidden_rows {
	size_t count;
	size_t row[HIDDEN_NAMED]; /* the first ones */
};

void hidden_note(struct hidden_rows *hidden, const struct row *row);
/* The warning, at the first of them; nothing when there is none. */
void hidden_say(
	const struct hidden_rows *hidden, struct complaint **complaints, size_t *count);

/* Warns of a column that is read; `heading` stands in row `row`. */
void hidden_say_column(const struct sheet *sheet, size_t column, size_t row,
	const char *heading, struct complaint **complaints, size_t *count);

#endif
