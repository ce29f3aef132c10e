/*
 * Any bytes as the template that a school downloaded: filled with scores by its headings, and
 * with cells wherever they are. The first byte says what the others are: the packed file, or
 * one XML part of a template whose other parts are in order. Where the template can be read,
 * what was filled can, too; the cells that were written say what was asked, and no other
 * cell says anything else than before.
 */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <zip.h>

#include "buf.h"
#include "path.h"
#include "sheet.h"
#include "sheet_xlsx_fill.h"
#include "text.h"
#include "upload_checks.h"
#include "upload_fill.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static struct items *items;
static struct layout *layout;
static char folder[64], from[96], to[96];

static const struct {
	const char *name, *text;
} parts[] = {
	{ "_rels/.rels",
		"<Relationships><Relationship Id=\"r\" Type=\"/officeDocument\" "
		"Target=\"xl/workbook.xml\"/></Relationships>" },
	{ "xl/workbook.xml", "<workbook><sheets><sheet name=\"a\" id=\"1\"/></sheets>"
			     "</workbook>" },
	{ "xl/_rels/workbook.xml.rels",
		"<Relationships><Relationship Id=\"1\" Type=\"/worksheet\" "
		"Target=\"s.xml\"/><Relationship Id=\"2\" Type=\"/sharedStrings\" "
		"Target=\"t.xml\"/><Relationship Id=\"3\" Type=\"/styles\" "
		"Target=\"y.xml\"/></Relationships>" },
	{ "xl/t.xml", "<sst><si><t>学籍号</t></si><si><t>姓名</t></si><si><t>身高</t>"
		      "</si><si><t>1000米跑</t></si><si><t>L990000201303040018</t></si>"
		      "<si><t>样例甲</t></si></sst>" },
	{ "xl/y.xml", "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"49\"/>"
		      "</cellXfs></styleSheet>" },
	{ "xl/s.xml",
		"<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c>"
		"<c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"s\"><v>2</v></c>"
		"<c r=\"D1\" t=\"s\"><v>3</v></c></row><row r=\"2\"><c r=\"A2\" "
		"t=\"s\">"
		"<v>4</v></c><c r=\"B2\" t=\"s\"><v>5</v></c><c r=\"C2\" "
		"s=\"1\"/></row>"
		"</sheetData></worksheet>" },
};
#define PARTS (sizeof(parts) / sizeof(parts[0]))

static void remove_folder(void)
{
	unlink(from);
	unlink(to);
	rmdir(folder);
	layout_free(layout);
	items_free(items);
}

static void begin(void)
{
	struct err err = ERR_INIT;

	items = items_load(SOURCE_DIR "/schema/items.yaml", &err);
	layout = layout_load(SOURCE_DIR "/schema", "upload-in", &err);
	snprintf(folder, sizeof(folder), "%s/fuzz_fill.XXXXXX",
		access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	if (!items || !layout || !mkdtemp(folder))
		abort();
	snprintf(from, sizeof(from), "%s/from.xlsx", folder);
	snprintf(to, sizeof(to), "%s/to.xlsx", folder);
	atexit(remove_folder);
}

/* ---- the template ----------------------------------------------------------- */

static void put_part(zip_t *zip, const char *name, const void *bytes, size_t len)
{
	zip_source_t *source = zip_source_buffer(zip, bytes, len, 0);
	zip_int64_t index = zip_file_add(zip, name, source, 0);

	assert(index >= 0);
	zip_set_file_compression(zip, (zip_uint64_t)index, ZIP_CM_STORE, 0);
}

static void write_template(size_t which, const uint8_t *bytes, size_t len)
{
	int code = 0;
	zip_t *zip = zip_open(from, ZIP_CREATE | ZIP_TRUNCATE, &code);

	assert(zip);
	for (size_t i = 0; i < PARTS; i++)
		put_part(zip, parts[i].name,
			i == which ? (const void *)bytes : parts[i].text,
			i == which ? len : strlen(parts[i].text));
	assert(zip_close(zip) == 0);
}

/* ---- what stands in it ------------------------------------------------------ */

struct stands {
	struct buf
		text; /* "row column text", a line each, but for those that were filled */
	size_t filled; /* that say what was asked */
	bool good;
};

static const struct fill_cell *filled_at(
	const struct fill_cell *cells, size_t count, size_t row, size_t column)
{
	for (size_t i = 0; i < count; i++)
		if (cells[i].row == row && cells[i].column == column &&
			cells[i].got == FILL_DONE)
			return &cells[i];
	return NULL;
}

static void read_all(
	const char *path, const struct fill_cell *cells, size_t count, struct stands *s)
{
	struct err err = ERR_INIT;
	struct sheet *sheet = sheet_open(path, &err);
	struct row row = ROW_INIT;
	enum sheet_got got = SHEET_FAIL;

	*s = (struct stands){ .text = BUF_INIT };
	while (sheet && (got = sheet_next(sheet, &row, &err)) == SHEET_ROW)
		for (size_t at = 0; at < row.count; at++) {
			const struct cell *cell = &row.cells[at];
			const struct fill_cell *filled = filled_at(
				cells, count, row.number, at);

			if (filled)
				s->filled += strcmp(cell->text, filled->text) == 0;
			else if (cell->kind != CELL_EMPTY)
				buf_addf(&s->text, "%zu %zu %d %s\n", row.number, at,
					(int)cell->kind, cell->text);
		}
	row_release(&row);
	sheet_close(sheet);
	s->good = got == SHEET_END;
}

/* The template was read from one end to the other before. */
static void check_filled(const struct fill_cell *cells, size_t count)
{
	struct stands before, after;
	size_t done = 0;

	for (size_t i = 0; i < count; i++)
		done += cells[i].got == FILL_DONE;
	read_all(from, cells, count, &before);
	if (before.good) {
		read_all(to, cells, count, &after);
		assert(after.good && after.filled == done);
		assert(before.text.len == after.text.len);
		assert(memcmp(before.text.data, after.text.data, after.text.len) == 0);
		buf_release(&after.text);
	}
	buf_release(&before.text);
}

/* ---- filling ---------------------------------------------------------------- */

static void fill_anywhere(void)
{
	struct fill_cell cells[] = {
		{ .row = 1, .column = 0, .kind = FILL_AS_COLUMN, .text = "7" },
		{ .row = 2, .column = 2, .kind = FILL_AS_COLUMN, .text = "150.3" },
		{ .row = 2, .column = 3, .kind = FILL_TEXT, .text = "3'25" },
		{ .row = 2, .column = 27, .kind = FILL_TEXT, .text = "a<&\">b" },
		{ .row = 3, .column = 1, .kind = FILL_AS_COLUMN, .text = "-0.5" },
		{ .row = 99999, .column = 255, .kind = FILL_AS_COLUMN, .text = "1" },
	};
	size_t count = sizeof(cells) / sizeof(cells[0]);
	struct err err = ERR_INIT;

	unlink(to);
	if (sheet_xlsx_fill(from, to, cells, count, &err))
		check_filled(cells, count);
	else
		assert(err.text[0] && access(to, F_OK) != 0);
}

static void enrol(struct upload_roll *roll)
{
	struct student student = { .sex = SEX_MALE,
		.grade_code = 21,
		.grade = GRADE_G7,
		.birth_date = 20130304 };
	struct upload_student *s;
	int height = items_find(items, "height"), run = items_find(items, "run1000");

	text_copy(student.number, sizeof(student.number), "L990000201303040018");
	text_copy(student.name, sizeof(student.name), "样例甲");
	s = upload_roll_add(roll, &student);
	s->state[height] = s->state[run] = UPLOAD_VALID;
	s->value[height] = 1503;
	s->value[run] = 245000;
}

static void fill_scores(void)
{
	struct upload_sheet sheet = UPLOAD_SHEET_INIT;
	struct upload_roll roll = UPLOAD_ROLL_INIT;
	struct upload_fill fill = UPLOAD_FILL_INIT;
	struct upload_report report = UPLOAD_REPORT_INIT;
	struct err err = ERR_INIT;
	struct sheet *opened = sheet_open(from, &err);
	struct upload_met *met;

	enrol(&roll);
	if (opened && upload_sheet_read(&sheet, opened, layout, items, &err)) {
		struct upload_checked checked = { &sheet, &roll, NULL, items, SYSTEM_63,
			0 };

		met = mem_array(sheet.count + 1, sizeof(*met));
		upload_roll_match(&roll, &sheet, met);
		checked.met = met;
		upload_checks_run(&checked, NULL, &report);
		upload_fill_plan(&fill, &sheet, met, items);
		unlink(to);
		if (sheet_xlsx_fill(from, to, fill.cells, fill.count, &err)) {
			upload_fill_look(&fill, &sheet);
			check_filled(fill.cells, fill.count);
		}
		free(met);
	}
	sheet_close(opened);
	upload_report_release(&report);
	upload_fill_release(&fill);
	upload_roll_release(&roll);
	upload_sheet_release(&sheet);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct err err = ERR_INIT;

	if (!items)
		begin();
	if (len < 1)
		return 0;
	if (bytes[0] >= '0' && bytes[0] < (int)('0' + PARTS))
		write_template((size_t)(bytes[0] - '0'), bytes + 1, len - 1);
	else if (!path_write(from, bytes, len, &err))
		abort();
	fill_anywhere();
	fill_scores();
	return 0;
}
