#include "start.h"

#include <stdio.h>
#include <string.h>

#include "app.h"
#include "bindings.h"
#include "classes.h"
#include "clock.h"
#include "log.h"
#include "screens.h"
#include "settings.h"
#include "text.h"

#define COMMA "、"

static const int courses_m[MODEL_START_COURSES] = { 200, 250, 300, 400 };

static const char *words(const struct app *app, enum text key)
{
	return texts_get(app->texts, key);
}

/* ---- what can be chosen ----------------------------------------------------------- */

static int place_of(const struct app *app, int item)
{
	for (int i = 0; i < app->place_count; i++)
		for (int k = 0; k < app->places[i].setup.item_count; k++)
			if (app->places[i].setup.items[k] == item)
				return i;
	return -1;
}

/* A person can time it, or say the number. */
static bool can_by_hand(const struct item *item)
{
	return item->rule == RULE_GATE || item->rule == RULE_MASS ||
	       item->rule == RULE_INDIVIDUAL;
}

static void add_item(struct start *s, int item)
{
	if (s->item_count < MODEL_START_ITEMS)
		s->items[s->item_count++] = item;
}

/* With a device first, then what a person can time, of the standard. */
static void list_items(struct app *app)
{
	struct start *s = &app->start;
	int n = (int)items_count(app->items);

	s->item_count = 0;
	for (int i = 0; i < n; i++)
		if (place_of(app, i) >= 0)
			add_item(s, i);
	for (int i = 0; i < n; i++) {
		const struct item *item = items_at(app->items, i);

		if (place_of(app, i) < 0 && can_by_hand(item) &&
			scheme_find(app->scheme, item->key) >= 0)
			add_item(s, i);
	}
}

static void add_tester(struct start *s, const char *name, bool tests)
{
	for (int i = 0; i < s->tester_count; i++)
		if (strcmp(s->testers[i], name) == 0) {
			s->tests[i] = s->tests[i] || tests;
			return;
		}
	if (!name[0] || s->tester_count == MODEL_START_TESTERS)
		return;
	text_copy(s->testers[s->tester_count], sizeof(s->testers[0]), name);
	s->tests[s->tester_count++] = tests;
}

static void add_testers(struct start *s, const char *joined, bool test)
{
	char name[32];

	while (*joined) {
		const char *end = strstr(joined, COMMA);
		size_t len = end ? (size_t)(end - joined) : strlen(joined);

		if (len < sizeof(name)) {
			memcpy(name, joined, len);
			name[len] = '\0';
			add_tester(s, name, test);
		}
		joined += len + (end ? strlen(COMMA) : 0);
	}
}

static void join_testers(const struct start *s, bool all, char *out, size_t size)
{
	out[0] = '\0';
	for (int i = 0; i < s->tester_count; i++) {
		size_t len = strlen(out);

		if (!all && !s->tests[i])
			continue;
		if (len + strlen(COMMA) + strlen(s->testers[i]) < size)
			snprintf(out + len, size - len, "%s%s", len ? COMMA : "",
				s->testers[i]);
	}
}

/* ---- how a run starts ------------------------------------------------------------- */

/* The place of the item that is chosen, when its device takes a start for all as well as
 * one for each. By hand all start together: one person cannot press for both. */
static struct place *place_with_ways(struct app *app)
{
	int i = app->start.item < 0 ? -1 : place_of(app, app->start.item);
	struct place *place = i < 0 ? NULL : &app->places[i];

	return place && !place->by_hand &&
			       bindings_may_choose_start(place->tries[0].item)
		       ? place
		       : NULL;
}

static void look_how_it_starts(struct app *app)
{
	const struct place *place = place_with_ways(app);

	app->start.alone = place && !place->setup.mass;
}

/* Kept with what the place is bound to; one that a played day opened is bound to nothing. */
static bool keep_way(struct app *app, struct err *err)
{
	struct place *place = place_with_ways(app);
	struct binding bound[BINDINGS_MAX];
	size_t n;

	if (!place || place->setup.mass == !app->start.alone)
		return true;
	if (!place_start_together(place, !app->start.alone,
		    app->start.alone ? 1 : BINDING_VESTS, app_now(app), err))
		return false;
	n = settings_bindings(app->store, bound, BINDINGS_MAX);
	for (size_t i = 0; i < n; i++) {
		if (strcmp(bound[i].where, place->setup.line.where) != 0)
			continue;
		bound[i].lanes = place->setup.lanes;
		return settings_bind(app->store, &bound[i], err);
	}
	return true;
}

/* ---- kept from the last time ------------------------------------------------------ */

/* None where it was kept by a code that two grades have. */
static struct class_key class_named(const struct app *app, const char *text)
{
	int i = classes_named(app, text);

	return i < 0 ? (struct class_key){ 0 } : roster_class_key(&app->classes[i]);
}

static void load(struct app *app)
{
	struct start *s = &app->start;
	char text[512], number[12];

	memset(s, 0, sizeof(*s));
	s->course = -1;
	settings_get(app->store, "start.item", "", text, 64);
	s->item = text[0] ? items_find(app->items, text) : -1;
	settings_get(app->store, "start.class", "", text, CLASS_TEXT);
	s->class = class_named(app, text);
	settings_get(app->store, "start.kind", "formal", text, 32);
	if (!session_kind_read(text, &s->kind))
		s->kind = SESSION_FORMAL;
	settings_get(app->store, "start.testers", "", text, sizeof(text));
	add_testers(s, text, true);
	settings_get(app->store, "testers", "", text, sizeof(text));
	add_testers(s, text, false);
	for (int i = 1; i <= 3; i++) {
		snprintf(number, sizeof(number), "%d", i);
		text_fill(words(app, TEXT_START_TEACHER), text, 32, number, NULL, NULL);
		add_tester(s, text, false);
	}
	settings_get(app->store, "start.course", "", text, 32);
	for (int i = 0; i < MODEL_START_COURSES; i++) {
		snprintf(number, sizeof(number), "%d", courses_m[i]);
		if (strcmp(text, number) == 0)
			s->course = i;
	}
}

static void today(char out[CLOCK_DATE_SIZE], struct now now)
{
	date_write(date_of_wall(now.wall_us, CLOCK_SHANGHAI), out);
}

static bool keep(struct app *app, struct now now, struct err *err)
{
	const struct start *s = &app->start;
	char some[128], all[400], course[12] = "", day[CLOCK_DATE_SIZE];
	char class[CLASS_TEXT];

	join_testers(s, false, some, sizeof(some));
	join_testers(s, true, all, sizeof(all));
	if (s->course >= 0)
		snprintf(course, sizeof(course), "%d", courses_m[s->course]);
	today(day, now);
	if (!store_begin(app->store, err))
		return false;
	return store_end(app->store,
		settings_set(app->store, "start.item",
			items_at(app->items, s->item)->key, err) &&
			settings_set(app->store, "start.class",
				class_write(&s->class, class), err) &&
			settings_set(app->store, "start.kind",
				session_kind_key(s->kind), err) &&
			settings_set(app->store, "start.testers", some, err) &&
			settings_set(app->store, "testers", all, err) &&
			settings_set(app->store, "start.course", course, err) &&
			settings_set(app->store, "start.day", day, err),
		err);
}

/* ---- what there is to look at first ----------------------------------------------- */

static int ticks_of(const struct app *app, enum text out[MODEL_START_TICKS])
{
	const struct item *item = app->start.item < 0
					  ? NULL
					  : items_at(app->items, app->start.item);

	if (!item || (place_of(app, app->start.item) < 0 && item->unit != ITEM_MS))
		return 0;
	if (item->unit == ITEM_G || item->unit == ITEM_MM) {
		out[0] = TEXT_TICK_ZERO;
		out[1] = item->unit == ITEM_G ? TEXT_TICK_WEIGHT : TEXT_TICK_LENGTH;
		return 2;
	}
	out[0] = TEXT_TICK_TRACK;
	return item->unit == ITEM_MS && !item->minutes ? 1 : 0;
}

/* A run of laps needs the length of the track. */
static bool has_course(const struct app *app)
{
	return app->start.item >= 0 && items_at(app->items, app->start.item)->minutes &&
	       items_at(app->items, app->start.item)->rule != RULE_GATE;
}

static int class_index(const struct app *app)
{
	return classes_find(app, &app->start.class);
}

/* The first thing that is not there yet, in words; "" nothing. */
static void say_missing(const struct app *app, char *out, size_t size)
{
	const struct start *s = &app->start;
	enum text ticks[MODEL_START_TICKS];
	int n = ticks_of(app, ticks);
	bool tested = false;

	out[0] = '\0';
	for (int i = 0; i < s->tester_count; i++)
		tested = tested || s->tests[i];
	if (s->item < 0)
		text_copy(out, size, words(app, TEXT_START_NO_ITEM));
	else if (class_index(app) < 0)
		text_copy(out, size, words(app, TEXT_START_NO_CLASS));
	else if (!tested)
		text_copy(out, size, words(app, TEXT_START_NO_TESTER));
	else if (has_course(app) && s->course < 0)
		text_copy(out, size, words(app, TEXT_START_NO_COURSE));
	for (int i = 0; i < n && !out[0]; i++)
		if (!s->ticked[i])
			text_fill(words(app, TEXT_START_NO_TICK), out, size,
				words(app, ticks[i]), NULL, NULL);
}

/* ---- the screen ------------------------------------------------------------------- */

static void show_items(struct app *app)
{
	struct model_start *m = &app->model.start;
	const struct start *s = &app->start;

	m->n_items = s->item_count;
	for (int i = 0; i < s->item_count; i++) {
		const struct item *item = items_at(app->items, s->items[i]);
		int place = place_of(app, s->items[i]);

		text_copy(m->items[i].name, sizeof(m->items[i].name),
			app->texts == app->languages[1] ? item->en_short
							: item->zh_short);
		if (place < 0 ||
			strncmp(app->places[place].setup.line.where, "hand:", 5) == 0)
			text_copy(m->items[i].note, sizeof(m->items[i].note),
				words(app, TEXT_START_BY_HAND));
		m->items[i].chosen = s->items[i] == s->item;
	}
}

static void show_rest(struct app *app)
{
	static const enum text kinds[] = { TEXT_FORMAL, TEXT_MAKEUP, TEXT_DEFERRED,
		TEXT_PRACTICE };
	struct model_start *m = &app->model.start;
	const struct start *s = &app->start;
	enum text ticks[MODEL_START_TICKS];
	char number[12];

	for (int i = 0; i < 4; i++) {
		text_copy(m->kinds[i].name, sizeof(m->kinds[i].name),
			words(app, kinds[i]));
		m->kinds[i].chosen = (int)s->kind == i + SESSION_FORMAL;
	}
	m->n_testers = s->tester_count;
	for (int i = 0; i < s->tester_count; i++) {
		text_copy(
			m->testers[i].name, sizeof(m->testers[i].name), s->testers[i]);
		m->testers[i].chosen = s->tests[i];
	}
	m->n_ticks = ticks_of(app, ticks);
	for (int i = 0; i < m->n_ticks; i++) {
		text_copy(m->ticks[i].name, sizeof(m->ticks[i].name),
			words(app, ticks[i]));
		m->ticks[i].chosen = s->ticked[i];
	}
	m->n_courses = has_course(app) ? MODEL_START_COURSES : 0;
	for (int i = 0; i < m->n_courses; i++) {
		snprintf(number, sizeof(number), "%d", courses_m[i]);
		text_fill(words(app, TEXT_START_COURSE), m->courses[i].name,
			sizeof(m->courses[i].name), number, NULL, NULL);
		m->courses[i].chosen = i == s->course;
	}
	m->n_ways = place_with_ways(app) ? 2 : 0;
	for (int i = 0; i < m->n_ways; i++) {
		text_copy(m->ways[i].name, sizeof(m->ways[i].name),
			words(app, i ? TEXT_STARTS_ALONE : TEXT_STARTS_TOGETHER));
		m->ways[i].chosen = s->alone == (i == 1);
	}
}

void start_view(struct app *app, struct now now)
{
	struct model_start *m = &app->model.start;
	const struct start *s = &app->start;

	(void)now;
	memset(m, 0, sizeof(*m));
	show_items(app);
	m->n_classes = app->class_count;
	for (int i = 0; i < app->class_count; i++) {
		text_copy(m->classes[i].name, sizeof(m->classes[i].name),
			app->classes[i].name);
		m->classes[i].chosen = i == class_index(app);
	}
	show_rest(app);
	m->types = s->types;
	text_copy(m->typed, sizeof(m->typed), s->typed);
	say_missing(app, m->missing, sizeof(m->missing));
	text_copy(m->note, sizeof(m->note), s->note);
}

/* ---- beginning -------------------------------------------------------------------- */

/* The next attempt there begins a session of this kind, by these people. */
static void assign(struct app *app, struct place *place)
{
	const struct start *s = &app->start;
	char number[12];

	place->setup.kind = s->kind;
	join_testers(s, false, place->setup.testers, sizeof(place->setup.testers));
	text_copy(place->setup.ground, sizeof(place->setup.ground),
		store_station_name(app->store));
	place->setup.course[0] = '\0';
	if (has_course(app) && s->course >= 0) {
		snprintf(number, sizeof(number), "%d", courses_m[s->course]);
		text_fill(texts_get(app->languages[0], TEXT_START_COURSE),
			place->setup.course, sizeof(place->setup.course), number, NULL,
			NULL);
	}
	place->class = s->class;
	memset(place->session, 0, sizeof(place->session));
	place->changed = true;
}

static bool bind_by_hand(struct app *app, struct err *err)
{
	const struct item *item = items_at(app->items, app->start.item);
	struct binding b = { .lanes = item->lanes };

	snprintf(b.where, sizeof(b.where), "hand:%s", item->key);
	text_copy(b.profile, sizeof(b.profile), HAND_PROFILE);
	text_copy(b.item, sizeof(b.item), item->key);
	if (!app_add_binding(app, &b, err))
		return false;
	if (settings_bind(app->store, &b, err))
		return true;
	app_remove_place(app, app->place_count - 1);
	return false;
}

static void begin_testing(struct app *app, struct now now)
{
	struct start *s = &app->start;
	char missing[64];
	struct err err = ERR_INIT;
	struct intent point = { .kind = INTENT_POINT };
	int place;

	say_missing(app, missing, sizeof(missing));
	if (missing[0])
		return;
	place = place_of(app, s->item);
	if (place >= 0 && app->places[place].stage == PLACE_BUSY) {
		text_copy(s->note, sizeof(s->note), words(app, TEXT_NOTE_BUSY));
		return;
	}
	if ((place < 0 && !bind_by_hand(app, &err)) || !keep_way(app, &err) ||
		!keep(app, now, &err)) {
		text_fill(words(app, TEXT_NOTE_FAILED), s->note, sizeof(s->note),
			err.text, NULL, NULL);
		return;
	}
	point.index = place_of(app, s->item);
	place_leave(&app->places[point.index], now);
	assign(app, &app->places[point.index]);
	visit_teacher_left(&app->model.visit);
	app_grant(app, &point);
	app->model.visit.identify = IDENTIFY_TILES;
	app->model.visit.class_index = class_index(app);
	lock_saw(app, &(struct intent){ .kind = INTENT_LEAVE }, now);
}

void start_resume(struct app *app)
{
	char day[CLOCK_DATE_SIZE], then[32];
	int place;

	load(app);
	today(day, app_now(app));
	settings_get(app->store, "start.day", "", then, sizeof(then));
	place = app->start.item < 0 ? -1 : place_of(app, app->start.item);
	if (strcmp(day, then) != 0 || place < 0)
		return;
	assign(app, &app->places[place]);
	app->here = place;
}

/* ---- what was asked --------------------------------------------------------------- */

static void choose_item(struct app *app, int i)
{
	struct start *s = &app->start;

	if (i < 0 || i >= s->item_count)
		return;
	if (s->item != s->items[i])
		memset(s->ticked, 0, sizeof(s->ticked));
	s->item = s->items[i];
	look_how_it_starts(app);
}

static void choose(struct app *app, enum start_row row, int i)
{
	struct start *s = &app->start;

	if (i < 0)
		return;
	switch (row) {
	case START_ITEM:
		choose_item(app, i);
		break;
	case START_CLASS:
		if (i < app->class_count)
			s->class = roster_class_key(&app->classes[i]);
		break;
	case START_KIND:
		if (i < 4)
			s->kind = (enum session_kind)(SESSION_FORMAL + i);
		break;
	case START_TESTER:
		if (i < s->tester_count)
			s->tests[i] = !s->tests[i];
		break;
	case START_TICK:
		if (i < MODEL_START_TICKS)
			s->ticked[i] = !s->ticked[i];
		break;
	case START_COURSE:
		if (i < MODEL_START_COURSES)
			s->course = i;
		break;
	case START_WAY:
		s->alone = i == 1;
		break;
	}
}

static void type_name(struct start *s, const char *text)
{
	size_t len = strlen(s->typed);

	if (s->types && len + strlen(text) < sizeof(s->typed) && !strstr(text, COMMA))
		text_copy(s->typed + len, sizeof(s->typed) - len, text);
}

static void untype(struct start *s)
{
	size_t len = strlen(s->typed);

	while (len && ((unsigned char)s->typed[--len] & 0xc0) == 0x80)
		;
	s->typed[len] = '\0';
}

static void new_tester(struct start *s, bool types)
{
	if (!types)
		add_tester(s, s->typed, true);
	s->types = types;
	s->typed[0] = '\0';
}

bool start_grant(struct app *app, const struct intent *want, struct now now)
{
	struct start *s = &app->start;

	s->note[0] = '\0';
	switch (want->kind) {
	case INTENT_START:
		choose(app, (enum start_row)want->index, want->other);
		return true;
	case INTENT_NEW_TESTER:
		new_tester(s, want->index != 0);
		return true;
	case INTENT_TYPED:
		type_name(s, want->text);
		return true;
	case INTENT_UNTYPE:
		untype(s);
		return true;
	case INTENT_BEGIN:
		begin_testing(app, now);
		return true;
	default:
		return false;
	}
}

/* What was chosen and not begun is forgotten with the screen. */
void start_tick(struct app *app, struct now now)
{
	bool shown = app->model.visit.teacher == SCREEN_START;

	(void)now;
	if (shown == app->start.shown)
		return;
	if (shown) {
		load(app);
		list_items(app);
		look_how_it_starts(app);
		app->stale = app->touched = true;
	}
	app->start.shown = shown;
}
