/*
 * The small parts of a workbook: which sheet is the first, the shared texts, and
 * the number formats. They are read whole before the sheet.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sheet.h"
#include "text.h"
#include "xlsx_parts.h"

#define SMALL_PART_MAX	 ((size_t)8 << 20)
#define SHARED_PART_MAX	 ((size_t)4 * SHEET_SHARED_MAX)
#define SHARED_COUNT_MAX (1 << 20)
#define STYLES_MAX	 65536 /* cell formats; the format allows 64,000 */
#define FORMATS_MAX	 4096  /* number formats of its own */
#define FORMAT_CODE_MAX	 255

/* ---- number formats --------------------------------------------------------- */

/* [h], [mm]: hours, minutes or seconds that have gone by. Other brackets say a colour, [Magenta],
 * a condition, [>=100], or a language, [$-804]. */
static bool is_elapsed(const char *code)
{
	size_t letters = code[1] && code[1] == code[2] ? 2 : 1;

	return *code == '[' && code[1] && strchr("hHmMsS", code[1]) &&
	       code[1 + letters] == ']';
}

/* Over one item of a format code that is no placeholder: quoted text, an escaped
 * letter, a fill or blank sign, or brackets without a time. 0 if none. */
static size_t literal_length(const char *code)
{
	const char *end;

	if (*code == '"') {
		end = strchr(code + 1, '"');
		return end ? (size_t)(end - code) + 1 : strlen(code);
	}
	if (*code == '\\' || *code == '_' || *code == '*')
		return code[1] ? 2 : 1;
	if (*code == '[' && !is_elapsed(code)) {
		end = strchr(code, ']');
		return end ? (size_t)(end - code) + 1 : strlen(code);
	}
	return 0;
}

enum number_shape format_shape(const char *code)
{
	bool day = false, month = false, hour = false;

	while (*code && *code != ';') {
		size_t skip = literal_length(code);

		if (skip == 0 && strncmp(code, "General", 7) == 0)
			skip = 7;
		if (skip > 0) {
			code += skip;
			continue;
		}
		day |= strchr("yYdD", *code) != NULL;
		month |= strchr("mM", *code) != NULL;
		hour |= strchr("hHsS", *code) != NULL || is_elapsed(code);
		code++;
	}
	if (day)
		return SHAPE_DATE;
	if (hour)
		return SHAPE_TIME;
	return month ? SHAPE_DATE : SHAPE_NUMBER;
}

/* Codes that a workbook uses without writing them down, ECMA-376 part 1, 18.8.30;
 * 27 to 36 and 50 to 58 as a Chinese program shows them. */
static const char *built_in_format(unsigned long id)
{
	static const struct {
		unsigned char from, to;
		const char *code;
	} known[] = {
		{ 1, 1, "0" },
		{ 2, 2, "0.00" },
		{ 3, 3, "#,##0" },
		{ 4, 4, "#,##0.00" },
		{ 9, 9, "0%" },
		{ 10, 10, "0.00%" },
		{ 11, 11, "0.00E+00" },
		{ 14, 14, "yyyy/m/d" },
		{ 15, 15, "d-mmm-yy" },
		{ 16, 16, "d-mmm" },
		{ 17, 17, "mmm-yy" },
		{ 18, 18, "h:mm AM/PM" },
		{ 19, 19, "h:mm:ss AM/PM" },
		{ 20, 20, "h:mm" },
		{ 21, 21, "h:mm:ss" },
		{ 22, 22, "yyyy/m/d h:mm" },
		{ 27, 27, "yyyy\"年\"m\"月\"" },
		{ 28, 29, "m\"月\"d\"日\"" },
		{ 30, 30, "m-d-yy" },
		{ 31, 31, "yyyy\"年\"m\"月\"d\"日\"" },
		{ 32, 32, "h\"时\"mm\"分\"" },
		{ 33, 33, "h\"时\"mm\"分\"ss\"秒\"" },
		{ 34, 34, "h\"时\"mm\"分\"" },
		{ 35, 35, "h\"时\"mm\"分\"ss\"秒\"" },
		{ 36, 36, "yyyy\"年\"m\"月\"" },
		{ 45, 45, "mm:ss" },
		{ 46, 46, "[h]:mm:ss" },
		{ 47, 47, "mmss.0" },
		{ 49, 49, "@" },
		{ 50, 50, "yyyy\"年\"m\"月\"" },
		{ 51, 51, "m\"月\"d\"日\"" },
		{ 52, 52, "yyyy\"年\"m\"月\"" },
		{ 53, 54, "m\"月\"d\"日\"" },
		{ 55, 55, "h\"时\"mm\"分\"" },
		{ 56, 56, "h\"时\"mm\"分\"ss\"秒\"" },
		{ 57, 57, "yyyy\"年\"m\"月\"" },
		{ 58, 58, "m\"月\"d\"日\"" },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (id >= known[i].from && id <= known[i].to)
			return known[i].code;
	return "";
}

/* ---- styles.xml ------------------------------------------------------------- */

struct own_format {
	unsigned long id;
	uint32_t at;
};

struct styles_reader {
	struct workbook *book;
	struct own_format own[FORMATS_MAX];
	size_t own_count;
	bool in_cell_formats;
};

static uint32_t keep_format(struct workbook *book, const char *code)
{
	uint32_t at = (uint32_t)book->formats.len;

	if (!*code)
		return 0;
	buf_add(&book->formats, code, strnlen(code, FORMAT_CODE_MAX));
	buf_addc(&book->formats, '\0');
	return at;
}

static unsigned long attribute_number(const char **attributes, const char *name)
{
	const char *text = xml_attribute(attributes, name);

	return text ? strtoul(text, NULL, 10) : 0;
}

static void own_format(struct xml_part *part, const char **attributes)
{
	struct styles_reader *reader = part->ctx;
	const char *code = xml_attribute(attributes, "formatCode");
	struct own_format *own = &reader->own[reader->own_count];

	if (reader->own_count == FORMATS_MAX) {
		part_fail(part, "more than %d number formats", FORMATS_MAX);
		return;
	}
	own->id = attribute_number(attributes, "numFmtId");
	own->at = keep_format(reader->book, code ? code : "");
	reader->own_count++;
}

static uint32_t find_format(struct styles_reader *reader, unsigned long id)
{
	for (size_t i = reader->own_count; i > 0; i--)
		if (reader->own[i - 1].id == id)
			return reader->own[i - 1].at;
	return keep_format(reader->book, built_in_format(id));
}

static void cell_format(struct xml_part *part, const char **attributes)
{
	struct styles_reader *reader = part->ctx;
	struct workbook *book = reader->book;
	struct xlsx_style *style;

	if (book->styles_count == STYLES_MAX) {
		part_fail(part, "more than %d cell formats", STYLES_MAX);
		return;
	}
	if (book->styles_count == book->styles_cap) {
		book->styles_cap = book->styles_cap ? book->styles_cap * 2 : 64;
		book->styles = mem_resize_array(
			book->styles, book->styles_cap, sizeof(*book->styles));
	}
	style = &book->styles[book->styles_count++];
	style->format = find_format(reader, attribute_number(attributes, "numFmtId"));
	style->shape = format_shape(book->formats.data + style->format);
}

static void styles_start(
	struct xml_part *part, const char *name, const char **attributes)
{
	struct styles_reader *reader = part->ctx;

	if (strcmp(name, "numFmt") == 0)
		own_format(part, attributes);
	else if (strcmp(name, "cellXfs") == 0)
		reader->in_cell_formats = true;
	else if (strcmp(name, "xf") == 0 && reader->in_cell_formats)
		cell_format(part, attributes);
}

static void styles_end(struct xml_part *part, const char *name)
{
	struct styles_reader *reader = part->ctx;

	if (strcmp(name, "cellXfs") == 0)
		reader->in_cell_formats = false;
}

static const struct xml_events styles_events = { styles_start, styles_end, NULL };

/* ---- sharedStrings.xml ------------------------------------------------------ */

struct shared_reader {
	struct workbook *book;
	bool in_item;	 /* <si> */
	bool in_text;	 /* <t> */
	int in_phonetic; /* <rPh>: how a name is pronounced, not the name */
};

static void shared_start(
	struct xml_part *part, const char *name, const char **attributes)
{
	struct shared_reader *reader = part->ctx;
	struct workbook *book = reader->book;

	(void)attributes;
	reader->in_phonetic += strcmp(name, "rPh") == 0;
	reader->in_text = strcmp(name, "t") == 0 && reader->in_phonetic == 0;
	if (strcmp(name, "si") != 0)
		return;
	if (reader->in_item) {
		part_fail(part, "a shared text within another");
		return;
	}
	reader->in_item = true;
	if (book->shared_count == SHARED_COUNT_MAX) {
		part_fail(part, "more than %d shared texts", SHARED_COUNT_MAX);
		return;
	}
	if (book->shared_count + 1 >= book->shared_cap) {
		book->shared_cap = book->shared_cap ? book->shared_cap * 2 : 256;
		book->shared_at = mem_resize_array(
			book->shared_at, book->shared_cap, sizeof(*book->shared_at));
	}
	book->shared_at[book->shared_count] = book->shared.len;
}

static void shared_end(struct xml_part *part, const char *name)
{
	struct shared_reader *reader = part->ctx;
	struct workbook *book = reader->book;

	reader->in_text = false;
	reader->in_phonetic -= strcmp(name, "rPh") == 0;
	if (strcmp(name, "si") != 0)
		return;
	reader->in_item = false;
	buf_addc(&book->shared, '\0');
	book->shared_at[++book->shared_count] = book->shared.len;
}

static void shared_text(struct xml_part *part, const char *text, size_t len)
{
	struct shared_reader *reader = part->ctx;

	if (!reader->in_text)
		return;
	if (reader->book->shared.len + len > SHEET_SHARED_MAX)
		part_fail(
			part, "its texts are more than %u MiB", SHEET_SHARED_MAX >> 20);
	else
		buf_add(&reader->book->shared, text, len);
}

static const struct xml_events shared_events = { shared_start, shared_end,
	shared_text };

/* ---- which part is what ----------------------------------------------------- */

/* A relation wanted: by its id, or by the end of its type. */
struct relation {
	const char *id, *type;
	char target[128]; /* "" when there is none */
};

struct relations_reader {
	struct relation *wanted;
	size_t count;
};

static bool ends_with(const char *text, const char *ending)
{
	size_t len = strlen(text), ending_len = strlen(ending);

	return len >= ending_len && strcmp(text + len - ending_len, ending) == 0;
}

static void relation_start(
	struct xml_part *part, const char *name, const char **attributes)
{
	struct relations_reader *reader = part->ctx;
	const char *id = xml_attribute(attributes, "Id");
	const char *type = xml_attribute(attributes, "Type");
	const char *target = xml_attribute(attributes, "Target");

	if (strcmp(name, "Relationship") != 0 || !id || !type || !target)
		return;
	for (size_t i = 0; i < reader->count; i++) {
		struct relation *wanted = &reader->wanted[i];

		if (wanted->id ? strcmp(id, wanted->id) == 0
			       : ends_with(type, wanted->type))
			snprintf(wanted->target, sizeof(wanted->target), "%s", target);
	}
}

static void nothing_end(struct xml_part *part, const char *name)
{
	(void)part, (void)name;
}

static const struct xml_events relation_events = { relation_start, nothing_end, NULL };

static bool part_read(zip_t *zip, const char *file, const char *name, size_t limit,
	const struct xml_events *events, void *ctx, struct err *err)
{
	struct xml_part part;
	bool good;

	if (!part_open(&part, zip, file, name, limit, events, ctx, err))
		return false;
	good = part_run(&part, err) == PART_END;
	part_close(&part);
	return good;
}

/* "xl/workbook.xml" and "worksheets/sheet1.xml" to "xl/worksheets/sheet1.xml". */
static void beside(const char *part, const char *target, char *out, size_t size)
{
	const char *slash = strrchr(part, '/');

	if (*target == '/')
		snprintf(out, size, "%s", target + 1);
	else if (*target)
		snprintf(out, size, "%.*s%s", slash ? (int)(slash - part) + 1 : 0, part,
			target);
	else
		*out = '\0';
}

/* ---- workbook.xml ----------------------------------------------------------- */

struct book_reader {
	struct workbook *book;
	size_t wanted;	   /* which of the sheets that are shown */
	char relation[64]; /* of that one */
};

static void book_start(struct xml_part *part, const char *name, const char **attributes)
{
	struct book_reader *reader = part->ctx;
	const char *value;

	if (strcmp(name, "workbookPr") == 0) {
		value = xml_attribute(attributes, "date1904");
		reader->book->base_1904 = value && (*value == '1' || *value == 't');
	}
	if (strcmp(name, "sheet") != 0)
		return;
	value = xml_attribute(attributes, "state");
	if ((value && strcmp(value, "visible") != 0) ||
		reader->book->sheets++ != reader->wanted)
		return;
	value = xml_attribute(attributes, "id");
	snprintf(reader->relation, sizeof(reader->relation), "%s", value ? value : "");
	value = xml_attribute(attributes, "name");
	text_copy(reader->book->sheet_name, sizeof(reader->book->sheet_name),
		value ? value : "");
}

static const struct xml_events book_events = { book_start, nothing_end, NULL };

/* The relations of `part`, which stand in a part of their own beside it. */
static bool read_relations(zip_t *zip, const char *file, const char *part,
	struct relation *wanted, size_t count, struct err *err)
{
	struct relations_reader reader = { wanted, count };
	const char *slash = strrchr(part, '/');
	int folder = slash ? (int)(slash - part) + 1 : 0;
	char name[192];

	snprintf(name, sizeof(name), "%.*s_rels/%s.rels", folder, part, part + folder);
	return part_read(
		zip, file, name, SMALL_PART_MAX, &relation_events, &reader, err);
}

static bool read_styles(struct workbook *book, zip_t *zip, const char *file,
	const char *name, struct err *err)
{
	struct styles_reader *reader;
	bool good;

	if (!*name)
		return true;
	reader = mem_alloc(sizeof(*reader));
	reader->book = book;
	good = part_read(zip, file, name, SMALL_PART_MAX, &styles_events, reader, err);
	free(reader);
	return good;
}

static bool read_shared(struct workbook *book, zip_t *zip, const char *file,
	const char *name, struct err *err)
{
	struct shared_reader reader = { .book = book };

	return !*name || part_read(zip, file, name, SHARED_PART_MAX, &shared_events,
				 &reader, err);
}

bool workbook_read(struct workbook *book, zip_t *zip, const char *file, size_t sheet,
	struct err *err)
{
	struct relation root = { NULL, "/officeDocument", "" };
	struct book_reader reader = { .book = book, .wanted = sheet };
	struct relation parts[3] = { { reader.relation, NULL, "" },
		{ NULL, "/sharedStrings", "" }, { NULL, "/styles", "" } };
	char main_part[128], part[256];

	*book = (struct workbook){ .shared = BUF_INIT, .formats = BUF_INIT };
	buf_addc(&book->formats, '\0');
	if (!read_relations(zip, file, "", &root, 1, err))
		return false;
	if (!*root.target)
		return err_set(err,
			"%s: 这个文件不是工作簿，或已损坏；请用 Excel 或 WPS "
			"打开，另存为 .xlsx 后再导入",
			file);
	beside("", root.target, main_part, sizeof(main_part));
	if (!part_read(
		    zip, file, main_part, SMALL_PART_MAX, &book_events, &reader, err) ||
		!read_relations(zip, file, main_part, parts, 3, err))
		return false;
	if (!*reader.relation || !*parts[0].target)
		return err_set(err, "%s: 工作簿里没有显示出来的工作表", file);
	beside(main_part, parts[0].target, book->sheet_part, sizeof(book->sheet_part));
	beside(main_part, parts[1].target, part, sizeof(part));
	if (!read_shared(book, zip, file, part, err))
		return false;
	beside(main_part, parts[2].target, part, sizeof(part));
	return read_styles(book, zip, file, part, err);
}

void workbook_release(struct workbook *book)
{
	buf_release(&book->shared);
	buf_release(&book->formats);
	free(book->shared_at);
	free(book->styles);
}
