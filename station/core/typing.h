/*
 * typing - a paper sheet typed in twice (快速补录).
 *
 *	typing_read(item, "342", &said)		what a spelling may mean
 *
 *	typing_begin(&typing, item, lines)
 *	typing_char(), typing_enter() ...	the first reading, line by line
 *	typing_go_on(&typing)			the second, by another person; then what differs
 *	typing_settle() ...			one by one
 *
 * A run on paper is 3'42, 3.42 or 342, and by the form of its item all of them are three
 * minutes and forty-two seconds. Where a spelling may mean something else that is as
 * likely, all its readings are given and a person says which; nothing is guessed. A number
 * outside the usual range is asked about in the same way.
 *
 * The two readings know nothing of each other. Where they are not the same, a person looks
 * at the paper: the first, the second, or another number. Enter without a number passes
 * over a line and saves nothing for it.
 *
 * Pure. Lines count from 0, in the order of the printed sheet.
 */
#ifndef CORE_TYPING_H
#define CORE_TYPING_H

#include <stdbool.h>
#include <stdint.h>

#include "item.h"

#define TYPING_LINES	90
#define TYPING_READINGS 4
#define TYPING_TEXT	11

/* What a spelling may mean, the likeliest first. */
struct typing_said {
	int64_t value[TYPING_READINGS]; /* in the item's unit; lawful ones only */
	int n;				/* 0: it is no result of this item */
	bool sure; /* it means value[0], and nobody need be asked */
};

void typing_read(const struct item *item, const char *text, struct typing_said *out);

enum typing_stage {
	TYPING_FIRST,
	TYPING_SECOND,
	TYPING_DIFFERS, /* some lines were read differently */
	TYPING_AGREED,
};

struct typing_word {
	bool has; /* false: nothing stands there */
	int64_t value;
};

struct typing_line {
	bool locked;		    /* nothing may be typed for it */
	struct typing_word read[2]; /* first and second */
	bool settled;		    /* a person decided between them */
	struct typing_word agreed;  /* then */
};

struct typing {
	const struct item *item; /* lent */
	enum typing_stage stage;
	struct typing_line line[TYPING_LINES];
	int lines;
	int at;
	char text[TYPING_TEXT + 1];
	bool asking;  /* which of `said` is meant? */
	bool refused; /* it means nothing */
	struct typing_said said;
};

void typing_begin(struct typing *t, const struct item *item, int lines);
void typing_lock(struct typing *t, int line);

/* Digits, a point, a minute mark or a minus sign; others are nothing. */
void typing_char(struct typing *t, char c);
/* The last character; without one, what this reading says of the line. */
void typing_erase(struct typing *t);
/* true: the line was changed, and `typing_at` it is to be kept. */
bool typing_enter(struct typing *t);
/* Reading `index` of what was asked is meant. true: as above. */
bool typing_choose(struct typing *t, int index);
void typing_select(struct typing *t, int line);
void typing_move(struct typing *t, int by); /* to the next line that is not locked */

/* This reading is done. In the end TYPING_AGREED, or TYPING_DIFFERS. */
void typing_go_on(struct typing *t);
/* TYPING_DIFFERS: reading 0 or 1 of this line is right. */
bool typing_settle(struct typing *t, int line, int which);

bool typing_differs(const struct typing_line *line); /* and nobody decided yet */
int typing_differing(const struct typing *t);
/* What both say, or was decided. */
struct typing_word typing_result(const struct typing_line *line);
/* What the reading that is under way says of a line; of TYPING_DIFFERS the result. */
struct typing_word typing_word(const struct typing *t, int line);
int typing_count(const struct typing *t); /* lines of it with a number */

#endif
