#include "stand.h"

#include <stdio.h>
#include <string.h>

#include "app.h"
#include "cards.h"
#include "clock.h"
#include "log.h"
#include "roll.h"
#include "screens.h"
#include "text.h"
#include "view.h"

struct place *stand_here(struct app *app)
{
	return app->place_count ? &app->places[app->here] : NULL;
}

/* Whoever is measured keeps the screen: the others are answered beside it. */
static void refuse_with(struct app *app, enum text why, const char *one)
{
	const struct place *place = stand_here(app);
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

void stand_forget(struct app *app)
{
	app->asked = app->carried = app->mine = app->late = false;
	app->refused = false;
	visit_child_left(&app->model.visit);
	app->stale = true;
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

bool stand_has(const struct app *app, const char *student)
{
	return place_of(app, student) ||
	       (app->asked && strcmp(app->student.id, student) == 0);
}

bool stand_elsewhere(
	const struct app *app, const struct place *place, const char *student)
{
	const struct place *at = place_of(app, student);

	return at && at != place;
}

/* Nobody is measured at two places; they are told where they stand. */
bool stand_is_sent_elsewhere(
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
	int item = place->setup.items[0];

	for (int i = 0; i < n; i++)
		if (place_tests(&app->hall, &class[i], item))
			return true;
	return false;
}

/* A class was chosen for a heat: its next ones line up in list order. */
void stand_line_up(struct app *app, struct place *place, struct now now)
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
	if (all && !n && stand_is_sent_elsewhere(app, place, &first))
		return;
	switch (place_line_up(place, class, (size_t)n, now)) {
	case PLACE_YES:
		stand_forget(app);
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
	struct place *place = stand_here(app);
	enum place_answer answer;

	if (!place || stand_is_sent_elsewhere(app, place, student))
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
		stand_line_up(app, place, app_now(app));
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

void stand_identify(struct app *app, const struct student *student)
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

void stand_say_number(struct app *app, const char *number)
{
	find_number(app, number, SAID_TYPED);
}

void stand_show_code(struct app *app, const char *code)
{
	find_code(app, code, SAID_CODE);
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
void stand_show_card(struct app *app, const struct reader *reader)
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

void stand_begin(struct app *app, const struct student *student)
{
	struct place *place = stand_here(app);

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
void stand_open_mine(struct app *app)
{
	if (!app->carried || !(app->asked || app->refused))
		return;
	app->mine = true;
	app->asked = app->refused = app->carried = false;
	app->asked_us = clock_now_us();
}
