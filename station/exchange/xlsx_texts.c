#include "xlsx_texts.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* ---- finding ---------------------------------------------------------------- */

static uint64_t hash_of(const char *text, size_t len)
{
	uint64_t hash = UINT64_C(14695981039346656037);

	for (size_t i = 0; i < len; i++)
		hash = (hash ^ (unsigned char)text[i]) * UINT64_C(1099511628211);
	return hash;
}

/* Where it is, or the free slot where it would be. */
static size_t slot_of(
	const struct xlsx_texts *t, uint64_t hash, const char *text, size_t len)
{
	size_t mask = t->slots_count - 1, slot = (size_t)hash & mask;

	for (; t->slots[slot] > 0; slot = (slot + 1) & mask) {
		const struct xlsx_text *there = &t->texts[t->slots[slot] - 1];

		if (there->hash == hash && there->len == len &&
			memcmp(t->plain.data + there->from, text, len) == 0)
			break;
	}
	return slot;
}

/* At most half of the slots are taken. */
static void make_room(struct xlsx_texts *t)
{
	if (2 * t->count < t->slots_count)
		return;
	t->slots_count = t->slots_count ? 2 * t->slots_count : 1024;
	free(t->slots);
	t->slots = mem_array(t->slots_count, sizeof(*t->slots));
	for (size_t i = 0; i < t->count; i++) {
		size_t mask = t->slots_count - 1;
		size_t slot = (size_t)t->texts[i].hash & mask;

		while (t->slots[slot] > 0)
			slot = (slot + 1) & mask;
		t->slots[slot] = (uint32_t)i + 1;
	}
	t->texts = mem_resize_array(
		t->texts, t->slots_count / 2 + 1, sizeof(*t->texts));
}

/* ---- the part --------------------------------------------------------------- */

/* Does "_x0041_" stand here? A reader would take it for one character. */
static bool looks_escaped(const char *at)
{
	if (at[0] != '_' || at[1] != 'x')
		return false;
	for (int i = 2; i < 6; i++)
		if (!isxdigit((unsigned char)at[i]))
			return false;
	return at[6] == '_';
}

/* The bytes of U+FFFE and U+FFFF, but for the last: XML has neither. */
#define NO_CHARACTER "\xef\xbf"

/* The bytes of `at` that were taken. */
static size_t add_character(struct buf *xml, const char *at)
{
	unsigned char c = (unsigned char)*at;

	if (c == '&')
		buf_adds(xml, "&amp;");
	else if (c == '<')
		buf_adds(xml, "&lt;");
	else if (c == '>')
		buf_adds(xml, "&gt;");
	else if (c < ' ' && c != '\n' && c != '\t')
		buf_addf(xml, "_x%04X_", c); /* XML has no such characters */
	else if (looks_escaped(at))
		buf_adds(xml, "_x005F_");
	else if (strncmp(at, NO_CHARACTER, 2) == 0 && (unsigned char)at[2] >= 0xbe) {
		buf_addf(xml, "_xFFF%c_", (unsigned char)at[2] == 0xbe ? 'E' : 'F');
		return 3;
	} else
		buf_addc(xml, (char)c);
	return 1;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

static void add_xml(struct buf *xml, const char *text, size_t len)
{
	bool keep = is_blank(text[0]) || is_blank(text[len - 1]);
	size_t from = 0;

	buf_adds(xml, keep ? "<si><t xml:space=\"preserve\">" : "<si><t>");
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c >= ' ' && c != '&' && c != '<' && c != '>' && c != '_' &&
			c != 0xef)
			continue;
		buf_add(xml, text + from, i - from);
		from = i + add_character(xml, text + i);
		i = from - 1;
	}
	buf_add(xml, text + from, len - from);
	buf_adds(xml, "</t></si>");
}

size_t xlsx_texts_put(struct xlsx_texts *t, const char *text)
{
	size_t len = strlen(text), slot;
	uint64_t hash = hash_of(text, len);

	t->cells++;
	make_room(t);
	slot = slot_of(t, hash, text, len);
	if (t->slots[slot] > 0)
		return t->slots[slot] - 1;
	t->texts[t->count] = (struct xlsx_text){ hash, t->plain.len, len };
	buf_add(&t->plain, text, len);
	add_xml(&t->xml, text, len);
	t->slots[slot] = (uint32_t)++t->count;
	return t->count - 1;
}

void xlsx_texts_part(const struct xlsx_texts *t, struct buf *out)
{
	buf_addf(out,
		"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
		"<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/"
		"main\" "
		"count=\"%zu\" uniqueCount=\"%zu\">",
		t->cells, t->count);
	buf_add(out, t->xml.data ? t->xml.data : "", t->xml.len);
	buf_adds(out, "</sst>");
}

void xlsx_texts_release(struct xlsx_texts *t)
{
	buf_release(&t->plain);
	buf_release(&t->xml);
	free(t->texts);
	free(t->slots);
	*t = (struct xlsx_texts)XLSX_TEXTS_INIT;
}
