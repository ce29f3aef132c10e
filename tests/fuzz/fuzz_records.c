/*
 * Any bytes as delimited text; what was read, written and read again is the same.
 */
#include "records.h"
#include "unicode.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static size_t read_rows(struct records *r, struct buf *written)
{
	struct records_out out = RECORDS_OUT_BUF(written);
	struct err err = ERR_INIT;
	struct record row;
	enum records_got got;
	size_t rows = 0, line = 0;

	while ((got = records_next(r, &row, &err)) == RECORDS_ROW) {
		assert(row.n >= 1 && row.n <= RECORDS_FIELDS_MAX && row.line > line);
		line = row.line;
		for (size_t i = 0; i < row.n; i++) {
			assert(strlen(row.field[i]) == row.len[i]);
			assert(unicode_is_utf8(row.field[i], row.len[i]));
		}
		records_write_row(&out, row.field, row.n);
		rows++;
	}
	assert(got == RECORDS_END || err.text[0]);
	records_close(r);
	return rows;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static const char delimiters[] = ",;\t";
	struct buf first = BUF_INIT, second = BUF_INIT;
	size_t rows, again;

	if (len < 1)
		return 0;
	rows = read_rows(
		records_open_text("f", bytes + 1, len - 1, delimiters[bytes[0] % 3]),
		&first);
	again = read_rows(records_open_text("f", first.data, first.len, ','), &second);
	assert(rows == again && first.len == second.len);
	assert(memcmp(first.data, second.data, first.len) == 0);
	buf_release(&first);
	buf_release(&second);
	return 0;
}
