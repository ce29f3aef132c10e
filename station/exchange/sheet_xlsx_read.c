/*
 * A workbook's first shown sheet, row by row.
 *
 * The reader of the XML pauses at the end of every row that holds something and is
 * gone on with when the next one is asked for. The sheet's own idea of its size
 * (<dimension>) is not looked at: some programs write A1:XFD1048576.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "sheet_kinds.h"
#include "text.h"
#include "xlsx_merges.h"
#include "xlsx_parts.h"

enum value_type { VALUE_NUMBER, VALUE_SHARED, VALUE_TEXT, VALUE_BOOL, VALUE_ERROR };

/* Elements that mean something; most of a sheet are cells and their values. */
enum element { OTHER, CELL, VALUE, TEXT, FORMULA, ROW, COLUMN, PHONETIC, SHEET_DATA };

struct sheet_xlsx {
	struct sheet base;
	char *name;
	zip_t *zip;
	struct workbook book;
	struct xlsx_merges merges;
	bool merges_known;
	struct xml_part part;
	bool ended;
	/* the place within the sheet */
	struct row *row; /* lent while a row is asked for */
	size_t row_number, next_column;
	bool in_sheet_data, in_row, in_cell, in_text;
	bool has_formula;
	int in_phonetic;
	/* the cell that is being read */
	size_t column;
	enum value_type type;
	size_t style;
	struct buf value;
};

static const char *cell_name(const struct sheet_xlsx *x, char out[32])
{
	char letters[8];

	snprintf(out, 32, "%s%zu", column_letters(x->column, letters), x->row_number);
	return out;
}

/* ---- one value -------------------------------------------------------------- */

static const struct xlsx_style *style_of(const struct sheet_xlsx *x)
{
	static const struct xlsx_style general = { SHAPE_NUMBER, 0 };

	return x->style < x->book.styles_count ? &x->book.styles[x->style] : &general;
}

static void put(struct sheet_xlsx *x, enum cell_kind kind, const char *text, size_t len)
{
	const char *format = x->book.formats.data + style_of(x)->format;
	struct xlsx_merge *merge;
	char name[32];

	if (len == 0)
		return;
	if (!row_put(x->row, x->column, kind, text, len, format))
		part_fail(&x->part, "cell %s stands twice in the sheet",
			cell_name(x, name));
	merge = x->merges.count ? xlsx_merges_at(&x->merges, x->row_number, x->column)
				: NULL;
	if (merge && merge->first == x->row_number)
		xlsx_merge_take(merge, kind, text, len, format);
}

/* The whole days and the seconds of a number in the form of number_shortest(). */
static bool split_serial(const char *shortest, int64_t *days, int *seconds)
{
	struct slice s = slice_of(shortest);
	const char *point = strchr(shortest, '.');
	struct decimal d;
	int64_t scale = 1, rest;

	if (point && strlen(point) > 10) /* nine places are below 0.1 ms */
		s.len = (size_t)(point - shortest) + 10;
	if (!decimal_read(s, &d) || d.digits < 0)
		return false;
	for (int i = 0; i < d.decimals; i++)
		scale *= 10;
	*days = d.digits / scale;
	rest = div_half_up(d.digits % scale * 86400, scale);
	*days += rest / 86400;
	*seconds = (int)(rest % 86400);
	return true;
}

/* A number that is shown as a day or a time of day. false: it is neither. */
static bool put_moment(struct sheet_xlsx *x, const char *shortest)
{
	char day[CLOCK_DATE_SIZE] = "", text[48];
	int64_t days;
	int seconds, date;

	if (style_of(x)->shape == SHAPE_NUMBER ||
		!split_serial(shortest, &days, &seconds))
		return false;
	date = serial_to_day(days, x->base.base_1904);
	if (days > 0 && date == 0)
		return false;
	if (days > 0)
		date_write((struct date){ date / 10000, date / 100 % 100, date % 100 },
			day);
	if (days > 0 && seconds == 0) {
		put(x, CELL_DATE, day, strlen(day));
		return true;
	}
	snprintf(text, sizeof(text), "%s%s%02d:%02d:%02d", day, *day ? " " : "",
		seconds / 3600, seconds / 60 % 60, seconds % 60);
	put(x, CELL_TIME, text, strlen(text));
	return true;
}

static void put_number(struct sheet_xlsx *x)
{
	char shortest[32];

	if (!number_shortest(x->value.data, shortest))
		put(x, CELL_NUMBER, x->value.data, x->value.len);
	else if (!put_moment(x, shortest))
		put(x, CELL_NUMBER, shortest, strlen(shortest));
}

/* A control character stands in XML as "_x000D_": line ends that were typed into a
 * cell (ECMA-376 part 1, 22.9.2.19). Where one is, its value, else -1. */
static int escaped_control(const char *text)
{
	char *end;
	long value;

	if (strncmp(text, "_x00", 4) != 0 || strnlen(text, 7) < 7 || text[6] != '_')
		return -1;
	value = strtol(text + 4, &end, 16);
	return end == text + 6 && value > 0 && value < 0x20 ? (int)value : -1;
}

static void put_text(struct sheet_xlsx *x, const char *text)
{
	struct buf plain = BUF_INIT;

	if (!strstr(text, "_x00")) {
		put(x, CELL_TEXT, text, strlen(text));
		return;
	}
	for (; *text; text++) {
		int control = escaped_control(text);

		buf_addc(&plain, control > 0 ? (char)control : *text);
		text += control > 0 ? 6 : 0;
	}
	put(x, CELL_TEXT, plain.data, plain.len);
	buf_release(&plain);
}

static void put_shared(struct sheet_xlsx *x)
{
	const struct workbook *book = &x->book;
	char name[32], *end;
	unsigned long index = strtoul(x->value.data, &end, 10);
	const char *text;

	if (end == x->value.data || *end || index >= book->shared_count) {
		part_fail(&x->part, "cell %s names shared text %.20s of %zu",
			cell_name(x, name), x->value.data, book->shared_count);
		return;
	}
	text = book->shared.data + book->shared_at[index];
	if (strlen(text) > SHEET_CELL_MAX)
		part_fail(&x->part, "%s 格太长（超过 %d 字节）", cell_name(x, name),
			SHEET_CELL_MAX);
	else
		put_text(x, text);
}

static void put_value(struct sheet_xlsx *x)
{
	char name[32];

	/* A formula that no spreadsheet program has reckoned yet is no empty cell; one
	 * whose result is an empty text is of type "str". */
	if (x->has_formula && x->value.len == 0 && x->type != VALUE_TEXT) {
		buf_adds(&x->value, "#公式");
		x->type = VALUE_ERROR;
	}
	if (x->value.len == 0)
		return;
	if (x->column >= SHEET_COLUMNS_MAX || x->row_number > SHEET_ROWS_MAX) {
		part_fail(&x->part, "%s 格有内容；最多 %d 列、%d 行，请删去后面多余的",
			cell_name(x, name), SHEET_COLUMNS_MAX, SHEET_ROWS_MAX);
		return;
	}
	switch (x->type) {
	case VALUE_NUMBER:
		put_number(x);
		break;
	case VALUE_SHARED:
		put_shared(x);
		break;
	case VALUE_TEXT:
		put_text(x, x->value.data);
		break;
	case VALUE_BOOL:
		put(x, CELL_TEXT, *x->value.data == '1' ? "TRUE" : "FALSE",
			*x->value.data == '1' ? 4 : 5);
		break;
	case VALUE_ERROR:
		put(x, CELL_ERROR, x->value.data, x->value.len);
		break;
	}
}

/* ---- events ----------------------------------------------------------------- */

static enum element element_of(const char *name)
{
	static const struct {
		const char *name;
		enum element element;
	} longer[] = {
		{ "row", ROW },
		{ "col", COLUMN },
		{ "rPh", PHONETIC },
		{ "sheetData", SHEET_DATA },
	};

	if (name[0] && !name[1])
		return name[0] == 'c'	? CELL
		       : name[0] == 'v' ? VALUE
		       : name[0] == 't' ? TEXT
		       : name[0] == 'f' ? FORMULA
					: OTHER;
	for (size_t i = 0; i < sizeof(longer) / sizeof(longer[0]); i++)
		if (strcmp(name, longer[i].name) == 0)
			return longer[i].element;
	return OTHER;
}

/* "AB12" to column 27; false when there are no letters, or too many. */
static bool read_column(const char *reference, size_t *column)
{
	size_t n = 0;

	for (; *reference >= 'A' && *reference <= 'Z'; reference++) {
		n = n * 26 + (size_t)(*reference - 'A' + 1);
		if (n > 16384)
			return false;
	}
	*column = n - 1;
	return n > 0;
}

static enum value_type read_type(const char *type)
{
	static const struct {
		const char *name;
		enum value_type type;
	} types[] = {
		{ "s", VALUE_SHARED },
		{ "str", VALUE_TEXT },
		{ "inlineStr", VALUE_TEXT },
		{ "d", VALUE_TEXT }, /* a day in ISO form */
		{ "b", VALUE_BOOL },
		{ "e", VALUE_ERROR },
	};

	for (size_t i = 0; type && i < sizeof(types) / sizeof(types[0]); i++)
		if (strcmp(type, types[i].name) == 0)
			return types[i].type;
	return VALUE_NUMBER;
}

static bool is_true(const char *value)
{
	return value && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}

static void row_start(struct sheet_xlsx *x, const char **attributes)
{
	const char *number = xml_attribute(attributes, "r");
	size_t wanted = number ? strtoul(number, NULL, 10) : x->row_number + 1;

	if (wanted <= x->row_number || wanted > 1048576) {
		part_fail(&x->part, "row \"%.20s\" after row %zu: rows must ascend",
			number ? number : "", x->row_number);
		return;
	}
	x->row_number = wanted;
	x->next_column = 0;
	x->in_row = true;
	row_begin(x->row, wanted);
	x->row->hidden = is_true(xml_attribute(attributes, "hidden"));
}

/* <col min="3" max="5" hidden="1"/> stands before the rows. */
static void columns_start(struct sheet_xlsx *x, const char **attributes)
{
	const char *min = xml_attribute(attributes, "min");
	const char *max = xml_attribute(attributes, "max");
	unsigned long first = min ? strtoul(min, NULL, 10) : 0;
	unsigned long last = max ? strtoul(max, NULL, 10) : 0;

	if (first == 0 || !is_true(xml_attribute(attributes, "hidden")))
		return;
	for (; first <= last && first <= SHEET_COLUMNS_MAX; first++)
		x->base.hides_column[first - 1] = true;
}

/* One pass over the attributes: this is asked of every cell of a sheet. */
static void cell_start(struct sheet_xlsx *x, const char **attributes)
{
	const char *reference = NULL, *style = NULL, *type = NULL;

	for (; attributes[0]; attributes += 2) {
		const char *name = xml_local(attributes[0]);

		if (!name[0] || name[1])
			continue;
		if (name[0] == 'r')
			reference = attributes[1];
		else if (name[0] == 's')
			style = attributes[1];
		else if (name[0] == 't')
			type = attributes[1];
	}
	x->column = x->next_column;
	if (reference && !read_column(reference, &x->column)) {
		part_fail(&x->part, "row %zu has a cell \"%.20s\"", x->row_number,
			reference);
		return;
	}
	x->next_column = x->column + 1;
	x->type = read_type(type);
	x->style = style ? strtoul(style, NULL, 10) : 0;
	x->in_cell = true;
	x->in_text = x->has_formula = false;
	x->in_phonetic = 0;
	buf_reset(&x->value);
}

/* Within a cell: what it holds, and how it is said in kana, which is not its text. */
static void value_start(struct sheet_xlsx *x, enum element element)
{
	x->in_phonetic += element == PHONETIC;
	x->has_formula |= element == FORMULA;
	x->in_text = x->in_phonetic == 0 && (element == VALUE || element == TEXT);
}

static void sheet_start(
	struct xml_part *part, const char *name, const char **attributes)
{
	struct sheet_xlsx *x = part->ctx;
	enum element element = element_of(name);

	if (x->in_cell)
		value_start(x, element);
	else if (x->in_row && element == CELL)
		cell_start(x, attributes);
	else if (x->in_sheet_data && !x->in_row && element == ROW)
		row_start(x, attributes);
	else if (element == SHEET_DATA)
		x->in_sheet_data = true;
	else if (!x->in_sheet_data && element == COLUMN)
		columns_start(x, attributes);
}

static void row_end(struct sheet_xlsx *x)
{
	x->in_row = false;
	row_finish(x->row);
	if (x->row->count > 0)
		part_pause(&x->part);
}

static void sheet_end(struct xml_part *part, const char *name)
{
	struct sheet_xlsx *x = part->ctx;
	enum element element = element_of(name);

	x->in_text = false;
	if (x->in_cell && element == PHONETIC) {
		x->in_phonetic--;
	} else if (x->in_cell && element == CELL) {
		x->in_cell = false;
		put_value(x);
	} else if (x->in_row && !x->in_cell && element == ROW) {
		row_end(x);
	} else if (element == SHEET_DATA) {
		x->in_sheet_data = false;
	}
}

static void sheet_text(struct xml_part *part, const char *text, size_t len)
{
	struct sheet_xlsx *x = part->ctx;
	char name[32];

	if (!x->in_text)
		return;
	if (x->value.len + len > SHEET_CELL_MAX)
		part_fail(part, "%s 格太长（超过 %d 字节）", cell_name(x, name),
			SHEET_CELL_MAX);
	else
		buf_add(&x->value, text, len);
}

static const struct xml_events sheet_events = { sheet_start, sheet_end, sheet_text };

/* ---- the reader ------------------------------------------------------------- */

static enum sheet_got xlsx_next(struct sheet *sheet, struct row *row, struct err *err)
{
	struct sheet_xlsx *x = (struct sheet_xlsx *)sheet;

	if (x->ended)
		return SHEET_END;
	x->row = row;
	switch (part_run(&x->part, err)) {
	case PART_PAUSED:
		return SHEET_ROW;
	case PART_END:
		x->ended = true;
		return SHEET_END;
	case PART_FAIL:
		break;
	}
	return SHEET_FAIL;
}

static void xlsx_close(struct sheet *sheet)
{
	struct sheet_xlsx *x = (struct sheet_xlsx *)sheet;

	part_close(&x->part);
	workbook_release(&x->book);
	xlsx_merges_release(&x->merges);
	if (x->zip)
		zip_discard(x->zip);
	buf_release(&x->value);
	free(x->name);
	free(x);
}

static bool xlsx_begin(struct sheet_xlsx *x, size_t at, struct err *err)
{
	if (!workbook_read(&x->book, x->zip, x->name, at, err) ||
		!part_open(&x->part, x->zip, x->name, x->book.sheet_part,
			SHEET_UNPACKED_MAX, &sheet_events, x, err))
		return false;
	x->base.base_1904 = x->book.base_1904;
	x->base.sheets = x->book.sheets;
	snprintf(x->base.about, sizeof(x->base.about), "xlsx, %s", x->book.sheet_name);
	return true;
}

static bool xlsx_select(struct sheet *sheet, size_t at, struct err *err)
{
	struct sheet_xlsx *x = (struct sheet_xlsx *)sheet;

	part_close(&x->part);
	workbook_release(&x->book);
	xlsx_merges_release(&x->merges);
	x->merges_known = false;
	memset(x->base.hides_column, 0, sizeof(x->base.hides_column));
	x->ended = x->in_sheet_data = x->in_row = x->in_cell = x->in_text = false;
	x->row_number = x->next_column = 0;
	return xlsx_begin(x, at, err);
}

/* The rows up to this one once more, for the heads of ranges that begin in them. */
static void read_heads(struct sheet_xlsx *x)
{
	struct sheet_xlsx again = { .name = x->name,
		.zip = x->zip,
		.book = x->book,
		.merges = x->merges,
		.value = BUF_INIT };
	struct row row = ROW_INIT;
	struct err err = ERR_INIT;

	again.base.base_1904 = x->base.base_1904;
	if (!part_open(&again.part, x->zip, x->name, x->book.sheet_part,
		    SHEET_UNPACKED_MAX, &sheet_events, &again, &err))
		return;
	while (again.row_number < x->row_number &&
		xlsx_next(&again.base, &row, &err) == SHEET_ROW)
		;
	part_close(&again.part);
	row_release(&row);
	buf_release(&again.value);
}

/* Which ranges there are stands behind all rows. Few sheets have any, and looking for
 * them is a fifth of the reading, so that waits until one is asked for. */
static void know_merges(struct sheet_xlsx *x)
{
	x->merges_known = true;
	xlsx_merges_find(&x->merges, x->zip, x->book.sheet_part);
	if (x->merges.count > 0)
		read_heads(x);
}

static const struct cell *xlsx_merged(
	struct sheet *sheet, const struct row *row, size_t at)
{
	static const struct cell empty = { CELL_EMPTY, "", "", 0 };
	struct sheet_xlsx *x = (struct sheet_xlsx *)sheet;
	const struct xlsx_merge *merge;

	if (!x->merges_known)
		know_merges(x);
	merge = xlsx_merges_at(&x->merges, row->number, at);
	return merge ? &merge->head : &empty;
}

static const struct sheet_reader xlsx_reader = { xlsx_next, xlsx_close, xlsx_select,
	xlsx_merged };

/* The kiosk shows 250 bytes of it: what the library says comes last. */
static void not_whole(const char *name, zip_error_t *error, struct err *err)
{
	err_set(err,
		"%s: 这个工作簿不完整，可能只下载了一半；请重新下载，或用 Excel、WPS "
		"打开后"
		"另存为 .xlsx（%s）",
		name, zip_error_strerror(error));
}

static zip_t *open_file(const char *name, struct err *err)
{
	int code = 0;
	zip_t *zip = zip_open(name, ZIP_RDONLY, &code);
	zip_error_t error;

	if (zip)
		return zip;
	zip_error_init_with_code(&error, code);
	not_whole(name, &error, err);
	zip_error_fini(&error);
	return NULL;
}

static zip_t *open_bytes(
	const char *name, const void *bytes, size_t len, struct err *err)
{
	zip_error_t error;
	zip_source_t *source;
	zip_t *zip;

	zip_error_init(&error);
	source = zip_source_buffer_create(bytes, len, 0, &error);
	zip = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
	if (!zip) {
		zip_source_free(source);
		not_whole(name, &error, err);
	}
	zip_error_fini(&error);
	return zip;
}

/* Other things that are packed as a workbook is, by a member that they have. */
static const struct {
	const char *member, *sentence;
} packed[] = {
	{ "xl/workbook.bin", "这是二进制工作簿（.xlsb）；请另存为 .xlsx 后再导入" },
	{ "content.xml", "这是 OpenDocument 文件（.ods）；请另存为 .xlsx 后再导入" },
	{ "word/document.xml", "这是 Word 文档；请把里面的表格复制到工作簿里" },
	{ "ppt/presentation.xml", "这是演示文稿；请把里面的表格复制到工作簿里" },
	{ "Index/Document.iwa", "这是 Numbers 表格；请导出为 .xlsx 后再导入" },
};

static bool is_workbook(zip_t *zip, const char *name, struct err *err)
{
	if (zip_name_locate(zip, "xl/workbook.xml", 0) >= 0)
		return true;
	for (size_t i = 0; i < sizeof(packed) / sizeof(packed[0]); i++)
		if (zip_name_locate(zip, packed[i].member, 0) >= 0)
			return err_set(err, "%s: %s", name, packed[i].sentence);
	return zip_name_locate(zip, "_rels/.rels", 0) >= 0 ||
	       err_set(err, "%s: 这个文件其实是压缩包；请解压后导入里面的表格", name);
}

struct sheet *sheet_xlsx_open(
	const char *name, const void *bytes, size_t len, struct err *err)
{
	struct sheet_xlsx *x = mem_alloc(sizeof(*x));

	x->base.reader = &xlsx_reader;
	x->base.has_types = true;
	x->name = mem_string(name);
	x->value = (struct buf)BUF_INIT;
	x->book.shared = x->book.formats = (struct buf)BUF_INIT;
	x->zip = bytes ? open_bytes(name, bytes, len, err) : open_file(name, err);
	if (!x->zip || !is_workbook(x->zip, name, err) || !xlsx_begin(x, 0, err)) {
		xlsx_close(&x->base);
		return NULL;
	}
	return &x->base;
}
