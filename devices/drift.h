/*
 * drift - a device's clock against ours.
 *
 * Each impulse of a device with a clock is a pair: what its clock said, and when the
 * bytes arrived here (monotonic). Bytes are only ever late, by buffers, radio and our
 * own hardware, so the truth is the lower edge of "arrival minus clock": of each stretch
 * of time the least late pair is kept, and the line under them is the clock. Its slope
 * is the drift.
 *
 *	drift_init(&d, period_us)	what the clock goes through before it begins again
 *	drift_pair(&d, value_us, at_us)	in the order in which they came
 *	drift_known(&d), drift_ppb(&d)
 *
 * A clock that is switched off and on, or set, does not fit the line any more: it is
 * counted in `restarts` and watched anew. A pair that is late alone is passed over.
 * Corrections and stored impulses say nothing of the clock: do not give them.
 *
 * Pure, no allocation; any values may come, those beyond 50 000 years are ignored.
 */
#ifndef DEVICES_DRIFT_H
#define DEVICES_DRIFT_H

#include <stdbool.h>
#include <stdint.h>

#define DRIFT_STRETCHES 64

struct drift_low {
	int64_t at_us, lag_us; /* the least late pair of a stretch */
};

struct drift {
	int64_t period_us;  /* 0: it never begins again (a dated clock) */
	unsigned restarts;  /* so often it jumped */
	int64_t begun_us;   /* arrival of the first pair since */
	int64_t last_us;    /* and of the newest */
	int64_t lag_us;	    /* of the newest stretch: arrival minus clock */
	int64_t stretch_us; /* grows as time goes on */
	int late;	    /* pairs in a row that are much later than the line */
	int count;
	struct drift_low low[DRIFT_STRETCHES];
};

void drift_init(struct drift *d, int64_t period_us);
void drift_pair(struct drift *d, int64_t value_us, int64_t at_us);

/* Has it been watched for long enough (a minute) to say how fast it goes? */
bool drift_known(const struct drift *d);

/* How much faster than ours it goes, in parts per thousand million: 35000 is 35 ppm
 * fast. 0 until it is known. */
int64_t drift_ppb(const struct drift *d);

#endif
