/* 未测名单 on the screen: a class, perhaps one item, page by page. */
#include <stdio.h>
#include <string.h>

#include "app.h"
#include "call.h"
#include "classes.h"
#include "entry.h"
#include "log.h"
#include "print_job.h"
#include "text.h"
#include "words.h"

static int64_t journal_length(struct app *app)
{
	char hex[DIGEST_TEXT_SIZE];
	struct err err = ERR_INIT;
	int64_t seq;

	return entry_head(app->store, &seq, hex, &err) ? seq : -1;
}

static void begin(struct app *app)
{
	struct missing_page *page = &app->missing;
	const struct place *place = app->place_count ? &app->places[app->here] : NULL;

	page->shown = true;
	page->stamp = -1;
	page->item = -1;
	page->item_count = call_items(app, page->items, MODEL_CALL_ITEMS);
	page->class = (struct class_key){ 0 };
	if (place && place->class.code[0])
		page->class = place->class;
	else if (app->class_count)
		page->class = roster_class_key(&app->classes[0]);
}

static void gather(struct app *app, struct now now)
{
	struct missing_page *page = &app->missing;
	int64_t stamp = journal_length(app);
	struct err err = ERR_INIT;

	if (stamp >= 0 && stamp == page->stamp)
		return;
	missing_release(&page->all);
	if (!missing_gather(&page->all, app->store, app->items,
		    presences_day(now.wall_us), &err)) {
		LOG_ERROR("missing", "%s", err.text);
		missing_release(&page->all);
	}
	page->stamp = stamp;
}

/* Whoever lacks something that is still to be measured. */
static bool counts(const struct missing_row *row)
{
	return row->why != MISSING_EXEMPT && row->why != MISSING_BARRED;
}

static void count_classes(struct app *app)
{
	const struct missing *all = &app->missing.all;
	struct model_missing *m = &app->model.missing;
	int counted = -1;

	m->n_classes = app->class_count;
	m->selected = classes_find(app, &app->missing.class);
	for (int i = 0; i < app->class_count; i++)
		text_copy(m->classes[i].name, sizeof(m->classes[i].name),
			app->classes[i].name);
	for (size_t i = 0; i < all->count; i++) {
		const struct student *s = &all->people[all->rows[i].person];
		const struct class_key key = student_class(s);
		int class = classes_find(app, &key);

		if (all->rows[i].person == counted || !counts(&all->rows[i]) ||
			class < 0)
			continue;
		counted = all->rows[i].person;
		m->classes[class].students++;
		m->total++;
	}
}

static bool fits(const struct app *app, const struct missing_row *row)
{
	const struct missing_page *page = &app->missing;
	const struct class_key class = student_class(&page->all.people[row->person]);

	return class_same(&class, &page->class) &&
	       (page->item < 0 || page->items[page->item] == row->item);
}

static void why_text(
	const struct app *app, const struct missing_row *row, char *out, size_t size)
{
	static const enum text whys[] = { TEXT_WHY_MISSING, TEXT_ABSENT, TEXT_ON_LEAVE,
		TEXT_NOT_TODAY, TEXT_WHY_PUT_OFF, TEXT_WHY_DEFERRED, TEXT_WHY_BARRED,
		TEXT_EXEMPT };
	char day[24] = "";

	if (row->why == MISSING_PUT_OFF)
		call_day_text(app->texts, row->until, day, sizeof(day));
	text_fill(texts_get(app->texts, whys[row->why]), out, size, day, NULL, NULL);
}

/* The items of a student that are missing for one reason stand in one row. */
static size_t same_reason(const struct app *app, size_t from, char *what, size_t size)
{
	const struct missing *all = &app->missing.all;
	const struct missing_row *first = &all->rows[from];
	size_t rows = 0, len = 0;

	what[0] = '\0';
	for (size_t i = from; i < all->count && all->rows[i].person == first->person;
		i++) {
		const struct missing_row *row = &all->rows[i];

		if (row->why != first->why || row->until != first->until ||
			!fits(app, row))
			continue;
		snprintf(what + len, size - len, "%s%s",
			!len			    ? ""
			: words_english(app->texts) ? ", "
						    : "、",
			words_item_short(app->texts, items_at(app->items, row->item)));
		len = strlen(what);
		rows++;
	}
	return rows;
}

static bool is_first_of_reason(const struct app *app, size_t at)
{
	const struct missing *all = &app->missing.all;
	const struct missing_row *row = &all->rows[at];

	if (!fits(app, row))
		return false;
	for (size_t i = at; i-- > 0 && all->rows[i].person == row->person;)
		if (all->rows[i].why == row->why && all->rows[i].until == row->until &&
			fits(app, &all->rows[i]))
			return false;
	return true;
}

static void show_row(struct app *app, size_t at)
{
	static const enum tile_mark marks[] = { TILE_OPEN, TILE_ABSENT, TILE_LEAVE,
		TILE_NOT_TODAY, TILE_PUT_OFF, TILE_PUT_OFF, TILE_EXEMPT, TILE_EXEMPT };
	const struct missing *all = &app->missing.all;
	const struct student *s = &all->people[all->rows[at].person];
	struct model_missing *m = &app->model.missing;
	char number[16];

	snprintf(number, sizeof(number), "%d", s->class_place);
	if (s->class_place)
		text_fill(texts_get(app->texts, TEXT_NUMBER_NAME),
			m->rows[m->n_rows].who, sizeof(m->rows[0].who), number, s->name,
			NULL);
	else
		text_copy(m->rows[m->n_rows].who, sizeof(m->rows[0].who), s->name);
	(void)same_reason(app, at, m->rows[m->n_rows].what, sizeof(m->rows[0].what));
	why_text(app, &all->rows[at], m->rows[m->n_rows].why, sizeof(m->rows[0].why));
	m->rows[m->n_rows++].mark = marks[all->rows[at].why];
}

static void show_rows(struct app *app)
{
	const struct missing *all = &app->missing.all;
	struct model_missing *m = &app->model.missing;
	int first, pages, n = 0;

	for (size_t i = 0; i < all->count; i++)
		m->n += is_first_of_reason(app, i);
	pages = m->n <= MODEL_MISSING_ROWS
			? 1
			: (m->n + MODEL_MISSING_ROWS - 1) / MODEL_MISSING_ROWS;
	m->page = app->model.visit.page < pages ? app->model.visit.page : pages - 1;
	first = m->page * MODEL_MISSING_ROWS;
	for (size_t i = 0; i < all->count && m->n_rows < MODEL_MISSING_ROWS; i++)
		if (is_first_of_reason(app, i) && n++ >= first)
			show_row(app, i);
}

void missing_view(struct app *app, struct now now)
{
	struct missing_page *page = &app->missing;
	struct model_missing *m = &app->model.missing;

	if (!page->shown)
		begin(app);
	gather(app, now);
	memset(m, 0, sizeof(*m));
	m->n_items = page->item_count;
	for (int i = 0; i < m->n_items; i++)
		text_copy(m->items[i], sizeof(m->items[i]),
			items_at(app->items, page->items[i])->zh_short);
	m->item = page->item;
	count_classes(app);
	show_rows(app);
}

/* What is on the screen: the class, and the item if one is chosen. */
static void print(struct app *app, struct now now)
{
	const struct missing_page *page = &app->missing;
	const struct print_job job = { .kind = "missing",
		.class = page->class,
		.item = page->item < 0
				? ""
				: items_at(app->items, page->items[page->item])->key };

	(void)print_job(app, TEXT_PRINT_MISSING, &job, now);
}

bool missing_grant(struct app *app, const struct intent *want, struct now now)
{
	struct missing_page *page = &app->missing;

	switch (want->kind) {
	case INTENT_MISSING_CLASS:
		if (want->index >= 0 && want->index < app->class_count)
			page->class = roster_class_key(&app->classes[want->index]);
		app->model.visit.page = 0;
		return true;
	case INTENT_MISSING_ITEM:
		if (want->index >= -1 && want->index < page->item_count)
			page->item = want->index;
		app->model.visit.page = 0;
		return true;
	case INTENT_MISSING_PRINT:
		print(app, now);
		return true;
	default:
		return false;
	}
}

void missing_tick(struct app *app, struct now now)
{
	(void)now;
	if (app->missing.shown && app->model.visit.teacher != SCREEN_MISSING)
		missing_close(app);
}

void missing_close(struct app *app)
{
	missing_release(&app->missing.all);
	app->missing.shown = false;
}
