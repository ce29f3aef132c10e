/*
 * closing - 午休 and 收工: lock, back up, the digest of the day, what is still open; and the
 * work that runs beside the screens (kiosk/jobs.h), with the stick it may go to.
 *
 * A backup goes to the stick that is plugged in, else into `backup` of the station's own
 * folder, which helps against a mistake and not against a broken disk: the screen says so.
 * Switching the machine off is offered only where the setting "kiosk.poweroff" is "on".
 */
#ifndef COMMAND_CLOSING_H
#define COMMAND_CLOSING_H

#include <stdbool.h>
#include <stdint.h>

#include "intent.h"
#include "jobs.h"
#include "path.h"
#include "place.h"
#include "texts.h"

struct app;

struct closing {
	const char *mounts;    /* /proc/self/mountinfo, or a file of a test; lent */
	char stick[PATH_SIZE]; /* the folder of one that is there; "" none */
	bool stick_new;	       /* and nobody has said a word about it yet */
	int64_t looked_us;
	struct job job;
	enum text job_title;
	bool has_words; /* closing_say() */
	bool but_too;
	char words[PATH_SIZE + 128];
};

void closing_open(struct app *app, const char *mounts);
void closing_close(struct app *app);
/* The work and the stick, on every screen of the teacher's. */
void closing_show(struct app *app, struct now now);
/* Likewise what was asked about them. false: it was something else. */
bool closing_strip(struct app *app, const struct intent *want, struct now now);

/* Another page's work, shown in the strip by that title; what it prints goes into `out` (NULL:
 * the strip). false: one runs, or it could not be started. */
bool closing_start(struct app *app, enum text title, const char *const argv[],
	const char *out, struct now now);

/* What the strip says when that work is done well, in the teacher's words and not in the
 * program's; `but_too`: also when something is to be looked at, for the page says what. "" is
 * nothing. */
void closing_say(struct app *app, const char *words, bool but_too);

/* SCREEN_CLOSE. */
void closing_view(struct app *app, struct now now);
bool closing_grant(struct app *app, const struct intent *want, struct now now);
void closing_tick(struct app *app, struct now now);
int64_t closing_due_us(const struct app *app);

#endif
