/*
 * upload_fill - our scores into the template that the school downloaded.
 *
 * A row gets scores only when it is surely a student's (upload_roll.h) who is not 免予执行,
 * for which the platform has no mark; a cell only when a result counts and nobody doubts it. Where we have nothing, what stands in the
 * cell stays. A cell that says already what we would write is left as it is, byte for
 * byte. Runs are texts, M'SS; other scores are digits, text where the cell was, and in an
 * empty cell where the column is.
 */
#ifndef EXCHANGE_UPLOAD_FILL_H
#define EXCHANGE_UPLOAD_FILL_H

#include <stdbool.h>
#include <stddef.h>

#include "complaints.h"
#include "item.h"
#include "sheet_xlsx_fill.h"
#include "upload_roll.h"
#include "upload_sheet.h"

struct upload_fill {
	struct fill_cell *cells; /* to be written, in order */
	size_t count;
	size_t students; /* whose row has a score of ours */
	size_t same;	 /* cells that said so already */
	size_t failed;	 /* cells that could not be filled */
	struct complaint *complaints;
	size_t complaints_count;
};
#define UPLOAD_FILL_INIT                                                               \
	{                                                                              \
		NULL, 0, 0, 0, 0, NULL, 0                                              \
	}

/* What to write. A value that is written over, and one that stays because we have none,
 * is a warning. */
void upload_fill_plan(struct upload_fill *fill, const struct upload_sheet *sheet,
	const struct upload_met *met, const struct items *items);

/* After the writing: cells that could not be filled. */
void upload_fill_look(struct upload_fill *fill, const struct upload_sheet *sheet);

/* Does the cell say now what we wanted? Of one that nobody wanted to write, too. */
bool upload_fill_did(const struct upload_fill *fill, size_t row, size_t column);

void upload_fill_release(struct upload_fill *fill);

#endif
