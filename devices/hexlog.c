#include "hexlog.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "escape.h"
#include "path.h"
#include "text.h"

#define TEN_YEARS_US INT64_C(315576000000000)
#define LINE_BYTES   32

struct reader {
	struct hexlog *log;
	const char *name;
	struct err *err;
	size_t line;
	bool to_device, timed;
	int64_t at_us;
};

static bool refuse(const struct reader *r, const char *what)
{
	return err_set(r->err, "%s:%zu: %s", r->name, r->line, what);
}

static bool read_time(struct reader *r, struct slice s)
{
	struct decimal d;
	int64_t at_us;

	s = slice_trim(s);
	if (!decimal_read(s, &d) || d.digits < 0 || !decimal_exact(d, 6, &at_us) ||
		at_us > TEN_YEARS_US)
		return refuse(r, "behind @ stand seconds, with at most 6 decimals");
	if (r->timed && at_us < r->at_us)
		return refuse(r, "the time is before the one above");
	r->at_us = at_us;
	r->timed = true;
	return true;
}

/* Pairs of hex digits up to the end or to " #". The log's byte array is large
 * enough for the whole file from the beginning, so that records may point into it. */
static bool read_bytes(struct reader *r, struct slice s)
{
	struct hexlog *log = r->log;
	struct hexlog_record *record = &log->records[log->count];
	size_t from = log->len;

	for (size_t i = 0; i < s.len && s.text[i] != '#';) {
		int high = hex_digit(s.text[i]), low;

		if (s.text[i] == ' ' || s.text[i] == '\t') {
			i++;
			continue;
		}
		low = i + 1 < s.len ? hex_digit(s.text[i + 1]) : -1;
		if (high < 0 || low < 0)
			return refuse(r, "bytes are pairs of hex digits; a line begins "
					 "with them or with #, @, < or >");
		log->bytes[log->len++] = (uint8_t)(high * 16 + low);
		i += 2;
	}
	if (log->len == from)
		return true;
	*record = (struct hexlog_record){ log->bytes + from, log->len - from,
		r->to_device, r->timed, r->at_us, r->line };
	log->count++;
	return true;
}

static bool read_line(struct reader *r, struct slice s)
{
	s = slice_trim(s);
	if (s.len == 0 || s.text[0] == '#')
		return true;
	if (s.len > HEXLOG_LINE_MAX)
		return refuse(r, "the line is longer than 4096 characters");
	if (s.text[0] == '@') {
		const char *note = memchr(s.text, '#', s.len);
		size_t len = note ? (size_t)(note - s.text) : s.len;

		return read_time(r, (struct slice){ s.text + 1, len - 1 });
	}
	if (s.text[0] == '<' || s.text[0] == '>') {
		r->to_device = s.text[0] == '>';
		s = (struct slice){ s.text + 1, s.len - 1 };
	}
	return read_bytes(r, s);
}

/* Lines that may hold bytes: a file of empty lines needs no records. */
static size_t count_records(const char *text, size_t len)
{
	size_t records = 0;
	bool begins = true;

	for (size_t i = 0; i < len; i++) {
		char c = text[i];
		bool blank = c == ' ' || c == '\t' || c == '\r';

		if (begins && !blank && c != '\n' && c != '#' && c != '@')
			records++;
		begins = c == '\n' || (begins && blank);
	}
	return records;
}

bool hexlog_read(struct hexlog *log, const char *name, const void *text, size_t len,
	struct err *err)
{
	struct reader r = { .log = log, .name = name, .err = err };
	const char *next = text, *end = next + len;

	if (len > HEXLOG_FILE_MAX)
		return err_set(err, "%s: a capture is at most 64 MB", name);
	log->records = mem_array(count_records(text, len) + 1, sizeof(*log->records));
	log->bytes = mem_alloc(len / 2 + 1);
	while (next < end) {
		const char *stop = memchr(next, '\n', (size_t)(end - next));
		struct slice line = { next, (size_t)((stop ? stop : end) - next) };

		r.line++;
		if (!read_line(&r, line)) {
			hexlog_release(log);
			return false;
		}
		next = stop ? stop + 1 : end;
	}
	return true;
}

bool hexlog_load(struct hexlog *log, const char *path, struct err *err)
{
	struct buf text = BUF_INIT;
	bool good = path_read(path, HEXLOG_FILE_MAX, &text, err) &&
		    hexlog_read(log, path, text.data, text.len, err);

	buf_release(&text);
	return good;
}

void hexlog_release(struct hexlog *log)
{
	free(log->records);
	free(log->bytes);
	*log = (struct hexlog)HEXLOG_INIT;
}

/* ---- writing ------------------------------------------------------------------------- */

void hexlog_head(struct buf *out, const char *key, const char *value)
{
	size_t from;

	buf_addf(out, "# %s: ", key);
	from = out->len;
	buf_adds(out, value);
	for (size_t i = from; i < out->len; i++) {
		if (out->data[i] == '\n' || out->data[i] == '\r')
			out->data[i] = ' ';
	}
	buf_addc(out, '\n');
}

/* Up to 32 bytes, ending with a line's end if there is one. */
static size_t line_length(const uint8_t *bytes, size_t len)
{
	for (size_t i = 0; i < len && i < LINE_BYTES; i++) {
		bool lone_cr = bytes[i] == '\r' &&
			       (i + 1 == len || bytes[i + 1] != '\n');

		if (bytes[i] == '\n' || lone_cr)
			return i + 1;
	}
	return len < LINE_BYTES ? len : LINE_BYTES;
}

static void add_line(struct buf *out, bool to_device, const uint8_t *bytes, size_t len)
{
	buf_addc(out, to_device ? '>' : '<');
	for (size_t i = 0; i < len; i++)
		buf_addf(out, " %02X", bytes[i]);
	buf_adds(out, "   # ");
	for (size_t i = 0; i < len; i++) {
		bool plain = bytes[i] >= 0x20 && bytes[i] <= 0x7e;

		buf_addc(out, !plain ? '.' : bytes[i] == '#' ? '~' : (char)bytes[i]);
	}
	buf_addc(out, '\n');
}

void hexlog_add(struct buf *out, struct hexlog_writer *w, int64_t at_us, bool to_device,
	const void *bytes, size_t len)
{
	const uint8_t *next = bytes;

	if (len == 0)
		return;
	if (!w->begun || at_us != w->at_us)
		buf_addf(out, "@ %" PRId64 ".%06" PRId64 "\n", at_us / 1000000,
			at_us % 1000000);
	w->begun = true;
	w->at_us = at_us;
	w->to_device = to_device;
	while (len > 0) {
		size_t piece = line_length(next, len);

		add_line(out, to_device, next, piece);
		next += piece;
		len -= piece;
	}
}
