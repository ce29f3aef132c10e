#include "kept.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "entry.h"
#include "path.h"
#include "query.h"

/* The bytes themselves; nothing when they are there. */
static bool keep_bytes(struct store *store, const void *bytes, size_t len,
	struct digest *digest, struct err *err)
{
	struct query *q = query(store_db(store),
		"INSERT INTO kept VALUES (?1, ?2) ON CONFLICT DO NOTHING");

	*digest = digest_of(bytes, len);
	query_bytes(q, 1, digest->bytes, DIGEST_SIZE);
	query_bytes(q, 2, bytes, len);
	return query_run(q, err);
}

/* `sql` counts the entries that name a digest. */
static bool is_named(struct store *store, const char *sql, const struct digest *digest,
	const char *name, bool *named, struct err *err)
{
	struct query *q = query(store_db(store), sql);
	int64_t count;

	query_bytes(q, 1, digest->bytes, DIGEST_SIZE);
	query_text(q, 2, name);
	if (!query_one_int(q, &count, 0, err))
		return false;
	*named = count > 0;
	return true;
}

static bool append_profile(struct store *store, const char *name,
	const struct digest *digest, int64_t wall_us, struct err *err)
{
	struct entry_value values[] = { value_text(name),
		value_bytes(digest->bytes, DIGEST_SIZE) };
	struct entry_says says = { .kind = ENTRY_PROFILE, .values = values };

	return entry_append(store, &says, wall_us, NULL, err);
}

bool kept_profile(struct store *store, const char *name, const void *bytes, size_t len,
	int64_t wall_us, struct digest *digest, struct err *err)
{
	bool ok, named = false;

	if (len > KEPT_FILE_MAX)
		return err_set(err, "profile %s: %zu bytes, allowed are %u", name, len,
			KEPT_FILE_MAX);
	if (!store_begin(store, err))
		return false;
	ok = keep_bytes(store, bytes, len, digest, err) &&
	     is_named(store,
		     "SELECT count(*) FROM profile WHERE digest = ?1 AND name = ?2",
		     digest, name, &named, err) &&
	     (named || append_profile(store, name, digest, wall_us, err));
	return store_end(store, ok, err);
}

static bool wanted(const char *name)
{
	size_t len = strlen(name);

	return path_plain(name) && len > 4 &&
	       (strcmp(name + len - 4, ".csv") == 0 ||
		       (len > 5 && strcmp(name + len - 5, ".yaml") == 0));
}

static bool keep_file(struct store *store, const char *dir, const char *name,
	struct digest *digest, struct err *err)
{
	struct buf bytes = BUF_INIT;
	char path[PATH_SIZE];
	bool ok = path_join(path, dir, name, err) &&
		  path_read(path, KEPT_FILE_MAX, &bytes, err) &&
		  keep_bytes(store, bytes.data, bytes.len, digest, err);

	buf_release(&bytes);
	return ok;
}

static bool append_scheme(struct store *store, const char *id,
	const struct digest *digest, const char *dir, char **names, int64_t wall_us,
	struct err *err)
{
	static const size_t columns = 2;
	struct entry_value values[] = { value_text(id),
		value_bytes(digest->bytes, DIGEST_SIZE) };
	struct digest of[KEPT_FILES_MAX];
	struct entry_value rows[KEPT_FILES_MAX * 2];
	struct entry_says says = {
		.kind = ENTRY_SCHEME, .values = values, .rows = rows
	};

	assert(entry_row_columns(ENTRY_SCHEME) == columns);
	for (; *names; names++) {
		size_t n = says.row_count;

		if (!wanted(*names))
			continue;
		if (n == KEPT_FILES_MAX)
			return err_set(err, "%s: more than %d files make no scheme",
				dir, KEPT_FILES_MAX);
		if (!keep_file(store, dir, *names, &of[n], err))
			return false;
		rows[n * columns] = value_text(*names);
		rows[n * columns + 1] = value_bytes(of[n].bytes, DIGEST_SIZE);
		says.row_count++;
	}
	return entry_append(store, &says, wall_us, NULL, err);
}

bool kept_scheme(struct store *store, const char *id, const struct digest *digest,
	const char *dir, int64_t wall_us, struct err *err)
{
	bool ok, named = false;
	char **names;
	size_t count;

	if (!is_named(store,
		    "SELECT count(*) FROM scheme WHERE digest = ?1 AND scheme = ?2",
		    digest, id, &named, err))
		return false;
	if (named)
		return true;
	if (!path_list(dir, "", &names, &count, err))
		return false;
	ok = store_begin(store, err);
	if (ok)
		ok = store_end(store,
			append_scheme(store, id, digest, dir, names, wall_us, err),
			err);
	path_list_free(names);
	return ok;
}

bool kept_get(struct store *store, const struct digest *digest, struct buf *out,
	struct err *err)
{
	struct query *q = query(
		store_db(store), "SELECT bytes FROM kept WHERE digest = ?1");
	char hex[DIGEST_TEXT_SIZE];
	enum query_got got;
	const void *bytes;
	size_t len;

	query_bytes(q, 1, digest->bytes, DIGEST_SIZE);
	got = query_next(q, err);
	if (got == QUERY_END)
		return err_set(err, "the journal does not hold the file %s",
			digest_text(digest, hex));
	if (got == QUERY_FAIL)
		return false;
	bytes = query_bytes_at(q, 0, &len);
	buf_add(out, bytes, len);
	query_end(q);
	return true;
}

bool kept_scheme_each(struct store *store, const struct digest *digest, kept_take *take,
	void *ctx, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT f.name, k.bytes FROM scheme_file f "
		"JOIN kept k ON k.digest = f.digest WHERE (f.station, f.seq) = "
		"(SELECT station, seq FROM scheme WHERE digest = ?1 LIMIT 1) "
		"ORDER BY n");
	enum query_got got;
	size_t files = 0;

	query_bytes(q, 1, digest->bytes, DIGEST_SIZE);
	while ((got = query_next(q, err)) == QUERY_ROW) {
		const void *bytes;
		size_t len;

		bytes = query_bytes_at(q, 1, &len);
		files++;
		if (!take(ctx, query_text_at(q, 0), bytes, len, err)) {
			query_end(q);
			return false;
		}
	}
	if (got == QUERY_END && files == 0)
		return err_set(err, "the journal does not hold this scheme's files");
	return got == QUERY_END;
}

struct folder {
	const char *dir;
};

static bool write_file(
	void *ctx, const char *name, const void *bytes, size_t len, struct err *err)
{
	const struct folder *folder = ctx;
	char path[PATH_SIZE];

	/* The name may come from another station's journal. */
	if (!wanted(name))
		return err_set(err, "\"%.60s\" is no name of a scheme's file", name);
	return path_join(path, folder->dir, name, err) &&
	       path_write(path, bytes, len, err);
}

bool kept_scheme_write(struct store *store, const struct digest *digest,
	const char *dir, struct err *err)
{
	struct folder folder = { dir };

	return kept_scheme_each(store, digest, write_file, &folder, err);
}

/* ---- held in memory ---------------------------------------------------------- */

static bool take_file(
	void *ctx, const char *name, const void *bytes, size_t len, struct err *err)
{
	struct kept_files *files = ctx;
	size_t n = files->count;

	if (n == KEPT_FILES_MAX)
		return err_set(
			err, "more than %d files make no scheme", KEPT_FILES_MAX);
	files->name[n] = mem_string(name);
	files->bytes[n] = (struct buf)BUF_INIT;
	buf_add(&files->bytes[n], bytes, len);
	files->file[n] = (struct scheme_file){ files->name[n], files->bytes[n].data,
		len };
	files->count++;
	return true;
}

bool kept_files(struct store *store, const struct digest *digest,
	struct kept_files *files, struct err *err)
{
	files->count = 0;
	return kept_scheme_each(store, digest, take_file, files, err);
}

void kept_files_release(struct kept_files *files)
{
	for (size_t i = 0; i < files->count; i++) {
		free(files->name[i]);
		buf_release(&files->bytes[i]);
	}
}
