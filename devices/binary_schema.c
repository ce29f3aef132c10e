#include "binary_schema.h"

#include "pattern.h"

#define OPTIONAL CYAML_FLAG_OPTIONAL
#define NEEDED	 CYAML_FLAG_DEFAULT
#define LIST	 (CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL)
#define BLOCK	 (CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL)

static const cyaml_strval_t order_words[] = {
	{ "high-first", ORDER_HIGH_FIRST },
	{ "low-first", ORDER_LOW_FIRST },
};

static const cyaml_strval_t field_order_words[] = {
	{ "high-first", 1 + ORDER_HIGH_FIRST },
	{ "low-first", 1 + ORDER_LOW_FIRST },
	{ "low-word-first", 1 + ORDER_LOW_WORD_FIRST },
};

const cyaml_strval_t checksum_words[CHECKSUM_KINDS - 1] = {
	{ "sum8", CHECKSUM_SUM8 },
	{ "sum8-plus-1", CHECKSUM_SUM8_PLUS_1 },
	{ "xor8", CHECKSUM_XOR8 },
	{ "twos8", CHECKSUM_TWOS8 },
	{ "twos7", CHECKSUM_TWOS7 },
	{ "ones8", CHECKSUM_ONES8 },
	{ "sum16", CHECKSUM_SUM16 },
	{ "sum16-words", CHECKSUM_SUM16_WORDS },
	{ "crc16modbus", CHECKSUM_MODBUS },
	{ "crc16arc", CHECKSUM_ARC },
	{ "crc16ccitt", CHECKSUM_CCITT },
	{ "crc16xmodem", CHECKSUM_XMODEM },
	{ "crc16kermit", CHECKSUM_KERMIT },
	{ "crc16x25", CHECKSUM_X25 },
	{ "crc16sportident", CHECKSUM_SPORTIDENT },
	{ "crc16p3", CHECKSUM_P3 },
};

const cyaml_strval_t checksum_form_words[CHECKSUM_FORMS] = {
	{ "hex", CHECKSUM_HEX },
	{ "nibbles", CHECKSUM_NIBBLES },
	{ "decimal", CHECKSUM_DECIMAL },
	{ "bytes", CHECKSUM_BYTES },
	{ "bytes-low-first", CHECKSUM_BYTES_LOW_FIRST },
};

static const cyaml_strval_t type_words[] = {
	{ "number", FIELD_NUMBER },
	{ "signed", FIELD_SIGNED },
	{ "float", FIELD_FLOAT },
	{ "bcd", FIELD_BCD },
	{ "bcd-swapped", FIELD_BCD_SWAPPED },
	{ "hex", FIELD_HEX },
	{ "0x", FIELD_HEX_NUMBER },
	{ "text", FIELD_TEXT },
	{ "utf16", FIELD_UTF16 },
};

static const cyaml_schema_value_t some_bytes = {
	CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, 4 * BINARY_MARK_MAX),
};
static const cyaml_schema_value_t code_word = {
	CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 0, FORMAT_WORD_MAX - 1),
};

static const cyaml_schema_field_t where_fields[] = {
	CYAML_FIELD_INT("at", NEEDED, struct raw_where, at),
	CYAML_FIELD_SEQUENCE(
		"is", LIST, struct raw_where, is, &some_bytes, 1, BINARY_IS_MAX),
	CYAML_FIELD_UINT("width", OPTIONAL, struct raw_where, width),
	CYAML_FIELD_UINT("below", OPTIONAL, struct raw_where, below),
	CYAML_FIELD_END,
};

const cyaml_schema_value_t where_schema = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_where, where_fields),
};

static const cyaml_schema_field_t length_fields[] = {
	CYAML_FIELD_UINT("at", NEEDED, struct raw_length, at),
	CYAML_FIELD_UINT("width", NEEDED, struct raw_length, width),
	CYAML_FIELD_UINT("plus", OPTIONAL, struct raw_length, plus),
	CYAML_FIELD_END,
};

static const cyaml_schema_field_t check_fields[] = {
	CYAML_FIELD_ENUM("kind", NEEDED, struct raw_packet_check, kind, checksum_words,
		CHECKSUM_KINDS - 1),
	CYAML_FIELD_ENUM("form", NEEDED, struct raw_packet_check, form,
		checksum_form_words, CHECKSUM_FORMS),
	CYAML_FIELD_UINT("from", OPTIONAL, struct raw_packet_check, from),
	CYAML_FIELD_INT("at", NEEDED, struct raw_packet_check, at),
	CYAML_FIELD_BOOL("around", OPTIONAL, struct raw_packet_check, around),
	CYAML_FIELD_END,
};

static const cyaml_schema_value_t packet_check = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_packet_check, check_fields),
};

static const cyaml_schema_field_t escapes_fields[] = {
	CYAML_FIELD_STRING_PTR("byte", NEEDED, struct raw_escapes, byte, 1, 4),
	CYAML_FIELD_UINT("minus", OPTIONAL, struct raw_escapes, minus),
	CYAML_FIELD_UINT("xor", OPTIONAL, struct raw_escapes, xor),
	CYAML_FIELD_END,
};

static const cyaml_schema_field_t tags_fields[] = {
	CYAML_FIELD_UINT("from", NEEDED, struct raw_tags, from),
	CYAML_FIELD_INT("to", OPTIONAL, struct raw_tags, to),
	CYAML_FIELD_END,
};

static const cyaml_schema_field_t packet_fields[] = {
	CYAML_FIELD_STRING_PTR(
		"name", NEEDED, struct raw_packet, name, 1, FORMAT_WORD_MAX - 1),
	CYAML_FIELD_STRING_PTR(
		"starts", OPTIONAL, struct raw_packet, starts, 1, 4 * BINARY_MARK_MAX),
	CYAML_FIELD_STRING_PTR(
		"ends", OPTIONAL, struct raw_packet, ends, 1, 4 * BINARY_MARK_MAX),
	CYAML_FIELD_UINT("size", OPTIONAL, struct raw_packet, size),
	CYAML_FIELD_UINT("max", OPTIONAL, struct raw_packet, max),
	CYAML_FIELD_UINT("each", OPTIONAL, struct raw_packet, each),
	CYAML_FIELD_ENUM("order", OPTIONAL, struct raw_packet, order, order_words,
		CYAML_ARRAY_LEN(order_words)),
	CYAML_FIELD_MAPPING_PTR(
		"length", BLOCK, struct raw_packet, length, length_fields),
	CYAML_FIELD_MAPPING_PTR("check", BLOCK, struct raw_packet, check, check_fields),
	CYAML_FIELD_SEQUENCE("checks", LIST, struct raw_packet, checks, &packet_check,
		1, BINARY_CHECKS_MAX),
	CYAML_FIELD_MAPPING_PTR(
		"escapes", BLOCK, struct raw_packet, escapes, escapes_fields),
	CYAML_FIELD_MAPPING_PTR("tags", BLOCK, struct raw_packet, tags, tags_fields),
	CYAML_FIELD_BOOL("bit_7", OPTIONAL, struct raw_packet, bit_7),
	CYAML_FIELD_SEQUENCE("where", LIST, struct raw_packet, where, &where_schema, 0,
		BINARY_WHERE_MAX),
	CYAML_FIELD_END,
};

const cyaml_schema_value_t packet_schema = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_packet, packet_fields),
};

static const cyaml_schema_field_t word_fields[] = {
	CYAML_FIELD_SEQUENCE("is", CYAML_FLAG_POINTER, struct raw_word, is, &code_word,
		1, FORMAT_WORDS_MAX),
	CYAML_FIELD_STRING_PTR(
		"word", NEEDED, struct raw_word, word, 0, FORMAT_WORD_MAX - 1),
	CYAML_FIELD_END,
};

static const cyaml_schema_value_t word = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_word, word_fields),
};

static const cyaml_schema_field_t field_fields[] = {
	CYAML_FIELD_STRING_PTR(
		"name", NEEDED, struct raw_field, name, 1, PATTERN_NAME_MAX - 1),
	CYAML_FIELD_UINT_PTR("at", BLOCK, struct raw_field, at),
	CYAML_FIELD_STRING_PTR("tag", OPTIONAL, struct raw_field, tag, 1, 4),
	CYAML_FIELD_BOOL("optional", OPTIONAL, struct raw_field, optional),
	CYAML_FIELD_STRING_PTR("bits", OPTIONAL, struct raw_field, bits, 1, 5),
	CYAML_FIELD_INT("plus", OPTIONAL, struct raw_field, plus),
	CYAML_FIELD_ENUM("order", OPTIONAL, struct raw_field, order, field_order_words,
		CYAML_ARRAY_LEN(field_order_words)),
	CYAML_FIELD_UINT("width", OPTIONAL, struct raw_field, width),
	CYAML_FIELD_INT("to", OPTIONAL, struct raw_field, to),
	CYAML_FIELD_ENUM("type", OPTIONAL, struct raw_field, type, type_words,
		CYAML_ARRAY_LEN(type_words)),
	CYAML_FIELD_UINT("decimals", OPTIONAL, struct raw_field, decimals),
	CYAML_FIELD_BOOL("date", OPTIONAL, struct raw_field, date),
	CYAML_FIELD_SEQUENCE(
		"words", LIST, struct raw_field, words, &word, 0, BINARY_WORDS_MAX),
	CYAML_FIELD_END,
};

const cyaml_schema_value_t field_schema = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_field, field_fields),
};
