/*
 * results - what counts, derived from the journal: a value for each student and
 * item, points, totals, progress of classes. All of it may be dropped and made
 * again: results_rebuild().
 *
 *	results = results_open(store, items, scheme, &err)
 *	results_refresh(results, student, &err)	after an attempt, a void, ...
 *	results_rebuild(results, &err)		after a roster or another scheme
 *	results_close(results)
 *
 * Which attempt counts is core/which.h, points are core/score.h. Practice never
 * counts, nor do void attempts; a disputed one is kept with its value and said to
 * be disputed, and makes no total. The school year is the store's. A row stands for
 * every item that the student's sex and grade are tested in, measured or not, so
 * that progress is a query. Points are centipoints.
 */
#ifndef STORE_RESULTS_H
#define STORE_RESULTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"
#include "scheme.h"
#include "score.h"
#include "store.h"
#include "student.h"

enum result_state {
	RESULT_MISSING,	 /* not measured yet */
	RESULT_VALID,	 /* has a value that counts */
	RESULT_DISPUTED, /* has a value that a person must look at first */
	RESULT_FOUL,	 /* tried, and nothing counts */
};
const char *result_state_key(enum result_state state); /* "valid" */

struct item_result {
	char student[STUDENT_ID_MAX + 1];
	char item[24];
	enum result_state state;
	bool has_value;
	int64_t value;	  /* item base unit, at the item's precision */
	int32_t points_c; /* SCORE_NONE: no table of its own (height), or no value */
	int32_t bonus_c;  /* 0 without */
	struct entry_id attempt; /* that counts; seq 0 without */
	int tries;		 /* that count against the item's number of tries */
};

struct year_score {
	enum score_state state;
	int32_t standard_c, bonus_c, total_c; /* SCORE_NONE unless complete */
	char level[16];			      /* key, "excellent"; "" unless complete */
	char level_zh[16];
	int measured, needed; /* items */
	bool disputed;	      /* an item is */
};

struct results_with; /* what results are made with */

/* Keeps the scheme's files in the journal when they are used first (`scheme_dir`;
 * NULL in a store open for reading). All is lent and must outlive it. `scheme` NULL:
 * results without points. */
struct results_with *results_open(struct store *store, const struct items *items,
	const struct scheme *scheme, const char *scheme_dir, int64_t wall_us,
	struct err *err);
void results_close(struct results_with *with);

bool results_refresh(struct results_with *with, const char *student, struct err *err);
bool results_rebuild(struct results_with *with, struct err *err);
/* Rebuild only when they were made from another state of the journal or with
 * another scheme. */
bool results_ensure(struct results_with *with, struct err *err);

/* Work a student out again without writing, and say in a sentence each where the
 * stored rows differ. A student without rows has not been worked out yet, which is
 * no difference. */
typedef void results_fault(void *ctx, const char *sentence);
bool results_compare(struct results_with *with, const char *student,
	results_fault *fault, void *ctx, struct err *err);

/* What the total would be had this attempt been void or, with `is_void` false, had it
 * counted for this student: centipoints, SCORE_NONE unless complete. Writes nothing. */
bool results_supposing(struct results_with *with, const char *student,
	const struct entry_id *attempt, bool is_void, int32_t *total_c,
	struct err *err);

/* The rows of a student in the catalogue's order; how many, at most `max`; -1 with
 * a sentence. */
int results_of(struct store *store, const char *student, struct item_result *out,
	size_t max, struct err *err);
/* false with an empty sentence when nothing is known of the student. */
bool results_score(struct store *store, const char *student, struct year_score *out,
	struct err *err);
/* The rows as score_student() wants them; disputed ones only when asked for. */
bool results_gather(struct results_with *with, const char *student, bool disputed,
	struct results *out, struct err *err);

/* A class and an item: how many have a value, of how many who are here. */
struct class_progress {
	struct class_key class;
	char class_name[48];
	char item[24];
	int done, total, disputed;
};
/* In order of class, then of the catalogue; without who is exempt (standings.h). Of one
 * item, which is much quicker in a large school; NULL: of all. */
int results_progress(struct store *store, const char *item, struct class_progress *out,
	size_t max, struct err *err);
/* Is anybody who is here to be tested in that item? */
bool results_wanted(struct store *store, const char *item, bool *is, struct err *err);

/* 今日进度 and 本学年, of everybody who is here. */
struct school_progress {
	int students;	   /* who are here */
	int exempt;	   /* of them; in none of the next four */
	int complete;	   /* have every item */
	int tested;	   /* have at least one */
	int passed;	   /* of the complete: 及格 or better */
	int good;	   /* of the complete: 良好 or better (优良) */
	int disputed;	   /* attempts that need a person */
	int today_results; /* valid attempts ended since `day_us`, without practice */
	int today_students;
	int today_not_counted; /* 这次不算: ended since, a foul or void by now */
};
bool results_school(struct store *store, int64_t day_us, struct school_progress *out,
	struct err *err);

/* Who lacks what (未测名单) and is not exempt, in order of class, place and item.
 * `class` or `item` NULL: all. Stops when `take` returns false; false only when reading
 * failed. `student` has id, class, place, number, name. */
typedef bool (*results_take)(
	void *ctx, const struct student *student, const struct item_result *row);
bool results_missing(struct store *store, const struct class_key *class,
	const char *item, results_take take, void *ctx, struct err *err);
/* Every row of everybody who is here, measured or not: for exports. */
bool results_each(struct store *store, results_take take, void *ctx, struct err *err);

#endif
