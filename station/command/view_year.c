/* 本学年: rates by grade and sex, what is left to the targets, last year, the classes. */
#include <stdio.h>
#include <string.h>

#include "classes.h"
#include "log.h"
#include "rates.h"
#include "text.h"
#include "today.h"
#include "view.h"
#include "words.h"
#include "years.h"

struct gathering {
	struct app *app;
	struct rates_targets targets;
	int grade[MODEL_RATES]; /* of each row; 0 the school */
};

static struct model_share share_of(const struct rates *r)
{
	return (struct model_share){ rates_permille(r->passed, r->complete),
		rates_permille(r->good, r->complete) };
}

static const struct model_share unknown = { -1, -1 };

static struct model_rate *row_of(struct gathering *g, int grade)
{
	struct model_year *y = &g->app->model.year;

	for (int i = 0; i < y->n_rates; i++)
		if (g->grade[i] == grade)
			return &y->rates[i];
	if (y->n_rates == MODEL_RATES)
		return NULL;
	g->grade[y->n_rates] = grade;
	y->rates[y->n_rates].boys = y->rates[y->n_rates].girls =
		y->rates[y->n_rates].last = unknown;
	return &y->rates[y->n_rates++];
}

/* Everybody who is due counts, also who is not complete yet: so many must still pass. */
static void take_all(struct gathering *g, const struct rates *r, struct model_rate *row)
{
	row->complete = r->complete;
	row->due = r->roll - r->exempt;
	row->all = share_of(r);
	row->pass_needed = rates_needed(r->passed, row->due, g->targets.pass_permille);
	row->good_needed = rates_needed(r->good, row->due, g->targets.good_permille);
	if (r->scope == RATES_SCHOOL)
		text_copy(row->name, sizeof(row->name),
			texts_get(g->app->texts, TEXT_SCHOOL));
	else if (!*words_grade(g->app->texts,
			 grade_from_code(r->grade_code, store_system(g->app->store)),
			 row->name, sizeof(row->name)))
		text_copy(row->name, sizeof(row->name), r->name);
}

static bool take_rates(void *ctx, const struct rates *r)
{
	struct gathering *g = ctx;
	struct model_rate *row;

	if (r->scope == RATES_CLASS || r->scope == RATES_CLASS_SEX)
		return true;
	row = row_of(g, r->grade_code);
	if (!row)
		return true;
	if (r->scope == RATES_SCHOOL || r->scope == RATES_GRADE)
		take_all(g, r, row);
	else if (r->sex == SEX_MALE)
		row->boys = share_of(r);
	else if (r->sex == SEX_FEMALE)
		row->girls = share_of(r);
	return true;
}

static void show_last(struct gathering *g)
{
	struct app *app = g->app;
	struct year_rates last[MODEL_RATES * 2];
	struct err err = ERR_INIT;
	int n = years_rates(app->store, app->scheme, store_school_year(app->store) - 1,
		last, MODEL_RATES * 2, &err);

	if (n < 0)
		LOG_ERROR("view", "%s", err.text);
	for (int i = 0; i < n; i++)
		for (int k = 0; k < app->model.year.n_rates; k++)
			if (g->grade[k] == last[i].grade_code)
				app->model.year.rates[k].last = (struct model_share){
					rates_permille(
						last[i].passed, last[i].complete),
					rates_permille(last[i].good, last[i].complete)
				};
}

static void show_classes(struct app *app)
{
	struct model_year *y = &app->model.year;
	static struct today_complete classes[MODEL_YEAR_CLASSES];
	struct err err = ERR_INIT;
	int n = today_completes(app->store, classes, MODEL_YEAR_CLASSES, &err);

	if (n < 0)
		LOG_ERROR("view", "%s", err.text);
	for (int i = 0; i < n; i++) {
		struct model_year_class *c = &y->classes[y->n_classes++];

		words_class(app->texts,
			classes_name(app, &classes[i].class, classes[i].class_name),
			c->name, sizeof(c->name));
		c->complete = classes[i].complete;
		c->due = classes[i].due;
	}
}

static void show_title(struct app *app)
{
	char from[16], to[16];

	snprintf(from, sizeof(from), "%d", store_school_year(app->store));
	snprintf(to, sizeof(to), "%d", store_school_year(app->store) + 1);
	text_fill(texts_get(app->texts, TEXT_YEAR_TITLE), app->model.year.title,
		sizeof(app->model.year.title), from, to, NULL);
}

void view_year(struct app *app, struct now now)
{
	struct model_year *y = &app->model.year;
	struct gathering g = { .app = app };
	struct err err = ERR_INIT;

	if (!progress_is_old(app, &app->year_stamp, now))
		return;
	memset(y, 0, sizeof(*y));
	rates_targets(app->store, &g.targets);
	y->pass_target_permille = g.targets.pass_permille;
	y->good_target_permille = g.targets.good_permille;
	show_title(app);
	if (!rates_each(app->store, take_rates, &g, &err))
		LOG_ERROR("view", "%s", err.text);
	if (y->n_rates)
		y->missing = y->rates[0].due - y->rates[0].complete;
	if (y->n_rates && !y->rates[0].due)
		y->n_rates = 0; /* nobody is on the roll */
	show_last(&g);
	show_classes(app);
}
