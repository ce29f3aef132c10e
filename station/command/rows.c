#include "rows.h"

#include <assert.h>
#include <errno.h>
#include <string.h>

#include "text.h"

static void put_json_text(FILE *file, const char *text)
{
	putc('"', file);
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		if (c == '"' || c == '\\')
			putc('\\', file);
		if (c < 0x20 || c == 0x7f)
			fprintf(file, "\\u%04x", c);
		else
			putc(c, file);
	}
	putc('"', file);
}

static void put_key(struct rows *rows)
{
	assert(rows->at < rows->count);
	putc(rows->at ? ',' : '{', rows->file);
	put_json_text(rows->file, rows->titles[rows->at]);
	putc(':', rows->file);
}

void rows_begin(struct rows *rows, FILE *file, bool json, const char *const *titles,
	size_t count)
{
	*rows = (struct rows){ RECORDS_OUT_FILE(file), file, json, titles, count, 0 };
	if (!json)
		records_write_row(&rows->csv, titles, count);
}

void rows_text(struct rows *rows, const char *text)
{
	if (!rows->json) {
		records_write_field(&rows->csv, text);
	} else {
		put_key(rows);
		if (*text)
			put_json_text(rows->file, text);
		else
			fputs("null", rows->file);
	}
	rows->at++;
}

void rows_number(struct rows *rows, const char *digits)
{
	if (!rows->json) {
		records_write_field(&rows->csv, digits);
	} else {
		put_key(rows);
		fputs(*digits ? digits : "null", rows->file);
	}
	rows->at++;
}

void rows_int(struct rows *rows, int64_t value)
{
	char text[24];

	rows_number(rows, decimal_write(value, 0, text, sizeof(text)));
}

void rows_end(struct rows *rows)
{
	assert(rows->at == rows->count);
	if (rows->json)
		fputs("}\n", rows->file);
	else
		records_write_end(&rows->csv);
	rows->at = 0;
}

bool rows_finish(struct rows *rows, struct err *err)
{
	if (fflush(rows->file) == 0 && !ferror(rows->file))
		return true;
	return err_set(err, "the output could not be written: %s", strerror(errno));
}
