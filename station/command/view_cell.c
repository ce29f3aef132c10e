/* 还差谁: what a class still needs, its short way, and the names. */
#include <stdio.h>
#include <string.h>

#include "log.h"
#include "presences.h"
#include "text.h"
#include "view.h"
#include "way.h"
#include "words.h"

#define USUAL_TENTHS 15 /* of a station that nobody has gone through today */
#define WORTH_MIN    1	/* a wait that is said */
#define NAMED_MOST   3	/* items of one student, by name */

/* ---- the way ----------------------------------------------------------------------- */

struct walk {
	int n;
	int column[WAY_MAX];
	struct way_station station[WAY_MAX];
	struct way way;
};

static bool has_place(const struct app *app, int column)
{
	for (int i = 0; i < app->place_count; i++)
		if (progress_column_of(app, &app->places[i]) == column)
			return true;
	return false;
}

static int tenths_of(const struct pace *pace)
{
	return pace->tenths > 0 ? pace->tenths : USUAL_TENTHS;
}

/* Who of the other classes that are there still stands before this one. Where nobody goes
 * through, nobody stands. */
static int ready_of(const struct progress *p, int row, int column)
{
	const struct progress_cell *own = &p->cell[row][column];
	const struct pace *pace = &p->pace[column];
	int others = p->needed[column];

	if (p->is_there[row])
		others -= own->total - own->done;
	if (pace->state == PACE_IDLE || !pace->tenths || others <= 0)
		return 0;
	return others * 600 / pace->tenths;
}

static bool is_tiring(const struct app *app, int column)
{
	int item = items_find(app->items, app->progress.key[column]);

	return item >= 0 && items_at(app->items, item)->minutes;
}

static void find_walk(const struct app *app, int row, struct walk *w)
{
	const struct progress *p = &app->progress;

	w->n = 0;
	for (int c = 0; c < p->n_columns && w->n < WAY_MAX; c++) {
		const struct progress_cell *cell = &p->cell[row][c];

		if (cell->boys + cell->girls == 0 || !has_place(app, c))
			continue;
		w->column[w->n] = c;
		w->station[w->n++] = (struct way_station){ cell->boys, cell->girls,
			tenths_of(&p->pace[c]), ready_of(p, row, c),
			is_tiring(app, c) };
	}
	way_find(w->station, w->n, &w->way);
}

static const char *wait_text(const struct app *app, int wait_s, char *out, size_t size)
{
	char minutes[16];

	snprintf(minutes, sizeof(minutes), "%d", (wait_s + 59) / 60);
	if (wait_s < WORTH_MIN * 60)
		return text_copy(out, size, texts_get(app->texts, TEXT_WAY_FREE)), out;
	return text_fill(
		texts_get(app->texts, TEXT_WAY_WAIT), out, size, minutes, NULL, NULL);
}

static void add_words(struct model_class_needs *m, const struct app *app, enum text key,
	const char *one, const char *two)
{
	size_t len = strlen(m->sentence);

	text_fill(texts_get(app->texts, key), m->sentence + len,
		sizeof(m->sentence) - len, one, two, NULL);
}

/* Where first, where then, and where at the end: a whole list is beside it. */
static void say_walk(struct app *app, const struct walk *w)
{
	struct model_class_needs *m = &app->model.needs;
	char wait[32], minutes[16];
	const char *name[WAY_MAX] = { NULL };

	for (int i = 0; i < w->n; i++)
		name[i] = progress_item_name(app, w->column[w->way.order[i]], true);
	if (!w->n)
		return;
	add_words(m, app, w->n > 1 ? TEXT_WAY_FIRST : TEXT_WAY_ONLY, name[0],
		wait_text(app, w->way.wait_s[0], wait, sizeof(wait)));
	if (w->n > 1)
		add_words(m, app, TEXT_WAY_THEN, name[1], NULL);
	if (w->n > 2)
		add_words(m, app, TEXT_WAY_LAST, name[w->n - 1], NULL);
	snprintf(minutes, sizeof(minutes), "%d", (w->way.end_s + 59) / 60);
	text_fill(texts_get(app->texts, TEXT_WAY_END), m->end_text, sizeof(m->end_text),
		minutes, NULL, NULL);
}

static struct model_station *add_station(struct app *app, int row, int column)
{
	struct model_class_needs *m = &app->model.needs;
	const struct progress *p = &app->progress;
	const struct progress_cell *cell = &p->cell[row][column];
	struct model_station *s = &m->stations[m->n_stations++];

	text_copy(s->name, sizeof(s->name), progress_item_name(app, column, true));
	s->column = column;
	s->lacks = cell->total - cell->done;
	s->state = p->pace[column].state;
	s->chosen = app->model.visit.column == column;
	return s;
}

static bool is_in(const struct walk *w, int column)
{
	for (int i = 0; i < w->n; i++)
		if (w->column[i] == column)
			return true;
	return false;
}

/* In the order of the way, then what has no station, then what is done. */
static void show_stations(struct app *app, int row, const struct walk *w)
{
	const struct progress *p = &app->progress;

	for (int i = 0; i < w->n; i++) {
		int at = w->way.order[i];
		struct model_station *s = add_station(app, row, w->column[at]);

		s->place = i + 1;
		wait_text(app, w->station[at].ready_s, s->word, sizeof(s->word));
	}
	for (int done = 0; done < 2; done++)
		for (int c = 0; c < p->n_columns; c++) {
			const struct progress_cell *cell = &p->cell[row][c];
			struct model_station *s;

			if (!cell->total || is_in(w, c) ||
				(cell->done >= cell->total) != done)
				continue;
			s = add_station(app, row, c);
			s->state = PACE_NOTHING;
			if (!done)
				text_copy(s->word, sizeof(s->word),
					texts_get(app->texts, TEXT_NO_STATION));
		}
}

/* ---- the names --------------------------------------------------------------------- */

struct naming {
	struct app *app;
	struct presence_row away[MODEL_TILES];
	int n_away;
	char student[STUDENT_ID_MAX + 1]; /* of the last row */
	const char *item;		  /* NULL: all */
	bool body_said;			  /* of the last row: */
	int named;			  /* items */
	size_t reason;			  /* bytes before them: 缺席 */
};

static const char *reason(const struct naming *n, const struct student *student,
	const struct item_result *row)
{
	static const enum text away[PRESENCES] = { [PRESENCE_ABSENT] = TEXT_ABSENT,
		[PRESENCE_LEAVE] = TEXT_ON_LEAVE,
		[PRESENCE_NOT_TODAY] = TEXT_NOT_TODAY };
	enum presence state = presences_find(
		n->away, (size_t)(n->n_away > 0 ? n->n_away : 0), student->id);
	int item = items_find(n->app->items, row->item);

	if (state != PRESENCE_HERE)
		return texts_get(n->app->texts, away[state]);
	if (n->item && item >= 0 && student->barred >> item & 1)
		return texts_get(n->app->texts, TEXT_LACK_BARRED);
	if (!n->item)
		return "";
	return texts_get(n->app->texts,
		row->state == RESULT_FOUL ? TEXT_NO_RESULT : TEXT_NOT_YET);
}

static struct model_lack *new_lack(
	struct naming *n, const struct student *student, const struct item_result *row)
{
	struct model_class_needs *m = &n->app->model.needs;
	struct model_lack *lack;
	char number[16];

	if (m->n_lacks == MODEL_LACKS)
		return NULL;
	lack = &m->lacks[m->n_lacks++];
	snprintf(number, sizeof(number), "%d", student->class_place);
	if (student->class_place)
		text_fill(texts_get(n->app->texts, TEXT_NUMBER_NAME), lack->who,
			sizeof(lack->who), number, student->name, NULL);
	else
		text_copy(lack->who, sizeof(lack->who), student->name);
	text_copy(lack->why, sizeof(lack->why), reason(n, student, row));
	text_copy(n->student, sizeof(n->student), student->id);
	n->body_said = false;
	n->named = 0;
	if (!n->item && lack->why[0])
		strncat(lack->why, " · ", sizeof(lack->why) - strlen(lack->why) - 1);
	n->reason = strlen(lack->why);
	return lack;
}

/* Of all items, which: 跳远、1000米; of many only how many: 还差6项. */
static void add_item(struct naming *n, struct model_lack *lack, const char *key)
{
	int item = items_find(n->app->items, key);
	bool is_body = item >= 0 && items_at(n->app->items, item)->is_private;
	int column = progress_column(&n->app->progress, is_body ? TODAY_BODY : key);
	size_t len = strlen(lack->why);
	char count[16];

	if (column < 0 || (is_body && n->body_said))
		return;
	n->body_said |= is_body;
	if (++n->named > NAMED_MOST) {
		snprintf(count, sizeof(count), "%d", n->named);
		text_fill(texts_get(n->app->texts, TEXT_TO_GO), lack->why + n->reason,
			sizeof(lack->why) - n->reason, count, NULL, NULL);
		return;
	}
	snprintf(lack->why + len, sizeof(lack->why) - len, "%s%s",
		n->named == 1		       ? ""
		: words_english(n->app->texts) ? ", "
					       : "、",
		progress_item_name(n->app, column, false));
}

static bool take_lack(
	void *ctx, const struct student *student, const struct item_result *row)
{
	struct naming *n = ctx;
	struct model_class_needs *m = &n->app->model.needs;
	bool same = strcmp(student->id, n->student) == 0 && m->n_lacks > 0;
	struct model_lack *lack = same ? &m->lacks[m->n_lacks - 1]
				       : new_lack(n, student, row);

	if (lack && !n->item)
		add_item(n, lack, row->item);
	return lack != NULL;
}

/* Of the column of height and weight whoever lacks either. */
static bool take_body(
	void *ctx, const struct student *student, const struct item_result *row)
{
	struct naming *n = ctx;
	int item = items_find(n->app->items, row->item);

	if (item < 0 || !items_at(n->app->items, item)->is_private)
		return true;
	return take_lack(ctx, student, row);
}

static void show_names(struct app *app, int row, int column, struct now now)
{
	struct naming n = { .app = app };
	struct err err = ERR_INIT;
	const struct class_key *class = &app->progress.class[row];
	bool body;

	if (column >= 0)
		n.item = app->progress.key[column];
	body = n.item && strcmp(n.item, TODAY_BODY) == 0;
	n.n_away = presences_of_day(app->store, presences_day(now.wall_us),
		n.item && !body ? n.item : "", class, n.away, MODEL_TILES, &err);
	if (n.n_away < 0 || !results_missing(app->store, class, body ? NULL : n.item,
				    body ? take_body : take_lack, &n, &err))
		LOG_ERROR("view", "%s", err.text);
}

/* ---- all of it --------------------------------------------------------------------- */

static void show_class(struct app *app, int row, int column, struct now now)
{
	struct model_class_needs *m = &app->model.needs;
	struct walk walk = { 0 };

	m->row = row;
	words_class(app->texts, app->progress.name[row], m->class_name,
		sizeof(m->class_name));
	if (column >= 0)
		text_copy(m->item, sizeof(m->item),
			progress_item_name(app, column, true));
	find_walk(app, row, &walk);
	say_walk(app, &walk);
	show_stations(app, row, &walk);
	show_names(app, row, column, now);
	if (!m->sentence[0])
		text_copy(m->sentence, sizeof(m->sentence),
			texts_get(app->texts,
				m->n_lacks ? TEXT_NO_STATION : TEXT_WAY_DONE));
}

void view_cell(struct app *app, struct now now)
{
	const struct visit *visit = &app->model.visit;
	struct cell_shown shown = { visit->row, visit->column };
	bool gathered = progress_look(app, now);
	bool old = progress_is_old(app, &app->cell_stamp, now);
	bool other = memcmp(&shown, &app->cell_shown, sizeof(shown)) != 0;

	if (!gathered && !old && !other)
		return;
	app->cell_shown = shown;
	memset(&app->model.needs, 0, sizeof(app->model.needs));
	if (shown.row >= 0 && shown.row < app->progress.n_rows)
		show_class(app, shown.row,
			shown.column < app->progress.n_columns ? shown.column : -1,
			now);
}
