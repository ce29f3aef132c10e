#include "entry.h"

#include <assert.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "buf.h"
#include "query.h"
#include "text.h"

/* ---- what every kind says --------------------------------------------------------
 *
 * Columns in the order of the canonical encoding. A new kind is a new row here, in
 * a migration and in schema/FORMAT.md; the columns of a kind never change.
 */
struct shape {
	const char *kind; /* also its table */
	const char *columns;
	const char *rows; /* a second table with several rows, or NULL */
	const char *row_columns;
};

#define READING_COLUMNS                                                                \
	"listening_station, listening, frame, part, at_us, kind, unit, value"

static const struct shape shapes[ENTRY_KINDS] = {
	[ENTRY_STATION] = { "station", "name, format", NULL, NULL },
	[ENTRY_SCHOOL] = { "school", "name, school_year, system, zone", NULL, NULL },
	[ENTRY_PROFILE] = { "profile", "name, digest", NULL, NULL },
	[ENTRY_SCHEME] = { "scheme", "scheme, digest", "scheme_file", "name, digest" },
	[ENTRY_ROSTER_ROW] = { "roster_row",
		"student, state, grade_code, class_code, class_name, sex", NULL, NULL },
	[ENTRY_SESSION] = { "session",
		"kind, school_year, item, place, testers, device, course", NULL, NULL },
	[ENTRY_LISTENING] = { "listening",
		"port, settings, profile, digest, wall_us, mono_us", NULL, NULL },
	[ENTRY_CHUNK] = { "chunk", "listening, start, at_us, bytes", NULL, NULL },
	[ENTRY_LISTENING_END] = { "listening_end", "listening, at_us, why", NULL,
		NULL },
	[ENTRY_ATTEMPT] = { "attempt",
		"student, item, session_station, session, source, outcome, value, "
		"raw_value, raw_unit, correction, channel, subject, began_us, "
		"ended_us, "
		"reason, who",
		"attempt_reading", READING_COLUMNS },
	[ENTRY_VERDICT] = { "verdict", "of_station, of_seq, stands, reason, who", NULL,
		NULL },
	[ENTRY_DISPUTE] = { "dispute", "of_station, of_seq, reason", "dispute_with",
		"other_station, other_seq" },
	[ENTRY_REVISE] = { "revise",
		"of_station, of_seq, outcome, value, raw_value, raw_unit, reason",
		"revise_reading", READING_COLUMNS },
	[ENTRY_SCHEME_USE] = { "scheme_use", "scheme, digest, exam_year, who", NULL,
		NULL },
	[ENTRY_SCHEME_CONFIRM] = { "scheme_confirm", "of_station, of_seq, who", NULL,
		NULL },
	[ENTRY_CHOICE] = { "choice", "student, scheme, part, items, reason, who", NULL,
		NULL },
	[ENTRY_STANDING] = { "standing",
		"student, scheme, part, code, papers, approver, given_on, who", NULL,
		NULL },
	[ENTRY_PROCESS] = { "process",
		"student, scheme, component, year, value_c, origin, inputs, who", NULL,
		NULL },
	[ENTRY_PAST_YEAR] = { "past_year",
		"student, school_year, grade_code, total_c, origin, who", NULL, NULL },
	[ENTRY_PENALTY] = { "penalty", "of_station, of_seq, code, times, reason, who",
		NULL, NULL },
	[ENTRY_MOVE] = { "move", "of_station, of_seq, student, reason, who", NULL,
		NULL },
	[ENTRY_PRESENCE] = { "presence", "student, day, item, state, who", NULL, NULL },
	[ENTRY_PUTOFF] = { "putoff", "class_code, item, day, until, reason, who", NULL,
		NULL },
	[ENTRY_CARD] = { "card", "student, token", NULL, NULL },
	[ENTRY_LINEUP] = { "lineup", "session_station, session, heat", "lineup_person",
		"number, student" },
	[ENTRY_SOURCE_FILE] = { "source_file",
		"name, digest, what, school_year, runs, who", NULL, NULL },
	[ENTRY_OFFICIAL] = { "official",
		"student, school_year, grade_code, standard_c, bonus_c, total_c, "
		"level, origin, who",
		"official_item", "item, value, points_c, bonus_c, level" },
	[ENTRY_EXPORT] = { "export",
		"what, layout, scheme, scheme_digest, school_year, file, sha256, rows, "
		"who",
		"export_value", "student, item, value" },
	[ENTRY_STATION_KEY] = { "station_key", "public", NULL, NULL },
};

const char *entry_kind_name(enum entry_kind kind)
{
	assert(kind > ENTRY_NONE && kind < ENTRY_KINDS);
	return shapes[kind].kind;
}

enum entry_kind entry_kind_read(const char *name)
{
	for (int kind = ENTRY_NONE + 1; kind < ENTRY_KINDS; kind++)
		if (strcmp(shapes[kind].kind, name) == 0)
			return kind;
	return ENTRY_NONE;
}

static size_t count_columns(const char *list)
{
	size_t count = 1;

	if (!list)
		return 0;
	for (; *list; list++)
		count += *list == ',';
	return count;
}

size_t entry_columns(enum entry_kind kind)
{
	assert(kind > ENTRY_NONE && kind < ENTRY_KINDS);
	return count_columns(shapes[kind].columns);
}

size_t entry_row_columns(enum entry_kind kind)
{
	assert(kind > ENTRY_NONE && kind < ENTRY_KINDS);
	return count_columns(shapes[kind].row_columns);
}

/* ---- values ------------------------------------------------------------------- */

struct entry_value value_int(int64_t number)
{
	return (struct entry_value){ .type = VALUE_INT, .number = number };
}

struct entry_value value_int_if(bool has, int64_t number)
{
	return has ? value_int(number) : value_null();
}

struct entry_value value_text(const char *text)
{
	if (!text)
		return value_null();
	return (struct entry_value){ VALUE_TEXT, 0, text, strlen(text) };
}

struct entry_value value_bytes(const void *bytes, size_t len)
{
	return (struct entry_value){ VALUE_BYTES, 0, bytes, len };
}

struct entry_value value_null(void)
{
	return (struct entry_value){ .type = VALUE_NULL };
}

static void bind_value(struct query *q, int param, const struct entry_value *v)
{
	switch (v->type) {
	case VALUE_NULL:
		query_null(q, param);
		return;
	case VALUE_INT:
		query_int(q, param, v->number);
		return;
	case VALUE_TEXT:
		query_text_n(q, param, v->data, v->len);
		return;
	case VALUE_BYTES:
		query_bytes(q, param, v->data, v->len);
		return;
	}
}

static struct entry_value value_at(struct query *q, int column)
{
	struct entry_value v = { .type = VALUE_NULL };

	switch (query_type_at(q, column)) {
	case QUERY_NULL:
		break;
	case QUERY_INT:
		return value_int(query_int_at(q, column));
	case QUERY_TEXT:
		v.type = VALUE_TEXT;
		v.data = query_bytes_at(q, column, &v.len);
		break;
	case QUERY_BYTES:
		v.type = VALUE_BYTES;
		v.data = query_bytes_at(q, column, &v.len);
		break;
	}
	return v;
}

/* ---- the canonical encoding: schema/FORMAT.md, "Encoding" ----------------------- */

static void add_be(struct digest_work *w, uint64_t number, int bytes)
{
	uint8_t out[8];

	for (int i = 0; i < bytes; i++)
		out[i] = (uint8_t)(number >> 8 * (bytes - 1 - i));
	digest_add(w, out, (size_t)bytes);
}

static void add_value(struct digest_work *w, const struct entry_value *v)
{
	static const char letter[] = { 'N', 'I', 'T', 'B' };

	digest_add(w, &letter[v->type], 1);
	if (v->type == VALUE_INT)
		add_be(w, (uint64_t)v->number, 8);
	if (v->type == VALUE_TEXT || v->type == VALUE_BYTES) {
		add_be(w, v->len, 4);
		digest_add(w, v->data, v->len);
	}
}

static void begin_digest(struct digest_work *w, const struct entry_id *id,
	const char *kind, int64_t made_us, const struct digest *prev)
{
	const struct entry_value head[] = {
		value_text(id->station),
		value_int(id->seq),
		value_text(kind),
		value_int(made_us),
		value_bytes(prev->bytes, DIGEST_SIZE),
	};

	digest_begin(w);
	digest_add(w, "FTS", 3);
	add_be(w, ENTRY_FORMAT, 1);
	for (size_t i = 0; i < sizeof(head) / sizeof(*head); i++)
		add_value(w, &head[i]);
}

void entry_digest(const struct entry_id *id, int64_t made_us, const struct digest *prev,
	const struct entry_says *says, struct digest *digest)
{
	size_t row_columns = entry_row_columns(says->kind);
	struct digest_work w;

	begin_digest(&w, id, entry_kind_name(says->kind), made_us, prev);
	for (size_t i = 0; i < entry_columns(says->kind); i++)
		add_value(&w, &says->values[i]);
	for (size_t row = 0; row < says->row_count; row++) {
		digest_add(&w, "R", 1);
		for (size_t i = 0; i < row_columns; i++)
			add_value(&w, &says->rows[row * row_columns + i]);
	}
	*digest = digest_end(&w);
}

/* ---- appending ---------------------------------------------------------------- */

/* The station's newest entry; seq 0 and a digest of zeros before the first. */
static bool read_head(struct store *store, struct entry_id *id, struct digest *digest,
	struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT seq, digest FROM entry WHERE station = ?1 "
		"ORDER BY seq DESC LIMIT 1");
	enum query_got got;
	size_t len;

	query_text(q, 1, store_station(store));
	memset(id, 0, sizeof(*id));
	text_copy(id->station, sizeof(id->station), store_station(store));
	memset(digest, 0, sizeof(*digest));
	got = query_next(q, err);
	if (got == QUERY_ROW) {
		id->seq = query_int_at(q, 0);
		memcpy(digest->bytes, query_bytes_at(q, 1, &len), DIGEST_SIZE);
		query_end(q);
	}
	return got != QUERY_FAIL;
}

static bool insert_entry(struct store *store, const struct entry_id *id,
	enum entry_kind kind, int64_t made_us, const struct digest *prev,
	const struct digest *digest, struct err *err)
{
	struct query *q = query(
		store_db(store), "INSERT INTO entry VALUES (?1, ?2, ?3, ?4, ?5, ?6)");

	query_text(q, 1, id->station);
	query_int(q, 2, id->seq);
	query_text(q, 3, entry_kind_name(kind));
	query_int(q, 4, made_us);
	query_bytes(q, 5, prev->bytes, DIGEST_SIZE);
	query_bytes(q, 6, digest->bytes, DIGEST_SIZE);
	return query_run(q, err);
}

/* INSERT INTO table(station, seq[, n], columns) VALUES (?, ...) */
static struct query *insert_query(
	struct store *store, const char *table, bool numbered, const char *columns)
{
	char sql[1024];
	size_t count = count_columns(columns) + (numbered ? 3 : 2);
	int len = snprintf(sql, sizeof(sql),
		"INSERT INTO %s(station, seq, %s%s) VALUES (", table,
		numbered ? "n, " : "", columns);

	for (size_t i = 0; i < count; i++)
		len += snprintf(sql + len, sizeof(sql) - (size_t)len, "?%s",
			i + 1 < count ? "," : ")");
	assert((size_t)len < sizeof(sql));
	return query(store_db(store), sql);
}

static bool insert_says(struct store *store, const struct entry_id *id,
	const struct entry_says *says, struct err *err)
{
	const struct shape *shape = &shapes[says->kind];
	size_t columns = entry_columns(says->kind);
	size_t row_columns = entry_row_columns(says->kind);
	struct query *q = insert_query(store, shape->kind, false, shape->columns);

	query_text(q, 1, id->station);
	query_int(q, 2, id->seq);
	for (size_t i = 0; i < columns; i++)
		bind_value(q, (int)i + 3, &says->values[i]);
	if (!query_run(q, err))
		return false;
	for (size_t row = 0; row < says->row_count; row++) {
		q = insert_query(store, shape->rows, true, shape->row_columns);
		query_text(q, 1, id->station);
		query_int(q, 2, id->seq);
		query_int(q, 3, (int64_t)row);
		for (size_t i = 0; i < row_columns; i++)
			bind_value(q, (int)i + 4, &says->rows[row * row_columns + i]);
		if (!query_run(q, err))
			return false;
	}
	return true;
}

bool entry_append(struct store *store, const struct entry_says *says, int64_t made_us,
	struct entry_id *id, struct err *err)
{
	struct digest prev, digest;
	struct entry_id next;
	bool ok;

	assert(says->row_count == 0 || shapes[says->kind].rows);
	if (!store_begin(store, err))
		return false;
	ok = read_head(store, &next, &prev, err);
	if (ok) {
		next.seq++;
		entry_digest(&next, made_us, &prev, says, &digest);
		ok = insert_entry(
			     store, &next, says->kind, made_us, &prev, &digest, err) &&
		     insert_says(store, &next, says, err);
	}
	if (!store_end(store, ok, err))
		return false;
	if (id)
		*id = next;
	return true;
}

/* ---- checking ----------------------------------------------------------------- */

struct chain {
	struct store *store;
	entry_fault *fault;
	void *ctx;
	char station[STATION_ID_MAX + 1];
	int64_t seq;	    /* of the entry before */
	struct digest prev; /* its digest */
};

static void tell(struct chain *c, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

static void tell(struct chain *c, const char *fmt, ...)
{
	char sentence[400];
	va_list args;

	va_start(args, fmt);
	vsnprintf(sentence, sizeof(sentence), fmt, args);
	va_end(args);
	c->fault(c->ctx, sentence);
}

static void add_columns(struct digest_work *w, struct query *q)
{
	for (int i = 0; i < query_columns(q); i++) {
		struct entry_value v = value_at(q, i);

		add_value(w, &v);
	}
}

/* What stands in a kind's tables under `id`, added as it was when it was written.
 * `rows` counts what was found in the first table. */
static bool add_stored(struct store *store, const struct entry_id *id,
	enum entry_kind kind, struct digest_work *w, int *rows, struct err *err)
{
	const struct shape *shape = &shapes[kind];
	enum query_got got;
	struct query *q;
	char sql[512];

	snprintf(sql, sizeof(sql), "SELECT %s FROM %s WHERE station = ?1 AND seq = ?2",
		shape->columns, shape->kind);
	q = query(store_db(store), sql);
	query_text(q, 1, id->station);
	query_int(q, 2, id->seq);
	for (*rows = 0; (got = query_next(q, err)) == QUERY_ROW; ++*rows)
		add_columns(w, q);
	if (got == QUERY_FAIL || !shape->rows)
		return got != QUERY_FAIL;
	snprintf(sql, sizeof(sql),
		"SELECT %s FROM %s WHERE station = ?1 AND seq = ?2 ORDER BY n",
		shape->row_columns, shape->rows);
	q = query(store_db(store), sql);
	query_text(q, 1, id->station);
	query_int(q, 2, id->seq);
	while ((got = query_next(q, err)) == QUERY_ROW) {
		digest_add(w, "R", 1);
		add_columns(w, q);
	}
	return got != QUERY_FAIL;
}

/* The columns of an entry in check_chain's query. */
enum { AT_STATION, AT_SEQ, AT_KIND, AT_MADE, AT_PREV, AT_DIGEST };

static bool digest_at(struct query *q, int column, struct digest *out)
{
	size_t len;
	const void *bytes = query_bytes_at(q, column, &len);

	memset(out, 0, sizeof(*out));
	if (len != DIGEST_SIZE)
		return false;
	memcpy(out->bytes, bytes, len);
	return true;
}

static bool check_entry(struct chain *c, struct query *q, struct err *err)
{
	const char *station = query_text_at(q, AT_STATION);
	const char *name = query_text_at(q, AT_KIND);
	enum entry_kind kind = entry_kind_read(name);
	struct entry_id id = { .seq = query_int_at(q, AT_SEQ) };
	struct digest prev = { { 0 } }, digest = { { 0 } }, made;
	struct digest_work w;
	int rows;

	query_copy_at(q, AT_STATION, id.station, sizeof(id.station));
	if (strcmp(c->station, station) != 0) {
		memcpy(c->station, id.station, sizeof(c->station));
		c->seq = 0;
		memset(&c->prev, 0, sizeof(c->prev));
	}
	if (id.seq != c->seq + 1)
		tell(c, "%s: a gap, entry %" PRId64 " follows entry %" PRId64,
			id.station, id.seq, c->seq);
	if (!digest_at(q, AT_PREV, &prev) || !digest_at(q, AT_DIGEST, &digest))
		tell(c, "%s %" PRId64 ": its digests are not 32 bytes", id.station,
			id.seq);
	if (id.seq == c->seq + 1 && !digest_same(&prev, &c->prev))
		tell(c, "%s %" PRId64 ": does not follow the entry before it",
			id.station, id.seq);
	c->seq = id.seq;
	c->prev = digest;
	if (kind == ENTRY_NONE) {
		tell(c, "%s %" PRId64 ": the kind \"%.40s\" is not known", id.station,
			id.seq, name);
		return true;
	}
	begin_digest(&w, &id, name, query_int_at(q, AT_MADE), &prev);
	if (!add_stored(c->store, &id, kind, &w, &rows, err))
		return false;
	made = digest_end(&w);
	if (rows == 0)
		tell(c, "%s %" PRId64 ": what this %s says is gone", id.station, id.seq,
			name);
	else if (!digest_same(&made, &digest))
		tell(c, "%s %" PRId64 ": this %s was altered after it was written",
			id.station, id.seq, name);
	return true;
}

static bool check_kept(struct chain *c, struct err *err)
{
	struct query *q = query(store_db(c->store), "SELECT digest, bytes FROM kept");
	enum query_got got;

	while ((got = query_next(q, err)) == QUERY_ROW) {
		char hex[DIGEST_TEXT_SIZE];
		struct digest named, made;
		const void *bytes;
		size_t len;

		digest_at(q, 0, &named);
		bytes = query_bytes_at(q, 1, &len);
		made = digest_of(bytes, len);
		if (!digest_same(&named, &made))
			tell(c, "the kept file %s was altered after it was written",
				digest_text(&named, hex));
	}
	return got != QUERY_FAIL;
}

/* Rows of a kind's table that no entry of that kind owns. */
static bool check_orphans(
	struct chain *c, const char *table, const char *kind, struct err *err)
{
	struct query *q;
	enum query_got got;
	char sql[512];

	snprintf(sql, sizeof(sql),
		"SELECT t.station, t.seq FROM %s t LEFT JOIN entry e "
		"ON e.station = t.station AND e.seq = t.seq AND e.kind = '%s' "
		"WHERE e.seq IS NULL",
		table, kind);
	q = query(store_db(c->store), sql);
	while ((got = query_next(q, err)) == QUERY_ROW)
		tell(c, "%.16s %" PRId64 ": a row of %s belongs to no entry",
			query_text_at(q, 0), query_int_at(q, 1), table);
	return got != QUERY_FAIL;
}

bool entry_check_chain(struct store *store, entry_fault *fault, void *ctx,
	int64_t *entries, struct err *err)
{
	struct chain c = { .store = store, .fault = fault, .ctx = ctx };
	struct query *q = query(store_db(store),
		"SELECT station, seq, kind, made_us, prev, digest FROM entry "
		"ORDER BY station, seq");
	enum query_got got;

	for (*entries = 0; (got = query_next(q, err)) == QUERY_ROW; ++*entries)
		if (!check_entry(&c, q, err)) {
			query_end(q);
			return false;
		}
	if (got == QUERY_FAIL || !check_kept(&c, err))
		return false;
	for (int kind = ENTRY_NONE + 1; kind < ENTRY_KINDS; kind++) {
		const struct shape *shape = &shapes[kind];

		if (!check_orphans(&c, shape->kind, shape->kind, err) ||
			(shape->rows &&
				!check_orphans(&c, shape->rows, shape->kind, err)))
			return false;
	}
	return true;
}

bool entry_head(
	struct store *store, int64_t *seq, char hex[DIGEST_TEXT_SIZE], struct err *err)
{
	struct digest digest;
	struct entry_id id;

	*seq = 0;
	hex[0] = '\0';
	if (!read_head(store, &id, &digest, err))
		return false;
	*seq = id.seq;
	if (id.seq > 0)
		digest_text(&digest, hex);
	return true;
}
