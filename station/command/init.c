#include <stdio.h>
#include <string.h>

#include "clock.h"
#include "commands.h"
#include "rows.h"
#include "store.h"
#include "text.h"

const char help_init[] =
	"station init [--school NAME] [--year 2026] [--system 63|54] [--name NAME]\n"
	"\n"
	"Makes the station's folder (--data) with an empty journal. A folder that "
	"holds\n"
	"a station already is refused; nothing is ever overwritten.\n"
	"\n"
	"  --school NAME   the school, as it stands on what is printed\n"
	"  --year Y        the school year, by the year in which it begins; without "
	"it\n"
	"                  the one that is now (it changes on 1 August)\n"
	"  --system 63|54  学制: 六三 (without it) or 五四\n"
	"  --name NAME     this station, for people: 一号测试点\n"
	"\n"
	"Prints station, folder, school, year, system.\n"
	"\n"
	"Exit status: 0; 2 when nothing was made.\n";

/* 1 August: summer holidays, no school tests then. */
static int year_of(int64_t wall_us)
{
	struct date today = date_of_wall(wall_us, CLOCK_SHANGHAI);

	return today.month >= 8 ? today.year : today.year - 1;
}

static bool take_year(const char *text, int *out, struct err *err)
{
	struct decimal d;

	if (!decimal_read(slice_of(text), &d) || d.decimals != 0 || d.digits < 1990 ||
		d.digits > 2200)
		return err_set(
			err, "--year: \"%s\" is no year between 1990 and 2200", text);
	*out = (int)d.digits;
	return true;
}

static bool take_system(const char *text, enum school_system *out, struct err *err)
{
	if (strcmp(text, "63") != 0 && strcmp(text, "54") != 0)
		return err_set(err, "--system: \"%s\" is neither 63 nor 54", text);
	*out = strcmp(text, "54") == 0 ? SYSTEM_54 : SYSTEM_63;
	return true;
}

static bool take_options(
	struct store_birth *birth, int argc, char **argv, struct err *err)
{
	for (int i = 1; i < argc; i++) {
		const char *word = argv[i], *value = argv[i + 1];

		if (word[0] != '-')
			return err_set(err, "\"%s\" is not expected here", word);
		if (i + 1 == argc)
			return err_set(
				err, "%s: unknown, or its value is missing", word);
		i++;
		if (strcmp(word, "--school") == 0)
			birth->school = value;
		else if (strcmp(word, "--name") == 0)
			birth->station_name = value;
		else if (strcmp(word, "--year") == 0) {
			if (!take_year(value, &birth->school_year, err))
				return false;
		} else if (strcmp(word, "--system") == 0) {
			if (!take_system(value, &birth->system, err))
				return false;
		} else
			return err_set(err, "unknown option \"%s\"", word);
	}
	return true;
}

static bool show(const struct env *env, struct store *store, struct err *err)
{
	static const char *const titles[] = { "station", "folder", "school", "year",
		"system" };
	struct rows rows;

	rows_begin(&rows, stdout, env->json, titles, 5);
	rows_text(&rows, store_station(store));
	rows_text(&rows, env->data_dir);
	rows_text(&rows, store_school(store));
	rows_int(&rows, store_school_year(store));
	rows_int(&rows, store_system(store) == SYSTEM_54 ? 54 : 63);
	rows_end(&rows);
	return rows_finish(&rows, err);
}

int cmd_init(struct env *env, int argc, char **argv)
{
	struct store_birth birth = { .school = "",
		.system = SYSTEM_63,
		.wall_us = env_now_us(env),
		.seed = env->seeded ? env->seed : 0 };
	struct err err = ERR_INIT;
	struct store *store;
	char migrations[1200];
	bool ok;

	birth.school_year = year_of(birth.wall_us);
	env_share(env, "schema/migrations", migrations, sizeof(migrations));
	if (!take_options(&birth, argc, argv, &err) ||
		!store_init(env->data_dir, migrations, &birth, &err))
		return command_fail("init", &err);
	store = store_open(env->data_dir, STORE_READ, migrations, birth.wall_us, &err);
	ok = store && show(env, store, &err);
	store_close(store);
	return ok ? DONE : command_fail("init", &err);
}
