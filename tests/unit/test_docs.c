/* What docs/ tells people about profiles and boxes is true. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "checksum.h"
#include "heard.h"

static void read_doc(const char *name, struct buf *out)
{
	char path[512], piece[4096];
	size_t got;
	FILE *file;

	snprintf(path, sizeof(path), SOURCE_DIR "/docs/%s", name);
	file = fopen(path, "rb");
	if (!file) {
		fail_msg("%s is missing", path);
		return;
	}
	while ((got = fread(piece, 1, sizeof(piece), file)) > 0)
		buf_add(out, piece, got);
	(void)fclose(file);
}

static void try_profile(const char *text, size_t len)
{
	struct err err = ERR_INIT;
	struct profile *p = profile_load_text("guide", text, len, &err);

	if (!p)
		fail_msg("%s", err.text);
	profile_free(p);
}

/* Those that are whole: others show a few keys. */
static void the_guide_shows_profiles_that_load(void **state)
{
	struct buf doc = BUF_INIT;
	size_t profiles = 0;
	char *from;

	(void)state;
	read_doc("profiles.md", &doc);
	from = doc.data;
	while ((from = strstr(from, "```yaml\n"))) {
		char *to = strstr(from + 8, "```"), *format = strstr(from, "format: 1");

		assert_non_null(to);
		if (format && format < to) {
			try_profile(from + 8, (size_t)(to - from - 8));
			profiles++;
		}
		from = to + 3;
	}
	assert_int_equal(profiles, 2);
	buf_release(&doc);
}

/* `line` is "$LEN,...*hh": with the digits in place of hh, a box would send it. */
static void try_line(const struct profile *p, const char *line, size_t len)
{
	struct buf bytes = BUF_INIT, rows = BUF_INIT;
	struct feed feed;

	assert_memory_equal(line + len - 3, "*hh", 3);
	buf_add(&bytes, line, len - 2);
	buf_addf(&bytes, "%02X\r\n", checksum(CHECKSUM_XOR8, line + 1, len - 4));
	hear_bytes(&feed, p, bytes.data, bytes.len, 1, 0, heard_row, &rows);
	if (feed.frames != 1 || feed.skipped != 0)
		fail_msg("%s does not know %s", p->id, bytes.data);
	buf_release(&bytes);
	buf_release(&rows);
}

/* | `sim-rope` | rope_skip | `$ROPE,...*hh`, ... | */
static size_t try_row(char *row)
{
	struct err err = ERR_INIT;
	struct profile *p;
	char path[512], *next = row + 3, *name = strsep(&next, "`");
	size_t lines = 0;

	snprintf(path, sizeof(path), SOURCE_DIR "/devices/profiles/%s.yaml", name);
	p = profile_load(path, &err);
	if (!p) {
		fail_msg("%s", err.text);
		return 0;
	}
	while ((next = strstr(next, "`$"))) {
		size_t len = strcspn(next + 1, "`");

		try_line(p, next + 1, len);
		next += len + 2;
		lines++;
	}
	profile_free(p);
	return lines;
}

static void every_line_of_a_box_is_understood(void **state)
{
	struct buf doc = BUF_INIT;
	size_t profiles = 0;
	char *next, *row;

	(void)state;
	read_doc("box-protocol.md", &doc);
	next = doc.data;
	while ((row = strsep(&next, "\n"))) {
		if (strncmp(row, "| `sim-", 7) != 0)
			continue;
		assert_true(try_row(row) >= 1);
		profiles++;
	}
	assert_int_equal(profiles, 13);
	buf_release(&doc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_guide_shows_profiles_that_load),
		cmocka_unit_test(every_line_of_a_box_is_understood),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
