/*
 * commands - the table of subcommands, and what every one of them is given.
 *
 * A command is one function in one file: cmd_<name>() in <name>.c. Only commands
 * print, exit and sleep. It returns its exit status: DONE; DONE_BUT when
 * something needs a person (rows refused, suspicions found, verification failed);
 * NOT_DONE when nothing was done, after one sentence on standard error.
 *
 * Options that every command takes are removed from argv before it is called.
 * argv[0] is the command's name.
 */
#ifndef COMMAND_COMMANDS_H
#define COMMAND_COMMANDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"

enum { DONE = 0, DONE_BUT = 1, NOT_DONE = 2 };

struct env {
	char data_dir[1024]; /* --data, STATION_DATA or the XDG data folder */
	char share_dir
		[1024]; /* --share, STATION_SHARE, the installed or the source tree */
	char program[1024]; /* this executable, for the kiosk's children */
	bool json;	    /* --json: one JSON object a line instead of CSV */
	bool clock_fixed;   /* --clock */
	int64_t clock_us;   /* wall time in UTC when fixed */
	bool seeded;	    /* --seed */
	uint64_t seed;
	int pin_fd; /* --pin-fd, -1 when not given */
};

typedef int command_fn(struct env *env, int argc, char **argv);

struct command {
	const char *name;
	command_fn *run;
	const char *line; /* one line for the list */
	const char *page; /* for `station help NAME` */
};

extern const struct command commands[];
extern const size_t commands_count;

const struct command *command_find(const char *name);

/* One sentence on standard error, "station NAME: ...". Always NOT_DONE. */
int command_fail(const char *name, const struct err *err);
int command_usage(const char *name);

/* A data file: <share>/<relative>. Returns `out`. */
char *env_share(const struct env *env, const char *relative, char *out, size_t size);

/* Wall time now, or the time that --clock gave. */
int64_t env_now_us(const struct env *env);

command_fn cmd_help;
command_fn cmd_decode;
command_fn cmd_score;
command_fn cmd_scheme;
command_fn cmd_sim;
command_fn cmd_capture;
command_fn cmd_replay;
command_fn cmd_devices;
command_fn cmd_init;
command_fn cmd_import;
command_fn cmd_export;
command_fn cmd_report;
command_fn cmd_verify;
command_fn cmd_backup;
command_fn cmd_check;
command_fn cmd_run;

/* Each command's page of help, at the top of its file. */
extern const char help_decode[], help_score[], help_sim[], help_capture[],
	help_devices[], help_init[], help_import[], help_export[], help_verify[],
	help_check[], help_backup[], help_run[], help_scheme[], help_report[],
	help_replay[];

#endif
