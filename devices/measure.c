#include "measure.h"

#include <string.h>

static const struct measure measures[] = {
	{ "clock", UNIT_US, 6, true },
	{ "s", UNIT_US, 6, false },
	{ "ms", UNIT_US, 3, false },
	{ "us", UNIT_US, 0, false },
	{ "t", UNIT_UG, 12, false },
	{ "kg", UNIT_UG, 9, false },
	{ "g", UNIT_UG, 6, false },
	{ "mg", UNIT_UG, 3, false },
	{ "m", UNIT_UM, 6, false },
	{ "cm", UNIT_UM, 4, false },
	{ "mm", UNIT_UM, 3, false },
	{ "l", UNIT_UL, 6, false },
	{ "ml", UNIT_UL, 3, false },
	{ "l/s", UNIT_UL_PER_S, 6, false },
	{ "ml/s", UNIT_UL_PER_S, 3, false },
	{ "times", UNIT_ONE, 0, false },
};

const struct measure *measure_find(const char *name)
{
	for (size_t i = 0; i < sizeof(measures) / sizeof(measures[0]); i++) {
		if (strcmp(measures[i].name, name) == 0)
			return &measures[i];
	}
	return NULL;
}

const char *measure_names(void)
{
	return "clock, s, ms, us, t, kg, g, mg, m, cm, mm, l, ml, l/s, ml/s, times";
}

/* "-  1.640": the sign of some scales stands in a column of its own. */
static bool read_signed(struct slice s, struct decimal *out)
{
	bool minus = false;

	if (s.len > 1 && (s.text[0] == '-' || s.text[0] == '+') && s.text[1] == ' ') {
		minus = s.text[0] == '-';
		s = slice_trim((struct slice){ s.text + 1, s.len - 1 });
		if (s.len > 0 && (s.text[0] == '-' || s.text[0] == '+'))
			return false;
	}
	if (!decimal_read(s, out))
		return false;
	if (minus)
		out->digits = -out->digits;
	return true;
}

/* The digits before the next colon, at most three; false when there is none. */
static bool take_group(struct slice *s, int64_t *n, size_t *digits)
{
	size_t i = 0;

	*n = 0;
	while (i < s->len && i < 4 && s->text[i] >= '0' && s->text[i] <= '9')
		*n = *n * 10 + (s->text[i++] - '0');
	if (i == 0 || i == 4 || i == s->len || s->text[i] != ':')
		return false;
	*digits = i;
	s->text += i + 1;
	s->len -= i + 1;
	return true;
}

/* Up to two groups and colons, then seconds with decimals. Behind a colon stand two
 * digits below sixty. */
static bool read_clock(struct slice s, struct decimal *out)
{
	int64_t group, minutes = 0;
	size_t digits;
	int colons = 0;

	while (colons < 2 && take_group(&s, &group, &digits)) {
		if (colons++ > 0 && (digits != 2 || group > 59))
			return false;
		minutes = minutes * 60 + group;
	}
	if (s.len == 0 || s.text[0] < '0' || s.text[0] > '9')
		return false;
	if (!decimal_read(s, out) || out->decimals > 6)
		return false;
	if (colons > 0) {
		int64_t second = 60;

		if (s.len < 2 || s.text[1] < '0' || s.text[1] > '9' ||
			(s.len > 2 && s.text[2] != '.') || s.text[s.len - 1] == '.')
			return false;
		for (int i = 0; i < out->decimals; i++)
			second *= 10;
		if (out->digits >= second)
			return false;
		out->digits += minutes * second;
	}
	return true;
}

bool measure_read(
	const struct measure *m, struct slice s, int64_t *value, int8_t *decimals)
{
	struct decimal d;
	bool reads;

	s = slice_trim(s);
	reads = m->clock ? read_clock(s, &d) : read_signed(s, &d);
	if (!reads)
		return false;
	*decimals = (int8_t)d.decimals;
	/* In base units the value is digits * 10^(exponent - decimals). */
	if (m->exponent >= d.decimals) {
		d.decimals -= m->exponent;
		for (; d.decimals < 0; d.decimals++) {
			if (__builtin_mul_overflow(d.digits, INT64_C(10), &d.digits))
				return false;
		}
		*value = d.digits;
		return true;
	}
	d.decimals -= m->exponent;
	return decimal_exact(d, 0, value);
}
