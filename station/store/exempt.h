/*
 * exempt - who is exempt from the fitness standard (免予执行): the journal's latest
 * standing of a student says so, with the papers that were shown.
 *
 * Such a student is on the roll, and in no rate, no progress and no list of who is
 * missing; what was measured all the same stays. A standing has no year: it holds until
 * another one ends it.
 */
#ifndef STORE_EXEMPT_H
#define STORE_EXEMPT_H

#include <stdbool.h>

#include "err.h"
#include "store.h"

/* For SQL: ... FROM EXEMPT_NOW, ... student IN EXEMPT_STUDENTS */
#define EXEMPT_NOW                                                                     \
	"standing_now WHERE scheme = 'national-2014' AND part = '' "                   \
	"AND code = 'exempt' "
#define EXEMPT_STUDENTS "(SELECT student FROM " EXEMPT_NOW ") "

bool exempt_is(struct store *store, const char *student, bool *is, struct err *err);

#endif
