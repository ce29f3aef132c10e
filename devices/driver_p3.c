/*
 * driver_p3 - decoders of transponders by MyLaps, earlier AMB, protocol P3.
 *
 *	8E 02 len len crc crc flags flags type type (tag len value...)... 8F
 *
 * All numbers have their low byte first. Inside a frame the bytes 8A to 8F are sent
 * as 8D and the byte + 20, so that 8E only begins and 8F only ends. Length and CRC
 * are of the frame without these escapes, the CRC with its own bytes as 00 00.
 *
 * Type 1 is a passing, type 2 the state of the decoder. Which tags they hold depends
 * on the decoder; those that we do not use are passed over.
 */
#include "driver.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "binary_field.h"
#include "checksum.h"

#define P3_MAX	     1024 /* on the wire */
#define HEAD_BYTES   10
#define TYPE_PASSING 1
#define TYPE_STATUS  2

/* One frame without its escapes. */
struct p3 {
	size_t len;
	uint8_t bytes[P3_MAX];
};

/* The value of one tag; text NULL: the frame has none. */
struct value {
	const uint8_t *bytes;
	size_t len;
};

static bool unescape(struct p3 *p3, const uint8_t *bytes, size_t len)
{
	p3->len = 0;
	for (size_t i = 0; i < len; i++) {
		uint8_t byte = bytes[i];

		if (byte == 0x8d) {
			if (i + 2 >= len || bytes[i + 1] < 0xaa || bytes[i + 1] > 0xaf)
				return false;
			byte = (uint8_t)(bytes[++i] - 0x20);
		}
		p3->bytes[p3->len++] = byte;
	}
	return true;
}

static uint64_t low_first(const uint8_t *bytes, size_t width)
{
	return field_number(ORDER_LOW_FIRST, bytes, width);
}

static bool is_intact(struct p3 *p3)
{
	uint64_t sent;

	if (p3->len <= HEAD_BYTES || low_first(p3->bytes + 2, 2) != p3->len)
		return false;
	sent = low_first(p3->bytes + 4, 2);
	p3->bytes[4] = p3->bytes[5] = 0;
	return checksum(CHECKSUM_P3, p3->bytes, p3->len) == sent;
}

/* The tags fill the frame exactly. */
static bool has_tags(const struct p3 *p3)
{
	size_t at = HEAD_BYTES, end = p3->len - 1;

	while (at + 2 <= end)
		at += 2 + (size_t)p3->bytes[at + 1];
	return at == end;
}

static enum frame p3_find(const struct profile *p, const struct driver_state *s,
	const uint8_t *bytes, size_t len, size_t *used)
{
	struct p3 p3;

	(void)p;
	(void)s;
	if (bytes[0] != 0x8e)
		return FRAME_BAD;
	for (*used = 1; *used < len && bytes[*used] != 0x8f; ++*used) {
		if (bytes[*used] == 0x8e || *used == P3_MAX - 1)
			return FRAME_REJECT;
	}
	if (*used == len)
		return FRAME_MORE;
	++*used;
	if (!unescape(&p3, bytes, *used) || !is_intact(&p3) || !has_tags(&p3))
		return FRAME_REJECT;
	return FRAME_GOOD;
}

/* ---- tags --------------------------------------------------------------------------- */

static struct value find_tag(const struct p3 *p3, uint8_t tag)
{
	for (size_t at = HEAD_BYTES; at + 2 < p3->len;
		at += 2 + (size_t)p3->bytes[at + 1]) {
		if (p3->bytes[at] == tag && p3->bytes[at + 1] > 0)
			return (struct value){ p3->bytes + at + 2, p3->bytes[at + 1] };
	}
	return (struct value){ NULL, 0 };
}

static bool find_number(const struct p3 *p3, uint8_t tag, uint64_t *out)
{
	struct value v = find_tag(p3, tag);

	if (!v.bytes || v.len > 8)
		return false;
	*out = low_first(v.bytes, v.len);
	return true;
}

static void add_pair(struct reading *r, const char *key, const char *value)
{
	size_t at = strlen(r->text);

	snprintf(r->text + at, sizeof(r->text) - at, "%s%s=%s", at ? ";" : "", key,
		value);
}

static void add_number(
	struct reading *r, const char *key, const struct p3 *p3, uint8_t tag)
{
	uint64_t n;
	char digits[24];

	if (!find_number(p3, tag, &n))
		return;
	snprintf(digits, sizeof(digits), "%" PRIu64, n);
	add_pair(r, key, digits);
}

/* ---- readings -------------------------------------------------------------------------- */

/* What the transponder is called, "FL-94890", where the decoder knows. */
static void add_name(struct reading *r, const struct p3 *p3)
{
	struct binary_field text = { .type = FIELD_TEXT };
	struct value v = find_tag(p3, 0x0a);
	char name[33];

	if (!v.bytes || v.len > 32 ||
		!field_write(&text, v.bytes, v.len, name, sizeof(name)))
		return;
	for (char *c = name; *c; c++) {
		if (*c == ';')
			*c = ' ';
	}
	if (name[0])
		add_pair(r, "string", name);
}

static void add_temperature(struct reading *r, const struct p3 *p3)
{
	struct binary_field tenths = {
		.type = FIELD_SIGNED, .order = ORDER_LOW_FIRST, .decimals = 1
	};
	struct value v = find_tag(p3, 0x07);
	char text[32];

	if (v.bytes && v.len <= 8 &&
		field_write(&tenths, v.bytes, v.len, text, sizeof(text)))
		add_pair(r, "temperature", text);
}

static bool read_passing(const struct p3 *p3, struct reading *out)
{
	uint64_t transponder, us;

	if (!find_number(p3, 0x03, &transponder) || !find_number(p3, 0x04, &us) ||
		us > INT64_MAX)
		return false;
	out->kind = READING_IMPULSE;
	out->flags = FLAG_DATED;
	out->value = (int64_t)us;
	out->has_value = true;
	out->unit = UNIT_US;
	out->decimals = 6;
	snprintf(out->subject, sizeof(out->subject), "%" PRIu64, transponder);
	add_name(out, p3);
	add_number(out, "strength", p3, 0x05);
	add_number(out, "hits", p3, 0x06);
	return true;
}

static size_t p3_read(const struct profile *p, struct driver_state *s,
	const uint8_t *frame, size_t len, struct reading *out, size_t max)
{
	struct p3 p3;
	uint64_t type;
	char text[8];

	(void)p;
	(void)s;
	(void)max;
	if (!unescape(&p3, frame, len))
		return 0;
	memset(out, 0, sizeof(*out));
	type = low_first(p3.bytes + 8, 2);
	if (type == TYPE_PASSING && read_passing(&p3, out))
		return 1;
	out->kind = READING_STATUS;
	out->decimals = -1;
	if (type == TYPE_STATUS) {
		add_number(out, "noise", &p3, 0x01);
		add_temperature(out, &p3);
	} else {
		snprintf(text, sizeof(text), "%" PRIu64, type & 0xffff);
		add_pair(out, "type", text);
	}
	return 1;
}

const struct driver driver_p3 = { "p3", p3_find, p3_read, false };
