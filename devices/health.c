#include "health.h"

#include <stdlib.h>
#include <string.h>

#include "feed.h"
#include "profile.h"

#define SECOND_US    ((int64_t)1000000)
#define FORGOTTEN_US (10 * SECOND_US) /* what was not understood is history */
#define ANSWER_US    (SECOND_US / 2)  /* no device is asked to be quicker */
#define FLOOD_FRAMES 200	      /* a second */
#define FLOOD_FULL   3		      /* seconds */
#define PARITY_BYTES 16		      /* chance would do it once in 65536 */
#define ODD_BYTES    8
#define SPEED_BYTES  16
#define PATIENCE_MIN 32

/* ---- the profile ----------------------------------------------------------------- */

static bool is_usual(const struct health_watch *h, uint8_t byte)
{
	return h->usual[byte / 8] >> (byte % 8) & 1;
}

static void know_examples(struct health_watch *h)
{
	size_t longest = 0, len;

	h->plain = true;
	for (size_t i = 0; i < h->profile->examples_count; i++) {
		const uint8_t *bytes = profile_example(h->profile, i, &len);

		longest = len > longest ? len : longest;
		for (size_t k = 0; k < len; k++) {
			h->usual[bytes[k] / 8] |= (uint8_t)(1u << (bytes[k] % 8));
			h->plain = h->plain && bytes[k] < 0x80;
		}
	}
	/* Listening may begin in the middle of a record, and one may be torn. Text that is
	 * not known may be a greeting; what a driver in C takes for text has any length. */
	if (h->plain && driver_alone(h->profile->driver))
		h->patience = FRAME_MAX;
	else if (h->plain)
		h->patience = (uint32_t)(3 * longest + PATIENCE_MIN);
	else
		h->patience = (uint32_t)(2 * longest + PATIENCE_MIN);
}

void health_init(struct health_watch *h, const struct profile *profile)
{
	memset(h, 0, sizeof(*h));
	h->profile = profile;
	h->lost = HEALTH_CLOSED;
	h->rate = (uint32_t)strtoul(profile->line, NULL, 10) / 10;
	know_examples(h);
}

void health_by_hand(struct health_watch *h)
{
	h->by_hand = true;
}

/* ---- what happens ---------------------------------------------------------------- */

void health_opened(struct health_watch *h, int64_t at_us)
{
	health_init(h, h->profile);
	h->is_open = true;
	h->opened_us = h->second_us = at_us;
}

void health_lost(struct health_watch *h, enum health why, int64_t at_us)
{
	(void)at_us;
	h->is_open = false;
	h->lost = why;
}

static int64_t per_second(uint32_t count, int64_t passed_us)
{
	return count * SECOND_US / passed_us;
}

static void pass_second(struct health_watch *h, int64_t at_us)
{
	int64_t passed = at_us - h->second_us;

	if (passed < SECOND_US)
		return;
	if (h->second_frames == 0 &&
		per_second(h->second_bytes, passed) >= h->rate - h->rate / 8)
		h->full += h->full < FLOOD_FULL;
	else
		h->full = 0;
	h->flood = per_second(h->second_frames, passed) > FLOOD_FRAMES;
	h->second_us = at_us;
	h->second_frames = h->second_bytes = 0;
}

static void keep_tail(struct health_watch *h, const uint8_t *bytes, size_t len)
{
	size_t take = len < HEALTH_TAIL ? len : HEALTH_TAIL;
	size_t stay = h->tail_len + take > HEALTH_TAIL ? HEALTH_TAIL - take
						       : h->tail_len;

	memmove(h->tail, h->tail + h->tail_len - stay, stay);
	memcpy(h->tail + stay, bytes + len - take, take);
	h->tail_len = (uint8_t)(stay + take);
}

void health_bytes(struct health_watch *h, const void *bytes, size_t len, int64_t at_us)
{
	h->heard_us = at_us;
	if (len == 0)
		return;
	pass_second(h, at_us);
	h->second_bytes += (uint32_t)len;
	keep_tail(h, bytes, len);
}

void health_fits(struct health_watch *h, const struct feed *feed, int64_t at_us)
{
	uint64_t fed = feed->offset + feed->len;
	uint64_t explained = feed->offset - feed->skipped;
	uint64_t more, frames, skipped;

	if (fed < h->fed) /* another listening has begun */
		h->explained = h->frames = h->skipped = 0;
	more = explained > h->explained ? explained - h->explained : 0;
	frames = feed->frames > h->frames ? feed->frames - h->frames : 0;
	skipped = feed->skipped > h->skipped ? feed->skipped - h->skipped : 0;
	h->fed = fed;
	h->explained = explained;
	h->frames = feed->frames;
	h->skipped = feed->skipped;
	h->second_frames += (uint32_t)frames;
	/* An end of line is a frame too, and noise has some. */
	if (frames || more > 2) {
		h->understood_us = at_us;
		h->unknown = 0;
		h->tail_len = 0;
		h->full = 0;
	} else {
		h->unknown += (uint32_t)skipped;
	}
}

/* ---- what bytes look like --------------------------------------------------------- */

static bool is_plain(uint8_t byte)
{
	return (byte >= ' ' && byte < 0x7f) || byte == '\r' || byte == '\n';
}

/* Bit 7 as a line without one shows it: the parity of the others, or a stop bit. */
static bool looks_like_seven_bits(const struct health_watch *h)
{
	unsigned even = 0, odd = 0, set = 0, plain = 0, n = h->tail_len;

	for (unsigned i = 0; i < n; i++) {
		uint8_t byte = h->tail[i];
		bool high = byte & 0x80;
		bool parity = __builtin_parity(byte & 0x7fu);

		even += high == parity;
		odd += high != parity;
		set += high;
		plain += is_plain(byte & 0x7f);
	}
	if (n < PARITY_BYTES || plain * 16 < n * 15 || set * 8 < n)
		return false;
	return even * 16 >= n * 15 || odd * 16 >= n * 15 || set * 16 >= n * 15;
}

static unsigned changes_of(uint8_t byte)
{
	unsigned frame = (unsigned)byte << 1 | 1u << 9; /* start low, stop high */

	return (unsigned)__builtin_popcount((frame ^ frame >> 1) & 0x1ff);
}

static bool looks_like_other_speed(const struct health_watch *h)
{
	uint8_t seen[32] = { 0 };
	unsigned changes = 0, different = 0, n = h->tail_len;

	for (unsigned i = 0; i < n; i++) {
		uint8_t byte = h->tail[i], bit = (uint8_t)(1u << (byte % 8));

		changes += changes_of(byte);
		different += !(seen[byte / 8] & bit);
		seen[byte / 8] |= bit;
	}
	/* Of any bytes half of the nine steps are changes, and of 64 some 57 differ. */
	return n >= SPEED_BYTES && (changes * 2 <= n * 7 || different * 2 <= n);
}

/* Bytes that a device of plain text does not say. */
static unsigned odd_ones(const struct health_watch *h)
{
	unsigned odd = 0;

	for (unsigned i = 0; i < h->tail_len; i++)
		odd += !is_plain(h->tail[i]) && !is_usual(h, h->tail[i]);
	return odd;
}

static enum health judge(const struct health_watch *h)
{
	unsigned odd = odd_ones(h);
	bool strange = odd >= ODD_BYTES && odd * 4 >= h->tail_len;

	if (looks_like_seven_bits(h))
		return HEALTH_PARITY;
	if (!(h->plain && strange) && h->unknown < h->patience)
		return HEALTH_GOOD;
	return strange && looks_like_other_speed(h) ? HEALTH_BAUD : HEALTH_NOISE;
}

/* ---- now -------------------------------------------------------------------------- */

/* How long it may be silent; 0 for ever. */
static int64_t silence_us(const struct health_watch *h)
{
	int64_t answer_us = 3 * h->profile->poll_us;

	if (h->profile->heartbeat_us)
		return h->profile->heartbeat_us;
	if (!h->profile->poll.len)
		return 0;
	return answer_us > ANSWER_US ? answer_us : ANSWER_US;
}

static int64_t since_us(const struct health_watch *h)
{
	return h->heard_us ? h->heard_us : h->opened_us;
}

static bool floods(const struct health_watch *h)
{
	return h->flood || h->second_frames > FLOOD_FRAMES;
}

/* Of what the bytes look like: a full line of noise is worse than noise, and a wrong
 * setting explains it. */
static enum health judge_line(const struct health_watch *h, int64_t quiet_us)
{
	enum health judged = judge(h);

	return judged == HEALTH_NOISE && h->full == FLOOD_FULL && quiet_us < SECOND_US
		       ? HEALTH_FLOOD
		       : judged;
}

enum health health_now(const struct health_watch *h, int64_t now_us)
{
	int64_t quiet_us = now_us - since_us(h);
	enum health judged = quiet_us < FORGOTTEN_US ? judge_line(h, quiet_us)
						     : HEALTH_GOOD;

	if (h->by_hand)
		return HEALTH_HAND;
	if (!h->is_open)
		return h->lost;
	if (quiet_us < SECOND_US && floods(h))
		return HEALTH_FLOOD;
	if (silence_us(h) && quiet_us > silence_us(h))
		return HEALTH_SILENT;
	if (judged != HEALTH_GOOD)
		return judged;
	return h->understood_us ? HEALTH_GOOD : HEALTH_WAITS;
}

int64_t health_due_us(const struct health_watch *h, int64_t now_us)
{
	int64_t due_us[3] = { 0 }, first = INT64_MAX;

	if (!h->is_open)
		return INT64_MAX;
	if (h->heard_us && h->tail_len)
		due_us[0] = since_us(h) + FORGOTTEN_US;
	if (h->heard_us && (floods(h) || h->full == FLOOD_FULL))
		due_us[1] = since_us(h) + SECOND_US;
	if (silence_us(h))
		due_us[2] = since_us(h) + silence_us(h) + 1;
	for (size_t i = 0; i < sizeof(due_us) / sizeof(due_us[0]); i++)
		if (due_us[i] > now_us && due_us[i] < first)
			first = due_us[i];
	return first;
}

const char *health_name(enum health health)
{
	static const char *const names[HEALTHS] = { "closed", "waits", "good", "hand",
		"silent", "noise", "parity", "baud", "flood", "unplugged", "missing",
		"held", "denied", "refused" };

	return health < HEALTHS ? names[health] : "";
}
