/* Scripts to bytes and times, with neither clock nor port. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "player.h"
#include "script.h"

/* What a device did, as text: "[ms]bytes" whenever time moved, and <unplug>. */
struct play {
	struct player *player;
	struct buf out;
	int64_t now_us, shown_us;
};

static void show_time(struct play *play)
{
	if (play->now_us == play->shown_us)
		return;
	buf_addf(&play->out, "[%lld]", (long long)(play->now_us / 1000));
	play->shown_us = play->now_us;
}

/* Step until nothing is due any more at this time. */
static enum player_does step(struct play *play)
{
	enum player_does does;

	while ((does = player_step(play->player, play->now_us)) < PLAYER_WAITS) {
		size_t len;
		const uint8_t *said = player_said(play->player, &len);

		show_time(play);
		if (does == PLAYER_SAYS)
			buf_add(&play->out, said, len);
		else
			buf_adds(&play->out,
				does == PLAYER_UNPLUGS ? "<unplug>" : "<plug>");
	}
	return does;
}

/* Play until `end_us`, exactly when something is due. */
static void play_until(struct play *play, int64_t end_us)
{
	for (;;) {
		int64_t until_us;

		if (step(play) == PLAYER_ENDED) {
			buf_adds(&play->out, "<end>");
			return;
		}
		until_us = player_until_us(play->player);
		if (until_us > end_us)
			break;
		play->now_us = until_us;
	}
	play->now_us = end_us;
}

static struct script *must_read(const char *text)
{
	struct err err = ERR_INIT;
	struct script *s = script_read("test.sim", text, strlen(text), &err);

	if (!s)
		fail_msg("%s", err.text);
	return s;
}

static void check_play(const char *text, const struct player_how *how, const char *host,
	int64_t host_us, const char *want)
{
	struct script *script = must_read(text);
	struct play play = { player_open(script, how), BUF_INIT, 0, 0 };

	if (host) {
		play_until(&play, host_us);
		player_hear(play.player, host, strlen(host));
	}
	play_until(&play, 60 * 1000000);
	if (strcmp(play.out.data, want) != 0)
		fail_msg(
			"script:\n%s\ngives  %s\nwanted %s", text, play.out.data, want);
	buf_release(&play.out);
	player_close(play.player);
	script_free(script);
}

static const struct {
	const char *text, *want;
} plays[] = {
	{ "say \"A\\r\\n\"", "A\r\n<end>" },
	{ "", "<end>" },
	{ "# nothing\n\n  # more\n", "<end>" },
	{ "say \"a\" # and a comment\r\n", "a<end>" },
	{ "say \"#1 \\x41\\\"\\\\\\{\"", "#1 A\"\\{<end>" },
	{ "hex 41 4243", "ABC<end>" },
	{ "say \"$GO*?\\r\\n\"", "$GO*08\r\n<end>" },
	{ "say \"junk$ZERO*?\"", "junk$ZERO*02<end>" },
	/* time */
	{ "say \"a\"\nwait 1.2s\nsay \"b\"\nwait 300 ms\nsay \"c\"",
		"a[1200]b[1500]c<end>" },
	{ "wait 1s\nat 3.0s\nsay \"a\"\nat 2s\nsay \"b\"", "[3000]ab<end>" },
	{ "let gap = 250\nwait gap ms\nsay \"a\"\nwait gap + 250 us\nsay \"b\"",
		"[250]a[250]b<end>" },
	{ "wait 40ms\nsay \"{ms},{us}\"", "[40]40,40000<end>" },
	/* values */
	{ "let a = 2 + 3 * 4 - 6 / 2\nsay \"{a}\"", "7<end>" },
	{ "let a = 1 / 0\nsay \"{a} {b}\"", "0 0<end>" },
	{ "let a = 999999999999999999 * 999999999999999999\nsay \"{a}\"",
		"9223372036854775807<end>" },
	{ "let a = -5\nsay \"[{a:4}][{a:04}][{a:.1}][{a:6.2}]\"",
		"[  -5][-005][-0.5][ -0.05]<end>" },
	{ "let h = 1523\nsay \"{h:05.1} {h:.3}\"", "152.3 1.523<end>" },
	{ "say \"{seq},{seq},{seq}\"", "0,1,2<end>" },
	{ "let a = random 7..7\nsay \"{a}\"", "7<end>" },
	{ "let a = 17 % 5 + 2\nlet b = 0 - 7 % 4\nlet c = 9 % d\nsay \"{a} {b} {c}\"",
		"4 -3 0<end>" },
	{ "chance 100 % {\nsay \"a\"\n}", "a<end>" },
	{ "say \"{day} {clock:clock.3}\"\nwait 1501ms\nsay \" {clock:hms.1}\"",
		"0 10:00:00.000[1501] 1000015<end>" },
	/* values as bytes */
	{ "let a = 16909060\nsay \"{a:low4}|{a:high4}|{a:low2}|{a:hex6}|{a:hex8}\"",
		"\x04\x03\x02\x01|\x01\x02\x03\x04|\x04\x03|020304|01020304<end>" },
	{ "let a = -2\nsay \"{a:low2}{a:hex4}\"", "\xfe\xff"
						  "FFFE<end>" },
	{ "let a = 35 * 36 + 10\nsay \"{a:z2}{a:z4}\"", "ZA00ZA<end>" },
	{ "let a = 123456\nsay \"{a:bcd3}|{a:swap3}|{a:bcd2}\"", "\x12"
								 "4V|!Ce|4V<end>" },
	/* sums */
	{ "say \"123456789{?crc16modbus}\"", "123456789K7<end>" },
	{ "say \"123456789{?crc16modbus low}\"", "1234567897K<end>" },
	{ "say \"AB{?xor8 hex} {?sum8 hex from 1}\"", "AB03 C5<end>" },
	{ "say \"AB{?sum8 nibbles}\"", "AB83<end>" },
	{ "say \"xAB\t{?sum8 hex from 1 less 1}\"", "xAB\t83<end>" },
	{ "say \"{fill 3 2E}{?xor8 hex less 9}\"", "...00<end>" },
	{ "say \"x{?sum16 hex whole}y\"", "x01B1y<end>" },
	{ "escape 41 01 42..43\nsay \"BABCCB\"\nescape off\nsay \"ABCD\"",
		"BAACADADBABCD<end>" },
	{ "say \"a\" gives 1\nhex 62 gives 2\nwhen \"x\" say \"c\" gives n + 1", "ab" },
	/* blocks */
	{ "repeat 3 {\n\tsay \"{n} \"\n\twait 10ms\n}\nsay \"end\"",
		"1 [10]2 [20]3 [30]end<end>" },
	{ "repeat 2 {\nrepeat 2 {\nsay \"{n}\"\n}\nsay \"({n})\"\n}",
		"12(1)12(2)<end>" },
	{ "repeat 0 {\nsay \"x\"\n}\nrepeat a {\nsay \"y\"\n}", "<end>" },
	{ "if 1 < 2 {\nsay \"a\"\n} else {\nsay \"b\"\n}\nsay \"c\"", "ac<end>" },
	{ "if 1 >= 2 {\nsay \"a\"\n} else {\nsay \"b\"\n}\nsay \"c\"", "bc<end>" },
	{ "if a = 0 {\nsay \"a\"\n}\nif a != 0 {\nsay \"b\"\n}", "a<end>" },
	{ "chance 100% {\nsay \"a\"\n}\nchance 0% {\nsay \"b\"\n} else {\nsay \"c\"\n}",
		"ac<end>" },
	{ "say \"a\"\nstop\nsay \"b\"", "a<end>" },
	{ "say \"{a}\"\nwait 10ms\nlet a = a + 1\nif a < 3 {\nrestart\n}",
		"0[10]1[20]2<end>" },
	/* timers */
	{ "after 20ms {\nsay \"b\"\n}\nafter 10ms {\nsay \"a\"\n}\nsay \"0\"\n"
	  "wait 30ms\nsay \"c\"",
		"0[10]a[20]b[30]c<end>" },
	{ "after 20ms {\nsay \"late\"\n}", "[20]late<end>" },
	{ "after 10ms {\nwait 30ms\nsay \"side\"\n}\nwait 20ms\nsay \"main\"",
		"[40]sidemain<end>" },
	{ "repeat 3 {\nlet lane = n\nafter 5ms {\nsay \"{lane}{n}\"\nlet lane = 9\n}"
	  "\n}\nwait 9ms\nsay \"{lane}\"",
		"[5]112233[9]3<end>" },
	/* harm */
	{ "cut 2\nsay \"abcd\"\nsay \"efgh\"", "abefgh<end>" },
	{ "drop 4\nsay \"abcd\"\nsay \"e\"", "e<end>" },
	{ "double\nsay \"ab\"\nsay \"c\"", "ababc<end>" },
	{ "swap\nsay \"a\"\nsay \"b\"\nsay \"c\"", "bac<end>" },
	{ "swap\nsay \"alone\"", "alone<end>" },
	{ "tear 5ms\nsay \"abc\"\ntear off\nsay \"de\"", "a[5]b[10]c[15]de<end>" },
	{ "say \"a\"\nunplug 2s\nsay \"b\"", "a<unplug>[2000]<plug>b<end>" },
	/* the host does not speak */
	{ "expect \"GO\" within 2s {\nsay \"nobody\"\n}\nsay \"!\"",
		"[2000]nobody!<end>" },
	{ "expect \"GO\" within 2s\nsay \"!\"", "[2000]!<end>" },
	{ "say \"a\"\nexpect \"GO\"\nsay \"b\"", "a" },
	{ "say \"a\"\nidle\nsay \"b\"", "a" },
	{ "when \"GO\" say \"b\"\nsay \"a\"", "a" },
};

static void a_script_says_its_bytes_at_their_times(void **state)
{
	struct player_how how = { .seed = 1, .clock_us = 36000000000 };

	(void)state;
	for (size_t i = 0; i < sizeof(plays) / sizeof(plays[0]); i++)
		check_play(plays[i].text, &how, NULL, 0, plays[i].want);
}

static void values_may_be_any_bytes(void **state)
{
	static const struct {
		const char *text, *want;
		size_t len;
	} rows[] = {
		{ "let a = 385\nsay \"{a:highfloat.1}{a:float.1}\"",
			"B\x1a\0\0\0\0\x1a"
			"B",
			8 },
		{ "let a = -425\nsay \"{a:float.2}\"", "\0\0\x88\xc0", 4 },
		{ "say \"{utf16 4 A李é}\"", "A\0\x4e\x67\xe9\0 \0", 8 },
		{ "let a = 5\nsay \"{a:low3}{a:high3}{a:low8}\"",
			"\5\0\0\0\0\5\5\0\0\0\0\0\0\0", 14 },
		/* a decoder's frame: sum of the whole, then escapes */
		{ "escape 8D 20 8A..8F\n"
		  "say \"\\x8E\\x02\\x0E\\x00{?crc16p3 low whole}\\x00\\x00\\x45"
		  "\\x00\\x01\\x01\\x05\\x8F\"",
			"\x8e\x02\x0e\0\x5c\x7e\0\0\x45\0\1\1\5\x8f", 14 },
	};
	struct player_how how = { .seed = 1 };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct script *script = must_read(rows[i].text);
		struct play play = { player_open(script, &how), BUF_INIT, 0, 0 };

		step(&play);
		assert_int_equal(play.out.len, rows[i].len);
		assert_memory_equal(play.out.data, rows[i].want, rows[i].len);
		buf_release(&play.out);
		player_close(play.player);
		script_free(script);
	}
}

/* What is harmed should give nothing, what comes twice gives twice. */
static void readings_are_counted_as_the_script_says(void **state)
{
	struct player_how how = { .seed = 1 };
	struct script *script = must_read(
		"say \"a\"\nsay \"b\" gives 1\ndouble\nhex 63 gives 2\n"
		"cut 0\nsay \"d\" gives 5\ndrop 1\nsay \"e\" gives 5\n"
		"spoil\nsay \"f\" gives 5\nrepeat 3 {\nsay \"g\" gives n\n}\n"
		"when \"?\" say \"!\" gives 100");
	struct play play = { player_open(script, &how), BUF_INIT, 0, 0 };

	(void)state;
	step(&play);
	assert_int_equal(player_readings(play.player), 1 + 4 + 6);
	player_hear(play.player, "??", 2);
	step(&play);
	assert_int_equal(player_readings(play.player), 211);
	buf_release(&play.out);
	player_close(play.player);
	script_free(script);
}

static const struct {
	const char *text, *host;
	int64_t at_us;
	const char *want;
} dialogues[] = {
	{ "expect \"$GO\"\nsay \"go\"\nwait 1s\nsay \"done\"", "xx$GO*08\r\n", 500000,
		"[500]go[1500]done<end>" },
	{ "expect \"$GO\" within 2s {\nsay \"nobody\"\nstop\n}\nsay \"go\"", "$GO*08",
		500000, "[500]go<end>" },
	{ "expect \"$LANES,{k}*\"\nrepeat k {\nsay \"{n}\"\n}", "$LANES,3*\r\n", 1000,
		"[1]123<end>" },
	{ "expect \"$LANES,{k}*\"\nsay \"{k}\"", "$LANES,*$LANES,x*", 1000, "" },
	{ "when \"Z\" say \"zero\"\nrepeat 3 {\nsay \".\"\nwait 1s\n}\nstop", "Z",
		1500000, ".[1000].[1500]zero[2000].<end>" },
	/* a wait that was overtaken by a slow answer ends when that is done */
	{ "on \"Z\" {\nwait 2s\nsay \"z\"\n}\nwait 1s\nsay \"a\"\nstop", "Z", 500000,
		"[2500]za<end>" },
	{ "on \"GO\" {\nlet armed = 1\nrestart\n}\nif armed = 1 {\nlet armed = 0\n"
	  "wait 10ms\nsay \"measured\"\nstop\n}",
		"GO", 1000000, "[1010]measured<end>" },
	/* who heard its text first goes on; what stood before it is forgotten */
	{ "when \"B\" say \"b\"\nwhen \"A\" say \"a\"\nidle", "xAB", 1000, "[1]ab" },
	{ "expect \"A\"\nsay \"1\"\nexpect \"A\"\nsay \"2\"", "AA", 1000,
		"[1]12<end>" },
	{ "unplug 1s\nexpect \"A\"\nsay \"1\"", "A", 2000000,
		"<unplug>[1000]<plug>[2000]1<end>" },
};

static void a_script_waits_for_the_host_and_answers(void **state)
{
	struct player_how how = { .seed = 1 };

	(void)state;
	for (size_t i = 0; i < sizeof(dialogues) / sizeof(dialogues[0]); i++)
		check_play(dialogues[i].text, &how, dialogues[i].host,
			dialogues[i].at_us, dialogues[i].want);
}

static void full_speed_leaps_over_waits_but_not_over_the_host(void **state)
{
	struct player_how how = { .full = true };

	(void)state;
	check_play("say \"a\"\nwait 9s\nsay \"{ms}\"\nexpect \"GO\"\nsay \"b\"", &how,
		"GO", 1000000, "a9000[1000]b<end>");
	check_play("after 5s {\nsay \"b\"\n}\nafter 2s {\nsay \"a\"\n}\nwait 9s\n"
		   "say \"c\"",
		&how, NULL, 0, "abc<end>");
	check_play("after 5s {\nsay \"b\"\n}\nwhen \"Z\" say \"z\"\nsay \"a\"", &how,
		NULL, 0, "ab");
	check_play("expect \"GO\" within 3s {\nsay \"nobody\"\n}", &how, NULL, 0,
		"[3000]nobody<end>");
}

static void a_line_of_so_many_baud_says_no_byte_sooner(void **state)
{
	/* 1000 bytes a second */
	struct player_how how = { .gap_ns = 1000000 };

	(void)state;
	check_play("say \"abc\"\nwait 10ms\nsay \"de\"", &how, NULL, 0,
		"a[1]b[2]c[13]d[14]e<end>");
}

static void a_busy_line_leaps_over_waits_and_says_no_byte_sooner(void **state)
{
	struct player_how how = { .gap_ns = 1000000, .full = true };

	(void)state;
	check_play("say \"abc\"\nwait 9s\nsay \"de\"\nexpect \"GO\"\nsay \"fg\"", &how,
		"GO", 20000, "a[1]b[2]c[3]d[4]e[20]f[21]g<end>");
}

static void a_late_step_gives_all_that_was_due_and_nothing_drifts(void **state)
{
	struct player_how how = { .seed = 1 };
	struct script *script = must_read(
		"repeat 5 {\nsay \"{n}\"\nwait 100ms\n}\nsay \"{ms}\"");
	struct play play = { player_open(script, &how), BUF_INIT, 0, 0 };

	(void)state;
	play.now_us = 250000;
	step(&play);
	assert_string_equal(play.out.data, "[250]123");
	assert_int_equal(player_until_us(play.player), 300000);
	play.now_us = 999000;
	step(&play);
	assert_string_equal(play.out.data, "[250]123[999]45500");
	buf_release(&play.out);
	player_close(play.player);
	script_free(script);
}

static void play_seeded(uint64_t seed, struct buf *out)
{
	struct player_how how = { .full = true, .seed = seed };
	struct script *script = must_read(
		"repeat 50 {\nlet a = random 100..199\nsay \"{a},\"\n"
		"spoil\nsay \"line\"\nnoise 3\nwait 1..9ms\n}");
	struct play play = { player_open(script, &how), BUF_INIT, 0, 0 };

	play_until(&play, 1000000);
	*out = play.out;
	player_close(play.player);
	script_free(script);
}

static void the_same_seed_is_the_same_device(void **state)
{
	struct buf one, two, other;

	(void)state;
	play_seeded(7, &one);
	play_seeded(7, &two);
	play_seeded(8, &other);
	assert_int_equal(one.len, two.len);
	assert_memory_equal(one.data, two.data, one.len);
	assert_true(one.len != other.len || memcmp(one.data, other.data, one.len) != 0);
	for (const char *at = one.data; at < one.data + 4; at += 4)
		assert_in_range(atoi(at), 100, 199);
	buf_release(&one);
	buf_release(&two);
	buf_release(&other);
}

static void a_script_that_never_waits_lets_others_live(void **state)
{
	struct player_how how = { .seed = 1 };
	struct script *script = must_read("repeat forever {\nlet a = a + 1\n}");
	struct player *player = player_open(script, &how);

	(void)state;
	assert_int_equal(player_step(player, 5), PLAYER_WAITS);
	assert_int_equal(player_until_us(player), 5);
	player_close(player);
	script_free(script);
}

static const struct {
	const char *text, *says;
} bad[] = {
	{ "tell \"a\"", "test.sim:1: \"tell\" is not a word of the language" },
	{ "hex", "hex wants pairs" },
	{ "hex gives 1", "hex wants pairs" },
	{ "say \"{a:low}\"", "low wants a width" },
	{ "say \"{a:low9}\"", "low wants a width" },
	{ "say \"{a:clock3}\"", "clock may only have decimals" },
	{ "say \"{a:clock.7}\"", "clock may only have decimals" },
	{ "say \"{a:octal3}\"", "} is wanted after the name" },
	{ "say \"{?crc32}\"", "\"crc32\" is no sum" },
	{ "say \"{?xor8 from}\"", "a number is wanted" },
	{ "say \"{?xor8 from 9999}\"", "a sum is of bytes within the say" },
	{ "say \"{?xor8 backwards}\"", "after a sum comes" },
	{ "say \"{utf16 2 abc}\"", "longer than that" },
	{ "say \"{utf16 2 \xff}\"", "not UTF-8" },
	{ "say \"{utf16 0 a}\"", "utf16 has 1 to" },
	{ "say \"{utf16 3 ab\"", "utf16 ends with }" },
	{ "say \"{fill 0 00}\"", "fill makes 1 to" },
	{ "say \"{fill 9 0}\"", "a pair of hex digits" },
	{ "say \"{fill 2049 00}\"", "fill makes 1 to" },
	{ "say \"a\" gives", "a number is wanted" },
	{ "escape 8D", "a pair of hex digits" },
	{ "escape 8D 20 8F..8A", "escape wants a byte" },
	{ "escape 8D 20 8A", "escape wants a byte" },
	{ "let clock = 1", "the language's own" },
	{ "\n\nsay a", "test.sim:3: a text in quotes is wanted" },
	{ "say \"a", "the quotes are not closed" },
	{ "say \"\\q\"", "after \\ comes one of" },
	{ "say \"\\x4\"", "after \\ comes one of" },
	{ "say \"\\", "after \\ comes one of" },
	{ "say \"{\"", "a name is wanted after {" },
	{ "say \"{a\"", "} is wanted after the name" },
	{ "say \"{a:99}\"", "at most 40 characters" },
	{ "say \"{a:.13}\"", "12 decimals" },
	{ "say \"a\" \"b\"", "something is left over" },
	{ "hex 4", "pairs of hex digits" },
	{ "hex xy", "pairs of hex digits" },
	{ "wait", "a number is wanted here" },
	{ "wait 3", "a time ends in s, ms or us" },
	{ "wait 3h", "a time ends in s, ms or us" },
	{ "wait 86401s", "a time is 0 to 86400 s" },
	{ "wait 0.0000001s", "in whole microseconds" },
	{ "wait 99999999999999999999s", "a number is wanted here" },
	{ "let = 3", "a name is wanted here" },
	{ "let a 3", "let wants =" },
	{ "let a = ", "a number is wanted" },
	{ "let a = random 3", "random wants a range" },
	{ "let n = 3", "\"n\" is the language's own" },
	{ "let random = 3", "\"random\" is the language's own" },
	{ "let a_name_that_is_far_too_long = 3", "at most 23 characters" },
	{ "let a = 1+1+1+1+1+1+1+1+1", "at most 8 terms" },
	{ "repeat 3", "a block begins with {" },
	{ "say \"a\"\nrepeat 3 {\nsay \"b\"\n",
		"test.sim:2: this block is not closed" },
	{ "}", "this } closes nothing" },
	{ "repeat 3 {\n} else {\n}", "else belongs to if or chance" },
	{ "if 1 {\n}", "one of < <= = != >= >" },
	{ "if 1 <", "a number is wanted" },
	{ "chance 10 {\n}", "chance wants a per cent" },
	{ "expect \"\"", "begins with bytes" },
	{ "expect \"{a}\"", "begins with bytes" },
	{ "expect \"x{a}{b}\"", "two values need bytes between" },
	{ "repeat 2 {\non \"a\" {\n}\n}", "on stands outside of every block" },
	{ "on \"a\" {\nidle\n}", "would never end" },
	{ "when \"a\" \"b\"", "goes on with say" },
	{ "tear", "a number is wanted here" },
	{ "\x01", "a line begins with a word" },
};

static void a_script_that_cannot_be_is_refused_by_line(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct err err = ERR_INIT;
		struct script *s = script_read(
			"test.sim", bad[i].text, strlen(bad[i].text), &err);

		if (s)
			fail_msg("taken: %s", bad[i].text);
		if (!strstr(err.text, bad[i].says) ||
			strncmp(err.text, "test.sim:", 9) != 0)
			fail_msg("%s\nsays %s", bad[i].text, err.text);
	}
}

static void check_bound(
	const char *before, const char *after, size_t times, const char *says)
{
	struct buf text = BUF_INIT;
	struct err err = ERR_INIT;
	struct script *s;

	for (size_t i = 0; i < times; i++)
		buf_addf(&text, "%s%zu%s", before, i, after);
	s = script_read("test.sim", text.data, text.len, &err);
	if (s)
		fail_msg("%zu times taken: %s", times, before);
	if (!strstr(err.text, says))
		fail_msg("%s", err.text);
	buf_release(&text);
}

static void every_array_has_its_bound(void **state)
{
	(void)state;
	check_bound("stop #", "\n", 4097, "at most 4096 statements");
	check_bound("repeat ", " {\n", 13, "at most 12 deep");
	check_bound("let a", " = 1\n", 65, "at most 64 names");
	check_bound("when \"", "\" say \"a\"\n", 17, "at most 16 handlers");
	check_bound("# a long comment ", "\n", 20000, "has at most 262144");
}

static void more_timers_than_there_is_room_for_are_not_set(void **state)
{
	struct player_how how = { .seed = 1 };

	(void)state;
	check_play("repeat 40 {\nafter 1s {\nsay \".\"\n}\n}\nwait 2s\nsay \"!\"", &how,
		NULL, 0, "[1000]................................[2000]!<end>");
}

static void a_capture_plays_its_bytes_at_its_times(void **state)
{
	static const char text[] = "# Device: rod\n@ 0.000\n< 41 42 # AB\n@ 0.250\n43\n"
				   "> 5A\n@ 1.5\n< 44\n";
	struct err err = ERR_INIT;
	struct player_how how = { .seed = 1 };
	static const char *const want[] = { "AB[250]C[1500]D<end>", "AB[250]C" };

	(void)state;
	for (int waits = 0; waits < 2; waits++) {
		struct script *s = script_read_capture(
			"rod.hex", text, strlen(text), waits, &err);
		struct play play = { NULL, BUF_INIT, 0, 0 };

		if (!s)
			fail_msg("%s", err.text);
		play.player = player_open(s, &how);
		play_until(&play, 5000000);
		assert_string_equal(play.out.data, want[waits]);
		if (waits) {
			player_hear(play.player, "Z", 1);
			play_until(&play, 9000000);
			assert_string_equal(play.out.data, "AB[250]C[5000]D<end>");
		}
		buf_release(&play.out);
		player_close(play.player);
		script_free(s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_script_says_its_bytes_at_their_times),
		cmocka_unit_test(values_may_be_any_bytes),
		cmocka_unit_test(readings_are_counted_as_the_script_says),
		cmocka_unit_test(a_busy_line_leaps_over_waits_and_says_no_byte_sooner),
		cmocka_unit_test(a_script_waits_for_the_host_and_answers),
		cmocka_unit_test(full_speed_leaps_over_waits_but_not_over_the_host),
		cmocka_unit_test(a_line_of_so_many_baud_says_no_byte_sooner),
		cmocka_unit_test(a_late_step_gives_all_that_was_due_and_nothing_drifts),
		cmocka_unit_test(the_same_seed_is_the_same_device),
		cmocka_unit_test(a_script_that_never_waits_lets_others_live),
		cmocka_unit_test(a_script_that_cannot_be_is_refused_by_line),
		cmocka_unit_test(every_array_has_its_bound),
		cmocka_unit_test(more_timers_than_there_is_room_for_are_not_set),
		cmocka_unit_test(a_capture_plays_its_bytes_at_its_times),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
