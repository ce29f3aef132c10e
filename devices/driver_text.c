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

/* ---- fields ------------------------------------------------------------------- */

static struct slice source_text(const struct text_source *source,
	const struct record *r, const struct driver_state *s)
{
	switch (source->from) {
	case FROM_FIELD:
		return slice_trim(r->fields[source->index]);
	case FROM_KEPT:
		return (struct slice){ s->kept[source->index].text,
			s->kept[source->index].len };
	case FROM_WORD:
		return slice_of(source->word);
	case FROM_NOTHING:
		break;
	}
	return (struct slice){ "", 0 };
}

/* Devices speak all sorts of code pages; what is not plain text becomes "?", and
 * what would break "key=value;" a blank. The raw bytes are kept anyway. */
static bool append_plain(
	char *out, size_t size, size_t *at, struct slice text, bool utf8)
{
	if (*at + text.len + 1 > size)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.text[i];

		if (!utf8 && (c < 0x20 || c > 0x7e))
			c = '?';
		out[(*at)++] = c == ';' ? ' ' : c;
	}
	out[*at] = '\0';
	return true;
}

static bool put_plain(char *out, size_t size, struct slice text)
{
	size_t at = 0;

	out[0] = '\0';
	return append_plain(out, size, &at, text, false);
}

static bool put_text(const struct text_says *says, const struct record *r,
	const struct driver_state *s, struct reading *out)
{
	size_t at = 0;

	for (size_t i = 0; i < says->text_count; i++) {
		const struct text_pair *pair = &says->text[i];
		struct slice value = source_text(&pair->value, r, s);
		struct slice join = { ";", at > 0 ? 1 : 0 };

		if (value.len == 0)
			continue;
		if (at + join.len + strlen(pair->key) + 2 > sizeof(out->text))
			return false;
		memcpy(out->text + at, join.text, join.len);
		at += join.len;
		memcpy(out->text + at, pair->key, strlen(pair->key));
		at += strlen(pair->key);
		out->text[at++] = '=';
		if (!append_plain(out->text, sizeof(out->text), &at, value, r->utf8))
			return false;
	}
	return true;
}

/* ---- one reading ---------------------------------------------------------------- */

static bool put_value(const struct text_says *says, const struct record *r,
	const struct driver_state *s, struct reading *out)
{
	const struct measure *unit = says->unit ? says->unit : r->unit;

	out->decimals = -1;
	if (says->value.from == FROM_NOTHING || r->nothing)
		return true;
	if (!unit || !measure_read(unit, source_text(&says->value, r, s), &out->value,
			     &out->decimals))
		return false;
	out->unit = (uint8_t)unit->base;
	out->has_value = true;
	return true;
}

static bool put_place(const struct text_says *says, const struct record *r,
	const struct driver_state *s, struct reading *out)
{
	struct slice text = source_text(&says->place, r, s);
	struct decimal d;

	if (text.len == 0)
		return true;
	if (!decimal_read(text, &d) || d.decimals != 0 || d.digits < 0 ||
		d.digits > 99999)
		return false;
	out->place = (int32_t)d.digits;
	return true;
}

static bool put_reading(const struct text_says *says, const struct record *r,
	const struct driver_state *s, struct reading *out)
{
	memset(out, 0, sizeof(*out));
	out->kind = (uint8_t)(says->kind ? says->kind : r->kind);
	out->flags = says->flags | r->flags;
	return out->kind != READING_NONE && put_value(says, r, s, out) &&
	       put_place(says, r, s, out) &&
	       put_plain(out->channel, sizeof(out->channel),
		       source_text(&says->channel, r, s)) &&
	       put_plain(out->subject, sizeof(out->subject),
		       source_text(&says->subject, r, s)) &&
	       put_text(says, r, s, out);
}

/* All readings of a record; false when one of them cannot be made. `out` has room
 * for FORMAT_SAYS_MAX. */
static bool put_readings(const struct record *r, const struct driver_state *s,
	struct reading *out, size_t *count)
{
	*count = 0;
	for (size_t i = 0; i < r->message->says_count; i++) {
		const struct text_says *says = &r->message->says[i];

		if (says->when.from != FROM_NOTHING &&
			source_text(&says->when, r, s).len == 0)
			continue;
		if (!put_reading(says, r, s, &out[*count]))
			return false;
		(*count)++;
	}
	return true;
}

/* ---- one record ------------------------------------------------------------------- */

/* A word stands for the field with its blanks or without them, so that both " " and
 * "" may be codes. */
static bool code_holds(const struct text_code *code, struct slice field)
{
	struct slice trimmed = slice_trim(field);

	for (size_t i = 0; i < code->words; i++) {
		if (slice_is(field, code->word[i]) || slice_is(trimmed, code->word[i]))
			return true;
	}
	return false;
}

static void apply_codes(struct record *r)
{
	for (size_t i = 0; i < r->message->codes_count; i++) {
		const struct text_code *code = &r->message->codes[i];

		if (!code_holds(code, r->fields[code->field]))
			continue;
		r->flags |= code->flags;
		r->nothing = r->nothing || code->nothing;
		if (code->kind)
			r->kind = code->kind;
		if (code->unit)
			r->unit = code->unit;
	}
}

bool record_says(struct record *r, const struct text_message *m,
	const struct driver_state *s, struct reading *out, size_t *count)
{
	r->message = m;
	r->flags = 0;
	r->kind = READING_NONE;
	r->unit = NULL;
	r->nothing = false;
	apply_codes(r);
	return put_readings(r, s, out, count);
}

static bool take_columns(const struct text_message *m, struct record *r)
{
	for (size_t i = 0; i < m->columns_count; i++) {
		const struct text_column *c = &m->columns[i];

		if (c->to > r->len)
			return false;
		r->fields[m->pattern.groups + i].text = (const char *)r->bytes +
							c->from;
		r->fields[m->pattern.groups + i].len = (size_t)(c->to - c->from);
	}
	return true;
}

static bool shape_fits(const struct text_message *m, struct record *r)
{
	struct pattern_span spans[PATTERN_GROUPS_MAX];

	if (!pattern_match(&m->pattern, r->bytes, r->len, spans))
		return false;
	for (size_t i = 0; i < m->pattern.groups; i++) {
		bool set = spans[i].from >= 0;

		r->fields[i].text = set ? (const char *)r->bytes + spans[i].from : "";
		r->fields[i].len = set ? (size_t)(spans[i].to - spans[i].from) : 0;
	}
	return take_columns(m, r);
}

static bool may_stand_here(const struct text_message *m, const struct driver_state *s)
{
	if (m->block == BLOCK_INSIDE || m->block == BLOCK_ENDS)
		return s->within != 0;
	return true;
}

/* Which message is it? `out` receives its readings. */
static bool record_means(const struct text_format *f, const struct driver_state *s,
	struct record *r, struct reading *out, size_t *count)
{
	for (size_t i = 0; i < f->messages_count; i++) {
		const struct text_message *m = f->messages[i];

		if (!may_stand_here(m, s) || !shape_fits(m, r))
			continue;
		if (record_says(r, m, s, out, count))
			return true;
	}
	return false;
}

/* Test the sum and take it off. A record without one is good only where sums are
 * optional and this device has not yet shown that it sends them. */
static bool take_checksum(
	const struct text_format *f, const struct driver_state *s, struct record *r)
{
	size_t width, at;
	uint16_t sent;

	r->checked = false;
	if (f->check == CHECKSUM_NONE)
		return true;
	width = checksum_width(f->check, f->check_form);
	if (r->len > width + f->check_mark_len) {
		at = r->len - width - f->check_mark_len;
		if (memcmp(r->bytes + at, f->check_mark, f->check_mark_len) == 0 &&
			checksum_read(f->check, f->check_form,
				r->bytes + r->len - width, &sent) &&
			sent == checksum(f->check, r->bytes, at)) {
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

static size_t end_width(const struct text_format *f)
{
	return f->ends == ENDS_NONE ? 0 : f->ends == ENDS_CRLF ? 2 : 1;
}

static bool is_end(
	const struct text_format *f, const uint8_t *bytes, size_t len, bool *more)
{
	*more = false;
	switch (f->ends) {
	case ENDS_ANY:
		return bytes[0] == '\r' || bytes[0] == '\n';
	case ENDS_CR:
		return bytes[0] == '\r';
	case ENDS_LF:
		return bytes[0] == '\n';
	case ENDS_ETX:
		return bytes[0] == 0x03;
	case ENDS_CRLF:
		*more = bytes[0] == '\r' && len == 1;
		return len > 1 && bytes[0] == '\r' && bytes[1] == '\n';
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

static enum frame text_find(const struct profile *p, const struct driver_state *s,
	const uint8_t *bytes, size_t len, size_t *used)
{
	const struct text_format *f = p->text;
	struct reading readings[FORMAT_SAYS_MAX];
	struct record record = { 0 };
	enum frame got;
	bool more;
	size_t count, length;

	if (is_end(f, bytes, len, &more)) {
		*used = end_width(f);
		return FRAME_GOOD;
	}
	got = more ? FRAME_MORE : starts_here(f, bytes, len);
	if (got != FRAME_GOOD)
		return got;
	record.bytes = bytes + f->starts_len;
	got = record_length(f, record.bytes, len - f->starts_len, &length);
	if (got != FRAME_GOOD)
		return got;
	record.len = length;
	*used = f->starts_len + length + end_width(f);
	if (understand(f, s, &record, readings, &count))
		return FRAME_GOOD;
	/* Each failed record counts once: at its start mark, or at its last byte. */
	return f->starts_len > 0 || length == 1 ? FRAME_REJECT : FRAME_BAD;
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

	(void)max; /* at least FRAME_READINGS, which is more than FORMAT_SAYS_MAX */
	if (len <= f->starts_len + end_width(f))
		return 0; /* an end of line between records */
	record.len = len - f->starts_len - end_width(f);
	if (!understand(f, s, &record, out, &count))
		return 0;
	change_state(&record, s);
	return count;
}

const struct driver driver_text = { "text", text_find, text_read };
_Static_assert(FORMAT_SAYS_MAX <= FRAME_READINGS, "a record's readings fit");
