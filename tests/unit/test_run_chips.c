/* Runs where a device hears chips, start numbers and the gun: what it saw is its runner's at
 * once, each time is of the device's bytes, and a killed program has lost nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "checksum.h"
#include "place_run_parts.h"
#include "runs.h"

#define PORT  "tty:/dev/pts/99"
#define BEGAN (1000 * SECOND) /* 10:00:00.000 on the readers' clocks */

/* ---- what the devices say ---------------------------------------------------------- */

static void bring(enum chunk_kind kind, const char *bytes)
{
	struct chunk chunk = { .at_us = now.mono_us,
		.kind = (uint16_t)kind,
		.len = (uint16_t)strlen(bytes) };

	memcpy(chunk.bytes, bytes, strlen(bytes));
	place_chunk(&place, &chunk, now);
}

/* A reader that dates what it hears by its own clock, which is `skew_us` ahead. */
static int64_t skew_us;

static void write_chip(const char *chip, char *out, size_t size)
{
	int64_t ms = (now.mono_us - BEGAN + skew_us) / 1000 + 36000000;

	snprintf(out, size, "%s;29-11-2026 %02d:%02d:%02d.%03d;0A\r", chip,
		(int)(ms / 3600000), (int)(ms / 60000 % 60), (int)(ms / 1000 % 60),
		(int)(ms % 1000));
}

static void reads(const char *chip)
{
	char text[100];

	write_chip(chip, text, sizeof(text));
	bring(CHUNK_BYTES_CAME, text);
}

static void reads_in(int64_t us, const char *chip)
{
	wait_us(us);
	reads(chip);
}

/* A line of our own mat, with its check. */
static void mat(const char *words)
{
	uint8_t sum = 0;
	char text[100];

	for (const char *s = words; *s; s++)
		sum ^= (uint8_t)*s;
	snprintf(text, sizeof(text), "$%s*%02X\r\n", words, sum);
	bring(CHUNK_BYTES_CAME, text);
}

static void mat_in(int64_t us, const char *words)
{
	wait_us(us);
	mat(words);
}

/* ---- a class at the start ------------------------------------------------------------- */

static void plug(const char *item, const char *profile)
{
	skew_us = 0;
	make_place_of(item, PORT, profile);
	bring(CHUNK_OPENED, "");
}

static void line_up(const char *item, const char *profile)
{
	plug(item, profile);
	assert_int_equal(place_line_up(&place, class, CLASS, now), PLACE_YES);
}

/* 1000 m on 400 m: three crossings, 200 m before the line. */
static void boys_with_chips(void)
{
	line_up("run1000", "wiclax-line");
	reads("*"); /* the first line is not believed */
	assert_true(run_choose(&place, RUN_TRACK, 400));
	assert_int_equal(run()->arrivals.needed, 3);
	assert_true(run_choose(&place, RUN_VESTS, RUN_VESTS_CHIPS));
}

static const char *note(int vest)
{
	attempts(place.people[vest - 1].student.id, "run1000");
	return all[0].note;
}

static int disputed(void)
{
	int n = 0;

	for (int i = 0; i < place.people_count; i++)
		if (attempts(place.people[i].student.id, place.tries[0].item->key) > 0)
			n += all[0].is_disputed;
	return n;
}

/* ---- scenes ------------------------------------------------------------------------------ */

static void chips_are_handed_out_at_the_antenna_and_count_the_laps(void **state)
{
	struct arrivals_tally tally;

	(void)state;
	boys_with_chips();
	assert_int_equal(run_next_for_chip(&place), 0);
	reads("00A001");
	reads("A001");			      /* it lies there */
	assert_true(run_hand_out(&place, 1)); /* the second boy does not run */
	assert_int_equal(run_next_for_chip(&place), 2);
	reads_in(SECOND, "B002");
	reads_in(SECOND, "A001"); /* it is his already */
	assert_string_equal(run()->pool_chip[0], "A001");
	assert_string_equal(run()->pool_chip[2], "B002");
	place_go(&place, now);
	reads_in(60 * SECOND, "A001");
	for (int i = 0; i < 6; i++)
		reads_in(SECOND / 2, "A001"); /* once across, many times heard */
	reads_in(10 * SECOND, "B002");
	reads_in(60 * SECOND, "A001");
	reads_in(5 * SECOND, "B002");
	arrivals_count(&run()->arrivals, &tally);
	assert_int_equal(tally.arrived, 0);
	reads_in(61 * SECOND, "A001"); /* 199 s */
	reads_in(10 * SECOND, "B002"); /* 209 s */
	reads_in(30 * SECOND, "A001"); /* who is in stands about */
	arrivals_count(&run()->arrivals, &tally);
	assert_int_equal(tally.arrived, 2);
	assert_int_equal(run()->arrivals.marks, 6);
	place_close_heat(&place, now);
	has_of(1, "run1000", 199000, SOURCE_HAND);
	assert_string_equal(note(1), "手动起跑，按信号到达的时刻计时");
	assert_string_equal(place.people[1].student.id, class[4].id);
	has_of(2, "run1000", 209000, SOURCE_HAND);
	assert_int_equal(disputed(), 0);
	all_agrees();
}

static void a_chip_that_nobody_has_waits_for_a_name_and_brings_all_its_laps(
	void **state)
{
	(void)state;
	boys_with_chips();
	place_go(&place, now);
	reads_in(60 * SECOND, "C3");
	reads_in(SECOND, "D4");
	reads_in(60 * SECOND, "C3");
	assert_int_equal(run()->arrivals.marks, 3);
	assert_int_equal(run()->arrivals.mark[2].runner, -1);
	give(6); /* the oldest ?, and with it its chip */
	assert_int_equal(run()->arrivals.mark[0].runner, 6);
	assert_int_equal(run()->arrivals.mark[1].runner, -1);
	assert_int_equal(run()->arrivals.mark[2].runner, 6);
	reads_in(60 * SECOND, "C3"); /* and it is his from now on */
	assert_int_equal(run()->arrivals.mark[3].runner, 6);
	/* A vest's number may be on the chip. */
	reads_in(SECOND, "00012");
	assert_int_equal(run()->arrivals.mark[4].runner, 11);
	/* What a device saw is no step that a person takes back. */
	assert_true(run_undo(&place, now));
	assert_int_equal(run()->arrivals.mark[2].runner, -1);
	assert_int_equal(run()->arrivals.mark[4].runner, 11);
	assert_true(run_give_mark(&place, 2, 6, now));
	place_close_heat(&place, now);
	has_of(7, "run1000", 181000, SOURCE_HAND);
	all_agrees();
}

/* Both shoes are read; one of the chips is nobody's until somebody says so. */
static void two_chips_on_two_shoes_are_one_crossing(void **state)
{
	(void)state;
	boys_with_chips();
	reads("LEFT");
	place_go(&place, now);
	reads_in(60 * SECOND, "LEFT");
	reads_in(SECOND / 10, "RIGHT");
	assert_int_equal(run()->arrivals.marks, 2);
	give(0);
	assert_true(run()->arrivals.mark[1].struck);
	reads_in(60 * SECOND, "RIGHT");
	reads_in(SECOND / 10, "LEFT");
	reads_in(60 * SECOND, "LEFT");
	reads_in(SECOND / 10, "RIGHT");
	assert_int_equal(run()->arrivals.marks, 4);
	place_close_heat(&place, now);
	has_of(1, "run1000", 180000, SOURCE_HAND);
	assert_false(all[0].is_disputed);
	all_agrees();
}

/* Tags in clothes, parcels and bags: more than a run has room for. */
static void strangers_do_not_take_the_runners_room(void **state)
{
	char tag[20];

	(void)state;
	boys_with_chips();
	reads("A1");
	place_go(&place, now);
	reads_in(60 * SECOND, "4294967298"); /* its last 32 bits are a 2 */
	assert_int_equal(run()->arrivals.mark[0].runner, -1);
	for (int i = 0; i < 700; i++) {
		snprintf(tag, sizeof(tag), "E2801160%d", i);
		reads(tag);
		reads(tag);
	}
	assert_true(run()->arrivals.marks <= RUN_CHIPS);
	for (int lap = 0; lap < 3; lap++) {
		reads_in(60 * SECOND, "A1");
		for (int vest = 2; vest <= 15; vest++) {
			snprintf(tag, sizeof(tag), "%04d", vest);
			reads(tag);
		}
	}
	for (int i = 0; i < 15; i++) {
		struct arrivals_stand stand;

		arrivals_stand(&run()->arrivals, i, &stand);
		assert_true(stand.finish >= 0);
	}
	place_close_heat(&place, now);
	has_of(1, "run1000", 240000, SOURCE_HAND);
	has_of(15, "run1000", 240000, SOURCE_HAND);
	all_agrees();
}

static void a_gun_and_a_mat_make_times_of_their_own_clock(void **state)
{
	(void)state;
	line_up("run1000", "sim-laps");
	run_choose(&place, RUN_LAPS, 0);
	mat_in(3 * SECOND, "START,us=500000000,seq=1");
	assert_int_equal(place.stage, PLACE_BUSY);
	mat_in(60 * SECOND, "LAP,bib=0002,lap=1,us=560000000,seq=2");
	wait_us(140 * SECOND);
	mat("FIN,bib=0002,us=700500000,seq=3");
	mat("FIN,bib=0002,us=700500000,seq=3"); /* said twice */
	mat("FIN,bib=77,us=700600000,seq=4");
	mat_in(SECOND, "FIN,bib=1,us=701500000,seq=5");
	assert_int_equal(run()->arrivals.marks, 3);
	give(9);
	place_close_heat(&place, now);
	assert_int_equal(attempts(place.people[1].student.id, "run1000"), 1);
	assert_int_equal(all[0].outcome, OUTCOME_VALID);
	assert_int_equal(all[0].raw_value, 200500000);
	assert_int_equal(all[0].source, SOURCE_DEVICE);
	assert_string_equal(all[0].note, "");
	attempts(place.people[0].student.id, "run1000");
	assert_int_equal(all[0].raw_value, 201500000);
	assert_int_equal(attempts(place.people[9].student.id, "run1000"), 1);
	assert_int_equal(all[0].raw_value, 200600000);
	/* It was another one's: both are mended, the time stays the device's. */
	assert_true(run_edit(&place, ARRIVALS_GIVE, 1, 10, now));
	assert_int_equal(attempts(place.people[10].student.id, "run1000"), 2);
	assert_true(all[0].is_void); /* that he had not come in */
	assert_int_equal(all[1].raw_value, 200600000);
	assert_int_equal(all[1].source, SOURCE_DEVICE);
	assert_int_equal(disputed(), 0);
	all_agrees();
}

static void laps_that_a_mat_counts_are_crossings_where_each_is_wanted(void **state)
{
	(void)state;
	line_up("run1000", "sim-laps");
	assert_true(run_choose(&place, RUN_TRACK, 400));
	assert_true(run_choose(&place, RUN_LAPS, 1));
	mat_in(3 * SECOND, "START,us=500000000,seq=1");
	mat_in(60 * SECOND, "LAP,bib=2,lap=1,us=560000000,seq=2");
	mat_in(60 * SECOND, "LAP,bib=2,lap=2,us=620000000,seq=3");
	assert_int_equal(run()->arrivals.mark[1].runner, 1);
	mat_in(80 * SECOND, "FIN,bib=2,us=700000000,seq=4");
	place_close_heat(&place, now);
	has_of(2, "run1000", 200000, SOURCE_DEVICE);
	all_agrees();
}

/* The operator of a console puts right who it was: while they run, and after the run. */
static void a_console_corrects_what_it_said(void **state)
{
	struct err err = ERR_INIT;
	char path[200];
	struct place_setup setup = {
		.lanes = 40, .kind = SESSION_FORMAL, .item_count = 1, .mass = true
	};

	(void)state;
	snprintf(path, sizeof(path), SOURCE_DIR "/devices/profiles/alge-tdc8001.yaml");
	strcpy(setup.line.where, PORT);
	setup.items[0] = items_find(items, "run1000");
	MUST(place_open(&place, &setup, path, &hall, &err));
	bring(CHUNK_OPENED, "");
	assert_int_equal(place_line_up(&place, class, CLASS, now), PLACE_YES);
	run_choose(&place, RUN_LAPS, 0);
	wait_us(SECOND);
	bring(CHUNK_BYTES_CAME, " 0000 C0  10:00:00.0000 00\r");
	assert_true(arrivals_started(&run()->arrivals));
	wait_us(200 * SECOND);
	bring(CHUNK_BYTES_CAME, " 0003 C1  10:03:20.0000 00\r");
	assert_int_equal(run()->arrivals.mark[0].runner, 2);
	wait_us(20 * SECOND);
	bring(CHUNK_BYTES_CAME, "c0003 C1  10:03:20.0000 00\r");
	assert_true(run()->arrivals.mark[0].struck);
	bring(CHUNK_BYTES_CAME, "i0004 C1  10:03:20.0000 00\r");
	assert_int_equal(run()->arrivals.mark[1].runner, 3);
	assert_int_equal(run()->arrivals.mark[1].at_us, BEGAN + 201 * SECOND);
	wait_us(10 * SECOND);
	bring(CHUNK_BYTES_CAME, " 0005 C1  10:03:50.0000 00\r");
	place_close_heat(&place, now);
	has_of(4, "run1000", 200000, SOURCE_DEVICE);
	has_of(5, "run1000", 230000, SOURCE_DEVICE);
	wait_us(60 * SECOND);
	bring(CHUNK_BYTES_CAME, " 0006 C1  10:04:50.0000 00\r"); /* the next race */
	assert_int_equal(run()->arrivals.marks, 3);
	bring(CHUNK_BYTES_CAME, "c0005 C1  10:03:50.0000 00\r");
	bring(CHUNK_BYTES_CAME, "i0007 C1  10:03:50.0000 00\r");
	assert_int_equal(attempts(place.people[6].student.id, "run1000"), 2);
	assert_int_equal(all[1].value, 230000);
	assert_int_equal(all[1].source, SOURCE_DEVICE);
	assert_int_equal(attempts(place.people[4].student.id, "run1000"), 2);
	assert_true(all[0].is_void);
	assert_int_equal(all[1].outcome, OUTCOME_WITHDRAWN);
	assert_int_equal(disputed(), 0);
	all_agrees();
	wait_us(700 * SECOND);
	bring(CHUNK_BYTES_CAME, "i0008 C1  10:03:50.0000 00\r"); /* nobody listens */
	assert_int_equal(attempts(place.people[7].student.id, "run1000"), 1);
}

static void the_gun_is_heard_behind_the_keys_start(void **state)
{
	(void)state;
	line_up("run1000", "sim-laps");
	run_choose(&place, RUN_LAPS, 0);
	place_go(&place, now);
	mat_in(SECOND / 4, "START,us=500000000,seq=1");
	mat_in(200 * SECOND, "FIN,bib=1,us=700000000,seq=2");
	place_close_heat(&place, now);
	has_of(1, "run1000", 200000, SOURCE_DEVICE); /* and not 200.25 */
	all_agrees();
}

static void the_key_just_behind_the_gun_is_no_arrival(void **state)
{
	(void)state;
	line_up("run1000", "sim-laps");
	run_choose(&place, RUN_LAPS, 0);
	mat_in(3 * SECOND, "START,us=500000000,seq=1");
	presses(SECOND / 3);
	assert_int_equal(run()->arrivals.marks, 0);
	presses(150 * SECOND);
	assert_int_equal(run()->arrivals.marks, 1);
	place_finish(&place, now);
}

static void the_key_stands_in_for_what_is_not_read(void **state)
{
	(void)state;
	line_up("run1000", "sim-laps");
	run_choose(&place, RUN_LAPS, 0);
	mat_in(3 * SECOND, "START,us=500000000,seq=1");
	presses(200 * SECOND);
	give(3);
	mat_in(SECOND, "FIN,bib=1,us=701000000,seq=2");
	mat_in(SECOND, "FIN,bib=2,us=702000000,seq=3");
	assert_true(run_edit(&place, ARRIVALS_STRIKE, 2, 0, now));
	place_close_heat(&place, now);
	has_of(4, "run1000", 200000, SOURCE_HAND);
	has_of(1, "run1000", 201000, SOURCE_DEVICE);
	assert_int_equal(attempts(place.people[1].student.id, "run1000"), 1);
	assert_int_equal(all[0].outcome, OUTCOME_WITHDRAWN);
	all_agrees();
}

static void a_false_start_of_the_gun_begins_again(void **state)
{
	(void)state;
	line_up("run1000", "sim-laps");
	run_choose(&place, RUN_LAPS, 0);
	mat_in(3 * SECOND, "START,us=500000000,seq=1");
	wait_us(2 * SECOND);
	place_false_start(&place, now);
	assert_false(arrivals_started(&run()->arrivals));
	assert_false(run_may_choose(&place) && place.go_us);
	mat_in(9 * SECOND, "START,us=511000000,seq=2");
	mat_in(200 * SECOND, "FIN,bib=1,us=711500000,seq=3");
	place_close_heat(&place, now);
	attempts(place.people[0].student.id, "run1000");
	assert_int_equal(all[0].raw_value, 200500000);
	all_agrees();
}

/* Whose clock began again in between has a time by our clock, and a teacher looks. */
static void a_device_that_was_switched_off_and_on_is_not_believed(void **state)
{
	(void)state;
	line_up("run1000", "sim-laps");
	run_choose(&place, RUN_LAPS, 0);
	mat_in(3 * SECOND, "START,us=500000000,seq=1");
	mat_in(190 * SECOND, "FIN,bib=2,us=690000000,seq=2");
	bring(CHUNK_LOST, "gone");
	wait_us(5 * SECOND);
	bring(CHUNK_OPENED, "");
	mat_in(5 * SECOND, "FIN,bib=1,us=7000000,seq=1");
	place_close_heat(&place, now);
	has_of(2, "run1000", 190000, SOURCE_DEVICE);
	assert_false(all[0].is_disputed);
	has_of(1, "run1000", 200000, SOURCE_HAND);
	assert_true(all[0].is_disputed);
	all_agrees();
}

static void a_reader_without_a_clock_counts_by_arrival(void **state)
{
	(void)state;
	line_up("run1000", "uhf-a0");
	assert_true(run_hears_chips(&place));
	assert_int_equal(run()->arrivals.needed, run_course(&place).crossings);
	place_finish(&place, now);
}

/* It shoots twice for one shot, and carries no time. */
static void a_gun_that_echoes_starts_one_wave(void **state)
{
	(void)state;
	line_up("run1000", "ste100-gun");
	assert_true(run_choose(&place, RUN_STARTS, 2));
	run_choose(&place, RUN_LAPS, 0);
	wait_us(SECOND);
	bring(CHUNK_BYTES_CAME, "\x63\xE1\xE2\xE3\x63\xE1\xE2\xE3");
	wait_us(SECOND / 4);
	bring(CHUNK_BYTES_CAME, "\x63\xE1\xE2\xE3");
	assert_true(run()->arrivals.started[0]);
	assert_false(run()->arrivals.started[1]);
	wait_us(60 * SECOND);
	bring(CHUNK_BYTES_CAME, "\x63\xE1\xE2\xE3");
	assert_true(run()->arrivals.started[1]);
	presses(139750000);
	give(0);
	place_close_heat(&place, now);
	has_of(1, "run1000", 200000, SOURCE_HAND);
	all_agrees();
}

/* ---- a killed program ---------------------------------------------------------------------- */

static void run_and_be_killed(void)
{
	char text[100];
	struct err err = ERR_INIT;

	open_station();
	boys_with_chips();
	reads("A1");
	reads_in(SECOND, "A2");
	place_go(&place, now);
	reads_in(60 * SECOND, "A1");
	reads_in(SECOND, "A2");
	reads_in(SECOND, "E5");
	reads_in(60 * SECOND, "A1");
	wait_us(SECOND);
	/* The bytes are written, and the power goes before anybody could look at them. */
	write_chip("A2", text, sizeof(text));
	MUST(listenings_chunk(
		store, &place.journal, text, strlen(text), now.mono_us, &err));
	raise(SIGKILL);
}

static void a_killed_program_has_lost_no_passing(void **state)
{
	int64_t start_us = now.mono_us + SECOND;

	(void)state;
	kill_one(run_and_be_killed);
	now.mono_us = start_us + 130 * SECOND;
	now.wall_us += 131 * SECOND;
	plug("run1000", "wiclax-line");
	assert_int_equal(place.stage, PLACE_BUSY);
	assert_true(run()->resumed);
	assert_int_equal(place.go_us, start_us);
	assert_int_equal(run()->arrivals.needed, 3);
	assert_int_equal(run()->arrivals.marks, 5);
	assert_int_equal(run()->arrivals.mark[4].runner, 1);
	assert_int_equal(run()->arrivals.mark[4].at_us, start_us + 123 * SECOND);
	assert_int_equal(run()->chip[run_chip(run(), "A2")].runner, 1);
	give(4); /* E5 */
	reads("*");
	now.mono_us = start_us + 180 * SECOND;
	reads("A1");
	reads_in(SECOND, "A2");
	reads_in(SECOND, "E5");
	assert_int_equal(run()->arrivals.mark[7].runner, 4);
	place_close_heat(&place, now);
	has_of(1, "run1000", 180000, SOURCE_HAND);
	has_of(2, "run1000", 181000, SOURCE_HAND);
	assert_int_equal(attempts(place.people[4].student.id, "run1000"), 1);
	assert_int_equal(all[0].outcome, OUTCOME_WITHDRAWN); /* 2 of 3 */
	all_agrees();
	place_close(&place);
	plug("run1000", "wiclax-line");
	assert_int_equal(place.stage, PLACE_FREE);
}

/* The gun was heard before the machine was switched off, the finish after: the device's clock
 * ran on, and its time holds. */
static void the_devices_clock_runs_on_while_the_machine_does_not(void **state)
{
	(void)state;
	strcpy(hall.boot, "aaaa0001");
	line_up("run1000", "sim-laps");
	run_choose(&place, RUN_LAPS, 0);
	mat_in(3 * SECOND, "START,us=500000000,seq=1");
	mat_in(100 * SECOND, "LAP,bib=1,lap=1,us=600000000,seq=2");
	place_finish(&place, now);
	place_close(&place);
	strcpy(hall.boot, "bbbb0002");
	now.wall_us += 60 * SECOND;
	now.mono_us = 20 * SECOND;
	plug("run1000", "sim-laps");
	assert_true(run()->resumed);
	mat_in(40 * SECOND, "FIN,bib=1,us=700200000,seq=3");
	mat_in(SECOND, "FIN,bib=2,us=4000000,seq=4"); /* this cannot be */
	place_close_heat(&place, now);
	attempts(place.people[0].student.id, "run1000");
	assert_int_equal(all[0].raw_value, 200200000);
	assert_int_equal(all[0].source, SOURCE_DEVICE);
	has_of(2, "run1000", 201000, SOURCE_HAND);
	assert_true(all[0].is_disputed);
	all_agrees();
}

/* A shot that was called back is heard again in the journal, and starts nobody. */
static void a_shot_from_before_the_start_starts_no_wave(void **state)
{
	(void)state;
	line_up("run1000", "sim-laps");
	assert_true(run_choose(&place, RUN_STARTS, 2));
	mat_in(3 * SECOND, "START,us=500000000,seq=1");
	wait_us(3 * SECOND);
	place_false_start(&place, now);
	wait_us(20 * SECOND);
	place_go(&place, now);
	place_finish(&place, now);
	place_close(&place);
	plug("run1000", "sim-laps");
	assert_true(run()->resumed);
	assert_true(run()->arrivals.started[0]);
	assert_false(run()->arrivals.started[1]);
	assert_int_equal(run()->start_seen[0].listening, 0);
}

/* Two mats in two fields, each with a run of the same item. */
static void each_place_goes_on_with_its_own_run(void **state)
{
	(void)state;
	line_up("run1000", "sim-laps");
	run_choose(&place, RUN_LAPS, 0);
	mat_in(3 * SECOND, "START,us=500000000,seq=1");
	place_finish(&place, now);
	place_close(&place);
	make_place_of("run1000", "tty:/dev/pts/98", "sim-laps");
	assert_int_equal(place.stage, PLACE_FREE);
	assert_int_equal(place_line_up(&place, class, CLASS, now), PLACE_YES);
	place_go(&place, now);
	place_finish(&place, now);
	place_close(&place);
	plug("run1000", "sim-laps");
	assert_true(run()->resumed);
	assert_int_equal(now.mono_us - place.go_us, 0);
	assert_true(run()->start_seen[0].listening != 0);
}

/* ---- a full disk ----------------------------------------------------------------------------- */

static void limit_files(rlim_t size)
{
	struct rlimit limit;

	getrlimit(RLIMIT_FSIZE, &limit);
	limit.rlim_cur = size < limit.rlim_max ? size : limit.rlim_max;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void passings_wait_for_the_disk_in_their_order(void **state)
{
	struct stat st = { .st_size = 0 };
	char path[100];

	(void)state;
	boys_with_chips();
	place_go(&place, now);
	snprintf(path, sizeof(path), "%s/station.db-wal", dir);
	stat(path, &st);
	signal(SIGXFSZ, SIG_IGN);
	limit_files((rlim_t)st.st_size);
	reads_in(60 * SECOND, "1");
	wait_us(SECOND);
	(void)place_hand_key(&place, now);
	reads_in(SECOND, "2");
	assert_true(place.failed);
	assert_int_equal(run()->arrivals.marks, 0);
	limit_files(RLIM_INFINITY);
	wait_us(5 * SECOND);
	wait_us(5 * SECOND);
	assert_false(place.failed);
	assert_int_equal(run()->arrivals.marks, 3);
	assert_int_equal(run()->arrivals.mark[arrivals_oldest(&run()->arrivals)].at_us,
		BEGAN + 61 * SECOND);
	reads_in(50 * SECOND, "1");
	reads_in(60 * SECOND, "1");
	place_close_heat(&place, now);
	has_of(1, "run1000", 182000, SOURCE_HAND);
	all_agrees();
}

/* The shot and all that came behind it waited together. */
static void a_shot_waits_for_the_disk_and_starts_before_what_came_behind_it(
	void **state)
{
	struct stat st = { .st_size = 0 };
	char path[100];

	(void)state;
	line_up("run1000", "sim-laps");
	run_choose(&place, RUN_LAPS, 0);
	snprintf(path, sizeof(path), "%s/station.db-wal", dir);
	stat(path, &st);
	signal(SIGXFSZ, SIG_IGN);
	limit_files((rlim_t)st.st_size);
	mat_in(3 * SECOND, "START,us=500000000,seq=1");
	assert_true(place.failed);
	mat_in(200 * SECOND, "FIN,bib=1,us=700000000,seq=2");
	mat_in(SECOND, "FIN,bib=77,us=701000000,seq=3");
	assert_false(arrivals_started(&run()->arrivals));
	limit_files(RLIM_INFINITY);
	wait_us(5 * SECOND);
	wait_us(5 * SECOND);
	assert_false(place.failed);
	assert_false(place_is_behind(&place));
	assert_int_equal(run()->arrivals.start_us[0], BEGAN + 3 * SECOND);
	assert_int_equal(run()->arrivals.marks, 2);
	give(4);
	place_close_heat(&place, now);
	has_of(1, "run1000", 200000, SOURCE_DEVICE);
	has_of(5, "run1000", 201000, SOURCE_DEVICE);
	all_agrees();
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
	const struct CMUnitTest tests[] = {
		TEST(chips_are_handed_out_at_the_antenna_and_count_the_laps),
		TEST(a_chip_that_nobody_has_waits_for_a_name_and_brings_all_its_laps),
		TEST(two_chips_on_two_shoes_are_one_crossing),
		TEST(strangers_do_not_take_the_runners_room),
		TEST(a_gun_and_a_mat_make_times_of_their_own_clock),
		TEST(laps_that_a_mat_counts_are_crossings_where_each_is_wanted),
		TEST(a_console_corrects_what_it_said),
		TEST(the_gun_is_heard_behind_the_keys_start),
		TEST(the_key_just_behind_the_gun_is_no_arrival),
		TEST(the_key_stands_in_for_what_is_not_read),
		TEST(a_false_start_of_the_gun_begins_again),
		TEST(a_device_that_was_switched_off_and_on_is_not_believed),
		TEST(a_reader_without_a_clock_counts_by_arrival),
		TEST(a_gun_that_echoes_starts_one_wave),
		TEST(a_killed_program_has_lost_no_passing),
		TEST(the_devices_clock_runs_on_while_the_machine_does_not),
		TEST(a_shot_from_before_the_start_starts_no_wave),
		TEST(each_place_goes_on_with_its_own_run),
		TEST(a_shot_waits_for_the_disk_and_starts_before_what_came_behind_it),
		TEST(passings_wait_for_the_disk_in_their_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
