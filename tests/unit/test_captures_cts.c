/*
 * The scoreboard of a swimming meet, heard by others: what changes on it, and which
 * of its times are results. It has memory, so that what is heard depends on where
 * listening begins, and no sum, so that noise is not told from digits.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "captured.h"

/* Whether a lane runs or ran is told by rows that came before. */
static bool ran[11];

/* offset,event,lane,lane_digit_or_event,place_or_heat,time,running,change */
static void expect_lane(char *cell[CELLS], struct buf *rows)
{
	const char *flag = "";
	char value[24] = "";
	int decimals;

	if (strcmp(cell[1], "event_heat") == 0) {
		buf_addf(rows, "%s,status,,,,,,,,event=%s;heat=%s\n", cell[0], cell[3],
			cell[4]);
		memset(ran, 0, sizeof(ran));
		return;
	}
	if (cell[6][0] == '1') {
		flag = "running";
		ran[strtoul(cell[2], NULL, 10)] = true;
	} else if (ran[strtoul(cell[2], NULL, 10)] && cell[4][0]) {
		flag = "final";
	}
	if (cell[5][0])
		snprintf(value, sizeof(value), "%" PRId64,
			in_units(cell[5], 6, &decimals));
	buf_addf(rows, "%s,time,%s,,%s,%s,%s,%s,%s,\n", cell[0], cell[2], value,
		value[0] ? "us" : "", value[0] ? "2" : "", cell[4], flag);
}

static void shows_what_changed(void **state)
{
	static const char *const names[] = { "cts_scoreboard_50m_heats2_3",
		"cts_scoreboard_blank" };

	(void)state;
	if (no_captures())
		skip();
	for (size_t i = 0; i < 2; i++) {
		struct capture c;
		char path[512];

		memset(ran, 0, sizeof(ran));
		open_stream(&c, "cts-scoreboard", names[i]);
		snprintf(path, sizeof(path), OPEN_DIR "%s.csv", names[i]);
		each_line(path, expect_lane, &c.want);
		for (size_t w = 0; w < WAYS; w++) {
			struct buf got = BUF_INIT;
			struct feed feed;

			hear_bytes(&feed, c.profile, c.stream.data, c.stream.len,
				ways[w].piece, ways[w].seed, heard_row, &got);
			compare(names[i], ways[w].how, got.data, c.want.data);
			assert_true(feed.rejected <= 1); /* what it ends with */
			buf_release(&got);
		}
		close_capture(&c);
	}
}

/* event,heat,lane,place,time */
static void expect_result(char *cell[CELLS], struct buf *rows)
{
	int decimals;

	buf_addf(rows, "%s,%s,%s,%s,%" PRId64 "\n", cell[0], cell[1], cell[2], cell[3],
		in_units(cell[4], 6, &decimals));
}

struct results {
	char shown[32]; /* "1,2" */
	struct buf rows;
	uint64_t from; /* only those that began here or later */
};

static void take_result(void *ctx, const struct reading *r)
{
	struct results *results = ctx;
	int event, heat;

	if (r->kind == READING_STATUS &&
		sscanf(r->text, "event=%d;heat=%d", &event, &heat) == 2)
		snprintf(results->shown, sizeof(results->shown), "%d,%d", event, heat);
	if (r->flags & FLAG_FINAL && r->offset >= results->from)
		buf_addf(&results->rows, "%s,%s,%d,%" PRId64 "\n", results->shown,
			r->channel, r->place, r->value);
}

static void final_times_are_the_results(void **state)
{
	static const char *const names[] = { "cts_scoreboard_50m_heats2_3",
		"cts_scoreboard_blank" };

	(void)state;
	if (no_captures())
		skip();
	for (size_t i = 0; i < 2; i++) {
		struct results results = { "", BUF_INIT, 0 };
		struct capture c;
		struct feed feed;
		char path[512];

		open_stream(&c, "cts-scoreboard", names[i]);
		snprintf(path, sizeof(path), OPEN_DIR "%s.results.csv", names[i]);
		buf_adds(&c.want, "");
		buf_adds(&results.rows, "");
		each_line(path, expect_result, &c.want);
		feed_init(&feed, c.profile);
		feed_bytes(
			&feed, c.stream.data, c.stream.len, 0, take_result, &results);
		compare(names[i], "results", results.rows.data, c.want.data);
		buf_release(&results.rows);
		close_capture(&c);
	}
}

/* Wherever listening begins, a time that was still running 1500 bytes later (less than
 * two seconds) becomes final as it does for who heard all of it. */
static void final_times_are_the_same_from_any_byte(void **state)
{
	struct capture c;

	(void)state;
	if (no_captures())
		skip();
	open_stream(&c, "cts-scoreboard", "cts_scoreboard_50m_heats2_3");
	for (size_t from = 1; from + 1500 < c.stream.len; from += 991) {
		struct results whole = { "", BUF_INIT, from + 1500 };
		struct results part = { "", BUF_INIT, 1500 };
		struct feed feed;

		buf_adds(&whole.rows, "");
		buf_adds(&part.rows, "");
		feed_init(&feed, c.profile);
		feed_bytes(&feed, c.stream.data, c.stream.len, 0, take_result, &whole);
		feed_init(&feed, c.profile);
		feed_bytes(&feed, c.stream.data + from, c.stream.len - from, 0,
			take_result, &part);
		compare("scoreboard", "from within", part.rows.data, whole.rows.data);
		buf_release(&whole.rows);
		buf_release(&part.rows);
	}
	close_capture(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shows_what_changed),
		cmocka_unit_test(final_times_are_the_results),
		cmocka_unit_test(final_times_are_the_same_from_any_byte),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
