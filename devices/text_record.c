#include "text_record.h"

#include <string.h>

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

/* Nothing of what the device said stands in it. */
static bool is_empty(const struct text_pair *pair, const struct record *r,
	const struct driver_state *s)
{
	bool fields = false;

	for (size_t i = 0; i < pair->pieces; i++) {
		if (pair->piece[i].from == FROM_WORD)
			continue;
		fields = true;
		if (source_text(&pair->piece[i], r, s).len > 0)
			return false;
	}
	return fields;
}

static bool put_text(const struct text_says *says, const struct record *r,
	const struct driver_state *s, struct reading *out)
{
	size_t at = 0;

	for (size_t i = 0; i < says->text_count; i++) {
		const struct text_pair *pair = &says->text[i];
		struct slice join = { ";", at > 0 ? 1 : 0 };

		if (is_empty(pair, r, s))
			continue;
		if (at + join.len + strlen(pair->key) + 2 > sizeof(out->text))
			return false;
		memcpy(out->text + at, join.text, join.len);
		at += join.len;
		memcpy(out->text + at, pair->key, strlen(pair->key));
		at += strlen(pair->key);
		out->text[at++] = '=';
		for (size_t k = 0; k < pair->pieces; k++) {
			if (!append_plain(out->text, sizeof(out->text), &at,
				    source_text(&pair->piece[k], r, s), r->utf8))
				return false;
		}
	}
	return true;
}

/* ---- one reading ---------------------------------------------------------------- */

static bool read_point(const struct text_part *part, const struct record *r,
	const struct driver_state *s, int *point)
{
	struct slice text = source_text(&part->point, r, s);

	*point = MEASURE_POINT_SENT;
	if (part->point.from == FROM_NOTHING)
		return true;
	if (text.len != 1 || text.text[0] < '0' || text.text[0] > '9')
		return false;
	*point = text.text[0] - '0';
	return true;
}

static bool add_part(const struct text_part *part, const struct record *r,
	const struct driver_state *s, struct reading *out)
{
	const struct measure *unit = part->unit ? part->unit : r->unit;
	int64_t value;
	int8_t decimals;
	int point;

	if (!unit || !read_point(part, r, s, &point) ||
		!measure_read(unit, source_text(&part->value, r, s), point, &value,
			&decimals) ||
		__builtin_add_overflow(out->value, value, &out->value))
		return false;
	if (decimals > out->decimals)
		out->decimals = decimals;
	if (measure_is_day(unit))
		out->flags |= FLAG_DATED;
	out->unit = (uint8_t)unit->base;
	out->has_value = true;
	return true;
}

/* A day, or a fraction, that the device leaves blank adds nothing. */
static bool put_value(const struct text_says *says, const struct record *r,
	const struct driver_state *s, struct reading *out)
{
	out->decimals = -1;
	for (size_t i = 0; i < says->parts && !r->nothing; i++) {
		if (i > 0 && source_text(&says->part[i].value, r, s).len == 0)
			continue;
		if (!add_part(&says->part[i], r, s, out))
			return false;
	}
	return !r->minus || !__builtin_sub_overflow(0, out->value, &out->value);
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

/* Appends the readings of a record, or of one of its pieces; false when one of them
 * cannot be made, or has no room. */
static bool put_readings(const struct record *r, const struct driver_state *s,
	struct reading *out, size_t *count)
{
	for (size_t i = 0; i < r->message->says_count; i++) {
		const struct text_says *says = &r->message->says[i];

		if (says->when.from != FROM_NOTHING &&
			source_text(&says->when, r, s).len == 0)
			continue;
		if (*count == FRAME_READINGS || !put_reading(says, r, s, &out[*count]))
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

static void apply_codes(struct record *r, const struct driver_state *s)
{
	r->flags = 0;
	r->kind = READING_NONE;
	r->unit = NULL;
	r->nothing = r->minus = false;
	for (size_t i = 0; i < r->message->codes_count; i++) {
		const struct text_code *code = &r->message->codes[i];
		const struct text_source kept = { .from = FROM_KEPT,
			.index = code->field };

		if (!code_holds(code, code->kept ? source_text(&kept, r, s)
						 : r->fields[code->field]))
			continue;
		r->flags |= code->flags;
		r->nothing = r->nothing || code->nothing;
		r->minus = r->minus || code->minus;
		if (code->kind)
			r->kind = code->kind;
		if (code->unit)
			r->unit = code->unit;
		if (code->means[0])
			r->fields[code->field] = slice_of(code->means);
	}
}

bool record_says(struct record *r, const struct text_message *m,
	const struct driver_state *s, struct reading *out, size_t *count)
{
	r->message = m;
	apply_codes(r, s);
	return put_readings(r, s, out, count);
}

static bool take_columns(const struct text_message *m, struct record *r)
{
	for (size_t i = 0; i < m->columns_count; i++) {
		const struct text_column *c = &m->columns[i];
		struct slice *field = &r->fields[m->columns_field + i];

		if (c->to > r->len)
			return false;
		field->text = (const char *)r->bytes + c->from;
		field->len = (size_t)(c->to - c->from);
	}
	return true;
}

static void take_groups(const struct pattern *p, const uint8_t *bytes,
	const struct pattern_span *spans, struct slice *fields)
{
	for (size_t i = 0; i < p->groups; i++) {
		bool set = spans[i].from >= 0;

		fields[i].text = set ? (const char *)bytes + spans[i].from : "";
		fields[i].len = set ? (size_t)(spans[i].to - spans[i].from) : 0;
	}
}

static bool shape_fits(const struct text_message *m, struct record *r)
{
	struct pattern_span spans[PATTERN_GROUPS_MAX];

	if (!pattern_match(&m->pattern, r->bytes, r->len, spans))
		return false;
	take_groups(&m->pattern, r->bytes, spans, r->fields);
	return take_columns(m, r);
}

/* The record is a row of equal things from its first byte to its last. */
static bool put_each(struct record *r, const struct driver_state *s,
	struct reading *out, size_t *count)
{
	const struct text_message *m = r->message;
	struct pattern_span spans[PATTERN_GROUPS_MAX];
	size_t used;

	for (size_t at = 0; at < r->len; at += used) {
		if (!pattern_match_front(
			    m->each, r->bytes + at, r->len - at, spans, &used))
			return false;
		take_groups(m->each, r->bytes + at, spans, r->fields + m->each_field);
		apply_codes(r, s);
		if (!put_readings(r, s, out, count))
			return false;
	}
	return r->len > 0;
}

static bool put_all(struct record *r, const struct driver_state *s, struct reading *out,
	size_t *count)
{
	*count = 0;
	if (r->message->each)
		return put_each(r, s, out, count);
	apply_codes(r, s);
	return put_readings(r, s, out, count);
}

static bool may_stand_here(const struct text_message *m, const struct driver_state *s)
{
	if (m->block == BLOCK_INSIDE || m->block == BLOCK_ENDS)
		return s->within != 0;
	return true;
}

/* Packed decimals are read as the digits that they are. */
static void write_hex(enum text_as as, struct record *r)
{
	static const char digits[] = "0123456789ABCDEF";

	for (size_t i = 0; i < r->len && i < FORMAT_HEX_MAX; i++) {
		char high = digits[r->bytes[i] >> 4], low = digits[r->bytes[i] & 15];

		r->digits[2 * i] = as == AS_HEX ? high : low;
		r->digits[2 * i + 1] = as == AS_HEX ? low : high;
	}
	r->bytes = (const uint8_t *)r->digits;
	r->len *= 2;
}

bool record_means(const struct text_format *f, const struct driver_state *s,
	struct record *r, struct reading *out, size_t *count)
{
	if (f->as != AS_TEXT)
		write_hex(f->as, r);
	for (size_t i = 0; i < f->messages_count; i++) {
		const struct text_message *m = f->messages[i];

		if (!may_stand_here(m, s) || !shape_fits(m, r))
			continue;
		r->message = m;
		if (put_all(r, s, out, count))
			return true;
	}
	return false;
}
