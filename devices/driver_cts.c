/*
 * driver_cts - the scoreboard of Colorado Time Systems consoles.
 *
 * The console sends no results, it drives a display: without end, whatever every
 * digit shows, with neither frames nor sums. A byte from 80 up selects a channel,
 *
 *	1 r c c c c c f		r: the lane runs; c: channel, inverted; f: format
 *
 * and each byte below 80 that follows is one digit of it,
 *
 *	0 p p p d d d d		p: position; d: digit, inverted; above 9: dark
 *
 * Channels 1 to 10 are lanes: lane, place, two digits each of minutes, seconds and
 * hundredths. Channel 12 shows the event in positions 0 to 2 and the heat in 5 to 7;
 * channel 0 is the running clock. The console leaves a lane in its middle to send
 * the clock, and comes back to it.
 *
 * So a frame is a selection with its digits, which ends where the next begins, and
 * a reading is a change of what a lane shows, told by the frame that completed it.
 * When a heat starts, all lanes run for a second before the places of the last heat
 * go dark, and the old times stay on until each lane stops: a time is final when it
 * stands still with a place, after running was seen in this heat.
 */
#include "driver.h"

#include <stdio.h>
#include <string.h>

#define LANES	     10
#define EVENT	     12
#define POSITIONS    8
#define DIGITS_MAX   32 /* of one selection: more is noise */
#define DARK	     11
#define HUNDREDTH_US 10000

/* Digits are 1 more than what they show, so that 0 is "not seen yet". */
struct panel {
	uint8_t digit[POSITIONS];
};

struct lane {
	struct panel panel;
	uint8_t running;
	uint8_t told; /* all of it was seen, and given */
	uint8_t ran;  /* in this heat */
};

struct cts_state {
	struct lane lanes[LANES];
	struct panel event;
	uint8_t event_told;
};

_Static_assert(
	sizeof(struct cts_state) <= STATE_OWN_BYTES, "the display is remembered");

static enum frame cts_find(const struct profile *p, const struct driver_state *s,
	const uint8_t *bytes, size_t len, size_t *used)
{
	(void)p;
	(void)s;
	if (bytes[0] < 0x80)
		return FRAME_BAD;
	for (*used = 1; *used < len; ++*used) {
		if (bytes[*used] >= 0x80)
			return FRAME_GOOD;
		if (*used > DIGITS_MAX)
			return FRAME_REJECT;
	}
	return FRAME_MORE;
}

static void show(struct panel *panel, const uint8_t *digits, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		uint8_t digit = (digits[i] & 15) ^ 15;

		panel->digit[digits[i] >> 4] = digit > 9 ? DARK : digit + 1;
	}
}

/* All positions from `from` to before `to` were seen. */
static bool seen(const struct panel *panel, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		if (panel->digit[i] == 0)
			return false;
	}
	return true;
}

/* ---- event and heat ------------------------------------------------------------------ */

/* " 12" as "12"; "" when all is dark. */
static void write_digits(const struct panel *panel, size_t from, char out[4])
{
	size_t at = 0;

	for (size_t i = from; i < from + 3; i++) {
		if (panel->digit[i] != DARK)
			out[at++] = (char)('0' + panel->digit[i] - 1);
	}
	out[at] = '\0';
}

static size_t read_event(
	struct cts_state *s, const uint8_t *digits, size_t len, struct reading *out)
{
	struct panel before = s->event;
	char event[4], heat[4];

	show(&s->event, digits, len);
	if (!seen(&s->event, 0, 3) || !seen(&s->event, 5, 8))
		return 0;
	if (s->event_told && memcmp(&before, &s->event, sizeof(before)) == 0)
		return 0;
	for (size_t i = 0; i < LANES && s->event_told; i++)
		s->lanes[i].ran = 0; /* another heat */
	s->event_told = 1;
	write_digits(&s->event, 0, event);
	write_digits(&s->event, 5, heat);
	if (!event[0] && !heat[0])
		return 0;
	memset(out, 0, sizeof(*out));
	out->kind = READING_STATUS;
	out->decimals = -1;
	snprintf(out->text, sizeof(out->text), "%s%s%s%s%s", event[0] ? "event=" : "",
		event, event[0] && heat[0] ? ";" : "", heat[0] ? "heat=" : "", heat);
	return 1;
}

/* ---- lanes ----------------------------------------------------------------------------- */

/* Dark digits may only stand before others. */
static bool lane_time(const struct panel *panel, int64_t *us)
{
	int64_t part[3] = { 0 };
	bool lit = false;

	for (size_t i = 2; i < POSITIONS; i++) {
		bool dark = panel->digit[i] == DARK;

		if (dark && lit)
			return false;
		lit = lit || !dark;
		part[i / 2 - 1] = part[i / 2 - 1] * 10 +
				  (dark ? 0 : panel->digit[i] - 1);
	}
	*us = ((part[0] * 60 + part[1]) * 100 + part[2]) * HUNDREDTH_US;
	return lit;
}

static size_t read_lane(struct cts_state *s, size_t number, bool running,
	const uint8_t *digits, size_t len, struct reading *out)
{
	struct lane *lane = &s->lanes[number - 1];
	struct lane before = *lane;

	show(&lane->panel, digits, len);
	lane->running = running;
	lane->ran = lane->ran || running;
	if (!seen(&lane->panel, 0, POSITIONS))
		return 0;
	lane->told = 1;
	if (before.told && before.running == lane->running &&
		memcmp(&before.panel, &lane->panel, sizeof(before.panel)) == 0)
		return 0;
	memset(out, 0, sizeof(*out));
	out->kind = READING_TIME;
	out->decimals = -1;
	snprintf(out->channel, sizeof(out->channel), "%zu", number);
	if (lane->panel.digit[1] != DARK)
		out->place = lane->panel.digit[1] - 1;
	out->has_value = lane_time(&lane->panel, &out->value);
	if (out->has_value) {
		out->unit = UNIT_US;
		out->decimals = 2;
	}
	if (running)
		out->flags = FLAG_RUNNING;
	else if (lane->ran && out->has_value && out->place)
		out->flags = FLAG_FINAL;
	return 1;
}

static size_t cts_read(const struct profile *p, struct driver_state *state,
	const uint8_t *frame, size_t len, struct reading *out, size_t max)
{
	unsigned channel = (frame[0] >> 1 & 0x1f) ^ 0x1f;
	bool format = frame[0] & 1, running = frame[0] & 0x40;
	struct cts_state s;
	size_t count = 0;

	(void)p;
	(void)max;
	memcpy(&s, state->own, sizeof(s));
	if (!format && channel == EVENT)
		count = read_event(&s, frame + 1, len - 1, out);
	else if (!format && channel >= 1 && channel <= LANES)
		count = read_lane(&s, channel, running, frame + 1, len - 1, out);
	memcpy(state->own, &s, sizeof(s));
	return count;
}

const struct driver driver_cts = { "cts", cts_find, cts_read, true };
