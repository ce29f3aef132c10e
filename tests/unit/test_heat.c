/* A heat: lanes, start numbers, and a real race whose operator moved an impulse. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "feed.h"
#include "heat.h"
#include "hexlog.h"
#include "profile.h"

#define CAPTURE SHARED_DIR "/reference/devices/captures/open/alge_tdc8001_ski_run1.hex"
#define PROFILE SOURCE_DIR "/devices/profiles/alge-tdc8001.yaml"

static const struct item run50 = { .key = "run50",
	.unit = ITEM_MS,
	.better = BETTER_LESS,
	.rule = RULE_GATE,
	.attempts = 1,
	.read = 10,
	.step = 100,
	.round = ROUND_NONZERO_UP,
	.decimals = 1,
	.hard_min = 3000,
	.hard_max = 60000,
	.usual_min = 6000,
	.usual_max = 16000 };

static const struct item shuttle = { .key = "shuttle_50x8",
	.unit = ITEM_MS,
	.better = BETTER_LESS,
	.rule = RULE_INDIVIDUAL,
	.attempts = 1,
	.step = 1000,
	.round = ROUND_CUT,
	.hard_min = 30000,
	.hard_max = 3600000,
	.usual_min = 70000,
	.usual_max = 240000 };

static struct heat h;

/* Rows leave out what is zero. */
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

/* ---- events in a row, changes as text ------------------------------------------- */

enum act {
	END,
	START,	/* reading: name (lane or number), time in 1/100 s */
	FINISH, /* likewise */
	NET,	/* likewise; a net time */
	FOUL,	/* a box's false start */
	RECALL,
	SWAP, /* the first two entries */
	NOT_COUNTED,
	GIVE_UP,
	CLOSE,
	OVER,	/* closed and shown */
	ALIAS,	/* chip `name` is the first entry's */
	ALIAS2, /* ... the second's */
	UNALIAS,
	LOST, /* the device goes away, and comes back */
};

struct event {
	enum act act;
	const char *name;
	int64_t time_cs; /* value of the reading, 1/100 s */
	uint32_t flags;
	int64_t at_ms; /* arrival; 0: with the event before, plus 1 ms */
};

struct scene {
	const char *what;
	enum heat_kind kind;
	const struct item *item;
	const char *names[5];
	struct event events[12];
	const char *want; /* "name/run what state value why others;..." */
};

static int64_t now_us;

static void read_event(const struct event *e)
{
	struct reading r = { .at_us = now_us,
		.value = e->time_cs * 10000,
		.has_value = e->time_cs != 0 || e->act == NET,
		.flags = e->flags,
		.unit = UNIT_US,
		.decimals = 2 };

	r.kind = e->act == START    ? READING_START
		 : e->act == FINISH ? READING_FINISH
		 : e->act == FOUL   ? READING_FOUL
				    : READING_TIME;
	if (h.setup.kind == HEAT_LANES) {
		snprintf(r.channel, sizeof(r.channel), "%s", e->name ? e->name : "");
	} else {
		snprintf(r.subject, sizeof(r.subject), "%s", e->name ? e->name : "");
		snprintf(r.channel, sizeof(r.channel), "%s",
			e->act == START	   ? "C0"
			: e->act == FINISH ? "C1"
					   : "RT");
	}
	heat_reading(&h, &r);
}

static void play(const struct event *e)
{
	now_us = e->at_ms ? e->at_ms * 1000 : now_us + 1000;
	switch (e->act) {
	case RECALL:
		heat_recall(&h, now_us);
		break;
	case SWAP:
		heat_swap(&h, 0, 1);
		break;
	case NOT_COUNTED:
		heat_foul(&h, heat_find(&h, e->name));
		break;
	case GIVE_UP:
		heat_give_up(&h, heat_find(&h, e->name));
		break;
	case CLOSE:
		heat_close(&h);
		break;
	case ALIAS:
	case ALIAS2:
		(void)heat_alias(&h, heat_chip(&h, e->name), e->act == ALIAS2);
		break;
	case UNALIAS:
		heat_unalias(&h, heat_find_chip(&h, e->name));
		break;
	case OVER:
		heat_end(&h);
		break;
	case LOST:
		heat_lost(&h);
		break;
	default:
		read_event(e);
		break;
	}
}

static size_t add(char *out, size_t size, size_t len, const char *text)
{
	int n = snprintf(out + len, size - len, "%s", text);

	assert_true(n >= 0 && (size_t)n < size - len);
	return len + (size_t)n;
}

/* All changes so far in one line. */
static void take_changes(char *out, size_t size)
{
	struct heat_change c;
	size_t len = 0;
	char word[128];

	out[0] = '\0';
	while (heat_next_change(&h, &c)) {
		snprintf(word, sizeof(word), "%s%s/%d %s", len ? "; " : "",
			h.entry[c.entry].name, c.run, heat_what_name(c.what));
		len = add(out, size, len, word);
		if (c.state == HEAT_FINISHED || c.state == HEAT_DISPUTED) {
			snprintf(
				word, sizeof(word), " %lld", (long long)c.result.value);
			len = add(out, size, len, word);
		} else if (c.what != HEAT_STARTED) {
			snprintf(word, sizeof(word), " %s", heat_state_name(c.state));
			len = add(out, size, len, word);
		}
		if (c.why & HEAT_WHY_SHARED)
			len = add(out, size, len, " shared");
		if (c.why & HEAT_WHY_NET_TIME)
			len = add(out, size, len, " net");
		if (c.why & HEAT_WHY_SECOND)
			len = add(out, size, len, " second");
		if (c.why & HEAT_WHY_CLOCKS)
			len = add(out, size, len, " clocks");
		if (c.why & HEAT_WHY_LATE)
			len = add(out, size, len, " late");
		if (c.why & HEAT_WHY_RESTARTED)
			len = add(out, size, len, " restarted");
		for (size_t i = 0; i < c.n_others; i++) {
			snprintf(word, sizeof(word), " +%s", h.entry[c.others[i]].name);
			len = add(out, size, len, word);
		}
		if (c.what == HEAT_MOVED) {
			snprintf(word, sizeof(word), " to %d", c.tag);
			len = add(out, size, len, word);
		}
	}
}

static void play_scene(const struct scene *scene)
{
	struct heat_setup setup = { .kind = scene->kind, .item = scene->item };
	char got[2000];

	heat_init(&h, &setup);
	for (int i = 0; i < 5 && scene->names[i]; i++)
		assert_int_equal(heat_put(&h, scene->names[i], 100 + i), i);
	now_us = 1000000;
	heat_arm(&h, now_us);
	for (const struct event *e = scene->events; e->act != END; e++)
		play(e);
	take_changes(got, sizeof(got));
	if (strcmp(got, scene->want) != 0)
		fail_msg("%s:\n got  %s\n want %s", scene->what, got, scene->want);
}

/* 10.00 s are 1000; 23:59:55 is 8639500. */
static const struct scene scenes[] = {
	{ "a common start and a finish in each lane", HEAT_LANES, &run50, { "1", "2" },
		{ { START, "", 1000 }, { FINISH, "2", 1811 }, { FINISH, "1", 1800 } },
		"1/1 started; 2/1 started; 2/1 timed 8200; 1/1 timed 8000" },
	{ "a lane without a finish stays without one", HEAT_LANES, &run50, { "1", "2" },
		{ { START, "", 1000 }, { FINISH, "2", 1811 }, { CLOSE } },
		"1/1 started; 2/1 started; 2/1 timed 8200; 1/1 closed no finish" },
	{ "a finish before the start is nothing", HEAT_LANES, &run50, { "1" },
		{ { FINISH, "1", 900 }, { START, "", 1000 } }, "1/1 started" },
	{ "a finish twice is one", HEAT_LANES, &run50, { "1" },
		{ { START, "", 1000 }, { FINISH, "1", 1811 }, { FINISH, "1", 1811 },
			{ FINISH, "1", 1950 } },
		"1/1 started; 1/1 timed 8200" },
	{ "a cleared finish opens the lane again", HEAT_LANES, &run50, { "1" },
		{ { START, "", 1000 }, { FINISH, "1", 1811 },
			{ FINISH, "1", 1811, FLAG_CLEARED }, { FINISH, "1", 1900 } },
		"1/1 started; 1/1 timed 8200; 1/1 taken back running; 1/1 timed 9000" },
	{ "a false start is called back and run again", HEAT_LANES, &run50,
		{ "1", "2" },
		{ { START, "", 1000 }, { RECALL }, { FINISH, "1", 1800 },
			{ START, "", 5000 }, { FINISH, "1", 5800 } },
		"1/1 started; 2/1 started; 1/1 taken back withdrawn; "
		"2/1 taken back withdrawn; 1/2 started; 2/2 started; 1/2 timed 8000" },
	{ "a second gun without a finish is a false start", HEAT_LANES, &run50, { "1" },
		{ { START, "", 1000 }, { START, "", 5000 }, { FINISH, "1", 5800 } },
		"1/1 started; 1/1 taken back withdrawn; 1/2 started; 1/2 timed 8000" },
	{ "gates that saw a false start call back", HEAT_LANES, &run50, { "1" },
		{ { START, "", 1000 }, { FOUL, "1", 990 }, { START, "", 5000 } },
		"1/1 started; 1/1 taken back withdrawn; 1/2 started" },
	{ "gates that start each lane by itself", HEAT_LANES, &run50, { "1", "2" },
		{ { START, "1", 1000 }, { START, "2", 1010 }, { START, "2", 1010 },
			{ FINISH, "1", 1800 }, { START, "1", 1900 },
			{ FINISH, "2", 1810 } },
		"1/1 started; 2/1 started; 1/1 timed 8000; 2/1 timed 8000" },
	{ "a start box with a channel of its own starts all", HEAT_LANES, &run50,
		{ "1", "2" }, { { START, "C0", 1000 }, { FINISH, "2", 1800 } },
		"1/1 started; 2/1 started; 2/1 timed 8000" },
	{ "a gun after a finish is noise", HEAT_LANES, &run50, { "1", "2" },
		{ { START, "", 1000 }, { FINISH, "1", 1800 }, { START, "", 1900 },
			{ FINISH, "2", 1900 } },
		"1/1 started; 2/1 started; 1/1 timed 8000; 2/1 timed 9000" },
	{ "a finish too soon is refused and the lane goes on", HEAT_LANES, &run50,
		{ "1" },
		{ { START, "", 1000 }, { FINISH, "1", 1050 }, { FINISH, "1", 1800 } },
		"1/1 started; 1/1 refused running; 1/1 timed 8000" },
	{ "two students stood in each other's lanes", HEAT_LANES, &run50, { "1", "2" },
		{ { START, "", 1000 }, { FINISH, "1", 1800 }, { SWAP } },
		"1/1 started; 2/1 started; 1/1 timed 8000; 1/1 moved 8000 to 101; "
		"2/1 moved running to 100" },
	{ "this one is not counted", HEAT_LANES, &run50, { "1", "2" },
		{ { START, "", 1000 }, { NOT_COUNTED, "2" }, { FINISH, "2", 1800 },
			{ GIVE_UP, "1" } },
		"1/1 started; 2/1 started; 2/1 closed fouled; 1/1 closed no finish" },
	{ "a device without a clock gives arrival times", HEAT_LANES, &run50,
		{ "1", "2" },
		{ { START, "", 0, 0, 5000 }, { FINISH, "2", 0, 0, 13050 },
			{ FINISH, "1", 0, 0, 13250 } },
		"1/1 started; 2/1 started; 2/1 timed 8100; 1/1 timed 8300" },
	{ "a contact that bounces is one impulse", HEAT_LANES, &run50, { "1" },
		{ { START, "", 0, 0, 5000 }, { START, "", 0, 0, 5040 },
			{ FINISH, "1", 0, 0, 13000 }, { FINISH, "1", 0, 0, 13300 } },
		"1/1 started; 1/1 timed 8000" },
	{ "a start without a clock and a finish with one make no time", HEAT_LANES,
		&run50, { "1" },
		{ { START, "", 0, 0, 5000 }, { FINISH, "1", 1800, 0, 13250 },
			{ FINISH, "1", 1900, 0, 14250 }, { CLOSE } },
		"1/1 started; 1/1 unclear untimed clocks" },
	{ "nor the other way round", HEAT_INDIVIDUAL, &shuttle, { "7" },
		{ { START, "7", 1000, 0, 5000 }, { FINISH, "7", 0, 0, 95000 } },
		"7/1 started; 7/1 unclear untimed clocks" },
	{ "nor a dated one and one that is not", HEAT_LANES, &run50, { "1" },
		{ { START, "", 1000, FLAG_DATED }, { FINISH, "1", 1800 } },
		"1/1 started; 1/1 unclear untimed clocks" },
	{ "the finish of the other clock may be cleared", HEAT_LANES, &run50, { "1" },
		{ { START, "", 0, 0, 5000 }, { FINISH, "1", 1800, 0, 13000 },
			{ FINISH, "1", 1800, FLAG_CLEARED },
			{ FINISH, "1", 0, 0, 13500 } },
		"1/1 started; 1/1 unclear untimed clocks; 1/1 taken back running; "
		"1/1 timed 8500" },
	{ "a clock that was switched off and on makes no time", HEAT_LANES, &run50,
		{ "1", "2" },
		{ { START, "", 6000, 0, 5000 }, { LOST },
			{ FINISH, "1", 6900, 0, 70000 }, { FINISH, "2", 1900 } },
		"1/1 started; 2/1 started; 1/1 unclear untimed restarted; "
		"2/1 unclear untimed restarted" },
	{ "one that was unplugged and went on does", HEAT_LANES, &run50, { "1" },
		{ { START, "", 1000, 0, 5000 }, { LOST },
			{ FINISH, "1", 1810, 0, 13600 } },
		"1/1 started; 1/1 timed 8100" },
	{ "what comes much later than its clock says is looked at", HEAT_LANES, &run50,
		{ "1" },
		{ { START, "", 1000, 0, 5000 }, { FINISH, "1", 1800, 0, 30000 } },
		"1/1 started; 1/1 timed 8000; 1/1 claimed 8000 restarted" },
	{ "a correction comes late on purpose", HEAT_INDIVIDUAL, &shuttle, { "7" },
		{ { START, "7", 1000, 0, 5000 },
			{ FINISH, "7", 11000, FLAG_INSERTED, 200000 } },
		"7/1 started; 7/1 timed 100000" },
	{ "a lane timer's net times need a start", HEAT_LANES, &run50, { "A", "B" },
		{ { NET, "A", 709 }, { START, "" }, { NET, "A", 710 },
			{ NET, "B", 711 }, { NET, "A", 710 } },
		"A/1 started; B/1 started; A/1 timed 7100; B/1 timed 7200" },
	{ "0.000 and DNF are no times", HEAT_LANES, &run50, { "A", "B" },
		{ { START, "" }, { NET, "A", 0 }, { NET, "B", 0, FLAG_DNF } },
		"A/1 started; B/1 started; A/1 refused running; B/1 closed no finish" },
	{ "a time may be mended after it was shown", HEAT_LANES, &run50, { "A" },
		{ { START, "" }, { NET, "A", 2722 }, { NET, "A", 2725 } },
		"A/1 started; A/1 timed 27300; A/1 taken back running; A/1 timed "
		"27300" },
	{ "the net time that a gate computed checks ours", HEAT_LANES, &run50,
		{ "1", "2" },
		{ { START, "", 1000 }, { FINISH, "1", 1800 }, { FINISH, "2", 1800 },
			{ NET, "1", 801 }, { NET, "2", 802 } },
		"1/1 started; 2/1 started; 1/1 timed 8000; 2/1 timed 8000; "
		"2/1 claimed 8000 net" },

	{ "each number starts by itself", HEAT_INDIVIDUAL, &shuttle, { "7", "0008" },
		{ { START, "0007", 1000 }, { START, "8", 2000 },
			{ FINISH, "0008", 12080 }, { FINISH, "0007", 13999 } },
		"7/1 started; 8/1 started; 8/1 timed 100000; 7/1 timed 129000" },
	{ "across midnight", HEAT_INDIVIDUAL, &shuttle, { "7" },
		{ { START, "7", 8639500 }, { FINISH, "7", 9012 } },
		"7/1 started; 7/1 timed 95000" },
	{ "a second run is another run", HEAT_INDIVIDUAL, &shuttle, { "7" },
		{ { START, "7", 1000 }, { FINISH, "7", 11000 }, { START, "7", 20000 },
			{ FINISH, "7", 29000 } },
		"7/1 started; 7/1 timed 100000; 7/2 started; 7/2 timed 90000" },
	{ "a cleared start never was", HEAT_INDIVIDUAL, &shuttle, { "7" },
		{ { START, "7", 1000 }, { START, "7", 1000, FLAG_CLEARED },
			{ FINISH, "7", 11000 }, { START, "7", 12000 } },
		"7/1 started; 7/1 taken back withdrawn; 7/2 started" },
	{ "a cleared start takes the finished run with it", HEAT_INDIVIDUAL, &shuttle,
		{ "7" },
		{ { START, "7", 1000 }, { FINISH, "7", 11000 },
			{ START, "7", 1000, FLAG_CLEARED } },
		"7/1 started; 7/1 timed 100000; 7/1 taken back withdrawn" },
	{ "who starts again begins again", HEAT_INDIVIDUAL, &shuttle, { "7" },
		{ { START, "7", 1000 }, { START, "7", 3000 }, { FINISH, "7", 12000 } },
		"7/1 started; 7/1 taken back withdrawn; 7/2 started; 7/2 timed 90000" },
	{ "one impulse under two numbers disputes both", HEAT_INDIVIDUAL, &shuttle,
		{ "7", "8", "9" },
		{ { START, "7", 1000 }, { START, "8", 2000 }, { START, "9", 2100 },
			{ FINISH, "7", 12000 }, { FINISH, "8", 12000, FLAG_INSERTED },
			{ FINISH, "9", 12100 } },
		"7/1 started; 8/1 started; 9/1 started; 7/1 timed 110000; "
		"8/1 timed 100000; 7/1 claimed 110000 shared +8; "
		"8/1 claimed 100000 shared +7; 9/1 timed 100000" },
	{ "a dispute ends when the device takes the other back", HEAT_INDIVIDUAL,
		&shuttle, { "7", "8" },
		{ { START, "7", 1000 }, { START, "8", 2000 }, { FINISH, "7", 12000 },
			{ FINISH, "8", 12000, FLAG_INSERTED },
			{ FINISH, "8", 12000, FLAG_CLEARED } },
		"7/1 started; 8/1 started; 7/1 timed 110000; 8/1 timed 100000; "
		"7/1 claimed 110000 shared +8; 8/1 claimed 100000 shared +7; "
		"8/1 taken back running; 7/1 restored 110000" },
	{ "an impulse given to a number that did not start is a claim too",
		HEAT_INDIVIDUAL, &shuttle, { "7", "8" },
		{ { START, "7", 1000 }, { FINISH, "7", 12000 },
			{ FINISH, "8", 12000, FLAG_INSERTED },
			{ FINISH, "8", 12000, FLAG_CLEARED } },
		"7/1 started; 7/1 timed 110000; 7/1 claimed 110000 shared +8; "
		"7/1 restored 110000" },
	{ "a number that nobody has can claim as well", HEAT_INDIVIDUAL, &shuttle,
		{ "7" },
		{ { START, "7", 1000 }, { FINISH, "7", 12000 },
			{ FINISH, "99", 12000, FLAG_INSERTED } },
		"7/1 started; 7/1 timed 110000; 7/1 claimed 110000 shared" },
	{ "a finish inserted for a finished run disputes it", HEAT_INDIVIDUAL, &shuttle,
		{ "7" },
		{ { START, "7", 1000 }, { FINISH, "7", 12000 },
			{ FINISH, "7", 11000, FLAG_INSERTED } },
		"7/1 started; 7/1 timed 110000; 7/1 claimed 110000 second" },
	{ "a finish inserted after the end still counts", HEAT_INDIVIDUAL, &shuttle,
		{ "7" },
		{ { START, "7", 1000 }, { CLOSE }, { FINISH, "7", 11500 },
			{ FINISH, "7", 11000, FLAG_INSERTED } },
		"7/1 started; 7/1 closed no finish; 7/1 timed 100000" },
	{ "one start under two numbers disputes their times", HEAT_INDIVIDUAL, &shuttle,
		{ "7", "8" },
		{ { START, "7", 1000 }, { START, "8", 1000 }, { FINISH, "7", 12000 } },
		"7/1 started; 8/1 started; 7/1 timed 110000 shared +8; "
		"7/1 claimed 110000 shared +8" },
	{ "unassigned and stored impulses are left alone", HEAT_INDIVIDUAL, &shuttle,
		{ "7" },
		{ { START, "7", 1000 }, { FINISH, "7", 9000, FLAG_UNASSIGNED },
			{ FINISH, "7", 10000, FLAG_MEMORY },
			{ FINISH, "7", 10500, FLAG_ERROR }, { FINISH, "7", 11000 } },
		"7/1 started; 7/1 timed 100000" },
	{ "a net time one unit off is the device's cut, two are not", HEAT_INDIVIDUAL,
		&shuttle, { "7", "8" },
		{ { START, "7", 1000 }, { FINISH, "7", 11000 }, { NET, "7", 10001 },
			{ START, "8", 1500 }, { FINISH, "8", 11500 },
			{ NET, "8", 9998 } },
		"7/1 started; 7/1 timed 100000; 8/1 started; 8/1 timed 100000; "
		"8/1 claimed 100000 net" },
	{ "disqualified by the device", HEAT_INDIVIDUAL, &shuttle, { "7" },
		{ { START, "7", 1000 }, { FINISH, "7", 11000, FLAG_DISQUALIFIED } },
		"7/1 started; 7/1 closed fouled" },

	{ "a heat that is over is still corrected", HEAT_INDIVIDUAL, &shuttle,
		{ "7", "8" },
		{ { START, "7", 1000 }, { START, "8", 2000 }, { FINISH, "7", 12000 },
			{ CLOSE }, { OVER }, { FINISH, "7", 12000, FLAG_CLEARED },
			{ FINISH, "8", 12000, FLAG_INSERTED }, { FINISH, "7", 12500 } },
		"7/1 started; 8/1 started; 7/1 timed 110000; 8/1 closed no finish; "
		"7/1 taken back running; 8/1 timed 100000; 7/1 timed 115000" },
	{ "but nobody starts in it, and who does ends that", HEAT_INDIVIDUAL, &shuttle,
		{ "7" },
		{ { START, "7", 1000 }, { FINISH, "7", 12000 }, { OVER },
			{ FINISH, "7", 12000, FLAG_CLEARED }, { START, "7", 20000 },
			{ FINISH, "7", 30000 } },
		"7/1 started; 7/1 timed 110000; 7/1 taken back running" },
	{ "the impulse is given to another number after the end", HEAT_INDIVIDUAL,
		&shuttle, { "7", "8" },
		{ { START, "7", 1000 }, { START, "8", 2000 }, { FINISH, "7", 12000 },
			{ CLOSE }, { OVER }, { FINISH, "8", 12000, FLAG_INSERTED } },
		"7/1 started; 8/1 started; 7/1 timed 110000; 8/1 closed no finish; "
		"8/1 timed 100000; 7/1 claimed 110000 shared +8; "
		"8/1 claimed 100000 shared +7" },
	{ "a lane timer mends after the end: the new time, and a look", HEAT_LANES,
		&run50, { "A" },
		{ { START, "" }, { NET, "A", 2722 }, { OVER }, { NET, "A", 2722 },
			{ NET, "A", 2735 }, { NET, "A", 2735 } },
		"A/1 started; A/1 timed 27300; A/1 taken back running; "
		"A/1 timed 27400; A/1 claimed 27400 late" },
	{ "quite another time is a look only", HEAT_LANES, &run50, { "A" },
		{ { START, "" }, { NET, "A", 2722 }, { OVER }, { NET, "A", 812 } },
		"A/1 started; A/1 timed 27300; A/1 claimed 27300 late" },
	{ "after another start it is another race", HEAT_LANES, &run50, { "A" },
		{ { START, "", 1000 }, { FINISH, "A", 1800 }, { OVER },
			{ START, "", 9000 }, { FINISH, "A", 9800 }, { NET, "A", 802 } },
		"A/1 started; A/1 timed 8000" },
	{ "an impulse that was taken from its number is cleared", HEAT_INDIVIDUAL,
		&shuttle, { "7" },
		{ { START, "7", 1000 }, { FINISH, "7", 12000 },
			{ FINISH, "7", 12000, FLAG_CLEARED | FLAG_UNASSIGNED } },
		"7/1 started; 7/1 timed 110000; 7/1 taken back running" },
	{ "a number nobody has starts and finishes, and is somebody's", HEAT_INDIVIDUAL,
		&shuttle, { "7" },
		{ { START, "99", 1000 }, { FINISH, "99", 12000, FLAG_INSERTED },
			{ ALIAS, "0099" } },
		"7/1 started; 7/1 timed 110000" },
	{ "and was not", HEAT_INDIVIDUAL, &shuttle, { "7" },
		{ { START, "99", 1000 }, { FINISH, "99", 12000 }, { ALIAS, "99" },
			{ UNALIAS, "99" } },
		"7/1 started; 7/1 timed 110000; 7/1 taken back withdrawn" },
	{ "an entry's own name is no chip", HEAT_INDIVIDUAL, &shuttle, { "7", "8" },
		{ { ALIAS2, "7" }, { START, "7", 1000, 0, 1000 },
			{ FINISH, "7", 11000, 0, 101000 } },
		"7/1 started; 7/1 timed 100000" },
};

static void what_happens_on_a_track(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(scenes) / sizeof(scenes[0]); i++)
		play_scene(&scenes[i]);
}

static void a_reading_from_before_the_arm_never_counts(void **state)
{
	struct heat_setup setup = { .kind = HEAT_INDIVIDUAL, .item = &shuttle };
	struct event early = { START, "7", 1000, 0, 0 };
	char got[200];

	(void)state;
	heat_init(&h, &setup);
	assert_int_equal(heat_put(&h, "7", 1), 0);
	now_us = 5000000;
	heat_arm(&h, 6000000);
	read_event(&early);
	take_changes(got, sizeof(got));
	assert_string_equal(got, "");
	assert_int_equal(h.ignored, 1);
}

/* A mat that never stops, and numbers that nobody can have. */
static void any_number_of_strangers_is_bounded(void **state)
{
	struct heat_setup setup = { .kind = HEAT_INDIVIDUAL, .item = &shuttle };
	struct heat_change change;
	char name[16];

	(void)state;
	heat_init(&h, &setup);
	(void)heat_put(&h, "x", 1);
	heat_arm(&h, 0);
	now_us = 0;
	for (int i = 0; i < 4000; i++) {
		struct event e = { i % 2 ? FINISH : START, name, 1000 + i * 7, 0, 0 };

		snprintf(name, sizeof(name), "%d", i < 2000 ? 1 : i);
		now_us += 1000;
		read_event(&e);
	}
	assert_int_equal(h.chips, HEAT_CHIPS_MAX);
	assert_int_equal(h.passings, HEAT_PASSINGS_MAX);
	assert_true(h.full);
	for (int i = 0; i < h.chips; i++) {
		assert_true(heat_alias(&h, i, 0));
		while (heat_next_change(&h, &change))
			;
		heat_unalias(&h, i);
		while (heat_next_change(&h, &change))
			;
	}
	assert_false(heat_alias(&h, -1, 0));
	assert_false(heat_alias(&h, 0, 1));
}

static void names_are_taken_once_and_room_is_bounded(void **state)
{
	struct heat_setup setup = { .kind = HEAT_INDIVIDUAL, .item = &shuttle };
	char name[16];

	(void)state;
	heat_init(&h, &setup);
	assert_int_equal(heat_put(&h, "", 1), -1);
	assert_int_equal(heat_put(&h, "0042", 1), 0);
	assert_int_equal(heat_put(&h, "42", 1), -1);
	assert_int_equal(heat_find(&h, "042"), 0);
	for (int i = 1; i < HEAT_ENTRIES_MAX; i++) {
		snprintf(name, sizeof(name), "%d", 1000 + i);
		assert_int_equal(heat_put(&h, name, i), i);
	}
	assert_int_equal(heat_put(&h, "9", 1), -1);
}

/* Everybody finishes at the same impulse, and everybody is told each time: the
 * queue holds what one call can make. */
static void the_worst_call_fits_the_queue(void **state)
{
	struct heat_setup setup = { .kind = HEAT_INDIVIDUAL, .item = &shuttle };
	struct heat_change change;
	char name[16];

	(void)state;
	heat_init(&h, &setup);
	heat_arm(&h, 0);
	for (int i = 0; i < HEAT_ENTRIES_MAX; i++) {
		struct event start = { START, name, 1000 + i, 0, 0 };
		struct event finish = { FINISH, name, 20000, FLAG_INSERTED, 0 };

		snprintf(name, sizeof(name), "%d", 1 + i);
		(void)heat_put(&h, name, i);
		read_event(&start);
		read_event(&finish);
		while (heat_next_change(&h, &change))
			;
	}
	for (int i = 0; i < HEAT_ENTRIES_MAX; i++)
		assert_int_equal(heat_newest(&h, i)->state, HEAT_DISPUTED);
}

/* ---- the real race ----------------------------------------------------------------- */

/* The capture has two runs; the warm-up before the first (tries with numbers 0, 1 and
 * 300, and buttons) is heard too. */
struct race {
	int timed, runs_done, wrong_net, odd_claims;
	int64_t last_value[HEAT_ENTRIES_MAX][4];
	int last_run[HEAT_ENTRIES_MAX];
};

static struct race race;

static void take_race_changes(void)
{
	struct heat_change c;

	while (heat_next_change(&h, &c)) {
		if (c.what == HEAT_TIMED) {
			race.timed++;
			assert_int_equal(c.n_readings, 2);
			assert_int_equal(c.readings[0].kind, READING_START);
			assert_int_equal(c.readings[1].kind, READING_FINISH);
			assert_true(rules_net_us(&c.readings[0], &c.readings[1]) ==
				    c.result.raw);
			race.last_run[c.entry] = c.run;
		}
		if (c.what == HEAT_CLAIMED && c.why != HEAT_WHY_SHARED)
			race.odd_claims++;
	}
}

/* The device's own run time, cut to 1/100 s, of the run that was just timed. */
static void hear(void *ctx, const struct reading *r)
{
	int entry = heat_find(&h, r->subject);

	(void)ctx;
	heat_reading(&h, r);
	take_race_changes();
	if (r->kind == READING_TIME && strcmp(r->channel, "RT") == 0 &&
		!(r->flags & FLAG_CLEARED) && entry >= 0) {
		const struct heat_run *run = heat_newest(&h, entry);

		if (!run->has_finish || run->result.raw / 10000 * 10000 != r->value)
			race.wrong_net++;
		race.runs_done++;
	}
}

static bool play_race(void)
{
	struct err err = ERR_INIT;
	struct hexlog log = HEXLOG_INIT;
	static struct feed feed;
	struct profile *profile;

	if (access(CAPTURE, R_OK) != 0)
		return false;
	profile = profile_load(PROFILE, &err);
	assert_non_null(profile);
	assert_true(hexlog_load(&log, CAPTURE, &err));
	feed_init(&feed, profile);
	for (size_t i = 0; i < log.count; i++)
		feed_bytes(&feed, log.records[i].bytes, log.records[i].len,
			(int64_t)i * 1000, hear, NULL);
	hexlog_release(&log);
	profile_free(profile);
	return true;
}

static void exactly_42_43_and_44_end_disputed(void **state)
{
	struct heat_setup setup = { .kind = HEAT_INDIVIDUAL, .item = &shuttle };
	int disputed = 0, open = 0;
	char name[16];

	(void)state;
	heat_init(&h, &setup);
	memset(&race, 0, sizeof(race));
	for (int i = 1; i <= 80; i++) {
		snprintf(name, sizeof(name), "%d", i);
		assert_int_equal(heat_put(&h, name, i), i - 1);
	}
	heat_arm(&h, 0);
	if (!play_race())
		skip();
	for (int i = 0; i < h.runs; i++) {
		const struct heat_run *run = &h.run[i];
		int number = h.entry[run->entry].tag;

		open += run->state == HEAT_RUNNING;
		if (run->state != HEAT_DISPUTED)
			continue;
		disputed++;
		assert_true(number >= 42 && number <= 44);
		assert_int_equal(run->number, 2);
		assert_int_equal(run->why, HEAT_WHY_SHARED);
		assert_int_equal(heat_newest(&h, run->entry), run);
	}
	assert_int_equal(disputed, 3);
	/* 124 finishes, one of them of 999, which nobody has; and two inserted. */
	assert_int_equal(race.timed, 125);
	assert_int_equal(race.runs_done, 125);
	assert_int_equal(race.wrong_net, 0);
	assert_int_equal(race.odd_claims, 0);
	/* 46, 50, 66 and 67 started a second time and did not arrive. */
	assert_int_equal(open, 4);
	assert_int_equal(heat_newest(&h, heat_find(&h, "50"))->state, HEAT_RUNNING);
	assert_int_equal(heat_newest(&h, heat_find(&h, "42"))->result.raw, 78142500);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_happens_on_a_track),
		cmocka_unit_test(a_reading_from_before_the_arm_never_counts),
		cmocka_unit_test(any_number_of_strangers_is_bounded),
		cmocka_unit_test(names_are_taken_once_and_room_is_bounded),
		cmocka_unit_test(the_worst_call_fits_the_queue),
		cmocka_unit_test(exactly_42_43_and_44_end_disputed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
