/*
 * cheapest - which items bring a student the most points for the smallest gain.
 *
 * Looked at is the next row of each item (score_next_row()), beyond the top row the next
 * bonus. What it brings is counted in the total: points by weight, bonus as it is and no
 * more than the caps leave. What it costs is how far the result must move, as a share of
 * the way from the easiest to the hardest row of its table, which sets centimetres beside
 * seconds. The best ratio comes first.
 *
 * BMI, height and weight are no part of it, nor any private item, nor an item that the
 * student must not do (near.h): nobody is told to weigh less.
 */
#ifndef CORE_CHEAPEST_H
#define CORE_CHEAPEST_H

#include <stdint.h>

#include "scheme.h"
#include "score.h"

struct cheapest {
	int scheme_item;	/* index in scheme->item */
	struct score_next next; /* where to */
	int64_t gain;		/* of the total, in hundredths of a centipoint; > 0 */
	int64_t share;		/* how far, in millionths of the table's way; > 0 */
};

/* How many, at most `max`; of equal ones the scheme's order holds. Items without a result
 * are left out: they want a first try, not a gain. */
int cheapest_items(const struct scheme *scheme, enum sex sex, enum grade grade,
	const struct results *results, uint64_t barred, struct cheapest *out, int max);

#endif
