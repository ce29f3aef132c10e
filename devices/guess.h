/*
 * guess - how well bytes that were heard fit a profile.
 *
 *	guess_begin(&guess, profile);
 *	guess_bytes(&guess, bytes, len);	as often as something is heard
 *	guess_end(&guess);
 *	qsort(..., guess_compare)		the best first
 *
 * A profile fits when most of the bytes belong to good frames of it, and several of
 * them said something. What stands before the first good frame and behind the last
 * is not held against it: listening begins and ends anywhere. A profile that explains
 * noise cannot be told from one that explains a device, so a frame with a check counts
 * for more: of two that explain the same bytes the stricter one comes first. A bus in
 * which every byte means something (driver->takes_all), and a reader of codes to which
 * any line is a code, are never recognised: somebody must say that it is one.
 *
 * Pure: no port, no clock. A guess is a fixed block; nothing allocates.
 */
#ifndef DEVICES_GUESS_H
#define DEVICES_GUESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feed.h"
#include "profile.h"
#include "reading.h"

struct guess {
	const struct profile *profile; /* lent */
	struct feed feed;
	uint64_t bytes;	 /* heard */
	uint64_t before; /* of them, in front of the first reading */
	int permille;	 /* of the bytes from there on that good frames explain */
	bool tells;	 /* guess_tells() */
	bool has_first;
	struct reading first;
};

#define GUESS_READINGS 2   /* one may be chance */
#define GUESS_PERMILLE 500 /* the rest may be messages that a profile does not know */

void guess_begin(struct guess *guess, const struct profile *profile);
void guess_bytes(struct guess *guess, const void *bytes, size_t len);
void guess_end(struct guess *guess);

/* Can a profile be recognised? false: it explains whatever comes. */
bool guess_tells(const struct profile *profile);

/* Does it fit at all, as a person would say it? */
bool guess_fits(const struct guess *guess);
/* Below 0 when `a` fits better. */
int guess_compare(const struct guess *a, const struct guess *b);

#endif
