/*
 * pattern - a small language for the shape of one record.
 *
 * Profiles come from outside, so a pattern must not be able to hang the station:
 * the language has no look-around and no back references, a compiled pattern is at
 * most PATTERN_CODE_MAX steps long, and a match takes at most PATTERN_BUDGET steps,
 * after which the record simply does not match. A pattern always speaks of the
 * whole record, from its first byte to its last; `^` and `$` are ordinary.
 *
 *	abc		these bytes
 *	.		any byte
 *	\d \w \s	a digit; letter, digit or _; blank or tab
 *	\r \n \t \xHH	bytes by name or number; \ before punctuation: itself
 *	[a-z_] [^,]	one byte of these, or of all others
 *	(...) a|b	grouping, and this or that, tried in order
 *	(?<bib>...)	a group whose bytes become the field "bib"
 *	* + ? {n} {n,} {n,m}	as many as possible first; n and m to 255
 *
 * Matching prefers the first alternative and the longest repetition, backing off
 * when the rest does not fit. Fields that lie in a part not taken are unset.
 */
#ifndef DEVICES_PATTERN_H
#define DEVICES_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"

#define PATTERN_CODE_MAX	 512
#define PATTERN_SETS_MAX	 64
#define PATTERN_GROUPS_MAX	 32
#define PATTERN_NAME_MAX	 16 /* with its NUL */
#define PATTERN_DEPTH_MAX	 16
#define PATTERN_ALTERNATIVES_MAX 64
#define PATTERN_BUDGET		 4000

/* A step takes one byte of a set, or many; goes on in two ways, the first one first;
 * goes elsewhere; notes where it is; or wants the record's end. */
enum pattern_op { OP_SET, OP_REPEAT, OP_SPLIT, OP_JUMP, OP_SAVE, OP_END };

#define PATTERN_NO_LIMIT  255
#define PATTERN_WIDTH_MAX 65535 /* of min and max below: no limit */

struct pattern_step {
	uint8_t op;	  /* enum pattern_op */
	uint8_t set;	  /* which set of bytes, or which slot */
	uint8_t min, max; /* of a repetition; or PATTERN_NO_LIMIT */
	int16_t a, b;	  /* relative jumps */
};

struct pattern {
	uint16_t steps, sets, groups;
	uint32_t min, max; /* bytes that it takes */
	struct pattern_step step[PATTERN_CODE_MAX];
	uint32_t set[PATTERN_SETS_MAX][8];
	char group[PATTERN_GROUPS_MAX][PATTERN_NAME_MAX];
};

/* Where a group matched; `from` is negative when it took no part. */
struct pattern_span {
	int32_t from, to;
};

/* false with what is wrong and at which character. */
bool pattern_compile(struct pattern *p, const char *text, struct err *err);

/* Does all of `bytes` have this shape? Fills one span for each group. */
bool pattern_match(const struct pattern *p, const uint8_t *bytes, size_t len,
	struct pattern_span spans[PATTERN_GROUPS_MAX]);

/* Do the first bytes have this shape? `*used` of them, as many as the pattern prefers
 * to take. */
bool pattern_match_front(const struct pattern *p, const uint8_t *bytes, size_t len,
	struct pattern_span spans[PATTERN_GROUPS_MAX], size_t *used);

#endif
