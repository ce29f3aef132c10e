/*
 * pace - how quickly an item goes, whether it stands idle, and how long it still takes.
 *
 * Counted are students with a result in the last PACE_WINDOW_US, or since the first of
 * the day when that is less, but never over less than PACE_LEAST_US: the first two
 * children of a morning are no pace. How long it still takes is who is still needed at that
 * pace.
 *
 * Integers only: tenths of a student a minute; time comes in.
 */
#ifndef CORE_PACE_H
#define CORE_PACE_H

#include <stdbool.h>
#include <stdint.h>

#define PACE_WINDOW_US INT64_C(600000000) /* ten minutes */
#define PACE_LEAST_US  INT64_C(120000000)
#define PACE_IDLE_MIN  5  /* nobody for so long, and some are needed */
#define PACE_QUEUE_MIN 15 /* it takes so long still, in a lesson of forty */

/* What was seen of an item today. */
struct pace_seen {
	int students;	  /* with a result in the window */
	int64_t first_us; /* of the day; 0: none today */
	int64_t last_us;
};

enum pace_state {
	PACE_NOTHING, /* nobody who is here needs it */
	PACE_GOING,
	PACE_IDLE,  /* 空着: some need it, and nobody comes */
	PACE_QUEUE, /* 排队: it is the one that takes long */
};

struct pace {
	int tenths;	/* students a minute; 0: nobody in the window */
	int silent_min; /* since the last result; -1: none today */
	int left_min;	/* for all who are needed, rounded up; -1: nobody knows */
	enum pace_state state;
};

/* `needed`: who is here and lacks it. `busy`: somebody is measured right now; a run of a
 * whole class has no result for minutes and is not idle. */
struct pace pace_of(
	const struct pace_seen *seen, int needed, bool busy, int64_t now_us);

/* Minutes for so many at that pace, rounded up; -1 without a pace. */
int pace_minutes(int students, int tenths);

#endif
