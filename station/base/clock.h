/*
 * clock - what time it is, and dates in integers.
 *
 * Only the loop, the listening thread and commands ask for the time; everything
 * else is handed it. Durations are microseconds of a monotonic clock, which counts
 * from an unspecified zero; moments are microseconds since 1970-01-01T00:00 UTC.
 * The station shows moments in its own zone, whatever TZ and LANG say: an offset
 * from UTC in seconds, for schools in China always CLOCK_SHANGHAI, which has had no
 * summer time since 1991.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include "text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CLOCK_SHANGHAI	 (8 * 3600)
#define CLOCK_DAY_US	 ((int64_t)86400 * 1000 * 1000)
#define CLOCK_SECOND_US	 ((int64_t)1000 * 1000)
#define CLOCK_DATE_SIZE	 11 /* "2026-11-23" */
#define CLOCK_STAMP_SIZE 26 /* "2026-11-23T09:30:00+08:00" */

int64_t clock_now_us(void);  /* monotonic, real even when the wall is fixed */
int64_t clock_boot_us(void); /* the same, and it goes on while the machine sleeps */
int64_t clock_wall_us(void); /* UTC */

/* From now on clock_wall_us() is `wall_us` plus the monotonic time that has passed
 * since this call: `--clock`. Before any thread is started. */
void clock_fix(int64_t wall_us);
/* From now on clock_wall_us() stands still at `wall_us`: for tests. */
void clock_freeze(int64_t wall_us);
void clock_release(void); /* the real wall again */

/* A day of the Gregorian calendar, years 1..9999. */
struct date {
	int year, month, day; /* month 1..12, day 1..31 */
};

bool date_valid(struct date d);
int64_t date_days(struct date d); /* since 1970-01-01; negative before */
struct date date_of_days(int64_t days);
struct date date_of_wall(int64_t wall_us, int zone_s);
int date_weekday(struct date d);		  /* 1 Monday .. 7 Sunday */
int date_years(struct date from, struct date to); /* whole years: an age */

/* All of `s` as yyyymmdd, or yyyy-mm-dd, yyyy/m/d, yyyy.m.d; a real day. */
bool date_read(struct slice s, struct date *out);
/* "20261123" and "2026-11-23"; `out` of CLOCK_DATE_SIZE; returned. */
char *date_write_compact(struct date d, char *out);
char *date_write(struct date d, char *out);

/* "2026-11-23T09:30:00+08:00" into `out` of CLOCK_STAMP_SIZE; whole seconds, cut.
 * A moment outside the years 1..9999 is written as the nearest end. */
char *wall_write(int64_t wall_us, int zone_s, char *out);
/* "yyyy-mm-ddThh:mm[:ss[.ffffff]]" with "Z", "+08:00" or nothing (then `zone_s`); a
 * blank may stand for the T. */
bool wall_read(struct slice s, int zone_s, int64_t *wall_us);

#endif
