/*
 * score_headings - which column of a sheet with scores holds what.
 *
 * Between the files of score_rows. Sources: upload.md, sections 1, 2 and 8.
 */
#ifndef EXCHANGE_SCORE_HEADINGS_H
#define EXCHANGE_SCORE_HEADINGS_H

#include "score_rows.h"

/* Who a row is; the fields of layout score-in that are no scores. */
enum score_who {
	WHO_NUMBER,
	WHO_SCHOOL_NUMBER,
	WHO_NAME,
	WHO_SEX,
	WHO_GRADE,
	WHO_CLASS_CODE,
	WHO_CLASS_NAME,
	WHO_CLASS_NUMBER,
	WHO_ETHNICITY,
	WHO_BIRTH_DATE,
	WHO_TEST_NUMBER,
	WHO_EXEMPT,
	WHO_FIELDS
};

/* What a column holds of an item, or of the whole. */
enum score_part { PART_VALUE, PART_POINTS, PART_LEVEL, PART_BONUS, PART_STANDARD };

#define SCORE_TOTAL (-1) /* instead of an item */

/* A column that is read. A column for both sexes has an item for each. */
struct score_field {
	size_t at;
	enum score_part part;
	int item[2];	   /* for girls and for boys; alike in most columns */
	int column;	   /* of list.columns, PART_VALUE */
	int64_t low, high; /* in the item's unit, PART_VALUE */
	char range[24];	   /* "80-250", as the platform says it */
};

struct score_places {
	int who[WHO_FIELDS]; /* in the sheet; -1: not there */
	char who_heading[WHO_FIELDS][48];
	struct score_field field[SHEET_COLUMNS_MAX];
	size_t fields;
	size_t values, points; /* fields of PART_VALUE; all others */
	bool has_standard, has_total;
};

/* Is it a heading of layout score-in, with or without a part? For headings_find();
 * `ctx` is struct score_rules. */
bool score_heading_known(const void *ctx, const char *heading);

/* Where everything stands. Warnings for what is not known go to `list` when it is not
 * NULL, and so do the columns. */
bool score_places_find(struct score_places *places, const struct score_rules *rules,
	const struct row *headings, struct score_list *list, struct err *err);

enum score_sheet score_places_kind(const struct score_places *places);

#endif
