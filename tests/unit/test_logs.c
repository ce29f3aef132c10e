/*
 * Every log in tests/devices decodes to the .want.csv beside it, which is the output
 * of `station decode`, however its bytes are cut. A log is named after its profile; what
 * its script once said is <profile>.session.hex.
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

static void decode_to_what_stands_beside_them(void **state)
{
	struct dirent *entry;
	size_t count = 0;
	DIR *dir = opendir(LOGS);

	(void)state;
	assert_non_null(dir);
	while ((entry = readdir(dir))) {
		char *end = strstr(entry->d_name, ".hex");

		if (!end)
			continue;
		*end = '\0';
		try_log(entry->d_name);
		count++;
	}
	(void)closedir(dir);
	assert_true(count >= 87);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decode_to_what_stands_beside_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
