/*
 * exams - what is known of students for an exam, beside their attempts.
 *
 *	exams_use(store, exam, folder, 2027, "郑老师", wall, &id, &err)
 *	exams_confirm(store, &id, "周老师", wall, &err)		against the paper
 *	exams_choose(...), exams_stand(...), exams_process(...)	entries of the journal
 *	exams_freeze(...), exams_score_all(...)			the derived rows
 *	exams_show(store, exam, student, &shown, &err)
 *
 * A scheme comes into use by one person and is confirmed by another; with its files it
 * is kept in the journal and never edited: a corrected folder has another digest and
 * is used and confirmed again. Choices, statuses and process values are appended; the
 * later one holds. A process value stands with what it was made from, so that a later
 * change of the fitness results does not move it unseen.
 *
 * The exam of year Y takes the attempts of the school year that began in Y - 1,
 * without practice, at the item of items.yaml that the scheme's item names in
 * `measure`; an item that names none can have no attempt. Who sits it: students of
 * the last year of junior high (年级编号 23, in a 5-4 school 24).
 *
 * The catalogue must have been given to the store (roster_use_items()), and be the one
 * that the exam was loaded with.
 */
#ifndef STORE_EXAMS_H
#define STORE_EXAMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"
#include "exam.h"
#include "store.h"
#include "student.h"

/* ---- the scheme of an exam year: exams.c ------------------------------------------ */

struct exam_used {
	struct entry_id id;
	char scheme[32];
	struct digest digest;
	int exam_year;
	char who[64];
	char confirmed[64]; /* by whom, "" not yet */
};

/* Keeps the scheme's files (`dir`) and says that it is in use. Taking again what is in
 * use writes nothing, and leaves it confirmed. */
bool exams_use(struct store *store, const struct exam *exam, const char *dir,
	int exam_year, const char *who, int64_t wall_us, struct entry_id *id,
	struct err *err);
/* Refused with a sentence when `who` took it into use. */
bool exams_confirm(struct store *store, const struct entry_id *use, const char *who,
	int64_t wall_us, struct err *err);
enum exam_use_got { EXAM_USE_FAIL = -1, EXAM_USE_NONE, EXAM_USE_FOUND };
/* Of that exam year; 0: of the latest that is in use. */
enum exam_use_got exams_used(
	struct store *store, int exam_year, struct exam_used *out, struct err *err);
/* Of every exam year, the latest first; how many, at most `max`; -1 with a sentence. */
int exams_uses(struct store *store, struct exam_used *out, size_t max, struct err *err);
/* The scheme in use, as the journal keeps it. NULL with a sentence. The caller owns
 * it: exam_free(). */
struct exam *exams_load(struct store *store, const struct items *items,
	const struct exam_used *use, struct err *err);

/* What stands beside every point and total: exam_mark(), with 未核对 behind it until
 * another person has confirmed the scheme; "" when neither applies. */
#define EXAM_MARK_SIZE 48
const char *exams_mark(
	const struct exam *exam, bool confirmed, char out[EXAM_MARK_SIZE]);

/* Does this student sit the exam of this year? */
bool exams_sits(const struct store *store, const struct student *student);

/* ---- what people say: exams_said.c ------------------------------------------------ */

/* Texts as exam_entry_choice(), exam_entry_status(), exam_entry_process() take them,
 * checked against the scheme before anything is written; "" takes a choice or a
 * process value back, "normal" a status. Saying the same again writes nothing.
 * `reason` of a changed choice must not be empty. */
bool exams_choose(struct store *store, const struct exam *exam,
	const struct student *student, int group, const char *items, const char *reason,
	const char *who, int64_t wall_us, struct err *err);
struct exam_papers {
	char papers[128], approver[64];
	int given_on; /* yyyymmdd, 0 unknown */
};
/* `papers` NULL: none. */
bool exams_stand(struct store *store, const struct exam *exam,
	const struct student *student, const char *where, const char *code,
	const struct exam_papers *papers, const char *who, int64_t wall_us,
	struct err *err);
/* `origin` is "import" or "typed"; year -1 of a component that is given once. */
bool exams_process(struct store *store, const struct exam *exam,
	const struct student *student, int component, int year, const char *text,
	const char *origin, const char *inputs, const char *who, int64_t wall_us,
	struct err *err);
/* Faults of an attempt, times (at most 99) 0 takes them back. That the item has such a
 * fault is seen when it is scored. */
bool exams_penalty(struct store *store, const struct entry_id *attempt,
	const char *code, int times, const char *reason, const char *who,
	int64_t wall_us, struct err *err);

/* ---- process values of the station's own: exams_freeze.c -------------------------- */

/* Freeze every component with `input: fitness_total` of everybody who sits the exam;
 * what is frozen stays as it is. The last year that the component names is the exam's
 * school year, those before it the school years before. A total is the station's own
 * (table score, so results_ensure() first) when the school year is the store's and
 * the total is complete, else that of view past_year_now; without either nothing is
 * frozen. How many values were frozen is added to *count. */
bool exams_freeze(struct store *store, const struct exam *exam, int exam_year,
	const char *who, int64_t wall_us, int *count, struct err *err);

/* ---- one student's entry: exams_entry.c ------------------------------------------- */

/* What the journal knows of a student, ready for exam_score(). `from` (may be NULL)
 * gets the attempt of each try. false with a sentence when it could not be read; what
 * contradicts itself (a choice beside an exemption) is a
 * sentence in `wrong` ("" when nothing does), and the rest is filled in: of too many
 * attempts the first.
 *
 * A foul uses up an attempt, a withdrawn one was quit, an interrupted or void one
 * never was. Formal and deferred sessions are one line, a make-up another. While an
 * attempt is disputed its item has no result at all, for nobody knows yet whose it
 * was, and `wrong` says so. Of attempts at an item that cannot count for this student
 * (another was chosen, another drawn) `wrong` says nothing: they are of the fitness
 * test alone. */
struct exam_from {
	struct entry_id attempt[EXAM_ITEMS_MAX][EXAM_TRIES_MAX];
};
bool exams_entry(struct store *store, const struct exam *exam, int exam_year,
	const struct student *student, struct exam_entry *entry, struct exam_from *from,
	struct err *wrong, struct err *err);

/* ---- derived rows: exams_score.c -------------------------------------------------- */

/* Score one student, or everybody who sits the exam, into exam_item, exam_part and
 * exam_score. Rows of other digests stay; who does not sit it has none. Where
 * exams_entry() finds something wrong the state is 'wrong', `why` is its sentence, and
 * there is no total. The exam year must be that of the store's school year. */
bool exams_score(struct store *store, const struct exam *exam, int exam_year,
	const struct student *student, struct err *err);
bool exams_score_all(
	struct store *store, const struct exam *exam, int exam_year, struct err *err);

/* ---- looking: exams_show.c -------------------------------------------------------- */

/* What a screen or an export shows of one student; texts are ready. */
struct exam_shown {
	bool has;	/* false: does not sit it, or was not scored */
	char state[16]; /* "complete", "exempt", "no-table", ... */
	char total[16]; /* "97.5"; "" without */
	char level[16], why[256];
	char mark[EXAM_MARK_SIZE]; /* exams_mark() */
	int items;		   /* of the student's sex, in the scheme's order */
	struct {
		char key[32], zh[48], value[24], points[16], full[16], state[16];
		const struct item *measure; /* lent by the exam */
		int64_t amount;		    /* what `value` says, in its unit */
		int catalogue;		    /* index in items.yaml, -1 */
		bool counts;		    /* it is chosen, or compulsory */
	} item[EXAM_ITEMS_MAX];
	int parts;
	struct {
		char key[32], zh[48], points[16], full[16], state[16];
	} part[EXAM_PARTS_MAX];
};
bool exams_show(struct store *store, const struct exam *exam, const char *student,
	struct exam_shown *out, struct err *err);

#endif
