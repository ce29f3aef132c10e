#include "tr.h"

#include <assert.h>
#include <string.h>

#include "buf.h"
#include "data.h"
#include "text.h"

struct texts {
	char *text[TEXT_COUNT];
};

#define TEXT_BYTES_MAX 160

static const cyaml_schema_field_t fields[] = {
#define X(id, name, room)                                                              \
	CYAML_FIELD_STRING_PTR(#name, CYAML_FLAG_POINTER, struct texts,                \
		text[TEXT_##id], 1, TEXT_BYTES_MAX),
	TEXTS(X)
#undef X
		CYAML_FIELD_END
};

static const cyaml_schema_value_t schema = { CYAML_VALUE_MAPPING(
	CYAML_FLAG_POINTER, struct texts, fields) };

static const struct {
	const char *key;
	int room;
} about[] = {
#define X(id, name, room) [TEXT_##id] = { #name, room },
	TEXTS(X)
#undef X
};

struct texts *texts_load(const char *path, struct err *err)
{
	void *texts = NULL;

	return data_load(path, &schema, &texts, err) ? texts : NULL;
}

void texts_free(struct texts *texts)
{
	data_free(&schema, texts);
}

const char *texts_get(const struct texts *texts, enum text key)
{
	assert(key < TEXT_COUNT);
	return texts->text[key];
}

const char *text_key(enum text key)
{
	assert(key < TEXT_COUNT);
	return about[key].key;
}

int text_room(enum text key)
{
	assert(key < TEXT_COUNT);
	return about[key].room;
}

/* Copy `len` bytes to `out` at *used as far as they fit. */
static void put(char *out, size_t size, size_t *used, const char *bytes, size_t len)
{
	while (len-- && *used + 1 < size)
		out[(*used)++] = *bytes++;
}

/* A cut may have left half a character. */
static void drop_half_character(char *out, size_t used)
{
	size_t lead = used;

	while (lead > 0 && ((unsigned char)out[lead - 1] & 0xc0) == 0x80)
		lead--;
	if (lead == 0)
		return;
	unsigned char c = (unsigned char)out[lead - 1];
	size_t want = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : c >= 0xc0 ? 2 : 1;

	if (used - (lead - 1) < want)
		out[lead - 1] = '\0';
}

char *text_fill(const char *text, char *out, size_t size, const char *one,
	const char *two, const char *three)
{
	const char *const fill[] = { one, two, three };
	size_t used = 0;

	assert(size > 0);
	while (*text) {
		if (text[0] == '{' && text[1] >= '1' && text[1] <= '3' &&
			text[2] == '}') {
			const char *f = fill[text[1] - '1'];

			if (f)
				put(out, size, &used, f, strlen(f));
			text += 3;
		} else {
			put(out, size, &used, text++, 1);
		}
	}
	out[used] = '\0';
	drop_half_character(out, used);
	return out;
}
