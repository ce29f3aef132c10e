/*
 * exam_work - what the steps of exam_score() share.
 *
 * Private to exam.c (items and groups), exam_value.c (attempts into the value that
 * counts, the value into its score) and exam_total.c (parts and the total). Points
 * are counts of 1/den point throughout.
 */
#ifndef CORE_EXAM_WORK_H
#define CORE_EXAM_WORK_H

#include "exam.h"

static inline int64_t of_c(const struct exam *exam, int64_t points_c)
{
	return points_c * (exam->den / 100);
}

static inline int64_t at_most(int64_t n, int64_t cap)
{
	return n < cap ? n : cap;
}

/* full x share, exact: den is a multiple of 10000. */
static inline int64_t share_of(
	const struct exam *exam, int64_t points_c, const struct exam_status *status)
{
	return points_c * status->share_c * (exam->den / 10000);
}

enum exam_got exam_got_of(const struct exam_status *status);
/* NULL: no bonus. */
const struct exam_bonus *exam_bonus_of(const struct exam *exam, int item);
/* Full points of one item picked in group g, in hundredths. */
int32_t exam_each_of(const struct exam *exam, int g, const struct exam_entry *entry);

/* Steps 1 and 2: the value of an item that counts, GOT_POINTS or GOT_VOID with it. */
void exam_pick_value(const struct exam *exam, const struct exam_item *item,
	const struct exam_entry *entry, const struct exam_result *result,
	struct exam_item_score *s);

/* Steps 6 and 7, after items and groups. */
void exam_score_part(const struct exam *exam, const struct exam_entry *entry, int p,
	struct exam_score *score);
void exam_score_total(const struct exam *exam, const struct exam_entry *entry,
	struct exam_score *score);

#endif
