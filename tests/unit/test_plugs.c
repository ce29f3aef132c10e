/*
 * A plug that is pulled and put back 200 times, on a real port: a pty behind a name, as
 * an adapter behind /dev/ttyUSB0. A child stands there most of the time.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <poll.h>
#include <sys/stat.h>

#include "clock.h"
#include "place.h"
#include "ptys.h"
#include "stored.h"
#include "verify.h"

#define SECOND INT64_C(1000000)
#define PULLS  200

static char dir[64], port[80];
static struct store *store;
static struct items *items;
static struct scheme *scheme;
static struct results_with *results;
static struct line *line;
static struct hall hall;
static struct place place;
static struct pty pty;
static struct student child;

static struct now clock_now(void)
{
	return (struct now){ clock_now_us(), clock_wall_us() };
}

static int begin(void **state)
{
	struct err err = ERR_INIT;
	struct place_setup setup = { .item_count = 1, .kind = SESSION_PRACTICE };

	(void)state;
	MUST(items = items_load(SOURCE_DIR "/schema/items.yaml", &err));
	MUST(scheme = scheme_load(
		     SOURCE_DIR "/schema/schemes/national-2014", items, &err));
	MUST(line = line_open(NULL, NULL, &err));
	folder_make(dir);
	MUST(station_make(dir, &err));
	MUST(store = station_open(dir, STORE_KIOSK, &err));
	roster_use_items(store, items);
	MUST(student_put(
		store, "李小树", "G23060320142100001", SEX_MALE, 21, &child, &err));
	assert_int_equal(roster_find(store, child.id, &child, &err), ROSTER_FOUND);
	MUST(results = results_open(store, items, scheme,
		     SOURCE_DIR "/schema/schemes/national-2014", MONDAY_US, &err));
	MUST(results_ensure(results, &err));
	hall = (struct hall){ .store = store,
		.items = items,
		.scheme = scheme,
		.results = results,
		.line = line };
	snprintf(port, sizeof(port), "%s/port", dir);
	strcpy(setup.name, "跳远垫");
	snprintf(setup.line.where, sizeof(setup.line.where), "tty:%s", port);
	strcpy(setup.line.settings, "9600 8n1 retry=20");
	setup.items[0] = items_find(items, "long_jump");
	MUST(place_open(&place, &setup,
		SOURCE_DIR "/devices/profiles/sim-long-jump.yaml", &hall, &err));
	return 0;
}

static int end(void **state)
{
	(void)state;
	place_close(&place);
	line_close(line);
	results_close(results);
	store_close(store);
	scheme_free(scheme);
	items_free(items);
	folder_remove(dir);
	return 0;
}

/* The loop, until it is so. */
static void wait_for(enum health want)
{
	int64_t end_us = clock_now_us() + 5 * SECOND;
	struct chunk chunk;

	while (health_now(&place.health, clock_now_us()) != want) {
		struct pollfd fd = { .fd = line_fd(line), .events = POLLIN };

		if (clock_now_us() > end_us)
			fail_msg("it is %s and not %s",
				health_name(health_now(&place.health, clock_now_us())),
				health_name(want));
		(void)poll(&fd, 1, 50);
		while (line_next(line, &chunk))
			place_chunk(&place, &chunk, clock_now());
		place_tick(&place, clock_now());
	}
}

static void plug(void)
{
	pty_open(&pty);
	assert_int_equal(symlink(pty.path, port), 0);
	wait_for(HEALTH_WAITS);
	assert_true(place.is_open);
}

static void pull(void)
{
	int64_t gone_us = clock_now_us();

	unlink(port);
	close(pty.fd);
	wait_for(HEALTH_UNPLUGGED);
	assert_true(clock_now_us() - gone_us < SECOND);
}

static void say(const char *text)
{
	pty_say(&pty, text, strlen(text));
}

/* The same again would be taken for what the mat showed before. */
static void say_jump(int n)
{
	char body[64], text[80];
	uint8_t sum = 0;

	snprintf(body, sizeof(body), "LEN,ch=1,mm=%d,st=F,seq=%d", 1500 + 10 * n, n);
	for (const char *p = body; *p; p++)
		sum ^= (uint8_t)*p;
	snprintf(text, sizeof(text), "$%s*%02X\r\n", body, sum);
	say(text);
}

static int saved(void)
{
	struct attempt_now all[64];
	struct err err = ERR_INIT;
	int n = attempts_of(store, child.id, "long_jump", 2026, all, 64, &err);

	for (int i = 0; i < n; i++) {
		assert_int_equal(all[i].outcome, OUTCOME_VALID);
		assert_int_equal(all[i].value, 1500 + 10 * (i + 1));
	}
	return n;
}

static void measure(void)
{
	int before = saved();

	if (place.stage != PLACE_BUSY)
		assert_int_equal(place_begin(&place, &child, clock_now()), PLACE_YES);
	say_jump(before + 1);
	wait_for(HEALTH_GOOD);
	assert_int_equal(place.stage, PLACE_SHOWN);
	assert_int_equal(saved(), before + 1);
	place_leave(&place, clock_now());
}

static int open_files(void)
{
	DIR *d = opendir("/proc/self/fd");
	int n = 0;

	while (readdir(d))
		n++;
	closedir(d);
	return n;
}

size_t __sanitizer_get_current_allocated_bytes(void) __attribute__((weak));

static size_t allocated(void)
{
	return __sanitizer_get_current_allocated_bytes
		       ? __sanitizer_get_current_allocated_bytes()
		       : 0;
}

static void two_hundred_pulls_leave_nothing_behind(void **state)
{
	struct verify_counts counts;
	struct err err = ERR_INIT;
	size_t before = 0;
	char faults[4096] = "";
	int files = 0;

	(void)state;
	for (int i = 1; i <= PULLS; i++) {
		plug();
		if (i % 10 == 0)
			measure();
		else if (i % 3 == 0 && place.stage != PLACE_BUSY)
			assert_int_equal(
				place_begin(&place, &child, clock_now()), PLACE_YES);
		if (i % 4 == 0) /* in the middle of a line */
			say("$LEN,ch=1,mm=19");
		if (i == 20) {
			files = open_files();
			before = allocated();
		}
		pull();
	}
	plug();
	assert_int_equal(open_files(), files);
	/* SQLite keeps a few more pages; what each pull left would be more. */
	assert_true(allocated() < before + 180 * 512);
	measure();
	assert_int_equal(saved(), PULLS / 10 + 1);
	assert_int_equal(count_of(store, "SELECT count(*) FROM open_attempt"), 0);
	assert_int_equal(count_of(store, "SELECT count(*) FROM listening"),
		count_of(store, "SELECT count(*) FROM listening_end"));
	MUST(verify(store, items, scheme, SOURCE_DIR "/schema/recheck", remember_fault,
		faults, &counts, &err));
	assert_string_equal(faults, "");
	pull();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_hundred_pulls_leave_nothing_behind),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
