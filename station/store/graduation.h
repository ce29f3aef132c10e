/*
 * graduation - 毕业成绩 of the fitness standard: half the final year's 学年总分, half
 * the mean of the other years', rounded once; the level by the same bounds (rules.md,
 * section 7).
 *
 * Which other years the text does not say. Taken are all earlier years of the same
 * stage, 小学, 初中, 高中 or 大学, by the platform's 年级编号 and the school's system; a year
 * that was repeated counts each time. The final year is that of the stage's last grade,
 * and only its students have a 毕业成绩. A university's last grade is 44, or 43 or 42 where
 * its length of study is said to be so (graduation_set_last).
 *
 * A year without a total is never passed over: there is no 毕业成绩 then, and the row
 * says which year is missing. A year at whose end the student was exempt is no year of
 * the mean; where all the others were, a person decides. Who is exempt in the final year
 * has 免测. The final total is the station's own when it is complete, and else one that
 * was put in from elsewhere or that the platform returned; never while something is in
 * dispute. Earlier years are those of past_years.h. Nothing here reads points of an exam.
 */
#ifndef STORE_GRADUATION_H
#define STORE_GRADUATION_H

#include <stdbool.h>
#include <stdint.h>

#include "err.h"
#include "past_years.h"
#include "scheme.h"
#include "store.h"
#include "student.h"

enum graduation_state {
	GRADUATION_COMPLETE,
	GRADUATION_MISSING, /* a year is: see `missing` */
	GRADUATION_EXEMPT,  /* 免测 */
};

struct graduation {
	enum graduation_state state;
	int32_t final_c;    /* SCORE_NONE without */
	int32_t official_c; /* what the platform returned for it; SCORE_NONE without */
	int others;	    /* years, the latest first */
	struct past_year other[PAST_YEARS_MAX];
	int exempts; /* years without a total in which the student was exempt, likewise */
	int exempt_year[PAST_YEARS_MAX];
	int32_t total_c;		  /* 毕业成绩; SCORE_NONE unless complete */
	const struct scheme_level *level; /* NULL likewise */
	char missing[256]; /* "2024-2025学年（初中一年级）", joined by 、 */
};

/* Half of final_c and half of sum_c / others, rounded as the scheme rounds a total.
 * others > 0. */
int32_t graduation_total(
	const struct scheme *scheme, int32_t final_c, int64_t sum_c, int others);

/* The last grade of the stage that `code` is in, for this school; 0 as grade_code_last().
 * A university's is a setting of this machine: 42, 43 or 44. */
int graduation_last(struct store *store, int code);
bool graduation_set_last(struct store *store, int code, struct err *err);

/* Does this student finish a stage this school year? */
bool graduation_is_due(struct store *store, const struct student *student);

bool graduation_of(struct store *store, const struct scheme *scheme,
	const struct student *student, struct graduation *out, struct err *err);

#endif
