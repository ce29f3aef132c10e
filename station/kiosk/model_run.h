/*
 * model_run - the part of the model that a run timed by a person's key has; screen_run.c.
 */
#ifndef KIOSK_MODEL_RUN_H
#define KIOSK_MODEL_RUN_H

#include <stdbool.h>

#include "model_name.h"
#include <stdint.h>

#define MODEL_RUN_ROWS	512
#define MODEL_RUN_TILES 90
#define MODEL_RUN_WAVES 2

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
	char word[24];		 /* 还剩1圈, 3′42″, 伤停 */
	enum run_tile state;
	bool odd; /* laps too many, or too close together */
};

/* An arrival. */
struct model_run_row {
	int mark;
	char time_text[16]; /* 3′42″ */
	int number;	    /* 0: ? */
	char person[MODEL_NAME];
	char word[24]; /* 第2圈; 补: put in later */
};

struct model_run_name {
	int who;
	char person[MODEL_WHO]; /* 21号 李小树 */
};

struct model_run {
	bool started; /* at least one wave */
	bool closed;  /* and saved */
	bool resumed;
	bool lanes; /* numbers are lanes, not vests */

	/* before the start */
	int who, starts, track_m; /* enum run_who of place_run.h; 1 or 2; metres */
	bool each_lap, by_tap;	  /* each crossing is pressed; vests are tapped out */
	bool has_course;	  /* the track's length says something here */
	bool has_track;		  /* ... and can be chosen */
	bool has_count;		  /* crossings can be chosen: `count` */
	int count;
	int crossings, before_m;

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
