const char help_sim[] =
	"station sim SCRIPT|CAPTURE.hex [--link PATH] [--speed "
	"as-recorded|full|busy|BAUD]\n"
	"            [--seed N] [--loop] [--wait-host] [--fault "
	"NAME[:VALUE[:VALUE]]]...\n"
	"            [--line \"9600 7e1\" [--heard \"8n1\"]]\n"
	"\n"
	"A device that is not there: plays a script (docs/simulator.md) or a capture\n"
	"onto a pty and prints the path to open. SCRIPT is a path, or the name of a\n"
	"file in devices/scripts without .sim. With --link PATH a link of that name\n"
	"leads to the pty, also after the script pulled the plug and put it back.\n"
	"Time begins when the port is first opened. --wait-host: a capture's host\n"
	"bytes (>) are waited for. Ends when the script does; Ctrl-C ends it too.\n"
	"\n"
	"--fault, more than once for several; the values shown hold when none is "
	"given:\n"
	"  torn:30ms       bytes in odd pieces, with pauses of up to 30 ms\n"
	"  bits:1000       one wrong bit in a thousand bytes\n"
	"  drift:500       the device's clock is 500 ppm fast (-500: slow)\n"
	"  silence:20s:6s  about every 20 s it is silent and deaf for 6 s\n"
	"  double:10       one say in ten comes twice\n"
	"  midnight:5s     the device's clock begins 5 s before 24:00:00\n"
	"  unplug:20s:2s   about every 20 s the port is gone for 2 s\n"
	"  burst:2s        held back for up to 2 s, then all at once at 115200 baud\n"
	"--line: how the device sends. What is read is what a UART hears of that at "
	"the\n"
	"speed which the reader set; --heard says how that UART is set otherwise.\n";

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "clock.h"
#include "commands.h"
#include "sim.h"
#include "simulate.h"
#include "text.h"

/* How long bytes that were said last may lie before the port is taken away. */
#define LINGER_US ((int64_t)1000 * 1000)

static volatile sig_atomic_t stopped;

static void stop(int number)
{
	(void)number;
	stopped = 1;
}

bool simulate_speed(const char *text, struct sim_how *how, struct err *err)
{
	struct decimal d;
	int64_t baud;

	if (strcmp(text, "as-recorded") == 0) {
		how->speed = SIM_AS_RECORDED;
	} else if (strcmp(text, "full") == 0) {
		how->speed = SIM_FULL;
	} else if (strcmp(text, "busy") == 0) {
		how->speed = SIM_BUSY;
	} else if (decimal_read(slice_of(text), &d) && decimal_exact(d, 0, &baud) &&
		   baud >= 300 && baud <= 4000000) {
		how->speed = SIM_BAUD;
		how->baud = (uint32_t)baud;
	} else {
		return err_set(err,
			"--speed \"%s\" is none of as-recorded, full, busy, or 300 to "
			"4000000 baud",
			text);
	}
	return true;
}

/* An option and its value; false with no sentence: it is none of these. */
static bool read_option(
	const char *option, const char *value, struct sim_how *how, struct err *err)
{
	if (strcmp(option, "--link") == 0)
		how->link = value;
	else if (strcmp(option, "--line") == 0)
		how->line = value;
	else if (strcmp(option, "--heard") == 0)
		how->heard = value;
	else if (strcmp(option, "--speed") == 0)
		return simulate_speed(value, how, err);
	else
		return strcmp(option, "--fault") == 0 &&
		       faults_read(value, &how->faults, err);
	return true;
}

static bool read_arguments(
	int argc, char **argv, struct sim_how *how, const char **name, struct err *err)
{
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--loop") == 0) {
			how->loop = true;
		} else if (strcmp(argv[i], "--wait-host") == 0) {
			how->waits = true;
		} else if (i + 1 < argc &&
			   read_option(argv[i], argv[i + 1], how, err)) {
			i++;
		} else if (err->text[0]) {
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

int simulate(const char *command, struct sim *sim)
{
	const struct sigaction action = { .sa_handler = stop };

	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	printf("%s\n", sim_port(sim));
	fflush(stdout);
	play(sim);
	if (sim_unheard(sim) > 0)
		fprintf(stderr, "station %s: nobody listened to %llu of %llu bytes\n",
			command, (unsigned long long)sim_unheard(sim),
			(unsigned long long)sim_said(sim));
	sim_close(sim);
	return DONE;
}

int cmd_sim(struct env *env, int argc, char **argv)
{
	struct sim_how how = { .seed = env->seed };
	const char *name = NULL;
	struct err err = ERR_INIT;
	struct sim *sim;

	if (!read_arguments(argc, argv, &how, &name, &err) || !name)
		return command_fail("sim", &err);
	sim = open_sim(env, name, &how, &err);
	return sim ? simulate("sim", sim) : command_fail("sim", &err);
}
