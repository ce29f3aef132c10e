#include "query.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buf.h"
#include "path.h"
#include "text.h"

#define BUSY_MS	 5000
#define KEPT_MAX 512 /* slots of the table of statements; a power of two */

struct query {
	struct db *db;
	char *sql;
	sqlite3_stmt *statement; /* NULL when preparing failed */
	struct query *same;	 /* another of the same text */
	bool in_use;
};

struct db {
	sqlite3 *sqlite;
	char *path;
	bool immutable; /* a medium that cannot be written */
	struct query *kept[KEPT_MAX];
};

/* ---- sentences ---------------------------------------------------------------- */

/* Where a full disk leaves no room for a side file SQLite speaks of an error of the disk. */
static bool is_full(struct db *db, int code)
{
	return (code & 0xff) == SQLITE_IOERR &&
	       sqlite3_system_errno(db->sqlite) == ENOSPC;
}

static bool fail(struct db *db, int code, struct err *err)
{
	switch (is_full(db, code) ? SQLITE_FULL : code & 0xff) {
	case SQLITE_FULL:
		return err_set(err,
			"the disk is full: %s cannot grow; nothing of this step was "
			"stored, everything before it is safe",
			db->path);
	case SQLITE_READONLY:
		return err_set(err,
			"%s cannot be written: its folder or file is read-only, "
			"nothing was stored",
			db->path);
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return err_set(err,
			"%s has been busy in another program for more than %d seconds; "
			"nothing was stored, try again",
			db->path, BUSY_MS / 1000);
	case SQLITE_CANTOPEN:
		return err_set(err, "%s cannot be opened: %s", db->path,
			errno ? strerror(errno) : "no such file or no right to it");
	case SQLITE_CORRUPT:
		return err_set(err,
			"%s is damaged (%s); restore the last backup and keep this "
			"file",
			db->path, sqlite3_errmsg(db->sqlite));
	case SQLITE_NOTADB:
		return err_set(err, "%s is not a station's database", db->path);
	case SQLITE_IOERR:
		return err_set(err,
			"%s could not be read or written (%s); nothing of this step "
			"was stored, everything before it is safe",
			db->path, sqlite3_errstr(code));
	default:
		return err_set(err, "%s: %s", db->path, sqlite3_errmsg(db->sqlite));
	}
}

/* ---- databases ---------------------------------------------------------------- */

/* A path as a URI that SQLite reads without locks or side files. */
static void immutable_uri(struct buf *uri, const char *path)
{
	buf_adds(uri, "file:");
	for (const unsigned char *p = (const unsigned char *)path; *p; p++)
		if (*p <= ' ' || strchr("?#%", *p))
			buf_addf(uri, "%%%02x", *p);
		else
			buf_addc(uri, (char)*p);
	buf_adds(uri, "?immutable=1");
}

static int open_file(struct db *db, const char *path, int flags)
{
	struct buf uri = BUF_INIT;
	int code;

	if (db->immutable)
		immutable_uri(&uri, path);
	else
		buf_adds(&uri, path);
	code = sqlite3_open_v2(uri.data, &db->sqlite,
		flags | (db->immutable ? SQLITE_OPEN_URI : 0), NULL);
	buf_release(&uri);
	if (code != SQLITE_OK)
		return code;
	sqlite3_extended_result_codes(db->sqlite, 1);
	sqlite3_busy_timeout(db->sqlite, BUSY_MS);
	/* The first access: is it a database, and may it be read? */
	return sqlite3_exec(
		db->sqlite, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
}

/* In write-ahead mode a reader needs side files. On a medium that cannot be written
 * nobody else writes either, so that it may be read as it lies there, provided that
 * no log waits to be read with it. */
static bool lies_still(const char *path)
{
	struct buf wal = BUF_INIT;
	bool still;

	buf_addf(&wal, "%s-wal", path);
	still = access(path, R_OK) == 0 && access(wal.data, F_OK) != 0;
	buf_release(&wal);
	return still;
}

/* Where nothing can be written SQLite misses its side files, and says so. */
static bool is_read_only(const char *path)
{
	char folder[PATH_SIZE];
	struct err ignored;

	return access(path, R_OK) == 0 &&
	       (access(path, W_OK) != 0 || (path_folder(folder, path, &ignored) &&
						   access(folder, W_OK) != 0));
}

struct db *db_open(const char *path, enum db_open how, struct err *err)
{
	struct db *db = mem_alloc(sizeof(*db));
	int flags = how == DB_READ     ? SQLITE_OPEN_READONLY
		    : how == DB_CREATE ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
				       : SQLITE_OPEN_READWRITE;
	int code;

	db->path = mem_string(path);
	errno = 0;
	code = open_file(db, path, flags);
	if (code != SQLITE_OK && how == DB_READ && lies_still(path)) {
		sqlite3_close_v2(db->sqlite);
		db->immutable = true;
		code = open_file(db, path, flags);
	}
	if (how != DB_READ && (code & 0xff) == SQLITE_CANTOPEN && is_read_only(path))
		code = SQLITE_READONLY;
	if (code != SQLITE_OK) {
		fail(db, code, err);
		db_close(db);
		return NULL;
	}
	if (how != DB_READ && sqlite3_db_readonly(db->sqlite, "main") == 1) {
		fail(db, SQLITE_READONLY, err);
		db_close(db);
		return NULL;
	}
	if (!db_run(db,
		    "PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON;"
		    "PRAGMA trusted_schema = OFF;",
		    err) ||
		(how != DB_READ && !db_run(db,
					   "PRAGMA journal_mode = WAL; PRAGMA "
					   "synchronous = NORMAL",
					   err))) {
		db_close(db);
		return NULL;
	}
	return db;
}

void db_close(struct db *db)
{
	if (!db)
		return;
	for (size_t i = 0; i < KEPT_MAX; i++)
		while (db->kept[i]) {
			struct query *q = db->kept[i];

			db->kept[i] = q->same;
			sqlite3_finalize(q->statement);
			free(q->sql);
			free(q);
		}
	sqlite3_close_v2(db->sqlite);
	free(db->path);
	free(db);
}

bool db_attach(struct db *db, const char *path, const char *name, struct err *err)
{
	struct buf uri = BUF_INIT;
	struct query *q;
	bool ok;

	if (access(path, R_OK) != 0) {
		buf_release(&uri);
		return err_set(err, "%s cannot be opened: %s", path, strerror(errno));
	}
	if (db->immutable)
		immutable_uri(&uri, path);
	else
		buf_adds(&uri, path);
	q = query(db, "ATTACH ?1 AS ?2");
	query_text(q, 1, uri.data);
	query_text(q, 2, name);
	ok = query_run(q, err);
	buf_release(&uri);
	return ok;
}

bool db_run(struct db *db, const char *sql, struct err *err)
{
	int code;

	errno = 0;
	code = sqlite3_exec(db->sqlite, sql, NULL, NULL, NULL);
	return code == SQLITE_OK || fail(db, code, err);
}

static int copy_pages(struct db *copy, struct db *db, const char *name)
{
	sqlite3_backup *pages = sqlite3_backup_init(
		copy->sqlite, "main", db->sqlite, name);
	int code = pages ? sqlite3_backup_step(pages, -1)
			 : sqlite3_extended_errcode(copy->sqlite);

	if (pages)
		sqlite3_backup_finish(pages);
	return code == SQLITE_DONE ? SQLITE_OK : code;
}

bool db_copy(struct db *db, const char *name, const char *path, struct err *err)
{
	struct db copy = { .path = mem_string(path) };
	int code;
	bool ok;

	errno = 0;
	code = sqlite3_open_v2(
		path, &copy.sqlite, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
	if (code == SQLITE_OK)
		code = copy_pages(&copy, db, name);
	ok = code == SQLITE_OK
		     ? db_run(&copy, "PRAGMA journal_mode = DELETE", err)
		     : fail((code & 0xff) == SQLITE_CORRUPT ? db : &copy, code, err);
	sqlite3_close_v2(copy.sqlite);
	free(copy.path);
	return ok;
}

bool db_in_transaction(const struct db *db)
{
	return !sqlite3_get_autocommit(db->sqlite);
}

int db_changes(const struct db *db)
{
	return sqlite3_changes(db->sqlite);
}

/* ---- statements --------------------------------------------------------------- */

static size_t slot_of(const char *sql)
{
	uint32_t hash = 2166136261u;

	for (const unsigned char *p = (const unsigned char *)sql; *p; p++)
		hash = (hash ^ *p) * 16777619u;
	return hash & (KEPT_MAX - 1);
}

struct query *query(struct db *db, const char *sql)
{
	struct query **slot = &db->kept[slot_of(sql)];
	struct query *q;

	for (q = *slot; q; q = q->same)
		if (!q->in_use && strcmp(q->sql, sql) == 0)
			break;
	if (!q) {
		q = mem_alloc(sizeof(*q));
		q->db = db;
		q->sql = mem_string(sql);
		q->same = *slot;
		*slot = q;
	}
	errno = 0;
	if (!q->statement) /* again, when it failed for a lock the last time */
		sqlite3_prepare_v3(db->sqlite, sql, -1, SQLITE_PREPARE_PERSISTENT,
			&q->statement, NULL);
	q->in_use = true;
	return q;
}

void query_int(struct query *q, int param, int64_t value)
{
	if (q->statement)
		sqlite3_bind_int64(q->statement, param, value);
}

void query_text(struct query *q, int param, const char *text)
{
	if (q->statement)
		sqlite3_bind_text(q->statement, param, text, -1, SQLITE_TRANSIENT);
}

void query_text_n(struct query *q, int param, const char *text, size_t len)
{
	if (q->statement)
		sqlite3_bind_text64(
			q->statement, param, text, len, SQLITE_TRANSIENT, SQLITE_UTF8);
}

void query_bytes(struct query *q, int param, const void *bytes, size_t len)
{
	/* A NULL pointer would bind NULL, and no bytes are not nothing. */
	if (q->statement)
		sqlite3_bind_blob64(
			q->statement, param, len ? bytes : "", len, SQLITE_TRANSIENT);
}

void query_null(struct query *q, int param)
{
	if (q->statement)
		sqlite3_bind_null(q->statement, param);
}

enum query_got query_next(struct query *q, struct err *err)
{
	int code = q->statement ? sqlite3_step(q->statement)
				: sqlite3_extended_errcode(q->db->sqlite);

	if (code == SQLITE_ROW)
		return QUERY_ROW;
	if (code != SQLITE_DONE)
		fail(q->db, code, err);
	query_end(q);
	return code == SQLITE_DONE ? QUERY_END : QUERY_FAIL;
}

bool query_run(struct query *q, struct err *err)
{
	enum query_got got;

	while ((got = query_next(q, err)) == QUERY_ROW)
		;
	return got == QUERY_END;
}

bool query_one_int(struct query *q, int64_t *out, int64_t otherwise, struct err *err)
{
	*out = otherwise;
	switch (query_next(q, err)) {
	case QUERY_ROW:
		if (!query_null_at(q, 0))
			*out = query_int_at(q, 0);
		query_end(q);
		return true;
	case QUERY_END:
		return true;
	default:
		return false;
	}
}

void query_end(struct query *q)
{
	if (q->statement) {
		sqlite3_reset(q->statement);
		sqlite3_clear_bindings(q->statement);
	}
	q->in_use = false;
}

int query_columns(const struct query *q)
{
	return sqlite3_column_count(q->statement);
}

enum query_type query_type_at(struct query *q, int column)
{
	switch (sqlite3_column_type(q->statement, column)) {
	case SQLITE_INTEGER:
		return QUERY_INT;
	case SQLITE_TEXT:
		return QUERY_TEXT;
	case SQLITE_BLOB:
		return QUERY_BYTES;
	default:
		return QUERY_NULL; /* there is no REAL in a STRICT table of ours */
	}
}

bool query_null_at(struct query *q, int column)
{
	return sqlite3_column_type(q->statement, column) == SQLITE_NULL;
}

int64_t query_int_at(struct query *q, int column)
{
	return sqlite3_column_int64(q->statement, column);
}

const char *query_text_at(struct query *q, int column)
{
	const unsigned char *text = sqlite3_column_text(q->statement, column);

	return text ? (const char *)text : "";
}

const void *query_bytes_at(struct query *q, int column, size_t *len)
{
	const void *bytes = sqlite3_column_blob(q->statement, column);

	*len = (size_t)sqlite3_column_bytes(q->statement, column);
	return bytes ? bytes : "";
}

void query_copy_at(struct query *q, int column, char *out, size_t size)
{
	text_copy(out, size, query_text_at(q, column));
}
