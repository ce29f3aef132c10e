const char help_sim[] =
	"station sim SCRIPT|CAPTURE.hex [--link PATH] [--speed as-recorded|full|BAUD]\n"
	"            [--seed N] [--loop] [--wait-host]\n"
	"\n"
	"A device that is not there: plays a script (docs/simulator.md) or a capture\n"
	"onto a pty and prints the path to open. SCRIPT is a path, or the name of a\n"
	"file in devices/scripts without .sim. With --link PATH a link of that name\n"
	"leads to the pty, also after the script pulled the plug and put it back.\n"
	"Time begins when the port is first opened. --wait-host: a capture's host\n"
	"bytes (>) are waited for. Ends when the script does; Ctrl-C ends it too.\n";

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "clock.h"
#include "commands.h"
#include "sim.h"
#include "text.h"

/* How long bytes that were said last may lie before the port is taken away. */
#define LINGER_US ((int64_t)1000 * 1000)

static volatile sig_atomic_t stopped;

static void stop(int number)
{
	(void)number;
	stopped = 1;
}

static bool read_speed(const char *text, struct sim_how *how, struct err *err)
{
	struct decimal d;
	int64_t baud;

	if (strcmp(text, "as-recorded") == 0) {
		how->speed = SIM_AS_RECORDED;
	} else if (strcmp(text, "full") == 0) {
		how->speed = SIM_FULL;
	} else if (decimal_read(slice_of(text), &d) && decimal_exact(d, 0, &baud) &&
		   baud >= 300 && baud <= 4000000) {
		how->speed = SIM_BAUD;
		how->baud = (uint32_t)baud;
	} else {
		return err_set(err,
			"--speed \"%s\" is none of as-recorded, full, or 300 to "
			"4000000 baud",
			text);
	}
	return true;
}

static bool read_arguments(
	int argc, char **argv, struct sim_how *how, const char **name, struct err *err)
{
	for (int i = 1; i < argc; i++) {
		bool more = i + 1 < argc;

		if (strcmp(argv[i], "--loop") == 0) {
			how->loop = true;
		} else if (strcmp(argv[i], "--wait-host") == 0) {
			how->waits = true;
		} else if (strcmp(argv[i], "--link") == 0 && more) {
			how->link = argv[++i];
		} else if (strcmp(argv[i], "--speed") == 0 && more) {
			if (!read_speed(argv[++i], how, err))
				return false;
		} else if (argv[i][0] != '-' && !*name) {
			*name = argv[i];
		} else {
			return err_set(err,
				"\"%s\" is not understood; see 'station "
				"help sim'",
				argv[i]);
		}
	}
	if (!*name)
		return err_set(err, "which script or capture? See 'station help sim'");
	return true;
}

/* A name without a slash or ending is one of ours. */
static struct sim *open_sim(const struct env *env, const char *name,
	const struct sim_how *how, struct err *err)
{
	char relative[256], path[2048];

	if (strchr(name, '/') || strchr(name, '.'))
		return sim_open(name, how, err);
	if (snprintf(relative, sizeof(relative), "devices/scripts/%s.sim", name) >=
		(int)sizeof(relative)) {
		err_set(err, "\"%.60s...\" is not the name of a script", name);
		return NULL;
	}
	return sim_open(env_share(env, relative, path, sizeof(path)), how, err);
}

static void wait_until(const struct sim *sim, int64_t until_us)
{
	struct pollfd fd = { sim_fd(sim), sim_events(sim), 0 };
	int64_t now_us = clock_now_us(), ms = 1000;

	if (until_us < now_us + ms * 1000)
		ms = until_us <= now_us ? 0 : div_ceil(until_us - now_us, 1000);
	(void)poll(&fd, 1, (int)ms);
}

static void play(struct sim *sim)
{
	int64_t end_us = INT64_MAX;

	while (!stopped) {
		int64_t now_us = clock_now_us(), until_us = sim_step(sim, now_us);

		if (sim_done(sim)) {
			if (end_us == INT64_MAX)
				end_us = now_us + LINGER_US;
			if (now_us >= end_us || sim_fd(sim) < 0)
				break;
			until_us = end_us;
		}
		wait_until(sim, until_us);
	}
}

int cmd_sim(struct env *env, int argc, char **argv)
{
	struct sim_how how = { .seed = env->seed };
	const struct sigaction action = { .sa_handler = stop };
	const char *name = NULL;
	struct err err = ERR_INIT;
	struct sim *sim;

	if (!read_arguments(argc, argv, &how, &name, &err) || !name)
		return command_fail("sim", &err);
	sim = open_sim(env, name, &how, &err);
	if (!sim)
		return command_fail("sim", &err);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	printf("%s\n", sim_port(sim));
	fflush(stdout);
	play(sim);
	if (sim_unheard(sim) > 0)
		fprintf(stderr, "station sim: nobody listened to %llu of %llu bytes\n",
			(unsigned long long)sim_unheard(sim),
			(unsigned long long)sim_said(sim));
	sim_close(sim);
	return DONE;
}
