/* Results into points, in the order of docs/schemes.md: see exam.h. */
#include "exam.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "score.h"
#include "text.h"

int64_t exam_rounded(const struct exam *exam, const struct exam_round *round, int64_t n)
{
	int64_t step = round->step_c * (exam->den / 100);

	return step ? score_round(round->round, n, step) * step : n;
}

static int64_t of_c(const struct exam *exam, int64_t points_c)
{
	return points_c * (exam->den / 100);
}

static int64_t at_most(int64_t n, int64_t cap)
{
	return n < cap ? n : cap;
}

/* ---- one item ------------------------------------------------------------------ */

static int64_t linear(
	const struct exam *exam, const struct exam_item *item, int32_t value)
{
	int64_t worse = ((int64_t)value - item->full_at) *
			(item->measure.better == BETTER_LESS ? 1 : -1);
	int64_t full = of_c(exam, item->scale_max_c), lost;

	if (worse <= 0)
		return full;
	/* More steps than this are below every floor; and the product stays small. */
	if (worse / item->worse > EXAM_POINTS_MAX_C)
		return of_c(exam, item->floor_c);
	lost = item->proportional
		       ? exam->den / 100 / item->worse * item->worse_c * worse
		       : of_c(exam, worse / item->worse * item->worse_c);
	return full - lost > of_c(exam, item->floor_c) ? full - lost
						       : of_c(exam, item->floor_c);
}

int64_t exam_item_score(const struct exam *exam, const struct exam_item *item,
	enum sex sex, enum grade grade, int32_t value, int *row)
{
	const struct ladder *ladder = &item->points[sex][grade];
	bool met;
	int n;

	*row = -1;
	if (item->no_table)
		return EXAM_NONE;
	switch (item->method) {
	case EXAM_LINEAR:
		return linear(exam, item, value);
	case EXAM_MARKS:
		return of_c(exam, at_most(value, item->scale_max_c));
	case EXAM_GATE:
		met = item->measure.better == BETTER_LESS ? value <= item->need
							  : value >= item->need;
		return of_c(exam, met ? item->scale_max_c : item->below_c);
	case EXAM_RECORD:
		return EXAM_NONE;
	case EXAM_TABLE:
	case EXAM_BANDS:
		break;
	}
	if (!ladder->rows)
		return EXAM_NONE; /* not an item of this grade */
	n = score_reached(ladder, value);
	*row = n - 1;
	return of_c(exam, ladder->points_c[n]);
}

static bool is_full(const struct exam *exam, const struct exam_item *item,
	const struct exam_entry *entry, int32_t value)
{
	int row;

	return exam_item_score(exam, item, entry->sex, entry->grade, value, &row) ==
	       of_c(exam, item->scale_max_c);
}

/* What a line of tries comes to: those of the exam, or those of the make-up. */
struct line {
	int32_t value;	/* RESULT_NONE: none */
	int try_counts; /* -1 also of a mean */
	int used, seen; /* `seen`: up to the one that stopped it with a full score */
};

static bool is_better(const struct exam_item *item, int32_t value, int32_t than)
{
	if (than == RESULT_NONE || value == RESULT_NONE)
		return value != RESULT_NONE;
	return item->measure.better == BETTER_LESS ? value < than : value > than;
}

static struct line pick_try(const struct exam *exam, const struct exam_item *item,
	const struct exam_entry *entry, const struct exam_result *result, bool makeup)
{
	struct line line = { RESULT_NONE, -1, 0, result->tries };
	int64_t sum = 0;
	int n = 0;

	for (int i = 0; i < result->tries; i++) {
		const struct exam_try *try = &result->try[i];
		bool better = is_better(item, try->value, line.value);

		if ((try->session == EXAM_MAKEUP) != makeup ||
			try->state == TRY_DEVICE || try->state == TRY_TRIAL)
			continue;
		line.used++;
		if (try->state != TRY_OK)
			continue;
		if (item->use == EXAM_LAST || (item->use == EXAM_FIRST_VALID && !n) ||
			((item->use == EXAM_BEST || item->use == EXAM_MEAN) &&
				better)) {
			line.value = try->value;
			line.try_counts = i;
		}
		sum += try->value;
		n++;
		if (item->stop_on_full && !item->no_table &&
			is_full(exam, item, entry, try->value)) {
			line.seen = i + 1;
			break;
		}
	}
	if (item->use == EXAM_MEAN && n > 1) {
		line.value = (int32_t)(score_round(item->measure.round, sum,
					       item->measure.step * n) *
				       item->measure.step);
		line.try_counts = -1;
	}
	return line;
}

static bool makeup_counts(const struct exam *exam, const struct exam_item *item,
	const struct line *main, const struct line *makeup)
{
	switch (exam->sessions) {
	case SESSIONS_LAST:
		return makeup->value != RESULT_NONE;
	case SESSIONS_BEST:
		return is_better(item, makeup->value, main->value);
	case SESSIONS_MAKEUP:
		break;
	}
	return makeup->used > 0;
}

/* The value that counts among the tries, and which: step 2 of the order. */
static void pick_value(const struct exam *exam, const struct exam_item *item,
	const struct exam_entry *entry, const struct exam_result *result,
	struct exam_item_score *s)
{
	struct line main = pick_try(exam, item, entry, result, false);
	struct line makeup = pick_try(exam, item, entry, result, true);
	const struct line *line = &main;

	s->makeup = makeup_counts(exam, item, &main, &makeup);
	if (s->makeup)
		line = &makeup;
	s->tries_seen = line->seen;
	if (!result->is_void) {
		s->value = line->value;
		s->try_counts = line->try_counts;
	}
	if (s->value != RESULT_NONE)
		s->got = GOT_POINTS;
	else if (main.used + makeup.used && (result->is_void || !item->no_valid_open))
		s->got = GOT_VOID;
}

static enum exam_got got_of(const struct exam_status *status)
{
	switch (status->is) {
	case EXAM_EXEMPT_FULL:
	case EXAM_EXEMPT_SHARE:
		return GOT_EXEMPT;
	case EXAM_PARTIAL:
		return GOT_PARTIAL;
	case EXAM_IS_DEFERRED:
		return GOT_DEFERRED;
	case EXAM_ABSENT:
		return GOT_ABSENT;
	case EXAM_DISQUALIFIED:
		break;
	}
	return GOT_DISQUALIFIED;
}

/* full x share, exact: den is a multiple of 10000. */
static int64_t share_of(
	const struct exam *exam, int64_t points_c, const struct exam_status *status)
{
	return points_c * status->share_c * (exam->den / 10000);
}

static void make_index(const struct exam_item *item, struct exam_score *score,
	struct exam_item_score *s)
{
	s->value = score_index(item->index.round, score->item[item->index.mass].value,
		score->item[item->index.length].value);
	if (s->value != RESULT_NONE)
		s->got = GOT_POINTS;
}

static void score_one(const struct exam *exam, const struct exam_entry *entry, int i,
	struct exam_score *score)
{
	const struct exam_item *item = &exam->item[i];
	struct exam_item_score *s = &score->item[i];
	int status = entry->of_item[i];

	*s = (struct exam_item_score){ .got = GOT_NOTHING,
		.try_counts = -1,
		.value = RESULT_NONE,
		.row = -1,
		.score = EXAM_NONE,
		.group = -1,
		.points = EXAM_NONE };
	if (!exam_item_for(item, entry->sex))
		return;
	if (item->kind == EXAM_INDEX)
		make_index(item, score, s);
	else
		pick_value(exam, item, entry, &entry->item[i], s);
	if (status >= 0) {
		s->got = got_of(&exam->status_of[status]);
	} else if (s->got == GOT_VOID) {
		s->score = 0;
	} else if (s->value != RESULT_NONE) {
		s->score = exam_item_score(
			exam, item, entry->sex, entry->grade, s->value, &s->row);
		if (s->score == EXAM_NONE)
			s->got = GOT_NO_TABLE;
	}
}

/* ---- bonus --------------------------------------------------------------------- */

static const struct exam_bonus *bonus_of(const struct exam *exam, int item)
{
	for (int i = 0; i < exam->bonuses; i++)
		if (exam->bonus[i].item == item)
			return &exam->bonus[i];
	return NULL;
}

static int64_t earn_bonus(const struct exam *exam, const struct exam_entry *entry,
	const struct exam_bonus *bonus, const struct exam_item_score *s)
{
	const struct exam_item *item = &exam->item[bonus->item];
	const struct ladder *ladder = &bonus->by[entry->sex][entry->grade];
	int sign = item->measure.better == BETTER_LESS ? -1 : 1;
	int64_t value = (int64_t)s->value * sign, add = 0;

	if (s->got != GOT_POINTS ||
		(bonus->only_full && s->score != of_c(exam, item->scale_max_c)))
		return 0;
	for (int i = bonus->rows - 1; i >= 0; i--)
		if (value >= (int64_t)bonus->row[i].at * sign)
			add = bonus->row[i].add_c;
	if (ladder->rows)
		add = ladder->points_c[score_reached(ladder, s->value)];
	if (bonus->each && value > (int64_t)bonus->full * sign)
		add = (value - (int64_t)bonus->full * sign) / bonus->each *
		      bonus->add_c;
	return of_c(exam, at_most(add, bonus->cap_c));
}

/* ---- groups -------------------------------------------------------------------- */

int32_t exam_group_points(
	const struct exam *exam, int group, enum sex sex, enum grade grade)
{
	return exam->graded ? exam->group[group].by_c[sex][grade]
			    : exam->group[group].points_c;
}

static int32_t each_of(const struct exam *exam, int g, const struct exam_entry *entry)
{
	return exam_group_points(exam, g, entry->sex, entry->grade) /
	       exam->group[g].pick;
}

/* Points that count from item i in group g: step 5. EXAM_NONE while open. */
static int64_t item_points(const struct exam *exam, const struct exam_entry *entry,
	int g, int i, struct exam_item_score *s)
{
	const struct exam_item *item = &exam->item[i];
	int64_t each_c = exam->part[exam->group[g].part].mean ? item->scale_max_c
							      : each_of(exam, g, entry);
	const struct exam_bonus *bonus = bonus_of(exam, i);

	switch (s->got) {
	case GOT_NOTHING:
		return exam->missing_zero ? 0 : EXAM_NONE;
	case GOT_NO_TABLE:
	case GOT_DEFERRED:
		return EXAM_NONE;
	case GOT_EXEMPT:
		s->exact = share_of(exam, each_c, &exam->status_of[entry->of_item[i]]);
		return s->exact;
	case GOT_ABSENT:
	case GOT_DISQUALIFIED:
	case GOT_VOID:
	case GOT_PARTIAL:
		return 0;
	case GOT_POINTS:
		break;
	}
	s->exact = s->score * each_c /
		   item->scale_max_c; /* whole, by the choice of den */
	if (s->makeup && exam->makeup_c)
		s->exact = at_most(s->exact,
			(int64_t)each_c * exam->makeup_c * (exam->den / 10000));
	s->points = exam_rounded(exam, &item->round, s->exact);
	s->bonus = bonus && !(s->makeup && exam->makeup_c)
			   ? earn_bonus(exam, entry, bonus, s)
			   : 0;
	if (bonus && bonus->to == EXAM_OF_ITEM)
		s->points += s->bonus;
	return item->cap_c ? at_most(s->points, of_c(exam, item->cap_c)) : s->points;
}

static uint64_t members(
	const struct exam *exam, const struct exam_group *g, enum sex sex)
{
	uint64_t items = g->choose == EXAM_DRAWN ? g->drawn : g->items;

	for (int i = 0; i < exam->items; i++)
		if (!exam_item_for(&exam->item[i], sex))
			items &= ~((uint64_t)1 << i);
	return items;
}

static int count(uint64_t items)
{
	int n = 0;

	for (; items; items &= items - 1)
		n++;
	return n;
}

/* The best `pick` of what has points; the first in the scheme's order among equals. */
static uint64_t best_of(const struct exam *exam, const struct exam_entry *entry, int g,
	uint64_t from, const struct exam_score *score)
{
	uint64_t picked = 0;

	for (int n = 0; n < exam->group[g].pick; n++) {
		int64_t best = EXAM_NONE;
		int which = -1;

		for (int i = 0; i < exam->items; i++) {
			struct exam_item_score s = score->item[i];
			int64_t points;

			if (!(from >> i & 1) || (picked >> i & 1))
				continue;
			points = item_points(exam, entry, g, i, &s);
			if (points > best) {
				best = points;
				which = i;
			}
		}
		if (which < 0)
			return 0;
		picked |= (uint64_t)1 << which;
	}
	return picked;
}

static uint64_t pick_items(const struct exam *exam, const struct exam_entry *entry,
	int g, const struct exam_score *score)
{
	const struct exam_group *group = &exam->group[g];
	uint64_t from = members(exam, group, entry->sex);

	if (group->choose == EXAM_CHOOSE_BEST)
		return best_of(exam, entry, g, from, score);
	if (group->choose == EXAM_DRAWN || count(from) == group->pick)
		return from;
	return entry->choice[g];
}

/* Where a status puts another item in the place of one that was picked. */
static uint64_t with_substitutes(
	const struct exam *exam, const struct exam_entry *entry, uint64_t picked)
{
	uint64_t out = picked;

	for (int i = 0; i < exam->items; i++) {
		int status = entry->of_item[i];

		if (!(picked >> i & 1) || status < 0 ||
			exam->status_of[status].instead < 0)
			continue;
		out &= ~((uint64_t)1 << i);
		out |= (uint64_t)1 << exam->status_of[status].instead;
	}
	return out;
}

static void score_group(const struct exam *exam, const struct exam_entry *entry, int g,
	struct exam_score *score)
{
	const struct exam_group *group = &exam->group[g];
	struct exam_group_score *out = &score->group[g];
	struct exam_part_score *part = &score->part[group->part];

	*out = (struct exam_group_score){ .picked = 0 };
	if (exam->graded && !group->by_c[entry->sex][entry->grade])
		return; /* another sex's, or another grade's */
	out->picked = with_substitutes(exam, entry, pick_items(exam, entry, g, score));
	out->open = !out->picked;
	for (int i = 0; i < exam->items; i++) {
		struct exam_item_score *s = &score->item[i];

		if (!(out->picked >> i & 1))
			continue;
		s->group = g;
		s->points = item_points(exam, entry, g, i, s);
		if (s->points == EXAM_NONE)
			out->open = true;
		else
			out->exact += s->points;
		if (s->got == GOT_PARTIAL) {
			s->points = EXAM_NONE;
			part->left_out_c += exam->part[group->part].mean
						    ? 1
						    : each_of(exam, g, entry);
		}
	}
	out->points = exam_rounded(exam, &group->round, out->exact);
	if (group->cap_c)
		out->points = at_most(out->points, of_c(exam, group->cap_c));
}

/* ---- parts --------------------------------------------------------------------- */

/* sum x num / den, rounded once: only where the loader has asked for a rounding. */
static int64_t pro_rata(const struct exam *exam, const struct exam_part *part,
	int64_t sum, int64_t num, int64_t den)
{
	int64_t step = part->round.step_c * (exam->den / 100);

	assert(step && den > 0);
	return score_round(part->round.round, sum * num, step * den) * step;
}

static void field_points(const struct exam *exam, int p, struct exam_score *score,
	struct exam_part_score *out)
{
	const struct exam_part *part = &exam->part[p];
	int64_t full = part->mean ? part->picks : part->points_c;

	for (int g = 0; g < exam->groups; g++) {
		if (exam->group[g].part != p)
			continue;
		if (score->group[g].open)
			out->got = GOT_NOTHING;
		out->sum += score->group[g].points;
	}
	for (int i = 0; i < exam->items; i++) {
		const struct exam_item_score *s = &score->item[i];
		const struct exam_bonus *bonus = bonus_of(exam, i);

		if (s->group >= 0 && exam->group[s->group].part == p && bonus &&
			bonus->to == EXAM_OF_PART)
			out->bonus += s->bonus;
	}
	if (out->left_out_c >= full) {
		out->got = GOT_NOTHING; /* nothing is left that could stand for it */
		return;
	}
	if (part->mean && out->left_out_c)
		out->exact = pro_rata(exam, part, out->sum, part->points_c,
			(full - out->left_out_c) * part->scale_max_c);
	else if (part->mean)
		out->exact = out->sum * part->points_c / (full * part->scale_max_c);
	else if (out->left_out_c)
		out->exact = pro_rata(
			exam, part, out->sum, full, full - out->left_out_c);
	else
		out->exact = out->sum;
}

static int32_t band_points(const struct exam_component *c, int32_t value_c)
{
	int i = 0;

	while (i < c->bands - 1 && value_c < c->band[i].from_c)
		i++;
	return c->band[i].points_c;
}

static void component_points(const struct exam *exam, const struct exam_entry *entry,
	int i, struct exam_component_score *out, struct exam_part_score *part_out)
{
	const struct exam_component *c = &exam->component[i];
	const struct exam_part *part = &exam->part[c->part];
	int years = c->years ? c->years : 1;
	int64_t sum_c = 0;

	*out = (struct exam_component_score){ 0, 0, 0 };
	for (int y = 0; y < years; y++) {
		int32_t v = entry->process[i][y];

		out->missing += v == SCORE_NONE;
		if (v != SCORE_NONE)
			sum_c += c->typed ? v : band_points(c, v);
		else if (part->missing == EXAM_FIXED)
			sum_c += at_most(part->missing_c, c->points_c);
	}
	out->exact = of_c(exam, sum_c);
	if (out->missing &&
		(part->missing == EXAM_BLOCK ||
			(part->missing == EXAM_SCALE && out->missing == years)))
		part_out->got = GOT_NOTHING;
	else if (out->missing && part->missing == EXAM_SCALE)
		out->exact = pro_rata(
			exam, part, out->exact, years, years - out->missing);
	out->points = c->cap_c ? at_most(out->exact, of_c(exam, c->cap_c)) : out->exact;
}

static void gate_points(const struct exam *exam, const struct exam_entry *entry, int p,
	const struct exam_score *score, struct exam_part_score *out)
{
	for (int i = 0; i < exam->items; i++) {
		const struct exam_item_score *s = &score->item[i];

		if (!(exam->part[p].gates >> i & 1) ||
			!exam_item_for(&exam->item[i], entry->sex) ||
			s->got == GOT_EXEMPT)
			continue;
		if (s->got == GOT_NOTHING || s->got == GOT_DEFERRED)
			out->got = GOT_NOTHING;
		else if (s->score != of_c(exam, exam->item[i].scale_max_c))
			out->failed = true;
	}
}

static void score_part(const struct exam *exam, const struct exam_entry *entry, int p,
	struct exam_score *score)
{
	const struct exam_part *part = &exam->part[p];
	struct exam_part_score *out = &score->part[p];
	int status = entry->of_part[p];

	out->got = GOT_POINTS;
	if (part->kind == EXAM_FIELD)
		field_points(exam, p, score, out);
	else if (part->kind == EXAM_GATES)
		gate_points(exam, entry, p, score, out);
	for (int i = 0; i < exam->components; i++)
		if (exam->component[i].part == p) {
			component_points(exam, entry, i, &score->component[i], out);
			out->exact += score->component[i].points;
		}
	out->points = at_most(exam_rounded(exam, &part->round, out->exact + out->bonus),
		of_c(exam, part->cap_c));
	if (status < 0)
		return;
	out->got = got_of(&exam->status_of[status]);
	out->failed = false;
	out->bonus = 0;
	out->points = out->got == GOT_EXEMPT
			      ? share_of(exam, part->points_c, &exam->status_of[status])
			      : 0;
}

/* ---- the total ----------------------------------------------------------------- */

static bool part_open(const struct exam_part_score *part)
{
	return part->got == GOT_NOTHING || part->got == GOT_DEFERRED;
}

/* Is a missing table the only thing that keeps the slots open? */
static bool only_tables(const struct exam *exam, const struct exam_score *score)
{
	for (int p = 0; p < exam->parts; p++) {
		const struct exam_part_score *part = &score->part[p];

		if (part->got == GOT_DEFERRED)
			return false;
		if (part->got != GOT_NOTHING)
			continue;
		if (exam->part[p].kind != EXAM_FIELD)
			return false;
		for (int g = 0; g < exam->groups; g++) {
			const struct exam_group_score *group = &score->group[g];

			if (exam->group[g].part != p || !group->open)
				continue;
			if (!group->picked)
				return false;
			for (int i = 0; i < exam->items; i++)
				if ((group->picked >> i & 1) &&
					(score->item[i].got == GOT_NOTHING ||
						score->item[i].got == GOT_DEFERRED))
					return false;
		}
	}
	return true;
}

static bool any_exempt(const struct exam *exam, const struct exam_score *score)
{
	for (int p = 0; p < exam->parts; p++)
		if (score->part[p].got == GOT_EXEMPT || score->part[p].left_out_c)
			return true;
	for (int i = 0; i < exam->items; i++)
		if (score->item[i].group >= 0 && score->item[i].got == GOT_EXEMPT &&
			score->part[exam->group[score->item[i].group].part].got ==
				GOT_POINTS)
			return true;
	return false;
}

static void total_of_status(const struct exam *exam, const struct exam_status *status,
	struct exam_score *score)
{
	enum exam_got got = got_of(status);

	score->state = EXAM_COMPLETE;
	score->total = 0;
	if (got == GOT_DEFERRED) {
		score->state = EXAM_INCOMPLETE;
		score->total = EXAM_NONE;
	} else if (got == GOT_EXEMPT) {
		score->state = EXAM_IS_EXEMPT;
		score->sum = share_of(exam, exam->points_c, status);
		score->total = exam_rounded(exam, &exam->round, score->sum);
	}
}

static void add_up(const struct exam *exam, struct exam_score *score)
{
	bool open = exam->missing_zero, barred = false, zero = false;

	for (int i = 0; i < exam->items; i++) /* nothing at all is no zero */
		open &= score->item[i].score == EXAM_NONE;

	for (int p = 0; p < exam->parts; p++) {
		const struct exam_part_score *part = &score->part[p];

		open |= part_open(part);
		score->sum += part->points;
		barred |= part->failed && exam->part[p].on_fail == EXAM_NO_TOTAL;
		zero |= part->failed && exam->part[p].on_fail == EXAM_ZERO_TOTAL;
	}
	for (int i = 0; i < exam->items; i++) {
		const struct exam_bonus *bonus = bonus_of(exam, i);
		const struct exam_item_score *s = &score->item[i];

		if (bonus && bonus->to == EXAM_OF_TOTAL && s->group >= 0 &&
			score->part[exam->group[s->group].part].got == GOT_POINTS)
			score->bonus += s->bonus;
	}
	if (exam->bonus_cap_c)
		score->bonus = at_most(score->bonus, of_c(exam, exam->bonus_cap_c));
	if (open || barred) {
		score->state = open && !barred && only_tables(exam, score)
				       ? EXAM_HAS_NO_TABLE
				       : EXAM_INCOMPLETE;
		return;
	}
	score->state = any_exempt(exam, score) ? EXAM_IS_EXEMPT : EXAM_COMPLETE;
	score->total = at_most(
		exam_rounded(exam, &exam->round, score->sum + score->bonus),
		of_c(exam, exam->cap_c));
	if (zero)
		score->total = 0;
}

void exam_score(const struct exam *exam, const struct exam_entry *entry,
	struct exam_score *score)
{
	memset(score, 0, sizeof(*score));
	score->total = EXAM_NONE;
	/* An index is made of others, wherever they stand. */
	for (int i = 0; i < exam->items; i++)
		if (exam->item[i].kind != EXAM_INDEX)
			score_one(exam, entry, i, score);
	for (int i = 0; i < exam->items; i++)
		if (exam->item[i].kind == EXAM_INDEX)
			score_one(exam, entry, i, score);
	for (int g = 0; g < exam->groups; g++)
		score_group(exam, entry, g, score);
	for (int p = 0; p < exam->parts; p++)
		score_part(exam, entry, p, score);
	if (entry->of_total >= 0)
		total_of_status(exam, &exam->status_of[entry->of_total], score);
	else
		add_up(exam, score);
	for (int i = 0; score->total != EXAM_NONE && i < exam->levels; i++)
		if (score->total >= of_c(exam, exam->level[i].from_c)) {
			score->level = &exam->level[i];
			break;
		}
}

char *exam_write(const struct exam *exam, int64_t points, bool dots, char out[32])
{
	int64_t n = points * 10000 / exam->den;
	bool ends = points * 10000 % exam->den == 0;
	int decimals = 4;

	if (!ends && !dots)
		n = div_half_up(points * 10000, exam->den);
	for (; decimals && n % 10 == 0; decimals--)
		n /= 10;
	decimal_write(n, decimals, out, 24);
	if (!ends && dots)
		snprintf(out + strlen(out), 8, "…");
	return out;
}
