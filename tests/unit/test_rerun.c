/* Every log and every capture through the whole station: nothing is lost, nothing stays
 * open, and verify() makes each result again from its bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "guess.h"
#include "hexlog.h"
#include "path.h"
#include "rerun.h"
#include "scored.h"
#include "verify.h"

#define LOGS	 SOURCE_DIR "/tests/devices"
#define PROFILES SOURCE_DIR "/devices/profiles"
#define OPEN_DIR SHARED_DIR "/reference/devices/captures/open"

#define PEOPLE 90
static struct student people[PEOPLE]; /* of all grades */
static size_t people_count;

static void put_people(void)
{
	static const int codes[] = { 11, 12, 13, 14, 15, 16, 21, 22, 23 };
	struct err err = ERR_INIT;
	char name[32], number[32];

	for (int i = 0; i < PEOPLE; i++) {
		struct student s;

		snprintf(name, sizeof(name), "试跑%d", i + 1);
		snprintf(number, sizeof(number), "L9900002015%08d", i + 1);
		MUST(student_put(store, name, number, i % 2 ? SEX_FEMALE : SEX_MALE,
			codes[i / 10], &s, &err));
		assert_int_equal(roster_find(store, s.id, &people[people_count], &err),
			ROSTER_FOUND);
		/* A start number of their own, each. */
		people[people_count].class_place = i + 1;
		people_count++;
	}
	MUST(results_rebuild(with, &err));
}

static int begin(void **state)
{
	begin_scored(state);
	people_count = 0;
	put_people();
	return 0;
}

/* The first item of the profile that anybody here is tested at; -1 none. */
static int item_of(const struct profile *p)
{
	for (size_t i = 0; i < PROFILE_ITEMS_MAX && p->items[i][0]; i++) {
		int item = items_find(items, p->items[i]);

		for (size_t k = 0; item >= 0 && k < people_count; k++)
			if (scheme_tests(scheme, people[k].sex, people[k].grade, item))
				return item;
	}
	return -1;
}

static int64_t attempts_made(void)
{
	return count_of(store, "SELECT count(*) FROM attempt");
}

/* false: the profile measures nothing that is tested. */
static bool run_log(const struct hexlog *log, const char *profile_path,
	const struct profile *profile, const char *what)
{
	struct sitting sitting = { .exam = NULL };
	const struct hall hall = { .store = store,
		.items = items,
		.scheme = scheme,
		.results = with,
		.sitting = &sitting };
	struct place_setup setup = { .kind = SESSION_PRACTICE,
		.item_count = 1,
		.lanes = 8,
		.ready_us = 3000000 };
	struct rerun_how how = { .hall = &hall,
		.setup = &setup,
		.profile = profile_path,
		.students = people,
		.count = people_count,
		.wall_us = MONDAY_US };
	struct rerun_counts counts;
	struct err err = ERR_INIT;
	int item = item_of(profile);

	if (item < 0)
		return false;
	setup.items[0] = item;
	strcpy(setup.name, "回放");
	strcpy(setup.line.where, "tty:/dev/null");
	if (!rerun(&how, log, &counts, &err))
		fail_msg("%s: %s", what, err.text);
	assert_false(counts.fault);
	assert_true(counts.begun > 0);
	if (count_of(store, "SELECT count(*) FROM open_attempt"))
		fail_msg("%s leaves an attempt open", what);
	assert_int_equal(count_of(store, "SELECT count(*) FROM listening"),
		count_of(store, "SELECT count(*) FROM listening_end"));
	return true;
}

static void verify_agrees(void)
{
	struct verify_counts counts;
	struct err err = ERR_INIT;
	char faults[4096] = "";

	MUST(verify(store, items, scheme, NULL, remember_fault, faults, &counts, &err));
	assert_string_equal(faults, "");
	assert_true(counts.attempts > 0);
}

static void every_log_of_ours_goes_through_the_station(void **state)
{
	struct err err = ERR_INIT;
	size_t count, played = 0;
	char **names;

	(void)state;
	MUST(path_list(LOGS, ".hex", &names, &count, &err));
	assert_true(count >= 38);
	for (size_t i = 0; i < count; i++) {
		struct hexlog log = HEXLOG_INIT;
		char path[600], profile_path[600];
		struct profile *profile;

		snprintf(path, sizeof(path), LOGS "/%s", names[i]);
		snprintf(profile_path, sizeof(profile_path), PROFILES "/%.*s.yaml",
			(int)strcspn(names[i], "."), names[i]);
		MUST(profile = profile_load(profile_path, &err));
		MUST(hexlog_load(&log, path, &err));
		played += run_log(&log, profile_path, profile, names[i]);
		hexlog_release(&log);
		profile_free(profile);
	}
	path_list_free(names);
	assert_true(played >= 36);
	assert_true(attempts_made() >= 25);
	verify_agrees();
}

/* ---- captures ------------------------------------------------------------------------- */

#define PROFILES_MAX 96
static struct profile *profiles[PROFILES_MAX];
static char profile_paths[PROFILES_MAX][600];
static size_t profiles_count;

static void load_profiles(void)
{
	struct err err = ERR_INIT;
	size_t count;
	char **names;

	profiles_count = 0;
	MUST(path_list(PROFILES, ".yaml", &names, &count, &err));
	assert_true(count <= PROFILES_MAX);
	for (size_t i = 0; i < count; i++) {
		char *path = profile_paths[profiles_count];

		snprintf(path, sizeof(profile_paths[0]), PROFILES "/%s", names[i]);
		MUST(profiles[profiles_count] = profile_load(path, &err));
		profiles_count++;
	}
	path_list_free(names);
}

static void free_profiles(void)
{
	for (size_t i = 0; i < profiles_count; i++)
		profile_free(profiles[i]);
}

static bool understands(const struct profile *p, const struct hexlog *log)
{
	static struct guess guess;

	guess_begin(&guess, p);
	for (size_t i = 0; i < log->count; i++)
		if (!log->records[i].to_device)
			guess_bytes(&guess, log->records[i].bytes, log->records[i].len);
	guess_end(&guess);
	return guess.feed.readings > 0;
}

/* With every profile that hears anything in it, also those that it is not for. */
static void every_capture_goes_through_the_station(void **state)
{
	struct err err = ERR_INIT;
	size_t count, played = 0;
	char **names;

	(void)state;
	if (!path_is_folder(OPEN_DIR))
		skip();
	load_profiles();
	MUST(path_list(OPEN_DIR, ".hex", &names, &count, &err));
	for (size_t i = 0; i < count; i++) {
		struct hexlog log = HEXLOG_INIT;
		char path[600];

		snprintf(path, sizeof(path), OPEN_DIR "/%s", names[i]);
		MUST(hexlog_load(&log, path, &err));
		for (size_t p = 0; p < profiles_count; p++)
			if (understands(profiles[p], &log))
				played += run_log(
					&log, profile_paths[p], profiles[p], names[i]);
		hexlog_release(&log);
	}
	path_list_free(names);
	free_profiles();
	assert_true(played >= 20);
	verify_agrees();
}

/* ---- at the log's own times ------------------------------------------------------------- */

struct waits {
	int count;
	int64_t last_us;
};

static void remember_wait(void *ctx, int64_t at_us)
{
	struct waits *waits = ctx;

	assert_true(at_us >= waits->last_us);
	waits->last_us = at_us;
	waits->count++;
}

static void a_log_takes_the_time_that_it_took(void **state)
{
	static const char text[] = "@ 0.5\n< 24 4C 45 4E 2C 63 68 3D 31 2C 6D 6D 3D 32 "
				   "30 35 37 2C 73 74 3D 46 2C 73 65 71 3D 32 2A 36 39 "
				   "0D 0A\n@ 2.75\n< 0D 0A\n";
	struct hexlog log = HEXLOG_INIT;
	struct sitting sitting = { .exam = NULL };
	const struct hall hall = { .store = store,
		.items = items,
		.scheme = scheme,
		.results = with,
		.sitting = &sitting };
	struct place_setup setup = { .kind = SESSION_FORMAL, .item_count = 1 };
	struct waits waits = { 0, 0 };
	struct rerun_how how = { .hall = &hall,
		.setup = &setup,
		.profile = PROFILES "/sim-long-jump.yaml",
		.students = people,
		.count = people_count,
		.wall_us = MONDAY_US,
		.wait = remember_wait,
		.ctx = &waits };
	struct rerun_counts counts;
	struct err err = ERR_INIT;

	(void)state;
	strcpy(setup.name, "回放");
	setup.items[0] = items_find(items, "long_jump");
	MUST(hexlog_read(&log, "a", text, strlen(text), &err));
	MUST(rerun(&how, &log, &counts, &err));
	assert_int_equal(attempts_made(), 1);
	assert_int_equal(count_of(store, "SELECT value FROM attempt"), 2050);
	assert_int_equal(
		count_of(store, "SELECT ended_us FROM attempt"), MONDAY_US + 500000);
	assert_true(waits.count >= 2);
	assert_int_equal(counts.bytes, 35);
	hexlog_release(&log);
	verify_agrees();
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end_scored)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_log_of_ours_goes_through_the_station),
		TEST(every_capture_goes_through_the_station),
		TEST(a_log_takes_the_time_that_it_took),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
