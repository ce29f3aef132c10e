/*
 * sheet_kinds - what the kinds of sheets and books share; for sheet*.c only.
 *
 * A reader fills a row with row_begin(), row_put() for each filled cell in any
 * order, and row_finish(), which makes the texts' addresses final.
 */
#ifndef EXCHANGE_SHEET_KINDS_H
#define EXCHANGE_SHEET_KINDS_H

#include "sheet.h"

/* Each of them: bytes when `bytes` is not NULL, else the file at `name`. */
struct sheet *sheet_csv_open(
	const char *name, const void *bytes, size_t len, struct err *err);
struct sheet *sheet_xls_open(
	const char *name, const void *bytes, size_t len, struct err *err);
struct sheet *sheet_xlsx_open(
	const char *name, const void *bytes, size_t len, struct err *err);

struct book *book_csv_create(const char *path);
struct book *book_xlsx_create(const char *path, int64_t made_us, struct err *err);

void row_begin(struct row *row, size_t number);
/* false: that cell was put before. `format` is lent for the sheet's life. */
bool row_put(struct row *row, size_t at, enum cell_kind kind, const char *text,
	size_t len, const char *format);
void row_finish(struct row *row);

#endif
