/*
 * choices - 设置: what a teacher chose for this machine, a table of rows with a few answers
 * each, kept in its settings; and what they mean at once.
 *
 *	choices_open(app)			after the store, before the first screen
 *	choices_now(app, CHOICE_POINTS)		which answer
 */
#ifndef COMMAND_CHOICES_H
#define COMMAND_CHOICES_H

#include <stdbool.h>

#include "intent.h"
#include "place.h"
#include "texts.h"

struct app;

enum choice {
	CHOICE_LANGUAGE, /* 中文, English */
	CHOICE_THEME,	 /* 亮, 暗 */
	CHOICE_POINTS,	 /* children see points, or not; the two first grades never */
	CHOICE_ASK,	 /* 是你吗？ also of who was called, or not */
	CHOICE_TARGETS,	 /* the targets of the rates, or not */
	CHOICE_SOUND,	 /* loud, middle, soft, off */
	CHOICES
};

struct choices {
	int chosen[CHOICES];
	bool has_note;
	enum text note;
};

void choices_open(struct app *app);
int choices_now(const struct app *app, enum choice choice);
/* Kept, and done at once. */
void choices_choose(struct app *app, enum choice choice, int answer);
/* Of a hundred; 0 is silence. */
int choices_volume(const struct app *app);

/* SCREEN_SETTINGS. */
void choices_view(struct app *app, struct now now);
bool choices_grant(struct app *app, const struct intent *want, struct now now);

#endif
