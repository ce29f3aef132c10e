/*
 * captured - the captures of others, for tests: what came from the device, and the
 * lines of the .csv beside it, from which each test makes the rows that it expects.
 *
 * Captures are not part of this project. Where they are not there, tests that need
 * them skip.
 */
#ifndef TESTS_CAPTURED_H
#define TESTS_CAPTURED_H

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "heard.h"
#include "hexlog.h"
#include "text.h"

#define OPEN_DIR SHARED_DIR "/reference/devices/captures/open/"
#define CELLS	 12

/* The cells of one line; those that it does not have are "". */
typedef void expect_fn(char *cell[CELLS], struct buf *rows);

/* How a stream may arrive: `piece` and `seed` of hear_bytes(). */
static const struct {
	const char *how;
	size_t piece;
	uint64_t seed;
} ways[] = { { "whole", 1u << 20, 0 }, { "in single bytes", 1, 0 },
	{ "in sevens", 7, 0 }, { "in random pieces", 0, 1 },
	{ "in other random pieces", 0, 20261128 } };
#define WAYS (sizeof(ways) / sizeof(ways[0]))

/* A number as an integer of 10^-exponent, and how many decimals it has. */
static inline int64_t in_units(const char *text, int exponent, int *decimals)
{
	struct decimal d;
	int64_t value;

	assert_true(decimal_read(slice_of(text), &d));
	assert_true(decimal_exact(d, exponent, &value));
	*decimals = d.decimals;
	return value;
}

/* Calls `take` with the cells of each line but the first. */
static inline void each_line(const char *path, expect_fn *take, struct buf *rows)
{
	char line[512], *cell[CELLS];
	FILE *file = fopen(path, "r");

	assert_non_null(file);
	assert_non_null(fgets(line, sizeof(line), file));
	while (fgets(line, sizeof(line), file)) {
		char *next = line;

		line[strcspn(line, "\r\n")] = '\0';
		for (size_t c = 0; c < CELLS; c++) {
			static char none[] = "";
			char *text = next ? strsep(&next, ",") : none;

			cell[c] = text;
		}
		take(cell, rows);
	}
	(void)fclose(file);
}

struct capture {
	struct profile *profile;
	struct buf stream; /* what came from the device */
	struct buf want;
};

static inline void open_stream(
	struct capture *c, const char *profile, const char *capture)
{
	struct hexlog log = HEXLOG_INIT;
	struct err err = ERR_INIT;
	char path[512];

	memset(c, 0, sizeof(*c));
	c->stream = (struct buf)BUF_INIT;
	c->want = (struct buf)BUF_INIT;
	snprintf(path, sizeof(path), SOURCE_DIR "/devices/profiles/%s.yaml", profile);
	c->profile = profile_load(path, &err);
	if (!c->profile)
		fail_msg("%s", err.text);
	snprintf(path, sizeof(path), OPEN_DIR "%s.hex", capture);
	if (!hexlog_load(&log, path, &err))
		fail_msg("%s", err.text);
	for (size_t i = 0; i < log.count; i++) {
		if (!log.records[i].to_device)
			buf_add(&c->stream, log.records[i].bytes, log.records[i].len);
	}
	hexlog_release(&log);
}

static inline void close_capture(struct capture *c)
{
	profile_free(c->profile);
	buf_release(&c->stream);
	buf_release(&c->want);
}

static inline bool no_captures(void)
{
	return access(OPEN_DIR "modbus_counter.hex", R_OK) != 0;
}

static inline void compare(
	const char *what, const char *how, const char *got, const char *want)
{
	if (strcmp(got, want) != 0)
		fail_msg("%s, %s:\n%s\nwanted\n%s", what, how, got, want);
}

#endif
