/*
 * trend - the same grade, or the school, as it was in the years before: other children then,
 * so that a school sees what it does with a grade, beside crowd.h, which follows the children.
 *
 * Who was in the grade then, the totals that were put down say, and the platform's records;
 * values, points and totals are those of year_card.h, and so the platform's where it gave some.
 */
#ifndef PRINT_TREND_H
#define PRINT_TREND_H

#include "crowd.h"
#include "err.h"
#include "flow.h"
#include "printing.h"

#define TREND_YEARS 3 /* before this one */

struct trend {
	int grade_code; /* 0: every grade */
	int years;
	struct crowd
		year[TREND_YEARS]; /* the oldest first; only sums of totals and items */
	int school_year[TREND_YEARS];
};

/* Years of which nothing is known are left out. */
bool trend_gather(
	struct trend *trend, struct printing *p, int grade_code, struct err *err);

/* Rates of each year, of the newest first line to this year's `now`, and the means of each
 * item: of results in one grade, of points in several. `whose` names this year's: "本班". */
void trend_print(const struct trend *trend, struct printing *p, struct flow *flow,
	const struct crowd *now, const char *whose);

/* A table of years with their rates and bars, against the targets. */
struct trend_row {
	const char *label; /* lent while the row is printed */
	int n, passed, good;
	int64_t sum_c;
};
void trend_table(struct flow *flow);
void trend_table_row(struct flow *flow, const struct trend_row *row);

/* The mean of an item's results, or of its points; "—" without. */
const char *trend_mean_value(const struct scheme *scheme, const struct crowd_item *of,
	size_t line, enum sex sex, char text[PRINTED_SIZE]);
const char *trend_mean_points(
	const struct crowd_item *of, enum sex sex, char text[PRINTED_SIZE]);

#endif
