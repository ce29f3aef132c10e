/* 学生: all that was measured of one student, and what mends it; see mend.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "log.h"
#include "mend.h"
#include "screens.h"
#include "stand.h"
#include "text.h"
#include "view.h"

/* ---- the list ------------------------------------------------------------------------- */

static int newest_first(const void *a, const void *b)
{
	const struct attempt_now *x = a, *y = b;

	if (x->ended_us != y->ended_us)
		return x->ended_us < y->ended_us ? 1 : -1;
	return x->id.seq < y->id.seq ? 1 : x->id.seq > y->id.seq ? -1 : 0;
}

static void gather(struct app *app)
{
	static struct attempt_now all[2 * ATTEMPTS_YEAR];
	struct mend_state *mend = &app->mend;
	int year = store_school_year(app->store);
	struct err err = ERR_INIT;
	int n = attempts_of(
		app->store, mend->student.id, NULL, year, all, ATTEMPTS_YEAR, &err);
	int once = n < 0 ? -1
			 : attempts_once_of(app->store, mend->student.id, year, all + n,
				   ATTEMPTS_YEAR, &err);

	if (once < 0) {
		LOG_ERROR("mend", "%s", err.text);
		n = once = 0;
	}
	n += once;
	qsort(all, (size_t)n, sizeof(*all), newest_first);
	mend->made_count = n < MODEL_MADE ? n : MODEL_MADE;
	memcpy(mend->made, all, (size_t)mend->made_count * sizeof(*all));
}

static const struct attempt_now *chosen(const struct mend_state *mend, int *index)
{
	for (int i = 0; i < mend->made_count; i++)
		if (mend->made[i].id.seq == mend->chosen.seq &&
			strcmp(mend->made[i].id.station, mend->chosen.station) == 0) {
			*index = i;
			return &mend->made[i];
		}
	*index = -1;
	return NULL;
}

static bool is_theirs(const struct mend_state *mend, const struct attempt_now *a)
{
	return strcmp(a->student, mend->student.id) == 0;
}

static enum made_state state_of(
	const struct mend_state *mend, const struct attempt_now *a)
{
	if (!is_theirs(mend, a))
		return MADE_ELSEWHERE;
	if (a->is_void)
		return MADE_VOID;
	if (a->is_disputed)
		return MADE_DISPUTED;
	if (a->outcome != OUTCOME_VALID)
		return MADE_FOUL;
	return a->session_kind == SESSION_PRACTICE ? MADE_PRACTICE : MADE_COUNTS;
}

static enum text word_of(const struct attempt_now *a, enum made_state state)
{
	switch (state) {
	case MADE_VOID:
		return TEXT_MADE_VOID;
	case MADE_DISPUTED:
		return TEXT_MADE_DISPUTED;
	case MADE_ELSEWHERE:
		return TEXT_MADE_MOVED_AWAY;
	case MADE_PRACTICE:
		return TEXT_MADE_PRACTICE;
	case MADE_FOUL:
		return mend_outcome_text(a->outcome);
	case MADE_COUNTS:
		break;
	}
	return a->is_moved ? TEXT_MADE_MOVED_HERE : TEXT_MADE_COUNTS;
}

static enum text source_text(enum attempt_source source)
{
	static const enum text texts[] = {
		[SOURCE_DEVICE] = TEXT_FROM_DEVICE,
		[SOURCE_HAND] = TEXT_FROM_HAND,
		[SOURCE_MANUAL] = TEXT_FROM_MANUAL,
		[SOURCE_IMPORT] = TEXT_FROM_IMPORT,
	};

	return texts[source];
}

static void show_made(
	struct app *app, const struct attempt_now *a, struct model_made *m)
{
	char name[STUDENT_NAME] = "";
	const char *one = mend_reason_said(app, a->note);

	memset(m, 0, sizeof(*m));
	m->state = state_of(&app->mend, a);
	mend_when(a->ended_us, m->when, sizeof(m->when));
	text_copy(m->item, sizeof(m->item), mend_item(app, a->item));
	if (a->has_value)
		mend_value(app, a->item, a->value, m->value, sizeof(m->value));
	text_copy(m->source, sizeof(m->source),
		texts_get(app->texts, source_text(a->source)));
	if (m->state == MADE_ELSEWHERE)
		one = mend_name(app, a->student, name, sizeof(name));
	else if (m->state == MADE_COUNTS && a->is_moved)
		one = mend_name(app, a->of_student, name, sizeof(name));
	text_fill(texts_get(app->texts, word_of(a, m->state)), m->word, sizeof(m->word),
		one, NULL, NULL);
}

/* ---- the chosen one -------------------------------------------------------------------- */

static void show_where(struct app *app, const struct attempt_now *a)
{
	struct model_student *m = &app->model.student;
	struct session s;
	struct err err = ERR_INIT;
	size_t len;

	if (sessions_find(app->store, &a->session, &s, &err) != SESSION_FOUND)
		return;
	snprintf(m->where, sizeof(m->where), "%.40s%s%s%s%.24s %s",
		strcmp(a->id.station, store_station(app->store)) == 0
			? store_station_name(app->store)
			: a->id.station,
		s.place[0] ? " · " : "", s.place, s.device[0] ? " · " : "", s.device,
		a->channel);
	len = strlen(m->where);
	if (len && m->where[len - 1] == ' ')
		m->where[len - 1] = '\0';
}

static const enum text events[] = {
	[EVENT_MADE] = TEXT_SAID_MADE,
	[EVENT_VOID] = TEXT_SAID_VOID,
	[EVENT_STANDS] = TEXT_SAID_STANDS,
	[EVENT_DISPUTED] = TEXT_SAID_DISPUTED,
	[EVENT_REVISED] = TEXT_SAID_REVISED,
	[EVENT_MOVED] = TEXT_SAID_MOVED,
};

static void say_event(struct app *app, const struct attempt_now *a,
	const struct repair_said *s, char *out, size_t size)
{
	char one[STUDENT_NAME] = "", name[STUDENT_NAME] = "", when[24], words[260];
	enum text text = events[s->event];
	const char *reason = mend_reason_said(app, s->reason), *second = reason;

	if (s->has_value)
		mend_value(app, a->item, s->value, one, sizeof(one));
	if (s->student[0])
		mend_name(app, s->student, name, sizeof(name));
	if (s->event == EVENT_MADE && a->source == SOURCE_MANUAL)
		text = TEXT_SAID_TYPED;
	else if (s->event == EVENT_MADE && a->source == SOURCE_IMPORT)
		text = TEXT_SAID_IMPORTED;
	else if (s->event == EVENT_MADE)
		second = name;
	else if (s->event == EVENT_MOVED)
		text_copy(one, sizeof(one), name);
	else if (s->event != EVENT_REVISED)
		text_copy(one, sizeof(one), reason);
	if (s->undo)
		text = TEXT_SAID_UNDONE;
	text_fill(texts_get(app->texts, text), words, sizeof(words), one, second, NULL);
	snprintf(out, size, "%s  %.200s%s%.20s%s", mend_when(s->made_us, when, 24),
		words, s->who[0] ? "（" : "", s->who, s->who[0] ? "）" : "");
	text_keep_characters(out);
}

static void show_history(struct app *app, const struct attempt_now *a)
{
	static struct repair_said said[64];
	struct model_student *m = &app->model.student;
	struct err err = ERR_INIT;
	int n = repairs_history(app->store, &a->id, said, 64, &err);

	if (n < 0)
		LOG_ERROR("mend", "%s", err.text);
	for (int i = n > MODEL_SAID ? n - MODEL_SAID : 0; i < n; i++)
		say_event(app, a, &said[i], m->said[m->n_said++], sizeof(m->said[0]));
}

static void show_chosen(struct app *app, const struct attempt_now *a)
{
	struct model_student *m = &app->model.student;
	bool theirs = is_theirs(&app->mend, a);

	mend_result(app, a->item, a->has_value, a->value, m->title, sizeof(m->title));
	show_where(app, a);
	show_history(app, a);
	m->can_void = theirs && !a->is_void;
	m->can_give = theirs && !a->is_void && a->has_value;
	m->can_run = m->can_give && a->source < SOURCE_MANUAL;
	m->has_raw = a->source == SOURCE_DEVICE;
	m->shows_raw = m->has_raw && app->mend.raw;
	if (m->shows_raw)
		view_raw(app);
}

/* ---- what is asked ---------------------------------------------------------------------- */

static bool may_type_in(struct app *app, int item)
{
	return place_tests(&app->hall, &app->mend.student, item);
}

/* Item `index` of those that are tested of this student; -1. */
static int item_at(struct app *app, int index)
{
	for (int i = 0; i < (int)items_count(app->items); i++)
		if (may_type_in(app, i) && index-- == 0)
			return i;
	return -1;
}

static void show_items(struct app *app)
{
	struct model_student *m = &app->model.student;

	for (int i = 0; m->n_items < MODEL_PAD && (i = item_at(app, m->n_items)) >= 0;)
		text_copy(m->items[m->n_items++], sizeof(m->items[0]),
			mend_item(app, items_at(app->items, i)->key));
	text_copy(m->question, sizeof(m->question),
		texts_get(app->texts, TEXT_WHICH_ITEM));
}

/* Of a long run only digits are typed: the last two are seconds. */
static void write_typed(const struct app *app, char *out, size_t size)
{
	const char *typed = app->mend.typed;
	size_t len = strlen(typed);

	if (items_at(app->items, app->mend.item)->minutes && len > 2)
		snprintf(out, size, "%.*s'%s", (int)len - 2, typed, typed + len - 2);
	else if (items_at(app->items, app->mend.item)->minutes && len)
		snprintf(out, size, "0'%02d", atoi(typed));
	else
		text_copy(out, size, typed);
}

static void show_typing(struct app *app)
{
	struct model_student *m = &app->model.student;
	const struct item *item = items_at(app->items, app->mend.item);
	char typed[24];

	write_typed(app, typed, sizeof(typed));
	text_copy(m->typed_text, sizeof(m->typed_text), typed);
	if (!item->minutes)
		text_copy(m->unit, sizeof(m->unit), item_unit_zh(item));
	m->has_point = item->decimals > 0 && !item->minutes;
	m->has_minus = item->hard_min < 0;
	text_copy(m->complaint, sizeof(m->complaint), app->mend.complaint);
	text_fill(texts_get(app->texts, TEXT_WHICH_VALUE), m->question,
		sizeof(m->question), mend_item(app, item->key), NULL, NULL);
}

static const enum text whys[] = {
	[MEND_VOID] = TEXT_WHY_VOID,
	[MEND_MOVE] = TEXT_WHY_MOVE,
	[MEND_SWAP] = TEXT_WHY_SWAP,
	[MEND_RUN] = TEXT_WHY_VOID,
	[MEND_MANUAL] = TEXT_WHY_MANUAL,
	[MEND_STANDS] = TEXT_WHY_VOID,
	[MEND_UNIT] = TEXT_WHY_VOID,
};

static void show_why(struct app *app)
{
	struct mend_state *mend = &app->mend;
	struct model_student *m = &app->model.student;
	char result[64], typed[24];
	const char *one = m->title, *two = mend->other.name;
	int64_t value;
	struct err err = ERR_INIT;

	if (mend->what == MEND_MANUAL) {
		const struct item *item = items_at(app->items, mend->item);

		write_typed(app, typed, sizeof(typed));
		one = item_read_people(item, typed, &value, &err)
			      ? mend_result(app, item->key, true, value, result,
					sizeof(result))
			      : "";
	}
	text_fill(texts_get(app->texts, whys[mend->what]), m->question,
		sizeof(m->question), one, two, NULL);
	mend_ask_why(app);
	app->stale = app->touched = false;
}

static void show_asked(struct app *app)
{
	switch (app->mend.asks) {
	case ASKS_ITEM:
		show_items(app);
		break;
	case ASKS_VALUE:
		show_typing(app);
		break;
	case ASKS_REASON:
		show_why(app);
		break;
	case ASKS_NOTHING:
		break;
	}
}

/* ---- the whole ---------------------------------------------------------------------------- */

/* Whole only when the PIN was typed; else its first letter, and not how long it is. */
static void show_number(
	const struct app *app, const char *number, char *out, size_t size)
{
	if (app->model.pin_typed && number[0])
		text_copy(out, size, number);
	else
		snprintf(out, size, "%.1s%s", number, number[0] ? "••••••" : "–");
}

static void show_person(struct app *app)
{
	const struct student *s = &app->mend.student;
	struct model_student *m = &app->model.student;
	struct model_person person;
	char number[32];

	view_person(app, s, &person);
	text_copy(m->line, sizeof(m->line), person.line);
	show_number(app, s->number, number, sizeof(number));
	text_fill(texts_get(app->texts, TEXT_STUDENT_NUMBERS), m->numbers,
		sizeof(m->numbers), s->test_number, number, NULL);
	m->can_test = app->place_count > 0 &&
		      app->places[app->here].stage != PLACE_BUSY &&
		      place_tests(&app->hall, s, app->places[app->here].setup.items[0]);
}

void view_student(struct app *app, struct now now)
{
	struct mend_state *mend = &app->mend;
	struct model_student *m = &app->model.student;
	const struct attempt_now *a;

	(void)now;
	if (!mend->has_student) {
		mend_open(app, SCREEN_FIND);
		return;
	}
	if (!mend_enter(app, SCREEN_STUDENT))
		return;
	memset(m, 0, sizeof(*m));
	gather(app);
	if (!mend->chosen.seq && mend->made_count)
		mend->chosen = mend->made[0].id;
	for (int i = 0; i < mend->made_count; i++)
		show_made(app, &mend->made[i], &m->made[m->n++]);
	show_person(app);
	a = chosen(mend, &m->chosen);
	if (a)
		show_chosen(app, a);
	show_asked(app);
	mend_view(app);
}

/* ---- what was asked ------------------------------------------------------------------------- */

static void begin_mend(struct app *app, int what)
{
	struct mend_state *mend = &app->mend;
	int index;
	const struct attempt_now *a = chosen(mend, &index);

	mend_forget(mend);
	mend->note[0] = '\0';
	mend->what = (enum mend)what;
	mend_again(app);
	if (what == MEND_MANUAL) {
		mend->asks = ASKS_ITEM;
		return;
	}
	if (!a)
		return;
	if (what == MEND_MOVE || what == MEND_SWAP) {
		mend->wanted = true;
		mend_open(app, SCREEN_FIND);
		app->model.visit.from = SCREEN_STUDENT; /* 返回 goes back there */
	} else if (what == MEND_RUN) {
		mend_open_run(app);
	} else if (what == MEND_VOID) {
		mend_ask_why(app);
	}
}

static void type(struct app *app, const char *text)
{
	struct mend_state *mend = &app->mend;
	size_t len = strlen(mend->typed);

	if (mend->asks != ASKS_VALUE)
		return;
	if (!text[0] && len)
		mend->typed[len - 1] = '\0';
	else if (text[0] && !text[1] && strchr("0123456789.-", text[0]) && len < 7)
		text_copy(mend->typed + len, sizeof(mend->typed) - len, text);
	mend->complaint[0] = '\0';
	mend->doubtful = false;
	mend_again(app);
}

static void complain(struct app *app, const struct item *item)
{
	char least[32], most[32];

	mend_value(app, item->key, item->hard_min, least, sizeof(least));
	mend_value(app, item->key, item->hard_max, most, sizeof(most));
	text_fill(texts_get(app->texts, TEXT_VALUE_LIMITS), app->mend.complaint,
		sizeof(app->mend.complaint), mend_item(app, item->key), least, most);
}

/* A value that is hardly ever seen is asked about once. */
static void take_value(struct app *app)
{
	struct mend_state *mend = &app->mend;
	const struct item *item = items_at(app->items, mend->item);
	char typed[24];
	int64_t value;
	struct err err = ERR_INIT;

	if (mend->asks != ASKS_VALUE)
		return;
	write_typed(app, typed, sizeof(typed));
	mend_again(app);
	if (!item_read_people(item, typed, &value, &err)) {
		complain(app, item);
		return;
	}
	if (item_fit(item, value) == FIT_UNUSUAL && !mend->doubtful) {
		mend->doubtful = true;
		text_copy(mend->complaint, sizeof(mend->complaint),
			texts_get(app->texts, TEXT_VALUE_UNUSUAL));
		return;
	}
	mend_ask_why(app);
}

static void choose_item(struct app *app, int index)
{
	struct mend_state *mend = &app->mend;
	int item = mend->asks == ASKS_ITEM ? item_at(app, index) : -1;

	if (item < 0)
		return;
	mend->item = item;
	mend->asks = ASKS_VALUE;
	mend_again(app);
}

static void because(struct app *app, int index, struct now now)
{
	struct mend_state *mend = &app->mend;
	const char *reason = mend_reason(app, index);
	struct entry_id about = mend->chosen;
	char typed[24];

	if (mend->asks != ASKS_REASON || !reason)
		return;
	if (mend->what == MEND_MANUAL) {
		write_typed(app, typed, sizeof(typed));
		text_copy(mend->typed, sizeof(mend->typed), typed);
	}
	mend_do(app, &about, reason, now);
}

static void test_now(struct app *app)
{
	struct student s = app->mend.student;
	const struct intent leave = { .kind = INTENT_LEAVE };

	(void)screens_step(&app->model.visit, &app->model, &leave);
	stand_identify(app, &s);
	app->stale = app->touched = true;
}

static void choose_made(struct app *app, int index)
{
	struct mend_state *mend = &app->mend;

	if (index < 0 || index >= mend->made_count)
		return;
	mend_forget(mend);
	mend->note[0] = '\0';
	mend->chosen = mend->made[index].id;
	mend_again(app);
}

bool student_grant(struct app *app, const struct intent *want, struct now now)
{
	struct mend_state *mend = &app->mend;

	switch (want->kind) {
	case INTENT_MADE:
		choose_made(app, want->index);
		return true;
	case INTENT_RAW:
		mend->raw = !mend->raw;
		mend_again(app);
		return true;
	case INTENT_MEND:
		begin_mend(app, want->index);
		return true;
	case INTENT_REASON:
		because(app, want->index, now);
		return true;
	case INTENT_MEND_ITEM:
		choose_item(app, want->index);
		return true;
	case INTENT_TYPE:
		type(app, want->text);
		return true;
	case INTENT_MEND_VALUE:
		take_value(app);
		return true;
	case INTENT_MEND_CANCEL:
		mend_forget(mend);
		mend_again(app);
		return true;
	case INTENT_MEND_UNDO:
		mend_undo(app, now);
		return true;
	case INTENT_TEST_NOW:
		test_now(app);
		return true;
	default:
		return false;
	}
}
