/* Results into points, in the order of docs/schemes.md: see exam.h. */
#include "exam_work.h"

#include <stdio.h>
#include <string.h>

#include "score.h"
#include "text.h"

int64_t exam_rounded(const struct exam *exam, const struct exam_round *round, int64_t n)
{
	int64_t step = round->step_c * (exam->den / 100);

	return step ? score_round(round->round, n, step) * step : n;
}

/* ---- one item ------------------------------------------------------------------ */

enum exam_got exam_got_of(const struct exam_status *status)
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
		exam_pick_value(exam, item, entry, &entry->item[i], s);
	if (status >= 0) {
		s->got = exam_got_of(&exam->status_of[status]);
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

const struct exam_bonus *exam_bonus_of(const struct exam *exam, int item)
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

int32_t exam_each_of(const struct exam *exam, int g, const struct exam_entry *entry)
{
	return exam_group_points(exam, g, entry->sex, entry->grade) /
	       exam->group[g].pick;
}

/* Points that count from item i in group g: step 5. EXAM_NONE while open. */
static int64_t item_points(const struct exam *exam, const struct exam_entry *entry,
	int g, int i, struct exam_item_score *s)
{
	const struct exam_item *item = &exam->item[i];
	int64_t each_c = exam->part[exam->group[g].part].mean
				 ? item->scale_max_c
				 : exam_each_of(exam, g, entry);
	const struct exam_bonus *bonus = exam_bonus_of(exam, i);

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
		if (s->got == GOT_PARTIAL &&
			exam->status_of[entry->of_item[i]].instead < 0) {
			s->points = EXAM_NONE;
			part->left_out_c += exam->part[group->part].mean
						    ? 1
						    : exam_each_of(exam, g, entry);
		}
	}
	out->points = exam_rounded(exam, &group->round, out->exact);
	if (group->cap_c)
		out->points = at_most(out->points, of_c(exam, group->cap_c));
}

/* ---- all of it ------------------------------------------------------------------- */

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
		exam_score_part(exam, entry, p, score);
	exam_score_total(exam, entry, score);
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
