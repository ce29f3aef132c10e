/* A station with a class of thirty and one place where several run from one start: what the
 * tests of runs share. */
#ifndef UNIT_RUNS_H
#define UNIT_RUNS_H

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lineups.h"
#include "place.h"
#include "place_run.h"
#include "replay.h"
#include "stored.h"
#include "verify.h"

#define SECOND INT64_C(1000000)
#define CLASS  30

static char dir[64];
static struct store *store;
static struct items *items;
static struct scheme *scheme;
static struct results_with *results;
static struct sitting sitting;
static struct hall hall;
static struct place place;
static struct now now;
static struct student class[CLASS]; /* 七年级, odd ones boys */

/* ---- the station ----------------------------------------------------------------- */

static void open_station(void)
{
	struct err err = ERR_INIT;

	MUST(store = station_open(dir, STORE_KIOSK, &err));
	roster_use_items(store, items);
	MUST(results = results_open(store, items, scheme,
		     SOURCE_DIR "/schema/schemes/national-2014", MONDAY_US, &err));
	MUST(results_ensure(results, &err));
	hall = (struct hall){ store, items, scheme, results, NULL, &sitting, "" };
}

static void close_station(void)
{
	results_close(results);
	store_close(store);
}

static void put_class_of(
	int grade_code, const char *code, const char *name, int from, int count)
{
	struct err err = ERR_INIT;

	MUST(roster_begin(store, MONDAY_US, &err));
	for (int i = from; i < from + count; i++) {
		struct student s = { .sex = i % 2 ? SEX_FEMALE : SEX_MALE,
			.grade_code = grade_code };

		s.class_place = i - from + 1;
		snprintf(s.name, sizeof(s.name), "试跑%d", i + 1);
		snprintf(s.number, sizeof(s.number), "G23060320142100%03d", i + 1);
		strcpy(s.class_code, code);
		strcpy(s.class_name, name);
		MUST(roster_put(store, &s, NULL, &err));
	}
	MUST(roster_end(store, true, ROSTER_PART, NULL, &err));
}

static void put_class(void)
{
	struct err err = ERR_INIT;

	put_class_of(21, "2101", "七年级1班", 0, CLASS);
	assert_int_equal(roster_class_list(store, &(struct class_key){ 21, "2101" },
				 class, CLASS, &err),
		CLASS);
}

/* `profile` "": no device. */
static void make_place_of(const char *item, const char *where, const char *profile)
{
	struct place_setup setup = {
		.lanes = 40, .kind = SESSION_FORMAL, .item_count = 1
	};
	struct err err = ERR_INIT;
	char path[200];

	snprintf(setup.line.where, sizeof(setup.line.where), "%s", where);
	strcpy(setup.name, profile[0] ? profile : HAND_PROFILE);
	setup.mass = true;
	setup.items[0] = items_find(items, item);
	snprintf(path, sizeof(path), SOURCE_DIR "/devices/profiles/%s.yaml", profile);
	MUST(place_open(&place, &setup, path, &hall, &err));
	MUST(place_resume(&place, now, &err));
}

static int begin(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	MUST(items = items_load(SOURCE_DIR "/schema/items.yaml", &err));
	MUST(scheme = scheme_load(
		     SOURCE_DIR "/schema/schemes/national-2014", items, &err));
	folder_make(dir);
	MUST(station_make(dir, &err));
	open_station();
	put_class();
	MUST(results_rebuild(results, &err));
	now = (struct now){ 1000 * SECOND, MONDAY_US };
	return 0;
}

static int end(void **state)
{
	(void)state;
	place_finish(&place, now);
	place_close(&place);
	sitting_release(&sitting);
	close_station();
	folder_remove(dir);
	scheme_free(scheme);
	items_free(items);
	return 0;
}

/* ---- what is done ----------------------------------------------------------------- */

static struct run *run(void)
{
	return place.run;
}

static void wait_us(int64_t us)
{
	now.mono_us += us;
	now.wall_us += us;
	place_tick(&place, now);
}

static void presses(int64_t after_us)
{
	wait_us(after_us);
	assert_true(place_hand_key(&place, now));
}

static void give(int runner)
{
	assert_true(run_give(&place, runner, now));
}

/* ---- what was stored --------------------------------------------------------------- */

static struct attempt_now all[16];

static int attempts(const char *student, const char *item)
{
	struct err err = ERR_INIT;
	int n = attempts_of(store, student, item, 2026, all, 16, &err);

	assert_true(n >= 0);
	return n;
}

static void has_of(
	int vest, const char *item, int64_t value, enum attempt_source source)
{
	assert_int_equal(attempts(place.people[vest - 1].student.id, item), 1);
	assert_int_equal(all[0].outcome, OUTCOME_VALID);
	assert_int_equal(all[0].value, value);
	assert_int_equal(all[0].source, source);
	assert_false(all[0].is_void);
}

static void print_fault(void *ctx, const char *sentence)
{
	(void)ctx;
	print_message("%s\n", sentence);
}

static void all_agrees(void)
{
	struct env env = { .pin_fd = -1 };
	const struct replay_wants all_of_them = { .speed = NULL };
	struct verify_counts counts;
	struct err err = ERR_INIT;

	assert_string_equal(place.fault.text, "");
	MUST(verify(store, items, scheme, SOURCE_DIR "/schema/recheck", print_fault,
		NULL, &counts, &err));
	assert_int_equal(counts.faults, 0);
	snprintf(env.data_dir, sizeof(env.data_dir), "%s", dir);
	snprintf(env.share_dir, sizeof(env.share_dir), "%s", SOURCE_DIR);
	assert_int_equal(replay_attempts(&env, &all_of_them), DONE);
}

/* `run_it` ends in SIGKILL, in a process of its own with the station that is closed here. */
static void kill_one(void (*run_it)(void))
{
	int status;
	pid_t child;

	close_station();
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		run_it();
		_exit(1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGKILL);
	open_station();
}

#endif
