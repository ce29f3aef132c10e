#include "xls_formulas.h"

#include <stdlib.h>
#include <string.h>

#define FORMULAS_MAX ((size_t)1 << 20)
#define NO_SECTOR    0xfffffff0u /* from here on: marks, not sectors */
#define MINI_MAX     4096	 /* smaller streams stand elsewhere */
#define MINI_SECTOR  64

struct bytes {
	const unsigned char *at;
	size_t len;
};

static uint32_t get16(struct bytes b, size_t at)
{
	return at + 2 <= b.len ? b.at[at] | (uint32_t)b.at[at + 1] << 8 : 0;
}

static uint32_t get32(struct bytes b, size_t at)
{
	return at + 4 <= b.len ? get16(b, at) | get16(b, at + 2) << 16 : 0xffffffffu;
}

/* ---- the container ---------------------------------------------------------- */

struct container {
	struct bytes file;
	size_t sector; /* bytes */
	struct buf fat;
};

static struct bytes sector_of(const struct container *c, uint32_t number)
{
	size_t at = ((size_t)number + 1) * c->sector;

	if (number >= NO_SECTOR || at >= c->file.len)
		return (struct bytes){ NULL, 0 };
	return (struct bytes){ c->file.at + at,
		c->file.len - at < c->sector ? c->file.len - at : c->sector };
}

static uint32_t next_of(const struct container *c, uint32_t number)
{
	struct bytes fat = { (const unsigned char *)c->fat.data, c->fat.len };

	return get32(fat, (size_t)number * 4);
}

/* A chain's sectors one after another, at most as many as the file has. */
static void add_chain(const struct container *c, uint32_t first, struct buf *out)
{
	size_t left = c->file.len / c->sector + 1;

	for (; left > 0 && first < NO_SECTOR; left--, first = next_of(c, first)) {
		struct bytes sector = sector_of(c, first);

		if (sector.len == 0)
			return;
		buf_add(out, sector.at, sector.len);
	}
}

/* The first 109 sectors of the table stand in the header, others in a chain that is
 * linked by its own last number. */
static void read_fat(struct container *c)
{
	size_t left = c->file.len / c->sector + 1;
	uint32_t more = get32(c->file, 68);

	for (size_t i = 0; i < 109; i++) {
		struct bytes sector = sector_of(c, get32(c->file, 76 + 4 * i));

		buf_add(&c->fat, sector.at ? sector.at : (const void *)"", sector.len);
	}
	for (; left > 0 && more < NO_SECTOR; left--) {
		struct bytes list = sector_of(c, more);

		if (list.len < c->sector)
			return;
		for (size_t i = 0; i + 8 <= list.len && c->fat.len <= c->file.len;
			i += 4) {
			struct bytes sector = sector_of(c, get32(list, i));

			buf_add(&c->fat, sector.at ? sector.at : (const void *)"",
				sector.len);
		}
		more = get32(list, list.len - 4);
	}
}

struct entry {
	uint32_t first;
	size_t size;
};

/* "Workbook", or "Book" of the format before, and the root, whose stream holds the
 * small ones. */
static bool find_entries(
	const struct container *c, struct entry *book, struct entry *root)
{
	static const char names[2][18] = { "W\0o\0r\0k\0b\0o\0o\0k", "B\0o\0o\0k\0" };
	struct buf folder = BUF_INIT;
	bool found = false;

	add_chain(c, get32(c->file, 48), &folder);
	for (size_t at = 0; at + 128 <= folder.len; at += 128) {
		struct bytes entry = { (const unsigned char *)folder.data + at, 128 };
		struct entry here = { get32(entry, 116), get32(entry, 120) };
		bool is_book = memcmp(entry.at, names[0], 18) == 0 ||
			       memcmp(entry.at, names[1], 10) == 0;

		if (entry.at[66] == 5)
			*root = here;
		if (is_book && !found) {
			*book = here;
			found = true;
		}
	}
	buf_release(&folder);
	return found;
}

/* A small stream's sectors stand within the root's stream. */
static void add_mini_chain(const struct container *c, const struct entry *book,
	const struct entry *root, struct buf *out)
{
	struct buf table = BUF_INIT, data = BUF_INIT;
	struct bytes links;
	size_t left = MINI_MAX / MINI_SECTOR;
	uint32_t at = book->first;

	add_chain(c, get32(c->file, 60), &table);
	add_chain(c, root->first, &data);
	links = (struct bytes){ (const unsigned char *)table.data, table.len };
	for (; left > 0 && at < NO_SECTOR; left--) {
		size_t from = (size_t)at * MINI_SECTOR;

		if (from + MINI_SECTOR > data.len)
			break;
		buf_add(out, data.data + from, MINI_SECTOR);
		at = get32(links, (size_t)at * 4);
	}
	buf_release(&table);
	buf_release(&data);
}

static bool read_stream(struct bytes file, struct buf *out)
{
	struct container c = { .file = file, .fat = BUF_INIT };
	struct entry book = { 0, 0 }, root = { 0, 0 };
	uint32_t shift = get16(file, 30);
	bool found;

	if (file.len < 512 || (shift != 9 && shift != 12))
		return false;
	c.sector = (size_t)1 << shift;
	read_fat(&c);
	found = find_entries(&c, &book, &root);
	if (found && book.size < MINI_MAX)
		add_mini_chain(&c, &book, &root, out);
	else if (found)
		add_chain(&c, book.first, out);
	if (out->len > book.size)
		out->len = book.size;
	buf_release(&c.fat);
	return found;
}

/* ---- the records ------------------------------------------------------------ */

enum {
	EOF_RECORD = 0x0a,
	SHEET_RECORD = 0x85,
	FORMULA_RECORD = 0x06,
	STRING_RECORD = 0x207
};

struct record_at {
	uint32_t type;
	struct bytes body;
	size_t next;
};

static bool record_at(struct bytes stream, size_t at, struct record_at *record)
{
	size_t len = get16(stream, at + 2);

	if (at + 4 + len > stream.len)
		return false;
	*record = (struct record_at){ get16(stream, at), { stream.at + at + 4, len },
		at + 4 + len };
	return true;
}

/* Where the sheet begins, from the list of sheets at the book's beginning; 0: none. */
static size_t sheet_begins(struct bytes stream, size_t sheet)
{
	struct record_at record;

	for (size_t at = 0; record_at(stream, at, &record); at = record.next) {
		if (record.type == EOF_RECORD)
			return 0;
		if (record.type == SHEET_RECORD && sheet-- == 0)
			return get32(record.body, 0);
	}
	return 0;
}

static void add_utf8(struct buf *out, uint32_t c)
{
	if (c < 0x80) {
		buf_addc(out, (char)c);
	} else if (c < 0x800) {
		buf_addc(out, (char)(0xc0 | c >> 6));
		buf_addc(out, (char)(0x80 | (c & 0x3f)));
	} else if (c < 0x10000) {
		buf_addc(out, (char)(0xe0 | c >> 12));
		buf_addc(out, (char)(0x80 | (c >> 6 & 0x3f)));
		buf_addc(out, (char)(0x80 | (c & 0x3f)));
	} else {
		buf_addc(out, (char)(0xf0 | c >> 18));
		buf_addc(out, (char)(0x80 | (c >> 12 & 0x3f)));
		buf_addc(out, (char)(0x80 | (c >> 6 & 0x3f)));
		buf_addc(out, (char)(0x80 | (c & 0x3f)));
	}
}

/* A count, a flag that says one or two bytes a character, the characters. */
static void read_string(struct bytes body, struct buf *out)
{
	size_t count = get16(body, 0), width = body.len > 2 && (body.at[2] & 1) ? 2 : 1;

	for (size_t i = 0; i < count && 3 + (i + 1) * width <= body.len; i++) {
		size_t at = 3 + i * width;
		uint32_t c = width == 2 ? get16(body, at) : body.at[at];

		if (c >= 0xd800 && c < 0xdc00 && at + 4 <= body.len) {
			c = 0x10000 + ((c - 0xd800) << 10) +
			    ((get16(body, at + 2) - 0xdc00) & 0x3ff);
			i++;
		}
		if (c > 0)
			add_utf8(out, c);
	}
}

/* The result is a number; or, with ff ff at its end, what its first byte says. */
static void read_formula(struct bytes body, struct xls_formula *formula)
{
	const unsigned char *result = body.at + 6;

	formula->row = get16(body, 0);
	formula->at = get16(body, 2);
	formula->kind = CELL_NUMBER;
	if (result[6] != 0xff || result[7] != 0xff)
		memcpy(&formula->number, result, sizeof(formula->number));
	else if (result[0] == 0)
		formula->kind = CELL_TEXT; /* it follows */
	else if (result[0] == 1)
		formula->number = result[2] != 0;
	else
		formula->kind = result[0] == 3 ? CELL_EMPTY : CELL_ERROR;
}

static struct xls_formula *add(struct xls_formulas *formulas)
{
	if (formulas->count % 256 == 0)
		formulas->list = mem_resize_array(
			formulas->list, formulas->count + 256, sizeof(*formulas->list));
	formulas->list[formulas->count] = (struct xls_formula){ .row = 0 };
	return &formulas->list[formulas->count++];
}

#define BIFF8 0x600

/* Texts before BIFF8 are in a code page that is not looked for. */
static void walk(struct xls_formulas *formulas, struct bytes stream, size_t at)
{
	bool has_unicode = get16(stream, 4) == BIFF8;
	struct xls_formula *waiting = NULL;
	struct record_at record;

	/* The record that begins the sheet ends nothing; charts within have their own. */
	for (int depth = 0; record_at(stream, at, &record); at = record.next) {
		depth += (record.type & 0xff) == 0x09;
		depth -= record.type == EOF_RECORD;
		if (depth <= 0 || formulas->count == FORMULAS_MAX)
			return;
		if (depth == 1 && (record.type & 0xff) == FORMULA_RECORD &&
			record.body.len >= 20) {
			waiting = add(formulas);
			read_formula(record.body, waiting);
			if (waiting->kind == CELL_TEXT && !has_unicode)
				waiting->kind = CELL_ERROR;
		} else if (record.type == STRING_RECORD && waiting &&
			   waiting->kind == CELL_TEXT) {
			waiting->text = formulas->texts.len;
			read_string(record.body, &formulas->texts);
			waiting->len = formulas->texts.len - waiting->text;
			waiting = NULL;
		}
	}
}

static int compare(const void *a, const void *b)
{
	const struct xls_formula *x = a, *y = b;

	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

bool xls_formulas_read(
	struct xls_formulas *formulas, const void *bytes, size_t len, size_t sheet)
{
	struct bytes file = { bytes, len }, stream;
	size_t begins;

	*formulas = (struct xls_formulas)XLS_FORMULAS_INIT;
	if (!read_stream(file, &formulas->stream))
		return false;
	stream = (struct bytes){ (const unsigned char *)formulas->stream.data,
		formulas->stream.len };
	begins = sheet_begins(stream, sheet);
	if (begins > 0)
		walk(formulas, stream, begins);
	if (formulas->count > 0)
		qsort(formulas->list, formulas->count, sizeof(*formulas->list),
			compare);
	return begins > 0;
}

void xls_formulas_release(struct xls_formulas *formulas)
{
	free(formulas->list);
	buf_release(&formulas->texts);
	buf_release(&formulas->stream);
	*formulas = (struct xls_formulas)XLS_FORMULAS_INIT;
}

const struct xls_formula *xls_formula_at(
	const struct xls_formulas *formulas, uint32_t row, uint32_t at)
{
	struct xls_formula key = { .row = row, .at = at };

	return formulas->count == 0 ? NULL
				    : bsearch(&key, formulas->list, formulas->count,
					      sizeof(*formulas->list), compare);
}
