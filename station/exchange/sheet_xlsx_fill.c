/*
 * The sheet is read twice at once: as bytes, which are copied, and as XML, whose
 * events say where in the bytes a row and a cell begin and end (expat's byte index).
 * So what is not asked for is copied without being understood.
 */
#include "sheet_xlsx_fill.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buf.h"
#include "path.h"
#include "sheet.h"
#include "text.h"
#include "xlsx_parts.h"

#define FILE_MAX      ((size_t)64 << 20) /* of a packed workbook */
#define SHEET_XML_MAX ((size_t)128 << 20)
#define SPREAD_MAX    1024 /* <col> elements that are kept */
#define MERGES_MAX    20000
#define PREFIX_MAX    32

/* <col min="10" max="15" style="3">: from 0 */
struct spread {
	size_t first, last;
	unsigned long style;
};

struct filling {
	struct workbook book;
	struct xml_part part;
	struct buf xml, out;
	size_t copied; /* bytes of `xml` that are in `out` */
	struct fill_cell *cells;
	size_t count, at; /* `at`: the next one */
	struct spread spreads[SPREAD_MAX];
	size_t spread_count, merges;
	/* the place within the sheet */
	bool in_data, in_row, in_cell, has_formula;
	bool row_is_empty; /* <row/> */
	bool row_has_tail; /* something that is no cell, where cells were put before it */
	bool row_has_style;
	unsigned long row_style;
	size_t row_number, next_column;
	int prefix_len; /* "x:" of <x:c> */
	char prefix[PREFIX_MAX];
	/* the cell that is replaced */
	bool taken;
	size_t column, cell_from;
	unsigned long cell_style;
	bool cell_has_style;
	struct buf kept; /* its attributes beside r, s and t */
};

/* ---- bytes ------------------------------------------------------------------------ */

static size_t event_from(const struct filling *f)
{
	XML_Index at = XML_GetCurrentByteIndex(f->part.parser);

	return at < 0 || (size_t)at > f->xml.len ? f->xml.len : (size_t)at;
}

static size_t event_end(const struct filling *f)
{
	size_t from = event_from(f);
	int count = XML_GetCurrentByteCount(f->part.parser);

	return from + (size_t)count > f->xml.len ? f->xml.len : from + (size_t)count;
}

static void copy_to(struct filling *f, size_t end)
{
	if (end > f->copied)
		buf_add(&f->out, f->xml.data + f->copied, end - f->copied);
	f->copied = end;
}

static void add_escaped(struct buf *out, const char *text)
{
	for (; *text; text++) {
		switch (*text) {
		case '&':
			buf_adds(out, "&amp;");
			break;
		case '<':
			buf_adds(out, "&lt;");
			break;
		case '>':
			buf_adds(out, "&gt;");
			break;
		case '"':
			buf_adds(out, "&quot;");
			break;
		default:
			buf_addc(out, *text);
		}
	}
}

/* ---- styles ----------------------------------------------------------------------- */

/* The style of a cell that is not there yet; false: the sheet's ordinary one. */
static bool style_of_column(
	const struct filling *f, size_t column, unsigned long *style)
{
	if (f->row_has_style) {
		*style = f->row_style;
		return true;
	}
	for (size_t i = 0; i < f->spread_count; i++) {
		const struct spread *s = &f->spreads[i];

		if (column >= s->first && column <= s->last) {
			*style = s->style;
			return true;
		}
	}
	*style = 0;
	return false;
}

static bool shows_text(const struct filling *f, unsigned long style)
{
	return style < f->book.styles_count &&
	       strcmp(f->book.formats.data + f->book.styles[style].format, "@") == 0;
}

/* ---- a cell out ------------------------------------------------------------------- */

static void write_cell(struct filling *f, struct fill_cell *cell, bool has_style,
	unsigned long style, const char *more)
{
	const char *p = f->prefix;
	struct buf *out = &f->out;
	char letters[8];

	buf_addf(out, "<%sc r=\"%s%zu\"", p, column_letters(cell->column, letters),
		cell->row);
	if (has_style)
		buf_addf(out, " s=\"%lu\"", style);
	buf_adds(out, more);
	if (cell->kind == FILL_TEXT || shows_text(f, style)) {
		buf_addf(out, " t=\"inlineStr\"><%sis><%st>", p, p);
		add_escaped(out, cell->text);
		buf_addf(out, "</%st></%sis></%sc>", p, p, p);
	} else {
		buf_addf(out, "><%sv>", p);
		add_escaped(out, cell->text);
		buf_addf(out, "</%sv></%sc>", p, p);
	}
	cell->got = FILL_DONE;
}

static bool is_wanted(const struct filling *f, size_t before_column)
{
	return f->at < f->count && f->cells[f->at].row == f->row_number &&
	       f->cells[f->at].column < before_column;
}

/* Cells that stand before `column` and are not there yet. */
static void insert_before(struct filling *f, size_t column)
{
	while (is_wanted(f, column)) {
		struct fill_cell *cell = &f->cells[f->at++];
		unsigned long style;
		bool has = style_of_column(f, cell->column, &style);

		write_cell(f, cell, has, style, "");
	}
}

/* ---- events ----------------------------------------------------------------------- */

static void take_prefix(struct filling *f)
{
	const char *name = f->xml.data + event_from(f) + 1;
	size_t len = strcspn(name, ": />\t\r\n");

	f->prefix[0] = '\0';
	if (name[len] != ':')
		return;
	if (len + 2 > sizeof(f->prefix)) {
		part_fail(&f->part, "an element's prefix is longer than %d bytes",
			PREFIX_MAX - 2);
		return;
	}
	memcpy(f->prefix, name, len + 1);
	f->prefix[len + 1] = '\0';
}

static unsigned long number_of(const char *text)
{
	char *end;
	unsigned long n = text && *text >= '0' && *text <= '9' ? strtoul(text, &end, 10)
							       : 0;

	return n > 1048576 ? 1048576 : n;
}

static void spread_start(struct filling *f, const char **attributes)
{
	const char *style = xml_attribute(attributes, "style");
	struct spread *s = &f->spreads[f->spread_count];
	unsigned long first = number_of(xml_attribute(attributes, "min"));

	if (!style || first == 0)
		return;
	if (f->spread_count == SPREAD_MAX) {
		part_fail(&f->part, "more than %d column formats", SPREAD_MAX);
		return;
	}
	s->first = first - 1;
	s->last = number_of(xml_attribute(attributes, "max"));
	s->last -= s->last > 0;
	s->style = number_of(style);
	f->spread_count++;
}

/* A row says between which columns it has cells, for readers in a hurry. When cells are
 * put in it would be wrong, and it may be left out. */
static void drop_spans(struct filling *f)
{
	size_t from = event_from(f), end = event_end(f);
	char *tag = f->xml.data + from;
	char *spans = memmem(tag, end - from, " spans=", 7);
	char *close = NULL;

	if (!is_wanted(f, SIZE_MAX) || !spans)
		return;
	close = memchr(spans + 8, spans[7], end - from - (size_t)(spans + 8 - tag));
	if (!close)
		return;
	copy_to(f, (size_t)(spans - f->xml.data));
	f->copied = (size_t)(close - f->xml.data) + 1;
}

static void row_start(struct filling *f, const char **attributes)
{
	const char *number = xml_attribute(attributes, "r");
	const char *custom = xml_attribute(attributes, "customFormat");
	size_t end = event_end(f);

	f->row_number = number ? number_of(number) : f->row_number + 1;
	f->next_column = 0;
	f->in_row = true;
	f->row_has_tail = false;
	f->row_style = number_of(xml_attribute(attributes, "s"));
	f->row_has_style = custom &&
			   (strcmp(custom, "1") == 0 || strcmp(custom, "true") == 0);
	f->row_is_empty = end >= 2 && f->xml.data[end - 2] == '/';
	while (f->at < f->count && f->cells[f->at].row < f->row_number)
		f->at++; /* its row is not there */
	take_prefix(f);
	drop_spans(f);
	if (!f->row_is_empty || !is_wanted(f, SIZE_MAX))
		return;
	copy_to(f, end - 2);
	buf_addc(&f->out, '>');
	f->copied = end;
}

static void finish_cells(struct filling *f)
{
	if (!is_wanted(f, SIZE_MAX))
		return;
	copy_to(f, event_from(f));
	insert_before(f, SIZE_MAX);
}

static void row_end(struct filling *f)
{
	bool opened = f->row_is_empty && is_wanted(f, SIZE_MAX);

	finish_cells(f);
	if (opened)
		buf_addf(&f->out, "</%srow>", f->prefix);
	f->in_row = false;
}

static size_t column_of(const char *reference)
{
	size_t n = 0;

	for (; *reference >= 'A' && *reference <= 'Z' && n < 100000; reference++)
		n = n * 26 + (size_t)(*reference - 'A' + 1);
	return n;
}

/* What a later program keeps of a cell stays, but for what speaks of its value. */
static void keep_attributes(struct filling *f, const char **attributes)
{
	static const char *const ours[] = { "r", "s", "t", "cm", "vm" };

	buf_reset(&f->kept);
	for (; attributes[0]; attributes += 2) {
		bool is_ours = false;

		for (size_t i = 0; i < sizeof(ours) / sizeof(ours[0]); i++)
			is_ours |= strcmp(xml_local(attributes[0]), ours[i]) == 0;
		if (is_ours)
			continue;
		buf_addf(&f->kept, " %s=\"", attributes[0]);
		add_escaped(&f->kept, attributes[1]);
		buf_addc(&f->kept, '"');
	}
}

static void cell_start(struct filling *f, const char **attributes)
{
	const char *reference = xml_attribute(attributes, "r");
	const char *style = xml_attribute(attributes, "s");
	size_t column = reference ? column_of(reference) : f->next_column + 1;

	if (column == 0 || column <= f->next_column) {
		part_fail(&f->part, "row %zu has a cell \"%.20s\" out of order",
			f->row_number, reference ? reference : "");
		return;
	}
	f->column = column - 1;
	f->next_column = column;
	f->in_cell = true;
	f->has_formula = false;
	f->cell_from = event_from(f);
	if (is_wanted(f, f->column)) {
		copy_to(f, f->cell_from);
		insert_before(f, f->column);
	}
	f->taken = is_wanted(f, f->column + 1);
	f->cell_has_style = style != NULL;
	f->cell_style = number_of(style);
	if (f->taken)
		keep_attributes(f, attributes);
}

static void cell_end(struct filling *f)
{
	struct fill_cell *cell;

	f->in_cell = false;
	if (!f->taken)
		return;
	cell = &f->cells[f->at++];
	f->taken = false;
	if (f->has_formula) {
		cell->got = FILL_FORMULA;
		return;
	}
	copy_to(f, f->cell_from);
	write_cell(f, cell, f->cell_has_style, f->cell_style, f->kept.data);
	f->copied = event_end(f);
}

/* What a reader may take one way and we another is not filled. */
static bool is_out_of_place(const struct filling *f, const char *name)
{
	if (strcmp(name, "sheetData") == 0)
		return f->in_data;
	if (strcmp(name, "row") == 0)
		return f->in_row;
	return strcmp(name, "c") == 0 && (f->in_cell || f->row_has_tail);
}

static void fill_start(struct xml_part *part, const char *name, const char **attributes)
{
	struct filling *f = part->ctx;

	if (is_out_of_place(f, name))
		part_fail(part, "row %zu has a <%s> where none can stand",
			f->row_number, name);
	else if (strcmp(name, "sheetData") == 0)
		f->in_data = true;
	else if (strcmp(name, "col") == 0 && !f->in_data)
		spread_start(f, attributes);
	else if (f->in_cell)
		f->has_formula |= strcmp(name, "f") == 0;
	else if (f->in_row && strcmp(name, "c") == 0)
		cell_start(f, attributes);
	else if (f->in_row) {
		finish_cells(f); /* what follows the cells: extLst */
		f->row_has_tail = true;
	} else if (f->in_data && strcmp(name, "row") == 0)
		row_start(f, attributes);
}

static void fill_end(struct xml_part *part, const char *name)
{
	struct filling *f = part->ctx;

	if (f->in_cell && strcmp(name, "c") == 0)
		cell_end(f);
	else if (f->in_row && !f->in_cell && strcmp(name, "row") == 0)
		row_end(f);
	else if (strcmp(name, "sheetData") == 0)
		f->in_data = false;
}

static const struct xml_events fill_events = { fill_start, fill_end, NULL };

/* ---- merged cells, looked at before ------------------------------------------------ */

/* "J5:K6"; false for what is no area. */
static bool read_area(const char *text, size_t from[2], size_t to[2])
{
	const char *colon = strchr(text, ':');

	if (!colon)
		return false;
	from[1] = column_of(text);
	to[1] = column_of(colon + 1);
	from[0] = number_of(text + strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"));
	to[0] = number_of(colon + 1 + strspn(colon + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"));
	return from[0] > 0 && from[1] > 0;
}

static void merge_start(
	struct xml_part *part, const char *name, const char **attributes)
{
	struct filling *f = part->ctx;
	const char *area = xml_attribute(attributes, "ref");
	size_t from[2], to[2];

	if (strcmp(name, "mergeCell") != 0 || !area || !read_area(area, from, to))
		return;
	if (++f->merges > MERGES_MAX) {
		part_fail(part, "more than %d merged cells", MERGES_MAX);
		return;
	}
	for (size_t i = 0; i < f->count; i++) {
		struct fill_cell *c = &f->cells[i];
		bool first = c->row == from[0] && c->column + 1 == from[1];

		if (c->row >= from[0] && c->row <= to[0] && c->column + 1 >= from[1] &&
			c->column + 1 <= to[1] && !first)
			c->got = FILL_MERGED;
	}
}

static void merge_end(struct xml_part *part, const char *name)
{
	(void)part, (void)name;
}

static const struct xml_events merge_events = { merge_start, merge_end, NULL };

/* ---- the sheet's member ------------------------------------------------------------ */

static bool read_member(struct filling *f, zip_t *zip, const char *file,
	zip_uint64_t index, struct err *err)
{
	struct zip_stat stat;
	struct zip_file *packed;
	zip_int64_t got;

	if (zip_stat_index(zip, index, 0, &stat) != 0 ||
		!(stat.valid & ZIP_STAT_SIZE) || stat.size > SHEET_XML_MAX)
		return err_set(
			err, "%s: its sheet is larger than a school's can be", file);
	packed = zip_fopen_index(zip, index, 0);
	if (!packed)
		return err_set(err, "%s: its sheet cannot be read: %s", file,
			zip_strerror(zip));
	buf_reserve(&f->xml, stat.size);
	got = zip_fread(packed, f->xml.data, stat.size);
	zip_fclose(packed);
	if (got < 0 || (zip_uint64_t)got != stat.size)
		return err_set(err, "%s: its sheet is damaged", file);
	f->xml.len = stat.size;
	f->xml.data[f->xml.len] = '\0';
	return true;
}

/* Ours go in as UTF-8, so the rest must be. */
static bool is_utf8(const struct buf *xml)
{
	const char *end = memmem(xml->data, xml->len < 200 ? xml->len : 200, "?>", 2);
	const char *name = end ? memmem(xml->data, (size_t)(end - xml->data),
					 "encoding=", 9)
			       : NULL;

	if (memchr(xml->data, '\0', xml->len))
		return false;
	return !name || strncasecmp(name + 10, "utf-8", 5) == 0 ||
	       strncasecmp(name + 10, "us-ascii", 8) == 0;
}

static bool run_events(struct filling *f, zip_t *zip, const char *file,
	const struct xml_events *events, struct err *err)
{
	bool good = part_open(&f->part, zip, file, f->book.sheet_part, SHEET_XML_MAX,
			    events, f, err) &&
		    part_run(&f->part, err) == PART_END;

	part_close(&f->part);
	return good;
}

/* Those that nobody would see are taken out of the way while the others are written. */
static size_t set_merged_aside(struct fill_cell *cells, size_t count)
{
	struct fill_cell *aside = mem_array(count + 1, sizeof(*aside));
	size_t kept = 0, left = 0;

	for (size_t i = 0; i < count; i++) {
		if (cells[i].got == FILL_MERGED)
			aside[left++] = cells[i];
		else
			cells[kept++] = cells[i];
	}
	if (left > 0)
		memcpy(cells + kept, aside, left * sizeof(*aside));
	free(aside);
	return kept;
}

static bool rewrite(struct filling *f, zip_t *zip, const char *file, struct err *err)
{
	if (!is_utf8(&f->xml))
		return err_set(err,
			"%s: its sheet is not written in UTF-8; open it in a "
			"spreadsheet program and save it again as .xlsx",
			file);
	for (size_t i = 0; i < f->count; i++)
		f->cells[i].got = FILL_NOT_MET;
	if (!run_events(f, zip, file, &merge_events, err))
		return false;
	f->count = set_merged_aside(f->cells, f->count);
	if (!run_events(f, zip, file, &fill_events, err))
		return false;
	copy_to(f, f->xml.len);
	return true;
}

/* The archive keeps the bytes until it is closed and then frees them. */
static bool replace_member(struct filling *f, zip_t *zip, const char *file,
	zip_uint64_t index, struct err *err)
{
	struct zip_stat stat;
	zip_source_t *source = zip_source_buffer(zip, f->out.data, f->out.len, 1);
	bool good = source && zip_stat_index(zip, index, 0, &stat) == 0 &&
		    zip_file_replace(zip, index, source, 0) == 0;

	if (!source)
		return err_set(err, "%s: no memory left", file);
	if (!good) {
		zip_source_free(source);
		f->out = (struct buf)BUF_INIT;
		return err_set(err, "%s: its sheet cannot be replaced: %s", file,
			zip_strerror(zip));
	}
	f->out = (struct buf)BUF_INIT;
	if (stat.valid & ZIP_STAT_MTIME)
		zip_file_set_mtime(zip, index, stat.mtime, 0);
	return true;
}

static bool fill_part(
	struct filling *f, const char *part, const char *from, struct err *err)
{
	int code = 0;
	zip_t *zip = zip_open(part, 0, &code);
	zip_int64_t index = -1;
	bool good;

	if (!zip)
		return err_set(err, "%s: not a whole workbook", from);
	good = workbook_read(&f->book, zip, from, 0, err);
	if (good) {
		index = zip_name_locate(zip, f->book.sheet_part, 0);
		good = index >= 0 ||
		       err_set(err, "%s: the workbook's part %s is not there", from,
			       f->book.sheet_part);
	}
	good = good && read_member(f, zip, from, (zip_uint64_t)index, err) &&
	       rewrite(f, zip, from, err) &&
	       replace_member(f, zip, from, (zip_uint64_t)index, err);
	if (good && zip_close(zip) == 0)
		return true;
	if (good)
		err_set(err, "%s: cannot be written: %s", from, zip_strerror(zip));
	zip_discard(zip);
	return false;
}

/* A copy to work on, beside the place where it will stand. */
static bool copy_file(const char *from, const char *part, struct err *err)
{
	struct buf bytes = BUF_INIT;
	bool good = path_read(from, FILE_MAX, &bytes, err);

	if (good && (bytes.len < 4 || memcmp(bytes.data, "PK\x03\x04", 4) != 0))
		good = err_set(err, "%s: not an .xlsx workbook", from);
	good = good && path_write(part, bytes.data, bytes.len, err);
	buf_release(&bytes);
	return good;
}

bool sheet_xlsx_fill(const char *from, const char *to, struct fill_cell *cells,
	size_t count, struct err *err)
{
	struct filling *f = mem_alloc(sizeof(*f));
	struct buf part = BUF_INIT;
	bool good;

	f->xml = f->out = f->kept = (struct buf)BUF_INIT;
	f->book.shared = f->book.formats = (struct buf)BUF_INIT;
	f->cells = cells;
	f->count = count;
	path_part_name(&part, to);
	good = copy_file(from, part.data, err) && fill_part(f, part.data, from, err) &&
	       path_part_move(part.data, to, err);
	if (!good)
		unlink(part.data);
	workbook_release(&f->book);
	buf_release(&f->xml);
	buf_release(&f->out);
	buf_release(&f->kept);
	buf_release(&part);
	free(f);
	return good;
}
