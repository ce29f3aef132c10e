#include "escape.h"

#include <string.h>

int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* The byte behind a backslash, or -1; `*text` moves to its last character. */
static int escaped(const char **text)
{
	switch (**text) {
	case 'r':
		return '\r';
	case 'n':
		return '\n';
	case 't':
		return '\t';
	case '\\':
		return '\\';
	case 'x':
		if (hex_digit((*text)[1]) < 0 || hex_digit((*text)[2]) < 0)
			return -1;
		*text += 2;
		return hex_digit((*text)[-1]) * 16 + hex_digit((*text)[0]);
	default:
		return -1;
	}
}

bool escape_read(const char *text, uint8_t *out, size_t size, size_t *len)
{
	*len = 0;
	for (; *text; text++) {
		int byte = (unsigned char)*text;

		if (byte == '\\') {
			text++;
			byte = escaped(&text);
		} else if (byte > 0x7f) {
			return false;
		}
		if (byte < 0 || *len == size)
			return false;
		out[(*len)++] = (uint8_t)byte;
	}
	return true;
}

/* The number behind a star, 1 to 9999; 0 when there is none. */
static size_t times(const char **text)
{
	size_t n = 0;

	for (int i = 0; i < 4 && **text >= '0' && **text <= '9'; i++, ++*text)
		n = n * 10 + (size_t)(**text - '0');
	return n;
}

bool hex_read(const char *text, uint8_t *out, size_t size, size_t *len)
{
	*len = 0;
	while (*(text += strspn(text, " "))) {
		int high = hex_digit(text[0]), low;
		size_t n = 1;

		low = high < 0 ? -1 : hex_digit(text[1]);
		if (low < 0)
			return false;
		text += 2;
		if (*text == '*') {
			text++;
			n = times(&text);
		}
		if (n == 0 || n > size - *len)
			return false;
		memset(out + *len, high * 16 + low, n);
		*len += n;
	}
	return true;
}
