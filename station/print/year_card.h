/*
 * year_card - what a student's papers say of one school year: results, points, total.
 *
 * Of this year they are the results that count; what is in dispute is left out, and so is
 * the total then. Of an earlier one they are what counted then, by today's tables; the
 * total is the one that was put down when the year was closed, or that another school gave.
 */
#ifndef PRINT_YEAR_CARD_H
#define PRINT_YEAR_CARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"
#include "printing.h"
#include "score.h"

struct year_card {
	int school_year;
	int grade_code; /* then; 0: nobody knows */
	enum grade grade;
	struct results results;
	struct score score; /* value, points_c and bonus_c by index in the scheme */
	int32_t standard_c, bonus_c, total_c; /* SCORE_NONE without */
	const struct scheme_level *level;     /* NULL likewise */
	bool is_exempt;			      /* 免予执行, of this year only */
};

#define YEAR_CARDS_MAX 13

/* This school year's. */
bool year_card_now(struct printing *p, const struct student *student,
	struct year_card *out, struct err *err);
/* All of them, the oldest first, this one last; how many, -1 with a sentence. */
int year_cards(struct printing *p, const struct student *student,
	struct year_card out[YEAR_CARDS_MAX], struct err *err);

#endif
