/*
 * Any bytes as a profile: refused with a sentence, or loaded with everything that a
 * feed needs, and its own text among what it then hears.
 */
#include <assert.h>
#include <string.h>

#include "feed.h"
#include "profile.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void ignore(void *ctx, const struct reading *r)
{
	char row[READING_ROW_MAX];

	(void)ctx;
	reading_write(r, row, sizeof(row));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static struct feed feed;
	struct err err = ERR_INIT;
	struct profile *p = profile_load_text("f.yaml", bytes, len, &err);

	if (!p) {
		assert(err.text[0]);
		return 0;
	}
	assert(p->driver && p->line[0] && p->examples_count > 0);
	assert(p->text || driver_alone(p->driver));
	feed_init(&feed, p);
	feed_bytes(&feed, bytes, len < 2000 ? len : 2000, 0, ignore, NULL);
	profile_free(p);
	return 0;
}
