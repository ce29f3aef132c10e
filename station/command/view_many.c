/* Many at once, as the screens may see them. */
#include <stdio.h>
#include <string.h>

#include "clock.h"
#include "roll.h"
#include "text.h"
#include "view.h"

/* ---- who lines up ---- */

static enum tile_mark mark_of(
	struct place *place, const struct student *s, struct now now)
{
	enum roll roll = roll_of(place, s, now.wall_us);

	if (roll == ROLL_ABSENT || roll == ROLL_LEAVE)
		return TILE_ABSENT;
	return place_may(place, s) == PLACE_ALL_DONE ? TILE_DONE : TILE_OPEN;
}

static void show_list(struct app *app, struct place *place, struct now now)
{
	const struct place_many *many = place->many;
	struct model *m = &app->model;
	int lane = 0;

	m->n_tiles = many->count < MODEL_TILES ? many->count : MODEL_TILES;
	for (int i = 0; i < m->n_tiles; i++) {
		struct model_tile *t = &m->tiles[i];

		memset(t, 0, sizeof(*t));
		t->number = many->list[i].class_place;
		text_copy(t->name, sizeof(t->name), many->list[i].name);
		m->many.lane_of[i] = many->in[i] ? ++lane : 0;
		t->mark = many->in[i] ? TILE_OPEN : mark_of(place, &many->list[i], now);
	}
}

/* ---- the cells ---- */

static enum many_look look_of(const struct many *grid, int i, bool any, bool saved)
{
	if (grid->cell[i].mark == MANY_NOBODY && !grid->cell[i].changed)
		return MANY_LOOK_NOBODY;
	if (!any)
		return MANY_LOOK_OPEN;
	if (saved)
		return MANY_LOOK_SAVED;
	return grid->cell[i].changed ? MANY_LOOK_TYPED : MANY_LOOK_COUNTED;
}

static void show_cell(const struct place *place, int i, struct model_many_cell *cell)
{
	const struct many *grid = &place->many->grid;
	const struct place_person *person = &place->people[i];
	int64_t count = 0, less = 0;
	bool saved = false, any = many_shows(grid, i, &count, &less, &saved);

	memset(cell, 0, sizeof(*cell));
	cell->lane = person->number;
	cell->number = person->student.class_place;
	text_copy(cell->name, sizeof(cell->name), person->student.name);
	cell->look = look_of(grid, i, any, saved);
	if (!any || cell->look == MANY_LOOK_NOBODY)
		return;
	item_format_screen(
		grid->item, count - less, cell->value_text, sizeof(cell->value_text));
	if (less)
		snprintf(cell->less_text, sizeof(cell->less_text), "%d − %d",
			(int)count, (int)less);
}

/* ---- what is said ---- */

static void say(struct app *app, enum text text, int one, int two)
{
	char first[16], second[16];

	snprintf(first, sizeof(first), "%d", one);
	snprintf(second, sizeof(second), "%d", two);
	text_fill(texts_get(app->texts, text), app->model.many.say_text,
		sizeof(app->model.many.say_text), first, second, NULL);
}

static void say_why(struct app *app, const struct many *grid)
{
	int64_t count = 0, less = 0;
	bool saved = false;

	switch (grid->why) {
	case MANY_FINE:
		break;
	case MANY_WHY_ZERO:
		say(app, TEXT_MANY_SAY_ZERO, 0, 0);
		break;
	case MANY_WHY_OUTSIDE:
		say(app, TEXT_MANY_SAY_OUTSIDE, (int)grid->item->hard_min,
			(int)grid->item->hard_max);
		break;
	case MANY_WHY_UNUSUAL:
		(void)many_shows(grid, grid->at, &count, &less, &saved);
		say(app, TEXT_MANY_SAY_UNUSUAL, (int)(count - less), 0);
		break;
	case MANY_WHY_LESS:
		say(app, TEXT_MANY_SAY_LESS, 0, 0);
		break;
	case MANY_WHY_EMPTY:
		say(app, TEXT_MANY_SAY_EMPTY, 0, 0);
		break;
	}
}

static void say_note(struct app *app, const struct place *place)
{
	switch (place->many->note) {
	case MANY_NOTE_NONE:
		break;
	case MANY_NOTE_FULL:
		say(app, TEXT_MANY_SAY_FULL, app->model.many.room, 0);
		break;
	case MANY_NOTE_DONE:
		say(app, TEXT_MANY_SAY_DONE, 0, 0);
		break;
	case MANY_NOTE_OTHER:
		say(app, TEXT_MANY_SAY_OTHER, 0, 0);
		break;
	case MANY_NOTE_TEACHER:
		say(app, TEXT_MANY_SAY_TEACHER, 0, 0);
		break;
	case MANY_NOTE_END:
		say(app, TEXT_MANY_SAY_END, many_open(&place->many->grid), 0);
		break;
	}
}

/* ---- the time ---- */

static int seconds(int64_t us)
{
	return (int)((us + CLOCK_SECOND_US - 1) / CLOCK_SECOND_US);
}

static void show_time(struct model *m, const struct many *grid, struct now now)
{
	struct model_attempt *a = &m->attempt;
	int64_t left = many_left_us(grid, now.mono_us);

	memset(a, 0, sizeof(*a));
	a->bar_permille = -1;
	a->seconds_left = left >= 0 ? seconds(left) : -1;
	a->phase = PHASE_READY;
	if (grid->stage == MANY_ARMED)
		a->seconds_left = seconds(grid->go_us - now.mono_us);
	if (grid->stage == MANY_STARTED)
		a->phase = now.mono_us - grid->go_us < CLOCK_SECOND_US
				   ? PHASE_GO
				   : PHASE_MEASURING;
	if (grid->stage == MANY_OVER)
		a->phase = PHASE_SAVED;
}

void view_many(struct app *app, struct place *place, struct now now)
{
	const struct many *grid = &place->many->grid;
	struct model *m = &app->model;
	struct model_many *many = &m->many;

	memset(many, 0, sizeof(*many));
	if (place->stage != PLACE_BUSY)
		return;
	many->shows = grid->stage == MANY_LINED_UP ? MANY_SHOWS_LINEUP
		      : grid->stage == MANY_OVER   ? MANY_SHOWS_GRID
						   : MANY_SHOWS_TIME;
	many->room = place->setup.lanes < 1 || place->setup.lanes > MANY_MAX
			     ? MANY_MAX
			     : place->setup.lanes;
	many->sex = place->many->sex;
	many->can_go = place_may_go(place);
	many->at = grid->at;
	many->saved = many_count_saved(grid);
	many->open = many_open(grid);
	many->can_again = grid->stage != MANY_LINED_UP && !many->saved;
	m->heat = place->heat_number;
	m->can_go_back = many->shows == MANY_SHOWS_LINEUP;
	many->n = grid->cells < MODEL_MANY ? grid->cells : MODEL_MANY;
	for (int i = 0; i < many->n; i++)
		show_cell(place, i, &many->cells[i]);
	if (many->shows == MANY_SHOWS_LINEUP)
		show_list(app, place, now);
	show_time(m, grid, now);
	say_why(app, grid);
	say_note(app, place);
}
