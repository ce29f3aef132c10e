/*
 * steps - how much SQLite has worked, in hundreds of steps of its machine: the same on every
 * machine, so that a test can say how the work grows with the school.
 *
 *	steps_watch();			before a store is opened
 *	before = steps;
 *	...
 *	assert_true(steps - before < 1000);
 *	steps_unwatch();		stores opened from now on are not counted
 *
 * Between two of these hundreds somebody else may do something: steps_between.
 */
#ifndef TESTS_STEPS_H
#define TESTS_STEPS_H

#include <sqlite3.h>

static int steps;
static void (*steps_between)(void); /* with another connection */

static int steps_count(void *ctx)
{
	(void)ctx;
	steps++;
	if (steps_between)
		steps_between();
	return 0;
}

static int steps_begin(sqlite3 *db, char **why, const struct sqlite3_api_routines *api)
{
	(void)why, (void)api;
	sqlite3_progress_handler(db, 100, steps_count, NULL);
	return SQLITE_OK;
}

static inline void steps_watch(void)
{
	sqlite3_auto_extension((void (*)(void))steps_begin);
}

static inline void steps_unwatch(void)
{
	sqlite3_cancel_auto_extension((void (*)(void))steps_begin);
}

#endif
