#include "exam_school.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "exam_rows.h"
#include "exams.h"
#include "open.h"
#include "results.h"
#include "roster.h"
#include "store.h"

#define USES_MAX 32

struct school {
	struct store *store;
	struct exam *exam;
	struct exam_used use;
	char mark[EXAM_MARK_SIZE];
	struct exam_rows out;
	struct exam_entry entry;
	int doubts;
	bool ok;
	struct err *err;
};

/* ---- which scheme -------------------------------------------------------------- */

/* The exam of this school year before all others. */
static bool find_use(
	struct store *store, const char *id, struct exam_used *out, struct err *err)
{
	struct exam_used uses[USES_MAX];
	int count = exams_uses(store, uses, USES_MAX, err), found = -1;

	for (int i = 0; i < count; i++)
		if (strcmp(uses[i].scheme, id) == 0 &&
			(found < 0 ||
				uses[i].exam_year == store_school_year(store) + 1))
			found = i;
	if (count < 0)
		return false;
	if (found >= 0) {
		*out = uses[found];
		return true;
	}
	if (count)
		return err_set(err,
			"the scheme \"%.80s\" is not in use (for %d it is \"%s\")", id,
			uses[0].exam_year, uses[0].scheme);
	return err_set(err,
		"no scheme of an exam is in use: station scheme use %.80s --by NAME",
		id);
}

/* ---- before scoring ------------------------------------------------------------ */

/* The fitness totals of this year, which process points are made from. */
static bool ensure_results(const struct env *env, struct store *store, struct err *err)
{
	const struct items *items = store_items(store);
	struct scheme *standard = open_scheme(env, STANDARD, items, err);
	struct results_with *with = NULL;
	bool ok;

	if (standard)
		with = open_results(env, store, items, standard, err);
	ok = with && results_ensure(with, err);
	results_close(with);
	scheme_free(standard);
	return ok;
}

bool exam_school_prepare(const struct env *env, struct store *store,
	const struct exam *exam, const struct exam_used *use, struct err *err)
{
	int frozen = 0;

	if (!ensure_results(env, store, err) ||
		!exams_freeze(store, exam, use->exam_year, use->who, env_now_us(env),
			&frozen, err) ||
		!exams_score_all(store, exam, use->exam_year, err))
		return false;
	if (frozen)
		fprintf(stderr, "%d process values frozen from fitness totals\n",
			frozen);
	return true;
}

/* ---- everybody ----------------------------------------------------------------- */

static bool show_student(void *ctx, const struct student *s)
{
	struct school *school = ctx;
	struct err wrong;

	if (!exams_sits(school->store, s))
		return true;
	school->ok = exams_entry(school->store, school->exam, school->use.exam_year, s,
		&school->entry, NULL, &wrong, school->err);
	if (!school->ok)
		return false;
	rows_text(&school->out.rows, s->test_number);
	rows_text(&school->out.rows, s->class_name);
	rows_text(&school->out.rows, s->name);
	exam_rows_score(&school->out, &school->entry, wrong.text);
	school->doubts += wrong.text[0] != '\0';
	return true;
}

static bool show_all(const struct env *env, struct school *school)
{
	static const char *const person[] = { "test_number", "class", "name" };
	bool ok;

	exam_rows_begin(&school->out, school->exam, school->mark, stdout, env->json,
		person, sizeof(person) / sizeof(*person));
	school->ok = true;
	ok = roster_each(school->store, show_student, school, school->err) &&
	     school->ok && rows_finish(&school->out.rows, school->err);
	exam_rows_release(&school->out);
	return ok;
}

/* ---- one ----------------------------------------------------------------------- */

static bool explain(struct school *school, const char *word)
{
	struct buf text = BUF_INIT;
	struct student s;
	struct err wrong;

	if (!open_student(school->store, word, &s, school->err))
		return false;
	if (!exams_sits(school->store, &s))
		return err_set(school->err, "\"%.80s\" does not sit the exam of %d",
			word, school->use.exam_year);
	if (!exams_entry(school->store, school->exam, school->use.exam_year, &s,
		    &school->entry, NULL, &wrong, school->err))
		return false;
	exam_explain(school->exam, &school->entry, &text);
	if (wrong.text[0])
		buf_addf(&text, "有矛盾，不出总分：%s\n", wrong.text);
	if (!school->use.confirmed[0])
		buf_addf(&text, "%s\n", school->mark);
	school->doubts += wrong.text[0] != '\0';
	fputs(text.data, stdout);
	buf_release(&text);
	return fflush(stdout) == 0 ||
	       err_set(school->err, "what was printed could not be written");
}

static bool look(const struct env *env, struct school *school, const char *id,
	const char *student)
{
	if (!find_use(school->store, id, &school->use, school->err))
		return false;
	school->exam = exams_load(
		school->store, store_items(school->store), &school->use, school->err);
	if (!school->exam)
		return false;
	exams_mark(school->exam, school->use.confirmed[0] != '\0', school->mark);
	school->doubts = !school->use.confirmed[0];
	return exam_school_prepare(
		       env, school->store, school->exam, &school->use, school->err) &&
	       (student ? explain(school, student) : show_all(env, school));
}

bool exam_school(const struct env *env, const char *id, const char *student,
	int *doubts, struct err *err)
{
	struct items *items = open_items(env, err);
	struct school *school = mem_alloc(sizeof(*school));
	bool ok;

	school->err = err;
	if (items)
		school->store = open_store(env, env->data_dir, STORE_WRITE, items, err);
	ok = school->store && look(env, school, id, student);
	*doubts = school->doubts;
	exam_free(school->exam);
	store_close(school->store);
	free(school);
	if (items)
		items_free(items);
	return ok;
}
