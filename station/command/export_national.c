#include "export_national.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "export_journal.h"
#include "export_out.h"
#include "export_template.h"
#include "export_upload.h"
#include "layout.h"
#include "open.h"
#include "path.h"
#include "result_rows.h"
#include "results.h"
#include "roster.h"
#include "scheme.h"
#include "test_info.h"
#include "test_rows.h"
#include "text.h"
#include "upload_gather.h"

/* What an export is made with. */
struct export
{
	const struct env *env;
	const struct national_options *options;
	struct changes changes;
	struct items *items;
	struct scheme *scheme;
	struct store *store;
	struct results_with *results;
	struct layout *layout;
	struct student *students;
	size_t count;
	struct result_counts counts;
	struct test_counts tests;
	char template[PATH_SIZE]; /* found in the folder that was given; "" none */
	size_t templates;	  /* there */
};

static bool open_all(struct export *export, struct err *err)
{
	const struct env *env = export->env;

	export->items = open_items(env, err);
	if (!export->items)
		return false;
	export->scheme = open_scheme(env, STANDARD, export->items, err);
	if (!export->scheme)
		return false;
	export->store = open_store(env, env->data_dir, STORE_WRITE, export->items, err);
	if (!export->store)
		return false;
	export->results = open_results(
		env, export->store, export->items, export->scheme, err);
	return export->results && results_ensure(export->results, err);
}

static void close_all(struct export *export)
{
	changes_release(&export->changes);
	free(export->students);
	layout_free(export->layout);
	results_close(export->results);
	store_close(export->store);
	scheme_free(export->scheme);
	items_free(export->items);
}

static bool take_student(void *ctx, const struct student *student)
{
	struct export *export = ctx;

	if (!result_stage_has(export->options->stage, student->grade_code) ||
		(export->options->changes &&
			!changes_has(&export->changes, student->id)))
		return true;
	if (export->count % 256 == 0)
		export->students = mem_resize_array(export->students,
			export->count + 256, sizeof(*export->students));
	export->students[export->count++] = *student;
	return true;
}

static bool find_layout(struct export *export, struct err *err)
{
	const char *name = export->options->layout;
	struct result_layout grades = { .secondary_code = false };
	char path[PATH_SIZE];

	for (size_t i = 0; i < export->count; i++)
		result_layout_add(&grades, &export->students[i]);
	if (strcmp(name, "national") == 0)
		name = result_layout_name(&grades);
	if (!name || export->count == 0)
		return err_set(err,
			"there is no student to export; import a roster, or "
			"choose another --stage");
	export->layout = layout_load(
		env_share(export->env, "schema", path, sizeof(path)), name, err);
	return export->layout != NULL;
}

static bool write_student(struct export *export, struct result_rows *rows,
	const struct student *student, struct err *err)
{
	struct item_result results[ITEMS_MAX];
	char papers[UPLOAD_PAPERS];
	uint64_t interrupted;
	bool exempt;
	int count;

	if (!upload_exempt(export->store, student->id, &exempt, papers, err))
		return false;
	if (exempt) {
		result_rows_leave_out(rows, student, papers);
		return true;
	}
	count = results_of(export->store, student->id, results, ITEMS_MAX, err);
	if (count < 0 || !upload_interrupted(export->store, export->items, student->id,
				 &interrupted, err))
		return false;
	result_rows_add(rows, student, results, (size_t)count, interrupted);
	return true;
}

static bool write_students(
	struct export *export, struct result_rows *rows, struct err *err)
{
	for (size_t i = 0; i < export->count; i++)
		if (!write_student(export, rows, &export->students[i], err))
			return false;
	return true;
}

struct testing {
	struct test_rows *rows;
	enum result_stage stage;
};

static bool take_test(void *ctx, const struct test_info *info)
{
	struct testing *t = ctx;

	if (result_stage_has(t->stage, info->grade_code))
		test_rows_add(t->rows, info);
	return true;
}

static bool fill_tests(struct export *export, struct book *book, struct err *err)
{
	struct testing t = { test_rows_begin(book, export->layout, export->items, err),
		export->options->stage };
	bool good = t.rows && test_info_each(export->store, take_test, &t, err);

	if (t.rows)
		test_rows_end(t.rows, &export->tests);
	return good;
}

static bool fill_book(void *ctx, struct book *book, struct err *err)
{
	struct export *export = ctx;
	struct result_rows *rows;
	bool good;

	if (export->layout->rows == ROWS_TESTS)
		return fill_tests(export, book, err);
	rows = result_rows_begin(book, export->layout, export->items, err);
	good = rows && write_students(export, rows, err);
	if (rows)
		result_rows_end(rows, &export->counts);
	return good;
}

static bool has_column(const struct layout *layout, const char *item)
{
	for (unsigned i = 0; i < layout->columns_count; i++)
		if (strcmp(layout->columns[i].field, item) == 0)
			return true;
	return false;
}

static struct upload_with with_of(const struct export *export)
{
	return (struct upload_with){ export->env, export->items, export->store,
		export->options->stage, export->templates, export->options->later };
}

static void hand_over(const struct export *export, const struct upload_roll *roll,
	struct handed *handed)
{
	for (size_t i = 0; i < roll->count; i++) {
		const struct upload_student *s = &roll->students[i];

		if (s->standing == STANDING_EXEMPT ||
			(export->options->changes &&
				!changes_has(&export->changes, s->student.id)))
			continue;
		handed_row(handed, s);
		for (int k = 0; k < (int)items_count(export->items); k++)
			if (s->state[k] == UPLOAD_VALID &&
				has_column(export->layout,
					items_at(export->items, k)->key))
				handed_value(handed, s, items_at(export->items, k)->key,
					s->value[k]);
	}
}

static void begin_handin(
	const struct export *export, const char *layout, struct handin_file *handin)
{
	*handin = (struct handin_file){ .what = "national" };
	text_copy(handin->layout, sizeof(handin->layout), layout);
	text_copy(handin->scheme, sizeof(handin->scheme), STANDARD);
	handin->scheme_digest = export->scheme->digest;
	text_copy(handin->who, sizeof(handin->who), export->options->by);
}

/* What the journal will say of the file. A supplementary one says nothing of who is not in
 * it, and in the tests' no student's values are. */
static bool gather(struct export *export, struct handed *handed, struct err *err)
{
	const struct national_options *options = export->options;
	struct upload_with with = with_of(export);
	struct upload_roll roll = UPLOAD_ROLL_INIT;
	bool good;

	if (export->layout->rows == ROWS_TESTS || !options->file || options->draft)
		return true;
	good = (options->changes || changes_gather(&with, 0, &export->changes, err)) &&
	       upload_gather(&roll, export->store, export->items, options->stage, err);
	if (good) {
		hand_over(export, &roll, handed);
		if (!options->changes)
			handed_gone(handed, &with, &export->changes);
	}
	upload_roll_release(&roll);
	return good;
}

static bool keep(struct export *export, struct handed *handed, struct err *err)
{
	struct upload_with with = with_of(export);
	struct handin_file handin;

	begin_handin(export, export->layout->name, &handin);
	if (export->layout->rows == ROWS_TESTS) {
		text_copy(handin.what, sizeof(handin.what), "tests");
		handin.scheme[0] = '\0';
		handed->rows = export->tests.rows;
	}
	return export_keep(&with, &handin, export->options->file, handed, err);
}

/* The file and what is kept of it are of one moment, also while a day goes on. */
static bool write_file(struct export *export, struct handed *handed, struct err *err)
{
	bool good;

	if (!store_begin_read(export->store, err))
		return false;
	good = roster_each(export->store, take_student, export, err) &&
	       find_layout(export, err) && gather(export, handed, err) &&
	       export_out(export->options->file, env_now_us(export->env), fill_book,
		       export, err);
	store_end_read(export->store);
	return good;
}

static bool write_out(struct export *export, struct err *err)
{
	const struct national_options *options = export->options;
	struct handed handed = { .values = NULL };
	bool good = write_file(export, &handed, err) &&
		    (!options->file || options->draft || keep(export, &handed, err));

	handed_release(&handed);
	return good;
}

static bool is_of_students(const struct layout *layout, struct err *err)
{
	return layout->rows == ROWS_STUDENTS ||
	       err_set(err, "%s: --check is for files of students", layout->name);
}

/* The file that would be written, looked at as the platform does. */
static int check_generated(
	struct export *export, const struct upload_with *with, struct err *err)
{
	int status;

	if (!store_begin_read(export->store, err))
		return command_fail("export", err);
	if (roster_each(export->store, take_student, export, err) &&
		find_layout(export, err) && is_of_students(export->layout, err))
		status = export_check(with, fill_book, export);
	else
		status = command_fail("export", err);
	store_end_read(export->store);
	return status;
}

static const char *name_of(const struct export *export, char out[PATH_SIZE])
{
	return export->options->file
		       ? handed_name(export->options->later, export->options->file, out)
		       : "standard output";
}

static int report_tests(const struct export *export)
{
	char name[PATH_SIZE];

	fprintf(stderr,
		"%s: %s (%s)\n%zu classes and items; %zu of them lack a tester, a "
		"place "
		"or an instrument\n",
		name_of(export, name), export->layout->name, export->layout->certainty,
		export->tests.rows, export->tests.gaps);
	return export->tests.gaps > 0 ? DONE_BUT : DONE;
}

static int report(const struct export *export)
{
	const struct result_counts *n = &export->counts;
	char name[PATH_SIZE];

	if (export->layout->rows == ROWS_TESTS)
		return report_tests(export);
	fprintf(stderr,
		"%s: %s (%s)\n%zu students, %zu exempt, %zu rows: %zu complete, %zu in "
		"part, "
		"%zu without results; %zu disputed, %zu with gaps in the person's "
		"data, %zu outside the platform's ranges\n",
		name_of(export, name), export->layout->name, export->layout->certainty,
		n->roll, n->exempt, n->rows, n->complete, n->partial, n->none,
		n->disputed, n->identity, n->outside);
	return result_counts_ask(n) ? DONE_BUT : DONE;
}

/* What is another value since the files that were handed in, and with a file the rows of
 * those students only. */
static int export_changes(struct export *export, struct err *err)
{
	const struct national_options *options = export->options;
	struct upload_with with = with_of(export);
	size_t gone;

	if (!changes_gather(&with, options->since, &export->changes, err) ||
		!changes_print(&with, &export->changes, err))
		return command_fail("export", err);
	gone = changes_gone(&export->changes);
	fprintf(stderr, "%zu values are others since\n", export->changes.count);
	if (gone > 0)
		fprintf(stderr,
			"%zu students were handed in and are exempt or have left: no "
			"file "
			"takes a row off the platform; delete them there, or have it "
			"sent "
			"back by the level above\n",
			gone);
	if (!options->file || export->changes.said.count == 0)
		return gone > 0 ? DONE_BUT : DONE;
	if (!write_out(export, err))
		return command_fail("export", err);
	return report(export) == DONE && gone == 0 ? DONE : DONE_BUT;
}

/* A folder's is filled when there is one; else the file is made by our layout. */
static void find_template(struct export *export)
{
	const char *template = export->options->template;

	if (!template)
		return;
	if (path_is_folder(template))
		export->templates = template_find(export->env, export->store,
			export->items, template, export->template);
	else
		text_copy(export->template, sizeof(export->template), template);
	if (export->templates < 2)
		return;
	export->template[0] = '\0';
	fprintf(stderr,
		"%s: %zu workbooks there could be the platform's own, and none is "
		"filled: the file is by our own layout; leave only one\n",
		template, export->templates);
}

/* Our own layout; a person looks when a workbook should have been filled. */
static int make(struct export *export, struct err *err)
{
	int status = write_out(export, err) ? report(export)
					    : command_fail("export", err);

	return status == DONE && export->templates > 1 ? DONE_BUT : status;
}

static int run(struct export *export, struct err *err)
{
	const struct national_options *options = export->options;
	struct upload_with with;
	struct handin_file handin;

	if (!open_all(export, err))
		return command_fail("export", err);
	find_template(export);
	with = with_of(export);
	if (options->changes)
		return export_changes(export, err);
	if (export->template[0]) {
		begin_handin(export, TEMPLATE_LAYOUT, &handin);
		return export_template(&with, export->template, options->file,
			options->draft ? NULL : &handin);
	}
	if (options->check)
		return check_generated(export, &with, err);
	return make(export, err);
}

int export_national(const struct env *env, const struct national_options *options)
{
	struct export export = { .env = env, .options = options };
	struct err err = ERR_INIT;
	int status = run(&export, &err);

	close_all(&export);
	return status;
}
