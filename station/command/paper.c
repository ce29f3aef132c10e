#include "paper.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app.h"
#include "classes.h"
#include "log.h"
#include "reasons.h"
#include "sessions.h"
#include "settings.h"
#include "text.h"
#include "view.h"
#include "which.h"

#define SHEET	  "typing.sheet"
#define LINE_SIZE 160

/* Where nobody said who tests. */
#define PAPER_ONE   "录入员甲"
#define PAPER_OTHER "录入员乙"

static void say(
	struct app *app, enum text text, bool good, const char *one, const char *two)
{
	struct paper *p = &app->paper;

	text_fill(
		texts_get(app->texts, text), p->note, sizeof(p->note), one, two, NULL);
	p->note_is_good = good;
}

static void say_failed(struct app *app, const struct err *err)
{
	LOG_ERROR("paper", "%s", err->text);
	say(app, TEXT_TYPING_NOTE_FAILED, false, err->text, NULL);
}

static const struct item *item_of(const struct app *app)
{
	return scheme_measure(app->scheme, app->paper.item);
}

void paper_write(
	const struct item *item, struct typing_word word, char *out, size_t size)
{
	out[0] = '\0';
	if (word.has)
		item_format_screen(item, word.value, out, size);
}

/* ---- what is kept until it is saved ---------------------------------------------------- */

static void line_key(int line, char *out, size_t size)
{
	snprintf(out, size, "typing.line.%d", line);
}

static bool keep_sheet(struct app *app, struct err *err)
{
	const struct paper *p = &app->paper;
	char value[LINE_SIZE], class[CLASS_TEXT];

	snprintf(value, sizeof(value), "%s|%s|%d|%d|%s|%s",
		class_write(&p->class, class), item_of(app)->key, (int)p->sex,
		(int)p->typing.stage, p->who[0], p->who[1]);
	return settings_set(app->store, SHEET, value, err);
}

static void put_word(char *out, size_t size, struct typing_word word)
{
	if (word.has)
		snprintf(out, size, "%" PRId64, word.value);
	else
		snprintf(out, size, "-");
}

static bool keep_line(struct app *app, int line, struct err *err)
{
	const struct typing_line *l = &app->paper.typing.line[line];
	char key[32], value[LINE_SIZE], first[24], second[24], agreed[24] = ".";

	put_word(first, sizeof(first), l->read[0]);
	put_word(second, sizeof(second), l->read[1]);
	if (l->settled)
		put_word(agreed, sizeof(agreed), l->agreed);
	line_key(line, key, sizeof(key));
	snprintf(value, sizeof(value), "%s %s %s %s", app->paper.list[line].id, first,
		second, agreed);
	return settings_set(app->store, key, value, err);
}

static bool forget_sheet(struct app *app, struct err *err)
{
	char key[32];
	bool ok = settings_clear(app->store, SHEET, err);

	for (int i = 0; ok && i < TYPING_LINES; i++) {
		line_key(i, key, sizeof(key));
		ok = settings_clear(app->store, key, err);
	}
	return ok;
}

static void keep(struct app *app, int line)
{
	struct err err = ERR_INIT;

	if ((line >= 0 && !keep_line(app, line, &err)) || !keep_sheet(app, &err))
		say_failed(app, &err);
}

/* ---- which sheet ------------------------------------------------------------------------ */

/* Nobody is typed who may not do it, does not do it, or has done it. */
static bool is_open(struct app *app, const struct student *s, int item)
{
	static struct attempt_now made[ATTEMPTS_YEAR];
	struct which_attempt which[ATTEMPTS_YEAR];
	const struct item *of = scheme_measure(app->scheme, item);
	struct err err = ERR_INIT;
	int n;

	if (s->barred & (UINT64_C(1) << item) || !place_tests(&app->hall, s, item))
		return false;
	n = attempts_of(app->store, s->id, of->key, store_school_year(app->store), made,
		ATTEMPTS_YEAR, &err);
	for (int i = 0; i < n; i++)
		which[i] = (struct which_attempt){ .seq = made[i].id.seq,
			.session = made[i].session_kind,
			.outcome = made[i].outcome,
			.voided = made[i].is_void,
			.disputed = made[i].is_disputed,
			.value = made[i].value };
	return n >= 0 && which_left(of, SESSION_FORMAL, which, (size_t)n) > 0;
}

/* The list as it is printed: by 班内学号; only those who can do the item at all. */
static int read_list(struct app *app)
{
	struct paper *p = &app->paper;
	struct err err = ERR_INIT;
	int n = roster_class_list(app->store, &p->class, p->list, TYPING_LINES, &err);

	if (n < 0)
		say_failed(app, &err);
	return n < 0 ? 0 : n;
}

static void count_items(struct app *app)
{
	struct paper *p = &app->paper;
	int n = read_list(app);

	p->item_count = 0;
	for (int item = 0; item < (int)items_count(app->items); item++) {
		int tested = 0, open = 0;

		for (int i = 0; i < n; i++) {
			if (p->sex && p->list[i].sex != p->sex)
				continue;
			tested += place_tests(&app->hall, &p->list[i], item);
			open += is_open(app, &p->list[i], item);
		}
		if (!tested)
			continue;
		p->items[p->item_count] = item;
		p->open[p->item_count++] = open;
	}
}

/* A sheet that was begun when a class was its code alone is of all that have it. */
static bool choose_class(struct app *app, const struct class_key *class)
{
	struct paper *p = &app->paper;

	for (int i = 0; i < app->class_count; i++) {
		const struct class_key key = roster_class_key(&app->classes[i]);

		if (!class_is_of(&key, class))
			continue;
		p->class = *class;
		text_copy(p->class_name, sizeof(p->class_name), app->classes[i].name);
		count_items(app);
		p->stage = PAPER_ITEM;
		return true;
	}
	return false;
}

static void choose_listed(struct app *app, int index)
{
	struct class_key class;

	if (index < 0 || index >= app->class_count)
		return;
	class = roster_class_key(&app->classes[index]);
	(void)choose_class(app, &class);
}

/* The sheet of one item; false: nobody is on it. */
static bool lay_out(struct app *app, int item)
{
	struct paper *p = &app->paper;
	int n = read_list(app), kept = 0, open = 0;

	p->item = item;
	for (int i = 0; i < n; i++)
		if ((!p->sex || p->list[i].sex == p->sex) &&
			place_tests(&app->hall, &p->list[i], item))
			p->list[kept++] = p->list[i];
	typing_begin(&p->typing, item_of(app), kept);
	for (int i = kept - 1; i >= 0; i--) {
		bool can = is_open(app, &p->list[i], item);

		open += can;
		if (!can)
			typing_lock(&p->typing, i);
	}
	return open > 0;
}

/* ---- who types ------------------------------------------------------------------------- */

static void add_name(struct paper *p, const char *name, size_t len)
{
	char one[PAPER_NAME];

	snprintf(one, sizeof(one), "%.*s", (int)len, name);
	if (!one[0] || len >= sizeof(one) || p->name_count == PAPER_NAMES ||
		strcmp(one, p->who[0]) == 0)
		return;
	for (int i = 0; i < p->name_count; i++)
		if (strcmp(p->names[i], one) == 0)
			return;
	memcpy(p->names[p->name_count++], one, sizeof(one));
}

/* Those who tested this year are likely to type. */
static void gather_names(struct app *app)
{
	static struct session sessions[64];
	struct paper *p = &app->paper;
	struct err err = ERR_INIT;
	int n = sessions_list(
		app->store, store_school_year(app->store), sessions, 64, &err);

	p->name_count = 0;
	for (int i = 0; i < n; i++) {
		const char *from = sessions[i].testers, *to;

		for (; (to = strstr(from, "、")); from = to + strlen("、"))
			add_name(p, from, (size_t)(to - from));
		add_name(p, from, strlen(from));
	}
	if (p->name_count < 2) { /* without a keyboard no name can be typed */
		add_name(p, PAPER_ONE, strlen(PAPER_ONE));
		add_name(p, PAPER_OTHER, strlen(PAPER_OTHER));
	}
}

static void ask_who(struct app *app)
{
	struct paper *p = &app->paper;

	p->stage = PAPER_WHO;
	p->name[0] = '\0';
	gather_names(app);
}

static int round_of(const struct paper *p)
{
	return p->who[0][0] ? 1 : 0;
}

static void begin_reading(struct app *app)
{
	struct paper *p = &app->paper;
	int round = round_of(p);

	if (!p->name[0])
		return;
	if (round == 1 && strcmp(p->name, p->who[0]) == 0) {
		say(app, TEXT_TYPING_NOTE_SAME_WHO, false, NULL, NULL);
		return;
	}
	memcpy(p->who[round], p->name, sizeof(p->name));
	if (round == 1)
		typing_go_on(&p->typing);
	p->stage = PAPER_SHEET;
	keep(app, -1);
}

/* A letter of a name; the signs that keep its parts apart are none. */
static void type_name(struct paper *p, const char *text)
{
	size_t len = strlen(p->name);

	if ((unsigned char)text[0] < ' ' || strchr("|、", text[0]) ||
		strcmp(text, "、") == 0 || len + strlen(text) >= sizeof(p->name))
		return;
	text_copy(p->name + len, sizeof(p->name) - len, text);
}

static void erase_name(struct paper *p)
{
	size_t len = strlen(p->name);

	while (len && ((unsigned char)p->name[len - 1] & 0xc0) == 0x80)
		len--; /* the rest of a letter */
	p->name[len ? len - 1 : 0] = '\0';
}

/* ---- saving ------------------------------------------------------------------------------ */

static bool save_line(struct app *app, const struct session *session, int line,
	struct now now, struct err *err)
{
	const struct paper *p = &app->paper;
	struct typing_word word = typing_result(&p->typing.line[line]);
	struct finish f;

	if (!word.has)
		return true;
	memset(&f, 0, sizeof(f));
	text_copy(f.student, sizeof(f.student), p->list[line].id);
	text_copy(f.item, sizeof(f.item), session->item);
	f.session = session->id;
	f.source = SOURCE_MANUAL;
	f.outcome = OUTCOME_VALID;
	f.has_value = true;
	f.value = f.raw_value = word.value;
	f.began_us = f.ended_us = now.wall_us;
	text_copy(f.reason, sizeof(f.reason),
		p->typing.line[line].settled ? REASON_PAPER_SETTLED : REASON_PAPER);
	snprintf(f.who, sizeof(f.who), "%s、%s", p->who[0], p->who[1]);
	return attempts_finish(app->store, 0, &f, NULL, err);
}

static bool save_all(struct app *app, struct now now, struct err *err)
{
	const struct paper *p = &app->paper;
	struct session session = { .kind = SESSION_FORMAL,
		.school_year = store_school_year(app->store) };
	bool ok;

	text_copy(session.item, sizeof(session.item), item_of(app)->key);
	snprintf(session.testers, sizeof(session.testers), "%s、%s", p->who[0],
		p->who[1]);
	ok = sessions_begin(app->store, &session, now.wall_us, err);
	for (int i = 0; ok && i < p->typing.lines; i++)
		ok = save_line(app, &session, i, now, err);
	return ok && forget_sheet(app, err);
}

static void score(struct app *app)
{
	const struct paper *p = &app->paper;
	struct err err = ERR_INIT;

	for (int i = 0; i < p->typing.lines; i++) {
		if (!typing_result(&p->typing.line[i]).has)
			continue;
		if (!results_refresh(app->results, p->list[i].id, &err))
			say_failed(app, &err);
		sitting_score(&app->sitting, app->store, &p->list[i]);
	}
}

static void start_again(struct paper *p)
{
	char note[sizeof(p->note)];
	bool good = p->note_is_good;

	memcpy(note, p->note, sizeof(note));
	memset(p, 0, sizeof(*p));
	p->looked = true;
	memcpy(p->note, note, sizeof(note));
	p->note_is_good = good;
}

static void save(struct app *app, struct now now)
{
	struct paper *p = &app->paper;
	struct err err = ERR_INIT;
	char count[12];

	if (p->typing.stage != TYPING_AGREED)
		return;
	snprintf(count, sizeof(count), "%d", typing_count(&p->typing));
	if (!store_begin_durable(app->store, &err) ||
		!store_end(app->store, save_all(app, now, &err), &err)) {
		say_failed(app, &err);
		return;
	}
	score(app);
	say(app, TEXT_TYPING_NOTE_SAVED, true, count, NULL);
	start_again(p);
}

static void throw_away(struct app *app)
{
	struct paper *p = &app->paper;
	struct err err = ERR_INIT;

	if ((p->stage == PAPER_SHEET || p->who[0][0]) && !p->asks_throw) {
		p->asks_throw = true;
		return;
	}
	if (!store_begin(app->store, &err) ||
		!store_end(app->store, forget_sheet(app, &err), &err)) {
		say_failed(app, &err);
		return;
	}
	start_again(p);
}

/* ---- a sheet that was left open ------------------------------------------------------------ */

static bool read_word(const char *text, struct typing_word *out)
{
	struct decimal d;

	*out = (struct typing_word){ .has = false };
	if (strcmp(text, "-") == 0)
		return true;
	out->has = decimal_read(slice_of(text), &d) && decimal_exact(d, 0, &out->value);
	return out->has;
}

/* Each word must still be a result of the item: settings may be written by anybody. */
static bool is_lawful(const struct item *item, struct typing_word word)
{
	return !word.has || item_fit(item, word.value) != FIT_REFUSED;
}

static void resume_line(struct app *app, int kept)
{
	struct paper *p = &app->paper;
	char key[32], value[LINE_SIZE], id[32], first[24], second[24], agreed[24];
	struct typing_line line = { .locked = false };

	line_key(kept, key, sizeof(key));
	settings_get(app->store, key, "", value, sizeof(value));
	if (sscanf(value, "%31s %23s %23s %23s", id, first, second, agreed) != 4 ||
		!read_word(first, &line.read[0]) || !read_word(second, &line.read[1]))
		return;
	line.settled = strcmp(agreed, ".") != 0;
	if ((line.settled && !read_word(agreed, &line.agreed)) ||
		!is_lawful(item_of(app), line.read[0]) ||
		!is_lawful(item_of(app), line.read[1]) ||
		!is_lawful(item_of(app), line.agreed))
		return;
	for (int i = 0; i < p->typing.lines; i++)
		if (strcmp(p->list[i].id, id) == 0 && !p->typing.line[i].locked)
			p->typing.line[i] = line;
}

static char *part(char **rest)
{
	char *from = *rest, *bar = strchr(from, '|');

	if (!bar)
		return NULL;
	*bar = '\0';
	*rest = bar + 1;
	return from;
}

static bool resume(struct app *app, char *value)
{
	struct paper *p = &app->paper;
	char *rest = value, *class = part(&rest), *key = class ? part(&rest) : NULL,
	     *sex = key ? part(&rest) : NULL, *stage = sex ? part(&rest) : NULL,
	     *first = stage ? part(&rest) : NULL;
	int item = key ? items_find(app->items, key) : -1;
	struct class_key of;

	if (!first || item < 0)
		return false;
	of = class_read(class);
	if (!choose_class(app, &of))
		return false;
	p->sex = sex[0] == '1' ? SEX_MALE : sex[0] == '2' ? SEX_FEMALE : SEX_NONE;
	text_copy(p->who[0], sizeof(p->who[0]), first);
	text_copy(p->who[1], sizeof(p->who[1]), rest);
	if (!p->who[0][0] || !lay_out(app, item))
		return false;
	for (int i = 0; i < TYPING_LINES; i++)
		resume_line(app, i);
	while ((int)p->typing.stage < stage[0] - '0' && p->who[1][0]) {
		enum typing_stage before = p->typing.stage;

		typing_go_on(&p->typing);
		if (p->typing.stage == before)
			break;
	}
	p->stage = PAPER_SHEET;
	return true;
}

/* To the first line that has no word yet. */
static void go_to_empty(struct typing *t)
{
	for (int i = 0; i < t->lines && t->stage < TYPING_DIFFERS; i++)
		if (!t->line[i].locked && !typing_word(t, i).has) {
			typing_select(t, i);
			return;
		}
}

static void look_for_sheet(struct app *app)
{
	struct paper *p = &app->paper;
	char value[LINE_SIZE];

	p->looked = true;
	settings_get(app->store, SHEET, "", value, sizeof(value));
	if (!value[0])
		return;
	if (!resume(app, value)) {
		start_again(p);
		return;
	}
	go_to_empty(&p->typing);
	say(app, TEXT_TYPING_NOTE_RESUMED, true, NULL, NULL);
}

/* ---- what the screen asks for --------------------------------------------------------------- */

static void enter_line(struct app *app, bool changed, int line)
{
	struct paper *p = &app->paper;

	if (changed)
		keep(app, line);
	if (p->typing.refused)
		say(app, TEXT_TYPING_NOTE_REFUSED, false, p->typing.text,
			item_of(app)->zh_short);
}

static void done(struct app *app)
{
	struct paper *p = &app->paper;

	if (p->typing.stage < TYPING_DIFFERS && !typing_count(&p->typing) &&
		p->typing.stage == TYPING_FIRST) {
		say(app, TEXT_TYPING_NOTE_NOTHING, false, NULL, NULL);
		return;
	}
	if (p->typing.stage == TYPING_FIRST) {
		ask_who(app);
		return;
	}
	if (p->typing.stage == TYPING_DIFFERS && typing_differing(&p->typing)) {
		say(app, TEXT_TYPING_NOTE_DIFFERS, false, NULL, NULL);
		return;
	}
	typing_go_on(&p->typing);
	keep(app, -1);
}

static bool grant_sheet(struct app *app, const struct intent *want, struct now now)
{
	struct paper *p = &app->paper;
	int at = p->typing.at;

	switch (want->kind) {
	case INTENT_TYPING_CHAR:
		typing_char(&p->typing, want->text[0]);
		return true;
	case INTENT_TYPING_ERASE:
		typing_erase(&p->typing);
		keep(app, at);
		return true;
	case INTENT_TYPING_ENTER:
		enter_line(app, typing_enter(&p->typing), at);
		return true;
	case INTENT_TYPING_READING:
		enter_line(app, typing_choose(&p->typing, want->index), at);
		return true;
	case INTENT_TYPING_ROW:
		typing_select(&p->typing, want->index);
		return true;
	case INTENT_TYPING_MOVE:
		typing_move(&p->typing, want->index);
		return true;
	case INTENT_TYPING_SETTLE:
		enter_line(app, typing_settle(&p->typing, want->index, want->other),
			want->index);
		return true;
	case INTENT_TYPING_DONE:
		done(app);
		return true;
	case INTENT_TYPING_SAVE:
		save(app, now);
		return true;
	default:
		return false;
	}
}

static bool grant_who(struct app *app, const struct intent *want)
{
	struct paper *p = &app->paper;

	switch (want->kind) {
	case INTENT_TYPING_WHO:
		if (want->index >= 0 && want->index < p->name_count)
			memcpy(p->name, p->names[want->index], sizeof(p->name));
		return true;
	case INTENT_TYPING_CHAR:
		type_name(p, want->text);
		return true;
	case INTENT_TYPING_ERASE:
		erase_name(p);
		return true;
	case INTENT_TYPING_ENTER:
		begin_reading(app);
		return true;
	default:
		return false;
	}
}

static bool grant_choice(struct app *app, const struct intent *want)
{
	struct paper *p = &app->paper;

	switch (want->kind) {
	case INTENT_TYPING_CLASS:
		choose_listed(app, want->index);
		return true;
	case INTENT_TYPING_SEX:
		p->sex = p->sex == SEX_NONE	? SEX_FEMALE
			 : p->sex == SEX_FEMALE ? SEX_MALE
						: SEX_NONE;
		count_items(app);
		return true;
	case INTENT_TYPING_ITEM:
		if (want->index < 0 || want->index >= p->item_count)
			return true;
		if (lay_out(app, p->items[want->index]))
			ask_who(app);
		else
			say(app, TEXT_TYPING_NOTE_NOBODY, false, NULL, NULL);
		return true;
	default:
		return false;
	}
}

static bool is_mine(enum intent_kind kind)
{
	return kind >= INTENT_TYPING_CLASS && kind <= INTENT_TYPING_THROW;
}

bool paper_grant(struct app *app, const struct intent *want, struct now now)
{
	struct paper *p = &app->paper;

	if (!is_mine(want->kind))
		return false;
	p->note[0] = '\0';
	if (want->kind == INTENT_TYPING_THROW) {
		throw_away(app);
		return true;
	}
	p->asks_throw = false;
	switch (p->stage) {
	case PAPER_CLASS:
	case PAPER_ITEM:
		(void)grant_choice(app, want);
		break;
	case PAPER_WHO:
		(void)grant_who(app, want);
		break;
	case PAPER_SHEET:
		(void)grant_sheet(app, want, now);
		break;
	}
	return true;
}

/* ---- what the screen shows ------------------------------------------------------------------- */

static void show_row(const struct app *app, int i, struct model_typing_row *row)
{
	const struct paper *p = &app->paper;
	const struct typing_line *line = &p->typing.line[i];
	const struct item *item = item_of(app);

	memset(row, 0, sizeof(*row));
	row->number = p->list[i].class_place;
	text_copy(row->name, sizeof(row->name), p->list[i].name);
	row->locked = line->locked;
	paper_write(item, typing_word(&p->typing, i), row->value_text,
		sizeof(row->value_text));
	if (p->typing.stage != TYPING_DIFFERS)
		return; /* the second must not see what the first said */
	row->settled = line->settled;
	row->differs = line->settled || typing_differs(line);
	paper_write(item, line->read[0], row->first_text, sizeof(row->first_text));
	paper_write(item, line->read[1], row->second_text, sizeof(row->second_text));
	if (!row->first_text[0])
		text_copy(row->first_text, sizeof(row->first_text), "—");
	if (!row->second_text[0])
		text_copy(row->second_text, sizeof(row->second_text), "—");
	if (row->settled && !row->value_text[0])
		text_copy(row->value_text, sizeof(row->value_text), "—");
}

static void show_sheet(struct app *app, struct model_typing *m)
{
	const struct paper *p = &app->paper;
	const struct typing *t = &p->typing;

	m->shows = t->stage == TYPING_DIFFERS  ? TYPING_SHOWS_DIFFERS
		   : t->stage == TYPING_AGREED ? TYPING_SHOWS_AGREED
					       : TYPING_SHOWS_LINES;
	m->round = t->stage == TYPING_FIRST ? 1 : 2;
	text_copy(m->who, sizeof(m->who), p->who[m->round - 1]);
	text_copy(m->item_name, sizeof(m->item_name), item_of(app)->zh);
	m->n_rows = t->lines < MODEL_TYPING_ROWS ? t->lines : MODEL_TYPING_ROWS;
	for (int i = 0; i < m->n_rows; i++) {
		show_row(app, i, &m->rows[i]);
		m->open += !t->line[i].locked;
	}
	m->at = t->at;
	m->done = typing_count(t);
	m->differing = t->stage >= TYPING_DIFFERS ? typing_differing(t) : 0;
	text_copy(m->typed, sizeof(m->typed), t->text);
	m->n_readings = t->asking ? t->said.n : 0;
	for (int i = 0; i < m->n_readings; i++)
		paper_write(item_of(app),
			(struct typing_word){ true, t->said.value[i] }, m->readings[i],
			sizeof(m->readings[i]));
}

static void show_choices(struct app *app, struct model_typing *m)
{
	const struct paper *p = &app->paper;

	app->model.n_classes = app->class_count;
	for (int i = 0; i < app->class_count; i++) {
		memset(&app->model.classes[i], 0, sizeof(app->model.classes[i]));
		text_copy(app->model.classes[i].name,
			sizeof(app->model.classes[i].name), app->classes[i].name);
	}
	m->n_items = p->item_count < MODEL_TYPING_ITEMS ? p->item_count
							: MODEL_TYPING_ITEMS;
	for (int i = 0; i < m->n_items; i++) {
		text_copy(m->items[i].name, sizeof(m->items[i].name),
			items_at(app->items, p->items[i])->zh);
		m->items[i].open = p->open[i];
	}
}

void view_paper(struct app *app, struct now now)
{
	struct model_typing *m = &app->model.typing;
	struct paper *p = &app->paper;

	(void)now;
	if (!p->looked)
		look_for_sheet(app);
	memset(m, 0, sizeof(*m));
	m->sex = p->sex;
	m->asks_throw = p->asks_throw;
	text_copy(m->class_name, sizeof(m->class_name), p->class_name);
	text_copy(m->note, sizeof(m->note), p->note);
	m->note_is_good = p->note_is_good;
	switch (p->stage) {
	case PAPER_CLASS:
	case PAPER_ITEM:
		m->shows = p->stage == PAPER_CLASS ? TYPING_SHOWS_CLASS
						   : TYPING_SHOWS_ITEM;
		show_choices(app, m);
		break;
	case PAPER_WHO:
		m->shows = TYPING_SHOWS_WHO;
		m->round = round_of(p) + 1;
		m->n_names = p->name_count;
		for (int i = 0; i < m->n_names; i++)
			text_copy(m->names[i], sizeof(m->names[i]), p->names[i]);
		text_copy(m->who, sizeof(m->who), p->name);
		break;
	case PAPER_SHEET:
		show_sheet(app, m);
		break;
	}
}
