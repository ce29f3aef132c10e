/* Cells written into workbooks as many programs write them. */
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
#include "sheet_xlsx_fill.h"

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define REL  "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

static const char *const parts[][2] = {
	{ "_rels/.rels", "<Relationships><Relationship Id=\"r\" Type=\"" REL
			 "/officeDocument\" Target=\"/xl/workbook.xml\"/>"
			 "</Relationships>" },
	{ "xl/workbook.xml", "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" REL
			     "\"><sheets><sheet name=\"学生\" sheetId=\"1\" "
			     "r:id=\"rId1\"/></sheets></workbook>" },
	{ "xl/_rels/workbook.xml.rels",
		"<Relationships><Relationship Id=\"rId1\" Type=\"" REL
		"/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship "
		"Id=\"rId3\" Type=\"" REL "/styles\" Target=\"styles.xml\"/>"
		"</Relationships>" },
	{ "xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf "
			   "numFmtId=\"49\"/><xf numFmtId=\"2\"/></cellXfs>"
			   "</styleSheet>" },
	{ "docProps/thumbnail.png", "\x89PNG not looked at" },
};

static char folder[] = "/tmp/test_fill_XXXXXX";
static char from[PATH_SIZE], to[PATH_SIZE];

static int make_folder(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	return !mkdtemp(folder) || !path_join(from, folder, "from.xlsx", &err) ||
	       !path_join(to, folder, "to.xlsx", &err);
}

static int remove_folder(void **state)
{
	(void)state;
	unlink(from);
	unlink(to);
	return rmdir(folder);
}

static void put_part(zip_t *zip, const char *name, const char *text, size_t len)
{
	zip_source_t *source = zip_source_buffer(zip, text, len, 0);

	assert_true(zip_file_add(zip, name, source, ZIP_FL_ENC_UTF_8) >= 0);
}

static void pack(const char *sheet, size_t len)
{
	int code;
	zip_t *zip = zip_open(from, ZIP_CREATE | ZIP_TRUNCATE, &code);

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		put_part(zip, parts[i][0], parts[i][1], strlen(parts[i][1]));
	put_part(zip, "xl/worksheets/sheet1.xml", sheet, len);
	assert_int_equal(zip_close(zip), 0);
}

static void unpack(const char *name, struct buf *out)
{
	int code;
	zip_t *zip = zip_open(to, ZIP_RDONLY, &code);
	struct zip_stat stat;
	struct zip_file *file;

	assert_non_null(zip);
	assert_int_equal(zip_stat(zip, name, 0, &stat), 0);
	file = zip_fopen(zip, name, 0);
	buf_reset(out);
	buf_reserve(out, stat.size);
	assert_int_equal(zip_fread(file, out->data, stat.size), stat.size);
	out->len = stat.size;
	out->data[out->len] = '\0';
	zip_fclose(file);
	zip_discard(zip);
}

/* D2 is 9.3, E2 the run 3'25, B3 is 0. */
static size_t three(struct fill_cell out[3])
{
	out[0] = (struct fill_cell){ 2, 3, FILL_AS_COLUMN, FILL_NOT_MET, "9.3" };
	out[1] = (struct fill_cell){ 2, 4, FILL_TEXT, FILL_NOT_MET, "3'25" };
	out[2] = (struct fill_cell){ 3, 1, FILL_AS_COLUMN, FILL_NOT_MET, "0" };
	return 3;
}

#define RUN "<is><t>3'25</t></is>"

static const struct {
	const char *what, *before, *after, *got; /* d done, n not met, f, m */
} tables[] = {
	{ "a cell keeps its style, one that is not there has the ordinary one",
		"<worksheet><sheetData><row r=\"2\"><c r=\"D2\" s=\"2\"><v>1</v></c>"
		"</row><row r=\"3\"><c r=\"C3\"/></row></sheetData></worksheet>",
		"<worksheet><sheetData><row r=\"2\"><c r=\"D2\" s=\"2\"><v>9.3</v></c>"
		"<c r=\"E2\" t=\"inlineStr\">" RUN "</c></row><row r=\"3\">"
		"<c r=\"B3\"><v>0</v></c><c r=\"C3\"/></row></sheetData></worksheet>",
		"ddd" },
	{ "text where the format is text, by cell, row or column",
		"<worksheet><cols><col min=\"2\" max=\"3\" style=\"1\"/></cols>"
		"<sheetData><row r=\"2\" s=\"1\" customFormat=\"1\"><c r=\"A2\"/></row>"
		"<row r=\"3\"/></sheetData></worksheet>",
		"<worksheet><cols><col min=\"2\" max=\"3\" style=\"1\"/></cols>"
		"<sheetData><row r=\"2\" s=\"1\" customFormat=\"1\"><c r=\"A2\"/>"
		"<c r=\"D2\" s=\"1\" t=\"inlineStr\"><is><t>9.3</t></is></c>"
		"<c r=\"E2\" s=\"1\" t=\"inlineStr\">" RUN "</c></row>"
		"<row r=\"3\"><c r=\"B3\" s=\"1\" t=\"inlineStr\"><is><t>0</t></is></c>"
		"</row></sheetData></worksheet>",
		"ddd" },
	{ "a prefix, blanks, comments, extensions and spans",
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<x:worksheet "
		"xmlns:x=\"u\">\n<x:sheetData>\t<x:row r=\"2\" spans=\"1:3\" ht=\"15\">"
		"<!-- & --><x:c r=\"D2\" t=\"s\" x:ph=\"1\"><x:v>0</x:v></x:c>\n"
		"<x:extLst/></x:row ><x:row r='3' spans='1:3'><x:c r='A3'/></x:row>"
		"</x:sheetData></x:worksheet>",
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<x:worksheet "
		"xmlns:x=\"u\">\n<x:sheetData>\t<x:row r=\"2\" ht=\"15\">"
		"<!-- & --><x:c r=\"D2\" x:ph=\"1\"><x:v>9.3</x:v></x:c>\n"
		"<x:c r=\"E2\" t=\"inlineStr\"><x:is><x:t>3'25</x:t></x:is></x:c>"
		"<x:extLst/></x:row ><x:row r='3'><x:c r='A3'/><x:c "
		"r=\"B3\"><x:v>0</x:v>"
		"</x:c></x:row></x:sheetData></x:worksheet>",
		"ddd" },
	{ "a formula, a merged cell and a row that is not there are left alone",
		"<worksheet><sheetData><row r=\"2\"><c r=\"D2\"><f>1+1</f><v>2</v></c>"
		"<c r=\"E2\"/></row></sheetData><mergeCells><mergeCell ref=\"E1:E2\"/>"
		"</mergeCells></worksheet>",
		"<worksheet><sheetData><row r=\"2\"><c r=\"D2\"><f>1+1</f><v>2</v></c>"
		"<c r=\"E2\"/></row></sheetData><mergeCells><mergeCell ref=\"E1:E2\"/>"
		"</mergeCells></worksheet>",
		"fnm" },
	{ "rows and cells that do not say where they are",
		"<worksheet><sheetData><row><c/></row><row><c/><c/><c/><c/><c/><c/></"
		"row>"
		"<row><c><v>5</v></c></row></sheetData></worksheet>",
		"<worksheet><sheetData><row><c/></row><row><c/><c/><c/>"
		"<c r=\"D2\"><v>9.3</v></c><c r=\"E2\" t=\"inlineStr\">" RUN "</c><c/>"
		"</row><row><c><v>5</v></c><c r=\"B3\"><v>0</v></c></row></sheetData>"
		"</worksheet>",
		"ddd" },
};

static void the_cells_asked_for_change_and_nothing_else(void **state)
{
	struct buf xml = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		struct fill_cell cells[3];
		struct err err = ERR_INIT;
		char got[4] = "";

		pack(tables[i].before, strlen(tables[i].before));
		print_message("%s\n", tables[i].what);
		if (!sheet_xlsx_fill(from, to, cells, three(cells), &err))
			fail_msg("%s", err.text);
		for (int k = 0; k < 3; k++)
			got[k] = "ndfm"[cells[k].got];
		assert_string_equal(got, tables[i].got);
		unpack("xl/worksheets/sheet1.xml", &xml);
		assert_string_equal(xml.data, tables[i].after);
		for (size_t p = 0; p < sizeof(parts) / sizeof(parts[0]); p++) {
			unpack(parts[p][0], &xml);
			assert_string_equal(xml.data, parts[p][1]);
		}
	}
	buf_release(&xml);
}

static const struct {
	const char *what, *sheet;
	size_t len;
	const char *says;
} hostile[] = {
	{ "a document type", "<!DOCTYPE x [<!ENTITY e \"e\">]><worksheet/>", 0,
		"document type" },
	{ "half a sheet", "<worksheet><sheetData><row r=\"2\">", 0, "sheet1.xml" },
	{ "UTF-16", "\xff\xfe<\0w\0/\0>\0", 10, "UTF-8" },
	{ "another encoding",
		"<?xml version=\"1.0\" encoding=\"GB18030\"?><worksheet/>", 0,
		"UTF-8" },
	{ "cells out of order",
		"<worksheet><sheetData><row r=\"2\"><c r=\"D2\"/><c r=\"B2\"/></row>"
		"</sheetData></worksheet>",
		0, "out of order" },
	{ "a cell without letters",
		"<worksheet><sheetData><row r=\"2\"><c r=\"22\"/></row></sheetData>"
		"</worksheet>",
		0, "out of order" },
};

static void what_is_no_sheet_of_a_school_is_refused_and_nothing_is_left(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(hostile) / sizeof(hostile[0]); i++) {
		struct fill_cell cells[3];
		struct err err = ERR_INIT;
		char **names;
		size_t count;

		unlink(to);
		pack(hostile[i].sheet,
			hostile[i].len ? hostile[i].len : strlen(hostile[i].sheet));
		print_message("%s\n", hostile[i].what);
		assert_false(sheet_xlsx_fill(from, to, cells, three(cells), &err));
		if (!strstr(err.text, hostile[i].says))
			fail_msg("%s", err.text);
		assert_true(path_list(folder, "", &names, &count, &err));
		assert_int_equal(count, 1);
		path_list_free(names);
	}
}

static void a_deep_sheet_is_refused(void **state)
{
	struct buf deep = BUF_INIT;
	struct fill_cell cells[3];
	struct err err = ERR_INIT;

	(void)state;
	for (int i = 0; i < 100; i++)
		buf_adds(&deep, "<a>");
	pack(deep.data, deep.len);
	assert_false(sheet_xlsx_fill(from, to, cells, three(cells), &err));
	assert_non_null(strstr(err.text, "nested too deeply"));
	buf_release(&deep);
}

static void no_cells_is_a_copy(void **state)
{
	static const char sheet[] = "<worksheet><sheetData/></worksheet>";
	struct err err = ERR_INIT;
	struct buf xml = BUF_INIT;

	(void)state;
	pack(sheet, strlen(sheet));
	assert_true(sheet_xlsx_fill(from, to, NULL, 0, &err));
	unpack("xl/worksheets/sheet1.xml", &xml);
	assert_string_equal(xml.data, sheet);
	buf_release(&xml);
}

/* What is written of a sheet that we took must be one that we read, too. */
static void read_again(void)
{
	struct err err = ERR_INIT;
	struct row row = ROW_INIT;
	struct sheet *sheet = sheet_open(to, &err);
	enum sheet_got got = SHEET_FAIL;

	while (sheet && (got = sheet_next(sheet, &row, &err)) == SHEET_ROW)
		;
	if (got == SHEET_FAIL && strstr(err.text, "已损坏"))
		fail_msg("%s", err.text);
	row_release(&row);
	sheet_close(sheet);
}

static void flipped_bytes_are_refused_or_copied_and_never_worse(void **state)
{
	uint32_t chance = 12345;
	size_t taken = 0;
	char sheet[1000];

	(void)state;
	for (int turn = 0; turn < 200; turn++) {
		const char *from_table = tables[turn % 5].before;
		size_t len = strlen(from_table);
		struct fill_cell cells[3];
		struct err err = ERR_INIT;

		assert_true(len < sizeof(sheet));
		memcpy(sheet, from_table, len + 1);
		for (int flip = 0; flip < 1 + turn % 3; flip++) {
			chance = chance * 1664525 + 1013904223;
			sheet[(chance >> 8) % len] = " <>/\"'&;:0Ar=cx"[chance >> 28];
		}
		pack(sheet, len);
		if (!sheet_xlsx_fill(from, to, cells, three(cells), &err)) {
			assert_true(err.text[0] != '\0');
			continue;
		}
		taken++;
		read_again();
	}
	assert_in_range(taken, 10, 190);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_cells_asked_for_change_and_nothing_else),
		cmocka_unit_test(
			what_is_no_sheet_of_a_school_is_refused_and_nothing_is_left),
		cmocka_unit_test(a_deep_sheet_is_refused),
		cmocka_unit_test(no_cells_is_a_copy),
		cmocka_unit_test(flipped_bytes_are_refused_or_copied_and_never_worse),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
