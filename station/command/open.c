#include "open.h"

#include <stdio.h>
#include <string.h>

#include "roster.h"

struct items *open_items(const struct env *env, struct err *err)
{
	char path[PATH_SIZE];

	return items_load(env_share(env, "schema/items.yaml", path, sizeof(path)), err);
}

static char *scheme_folder(const struct env *env, const char *id, char *out)
{
	char relative[128];

	snprintf(relative, sizeof(relative), "schema/schemes/%.96s", id);
	return env_share(env, relative, out, PATH_SIZE);
}

struct scheme *open_scheme(const struct env *env, const char *id,
	const struct items *items, struct err *err)
{
	char path[PATH_SIZE];

	if (!path_plain(id)) {
		err_set(err, "\"%s\" is no scheme's id", id);
		return NULL;
	}
	if (!path_is_folder(scheme_folder(env, id, path))) {
		err_set(err, "there is no scheme \"%s\" (looked for %s)", id, path);
		return NULL;
	}
	return scheme_load(path, items, err);
}

bool open_scheme_folder(
	const struct env *env, const char *word, char dir[PATH_SIZE], struct err *err)
{
	if (path_plain(word) && path_is_folder(scheme_folder(env, word, dir)))
		return true;
	if (!path_is_folder(word))
		return err_set(
			err, "there is no scheme and no folder \"%.200s\"", word);
	return path_join(dir, "", word, err);
}

static bool has_end(const char *text, const char *end)
{
	size_t len = strlen(text), n = strlen(end);

	return len > n && strcmp(text + len - n, end) == 0;
}

struct profile *open_profile(const struct env *env, const char *name, struct err *err)
{
	char relative[256], path[PATH_SIZE];

	if (strchr(name, '/') || has_end(name, ".yaml"))
		return profile_load(name, err);
	if (snprintf(relative, sizeof(relative), "devices/profiles/%s.yaml", name) >=
		(int)sizeof(relative)) {
		err_set(err, "\"%.60s...\" is not the name of a profile", name);
		return NULL;
	}
	if (!path_is_file(env_share(env, relative, path, sizeof(path)))) {
		err_set(err, "there is no profile \"%s\" (looked for %s)", name, path);
		return NULL;
	}
	return profile_load(path, err);
}

struct store *open_store(const struct env *env, const char *dir, enum store_mode mode,
	const struct items *items, struct err *err)
{
	char path[PATH_SIZE];
	struct store *store = store_open(dir, mode,
		env_share(env, "schema/migrations", path, sizeof(path)),
		env_now_us(env), err);

	if (store && items)
		roster_use_items(store, items);
	return store;
}

bool open_student(
	struct store *store, const char *word, struct student *out, struct err *err)
{
	enum roster_got got = roster_find_test_number(store, word, out, err);

	if (got == ROSTER_UNKNOWN)
		got = roster_find_number(store, word, out, err);
	if (got == ROSTER_UNKNOWN)
		got = roster_find(store, word, out, err);
	if (got == ROSTER_UNKNOWN)
		return err_set(err,
			"there is no student \"%s\": give the 测试号 or the 学籍号",
			word);
	return got == ROSTER_FOUND;
}

struct results_with *open_results(const struct env *env, struct store *store,
	const struct items *items, const struct scheme *scheme, struct err *err)
{
	char path[PATH_SIZE];

	return results_open(store, items, scheme, scheme_folder(env, scheme->id, path),
		env_now_us(env), err);
}
