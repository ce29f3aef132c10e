/*
 * turns - the station's turns, for tests in which time passes.
 *
 * The test that includes it has `static struct app app` before it.
 */
#ifndef TESTS_TURNS_H
#define TESTS_TURNS_H

#include "app.h"
#include "clock.h"

/* As long as that, and until what came in it is granted and shown: a busy machine may have
 * let the whole time pass without a turn. */
static inline void turn_for(int64_t us)
{
	int64_t end_us = clock_now_us() + us;
	bool goes_on = true;

	while (goes_on && clock_now_us() < end_us)
		goes_on = app_turn(&app, end_us);
	for (int i = 0; goes_on && i < 4; i++)
		goes_on = app_turn(&app, clock_now_us());
}

#endif
