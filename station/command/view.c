#include "view.h"

#include <stdio.h>
#include <string.h>

#include "clock.h"
#include "text.h"

#define LIVE_US	    INT64_C(33000)
#define QUIET_US    INT64_C(60000000) /* a device that says nothing for a minute */
#define POINTS_FROM GRADE_G3 /* no points on the screens of the two first grades */

static const struct place *here(const struct app *app)
{
	return app->place_count ? &app->places[app->here] : NULL;
}

void view_person(
	const struct texts *texts, const struct student *s, struct model_person *out)
{
	char number[16];

	snprintf(number, sizeof(number), "%d", s->class_place);
	if (s->class_place)
		text_fill(texts_get(texts, TEXT_PERSON_PLACE), out->place,
			sizeof(out->place), s->class_name, number, NULL);
	else
		text_copy(out->place, sizeof(out->place), s->class_name);
	text_copy(out->name, sizeof(out->name), s->name);
	snprintf(out->line, sizeof(out->line), "%.40s %.36s", out->place, out->name);
}

/* ---- the top bar ---- */

static enum lamp lamp_of(const struct place *place, struct now now)
{
	if (place->port < 0)
		return LAMP_OFF;
	if (!place->is_open)
		return LAMP_BAD;
	if (place->stage == PLACE_BUSY && place->heard_us &&
		now.mono_us - place->heard_us > QUIET_US)
		return LAMP_WARN;
	return LAMP_GOOD;
}

static const char *word_of(const struct app *app, enum lamp lamp)
{
	static const enum text words[] = { [LAMP_GOOD] = TEXT_DEVICE_GOOD,
		[LAMP_WARN] = TEXT_DEVICE_QUIET,
		[LAMP_BAD] = TEXT_DEVICE_UNPLUGGED,
		[LAMP_OFF] = TEXT_DEVICE_NONE };

	return texts_get(app->texts, words[lamp]);
}

static void show_item(struct app *app, const struct place *place)
{
	struct model_item *m = &app->model.item;
	const struct item *item = place->tries[0].item;

	memset(m, 0, sizeof(*m));
	text_copy(m->key, sizeof(m->key), item->key);
	if (place->setup.item_count == 2)
		snprintf(m->name, sizeof(m->name), "%.14s%.14s", item->zh_short,
			place->tries[1].item->zh_short);
	else
		text_copy(m->name, sizeof(m->name), item->zh);
	m->form = place->form == PLACE_LANES	? FORM_LANES
		  : place->form == PLACE_STARTS ? FORM_STARTS
						: FORM_SINGLE;
	m->is_private = item->is_private;
	m->blows = item->unit == ITEM_ML;
	m->hide_zero = item->rule == RULE_COUNT && !item->duration_us;
}

static void show_bar(struct app *app, struct now now)
{
	struct model *m = &app->model;
	const struct place *place = here(app);
	int64_t minutes = (now.wall_us / CLOCK_SECOND_US + CLOCK_SHANGHAI) / 60;

	snprintf(m->clock_text, sizeof(m->clock_text), "%02d:%02d",
		(int)(minutes / 60 % 24), (int)(minutes % 60));
	m->class_text[0] = '\0';
	for (int i = 0; place && i < app->class_count; i++)
		if (strcmp(app->classes[i].code, place->class_code) == 0)
			text_copy(m->class_text, sizeof(m->class_text),
				app->classes[i].name);
	if (!place) {
		m->device_lamp = LAMP_OFF;
		text_copy(
			m->device_word, sizeof(m->device_word), word_of(app, LAMP_OFF));
		return;
	}
	show_item(app, place);
	m->session = place->setup.kind;
	m->device_lamp = lamp_of(place, now);
	text_copy(m->device_word, sizeof(m->device_word), word_of(app, m->device_lamp));
}

static void show_devices(struct app *app, struct now now)
{
	struct model *m = &app->model;

	m->n_devices = 0;
	for (int i = 0; i < app->place_count && i < MODEL_DEVICES; i++) {
		const struct place *place = &app->places[i];
		struct model_device *d = &m->devices[m->n_devices++];

		memset(d, 0, sizeof(*d));
		text_copy(d->name, sizeof(d->name), place->setup.name);
		if (place->setup.item_count == 2)
			snprintf(d->item, sizeof(d->item), "%.14s%.14s",
				place->tries[0].item->zh_short,
				place->tries[1].item->zh_short);
		else
			text_copy(d->item, sizeof(d->item), place->tries[0].item->zh);
		d->lamp = lamp_of(place, now);
		text_copy(d->word, sizeof(d->word), word_of(app, d->lamp));
		d->silent_min = place->heard_us
					? (int)((now.mono_us - place->heard_us) /
						  (60 * CLOCK_SECOND_US))
					: -1;
		d->here = i == app->here;
		d->can_show = true;
	}
}

/* ---- who ---- */

static bool has_result(struct app *app, const struct place *place, const char *student)
{
	struct item_result rows[ITEMS_MAX];
	struct err err = ERR_INIT;
	int n = results_of(app->store, student, rows, ITEMS_MAX, &err);
	bool all = true, any = false;

	for (int k = 0; k < place->setup.item_count; k++)
		for (int i = 0; i < n; i++)
			if (strcmp(rows[i].item, place->tries[k].item->key) == 0) {
				any = true;
				all = all && rows[i].has_value;
			}
	return any && all;
}

static void show_next(struct app *app, const struct place *place)
{
	struct model *m = &app->model;
	struct student class[MODEL_TILES];
	struct err err = ERR_INIT;
	int found = 0, n = place->class_code[0]
				   ? roster_class_list(app->store, place->class_code,
					     class, MODEL_TILES, &err)
				   : 0;
	const struct student *now = place->stage != PLACE_FREE ? &place->student
				    : app->asked	       ? &app->student
							       : NULL;
	bool after = !now || strcmp(now->class_code, place->class_code) != 0;

	m->next_line[0] = m->after_next_line[0] = '\0';
	for (int i = 0; i < n && found < 2; i++) {
		char *line = found ? m->after_next_line : m->next_line;

		if (!after) {
			after = strcmp(class[i].id, now->id) == 0;
			continue;
		}
		if (has_result(app, place, class[i].id) ||
			!scheme_tests(app->scheme, class[i].sex, class[i].grade,
				place->setup.items[0]))
			continue;
		text_copy(line, sizeof(m->next_line), class[i].name);
		found++;
	}
}

static void show_classes(struct app *app, const struct place *place)
{
	static struct class_progress progress[MODEL_CLASSES * MODEL_ITEMS];
	struct model *m = &app->model;
	struct err err = ERR_INIT;
	int n = results_progress(
		app->store, progress, sizeof(progress) / sizeof(progress[0]), &err);

	m->n_classes = app->class_count;
	for (int c = 0; c < app->class_count; c++) {
		struct model_class *row = &m->classes[c];

		memset(row, 0, sizeof(*row));
		text_copy(row->name, sizeof(row->name), app->classes[c].name);
		for (int i = 0; i < n; i++)
			if (strcmp(progress[i].class_code, app->classes[c].code) == 0 &&
				strcmp(progress[i].item, place->tries[0].item->key) ==
					0) {
				row->done = progress[i].done;
				row->total = progress[i].total;
			}
	}
}

static void show_tiles(struct app *app, const struct place *place)
{
	struct model *m = &app->model;
	struct err err = ERR_INIT;
	int class = m->visit.class_index;

	if (class < 0 || class >= app->class_count)
		return;
	app->tile_count = roster_class_list(
		app->store, app->classes[class].code, app->tiles, MODEL_TILES, &err);
	if (app->tile_count < 0)
		app->tile_count = 0;
	m->n_tiles = app->tile_count;
	for (int i = 0; i < m->n_tiles; i++) {
		struct model_tile *t = &m->tiles[i];

		memset(t, 0, sizeof(*t));
		t->number = app->tiles[i].class_place;
		text_copy(t->name, sizeof(t->name), app->tiles[i].name);
		t->mark = has_result(app, place, app->tiles[i].id) ? TILE_DONE
								   : TILE_OPEN;
	}
}

/* Lists cost queries: gathered when somebody came or went, not with each reading. */
static void show_people(struct app *app, const struct place *place)
{
	struct model *m = &app->model;

	if (app->asked)
		view_person(app->texts, &app->student, &m->person);
	else if (place->stage != PLACE_FREE && place->form == PLACE_SINGLE)
		view_person(app->texts, &place->student, &m->person);
	else
		memset(&m->person, 0, sizeof(m->person));
	text_copy(m->refusal, sizeof(m->refusal), app->refusal);
	text_copy(m->keypad_note, sizeof(m->keypad_note), app->keypad_note);
	show_next(app, place);
	if (m->stage == STAGE_IDLE && m->visit.identify == IDENTIFY_CLASSES)
		show_classes(app, place);
	if (m->stage == STAGE_IDLE && m->visit.identify == IDENTIFY_TILES)
		show_tiles(app, place);
}

/* ---- one child ---- */

static enum phase phase_of(const struct place *place, const struct place_try *t)
{
	switch (t->attempt.state) {
	case ATTEMPT_SAVED:
		return PHASE_SAVED;
	case ATTEMPT_LOST:
		return PHASE_DEVICE;
	case ATTEMPT_MEASURING:
	case ATTEMPT_ASKED:
	case ATTEMPT_DONE: /* not said to be saved before it is */
		return PHASE_MEASURING;
	case ATTEMPT_FOULED:
		return PHASE_NOT_COUNTED;
	default:
		break;
	}
	if (!place->is_open)
		return PHASE_DEVICE;
	return t->said == WISH_SAY_AGAIN ? PHASE_NOT_COUNTED : PHASE_READY;
}

static void show_hint(struct app *app, const struct place_try *t,
	const struct student *s, int scheme_item, int64_t value)
{
	struct model_attempt *m = &app->model.attempt;
	struct score_next next;
	char gap[32], points[16], amount[48];

	if (!score_next_row(app->scheme, s->sex, s->grade, scheme_item, (int32_t)value,
		    &next) ||
		next.is_bonus)
		return;
	item_format_screen(t->item, next.gap, gap, sizeof(gap));
	snprintf(amount, sizeof(amount), "%s%s", gap,
		t->item->minutes ? "" : item_unit_zh(t->item));
	score_write(next.points_c, 0, points, sizeof(points));
	text_fill(
		texts_get(app->texts, t->item->better == BETTER_LESS ? TEXT_HINT_FASTER
				      : t->item->unit == ITEM_MM     ? TEXT_HINT_FARTHER
								     : TEXT_HINT_MORE),
		m->hint_text, sizeof(m->hint_text), amount, points, NULL);
}

/* Points are never shown to the two first grades, and never for a weight. */
static void show_points(struct app *app, const struct place_try *t,
	const struct student *s, int64_t value)
{
	int index = scheme_find(app->scheme, t->item->key);
	int32_t points;

	if (t->item->is_private || index < 0 || s->grade < POINTS_FROM)
		return;
	points = score_item(app->scheme, s->sex, s->grade, index, (int32_t)value);
	if (points == SCORE_NONE)
		return;
	score_write(points, 0, app->model.attempt.points_text,
		sizeof(app->model.attempt.points_text));
	show_hint(app, t, s, index, value);
}

static void show_value(struct app *app, const struct place_try *t, int64_t value)
{
	struct model_attempt *m = &app->model.attempt;

	if (t->item->is_private)
		return;
	item_format_screen(t->item, value, m->value_text, sizeof(m->value_text));
	text_copy(m->unit_text, sizeof(m->unit_text), item_unit_zh(t->item));
}

static void show_tries(struct app *app, const struct place *place, struct place_try *t)
{
	struct model_attempt *m = &app->model.attempt;
	struct attempt_now made[MODEL_TRIES];
	struct err err = ERR_INIT;
	int n = attempts_of(app->store, place->student.id, t->item->key,
		store_school_year(app->store), made, MODEL_TRIES, &err);
	int best = -1;

	m->of = t->item->attempts > MODEL_TRIES ? MODEL_TRIES : t->item->attempts;
	m->number = t->number;
	for (int i = 0; i < n && i < m->of; i++) {
		struct model_try *row = &m->tries[i];

		row->phase = made[i].outcome == OUTCOME_VALID && !made[i].is_void
				     ? PHASE_SAVED
				     : PHASE_NOT_COUNTED;
		if (t->item->is_private || row->phase != PHASE_SAVED)
			continue;
		item_format_screen(
			t->item, made[i].value, row->text, sizeof(row->text));
		if (!t->item->minutes)
			snprintf(row->text + strlen(row->text),
				sizeof(row->text) - strlen(row->text), "%s",
				item_unit_zh(t->item));
		if (best < 0 || (t->item->better == BETTER_LESS
						? made[i].value < made[best].value
						: made[i].value > made[best].value))
			best = i;
	}
	if (best >= 0)
		m->tries[best].best = true;
}

/* The try that the screen is about: of height and weight the one still open. */
static struct place_try *shown_try(struct place *place)
{
	for (int i = 0; i < place->setup.item_count; i++)
		if (place->tries[i].active && !place->tries[i].saved)
			return &place->tries[i];
	for (int i = 0; i < place->setup.item_count; i++)
		if (place->tries[i].active)
			return &place->tries[i];
	return &place->tries[0];
}

static void show_attempt(struct app *app, struct place *place, struct now now)
{
	struct model_attempt *m = &app->model.attempt;
	struct place_try *t = shown_try(place);
	int64_t left = attempt_left_us(&t->attempt, now.mono_us);

	memset(m, 0, sizeof(*m));
	m->seconds_left = -1;
	m->bar_permille = -1;
	if (place->stage == PLACE_FREE)
		return;
	m->phase = phase_of(place, t);
	if (m->phase == PHASE_MEASURING && t->said == WISH_START &&
		now.mono_us - t->attempt.begun_us < CLOCK_SECOND_US)
		m->phase = PHASE_GO;
	if (left >= 0)
		m->seconds_left = (int)((left + CLOCK_SECOND_US - 1) / CLOCK_SECOND_US);
	show_tries(app, place, t);
	if (place->stage == PLACE_SHOWN) {
		bool fouled = place_fouled(place);

		m->phase = fouled ? PHASE_NOT_COUNTED : PHASE_SAVED;
		if (!fouled) {
			show_value(app, t, t->attempt.result.value);
			show_points(app, t, &place->student, t->attempt.result.value);
		}
		m->tries_left = t->item->attempts - t->number + fouled;
		m->can_retry = m->tries_left > 0;
	} else if (t->attempt.has_live) {
		show_value(app, t, t->attempt.live);
		if (t->item->unit == ITEM_ML)
			m->bar_permille = (int)(t->attempt.live * 1000 / 6000);
		if (m->bar_permille > 1000)
			m->bar_permille = 1000;
	}
}

/* ---- heats ---- */

static enum lane_state lane_of(const struct heat_run *run)
{
	if (!run)
		return LANE_READY;
	switch (run->state) {
	case HEAT_WAITING:
	case HEAT_WITHDRAWN:
		return LANE_READY;
	case HEAT_RUNNING:
		return LANE_RUNNING;
	case HEAT_FINISHED:
		return LANE_SAVED;
	case HEAT_DISPUTED:
		return LANE_DISPUTED;
	case HEAT_NO_FINISH:
		return LANE_NO_FINISH;
	case HEAT_FOULED:
		return LANE_NOT_COUNTED;
	}
	return LANE_READY;
}

/* A dispute of an earlier run of the same number also waits for the teacher. */
static const struct heat_run *run_to_show(const struct heat *h, int entry)
{
	for (int i = 0; i < h->runs; i++)
		if (h->run[i].entry == entry && h->run[i].state == HEAT_DISPUTED)
			return &h->run[i];
	return heat_newest(h, entry);
}

/* On lanes children are called by number; a start number says who it is already. */
static void name_lane(const struct texts *texts, const struct place *place,
	const struct place_person *p, struct model_lane *lane)
{
	char number[16];

	snprintf(number, sizeof(number), "%d", p->student.class_place);
	if (place->form == PLACE_LANES && p->student.class_place)
		text_fill(texts_get(texts, TEXT_NUMBER_NAME), lane->person,
			sizeof(lane->person), number, p->student.name, NULL);
	else
		text_copy(lane->person, sizeof(lane->person), p->student.name);
}

static void show_lane(
	struct app *app, const struct place *place, int entry, struct model_lane *lane)
{
	const struct heat_run *run = run_to_show(place->heat, entry);
	const struct place_person *p = &place->people[place->heat->entry[entry].tag];
	int index = scheme_find(app->scheme, place->tries[0].item->key);
	int32_t points;

	memset(lane, 0, sizeof(*lane));
	lane->number = p->number;
	lane->state = lane_of(run);
	name_lane(app->texts, place, p, lane);
	if (!run || !run->has_finish)
		return;
	item_format_screen(place->tries[0].item, run->result.value, lane->value_text,
		sizeof(lane->value_text));
	if (lane->state == LANE_DISPUTED) {
		text_copy(lane->note, sizeof(lane->note),
			texts_get(app->texts,
				run->why & (HEAT_WHY_SHARED | HEAT_WHY_SECOND)
					? TEXT_WHY_SHARED
					: TEXT_WHY_NET_TIME));
		return;
	}
	points = index < 0 || p->student.grade < POINTS_FROM
			 ? SCORE_NONE
			 : score_item(app->scheme, p->student.sex, p->student.grade,
				   index, (int32_t)run->result.value);
	if (points != SCORE_NONE && lane->state == LANE_SAVED)
		score_write(points, 0, lane->points_text, sizeof(lane->points_text));
}

static void rank_lanes(struct model *m, const struct place *place)
{
	for (int a = 0; a < m->n_lanes; a++) {
		const struct heat_run *mine = heat_newest(place->heat, a);

		if (m->lanes[a].state != LANE_SAVED || !mine)
			continue;
		m->lanes[a].place = 1;
		for (int b = 0; b < m->n_lanes; b++) {
			const struct heat_run *other = heat_newest(place->heat, b);

			if (m->lanes[b].state == LANE_SAVED && other &&
				other->result.raw < mine->result.raw)
				m->lanes[a].place++;
		}
	}
}

static void show_heat(struct app *app, struct place *place, struct now now)
{
	struct model *m = &app->model;
	int64_t tenths = (now.mono_us - place->go_us) / 100000;
	int max = place->form == PLACE_LANES ? MODEL_LANES : MODEL_STARTS;
	bool busy = place->stage == PLACE_BUSY;

	m->attempt.phase = !place->is_open && busy	 ? PHASE_DEVICE
			   : !busy			 ? PHASE_SAVED
			   : place->go_us && tenths < 20 ? PHASE_GO
			   : place->go_us		 ? PHASE_MEASURING
							 : PHASE_READY;
	m->heat = place->form == PLACE_LANES ? place->heat_number : 0;
	m->n_lanes = place->heat->entries < max ? place->heat->entries : max;
	for (int i = 0; i < m->n_lanes; i++)
		show_lane(app, place, i, &m->lanes[i]);
	m->heat_clock_text[0] = '\0';
	if (place->form == PLACE_LANES) {
		rank_lanes(m, place);
		if (busy && place->go_us && tenths >= 0)
			snprintf(m->heat_clock_text, sizeof(m->heat_clock_text),
				"%d.%d", (int)(tenths / 10), (int)(tenths % 10));
	}
	m->can_false_start = busy && place->go_us && place->form == PLACE_LANES;
	m->can_swap = place->form == PLACE_LANES;
	m->can_mark = true;
	m->can_next_heat = !busy || place->form == PLACE_STARTS || place->go_us;
}

/* ---- all of it ---- */

static void show_fault(struct app *app)
{
	struct model_fault *f = &app->model.fault;

	*f = app->fault;
	for (int i = 0; i < app->place_count; i++) {
		const struct place *place = &app->places[i];

		if (!place->failed)
			continue;
		f->kind = FAULT_SCREEN;
		text_fill(texts_get(app->texts, TEXT_FAULT_DISK), f->what,
			sizeof(f->what), place->fault.text, NULL, NULL);
		text_copy(f->safe, sizeof(f->safe),
			texts_get(app->texts, TEXT_FAULT_DISK_SAFE));
		text_copy(f->todo, sizeof(f->todo),
			texts_get(app->texts, TEXT_FAULT_DISK_TODO));
		f->can_acknowledge = false;
	}
}

static enum stage stage_of(const struct app *app, const struct place *place)
{
	if (app->refused)
		return STAGE_REFUSED;
	if (app->asked)
		return STAGE_CONFIRM;
	if (!place || place->stage == PLACE_FREE)
		return STAGE_IDLE;
	if (place->stage == PLACE_BUSY || place->form != PLACE_SINGLE ||
		place_fouled(place))
		return STAGE_ATTEMPT;
	return STAGE_RESULT;
}

void view_refresh(struct app *app, struct now now)
{
	struct place *place = app->place_count ? &app->places[app->here] : NULL;
	struct model *m = &app->model;
	enum stage before = m->stage;
	bool moved;

	if (!app->touched && now.mono_us < app_refresh_us(app))
		return;
	m->stage = stage_of(app, place);
	moved = app->touched || m->stage != before ||
		(place && place->since_us != app->people_of_us);
	show_bar(app, now);
	show_devices(app, now);
	show_fault(app);
	if (m->visit.teacher)
		view_teacher(app, now);
	if (place) {
		if (moved)
			show_people(app, place);
		app->people_of_us = place->since_us;
		if (place->form == PLACE_SINGLE)
			show_attempt(app, place, now);
		else
			show_heat(app, place, now);
	}
	for (int i = 0; i < app->place_count; i++)
		app->places[i].changed = false;
	app->stale = false;
	app->touched = false;
	app->refreshed_us = now.mono_us;
}
