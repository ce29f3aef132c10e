#include <stdio.h>
#include <string.h>

#include "clock.h"
#include "log.h"
#include "rates.h"
#include "text.h"
#include "view.h"
#include "words.h"

static int column_of(struct model_teacher *t, const struct app *app, const char *item)
{
	int index = items_find(app->items, item);
	const char *name = index < 0 ? item
				     : words_item_short(
					       app->texts, items_at(app->items, index));

	for (int i = 0; i < t->n_items; i++)
		if (strcmp(t->items[i], name) == 0)
			return i;
	if (t->n_items == MODEL_ITEMS)
		return -1;
	text_copy(t->items[t->n_items], sizeof(t->items[0]), name);
	return t->n_items++;
}

/* Progress comes class by class. Two classes may have one name on two campuses, so
 * only the code tells where the next one begins. */
static struct model_row *row_of(const struct texts *texts, struct model_teacher *t,
	const struct class_progress *before, const struct class_progress *now)
{
	if (before && strcmp(before->class_code, now->class_code) == 0 &&
		strcmp(before->class_name, now->class_name) == 0)
		return &t->rows[t->n_rows - 1];
	if (t->n_rows == MODEL_CLASSES)
		return NULL;
	words_class(texts, now->class_name, t->rows[t->n_rows].class_name,
		sizeof(t->rows[0].class_name));
	return &t->rows[t->n_rows++];
}

static void show_grid(struct app *app)
{
	static struct class_progress progress[MODEL_CLASSES * MODEL_ITEMS];
	struct model_teacher *t = &app->model.teacher;
	struct err err = ERR_INIT;
	int n = results_progress(
		app->store, progress, sizeof(progress) / sizeof(progress[0]), &err);

	/* Columns in the catalogue's order, whichever class comes first. */
	for (size_t i = 0; i < items_count(app->items); i++)
		for (int k = 0; k < n; k++)
			if (strcmp(progress[k].item,
				    items_at(app->items, (int)i)->key) == 0) {
				column_of(t, app, progress[k].item);
				break;
			}
	for (int i = 0; i < n; i++) {
		struct model_row *row = row_of(
			app->texts, t, i ? &progress[i - 1] : NULL, &progress[i]);
		int column = column_of(t, app, progress[i].item);

		if (!row)
			break; /* the page is full */
		if (column < 0)
			continue;
		row->cells[column].done = progress[i].done;
		row->cells[column].total = progress[i].total;
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
	view_person(app->texts, &student, &person);
	text_copy(d->who, sizeof(d->who), person.line);
	return true;
}

/* The journal is gone through again only when something was added to it. */
static void look_for_doubts(struct app *app)
{
	int64_t stamp = doubts_stamp(app->store);
	struct err err = ERR_INIT;
	int n;

	if (stamp >= 0 && stamp == app->doubts_stamp)
		return;
	n = doubts_of_year(app->store, app->items, app->scheme,
		store_school_year(app->store),
		app->hurried ? DOUBTS_ALL & ~(1u << DOUBT_SOON) : DOUBTS_ALL,
		app->doubts, MODEL_DISPUTES, &err);
	if (n < 0)
		LOG_ERROR("view", "%s", err.text);
	app->doubt_count = n < 0 ? 0 : n;
	app->doubts_stamp = stamp;
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

void view_teacher(struct app *app, struct now now)
{
	struct model_teacher *t = &app->model.teacher;
	struct school_progress p = { 0 };
	struct err err = ERR_INIT;
	struct rates_targets targets;
	int64_t zone_us = CLOCK_SHANGHAI * CLOCK_SECOND_US;
	int64_t day_us = (now.wall_us + zone_us) / CLOCK_DAY_US * CLOCK_DAY_US -
			 zone_us;

	memset(t, 0, sizeof(*t));
	if (!results_school(app->store, day_us, &p, &err))
		LOG_ERROR("view", "%s", err.text);
	rates_targets(app->store, &targets);
	t->missing = p.students - p.exempt - p.complete;
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
	show_grid(app);
	view_to_check(app);
}
