/* Values that were measured elsewhere become attempts of source `import`: a filled-in
 * template, another vendor's results. */
#include "import_scores.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "attempts.h"
#include "buf.h"
#include "digest.h"
#include "official.h"
#include "path.h"
#include "sessions.h"
#include "text.h"

#define PLACE "文件导入"

/* ---- what would come of a cell ------------------------------------------------------ */

/* A value that is to be stored. */
struct coming {
	size_t row;
	const struct student *student;
	int item;
	int64_t value;
	bool instead; /* of what files had said before */
};

struct results_plan {
	struct score_import *import;
	struct coming *coming;
	size_t count, cap;
	struct item_result now[ITEMS_MAX]; /* of the student in hand */
	int now_count;
};

static void shown(const struct item *item, int64_t value, char *out, size_t size)
{
	item_format_file(item, value, out, size);
}

static const struct item_result *result_of(
	const struct results_plan *plan, const struct item *item)
{
	for (int i = 0; i < plan->now_count; i++)
		if (strcmp(plan->now[i].item, item->key) == 0)
			return &plan->now[i];
	return NULL;
}

static void add_coming(struct results_plan *plan, const struct coming *c)
{
	if (plan->count == plan->cap) {
		plan->cap = plan->cap ? plan->cap * 2 : 1024;
		plan->coming = mem_resize_array(
			plan->coming, plan->cap, sizeof(*plan->coming));
	}
	plan->coming[plan->count++] = *c;
}

/* The station has another value: whose is it? */
static bool plan_beside(struct results_plan *plan, const struct score_cell *cell,
	struct coming *c, const struct item_result *now, const struct item *item,
	struct err *err)
{
	struct score_import *import = plan->import;
	struct attempt_now made = { .source = SOURCE_DEVICE };
	char ours[32], theirs[32];

	shown(item, now->value, ours, sizeof(ours));
	shown(item, cell->value, theirs, sizeof(theirs));
	if (import->options->mode == IMPORT_ADD) {
		plan_add(import, c->row, PLAN_NEW, cell->column, "", theirs,
			"本站已有 %s，再记一次", ours);
		add_coming(plan, c);
		return true;
	}
	if (now->attempt.seq &&
		!attempts_find(import->store, &now->attempt, &made, err))
		return false;
	if (made.source != SOURCE_IMPORT) {
		plan_add(import, c->row, PLAN_LEFT, cell->column, "", theirs,
			"本站测得 %s，保留本站的；文件里的不能盖过它", ours);
	} else if (import->options->mode != IMPORT_UPDATE) {
		plan_add(import, c->row, PLAN_LEFT, cell->column, "", theirs,
			"以前的文件里是 %s；要改用这个文件的，加 --mode update", ours);
	} else {
		plan_add(import, c->row, PLAN_CHANGED, cell->column, "", theirs,
			"以前的文件里是 %s，作废", ours);
		c->instead = true;
		add_coming(plan, c);
	}
	return true;
}

static bool plan_value(struct results_plan *plan, const struct score_cell *cell,
	struct coming *c, struct err *err)
{
	struct score_import *import = plan->import;
	const struct item *item = scheme_measure(import->scheme, c->item);
	const struct item_result *now = result_of(plan, item);
	char text[32];

	shown(item, cell->value, text, sizeof(text));
	if (!scheme_tests(import->scheme, c->student->sex, c->student->grade, c->item))
		plan_add(import, c->row, PLAN_REFUSED, cell->column, "", text,
			"%s%s不测%s，不能有值", grade_zh(c->student->grade),
			c->student->sex == SEX_MALE ? "男生" : "女生", item->zh);
	else if (!now || !now->has_value) {
		plan_add(import, c->row, PLAN_NEW, cell->column, "", text, "新成绩");
		add_coming(plan, c);
	} else if (now->value == cell->value)
		plan_add(import, c->row, PLAN_SAME, cell->column, "", text, "%s", "");
	else
		return plan_beside(plan, cell, c, now, item, err);
	return true;
}

static const char *state_advice(enum score_word state)
{
	return state == SCORE_EXEMPT ? "没有存；免予执行要凭证明另行登记"
	       : state == SCORE_DEFERRED || state == SCORE_ABSENT ||
			       state == SCORE_ON_LEAVE
		       ? "没有存；仍在未测名单里，可以补测"
		       : "不记为0";
}

static int item_of(const struct score_import *import, const struct score_cell *cell,
	const struct student *student)
{
	if (cell->column >= 0 && student->sex == SEX_MALE)
		return import->list.columns[cell->column].item_of_boys;
	if (cell->column >= 0 && student->sex == SEX_FEMALE)
		return import->list.columns[cell->column].item;
	return cell->item;
}

static bool plan_cell(struct results_plan *plan, const struct score_cell *cell,
	size_t row, const struct student *student, struct err *err)
{
	struct score_import *import = plan->import;
	struct coming c = { .row = row,
		.student = student,
		.item = item_of(import, cell, student),
		.value = cell->value };

	switch ((enum score_is)cell->is) {
	case SCORE_VALUE:
		return plan_value(plan, cell, &c, err);
	case SCORE_DOUBTFUL:
		import->counts[PLAN_DOUBTFUL]++; /* has its complaint */
		break;
	case SCORE_STATE:
		plan_add(import, row, PLAN_STATE, cell->column, "",
			import->list.words[cell->doubt], "%s：%s",
			score_state_zh((enum score_word)cell->state),
			state_advice((enum score_word)cell->state));
		break;
	case SCORE_WRONG: /* has its complaint */
	case SCORE_NOTHING:
		break;
	}
	return true;
}

static bool plan_row(struct results_plan *plan, size_t i, struct err *err)
{
	struct score_import *import = plan->import;
	const struct score_row *row = &import->list.rows[i];
	const struct student *student = &import->students[i];
	size_t count;
	const struct score_cell *cells = score_row_cells(&import->list, row, &count);

	if (!*student->id)
		return true;
	plan->now_count = results_of(
		import->store, student->id, plan->now, ITEMS_MAX, err);
	if (plan->now_count < 0)
		return false;
	for (size_t k = 0; k < count; k++)
		if (import_trusts(import, row, &cells[k]) &&
			!plan_cell(plan, &cells[k], row->row, student, err))
			return false;
	return true;
}

/* ---- to the journal ------------------------------------------------------------------ */

static bool store_file(struct score_import *import, struct err *err)
{
	struct import_file file = { .name = path_name(import->options->file),
		.kind = import->list.kind == SCORE_SHEET_TEMPLATE ? IMPORT_TEMPLATE
								  : IMPORT_RESULTS,
		.school_year = store_school_year(import->store),
		.runs = import->options->runs_text,
		.who = import->options->by };

	return digest_file(import->options->file, &file.digest, err) &&
	       official_import(import->store, &file, import->wall_us, err);
}

/* Whatever files said of this student and item, not only what counts of it. */
static bool void_earlier(
	struct score_import *import, const struct finish *f, struct err *err)
{
	struct attempt_now *made = mem_array(ATTEMPTS_YEAR, sizeof(*made));
	int n = attempts_of(import->store, f->student, f->item,
		store_school_year(import->store), made, ATTEMPTS_YEAR, err);
	bool good = n >= 0;

	for (int i = 0; good && i < n; i++)
		if (made[i].source == SOURCE_IMPORT && !made[i].is_void)
			good = attempts_void(import->store, &made[i].id, f->reason,
				f->who, import->wall_us, err);
	free(made);
	return good;
}

static bool store_one(struct score_import *import, const struct coming *c,
	const struct entry_id *session, struct err *err)
{
	struct finish f = { .session = *session,
		.source = SOURCE_IMPORT,
		.outcome = OUTCOME_VALID,
		.has_value = true,
		.value = c->value,
		.raw_value = c->value,
		.began_us = import->wall_us,
		.ended_us = import->wall_us };

	text_copy(f.student, sizeof(f.student), c->student->id);
	text_copy(f.item, sizeof(f.item), items_at(import->items, c->item)->key);
	snprintf(f.reason, sizeof(f.reason), "%.60s 第%zu行",
		path_name(import->options->file), c->row);
	text_keep_characters(f.reason);
	text_copy(f.who, sizeof(f.who), import->options->by);
	if (c->instead && !void_earlier(import, &f, err))
		return false;
	return attempts_finish(import->store, 0, &f, NULL, err);
}

/* A session is of one item. */
static bool store_item(const struct results_plan *plan, int item, struct err *err)
{
	struct score_import *import = plan->import;
	struct session session = { .kind = SESSION_FORMAL,
		.school_year = store_school_year(import->store) };

	text_copy(
		session.item, sizeof(session.item), items_at(import->items, item)->key);
	text_copy(session.place, sizeof(session.place), PLACE);
	text_copy(session.testers, sizeof(session.testers), import->options->by);
	for (size_t i = 0; i < plan->count; i++) {
		if (plan->coming[i].item != item)
			continue;
		if (!session.id.seq &&
			!sessions_begin(import->store, &session, import->wall_us, err))
			return false;
		if (!store_one(import, &plan->coming[i], &session.id, err))
			return false;
	}
	return true;
}

static bool store_all(const struct results_plan *plan, struct err *err)
{
	struct score_import *import = plan->import;
	bool good = !plan->count || store_file(import, err);

	for (size_t i = 0; good && plan->count && i < items_count(import->items); i++)
		good = store_item(plan, (int)i, err);
	return good;
}

bool import_results(struct score_import *import, struct err *err)
{
	struct results_plan plan = { .import = import };
	bool good = true;

	if (!import_begin(import, err))
		return false;
	for (size_t i = 0; good && i < import->list.count; i++)
		good = plan_row(&plan, i, err);
	if (good && !import->options->dry_run)
		good = store_all(&plan, err);
	free(plan.coming);
	return import_end(import, good, err);
}
