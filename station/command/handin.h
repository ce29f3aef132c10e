/*
 * handin - 上报前检查: what the national platform would get, what it would not and why; and
 * then the file.
 *
 * It is `station export national` as a child (closing.h has the work that runs), first into
 * hand-in.csv of the station's folder, whose notes sheet is read back and removed. Only when
 * nothing is wrong there is 写出上报文件, an .xlsx on the stick or in `hand-in` of the folder;
 * where the platform's own workbook lies on the stick it is filled, as national-filled.xlsx.
 * A tab says what is another value since the last hand-in.
 */
#ifndef COMMAND_HANDIN_H
#define COMMAND_HANDIN_H

#include <stdbool.h>

#include "intent.h"
#include "model_frame.h"
#include "path.h"
#include "place.h"

struct app;

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
	int given, left_out; /* students */
	int counts[HANDIN_TABS];
	int row_count[HANDIN_TABS]; /* of these there are in `rows` */
	struct model_complaint rows[HANDIN_TABS][MODEL_COMPLAINTS];
	char file[PATH_SIZE]; /* what was written */
	char code[16];	      /* the first digits of its digest */
};

/* SCREEN_HAND_IN. */
void handin_view(struct app *app, struct now now);
bool handin_grant(struct app *app, const struct intent *want, struct now now);
void handin_tick(struct app *app, struct now now);

#endif
