/*
 * hand - times that a person takes beside the gates.
 *
 * One key: its first press is the start, each further one a finish, on our own clock.
 * They stand beside what the device says and are never mixed with it: a hand's time is
 * the difference of two presses. Which finish is whose is not known; where the device
 * has a finish too, the press nearest to it (within a second and a half) is that lane's,
 * and what is left over may be somebody's whom the gate did not see.
 *
 * Pure; the caller owns the struct. Zeroed, nothing was pressed.
 */
#ifndef CORE_HAND_H
#define CORE_HAND_H

#include <stdbool.h>
#include <stdint.h>

#include "reading.h"

#define HAND_PRESSES 48

struct hand {
	struct reading press[HAND_PRESSES]; /* the first is the start */
	int count;
	int lane_of[HAND_PRESSES]; /* a finish that was taken for it; -1: nobody's */
};

/* false: there is no room. */
bool hand_press(struct hand *hand, const struct reading *press);

/* A lane's finish as it arrived from the device; 0: none. */
struct hand_lane {
	int64_t finish_us;
};

/* For each of `n` lanes the press that is probably its finish, as an index; -1: none.
 * Lanes without a finish of the device get the presses that are left, in order. */
void hand_match(
	const struct hand *hand, const struct hand_lane *lanes, int n, int *out);

#endif
