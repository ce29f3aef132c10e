/* Workbooks: out and in again, and the ways in which others write them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#include "path.h"
#include "sheet.h"
#include "xlsx_parts.h"

/* ---- workbooks made by hand ------------------------------------------------- */

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define REL  "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

static const char root_rels[] =
	"<Relationships><Relationship Id=\"r\" Type=\"" REL
	"/officeDocument\" Target=\"/xl/workbook.xml\"/></Relationships>";
static const char book_rels[] =
	"<Relationships><Relationship Id=\"rId1\" Type=\"" REL
	"/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" "
	"Type=\"" REL "/sharedStrings\" Target=\"sharedStrings.xml\"/>"
	"<Relationship Id=\"rId3\" Type=\"" REL
	"/styles\" Target=\"styles.xml\"/></Relationships>";
static const char book_xml[] = "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" REL
			       "\"><sheets><sheet name=\"hidden\" sheetId=\"2\" "
			       "state=\"hidden\" r:id=\"rId9\"/>"
			       "<sheet name=\"学生\" sheetId=\"1\" r:id=\"rId1\"/>"
			       "</sheets></workbook>";
static const char shared_xml[] =
	"<sst><si><t>张三</t></si><si><r><t>李</t></r><r><t>四</t></r>"
	"<rPh><t>lisi</t></rPh></si><si/><si><t xml:space=\"preserve\"> a "
	"</t></si></sst>";
static const char styles_xml[] =
	"<styleSheet><numFmts><numFmt numFmtId=\"176\" formatCode=\"#\\'##\"/>"
	"<numFmt numFmtId=\"177\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d;@\"/>"
	"</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
	"<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"20\"/>"
	"<xf numFmtId=\"176\"/><xf numFmtId=\"177\"/><xf numFmtId=\"49\"/></cellXfs>"
	"</styleSheet>";

static void put_part(zip_t *zip, const char *name, const char *text)
{
	zip_source_t *source = zip_source_buffer(zip, text, strlen(text), 0);

	assert_true(zip_file_add(zip, name, source, ZIP_FL_ENC_UTF_8) >= 0);
}

struct parts {
	const char *sheet, *shared, *styles, *book;
};

/* The bytes of a workbook of these parts; NULL: the ordinary part. */
static void *pack(const struct parts *parts, size_t *len)
{
	zip_error_t error;
	zip_source_t *into = zip_source_buffer_create(NULL, 0, 0, &error);
	zip_t *zip = zip_open_from_source(into, ZIP_TRUNCATE, &error);
	char *bytes;

	put_part(zip, "_rels/.rels", root_rels);
	put_part(zip, "xl/workbook.xml", parts->book ? parts->book : book_xml);
	put_part(zip, "xl/_rels/workbook.xml.rels", book_rels);
	put_part(zip, "xl/sharedStrings.xml",
		parts->shared ? parts->shared : shared_xml);
	put_part(zip, "xl/styles.xml", parts->styles ? parts->styles : styles_xml);
	put_part(zip, "xl/worksheets/sheet1.xml", parts->sheet);
	zip_source_keep(into);
	assert_int_equal(zip_close(zip), 0);
	assert_int_equal(zip_source_open(into), 0);
	zip_source_seek(into, 0, SEEK_END);
	*len = (size_t)zip_source_tell(into);
	zip_source_seek(into, 0, SEEK_SET);
	bytes = malloc(*len);
	assert_int_equal(zip_source_read(into, bytes, *len), *len);
	zip_source_close(into);
	zip_source_free(into);
	return bytes;
}

static char kind_letter(enum cell_kind kind)
{
	return ".tndhe"[kind];
}

static void show_sheet(struct sheet *sheet, struct buf *out, struct err *err)
{
	struct row row = ROW_INIT;
	enum sheet_got got = SHEET_FAIL;

	buf_reset(out);
	while (sheet && (got = sheet_next(sheet, &row, err)) == SHEET_ROW) {
		buf_addf(out, "%zu", row.number);
		for (size_t i = 0; i < row.count; i++)
			buf_addf(out, " %c[%s]", kind_letter(row.cells[i].kind),
				row.cells[i].text);
		buf_addc(out, '\n');
	}
	if (got == SHEET_FAIL)
		buf_addf(out, "! %s", err->text);
	row_release(&row);
	sheet_close(sheet);
}

static void show_parts(const struct parts *parts, struct buf *out)
{
	struct err err = ERR_INIT;
	size_t len;
	void *bytes = pack(parts, &len);

	show_sheet(sheet_open_bytes("t.xlsx", bytes, len, &err), out, &err);
	free(bytes);
}

static void cells_are_read_in_all_the_ways_they_are_written(void **state)
{
	static const struct {
		const char *what, *rows, *want;
	} cases[] = {
		{ "shared text, with pronunciation and in pieces",
			"<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c>"
			"<c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"D1\" "
			"t=\"s\"><v>3</v></c></row>",
			"1 t[张三] t[李四] .[] t[ a ]\n" },
		{ "inline text, in pieces",
			"<row><c t=\"inlineStr\"><is><t>一</t></is></c><c "
			"t=\"inlineStr\">"
			"<is><r><t>二</t></r><r><t>三</t></r><rPh><t>x</t></rPh></is></"
			"c></row>",
			"1 t[一] t[二三]\n" },
		{ "a formula's results",
			"<row><c t=\"str\"><f>A1&amp;B1</f><v>张三</v></c>"
			"<c><f>1+2</f><v>3</v></c><c "
			"t=\"e\"><f>1/0</f><v>#DIV/0!</v></c></row>",
			"1 t[张三] n[3] e[#DIV/0!]\n" },
		{ "line ends in a cell, and what only looks like one",
			"<row><c t=\"str\"><v>a_x000D_b</v></c><c "
			"t=\"str\"><v>_x00</v></c>"
			"<c t=\"str\"><v>_x0041__x000G_</v></c></row>",
			"1 t[a\rb] t[_x00] t[_x0041__x000G_]\n" },
		{ "numbers without dust",
			"<row><c><v>9.3000000000000007</v></c><c><v>1.10105E+17</v></c>"
			"<c t=\"n\"><v>-0.5</v></c><c t=\"b\"><v>1</v></c></row>",
			"1 n[9.3] n[110105000000000000] n[-0.5] t[TRUE]\n" },
		{ "days and times, by number format",
			"<row><c s=\"1\"><v>40972</v></c><c s=\"4\"><v>40972</v></c>"
			"<c s=\"2\"><v>0.14236111111111113</v></c>"
			"<c s=\"1\"><v>40972.5</v></c><c s=\"3\"><v>325</v></c>"
			"<c s=\"1\"><v>60</v></c><c s=\"5\"><v>12</v></c></row>",
			"1 d[2012-03-04] d[2012-03-04] h[03:25:00] "
			"h[2012-03-04 12:00:00] n[325] n[60] n[12]\n" },
		{ "rows and cells without numbers, and rows left out",
			"<row><c><v>1</v></c></row><row r=\"5\"><c "
			"r=\"C5\"><v>2</v></c>"
			"<c><v>3</v></c></row><row><c><v>4</v></c></row>",
			"1 n[1]\n5 .[] .[] n[2] n[3]\n6 n[4]\n" },
		{ "empty cells and rows, far down and far right",
			"<row r=\"1\"><c r=\"A1\" s=\"1\"/><c r=\"XFD1\" "
			"s=\"1\"/></row>"
			"<row r=\"2\"><c r=\"A2\" t=\"s\"><v>2</v></c></row>"
			"<row r=\"3\"><c r=\"A3\"><v>1</v></c></row>"
			"<row r=\"1048576\"><c r=\"A1048576\" s=\"1\"/></row>",
			"3 n[1]\n" },
		{ "no rows at all", "", "" },
	};
	struct buf out = BUF_INIT, xml = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		buf_reset(&xml);
		buf_addf(&xml,
			"<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData>%s"
			"</sheetData><mergeCells/></worksheet>",
			cases[i].rows);
		show_parts(&(struct parts){ .sheet = xml.data }, &out);
		if (strcmp(out.data, cases[i].want) != 0)
			fail_msg("%s: %s", cases[i].what, out.data);
	}
	buf_release(&xml);
	buf_release(&out);
}

static void prefixes_and_the_base_of_1904_make_no_difference(void **state)
{
	static const struct parts parts = {
		.book = "<x:workbook xmlns:x=\"" MAIN "\" xmlns:q=\"" REL
			"\"><x:workbookPr date1904=\"1\"/><x:sheets><x:sheet "
			"name=\"a\" "
			"q:id=\"rId1\"/></x:sheets></x:workbook>",
		.sheet = "<x:worksheet xmlns:x=\"" MAIN
			 "\"><x:sheetData><x:row r=\"2\">"
			 "<x:c r=\"A2\" s=\"1\"><x:v>39510</x:v></x:c></x:row>"
			 "</x:sheetData></x:worksheet>",
	};
	struct buf out = BUF_INIT;

	(void)state;
	show_parts(&parts, &out);
	assert_string_equal(out.data, "2 d[2012-03-04]\n");
	buf_release(&out);
}

#define SHEET(rows) "<worksheet><sheetData>" rows "</sheetData></worksheet>"
#define LAUGH	    "<!DOCTYPE a [<!ENTITY l \"lol\"><!ENTITY m \"&l;&l;&l;\">]>"

static void what_is_hostile_or_damaged_is_refused(void **state)
{
	static const struct {
		struct parts parts;
		const char *says;
	} cases[] = {
		{ { .sheet = SHEET("<row><c t=\"s\"><v>99</v></c></row>") },
			"cell A1 names shared text 99 of 4" },
		{ { .sheet = SHEET("<row><c t=\"s\"><v>-1</v></c></row>") },
			"cell A1" },
		{ { .sheet = SHEET("<row r=\"2\"/><row r=\"1\"/>") },
			"rows must ascend" },
		{ { .sheet = SHEET("<row r=\"99999999999999999999\"/>") },
			"rows must" },
		{ { .sheet = SHEET(
			    "<row><c r=\"A1\"><v>1</v></c><c r=\"A1\"><v>2</v></c>"
			    "</row>") },
			"cell A1 stands twice" },
		{ { .sheet = SHEET("<row><c r=\"XFD1\"><v>1</v></c></row>") },
			"最多 256 列" },
		{ { .sheet = SHEET("<row><c r=\"AAAAAAAA1\"><v>1</v></c></row>") },
			"has a cell" },
		{ { .sheet = SHEET("<row r=\"200000\"><c><v>1</v></c></row>") },
			"100000 行" },
		{ { .sheet = LAUGH SHEET("<row><c t=\"str\"><v>&m;</v></c></row>") },
			"document type" },
		{ { .sheet = SHEET(""),
			  .shared = LAUGH "<sst><si><t>&m;</t></si></sst>" },
			"document type" },
		{ { .sheet = "<worksheet><sheetData><row><c><v>1</v>" },
			"sheet1.xml 第1行已损坏" },
		{ { .sheet = "" }, "已损坏" },
		{ { .sheet = SHEET(""), .book = "<workbook><sheets/></workbook>" },
			"没有显示出来的工作表" },
		{ { .sheet = SHEET(""), .styles = "<styleSheet" },
			"styles.xml 第1行已损坏" },
	};
	struct buf out = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		show_parts(&cases[i].parts, &out);
		if (!strstr(out.data, "! t.xlsx: ") || !strstr(out.data, cases[i].says))
			fail_msg("case %zu: %s", i, out.data);
	}
	buf_release(&out);
}

static void growing_without_end_is_stopped(void **state)
{
	struct buf xml = BUF_INIT, out = BUF_INIT;
	size_t size = (size_t)2 << 20;
	char *long_text = malloc(size + 1);

	(void)state;
	memset(long_text, 'a', size);
	long_text[size] = '\0';

	buf_addf(&xml,
		"<worksheet><sheetData><row><c t=\"str\"><v>%s</v></c></row>"
		"</sheetData></worksheet>",
		long_text);
	show_parts(&(struct parts){ .sheet = xml.data }, &out);
	assert_non_null(strstr(out.data, "太长（超过 32767 字节）"));

	buf_reset(&xml);
	buf_addf(&xml, "<worksheet a=\"%s\"/>", long_text);
	show_parts(&(struct parts){ .sheet = xml.data }, &out);
	if (!strstr(out.data, "解开后太大"))
		fail_msg("%.300s", out.data);

	buf_reset(&xml);
	for (int i = 0; i < 1000; i++)
		buf_adds(&xml, "<a>");
	show_parts(&(struct parts){ .sheet = xml.data }, &out);
	assert_non_null(strstr(out.data, "nested too deeply"));

	/* Texts within texts once ran past the end of their list. */
	buf_reset(&xml);
	buf_adds(&xml, "<sst>");
	for (int i = 0; i < 253; i++)
		buf_adds(&xml, "<si/>");
	for (int i = 0; i < 60; i++)
		buf_adds(&xml, "<si>");
	for (int i = 0; i < 60; i++)
		buf_adds(&xml, "</si>");
	buf_adds(&xml, "</sst>");
	show_parts(
		&(struct parts){ .sheet = "<worksheet/>", .shared = xml.data }, &out);
	assert_non_null(strstr(out.data, "a shared text within another"));
	free(long_text);
	buf_release(&xml);
	buf_release(&out);
}

/* ---- our own ---------------------------------------------------------------- */

static void unpacked(const char *path, const char *name, struct buf *out)
{
	int code;
	zip_t *zip = zip_open(path, ZIP_RDONLY, &code);
	struct zip_file *file;
	char piece[512];
	zip_int64_t len;

	assert_non_null(zip);
	file = zip_fopen(zip, name, 0);
	assert_non_null(file);
	while ((len = zip_fread(file, piece, sizeof(piece))) > 0)
		buf_add(out, piece, (size_t)len);
	zip_fclose(file);
	zip_discard(zip);
}

static void what_is_written_is_read_again(void **state)
{
	char dir[] = "/tmp/sheet_xlsx.XXXXXX", path[64];
	struct err err = ERR_INIT;
	struct buf out = BUF_INIT, xml = BUF_INIT;
	struct book *book;

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/a.xlsx", dir);
	book = book_create(path, INT64_C(1795395600000000), &err);
	assert_non_null(book);
	book_sheet(book, "studentData");
	book_text(book, "学籍号");
	book_text(book, "a<b>&\"c\" ");
	book_end_row(book);
	book_text(book, "G110105194912310027");
	book_number(book, 93, 1);
	book_number(book, 2050, 1);
	book_number(book, -5, 1);
	book_skip(book);
	book_text(book, "");
	book_date(book, 20120304);
	book_text(book, "3'05");
	book_end_row(book);
	book_sheet(book, "说明");
	book_text(book, "notes");
	book_end_row(book);
	assert_false(path_is_file(path));
	assert_true(book_save(book, &err));

	show_sheet(sheet_open(path, &err), &out, &err);
	assert_string_equal(out.data,
		"1 t[学籍号] t[a<b>&\"c\" ]\n2 t[G110105194912310027] n[9.3] n[205] "
		"n[-0.5] .[] .[] d[2012-03-04] t[3'05]\n");
	unpacked(path, "xl/worksheets/sheet1.xml", &xml);
	assert_non_null(strstr(xml.data, "<v>9.3</v>"));
	assert_null(strstr(xml.data, "inlineStr"));
	buf_release(&xml);
	buf_release(&out);
	unlink(path);
	assert_int_equal(rmdir(dir), 0); /* no part is left over */
}

static void put_awkward(const char *path)
{
	struct err err = ERR_INIT;
	struct book *book = book_create(path, INT64_C(1795395600000000), &err);

	assert_non_null(book);
	book_sheet(book, "一");
	book_print_mark(book, "样例 & 未核对");
	book_text(book, " a");
	book_text(book, "_x0041_");
	book_text(book, "b\x01\r\nc");
	book_text(book, "=1+1");
	book_text(book, " a");
	book_text(book, "（样\uffff例\ufffe");
	book_end_row(book);
	book_skip(book);
	book_end_row(book); /* nothing stands in it */
	for (int i = 0; i < 30; i++)
		book_skip(book);
	book_number(book, INT64_C(-123456789012345), 3);
	book_number(book, 0, 2);
	book_number(book, INT64_C(99999999999999999), 0);
	book_end_row(book);
	book_sheet(book, "空");
	assert_true(book_save(book, &err));
}

/* Characters that XML does not have, places beyond Z, numbers of many digits. */
static void what_is_awkward_is_written_and_read_again(void **state)
{
	char dir[] = "/tmp/sheet_xlsx.XXXXXX", path[64], again[64];
	struct buf out = BUF_INIT, xml = BUF_INIT, first = BUF_INIT, second = BUF_INIT;
	struct err err = ERR_INIT;
	struct sheet *sheet;
	struct row row = ROW_INIT;

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/a.xlsx", dir);
	snprintf(again, sizeof(again), "%s/b.xlsx", dir);
	put_awkward(path);
	sheet = sheet_open(path, &err);
	assert_non_null(sheet);
	assert_int_equal(sheet_next(sheet, &row, &err), SHEET_ROW);
	assert_string_equal(row_cell(&row, 0)->text, " a");
	assert_string_equal(row_cell(&row, 4)->text, " a");
	assert_string_equal(row_cell(&row, 3)->text, "=1+1");
	assert_int_equal(row_cell(&row, 3)->kind, CELL_TEXT);
	assert_int_equal(sheet_next(sheet, &row, &err), SHEET_ROW);
	assert_int_equal(row.number, 3);
	assert_string_equal(row_cell(&row, 30)->text, "-123456789012.345");
	assert_string_equal(row_cell(&row, 31)->text, "0");
	assert_string_equal(row_cell(&row, 32)->text, "100000000000000000");
	assert_int_equal(sheet_next(sheet, &row, &err), SHEET_END);
	row_release(&row);
	sheet_close(sheet);
	unpacked(path, "xl/worksheets/sheet1.xml", &xml);
	assert_non_null(strstr(xml.data, "<dimension ref=\"A1:AG3\"/>"));
	assert_non_null(strstr(xml.data, "<c r=\"AE3\"><v>-123456789012.345</v></c>"));
	assert_non_null(strstr(xml.data, "样例 &amp;&amp; 未核对"));
	assert_null(strstr(xml.data, "<f>"));
	buf_reset(&xml);
	unpacked(path, "xl/sharedStrings.xml", &xml);
	assert_non_null(strstr(xml.data, "count=\"6\" uniqueCount=\"5\""));
	assert_non_null(strstr(xml.data, "<t xml:space=\"preserve\"> a</t>"));
	assert_non_null(strstr(xml.data, "<t>_x005F_x0041_</t>"));
	assert_non_null(strstr(xml.data, "<t>b_x0001__x000D_\nc</t>"));
	assert_non_null(strstr(xml.data, "<t>（样_xFFFF_例_xFFFE_</t>"));
	put_awkward(again);
	assert_true(path_read(path, 1 << 20, &first, &err));
	assert_true(path_read(again, 1 << 20, &second, &err));
	assert_int_equal(first.len, second.len); /* the same bytes every time */
	assert_memory_equal(first.data, second.data, first.len);
	buf_release(&first);
	buf_release(&second);
	buf_release(&xml);
	buf_release(&out);
	unlink(path);
	unlink(again);
	assert_int_equal(rmdir(dir), 0);
}

/* As many texts as a table must grow for, each of them twice. */
static void many_texts_are_shared(void **state)
{
	char dir[] = "/tmp/sheet_xlsx.XXXXXX", path[64], text[32];
	struct err err = ERR_INIT;
	struct book *book;
	struct sheet *sheet;
	struct row row = ROW_INIT;

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/a.xlsx", dir);
	book = book_create(path, 0, &err);
	book_sheet(book, "a");
	for (int i = 0; i < 10000; i++) {
		snprintf(text, sizeof(text), "样例%d", i / 2);
		book_text(book, text);
		book_end_row(book);
	}
	assert_true(book_save(book, &err));
	sheet = sheet_open(path, &err);
	for (int i = 0; i < 10000; i++) {
		assert_int_equal(sheet_next(sheet, &row, &err), SHEET_ROW);
		snprintf(text, sizeof(text), "样例%d", i / 2);
		assert_string_equal(row_cell(&row, 0)->text, text);
	}
	row_release(&row);
	sheet_close(sheet);
	unlink(path);
	assert_int_equal(rmdir(dir), 0);
}

static void a_book_that_cannot_be_written_says_so_at_once(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	assert_null(book_create("/nonexistent/a.xlsx", 0, &err));
	assert_non_null(strstr(err.text, "/nonexistent/a.xlsx"));
}

/* The sheet of two rows, its range behind so many bytes of nothing. */
static bool is_merged(size_t padding, const char *range)
{
	static const char rows[] =
		"<worksheet><sheetData><row><c r=\"B1\" t=\"s\"><v>0</v>"
		"</c></row><row><c r=\"A2\"><v>1</v></c></row>"
		"</sheetData>";
	struct buf xml = BUF_INIT;
	struct err err = ERR_INIT;
	struct row row = ROW_INIT;
	struct parts parts = { .shared = NULL };
	struct sheet *sheet;
	size_t len;
	void *bytes;
	bool is;

	buf_addf(&xml, "%s<!--%*s-->%s</worksheet>", rows, (int)padding, "", range);
	parts.sheet = xml.data;
	bytes = pack(&parts, &len);
	sheet = sheet_open_bytes("merged", bytes, len, &err);
	assert_non_null(sheet);
	assert_int_equal(sheet_next(sheet, &row, &err), SHEET_ROW);
	assert_int_equal(sheet_merged(sheet, &row, 0)->kind, CELL_EMPTY);
	assert_int_equal(sheet_next(sheet, &row, &err), SHEET_ROW);
	assert_int_equal(row_cell(&row, 1)->kind, CELL_EMPTY);
	is = strcmp(sheet_merged(sheet, &row, 1)->text, "张三") == 0;
	row_release(&row);
	sheet_close(sheet);
	free(bytes);
	buf_release(&xml);
	return is;
}

static void what_is_merged_down_a_column_is_found_wherever_it_is_said(void **state)
{
	static const char *const nothing[] = { "", "<mergeCell ref=\"A1:B2\"/>",
		"<mergeCell ref=\"B1:C2\"/>", "<mergeCell ref=\"B2:B1\"/>",
		"<mergeCell ref=\"B1\"/>", "<mergeCell ref=\"B1:B0\"/>",
		"<mergeCell ref=\"B1:B99999999999999999999\"/>", "<mergeCell />" };
	static const char range[] =
		"<mergeCells><x:mergeCell ref=\"B1:B2\"/></mergeCells>";
	const size_t block = (size_t)64 * 1024;

	(void)state;
	assert_true(is_merged(0, range));
	assert_true(is_merged(3 * block, "<mergeCell ref=\"B1:B2\"/>"));
	for (size_t i = 0; i<420; i += i> 120 && i < 260 ? 1 : 7)
		if (!is_merged(block - i, range))
			fail_msg("behind %zu bytes", block - i);
	for (size_t i = 0; i < sizeof(nothing) / sizeof(nothing[0]); i++)
		if (is_merged(0, nothing[i]))
			fail_msg("%s", nothing[i]);
}

static void a_format_shows_a_date_a_time_or_a_number(void **state)
{
	static const struct {
		const char *code;
		enum number_shape shape;
	} cases[] = {
		{ "0", SHAPE_NUMBER },
		{ "General", SHAPE_NUMBER },
		{ "[Magenta]0", SHAPE_NUMBER },
		{ "[magenta]0", SHAPE_NUMBER },
		{ "[Red]0", SHAPE_NUMBER },
		{ "[Color3]0", SHAPE_NUMBER },
		{ "[>=100]0", SHAPE_NUMBER },
		{ "[$\uffe5-804]0", SHAPE_NUMBER },
		{ "[mmm]0", SHAPE_NUMBER },
		{ "[m", SHAPE_NUMBER },
		{ "[h]:mm", SHAPE_TIME },
		{ "[hh]:mm:ss", SHAPE_TIME },
		{ "[m]", SHAPE_TIME },
		{ "[MM]:ss", SHAPE_TIME },
		{ "[s]", SHAPE_TIME },
		{ "[SS].0", SHAPE_TIME },
		{ "[Magenta]mm:ss", SHAPE_TIME },
		{ "[$-804]m/d", SHAPE_DATE },
		{ "[Magenta]yyyy", SHAPE_DATE },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (format_shape(cases[i].code) != cases[i].shape)
			fail_msg("%s", cases[i].code);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_format_shows_a_date_a_time_or_a_number),
		cmocka_unit_test(cells_are_read_in_all_the_ways_they_are_written),
		cmocka_unit_test(prefixes_and_the_base_of_1904_make_no_difference),
		cmocka_unit_test(what_is_hostile_or_damaged_is_refused),
		cmocka_unit_test(growing_without_end_is_stopped),
		cmocka_unit_test(
			what_is_merged_down_a_column_is_found_wherever_it_is_said),
		cmocka_unit_test(what_is_written_is_read_again),
		cmocka_unit_test(what_is_awkward_is_written_and_read_again),
		cmocka_unit_test(many_texts_are_shared),
		cmocka_unit_test(a_book_that_cannot_be_written_says_so_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
