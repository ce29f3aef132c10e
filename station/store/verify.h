/*
 * verify - every result again from its raw bytes.
 *
 * Checks the journal's chain (entry_check_chain()), then decodes every listening
 * from its first byte with the profile as it was then, looks up the readings of
 * each attempt by (listening, offset, index), makes the value again from them by
 * the rules of core, brings it to the item's precision, and computes every
 * student's points again: by the engine, and a second way in SQL (recheck.h), of the
 * fitness standard and of this year's exam. Each difference is one sentence naming
 * the entry or the student. All of it is the folder at one moment, also beside a kiosk
 * that measures (store_begin_read()).
 */
#ifndef STORE_VERIFY_H
#define STORE_VERIFY_H

#include <stdbool.h>
#include <stdint.h>

#include "digest.h"
#include "err.h"
#include "store.h"

struct items;
struct scheme;

struct verify_counts {
	int64_t entries;    /* looked at in the chain */
	int64_t listenings; /* decoded again */
	int64_t bytes;	    /* in them */
	int64_t attempts;   /* looked at */
	int64_t remade;	    /* of those, made again from raw bytes */
	int64_t scores;	    /* students computed again */
	int64_t rechecked;  /* students and schemes computed a second way */
	int64_t open;	    /* of those in an exam: still without a total */
	int64_t behind;	    /* students whose points are older than their entries */
	int64_t faults;	    /* sentences given */
	int64_t newest;	    /* this station's newest entry of what was looked at */
	char head[DIGEST_TEXT_SIZE]; /* its digest, which covers all before it */
};

typedef void verify_fault(void *ctx, const char *sentence);

/* `scheme` NULL: points are not looked at. `sql_dir` is schema/recheck; NULL: nothing is
 * computed a second way. false only when it could not be done;
 * faults are in counts->faults. */
bool verify(struct store *store, const struct items *items, const struct scheme *scheme,
	const char *sql_dir, verify_fault *fault, void *ctx,
	struct verify_counts *counts, struct err *err);

#endif
