#include "err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* A sentence that was too long must not end in half a Chinese character. */
static void cut_at_character(char *text, size_t size)
{
	size_t len = strlen(text);

	if (len + 1 < size)
		return;
	while (len > 0 && ((unsigned char)text[len - 1] & 0xc0) == 0x80)
		len--;
	if (len > 0 && ((unsigned char)text[len - 1] & 0x80))
		len--;
	text[len] = '\0';
}

bool err_set(struct err *err, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vsnprintf(err->text, sizeof(err->text), fmt, args);
	va_end(args);
	cut_at_character(err->text, sizeof(err->text));
	return false;
}

bool err_prefix(struct err *err, const char *fmt, ...)
{
	char cause[sizeof(err->text)];
	va_list args;
	size_t len;

	memcpy(cause, err->text, sizeof(cause));
	va_start(args, fmt);
	vsnprintf(err->text, sizeof(err->text), fmt, args);
	va_end(args);
	len = strlen(err->text);
	snprintf(err->text + len, sizeof(err->text) - len, ": %s", cause);
	cut_at_character(err->text, sizeof(err->text));
	return false;
}
