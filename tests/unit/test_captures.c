/*
 * Real devices, heard by others, decode exactly as was written beside them: whole,
 * torn into single bytes, in random pieces, from any byte on, and with noise between
 * the frames. The captures lie beside the tree, in ../shared; without them this skips.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "expected.h"
#include "heard.h"
#include "hexlog.h"
#include "text.h"

#define OPEN_DIR    SHARED_DIR "/reference/devices/captures/open/"
#define NOISE_BYTES 12

/* ---- the expected rows ------------------------------------------------------------ */

/* Where noise may stand without harm: between lines, between the records of the file,
 * or before all of it, where a print-out takes several lines, or nothing marks a
 * frame. */
enum noise { NOISE_LINES, NOISE_RECORDS, NOISE_FRONT };

/* Some captures hold several devices: `first` to `last` are their parts, each begun by
 * a comment and numbered as in the .csv; 0 is all. */
static const struct {
	const char *profile, *capture;
	expect_fn *expect;
	size_t rows, rejected;
	enum noise noise;
	unsigned first, last;
} captures[] = {
	{ "alge-tdc8001", "alge_tdc8001_ski_run1", expect_impulse, 661, 0, NOISE_LINES,
		0, 0 },
	{ "alge-tdc8001", "alge_tdc8001_classement_a", expect_rank, 12, 0, NOISE_LINES,
		0, 0 },
	{ "t-scale", "scale_tscale_nhb_a", expect_weight, 408, 1, NOISE_LINES, 0, 0 },
	{ "t-scale", "scale_tscale_qhw_a", expect_weight, 829, 0, NOISE_LINES, 0, 0 },
	{ "ohaus", "scale_ohaus_defender3000_a", expect_weight, 454, 2, NOISE_LINES, 0,
		0 },
	{ "ohaus", "scale_ohaus_defender3000_b", expect_weight, 1890, 2, NOISE_LINES, 0,
		0 },
	{ "ohaus", "scale_ohaus_style_spun_a", expect_weight, 180, 2, NOISE_LINES, 0,
		0 },
	{ "jik-6cab", "scale_jik6cab_block_a", expect_block, 3, 0, NOISE_FRONT, 0, 0 },
	{ "mettler-sics", "balance_mettler_ms204ts_print", expect_weight, 7, 0,
		NOISE_LINES, 0, 0 },
	{ "xk3190", "scale_xk3190_a", expect_weight, 2, 0, NOISE_RECORDS, 0, 0 },
	{ "mettler-sics", "scale_documented_lines", expect_weight, 6, 0, NOISE_LINES, 1,
		6 },
	{ "and-scale", "scale_documented_lines", expect_weight, 3, 0, NOISE_LINES, 7,
		9 },
	{ "tanita-tbf310", "scale_documented_lines", expect_weight, 1, 0, NOISE_LINES,
		10, 10 },
	{ "tcf-dba310", "scale_documented_lines", expect_weight, 1, 0, NOISE_LINES, 11,
		11 },
	{ "shanghe-sh01", "school_health_ascii_layouts", expect_body, 2, 0, NOISE_LINES,
		1, 1 },
	{ "dingheng-dhm", "school_health_ascii_layouts", expect_body, 2, 0, NOISE_FRONT,
		2, 2 },
	{ "lejia-lj700", "school_health_ascii_layouts", expect_body, 2, 0, NOISE_LINES,
		3, 3 },
	{ "lejia-hw-s7", "school_health_ascii_layouts", expect_body, 2, 0, NOISE_LINES,
		4, 4 },
	{ "jihao-jh1663", "school_health_ascii_layouts", expect_body, 1, 0, NOISE_LINES,
		5, 5 },
	{ "fasttrack-k3", "lane_timers_ascii_a", expect_lane, 6, 0, NOISE_LINES, 1, 1 },
	{ "judge-gate", "lane_timers_ascii_a", expect_lane, 1, 0, NOISE_LINES, 2, 2 },
	{ "pdt-gate", "lane_timers_ascii_a", expect_lane, 2, 0, NOISE_LINES, 3, 3 },
	{ "tagheuer-thcom08", "tagheuer_cp540_a", expect_thcom, 7, 0, NOISE_LINES, 0,
		0 },
	{ "tagheuer-pocketpro", "tagheuer_pocketpro_stopwatch", expect_pocket, 15, 0,
		NOISE_RECORDS, 0, 0 },
	{ "microgate-rei2", "microgate_rei2_a", expect_rei2, 1, 0, NOISE_LINES, 0, 0 },
	{ "microgate-racetime", "microgate_racetime_a", expect_racetime, 1, 0,
		NOISE_LINES, 0, 0 },
	{ "dt2000", "dt2000_stopwatch_a", expect_dt2000, 28, 0, NOISE_FRONT, 0, 0 },
	{ "rdm6300", "rfid_rdm6300_a", expect_card, 1, 0, NOISE_RECORDS, 0, 0 },
	{ "laser-80-06", "laser_80_06_module", expect_distance, 2, 0, NOISE_RECORDS, 0,
		0 },
	{ "ste100-mat", "ste100_aux_devices", expect_box, 1, 0, NOISE_FRONT, 2, 2 },
	{ "ste100-gun", "ste100_aux_devices", expect_box, 1, 0, NOISE_RECORDS, 3, 3 },
	{ "ste100-foul", "ste100_aux_devices", expect_box, 2, 0, NOISE_RECORDS, 9, 10 },
	{ "ipico", "ipico_lite_4tags", expect_chip, 44, 0, NOISE_LINES, 0, 0 },
	{ "ipico", "ipico_lite_fsls", expect_chip, 6, 0, NOISE_LINES, 0, 0 },
};
#define CAPTURES (sizeof(captures) / sizeof(captures[0]))

static bool is_ours(size_t i, unsigned part)
{
	return captures[i].last == 0 ||
	       (part >= captures[i].first && part <= captures[i].last);
}

static size_t count_rows(const struct buf *rows)
{
	size_t count = 0;

	for (size_t i = 0; i < rows->len; i++)
		count += rows->data[i] == '\n';
	return count;
}

static void read_expected(size_t i, struct buf *rows)
{
	char path[512], line[512], *cell[CELLS];
	size_t rejected = 0;
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
		if (is_ours(i, (unsigned)strtoul(cell[0], NULL, 10)))
			rejected += !captures[i].expect(cell, rows);
	}
	(void)fclose(file);
	assert_int_equal(count_rows(rows), captures[i].rows);
	assert_int_equal(rejected, captures[i].rejected);
}

/* ---- hearing ------------------------------------------------------------------------ */

struct capture {
	struct profile *profile;
	struct buf bytes; /* from the device */
	size_t *ends;	  /* of the file's records among them */
	size_t ends_count;
	struct buf want;
};

/* Which part of the capture each line of the file stands in, to 4000 lines. */
static void number_parts(const char *path, unsigned *parts, size_t max)
{
	char line[512];
	unsigned part = 0;
	size_t n = 1;
	FILE *file = fopen(path, "r");

	assert_non_null(file);
	for (; n < max && fgets(line, sizeof(line), file); n++) {
		part += strncmp(line, "# device->host", 14) == 0 ||
			strncmp(line, "# host->device", 14) == 0;
		parts[n] = part;
	}
	(void)fclose(file);
}

static void read_stream(size_t i, struct capture *c)
{
	static unsigned parts[4000];
	struct hexlog log = HEXLOG_INIT;
	struct err err = ERR_INIT;
	char path[512];

	snprintf(path, sizeof(path), OPEN_DIR "%s.hex", captures[i].capture);
	if (!hexlog_load(&log, path, &err))
		fail_msg("%s", err.text);
	number_parts(path, parts, 4000);
	c->ends = mem_array(log.count, sizeof(*c->ends));
	for (size_t k = 0; k < log.count; k++) {
		const struct hexlog_record *r = &log.records[k];

		if (r->to_device || (captures[i].last && !is_ours(i, parts[r->line])))
			continue;
		buf_add(&c->bytes, r->bytes, r->len);
		c->ends[c->ends_count++] = c->bytes.len;
	}
	hexlog_release(&log);
}

static void open_capture(size_t i, struct capture *c)
{
	struct err err = ERR_INIT;
	char path[512];

	memset(c, 0, sizeof(*c));
	c->bytes = c->want = (struct buf)BUF_INIT;
	snprintf(path, sizeof(path), SOURCE_DIR "/devices/profiles/%s.yaml",
		captures[i].profile);
	c->profile = profile_load(path, &err);
	if (!c->profile)
		fail_msg("%s", err.text);
	read_stream(i, c);
	read_expected(i, &c->want);
}

static void close_capture(struct capture *c)
{
	profile_free(c->profile);
	free(c->ends);
	buf_release(&c->bytes);
	buf_release(&c->want);
}

/* Is each row as wanted? One that ends with * is as far as there. */
static void compare(
	size_t i, const char *how, const struct buf *got, const struct buf *want)
{
	const char *a = got->data ? got->data : "", *b = want->data ? want->data : "";

	for (size_t row = 1; *a || *b; row++) {
		size_t a_len = strcspn(a, "\n"), b_len = strcspn(b, "\n");
		bool open = b_len > 0 && b[b_len - 1] == '*';
		size_t len = open ? b_len - 1 : b_len;

		if (a_len < len || (!open && a_len > len) || memcmp(a, b, len) != 0)
			fail_msg("%s, %s: row %zu is \"%.*s\", wanted \"%.*s\"",
				captures[i].capture, how, row, (int)a_len, a,
				(int)b_len, b);
		a += a_len + (a[a_len] == '\n');
		b += b_len + (b[b_len] == '\n');
	}
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

			hear_bytes(&feed, c.profile, c.bytes.data, c.bytes.len,
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

/* Up to 12 bytes of anything. Noise never ends a record's own line early. */
static void add_noise(struct buf *stream, uint64_t *seed)
{
	size_t len = next_random(seed) % (NOISE_BYTES + 1);

	for (size_t i = 0; i < len; i++)
		buf_addc(stream, (char)(next_random(seed) & 0xff));
}

static bool line_ends(const struct capture *c, size_t at)
{
	const char *bytes = c->bytes.data;
	bool lf_follows = at + 1 < c->bytes.len && bytes[at + 1] == '\n';

	return bytes[at] == '\n' || (bytes[at] == '\r' && !lf_follows);
}

static void spoil(
	size_t i, const struct capture *c, uint64_t chance, struct buf *stream)
{
	size_t next = 0;

	if (captures[i].noise == NOISE_FRONT)
		add_noise(stream, &chance);
	for (size_t at = 0; at < c->bytes.len; at++) {
		bool record = at + 1 == c->ends[next];

		buf_addc(stream, c->bytes.data[at]);
		next += record;
		if (captures[i].noise == NOISE_RECORDS
				? record
				: line_ends(c, at) && captures[i].noise == NOISE_LINES)
			add_noise(stream, &chance);
	}
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
			struct feed feed;

			spoil(i, &c, seed * 77777, &stream);
			hear_bytes(&feed, c.profile, stream.data, stream.len, 0, seed,
				heard_row_alone, &got);
			compare(i, "with noise", &got, &c.want);
			buf_release(&stream);
			buf_release(&got);
		}
		close_capture(&c);
	}
}

/* Rows with their offsets in the whole stream. */
struct from {
	size_t offset;
	struct buf rows;
};

static void heard_from(void *ctx, const struct reading *r)
{
	struct from *from = ctx;
	struct reading moved = *r;

	moved.offset += from->offset;
	heard_row(&from->rows, &moved);
}

static void hear_from(const struct capture *c, struct from *from, size_t end)
{
	struct feed feed;

	feed_init(&feed, c->profile);
	feed_bytes(&feed, c->bytes.data + from->offset, end - from->offset, 0,
		heard_from, from);
}

/* Of the whole stream's rows, those that begin at `offset` or later. */
static const char *rows_from(const struct buf *rows, size_t offset)
{
	const char *row = rows->data ? rows->data : "";

	while (*row && strtoul(row, NULL, 10) < offset)
		row += strcspn(row, "\n") + 1;
	return row;
}

/* Listening may begin anywhere: of the frame it begins in nothing is heard, of all
 * behind it everything. A frame that must be the first of three in a row has them. */
static void listening_begins_anywhere(void **state)
{
	(void)state;
	if (no_captures())
		skip();
	for (size_t i = 0; i < CAPTURES; i++) {
		struct capture c;
		struct from whole = { 0, BUF_INIT };
		size_t end, last;

		open_capture(i, &c);
		end = c.bytes.len < 3000 ? c.bytes.len : 3000;
		last = strcmp(captures[i].profile, "dt2000") == 0 ? end - 15 : end;
		hear_from(&c, &whole, end);
		for (size_t k = 1; k < last; k += k < 400 ? 1 : 29) {
			struct from part = { k, BUF_INIT };

			hear_from(&c, &part, end);
			if (strcmp(part.rows.data ? part.rows.data : "",
				    rows_from(&whole.rows, k)) != 0)
				fail_msg(
					"%s from byte %zu: \"%.80s\", wanted \"%.80s\"",
					captures[i].capture, k, part.rows.data,
					rows_from(&whole.rows, k));
			buf_release(&part.rows);
		}
		buf_release(&whole.rows);
		close_capture(&c);
	}
}

static void each_offset_is_where_its_line_begins(void **state)
{
	static const char *const by_line[] = { "alge_tdc8001_ski_run1",
		"scale_xk3190_a", "tagheuer_pocketpro_stopwatch",
		"balance_mettler_ms204ts_print" };

	(void)state;
	if (no_captures())
		skip();
	for (size_t i = 0; i < CAPTURES; i++) {
		struct from whole = { 0, BUF_INIT };
		struct capture c;
		char *next;
		bool ours = false;

		for (size_t k = 0; k < sizeof(by_line) / sizeof(by_line[0]); k++)
			ours = ours || strcmp(captures[i].capture, by_line[k]) == 0;
		if (!ours)
			continue;
		open_capture(i, &c);
		hear_from(&c, &whole, c.bytes.len);
		next = whole.rows.data;
		for (size_t k = 0; k < c.ends_count; k++)
			assert_int_equal(strtoul(strsep(&next, "\n"), NULL, 10),
				k ? c.ends[k - 1] : 0);
		buf_release(&whole.rows);
		close_capture(&c);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decode_the_same_in_any_pieces),
		cmocka_unit_test(noise_between_frames_changes_nothing),
		cmocka_unit_test(listening_begins_anywhere),
		cmocka_unit_test(each_offset_is_where_its_line_begins),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
