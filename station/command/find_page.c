/* 找学生: whom the teacher wants to look at, or to whom a result shall go; see mend.h. */
#include <stdio.h>
#include <string.h>

#include "app.h"
#include "classes.h"
#include "cards.h"
#include "log.h"
#include "mend.h"
#include "text.h"
#include "view.h"

#define LOOK_BACK 64 /* attempts, to name a dozen children */

/* ---- whom there is ------------------------------------------------------------------- */

static bool is_listed(const struct mend_state *mend, const char *student)
{
	for (int i = 0; i < mend->found_count; i++)
		if (strcmp(mend->found[i].id, student) == 0)
			return true;
	return false;
}

static bool may_be(const struct mend_state *mend, const char *student)
{
	return !(mend->wanted && strcmp(mend->student.id, student) == 0) &&
	       !is_listed(mend, student);
}

static void write_detail(struct app *app, const struct student *s,
	const struct attempt_now *a, char *out, size_t size)
{
	char result[64] = "";

	if (a)
		mend_result(
			app, a->item, a->has_value, a->value, result, sizeof(result));
	snprintf(out, size, "%s%s%s", s->test_number,
		s->test_number[0] && result[0] ? " · " : "", result);
}

static void list_student(
	struct app *app, const struct student *s, const struct attempt_now *a)
{
	struct mend_state *mend = &app->mend;
	struct model_find *f = &app->model.find;
	struct model_person person;

	if (f->n == MODEL_FIND || !may_be(mend, s->id))
		return;
	view_person(app, s, &person);
	text_copy(f->rows[f->n].line, sizeof(f->rows[0].line), person.line);
	write_detail(app, s, a, f->rows[f->n].detail, sizeof(f->rows[0].detail));
	mend->found[mend->found_count++] = *s;
	f->n++;
}

#define FIND_FEW 12

static void list_measured(struct app *app, const struct attempt_now *made, int n)
{
	for (int i = 0; i < n && app->model.find.n < FIND_FEW; i++) {
		struct student s;
		struct err err = ERR_INIT;

		if (roster_find(app->store, made[i].student, &s, &err) == ROSTER_FOUND)
			list_student(app, &s, &made[i]);
	}
}

static void list_last(struct app *app)
{
	static struct attempt_now made[LOOK_BACK];
	struct err err = ERR_INIT;
	struct mend_state *mend = &app->mend;
	struct attempt_now about;
	int n;

	if (mend->shows == FIND_BESIDE &&
		attempts_find(app->store, &mend->chosen, &about, &err))
		n = attempts_beside(app->store, &about, made, LOOK_BACK, &err);
	else
		n = attempts_newest(app->store, made, LOOK_BACK, &err);
	if (n < 0)
		LOG_ERROR("mend", "%s", err.text);
	list_measured(app, made, n);
}

static void list_all(struct app *app, struct student *found, int n, struct err *err)
{
	if (n < 0)
		LOG_ERROR("mend", "%s", err->text);
	for (int i = 0; i < n; i++)
		list_student(app, &found[i], NULL);
}

static void list_classes(struct app *app)
{
	struct model_find *f = &app->model.find;

	for (int i = 0; i < app->class_count && f->n < MODEL_FIND; i++) {
		struct model_find_row *r = &f->rows[f->n++];

		text_copy(r->line, sizeof(r->line), app->classes[i].name);
		snprintf(r->detail, sizeof(r->detail), "%d", app->classes[i].count);
	}
}

static void list(struct app *app)
{
	static struct student found[MODEL_FIND];
	struct mend_state *mend = &app->mend;
	const struct class_key class = roster_class_key(&mend->class);
	struct err err = ERR_INIT;

	switch (mend->shows) {
	case FIND_RECENT:
	case FIND_BESIDE:
		list_last(app);
		break;
	case FIND_TYPED:
		list_all(app, found,
			roster_search(app->store, mend->query, found, MODEL_FIND, &err),
			&err);
		break;
	case FIND_CLASS:
		list_all(app, found,
			roster_class_list(app->store, &class, found, MODEL_FIND, &err),
			&err);
		break;
	case FIND_CLASSES:
		list_classes(app);
		break;
	case FIND_SEX:
		break;
	}
}

static void show_question(struct app *app)
{
	struct mend_state *mend = &app->mend;
	struct model_find *f = &app->model.find;
	struct attempt_now about;
	char result[64];
	struct err err = ERR_INIT;

	if (!mend->wanted || !attempts_find(app->store, &mend->chosen, &about, &err))
		return;
	mend_result(
		app, about.item, about.has_value, about.value, result, sizeof(result));
	text_fill(texts_get(app->texts,
			  mend->what == MEND_SWAP ? TEXT_SWAP_WHOM : TEXT_MOVE_WHOM),
		f->question, sizeof(f->question), result, NULL, NULL);
}

void view_find(struct app *app, struct now now)
{
	struct mend_state *mend = &app->mend;
	struct model_find *f = &app->model.find;

	(void)now;
	if (!mend_enter(app, SCREEN_FIND))
		return;
	memset(f, 0, sizeof(*f));
	mend->found_count = 0;
	f->shows = mend->shows;
	f->walk_on = mend->walk_on;
	text_copy(f->typed, sizeof(f->typed), mend->query);
	text_copy(f->name, sizeof(f->name), mend->name);
	show_question(app);
	list(app);
	mend_view(app);
}

/* ---- typing ------------------------------------------------------------------------------ */

static enum find_shows nothing_typed(const struct mend_state *mend)
{
	return mend->at_once ? FIND_CLASS : mend->wanted ? FIND_BESIDE : FIND_RECENT;
}

/* The last character, which may have several bytes. */
static void erase_last(char *text)
{
	size_t len = strlen(text);

	while (len > 0 && ((unsigned char)text[len - 1] & 0xc0) == 0x80)
		len--;
	text[len ? len - 1 : 0] = '\0';
}

static void type(struct app *app, const struct intent *want)
{
	struct mend_state *mend = &app->mend;
	size_t len = strlen(mend->query);

	if (want->text[0] && len + strlen(want->text) < sizeof(mend->query))
		text_copy(mend->query + len, sizeof(mend->query) - len, want->text);
	else if (!want->text[0] && want->index)
		mend->query[0] = '\0';
	else if (!want->text[0])
		erase_last(mend->query);
	mend->walk_on = false;
	mend->shows = mend->query[0] ? FIND_TYPED : nothing_typed(mend);
	app->model.visit.page = 0;
	mend_again(app);
}

/* ---- who is on no list --------------------------------------------------------------------- */

static bool is_taken(struct app *app, const char *name)
{
	struct student found[2];
	struct err err = ERR_INIT;

	return roster_search(app->store, name, found, 2, &err) != 0;
}

/* The name that was typed, if one was; else one that is changed by a move later. */
static void name_walk_on(struct app *app)
{
	struct mend_state *mend = &app->mend;
	bool is_name = false;
	char number[12];

	for (const char *c = mend->query; *c; c++)
		is_name |= (unsigned char)*c >= 0x80;
	if (is_name) {
		text_copy(mend->name, sizeof(mend->name), mend->query);
		return;
	}
	for (int i = 1; i < 1000; i++) {
		snprintf(number, sizeof(number), "%d", i);
		text_fill(texts_get(app->languages[0], TEXT_WALK_ON_NAME), mend->name,
			sizeof(mend->name), number, NULL, NULL);
		if (!is_taken(app, mend->name))
			return;
	}
}

static void begin_walk_on(struct app *app)
{
	app->mend.walk_on = true;
	name_walk_on(app);
	app->mend.shows = FIND_CLASSES;
	app->model.visit.page = 0;
	mend_again(app);
}

/* As the roster calls it, and not as the screens may have to (classes.h). */
static bool name_class(struct app *app, struct student *s, struct err *err)
{
	const struct class_key class = student_class(s);
	struct student mate;
	int n = roster_class_list(app->store, &class, &mate, 1, err);

	text_copy(s->class_name, sizeof(s->class_name),
		n > 0 ? mate.class_name : app->mend.class.name);
	return n >= 0;
}

static bool put_walk_on(struct app *app, struct student *s, enum sex sex,
	struct now now, struct err *err)
{
	struct mend_state *mend = &app->mend;

	*s = (struct student){ .sex = sex, .grade_code = mend->class.grade_code };
	text_copy(s->name, sizeof(s->name), mend->name);
	text_copy(s->class_code, sizeof(s->class_code), mend->class.code);
	return name_class(app, s, err) && roster_begin(app->store, now.wall_us, err) &&
	       roster_end(app->store, roster_put(app->store, s, NULL, err), ROSTER_PART,
		       NULL, err) &&
	       roster_find(app->store, s->id, s, err) == ROSTER_FOUND &&
	       results_refresh(app->results, s->id, err);
}

static void choose(struct app *app, const struct student *student);

static void end_walk_on(struct app *app, int sex, struct now now)
{
	struct student s;
	struct err err = ERR_INIT;

	if (!app->mend.walk_on || app->mend.shows != FIND_SEX)
		return;
	if (!put_walk_on(app, &s, sex ? SEX_FEMALE : SEX_MALE, now, &err)) {
		mend_note_failure(app, &err);
		return;
	}
	app->mend.walk_on = false;
	if (!classes_read(app, &err))
		LOG_ERROR("find", "%s", err.text);
	choose(app, &s);
	if (app->mend.asks == ASKS_NOTHING)
		mend_say(app, TEXT_WALK_ON_DONE, true, s.test_number);
}

/* ---- choosing -------------------------------------------------------------------------------- */

/* The result of the other one that is exchanged: the newest of the same item that counts
 * as this one does. */
static bool find_other(struct app *app, const struct student *other)
{
	static struct attempt_now made[ATTEMPTS_YEAR];
	struct mend_state *mend = &app->mend;
	struct attempt_now about;
	struct err err = ERR_INIT;
	int n;

	if (!attempts_find(app->store, &mend->chosen, &about, &err))
		return false;
	n = attempts_of(app->store, other->id, about.item, about.school_year, made,
		ATTEMPTS_YEAR, &err);
	for (int i = n - 1; i >= 0; i--)
		if (!made[i].is_void && made[i].session_kind == about.session_kind &&
			made[i].outcome == OUTCOME_VALID) {
			mend->with = made[i].id;
			return true;
		}
	return false;
}

static void choose(struct app *app, const struct student *student)
{
	struct mend_state *mend = &app->mend;

	if (mend->at_once) {
		mend_open(app, SCREEN_LATEST);
		mend_give(app, student, app_now(app));
		return;
	}
	if (!mend->wanted) {
		mend_open_student(app, student);
		return;
	}
	mend->other = *student;
	if (mend->what == MEND_SWAP && !find_other(app, student)) {
		mend_say(app, TEXT_MEND_NOT_TWO, false, student->name);
		return;
	}
	mend->wanted = false;
	mend->asks = ASKS_REASON; /* back to 学生, which asks why */
	mend->on = SCREEN_STUDENT;
	mend_open(app, SCREEN_STUDENT);
	mend_ask_why(app);
}

/* A card, or a test number that is printed as a code. */
static enum roster_got find_code(
	struct app *app, const char *code, struct student *out, struct err *err)
{
	char token[CARD_TOKEN_SIZE];
	enum card_got got;

	if (!cards_read(code, token))
		return roster_find_test_number(app->store, code, out, err);
	got = cards_find(app->store, token, out, err);
	memset(token, 0, sizeof(token));
	return got == CARD_FAIL	   ? ROSTER_FAIL
	       : got == CARD_FOUND ? ROSTER_FOUND
				   : ROSTER_UNKNOWN;
}

/* Nothing of a card that nobody knows is shown. */
static void take_scan(struct app *app, const char *code)
{
	struct student s;
	struct err err = ERR_INIT;

	switch (find_code(app, code, &s, &err)) {
	case ROSTER_FOUND:
		choose(app, &s);
		break;
	case ROSTER_UNKNOWN:
		mend_say(app, TEXT_MEND_NOT_LISTED, false, NULL);
		break;
	case ROSTER_FAIL:
		mend_note_failure(app, &err);
		break;
	}
}

static void choose_class(struct app *app, int index)
{
	struct mend_state *mend = &app->mend;

	if (index < 0 || index >= app->class_count)
		return;
	mend->class = app->classes[index];
	mend->shows = mend->walk_on ? FIND_SEX : FIND_CLASS;
	app->model.visit.page = 0;
	mend_again(app);
}

static void cancel(struct app *app)
{
	struct mend_state *mend = &app->mend;

	mend->walk_on = false;
	mend->shows = mend->query[0] ? FIND_TYPED : nothing_typed(mend);
	app->model.visit.page = 0;
	mend_again(app);
}

bool find_grant(struct app *app, const struct intent *want, struct now now)
{
	struct mend_state *mend = &app->mend;

	switch (want->kind) {
	case INTENT_SCAN:
		take_scan(app, want->text);
		return true;
	case INTENT_TYPE:
		type(app, want);
		return true;
	case INTENT_FIND_CLASSES:
		mend->shows = FIND_CLASSES;
		app->model.visit.page = 0;
		mend_again(app);
		return true;
	case INTENT_FIND:
		if (mend->shows == FIND_CLASSES)
			choose_class(app, want->index);
		else if (want->index >= 0 && want->index < mend->found_count)
			choose(app, &mend->found[want->index]);
		return true;
	case INTENT_WALK_ON:
		begin_walk_on(app);
		return true;
	case INTENT_SEX:
		end_walk_on(app, want->index, now);
		return true;
	case INTENT_MEND_CANCEL:
		cancel(app);
		return true;
	default:
		return false;
	}
}
