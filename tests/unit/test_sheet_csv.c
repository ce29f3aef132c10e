/* Delimited text in and out, and the numbers and days of spreadsheets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "path.h"
#include "sheet.h"

static void a_number_is_written_in_its_shortest_form(void **state)
{
	static const struct {
		const char *written, *shortest; /* NULL: no number */
	} cases[] = {
		{ "9.3000000000000007", "9.3" },
		{ "9.300000000000001", "9.3" },
		{ "141.1", "141.1" },
		{ "0.1", "0.1" },
		{ "0", "0" },
		{ "-0", "0" },
		{ "-3", "-3" },
		{ "+5", "5" },
		{ "007", "7" },
		{ "1.50", "1.5" },
		{ ".5", "0.5" },
		{ "5.", "5" },
		{ "0.00001", "0.00001" },
		{ "1.1010519491231E+17", "110105194912310000" },
		{ "1e3", "1000" },
		{ "1E-2", "0.01" },
		{ "99999999999999999", "100000000000000000" },
		{ "999999999999999.9", "1000000000000000" },
		{ "20231234567890123", "20231234567890100" },
		{ "1e300", NULL },
		{ "1e-300", NULL },
		{ "1e99999", NULL },
		{ "1e", NULL },
		{ "", NULL },
		{ "-", NULL },
		{ ".", NULL },
		{ "1.2.3", NULL },
		{ "12a", NULL },
		{ "0x10", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char out[32] = "?";
		bool is_number = number_shortest(cases[i].written, out);

		if (is_number != (cases[i].shortest != NULL))
			fail_msg("\"%s\" -> %s", cases[i].written, out);
		if (is_number)
			assert_string_equal(out, cases[i].shortest);
	}
}

static void days_are_counted_from_1900_or_1904(void **state)
{
	static const struct {
		int64_t days;
		bool base_1904;
		int day;
	} cases[] = {
		{ 61, false, 19000301 },
		{ 60, false, 0 }, /* 29 February 1900 never was */
		{ 0, false, 0 },
		{ -5, false, 0 },
		{ 40972, false, 20120304 },
		{ 39510, true, 20120304 },
		{ 109574, false, 21991231 },
		{ 109575, false, 0 },
		{ 10000000, false, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(
			serial_to_day(cases[i].days, cases[i].base_1904), cases[i].day);
	assert_int_equal(serial_of_day(20120304), 40972);
	assert_int_equal(serial_of_day(20120230), 0);
	assert_int_equal(serial_of_day(0), 0);
}

static void columns_have_letters(void **state)
{
	char out[8];

	(void)state;
	assert_string_equal(column_letters(0, out), "A");
	assert_string_equal(column_letters(25, out), "Z");
	assert_string_equal(column_letters(26, out), "AA");
	assert_string_equal(column_letters(701, out), "ZZ");
	assert_string_equal(column_letters(702, out), "AAA");
	assert_string_equal(column_letters(16383, out), "XFD");
}

/* All rows as text: cells apart by '|', "number:" before each row. */
static void show(const void *bytes, size_t len, struct buf *out, char about[96])
{
	struct err err = ERR_INIT;
	struct sheet *sheet = sheet_open_bytes("t.csv", bytes, len, &err);
	struct row row = ROW_INIT;
	enum sheet_got got = SHEET_FAIL;

	buf_reset(out);
	if (sheet) {
		snprintf(about, 96, "%s", sheet->about);
		while ((got = sheet_next(sheet, &row, &err)) == SHEET_ROW) {
			buf_addf(out, "%zu:", row.number);
			for (size_t i = 0; i < row.count; i++)
				buf_addf(out, "%s%s", i ? "|" : "", row.cells[i].text);
			buf_addc(out, '\n');
		}
	}
	if (got == SHEET_FAIL)
		buf_addf(out, "! %s", err.text);
	row_release(&row);
	sheet_close(sheet);
}

static void files_of_schools_are_read_whatever_their_encoding(void **state)
{
	static const struct {
		const char *bytes, *about, *rows;
	} cases[] = {
		{ "姓名,性别\n张三,男\n", "CSV, UTF-8", "1:姓名|性别\n2:张三|男\n" },
		{ "\xEF\xBB\xBF姓名,性别\r\n张三,男\r\n", "CSV, UTF-8 with a mark",
			"1:姓名|性别\n2:张三|男\n" },
		{ "\xD0\xD5\xC3\xFB,\xD0\xD4\xB1\xF0\r\n\xD5\xC5\xC8\xFD,\xC4\xD0\r\n",
			"CSV, GB18030", "1:姓名|性别\n2:张三|男\n" },
		{ "姓名\t性别\n张三\t男\n", "tab-separated text, UTF-8",
			"1:姓名|性别\n2:张三|男\n" },
		{ "姓名;性别\n张三;男\n", "CSV, UTF-8", "1:姓名|性别\n2:张三|男\n" },
		{ "a,b\n\n,,\n\"x\ny\",z\nlast\n", "CSV, UTF-8",
			"1:a|b\n4:x\ny|z\n5:last\n" },
		{ "a\n", "CSV, UTF-8", "1:a\n" },
		{ "", "CSV, UTF-8", "" },
	};
	struct buf out = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char about[96] = "";

		show(cases[i].bytes, strlen(cases[i].bytes), &out, about);
		assert_string_equal(out.data, cases[i].rows);
		if (strncmp(about, "CSV, UTF-8", 10) != 0)
			assert_string_equal(about, cases[i].about);
	}
	buf_release(&out);
}

static void what_is_no_table_is_refused_by_name(void **state)
{
	static const struct {
		const char *bytes;
		size_t len;
		const char *says;
	} cases[] = {
		{ "\xFF\xFF\xFF,\x81\n", 6,
			"t.csv: 第1行文字的编码不是 UTF-8，也不是 GB18030；请用" },
		{ "a,b\n\0\1", 6, "t.csv: 第2行不是文字" },
		{ "a,\"b", 4, "t.csv: 第1行起引号没有成对" },
		{ "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8, "另存为 .xlsx" },
		{ " \n<HTML><table>", 14, "其实是网页" },
		{ "PK\x03\x04junk", 8, "t.csv: 这个工作簿不完整，可能只下载了一半" },
	};
	struct buf out = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char about[96] = "";

		show(cases[i].bytes, cases[i].len, &out, about);
		if (!strstr(out.data, "! ") || !strstr(out.data, cases[i].says))
			fail_msg("case %zu: %s", i, out.data);
	}
	buf_release(&out);
}

static void a_book_of_two_sheets_becomes_two_files(void **state)
{
	char dir[] = "/tmp/sheet_csv.XXXXXX", path[64], notes[64];
	struct err err = ERR_INIT;
	struct buf text = BUF_INIT;
	struct book *book;

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/a.csv", dir);
	snprintf(notes, sizeof(notes), "%s/a.notes.csv", dir);
	book = book_create(path, 0, &err);
	assert_non_null(book);
	book_sheet(book, "one");
	book_text(book, "a,b");
	book_number(book, 93, 1);
	book_number(book, 2050, 1);
	book_skip(book);
	book_date(book, 20120304);
	book_date(book, 0);
	book_end_row(book);
	book_sheet(book, "two");
	book_text(book, "说明");
	book_end_row(book);
	assert_false(path_is_file(path));
	assert_true(book_save(book, &err));

	assert_true(path_read(path, 1000, &text, &err));
	assert_string_equal(text.data, "\xEF\xBB\xBF\"a,b\",9.3,205,,2012/3/4,\n");
	buf_reset(&text);
	assert_true(path_read(notes, 1000, &text, &err));
	assert_string_equal(text.data, "\xEF\xBB\xBF说明\n");
	buf_release(&text);
	unlink(path);
	unlink(notes);
	rmdir(dir);
}

/* A limit of this process is the full disk. */
static void a_book_that_does_not_fit_leaves_neither_file(void **state)
{
	char dir[] = "/tmp/sheet_csv.XXXXXX", path[64], notes[64];
	struct rlimit all, few = { 1000, 0 };
	struct err err = ERR_INIT;
	struct buf text = BUF_INIT;
	struct book *book;

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/a.csv", dir);
	snprintf(notes, sizeof(notes), "%s/a.notes.csv", dir);
	for (int before = 0; before < 2; before++) {
		if (before)
			assert_true(path_write(notes, "before", 6, &err));
		book = book_create(path, 0, &err);
		book_sheet(book, "one");
		for (int i = 0; i < 300; i++)
			book_text(book, "too long");
		book_end_row(book);
		book_sheet(book, "two");
		book_text(book, "fits");
		book_end_row(book);
		signal(SIGXFSZ, SIG_IGN);
		assert_int_equal(getrlimit(RLIMIT_FSIZE, &all), 0);
		few.rlim_max = all.rlim_max;
		assert_int_equal(setrlimit(RLIMIT_FSIZE, &few), 0);
		assert_false(book_save(book, &err));
		assert_int_equal(setrlimit(RLIMIT_FSIZE, &all), 0);
		assert_non_null(strstr(err.text, "/a.csv: cannot be written"));
		assert_int_equal(path_is_file(notes), before);
	}
	assert_true(path_read(notes, 1000, &text, &err));
	assert_string_equal(text.data, "before");
	buf_release(&text);
	unlink(notes);
	assert_int_equal(rmdir(dir), 0); /* nothing else is left */
}

/* What a text is in the file, and what our reader hands out of that. */
static const struct {
	const char *text, *written, *read; /* `read` NULL: as it was */
} texts[] = {
	{ "=1+1", "'=1+1", NULL },
	{ "=A(\"x\",\"y\")", "\"'=A(\"\"x\"\",\"\"y\"\")\"", NULL },
	{ "+1班", "'+1班", NULL },
	{ "-1.2", "'-1.2", NULL },
	{ "@SUM(A1)", "'@SUM(A1)", NULL },
	{ "\t=1", "'\t=1", "=1" },
	{ "\r-1", "\"'\r-1\"", "-1" },
	{ " =1", "' =1", "=1" },
	{ "'=1", "''=1", NULL },
	{ "''@", "'''@", NULL },
	{ "'样例", "'样例", NULL },
	{ "'", "'", NULL },
	{ "1-2", "1-2", NULL },
	{ "3'25", "3'25", NULL },
};

static void read_back(const struct buf *text, const char *first, const char *second)
{
	struct err err = ERR_INIT;
	struct row row = ROW_INIT;
	struct sheet *sheet = sheet_open_bytes("a.csv", text->data, text->len, &err);

	assert_non_null(sheet);
	assert_int_equal(sheet_next(sheet, &row, &err), SHEET_ROW);
	assert_string_equal(row_cell(&row, 0)->text, first);
	assert_string_equal(row_cell(&row, 1)->text, second);
	row_release(&row);
	sheet_close(sheet);
}

static void a_text_is_no_formula_and_is_read_as_it_was(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct buf text = BUF_INIT, notes = BUF_INIT, want = BUF_INIT;
		struct book *book = book_create_text(&text, &notes);
		struct err err = ERR_INIT;

		book_sheet(book, "one");
		book_text(book, texts[i].text);
		book_number(book, -12, 1);
		book_end_row(book);
		assert_true(book_save(book, &err));
		buf_addf(&want, "%s,-1.2\n", texts[i].written);
		assert_string_equal(text.data, want.data);
		read_back(&text, texts[i].read ? texts[i].read : texts[i].text, "-1.2");
		buf_release(&text);
		buf_release(&notes);
		buf_release(&want);
	}
}

static void a_book_needs_a_name_that_says_its_kind(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	assert_null(book_create("/tmp/x.xls", 0, &err));
	assert_non_null(strstr(err.text, ".xlsx or .csv"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_number_is_written_in_its_shortest_form),
		cmocka_unit_test(days_are_counted_from_1900_or_1904),
		cmocka_unit_test(columns_have_letters),
		cmocka_unit_test(files_of_schools_are_read_whatever_their_encoding),
		cmocka_unit_test(what_is_no_table_is_refused_by_name),
		cmocka_unit_test(a_book_of_two_sheets_becomes_two_files),
		cmocka_unit_test(a_book_that_does_not_fit_leaves_neither_file),
		cmocka_unit_test(a_text_is_no_formula_and_is_read_as_it_was),
		cmocka_unit_test(a_book_needs_a_name_that_says_its_kind),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
