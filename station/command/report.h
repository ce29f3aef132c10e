/*
 * report - what a school is assessed by, as rows: `report rates`, `near`,
 * `graduation`.
 *
 * Each takes what the command opened, with results that are up to date, and prints
 * rows on standard output. *ask when something needs a person.
 */
#ifndef COMMAND_REPORT_H
#define COMMAND_REPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "commands.h"
#include "err.h"
#include "item.h"
#include "results.h"
#include "rows.h"
#include "scheme.h"
#include "store.h"

struct report {
	const struct env *env;
	struct items *items;
	struct scheme *scheme;
	struct store *store;
	struct results_with *results;
	int last_grade;	  /* of a university, 年级编号; 0: as it was */
	int32_t within_c; /* how far below a bound is just below; 0: as usual */
};

bool report_rates(const struct report *report, bool *ask, struct err *err);
bool report_near(const struct report *report, bool *ask, struct err *err);
bool report_graduation(const struct report *report, bool *ask, struct err *err);

/* Points with one decimal; an empty cell for SCORE_NONE. */
void report_points(struct rows *rows, int32_t points_c);

#endif
