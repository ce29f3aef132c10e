/*
 * Each profile's simulator at the full rate of its line, through a pty and its UART into
 * a feed: no reading is lost. A minute of the device's time is stepped through as fast as
 * it goes; then all devices play at once in real time, in threads of their own, for one
 * second or for STATION_RATE_SECONDS.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "clock.h"
#include "feed.h"
#include "profile.h"
#include "sim.h"

#define DEVICES_MAX 128
#define MINUTE_US   ((int64_t)60 * 1000000)

struct device {
	char name[64];
	struct profile *profile;
	struct sim *sim;
	int fd;
	uint32_t baud, bits; /* of a byte */
	struct feed feed;
	const struct profile_command *start; /* what makes it speak; NULL: nothing */
	size_t asked;			     /* questions of its dialogue */
	uint64_t bytes;
	int64_t asked_us;
};

static struct device devices[DEVICES_MAX];
static size_t count;

/* ---- opening ----------------------------------------------------------------------- */

static const struct {
	uint32_t baud;
	speed_t speed;
} speeds[] = {
	{ 1200, B1200 },
	{ 2400, B2400 },
	{ 4800, B4800 },
	{ 9600, B9600 },
	{ 19200, B19200 },
	{ 38400, B38400 },
	{ 57600, B57600 },
	{ 115200, B115200 },
};

static void open_port(struct device *d)
{
	struct termios t;

	d->fd = open(sim_port(d->sim), O_RDWR | O_NOCTTY | O_NONBLOCK);
	if (d->fd < 0)
		return; /* unplugged */
	assert_int_equal(tcgetattr(d->fd, &t), 0);
	cfmakeraw(&t);
	for (size_t i = 0; i < sizeof(speeds) / sizeof(speeds[0]); i++)
		if (speeds[i].baud == d->baud)
			cfsetspeed(&t, speeds[i].speed);
	assert_int_equal(tcsetattr(d->fd, TCSANOW, &t), 0);
}

/* "9600 7e1" and no more. */
static void read_line(struct device *d, char line[16])
{
	unsigned baud, data, stop;
	char parity;

	assert_int_equal(
		sscanf(d->profile->line, "%u %1u%c%1u", &baud, &data, &parity, &stop),
		4);
	snprintf(line, 16, "%u %u%c%u", baud, data, parity, stop);
	d->baud = baud;
	d->bits = 1 + data + (parity != 'n') + stop;
}

static bool is_asked(const struct device *d)
{
	return d->profile->dialogue.steps_count > 0;
}

/* `loop`: one session behind the other; our own boxes wait to be told. */
static void open_device(
	struct device *d, const char *name, const char *fault, bool loop)
{
	struct err err = ERR_INIT;
	char path[512], line[16];
	struct sim_how how = { .speed = SIM_BUSY, .seed = 5, .line = line };

	*d = (struct device){ .fd = -1 };
	snprintf(d->name, sizeof(d->name), "%s%s%s", name, fault ? " with " : "",
		fault ? fault : "");
	if (fault && !faults_read(fault, &how.faults, &err))
		fail_msg("%s", err.text);
	snprintf(path, sizeof(path), SOURCE_DIR "/devices/profiles/%s.yaml", name);
	d->profile = profile_load(path, &err);
	if (!d->profile)
		fail_msg("%s", err.text);
	read_line(d, line);
	how.baud = d->baud;
	if (is_asked(d))
		/* It answers as fast as it is asked; what is there to be told goes at
		 * its own pace. */
		how.speed = SIM_BAUD;
	else if (d->profile->simulated)
		d->start = profile_command(d->profile, "start");
	how.loop = loop && !d->start;
	snprintf(path, sizeof(path), SOURCE_DIR "/devices/scripts/%s.sim", name);
	d->sim = sim_open(path, &how, &err);
	if (!d->sim)
		fail_msg("%s", err.text);
	open_port(d);
	assert_true(d->fd >= 0);
	feed_init(&d->feed, d->profile);
}

static void close_device(struct device *d)
{
	sim_close(d->sim);
	close(d->fd);
	profile_free(d->profile);
}

/* ---- playing ------------------------------------------------------------------------- */

static void pass(void *ctx, const struct reading *r)
{
	(void)ctx;
	(void)r;
}

static size_t take(struct device *d, int64_t now_us)
{
	uint8_t bytes[4096];
	size_t total = 0;
	ssize_t n;

	while ((n = read(d->fd, bytes, sizeof(bytes))) > 0) {
		feed_bytes(&d->feed, bytes, (size_t)n, now_us, pass, NULL);
		total += (size_t)n;
	}
	d->bytes += total;
	return total;
}

/* What waits for a question gets the next as soon as it rests: one step of its dialogue
 * behind the other, whatever came of it. */
static void ask(struct device *d, int64_t now_us)
{
	const struct dialogue *dialogue = &d->profile->dialogue;
	const struct profile_command *c = d->start;

	if (is_asked(d))
		c = &dialogue->steps[d->asked++ % dialogue->steps_count].ask;
	if (!c)
		return;
	d->asked_us = now_us;
	assert_int_equal(write(d->fd, c->bytes, c->len), (ssize_t)c->len);
}

static void step(struct device *d, int64_t now_us)
{
	(void)sim_step(d->sim, now_us);
	if (take(d, now_us) == 0)
		ask(d, now_us);
}

static bool all_came(const struct device *d)
{
	return d->feed.readings == sim_readings(d->sim);
}

/* The last say is on its way still: a reading that is lost never comes. */
static void check_all_came(struct device *d, int64_t now_us)
{
	int64_t end_us = now_us + 20 * 1000000;

	for (; !all_came(d) && now_us < end_us; now_us += 1000) {
		(void)sim_step(d->sim, now_us);
		take(d, now_us);
	}
	if (!all_came(d) || d->feed.readings == 0 || sim_unheard(d->sim))
		fail_msg("%s: %llu readings of %llu, %llu bytes, %llu unheard", d->name,
			(unsigned long long)d->feed.readings,
			(unsigned long long)sim_readings(d->sim),
			(unsigned long long)d->bytes,
			(unsigned long long)sim_unheard(d->sim));
}

static int64_t capacity(const struct device *d, int64_t us)
{
	return us * d->baud / d->bits / 1000000;
}

/* The line never rests, but to hear the next question, which comes a step later. */
static void check_busy(const struct device *d)
{
	int64_t of = capacity(d, MINUTE_US);
	int per_cent = is_asked(d) ? 3 : d->start ? 65 : 97;

	if ((int64_t)d->bytes < of * per_cent / 100)
		fail_msg("%s: %llu bytes in a minute, of %lld", d->name,
			(unsigned long long)d->bytes, (long long)of);
}

static void a_minute_at_full_rate_loses_no_reading(void **state)
{
	(void)state;
	for (size_t i = 0; i < count; i++) {
		struct device d;
		int64_t us, step_us;

		open_device(&d, devices[i].name, NULL, true);
		step_us = is_asked(&d) ? 10000 : d.start ? 5000 : 20000;
		for (us = 0; us < MINUTE_US; us += step_us)
			step(&d, us);
		check_all_came(&d, us);
		check_busy(&d);
		close_device(&d);
	}
}

/* What a display shows twice is nothing new, and a record that is said in pieces comes
 * apart. */
static bool may_come_twice(const char *name)
{
	return strcmp(name, "cts-scoreboard") != 0 &&
	       strcmp(name, "breathhome-b1") != 0;
}

/* Late, in pieces, twice, by another clock: nothing of it costs a reading. */
static void faults_that_harm_no_byte_lose_no_reading(void **state)
{
	static const char *const faults[] = { "double:30", "torn:15ms", "burst:500ms",
		"drift:-20000", "midnight:3s" };

	(void)state;
	for (size_t i = 0; i < count; i++)
		for (size_t f = 0; f < sizeof(faults) / sizeof(faults[0]); f++) {
			struct device d;
			int64_t us;

			if (f == 0 && !may_come_twice(devices[i].name))
				continue;
			open_device(&d, devices[i].name, faults[f], false);
			for (us = 0; us < 4000000; us += 10000)
				step(&d, us);
			check_all_came(&d, us);
			close_device(&d);
		}
}

/* A line that suffers gives fewer readings; when it is silent at last, the feed stands
 * where it can go on. */
static void faults_that_harm_bytes_lose_some(void **state)
{
	static const char *const faults[] = { "bits:40", "silence:1s:1s",
		"unplug:1s:1s" };

	(void)state;
	for (size_t f = 0; f < sizeof(faults) / sizeof(faults[0]); f++) {
		struct device d;

		open_device(&d, "xk3190", faults[f], true);
		for (int64_t us = 0; us < 20000000; us += 10000) {
			step(&d, us);
			if (us % 1000000 == 0) {
				close(d.fd);
				open_port(&d);
			}
		}
		if (d.feed.readings < 10 || d.feed.readings >= sim_readings(d.sim))
			fail_msg("%s: %d of %d readings", faults[f],
				(int)d.feed.readings, (int)sim_readings(d.sim));
		close_device(&d);
	}
}

static int64_t real_us(void)
{
	const char *seconds = getenv("STATION_RATE_SECONDS");
	int s = seconds ? atoi(seconds) : 1;

	return (s > 0 && s <= 3600 ? s : 1) * (int64_t)1000000;
}

static bool all_have_spoken(void)
{
	for (size_t i = 0; i < count; i++)
		if (devices[i].feed.readings == 0)
			return false;
	return true;
}

/* All of them into one thread, which sleeps while nothing comes. On a busy machine some
 * have hardly been asked when the time is over: they are waited for. */
static void listen(int64_t end_us)
{
	struct pollfd fds[DEVICES_MAX];

	for (size_t i = 0; i < count; i++)
		fds[i] = (struct pollfd){ devices[i].fd, POLLIN, 0 };
	for (int64_t us = clock_now_us();
		us < end_us || (us < end_us + 20 * 1000000 && !all_have_spoken());
		us = clock_now_us()) {
		(void)poll(fds, count, 20);
		for (size_t i = 0; i < count; i++)
			if (take(&devices[i], us) == 0 &&
				us - devices[i].asked_us > 20000)
				ask(&devices[i], us);
	}
}

static void all_at_once_in_real_time_lose_no_reading(void **state)
{
	int64_t us = real_us(), bytes = 0;
	struct err err = ERR_INIT;

	(void)state;
	for (size_t i = 0; i < count; i++) {
		char name[64];

		snprintf(name, sizeof(name), "%.63s", devices[i].name);
		open_device(&devices[i], name, NULL, true);
	}
	for (size_t i = 0; i < count; i++)
		if (!sim_start(devices[i].sim, &err))
			fail_msg("%s", err.text);
	listen(clock_now_us() + us);
	for (size_t i = 0; i < count; i++)
		sim_stop(devices[i].sim);
	for (size_t i = 0; i < count; i++) {
		take(&devices[i], 0);
		check_all_came(&devices[i], clock_now_us());
		bytes += (int64_t)devices[i].bytes;
		close_device(&devices[i]);
	}
	print_message("%zu devices, %lld s, %lld bytes\n", count,
		(long long)(us / 1000000), (long long)bytes);
}

static int begin(void **state)
{
	DIR *dir = opendir(SOURCE_DIR "/devices/profiles");
	struct dirent *entry;

	(void)state;
	if (!dir)
		return -1;
	while ((entry = readdir(dir)) && count < DEVICES_MAX) {
		const char *end = strstr(entry->d_name, ".yaml");

		if (end)
			snprintf(devices[count++].name, sizeof(devices[0].name), "%.*s",
				(int)(end - entry->d_name), entry->d_name);
	}
	(void)closedir(dir);
	return count >= 45 ? 0 : -1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(faults_that_harm_no_byte_lose_no_reading),
		cmocka_unit_test(faults_that_harm_bytes_lose_some),
		cmocka_unit_test(a_minute_at_full_rate_loses_no_reading),
		cmocka_unit_test(all_at_once_in_real_time_lose_no_reading),
	};

	return cmocka_run_group_tests(tests, begin, NULL);
}
