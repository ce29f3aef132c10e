#include "export_cards.h"

#include <stdio.h>
#include <string.h>

#include "cards.h"
#include "export_out.h"
#include "item.h"
#include "open.h"
#include "roster.h"
#include "store.h"

struct making {
	const struct env *env;
	const struct cards_options *options;
	struct items *items;
	struct store *store;
	struct book *book;
	struct err *err;
	bool failed;
	int students, made;
};

static void write_titles(struct book *book)
{
	static const char *const titles[] = { "class", "number", "name", "token" };

	book_sheet(book, "测试卡");
	for (size_t i = 0; i < sizeof(titles) / sizeof(titles[0]); i++)
		book_text(book, titles[i]);
	book_end_row(book);
}

static void write_card(struct book *book, const struct student *s, const char *token)
{
	book_text(book, s->class_name);
	if (s->class_place)
		book_number(book, s->class_place, 0);
	else
		book_skip(book);
	book_text(book, s->name);
	book_text(book, token);
	book_end_row(book);
}

static bool make_one(void *ctx, const struct student *s)
{
	struct making *m = ctx;
	char token[CARD_TOKEN_SIZE];
	bool has;

	if (m->options->class_code &&
		strcmp(m->options->class_code, s->class_code) != 0)
		return true;
	m->students++;
	m->failed = !cards_has(m->store, s->id, &has, m->err);
	if (m->failed || (has && !m->options->again))
		return !m->failed;
	m->failed = !cards_make(m->store, s->id, token, env_now_us(m->env), m->err);
	if (m->failed)
		return false;
	write_card(m->book, s, token);
	memset(token, 0, sizeof(token));
	m->made++;
	return true;
}

static bool make_cards(void *ctx, struct book *book, struct err *err)
{
	struct making *m = ctx;

	m->book = book;
	m->err = err;
	write_titles(book);
	if (!roster_each(m->store, make_one, m, err) || m->failed)
		return false;
	return m->students > 0 ||
	       err_set(err, "there is no student to make a card for; import a roster, "
			    "or look at the class code");
}

/* A card counts only when it stands in the file: both are kept, or nothing. */
static bool run(struct making *m, struct err *err)
{
	m->items = open_items(m->env, err);
	m->store = m->items ? open_store(m->env, m->env->data_dir, STORE_WRITE,
				      m->items, err)
			    : NULL;
	if (!m->store || !store_begin(m->store, err))
		return false;
	return store_end(m->store,
		export_out(m->options->file, env_now_us(m->env), make_cards, m, err),
		err);
}

int export_cards(const struct env *env, const struct cards_options *options)
{
	struct making m = { .env = env, .options = options };
	struct err err = ERR_INIT;
	int status = run(&m, &err) ? DONE : command_fail("export", &err);

	if (status == DONE)
		fprintf(stderr,
			"%s: %d cards made; %d students have one already and keep it\n"
			"Whoever reads this file can pass for these students: print "
			"the "
			"cards, then delete it.\n",
			options->file ? options->file : "standard output", m.made,
			m.students - m.made);
	store_close(m.store);
	items_free(m.items);
	return status;
}
