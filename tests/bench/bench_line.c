/*
 * How late is the time that a line receives? A thread says 400 lines on a pty, 10
 * to 17 ms apart, and notes when; meanwhile the main thread takes the chunks as a
 * loop does that draws for 5 ms each turn and stalls for 250 ms every 20 turns.
 * Printed are the listening thread's lateness and, beside it, what the loop's own
 * clock would have said.
 */
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include "bench.h"
#include "clock.h"
#include "line.h"

#define LINES 400

static int64_t said_us[LINES];

static void *speak(void *arg)
{
	int fd = *(int *)arg;

	for (int i = 0; i < LINES; i++) {
		char text[16];
		int len = snprintf(text, sizeof(text), "%06d\r\n", i);

		usleep(10000 + (unsigned)(i * 2654435761u % 7001));
		said_us[i] = clock_now_us();
		if (write(fd, text, (size_t)len) != len)
			abort();
	}
	return NULL;
}

static int open_pty(char *path, size_t size)
{
	int fd = posix_openpt(O_RDWR | O_NOCTTY);

	if (fd < 0 || grantpt(fd) || unlockpt(fd) || ptsname_r(fd, path, size))
		abort();
	return fd;
}

/* Keep the processor busy, as drawing in software does. */
static void draw(int64_t us)
{
	int64_t end_us = clock_now_us() + us;
	volatile unsigned work = 0;

	while (clock_now_us() < end_us)
		work = work * 31 + 7;
}

/* Bytes are eight a line, however they were cut. */
static void take(
	struct line *line, uint64_t *bytes, int64_t *heard_us, int64_t *taken_us)
{
	struct chunk c;

	while (line_next(line, &c)) {
		if (c.kind != CHUNK_BYTES_CAME)
			continue;
		for (unsigned i = 0; i < c.len; i++, (*bytes)++) {
			if (*bytes % 8 != 7 || *bytes / 8 >= LINES)
				continue;
			heard_us[*bytes / 8] = c.at_us;
			taken_us[*bytes / 8] = clock_now_us();
		}
	}
}

int main(void)
{
	static int64_t heard_us[LINES], taken_us[LINES];
	struct line_spec spec = { "", "" };
	struct err err = ERR_INIT;
	char path[64];
	int fd = open_pty(path, sizeof(path));
	struct line *line = line_open(NULL, NULL, &err);
	pthread_t speaker;
	uint64_t bytes = 0;

	snprintf(spec.where, sizeof(spec.where), "tty:%s", path);
	if (!line || line_add(line, &spec, &err) < 0) {
		fprintf(stderr, "bench_line: %s\n", err.text);
		return 1;
	}
	usleep(100000);
	pthread_create(&speaker, NULL, speak, &fd);
	for (int turn = 1; bytes < 8 * LINES; turn++) {
		take(line, &bytes, heard_us, taken_us);
		draw(5000);
		usleep(turn % 20 ? 1000 : 250000);
	}
	pthread_join(speaker, NULL);
	for (int i = 0; i < LINES; i++) {
		heard_us[i] -= said_us[i];
		taken_us[i] -= said_us[i];
	}
	bench_machine();
	bench_print("the listening thread", heard_us, LINES, "us");
	bench_print("the loop's own clock", taken_us, LINES, "us");
	line_close(line);
	return 0;
}
