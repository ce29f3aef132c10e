/*
 * advice - what to practise, as someone who trains school children would say it; from
 * schema/advice.yaml.
 *
 * For each item, by sex and grade where it matters, three sentences: for a next row that is
 * a touch away, some weeks, or a season away. They are about training and nothing else: a
 * file with a word of kind.h in it, with advice for a private item, or with a sentence
 * that is too long for its place is refused, with its line.
 *
 *	advice = advice_load(path, items, err)
 *	advice_say(advice, item, sex, grade, advice_far(share), false)
 *	advice_free(advice)
 *
 * A loaded advice never changes.
 */
#ifndef CORE_ADVICE_H
#define CORE_ADVICE_H

#include <stdbool.h>
#include <stdint.h>

#include "err.h"
#include "item.h"
#include "student.h"

#define ADVICE_ZH_MAX 40  /* characters */
#define ADVICE_EN_MAX 120 /* letters */

struct advice;

enum advice_far { ADVICE_CLOSE, ADVICE_SOME, ADVICE_FAR, ADVICE_FARS };

/* NULL on failure. `items` must outlive it; the caller owns it. */
struct advice *advice_load(
	const char *path, const struct items *items, struct err *err);
void advice_free(struct advice *advice);

/* How far a share of a table's way is (near_share(), millionths). */
enum advice_far advice_far(int64_t share);

/* Lent; "" when there is nothing to say. `item` is an index in the catalogue. */
const char *advice_say(const struct advice *advice, int item, enum sex sex,
	enum grade grade, enum advice_far far, bool english);

#endif
