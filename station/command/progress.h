/*
 * progress - what the teacher's pages of numbers stand on: who lacks what, class by class,
 * and how quickly each item goes.
 *
 * It is gathered when the journal grew, a minute passed, somebody else wrote or the
 * language changed, and kept until then: a page that is drawn thirty times a second asks
 * the store nothing but how long the journal is. After a result only its class is asked for.
 */
#ifndef COMMAND_PROGRESS_H
#define COMMAND_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

#include "model.h"
#include "pace.h"
#include "place.h"
#include "today.h"

struct app;

/* What something was gathered from; zeroed: from nothing yet. */
struct progress_stamp {
	bool is_set;
	int64_t head;	/* of this station's journal */
	int64_t minute; /* since 1970 */
	int news;	/* how often others wrote */
	const void *texts;
};

/* Is it older than what there is now? It is from now on then. */
bool progress_is_old(
	const struct app *app, struct progress_stamp *stamp, struct now now);

struct progress_cell {
	int done, total, boys, girls;
};

struct progress {
	struct progress_stamp stamp;
	int n_rows, n_columns;
	struct class_key class[MODEL_CLASSES];
	char name[MODEL_CLASSES][48];
	char key[MODEL_ITEMS][24]; /* of an item, or TODAY_BODY */
	struct progress_cell cell[MODEL_CLASSES][MODEL_ITEMS];
	bool is_there[MODEL_CLASSES]; /* had a result of late, or stands at a device */
	int needed[MODEL_ITEMS];      /* of the classes that are there */
	struct pace pace[MODEL_ITEMS];
};

/* Gather app->progress when it is old; whether it did. */
bool progress_look(struct app *app, struct now now);

/* Midnight of today, wall. */
int64_t progress_day_us(int64_t wall_us);

/* -1: no such column. */
int progress_column(const struct progress *p, const char *key);
/* The column of what a place measures; -1 when the grid has none. */
int progress_column_of(const struct app *app, const struct place *place);
/* In the language of the screens, short or whole. */
const char *progress_item_name(const struct app *app, int column, bool whole);

#endif
