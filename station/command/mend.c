#include "mend.h"

#include <stdio.h>
#include <string.h>

#include "app.h"
#include "doubts.h"
#include "log.h"
#include "screens.h"
#include "text.h"
#include "view.h"

void mend_init(struct mend_state *mend)
{
	memset(mend, 0, sizeof(*mend));
	mend->stamp = -1;
	mend->doubt_row = -1;
}

/* ---- what is shown -------------------------------------------------------------------- */

void mend_forget(struct mend_state *mend)
{
	mend->asks = ASKS_NOTHING;
	mend->wanted = mend->walk_on = mend->doubtful = mend->at_once = false;
	mend->typed[0] = mend->complaint[0] = '\0';
	mend->with.seq = 0;
	mend->run_count = 0;
}

void mend_again(struct app *app)
{
	app->mend.stamp = -1;
	app->stale = app->touched = true;
}

bool mend_enter(struct app *app, enum screen screen)
{
	struct mend_state *mend = &app->mend;
	int64_t stamp = doubts_stamp(app->store);
	bool again = mend->on != screen || mend->stamp < 0 || mend->stamp != stamp;

	if (mend->on != screen) {
		/* Somebody else is looked for on the way from 学生, and nowhere else. */
		if (screen != SCREEN_FIND || !mend->wanted)
			mend_forget(mend);
		if (screen == SCREEN_FIND) {
			mend->query[0] = '\0';
			mend->shows = mend->at_once  ? FIND_CLASS
				      : mend->wanted ? FIND_BESIDE
						     : FIND_RECENT;
		}
		if (mend->on != SCREEN_POSTER && screen != SCREEN_STUDENT &&
			screen != SCREEN_LATEST)
			mend->note[0] = '\0';
		mend->raw = false;
		mend->on = screen;
	}
	mend->stamp = stamp;
	return again;
}

void mend_open(struct app *app, enum screen screen)
{
	const struct intent open = { .kind = INTENT_OPEN, .index = (int)screen };

	(void)screens_step(&app->model.visit, &app->model, &open);
	mend_again(app);
}

void mend_open_student(struct app *app, const struct student *student)
{
	struct mend_state *mend = &app->mend;

	mend_forget(mend);
	mend->student = *student;
	mend->has_student = true;
	mend->chosen.seq = 0;
	mend->note[0] = '\0';
	mend_open(app, SCREEN_STUDENT);
}

/* ---- what came of it ------------------------------------------------------------------- */

void mend_say(struct app *app, enum text text, bool good, const char *one)
{
	struct mend_state *mend = &app->mend;

	text_fill(texts_get(app->texts, text), mend->note, sizeof(mend->note), one,
		NULL, NULL);
	mend->note_is_good = good;
	mend_again(app);
}

void mend_note_failure(struct app *app, const struct err *err)
{
	LOG_ERROR("mend", "%s", err->text);
	mend_say(app, TEXT_MEND_FAILED, false, err->text);
}

static const enum text refusals[] = {
	[REPAIR_NO_ATTEMPT] = TEXT_MEND_NO_ATTEMPT,
	[REPAIR_VOID_ALREADY] = TEXT_MEND_VOID_ALREADY,
	[REPAIR_NOT_LISTED] = TEXT_MEND_NOT_LISTED,
	[REPAIR_NOT_TESTED] = TEXT_MEND_NOT_TESTED,
	[REPAIR_THEIRS] = TEXT_MEND_THEIRS,
	[REPAIR_NOT_TWO] = TEXT_MEND_NOT_TWO,
	[REPAIR_TOO_MANY] = TEXT_MEND_TOO_MANY,
	[REPAIR_OUTSIDE] = TEXT_MEND_OUTSIDE,
};

/* Points follow at once; the exam's when nobody is measured. */
static bool follow(struct app *app)
{
	struct err err = ERR_INIT;

	app->sitting.behind |= app->sitting.exam != NULL;
	if (results_ensure(app->results, &err))
		return true;
	mend_note_failure(app, &err);
	return false;
}

static void answer(struct app *app, enum repair_answer got, enum text done,
	const char *one, const struct err *err)
{
	if (got == REPAIR_FAILED)
		mend_note_failure(app, err);
	else if (got != REPAIR_DONE)
		mend_say(app, refusals[got], false, one);
	else if (follow(app))
		mend_say(app, done, true, one);
	mend_forget(&app->mend);
}

/* ---- who, why, and who may -------------------------------------------------------------- */

const char *mend_who(const struct app *app, char out[64])
{
	const char *testers = app->place_count ? app->places[app->here].setup.testers
					       : "";
	const char *end = strstr(testers, "、");

	text_copy(out, 64,
		testers[0] ? testers : texts_get(app->languages[0], TEXT_TEACHER));
	if (end && (size_t)(end - testers) < 64)
		out[end - testers] = '\0';
	return out;
}

static const enum text reasons[][MODEL_REASONS] = {
	[MEND_VOID] = { TEXT_BECAUSE_WRONG_CHILD, TEXT_BECAUSE_FOUL,
		TEXT_BECAUSE_DEVICE, TEXT_BECAUSE_TWICE, TEXT_BECAUSE_OTHER },
	[MEND_MOVE] = { TEXT_BECAUSE_WRONG_CHILD, TEXT_BECAUSE_LANE, TEXT_BECAUSE_LIST,
		TEXT_BECAUSE_TWICE, TEXT_BECAUSE_OTHER },
	[MEND_SWAP] = { TEXT_BECAUSE_WRONG_CHILD, TEXT_BECAUSE_LANE, TEXT_BECAUSE_LIST,
		TEXT_BECAUSE_DEVICE, TEXT_BECAUSE_OTHER },
	[MEND_RUN] = { TEXT_BECAUSE_WRONG_CHILD, TEXT_BECAUSE_LANE, TEXT_BECAUSE_LIST,
		TEXT_BECAUSE_DEVICE, TEXT_BECAUSE_OTHER },
	[MEND_MANUAL] = { TEXT_BECAUSE_DEVICE, TEXT_BECAUSE_NO_DEVICE,
		TEXT_BECAUSE_PAPER, TEXT_FROM_HAND, TEXT_BECAUSE_OTHER },
	[MEND_STANDS] = { TEXT_BECAUSE_LOOKED, TEXT_BECAUSE_LOOKED, TEXT_BECAUSE_LOOKED,
		TEXT_BECAUSE_LOOKED, TEXT_BECAUSE_LOOKED },
	[MEND_UNIT] = { TEXT_BECAUSE_UNIT, TEXT_BECAUSE_UNIT, TEXT_BECAUSE_UNIT,
		TEXT_BECAUSE_UNIT, TEXT_BECAUSE_UNIT },
};

const char *mend_reason(const struct app *app, int index)
{
	if (index < 0 || index >= MODEL_REASONS)
		return NULL;
	return texts_get(app->languages[0], reasons[app->mend.what][index]);
}

/* The keys, in the language of the screens. */
void mend_show_reasons(struct app *app)
{
	for (int i = 0; i < MODEL_REASONS; i++)
		text_copy(app->model.student.reasons[i],
			sizeof(app->model.student.reasons[i]),
			texts_get(app->texts, reasons[app->mend.what][i]));
}

void mend_ask_why(struct app *app)
{
	app->mend.asks = ASKS_REASON;
	mend_show_reasons(app);
	mend_again(app);
}

static bool tests(void *ctx, const struct student *student, int item)
{
	return place_tests(&((struct app *)ctx)->hall, student, item);
}

/* ---- doing it ---------------------------------------------------------------------------- */

static void do_void(
	struct app *app, const struct entry_id *attempt, const struct repair_by *by)
{
	struct err err = ERR_INIT;

	answer(app, repairs_void(app->store, attempt, by, &err), TEXT_MENDED_VOID, NULL,
		&err);
}

static void do_stands(
	struct app *app, const struct entry_id *attempt, const struct repair_by *by)
{
	struct err err = ERR_INIT;

	answer(app, repairs_stands(app->store, attempt, by, &err), TEXT_MENDED_STANDS,
		NULL, &err);
}

static void do_move(
	struct app *app, const struct entry_id *attempt, const struct repair_by *by)
{
	const struct repair_rules rules = { app->items, tests, app };
	const struct student *to = &app->mend.other;
	struct err err = ERR_INIT;

	answer(app, repairs_move(app->store, &rules, attempt, to->id, by, &err),
		TEXT_MENDED_MOVE, to->name, &err);
}

static void do_swap(
	struct app *app, const struct entry_id *attempt, const struct repair_by *by)
{
	const struct repair_rules rules = { app->items, tests, app };
	struct mend_state *mend = &app->mend;
	struct err err = ERR_INIT;

	answer(app, repairs_swap(app->store, &rules, attempt, &mend->with, by, &err),
		TEXT_MENDED_SWAP, mend->other.name, &err);
}

static void do_run(struct app *app, const struct repair_by *by)
{
	const struct repair_rules rules = { app->items, tests, app };
	struct mend_state *mend = &app->mend;
	char count[12];
	struct err err = ERR_INIT;

	snprintf(count, sizeof(count), "%d", mend->run_count);
	answer(app,
		repairs_run(app->store, &rules, mend->run,
			(const char(*)[STUDENT_ID_MAX + 1]) mend->run_to,
			(size_t)mend->run_count, by, &err),
		TEXT_MENDED_RUN, count, &err);
}

/* The attempt is void and counts with what was meant: `value` of the doubt. */
static void do_unit(
	struct app *app, const struct entry_id *attempt, const struct repair_by *by)
{
	const struct repair_rules rules = { app->items, tests, app };
	struct mend_state *mend = &app->mend;
	int64_t value = app->doubts_rows[mend->doubt_row].meant;
	struct err err = ERR_INIT;

	answer(app, repairs_correct(app->store, &rules, attempt, value, by, NULL, &err),
		TEXT_MENDED_MANUAL, NULL, &err);
}

void mend_do(struct app *app, const struct entry_id *attempt, const char *reason,
	struct now now)
{
	char who[64];
	const struct repair_by by = { reason, mend_who(app, who), now.wall_us };

	switch (app->mend.what) {
	case MEND_VOID:
		do_void(app, attempt, &by);
		break;
	case MEND_STANDS:
		do_stands(app, attempt, &by);
		break;
	case MEND_MOVE:
		do_move(app, attempt, &by);
		break;
	case MEND_SWAP:
		do_swap(app, attempt, &by);
		break;
	case MEND_RUN:
		do_run(app, &by);
		break;
	case MEND_UNIT:
		do_unit(app, attempt, &by);
		break;
	case MEND_MANUAL:
		mend_type_in(app, reason, now);
		break;
	}
}

void mend_undo(struct app *app, struct now now)
{
	struct repair was;
	char who[64], what[120];
	struct err err = ERR_INIT;

	text_copy(what, sizeof(what), app->mend.undo);
	switch (repairs_undo(app->store, mend_who(app, who), now.wall_us, &was, &err)) {
	case REPAIR_FOUND:
		if (follow(app))
			mend_say(app, TEXT_MENDED_UNDO, true, what);
		break;
	case REPAIR_NOTHING:
		mend_say(app, TEXT_MEND_UNDO_NONE, false, NULL);
		break;
	case REPAIR_UNREAD:
		mend_note_failure(app, &err);
		break;
	}
	mend_forget(&app->mend);
}

/* ---- typed in ------------------------------------------------------------------------------ */

static const struct place *place_of(const struct app *app, int item)
{
	for (int i = 0; i < app->place_count; i++)
		for (int k = 0; k < app->places[i].setup.item_count; k++)
			if (app->places[i].setup.items[k] == item)
				return &app->places[i];
	return NULL;
}

/* What is typed in belongs to a session without a device, of the kind that this item is
 * tested in here now. One that is there already is used again. */
static bool manual_session(
	struct app *app, struct session *out, struct now now, struct err *err)
{
	static struct session have[64];
	const struct item *item = items_at(app->items, app->mend.item);
	const struct place *place = place_of(app, app->mend.item);
	struct session want = { .kind = place ? place->setup.kind : SESSION_FORMAL,
		.school_year = store_school_year(app->store) };
	int n = sessions_list(app->store, want.school_year, have, 64, err);

	text_copy(want.item, sizeof(want.item), item->key);
	mend_who(app, want.testers);
	if (place)
		text_copy(want.place, sizeof(want.place), place->setup.ground);
	for (int i = 0; i < n; i++)
		if (have[i].kind == want.kind && strcmp(have[i].item, want.item) == 0 &&
			!have[i].device[0] && !have[i].course[0] &&
			strcmp(have[i].testers, want.testers) == 0 &&
			strcmp(have[i].place, want.place) == 0) {
			*out = have[i];
			return true;
		}
	*out = want;
	return n >= 0 && sessions_begin(app->store, out, now.wall_us, err);
}

void mend_type_in(struct app *app, const char *reason, struct now now)
{
	const struct repair_rules rules = { app->items, tests, app };
	struct mend_state *mend = &app->mend;
	const struct item *item = items_at(app->items, mend->item);
	char who[64];
	const struct repair_by by = { reason, mend_who(app, who), now.wall_us };
	struct finish f = { .outcome = OUTCOME_VALID,
		.has_value = true,
		.began_us = now.wall_us,
		.ended_us = now.wall_us };
	struct session session;
	struct err err = ERR_INIT;

	if (!item_read_people(item, mend->typed, &f.value, &err) ||
		!manual_session(app, &session, now, &err)) {
		mend_note_failure(app, &err);
		return;
	}
	f.raw_value = f.value;
	f.session = session.id;
	text_copy(f.student, sizeof(f.student), mend->student.id);
	text_copy(f.item, sizeof(f.item), item->key);
	answer(app, repairs_manual(app->store, &rules, &f, &by, &mend->chosen, &err),
		TEXT_MENDED_MANUAL, mend->student.name, &err);
}
