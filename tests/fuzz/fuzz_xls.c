/*
 * Any bytes as an old workbook. The first byte says what is fuzzed: the container and its
 * formulas, which are ours and run in this process; or all of it as sheet_open() reads
 * it, FreeXL in its child, whose end may be a crash and must be a sentence.
 */
#include "sheet.h"
#include "unicode.h"
#include "xls_formulas.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void read_formulas(const uint8_t *bytes, size_t len)
{
	struct xls_formulas formulas;

	for (size_t sheet = 0; sheet < 2; sheet++) {
		xls_formulas_read(&formulas, bytes, len, sheet);
		for (size_t i = 0; i < formulas.count; i++) {
			const struct xls_formula *f = &formulas.list[i];

			assert(f->row < 65536 && f->at < 65536);
			assert(f->text + f->len <= formulas.texts.len);
			assert(xls_formula_at(&formulas, f->row, f->at));
		}
		assert(!xls_formula_at(&formulas, 70000, 0));
		xls_formulas_release(&formulas);
	}
}

static void read_all(const uint8_t *bytes, size_t len)
{
	struct err err = ERR_INIT;
	struct sheet *sheet = sheet_open_bytes("f.xls", bytes, len, &err);
	struct row row = ROW_INIT;
	enum sheet_got got = SHEET_FAIL;
	size_t last = 0;

	while (sheet && (got = sheet_next(sheet, &row, &err)) == SHEET_ROW) {
		assert(row.number > last && row.number <= SHEET_ROWS_MAX);
		assert(row.count > 0 && row.count <= SHEET_COLUMNS_MAX);
		last = row.number;
		for (size_t i = 0; i < row.count; i++) {
			const struct cell *cell = row_cell(&row, i);

			assert(strlen(cell->text) <= SHEET_CELL_MAX);
			assert(unicode_is_utf8(cell->text, strlen(cell->text)));
		}
	}
	assert(got == SHEET_END || err.text[0]);
	row_release(&row);
	sheet_close(sheet);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	if (len < 1)
		return 0;
	if (bytes[0] == '0')
		read_all(bytes + 1, len - 1);
	else
		read_formulas(bytes + 1, len - 1);
	return 0;
}
