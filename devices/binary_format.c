/*
 * From words in a file to something that can be run without looking anything up.
 * Every complaint names the line of the key that is wrong.
 */
#include "binary_format.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "data.h"
#include "escape.h"
#include "profile_schema.h"
#include "text.h"

struct maker {
	struct binary_format *f;
	const struct raw_profile *raw;
	const struct data_places *places;
	struct err *err;
	char key[64]; /* of the entry that is being made: "packets[1]" */
};

static bool refuse(const struct maker *m, const char *key, const char *what)
{
	char path[128];

	snprintf(path, sizeof(path), "%s%s%s", m->key, m->key[0] && key[0] ? "." : "",
		key);
	return data_refuse(m->places, path, m->err, "%s", what);
}

static bool make_mark(
	struct maker *m, const char *key, const char *text, uint8_t *out, uint8_t *len)
{
	size_t n = 0;

	if (text && !escape_read(text, out, BINARY_MARK_MAX, &n))
		return refuse(m, key,
			"these are not 1 to 8 bytes (plain ASCII, \\r \\n \\t \\\\ "
			"\\xHH)");
	*len = (uint8_t)n;
	return true;
}

/* ---- where ------------------------------------------------------------------------ */

bool binary_holds(const struct binary_where *w, enum byte_order order,
	const uint8_t *bytes, size_t len)
{
	size_t at = w->at < 0 ? len - (size_t)-w->at : (size_t)w->at;

	if (at > len || len - at < w->width)
		return false;
	if (w->count == 0)
		return field_number(order, bytes + at, w->width) < w->below;
	for (size_t i = 0; i < w->count; i++) {
		if (memcmp(bytes + at, w->is[i], w->width) == 0)
			return true;
	}
	return false;
}

static bool make_is(struct maker *m, const char *key, const struct raw_where *raw,
	struct binary_where *out)
{
	for (size_t i = 0; i < raw->is_count; i++) {
		uint8_t len = 0;

		if (!make_mark(m, key, raw->is[i], out->is[i], &len))
			return false;
		if (i > 0 && len != out->width)
			return refuse(m, key, "all of \"is\" must be as many bytes");
		out->width = len;
	}
	out->count = (uint8_t)raw->is_count;
	return true;
}

static bool make_where(struct maker *m, const struct raw_where *raw, size_t count,
	size_t max, struct binary_where *out)
{
	for (size_t i = 0; i < count; i++) {
		char key[32];
		int64_t at = raw[i].at;

		snprintf(key, sizeof(key), "where[%zu]", i);
		if ((raw[i].is_count > 0) == (raw[i].below > 0) ||
			(raw[i].below > 0) != (raw[i].width > 0))
			return refuse(m, key,
				"give either \"is\", or \"width\" and \"below\"");
		if (raw[i].width > 4)
			return refuse(m, key, "a number has 1 to 4 bytes");
		out[i].width = (uint8_t)raw[i].width;
		out[i].below = raw[i].below;
		if (!make_is(m, key, &raw[i], &out[i]))
			return false;
		if (at < -(int64_t)max ||
			at + out[i].width > (at < 0 ? 0 : (int64_t)max))
			return refuse(m, key, "these bytes lie outside the frame");
		out[i].at = (int16_t)at;
	}
	return true;
}

/* ---- packets ------------------------------------------------------------------------ */

static size_t larger(size_t a, size_t b)
{
	return a > b ? a : b;
}

static bool make_length(
	struct maker *m, const struct raw_packet *raw, struct binary_packet *p)
{
	if ((raw->size > 0) == (raw->length != NULL))
		return refuse(m, raw->length ? "length" : "",
			"a packet has either a size or a length");
	if (raw->size > 0 && raw->max > 0)
		return refuse(m, "max", "a packet of one size needs no max");
	if (raw->size > FRAME_MAX || raw->max > FRAME_MAX)
		return refuse(m, raw->size ? "size" : "max",
			"a packet is at most 4096 bytes");
	p->max = (uint16_t)(raw->size ? raw->size : raw->max ? raw->max : 256);
	if (!raw->length)
		return true;
	if (raw->length->width < 1 || raw->length->width > 2)
		return refuse(m, "length.width", "a length is 1 or 2 bytes");
	if (raw->length->at >= p->max || raw->length->at + raw->length->width > p->max)
		return refuse(m, "length.at",
			"the length lies outside the packet (max, default 256)");
	if (raw->length->plus > p->max)
		return refuse(m, "length.plus", "this is more than the longest packet");
	p->length.at = (uint16_t)raw->length->at;
	p->length.width = (uint8_t)raw->length->width;
	p->length.plus = (uint16_t)raw->length->plus;
	return true;
}

static bool make_check(
	struct maker *m, const struct raw_packet_check *raw, struct binary_packet *p)
{
	int64_t width, last;

	if (!raw)
		return true;
	width = (int64_t)checksum_width(raw->kind, raw->form);
	last = raw->at < 0 ? raw->at + (int64_t)p->max : raw->at;
	if (last < 0 || last + width > p->max ||
		raw->at + width > (raw->at < 0 ? 0 : p->max))
		return refuse(m, "check.at", "the sum lies outside the packet");
	if (raw->from >= p->max)
		return refuse(m, "check.from", "nothing of the packet is there");
	if (raw->from >= last && raw->from < last + width)
		return refuse(m, "check.from", "the sum would be over itself");
	p->check.kind = raw->kind;
	p->check.form = raw->form;
	p->check.from = (uint16_t)raw->from;
	p->check.at = (int16_t)raw->at;
	p->min = (uint16_t)larger(p->min,
		raw->at < 0
			? raw->from + (size_t)-raw->at
			: larger((size_t)(raw->at + width), raw->from + p->ends_len));
	return true;
}

/* What it is known by. */
static bool make_begin(
	struct maker *m, const struct raw_packet *raw, struct binary_packet *p)
{
	if (!make_mark(m, "starts", raw->starts, p->starts, &p->starts_len) ||
		!make_where(m, raw->where, raw->where_count, p->max, p->where))
		return false;
	p->where_count = raw->where_count;
	for (size_t w = 0; w < p->where_count; w++) {
		if (p->where[w].at < 0)
			return refuse(m, "where",
				"a packet is known by its first bytes, counted from 0");
	}
	if (p->starts_len == 0 && (p->where_count == 0 || !raw->check))
		return refuse(m, "starts",
			"without first bytes a packet needs both \"where\" and "
			"\"check\", or any noise would pass for one");
	return true;
}

/* The fewest bytes that hold all its parts. */
static bool make_min(
	struct maker *m, const struct raw_packet *raw, struct binary_packet *p)
{
	size_t min = larger(p->starts_len + (size_t)p->ends_len,
		(size_t)p->length.at + p->length.width);

	if (raw->each >= p->max)
		return refuse(m, "each", "no record fits behind that");
	p->each = (uint16_t)raw->each;
	p->min = (uint16_t)larger(larger(min, p->each + (size_t)(p->each > 0)), 1);
	if (!make_check(m, raw->check, p))
		return false;
	if (p->min > p->max)
		return refuse(m, raw->size ? "size" : "max",
			"the packet's own parts do not fit into it");
	if (raw->size)
		p->min = p->max;
	return true;
}

static bool make_packet(struct maker *m, size_t i)
{
	const struct raw_packet *raw = &m->raw->packets[i];
	struct binary_packet *p = &m->f->packets[m->f->packets_count++];

	snprintf(m->key, sizeof(m->key), "packets[%zu]", i);
	snprintf(p->name, sizeof(p->name), "%s", raw->name);
	p->order = raw->order;
	return make_length(m, raw, p) && make_begin(m, raw, p) &&
	       make_mark(m, "ends", raw->ends, p->ends, &p->ends_len) &&
	       make_min(m, raw, p);
}

static bool make_packets(struct maker *m)
{
	for (size_t i = 0; i < m->raw->packets_count; i++) {
		if (!make_packet(m, i))
			return false;
	}
	return true;
}

/* ---- fields ------------------------------------------------------------------------- */

static bool is_number(enum field_type type)
{
	return type == FIELD_NUMBER || type == FIELD_SIGNED || type == FIELD_HEX_NUMBER;
}

static bool make_words(struct maker *m, const char *key, const struct raw_field *raw,
	struct binary_field *f)
{
	for (size_t w = 0; w < raw->words_count; w++) {
		struct field_word *out = &f->words[w];

		for (size_t i = 0; i < raw->words[w].is_count; i++) {
			if (!text_copy(out->is[i], FIELD_WORD_MAX, raw->words[w].is[i]))
				return refuse(m, key, "a word is too long");
		}
		out->count = (uint8_t)raw->words[w].is_count;
		if (!text_copy(out->word, FIELD_WORD_MAX, raw->words[w].word))
			return refuse(m, key, "a word is too long");
	}
	f->words_count = raw->words_count;
	return true;
}

/* `room` is the record's size where it is known, else the longest. */
static bool make_place(struct maker *m, const char *key, const struct raw_field *raw,
	size_t room, struct binary_field *f)
{
	if ((raw->width > 0) == (raw->to != 0) || raw->to > 0)
		return refuse(m, key,
			"give either a width, or \"to\" counted from behind (-1)");
	if (raw->at >= room || raw->width > room - raw->at)
		return refuse(m, key, "the field lies outside the frame");
	if ((size_t) - (int64_t)raw->to >= room - raw->at)
		return refuse(m, key, "the field ends before it begins");
	if (raw->to && is_number(raw->type))
		return refuse(m, key, "a number needs a width");
	if (is_number(raw->type) && raw->width > 8)
		return refuse(m, key, "a number has 1 to 8 bytes");
	if (raw->type == FIELD_FLOAT && raw->width != 4)
		return refuse(m, key, "a float has 4 bytes");
	f->at = (uint16_t)raw->at;
	f->width = (uint16_t)raw->width;
	f->to = (int16_t)raw->to;
	return true;
}

/* Does field `i` share bytes with an earlier one? Those that end "from behind" are
 * taken to go on to the record's last byte but what they leave. */
static bool overlaps(const struct binary_message *message, size_t i, size_t room)
{
	const struct binary_field *a = &message->fields[i];
	size_t a_end = a->width ? a->at + (size_t)a->width : room - (size_t)-a->to;

	for (size_t k = 0; k < i; k++) {
		const struct binary_field *b = &message->fields[k];
		size_t b_end = b->width ? b->at + (size_t)b->width
					: room - (size_t)-b->to;

		if (a->at < b_end && b->at < a_end)
			return true;
	}
	return false;
}

static bool make_field(struct maker *m, const struct raw_message *raw, size_t i,
	size_t room, struct binary_message *out)
{
	struct binary_field *f = &out->fields[out->fields_count++];
	char key[32];

	snprintf(key, sizeof(key), "fields[%zu]", i);
	f->type = raw->fields[i].type;
	f->order = m->f->packets[out->packet].order;
	f->decimals = (uint8_t)raw->fields[i].decimals;
	f->rounded = raw->fields[i].decimals > 0;
	f->date = raw->fields[i].date;
	if (raw->fields[i].decimals > FIELD_DECIMALS_MAX)
		return refuse(m, key, "a field has at most 9 decimals");
	if (!make_place(m, key, &raw->fields[i], room, f) ||
		!make_words(m, key, &raw->fields[i], f))
		return false;
	if (overlaps(out, i, room))
		return refuse(m, key, "the field shares bytes with one before it");
	for (size_t k = 0; k < i; k++) {
		if (strcmp(raw->fields[k].name, raw->fields[i].name) == 0)
			return refuse(m, key, "there are two fields of this name");
	}
	return true;
}

/* ---- messages -------------------------------------------------------------------------- */

static bool find_packet(
	struct maker *m, const struct raw_message *raw, struct binary_message *out)
{
	if (!raw->packet && m->f->packets_count == 1)
		return true;
	for (size_t i = 0; raw->packet && i < m->f->packets_count; i++) {
		if (strcmp(m->f->packets[i].name, raw->packet) == 0) {
			out->packet = i;
			return true;
		}
	}
	return refuse(m, "packet",
		raw->packet ? "there is no packet of this name"
			    : "name the packet that this message is in");
}

static bool make_message(struct maker *m, size_t i)
{
	const struct raw_message *raw = &m->raw->messages[i];
	struct binary_message *out = &m->f->messages[m->f->messages_count++];
	const struct binary_packet *packet;
	size_t room;

	snprintf(m->key, sizeof(m->key), "messages[%zu]", i);
	if (raw->match || raw->each || raw->columns_count || raw->keep_count ||
		raw->block)
		return refuse(m, "",
			"match, each, columns, keep and block are for driver \"text\"");
	if (!find_packet(m, raw, out))
		return false;
	packet = &m->f->packets[out->packet];
	room = packet->max - packet->each;
	if (raw->size > room)
		return refuse(m, "size", "this is more than the packet holds");
	room = raw->size ? raw->size : room;
	out->size = (uint16_t)raw->size;
	if (!make_where(m, raw->where, raw->where_count, room, out->where))
		return false;
	out->where_count = raw->where_count;
	for (size_t f = 0; f < raw->fields_count; f++) {
		if (!make_field(m, raw, f, room, out))
			return false;
	}
	return true;
}

static bool make_messages(struct maker *m, const struct text_format *text)
{
	m->f->messages = mem_array(m->raw->messages_count, sizeof(*m->f->messages));
	for (size_t i = 0; i < m->raw->messages_count; i++) {
		if (!make_message(m, i))
			return false;
		m->f->messages[i].says = text->messages[i];
	}
	return true;
}

struct binary_format *binary_format_make(const struct raw_profile *raw,
	const struct text_format *text, const struct data_places *places,
	struct err *err)
{
	struct binary_format *f = mem_alloc(sizeof(*f));
	struct maker m = { .f = f, .raw = raw, .places = places, .err = err };

	if (make_packets(&m) && make_messages(&m, text))
		return f;
	binary_format_free(f);
	return NULL;
}

void binary_format_free(struct binary_format *f)
{
	if (!f)
		return;
	free(f->messages);
	free(f);
}
