/*
 * Any bytes as a YAML file: refused with a sentence, or loaded and given back.
 */
#include "data.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

struct part {
	char *name;
	int8_t shift;
};

struct thing {
	char title[16];
	uint16_t width;
	bool open;
	int ends;
	uint32_t signs;
	char *note;
	struct part *parts;
	uint32_t parts_count;
	uint8_t pair[2];
	struct part *inner;
};

static const cyaml_strval_t words[] = { { "cr", 1 }, { "lf", 2 }, { "any", 4 } };
static const cyaml_schema_field_t part_fields[] = {
	CYAML_FIELD_STRING_PTR("name", CYAML_FLAG_DEFAULT, struct part, name, 1, 100),
	CYAML_FIELD_INT("shift", CYAML_FLAG_OPTIONAL, struct part, shift),
	CYAML_FIELD_END,
};
static const cyaml_schema_value_t part_schema = { CYAML_VALUE_MAPPING(
	CYAML_FLAG_DEFAULT, struct part, part_fields) };
static const cyaml_schema_value_t byte_schema = { CYAML_VALUE_UINT(
	CYAML_FLAG_DEFAULT, uint8_t) };
static const cyaml_schema_field_t fields[] = {
	CYAML_FIELD_STRING("title", CYAML_FLAG_OPTIONAL, struct thing, title, 0),
	CYAML_FIELD_UINT("width", CYAML_FLAG_OPTIONAL, struct thing, width),
	CYAML_FIELD_BOOL("open", CYAML_FLAG_OPTIONAL, struct thing, open),
	CYAML_FIELD_ENUM("ends", CYAML_FLAG_OPTIONAL | CYAML_FLAG_STRICT, struct thing,
		ends, words, 3),
	CYAML_FIELD_FLAGS("signs", CYAML_FLAG_OPTIONAL | CYAML_FLAG_STRICT,
		struct thing, signs, words, 3),
	CYAML_FIELD_STRING_PTR("note",
		CYAML_FLAG_POINTER_NULL_STR | CYAML_FLAG_OPTIONAL, struct thing, note,
		0, CYAML_UNLIMITED),
	CYAML_FIELD_SEQUENCE("parts", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
		struct thing, parts, &part_schema, 0, CYAML_UNLIMITED),
	CYAML_FIELD_SEQUENCE_FIXED(
		"pair", CYAML_FLAG_OPTIONAL, struct thing, pair, &byte_schema, 2),
	CYAML_FIELD_MAPPING_PTR(
		"inner", CYAML_FLAG_OPTIONAL, struct thing, inner, part_fields),
	CYAML_FIELD_IGNORE("source", CYAML_FLAG_OPTIONAL),
	CYAML_FIELD_END,
};
static const cyaml_schema_value_t schema = { CYAML_VALUE_MAPPING(
	CYAML_FLAG_POINTER, struct thing, fields) };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct err err = ERR_INIT;
	struct data_places *places;
	void *thing;

	if (!data_load_text_placed("f", bytes, len, &schema, &thing, &places, &err)) {
		/* A sentence with its place, and never libcyaml's own: what the walk
		 * lets through must load. */
		assert(strncmp(err.text, "f:", 2) == 0 && err.text[2] >= '1' &&
			err.text[2] <= '9');
		assert(!thing && !places);
		return 0;
	}
	assert(data_line(places, "parts[1].shift") >= 1);
	data_places_free(places);
	data_free(&schema, thing);
	return 0;
}
