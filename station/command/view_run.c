/* A run timed by a person's key: as its screen may see it, and what is asked there. */
#include <stdio.h>
#include <string.h>

#include "place_run.h"
#include "stand.h"
#include "text.h"
#include "view.h"
#include "words.h"

#define RECALL_US INT64_C(15000000) /* 抢跑 is called at once */
#define SECOND_US INT64_C(1000000)

/* ---- the model ----------------------------------------------------------------------- */

/* 3′42″; of short runs 8.2. As on a watch: what is not over is not counted. */
static void write_time(const struct item *item, int64_t us, char *out, size_t size)
{
	int64_t s = us / SECOND_US;

	if (us < 0)
		out[0] = '\0';
	else if (item->minutes || s >= 600)
		snprintf(out, size, "%d′%02d″", (int)(s / 60 % 1000), (int)(s % 60));
	else
		snprintf(out, size, "%d.%d", (int)s, (int)(us / (SECOND_US / 10) % 10));
}

/* With the rounding that its attempt has. */
static void write_result(const struct place *place, int runner, char *out, size_t size)
{
	struct rules_result result;

	out[0] = '\0';
	if (run_result(place, runner, &result))
		item_format_screen(place->tries[0].item, result.value, out, size);
}

static const char *end_word(const struct app *app, enum arrivals_end end)
{
	static const enum text words[ARRIVALS_ENDS] = {
		[ARRIVALS_GAVE_UP] = TEXT_RUN_GAVE_UP,
		[ARRIVALS_HURT] = TEXT_RUN_HURT,
		[ARRIVALS_ABSENT] = TEXT_RUN_ABSENT,
		[ARRIVALS_FOUL] = TEXT_RUN_FOUL
	};

	return end ? texts_get(app->texts, words[end]) : "";
}

static void with_number(
	const struct app *app, enum text text, int number, char *out, size_t size)
{
	char digits[12];

	snprintf(digits, sizeof(digits), "%d", number);
	text_fill(texts_get(app->texts, text), out, size, digits, NULL, NULL);
}

static void show_tile(
	struct app *app, const struct place *place, int i, struct model_run_tile *t)
{
	const struct arrivals *a = &place->run->arrivals;
	struct arrivals_stand stand;

	memset(t, 0, sizeof(*t));
	arrivals_stand(a, i, &stand);
	t->number = a->runner[i].number;
	text_copy(t->person, sizeof(t->person), place->people[i].student.name);
	t->odd = stand.extra || stand.quick;
	t->state = a->runner[i].end    ? RUN_TILE_OUT
		   : stand.finish >= 0 ? RUN_TILE_IN
				       : RUN_TILE_RUNS;
	if (t->state == RUN_TILE_OUT)
		text_copy(t->word, sizeof(t->word), end_word(app, a->runner[i].end));
	else if (t->state == RUN_TILE_IN)
		write_result(place, i, t->word, sizeof(t->word));
	else if (a->needed > 1)
		with_number(app, TEXT_RUN_LEFT, stand.left, t->word, sizeof(t->word));
}

/* Enough to tell chips apart. */
static const char *tail_of(const char *chip)
{
	size_t len = strlen(chip);

	return chip + (len > 4 ? len - 4 : 0);
}

/* Which crossing of its runner a mark is. */
static int lap_of(const struct arrivals *a, const int *order, int upto)
{
	int lap = 0;

	for (int i = 0; i <= upto; i++)
		lap += a->mark[order[i]].runner == a->mark[order[upto]].runner;
	return lap;
}

static void show_chip(
	struct app *app, const struct run *run, int chip, struct model_run_row *row)
{
	text_copy(row->chip, sizeof(row->chip), tail_of(run->chip[chip].name));
	text_fill(texts_get(app->texts, TEXT_RUN_CHIP), row->word, sizeof(row->word),
		row->chip, NULL, NULL);
}

static void show_row(struct app *app, const struct place *place, const int *order,
	int i, struct model_run_row *row)
{
	const struct arrivals *a = &place->run->arrivals;
	const struct arrivals_mark *mark = &a->mark[order[i]];
	int wave = mark->runner < 0 ? 0 : a->runner[mark->runner].wave;
	int64_t from_us = a->started[wave] ? a->start_us[wave] : a->start_us[1 - wave];

	memset(row, 0, sizeof(*row));
	row->mark = order[i];
	write_time(place->tries[0].item, mark->at_us - from_us, row->time_text,
		sizeof(row->time_text));
	if (mark->runner >= 0) {
		int lap = lap_of(a, order, i);

		row->number = a->runner[mark->runner].number;
		text_copy(row->person, sizeof(row->person),
			place->people[mark->runner].student.name);
		if (lap == a->needed)
			write_result(place, mark->runner, row->time_text,
				sizeof(row->time_text));
		if (a->needed > 1)
			with_number(
				app, TEXT_RUN_LAP, lap, row->word, sizeof(row->word));
	}
	if (mark->runner < 0 && place->run->mark_chip[order[i]] >= 0)
		show_chip(app, place->run, place->run->mark_chip[order[i]], row);
	if (mark->inserted && !row->word[0])
		text_copy(row->word, sizeof(row->word),
			texts_get(app->texts, TEXT_RUN_PUT_IN));
}

static void show_rows(struct app *app, const struct place *place)
{
	struct model_run *m = &app->model.run;
	int order[ARRIVALS_MARKS];
	int n = arrivals_order(&place->run->arrivals, order);

	m->n_rows = n;
	for (int i = 0; i < n; i++)
		show_row(app, place, order, i, &m->rows[n - 1 - i]);
}

static void show_pool(const struct place *place, struct model_run *m)
{
	const struct run *run = place->run;

	m->n_tiles = 0;
	for (int i = 0; run->who != RUN_NAMELESS && i < run->pool_count; i++) {
		struct model_run_tile *t = &m->tiles[m->n_tiles++];

		memset(t, 0, sizeof(*t));
		t->number = run->vest[i];
		t->state = t->number ? RUN_TILE_RUNS : RUN_TILE_NONE;
		text_copy(t->person, sizeof(t->person), run->pool[i].name);
		text_copy(t->word, sizeof(t->word),
			run->pool_chip[i][0]		? tail_of(run->pool_chip[i])
			: run->vests == RUN_VESTS_CHIPS ? "–"
							: "");
		t->next = i == run_next_for_chip(place);
	}
}

/* Several classes have the same numbers. */
static void name_one(
	struct app *app, const struct run *run, int who, struct model_run_name *name)
{
	const struct student *s = &run->pool[who];
	struct model_person person;
	char number[12];

	name->who = who;
	if (run->others_count) {
		view_person(app, s, &person);
		text_copy(name->person, sizeof(name->person), person.line);
		return;
	}
	snprintf(number, sizeof(number), "%d", s->class_place);
	text_fill(texts_get(app->texts, TEXT_NUMBER_NAME), name->person,
		sizeof(name->person), number, s->name, NULL);
}

/* Only while somebody is being named is the list looked at. */
static void show_names(struct app *app, const struct place *place)
{
	struct model_run *m = &app->model.run;
	const struct run *run = place->run;

	m->unnamed = m->n_names = 0;
	for (int i = 0; m->started && i < place->people_count; i++)
		m->unnamed += !place->people[i].student.id[0];
	for (int i = 0; m->unnamed && i < run->pool_count; i++) {
		if (!run_is_named(place, i))
			name_one(app, run, i, &m->names[m->n_names++]);
	}
}

/* Of which the item is tested. */
static void show_classes(struct app *app, const struct place *place)
{
	struct model_run *m = &app->model.run;

	m->n_classes = 0;
	for (int i = 0; app->model.visit.chip == MODEL_RUN_PICKS &&
			i < app->class_count && m->n_classes < MODEL_RUN_CLASSES;
		i++) {
		const struct roster_class *from = &app->classes[i];
		const struct class_key class = roster_class_key(from);
		struct model_run_class *c = &m->classes[m->n_classes];
		struct student any = { .grade_code = from->grade_code,
			.grade = grade_from_code(
				from->grade_code, store_system(app->store)) };
		bool tested = false;

		for (any.sex = SEX_MALE; !tested && any.sex <= SEX_FEMALE; any.sex++)
			tested = place_tests(place->hall, &any, place->setup.items[0]);
		if (!tested)
			continue;
		m->n_classes++;
		c->index = i;
		c->in = run_has_class(place, &class);
		words_class(app->texts, from->name, c->name, sizeof(c->name));
	}
}

static void show_choices(const struct place *place, struct model_run *m)
{
	const struct run *run = place->run;
	const struct item *item = place->tries[0].item;
	struct course course = run_course(place);

	m->who = run->who;
	m->starts = run->starts;
	m->track_m = run->track_m;
	m->each_lap = run->laps;
	m->vests = run->vests;
	m->hears_chips = run_hears_chips(place);
	m->has_device = !place->by_hand;
	m->device_lost = m->has_device && !place->is_open;
	m->next_chip[0] = '\0';
	if (run_next_for_chip(place) >= 0)
		text_copy(m->next_chip, sizeof(m->next_chip),
			run->pool[run_next_for_chip(place)].name);
	m->has_course = course.crossings > 0;
	m->count = run->count;
	m->has_count = !m->has_course && place->setup.lanes > 1 && item->lanes < 2;
	m->has_track = m->has_course && !item->lap_m;
	m->crossings = course.crossings;
	m->before_m = course.before_m;
}

static void show_clocks(const struct place *place, struct model_run *m, struct now now)
{
	const struct arrivals *a = &place->run->arrivals;
	int64_t now_us = run_now_us(place, now);

	for (int i = 0; i < MODEL_RUN_WAVES; i++) {
		m->can_start[i] = place->stage == PLACE_BUSY && i < m->starts &&
				  !a->started[i] && place->people_count > 0;
		m->clock_text[i][0] = '\0';
		if (a->started[i])
			write_time(place->tries[0].item,
				(m->closed ? place->run->last_us : now_us) -
					a->start_us[i],
				m->clock_text[i], sizeof(m->clock_text[i]));
	}
}

static void show_tally(const struct place *place, struct model_run *m)
{
	struct arrivals_tally tally;

	arrivals_count(&place->run->arrivals, &tally);
	m->arrived = tally.arrived;
	m->running = tally.running;
	m->out = tally.out;
	m->all = tally.all;
	m->unknown = tally.unknown;
	m->odd = 0;
	for (int i = 0; i < m->n_tiles; i++)
		m->odd += m->tiles[i].odd;
}

static void show_keys(struct app *app, const struct place *place, struct now now)
{
	struct model *m = &app->model;
	bool busy = place->stage == PLACE_BUSY;

	m->heat = place->heat_number;
	m->can_false_start = busy && m->run.started && !m->run.arrived &&
			     now.mono_us - place->go_us < RECALL_US;
	m->can_end_heat = busy && m->run.started;
	m->can_next_heat = !busy;
	m->can_go_back = busy && !m->run.started;
	m->run.can_undo = m->run.started && arrivals_may_undo(&place->run->arrivals);
}

void view_run(struct app *app, struct place *place, struct now now)
{
	struct model_run *m = &app->model.run;
	const struct run *run = place->run;

	m->closed = run->closed;
	m->started = arrivals_started(&run->arrivals);
	m->resumed = run->resumed;
	m->lanes = place->form == PLACE_LANES;
	show_choices(place, m);
	if (!m->started)
		show_classes(app, place);
	show_rows(app, place);
	m->n_tiles = 0;
	if (!m->started)
		show_pool(place, m);
	for (int i = 0; m->started && i < run->arrivals.runners; i++)
		show_tile(app, place, i, &m->tiles[m->n_tiles++]);
	show_names(app, place);
	show_tally(place, m);
	show_clocks(place, m, now);
	show_keys(app, place, now);
	text_copy(app->model.keypad_note, sizeof(app->model.keypad_note),
		app->keypad_note);
}

/* ---- what is asked --------------------------------------------------------------------- */

/* The same once more: the runner runs on. */
static void end_so(struct place *place, int runner, int end, struct now now)
{
	const struct arrivals *a = &place->run->arrivals;
	bool same = runner >= 0 && runner < a->runners &&
		    (int)a->runner[runner].end == end;

	(void)run_edit(place, ARRIVALS_END, runner, same ? ARRIVALS_RUNS : end, now);
}

/* `other`: what is said of whose number it is; 0: the oldest ? is theirs. */
static void give_number(
	struct app *app, struct place *place, const struct intent *want, struct now now)
{
	int number = want->index, runner = arrivals_find(&place->run->arrivals, number);

	if (runner < 0)
		with_number(app, TEXT_RUN_NO_SUCH, number, app->keypad_note,
			sizeof(app->keypad_note));
	else if (want->other > 0)
		end_so(place, runner, want->other, now);
	else
		(void)run_give(place, runner, now);
}

/* Somebody arrived, and it was this lane. Who is in already arrives no second time: then it
 * is one more press that is nobody's, and a person looks whose it was. */
static void lane_arrives(
	struct app *app, struct place *place, int number, struct now moment)
{
	const struct arrivals *a = &place->run->arrivals;
	int runner = arrivals_find(a, number), mark = a->marks;
	struct arrivals_stand stand;

	if (runner < 0) {
		with_number(app, TEXT_RUN_NO_SUCH, number, app->keypad_note,
			sizeof(app->keypad_note));
		return;
	}
	arrivals_stand(a, runner, &stand);
	if (run_key(place, moment) && stand.finish < 0)
		(void)run_edit(place, ARRIVALS_GIVE, mark, runner, moment);
}

static void give_tile(struct place *place, const struct intent *want, struct now now)
{
	if (want->other >= 0)
		(void)run_give_mark(place, want->other, want->index, now);
	else
		(void)run_give(place, want->index, now);
}

/* When it was done, and not when the loop came to it. */
static struct now moment_of(const struct intent *want, struct now now)
{
	int64_t late_us = want->at_us ? now.mono_us - want->at_us : 0;

	if (late_us > 0) {
		now.mono_us -= late_us;
		now.wall_us -= late_us;
	}
	return now;
}

/* Nobody runs who stands at another place. */
static void put_class(struct app *app, struct place *place, int index, struct now now)
{
	const struct run *run = place->run;
	struct class_key class;

	if (index < 0 || index >= app->class_count)
		return;
	class = roster_class_key(&app->classes[index]);
	if (!run_with_class(place, &class, now))
		return;
	for (int i = 0; i < run->pool_count; i++)
		if (run->vest[i] && stand_elsewhere(app, place, run->pool[i].id))
			(void)run_hand_out(place, i);
}

bool run_grant(struct app *app, struct place *place, const struct intent *want)
{
	struct now now = app_now(app);

	switch (want->kind) {
	case INTENT_RUN_START:
		(void)run_start(place, want->index, moment_of(want, now));
		return true;
	case INTENT_RUN_PRESS:
		(void)run_key(place, moment_of(want, now));
		return true;
	case INTENT_RUN_UNDO:
		(void)run_undo(place, now);
		return true;
	case INTENT_RUN_GIVE:
		give_tile(place, want, now);
		return true;
	case INTENT_RUN_NUMBER:
		give_number(app, place, want, now);
		return true;
	case INTENT_RUN_LANE:
		lane_arrives(app, place, want->index, moment_of(want, now));
		return true;
	case INTENT_RUN_TAKE:
		(void)run_edit(place, ARRIVALS_TAKE, want->index, 0, now);
		return true;
	case INTENT_RUN_STRIKE:
		(void)run_edit(place, ARRIVALS_STRIKE, want->index, 0, now);
		return true;
	case INTENT_RUN_INSERT:
		(void)run_insert(place, want->index, want->other != 0, now);
		return true;
	case INTENT_RUN_SWAP:
		(void)run_edit(place, ARRIVALS_SWAP, want->index, want->other, now);
		return true;
	case INTENT_RUN_END:
		end_so(place, want->index, want->other, now);
		return true;
	case INTENT_RUN_NAME:
		(void)run_name(place, want->other, want->index, now);
		return true;
	case INTENT_RUN_VEST:
		(void)run_hand_out(place, want->index);
		return true;
	case INTENT_RUN_CLASS:
		put_class(app, place, want->index, now);
		return true;
	case INTENT_RUN_CHOICE:
		(void)run_choose(place, (enum run_choice)want->index, want->other);
		return true;
	default:
		return false;
	}
}
