/*
 * A workbook out, over libxlsxwriter.
 *
 * The library prints numbers with 16 digits, so that 9.3 becomes
 * 9.300000000000001: the same number to a spreadsheet, but not to a program that
 * takes the digits as they stand. So the finished workbook is opened once more and
 * every value is replaced by its shortest form (tried with libxlsxwriter 1.1.4 as
 * Debian builds it).
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

#define SHEET_XML_MAX ((zip_uint64_t)128 << 20)

/* Of the zip library's own choice, 9, the packing took longer than all else together. */
#define PACKING 3

struct book_xlsx {
	struct book base;
	char *path;
	struct buf part; /* the file's name until it is whole */
	lxw_workbook *workbook;
	lxw_worksheet *sheet;
	lxw_format *as_text, *as_date;
	lxw_row_t row;
	lxw_col_t column;
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

static void xlsx_sheet(struct book *book, const char *name)
{
	struct book_xlsx *x = xlsx_of(book);

	x->sheet = workbook_add_worksheet(x->workbook, name);
	x->row = 0;
	x->column = 0;
	if (!x->sheet)
		remember(x, LXW_ERROR_PARAMETER_VALIDATION);
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

static void xlsx_text(struct book *book, const char *text)
{
	struct book_xlsx *x = xlsx_of(book);

	remember(x, worksheet_write_string(
			    x->sheet, x->row, x->column++, text, x->as_text));
}

static void xlsx_number(struct book *book, int64_t digits, int decimals)
{
	struct book_xlsx *x = xlsx_of(book);
	char text[40];

	decimal_write(digits, decimals, text, sizeof(text));
	remember(x, worksheet_write_number(
			    x->sheet, x->row, x->column++, strtod(text, NULL), NULL));
}

static void xlsx_date(struct book *book, int yyyymmdd)
{
	struct book_xlsx *x = xlsx_of(book);

	remember(x, worksheet_write_number(x->sheet, x->row, x->column++,
			    (double)serial_of_day(yyyymmdd), x->as_date));
}

static void xlsx_skip(struct book *book)
{
	xlsx_of(book)->column++;
}

static void xlsx_end_row(struct book *book)
{
	xlsx_of(book)->row++;
	xlsx_of(book)->column = 0;
}

/* ---- the second pass: values in their shortest form ------------------------- */

/* Sixteen digits are what must be shortened; most values have few. */
static bool is_short(const char *value, size_t len)
{
	return len < 16 && !memchr(value, 'E', len) && !memchr(value, 'e', len);
}

static void shorten_values(const char *xml, size_t len, struct buf *out)
{
	const char *end = xml + len, *from = xml, *value;

	while ((value = memmem(from, (size_t)(end - from), "<v>", 3)) != NULL) {
		const char *stop;
		char written[64], shortest[32];

		value += 3;
		stop = memmem(value, (size_t)(end - value), "</v>", 4);
		if (!stop)
			break;
		if (is_short(value, (size_t)(stop - value))) {
			buf_add(out, from, (size_t)(stop - from));
			from = stop;
			continue;
		}
		buf_add(out, from, (size_t)(value - from));
		snprintf(written, sizeof(written), "%.*s",
			(int)(stop - value < 63 ? stop - value : 63), value);
		if (number_shortest(written, shortest))
			buf_adds(out, shortest);
		else
			buf_add(out, value, (size_t)(stop - value));
		from = stop;
	}
	buf_add(out, from, (size_t)(end - from));
}

static bool read_entry(zip_t *zip, zip_uint64_t index, struct buf *out)
{
	struct zip_stat stat;
	struct zip_file *file;
	zip_int64_t got = -1;

	if (zip_stat_index(zip, index, 0, &stat) != 0 || stat.size > SHEET_XML_MAX)
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
static bool put_entry(zip_t *zip, zip_uint64_t index, const char *name, struct buf *xml)
{
	zip_source_t *source = zip_source_buffer(zip, xml->data, xml->len, 1);
	zip_int64_t at = -1;

	if (!source) {
		buf_release(xml);
		return false;
	}
	if (zip_delete(zip, index) == 0)
		at = zip_file_add(zip, name, source, ZIP_FL_ENC_UTF_8);
	if (at < 0) {
		zip_source_free(source);
		return false;
	}
	return zip_set_file_compression(
		       zip, (zip_uint64_t)at, ZIP_CM_DEFLATE, PACKING) == 0;
}

static bool shorten_entry(zip_t *zip, zip_uint64_t index, const char *entry)
{
	struct buf xml = BUF_INIT, shorter = BUF_INIT;
	char name[128];
	bool good = read_entry(zip, index, &xml);

	if (good) {
		text_copy(name, sizeof(name), entry); /* it goes with the old one */
		shorten_values(xml.data, xml.len, &shorter);
		good = put_entry(zip, index, name, &shorter);
	}
	buf_release(&xml);
	return good;
}

static bool shorten_workbook(const char *part, const char *path, struct err *err)
{
	int code = 0;
	zip_t *zip = zip_open(part, 0, &code);
	bool good = zip != NULL;
	zip_int64_t count = zip ? zip_get_num_entries(zip, 0) : 0;

	for (zip_int64_t i = 0; good && i < count; i++) {
		const char *name = zip_get_name(zip, (zip_uint64_t)i, 0);

		if (name && strncmp(name, "xl/worksheets/", 14) == 0)
			good = shorten_entry(zip, (zip_uint64_t)i, name);
	}
	if (good && zip_close(zip) == 0)
		return true;
	err_set(err, "%s: cannot be written: %s", path,
		zip ? zip_strerror(zip) : "the workbook did not come to be whole");
	if (zip)
		zip_discard(zip);
	return false;
}

/* ---- the book --------------------------------------------------------------- */

static void xlsx_release(struct book_xlsx *x)
{
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
	lxw_error error = xlsx_end(x);
	bool good = error == LXW_NO_ERROR;

	if (!good)
		err_set(err, "%s: cannot be written: %s", x->path, lxw_strerror(error));
	good = good && shorten_workbook(x->part.data, x->path, err) &&
	       path_part_move(x->part.data, x->path, err);
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
