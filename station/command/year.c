#include "year.h"

#include <stdio.h>
#include <string.h>

#include "app.h"
#include "classes.h"
#include "log.h"
#include "mend.h"
#include "text.h"

static const char *year_text(const struct app *app, int from, char *out, size_t size)
{
	char first[12], second[12];

	snprintf(first, sizeof(first), "%d", from);
	snprintf(second, sizeof(second), "%d", from + 1);
	return text_fill(texts_get(app->texts, TEXT_SCHOOL_YEAR), out, size, first,
		second, NULL);
}

static void refuse(struct app *app, enum text why, const char *one)
{
	app->year.shows = YEAR_NOT_YET;
	text_fill(texts_get(app->texts, why), app->year.note, sizeof(app->year.note),
		one, NULL, NULL);
}

static void begin(struct app *app, struct now now)
{
	struct year *y = &app->year;
	struct err err = ERR_INIT;
	char text[24];

	memset(y, 0, sizeof(*y));
	y->shown = true;
	y->selected = -1;
	y->from = store_school_year(app->store);
	if (!new_year_may(app->store, now.wall_us, &err)) {
		refuse(app, TEXT_YEAR_NOT_YET,
			year_text(app, y->from, text, sizeof(text)));
		return;
	}
	y->plan_count = new_year_plan(app->store, y->plan, MODEL_CLASSES, &err);
	if (y->plan_count > 0)
		return;
	if (y->plan_count == 0)
		refuse(app, TEXT_NO_ROSTER, NULL);
	else
		refuse(app, TEXT_YEAR_FAILED, err.text);
	y->plan_count = 0;
}

/* ---- what is on the screen ---- */

static int kept_index(const struct year *y, const char *id)
{
	for (int i = 0; i < y->kept_count; i++)
		if (strcmp(y->kept[i], id) == 0)
			return i;
	return -1;
}

static void view_plan(struct app *app)
{
	const struct year *y = &app->year;
	struct model_new_year *m = &app->model.new_year;

	m->n_classes = y->plan_count;
	m->kept = y->kept_count;
	for (int i = 0; i < y->plan_count; i++) {
		const struct new_year_class *c = &y->plan[i];
		int kept = 0;

		for (int k = 0; k < y->kept_count; k++)
			kept += y->kept_of[k] == i;
		text_copy(m->classes[i].name, sizeof(m->classes[i].name), c->name);
		text_copy(m->classes[i].to, sizeof(m->classes[i].to), c->to_name);
		m->classes[i].students = c->students;
		m->classes[i].kept = kept;
		if (c->to_grade)
			m->promoted += c->students - kept;
		else
			m->leaving += c->students - kept;
	}
}

static void view_tiles(struct app *app)
{
	struct year *y = &app->year;
	struct model_new_year *m = &app->model.new_year;
	struct err err = ERR_INIT;
	const struct new_year_class *plan = &y->plan[y->selected];
	struct class_key class = { .grade_code = plan->grade_code };
	int n;

	text_copy(class.code, sizeof(class.code), plan->code);
	n = roster_class_list(app->store, &class, y->tiles, MODEL_TILES, &err);

	if (n < 0)
		LOG_ERROR("year", "%s", err.text);
	y->tile_count = n < 0 ? 0 : n;
	m->n_tiles = y->tile_count;
	m->selected = y->selected;
	for (int i = 0; i < m->n_tiles; i++) {
		m->tiles[i].number = y->tiles[i].class_place;
		text_copy(m->tiles[i].name, sizeof(m->tiles[i].name), y->tiles[i].name);
		m->tiles[i].mark = kept_index(y, y->tiles[i].id) >= 0 ? TILE_KEPT
								      : TILE_OPEN;
	}
}

void year_view(struct app *app, struct now now)
{
	struct year *y = &app->year;
	struct model_new_year *m = &app->model.new_year;

	if (!y->shown)
		begin(app, now);
	memset(m, 0, sizeof(*m));
	m->shows = y->shows;
	m->selected = -1;
	year_text(app, y->from, m->from, sizeof(m->from));
	year_text(app, y->from + 1, m->to, sizeof(m->to));
	text_copy(m->note, sizeof(m->note), y->note);
	view_plan(app);
	if (y->shows == YEAR_KEEP)
		view_tiles(app);
}

void year_tick(struct app *app, struct now now)
{
	(void)now;
	if (app->model.visit.teacher != SCREEN_NEW_YEAR)
		app->year.shown = false;
}

/* ---- what a touch says ---- */

static void keep(struct year *y, int index)
{
	int at;

	if (y->shows != YEAR_KEEP || index < 0 || index >= y->tile_count)
		return;
	at = kept_index(y, y->tiles[index].id);
	if (at >= 0) {
		y->kept_count--;
		memmove(y->kept[at], y->kept[at + 1],
			(size_t)(y->kept_count - at) * sizeof(y->kept[0]));
		memmove(&y->kept_of[at], &y->kept_of[at + 1],
			(size_t)(y->kept_count - at) * sizeof(y->kept_of[0]));
	} else if (y->kept_count < YEAR_KEPT) {
		y->kept_of[y->kept_count] = y->selected;
		text_copy(y->kept[y->kept_count++], sizeof(y->kept[0]),
			y->tiles[index].id);
	}
}

static bool is_anybody_there(const struct app *app)
{
	for (int i = 0; i < app->place_count; i++)
		if (app->places[i].stage == PLACE_BUSY)
			return true;
	return false;
}

static void say_done(struct app *app, const struct new_year_counts *counts)
{
	char year[24], promoted[12], leaving[12];

	app->year.shows = YEAR_DONE;
	snprintf(promoted, sizeof(promoted), "%d", counts->promoted);
	snprintf(leaving, sizeof(leaving), "%d", counts->leaving);
	text_fill(texts_get(app->texts, TEXT_YEAR_DONE), app->year.note,
		sizeof(app->year.note),
		year_text(app, app->year.from + 1, year, sizeof(year)), promoted,
		leaving);
}

/* The classes that places call are other ones now, and so is everybody's result. */
static void take_over(struct app *app)
{
	struct err err = ERR_INIT;

	if (!classes_read(app, &err) || !results_rebuild(app->results, &err))
		LOG_ERROR("year", "%s", err.text);
	for (int i = 0; i < app->place_count; i++) {
		app->places[i].class = (struct class_key){ 0 };
		app->places[i].skipped_count = 0;
	}
}

static void do_it(struct app *app, struct now now)
{
	struct year *y = &app->year;
	struct new_year_kept kept = { y->kept, (size_t)y->kept_count };
	struct new_year_counts counts;
	char who[64];
	struct err err = ERR_INIT;

	if (is_anybody_there(app)) {
		refuse(app, TEXT_YEAR_BUSY, NULL);
		return;
	}
	if (!results_ensure(app->results, &err) ||
		!new_year_begin(app->store, &kept, mend_who(app, who), now.wall_us,
			&counts, &err)) {
		LOG_ERROR("year", "%s", err.text);
		refuse(app, TEXT_YEAR_FAILED, err.text);
		return;
	}
	LOG_INFO("year", "a new school year: %d up, %d left, %d kept, %d totals closed",
		counts.promoted, counts.leaving, counts.kept, counts.closed);
	take_over(app);
	say_done(app, &counts);
}

bool year_grant(struct app *app, const struct intent *want, struct now now)
{
	struct year *y = &app->year;

	switch (want->kind) {
	case INTENT_YEAR_CLASS:
		if (want->index < 0 || want->index >= y->plan_count)
			return true;
		y->selected = want->index;
		y->shows = YEAR_KEEP;
		app->model.visit.page = 0;
		return true;
	case INTENT_YEAR_TILE:
		keep(y, want->index);
		return true;
	case INTENT_YEAR_BACK:
		if (y->shows == YEAR_KEEP || y->shows == YEAR_SURE)
			y->shows = YEAR_CLASSES;
		app->model.visit.page = 0;
		return true;
	case INTENT_YEAR_NEXT:
		if (y->shows == YEAR_SURE)
			do_it(app, now);
		else if (y->shows == YEAR_CLASSES)
			y->shows = YEAR_SURE;
		return true;
	default:
		return false;
	}
}
