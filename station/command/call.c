#include "call.h"

#include <stdio.h>
#include <string.h>

#include "app.h"
#include "choices.h"
#include "cards.h"
#include "classes.h"
#include "clock.h"
#include "log.h"
#include "text.h"
#include "unicode.h"

static const enum text reasons[PUTOFF_REASONS] = { TEXT_PUTOFF_RAIN, TEXT_PUTOFF_GROUND,
	TEXT_PUTOFF_DEVICE, TEXT_PUTOFF_OTHER };

/* ---- days ---- */

static struct date date_of(int day)
{
	return (struct date){ day / 10000, day / 100 % 100, day % 100 };
}

/* A day of the week takes as many bytes as the seven have, divided by seven. */
static void weekday_text(const struct texts *texts, struct date date, char out[8])
{
	const char *names = texts_get(texts, TEXT_WEEKDAYS);
	size_t each = strlen(names) / 7;

	snprintf(out, 8, "%.*s", (int)(each < 7 ? each : 7),
		names + each * (size_t)(date_weekday(date) - 1));
}

char *call_day_text(const struct texts *texts, int day, char *out, size_t size)
{
	struct date date = date_of(day);
	char month[12], in_month[12], weekday[8];

	if (!date_valid(date)) {
		text_copy(out, size, texts_get(texts, TEXT_UNKNOWN_DAY));
		return out;
	}
	snprintf(month, sizeof(month), "%d", date.month);
	snprintf(in_month, sizeof(in_month), "%d", date.day);
	weekday_text(texts, date, weekday);
	return text_fill(
		texts_get(texts, TEXT_DAY_OF), out, size, month, in_month, weekday);
}

/* The next days of a school week. */
static void find_days(struct call *call, int today)
{
	int64_t days = date_days(date_of(today));

	for (int n = 0; n < MODEL_CALL_DAYS;) {
		struct date date = date_of_days(++days);

		if (date_weekday(date) < 6)
			call->days[n++] = date.year * 10000 + date.month * 100 +
					  date.day;
	}
}

/* ---- what is on the screen ---- */

int call_items(struct app *app, int *out, int max)
{
	struct err err = ERR_INIT;
	int count = 0;

	for (size_t i = 0; i < items_count(app->items) && count < max; i++) {
		bool is = false;

		if (!results_wanted(
			    app->store, items_at(app->items, (int)i)->key, &is, &err))
			LOG_ERROR("call", "%s", err.text);
		if (is)
			out[count++] = (int)i;
	}
	return count;
}

static void begin(struct app *app, struct now now)
{
	struct call *call = &app->call;
	const struct place *place = app->place_count ? &app->places[app->here] : NULL;

	memset(call, 0, sizeof(*call));
	call->shown = true;
	call->item = -1;
	call->item_count = call_items(app, call->items, MODEL_CALL_ITEMS);
	find_days(call, presences_day(now.wall_us));
	if (place && place->class.code[0]) {
		call->shows = CALL_TILES;
		call->class = place->class;
	}
}

static void view_classes(struct app *app, int day)
{
	struct model_call *m = &app->model.call;
	static struct presence_row rows[MODEL_TILES];
	static struct putoff putoffs[PUTOFFS_DAY];
	struct err err = ERR_INIT;
	int off = putoffs_of_day(app->store, day, putoffs, PUTOFFS_DAY, &err);

	m->n_classes = app->class_count;
	for (int i = 0; i < app->class_count; i++) {
		const struct roster_class *c = &app->classes[i];
		const struct class_key class = roster_class_key(c);
		int n = presences_of_day(
			app->store, day, "", &class, rows, MODEL_TILES, &err);

		text_copy(m->classes[i].name, sizeof(m->classes[i].name), c->name);
		m->classes[i].total = c->count;
		m->classes[i].here = c->count - (n > 0 ? n : 0);
		for (int k = 0; k < off; k++)
			m->classes[i].put_off |= class_is_said(
				&class, putoffs[k].class);
	}
}

static void view_tiles(struct app *app, int day)
{
	static const enum tile_mark marks[PRESENCES] = { TILE_OPEN, TILE_ABSENT,
		TILE_LEAVE, TILE_NOT_TODAY };
	struct call *call = &app->call;
	struct model_call *m = &app->model.call;
	struct presence_row rows[MODEL_TILES];
	struct err err = ERR_INIT;
	int *const counts[PRESENCES] = { &m->here, &m->absent, &m->leave,
		&m->not_today };
	int n = presences_of_day(
		app->store, day, "", &call->class, rows, MODEL_TILES, &err);

	call->tile_count = roster_class_list(
		app->store, &call->class, call->tiles, MODEL_TILES, &err);
	if (n < 0 || call->tile_count < 0)
		LOG_ERROR("call", "%s", err.text);
	m->n_tiles = call->tile_count > 0 ? call->tile_count : 0;
	for (int i = 0; i < m->n_tiles; i++) {
		enum presence state = presences_find(
			rows, n > 0 ? (size_t)n : 0, call->tiles[i].id);

		m->tiles[i].number = call->tiles[i].class_place;
		text_copy(m->tiles[i].name, sizeof(m->tiles[i].name),
			call->tiles[i].name);
		m->tiles[i].mark = marks[state];
		++*counts[state];
	}
}

/* Of one class, or of all that an older entry means by a code. */
static const char *whose_text(const struct app *app, const struct putoff *putoff)
{
	int class = classes_named(app, putoff->class);

	if (!putoff->class[0])
		return texts_get(app->texts, TEXT_PUTOFF_EVERY_CLASS);
	return class < 0 ? putoff->class : app->classes[class].name;
}

static void putoff_text(
	struct app *app, const struct putoff *putoff, char *out, size_t size)
{
	int item = items_find(app->items, putoff->item);
	char what[64], day[24];

	snprintf(what, sizeof(what), "%.30s %.30s", whose_text(app, putoff),
		item >= 0 ? items_at(app->items, item)->zh_short
			  : texts_get(app->texts, TEXT_PUTOFF_EVERY_ITEM));
	text_keep_characters(what);
	text_fill(texts_get(app->texts, TEXT_PUTOFF_TO), out, size, what,
		call_day_text(app->texts, putoff->until, day, sizeof(day)),
		putoff->reason);
}

/* Those of the class that is shown, and of every class. */
static void view_standing(struct app *app, int day)
{
	static struct putoff all[PUTOFFS_DAY];
	struct call *call = &app->call;
	struct model_call *m = &app->model.call;
	struct err err = ERR_INIT;
	int n = putoffs_of_day(app->store, day, all, PUTOFFS_DAY, &err);

	call->putoff_count = 0;
	for (int i = 0; i < n && call->putoff_count < MODEL_PUTOFFS; i++) {
		if (!class_is_said(&call->class, all[i].class))
			continue;
		putoff_text(app, &all[i], m->putoffs[call->putoff_count],
			sizeof(m->putoffs[0]));
		call->putoffs[call->putoff_count++] = all[i];
	}
	m->n_putoffs = call->putoff_count;
}

static void view_choices(struct app *app)
{
	const struct call *call = &app->call;
	struct model_call *m = &app->model.call;

	m->n_items = call->item_count;
	for (int i = 0; i < m->n_items; i++)
		text_copy(m->items[i], sizeof(m->items[i]),
			items_at(app->items, call->items[i])->zh_short);
	m->item = call->item;
	m->every_class = call->every_class;
	m->reason = call->reason;
	m->n_days = MODEL_CALL_DAYS;
	for (int i = 0; i < m->n_days; i++)
		call_day_text(
			app->texts, call->days[i], m->days[i], sizeof(m->days[i]));
	m->day = call->day;
}

void call_view(struct app *app, struct now now)
{
	struct call *call = &app->call;
	struct model_call *m = &app->model.call;
	int day = presences_day(now.wall_us);

	if (!call->shown)
		begin(app, now);
	memset(m, 0, sizeof(*m));
	m->shows = call->shows;
	m->can_undo = call->undo_count > 0;
	m->in_order = choices_now(app, CHOICE_ASK) != 0;
	text_copy(m->class_name, sizeof(m->class_name),
		classes_name(app, &call->class, call->class.code));
	if (call->shows == CALL_CLASSES) {
		view_classes(app, day);
		return;
	}
	view_tiles(app, day);
	view_choices(app);
	view_standing(app, day);
}

void call_tick(struct app *app, struct now now)
{
	(void)now;
	if (app->model.visit.teacher != SCREEN_CALL)
		app->call.shown = false;
}

/* ---- what a touch says ---- */

static const char *who_says(const struct app *app)
{
	return app->place_count ? app->places[app->here].setup.testers : "";
}

static void fail(struct app *app, const struct err *err)
{
	LOG_ERROR("call", "%s", err->text);
	app->fault.kind = FAULT_BANNER;
	app->fault.can_acknowledge = true;
	text_fill(texts_get(app->texts, TEXT_FAULT_DISK), app->fault.what,
		sizeof(app->fault.what), err->text, NULL, NULL);
}

/* Kept for 撤销: how it was. */
static void remember(struct call *call, const char *student, enum presence before)
{
	if (call->undo_count == CALL_UNDOS) {
		memmove(&call->undos[0], &call->undos[1],
			(CALL_UNDOS - 1) * sizeof(call->undos[0]));
		call->undo_count--;
	}
	text_copy(call->undos[call->undo_count].student, sizeof(call->undos[0].student),
		student);
	call->undos[call->undo_count++].before = before;
}

static void say(struct app *app, const char *student, enum presence state, bool undoes,
	struct now now)
{
	int day = presences_day(now.wall_us);
	struct err err = ERR_INIT;
	enum presence before;

	if (!presences_of(app->store, student, day, "", &before, &err) ||
		!presences_say(app->store, student, day, "", state, who_says(app),
			now.wall_us, &err)) {
		fail(app, &err);
		return;
	}
	if (!undoes)
		remember(&app->call, student, before);
}

static void next_state(struct app *app, int index, struct now now)
{
	const struct call *call = &app->call;
	enum presence state;
	struct err err = ERR_INIT;

	if (index < 0 || index >= call->tile_count)
		return;
	if (!presences_of(app->store, call->tiles[index].id, presences_day(now.wall_us),
		    "", &state, &err)) {
		fail(app, &err);
		return;
	}
	say(app, call->tiles[index].id, (enum presence)((state + 1) % PRESENCES), false,
		now);
}

static void undo(struct app *app, struct now now)
{
	struct call *call = &app->call;

	if (!call->undo_count)
		return;
	call->undo_count--;
	say(app, call->undos[call->undo_count].student,
		call->undos[call->undo_count].before, true, now);
}

/* Whoever shows a card is there. */
static void card_shown(struct app *app, const char *code, struct now now)
{
	char token[CARD_TOKEN_SIZE];
	struct student student;
	struct err err = ERR_INIT;

	if (!cards_read(code, token) ||
		cards_find(app->store, token, &student, &err) != CARD_FOUND)
		return;
	app->call.class = student_class(&student);
	app->call.shows = CALL_TILES;
	say(app, student.id, PRESENCE_HERE, false, now);
}

static void put_off(struct app *app, struct now now)
{
	const struct call *call = &app->call;
	struct putoff say_it = { .day = presences_day(now.wall_us) };
	struct err err = ERR_INIT;

	if (!call->every_class)
		class_write(&call->class, say_it.class);
	if (call->item >= 0 && call->item < call->item_count)
		text_copy(say_it.item, sizeof(say_it.item),
			items_at(app->items, call->items[call->item])->key);
	say_it.until = call->day >= 0 ? call->days[call->day] : 0;
	text_copy(say_it.reason, sizeof(say_it.reason),
		texts_get(app->texts, reasons[call->reason]));
	text_copy(say_it.who, sizeof(say_it.who), who_says(app));
	if (!putoffs_say(app->store, &say_it, now.wall_us, &err))
		fail(app, &err);
}

static void take_back(struct app *app, int index, struct now now)
{
	struct putoff back;
	struct err err = ERR_INIT;

	if (index < 0 || index >= app->call.putoff_count)
		return;
	back = app->call.putoffs[index];
	back.until = back.day;
	if (!putoffs_say(app->store, &back, now.wall_us, &err))
		fail(app, &err);
}

static void turn_order(struct app *app)
{
	choices_choose(app, CHOICE_ASK, choices_now(app, CHOICE_ASK) == 0);
}

static void choose_class(struct app *app, int index)
{
	if (index < 0 || index >= app->class_count)
		return;
	app->call.class = roster_class_key(&app->classes[index]);
	app->call.shows = CALL_TILES;
	app->model.visit.page = 0;
}

/* One of so many, or -1 where that is a choice too. */
static int within(int index, int least, int count, int otherwise)
{
	return index >= least && index < count ? index : otherwise;
}

static bool grant_putoff(struct app *app, const struct intent *want, struct now now)
{
	struct call *call = &app->call;

	switch (want->kind) {
	case INTENT_CALL_ITEM:
		call->item = within(want->index, -1, call->item_count, call->item);
		return true;
	case INTENT_CALL_WIDE:
		call->every_class = want->index == 1;
		return true;
	case INTENT_CALL_REASON:
		call->reason = (enum putoff_reason)within(
			want->index, 0, PUTOFF_REASONS, (int)call->reason);
		return true;
	case INTENT_CALL_DAY:
		call->day = within(want->index, -1, MODEL_CALL_DAYS, call->day);
		return true;
	case INTENT_CALL_DO:
		put_off(app, now);
		return true;
	case INTENT_CALL_BACK:
		take_back(app, want->index, now);
		return true;
	default:
		return false;
	}
}

bool call_grant(struct app *app, const struct intent *want, struct now now)
{
	struct call *call = &app->call;

	switch (want->kind) {
	case INTENT_SCAN:
		card_shown(app, want->text, now);
		return true;
	case INTENT_CALL_CLASSES:
		call->shows = CALL_CLASSES;
		app->model.visit.page = 0;
		return true;
	case INTENT_CALL_CLASS:
		choose_class(app, want->index);
		return true;
	case INTENT_CALL_TILES:
		call->shows = CALL_TILES;
		return true;
	case INTENT_CALL_PUTOFF:
		call->shows = CALL_PUTOFF;
		return true;
	case INTENT_CALL_TILE:
		next_state(app, want->index, now);
		return true;
	case INTENT_CALL_UNDO:
		undo(app, now);
		return true;
	case INTENT_CALL_ORDER:
		turn_order(app);
		return true;
	default:
		return grant_putoff(app, want, now);
	}
}
