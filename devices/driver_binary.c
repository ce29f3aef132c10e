/*
 * driver_binary - packets of bytes, as a profile describes them.
 *
 * A packet that fails anything (its length, end, sum, or that it is no message of the
 * profile) loses its first byte and the next is tried, so that a good packet behind
 * a damaged header is found. While bytes could still become a packet the driver
 * waits; a length that noise pretends therefore delays what follows, at most by the
 * longest packet, but loses nothing while the device goes on.
 */
#include "driver.h"

#include <string.h>

#include "binary_format.h"
#include "profile.h"
#include "text_record.h"

#define SCRATCH_BYTES 2048

/* ---- one record ---------------------------------------------------------------------- */

static bool where_holds(const struct binary_where *where, size_t count,
	enum byte_order order, const uint8_t *bytes, size_t len)
{
	for (size_t i = 0; i < count; i++) {
		if (!binary_holds(&where[i], order, bytes, len))
			return false;
	}
	return true;
}

/* Behind the last tag. */
static size_t tags_end(const struct binary_packet *p, size_t len)
{
	return len - (size_t)-p->tags.to;
}

/* They fill their part of the packet exactly. */
static bool has_tags(const struct binary_packet *p, const uint8_t *bytes, size_t len)
{
	size_t at = p->tags.from, end = tags_end(p, len);

	if (!p->tags.on)
		return true;
	while (at + 2 <= end)
		at += 2 + (size_t)bytes[at + 1];
	return at == end;
}

/* The value of the first such tag that has one. */
static bool find_tag(const struct binary_packet *p, uint8_t tag, const struct record *r,
	size_t *at, size_t *len)
{
	size_t end = tags_end(p, r->len);

	for (size_t i = p->tags.from; i + 2 <= end; i += 2 + (size_t)r->bytes[i + 1]) {
		if (r->bytes[i] != tag || r->bytes[i + 1] == 0)
			continue;
		*at = i + 2;
		*len = r->bytes[i + 1];
		return true;
	}
	return false;
}

/* Where a field's bytes are; false when the record does not have them. */
static bool find_field(const struct binary_packet *p, const struct binary_field *f,
	const struct record *r, size_t *at, size_t *len)
{
	size_t behind = f->width ? 0 : (size_t)-f->to;

	if (f->tagged)
		return find_tag(p, f->tag, r, at, len);
	*at = f->at;
	*len = f->width;
	if (*at + *len + behind > r->len)
		return false;
	if (*len == 0)
		*len = r->len - behind - *at;
	return true;
}

/* Every field as text in `scratch`. */
static bool write_fields(const struct binary_packet *p, const struct binary_message *m,
	struct record *r, char scratch[SCRATCH_BYTES])
{
	size_t used = 0, at, len;

	for (size_t i = 0; i < m->fields_count; i++) {
		const struct binary_field *f = &m->fields[i];

		if (!find_field(p, f, r, &at, &len)) {
			if (!f->optional)
				return false;
			r->fields[i] = slice_of("");
			continue;
		}
		if (!field_write(f, r->bytes + at, len, scratch + used,
			    SCRATCH_BYTES - used))
			return false;
		r->fields[i] = slice_of(scratch + used);
		used += r->fields[i].len + 1;
	}
	return true;
}

/* The first message that the bytes at `r` are: appends its readings, and says where
 * it ends. */
static bool message_here(const struct profile *p, size_t packet,
	const struct driver_state *s, struct record *r, struct reading *out,
	size_t *count)
{
	const struct binary_format *f = p->binary;
	char scratch[SCRATCH_BYTES];
	size_t left = r->len, before = *count;

	for (size_t i = 0; i < f->messages_count; i++) {
		const struct binary_message *m = &f->messages[i];

		*count = before;
		r->len = m->size ? m->size : left;
		if (m->packet != packet || r->len > left ||
			(r->len < left && !f->packets[packet].each))
			continue;
		if (where_holds(m->where, m->where_count, f->packets[packet].order,
			    r->bytes, r->len) &&
			write_fields(&f->packets[packet], m, r, scratch) &&
			record_says(r, m->says, s, out, count))
			return true;
	}
	return false;
}

/* Behind the last record: an end mark, and sums before it, are none. */
static size_t records_end(const struct binary_packet *p, size_t len)
{
	size_t end = len;

	if (!p->each)
		return len;
	end -= p->ends_len;
	for (size_t i = 0; i < p->checks_count; i++) {
		const struct binary_check *check = &p->checks[i];

		if (check->at < 0 && len - (size_t)-check->at < end)
			end = len - (size_t)-check->at;
	}
	return end;
}

/* The readings of all records of a packet. */
static bool understand(const struct profile *p, size_t packet,
	const struct driver_state *s, const uint8_t *bytes, size_t len,
	struct reading out[FRAME_READINGS], size_t *count)
{
	const struct binary_packet *shape = &p->binary->packets[packet];
	size_t at = shape->each, end = records_end(shape, len);

	*count = 0;
	while (at < end) {
		struct record r = {
			.bytes = bytes + at, .len = end - at, .utf8 = true
		};

		if (!message_here(p, packet, s, &r, out, count))
			return false;
		at += r.len;
	}
	return true;
}

/* ---- one packet ----------------------------------------------------------------------- */

/* What came; `all`: it is one whole frame, and nothing need follow. */
struct wire {
	const uint8_t *bytes;
	size_t len;
	bool all;
};

/* Could these be a packet's first bytes? */
static enum frame begins(
	const struct binary_packet *p, const uint8_t *bytes, size_t len)
{
	size_t compare = len < p->starts_len ? len : p->starts_len;
	bool more = compare < p->starts_len;

	if (p->bit_7 && !(bytes[0] & 0x80))
		return FRAME_BAD;
	if (memcmp(bytes, p->starts, compare) != 0)
		return FRAME_BAD;
	for (size_t i = 0; i < p->where_count; i++) {
		const struct binary_where *w = &p->where[i];

		if ((size_t)w->at + w->width > len)
			more = true;
		else if (!binary_holds(w, p->order, bytes, len))
			return FRAME_BAD;
	}
	return more ? FRAME_MORE : FRAME_GOOD;
}

/* A length that cannot be is a failed frame only where first bytes have said that one
 * begins here. */
static enum frame cannot_be(const struct binary_packet *p)
{
	return p->starts_len ? FRAME_REJECT : FRAME_BAD;
}

/* The first end mark that leaves room for all parts before it. */
static enum frame find_end(
	const struct binary_packet *p, const uint8_t *bytes, size_t len, size_t *whole)
{
	for (*whole = p->min; *whole <= len && *whole <= p->max; ++*whole) {
		if (memcmp(bytes + *whole - p->ends_len, p->ends, p->ends_len) == 0)
			return FRAME_GOOD;
	}
	return *whole > p->max ? cannot_be(p) : FRAME_MORE;
}

/* The next byte with bit 7; one within a packet of a fixed size is a fault. */
static enum frame find_bit_7(
	const struct binary_packet *p, const struct wire *w, size_t *whole)
{
	for (*whole = 1; *whole < p->max && *whole < w->len; ++*whole) {
		if (w->bytes[*whole] & 0x80)
			break;
	}
	if (*whole == w->len && !w->all &&
		(p->extent == EXTENT_BIT_7 || *whole < p->max))
		return FRAME_MORE;
	if (p->extent == EXTENT_SIZE)
		return *whole == p->max ? FRAME_GOOD : FRAME_REJECT;
	if (*whole < p->min || (*whole < w->len && !(w->bytes[*whole] & 0x80)))
		return FRAME_REJECT;
	return FRAME_GOOD;
}

/* How long it is. */
static enum frame measure_packet(
	const struct binary_packet *p, const struct wire *w, size_t *whole)
{
	if (p->bit_7)
		return find_bit_7(p, w, whole);
	if (p->extent == EXTENT_END)
		return find_end(p, w->bytes, w->len, whole);
	*whole = p->max;
	if (p->extent == EXTENT_LENGTH) {
		if (w->len < (size_t)p->length.at + p->length.width)
			return FRAME_MORE;
		*whole = (size_t)field_number(
				 p->order, w->bytes + p->length.at, p->length.width) +
			 p->length.plus;
	}
	if (*whole < p->min || *whole > p->max)
		return cannot_be(p);
	return w->len < *whole ? FRAME_MORE : FRAME_GOOD;
}

/* Over all from `from` on, the sum's own bytes as noughts. */
static uint16_t sum_around(
	const struct binary_check *check, const uint8_t *bytes, size_t len, size_t at)
{
	uint8_t copy[FRAME_MAX];

	memcpy(copy, bytes, len);
	memset(copy + at, 0, checksum_width(check->kind, check->form));
	return checksum(check->kind, copy + check->from, len - check->from);
}

/* Of what stands before it, or behind it. */
static bool sum_is_right(const struct binary_packet *p,
	const struct binary_check *check, const uint8_t *bytes, size_t len)
{
	size_t at = check->at < 0 ? len - (size_t)-check->at : (size_t)check->at;
	size_t from = check->from, end = from <= at ? at : len - p->ends_len;
	uint16_t sent, sum;

	if (!checksum_read(check->kind, check->form, bytes + at, &sent))
		return false;
	sum = check->around ? sum_around(check, bytes, len, at)
			    : checksum(check->kind, bytes + from, end - from);
	return sent == sum;
}

static bool sums_are_right(
	const struct binary_packet *p, const uint8_t *bytes, size_t len)
{
	for (size_t i = 0; i < p->checks_count; i++) {
		if (!sum_is_right(p, &p->checks[i], bytes, len))
			return false;
	}
	return true;
}

/* The whole of a packet: does everything fit? */
static enum frame packet_says(const struct profile *p, size_t packet,
	const struct driver_state *s, const uint8_t *bytes, size_t len,
	struct reading out[FRAME_READINGS], size_t *count)
{
	const struct binary_packet *shape = &p->binary->packets[packet];
	const uint8_t *end = bytes + len - shape->ends_len;

	if (memcmp(end, shape->ends, shape->ends_len) != 0 ||
		!sums_are_right(shape, bytes, len) || !has_tags(shape, bytes, len) ||
		!understand(p, packet, s, bytes, len, out, count))
		return FRAME_REJECT;
	return FRAME_GOOD;
}

/* ---- escapes -------------------------------------------------------------------------- */

/* Bytes as they are meant, and how far on the wire each of them goes. */
struct unescaped {
	size_t len;
	uint8_t bytes[FRAME_MAX];
	uint16_t behind[FRAME_MAX];
};

/* The mark in front is as it is. An escape whose second byte has not come yet waits. */
static void unescape(const struct binary_packet *p, const uint8_t *wire, size_t len,
	struct unescaped *out)
{
	out->len = 0;
	for (size_t i = 0; i < len && out->len < p->max; i++) {
		uint8_t byte = wire[i];

		if (byte == p->escapes.byte && i >= p->starts_len) {
			if (++i == len)
				return;
			byte = (uint8_t)((wire[i] - p->escapes.minus) ^ p->escapes.xor);
		}
		out->bytes[out->len] = byte;
		out->behind[out->len++] = (uint16_t)(i + 1);
	}
}

/* An end mark stands on the wire as it is: an escaped byte is none. */
static enum frame find_end_on_wire(const struct binary_packet *p, const uint8_t *wire,
	const struct unescaped *u, size_t *whole)
{
	for (*whole = p->min; *whole <= u->len; ++*whole) {
		size_t from = *whole - p->ends_len;
		size_t on_wire = from ? u->behind[from - 1] : 0;

		if (u->behind[*whole - 1] - on_wire == p->ends_len &&
			memcmp(wire + on_wire, p->ends, p->ends_len) == 0)
			return FRAME_GOOD;
	}
	return u->len == p->max ? cannot_be(p) : FRAME_MORE;
}

static enum frame measure_escaped(const struct binary_packet *p, const struct wire *w,
	const struct unescaped *u, size_t *whole)
{
	struct wire plain = { u->bytes, u->len, w->all };
	enum frame begun = begins(p, u->bytes, u->len), got;

	if (begun == FRAME_BAD)
		return FRAME_BAD;
	if (p->extent == EXTENT_END) {
		got = find_end_on_wire(p, w->bytes, u, whole);
		return got == FRAME_GOOD && begun == FRAME_MORE ? FRAME_REJECT : got;
	}
	return begun == FRAME_MORE ? FRAME_MORE : measure_packet(p, &plain, whole);
}

static enum frame escaped_packet_here(const struct profile *p, size_t packet,
	const struct driver_state *s, const struct wire *w, size_t *used,
	struct reading out[FRAME_READINGS], size_t *count)
{
	const struct binary_packet *shape = &p->binary->packets[packet];
	struct unescaped u;
	enum frame got;
	size_t whole;

	if (shape->starts_len && w->bytes[0] != shape->starts[0])
		return FRAME_BAD;
	unescape(shape, w->bytes, w->len, &u);
	if (u.len == 0)
		return FRAME_MORE;
	got = measure_escaped(shape, w, &u, &whole);
	if (got != FRAME_GOOD)
		return got;
	*used = u.behind[whole - 1];
	return packet_says(p, packet, s, u.bytes, whole, out, count);
}

/* ---- the stream ----------------------------------------------------------------------- */

/* Is there a packet of this form? */
static enum frame packet_here(const struct profile *p, size_t packet,
	const struct driver_state *s, const struct wire *w, size_t *used,
	struct reading out[FRAME_READINGS], size_t *count)
{
	const struct binary_packet *shape = &p->binary->packets[packet];
	enum frame got;

	if (shape->escapes.on)
		return escaped_packet_here(p, packet, s, w, used, out, count);
	got = begins(shape, w->bytes, w->len);
	if (got == FRAME_GOOD)
		got = measure_packet(shape, w, used);
	if (got != FRAME_GOOD)
		return got;
	return packet_says(p, packet, s, w->bytes, *used, out, count);
}

static enum frame binary_find(const struct profile *p, const struct driver_state *s,
	const uint8_t *bytes, size_t len, size_t *used)
{
	struct reading readings[FRAME_READINGS];
	struct wire wire = { bytes, len, false };
	enum frame worst = FRAME_BAD;
	size_t count;

	for (size_t i = 0; i < p->binary->packets_count; i++) {
		enum frame got = packet_here(p, i, s, &wire, used, readings, &count);

		if (got == FRAME_GOOD || got == FRAME_MORE)
			return got;
		if (got == FRAME_REJECT)
			worst = FRAME_REJECT;
	}
	return worst;
}

static size_t binary_read(const struct profile *p, struct driver_state *s,
	const uint8_t *frame, size_t len, struct reading *out, size_t max)
{
	(void)max; /* at least FRAME_READINGS */
	for (size_t i = 0; i < p->binary->packets_count; i++) {
		struct wire wire = { frame, len, true };
		size_t used = 0, count = 0;
		enum frame got = packet_here(p, i, s, &wire, &used, out, &count);

		if (got == FRAME_GOOD && used == len)
			return count;
	}
	return 0;
}

const struct driver driver_binary = { "binary", binary_find, binary_read, false };
