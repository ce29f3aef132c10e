#include "utter.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "script.h"
#include "text.h"

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
	char number[64], *digits = number;
	int64_t value = values_term(v, &p->value);
	size_t len;

	decimal_write(value, p->decimals, number, sizeof(number));
	len = strlen(number);
	if (p->zeros && *digits == '-') {
		put(s, "-", 1);
		digits++;
	}
	for (size_t n = len; n < (size_t)p->width; n++)
		put(s, p->zeros ? "0" : " ", 1);
	put(s, digits, strlen(digits));
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

	s->len = 0;
	for (size_t i = 0; i < text->count; i++) {
		const struct part *p = &script->parts[text->first + i];

		if (p->kind == PART_BYTES)
			put(s, script->bytes + p->first, p->len);
		else if (p->kind == PART_CHECK)
			put_check(s);
		else
			put_value(s, u->values, p);
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

static void say(struct utter *u, const struct run *text)
{
	struct said s;
	bool twice = u->twice;

	render(u, text, &s);
	harm(u, &s);
	u->twice = false;
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
	return op == OP_SAY || (op >= OP_NOISE && op <= OP_SWAP);
}

void utter_do(struct utter *u, const struct statement *st)
{
	begin_out(u);
	switch (st->op) {
	case OP_SAY:
		say(u, &st->text);
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
	case OP_DOUBLE:
		u->twice = true;
		break;
	default:
		/* One is held already: it stays first to come second. */
		u->swap = !u->holds;
	}
}
