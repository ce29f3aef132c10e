/*
 * text_record - one record that is being understood: its fields as text, and what
 * codes say of them. For the drivers that put readings together as a profile says.
 */
#ifndef DEVICES_TEXT_RECORD_H
#define DEVICES_TEXT_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text_format.h"

struct record {
	const uint8_t *bytes;
	size_t len;
	bool checked; /* its checksum was there and right */
	bool utf8;    /* fields are good UTF-8 without control characters */
	const struct text_message *message;
	struct slice fields[FORMAT_FIELDS_MAX];
	uint32_t flags; /* what codes say: */
	enum reading_kind kind;
	const struct measure *unit;
	bool nothing;
};

/* All readings of a record as message `m`, whose fields are in `r`; false when one
 * of them cannot be made. `out` has room for FORMAT_SAYS_MAX. */
bool record_says(struct record *r, const struct text_message *m,
	const struct driver_state *s, struct reading *out, size_t *count);

#endif
