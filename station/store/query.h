/*
 * query - SQL by prepare, bind, step and read; query.c is the only file that
 * knows SQLite.
 *
 *	struct query *q = query(db, "SELECT seq, kind FROM entry WHERE made_us > ?1");
 *	query_int(q, 1, since_us);
 *	while ((got = query_next(q, &err)) == QUERY_ROW)
 *		use(query_int_at(q, 0), query_text_at(q, 1));
 *
 * Prepared statements are kept by their text: the second query() of the same text
 * prepares nothing. A query is in use until it reached its end, failed or was ended
 * by query_end(); leaving a loop early needs query_end(). The same text may be in
 * use several times at once.
 *
 * Whatever goes wrong (disk, lock, constraint, a damaged file) is a sentence, given
 * by query_next(), query_run() or query_one_int().
 */
#ifndef STORE_QUERY_H
#define STORE_QUERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"

struct db;
struct query;

enum db_open {
	DB_READ,   /* also from a medium that cannot be written */
	DB_WRITE,  /* it must exist */
	DB_CREATE, /* made when it does not exist */
};

struct db *db_open(const char *path, enum db_open how, struct err *err);
void db_close(struct db *db);
/* Bring another database file in under `name`, opened the same way; it must exist. */
bool db_attach(struct db *db, const char *path, const char *name, struct err *err);
/* Run every statement of `sql`. */
bool db_run(struct db *db, const char *sql, struct err *err);
bool db_in_transaction(const struct db *db);
/* The database `name` ("main" or as it was attached) as a new file, page by page; within a
 * transaction as it was when that began. The file stands by itself: it has no log. */
bool db_copy(struct db *db, const char *name, const char *path, struct err *err);
/* Rows changed by the latest statement. */
int db_changes(const struct db *db);

struct query *query(struct db *db, const char *sql);

/* Parameters count from 1. Texts and bytes are copied. */
void query_int(struct query *q, int param, int64_t value);
void query_text(struct query *q, int param, const char *text); /* NULL binds NULL */
void query_text_n(struct query *q, int param, const char *text, size_t len);
void query_bytes(struct query *q, int param, const void *bytes, size_t len);
void query_null(struct query *q, int param);

enum query_got { QUERY_FAIL = -1, QUERY_END, QUERY_ROW };
enum query_got query_next(struct query *q, struct err *err);
/* Step to the end, ignoring rows: for INSERT, UPDATE, DELETE. */
bool query_run(struct query *q, struct err *err);
/* The first row's first column as an integer, `otherwise` when there is no row
 * or it is NULL; then the query is over. false only on failure. */
bool query_one_int(struct query *q, int64_t *out, int64_t otherwise, struct err *err);
void query_end(struct query *q);

/* Columns count from 0; what is lent is lent until the next query_next(). */
enum query_type { QUERY_NULL, QUERY_INT, QUERY_TEXT, QUERY_BYTES };
int query_columns(const struct query *q);
enum query_type query_type_at(struct query *q, int column);
bool query_null_at(struct query *q, int column);
int64_t query_int_at(struct query *q, int column);	/* 0 for NULL */
const char *query_text_at(struct query *q, int column); /* "" for NULL */
const void *query_bytes_at(struct query *q, int column, size_t *len);
/* Copy a text column, cut at a character when it is too long. */
void query_copy_at(struct query *q, int column, char *out, size_t size);

#endif
