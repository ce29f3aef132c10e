#include <string.h>

#include "drift.h"

#define STRETCH_US INT64_C(5000000)
#define KNOWN_US   INT64_C(60000000)
/* Nobody's clock runs ahead of the line by this; bytes may be behind it by the other. */
#define AHEAD_US INT64_C(1000000)
#define LATE_US	 INT64_C(5000000)
/* So many in a row are not late, the clock is another. */
#define LATE_MOST 3
/* After ten days of one line there is nothing more to learn from its beginning. */
#define ANEW_US	  INT64_C(864000000000)
#define VALUE_MAX INT64_C(1600000000000000000)

void drift_init(struct drift *d, int64_t period_us)
{
	memset(d, 0, sizeof(*d));
	d->period_us = period_us;
	d->stretch_us = STRETCH_US;
}

static void begin(struct drift *d, int64_t lag_us, int64_t at_us)
{
	d->begun_us = at_us;
	d->stretch_us = STRETCH_US;
	d->late = 0;
	d->count = 1;
	d->low[0] = (struct drift_low){ at_us, lag_us };
	d->lag_us = lag_us;
}

/* Of all lags that the clock's face allows, the one next to the line's. */
static int64_t nearest_lag(const struct drift *d, int64_t lag_us)
{
	int64_t apart;

	if (!d->period_us || !d->count)
		return lag_us;
	apart = (lag_us - d->lag_us) % d->period_us;
	if (apart > d->period_us / 2)
		apart -= d->period_us;
	if (apart < -d->period_us / 2)
		apart += d->period_us;
	return d->lag_us + apart;
}

/* Two stretches become one. */
static void make_room(struct drift *d)
{
	for (int i = 0; i < DRIFT_STRETCHES / 2; i++) {
		const struct drift_low *a = &d->low[2 * i], *b = a + 1;

		d->low[i] = a->lag_us <= b->lag_us ? *a : *b;
	}
	d->count = DRIFT_STRETCHES / 2;
	d->stretch_us *= 2;
}

static int64_t stretch_of(const struct drift *d, int64_t at_us)
{
	return (at_us - d->begun_us) / d->stretch_us;
}

static void keep(struct drift *d, int64_t lag_us, int64_t at_us)
{
	struct drift_low *low = &d->low[d->count - 1];

	if (stretch_of(d, at_us) > stretch_of(d, low->at_us)) {
		if (d->count == DRIFT_STRETCHES)
			make_room(d);
		d->low[d->count++] = (struct drift_low){ at_us, lag_us };
		d->lag_us = lag_us;
	} else if (lag_us < low->lag_us) {
		*low = (struct drift_low){ at_us, lag_us };
		d->lag_us = lag_us;
	}
}

void drift_pair(struct drift *d, int64_t value_us, int64_t at_us)
{
	int64_t lag;

	if (value_us > VALUE_MAX || value_us < -VALUE_MAX || at_us > VALUE_MAX ||
		at_us < 0 || (d->count && at_us < d->last_us))
		return;
	d->last_us = at_us;
	lag = nearest_lag(d, at_us - value_us);
	if (!d->count || at_us - d->begun_us > ANEW_US) {
		begin(d, lag, at_us);
		return;
	}
	if (lag - d->lag_us > LATE_US && ++d->late < LATE_MOST)
		return;
	if (lag - d->lag_us > LATE_US || lag - d->lag_us < -AHEAD_US) {
		d->restarts++;
		begin(d, lag, at_us);
		return;
	}
	d->late = 0;
	keep(d, lag, at_us);
}

bool drift_known(const struct drift *d)
{
	return d->count > 2 && d->low[d->count - 1].at_us - d->low[0].at_us >= KNOWN_US;
}

/* Does b lie on or above the line from a to c? In ms, so that ten days fit. */
static bool is_above(
	const struct drift_low *a, const struct drift_low *b, const struct drift_low *c)
{
	int64_t to_b = (b->at_us - a->at_us) / 1000,
		to_c = (c->at_us - a->at_us) / 1000;

	return (b->lag_us - a->lag_us) * to_c >= (c->lag_us - a->lag_us) * to_b;
}

/* The lower hull of the stretches, as indexes. */
static int hull(const struct drift *d, int out[DRIFT_STRETCHES])
{
	int n = 0;

	for (int i = 0; i < d->count; i++) {
		while (n > 1 &&
			is_above(&d->low[out[n - 2]], &d->low[out[n - 1]], &d->low[i]))
			n--;
		out[n++] = i;
	}
	return n;
}

/* The edge of the hull under the middle of the time is the line that is closest to all
 * pairs from below. */
int64_t drift_ppb(const struct drift *d)
{
	int edge[DRIFT_STRETCHES];
	int64_t middle;
	int n, k = 1;

	if (!drift_known(d))
		return 0;
	n = hull(d, edge);
	middle = d->low[0].at_us + (d->low[d->count - 1].at_us - d->low[0].at_us) / 2;
	while (k < n - 1 && d->low[edge[k]].at_us < middle)
		k++;
	const struct drift_low *a = &d->low[edge[k - 1]], *b = &d->low[edge[k]];

	return -(b->lag_us - a->lag_us) * 1000000000 / (b->at_us - a->at_us);
}
