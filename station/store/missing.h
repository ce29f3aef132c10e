/*
 * missing - 未测名单: who lacks what, and why; gathered for the screen and for a file.
 *
 * A reason is what holds on the day of asking: an exemption, a bar, a deferral, what is put
 * off, who is not there; else it is just not measured yet.
 */
#ifndef STORE_MISSING_H
#define STORE_MISSING_H

#include <stdbool.h>
#include <stddef.h>

#include "err.h"
#include "item.h"
#include "store.h"
#include "student.h"

enum missing_why {
	MISSING_PLAIN,
	MISSING_ABSENT,
	MISSING_LEAVE,
	MISSING_NOT_TODAY,
	MISSING_PUT_OFF, /* `until` says to when, 0 not known */
	MISSING_DEFERRED,
	MISSING_BARRED,
	MISSING_EXEMPT,
};
const char *missing_why_key(enum missing_why why); /* "not-today" */

struct missing_row {
	int person;
	int item; /* of the catalogue */
	enum missing_why why;
	int until; /* 20261125 */
};

struct missing {
	struct student *people;
	size_t people_count;
	struct missing_row *rows; /* in order of class, place and item */
	size_t count;
};

/* Of everybody who is here, as `day` finds them. Release it also after a failure. */
bool missing_gather(struct missing *missing, struct store *store,
	const struct items *items, int day, struct err *err);
void missing_release(struct missing *missing);

#endif
