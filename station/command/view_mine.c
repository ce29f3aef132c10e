/* 我的成绩 of one child: the fitness test's items and total, and the exam's. */
#include <stdio.h>
#include <string.h>

#include "log.h"
#include "text.h"
#include "view.h"
#include "words.h"

static void copy_text(const struct app *app, enum text key, char *out, size_t size)
{
	text_copy(out, size, texts_get(app->texts, key));
}

/* ---- the fitness test ------------------------------------------------------------- */

static struct model_mine_row *next_row(struct model_mine *m)
{
	return m->n_items < MODEL_MINE ? &m->items[m->n_items++] : NULL;
}

/* Height and weight are one row, which says only whether both were measured. */
static void show_body(struct app *app, const struct item_result *rows, int n)
{
	struct model_mine *m = &app->model.mine;
	struct model_mine_row *row = NULL;
	bool measured = true;

	for (int i = 0; i < n; i++) {
		int item = items_find(app->items, rows[i].item);

		if (item < 0 || !items_at(app->items, item)->is_private)
			continue;
		if (!row)
			row = next_row(m);
		measured = measured && rows[i].has_value;
	}
	if (!row)
		return;
	copy_text(app, TEXT_BODY, row->name, sizeof(row->name));
	if (measured)
		copy_text(app, TEXT_DONE, row->value, sizeof(row->value));
	else
		copy_text(app, TEXT_NOT_YET, row->word, sizeof(row->word));
	m->missing += !measured;
}

static void show_points(
	const struct app *app, const struct item_result *r, char *out, size_t size)
{
	char number[16];

	if (r->state == RESULT_DISPUTED)
		copy_text(app, TEXT_LANE_DISPUTED, out, size);
	else if (r->points_c != SCORE_NONE && view_points_of(app, app->student.grade))
		text_fill(texts_get(app->texts, TEXT_POINTS), out, size,
			score_write(r->points_c, 0, number, sizeof(number)), NULL,
			NULL);
}

static void show_item(struct app *app, const struct item_result *r)
{
	struct model_mine *m = &app->model.mine;
	int index = items_find(app->items, r->item);
	const struct item *item = index < 0 ? NULL : items_at(app->items, index);
	struct model_mine_row *row;

	if (!item || item->is_private || !(row = next_row(m)))
		return;
	text_copy(row->name, sizeof(row->name), words_item(app->texts, item));
	if (r->has_value) {
		words_result(
			app->texts, item, r->value, row->value, sizeof(row->value));
		show_points(app, r, row->points, sizeof(row->points));
		return;
	}
	copy_text(app, r->state == RESULT_FOUL ? TEXT_NO_RESULT : TEXT_NOT_YET,
		row->word, sizeof(row->word));
	m->missing++;
}

/* The last level is the one that is said to nobody. */
static bool is_last(const struct scheme *scheme, const char *level)
{
	return scheme->levels &&
	       strcmp(scheme->level[scheme->levels - 1].key, level) == 0;
}

static void show_total(struct app *app)
{
	struct model_mine *m = &app->model.mine;
	struct year_score score;
	struct err err = ERR_INIT;
	char standard[16], bonus[16];

	if (!view_points_of(app, app->student.grade) ||
		!results_score(app->store, app->student.id, &score, &err) ||
		score.state != SCORE_COMPLETE)
		return;
	score_write(score.total_c, 0, m->total_text, sizeof(m->total_text));
	score_write(score.standard_c, 0, standard, sizeof(standard));
	score_write(score.bonus_c, 0, bonus, sizeof(bonus));
	text_fill(texts_get(app->texts, TEXT_STANDARD_BONUS), m->parts_text,
		sizeof(m->parts_text), standard, bonus, NULL);
	if (!is_last(app->scheme, score.level))
		text_copy(m->level_text, sizeof(m->level_text),
			words_level(app->texts, score.level, score.level_zh));
}

static void show_fitness(struct app *app)
{
	struct item_result rows[ITEMS_MAX];
	struct err err = ERR_INIT;
	int n = results_of(app->store, app->student.id, rows, ITEMS_MAX, &err);

	if (n < 0)
		LOG_ERROR("view", "%s", err.text);
	show_body(app, rows, n);
	for (int i = 0; i < n; i++)
		show_item(app, &rows[i]);
	show_total(app);
}

/* ---- the exam -------------------------------------------------------------------- */

/* 17/20分; "" without points. */
static void show_share(const struct app *app, const char *points, const char *full,
	char *out, size_t size)
{
	char both[40];

	out[0] = '\0';
	if (!points[0])
		return;
	snprintf(both, sizeof(both), "%s%s%s", points, *full ? "/" : "", full);
	text_fill(texts_get(app->texts, TEXT_POINTS_OF), out, size, both, NULL, NULL);
}

/* What stands where a value would, for states of exam_item. */
static const struct {
	const char *state;
	enum text word;
} words[] = {
	{ "void", TEXT_NO_RESULT },
	{ "exempt", TEXT_EXAM_EXEMPT },
	{ "partial", TEXT_EXAM_EXEMPT },
	{ "deferred", TEXT_EXAM_DEFERRED },
	{ "absent", TEXT_EXAM_ABSENT },
};

static enum text word_of(const char *state)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i].state, state) == 0)
			return words[i].word;
	return TEXT_NOT_YET;
}

static void show_exam_items(struct app *app, const struct exam_shown *shown)
{
	struct model_mine *m = &app->model.mine;

	for (int i = 0; i < shown->items && m->n_exam_items < MODEL_MINE; i++) {
		struct model_mine_row *row = &m->exam_items[m->n_exam_items];

		if (!shown->item[i].counts)
			continue;
		m->n_exam_items++;
		text_copy(row->name, sizeof(row->name), shown->item[i].zh);
		text_copy(row->value, sizeof(row->value), shown->item[i].value);
		copy_text(app, word_of(shown->item[i].state), row->word,
			sizeof(row->word));
		if (strcmp(shown->item[i].state, "no-table") == 0)
			copy_text(app, TEXT_NO_TABLE, row->points, sizeof(row->points));
		else
			show_share(app, shown->item[i].points, shown->item[i].full,
				row->points, sizeof(row->points));
	}
}

/* A part without points is a gate: what is said of it is in `why`. */
static void show_exam_parts(struct app *app, const struct exam_shown *shown)
{
	struct model_mine *m = &app->model.mine;

	for (int i = 0; i < shown->parts && m->n_exam_parts < MODEL_PARTS; i++) {
		struct model_mine_row *row = &m->exam_parts[m->n_exam_parts];

		if (!shown->part[i].full[0])
			continue;
		m->n_exam_parts++;
		text_copy(row->name, sizeof(row->name), shown->part[i].zh);
		text_copy(row->word, sizeof(row->word), "–");
		show_share(app, shown->part[i].points, shown->part[i].full, row->points,
			sizeof(row->points));
	}
}

static void show_exam_total(struct app *app, const struct exam_shown *shown)
{
	struct model_mine *m = &app->model.mine;
	const struct exam *exam = app->sitting.exam;
	char full[16];

	show_share(app, shown->total,
		score_write(exam->points_c, 0, full, sizeof(full)), m->exam_total_text,
		sizeof(m->exam_total_text));
	if (exam->levels && strcmp(exam->level[exam->levels - 1].zh, shown->level) != 0)
		text_copy(m->exam_level_text, sizeof(m->exam_level_text), shown->level);
	/* What contradicts itself is the teacher's to mend. */
	if (strcmp(shown->state, "wrong") == 0) {
		copy_text(app, TEXT_IS_EXEMPT, m->exam_why, sizeof(m->exam_why));
		return;
	}
	text_copy(m->exam_why, sizeof(m->exam_why), shown->why);
	sitting_hush(exam, texts_get(app->texts, TEXT_EXAM_EXEMPT),
		texts_get(app->texts, TEXT_IS_EXEMPT), m->exam_why);
}

static void show_exam(struct app *app)
{
	struct exam_shown shown;
	struct err err = ERR_INIT;

	if (!app->sitting.exam)
		return;
	if (!exams_show(app->store, app->sitting.exam, app->student.id, &shown, &err))
		LOG_ERROR("view", "%s", err.text);
	else if (shown.has) {
		app->model.mine.has_exam = true;
		show_exam_items(app, &shown);
		show_exam_parts(app, &shown);
		show_exam_total(app, &shown);
	}
}

void view_mine(struct app *app)
{
	memset(&app->model.mine, 0, sizeof(app->model.mine));
	show_fitness(app);
	show_exam(app);
}
