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

/* Every field as text in `scratch`. */
static bool write_fields(
	const struct binary_message *m, struct record *r, char scratch[SCRATCH_BYTES])
{
	size_t used = 0;

	for (size_t i = 0; i < m->fields_count; i++) {
		const struct binary_field *f = &m->fields[i];
		size_t behind = f->width ? 0 : (size_t)-f->to;
		size_t len = f->width;

		if (f->at + len + behind > r->len)
			return false;
		if (len == 0)
			len = r->len - behind - f->at;
		if (!field_write(f, r->bytes + f->at, len, scratch + used,
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
			write_fields(m, r, scratch) &&
			record_says(r, m->says, s, out, count))
			return true;
	}
	return false;
}

/* The readings of all records of a packet. */
static bool understand(const struct profile *p, size_t packet,
	const struct driver_state *s, const uint8_t *bytes, size_t len,
	struct reading out[FRAME_READINGS], size_t *count)
{
	const struct binary_packet *shape = &p->binary->packets[packet];
	size_t at = shape->each, end = len;

	*count = 0;
	if (shape->each)
		end -= shape->ends_len; /* and a sum behind the records */
	if (shape->each && shape->check.kind && shape->check.at < 0)
		end = len - (size_t)-shape->check.at;
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

/* Could these be a packet's first bytes? */
static enum frame begins(
	const struct binary_packet *p, const uint8_t *bytes, size_t len)
{
	size_t compare = len < p->starts_len ? len : p->starts_len;
	bool more = compare < p->starts_len;

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

/* How long it is. A length that cannot be is a failed frame only where first bytes
 * have said that one begins here. */
static enum frame measure_packet(
	const struct binary_packet *p, const uint8_t *bytes, size_t len, size_t *whole)
{
	*whole = p->max;
	if (p->length.width) {
		if (len < (size_t)p->length.at + p->length.width)
			return FRAME_MORE;
		*whole = (size_t)field_number(
				 p->order, bytes + p->length.at, p->length.width) +
			 p->length.plus;
	}
	if (*whole < p->min || *whole > p->max)
		return p->starts_len ? FRAME_REJECT : FRAME_BAD;
	return len < *whole ? FRAME_MORE : FRAME_GOOD;
}

static bool sum_is_right(
	const struct binary_packet *p, const uint8_t *bytes, size_t len)
{
	size_t at = p->check.at < 0 ? len - (size_t)-p->check.at : (size_t)p->check.at;
	size_t from = p->check.from, end = len - p->ends_len;
	uint16_t sent;

	if (p->check.kind == CHECKSUM_NONE)
		return true;
	/* The sum stands behind what it is of, or before it. */
	if (from <= at)
		end = at;
	return checksum_read(p->check.kind, p->check.form, bytes + at, &sent) &&
	       sent == checksum(p->check.kind, bytes + from, end - from);
}

/* Is there a packet of this form? */
static enum frame packet_here(const struct profile *p, size_t packet,
	const struct driver_state *s, const uint8_t *bytes, size_t len, size_t *used,
	struct reading out[FRAME_READINGS], size_t *count)
{
	const struct binary_packet *shape = &p->binary->packets[packet];
	enum frame got = begins(shape, bytes, len);

	if (got != FRAME_GOOD)
		return got;
	got = measure_packet(shape, bytes, len, used);
	if (got != FRAME_GOOD)
		return got;
	if (memcmp(bytes + *used - shape->ends_len, shape->ends, shape->ends_len) !=
			0 ||
		!sum_is_right(shape, bytes, *used) ||
		!understand(p, packet, s, bytes, *used, out, count))
		return FRAME_REJECT;
	return FRAME_GOOD;
}

static enum frame binary_find(const struct profile *p, const struct driver_state *s,
	const uint8_t *bytes, size_t len, size_t *used)
{
	struct reading readings[FRAME_READINGS];
	enum frame worst = FRAME_BAD;
	size_t count;

	for (size_t i = 0; i < p->binary->packets_count; i++) {
		enum frame got = packet_here(
			p, i, s, bytes, len, used, readings, &count);

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
		size_t used = 0, count = 0;
		enum frame got = packet_here(p, i, s, frame, len, &used, out, &count);

		if (got == FRAME_GOOD && used == len)
			return count;
	}
	return 0;
}

const struct driver driver_binary = { "binary", binary_find, binary_read, false };
