#ifndef EVERY_CELL_H
#define EVERY_CELL_H

/*
 * Reads bytes as the workbook `name` to its end, and holds each row and cell against
 * what sheet.h promises: rows rise, texts are UTF-8 and bounded, an end that is not the
 * workbook's has a sentence. Where a cell is empty it is asked which one it is merged with.
 */
#include "sheet.h"
#include "unicode.h"

#include <assert.h>
#include <string.h>

static void check_merged(const struct cell *cell)
{
	assert((cell->kind == CELL_EMPTY) == (*cell->text == '\0'));
	assert(strlen(cell->text) <= SHEET_CELL_MAX);
	assert(unicode_is_utf8(cell->text, strlen(cell->text)));
}

static void read_every_cell(const char *name, const void *bytes, size_t len)
{
	struct err err = ERR_INIT;
	struct sheet *sheet = sheet_open_bytes(name, bytes, len, &err);
	struct row row = ROW_INIT;
	enum sheet_got got = SHEET_FAIL;
	size_t last = 0;

	while (sheet && (got = sheet_next(sheet, &row, &err)) == SHEET_ROW) {
		assert(row.number > last && row.number <= SHEET_ROWS_MAX);
		assert(row.count > 0 && row.count <= SHEET_COLUMNS_MAX);
		last = row.number;
		for (size_t i = 0; i < row.count; i++) {
			const struct cell *cell = row_cell(&row, i);

			if (cell->kind == CELL_EMPTY)
				check_merged(sheet_merged(sheet, &row, i));
			assert((cell->kind == CELL_EMPTY) == (*cell->text == '\0'));
			assert(strlen(cell->text) <= SHEET_CELL_MAX);
			assert(unicode_is_utf8(cell->text, strlen(cell->text)));
			assert(strlen(cell->format) < 1000);
		}
	}
	assert(got == SHEET_END || err.text[0]);
	row_release(&row);
	sheet_close(sheet);
}

#endif
