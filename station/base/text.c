#include "text.h"

#include <assert.h>
#include <string.h>

struct slice slice_of(const char *text)
{
	return (struct slice){ text, strlen(text) };
}

bool slice_is(struct slice s, const char *text)
{
	return s.len == strlen(text) && memcmp(s.text, text, s.len) == 0;
}

static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct slice slice_trim(struct slice s)
{
	while (s.len && is_blank(s.text[0]))
		s.text++, s.len--;
	while (s.len && is_blank(s.text[s.len - 1]))
		s.len--;
	return s;
}

bool slice_piece(struct slice *s, char between, struct slice *piece)
{
	const char *end;

	if (!s->text)
		return false;
	end = s->len ? memchr(s->text, between, s->len) : NULL;
	*piece = slice_trim(
		(struct slice){ s->text, end ? (size_t)(end - s->text) : s->len });
	s->len = end ? s->len - (size_t)(end - s->text) - 1 : 0;
	s->text = end ? end + 1 : NULL;
	return true;
}

bool slice_copy(struct slice s, char *out, size_t size)
{
	if (s.len >= size || memchr(s.text, '\0', s.len))
		return false;
	memcpy(out, s.text, s.len);
	out[s.len] = '\0';
	return true;
}

#define DIGITS_MAX   18
#define DECIMALS_MAX 12

bool decimal_read(struct slice s, struct decimal *out)
{
	struct decimal d = { 0, 0 };
	bool negative = false, point = false;
	int digits = 0;
	size_t i = 0;

	if (s.len && (s.text[0] == '-' || s.text[0] == '+'))
		negative = s.text[i++] == '-';
	for (; i < s.len; i++) {
		char c = s.text[i];

		if (c == '.' && !point) {
			point = true;
			continue;
		}
		if (c < '0' || c > '9' || ++digits > DIGITS_MAX)
			return false;
		d.digits = d.digits * 10 + (c - '0');
		d.decimals += point;
	}
	if (!digits || d.decimals > DECIMALS_MAX)
		return false;
	if (negative)
		d.digits = -d.digits;
	*out = d;
	return true;
}

bool decimal_exact(struct decimal d, int decimals, int64_t *out)
{
	for (; d.decimals < decimals; d.decimals++)
		if (__builtin_mul_overflow(d.digits, (int64_t)10, &d.digits))
			return false;
	for (; d.decimals > decimals; d.decimals--) {
		if (d.digits % 10)
			return false;
		d.digits /= 10;
	}
	*out = d.digits;
	return true;
}

char *decimal_write(int64_t value, int decimals, char *out, size_t size)
{
	uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
	char text[48]; /* filled from its end */
	char *at = text + sizeof(text) - 1;

	assert(decimals >= 0 && decimals <= DIGITS_MAX);
	*at = '\0';
	for (int n = 0; rest || n <= decimals; n++, rest /= 10) {
		if (n == decimals && n > 0)
			*--at = '.';
		*--at = (char)('0' + rest % 10);
	}
	if (value < 0)
		*--at = '-';
	text_copy(out, size, at);
	return out;
}

/* How long the UTF-8 character at `s` is; 0 when there is none. */
static size_t character(const unsigned char *s)
{
	static const struct {
		unsigned char first, last; /* of the first byte */
		unsigned char low, high;   /* of the second */
		size_t len;
	} forms[] = {
		{ 0xc2, 0xdf, 0x80, 0xbf, 2 },
		{ 0xe0, 0xe0, 0xa0, 0xbf, 3 },
		{ 0xe1, 0xec, 0x80, 0xbf, 3 },
		{ 0xed, 0xed, 0x80, 0x9f, 3 },
		{ 0xee, 0xef, 0x80, 0xbf, 3 },
		{ 0xf0, 0xf0, 0x90, 0xbf, 4 },
		{ 0xf1, 0xf3, 0x80, 0xbf, 4 },
		{ 0xf4, 0xf4, 0x80, 0x8f, 4 },
	};

	if (s[0] < 0x80)
		return 1;
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		size_t n = 2;

		if (s[0] < forms[i].first || s[0] > forms[i].last)
			continue;
		if (s[1] < forms[i].low || s[1] > forms[i].high)
			return 0;
		while (n < forms[i].len && (s[n] & 0xc0) == 0x80)
			n++;
		return n == forms[i].len ? n : 0;
	}
	return 0;
}

void text_keep_characters(char *text)
{
	const unsigned char *from = (const unsigned char *)text;
	char *to = text;

	while (*from) {
		size_t n = character(from);

		memmove(to, from, n);
		to += n;
		from += n ? n : 1;
	}
	*to = '\0';
}

bool text_copy(char *out, size_t size, const char *text)
{
	size_t len = strlen(text);
	bool whole = len < size;

	if (!whole) {
		len = size - 1;
		while (len > 0 && ((unsigned char)text[len] & 0xc0) == 0x80)
			len--;
	}
	memmove(out, text, len);
	out[len] = '\0';
	return whole;
}

int64_t div_floor(int64_t n, int64_t d)
{
	return n / d - (n % d < 0);
}

int64_t div_ceil(int64_t n, int64_t d)
{
	return n / d + (n % d > 0);
}

int64_t div_half_up(int64_t n, int64_t d)
{
	int64_t floor = div_floor(n, d), rest = n - floor * d;

	return floor + (rest >= d - rest);
}
