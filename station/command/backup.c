#include "backup.h"

#include <stdio.h>
#include <string.h>

#include "clock.h"
#include "commands.h"
#include "leftovers.h"
#include "open.h"
#include "rows.h"

const char help_backup[] =
	"station backup FOLDER\n"
	"\n"
	"Copies the station's folder (--data) into a new folder in FOLDER, also while "
	"the\n"
	"kiosk runs: station-ID-DATE-TIME with station.db and person.db. The copy is "
	"read\n"
	"again and looked through before it gets that name; to use it, give it as "
	"--data.\n"
	"\n"
	"It holds the names and numbers of all students: keep it locked away.\n"
	"\n"
	"Prints folder, entries, digest. Exit status: 0; 2 when no copy was made.\n";

/* Files first: a folder goes when it is empty. */
static void watch(const struct backup *made)
{
	char path[PATH_SIZE];
	struct err ignored;

	for (int i = 0; i < BACKUP_FILES; i++)
		if (path_join(path, made->part, backup_files[i], &ignored))
			leftovers_watch(path);
	leftovers_watch(made->part);
}

static void say_progress(void *ctx, int done, int of)
{
	if (done == 0)
		watch(ctx);
	fprintf(stderr, "progress %d %d\n", done, of);
}

/* 20261123-104200, in the station's zone. */
static void write_stamp(int64_t wall_us, char out[32])
{
	char day[CLOCK_DATE_SIZE];
	int64_t second = div_floor(wall_us, CLOCK_SECOND_US) + CLOCK_SHANGHAI;

	date_write_compact(date_of_wall(wall_us, CLOCK_SHANGHAI), day);
	second -= div_floor(second, 86400) * 86400;
	snprintf(out, 32, "%s-%02d%02d%02d", day, (int)(second / 3600),
		(int)(second / 60 % 60), (int)(second % 60));
}

static bool print(const struct env *env, const struct backup *made, struct err *err)
{
	static const char *const titles[] = { "folder", "entries", "digest" };
	struct rows rows;

	rows_begin(&rows, stdout, env->json, titles, 3);
	rows_text(&rows, made->folder);
	rows_int(&rows, made->seq);
	rows_text(&rows, made->head);
	rows_end(&rows);
	return rows_finish(&rows, err);
}

int cmd_backup(struct env *env, int argc, char **argv)
{
	char migrations[PATH_SIZE], stamp[32];
	static struct backup made;
	struct err err = ERR_INIT;
	struct store *store;
	bool ok;

	if (argc != 2 || argv[1][0] == '-')
		return command_usage("backup");
	store = open_store(env, env->data_dir, STORE_READ, NULL, &err);
	write_stamp(env_now_us(env), stamp);
	ok = store &&
	     backup_make(store, argv[1], stamp,
		     env_share(
			     env, "schema/migrations", migrations, sizeof(migrations)),
		     env_now_us(env), say_progress, &made, &made, &err) &&
	     print(env, &made, &err);
	if (store)
		store_close(store);
	return ok ? DONE : command_fail("backup", &err);
}
