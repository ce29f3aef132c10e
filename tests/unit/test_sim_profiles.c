/*
 * Every profile has a script that plays its device, and the profile makes of what the
 * script says as many readings as the script means.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "feed.h"
#include "path.h"
#include "player.h"
#include "poller.h"
#include "profile.h"
#include "reading.h"
#include "script.h"

#define LIMIT_US ((int64_t)900 * 1000000)
#define CALM_US	 ((int64_t)2 * 1000000)

struct device {
	const char *name;
	struct profile *profile;
	struct script *script;
	struct player *player;
	struct poller poller; /* closed: nobody asks but the test itself */
	struct feed feed;
	struct buf rows;
	int64_t now_us;
	size_t bytes;
	bool ended;
};

static void add_row(void *ctx, const struct reading *r)
{
	char row[READING_ROW_MAX];
	struct device *d = ctx;

	buf_addf(&d->rows, "%s\n", reading_write(r, row, sizeof(row)));
	poller_heard(&d->poller, r);
}

static void load_device(struct device *d, const char *name, uint64_t seed)
{
	struct player_how how = { .seed = seed, .clock_us = 86390000000 };
	struct err err = ERR_INIT;
	struct buf text = BUF_INIT;
	char path[512];

	*d = (struct device){ .name = name, .rows = BUF_INIT };
	snprintf(path, sizeof(path), SOURCE_DIR "/devices/profiles/%s.yaml", name);
	d->profile = profile_load(path, &err);
	if (!d->profile)
		fail_msg("%s", err.text);
	snprintf(path, sizeof(path), SOURCE_DIR "/devices/scripts/%s.sim", name);
	if (!path_read(path, 1 << 20, &text, &err))
		fail_msg("profile %s has no script: %s", name, err.text);
	d->script = script_read(path, text.data, text.len, &err);
	if (!d->script)
		fail_msg("%s", err.text);
	buf_release(&text);
	d->player = player_open(d->script, &how);
	feed_init(&d->feed, d->profile);
	poller_init(&d->poller, d->profile);
}

static void release_device(struct device *d)
{
	player_close(d->player);
	script_free(d->script);
	profile_free(d->profile);
	buf_release(&d->rows);
}

static void listen(struct device *d)
{
	enum player_does does;
	const uint8_t *said;
	size_t len;

	while ((does = player_step(d->player, d->now_us)) < PLAYER_WAITS) {
		if (does != PLAYER_SAYS)
			continue;
		said = player_said(d->player, &len);
		feed_bytes(&d->feed, said, len, d->now_us, add_row, d);
		d->bytes += len;
	}
	d->ended = does == PLAYER_ENDED;
}

/* Asks, orders and answers as a station does, until nothing is to be said now. */
static void step(struct device *d)
{
	const struct profile_command *c;

	listen(d);
	while ((c = poller_next(&d->poller, d->now_us))) {
		player_hear(d->player, c->bytes, c->len);
		listen(d);
	}
}

static void tell(struct device *d, const struct profile_command *c)
{
	assert_true(poller_tell(&d->poller, c));
	step(d);
}

/* Until neither says anything any more by itself. */
static void play_until(struct device *d, int64_t end_us)
{
	while (!d->ended && d->now_us < end_us) {
		int64_t until_us, due_us;

		step(d);
		until_us = player_until_us(d->player);
		due_us = poller_due_us(&d->poller);
		if (due_us < until_us)
			until_us = due_us;
		if (until_us == INT64_MAX)
			return;
		d->now_us = until_us > d->now_us ? until_us : d->now_us + 1;
	}
}

static void check_count(const struct device *d, const char *when)
{
	uint64_t means = player_readings(d->player);

	if (d->feed.readings != means)
		fail_msg("%s, %s: %llu readings of %llu, %zu bytes\n%s", d->name, when,
			(unsigned long long)d->feed.readings, (unsigned long long)means,
			d->bytes, d->rows.data);
}

/* What is asked is answered, but for what is cut or spoilt on its way. */
static void check_answers(const struct device *d)
{
	if (d->poller.unanswered * 10 > d->feed.readings)
		fail_msg("%s: %llu questions without an answer, %llu readings", d->name,
			(unsigned long long)d->poller.unanswered,
			(unsigned long long)d->feed.readings);
}

/* A session by itself, or three on the word of the host. */
static void play_sessions(struct device *d)
{
	const struct profile_command *start = profile_command(d->profile, "start");
	bool asks = poller_asks(&d->poller);

	poller_opened(&d->poller, d->now_us);
	play_until(d, asks ? 70 * (int64_t)1000000 : LIMIT_US);
	for (int i = 0; i < 3 && start && !d->ended; i++) {
		tell(d, start);
		play_until(d, d->now_us + (asks ? CALM_US : LIMIT_US));
	}
	check_count(d, "its sessions");
	check_answers(d);
	assert_true(d->now_us < LIMIT_US * 3);
	if (d->feed.readings == 0 || d->bytes < 20)
		fail_msg("%s: says nothing", d->name);
}

/* Each command that does no harm, one a time. */
static void give_commands(struct device *d)
{
	const struct profile *p = d->profile;

	for (size_t i = 0; i < p->commands_count; i++) {
		if (p->commands[i].danger)
			continue;
		tell(d, &p->commands[i]);
		play_until(d, d->now_us + LIMIT_US / 10);
		check_count(d, p->commands[i].name);
	}
}

/* Its first bytes give nothing, and what is cut or spoilt is rejected. */
static void check_weather(const struct device *d)
{
	if (!d->profile->simulated && d->feed.skipped == 0)
		fail_msg("%s: nothing is in mid-record, cut or spoilt", d->name);
}

static size_t list_profiles(char names[][64], size_t max)
{
	DIR *dir = opendir(SOURCE_DIR "/devices/profiles");
	struct dirent *entry;
	size_t n = 0;

	assert_non_null(dir);
	while ((entry = readdir(dir))) {
		const char *end = strstr(entry->d_name, ".yaml");

		if (!end || n == max)
			continue;
		snprintf(names[n++], 64, "%.*s", (int)(end - entry->d_name),
			entry->d_name);
	}
	(void)closedir(dir);
	return n;
}

static char names[256][64];

static void every_profile_decodes_its_script_to_as_many_readings_as_it_means(
	void **state)
{
	size_t n = list_profiles(names, 256);

	(void)state;
	assert_true(n >= 45);
	for (size_t i = 0; i < n; i++)
		for (uint64_t seed = 1; seed <= 5; seed++) {
			struct device d;

			load_device(&d, names[i], seed);
			play_sessions(&d);
			give_commands(&d);
			check_weather(&d);
			release_device(&d);
		}
}

/* What the host says, and what comes of it, among other rows. */
#define HOST(text) text, sizeof(text) - 1
static const struct {
	const char *profile, *host;
	size_t len;
	const char *row;
} answers[] = {
	{ "modbus-counter", HOST("\x01\x03\0\0\0\x02\xc4\x0b"), "count,,,0,1,0,,," },
	{ "modbus-counter", HOST("\x01\x03\0\x02\0\x02\x65\xcb"),
		"status,,,,,,,error,exception=2" },
	{ "ste100", HOST("\0\x01\0\0\0\0\x07\0\0\0\0\0\0\0"),
		"status,,0x31031,,,,,,type=0x8007" },
	{ "ste100", HOST("\0\x01\0\0\0\0\x08\0\0\0"),
		"status,,0x31031,,,,,,type=0x8008" },
	{ "uhf-a0", HOST("\xa0\x04\x01\x89\x01\xd1"), "status,2,,,,,,,reads=0" },
	{ "pn532", HOST("\0\0\xff\x04\xfc\xd4\x4a\x01\0\xe1\0"), "answer=no_card" },
	{ "pn532", HOST("\0\0\xff\x02\xfe\xd4\x02\x2a\0"), "firmware=1.6" },
	{ "pn532",
		HOST("\x55\x55\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\xff\x03\xfd\xd4"
		     "\x14\x01\x17\0"),
		"answer=15" },
	{ "bcm-h10", HOST("\xa5\x5a\x03\x03\x36\x3c"), "answer=36;data=" },
	{ "bcm-h10", HOST("\xa5\x5a\x03\x03\x35\x3b"), "answer=35;data=" },
	{ "bcm-h10", HOST("\xa5\x5a\x03\x03\x34\x3a"), "answer=01" },
	{ "ste100-mat", HOST("\x02\x03\x04\x05\0\x0b\0\x58\x44\0\xb5"),
		"identity,,0x1b2a2" },
	{ "ste100-lights", HOST("\xfc\xfc\x06\x80\x02\0\x04\x80\0\0"),
		"board=0x8004;value=0" },
	{ "derbymagic-gate", HOST("V"), "gate=derby_magic" },
	{ "derbytimer-gate", HOST("F"), "time,1,,9104200,us,4" },
	{ "supertimer2-gate", HOST("UUUUc\r"), "gate=supertimer" },
	{ "the-champ-gate", HOST("v\r"), "gate=smartline" },
	{ "the-champ-gate", HOST("rg\r"), "time,3,,9600000,us,4,3" },
	{ "the-champ-gate", HOST("ra\r"), "time,1,,9131300,us,4,1" },
	{ "xk3190-a12", HOST("R"), "weight,,,0,ug,1,,gross" },
	{ "uhf-r200", HOST("\xbb\0\x22\0\0\x22\x7e"), "status,,,,,,,,answer=no_tag" },
	{ "uhf-r200", HOST("\xbb\0\x28\0\0\x28\x7e"), "status,,,,,,,,answer=28" },
	{ "idcard-sam", HOST("\xaa\xaa\xaa\x96\x69\0\x03\x20\x01\x22"),
		"answer=no_card" },
	{ "idcard-sam", HOST("\xaa\xaa\xaa\x96\x69\0\x03\x20\x02\x21"),
		"answer=not_selected" },
	{ "ohaus", HOST("IP\r\n"), "weight,,,0,ug,2,,stable+gross" },
	{ "t-scale", HOST("Q\r\n"), "weight,,,0,ug,2,,stable+gross" },
	{ "mettler-sics", HOST("SI\r\n"), "weight,,,0,ug,2,,stable" },
	{ "mettler-sics", HOST("S\r\n"), "weight,,,0,ug,2,,stable" },
	{ "mettler-sics", HOST("Z\r\n"), "done=Z;answer=A" },
	{ "mettler-sics", HOST("T\r\n"), "done=T;answer=S" },
	{ "and-scale", HOST("Q\r\n"), "weight,,,0,ug,2,,stable" },
	{ "laser-80-06", HOST("\x80\x06\x02\x78"), "length,,,0,um,3" },
	{ "laser-80-06", HOST("\x80\x06\x03\x77"), "length,,,15" },
	{ "tcf-dba310", HOST("*wei?\n"), "weight,,,0,ug,1" },
	{ "alge-tdc8001", HOST("RSM\r"), "memory" },
	{ "alge-tdc8001", HOST("PROG?\r"), "answer=PROG;value=TDC 8001 BACKUP" },
	{ "tagheuer-thcom08", HOST("#ID\r\n"), "serial=01904" },
	{ "tagheuer-thcom08", HOST("#DL 01\r\n"), "download=ends" },
	{ "tagheuer-pocketpro", HOST("#WC 012\r\n"), "answer=C" },
};

static void a_device_answers_its_host(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
		struct device d;

		load_device(&d, answers[i].profile, 1);
		step(&d);
		player_hear(d.player, answers[i].host, answers[i].len);
		for (; d.now_us < 1000000; d.now_us += 10000)
			step(&d);
		if (!strstr(d.rows.data, answers[i].row))
			fail_msg("%s: no %s in\n%s", answers[i].profile, answers[i].row,
				d.rows.data);
		check_count(&d, "an answer");
		release_device(&d);
	}
}

/* Find, select, read: by the profile alone, until a card was read. */
static void a_card_is_found_selected_and_read(void **state)
{
	struct device d;

	(void)state;
	load_device(&d, "idcard-sam", 3);
	assert_int_equal(d.profile->dialogue.steps_count, 3);
	poller_opened(&d.poller, 0);
	while (d.now_us < 60000000 && !strstr(d.rows.data, "person,,990000"))
		play_until(&d, d.now_us + 300000);
	assert_non_null(strstr(d.rows.data, "answer=no_card"));
	assert_non_null(strstr(d.rows.data, "answer=card_selected"));
	assert_non_null(strstr(d.rows.data, "answer=not_read"));
	assert_non_null(strstr(d.rows.data, "person,,990000"));
	assert_non_null(strstr(d.rows.data, ";birth=20"));
	check_count(&d, "a card");
	release_device(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			every_profile_decodes_its_script_to_as_many_readings_as_it_means),
		cmocka_unit_test(a_device_answers_its_host),
		cmocka_unit_test(a_card_is_found_selected_and_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
