/*
 * today - what 今日进度 asks of the journal and of what was derived from it: the grid of
 * classes and items, how many went through each item of late, and which classes are there.
 *
 * Height and weight are one column, TODAY_BODY: whoever has both is done. Who is exempt is
 * in nothing here. Days and moments are wall microseconds.
 */
#ifndef STORE_TODAY_H
#define STORE_TODAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "class_key.h"
#include "err.h"
#include "store.h"

#define TODAY_BODY "body"

struct today_cell {
	struct class_key class;
	char class_name[48];
	char item[24]; /* key, or TODAY_BODY */
	int done, total;
	int boys, girls; /* who lack it */
};

/* The two items that make one column, "height" and "weight". */
struct today_body {
	const char *one, *other;
};

/* In order of class, then of the catalogue. How many, at most `max`; -1 with a sentence.
 * Of this class alone, which is quick; NULL: of all. */
int today_grid(struct store *store, const struct today_body *body,
	const struct class_key *class, struct today_cell *out, size_t max,
	struct err *err);

struct today_pulse {
	char item[24];
	int students;	  /* with a valid result since `since_us` */
	int64_t first_us; /* the first and the last of the day */
	int64_t last_us;
};

/* Items with a valid result that counts since `day_us`. Likewise. */
int today_pulses(struct store *store, int64_t day_us, int64_t since_us,
	struct today_pulse *out, size_t max, struct err *err);

/* The classes that have had a result since then. Likewise. */
int today_classes(struct store *store, int64_t since_us, struct class_key *out,
	size_t max, struct err *err);

/* The classes of the year: complete of those who are due. Likewise. */
struct today_complete {
	struct class_key class;
	char class_name[48];
	int complete, due;
};
int today_completes(
	struct store *store, struct today_complete *out, size_t max, struct err *err);

#endif
