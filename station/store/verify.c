#include "verify.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "digest.h"
#include "entry.h"
#include "exams.h"
#include "item.h"
#include "kept.h"
#include "profile.h"
#include "query.h"
#include "recheck.h"
#include "redecode.h"
#include "results.h"

#define SENTENCE 400

struct work {
	struct store *store;
	const struct items *items;
	const struct scheme *scheme;
	const char *sql_dir;
	verify_fault *fault;
	void *ctx;
	struct verify_counts *counts;
};

static void tell(struct work *w, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

static void tell(struct work *w, const char *fmt, ...)
{
	char sentence[SENTENCE];
	va_list args;

	va_start(args, fmt);
	vsnprintf(sentence, sizeof(sentence), fmt, args);
	va_end(args);
	w->counts->faults++;
	w->fault(w->ctx, sentence);
}

static void count_fault(void *ctx, const char *sentence)
{
	struct work *w = ctx;

	w->counts->faults++;
	w->fault(w->ctx, sentence);
}

/* ---- every value from its bytes --------------------------------------------------- */

/* The profile as it was then. A listening whose profile cannot be read any more is
 * a fault, not a failure. */
static struct profile *load_profile(
	void *ctx, const char *name, const struct digest *digest)
{
	struct work *w = ctx;
	struct buf text = BUF_INIT;
	struct profile *profile = NULL;
	struct err why = ERR_INIT;

	if (kept_get(w->store, digest, &text, &why))
		profile = profile_load_text(name, text.data, text.len, &why);
	buf_release(&text);
	if (!profile)
		tell(w, "the profile %s as it was cannot be read: %s", name, why.text);
	return profile;
}

static void tell_gap(void *ctx, const struct entry_id *id)
{
	char sentence[SENTENCE];

	snprintf(sentence, sizeof(sentence),
		"%s %" PRId64 ": bytes of this listening are missing", id->station,
		id->seq);
	count_fault(ctx, sentence);
}

static void write_difference(
	const struct redecode_difference *d, char *out, size_t size)
{
	const struct redecode_said *s = d->said;
	char who[64];

	snprintf(who, sizeof(who), "%s %" PRId64, s->id.station, s->id.seq);
	switch (d->what) {
	case REDECODE_NO_PROFILE:
	case REDECODE_READING_MISSING:
		snprintf(out, size,
			"%s: its reading at byte %" PRIu64 " of listening %s %" PRId64
			" is not in the raw bytes",
			who, d->ref.offset, d->ref.listening.station,
			d->ref.listening.seq);
		break;
	case REDECODE_READING_CHANGED:
		snprintf(out, size,
			"%s: the raw bytes say %s %" PRId64
			" where the attempt says %s %" PRId64,
			who, reading_kind_name(d->now.kind), d->now.value, d->kind,
			d->ref.value);
		break;
	case REDECODE_NO_ITEM:
		snprintf(out, size, "%s: the item \"%s\" is not in the catalogue", who,
			s->item);
		break;
	case REDECODE_NO_VALUE:
		snprintf(out, size,
			"%s: %s %" PRId64 " was stored, but its readings make no value "
			"(%s)",
			who, s->item, s->value, rules_answer_name(d->answer));
		break;
	case REDECODE_VALUE_CHANGED:
		snprintf(out, size,
			"%s: %s %" PRId64 " (raw %" PRId64 ") was stored, but its "
			"readings make %" PRId64 " (raw %" PRId64 ")",
			who, s->item, s->value, s->raw_value, d->made.value,
			d->made.raw);
		break;
	}
}

static void tell_difference(void *ctx, const struct redecode_difference *d)
{
	char sentence[SENTENCE];

	write_difference(d, sentence, sizeof(sentence));
	count_fault(ctx, sentence);
}

static bool redecode_all(struct work *w, struct err *err)
{
	const struct redecode_how how = { .items = w->items,
		.scheme = w->scheme,
		.profile = load_profile,
		.gap = tell_gap,
		.differs = tell_difference,
		.ctx = w };
	struct redecode_counts counts;
	bool ok = redecode(w->store, &how, &counts, err);

	w->counts->listenings = counts.listenings;
	w->counts->bytes = counts.bytes;
	w->counts->attempts = counts.attempts;
	w->counts->remade = counts.remade;
	return ok;
}

/* ---- what answers an attempt -------------------------------------------------------- */

static bool check_answers(struct work *w, struct err *err)
{
	struct query *q = query(store_db(w->store),
		"SELECT what, station, seq, of_station, of_seq FROM ("
		"SELECT 'verdict' AS what, station, seq, of_station, of_seq FROM "
		"verdict UNION ALL SELECT 'dispute', station, seq, of_station, of_seq "
		"FROM dispute UNION ALL SELECT 'revise', station, seq, of_station, "
		"of_seq FROM revise UNION ALL SELECT 'move', station, seq, of_station, "
		"of_seq FROM move) r WHERE NOT EXISTS (SELECT 1 FROM attempt a WHERE "
		"a.station = r.of_station AND a.seq = r.of_seq) ORDER BY station, seq");
	enum query_got got;

	while ((got = query_next(q, err)) == QUERY_ROW)
		tell(w,
			"%s %" PRId64 ": this %s is about an attempt that is not there "
			"(%s %" PRId64 ")",
			query_text_at(q, 1), query_int_at(q, 2), query_text_at(q, 0),
			query_text_at(q, 3), query_int_at(q, 4));
	return got == QUERY_END;
}

/* ---- every student's points ----------------------------------------------------- */

static bool other_scheme(struct work *w, bool *other, struct err *err)
{
	struct query *q = query(
		store_db(w->store), "SELECT count(*) FROM score WHERE digest <> ?1");
	int64_t count;

	query_bytes(q, 1, w->scheme->digest.bytes, DIGEST_SIZE);
	if (!query_one_int(q, &count, 0, err))
		return false;
	*other = count > 0;
	return true;
}

static bool check_scores(struct work *w, struct err *err)
{
	struct results_with *with;
	struct query *q;
	enum query_got got = QUERY_END;
	bool ok = true, other;

	if (!other_scheme(w, &other, err))
		return false;
	if (other) {
		tell(w,
			"the stored points were made with other tables than %s as it "
			"is "
			"now; `station score` computes them again",
			w->scheme->id);
		return true;
	}
	with = results_open(w->store, w->items, w->scheme, NULL, 0, err);
	if (!with)
		return false;
	q = query(store_db(w->store),
		"SELECT student FROM score WHERE student NOT IN (SELECT student FROM "
		"behind WHERE what = 'standard') ORDER BY student");
	while (ok && (got = query_next(q, err)) == QUERY_ROW) {
		ok = results_compare(with, query_text_at(q, 0), count_fault, w, err);
		w->counts->scores++;
	}
	query_end(q);
	results_close(with);
	return ok && got != QUERY_FAIL;
}

/* ---- points a second way -------------------------------------------------------- */

static bool count_stored(struct work *w, const char *sql, const struct digest *digest,
	int64_t *count, struct err *err)
{
	struct query *q = query(store_db(w->store), sql);

	query_bytes(q, 1, digest->bytes, DIGEST_SIZE);
	return query_one_int(q, count, 0, err);
}

/* The exam of this school year. Of an earlier one the students have left. A scheme that
 * cannot be loaded any more is a fault, not a failure. */
static bool recheck_this_exam(
	struct work *w, struct recheck_counts *counts, struct err *err)
{
	int exam_year = store_school_year(w->store) + 1;
	struct err why = ERR_INIT;
	struct exam_used use;
	enum exam_use_got got = exams_used(w->store, exam_year, &use, err);
	struct exam *exam;
	int64_t stored;
	bool ok;

	if (got != EXAM_USE_FOUND)
		return got == EXAM_USE_NONE;
	if (!count_stored(w, "SELECT count(*) FROM exam_score WHERE digest = ?1",
		    &use.digest, &stored, err))
		return false;
	if (!stored)
		return true;
	exam = exams_load(w->store, w->items, &use, &why);
	if (!exam) {
		tell(w, "the exam's scheme as it was cannot be read: %s", why.text);
		return true;
	}
	ok = recheck_exam(w->store, w->sql_dir, exam, w->items, exam_year, w->fault,
		w->ctx, counts, err);
	exam_free(exam);
	return ok;
}

static bool recheck_all(struct work *w, struct err *err)
{
	struct recheck_counts counts = { .students = 0 };
	int64_t stored;
	bool ok = count_stored(w, "SELECT count(*) FROM score WHERE digest = ?1",
		&w->scheme->digest, &stored, err);

	if (ok && stored)
		ok = recheck_standard(w->store, w->sql_dir, w->scheme, w->fault, w->ctx,
			&counts, err);
	ok = ok && recheck_this_exam(w, &counts, err);
	w->counts->rechecked = counts.students;
	w->counts->open = counts.open;
	w->counts->faults += counts.faults;
	return ok;
}

/* An exam whose school year is over is worked out no more, though entries come that would
 * concern it: the total of that year among them. ?1: the exam of this school year. */
#define BEHIND                                                                         \
	"SELECT count(*) FROM (SELECT student FROM score JOIN behind USING (student) " \
	"WHERE what = 'standard' UNION SELECT student FROM exam_score JOIN behind "    \
	"USING (student) WHERE what = 'exam' AND exam_year = ?1)"

static bool count_behind(struct work *w, struct err *err)
{
	struct query *q = query(store_db(w->store), BEHIND);

	query_int(q, 1, store_school_year(w->store) + 1);
	return query_one_int(q, &w->counts->behind, 0, err);
}

static bool look(struct work *w, struct err *err)
{
	return count_behind(w, err) &&
	       entry_head(w->store, &w->counts->newest, w->counts->head, err) &&
	       entry_check_chain(w->store, count_fault, w, &w->counts->entries, err) &&
	       check_answers(w, err) && redecode_all(w, err) &&
	       (!w->scheme || check_scores(w, err)) &&
	       (!w->scheme || !w->sql_dir || recheck_all(w, err));
}

bool verify(struct store *store, const struct items *items, const struct scheme *scheme,
	const char *sql_dir, verify_fault *fault, void *ctx,
	struct verify_counts *counts, struct err *err)
{
	struct work w = { .store = store,
		.items = items,
		.scheme = scheme,
		.sql_dir = sql_dir,
		.fault = fault,
		.ctx = ctx,
		.counts = counts };
	bool ok;

	memset(counts, 0, sizeof(*counts));
	if (!recheck_ready(store_db(store), err) || !store_begin_read(store, err))
		return false;
	ok = look(&w, err);
	store_end_read(store);
	return ok;
}
