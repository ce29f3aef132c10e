#include "export_missing.h"

#include <stdio.h>
#include <string.h>

#include "export_out.h"
#include "missing.h"
#include "open.h"
#include "presences.h"
#include "results.h"
#include "scheme.h"
#include "store.h"

struct listing {
	const struct env *env;
	const char *file, *class_code;
	struct items *items;
	struct scheme *scheme;
	struct store *store;
	struct results_with *results;
	struct missing missing;
	int rows;
};

static void write_titles(struct book *book)
{
	static const char *const titles[] = { "class", "number", "name", "item",
		"reason", "until" };

	book_sheet(book, "未测名单");
	for (size_t i = 0; i < sizeof(titles) / sizeof(titles[0]); i++)
		book_text(book, titles[i]);
	book_end_row(book);
}

static void write_row(
	struct listing *l, struct book *book, const struct missing_row *row)
{
	const struct student *s = &l->missing.people[row->person];

	book_text(book, s->class_name);
	if (s->class_place)
		book_number(book, s->class_place, 0);
	else
		book_skip(book);
	book_text(book, s->name);
	book_text(book, items_at(l->items, row->item)->zh);
	book_text(book, missing_why_key(row->why));
	book_date(book, row->until);
	book_end_row(book);
	l->rows++;
}

static bool fill(void *ctx, struct book *book, struct err *err)
{
	struct listing *l = ctx;

	(void)err;
	write_titles(book);
	for (size_t i = 0; i < l->missing.count; i++)
		if (!l->class_code ||
			student_is_of(&l->missing.people[l->missing.rows[i].person],
				l->class_code))
			write_row(l, book, &l->missing.rows[i]);
	return true;
}

static bool run(struct listing *l, struct err *err)
{
	int64_t wall_us = env_now_us(l->env);

	l->items = open_items(l->env, err);
	l->scheme = l->items ? open_scheme(l->env, STANDARD, l->items, err) : NULL;
	l->store = l->scheme ? open_store(l->env, l->env->data_dir, STORE_WRITE,
				       l->items, err)
			     : NULL;
	l->results = l->store ? open_results(l->env, l->store, l->items, l->scheme, err)
			      : NULL;
	return l->results && results_ensure(l->results, err) &&
	       missing_gather(
		       &l->missing, l->store, l->items, presences_day(wall_us), err) &&
	       export_out(l->file, wall_us, fill, l, err);
}

int export_missing(const struct env *env, const char *file, const char *class_code)
{
	struct listing l = { .env = env, .file = file, .class_code = class_code };
	struct err err = ERR_INIT;
	int status = run(&l, &err) ? DONE : command_fail("export", &err);

	if (status == DONE)
		fprintf(stderr, "%s: %d results are missing\n",
			file ? file : "standard output", l.rows);
	missing_release(&l.missing);
	results_close(l.results);
	store_close(l.store);
	scheme_free(l.scheme);
	items_free(l.items);
	return status;
}
