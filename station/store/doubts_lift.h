/*
 * doubts_lift - who came over 60 or 80 by what a person did: a value typed in, a void, a
 * result moved to them or away (DOUBT_LIFT). A part of doubts.c.
 *
 * The total is compared with what it would be without that. A student whose total is only
 * complete by it is not asked about: that is what typing in is for.
 */
#ifndef STORE_DOUBTS_LIFT_H
#define STORE_DOUBTS_LIFT_H

#include "doubt.h"
#include "item.h"
#include "scheme.h"
#include "store.h"
#include "student.h"

struct lift {
	struct entry_id attempt; /* that counts now */
	char student[STUDENT_ID_MAX + 1];
	int64_t ended_us;
	struct doubt doubt;
};

typedef void lift_take(void *ctx, const struct lift *lift);
/* Of one student (an id); NULL: of everybody. */
bool doubts_lift(struct store *store, const struct items *items,
	const struct scheme *scheme, int school_year, const char *student,
	lift_take *take, void *ctx, struct err *err);

#endif
