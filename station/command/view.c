#include "view.h"

#include <stdio.h>
#include <string.h>

#include "classes.h"
#include "clock.h"
#include "health_texts.h"
#include "log.h"
#include "pages.h"
#include "roll.h"
#include "text.h"
#include "which.h"
#include "words.h"

#define LIVE_US	     INT64_C(33000)
#define NAMES_LOOKED 99		       /* of more there is no telling how many */
#define QUIET_US     INT64_C(60000000) /* a device that says nothing for a minute */

static const struct place *here(const struct app *app)
{
	return app->place_count ? &app->places[app->here] : NULL;
}

bool view_points_of(const struct app *app, enum grade grade)
{
	return grade >= POINTS_FROM && choices_now(app, CHOICE_POINTS) == 0;
}

void view_person(
	const struct app *app, const struct student *s, struct model_person *out)
{
	const struct class_key key = student_class(s);
	char number[16], class[40];

	words_class(app->texts, classes_name(app, &key, s->class_name), class,
		sizeof(class));
	snprintf(number, sizeof(number), "%d", s->class_place);
	if (s->class_place)
		text_fill(texts_get(app->texts, TEXT_PERSON_PLACE), out->place,
			sizeof(out->place), class, number, NULL);
	else
		text_copy(out->place, sizeof(out->place), class);
	text_copy(out->name, sizeof(out->name), s->name);
	snprintf(out->line, sizeof(out->line), "%.40s %s", out->place, out->name);
	text_keep_characters(out->line);
}

/* ---- the top bar ---- */

/* Well, and yet nothing has come for long while somebody is measured. */
static bool is_quiet(const struct place *place, struct now now)
{
	return place->stage == PLACE_BUSY && place->heard_us && !place->by_hand &&
	       now.mono_us - place->heard_us > QUIET_US;
}

static enum lamp lamp_of(const struct place *place, struct now now)
{
	enum lamp lamp = health_lamp(health_now(&place->health, now.mono_us));

	return lamp == LAMP_GOOD && is_quiet(place, now) ? LAMP_WARN : lamp;
}

static const char *word_of(
	const struct app *app, const struct place *place, struct now now)
{
	enum health health = health_now(&place->health, now.mono_us);

	if (health_lamp(health) == LAMP_GOOD && is_quiet(place, now))
		return texts_get(app->texts, TEXT_DEVICE_QUIET);
	return texts_get(app->texts, health_word(health));
}

void view_items(
	const struct texts *texts, const struct place *place, char *out, size_t size)
{
	words_items(texts, place->tries[0].item,
		place->setup.item_count == 2 ? place->tries[1].item : NULL, out, size);
}

static void show_item(struct app *app, const struct place *place)
{
	struct model_item *m = &app->model.item;
	const struct item *item = place->tries[0].item;

	memset(m, 0, sizeof(*m));
	text_copy(m->key, sizeof(m->key), item->key);
	view_items(app->texts, place, m->name, sizeof(m->name));
	m->form = place->run			? FORM_RUN
		  : place->form == PLACE_LANES	? FORM_LANES
		  : place->form == PLACE_STARTS ? FORM_STARTS
		  : place->form == PLACE_MANY	? FORM_MANY
						: FORM_SINGLE;
	m->is_private = item->is_private;
	m->blows = item->unit == ITEM_ML;
	m->hide_zero = item->rule == RULE_COUNT && !item->duration_us;
}

static struct class_key class_here(const struct app *app)
{
	const struct class_key none = { .code = "" };
	const struct place *place = here(app);

	if (app->asked || app->mine)
		return student_class(&app->student);
	return place ? place->class : none;
}

static void show_bar(struct app *app, struct now now)
{
	struct model *m = &app->model;
	const struct place *place = here(app);
	const struct class_key class = class_here(app);
	int64_t minutes = (now.wall_us / CLOCK_SECOND_US + CLOCK_SHANGHAI) / 60;

	snprintf(m->clock_text, sizeof(m->clock_text), "%02d:%02d",
		(int)(minutes / 60 % 24), (int)(minutes % 60));
	words_class(app->texts, classes_name(app, &class, ""), m->class_text,
		sizeof(m->class_text));
	if (!place) {
		memset(&m->item, 0, sizeof(m->item));
		m->device_lamp = LAMP_OFF;
		text_copy(m->device_word, sizeof(m->device_word),
			texts_get(app->texts, TEXT_DEVICE_NONE));
		return;
	}
	show_item(app, place);
	m->session = place->setup.kind;
	m->device_lamp = lamp_of(place, now);
	text_copy(m->device_word, sizeof(m->device_word), word_of(app, place, now));
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
			view_items(app->texts, place, d->item, sizeof(d->item));
		else
			text_copy(d->item, sizeof(d->item),
				words_item_short(app->texts, place->tries[0].item));
		d->lamp = lamp_of(place, now);
		text_copy(d->word, sizeof(d->word), word_of(app, place, now));
		d->silent_min = place->by_hand ? 0
				: place->heard_us
					? (int)((now.mono_us - place->heard_us) /
						  (60 * CLOCK_SECOND_US))
					: -1;
		(void)place_clock_words(
			place, app->texts, now, d->clock_text, sizeof(d->clock_text));
		d->here = i == app->here;
		d->can_show = true;
	}
}

/* ---- who ---- */

/* An item that only the exam has makes no row of the fitness test. */
static bool has_attempt(
	struct app *app, const struct place *place, int item, const char *student)
{
	struct attempt_now made[ATTEMPTS_YEAR];
	struct err err = ERR_INIT;
	int n = attempts_of(app->store, student, place->tries[item].item->key,
		store_school_year(app->store), made, ATTEMPTS_YEAR, &err);

	for (int i = 0; i < n; i++)
		if (made[i].outcome == OUTCOME_VALID && !made[i].is_void &&
			made[i].session_kind != SESSION_PRACTICE)
			return true;
	return false;
}

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
	return any ? all : has_attempt(app, place, 0, student);
}

/* May still be called here: has no result, does this item, is not kept from it. */
static bool is_waiting(
	struct app *app, const struct place *place, const struct student *s)
{
	int item = place->setup.items[0];

	if (s->barred & (UINT64_C(1) << item) || !place_tests(&app->hall, s, item) ||
		has_result(app, place, s->id) ||
		roll_of(place, s, app_now(app).wall_us) != ROLL_THERE)
		return false;
	if (place->form == PLACE_SINGLE || place->stage != PLACE_BUSY)
		return true;
	for (int i = 0; i < place->people_count; i++)
		if (strcmp(place->people[i].student.id, s->id) == 0)
			return false; /* stands in this heat */
	return true;
}

/* Whose place in the list the next ones follow: who stands there, else who was
 * measured last. */
static const struct student *called_last(
	const struct app *app, const struct place *place)
{
	if (app->asked)
		return &app->student;
	if (place->form != PLACE_SINGLE)
		return NULL;
	return place->stage != PLACE_FREE || place->tries[0].saved ||
			       place->tries[1].saved
		       ? &place->student
		       : NULL;
}

static int skipped_when(const struct place *place, const char *student)
{
	for (int i = 0; i < place->skipped_count; i++)
		if (strcmp(place->skipped[i], student) == 0)
			return i;
	return -1;
}

/* In the order in which they are called: round the list after the last one, then who was
 * skipped, oldest first. NULL: that was all. */
static const struct student *nth_called(const struct place *place,
	const struct student *class, int n, int from, int nth)
{
	for (int i = 1; i <= n; i++) {
		const struct student *s = &class[(from + i) % n];

		if (skipped_when(place, s->id) < 0 && nth-- == 0)
			return s;
	}
	for (int k = 0; k < place->skipped_count; k++)
		for (int i = 0; i < n; i++)
			if (strcmp(place->skipped[k], class[i].id) == 0 && nth-- == 0)
				return &class[i];
	return NULL;
}

/* The list goes round: who was passed over comes again at its end. */
static void show_next(struct app *app, const struct place *place)
{
	struct model *m = &app->model;
	const struct student *last = called_last(app, place);
	const struct class_key key = app->asked ? student_class(&app->student)
						: place->class;
	struct student class[MODEL_TILES];
	struct err err = ERR_INIT;
	int n = key.code[0]
			? roster_class_list(app->store, &key, class, MODEL_TILES, &err)
			: 0;
	int found = 0, from = -1;

	for (int i = 0; last && i < n; i++)
		if (strcmp(class[i].id, last->id) == 0)
			from = i;
	m->next_line[0] = m->after_next_line[0] = '\0';
	for (int i = 0; i < n && found < 2; i++) {
		const struct student *s = nth_called(place, class, n, from, i);

		if (!s || (last && strcmp(s->id, last->id) == 0) ||
			!is_waiting(app, place, s))
			continue;
		if (!found)
			app->called = *s;
		text_copy(found ? m->after_next_line : m->next_line,
			sizeof(m->next_line), s->name);
		found++;
	}
}

static void count_class(const struct class_progress *progress, int n,
	const struct class_key *class, struct model_class *row)
{
	for (int i = 0; i < n; i++)
		if (class_same(&progress[i].class, class)) {
			row->done = progress[i].done;
			row->total = progress[i].total;
		}
}

/* The whole school is counted when the journal grew, and not for every picture. */
static void show_classes(struct app *app, const struct place *place)
{
	static struct class_progress progress[MODEL_CLASSES];
	const struct item *item = place->tries[0].item;
	struct model *m = &app->model;
	struct err err = ERR_INIT;
	int n;

	if (!progress_is_old(app, &app->classes_stamp, app_now(app)) &&
		app->classes_of == item)
		return;
	app->classes_of = item;
	n = results_progress(app->store, item->key, progress, MODEL_CLASSES, &err);
	if (n < 0)
		LOG_ERROR("view", "%s", err.text);
	m->n_classes = app->class_count;
	for (int c = 0; c < app->class_count; c++) {
		struct model_class *row = &m->classes[c];
		const struct class_key class = roster_class_key(&app->classes[c]);

		memset(row, 0, sizeof(*row));
		words_class(
			app->texts, app->classes[c].name, row->name, sizeof(row->name));
		count_class(progress, n, &class, row);
	}
}

static enum tile_mark mark_of(
	struct app *app, const struct place *place, const struct student *s)
{
	static const enum tile_mark marks[] = {
		[ROLL_THERE] = TILE_OPEN,
		[ROLL_ABSENT] = TILE_ABSENT,
		[ROLL_LEAVE] = TILE_LEAVE,
		[ROLL_NOT_TODAY] = TILE_NOT_TODAY,
		[ROLL_PUT_OFF] = TILE_PUT_OFF,
	};

	return has_result(app, place, s->id)
		       ? TILE_DONE
		       : marks[roll_of(place, s, app_now(app).wall_us)];
}

static void show_tiles(struct app *app, const struct place *place)
{
	struct model *m = &app->model;
	struct err err = ERR_INIT;
	int class = m->visit.class_index;
	struct class_key key;

	if (class < 0 || class >= app->class_count)
		return;
	key = roster_class_key(&app->classes[class]);
	app->tile_count = roster_class_list(
		app->store, &key, app->tiles, MODEL_TILES, &err);
	if (app->tile_count < 0)
		app->tile_count = 0;
	m->n_tiles = app->tile_count;
	for (int i = 0; i < m->n_tiles; i++) {
		struct model_tile *t = &m->tiles[i];

		memset(t, 0, sizeof(*t));
		t->number = app->tiles[i].class_place;
		text_copy(t->name, sizeof(t->name), app->tiles[i].name);
		t->mark = mark_of(app, place, &app->tiles[i]);
	}
}

/* Whom the letters find: as many as there is room for, and how many more. */
static void show_names(struct app *app, const struct place *place)
{
	struct model_names *m = &app->model.names;
	static struct student found[NAMES_LOOKED];
	struct err err = ERR_INIT;
	int n;

	memset(m, 0, sizeof(*m));
	n = roster_search_next(app->store, app->model.visit.letters, found,
		NAMES_LOOKED, &m->next, &err);
	text_copy(m->typed, sizeof(m->typed), app->model.visit.letters);
	if (n < 0)
		LOG_ERROR("view", "%s", err.text);
	app->named_count = n < 0 ? 0 : n < MODEL_NAMES ? n : MODEL_NAMES;
	m->n = app->named_count;
	m->more = n > m->n ? n - m->n : 0;
	for (int i = 0; i < m->n; i++) {
		struct model_person person;

		app->named[i] = found[i];
		view_person(app, &found[i], &person);
		text_copy(m->found[i].place, sizeof(m->found[i].place), person.place);
		text_copy(m->found[i].name, sizeof(m->found[i].name), person.name);
		m->found[i].mark = mark_of(app, place, &found[i]);
	}
}

/* Lists cost queries: gathered when somebody came or went, not with each reading. */
static void show_people(struct app *app, const struct place *place)
{
	struct model *m = &app->model;

	if (app->asked || app->mine || app->carried)
		view_person(app, &app->student, &m->person);
	else if (place->stage != PLACE_FREE && place->form == PLACE_SINGLE)
		view_person(app, &place->student, &m->person);
	else
		memset(&m->person, 0, sizeof(m->person));
	text_copy(m->refusal, sizeof(m->refusal), app->refusal);
	text_copy(m->keypad_note, sizeof(m->keypad_note), app->keypad_note);
	m->can_see_mine = app->carried;
	m->is_late = app->asked && app->late;
	show_next(app, place);
	if (m->stage == STAGE_MINE)
		view_mine(app);
	if (m->stage == STAGE_IDLE && m->visit.identify == IDENTIFY_CLASSES)
		show_classes(app, place);
	if (m->stage == STAGE_IDLE && m->visit.identify == IDENTIFY_TILES)
		show_tiles(app, place);
	if (m->stage == STAGE_IDLE && m->visit.identify == IDENTIFY_NAMES)
		show_names(app, place);
}

/* ---- one child ---- */

static enum phase phase_of(const struct place *place, const struct place_try *t)
{
	switch (t->attempt.state) {
	case ATTEMPT_SAVED:
		return PHASE_SAVED;
	case ATTEMPT_LOST:
		return PHASE_DEVICE;
	case ATTEMPT_ASKED:
		return t->said == WISH_ASK ? PHASE_ASKED : PHASE_MEASURING;
	case ATTEMPT_MEASURING:
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
	char points[16], amount[48];

	if (!score_next_row(app->scheme, s->sex, s->grade, scheme_item, (int32_t)value,
		    &next) ||
		next.is_bonus)
		return;
	words_gap(app->texts, t->item, next.gap, amount, sizeof(amount));
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

	if (t->item->is_private || index < 0 || !view_points_of(app, s->grade))
		return;
	points = score_item(app->scheme, s->sex, s->grade, index, (int32_t)value);
	if (points == SCORE_NONE)
		return;
	score_write(points, 0, app->model.attempt.points_text,
		sizeof(app->model.attempt.points_text));
	show_hint(app, t, s, index, value);
}

/* What the item earns at the exam so far, by all its tries; practice earns nothing. */
static void show_exam_points(
	struct app *app, const struct place *place, const struct place_try *t)
{
	struct model_attempt *m = &app->model.attempt;
	int item = place->setup.items[t - place->tries];
	struct exam_shown shown;
	struct err err = ERR_INIT;

	if (!app->sitting.exam || t->item->is_private ||
		choices_now(app, CHOICE_POINTS) ||
		place->setup.kind == SESSION_PRACTICE)
		return;
	if (!exams_show(
		    app->store, app->sitting.exam, place->student.id, &shown, &err)) {
		LOG_ERROR("view", "%s", err.text);
		return;
	}
	for (int i = 0; i < shown.items; i++) {
		if (!shown.item[i].counts || shown.item[i].catalogue != item)
			continue;
		m->exam_no_table = strcmp(shown.item[i].state, "no-table") == 0;
		if (shown.item[i].full[0])
			text_copy(m->exam_points, sizeof(m->exam_points),
				shown.item[i].points);
		text_copy(m->exam_full, sizeof(m->exam_full), shown.item[i].full);
	}
}

static void show_value(struct app *app, const struct place_try *t, int64_t value)
{
	struct model_attempt *m = &app->model.attempt;

	if (t->item->is_private)
		return;
	item_format_screen(t->item, value, m->value_text, sizeof(m->value_text));
	text_copy(m->unit_text, sizeof(m->unit_text), words_unit(app->texts, t->item));
}

static bool is_good(const struct attempt_now *made)
{
	return made->outcome == OUTCOME_VALID && !made->is_void;
}

static void show_try(const struct texts *texts, const struct item *item,
	const struct attempt_now *made, struct model_try *row)
{
	row->phase = is_good(made) ? PHASE_SAVED : PHASE_NOT_COUNTED;
	if (!item->is_private && row->phase == PHASE_SAVED)
		words_result(texts, item, made->value, row->text, sizeof(row->text));
}

/* Those of this line of sessions, the newest that there is room for. In practice
 * tries are not numbered, and earlier ones are nobody's business. */
static int tries_of(struct app *app, const struct place *place,
	const struct place_try *t, struct attempt_now *made)
{
	struct err err = ERR_INIT;
	int n = attempts_of(app->store, place->student.id, t->item->key,
		store_school_year(app->store), made, ATTEMPTS_YEAR, &err);
	int kept = 0, room = app->model.attempt.of;

	for (int i = 0; i < n; i++) {
		if (!which_same_line(made[i].session_kind, place->setup.kind) ||
			made[i].outcome == OUTCOME_INTERRUPTED)
			continue;
		if (kept && !is_good(&made[kept - 1]))
			kept--; /* 再来一次: the next one takes its place */
		made[kept++] = made[i];
	}
	if (kept <= room)
		return kept;
	memmove(made, made + kept - room, (size_t)room * sizeof(*made));
	return room;
}

static void show_tries(struct app *app, const struct place *place, struct place_try *t)
{
	struct model_attempt *m = &app->model.attempt;
	struct attempt_now made[ATTEMPTS_YEAR];
	int n, best = -1;

	if (!t->number)
		return;
	m->of = place_tries_of(place, (int)(t - place->tries), &place->student);
	m->of = m->of > MODEL_TRIES ? MODEL_TRIES : m->of;
	m->number = t->number;
	n = tries_of(app, place, t, made);
	for (int i = 0; i < n; i++) {
		show_try(app->texts, t->item, &made[i], &m->tries[i]);
		if (m->tries[i].phase == PHASE_SAVED &&
			(best < 0 ||
				(t->item->better == BETTER_LESS
						? made[i].value < made[best].value
						: made[i].value > made[best].value)))
			best = i;
	}
	if (best >= 0 && !t->item->is_private)
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

/* Why nothing was saved, and the operator's keys for it. */
static void show_why(struct app *app, const struct place_try *t)
{
	static const enum text whys[ATTEMPT_WHYS] = {
		[ATTEMPT_WHY_OUTSIDE] = TEXT_WHY_OUTSIDE,
		[ATTEMPT_WHY_FAULT] = TEXT_WHY_FAULT,
		[ATTEMPT_WHY_FULL] = TEXT_WHY_FULL,
		[ATTEMPT_WHY_NOTHING] = TEXT_WHY_NOTHING,
		[ATTEMPT_WHY_SILENT] = TEXT_WHY_SILENT,
		[ATTEMPT_WHY_RESTARTED] = TEXT_WHY_RESTARTED,
	};
	struct model_attempt *m = &app->model.attempt;
	const struct attempt *a = &t->attempt;
	bool asked = m->phase == PHASE_ASKED;

	m->can_zero = attempt_may_be_zero(a);
	m->is_length = t->item->unit == ITEM_MM;
	m->can_accept = asked && a->asks == ATTEMPT_ASKS_FULL;
	if (asked)
		text_copy(m->why_text, sizeof(m->why_text),
			texts_get(app->texts,
				m->can_zero ? TEXT_WHY_ZERO : TEXT_WHY_FULL));
	else if (m->phase == PHASE_NOT_COUNTED && a->why)
		text_copy(m->why_text, sizeof(m->why_text),
			texts_get(app->texts, whys[a->why]));
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
			show_exam_points(app, place, t);
		}
		m->tries_left = t->number ? place_tries_left(place,
						    (int)(t - place->tries),
						    &place->student)
					  : 0;
		m->can_retry = !t->number || m->tries_left > 0;
	} else if (t->attempt.has_live) {
		show_value(app, t, t->attempt.live);
		if (t->item->unit == ITEM_ML)
			m->bar_permille = (int)(t->attempt.live * 1000 / 6000);
		if (m->bar_permille > 1000)
			m->bar_permille = 1000;
	}
	if (place->stage == PLACE_BUSY)
		show_why(app, t);
}

/* ---- the exam ---- */

/* exams_mark() in the language of the screens. */
static void show_mark(struct app *app, enum scheme_status status, bool confirmed)
{
	static const enum text marks[] = {
		[SCHEME_SAMPLE] = TEXT_EXAM_SAMPLE, [SCHEME_DRAFT] = TEXT_EXAM_DRAFT
	};
	bool official = status == SCHEME_OFFICIAL;
	struct model_exam *m = &app->model.exam;

	snprintf(m->mark, sizeof(m->mark), "%s%s%s",
		official ? "" : texts_get(app->texts, marks[status]),
		official || confirmed	    ? ""
		: words_english(app->texts) ? " · "
					    : "·",
		confirmed ? "" : texts_get(app->texts, TEXT_EXAM_UNCHECKED));
}

static void show_exam(struct app *app)
{
	struct model_exam *m = &app->model.exam;
	const struct sitting *sitting = &app->sitting;

	m->title[0] = m->mark[0] = '\0';
	if (!sitting->exam)
		return;
	text_copy(m->title, sizeof(m->title), sitting->exam->title);
	show_mark(app, sitting->exam->status, sitting->used.confirmed[0] != '\0');
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
	if (app->mine)
		return STAGE_MINE;
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
	show_exam(app);
	text_copy(m->told, sizeof(m->told), app->told);
	lock_show(app, now);
	power_show(app, now);
	closing_show(app, now);
	pages_view(app, now);
	if (place) {
		if (moved)
			show_people(app, place);
		app->people_of_us = place->since_us;
		if (place->form == PLACE_SINGLE)
			show_attempt(app, place, now);
		else if (place->many)
			view_many(app, place, now);
		else if (place->run)
			view_run(app, place, now);
		else
			view_heat(app, place, now);
	}
	for (int i = 0; i < app->place_count; i++)
		app->places[i].changed = false;
	app->stale = false;
	app->touched = false;
	app->refreshed_us = now.mono_us;
}
