#include "commands.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/* One line a command; a new one also gets its declaration in commands.h. */
const struct command commands[] = {
	{ "help", cmd_help, "this list, or a command's page", NULL },
	{ "run", cmd_run, "the kiosk, or a test day by itself", help_run },
	{ "init", cmd_init, "make the station's folder", help_init },
	{ "decode", cmd_decode, "what a device said, as CSV", help_decode },
	{ "devices", cmd_devices, "the ports of this machine, and what they measure",
		help_devices },
	{ "capture", cmd_capture, "save what a port says", help_capture },
	{ "replay", cmd_replay, "attempts or a log again, as the station is today",
		help_replay },
	{ "sim", cmd_sim, "simulate a device on a pty", help_sim },
	{ "score", cmd_score, "points of results", help_score },
	{ "scheme", cmd_scheme, "exam schemes and standards", help_scheme },
	{ "import", cmd_import, "a roster or exam particulars, with what is wrong",
		help_import },
	{ "export", cmd_export, "files for the national platform and the exam office",
		help_export },
	{ "report", cmd_report, "rates, who is just below a level, 毕业成绩",
		help_report },
	{ "verify", cmd_verify, "the journal again, from its raw bytes", help_verify },
	{ "backup", cmd_backup, "a copy of the folder, also while the kiosk runs",
		help_backup },
	{ "check", cmd_check, "every data file, and the database", help_check },
};
const size_t commands_count = sizeof(commands) / sizeof(commands[0]);

const struct command *command_find(const char *name)
{
	for (size_t i = 0; i < commands_count; i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

int command_fail(const char *name, const struct err *err)
{
	fprintf(stderr, "station %s: %s\n", name, err->text);
	return NOT_DONE;
}

int command_usage(const char *name)
{
	fprintf(stderr, "station %s: see 'station help %s'\n", name, name);
	return NOT_DONE;
}

char *env_share(const struct env *env, const char *relative, char *out, size_t size)
{
	snprintf(out, size, "%s/%s", env->share_dir, relative);
	return out;
}

int64_t env_now_us(const struct env *env)
{
	struct timespec now;

	if (env->clock_fixed)
		return env->clock_us;
	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void list(void)
{
	printf("Fitness Station 体测站 %s\n\nstation [options] COMMAND ...\n\n",
		STATION_VERSION);
	for (size_t i = 0; i < commands_count; i++)
		printf("  %-9s %s\n", commands[i].name, commands[i].line);
	printf("\nOptions of every command:\n"
	       "  --data DIR    the station's folder (or STATION_DATA)\n"
	       "  --share DIR   the data files (or STATION_SHARE)\n"
	       "  --json        one JSON object a line instead of CSV\n"
	       "  --clock TIME  fix the time: 2026-11-23T09:30:00, station time\n"
	       "  --seed N      fix chance\n"
	       "  --version\n");
}

int cmd_help(struct env *env, int argc, char **argv)
{
	const struct command *command;

	(void)env;
	if (argc < 2) {
		list();
		return DONE;
	}
	command = command_find(argv[1]);
	if (!command) {
		fprintf(stderr, "station help: there is no command \"%s\"\n", argv[1]);
		return NOT_DONE;
	}
	printf("station %s - %s\n%s%s", command->name, command->line,
		command->page ? "\n" : "", command->page ? command->page : "");
	return DONE;
}
