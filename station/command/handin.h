/*
 * handin - 上报前检查: what the national platform would say to the file, who is not in it and
 * why, and what is another value since the last hand-in; and then the file.
 *
 * It is `station export national --check` as a child (closing.h has the work that runs),
 * whose rows are read from hand-in.csv of the station's folder, which is removed then. Only
 * when nothing is wrong there is 写出上报文件: national.xlsx on the stick, or in `hand-in` of
 * the folder. Where the platform's own workbook lies on the stick, it is that which is
 * looked at and filled, and the complaints of the filling stand in the tabs afterwards.
 */
#ifndef COMMAND_HANDIN_H
#define COMMAND_HANDIN_H

#include <stdbool.h>
#include <stddef.h>

#include "intent.h"
#include "model_frame.h"
#include "path.h"
#include "place.h"

struct app;

#define HANDIN_ROWS 20000 /* that are kept; more are only counted */

struct handin_row; /* handin.c */

struct handin {
	bool shown;
	enum {
		HANDIN_NOTHING,
		HANDIN_LOOKS,
		HANDIN_LOOKED,
		HANDIN_WRITES,
		HANDIN_WRITTEN
	} stage;
	enum handin_tab tab;
	char class_name[48]; /* "" every class */
	struct handin_counts {
		int roll, rows, complete, partial, none, exempt;
		char template[80]; /* that is filled; "" none */
	} n;
	int counts[HANDIN_TABS];
	struct handin_row *rows; /* NULL or HANDIN_ROWS at most */
	size_t row_count;
	char stick[PATH_SIZE]; /* that was there when it was looked at */
	char file[PATH_SIZE];  /* what was written */
	char code[16];	       /* the first digits of its digest */
};

/* SCREEN_HAND_IN. */
void handin_view(struct app *app, struct now now);
bool handin_grant(struct app *app, const struct intent *want, struct now now);
void handin_tick(struct app *app, struct now now);
void handin_close(struct app *app);

#endif
