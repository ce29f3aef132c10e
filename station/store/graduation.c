#include "graduation.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "official.h"
#include "results.h"
#include "settings.h"
#include "standings.h"
#include "text.h"

int32_t graduation_total(
	const struct scheme *scheme, int32_t final_c, int64_t sum_c, int others)
{
	int64_t step = (int64_t)scheme->step_c * 2 * others;

	assert(others > 0);
	return (int32_t)score_round(
		       scheme->round, (int64_t)final_c * others + sum_c, step) *
	       scheme->step_c;
}

#define UNIVERSITY 41
#define LAST_KEY   "graduation.university"

int graduation_last(struct store *store, int code)
{
	int last = grade_code_last(code, store_system(store));
	char text[8];

	if (grade_code_first(code) != UNIVERSITY)
		return last;
	settings_get(store, LAST_KEY, "", text, sizeof(text));
	return strlen(text) == 2 && text[0] == '4' && text[1] >= '2' && text[1] <= '4'
		       ? 40 + text[1] - '0'
		       : last;
}

bool graduation_set_last(struct store *store, int code, struct err *err)
{
	char text[16];

	if (code <= UNIVERSITY || code > grade_code_last(UNIVERSITY, SYSTEM_63))
		return err_set(err,
			"%d is not the last grade of a university: 42, 43 "
			"or 44",
			code);
	snprintf(text, sizeof(text), "%d", code);
	return settings_set(store, LAST_KEY, text, err);
}

bool graduation_is_due(struct store *store, const struct student *student)
{
	int code = student->grade_code;

	return code > 0 && code == graduation_last(store, code);
}

#define STAGE_YEARS   12 /* more than anybody is in one, repeated years too */
#define MISSING_WORDS 48 /* bytes of one year, at most */

static void miss(struct graduation *g, int school_year, int grade_code)
{
	size_t len = strlen(g->missing);

	g->state = GRADUATION_MISSING;
	if (len + MISSING_WORDS > sizeof(g->missing))
		return; /* enough to look at */
	snprintf(g->missing + len, sizeof(g->missing) - len, "%s%d-%d学年（%s）",
		len ? "、" : "", school_year, school_year + 1,
		grade_code_zh(grade_code));
}

static bool is_of_stage(const struct past_year *year, int grade_code)
{
	return year->grade_code >= grade_code_first(grade_code) &&
	       year->grade_code <= grade_code;
}

/* ---- the final year ----------------------------------------------------------- */

static int32_t from_elsewhere(
	const struct past_year *years, int count, int school_year, int grade_code)
{
	for (int i = 0; i < count; i++)
		if (years[i].school_year == school_year && !years[i].is_own &&
			years[i].grade_code == grade_code)
			return years[i].total_c;
	return SCORE_NONE;
}

static bool read_official(struct store *store, const struct student *student,
	struct graduation *g, struct err *err)
{
	struct official record;
	int has = official_of(
		store, student->id, store_school_year(store), &record, err);

	if (has > 0 && record.grade_code == student->grade_code)
		g->official_c = record.total_c;
	return has >= 0;
}

static bool read_final(struct store *store, const struct student *student,
	const struct past_year *years, int count, struct graduation *g, struct err *err)
{
	struct year_score score;

	err->text[0] = '\0';
	if (!results_score(store, student->id, &score, err)) {
		if (err->text[0])
			return false;
		score.disputed = false;
		score.total_c = SCORE_NONE;
	}
	if (!read_official(store, student, g, err))
		return false;
	g->final_c = score.disputed ? SCORE_NONE : score.total_c;
	if (g->final_c == SCORE_NONE && !score.disputed)
		g->final_c = from_elsewhere(
			years, count, store_school_year(store), student->grade_code);
	if (g->final_c == SCORE_NONE && !score.disputed)
		g->final_c = g->official_c;
	if (g->final_c == SCORE_NONE)
		miss(g, store_school_year(store), student->grade_code);
	return true;
}

/* ---- the other years ---------------------------------------------------------- */

static void take_others(struct graduation *g, const struct past_year *years, int count,
	int now, int code)
{
	for (int i = 0; i < count; i++)
		if (years[i].school_year < now && is_of_stage(&years[i], code))
			g->other[g->others++] = years[i];
}

/* Every year in which somebody was exempt, the latest first; which of them are within the
 * stage and without a total, the walk finds. */
static bool read_exempts(struct store *store, const struct student *student, int *years,
	size_t *count, struct err *err)
{
	int now = store_school_year(store);
	bool is;

	*count = 0;
	for (int year = now - 1; year > now - STAGE_YEARS; year--) {
		if (!standings_exempt_in(store, student->id, year, &is, err))
			return false;
		if (is)
			years[(*count)++] = year;
	}
	return true;
}

static bool was_exempt(const int *years, size_t count, int year)
{
	for (size_t i = 0; i < count; i++)
		if (years[i] == year)
			return true;
	return false;
}

/* Back from the final year: every year has a total until the stage's first grade is
 * reached and nothing older is known; and every grade was met. `grade` is the one that
 * the walk stands in. A year without a total is taken for that of the grade below. */
static void walk_back(
	struct graduation *g, int now, int code, const int *exempt, size_t exempts)
{
	int first = grade_code_first(code), grade = code, next = 0;

	for (int year = now - 1; grade > first || next < g->others; year--) {
		const struct past_year *other = &g->other[next];

		if (next == g->others || other->school_year < year) {
			grade -= grade > first;
			if (was_exempt(exempt, exempts, year))
				g->exempt_year[g->exempts++] = year;
			else
				miss(g, year, grade);
			continue;
		}
		/* A grade that was leapt over has no year; who did must be looked at. */
		for (int skipped = grade - 1; skipped > other->grade_code; skipped--)
			miss(g, year, skipped);
		grade = other->grade_code < grade ? other->grade_code : grade;
		next++;
	}
}

/* ---- together ----------------------------------------------------------------- */

static void finish(struct graduation *g, const struct scheme *scheme)
{
	int64_t sum_c = 0;

	if (g->state == GRADUATION_COMPLETE && !g->others) {
		g->state = GRADUATION_MISSING;
		snprintf(g->missing, sizeof(g->missing),
			"其他学年都免予执行，由学校决定");
	}
	if (g->state != GRADUATION_COMPLETE)
		return;
	for (int i = 0; i < g->others; i++)
		sum_c += g->other[i].total_c;
	g->total_c = graduation_total(scheme, g->final_c, sum_c, g->others);
	g->level = scheme_level(scheme, g->total_c);
}

bool graduation_of(struct store *store, const struct scheme *scheme,
	const struct student *student, struct graduation *out, struct err *err)
{
	struct past_year years[PAST_YEARS_MAX];
	int exempts[STAGE_YEARS], now = store_school_year(store), count;
	size_t exempt_count;
	bool exempt;

	*out = (struct graduation){
		.final_c = SCORE_NONE, .official_c = SCORE_NONE, .total_c = SCORE_NONE
	};
	count = past_years_of(store, student->id, years, PAST_YEARS_MAX, err);
	if (count < 0 || !standings_exempt(store, student->id, &exempt, err))
		return false;
	take_others(out, years, count, now, student->grade_code);
	if (exempt) {
		out->state = GRADUATION_EXEMPT;
		return true;
	}
	if (!read_final(store, student, years, count, out, err) ||
		!read_exempts(store, student, exempts, &exempt_count, err))
		return false;
	walk_back(out, now, student->grade_code, exempts, exempt_count);
	finish(out, scheme);
	return true;
}
