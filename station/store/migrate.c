#include "migrate.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>

#include "buf.h"
#include "digest.h"
#include "path.h"
#include "query.h"

#define MIGRATION_MAX ((size_t)1 << 20) /* bytes of one file */

/* ---- the files ---------------------------------------------------------------- */

struct files {
	const char *dir;
	char **names; /* sorted: 0001-..., 0002-... */
	size_t count;
};

static bool numbered(const char *name, size_t number)
{
	return isdigit((unsigned char)name[0]) && isdigit((unsigned char)name[1]) &&
	       isdigit((unsigned char)name[2]) && isdigit((unsigned char)name[3]) &&
	       name[4] == '-' && strtoul(name, NULL, 10) == number;
}

static bool list_files(struct files *files, const char *dir, struct err *err)
{
	files->dir = dir;
	if (!path_list(dir, ".sql", &files->names, &files->count, err))
		return false;
	if (files->count == 0)
		err_set(err, "%s holds no migrations: is --share the right folder?",
			dir);
	for (size_t i = 0; i < files->count; i++)
		if (!numbered(files->names[i], i + 1)) {
			err_set(err,
				"%s: \"%s\" should be number %04zu; migrations are "
				"named "
				"NNNN-name.sql, from 0001 without gaps",
				dir, files->names[i], i + 1);
			files->count = 0;
		}
	if (files->count == 0)
		path_list_free(files->names);
	return files->count > 0;
}

/* ---- running ------------------------------------------------------------------ */

static bool record(struct db *db, const struct files *files, size_t index,
	const struct buf *sql, int64_t wall_us, struct err *err)
{
	struct query *q = query(db, "INSERT INTO migration VALUES (?1, ?2, ?3, ?4)");
	struct digest digest = digest_of(sql->data, sql->len);

	query_int(q, 1, (int64_t)index + 1);
	query_text(q, 2, files->names[index]);
	query_bytes(q, 3, digest.bytes, DIGEST_SIZE);
	query_int(q, 4, wall_us);
	return query_run(q, err);
}

static bool run_one(struct db *db, const struct files *files, size_t index,
	int64_t wall_us, struct err *err)
{
	struct buf sql = BUF_INIT;
	struct err ignored;
	char path[PATH_SIZE];
	bool ok;

	ok = path_join(path, files->dir, files->names[index], err) &&
	     path_read(path, MIGRATION_MAX, &sql, err) &&
	     (db_run(db, sql.data, err) || err_prefix(err, "%s", path)) &&
	     record(db, files, index, &sql, wall_us, err);
	buf_release(&sql);
	if (ok && db_run(db, "COMMIT", err))
		return true;
	if (db_in_transaction(db))
		db_run(db, "ROLLBACK", &ignored);
	return false;
}

/* How many have been run; 0 for a file that is still empty. */
static bool version(struct db *db, int64_t *out, struct err *err)
{
	int64_t known;

	*out = 0;
	if (!query_one_int(query(db, "SELECT count(*) FROM sqlite_schema "
				     "WHERE name = 'migration'"),
		    &known, 0, err))
		return false;
	return known == 0 ||
	       query_one_int(
		       query(db, "SELECT max(number) FROM migration"), out, 0, err);
}

static bool newer(const char *path, int64_t have, size_t know, struct err *err)
{
	return err_set(err,
		"%s was written by a newer version of this program (it has version "
		"%" PRId64 ", this program knows %zu): use the newer program; nothing "
		"was changed",
		path, have, know);
}

bool migrate(struct db *db, const char *path, const char *dir, int64_t wall_us,
	struct err *err)
{
	struct files files;
	int64_t have;
	bool ok;

	if (!list_files(&files, dir, err))
		return false;
	ok = version(db, &have, err);
	if (ok && have > (int64_t)files.count)
		ok = newer(path, have, files.count, err);
	while (ok && have < (int64_t)files.count) {
		/* Looked at again under the lock: two programs may begin at once. */
		ok = db_run(db,
			     "BEGIN EXCLUSIVE; CREATE TABLE IF NOT EXISTS "
			     "migration(number INTEGER PRIMARY KEY, name TEXT NOT "
			     "NULL, digest BLOB NOT NULL, made_us INTEGER NOT NULL) "
			     "STRICT",
			     err) &&
		     version(db, &have, err);
		if (ok && have < (int64_t)files.count)
			ok = run_one(db, &files, (size_t)have++, wall_us, err);
		else if (ok)
			ok = db_run(db, "COMMIT", err);
	}
	path_list_free(files.names);
	return ok;
}

bool migrate_check(struct db *db, const char *path, const char *dir, struct err *err)
{
	struct files files;
	int64_t have;
	bool ok;

	if (!list_files(&files, dir, err))
		return false;
	ok = version(db, &have, err);
	if (ok && have > (int64_t)files.count)
		ok = newer(path, have, files.count, err);
	if (ok && have < (int64_t)files.count)
		ok = err_set(err,
			"%s is of an older version (%" PRId64
			" of %zu): start `station "
			"run` or `station import` on it once, which brings it up to "
			"date",
			path, have, files.count);
	path_list_free(files.names);
	return ok;
}
