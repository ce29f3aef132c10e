/* The receive loop, with the skeleton as driver and with drivers that misbehave. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "heard.h"

extern const struct driver driver_skeleton;

static const struct {
	const char *what;
	const uint8_t bytes[24];
	size_t len;
	const char *rows;
	uint64_t skipped, rejected;
} streams[] = {
	{ "nothing", { 0 }, 0, "", 0, 0 },
	{ "one frame", { 0xa5, 0x08, 0x02, 0xaf }, 4,
		"0,length,,,2050000,um,0,,final,\n", 0, 0 },
	{ "begun in the middle of a frame", { 0x02, 0xaf, 0xa5, 0x08, 0x02, 0xaf }, 6,
		"2,length,,,2050000,um,0,,final,\n", 2, 0 },
	{ "a wrong sum", { 0xa5, 0x08, 0x03, 0xaf, 0xa5, 0x08, 0x02, 0xaf }, 8,
		"4,length,,,2050000,um,0,,final,\n", 4, 1 },
	{ "a frame inside a false beginning", { 0xa5, 0xa5, 0x08, 0x02, 0xaf, 0x00 }, 6,
		"1,length,,,2050000,um,0,,final,\n", 2, 1 },
	{ "an end in the middle of a frame", { 0xa5, 0x08, 0x02, 0xaf, 0xa5, 0x08 }, 6,
		"0,length,,,2050000,um,0,,final,\n", 2, 1 },
};

static void skips_one_byte_and_looks_again(void **state)
{
	const struct profile p = { .driver = &driver_skeleton };

	(void)state;
	for (size_t i = 0; i < sizeof(streams) / sizeof(streams[0]); i++) {
		for (size_t piece = 1; piece <= 8; piece++) {
			struct buf rows = BUF_INIT;
			struct feed feed;

			hear_bytes(&feed, &p, streams[i].bytes, streams[i].len, piece,
				0, heard_row, &rows);
			if (strcmp(rows.data, streams[i].rows) != 0 ||
				feed.skipped != streams[i].skipped ||
				feed.rejected != streams[i].rejected)
				fail_msg("%s in pieces of %zu: %s%d skipped, %d "
					 "rejected",
					streams[i].what, piece, rows.data,
					(int)feed.skipped, (int)feed.rejected);
			buf_release(&rows);
		}
	}
}

static void remember_time(void *ctx, const struct reading *r)
{
	*(int64_t *)ctx = r->at_us;
}

static void a_reading_came_when_its_last_byte_came(void **state)
{
	static const uint8_t frame[] = { 0xa5, 0x08, 0x02, 0xaf };
	const struct profile p = { .driver = &driver_skeleton };
	int64_t at_us = 0;
	struct feed feed;

	(void)state;
	feed_init(&feed, &p);
	feed_bytes(&feed, frame, 3, 1000, remember_time, &at_us);
	assert_int_equal(at_us, 0);
	feed_bytes(&feed, frame + 3, 1, 2500, remember_time, &at_us);
	assert_int_equal(at_us, 2500);
}

static enum frame wait_for_ever(const struct profile *p, const struct driver_state *s,
	const uint8_t *bytes, size_t len, size_t *used)
{
	(void)p;
	(void)s;
	(void)bytes;
	(void)len;
	(void)used;
	return FRAME_MORE;
}

static size_t say_nothing(const struct profile *p, struct driver_state *s,
	const uint8_t *frame, size_t len, struct reading *out, size_t max)
{
	(void)p;
	(void)s;
	(void)frame;
	(void)len;
	(void)out;
	(void)max;
	return 0;
}

static void a_driver_that_waits_for_ever_is_not_believed(void **state)
{
	static const struct driver waiting = { "waiting", wait_for_ever, say_nothing,
		false };
	static uint8_t bytes[100000];
	const struct profile p = { .driver = &waiting };
	struct buf rows = BUF_INIT;
	struct feed feed;

	(void)state;
	hear_bytes(&feed, &p, bytes, sizeof(bytes), 0, 3, heard_row, &rows);
	assert_int_equal(feed.offset, sizeof(bytes));
	assert_int_equal(feed.skipped, sizeof(bytes));
	assert_string_equal(rows.data, "");
}

/* Reads a byte as the number of readings that it holds. */
static enum frame one_byte(const struct profile *p, const struct driver_state *s,
	const uint8_t *bytes, size_t len, size_t *used)
{
	(void)p;
	(void)s;
	(void)len;
	*used = 1;
	return bytes[0] == 0xff ? FRAME_REJECT : FRAME_GOOD;
}

static size_t so_many(const struct profile *p, struct driver_state *s,
	const uint8_t *frame, size_t len, struct reading *out, size_t max)
{
	size_t count = frame[0] < max ? frame[0] : max;

	(void)p;
	(void)s;
	(void)len;
	memset(out, 0, count * sizeof(*out));
	for (size_t i = 0; i < count; i++)
		out[i].kind = READING_LAP;
	return count;
}

static void add_index(void *ctx, const struct reading *r)
{
	buf_addf(ctx, "%d.%d ", (int)r->offset, (int)r->index);
}

static void readings_of_a_frame_are_counted_from_nought(void **state)
{
	static const struct driver many = { "many", one_byte, so_many, false };
	const struct profile p = { .driver = &many };
	struct buf rows = BUF_INIT;
	struct feed feed;

	(void)state;
	hear_bytes(&feed, &p, "\x02\x00\x03", 3, 0, 1, add_index, &rows);
	assert_string_equal(rows.data, "0.0 0.1 2.0 2.1 2.2 ");
	assert_int_equal(feed.frames, 2);
	assert_int_equal(feed.readings, 5);
	buf_release(&rows);
}

static void tells_when_the_settings_do_not_fit(void **state)
{
	static const struct driver many = { "many", one_byte, so_many, false };
	const struct profile p = { .driver = &many };
	struct buf rows = BUF_INIT;
	struct feed feed;

	(void)state;
	feed_init(&feed, &p);
	assert_int_equal(feed_fit(&feed), FEED_SILENT);
	feed_bytes(&feed, "\x01", 1, 0, heard_row, &rows);
	assert_int_equal(feed_fit(&feed), FEED_FITS);
	for (int i = 0; i < 48; i++)
		feed_bytes(&feed, "\xff", 1, 0, heard_row, &rows);
	assert_int_equal(feed_fit(&feed), FEED_FITS);
	feed_bytes(&feed, "\xff", 1, 0, heard_row, &rows);
	assert_int_equal(feed_fit(&feed), FEED_NO_FIT);
	for (int i = 0; i < 200; i++)
		feed_bytes(&feed, "\x01", 1, 0, heard_row, &rows);
	assert_int_equal(feed_fit(&feed), FEED_FITS);
	buf_release(&rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(skips_one_byte_and_looks_again),
		cmocka_unit_test(a_reading_came_when_its_last_byte_came),
		cmocka_unit_test(a_driver_that_waits_for_ever_is_not_believed),
		cmocka_unit_test(readings_of_a_frame_are_counted_from_nought),
		cmocka_unit_test(tells_when_the_settings_do_not_fit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
