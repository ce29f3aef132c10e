#include "app.h"

#include <stdio.h>
#include <string.h>

#include "bindings.h"
#include "classes.h"
#include "clock.h"
#include "log.h"
#include "open.h"
#include "pages.h"
#include "screens.h"
#include "stand.h"
#include "tell.h"
#include "view.h"

#define RESULT_US      INT64_C(6000000)	 /* 成绩 clears after 6 s */
#define FOUL_US	       INT64_C(3000000)	 /* 这次不算，再来一次 */
#define HEAT_US	       INT64_C(30000000) /* a heat's times stay longer */
#define REFUSED_US     INT64_C(6000000)
#define CONFIRM_US     INT64_C(20000000) /* nobody answered 是你吗？ */
#define MINE_US	       INT64_C(20000000) /* 我的成绩 closes by itself */
#define IDLE_US	       INT64_C(60000000) /* a list that nobody touches any more */
#define TOLD_US	       INT64_C(6000000) /* a sentence beside somebody who is measured */
#define NEWS_US	       INT64_C(2000000) /* between looks at what others wrote */
#define LIVE_US	       INT64_C(33000)	/* at most thirty times a second */
#define CLOCK_TENTH_US INT64_C(100000)

struct now app_now(const struct app *app)
{
	(void)app;
	return (struct now){ clock_now_us(), clock_wall_us() };
}

static bool load_data(struct app *app, struct err *err)
{
	char path[PATH_SIZE];

	app->items = open_items(app->env, err);
	if (!app->items)
		return false;
	app->scheme = open_scheme(app->env, STANDARD, app->items, err);
	if (!app->scheme)
		return false;
	app->advice = advice_load(
		env_share(app->env, "schema/advice.yaml", path, sizeof(path)),
		app->items, err);
	if (!app->advice)
		return false;
	app->languages[0] = texts_load(
		env_share(app->env, "assets/texts/zh.yaml", path, sizeof(path)), err);
	app->languages[1] = app->languages[0]
				    ? texts_load(env_share(app->env,
							 "assets/texts/en.yaml", path,
							 sizeof(path)),
					      err)
				    : NULL;
	app->texts = app->languages[0];
	return app->languages[1] != NULL;
}

void app_look(struct app *app)
{
	char word[16];

	settings_get(app->store, "screen.language", "zh", word, sizeof(word));
	app->texts = app->languages[strcmp(word, "en") == 0];
	ui_set_texts(app->ui, app->texts);
	settings_get(app->store, "screen.theme", "light", word, sizeof(word));
	ui_set_theme(app->ui, theme_named(word));
	app->stale = app->touched = true;
}

/* The fitness test goes on also when the exam's scheme cannot be read. */
static void look_for_exam(struct app *app)
{
	struct err err = ERR_INIT;

	if (!sitting_look(&app->sitting, app->store, app->items, &err))
		LOG_ERROR("app", "%s", err.text);
}

static bool open_journal(struct app *app, struct err *err)
{
	app->store = open_store(
		app->env, app->env->data_dir, STORE_KIOSK, app->items, err);
	if (!app->store)
		return false;
	app->results = open_results(app->env, app->store, app->items, app->scheme, err);
	if (!app->results || !results_ensure(app->results, err))
		return false;
	store_changed(app->store); /* from now on */
	look_for_exam(app);
	return classes_read(app, err);
}

/* Nothing where the system does not say. */
static void read_boot(char boot[12])
{
	FILE *file = fopen("/proc/sys/kernel/random/boot_id", "r");

	if (file && fscanf(file, "%8[0-9a-f]", boot) != 1)
		boot[0] = '\0';
	if (file)
		fclose(file);
}

bool app_open(struct app *app, const struct env *env, const struct app_options *options,
	struct err *err)
{
	struct window_options window = { "体测站", options->width, options->height,
		options->offscreen, options->kiosk };

	memset(app, 0, sizeof(*app));
	app->env = env;
	app->tell = options->tell;
	app->model.kiosk = options->kiosk;
	visit_init(&app->model.visit);
	desk_init(&app->desk);
	mend_init(&app->mend);
	app->stale = true;
	app->minute = -1;
	app->doubts_stamp = -1;
	if (!load_data(app, err) || !open_journal(app, err))
		return false;
	lock_open(app);
	choices_open(app);
	sounds_open(app);
	power_open(app, options->sys);
	closing_open(app, options->mounts);
	app->ui = ui_open(app->texts);
	app_look(app);
	app->window = window_open(&window, err);
	if (!app->window)
		return false;
	app->line = line_open(window_ring, app->window, err);
	app->hall = (struct hall){ app->store, app->items, app->scheme, app->results,
		app->line, &app->sitting, "" };
	read_boot(app->hall.boot);
	return app->line != NULL;
}

void app_close(struct app *app)
{
	struct now now = app_now(app);

	desk_close(app);
	closing_close(app);
	missing_close(app);
	handin_close(app);
	for (int i = 0; i < app->place_count; i++) {
		place_finish(&app->places[i], now);
		place_close(&app->places[i]);
	}
	for (int i = 0; i < app->reader_count; i++)
		reader_close(&app->readers[i]);
	sounds_close(app);
	if (app->line)
		line_close(app->line);
	if (app->window)
		window_close(app->window);
	if (app->ui)
		ui_close(app->ui);
	if (app->results)
		results_close(app->results);
	doubts_close(app->doubts_kept);
	sitting_release(&app->sitting);
	if (app->store)
		store_close(app->store);
	for (int i = 0; i < 2; i++)
		if (app->languages[i])
			texts_free(app->languages[i]);
	advice_free(app->advice);
	if (app->scheme)
		scheme_free(app->scheme);
	if (app->items)
		items_free(app->items);
}

static const char *profile_path(
	const struct app *app, const char *profile, char path[PATH_SIZE])
{
	char name[128];

	snprintf(name, sizeof(name), "devices/profiles/%.64s.yaml", profile);
	return env_share(app->env, name, path, PATH_SIZE);
}

bool app_add_reader(struct app *app, const struct line_spec *spec, const char *profile,
	struct err *err)
{
	struct reader *reader = &app->readers[app->reader_count];
	char path[PATH_SIZE];

	if (app->reader_count == APP_READERS)
		return err_set(err, "a station has %d readers at most", APP_READERS);
	profile_path(app, profile, path);
	if (!reader_open(reader, spec, path, app->line, err)) {
		reader_close(reader);
		return false;
	}
	app->reader_count++;
	return true;
}

bool app_add_place(struct app *app, const struct place_setup *setup,
	const char *profile, struct err *err)
{
	char path[PATH_SIZE];

	if (app->place_count == APP_PLACES)
		return err_set(err, "a station has %d devices at most", APP_PLACES);
	profile_path(app, profile, path);
	if (!place_open(&app->places[app->place_count], setup, path, &app->hall, err)) {
		place_close(&app->places[app->place_count]);
		return false;
	}
	if (!place_resume(&app->places[app->place_count], app_now(app), err))
		place_note_fault(&app->places[app->place_count], app_now(app), err);
	app->place_count++;
	app->stale = true;
	return true;
}

bool app_add_binding(struct app *app, const struct binding *binding, struct err *err)
{
	struct place_setup setup;

	if (!bindings_place(app->items, binding, &setup, err))
		return false;
	if (bindings_is_reader(binding))
		return app_add_reader(app, &setup.line, binding->profile, err);
	return app_add_place(app, &setup, binding->profile, err);
}

void app_remove_reader(struct app *app, int index)
{
	reader_close(&app->readers[index]);
	for (int i = index + 1; i < app->reader_count; i++)
		app->readers[i - 1] = app->readers[i];
	app->reader_count--;
	memset(&app->readers[app->reader_count], 0, sizeof(app->readers[0]));
	app->stale = app->touched = true;
}

void app_remove_place(struct app *app, int index)
{
	struct now now = app_now(app);

	place_finish(&app->places[index], now);
	place_leave(&app->places[index], now);
	place_close(&app->places[index]);
	for (int i = index + 1; i < app->place_count; i++)
		place_move(&app->places[i - 1], &app->places[i]);
	app->place_count--;
	if (app->here == index)
		stand_forget(app);
	if (app->here >= index && app->here > 0)
		app->here--;
	app->stale = app->touched = true;
}

/* ---- the loop ---- */

static void take_chunks(struct app *app)
{
	struct chunk chunk;

	while (line_next(app->line, &chunk)) {
		desk_take(app, &chunk);
		for (int i = 0; i < app->place_count; i++)
			if (app->places[i].port == chunk.port)
				place_chunk(&app->places[i], &chunk, app_now(app));
		for (int i = 0; i < app->reader_count; i++)
			if (app->readers[i].port == chunk.port &&
				reader_chunk(
					&app->readers[i], &chunk, app_now(app).mono_us))
				stand_show_card(app, &app->readers[i]);
	}
}

static int64_t shown_until(const struct app *app)
{
	const struct place *place = app->place_count ? &app->places[app->here] : NULL;

	if (app->refused)
		return app->asked_us + REFUSED_US;
	if (app->asked)
		return app->asked_us + CONFIRM_US;
	if (app->mine)
		return app->asked_us + MINE_US;
	if (place && place->run && place->stage == PLACE_SHOWN)
		return INT64_MAX; /* it is still being mended */
	if (place && place->stage == PLACE_SHOWN)
		return place->since_us + (place_fouled(place) ? FOUL_US
						 : place->form == PLACE_SINGLE
							 ? RESULT_US
							 : HEAT_US);
	if (app->model.visit.identify != IDENTIFY_POSTER && !app->model.visit.teacher)
		return app->wanted_us + IDLE_US;
	return INT64_MAX;
}

/* The child of a foul still stands there, and goes again. */
static void put_away(struct app *app, struct now now)
{
	struct place *place = stand_here(app);
	bool again = place && !app->refused && !app->asked && !app->mine &&
		     place_fouled(place);

	if (place)
		place_leave(place, now);
	stand_forget(app);
	if (again)
		stand_begin(app, &place->student);
}

/* An import or a command line beside us wrote into the folder: the classes, names,
 * results and the exam are other ones. */
static void take_news(struct app *app)
{
	struct err err = ERR_INIT;

	if (!classes_read(app, &err) || !results_ensure(app->results, &err)) {
		LOG_ERROR("app", "%s", err.text);
		return;
	}
	look_for_exam(app);
	app->news = false;
	app->news_taken++;
	app->stale = app->touched = true;
}

static bool is_anybody_measured(const struct app *app)
{
	for (int i = 0; i < app->place_count; i++)
		if (app->places[i].stage == PLACE_BUSY)
			return true;
	return false;
}

/* Everybody's exam points may take a while: never before the first picture, and never
 * while somebody is measured. */
static void look_for_news(struct app *app, struct now now)
{
	if (now.mono_us - app->looked_us < NEWS_US)
		return;
	app->looked_us = now.mono_us;
	app->news |= store_changed(app->store);
	if (app->news)
		take_news(app);
	if (app->shown_us && !is_anybody_measured(app) &&
		sitting_catch_up(&app->sitting, app->store))
		app->stale = app->touched = true;
}

static void let_time_pass(struct app *app, struct now now)
{
	int minute = (int)(now.wall_us / (60 * CLOCK_SECOND_US) % 1440);

	if (app->told[0] && now.mono_us >= app->told_us + TOLD_US) {
		app->told[0] = '\0';
		app->stale = true;
	}
	for (int i = 0; i < app->place_count; i++)
		place_tick(&app->places[i], now);
	for (int i = 0; i < app->reader_count; i++)
		reader_tick(&app->readers[i], now.mono_us);
	look_for_news(app, now);
	power_watch(app, now, clock_boot_us());
	pages_tick(app, now);
	/* A list is idle from when it was opened or last touched, whoever opened it. */
	if (app->model.visit.identify == IDENTIFY_POSTER)
		app->wanted_us = now.mono_us;
	if (now.mono_us >= shown_until(app))
		put_away(app, now);
	if (minute != app->minute) {
		app->minute = minute;
		app->stale = true;
	}
	for (int i = 0; i < app->place_count; i++) {
		if (app->places[i].changed &&
			(i == app->here || app->model.visit.teacher))
			app->stale = true;
	}
}

/* A running clock on the screen moves although nothing happened. */
static bool is_live(const struct app *app)
{
	const struct place *place = app->place_count ? &app->places[app->here] : NULL;

	if (place && place->many)
		return many_due_us(&place->many->grid) != INT64_MAX;
	return place && place->stage == PLACE_BUSY &&
	       (place->go_us || place->tries[0].item->duration_us);
}

int64_t app_refresh_us(const struct app *app)
{
	if (app->stale)
		return app->shown_us + LIVE_US;
	return is_live(app) ? app->refreshed_us + CLOCK_TENTH_US : INT64_MAX;
}

static int64_t first_deadline(const struct app *app, int64_t deadline_us)
{
	int64_t first = deadline_us, until = shown_until(app);
	int64_t now_us = clock_now_us();
	int64_t minute = now_us + 60 * CLOCK_SECOND_US -
			 clock_wall_us() % (60 * CLOCK_SECOND_US);

	first = until < first ? until : first;
	first = minute < first ? minute : first;
	if (app->looked_us + NEWS_US < first)
		first = app->looked_us + NEWS_US;
	if (app->told[0] && app->told_us + TOLD_US < first)
		first = app->told_us + TOLD_US;
	if (pages_due_us(app) < first)
		first = pages_due_us(app);
	for (int i = 0; i < app->place_count; i++) {
		int64_t due = place_deadline_us(&app->places[i]);

		first = due < first ? due : first;
	}
	for (int i = 0; i < app->reader_count; i++) {
		int64_t due = reader_deadline_us(&app->readers[i]);

		first = due < first ? due : first;
	}
	if (app->touched)
		return now_us;
	if (app_refresh_us(app) < first)
		first = app_refresh_us(app);
	if (ui_deadline_us(app->ui) < first)
		first = ui_deadline_us(app->ui);
	return ui_settled(app->ui) ? first : now_us;
}

/* Heats are called by class: choosing one lines it up. */
static void heat_by_class(struct app *app, struct now now)
{
	struct place *place = stand_here(app);
	int class = app->model.visit.class_index;

	if (!place || place->form == PLACE_SINGLE ||
		app->model.visit.identify != IDENTIFY_TILES || class < 0 ||
		class >= app->class_count)
		return;
	place->class = roster_class_key(&app->classes[class]);
	place_leave(place, now);
	stand_line_up(app, place, now);
}

static void tell(struct app *app)
{
	struct err err = ERR_INIT;

	if (app->tell &&
		!tell_screen(app->tell, screen_name(screens_which(&app->model)),
			window_frames(app->window), ui_list(app->ui), &err)) {
		LOG_WARN("app", "%s", err.text);
		app->tell = NULL; /* said once */
	}
}

/* One pass of the screen. What was asked for is granted and seen in the next pass,
 * which follows at once. */
static void draw_and_grant(struct app *app, struct now now)
{
	struct intent want;

	ui_time(app->ui, now.mono_us);
	view_refresh(app, now);
	sounds_follow(app);
	want = screens_draw(app->ui, &app->model);
	if (want.kind == INTENT_NONE) {
		if (ui_settled(app->ui) && window_show(app->window, ui_list(app->ui))) {
			app->shown_us = now.mono_us;
			tell(app);
		}
		return;
	}
	app->wanted_us = now.mono_us;
	if (want.kind != INTENT_NUMBER)
		app->keypad_note[0] = '\0';
	app->pressed_us = ui_event_us(app->ui);
	lock_saw(app, &want, now);
	if (!screens_step(&app->model.visit, &app->model, &want))
		app_grant(app, &want);
	memset(want.text, 0, sizeof(want.text));
	heat_by_class(app, now);
	app->stale = true;
	app->touched = true;
}

bool app_turn(struct app *app, int64_t deadline_us)
{
	struct now now;

	window_wait(app->window, app->ui, first_deadline(app, deadline_us));
	take_chunks(app);
	now = app_now(app);
	let_time_pass(app, now);
	draw_and_grant(app, now);
	return !app->quit;
}
