/*
 * How a device is, from what its port says. What a wrong setting makes of its bytes is
 * the UART's model of the simulators (uart.h); that no good device is ever called bad
 * is held against every log and every capture, byte by byte and from many offsets.
 */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "captured.h"
#include "driver.h"
#include "health.h"
#include "uart.h"

#define SECOND INT64_C(1000000)
#define LOGS   SOURCE_DIR "/tests/devices/"

static struct profile *profile;
static struct feed feed;
static struct health_watch watch;
static int64_t now_us;

static void ignore(void *ctx, const struct reading *r)
{
	(void)ctx;
	(void)r;
}

/* ---- a device on a line ---------------------------------------------------------- */

static void open_profile(const char *name)
{
	struct err err = ERR_INIT;
	char path[300];

	snprintf(path, sizeof(path), SOURCE_DIR "/devices/profiles/%s.yaml", name);
	profile_free(profile);
	profile = profile_load(path, &err);
	if (!profile)
		fail_msg("%s", err.text);
	now_us = 100 * SECOND;
	feed_init(&feed, profile);
	health_init(&watch, profile);
}

static void plug(void)
{
	health_opened(&watch, now_us);
}

static void hear(const void *bytes, size_t len)
{
	health_bytes(&watch, bytes, len, now_us);
	feed_bytes(&feed, bytes, len, now_us, ignore, NULL);
	health_fits(&watch, &feed, now_us);
}

static void say(const char *text)
{
	hear(text, strlen(text));
}

static void is(enum health want)
{
	enum health got = health_now(&watch, now_us);

	if (got != want)
		fail_msg("it is %s, not %s", health_name(got), health_name(want));
}

static int end(void **state)
{
	(void)state;
	profile_free(profile);
	profile = NULL;
	return 0;
}

/* ---- the port -------------------------------------------------------------------- */

static void a_port_is_what_the_line_says_and_forgets_it_when_open(void **state)
{
	static const enum health losses[] = { HEALTH_UNPLUGGED, HEALTH_MISSING,
		HEALTH_HELD, HEALTH_DENIED, HEALTH_REFUSED };

	(void)state;
	open_profile("t-scale");
	is(HEALTH_CLOSED);
	for (size_t i = 0; i < sizeof(losses) / sizeof(losses[0]); i++) {
		health_lost(&watch, losses[i], now_us);
		is(losses[i]);
		assert_true(health_due_us(&watch, now_us) == INT64_MAX);
		plug();
		is(HEALTH_WAITS);
		say("ST,GS,   245.6 g\r\n");
		is(HEALTH_GOOD);
	}
	now_us += 3600 * SECOND; /* it need not speak */
	is(HEALTH_GOOD);
}

/* ---- silence --------------------------------------------------------------------- */

static void make_profile(const char *more)
{
	static const char text[] =
		"format: 1\nname: x\nkind: scale\nline: 9600 8n1\nitems: [ weight ]\n"
		"driver: text\ntested: x\nframe: { ends: any }\n"
		"messages:\n  - { name: w, match: 'W(?<v>\\d+)', says: [ { kind: "
		"weight, "
		"value: v, unit: kg } ] }\n"
		"examples:\n  - { bytes: 'W12\\r\\n', says: [ "
		"'weight,,,12000000000,ug,0,,,' ] }\n";
	struct err err = ERR_INIT;
	char all[1024];

	snprintf(all, sizeof(all), "%s%s", text, more);
	profile_free(profile);
	profile = profile_load_text("x", all, strlen(all), &err);
	if (!profile)
		fail_msg("%s", err.text);
	now_us = 100 * SECOND;
	feed_init(&feed, profile);
	health_init(&watch, profile);
}

static const struct {
	const char *what, *more;
	int64_t patience_us; /* 0: for ever */
} silences[] = {
	{ "a device that speaks when it has something to say", "", 0 },
	{ "a device that says every second that it lives",
		"heartbeat: { within_ms: 1500 }\n", 1500000 },
	{ "a device that is asked four times a second",
		"poll: { bytes: 'R\\r', every_ms: 250 }\n", 750000 },
	{ "a device that is asked very often may still take its time",
		"poll: { bytes: 'R\\r', every_ms: 20 }\n", 500000 },
	{ "a heartbeat is more than a question",
		"poll: { bytes: 'R\\r', every_ms: 5000 }\n"
		"heartbeat: { within_ms: 700 }\n",
		700000 },
};

static void is_silent_after(const char *what, int64_t patience_us)
{
	int64_t due_us = health_due_us(&watch, now_us);

	if (!patience_us) {
		now_us += 1000 * SECOND;
		assert_int_not_equal(health_now(&watch, now_us), HEALTH_SILENT);
		return;
	}
	assert_int_not_equal(health_now(&watch, now_us + patience_us), HEALTH_SILENT);
	if (due_us <= now_us || due_us > now_us + patience_us + 1)
		fail_msg("%s: the loop is not woken in time", what);
	now_us = due_us;
	is(HEALTH_SILENT);
	/* Nothing more happens by itself. */
	assert_true(health_due_us(&watch, now_us) > now_us + SECOND);
}

static void silence_is_a_fault_where_the_profile_says_so(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(silences) / sizeof(silences[0]); i++) {
		make_profile(silences[i].more);
		plug();
		is_silent_after(silences[i].what, silences[i].patience_us);
		say("W7\r\n");
		is(HEALTH_GOOD);
		is_silent_after(silences[i].what, silences[i].patience_us);
		say("W7\r\n");
		is(HEALTH_GOOD);
	}
}

/* ---- what is not understood ------------------------------------------------------- */

static uint8_t wire[4096];
static size_t wire_len;

/* What a receiver set as `ours` makes of `len` bytes sent as `theirs`. */
static void transmit(struct uart *u, const char *bytes, size_t len, int64_t rest_us)
{
	for (size_t i = 0; i < len && wire_len + 2 * UART_HEARD < sizeof(wire); i++)
		wire_len += uart_send(u, (uint8_t)bytes[i], wire + wire_len);
	wire_len += uart_rest(u, rest_us, wire + wire_len);
}

static void connect(struct uart *u, const char *theirs, const char *ours)
{
	struct uart_form sender = { 0 }, receiver = { 0 };
	struct err err = ERR_INIT;

	if (!uart_form_read(theirs, true, &sender, &err) ||
		!uart_form_read(ours, true, &receiver, &err))
		fail_msg("%s", err.text);
	uart_init(u, sender, receiver);
}

/* Lines ten times a second, `#` a digit that moves; how long until it is called that. -1: never in 5 s. */
static int64_t time_until(
	const char *line, const char *theirs, const char *ours, enum health want)
{
	int64_t from_us;
	struct uart u;

	connect(&u, theirs, ours);
	plug();
	from_us = now_us;
	for (int i = 0; i < 50; i++) {
		char text[64], *digit;

		snprintf(text, sizeof(text), "%s", line);
		digit = strchr(text, '#');
		*digit = (char)('0' + i * 7 % 10);
		wire_len = 0;
		transmit(&u, text, strlen(text), 50000);
		now_us += 100000;
		hear(wire, wire_len);
		if (health_now(&watch, now_us) == want)
			return now_us - from_us;
	}
	return -1;
}

static const struct {
	const char *profile, *line, *theirs, *ours;
	enum health is;
} settings[] = {
	{ "t-scale", "ST,GS,   245.# g\r\n", "9600 8n1", "9600 8n1", HEALTH_GOOD },
	{ "t-scale", "ST,GS,   245.# g\r\n", "9600 7e1", "9600 8n1", HEALTH_PARITY },
	{ "t-scale", "ST,GS,   245.# g\r\n", "9600 7o1", "9600 8n1", HEALTH_PARITY },
	{ "t-scale", "ST,GS,   245.# g\r\n", "9600 7n2", "9600 8n1", HEALTH_PARITY },
	{ "t-scale", "ST,GS,   245.# g\r\n", "2400 7e1", "2400 8n1", HEALTH_PARITY },
	{ "t-scale", "ST,GS,   245.# g\r\n", "9600 8n1", "9600 7e1", HEALTH_GOOD },
	{ "t-scale", "ST,GS,   245.# g\r\n", "4800 8n1", "9600 8n1", HEALTH_BAUD },
	{ "t-scale", "ST,GS,   245.# g\r\n", "2400 8n1", "9600 8n1", HEALTH_BAUD },
	{ "t-scale", "ST,GS,   245.# g\r\n", "1200 8n1", "9600 8n1", HEALTH_BAUD },
	{ "t-scale", "ST,GS,   245.# g\r\n", "19200 8n1", "9600 8n1", HEALTH_BAUD },
	{ "t-scale", "ST,GS,   245.# g\r\n", "38400 8n1", "9600 8n1", HEALTH_BAUD },
	{ "t-scale", "ST,GS,   245.# g\r\n", "9600 8n1", "2400 8n1", HEALTH_BAUD },
	{ "t-scale", "ST,GS,   245.# g\r\n", "9600 7e1", "4800 8n1", HEALTH_BAUD },
	{ "and-scale", "ST,+00123.#  g\r\n", "2400 7e1", "2400 8n1", HEALTH_PARITY },
	{ "and-scale", "ST,+00123.#  g\r\n", "9600 8n1", "4800 7e1", HEALTH_BAUD },
	{ "sim-rope", "ROPE: not what is expected #\r\n", "9600 8n1", "9600 8n1",
		HEALTH_NOISE },
};

static void a_wrong_setting_is_told_by_its_bytes_within_a_second(void **state)
{
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(settings) / sizeof(settings[0]); i++) {
		int64_t took_us;

		open_profile(settings[i].profile);
		took_us = time_until(settings[i].line, settings[i].theirs,
			settings[i].ours, settings[i].is);
		if (took_us < 0 || took_us > SECOND) {
			print_error("%s heard as %s: %s after %lld us, now %s\n",
				settings[i].theirs, settings[i].ours,
				health_name(settings[i].is), (long long)took_us,
				health_name(health_now(&watch, now_us)));
			wrong++;
		}
	}
	assert_int_equal(wrong, 0);
}

/* ---- every device at another speed ---------------------------------------------------- */

/* Its examples, ten a second, sent at `percent` of the speed that we listen with; what it
 * is called in the end, and after how long. */
static enum health called_at(unsigned percent, int64_t *took_us)
{
	struct uart_form ours = { 9600, 8, 'n', 1 }, theirs = ours;
	enum health h = HEALTH_GOOD;
	int64_t from_us;
	struct uart u;

	theirs.baud = ours.baud * percent / 100;
	uart_init(&u, theirs, ours);
	feed_init(&feed, profile);
	plug();
	from_us = now_us;
	*took_us = -1;
	for (size_t i = 0; i < 30; i++) {
		size_t len;
		const uint8_t *bytes = profile_example(
			profile, i % profile->examples_count, &len);

		wire_len = 0;
		transmit(&u, (const char *)bytes, len, 50000);
		now_us += 100000;
		hear(wire, wire_len);
		h = health_now(&watch, now_us);
		if (*took_us < 0 && h != HEALTH_GOOD && h != HEALTH_WAITS)
			*took_us = now_us - from_us;
	}
	return h;
}

/* Of bytes that mean something whatever they are nothing can be told; and few of a device
 * that is asked, heard four times too slow, take their time. */
static void try_speeds(const char *name)
{
	static const unsigned speeds[] = { 25, 50, 200 };
	bool text = watch.plain && !driver_alone(profile->driver);
	int64_t took_us;

	if (called_at(100, &took_us) != HEALTH_GOOD || took_us >= 0)
		fail_msg("%s is called bad at its own speed", name);
	for (size_t i = 0; i < sizeof(speeds) / sizeof(speeds[0]); i++) {
		enum health h = called_at(speeds[i], &took_us);

		if (profile->driver->takes_all || (!text && speeds[i] > 100))
			continue;
		if (took_us < 0 || took_us > (text ? SECOND : 2 * SECOND) ||
			h < HEALTH_NOISE || h > HEALTH_FLOOD)
			fail_msg("%s at %u %% is called %s, after %lld us", name,
				speeds[i], health_name(h), (long long)took_us);
	}
}

static void every_device_is_missed_at_another_speed(void **state)
{
	struct dirent *entry;
	DIR *dir = opendir(SOURCE_DIR "/devices/profiles");

	(void)state;
	assert_non_null(dir);
	while ((entry = readdir(dir))) {
		char *dot = strstr(entry->d_name, ".yaml");

		if (!dot)
			continue;
		*dot = '\0';
		open_profile(entry->d_name);
		try_speeds(entry->d_name);
	}
	(void)closedir(dir);
}

static void it_heals_with_the_first_line_that_is_understood(void **state)
{
	(void)state;
	open_profile("t-scale");
	assert_true(time_until("ST,GS,   245.# g\r\n", "4800 8n1", "9600 8n1",
			    HEALTH_BAUD) > 0);
	assert_true(time_until("ST,GS,   245.# g\r\n", "9600 8n1", "9600 8n1",
			    HEALTH_GOOD) == 100000);
	/* Set right at the device, while the port stays open. */
	say("\xf8\x86\x06\x1e\xe0\xf8\x86\x06\x1e\xe0\xf8\x86\x06\x1e\xe0\xf8\x86");
	is(HEALTH_BAUD);
	say("\r\nST,GS,   245.6 g\r\n");
	is(HEALTH_GOOD);
}

static void a_burst_of_noise_is_history_after_a_while(void **state)
{
	(void)state;
	open_profile("t-scale");
	plug();
	say("ST,GS,   245.6 g\r\n");
	say("\x81\x93\x12\xfe\x33\xd1\x08\xa7\x5c\xee");
	is(HEALTH_NOISE);
	assert_true(health_due_us(&watch, now_us) == now_us + 10 * SECOND);
	now_us += 10 * SECOND;
	is(HEALTH_GOOD);
}

static void random_bytes_are_noise_within_a_second(void **state)
{
	static const char *const names[] = { "t-scale", "sim-gates", "modbus-counter",
		"ste100", "dt2000" };
	uint64_t seed = 20261128;

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		int bad = 0;

		open_profile(names[i]);
		plug();
		for (int n = 0; n < 9600; n++) {
			uint8_t byte = (uint8_t)next_random(&seed);
			enum health h;

			now_us += 1041;
			hear(&byte, 1);
			h = health_now(&watch, now_us);
			bad += n >= 960 && (h == HEALTH_NOISE || h == HEALTH_FLOOD);
		}
		if (bad < 8640 * 95 / 100)
			fail_msg("%s: noise in %d of 8640", names[i], bad);
	}
}

/* ---- too much --------------------------------------------------------------------- */

static void a_device_that_never_stops_is_a_flood_until_it_does(void **state)
{
	(void)state;
	open_profile("t-scale");
	plug();
	for (int i = 0; i < 190; i++, now_us += 5000)
		say("ST,GS,   245.6 g\r\n");
	is(HEALTH_GOOD);
	now_us += 2 * SECOND;
	for (int i = 0; i < 300; i++, now_us += 3000)
		say("ST,GS,   245.6 g\r\n");
	is(HEALTH_FLOOD);
	for (int i = 0; i < 20; i++, now_us += 100000)
		say("ST,GS,   245.6 g\r\n");
	say("ST,GS,   245.6 g\r\n");
	is(HEALTH_GOOD);
	for (int i = 0; i < 300; i++, now_us += 3000)
		say("ST,GS,   245.6 g\r\n");
	is(HEALTH_FLOOD);
	now_us = health_due_us(&watch, now_us);
	is(HEALTH_GOOD);
}

static void a_line_full_of_nothing_is_one_too(void **state)
{
	(void)state;
	open_profile("t-scale");
	plug();
	for (int i = 0; i < 960 * 5; i++, now_us += 1041)
		say("U");
	is(HEALTH_FLOOD);
	now_us += SECOND;
	is(HEALTH_NOISE);
	say("\r\nST,GS,   245.6 g\r\n");
	is(HEALTH_GOOD);
}

/* A full disk keeps bytes from the feed, and is no fault of theirs. */
static void what_waits_for_the_disk_is_not_called_noise(void **state)
{
	(void)state;
	open_profile("t-scale");
	plug();
	for (int i = 0; i < 100; i++, now_us += 100000) {
		health_bytes(&watch, NULL, 0, now_us);
		is(HEALTH_WAITS);
	}
	for (int i = 0; i < 100; i++) {
		feed_bytes(&feed, "ST,GS,   245.6 g\r\n", 18, now_us, ignore, NULL);
		health_fits(&watch, &feed, now_us);
	}
	is(HEALTH_GOOD);
}

/* ---- good devices ------------------------------------------------------------------ */

static void must_be_well(const char *name, size_t from, size_t at)
{
	enum health h = health_now(&watch, now_us);

	if (h >= HEALTH_SILENT && h != HEALTH_SILENT)
		fail_msg("%s from byte %zu: at byte %zu it is called %s", name, from,
			at, health_name(h));
}

/* From byte `from` on, as it came, and no faster than the line. */
static void is_well_from(const char *name, const struct hexlog *log, size_t from)
{
	int64_t step_us = 10 * SECOND / strtol(profile->line, NULL, 10) + 1;
	int64_t begin_us = now_us;
	size_t at = 0;

	feed_init(&feed, profile);
	plug();
	for (size_t r = 0; r < log->count; r++) {
		const struct hexlog_record *record = &log->records[r];

		if (record->to_device)
			continue;
		if (now_us < begin_us + record->at_us)
			now_us = begin_us + record->at_us;
		for (size_t i = 0; i < record->len; i++, at++) {
			if (at < from)
				continue;
			now_us += step_us;
			hear(record->bytes + i, 1);
			must_be_well(name, from, at);
		}
	}
}

static void is_always_well(const char *profile_name, const char *path)
{
	struct hexlog log = HEXLOG_INIT;
	struct err err = ERR_INIT;
	size_t step;

	open_profile(profile_name);
	if (!hexlog_load(&log, path, &err))
		fail_msg("%s", err.text);
	step = log.len / 60 + 1;
	for (size_t from = 0; from < log.len && from < 40; from++)
		is_well_from(path, &log, from);
	for (size_t from = 40; from < log.len; from += step)
		is_well_from(path, &log, from);
	hexlog_release(&log);
}

static void no_log_of_ours_is_called_bad(void **state)
{
	struct dirent *entry;
	size_t count = 0;
	DIR *dir = opendir(LOGS);

	(void)state;
	assert_non_null(dir);
	while ((entry = readdir(dir))) {
		char *dot = strstr(entry->d_name, ".hex"), path[512];

		if (!dot)
			continue;
		snprintf(path, sizeof(path), LOGS "%.200s", entry->d_name);
		*strchr(entry->d_name,
			'.') = '\0'; /* of one profile there may be several */
		is_always_well(entry->d_name, path);
		count++;
	}
	(void)closedir(dir);
	assert_true(count >= 38);
}

static const struct {
	const char *profile, *capture;
} captures[] = {
	{ "alge-tdc8001", "alge_tdc8001_classement_a" },
	{ "alge-tdc8001", "alge_tdc8001_ski_run1" },
	{ "breathhome-b1", "spirometer_breathhome_b1" },
	{ "cts-scoreboard", "cts_scoreboard_50m_heats2_3" },
	{ "cts-scoreboard", "cts_scoreboard_blank" },
	{ "dt2000", "dt2000_stopwatch_a" },
	{ "idcard-sam", "idcard_sam_dialogue_a" },
	{ "ipico", "ipico_lite_4tags" },
	{ "ipico", "ipico_lite_fsls" },
	{ "jik-6cab", "scale_jik6cab_block_a" },
	{ "laser-80-06", "laser_80_06_module" },
	{ "mettler-sics", "balance_mettler_ms204ts_print" },
	{ "microgate-racetime", "microgate_racetime_a" },
	{ "microgate-rei2", "microgate_rei2_a" },
	{ "modbus-counter", "modbus_counter" },
	{ "mylaps-p3", "mylaps_p3_bmx_a" },
	{ "ohaus", "scale_ohaus_defender3000_a" },
	{ "ohaus", "scale_ohaus_defender3000_b" },
	{ "ohaus", "scale_ohaus_style_spun_a" },
	{ "rdm6300", "rfid_rdm6300_a" },
	{ "ste100", "ste100_aux_devices" },
	{ "ste100", "ste100_layout_a" },
	{ "t-scale", "scale_tscale_nhb_a" },
	{ "t-scale", "scale_tscale_qhw_a" },
	{ "tagheuer-pocketpro", "tagheuer_pocketpro_stopwatch" },
	{ "tagheuer-thcom08", "tagheuer_cp540_a" },
	{ "uhf-r200", "rfid_uhf_r200_a" },
	{ "xk3190", "scale_xk3190_a" },
};

static void no_capture_of_a_good_device_is_called_bad(void **state)
{
	(void)state;
	if (no_captures())
		skip();
	for (size_t i = 0; i < sizeof(captures) / sizeof(captures[0]); i++) {
		char path[512];

		snprintf(path, sizeof(path), OPEN_DIR "%s.hex", captures[i].capture);
		is_always_well(captures[i].profile, path);
	}
}

int main(void)
{
#define TEST(f) cmocka_unit_test_teardown(f, end)
	const struct CMUnitTest tests[] = {
		TEST(a_port_is_what_the_line_says_and_forgets_it_when_open),
		TEST(silence_is_a_fault_where_the_profile_says_so),
		TEST(a_wrong_setting_is_told_by_its_bytes_within_a_second),
		TEST(every_device_is_missed_at_another_speed),
		TEST(it_heals_with_the_first_line_that_is_understood),
		TEST(a_burst_of_noise_is_history_after_a_while),
		TEST(random_bytes_are_noise_within_a_second),
		TEST(a_device_that_never_stops_is_a_flood_until_it_does),
		TEST(a_line_full_of_nothing_is_one_too),
		TEST(what_waits_for_the_disk_is_not_called_noise),
		TEST(no_log_of_ours_is_called_bad),
		TEST(no_capture_of_a_good_device_is_called_bad),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
