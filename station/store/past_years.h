/*
 * past_years - 学年总分 of school years that are over, from this station or elsewhere:
 * what 毕业成绩 is made of.
 *
 * Each is an entry of the journal; of one student and year the later one holds. A
 * station's scores are of the current school year only, so a year that ends is closed
 * before the next one begins, while its results are still there:
 *
 *	results_ensure(results, &err)
 *	past_years_close(store, "郑老师", wall_us, &count, &err)
 *	store_set_school(store, NULL, 2027, ...)
 */
#ifndef STORE_PAST_YEARS_H
#define STORE_PAST_YEARS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"
#include "store.h"

#define PAST_YEARS_MAX 24 /* of one student */

struct past_year {
	int school_year; /* the year in which it began */
	int grade_code;	 /* then */
	int32_t total_c;
	bool is_own; /* this or another of our stations measured it */
};

/* `total_c` SCORE_NONE takes it back. `origin` says which file or register. The same
 * total and grade again write nothing. */
bool past_years_put(struct store *store, const char *student, int school_year,
	int grade_code, int32_t total_c, const char *origin, const char *who,
	int64_t wall_us, struct err *err);

/* Put every total of the current school year, for whoever is here: the platform's where it
 * returned one (official.h), with its origin; else our own complete one, of who is not
 * exempt, with "own: " and how the scheme's digest begins. How many were new goes into
 * *count. */
bool past_years_close(struct store *store, const char *who, int64_t wall_us, int *count,
	struct err *err);

/* Of a student, the latest year first; how many, at most `max`; -1 with a sentence. */
int past_years_of(struct store *store, const char *student, struct past_year *out,
	size_t max, struct err *err);

#endif
