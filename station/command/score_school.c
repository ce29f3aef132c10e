#include "score_school.h"

#include <stdio.h>
#include <string.h>

#include "buf.h"
#include "standings.h"
#include "open.h"
#include "results.h"
#include "roster.h"
#include "rows.h"
#include "score.h"
#include "store.h"

struct school {
	struct store *store;
	struct results_with *with;
	struct rows rows;
	int disputed;
	bool ok;
	struct err *err;
};

static void points(struct rows *rows, int32_t points_c)
{
	char text[16];

	if (points_c == SCORE_NONE)
		rows_text(rows, "");
	else
		rows_number(rows, score_write(points_c, 1, text, sizeof(text)));
}

static const char *state_word(const struct year_score *score, bool exempt)
{
	if (exempt)
		return "exempt";
	if (score->disputed)
		return "disputed";
	return score->state == SCORE_COMPLETE	? "complete"
	       : score->state == SCORE_NO_TABLE ? "no-table"
						: "incomplete";
}

static bool show_student(void *ctx, const struct student *s)
{
	struct school *school = ctx;
	struct year_score score;
	bool exempt;

	if (!standings_exempt(school->store, s->id, &exempt, school->err))
		return school->ok = false;
	if (!results_score(school->store, s->id, &score, school->err))
		return school->ok = !school->err->text[0];
	rows_text(&school->rows, s->test_number);
	rows_text(&school->rows, s->class_name);
	rows_text(&school->rows, s->name);
	rows_int(&school->rows, score.measured);
	rows_int(&school->rows, score.needed);
	points(&school->rows, score.standard_c);
	points(&school->rows, score.bonus_c);
	points(&school->rows, score.total_c);
	rows_text(&school->rows, score.level_zh);
	rows_text(&school->rows, state_word(&score, exempt));
	rows_end(&school->rows);
	school->disputed += score.disputed;
	return true;
}

static bool show_all(const struct env *env, struct school *school, struct err *err)
{
	static const char *const titles[] = { "test_number", "class", "name",
		"measured", "needed", "standard", "bonus", "total", "level", "state" };

	if (!results_rebuild(school->with, err))
		return false;
	rows_begin(&school->rows, stdout, env->json, titles,
		sizeof(titles) / sizeof(*titles));
	school->ok = true;
	return roster_each(school->store, show_student, school, err) && school->ok &&
	       rows_finish(&school->rows, err);
}

static bool explain(struct school *school, const struct scheme *scheme,
	const char *word, struct err *err)
{
	struct results results;
	struct buf text = BUF_INIT;
	struct student s;

	if (!results_ensure(school->with, err) ||
		!open_student(school->store, word, &s, err) ||
		!results_gather(school->with, s.id, false, &results, err))
		return false;
	score_explain(scheme, s.sex, s.grade, &results, &text);
	fputs(text.data, stdout);
	buf_release(&text);
	return fflush(stdout) == 0 ||
	       err_set(err, "what was printed could not be written");
}

bool score_school(const struct env *env, const struct scheme *scheme,
	const char *student, int *disputed, struct err *err)
{
	struct school school = { .err = err };
	bool ok;

	school.store = open_store(env, env->data_dir, STORE_WRITE, scheme->items, err);
	if (!school.store)
		return false;
	school.with = open_results(env, school.store, scheme->items, scheme, err);
	ok = school.with && (student ? explain(&school, scheme, student, err)
				     : show_all(env, &school, err));
	*disputed = school.disputed;
	results_close(school.with);
	store_close(school.store);
	return ok;
}
