/* Profiles: those that we ship, and the sentence for each way to write a wrong one. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "driver.h"
#include "profile.h"

#define PROFILES SOURCE_DIR "/devices/profiles"

static void every_profile_we_ship_loads(void **state)
{
	struct dirent *entry;
	char path[512];
	size_t count = 0;
	DIR *dir = opendir(PROFILES);

	(void)state;
	if (!dir) {
		fail_msg("%s cannot be read", PROFILES);
		return;
	}
	while ((entry = readdir(dir))) {
		struct err err = ERR_INIT;
		struct profile *p;

		if (!strstr(entry->d_name, ".yaml"))
			continue;
		snprintf(path, sizeof(path), PROFILES "/%s", entry->d_name);
		p = profile_load(path, &err);
		if (!p) {
			fail_msg("%s", err.text);
			continue;
		}
		assert_memory_equal(p->id, entry->d_name, strlen(p->id));
		assert_true(p->examples_count >= 3);
		assert_true(profile_check(p, &err));
		profile_free(p);
		count++;
	}
	(void)closedir(dir);
	assert_true(count >= 74);
}

static void every_item_that_a_device_measures_has_a_box(void **state)
{
	static const struct {
		const char *item, *profile;
	} boxes[] = { { "height", "sim-height-weight" },
		{ "weight", "sim-height-weight" },
		{ "vital_capacity", "sim-spirometer" }, { "run50", "sim-gates" },
		{ "sit_reach", "sim-sit-reach" }, { "rope_skip", "sim-rope" },
		{ "situps", "sim-situps" }, { "shuttle_50x8", "sim-laps" },
		{ "long_jump", "sim-long-jump" }, { "pull_ups", "sim-pull-ups" },
		{ "run1000", "sim-laps" }, { "run800", "sim-laps" },
		{ "football_dribble", "sim-dribble" },
		{ "basketball_dribble", "sim-dribble" },
		{ "basketball_shot", "sim-dribble" },
		{ "volleyball_pass", "sim-wall-pass" },
		{ "volleyball_wall", "sim-wall-pass" },
		{ "table_tennis", "sim-wall-pass" }, { "skating", "sim-skating" },
		{ "solid_ball", "sim-throw" }, { "rope_3min", "sim-rope" },
		{ "rope_4min", "sim-rope" }, { "inverted_row", "sim-pull-ups" },
		{ "swim_25m", "sim-gates" }, { "swim_200m", "sim-gates" } };

	(void)state;
	for (size_t i = 0; i < sizeof(boxes) / sizeof(boxes[0]); i++) {
		struct err err = ERR_INIT;
		char path[512];
		struct profile *p;

		snprintf(path, sizeof(path), PROFILES "/%s.yaml", boxes[i].profile);
		p = profile_load(path, &err);
		if (!p)
			fail_msg("%s", err.text);
		assert_true(p && profile_serves(p, boxes[i].item));
		assert_false(p && profile_serves(p, "singing"));
		assert_true(p && p->simulated);
		profile_free(p);
	}
}

static void knows_what_it_may_say_to_the_device(void **state)
{
	struct err err = ERR_INIT;
	struct profile *p = profile_load(PROFILES "/alge-tdc8001.yaml", &err);
	const struct profile_command *c;

	(void)state;
	assert_non_null(p);
	assert_string_equal(p->id, "alge-tdc8001");
	assert_string_equal(p->line, "9600 8n1");
	assert_string_equal(p->tries[0], "19200 8n1");
	c = profile_command(p, "clear-memory");
	assert_non_null(c);
	assert_true(c->danger);
	assert_int_equal(c->len, 4);
	assert_memory_equal(c->bytes, "CLR\r", 4);
	assert_null(profile_command(p, "dance"));
	profile_free(p);
}

#define TOP                                                                            \
	"format: 1\nname: n\nkind: k\nline: 9600 8n1\ndriver: text\ntested: t\n"       \
	"frame: { ends: any }\n"
#define END "examples: [ { bytes: 'a1\\n', says: [ 'count,,,1,1,0,,,' ] } ]\n"
#define GOOD                                                                           \
	"messages: [ { name: a, match: 'a(?<v>\\d+)', says: [ { kind: count, value: "  \
	"v, unit: times } ] } ]\n"

static const struct {
	const char *what, *text, *complaint;
} wrongs[] = {
	{ "not YAML", "a: [", "not YAML" },
	{ "an empty file", "", "x.yaml" },
	{ "an unknown key", TOP "colour: red\n" GOOD END, "x.yaml:8: colour" },
	{ "a clock of two periods",
		TOP "clock: { wraps_h: 12, wraps_ms: 65536 }\n" GOOD END,
		"give wraps_h or wraps_ms, not both" },
	{ "a clock of a day and an hour", TOP "clock: { wraps_h: 25 }\n" GOOD END,
		"25: a clock goes 1 to 24 hours" },
	{ "a clock without a period", TOP "clock: { wraps_ms: 0 }\n" GOOD END,
		"a clock goes at least 1000 ms" },
	{ "a run that ends where it begins",
		TOP "run: { start: '1', finish: '1' }\n" GOOD END,
		"one channel cannot be start and finish" },
	{ "a newer format",
		"format: 2\nname: n\nkind: k\nline: 9600 8n1\ndriver: text\ntested: t\n"
		"frame: { ends: any }\n" GOOD END,
		"x.yaml:1: format: 2 is not a format" },
	{ "no messages", TOP END, "messages" },
	{ "no examples", TOP GOOD, "examples" },
	{ "an unknown driver",
		"format: 1\nname: n\nkind: k\nline: 9600 8n1\ndriver: magic\ntested: "
		"t\n"
		"frame: { ends: any }\n" GOOD END,
		"x.yaml:5: driver: \"magic\" is not a driver" },
	{ "a line that is none",
		"format: 1\nname: n\nkind: k\nline: 9600 9n1\ndriver: text\ntested: t\n"
		"frame: { ends: any }\n" GOOD END,
		"x.yaml:4: line: \"9600 9n1\" is not a line setting" },
	{ "a poll that asks nothing", TOP GOOD END "poll: { every_ms: 100 }\n",
		"x.yaml:10: poll: a poll has either \"bytes\" or \"steps\"" },
	{ "a poll that asks in two ways",
		TOP GOOD END "poll: { bytes: Q, every_ms: 100, steps: [ { bytes: Q, "
			     "good: [ count ] } ] }\n",
		"poll: a poll has either" },
	{ "a wait that is none",
		TOP GOOD END "poll: { bytes: Q, every_ms: 100, timeout_ms: 10001 }\n",
		"poll.timeout_ms: 10001 is not a time from 20 to 10000" },
	{ "a question that is repeated for ever",
		TOP GOOD END "poll: { bytes: Q, every_ms: 100, retry: 9 }\n",
		"poll.retry: 9 is not 0 to 8" },
	{ "a beginning that is no bytes",
		TOP GOOD END "poll: { bytes: Q, every_ms: 100, start: '\\q' }\n",
		"poll.start: the bytes are not 1 to 64" },
	{ "a step without an answer",
		TOP GOOD END "poll: { every_ms: 100, steps: [ { bytes: Q } ] }\n",
		"good" },
	{ "an answer that nothing is known by",
		TOP GOOD END
		"poll:\n  every_ms: 100\n  steps:\n    - { bytes: Q, good: "
		"[ dance ] }\n",
		"poll.steps[0].good: \"dance\" is neither a kind of reading nor a "
		"pair" },
	{ "a no that nothing is known by",
		TOP GOOD END
		"poll:\n  every_ms: 100\n  steps:\n    - { bytes: Q, good: "
		"[ count ], no: [ 'a=' ] }\n",
		"poll.steps[0].no: \"a=\" is neither" },
	{ "a step of no bytes",
		TOP GOOD END "poll:\n  every_ms: 100\n  steps:\n    - { bytes: '\\q', "
			     "good: [ count ] }\n",
		"poll.steps[0].bytes: the bytes" },
	{ "an acknowledgement of something else",
		TOP GOOD END "answers: [ { to: all, bytes: '\\x06' } ]\n",
		"x.yaml:10: answers[0].to: \"all\" is neither" },
	{ "an acknowledgement of no bytes",
		TOP GOOD END "answers: [ { to: any, bytes: '\\x6' } ]\n",
		"answers[0].bytes: the bytes are not 1 to 64" },
	{ "a line with a word that is none",
		"format: 1\nname: n\nkind: k\nline: 9600 8n1 rs422\ndriver: text\n"
		"tested: t\nframe: { ends: any }\n" GOOD END,
		"x.yaml:4: line: \"9600 8n1 rs422\" is not a line setting" },
	{ "an unknown end", TOP GOOD END "poll: { bytes: 'Q\\r', every_ms: 1 }\n",
		"poll.every_ms: 1 is not a time" },
	{ "a wrong pattern", TOP "messages: [ { name: a, match: 'a(' } ]\n" END,
		"messages[0].match: pattern \"a(\", character 3: the group has no )" },
	{ "a kind that does not exist",
		TOP
		"messages: [ { name: a, match: a, says: [ { kind: dance } ] } ]\n" END,
		"messages[0].says[0].kind" },
	{ "a field that does not exist",
		TOP "messages: [ { name: a, match: a, says: [ { kind: count, value: v, "
		    "unit: "
		    "times } ] } ]\n" END,
		"\"v\" is neither a group nor a column" },
	{ "a kept field that nothing keeps",
		TOP "messages: [ { name: a, match: a, says: [ { kind: count, channel: "
		    "^v } ] "
		    "} ]\n" END,
		"\"^v\" is kept by no message" },
	{ "a unit that does not exist",
		TOP "messages: [ { name: a, match: 'a(?<v>.)', says: [ { kind: count, "
		    "value: "
		    "v, unit: stone } ] } ]\n" END,
		"\"stone\" is not a unit (allowed: clock, s, ms" },
	{ "a value without unit",
		TOP "messages: [ { name: a, match: 'a(?<v>.)', says: [ { kind: count, "
		    "value: "
		    "v } ] } ]\n" END,
		"the value has no unit" },
	{ "a reading without kind",
		TOP
		"messages: [ { name: a, match: 'a(?<v>.)', says: [ { subject: v } ] } "
		"]\n" END,
		"the reading has no kind" },
	{ "a code for no field", TOP GOOD "codes: [ { field: w, is: [ a ] } ]\n" END,
		"codes[0].field: \"w\" is a field of no message" },
	{ "a flag that does not exist",
		TOP GOOD "codes: [ { field: v, is: [ a ], flags: [ happy ] } ]\n" END,
		"happy" },
	{ "a text that is none",
		TOP "messages: [ { name: a, match: a, says: [ { kind: status, text: "
		    "hello } ] "
		    "} ]\n" END,
		"\"hello\" is not \"key={field}\"" },
	{ "a column that runs backward",
		TOP "messages: [ { name: a, match: a, columns: [ { name: v, from: 3, "
		    "to: 3 } "
		    "] } ]\n" END,
		"must have from below to" },
	{ "a command that is too long",
		TOP GOOD END "commands: [ { name: z, bytes: "
			     "'0123456789012345678901234567890123456789"
			     "0123456789012345678901234' } ]\n",
		"commands[0]: the bytes are not 1 to 64" },
	{ "a command given twice",
		TOP GOOD END
		"commands: [ { name: z, bytes: a }, { name: z, bytes: b } ]\n",
		"commands[1]: the command \"z\" is given twice" },
	{ "an example that says something else",
		TOP GOOD
		"examples: [ { bytes: 'a2\\n', says: [ 'count,,,1,1,0,,,' ] } ]\n",
		"examples[0]: decodes to another row: count,,,2,1,0,,," },
	{ "an example that says more",
		TOP GOOD "examples: [ { bytes: 'a2\\n', says: [ ] } ]\n",
		"examples[0]: decodes to one more row: count,,,2,1,0,,," },
	{ "an example that says less",
		TOP GOOD
		"examples: [ { bytes: 'b2\\n', says: [ 'count,,,2,1,0,,,' ] } ]\n",
		"examples[0]: does not give this row: count,,,2,1,0,,," },
	{ "a record whose tail passes for a record",
		TOP
		"messages: [ { name: a, match: '(?<v>\\d+)', says: [ { kind: count, "
		"value: "
		"v, unit: times } ] } ]\n"
		"examples: [ { bytes: '412\\n', says: [ 'count,,,412,1,0,,,' ] } ]\n",
		"heard from its middle, a part of it passes for a record" },
	{ "too many messages for such long records",
		"format: 1\nname: n\nkind: k\nline: 9600 8n1\ndriver: text\ntested: t\n"
		"frame: { ends: any, max: 4000 }\n"
		"messages:\n- { name: a, match: a }\n- { name: a, match: a }\n- { "
		"name: a, "
		"match: a }\n- { name: a, match: a }\n- { name: a, match: a }\n" END,
		"messages: too many messages" },
	{ "a record without end or length",
		"format: 1\nname: n\nkind: k\nline: 9600 8n1\ndriver: text\ntested: t\n"
		"frame: { ends: none }\n" GOOD END,
		"frame.length: \"ends: none\" and a length go together" },
	{ "columns that share a byte",
		TOP "messages:\n- name: a\n  match: a\n  columns: [ { name: v, from: "
		    "3, to: 5 }, { name: w, from: 0, to: 2 },\n    { name: x, from: 4, "
		    "to: 6 } ]\n" END,
		"x.yaml:11: messages[0].columns: \"x\" shares a byte with a column "
		"before it" },
	{ "a column behind the longest record",
		"format: 1\nname: n\nkind: k\nline: 9600 8n1\ndriver: text\ntested: t\n"
		"frame: { max: 8 }\nmessages: [ { name: a, match: a, columns: [ { "
		"name: v, from: 3, to: 9 } ] } ]\n" END,
		"and to at most frame.max" },
	{ "a record that is longer than any",
		"format: 1\nname: n\nkind: k\nline: 9600 8n1\ndriver: text\ntested: t\n"
		"frame: { max: 8 }\nmessages: [ { name: a, match: '[ab]{9}' } ]\n" END,
		"x.yaml:8: messages[0].match: the record is longer than frame.max" },
	{ "a frame that is longer than its buffer",
		"format: 1\nname: n\nkind: k\nline: 9600 8n1\ndriver: text\ntested: t\n"
		"frame: { max: 4081 }\n" GOOD END,
		"x.yaml:7: frame.max: a record is at most 4000 bytes" },
	{ "a length that is longer than its buffer",
		"format: 1\nname: n\nkind: k\nline: 9600 8n1\ndriver: text\ntested: t\n"
		"frame: { ends: none, length: 5000 }\n" GOOD END,
		"frame.max: a record is at most 4000 bytes" },
	{ "two ways to end",
		"format: 1\nname: n\nkind: k\nline: 9600 8n1\ndriver: text\ntested: t\n"
		"frame: { ends: cr, until: x }\n" GOOD END,
		"frame.until: `ends` and `until` exclude each other" },
	{ "an end that is too long",
		"format: 1\nname: n\nkind: k\nline: 9600 8n1\ndriver: text\ntested: t\n"
		"frame: { until: '123456789' }\n" GOOD END,
		"frame.until: \"123456789\" is not 1 to 8 bytes" },
	{ "too many in a row",
		"format: 1\nname: n\nkind: k\nline: 9600 8n1\ndriver: text\ntested: t\n"
		"frame: { ends: none, length: 4, in_a_row: 9 }\n" GOOD END,
		"frame.in_a_row: at most 8" },
	{ "so many in a row that no buffer holds them",
		"format: 1\nname: n\nkind: k\nline: 9600 8n1\ndriver: text\ntested: t\n"
		"frame: { ends: none, length: 2000, in_a_row: 3 }\n" GOOD END,
		"x.yaml:7: frame.in_a_row: are together at most 4096 bytes" },
	{ "a sum that is longer than its record",
		"format: 1\nname: n\nkind: k\nline: 9600 8n1\ndriver: text\ntested: t\n"
		"frame: { ends: none, length: 4, check: { kind: sum16 } }\n" GOOD END,
		"x.yaml:7: frame.check: nothing is left" },
	{ "a point for a clock",
		TOP "messages: [ { name: a, match: 'a(?<v>.)', says: [ { kind: time, "
		    "value: v, unit: clock, point: '=2' } ] } ]\n" END,
		"messages[0].says[0].point: \"clock\" is a unit that has no point to "
		"set" },
	{ "in a row, with an end",
		"format: 1\nname: n\nkind: k\nline: 9600 8n1\ndriver: text\ntested: t\n"
		"frame: { ends: cr, in_a_row: 2 }\n" GOOD END,
		"frame.in_a_row: is for \"ends: none\" only" },
	{ "hex digits of a long record",
		"format: 1\nname: n\nkind: k\nline: 9600 8n1\ndriver: text\ntested: t\n"
		"frame: { as: hex }\n" GOOD END,
		"frame.as: such a record is at most 64 bytes" },
	{ "a sum of nothing",
		"format: 1\nname: n\nkind: k\nline: 9600 8n1\ndriver: text\ntested: t\n"
		"frame: { max: 8, check: { kind: xor8, skip: 8 } }\n" GOOD END,
		"x.yaml:7: frame.check: nothing is left" },
	{ "a sum with its start, and without its first bytes",
		"format: 1\nname: n\nkind: k\nline: 9600 8n1\ndriver: text\ntested: t\n"
		"frame: { check: { kind: xor8, skip: 1, with_start: yes } }\n" GOOD END,
		"frame.check.with_start: the start is summed with all" },
	{ "a point that is no digit",
		TOP "messages: [ { name: a, match: 'a(?<v>.)(?<p>.)', says: [ { kind: "
		    "count, value: v, unit: kg, point: '=x' } ] } ]\n" END,
		"messages[0].says[0].point: \"=x\" is neither a field nor = and a "
		"digit" },
	{ "a point that is no field",
		TOP "messages: [ { name: a, match: 'a(?<v>.)(?<p>.)', says: [ { kind: "
		    "count, value: v, unit: kg, point: dp } ] } ]\n" END,
		"messages[0].says[0].point: \"dp\" is neither a group nor a column" },
	{ "a point without a value",
		TOP "messages: [ { name: a, match: 'a(?<v>.)(?<p>.)', says: [ { kind: "
		    "count, point: '=1' } ] } ]\n" END,
		"messages[0].says[0].value: there is none to add or point to" },
	{ "adding what is of another kind",
		TOP "messages: [ { name: a, match: 'a(?<v>.)(?<p>.)', says: [ { kind: "
		    "count, value: v, unit: kg, add: [ { value: p, unit: s } ] } ] } "
		    "]\n" END,
		"messages[0].says[0].add: \"s\" cannot be added" },
	{ "a piece that may be empty",
		TOP "messages: [ { name: a, match: a, each: 'b*' } ]\n" END,
		"messages[0].each: what is read each time may be empty" },
	{ "a piece with a group of the record",
		TOP "messages: [ { name: a, match: '(?<v>a)b', each: '(?<v>[ab])' } "
		    "]\n" END,
		"messages[0].each: \"v\" is a group of `match` already" },
	{ "a wrong pattern of a piece",
		TOP "messages: [ { name: a, match: a, each: 'a{2' } ]\n" END,
		"messages[0].each: pattern \"a{2\", character 4" },
	{ "a text with a brace that stays open",
		TOP "messages: [ { name: a, match: '(?<v>a)', says: [ { kind: status, "
		    "text: 'x={v' } ] } ]\n" END,
		"messages[0].says[0].text: \"{v\" is not a field in braces" },
	{ "a record longer than the buffer",
		"format: 1\nname: n\nkind: k\nline: 9600 8n1\ndriver: text\ntested: t\n"
		"frame: { ends: any, max: 4001 }\n" GOOD END,
		"x.yaml:7: frame.max: a record is at most 4000 bytes" },
	{ "a pattern that would need years",
		TOP
		"messages: [ { name: a, match: '((((a{99}){99}){99}){99})' } ]\n" END,
		"x.yaml:8: messages[0].match: " },
	{ "a pattern that looks ahead",
		TOP "messages: [ { name: a, match: 'a(?=b)' } ]\n" END,
		"x.yaml:8: messages[0].match: " },
	{ "a pattern that refers back",
		TOP "messages: [ { name: a, match: '(a)\\1' } ]\n" END,
		"x.yaml:8: messages[0].match: " },
	{ "fixed records behind an end",
		"format: 1\nname: n\nkind: k\nline: 9600 8n1\ndriver: text\ntested: t\n"
		"frame: { ends: none, length: 4, after_end: yes }\n" GOOD END,
		"frame.after_end: records of a fixed length have no end" },
	{ "a code for what nobody keeps",
		TOP "codes: [ { field: '^what', is: [ a ], kind: lap } ]\n" GOOD END,
		"codes[0].field: \"^what\" is kept for no message inside" },
	{ "a code for what is kept outside of any block",
		TOP "codes: [ { field: '^w', is: [ a ], kind: lap } ]\n"
		    "messages: [ { name: a, match: 'a(?<w>.)', keep: [ w ] } ]\n" END,
		"codes[0].field: \"^w\" is kept for no message inside" },
	{ "a code that rewrites what is kept",
		TOP "codes: [ { field: '^w', is: [ a ], means: b } ]\n"
		    "messages:\n  - { name: a, match: 'a(?<w>.)', keep: [ w ], block: "
		    "begins }\n  - { name: b, match: b, block: ends }\n" END,
		"codes[0].means: what is kept reads as it was sent" },
	{ "a point for ticks",
		TOP "messages: [ { name: a, match: 'a(?<v>\\d+)', says: [ { kind: "
		    "time, value: v, unit: s/256, point: '=2' } ] } ]\n" END,
		"messages[0].says[0].point: \"s/256\" is a unit that has no point" },
	{ "a sum over an end that it does not stand behind",
		"format: 1\nname: n\nkind: k\nline: 9600 8n1\ndriver: text\ntested: t\n"
		"frame: { check: { kind: xor8, with_end: yes } }\n" GOOD END,
		"frame.check.with_end: only a sum behind the end" },
	{ "a sum behind the end that may be left out",
		"format: 1\nname: n\nkind: k\nline: 9600 8n1\ndriver: text\ntested: t\n"
		"frame: { check: { kind: xor8, behind: yes, optional: yes } }\n" GOOD
			END,
		"frame.check.behind: the sum stands right behind an end" },
	{ "bytes that are not plain",
		"format: 1\nname: n\nkind: k\nline: 9600 8n1\ndriver: text\ntested: t\n"
		"frame: { starts: '\\q' }\n" GOOD END,
		"frame.starts: \"\\q\" is not 1 to 8 bytes" },
};

static void refuses_with_line_and_key(void **state)
{
	bool good = true;

	(void)state;
	for (size_t i = 0; i < sizeof(wrongs) / sizeof(wrongs[0]); i++) {
		struct err err = ERR_INIT;
		const char *text = wrongs[i].text;
		struct profile *p = profile_load_text(
			"x.yaml", text, strlen(text), &err);

		if (p || !strstr(err.text, wrongs[i].complaint)) {
			print_error("%s: %s\n", wrongs[i].what, err.text);
			good = false;
		}
		profile_free(p);
	}
	assert_true(good);
}

static void a_line_may_be_one_pair_of_wires(void **state)
{
	static const char text[] =
		"format: 1\nname: n\nkind: k\nline: 9600 8e1 rs485 echo\n"
		"try: [ 9600 8n1 rs485, 19200 8n1 ]\ndriver: text\ntested: t\n"
		"frame: { ends: any }\n" GOOD END;
	struct err err = ERR_INIT;
	struct profile *p = profile_load_text("x", text, strlen(text), &err);

	(void)state;
	if (!p)
		fail_msg("%s", err.text);
	assert_string_equal(p->line, "9600 8e1 rs485 echo");
	assert_string_equal(p->tries[0], "9600 8n1 rs485");
	profile_free(p);
}

static void a_profile_is_known_by_its_bytes(void **state)
{
	static const char text[] = TOP GOOD END;
	static const char other[] = TOP GOOD END "# another remark\n";
	struct err err = ERR_INIT;
	struct profile *a = profile_load_text("x.yaml", text, strlen(text), &err);
	struct profile *b = profile_load_text("y", other, strlen(other), &err);
	struct profile *again;

	(void)state;
	assert_non_null(a);
	assert_non_null(b);
	assert_string_equal(a->id, "x");
	assert_string_equal(b->id, "y");
	assert_false(digest_same(&a->digest, &b->digest));
	again = profile_load_text("z", a->source, a->source_len, &err);
	assert_non_null(again);
	assert_true(digest_same(&a->digest, &again->digest));
	profile_free(a);
	profile_free(b);
	profile_free(again);
}

static void a_file_that_is_not_there_is_named(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	assert_null(profile_load("/nowhere/at-all.yaml", &err));
	assert_non_null(strstr(err.text, "/nowhere/at-all.yaml: cannot be opened"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_profile_we_ship_loads),
		cmocka_unit_test(every_item_that_a_device_measures_has_a_box),
		cmocka_unit_test(knows_what_it_may_say_to_the_device),
		cmocka_unit_test(refuses_with_line_and_key),
		cmocka_unit_test(a_line_may_be_one_pair_of_wires),
		cmocka_unit_test(a_profile_is_known_by_its_bytes),
		cmocka_unit_test(a_file_that_is_not_there_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
