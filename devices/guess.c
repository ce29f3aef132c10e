#include "guess.h"

#include <string.h>

#include "binary_format.h"
#include "text_format.h"

static void take(void *ctx, const struct reading *r)
{
	struct guess *guess = ctx;

	if (guess->has_first)
		return;
	guess->has_first = true;
	guess->first = *r;
	guess->before = r->offset;
}

/* To a reader of codes anything is a code, this too. */
bool guess_tells(const struct profile *profile)
{
	static const char nonsense[] = "\r\n~?{^|!`}#\r\n\x02~?{^|!`}#\x03";
	struct guess ear = { .profile = profile };

	feed_init(&ear.feed, profile);
	feed_bytes(&ear.feed, nonsense, sizeof(nonsense) - 1, 0, take, &ear);
	return !profile->driver->takes_all && !ear.has_first;
}

void guess_begin(struct guess *guess, const struct profile *profile)
{
	memset(guess, 0, sizeof(*guess));
	guess->profile = profile;
	guess->tells = guess_tells(profile);
	feed_init(&guess->feed, profile);
}

void guess_bytes(struct guess *guess, const void *bytes, size_t len)
{
	feed_bytes(&guess->feed, bytes, len, 0, take, guess);
	guess->bytes += len;
}

/* What waits for its end is no fault; what was skipped between good frames is. */
void guess_end(struct guess *guess)
{
	uint64_t waits = guess->feed.len, judged, lost;

	if (!guess->has_first)
		return;
	judged = guess->bytes - guess->before - waits;
	lost = guess->feed.skipped > guess->before ? guess->feed.skipped - guess->before
						   : 0;
	if (judged > 0 && lost <= judged)
		guess->permille = (int)((judged - lost) * 1000 / judged);
}

bool guess_fits(const struct guess *guess)
{
	return guess->feed.readings >= GUESS_READINGS && guess->tells &&
	       guess->permille >= GUESS_PERMILLE;
}

/* A torn record more or less is chance. */
static int about(const struct guess *guess)
{
	return (guess->permille + 25) / 50;
}

/* A sum counts for more than a start, a start for more than neither; a sum that may be
 * left out only when the device sent one. */
static int strictness(const struct guess *guess)
{
	const struct binary_format *packets = guess->profile->binary;
	const struct text_format *f = guess->profile->text;
	bool sum = true;

	if (!f)
		return 2; /* a driver that knows its device */
	for (size_t i = 0; packets && i < packets->packets_count; i++)
		sum = sum && packets->packets[i].checks_count > 0;
	if (packets)
		return (sum ? 2 : 0) + (packets->packets[0].starts_len ? 1 : 0);
	sum = f->check != CHECKSUM_NONE &&
	      (!f->check_optional || guess->feed.state.checked);
	return (sum ? 2 : 0) + (f->starts_len ? 1 : 0);
}

static size_t messages(const struct guess *guess)
{
	return guess->profile->text ? guess->profile->text->messages_count : 0;
}

int guess_compare(const struct guess *a, const struct guess *b)
{
	bool fits = guess_fits(a);

	if (fits != guess_fits(b))
		return fits ? -1 : 1;
	if (about(a) != about(b))
		return about(a) > about(b) ? -1 : 1;
	if (strictness(a) != strictness(b))
		return strictness(a) > strictness(b) ? -1 : 1;
	/* A maker's device before a box of our own that speaks alike. */
	if (a->profile->simulated != b->profile->simulated)
		return a->profile->simulated ? 1 : -1;
	if (a->feed.readings != b->feed.readings)
		return a->feed.readings > b->feed.readings ? -1 : 1;
	/* The one that knows no other devices besides. */
	if (messages(a) != messages(b))
		return messages(a) < messages(b) ? -1 : 1;
	return strcmp(a->profile->id, b->profile->id);
}
