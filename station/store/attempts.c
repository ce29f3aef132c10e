#include "attempts.h"

#include <assert.h>
#include <string.h>

#include "entry.h"
#include "listenings.h"
#include "query.h"
#include "text.h"

static const char *const source_keys[] = { "", "device", "hand", "manual", "import" };

const char *attempt_source_key(enum attempt_source source)
{
	assert(source >= SOURCE_DEVICE && source <= SOURCE_IMPORT);
	return source_keys[source];
}

static enum attempt_source source_read(const char *key)
{
	for (int i = SOURCE_DEVICE; i <= SOURCE_IMPORT; i++)
		if (strcmp(source_keys[i], key) == 0)
			return i;
	return SOURCE_MANUAL;
}

static enum attempt_outcome outcome_read(const char *key)
{
	for (int i = OUTCOME_VALID; i <= OUTCOME_WITHDRAWN; i++)
		if (strcmp(attempt_outcome_key(i), key) == 0)
			return i;
	return OUTCOME_INTERRUPTED; /* a word of later days counts nothing */
}

static enum reading_unit unit_read(const char *name)
{
	for (int i = UNIT_NONE + 1; i < READING_UNITS; i++)
		if (strcmp(reading_unit_name(i), name) == 0)
			return i;
	return UNIT_NONE;
}

static enum reading_kind kind_read(const char *name)
{
	for (int i = READING_NONE + 1; i < READING_KINDS; i++)
		if (strcmp(reading_kind_name(i), name) == 0)
			return i;
	return READING_NONE;
}

struct reading_ref reading_ref_of(
	const struct entry_id *listening, const struct reading *reading)
{
	return (struct reading_ref){
		.listening = *listening,
		.offset = reading->offset,
		.at_us = reading->at_us,
		.value = reading->has_value ? reading->value : 0,
		.has_value = reading->has_value,
		.index = reading->index,
		.kind = reading->kind,
		.unit = reading->unit,
	};
}

/* ---- in progress -------------------------------------------------------------- */

int64_t attempts_open(
	struct store *store, const struct opening *opening, struct err *err)
{
	struct query *q = query(store_db(store),
		"INSERT INTO open_attempt(student, item, session_station, session, "
		"source, "
		"channel, subject, began_us) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) "
		"RETURNING id");
	int64_t id;

	query_text(q, 1, opening->student);
	query_text(q, 2, opening->item);
	query_text(q, 3, opening->session.station);
	query_int(q, 4, opening->session.seq);
	query_text(q, 5, attempt_source_key(opening->source));
	query_text(q, 6, opening->channel);
	query_text(q, 7, opening->subject);
	query_int(q, 8, opening->began_us);
	if (query_next(q, err) != QUERY_ROW)
		return 0;
	id = query_int_at(q, 0);
	return query_run(q, err) ? id : 0;
}

bool attempts_close(struct store *store, int64_t open, struct err *err)
{
	struct query *q = query(
		store_db(store), "DELETE FROM open_attempt WHERE id = ?1");

	query_int(q, 1, open);
	return query_run(q, err);
}

/* ---- what happened ------------------------------------------------------------ */

#define REF_COLUMNS 8

static void ref_values(
	const struct reading_ref *ref, struct entry_value out[REF_COLUMNS])
{
	bool in_stream = ref->offset != RULES_NO_OFFSET;

	out[0] = in_stream ? value_text(ref->listening.station) : value_null();
	out[1] = value_int_if(in_stream, ref->listening.seq);
	out[2] = value_int_if(in_stream, (int64_t)ref->offset);
	out[3] = value_int(ref->index);
	out[4] = value_int(ref->at_us);
	out[5] = value_text(reading_kind_name(ref->kind));
	out[6] = value_text(reading_unit_name(ref->unit));
	out[7] = value_int_if(ref->has_value, ref->value);
}

static bool check_finish(const struct finish *f, struct err *err)
{
	if (f->outcome == OUTCOME_VALID && !f->has_value)
		return err_set(err, "%s: a valid attempt has a value", f->item);
	if (f->source == SOURCE_MANUAL && (!f->reason[0] || !f->who[0]))
		return err_set(err,
			"%s: a result typed in by hand needs a reason and who typed it",
			f->item);
	if (f->source == SOURCE_IMPORT && (!f->reason[0] || !f->who[0]))
		return err_set(err,
			"%s: a result from a file needs the file's name and who "
			"brought it in",
			f->item);
	return true;
}

static bool append_attempt(struct store *store, const struct finish *f, int64_t made_us,
	struct entry_id *id, struct err *err)
{
	struct entry_value refs[ATTEMPT_REFS_MAX * REF_COLUMNS];
	struct entry_value values[] = {
		value_text(f->student),
		value_text(f->item),
		value_text(f->session.station),
		value_int(f->session.seq),
		value_text(attempt_source_key(f->source)),
		value_text(attempt_outcome_key(f->outcome)),
		value_int_if(f->has_value, f->value),
		value_int_if(f->has_value, f->raw_value),
		value_text(reading_unit_name(f->raw_unit)),
		value_int(f->correction),
		value_text(f->channel),
		value_text(f->subject),
		value_int(f->began_us),
		value_int(f->ended_us),
		value_text(f->reason),
		value_text(f->who),
	};
	struct entry_says says = { ENTRY_ATTEMPT, values, refs, f->ref_count };

	assert(f->ref_count <= ATTEMPT_REFS_MAX);
	for (size_t i = 0; i < f->ref_count; i++)
		ref_values(&f->refs[i], &refs[i * REF_COLUMNS]);
	return check_finish(f, err) && entry_append(store, &says, made_us, id, err);
}

bool attempts_type_in(struct store *store, const struct finish *finish, int64_t wall_us,
	struct entry_id *id, struct err *err)
{
	return store_begin_durable(store, err) &&
	       store_end(store, append_attempt(store, finish, wall_us, id, err), err);
}

bool attempts_finish(struct store *store, int64_t open, const struct finish *finish,
	struct entry_id *id, struct err *err)
{
	bool ok;

	if (!store_begin_durable(store, err))
		return false;
	ok = append_attempt(store, finish, finish->ended_us, id, err) &&
	     (open == 0 || attempts_close(store, open, err));
	return store_end(store, ok, err);
}

static bool append_verdict(struct store *store, const struct entry_id *attempt,
	bool stands, const char *reason, const char *who, int64_t wall_us,
	struct err *err)
{
	struct entry_value values[] = {
		value_text(attempt->station),
		value_int(attempt->seq),
		value_int(stands),
		value_text(reason),
		value_text(who),
	};
	struct entry_says says = { .kind = ENTRY_VERDICT, .values = values };

	if (!reason[0])
		return err_set(err, "attempt %s %lld: to %s it needs a reason",
			attempt->station, (long long)attempt->seq,
			stands ? "settle" : "void");
	return store_begin_durable(store, err) &&
	       store_end(store, entry_append(store, &says, wall_us, NULL, err), err);
}

bool attempts_void(struct store *store, const struct entry_id *attempt,
	const char *reason, const char *who, int64_t wall_us, struct err *err)
{
	return append_verdict(store, attempt, false, reason, who, wall_us, err);
}

bool attempts_settle(struct store *store, const struct entry_id *attempt, bool stands,
	const char *reason, const char *who, int64_t wall_us, struct err *err)
{
	return append_verdict(store, attempt, stands, reason, who, wall_us, err);
}

bool attempts_dispute(struct store *store, const struct entry_id *attempt,
	const char *reason, const struct entry_id *others, size_t count,
	int64_t wall_us, struct err *err)
{
	struct entry_value rows[2 * DISPUTE_OTHERS_MAX];
	struct entry_value values[] = {
		value_text(attempt->station),
		value_int(attempt->seq),
		value_text(reason),
	};
	struct entry_says says = { ENTRY_DISPUTE, values, rows, count };

	assert(count <= DISPUTE_OTHERS_MAX);
	for (size_t i = 0; i < count; i++) {
		rows[2 * i] = value_text(others[i].station);
		rows[2 * i + 1] = value_int(others[i].seq);
	}
	return store_begin_durable(store, err) &&
	       store_end(store, entry_append(store, &says, wall_us, NULL, err), err);
}

static bool is_on_roster(
	struct store *store, const char *student, bool *is, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT count(*) FROM student WHERE id = ?1 AND state = 'here'");
	int64_t count;

	query_text(q, 1, student);
	if (!query_one_int(q, &count, 0, err))
		return false;
	*is = count > 0;
	return true;
}

static bool check_move(struct store *store, const struct entry_id *attempt,
	const char *student, const char *reason, struct err *err)
{
	struct attempt_now now;
	bool known;

	err->text[0] = '\0';
	if (!attempts_find(store, attempt, &now, err))
		return err->text[0]
			       ? false
			       : err_set(err, "there is no attempt %s %lld to be moved",
					 attempt->station, (long long)attempt->seq);
	if (!reason[0])
		return err_set(err, "attempt %s %lld: to move it needs a reason",
			attempt->station, (long long)attempt->seq);
	if (strcmp(now.student, student) == 0)
		return err_set(err, "attempt %s %lld is this student's already",
			attempt->station, (long long)attempt->seq);
	if (!is_on_roster(store, student, &known, err))
		return false;
	return known || err_set(err,
				"attempt %s %lld: whom it shall belong to is not on "
				"the roster",
				attempt->station, (long long)attempt->seq);
}

bool attempts_move(struct store *store, const struct entry_id *attempt,
	const char *student, const char *reason, const char *who, int64_t wall_us,
	struct err *err)
{
	struct entry_value values[] = {
		value_text(attempt->station),
		value_int(attempt->seq),
		value_text(student),
		value_text(reason),
		value_text(who),
	};
	struct entry_says says = { .kind = ENTRY_MOVE, .values = values };

	return store_begin_durable(store, err) &&
	       store_end(store,
		       check_move(store, attempt, student, reason, err) &&
			       entry_append(store, &says, wall_us, NULL, err),
		       err);
}

bool attempts_revise(struct store *store, const struct entry_id *attempt,
	const struct revision *r, int64_t wall_us, struct err *err)
{
	struct entry_value refs[ATTEMPT_REFS_MAX * REF_COLUMNS];
	struct entry_value values[] = {
		value_text(attempt->station),
		value_int(attempt->seq),
		value_text(attempt_outcome_key(r->outcome)),
		value_int_if(r->has_value, r->value),
		value_int_if(r->has_value, r->raw_value),
		value_text(reading_unit_name(r->raw_unit)),
		value_text(r->reason),
	};
	struct entry_says says = { ENTRY_REVISE, values, refs, r->ref_count };

	assert(r->ref_count <= ATTEMPT_REFS_MAX);
	for (size_t i = 0; i < r->ref_count; i++)
		ref_values(&r->refs[i], &refs[i * REF_COLUMNS]);
	return store_begin_durable(store, err) &&
	       store_end(store, entry_append(store, &says, wall_us, NULL, err), err);
}

/* ---- after a crash ------------------------------------------------------------ */

static void read_open(struct query *q, int64_t wall_us, struct finish *f)
{
	memset(f, 0, sizeof(*f));
	query_copy_at(q, 1, f->student, sizeof(f->student));
	query_copy_at(q, 2, f->item, sizeof(f->item));
	query_copy_at(q, 3, f->session.station, sizeof(f->session.station));
	f->session.seq = query_int_at(q, 4);
	f->source = source_read(query_text_at(q, 5));
	query_copy_at(q, 6, f->channel, sizeof(f->channel));
	query_copy_at(q, 7, f->subject, sizeof(f->subject));
	f->began_us = query_int_at(q, 8);
	f->ended_us = wall_us;
	f->outcome = OUTCOME_INTERRUPTED;
	text_copy(f->reason, sizeof(f->reason), "the program ended in the middle");
	text_copy(f->who, sizeof(f->who), "station");
}

static bool end_attempts(
	struct store *store, int64_t wall_us, int *ended, struct err *err)
{
	for (;;) {
		struct query *q = query(store_db(store),
			"SELECT id, student, item, session_station, session, source, "
			"channel, subject, began_us FROM open_attempt ORDER BY id "
			"LIMIT 1");
		enum query_got got = query_next(q, err);
		struct finish f;
		int64_t open;

		if (got != QUERY_ROW)
			return got == QUERY_END;
		open = query_int_at(q, 0);
		read_open(q, wall_us, &f);
		query_end(q);
		if (!append_attempt(store, &f, wall_us, NULL, err) ||
			!attempts_close(store, open, err))
			return false;
		++*ended;
	}
}

static bool end_listenings(struct store *store, struct err *err)
{
	for (;;) {
		struct query *q = query(store_db(store),
			"SELECT l.seq, wall_us, mono_us, ifnull((SELECT max(at_us) "
			"FROM "
			"chunk c WHERE c.station = l.station AND c.listening = l.seq), "
			"mono_us) FROM listening l WHERE station = ?1 AND NOT EXISTS "
			"(SELECT 1 FROM listening_end x WHERE x.station = l.station "
			"AND x.listening = l.seq) LIMIT 1");
		struct listening listening = { .id = { .seq = 0 } };
		enum query_got got;
		int64_t at_us;

		query_text(q, 1, store_station(store));
		got = query_next(q, err);
		if (got != QUERY_ROW)
			return got == QUERY_END;
		listening.id.seq = query_int_at(q, 0);
		listening.wall_us = query_int_at(q, 1);
		listening.mono_us = query_int_at(q, 2);
		at_us = query_int_at(q, 3);
		query_end(q);
		if (!listenings_end(store, &listening, at_us, "crash", err))
			return false;
	}
}

bool attempts_recover(struct store *store, int64_t wall_us, int *ended, struct err *err)
{
	*ended = 0;
	return store_begin_durable(store, err) &&
	       store_end(store,
		       end_attempts(store, wall_us, ended, err) &&
			       end_listenings(store, err),
		       err);
}

/* ---- looking ------------------------------------------------------------------ */

/* In the order they were made: at one station by its count, for a clock may have
 * been set back; between stations by the latest time that each had reached. */
#define NOW_COLUMNS                                                                    \
	"SELECT a.station, a.seq, student, item, session_kind, "                       \
	"session_station, session, school_year, source, outcome, value, "              \
	"raw_value, raw_unit, channel, subject, began_us, ended_us, "                  \
	"is_void, is_disputed, revise_seq IS NOT NULL, coalesce((SELECT "              \
	"v.reason FROM last_verdict v WHERE v.of_station = a.station AND "             \
	"v.of_seq = a.seq AND NOT v.stands), (SELECT d.reason FROM "                   \
	"open_dispute d WHERE d.of_station = a.station AND d.of_seq = "                \
	"a.seq ORDER BY made_us DESC LIMIT 1), (SELECT r.reason FROM "                 \
	"revise r WHERE r.station = revise_station AND r.seq = "                       \
	"revise_seq), a.reason), of_student, a.who, max(e.made_us) OVER "              \
	"(PARTITION BY a.station ORDER BY a.seq) AS reached, a.correction "
#define NOW                                                                            \
	NOW_COLUMNS                                                                    \
	"FROM attempt_now a JOIN entry e ON e.station = a.station AND e.seq = a.seq "
/* Of one student: what was ever theirs is found by the indexes first, because only the view
 * knows whose it is today, and to ask it of every attempt of a year takes too long. */
#define NOW_OF_STUDENT                                                                 \
	NOW_COLUMNS                                                                    \
	"FROM (SELECT station, seq FROM attempt WHERE student = ?1 UNION "             \
	"SELECT of_station, of_seq FROM move WHERE student = ?1) x "                   \
	"CROSS JOIN attempt_now a ON a.station = x.station AND a.seq = x.seq "         \
	"CROSS JOIN entry e ON e.station = x.station AND e.seq = x.seq "

static void read_now(struct query *q, struct attempt_now *a)
{
	memset(a, 0, sizeof(*a));
	query_copy_at(q, 0, a->id.station, sizeof(a->id.station));
	a->id.seq = query_int_at(q, 1);
	query_copy_at(q, 2, a->student, sizeof(a->student));
	query_copy_at(q, 3, a->item, sizeof(a->item));
	if (!session_kind_read(query_text_at(q, 4), &a->session_kind))
		a->session_kind = SESSION_PRACTICE;
	query_copy_at(q, 5, a->session.station, sizeof(a->session.station));
	a->session.seq = query_int_at(q, 6);
	a->school_year = (int)query_int_at(q, 7);
	a->source = source_read(query_text_at(q, 8));
	a->outcome = outcome_read(query_text_at(q, 9));
	a->has_value = !query_null_at(q, 10);
	a->value = query_int_at(q, 10);
	a->raw_value = query_int_at(q, 11);
	a->raw_unit = unit_read(query_text_at(q, 12));
	query_copy_at(q, 13, a->channel, sizeof(a->channel));
	query_copy_at(q, 14, a->subject, sizeof(a->subject));
	a->began_us = query_int_at(q, 15);
	a->ended_us = query_int_at(q, 16);
	a->is_void = query_int_at(q, 17) != 0;
	a->is_disputed = query_int_at(q, 18) != 0;
	a->is_revised = query_int_at(q, 19) != 0;
	query_copy_at(q, 20, a->note, sizeof(a->note));
	query_copy_at(q, 21, a->of_student, sizeof(a->of_student));
	query_copy_at(q, 22, a->who, sizeof(a->who));
	a->is_moved = strcmp(a->of_student, a->student) != 0;
	a->correction = query_int_at(q, 24);
}

static int read_all(
	struct query *q, struct attempt_now *out, size_t max, struct err *err)
{
	enum query_got got = QUERY_END;
	size_t count = 0;

	while (count < max && (got = query_next(q, err)) == QUERY_ROW)
		read_now(q, &out[count++]);
	query_end(q);
	return got == QUERY_FAIL ? -1 : (int)count;
}

int attempts_of(struct store *store, const char *student, const char *item,
	int school_year, struct attempt_now *out, size_t max, struct err *err)
{
	struct query *q = query(store_db(store),
		NOW_OF_STUDENT "WHERE student = ?1 AND item = ifnull(?2, item) AND "
			       "school_year = ?3 ORDER BY reached, a.station, a.seq");

	query_text(q, 1, student);
	query_text(q, 2, item);
	query_int(q, 3, school_year);
	return read_all(q, out, max, err);
}

int attempts_once_of(struct store *store, const char *student, int school_year,
	struct attempt_now *out, size_t max, struct err *err)
{
	struct query *q = query(store_db(store),
		NOW_OF_STUDENT "WHERE student <> ?1 AND school_year = ?2 "
			       "ORDER BY reached, a.station, a.seq");

	query_text(q, 1, student);
	query_int(q, 2, school_year);
	return read_all(q, out, max, err);
}

bool attempts_find(struct store *store, const struct entry_id *attempt,
	struct attempt_now *out, struct err *err)
{
	struct query *q = query(
		store_db(store), NOW "WHERE a.station = ?1 AND a.seq = ?2");

	query_text(q, 1, attempt->station);
	query_int(q, 2, attempt->seq);
	return read_all(q, out, 1, err) == 1;
}

int attempts_newest(
	struct store *store, struct attempt_now *out, size_t max, struct err *err)
{
	struct query *q = query(store_db(store),
		NOW "WHERE (a.station, a.seq) IN (SELECT t.station, t.seq FROM station "
		    "s JOIN attempt t ON t.station = s.station AND t.seq >= coalesce("
		    "(SELECT seq FROM attempt WHERE station = s.station ORDER BY seq "
		    "DESC LIMIT 1 OFFSET ?1 - 1), 0)) "
		    "ORDER BY reached DESC, a.station, a.seq DESC");

	query_int(q, 1, (int64_t)max);
	return read_all(q, out, max, err);
}

int attempts_beside(struct store *store, const struct attempt_now *attempt,
	struct attempt_now *out, size_t max, struct err *err)
{
	struct query *q = query(store_db(store),
		NOW "WHERE (a.station, a.seq) IN (SELECT station, seq FROM "
		    "attempt WHERE session_station = ?1 AND session = ?2 AND "
		    "(station, seq) <> (?3, ?4) ORDER BY abs(ended_us - ?5), "
		    "station, seq LIMIT ?6) ORDER BY abs(ended_us - ?5), "
		    "a.station, a.seq");

	query_text(q, 1, attempt->session.station);
	query_int(q, 2, attempt->session.seq);
	query_text(q, 3, attempt->id.station);
	query_int(q, 4, attempt->id.seq);
	query_int(q, 5, attempt->ended_us);
	query_int(q, 6, (int64_t)max);
	return read_all(q, out, max, err);
}

int attempts_of_session(struct store *store, const struct entry_id *session,
	struct attempt_now *out, size_t max, struct err *err)
{
	struct query *q = query(store_db(store),
		NOW "WHERE session_station = ?1 AND session = ?2 "
		    "ORDER BY reached, a.station, a.seq");

	query_text(q, 1, session->station);
	query_int(q, 2, session->seq);
	return read_all(q, out, max, err);
}

int attempts_disputed(struct store *store, int school_year, struct attempt_now *out,
	size_t max, struct err *err)
{
	struct query *q = query(store_db(store),
		NOW "WHERE (a.station, a.seq) IN (SELECT of_station, of_seq FROM "
		    "open_dispute) AND school_year = ?1 AND NOT is_void "
		    "ORDER BY reached DESC, a.station DESC, a.seq DESC");

	query_int(q, 1, school_year);
	return read_all(q, out, max, err);
}

static void read_ref(struct query *q, struct reading_ref *ref)
{
	memset(ref, 0, sizeof(*ref));
	query_copy_at(q, 0, ref->listening.station, sizeof(ref->listening.station));
	ref->listening.seq = query_int_at(q, 1);
	ref->offset = query_null_at(q, 2) ? RULES_NO_OFFSET
					  : (uint64_t)query_int_at(q, 2);
	ref->index = (uint16_t)query_int_at(q, 3);
	ref->at_us = query_int_at(q, 4);
	ref->kind = kind_read(query_text_at(q, 5));
	ref->unit = unit_read(query_text_at(q, 6));
	ref->has_value = !query_null_at(q, 7);
	ref->value = query_int_at(q, 7);
}

int attempts_refs(struct store *store, const struct entry_id *attempt,
	struct reading_ref out[ATTEMPT_REFS_MAX], struct err *err)
{
	struct query *q = query(store_db(store),
		"WITH r(station, seq) AS (SELECT revise_station, revise_seq FROM "
		"attempt_now WHERE station = ?1 AND seq = ?2 AND revise_seq IS NOT "
		"NULL) "
		"SELECT listening_station, listening, frame, part, at_us, kind, unit, "
		"value FROM (SELECT * FROM revise_reading JOIN r USING (station, seq) "
		"UNION ALL SELECT * FROM attempt_reading "
		"WHERE station = ?1 AND seq = ?2 AND NOT EXISTS (SELECT 1 FROM r)) "
		"ORDER BY n");
	enum query_got got = QUERY_END;
	int count = 0;

	query_text(q, 1, attempt->station);
	query_int(q, 2, attempt->seq);
	while (count < ATTEMPT_REFS_MAX && (got = query_next(q, err)) == QUERY_ROW)
		read_ref(q, &out[count++]);
	query_end(q);
	return got == QUERY_FAIL ? -1 : count;
}
