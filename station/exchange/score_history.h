/*
 * score_history - what a sheet of scores gives away beside the year before.
 *
 * A sheet may look like any class and still be wrong: rows that slipped by one among
 * boys alone, 50米跑 and 坐位体前屈 (9.1 and 9.0) under each other's headings, last year's
 * sheet handed in again. Children are like themselves: most are near where they stood a
 * year ago, and far from where their neighbour stood. So each class is compared with
 * what the station knows of the same children.
 *
 * A class has changed as a whole; that is taken off first. What is left of a child's
 * change is counted in the spread of its class, and no single value for more than
 * FAR of it, so that one child who grew or was ill says little. Findings are doubts,
 * never refusals: it may be last year's sheet that was wrong.
 *
 *	struct score_known *known = ...;	one beside each of list.rows
 *	score_history_find(&list, items, known, &findings);
 *	score_findings_release(&findings);
 *
 * Whole numbers only, and pure over a list; nothing in it is changed.
 */
#ifndef EXCHANGE_SCORE_HISTORY_H
#define EXCHANGE_SCORE_HISTORY_H

#include <stdint.h>

#include "item.h"
#include "score_rows.h"
#include "score_shapes.h"

#define SCORE_UNKNOWN INT64_MIN

/* Of the student of one row: the class now, and the last value of each item in a year
 * before this one, in the item's unit. All are lent. */
struct score_known {
	const char *class_code, *class_name; /* NULL: nobody's row */
	const int64_t *value;		     /* by item; NULL: nothing is known */
};

void score_history_find(const struct score_list *list, const struct items *items,
	const struct score_known *known, struct score_findings *findings);

#endif
