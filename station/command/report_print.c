/* station report with a kind of paper: a PDF file, written whole or not at all. */
#include "report_print.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "buf.h"
#include "cards_file.h"
#include "codes.h"
#include "documents.h"
#include "leftovers.h"
#include "open.h"
#include "path.h"
#include "pdf.h"
#include "printing.h"
#include "roster.h"
#include "text.h"

struct options {
	const struct document *document;
	const char *file, *class_code, *student, *item, *paper;
	bool force, again;
};

/* ---- options -------------------------------------------------------------------- */

static const char **value_of(struct options *options, const char *word)
{
	return strcmp(word, "-o") == 0		? &options->file
	       : strcmp(word, "--class") == 0	? &options->class_code
	       : strcmp(word, "--student") == 0 ? &options->student
	       : strcmp(word, "--item") == 0	? &options->item
	       : strcmp(word, "--paper") == 0	? &options->paper
						: NULL;
}

const struct document *report_document(int argc, char **argv)
{
	struct options options;

	for (int i = 1; i < argc; i++)
		if (value_of(&options, argv[i]))
			i++;
		else if (argv[i][0] != '-')
			return documents_find(argv[i]);
	return NULL;
}

static bool take_option(
	struct options *options, int argc, char **argv, int *at, struct err *err)
{
	const char *word = argv[*at];
	const char **value = value_of(options, word);

	if (value && *at + 1 < argc)
		*value = argv[++*at];
	else if (strcmp(word, "--force") == 0)
		options->force = true;
	else if (strcmp(word, "--again") == 0)
		options->again = true;
	else if (word[0] == '-')
		return err_set(
			err, "unknown option \"%s\", or its value is missing", word);
	else if (strcmp(word, options->document->key) != 0)
		return err_set(err, "one document at a time, not also \"%s\"", word);
	return true;
}

static const struct paper *paper_of(const char *word)
{
	return !word || strcmp(word, "a4") == 0 ? &paper_a4
	       : strcmp(word, "80") == 0	? &paper_80
	       : strcmp(word, "58") == 0	? &paper_58
						: NULL;
}

/* Is every option one of this document's? */
static bool check_options(const struct options *options, struct err *err)
{
	const struct document *d = options->document;
	const struct {
		const char *word;
		bool given;
		unsigned bit;
	} all[] = {
		{ "--item", options->item, DOC_ITEM },
		{ "--paper", options->paper, DOC_PAPER },
		{ "--again", options->again, DOC_AGAIN },
		{ "--class", options->class_code, DOC_CLASS },
		{ "--student", options->student, DOC_STUDENT },
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (all[i].given && !(d->takes & all[i].bit))
			return err_set(
				err, "%s is no option of %s", all[i].word, d->key);
	if (!paper_of(options->paper))
		return err_set(err, "--paper: \"%s\" is not one of a4, 80, 58",
			options->paper);
	if (options->class_code && options->student)
		return err_set(err, "--class or --student, not both");
	return true;
}

static bool take_options(struct options *options, const struct document *document,
	int argc, char **argv, struct err *err)
{
	*options = (struct options){ .document = document };
	for (int i = 1; i < argc; i++)
		if (!take_option(options, argc, argv, &i, err))
			return false;
	if (!options->file)
		return err_set(err, "%s is a paper: -o FILE.pdf says where it goes",
			document->key);
	if (strlen(options->file) < 5 ||
		strcmp(options->file + strlen(options->file) - 4, ".pdf") != 0)
		return err_set(err, "%s: the name of a file to print to ends in .pdf",
			options->file);
	if (!check_options(options, err))
		return false;
	if (!options->force && access(options->file, F_OK) == 0)
		return err_set(err, "%s is there already; add --force to write over it",
			options->file);
	return true;
}

/* ---- printing ------------------------------------------------------------------- */

struct work {
	const struct env *env;
	const struct options *options;
	struct items *items;
	struct scheme *scheme;
	struct codes *ethnicities;
	struct store *store;
	struct results_with *results;
	struct student student;
	struct pdf *pdf;
	struct press press;
	struct printing printing;
	struct cards_file file; /* of a document that writes */
	struct cards_new cards;
	int said; /* hundredths of the work that were told last */
};

static void say_progress(void *ctx, int done, int of)
{
	struct work *work = ctx;
	int hundredths = (int)((int64_t)done * 100 / of);

	if (hundredths == work->said)
		return;
	work->said = hundredths;
	fprintf(stderr, isatty(2) ? "\r%d / %d%s" : "progress %d %d\n%s", done, of,
		isatty(2) && done == of ? "\n" : "");
}

static bool to_pdf(
	void *ctx, const struct draw *page, const char *mark, struct err *err)
{
	struct work *work = ctx;

	return pdf_page(work->pdf, page, MM, mark, err);
}

static bool open_all(struct work *work, struct err *err)
{
	const struct env *env = work->env;
	char path[PATH_SIZE];

	work->items = open_items(env, err);
	work->scheme = work->items ? open_scheme(env, STANDARD, work->items, err)
				   : NULL;
	work->ethnicities = work->scheme
				    ? codes_load(env_share(env,
							 "schema/codes/ethnicity.csv",
							 path, sizeof(path)),
					      err)
				    : NULL;
	work->store = work->ethnicities ? open_store(env, env->data_dir, STORE_WRITE,
						  work->items, err)
					: NULL;
	work->results = work->store ? open_results(env, work->store, work->items,
					      work->scheme, err)
				    : NULL;
	return work->results && results_ensure(work->results, err) &&
	       (!work->options->student ||
		       open_student(work->store, work->options->student, &work->student,
			       err));
}

static void watch(const char *file)
{
	struct buf part = BUF_INIT;

	path_part_name(&part, file);
	leftovers_watch(part.data);
	buf_release(&part);
}

static bool print_pages(struct work *work, const char *file, struct err *err)
{
	const struct options *options = work->options;
	struct pdf_about about = { options->document->zh, store_school(work->store),
		env_now_us(work->env) };
	bool ok;

	watch(file);
	work->pdf = pdf_open(file, &about, err);
	if (!work->pdf)
		return false;
	work->press = (struct press){ .take = to_pdf, .ctx = work };
	work->printing = (struct printing){ .store = work->store,
		.items = work->items,
		.scheme = work->scheme,
		.results = work->results,
		.ethnicities = work->ethnicities,
		.press = &work->press,
		.wall_us = about.wall_us,
		.class_code = options->class_code ? options->class_code : "",
		.student = options->student ? &work->student : NULL,
		.item = options->item ? options->item : "",
		.paper = paper_of(options->paper),
		.again = options->again,
		.cards = &work->cards,
		.progress = say_progress,
		.progress_ctx = work };
	ok = options->document->print(&work->printing, err);
	press_release(&work->press);
	return pdf_close(work->pdf, ok, err) && ok;
}

/* A day may go on meanwhile: a page's rows and its sums are of one moment. */
static bool print_one_moment(struct work *work, const char *file, struct err *err)
{
	bool ok;

	if (!store_begin_read(work->store, err))
		return false;
	ok = print_pages(work, file, err);
	store_end_read(work->store);
	return ok;
}

static bool run(struct work *work, struct err *err)
{
	const char *item = work->options->item;

	if (!open_all(work, err))
		return false;
	if (item && items_find(work->items, item) < 0)
		return err_set(err, "--item: \"%s\" is no item of items.yaml", item);
	if (!work->options->document->writes)
		return print_one_moment(work, work->options->file, err);
	return cards_file_begin(&work->file, work->options->file, err) &&
	       print_one_moment(work, work->file.waiting, err) &&
	       cards_file_keep(&work->file, work->store, &work->cards,
		       work->options->again, work->printing.wall_us, err);
}

static void say_what_was_done(const struct work *work)
{
	const struct printing *p = &work->printing;
	const struct document *document = work->options->document;

	fprintf(stderr, "%s: %s, %d printed", work->options->file, document->zh,
		p->made);
	if (p->kept)
		fprintf(stderr, "; %d have one already and keep it", p->kept);
	if (p->left_out)
		fprintf(stderr, "; %d left out: %s", p->left_out, p->why_left_out);
	fprintf(stderr, "\n%s%s", document->note ? document->note : "",
		document->note ? "\n" : "");
}

static void close_all(struct work *work)
{
	cards_forget(&work->cards);
	results_close(work->results);
	store_close(work->store);
	codes_free(work->ethnicities);
	scheme_free(work->scheme);
	items_free(work->items);
}

int report_print(
	const struct env *env, const struct document *document, int argc, char **argv)
{
	static struct work work;
	struct options options;
	struct err err = ERR_INIT;
	bool ok = take_options(&options, document, argc, argv, &err);

	work = (struct work){ .env = env, .options = &options };
	ok = ok && run(&work, &err);
	close_all(&work);
	if (!ok)
		return command_fail("report", &err);
	say_what_was_done(&work);
	return work.printing.left_out ? DONE_BUT : DONE;
}
