/* 刚才的成绩: what was measured last, mended by one touch; see mend.h. */
#include <stdio.h>
#include <string.h>

#include "app.h"
#include "classes.h"
#include "log.h"
#include "mend.h"
#include "text.h"
#include "view.h"

#define LOOK_BACK 64

static bool is_same(const struct entry_id *a, const struct entry_id *b)
{
	return a->seq == b->seq && strcmp(a->station, b->station) == 0;
}

/* ---- the list ------------------------------------------------------------------------ */

/* What the place that the screens show measured last: it was seen just now. */
static void choose_usual(struct app *app)
{
	struct mend_state *mend = &app->mend;
	const struct place *place = app->place_count ? &app->places[app->here] : NULL;

	mend->chosen.seq = 0;
	if (mend->latest_count)
		mend->chosen = mend->latest[0].id;
	for (int i = mend->latest_count - 1; place && i >= 0; i--)
		for (int k = 0; k < place->setup.item_count; k++)
			if (items_find(app->items, mend->latest[i].item) ==
				place->setup.items[k])
				mend->chosen = mend->latest[i].id;
}

/* Listed once; then only what became of each is read again. */
static void gather(struct app *app)
{
	struct mend_state *mend = &app->mend;
	struct err err = ERR_INIT;

	if (!mend->lists_latest) {
		mend->latest_count = attempts_newest(
			app->store, mend->latest, MODEL_LATEST, &err);
		if (mend->latest_count < 0) {
			LOG_ERROR("mend", "%s", err.text);
			mend->latest_count = 0;
		}
		mend->lists_latest = true;
		choose_usual(app);
	}
	for (int i = 0; i < mend->latest_count; i++) {
		struct entry_id id = mend->latest[i].id;

		if (!attempts_find(app->store, &id, &mend->latest[i], &err))
			LOG_ERROR("mend", "%s", err.text);
	}
}

static const struct attempt_now *chosen(const struct mend_state *mend, int *index)
{
	for (int i = 0; i < mend->latest_count; i++)
		if (is_same(&mend->latest[i].id, &mend->chosen)) {
			*index = i;
			return &mend->latest[i];
		}
	*index = -1;
	return NULL;
}

static void show_row(struct app *app, const struct attempt_now *a)
{
	struct model_latest_row *r = &app->model.latest.rows[app->model.latest.n++];
	struct model_person person;
	struct student s;
	struct err err = ERR_INIT;
	char name[STUDENT_NAME];

	memset(r, 0, sizeof(*r));
	mend_when(a->ended_us, r->when, sizeof(r->when));
	if (roster_find(app->store, a->student, &s, &err) == ROSTER_FOUND) {
		view_person(app, &s, &person);
		text_copy(r->who, sizeof(r->who), person.line);
	}
	mend_result(app, a->item, a->has_value, a->value, r->result, sizeof(r->result));
	if (a->is_void)
		text_fill(texts_get(app->texts, TEXT_MADE_VOID), r->word,
			sizeof(r->word), mend_reason_said(app, a->note), NULL, NULL);
	else if (a->outcome != OUTCOME_VALID)
		text_copy(r->word, sizeof(r->word),
			texts_get(app->texts, mend_outcome_text(a->outcome)));
	else if (a->is_moved)
		text_fill(texts_get(app->texts, TEXT_MADE_MOVED_HERE), r->word,
			sizeof(r->word),
			mend_name(app, a->of_student, name, sizeof(name)), NULL, NULL);
}

/* ---- whose it may be ------------------------------------------------------------------- */

static void add_give(struct app *app, const struct student *s, int item)
{
	struct mend_state *mend = &app->mend;

	if (mend->give_count == MODEL_GIVE || strcmp(s->id, mend->student.id) == 0 ||
		!place_tests(&app->hall, s, item))
		return;
	for (int i = 0; i < mend->give_count; i++)
		if (strcmp(mend->give[i].id, s->id) == 0)
			return;
	mend->give[mend->give_count++] = *s;
}

/* Whoever was called, whoever was measured beside it, and their neighbours on the list. */
static void gather_give(
	struct app *app, const struct attempt_now *beside, int n_beside, int item)
{
	static struct student class[MODEL_TILES];
	struct mend_state *mend = &app->mend;
	struct student s;
	const struct class_key key = student_class(&mend->student);
	struct err err = ERR_INIT;
	int n, own = 0;

	mend->give_count = 0;
	if (app->model.next_line[0])
		add_give(app, &app->called, item);
	for (int i = 0; i < n_beside && mend->give_count < MODEL_GIVE / 3; i++)
		if (roster_find(app->store, beside[i].student, &s, &err) ==
			ROSTER_FOUND)
			add_give(app, &s, item);
	n = roster_class_list(app->store, &key, class, MODEL_TILES, &err);
	for (int i = 0; i < n; i++)
		if (strcmp(class[i].id, mend->student.id) == 0)
			own = i;
	for (int far = 1; far < n; far++) {
		if (own + far < n)
			add_give(app, &class[own + far], item);
		if (own - far >= 0)
			add_give(app, &class[own - far], item);
	}
}

static void gather_swap(struct app *app, const struct attempt_now *about,
	const struct attempt_now *beside, int n)
{
	struct mend_state *mend = &app->mend;

	mend->swap_count = 0;
	for (int i = 0; i < n && mend->swap_count < MODEL_SWAP; i++)
		if (!beside[i].is_void && beside[i].outcome == OUTCOME_VALID &&
			strcmp(beside[i].item, about->item) == 0 &&
			strcmp(beside[i].student, about->student) != 0)
			mend->swap[mend->swap_count++] = beside[i];
}

/* 22号 王小雨; of another class, with it. */
static void write_candidate(
	struct app *app, const struct student *s, char *out, size_t size)
{
	struct model_person person;
	char number[12];

	view_person(app, s, &person);
	text_copy(out, size, person.line);
	if (!student_same_class(s, &app->mend.student) || !s->class_place)
		return;
	snprintf(number, sizeof(number), "%d", s->class_place);
	text_fill(texts_get(app->texts, TEXT_NUMBER_NAME), out, size, number, s->name,
		NULL);
}

static void show_candidates(struct app *app)
{
	struct mend_state *mend = &app->mend;
	struct model_latest *l = &app->model.latest;
	struct err err = ERR_INIT;
	struct student s;
	char value[32], name[STUDENT_NAME + 16];

	for (int i = 0; i < mend->give_count; i++)
		write_candidate(
			app, &mend->give[i], l->give[l->n_give++], sizeof(l->give[0]));
	for (int i = 0; i < mend->swap_count; i++) {
		if (roster_find(app->store, mend->swap[i].student, &s, &err) !=
			ROSTER_FOUND)
			continue;
		write_candidate(app, &s, name, sizeof(name));
		snprintf(l->swap[l->n_swap++], sizeof(l->swap[0]), "%s %s", name,
			mend_value(app, mend->swap[i].item, mend->swap[i].value, value,
				sizeof(value)));
	}
}

static void show_chosen(struct app *app, const struct attempt_now *a)
{
	static struct attempt_now beside[LOOK_BACK];
	struct mend_state *mend = &app->mend;
	struct model_latest *l = &app->model.latest;
	struct err err = ERR_INIT;
	int n;

	mend->give_count = mend->swap_count = 0;
	if (roster_find(app->store, a->student, &mend->student, &err) != ROSTER_FOUND)
		return;
	mend->has_student = true;
	l->can_void = !a->is_void;
	l->can_give = !a->is_void && a->has_value;
	l->can_run = l->can_give && a->source < SOURCE_MANUAL;
	if (!l->can_give)
		return;
	n = attempts_beside(app->store, a, beside, LOOK_BACK, &err);
	if (n < 0)
		LOG_ERROR("mend", "%s", err.text);
	gather_give(app, beside, n, items_find(app->items, a->item));
	gather_swap(app, a, beside, n);
	show_candidates(app);
}

void view_latest(struct app *app, struct now now)
{
	struct mend_state *mend = &app->mend;
	struct model_latest *l = &app->model.latest;
	const struct attempt_now *a;

	(void)now;
	if (!mend_enter(app, SCREEN_LATEST))
		return;
	memset(l, 0, sizeof(*l));
	memset(&app->model.student, 0, sizeof(app->model.student));
	gather(app);
	for (int i = 0; i < mend->latest_count; i++)
		show_row(app, &mend->latest[i]);
	a = chosen(mend, &l->chosen);
	if (a)
		show_chosen(app, a);
	mend->what = MEND_VOID;
	mend_show_reasons(app);
	mend_view(app);
}

/* Another visit begins with what was measured by then. */
void latest_tick(struct app *app, struct now now)
{
	enum screen on = app->model.visit.teacher;

	(void)now;
	if (on != SCREEN_LATEST && on != SCREEN_FIND && on != SCREEN_STUDENT &&
		on != SCREEN_REASSIGN) {
		if (app->mend.lists_latest)
			app->mend.note[0] = '\0';
		app->mend.lists_latest = false;
		if (app->mend.on == SCREEN_LATEST)
			app->mend.stamp = -1;
	}
}

/* ---- what was asked ---------------------------------------------------------------------- */

static void choose_row(struct app *app, int index)
{
	struct mend_state *mend = &app->mend;

	if (index < 0 || index >= mend->latest_count)
		return;
	mend_forget(mend);
	mend->note[0] = '\0';
	mend->chosen = mend->latest[index].id;
	mend_again(app);
}

static void make_void(struct app *app, int index, struct now now)
{
	struct entry_id about = app->mend.chosen;
	const char *reason;

	if (!app->model.latest.can_void)
		return;
	app->mend.what = MEND_VOID;
	reason = mend_reason(app, index);
	if (reason)
		mend_do(app, &about, reason, now);
}

void mend_give(struct app *app, const struct student *student, struct now now)
{
	struct entry_id about = app->mend.chosen;

	app->mend.what = MEND_MOVE;
	app->mend.other = *student;
	mend_do(app, &about, mend_reason(app, 0), now);
}

static void give_to(struct app *app, int index, struct now now)
{
	struct student to;

	if (!app->model.latest.can_give || index < 0 || index >= app->mend.give_count)
		return;
	to = app->mend.give[index];
	mend_give(app, &to, now);
}

static void swap_with(struct app *app, int index, struct now now)
{
	struct mend_state *mend = &app->mend;
	struct entry_id about = mend->chosen;
	struct err err = ERR_INIT;

	if (!app->model.latest.can_give || index < 0 || index >= mend->swap_count ||
		roster_find(app->store, mend->swap[index].student, &mend->other,
			&err) != ROSTER_FOUND)
		return;
	mend->what = MEND_SWAP;
	mend->with = mend->swap[index].id;
	mend_do(app, &about, mend_reason(app, 0), now);
}

/* The class of whose it was; anybody by typing. */
static void give_other(struct app *app)
{
	struct mend_state *mend = &app->mend;
	const struct class_key class = student_class(&mend->student);
	int own = classes_find(app, &class);

	if (!app->model.latest.can_give)
		return;
	mend_forget(mend);
	mend->note[0] = '\0';
	mend->what = MEND_MOVE;
	mend->wanted = mend->at_once = true;
	if (own >= 0)
		mend->class = app->classes[own];
	mend_open(app, SCREEN_FIND);
	app->model.visit.from = SCREEN_LATEST; /* 返回 goes back there */
}

static void open_student(struct app *app)
{
	struct student s = app->mend.student;
	struct entry_id attempt = app->mend.chosen;

	if (app->model.latest.chosen < 0)
		return;
	mend_open_student(app, &s);
	app->model.visit.from = SCREEN_LATEST;
	app->mend.chosen = attempt;
}

bool latest_grant(struct app *app, const struct intent *want, struct now now)
{
	switch (want->kind) {
	case INTENT_MADE:
		choose_row(app, want->index);
		return true;
	case INTENT_REASON:
		make_void(app, want->index, now);
		return true;
	case INTENT_GIVE_TO:
		give_to(app, want->index, now);
		return true;
	case INTENT_SWAP_WITH:
		swap_with(app, want->index, now);
		return true;
	case INTENT_MEND:
		if (want->index == MEND_RUN && app->model.latest.can_run)
			mend_open_run(app);
		return true;
	case INTENT_GIVE_OTHER:
		give_other(app);
		return true;
	case INTENT_OPEN_STUDENT:
		open_student(app);
		return true;
	case INTENT_MEND_UNDO:
		mend_undo(app, now);
		return true;
	default:
		return false;
	}
}
