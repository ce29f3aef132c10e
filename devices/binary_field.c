#include "binary_field.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

uint64_t field_number(enum byte_order order, const uint8_t *bytes, size_t width)
{
	uint64_t n = 0;

	for (size_t i = 0; i < width; i++) {
		size_t at = i;

		if (order == ORDER_LOW_FIRST)
			at = width - 1 - i;
		else if (order == ORDER_LOW_WORD_FIRST && width % 2 == 0)
			at = (width - 1 - i) ^ 1u;
		n = n << 8 | bytes[at];
	}
	return n;
}

/* ---- numbers ---------------------------------------------------------------------- */

static bool write_number(const struct binary_field *f, const uint8_t *bytes, size_t len,
	char *out, size_t size)
{
	uint64_t n = field_number(f->order, bytes, len);
	unsigned unused = 64 - 8 * (unsigned)len;
	int64_t value;

	if (len == 0 || len > 8)
		return false;
	if (f->type == FIELD_SIGNED)
		value = (int64_t)(n << unused) / (INT64_C(1) << unused);
	else if (n <= INT64_MAX)
		value = (int64_t)n;
	else
		return false;
	if (f->bits)
		value = (int64_t)(n >> f->bit & ((UINT64_C(1) << f->bits) - 1));
	if (__builtin_add_overflow(value, (int64_t)f->plus, &value))
		return false;
	decimal_write(value, f->decimals, out, size);
	return true;
}

/* A float as mantissa * 2^-shift; false for infinities and what is no number. */
static bool take_apart(uint32_t bits, uint64_t *mantissa, int *shift)
{
	int exponent = (int)(bits >> 23 & 0xff);

	*mantissa = bits & 0x7fffff;
	if (exponent == 0xff)
		return false;
	if (exponent > 0)
		*mantissa |= 0x800000;
	*shift = 150 - (exponent > 0 ? exponent : 1);
	return true;
}

/* The nearest number to mantissa * 2^-shift that has so many decimals, as an integer
 * of its last; `same`: no other float is as near to that number. */
static uint64_t nearest(uint64_t mantissa, int shift, unsigned decimals, bool *same)
{
	uint64_t power = 1, scaled, whole, back, miss, limit;

	for (unsigned i = 0; i < decimals; i++)
		power *= 10;
	scaled = mantissa * power; /* below 2^54 */
	*same = mantissa == 0;
	if (shift > 55)
		return 0;
	whole = (scaled + (UINT64_C(1) << shift) / 2) >> shift;
	back = whole << shift;
	miss = back > scaled ? back - scaled : scaled - back;
	/* Below a power of two the floats lie twice as close. */
	limit = back < scaled && mantissa == 0x800000 ? power : 2 * power;
	*same = 4 * miss < limit || (4 * miss == limit && mantissa % 2 == 0);
	return whole;
}

static void strip_zeros(char *text)
{
	char *end = text + strlen(text);

	if (!strchr(text, '.'))
		return;
	while (end[-1] == '0')
		end--;
	end -= end[-1] == '.';
	*end = '\0';
}

static void write_signed(
	bool minus, uint64_t n, unsigned decimals, char *out, size_t size)
{
	int64_t value = (int64_t)n;

	decimal_write(minus ? -value : value, (int)decimals, out, size);
}

bool float_write(uint32_t bits, unsigned decimals, char *out, size_t size)
{
	bool minus = bits >> 31, same = false;
	uint64_t mantissa, n = 0;
	int shift;

	if (!take_apart(bits, &mantissa, &shift) || shift < -7)
		return false;
	if (shift < 0) {
		write_signed(minus, mantissa << -shift, 0, out, size);
		return true;
	}
	for (unsigned d = 0; d <= decimals && !same; d++) {
		n = nearest(mantissa, shift, d, &same);
		write_signed(minus, n, d, out, size);
	}
	strip_zeros(out);
	return same || decimals < FIELD_DECIMALS_MAX;
}

/* ---- digits and characters ----------------------------------------------------------- */

static bool write_digits(const struct binary_field *f, const uint8_t *bytes, size_t len,
	char *out, size_t size)
{
	bool bcd = f->type != FIELD_HEX;

	if (2 * len + 2 > size)
		return false;
	for (size_t i = 0; i < len; i++) {
		bool turned = f->type == FIELD_BCD && f->order == ORDER_LOW_FIRST;
		uint8_t byte = bytes[turned ? len - 1 - i : i];
		unsigned first = byte >> 4, second = byte & 15;

		if (bcd && (first > 9 || second > 9))
			return false;
		if (f->type == FIELD_BCD_SWAPPED) {
			first = byte & 15;
			second = byte >> 4;
		}
		out[2 * i] = "0123456789ABCDEF"[first];
		out[2 * i + 1] = "0123456789ABCDEF"[second];
	}
	out[2 * len] = '\0';
	if (bcd && f->decimals > 0 && f->decimals < 2 * len) {
		char *point = out + 2 * len - f->decimals;

		memmove(point + 1, point, f->decimals + 1u);
		*point = '.';
	}
	return true;
}

static void trim(char *text)
{
	struct slice s = slice_trim(slice_of(text));

	memmove(text, s.text, s.len);
	text[s.len] = '\0';
}

static bool write_text(const uint8_t *bytes, size_t len, char *out, size_t size)
{
	if (len + 1 > size)
		return false;
	for (size_t i = 0; i < len; i++) {
		bool plain = bytes[i] >= 0x20 && bytes[i] <= 0x7e;

		out[i] = (char)(plain ? bytes[i] : bytes[i] ? '?' : ' ');
	}
	out[len] = '\0';
	trim(out);
	return true;
}

/* One character as UTF-8; control characters and halves of surrogates become "?". */
static size_t put_character(uint32_t c, char *out)
{
	if (c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0xd800 && c < 0xe000))
		c = c == 0 ? ' ' : '?';
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xc0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xe0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3f));
		out[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3f));
	out[2] = (char)(0x80 | (c >> 6 & 0x3f));
	out[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

static bool write_utf16(const uint8_t *bytes, size_t len, char *out, size_t size)
{
	size_t at = 0;

	for (size_t i = 0; i + 1 < len; i += 2) {
		uint32_t c = (uint32_t)field_number(ORDER_LOW_FIRST, bytes + i, 2);
		uint32_t low = 0;

		if (i + 3 < len)
			low = (uint32_t)field_number(ORDER_LOW_FIRST, bytes + i + 2, 2);
		if (c >= 0xd800 && c < 0xdc00 && low >= 0xdc00 && low < 0xe000) {
			c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
			i += 2;
		}
		if (at + 5 > size)
			return false;
		at += put_character(c, out + at);
	}
	out[at] = '\0';
	trim(out);
	return true;
}

/* ---- the whole ------------------------------------------------------------------------- */

static bool write_type(const struct binary_field *f, const uint8_t *bytes, size_t len,
	char *out, size_t size)
{
	switch (f->type) {
	case FIELD_NUMBER:
	case FIELD_SIGNED:
		return write_number(f, bytes, len, out, size);
	case FIELD_FLOAT:
		return len == 4 &&
		       float_write((uint32_t)field_number(f->order, bytes, len),
			       f->rounded ? f->decimals : FIELD_DECIMALS_MAX, out,
			       size);
	case FIELD_BCD:
	case FIELD_BCD_SWAPPED:
	case FIELD_HEX:
		return write_digits(f, bytes, len, out, size);
	case FIELD_HEX_NUMBER:
		snprintf(out, size, "0x%" PRIx64, field_number(f->order, bytes, len));
		return len <= 8;
	case FIELD_TEXT:
		return write_text(bytes, len, out, size);
	case FIELD_UTF16:
		return write_utf16(bytes, len, out, size);
	}
	return false;
}

static bool put_word(const struct binary_field *f, char *out, size_t size)
{
	if (f->words_count == 0)
		return true;
	for (size_t w = 0; w < f->words_count; w++) {
		for (size_t i = 0; i < f->words[w].count; i++) {
			if (strcmp(f->words[w].is[i], out) == 0)
				return text_copy(out, size, f->words[w].word);
		}
	}
	return false;
}

static unsigned two(const char *digits)
{
	return (unsigned)(digits[0] - '0') * 10 + (unsigned)(digits[1] - '0');
}

static bool put_dashes(char *out, size_t size)
{
	if (strspn(out, "0123456789") != 8 || out[8] || size < 11)
		return false;
	if (two(out + 4) < 1 || two(out + 4) > 12 || two(out + 6) < 1 ||
		two(out + 6) > 31)
		return false;
	memmove(out + 8, out + 6, 3);
	memmove(out + 5, out + 4, 2);
	out[4] = out[7] = '-';
	return true;
}

bool field_write(const struct binary_field *f, const uint8_t *bytes, size_t len,
	char *out, size_t size)
{
	return size >= 32 && write_type(f, bytes, len, out, size) &&
	       put_word(f, out, size) && (!f->date || put_dashes(out, size));
}
