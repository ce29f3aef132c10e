/*
 * records - rows of delimited text (CSV), in and out, over libcsv.
 *
 *	struct records *r = records_open(path, ',', err);
 *	struct record row;
 *	while ((got = records_next(r, &row, err)) == RECORDS_ROW)
 *		... row.field[0] ...
 *	records_close(r);
 *
 * Reading streams: memory does not grow with the file. The text must be UTF-8 (a
 * byte order mark is dropped); text of unknown encoding goes through
 * unicode_to_utf8() first and then records_open_text(). Fields may be quoted and
 * then hold delimiters, line ends and doubled quotes. Unquoted blanks (space, tab)
 * at both ends of a field are dropped; lines with nothing on them are skipped.
 * Line ends are LF, CRLF or CR. Refused, with name and line: a quote in the middle
 * of an unquoted field (but see records_allow_quotes()), a quote never closed, a NUL, bytes that are not UTF-8, and
 * anything beyond the limits below.
 */
#ifndef BASE_RECORDS_H
#define BASE_RECORDS_H

#include "buf.h"
#include "err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define RECORDS_FIELDS_MAX 256
#define RECORDS_FIELD_MAX  ((size_t)64 * 1024)
#define RECORDS_FILE_MAX   ((size_t)64 * 1024 * 1024)

enum records_got { RECORDS_ROW, RECORDS_END, RECORDS_FAIL };

struct records;

/* One row, lent until the next call. Fields are terminated UTF-8, never NULL. */
struct record {
	size_t line; /* of its first character, from 1; quoted line ends count */
	size_t n;    /* 1..RECORDS_FIELDS_MAX */
	const char *const *field;
	const size_t *len;
};

/* `delimiter` is ',', ';' or a tab. NULL on failure. */
struct records *records_open(const char *path, char delimiter, struct err *err);
/* Read from an open stream (standard input); the stream stays the caller's. */
struct records *records_open_file(const char *name, FILE *file, char delimiter);
/* The bytes are lent until records_close(). */
struct records *records_open_text(
	const char *name, const void *bytes, size_t len, char delimiter);
void records_close(struct records *r);

/* Before the first row: take a quote in the middle of an unquoted field for what it is,
 * as in a run that somebody wrote 3'25". */
void records_allow_quotes(struct records *r);

/* The next row. After END or FAIL the same answer again. */
enum records_got records_next(struct records *r, struct record *row, struct err *err);

/* The index of the field that is exactly `title` in a heading row, or -1. */
int records_column(const struct record *heading, const char *title);

/*
 * Writing: rows end in "\n"; a field is quoted when it holds the delimiter, a
 * quote, a line end or a blank at either end. Write errors on a FILE are kept by
 * the stream: look at ferror() and fflush() at the end.
 *
 *	struct records_out out = RECORDS_OUT_FILE(stdout);
 *	records_write_field(&out, "student");
 *	records_write_int(&out, 7);
 *	records_write_end(&out);
 */
struct records_out {
	FILE *file;	  /* one of these two */
	struct buf *into; /* lent */
	char delimiter;
	size_t fields; /* written in this row so far */
	bool empty;    /* the row is one empty field, so far */
};

#define RECORDS_OUT_FILE(f)                                                            \
	{                                                                              \
		(f), NULL, ',', 0, false                                               \
	}
#define RECORDS_OUT_BUF(b)                                                             \
	{                                                                              \
		NULL, (b), ',', 0, false                                               \
	}

void records_write_field(struct records_out *out, const char *text);
void records_write_bytes(struct records_out *out, const char *bytes, size_t len);
void records_write_int(struct records_out *out, int64_t value);
void records_write_end(struct records_out *out);
/* n fields and the end of the row. */
void records_write_row(struct records_out *out, const char *const *fields, size_t n);

#endif
