#include "year_card.h"

#include "past_years.h"
#include "standings.h"
#include "years.h"

static void take_score(struct year_card *card)
{
	const struct score *score = &card->score;

	card->standard_c = card->bonus_c = card->total_c = SCORE_NONE;
	card->level = NULL;
	if (score->state != SCORE_COMPLETE)
		return;
	card->standard_c = score->standard_c;
	card->bonus_c = score->bonus_all_c;
	card->total_c = score->total_c;
	card->level = score->level;
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
	score_student(p->scheme, student->sex, out->grade, &out->results, &out->score);
	take_score(out);
	return true;
}

/* The total that was put down holds; what does not add up to it is not said. */
static void take_total(
	struct printing *p, const struct past_year *past, struct year_card *card)
{
	if (card->total_c != past->total_c)
		card->standard_c = card->bonus_c = SCORE_NONE;
	card->total_c = past->total_c;
	card->level = scheme_level(p->scheme, past->total_c);
}

static bool year_card_then(struct printing *p, const struct student *student,
	int school_year, const struct past_year *past, int count, struct year_card *out,
	struct err *err)
{
	*out = (struct year_card){ .school_year = school_year };
	if (!years_results(p->store, p->items, p->scheme, student->id, school_year,
		    &out->results, &out->grade_code, err))
		return false;
	out->grade = grade_from_code(out->grade_code, store_system(p->store));
	score_student(p->scheme, student->sex, out->grade, &out->results, &out->score);
	take_score(out);
	for (int i = 0; i < count; i++)
		if (past[i].school_year == school_year)
			take_total(p, &past[i], out);
	return true;
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
		if (!year_card_then(p, student, years[i], past, count, &out[i], err))
			return -1;
	return n < 0 || !year_card_now(p, student, &out[n], err) ? -1 : n + 1;
}
