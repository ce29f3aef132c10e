#include <stdio.h>
#include <string.h>

#include "log.h"
#include "presences.h"
#include "progress.h"
#include "rates.h"
#include "text.h"
#include "view.h"
#include "words.h"

static void show_grid(struct app *app)
{
	const struct progress *p = &app->progress;
	struct model_teacher *t = &app->model.teacher;

	t->n_items = p->n_columns;
	t->n_rows = p->n_rows;
	for (int c = 0; c < p->n_columns; c++)
		text_copy(t->items[c], sizeof(t->items[0]),
			progress_item_name(app, c, false));
	for (int r = 0; r < p->n_rows; r++) {
		words_class(app->texts, p->name[r], t->rows[r].class_name,
			sizeof(t->rows[0].class_name));
		for (int c = 0; c < p->n_columns; c++) {
			t->rows[r].cells[c].done = p->cell[r][c].done;
			t->rows[r].cells[c].total = p->cell[r][c].total;
		}
	}
}

static void show_pace(
	const struct app *app, const struct pace *pace, struct model_device *d)
{
	char number[16], minutes[16];
	int n = pace->state == PACE_IDLE ? pace->silent_min : pace->left_min;

	d->pace = pace->state;
	if (pace->tenths)
		text_fill(texts_get(app->texts, TEXT_GOES), d->pace_text,
			sizeof(d->pace_text),
			decimal_write(pace->tenths, 1, number, sizeof(number)), NULL,
			NULL);
	if (pace->state != PACE_IDLE && pace->state != PACE_QUEUE)
		return;
	snprintf(minutes, sizeof(minutes), "%d", n);
	text_fill(texts_get(app->texts, pace->state == PACE_QUEUE ? TEXT_QUEUE_MIN
					: n > 0			  ? TEXT_IDLE_MIN
								  : TEXT_IDLE),
		d->pace_word, sizeof(d->pace_word), minutes, NULL, NULL);
}

/* The devices are gathered anew for every picture, their pace is not. */
static void show_paces(struct app *app)
{
	for (int i = 0; i < app->model.n_devices && i < app->place_count; i++) {
		int column = progress_column_of(app, &app->places[i]);

		if (column >= 0)
			show_pace(app, &app->progress.pace[column],
				&app->model.devices[i]);
	}
}

/* Of the row that is being filled: who, as the teacher knows them. */
static bool show_who(struct app *app, const char *id, struct model_dispute *d)
{
	struct student student;
	struct model_person person;
	struct err err = ERR_INIT;

	if (roster_find(app->store, id, &student, &err) != ROSTER_FOUND)
		return false;
	view_person(app, &student, &person);
	text_copy(d->who, sizeof(d->who), person.line);
	return true;
}

/* The journal is looked at again only when something was added to it. */
static void look_for_doubts(struct app *app)
{
	int64_t stamp = doubts_stamp(app->store);
	bool news = app->doubts_news != app->news_taken;
	struct err err = ERR_INIT;
	int n;

	if (stamp >= 0 && stamp == app->doubts_stamp && !news)
		return;
	if (!app->doubts_kept)
		app->doubts_kept = doubts_open(app->store, app->items, app->scheme);
	if (news)
		doubts_forget(app->doubts_kept);
	n = doubts_look(app->doubts_kept, store_school_year(app->store),
		app->hurried ? DOUBTS_ALL & ~(1u << DOUBT_SOON) : DOUBTS_ALL,
		app->doubts, MODEL_DISPUTES, &err);
	if (n < 0)
		LOG_ERROR("view", "%s", err.text);
	app->doubt_count = n < 0 ? 0 : n;
	app->doubts_stamp = stamp;
	app->doubts_news = app->news_taken;
}

/* What was meant when a weight is in 斤 or a length in metres. */
static int64_t meant_by(const struct doubt_found *found)
{
	if (found->doubt.rule == DOUBT_JIN)
		return item_round_value(found->doubt.item, found->doubt.other);
	return found->doubt.rule == DOUBT_METRES ? found->doubt.value : 0;
}

static void put_behind_doubt(
	struct app *app, const struct doubt_found *found, struct model_dispute *d)
{
	struct doubt_row *row = &app->doubts_rows[app->model.teacher.n_disputes];
	struct attempt_now now;
	struct err err = ERR_INIT;

	memset(row, 0, sizeof(*row));
	if (!found->attempt.seq)
		return;
	row->attempt = found->attempt;
	row->with = found->other;
	row->meant = meant_by(found);
	text_copy(row->student, sizeof(row->student), found->student);
	if (!attempts_find(app->store, &found->attempt, &now, &err))
		return;
	text_copy(row->item, sizeof(row->item), now.item);
	mend_result(
		app, now.item, now.has_value, now.value, d->value, sizeof(d->value));
}

static void show_doubts(struct app *app)
{
	struct model_teacher *t = &app->model.teacher;

	look_for_doubts(app);
	for (int i = 0; i < app->doubt_count && t->n_disputes < MODEL_DISPUTES; i++) {
		const struct doubt_found *found = &app->doubts[i];
		struct model_dispute *d = &t->disputes[t->n_disputes];

		if (!found->student[0])
			text_copy(d->who, sizeof(d->who), found->of);
		else if (!show_who(app, found->student, d))
			continue;
		if (found->doubt.item)
			text_copy(d->item, sizeof(d->item),
				words_item_short(app->texts, found->doubt.item));
		doubt_say(&found->doubt, words_english(app->texts), d->reason,
			sizeof(d->reason));
		put_behind_doubt(app, found, d);
		t->n_disputes++;
	}
}

static void put_behind_dispute(
	struct app *app, const struct attempt_now *a, struct model_dispute *d)
{
	struct doubt_row *row = &app->doubts_rows[app->model.teacher.n_disputes];

	memset(row, 0, sizeof(*row));
	row->attempt = a->id;
	text_copy(row->student, sizeof(row->student), a->student);
	text_copy(row->item, sizeof(row->item), a->item);
	mend_result(app, a->item, a->has_value, a->value, d->value, sizeof(d->value));
}

static void show_disputes(struct app *app)
{
	struct model_teacher *t = &app->model.teacher;
	struct attempt_now disputed[MODEL_DISPUTES];
	struct err err = ERR_INIT;
	int n = attempts_disputed(app->store, store_school_year(app->store), disputed,
		MODEL_DISPUTES, &err);

	for (int i = 0; i < n; i++) {
		struct model_dispute *d = &t->disputes[t->n_disputes];
		int item = items_find(app->items, disputed[i].item);

		if (!show_who(app, disputed[i].student, d))
			continue;
		text_copy(d->item, sizeof(d->item),
			item < 0 ? disputed[i].item
				 : words_item_short(
					   app->texts, items_at(app->items, item)));
		text_copy(d->reason, sizeof(d->reason),
			words_reason(app->texts, disputed[i].note));
		put_behind_dispute(app, &disputed[i], d);
		t->n_disputes++;
	}
}

void view_to_check(struct app *app)
{
	struct model_teacher *t = &app->model.teacher;

	t->n_disputes = 0;
	memset(t->disputes, 0, sizeof(t->disputes));
	show_disputes(app);
	show_doubts(app);
}

/* Who lacks something and is not there today is missing tomorrow. */
static int away_of(struct app *app, struct now now)
{
	static struct presence_row away[MODEL_CLASSES * 8];
	struct err err = ERR_INIT;
	struct year_score score;
	int lack = 0;
	int n = presences_of_day(app->store, presences_day(now.wall_us), "", NULL, away,
		sizeof(away) / sizeof(away[0]), &err);

	if (n < 0)
		LOG_ERROR("view", "%s", err.text);
	for (int i = 0; i < n; i++)
		lack += results_score(app->store, away[i].student, &score, &err) &&
			score.state != SCORE_COMPLETE;
	return lack;
}

static void show_counts(struct app *app, struct now now)
{
	struct model_teacher *t = &app->model.teacher;
	struct school_progress p = { 0 };
	struct err err = ERR_INIT;
	struct rates_targets targets;

	if (!results_school(app->store, progress_day_us(now.wall_us), &p, &err))
		LOG_ERROR("view", "%s", err.text);
	rates_targets(app->store, &targets);
	t->missing = p.students - p.exempt - p.complete - away_of(app, now);
	t->attempts = p.today_results;
	t->children = p.today_students;
	t->not_counted = p.today_not_counted;
	t->complete = p.complete;
	t->enrolled = p.students - p.exempt;
	/* Cut to permille, a rate reaches a target in permille just when the counts do. */
	t->pass_permille = rates_permille(p.passed, p.complete);
	t->good_permille = rates_permille(p.good, p.complete);
	if (choices_now(app, CHOICE_TARGETS) == 0) {
		t->pass_target_permille = targets.pass_permille;
		t->good_target_permille = targets.good_permille;
	}
}

void view_teacher(struct app *app, struct now now)
{
	struct model_teacher *t = &app->model.teacher;
	bool gathered = progress_look(app, now);

	if (progress_is_old(app, &app->teacher_stamp, now) || gathered) {
		memset(t, 0, sizeof(*t));
		show_counts(app, now);
		show_grid(app);
		view_to_check(app);
	}
	show_paces(app);
}
