#include "sheet.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "clock.h"
#include "path.h"
#include "sheet_kinds.h"

/* ---- rows ------------------------------------------------------------------- */

const struct cell *row_cell(const struct row *row, size_t at)
{
	static const struct cell empty = { CELL_EMPTY, "", "", 0 };

	return at < row->count ? &row->cells[at] : &empty;
}

void row_release(struct row *row)
{
	free(row->cells);
	buf_release(&row->bytes);
	*row = (struct row)ROW_INIT;
}

void row_begin(struct row *row, size_t number)
{
	row->number = number;
	row->count = 0;
	row->hidden = false;
	buf_reset(&row->bytes);
}

static void row_widen(struct row *row, size_t count)
{
	assert(count <= SHEET_COLUMNS_MAX);
	if (count > row->cap) {
		row->cap = count < 32 ? 32 : SHEET_COLUMNS_MAX;
		row->cells = mem_resize_array(
			row->cells, row->cap, sizeof(*row->cells));
	}
	for (size_t i = row->count; i < count; i++)
		row->cells[i] = (struct cell){ CELL_EMPTY, "", "", 0 };
	row->count = count;
}

bool row_put(struct row *row, size_t at, enum cell_kind kind, const char *text,
	size_t len, const char *format)
{
	struct cell *cell;

	if (at >= row->count)
		row_widen(row, at + 1);
	cell = &row->cells[at];
	if (cell->kind != CELL_EMPTY)
		return false;
	cell->kind = kind;
	cell->format = format;
	cell->from = row->bytes.len;
	buf_add(&row->bytes, text, len);
	buf_addc(&row->bytes, '\0');
	return true;
}

void row_finish(struct row *row)
{
	for (size_t i = 0; i < row->count; i++)
		if (row->cells[i].kind != CELL_EMPTY)
			row->cells[i].text = row->bytes.data + row->cells[i].from;
}

char *column_letters(size_t at, char out[8])
{
	char reversed[8];
	size_t n = 0, length = 0;

	for (at++; at > 0 && n < sizeof(reversed) - 1; at = (at - 1) / 26)
		reversed[n++] = (char)('A' + (at - 1) % 26);
	while (n > 0)
		out[length++] = reversed[--n];
	out[length] = '\0';
	return out;
}

/* ---- numbers and days ------------------------------------------------------- */

#define DIGITS_KEPT 15

/* Significant digits and the place of the point: 0.d1d2d3... * 10^point. */
struct digits {
	bool negative;
	char digit[DIGITS_KEPT + 1]; /* one more, to round by */
	int count;
	long point;
};

static bool digits_read(const char *s, struct digits *d)
{
	bool any = false, after_point = false;
	char *end;

	*d = (struct digits){ .negative = *s == '-' };
	s += *s == '-' || *s == '+';
	for (; (*s >= '0' && *s <= '9') || (*s == '.' && !after_point); s++) {
		if (*s == '.') {
			after_point = true;
			continue;
		}
		any = true;
		if (d->count == 0 && *s == '0') {
			d->point -= after_point;
			continue;
		}
		if (d->count <= DIGITS_KEPT)
			d->digit[d->count++] = *s;
		d->point += !after_point;
		if (d->point > 400 || d->point < -400)
			return false;
	}
	if (!any)
		return false;
	if (*s == 'e' || *s == 'E') {
		const char *exponent = s + 1 + (s[1] == '-' || s[1] == '+');

		if (*exponent < '0' || *exponent > '9' || strlen(exponent) > 4)
			return false;
		d->point += strtol(s + 1, &end, 10);
		s = end;
	}
	return *s == '\0';
}

static void digits_round(struct digits *d)
{
	int last = DIGITS_KEPT - 1;

	if (d->count > DIGITS_KEPT) {
		bool up = d->digit[DIGITS_KEPT] >= '5';

		d->count = DIGITS_KEPT;
		for (; up && last >= 0; last--) {
			up = d->digit[last] == '9';
			d->digit[last] = up ? '0' : (char)(d->digit[last] + 1);
		}
		if (up) {
			d->digit[0] = '1'; /* all of them were nines */
			d->point++;
		}
	}
	while (d->count > 0 && d->digit[d->count - 1] == '0')
		d->count--;
}

bool number_shortest(const char *written, char out[32])
{
	struct digits d;
	size_t n = 0;
	long places;

	if (!digits_read(written, &d))
		return false;
	digits_round(&d);
	if (d.count == 0)
		d = (struct digits){ .count = 1, .digit = "0", .point = 1 };
	if (d.point > 21 || d.point < -5)
		return false;
	if (d.negative)
		out[n++] = '-';
	if (d.point <= 0)
		out[n++] = '0';
	places = d.point > d.count ? d.point : d.count;
	for (long i = d.point < 0 ? d.point : 0; i < places; i++) {
		if (i == d.point)
			out[n++] = '.';
		out[n++] = i < 0 || i >= d.count ? '0' : d.digit[i];
	}
	out[n] = '\0';
	return true;
}

#define DAYS_1900_TO_1970 25569
#define DAYS_1904_TO_1970 24107

int serial_to_day(int64_t days, bool base_1904)
{
	struct date date;

	if (days < (base_1904 ? 0 : 61) || days > 110000)
		return 0;
	date = date_of_days(days - (base_1904 ? DAYS_1904_TO_1970 : DAYS_1900_TO_1970));
	if (date.year > 2199)
		return 0;
	return date.year * 10000 + date.month * 100 + date.day;
}

int64_t serial_of_day(int yyyymmdd)
{
	struct date date = { yyyymmdd / 10000, yyyymmdd / 100 % 100, yyyymmdd % 100 };
	int64_t serial = date_valid(date) ? date_days(date) + DAYS_1900_TO_1970 : 0;

	return serial < 61 ? 0 : serial;
}

/* ---- reading ---------------------------------------------------------------- */

static bool is_zip(const unsigned char *head, size_t len)
{
	return len >= 4 && memcmp(head, "PK\x03\x04", 4) == 0;
}

/* Excel 97 workbooks, and new ones with a password, are both such a container. */
static bool is_ole(const unsigned char *head, size_t len)
{
	return len >= 4 && memcmp(head, "\xD0\xCF\x11\xE0", 4) == 0;
}

/* Programs that "export Excel" write a web page or XML under the name .xls. */
static bool is_markup(const unsigned char *head, size_t len)
{
	static const char *const tags[] = { "<html", "<table", "<!doctype", "<?xml",
		"<body", "<meta", "<workbook", "mime-version:" };
	size_t at = len >= 3 && memcmp(head, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

	while (at < len && (head[at] == ' ' || head[at] == '\t' || head[at] == '\r' ||
				   head[at] == '\n'))
		at++;
	for (size_t i = 0; i < sizeof(tags) / sizeof(tags[0]); i++)
		if (len - at >= strlen(tags[i]) &&
			strncasecmp(
				(const char *)head + at, tags[i], strlen(tags[i])) == 0)
			return true;
	return false;
}

/* What is no table at all, by its first bytes, and what to do with it. */
static const struct {
	const char *head, *sentence;
} foreign[] = {
	{ "%PDF-", "这个文件其实是 PDF；请在做出它的程序里另存为 .xlsx" },
	{ "\x89PNG", "这个文件其实是图片；请把表格另存为 .xlsx" },
	{ "\xff\xd8\xff", "这个文件其实是图片；请把表格另存为 .xlsx" },
	{ "{\\rtf", "这个文件其实是文档；请把里面的表格复制到工作簿里" },
	{ "Rar!", "这个文件其实是压缩包；请解压后导入里面的表格" },
	{ "7z\xbc\xaf", "这个文件其实是压缩包；请解压后导入里面的表格" },
	{ "\x1f\x8b", "这个文件其实是压缩包；请解压后导入里面的表格" },
};

static const char *foreign_sentence(const unsigned char *head, size_t len)
{
	for (size_t i = 0; i < sizeof(foreign) / sizeof(foreign[0]); i++) {
		size_t known = strlen(foreign[i].head);

		if (len >= known && memcmp(head, foreign[i].head, known) == 0)
			return foreign[i].sentence;
	}
	return NULL;
}

static struct sheet *open_by_head(const char *name, const unsigned char *head,
	size_t head_len, const void *bytes, size_t len, struct err *err)
{
	struct sheet *sheet = NULL;

	if (is_zip(head, head_len))
		sheet = sheet_xlsx_open(name, bytes, len, err);
	else if (is_ole(head, head_len))
		sheet = sheet_xls_open(name, bytes, len, err);
	else if (is_markup(head, head_len))
		err_set(err,
			"%s: 这个文件其实是网页，不是工作簿；请用 Excel 或 WPS "
			"打开，另存为 .xlsx 后再导入",
			name);
	else if (strncmp(path_name(name), "~$", 2) == 0)
		err_set(err,
			"%s: 这是 Excel 或 WPS 打开文件时的临时文件；请选名字里没有 ~$ "
			"的那个",
			name);
	else if (foreign_sentence(head, head_len))
		err_set(err, "%s: %s", name, foreign_sentence(head, head_len));
	else
		sheet = sheet_csv_open(name, bytes, len, err);
	if (sheet && sheet->sheets == 0)
		sheet->sheets = 1;
	if (sheet && sheet->sheets > SHEETS_MAX)
		sheet->sheets = SHEETS_MAX;
	return sheet;
}

#define HEAD_MAX 256

struct sheet *sheet_open(const char *path, struct err *err)
{
	unsigned char head[HEAD_MAX] = { 0 };
	FILE *file = path_open(path, err);
	size_t len;

	if (!file)
		return NULL;
	len = fread(head, 1, sizeof(head), file);
	fclose(file);
	return open_by_head(path, head, len, NULL, 0, err);
}

struct sheet *sheet_open_bytes(
	const char *name, const void *bytes, size_t len, struct err *err)
{
	return open_by_head(
		name, bytes, len < HEAD_MAX ? len : HEAD_MAX, bytes, len, err);
}

bool sheet_select(struct sheet *sheet, size_t at, struct err *err)
{
	size_t sheets = sheet->sheets;
	bool good;

	assert(sheet->reader->select && at < sheets);
	good = sheet->reader->select(sheet, at, err);
	sheet->sheets = sheets;
	return good;
}

enum sheet_got sheet_next(struct sheet *sheet, struct row *row, struct err *err)
{
	return sheet->reader->next(sheet, row, err);
}

const struct cell *sheet_merged(struct sheet *sheet, const struct row *row, size_t at)
{
	static const struct row nothing = ROW_INIT;

	return sheet->reader->merged ? sheet->reader->merged(sheet, row, at)
				     : row_cell(&nothing, 0);
}

bool sheet_hides_column(const struct sheet *sheet, size_t at)
{
	return at < SHEET_COLUMNS_MAX && sheet->hides_column[at];
}

void sheet_close(struct sheet *sheet)
{
	if (sheet)
		sheet->reader->close(sheet);
}

/* ---- writing ---------------------------------------------------------------- */

static bool ends_in(const char *path, const char *ending)
{
	size_t len = strlen(path), ending_len = strlen(ending);

	return len > ending_len && strcmp(path + len - ending_len, ending) == 0;
}

struct book *book_create(const char *path, int64_t made_us, struct err *err)
{
	if (ends_in(path, ".xlsx"))
		return book_xlsx_create(path, made_us, err);
	if (ends_in(path, ".csv"))
		return book_csv_create(path);
	err_set(err, "%s: the name of a file to write ends in .xlsx or .csv", path);
	return NULL;
}

void book_sheet(struct book *book, const char *name)
{
	book->writer->sheet(book, name);
}

void book_print_mark(struct book *book, const char *text)
{
	book->writer->print_mark(book, text);
}

void book_text(struct book *book, const char *text)
{
	if (*text)
		book->writer->text(book, text);
	else
		book->writer->skip(book);
}

void book_number(struct book *book, int64_t digits, int decimals)
{
	book->writer->number(book, digits, decimals);
}

void book_date(struct book *book, int yyyymmdd)
{
	if (serial_of_day(yyyymmdd) > 0)
		book->writer->date(book, yyyymmdd);
	else
		book->writer->skip(book);
}

void book_skip(struct book *book)
{
	book->writer->skip(book);
}

void book_end_row(struct book *book)
{
	book->writer->end_row(book);
}

bool book_save(struct book *book, struct err *err)
{
	return book->writer->save(book, err);
}

void book_discard(struct book *book)
{
	if (book)
		book->writer->discard(book);
}
