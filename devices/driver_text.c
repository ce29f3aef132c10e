/*
 * driver_text - records of text, told apart by their shape. Most devices.
 *
 * Real streams begin in the middle of a record and carry noise between records.
 * The noise ends up in front of the next record, so a record that fits nothing
 * loses one byte at its front and is tried again: the frame behind the noise is
 * found. That is sound only if the tail of a record cannot pass for a record, which
 * profile.c tries with every example.
 *
 * Ends of line between records are frames that say nothing, so that neither CR LF
 * nor blank lines count as noise.
 */
#include "driver.h"

#include <string.h>

#include "profile.h"
#include "text_format.h"
#include "text_record.h"

static size_t end_width(const struct text_format *f)
{
	if (f->ends == ENDS_MARK)
		return f->until_len;
	return f->ends == ENDS_NONE ? 0 : f->ends == ENDS_CRLF ? 2 : 1;
}

/* Behind the end mark stands the sum, or nothing. */
static size_t behind_width(const struct text_format *f)
{
	return f->check_behind ? checksum_width(f->check, f->check_form) : 0;
}

/* ---- the checksum ---------------------------------------------------------------- */

/* The sum of a record whose first `len` bytes are left when mark and sum are off. */
static bool sum_of(
	const struct text_format *f, const struct record *r, size_t len, uint16_t *sum)
{
	size_t before = f->check_start ? f->starts_len : 0;

	if (len < f->check_skip)
		return false;
	if (f->check_spelled)
		return checksum_spelled(
			f->check, r->bytes + f->check_skip, len - f->check_skip, sum);
	if (f->check_end)
		len += end_width(f);
	*sum = checksum(f->check, r->bytes + f->check_skip - before,
		len - f->check_skip + before);
	return true;
}

/* Behind the end mark; the caller has seen to it that it came. */
static bool sum_behind_is_right(const struct text_format *f, struct record *r)
{
	uint16_t sent, sum;

	r->checked = checksum_read(f->check, f->check_form,
			     r->bytes + r->len + end_width(f), &sent) &&
		     sum_of(f, r, r->len, &sum) && sent == sum;
	return r->checked;
}

/* Test the sum and take it off. A record without one is good only where sums are
 * optional and this device has not yet shown that it sends them. */
static bool take_checksum(
	const struct text_format *f, const struct driver_state *s, struct record *r)
{
	size_t width, at;
	uint16_t sent, sum;

	r->checked = false;
	if (f->check == CHECKSUM_NONE)
		return true;
	if (f->check_behind)
		return sum_behind_is_right(f, r);
	width = checksum_width(f->check, f->check_form);
	if (r->len > width + f->check_mark_len) {
		at = r->len - width - f->check_mark_len;
		if (memcmp(r->bytes + at, f->check_mark, f->check_mark_len) == 0 &&
			checksum_read(f->check, f->check_form,
				r->bytes + r->len - width, &sent) &&
			sum_of(f, r, at, &sum) && sent == sum) {
			r->len = at;
			r->checked = true;
			return true;
		}
	}
	return f->check_optional && !s->checked;
}

static bool understand(const struct text_format *f, const struct driver_state *s,
	struct record *r, struct reading *out, size_t *count)
{
	return take_checksum(f, s, r) && record_means(f, s, r, out, count);
}

/* ---- cutting the stream ---------------------------------------------------------- */

static bool is_end(
	const struct text_format *f, const uint8_t *bytes, size_t len, bool *more)
{
	size_t compare = len < f->until_len ? len : f->until_len;

	*more = false;
	switch (f->ends) {
	case ENDS_ANY:
		return bytes[0] == '\r' || bytes[0] == '\n';
	case ENDS_CR:
		return bytes[0] == '\r';
	case ENDS_LF:
		return bytes[0] == '\n';
	case ENDS_TAB:
		return bytes[0] == '\r' || bytes[0] == '\n' || bytes[0] == '\t';
	case ENDS_ETX:
		return bytes[0] == 0x03;
	case ENDS_CRLF:
		*more = bytes[0] == '\r' && len == 1;
		return len > 1 && bytes[0] == '\r' && bytes[1] == '\n';
	case ENDS_MARK:
		if (memcmp(bytes, f->until, compare) != 0)
			return false;
		*more = compare < f->until_len;
		return !*more;
	case ENDS_NONE:
		break;
	}
	return false;
}

/* How long the record at `bytes` is. FRAME_BAD: longer than any. */
static enum frame record_length(
	const struct text_format *f, const uint8_t *bytes, size_t len, size_t *out)
{
	bool more;

	if (f->ends == ENDS_NONE) {
		*out = f->length;
		return len >= f->length ? FRAME_GOOD : FRAME_MORE;
	}
	for (*out = 0; *out < len && *out <= f->max; ++*out) {
		if (is_end(f, bytes + *out, len - *out, &more))
			return FRAME_GOOD;
		if (more)
			return FRAME_MORE;
	}
	return *out > f->max ? FRAME_BAD : FRAME_MORE;
}

static enum frame starts_here(
	const struct text_format *f, const uint8_t *bytes, size_t len)
{
	size_t compare = len < f->starts_len ? len : f->starts_len;

	if (memcmp(bytes, f->starts, compare) != 0)
		return FRAME_BAD;
	return compare < f->starts_len ? FRAME_MORE : FRAME_GOOD;
}

static enum frame find_one(const struct text_format *f, const struct driver_state *s,
	const uint8_t *bytes, size_t len, size_t *used)
{
	struct reading readings[FRAME_READINGS];
	struct record record = { 0 };
	enum frame got;
	bool more;
	size_t count, length;

	if (is_end(f, bytes, len, &more)) {
		*used = end_width(f);
		return FRAME_GOOD;
	}
	if (f->after_end && !s->aligned)
		return more ? FRAME_MORE : FRAME_BAD;
	got = more ? FRAME_MORE : starts_here(f, bytes, len);
	if (got != FRAME_GOOD)
		return got;
	record.bytes = bytes + f->starts_len;
	got = record_length(f, record.bytes, len - f->starts_len, &length);
	if (got != FRAME_GOOD)
		return got;
	record.len = length;
	*used = f->starts_len + length + end_width(f) + behind_width(f);
	if (*used > len)
		return FRAME_MORE;
	if (understand(f, s, &record, readings, &count))
		return FRAME_GOOD;
	/* Each failed record counts once: at its start mark, or at its last byte. */
	return f->starts_len > 0 || length == 1 ? FRAME_REJECT : FRAME_BAD;
}

/* Records without start, end and sum fit in the wrong places too; but hardly several
 * in a row. Where no frame stands before this one, the next ones must be there. */
static enum frame text_find(const struct profile *p, const struct driver_state *s,
	const uint8_t *bytes, size_t len, size_t *used)
{
	const struct text_format *f = p->text;
	enum frame got = find_one(f, s, bytes, len, used);
	size_t from, next;

	if (got != FRAME_GOOD || s->aligned)
		return got;
	from = *used;
	for (size_t i = 1; i < f->in_a_row; i++) {
		if (from == len)
			return FRAME_MORE;
		got = find_one(f, s, bytes + from, len - from, &next);
		if (got != FRAME_GOOD)
			return got == FRAME_MORE ? FRAME_MORE : FRAME_BAD;
		from += next;
	}
	return FRAME_GOOD;
}

/* ---- what it leaves behind ---------------------------------------------------------- */

static void keep_fields(const struct record *r, struct driver_state *s)
{
	for (size_t i = 0; i < r->message->keep_count; i++) {
		struct slice text = slice_trim(r->fields[r->message->keep[i].field]);
		size_t slot = r->message->keep[i].slot;

		if (text.len > STATE_KEPT_BYTES)
			text.len = STATE_KEPT_BYTES;
		memcpy(s->kept[slot].text, text.text, text.len);
		s->kept[slot].len = (uint8_t)text.len;
	}
}

static void change_state(const struct record *r, struct driver_state *s)
{
	s->checked = s->checked || r->checked;
	if (r->message->block == BLOCK_BEGINS) {
		memset(s->kept, 0, sizeof(s->kept));
		s->within = 1;
	}
	if (r->message->block == BLOCK_OUTSIDE || r->message->block == BLOCK_ENDS)
		s->within = 0;
	keep_fields(r, s);
}

static size_t text_read(const struct profile *p, struct driver_state *s,
	const uint8_t *frame, size_t len, struct reading *out, size_t max)
{
	const struct text_format *f = p->text;
	struct record record = { .bytes = frame + f->starts_len };
	size_t count = 0;

	(void)max; /* at least FRAME_READINGS, which is all that a record gives */
	if (len <= f->starts_len + end_width(f))
		return 0; /* an end of line between records */
	record.len = len - f->starts_len - end_width(f) - behind_width(f);
	if (!understand(f, s, &record, out, &count))
		return 0;
	change_state(&record, s);
	return count;
}

const struct driver driver_text = { "text", text_find, text_read, false };
