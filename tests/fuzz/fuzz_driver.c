/*
 * Any bytes from any device that one driver reads (FUZZ_DRIVER). The first byte chooses
 * among the profiles of that driver, the second how the rest is cut. Every reading can be
 * printed, stays within its members, and is the same whole and in pieces; every byte is
 * accounted for.
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "feed.h"
#include "path.h"
#include "profile.h"

#define FOLDER	     SOURCE_DIR "/devices/profiles"
#define PROFILES_MAX 256

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static struct profile *profiles[PROFILES_MAX];
static size_t profile_count;

static void load(const char *name)
{
	struct err err = ERR_INIT;
	char path[512];
	struct profile *p;

	snprintf(path, sizeof(path), FOLDER "/%s", name);
	p = profile_load(path, &err);
	if (!p) {
		fprintf(stderr, "%s\n", err.text);
		abort();
	}
	if (strcmp(p->driver->name, FUZZ_DRIVER) == 0 && profile_count < PROFILES_MAX)
		profiles[profile_count++] = p;
	else
		profile_free(p);
}

static void load_all(void)
{
	struct err err = ERR_INIT;
	char **names;
	size_t count;

	if (!path_list(FOLDER, ".yaml", &names, &count, &err))
		abort();
	for (size_t i = 0; i < count; i++)
		load(names[i]);
	path_list_free(names);
	assert(profile_count > 0);
}

/* Whose name and the byte mix to the most: a profile that is added takes some bytes for
 * itself, and the others keep theirs, so that a corpus stays good. */
static uint32_t mix(const char *name, uint8_t byte)
{
	uint32_t sum = 2166136261u ^ byte;

	for (; *name; name++)
		sum = (sum ^ (uint8_t)*name) * 16777619u;
	sum ^= sum >> 15;
	sum *= 2246822519u;
	return sum ^ sum >> 13;
}

static const struct profile *best_for(uint8_t byte)
{
	const struct profile *best = profiles[0];

	for (size_t i = 1; i < profile_count; i++)
		if (mix(profiles[i]->id, byte) > mix(best->id, byte))
			best = profiles[i];
	return best;
}

static const struct profile *choose(uint8_t byte)
{
	static const struct profile *chosen[256];

	if (!profile_count)
		load_all();
	if (!chosen[byte])
		chosen[byte] = best_for(byte);
	return chosen[byte];
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

/* Before the first input, which has no time for it. */
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	load_all();
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static struct feed whole, torn;
	struct sum a = { 0, 0, len }, b = { 0, 0, len };
	const struct profile *p;
	size_t piece;

	if (len < 2)
		return 0;
	p = choose(bytes[0]);
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
