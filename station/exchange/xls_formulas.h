/*
 * xls_formulas - what the formulas of an old workbook (.xls) came to.
 *
 * FreeXL passes over cells with formulas, and a column that was reckoned would be empty
 * without a word. The results stand in the file beside the formulas, so they are looked
 * up here: the container's stream "Workbook" is put together from its sectors, and its
 * records of formulas are walked through (MS-CFB; MS-XLS 2.4.127 Formula, 2.4.268
 * String).
 *
 * Every place that the file names is checked against its size, and every chain against
 * going round; nothing is kept but the stream.
 */
#ifndef EXCHANGE_XLS_FORMULAS_H
#define EXCHANGE_XLS_FORMULAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"
#include "sheet.h"

struct xls_formula {
	uint32_t row, at;    /* from 0 */
	enum cell_kind kind; /* CELL_NUMBER, CELL_TEXT, CELL_ERROR; CELL_EMPTY is "" */
	double number;
	size_t text, len; /* CELL_TEXT: where in the list's texts, UTF-8 */
};

struct xls_formulas {
	struct xls_formula *list; /* in the file's order: by rows */
	size_t count;
	struct buf texts;
	/* its own */
	struct buf stream;
};
#define XLS_FORMULAS_INIT                                                              \
	{                                                                              \
		NULL, 0, BUF_INIT, BUF_INIT                                            \
	}

/* Those of sheet `sheet`, from 0, of the whole file `bytes`. false: it is not built as
 * such a file is. */
bool xls_formulas_read(
	struct xls_formulas *formulas, const void *bytes, size_t len, size_t sheet);
void xls_formulas_release(struct xls_formulas *formulas);

/* The formula in that cell, or NULL. */
const struct xls_formula *xls_formula_at(
	const struct xls_formulas *formulas, uint32_t row, uint32_t at);

#endif
