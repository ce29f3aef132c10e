/*
 * Every log in tests/devices decodes to the .want.csv beside it, which is the output
 * of `station decode`, however its bytes are cut. A log is named after its profile.
 */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "heard.h"
#include "hexlog.h"

#define LOGS SOURCE_DIR "/tests/devices/"
#define HEAD "offset,kind,channel,subject,value,unit,decimals,place,flags,text\n"

static void read_file(const char *path, struct buf *out)
{
	char piece[4096];
	size_t got;
	FILE *file = fopen(path, "rb");

	if (!file)
		fail_msg("%s is missing", path);
	while ((got = fread(piece, 1, sizeof(piece), file)) > 0)
		buf_add(out, piece, got);
	(void)fclose(file);
}

static struct profile *open_profile(const char *log)
{
	struct err err = ERR_INIT;
	char path[512];
	struct profile *p;

	snprintf(path, sizeof(path), SOURCE_DIR "/devices/profiles/%.*s.yaml",
		(int)strcspn(log, "."), log);
	p = profile_load(path, &err);
	if (!p)
		fail_msg("%s", err.text);
	return p;
}

/* What the device said, without what was said to it. */
static void read_stream(const char *name, struct buf *stream)
{
	struct hexlog log = HEXLOG_INIT;
	struct err err = ERR_INIT;
	char path[512];

	snprintf(path, sizeof(path), LOGS "%s.hex", name);
	if (!hexlog_load(&log, path, &err))
		fail_msg("%s", err.text);
	for (size_t i = 0; i < log.count; i++) {
		if (!log.records[i].to_device)
			buf_add(stream, log.records[i].bytes, log.records[i].len);
	}
	hexlog_release(&log);
}

static void try_log(const char *name)
{
	static const size_t pieces[] = { 1u << 20, 1, 5, 0 };
	struct buf stream = BUF_INIT, want = BUF_INIT;
	struct profile *p = open_profile(name);
	char path[512];

	read_stream(name, &stream);
	snprintf(path, sizeof(path), LOGS "%s.want.csv", name);
	read_file(path, &want);
	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		struct buf rows = BUF_INIT;
		struct feed feed;

		buf_adds(&rows, HEAD);
		hear_bytes(&feed, p, stream.data, stream.len, pieces[i], 11, heard_row,
			&rows);
		if (strcmp(rows.data, want.data) != 0)
			fail_msg(
				"%s in pieces of %zu:\n%s", name, pieces[i], rows.data);
		buf_release(&rows);
	}
	profile_free(p);
	buf_release(&stream);
	buf_release(&want);
}

/* ---- from any byte on ---------------------------------------------------------------- */

static void hear_from(const struct profile *p, const struct buf *stream, size_t from,
	struct buf *rows)
{
	static struct feed feed;

	buf_adds(rows, "");
	feed_init(&feed, p);
	feed_bytes(&feed, stream->data + from, stream->len - from, 0, heard_row_alone,
		rows);
}

/* The first row of `got` that is none of `want`, in their order; NULL: all are. */
static const char *first_new(const char *got, const char *want)
{
	while (*got) {
		size_t len = strcspn(got, "\n") + 1;

		while (*want && strncmp(got, want, len) != 0)
			want += strcspn(want, "\n") + 1;
		if (!*want)
			return got;
		got += len;
	}
	return NULL;
}

/* What listening must have heard before: a picture, or that the device sends sums. */
static bool needs_its_past(const struct profile *p)
{
	return p->driver->takes_all || strcmp(p->id, "tagheuer-thcom08") == 0;
}

static void try_from_within(const char *name)
{
	struct buf whole = BUF_INIT, stream = BUF_INIT;
	struct profile *p = open_profile(name);

	read_stream(name, &stream);
	hear_from(p, &stream, 0, &whole);
	for (size_t k = 1; k < stream.len && !needs_its_past(p);
		k += k < 300 ? 1 : 17) {
		struct buf part = BUF_INIT;
		const char *row;

		hear_from(p, &stream, k, &part);
		row = first_new(part.data, whole.data);
		if (row)
			fail_msg("%s from byte %zu: %.*s", name, k,
				(int)strcspn(row, "\n"), row);
		buf_release(&part);
	}
	buf_release(&whole);
	buf_release(&stream);
	profile_free(p);
}

static void each_log(void (*try)(const char *name))
{
	struct dirent *entry;
	size_t count = 0;
	DIR *dir = opendir(LOGS);

	assert_non_null(dir);
	while ((entry = readdir(dir))) {
		char *end = strstr(entry->d_name, ".hex");

		if (!end)
			continue;
		*end = '\0';
		try(entry->d_name);
		count++;
	}
	(void)closedir(dir);
	assert_true(count >= 87);
}

static void decode_to_what_stands_beside_them(void **state)
{
	(void)state;
	each_log(try_log);
}

/* Wherever listening begins, nothing is heard that was not said. */
static void say_nothing_else_from_within(void **state)
{
	(void)state;
	each_log(try_from_within);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decode_to_what_stands_beside_them),
		cmocka_unit_test(say_nothing_else_from_within),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
