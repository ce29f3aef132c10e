#include "year_card.h"

#include "past_years.h"
#include "standings.h"
#include "years.h"

static const char *level_of(const struct scheme *scheme, int32_t total_c)
{
	const struct scheme_level *level = total_c == SCORE_NONE
						   ? NULL
						   : scheme_level(scheme, total_c);

	return level ? level->zh : "";
}

static void take_score(const struct scheme *scheme, struct year_card *card)
{
	const struct score *score = &card->score;
	bool complete = score->state == SCORE_COMPLETE;

	card->standard_c = complete ? score->standard_c : SCORE_NONE;
	card->bonus_c = complete ? score->bonus_all_c : SCORE_NONE;
	card->total_c = complete ? score->total_c : SCORE_NONE;
	card->level = level_of(scheme, card->total_c);
}

static void compute(const struct scheme *scheme, const struct student *student,
	struct year_card *card)
{
	score_student(scheme, student->sex, card->grade, &card->results, &card->score);
	card->ours = card->score;
	take_score(scheme, card);
}

/* Who is exempt may have been tested all the same: the results stand, the total does not. */
static void leave_out_total(struct year_card *card)
{
	card->standard_c = card->bonus_c = card->total_c = SCORE_NONE;
	card->level = "";
	card->total_by_tables = false;
}

bool year_card_now(struct printing *p, const struct student *student,
	struct year_card *out, struct err *err)
{
	*out = (struct year_card){ .school_year = store_school_year(p->store),
		.grade_code = student->grade_code,
		.grade = student->grade };
	if (!results_gather(p->results, student->id, false, &out->results, err) ||
		!standings_exempt(p->store, student->id, &out->is_exempt, err))
		return false;
	compute(p->scheme, student, out);
	if (out->is_exempt)
		leave_out_total(out);
	return true;
}

/* ---- an earlier year ------------------------------------------------------------ */

/* What the record says of an item holds; what it does not say is ours. */
static void take_item(
	struct year_card *card, int item, const struct official_item *said)
{
	struct score *score = &card->score;

	if (said && said->points_c != SCORE_NONE) {
		score->points_c[item] = said->points_c;
		if (said->bonus_c != SCORE_NONE)
			score->bonus_c[item] = said->bonus_c;
	} else if (score->points_c[item] != SCORE_NONE) {
		card->by_tables |= UINT64_C(1) << item;
	}
}

static void take_official(const struct scheme *scheme, struct year_card *card)
{
	const struct official *record = &card->official;

	for (int i = 0; i < scheme->count; i++)
		take_item(card, i, official_find(record, scheme->item[i].key));
	if (record->total_c == SCORE_NONE) {
		card->total_by_tables = card->total_c != SCORE_NONE;
		return;
	}
	/* What does not add up to the total is not said. */
	if (card->total_c != record->total_c)
		card->standard_c = card->bonus_c = SCORE_NONE;
	if (record->standard_c != SCORE_NONE)
		card->standard_c = record->standard_c;
	if (record->bonus_c != SCORE_NONE)
		card->bonus_c = record->bonus_c;
	card->total_c = record->total_c;
	card->level = *record->level ? record->level : level_of(scheme, card->total_c);
}

/* The total that was put down holds, unless the record has one. */
static void take_total(const struct scheme *scheme, const struct past_year *past,
	struct year_card *card)
{
	if (card->is_official && card->official.total_c != SCORE_NONE)
		return;
	if (card->total_c != past->total_c)
		card->standard_c = card->bonus_c = SCORE_NONE;
	card->total_by_tables = false;
	card->total_c = past->total_c;
	card->level = level_of(scheme, past->total_c);
}

/* Who was exempt has a total of that year only where one was put down all the same. */
static void take_exempt(struct year_card *card, const struct past_year *past, int count)
{
	bool has = card->is_official && card->official.total_c != SCORE_NONE;

	for (int i = 0; i < count; i++)
		has |= past[i].school_year == card->school_year;
	card->is_exempt &= !has;
	if (card->is_exempt)
		leave_out_total(card);
}

static bool fill_then(struct printing *p, const struct student *student,
	int school_year, const struct past_year *past, int count, struct year_card *out,
	struct err *err)
{
	int has;

	*out = (struct year_card){ .school_year = school_year };
	has = official_of(p->store, student->id, school_year, &out->official, err);
	if (has < 0 ||
		!years_results(p->store, p->items, p->scheme, student->id, school_year,
			&out->results, &out->grade_code, err) ||
		!standings_exempt_in(
			p->store, student->id, school_year, &out->is_exempt, err))
		return false;
	out->is_official = has > 0;
	out->grade = grade_from_code(out->grade_code, store_system(p->store));
	compute(p->scheme, student, out);
	if (out->is_official)
		take_official(p->scheme, out);
	for (int i = 0; i < count; i++)
		if (past[i].school_year == school_year)
			take_total(p->scheme, &past[i], out);
	take_exempt(out, past, count);
	return true;
}

bool year_card_then(struct printing *p, const struct student *student, int school_year,
	struct year_card *out, struct err *err)
{
	struct past_year past[PAST_YEARS_MAX];
	int count = past_years_of(p->store, student->id, past, PAST_YEARS_MAX, err);

	return count >= 0 && fill_then(p, student, school_year, past, count, out, err);
}

int year_cards(struct printing *p, const struct student *student,
	struct year_card out[YEAR_CARDS_MAX], struct err *err)
{
	struct past_year past[PAST_YEARS_MAX];
	int years[YEAR_CARDS_MAX - 1];
	int count = past_years_of(p->store, student->id, past, PAST_YEARS_MAX, err);
	int n = count < 0 ? -1
			  : years_list(p->store, student->id, years, YEAR_CARDS_MAX - 1,
				    err);

	for (int i = 0; i < n; i++)
		if (!fill_then(p, student, years[i], past, count, &out[i], err))
			return -1;
	return n < 0 || !year_card_now(p, student, &out[n], err) ? -1 : n + 1;
}

/* ---- in words ------------------------------------------------------------------- */

const char *year_card_level(const struct year_card *card, const struct scheme *scheme,
	int item, enum sex sex)
{
	const struct official_item *said = card->is_official
						   ? official_find(&card->official,
							     scheme->item[item].key)
						   : NULL;

	if (said && *said->level)
		return said->level;
	return printed_item_level(scheme, item, sex, card->grade,
		card->score.value[item], card->score.points_c[item]);
}

struct telling {
	struct buf *out;
	int told;
};

static void tell(struct telling *t, const char *name, const char *what, int32_t theirs,
	int32_t ours)
{
	char said[PRINTED_SIZE], computed[PRINTED_SIZE];

	if (theirs == SCORE_NONE || ours == SCORE_NONE || theirs == ours)
		return;
	buf_addf(t->out, "%s%s%s%s（评分表%s）", t->told++ ? "，" : "；与评分表不同：",
		name, what, printed_item_points(theirs, said),
		printed_item_points(ours, computed));
}

void year_card_explain(
	const struct year_card *card, const struct scheme *scheme, struct buf *out)
{
	const struct official *record = &card->official;
	const struct score *ours = &card->ours;
	struct telling t = { .out = out };
	char year[PRINTED_SIZE];

	if (!card->is_official)
		return;
	buf_addf(out, "%s依据“%s”", printed_year(card->school_year, year),
		record->origin);
	for (int i = 0; i < scheme->count; i++) {
		const struct official_item *said = official_find(
			record, scheme->item[i].key);

		if (!said)
			continue;
		tell(&t, scheme->item[i].zh, "得分", said->points_c, ours->points_c[i]);
		tell(&t, scheme->item[i].zh, "附加分", said->bonus_c, ours->bonus_c[i]);
	}
	if (ours->state != SCORE_COMPLETE)
		return;
	tell(&t, "", "标准分", record->standard_c, ours->standard_c);
	tell(&t, "", "学年总分", record->total_c, ours->total_c);
}
