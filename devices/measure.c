#include "measure.h"

#include <string.h>

#include "clock.h"
#include "escape.h"

static const struct measure measures[] = {
	{ "clock", UNIT_US, 6, MEASURE_CLOCK, 1 },
	{ "s", UNIT_US, 6, MEASURE_NUMBER, 1 },
	{ "ms", UNIT_US, 3, MEASURE_NUMBER, 1 },
	{ "us", UNIT_US, 0, MEASURE_NUMBER, 1 },
	{ "t", UNIT_UG, 12, MEASURE_NUMBER, 1 },
	{ "kg", UNIT_UG, 9, MEASURE_NUMBER, 1 },
	{ "g", UNIT_UG, 6, MEASURE_NUMBER, 1 },
	{ "mg", UNIT_UG, 3, MEASURE_NUMBER, 1 },
	{ "m", UNIT_UM, 6, MEASURE_NUMBER, 1 },
	{ "cm", UNIT_UM, 4, MEASURE_NUMBER, 1 },
	{ "mm", UNIT_UM, 3, MEASURE_NUMBER, 1 },
	{ "l", UNIT_UL, 6, MEASURE_NUMBER, 1 },
	{ "ml", UNIT_UL, 3, MEASURE_NUMBER, 1 },
	{ "l/s", UNIT_UL_PER_S, 6, MEASURE_NUMBER, 1 },
	{ "ml/s", UNIT_UL_PER_S, 3, MEASURE_NUMBER, 1 },
	{ "times", UNIT_ONE, 0, MEASURE_NUMBER, 1 },
	{ "hms", UNIT_US, 6, MEASURE_HMS, 1 },
	{ "yymmdd", UNIT_US, 0, MEASURE_YYMMDD, 1 },
	{ "ddmmyyyy", UNIT_US, 0, MEASURE_DDMMYYYY, 1 },
	{ "dd-mm-yyyy", UNIT_US, 0, MEASURE_DD_MM_YYYY, 1 },
	{ "yyyy-mm-dd", UNIT_US, 0, MEASURE_YYYY_MM_DD, 1 },
	{ "days-2000", UNIT_US, 0, MEASURE_DAYS_2000, 1 },
	{ "hex-s", UNIT_US, 6, MEASURE_HEX, 1 },
	{ "min", UNIT_US, 6, MEASURE_NUMBER, 60 },
	{ "h", UNIT_US, 6, MEASURE_NUMBER, 3600 },
	{ "half-days", UNIT_US, 6, MEASURE_NUMBER, 43200 },
	{ "s/256", UNIT_US, 0, MEASURE_TICKS, 1 },
	{ "hex-s/256", UNIT_US, 0, MEASURE_HEX_TICKS, 1 },
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
	return "clock, s, ms, us, t, kg, g, mg, m, cm, mm, l, ml, l/s, ml/s, times, "
	       "hms, yymmdd, ddmmyyyy, dd-mm-yyyy, yyyy-mm-dd, days-2000, hex-s, min, "
	       "h, half-days, s/256, "
	       "hex-s/256";
}

bool measure_is_day(const struct measure *m)
{
	return m->form == MEASURE_YYMMDD || m->form == MEASURE_DDMMYYYY ||
	       m->form == MEASURE_DD_MM_YYYY || m->form == MEASURE_YYYY_MM_DD ||
	       m->form == MEASURE_DAYS_2000;
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

/* Digits and nothing else. */
static bool read_digits(struct slice s, struct decimal *out)
{
	return s.len > 0 && s.text[0] >= '0' && s.text[0] <= '9' &&
	       decimal_read(s, out) && s.text[s.len - 1] != '.' && out->decimals == 0;
}

/* Devices that have no point on the wire count from the right: the last `point`
 * digits are decimals, two are seconds, two minutes, the rest hours. */
static bool read_hms(struct slice s, int point, struct decimal *out)
{
	int64_t second = 1, whole;

	if (point > 6 || !read_digits(s, out))
		return false;
	for (; out->decimals < point; out->decimals++)
		second *= 10;
	whole = out->digits / second;
	if (whole % 100 > 59 || whole / 100 % 100 > 59)
		return false;
	out->digits = out->digits % second +
		      (whole / 10000 * 3600 + whole / 100 % 100 * 60 + whole % 100) *
			      second;
	return true;
}

static bool read_hex(struct slice s, int point, struct decimal *out)
{
	*out = (struct decimal){ 0, point > 0 ? point : 0 };
	for (size_t i = 0; i < s.len; i++) {
		if (hex_digit(s.text[i]) < 0 || i == 8)
			return false;
		out->digits = out->digits * 16 + hex_digit(s.text[i]);
	}
	return s.len > 0;
}

/* 256 ticks a second; the value is in microseconds. */
static bool read_ticks(
	const struct measure *m, struct slice s, int64_t *value, int8_t *decimals)
{
	struct decimal ticks;

	if (m->form == MEASURE_HEX_TICKS ? !read_hex(s, 0, &ticks)
					 : !read_digits(s, &ticks))
		return false;
	if (ticks.digits > UINT32_MAX)
		return false;
	*value = ticks.digits * 1000000 / 256;
	*decimals = 3;
	return true;
}

static bool read_number(
	const struct measure *m, struct slice s, int point, struct decimal *out)
{
	if (m->form == MEASURE_HMS)
		return read_hms(s, point, out);
	if (m->form == MEASURE_HEX)
		return read_hex(s, point, out);
	if (m->form == MEASURE_CLOCK)
		return point == MEASURE_POINT_SENT && read_clock(s, out);
	if (!read_signed(s, out) || (point != MEASURE_POINT_SENT && out->decimals > 0))
		return false;
	if (point != MEASURE_POINT_SENT)
		out->decimals = point;
	return true;
}

static int two_digits(const char *text)
{
	return (text[0] - '0') * 10 + (text[1] - '0');
}

/* "22-09-2011", "2011/09/22": numbers with one byte between. */
static bool read_parted_day(const struct measure *m, struct slice s, int64_t *value)
{
	size_t year = m->form == MEASURE_YYYY_MM_DD ? 0 : 6, day = year ? 0 : 8;
	size_t first = year ? 2 : 4, second = year ? 5 : 7, month = year ? 3 : 5;
	struct date date;

	if (s.len != 10)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		bool digit = s.text[i] >= '0' && s.text[i] <= '9';

		if (i == first || i == second ? !strchr("-/.", s.text[i]) || !s.text[i]
					      : !digit)
			return false;
	}
	date.year = two_digits(s.text + year) * 100 + two_digits(s.text + year + 2);
	date.month = two_digits(s.text + month);
	date.day = two_digits(s.text + day);
	if (!date_valid(date))
		return false;
	*value = date_days(date) * CLOCK_DAY_US;
	return true;
}

static bool read_day(const struct measure *m, struct slice s, int64_t *value)
{
	struct decimal d;
	struct date date = { 2000, 1, 1 };
	int n;

	if (s.len > 8 || !read_digits(s, &d))
		return false;
	n = (int)d.digits;
	if (m->form == MEASURE_DAYS_2000) {
		*value = (date_days(date) + n) * CLOCK_DAY_US;
		return n < 100000;
	}
	if (m->form == MEASURE_YYMMDD)
		date = (struct date){ 2000 + n / 10000, n / 100 % 100, n % 100 };
	else
		date = (struct date){ n % 10000, n / 10000 % 100, n / 1000000 };
	if (s.len != (m->form == MEASURE_YYMMDD ? 6 : 8) || !date_valid(date))
		return false;
	*value = date_days(date) * CLOCK_DAY_US;
	return true;
}

bool measure_read(const struct measure *m, struct slice s, int point, int64_t *value,
	int8_t *decimals)
{
	struct decimal d;

	s = slice_trim(s);
	*decimals = 0;
	if (m->form == MEASURE_DD_MM_YYYY || m->form == MEASURE_YYYY_MM_DD)
		return read_parted_day(m, s, value);
	if (measure_is_day(m))
		return read_day(m, s, value);
	if (m->form == MEASURE_TICKS || m->form == MEASURE_HEX_TICKS)
		return point == MEASURE_POINT_SENT && read_ticks(m, s, value, decimals);
	if (!read_number(m, s, point, &d) ||
		__builtin_mul_overflow(d.digits, (int64_t)m->times, &d.digits))
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
