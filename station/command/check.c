/* `check`: every data file, and the database. */
#include <stdio.h>
#include <string.h>

#include "buf.h"
#include "commands.h"
#include "day.h"
#include "entry.h"
#include "item.h"
#include "layout.h"
#include "exam.h"
#include "path.h"
#include "profile.h"
#include "records.h"
#include "scheme.h"
#include "script.h"
#include "store.h"
#include "tr.h"

const char help_check[] = "station check\n"
			  "    Loads every data file as the station would (items, "
			  "schemes with their tables,\n"
			  "    layouts, texts, profiles with their examples, simulator "
			  "scripts) and looks at\n"
			  "    the station's database, if there is one. A row each:\n"
			  "    file,state,problem     state is ok or wrong\n"
			  "    Exit status 1 when something is wrong.\n";

struct checking {
	const struct env *env;
	struct items *items;
	int wrong;
};

static void say(struct checking *c, const char *file, bool ok, const struct err *err)
{
	const char *row[] = { file, ok ? "ok" : "wrong", ok ? "" : err->text };
	struct records_out out = RECORDS_OUT_FILE(stdout);

	records_write_row(&out, row, 3);
	c->wrong += !ok;
}

static bool check_profile(struct checking *c, const char *path, struct err *err)
{
	struct profile *p = profile_load(path, err);

	(void)c;
	profile_free(p);
	return p != NULL;
}

static bool check_script(struct checking *c, const char *path, struct err *err)
{
	struct buf text = BUF_INIT;
	struct script *script = NULL;

	(void)c;
	if (path_read(path, 256 * 1024, &text, err))
		script = script_read(path, text.data, text.len, err);
	buf_release(&text);
	script_free(script);
	return script != NULL;
}

static bool check_texts(struct checking *c, const char *path, struct err *err)
{
	struct texts *texts = texts_load(path, err);

	(void)c;
	texts_free(texts);
	return texts != NULL;
}

static bool check_layout(struct checking *c, const char *path, struct err *err)
{
	char schema[PATH_SIZE], name[256];
	struct layout *layout;

	snprintf(name, sizeof(name), "%s", path_name(path));
	name[strlen(name) - strlen(".yaml")] = '\0';
	layout = layout_load(
		env_share(c->env, "schema", schema, sizeof(schema)), name, err);
	layout_free(layout);
	return layout != NULL;
}

static bool check_scheme(struct checking *c, const char *path, struct err *err)
{
	struct scheme *scheme = NULL;
	struct exam *exam = NULL;

	if (exam_is_in(path))
		exam = exam_load(path, c->items, err);
	else
		scheme = scheme_load(path, c->items, err);
	scheme_free(scheme);
	exam_free(exam);
	return scheme || exam;
}

static bool check_day(struct checking *c, const char *path, struct err *err)
{
	struct day *day = day_load(path, err);

	(void)c;
	day_close(day);
	return day != NULL;
}

typedef bool check_one(struct checking *c, const char *path, struct err *err);

static bool check_folder(struct checking *c, const char *folder, const char *suffix,
	check_one *one, struct err *err)
{
	char path[PATH_SIZE], file[PATH_SIZE];
	char **names;
	size_t count;

	env_share(c->env, folder, path, sizeof(path));
	if (!path_list(path, suffix, &names, &count, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		struct err why = ERR_INIT;
		char shown[512];

		snprintf(shown, sizeof(shown), "%s/%s", folder, names[i]);
		say(c, shown,
			path_join(file, path, names[i], &why) && one(c, file, &why),
			&why);
	}
	path_list_free(names);
	return true;
}

static bool check_data_files(struct checking *c, struct err *err)
{
	char path[PATH_SIZE];

	c->items = items_load(
		env_share(c->env, "schema/items.yaml", path, sizeof(path)), err);
	say(c, "schema/items.yaml", c->items != NULL, err);
	if (c->items && !check_folder(c, "schema/schemes", "", check_scheme, err))
		return false;
	return check_folder(c, "schema/layouts", ".yaml", check_layout, err) &&
	       check_folder(c, "assets/texts", ".yaml", check_texts, err) &&
	       check_folder(c, "assets/demo", ".yaml", check_day, err) &&
	       check_folder(c, "devices/profiles", ".yaml", check_profile, err) &&
	       check_folder(c, "devices/scripts", ".sim", check_script, err);
}

int cmd_check(struct env *env, int argc, char **argv)
{
	struct checking c = { .env = env };
	struct err err = ERR_INIT;

	(void)argv;
	if (argc > 1)
		return command_usage("check");
	printf("file,state,problem\n");
	if (!check_data_files(&c, &err)) {
		items_free(c.items);
		return command_fail("check", &err);
	}
	if (store_exists(env->data_dir)) {
		char path[PATH_SIZE];
		struct store *store = store_open(env->data_dir, STORE_READ,
			env_share(env, "schema/migrations", path, sizeof(path)),
			env_now_us(env), &err);

		say(&c, env->data_dir, store != NULL, &err);
		if (store)
			store_close(store);
	}
	items_free(c.items);
	return c.wrong ? DONE_BUT : DONE;
}
