#include "export_exam.h"

#include <stdio.h>
#include <stdlib.h>

#include "buf.h"
#include "exam_book.h"
#include "exam_layout.h"
#include "export_journal.h"
#include "export_out.h"
#include "exam_school.h"
#include "exams.h"
#include "item.h"
#include "open.h"
#include "roster.h"
#include "sheet.h"
#include "text.h"

struct export
{
	const struct env *env;
	const char *file, *by;
	const struct layout *layout; /* NULL: our own sheet */
	struct items *items;
	struct store *store;
	struct exam_used use;
	struct exam *exam;
	struct student *students; /* who sit it */
	size_t count;
	struct exam_book_counts counts;
};

static bool take_student(void *ctx, const struct student *student)
{
	struct export *export = ctx;

	if (!exams_sits(export->store, student))
		return true;
	if (export->count % 256 == 0)
		export->students = mem_resize_array(export->students,
			export->count + 256, sizeof(*export->students));
	export->students[export->count++] = *student;
	return true;
}

static bool open_exam(struct export *export, struct err *err)
{
	enum exam_use_got got = exams_used(export->store, 0, &export->use, err);

	if (got == EXAM_USE_NONE)
		return err_set(err, "no exam scheme is in use; see 'station help "
				    "scheme'");
	if (got == EXAM_USE_FOUND)
		export->exam = exams_load(
			export->store, export->items, &export->use, err);
	return export->exam != NULL;
}

static bool open_all(struct export *export, struct err *err)
{
	const struct env *env = export->env;

	export->items = open_items(env, err);
	if (!export->items)
		return false;
	export->store = open_store(env, env->data_dir, STORE_WRITE, export->items, err);
	if (!export->store || !open_exam(export, err) ||
		!exam_school_prepare(
			env, export->store, export->exam, &export->use, err) ||
		!roster_each(export->store, take_student, export, err))
		return false;
	return export->count > 0 ||
	       err_set(err,
		       "nobody sits the exam: there is no student of the last year of "
		       "junior high; import a roster");
}

static void close_all(struct export *export)
{
	free(export->students);
	exam_free(export->exam);
	store_close(export->store);
	items_free(export->items);
}

/* Into our own sheet, or into a layout's. */
struct rows_of {
	struct exam_book *book;
	struct exam_layout *layout;
};

static bool add_students(
	struct export *export, const struct rows_of *rows, struct err *err)
{
	struct exam_shown *shown = mem_alloc(sizeof(*shown));
	bool good = true;

	for (size_t i = 0; good && i < export->count; i++) {
		const struct student *student = &export->students[i];

		good = exams_show(export->store, export->exam, student->id, shown, err);
		if (good && rows->layout)
			exam_layout_add(rows->layout, student, shown);
		else if (good)
			exam_book_add(rows->book, student, shown);
	}
	free(shown);
	return good;
}

static bool fill_book(void *ctx, struct book *book, struct err *err)
{
	struct export *export = ctx;
	struct rows_of rows = { NULL, NULL };
	bool good;

	if (export->layout) {
		rows.layout = exam_layout_begin(
			book, export->layout, export->exam, &export->use, err);
		good = rows.layout && add_students(export, &rows, err);
		if (rows.layout)
			exam_layout_end(rows.layout, &export->counts);
		return good;
	}
	rows.book = exam_book_begin(book, export->exam, &export->use);
	good = add_students(export, &rows, err);
	exam_book_end(rows.book, &export->counts);
	return good;
}

static bool keep(struct export *export, struct err *err)
{
	struct upload_with with = { export->env, export->items, export->store,
		STAGE_ALL, 0 };
	struct handin_file handin = { .what = "exam",
		.scheme_digest = export->use.digest };
	struct handed handed = { .rows = export->count };

	text_copy(handin.layout, sizeof(handin.layout),
		export->layout ? export->layout->name : "exam");
	text_copy(handin.scheme, sizeof(handin.scheme), export->use.scheme);
	text_copy(handin.who, sizeof(handin.who), export->by);
	return export_keep(&with, &handin, export->file, &handed, err);
}

static bool run(struct export *export, struct err *err)
{
	return open_all(export, err) &&
	       export_out(
		       export->file, env_now_us(export->env), fill_book, export, err) &&
	       (!export->file || !export->by || keep(export, err));
}

static int report(const struct export *export)
{
	const struct exam_book_counts *n = &export->counts;
	bool confirmed = export->use.confirmed[0] != '\0';
	char mark[EXAM_MARK_SIZE];

	fprintf(stderr,
		"%s: %s %d %s\n%zu students: %zu complete, %zu with an exemption, "
		"%zu without a table, %zu incomplete, %zu contradict themselves%s\n",
		export->file ? export->file : "standard output", export->use.scheme,
		export->use.exam_year, exams_mark(export->exam, confirmed, mark),
		n->students, n->complete, n->exempt, n->no_table, n->incomplete,
		n->wrong,
		confirmed ? "" : "; nobody has compared the scheme with the paper");
	return n->complete + n->exempt == n->students && confirmed ? DONE : DONE_BUT;
}

int export_exam(const struct env *env, const struct layout *layout, const char *file,
	const char *by)
{
	struct export export = { .env = env, .layout = layout, .file = file, .by = by };
	struct err err = ERR_INIT;
	int status = run(&export, &err) ? report(&export)
					: command_fail("export", &err);

	close_all(&export);
	return status;
}
