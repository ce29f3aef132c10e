/*
 * many - one start for many at a counted item, and the grid in which their numbers are
 * told (报数录入).
 *
 *	many_init(&many, item)
 *	many_line_up(&many, n)		so many stand there, cell 0 to n - 1
 *	many_arm(&many, now, ready)	请准备; then 开始！ by time alone
 *	many_tick(&many, now)		time passed
 *	many_digit(), many_enter() ...	the grid, once the time is over
 *
 * What a person does in the grid is answered with an order for the caller: save this cell,
 * or take back what was saved in it. Only when that is written does the caller say
 * many_saved() or many_taken_back(); until then the cell says what it said before.
 *
 * A number is what somebody counted. The judge may take counts off it (不计 -1), which
 * is kept beside it and never in its place. Nothing is saved by passing over a cell; a zero
 * is saved by a key of its own only, and what lies outside the usual range is asked once
 * more. A counter on a lane fills its cell while the time runs, and Enter takes its word.
 *
 * Pure: no clock, no allocation. Times are monotonic microseconds.
 */
#ifndef CORE_MANY_H
#define CORE_MANY_H

#include <stdbool.h>
#include <stdint.h>

#include "item.h"
#include "reading.h"

#define MANY_MAX    20 /* of one start */
#define MANY_DIGITS 4
#define MANY_LESS   99 /* counts a judge may take off one cell */

/* What has happened. */
enum many_stage {
	MANY_LINED_UP, /* they stand there */
	MANY_ARMED,    /* 请准备 */
	MANY_STARTED,  /* the time runs */
	MANY_OVER,     /* 时间到: numbers are told */
};

enum many_mark {
	MANY_OPEN,
	MANY_SAVED,
	MANY_NOBODY, /* 没测: not there, or stopped */
};

/* Why Enter did not save. */
enum many_why {
	MANY_FINE,
	MANY_WHY_ZERO,	  /* a zero has a key of its own */
	MANY_WHY_OUTSIDE, /* nobody does so many */
	MANY_WHY_UNUSUAL, /* rare: Enter once more, if it is so */
	MANY_WHY_LESS,	  /* more was taken off than was counted */
	MANY_WHY_EMPTY,	  /* nothing to take counts off */
};

struct many_cell {
	enum many_mark mark;
	int64_t count, less; /* MANY_SAVED: told, and taken off by the judge */

	/* not saved yet */
	char typed[MANY_DIGITS + 1];
	int64_t typed_less;
	bool changed; /* there is something to save */

	bool counted; /* a counter spoke in time */
	struct reading counter;
};

struct many {
	const struct item *item; /* lent */
	enum many_stage stage;
	int64_t go_us; /* of 开始！; from MANY_ARMED on */
	struct many_cell cell[MANY_MAX];
	int cells;
	int at; /* the cell that is filled in */
	enum many_why why;
	bool asked; /* the unusual number in `at` was asked about */
};

enum many_order {
	MANY_NOTHING,
	MANY_SAVE,	/* `many_number`s cell `at` */
	MANY_TAKE_BACK, /* void what was saved in `at` */
};

/* What is to be saved. */
struct many_number {
	int64_t count;	 /* before the judge */
	int64_t less;	 /* 0 or more */
	int64_t value;	 /* count - less */
	bool by_counter; /* the cell's counter said `count` */
	bool zero;	 /* somebody said that a zero is right */
	bool unusual;	 /* ... or a number outside the usual range */
};

void many_init(struct many *m, const struct item *item);
void many_line_up(struct many *m, int cells); /* at most MANY_MAX */

/* ---- time ---- */

void many_arm(struct many *m, int64_t now_us, int64_t ready_us);
/* As if 开始！ had been at `go_us`: after a crash. */
void many_resume(struct many *m, int64_t go_us, int64_t now_us);
/* Back to lined up: whatever was counted is forgotten. Only while nothing is saved. */
bool many_again(struct many *m);
/* 时间到, said by a person who watched another clock. */
void many_stop(struct many *m);
bool many_tick(struct many *m, int64_t now_us); /* true: the stage is another one */
int64_t many_due_us(const struct many *m);	/* INT64_MAX: never */
int64_t many_left_us(const struct many *m, int64_t now_us); /* -1: no time runs */

/* A counter on the lane of this cell. true: it changed. */
bool many_reading(struct many *m, int cell, const struct reading *r);

/* ---- the grid ---- */

void many_select(struct many *m, int cell);
void many_move(struct many *m, int by); /* along the cells; stays at their ends */
void many_digit(struct many *m, int digit);
void many_erase(struct many *m);
/* 不计 -1 with `by` 1; -1 takes one back. */
void many_less(struct many *m, int by);
enum many_order many_enter(struct many *m, struct many_number *out);
/* 0个，有效 */
enum many_order many_zero(struct many *m, struct many_number *out);
/* 没测; once more: they were there. */
enum many_order many_nobody(struct many *m);

void many_saved(struct many *m, const struct many_number *number);
/* Void, and nobody now. */
void many_taken_back(struct many *m);
/* After a crash: so it stands in the journal. */
void many_restore(struct many *m, int cell, int64_t count, int64_t less);

/* What a cell shows, typed before saved before counted; false: nothing. */
bool many_shows(
	const struct many *m, int cell, int64_t *count, int64_t *less, bool *saved);

int many_open(const struct many *m); /* cells that are neither saved nor nobody's */
int many_count_saved(const struct many *m);

#endif
