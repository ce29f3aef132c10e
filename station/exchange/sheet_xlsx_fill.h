/*
 * sheet_xlsx_fill - cells written into somebody else's workbook (.xlsx).
 *
 * Only the first shown sheet's XML is another than before, and in it only the cells
 * asked for; every other byte of it, and every other member of the file with its
 * packed bytes, is copied as it stands: comments, colours, protection, hidden sheets,
 * what a later version of a spreadsheet program keeps there.
 *
 * A cell keeps its style. One that is not there yet takes that of its row, else of its
 * column, as a spreadsheet does when somebody types there. Text stands in the cell
 * itself ("inlineStr"), so that the table of shared texts, which other cells live by,
 * stays as it was. A formula is not written over: others may live by it, and the order
 * in which they are computed (calcChain) would have to follow.
 */
#ifndef EXCHANGE_SHEET_XLSX_FILL_H
#define EXCHANGE_SHEET_XLSX_FILL_H

#include <stdbool.h>
#include <stddef.h>

#include "err.h"

#define FILL_TEXT_MAX 48

enum fill_kind {
	FILL_TEXT,	/* a text whatever it looks like: a run's 3'25 */
	FILL_AS_COLUMN, /* digits: text where the cell's format is text ("@") */
};

enum fill_got {
	FILL_NOT_MET, /* its row is not in the sheet */
	FILL_DONE,
	FILL_FORMULA, /* left alone: a formula stands there */
	FILL_MERGED, /* left alone: it is under a merged cell, and nobody would see it */
};

struct fill_cell {
	size_t row;    /* from 1 */
	size_t column; /* from 0 */
	enum fill_kind kind;
	enum fill_got got; /* filled in */
	char text[FILL_TEXT_MAX];
};

/* Write a copy of `from` with these cells to `to`, whole or not at all; `cells` are
 * sorted by row, then column, none twice. Both names may be the same. */
bool sheet_xlsx_fill(const char *from, const char *to, struct fill_cell *cells,
	size_t count, struct err *err);

#endif
