#include "records.h"

#include "path.h"
#include "text.h"
#include "unicode.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <csv.h>

#define PIECE 65536

struct records {
	char *name;
	FILE *file; /* NULL when reading memory */
	bool owns_file;
	const unsigned char *at; /* what has been read and not yet parsed */
	size_t left;
	size_t total;
	unsigned char *piece;

	struct csv_parser parser;
	bool complete; /* libcsv has just ended a record */
	size_t line, began;
	unsigned char last;

	struct buf text; /* the fields, each with its NUL */
	size_t n;
	size_t offset[RECORDS_FIELDS_MAX];
	size_t len[RECORDS_FIELDS_MAX];
	const char *field[RECORDS_FIELDS_MAX];
	const char *refused; /* the record breaks this limit */

	enum records_got answer; /* ROW until the end or a failure */
	struct err err;
};

/* ---- opening ----------------------------------------------------------------- */

static struct records *records_new(const char *name, char delimiter)
{
	struct records *r = mem_alloc(sizeof(*r));

	r->name = mem_string(name);
	r->line = r->began = 1;
	r->text = (struct buf)BUF_INIT;
	r->answer = RECORDS_ROW;
	if (csv_init(&r->parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		abort();
	csv_set_delim(&r->parser, (unsigned char)delimiter);
	return r;
}

void records_allow_quotes(struct records *r)
{
	csv_set_opts(&r->parser, 0);
}

struct records *records_open_file(const char *name, FILE *file, char delimiter)
{
	struct records *r = records_new(name, delimiter);

	r->file = file;
	r->piece = mem_alloc(PIECE);
	return r;
}

struct records *records_open(const char *path, char delimiter, struct err *err)
{
	FILE *file = path_open(path, err);
	struct records *r;

	if (!file)
		return NULL;
	r = records_open_file(path, file, delimiter);
	r->owns_file = true;
	return r;
}

static void skip_mark(struct records *r)
{
	if (r->left >= 3 && memcmp(r->at, "\xef\xbb\xbf", 3) == 0) {
		r->at += 3;
		r->left -= 3;
	}
}

struct records *records_open_text(
	const char *name, const void *bytes, size_t len, char delimiter)
{
	struct records *r = records_new(name, delimiter);

	r->at = bytes;
	r->left = r->total = len;
	skip_mark(r);
	return r;
}

void records_close(struct records *r)
{
	if (!r)
		return;
	if (r->owns_file)
		fclose(r->file);
	csv_free(&r->parser);
	buf_release(&r->text);
	free(r->piece);
	free(r->name);
	free(r);
}

/* ---- reading ----------------------------------------------------------------- */

static enum records_got fail(struct records *r, const char *sentence)
{
	r->answer = RECORDS_FAIL;
	err_set(&r->err, "%s:%zu: %s", r->name, r->began, sentence);
	return RECORDS_FAIL;
}

static void take_field(void *bytes, size_t len, void *context)
{
	struct records *r = context;

	if (r->n == RECORDS_FIELDS_MAX) {
		r->refused = "more than 256 columns";
		return;
	}
	if (len && memchr(bytes, '\0', len))
		r->refused = "holds a NUL, this is not a text file";
	else if (!unicode_is_utf8(bytes, len))
		r->refused = "holds bytes that are not UTF-8";
	r->offset[r->n] = r->text.len;
	r->len[r->n++] = len;
	buf_add(&r->text, bytes, len);
	buf_addc(&r->text, '\0');
}

static void take_end(int terminator, void *context)
{
	struct records *r = context;

	(void)terminator;
	r->complete = true;
}

/* Bytes to parse: false at the end of the text, and after a failure. */
static bool fill(struct records *r)
{
	bool first = r->total == 0;

	if (r->left)
		return true;
	if (!r->file)
		return false;
	r->left = fread(r->piece, 1, PIECE, r->file);
	r->at = r->piece;
	r->total += r->left;
	if (ferror(r->file)) {
		r->answer = RECORDS_FAIL;
		err_set(&r->err, "%s: cannot be read: %s", r->name, strerror(errno));
		return false;
	}
	if (first)
		skip_mark(r);
	return r->left > 0;
}

/* Up to and with the next line end, so that a piece never ends two records. */
static size_t piece_length(const struct records *r)
{
	size_t n = 0;

	while (n < r->left && r->at[n] != '\n' && r->at[n] != '\r')
		n++;
	return n < r->left ? n + 1 : n;
}

static void count_lines(struct records *r, const unsigned char *piece, size_t n)
{
	unsigned char last = piece[n - 1], before = n > 1 ? piece[n - 2] : r->last;

	if (last == '\r' || (last == '\n' && before != '\r'))
		r->line++;
	r->last = last;
}

static enum records_got parse_piece(struct records *r)
{
	size_t n = piece_length(r);
	const unsigned char *piece = r->at;

	r->at += n;
	r->left -= n;
	if (r->n == 0 && r->parser.entry_pos == 0 && !r->parser.quoted)
		r->began = r->line;
	if (csv_parse(&r->parser, piece, n, take_field, take_end, r) != n)
		return fail(r, csv_error(&r->parser) == CSV_EPARSE
				       ? "a quotation mark is out of place"
				       : "cannot be read as delimited text");
	count_lines(r, piece, n);
	if (r->parser.entry_pos > RECORDS_FIELD_MAX)
		return fail(r, "a field longer than 64 KiB, is a quotation mark open?");
	return RECORDS_ROW;
}

static enum records_got parse_end(struct records *r)
{
	if (r->answer != RECORDS_ROW)
		return r->answer;
	csv_set_opts(&r->parser, CSV_STRICT | CSV_STRICT_FINI);
	if (csv_fini(&r->parser, take_field, take_end, r) != 0)
		return fail(r, "a quotation mark is never closed");
	r->answer = RECORDS_END;
	return r->complete ? RECORDS_ROW : RECORDS_END;
}

static enum records_got give(struct records *r, struct record *row)
{
	if (r->refused)
		return fail(r, r->refused);
	for (size_t i = 0; i < r->n; i++) {
		if (r->len[i] > RECORDS_FIELD_MAX)
			return fail(r, "a field longer than 64 KiB");
		r->field[i] = r->text.data + r->offset[i];
	}
	*row = (struct record){ r->began, r->n, r->field, r->len };
	return RECORDS_ROW;
}

static enum records_got next(struct records *r, struct record *row)
{
	enum records_got got = r->answer;

	if (got != RECORDS_ROW)
		return got;
	r->n = 0;
	r->refused = NULL;
	r->complete = false;
	buf_reset(&r->text);
	while (got == RECORDS_ROW && !r->complete) {
		if (!fill(r)) {
			got = parse_end(r);
			break;
		}
		if (r->total > RECORDS_FILE_MAX)
			return fail(r, "the file is larger than 64 MiB");
		got = parse_piece(r);
	}
	return got == RECORDS_ROW ? give(r, row) : got;
}

enum records_got records_next(struct records *r, struct record *row, struct err *err)
{
	enum records_got got = next(r, row);

	if (got == RECORDS_FAIL)
		*err = r->err;
	return got;
}

int records_column(const struct record *heading, const char *title)
{
	for (size_t i = 0; i < heading->n; i++)
		if (strcmp(heading->field[i], title) == 0)
			return (int)i;
	return -1;
}

/* ---- writing ----------------------------------------------------------------- */

static void put(struct records_out *out, const char *bytes, size_t len)
{
	if (out->file)
		fwrite(bytes, 1, len, out->file);
	else
		buf_add(out->into, bytes, len);
}

static bool is_edge_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool needs_quotes(const struct records_out *out, const char *s, size_t len)
{
	if (len && (is_edge_blank(s[0]) || is_edge_blank(s[len - 1])))
		return true;
	if (len >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0)
		return true; /* no byte order mark, even at the very beginning */
	for (size_t i = 0; i < len; i++)
		if (s[i] == out->delimiter || s[i] == '"' || s[i] == '\n' ||
			s[i] == '\r')
			return true;
	return false;
}

void records_write_bytes(struct records_out *out, const char *bytes, size_t len)
{
	if (out->fields)
		put(out, &out->delimiter, 1);
	out->empty = out->fields++ == 0 && len == 0;
	if (!needs_quotes(out, bytes, len)) {
		put(out, bytes, len);
		return;
	}
	put(out, "\"", 1);
	for (const char *end = bytes + len; bytes < end;) {
		const char *quote = memchr(bytes, '"', (size_t)(end - bytes));
		const char *stop = quote ? quote + 1 : end;

		put(out, bytes, (size_t)(stop - bytes));
		if (quote)
			put(out, "\"", 1);
		bytes = stop;
	}
	put(out, "\"", 1);
}

void records_write_field(struct records_out *out, const char *text)
{
	records_write_bytes(out, text, strlen(text));
}

void records_write_int(struct records_out *out, int64_t value)
{
	char text[24];

	records_write_field(out, decimal_write(value, 0, text, sizeof(text)));
}

void records_write_end(struct records_out *out)
{
	/* An empty line would be skipped on reading. */
	if (out->empty)
		put(out, "\"\"", 2);
	put(out, "\n", 1);
	out->fields = 0;
	out->empty = false;
}

void records_write_row(struct records_out *out, const char *const *fields, size_t n)
{
	for (size_t i = 0; i < n; i++)
		records_write_field(out, fields[i]);
	records_write_end(out);
}
