#include "hand.h"

/* A thumb is this late at most. */
#define THUMB_US INT64_C(1500000)

bool hand_press(struct hand *hand, const struct reading *press)
{
	if (hand->count == HAND_PRESSES)
		return false;
	hand->lane_of[hand->count] = -1;
	hand->press[hand->count++] = *press;
	return true;
}

static int64_t apart(const struct reading *press, int64_t at_us)
{
	return press->at_us > at_us ? press->at_us - at_us : at_us - press->at_us;
}

static bool is_free(const int *out, int n, int press)
{
	for (int i = 0; i < n; i++)
		if (out[i] == press)
			return false;
	return true;
}

/* The nearest pair of all that are left; false: none is near. */
static bool pair_nearest(
	const struct hand *hand, const struct hand_lane *lanes, int n, int *out)
{
	int64_t best = THUMB_US + 1;
	int lane = -1, press = -1;

	for (int i = 0; i < n; i++)
		for (int k = 1; k < hand->count; k++) {
			int64_t far;

			if (!lanes[i].finish_us || out[i] >= 0 ||
				hand->lane_of[k] >= 0 || !is_free(out, n, k))
				continue;
			far = apart(&hand->press[k], lanes[i].finish_us);
			if (far >= best)
				continue;
			best = far;
			lane = i;
			press = k;
		}
	if (lane >= 0)
		out[lane] = press;
	return lane >= 0;
}

void hand_match(const struct hand *hand, const struct hand_lane *lanes, int n, int *out)
{
	for (int i = 0; i < n; i++)
		out[i] = -1;
	for (int k = 1; k < hand->count; k++)
		if (hand->lane_of[k] >= 0 && hand->lane_of[k] < n)
			out[hand->lane_of[k]] = k;
	while (pair_nearest(hand, lanes, n, out))
		;
	for (int i = 0; i < n; i++)
		for (int k = 1; !lanes[i].finish_us && out[i] < 0 && k < hand->count;
			k++)
			if (hand->lane_of[k] < 0 && is_free(out, n, k))
				out[i] = k;
}
