#include "value.h"

#include <string.h>

#include "chance.h"
#include "script.h"

void values_init(struct values *v, const struct script *script, uint64_t seed)
{
	memset(v, 0, sizeof(*v));
	v->script = script;
	v->chance = seed;
}

int64_t values_draw(struct values *v, int64_t a, int64_t b)
{
	return chance_draw(&v->chance, a, b);
}

static int64_t next_seq(struct values *v)
{
	int64_t seq = v->seq;

	v->seq = seq == 99999 ? 0 : seq + 1;
	return seq;
}

static int64_t atom_value(const struct values *v, struct atom a)
{
	return a.named ? v->names[a.value] : a.value;
}

int64_t values_term(struct values *v, const struct term *t)
{
	switch (t->kind) {
	case TERM_RANDOM:
		return values_draw(v, atom_value(v, t->a), atom_value(v, t->b));
	case TERM_N:
		return v->round;
	case TERM_MS:
		return (v->us - v->began_us) / 1000;
	case TERM_US:
		return v->us;
	case TERM_CLOCK:
		return (v->clock_us + v->us) % PROGRAM_TIME_US;
	case TERM_DAY:
		return (v->clock_us + v->us) / PROGRAM_TIME_US;
	case TERM_SEQ:
		return next_seq(v);
	default:
		return atom_value(v, t->a);
	}
}

static int64_t join(int64_t a, char op, int64_t b)
{
	int64_t out;
	bool negative = (a < 0) != (b < 0);

	switch (op) {
	case '*':
		if (!__builtin_mul_overflow(a, b, &out))
			return out;
		break;
	case '-':
		negative = a < 0;
		if (!__builtin_sub_overflow(a, b, &out))
			return out;
		break;
	case '/':
		if (b == 0)
			return 0;
		if (a != INT64_MIN || b != -1)
			return a / b;
		break;
	case '%':
		return b == 0 || b == -1 ? 0 : a % b;
	default:
		negative = a < 0;
		if (!__builtin_add_overflow(a, b, &out))
			return out;
	}
	return negative ? INT64_MIN : INT64_MAX;
}

int64_t values_sum(struct values *v, const struct run *terms)
{
	int64_t sum = 0;

	for (size_t i = 0; i < terms->count; i++) {
		const struct term *t = &v->script->terms[terms->first + i];

		sum = join(sum, t->op, values_term(v, t));
	}
	return sum;
}

int64_t values_time(struct values *v, const struct run *terms)
{
	int64_t us = values_sum(v, terms);

	return us < 0 ? 0 : us > PROGRAM_TIME_US ? PROGRAM_TIME_US : us;
}

bool values_compare(struct values *v, const struct statement *st)
{
	int64_t a = values_sum(v, &st->a), b = values_sum(v, &st->b);

	switch (st->compare) {
	case LESS:
		return a < b;
	case LESS_EQUAL:
		return a <= b;
	case EQUAL:
		return a == b;
	case NOT_EQUAL:
		return a != b;
	case MORE_EQUAL:
		return a >= b;
	default:
		return a > b;
	}
}

/* ---- host texts ------------------------------------------------------------------------ */

/* At most 18 digits, ended by something else. */
static size_t read_number(const uint8_t *heard, size_t len, int64_t *out)
{
	size_t n = 0;

	*out = 0;
	while (n < len && n < 18 && heard[n] >= '0' && heard[n] <= '9')
		*out = *out * 10 + (heard[n++] - '0');
	return n < len ? n : 0;
}

/* `names` is NULL to ask only. */
static bool match(const struct script *s, const struct run *text, const uint8_t *heard,
	size_t len, size_t *used, int64_t *names)
{
	size_t at = 0;

	for (size_t i = 0; i < text->count; i++) {
		const struct part *p = &s->parts[text->first + i];
		size_t n = p->len;
		int64_t number;

		if (p->kind == PART_READ) {
			n = read_number(heard + at, len - at, &number);
			if (n == 0)
				return false;
			if (names)
				names[p->value.a.value] = number;
		} else if (n > len - at ||
			   memcmp(heard + at, s->bytes + p->first, n) != 0) {
			return false;
		}
		at += n;
	}
	*used = at;
	return at > 0;
}

bool values_match(const struct values *v, const struct run *text, const uint8_t *heard,
	size_t len, size_t *used)
{
	return match(v->script, text, heard, len, used, NULL);
}

void values_take(
	struct values *v, const struct run *text, const uint8_t *heard, size_t len)
{
	size_t used;

	(void)match(v->script, text, heard, len, &used, v->names);
}
