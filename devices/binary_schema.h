/*
 * binary_schema - the keys of a profile whose device speaks in bytes.
 *
 * `packets` says where a frame begins and ends and how it is checked; `where` and
 * `fields` of a message say which bytes mean what. profile_schema.c puts them among
 * the other keys, binary_format.c makes them ready.
 */
#ifndef DEVICES_BINARY_SCHEMA_H
#define DEVICES_BINARY_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "binary_format.h"
#include "checksum.h"
#include "data.h"

struct raw_where {
	int32_t at;
	char **is;
	unsigned is_count;
	uint32_t width, below;
};

struct raw_length {
	uint32_t at, width, plus;
};

struct raw_packet_check {
	enum checksum_kind kind;
	enum checksum_form form;
	uint32_t from;
	int32_t at;
	bool around;
};

struct raw_escapes {
	char *byte;
	uint32_t minus, xor;
};

struct raw_tags {
	uint32_t from;
	int32_t to;
};

struct raw_packet {
	char *name, *starts, *ends;
	uint32_t size, max, each;
	enum byte_order order;
	struct raw_length *length;
	struct raw_packet_check *check, *checks;
	unsigned checks_count;
	struct raw_escapes *escapes;
	struct raw_tags *tags;
	bool bit_7;
	struct raw_where *where;
	unsigned where_count;
};

struct raw_word {
	char **is;
	unsigned is_count;
	char *word;
};

struct raw_field {
	char *name, *tag, *bits;
	uint32_t *at;
	uint32_t width;
	int32_t to, plus;
	enum field_type type;
	int order; /* 0: the packet's; else 1 + enum byte_order */
	bool optional;
	uint32_t decimals;
	bool date;
	struct raw_word *words;
	unsigned words_count;
};

/* The words for sums, here and in `frame`. */
extern const cyaml_strval_t checksum_words[CHECKSUM_KINDS - 1];
extern const cyaml_strval_t checksum_form_words[CHECKSUM_FORMS];

extern const cyaml_schema_value_t where_schema, packet_schema, field_schema;

#endif
