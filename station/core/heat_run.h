/*
 * heat_run - one run of a heat: its impulses, its time, and who else claims them.
 * For heat.c only. Everything here leaves its changes in the heat's queue.
 */
#ifndef CORE_HEAT_RUN_H
#define CORE_HEAT_RUN_H

#include "heat.h"

/* Impulses are the same when channel and time are. */
bool heat_same_impulse(const struct reading *a, const struct reading *b);

/* A new run of `entry`; NULL when there is no room, and the heat says so. */
struct heat_run *heat_run_begin(struct heat *h, int entry, const struct reading *start);

/* The same for who comes after the common start. */
void heat_run_join(struct heat *h, int entry);

/* This finish, or a lane timer's net time, gives the run its time; false when it
 * makes no value (HEAT_REFUSED). A finish of another clock ends the run without. */
bool heat_run_time(struct heat *h, struct heat_run *run, const struct reading *finish);

/* Its finish was cleared: it is open again. */
void heat_run_take_back(struct heat *h, struct heat_run *run);

/* It never was. */
void heat_run_withdraw(struct heat *h, struct heat_run *run);

/* Ended without a time. */
void heat_run_close(struct heat *h, struct heat_run *run, enum heat_state state);

/* The device's own net time of a run that has one. */
void heat_run_check_net(
	struct heat *h, struct heat_run *run, const struct reading *net);

/* Another finish was inserted for a run that has one. */
void heat_run_second(struct heat *h, struct heat_run *run);

/* The device mended its time after the heat was over. */
void heat_run_mended(struct heat *h, struct heat_run *run);

/* The run of this entry that has this start or finish; NULL: none. */
struct heat_run *heat_run_find(
	struct heat *h, int entry, const struct reading *impulse);

/* Some run has it. */
bool heat_is_owned(const struct heat *h, const struct reading *impulse);

/* An impulse for an entry (-1: nobody's number) that makes no time of it; and that
 * it was cleared: false when there was no such claim. */
void heat_claim(struct heat *h, int entry, const struct reading *impulse);
bool heat_unclaim(struct heat *h, int entry, const struct reading *impulse);

void heat_push(struct heat *h, const struct heat_run *run, enum heat_what what);

#endif
