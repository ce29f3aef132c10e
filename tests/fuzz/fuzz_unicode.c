/*
 * Any bytes as text of an unknown encoding, then through every folding; folding what
 * is folded changes nothing.
 */
#include "unicode.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void code(struct buf *out, const char *text)
{
	unicode_fold(out, text, UNICODE_KEEP_CASE);
}

static void heading(struct buf *out, const char *text)
{
	unicode_fold(out, text, UNICODE_HEADING);
}

static void twice(void (*change)(struct buf *out, const char *text), const char *text)
{
	struct buf once = BUF_INIT, again = BUF_INIT;

	change(&once, text);
	assert(unicode_is_utf8(once.data, once.len) && strlen(once.data) == once.len);
	change(&again, once.data);
	if (strcmp(once.data, again.data) != 0)
		abort();
	buf_release(&once);
	buf_release(&again);
}

static void try_all(const char *text)
{
	twice(unicode_nfc, text);
	twice(code, text);
	twice(heading, text);
	twice(unicode_trim, text);
	twice(unicode_name, text);
	assert(unicode_length(text) <= strlen(text));
	assert(unicode_compare(text, text) == 0);
	assert(unicode_compare(text, "张三") == -unicode_compare("张三", text) ||
		strcmp(text, "张三") != 0);
	unicode_initial(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct buf text = BUF_INIT, raw = BUF_INIT;
	struct err err = ERR_INIT;

	if (unicode_to_utf8(bytes, len, &text, NULL, &err)) {
		assert(unicode_is_utf8(text.data, text.len));
		try_all(text.data);
	} else {
		assert(strncmp(err.text, "第", strlen("第")) == 0 && text.len == 0);
	}
	buf_add(&raw, bytes, len);
	try_all(raw.data);
	buf_release(&raw);
	buf_release(&text);
	return 0;
}
