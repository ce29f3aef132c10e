#include "day.h"

#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "classes.h"
#include "clock.h"
#include "data.h"
#include "log.h"
#include "path.h"
#include "place_run.h"
#include "roll.h"
#include "screens.h"
#include "sim.h"
#include "stand.h"
#include "text.h"

#define GIVE_UP_US   INT64_C(30000000) /* a device that says nothing to a child */
#define TROUBLE_US   INT64_C(10000000) /* a disk that takes nothing */
#define LOOK_US	     INT64_C(20000)    /* between looks at the places */
#define PICTURES_MAX 64

/* ---- the file ---- */

enum speed_word { SPEED_FULL, SPEED_RECORDED };

struct day_place {
	char *name;
	char **items;
	unsigned items_count;
	char *profile;
	char *play; /* a script of devices/scripts, or a path; or ... */
	char *port; /* ... where a real device is */
	enum speed_word speed;
	char *class; /* who is measured here: "2101", or "21/2101" */
	int lanes;
	int quiet_s; /* individually started runs end after this silence */
	bool mass;   /* one start for all, by vest */
	bool late;   /* the port is opened when somebody is armed */
	bool last;   /* only when all other places are done: a whole class at once */
};

struct day_file {
	char *title;
	char *ground;
	char *testers;
	enum session_kind session;
	int ready_ms;
	struct day_place *places;
	unsigned places_count;
};

static const cyaml_strval_t speed_words[] = { { "full", SPEED_FULL },
	{ "recorded", SPEED_RECORDED } };
static const cyaml_strval_t session_words[] = { { "formal", SESSION_FORMAL },
	{ "makeup", SESSION_MAKEUP }, { "deferred", SESSION_DEFERRED },
	{ "practice", SESSION_PRACTICE } };

static const cyaml_schema_value_t word_schema = { CYAML_VALUE_STRING(
	CYAML_FLAG_POINTER, char, 1, 60) };

static const cyaml_schema_field_t place_fields[] = {
	CYAML_FIELD_STRING_PTR(
		"name", CYAML_FLAG_POINTER, struct day_place, name, 1, 36),
	CYAML_FIELD_SEQUENCE("items", CYAML_FLAG_POINTER, struct day_place, items,
		&word_schema, 1, 2),
	CYAML_FIELD_STRING_PTR(
		"profile", CYAML_FLAG_POINTER, struct day_place, profile, 1, 60),
	CYAML_FIELD_STRING_PTR("play", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
		struct day_place, play, 1, 1000),
	CYAML_FIELD_STRING_PTR("port", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
		struct day_place, port, 1, 120),
	CYAML_FIELD_ENUM("speed", CYAML_FLAG_OPTIONAL | CYAML_FLAG_STRICT,
		struct day_place, speed, speed_words, 2),
	CYAML_FIELD_STRING_PTR("class", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
		struct day_place, class, 1, CLASS_TEXT - 1),
	CYAML_FIELD_INT("lanes", CYAML_FLAG_OPTIONAL, struct day_place, lanes),
	CYAML_FIELD_INT("quiet_s", CYAML_FLAG_OPTIONAL, struct day_place, quiet_s),
	CYAML_FIELD_BOOL("mass", CYAML_FLAG_OPTIONAL, struct day_place, mass),
	CYAML_FIELD_BOOL("late", CYAML_FLAG_OPTIONAL, struct day_place, late),
	CYAML_FIELD_BOOL("last", CYAML_FLAG_OPTIONAL, struct day_place, last),
	CYAML_FIELD_END,
};
static const cyaml_schema_value_t place_schema = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct day_place, place_fields),
};
static const cyaml_schema_field_t day_fields[] = {
	CYAML_FIELD_STRING_PTR(
		"title", CYAML_FLAG_POINTER, struct day_file, title, 1, 60),
	CYAML_FIELD_STRING_PTR("ground", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
		struct day_file, ground, 1, 60),
	CYAML_FIELD_STRING_PTR("testers", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
		struct day_file, testers, 1, 120),
	CYAML_FIELD_ENUM("session", CYAML_FLAG_STRICT, struct day_file, session,
		session_words, 4),
	CYAML_FIELD_INT("ready_ms", CYAML_FLAG_OPTIONAL, struct day_file, ready_ms),
	CYAML_FIELD_SEQUENCE("places", CYAML_FLAG_POINTER, struct day_file, places,
		&place_schema, 1, APP_PLACES),
	CYAML_FIELD_END,
};
static const cyaml_schema_value_t day_schema = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct day_file, day_fields),
};

/* ---- the day ---- */

struct stand {
	const struct day_place *plan;
	struct class_key class;
	struct sim *sim;
	int place; /* in app->places */
	int64_t deadline_us;
	int64_t trouble_us; /* since when nothing can be written here; 0 all is well */
	bool over;
	int measured, heats;
	int given_up;
	char passed_over[PLACE_PEOPLE][STUDENT_ID_MAX + 1]; /* not called again */
	int passed_over_count;
};

struct day {
	struct day_file *file;
	struct data_places *lines;
	struct app *app;
	struct stand stands[APP_PLACES];
	int count;
	char pictured[PICTURES_MAX][48];
	int pictures;
	int64_t looked_us; /* when the screens last went on */
};

struct day *day_load(const char *path, struct err *err)
{
	struct day *day = mem_alloc(sizeof(*day));

	if (data_load_placed(path, &day_schema, (void **)&day->file, &day->lines, err))
		return day;
	free(day);
	return NULL;
}

void day_close(struct day *day)
{
	if (!day)
		return;
	for (int i = 0; i < day->count; i++)
		if (day->stands[i].sim)
			sim_close(day->stands[i].sim);
	data_places_free(day->lines);
	data_free(&day_schema, day->file);
	free(day);
}

/* Devices that play live in DATA/ports, under a name that stays. */
static bool start_device(struct day *day, struct stand *stand, bool headless,
	uint64_t seed, struct line_spec *spec, struct err *err)
{
	char folder[PATH_SIZE], link[PATH_SIZE], name[32], script[PATH_SIZE];
	struct sim_how how = { .speed = headless && stand->plan->speed == SPEED_FULL
						? SIM_FULL
						: SIM_AS_RECORDED,
		.seed = seed,
		.link = link };

	env_share(day->app->env, "devices/scripts", folder, sizeof(folder));
	if (!path_join(script, folder, stand->plan->play, err) ||
		!path_join(folder, day->app->env->data_dir, "ports", err) ||
		!path_make(folder, err))
		return false;
	snprintf(name, sizeof(name), "port%d", day->count + 1);
	if (!path_join(link, folder, name, err))
		return false;
	stand->sim = sim_open(script, &how, err);
	if (!stand->sim || !sim_start(stand->sim, err))
		return false;
	if (snprintf(spec->where, sizeof(spec->where), "tty:%s",
		    sim_port(stand->sim)) >= (int)sizeof(spec->where))
		return err_set(err, "%s: the path of this simulated device is too long",
			sim_port(stand->sim));
	return true;
}

static bool fill_setup(struct day *day, const struct day_place *plan, const char *key,
	bool headless, struct place_setup *setup, struct err *err)
{
	char items[40];

	snprintf(items, sizeof(items), "%.28s.items", key);
	text_copy(setup->name, sizeof(setup->name), plan->name);
	text_copy(setup->ground, sizeof(setup->ground),
		day->file->ground ? day->file->ground : "");
	text_copy(setup->testers, sizeof(setup->testers),
		day->file->testers ? day->file->testers : "");
	setup->kind = day->file->session;
	setup->lanes = plan->lanes > 0 ? plan->lanes : 6;
	setup->mass = plan->mass;
	setup->open_late = plan->late && headless;
	setup->ready_us = headless ? day->file->ready_ms * INT64_C(1000)
				   : 3 * CLOCK_SECOND_US;
	for (unsigned i = 0; i < plan->items_count; i++) {
		int item = items_find(day->app->items, plan->items[i]);

		if (item < 0)
			return data_refuse(day->lines, items, err,
				"there is no item \"%s\"", plan->items[i]);
		setup->items[setup->item_count++] = item;
	}
	return true;
}

/* "11/01 (一年级1班), 12/01 (二年级1班)" */
static void list_classes(
	const struct app *app, const char *text, char *out, size_t size)
{
	size_t len = 0;

	out[0] = '\0';
	for (int i = 0; i < app->class_count && len < size - 1; i++) {
		const struct class_key key = roster_class_key(&app->classes[i]);
		char whole[CLASS_TEXT];

		if (!class_is_said(&key, text))
			continue;
		snprintf(out + len, size - len, "%s%s (%s)", len ? ", " : "",
			class_write(&key, whole), app->classes[i].name);
		len = strlen(out);
	}
}

/* A class that is not on the roster would be a day without children, and one that two
 * grades have a day with others' children. */
static bool find_class(
	struct day *day, unsigned i, struct class_key *out, struct err *err)
{
	const char *class = day->file->places[i].class;
	int found = classes_named(day->app, class);
	char key[40], all[160];

	if (found >= 0) {
		*out = roster_class_key(&day->app->classes[found]);
		return true;
	}
	snprintf(key, sizeof(key), "places[%u].class", i);
	if (found == CLASSES_NONE)
		return data_refuse(day->lines, key, err,
			"no class \"%s\" is on the roster", class);
	list_classes(day->app, class, all, sizeof(all));
	return data_refuse(day->lines, key, err,
		"\"%s\" is more than one class of the roster; say which: %s", class,
		all);
}

/* Of all places before the first is opened, so that nothing is stored of such a day. */
static bool find_classes(struct day *day, struct err *err)
{
	for (unsigned i = 0; i < day->file->places_count; i++)
		if (day->file->places[i].class &&
			!find_class(day, i, &day->stands[i].class, err))
			return false;
	return true;
}

bool day_open(
	struct day *day, struct app *app, bool headless, uint64_t seed, struct err *err)
{
	day->app = app;
	if (headless && !find_classes(day, err))
		return false;
	for (unsigned i = 0; i < day->file->places_count; i++) {
		const struct day_place *plan = &day->file->places[i];
		struct stand *stand = &day->stands[day->count];
		struct place_setup setup = { 0 };
		char key[32];

		snprintf(key, sizeof(key), "places[%u]", i);
		stand->plan = plan;
		stand->place = app->place_count;
		if (!plan->play == !plan->port)
			return data_refuse(day->lines, key, err,
				"a place has either \"play\" or \"port\"");
		if (!fill_setup(day, plan, key, headless, &setup, err))
			return false;
		if (plan->port)
			text_copy(
				setup.line.where, sizeof(setup.line.where), plan->port);
		else if (!start_device(
				 day, stand, headless, seed + i, &setup.line, err))
			return false;
		day->count++;
		if (!app_add_place(app, &setup, plan->profile, err))
			return err_prefix(err, "%s", plan->name);
	}
	return true;
}

/* ---- who comes next ---- */

static bool was_passed_over(const struct stand *stand, const char *student)
{
	for (int i = 0; i < stand->passed_over_count; i++)
		if (strcmp(stand->passed_over[i], student) == 0)
			return true;
	return false;
}

static void pass_over(struct stand *stand, const char *student)
{
	if (stand->passed_over_count < PLACE_PEOPLE)
		text_copy(stand->passed_over[stand->passed_over_count++],
			STUDENT_ID_MAX + 1, student);
}

static void give_up_on(struct stand *stand, const char *student)
{
	stand->given_up++;
	pass_over(stand, student);
}

/* Those of the class who may be measured here, and are here. */
static int who_may(struct day *day, struct stand *stand, struct student *out, int max,
	bool *somebody_later)
{
	struct student class[MODEL_TILES];
	struct place *place = &day->app->places[stand->place];
	struct err err = ERR_INIT;
	int found = 0, n = roster_class_list(day->app->store, &stand->class, class,
			       MODEL_TILES, &err);

	for (int i = 0; i < n && found < max; i++) {
		if (was_passed_over(stand, class[i].id) ||
			place_may(place, &class[i]) != PLACE_YES ||
			roll_of(place, &class[i], app_now(day->app).wall_us) !=
				ROLL_THERE)
			continue;
		if (stand_has(day->app, class[i].id))
			*somebody_later = true;
		else
			out[found++] = class[i];
	}
	return found;
}

static bool others_are_over(const struct day *day, const struct stand *stand)
{
	for (int i = 0; i < day->count; i++)
		if (&day->stands[i] != stand && !day->stands[i].plan->last &&
			!day->stands[i].over)
			return false;
	return true;
}

static void let_come(struct day *day, struct stand *stand)
{
	struct app *app = day->app;
	struct place *place = &app->places[stand->place];
	struct student who[MODEL_TILES];
	bool later = false;
	int n;

	if (stand->plan->last && !others_are_over(day, stand))
		return;
	if (place->form == PLACE_SINGLE && stand->place == app->here && app->asked) {
		app_grant(app, &(struct intent){ .kind = INTENT_YES });
		stand->deadline_us = clock_now_us() + GIVE_UP_US;
		return;
	}
	n = who_may(
		day, stand, who, place->form == PLACE_SINGLE ? 1 : MODEL_TILES, &later);
	if (n == 0) {
		stand->over = !later;
		return;
	}
	/* The child at the screen says who it is; the others are just called. */
	if (place->form != PLACE_SINGLE) {
		stand->heats += place_line_up(place, who, (size_t)n, app_now(app)) ==
				PLACE_YES;
	} else if (stand->place == app->here) {
		stand_identify(app, &who[0]);
	} else {
		place_begin(place, &who[0], app_now(app));
	}
	stand->deadline_us = clock_now_us() + GIVE_UP_US;
	app->stale = true;
}

/* A device shows nought, or where its range ends: the operator looked, and it is so. */
static void answer_what_is_asked(struct place *place, struct now now)
{
	for (int i = 0; place->form == PLACE_SINGLE && i < place->setup.item_count;
		i++) {
		const struct attempt *a = &place->tries[i].attempt;

		if (!place->tries[i].active || a->state != ATTEMPT_ASKED)
			continue;
		if (attempt_may_be_zero(a))
			place_zero_valid(place, now);
		else
			place_accept(place, now);
		return;
	}
}

static bool is_in(const struct place *place, int person)
{
	const struct heat_run *run;
	struct rules_result result;

	if (place->run)
		return arrivals_started(&place->run->arrivals) &&
		       run_result(place, person, &result);
	run = heat_newest(place->heat, person);
	return run && run->has_finish;
}

static void watch(struct day *day, struct stand *stand)
{
	struct app *app = day->app;
	struct place *place = &app->places[stand->place];
	int64_t now_us = clock_now_us();
	int64_t quiet_us = stand->plan->quiet_s * CLOCK_SECOND_US;

	if (place->run && arrivals_started(&place->run->arrivals) &&
		arrivals_all_in(&place->run->arrivals)) {
		place_close_heat(place, app_now(app));
		return;
	}
	if (place->form == PLACE_STARTS && place->heard_us > place->since_us &&
		quiet_us && now_us - place->heard_us > quiet_us) {
		stand->measured += place->people_count;
		place_close_heat(place, app_now(app));
		return;
	}
	answer_what_is_asked(place, app_now(app));
	if (now_us < stand->deadline_us || place->failed)
		return;
	if (place->form == PLACE_SINGLE) {
		give_up_on(stand, place->student.id);
		place_not_me(place, app_now(app));
		return;
	}
	for (int i = 0; i < place->people_count; i++)
		if (!is_in(place, i))
			give_up_on(stand, place->people[i].student.id);
	place_close_heat(place, app_now(app));
}

static void pass_over_all(struct stand *stand, const struct place *place)
{
	if (place->form == PLACE_SINGLE)
		pass_over(stand, place->student.id);
	for (int i = 0; place->form != PLACE_SINGLE && i < place->people_count; i++)
		pass_over(stand, place->people[i].student.id);
}

static void step_stand(struct day *day, struct stand *stand)
{
	struct place *place = &day->app->places[stand->place];

	if (stand->over || !stand->plan->class) {
		stand->over = true;
		return;
	}
	switch (place->stage) {
	case PLACE_FREE:
		let_come(day, stand);
		break;
	case PLACE_BUSY:
		watch(day, stand);
		break;
	case PLACE_SHOWN:
		if (clock_now_us() - place->since_us < 2 * LOOK_US)
			break; /* long enough to be drawn */
		stand->measured += place->form == PLACE_SINGLE ? 1
				   : place->form == PLACE_LANES || place->setup.mass
					   ? place->people_count
					   : 0;
		if (place->setup.kind == SESSION_PRACTICE)
			pass_over_all(stand, place); /* it would never end */
		place_leave(place, app_now(day->app));
		day->app->stale = true;
		break;
	}
}

/* ---- pictures ---- */

static bool picture(struct day *day, const char *folder, struct err *err)
{
	struct app *app = day->app;
	char name[48], file[80], path[PATH_SIZE];

	if (!ui_settled(app->ui) || app->stale || day->pictures == PICTURES_MAX)
		return true;
	snprintf(name, sizeof(name), "%s-%.24s",
		screen_name(screens_which(&app->model)),
		app->model.visit.teacher ? "day" : app->model.item.key);
	for (int i = 0; i < day->pictures; i++)
		if (strcmp(day->pictured[i], name) == 0)
			return true;
	text_copy(day->pictured[day->pictures++], sizeof(day->pictured[0]), name);
	snprintf(file, sizeof(file), "%02d-%s.png", day->pictures, name);
	return path_join(path, folder, file, err) && window_png(app->window, path, err);
}

/* The screens go from place to place, so that every item is seen once. */
static void look_around(struct day *day)
{
	struct app *app = day->app;
	int64_t *since_us = &day->looked_us;

	if (app->asked || app->refused ||
		clock_now_us() - *since_us < CLOCK_SECOND_US / 2)
		return;
	for (int i = 1; i <= day->count; i++) {
		const struct stand *stand = &day->stands[(app->here + i) % day->count];

		if (stand->over)
			continue;
		*since_us = clock_now_us();
		app->here = stand->place;
		app->stale = true;
		return;
	}
}

/* At the screen a person is asked to make room; a day by itself waits a little and
 * says why it ends. */
static bool is_stuck(struct stand *stand, const struct place *place, struct err *err)
{
	int64_t now_us = clock_now_us();

	if (!place->failed)
		stand->trouble_us = 0;
	else if (!stand->trouble_us)
		stand->trouble_us = now_us;
	if (!stand->trouble_us || now_us - stand->trouble_us < TROUBLE_US)
		return false;
	err_set(err, "%s: %s", place->setup.name, place->fault.text);
	return true;
}

bool day_step(struct day *day, const char *pictures, struct err *err)
{
	if (pictures && !picture(day, pictures, err))
		return false;
	for (int i = 0; i < day->count; i++) {
		struct stand *stand = &day->stands[i];

		if (is_stuck(stand, &day->app->places[stand->place], err))
			return false;
		step_stand(day, stand);
	}
	look_around(day);
	return true;
}

int64_t day_deadline_us(const struct day *day)
{
	(void)day;
	return clock_now_us() + LOOK_US;
}

bool day_over(const struct day *day)
{
	for (int i = 0; i < day->count; i++)
		if (!day->stands[i].over)
			return false;
	return true;
}

int day_given_up(const struct day *day)
{
	int n = 0;

	for (int i = 0; i < day->count; i++)
		n += day->stands[i].given_up;
	return n;
}

void day_report(const struct day *day, FILE *out)
{
	fprintf(out, "%s\n", day->file->title);
	for (int i = 0; i < day->count; i++) {
		const struct stand *s = &day->stands[i];

		if (!s->plan->class)
			continue;
		fprintf(out, "  %s：%d 次", s->plan->name, s->measured);
		if (s->heats)
			fprintf(out, "，%d 组", s->heats);
		if (s->given_up)
			fprintf(out, "，%d 次设备没有反应", s->given_up);
		fprintf(out, "\n");
	}
}
