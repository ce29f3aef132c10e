/*
 * year - what stands behind 新学年: a plan to be looked at, who stays, and doing it once.
 *
 * It opens with the plan when the next school year may begin, else with why not. Nothing
 * is written before the question is answered; leaving the screen forgets who was chosen.
 */
#ifndef COMMAND_YEAR_H
#define COMMAND_YEAR_H

#include "intent.h"
#include "model.h"
#include "new_year.h"
#include "place.h"

struct app;

#define YEAR_KEPT 200 /* more stay in no school */

struct year {
	bool shown;
	enum year_shows shows;
	char note[160];
	int from; /* the year in which the current one began */
	struct new_year_class plan[MODEL_CLASSES];
	int plan_count;
	char kept[YEAR_KEPT][STUDENT_ID_MAX + 1];
	int kept_of[YEAR_KEPT]; /* of which class of the plan */
	int kept_count;
	int selected; /* class of the plan whose students are shown */
	struct student tiles[MODEL_TILES];
	int tile_count;
};

void year_view(struct app *app, struct now now);
bool year_grant(struct app *app, const struct intent *want, struct now now);
void year_tick(struct app *app, struct now now);

#endif
