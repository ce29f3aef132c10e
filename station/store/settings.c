#include "settings.h"

#include "query.h"
#include "text.h"

char *settings_get(struct store *store, const char *key, const char *otherwise,
	char *out, size_t size)
{
	struct query *q = query(
		store_db(store), "SELECT value FROM setting WHERE key = ?1");
	struct err ignored;

	text_copy(out, size, otherwise);
	query_text(q, 1, key);
	if (query_next(q, &ignored) == QUERY_ROW) {
		query_copy_at(q, 0, out, size);
		query_end(q);
	}
	return out;
}

bool settings_set(
	struct store *store, const char *key, const char *value, struct err *err)
{
	struct query *q = query(
		store_db(store), "INSERT OR REPLACE INTO setting VALUES (?1, ?2)");

	query_text(q, 1, key);
	query_text(q, 2, value);
	return query_run(q, err);
}

bool settings_clear(struct store *store, const char *key, struct err *err)
{
	struct query *q = query(store_db(store), "DELETE FROM setting WHERE key = ?1");

	query_text(q, 1, key);
	return query_run(q, err);
}

bool settings_bind(struct store *store, const struct binding *binding, struct err *err)
{
	struct query *q;
	int64_t others;

	q = query(store_db(store), "SELECT count(*) FROM binding WHERE port <> ?1");
	query_text(q, 1, binding->where);
	if (!query_one_int(q, &others, 0, err))
		return false;
	if (others >= BINDINGS_MAX)
		return err_set(err,
			"%s cannot be bound: %d ports are bound already, which is the "
			"most",
			binding->where, BINDINGS_MAX);
	q = query(store_db(store),
		"INSERT OR REPLACE INTO binding VALUES (?1, ?2, ?3, ?4, ?5)");
	query_text(q, 1, binding->where);
	query_text(q, 2, binding->settings);
	query_text(q, 3, binding->profile);
	query_text(q, 4, binding->item);
	query_int(q, 5, binding->lanes);
	return query_run(q, err);
}

bool settings_unbind(struct store *store, const char *where, struct err *err)
{
	struct query *q = query(store_db(store), "DELETE FROM binding WHERE port = ?1");

	query_text(q, 1, where);
	return query_run(q, err);
}

size_t settings_bindings(struct store *store, struct binding *out, size_t max)
{
	struct query *q = query(store_db(store),
		"SELECT port, settings, profile, item, lanes FROM "
		"binding ORDER BY port");
	struct err ignored;
	size_t count = 0;

	while (count < max && query_next(q, &ignored) == QUERY_ROW) {
		struct binding *b = &out[count++];

		query_copy_at(q, 0, b->where, sizeof(b->where));
		query_copy_at(q, 1, b->settings, sizeof(b->settings));
		query_copy_at(q, 2, b->profile, sizeof(b->profile));
		query_copy_at(q, 3, b->item, sizeof(b->item));
		b->lanes = (int)query_int_at(q, 4);
	}
	query_end(q);
	return count;
}
