/*
 * place_run_parts - what the parts of a run share: place_run*.c only.
 *
 * Everything that happens in a run is a line in the key's listening (place_run_lines.c), also
 * what a device saw: behind its bytes, which are in its own listening, comes a line that says
 * which reading was whose crossing and when on the run's clock (place_run_seen.c). The run is
 * the fold of these lines alone.
 */
#ifndef COMMAND_PLACE_RUN_PARTS_H
#define COMMAND_PLACE_RUN_PARTS_H

#include "lineups.h"
#include "place_run.h"

/* ---- place_run_lines.c ---- */

extern const char
	*const run_words[ARRIVALS_KINDS]; /* of $DO; NULL: has a line of its own */

void run_key_where(const struct place *place, char *out, size_t size);
/* A listening of the key, if there is none: with the clock that its moments are on. */
bool run_listen(struct place *place, struct now now, struct err *err);
bool run_end_key(struct place *place, struct now now, struct err *err);
/* false: it waits for the disk. */
__attribute__((format(printf, 3, 4))) bool run_say(
	struct place *place, struct now now, const char *format, ...);
void run_fold(struct place *place, const struct reading *r);
void run_begin_arrivals(struct place *place, int needed);
void run_show_started(struct place *place);

/* ---- place_run.c ---- */

bool run_write_line_up(struct place *place, struct now now, struct err *err);
void run_forget(struct run *run);

/* ---- place_run_seen.c ---- */

#define RUN_REPEAT_US INT64_C(5000000) /* read again so soon it is the same passing */
#define RUN_HAND_US   INT64_C(2000000) /* the gun and a thumb mean one start */

/* The chip of this name: an index in `chips`; -1: it has none, or there is no room. */
int run_chip(struct run *run, const char *name);
/* Readings that are only named, because their lines are of before the program was started,
 * are decoded again. */
bool run_know_seen(struct place *place, struct err *err);
/* The same in all of these listenings of the device; `out`: what they have behind the last
 * reading that has a line, for run_say_missed(), which frees it. */
struct missed;
struct run_missed {
	struct missed *missed;
	int count;
};
bool run_recall_seen(struct place *place, const int64_t *listenings, int count,
	struct run_missed *out, struct err *err);
void run_say_missed(struct place *place, struct run_missed *missed, struct now now);

/* ---- place_run_close.c ---- */

/* Which two readings a time is made of. */
enum run_timing {
	RUN_BY_KEY,	   /* two lines of the key's listening */
	RUN_BY_DEVICE,	   /* two of the device's */
	RUN_BY_HAND_START, /* a key's start, and what the device saw as it arrived */
};

struct run_ref {
	struct entry_id listening;
	struct reading reading;
};

struct run_pair {
	enum run_timing timing;
	int count; /* 1: no finish */
	bool restarted, late;
	bool arrival; /* by the device, which has no clock */
	struct run_ref ref[2];
};

/* After a correction of a run that was closed its attempts follow. */
bool run_settle(struct place *place, struct now now, bool closes);

#endif
