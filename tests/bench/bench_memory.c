/*
 * What the kiosk keeps in memory while a whole school is measured through it: each child says
 * who they are, is asked, is measured by a device on a pty, reads the result and goes; the
 * journal is the real one, the pictures go into memory.
 *
 *	bench_memory SHARE EMPTY-FOLDER [STUDENTS]
 *
 * RssAnon is the program's own memory; VmRSS has besides it the pages of the journal and of
 * fonts that were looked at. What grows at first is the painter's store of letters, which
 * has a bound of its own (station/draw/paint.c). After every hundredth child the teacher
 * looks at 今日进度 and 待核查.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "bench.h"
#include "clock.h"
#include "commands.h"
#include "school.h"
#include "stand.h"

#define STUDENTS 5000 /* at most */

static struct app app;
static struct student students[STUDENTS];
static int64_t took[STUDENTS];
static int pty;

static int64_t kb_of(const char *key)
{
	char line[128];
	int64_t kb = -1;
	size_t len = strlen(key);
	FILE *file = fopen("/proc/self/status", "r");

	while (file && fgets(line, sizeof(line), file))
		if (strncmp(line, key, len) == 0)
			kb = strtoll(line + len, NULL, 10);
	if (file)
		fclose(file);
	return kb;
}

static void print(int done)
{
	printf("after %4d students: VmRSS %6" PRId64 " kB, RssAnon %6" PRId64
	       " kB, pictures %" PRIu64 "\n",
		done, kb_of("VmRSS:"), kb_of("RssAnon:"), window_frames(app.window));
	fflush(stdout);
}

static void turn(void)
{
	app_turn(&app, clock_now_us() + 5000);
}

/* At most two seconds. */
static bool until(enum place_stage stage)
{
	int64_t end_us = clock_now_us() + 2000000;

	while (app.places[0].stage != stage && clock_now_us() < end_us)
		turn();
	return app.places[0].stage == stage;
}

static void draw(void)
{
	app.stale = app.touched = true;
	for (int i = 0; i < 3; i++)
		app_turn(&app, clock_now_us());
}

static bool measure(int i, struct err *err)
{
	char body[40];

	stand_identify(&app, &students[i]);
	draw();
	app_grant(&app, &(struct intent){ .kind = INTENT_YES });
	if (!until(PLACE_BUSY))
		return err_set(err, "child %d was not let in", i);
	draw();
	snprintf(body, sizeof(body), "VC,ml=%d,st=F,seq=%d", 1500 + i * 37 % 2000,
		i % 60000);
	if (!school_say(pty, body) || !until(PLACE_SHOWN))
		return err_set(err, "child %d got no result", i);
	draw();
	app_grant(&app, &(struct intent){ .kind = INTENT_NEXT });
	return until(PLACE_FREE) || err_set(err, "child %d does not go", i);
}

static void teacher_looks(void)
{
	static const enum screen pages[] = { SCREEN_TEACHER, SCREEN_DOUBTS, 0 };

	for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		app.model.visit.teacher = pages[i];
		draw();
	}
}

static bool measure_all(int n, struct err *err)
{
	static const int marks[] = { 100, 1000, 2500, STUDENTS };
	size_t mark = 0;

	print(0);
	for (int i = 0; i < n; i++) {
		int64_t began_ns = bench_now_ns();

		if (!measure(i, err))
			return false;
		took[i] = (bench_now_ns() - began_ns) / 1000;
		if ((i + 1) % 100 == 0)
			teacher_looks();
		if (i + 1 == marks[mark]) {
			print(i + 1);
			mark++;
		}
	}
	if (n != STUDENTS)
		print(n);
	bench_print("a child, from name to next", took, (size_t)n, "us");
	return true;
}

static bool open_station(struct env *env, struct err *err)
{
	struct app_options options = {
		.offscreen = true, .width = 1920, .height = 1080
	};
	struct place_setup setup = {
		.kind = SESSION_FORMAL, .lanes = 1, .item_count = 1
	};
	char name[64];

	pty = school_pty(name, sizeof(name));
	if (pty < 0)
		return err_set(err, "no pty");
	if (!school_open(env->data_dir, env->share_dir, students, STUDENTS,
		    clock_wall_us(), err) ||
		!app_open(&app, env, &options, err))
		return false;
	snprintf(setup.name, sizeof(setup.name), "肺活量计");
	snprintf(setup.line.where, sizeof(setup.line.where), "tty:%s", name);
	setup.items[0] = items_find(app.items, "vital_capacity");
	return app_add_place(&app, &setup, "sim-spirometer", err);
}

int main(int argc, char **argv)
{
	struct env env = { .pin_fd = -1 };
	struct err err = ERR_INIT;
	int n = argc == 4 ? atoi(argv[3]) : STUDENTS;
	bool ok;

	if (argc < 3 || argc > 4 || n < 1 || n > STUDENTS) {
		fprintf(stderr,
			"bench_memory SHARE EMPTY-FOLDER [STUDENTS, at most %d]\n",
			STUDENTS);
		return 2;
	}
	snprintf(env.share_dir, sizeof(env.share_dir), "%s", argv[1]);
	snprintf(env.data_dir, sizeof(env.data_dir), "%s/data", argv[2]);
	bench_machine();
	ok = open_station(&env, &err) && measure_all(n, &err);
	if (!ok)
		fprintf(stderr, "bench_memory: %s\n", err.text);
	app_close(&app);
	return ok ? 0 : 1;
}
