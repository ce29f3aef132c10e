#include "recheck.h"

#include <stdio.h>

#include "buf.h"
#include "path.h"

#define SQL_MAX ((size_t)1 << 20)

bool recheck_do(struct db *db, const char *sql_dir, const char *name, struct err *err)
{
	struct buf sql = BUF_INIT;
	char path[PATH_SIZE];
	bool ok = path_join(path, sql_dir, name, err) &&
		  path_read(path, SQL_MAX, &sql, err) &&
		  (db_run(db, sql.data, err) || err_prefix(err, "%s", path));

	buf_release(&sql);
	return ok;
}

/* Names first: a table cannot be dropped while a list of tables is being read. */
static bool drop_all(struct db *db, struct err *err)
{
	struct query *q = query(db,
		"SELECT type, name FROM temp.sqlite_schema WHERE name LIKE 're\\_%' "
		"ESCAPE '\\' AND type IN ('table', 'view') ORDER BY type DESC");
	struct buf sql = BUF_INIT;
	enum query_got got;
	bool ok;

	while ((got = query_next(q, err)) == QUERY_ROW)
		buf_addf(&sql, "DROP %s temp.%s;", query_text_at(q, 0),
			query_text_at(q, 1));
	ok = got == QUERY_END && db_run(db, sql.data, err);
	buf_release(&sql);
	return ok;
}

bool recheck_ready(struct db *db, struct err *err)
{
	return db_run(db, "PRAGMA temp_store = MEMORY", err);
}

bool recheck_begin(struct db *db, const char *sql_dir, struct err *err)
{
	return drop_all(db, err) && recheck_do(db, sql_dir, "rules.sql", err);
}

bool recheck_run(struct db *db, const char *sql_dir, struct err *err)
{
	return recheck_do(db, sql_dir, "points.sql", err);
}

void recheck_end(struct db *db)
{
	struct err ignored = ERR_INIT;

	drop_all(db, &ignored);
}
