/* Faults on demand: as text, over bytes and times, and through a pty. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "faults.h"
#include "sim.h"

static struct faults_how fault(const char *text)
{
	struct faults_how how = { 0 };
	struct err err = ERR_INIT;

	if (!faults_read(text, &how, &err))
		fail_msg("%s", err.text);
	return how;
}

static void each_is_read_with_its_values_or_without(void **state)
{
	struct faults_how how = { 0 };
	struct err err = ERR_INIT;

	(void)state;
	assert_int_equal(fault("torn").torn_us, 30000);
	assert_int_equal(fault("torn:2ms").torn_us, 2000);
	assert_int_equal(fault("bits:1").bits, 1);
	assert_int_equal(fault("drift").drift_ppm, 500);
	assert_int_equal(fault("drift:-100000").drift_ppm, -100000);
	assert_int_equal(fault("silence:3s").silence.every_us, 3000000);
	assert_int_equal(fault("silence:3s").silence.for_us, 6000000);
	assert_int_equal(fault("unplug:3600s:0.5s").unplug.for_us, 500000);
	assert_int_equal(fault("double:100").doubles, 100);
	assert_int_equal(fault("midnight").midnight_us, 5000000);
	assert_int_equal(fault("burst:1500ms").burst_us, 1500000);
	/* Several stand together. */
	assert_true(faults_read("torn", &how, &err) && faults_read("bits", &how, &err));
	assert_true(how.torn_us > 0 && how.bits > 0);
}

static void what_is_no_fault_is_refused_and_changes_nothing(void **state)
{
	static const struct {
		const char *text, *says;
	} wrong[] = {
		{ "", "is none of the faults" },
		{ "tor", "is none of the faults" },
		{ "torn:30", "torn takes pauses" },
		{ "torn:0ms", "torn takes" },
		{ "torn:-3ms", "torn takes" },
		{ "torn:1ms:2ms", "torn takes" },
		{ "bits:0", "bits takes" },
		{ "bits:1.5", "bits takes" },
		{ "drift:100001", "drift takes" },
		{ "silence:20s:6s:1s", "silence takes" },
		{ "silence:20s:x", "silence takes" },
		{ "double:101", "double takes" },
		{ "midnight:2h", "midnight takes" },
		{ "unplug:3601s", "unplug takes" },
		{ "burst:s", "burst takes" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		struct faults_how how = { .bits = 7 };
		struct err err = ERR_INIT;

		if (faults_read(wrong[i].text, &how, &err) ||
			!strstr(err.text, wrong[i].says))
			fail_msg("\"%s\": %s", wrong[i].text, err.text);
		assert_int_equal(how.bits, 7);
		assert_int_equal(how.silence.every_us, 0);
	}
}

/* ---- bytes that wait -------------------------------------------------------------- */

#define RUN_BYTES 20000

struct run {
	uint8_t bytes[RUN_BYTES];
	int64_t at_us[RUN_BYTES];
	size_t count;
};

/* A byte each millisecond: byte i is said at i ms. */
static void play(struct run *run, const char *text, uint64_t seed)
{
	struct faults_how how = fault(text);
	struct faults *f = malloc(sizeof(*f));

	assert_non_null(f);
	faults_init(f, &how, seed);
	run->count = 0;
	for (int64_t us = 0; us < (RUN_BYTES + 5000) * 1000LL; us += 1000) {
		uint8_t byte = (uint8_t)(us / 1000), out[64];
		size_t n;

		if (us / 1000 < RUN_BYTES)
			faults_put(f, &byte, 1, us);
		while ((n = faults_take(f, us, out, sizeof(out))) > 0)
			for (size_t i = 0; i < n; i++) {
				run->bytes[run->count] = out[i];
				run->at_us[run->count++] = us;
			}
	}
	assert_int_equal(f->count, 0);
	free(f);
}

static struct run one, other;

static void check_whole(const struct run *run)
{
	assert_int_equal(run->count, RUN_BYTES);
	for (size_t i = 0; i < RUN_BYTES; i++)
		assert_int_equal(run->bytes[i], (uint8_t)i);
}

static void torn_bytes_come_in_order_and_no_later_than_a_pause(void **state)
{
	size_t pauses = 0;

	(void)state;
	play(&one, "torn:50ms", 3);
	check_whole(&one);
	for (size_t i = 0; i < RUN_BYTES; i++) {
		assert_in_range(one.at_us[i], i * 1000, i * 1000 + 51000);
		pauses += i > 0 && one.at_us[i] - one.at_us[i - 1] > 10000;
	}
	assert_true(pauses > 200);
}

static void bits_are_wrong_as_often_as_asked_and_one_at_a_time(void **state)
{
	size_t wrong = 0;

	(void)state;
	play(&one, "bits:50", 1);
	assert_int_equal(one.count, RUN_BYTES);
	for (size_t i = 0; i < RUN_BYTES; i++) {
		unsigned off = one.bytes[i] ^ (uint8_t)i;

		assert_true(__builtin_popcount(off) <= 1);
		wrong += off != 0;
	}
	assert_in_range(wrong, RUN_BYTES / 50 * 8 / 10, RUN_BYTES / 50 * 12 / 10);
}

static void silence_swallows_what_is_said_in_it(void **state)
{
	size_t gaps = 0;
	int64_t longest = 0;

	(void)state;
	play(&one, "silence:4s:1s", 9);
	assert_in_range(one.count, RUN_BYTES - 7000, RUN_BYTES - 2000);
	for (size_t i = 1; i < one.count; i++) {
		int64_t gap = one.at_us[i] - one.at_us[i - 1];

		gaps += gap > 1000;
		longest = gap > longest ? gap : longest;
	}
	assert_in_range(gaps, 2, 7);
	assert_in_range(longest, 1000000, 1002000);
}

static void a_burst_is_held_back_and_comes_as_fast_as_its_line(void **state)
{
	(void)state;
	play(&one, "burst:500ms", 1);
	check_whole(&one);
	/* 500 bytes at 115200 baud take 43 ms. */
	for (size_t i = 1; i < RUN_BYTES; i++)
		assert_in_range(one.at_us[i] % 500000, 0, 45000);
	assert_true(one.at_us[502] - one.at_us[501] <= 1000);
}

static void the_same_seed_is_the_same_fault(void **state)
{
	static const char *const texts[] = { "torn", "bits", "silence:2s:1s" };

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		play(&one, texts[i], 5);
		play(&other, texts[i], 5);
		assert_int_equal(one.count, other.count);
		assert_memory_equal(one.bytes, other.bytes, one.count);
		assert_memory_equal(
			one.at_us, other.at_us, one.count * sizeof(int64_t));
		play(&other, texts[i], 6);
		assert_false(one.count == other.count &&
			     memcmp(one.bytes, other.bytes, one.count) == 0 &&
			     memcmp(one.at_us, other.at_us,
				     one.count * sizeof(int64_t)) == 0);
	}
}

static void a_drifting_clock_goes_forth_and_back(void **state)
{
	static const int32_t ppm[] = { 0, 1, 500, -500, 100000, -100000 };
	static const int64_t times[] = { 0, 1, 999999, 1000000, 86400000000,
		8000000000000000 };

	(void)state;
	for (size_t p = 0; p < 6; p++) {
		struct faults_how how = { .drift_ppm = ppm[p] };

		for (size_t t = 0; t < 6; t++) {
			int64_t ours = faults_our_us(&how, times[t]);

			/* When our time has come, the device's has; not before. */
			assert_true(faults_device_us(&how, ours) >= times[t]);
			assert_true(times[t] == 0 ||
				    faults_device_us(&how, ours - 1) < times[t]);
		}
		assert_true(faults_our_us(&how, INT64_MAX) > INT64_MAX / 2);
	}
	assert_int_equal(
		faults_device_us(&(struct faults_how){ .drift_ppm = 500 }, 86400000000),
		86443200000);
}

/* ---- through a pty ------------------------------------------------------------------ */

static struct sim *must_open(const char *text, const struct sim_how *how, int *fd)
{
	struct err err = ERR_INIT;
	struct sim *sim = sim_open_text("test.sim", text, strlen(text), how, &err);

	if (!sim)
		fail_msg("%s", err.text);
	*fd = open(sim_port(sim), O_RDWR | O_NOCTTY | O_NONBLOCK);
	assert_true(*fd >= 0);
	return sim;
}

/* What is there to be read, as text. */
static const char *take(int fd)
{
	static char heard[4096];
	size_t len = 0;
	ssize_t n;

	while (len < sizeof(heard) - 1 &&
		(n = read(fd, heard + len, sizeof(heard) - 1 - len)) > 0)
		len += (size_t)n;
	heard[len] = '\0';
	return heard;
}

static void what_a_drifting_device_says_comes_when_its_clock_says(void **state)
{
	struct sim_how how = { .faults.drift_ppm = 100000 };
	int fd;
	struct sim *sim = must_open("wait 1.1s\nsay \"{us}\"\nidle", &how, &fd);

	(void)state;
	assert_int_equal(sim_step(sim, 0), 1000000);
	(void)sim_step(sim, 999999);
	assert_string_equal(take(fd), "");
	(void)sim_step(sim, 1000000);
	assert_string_equal(take(fd), "1100000");
	sim_close(sim);
	close(fd);
}

static void a_day_ends_and_the_next_begins(void **state)
{
	static const char text[] =
		"repeat 3 {\nsay \"{day} {clock:clock.4};\"\nwait 1s\n}";
	struct sim_how how = { .faults.midnight_us = 1500000 }, plain = { 0 };
	int fd;
	struct sim *sim = must_open(text, &how, &fd);

	(void)state;
	for (int64_t us = 0; us <= 3000000; us += 500000)
		(void)sim_step(sim, us);
	assert_string_equal(
		take(fd), "0 23:59:58.5000;0 23:59:59.5000;1 00:00:00.5000;");
	sim_close(sim);
	close(fd);
	sim = must_open(text, &plain, &fd);
	(void)sim_step(sim, 0);
	assert_string_equal(take(fd), "0 10:00:00.0000;");
	sim_close(sim);
	close(fd);
}

static void doubles_come_whole_and_what_is_said_stays_the_same(void **state)
{
	static const char text[] = "repeat 200 {\nlet r = random 0..9\nsay "
				   "\"<{n:03}{r}>\" gives 1\n}\nidle";
	struct sim_how how = { .seed = 4, .faults.doubles = 25 }, plain = { .seed = 4 };
	char single[4096], *next = single;
	int fd, doubles = 0;
	struct sim *sim = must_open(text, &plain, &fd);
	const char *heard;

	(void)state;
	(void)sim_step(sim, 0);
	strcpy(single, take(fd));
	assert_int_equal(strlen(single), 1200);
	assert_int_equal(sim_readings(sim), 200);
	sim_close(sim);
	close(fd);
	sim = must_open(text, &how, &fd);
	(void)sim_step(sim, 0);
	for (heard = take(fd); *heard; heard += 6) {
		if (next > single && memcmp(heard, next - 6, 6) == 0 &&
			memcmp(heard, next, 6) != 0) {
			doubles++;
			continue;
		}
		assert_memory_equal(heard, next, 6);
		next += 6;
	}
	assert_int_equal(next - single, 1200);
	assert_in_range(doubles, 30, 70);
	assert_int_equal(sim_readings(sim), 200 + doubles);
	sim_close(sim);
	close(fd);
}

static void the_plug_is_pulled_again_and_again(void **state)
{
	static char name[64];
	struct sim_how how = { .faults.unplug = { 2000000, 500000 }, .link = name };
	int fd, gone = 0;
	bool was = true;
	struct sim *sim;

	(void)state;
	snprintf(name, sizeof(name), "/tmp/station-faults-%d", (int)getpid());
	sim = must_open("repeat forever {\nsay \"x\"\nwait 100ms\n}", &how, &fd);
	for (int64_t us = 0; us < 30000000; us += 10000) {
		int64_t next = sim_step(sim, us);
		bool is = access(name, F_OK) == 0;

		assert_true(next <= us + 100000);
		gone += was && !is;
		was = is;
		(void)take(fd);
		if (is && gone) {
			close(fd);
			fd = open(name, O_RDWR | O_NOCTTY | O_NONBLOCK);
		}
	}
	/* Every 1 to 3 s for half a second. */
	assert_in_range(gone, 30 / 4, 30 / 1);
	/* What it said meanwhile is lost. */
	assert_true(sim_unheard(sim) > 0);
	sim_close(sim);
	close(fd);
}

static void a_silent_device_does_not_hear_either(void **state)
{
	struct sim_how how = { .faults.silence = { 1000, 3000000000 } };
	int fd;
	struct sim *sim = must_open("when \"?\" say \"!\"", &how, &fd);

	(void)state;
	(void)sim_step(sim, 0);
	assert_int_equal(write(fd, "?", 1), 1);
	(void)sim_step(sim, 10000);
	assert_string_equal(take(fd), "");
	sim_close(sim);
	close(fd);
}

/* ---- the line ------------------------------------------------------------------------- */

static void set_speed(int fd, speed_t speed)
{
	struct termios t;

	assert_int_equal(tcgetattr(fd, &t), 0);
	cfmakeraw(&t);
	cfsetspeed(&t, speed);
	assert_int_equal(tcsetattr(fd, TCSANOW, &t), 0);
}

/* Steps of ten milliseconds, to `end_us`. */
static void step_to(struct sim *sim, int64_t *us, int64_t end_us)
{
	for (; *us < end_us; *us += 10000)
		(void)sim_step(sim, *us);
}

static void a_wrong_speed_is_garbled_and_heals(void **state)
{
	struct sim_how how = { .line = "9600 8n1" };
	int64_t us = 0;
	int fd;
	struct sim *sim = must_open(
		"repeat forever {\nsay \"ST,GS\"\nwait 100ms\n}", &how, &fd);

	(void)state;
	set_speed(fd, B19200);
	step_to(sim, &us, 500000);
	assert_null(strstr(take(fd), "ST"));
	set_speed(fd, B4800);
	step_to(sim, &us, 1000000);
	assert_null(strstr(take(fd), "ST"));
	set_speed(fd, B9600);
	step_to(sim, &us, 1010000);
	(void)take(fd);
	step_to(sim, &us, 1500000);
	assert_non_null(strstr(take(fd), "ST,GSST,GSST,GS"));
	sim_close(sim);
	close(fd);
}

static void parity_may_be_heard_as_data(void **state)
{
	static const struct {
		const char *line, *heard, *hears;
	} rows[] = {
		{ "9600 7e1", "8n1", "A\xc3\x8d\n.A\xc3" },
		{ "9600 7o1", "9600 8n1",
			"\xc1"
			"C\r\x8a\xae\xc1"
			"C" },
		{ "9600 7e1", NULL, "AC\r\n.AC" },
		{ "9600 7e1", "9600 7e1", "AC\r\n.AC" },
		{ "9600 8n1", "7e1", "AC\r\n.AC" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct sim_how how = { .line = rows[i].line, .heard = rows[i].heard };
		int64_t us = 0;
		int fd;
		struct sim *sim = must_open("say \"AC\\r\\n.AC\"\nidle", &how, &fd);

		set_speed(fd, B9600);
		step_to(sim, &us, 100000);
		if (strcmp(take(fd), rows[i].hears) != 0)
			fail_msg("%s heard as %s", rows[i].line, rows[i].heard);
		sim_close(sim);
		close(fd);
	}
}

static void parity_heals_when_the_reader_is_set_right(void **state)
{
	struct sim_how how = { .line = "9600 7e1", .heard = "8n1" };
	struct err err = ERR_INIT;
	int64_t us = 0;
	int fd;
	struct sim *sim = must_open(
		"repeat forever {\nsay \"CC\"\nwait 100ms\n}", &how, &fd);

	(void)state;
	set_speed(fd, B9600);
	step_to(sim, &us, 250000);
	assert_string_equal(take(fd), "\xc3\xc3\xc3\xc3\xc3\xc3");
	assert_false(sim_set_heard(sim, "even", &err));
	assert_true(sim_set_heard(sim, "7e1", &err));
	step_to(sim, &us, 550000);
	assert_string_equal(take(fd), "CCCCCC");
	sim_close(sim);
	close(fd);
}

static void a_busy_line_carries_as_much_as_it_can(void **state)
{
	struct sim_how how = { .speed = SIM_BUSY },
		       line = { .speed = SIM_BUSY, .line = "1200 8n1" };
	static const char text[] = "repeat forever {\nsay \"0123456789\"\nwait 10s\n}";
	int64_t us = 0;
	int fd;
	struct sim *sim = must_open(text, &how, &fd);

	(void)state;
	step_to(sim, &us, 1010000);
	assert_in_range(strlen(take(fd)), 955, 965);
	sim_close(sim);
	close(fd);
	sim = must_open(text, &line, &fd);
	set_speed(fd, B1200);
	us = 0;
	step_to(sim, &us, 1010000);
	assert_in_range(strlen(take(fd)), 117, 122);
	sim_close(sim);
	close(fd);
}

static void a_line_takes_its_time(void **state)
{
	/* 100 bytes of eleven bits at 1200 baud: 917 ms. */
	struct sim_how how = { .line = "1200 8e1" };
	int64_t us = 0;
	int fd;
	struct sim *sim = must_open(
		"repeat 10 {\nsay \"0123456789\"\n}\nidle", &how, &fd);

	(void)state;
	set_speed(fd, B1200);
	step_to(sim, &us, 460000);
	assert_in_range(strlen(take(fd)), 48, 51);
	step_to(sim, &us, 950000);
	assert_in_range(strlen(take(fd)), 49, 52);
	sim_close(sim);
	close(fd);
}

static void wrong_lines_are_refused(void **state)
{
	static const struct {
		struct sim_how how;
		const char *says;
	} rows[] = {
		{ { .line = "9600" }, "is not how a line is set" },
		{ { .line = "8n1" }, "is not how a line is set" },
		{ { .line = "9600 8n1", .heard = "9n1" }, "is not how a line is set" },
		{ { .heard = "8n1" }, "matters only when" },
	};
	struct err err = ERR_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_null(sim_open_text("a.sim", "", 0, &rows[i].how, &err));
		assert_non_null(strstr(err.text, rows[i].says));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_is_read_with_its_values_or_without),
		cmocka_unit_test(what_is_no_fault_is_refused_and_changes_nothing),
		cmocka_unit_test(torn_bytes_come_in_order_and_no_later_than_a_pause),
		cmocka_unit_test(bits_are_wrong_as_often_as_asked_and_one_at_a_time),
		cmocka_unit_test(silence_swallows_what_is_said_in_it),
		cmocka_unit_test(a_burst_is_held_back_and_comes_as_fast_as_its_line),
		cmocka_unit_test(the_same_seed_is_the_same_fault),
		cmocka_unit_test(a_drifting_clock_goes_forth_and_back),
		cmocka_unit_test(what_a_drifting_device_says_comes_when_its_clock_says),
		cmocka_unit_test(a_day_ends_and_the_next_begins),
		cmocka_unit_test(doubles_come_whole_and_what_is_said_stays_the_same),
		cmocka_unit_test(the_plug_is_pulled_again_and_again),
		cmocka_unit_test(a_silent_device_does_not_hear_either),
		cmocka_unit_test(a_wrong_speed_is_garbled_and_heals),
		cmocka_unit_test(parity_may_be_heard_as_data),
		cmocka_unit_test(parity_heals_when_the_reader_is_set_right),
		cmocka_unit_test(a_busy_line_carries_as_much_as_it_can),
		cmocka_unit_test(a_line_takes_its_time),
		cmocka_unit_test(wrong_lines_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
