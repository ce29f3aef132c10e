#include "doubts.h"

#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "doubts_lift.h"
#include "query.h"
#include "repairs.h"
#include "text.h"

#define SAME_LOOK  8  /* children before, at the same place */
#define HEAT_LOOK  16 /* lanes of a heat */
#define HEAT_US	   INT64_C(1000000)
#define LAST_NONE  INT64_MIN
#define GROUPS_MAX 512 /* classes and testers, for shares */

/* An attempt as the rules want it. */
struct row {
	struct entry_id id;
	char student[STUDENT_ID_MAX + 1];
	char class_name[48], who[64], channel[8];
	const struct item *item;
	bool is_tested, is_settled, by_hand;
	int64_t session; /* its seq; those of other stations are told apart by `station` */
	char station[sizeof(((struct entry_id *)0)->station)];
	int64_t began_us, ended_us, value, last, height_mm;
};

struct share {
	char of[64];
	int by_hand, all;
	int64_t ended_us;
};

struct work {
	const struct items *items;
	const struct scheme *scheme;
	enum school_system system;
	unsigned rules;
	struct row *row;
	size_t rows, room;
	struct doubt_found *out;
	size_t found, max; /* `found` goes on behind `max`: the newest are kept */
	struct share *share;
	size_t shares;
};

/* ---- reading --------------------------------------------------------------------- */

/* Of last year the best that counted; the newest height of this year. A word that was
 * taken back (repairs.h) settles nothing, unless it restored an earlier word. */
static const char rows_sql[] =
	"WITH last AS MATERIALIZED (SELECT student, item, min(value) AS least, "
	"max(value) AS most FROM attempt_now WHERE school_year = ?1 - 1 AND counts AND "
	"outcome = 'valid' AND NOT is_void GROUP BY student, item) "
	"SELECT a.station, a.seq, a.student, a.item, a.session_station, a.session, "
	"a.channel, a.began_us, a.ended_us, a.value, a.source <> 'device', a.who, "
	"ifnull(s.sex, ''), ifnull(s.grade_code, 0), ifnull(s.class_name, ''), "
	"EXISTS (SELECT 1 FROM last_verdict v WHERE v.of_station = a.station AND "
	"v.of_seq = a.seq AND v.stands AND NOT " REPAIR_IS_BARE(
		"v.reason") "), "
			    "a.is_disputed, l.least, l.most, "
			    "CASE WHEN a.item = 'weight' THEN (SELECT r.value FROM "
			    "result r WHERE "
			    "r.student = a.student AND r.item = 'height' AND r.state = "
			    "'valid') END "
			    "FROM attempt_now a LEFT JOIN student s ON s.id = "
			    "a.student "
			    "LEFT JOIN last l ON l.student = a.student AND l.item = "
			    "a.item "
			    "WHERE a.school_year = ?1 AND a.counts AND a.outcome = "
			    "'valid' AND NOT "
			    "a.is_void ORDER BY a.ended_us, a.station, a.seq";

static int64_t int_or(struct query *q, int column, int64_t otherwise)
{
	return query_null_at(q, column) ? otherwise : query_int_at(q, column);
}

static void read_row(struct work *w, struct query *q)
{
	int index = items_find(w->items, query_text_at(q, 3));
	struct row *r;

	if (index < 0)
		return;
	if (w->rows == w->room) {
		w->room = w->room ? 2 * w->room : 256;
		w->row = mem_resize_array(w->row, w->room, sizeof(*w->row));
	}
	r = &w->row[w->rows++];
	memset(r, 0, sizeof(*r));
	r->item = scheme_measure(w->scheme, index);
	query_copy_at(q, 0, r->id.station, sizeof(r->id.station));
	r->id.seq = query_int_at(q, 1);
	query_copy_at(q, 2, r->student, sizeof(r->student));
	query_copy_at(q, 4, r->station, sizeof(r->station));
	r->session = query_int_at(q, 5);
	query_copy_at(q, 6, r->channel, sizeof(r->channel));
	r->began_us = query_int_at(q, 7);
	r->ended_us = query_int_at(q, 8);
	r->value = query_int_at(q, 9);
	r->by_hand = query_int_at(q, 10) != 0;
	query_copy_at(q, 11, r->who, sizeof(r->who));
	query_copy_at(q, 14, r->class_name, sizeof(r->class_name));
	/* Whoever left the roster is no longer judged by it. */
	r->is_tested = !query_text_at(q, 12)[0] ||
		       scheme_tests(w->scheme, sex_read(query_text_at(q, 12)),
			       grade_from_code((int)query_int_at(q, 13), w->system),
			       index);
	r->is_settled = query_int_at(q, 15) || query_int_at(q, 16);
	r->last = int_or(q, r->item->better == BETTER_LESS ? 17 : 18, LAST_NONE);
	r->height_mm = int_or(q, 19, 0);
}

static bool read_rows(struct work *w, struct store *store, int year, struct err *err)
{
	struct query *q = query(store_db(store), rows_sql);
	enum query_got got;

	query_int(q, 1, year);
	while ((got = query_next(q, err)) == QUERY_ROW)
		read_row(w, q);
	return got == QUERY_END;
}

/* ---- finding --------------------------------------------------------------------- */

/* false: nobody asked for this rule. */
static bool keep(struct work *w, const struct row *r, const struct doubt *d)
{
	struct doubt_found *f = &w->out[w->found % w->max];

	if (!(w->rules >> d->rule & 1))
		return false;
	w->found++;
	memset(f, 0, sizeof(*f));
	f->attempt = r->id;
	text_copy(f->student, sizeof(f->student), r->student);
	f->ended_us = r->ended_us;
	f->doubt = *d;
	return true;
}

static bool is_same_place(const struct row *a, const struct row *b)
{
	return a->session == b->session && a->item == b->item &&
	       strcmp(a->station, b->station) == 0 &&
	       strcmp(a->channel, b->channel) == 0;
}

static bool is_same_child(const struct row *a, const struct row *b)
{
	return strcmp(a->student, b->student) == 0;
}

/* The newest before row `i` at the same place; SIZE_MAX when there is none. */
static size_t before_at_place(const struct work *w, size_t i)
{
	for (size_t k = i; k-- > 0;)
		if (is_same_place(&w->row[k], &w->row[i]))
			return k;
	return SIZE_MAX;
}

static void look_alone(struct work *w, const struct row *r)
{
	bool has_last = r->last != LAST_NONE;
	struct doubt d;

	/* One reason is enough, and a weight in 斤 is the better one. */
	if (doubt_jin(r->item, r->value, r->height_mm, has_last ? r->last : 0, &d) ||
		(has_last &&
			(doubt_year(r->item, r->last, r->value, &d) ||
				doubt_growth(r->item, r->last, r->value, 365, &d))))
		keep(w, r, &d);
	if (doubt_end(r->item, r->value, 0, 0, &d))
		keep(w, r, &d);
	if (doubt_sex(r->item, r->is_tested, r->value, &d))
		keep(w, r, &d);
}

static void look_for_same(struct work *w, size_t i)
{
	const struct row *r = &w->row[i];
	int64_t before[SAME_LOOK];
	size_t n = 0;
	struct doubt d;

	for (size_t k = before_at_place(w, i); k != SIZE_MAX && n < SAME_LOOK;
		k = before_at_place(w, k)) {
		if (is_same_child(&w->row[k], r))
			break; /* one child's tries may well be the same */
		before[n++] = w->row[k].value;
	}
	for (size_t k = 0; k < n / 2; k++) { /* the newest last */
		int64_t swap = before[k];

		before[k] = before[n - 1 - k];
		before[n - 1 - k] = swap;
	}
	if (doubt_same(r->item, before, n, r->value, &d))
		keep(w, r, &d);
}

/* Of a heat many end at once, each by itself. */
static void look_for_soon(struct work *w, size_t i)
{
	const struct row *r = &w->row[i];
	struct doubt d;

	for (size_t k = i; k-- > 0;) {
		const struct row *b = &w->row[k];

		if (r->ended_us - b->ended_us > INT64_C(600000000))
			return;
		if (b->item != r->item || b->by_hand || r->by_hand)
			continue;
		if (!is_same_child(b, r) && (r->item->grouped || !is_same_place(b, r)))
			continue;
		if (doubt_soon(r->item, b->ended_us, r->ended_us, &d))
			keep(w, r, &d);
		return;
	}
}

static bool is_same_heat(const struct row *a, const struct row *b)
{
	return a->item == b->item && a->session == b->session &&
	       strcmp(a->station, b->station) == 0 && a->channel[0] && b->channel[0] &&
	       llabs(a->began_us - b->began_us) < HEAT_US;
}

/* The lanes of a heat end within its length of each other. */
static void look_at_lane(struct work *w, size_t i)
{
	const struct row *r = &w->row[i];
	int64_t times[HEAT_LOOK], far_us = r->item->hard_max * 1000;
	size_t n = 0, which = 0;
	struct doubt d;

	if (r->item->rule != RULE_GATE)
		return;
	for (size_t k = i; k-- > 0 && r->ended_us - w->row[k].ended_us < far_us;)
		if (is_same_heat(&w->row[k], r) && n < HEAT_LOOK)
			times[n++] = w->row[k].value;
	which = n;
	if (n < HEAT_LOOK)
		times[n++] = r->value;
	for (size_t k = i + 1; k < w->rows && w->row[k].ended_us - r->ended_us < far_us;
		k++)
		if (is_same_heat(&w->row[k], r) && n < HEAT_LOOK)
			times[n++] = w->row[k].value;
	if (doubt_lane(r->item, times, n, which, &d))
		keep(w, r, &d);
}

/* With the one before at this place, or beside in the heat. */
static void look_for_swap(struct work *w, size_t i)
{
	const struct row *r = &w->row[i];
	struct doubt d;

	if (r->last == LAST_NONE)
		return;
	for (size_t k = i; k-- > 0 && i - k <= HEAT_LOOK;) {
		const struct row *b = &w->row[k];

		if (b->last == LAST_NONE || is_same_child(b, r) ||
			!(is_same_heat(b, r) || is_same_place(b, r)))
			continue;
		if (doubt_swapped(r->item, r->value, r->last, b->value, b->last, &d)) {
			if (keep(w, r, &d))
				w->out[(w->found - 1) % w->max].other = b->id;
			return;
		}
		if (!is_same_heat(b, r))
			return;
	}
}

/* ---- shares ---------------------------------------------------------------------- */

static void count_share(struct work *w, const char *of, const struct row *r)
{
	struct share *s = NULL;

	if (!of[0])
		return;
	for (size_t i = 0; i < w->shares && !s; i++)
		if (strcmp(w->share[i].of, of) == 0)
			s = &w->share[i];
	if (!s && w->shares == GROUPS_MAX)
		return;
	if (!s) {
		s = &w->share[w->shares++];
		text_copy(s->of, sizeof(s->of), of);
	}
	s->all++;
	s->by_hand += r->by_hand;
	s->ended_us = r->ended_us;
}

static void look_at_shares(struct work *w)
{
	struct doubt d;

	for (size_t i = 0; i < w->shares; i++) {
		const struct share *s = &w->share[i];
		struct row about = { .ended_us = s->ended_us };

		if (!(w->rules >> DOUBT_SHARE & 1) ||
			!doubt_share(s->by_hand, s->all, &d))
			continue;
		keep(w, &about, &d);
		text_copy(w->out[(w->found - 1) % w->max].of, sizeof(w->out[0].of),
			s->of);
	}
}

/* ---- what a hand did --------------------------------------------------------------- */

static void keep_lift(void *ctx, const struct lift *lift)
{
	struct row about = { .id = lift->attempt, .ended_us = lift->ended_us };

	text_copy(about.student, sizeof(about.student), lift->student);
	keep(ctx, &about, &lift->doubt);
}

static bool look_for_lifts(
	struct work *w, struct store *store, int year, struct err *err)
{
	return !(w->rules >> DOUBT_LIFT & 1) ||
	       doubts_lift(store, w->items, w->scheme, year, keep_lift, w, err);
}

/* ---- the whole ------------------------------------------------------------------- */

static int newest_first(const void *a, const void *b)
{
	const struct doubt_found *x = a, *y = b;

	if (x->ended_us != y->ended_us)
		return x->ended_us < y->ended_us ? 1 : -1;
	if (x->attempt.seq != y->attempt.seq)
		return x->attempt.seq < y->attempt.seq ? 1 : -1;
	return (int)x->doubt.rule - (int)y->doubt.rule;
}

static void look_at_all(struct work *w)
{
	for (size_t i = 0; i < w->rows; i++) {
		const struct row *r = &w->row[i];

		count_share(w, r->class_name, r);
		if (r->is_settled)
			continue;
		look_alone(w, r);
		look_for_same(w, i);
		look_for_soon(w, i);
		look_at_lane(w, i);
		look_for_swap(w, i);
	}
	look_at_shares(w);
}

int doubts_of_year(struct store *store, const struct items *items,
	const struct scheme *scheme, int school_year, unsigned rules,
	struct doubt_found *out, size_t max, struct err *err)
{
	struct work w = {
		.items = items, .scheme = scheme, .rules = rules, .out = out, .max = max
	};
	bool done;

	w.system = store_system(store);
	w.share = mem_array(GROUPS_MAX, sizeof(*w.share));
	done = max > 0 && read_rows(&w, store, school_year, err);
	if (done)
		look_at_all(&w);
	done = done && look_for_lifts(&w, store, school_year, err);
	free(w.share);
	free(w.row);
	if (!done)
		return max ? -1 : 0;
	w.found = w.found < max ? w.found : max;
	qsort(out, w.found, sizeof(*out), newest_first);
	return (int)w.found;
}

int64_t doubts_stamp(struct store *store)
{
	struct query *q = query(store_db(store),
		"SELECT (SELECT count(*) FROM attempt) + (SELECT count(*) FROM "
		"verdict) + (SELECT count(*) FROM revise) + (SELECT count(*) FROM "
		"dispute) + (SELECT count(*) FROM move)");
	struct err ignored = ERR_INIT;
	int64_t stamp;

	return query_one_int(q, &stamp, 0, &ignored) ? stamp : -1;
}
