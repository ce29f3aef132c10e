/* What a device is asked, and when: tables of what happens and what is then sent. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "poller.h"
#include "profile.h"

#define MS INT64_C(1000)

static struct profile *open_profile(const char *path)
{
	struct err err = ERR_INIT;
	struct profile *p = profile_load(path, &err);

	if (!p)
		fail_msg("%s", err.text);
	return p;
}

/* A made-up device with the keys of a row. */
static struct profile *make_profile(const char *keys)
{
	static const char head[] =
		"format: 1\nname: n\nkind: k\nline: 9600 8n1\ndriver: text\ntested: t\n"
		"frame: { ends: any }\nmessages: [ { name: a, match: 'a(?<v>\\d+)', "
		"says: [ { kind: count, value: v, unit: times } ] } ]\n"
		"examples: [ { bytes: 'a1\\n', says: [ 'count,,,1,1,0,,,' ] } ]\n";
	struct err err = ERR_INIT;
	char text[2048];
	struct profile *p;

	snprintf(text, sizeof(text), "%s%s", head, keys);
	p = profile_load_text("n.yaml", text, strlen(text), &err);
	if (!p)
		fail_msg("%s", err.text);
	return p;
}

/* One step of a story: something happens at `ms`, and then exactly this is sent. */
struct step {
	int ms;
	enum { OPEN, LOSE, TIME, HEAR, TELL, END } what;
	const char *hear; /* a kind, or the text of a status; for TELL the order */
	const char *says; /* what is sent, joined by blanks; "" nothing */
	int due_ms;	  /* when more may be sent; -1 never */
};

static struct reading reading_of(const char *what, int64_t at_us)
{
	struct reading r = { .at_us = at_us, .kind = READING_STATUS };

	if (strcmp(what, "count") == 0)
		r.kind = READING_COUNT;
	else if (strcmp(what, "person") == 0)
		r.kind = READING_PERSON;
	else
		snprintf(r.text, sizeof(r.text), "%s", what);
	return r;
}

static void happen(struct poller *p, const struct step *s, int64_t now_us)
{
	static struct profile_command order;
	struct reading r;

	switch (s->what) {
	case OPEN:
		poller_opened(p, now_us);
		break;
	case LOSE:
		poller_lost(p);
		break;
	case HEAR:
		r = reading_of(s->hear, now_us);
		poller_heard(p, &r);
		break;
	case TELL:
		order = (struct profile_command){ .len = strlen(s->hear) };
		memcpy(order.bytes, s->hear, order.len);
		poller_tell(p, &order);
		break;
	case TIME:
	case END:
		break;
	}
}

static void play(
	const char *name, const struct profile *profile, const struct step *steps)
{
	struct poller p;

	poller_init(&p, profile);
	for (const struct step *s = steps; s->what != END; s++) {
		const struct profile_command *c;
		char said[256] = "";
		int64_t due;

		happen(&p, s, s->ms * MS);
		while ((c = poller_next(&p, s->ms * MS)))
			snprintf(said + strlen(said), sizeof(said) - strlen(said),
				"%s%.*s", said[0] ? " " : "", (int)c->len,
				(const char *)c->bytes);
		if (strcmp(said, s->says) != 0)
			fail_msg("%s, at %d ms: said \"%s\", not \"%s\"", name, s->ms,
				said, s->says);
		due = poller_due_us(&p);
		if (due != (s->due_ms < 0 ? INT64_MAX : s->due_ms * MS))
			fail_msg("%s, at %d ms: due at %lld us, not %d ms", name, s->ms,
				(long long)due, s->due_ms);
	}
}

#define ASKED "poll: { bytes: 'Q', every_ms: 100, timeout_ms: 40 }\n"
#define DIALOGUE                                                                       \
	"poll:\n  every_ms: 300\n  timeout_ms: 100\n  retry: 1\n  steps:\n"            \
	"    - { bytes: 'find', good: [ 'a=found' ], no: [ 'a=none' ] }\n"             \
	"    - { bytes: 'pick', good: [ 'a=picked' ], no: [ 'a=none', 'a=bad' ] }\n"   \
	"    - { bytes: 'read', good: [ person ] }\n"

static const struct {
	const char *name, *keys;
	struct step steps[14];
} stories[] = {
	{ "a device that is not asked is told nothing", "",
		{ { 0, OPEN, 0, "", -1 }, { 5000, TIME, 0, "", -1 },
			{ 5001, HEAR, "count", "", -1 }, { 0, END, 0, 0, 0 } } },
	{ "nothing is asked before the port is there, and again after it is back",
		ASKED,
		{ { 0, TIME, 0, "", -1 }, { 10, OPEN, 0, "Q", 50 },
			{ 20, LOSE, 0, "", -1 }, { 500, TIME, 0, "", -1 },
			{ 900, OPEN, 0, "Q", 940 }, { 0, END, 0, 0, 0 } } },
	{ "an answer is followed by the next question at its time", ASKED,
		{ { 0, OPEN, 0, "Q", 40 }, { 12, HEAR, "count", "", 100 },
			{ 99, TIME, 0, "", 100 }, { 100, TIME, 0, "Q", 140 },
			{ 110, HEAR, "count", "", 200 }, { 0, END, 0, 0, 0 } } },
	{ "without an answer it is asked again, never twice at once", ASKED,
		{ { 0, OPEN, 0, "Q", 40 }, { 40, TIME, 0, "", 100 },
			{ 100, TIME, 0, "Q", 140 }, { 139, TIME, 0, "", 140 },
			{ 0, END, 0, 0, 0 } } },
	{ "a retry does not wait for the next round",
		"poll: { bytes: 'Q', every_ms: 1000, timeout_ms: 40, retry: 2 }\n",
		{ { 0, OPEN, 0, "Q", 40 }, { 40, TIME, 0, "Q", 80 },
			{ 80, TIME, 0, "Q", 120 }, { 120, TIME, 0, "", 1000 },
			{ 1000, TIME, 0, "Q", 1040 }, { 0, END, 0, 0, 0 } } },
	{ "who slept long is asked once", ASKED,
		{ { 0, OPEN, 0, "Q", 40 }, { 10, HEAR, "count", "", 100 },
			{ 60000, TIME, 0, "Q", 60040 }, { 0, END, 0, 0, 0 } } },
	{ "what begins a device is said before the first question",
		"poll: { bytes: 'Q', every_ms: 100, start: '@', stop: 'X' }\n",
		{ { 0, OPEN, 0, "@", 100 }, { 30, HEAR, "about=me", "Q", 130 },
			{ 0, END, 0, 0, 0 } } },
	{ "an order waits for the answer, and the next question for it", ASKED,
		{ { 0, OPEN, 0, "Q", 40 }, { 5, TELL, "Z", "", 40 },
			{ 12, HEAR, "count", "Z", 52 }, { 52, TIME, 0, "", 100 },
			{ 100, TIME, 0, "Q", 140 }, { 0, END, 0, 0, 0 } } },
	{ "an order does not wait for ever", ASKED,
		{ { 0, OPEN, 0, "Q", 40 }, { 5, TELL, "Z", "", 40 },
			{ 40, TIME, 0, "Z", 80 }, { 80, TIME, 0, "", 100 },
			{ 0, END, 0, 0, 0 } } },
	{ "orders to a port that is away are lost with it", ASKED,
		{ { 0, TELL, "Z", "", -1 }, { 1, OPEN, 0, "Q", 41 },
			{ 2, TELL, "Z", "", 41 }, { 3, LOSE, 0, "", -1 },
			{ 10, OPEN, 0, "Q", 50 }, { 20, HEAR, "count", "", 110 },
			{ 0, END, 0, 0, 0 } } },
	{ "a dialogue goes from step to step, and begins again in time", DIALOGUE,
		{ { 0, OPEN, 0, "find", 100 }, { 10, HEAR, "a=found", "pick", 110 },
			{ 30, HEAR, "x=1;a=picked", "read", 130 },
			{ 120, HEAR, "person", "", 300 }, { 300, TIME, 0, "find", 400 },
			{ 0, END, 0, 0, 0 } } },
	{ "no is no: it begins again", DIALOGUE,
		{ { 0, OPEN, 0, "find", 100 }, { 10, HEAR, "a=none", "", 300 },
			{ 300, TIME, 0, "find", 400 },
			{ 310, HEAR, "a=found", "pick", 410 },
			{ 320, HEAR, "a=bad", "", 600 }, { 0, END, 0, 0, 0 } } },
	{ "what is neither good nor no is waited over", DIALOGUE,
		{ { 0, OPEN, 0, "find", 100 }, { 10, HEAR, "a=foundling", "", 100 },
			{ 20, HEAR, "count", "", 100 },
			{ 30, HEAR, "a=found", "pick", 130 }, { 0, END, 0, 0, 0 } } },
	{ "a step that nobody answers is asked again, then all of it", DIALOGUE,
		{ { 0, OPEN, 0, "find", 100 }, { 10, HEAR, "a=found", "pick", 110 },
			{ 110, TIME, 0, "pick", 210 }, { 210, TIME, 0, "", 300 },
			{ 300, TIME, 0, "find", 400 }, { 0, END, 0, 0, 0 } } },
	{ "each record is acknowledged at once",
		"answers: [ { to: any, bytes: 'A' } ]\n",
		{ { 0, OPEN, 0, "", -1 }, { 10, HEAR, "count", "A", -1 },
			{ 20, HEAR, "beat=1", "A", -1 }, { 0, END, 0, 0, 0 } } },
	{ "a heartbeat is answered, and nothing else",
		"answers: [ { to: 'beat=1', bytes: 'B' }, { to: person, bytes: 'P' } "
		"]\n",
		{ { 0, OPEN, 0, "", -1 }, { 10, HEAR, "count", "", -1 },
			{ 20, HEAR, "beat=1", "B", -1 },
			{ 30, HEAR, "beat=12", "", -1 },
			{ 40, HEAR, "person", "P", -1 }, { 0, END, 0, 0, 0 } } },
	{ "an acknowledgement waits for nobody",
		ASKED "answers: [ { to: 'beat=1', bytes: 'B' } ]\n",
		{ { 0, OPEN, 0, "Q", 40 }, { 10, TELL, "Z", "", 40 },
			{ 20, HEAR, "beat=1", "B Z", 60 }, { 0, END, 0, 0, 0 } } },
};

static void each_story_is_told_as_it_should_be(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(stories) / sizeof(stories[0]); i++) {
		struct profile *p = make_profile(stories[i].keys);

		play(stories[i].name, p, stories[i].steps);
		profile_free(p);
	}
}

static void what_came_before_the_question_does_not_answer_it(void **state)
{
	struct profile *p = make_profile(ASKED);
	struct reading old = { .kind = READING_COUNT, .at_us = 5 * MS };
	struct poller poller;

	(void)state;
	poller_init(&poller, p);
	poller_opened(&poller, 10 * MS);
	assert_non_null(poller_next(&poller, 10 * MS));
	poller_heard(&poller, &old);
	assert_int_equal(poller.state, POLLER_ASKED);
	old.at_us = 10 * MS;
	poller_heard(&poller, &old);
	assert_int_equal(poller.state, POLLER_IDLE);
	profile_free(p);
}

static void several_readings_of_a_record_are_acknowledged_once(void **state)
{
	struct profile *p = make_profile("answers: [ { to: any, bytes: 'A' } ]\n");
	struct poller poller;

	(void)state;
	poller_init(&poller, p);
	poller_opened(&poller, 0);
	for (uint16_t i = 0; i < 6; i++) {
		struct reading r = { .kind = READING_TIME, .index = i };

		poller_heard(&poller, &r);
	}
	assert_non_null(poller_next(&poller, 1));
	assert_null(poller_next(&poller, 1));
	profile_free(p);
}

static void a_device_that_never_stops_is_answered_so_often_and_no_more(void **state)
{
	struct profile *p = make_profile("answers: [ { to: any, bytes: 'A' } ]\n");
	struct reading r = { .kind = READING_COUNT };
	struct poller poller;
	size_t said = 0;

	(void)state;
	poller_init(&poller, p);
	poller_opened(&poller, 0);
	for (int i = 0; i < 1000; i++)
		poller_heard(&poller, &r);
	while (poller_next(&poller, 1))
		said++;
	assert_int_equal(said, POLLER_WAITING);
	profile_free(p);
}

static void danger_is_never_ordered(void **state)
{
	struct profile *p = make_profile(
		"commands: [ { name: wipe, bytes: 'W', danger: yes } ]\n");
	struct poller poller;

	(void)state;
	poller_init(&poller, p);
	poller_opened(&poller, 0);
	assert_false(poller_tell(&poller, profile_command(p, "wipe")));
	assert_null(poller_next(&poller, 1));
	profile_free(p);
}

/* From finding to the person and round again, by the profile that we ship. */
static void an_id_card_is_found_selected_and_read(void **state)
{
	static const struct {
		const char *hear;
		uint8_t command, parameter; /* of the question that follows */
	} steps[] = { { "answer=no_card", 0x20, 0x01 },
		{ "answer=card_found", 0x20, 0x02 },
		{ "answer=card_selected", 0x30, 0x01 }, { "person", 0x20, 0x01 } };
	struct profile *p = open_profile(
		SOURCE_DIR "/devices/profiles/idcard-sam.yaml");
	const struct profile_command *c;
	struct poller poller;
	int64_t now = 0;

	(void)state;
	poller_init(&poller, p);
	poller_opened(&poller, now);
	c = poller_next(&poller, now);
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		struct reading r = reading_of(steps[i].hear, now + MS);

		assert_non_null(c);
		poller_heard(&poller, &r);
		now = poller_due_us(&poller);
		c = poller_next(&poller, now);
		assert_non_null(c);
		assert_int_equal(c->bytes[7], steps[i].command);
		assert_int_equal(c->bytes[8], steps[i].parameter);
	}
	assert_int_equal(now, 600 * MS);
	profile_free(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_story_is_told_as_it_should_be),
		cmocka_unit_test(what_came_before_the_question_does_not_answer_it),
		cmocka_unit_test(several_readings_of_a_record_are_acknowledged_once),
		cmocka_unit_test(
			a_device_that_never_stops_is_answered_so_often_and_no_more),
		cmocka_unit_test(danger_is_never_ordered),
		cmocka_unit_test(an_id_card_is_found_selected_and_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
