#include "crowd.h"

#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "item_lines.h"
#include "past_years.h"
#include "text.h"

#define WITHIN_C 500 /* just below: as `report near` without an option */

/* Where a level begins; more than any total when the scheme has none of that name. */
static int32_t bound_of(const struct scheme *scheme, const char *key)
{
	for (int i = 0; i < scheme->levels; i++)
		if (strcmp(scheme->level[i].key, key) == 0)
			return scheme->level[i].from_c;
	return INT32_MAX;
}

static int level_at(const struct scheme *scheme, int32_t points_c)
{
	const struct scheme_level *level = scheme_level(scheme, points_c);

	return level ? (int)(level - scheme->level) : scheme->levels - 1;
}

int64_t crowd_mean(int64_t sum, int n, int64_t step)
{
	return div_half_up(sum, n * step) * step;
}

static void add_band(struct crowd *crowd, const struct scheme *scheme, const char *zh)
{
	for (int i = 0; i < scheme->bands; i++)
		crowd->band[i] += strcmp(scheme->band[i].zh, zh) == 0;
}

static void add_item(struct crowd *crowd, const struct scheme *scheme, size_t line,
	const struct student *s, const struct year_card *card)
{
	struct crowd_item *of = &crowd->line[line];
	int item = item_line_item(scheme, &item_lines[line], s->sex);
	int32_t points = card->score.points_c[item];
	int32_t value = card->score.value[item];

	if (points == SCORE_NONE || value == RESULT_NONE)
		return;
	of->n++;
	of->n_of[s->sex]++;
	of->value_sum[s->sex] += value;
	of->points_sum_c[s->sex] += points;
	of->level[level_at(scheme, points)]++;
	if (scheme->item[item].method == METHOD_BANDS)
		add_band(crowd, scheme,
			printed_item_level(
				scheme, item, s->sex, card->grade, value, points));
}

static void add_items(struct crowd *crowd, const struct scheme *scheme,
	const struct student *s, const struct year_card *card)
{
	for (size_t i = 0; i < item_lines_count && i < CROWD_LINES; i++)
		if (item_line_stands(
			    scheme, &item_lines[i], card->grade, card->grade, false))
			add_item(crowd, scheme, i, s, card);
}

static int bin_of(int32_t total_c)
{
	int tens = total_c / 1000;

	return tens < 5 ? 0 : tens > 9 ? CROWD_BINS - 1 : tens - 4;
}

static void add_total(struct crowd *crowd, const struct scheme *scheme, int32_t total_c)
{
	crowd->complete++;
	crowd->sum_c += total_c;
	crowd->passed += total_c >= bound_of(scheme, "pass");
	crowd->good += total_c >= bound_of(scheme, "good");
	crowd->bin[bin_of(total_c)]++;
	crowd->level[level_at(scheme, total_c)]++;
}

void crowd_add(struct crowd *crowd, const struct scheme *scheme,
	const struct student *s, const struct year_card *card)
{
	if (card->is_exempt)
		return;
	add_items(crowd, scheme, s, card);
	if (card->total_c != SCORE_NONE)
		add_total(crowd, scheme, card->total_c);
}

/* ---- the years before ----------------------------------------------------------- */

/* The place of a year, made in order; NULL when there is no room. */
static struct crowd_year *year_at(struct crowd *crowd, int school_year)
{
	int at = 0;

	while (at < crowd->years && crowd->year[at].school_year < school_year)
		at++;
	if (at < crowd->years && crowd->year[at].school_year == school_year)
		return &crowd->year[at];
	if (crowd->years == CROWD_YEARS)
		return NULL;
	memmove(&crowd->year[at + 1], &crowd->year[at],
		(size_t)(crowd->years - at) * sizeof(crowd->year[0]));
	crowd->years++;
	crowd->year[at] = (struct crowd_year){ .school_year = school_year };
	return &crowd->year[at];
}

static void add_year(struct crowd *crowd, const struct scheme *scheme, int school_year,
	int32_t total_c)
{
	struct crowd_year *year = year_at(crowd, school_year);

	if (!year)
		return;
	year->n++;
	year->sum_c += total_c;
	year->passed += total_c >= bound_of(scheme, "pass");
	year->good += total_c >= bound_of(scheme, "good");
}

static bool add_past(struct crowd *crowd, struct printing *p, const struct student *s,
	struct err *err)
{
	struct past_year past[PAST_YEARS_MAX];
	int n = past_years_of(p->store, s->id, past, PAST_YEARS_MAX, err);

	for (int i = 0; i < n; i++)
		if (past[i].school_year < store_school_year(p->store) &&
			past[i].total_c != SCORE_NONE)
			add_year(
				crowd, p->scheme, past[i].school_year, past[i].total_c);
	return n >= 0;
}

/* ---- who is just below ---------------------------------------------------------- */

static void add_near(struct crowd *crowd, const struct scheme *scheme,
	const struct student *s, const struct year_card *card)
{
	int32_t bound_c = near_bound(scheme, card->total_c);
	struct crowd_near near = { .student = s, .bound_c = bound_c };

	if (!bound_c || card->total_c < bound_c - WITHIN_C ||
		!near_lift(scheme, s->sex, s->grade, &card->results, s->barred, bound_c,
			&near.near))
		return;
	if (crowd->near_count % 64 == 0)
		crowd->near = mem_resize_array(
			crowd->near, crowd->near_count + 64, sizeof(near));
	crowd->near[crowd->near_count++] = near;
}

/* ---- together ------------------------------------------------------------------- */

static bool add_student(struct crowd *crowd, struct printing *p,
	const struct student *s, struct err *err)
{
	struct year_card card;

	if (!year_card_now(p, s, &card, err))
		return false;
	if (card.is_exempt)
		return true;
	crowd_add(crowd, p->scheme, s, &card);
	if (card.total_c != SCORE_NONE) {
		add_year(crowd, p->scheme, card.school_year, card.total_c);
		add_near(crowd, p->scheme, s, &card);
	}
	return add_past(crowd, p, s, err);
}

bool crowd_gather(struct crowd *crowd, struct printing *p, const struct student *list,
	size_t count, size_t done, size_t of, struct err *err)
{
	bool ok = true;

	memset(crowd, 0, sizeof(*crowd));
	for (size_t i = 0; ok && i < count; i++) {
		ok = add_student(crowd, p, &list[i], err);
		if (p->progress)
			p->progress(p->progress_ctx, (int)(done + i + 1), (int)of);
	}
	return ok;
}

void crowd_release(struct crowd *crowd)
{
	free(crowd->near);
	crowd->near = NULL;
	crowd->near_count = 0;
}
