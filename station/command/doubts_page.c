/* 待核查: the mend of a doubt is one touch away; see mend.h. */
#include <stdio.h>
#include <string.h>

#include "app.h"
#include "log.h"
#include "mend.h"
#include "text.h"
#include "view.h"

static bool is_same(const struct entry_id *a, const struct entry_id *b)
{
	return a->seq && a->seq == b->seq && strcmp(a->station, b->station) == 0;
}

/* The list may have changed: the chosen one is found again by its result. */
static const struct doubt_row *chosen(struct app *app)
{
	struct mend_state *mend = &app->mend;
	int n = app->model.teacher.n_disputes, row = mend->doubt_row;

	if (row >= 0 && row < n &&
		is_same(&app->doubts_rows[row].attempt, &mend->doubt))
		return &app->doubts_rows[row];
	if (row >= 0 && row < n && !mend->doubt.seq &&
		!app->doubts_rows[row].attempt.seq)
		return &app->doubts_rows[row];
	mend->doubt_row = -1;
	for (int i = 0; i < n && mend->doubt_row < 0; i++)
		if (is_same(&app->doubts_rows[i].attempt, &mend->doubt))
			mend->doubt_row = i;
	return mend->doubt_row < 0 ? NULL : &app->doubts_rows[mend->doubt_row];
}

/* After one is mended the next one moves up to its place. */
static void choose_row(struct app *app, int row)
{
	int n = app->model.teacher.n_disputes;

	if (row >= n)
		row = n - 1;
	app->mend.doubt_row = row;
	app->mend.doubt.seq = 0;
	if (row >= 0)
		app->mend.doubt = app->doubts_rows[row].attempt;
}

static void show_keys(struct app *app, const struct doubt_row *r)
{
	struct model_mend *m = &app->model.mend;
	char value[48];

	m->keys.stands = m->keys.voids = r->attempt.seq > 0;
	m->keys.opens = r->student[0] != '\0';
	m->keys.swaps = r->with.seq > 0;
	m->keys.unit = r->meant > 0;
	if (r->meant > 0)
		text_fill(texts_get(app->texts, TEXT_UNIT_KEY), m->value,
			sizeof(m->value),
			mend_value(app, r->item, r->meant, value, sizeof(value)), NULL,
			NULL);
}

static void show_why(struct app *app)
{
	struct model_student *m = &app->model.student;

	text_fill(texts_get(app->texts, TEXT_WHY_VOID), m->question,
		sizeof(m->question),
		app->model.teacher.disputes[app->mend.doubt_row].value, NULL, NULL);
	mend_ask_why(app);
	app->stale = app->touched = false;
}

void view_doubts(struct app *app, struct now now)
{
	struct mend_state *mend = &app->mend;
	const struct doubt_row *r;
	int before = mend->doubt_row;

	(void)now;
	if (!mend_enter(app, SCREEN_DOUBTS))
		return;
	memset(&app->model.student, 0, sizeof(app->model.student));
	memset(&app->model.mend.keys, 0, sizeof(app->model.mend.keys));
	view_to_check(app);
	r = chosen(app);
	if (!r && app->model.teacher.n_disputes) {
		choose_row(app, before < 0 ? 0 : before);
		mend_forget(mend);
		r = chosen(app);
	}
	if (r)
		show_keys(app, r);
	if (r && mend->asks == ASKS_REASON)
		show_why(app);
	mend_view(app);
}

/* ---- what was asked ------------------------------------------------------------------------ */

static void begin_mend(struct app *app, int what, struct now now)
{
	struct mend_state *mend = &app->mend;
	const struct doubt_row *r = chosen(app);
	struct student other;
	struct attempt_now with;
	struct err err = ERR_INIT;

	if (!r || !r->attempt.seq)
		return;
	mend_forget(mend);
	mend->what = (enum mend)what;
	if (what == MEND_VOID) {
		mend_ask_why(app);
		return;
	}
	if (what == MEND_UNIT && r->meant <= 0)
		return;
	if (what == MEND_SWAP) {
		if (!r->with.seq || !attempts_find(app->store, &r->with, &with, &err) ||
			roster_find(app->store, with.student, &other, &err) !=
				ROSTER_FOUND)
			return;
		mend->with = r->with;
		mend->other = other;
	}
	mend_do(app, &mend->doubt, mend_reason(app, 0), now);
}

static void choose(struct app *app, int index)
{
	if (index < 0 || index >= app->model.teacher.n_disputes)
		return;
	mend_forget(&app->mend);
	app->mend.note[0] = '\0';
	choose_row(app, index);
	mend_again(app);
}

static void open_student(struct app *app)
{
	const struct doubt_row *r = chosen(app);
	struct entry_id attempt = app->mend.doubt;
	struct student s;
	struct err err = ERR_INIT;

	if (!r || !r->student[0] ||
		roster_find(app->store, r->student, &s, &err) != ROSTER_FOUND)
		return;
	mend_open_student(app, &s);
	app->mend.chosen = attempt;
}

bool doubts_grant(struct app *app, const struct intent *want, struct now now)
{
	struct mend_state *mend = &app->mend;

	switch (want->kind) {
	case INTENT_DOUBT:
		choose(app, want->index);
		return true;
	case INTENT_MEND:
		begin_mend(app, want->index, now);
		return true;
	case INTENT_REASON:
		if (mend->asks == ASKS_REASON && mend_reason(app, want->index))
			mend_do(app, &mend->doubt, mend_reason(app, want->index), now);
		return true;
	case INTENT_MEND_CANCEL:
		mend_forget(mend);
		mend_again(app);
		return true;
	case INTENT_MEND_UNDO:
		mend_undo(app, now);
		return true;
	case INTENT_OPEN_STUDENT:
		open_student(app);
		return true;
	default:
		return false;
	}
}

bool teacher_grant(struct app *app, const struct intent *want, struct now now)
{
	(void)now;
	if (want->kind != INTENT_DOUBT || want->index < 0 ||
		want->index >= app->model.teacher.n_disputes)
		return false;
	choose_row(app, want->index);
	mend_open(app, SCREEN_DOUBTS);
	return true;
}
