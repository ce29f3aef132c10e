#include "utter.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "chance.h"
#include "script.h"
#include "write.h"

#define NOISE_MAX 1024

/* The bytes of one say, before anything happens to them. */
struct said {
	size_t len;
	uint8_t bytes[PROGRAM_SAY];
};

void utter_init(struct utter *u, struct values *values)
{
	memset(u, 0, sizeof(*u));
	u->values = values;
	u->chance = ~values->chance;
	u->cut = u->drop = -1;
}

size_t utter_left(const struct utter *u)
{
	return u->out_len - u->out_at;
}

void utter_take(struct utter *u, size_t n)
{
	assert(n <= utter_left(u));
	u->taken_at = u->out_at;
	u->out_at += n;
}

const uint8_t *utter_taken(const struct utter *u, size_t *len)
{
	*len = u->out_at - u->taken_at;
	return u->out + u->taken_at;
}

/* ---- texts ----------------------------------------------------------------------------- */

/* What is too long is cut: a script is read with texts that fit, and only many
 * wide values can come here. */
static void put(struct said *s, const void *bytes, size_t len)
{
	if (len > sizeof(s->bytes) - s->len)
		len = sizeof(s->bytes) - s->len;
	memcpy(s->bytes + s->len, bytes, len);
	s->len += len;
}

static void put_value(struct said *s, struct values *v, const struct part *p)
{
	uint8_t bytes[WRITE_MAX];

	put(s, bytes, write_value(p, values_term(v, &p->value), bytes));
}

/* Over what was said so far; one of the whole say is made at its end. */
static void put_sum(struct said *s, const struct part *p)
{
	uint8_t bytes[WRITE_MAX];
	size_t to = s->len > p->less ? s->len - p->less : 0;
	size_t from = p->first < to ? p->first : to;
	uint16_t sum = 0;

	if (!p->whole)
		sum = checksum(p->sum, s->bytes + from, to - from);
	put(s, bytes, write_sum(p->sum, p->sum_form, p->whole ? 0 : sum, bytes));
}

/* It stands in the say as zeros until now. */
static void fill_sum(struct said *s, const struct part *p, size_t at)
{
	size_t width = checksum_width(p->sum, p->sum_form);
	uint8_t bytes[WRITE_MAX];

	write_sum(p->sum, p->sum_form, checksum(p->sum, s->bytes, s->len), bytes);
	if (width <= s->len - at)
		memcpy(s->bytes + at, bytes, width);
}

static void put_check(struct said *s)
{
	char text[4];
	uint8_t sum = 0;
	size_t from = s->len;

	while (from > 0 && s->bytes[from - 1] != '$')
		from--;
	for (size_t i = from; i < s->len; i++)
		sum ^= s->bytes[i];
	snprintf(text, sizeof(text), "*%02X", sum);
	put(s, text, 3);
}

static void render(struct utter *u, const struct run *text, struct said *s)
{
	const struct script *script = u->values->script;
	const struct part *whole = NULL;
	size_t at = 0;

	s->len = 0;
	for (size_t i = 0; i < text->count; i++) {
		const struct part *p = &script->parts[text->first + i];

		if (p->kind == PART_SUM && p->whole) {
			whole = p;
			at = s->len;
		}
		if (p->kind == PART_BYTES)
			put(s, script->bytes + p->first, p->len);
		else if (p->kind == PART_CHECK)
			put_check(s);
		else if (p->kind == PART_SUM)
			put_sum(s, p);
		else
			put_value(s, u->values, p);
	}
	if (whole)
		fill_sum(s, whole, at);
}

/* All but the first and the last byte, which frame it. */
static void escape(const struct utter *u, struct said *s)
{
	struct said plain = *s;

	s->len = 0;
	for (size_t i = 0; i < plain.len; i++) {
		uint8_t byte = plain.bytes[i];
		bool inside = i > 0 && i + 1 < plain.len;

		if (inside && byte >= u->escape[2] && byte <= u->escape[3]) {
			put(s, &u->escape[0], 1);
			byte = (uint8_t)(byte + u->escape[1]);
		}
		put(s, &byte, 1);
	}
}

/* ---- what goes wrong --------------------------------------------------------------------- */

static void drop_bytes(struct utter *u, struct said *s)
{
	for (int64_t i = 0; i < u->drop && s->len > 0; i++) {
		size_t at = (size_t)values_draw(u->values, 0, (int64_t)s->len - 1);

		s->len--;
		memmove(s->bytes + at, s->bytes + at + 1, s->len - at);
	}
}

static void spoil_bit(struct utter *u, struct said *s)
{
	size_t at;

	if (s->len == 0)
		return;
	at = (size_t)values_draw(u->values, 0, (int64_t)s->len - 1);
	s->bytes[at] ^= (uint8_t)(1u << values_draw(u->values, 0, 7));
}

static void harm(struct utter *u, struct said *s)
{
	if (u->drop > 0)
		drop_bytes(u, s);
	if (u->cut >= 0 && (uint64_t)u->cut < s->len)
		s->len = (size_t)u->cut;
	if (u->spoil)
		spoil_bit(u, s);
	u->cut = u->drop = -1;
	u->spoil = false;
}

/* ---- out --------------------------------------------------------------------------------- */

static void append(uint8_t *to, size_t *len, const struct said *s, bool twice)
{
	memcpy(to + *len, s->bytes, s->len);
	*len += s->len;
	if (twice) {
		memcpy(to + *len, s->bytes, s->len);
		*len += s->len;
	}
}

static void begin_out(struct utter *u)
{
	assert(utter_left(u) == 0);
	u->out_len = u->out_at = u->taken_at = 0;
}

static void append_held(struct utter *u)
{
	if (!u->holds)
		return;
	memcpy(u->out + u->out_len, u->held, u->held_len);
	u->out_len += u->held_len;
	u->holds = false;
}

bool utter_flush(struct utter *u)
{
	if (!u->holds)
		return false;
	begin_out(u);
	append_held(u);
	return true;
}

static bool comes_twice(struct utter *u)
{
	bool twice = u->twice;

	u->twice = false;
	if (u->doubles && chance_draw(&u->chance, 1, 100) <= u->doubles)
		twice = true;
	return twice;
}

/* What is cut, short of bytes or spoilt should give nothing. */
static void count_readings(struct utter *u, const struct run *gives, bool twice)
{
	int64_t n = values_sum(u->values, gives);

	if (u->cut < 0 && u->drop <= 0 && !u->spoil && n > 0)
		u->readings += (uint64_t)n * (twice ? 2 : 1);
}

static void say(struct utter *u, const struct run *text, const struct run *gives)
{
	struct said s;
	bool twice = comes_twice(u);

	count_readings(u, gives, twice);
	render(u, text, &s);
	if (u->escape[3])
		escape(u, &s);
	harm(u, &s);
	if (u->swap) {
		u->swap = false;
		u->holds = true;
		u->held_len = 0;
		append(u->held, &u->held_len, &s, twice);
		return;
	}
	append(u->out, &u->out_len, &s, twice);
	append_held(u);
}

static void make_noise(struct utter *u, int64_t n)
{
	for (int64_t i = 0; i < n && i < NOISE_MAX; i++)
		u->out[u->out_len++] = (uint8_t)values_draw(u->values, 0, 255);
}

bool utter_takes(enum op op)
{
	return op == OP_SAY || (op >= OP_NOISE && op <= OP_ESCAPE);
}

void utter_do(struct utter *u, const struct statement *st)
{
	begin_out(u);
	switch (st->op) {
	case OP_SAY:
		say(u, &st->text, &st->a);
		break;
	case OP_NOISE:
		make_noise(u, values_sum(u->values, &st->a));
		break;
	case OP_TEAR:
		u->tear_us = values_time(u->values, &st->a);
		break;
	case OP_CUT:
		u->cut = values_sum(u->values, &st->a);
		break;
	case OP_DROP:
		u->drop = values_sum(u->values, &st->a);
		break;
	case OP_SPOIL:
		u->spoil = true;
		break;
	case OP_ESCAPE:
		memcpy(u->escape, st->escape, sizeof(u->escape));
		break;
	case OP_DOUBLE:
		u->twice = true;
		break;
	default:
		/* One is held already: it stays first to come second. */
		u->swap = !u->holds;
	}
}
