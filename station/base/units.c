#include "units.h"

#include <assert.h>

static const struct unit table[] = {
	{ "us", UNIT_BASE_US, 0 },
	{ "ms", UNIT_BASE_US, 3 },
	{ "s", UNIT_BASE_US, 6 },
	{ "ug", UNIT_BASE_UG, 0 },
	{ "mg", UNIT_BASE_UG, 3 },
	{ "g", UNIT_BASE_UG, 6 },
	{ "kg", UNIT_BASE_UG, 9 },
	{ "um", UNIT_BASE_UM, 0 },
	{ "mm", UNIT_BASE_UM, 3 },
	{ "cm", UNIT_BASE_UM, 4 },
	{ "dm", UNIT_BASE_UM, 5 },
	{ "m", UNIT_BASE_UM, 6 },
	{ "ul", UNIT_BASE_UL, 0 },
	{ "ml", UNIT_BASE_UL, 3 },
	{ "cl", UNIT_BASE_UL, 4 },
	{ "dl", UNIT_BASE_UL, 5 },
	{ "l", UNIT_BASE_UL, 6 },
	{ "ul/s", UNIT_BASE_UL_PER_S, 0 },
	{ "ml/s", UNIT_BASE_UL_PER_S, 3 },
	{ "l/s", UNIT_BASE_UL_PER_S, 6 },
	{ "1", UNIT_BASE_ONE, 0 },
	{ "times", UNIT_BASE_ONE, 0 },
};

const struct unit *unit_find(struct slice name)
{
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (slice_is(name, table[i].name))
			return &table[i];
	return NULL;
}

const struct unit *unit_all(size_t *count)
{
	*count = sizeof(table) / sizeof(table[0]);
	return table;
}

const char *unit_base_name(enum unit_base base)
{
	static const char *const name[] = { "us", "ug", "um", "ul", "ul/s", "1" };

	return name[base];
}

bool unit_to_base(const struct unit *unit, struct decimal d, int64_t *out)
{
	return decimal_exact(d, unit->exponent, out);
}

char *unit_write(const struct unit *unit, int64_t base_value, int decimals, char *out,
	size_t size)
{
	int finer = unit->exponent - decimals;

	assert(decimals >= 0 && finer >= 0);
	for (; finer > 0; finer--)
		base_value /= 10;
	return decimal_write(base_value, decimals, out, size);
}
