/*
 * A book that is never written: its rows go to a function, as a reader of the finished
 * workbook would hand them out. So what a file will say can be looked at without a file.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sheet_kinds.h"
#include "text.h"

struct book_rows {
	struct book base;
	book_take_row *take;
	void *ctx;
	struct row row;
	size_t at;     /* the next cell's column */
	size_t sheets; /* begun; only the first one's rows are handed out */
	bool failed;
	struct err err; /* of the first failure */
};

static struct book_rows *rows_of(struct book *book)
{
	return (struct book_rows *)book;
}

static void put(struct book *book, enum cell_kind kind, const char *text)
{
	struct book_rows *r = rows_of(book);

	if (r->at < SHEET_COLUMNS_MAX)
		row_put(&r->row, r->at, kind, text, strlen(text), "");
	r->at++;
}

static void begin_row(struct book_rows *r, size_t number)
{
	row_begin(&r->row, number);
	r->at = 0;
}

static void rows_sheet(struct book *book, const char *name)
{
	(void)name;
	rows_of(book)->sheets++;
	begin_row(rows_of(book), 1);
}

static void rows_print_mark(struct book *book, const char *text)
{
	(void)book;
	(void)text;
}

static void rows_text(struct book *book, const char *text)
{
	put(book, CELL_TEXT, text);
}

static void rows_number(struct book *book, int64_t digits, int decimals)
{
	char text[40], shortest[32];

	decimal_write(digits, decimals, text, sizeof(text));
	put(book, CELL_NUMBER, number_shortest(text, shortest) ? shortest : text);
}

static void rows_date(struct book *book, int yyyymmdd)
{
	char text[40];

	snprintf(text, sizeof(text), "%04d-%02d-%02d", yyyymmdd / 10000,
		yyyymmdd / 100 % 100, yyyymmdd % 100);
	put(book, CELL_DATE, text);
}

static void rows_skip(struct book *book)
{
	rows_of(book)->at++;
}

static void rows_end_row(struct book *book)
{
	struct book_rows *r = rows_of(book);

	row_finish(&r->row);
	if (r->sheets == 1 && r->row.count > 0 && !r->failed)
		r->failed = !r->take(r->ctx, &r->row, &r->err);
	begin_row(r, r->row.number + 1);
}

static void rows_discard(struct book *book)
{
	row_release(&rows_of(book)->row);
	free(book);
}

static bool rows_save(struct book *book, struct err *err)
{
	bool good = !rows_of(book)->failed;

	if (!good)
		*err = rows_of(book)->err;
	rows_discard(book);
	return good;
}

static const struct book_writer rows_writer = { rows_sheet, rows_print_mark, rows_text,
	rows_number, rows_date, rows_skip, rows_end_row, rows_save, rows_discard };

struct book *book_create_rows(book_take_row *take, void *ctx)
{
	struct book_rows *r = mem_alloc(sizeof(*r));

	r->base.writer = &rows_writer;
	r->take = take;
	r->ctx = ctx;
	r->row = (struct row)ROW_INIT;
	r->err = (struct err)ERR_INIT;
	return &r->base;
}
