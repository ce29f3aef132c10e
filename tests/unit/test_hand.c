/* A thumb beside the gates: which press is probably whose. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "hand.h"

/* Arrivals in ms; 0 ends the presses, and is no finish of a lane. */
static const struct {
	const char *what;
	int64_t presses[6], lanes[4];
	int want[4];
} heats[] = {
	{ "each press is the nearest lane's", { 1000, 9100, 9600, 9900 },
		{ 9800, 9000, 9500, 9500 }, { 3, 1, 2, -1 } },
	{ "what is left is of the lane that the gate did not see",
		{ 1000, 9100, 11000 }, { 9000, 0, 0, 9100 }, { -1, 2, -1, 1 } },
	{ "a press far from every finish is nobody's", { 1000, 12000 },
		{ 9000, 9100, 9200, 9300 }, { -1, -1, -1, -1 } },
	{ "a start alone times nobody", { 1000 }, { 9000, 0, 0, 0 },
		{ -1, -1, -1, -1 } },
	{ "nobody pressed", { 0 }, { 9000, 0, 0, 0 }, { -1, -1, -1, -1 } },
};

static void presses_are_matched(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(heats) / sizeof(heats[0]); i++) {
		static struct hand hand;
		struct hand_lane lanes[4];
		int got[4];

		hand = (struct hand){ .count = 0 };
		for (int k = 0; heats[i].presses[k]; k++) {
			struct reading press = { .at_us = heats[i].presses[k] * 1000 };

			assert_true(hand_press(&hand, &press));
		}
		for (int k = 0; k < 4; k++)
			lanes[k].finish_us = heats[i].lanes[k] * 1000;
		hand_match(&hand, lanes, 4, got);
		for (int k = 0; k < 4; k++)
			if (got[k] != heats[i].want[k])
				fail_msg("%s: lane %d has %d", heats[i].what, k + 1,
					got[k]);
	}
}

static void a_press_that_was_taken_stays_with_its_lane(void **state)
{
	static struct hand hand;
	struct hand_lane lanes[2] = { { 0 }, { 9000000 } };
	struct reading press = { .at_us = 1000000 };
	int got[2];

	(void)state;
	assert_true(hand_press(&hand, &press));
	press.at_us = 9000000;
	assert_true(hand_press(&hand, &press));
	hand.lane_of[1] = 0;
	hand_match(&hand, lanes, 2, got);
	assert_int_equal(got[0], 1);
	assert_int_equal(got[1], -1);
	while (hand.count < HAND_PRESSES)
		assert_true(hand_press(&hand, &press));
	assert_false(hand_press(&hand, &press));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(presses_are_matched),
		cmocka_unit_test(a_press_that_was_taken_stays_with_its_lane),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
