#include "clock.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define DAYS_FIRST (-719162) /* 0001-01-01 */
#define DAYS_LAST  2932896   /* 9999-12-31 */

static enum { WALL_REAL, WALL_FROM, WALL_FROZEN } wall;
static int64_t fixed_us, fixed_at_us;

static int64_t read_clock(clockid_t id)
{
	struct timespec t;

	clock_gettime(id, &t);
	return (int64_t)t.tv_sec * CLOCK_SECOND_US + t.tv_nsec / 1000;
}

int64_t clock_now_us(void)
{
	return read_clock(CLOCK_MONOTONIC);
}

int64_t clock_boot_us(void)
{
	return read_clock(CLOCK_BOOTTIME);
}

int64_t clock_wall_us(void)
{
	if (wall == WALL_REAL)
		return read_clock(CLOCK_REALTIME);
	return fixed_us + (wall == WALL_FROM ? clock_now_us() - fixed_at_us : 0);
}

void clock_fix(int64_t wall_us)
{
	fixed_us = wall_us;
	fixed_at_us = clock_now_us();
	wall = WALL_FROM;
}

void clock_freeze(int64_t wall_us)
{
	fixed_us = wall_us;
	wall = WALL_FROZEN;
}

void clock_release(void)
{
	wall = WALL_REAL;
}

/* ---- days --------------------------------------------------------------------- */

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_days(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return days[month - 1] + (month == 2 && is_leap(year));
}

bool date_valid(struct date d)
{
	return d.year >= 1 && d.year <= 9999 && d.month >= 1 && d.month <= 12 &&
	       d.day >= 1 && d.day <= month_days(d.year, d.month);
}

/* Years begin in March here, so that the leap day is the last of its year; four
 * hundred years are always 146097 days. */
int64_t date_days(struct date d)
{
	int64_t y = d.year - (d.month <= 2), era = div_floor(y, 400);
	int64_t of_era = y - era * 400, month = (d.month + 9) % 12;
	int64_t of_year = (153 * month + 2) / 5 + d.day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year -
	       719468;
}

struct date date_of_days(int64_t days)
{
	int64_t z = days + 719468, era = div_floor(z, 146097), doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
	struct date d;

	d.day = (int)(doy - (153 * mp + 2) / 5 + 1);
	d.month = (int)(mp < 10 ? mp + 3 : mp - 9);
	d.year = (int)(yoe + era * 400 + (d.month <= 2));
	return d;
}

static int64_t local_us(int64_t wall_us, int zone_s)
{
	int64_t first = DAYS_FIRST * CLOCK_DAY_US;
	int64_t last = (DAYS_LAST + 1) * CLOCK_DAY_US - 1;

	if (__builtin_add_overflow(wall_us, zone_s * CLOCK_SECOND_US, &wall_us))
		return wall_us > 0 ? first : last; /* it wrapped round */
	if (wall_us < first)
		return first;
	return wall_us > last ? last : wall_us;
}

struct date date_of_wall(int64_t wall_us, int zone_s)
{
	return date_of_days(div_floor(local_us(wall_us, zone_s), CLOCK_DAY_US));
}

int date_weekday(struct date d)
{
	int64_t since_monday = date_days(d) + 3; /* 1970-01-01 was a Thursday */

	return (int)(since_monday - div_floor(since_monday, 7) * 7) + 1;
}

int date_years(struct date from, struct date to)
{
	bool before_birthday = to.month < from.month ||
			       (to.month == from.month && to.day < from.day);

	return to.year - from.year - before_birthday;
}

/* ---- text --------------------------------------------------------------------- */

/* `min` to `max` digits from the front of `s`. */
static bool take_number(struct slice *s, size_t min, size_t max, int *out)
{
	size_t n = 0;

	*out = 0;
	while (n < max && n < s->len && s->text[n] >= '0' && s->text[n] <= '9')
		*out = *out * 10 + (s->text[n++] - '0');
	s->text += n;
	s->len -= n;
	return n >= min;
}

static bool take_char(struct slice *s, const char *allowed, char *out)
{
	if (!s->len || !strchr(allowed, s->text[0]) || !s->text[0])
		return false;
	*out = s->text[0];
	s->text++;
	s->len--;
	return true;
}

static bool take_date(struct slice *s, struct date *out)
{
	struct date d;
	char first, second;

	if (!take_number(s, 4, 4, &d.year))
		return false;
	if (take_char(s, "-/.", &first)) {
		if (!take_number(s, 1, 2, &d.month) || !take_char(s, "-/.", &second) ||
			first != second || !take_number(s, 1, 2, &d.day))
			return false;
	} else if (!take_number(s, 2, 2, &d.month) || !take_number(s, 2, 2, &d.day)) {
		return false;
	}
	if (!date_valid(d))
		return false;
	*out = d;
	return true;
}

bool date_read(struct slice s, struct date *out)
{
	struct date d;

	if (!take_date(&s, &d) || s.len)
		return false;
	*out = d;
	return true;
}

/* The last digits of `value`; returns the place behind them. */
static char *put_digits(char *out, unsigned value, int count)
{
	for (int i = count; i-- > 0; value /= 10)
		out[i] = (char)('0' + value % 10);
	return out + count;
}

char *date_write_compact(struct date d, char *out)
{
	char *end = put_digits(out, (unsigned)d.year, 4);

	end = put_digits(end, (unsigned)d.month, 2);
	*put_digits(end, (unsigned)d.day, 2) = '\0';
	return out;
}

char *date_write(struct date d, char *out)
{
	char *end = put_digits(out, (unsigned)d.year, 4);

	*end++ = '-';
	end = put_digits(end, (unsigned)d.month, 2);
	*end++ = '-';
	*put_digits(end, (unsigned)d.day, 2) = '\0';
	return out;
}

char *wall_write(int64_t wall_us, int zone_s, char *out)
{
	int64_t local = local_us(wall_us, zone_s),
		days = div_floor(local, CLOCK_DAY_US);
	struct date d = date_of_days(days);
	unsigned s = (unsigned)((local - days * CLOCK_DAY_US) / CLOCK_SECOND_US);
	unsigned zone = (unsigned)(zone_s < 0 ? -zone_s : zone_s) / 60;

	snprintf(out, CLOCK_STAMP_SIZE, "%04u-%02u-%02uT%02u:%02u:%02u%c%02u:%02u",
		(unsigned)d.year % 10000, (unsigned)d.month % 100,
		(unsigned)d.day % 100, s / 3600 % 24, s / 60 % 60, s % 60,
		zone_s < 0 ? '-' : '+', zone / 60 % 24, zone % 60);
	return out;
}

/* After the point: one to six digits, as microseconds. */
static bool take_fraction(struct slice *s, int *out)
{
	size_t before = s->len;

	if (!take_number(s, 1, 6, out))
		return false;
	for (size_t n = before - s->len; n < 6; n++)
		*out *= 10;
	return true;
}

static bool take_time(struct slice *s, int64_t *us)
{
	int hour, minute, second = 0, fraction = 0;
	char colon;

	if (!take_number(s, 2, 2, &hour) || !take_char(s, ":", &colon) ||
		!take_number(s, 2, 2, &minute) || hour > 23 || minute > 59)
		return false;
	if (take_char(s, ":", &colon)) {
		if (!take_number(s, 2, 2, &second) || second > 59)
			return false;
		if (take_char(s, ".", &colon) && !take_fraction(s, &fraction))
			return false;
	}
	*us = ((hour * 60 + minute) * 60 + second) * CLOCK_SECOND_US + fraction;
	return true;
}

static bool take_zone(struct slice *s, int *zone_s)
{
	int hour, minute;
	char sign;

	if (!take_char(s, "Z+-", &sign))
		return true;
	*zone_s = 0;
	if (sign == 'Z')
		return true;
	if (!take_number(s, 2, 2, &hour) || hour > 14)
		return false;
	*zone_s = hour * 3600;
	if (!take_char(s, ":", &(char){ 0 }) || !take_number(s, 2, 2, &minute) ||
		minute > 59)
		return false;
	*zone_s = (*zone_s + minute * 60) * (sign == '-' ? -1 : 1);
	return true;
}

bool wall_read(struct slice s, int zone_s, int64_t *wall_us)
{
	struct date d;
	int64_t time_us;
	char t;

	if (!take_date(&s, &d) || !take_char(&s, "T ", &t) ||
		!take_time(&s, &time_us) || !take_zone(&s, &zone_s) || s.len)
		return false;
	*wall_us = date_days(d) * CLOCK_DAY_US + time_us - zone_s * CLOCK_SECOND_US;
	return true;
}
