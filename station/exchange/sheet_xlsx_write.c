/*
 * A workbook out: libxlsxwriter makes the frame (styles, properties, page heads), and the
 * cells are ours.
 *
 * The library prints numbers with 16 digits, so that 9.3 becomes 9.300000000000001: the
 * same number to a spreadsheet, but not to a program that takes the digits as they stand
 * (libxlsxwriter 1.1.4 as Debian builds it). So it gets one row of each sheet only, with
 * a cell of each style, and that row is replaced by ours, with values in their shortest
 * form. The same book has the same bytes every time.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <xlsxwriter.h>
#include <zip.h>

#include "clock.h"
#include "path.h"
#include "sheet_kinds.h"
#include "text.h"
#include "xlsx_texts.h"

#define FRAME_MAX    ((zip_uint64_t)1 << 20) /* a sheet of one row */
#define ROWS_MAX     1048576
#define COLUMNS_MAX  16384
#define SHEETS_ROOM  8
#define DAY_1980_1_1 0x21 /* as zip counts; the earliest that it knows */

/* As libxlsxwriter packs: of the zip library's own choice, 9, the packing took longer than
 * all else together. */
#define PACKING 6

/* The library numbers styles in the order in which they are first met, from 1. */
enum { STYLE_TEXT = 1, STYLE_DATE = 2 };

struct part {
	struct buf rows; /* of its XML */
	size_t last;	 /* rows with cells */
	size_t widest;	 /* their columns */
};

struct book_xlsx {
	struct book base;
	char *path;
	struct buf part; /* the file's name until it is whole */
	lxw_workbook *workbook;
	lxw_format *as_text, *as_date;
	lxw_worksheet *sheet;
	struct part *sheets;
	size_t sheets_count;
	struct xlsx_texts texts;
	size_t row, column; /* the next cell's, from 0 */
	bool row_is_open;
	lxw_error error; /* the first one */
};

static struct book_xlsx *xlsx_of(struct book *book)
{
	return (struct book_xlsx *)book;
}

static void remember(struct book_xlsx *x, lxw_error error)
{
	if (x->error == LXW_NO_ERROR)
		x->error = error;
}

/* ---- cells ------------------------------------------------------------------ */

static void close_row(struct book_xlsx *x)
{
	if (x->row_is_open)
		buf_adds(&x->sheets[x->sheets_count - 1].rows, "</row>");
	x->row_is_open = false;
}

/* One cell of each style, so that the frame knows both. */
static void write_probe(struct book_xlsx *x)
{
	remember(x, worksheet_write_string(x->sheet, 0, 0, "x", x->as_text));
	remember(x, worksheet_write_number(x->sheet, 0, 1, 1, x->as_date));
}

static void xlsx_sheet(struct book *book, const char *name)
{
	struct book_xlsx *x = xlsx_of(book);

	close_row(x);
	x->sheet = workbook_add_worksheet(x->workbook, name);
	x->row = x->column = 0;
	if (!x->sheet) {
		remember(x, LXW_ERROR_PARAMETER_VALIDATION);
		return;
	}
	write_probe(x);
	if (x->sheets_count % SHEETS_ROOM == 0)
		x->sheets = mem_resize_array(
			x->sheets, x->sheets_count + SHEETS_ROOM, sizeof(*x->sheets));
	x->sheets[x->sheets_count++] = (struct part){ .rows = BUF_INIT };
}

/* "&C": in the middle; an ampersand itself is doubled. */
static void xlsx_print_mark(struct book *book, const char *text)
{
	struct book_xlsx *x = xlsx_of(book);
	struct buf code = BUF_INIT;

	buf_adds(&code, "&C");
	for (; *text; text++)
		buf_addf(&code, *text == '&' ? "%c&" : "%c", *text);
	remember(x, worksheet_set_header(x->sheet, code.data));
	remember(x, worksheet_set_footer(x->sheet, code.data));
	buf_release(&code);
}

static char *write_digits(char *to, size_t n)
{
	char reversed[24];
	size_t len = 0;

	do {
		reversed[len++] = (char)('0' + n % 10);
		n /= 10;
	} while (n > 0);
	while (len > 0)
		*to++ = reversed[--len];
	return to;
}

static char *write_words(char *to, const char *words)
{
	while (*words)
		*to++ = *words++;
	return to;
}

#define CELL_ROOM 160 /* all of a cell's XML: its place, its style, a number */

/* <c r="B7" s="1" t="s"><v> ... */
static char *begin_cell(struct book_xlsx *x, char *to, int style, const char *type)
{
	char letters[8];

	to = write_words(to, "<c r=\"");
	to = write_words(to, column_letters(x->column, letters));
	to = write_digits(to, x->row + 1);
	if (style > 0) {
		to = write_words(to, "\" s=\"");
		*to++ = (char)('0' + style);
	}
	to = write_words(to, "\"");
	to = write_words(to, type);
	return write_words(to, "><v>");
}

static void put_cell(
	struct book_xlsx *x, int style, const char *type, const char *value)
{
	struct part *part;
	char cell[CELL_ROOM], *to = cell;

	if (!x->sheet || x->row >= ROWS_MAX || x->column >= COLUMNS_MAX) {
		remember(x, LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE);
		return;
	}
	part = &x->sheets[x->sheets_count - 1];
	if (!x->row_is_open) {
		to = write_words(to, "<row r=\"");
		to = write_digits(to, x->row + 1);
		to = write_words(to, "\">");
		x->row_is_open = true;
		part->last = x->row + 1;
	}
	to = begin_cell(x, to, style, type);
	to = write_words(to, value);
	to = write_words(to, "</v></c>");
	buf_add(&part->rows, cell, (size_t)(to - cell));
	x->column++;
	if (x->column > part->widest)
		part->widest = x->column;
}

static void xlsx_text(struct book *book, const char *text)
{
	struct book_xlsx *x = xlsx_of(book);
	char value[24];

	if (strlen(text) > SHEET_CELL_MAX) {
		remember(x, LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED);
		return;
	}
	*write_digits(value, xlsx_texts_put(&x->texts, text)) = '\0';
	put_cell(x, STYLE_TEXT, " t=\"s\"", value);
}

static void xlsx_number(struct book *book, int64_t digits, int decimals)
{
	char text[40], shortest[32];

	decimal_write(digits, decimals, text, sizeof(text));
	put_cell(xlsx_of(book), 0, "",
		number_shortest(text, shortest) ? shortest : text);
}

static void xlsx_date(struct book *book, int yyyymmdd)
{
	char value[24];

	*write_digits(value, (size_t)serial_of_day(yyyymmdd)) = '\0';
	put_cell(xlsx_of(book), STYLE_DATE, "", value);
}

static void xlsx_skip(struct book *book)
{
	xlsx_of(book)->column++;
}

static void xlsx_end_row(struct book *book)
{
	struct book_xlsx *x = xlsx_of(book);

	close_row(x);
	x->row++;
	x->column = 0;
}

/* ---- into the frame --------------------------------------------------------- */

static bool read_entry(zip_t *zip, zip_uint64_t index, struct buf *out)
{
	struct zip_stat stat;
	struct zip_file *file;
	zip_int64_t got = -1;

	if (zip_stat_index(zip, index, 0, &stat) != 0 || stat.size > FRAME_MAX)
		return false;
	file = zip_fopen_index(zip, index, 0);
	if (!file)
		return false;
	buf_reserve(out, stat.size);
	got = zip_fread(file, out->data, stat.size);
	zip_fclose(file);
	if (got < 0 || (zip_uint64_t)got != stat.size)
		return false;
	out->len = stat.size;
	out->data[out->len] = '\0';
	return true;
}

/* The archive keeps the bytes until it is closed and then frees them. The old entry is
 * deleted, not replaced: what is replaced is packed as the library likes. */
static bool put_entry(zip_t *zip, const char *name, struct buf *xml)
{
	zip_int64_t old = zip_name_locate(zip, name, 0), at = -1;
	zip_source_t *source = zip_source_buffer(zip, xml->data, xml->len, 1);

	if (!source) {
		buf_release(xml);
		return false;
	}
	if (old >= 0 && zip_delete(zip, (zip_uint64_t)old) == 0)
		at = zip_file_add(zip, name, source, ZIP_FL_ENC_UTF_8);
	if (at < 0) {
		zip_source_free(source);
		return false;
	}
	return zip_set_file_compression(
		       zip, (zip_uint64_t)at, ZIP_CM_DEFLATE, PACKING) == 0 &&
	       zip_file_set_dostime(zip, (zip_uint64_t)at, 0, DAY_1980_1_1, 0) == 0;
}

/* The frame's sheet with our rows for its one, and the place that they take. */
static bool join(const struct buf *frame, const struct part *part, struct buf *out)
{
	static const char place[] = "<dimension ref=\"", begin[] = "<sheetData>",
			  stop[] = "</sheetData>";
	const char *at = strstr(frame->data, place), *from = strstr(frame->data, begin);
	const char *to = from ? strstr(from, stop) : NULL;
	char letters[8];

	if (!at || !to || at > from)
		return false;
	buf_reserve(out, part->rows.len + frame->len + 64);
	buf_add(out, frame->data, (size_t)(at - frame->data));
	buf_adds(out, place);
	buf_adds(out, "A1");
	if (part->last > 1 || part->widest > 1)
		buf_addf(out, ":%s%zu", column_letters(part->widest - 1, letters),
			part->last);
	at = strchr(at + sizeof(place) - 1, '"');
	from += sizeof(begin) - 1;
	buf_add(out, at, (size_t)(from - at));
	buf_add(out, part->rows.data, part->rows.len);
	buf_adds(out, to);
	return true;
}

static bool put_sheet(zip_t *zip, const struct part *part, size_t number)
{
	struct buf frame = BUF_INIT, xml = BUF_INIT;
	char name[64];
	zip_int64_t at;
	bool good;

	snprintf(name, sizeof(name), "xl/worksheets/sheet%zu.xml", number);
	at = zip_name_locate(zip, name, 0);
	good = at >= 0 && read_entry(zip, (zip_uint64_t)at, &frame) &&
	       join(&frame, part, &xml);
	buf_release(&frame);
	if (good)
		return put_entry(zip, name, &xml);
	buf_release(&xml);
	return false;
}

static bool put_texts(zip_t *zip, const struct xlsx_texts *texts)
{
	struct buf xml = BUF_INIT;

	xlsx_texts_part(texts, &xml);
	return put_entry(zip, "xl/sharedStrings.xml", &xml);
}

static bool fill_frame(struct book_xlsx *x, struct err *err)
{
	int code = 0;
	zip_t *zip = zip_open(x->part.data, 0, &code);
	bool good = zip != NULL;

	for (size_t i = 0; good && i < x->sheets_count; i++) {
		good = put_sheet(zip, &x->sheets[i], i + 1);
		buf_release(&x->sheets[i].rows);
	}
	good = good && (x->sheets_count == 0 || put_texts(zip, &x->texts));
	if (good && zip_close(zip) == 0)
		return true;
	err_set(err, "%s: cannot be written: %s", x->path,
		zip ? zip_strerror(zip) : "the workbook did not come to be whole");
	if (zip)
		zip_discard(zip);
	return false;
}

/* ---- the book --------------------------------------------------------------- */

static void xlsx_release(struct book_xlsx *x)
{
	for (size_t i = 0; i < x->sheets_count; i++)
		buf_release(&x->sheets[i].rows);
	free(x->sheets);
	xlsx_texts_release(&x->texts);
	buf_release(&x->part);
	free(x->path);
	free(x);
}

/* libxlsxwriter can only end a workbook by writing it. */
static lxw_error xlsx_end(struct book_xlsx *x)
{
	lxw_error error = workbook_close(x->workbook);

	x->workbook = NULL;
	return x->error == LXW_NO_ERROR ? error : x->error;
}

static void xlsx_discard(struct book *book)
{
	struct book_xlsx *x = xlsx_of(book);

	xlsx_end(x);
	unlink(x->part.data);
	xlsx_release(x);
}

static bool xlsx_save(struct book *book, struct err *err)
{
	struct book_xlsx *x = xlsx_of(book);
	lxw_error error;
	bool good;

	close_row(x);
	error = xlsx_end(x);
	good = error == LXW_NO_ERROR;

	if (!good)
		err_set(err, "%s: cannot be written: %s", x->path, lxw_strerror(error));
	good = good && fill_frame(x, err) && path_part_move(x->part.data, x->path, err);
	if (!good)
		unlink(x->part.data);
	xlsx_release(x);
	return good;
}

static const struct book_writer xlsx_writer = { xlsx_sheet, xlsx_print_mark, xlsx_text,
	xlsx_number, xlsx_date, xlsx_skip, xlsx_end_row, xlsx_save, xlsx_discard };

/* The library says on standard error that it cannot make a file; so it is made
 * here, and the sentence is ours. */
static bool make_part(const char *part, const char *path, struct err *err)
{
	int fd = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);

	if (fd < 0)
		return err_set(err, "%s: cannot be written: %s", path, strerror(errno));
	close(fd);
	return true;
}

struct book *book_xlsx_create(const char *path, int64_t made_us, struct err *err)
{
	struct book_xlsx *x = mem_alloc(sizeof(*x));
	lxw_doc_properties properties = { .created = (time_t)(made_us /
							      CLOCK_SECOND_US) };

	x->base.writer = &xlsx_writer;
	x->path = mem_string(path);
	x->part = (struct buf)BUF_INIT;
	x->texts = (struct xlsx_texts)XLSX_TEXTS_INIT;
	path_part_name(&x->part, path);
	if (!make_part(x->part.data, path, err)) {
		xlsx_release(x);
		return NULL;
	}
	x->workbook = workbook_new(x->part.data);
	if (!x->workbook) {
		err_set(err, "%s: no memory left", path);
		unlink(x->part.data);
		xlsx_release(x);
		return NULL;
	}
	workbook_set_properties(x->workbook, &properties);
	x->as_text = workbook_add_format(x->workbook);
	format_set_num_format(x->as_text, "@");
	x->as_date = workbook_add_format(x->workbook);
	format_set_num_format(x->as_date, "yyyy/m/d");
	return &x->base;
}
