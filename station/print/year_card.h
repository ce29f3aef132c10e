/*
 * year_card - what a student's papers say of one school year: results, points, total.
 *
 * Of this year they are the results that count; what is in dispute is left out, and so is
 * the total then. Of an earlier one they are what the platform or another school gave
 * (official.h): value, points, level and total as given, ours only where it says nothing,
 * which `by_tables` tells. Of a year without such a record they are what counted then, by
 * today's tables; the total is the one that was put down when the year was closed. `ours`
 * is what our tables make of the same values, so that a difference can be said.
 *
 * A year in which the student is 免予执行 has no total, however much was measured.
 */
#ifndef PRINT_YEAR_CARD_H
#define PRINT_YEAR_CARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"
#include "official.h"
#include "printing.h"
#include "score.h"

struct year_card {
	int school_year;
	int grade_code; /* then; 0: nobody knows */
	enum grade grade;
	struct results results;
	struct score score; /* value, points_c and bonus_c by index in the scheme */
	struct score ours;
	int32_t standard_c, bonus_c, total_c; /* SCORE_NONE without */
	const char *level; /* of the total: 良好; "" without. Lent */
	bool is_exempt;	   /* 免予执行 then */
	bool is_official;
	struct official official; /* when it is */
	uint64_t by_tables;	  /* official: bits of the items with points of ours */
	bool total_by_tables;	  /* official: the total is ours */
};

#define YEAR_CARDS_MAX 13

/* This school year's. */
bool year_card_now(struct printing *p, const struct student *student,
	struct year_card *out, struct err *err);
/* An earlier one's. */
bool year_card_then(struct printing *p, const struct student *student, int school_year,
	struct year_card *out, struct err *err);
/* All of them, the oldest first, this one last; how many, -1 with a sentence. */
int year_cards(struct printing *p, const struct student *student,
	struct year_card out[YEAR_CARDS_MAX], struct err *err);

/* 优秀 ... of an item, 正常 ... of an index: as it was given, else by the tables. Lent. */
const char *year_card_level(const struct year_card *card, const struct scheme *scheme,
	int item, enum sex sex);

/* Where a year's points are from and where they are not those of our tables: "2025-2026学年
 * 依据“平台 成绩.xls”；与评分表不同：50米跑得分78（评分表80）". Nothing for a year without a record. */
void year_card_explain(
	const struct year_card *card, const struct scheme *scheme, struct buf *out);

#endif
