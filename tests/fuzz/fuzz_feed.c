/*
 * Any bytes from any device: the first byte chooses a profile, the second how the
 * rest is cut. Every reading can be printed, stays within its members, and is the
 * same whole and in pieces; every byte is accounted for.
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "feed.h"
#include "profile.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static const char *const names[] = { "alge-tdc8001", "t-scale", "ohaus",
	"sim-height-weight", "sim-spirometer", "sim-gates", "sim-sit-reach", "sim-rope",
	"sim-situps", "sim-pull-ups", "sim-long-jump", "sim-laps", "sim-dribble",
	"sim-wall-pass", "sim-skating", "sim-throw", "and-scale", "dingheng-dhm",
	"dt2000", "fasttrack-k3", "ipico", "jihao-jh1663", "jik-6cab", "judge-gate",
	"laser-80-06", "lejia-hw-s7", "lejia-lj700", "mettler-sics",
	"microgate-racetime", "microgate-rei2", "pdt-gate", "rdm6300", "shanghe-sh01",
	"tagheuer-pocketpro", "tagheuer-thcom08", "tanita-tbf310", "tcf-dba310",
	"xk3190", "uhf-r200", "modbus-counter", "idcard-sam", "ste100", "mylaps-p3",
	"cts-scoreboard", "breathhome-b1" };
#define NAMES (sizeof(names) / sizeof(names[0]))

static const struct profile *profile(size_t i)
{
	static struct profile *profiles[NAMES];
	struct err err = ERR_INIT;
	char path[512];

	if (!profiles[i]) {
		snprintf(path, sizeof(path), SOURCE_DIR "/devices/profiles/%s.yaml",
			names[i]);
		profiles[i] = profile_load(path, &err);
		if (!profiles[i]) {
			fprintf(stderr, "%s\n", err.text);
			abort();
		}
	}
	return profiles[i];
}

struct sum {
	uint64_t sum, last, stream;
};

static void add(void *ctx, const struct reading *r)
{
	struct sum *sum = ctx;
	char row[READING_ROW_MAX];

	reading_write(r, row, sizeof(row));
	assert(strlen(row) < sizeof(row) - 1);
	assert(r->kind > READING_NONE && r->kind < READING_KINDS);
	assert(r->offset >= sum->last && r->offset < sum->stream);
	assert(r->has_value || r->decimals == -1);
	assert(memchr(r->channel, 0, sizeof(r->channel)));
	assert(memchr(r->subject, 0, sizeof(r->subject)));
	assert(memchr(r->text, 0, sizeof(r->text)));
	sum->last = r->offset;
	for (const char *c = row; *c; c++)
		sum->sum = sum->sum * 31 + (unsigned char)*c;
	sum->sum = sum->sum * 31 + r->offset;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static struct feed whole, torn;
	struct sum a = { 0, 0, len }, b = { 0, 0, len };
	const struct profile *p;
	size_t piece;

	if (len < 2)
		return 0;
	p = profile(bytes[0] % NAMES);
	piece = 1 + bytes[1] % 32;
	bytes += 2;
	len -= 2;
	feed_init(&whole, p);
	feed_init(&torn, p);
	feed_bytes(&whole, bytes, len, 0, add, &a);
	for (size_t at = 0; at < len; at += piece)
		feed_bytes(&torn, bytes + at, len - at < piece ? len - at : piece, 0,
			add, &b);
	assert(whole.len == torn.len && whole.offset == torn.offset);
	feed_end(&whole);
	feed_end(&torn);
	assert(a.sum == b.sum && whole.readings == torn.readings);
	assert(whole.skipped == torn.skipped && whole.rejected == torn.rejected);
	assert(whole.offset == len && whole.skipped <= len);
	return 0;
}
