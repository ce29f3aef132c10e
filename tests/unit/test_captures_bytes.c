/*
 * Devices that speak in bytes, heard by others, decode exactly as was written beside
 * them: whole, in pieces, from wherever listening begins, and with noise between the
 * frames. See test_captures.c for those that speak in lines.
 *
 * Not all of it comes from devices; the README beside the captures says what does.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "boxes.h"
#include "captured.h"

#define NOISE_BYTES 12

/* ---- the expected rows, without their offsets; nothing for a host's frame ----------- */

/* frame,event,epc,rssi_dbm,pc,checksum_ok */
static void expect_tag(char *cell[CELLS], struct buf *rows)
{
	if (strcmp(cell[1], "tag") == 0)
		buf_addf(rows, "identity,,%s,,,,,,rssi=%s;pc=%s\n", cell[2], cell[3],
			cell[4]);
	if (strcmp(cell[1], "no_tag") == 0)
		buf_adds(rows, "status,,,,,,,,answer=no_tag\n");
}

/* frame,event,value */
static void expect_count(char *cell[CELLS], struct buf *rows)
{
	if (strcmp(cell[1], "count") == 0)
		buf_addf(rows, "count,,,%s,1,0,,,\n", cell[2]);
	else
		buf_addf(rows, "status,,,,,,,error,exception=%s\n",
			cell[1] + strlen("exception_"));
}

/* frame,event,name,sex,birth,number */
static void expect_person(char *cell[CELLS], struct buf *rows)
{
	if (strcmp(cell[1], "person") != 0) {
		buf_addf(rows, "status,,,,,,,,answer=%s\n", cell[1]);
		return;
	}
	buf_addf(rows, "person,,%s,,,,,,name=%s;sex=%s;birth=%s\n", cell[5], cell[2],
		strcmp(cell[3], "male") == 0 ? "M" : "F", cell[4]);
}

/* frame,event,item,device_or_tag,value,status; ropes are written as plain numbers */
static void expect_item(char *cell[CELLS], struct buf *rows)
{
	static const struct {
		const char *item, *kind, *unit;
		int exponent;
	} items[] = { { "vital_capacity", "volume", "ul", 3 },
		{ "sit_and_reach", "length", "um", 4 }, { "sit_up", "count", "1", 0 },
		{ "weight", "weight", "ug", 9 }, { "height", "height", "um", 4 },
		{ "rope", "count", "1", 0 } };
	int decimals;

	if (strncmp(cell[2], "lane_index ", 11) == 0) {
		buf_addf(rows, "%s,%s,%s,%s000,us,0,,,\n",
			strcmp(cell[1], "start_trigger") == 0 ? "start" : "finish",
			cell[2] + 11, cell[3], cell[4]);
		return;
	}
	for (size_t i = 0; i < sizeof(items) / sizeof(items[0]); i++) {
		int64_t value;

		if (strcmp(items[i].item, cell[2]) != 0)
			continue;
		value = in_units(cell[4], items[i].exponent, &decimals);
		buf_addf(rows, "%s,,0x%lx,%" PRId64 ",%s,%d,,%s,item=%s\n",
			items[i].kind, strtoul(cell[3], NULL, 0), value, items[i].unit,
			decimals,
			strcmp(cell[5], "testing") == 0 ? "unstable" : "stable+final",
			cell[2]);
		return;
	}
	fail_msg("item %s", cell[2]);
}

/* frame,event,value */
static void expect_box(char *cell[CELLS], struct buf *rows)
{
	add_box(cell, rows);
}

/* message,event,passing_no,transponder,string,rtc_us,rtc_utc,strength,hits,noise,
 * temperature_c */
static void expect_passing(char *cell[CELLS], struct buf *rows)
{
	if (strcmp(cell[1], "status") == 0) {
		buf_addf(rows, "status,,,,,,,,noise=%s;temperature=%s\n", cell[9],
			cell[10]);
		return;
	}
	buf_addf(rows, "impulse,,%s,%s,us,6,,dated,", cell[3], cell[5]);
	if (cell[4][0])
		buf_addf(rows, "string=%s;strength=%s;hits=%s", cell[4], cell[7],
			cell[8]);
	buf_adds(rows, "\n");
}

/* field,value,unit; the vital capacity is the FVC in another unit, and the curve no
 * reading */
static void expect_flow(char *cell[CELLS], struct buf *rows)
{
	bool litres = strcmp(cell[2], "L") == 0;
	bool minutes = strcmp(cell[2], "L/min") == 0;
	int decimals;
	int64_t value;

	if (!litres && !minutes && strcmp(cell[2], "L/s") != 0)
		return;
	value = in_units(cell[1], 6, &decimals);
	buf_addf(rows, "%s,,,%" PRId64 ",%s,%d,,%s,name=%s\n",
		litres ? "volume" : "flow", minutes ? value / 60 : value,
		litres ? "ul" : "ul/s", decimals,
		strcmp(cell[0], "fvc") == 0 ? "final" : "", cell[0]);
}

static const struct {
	const char *profile, *capture;
	expect_fn *expect;
	size_t rows;
	bool summed; /* every frame carries a sum of all its bytes */
} captures[] = {
	{ "uhf-r200", "rfid_uhf_r200_a", expect_tag, 2, true },
	{ "modbus-counter", "modbus_counter", expect_count, 2, true },
	{ "idcard-sam", "idcard_sam_dialogue_a", expect_person, 5, true },
	{ "ste100", "ste100_layout_a", expect_item, 9, false },
	{ "ste100", "ste100_aux_devices", expect_box, 4, false },
	{ "mylaps-p3", "mylaps_p3_bmx_a", expect_passing, 3, true },
	{ "breathhome-b1", "spirometer_breathhome_b1", expect_flow, 7, false },
};
#define CAPTURES (sizeof(captures) / sizeof(captures[0]))

/* ---- files -------------------------------------------------------------------------- */

static size_t count_lines(const char *text)
{
	size_t lines = 0;

	for (; *text; text++)
		lines += *text == '\n';
	return lines;
}

static void open_capture(size_t i, struct capture *c)
{
	char path[512];

	open_stream(c, captures[i].profile, captures[i].capture);
	snprintf(path, sizeof(path), OPEN_DIR "%s.csv", captures[i].capture);
	each_line(path, captures[i].expect, &c->want);
	assert_int_equal(count_lines(c->want.data), captures[i].rows);
}

/* ---- hearing ------------------------------------------------------------------------ */

static void decode_the_same_in_any_pieces(void **state)
{
	(void)state;
	if (no_captures())
		skip();
	for (size_t i = 0; i < CAPTURES; i++) {
		struct capture c;

		open_capture(i, &c);
		for (size_t w = 0; w < WAYS; w++) {
			struct buf got = BUF_INIT;
			struct feed feed;

			hear_bytes(&feed, c.profile, c.stream.data, c.stream.len,
				ways[w].piece, ways[w].seed, heard_row_alone, &got);
			compare(captures[i].capture, ways[w].how, got.data,
				c.want.data);
			assert_int_equal(feed.skipped, 0);
			assert_int_equal(feed.rejected, 0);
			buf_release(&got);
		}
		close_capture(&c);
	}
}

struct offsets {
	uint64_t at[64];
	size_t count;
};

static void note_offset(void *ctx, const struct reading *r)
{
	struct offsets *o = ctx;

	assert_true(o->count < 64);
	o->at[o->count++] = r->offset;
}

static void find_offsets(const struct capture *c, struct offsets *o)
{
	struct feed feed;

	o->count = 0;
	feed_init(&feed, c->profile);
	feed_bytes(&feed, c->stream.data, c->stream.len, 0, note_offset, o);
}

/* The rows behind the first `skip`. */
static const char *later_rows(const char *rows, size_t skip)
{
	for (; skip > 0; skip--)
		rows = strchr(rows, '\n') + 1;
	return rows;
}

static void decode_the_rest_from_any_byte(void **state)
{
	(void)state;
	if (no_captures())
		skip();
	for (size_t i = 0; i < CAPTURES; i++) {
		struct offsets offsets;
		struct capture c;

		open_capture(i, &c);
		find_offsets(&c, &offsets);
		assert_int_equal(offsets.count, captures[i].rows);
		for (size_t from = 0; from < c.stream.len; from++) {
			struct buf got = BUF_INIT;
			struct feed feed;
			size_t gone = 0;

			while (gone < offsets.count && offsets.at[gone] < from)
				gone++;
			buf_adds(&got, "");
			hear_bytes(&feed, c.profile, c.stream.data + from,
				c.stream.len - from, 1u << 20, 0, heard_row_alone,
				&got);
			compare(captures[i].capture, "from within", got.data,
				later_rows(c.want.data, gone));
			buf_release(&got);
		}
		close_capture(&c);
	}
}

/* Up to 12 bytes of anything. */
static void add_noise(struct buf *stream, uint64_t *seed)
{
	size_t len = next_random(seed) % (NOISE_BYTES + 1);

	for (size_t i = 0; i < len; i++)
		buf_addc(stream, (char)(next_random(seed) & 0xff));
}

static void noise_between_frames_changes_nothing(void **state)
{
	(void)state;
	if (no_captures())
		skip();
	for (size_t i = 0; i < CAPTURES; i++) {
		struct offsets offsets;
		struct capture c;

		open_capture(i, &c);
		find_offsets(&c, &offsets);
		for (uint64_t seed = 1; seed <= 20; seed++) {
			struct buf stream = BUF_INIT, got = BUF_INIT;
			uint64_t chance = seed * 77777;
			struct feed feed;
			size_t next = 0;

			for (size_t at = 0; at < c.stream.len; at++) {
				if (next < offsets.count && offsets.at[next] == at)
					add_noise(&stream, &chance);
				while (next < offsets.count && offsets.at[next] == at)
					next++;
				buf_addc(&stream, c.stream.data[at]);
			}
			hear_bytes(&feed, c.profile, stream.data, stream.len, 0, seed,
				heard_row_alone, &got);
			compare(captures[i].capture, "with noise", got.data,
				c.want.data);
			buf_release(&stream);
			buf_release(&got);
		}
		close_capture(&c);
	}
}

/* The rows of `got` are some of `want`, in their order. */
static bool are_some_of(const char *got, const char *want)
{
	while (*got) {
		size_t len = strcspn(got, "\n") + 1;

		while (*want && strncmp(got, want, len) != 0)
			want = later_rows(want, 1);
		if (!*want)
			return false;
		want = later_rows(want, 1);
		got += len;
	}
	return true;
}

static void no_wrong_bit_becomes_a_wrong_reading(void **state)
{
	(void)state;
	if (no_captures())
		skip();
	for (size_t i = 0; i < CAPTURES; i++) {
		struct capture c;

		if (!captures[i].summed)
			continue;
		open_capture(i, &c);
		for (size_t bit = 0; bit < 8 * c.stream.len; bit++) {
			struct buf got = BUF_INIT;
			struct feed feed;

			buf_adds(&got, "");
			c.stream.data[bit / 8] ^= (char)(1 << bit % 8);
			hear_bytes(&feed, c.profile, c.stream.data, c.stream.len,
				1u << 20, 0, heard_row_alone, &got);
			c.stream.data[bit / 8] ^= (char)(1 << bit % 8);
			if (!are_some_of(got.data, c.want.data))
				fail_msg("%s, bit %zu:\n%s", captures[i].capture, bit,
					got.data);
			buf_release(&got);
		}
		close_capture(&c);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decode_the_same_in_any_pieces),
		cmocka_unit_test(decode_the_rest_from_any_byte),
		cmocka_unit_test(noise_between_frames_changes_nothing),
		cmocka_unit_test(no_wrong_bit_becomes_a_wrong_reading),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
