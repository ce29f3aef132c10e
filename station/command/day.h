/*
 * day - a test day as data: which devices stand where, and who comes to them.
 *
 * A .yaml file (see assets/demo/day.yaml): places with their device's profile, and
 * what plays it: a simulator script or a capture on a pty, or a real port. The
 * kiosk takes the places from it; the headless day also lets the named classes be
 * measured, each place one child or heat after the other, all places at once.
 *
 *	day = day_load(path, &err)
 *	day_open(day, &app, headless, &err)	starts what plays, adds the places
 *	while (!day_over(day)) day_step(day)	between turns of the app
 *	day_close(day)
 */
#ifndef COMMAND_DAY_H
#define COMMAND_DAY_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "app.h"
#include "err.h"

struct day;

struct day *day_load(const char *path, struct err *err);
void day_close(struct day *day);

/* `seed` makes the simulated devices' chance. */
bool day_open(struct day *day, struct app *app, bool headless, uint64_t seed,
	struct err *err);

/* Let the next ones come where a place is free. `pictures`: a folder for a PNG of
 * each screen when it is shown first, or NULL. */
bool day_step(struct day *day, const char *pictures, struct err *err);
int64_t day_deadline_us(const struct day *day);
bool day_over(const struct day *day);

/* How many were measured, and who was given up: lines for people. */
void day_report(const struct day *day, FILE *out);
/* Somebody stood at a device that said nothing. */
int day_given_up(const struct day *day);

#endif
