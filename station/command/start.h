/*
 * start - 开测: which item is tested, of which class, in which kind of session, by whom.
 *
 * The choices are kept in this machine's settings ("start.item" and its like) and stand
 * there again the next time. 开始测试 gives them to the place of the item, whose next attempt
 * begins a session with them, and calls the class. An item without a device is offered too,
 * when a person can time it: then a place by hand is bound. On the day on which they were
 * made they are given to the place again when the program starts, so that a crash does not
 * turn 练习 into 正式.
 */
#ifndef COMMAND_START_H
#define COMMAND_START_H

#include <stdbool.h>

#include "intent.h"
#include "model_frame.h"
#include "place.h"

struct app;

struct start {
	bool shown;
	int items[MODEL_START_ITEMS]; /* indexes in the catalogue */
	int item_count;
	int item; /* in the catalogue; -1 none */
	struct class_key class;
	enum session_kind kind;
	char testers[MODEL_START_TESTERS][32];
	bool tests[MODEL_START_TESTERS]; /* who of them */
	int tester_count;
	bool ticked[MODEL_START_TICKS];
	int course; /* of the four; -1 none */
	bool alone; /* of an item that has both: each starts by itself */
	bool types;
	char typed[32];
	char note[160];
};

/* After the places are there: what was chosen today holds again. */
void start_resume(struct app *app);

/* SCREEN_START. */
void start_view(struct app *app, struct now now);
bool start_grant(struct app *app, const struct intent *want, struct now now);
void start_tick(struct app *app, struct now now);

#endif
