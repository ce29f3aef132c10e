/* Which profile fits: every log of ours is recognised among all profiles. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "buf.h"
#include "guess.h"
#include "hexlog.h"
#include "path.h"

#define PROFILES SOURCE_DIR "/devices/profiles"
#define LOGS	 SOURCE_DIR "/tests/devices"
#define MOST	 128

static struct profile *profiles[MOST];
static size_t count;
static struct guess guesses[MOST];

static void load_all(void)
{
	struct err err = ERR_INIT;
	char path[PATH_SIZE], **names;
	size_t n;

	assert_true(path_list(PROFILES, ".yaml", &names, &n, &err));
	assert_true(n <= MOST);
	for (size_t i = 0; i < n; i++) {
		assert_true(path_join(path, PROFILES, names[i], &err));
		profiles[count] = profile_load(path, &err);
		if (!profiles[count++])
			fail_msg("%s", err.text);
	}
	path_list_free(names);
}

static int compare(const void *a, const void *b)
{
	return guess_compare(a, b);
}

static void begin(void)
{
	for (size_t i = 0; i < count; i++)
		guess_begin(&guesses[i], profiles[i]);
}

static void hear(const void *bytes, size_t len)
{
	for (size_t i = 0; i < count; i++)
		guess_bytes(&guesses[i], bytes, len);
}

static void end(void)
{
	for (size_t i = 0; i < count; i++)
		guess_end(&guesses[i]);
	qsort(guesses, count, sizeof(*guesses), compare);
}

static void recognise_log(const char *file, const char *id)
{
	struct hexlog log = HEXLOG_INIT;
	struct err err = ERR_INIT;
	char path[PATH_SIZE];

	assert_true(path_join(path, LOGS, file, &err));
	if (!hexlog_load(&log, path, &err))
		fail_msg("%s", err.text);
	begin();
	for (size_t i = 0; i < log.count; i++)
		if (!log.records[i].to_device)
			hear(log.records[i].bytes, log.records[i].len);
	end();
	if (strcmp(guesses[0].profile->id, id) != 0 || !guess_fits(&guesses[0]))
		fail_msg("%s is taken for %s (%d of 1000, %d readings)", file,
			guesses[0].profile->id, guesses[0].permille,
			(int)guesses[0].feed.readings);
	hexlog_release(&log);
}

static void every_log_is_recognised_among_all_profiles(void **state)
{
	struct err err = ERR_INIT;
	char **names, id[64];
	size_t n, done = 0;

	(void)state;
	assert_true(path_list(LOGS, ".hex", &names, &n, &err));
	for (size_t i = 0; i < n; i++) {
		snprintf(id, sizeof(id), "%.*s", (int)(strlen(names[i]) - 4), names[i]);
		for (size_t p = 0; p < count; p++)
			if (strcmp(profiles[p]->id, id) == 0 &&
				guess_tells(profiles[p])) {
				recognise_log(names[i], id);
				done++;
			}
	}
	path_list_free(names);
	assert_true(done > 10);
}

static void noise_and_silence_fit_nobody(void **state)
{
	uint8_t noise[4096];
	uint32_t x = 7;

	(void)state;
	begin();
	end();
	assert_false(guess_fits(&guesses[0]));
	for (size_t i = 0; i < sizeof(noise); i++) {
		x = x * 1664525 + 1013904223;
		noise[i] = (uint8_t)(x >> 24);
	}
	begin();
	hear(noise, sizeof(noise));
	end();
	if (guess_fits(&guesses[0]))
		fail_msg("noise is taken for %s (%d of 1000, %d readings)",
			guesses[0].profile->id, guesses[0].permille,
			(int)guesses[0].feed.readings);
}

/* Listening begins and ends anywhere. */
static void what_stands_before_and_behind_is_not_held_against_it(void **state)
{
	static const char heard[] =
		"5.6 g\r\nST,GS,   245.6 g\r\nST,GS,   245.6 g\r\nST,G";

	(void)state;
	begin();
	hear(heard, sizeof(heard) - 1);
	end();
	assert_string_equal(guesses[0].profile->id, "t-scale");
	assert_int_equal(guesses[0].permille, 1000);
	assert_int_equal(guesses[0].feed.readings, 2);
}

/* To a scanner's profile every line of every device is a code. */
static void what_fits_everything_is_never_recognised(void **state)
{
	static const char codes[] = "x\r\n6901234567892\r\n20260417\r\n20260418\r\n";
	size_t never = 0;

	(void)state;
	for (size_t i = 0; i < count; i++) {
		if (guess_tells(profiles[i]))
			continue;
		never++;
		assert_true(profiles[i]->driver->takes_all ||
			    strncmp(profiles[i]->id, "barcode", 7) == 0);
	}
	assert_int_equal(never, 3);
	begin();
	hear(codes, sizeof(codes) - 1);
	end();
	assert_false(guess_fits(&guesses[0]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_log_is_recognised_among_all_profiles),
		cmocka_unit_test(noise_and_silence_fit_nobody),
		cmocka_unit_test(what_stands_before_and_behind_is_not_held_against_it),
		cmocka_unit_test(what_fits_everything_is_never_recognised),
	};
	int failed;

	load_all();
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	for (size_t i = 0; i < count; i++)
		profile_free(profiles[i]);
	return failed;
}
