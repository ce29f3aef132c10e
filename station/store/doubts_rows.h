/*
 * doubts_rows - the attempts that doubts.c looks at, kept in memory from look to look. A part
 * of doubts.c.
 *
 * To read a year of 5,000 students takes a quarter of a second, to read one student no
 * millisecond; so only those whom the journal touched since are read again. Texts that are
 * only compared are numbers here: a student, a class, the heats of a session, a place.
 */
#ifndef STORE_DOUBTS_ROWS_H
#define STORE_DOUBTS_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "doubts_lift.h"
#include "item.h"
#include "scheme.h"
#include "store.h"

#define DOUBTS_LAST_NONE INT64_MIN

/* An attempt as the rules want it. */
struct doubts_row {
	struct entry_id id;
	const struct item *item;
	int student, class, heats, place; /* numbers of names; class -1: none */
	bool is_tested, is_settled, has_channel;
	bool by_hand;	  /* no device measured it */
	bool is_imported; /* likewise; from a file */
	int64_t began_us, ended_us, value, last, height_mm;
};

/* Each text once; its number never changes. */
struct doubts_names {
	char (*text)[96];
	int n, room;
	int *slot; /* number + 1 by hash; 0 free */
	int slots;
};

struct doubts_rows {
	struct store *store; /* lent, as the next two */
	const struct items *items;
	const struct scheme *scheme;
	bool is_read;
	int year;
	int64_t head; /* of the journal, as it was read */
	struct doubts_row *row;
	size_t n, room; /* in the order in which they ended */
	struct lift *lift;
	size_t lifts, lifts_room;
	struct doubts_names students, classes, places;
};

void doubts_rows_release(struct doubts_rows *rows);

/* Bring them up to date for that school year. */
bool doubts_rows_look(struct doubts_rows *rows, int year, struct err *err);

#endif
