/*
 * What the boxes of exam items say becomes the value that the item asks for: the logs
 * of tests/devices go through profile, decoder and attempt or heat, as at a station.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "attempt.h"
#include "feed.h"
#include "heat.h"
#include "hexlog.h"
#include "item.h"
#include "profile.h"

#define READINGS_MAX 64

static struct items *items;

static struct {
	struct reading reading[READINGS_MAX];
	int count;
} heard;

static int load_items(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	items = items_load(SOURCE_DIR "/schema/items.yaml", &err);
	return items ? 0 : -1;
}

static int free_items(void **state)
{
	(void)state;
	items_free(items);
	return 0;
}

static const struct item *item(const char *key)
{
	return items_at(items, items_find(items, key));
}

static void keep(void *ctx, const struct reading *r)
{
	(void)ctx;
	assert_true(heard.count < READINGS_MAX);
	heard.reading[heard.count++] = *r;
}

/* Every reading of the log, each with the time that its bytes came at. */
static void hear(const char *name)
{
	struct hexlog log = HEXLOG_INIT;
	struct err err = ERR_INIT;
	static struct feed feed;
	struct profile *profile;
	char path[512];

	heard.count = 0;
	snprintf(path, sizeof(path), SOURCE_DIR "/devices/profiles/%s.yaml", name);
	profile = profile_load(path, &err);
	snprintf(path, sizeof(path), SOURCE_DIR "/tests/devices/%s.hex", name);
	if (!profile || !hexlog_load(&log, path, &err)) {
		fail_msg("%s", err.text);
		return;
	}
	feed_init(&feed, profile);
	for (size_t i = 0; i < log.count; i++)
		if (!log.records[i].to_device)
			feed_bytes(&feed, log.records[i].bytes, log.records[i].len,
				log.records[i].at_us, keep, NULL);
	feed_end(&feed);
	hexlog_release(&log);
	profile_free(profile);
}

/* ---- gates ----------------------------------------------------------------------- */

static void line_up(struct heat *heat, const char *key, int lanes)
{
	struct heat_setup setup = { .kind = HEAT_LANES, .item = item(key) };

	heat_init(heat, &setup);
	for (int lane = 1; lane <= lanes; lane++) {
		char text[8];

		snprintf(text, sizeof(text), "%d", lane);
		assert_int_equal(heat_put(heat, text, lane), lane - 1);
	}
	heat_arm(heat, 0);
}

/* "lane value" of each time that was taken, in order. When everybody is in, the next
 * start is that of another heat. */
static void race(const char *key, const char *name, int lanes, char *out, size_t size)
{
	struct heat *heat = calloc(1, sizeof(*heat));
	struct heat_change change;
	size_t used = 0;

	*out = '\0';
	assert_non_null(heat);
	hear(name);
	line_up(heat, key, lanes);
	for (int i = 0; i < heard.count; i++) {
		if (heard.reading[i].kind == READING_START && heat_is_over(heat))
			line_up(heat, key, lanes);
		heat_reading(heat, &heard.reading[i]);
		while (heat_next_change(heat, &change)) {
			if (change.what != HEAT_TIMED)
				continue;
			used += (size_t)snprintf(out + used, size - used, "%d %lld;",
				change.tag, (long long)change.result.value);
			assert_true(used < size);
		}
	}
	free(heat);
}

static void a_dribbling_gate_times_the_student_and_not_the_ball(void **state)
{
	char out[256];

	(void)state;
	race("football_dribble", "sim-dribble", 1, out, sizeof(out));
	/* 9.304 s, 10.312 s and 13.500001 s, read in hundredths */
	assert_string_equal(out, "1 9300;1 10400;1 13500;");
	race("basketball_shot", "sim-dribble", 1, out, sizeof(out));
	assert_string_equal(out, "1 9000;1 10000;1 13000;");
}

static void skaters_are_timed_in_hundredths_after_a_false_start(void **state)
{
	char out[256];

	(void)state;
	race("skating", "sim-skating", 2, out, sizeof(out));
	assert_string_equal(out, "1 61270;2 63900;2 60000;");
}

/* ---- counters and distances -------------------------------------------------------- */

static enum wish give(struct attempt *a, enum attempt_event_kind kind,
	const struct reading *r, int64_t at_us)
{
	struct attempt_event event = { .kind = kind, .at_us = at_us, .reading = r };

	return attempt_step(a, &event);
}

static void passes_are_counted_by_place_and_low_balls_are_not(void **state)
{
	static const struct {
		const char *channel;
		int64_t value;
	} places[] = { { "1", 3 }, { "2", 1 } };

	(void)state;
	hear("sim-wall-pass");
	for (size_t p = 0; p < 2; p++) {
		struct attempt a;
		enum wish wish = WISH_NOTHING;

		(void)attempt_arm(&a, item("volleyball_wall"), NULL, 0);
		attempt_bind(&a, places[p].channel);
		(void)give(&a, ATTEMPT_EVENT_GO, NULL, 500000);
		for (int i = 0; i < heard.count && wish != WISH_SAVE; i++)
			wish = give(&a, ATTEMPT_EVENT_READING, &heard.reading[i],
				heard.reading[i].at_us);
		assert_int_equal(wish, WISH_SAVE);
		assert_int_equal(a.result.value, places[p].value);
	}
}

static void a_throw_is_a_distance_or_a_foul(void **state)
{
	static const struct {
		enum attempt_state state;
		int64_t value;
	} want[] = { { ATTEMPT_DONE, 7850 }, { ATTEMPT_FOULED, 0 },
		{ ATTEMPT_DONE, 10200 }, { ATTEMPT_FOULED, 0 } };

	(void)state;
	hear("sim-throw");
	assert_true(heard.count >= 4);
	for (int i = 0; i < 4; i++) {
		const struct reading *r = &heard.reading[i];
		struct attempt a;

		(void)attempt_arm(&a, item("solid_ball"), NULL, 0);
		assert_int_equal(
			give(&a, ATTEMPT_EVENT_READING, r, r->at_us), WISH_SAVE);
		assert_int_equal(a.state, want[i].state);
		if (a.state == ATTEMPT_DONE)
			assert_int_equal(a.result.value, want[i].value);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_dribbling_gate_times_the_student_and_not_the_ball),
		cmocka_unit_test(skaters_are_timed_in_hundredths_after_a_false_start),
		cmocka_unit_test(passes_are_counted_by_place_and_low_balls_are_not),
		cmocka_unit_test(a_throw_is_a_distance_or_a_foul),
	};

	return cmocka_run_group_tests(tests, load_items, free_items);
}
