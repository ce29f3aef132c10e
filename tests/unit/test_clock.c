#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "clock.h"

static const struct {
	struct date date;
	int64_t days;
	int weekday;
} known[] = {
	{ { 1970, 1, 1 }, 0, 4 },
	{ { 1969, 12, 31 }, -1, 3 },
	{ { 2000, 2, 29 }, 11016, 2 },
	{ { 2000, 3, 1 }, 11017, 3 },
	{ { 2026, 11, 23 }, 20780, 1 },
	{ { 2024, 12, 31 }, 20088, 2 },
	{ { 1, 1, 1 }, -719162, 1 },
	{ { 9999, 12, 31 }, 2932896, 5 },
	{ { 1900, 3, 1 }, -25508, 4 },
};

static void dates_and_days_agree(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		struct date d = date_of_days(known[i].days);

		assert_int_equal(date_days(known[i].date), known[i].days);
		assert_int_equal(d.year, known[i].date.year);
		assert_int_equal(d.month, known[i].date.month);
		assert_int_equal(d.day, known[i].date.day);
		assert_int_equal(date_weekday(d), known[i].weekday);
	}
}

static void every_day_of_four_centuries_follows_the_last(void **state)
{
	struct date before = date_of_days(-200 * 366);

	(void)state;
	for (int64_t day = -200 * 366 + 1; day < 200 * 366; day++) {
		struct date d = date_of_days(day);

		assert_true(date_valid(d));
		assert_int_equal(date_days(d), day);
		assert_true(d.day == before.day + 1 || d.day == 1);
		assert_int_equal(date_weekday(d), date_weekday(before) % 7 + 1);
		before = d;
	}
}

static void only_real_days_are_read(void **state)
{
	static const struct {
		const char *text;
		struct date date; /* year 0: refused */
	} t[] = {
		{ "20261123", { 2026, 11, 23 } },
		{ "2026-11-23", { 2026, 11, 23 } },
		{ "2026/1/3", { 2026, 1, 3 } },
		{ "2026.01.3", { 2026, 1, 3 } },
		{ "20240229", { 2024, 2, 29 } },
		{ "20230229", { 0 } },
		{ "19000229", { 0 } },
		{ "20261301", { 0 } },
		{ "20260100", { 0 } },
		{ "00000101", { 0 } },
		{ "2026-11/23", { 0 } },
		{ "2026-11", { 0 } },
		{ "2026113", { 0 } },
		{ "202611230", { 0 } },
		{ " 20261123", { 0 } },
		{ "", { 0 } },
		{ "2026年11月", { 0 } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		struct date d = { 0 };

		assert_int_equal(
			date_read(slice_of(t[i].text), &d), t[i].date.year > 0);
		assert_int_equal(d.year, t[i].date.year);
		assert_int_equal(d.month, t[i].date.month);
		assert_int_equal(d.day, t[i].date.day);
	}
}

static void a_nul_is_no_separator(void **state)
{
	struct date d;

	(void)state;
	assert_false(date_read((struct slice){ "2026\0"
					       "11\0"
					       "23",
				       10 },
		&d));
}

static void moments_are_shown_in_the_stations_zone(void **state)
{
	static const struct {
		int64_t wall_us;
		int zone_s;
		const char *text;
	} t[] = {
		{ 0, 0, "1970-01-01T00:00:00+00:00" },
		{ 0, CLOCK_SHANGHAI, "1970-01-01T08:00:00+08:00" },
		{ 1795397400999999, CLOCK_SHANGHAI, "2026-11-23T09:30:00+08:00" },
		{ -1, 0, "1969-12-31T23:59:59+00:00" },
		{ 0, -12600, "1969-12-31T20:30:00-03:30" },
		{ INT64_MAX, CLOCK_SHANGHAI, "9999-12-31T23:59:59+08:00" },
		{ INT64_MIN, -3600, "0001-01-01T00:00:00-01:00" },
		{ INT64_MIN, CLOCK_SHANGHAI, "0001-01-01T00:00:00+08:00" },
	};
	char text[CLOCK_STAMP_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++)
		assert_string_equal(
			wall_write(t[i].wall_us, t[i].zone_s, text), t[i].text);
}

static void moments_are_read(void **state)
{
	static const struct {
		const char *text;
		int64_t wall_us; /* -1: refused */
	} t[] = {
		{ "2026-11-23T09:30:00+08:00", 1795397400000000 },
		{ "2026-11-23T01:30:00Z", 1795397400000000 },
		{ "2026-11-23 09:30", 1795397400000000 },
		{ "2026-11-23T09:30:00.25", 1795397400250000 },
		{ "20261123T09:30:00", 1795397400000000 },
		{ "2026-11-22T22:00:00-03:30", 1795397400000000 },
		{ "2026-11-23", -1 },
		{ "2026-11-23T24:00", -1 },
		{ "2026-11-23T09:60", -1 },
		{ "2026-11-23T09:30:00.", -1 },
		{ "2026-11-23T09:30:00.1234567", -1 },
		{ "2026-11-23T09:30+8", -1 },
		{ "2026-11-23T09:30:00Z ", -1 },
		{ "2026-02-30T09:30", -1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		int64_t us = -1;

		assert_int_equal(wall_read(slice_of(t[i].text), CLOCK_SHANGHAI, &us),
			t[i].wall_us >= 0);
		assert_int_equal(us, t[i].wall_us);
	}
}

static void an_age_counts_birthdays(void **state)
{
	static const struct {
		struct date born, on;
		int years;
	} t[] = {
		{ { 2015, 9, 1 }, { 2026, 8, 31 }, 10 },
		{ { 2015, 9, 1 }, { 2026, 9, 1 }, 11 },
		{ { 2012, 2, 29 }, { 2026, 2, 28 }, 13 },
		{ { 2012, 2, 29 }, { 2026, 3, 1 }, 14 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++)
		assert_int_equal(date_years(t[i].born, t[i].on), t[i].years);
}

static void dates_are_written_both_ways(void **state)
{
	char text[CLOCK_DATE_SIZE];

	(void)state;
	assert_string_equal(
		date_write((struct date){ 2026, 1, 3 }, text), "2026-01-03");
	assert_string_equal(
		date_write_compact((struct date){ 987, 1, 3 }, text), "09870103");
}

static void the_wall_can_be_fixed_and_frozen(void **state)
{
	int64_t now = clock_now_us();

	(void)state;
	clock_freeze(5);
	assert_int_equal(clock_wall_us(), 5);
	assert_int_equal(clock_wall_us(), 5);
	clock_fix(1000 * CLOCK_SECOND_US);
	assert_in_range(
		clock_wall_us(), 1000 * CLOCK_SECOND_US, 1060 * CLOCK_SECOND_US);
	assert_true(clock_now_us() >= now);
	clock_release();
	assert_true(clock_wall_us() > 1577836800 * CLOCK_SECOND_US);
	assert_int_equal(date_of_wall(0, -1).year, 1969);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_and_days_agree),
		cmocka_unit_test(every_day_of_four_centuries_follows_the_last),
		cmocka_unit_test(only_real_days_are_read),
		cmocka_unit_test(a_nul_is_no_separator),
		cmocka_unit_test(moments_are_shown_in_the_stations_zone),
		cmocka_unit_test(moments_are_read),
		cmocka_unit_test(an_age_counts_birthdays),
		cmocka_unit_test(dates_are_written_both_ways),
		cmocka_unit_test(the_wall_can_be_fixed_and_frozen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
