#include "handins.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "entry.h"
#include "query.h"
#include "standings.h"
#include "text.h"

#define VALUE_COLUMNS 3

bool handins_put(struct store *store, struct handin_file *handin,
	const struct handin_value *values, size_t count, int64_t wall_us,
	struct err *err)
{
	struct entry_value *rows = mem_array(count * VALUE_COLUMNS + 1, sizeof(*rows));
	const struct entry_value says[] = {
		value_text(handin->what),
		value_text(handin->layout),
		value_text(handin->scheme),
		handin->scheme[0]
			? value_bytes(handin->scheme_digest.bytes, DIGEST_SIZE)
			: value_null(),
		value_int(store_school_year(store)),
		value_text(handin->file),
		value_bytes(handin->sha256.bytes, SHA256_SIZE),
		value_int(handin->rows),
		value_text(handin->who),
	};
	bool good;

	handin->values = 0;
	for (size_t i = 0; i < count; i++) {
		handin->values += values[i].item[0] &&
				  strcmp(values[i].item, HANDIN_GONE) != 0;
		rows[VALUE_COLUMNS * i] = value_text(values[i].student);
		rows[VALUE_COLUMNS * i + 1] = value_text(values[i].item);
		rows[VALUE_COLUMNS * i + 2] = value_int_if(
			values[i].item[0], values[i].value);
	}
	good = entry_append(store,
		&(struct entry_says){ ENTRY_EXPORT, says, rows, count }, wall_us,
		&handin->id, err);
	handin->made_us = wall_us;
	handin->school_year = store_school_year(store);
	free(rows);
	return good;
}

/* ---- reading ---------------------------------------------------------------------- */

static void copy_bytes_at(struct query *q, int column, void *out, size_t size)
{
	size_t len;
	const void *bytes = query_bytes_at(q, column, &len);

	memset(out, 0, size);
	if (len == size)
		memcpy(out, bytes, size);
}

static void read_one(struct query *q, struct handin_file *h)
{
	memset(h, 0, sizeof(*h));
	query_copy_at(q, 0, h->id.station, sizeof(h->id.station));
	h->id.seq = query_int_at(q, 1);
	h->made_us = query_int_at(q, 2);
	query_copy_at(q, 3, h->what, sizeof(h->what));
	query_copy_at(q, 4, h->layout, sizeof(h->layout));
	query_copy_at(q, 5, h->scheme, sizeof(h->scheme));
	copy_bytes_at(q, 6, h->scheme_digest.bytes, DIGEST_SIZE);
	h->school_year = (int)query_int_at(q, 7);
	query_copy_at(q, 8, h->file, sizeof(h->file));
	copy_bytes_at(q, 9, h->sha256.bytes, SHA256_SIZE);
	h->rows = query_int_at(q, 10);
	query_copy_at(q, 11, h->who, sizeof(h->who));
	h->values = query_int_at(q, 12);
}

bool handins_each(struct store *store, handins_take *take, void *ctx, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT station, seq, made_us, what, layout, scheme, scheme_digest, "
		"school_year, file, sha256, rows, who, "
		"(SELECT count(*) FROM export_value v WHERE v.station = x.station AND "
		"v.seq = x.seq AND v.item NOT IN ('', '" HANDIN_GONE "')) "
		"FROM export x JOIN entry USING (station, seq) "
		"ORDER BY made_us, station, seq");
	enum query_got got;
	struct handin_file handin;

	while ((got = query_next(q, err)) == QUERY_ROW) {
		read_one(q, &handin);
		if (take(ctx, &handin))
			continue;
		query_end(q);
		return true;
	}
	return got != QUERY_FAIL;
}

bool handins_layout(struct store *store, const struct sha256 *sha256, char layout[48],
	struct err *err)
{
	struct query *q = query(
		store_db(store), "SELECT layout FROM export WHERE sha256 = ?1 LIMIT 1");
	enum query_got got;

	layout[0] = '\0';
	query_bytes(q, 1, sha256->bytes, SHA256_SIZE);
	got = query_next(q, err);
	if (got == QUERY_ROW) {
		query_copy_at(q, 0, layout, 48);
		query_end(q);
	}
	return got != QUERY_FAIL;
}

/* ---- changes ---------------------------------------------------------------------- */

/* ?1 school year, ?2 and ?3 the last entry that counts, ?2 NULL: all of them; ?4 what. */
#define NEWEST_SQL                                                                     \
	"WITH files AS (SELECT x.station, x.seq, "                                     \
	"  max(n.made_us) OVER (PARTITION BY x.station ORDER BY x.seq) AS reached "    \
	"  FROM export x JOIN entry n USING (station, seq) "                           \
	"  WHERE x.what = ?4 AND x.school_year = ?1), "                                \
	"had AS (SELECT DISTINCT v.student, f.* FROM files f "                         \
	"  JOIN export_value v USING (station, seq) WHERE ?2 IS NULL OR "              \
	"    CASE WHEN f.station = ?2 THEN f.seq <= ?3 ELSE f.reached <= (SELECT "     \
	"reached "                                                                     \
	"      FROM files WHERE station = ?2 AND seq = ?3) END), "                     \
	"newest AS (SELECT student, station, seq FROM (SELECT had.*, row_number() "    \
	"OVER "                                                                        \
	"  (PARTITION BY student ORDER BY reached DESC, station DESC, seq DESC) AS "   \
	"place "                                                                       \
	"  FROM had) WHERE place = 1), "

static const char changes_sql[] = NEWEST_SQL
	"old AS (SELECT v.student, v.item, v.value FROM newest "
	"  JOIN export_value v USING (student, station, seq) "
	"  WHERE v.item NOT IN ('', '" HANDIN_GONE "')), "
	"both AS (SELECT student, item, max(was) AS was, max(is_now) AS is_now FROM "
	"  (SELECT student, item, value AS was, NULL AS is_now FROM old UNION ALL "
	"  SELECT student, item, NULL, value FROM result "
	"  WHERE state = 'valid' AND value IS NOT NULL) GROUP BY student, item)"
	", exempt AS " STANDINGS_EXEMPT ", "
	"valued AS (SELECT b.*, r.state, CASE WHEN b.was IS NULL THEN 0 "
	"  WHEN b.is_now IS NULL THEN 2 ELSE 1 END AS kind "
	"  FROM both b JOIN student s ON s.id = b.student "
	/* by its student: of an item there are as many results as students */
	"  LEFT JOIN result r ON r.student = b.student AND +r.item = b.item "
	"  WHERE s.state = 'here' AND b.was IS NOT b.is_now "
	"  AND b.student NOT IN exempt), "
	"gone AS (SELECT n.student, coalesce(o.item, '') AS item, o.value AS was, "
	"  NULL AS is_now, '' AS state, CASE s.state WHEN 'here' THEN 3 ELSE 4 END "
	"  FROM newest n JOIN student s ON s.id = n.student "
	"  LEFT JOIN old o ON o.student = n.student "
	"  WHERE (s.state <> 'here' OR n.student IN exempt) AND NOT EXISTS "
	"  (SELECT 1 FROM export_value v WHERE v.student = n.student "
	"   AND v.station = n.station AND v.seq = n.seq "
	"   AND v.item = '" HANDIN_GONE "')) "
	"SELECT c.student, c.item, c.was, c.is_now, n.station, n.seq, c.state, c.kind "
	"FROM (SELECT * FROM valued UNION ALL SELECT * FROM gone) c "
	"JOIN student s ON s.id = c.student "
	"LEFT JOIN newest n ON n.student = c.student "
	"ORDER BY s.grade_code, s.class_code, c.student, c.item";

const char *change_kind_key(enum change_kind kind)
{
	static const char *const keys[] = {
		[CHANGE_NEW] = "new",
		[CHANGE_VALUE] = "changed",
		[CHANGE_WITHDRAWN] = "withdrawn",
		[CHANGE_EXEMPT] = "exempt",
		[CHANGE_LEFT] = "left",
	};

	return keys[kind];
}

static bool check_since(
	struct store *store, const char *what, int64_t since, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT count(*) FROM export WHERE station = ?1 AND seq = ?2 "
		"AND what = ?3");
	int64_t count;

	query_text(q, 1, store_station(store));
	query_int(q, 2, since);
	query_text(q, 3, what);
	if (!query_one_int(q, &count, 0, err))
		return false;
	return count > 0 || err_set(err,
				    "entry %" PRId64
				    " of this station is no file of this kind that was "
				    "handed in; see 'station export list'",
				    since);
}

bool handins_changes(struct store *store, int64_t since, handins_changed *take,
	void *ctx, struct err *err)
{
	struct handin_change change;
	enum query_got got;
	struct query *q;

	if (since > 0 && !check_since(store, "national", since, err))
		return false;
	q = query(store_db(store), changes_sql);
	query_int(q, 1, store_school_year(store));
	query_text(q, 2, since > 0 ? store_station(store) : NULL);
	query_int(q, 3, since);
	query_text(q, 4, "national");
	while ((got = query_next(q, err)) == QUERY_ROW) {
		memset(&change, 0, sizeof(change));
		query_copy_at(q, 0, change.student, sizeof(change.student));
		query_copy_at(q, 1, change.item, sizeof(change.item));
		change.had = !query_null_at(q, 2);
		change.old_value = query_int_at(q, 2);
		change.has = !query_null_at(q, 3);
		change.new_value = query_int_at(q, 3);
		query_copy_at(q, 4, change.since.station, sizeof(change.since.station));
		change.since.seq = query_int_at(q, 5);
		query_copy_at(q, 6, change.state, sizeof(change.state));
		change.kind = (enum change_kind)query_int_at(q, 7);
		if (take(ctx, &change))
			continue;
		query_end(q);
		return true;
	}
	return got != QUERY_FAIL;
}

static const char held_sql[] = NEWEST_SQL
	"unused AS (SELECT 1) "
	"SELECT v.student, v.item, v.value, n.station, n.seq FROM newest n "
	"JOIN export_value v USING (student, station, seq) "
	"ORDER BY v.student, v.item";

bool handins_held(struct store *store, const char *what, int64_t since,
	handins_holds *take, void *ctx, struct err *err)
{
	struct handin_value value;
	struct entry_id id;
	enum query_got got;
	struct query *q;

	if (since > 0 && !check_since(store, what, since, err))
		return false;
	q = query(store_db(store), held_sql);
	query_int(q, 1, store_school_year(store));
	query_text(q, 2, since > 0 ? store_station(store) : NULL);
	query_int(q, 3, since);
	query_text(q, 4, what);
	while ((got = query_next(q, err)) == QUERY_ROW) {
		memset(&value, 0, sizeof(value));
		memset(&id, 0, sizeof(id));
		query_copy_at(q, 0, value.student, sizeof(value.student));
		query_copy_at(q, 1, value.item, sizeof(value.item));
		value.value = query_int_at(q, 2);
		query_copy_at(q, 3, id.station, sizeof(id.station));
		id.seq = query_int_at(q, 4);
		if (take(ctx, &value, &id))
			continue;
		query_end(q);
		return true;
	}
	return got != QUERY_FAIL;
}
