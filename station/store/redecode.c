#include "redecode.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "feed.h"
#include "item.h"
#include "listenings.h"
#include "profile.h"
#include "query.h"
#include "scheme.h"

/* A reading that some attempt was made from, found again in the raw bytes. */
struct found {
	struct entry_id listening;
	struct reading reading;
};

struct work {
	struct store *store;
	const struct redecode_how *how;
	struct redecode_counts *counts;
	struct found *found; /* in order of station, listening, offset, index */
	size_t found_count, found_cap;
	struct entry_id *blind; /* listenings without a profile, in the same order */
	size_t blind_count, blind_cap;
};

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
		w->how->gap(w->how->ctx, id);
	free(p->wanted);
	free(p);
	return ok;
}

static void keep_blind(struct work *w, const struct entry_id *listening)
{
	if (w->blind_count == w->blind_cap) {
		w->blind_cap = w->blind_cap ? 2 * w->blind_cap : 16;
		w->blind = mem_resize_array(w->blind, w->blind_cap, sizeof(*w->blind));
	}
	w->blind[w->blind_count++] = *listening;
}

/* In order of profile, so that each is loaded once. */
static bool decode_all(struct work *w, struct err *err)
{
	struct query *q = query(store_db(w->store),
		"SELECT station, seq, profile, digest FROM listening "
		"ORDER BY profile, digest, station, seq");
	struct digest loaded = { { 0 } };
	char name[48] = "";
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
		if (!digest_same(&digest, &loaded) ||
			strcmp(name, query_text_at(q, 2)) != 0) {
			profile_free(profile);
			query_copy_at(q, 2, name, sizeof(name));
			profile = w->how->profile(w->how->ctx, name, &digest);
			loaded = digest;
		}
		if (profile)
			ok = decode_one(w, profile, &id, err);
		else
			keep_blind(w, &id);
	}
	profile_free(profile);
	query_end(q);
	return ok && got != QUERY_FAIL;
}

static int compare_id(const struct entry_id *a, const struct entry_id *b)
{
	int order = strcmp(a->station, b->station);

	if (order == 0 && a->seq != b->seq)
		order = a->seq < b->seq ? -1 : 1;
	return order;
}

static int compare_blind(const void *a, const void *b)
{
	return compare_id(a, b);
}

static int compare_found(const void *a, const void *b)
{
	const struct found *x = a, *y = b;
	int order = compare_id(&x->listening, &y->listening);

	return order ? order
		     : compare_place(x->reading.offset, x->reading.index,
			       y->reading.offset, y->reading.index);
}

/* ---- every value from its readings ---------------------------------------------- */

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

static bool is_blind(const struct work *w, const struct entry_id *listening)
{
	return w->blind_count && bsearch(listening, w->blind, w->blind_count,
					 sizeof(*w->blind), compare_blind);
}

static void tell(struct work *w, struct redecode_difference *d, enum redecode_what what)
{
	d->what = what;
	w->how->differs(w->how->ctx, d);
}

static void read_ref(struct query *q, struct redecode_difference *d)
{
	d->ref = (struct reading_ref){ .listening = { .seq = query_int_at(q, 1) },
		.offset = (uint64_t)query_int_at(q, 2),
		.index = (uint16_t)query_int_at(q, 3),
		.at_us = query_int_at(q, 4),
		.has_value = !query_null_at(q, 7),
		.value = query_int_at(q, 7) };
	query_copy_at(q, 0, d->ref.listening.station, sizeof(d->ref.listening.station));
	query_copy_at(q, 5, d->kind, sizeof(d->kind));
}

/* The reading that a row of attempt_reading names. false when it is not in the bytes
 * or says something else there. */
static bool remake_reading(struct work *w, const struct redecode_said *s,
	struct query *q, struct reading *out)
{
	struct redecode_difference d = { .said = s };
	const struct reading *found;

	read_ref(q, &d);
	if (query_null_at(q, 2)) {
		*out = rules_hand_start(d.ref.at_us);
		return true;
	}
	found = find_again(w, &d.ref);
	if (!found) {
		tell(w, &d,
			is_blind(w, &d.ref.listening) ? REDECODE_NO_PROFILE
						      : REDECODE_READING_MISSING);
		return false;
	}
	*out = *found;
	if (strcmp(reading_kind_name(found->kind), d.kind) == 0 &&
		found->has_value == d.ref.has_value &&
		(!found->has_value || found->value == d.ref.value))
		return true;
	d.now = *found;
	tell(w, &d, REDECODE_READING_CHANGED);
	return false;
}

/* How many readings were remade; -1 when one of them is not as it was, -2 on
 * failure. */
static int remake_readings(struct work *w, const struct redecode_said *s,
	struct reading out[ATTEMPT_REFS_MAX], struct err *err)
{
	enum query_got got = QUERY_END;
	struct query *q;
	char sql[256];
	int count = 0;

	snprintf(sql, sizeof(sql),
		"SELECT listening_station, listening, frame, part, at_us, kind, unit, "
		"value FROM %s WHERE station = ?1 AND seq = ?2 ORDER BY n",
		s->revised ? "revise_reading" : "attempt_reading");
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
	int index = items_find(w->how->items, key);

	if (index < 0)
		return NULL;
	return w->how->scheme ? scheme_measure(w->how->scheme, index)
			      : items_at(w->how->items, index);
}

static void compare_value(struct work *w, const struct redecode_said *s,
	const struct reading *readings, size_t count)
{
	const struct item *item = item_of(w, s->item);
	struct redecode_difference d = { .said = s };

	if (!item) {
		tell(w, &d, REDECODE_NO_ITEM);
		return;
	}
	d.answer = rules_corrected(item, readings, count, s->correction, &d.made);
	w->counts->remade++;
	if (d.answer != RULES_VALUE && d.answer != RULES_OUTSIDE)
		tell(w, &d, REDECODE_NO_VALUE);
	else if (d.made.value != s->value || d.made.raw != s->raw_value)
		tell(w, &d, REDECODE_VALUE_CHANGED);
}

static bool check_said(struct work *w, const struct redecode_said *s, struct err *err)
{
	struct reading readings[ATTEMPT_REFS_MAX];
	int count;

	if (w->how->wants && !w->how->wants(w->how->ctx, s))
		return true;
	count = remake_readings(w, s, readings, err);
	w->counts->attempts++;
	if (count > 0 && strcmp(s->outcome, "valid") == 0 && s->has_value)
		compare_value(w, s, readings, (size_t)count);
	return count != -2;
}

static void read_said(struct query *q, struct redecode_said *s)
{
	*s = (struct redecode_said){ .id = { .seq = query_int_at(q, 1) },
		.revised = query_int_at(q, 2) != 0,
		.has_value = !query_null_at(q, 5),
		.value = query_int_at(q, 5),
		.raw_value = query_int_at(q, 6),
		.correction = query_int_at(q, 7),
		.attempt = { .seq = query_int_at(q, 9) },
		.ended_us = query_int_at(q, 11) };
	query_copy_at(q, 0, s->id.station, sizeof(s->id.station));
	query_copy_at(q, 3, s->item, sizeof(s->item));
	query_copy_at(q, 4, s->outcome, sizeof(s->outcome));
	query_copy_at(q, 8, s->attempt.station, sizeof(s->attempt.station));
	query_copy_at(q, 10, s->student, sizeof(s->student));
}

static bool check_values(struct work *w, struct err *err)
{
	struct query *q = query(store_db(w->store),
		"WITH owned AS (SELECT a.*, ifnull(m.student, a.student) AS owner FROM "
		"attempt a LEFT JOIN last_move m ON m.of_station = a.station AND "
		"m.of_seq = a.seq) "
		"SELECT station, seq, 0, item, outcome, value, raw_value, correction, "
		"station, seq, owner, ended_us FROM owned UNION ALL "
		"SELECT r.station, r.seq, 1, a.item, r.outcome, r.value, r.raw_value, "
		"a.correction, a.station, a.seq, a.owner, a.ended_us "
		"FROM revise r JOIN owned a "
		"ON a.station = r.of_station AND a.seq = r.of_seq ORDER BY 1, 2");
	enum query_got got;

	while ((got = query_next(q, err)) == QUERY_ROW) {
		struct redecode_said s;

		read_said(q, &s);
		if (!check_said(w, &s, err)) {
			query_end(q);
			return false;
		}
	}
	return got != QUERY_FAIL;
}

bool redecode(struct store *store, const struct redecode_how *how,
	struct redecode_counts *counts, struct err *err)
{
	struct work w = { .store = store, .how = how, .counts = counts };
	bool ok;

	memset(counts, 0, sizeof(*counts));
	ok = decode_all(&w, err);
	if (ok && w.found_count)
		qsort(w.found, w.found_count, sizeof(*w.found), compare_found);
	if (ok && w.blind_count)
		qsort(w.blind, w.blind_count, sizeof(*w.blind), compare_blind);
	ok = ok && check_values(&w, err);
	free(w.found);
	free(w.blind);
	return ok;
}
