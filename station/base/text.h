/*
 * text - small work on text: trimming, and decimals without floating point.
 *
 * A decimal keeps what was written: "20.70" is 2070 with two decimals, because
 * how many digits a device sends is evidence. Nothing here reads a locale or
 * allocates.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A piece of somebody else's text; not terminated. */
struct slice {
	const char *text;
	size_t len;
};

struct slice slice_of(const char *text);
bool slice_is(struct slice s, const char *text);
struct slice slice_trim(struct slice s); /* ASCII blanks at both ends */
/* The next piece up to `between`, trimmed, and *rest behind it; false at the end. An
 * empty text is one empty piece. */
bool slice_piece(struct slice *rest, char between, struct slice *piece);
/* As a terminated text. false when there is no room, or a NUL in it. */
bool slice_copy(struct slice s, char *out, size_t size);

/* digits * 10^-decimals */
struct decimal {
	int64_t digits;
	int decimals; /* 0..12 */
};

/* All of `s` as a decimal: an optional sign, digits, at most one point, at
 * least one digit, at most 18 digits. false for anything else. */
bool decimal_read(struct slice s, struct decimal *out);

/* The value as an integer count of 10^-decimals. false when it would not be
 * exact or does not fit. */
bool decimal_exact(struct decimal d, int decimals, int64_t *out);

/* Write `value` * 10^-decimals, always with `decimals` decimals ("-0.5",
 * "20.70"). Returns `out`. */
char *decimal_write(int64_t value, int decimals, char *out, size_t size);

/* Copy at most size-1 bytes, cut at a UTF-8 character, always terminated.
 * false when something was cut. */
bool text_copy(char *out, size_t size, const char *text);

/* A sentence quotes what it met, cut to a length or not text at all. It must be UTF-8
 * all the same: what is no character is left out. */
void text_keep_characters(char *text);

/* Integer division that rounds; d > 0. */
int64_t div_floor(int64_t n, int64_t d);
int64_t div_ceil(int64_t n, int64_t d);
int64_t div_half_up(int64_t n, int64_t d); /* halves go toward +infinity */

#endif
