#include "progress.h"

#include <string.h>

#include "app.h"
#include "classes.h"
#include "clock.h"
#include "entry.h"
#include "log.h"
#include "text.h"
#include "touched.h"
#include "words.h"

#define MINUTE_US INT64_C(60000000)
#define THERE_US  INT64_C(1200000000) /* a class that had a result so lately */

bool progress_is_old(
	const struct app *app, struct progress_stamp *stamp, struct now now)
{
	struct progress_stamp fresh = { .is_set = true,
		.minute = now.wall_us / MINUTE_US,
		.news = app->news_taken,
		.texts = app->texts };
	struct err err = ERR_INIT;
	char hex[DIGEST_TEXT_SIZE];

	if (!entry_head(app->store, &fresh.head, hex, &err))
		LOG_ERROR("progress", "%s", err.text);
	if (stamp->is_set && stamp->head == fresh.head &&
		stamp->minute == fresh.minute && stamp->news == fresh.news &&
		stamp->texts == fresh.texts)
		return false;
	*stamp = fresh;
	return true;
}

int64_t progress_day_us(int64_t wall_us)
{
	int64_t zone_us = CLOCK_SHANGHAI * CLOCK_SECOND_US;

	return (wall_us + zone_us) / CLOCK_DAY_US * CLOCK_DAY_US - zone_us;
}

/* ---- rows and columns -------------------------------------------------------------- */

int progress_column(const struct progress *p, const char *key)
{
	for (int i = 0; i < p->n_columns; i++)
		if (strcmp(p->key[i], key) == 0)
			return i;
	return -1;
}

static const char *key_of(const struct item *item)
{
	return item->is_private ? TODAY_BODY : item->key;
}

int progress_column_of(const struct app *app, const struct place *place)
{
	return place->setup.item_count
		       ? progress_column(&app->progress,
				 key_of(items_at(app->items, place->setup.items[0])))
		       : -1;
}

const char *progress_item_name(const struct app *app, int column, bool whole)
{
	const char *key = app->progress.key[column];
	int index = items_find(app->items, key);
	const struct item *item;

	if (index < 0)
		return texts_get(app->texts, TEXT_BODY);
	item = items_at(app->items, index);
	return whole ? words_item(app->texts, item)
		     : words_item_short(app->texts, item);
}

static void add_column(struct progress *p, const char *key)
{
	if (progress_column(p, key) >= 0 || p->n_columns == MODEL_ITEMS)
		return;
	text_copy(p->key[p->n_columns++], sizeof(p->key[0]), key);
}

static bool has_key(const struct today_cell *cells, int n, const char *key)
{
	for (int i = 0; i < n; i++)
		if (strcmp(cells[i].item, key) == 0)
			return true;
	return false;
}

/* Columns in the catalogue's order, whichever class comes first. */
static void find_columns(struct app *app, const struct today_cell *cells, int n)
{
	for (size_t i = 0; i < items_count(app->items); i++) {
		const char *key = key_of(items_at(app->items, (int)i));

		if (has_key(cells, n, key))
			add_column(&app->progress, key);
	}
}

static int row_with(const struct progress *p, const struct class_key *class)
{
	for (int r = 0; r < p->n_rows; r++)
		if (class_same(&p->class[r], class))
			return r;
	return -1;
}

/* Two classes may have one name on two campuses, so only the key tells where the next
 * one begins. */
static int row_of(struct app *app, const struct today_cell *cell)
{
	struct progress *p = &app->progress;
	int last = p->n_rows - 1;

	if (last >= 0 && class_same(&cell->class, &p->class[last]))
		return last;
	if (p->n_rows == MODEL_CLASSES)
		return -1;
	p->class[p->n_rows] = cell->class;
	text_copy(p->name[p->n_rows], sizeof(p->name[0]),
		classes_name(app, &cell->class, cell->class_name));
	return p->n_rows++;
}

/* The two private items make one column. */
static struct today_body body_of(const struct items *items)
{
	struct today_body body = { "", "" };

	for (size_t i = 0; i < items_count(items); i++) {
		const struct item *item = items_at(items, (int)i);

		if (!item->is_private)
			continue;
		if (!body.one[0])
			body.one = item->key;
		else
			body.other = item->key;
	}
	return body;
}

static void gather_grid(struct app *app)
{
	static struct today_cell cells[MODEL_CLASSES * MODEL_ITEMS];
	struct progress *p = &app->progress;
	struct today_body body = body_of(app->items);
	struct err err = ERR_INIT;
	int n = today_grid(
		app->store, &body, NULL, cells, sizeof(cells) / sizeof(cells[0]), &err);

	if (n < 0)
		LOG_ERROR("progress", "%s", err.text);
	find_columns(app, cells, n);
	for (int i = 0; i < n; i++) {
		int row = row_of(app, &cells[i]);
		int column = progress_column(p, cells[i].item);

		if (row < 0)
			break; /* the page is full */
		if (column >= 0)
			p->cell[row][column] = (struct progress_cell){ cells[i].done,
				cells[i].total, cells[i].boys, cells[i].girls };
	}
}

/* false: the class has a row or column that the grid lacks though it has room. */
static bool gather_class(struct app *app, const struct class_key *class)
{
	struct today_cell cells[4 * MODEL_ITEMS];
	struct progress *p = &app->progress;
	struct today_body body = body_of(app->items);
	struct err err = ERR_INIT;
	int n = today_grid(app->store, &body, class, cells,
		sizeof(cells) / sizeof(cells[0]), &err);
	int row = row_with(p, class);

	if (n < 0)
		return false;
	if (row >= 0)
		memset(p->cell[row], 0, sizeof(p->cell[row]));
	for (int i = 0; i < n; i++) {
		int column = progress_column(p, cells[i].item);

		if ((row < 0 && p->n_rows < MODEL_CLASSES) ||
			(column < 0 && p->n_columns < MODEL_ITEMS))
			return false;
		if (row < 0 || column < 0)
			continue;
		p->cell[row][column] = (struct progress_cell){ cells[i].done,
			cells[i].total, cells[i].boys, cells[i].girls };
	}
	return true;
}

/* After a result only its class is different. false: everything is to be gathered. */
static bool gather_touched(struct app *app, const struct progress_stamp *before)
{
	touched_id who[TOUCHED_MAX];
	struct class_key last = { 0 }, class;
	struct student student;
	struct err err = ERR_INIT;
	int n;

	if (!before->is_set || before->news != app->news_taken)
		return false;
	n = touched_since(app->store, before->head, who, &err);
	if (n < 0 || n == TOUCHED_ANYBODY)
		return false;
	for (int i = 0; i < n; i++) {
		if (roster_find(app->store, who[i], &student, &err) != ROSTER_FOUND)
			return false;
		class = student_class(&student);
		if (class_same(&last, &class))
			continue; /* a heat is of one class */
		last = class;
		if (!gather_class(app, &class))
			return false;
	}
	return true;
}

/* ---- who is there, and how it goes ------------------------------------------------- */

static void mark_there(struct progress *p, const struct class_key *class)
{
	int row = row_with(p, class);

	if (row >= 0)
		p->is_there[row] = true;
}

static void gather_there(struct app *app, struct now now)
{
	struct progress *p = &app->progress;
	struct class_key classes[MODEL_CLASSES];
	struct err err = ERR_INIT;
	int n = today_classes(
		app->store, now.wall_us - THERE_US, classes, MODEL_CLASSES, &err);

	if (n < 0)
		LOG_ERROR("progress", "%s", err.text);
	for (int i = 0; i < n; i++)
		mark_there(p, &classes[i]);
	for (int i = 0; i < app->place_count; i++)
		if (app->places[i].stage == PLACE_BUSY)
			mark_there(p, &app->places[i].class);
	for (int c = 0; c < p->n_columns; c++)
		for (int r = 0; r < p->n_rows; r++)
			if (p->is_there[r])
				p->needed[c] += p->cell[r][c].total -
						p->cell[r][c].done;
}

static bool is_busy(const struct app *app, int column)
{
	for (int i = 0; i < app->place_count; i++)
		if (app->places[i].stage == PLACE_BUSY &&
			progress_column_of(app, &app->places[i]) == column)
			return true;
	return false;
}

/* Of height and weight the one that more went through. */
static void see(struct app *app, const struct today_pulse *pulse,
	struct pace_seen seen[MODEL_ITEMS])
{
	int item = items_find(app->items, pulse->item);
	int column = item < 0 ? -1
			      : progress_column(&app->progress,
					key_of(items_at(app->items, item)));

	if (column >= 0 && pulse->students >= seen[column].students)
		seen[column] = (struct pace_seen){ pulse->students, pulse->first_us,
			pulse->last_us };
}

static void gather_pace(struct app *app, struct now now)
{
	struct progress *p = &app->progress;
	struct today_pulse pulses[ITEMS_MAX];
	struct pace_seen seen[MODEL_ITEMS] = { { 0, 0, 0 } };
	struct err err = ERR_INIT;
	int n = today_pulses(app->store, progress_day_us(now.wall_us),
		now.wall_us - PACE_WINDOW_US, pulses, ITEMS_MAX, &err);

	if (n < 0)
		LOG_ERROR("progress", "%s", err.text);
	for (int i = 0; i < n; i++)
		see(app, &pulses[i], seen);
	for (int i = 0; i < p->n_columns; i++)
		p->pace[i] = pace_of(
			&seen[i], p->needed[i], is_busy(app, i), now.wall_us);
}

bool progress_look(struct app *app, struct now now)
{
	struct progress *p = &app->progress;
	struct progress_stamp stamp = p->stamp;

	if (!progress_is_old(app, &stamp, now))
		return false;
	if (!gather_touched(app, &p->stamp)) {
		memset(p, 0, sizeof(*p));
		gather_grid(app);
	}
	p->stamp = stamp;
	memset(p->is_there, 0, sizeof(p->is_there));
	memset(p->needed, 0, sizeof(p->needed));
	memset(p->pace, 0, sizeof(p->pace));
	gather_there(app, now);
	gather_pace(app, now);
	return true;
}
