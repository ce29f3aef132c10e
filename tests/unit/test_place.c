/* Places: from a device's bytes to the journal, and everything that goes wrong on
 * the way. Chunks are given by hand; after each scene verify() agrees. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <malloc.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "path.h"
#include "place.h"
#include "replay.h"
#include "ptys.h"
#include "stored.h"
#include "tr.h"
#include "verify.h"

#define SECOND INT64_C(1000000)

static char dir[64];
static struct store *store;
static struct items *items;
static struct scheme *scheme;
static struct results_with *results;
static struct line *line;
static struct sitting sitting;
static struct hall hall;
static struct place place;
static struct now now;
static struct student boy, girl,
	class[8]; /* 七年级; class: 五年级, start numbers 1.. */

/* ---- the station ----------------------------------------------------------------- */

static void put_student(
	const char *name, int number, enum sex sex, int grade_code, struct student *out)
{
	struct err err = ERR_INIT;
	struct student s = { .sex = sex, .grade_code = grade_code };

	s.class_place = number;
	snprintf(s.name, sizeof(s.name), "%s", name);
	snprintf(s.number, sizeof(s.number), "G2306032014%02d%05d", grade_code % 100,
		number % 10000);
	snprintf(s.class_code, sizeof(s.class_code), "%02d01", grade_code % 100);
	strcpy(s.class_name, "1班");
	MUST(roster_begin(store, MONDAY_US, &err) &&
		roster_end(store, roster_put(store, &s, NULL, &err), ROSTER_PART, NULL,
			&err));
	assert_int_equal(roster_find(store, s.id, out, &err), ROSTER_FOUND);
}

static void open_station(void)
{
	struct err err = ERR_INIT;

	MUST(store = station_open(dir, STORE_KIOSK, &err));
	roster_use_items(store, items);
	MUST(results = results_open(store, items, scheme,
		     SOURCE_DIR "/schema/schemes/national-2014", MONDAY_US, &err));
	MUST(results_ensure(results, &err));
	hall = (struct hall){ store, items, scheme, results, line, &sitting, "" };
}

static void make_school(void)
{
	struct err err = ERR_INIT;
	char name[16];

	folder_make(dir);
	MUST(station_make(dir, &err));
	open_station();
	put_student("李小树", 1, SEX_MALE, 21, &boy);
	put_student("王小雨", 2, SEX_FEMALE, 21, &girl);
	for (int i = 0; i < 8; i++) {
		snprintf(name, sizeof(name), "试跑%d", (i + 1) % 10);
		put_student(name, i + 1, i % 2 ? SEX_FEMALE : SEX_MALE, 15, &class[i]);
	}
	MUST(results_rebuild(results, &err));
	now = (struct now){ 100 * SECOND, MONDAY_US };
}

static int begin(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is an errno */
	MUST(items = items_load(SOURCE_DIR "/schema/items.yaml", &err));
	MUST(scheme = scheme_load(
		     SOURCE_DIR "/schema/schemes/national-2014", items, &err));
	MUST(line = line_open(NULL, NULL, &err));
	make_school();
	return 0;
}

static void close_school(void)
{
	place_close(&place);
	sitting_release(&sitting);
	results_close(results);
	store_close(store);
	folder_remove(dir);
}

static int end(void **state)
{
	(void)state;
	close_school();
	line_close(line);
	scheme_free(scheme);
	items_free(items);
	return 0;
}

/* ---- the place ------------------------------------------------------------------- */

static void wait_us(int64_t us)
{
	now.mono_us += us;
	now.wall_us += us;
	place_tick(&place, now);
}

static void give(enum chunk_kind kind, const void *bytes, size_t len)
{
	struct chunk chunk = { .at_us = now.mono_us, .kind = (uint16_t)kind };

	assert_true(len <= CHUNK_BYTES);
	memcpy(chunk.bytes, bytes, len);
	chunk.len = (uint16_t)len;
	place_chunk(&place, &chunk, now);
}

static void plug(void)
{
	give(CHUNK_OPENED, "", 0);
}

static void unplug(void)
{
	give(CHUNK_LOST, "gone", 4);
}

/* Bytes; `*?` becomes the checksum of a line of our own boxes and its end. */
static void say(const char *text)
{
	struct buf out = BUF_INIT;
	uint8_t sum = 0;

	for (; *text; text++) {
		if (*text == '$')
			sum = 0;
		else if (*text == '*' && text[1] == '?') {
			buf_addf(&out, "*%02X\r\n", sum);
			text++;
			continue;
		} else {
			sum ^= (uint8_t)*text;
		}
		buf_addc(&out, *text);
	}
	give(CHUNK_BYTES_CAME, out.data, out.len);
	buf_release(&out);
}

static void say_in(int64_t us, const char *text)
{
	wait_us(us);
	say(text);
}

static struct place_setup setup_of(const char *first, const char *second)
{
	struct place_setup s = { .lanes = 6,
		.kind = SESSION_FORMAL,
		.item_count = second ? 2 : 1,
		.ready_us = SECOND };

	strcpy(s.name, "测试点");
	strcpy(s.line.where, "tty:/dev/no-such-port-of-a-test");
	s.items[0] = items_find(items, first);
	s.items[1] = second ? items_find(items, second) : 0;
	return s;
}

static void place_make_of(const struct place_setup *setup, const char *profile)
{
	struct err err = ERR_INIT;
	char path[300];

	snprintf(path, sizeof(path), SOURCE_DIR "/devices/profiles/%s.yaml", profile);
	place_close(&place);
	MUST(place_open(&place, setup, path, &hall, &err));
	plug();
}

static void place_make(const char *item, const char *profile)
{
	struct place_setup setup = setup_of(item, NULL);

	place_make_of(&setup, profile);
}

static void begins(const struct student *student)
{
	assert_int_equal(place_begin(&place, student, now), PLACE_YES);
}

static void line_up(int count)
{
	assert_int_equal(place_line_up(&place, class, (size_t)count, now), PLACE_YES);
}

/* ---- what was stored ------------------------------------------------------------- */

#define ALL_MAX 16
static struct attempt_now all[ALL_MAX];

static int attempts(const struct student *student, const char *item)
{
	struct err err = ERR_INIT;
	int n = attempts_of(store, student->id, item, 2026, all, ALL_MAX, &err);

	if (n < 0)
		fail_msg("%s", err.text);
	return n;
}

/* One attempt, valid, of this value. */
static void has_one(const struct student *student, const char *item, int64_t value)
{
	assert_int_equal(attempts(student, item), 1);
	assert_int_equal(all[0].outcome, OUTCOME_VALID);
	assert_int_equal(all[0].value, value);
	assert_false(all[0].is_void);
}

static void has_none(const struct student *student)
{
	assert_int_equal(attempts(student, NULL), 0);
}

static void nothing_is_open(void)
{
	assert_int_equal(count_of(store, "SELECT count(*) FROM open_attempt"), 0);
	assert_int_equal(count_of(store, "SELECT count(*) FROM listening"),
		count_of(store, "SELECT count(*) FROM listening_end"));
}

static void verify_agrees(void)
{
	struct verify_counts counts;
	struct err err = ERR_INIT;
	char faults[4096] = "";

	MUST(verify(store, items, scheme, SOURCE_DIR "/schema/recheck", remember_fault,
		faults, &counts, &err));
	assert_string_equal(faults, "");
	assert_int_equal(counts.faults, 0);
}

static void all_is_well(void)
{
	assert_int_equal(place.stage, PLACE_SHOWN);
	place_close_heat(&place, now); /* it is listened to after its end */
	assert_false(place.failed);
	nothing_is_open();
	verify_agrees();
}

/* ---- one child ------------------------------------------------------------------- */

static void a_jump_is_saved_with_its_reading(void **state)
{
	struct reading_ref refs[ATTEMPT_REFS_MAX];
	struct err err = ERR_INIT;

	(void)state;
	place_make("long_jump", "sim-long-jump");
	begins(&boy);
	assert_int_equal(count_of(store, "SELECT count(*) FROM open_attempt"), 1);
	say_in(SECOND, "$ALIVE,bat=ok,seq=1*?$LEN,ch=1,mm=2057,st=F,seq=2*?");
	has_one(&boy, "long_jump", 2050);
	assert_int_equal(attempts_refs(store, &all[0].id, refs, &err), 1);
	assert_int_equal(refs[0].offset, strlen("$ALIVE,bat=ok,seq=1*00\r\n"));
	assert_int_equal(refs[0].value, 2057000);
	assert_int_equal(all[0].ended_us, now.wall_us);
	all_is_well();
}

static void nothing_is_stored_of_who_says_not_me(void **state)
{
	(void)state;
	place_make("rope_skip", "sim-rope");
	begins(&class[0]);
	wait_us(2 * SECOND);
	say_in(SECOND, "$ROPE,ch=1,n=5,st=R,seq=1*?");
	place_not_me(&place, now);
	assert_int_equal(place.stage, PLACE_FREE);
	say_in(SECOND, "$ROPE,ch=1,n=100,st=F,seq=2*?");
	has_none(&class[0]);
	nothing_is_open();
	verify_agrees();
}

static void height_and_weight_come_from_one_line(void **state)
{
	struct place_setup setup = setup_of("height", "weight");
	struct reading_ref refs[ATTEMPT_REFS_MAX];
	struct err err = ERR_INIT;

	(void)state;
	place_make_of(&setup, "sim-height-weight");
	begins(&class[0]);
	say("$BODY,mm=1480,g=39000,st=R,seq=1*?");
	for (int i = 0; i < 14; i++)
		say_in(SECOND / 10, "$BODY,mm=1474,g=41260,st=S,seq=2*?");
	has_one(&class[0], "height", 1474);
	has_one(&class[0], "weight", 41300);
	assert_int_equal(
		attempts_refs(store, &all[0].id, refs, &err), ATTEMPT_REFS_MAX);
	assert_int_equal(refs[0].index, 1);
	all_is_well();
	/* The next child steps on only after this one has stepped down. */
	begins(&class[1]);
	for (int i = 0; i < 14; i++)
		say_in(SECOND / 10, "$BODY,mm=1474,g=41260,st=S,seq=3*?");
	has_none(&class[1]);
	say_in(SECOND / 10, "$BODY,mm=0,g=0,st=S,seq=4*?");
	for (int i = 0; i < 14; i++)
		say_in(SECOND / 10, "$BODY,mm=1501,g=38000,st=S,seq=5*?");
	has_one(&class[1], "height", 1501);
	has_one(&class[1], "weight", 38000);
	all_is_well();
}

static void what_came_before_the_child_is_not_the_childs(void **state)
{
	struct chunk late = { .kind = CHUNK_BYTES_CAME, .at_us = 99 * SECOND };
	static const char line_text[] = "$LEN,ch=1,mm=2400,st=F,seq=1*6F\r\n";

	(void)state;
	place_make("long_jump", "sim-long-jump");
	say("$LEN,ch=1,mm=2400,st=F,seq=1*?");
	begins(&boy);
	late.len = sizeof(line_text) - 1;
	memcpy(late.bytes, line_text, late.len);
	place_chunk(&place, &late, now);
	has_none(&boy);
	say_in(SECOND, "$LEN,ch=1,mm=2100,st=F,seq=2*?");
	has_one(&boy, "long_jump", 2100);
	all_is_well();
}

static void a_listening_may_end_within_a_chunk(void **state)
{
	(void)state;
	place_make("long_jump", "sim-long-jump");
	begins(&boy);
	/* The line comes twice, then half of another one. */
	say_in(SECOND, "$LEN,ch=1,mm=1900,st=F,seq=1*?$LEN,ch=1,mm=1900,st=F,seq=1*?"
		       "$LEN,ch=1,mm=99");
	has_one(&boy, "long_jump", 1900);
	all_is_well();
	begins(&girl);
	/* The rest of it begins this listening, and is no line. */
	say_in(SECOND, "99,st=F,seq=3*00\r\n$LEN,ch=1,mm=1600,st=F,seq=4*?");
	has_one(&girl, "long_jump", 1600);
	all_is_well();
}

static void a_line_that_comes_twice_counts_once(void **state)
{
	(void)state;
	place_make("rope_skip", "sim-rope");
	begins(&class[0]);
	wait_us(2 * SECOND);
	for (int i = 1; i <= 59; i++) {
		char text[64];

		snprintf(text, sizeof(text), "$ROPE,ch=1,n=%d,st=R,seq=%d*?", 2 * i, i);
		say_in(SECOND / 2, text);
		say_in(SECOND / 2, text);
	}
	say_in(SECOND / 2, "$ROPE,ch=1,n=120,st=F,seq=60*?");
	say("$ROPE,ch=1,n=120,st=F,seq=60*?");
	has_one(&class[0], "rope_skip", 120);
	begins(&class[1]); /* at once, and the box says it once more */
	say_in(SECOND, "$ROPE,ch=1,n=120,st=F,seq=60*?");
	has_none(&class[1]);
	place_not_me(&place, now);

	place_make("long_jump", "sim-long-jump");
	begins(&boy);
	say_in(SECOND, "$FOUL,ch=1,seq=1*?$FOUL,ch=1,seq=1*?");
	assert_int_equal(attempts(&boy, "long_jump"), 1);
	assert_int_equal(all[0].outcome, OUTCOME_FOUL);
	assert_true(place_fouled(&place));
	begins(&boy);
	say_in(SECOND, "$LEN,ch=1,mm=1900,st=F,seq=2*?");
	place_leave(&place, now);
	begins(&boy);
	say_in(SECOND, "$LEN,ch=1,mm=1900,st=F,seq=2*?");
	assert_int_equal(attempts(&boy, "long_jump"), 2);
	say_in(5 * SECOND, "$LEN,ch=1,mm=2000,st=F,seq=3*?");
	assert_int_equal(attempts(&boy, "long_jump"), 3);
	all_is_well();
}

static void who_may_not_is_told_why(void **state)
{
	struct student barred = boy;

	(void)state;
	place_make("long_jump", "sim-long-jump");
	barred.barred = UINT64_C(1) << items_find(items, "long_jump");
	assert_int_equal(place_begin(&place, &barred, now), PLACE_BARRED);
	assert_int_equal(place_begin(&place, &class[0], now), PLACE_NOT_THIS_ITEM);
	for (int i = 0; i < 3; i++) {
		begins(&boy);
		assert_int_equal(place_begin(&place, &girl, now), PLACE_OCCUPIED);
		say_in(3 * SECOND, "$LEN,ch=1,mm=2100,st=F,seq=2*?");
	}
	assert_int_equal(place_begin(&place, &boy, now), PLACE_ALL_DONE);
	assert_int_equal(attempts(&boy, NULL), 3);
	place_make("pull_ups", "sim-pull-ups");
	assert_int_equal(place_begin(&place, &girl, now), PLACE_NOT_THIS_ITEM);
	has_none(&girl);
	nothing_is_open();
	verify_agrees();
}

static void a_value_outside_the_range_is_not_stored(void **state)
{
	(void)state;
	place_make("long_jump", "sim-long-jump");
	begins(&boy);
	say_in(SECOND, "$LEN,ch=1,mm=9999,st=F,seq=1*?");
	has_none(&boy);
	assert_int_equal(place.tries[0].said, WISH_SAY_AGAIN);
	say_in(3 * SECOND, "$LEN,ch=1,mm=3400,st=F,seq=2*?"); /* only unusual */
	has_one(&boy, "long_jump", 3400);
	assert_string_equal(all[0].note, "超出常见范围，已再次确认");
	all_is_well();
}

static void a_place_measures_what_fits_together(void **state)
{
	struct place_setup setup = setup_of("run800", "run1000");
	struct err err = ERR_INIT;

	(void)state;
	MUST_FAIL(place_open(&place, &setup,
			  SOURCE_DIR "/devices/profiles/sim-laps.yaml", &hall, &err),
		"measured alone");
	place_close(&place);
	setup = setup_of("long_jump", NULL);
	MUST_FAIL(place_open(&place, &setup,
			  SOURCE_DIR "/devices/profiles/sim-rope.yaml", &hall, &err),
		"does not measure long_jump");
}

/* ---- a zero, and the end of a range ---------------------------------------------- */

static void a_zero_is_saved_by_the_operators_word_alone(void **state)
{
	(void)state;
	place_make("rope_skip", "sim-rope");
	begins(&class[0]);
	wait_us(2 * SECOND);
	say_in(SECOND, "$ROPE,ch=1,n=0,st=R,seq=1*?");
	say_in(60 * SECOND, "$ROPE,ch=1,n=0,st=F,seq=2*?");
	wait_us(10 * 60 * SECOND);
	has_none(&class[0]);
	assert_int_equal(place.stage, PLACE_BUSY);
	assert_int_equal(place.tries[0].said, WISH_ASK);
	place_measure_again(&place, now);
	say_in(2 * SECOND, "$ROPE,ch=1,n=0,st=R,seq=3*?");
	say_in(60 * SECOND, "$ROPE,ch=1,n=0,st=F,seq=4*?");
	has_none(&class[0]);
	place_accept(&place, now); /* is not the word for it */
	has_none(&class[0]);
	place_zero_valid(&place, now);
	has_one(&class[0], "rope_skip", 0);
	assert_int_equal(all[0].source, SOURCE_DEVICE);
	assert_string_equal(all[0].note, "没有一个：操作员确认有效");
	all_is_well();
}

static void no_pull_up_is_one_touch(void **state)
{
	(void)state;
	place_make("pull_ups", "sim-pull-ups");
	begins(&boy);
	say_in(SECOND, "$PULLUP,ch=1,n=0,st=R,seq=1*?");
	wait_us(5 * 60 * SECOND);
	has_none(&boy);
	place_zero_valid(&place, now);
	has_one(&boy, "pull_ups", 0);
	assert_int_equal(all[0].source, SOURCE_DEVICE);
	all_is_well();
}

static void no_pull_up_on_a_bar_without_a_counter_is_the_operators(void **state)
{
	(void)state;
	place_make("pull_ups", "sim-pull-ups");
	unplug();
	begins(&boy);
	place_zero_valid(&place, now);
	has_one(&boy, "pull_ups", 0);
	assert_int_equal(all[0].source, SOURCE_HAND);
	assert_int_equal(count_of(store, "SELECT count(*) FROM attempt_reading"), 0);
	all_is_well();
}

static void the_end_of_a_range_is_looked_at(void **state)
{
	(void)state;
	place_make("vital_capacity", "sim-spirometer");
	begins(&boy);
	say_in(SECOND, "$VC,ml=9999,st=F,seq=1*?");
	has_none(&boy);
	place_zero_valid(&place, now);
	has_none(&boy);
	place_measure_again(&place, now);
	say_in(5 * SECOND, "$VC,ml=0,st=F,seq=2*?");
	assert_int_equal(place.tries[0].attempt.why, ATTEMPT_WHY_NOTHING);
	say_in(5 * SECOND, "$VC,ml=3100,st=F,seq=3*?");
	has_one(&boy, "vital_capacity", 3100);
	all_is_well();
}

/* ---- a plug that is pulled ------------------------------------------------------- */

static void a_count_goes_on_after_the_plug_was_pulled(void **state)
{
	(void)state;
	place_make("rope_skip", "sim-rope");
	begins(&class[0]);
	wait_us(SECOND);
	say_in(10 * SECOND, "$ROPE,ch=1,n=20,st=R,seq=1*?$ROPE,ch=1,n=2");
	unplug();
	assert_int_equal(place.tries[0].attempt.state, ATTEMPT_LOST);
	wait_us(5 * SECOND);
	plug();
	say_in(SECOND, "1,st=R,seq=2*00\r\n$ROPE,ch=1,n=40,st=R,seq=12*?");
	has_none(&class[0]);
	say_in(40 * SECOND, "$ROPE,ch=1,n=118,st=F,seq=60*?");
	has_one(&class[0], "rope_skip", 118);
	all_is_well();
}

static void a_count_that_began_again_is_no_result(void **state)
{
	(void)state;
	place_make("rope_skip", "sim-rope");
	begins(&class[0]);
	wait_us(SECOND);
	say_in(10 * SECOND, "$ROPE,ch=1,n=20,st=R,seq=1*?");
	unplug();
	wait_us(5 * SECOND);
	plug();
	say_in(SECOND, "$ROPE,ch=1,n=3,st=R,seq=2*?");
	wait_us(2 * 60 * SECOND);
	has_none(&class[0]);
	assert_int_equal(place.stage, PLACE_BUSY);
	place_not_me(&place, now);
	nothing_is_open();
	verify_agrees();
}

static void a_blow_begins_again_after_the_plug_was_pulled(void **state)
{
	(void)state;
	place_make("vital_capacity", "sim-spirometer");
	begins(&boy);
	say_in(SECOND, "$VC,ml=900,st=R,seq=1*?");
	say_in(SECOND / 4, "$VC,ml=1800,st=R,seq=2*?");
	unplug();
	wait_us(30 * SECOND);
	plug();
	wait_us(30 * SECOND);
	has_none(&boy);
	say_in(SECOND, "$VC,ml=1000,st=R,seq=3*?");
	say_in(SECOND / 4, "$VC,ml=2790,st=F,seq=4*?");
	has_one(&boy, "vital_capacity", 2790);
	all_is_well();
}

static void what_a_crash_left_open_becomes_interrupted(void **state)
{
	(void)state;
	place_make("long_jump", "sim-long-jump");
	begins(&boy);
	say_in(SECOND, "$ALIVE,bat=ok,seq=1*?");
	place_close(&place); /* and nobody said that it is over */
	results_close(results);
	store_close(store);
	open_station();
	assert_int_equal(store_recovered(store), 1);
	assert_int_equal(attempts(&boy, "long_jump"), 1);
	assert_int_equal(all[0].outcome, OUTCOME_INTERRUPTED);
	nothing_is_open();
	verify_agrees();
	place_make("long_jump", "sim-long-jump");
	begins(&boy); /* which used up no try */
	say_in(SECOND, "$LEN,ch=1,mm=2100,st=F,seq=2*?");
	assert_int_equal(attempts(&boy, "long_jump"), 2);
	all_is_well();
}

/* Over a real pty: the port opens only after the child has come. */
static void a_device_that_comes_late_is_told_to_begin(void **state)
{
	struct place_setup setup = setup_of("long_jump", NULL);
	struct err err = ERR_INIT;
	struct chunk chunk;
	struct pty pty;
	char heard[16] = "";

	(void)state;
	pty_open(&pty);
	snprintf(setup.line.where, sizeof(setup.line.where), "tty:%s", pty.path);
	setup.open_late = true;
	place_close(&place);
	MUST(place_open(&place, &setup,
		SOURCE_DIR "/devices/profiles/sim-long-jump.yaml", &hall, &err));
	begins(&boy);
	for (int i = 0; i < 500 && !place.is_open; i++) {
		struct pollfd fd = { .fd = line_fd(line), .events = POLLIN };

		poll(&fd, 1, 20);
		while (line_next(line, &chunk))
			if (chunk.port == place.port)
				place_chunk(&place, &chunk, now);
	}
	assert_true(place.armed);
	pty_hear(&pty, heard, strlen("$GO*08\r\n"), 2000);
	assert_string_equal(heard, "$GO*08\r\n");
	place_not_me(&place, now);
	place_close(&place);
	close(pty.fd);
}

/* ---- devices that are asked ------------------------------------------------------ */

static struct pty pty;

/* Opens the place's port, a pty, by the thread that listens. From now on the test's time
 * goes on from the line's. */
static void open_on_pty(const char *item, const char *profile)
{
	struct place_setup setup = setup_of(item, NULL);
	struct err err = ERR_INIT;
	char path[300];

	pty_open(&pty);
	snprintf(setup.line.where, sizeof(setup.line.where), "tty:%s", pty.path);
	snprintf(path, sizeof(path), SOURCE_DIR "/devices/profiles/%s.yaml", profile);
	place_close(&place);
	MUST(place_open(&place, &setup, path, &hall, &err));
	for (int i = 0; i < 500 && !place.is_open; i++) {
		struct pollfd fd = { .fd = line_fd(line), .events = POLLIN };
		struct chunk chunk;

		poll(&fd, 1, 20);
		while (line_next(line, &chunk))
			if (chunk.port == place.port) {
				now.mono_us = chunk.at_us;
				place_chunk(&place, &chunk, now);
			}
	}
	assert_true(place.is_open);
}

static uint16_t crc_of(const uint8_t *bytes, size_t len)
{
	uint16_t crc = 0xffff;

	for (size_t i = 0; i < len; i++) {
		crc ^= bytes[i];
		for (int bit = 0; bit < 8; bit++)
			crc = (uint16_t)(crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1);
	}
	return crc;
}

static void give_with_crc(const uint8_t *bytes, size_t len)
{
	uint8_t all_of_it[64];
	uint16_t crc = crc_of(bytes, len);

	memcpy(all_of_it, bytes, len);
	all_of_it[len] = (uint8_t)crc;
	all_of_it[len + 1] = (uint8_t)(crc >> 8);
	give(CHUNK_BYTES_CAME, all_of_it, len + 2);
}

/* A counter module: what came over the wire is answered, if anything came. */
static void counter_answers(uint32_t *count)
{
	uint8_t asked[16];

	if (place.poller.said_us != now.mono_us ||
		pty_hear(&pty, (char *)asked, 8, 1000) < 8)
		return;
	if (asked[1] == 0x03) {
		uint8_t answer[] = { 1, 3, 4, (uint8_t)(*count >> 24),
			(uint8_t)(*count >> 16), (uint8_t)(*count >> 8),
			(uint8_t)*count };

		give_with_crc(answer, sizeof(answer));
		return;
	}
	assert_int_equal(asked[1], 0x10);
	assert_int_equal(pty_hear(&pty, (char *)asked + 8, 5, 1000), 5);
	assert_int_equal(asked[7] | asked[8] | asked[9] | asked[10], 0);
	*count = 0;
	give_with_crc(asked, 6);
}

/* So long the counter is asked, and one is counted at every `each_us`. */
static int counter_runs(uint32_t *count, int64_t us, int64_t each_us)
{
	int questions = 0;

	for (int64_t t = 10000; t <= us; t += 10000) {
		wait_us(10000);
		*count += each_us && t % each_us == 0;
		questions += place.poller.said_us == now.mono_us;
		counter_answers(count);
	}
	return questions;
}

static void a_counter_that_is_asked_counts_a_child(void **state)
{
	uint32_t count = 57; /* of who was here before */
	int asked;

	(void)state;
	open_on_pty("pull_ups", "modbus-counter");
	counter_answers(&count);
	asked = counter_runs(&count, SECOND, 0);
	assert_in_range(asked, 9, 11);
	begins(&boy);
	counter_runs(&count, SECOND, 0);
	assert_int_equal(count, 0); /* zeroed, once the line was free */
	counter_runs(&count, 7 * SECOND, 2 * SECOND);
	assert_int_equal(place.tries[0].attempt.live, 3);
	counter_runs(&count, 11 * SECOND, 0);
	has_one(&boy, "pull_ups", 3);
	all_is_well();
	close(pty.fd);
}

static void a_counter_that_falls_silent_is_asked_on_and_noticed(void **state)
{
	uint32_t count = 0;
	int64_t due;

	(void)state;
	open_on_pty("pull_ups", "modbus-counter");
	counter_answers(&count);
	counter_runs(&count, SECOND, 0);
	assert_int_equal(health_now(&place.health, now.mono_us), HEALTH_GOOD);
	for (int i = 0; i < 10; i++)
		wait_us(SECOND / 10); /* nobody answers */
	assert_int_equal(health_now(&place.health, now.mono_us), HEALTH_SILENT);
	assert_in_range(place.poller.unanswered, 8, 10);
	due = place_deadline_us(&place);
	assert_in_range(due, now.mono_us, now.mono_us + SECOND / 10);
	/* Away and back: from the beginning, at once. */
	unplug();
	assert_int_equal(place_deadline_us(&place), INT64_MAX);
	wait_us(SECOND);
	plug();
	assert_int_equal(place.poller.said_us, now.mono_us);
	assert_int_equal(place.poller.unanswered, 0);
	place_close(&place);
	close(pty.fd);
}

/* ---- lanes ----------------------------------------------------------------------- */

static void finish(int lane, int64_t us)
{
	char text[64];

	snprintf(text, sizeof(text), "$FIN,lane=%d,us=%lld,seq=3*?", lane,
		500 * (long long)SECOND + us);
	say_in(SECOND / 10, text);
}

static void six_run(void)
{
	say_in(3 * SECOND, "$START,us=500000000,seq=1*?");
	wait_us(7 * SECOND);
	for (int i = 1; i <= 6; i++)
		finish(i, (70 + i) * SECOND / 10 + 20000);
}

/* A box that has no clock: a start contact and one for each lane. */
static const char bare_gates[] =
	"format: 1\nname: bare gates\nkind: gate\nline: 9600 8n1\n"
	"items: [ run50, shuttle_50x8 ]\ndriver: text\ntested: this test\n"
	"frame: { starts: '$', ends: any, max: 32 }\n"
	"messages:\n"
	"  - { name: start, match: 'GUN', says: [ { kind: start } ] }\n"
	"  - name: finish\n"
	"    match: 'LANE(?<lane>[1-8])'\n"
	"    says: [ { kind: finish, channel: lane } ]\n"
	"  - name: timed finish\n"
	"    match: 'LANE(?<lane>[1-8])=(?<ms>\\d{1,6})'\n"
	"    says: [ { kind: finish, channel: lane, value: ms, unit: ms } ]\n"
	"  - name: net\n"
	"    match: 'NET(?<lane>[1-8])=(?<ms>\\d{1,6})'\n"
	"    says: [ { kind: time, channel: lane, value: ms, unit: ms } ]\n"
	"examples:\n"
	"  - { bytes: '$GUN\\r\\n', says: [ 'start,,,,,,,,' ] }\n"
	"  - { bytes: '$LANE3\\r\\n', says: [ 'finish,3,,,,,,,' ] }\n"
	"  - { bytes: '$LANE3=77\\r\\n', says: [ 'finish,3,,77000,us,0,,,' ] }\n";

static void place_make_bare(void)
{
	struct place_setup setup = setup_of("run50", NULL);
	struct err err = ERR_INIT;
	char path[200];
	FILE *file;

	snprintf(path, sizeof(path), "%s/bare.yaml", dir);
	file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fputs(bare_gates, file) < 0, 0);
	assert_int_equal(fclose(file), 0);
	place_close(&place);
	MUST(place_open(&place, &setup, path, &hall, &err));
	plug();
}

static void without_a_clock_arrivals_are_the_times_and_are_marked(void **state)
{
	(void)state;
	place_make_bare();
	line_up(2);
	say_in(3 * SECOND, "$GUN\r\n");
	say_in(20000, "$GUN\r\n"); /* bounces */
	say_in(8030000, "$LANE2\r\n");
	say_in(SECOND, "$LANE1\r\n");
	has_one(&class[1], "run50", 8100);
	assert_string_equal(all[0].note, "设备没有时钟，按信号到达的时刻计时");
	assert_int_equal(all[0].raw_value, 8050000);
	has_one(&class[0], "run50", 9100);
	all_is_well();
}

static void two_clocks_make_no_time_and_a_dispute(void **state)
{
	(void)state;
	place_make_bare();
	line_up(2);
	say_in(3 * SECOND, "$GUN\r\n");
	say_in(8 * SECOND, "$LANE1=8000\r\n");
	say_in(SECOND, "$LANE2\r\n");
	assert_int_equal(attempts(&class[0], "run50"), 1);
	assert_int_equal(all[0].outcome, OUTCOME_INTERRUPTED);
	assert_true(all[0].is_disputed);
	assert_string_equal(all[0].note, "起点与终点不是同一个钟");
	has_one(&class[1], "run50", 9000);
	all_is_well();
	/* It was nobody's fault: the child may run again. */
	assert_int_equal(place_may(&place, &class[0]), PLACE_YES);
}

static void a_clock_that_was_switched_off_makes_no_time(void **state)
{
	(void)state;
	place_make("run50", "sim-gates");
	line_up(2);
	say_in(3 * SECOND, "$START,us=500000000,seq=1*?");
	say_in(8 * SECOND, "$FIN,lane=2,us=508000000,seq=2*?");
	unplug();
	wait_us(SECOND);
	plug();
	say_in(20 * SECOND, "$FIN,lane=1,us=509500000,seq=3*?");
	assert_int_equal(attempts(&class[0], "run50"), 1);
	assert_int_equal(all[0].outcome, OUTCOME_INTERRUPTED);
	assert_true(all[0].is_disputed);
	assert_string_equal(all[0].note, "设备的钟对不上，可能重新开过机");
	has_one(&class[1], "run50", 8000);
	all_is_well();
}

static void six_lanes_are_six_results(void **state)
{
	(void)state;
	place_make("run50", "sim-gates");
	line_up(8);
	assert_int_equal(place.people_count, 6);
	six_run();
	for (int i = 0; i < 6; i++)
		has_one(&class[i], "run50", 7200 + 100 * i);
	has_none(&class[6]);
	all_is_well();
	line_up(8); /* the two who are left */
	assert_int_equal(place.people_count, 2);
	assert_string_equal(place.people[0].student.id, class[6].id);
	place_close_heat(&place, now);
	verify_agrees();
}

static void false_starts_make_no_results(void **state)
{
	(void)state;
	place_make("run50", "sim-gates");
	line_up(6);
	say_in(SECOND, "$FALSE,lane=3,us=499000000,seq=1*?"); /* before the gun */
	assert_int_equal(place.stage, PLACE_BUSY);
	say_in(SECOND, "$START,us=490000000,seq=1*?");
	assert_true(place.go_us != 0);
	say_in(SECOND, "$FALSE,us=490100000,seq=1*?"); /* by the gates */
	assert_true(place.go_us == 0);
	say_in(SECOND, "$START,us=495000000,seq=1*?");
	place_false_start(&place, now); /* by the teacher */
	has_none(&class[0]);
	say_in(3 * SECOND, "$START,us=500000000,seq=1*?");
	wait_us(7 * SECOND);
	finish(1, 7100000);
	say_in(SECOND, "$FALSE,us=499100000,seq=1*?"); /* nonsense: one is in */
	for (int i = 2; i <= 6; i++)
		finish(i, 8 * SECOND);
	has_one(&class[0], "run50", 7100);
	has_one(&class[1], "run50", 8000);
	all_is_well();
}

static void a_start_called_back_takes_times_back(void **state)
{
	(void)state;
	place_make("run50", "sim-gates");
	line_up(6);
	say_in(3 * SECOND, "$START,us=500000000,seq=1*?");
	wait_us(7 * SECOND);
	finish(1, 7100000);
	has_one(&class[0], "run50", 7100);
	place_false_start(&place, now);
	assert_int_equal(attempts(&class[0], "run50"), 1);
	assert_int_equal(all[0].outcome, OUTCOME_INTERRUPTED);
	assert_true(all[0].is_revised);
	six_run();
	assert_int_equal(attempts(&class[0], "run50"), 2);
	assert_int_equal(all[1].value, 7200);
	all_is_well();
}

static void students_who_change_lanes_take_their_times(void **state)
{
	(void)state;
	place_make("run50", "sim-gates");
	line_up(6);
	place_swap(&place, 0, 1, now); /* before */
	six_run();
	has_one(&class[1], "run50", 7200);
	has_one(&class[0], "run50", 7300);
	place_swap(&place, 2, 3, now); /* after: lanes 3 and 4 */
	assert_int_equal(attempts(&class[2], "run50"), 2);
	assert_true(all[0].is_void);
	assert_int_equal(all[1].value, 7500);
	assert_int_equal(attempts(&class[3], "run50"), 2);
	assert_int_equal(all[1].value, 7400);
	place_mark(&place, 4, true, now); /* 这次不算, after the finish */
	assert_int_equal(attempts(&class[4], "run50"), 1);
	assert_true(all[0].is_void);
	place_swap(&place, 4, 5, now); /* and it was the other who ran there */
	assert_int_equal(attempts(&class[5], "run50"), 2);
	assert_true(all[0].is_void);
	assert_int_equal(all[1].outcome, OUTCOME_FOUL);
	assert_int_equal(attempts(&class[4], "run50"), 2);
	assert_int_equal(all[1].outcome, OUTCOME_VALID);
	assert_int_equal(all[1].value, 7700);
	place_swap(&place, 17, -3, now); /* nobody */
	place_mark(&place, 6, true, now);
	all_is_well();
	place_leave(&place, now);
	place_swap(&place, 0, 1, now); /* nobody sees it any more */
	has_one(&class[1], "run50", 7200);
}

static void who_does_not_finish_has_no_time(void **state)
{
	(void)state;
	place_make("run50", "sim-gates");
	line_up(6);
	say_in(3 * SECOND, "$START,us=500000000,seq=1*?");
	wait_us(7 * SECOND);
	finish(1, 7100000);
	place_mark(&place, 1, true, now);
	place_mark(&place, 2, false, now);
	finish(3, 7500000); /* who gave up has no time */
	finish(9, 7500000); /* nobody's lane */
	place_close_heat(&place, now);
	has_one(&class[0], "run50", 7100);
	assert_int_equal(attempts(&class[1], "run50"), 1);
	assert_int_equal(all[0].outcome, OUTCOME_FOUL);
	for (int i = 2; i < 6; i++) {
		assert_int_equal(attempts(&class[i], "run50"), 1);
		assert_int_equal(all[0].outcome, OUTCOME_WITHDRAWN);
	}
	all_is_well();
}

static void gates_that_are_unplugged_lose_only_what_they_did_not_send(void **state)
{
	(void)state;
	place_make("run50", "sim-gates");
	line_up(6);
	say_in(3 * SECOND, "$START,us=500000000,seq=1*?");
	wait_us(7 * SECOND);
	finish(1, 7100000);
	unplug();
	wait_us(SECOND);
	plug();
	finish(2, 8500000);
	has_one(&class[0], "run50", 7100);
	has_one(&class[1], "run50", 8500);
	place_close_heat(&place, now);
	all_is_well();
}

/* ---- each starts alone ----------------------------------------------------------- */

static int disputes(void)
{
	struct attempt_now disputed[ALL_MAX];
	struct err err = ERR_INIT;

	return attempts_disputed(store, 2026, disputed, ALL_MAX, &err);
}

static void a_console_corrects_what_it_said(void **state)
{
	(void)state;
	place_make("shuttle_50x8", "alge-tdc8001");
	line_up(8);
	say_in(SECOND, " 0001 C0  10:00:00.0000 00\r");
	say_in(SECOND, " 0002 C0  10:00:10.0000 00\r");
	say_in(SECOND, " 0003 C0  10:00:20.0000 00\r");
	say_in(95 * SECOND, " 0001 C1  10:01:45.5000 00\r");
	has_one(&class[0], "shuttle_50x8", 105000);
	/* It was number 2 who came in: cleared for 1, inserted for 2. */
	say_in(SECOND, "c0001 C1  10:01:45.5000 00\r");
	assert_int_equal(attempts(&class[0], "shuttle_50x8"), 1);
	assert_int_equal(all[0].outcome, OUTCOME_INTERRUPTED);
	say_in(SECOND, "i0002 C1  10:01:45.5000 00\r");
	has_one(&class[1], "shuttle_50x8", 95000);
	say_in(SECOND, " 0001 C1  10:01:50.0000 00\r");
	has_one(&class[0], "shuttle_50x8", 110000);
	assert_true(all[0].is_revised);
	assert_int_equal(disputes(), 0);
	place_close_heat(&place, now);
	has_one(&class[0], "shuttle_50x8", 110000);
	assert_int_equal(attempts(&class[2], "shuttle_50x8"), 1);
	assert_int_equal(all[0].outcome, OUTCOME_WITHDRAWN);
	all_is_well();
}

static void one_impulse_for_two_numbers_is_disputed_once_each(void **state)
{
	(void)state;
	place_make("shuttle_50x8", "alge-tdc8001");
	line_up(8);
	say_in(SECOND, " 0001 C0  10:00:00.0000 00\r");
	say_in(SECOND, " 0002 C0  10:00:10.0000 00\r");
	say_in(SECOND, " 0003 C0  10:00:20.0000 00\r");
	say_in(95 * SECOND, " 0001 C1  10:01:45.5000 00\r");
	say_in(SECOND, "i0002 C1  10:01:45.5000 00\r");
	assert_int_equal(disputes(), 2);
	say_in(SECOND, "i0003 C1  10:01:45.5000 00\r");
	assert_int_equal(disputes(), 3); /* each run once, however often it is told */
	assert_int_equal(attempts(&class[0], "shuttle_50x8"), 1);
	assert_true(all[0].is_disputed);
	say_in(SECOND, "c0003 C1  10:01:45.5000 00\r");
	say_in(SECOND, "c0002 C1  10:01:45.5000 00\r");
	assert_int_equal(disputes(), 0);
	has_one(&class[0], "shuttle_50x8", 105000);
	assert_int_equal(attempts(&class[1], "shuttle_50x8"), 1);
	assert_int_equal(all[0].outcome, OUTCOME_INTERRUPTED);
	place_close_heat(&place, now);
	all_is_well();
}

/* Closed, shown, put away by the next look at the poster; then the operator mends it. */
static void a_console_corrects_when_the_heat_is_over(void **state)
{
	(void)state;
	place_make("shuttle_50x8", "alge-tdc8001");
	line_up(3);
	say_in(SECOND, " 0001 C0  10:00:00.0000 00\r");
	say_in(SECOND, " 0002 C0  10:00:10.0000 00\r");
	say_in(95 * SECOND, " 0001 C1  10:01:45.5000 00\r");
	place_close_heat(&place, now);
	assert_int_equal(attempts(&class[1], "shuttle_50x8"), 1);
	assert_int_equal(all[0].outcome, OUTCOME_WITHDRAWN);
	wait_us(30 * SECOND);
	place_leave(&place, now);
	say_in(SECOND, "c0001 C1  10:01:45.5000 00\ri0002 C1  10:01:45.5000 00\r");
	assert_int_equal(attempts(&class[0], "shuttle_50x8"), 1);
	assert_int_equal(all[0].outcome, OUTCOME_INTERRUPTED);
	has_one(&class[1], "shuttle_50x8", 95000);
	assert_true(all[0].is_revised);
	say_in(SECOND, "i0001 C1  10:01:45.5000 00\r");
	assert_int_equal(disputes(), 2);
	wait_us(10 * 60 * SECOND); /* nobody waits for ever */
	nothing_is_open();
	say_in(SECOND, "c0002 C1  10:01:45.5000 00\r");
	assert_int_equal(disputes(), 2);
	verify_agrees();
}

static void the_next_heat_ends_the_corrections_of_the_last(void **state)
{
	(void)state;
	place_make("run50", "sim-gates");
	line_up(2);
	say_in(3 * SECOND, "$START,us=500000000,seq=1*?");
	wait_us(7 * SECOND);
	finish(1, 7100000);
	finish(2, 7200000);
	assert_int_equal(place.stage, PLACE_SHOWN);
	/* Others run through the gates, who never lined up. */
	say_in(60 * SECOND, "$START,us=580000000,seq=3*?");
	say_in(8 * SECOND, "$FIN,lane=1,us=588000000,seq=4*?");
	has_one(&class[0], "run50", 7100);
	assert_int_equal(count_of(store, "SELECT count(*) FROM attempt"), 2);
	assert_int_equal(place_line_up(&place, class + 2, 2, now), PLACE_YES);
	assert_int_equal(count_of(store, "SELECT count(*) FROM listening"), 2);
	assert_int_equal(count_of(store, "SELECT count(*) FROM listening_end"), 1);
	place_cancel_heat(&place, now);
	nothing_is_open();
	verify_agrees();
}

/* The box's time of day is 12.4 s slow and gains 35 ppm. */
static void a_devices_clock_is_compared_with_ours(void **state)
{
	int64_t day = (MONDAY_US + 8 * 3600 * SECOND) % (24 * 3600 * SECOND);
	struct err err = ERR_INIT;
	struct texts *texts;
	char line_text[64], words[64];

	(void)state;
	MUST(texts = texts_load(SOURCE_DIR "/assets/texts/zh.yaml", &err));
	place_make("run50", "sim-gates");
	assert_false(place_clock_words(&place, texts, now, words, sizeof(words)));
	for (int64_t i = 0; i <= 300; i++) {
		int64_t us = day - 12400000 + i * (SECOND + 35);

		snprintf(line_text, sizeof(line_text), "$START,us=%lld,seq=%d*?",
			(long long)us, (int)i);
		say(line_text);
		now.mono_us += SECOND;
		now.wall_us += SECOND;
	}
	assert_true(place_clock_words(&place, texts, now, words, sizeof(words)));
	assert_string_equal(words, "设备钟慢12.3秒，漂移 +35 ppm");
	/* Switched off and on; one alone could be late. */
	for (int i = 0; i < 3; i++) {
		snprintf(line_text, sizeof(line_text), "$START,us=%d,seq=7*?",
			5000000 + i * 1000);
		say(line_text);
	}
	assert_true(place_clock_words(&place, texts, now, words, sizeof(words)));
	assert_string_equal(words, "钟跳过");
	texts_free(texts);
}

/* What a line was set to is evidence. */
static void a_long_line_setting_is_whole_in_the_journal(void **state)
{
	struct place_setup setup = setup_of("long_jump", NULL);

	(void)state;
	strcpy(setup.line.settings, "115200 8n1 rs485 echo dtr=keep pace=5");
	place_make_of(&setup, "sim-long-jump");
	assert_int_equal(place_begin(&place, &boy, now), PLACE_YES);
	assert_int_equal(count_of(store, "SELECT count(*) FROM listening WHERE "
					 "settings = '115200 8n1 rs485 echo dtr=keep "
					 "pace=5'"),
		1);
}

/* Today's profiles and code make the same of every attempt. */
static void replay_agrees(void)
{
	struct env env = { .pin_fd = -1 };
	const struct replay_wants all_of_them = { .speed = NULL };

	snprintf(env.data_dir, sizeof(env.data_dir), "%s", dir);
	snprintf(env.share_dir, sizeof(env.share_dir), "%s", SOURCE_DIR);
	assert_int_equal(replay_attempts(&env, &all_of_them), DONE);
}

static void hand_presses(int64_t wait)
{
	wait_us(wait);
	assert_true(place_hand_key(&place, now));
}

/* The gates miss lane 2; a thumb was there. */
static void a_thumb_beside_the_gates_is_kept_apart(void **state)
{
	struct reading_ref refs[ATTEMPT_REFS_MAX];
	struct rules_result result;
	struct err err = ERR_INIT;
	int press;

	(void)state;
	place_make("run50", "sim-gates");
	assert_false(place_hand_key(&place, now)); /* nobody is there */
	line_up(2);
	say_in(3 * SECOND, "$START,us=500000000,seq=1*?");
	hand_presses(0);
	wait_us(7 * SECOND);
	finish(1, 7100000);
	hand_presses(SECOND / 10);
	has_one(&class[0], "run50", 7100);
	assert_int_equal(all[0].source, SOURCE_DEVICE);
	assert_true(place_hand_time(&place, 0, &result, &press));
	assert_int_equal(result.value, 7200);
	assert_false(place_may_take_hand(&place, 0)); /* the gate saw it */
	place_take_hand(&place, 0, now);
	has_one(&class[0], "run50", 7100);
	assert_false(place_may_take_hand(&place, 1));
	hand_presses(SECOND);
	assert_true(place_may_take_hand(&place, 1));
	has_none(&class[1]);
	place_close_heat(&place, now);
	assert_int_equal(attempts(&class[1], "run50"), 1);
	assert_int_equal(all[0].outcome, OUTCOME_WITHDRAWN);
	place_take_hand(&place, 1, now);
	place_take_hand(&place, 1, now); /* once is enough */
	assert_int_equal(attempts(&class[1], "run50"), 2);
	assert_true(all[0].is_void);
	assert_int_equal(all[1].source, SOURCE_HAND);
	assert_int_equal(all[1].value, 8200);
	assert_string_equal(all[1].note, "采用手计时");
	assert_int_equal(attempts_refs(store, &all[1].id, refs, &err), 2);
	assert_int_not_equal(refs[0].listening.seq, place.journal.id.seq);
	assert_int_equal(refs[1].offset, 8 + 9);
	assert_int_equal(count_of(store, "SELECT count(*) FROM listening"), 2);
	all_is_well();
	replay_agrees();
}

/* Long after a heat a sleeve touches the key: that is nobody's start. */
static void a_thumb_after_the_heat_is_not_of_the_next_one(void **state)
{
	(void)state;
	place_make("run50", "sim-gates");
	line_up(1);
	say_in(3 * SECOND, "$START,us=500000000,seq=1*?");
	finish(1, 7100000);
	wait_us(11 * 60 * SECOND);
	hand_presses(0);
	assert_int_equal(place.hand.count, 1);
	place_leave(&place, now);
	assert_int_equal(place_line_up(&place, &class[1], 1, now), PLACE_YES);
	assert_int_equal(place.hand.count, 0);
	say_in(3 * SECOND, "$START,us=500000000,seq=3*?");
	finish(1, 8100000);
	has_one(&class[1], "run50", 8100);
	place_finish(&place, now);
	assert_int_equal(count_of(store, "SELECT count(*) FROM listening"),
		count_of(store, "SELECT count(*) FROM listening_end"));
	verify_agrees();
}

/* TAG: T- takes the number away, T* gives another one, T+ inserts. */
static void a_timer_that_renumbers_reaches_the_attempts(void **state)
{
	struct place_setup setup = setup_of("shuttle_50x8", NULL);
	struct buf text = BUF_INIT;
	struct err err = ERR_INIT;
	char path[200];
	FILE *file;

	(void)state;
	MUST(path_read(SOURCE_DIR "/devices/profiles/tagheuer-thcom08.yaml", 64000,
		&text, &err));
	buf_adds(&text, "run: { start: '1', finish: '2' }\n");
	snprintf(path, sizeof(path), "%s/tag.yaml", dir);
	file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(text.data, 1, text.len, file), text.len);
	assert_int_equal(fclose(file), 0);
	buf_release(&text);
	MUST(place_open(&place, &setup, path, &hall, &err));
	plug();
	line_up(3);
	say_in(SECOND, "TN    1    1  1 10:00:00.00000  9557\t\r\n");
	say_in(SECOND, "TN    2    2  1 10:00:10.00000  9557\t\r\n");
	say_in(SECOND, "TN    3    3  1 10:00:20.00000  9557\t\r\n");
	say_in(100 * SECOND, "TN    1    4  2 10:01:45.50000  9557\t\r\n");
	has_one(&class[0], "shuttle_50x8", 105000);
	place_close_heat(&place, now);
	say_in(SECOND, "T-    1    4  2 10:01:45.50000  9557\t\r\n");
	assert_int_equal(attempts(&class[0], "shuttle_50x8"), 1);
	assert_int_equal(all[0].outcome, OUTCOME_INTERRUPTED);
	say_in(SECOND, "T+    2    4  2 10:01:45.50000  9557\t\r\n");
	has_one(&class[1], "shuttle_50x8", 95000);
	assert_int_equal(disputes(), 0);
	say_in(SECOND, "T*    3    4  2 10:01:45.50000  9557\t\r\n");
	assert_int_equal(disputes(), 2);
	say_in(SECOND, "TC    2    4  2 10:01:45.50000  9557\t\r\n");
	assert_int_equal(disputes(), 0);
	has_one(&class[2], "shuttle_50x8", 85000);
	all_is_well();
}

static void a_lane_timer_mends_a_time_that_was_shown(void **state)
{
	(void)state;
	place_make_bare();
	line_up(1);
	say_in(3 * SECOND, "$GUN\r\n");
	say_in(8 * SECOND, "$NET1=8120\r\n");
	has_one(&class[0], "run50", 8200);
	say_in(30 * SECOND, "$NET1=8120\r\n"); /* a block that is said again */
	assert_int_equal(count_of(store, "SELECT count(*) FROM revise"), 0);
	say_in(SECOND, "$NET1=8250\r\n");
	assert_int_equal(attempts(&class[0], "run50"), 1);
	assert_int_equal(all[0].value, 8300);
	assert_true(all[0].is_revised && all[0].is_disputed);
	assert_string_equal(all[0].note, "本组结束后设备改了成绩");
	all_is_well();
}

/* ---- a full disk ----------------------------------------------------------------- */

/* No file may grow beyond what the log is now and `more` bytes. */
static void fill_disk(long more)
{
	struct rlimit limit;
	struct stat st = { .st_size = 0 };
	char path[100];

	snprintf(path, sizeof(path), "%s/station.db-wal", dir);
	stat(path, &st);
	getrlimit(RLIMIT_FSIZE, &limit);
	limit.rlim_cur = (rlim_t)(st.st_size + more);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void free_disk(void)
{
	struct rlimit limit;

	getrlimit(RLIMIT_FSIZE, &limit);
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_FSIZE, &limit);
}

static void a_jump_waits_for_the_disk(void **state)
{
	int64_t then;

	(void)state;
	place_make("long_jump", "sim-long-jump");
	begins(&boy);
	fill_disk(0);
	say_in(SECOND, "$LEN,ch=1,mm=2050,st=F,seq=1*?");
	assert_true(place.failed);
	assert_non_null(strstr(place.fault.text, "everything before it is safe"));
	assert_int_equal(place.stage, PLACE_BUSY);
	has_none(&boy);
	then = now.mono_us;
	for (int i = 0; i < 20; i++)
		wait_us(SECOND);
	assert_true(place.failed);
	assert_true(place_deadline_us(&place) > now.mono_us); /* no busy waiting */
	assert_true(now.mono_us > then);
	free_disk();
	wait_us(2 * SECOND);
	has_one(&boy, "long_jump", 2050);
	assert_string_equal(place.fault.text, "");
	all_is_well();
}

/* The minute passes, the plug is pulled and comes back, all on a full disk: what
 * was heard is what counts, in its order. */
static void a_minute_of_rope_waits_for_the_disk(void **state)
{
	char text[64];

	(void)state;
	place_make("rope_skip", "sim-rope");
	begins(&class[0]);
	wait_us(SECOND);
	for (int i = 1; i < 60; i++) {
		if (i == 30)
			fill_disk(0);
		snprintf(text, sizeof(text), "$ROPE,ch=1,n=%d,st=R,seq=%d*?", 2 * i, i);
		say_in(SECOND, text);
		if (i == 40)
			unplug();
		if (i == 42)
			plug();
	}
	say_in(SECOND / 2, "$ROPE,ch=1,n=119,st=F,seq=60*?");
	wait_us(100 * SECOND);
	assert_true(place.failed);
	has_none(&class[0]);
	place_begin(&place, &class[1], now);
	has_none(&class[1]);
	free_disk();
	wait_us(2 * SECOND);
	has_one(&class[0], "rope_skip", 119);
	all_is_well();
}

static void not_me_on_a_full_disk_stores_nothing(void **state)
{
	(void)state;
	place_make("long_jump", "sim-long-jump");
	begins(&boy);
	fill_disk(0);
	say_in(SECOND, "$ALIVE,bat=ok,seq=1*?");
	place_not_me(&place, now);
	assert_true(place.failed);
	assert_int_equal(place_begin(&place, &girl, now), PLACE_FAILED);
	free_disk();
	wait_us(2 * SECOND);
	assert_false(place.failed);
	begins(&girl);
	say_in(SECOND, "$LEN,ch=1,mm=1600,st=F,seq=2*?");
	has_one(&girl, "long_jump", 1600);
	has_none(&boy);
	all_is_well();
}

static int64_t last_of(const struct student *student)
{
	int n = attempts(student, "run50");

	return n && !all[n - 1].is_void ? all[n - 1].value : -1;
}

/* The disk fills at every possible step of a heat: chunks, attempts, voids and the
 * end of the listening wait, and are all written in order. */
static void a_heat_on_a_disk_with_room_for(long more)
{
	place_make("run50", "sim-gates");
	line_up(6);
	say_in(3 * SECOND, "$START,us=500000000,seq=1*?");
	wait_us(7 * SECOND);
	finish(1, 7100000);
	fill_disk(more);
	finish(2, 7200000);
	place_mark(&place, 0, true, now);
	place_swap(&place, 1, 2, now); /* lane 2 is class[2]'s */
	for (int i = 3; i <= 5; i++)
		finish(i, (70 + i) * SECOND / 10);
	place_close_heat(&place, now);
	wait_us(10 * SECOND);
	if (place_is_behind(&place))
		assert_int_equal(place_line_up(&place, class, 8, now),
			place.stage == PLACE_BUSY ? PLACE_OCCUPIED : PLACE_FAILED);
	free_disk();
	wait_us(2 * SECOND);
	wait_us(2 * SECOND);
	assert_int_equal(attempts(&class[0], "run50"), 1);
	assert_int_equal(all[0].value, 7100);
	assert_true(all[0].is_void);
	assert_int_equal(last_of(&class[2]), 7200);
	assert_int_equal(last_of(&class[1]), 7300);
	has_one(&class[3], "run50", 7400);
	has_one(&class[4], "run50", 7500);
	assert_int_equal(attempts(&class[5], "run50"), 1);
	assert_int_equal(all[0].outcome, OUTCOME_WITHDRAWN);
	all_is_well();
}

static void a_heat_waits_for_the_disk_wherever_it_fills(void **state)
{
	(void)state;
	for (long more = 0; more < 60 * 4096; more += 4 * 4096) {
		a_heat_on_a_disk_with_room_for(more);
		close_school();
		make_school();
	}
}

static void a_jump_waits_wherever_the_disk_fills(void **state)
{
	(void)state;
	for (long more = 0; more < 40 * 4096; more += 3 * 4096) {
		place_make("long_jump", "sim-long-jump");
		fill_disk(more);
		for (int i = 0; i < 10; i++) {
			if (place_begin(&place, &girl, now) != PLACE_YES)
				break;
			say_in(SECOND, "$LEN,ch=1,mm=1");
			say_in(SECOND, "60");
			say_in(SECOND, "0,st=F,seq=2*6E\r\n");
			if (place.stage != PLACE_SHOWN)
				break;
			place_leave(&place, now);
		}
		free_disk();
		wait_us(3 * SECOND);
		if (place.stage == PLACE_BUSY)
			fail_msg("with %ld bytes it never ends", more);
		assert_int_equal(attempts(&girl, NULL),
			count_of(store, "SELECT count(*) FROM attempt"));
		for (int i = 0; i < attempts(&girl, NULL); i++)
			assert_int_equal(all[i].value, 1600);
		nothing_is_open();
		verify_agrees();
		close_school();
		make_school();
	}
}

static void more_than_can_wait_is_measured_again(void **state)
{
	(void)state;
	place_make("long_jump", "sim-long-jump");
	begins(&boy);
	fill_disk(0);
	for (int i = 0; i < PLACE_UNWRITTEN + 10; i++)
		say("$ALIVE,bat=ok,seq=1*?");
	say_in(SECOND, "$LEN,ch=1,mm=2050,st=F,seq=1*?"); /* there is no room for it */
	free_disk();
	wait_us(2 * SECOND);
	assert_false(place.failed);
	has_none(&boy);
	say_in(SECOND, "$LEN,ch=1,mm=2060,st=F,seq=1*?");
	has_one(&boy, "long_jump", 2060);
	all_is_well();
}

/* ---- memory ---------------------------------------------------------------------- */

/* Of the sanitizers, when they are there. */
__attribute__((weak)) size_t __sanitizer_get_current_allocated_bytes(void);

static size_t allocated(void)
{
	struct mallinfo2 info = mallinfo2();

	return __sanitizer_get_current_allocated_bytes
		       ? __sanitizer_get_current_allocated_bytes()
		       : info.uordblks + info.hblkhd;
}

static void jumps(int count)
{
	for (int i = 0; i < count; i++) {
		begins(i % 2 ? &boy : &girl);
		say_in(3 * SECOND, i % 5 ? "$LEN,ch=1,mm=1990,st=F,seq=1*?"
					 : "$FOUL,ch=1,seq=2*?");
		assert_int_equal(place.stage, PLACE_SHOWN);
		place_leave(&place, now);
	}
}

static void heats(int count)
{
	for (int i = 0; i < count; i++) {
		assert_int_equal(place_line_up(&place, class, 8, now), PLACE_YES);
		six_run();
		assert_int_equal(place.stage, PLACE_SHOWN);
		place_leave(&place, now);
	}
}

/* SQLite's page store fills first; after that a result leaves nothing in memory. */
static void a_result_leaves_no_memory_behind(void **state)
{
	struct place_setup jump = setup_of("long_jump", NULL);
	struct place_setup run = setup_of("run50", NULL);
	struct err err = ERR_INIT;
	size_t before;

	(void)state;
	jump.kind = run.kind = SESSION_PRACTICE;
	MUST(db_run(store_db(store),
		"PRAGMA main.cache_size = 100; PRAGMA person.cache_size = 100", &err));
	place_make_of(&jump, "sim-long-jump");
	jumps(120);
	before = allocated();
	jumps(100);
	assert_true(allocated() < before + 4096); /* 41 bytes a jump would be more */
	place_make_of(&run, "sim-gates");
	heats(6);
	before = allocated();
	heats(12);
	assert_true(allocated() < before + 4096);
	verify_agrees();
}

/* ---- the exam --------------------------------------------------------------------- */

#define SAMPLE SOURCE_DIR "/schema/schemes/daqing-sample"
#define POINTS                                                                         \
	"SELECT count(*) FROM exam_item WHERE item = 'long_jump' AND state = 'points'"

static void use_sample(struct entry_id *use)
{
	struct err err = ERR_INIT;
	struct exam *exam;

	MUST(exam = exam_load(SAMPLE, items, &err));
	MUST(exams_use(store, exam, SAMPLE, 2027, "郑老师", MONDAY_US, use, &err));
	exam_free(exam);
}

static void jumps_far(const struct student *student, int mm)
{
	char said[64];

	place_leave(&place, now);
	begins(student);
	snprintf(said, sizeof(said), "$LEN,ch=1,mm=%d,st=F,seq=%d*?", mm, mm);
	say_in(SECOND, said);
	assert_int_equal(place.stage, PLACE_SHOWN);
}

static void exam_points_follow_each_attempt(void **state)
{
	struct student ninth;
	struct entry_id use;
	struct err err = ERR_INIT;

	(void)state;
	put_student("吴小禾", 3, SEX_MALE, 23, &ninth);
	place_make("long_jump", "sim-long-jump");
	jumps_far(&ninth, 2057); /* no exam is in use */
	MUST(sitting_look(&sitting, store, items, &err));
	assert_null(sitting.exam);
	assert_false(sitting_catch_up(&sitting, store));
	assert_int_equal(count_of(store, "SELECT count(*) FROM exam_score"), 0);

	use_sample(&use);
	MUST(sitting_look(&sitting, store, items, &err));
	assert_string_equal(sitting.exam->id, "daqing-sample");
	assert_int_equal(sitting.used.exam_year, 2027);
	jumps_far(&ninth, 2067);
	assert_int_equal(count_of(store, POINTS), 1);
	jumps_far(&boy, 2077); /* who does not sit it */
	assert_int_equal(count_of(store, "SELECT count(*) FROM exam_score"), 1);
	all_is_well();
}

/* The ball throw is the exam's alone, with three tries; a foul uses one up. */
static void items_of_the_exam_alone_are_measured_by_its_rules(void **state)
{
	struct student ninth, other;
	struct entry_id use;
	struct err err = ERR_INIT;

	(void)state;
	put_student("吴小禾", 3, SEX_MALE, 23, &ninth);
	put_student("林小桥", 4, SEX_MALE, 22, &other);
	place_make("solid_ball", "sim-throw");
	assert_int_equal(place_may(&place, &ninth), PLACE_NOT_THIS_ITEM);
	use_sample(&use);
	MUST(sitting_look(&sitting, store, items, &err));
	assert_int_equal(place_may(&place, &other), PLACE_NOT_THIS_ITEM);
	begins(&ninth);
	assert_int_equal(place.tries[0].number, 1);
	say_in(SECOND, "$FOUL,ch=1,why=line,seq=1*?");
	assert_true(place_fouled(&place));
	assert_int_equal(place_tries_left(&place, 0, &ninth), 2);
	for (int i = 0; i < 2; i++) {
		place_leave(&place, now);
		begins(&ninth);
		assert_int_equal(place.tries[0].number, 2 + i);
		say_in(SECOND, i ? "$THROW,ch=1,mm=7850,st=F,seq=3*?"
				 : "$THROW,ch=1,mm=7650,st=F,seq=2*?");
	}
	assert_int_equal(place_may(&place, &ninth), PLACE_ALL_DONE);
	assert_int_equal(count_of(store, "SELECT count(*) FROM exam_item WHERE item = "
					 "'solid_ball' AND value = 7850"),
		1);
	all_is_well();
}

static void a_scheme_that_comes_later_scores_what_was_measured(void **state)
{
	struct student ninth;
	struct entry_id use;
	struct err err = ERR_INIT;
	const struct exam *before;

	(void)state;
	put_student("吴小禾", 3, SEX_MALE, 23, &ninth);
	place_make("long_jump", "sim-long-jump");
	jumps_far(&ninth, 2057);
	use_sample(&use);
	MUST(sitting_look(&sitting, store, items, &err));
	assert_true(sitting_catch_up(&sitting, store));
	assert_false(sitting_catch_up(&sitting, store));
	assert_int_equal(count_of(store, POINTS), 1);
	assert_string_equal(sitting.used.confirmed, "");

	before = sitting.exam;
	MUST(exams_confirm(store, &use, "周老师", MONDAY_US, &err));
	MUST(sitting_look(&sitting, store, items, &err));
	assert_ptr_equal(sitting.exam, before);
	assert_string_equal(sitting.used.confirmed, "周老师");
	all_is_well();
}

static const struct {
	const char *why, *hushed;
} whys[] = {
	{ "现场考试：因病免考", "现场考试：免考" },
	{ "现场考试：残疾免考；体育课：缺学年", "现场考试：免考；体育课：缺学年" },
	{ "取消资格", "请立即去找老师" },
	{ "残疾免考残疾免考", "免考免考" },
	{ "足球运球：缓考", "足球运球：缓考" },
	{ "", "" },
};

static void nobody_reads_why_a_child_is_exempt(void **state)
{
	struct entry_id use;
	struct err err = ERR_INIT;

	(void)state;
	use_sample(&use);
	MUST(sitting_look(&sitting, store, items, &err));
	for (size_t i = 0; i < sizeof(whys) / sizeof(whys[0]); i++) {
		char why[SITTING_WHY];

		snprintf(why, sizeof(why), "%s", whys[i].why);
		sitting_hush(sitting.exam, "免考", "请立即去找老师", why);
		assert_string_equal(why, whys[i].hushed);
	}
}

/* The school year went on, and the exam is of the one before: measuring goes on. */
static void an_exam_that_cannot_be_scored_stops_nobody(void **state)
{
	struct student ninth;
	struct entry_id use;
	struct err err = ERR_INIT;

	(void)state;
	put_student("吴小禾", 3, SEX_MALE, 23, &ninth);
	use_sample(&use);
	MUST(sitting_look(&sitting, store, items, &err));
	sitting.used.exam_year = 2026;
	sitting.behind = false;
	place_make("long_jump", "sim-long-jump");
	jumps_far(&ninth, 2057);
	has_one(&ninth, "long_jump", 2050);
	assert_true(sitting.behind);
	assert_false(sitting_catch_up(&sitting, store));
	assert_true(sitting.behind);
	all_is_well();
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

/* ---- a calendar that jumps --------------------------------------------------------- */

static const struct {
	const char *where;
	int64_t by_us;
} calendars[] = {
	{ "two hours on", 7200 * SECOND },
	{ "three hours back", -3 * 3600 * SECOND },
	{ "over midnight", 16 * 3600 * SECOND },
	{ "to before the station was there", -400 * 86400 * SECOND },
};

static int64_t jump_us;

static void calendar_jumps(void)
{
	now.wall_us += jump_us;
	place_tick(&place, now);
}

static void while_a_child_jumps(void)
{
	place_make("long_jump", "sim-long-jump");
	begins(&boy);
	wait_us(2 * SECOND);
	calendar_jumps();
	wait_us(SECOND);
	assert_int_equal(place.stage, PLACE_BUSY);
	say_in(SECOND, "$LEN,ch=1,mm=2057,st=F,seq=2*?");
	has_one(&boy, "long_jump", 2050);
}

static void in_a_minute_of_rope(void)
{
	char text[64];

	place_make("rope_skip", "sim-rope");
	begins(&class[0]);
	wait_us(SECOND);
	for (int i = 1; i < 60; i++) {
		if (i == 30)
			calendar_jumps();
		assert_int_equal(place.tries[0].attempt.state, ATTEMPT_MEASURING);
		snprintf(text, sizeof(text), "$ROPE,ch=1,n=%d,st=R,seq=%d*?", 2 * i, i);
		say_in(SECOND, text);
	}
	has_none(&class[0]);
	say_in(SECOND / 2, "$ROPE,ch=1,n=119,st=F,seq=60*?");
	wait_us(2 * SECOND);
	has_one(&class[0], "rope_skip", 119);
}

static void between_the_gates(void)
{
	place_make("run50", "sim-gates");
	line_up(2);
	say_in(3 * SECOND, "$START,us=500000000,seq=1*?");
	wait_us(4 * SECOND);
	calendar_jumps();
	wait_us(3 * SECOND);
	finish(1, 7100000);
	calendar_jumps();
	finish(2, 7200000);
	has_one(&class[0], "run50", 7100);
	has_one(&class[1], "run50", 7200);
}

/* These have no clock of their own: ours is all there is. */
static void between_two_signals(void)
{
	place_make_bare();
	line_up(2);
	say_in(3 * SECOND, "$GUN\r\n");
	wait_us(4 * SECOND);
	calendar_jumps();
	say_in(4050000, "$LANE2\r\n");
	calendar_jumps();
	say_in(SECOND, "$LANE1\r\n");
	has_one(&class[1], "run50", 8100);
	has_one(&class[0], "run50", 9100);
}

static void between_two_presses(void)
{
	place_make("run50", "sim-gates");
	line_up(1);
	say_in(3 * SECOND, "$START,us=500000000,seq=1*?");
	hand_presses(0);
	wait_us(4 * SECOND);
	calendar_jumps();
	hand_presses(4200000);
	place_close_heat(&place, now);
	place_take_hand(&place, 0, now);
	assert_int_equal(attempts(&class[0], "run50"), 2);
	assert_int_equal(all[1].value, 8200);
	assert_false(all[1].is_void);
}

static void in_laps_from_a_key(void)
{
	struct place_setup setup = setup_of("shuttle_50x8", NULL);

	setup.mass = true;
	place_make_of(&setup, "sim-laps");
	line_up(1);
	place_go(&place, now);
	wait_us(40 * SECOND);
	calendar_jumps();
	say_in(60 * SECOND, "$FIN,bib=1,us=77,seq=1*?");
	place_close_heat(&place, now);
	place_finish(&place, now); /* nor is it corrected any more */
	has_one(&class[0], "shuttle_50x8", 100000);
}

/* What was made before the jump stands before what was made after it. */
static void order_stays(void)
{
	assert_int_equal(count_of(store, "SELECT count(*) FROM entry"),
		count_of(store, "SELECT max(seq) FROM entry"));
	assert_true(count_of(store, "SELECT count(*) FROM attempt") > 0);
}

static void a_calendar_that_jumps_changes_no_result_and_no_order(void **state)
{
	static void (*const scenes[])(void) = { while_a_child_jumps,
		in_a_minute_of_rope, between_the_gates, between_two_signals,
		between_two_presses, in_laps_from_a_key };

	(void)state;
	for (size_t j = 0; j < sizeof(calendars) / sizeof(calendars[0]); j++) {
		print_message("%s\n", calendars[j].where);
		jump_us = calendars[j].by_us;
		for (size_t i = 0; i < sizeof(scenes) / sizeof(scenes[0]); i++) {
			close_school();
			make_school();
			scenes[i]();
			order_stays();
			all_is_well();
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_jump_is_saved_with_its_reading),
		TEST(nothing_is_stored_of_who_says_not_me),
		TEST(height_and_weight_come_from_one_line),
		TEST(what_came_before_the_child_is_not_the_childs),
		TEST(a_listening_may_end_within_a_chunk),
		TEST(a_line_that_comes_twice_counts_once),
		TEST(who_may_not_is_told_why),
		TEST(a_value_outside_the_range_is_not_stored),
		TEST(a_place_measures_what_fits_together),
		TEST(a_zero_is_saved_by_the_operators_word_alone),
		TEST(no_pull_up_is_one_touch),
		TEST(no_pull_up_on_a_bar_without_a_counter_is_the_operators),
		TEST(the_end_of_a_range_is_looked_at),
		TEST(a_count_goes_on_after_the_plug_was_pulled),
		TEST(a_count_that_began_again_is_no_result),
		TEST(a_blow_begins_again_after_the_plug_was_pulled),
		TEST(what_a_crash_left_open_becomes_interrupted),
		TEST(a_device_that_comes_late_is_told_to_begin),
		TEST(without_a_clock_arrivals_are_the_times_and_are_marked),
		TEST(two_clocks_make_no_time_and_a_dispute),
		TEST(a_clock_that_was_switched_off_makes_no_time),
		TEST(a_counter_that_is_asked_counts_a_child),
		TEST(a_counter_that_falls_silent_is_asked_on_and_noticed),
		TEST(six_lanes_are_six_results),
		TEST(false_starts_make_no_results),
		TEST(a_start_called_back_takes_times_back),
		TEST(students_who_change_lanes_take_their_times),
		TEST(who_does_not_finish_has_no_time),
		TEST(gates_that_are_unplugged_lose_only_what_they_did_not_send),
		TEST(a_console_corrects_what_it_said),
		TEST(one_impulse_for_two_numbers_is_disputed_once_each),
		TEST(a_console_corrects_when_the_heat_is_over),
		TEST(the_next_heat_ends_the_corrections_of_the_last),
		TEST(a_devices_clock_is_compared_with_ours),
		TEST(a_long_line_setting_is_whole_in_the_journal),
		TEST(a_thumb_beside_the_gates_is_kept_apart),
		TEST(a_thumb_after_the_heat_is_not_of_the_next_one),
		TEST(a_timer_that_renumbers_reaches_the_attempts),
		TEST(a_lane_timer_mends_a_time_that_was_shown),
		TEST(a_jump_waits_for_the_disk),
		TEST(a_minute_of_rope_waits_for_the_disk),
		TEST(not_me_on_a_full_disk_stores_nothing),
		TEST(a_heat_waits_for_the_disk_wherever_it_fills),
		TEST(a_jump_waits_wherever_the_disk_fills),
		TEST(more_than_can_wait_is_measured_again),
		TEST(a_result_leaves_no_memory_behind),
		TEST(exam_points_follow_each_attempt),
		TEST(items_of_the_exam_alone_are_measured_by_its_rules),
		TEST(a_scheme_that_comes_later_scores_what_was_measured),
		TEST(nobody_reads_why_a_child_is_exempt),
		TEST(an_exam_that_cannot_be_scored_stops_nobody),
		TEST(a_calendar_that_jumps_changes_no_result_and_no_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
