/*
 * intake - 名单: a file on the stick, students or scores, is looked at row by row, and then
 * imported.
 *
 * Both are `station import` as a child (closing.h has the work that runs): with --dry-run it
 * stores nothing and says what would come of it, and what it prints is read back from
 * intake.csv in the station's folder. Only a file that was looked at can be imported. The
 * files are those of the stick's first folder; without a stick those in `import` of the
 * station's own folder.
 */
#ifndef COMMAND_INTAKE_H
#define COMMAND_INTAKE_H

#include <stdbool.h>

#include "intent.h"
#include "model_frame.h"
#include "path.h"
#include "place.h"

struct app;

struct intake {
	bool shown;
	char folder[PATH_SIZE]; /* where the files are; "" nowhere */
	char files[MODEL_FILES][160];
	int file_count;
	int first;   /* where the list on the screen begins */
	int chosen;  /* -1 none */
	int way;     /* in which doubtful runs are read; -1 none */
	int mode;    /* ROSTER_MODES, or SCORE_MODES */
	bool trusts; /* what looks wrong as a whole */
	enum {
		INTAKE_NOTHING,
		INTAKE_LOOKS,
		INTAKE_LOOKED,
		INTAKE_IMPORTS,
		INTAKE_DONE
	} stage;
	struct model_complaint rows[ROSTER_TABS][MODEL_COMPLAINTS];
	int row_counts[ROSTER_TABS]; /* also those that there is no room for */
	enum roster_tab tab;
	char counts[256]; /* as the program said them */
	bool has_scores;  /* the file that was looked at */
};

/* SCREEN_ROSTER. */
void intake_view(struct app *app, struct now now);
bool intake_grant(struct app *app, const struct intent *want, struct now now);
void intake_tick(struct app *app, struct now now);

#endif
