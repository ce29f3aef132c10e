/*
 * stand - who stands before the place that is shown: they say who they are, are asked 是你吗？,
 * and are measured, or told why not.
 *
 * Whoever only says who they are (a number on the keypad, a name that was touched, a code
 * that anybody can print) may be measured, and is shown nothing of what was measured before;
 * whoever carries a card of theirs may see it.
 */
#ifndef COMMAND_STAND_H
#define COMMAND_STAND_H

#include <stdbool.h>

#include "student.h"

struct app;
struct now;
struct place;
struct reader;

/* The place that is shown; NULL: there is none. */
struct place *stand_here(struct app *app);

void stand_identify(struct app *app, const struct student *student);
void stand_say_number(struct app *app, const char *number); /* on the keypad */
void stand_show_code(struct app *app, const char *code);
void stand_show_card(struct app *app, const struct reader *reader); /* reader->seen */

/* They are measured, having said yes. */
void stand_begin(struct app *app, const struct student *student);
/* The place's class, in its order: those who stand nowhere else. */
void stand_line_up(struct app *app, struct place *place, struct now now);
/* 我的成绩, of who carries a card and nobody else. */
void stand_open_mine(struct app *app);
/* Nobody stands there any more. */
void stand_forget(struct app *app);

/* Is this student being measured, or asked 是你吗？, at any place of the station? */
bool stand_has(const struct app *app, const char *student);
/* Are they measured at another place? */
bool stand_elsewhere(
	const struct app *app, const struct place *place, const char *student);
/* The same; then they are told where. */
bool stand_is_sent_elsewhere(
	struct app *app, const struct place *place, const struct student *student);

#endif
