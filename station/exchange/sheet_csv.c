/*
 * Delimited text. Schools save it from a spreadsheet, in GB18030 as often as in
 * UTF-8, with commas, or with tabs when it was copied. The file is read whole: its
 * encoding can only be told from all of it.
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "path.h"
#include "records.h"
#include "sheet_kinds.h"
#include "text.h"
#include "unicode.h"

#define CSV_FILE_MAX ((size_t)16 << 20)

/* Spreadsheets make a formula of whatever begins like one in delimited text, quoted or
 * not, and a formula can call a program: names and addresses come from other people's
 * files. An apostrophe in front makes it text. Ours is put before apostrophes that stood
 * there already, too, so that taking one off gives back what was written. */
static bool is_formula(const char *text)
{
	text += strspn(text, "' \t\r\n");
	return *text && strchr("=+-@", *text);
}

/* ---- reading ---------------------------------------------------------------- */

struct sheet_csv {
	struct sheet base;
	struct records *records;
	struct buf text; /* UTF-8; the records point into it */
	char *name;
	size_t ends_inside; /* line ends within cells, so far */
};

static size_t ends_within(const char *text)
{
	size_t ends = 0;

	for (; *text; text++)
		ends += *text == '\n' || (*text == '\r' && text[1] != '\n');
	return ends;
}

static bool put_field(struct row *row, size_t at, const struct record *record)
{
	struct slice s = slice_trim(
		(struct slice){ record->field[at], record->len[at] });

	if (s.len > 0 && *s.text == '\'' && is_formula(s.text + 1))
		s = slice_trim((struct slice){ s.text + 1, s.len - 1 });
	if (s.len > 0)
		row_put(row, at, CELL_TEXT, s.text, s.len, "");
	return record->len[at] <= SHEET_CELL_MAX;
}

/* A row's number in a spreadsheet: its line, less the line ends inside cells. */
static enum sheet_got csv_row(struct sheet_csv *csv, const struct record *record,
	struct row *row, struct err *err)
{
	row_begin(row, record->line - csv->ends_inside);
	for (size_t i = 0; i < record->n; i++) {
		csv->ends_inside += ends_within(record->field[i]);
		if (!put_field(row, i, record)) {
			err_set(err,
				"%s: 第%zu行有一格太长（超过 %d 字节），请检查引号",
				csv->name, row->number, SHEET_CELL_MAX);
			return SHEET_FAIL;
		}
	}
	row_finish(row);
	if (row->count > 0 && row->number > SHEET_ROWS_MAX) {
		err_set(err, "%s: 超过 %d 行", csv->name, SHEET_ROWS_MAX);
		return SHEET_FAIL;
	}
	return SHEET_ROW;
}

/* A quotation mark that a hand typed: the only thing that a table of text does wrong. */
static enum sheet_got broken(const struct sheet_csv *csv, struct err *err)
{
	size_t name = strlen(csv->name);
	unsigned long line = 0;

	if (strncmp(err->text, csv->name, name) == 0 && err->text[name] == ':')
		line = strtoul(err->text + name + 1, NULL, 10);
	if (line && strstr(err->text, "quotation mark"))
		err_set(err,
			"%s: 第%lu行起引号没有成对；请用 Excel 或 WPS 打开，另存为 "
			".xlsx 后再导入",
			csv->name, line);
	return SHEET_FAIL;
}

static enum sheet_got csv_next(struct sheet *sheet, struct row *row, struct err *err)
{
	struct sheet_csv *csv = (struct sheet_csv *)sheet;
	enum records_got got;
	struct record record;

	while ((got = records_next(csv->records, &record, err)) == RECORDS_ROW) {
		enum sheet_got answer = csv_row(csv, &record, row, err);

		if (answer == SHEET_FAIL || row->count > 0)
			return answer;
	}
	return got == RECORDS_END ? SHEET_END : broken(csv, err);
}

static void csv_close(struct sheet *sheet)
{
	struct sheet_csv *csv = (struct sheet_csv *)sheet;

	if (csv->records)
		records_close(csv->records);
	buf_release(&csv->text);
	free(csv->name);
	free(csv);
}

static const struct sheet_reader csv_reader = { csv_next, csv_close, NULL, NULL };

#define LINES_LOOKED_AT 20

/* The one that stands in most of the first lines, for a title above may hold another;
 * of two in as many lines, the one that stands there oftener. */
static char find_delimiter(const char *text)
{
	static const char delimiters[] = { ',', '\t', ';' };
	size_t lines[3] = { 0 }, total[3] = { 0 }, best = 0;

	for (int line = 0; line < LINES_LOOKED_AT && *text; line++) {
		size_t len = strcspn(text, "\r\n"), here[3] = { 0 };

		for (size_t i = 0; i < len; i++)
			for (size_t d = 0; d < 3; d++)
				here[d] += text[i] == delimiters[d];
		for (size_t d = 0; d < 3; d++) {
			lines[d] += here[d] > 0;
			total[d] += here[d];
		}
		text += len;
		text += strspn(text, "\r\n");
	}
	for (size_t d = 1; d < 3; d++)
		if (lines[d] > lines[best] ||
			(lines[d] == lines[best] && total[d] > total[best]))
			best = d;
	return delimiters[best];
}

static bool csv_begin(
	struct sheet_csv *csv, const void *bytes, size_t len, struct err *err)
{
	enum unicode_encoding encoding;
	char delimiter;

	if (len > CSV_FILE_MAX)
		return err_set(err, "%s: 太大（超过 %zu MiB），不像学校的表格",
			csv->name, CSV_FILE_MAX >> 20);
	if (!unicode_to_utf8(bytes, len, &csv->text, &encoding, err))
		return err_prefix(err, "%s", csv->name);
	delimiter = find_delimiter(csv->text.data);
	snprintf(csv->base.about, sizeof(csv->base.about), "%s, %s",
		delimiter == '\t' ? "tab-separated text" : "CSV",
		unicode_encoding_name(encoding));
	csv->records = records_open_text(
		csv->name, csv->text.data, csv->text.len, delimiter);
	records_allow_quotes(csv->records);
	return true;
}

struct sheet *sheet_csv_open(
	const char *name, const void *bytes, size_t len, struct err *err)
{
	struct sheet_csv *csv = mem_alloc(sizeof(*csv));
	struct buf file = BUF_INIT;
	bool good;

	csv->base.reader = &csv_reader;
	csv->name = mem_string(name);
	csv->text = (struct buf)BUF_INIT;
	good = bytes || path_read(name, CSV_FILE_MAX, &file, err);
	if (good)
		good = csv_begin(
			csv, bytes ? bytes : file.data, bytes ? len : file.len, err);
	buf_release(&file);
	if (!good) {
		csv_close(&csv->base);
		return NULL;
	}
	return &csv->base;
}

/* ---- writing ---------------------------------------------------------------- */

#define CSV_SHEETS_MAX 2

struct book_csv {
	struct book base;
	char *path;			  /* NULL: into the next */
	struct buf *into[CSV_SHEETS_MAX]; /* lent */
	struct buf text[CSV_SHEETS_MAX];
	struct records_out out[CSV_SHEETS_MAX];
	size_t sheets;
};

static struct records_out *csv_out(struct book *book)
{
	struct book_csv *csv = (struct book_csv *)book;

	return &csv->out[csv->sheets - 1];
}

static void csv_sheet(struct book *book, const char *name)
{
	struct book_csv *csv = (struct book_csv *)book;

	(void)name;
	assert(csv->sheets < CSV_SHEETS_MAX);
	csv->sheets++;
}

/* Delimited text has no pages. */
static void csv_print_mark(struct book *book, const char *text)
{
	(void)book;
	(void)text;
}

static void csv_text(struct book *book, const char *text)
{
	struct buf guarded = BUF_INIT;

	if (is_formula(text))
		buf_addf(&guarded, "'%s", text);
	records_write_field(csv_out(book), guarded.len ? guarded.data : text);
	buf_release(&guarded);
}

static void csv_number(struct book *book, int64_t digits, int decimals)
{
	char text[40], shortest[32];

	decimal_write(digits, decimals, text, sizeof(text));
	records_write_field(
		csv_out(book), number_shortest(text, shortest) ? shortest : text);
}

static void csv_date(struct book *book, int yyyymmdd)
{
	char text[40];

	snprintf(text, sizeof(text), "%d/%d/%d", yyyymmdd / 10000, yyyymmdd / 100 % 100,
		yyyymmdd % 100);
	records_write_field(csv_out(book), text);
}

static void csv_skip(struct book *book)
{
	records_write_field(csv_out(book), "");
}

static void csv_end_row(struct book *book)
{
	records_write_end(csv_out(book));
}

/* "x.csv" and, for what is beside it, "x.notes.csv". */
static void csv_path(const struct book_csv *csv, size_t sheet, struct buf *out)
{
	buf_add(out, csv->path, strlen(csv->path) - strlen(".csv"));
	buf_adds(out, sheet == 0 ? ".csv" : ".notes.csv");
}

/* Every file is whole beside its place before the first is moved there: one that fails
 * leaves nothing of the others. The notes move first: whoever finds the main file finds
 * what is said of it, too. */
static bool csv_write(const struct book_csv *csv, struct err *err)
{
	struct buf path[CSV_SHEETS_MAX] = { BUF_INIT, BUF_INIT };
	struct buf part[CSV_SHEETS_MAX] = { BUF_INIT, BUF_INIT };
	bool good = true;

	for (size_t i = 0; good && i < csv->sheets; i++) {
		csv_path(csv, i, &path[i]);
		path_part_name(&part[i], path[i].data);
		good = path_part_write(part[i].data, path[i].data, csv->text[i].data,
			csv->text[i].len, err);
	}
	if (good && path_is_folder(path[0].data)) /* nothing can move there */
		good = err_set(err, "%s is a folder", path[0].data);
	for (size_t i = csv->sheets; good && i > 0; i--)
		good = path_part_move(part[i - 1].data, path[i - 1].data, err);
	for (size_t i = 0; i < csv->sheets; i++) {
		if (!good && part[i].len)
			unlink(part[i].data);
		buf_release(&path[i]);
		buf_release(&part[i]);
	}
	return good;
}

static void csv_discard(struct book *book)
{
	struct book_csv *csv = (struct book_csv *)book;

	for (size_t i = 0; i < CSV_SHEETS_MAX; i++)
		buf_release(&csv->text[i]);
	free(csv->path);
	free(csv);
}

static bool csv_save(struct book *book, struct err *err)
{
	struct book_csv *csv = (struct book_csv *)book;
	bool good = !csv->path || csv_write(csv, err);

	for (size_t i = 0; !csv->path && i < csv->sheets; i++)
		buf_add(csv->into[i], csv->text[i].data, csv->text[i].len);
	csv_discard(book);
	return good;
}

static const struct book_writer csv_writer = { csv_sheet, csv_print_mark, csv_text,
	csv_number, csv_date, csv_skip, csv_end_row, csv_save, csv_discard };

static struct book_csv *new_book(void)
{
	struct book_csv *csv = mem_alloc(sizeof(*csv));

	csv->base.writer = &csv_writer;
	for (size_t i = 0; i < CSV_SHEETS_MAX; i++) {
		csv->text[i] = (struct buf)BUF_INIT;
		csv->out[i] = (struct records_out)RECORDS_OUT_BUF(&csv->text[i]);
	}
	return csv;
}

struct book *book_csv_create(const char *path)
{
	struct book_csv *csv = new_book();

	csv->path = mem_string(path);
	for (size_t i = 0; i < CSV_SHEETS_MAX; i++)
		buf_adds(&csv->text[i], "\xEF\xBB\xBF");
	return &csv->base;
}

struct book *book_create_text(struct buf *text, struct buf *notes)
{
	struct book_csv *csv = new_book();

	csv->into[0] = text;
	csv->into[1] = notes;
	return &csv->base;
}
