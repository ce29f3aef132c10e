/*
 * model_many - what the screens of many at once may know: who lines up, the time, and the
 * grid in which numbers are told. Part of model.h.
 */
#ifndef KIOSK_MODEL_MANY_H
#define KIOSK_MODEL_MANY_H

#include <stdbool.h>

#include "model_name.h"

#define MODEL_MANY	 20
#define MODEL_MANY_TILES 90 /* as many as model.tiles */

enum many_shows {
	MANY_SHOWS_LINEUP, /* the class, in model.tiles; who of it stands there */
	MANY_SHOWS_TIME,   /* 请准备, and the time that runs */
	MANY_SHOWS_GRID,   /* 报数录入 */
};

enum many_look {
	MANY_LOOK_OPEN,
	MANY_LOOK_COUNTED, /* a counter said it; not saved */
	MANY_LOOK_TYPED,   /* not saved */
	MANY_LOOK_SAVED,
	MANY_LOOK_NOBODY, /* 没测 */
};

struct model_many_cell {
	int lane;	       /* 1.. */
	int number;	       /* 班内学号; 0 none */
	char name[MODEL_NAME]; /* 李小树 */
	char value_text[16];   /* 96 */
	char less_text[24];    /* 98 − 2; "" = nothing was taken off */
	enum many_look look;
};

struct model_many {
	enum many_shows shows;
	int n;
	struct model_many_cell cells[MODEL_MANY];

	/* lining up */
	int lane_of[MODEL_MANY_TILES]; /* of each tile: where they stand, 0 not */
	int room;		       /* so many at once */
	int sex;		       /* enum sex; 0 = both */
	bool can_go;		       /* somebody stands there */
	char say_text[128]; /* why something was not done, or what is to be done */

	/* the grid */
	int at;
	int saved, open;
	bool can_again; /* 重来: nothing is saved yet */
};

#endif
