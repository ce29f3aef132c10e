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

#include "bench.h"
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

static void count(void *ctx, const struct reading *r)
{
	*(uint64_t *)ctx += r->kind != READING_NONE;
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
	int64_t ns[ROUNDS];
	uint64_t readings = 0;

	for (size_t i = 0; i < ROUNDS; i++) {
		int64_t from = bench_now_ns();

		feed_init(&feed, p);
		for (size_t at = 0; at < stream->len; at += PIECE) {
			size_t left = stream->len - at;

			feed_bytes(&feed, stream->data + at,
				left < PIECE ? left : PIECE, 0, count, &readings);
		}
		ns[i] = bench_now_ns() - from;
	}
	bench_sort(ns, ROUNDS);
	printf("%-18s %8.0f lines/s median, %8.0f at 99 %%, %5.2f us a line, "
	       "%" PRIu64 " readings a round, feed of %zu bytes\n",
		p->id, (double)lines * 1e9 / (double)bench_median(ns, ROUNDS),
		(double)lines * 1e9 / (double)bench_99(ns, ROUNDS),
		(double)bench_median(ns, ROUNDS) / 1e3 / (double)lines,
		readings / ROUNDS, sizeof(feed));
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

int main(int argc, char **argv)
{
	char profile[512], log[512];
	bool good = true;

	bench_machine();
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
