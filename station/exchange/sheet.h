/*
 * sheet - tables that come from and go to other people's programs.
 *
 * Reading. A sheet is one sheet of a workbook (.xlsx, .xls) or a file of delimited
 * text (.csv, .txt; UTF-8 with or without a mark, or GB18030; commas, tabs or
 * semicolons). Which of them a file is, its first bytes say, not its name. An .xls is
 * read in a child process with limits of its own (sheet_xls.c). Rows come one by one:
 *
 *	struct sheet *sheet = sheet_open(path, &err);
 *	struct row row = ROW_INIT;
 *	while ((got = sheet_next(sheet, &row, &err)) == SHEET_ROW)
 *		... row_cell(&row, 3)->text ...
 *	row_release(&row);
 *	sheet_close(sheet);
 *
 * Rows without any filled cell are not handed out; `number` counts them all the
 * same, so that it is the number which a spreadsheet shows beside the row.
 *
 * A file is hostile. Unpacked size, columns, rows, length of a cell, depth of the
 * XML and of one token are bounded; a document type is refused, so that no entity
 * expands. Memory does not grow with the number of rows; the shared texts of a
 * workbook are kept, up to SHEET_SHARED_MAX bytes.
 *
 * Writing. A book is one or more named sheets. It is written beside its place
 * under another name and moved there when it is whole. It grows in memory, some 50
 * bytes a cell. Texts are shared ones: written into its own cell ("inlineStr") few
 * spreadsheets do, and a reader we do not know may not expect it. The same book has the
 * same bytes every time.
 *
 *	struct book *book = book_create(path, now_us, &err);
 *	book_sheet(book, "studentData");
 *	book_text(book, "学籍号"); ... book_end_row(book);
 *	book_save(book, &err) or book_discard(book)
 *
 * A .csv holds one sheet only: the second one goes to a file beside it, with
 * ".notes.csv" for ".csv". Delimited text is UTF-8 with a mark, because the
 * spreadsheets of our schools take it for GB18030 without one. A text (never a number)
 * that begins with = + - @ has an apostrophe in front there, or a spreadsheet would make
 * a formula of it; reading takes it off again.
 */
#ifndef EXCHANGE_SHEET_H
#define EXCHANGE_SHEET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"
#include "err.h"

#define SHEET_COLUMNS_MAX  256		/* filled cells right of this: refused */
#define SHEET_ROWS_MAX	   100000	/* row numbers above this: refused */
#define SHEETS_MAX	   32		/* later ones are not looked at */
#define SHEET_CELL_MAX	   32767	/* bytes of one cell */
#define SHEET_SHARED_MAX   (32u << 20)	/* bytes of all shared texts */
#define SHEET_UNPACKED_MAX (256u << 20) /* bytes of one unpacked part */

enum cell_kind {
	CELL_EMPTY,
	CELL_TEXT,   /* also a formula's text result and rich text, joined */
	CELL_NUMBER, /* `text` is its shortest decimal: "9.3", "1.5", "-3" */
	CELL_DATE,   /* a number shown as a date: "2012-03-04" */
	CELL_TIME,   /* a number shown as time: "03:25:00", "2012-03-04 03:25:00" */
	CELL_ERROR,  /* "#N/A", "#REF!" and kin */
};

struct cell {
	enum cell_kind kind;
	const char *text;   /* UTF-8, as in the file; "" for CELL_EMPTY; never NULL */
	const char *format; /* number format code, "" for General; never NULL */
	size_t from;	    /* the reader's own */
};

struct row {
	size_t number;	    /* from 1, as a spreadsheet counts */
	size_t count;	    /* cells; those right of it are empty */
	struct cell *cells; /* lent until the next row */
	bool hidden;	    /* by hand or by a filter */
	/* the reader's own */
	size_t cap;
	struct buf bytes;
};
#define ROW_INIT                                                                       \
	{                                                                              \
		0, 0, NULL, false, 0, BUF_INIT                                         \
	}

/* The cell in column `at` (from 0); an empty cell beyond the end. */
const struct cell *row_cell(const struct row *row, size_t at);
void row_release(struct row *row);

/* A column's letters: 0 is "A", 26 is "AA". Returns `out`. */
char *column_letters(size_t at, char out[8]);

/* What a number in a sheet comes to. A spreadsheet keeps 15 digits; what stands
 * behind them is dust (9.3000000000000007 is 9.3). false for what is no number. */
bool number_shortest(const char *written, char out[32]);

/* Days as spreadsheets count them, to yyyymmdd and back. In the base of 1900 day
 * 60 is 29 February 1900, a day that never was: 0, as for all before March 1900 or
 * after 2199. */
int serial_to_day(int64_t days, bool base_1904);
int64_t serial_of_day(int yyyymmdd); /* base of 1900 */

/* ---- reading ---------------------------------------------------------------- */

struct sheet;

enum sheet_got { SHEET_FAIL, SHEET_ROW, SHEET_END };

/* What a kind of file does. The sheet's owner calls the functions below. */
struct sheet_reader {
	enum sheet_got (*next)(struct sheet *sheet, struct row *row, struct err *err);
	void (*close)(struct sheet *sheet);
	/* NULL where there is one sheet only */
	bool (*select)(struct sheet *sheet, size_t at, struct err *err);
	/* NULL where nothing is merged */
	const struct cell *(*merged)(
		struct sheet *sheet, const struct row *row, size_t at);
};

struct sheet {
	const struct sheet_reader *reader;
	char about[96]; /* "CSV, GB18030", "xlsx, 学生": for people */
	bool base_1904; /* days are counted from 1904 */
	bool has_types; /* cells know whether they are text or numbers */
	size_t sheets;	/* in the workbook, those that are shown; at most SHEETS_MAX */
	bool hides_column[SHEET_COLUMNS_MAX];
};

struct sheet *sheet_open(const char *path, struct err *err);

/* The same over bytes in memory, which must stay. `name` is for sentences. */
struct sheet *sheet_open_bytes(
	const char *name, const void *bytes, size_t len, struct err *err);

enum sheet_got sheet_next(struct sheet *sheet, struct row *row, struct err *err);
void sheet_close(struct sheet *sheet); /* NULL is nothing */

/* What a spreadsheet shows at `at` where cells are merged down one column: the topmost
 * one. Only of .xlsx; an empty cell where nothing is merged. `row` is one that this sheet
 * handed out. */
const struct cell *sheet_merged(struct sheet *sheet, const struct row *row, size_t at);
bool sheet_hides_column(const struct sheet *sheet, size_t at);

/* Read another sheet of the workbook, from its first row; `at` is below
 * sheet->sheets. The first one is open already. `about` names it. */
bool sheet_select(struct sheet *sheet, size_t at, struct err *err);

/* ---- writing ---------------------------------------------------------------- */

struct book;

/* What a kind of file does; every call but save fails late, in save. */
struct book_writer {
	void (*sheet)(struct book *book, const char *name);
	void (*print_mark)(struct book *book, const char *text);
	void (*text)(struct book *book, const char *text);
	void (*number)(struct book *book, int64_t digits, int decimals);
	void (*date)(struct book *book, int yyyymmdd);
	void (*skip)(struct book *book);
	void (*end_row)(struct book *book);
	bool (*save)(struct book *book, struct err *err);
	void (*discard)(struct book *book);
};

struct book {
	const struct book_writer *writer;
};

/* Delimited text kept in memory: the first sheet in `text`, the second in `notes`,
 * both filled by book_save(). */
struct book *book_create_text(struct buf *text, struct buf *notes);

/* No file: the first sheet's rows as a reader of the workbook would hand them out, with
 * types and without those that are empty. After a failure no more come, and book_save()
 * says why. */
typedef bool book_take_row(void *ctx, const struct row *row, struct err *err);
struct book *book_create_rows(book_take_row *take, void *ctx);

/* By the name's ending: .xlsx or .csv, else a failure. `made_us` is the wall time
 * that the workbook says it was made at. */
struct book *book_create(const char *path, int64_t made_us, struct err *err);

void book_sheet(struct book *book, const char *name); /* the cells go here now */
/* At the head and foot of every page of this sheet when it is printed. */
void book_print_mark(struct book *book, const char *text);
void book_text(struct book *book, const char *text); /* "" is an empty cell */
void book_number(struct book *book, int64_t digits, int decimals);
void book_date(struct book *book, int yyyymmdd); /* yyyy/m/d; 0 is empty */
void book_skip(struct book *book);		 /* an empty cell */
void book_end_row(struct book *book);

/* Both end the book. After a failed save nothing stands at the path but what
 * stood there before. */
bool book_save(struct book *book, struct err *err);
void book_discard(struct book *book);

#endif
