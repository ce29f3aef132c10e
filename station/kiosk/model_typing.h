/*
 * model_typing - what the screen of 快速补录 may know. Part of model.h.
 *
 * While the second reading is typed, nothing of the first is in here.
 */
#ifndef KIOSK_MODEL_TYPING_H
#define KIOSK_MODEL_TYPING_H

#include <stdbool.h>

#include "model_name.h"

#define MODEL_TYPING_ROWS     90
#define MODEL_TYPING_ITEMS    24
#define MODEL_TYPING_NAMES    9
#define MODEL_TYPING_READINGS 4

enum typing_shows {
	TYPING_SHOWS_CLASS, /* of model.classes */
	TYPING_SHOWS_ITEM,
	TYPING_SHOWS_WHO,
	TYPING_SHOWS_LINES,
	TYPING_SHOWS_DIFFERS,
	TYPING_SHOWS_AGREED,
};

struct model_typing_item {
	char name[48];
	int open; /* pupils for whom it can be typed */
};

struct model_typing_row {
	int number; /* 班内学号; 0 none */
	char name[MODEL_NAME];
	bool locked; /* nothing can be typed for them: 已测, or not theirs */
	char value_text
		[24]; /* of this reading; of TYPING_SHOWS_DIFFERS what was settled */
	bool differs; /* shown on TYPING_SHOWS_DIFFERS */
	bool settled;
	char first_text[24], second_text[24]; /* there only; — for nothing */
};

struct model_typing {
	enum typing_shows shows;
	int n_items;
	struct model_typing_item items[MODEL_TYPING_ITEMS];
	int sex; /* enum sex; 0 = both */

	int round; /* 1 or 2 */
	int n_names;
	char names[MODEL_TYPING_NAMES][32];
	char who[32]; /* who types; of TYPING_SHOWS_WHO what is typed of the name */

	char class_name[40], item_name[48];
	int n_rows;
	struct model_typing_row rows[MODEL_TYPING_ROWS];
	int at;
	char typed[16];
	int n_readings; /* of what was typed, when it is asked */
	char readings[MODEL_TYPING_READINGS][24];
	int done, open; /* lines with a number, of so many that can have one */
	int differing;
	bool asks_throw;
	char note[160]; /* what came of the last key; "" = nothing to say */
	bool note_is_good;
};

#endif
