/*
 * binary_format - what a profile tells the binary driver, made ready.
 *
 * A stream carries packets of one or several forms. A packet is known by its first
 * bytes, has a fixed size or says its length, and may have an end and a checksum.
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

/* Bytes at a place are one of these, or a number below a limit. */
struct binary_where {
	int16_t at;
	uint8_t width; /* bytes compared, or of the number */
	uint8_t count; /* 0: a number below */
	uint8_t is[BINARY_IS_MAX][BINARY_MARK_MAX];
	uint32_t below;
};

struct binary_packet {
	char name[FORMAT_WORD_MAX];
	enum byte_order order;
	uint8_t starts[BINARY_MARK_MAX], ends[BINARY_MARK_MAX];
	uint8_t starts_len, ends_len;
	uint16_t min, max; /* bytes of a whole one */
	struct {
		uint16_t at;
		uint8_t width; /* 0: all have the size `max` */
		uint16_t plus; /* added to what it says */
	} length;
	struct {
		enum checksum_kind kind;
		enum checksum_form form;
		uint16_t from; /* first byte that is summed */
		int16_t at;    /* where it stands; the last byte summed is before */
	} check;
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
