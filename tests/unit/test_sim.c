/* The simulator on a real pty: links, unplugging, listening, speed. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <fcntl.h>
#include <unistd.h>

#include "clock.h"
#include "sim.h"

static char folder[] = "/tmp/station-sim-XXXXXX";
static char link_name[64];

static struct sim *must_open(const char *text, struct sim_how how)
{
	struct err err = ERR_INIT;
	struct sim *sim;

	how.link = link_name;
	sim = sim_open_text("test.sim", text, strlen(text), &how, &err);
	if (!sim)
		fail_msg("%s", err.text);
	return sim;
}

static int open_port(const struct sim *sim)
{
	int fd = open(sim_port(sim), O_RDWR | O_NOCTTY | O_NONBLOCK);

	assert_true(fd >= 0);
	return fd;
}

/* What comes within `ms`, as text. */
static char *hear(int fd, int ms)
{
	static char heard[4096];
	size_t len = 0;
	struct pollfd p = { .fd = fd, .events = POLLIN };

	while (poll(&p, 1, ms) > 0 && len < sizeof(heard) - 1) {
		ssize_t n = read(fd, heard + len, sizeof(heard) - 1 - len);

		if (n <= 0)
			break;
		len += (size_t)n;
	}
	heard[len] = '\0';
	return heard;
}

static void what_is_said_is_what_a_reader_gets(void **state)
{
	struct sim *sim = must_open(
		"say \"a\\r\\nb\\x03\\x04\\x11\\x13\\xff\"", (struct sim_how){ 0 });
	int fd;

	(void)state;
	assert_string_equal(sim_port(sim), link_name);
	/* Nothing is said before somebody listens. */
	assert_true(sim_step(sim, 1000) > 1000);
	assert_int_equal(sim_said(sim), 0);
	fd = open_port(sim);
	assert_true(sim_step(sim, 5000) == SIM_NEVER);
	assert_true(sim_done(sim));
	assert_string_equal(hear(fd, 100), "a\r\nb\x03\x04\x11\x13\xff");
	assert_int_equal(sim_unheard(sim), 0);
	sim_close(sim);
	close(fd);
	assert_int_equal(access(link_name, F_OK), -1);
}

static void time_begins_when_the_port_is_opened(void **state)
{
	struct sim *sim = must_open(
		"wait 2s\nsay \"a\"\nwait 1s\nsay \"b\"", (struct sim_how){ 0 });
	int fd;

	(void)state;
	sim_step(sim, 1000000);
	sim_step(sim, 9000000);
	fd = open_port(sim);
	assert_true(sim_step(sim, 10000000) == 12000000);
	assert_true(sim_step(sim, 12000000) == 13000000);
	assert_string_equal(hear(fd, 50), "a");
	assert_true(sim_step(sim, 12999999) == 13000000);
	assert_string_equal(hear(fd, 50), "");
	assert_true(sim_step(sim, 13000000) == SIM_NEVER);
	assert_string_equal(hear(fd, 50), "b");
	sim_close(sim);
	close(fd);
}

static void what_nobody_listens_to_is_lost_as_on_a_wire(void **state)
{
	struct sim *sim = must_open(
		"say \"a\"\nwait 1s\nsay \"bcd\"\nwait 1s\nsay \"e\"",
		(struct sim_how){ 0 });
	int fd = open_port(sim);

	(void)state;
	sim_step(sim, 0);
	assert_string_equal(hear(fd, 50), "a");
	close(fd);
	sim_step(sim, 1000000);
	assert_int_equal(sim_unheard(sim), 3);
	fd = open_port(sim);
	sim_step(sim, 2000000);
	assert_string_equal(hear(fd, 50), "e");
	sim_close(sim);
	close(fd);
}

static void host_bytes_are_heard_and_answered(void **state)
{
	struct sim *sim = must_open("expect \"$GO*08\\r\\n\"\nsay \"go\"\n"
				    "when \"$ZERO*02\" say \"zero\"",
		(struct sim_how){ 0 });
	int fd = open_port(sim);

	(void)state;
	assert_true(sim_step(sim, 0) == SIM_NEVER);
	assert_int_equal(sim_events(sim), POLLIN);
	assert_int_equal(write(fd, "$GO*0", 5), 5);
	sim_step(sim, 1000);
	assert_string_equal(hear(fd, 50), "");
	assert_int_equal(write(fd, "8\r\n", 3), 3);
	sim_step(sim, 2000);
	assert_string_equal(hear(fd, 50), "go");
	assert_int_equal(write(fd, "$ZERO*02\r\n", 10), 10);
	sim_step(sim, 3000);
	assert_string_equal(hear(fd, 50), "zero");
	sim_close(sim);
	close(fd);
}

static void unplugging_hangs_up_and_the_link_comes_back_to_a_new_port(void **state)
{
	struct sim *sim = must_open(
		"say \"a\"\nunplug 2s\nwait 1s\nsay \"b\"", (struct sim_how){ 0 });
	int fd = open_port(sim);
	char byte;

	(void)state;
	assert_true(sim_step(sim, 0) == 2000000);
	assert_int_equal(sim_fd(sim), -1);
	assert_int_equal(access(link_name, F_OK), -1);
	(void)hear(fd, 50);
	assert_true(read(fd, &byte, 1) <= 0);
	close(fd);
	sim_step(sim, 2000000);
	fd = open_port(sim);
	sim_step(sim, 3000000);
	assert_string_equal(hear(fd, 50), "b");
	/* By hand. */
	sim_unplug(sim);
	assert_int_equal(access(link_name, F_OK), -1);
	assert_true(sim_plug(sim, &(struct err)ERR_INIT));
	assert_int_equal(access(link_name, F_OK), 0);
	sim_close(sim);
	close(fd);
}

static void a_slow_reader_makes_the_device_wait(void **state)
{
	struct sim *sim = must_open(
		"repeat 3000 {\nsay \"{n:08}*?0123456789\\r\\n\"\n}",
		(struct sim_how){ .speed = SIM_FULL });
	int fd = open_port(sim);
	size_t total = 0, want = (size_t)3000 * 23;

	(void)state;
	sim_step(sim, 0);
	assert_true(sim_events(sim) & POLLOUT);
	for (int64_t us = 0; total < want && us < 10000000; us += 1000) {
		total += strlen(hear(fd, 0));
		sim_step(sim, us);
	}
	assert_int_equal(total, want);
	assert_int_equal(sim_unheard(sim), 0);
	assert_true(sim_done(sim));
	sim_close(sim);
	close(fd);
}

static void a_thread_steps_by_itself(void **state)
{
	struct sim *sim = must_open("repeat 5 {\nsay \"{n}\"\nwait 10ms\n}\n"
				    "expect \"?\"\nunplug 50ms\nwait 100ms\nsay \"!\"",
		(struct sim_how){ 0 });
	struct err err = ERR_INIT;
	int fd;

	(void)state;
	if (!sim_start(sim, &err))
		fail_msg("%s", err.text);
	fd = open(link_name, O_RDWR | O_NOCTTY | O_NONBLOCK);
	assert_true(fd >= 0);
	assert_string_equal(hear(fd, 300), "12345");
	assert_int_equal(write(fd, "?", 1), 1);
	(void)hear(fd, 1000);
	close(fd);
	for (int i = 0; i < 200 && (fd = open(link_name, O_RDWR | O_NOCTTY)) < 0; i++)
		usleep(5000);
	assert_string_equal(hear(fd, 300), "!");
	sim_stop(sim);
	assert_true(sim_done(sim));
	sim_close(sim);
	close(fd);
}

static void a_file_is_never_replaced_by_a_link(void **state)
{
	struct sim_how how = { .link = link_name };
	struct err err = ERR_INIT;
	struct sim *sim;
	int fd = open(link_name, O_CREAT | O_WRONLY, 0600);

	(void)state;
	close(fd);
	assert_null(sim_open_text("a.sim", "", 0, &how, &err));
	assert_non_null(strstr(err.text, "there is a file of this name already"));
	unlink(link_name);
	/* A link that was left behind is. */
	assert_int_equal(symlink("/dev/none", link_name), 0);
	sim = sim_open_text("a.sim", "", 0, &how, &err);
	assert_non_null(sim);
	close(open_port(sim));
	sim_close(sim);
}

static const struct {
	const char *name, *text;
	struct sim_how how;
	const char *says;
} wrong[] = {
	{ "a.sim", "", { .speed = SIM_BAUD, .baud = 12 }, "12 baud: a speed is" },
	{ "a.sim", "sing", { 0 }, "a.sim:1: \"sing\"" },
	{ "a.hex", "zz", { 0 }, "a.hex" },
	{ "a.sim", "", { .link = "/no/such/folder/x" }, "no link can be made" },
};

static void what_cannot_be_played_is_refused(void **state)
{
	struct err err = ERR_INIT;
	struct sim_how how = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		assert_null(sim_open_text(wrong[i].name, wrong[i].text,
			strlen(wrong[i].text), &wrong[i].how, &err));
		if (!strstr(err.text, wrong[i].says))
			fail_msg("%s", err.text);
	}
	assert_null(sim_open("/no/such/file.sim", &how, &err));
	assert_non_null(strstr(err.text, "/no/such/file.sim"));
}

/* Every script that we ship is read, and measures when it is told to. */
static void every_script_in_the_tree_measures_on_go(void **state)
{
	static const char *const names[] = { "sim-height-weight", "sim-spirometer",
		"sim-gates", "sim-shuttle", "sim-sit-reach", "sim-rope", "sim-situps",
		"sim-pull-ups", "sim-long-jump", "sim-laps", "sim-dribble",
		"sim-wall-pass", "sim-table-tennis", "sim-skating", "sim-throw",
		"sim-rope-3min", "sim-rope-4min", "sim-swim" };

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct sim_how how = { .speed = SIM_FULL, .seed = i };
		struct err err = ERR_INIT;
		char path[256];
		struct sim *sim;
		size_t total = 0;
		int fd;

		snprintf(path, sizeof(path), SOURCE_DIR "/devices/scripts/%s.sim",
			names[i]);
		sim = sim_open(path, &how, &err);
		if (!sim)
			fail_msg("%s", err.text);
		fd = open_port(sim);
		for (int round = 0; round < 20; round++) {
			sim_step(sim, round * 1000);
			(void)hear(fd, 0);
			assert_int_equal(write(fd, "$GO*08\r\n", 8), 8);
			sim_step(sim, round * 1000 + 500);
			total = strlen(hear(fd, 0));
			if (total < 10)
				fail_msg("%s says nothing on $GO", names[i]);
		}
		sim_close(sim);
		close(fd);
	}
}

static void gates_on_a_bad_day_pull_their_own_plug(void **state)
{
	struct sim_how how = { .seed = 1, .link = link_name };
	struct err err = ERR_INIT;
	struct sim *sim = sim_open(
		SOURCE_DIR "/devices/scripts/sim-gates-trouble.sim", &how, &err);
	int fd;
	bool foul = false, started = false, unplugged = false;

	(void)state;
	if (!sim)
		fail_msg("%s", err.text);
	fd = open_port(sim);
	for (int64_t us = 0; us < 40000000; us += 10000) {
		const char *heard;

		if (us % 20000000 == 0)
			assert_int_equal(write(fd, "$GO*08\r\n", 8), 8);
		sim_step(sim, us);
		heard = hear(fd, 0);
		foul |= us < 20000000 && strstr(heard, "$FALSE,lane=");
		started |= us > 20000000 && strstr(heard, "$START,us=");
		unplugged |= access(link_name, F_OK) != 0;
	}
	assert_true(foul && started);
	assert_true(unplugged);
	sim_close(sim);
	close(fd);
}

static int begin(void **state)
{
	(void)state;
	if (!mkdtemp(folder))
		return -1;
	snprintf(link_name, sizeof(link_name), "%s/port", folder);
	return 0;
}

static int end(void **state)
{
	(void)state;
	return rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_said_is_what_a_reader_gets),
		cmocka_unit_test(time_begins_when_the_port_is_opened),
		cmocka_unit_test(what_nobody_listens_to_is_lost_as_on_a_wire),
		cmocka_unit_test(host_bytes_are_heard_and_answered),
		cmocka_unit_test(
			unplugging_hangs_up_and_the_link_comes_back_to_a_new_port),
		cmocka_unit_test(a_slow_reader_makes_the_device_wait),
		cmocka_unit_test(a_thread_steps_by_itself),
		cmocka_unit_test(a_file_is_never_replaced_by_a_link),
		cmocka_unit_test(what_cannot_be_played_is_refused),
		cmocka_unit_test(every_script_in_the_tree_measures_on_go),
		cmocka_unit_test(gates_on_a_bad_day_pull_their_own_plug),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
