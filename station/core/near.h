/*
 * near - what would lift a student's total to the next level: 训练建议，不用于改成绩.
 *
 * Advice for training, and never a reason to touch a result. BMI, height and weight
 * are no part of it, nor any private item, nor an item that the student must not do:
 * nobody is told to weigh less.
 *
 * An item moves from row to row of its own table, and beyond the top one from bonus to
 * bonus; the student is scored anew each time, so that rounding, caps and bonus are
 * those of score.h. One item is enough when any one is; else two are asked for. Of all
 * that is enough the least is taken: how far an item must move is counted as a share
 * of the way from the easiest to the hardest row of its table, which sets centimetres
 * beside seconds; what two items need is added up.
 */
#ifndef CORE_NEAR_H
#define CORE_NEAR_H

#include <stdbool.h>
#include <stdint.h>

#include "scheme.h"
#include "score.h"

#define NEAR_NOTE "训练建议，不用于改成绩"

struct near_change {
	int scheme_item; /* index in scheme->item */
	int32_t from,
		to; /* in the item's unit; one step of the item less is not enough */
};

struct near {
	int32_t from_c, to_c; /* the total now, and then */
	int changes;	      /* 1 or 2; 0: no two items lift that far */
	struct near_change change[2];
};

/* May this item of theirs be part of an advice? */
bool near_may_train(const struct scheme *scheme, enum sex sex, enum grade grade,
	uint64_t barred, int scheme_item);

/* How far it is from one value to a better one, in millionths of the ladder's way,
 * rounded up. */
int64_t near_share(const struct ladder *ladder, int32_t from, int32_t to);

/* The lowest bound above a total that a level begins at, the best level left out: 60
 * or 80 points. 0 when there is none. */
int32_t near_bound(const struct scheme *scheme, int32_t total_c);

/* The least change that lifts the total to `bound_c` or beyond. `barred`: a bit for
 * each item of the catalogue that the student must not do. false when the results make
 * no total, or one that is there already. */
bool near_lift(const struct scheme *scheme, enum sex sex, enum grade grade,
	const struct results *results, uint64_t barred, int32_t bound_c,
	struct near *near);

#endif
