/* `check`: every data file, and the database. */
#include <stdio.h>
#include <string.h>

#include "advice.h"
#include "buf.h"
#include "codes.h"
#include "commands.h"
#include "day.h"
#include "item.h"
#include "layout.h"
#include "exam.h"
#include "open.h"
#include "path.h"
#include "profile.h"
#include "roster_rows.h"
#include "rows.h"
#include "scheme.h"
#include "script.h"
#include "store.h"
#include "tr.h"

const char help_check[] =
	"station check\n"
	"    Loads every data file as the station would (items, codes, schemes with\n"
	"    their tables, advice, layouts, texts, profiles with their examples, "
	"simulator\n"
	"    scripts) and looks whether the station's database is whole, if there is\n"
	"    one. The journal's chain is for `station verify`. A row each:\n"
	"    file,state,problem     state is ok or wrong\n"
	"    Exit status: 0; 1 when something is wrong.\n";

struct checking {
	const struct env *env;
	struct rows rows;
	struct items *items;
	int wrong;
};

static void say(struct checking *c, const char *file, bool ok, const struct err *err)
{
	rows_text(&c->rows, file);
	rows_text(&c->rows, ok ? "ok" : "wrong");
	rows_text(&c->rows, ok ? "" : err->text);
	rows_end(&c->rows);
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

static bool check_codes(struct checking *c, const char *path, struct err *err)
{
	struct codes *codes = codes_load(path, err);

	(void)c;
	codes_free(codes);
	return codes != NULL;
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

static void check_folder(
	struct checking *c, const char *folder, const char *suffix, check_one *one)
{
	char path[PATH_SIZE], file[PATH_SIZE], shown[512];
	struct err why = ERR_INIT;
	char **names;
	size_t count;

	env_share(c->env, folder, path, sizeof(path));
	if (!path_list(path, suffix, &names, &count, &why)) {
		say(c, folder, false, &why);
		return;
	}
	for (size_t i = 0; i < count; i++) {
		why = (struct err)ERR_INIT;
		snprintf(shown, sizeof(shown), "%s/%s", folder, names[i]);
		say(c, shown,
			path_join(file, path, names[i], &why) && one(c, file, &why),
			&why);
	}
	path_list_free(names);
}

static void check_advice(struct checking *c)
{
	static const char file[] = "schema/advice.yaml";
	char path[PATH_SIZE];
	struct err err = ERR_INIT;
	struct advice *advice = advice_load(
		env_share(c->env, file, path, sizeof(path)), c->items, &err);

	say(c, file, advice != NULL, &err);
	advice_free(advice);
}

static void check_data_files(struct checking *c)
{
	struct err err = ERR_INIT;

	c->items = open_items(c->env, &err);
	say(c, "schema/items.yaml", c->items != NULL, &err);
	/* The grades are in core/student.c, which a test compares with grades.csv. */
	check_folder(c, "schema/codes", "ethnicity.csv", check_codes);
	if (c->items) {
		check_folder(c, "schema/schemes", "", check_scheme);
		check_advice(c);
	}
	check_folder(c, "schema/layouts", ".yaml", check_layout);
	check_folder(c, "assets/texts", ".yaml", check_texts);
	check_folder(c, "assets/demo", ".yaml", check_day);
	check_folder(c, "devices/profiles", ".yaml", check_profile);
	check_folder(c, "devices/scripts", ".sim", check_script);
}

static void check_database(struct checking *c)
{
	struct err err = ERR_INIT;
	struct store *store = open_store(
		c->env, c->env->data_dir, STORE_READ, NULL, &err);

	say(c, c->env->data_dir, store && store_check(store, &err), &err);
	store_close(store);
}

int cmd_check(struct env *env, int argc, char **argv)
{
	static const char *const titles[] = { "file", "state", "problem" };
	struct checking c = { .env = env };
	struct err err = ERR_INIT;

	(void)argv;
	if (argc > 1)
		return command_usage("check");
	rows_begin(&c.rows, stdout, env->json, titles, 3);
	check_data_files(&c);
	if (store_exists(env->data_dir))
		check_database(&c);
	items_free(c.items);
	if (!rows_finish(&c.rows, &err))
		return command_fail("check", &err);
	return c.wrong ? DONE_BUT : DONE;
}
