/*
 * score_compare - what the platform gave for a student's values beside what our tables
 * give for the same values.
 *
 * Nobody is right by being larger: a difference is listed with the row of the table that
 * we used, so that a teacher can look it up on paper. Values are compared by whoever has
 * our own (they may have been measured on another day); here both sides score the value
 * that stands in the returned sheet. Pure.
 */
#ifndef EXCHANGE_SCORE_COMPARE_H
#define EXCHANGE_SCORE_COMPARE_H

#include <stddef.h>
#include <stdint.h>

#include "scheme.h"
#include "score_rows.h"
#include "student.h"

struct score_difference {
	const char *column; /* "1000米跑评分", "总分": lent */
	char theirs[24];    /* as a cell would show it: "78", "良好" */
	char reason[200]; /* "平台78分，本站80分：4'12 对应 items.csv 第512行" */
};
typedef void score_differs(void *ctx, const struct score_difference *difference);

/* How many differences there are; each is given to `differs`. What the sheet does not
 * say is not compared, and totals only where both sides have one. */
int score_compare(const struct scheme *scheme, enum sex sex, enum grade grade,
	const struct score_list *list, const struct score_row *row,
	score_differs *differs, void *ctx);

/* "优秀" ... "肥胖"; "" for none. */
const char *score_level_zh(enum score_level level);

#endif
