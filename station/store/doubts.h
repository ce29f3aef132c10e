/*
 * doubts - 待核查: the rules of doubt.h over what the journal holds of a school year.
 *
 * Looked at are valid attempts that count, are neither void nor disputed, and of which no
 * person has said yet that they stand (attempts_settle()): that word ends every doubt
 * about an attempt. Nothing is written; the list is computed again whenever it is wanted.
 *
 *	struct doubts *doubts = doubts_open(store, items, scheme);
 *	n = doubts_look(doubts, year, DOUBTS_ALL, found, max, &err);	again and again
 *	doubts_close(doubts);
 *
 * What the first look read is kept, and later looks read only whom the journal touched
 * since: a page that is shown while children are measured may look after each result.
 */
#ifndef STORE_DOUBTS_H
#define STORE_DOUBTS_H

#include <stddef.h>
#include <stdint.h>

#include "doubt.h"
#include "entry.h"
#include "item.h"
#include "scheme.h"
#include "store.h"
#include "student.h"

struct doubt_found {
	struct entry_id attempt; /* seq 0: of DOUBT_SHARE, which is about many */
	struct entry_id other;	 /* of DOUBT_SWAPPED: the other child's; else seq 0 */
	char student[STUDENT_ID_MAX + 1]; /* "" likewise */
	char of[64];			  /* of DOUBT_SHARE: the class or the tester */
	int64_t ended_us;
	struct doubt doubt; /* its item is lent by `scheme` */
};

#define DOUBTS_ALL (~0u)

struct doubts;

/* All three are lent and must outlive it. */
struct doubts *doubts_open(
	struct store *store, const struct items *items, const struct scheme *scheme);
void doubts_close(struct doubts *d);

/* Another program wrote (store_changed()): everything is read again at the next look. */
void doubts_forget(struct doubts *d);

/* By these rules (bits of enum doubt_rule). The newest first; how many, at most `max`; -1
 * with a sentence. */
int doubts_look(struct doubts *d, int school_year, unsigned rules,
	struct doubt_found *out, size_t max, struct err *err);

/* The same, once. */
int doubts_of_year(struct store *store, const struct items *items,
	const struct scheme *scheme, int school_year, unsigned rules,
	struct doubt_found *out, size_t max, struct err *err);

/* Grows whenever a doubt may have come or gone; -1 when the store cannot say. */
int64_t doubts_stamp(struct store *store);

#endif
