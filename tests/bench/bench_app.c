/*
 * How long from the last byte on a pty to the presented frame, and from the start of
 * the program to its first frame.
 *
 *	bench_app STATION SHARE FOLDER
 *
 * A rope counter on a pty counts on; each line is a new figure on the screen. The
 * whole station runs: listening thread, journal, decoder, attempt, model, screen,
 * painter. With a display (Xvfb) frames go through SDL, otherwise into memory.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app.h"
#include "bench.h"
#include "clock.h"
#include "commands.h"
#include "path.h"
#include "school.h"
#include "stand.h"

#define LINES  300
#define STARTS 20

static void count_to(int master, int n)
{
	char body[64];

	snprintf(body, sizeof(body), "ROPE,ch=1,n=%d,st=R,seq=%d", n, n);
	if (!school_say(master, body))
		perror("pty");
}

static void run_for(struct app *app, int64_t us)
{
	int64_t end = clock_now_us() + us;

	while (clock_now_us() < end)
		app_turn(app, end);
}

static bool byte_to_frame(struct env *env, bool offscreen, struct err *err)
{
	static struct app app;
	static int64_t took[LINES];
	struct app_options options = {
		.offscreen = offscreen, .width = 1920, .height = 1080
	};
	struct place_setup setup = {
		.kind = SESSION_FORMAL, .lanes = 1, .item_count = 1
	};
	struct student child;
	char pty[64];
	int master = school_pty(pty, sizeof(pty));
	size_t n = 0;

	if (master < 0)
		return err_set(err, "no pty");
	if (!school_open(
		    env->data_dir, env->share_dir, &child, 1, clock_wall_us(), err) ||
		!app_open(&app, env, &options, err))
		return false;
	snprintf(setup.name, sizeof(setup.name), "rope");
	snprintf(setup.line.where, sizeof(setup.line.where), "tty:%s", pty);
	setup.items[0] = items_find(app.items, "rope_skip");
	if (!app_add_place(&app, &setup, "sim-rope", err))
		return false;
	run_for(&app, 500000);
	stand_identify(&app, &child);
	app_grant(&app, &(struct intent){ .kind = INTENT_YES });
	run_for(&app, 500000);
	for (int i = 1; i <= LINES; i++) {
		uint64_t frames = window_frames(app.window);
		int64_t began;

		run_for(&app, 45000 + (i * 7919) % 20000);
		frames = window_frames(app.window);
		began = clock_now_us();
		count_to(master, i);
		while (window_frames(app.window) == frames &&
			clock_now_us() - began < 1000000)
			app_turn(&app, began + 1000000);
		took[n++] = clock_now_us() - began;
	}
	bench_print(
		offscreen ? "byte to frame, in memory" : "byte to frame, SDL window",
		took, n, "us");
	app_close(&app);
	close(master);
	return true;
}

static bool first_frame(
	struct env *env, const char *station, bool offscreen, struct err *err)
{
	static int64_t took[STARTS];
	char command[PATH_SIZE];

	snprintf(command, sizeof(command),
		"'%s' --data '%s' --share '%s' run --speed-check %s", station,
		env->data_dir, env->share_dir,
		offscreen ? "--offscreen" : "--windowed 1920x1080");
	for (int i = 0; i < STARTS; i++) {
		int64_t began = clock_now_us();
		FILE *pipe = popen(command, "r");
		char line[128] = "";

		if (!pipe || !fgets(line, sizeof(line), pipe)) {
			if (pipe)
				pclose(pipe);
			return err_set(err, "%s did not start", station);
		}
		took[i] = clock_now_us() - began;
		pclose(pipe);
	}
	bench_print("start to first frame", took, STARTS, "us");
	return true;
}

int main(int argc, char **argv)
{
	struct env env = { .pin_fd = -1 };
	struct err err = ERR_INIT;
	bool offscreen = !getenv("DISPLAY");

	if (argc != 4) {
		fprintf(stderr, "bench_app STATION SHARE EMPTY-FOLDER\n");
		return 2;
	}
	snprintf(env.share_dir, sizeof(env.share_dir), "%s", argv[2]);
	snprintf(env.data_dir, sizeof(env.data_dir), "%s/data", argv[3]);
	bench_machine();
	if (!byte_to_frame(&env, offscreen, &err) ||
		!first_frame(&env, argv[1], offscreen, &err)) {
		fprintf(stderr, "bench_app: %s\n", err.text);
		return 1;
	}
	return 0;
}
