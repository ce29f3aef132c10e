/*
 * listenings - raw bytes, written down before anyone interprets them.
 *
 * A listening is a port being listened to from one moment on: which port, with
 * which profile (kept whole, by digest), which line settings, wall time and
 * monotonic time of its beginning. It begins when an attempt, a heat or a check
 * is armed, and ends after it. Its chunks follow each other without gaps; their
 * bytes, from the first, are the device's stream, and a reading is named by
 * (listening, offset of its frame, index in its frame).
 *
 *	listenings_begin(store, &listening, &err)	-> listening.id
 *	listenings_chunk(store, &listening, bytes, len, at_us, &err)
 *	feed_bytes(...)					only after the line above
 *	listenings_end(store, &listening, at_us, why, &err)
 *
 * One listening may serve eight lanes and any number of attempts: the bytes are
 * kept once, attempts point.
 */
#ifndef STORE_LISTENINGS_H
#define STORE_LISTENINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"
#include "store.h"

struct listening {
	struct entry_id id;	  /* filled in by listenings_begin() */
	char where[128];	  /* "serial:/dev/ttyUSB0" */
	char settings[48];	  /* "9600 8n1", as line_spec.settings */
	char profile[48];	  /* name of the profile, without .yaml */
	const char *profile_text; /* the whole file; lent for listenings_begin() only */
	size_t profile_len;
	int64_t wall_us; /* UTC at the beginning */
	int64_t mono_us; /* monotonic at the same moment */
	uint64_t bytes;	 /* stored so far: the offset of the next chunk */
};

bool listenings_begin(
	struct store *store, struct listening *listening, struct err *err);

/* Store what came, with its arrival on the monotonic clock. When this returns
 * the bytes are in the journal (sure on disk with the next finished attempt). */
bool listenings_chunk(struct store *store, struct listening *listening,
	const void *bytes, size_t len, int64_t at_us, struct err *err);

/* `why`: "done", "lost", "crash". */
bool listenings_end(struct store *store, struct listening *listening, int64_t at_us,
	const char *why, struct err *err);

/* Give every chunk of a listening in order. Stops when `take` returns false.
 * false only when reading failed. */
typedef bool (*listening_take)(
	void *ctx, const uint8_t *bytes, size_t len, uint64_t offset, int64_t at_us);
bool listenings_replay(struct store *store, const struct entry_id *id,
	listening_take take, void *ctx, struct err *err);

#endif
