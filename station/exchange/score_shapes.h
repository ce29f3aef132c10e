/*
 * score_shapes - what a sheet of scores as a whole gives away.
 *
 * Cell by cell a sheet may be in order and still be wrong: the two columns that changed
 * places when the platform's order changed (540 children with a run under 仰卧起坐 and a
 * count under 50米×8, in a published sheet; upload.md, section 3), weights in 斤, scores
 * that slipped by one row, one child's results given to another. These are found by
 * looking at columns and rows together, against what classes of a grade do. The bands
 * are wide: outside of them lies no class, but many a child.
 *
 * Pure over a list; nothing in it is changed.
 */
#ifndef EXCHANGE_SCORE_SHAPES_H
#define EXCHANGE_SCORE_SHAPES_H

#include <stdbool.h>
#include <stddef.h>

#include "item.h"
#include "score_rows.h"
#include "student.h"

enum score_shape {
	SCORE_SHAPE_SWAPPED,  /* two columns hold each other's scores */
	SCORE_SHAPE_UNIT,     /* the column is in another unit */
	SCORE_SHAPE_UNLIKELY, /* most of it is what no class of these grades does */
	SCORE_SHAPE_SHIFTED,  /* from a row on, scores stand one row too low or high */
	SCORE_SHAPE_CONSTANT, /* all its values are the same */
	SCORE_SHAPE_COPIED,   /* two children have the same values in everything */
};

struct score_finding {
	enum score_shape is;
	bool blocks;	       /* the columns or rows must not be taken as they are */
	int column, other;     /* indices in list.columns; -1: not of columns */
	size_t row, other_row; /* as the spreadsheet counts; 0: not of rows */
	char reason[320];      /* Chinese, for a teacher */
};

struct score_findings {
	struct score_finding *list; /* columns first, then rows in order */
	size_t count;
};
#define SCORE_FINDINGS_INIT                                                            \
	{                                                                              \
		NULL, 0                                                                \
	}

void score_shapes_find(const struct score_list *list, const struct items *items,
	enum school_system system, struct score_findings *findings);
void score_findings_release(struct score_findings *findings);

#endif
