/*
 * call - what stands behind 点名: who is not there, and what is put off.
 *
 *	call_view, call_grant, call_tick	as pages.h wants them
 *
 * It lives in struct app. It opens with the class that is being called at the place that
 * is shown, else with the list of classes. A card that is shown meanwhile makes its student
 * there. What a touch said can be taken back, latest first, until the screen is left.
 */
#ifndef COMMAND_CALL_H
#define COMMAND_CALL_H

#include "intent.h"
#include "item.h"
#include "model.h"
#include "place.h"
#include "presences.h"

struct app;

#define CALL_UNDOS 64

struct call {
	bool shown;
	enum call_shows shows;
	struct class_key class;
	struct student tiles[MODEL_TILES];
	int tile_count;
	struct {
		char student[STUDENT_ID_MAX + 1];
		enum presence before;
	} undos[CALL_UNDOS];
	int undo_count;

	/* 改期, as it is being chosen */
	int items[MODEL_CALL_ITEMS]; /* of the catalogue */
	int item_count, item;	     /* chosen: of `items`, -1 all */
	bool every_class;
	enum putoff_reason reason;
	int days[MODEL_CALL_DAYS];
	int day; /* of `days`, -1 not known yet */
	struct putoff putoffs[MODEL_PUTOFFS];
	int putoff_count;
};

void call_view(struct app *app, struct now now);
bool call_grant(struct app *app, const struct intent *want, struct now now);
void call_tick(struct app *app, struct now now);

/* "11月24日 周二" of 20261124. */
char *call_day_text(const struct texts *texts, int day, char *out, size_t size);
/* Items that any class of the school is tested in, in the catalogue's order. */
int call_items(struct app *app, int *out, int max);

#endif
