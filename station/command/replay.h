/*
 * replay - what `station replay` was asked, and the four things that it can do.
 */
#ifndef COMMAND_REPLAY_H
#define COMMAND_REPLAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "commands.h"
#include "err.h"
#include "sim.h"

#define REPLAY_STUDENTS 64

struct replay_wants {
	const char *file; /* a log; NULL: what the journal holds */
	const char *profile, *to, *item, *lanes, *since, *log, *out;
	const char *students[REPLAY_STUDENTS];
	size_t student_count;
	bool station;
	const char *speed;  /* as written; NULL: not said */
	struct sim_how how; /* ... and read */
};

/* Each returns an exit status. */
int replay_attempts(const struct env *env, const struct replay_wants *w);
int replay_export(const struct env *env, const struct replay_wants *w);
int replay_station(const struct env *env, const struct replay_wants *w);

#endif
