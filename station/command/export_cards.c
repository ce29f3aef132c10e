#include "export_cards.h"

#include <stdio.h>
#include <string.h>

#include "cards.h"
#include "cards_file.h"
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
	struct cards_new cards;
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
	bool has;

	if (m->options->class_code && !student_is_of(s, m->options->class_code))
		return true;
	m->students++;
	m->failed = !cards_has(m->store, s->id, &has, m->err);
	if (m->failed || (has && !m->options->again))
		return !m->failed;
	write_card(m->book, s, cards_draw(&m->cards, s->id));
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

/* What was printed cannot be called back: when it does not count, the exit status and a
 * sentence say so. A reader of a pipe may be slow, and nobody waits for him. */
static bool print_rows(struct making *m, int64_t wall_us, struct err *err)
{
	return export_out(NULL, wall_us, make_cards, m, err) &&
	       (cards_count(m->store, &m->cards, m->options->again, wall_us, err) ||
		       err_prefix(err, "the tokens that were printed do not count"));
}

static bool write_file(struct making *m, int64_t wall_us, struct err *err)
{
	struct cards_file file;

	return cards_file_begin(&file, m->options->file, err) &&
	       export_out(file.waiting, wall_us, make_cards, m, err) &&
	       cards_file_keep(
		       &file, m->store, &m->cards, m->options->again, wall_us, err);
}

static bool run(struct making *m, struct err *err)
{
	m->items = open_items(m->env, err);
	m->store = m->items ? open_store(m->env, m->env->data_dir, STORE_WRITE,
				      m->items, err)
			    : NULL;
	if (!m->store)
		return false;
	return m->options->file ? write_file(m, env_now_us(m->env), err)
				: print_rows(m, env_now_us(m->env), err);
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
	cards_forget(&m.cards);
	store_close(m.store);
	items_free(m.items);
	return status;
}
