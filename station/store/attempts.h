/*
 * attempts - one try by one student at one item, and what became of it.
 *
 *	open = attempts_open(store, &opening, &err)	local: a try is in progress
 *	attempts_finish(store, open, &finish, &id, &err)	now it has happened
 *
 * attempts_open() writes a local row only, so that a crash in mid-attempt is
 * known: the next start ends it as `interrupted` (store_recovered()).
 * attempts_finish() is one durable transaction: the attempt with the readings
 * that made it and the next entry of the journal; 已保存 may be shown when it
 * returns true (inside a transaction of the caller's: when that is committed, and
 * then store_begin_durable() must have begun it). Attempts are never changed. A mistake
 * is answered by a new entry: void, dispute, settle, revise, move. What counts is worked
 * out by results.h; what a teacher mends, and takes back, by repairs.h.
 */
#ifndef STORE_ATTEMPTS_H
#define STORE_ATTEMPTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"
#include "reading.h"
#include "rules.h"
#include "sessions.h"
#include "store.h"
#include "student.h"
#include "which.h"

enum attempt_source {
	SOURCE_DEVICE = 1, /* from a device's bytes */
	SOURCE_HAND,	   /* a person pressed at the moment (到达, 报数) */
	SOURCE_MANUAL,	   /* a value typed in afterwards: needs reason and who */
	SOURCE_IMPORT,	   /* from another program's file: reason names file and row */
};

const char *attempt_source_key(enum attempt_source source); /* "device" */

/* A reading that made a result, named by listening, offset and index; kind, unit,
 * value and arrival stand beside its name so that SQL can show them. A hand start
 * (rules_hand_start()) has no listening: its arrival is all there is. */
struct reading_ref {
	struct entry_id listening;
	uint64_t offset; /* RULES_NO_OFFSET: not in any stream */
	int64_t at_us;	 /* monotonic */
	int64_t value;
	bool has_value;
	uint16_t index;
	uint8_t kind; /* enum reading_kind */
	uint8_t unit; /* enum reading_unit */
};
#define ATTEMPT_REFS_MAX RULES_READINGS_MAX

struct reading_ref reading_ref_of(
	const struct entry_id *listening, const struct reading *reading);

/* A try begins. */
struct opening {
	char student[STUDENT_ID_MAX + 1];
	char item[24];
	struct entry_id session;
	struct entry_id listening; /* seq 0: no device */
	enum attempt_source source;
	char channel[8];
	char subject[40];
	int64_t began_us; /* wall */
};

/* The local row's number (> 0), or 0 with a sentence. */
int64_t attempts_open(
	struct store *store, const struct opening *opening, struct err *err);
/* The try never began (wrong child, `不是我`): forget the local row. */
bool attempts_close(struct store *store, int64_t open, struct err *err);

/* End what a crash left: open attempts as interrupted, listenings without an end.
 * For store_open() only. */
bool attempts_recover(
	struct store *store, int64_t wall_us, int *ended, struct err *err);

struct finish {
	char student[STUDENT_ID_MAX + 1];
	char item[24];
	struct entry_id session;
	enum attempt_source source;
	enum attempt_outcome outcome;
	bool has_value;
	int64_t value;		    /* item base unit, at the item's precision */
	int64_t raw_value;	    /* before rounding, in raw_unit */
	enum reading_unit raw_unit; /* UNIT_NONE: as value */
	int64_t correction; /* a judge's counts, already in value; 不计 is -1 */
	char channel[8];    /* lane, as the device names it; "" when there is one */
	char subject[40];   /* start number, chip or vest */
	int64_t began_us, ended_us; /* wall */
	char reason[96]; /* SOURCE_MANUAL, SOURCE_IMPORT: why; else may be "" */
	char who[64];	 /* likewise by whom */
	struct reading_ref refs[ATTEMPT_REFS_MAX];
	size_t ref_count;
};

/* `open` is 0 when there was no attempts_open(). `id` may be NULL. */
bool attempts_finish(struct store *store, int64_t open, const struct finish *finish,
	struct entry_id *id, struct err *err);

/* The same of what a person types in long afterwards: the entry is made at `wall_us`,
 * whatever `finish` says of when it was measured. */
bool attempts_type_in(struct store *store, const struct finish *finish, int64_t wall_us,
	struct entry_id *id, struct err *err);

/* Answers to an attempt; each is an entry of its own and needs a reason. */
bool attempts_void(struct store *store, const struct entry_id *attempt,
	const char *reason, const char *who, int64_t wall_us, struct err *err);
#define DISPUTE_OTHERS_MAX 16
/* `others`: the attempts that it cannot be told apart from, or that the same
 * device correction touches; may be none. */
bool attempts_dispute(struct store *store, const struct entry_id *attempt,
	const char *reason, const struct entry_id *others, size_t count,
	int64_t wall_us, struct err *err);
/* A person looked: it stands as it is, or is void. Ends every dispute about it. */
bool attempts_settle(struct store *store, const struct entry_id *attempt, bool stands,
	const char *reason, const char *who, int64_t wall_us, struct err *err);

/* From now on it is another student's; the later move holds. Refused with a sentence when
 * there is no such attempt, when it is theirs already, and of nobody who is on the roster. */
bool attempts_move(struct store *store, const struct entry_id *attempt,
	const char *student, const char *reason, const char *who, int64_t wall_us,
	struct err *err);

/* A console's later correction (an impulse cleared or inserted): from now on the
 * attempt says this instead. */
struct revision {
	enum attempt_outcome outcome;
	bool has_value;
	int64_t value, raw_value;
	enum reading_unit raw_unit;
	char reason[96]; /* "impulse cleared", "impulse inserted" */
	struct reading_ref refs[ATTEMPT_REFS_MAX];
	size_t ref_count;
};
bool attempts_revise(struct store *store, const struct entry_id *attempt,
	const struct revision *revision, int64_t wall_us, struct err *err);

/* An attempt as it stands today, after revisions and moves. */
struct attempt_now {
	struct entry_id id;
	char student[STUDENT_ID_MAX + 1];    /* whose it is */
	char of_student[STUDENT_ID_MAX + 1]; /* whose it was when it was made */
	char item[24];
	enum session_kind session_kind;
	struct entry_id session;
	int school_year;
	enum attempt_source source;
	enum attempt_outcome outcome;
	bool has_value;
	int64_t value, raw_value;
	enum reading_unit raw_unit;
	int64_t correction; /* a judge's counts, already in value */
	char channel[8];
	char subject[40];
	int64_t began_us, ended_us;
	bool is_void, is_disputed, is_revised;
	bool is_moved; /* of_student is somebody else */
	char who[64];  /* typed it in; "" from a device */
	char note[96]; /* reason of the void, dispute or revision, newest first */
};

/* The readings that made it, after revisions; how many, or -1 with a sentence. */
int attempts_refs(struct store *store, const struct entry_id *attempt,
	struct reading_ref out[ATTEMPT_REFS_MAX], struct err *err);

/* More attempts than one student makes in a school year, practice too. */
#define ATTEMPTS_YEAR 512

/* Attempts of a student in a school year, oldest first, practice and void ones
 * too; `item` NULL for all items. Returns how many, at most `max`; -1 with a
 * sentence. */
int attempts_of(struct store *store, const char *student, const char *item,
	int school_year, struct attempt_now *out, size_t max, struct err *err);
/* What was theirs once, by the attempt or by a move, and is another's now. */
int attempts_once_of(struct store *store, const char *student, int school_year,
	struct attempt_now *out, size_t max, struct err *err);
/* One of them, whosever it is. false with an empty sentence: there is none. */
bool attempts_find(struct store *store, const struct entry_id *attempt,
	struct attempt_now *out, struct err *err);
/* What was made last at all, the newest first; at one station in the order of its journal, for
 * its clock may have been set back. */
int attempts_newest(
	struct store *store, struct attempt_now *out, size_t max, struct err *err);
/* Of the same session what ended nearest to this one, itself left out, the nearest first. */
int attempts_beside(struct store *store, const struct attempt_now *attempt,
	struct attempt_now *out, size_t max, struct err *err);
/* Attempts of a session, oldest first. */
int attempts_of_session(struct store *store, const struct entry_id *session,
	struct attempt_now *out, size_t max, struct err *err);
/* What needs a person (待核查): disputes not settled, newest first. */
int attempts_disputed(struct store *store, int school_year, struct attempt_now *out,
	size_t max, struct err *err);

#endif
