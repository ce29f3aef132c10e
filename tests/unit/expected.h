/*
 * expected - what stands beside a capture, as rows of `station decode`.
 *
 * Each kind of device has columns of its own in its .csv. Here one line of it becomes
 * the rows that the contract of `station decode` makes of it, without the offset. A row
 * that ends with * goes on in any way.
 */
#ifndef TESTS_EXPECTED_H
#define TESTS_EXPECTED_H

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "boxes.h"
#include "buf.h"
#include "clock.h"
#include "text.h"

#define CELLS 10

/* One line of a .csv to rows; false: the line says that a frame is rejected. */
typedef bool expect_fn(char *cell[CELLS], struct buf *rows);

static inline int64_t number(const char *cell)
{
	return strtoll(cell, NULL, 10);
}

/* "1.94" of a unit that is 10^exponent base units: "1940000,ug,2". */
static inline void add_value(
	struct buf *rows, const char *number, int exponent, const char *unit)
{
	struct decimal d;
	int64_t value;

	assert_true(decimal_read(slice_of(number), &d));
	assert_true(decimal_exact(d, exponent, &value));
	buf_addf(rows, "%" PRId64 ",%s,%d", value, unit, d.decimals);
}

/* line,event,bib,channel,manual,flag,time_us,decimals,group,time_text */
static inline bool expect_impulse(char *cell[CELLS], struct buf *rows)
{
	static const struct {
		const char *begins, *kind;
	} kinds[] = { { "next_number", "next" }, { "start", "start" },
		{ "finish", "finish" }, { "net_time", "time" },
		{ "total_time", "time" } };
	static const struct {
		const char *sent, *flag;
	} flags[] = { { "?", "unassigned" }, { "c", "cleared" }, { "i", "inserted" } };
	const char *kind = NULL, *flag = "", *manual = cell[4][0] ? "manual" : "";

	for (size_t i = 0; i < 5; i++) {
		if (strncmp(cell[1], kinds[i].begins, strlen(kinds[i].begins)) == 0)
			kind = kinds[i].kind;
	}
	for (size_t i = 0; i < 3; i++) {
		if (strcmp(cell[5], flags[i].sent) == 0)
			flag = flags[i].flag;
	}
	assert_non_null(kind);
	buf_addf(rows, "%s,%s,%s,%s,%s,%s,,%s%s%s,%s%s\n", kind, cell[3], cell[2],
		cell[6], cell[6][0] ? "us" : "", cell[7], manual,
		manual[0] && flag[0] ? "+" : "", flag, cell[8][0] ? "group=" : "",
		cell[8]);
	return true;
}

/* block,kind,bib,time,group,rank: "00:00:13.39" */
static inline bool expect_rank(char *cell[CELLS], struct buf *rows)
{
	struct decimal d;
	int64_t us;

	assert_memory_equal(cell[3], "00:00:", 6);
	assert_true(decimal_read(slice_of(cell[3] + 6), &d));
	assert_true(decimal_exact(d, 6, &us));
	buf_addf(rows, "time,%s,000%s,%" PRId64 ",us,%d,%s,,group=%s\n", cell[1],
		cell[2], us, d.decimals, cell[5], cell[4]);
	return true;
}

/* line,event,value,unit,stable,mode,note; without the last ones for some devices. */
static inline bool expect_weight(char *cell[CELLS], struct buf *rows)
{
	const char *stable = cell[4][0] == '1' ? "stable" : "unstable";

	if (strcmp(cell[1], "rejected") == 0)
		return false;
	if (strcmp(cell[1], "overload") == 0 || strcmp(cell[1], "underload") == 0) {
		buf_addf(rows, "weight,,,,,,,%s,\n", cell[1]);
		return true;
	}
	if (strcmp(cell[1], "busy") == 0 || strcmp(cell[1], "error") == 0) {
		buf_adds(rows, cell[1][0] == 'b' ? "status,,,,,,,,busy=S\n"
						 : "status,,,,,,,error,error=syntax\n");
		return true;
	}
	buf_adds(rows, "weight,,,");
	add_value(rows, cell[2], strcmp(cell[3], "kg") == 0 ? 9 : 6, "ug");
	buf_addf(rows, ",,%s%s%s,\n", cell[4][0] ? stable : "",
		cell[4][0] && cell[5][0] ? "+" : "", cell[5]);
	return true;
}

/* field,value,unit of one block */
static inline bool expect_block(char *cell[CELLS], struct buf *rows)
{
	if (strcmp(cell[2], "kg") != 0)
		return true;
	buf_adds(rows, "weight,,,");
	add_value(rows, cell[1], 9, "ug");
	buf_addf(rows, ",,%s,\n", cell[0]);
	return true;
}

/* frame,event,weight_kg,height_cm,vital_capacity_ml */
static inline bool expect_body(char *cell[CELLS], struct buf *rows)
{
	if (cell[4][0]) {
		buf_addf(rows, "volume,,,%s000,ul,0,,,\n", cell[4]);
		return true;
	}
	buf_adds(rows, "weight,,,");
	add_value(rows, cell[2], 9, "ug");
	buf_adds(rows, ",,,\nheight,,,");
	add_value(rows, cell[3], 4, "um");
	buf_adds(rows, ",,,\n");
	return true;
}

/* frame,event,lane,time_s,place,note: a lane that did not finish has no value. */
static inline bool expect_lane(char *cell[CELLS], struct buf *rows)
{
	bool dnf = strcmp(cell[5], "DNF") == 0;

	buf_addf(rows, "time,%s,,", cell[2]);
	if (dnf) {
		buf_addf(rows, ",,,,dnf,%s%s\n", cell[3][0] ? "limit=" : "", cell[3]);
		return true;
	}
	add_value(rows, cell[3], 6, "us");
	buf_addf(rows, ",%s,,\n", cell[4]);
	return true;
}

/* message,event,number,rank_or_gate_or_state,time_1e-5s */
static inline bool expect_pocket(char *cell[CELLS], struct buf *rows)
{
	int64_t time = number(cell[4]);

	if (strcmp(cell[1], "download_start") == 0)
		buf_adds(rows,
			"status,,,,,,,,download=begins;run=01;about=012 STOPWATCH\n");
	else if (strcmp(cell[1], "download_end") == 0)
		buf_adds(rows, "status,,,,,,,,download=ends;run=01\n");
	else if (strcmp(cell[1], "run_state") == 0)
		buf_addf(rows,
			"status,,,,,,,,state=%s;time=00:00:%02" PRId64 ".%05" PRId64
			"\n",
			cell[3], time / 100000, time % 100000);
	else
		buf_addf(rows, "time,,%s,%" PRId64 ",us,5,,memory,\n", cell[2],
			time * 10);
	return true;
}

/* frame,event,bib,sequence_or_rank,channel,time_1e-5s,day_since_2000_01_01 */
static inline bool expect_thcom(char *cell[CELLS], struct buf *rows)
{
	static const char *const statuses[][2] = { { "serial_number", "serial=01904" },
		{ "download_start", "download=begins;run=01;about=00 START - FINISH" },
		{ "download_end", "download=ends;run=01" } };
	int64_t us = number(cell[5]) * 10;
	int64_t day = number(cell[6]) + date_days((struct date){ 2000, 1, 1 });

	for (size_t i = 0; i < 3; i++) {
		if (strcmp(cell[1], statuses[i][0]) != 0)
			continue;
		buf_addf(rows, "status,,,,,,,,%s\n", statuses[i][1]);
		return true;
	}
	if (strcmp(cell[1], "net_time") == 0)
		buf_addf(rows, "time,,%s,%" PRId64 ",us,5,,,of=net\n", cell[2], us);
	else
		buf_addf(rows, "impulse,%s,%s,%" PRId64 ",us,5,,%sdated,sequence=%s\n",
			cell[4], cell[2], us + day * CLOCK_DAY_US,
			strcmp(cell[1], "stored_time") == 0 ? "memory+" : "", cell[3]);
	return true;
}

/* frame,event,bib,sequence,origin,time_1e-4s,date_ddmmyyyy; channel 00 is the start */
static inline bool expect_rei2(char *cell[CELLS], struct buf *rows)
{
	int date = (int)number(cell[6]);
	int64_t day = date_days(
		(struct date){ date % 10000, date / 10000 % 100, date / 1000000 });

	assert_string_equal(cell[1], "start");
	buf_addf(rows,
		"impulse,00,%s,%" PRId64 ",us,4,,%sdated,sequence=%06" PRId64 "\n",
		cell[2], number(cell[5]) * 100 + day * CLOCK_DAY_US,
		strcmp(cell[4], "11") == 0 ? "manual+" : "", number(cell[3]));
	return true;
}

/* frame,event,bib,time_ms; channel 255 is the finish */
static inline bool expect_racetime(char *cell[CELLS], struct buf *rows)
{
	assert_string_equal(cell[1], "finish");
	buf_addf(rows,
		"impulse,255,%04" PRId64
		",%s000,us,3,,,sequence=0004;run=001;origin=M\n",
		number(cell[2]), cell[3]);
	return true;
}

/* record,event,value_hundredths_or_digits,lap */
static inline bool expect_dt2000(char *cell[CELLS], struct buf *rows)
{
	int64_t n = number(cell[2]);

	if (strcmp(cell[1], "lap") == 0)
		buf_addf(rows, "lap,%s,,%" PRId64 ",us,2,,,\n", cell[3], n * 10000);
	else if (strcmp(cell[1], "end") == 0)
		buf_addf(rows, "time,,,%" PRId64 ",us,2,,final,laps=%s\n", n * 10000,
			cell[3]);
	else if (strcmp(cell[1], "race_header") == 0)
		buf_addf(rows, "status,,,,,,,,race=%s;date=%s\n", cell[3], cell[2]);
	else if (!strstr(cell[1], "speed"))
		buf_addf(rows,
			"status,,,,,,,,%s=0:00:%02" PRId64 ".%02" PRId64 ";%s=%s\n",
			cell[1], n / 100, n % 100,
			strcmp(cell[1], "average") == 0 ? "laps" : "lap", cell[3]);
	return true;
}

/* frame,event,id_hex,id_number_low32,checksum_ok */
static inline bool expect_card(char *cell[CELLS], struct buf *rows)
{
	assert_string_equal(cell[4], "1");
	buf_addf(rows, "identity,,%s,,,,,,\n", cell[2]);
	return true;
}

/* frame,event,value_m */
static inline bool expect_distance(char *cell[CELLS], struct buf *rows)
{
	if (strcmp(cell[1], "error_16") == 0) {
		buf_adds(rows, "status,,,,,,,error,error=weak\n");
		return true;
	}
	buf_adds(rows, "length,,,");
	add_value(rows, cell[2], 6, "um");
	buf_adds(rows, ",,,\n");
	return true;
}

/* line,event,reader,tag,iq,reader_time,lrc_ok,suffix; of an answer only its first six
 * characters are there, as the suffix: what it says is not looked at. */
static inline bool expect_chip(char *cell[CELLS], struct buf *rows)
{
	char stamp[40];
	int64_t us;

	if (strcmp(cell[1], "other") == 0) {
		buf_addf(rows, "status,,,,,,,,reader=%.2s;answer=*\n", cell[7] + 2);
		return true;
	}
	assert_string_equal(cell[6], "1");
	snprintf(stamp, sizeof(stamp), "%sZ", cell[5]);
	assert_true(wall_read(slice_of(stamp), 0, &us));
	buf_addf(rows, "impulse,%s,%s,%" PRId64 ",us,2,,dated,iq=%s\n", cell[2],
		cell[3], us, cell[4]);
	return true;
}

/* frame,event,value of the boxes with a cable of their own */
static inline bool expect_box(char *cell[CELLS], struct buf *rows)
{
	add_box(cell, rows);
	return true;
}

#endif
