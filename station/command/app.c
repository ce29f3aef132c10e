#include "app.h"

#include <stdio.h>
#include <string.h>

#include "bindings.h"
#include "cards.h"
#include "classes.h"
#include "clock.h"
#include "log.h"
#include "many_keys.h"
#include "open.h"
#include "pages.h"
#include "path.h"
#include "roll.h"
#include "screens.h"
#include "tell.h"
#include "text.h"
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

/* ---- who stands there ---- */

static struct place *here(struct app *app)
{
	return app->place_count ? &app->places[app->here] : NULL;
}

/* Whoever is measured keeps the screen: the others are answered beside it. */
static void refuse_with(struct app *app, enum text why, const char *one)
{
	const struct place *place = here(app);
	bool busy = place && place->stage == PLACE_BUSY;
	char *out = busy ? app->told : app->refusal;

	text_fill(texts_get(app->texts, why), out, sizeof(app->told), one, NULL, NULL);
	app->stale = app->touched = true;
	if (busy) {
		app->told_us = clock_now_us();
		return;
	}
	app->asked = app->carried = app->mine = app->late = false;
	app->refused = true;
	app->asked_us = clock_now_us();
}

static void refuse(struct app *app, enum text why)
{
	refuse_with(app, why, NULL);
}

static void forget(struct app *app)
{
	app->asked = app->carried = app->mine = app->late = false;
	app->refused = false;
	visit_child_left(&app->model.visit);
	app->stale = true;
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
		forget(app);
	if (app->here >= index && app->here > 0)
		app->here--;
	app->stale = app->touched = true;
}

static bool is_at(const struct place *place, const char *student)
{
	if (place->stage != PLACE_BUSY)
		return false;
	if (place->form == PLACE_SINGLE)
		return strcmp(place->student.id, student) == 0;
	for (int i = 0; i < place->people_count; i++)
		if (strcmp(place->people[i].student.id, student) == 0)
			return true;
	return false;
}

static const struct place *place_of(const struct app *app, const char *student)
{
	for (int i = 0; i < app->place_count; i++)
		if (is_at(&app->places[i], student))
			return &app->places[i];
	return NULL;
}

bool app_has(const struct app *app, const char *student)
{
	return place_of(app, student) ||
	       (app->asked && strcmp(app->student.id, student) == 0);
}

bool app_stands_elsewhere(
	const struct app *app, const struct place *place, const char *student)
{
	const struct place *at = place_of(app, student);

	return at && at != place;
}

/* Nobody is measured at two places; they are told where they stand. */
static bool is_elsewhere(
	struct app *app, const struct place *place, const struct student *student)
{
	const struct place *at = place_of(app, student->id);
	char items[64];

	if (!at || at == place)
		return false;
	view_items(app->texts, at, items, sizeof(items));
	refuse_with(app, TEXT_AT_OTHER_PLACE, at->by_hand ? items : at->setup.name);
	return true;
}

/* Those of the class who stand nowhere else, in their order; how many. */
static int stand_free(const struct app *app, struct student *class, int n)
{
	int free_ones = 0;

	for (int i = 0; i < n; i++)
		if (!place_of(app, class[i].id))
			class[free_ones++] = class[i];
	return free_ones;
}

static bool does_item(const struct app *app, const struct place *place,
	const struct student *class, int n)
{
	for (int i = 0; i < n; i++)
		if (place_tests(&app->hall, &class[i], place -> setup.items[0]))
			return true;
	return false;
}

/* A class was chosen for a heat: its next ones line up in list order. */
static void line_up_class(struct app *app, struct place *place, struct now now)
{
	struct student class[MODEL_TILES], first;
	struct err err = ERR_INIT;
	int all = roster_class_list(
		app->store, &place->class, class, MODEL_TILES, &err);
	int n;

	if (all < 0) {
		place_note_fault(place, now, &err);
		return;
	}
	first = class[0];
	n = stand_free(app, class, all);
	if (all && !n && is_elsewhere(app, place, &first))
		return;
	switch (place_line_up(place, class, (size_t)n, now)) {
	case PLACE_YES:
		forget(app);
		break;
	case PLACE_ALL_DONE:
		refuse(app, does_item(app, place, class, n) ? TEXT_CLASS_DONE
							    : TEXT_CLASS_NOT_THIS_ITEM);
		break;
	default:
		break;
	}
}

static void refuse_for(struct app *app, enum place_answer answer)
{
	switch (answer) {
	case PLACE_YES:
	case PLACE_OCCUPIED:
	case PLACE_FAILED:
		break;
	case PLACE_NOT_THIS_ITEM:
		refuse(app, TEXT_NOT_THIS_ITEM);
		break;
	case PLACE_BARRED: /* reads only 请找老师: nobody learns why */
		refuse(app, TEXT_IS_EXEMPT);
		break;
	case PLACE_ALL_DONE:
		refuse(app, TEXT_ALL_DONE);
		break;
	}
}

/* Somebody is measured here, and a card was shown. */
static void answer_beside(
	struct app *app, const struct place *place, const struct student *student)
{
	refuse(app, is_at(place, student->id) ? TEXT_ALREADY_YOU : TEXT_WAIT_FOR_OTHER);
}

/* What 点名 and 改期 have against it. A late one is only asked. */
static bool roll_allows(
	struct app *app, const struct place *place, const struct student *student)
{
	enum roll roll = roll_of(place, student, app_now(app).wall_us);

	app->late = roll == ROLL_ABSENT || roll == ROLL_LEAVE;
	if (roll == ROLL_NOT_TODAY)
		refuse(app, TEXT_IS_EXEMPT);
	if (roll == ROLL_PUT_OFF)
		refuse(app, TEXT_ITEM_PUT_OFF);
	return roll != ROLL_NOT_TODAY && roll != ROLL_PUT_OFF;
}

/* Whoever was marked absent, or on leave, came after all. */
static void is_here(struct app *app, struct place *place, const struct student *student)
{
	struct now now = app_now(app);
	struct err err = ERR_INIT;

	if (app->late && !roll_came(place, student, now.wall_us, &err))
		place_note_fault(place, now, &err);
	app->late = false;
}

static void identify(struct app *app, const struct student *student, bool carried)
{
	struct place *place = here(app);
	enum place_answer answer;

	if (!place || is_elsewhere(app, place, student))
		return;
	if (place->stage == PLACE_BUSY) {
		if (!is_at(place, student->id) &&
			place_many_join(place, student, app_now(app)))
			return;
		answer_beside(app, place, student);
		return;
	}
	place_leave(place, app_now(app));
	if (place->form != PLACE_SINGLE) {
		if (!roll_allows(app, place, student))
			return;
		is_here(app, place, student);
		place->class = student_class(student);
		line_up_class(app, place, app_now(app));
		return;
	}
	answer = place_may(place, student);
	if (answer != PLACE_YES) {
		refuse_for(app, answer);
		if (answer == PLACE_NOT_THIS_ITEM || answer == PLACE_ALL_DONE) {
			app->student = *student;
			app->carried = carried;
		}
		return;
	}
	if (!roll_allows(app, place, student))
		return;
	app->student = *student;
	app->asked = true;
	app->carried = carried;
	app->refused = app->mine = false;
	app->asked_us = clock_now_us();
	app->stale = true;
}

void app_identify(struct app *app, const struct student *student)
{
	identify(app, student, false);
}

/* How somebody said who they are. */
enum said {
	SAID_TYPED, /* a test number on the keypad */
	SAID_CODE,  /* the same as a code, which anybody can print */
	SAID_CARD,  /* by something that only they carry */
};

static void find_number(struct app *app, const char *number, enum said said)
{
	struct student student;
	struct err err = ERR_INIT;

	switch (roster_find_test_number(app->store, number, &student, &err)) {
	case ROSTER_FOUND:
		app->keypad_note[0] = '\0';
		identify(app, &student, said == SAID_CARD);
		break;
	case ROSTER_UNKNOWN:
		if (said == SAID_TYPED)
			text_copy(app->keypad_note, sizeof(app->keypad_note),
				texts_get(app->texts, TEXT_NO_SUCH_NUMBER));
		else
			refuse(app, TEXT_CARD_UNKNOWN);
		break;
	case ROSTER_FAIL:
		LOG_ERROR("app", "%s", err.text);
		break;
	}
	app->stale = true;
}

_Static_assert(SCAN_TOKEN == CARD_LEN, "the filter knows a token by its length");

/* A code was shown: a 测试卡 of this station, or else a test number. */
static void find_code(struct app *app, const char *code, enum said said)
{
	char token[CARD_TOKEN_SIZE];
	struct student student;
	struct err err = ERR_INIT;

	if (!cards_read(code, token)) {
		find_number(app, code, said);
		return;
	}
	switch (cards_find(app->store, token, &student, &err)) {
	case CARD_FOUND:
		identify(app, &student, true);
		break;
	case CARD_DEAD:
		refuse(app, TEXT_CARD_DEAD);
		break;
	case CARD_UNKNOWN:
		refuse(app, TEXT_CARD_UNKNOWN);
		break;
	case CARD_FAIL:
		LOG_ERROR("app", "%s", err.text);
		break;
	}
	memset(token, 0, sizeof(token));
}

/* The 学籍号 of most is G and the number of their identity card. No digit of it is
 * shown or logged, also not of a stranger's. */
static void find_person(struct app *app, const char *identity)
{
	struct student student;
	struct err err = ERR_INIT;
	char number[sizeof(student.number)];
	enum roster_got got;

	snprintf(number, sizeof(number), "G%.30s", identity);
	got = roster_find_number(app->store, number, &student, &err);
	memset(number, 0, sizeof(number));
	if (got == ROSTER_FOUND)
		identify(app, &student, true);
	else if (got == ROSTER_UNKNOWN)
		refuse(app, TEXT_NOT_ON_LIST);
	else
		LOG_ERROR("app", "%s", err.text);
}

/* A card was laid on a reader. It is answered where children stand, as a scan is. */
static void take_card(struct app *app, const struct reader *reader)
{
	const struct reading *card = &reader->seen;

	if (!screen_for_students(screens_which(&app->model)))
		return;
	if (card->kind == READING_PERSON)
		find_person(app, card->subject);
	else
		find_code(app, card->subject, SAID_CARD);
	if (app->refused)
		LOG_INFO("app", "%s: a card, and the answer: %s", reader->spec.where,
			app->refusal);
	app->stale = app->touched = true;
}

static void begin(struct app *app, const struct student *student)
{
	struct place *place = here(app);

	if (!place)
		return;
	is_here(app, place, student);
	refuse_for(app, place_begin(place, student, app_now(app)));
	app->asked = app->carried = false;
	if (!app->refused)
		visit_child_left(&app->model.visit);
	app->stale = true;
}

/* 我的成绩, of who showed a card and nobody else. */
static void open_mine(struct app *app)
{
	if (!app->carried || !(app->asked || app->refused))
		return;
	app->mine = true;
	app->asked = app->refused = app->carried = false;
	app->asked_us = clock_now_us();
}

/* ---- what a screen asked for ---- */

static void next_heat(struct app *app, struct place *place)
{
	if (place->many && !place_many_end(place, app_now(app)))
		return;
	place_leave(place, app_now(app));
	if (place->form == PLACE_LANES || place->many || place->setup.mass)
		line_up_class(app, place, app_now(app));
	else
		forget(app);
}

/* The teacher reads the list aloud: who is named is who comes, and is not asked. */
static bool calls_in_order(const struct app *app)
{
	return choices_now(app, CHOICE_ASK) != 0;
}

static void call_next(struct app *app)
{
	if (!app->model.next_line[0])
		return;
	app_identify(app, &app->called);
	if (app->asked && calls_in_order(app))
		begin(app, &app->called);
}

/* 跳过: at the end of the list from now on, behind whoever was skipped before. */
static void skip_next(struct app *app, struct place *place)
{
	int at = 0;

	if (!app->model.next_line[0])
		return;
	while (at < place->skipped_count &&
		strcmp(place->skipped[at], app->called.id) != 0)
		at++;
	if (at == PLACE_PEOPLE)
		at = 0; /* more than a class: the oldest gives way */
	if (at == place->skipped_count)
		place->skipped_count++;
	memmove(place->skipped[at], place->skipped[at + 1],
		(size_t)(place->skipped_count - 1 - at) * sizeof(place->skipped[0]));
	text_copy(place->skipped[place->skipped_count - 1], sizeof(place->skipped[0]),
		app->called.id);
}

/* When the key of the starter or the timer was pressed, however long the turn took until it
 * was asked for. */
static struct now pressed(const struct app *app, struct now now)
{
	int64_t ago_us = now.mono_us - app->pressed_us;

	if (app->pressed_us <= 0 || ago_us <= 0 || ago_us > CLOCK_SECOND_US)
		return now;
	return (struct now){ now.mono_us - ago_us, now.wall_us - ago_us };
}

/* They went to another place after the list was made. */
static bool is_picked_elsewhere(
	struct app *app, const struct place *place, const struct intent *want)
{
	return place->many && want->index >= 0 && want->index < place->many->count &&
	       is_elsewhere(app, place, &place->many->list[want->index]);
}

static void grant_at_place(
	struct app *app, struct place *place, const struct intent *want)
{
	struct now now = app_now(app);

	if (want->kind == INTENT_MANY_PICK && is_picked_elsewhere(app, place, want))
		return;
	if (place->many && many_keys_grant(place, want, now))
		return;
	if (place->run && run_grant(app, place, want))
		return;
	switch (want->kind) {
	case INTENT_YES:
		if (app->asked)
			begin(app, &app->student);
		break;
	case INTENT_NOT_ME:
		place_not_me(place, now);
		place_cancel_heat(place, now);
		place_leave(place, now);
		forget(app);
		break;
	case INTENT_ZERO_VALID:
		place_zero_valid(place, now);
		break;
	case INTENT_VALUE_VALID:
		place_accept(place, now);
		break;
	case INTENT_MEASURE:
		place_measure_again(place, now);
		break;
	case INTENT_RETRY:
		place_leave(place, now);
		begin(app, &place->student);
		break;
	case INTENT_NEXT:
		place_leave(place, now);
		forget(app);
		if (calls_in_order(app))
			call_next(app);
		break;
	case INTENT_CALLED:
		call_next(app);
		break;
	case INTENT_SKIP:
		skip_next(app, place);
		break;
	case INTENT_NEXT_HEAT:
		next_heat(app, place);
		break;
	case INTENT_END_HEAT:
		place_close_heat(place, now);
		break;
	case INTENT_FALSE_START:
		place_false_start(place, now);
		break;
	case INTENT_SWAP:
		place_swap(place, want->index, want->other, now);
		break;
	case INTENT_GO:
		if (place_may_go(place))
			sounds_go(app);
		place_go(place, pressed(app, now));
		break;
	case INTENT_HAND_KEY:
		(void)place_hand_key(place, pressed(app, now));
		break;
	case INTENT_TAKE_HAND:
		place_take_hand(place, want->index, now);
		break;
	case INTENT_GIVE_CHIP:
		place_give_chip(place, want->other, want->index, now);
		break;
	case INTENT_TAKE_CHIP:
		place_take_chip(place, want->index, now);
		break;
	case INTENT_NOT_COUNTED:
		place_mark(place, want->index, true, now);
		break;
	case INTENT_NO_FINISH:
		place_mark(place, want->index, false, now);
		break;
	default:
		break;
	}
}

void app_grant(struct app *app, const struct intent *want)
{
	struct place *place = here(app);

	app->stale = true;
	switch (want->kind) {
	case INTENT_SCAN: /* a page may know what to do with it; else it is nothing */
		if (!app->model.visit.teacher)
			find_code(app, want->text, SAID_CODE);
		else
			(void)pages_grant(app, want, app_now(app));
		break;
	case INTENT_NUMBER:
		find_number(app, want->text, SAID_TYPED);
		break;
	case INTENT_STUDENT:
		if (want->index >= 0 && want->index < app->tile_count)
			app_identify(app, &app->tiles[want->index]);
		break;
	case INTENT_NAME:
		if (want->index >= 0 && want->index < app->named_count)
			app_identify(app, &app->named[want->index]);
		break;
	case INTENT_MINE:
		open_mine(app);
		break;
	case INTENT_POINT:
		if (want->index >= 0 && want->index < app->place_count) {
			app->here = want->index;
			forget(app);
		}
		break;
	case INTENT_ACKNOWLEDGE:
		if (app->refused)
			forget(app);
		memset(&app->fault, 0, sizeof(app->fault));
		break;
	case INTENT_QUIT:
		app->quit = true;
		break;
	default:
		if (closing_strip(app, want, app_now(app)) ||
			pages_grant(app, want, app_now(app)))
			break;
		if (place)
			grant_at_place(app, place, want);
		break;
	}
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
				take_card(app, &app->readers[i]);
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
	struct place *place = here(app);
	bool again = place && !app->refused && !app->asked && !app->mine &&
		     place_fouled(place);

	if (place)
		place_leave(place, now);
	forget(app);
	if (again)
		begin(app, &place->student);
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
	struct place *place = here(app);
	int class = app->model.visit.class_index;

	if (!place || place->form == PLACE_SINGLE ||
		app->model.visit.identify != IDENTIFY_TILES || class < 0 ||
		class >= app->class_count)
		return;
	place->class = roster_class_key(&app->classes[class]);
	place_leave(place, now);
	line_up_class(app, place, now);
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
