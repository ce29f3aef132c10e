/*
 * open - what commands open, each with the sentence that a person can act on: data
 * files of the share folder, and the station's store with its results.
 *
 * NULL or false on failure. The caller owns what it gets, and ends it as usual: items_free(),
 * scheme_free(), profile_free(), store_close(), results_close().
 */
#ifndef COMMAND_OPEN_H
#define COMMAND_OPEN_H

#include "commands.h"
#include "err.h"
#include "item.h"
#include "path.h"
#include "profile.h"
#include "results.h"
#include "scheme.h"
#include "store.h"
#include "student.h"

/* The standard that a station scores by when nothing else is said. */
#define STANDARD "national-2014"

struct items *open_items(const struct env *env, struct err *err);
/* `id` is a folder of schema/schemes; `items` is lent and must outlive it. */
struct scheme *open_scheme(const struct env *env, const char *id,
	const struct items *items, struct err *err);
/* An id of schema/schemes, or a folder anywhere, as a folder. false: there is none. */
bool open_scheme_folder(
	const struct env *env, const char *word, char dir[PATH_SIZE], struct err *err);
/* `name` is a path, or the name of a file in devices/profiles without .yaml. */
struct profile *open_profile(const struct env *env, const char *name, struct err *err);

/* The store of `dir` (env->data_dir for this station's own). `items` may be NULL:
 * see roster_use_items(). */
struct store *open_store(const struct env *env, const char *dir, enum store_mode mode,
	const struct items *items, struct err *err);
/* The student of a 测试号, a 学籍号 or an id. */
bool open_student(
	struct store *store, const char *word, struct student *out, struct err *err);
struct results_with *open_results(const struct env *env, struct store *store,
	const struct items *items, const struct scheme *scheme, struct err *err);

#endif
