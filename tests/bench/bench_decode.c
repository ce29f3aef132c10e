/*
 * How fast a device's bytes become readings. Not a test: it prints numbers.
 *
 *	bench_decode [PROFILE.yaml LOG.hex]...
 *
 * Each log is repeated to 20,000 lines or more and fed in pieces of 32 bytes, as a
 * port gives them; a round is one time through it. Printed are lines per second in
 * the median and the slowest of a hundred rounds (99 %), for one core.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>

#include "buf.h"
#include "feed.h"
#include "hexlog.h"
#include "profile.h"

#define ROUNDS 100
#define LINES  20000
#define PIECE  32

static const char *const ours[][2] = {
	{ "t-scale", "t-scale" },
	{ "ohaus", "ohaus" },
	{ "sim-gates", "sim-gates" },
	{ "sim-height-weight", "sim-height-weight" },
};

static double now_s(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void count(void *ctx, const struct reading *r)
{
	*(uint64_t *)ctx += r->kind != READING_NONE;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static size_t fill(struct buf *stream, const struct hexlog *log)
{
	size_t lines = 0;

	while (lines < LINES && log->count > 0) {
		for (size_t i = 0; i < log->count; i++) {
			if (log->records[i].to_device)
				continue;
			buf_add(stream, log->records[i].bytes, log->records[i].len);
			lines++;
		}
	}
	return lines;
}

static void measure(const struct profile *p, const struct buf *stream, size_t lines)
{
	static struct feed feed;
	double seconds[ROUNDS];
	uint64_t readings = 0;

	for (size_t i = 0; i < ROUNDS; i++) {
		double from = now_s();

		feed_init(&feed, p);
		for (size_t at = 0; at < stream->len; at += PIECE) {
			size_t left = stream->len - at;

			feed_bytes(&feed, stream->data + at,
				left < PIECE ? left : PIECE, 0, count, &readings);
		}
		seconds[i] = now_s() - from;
	}
	qsort(seconds, ROUNDS, sizeof(seconds[0]), by_size);
	printf("%-18s %8.0f lines/s median, %8.0f at 99 %%, %5.2f us a line, "
	       "%" PRIu64 " readings a round, feed of %zu bytes\n",
		p->id, (double)lines / seconds[ROUNDS / 2],
		(double)lines / seconds[ROUNDS - 2],
		seconds[ROUNDS / 2] * 1e6 / (double)lines, readings / ROUNDS,
		sizeof(feed));
}

static bool bench(const char *profile_path, const char *log_path)
{
	struct err err = ERR_INIT;
	struct hexlog log = HEXLOG_INIT;
	struct buf stream = BUF_INIT;
	struct profile *p = profile_load(profile_path, &err);
	bool good = p && hexlog_load(&log, log_path, &err);

	if (good)
		measure(p, &stream, fill(&stream, &log));
	else
		fprintf(stderr, "%s\n", err.text);
	buf_release(&stream);
	hexlog_release(&log);
	profile_free(p);
	return good;
}

static void print_machine(void)
{
	struct utsname machine;
	char line[256] = "", *name = NULL;
	FILE *file = fopen("/proc/cpuinfo", "r");

	while (file && !name && fgets(line, sizeof(line), file)) {
		if (strncmp(line, "model name", 10) == 0)
			name = strchr(line, ':');
	}
	if (file)
		(void)fclose(file);
	uname(&machine);
	printf("machine: %s, %.100s", machine.machine,
		name ? name + 2 : "unknown processor\n");
	printf("build: %s, %s\n", BUILD_TYPE, __VERSION__);
}

int main(int argc, char **argv)
{
	char profile[512], log[512];
	bool good = true;

	print_machine();
	for (int i = 1; i + 1 < argc; i += 2)
		good = bench(argv[i], argv[i + 1]) && good;
	for (size_t i = 0; argc < 2 && i < sizeof(ours) / sizeof(ours[0]); i++) {
		snprintf(profile, sizeof(profile),
			SOURCE_DIR "/devices/profiles/%s.yaml", ours[i][0]);
		snprintf(log, sizeof(log), SOURCE_DIR "/tests/devices/%s.hex",
			ours[i][1]);
		good = bench(profile, log) && good;
	}
	return good ? 0 : 1;
}
