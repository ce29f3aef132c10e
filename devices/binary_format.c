/*
 * From words in a file to something that can be run without looking anything up.
 * Every complaint names the line of the key that is wrong.
 */
#include "binary_maker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "text.h"

/* ---- fields ------------------------------------------------------------------------- */

static bool is_number(enum field_type type)
{
	return type == FIELD_NUMBER || type == FIELD_SIGNED || type == FIELD_HEX_NUMBER;
}

static bool make_words(struct binary_maker *m, const char *key,
	const struct raw_field *raw, struct binary_field *f)
{
	for (size_t w = 0; w < raw->words_count; w++) {
		struct field_word *out = &f->words[w];

		for (size_t i = 0; i < raw->words[w].is_count; i++) {
			if (!text_copy(out->is[i], FIELD_WORD_MAX, raw->words[w].is[i]))
				return binary_refuse(m, key, "a word is too long");
		}
		out->count = (uint8_t)raw->words[w].is_count;
		if (!text_copy(out->word, FIELD_WORD_MAX, raw->words[w].word))
			return binary_refuse(m, key, "a word is too long");
	}
	f->words_count = raw->words_count;
	return true;
}

/* "3" or "0-2". */
static bool make_bits(struct binary_maker *m, const char *key,
	const struct raw_field *raw, struct binary_field *f)
{
	const char *text = raw->bits;
	unsigned from, to, most = 8 * raw->width;

	if (!text)
		return true;
	if (raw->type != FIELD_NUMBER || !raw->at)
		return binary_refuse(m, key, "bits are of a number at a place");
	from = to = (unsigned)strtoul(text, NULL, 10);
	if (text[strspn(text, "0123456789")] == '-')
		to = (unsigned)strtoul(strchr(text, '-') + 1, NULL, 10);
	if (strspn(text, "0123456789-") != strlen(text) || text[0] == '-' ||
		text[strlen(text) - 1] == '-' || from > to || to >= most ||
		to - from >= 32)
		return binary_refuse(m, key,
			"bits are \"3\" or \"0-2\", from 0, within the field's bytes");
	f->bit = (uint8_t)from;
	f->bits = (uint8_t)(to - from + 1);
	return true;
}

/* Wherever the packet has that tag, and as long as it is there. */
static bool make_tag(struct binary_maker *m, const char *key,
	const struct raw_field *raw, const struct binary_message *message,
	struct binary_field *f)
{
	uint8_t len = 0, bytes[BINARY_MARK_MAX];

	if (!m->f->packets[message->packet].tags.on)
		return binary_refuse(m, key, "its packet has no `tags`");
	if (raw->at || raw->width || raw->to)
		return binary_refuse(m, key, "a field has either a place or a tag");
	if (!binary_mark(m, key, raw->tag, bytes, &len))
		return false;
	if (len != 1)
		return binary_refuse(m, key, "a tag is one byte");
	f->tagged = true;
	f->tag = bytes[0];
	f->optional = raw->optional;
	return true;
}

/* `room` is the record's size where it is known, else the longest. */
static bool make_place(struct binary_maker *m, const char *key,
	const struct raw_field *raw, size_t room, struct binary_field *f)
{
	uint32_t at = raw->at ? *raw->at : 0;

	if (!raw->at)
		return binary_refuse(m, key, "where is it? Give `at`, or a `tag`");
	if (raw->optional)
		return binary_refuse(m, key, "only what has a tag is optional");
	if ((raw->width > 0) == (raw->to != 0) || raw->to > 0)
		return binary_refuse(m, key,
			"give either a width, or \"to\" counted from behind (-1)");
	if (at >= room || raw->width > room - at)
		return binary_refuse(m, key, "the field lies outside the frame");
	if ((size_t) - (int64_t)raw->to >= room - at)
		return binary_refuse(m, key, "the field ends before it begins");
	if (raw->to && is_number(raw->type))
		return binary_refuse(m, key, "a number needs a width");
	if (is_number(raw->type) && raw->width > 8)
		return binary_refuse(m, key, "a number has 1 to 8 bytes");
	if (raw->type == FIELD_FLOAT && raw->width != 4)
		return binary_refuse(m, key, "a float has 4 bytes");
	f->at = (uint16_t)at;
	f->width = (uint16_t)raw->width;
	f->to = (int16_t)raw->to;
	return true;
}

/* Two of the same number that have different bits of it. */
static bool share_a_number(const struct binary_field *a, const struct binary_field *b)
{
	return a->bits && b->bits && a->at == b->at && a->width == b->width &&
	       (a->bit + a->bits <= b->bit || b->bit + b->bits <= a->bit);
}

/* Does field `i` share bytes with an earlier one? Those that end "from behind" are
 * taken to go on to the record's last byte but what they leave. */
static bool overlaps(const struct binary_message *message, size_t i, size_t room)
{
	const struct binary_field *a = &message->fields[i];
	size_t a_end = a->width ? a->at + (size_t)a->width : room - (size_t)-a->to;

	for (size_t k = 0; k < i && !a->tagged; k++) {
		const struct binary_field *b = &message->fields[k];
		size_t b_end = b->width ? b->at + (size_t)b->width
					: room - (size_t)-b->to;

		if (!b->tagged && a->at < b_end && b->at < a_end &&
			!share_a_number(a, b))
			return true;
	}
	return false;
}

static bool make_field_numbers(struct binary_maker *m, const char *key,
	const struct raw_field *raw, struct binary_field *f)
{
	if (raw->decimals > FIELD_DECIMALS_MAX)
		return binary_refuse(m, key, "a field has at most 9 decimals");
	if (raw->plus && raw->type != FIELD_NUMBER && raw->type != FIELD_SIGNED)
		return binary_refuse(m, key, "`plus` is for numbers");
	f->plus = raw->plus;
	f->decimals = (uint8_t)raw->decimals;
	f->rounded = raw->decimals > 0;
	if (raw->order)
		f->order = (enum byte_order)(raw->order - 1);
	if (f->order == ORDER_LOW_WORD_FIRST && raw->width % 2)
		return binary_refuse(m, key, "words have two bytes");
	return make_bits(m, key, raw, f);
}

static bool make_field(struct binary_maker *m, const struct raw_message *raw, size_t i,
	size_t room, struct binary_message *out)
{
	struct binary_field *f = &out->fields[out->fields_count++];
	char key[32];

	snprintf(key, sizeof(key), "fields[%zu]", i);
	f->type = raw->fields[i].type;
	f->order = m->f->packets[out->packet].order;
	f->date = raw->fields[i].date;
	if (!make_field_numbers(m, key, &raw->fields[i], f))
		return false;
	if (raw->fields[i].tag ? !make_tag(m, key, &raw->fields[i], out, f)
			       : !make_place(m, key, &raw->fields[i], room, f))
		return false;
	if (!make_words(m, key, &raw->fields[i], f))
		return false;
	if (overlaps(out, i, room))
		return binary_refuse(
			m, key, "the field shares bytes with one before it");
	for (size_t k = 0; k < i; k++) {
		if (strcmp(raw->fields[k].name, raw->fields[i].name) == 0)
			return binary_refuse(
				m, key, "there are two fields of this name");
	}
	return true;
}

/* ---- messages -------------------------------------------------------------------------- */

static bool find_packet(struct binary_maker *m, const struct raw_message *raw,
	struct binary_message *out)
{
	if (!raw->packet && m->f->packets_count == 1)
		return true;
	for (size_t i = 0; raw->packet && i < m->f->packets_count; i++) {
		if (strcmp(m->f->packets[i].name, raw->packet) == 0) {
			out->packet = i;
			return true;
		}
	}
	return binary_refuse(m, "packet",
		raw->packet ? "there is no packet of this name"
			    : "name the packet that this message is in");
}

static bool make_message(struct binary_maker *m, size_t i)
{
	const struct raw_message *raw = &m->raw->messages[i];
	struct binary_message *out = &m->f->messages[m->f->messages_count++];
	const struct binary_packet *packet;
	size_t room;

	snprintf(m->key, sizeof(m->key), "messages[%zu]", i);
	if (raw->match || raw->each || raw->columns_count || raw->keep_count ||
		raw->block)
		return binary_refuse(m, "",
			"match, each, columns, keep and block are for driver \"text\"");
	if (!find_packet(m, raw, out))
		return false;
	packet = &m->f->packets[out->packet];
	room = packet->max - packet->each;
	if (raw->size > room)
		return binary_refuse(m, "size", "this is more than the packet holds");
	room = raw->size ? raw->size : room;
	out->size = (uint16_t)raw->size;
	if (!binary_wheres(m, raw->where, raw->where_count, room, out->where))
		return false;
	out->where_count = raw->where_count;
	for (size_t f = 0; f < raw->fields_count; f++) {
		if (!make_field(m, raw, f, room, out))
			return false;
	}
	return true;
}

static bool make_messages(struct binary_maker *m, const struct text_format *text)
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
	struct binary_maker m = { .f = f, .raw = raw, .places = places, .err = err };

	if (binary_packets(&m) && make_messages(&m, text))
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
