/* What a screen asked for. */
#include <string.h>

#include "app.h"
#include "clock.h"
#include "many_keys.h"
#include "pages.h"
#include "stand.h"
#include "text.h"
#include "view.h"

static void next_heat(struct app *app, struct place *place)
{
	if (place->many && !place_many_end(place, app_now(app)))
		return;
	place_leave(place, app_now(app));
	if (place->form == PLACE_LANES || place->many || place->setup.mass)
		stand_line_up(app, place, app_now(app));
	else
		stand_forget(app);
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
	stand_identify(app, &app->called);
	if (app->asked && calls_in_order(app))
		stand_begin(app, &app->called);
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
	       stand_is_sent_elsewhere(app, place, &place->many->list[want->index]);
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
			stand_begin(app, &app->student);
		break;
	case INTENT_NOT_ME:
		place_not_me(place, now);
		place_cancel_heat(place, now);
		place_leave(place, now);
		stand_forget(app);
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
		stand_begin(app, &place->student);
		break;
	case INTENT_NEXT:
		place_leave(place, now);
		stand_forget(app);
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
	struct place *place = stand_here(app);

	app->stale = true;
	switch (want->kind) {
	case INTENT_SCAN: /* a page may know what to do with it; else it is nothing */
		if (!app->model.visit.teacher)
			stand_show_code(app, want->text);
		else
			(void)pages_grant(app, want, app_now(app));
		break;
	case INTENT_NUMBER:
		stand_say_number(app, want->text);
		break;
	case INTENT_STUDENT:
		if (want->index >= 0 && want->index < app->tile_count)
			stand_identify(app, &app->tiles[want->index]);
		break;
	case INTENT_NAME:
		if (want->index >= 0 && want->index < app->named_count)
			stand_identify(app, &app->named[want->index]);
		break;
	case INTENT_MINE:
		stand_open_mine(app);
		break;
	case INTENT_POINT:
		if (want->index >= 0 && want->index < app->place_count) {
			app->here = want->index;
			stand_forget(app);
		}
		break;
	case INTENT_ACKNOWLEDGE:
		if (app->refused)
			stand_forget(app);
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
