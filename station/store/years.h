/*
 * years - how it was in the school years before: a student's results item by item, from the
 * platform's record of the year (official.h) and else from the journal's attempts, and the
 * school's rates, from totals that were put in (past_years.h).
 */
#ifndef STORE_YEARS_H
#define STORE_YEARS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"
#include "scheme.h"
#include "score.h"
#include "store.h"

#define YEARS_MAX 12 /* of a school */

struct year_value {
	int school_year;
	int item; /* index in the catalogue */
	int64_t value;
};

/* What counted of a student in every school year before this one, by which.h; nothing
 * private, nothing disputed. The oldest first, then in the catalogue's order. How many, at
 * most `max`; -1 with a sentence. */
int years_of(struct store *store, const struct items *items,
	const struct scheme *scheme, const char *student, struct year_value *out,
	size_t max, struct err *err);

/* Is anything known of a school year before this one? false: reading failed. */
bool years_any(struct store *store, bool *any, struct err *err);

/* Every school year before this one in which a student has attempts, a total or a record
 * of the platform's, or was exempt at its end; the oldest first. How many, at most `max`;
 * -1 with a sentence. */
int years_list(struct store *store, const char *student, int *out, size_t max,
	struct err *err);

/* What counted in such a year, height and weight too and nothing disputed, as
 * score_student() takes it; and the 年级编号 of then, 0 when nobody knows. For paper that
 * is the student's own. */
bool years_results(struct store *store, const struct items *items,
	const struct scheme *scheme, const char *student, int school_year,
	struct results *out, int *grade_code, struct err *err);

struct year_rates {
	int grade_code; /* 0: of all */
	int complete, passed, good;
};

/* Of a school year that is over: all, then grade by grade as they were then. Empty when
 * nothing is known of it. Likewise. */
int years_rates(struct store *store, const struct scheme *scheme, int school_year,
	struct year_rates *out, size_t max, struct err *err);

#endif
