/* 我的成绩 of one child: the fitness test's items and total, and the exam's. */
#include <stdio.h>
#include <string.h>

#include "cheapest.h"
#include "log.h"
#include "text.h"
#include "view.h"
#include "words.h"
#include "years.h"

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
	row->is_body = true;
	row->body_done = measured;
	m->missing += !measured;
}

static void show_points(
	const struct app *app, const struct item_result *r, char *out, size_t size)
{
	char number[16];

	if (r->state == RESULT_DISPUTED)
		copy_text(app, TEXT_LANE_DISPUTED, out, size);
	else if (r->points_c != SCORE_NONE && view_points_of(app, app->student.grade))
		text_fill(texts_get(app->texts, TEXT_POINTS_SHORT), out, size,
			score_write(r->points_c, 0, number, sizeof(number)), NULL,
			NULL);
}

/* 再远2厘米得85分; 再多1次，附加1分. */
static void say_next(const struct app *app, const struct item *item,
	const struct score_next *next, char *out, size_t size)
{
	bool less = item->better == BETTER_LESS;
	enum text key = next->is_bonus
				? (less ? TEXT_HINT_BONUS_FASTER : TEXT_HINT_BONUS)
			: less			? TEXT_HINT_FASTER
			: item->unit == ITEM_MM ? TEXT_HINT_FARTHER
						: TEXT_HINT_MORE;
	char gap[32], points[16];

	text_fill(texts_get(app->texts, key), out, size,
		words_gap(app->texts, item, next->gap, gap, sizeof(gap)),
		score_write(next->points_c, 0, points, sizeof(points)), NULL);
}

/* The next row, and how far the item has come of all its points. Not for the two first
 * grades, and not while nobody knows whose value it is. */
static void show_next(struct app *app, const struct item *item,
	const struct item_result *r, struct model_mine_row *row)
{
	int index = scheme_find(app->scheme, r->item);
	struct score_next next;

	if (app->student.grade < POINTS_FROM || r->state != RESULT_VALID ||
		r->points_c == SCORE_NONE || index < 0)
		return;
	row->has_axis = true;
	text_copy(row->axis, sizeof(row->axis), words_item_short(app->texts, item));
	row->axis_permille = r->points_c / 10 > 1000 ? 1000 : r->points_c / 10;
	if (score_next_row(app->scheme, app->student.sex, app->student.grade, index,
		    (int32_t)r->value, &next))
		say_next(app, item, &next, row->hint, sizeof(row->hint));
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
		show_next(app, item, r, row);
		return;
	}
	copy_text(app, r->state == RESULT_FOUL ? TEXT_NO_RESULT : TEXT_NOT_YET,
		row->word, sizeof(row->word));
	m->missing++;
}

/* ---- over the years ---------------------------------------------------------------- */

#define YEAR_VALUES (YEARS_MAX * 16)

/* What a student has done: these values, the oldest first. */
struct line {
	int n;
	int year[MODEL_YEARS];
	int64_t value[MODEL_YEARS];
};

static void add_value(struct line *line, int year, int64_t value)
{
	if (line->n == MODEL_YEARS) {
		memmove(line->year, line->year + 1,
			sizeof(line->year) - sizeof(line->year[0]));
		memmove(line->value, line->value + 1,
			sizeof(line->value) - sizeof(line->value[0]));
		line->n--;
	}
	line->year[line->n] = year;
	line->value[line->n++] = value;
}

/* From the least to the most of the line, better upward; all equal lie in the middle. */
static void scale_line(
	const struct item *item, const struct line *line, int permille[MODEL_YEARS])
{
	int64_t least = line->value[0], most = line->value[0];

	for (int i = 1; i < line->n; i++) {
		least = line->value[i] < least ? line->value[i] : least;
		most = line->value[i] > most ? line->value[i] : most;
	}
	for (int i = 0; i < line->n; i++) {
		int64_t up = item->better == BETTER_LESS ? most - line->value[i]
							 : line->value[i] - least;

		permille[i] = most > least ? (int)(up * 1000 / (most - least)) : 500;
	}
}

/* Said when it is more than the year before; nothing is said of less. */
static void say_better(const struct app *app, const struct item *item,
	const struct line *line, char *out, size_t size)
{
	int last = line->n - 1;
	bool less = item->better == BETTER_LESS;
	int64_t by = line->value[last] - line->value[last - 1];
	char gap[32];

	by = less ? -by : by;
	if (by <= 0 || line->year[last] - line->year[last - 1] != 1)
		return;
	text_fill(texts_get(app->texts, less			? TEXT_THAN_FASTER
					: item->unit == ITEM_MM ? TEXT_THAN_FARTHER
								: TEXT_THAN_MORE),
		out, size, words_gap(app->texts, item, by, gap, sizeof(gap)), NULL,
		NULL);
}

static void show_line(const struct app *app, const struct item *item,
	const struct line *line, struct model_mine_row *row)
{
	if (line->n < 2)
		return;
	row->n_years = line->n;
	row->first_year = line->year[0];
	row->last_year = line->year[line->n - 1];
	scale_line(item, line, row->year_permille);
	say_better(app, item, line, row->better, sizeof(row->better));
}

/* The rows of the model stand in the order of the results, without the private ones. */
static void show_years(struct app *app, const struct item_result *rows, int n)
{
	struct model_mine *m = &app->model.mine;
	static struct year_value before[YEAR_VALUES];
	struct err err = ERR_INIT;
	int values = years_of(app->store, app->items, app->scheme, app->student.id,
		before, YEAR_VALUES, &err);
	int at = m->n_items && m->items[0].is_body;

	if (values < 0)
		LOG_ERROR("view", "%s", err.text);
	for (int i = 0; i < n && at < m->n_items; i++) {
		int item = items_find(app->items, rows[i].item);
		struct line line = { .n = 0 };

		if (item < 0 || items_at(app->items, item)->is_private)
			continue;
		for (int k = 0; k < values; k++)
			if (before[k].item == item)
				add_value(
					&line, before[k].school_year, before[k].value);
		if (rows[i].state == RESULT_VALID)
			add_value(&line, store_school_year(app->store), rows[i].value);
		show_line(app, items_at(app->items, item), &line, &m->items[at++]);
	}
}

/* ---- where the next points are ----------------------------------------------------- */

static void show_gain(struct app *app, const struct cheapest *c)
{
	struct model_gain *g = &app->model.mine.gains[app->model.mine.n_gains++];
	int index = app->scheme->item[c->scheme_item].item;
	const struct item *item = items_at(app->items, index);

	text_copy(g->name, sizeof(g->name), words_item(app->texts, item));
	say_next(app, item, &c->next, g->hint, sizeof(g->hint));
	text_copy(g->advice, sizeof(g->advice),
		advice_say(app->advice, index, app->student.sex, app->student.grade,
			advice_far(c->share), words_english(app->texts)));
}

/* What somebody in dispute would gain is not known; the two first grades see no points. */
static void show_gains(struct app *app)
{
	struct cheapest c[MODEL_GAINS];
	struct results results;
	struct err err = ERR_INIT;
	int n;

	if (app->student.grade < POINTS_FROM)
		return;
	if (!results_gather(app->results, app->student.id, false, &results, &err)) {
		LOG_ERROR("view", "%s", err.text);
		return;
	}
	n = cheapest_items(app->scheme, app->student.sex, app->student.grade, &results,
		app->student.barred, c, MODEL_GAINS);
	for (int i = 0; i < n; i++)
		show_gain(app, &c[i]);
}

/* ---- the total --------------------------------------------------------------------- */

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
	show_years(app, rows, n);
	show_gains(app);
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

/* The paper's own name; in English that of the catalogue, where it is one of those. */
static void name_exam_item(struct app *app, const struct exam_shown *shown, int i,
	struct model_mine_row *row)
{
	int item = shown->item[i].catalogue;

	text_copy(row->name, sizeof(row->name),
		words_english(app->texts) && item >= 0
			? words_item(app->texts, items_at(app->items, item))
			: shown->item[i].zh);
}

static void show_exam_items(struct app *app, const struct exam_shown *shown)
{
	struct model_mine *m = &app->model.mine;

	for (int i = 0; i < shown->items && m->n_exam_items < MODEL_MINE; i++) {
		struct model_mine_row *row = &m->exam_items[m->n_exam_items];

		if (!shown->item[i].counts)
			continue;
		m->n_exam_items++;
		name_exam_item(app, shown, i, row);
		if (shown->item[i].value[0])
			words_result(app->texts, shown->item[i].measure,
				shown->item[i].amount, row->value, sizeof(row->value));
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

static void show_exam_level(struct app *app, const struct exam_shown *shown)
{
	struct model_mine *m = &app->model.mine;
	const struct exam *exam = app->sitting.exam;
	const char *key = "";

	for (int i = 0; i < exam->levels; i++)
		if (strcmp(exam->level[i].zh, shown->level) == 0)
			key = exam->level[i].key;
	text_copy(m->exam_level_text, sizeof(m->exam_level_text),
		words_level(app->texts, key, shown->level));
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
		show_exam_level(app, shown);
	/* What contradicts itself is the teacher's to mend. */
	if (strcmp(shown->state, "wrong") == 0) {
		copy_text(app, TEXT_IS_EXEMPT, m->exam_why, sizeof(m->exam_why));
		return;
	}
	if (words_english(app->texts) && shown->why[0]) {
		copy_text(app, shown->total[0] ? TEXT_EXAM_PARTLY : TEXT_EXAM_NOT_WHOLE,
			m->exam_why, sizeof(m->exam_why));
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
