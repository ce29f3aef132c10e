/*
 * score - results to points, totals and level; and why.
 *
 * Order of work (rules.md, sections 3 to 6): the row of each item; weights and their
 * sum, exact; bonus with its caps; total, rounded once; level of the rounded total.
 * Integers only, nothing allocated, no state: score_student() may be called from
 * anywhere with the same answer.
 *
 * Points are centipoints (8250 is 82.5). "Not measured", "not this student's item"
 * and "zero" are different: SCORE_NONE is not 0.
 */
#ifndef CORE_SCORE_H
#define CORE_SCORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"
#include "scheme.h"

#define RESULT_NONE INT32_MIN /* not measured */
#define SCORE_NONE  INT32_MIN

/* One student's results that count, by index in the catalogue, each rounded to its
 * item's precision, in the item's unit. */
struct results {
	int32_t value[ITEMS_MAX];
};
void results_clear(struct results *results); /* all RESULT_NONE */

enum score_state {
	SCORE_COMPLETE,
	SCORE_INCOMPLETE, /* something is missing: no total, points are kept */
	SCORE_NO_TABLE,	  /* the scheme has nothing for this sex and grade */
};

/* By index in scheme->item; only the first scheme->count entries are written. */
struct score {
	enum score_state state;
	uint64_t missing;		    /* bit for each item without a result */
	int32_t value[SCHEME_ITEMS_MAX];    /* what met the table: mm, ..., or index */
	int32_t points_c[SCHEME_ITEMS_MAX]; /* of the item's own table */
	int32_t bonus_c[SCHEME_ITEMS_MAX]; /* 0 when none was earned or there is none */
	int32_t standard_c;  /* sum by weight, rounded; SCORE_NONE unless complete */
	int32_t bonus_all_c; /* after caps; likewise */
	int32_t total_c;     /* rounded and capped; likewise */
	const struct scheme_level *level; /* of the total; NULL likewise */
};

void score_student(const struct scheme *scheme, enum sex sex, enum grade grade,
	const struct results *results, struct score *score);

/* Points only, for one plan (scheme->plan[sex][grade]), by slot: the fast half. */
void score_points(const struct scheme_plan *plan, const struct results *results,
	int32_t points_c[SCHEME_ITEMS_MAX]);

/* Points of one value of one item, by index in scheme->item; SCORE_NONE when that
 * student has no such item. */
int32_t score_item(const struct scheme *scheme, enum sex sex, enum grade grade,
	int scheme_item, int32_t value);

/* How many steps of a ladder a value reaches, 0 when none. */
int score_reached(const struct ladder *ladder, int32_t value);

/* kg over the square of m in tenths (10000 g / mm^2); RESULT_NONE without either. */
int32_t score_index(enum item_round round, int32_t mass_g, int32_t length_mm);

/* n as a whole number of steps, rounded. */
int64_t score_round(enum item_round round, int64_t n, int64_t step);

/*
 * What the next row needs, for 再远2厘米得85分. Beyond the top row, the next bonus
 * step. false when there is nothing to gain, when no such item is the student's, and
 * always for an index and for private items (height, weight, BMI): nobody is told
 * to weigh less.
 */
struct score_next {
	int32_t value;	  /* needed */
	int32_t gap;	  /* > 0, in the item's unit */
	int32_t points_c; /* that value earns; of the bonus when is_bonus */
	bool is_bonus;
};
bool score_next_row(const struct scheme *scheme, enum sex sex, enum grade grade,
	int scheme_item, int32_t value, struct score_next *next);

/*
 * Every step as lines of Chinese text, for a parent to follow and a referee to
 * check: value, row of which file and line, points, weight, product; sum; bonus;
 * rounding; level; or what is missing. Names no student.
 */
void score_explain(const struct scheme *scheme, enum sex sex, enum grade grade,
	const struct results *results, struct buf *out);

/* "85", "13.5", "90.0": points with `decimals` (0 to 2) decimals; exact when the
 * points are. Returns `out`. */
char *score_write(int32_t points_c, int decimals, char *out, size_t size);

#endif
