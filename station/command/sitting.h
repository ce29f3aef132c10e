/*
 * sitting - the exam that this school year's students sit here: the scheme in use,
 * and their points kept up to date.
 *
 *	sitting_look(&sitting, store, items, &err)	at first, and after news
 *	sitting_score(&sitting, store, &student)	after an attempt was stored
 *	sitting_catch_up(&sitting, store)		when nobody is measured
 *	sitting_release(&sitting)
 *
 * Points of an exam are derived from the journal and can be made again; measuring
 * never stops for them. What could not be scored is logged once and left `behind`
 * until everybody is scored again.
 */
#ifndef COMMAND_SITTING_H
#define COMMAND_SITTING_H

#include <stdbool.h>

#include "err.h"
#include "exams.h"
#include "item.h"
#include "store.h"

struct sitting {
	struct exam_used used;
	struct exam *exam; /* NULL: none is in use */
	bool behind;	   /* the journal may know more than the points */
	struct err fault;  /* said last */
};

/* Which scheme is in use for the school year's exam. A zeroed sitting has none; on
 * failure it has none. */
bool sitting_look(struct sitting *sitting, struct store *store,
	const struct items *items, struct err *err);
void sitting_release(struct sitting *sitting);

/* Is this an item of the exam that the student sits? -1 when not, else its index in
 * the exam. Whether it was chosen is not asked: what was not chosen does not count. */
int sitting_item(const struct sitting *sitting, const struct store *store,
	const struct student *student, int catalogue);

void sitting_score(
	struct sitting *sitting, struct store *store, const struct student *student);
/* true when points may have changed. */
bool sitting_catch_up(struct sitting *sitting, struct store *store);

/* Others stand behind the child who reads why there is no total. A status that tells
 * of an illness or of a disgrace becomes `exempt` or `disqualified`. */
#define SITTING_WHY 256
void sitting_hush(const struct exam *exam, const char *exempt, const char *disqualified,
	char why[SITTING_WHY]);

#endif
