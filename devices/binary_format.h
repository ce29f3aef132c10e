/*
 * binary_format - what a profile tells the binary driver, made ready.
 *
 * A stream carries packets of one or several forms. A packet is known by its first
 * bytes, has a fixed size or says its length or goes to its end mark, and may have
 * checksums. Where bytes are escaped on the wire, all of this is said of the packet
 * without its escapes.
 * It is one record or, where `each` says so, records one behind the other. Which
 * message a record is, is told by its bytes; what a message says is put together
 * from its fields as for text records (text_format.h), because each field is first
 * written as a person would write it: "2350", "-60", "0x12345".
 *
 * Places are counted in bytes from 0 at the record's first; negative ones from
 * behind its last.
 */
#ifndef DEVICES_BINARY_FORMAT_H
#define DEVICES_BINARY_FORMAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "binary_field.h"
#include "checksum.h"
#include "err.h"
#include "text_format.h"

#define BINARY_PACKETS_MAX 8
#define BINARY_WHERE_MAX   4
#define BINARY_IS_MAX	   8
#define BINARY_MARK_MAX	   8
#define BINARY_CHECKS_MAX  3

/* Bytes at a place are one of these, or a number below a limit. */
struct binary_where {
	int16_t at;
	uint8_t width; /* bytes compared, or of the number */
	uint8_t count; /* 0: a number below */
	uint8_t is[BINARY_IS_MAX][BINARY_MARK_MAX];
	uint32_t below;
};

struct binary_check {
	enum checksum_kind kind;
	enum checksum_form form;
	uint16_t from; /* first byte that is summed */
	int16_t at;    /* where it stands; the last byte summed is before */
	bool around;   /* all to the packet's last byte is summed, itself as noughts */
};

/* How a packet's size is known. */
enum binary_extent {
	EXTENT_SIZE,   /* all have the size `max` */
	EXTENT_LENGTH, /* it says so */
	EXTENT_END,    /* the first end mark is its end */
	EXTENT_BIT_7,  /* the next byte with bit 7 is the next packet's first */
};

struct binary_packet {
	char name[FORMAT_WORD_MAX];
	enum byte_order order;
	uint8_t starts[BINARY_MARK_MAX], ends[BINARY_MARK_MAX];
	uint8_t starts_len, ends_len;
	uint16_t min, max; /* bytes of a whole one */
	enum binary_extent extent;
	struct {
		uint16_t at;
		uint8_t width;
		uint16_t plus; /* added to what it says */
	} length;
	bool bit_7; /* its first byte has bit 7, and no other has */
	struct {
		bool on;
		uint8_t byte; /* the one behind it is another, less `minus`, ^ `xor` */
		uint8_t minus, xor;
	} escapes;
	struct {
		bool on; /* tag, length, value, one behind the other */
		uint16_t from;
		int16_t to; /* counted from behind; 0: the last byte */
	} tags;
	struct binary_check checks[BINARY_CHECKS_MAX];
	size_t checks_count;
	uint16_t each; /* where the first of several records begins; 0: there is one */
	struct binary_where where[BINARY_WHERE_MAX];
	size_t where_count;
};

struct binary_message {
	const struct text_message *says;
	size_t packet;
	uint16_t size; /* of its record; 0: whatever is left */
	struct binary_where where[BINARY_WHERE_MAX];
	size_t where_count;
	struct binary_field fields[FORMAT_FIELDS_MAX];
	size_t fields_count;
};

struct binary_format {
	struct binary_packet packets[BINARY_PACKETS_MAX];
	size_t packets_count;
	struct binary_message *messages; /* as many as the text_format has */
	size_t messages_count;
};

struct data_places;
struct raw_profile;

/* NULL with a sentence that names file, line and key. `text` holds the messages'
 * readings and is lent. */
struct binary_format *binary_format_make(const struct raw_profile *raw,
	const struct text_format *text, const struct data_places *places,
	struct err *err);
void binary_format_free(struct binary_format *f);

/* Do the bytes of a record of `len` hold this? False when they lie outside. */
bool binary_holds(const struct binary_where *w, enum byte_order order,
	const uint8_t *bytes, size_t len);

#endif
