#include "err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "text.h"

bool err_set(struct err *err, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vsnprintf(err->text, sizeof(err->text), fmt, args);
	va_end(args);
	text_keep_characters(err->text);
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
	text_keep_characters(err->text);
	return false;
}
