/*
 * binary_field - some bytes of a frame as the text that a person would write.
 *
 * Integers only: a float of four bytes is written as the shortest decimal number
 * that gives the same float again, rounded to `decimals` where the profile asks.
 * What cannot be written (a BCD digit above nine, a float that is none, a date in
 * month 13) fails, and then the record is not this message.
 */
#ifndef DEVICES_BINARY_FIELD_H
#define DEVICES_BINARY_FIELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

#define BINARY_WORDS_MAX   8
#define FIELD_WORD_MAX	   24
#define FIELD_WORD_IS_MAX  8
#define FIELD_DECIMALS_MAX 9

enum byte_order {
	ORDER_HIGH_FIRST,
	ORDER_LOW_FIRST,
	ORDER_LOW_WORD_FIRST, /* words of two bytes, high byte first in each: Modbus */
	BYTE_ORDERS
};

enum field_type {
	FIELD_NUMBER,	   /* 1 to 8 bytes, without a sign */
	FIELD_SIGNED,	   /* the same in two's complement */
	FIELD_FLOAT,	   /* IEEE 754 of four bytes */
	FIELD_BCD,	   /* two digits a byte */
	FIELD_BCD_SWAPPED, /* the same, the second digit in the high nibble */
	FIELD_HEX,	   /* "E200": the bytes as they come */
	FIELD_HEX_NUMBER,  /* "0x12345": a number */
	FIELD_TEXT,	   /* plain characters, NUL as blank */
	FIELD_UTF16,	   /* low byte first, NUL as blank */
};

/* A word for what was sent. */
struct field_word {
	uint8_t count;
	char is[FIELD_WORD_IS_MAX][FIELD_WORD_MAX];
	char word[FIELD_WORD_MAX];
};

struct binary_field {
	uint16_t at, width; /* width 0: up to `to`, which counts from behind */
	int16_t to;
	bool tagged;   /* it stands wherever its packet has the tag */
	bool optional; /* a packet may lack it; it is blank then */
	uint8_t tag;
	enum field_type type;
	enum byte_order order;
	uint8_t bit, bits; /* of a number: so many bits from the lowest; bits 0: all */
	int32_t plus;	   /* added to a number as it is sent */
	uint8_t decimals;  /* of integers: the last so many digits are decimals */
	bool rounded;	   /* of a float: to so many decimals */
	bool date;	   /* YYYYMMDD becomes YYYY-MM-DD */
	struct field_word words[BINARY_WORDS_MAX];
	size_t words_count; /* 0: what was sent stands for itself */
};

uint64_t field_number(enum byte_order order, const uint8_t *bytes, size_t width);

/* Writes `len` bytes into `out`, with a NUL. Texts are trimmed. */
bool field_write(const struct binary_field *f, const uint8_t *bytes, size_t len,
	char *out, size_t size);

/* The shortest decimal number for the float with these bits; false for what is no
 * number, 2^31 or more, or not told apart from 0 by 9 decimals. */
bool float_write(uint32_t bits, unsigned decimals, char *out, size_t size);

#endif
