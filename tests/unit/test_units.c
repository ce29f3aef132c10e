#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "units.h"

static void what_is_written_becomes_base_units(void **state)
{
	static const struct {
		const char *unit, *text, *base;
		int64_t value;
	} t[] = {
		{ "kg", "20.0", "ug", 20000000000 },
		{ "g", "0.001", "ug", 1000 },
		{ "m", "2.05", "um", 2050000 },
		{ "cm", "182.4", "um", 1824000 },
		{ "mm", "1", "um", 1000 },
		{ "s", "7.25", "us", 7250000 },
		{ "ms", "-3", "us", -3000 },
		{ "ml", "2500", "ul", 2500000 },
		{ "l", "2.5", "ul", 2500000 },
		{ "l/s", "4.21", "ul/s", 4210000 },
		{ "times", "120", "1", 120 },
		{ "1", "120.0", "1", 120 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		const struct unit *unit = unit_find(slice_of(t[i].unit));
		struct decimal d;
		int64_t value = 0;

		assert_non_null(unit);
		assert_string_equal(unit_base_name(unit->base), t[i].base);
		assert_true(decimal_read(slice_of(t[i].text), &d));
		assert_true(unit_to_base(unit, d, &value));
		assert_int_equal(value, t[i].value);
	}
}

static void what_is_finer_or_too_large_is_refused(void **state)
{
	static const char *const t[][2] = { { "us", "0.5" }, { "times", "1.5" },
		{ "kg", "0.0000000001" }, { "kg", "99999999999" } };

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		struct decimal d;
		int64_t value;

		assert_true(decimal_read(slice_of(t[i][1]), &d));
		assert_false(unit_to_base(unit_find(slice_of(t[i][0])), d, &value));
	}
}

static void unknown_names_have_no_unit(void **state)
{
	static const char *const t[] = { "", "Kg", "KG", "jin", "minutes", "km",
		"kg " };

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++)
		assert_null(unit_find(slice_of(t[i])));
}

static void base_units_are_written_for_people(void **state)
{
	static const struct {
		const char *unit;
		int64_t value;
		int decimals;
		const char *text;
	} t[] = {
		{ "kg", 20000000000, 1, "20.0" },
		{ "m", 2059999, 2, "2.05" },
		{ "cm", -52000, 1, "-5.2" },
		{ "s", 7250000, 2, "7.25" },
		{ "times", 120, 0, "120" },
	};
	char text[32];

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++)
		assert_string_equal(
			unit_write(unit_find(slice_of(t[i].unit)), t[i].value,
				t[i].decimals, text, sizeof(text)),
			t[i].text);
}

static void the_table_lists_each_name_once(void **state)
{
	size_t n;
	const struct unit *all = unit_all(&n);

	(void)state;
	for (size_t i = 0; i < n; i++)
		assert_ptr_equal(unit_find(slice_of(all[i].name)), &all[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_written_becomes_base_units),
		cmocka_unit_test(what_is_finer_or_too_large_is_refused),
		cmocka_unit_test(unknown_names_have_no_unit),
		cmocka_unit_test(base_units_are_written_for_people),
		cmocka_unit_test(the_table_lists_each_name_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
