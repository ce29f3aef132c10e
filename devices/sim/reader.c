#include "reader.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define SUM_MAX 8

static const char *const own_terms[] = { [TERM_N] = "n",
	[TERM_MS] = "ms",
	[TERM_US] = "us",
	[TERM_CLOCK] = "clock",
	[TERM_DAY] = "day",
	[TERM_SEQ] = "seq" };

bool reader_fail(struct reader *r, const char *fmt, ...)
{
	char text[300];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	return err_set(r->err, "%s:%zu: %s", r->name, r->line, text);
}

/* ---- characters and words ---------------------------------------------------------- */

void reader_skip(struct reader *r)
{
	while (r->at < r->end && (*r->at == ' ' || *r->at == '\t' || *r->at == '\r'))
		r->at++;
}

/* The next character, NUL at the end of the line. */
char reader_peek(const struct reader *r, size_t ahead)
{
	return ahead < (size_t)(r->end - r->at) ? r->at[ahead] : '\0';
}

bool reader_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool reader_is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool reader_at_end(struct reader *r)
{
	reader_skip(r);
	return r->at == r->end || *r->at == '#';
}

bool reader_sees(struct reader *r, char c)
{
	reader_skip(r);
	return r->at < r->end && *r->at == c;
}

bool reader_char(struct reader *r, char c)
{
	if (!reader_sees(r, c))
		return false;
	r->at++;
	return true;
}

bool reader_word(struct reader *r, struct slice *word)
{
	reader_skip(r);
	word->text = r->at;
	word->len = 0;
	if (!reader_is_letter(reader_peek(r, 0)))
		return false;
	while (reader_is_letter(reader_peek(r, word->len)) ||
		reader_is_digit(reader_peek(r, word->len)))
		word->len++;
	r->at += word->len;
	return true;
}

bool reader_word_is(struct reader *r, const char *word)
{
	const char *before = r->at;
	struct slice found;

	if (reader_word(r, &found) && slice_is(found, word))
		return true;
	r->at = before;
	return false;
}

/* ---- names ------------------------------------------------------------------------- */

int reader_own_term(struct slice word)
{
	for (size_t i = TERM_N; i <= TERM_SEQ; i++)
		if (slice_is(word, own_terms[i]))
			return (int)i;
	return -1;
}

bool reader_place_name(struct reader *r, struct slice word, int *name)
{
	struct script *s = r->script;

	if (reader_own_term(word) >= 0 || slice_is(word, "random"))
		return reader_fail(
			r, "\"%.*s\" is the language's own", (int)word.len, word.text);
	for (*name = 0; *name < s->names_count; (*name)++)
		if (slice_is(word, s->names[*name]))
			return true;
	if (word.len >= sizeof(s->names[0]))
		return reader_fail(r, "names have at most %d characters",
			(int)sizeof(s->names[0]) - 1);
	if (s->names_count == PROGRAM_NAMES)
		return reader_fail(r, "at most %d names", PROGRAM_NAMES);
	memcpy(s->names[s->names_count++], word.text, word.len);
	return true;
}

bool reader_name(struct reader *r, int *name)
{
	struct slice word;

	if (!reader_word(r, &word))
		return reader_fail(r, "a name is wanted here");
	return reader_place_name(r, word, name);
}

/* ---- numbers and sums ---------------------------------------------------------------- */

/* Digits, and a point if a digit follows it: not the two points of a range. */
bool reader_decimal(struct reader *r, bool fraction, struct decimal *out)
{
	struct slice s;
	size_t len;

	reader_skip(r);
	len = reader_peek(r, 0) == '-' ? 1 : 0;
	while (reader_is_digit(reader_peek(r, len)))
		len++;
	if (fraction && reader_peek(r, len) == '.' &&
		reader_is_digit(reader_peek(r, len + 1)))
		for (len++; reader_is_digit(reader_peek(r, len));)
			len++;
	s = (struct slice){ r->at, len };
	if (!decimal_read(s, out))
		return reader_fail(r, "a number is wanted here, of at most 18 digits");
	r->at += len;
	return true;
}

static bool read_atom(struct reader *r, struct atom *out)
{
	struct decimal d;
	struct slice word;
	int name = 0;

	if (reader_word(r, &word)) {
		if (!reader_place_name(r, word, &name))
			return false;
		*out = (struct atom){ true, name };
		return true;
	}
	if (!reader_decimal(r, false, &d))
		return false;
	*out = (struct atom){ false, d.digits };
	return true;
}

bool reader_range(struct reader *r)
{
	reader_skip(r);
	if (reader_peek(r, 0) != '.' || reader_peek(r, 1) != '.')
		return false;
	r->at += 2;
	return true;
}

static bool read_term(struct reader *r, struct term *t)
{
	const char *before = r->at;
	struct slice word;
	int own;

	if (reader_word_is(r, "random")) {
		t->kind = TERM_RANDOM;
		if (!read_atom(r, &t->a))
			return false;
		if (!reader_range(r))
			return reader_fail(r, "random wants a range, as in 5..9");
		return read_atom(r, &t->b);
	}
	if (reader_word(r, &word)) {
		own = reader_own_term(word);
		if (own >= 0) {
			t->kind = (enum term_kind)own;
			return true;
		}
		r->at = before;
	}
	t->kind = TERM_ATOM;
	return read_atom(r, &t->a);
}

/* "chance 10% {": that is no operator. */
static bool is_per_cent(const struct reader *r)
{
	size_t ahead = 1;

	while (reader_peek(r, ahead) == ' ' || reader_peek(r, ahead) == '\t')
		ahead++;
	return reader_peek(r, ahead) == '{';
}

static bool take_operator(struct reader *r, char *op)
{
	reader_skip(r);
	*op = reader_peek(r, 0);
	if (*op != '+' && *op != '-' && *op != '*' && *op != '/' && *op != '%')
		return false;
	if (*op == '%' && is_per_cent(r))
		return false;
	r->at++;
	return true;
}

bool reader_sum(struct reader *r, struct run *terms)
{
	struct term sum[SUM_MAX] = { 0 };
	size_t n = 0;
	char op = '+';

	do {
		if (n == SUM_MAX)
			return reader_fail(r, "sums have at most %d terms", SUM_MAX);
		sum[n].op = op;
		if (!read_term(r, &sum[n++]))
			return false;
	} while (take_operator(r, &op));
	*terms = (struct run){ r->script->terms_count, n };
	for (size_t i = 0; i < n; i++)
		*script_add_term(r->script) = sum[i];
	return true;
}

bool reader_compare(struct reader *r, enum compare *out)
{
	static const struct {
		const char *sign;
		enum compare compare;
	} signs[] = {
		{ "<=", LESS_EQUAL },
		{ ">=", MORE_EQUAL },
		{ "!=", NOT_EQUAL },
		{ "<", LESS },
		{ "=", EQUAL },
		{ ">", MORE },
	};

	reader_skip(r);
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		size_t len = strlen(signs[i].sign);

		if (strncmp(signs[i].sign, r->at,
			    len < (size_t)(r->end - r->at)
				    ? len
				    : (size_t)(r->end - r->at)) == 0 &&
			len <= (size_t)(r->end - r->at)) {
			r->at += len;
			*out = signs[i].compare;
			return true;
		}
	}
	return reader_fail(r, "one of < <= = != >= > is wanted here");
}

/* ---- times -------------------------------------------------------------------------- */

/* How many decimals of a second: 0 s, 3 ms, 6 us. */
static bool read_unit(struct reader *r, int *decimals)
{
	if (reader_word_is(r, "s"))
		*decimals = 0;
	else if (reader_word_is(r, "ms"))
		*decimals = 3;
	else if (reader_word_is(r, "us"))
		*decimals = 6;
	else
		return reader_fail(r, "a time ends in s, ms or us");
	return true;
}

static bool to_us(struct reader *r, struct decimal d, int unit, int64_t *us)
{
	if (!decimal_exact(d, 6 - unit, us) || *us < 0 || *us > PROGRAM_TIME_US)
		return reader_fail(r, "a time is 0 to 86400 s, in whole microseconds");
	return true;
}

/* "1.2s", "300 ms", "0.8..1.5s" */
static bool read_plain_time(struct reader *r, struct run *terms)
{
	struct decimal from, to;
	struct term t = { .op = '+', .kind = TERM_ATOM };
	int unit = 0;

	if (!reader_decimal(r, true, &from))
		return false;
	to = from;
	if (reader_range(r)) {
		t.kind = TERM_RANDOM;
		if (!reader_decimal(r, true, &to))
			return false;
	}
	if (!read_unit(r, &unit) || !to_us(r, from, unit, &t.a.value) ||
		!to_us(r, to, unit, &t.b.value))
		return false;
	*terms = (struct run){ r->script->terms_count, 1 };
	*script_add_term(r->script) = t;
	return true;
}

static bool read_computed_time(struct reader *r, struct run *terms)
{
	static const int64_t scale[] = { [0] = 1000000, [3] = 1000, [6] = 1 };
	struct term *t;
	int unit = 0;

	if (!reader_sum(r, terms) || !read_unit(r, &unit))
		return false;
	t = script_add_term(r->script);
	t->op = '*';
	t->kind = TERM_ATOM;
	t->a.value = scale[unit];
	terms->count++;
	return true;
}

bool reader_time(struct reader *r, struct run *terms)
{
	reader_skip(r);
	return reader_is_digit(reader_peek(r, 0)) ? read_plain_time(r, terms)
						  : read_computed_time(r, terms);
}
