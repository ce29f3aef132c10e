/* argv to the command table, nothing else. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "commands.h"

/* The folder of this executable, without a slash at the end. */
static void find_program(struct env *env, char *bin, size_t size)
{
	ssize_t len = readlink(
		"/proc/self/exe", env->program, sizeof(env->program) - 1);
	char *slash;

	env->program[len > 0 ? len : 0] = '\0';
	snprintf(bin, size, "%s", env->program);
	slash = strrchr(bin, '/');
	if (slash)
		*slash = '\0';
}

/* The station's folder from `/` on: ports and children are named within it. */
static void name_data(struct env *env, const char *folder)
{
	char here[1024];

	if (folder[0] == '/' || !getcwd(here, sizeof(here)))
		snprintf(env->data_dir, sizeof(env->data_dir), "%s", folder);
	else
		snprintf(env->data_dir, sizeof(env->data_dir), "%.511s/%.511s", here,
			folder);
}

static void find_folders(struct env *env)
{
	const char *data = getenv("STATION_DATA"), *share = getenv("STATION_SHARE");
	const char *xdg = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
	char bin[1024];

	find_program(env, bin, sizeof(bin));
	if (data && *data)
		name_data(env, data);
	else if (xdg && *xdg)
		snprintf(env->data_dir, sizeof(env->data_dir), "%s/fitness-station",
			xdg);
	else
		snprintf(env->data_dir, sizeof(env->data_dir),
			"%s/.local/share/fitness-station", home ? home : "");

	if (share && *share) {
		snprintf(env->share_dir, sizeof(env->share_dir), "%s", share);
		return;
	}
	snprintf(env->share_dir, sizeof(env->share_dir),
		"%.900s/../share/fitness-station", bin);
	if (access(env->share_dir, R_OK) != 0)
		snprintf(env->share_dir, sizeof(env->share_dir), "%s",
			STATION_SOURCE_DIR);
}

/* 2026-11-23T09:30:00 in the station's zone, UTC+8, which has no summer time. */
static bool read_clock(const char *text, int64_t *out)
{
	struct tm tm = { 0 };
	const char *end = strptime(text, "%Y-%m-%dT%H:%M:%S", &tm);

	if (!end || *end)
		return false;
	*out = ((int64_t)timegm(&tm) - 8 * 3600) * 1000000;
	return true;
}

static bool read_number(const char *text, uint64_t *out)
{
	char *end;

	errno = 0;
	*out = strtoull(text, &end, 10);
	return *text >= '0' && *text <= '9' && !*end && errno == 0;
}

static bool take_value(
	struct env *env, const char *option, const char *value, struct err *err)
{
	uint64_t number = 0;

	if (strcmp(option, "--data") == 0)
		name_data(env, value);
	else if (strcmp(option, "--share") == 0)
		snprintf(env->share_dir, sizeof(env->share_dir), "%s", value);
	else if (strcmp(option, "--clock") == 0) {
		if (!read_clock(value, &env->clock_us))
			return err_set(err,
				"--clock: \"%s\" is not a time like "
				"2026-11-23T09:30:00",
				value);
		env->clock_fixed = true;
	} else if (!read_number(value, &number)) {
		return err_set(err, "%s: \"%s\" is not a number", option, value);
	} else if (strcmp(option, "--seed") == 0) {
		env->seed = number;
		env->seeded = true;
	} else {
		env->pin_fd = (int)(number & 0x7fffffff);
	}
	return true;
}

static bool wants_value(const char *word)
{
	static const char *const options[] = { "--data", "--share", "--clock", "--seed",
		"--pin-fd" };

	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++)
		if (strcmp(word, options[i]) == 0)
			return true;
	return false;
}

/* Take the options of every command out of argv; what is left is the command's. */
static bool take_options(struct env *env, int *argc, char **argv, struct err *err)
{
	int kept = 1;

	for (int i = 1; i < *argc; i++) {
		if (strcmp(argv[i], "--json") == 0)
			env->json = true;
		else if (!wants_value(argv[i]))
			argv[kept++] = argv[i];
		else if (i + 1 == *argc)
			return err_set(err, "%s wants a value", argv[i]);
		else if (!take_value(env, argv[i], argv[i + 1], err))
			return false;
		else
			i++;
	}
	argv[kept] = NULL;
	*argc = kept;
	return true;
}

int main(int argc, char **argv)
{
	struct env env = { .pin_fd = -1 };
	struct err err = ERR_INIT;
	const struct command *command;

	find_folders(&env);
	if (!take_options(&env, &argc, argv, &err)) {
		fprintf(stderr, "station: %s\n", err.text);
		return NOT_DONE;
	}
	if (argc < 2)
		return cmd_help(&env, 1, argv);
	if (strcmp(argv[1], "--version") == 0) {
		printf("fitness-station %s\n", STATION_VERSION);
		return DONE;
	}
	command = command_find(strcmp(argv[1], "--help") == 0 ? "help" : argv[1]);
	if (!command) {
		fprintf(stderr,
			"station: there is no command \"%s\"; 'station help' lists "
			"them\n",
			argv[1]);
		return NOT_DONE;
	}
	return command->run(&env, argc - 1, argv + 1);
}
