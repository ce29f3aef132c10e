#include "faults.h"

#include <assert.h>
#include <string.h>

#include "chance.h"
#include "text.h"

#define PIECE_MAX 12
#define BURST_NS  86806 /* ten bits at 115200 baud */
#define TIME_MAX  ((int64_t)3600 * 1000000)
#define PPM	  1000000

/* ---- from text ----------------------------------------------------------------------- */

/* "20s", "300ms", up to an hour. */
static bool read_time(struct slice s, int64_t *us)
{
	struct decimal d;
	int off = 6;

	if (s.len > 2 && s.text[s.len - 1] == 's' && s.text[s.len - 2] == 'm') {
		off = 3;
		s.len--;
	} else if (s.len < 2 || s.text[s.len - 1] != 's') {
		return false;
	}
	s.len--;
	return decimal_read(s, &d) && decimal_exact(d, off, us) && *us > 0 &&
	       *us <= TIME_MAX;
}

static bool read_whole(struct slice s, int64_t from, int64_t to, int64_t *out)
{
	struct decimal d;

	return decimal_read(s, &d) && decimal_exact(d, 0, out) && *out >= from &&
	       *out <= to;
}

static bool read_torn(struct faults_how *how, struct slice a, struct slice b)
{
	(void)b;
	return read_time(a, &how->torn_us);
}

static bool read_bits(struct faults_how *how, struct slice a, struct slice b)
{
	int64_t n;

	(void)b;
	if (!read_whole(a, 1, 100000000, &n))
		return false;
	how->bits = (uint32_t)n;
	return true;
}

static bool read_drift(struct faults_how *how, struct slice a, struct slice b)
{
	int64_t n;

	(void)b;
	if (!read_whole(a, -100000, 100000, &n))
		return false;
	how->drift_ppm = (int32_t)n;
	return true;
}

static bool read_silence(struct faults_how *how, struct slice a, struct slice b)
{
	return read_time(a, &how->silence.every_us) &&
	       read_time(b, &how->silence.for_us);
}

static bool read_double(struct faults_how *how, struct slice a, struct slice b)
{
	int64_t n;

	(void)b;
	if (!read_whole(a, 1, 100, &n))
		return false;
	how->doubles = (uint32_t)n;
	return true;
}

static bool read_midnight(struct faults_how *how, struct slice a, struct slice b)
{
	(void)b;
	return read_time(a, &how->midnight_us);
}

static bool read_unplug(struct faults_how *how, struct slice a, struct slice b)
{
	return read_time(a, &how->unplug.every_us) && read_time(b, &how->unplug.for_us);
}

static bool read_burst(struct faults_how *how, struct slice a, struct slice b)
{
	(void)b;
	return read_time(a, &how->burst_us);
}

static const struct {
	const char *name, *a, *b; /* when none is given; b NULL: it takes one value */
	bool (*read)(struct faults_how *how, struct slice a, struct slice b);
	const char *takes;
} kinds[] = {
	{ "torn", "30ms", NULL, read_torn, "pauses, as in torn:30ms" },
	{ "bits", "1000", NULL, read_bits, "bytes for one wrong bit, as in bits:1000" },
	{ "drift", "500", NULL, read_drift, "-100000 to 100000 ppm, as in drift:500" },
	{ "silence", "20s", "6s", read_silence,
		"how often and how long, as in "
		"silence:20s:6s" },
	{ "double", "10", NULL, read_double, "1 to 100 per cent, as in double:10" },
	{ "midnight", "5s", NULL, read_midnight,
		"how long before it, as in "
		"midnight:5s" },
	{ "unplug", "20s", "2s", read_unplug,
		"how often and how long, as in "
		"unplug:20s:2s" },
	{ "burst", "2s", NULL, read_burst, "how long it is held back, as in burst:2s" },
};
#define KINDS (sizeof(kinds) / sizeof(kinds[0]))

/* What stands before the next colon; the rest goes behind it. */
static struct slice next_word(struct slice *rest)
{
	const char *colon = memchr(rest->text, ':', rest->len);
	size_t len = colon ? (size_t)(colon - rest->text) : rest->len;
	struct slice word = { rest->text, len };

	rest->text += len + (colon != NULL);
	rest->len -= len + (colon != NULL);
	return word;
}

static bool read_kind(size_t i, struct slice rest, struct faults_how *how)
{
	struct slice a = slice_of(kinds[i].a);
	struct slice b = slice_of(kinds[i].b ? kinds[i].b : "");

	if (rest.len > 0)
		a = next_word(&rest);
	if (rest.len > 0 && kinds[i].b)
		b = next_word(&rest);
	return rest.len == 0 && kinds[i].read(how, a, b);
}

bool faults_read(const char *text, struct faults_how *how, struct err *err)
{
	struct slice rest = slice_of(text), name = next_word(&rest);
	struct faults_how read = *how;

	for (size_t i = 0; i < KINDS; i++) {
		if (!slice_is(name, kinds[i].name))
			continue;
		if (!read_kind(i, rest, &read))
			return err_set(err,
				"fault \"%.40s\": %s takes %s; times are "
				"in s or ms, to an hour",
				text, kinds[i].name, kinds[i].takes);
		*how = read;
		return true;
	}
	return err_set(err,
		"\"%.40s\" is none of the faults torn, bits, drift, silence, double, "
		"midnight, unplug, burst",
		text);
}

/* ---- the device's clock ----------------------------------------------------------------- */

int64_t faults_device_us(const struct faults_how *how, int64_t our_us)
{
	int64_t rate = PPM + how->drift_ppm;

	return our_us / PPM * rate + our_us % PPM * rate / PPM;
}

int64_t faults_our_us(const struct faults_how *how, int64_t device_us)
{
	int64_t rate = PPM + how->drift_ppm;

	if (device_us / rate > INT64_MAX / PPM - 1)
		return INT64_MAX;
	return device_us / rate * PPM + div_ceil(device_us % rate * PPM, rate);
}

/* ---- spells ------------------------------------------------------------------------------- */

static void draw_spell(struct fault_times *t, int64_t after_us)
{
	int64_t every_us = t->spell.every_us;

	t->from_us = after_us +
		     chance_draw(&t->chance, every_us / 2, every_us + every_us / 2);
	t->until_us = t->from_us + t->spell.for_us;
}

static void begin_spells(
	struct fault_times *t, const struct fault_spell *spell, uint64_t seed)
{
	t->spell = *spell;
	t->chance = seed;
	t->from_us = t->until_us = INT64_MAX;
	if (spell->every_us)
		draw_spell(t, 0);
}

static bool within(struct fault_times *t, int64_t now_us)
{
	while (now_us >= t->until_us)
		draw_spell(t, t->until_us);
	return now_us >= t->from_us;
}

static int64_t next_change_us(const struct fault_times *t, int64_t now_us)
{
	return now_us < t->from_us ? t->from_us : t->until_us;
}

bool faults_silent(struct faults *f, int64_t now_us)
{
	return within(&f->silence, now_us);
}

bool faults_unplugged(struct faults *f, int64_t now_us)
{
	f->now_us = now_us;
	return within(&f->unplug, now_us);
}

/* ---- bytes ---------------------------------------------------------------------------------- */

static void draw_bit(struct faults *f)
{
	f->to_bit = chance_draw(&f->chance, 1, 2 * (int64_t)f->how.bits - 1);
}

void faults_init(struct faults *f, const struct faults_how *how, uint64_t seed)
{
	memset(f, 0, sizeof(*f));
	f->how = *how;
	/* Not the numbers that the script draws. */
	f->chance = ~seed;
	begin_spells(&f->silence, &how->silence, chance_next(&f->chance));
	begin_spells(&f->unplug, &how->unplug, chance_next(&f->chance));
	if (how->bits)
		draw_bit(f);
}

bool faults_room(const struct faults *f)
{
	return f->count <= FAULTS_BYTES - FAULTS_SAY;
}

/* When this byte, said now, leaves. */
static int64_t due_us(struct faults *f, int64_t now_us)
{
	int64_t due = now_us, spacing_ns = f->how.burst_us ? BURST_NS : 0;

	if (f->how.torn_us && f->piece == 0) {
		f->piece = (size_t)chance_draw(&f->chance, 1, PIECE_MAX);
		due += chance_draw(&f->chance, 0, f->how.torn_us);
	}
	if (f->how.torn_us)
		f->piece--;
	if (f->how.burst_us)
		due = div_ceil(due, f->how.burst_us) * f->how.burst_us;
	if (due * 1000 < f->last_ns + spacing_ns)
		f->last_ns += spacing_ns;
	else
		f->last_ns = due * 1000;
	return f->last_ns / 1000;
}

static uint8_t harm(struct faults *f, uint8_t byte)
{
	if (!f->how.bits || --f->to_bit > 0)
		return byte;
	draw_bit(f);
	return byte ^ (uint8_t)(1u << chance_draw(&f->chance, 0, 7));
}

void faults_put(struct faults *f, const uint8_t *bytes, size_t len, int64_t now_us)
{
	assert(len <= FAULTS_BYTES - f->count);
	if (faults_silent(f, now_us))
		return;
	for (size_t i = 0; i < len; i++) {
		size_t at = (f->first + f->count++) % FAULTS_BYTES;

		f->bytes[at] = harm(f, bytes[i]);
		f->due_us[at] = due_us(f, now_us);
	}
}

/* What no longer fits is not held back. */
size_t faults_take(struct faults *f, int64_t now_us, uint8_t *out, size_t max)
{
	bool full = !faults_room(f);
	size_t n = 0;

	while (n < max && f->count > 0 && (full || f->due_us[f->first] <= now_us)) {
		out[n++] = f->bytes[f->first];
		f->first = (f->first + 1) % FAULTS_BYTES;
		f->count--;
	}
	return n;
}

int64_t faults_until_us(const struct faults *f)
{
	int64_t until_us = next_change_us(&f->unplug, f->now_us);

	if (f->count > 0 && f->due_us[f->first] < until_us)
		until_us = f->due_us[f->first];
	return until_us;
}
