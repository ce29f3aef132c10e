/*
 * model_run - the part of the model that a run timed by a person's key has; screen_run.c.
 */
#ifndef KIOSK_MODEL_RUN_H
#define KIOSK_MODEL_RUN_H

#include <stdbool.h>
#include <stdint.h>

#include "model_name.h"

#define MODEL_RUN_ROWS	  512
#define MODEL_RUN_TILES	  90
#define MODEL_RUN_WAVES	  2
#define MODEL_RUN_CLASSES 40
#define MODEL_RUN_PICKS	  200 /* visit.chip: classes are picked, and no name */

enum run_tile {
	RUN_TILE_NONE, /* before the start: has no vest, does not run */
	RUN_TILE_RUNS, /* before the start: has one */
	RUN_TILE_IN,   /* `word` is the time */
	RUN_TILE_OUT,  /* `word` says how it ended */
};

/* Who may run, before the start; then each runner. */
struct model_run_tile {
	int number;		 /* of the vest; 0 none */
	char person[MODEL_NAME]; /* 李小树 */
	char word[24]; /* 还剩1圈, 3′42″, 伤停; before the start 3A4F, a chip */
	enum run_tile state;
	bool odd;  /* laps too many, or too close together */
	bool next; /* takes the next chip */
};

/* An arrival. */
struct model_run_row {
	int mark;
	char time_text[16]; /* 3′42″ */
	int number;	    /* 0: ? */
	char chip[8];	    /* the end of its name, of one that nobody has */
	char person[MODEL_NAME];
	char word[24]; /* 第2圈; 补: put in later */
};

struct model_run_name {
	int who;
	char person
		[MODEL_LINE]; /* 21号 李小树; of several classes 七年级3班 21号 李小树 */
};

/* Who may run together. */
struct model_run_class {
	int index;     /* of the station's classes */
	char name[40]; /* 七年级3班 */
	bool in;
};

struct model_run {
	bool started; /* at least one wave */
	bool closed;  /* and saved */
	bool resumed;
	bool lanes; /* numbers are lanes, not vests */

	/* before the start */
	int who, starts, track_m; /* enum run_who of place_run.h; 1 or 2; metres */
	bool each_lap;		  /* each crossing is pressed */
	int vests;		  /* enum run_vests of place_run.h */
	bool hears_chips;	  /* each crossing comes by itself, with a chip */
	bool has_device;	  /* the key is only for what it misses */
	bool device_lost;
	char next_chip[MODEL_NAME]; /* who takes the next one; "" nobody */
	bool has_course;	    /* the track's length says something here */
	bool has_track;		    /* ... and can be chosen */
	bool has_count;		    /* crossings can be chosen: `count` */
	int count;
	int crossings, before_m;

	int n_classes; /* only while they are picked */
	struct model_run_class classes[MODEL_RUN_CLASSES];

	bool can_start[MODEL_RUN_WAVES];
	char clock_text[MODEL_RUN_WAVES][16]; /* "" = has not started */
	int arrived, running, out, all, unknown, odd;
	bool can_undo;
	int unnamed; /* runners whom nobody has named */
	int n_names; /* who may be one of them */
	struct model_run_name names[MODEL_RUN_TILES];
	int n_rows; /* the newest first */
	struct model_run_row rows[MODEL_RUN_ROWS];
	int n_tiles;
	struct model_run_tile tiles[MODEL_RUN_TILES];
};

#endif
