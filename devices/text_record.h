/*
 * text_record - what one record of text says.
 *
 * The record has been cut from the stream and its checksum is off; of the profile's
 * messages the first that fits is meant. Nothing is changed but the record itself.
 */
#ifndef DEVICES_TEXT_RECORD_H
#define DEVICES_TEXT_RECORD_H

#include "driver.h"
#include "text.h"
#include "text_format.h"

/* One record, and what it was found to be. */
struct record {
	const uint8_t *bytes;
	size_t len;
	bool checked; /* its checksum was there and right */
	bool utf8;    /* fields are good UTF-8 without control characters */
	/* AS_HEX: the record written out; it must not move from here on. */
	char digits[2 * FORMAT_HEX_MAX];
	const struct text_message *message;
	struct slice fields[FORMAT_FIELDS_MAX];
	uint32_t flags; /* what codes say: */
	enum reading_kind kind;
	const struct measure *unit;
	bool nothing, minus;
};

/* Which message is it? false: none. `out` receives its readings, and has room for
 * FRAME_READINGS. */
bool record_means(const struct text_format *f, const struct driver_state *s,
	struct record *r, struct reading *out, size_t *count);

/* The readings of a record as message `m`, whose fields are in `r` already, behind
 * the `*count` that are there; false when one of them cannot be made. */
bool record_says(struct record *r, const struct text_message *m,
	const struct driver_state *s, struct reading *out, size_t *count);

#endif
