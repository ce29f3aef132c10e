/* A device's clock against ours: fast, slow, late, wrapping, switched off and on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "drift.h"

#define SECOND INT64_C(1000000)
#define HOUR   (3600 * SECOND)

static struct drift d;
static uint64_t seed;

static int64_t dice(int64_t sides)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (int64_t)((seed >> 33) % (uint64_t)sides);
}

/* `span_us` of impulses every `every_us`, read `jitter_us` late at most, from a clock that
 * shows `first_us` at arrival `from_us`. */
static void watch(int64_t from_us, int64_t first_us, int64_t span_us, int64_t every_us,
	int64_t jitter_us, int64_t ppm)
{
	for (int64_t t = 0; t < span_us; t += every_us) {
		int64_t value = first_us + t + t / 1000 * ppm / 1000;

		if (d.period_us)
			value %= d.period_us;
		drift_pair(&d, value, from_us + t + dice(jitter_us + 1));
	}
}

static const struct {
	const char *what;
	int64_t first_us, period_us, span_us, every_us, jitter_us, ppm, within_ppb;
} clocks[] = {
	{ "200 ppm fast, ten a second", 0, 24 * HOUR, 300 * SECOND, SECOND / 10, 20000,
		200, 5000 },
	{ "200 ppm slow, ten a second", 0, 24 * HOUR, 300 * SECOND, SECOND / 10, 20000,
		-200, 5000 },
	{ "200 ppm fast, one a second", 0, 24 * HOUR, 300 * SECOND, SECOND, 20000, 200,
		5000 },
	{ "200 ppm slow, one a second", 0, 24 * HOUR, 300 * SECOND, SECOND, 20000, -200,
		5000 },
	{ "a good one", 7 * HOUR, 24 * HOUR, 300 * SECOND, SECOND, 20000, 0, 5000 },
	{ "over midnight", 24 * HOUR - 100 * SECOND, 24 * HOUR, 300 * SECOND, SECOND,
		20000, 35, 5000 },
	{ "over noon, of 12 hours", 12 * HOUR - 100 * SECOND, 12 * HOUR, 300 * SECOND,
		SECOND, 20000, -35, 5000 },
	{ "a counter of 16 bits, in ms", 0, 65536000, 300 * SECOND, SECOND, 20000, 120,
		5000 },
	{ "a dated one", INT64_C(1795437000000000), 0, 300 * SECOND, SECOND, 20000, 50,
		5000 },
	{ "for three days", 0, 24 * HOUR, 72 * HOUR, 10 * SECOND, 20000, 35, 100 },
	{ "without jitter", 0, 24 * HOUR, 120 * SECOND, SECOND, 0, 35, 50 },
};

static void how_fast_a_clock_goes_is_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(clocks) / sizeof(clocks[0]); i++)
		for (seed = 1; seed <= 20; seed++) {
			uint64_t kept = seed;
			int64_t off;

			drift_init(&d, clocks[i].period_us);
			watch(77 * SECOND, clocks[i].first_us, clocks[i].span_us,
				clocks[i].every_us, clocks[i].jitter_us, clocks[i].ppm);
			off = drift_ppb(&d) - clocks[i].ppm * 1000;
			if (!drift_known(&d) || d.restarts ||
				off > clocks[i].within_ppb ||
				off < -clocks[i].within_ppb)
				fail_msg("%s, seed %d: off by %lld ppb, %u restarts",
					clocks[i].what, (int)kept, (long long)off,
					d.restarts);
			seed = kept;
		}
}

static void half_a_minute_says_nothing_yet(void **state)
{
	(void)state;
	drift_init(&d, 24 * HOUR);
	watch(0, 0, 30 * SECOND, SECOND, 20000, 0);
	assert_false(drift_known(&d));
	assert_int_equal(drift_ppb(&d), 0);
	assert_in_range(d.lag_us, 0, 20000);
}

static void a_clock_that_was_switched_off_begins_again(void **state)
{
	(void)state;
	seed = 3;
	drift_init(&d, 24 * HOUR);
	watch(0, 10 * HOUR, 300 * SECOND, SECOND, 20000, 200);
	watch(310 * SECOND, 0, 300 * SECOND, SECOND, 20000, 200);
	assert_int_equal(d.restarts, 1);
	assert_in_range(drift_ppb(&d), 195000, 205000);
	/* Back by less than the bytes may be late: it takes a few to believe it. */
	watch(620 * SECOND, 290 * SECOND, 60 * SECOND, SECOND, 20000, 200);
	assert_int_equal(d.restarts, 2);
	/* And set ahead by a minute. */
	watch(700 * SECOND, 430 * SECOND, 60 * SECOND, SECOND, 20000, 200);
	assert_int_equal(d.restarts, 3);
}

static void bytes_that_were_held_back_are_passed_over(void **state)
{
	(void)state;
	seed = 5;
	drift_init(&d, 24 * HOUR);
	watch(0, 0, 150 * SECOND, SECOND, 20000, 35);
	drift_pair(&d, 151 * SECOND, 158 * SECOND); /* seven seconds, twice */
	drift_pair(&d, 152 * SECOND, 159 * SECOND);
	drift_pair(&d, 153 * SECOND + 5000, 157 * SECOND); /* out of order here */
	watch(160 * SECOND, 160 * SECOND + 5600, 150 * SECOND, SECOND, 20000, 35);
	drift_pair(&d, 311 * SECOND, 313 * SECOND);
	assert_int_equal(d.restarts, 0);
	assert_in_range(drift_ppb(&d), 30000, 40000);
}

static void anything_may_come(void **state)
{
	static const int64_t odd[] = { INT64_MIN, INT64_MAX, 0, -1, INT64_MAX / 2,
		INT64_MIN / 2, INT64_C(1600000000000000000) };

	(void)state;
	for (seed = 1; seed < 200; seed += 2) {
		uint64_t kept = seed;

		drift_init(&d, dice(2) ? 0 : 1 + dice(INT64_C(4294967295000)));
		for (int i = 0; i < 3000; i++) {
			int64_t value = dice(3) ? dice(HOUR) : odd[dice(7)];

			drift_pair(&d, value, dice(20) ? i * SECOND : odd[dice(7)]);
			(void)drift_ppb(&d);
		}
		seed = kept;
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(how_fast_a_clock_goes_is_found),
		cmocka_unit_test(half_a_minute_says_nothing_yet),
		cmocka_unit_test(a_clock_that_was_switched_off_begins_again),
		cmocka_unit_test(bytes_that_were_held_back_are_passed_over),
		cmocka_unit_test(anything_may_come),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
