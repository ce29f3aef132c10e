/*
 * recheck - every student's points a second time, in SQL, from raw values.
 *
 * The engine of core/exam.h makes points student by student; this makes them of all
 * students at once, by statements in schema/recheck/ that share nothing with it: not
 * the reading of a raw value, not the ladders (the tables are read again from the
 * scheme's own files), not the sums. Where both come to the same, a slip in either
 * would have to be there twice. What a scheme says of itself (kinds, attempts, points,
 * rounding, statuses) is taken from the loaded struct exam.
 *
 *	recheck_ready(db, &err)				before a transaction
 *	recheck_begin(db, sql_dir, &err)		temporary tables, empty
 *	recheck_rules(db, exam, items, files, ...)	a scheme's rules as rows
 *	... rows of re_student, re_try, re_choice, ...	see schema/recheck/rules.sql
 *	recheck_run(db, sql_dir, &err)			re_item_points, re_part_sum, re_total
 *	recheck_end(db)
 *
 * recheck_exam() and recheck_standard() do all of it for what a store holds and say
 * each difference from the stored points as a sentence. Nothing is written: the tables
 * are temporary, and a store that is open for reading will do.
 */
#ifndef STORE_RECHECK_H
#define STORE_RECHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "digest.h"
#include "err.h"
#include "exam.h"
#include "query.h"
#include "scheme.h"
#include "store.h"

/* Temporary tables in memory from now on: no file of them is left lying about. */
bool recheck_ready(struct db *db, struct err *err);
/* `sql_dir` is schema/recheck. What an earlier one has left is dropped. */
bool recheck_begin(struct db *db, const char *sql_dir, struct err *err);
/* `files` are the scheme's, by name; more than it needs may be among them. `items` (the
 * catalogue, for `measure`) may be NULL. */
bool recheck_rules(struct db *db, const struct exam *exam, const struct items *items,
	const struct scheme_file *files, size_t count, struct err *err);
bool recheck_run(struct db *db, const char *sql_dir, struct err *err);
void recheck_end(struct db *db);

/* One of the files of schema/recheck. */
bool recheck_do(struct db *db, const char *sql_dir, const char *name, struct err *err);

/* ---- of a store ------------------------------------------------------------------ */

struct recheck_counts {
	int64_t students; /* computed a second way */
	int64_t open;	/* of those in an exam: a slot has neither result nor status */
	int64_t faults; /* sentences given */
};
typedef void recheck_fault(void *ctx, const char *sentence);

/* The stored points of this exam (exam_item, exam_part, exam_score of its digest)
 * against the journal, and what no student should have: results of both items of a
 * slot or of an item of the other sex, more attempts in a line than the scheme gives, a
 * choice beside an exemption, a result of who was absent. Counts are added to. */
bool recheck_exam(struct store *store, const char *sql_dir, const struct exam *exam,
	const struct items *items, int exam_year, recheck_fault *fault, void *ctx,
	struct recheck_counts *counts, struct err *err);

/* The stored points of the fitness standard (result and score) likewise. */
bool recheck_standard(struct store *store, const char *sql_dir,
	const struct scheme *scheme, recheck_fault *fault, void *ctx,
	struct recheck_counts *counts, struct err *err);

#endif
