#include "reader.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define SUM_MAX	  8
#define TEXT_MAX  1024
#define WIDTH_MAX 40

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

static void skip_blanks(struct reader *r)
{
	while (r->at < r->end && (*r->at == ' ' || *r->at == '\t' || *r->at == '\r'))
		r->at++;
}

/* The next character, NUL at the end of the line. */
static char peek(const struct reader *r, size_t ahead)
{
	return ahead < (size_t)(r->end - r->at) ? r->at[ahead] : '\0';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool reader_at_end(struct reader *r)
{
	skip_blanks(r);
	return r->at == r->end || *r->at == '#';
}

bool reader_sees(struct reader *r, char c)
{
	skip_blanks(r);
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
	skip_blanks(r);
	word->text = r->at;
	word->len = 0;
	if (!is_letter(peek(r, 0)))
		return false;
	while (is_letter(peek(r, word->len)) || is_digit(peek(r, word->len)))
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

static int find_own_term(struct slice word)
{
	for (size_t i = TERM_N; i <= TERM_SEQ; i++)
		if (slice_is(word, own_terms[i]))
			return (int)i;
	return -1;
}

static bool place_name(struct reader *r, struct slice word, int *name)
{
	struct script *s = r->script;

	if (find_own_term(word) >= 0 || slice_is(word, "random"))
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
	return place_name(r, word, name);
}

/* ---- numbers and sums ---------------------------------------------------------------- */

/* Digits, and a point if a digit follows it: not the two points of a range. */
static bool read_decimal(struct reader *r, bool fraction, struct decimal *out)
{
	struct slice s;
	size_t len;

	skip_blanks(r);
	len = peek(r, 0) == '-' ? 1 : 0;
	while (is_digit(peek(r, len)))
		len++;
	if (fraction && peek(r, len) == '.' && is_digit(peek(r, len + 1)))
		for (len++; is_digit(peek(r, len));)
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
		if (!place_name(r, word, &name))
			return false;
		*out = (struct atom){ true, name };
		return true;
	}
	if (!read_decimal(r, false, &d))
		return false;
	*out = (struct atom){ false, d.digits };
	return true;
}

static bool take_range(struct reader *r)
{
	skip_blanks(r);
	if (peek(r, 0) != '.' || peek(r, 1) != '.')
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
		if (!take_range(r))
			return reader_fail(r, "random wants a range, as in 5..9");
		return read_atom(r, &t->b);
	}
	if (reader_word(r, &word)) {
		own = find_own_term(word);
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

	while (peek(r, ahead) == ' ' || peek(r, ahead) == '\t')
		ahead++;
	return peek(r, ahead) == '{';
}

static bool take_operator(struct reader *r, char *op)
{
	skip_blanks(r);
	*op = peek(r, 0);
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

	skip_blanks(r);
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

	if (!read_decimal(r, true, &from))
		return false;
	to = from;
	if (take_range(r)) {
		t.kind = TERM_RANDOM;
		if (!read_decimal(r, true, &to))
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
	skip_blanks(r);
	return is_digit(peek(r, 0)) ? read_plain_time(r, terms)
				    : read_computed_time(r, terms);
}

/* ---- texts -------------------------------------------------------------------------- */

static int hex_digit(char c)
{
	if (is_digit(c))
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static int hex_pair(const struct reader *r, size_t ahead)
{
	int high = hex_digit(peek(r, ahead)), low = hex_digit(peek(r, ahead + 1));

	return high < 0 || low < 0 ? -1 : high * 16 + low;
}

bool reader_hex(struct reader *r, struct run *parts)
{
	*parts = (struct run){ r->script->parts_count, 1 };
	script_add_part(r->script, PART_BYTES);
	while (!reader_at_end(r) && peek(r, 0) != 'g') {
		int byte = hex_pair(r, 0);

		if (byte < 0)
			return reader_fail(r, "hex wants pairs of hex digits");
		script_add_bytes(r->script, &(uint8_t){ (uint8_t)byte }, 1);
		r->at += 2;
	}
	return true;
}

bool reader_byte(struct reader *r, uint8_t *out)
{
	int byte;

	skip_blanks(r);
	byte = hex_pair(r, 0);
	if (byte < 0)
		return reader_fail(r, "a pair of hex digits is wanted here");
	*out = (uint8_t)byte;
	r->at += 2;
	return true;
}

static const struct {
	const char *word;
	enum part_form form;
	int width; /* the largest; 0: it has none */
	int decimals;
} forms[] = {
	{ "clock", FORM_CLOCK, 0, 6 },
	{ "hms", FORM_HMS, 0, 6 },
	{ "hex", FORM_HEX, 16, 0 },
	{ "z", FORM_BASE36, 12, 0 },
	{ "low", FORM_LOW, 8, 0 },
	{ "high", FORM_HIGH, 8, 0 },
	{ "float", FORM_FLOAT, 0, 12 },
	{ "highfloat", FORM_FLOAT_HIGH, 0, 12 },
	{ "bcd", FORM_BCD, 9, 0 },
	{ "swap", FORM_BCD_SWAPPED, 9, 0 },
};
#define FORMS (sizeof(forms) / sizeof(forms[0]))

/* The word of a form, if one stands here; its row in `forms`, or FORMS. */
static size_t take_form(struct reader *r)
{
	size_t len = 0;

	while (is_letter(peek(r, len)))
		len++;
	for (size_t i = 0; i < FORMS; i++)
		if (slice_is((struct slice){ r->at, len }, forms[i].word)) {
			r->at += len;
			return i;
		}
	return FORMS;
}

/* What stands after the colon: 6, 06, .2, 6.1, 06.1, clock.4, low2 */
static bool read_form(struct reader *r, struct part *p)
{
	size_t form = take_form(r);

	if (form < FORMS)
		p->form = forms[form].form;
	p->zeros = peek(r, 0) == '0';
	while (is_digit(peek(r, 0)) && p->width <= WIDTH_MAX)
		p->width = p->width * 10 + (*r->at++ - '0');
	if (peek(r, 0) == '.') {
		r->at++;
		while (is_digit(peek(r, 0)) && p->decimals <= 12)
			p->decimals = p->decimals * 10 + (*r->at++ - '0');
	}
	if (p->width > WIDTH_MAX || p->decimals > 12)
		return reader_fail(
			r, "a value has at most %d characters, 12 decimals", WIDTH_MAX);
	if (form < FORMS && (p->width > forms[form].width ||
				    (p->width == 0) != (forms[form].width == 0) ||
				    p->decimals > forms[form].decimals))
		return reader_fail(r, "%s%s", forms[form].word,
			forms[form].width
				? " wants a width that it can have, as in low2"
				: " may only have decimals, at most 6 of a "
				  "time and 12 of a float");
	return true;
}

/* ---- sums over what is said ---------------------------------------------------------- */

static const struct {
	const char *word;
	enum checksum_kind kind;
} sum_words[] = {
	{ "sum8", CHECKSUM_SUM8 },
	{ "sum8-plus-1", CHECKSUM_SUM8_PLUS_1 },
	{ "xor8", CHECKSUM_XOR8 },
	{ "twos8", CHECKSUM_TWOS8 },
	{ "sum16", CHECKSUM_SUM16 },
	{ "sum16-words", CHECKSUM_SUM16_WORDS },
	{ "crc16modbus", CHECKSUM_MODBUS },
	{ "crc16sportident", CHECKSUM_SPORTIDENT },
	{ "crc16p3", CHECKSUM_P3 },
};

static bool read_sum_kind(struct reader *r, struct part *p)
{
	struct slice word = { r->at, 0 };

	while (is_letter(peek(r, word.len)) || is_digit(peek(r, word.len)) ||
		peek(r, word.len) == '-')
		word.len++;
	r->at += word.len;
	for (size_t i = 0; i < sizeof(sum_words) / sizeof(sum_words[0]); i++)
		if (slice_is(word, sum_words[i].word)) {
			p->sum = sum_words[i].kind;
			return true;
		}
	return reader_fail(r, "\"%.*s\" is no sum; those of profiles are, as xor8",
		word.len > 20 ? 20 : (int)word.len, word.text);
}

/* A word and how many bytes of a say, or nothing. */
static bool read_place(struct reader *r, const char *word, size_t *out)
{
	struct decimal d;

	if (!reader_word_is(r, word))
		return true;
	if (!read_decimal(r, false, &d))
		return false;
	if (d.digits < 0 || d.digits >= PROGRAM_SAY)
		return reader_fail(r, "a sum is of bytes within the say");
	*out = (size_t)d.digits;
	return true;
}

/* {?KIND [hex|nibbles|low] [from N] [less N]} or {?KIND [...] whole} */
static bool read_check(struct reader *r, struct run *parts)
{
	struct part p = { .kind = PART_SUM, .sum_form = CHECKSUM_BYTES };

	if (!read_sum_kind(r, &p))
		return false;
	if (reader_word_is(r, "hex"))
		p.sum_form = CHECKSUM_HEX;
	else if (reader_word_is(r, "nibbles"))
		p.sum_form = CHECKSUM_NIBBLES;
	else if (reader_word_is(r, "low"))
		p.sum_form = CHECKSUM_BYTES_LOW_FIRST;
	p.whole = reader_word_is(r, "whole");
	if (!p.whole &&
		(!read_place(r, "from", &p.first) || !read_place(r, "less", &p.less)))
		return false;
	if (!reader_char(r, '}'))
		return reader_fail(r,
			"after a sum comes hex, nibbles or low, then from "
			"N, less N or whole, then }");
	*script_add_part(r->script, PART_SUM) = p;
	parts->count++;
	return true;
}

/* ---- characters of two bytes ----------------------------------------------------------- */

/* One character of UTF-8, none above U+FFFF; 0: there is none. */
static unsigned take_character(struct reader *r)
{
	unsigned first = (uint8_t)peek(r, 0), c;
	size_t more = first < 0x80 ? 0 : first >= 0xe0 ? 2 : 1;

	if (first < 0x20 || (first >= 0x80 && first < 0xc2) || first >= 0xf0)
		return 0;
	c = more == 0 ? first : first & (more == 1 ? 0x1f : 0x0f);
	for (size_t i = 1; i <= more; i++) {
		unsigned next = (uint8_t)peek(r, i);

		if ((next & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (next & 0x3f);
	}
	r->at += more + 1;
	return c;
}

static void add_byte(struct reader *r, struct run *parts, uint8_t byte);

static void add_two(struct reader *r, struct run *parts, unsigned unit)
{
	add_byte(r, parts, (uint8_t)(unit & 0xff));
	add_byte(r, parts, (uint8_t)(unit >> 8));
}

/* {fill 1060 00}: so many of that byte */
static bool read_fill(struct reader *r, struct run *parts)
{
	struct decimal d;
	uint8_t byte;

	if (!read_decimal(r, false, &d))
		return false;
	if (d.digits < 1 || d.digits > PROGRAM_SAY)
		return reader_fail(r, "fill makes 1 to %d bytes", PROGRAM_SAY);
	if (!reader_byte(r, &byte))
		return false;
	for (int64_t i = 0; i < d.digits; i++)
		add_byte(r, parts, byte);
	return reader_char(r, '}') || reader_fail(r, "fill ends with }");
}

/* {utf16 15 TEXT}: the low byte first, filled with blanks. */
static bool read_utf16(struct reader *r, struct run *parts)
{
	struct decimal d;
	int64_t n = 0;

	if (!read_decimal(r, false, &d))
		return false;
	if (d.digits < 1 || d.digits > TEXT_MAX / 2)
		return reader_fail(r, "utf16 has 1 to %d characters", TEXT_MAX / 2);
	skip_blanks(r);
	for (; r->at < r->end && peek(r, 0) != '}'; n++) {
		unsigned unit = take_character(r);

		if (unit == 0 || n == d.digits)
			return reader_fail(r, unit ? "this text is longer than that"
						   : "this is not UTF-8, or above "
						     "U+FFFF");
		add_two(r, parts, unit);
	}
	if (!reader_char(r, '}'))
		return reader_fail(r, "utf16 ends with }");
	for (; n < d.digits; n++)
		add_two(r, parts, ' ');
	return true;
}

/* ---- pieces of a text -------------------------------------------------------------------- */

static bool read_braces(struct reader *r, bool pattern, struct run *parts)
{
	struct part p = { .kind = pattern ? PART_READ : PART_VALUE };
	struct slice word;
	int own, name = 0;

	if (!pattern && reader_char(r, '?'))
		return read_check(r, parts);
	if (!pattern && reader_word_is(r, "utf16"))
		return read_utf16(r, parts);
	if (!pattern && reader_word_is(r, "fill"))
		return read_fill(r, parts);
	if (!reader_word(r, &word))
		return reader_fail(r, "a name is wanted after { (a brace is \\{)");
	own = find_own_term(word);
	if (own >= 0 && !pattern) {
		p.value.kind = (enum term_kind)own;
	} else {
		if (!place_name(r, word, &name))
			return false;
		p.value.a = (struct atom){ true, name };
	}
	if (!pattern && reader_char(r, ':') && !read_form(r, &p))
		return false;
	if (!reader_char(r, '}'))
		return reader_fail(r, "} is wanted after the name");
	p.value.op = '+';
	p.first = r->script->bytes_len;
	*script_add_part(r->script, p.kind) = p;
	parts->count++;
	return true;
}

static void add_byte(struct reader *r, struct run *parts, uint8_t byte)
{
	struct script *s = r->script;

	if (parts->count == 0 || s->parts[s->parts_count - 1].kind != PART_BYTES) {
		script_add_part(s, PART_BYTES);
		parts->count++;
	}
	script_add_bytes(s, &byte, 1);
}

static bool read_escape(struct reader *r, struct run *parts)
{
	static const char from[] = "rnt0\\\"{", to[] = "\r\n\t\0\\\"{";
	char c = peek(r, 0);
	const char *found = c ? strchr(from, c) : NULL;
	int byte;

	if (found) {
		r->at++;
		add_byte(r, parts, (uint8_t)to[found - from]);
		return true;
	}
	byte = c == 'x' ? hex_pair(r, 1) : -1;
	if (byte < 0)
		return reader_fail(r, "after \\ comes one of r n t 0 \\ \" { or xNN");
	r->at += 3;
	add_byte(r, parts, (uint8_t)byte);
	return true;
}

static bool read_piece(struct reader *r, bool pattern, struct run *parts)
{
	char c = *r->at++;

	if (c == '\\')
		return read_escape(r, parts);
	if (c == '{')
		return read_braces(r, pattern, parts);
	if (c == '*' && peek(r, 0) == '?' && !pattern) {
		r->at++;
		script_add_part(r->script, PART_CHECK);
		parts->count++;
		return true;
	}
	add_byte(r, parts, (uint8_t)c);
	return true;
}

/* A pattern that begins by reading, or reads twice in a row, has no place to
 * begin. */
static bool check_pattern(struct reader *r, const struct run *parts)
{
	const struct part *p;

	if (parts->count == 0) /* and then there may be no parts at all yet */
		return reader_fail(r, "the host's text begins with bytes");
	p = r->script->parts + parts->first;
	if (p[0].kind != PART_BYTES)
		return reader_fail(r, "the host's text begins with bytes");
	for (size_t i = 1; i < parts->count; i++)
		if (p[i].kind == PART_READ && p[i - 1].kind == PART_READ)
			return reader_fail(r, "two values need bytes between them");
	return true;
}

bool reader_text(struct reader *r, bool pattern, struct run *parts)
{
	const char *begin;

	if (!reader_char(r, '"'))
		return reader_fail(r, "a text in quotes is wanted here");
	*parts = (struct run){ r->script->parts_count, 0 };
	begin = r->at;
	while (r->at < r->end && *r->at != '"')
		if (!read_piece(r, pattern, parts))
			return false;
	if (r->at == r->end)
		return reader_fail(r, "the quotes are not closed");
	if (r->at++ - begin > TEXT_MAX)
		return reader_fail(r, "a text has at most %d characters", TEXT_MAX);
	return !pattern || check_pattern(r, parts);
}
