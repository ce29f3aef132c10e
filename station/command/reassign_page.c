/* 整批改人: a run of results is given to another list, or a place further; see mend.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "classes.h"
#include "log.h"
#include "mend.h"
#include "text.h"
#include "view.h"
#include "words.h"

#define SESSION_MOST 2048
#define CLASS_MOST   MODEL_TILES

_Static_assert(MODEL_REASSIGN == REPAIR_MANY, "what is listed is one action at most");

/* ---- which results ------------------------------------------------------------------- */

static int by_place(const void *one, const void *other)
{
	const struct mend_behind *x = one, *y = other;

	if (x->of.class_place != y->of.class_place)
		return x->of.class_place < y->of.class_place ? -1 : 1;
	return x->a.ended_us < y->a.ended_us ? -1 : x->a.ended_us > y->a.ended_us;
}

static bool is_behind(const struct mend_state *mend, const struct mend_behind *row,
	const struct mend_behind *first)
{
	if (!mend->reassign.by_number)
		return row->a.ended_us >= first->a.ended_us;
	return student_same_class(&row->of, &first->of) &&
	       row->of.class_place >= first->of.class_place;
}

static bool read_row(
	struct app *app, const struct attempt_now *a, struct mend_behind *out)
{
	struct err err = ERR_INIT;

	out->a = *a;
	return !a->is_void && a->has_value &&
	       roster_find(app->store, a->student, &out->of, &err) == ROSTER_FOUND;
}

/* The chosen one, and what the same session measured behind it. */
static bool gather_run(struct app *app)
{
	static struct attempt_now all[SESSION_MOST];
	struct mend_state *mend = &app->mend;
	struct attempt_now a;
	struct mend_behind first, row;
	struct err err = ERR_INIT;
	int n;

	app->mend.behind_count = 0;
	if (!attempts_find(app->store, &mend->chosen, &a, &err) ||
		!read_row(app, &a, &first))
		return false;
	n = attempts_of_session(app->store, &a.session, all, SESSION_MOST, &err);
	if (n < 0)
		LOG_ERROR("mend", "%s", err.text);
	for (int i = 0; i < n && app->mend.behind_count < MODEL_REASSIGN; i++)
		if (read_row(app, &all[i], &row) && is_behind(mend, &row, &first))
			app->mend.behind[app->mend.behind_count++] = row;
	if (mend->reassign.by_number)
		qsort(mend->behind, (size_t)mend->behind_count, sizeof(mend->behind[0]),
			by_place);
	return app->mend.behind_count > 0;
}

/* ---- whose each becomes ---------------------------------------------------------------- */

/* Of a class those who are tested in this item, in order. */
static int tested_list(
	struct app *app, const struct class_key *key, int item, struct student *out)
{
	static struct student class[CLASS_MOST];
	struct err err = ERR_INIT;
	int n = roster_class_list(app->store, key, class, CLASS_MOST, &err);
	int count = 0;

	if (n < 0)
		LOG_ERROR("mend", "%s", err.text);
	for (int i = 0; i < n; i++)
		if (place_tests(&app->hall, &class[i], item))
			out[count++] = class[i];
	return count;
}

/* Where this student stands on the list: by themselves, on another list by their number. */
static int stands_at(const struct student *list, int n, const struct student *s)
{
	for (int i = 0; i < n; i++)
		if (strcmp(list[i].id, s->id) == 0 ||
			(!student_same_class(&list[i], s) && s->class_place &&
				list[i].class_place == s->class_place))
			return i;
	return -1;
}

static struct class_key list_class(
	const struct mend_state *mend, const struct student *of)
{
	return mend->reassign.class.code[0] ? mend->reassign.class : student_class(of);
}

static bool find_target(
	struct app *app, const struct mend_behind *row, struct student *out)
{
	static struct student list[CLASS_MOST];
	const struct mend_state *mend = &app->mend;
	const struct class_key class = list_class(mend, &row->of);
	int n = tested_list(app, &class, items_find(app->items, row->a.item), list);
	int at = stands_at(list, n, &row->of), to = at + mend->reassign.shift;

	if (at < 0 || to < 0 || to >= n)
		return false;
	*out = list[to];
	return true;
}

static bool is_last(const struct mend_state *mend, int index)
{
	const struct entry_id *last = &mend->reassign.last;

	return last->seq ? mend->behind[index].a.id.seq == last->seq &&
				   strcmp(mend->behind[index].a.id.station,
					   last->station) == 0
			 : index == mend->behind_count - 1;
}

/* ---- what is shown ------------------------------------------------------------------------ */

static void write_who(
	struct app *app, const struct student *s, bool whole, char *out, size_t size)
{
	struct model_person person;
	char number[12];

	view_person(app, s, &person);
	snprintf(number, sizeof(number), "%d", s->class_place);
	if (whole || !s->class_place)
		text_copy(out, size, person.line);
	else
		text_fill(texts_get(app->texts, TEXT_NUMBER_NAME), out, size, number,
			s->name, NULL);
}

static void show_row(struct app *app, int index, const struct student *to)
{
	struct model_reassign *r = &app->model.reassign;
	struct model_reassign_row *row = &r->rows[r->n++];
	const struct mend_behind *from = &app->mend.behind[index];

	write_who(app, &from->of, false, row->from, sizeof(row->from));
	mend_value(app, from->a.item, from->a.value, row->value, sizeof(row->value));
	if (to)
		write_who(app, to, !student_same_class(to, &from->of), row->to,
			sizeof(row->to));
}

static void take_row(struct app *app, int index, const struct student *to)
{
	struct mend_state *mend = &app->mend;

	mend->run[mend->run_count] = app->mend.behind[index].a.id;
	text_copy(mend->run_to[mend->run_count], sizeof(mend->run_to[0]), to->id);
	mend->run_count++;
}

struct tally {
	int given, changed, left_out;
	int stuck; /* who has nobody behind them on their own list; -1 nobody */
};

static struct tally fill_rows(struct app *app)
{
	struct mend_state *mend = &app->mend;
	struct tally t = { .stuck = -1 };
	struct student to;
	bool over = false;

	mend->run_count = 0;
	for (int i = 0; i < app->mend.behind_count; i++) {
		bool has = find_target(app, &app->mend.behind[i], &to);

		show_row(app, i, has ? &to : NULL);
		if (over)
			continue;
		if (has) {
			take_row(app, i, &to);
			t.changed += strcmp(to.id, app->mend.behind[i].of.id) != 0;
		} else {
			t.left_out++;
			t.stuck = t.stuck < 0 ? i : t.stuck;
		}
		t.given++;
		over = is_last(mend, i);
		app->model.reassign.last = i;
	}
	return t;
}

/* Whoever is last in a class has nobody behind them: a person says where it ends. */
static void judge(struct app *app, const struct tally *t)
{
	struct model_reassign *r = &app->model.reassign;
	bool own = !app->mend.reassign.class.code[0];
	char count[12];
	enum text why;

	snprintf(count, sizeof(count), "%d", t->left_out);
	r->can_do = t->changed > 0 && !(own && t->stuck >= 0);
	if (r->can_do && !t->left_out)
		return;
	why = !t->changed && t->stuck < 0 ? TEXT_REASSIGN_NOTHING
	      : own			  ? TEXT_REASSIGN_NO_NEXT
					  : TEXT_REASSIGN_SOME;
	text_fill(texts_get(app->texts, why), r->complaint, sizeof(r->complaint),
		own && t->stuck >= 0 ? r->rows[t->stuck].from : count, NULL, NULL);
}

static void show_list_name(struct app *app)
{
	const struct class_key class = list_class(&app->mend, &app->mend.behind[0].of);
	struct model_reassign *r = &app->model.reassign;

	words_class(app->texts, classes_name(app, &class, ""), r->class_name,
		sizeof(r->class_name));
	for (int i = 0; i < app->class_count && i < MODEL_REASSIGN_CLASSES; i++)
		words_class(app->texts, app->classes[i].name,
			r->classes[r->n_classes++], sizeof(r->classes[0]));
}

static void show_title(struct app *app, const struct tally *t)
{
	struct model_reassign *r = &app->model.reassign;
	char result[64], count[12];

	snprintf(count, sizeof(count), "%d", t->given - t->left_out);
	mend_result(app, app->mend.behind[0].a.item, true, app->mend.behind[0].a.value,
		result, sizeof(result));
	text_fill(texts_get(app->texts, TEXT_REASSIGN_FROM), r->title, sizeof(r->title),
		result, count, NULL);
}

void view_reassign(struct app *app, struct now now)
{
	struct mend_state *mend = &app->mend;
	struct model_reassign *r = &app->model.reassign;
	struct tally t;

	(void)now;
	if (!mend_enter(app, SCREEN_REASSIGN))
		return;
	memset(r, 0, sizeof(*r));
	memset(&app->model.student, 0, sizeof(app->model.student));
	mend_view(app);
	if (!gather_run(app))
		return;
	t = fill_rows(app);
	judge(app, &t);
	show_title(app, &t);
	show_list_name(app);
	r->shift = mend->reassign.shift;
	r->by_number = mend->reassign.by_number;
	r->picks_class = mend->reassign.picks_class;
	mend->what = MEND_RUN;
	mend_show_reasons(app);
}

/* ---- what was asked ---------------------------------------------------------------------- */

/* Mostly everybody is one place off from here on. */
void mend_open_run(struct app *app)
{
	struct mend_state *mend = &app->mend;
	enum screen from = app->model.visit.teacher;

	mend_forget(mend);
	mend->note[0] = '\0';
	memset(&mend->reassign, 0, sizeof(mend->reassign));
	mend->reassign.shift = 1;
	mend_open(app, SCREEN_REASSIGN);
	app->model.visit.from = from; /* 返回 goes back there */
}

static void choose_class(struct app *app, int index)
{
	struct mend_state *mend = &app->mend;
	struct class_key class, own;

	mend->reassign.picks_class = false;
	if (index < 0 || index >= app->class_count || !app->mend.behind_count)
		return;
	class = roster_class_key(&app->classes[index]);
	own = student_class(&app->mend.behind[0].of);
	if (class_same(&class, &own))
		class.code[0] = '\0';
	mend->reassign.class = class;
	mend->reassign.shift = class.code[0] ? 0 : 1;
}

static void give_run(struct app *app, int index, struct now now)
{
	struct entry_id about = app->mend.chosen;
	enum screen from = app->model.visit.from;
	const char *reason;

	if (!app->model.reassign.can_do)
		return;
	app->mend.what = MEND_RUN;
	reason = mend_reason(app, index);
	if (!reason)
		return;
	mend_do(app, &about, reason, now);
	if (app->mend.note_is_good)
		mend_open(app, from ? from : SCREEN_LATEST);
}

bool reassign_grant(struct app *app, const struct intent *want, struct now now)
{
	struct mend_state *mend = &app->mend;

	switch (want->kind) {
	case INTENT_MADE:
		if (want->index >= 0 && want->index < app->mend.behind_count)
			mend->reassign.last = app->mend.behind[want->index].a.id;
		break;
	case INTENT_REASSIGN_SHIFT:
		if (abs(want->index) < CLASS_MOST)
			mend->reassign.shift = want->index;
		break;
	case INTENT_REASSIGN_ORDER:
		mend->reassign.by_number = want->index != 0;
		mend->reassign.last.seq = 0;
		break;
	case INTENT_REASSIGN_CLASSES:
		mend->reassign.picks_class = true;
		app->model.visit.page = 0;
		break;
	case INTENT_REASSIGN_CLASS:
		choose_class(app, want->index);
		app->model.visit.page = 0;
		break;
	case INTENT_MEND_CANCEL:
		mend->reassign.picks_class = false;
		app->model.visit.page = 0;
		break;
	case INTENT_REASON:
		give_run(app, want->index, now);
		break;
	default:
		return false;
	}
	mend_again(app);
	return true;
}
