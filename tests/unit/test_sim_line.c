/* Simulators in their threads, the listening thread, and ptys between them. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buf.h"
#include "clock.h"
#include "line.h"
#include "sim.h"

static char folder[] = "/tmp/station-both-XXXXXX";

struct device {
	struct sim *sim;
	char link[64];
	struct buf heard;
	int port, opened, lost;
	int64_t lost_us, opened_us;
};

static void begin_device(struct device *d, struct line *line, const char *text,
	struct sim_how how, int number)
{
	struct err err = ERR_INIT;
	struct line_spec spec = { "", "9600 8n1" };

	snprintf(d->link, sizeof(d->link), "%s/%d", folder, number);
	how.link = d->link;
	d->heard = (struct buf)BUF_INIT;
	d->sim = sim_open_text("test.sim", text, strlen(text), &how, &err);
	if (!d->sim || !sim_start(d->sim, &err))
		fail_msg("%s", err.text);
	snprintf(spec.where, sizeof(spec.where), "tty:%s", d->link);
	d->port = line_add(line, &spec, &err);
	if (d->port < 0)
		fail_msg("%s", err.text);
}

static void take(struct device *d, const struct chunk *c)
{
	if (c->kind == CHUNK_BYTES_CAME) {
		buf_add(&d->heard, c->bytes, c->len);
	} else if (c->kind == CHUNK_OPENED) {
		d->opened++;
		d->opened_us = c->at_us;
	} else {
		d->lost++;
		d->lost_us = c->at_us;
	}
}

/* Take chunks until every device has said `want` bytes, at most ten seconds. */
static void listen_for(struct line *line, struct device *d, int n, size_t want)
{
	int64_t end_us = clock_now_us() + 10 * CLOCK_SECOND_US;
	int ready = 0;

	while (ready < n && clock_now_us() < end_us) {
		struct pollfd fd = { .fd = line_fd(line), .events = POLLIN };
		struct chunk c;

		(void)poll(&fd, 1, 50);
		while (line_next(line, &c))
			take(&d[c.port], &c);
		ready = 0;
		for (int i = 0; i < n; i++)
			ready += d[i].heard.len >= want;
	}
}

static void end_device(struct device *d)
{
	sim_close(d->sim);
	buf_release(&d->heard);
}

static struct line *open_line(void)
{
	struct err err = ERR_INIT;
	struct line *line = line_open(NULL, NULL, &err);

	if (!line)
		fail_msg("%s", err.text);
	return line;
}

static void four_devices_at_full_speed_are_heard_to_the_last_byte(void **state)
{
	static const char text[] = "repeat 3000 {\nsay \"$BOX,n={n:06},seq={seq:05}*?"
				   "\\r\\n\"\n}\nidle";
	struct device d[4] = { { 0 } };
	struct line *line = open_line();
	size_t want = (size_t)3000 * 28;

	(void)state;
	for (int i = 0; i < 4; i++)
		begin_device(
			&d[i], line, text, (struct sim_how){ .speed = SIM_FULL }, i);
	listen_for(line, d, 4, want);
	for (int i = 0; i < 4; i++) {
		assert_int_equal(d[i].heard.len, want);
		assert_memory_equal(d[i].heard.data, d[0].heard.data, want);
		for (int n = 0; n < 3000; n++)
			assert_int_equal(
				atoi(d[i].heard.data + (size_t)n * 28 + 7), n + 1);
	}
	line_close(line);
	for (int i = 0; i < 4; i++)
		end_device(&d[i]);
}

static void an_order_reaches_the_device_and_its_plug_may_be_pulled(void **state)
{
	struct device d = { 0 };
	struct line *line = open_line();
	struct err err = ERR_INIT;

	(void)state;
	begin_device(&d, line,
		"say \"hello\"\nexpect \"$GO*08\\r\\n\"\nsay \"before\"\nwait 100ms\n"
		"unplug 1s\nwait 1s\nsay \"after\"\nidle",
		(struct sim_how){ 0 }, 0);
	listen_for(line, &d, 1, 5);
	assert_string_equal(d.heard.data, "hello");
	assert_true(line_send(line, d.port, "$GO*08\r\n", 8, &err));
	listen_for(line, &d, 1, 16);
	assert_string_equal(d.heard.data, "hellobeforeafter");
	assert_int_equal(d.opened, 2);
	assert_int_equal(d.lost, 1);
	/* Gone for one second, looked for each half second. */
	assert_in_range(d.opened_us - d.lost_us, 900000, 1900000);
	line_close(line);
	end_device(&d);
}

static int begin(void **state)
{
	(void)state;
	return mkdtemp(folder) ? 0 : -1;
}

static int end(void **state)
{
	(void)state;
	return rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(four_devices_at_full_speed_are_heard_to_the_last_byte),
		cmocka_unit_test(
			an_order_reaches_the_device_and_its_plug_may_be_pulled),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
