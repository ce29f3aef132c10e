/*
 * How much work one turn of the station is while a device is recognised beside it: what a
 * child who is measured at another device waits for at most.
 *
 *	bench_desk SHARE FOLDER
 *
 * A simulated scale on a pty talks, the screen of devices is shown, and the search loads
 * all profiles, listens with the first setting and ranks. Processor time of the thread
 * that measures, so that another job does not blur it.
 */
#include <stdio.h>
#include <string.h>

#include "app.h"
#include "bench.h"
#include "clock.h"
#include "path.h"
#include "school.h"
#include "sim.h"

#define TURNS 20000

static void turn_for(struct app *app, int64_t us)
{
	int64_t end_us = clock_now_us() + us;

	while (clock_now_us() < end_us)
		app_turn(app, end_us);
}

/* Without the wait: a deadline that is over is only looked at. */
static size_t measure(struct app *app, int64_t *loading, size_t *loads, int64_t *took)
{
	size_t n = 0;

	app_grant(app, &(struct intent){ .kind = INTENT_RECOGNISE });
	while (n < TURNS && app->desk.search.state < SEARCH_DONE) {
		bool loads_now = app->desk.search.state == SEARCH_LOADS;
		int64_t began_ns = bench_worked_ns();

		app_turn(app, 0);
		if (loads_now)
			loading[(*loads)++] = (bench_worked_ns() - began_ns) / 1000;
		else
			took[n++] = (bench_worked_ns() - began_ns) / 1000;
		if (!loads_now)
			turn_for(app, 3000);
	}
	return n;
}

static bool run(struct env *env, struct app *app, struct err *err)
{
	static int64_t took[TURNS], loading[SEARCH_PROFILES + 1];
	struct app_options options = {
		.offscreen = true, .width = 1920, .height = 1080
	};
	struct sim_how how = { .speed = SIM_AS_RECORDED, .seed = 1, .loop = true };
	char script[PATH_SIZE];
	struct sim *sim;
	size_t loads = 0, n;

	env_share(env, "devices/scripts/and-scale.sim", script, sizeof(script));
	sim = sim_open(script, &how, err);
	if (!sim || !sim_start(sim, err) ||
		!school_make(env->data_dir, env->share_dir, clock_wall_us(), err) ||
		!app_open(app, env, &options, err) ||
		!desk_add_port(&app->desk, sim_port(sim), err))
		return false;
	app->model.visit.teacher = SCREEN_DEVICES;
	turn_for(app, 200000);
	app_grant(app, &(struct intent){ .kind = INTENT_PORT,
			       .index = app->desk.port_count - 1 });
	turn_for(app, 500000);
	n = measure(app, loading, &loads, took);
	bench_print("a turn that loads a profile", loading, loads, "us");
	bench_print("a turn that listens", took, n, "us");
	app_close(app);
	sim_close(sim);
	return true;
}

int main(int argc, char **argv)
{
	static struct app app;
	struct env env = { .pin_fd = -1 };
	struct err err = ERR_INIT;

	if (argc != 3) {
		fprintf(stderr, "bench_desk SHARE EMPTY-FOLDER\n");
		return 2;
	}
	snprintf(env.share_dir, sizeof(env.share_dir), "%s", argv[1]);
	snprintf(env.data_dir, sizeof(env.data_dir), "%s/data", argv[2]);
	bench_machine();
	if (!run(&env, &app, &err)) {
		fprintf(stderr, "bench_desk: %s\n", err.text);
		return 1;
	}
	return 0;
}
