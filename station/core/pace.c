#include "pace.h"

#include "text.h"

#define MINUTE_US INT64_C(60000000)

static int64_t span_of(const struct pace_seen *seen, int64_t now_us)
{
	int64_t span = now_us - seen->first_us;

	if (span > PACE_WINDOW_US)
		return PACE_WINDOW_US;
	return span < PACE_LEAST_US ? PACE_LEAST_US : span;
}

int pace_minutes(int students, int tenths)
{
	if (tenths <= 0)
		return -1;
	return (int)div_ceil((int64_t)students * 10, tenths);
}

static enum pace_state state_of(
	const struct pace *pace, int needed, bool busy, bool ever)
{
	if (needed <= 0)
		return PACE_NOTHING;
	if (!busy && (!pace->tenths || !ever || pace->silent_min >= PACE_IDLE_MIN))
		return PACE_IDLE;
	return pace->left_min >= PACE_QUEUE_MIN ? PACE_QUEUE : PACE_GOING;
}

struct pace pace_of(const struct pace_seen *seen, int needed, bool busy, int64_t now_us)
{
	struct pace pace = { .silent_min = -1, .left_min = -1 };
	bool ever = seen->first_us > 0;

	if (ever) {
		int64_t span = span_of(seen, now_us);

		pace.tenths = (int)div_floor(
			(int64_t)seen->students * 10 * MINUTE_US + span / 2, span);
		pace.silent_min = now_us > seen->last_us
					  ? (int)((now_us - seen->last_us) / MINUTE_US)
					  : 0;
		pace.left_min = pace_minutes(needed, pace.tenths);
	}
	pace.state = state_of(&pace, needed, busy, ever);
	return pace;
}
