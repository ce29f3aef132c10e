#include "verify.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "attempts.h"
#include "buf.h"
#include "digest.h"
#include "entry.h"
#include "exams.h"
#include "feed.h"
#include "item.h"
#include "kept.h"
#include "listenings.h"
#include "profile.h"
#include "query.h"
#include "recheck.h"
#include "results.h"
#include "rules.h"

/* A reading that some attempt was made from, found again in the raw bytes. */
struct found {
	struct entry_id listening;
	struct reading reading;
};

struct work {
	struct store *store;
	const struct items *items;
	const struct scheme *scheme;
	const char *sql_dir;
	verify_fault *fault;
	void *ctx;
	struct verify_counts *counts;
	struct found *found; /* in order of station, listening, offset, index */
	size_t found_count, found_cap;
};

static void tell(struct work *w, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

static void tell(struct work *w, const char *fmt, ...)
{
	char sentence[400];
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

/* ---- every listening from its first byte ---------------------------------------- */

/* One listening being decoded; `next` is the first wanted reading not yet met. */
struct replay {
	struct work *work;
	struct entry_id listening;
	struct feed feed;
	uint64_t bytes;
	struct reading_ref *wanted; /* in stream order, no two the same */
	size_t wanted_count, next;
	bool gap;
};

static int compare_place(
	uint64_t offset, uint16_t index, uint64_t offset2, uint16_t index2)
{
	if (offset != offset2)
		return offset < offset2 ? -1 : 1;
	return index < index2 ? -1 : index > index2;
}

static void keep_found(
	struct work *w, const struct entry_id *listening, const struct reading *r)
{
	if (w->found_count == w->found_cap) {
		w->found_cap = w->found_cap ? 2 * w->found_cap : 256;
		w->found = mem_resize_array(w->found, w->found_cap, sizeof(*w->found));
	}
	w->found[w->found_count++] = (struct found){ .listening = *listening,
		.reading = *r };
}

static void take_reading(void *ctx, const struct reading *r)
{
	struct replay *p = ctx;

	while (p->next < p->wanted_count) {
		const struct reading_ref *want = &p->wanted[p->next];
		int order = compare_place(
			want->offset, want->index, r->offset, r->index);

		if (order > 0)
			return;
		if (order == 0)
			keep_found(p->work, &p->listening, r);
		p->next++;
		if (order == 0)
			return;
	}
}

static bool take_chunk(
	void *ctx, const uint8_t *bytes, size_t len, uint64_t offset, int64_t at_us)
{
	struct replay *p = ctx;

	p->gap = p->gap || offset != p->bytes;
	feed_bytes(&p->feed, bytes, len, at_us, take_reading, p);
	p->bytes += len;
	return true;
}

/* The readings of this listening that attempts or revisions point at. */
static bool read_wanted(struct replay *p, struct err *err)
{
	struct query *q = query(store_db(p->work->store),
		"SELECT frame, part FROM attempt_reading WHERE listening_station = ?1 "
		"AND listening = ?2 UNION SELECT frame, part FROM revise_reading "
		"WHERE listening_station = ?1 AND listening = ?2 ORDER BY 1, 2");
	enum query_got got;
	size_t cap = 0;

	query_text(q, 1, p->listening.station);
	query_int(q, 2, p->listening.seq);
	while ((got = query_next(q, err)) == QUERY_ROW) {
		if (p->wanted_count == cap) {
			cap = cap ? 2 * cap : 64;
			p->wanted = mem_resize_array(
				p->wanted, cap, sizeof(*p->wanted));
		}
		p->wanted[p->wanted_count++] = (struct reading_ref){
			.offset = (uint64_t)query_int_at(q, 0),
			.index = (uint16_t)query_int_at(q, 1)
		};
	}
	return got != QUERY_FAIL;
}

static bool decode_one(struct work *w, const struct profile *profile,
	const struct entry_id *id, struct err *err)
{
	struct replay *p = mem_alloc(sizeof(*p));
	bool ok;

	p->work = w;
	p->listening = *id;
	feed_init(&p->feed, profile);
	ok = read_wanted(p, err) && listenings_replay(w->store, id, take_chunk, p, err);
	if (ok) {
		feed_end(&p->feed);
		w->counts->listenings++;
		w->counts->bytes += (int64_t)p->bytes;
	}
	if (ok && p->gap)
		tell(w, "%s %" PRId64 ": bytes of this listening are missing",
			id->station, id->seq);
	free(p->wanted);
	free(p);
	return ok;
}

/* The profile as it was then. A listening whose profile cannot be read any more is
 * a fault, not a failure. */
static struct profile *load_profile(
	struct work *w, const char *name, const struct digest *digest)
{
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

/* In order of profile, so that each is loaded once. */
static bool decode_all(struct work *w, struct err *err)
{
	struct query *q = query(store_db(w->store),
		"SELECT station, seq, profile, digest FROM listening "
		"ORDER BY digest, station, seq");
	struct digest loaded = { { 0 } };
	struct profile *profile = NULL;
	enum query_got got;
	bool ok = true;

	while (ok && (got = query_next(q, err)) == QUERY_ROW) {
		struct entry_id id = { .seq = query_int_at(q, 1) };
		struct digest digest = { { 0 } };
		const void *bytes;
		size_t len;

		query_copy_at(q, 0, id.station, sizeof(id.station));
		bytes = query_bytes_at(q, 3, &len);
		memcpy(digest.bytes, bytes, len < DIGEST_SIZE ? len : DIGEST_SIZE);
		if (!digest_same(&digest, &loaded)) {
			profile_free(profile);
			profile = load_profile(w, query_text_at(q, 2), &digest);
			loaded = digest;
		}
		if (profile)
			ok = decode_one(w, profile, &id, err);
	}
	profile_free(profile);
	query_end(q);
	return ok && got != QUERY_FAIL;
}

static int compare_found(const void *a, const void *b)
{
	const struct found *x = a, *y = b;
	int order = strcmp(x->listening.station, y->listening.station);

	if (order == 0 && x->listening.seq != y->listening.seq)
		order = x->listening.seq < y->listening.seq ? -1 : 1;
	return order ? order
		     : compare_place(x->reading.offset, x->reading.index,
			       y->reading.offset, y->reading.index);
}

/* ---- every value from its readings ---------------------------------------------- */

/* What an attempt, or a revision of it, says of itself. */
struct said {
	struct entry_id id;
	const char *table; /* of its readings */
	char item[24];
	char outcome[16];
	bool has_value;
	int64_t value, raw_value, correction;
};

static const struct reading *find_again(
	const struct work *w, const struct reading_ref *ref)
{
	struct found key = { .listening = ref->listening };
	const struct found *found;

	key.reading.offset = ref->offset;
	key.reading.index = ref->index;
	found = w->found_count ? bsearch(&key, w->found, w->found_count,
					 sizeof(*w->found), compare_found)
			       : NULL;
	return found ? &found->reading : NULL;
}

/* The reading that a row of attempt_reading names. false when it is not in the bytes
 * or says something else there. */
static bool remake_reading(
	struct work *w, const struct said *s, struct query *q, struct reading *out)
{
	struct reading_ref ref = { .listening = { .seq = query_int_at(q, 1) },
		.offset = (uint64_t)query_int_at(q, 2),
		.index = (uint16_t)query_int_at(q, 3) };
	const struct reading *found;

	query_copy_at(q, 0, ref.listening.station, sizeof(ref.listening.station));
	if (query_null_at(q, 2)) {
		*out = rules_hand_start(query_int_at(q, 4));
		return true;
	}
	found = find_again(w, &ref);
	if (!found) {
		tell(w,
			"%s %" PRId64 ": its reading at byte %" PRIu64
			" of listening %s "
			"%" PRId64 " is not in the raw bytes",
			s->id.station, s->id.seq, ref.offset, ref.listening.station,
			ref.listening.seq);
		return false;
	}
	*out = *found;
	if (strcmp(reading_kind_name(found->kind), query_text_at(q, 5)) == 0 &&
		found->has_value == !query_null_at(q, 7) &&
		(!found->has_value || found->value == query_int_at(q, 7)))
		return true;
	tell(w,
		"%s %" PRId64 ": the raw bytes say %s %" PRId64
		" where the attempt says %s "
		"%" PRId64,
		s->id.station, s->id.seq, reading_kind_name(found->kind), found->value,
		query_text_at(q, 5), query_int_at(q, 7));
	return false;
}

/* How many readings were remade; -1 when one of them is not as it was, -2 on
 * failure. */
static int remake_readings(struct work *w, const struct said *s,
	struct reading out[ATTEMPT_REFS_MAX], struct err *err)
{
	enum query_got got = QUERY_END;
	struct query *q;
	char sql[256];
	int count = 0;

	snprintf(sql, sizeof(sql),
		"SELECT listening_station, listening, frame, part, at_us, kind, unit, "
		"value FROM %s WHERE station = ?1 AND seq = ?2 ORDER BY n",
		s->table);
	q = query(store_db(w->store), sql);
	query_text(q, 1, s->id.station);
	query_int(q, 2, s->id.seq);
	while (count >= 0 && count < ATTEMPT_REFS_MAX &&
		(got = query_next(q, err)) == QUERY_ROW)
		count = remake_reading(w, s, q, &out[count]) ? count + 1 : -1;
	query_end(q);
	return got == QUERY_FAIL ? -2 : count;
}

static const struct item *item_of(const struct work *w, const char *key)
{
	int index = items_find(w->items, key);

	if (index < 0)
		return NULL;
	return w->scheme ? scheme_measure(w->scheme, index) : items_at(w->items, index);
}

static void compare_value(struct work *w, const struct said *s,
	const struct reading *readings, size_t count)
{
	const struct item *item = item_of(w, s->item);
	struct rules_result made;
	enum rules_answer answer;

	if (!item) {
		tell(w, "%s %" PRId64 ": the item \"%s\" is not in the catalogue",
			s->id.station, s->id.seq, s->item);
		return;
	}
	answer = rules_corrected(item, readings, count, s->correction, &made);
	w->counts->remade++;
	if (answer != RULES_VALUE && answer != RULES_OUTSIDE)
		tell(w,
			"%s %" PRId64 ": %s %" PRId64
			" was stored, but its readings make "
			"no value (%s)",
			s->id.station, s->id.seq, s->item, s->value,
			rules_answer_name(answer));
	else if (made.value != s->value || made.raw != s->raw_value)
		tell(w,
			"%s %" PRId64 ": %s %" PRId64 " (raw %" PRId64
			") was stored, but "
			"its readings make %" PRId64 " (raw %" PRId64 ")",
			s->id.station, s->id.seq, s->item, s->value, s->raw_value,
			made.value, made.raw);
}

static bool check_said(struct work *w, const struct said *s, struct err *err)
{
	struct reading readings[ATTEMPT_REFS_MAX];
	int count = remake_readings(w, s, readings, err);

	w->counts->attempts++;
	if (count > 0 && strcmp(s->outcome, "valid") == 0 && s->has_value)
		compare_value(w, s, readings, (size_t)count);
	return count != -2;
}

static bool check_values(struct work *w, struct err *err)
{
	struct query *q = query(store_db(w->store),
		"SELECT station, seq, 'attempt_reading', item, outcome, value, "
		"raw_value, "
		"correction FROM attempt UNION ALL "
		"SELECT r.station, r.seq, 'revise_reading', a.item, r.outcome, "
		"r.value, "
		"r.raw_value, a.correction FROM revise r JOIN attempt a "
		"ON a.station = r.of_station AND a.seq = r.of_seq ORDER BY 1, 2");
	enum query_got got;

	while ((got = query_next(q, err)) == QUERY_ROW) {
		struct said s = { .id = { .seq = query_int_at(q, 1) } };
		bool revised = strcmp(query_text_at(q, 2), "revise_reading") == 0;

		query_copy_at(q, 0, s.id.station, sizeof(s.id.station));
		s.table = revised ? "revise_reading" : "attempt_reading";
		query_copy_at(q, 3, s.item, sizeof(s.item));
		query_copy_at(q, 4, s.outcome, sizeof(s.outcome));
		s.has_value = !query_null_at(q, 5);
		s.value = query_int_at(q, 5);
		s.raw_value = query_int_at(q, 6);
		s.correction = query_int_at(q, 7);
		if (!check_said(w, &s, err)) {
			query_end(q);
			return false;
		}
	}
	return got != QUERY_FAIL;
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
	q = query(store_db(w->store), "SELECT student FROM score ORDER BY student");
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
	ok = entry_check_chain(store, count_fault, &w, &counts->entries, err) &&
	     decode_all(&w, err);
	if (ok && w.found_count)
		qsort(w.found, w.found_count, sizeof(*w.found), compare_found);
	ok = ok && check_values(&w, err) && (!scheme || check_scores(&w, err)) &&
	     (!scheme || !sql_dir || recheck_all(&w, err));
	free(w.found);
	return ok;
}
