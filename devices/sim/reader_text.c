/* Texts of a script: bytes, values in their forms, sums. */
#include "reader.h"

#include <string.h>

#define TEXT_MAX  1024
#define WIDTH_MAX 40

/* ---- hex ---------------------------------------------------------------------------- */

static int hex_digit(char c)
{
	if (reader_is_digit(c))
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static int hex_pair(const struct reader *r, size_t ahead)
{
	int high = hex_digit(reader_peek(r, ahead)),
	    low = hex_digit(reader_peek(r, ahead + 1));

	return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/* At least one pair; a word behind them is not theirs. */
bool reader_hex(struct reader *r, struct run *parts)
{
	*parts = (struct run){ r->script->parts_count, 1 };
	script_add_part(r->script, PART_BYTES);
	do {
		int byte;

		reader_skip(r);
		byte = hex_pair(r, 0);
		if (byte < 0)
			return reader_fail(r, "hex wants pairs of hex digits");
		script_add_bytes(r->script, &(uint8_t){ (uint8_t)byte }, 1);
		r->at += 2;
	} while (!reader_at_end(r) && reader_peek(r, 0) != 'g');
	return true;
}

bool reader_byte(struct reader *r, uint8_t *out)
{
	int byte;

	reader_skip(r);
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

	while (reader_is_letter(reader_peek(r, len)))
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
	p->zeros = reader_peek(r, 0) == '0';
	while (reader_is_digit(reader_peek(r, 0)) && p->width <= WIDTH_MAX)
		p->width = p->width * 10 + (*r->at++ - '0');
	if (reader_peek(r, 0) == '.') {
		r->at++;
		while (reader_is_digit(reader_peek(r, 0)) && p->decimals <= 12)
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

	while (reader_is_letter(reader_peek(r, word.len)) ||
		reader_is_digit(reader_peek(r, word.len)) ||
		reader_peek(r, word.len) == '-')
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
	if (!reader_decimal(r, false, &d))
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
	unsigned first = (uint8_t)reader_peek(r, 0), c;
	size_t more = first < 0x80 ? 0 : first >= 0xe0 ? 2 : 1;

	if (first < 0x20 || (first >= 0x80 && first < 0xc2) || first >= 0xf0)
		return 0;
	c = more == 0 ? first : first & (more == 1 ? 0x1f : 0x0f);
	for (size_t i = 1; i <= more; i++) {
		unsigned next = (uint8_t)reader_peek(r, i);

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
	uint8_t byte = 0;

	if (!reader_decimal(r, false, &d))
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

	if (!reader_decimal(r, false, &d))
		return false;
	if (d.digits < 1 || d.digits > TEXT_MAX / 2)
		return reader_fail(r, "utf16 has 1 to %d characters", TEXT_MAX / 2);
	reader_skip(r);
	for (; r->at < r->end && reader_peek(r, 0) != '}'; n++) {
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
	own = reader_own_term(word);
	if (own >= 0 && !pattern) {
		p.value.kind = (enum term_kind)own;
	} else {
		if (!reader_place_name(r, word, &name))
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
	char c = reader_peek(r, 0);
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
	if (c == '*' && reader_peek(r, 0) == '?' && !pattern) {
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
