/*
 * paper - 快速补录: a paper sheet is typed in twice, by two people, and then saved.
 *
 * It lives in struct app, and is worked on SCREEN_TYPING. The core of it is typing.h; here
 * is which sheet, who types, and what is kept: every line that was entered is a setting of
 * this machine until the sheet is saved or thrown away, so a crash loses nothing that was
 * entered.
 *
 *	typing.sheet = class|item|sex|stage|first|second
 *	typing.line.N = student first second settled	(- nothing, . not settled)
 *
 * Saved, each line is an attempt with source `manual`, its reason and both who typed it; all
 * of a sheet in one durable transaction.
 */
#ifndef COMMAND_PAPER_H
#define COMMAND_PAPER_H

#include <stdbool.h>

#include "intent.h"
#include "item.h"
#include "place.h"
#include "student.h"
#include "typing.h"

struct app;

#define PAPER_NAMES 9
#define PAPER_NAME  28 /* bytes; two of them stand in an attempt */

enum paper_stage {
	PAPER_CLASS, /* which class? */
	PAPER_ITEM,
	PAPER_WHO, /* who types the reading that comes next? */
	PAPER_SHEET,
};

struct paper {
	enum paper_stage stage;
	bool looked; /* for a sheet that was left open */
	struct class_key class;
	char class_name[48];
	int items[ITEMS_MAX]; /* that this class is tested in */
	int open[ITEMS_MAX];  /* pupils for whom each can be typed */
	int item_count;
	int item; /* in the catalogue */
	enum sex sex;
	struct student list[TYPING_LINES]; /* in the order of the sheet */
	struct typing typing;
	char who[2][PAPER_NAME];
	char name[PAPER_NAME]; /* being typed */
	char names[PAPER_NAMES][PAPER_NAME];
	int name_count;
	bool asks_throw;
	char note[160];
	bool note_is_good;
};

/* What the screen asked for. false: this was not asked of it. */
bool paper_grant(struct app *app, const struct intent *want, struct now now);

/* A name's word of a line, as the screens write it; "" for nothing. */
void paper_write(
	const struct item *item, struct typing_word word, char *out, size_t size);

#endif
