/* From the words of `packets` to how a stream of bytes is cut. */
#include "binary_maker.h"

#include <stdio.h>
#include <string.h>

#include "driver.h"
#include "escape.h"

bool binary_refuse(const struct binary_maker *m, const char *key, const char *what)
{
	char path[128];

	snprintf(path, sizeof(path), "%s%s%s", m->key, m->key[0] && key[0] ? "." : "",
		key);
	return data_refuse(m->places, path, m->err, "%s", what);
}

bool binary_mark(struct binary_maker *m, const char *key, const char *text,
	uint8_t *out, uint8_t *len)
{
	size_t n = 0;

	if (text && !escape_read(text, out, BINARY_MARK_MAX, &n))
		return binary_refuse(m, key,
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

static bool make_is(struct binary_maker *m, const char *key,
	const struct raw_where *raw, struct binary_where *out)
{
	for (size_t i = 0; i < raw->is_count; i++) {
		uint8_t len = 0;

		if (!binary_mark(m, key, raw->is[i], out->is[i], &len))
			return false;
		if (i > 0 && len != out->width)
			return binary_refuse(
				m, key, "all of \"is\" must be as many bytes");
		out->width = len;
	}
	out->count = (uint8_t)raw->is_count;
	return true;
}

bool binary_wheres(struct binary_maker *m, const struct raw_where *raw, size_t count,
	size_t max, struct binary_where *out)
{
	for (size_t i = 0; i < count; i++) {
		char key[32];
		int64_t at = raw[i].at;

		snprintf(key, sizeof(key), "where[%zu]", i);
		if ((raw[i].is_count > 0) == (raw[i].below > 0) ||
			(raw[i].below > 0) != (raw[i].width > 0))
			return binary_refuse(m, key,
				"give either \"is\", or \"width\" and \"below\"");
		if (raw[i].width > 4)
			return binary_refuse(m, key, "a number has 1 to 4 bytes");
		out[i].width = (uint8_t)raw[i].width;
		out[i].below = raw[i].below;
		if (!make_is(m, key, &raw[i], &out[i]))
			return false;
		if (at < -(int64_t)max ||
			at + out[i].width > (at < 0 ? 0 : (int64_t)max))
			return binary_refuse(
				m, key, "these bytes lie outside the frame");
		out[i].at = (int16_t)at;
	}
	return true;
}

/* ---- packets ------------------------------------------------------------------------ */

static size_t larger(size_t a, size_t b)
{
	return a > b ? a : b;
}

/* A packet has a size, says its length, or goes to its end mark or to the next byte
 * with bit 7. */
static bool make_extent(
	struct binary_maker *m, const struct raw_packet *raw, struct binary_packet *p)
{
	p->bit_7 = raw->bit_7;
	p->extent = raw->size	  ? EXTENT_SIZE
		    : raw->length ? EXTENT_LENGTH
		    : raw->bit_7  ? EXTENT_BIT_7
				  : EXTENT_END;
	if ((raw->size > 0 && raw->length) || (p->extent == EXTENT_END && !raw->ends))
		return binary_refuse(m, raw->length ? "length" : "",
			"a packet has either a size or a length, or ends where its "
			"`ends` stand");
	if (raw->bit_7 && (raw->length || raw->ends || raw->escapes))
		return binary_refuse(m, "bit_7",
			"such a packet has a size, or goes to the next; it has neither "
			"length nor ends nor escapes");
	return true;
}

static bool make_length(
	struct binary_maker *m, const struct raw_packet *raw, struct binary_packet *p)
{
	if (!make_extent(m, raw, p))
		return false;
	if (raw->size > 0 && raw->max > 0)
		return binary_refuse(m, "max", "a packet of one size needs no max");
	if (raw->size > FRAME_MAX || raw->max > FRAME_MAX)
		return binary_refuse(m, raw->size ? "size" : "max",
			"a packet is at most 4096 bytes");
	p->max = (uint16_t)(raw->size ? raw->size : raw->max ? raw->max : 256);
	if (p->extent == EXTENT_BIT_7 && p->max == FRAME_MAX)
		return binary_refuse(m, "max",
			"4095 at most: the next packet's first byte is waited for");
	if (!raw->length)
		return true;
	if (raw->length->width < 1 || raw->length->width > 2)
		return binary_refuse(m, "length.width", "a length is 1 or 2 bytes");
	if (raw->length->at >= p->max || raw->length->at + raw->length->width > p->max)
		return binary_refuse(m, "length.at",
			"the length lies outside the packet (max, default 256)");
	if (raw->length->plus > p->max)
		return binary_refuse(
			m, "length.plus", "this is more than the longest packet");
	p->length.at = (uint16_t)raw->length->at;
	p->length.width = (uint8_t)raw->length->width;
	p->length.plus = (uint16_t)raw->length->plus;
	return true;
}

static bool make_check(struct binary_maker *m, const char *key,
	const struct raw_packet_check *raw, struct binary_packet *p)
{
	struct binary_check *check = &p->checks[p->checks_count++];
	int64_t width = (int64_t)checksum_width(raw->kind, raw->form);
	int64_t last = raw->at < 0 ? raw->at + (int64_t)p->max : raw->at;
	char where[48];

	snprintf(where, sizeof(where), "%s.at", key);
	if (last < 0 || last + width > p->max ||
		raw->at + width > (raw->at < 0 ? 0 : p->max))
		return binary_refuse(m, where, "the sum lies outside the packet");
	snprintf(where, sizeof(where), "%s.from", key);
	if (raw->from >= p->max)
		return binary_refuse(m, where, "nothing of the packet is there");
	if (!raw->around && raw->from >= last && raw->from < last + width)
		return binary_refuse(m, where, "the sum would be over itself");
	check->kind = raw->kind;
	check->form = raw->form;
	check->from = (uint16_t)raw->from;
	check->at = (int16_t)raw->at;
	check->around = raw->around;
	p->min = (uint16_t)larger(p->min,
		raw->at < 0
			? raw->from + (size_t)-raw->at
			: larger((size_t)(raw->at + width), raw->from + p->ends_len));
	return true;
}

static bool make_checks(
	struct binary_maker *m, const struct raw_packet *raw, struct binary_packet *p)
{
	if (raw->check && raw->checks_count)
		return binary_refuse(m, "checks", "give either one `check` or several");
	if (raw->check)
		return make_check(m, "check", raw->check, p);
	for (size_t i = 0; i < raw->checks_count; i++) {
		char key[32];

		snprintf(key, sizeof(key), "checks[%zu]", i);
		if (!make_check(m, key, &raw->checks[i], p))
			return false;
	}
	return true;
}

static bool make_escapes(
	struct binary_maker *m, const struct raw_packet *raw, struct binary_packet *p)
{
	uint8_t len = 0, bytes[BINARY_MARK_MAX];

	if (!raw->escapes)
		return true;
	if (!binary_mark(m, "escapes.byte", raw->escapes->byte, bytes, &len))
		return false;
	if (len != 1 || raw->escapes->minus > 255 || raw->escapes->xor > 255 ||
		(raw->escapes->minus && raw->escapes->xor))
		return binary_refuse(m, "escapes",
			"one byte, and either `minus` or `xor` with 1 to 255, or "
			"neither");
	if (memchr(p->starts, bytes[0], p->starts_len) ||
		memchr(p->ends, bytes[0], p->ends_len))
		return binary_refuse(m, "escapes.byte",
			"the byte that escapes is also in `starts` or `ends`");
	if (p->max > FRAME_MAX / 2)
		return binary_refuse(m, raw->size ? "size" : "max",
			"a packet with escapes is at most 2048 bytes, all of which may "
			"be escaped");
	p->escapes.on = true;
	p->escapes.byte = bytes[0];
	p->escapes.minus = (uint8_t)raw->escapes->minus;
	p->escapes.xor = (uint8_t)raw->escapes->xor ;
	return true;
}

static bool make_tags(
	struct binary_maker *m, const struct raw_packet *raw, struct binary_packet *p)
{
	if (!raw->tags)
		return true;
	if (raw->each)
		return binary_refuse(m, "tags", "a packet has either records or tags");
	if (raw->tags->to > 0 || raw->tags->to < -(int64_t)p->max ||
		raw->tags->from + (uint64_t) - (int64_t)raw->tags->to >= p->max)
		return binary_refuse(m, "tags",
			"they go from a byte of the packet to one counted from behind "
			"(-1), and something stands between");
	p->tags.on = true;
	p->tags.from = (uint16_t)raw->tags->from;
	p->tags.to = (int16_t)raw->tags->to;
	p->min = (uint16_t)larger(p->min, raw->tags->from + (size_t)-raw->tags->to);
	return true;
}

/* What it is known by. */
static bool make_begin(
	struct binary_maker *m, const struct raw_packet *raw, struct binary_packet *p)
{
	if (!binary_mark(m, "starts", raw->starts, p->starts, &p->starts_len) ||
		!binary_wheres(m, raw->where, raw->where_count, p->max, p->where))
		return false;
	p->where_count = raw->where_count;
	for (size_t w = 0; w < p->where_count; w++) {
		if (p->where[w].at < 0)
			return binary_refuse(m, "where",
				"a packet is known by its first bytes, counted from 0");
	}
	if (p->starts_len == 0 && !p->bit_7 &&
		(p->where_count == 0 || !(raw->check || raw->checks_count)))
		return binary_refuse(m, "starts",
			"without first bytes a packet needs both \"where\" and "
			"\"check\", or any noise would pass for one");
	return true;
}

/* The fewest bytes that hold all its parts. */
static bool make_min(
	struct binary_maker *m, const struct raw_packet *raw, struct binary_packet *p)
{
	size_t min = larger(p->starts_len + (size_t)p->ends_len,
		(size_t)p->length.at + p->length.width);

	if (raw->each >= p->max)
		return binary_refuse(m, "each", "no record fits behind that");
	p->each = (uint16_t)raw->each;
	p->min = (uint16_t)larger(larger(min, p->each + (size_t)(p->each > 0)), 1);
	if (!make_checks(m, raw, p) || !make_tags(m, raw, p))
		return false;
	if (p->min > p->max)
		return binary_refuse(m, raw->size ? "size" : "max",
			"the packet's own parts do not fit into it");
	if (raw->size)
		p->min = p->max;
	return true;
}

static bool make_packet(struct binary_maker *m, size_t i)
{
	const struct raw_packet *raw = &m->raw->packets[i];
	struct binary_packet *p = &m->f->packets[m->f->packets_count++];

	snprintf(m->key, sizeof(m->key), "packets[%zu]", i);
	snprintf(p->name, sizeof(p->name), "%s", raw->name);
	p->order = raw->order;
	return make_length(m, raw, p) && make_begin(m, raw, p) &&
	       binary_mark(m, "ends", raw->ends, p->ends, &p->ends_len) &&
	       make_escapes(m, raw, p) && make_min(m, raw, p);
}

bool binary_packets(struct binary_maker *m)
{
	for (size_t i = 0; i < m->raw->packets_count; i++) {
		if (!make_packet(m, i))
			return false;
	}
	return true;
}
