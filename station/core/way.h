/*
 * way - the short way of a class through the stations that it still needs.
 *
 * A station is busy with others for a while, then takes the class, at its pace. The boys
 * and the girls of a class go together, and while the girls do sit-ups the boys may do
 * pull-ups: each of the two groups goes on as soon as it is done and the next station is
 * free. Long runs come after everything else, as whoever trains children does it: nobody
 * jumps well after 1000 m.
 *
 * All orders are tried, which at most ten stations allow: the one that ends first, of
 * those the one with the least waiting, of those the first in the given order. The same
 * question always has the same answer. Seconds; integers only.
 */
#ifndef CORE_WAY_H
#define CORE_WAY_H

#include <stdbool.h>

#define WAY_MAX 10

struct way_station {
	int boys, girls; /* of the class, who lack it; not both 0 */
	int tenths;	 /* students a minute, > 0 */
	int ready_s;	 /* until the others who stand there are done; >= 0 */
	bool tiring;	 /* a long run */
};

struct way {
	int order[WAY_MAX]; /* indexes of the given stations */
	int wait_s
		[WAY_MAX]; /* ... and how long the class waits there before the first */
	int end_s;	   /* when the last of the class is done */
	int waited_s;	   /* of both groups together */
};

/* `n` is 0..WAY_MAX. */
void way_find(const struct way_station *stations, int n, struct way *way);

#endif
