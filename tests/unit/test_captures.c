/*
 * Real devices, heard by others, decode exactly as was written beside them: whole,
 * torn into single bytes, in random pieces, and with noise between the frames.
 *
 * The expected rows have columns of their own, one set for each kind of device;
 * here they become rows as `station decode` prints them, without the offset.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "heard.h"
#include "hexlog.h"
#include "text.h"

#define OPEN_DIR    SHARED_DIR "/reference/devices/captures/open/"
#define CELLS	    10
#define NOISE_BYTES 12

/* One line of a .csv to a row; false: the line says that nothing is heard. */
typedef bool expect_fn(char *cell[CELLS], struct buf *rows);

/* ---- the expected rows ------------------------------------------------------------ */

/* line,event,bib,channel,manual,flag,time_us,decimals,group,time_text */
static bool expect_impulse(char *cell[CELLS], struct buf *rows)
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
static bool expect_rank(char *cell[CELLS], struct buf *rows)
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

/* line,event,value,unit,stable,mode,note */
static bool expect_weight(char *cell[CELLS], struct buf *rows)
{
	struct decimal d;
	int64_t ug;

	if (strcmp(cell[1], "rejected") == 0)
		return false;
	assert_true(decimal_read(slice_of(cell[2]), &d));
	assert_true(decimal_exact(d, strcmp(cell[3], "kg") == 0 ? 9 : 6, &ug));
	buf_addf(rows, "weight,,,%" PRId64 ",ug,%d,,%s+%s,\n", ug, d.decimals,
		cell[4][0] == '1' ? "stable" : "unstable", cell[5]);
	return true;
}

static const struct {
	const char *profile, *capture;
	expect_fn *expect;
	size_t rows, rejected;
} captures[] = {
	{ "alge-tdc8001", "alge_tdc8001_ski_run1", expect_impulse, 661, 0 },
	{ "alge-tdc8001", "alge_tdc8001_classement_a", expect_rank, 12, 0 },
	{ "t-scale", "scale_tscale_nhb_a", expect_weight, 408, 1 },
	{ "t-scale", "scale_tscale_qhw_a", expect_weight, 829, 0 },
	{ "ohaus", "scale_ohaus_defender3000_a", expect_weight, 454, 2 },
	{ "ohaus", "scale_ohaus_defender3000_b", expect_weight, 1890, 2 },
	{ "ohaus", "scale_ohaus_style_spun_a", expect_weight, 180, 2 },
};
#define CAPTURES (sizeof(captures) / sizeof(captures[0]))

static void read_expected(size_t i, struct buf *rows)
{
	char path[512], line[512], *cell[CELLS];
	size_t heard = 0, rejected = 0;
	FILE *file;

	snprintf(path, sizeof(path), OPEN_DIR "%s.csv", captures[i].capture);
	file = fopen(path, "r");
	assert_non_null(file);
	assert_non_null(fgets(line, sizeof(line), file));
	while (fgets(line, sizeof(line), file)) {
		char *next = line;

		line[strcspn(line, "\r\n")] = '\0';
		for (size_t c = 0; c < CELLS; c++) {
			static char none[] = "";
			char *cell_text = next ? strsep(&next, ",") : none;

			cell[c] = cell_text;
		}
		if (captures[i].expect(cell, rows))
			heard++;
		else
			rejected++;
	}
	(void)fclose(file);
	assert_int_equal(heard, captures[i].rows);
	assert_int_equal(rejected, captures[i].rejected);
}

/* ---- hearing ------------------------------------------------------------------------ */

struct capture {
	struct profile *profile;
	struct hexlog log;
	struct buf want;
	size_t rejected;
};

static void open_capture(size_t i, struct capture *c)
{
	struct err err = ERR_INIT;
	char path[512];

	memset(c, 0, sizeof(*c));
	c->want = (struct buf)BUF_INIT;
	snprintf(path, sizeof(path), SOURCE_DIR "/devices/profiles/%s.yaml",
		captures[i].profile);
	c->profile = profile_load(path, &err);
	if (!c->profile)
		fail_msg("%s", err.text);
	snprintf(path, sizeof(path), OPEN_DIR "%s.hex", captures[i].capture);
	if (!hexlog_load(&c->log, path, &err))
		fail_msg("%s", err.text);
	read_expected(i, &c->want);
}

static void close_capture(struct capture *c)
{
	profile_free(c->profile);
	hexlog_release(&c->log);
	buf_release(&c->want);
}

static void compare(
	size_t i, const char *how, const struct buf *got, const struct buf *want)
{
	const char *a = got->data, *b = want->data;
	size_t line = 1, from;

	if (strcmp(a, b) == 0)
		return;
	for (from = 0; a[from] && a[from] == b[from]; from++)
		line += a[from] == '\n';
	fail_msg("%s, %s: row %zu differs near \"%.80s\", wanted \"%.80s\"",
		captures[i].capture, how, line, a + from, b + from);
}

static bool no_captures(void)
{
	return access(OPEN_DIR "alge_tdc8001_ski_run1.hex", R_OK) != 0;
}

static void decode_the_same_in_any_pieces(void **state)
{
	static const struct {
		const char *how;
		size_t piece;
		uint64_t seed;
	} ways[] = { { "whole", 1u << 20, 0 }, { "in single bytes", 1, 0 },
		{ "in sevens", 7, 0 }, { "in random pieces", 0, 1 },
		{ "in other random pieces", 0, 20261123 } };

	(void)state;
	if (no_captures())
		skip();
	for (size_t i = 0; i < CAPTURES; i++) {
		struct capture c;
		uint64_t skipped = 0;

		open_capture(i, &c);
		for (size_t w = 0; w < sizeof(ways) / sizeof(ways[0]); w++) {
			struct buf got = BUF_INIT;
			struct feed feed;

			hear_bytes(&feed, c.profile, c.log.bytes, c.log.len,
				ways[w].piece, ways[w].seed, heard_row_alone, &got);
			compare(i, ways[w].how, &got, &c.want);
			assert_int_equal(feed.rejected, captures[i].rejected);
			if (w > 0)
				assert_int_equal(feed.skipped, skipped);
			skipped = feed.skipped;
			buf_release(&got);
		}
		close_capture(&c);
	}
}

/* Up to 12 bytes of anything between two records, which are the lines of the file in
 * the captures of line devices. Noise never ends a record's own line early. */
static void add_noise(struct buf *stream, uint64_t *seed)
{
	size_t len = next_random(seed) % (NOISE_BYTES + 1);

	for (size_t i = 0; i < len; i++)
		buf_addc(stream, (char)(next_random(seed) & 0xff));
}

static bool ends_here(const struct hexlog *log, size_t at)
{
	bool lf_follows = at + 1 < log->len && log->bytes[at + 1] == '\n';

	return log->bytes[at] == '\n' || (log->bytes[at] == '\r' && !lf_follows);
}

static void noise_between_frames_changes_nothing(void **state)
{
	(void)state;
	if (no_captures())
		skip();
	for (size_t i = 0; i < CAPTURES; i++) {
		struct capture c;

		open_capture(i, &c);
		for (uint64_t seed = 1; seed <= 5; seed++) {
			struct buf stream = BUF_INIT, got = BUF_INIT;
			uint64_t chance = seed * 77777;
			struct feed feed;

			for (size_t at = 0; at < c.log.len; at++) {
				buf_addc(&stream, (char)c.log.bytes[at]);
				if (ends_here(&c.log, at))
					add_noise(&stream, &chance);
			}
			hear_bytes(&feed, c.profile, stream.data, stream.len, 0, seed,
				heard_row_alone, &got);
			compare(i, "with noise", &got, &c.want);
			buf_release(&stream);
			buf_release(&got);
		}
		close_capture(&c);
	}
}

static void each_offset_is_where_its_line_begins(void **state)
{
	struct capture c;
	struct buf got = BUF_INIT;
	struct feed feed;
	char *next;

	(void)state;
	if (no_captures())
		skip();
	open_capture(0, &c);
	hear_bytes(&feed, c.profile, c.log.bytes, c.log.len, 0, 5, heard_row, &got);
	next = got.data;
	for (size_t i = 0; i < c.log.count; i++) { /* one record stands on one line */
		char *row = strsep(&next, "\n");

		assert_int_equal(strtoul(row, NULL, 10),
			(unsigned long)(c.log.records[i].bytes - c.log.bytes));
	}
	buf_release(&got);
	close_capture(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decode_the_same_in_any_pieces),
		cmocka_unit_test(noise_between_frames_changes_nothing),
		cmocka_unit_test(each_offset_is_where_its_line_begins),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
