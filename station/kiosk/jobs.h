/*
 * jobs - long work beside the screens: one program at a time as a child, followed by what
 * it prints.
 *
 *	jobs_start(&job, argv, &err)
 *	while (jobs_look(&job, now_us)) ...	now and then, from the loop; never waits
 *	jobs_cancel(&job, now_us)		the child and all that it started
 *	jobs_end(&job)
 *
 * A line "progress DONE OF" on standard error says how far it is; any other line is kept as
 * what it said last. The estimate is what the rest takes at the pace so far, and is only
 * given after two seconds and two hundredths of the work: before that nobody can know.
 * A cancelled child is asked to end (SIGTERM), and three seconds later made to (SIGKILL).
 */
#ifndef KIOSK_JOBS_H
#define KIOSK_JOBS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "err.h"

enum job_state {
	JOB_NONE,
	JOB_RUNS,
	JOB_DONE,      /* status 0 */
	JOB_DONE_BUT,  /* status 1: something needs a person */
	JOB_FAILED,    /* another status, or a signal */
	JOB_CANCELLED, /* by a person */
};

struct job {
	enum job_state state;
	pid_t pid; /* also its group */
	int fd;	   /* both of its outputs */
	int64_t began_us, cancelled_us, ended_us;
	int64_t done, of; /* of 0: it has not said */
	char line[512];	  /* that is still coming: a file's name and ten counts */
	size_t line_len;
	char said[512]; /* its last whole line that was no progress */
};

/* argv[0] is the program's path; argv ends in NULL. false: it could not be started, or one
 * runs. */
bool jobs_start(
	struct job *job, const char *const argv[], int64_t now_us, struct err *err);
/* The same with what it prints on standard output in the file `out`, which is made new; NULL:
 * followed too. */
bool jobs_start_to(struct job *job, const char *const argv[], const char *out,
	int64_t now_us, struct err *err);
/* true when something was different since it was looked at last. */
bool jobs_look(struct job *job, int64_t now_us);
void jobs_cancel(struct job *job, int64_t now_us);
/* What still runs is asked to end, and killed when it has not within a second. */
void jobs_end(struct job *job);

int jobs_permille(const struct job *job); /* -1 unknown */
/* Seconds that it will still take; -1 unknown. */
int64_t jobs_left_s(const struct job *job, int64_t now_us);

#endif
