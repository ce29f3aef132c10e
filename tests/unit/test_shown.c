/*
 * What the bar shows of a device within a second, through the whole station: listening
 * thread, place, loop and model, painted into memory. The port is a pty behind a name.
 * Each state is brought about on the line, and goes by itself when its cause does.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>
#include <sys/file.h>
#include <sys/wait.h>

#include "app.h"
#include "clock.h"
#include "health_texts.h"
#include "ptys.h"
#include "stored.h"

#define SECOND INT64_C(1000000)

static char dir[64], port[80];
static struct env env = { .pin_fd = -1 };
static struct app app;
static struct pty pty;

typedef void said_fn(void);

static void nothing(void)
{
}

/* ---- the station ----------------------------------------------------------------- */

static int begin(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	folder_make(dir);
	snprintf(port, sizeof(port), "%s/port", dir);
	snprintf(env.data_dir, sizeof(env.data_dir), "%s/data", dir);
	snprintf(env.share_dir, sizeof(env.share_dir), "%s", SOURCE_DIR);
	MUST(station_make(env.data_dir, &err));
	pty_open(&pty);
	return 0;
}

static int end(void **state)
{
	(void)state;
	app_close(&app);
	close(pty.fd);
	unlink(port);
	folder_remove(env.data_dir);
	folder_remove(dir);
	return 0;
}

static void plug(void)
{
	assert_int_equal(symlink(pty.path, port), 0);
}

static void open_kiosk(const char *item, const char *profile)
{
	struct app_options options = { .offscreen = true, .width = 640, .height = 360 };
	struct place_setup setup = { .kind = SESSION_FORMAL, .item_count = 1 };
	struct err err = ERR_INIT;

	MUST(app_open(&app, &env, &options, &err));
	strcpy(setup.name, "测试点");
	snprintf(setup.line.where, sizeof(setup.line.where), "tty:%s", port);
	setup.items[0] = items_find(app.items, item);
	MUST(app_add_place(&app, &setup, profile, &err));
}

/* The device says that fifty times a second.
 * Time is no test's to judge on a machine that is shared: how long it took is printed,
 * and ten seconds are a failure. */
static void shows(enum health want, said_fn *says)
{
	const char *word = texts_get(app.texts, health_word(want));
	int64_t from_us = clock_now_us(), due_us = 0;
	int turns = 0;

	do {
		if (clock_now_us() >= due_us) {
			says();
			due_us = clock_now_us() + 20000;
		}
		app_turn(&app, clock_now_us() + 20000);
		turns++;
		if (clock_now_us() - from_us > 10 * SECOND)
			fail_msg("%s is shown and not %s", app.model.device_word, word);
	} while (strcmp(app.model.device_word, word) != 0);
	assert_int_equal(app.model.device_lamp, health_lamp(want));
	print_message("%-10s after %4lld ms, %d turns\n", health_name(want),
		(long long)(clock_now_us() - from_us) / 1000, turns);
}

/* ---- what a device says ------------------------------------------------------------ */

static void weight(void)
{
	pty_say(&pty, "ST,GS,    24.6 kg\r\n", 19);
}

/* What a receiver at 9600 makes of 4800: two equal bits for each. */
static void weight_at_half_speed(void)
{
	static const unsigned char heard[] = { 0x66, 0x78, 0x98, 0x9e, 0xe0, 0x86, 0x06,
		0x78, 0x66, 0x60, 0x80, 0xf8, 0x1e, 0x66, 0x98, 0x18 };

	pty_say(&pty, heard, sizeof(heard));
}

static void weight_with_even_parity(void)
{
	char text[] = "ST,GS,    24.6 kg\r\n";

	for (char *p = text; *p; p++)
		if (__builtin_parity((unsigned char)*p))
			*p = (char)(*p | 0x80);
	pty_say(&pty, text, sizeof(text) - 1);
}

static void garbage(void)
{
	static uint32_t seed = 20261128;
	unsigned char bytes[20];

	for (size_t i = 0; i < sizeof(bytes); i++) {
		seed = seed * 1664525 + 1013904223;
		bytes[i] = (unsigned char)(seed >> 24);
	}
	pty_say(&pty, bytes, sizeof(bytes));
}

static void ten_weights(void)
{
	for (int i = 0; i < 10; i++)
		weight();
}

/* ---- the port ---------------------------------------------------------------------- */

static void a_plug_is_missed_found_pulled_and_found_again(void **state)
{
	(void)state;
	open_kiosk("weight", "t-scale");
	shows(HEALTH_MISSING, nothing);
	plug();
	shows(HEALTH_WAITS, nothing);
	shows(HEALTH_GOOD, weight);
	close(pty.fd);
	unlink(port);
	shows(HEALTH_UNPLUGGED, nothing);
	pty_open(&pty);
	plug();
	shows(HEALTH_WAITS, nothing);
	shows(HEALTH_GOOD, weight);
}

static void a_port_that_another_program_holds_is_said_until_it_lets_go(void **state)
{
	int ready[2];
	char byte;
	pid_t other;

	(void)state;
	plug();
	assert_int_equal(pipe(ready), 0);
	other = fork();
	if (other == 0) {
		int fd = open(pty.path, O_RDWR | O_NOCTTY);

		if (fd < 0 || flock(fd, LOCK_EX) != 0 || write(ready[1], "", 1) != 1)
			_exit(1);
		for (;;)
			pause();
	}
	assert_int_equal(read(ready[0], &byte, 1), 1);
	close(ready[0]);
	close(ready[1]);
	open_kiosk("weight", "t-scale");
	shows(HEALTH_HELD, nothing);
	kill(other, SIGKILL);
	waitpid(other, NULL, 0);
	shows(HEALTH_WAITS, nothing);
	shows(HEALTH_GOOD, weight);
}

static void what_is_no_port_is_said(void **state)
{
	(void)state;
	assert_int_equal(symlink("/dev/null", port), 0);
	open_kiosk("weight", "t-scale");
	shows(HEALTH_REFUSED, nothing);
	unlink(port);
	plug();
	shows(HEALTH_WAITS, nothing);
}

/* ---- the device -------------------------------------------------------------------- */

static void wrong_settings_and_garbage_are_said_and_mend_themselves(void **state)
{
	(void)state;
	plug();
	open_kiosk("weight", "t-scale");
	shows(HEALTH_WAITS, nothing);
	shows(HEALTH_BAUD, weight_at_half_speed);
	shows(HEALTH_GOOD, weight);
	shows(HEALTH_PARITY, weight_with_even_parity);
	shows(HEALTH_GOOD, weight);
	shows(HEALTH_NOISE, garbage);
	shows(HEALTH_GOOD, weight);
	shows(HEALTH_FLOOD, ten_weights);
	shows(HEALTH_GOOD, nothing);
}

static void a_device_that_does_not_answer_is_said(void **state)
{
	(void)state;
	plug();
	open_kiosk("pull_ups", "modbus-counter");
	shows(HEALTH_SILENT, nothing);
}

/* ---- a device that never stops ------------------------------------------------------- */

size_t __sanitizer_get_current_allocated_bytes(void) __attribute__((weak));

static size_t allocated(void)
{
	return __sanitizer_get_current_allocated_bytes
		       ? __sanitizer_get_current_allocated_bytes()
		       : 0;
}

/* As much as the pty takes, without ever ending a line. */
static void pour(void)
{
	static char much[4096];
	ssize_t n;

	memset(much, 'U', sizeof(much));
	do
		n = write(pty.fd, much, sizeof(much));
	while (n == (ssize_t)sizeof(much));
}

static void a_device_that_never_stops_hangs_nothing(void **state)
{
	int64_t end_us;
	size_t before;
	int turns = 0;

	(void)state;
	plug();
	open_kiosk("weight", "t-scale");
	shows(HEALTH_WAITS, nothing);
	assert_int_equal(fcntl(pty.fd, F_SETFL, O_NONBLOCK), 0);
	shows(HEALTH_NOISE, pour);
	shows(HEALTH_FLOOD, pour);
	before = allocated();
	end_us = clock_now_us() + 3 * SECOND;
	for (; clock_now_us() < end_us; turns++) {
		pour();
		app_turn(&app, clock_now_us() + 20000);
	}
	assert_true(turns > 3);
	assert_true(allocated() <= before + 64 * 1024);
	assert_int_equal(fcntl(pty.fd, F_SETFL, 0), 0);
	pty_say(&pty, "\r\n", 2);
	shows(HEALTH_GOOD, weight);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)
	const struct CMUnitTest tests[] = {
		TEST(a_plug_is_missed_found_pulled_and_found_again),
		TEST(a_port_that_another_program_holds_is_said_until_it_lets_go),
		TEST(what_is_no_port_is_said),
		TEST(wrong_settings_and_garbage_are_said_and_mend_themselves),
		TEST(a_device_that_does_not_answer_is_said),
		TEST(a_device_that_never_stops_hangs_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
