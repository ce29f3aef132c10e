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
#include "hexlog.h"
#include "path.h"
#include "text.h"

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

/* The next ```block of the page, as "yaml\n..."; `*from` moves behind it. */
static struct slice next_block(char **from)
{
	char *begin = strstr(*from, "```"), *end;

	if (!begin)
		return (struct slice){ NULL, 0 };
	end = strstr(begin + 3, "```");
	assert_non_null(end);
	*from = end + 3;
	return (struct slice){ begin + 3, (size_t)(end - begin - 3) };
}

/* What stands in the block, when it is one of these. */
static bool is_block(struct slice block, const char *kind, struct slice *inside)
{
	size_t len = strlen(kind);

	if (block.len <= len || memcmp(block.text, kind, len) != 0)
		return false;
	*inside = (struct slice){ block.text + len, block.len - len };
	return true;
}

static void read_log(struct slice text, struct buf *stream)
{
	struct hexlog log = HEXLOG_INIT;
	struct err err = ERR_INIT;

	if (!hexlog_read(&log, "page", text.text, text.len, &err))
		fail_msg("%s", err.text);
	for (size_t i = 0; i < log.count; i++)
		buf_add(stream, log.records[i].bytes, log.records[i].len);
	hexlog_release(&log);
}

static void try_rows(struct slice profile, const struct buf *stream, struct slice want)
{
	struct buf rows = BUF_INIT;
	struct err err = ERR_INIT;
	struct profile *p = profile_load_text("page", profile.text, profile.len, &err);
	struct feed feed;

	if (!p) {
		fail_msg("%s", err.text);
		return;
	}
	buf_adds(&rows, "offset,kind,channel,subject,value,unit,decimals,place,flags,"
			"text\n");
	hear_bytes(&feed, p, stream->data, stream->len, 1, 0, heard_row, &rows);
	if (rows.len != want.len || memcmp(rows.data, want.text, want.len) != 0)
		fail_msg("%s says\n%s", p->name, rows.data);
	buf_release(&rows);
	profile_free(p);
}

/* Each profile of the page makes of its log the rows that stand behind it. */
static void the_unknown_device_is_decoded_as_its_page_says(void **state)
{
	struct buf doc = BUF_INIT, stream = BUF_INIT;
	struct slice block, inside, profile = { NULL, 0 };
	size_t compared = 0;
	char *from;

	(void)state;
	read_doc("unknown-device.md", &doc);
	from = doc.data;
	while ((block = next_block(&from)).text) {
		if (is_block(block, "hex\n", &inside)) {
			read_log(inside, &stream);
		} else if (is_block(block, "yaml\n", &inside)) {
			profile = inside;
		} else if (is_block(block, "csv\n", &inside)) {
			try_rows(profile, &stream, inside);
			compared++;
		}
	}
	assert_int_equal(compared, 2);
	buf_release(&stream);
	buf_release(&doc);
}

/* The table of what proves them names each, and the share that needs no C is true. */
static void every_profile_has_its_proof(void **state)
{
	struct buf doc = BUF_INIT;
	struct err err = ERR_INIT;
	char path[512], words[64], **names;
	size_t count, plain = 0;

	(void)state;
	read_doc("profiles.md", &doc);
	if (!path_list(SOURCE_DIR "/devices/profiles", ".yaml", &names, &count, &err))
		fail_msg("%s", err.text);
	for (size_t i = 0; i < count; i++) {
		struct profile *p;

		snprintf(path, sizeof(path), SOURCE_DIR "/devices/profiles/%s",
			names[i]);
		p = profile_load(path, &err);
		if (!p) {
			fail_msg("%s", err.text);
			continue;
		}
		snprintf(words, sizeof(words), "`%s`", p->id);
		if (!p->simulated && !strstr(doc.data, words))
			fail_msg("nothing is said of what proves %s", p->id);
		plain += !driver_alone(p->driver);
		profile_free(p);
	}
	snprintf(words, sizeof(words), "%zu of %zu profiles", plain, count);
	if (!strstr(doc.data, words))
		fail_msg("the page does not say \"%s\"", words);
	path_list_free(names);
	buf_release(&doc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_guide_shows_profiles_that_load),
		cmocka_unit_test(every_line_of_a_box_is_understood),
		cmocka_unit_test(the_unknown_device_is_decoded_as_its_page_says),
		cmocka_unit_test(every_profile_has_its_proof),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
