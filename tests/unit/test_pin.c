/* The teacher's PIN: what is one, how often it may be tried, and what stays of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "pin.h"
#include "settings.h"
#include "stored.h"

#define SECOND INT64_C(1000000)

static char dir[64];
static struct store *store;
static struct err err = ERR_INIT;

static int begin(void **state)
{
	(void)state;
	folder_make(dir);
	MUST(station_make(dir, &err));
	MUST(store = station_open(dir, STORE_WRITE, &err));
	return 0;
}

static int end(void **state)
{
	(void)state;
	store_close(store);
	folder_remove(dir);
	return 0;
}

static void again(void)
{
	store_close(store);
	MUST(store = station_open(dir, STORE_WRITE, &err));
}

static const struct {
	const char *digits;
	enum pin_kind kind;
} kinds[] = {
	{ "", PIN_NOT_DIGITS },
	{ "135", PIN_NOT_DIGITS },
	{ "1359", PIN_GOOD },
	{ "13579246", PIN_GOOD },
	{ "135792468", PIN_NOT_DIGITS },
	{ "13a9", PIN_NOT_DIGITS },
	{ "１３５９", PIN_NOT_DIGITS },
	{ "0000", PIN_SIMPLE },
	{ "1234", PIN_SIMPLE },
	{ "87654321", PIN_SIMPLE },
	{ "1243", PIN_GOOD },
	{ "7890", PIN_GOOD },
};

static void four_to_eight_digits_that_nobody_tries_first(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (pin_kind(kinds[i].digits) != kinds[i].kind)
			fail_msg("%s: %d", kinds[i].digits, pin_kind(kinds[i].digits));
	MUST_FAIL(pin_set(store, "1234", &err), "4 to 8 digits");
	assert_false(pin_is_set(store));
}

static void only_the_right_one_is_right_also_after_a_restart(void **state)
{
	char hash[200];

	(void)state;
	assert_false(pin_is_set(store));
	MUST(pin_set(store, "1359", &err));
	assert_true(pin_is_set(store));
	settings_get(store, "teacher.pin", "", hash, sizeof(hash));
	assert_true(strncmp(hash, "$argon2id$v=19$m=49152,t=3,", 27) == 0);
	again();
	assert_int_equal(pin_try(store, "1358", MONDAY_US, &err), PIN_WRONG);
	assert_int_equal(pin_tries_left(store), 4);
	assert_int_equal(pin_try(store, "13590", MONDAY_US, &err), PIN_WRONG);
	assert_int_equal(pin_try(store, "1359", MONDAY_US, &err), PIN_RIGHT);
	assert_int_equal(pin_tries_left(store), 5);
	MUST(pin_set(store, "2468", &err));
	assert_int_equal(pin_try(store, "1359", MONDAY_US, &err), PIN_WRONG);
	MUST(pin_clear(store, &err));
	assert_false(pin_is_set(store));
	assert_int_equal(pin_try(store, "2468", MONDAY_US, &err), PIN_WRONG);
}

/* As if so many had been tried, the last now: each one costs a fifth of a second. */
static void wrong(int n)
{
	char text[24];

	snprintf(text, sizeof(text), "%d", n);
	MUST(settings_set(store, "teacher.pin.wrong", text, &err));
	snprintf(text, sizeof(text), "%lld", (long long)MONDAY_US);
	MUST(settings_set(store, "teacher.pin.at", text, &err));
}

static const struct {
	int wrong;
	int64_t wait_s;
} waits[] = {
	{ 0, 0 },
	{ 4, 0 },
	{ 5, 30 },
	{ 6, 60 },
	{ 7, 120 },
	{ 11, 1920 },
	{ 12, 3600 },
	{ 13, 3600 },
	{ 1000000, 3600 },
};

static void after_five_wrong_ones_it_must_be_waited_twice_as_long_each_time(
	void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(waits) / sizeof(waits[0]); i++) {
		wrong(waits[i].wrong);
		assert_int_equal(
			pin_wait_us(store, MONDAY_US), waits[i].wait_s * SECOND);
	}
}

static void a_wait_outlives_a_restart_and_even_the_right_one_waits(void **state)
{
	(void)state;
	MUST(pin_set(store, "1359", &err));
	wrong(4);
	assert_int_equal(pin_try(store, "1111", MONDAY_US, &err), PIN_WRONG);
	assert_int_equal(pin_tries_left(store), 0);
	again();
	assert_int_equal(pin_wait_us(store, MONDAY_US + 10 * SECOND), 20 * SECOND);
	assert_int_equal(
		pin_try(store, "1359", MONDAY_US + 29 * SECOND, &err), PIN_WAIT);
	assert_int_equal(
		pin_try(store, "1359", MONDAY_US + 30 * SECOND, &err), PIN_RIGHT);
	assert_int_equal(pin_wait_us(store, MONDAY_US + 30 * SECOND), 0);
}

static void a_clock_that_was_set_back_makes_no_wait_longer(void **state)
{
	(void)state;
	wrong(5);
	assert_int_equal(pin_wait_us(store, MONDAY_US - 86400 * SECOND), 30 * SECOND);
	assert_int_equal(pin_wait_us(store, MONDAY_US - 86390 * SECOND), 20 * SECOND);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
	const struct CMUnitTest tests[] = {
		TEST(four_to_eight_digits_that_nobody_tries_first),
		TEST(only_the_right_one_is_right_also_after_a_restart),
		TEST(after_five_wrong_ones_it_must_be_waited_twice_as_long_each_time),
		TEST(a_wait_outlives_a_restart_and_even_the_right_one_waits),
		TEST(a_clock_that_was_set_back_makes_no_wait_longer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
