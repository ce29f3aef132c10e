#include "doubts.h"

#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "doubts_rows.h"
#include "query.h"
#include "text.h"

#define SAME_LOOK 8  /* children before, at the same place */
#define HEAT_LOOK 16 /* lanes of a heat */
#define HEAT_US	  INT64_C(1000000)
#define NO_ROW	  SIZE_MAX

struct share {
	int by_hand, all;
	int64_t ended_us;
};

struct work {
	const struct doubts_rows *rows;
	const struct doubts_row *row; /* of them */
	unsigned rules;
	size_t *before;	     /* the newest before each row at its place; NO_ROW none */
	struct share *share; /* by class */
	struct doubt_found *out;
	size_t found, max; /* `found` goes on behind `max`: the newest are kept */
};

/* ---- finding --------------------------------------------------------------------- */

/* false: nobody asked for this rule. */
static bool keep(struct work *w, const struct doubts_row *r, const struct doubt *d)
{
	struct doubt_found *f = &w->out[w->found % w->max];

	if (!(w->rules >> d->rule & 1))
		return false;
	w->found++;
	memset(f, 0, sizeof(*f));
	f->attempt = r->id;
	if (r->id.seq)
		text_copy(f->student, sizeof(f->student),
			w->rows->students.text[r->student]);
	f->ended_us = r->ended_us;
	f->doubt = *d;
	return true;
}

static void look_alone(struct work *w, const struct doubts_row *r)
{
	bool has_last = r->last != DOUBTS_LAST_NONE;
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
	const struct doubts_row *r = &w->row[i];
	int64_t before[SAME_LOOK];
	size_t n = 0;
	struct doubt d;

	for (size_t k = w->before[i]; k != NO_ROW && n < SAME_LOOK; k = w->before[k]) {
		if (w->row[k].student == r->student)
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
	const struct doubts_row *r = &w->row[i];
	struct doubt d;

	for (size_t k = i; k-- > 0;) {
		const struct doubts_row *b = &w->row[k];

		if (r->ended_us - b->ended_us > INT64_C(600000000))
			return;
		if (b->item != r->item || b->by_hand || r->by_hand)
			continue;
		if (b->student != r->student &&
			(r->item->grouped || b->place != r->place))
			continue;
		if (doubt_soon(r->item, b->ended_us, r->ended_us, &d))
			keep(w, r, &d);
		return;
	}
}

static bool is_same_heat(const struct doubts_row *a, const struct doubts_row *b)
{
	return a->heats == b->heats && a->has_channel && b->has_channel &&
	       llabs(a->began_us - b->began_us) < HEAT_US;
}

/* The lanes of a heat end within its length of each other. */
static void look_at_lane(struct work *w, size_t i)
{
	const struct doubts_row *r = &w->row[i];
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
	for (size_t k = i + 1;
		k < w->rows->n && w->row[k].ended_us - r->ended_us < far_us; k++)
		if (is_same_heat(&w->row[k], r) && n < HEAT_LOOK)
			times[n++] = w->row[k].value;
	if (doubt_lane(r->item, times, n, which, &d))
		keep(w, r, &d);
}

/* With the one before at this place, or beside in the heat. */
static void look_for_swap(struct work *w, size_t i)
{
	const struct doubts_row *r = &w->row[i];
	struct doubt d;

	if (r->last == DOUBTS_LAST_NONE)
		return;
	for (size_t k = i; k-- > 0 && i - k <= HEAT_LOOK;) {
		const struct doubts_row *b = &w->row[k];

		if (b->last == DOUBTS_LAST_NONE || b->student == r->student ||
			!(is_same_heat(b, r) || b->place == r->place))
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

static void count_share(struct work *w, const struct doubts_row *r)
{
	struct share *s;

	if (r->class < 0)
		return;
	s = &w->share[r->class];
	s->all++;
	/* What a school brings in by files is no sign of anything. */
	s->by_hand += r->by_hand && !r->is_imported;
	s->ended_us = r->ended_us;
}

static void look_at_shares(struct work *w)
{
	struct doubt d;

	for (int i = 0; i < w->rows->classes.n; i++) {
		const struct share *s = &w->share[i];
		struct doubts_row about = { .ended_us = s->ended_us };

		if (!(w->rules >> DOUBT_SHARE & 1) ||
			!doubt_share(s->by_hand, s->all, &d))
			continue;
		keep(w, &about, &d);
		text_copy(w->out[(w->found - 1) % w->max].of, sizeof(w->out[0].of),
			w->rows->classes.text[i]);
	}
}

/* ---- what a hand did --------------------------------------------------------------- */

static void look_at_lifts(struct work *w)
{
	for (size_t i = 0; i < w->rows->lifts; i++) {
		const struct lift *lift = &w->rows->lift[i];
		struct doubts_row about = { .ended_us = lift->ended_us };

		if (!keep(w, &about, &lift->doubt))
			return;
		w->out[(w->found - 1) % w->max].attempt = lift->attempt;
		text_copy(w->out[(w->found - 1) % w->max].student,
			sizeof(w->out[0].student), lift->student);
	}
}

/* ---- the whole ------------------------------------------------------------------- */

static int newest_first(const void *a, const void *b)
{
	const struct doubt_found *x = a, *y = b;

	if (x->ended_us != y->ended_us)
		return x->ended_us < y->ended_us ? 1 : -1;
	if (x->attempt.seq != y->attempt.seq)
		return x->attempt.seq < y->attempt.seq ? 1 : -1;
	if (x->doubt.rule != y->doubt.rule)
		return (int)x->doubt.rule - (int)y->doubt.rule;
	return strcmp(x->of, y->of);
}

static void find_before(struct work *w)
{
	size_t places = (size_t)w->rows->places.n;
	size_t *newest = mem_array(places + 1, sizeof(*newest));

	for (size_t i = 0; i < places; i++)
		newest[i] = NO_ROW;
	for (size_t i = 0; i < w->rows->n; i++) {
		w->before[i] = newest[w->row[i].place];
		newest[w->row[i].place] = i;
	}
	free(newest);
}

static void look_at_all(struct work *w)
{
	find_before(w);
	for (size_t i = 0; i < w->rows->n; i++) {
		const struct doubts_row *r = &w->row[i];

		count_share(w, r);
		if (r->is_settled)
			continue;
		look_alone(w, r);
		look_for_same(w, i);
		look_for_soon(w, i);
		look_at_lane(w, i);
		look_for_swap(w, i);
	}
	look_at_shares(w);
	look_at_lifts(w);
}

struct doubts {
	struct doubts_rows rows;
};

struct doubts *doubts_open(
	struct store *store, const struct items *items, const struct scheme *scheme)
{
	struct doubts *d = mem_alloc(sizeof(*d));

	d->rows = (struct doubts_rows){
		.store = store, .items = items, .scheme = scheme
	};
	return d;
}

void doubts_close(struct doubts *d)
{
	if (!d)
		return;
	doubts_rows_release(&d->rows);
	free(d);
}

void doubts_forget(struct doubts *d)
{
	d->rows.is_read = false;
}

int doubts_look(struct doubts *d, int school_year, unsigned rules,
	struct doubt_found *out, size_t max, struct err *err)
{
	struct work w = { .rows = &d->rows, .rules = rules, .out = out, .max = max };

	if (!max)
		return 0;
	if (!doubts_rows_look(&d->rows, school_year, err))
		return -1;
	w.row = d->rows.row;
	w.before = mem_array(d->rows.n + 1, sizeof(*w.before));
	w.share = mem_array((size_t)d->rows.classes.n + 1, sizeof(*w.share));
	look_at_all(&w);
	free(w.before);
	free(w.share);
	w.found = w.found < max ? w.found : max;
	qsort(out, w.found, sizeof(*out), newest_first);
	return (int)w.found;
}

int doubts_of_year(struct store *store, const struct items *items,
	const struct scheme *scheme, int school_year, unsigned rules,
	struct doubt_found *out, size_t max, struct err *err)
{
	struct doubts *d = doubts_open(store, items, scheme);
	int n = doubts_look(d, school_year, rules, out, max, err);

	doubts_close(d);
	return n;
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
