/*
 * redecode - what the raw bytes say of every attempt, compared with what it says itself.
 *
 * Every listening is decoded from its first byte, with whatever profile the caller gives
 * for it: as it was then (verify.h), or as it is today (`station replay`). The readings of
 * each attempt, and of each revision of one, are looked up by (listening, offset, index),
 * and the value is made from them again by the rules of core and brought to the item's
 * precision. Each attempt that differs is told once; nothing is written.
 */
#ifndef STORE_REDECODE_H
#define STORE_REDECODE_H

#include <stdbool.h>
#include <stdint.h>

#include "attempts.h"
#include "digest.h"
#include "err.h"
#include "reading.h"
#include "rules.h"
#include "store.h"

struct items;
struct profile;
struct scheme;

/* What an attempt, or a revision of one, says of itself. */
struct redecode_said {
	struct entry_id id;
	struct entry_id attempt; /* a revision's; otherwise the same */
	bool revised;
	char student[STUDENT_ID_MAX + 1];
	char item[24];
	char outcome[16];
	bool has_value;
	int64_t value, raw_value, correction;
	int64_t ended_us; /* wall, of the attempt */
};

enum redecode_what {
	REDECODE_NO_PROFILE,	  /* nothing to decode its bytes with */
	REDECODE_READING_MISSING, /* no reading where one was */
	REDECODE_READING_CHANGED, /* it says something else */
	REDECODE_NO_ITEM,	  /* the catalogue has it no more */
	REDECODE_NO_VALUE,	  /* its readings make none */
	REDECODE_VALUE_CHANGED,
};

struct redecode_difference {
	enum redecode_what what;
	const struct redecode_said *said;
	struct reading_ref ref;	  /* the reading as it was stored; of the first three */
	char kind[16];		  /* ... and its kind, as stored */
	struct reading now;	  /* READING_CHANGED */
	enum rules_answer answer; /* NO_VALUE */
	struct rules_result made; /* VALUE_CHANGED */
};

struct redecode_how {
	const struct items *items;
	const struct scheme *scheme; /* NULL: items as the catalogue says */
	/* The profile for listenings that were heard with `name`, whose file has this
	 * digest. NULL: there is none, and the caller has said so if it wants. It is
	 * freed by redecode(). */
	struct profile *(*profile)(
		void *ctx, const char *name, const struct digest *digest);
	/* Bytes of this listening are missing. */
	void (*gap)(void *ctx, const struct entry_id *listening);
	void (*differs)(void *ctx, const struct redecode_difference *d);
	/* Look at this one? NULL: at all. */
	bool (*wants)(void *ctx, const struct redecode_said *said);
	void *ctx;
};

struct redecode_counts {
	int64_t listenings, bytes; /* decoded again */
	int64_t attempts;	   /* and revisions, looked at */
	int64_t remade;		   /* of those, whose value was made again */
};

/* false only when it could not be done. */
bool redecode(struct store *store, const struct redecode_how *how,
	struct redecode_counts *counts, struct err *err);

#endif
