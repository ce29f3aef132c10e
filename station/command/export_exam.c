#include "export_exam.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
#include "rows.h"
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
	struct handed_later *later;
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
	return export->store && open_exam(export, err) &&
	       exam_school_prepare(env, export->store, export->exam, &export->use, err);
}

static bool take_students(struct export *export, struct err *err)
{
	return roster_each(export->store, take_student, export, err) &&
	       (export->count > 0 ||
		       err_set(err,
			       "nobody sits the exam: there is no student of the last "
			       "year of junior high; import a roster"));
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

/* ---- what the journal keeps ------------------------------------------------------ */

/* Points as hundredths; "" and words are none. */
static void put_points(struct handed *handed, const char *student, const char *what,
	const char *key, const char *points)
{
	struct decimal d;
	char name[sizeof(handed->values->item)];
	int64_t value;

	if (!*points || !decimal_read(slice_of(points), &d) || d.decimals > 2)
		return;
	value = d.digits * (d.decimals == 0 ? 100 : d.decimals == 1 ? 10 : 1);
	if (snprintf(name, sizeof(name), "%s%s", what, key) < (int)sizeof(name))
		handed_item(handed, student, name, value);
}

static void put_shown(
	struct handed *handed, const char *student, const struct exam_shown *shown)
{
	char name[sizeof(handed->values->item)];

	for (int i = 0; i < shown->items; i++) {
		const char *key = shown->item[i].key;

		if (!shown->item[i].counts)
			continue;
		if (shown->item[i].value[0] && snprintf(name, sizeof(name), "result:%s",
						       key) < (int)sizeof(name))
			handed_item(handed, student, name, shown->item[i].amount);
		put_points(handed, student, "points:", key, shown->item[i].points);
	}
	for (int i = 0; i < shown->parts; i++)
		put_points(handed, student, "part:", shown->part[i].key,
			shown->part[i].points);
	put_points(handed, student, "total", "", shown->total);
}

/* Of everybody who sits it, as the layouts name their fields. */
static bool gather(struct export *export, struct handed *handed, struct err *err)
{
	struct exam_shown *shown = mem_alloc(sizeof(*shown));
	bool good = true;

	for (size_t i = 0; good && i < export->count; i++) {
		const char *student = export->students[i].id;

		good = exams_show(export->store, export->exam, student, shown, err);
		if (good) {
			handed_who(handed, student);
			put_shown(handed, student, shown);
		}
	}
	free(shown);
	return good;
}

static bool keep(struct export *export, struct handed *handed, struct err *err)
{
	struct upload_with with = { export->env, export->items, export->store,
		STAGE_ALL, 0, export->later };
	struct handin_file handin = { .what = "exam",
		.scheme_digest = export->use.digest };

	text_copy(handin.layout, sizeof(handin.layout),
		export->layout ? export->layout->name : "exam");
	text_copy(handin.scheme, sizeof(handin.scheme), export->use.scheme);
	text_copy(handin.who, sizeof(handin.who), export->by);
	return export_keep(&with, &handin, export->file, handed, err);
}

/* Both of one moment, also while a day goes on. */
static bool write_file(struct export *export, struct handed *handed, struct err *err)
{
	bool good;

	if (!store_begin_read(export->store, err))
		return false;
	good = take_students(export, err) && (!handed || gather(export, handed, err)) &&
	       export_out(
		       export->file, env_now_us(export->env), fill_book, export, err);
	store_end_read(export->store);
	return good;
}

static bool run(struct export *export, struct err *err)
{
	struct handed handed = { .values = NULL };
	bool keeps = export->file && export->by;
	bool good = open_all(export, err) &&
		    write_file(export, keeps ? &handed : NULL, err) &&
		    (!keeps || keep(export, &handed, err));

	handed_release(&handed);
	return good;
}

static int report(const struct export *export)
{
	const struct exam_book_counts *n = &export->counts;
	bool confirmed = export->use.confirmed[0] != '\0';
	char mark[EXAM_MARK_SIZE], name[PATH_SIZE];

	fprintf(stderr,
		"%s: %s %d %s\n%zu students: %zu complete, %zu with an exemption, "
		"%zu without a table, %zu incomplete, %zu contradict themselves%s\n",
		export->file ? handed_name(export->later, export->file, name)
			     : "standard output",
		export->use.scheme, export->use.exam_year,
		exams_mark(export->exam, confirmed, mark), n->students, n->complete,
		n->exempt, n->no_table, n->incomplete, n->wrong,
		confirmed ? "" : "; nobody has compared the scheme with the paper");
	return n->complete + n->exempt == n->students && confirmed ? DONE : DONE_BUT;
}

int export_exam(const struct env *env, const struct layout *layout, const char *file,
	const char *by, struct handed_later *later)
{
	struct export export = {
		.env = env, .layout = layout, .file = file, .by = by, .later = later
	};
	struct err err = ERR_INIT;
	int status = run(&export, &err) ? report(&export)
					: command_fail("export", &err);

	close_all(&export);
	return status;
}

/* ---- changes ---------------------------------------------------------------------- */

struct held {
	struct handin_value value;
	struct entry_id since;
};

struct comparing {
	const struct export *export;
	struct held *old;
	size_t old_count;
	struct rows rows;
	size_t found;
};

static int by_item(const void *a, const void *b)
{
	const struct handin_value *x = a, *y = b;
	int order = strcmp(x->student, y->student);

	return order ? order : strcmp(x->item, y->item);
}

static bool take_held(
	void *ctx, const struct handin_value *value, const struct entry_id *since)
{
	struct comparing *c = ctx;

	if (c->old_count % 1024 == 0)
		c->old = mem_resize_array(c->old, c->old_count + 1024, sizeof(*c->old));
	c->old[c->old_count++] = (struct held){ *value, *since };
	return true;
}

static bool is_result(const char *item)
{
	return strncmp(item, "result:", 7) == 0;
}

/* 立定跳远 成绩, 立定跳远 得分, 过程性, 总分 */
static void write_what(const struct exam *exam, const char *item, char out[96])
{
	const char *colon = strchr(item, ':'), *key = colon ? colon + 1 : item;
	int index = exam_find_item(exam, key), part = exam_find_part(exam, key);

	if (strcmp(item, "total") == 0)
		text_copy(out, 96, "总分");
	else if (strncmp(item, "part:", 5) == 0 && part >= 0)
		text_copy(out, 96, exam->part[part].zh);
	else if (index >= 0)
		snprintf(out, 96, "%.60s%s", exam->item[index].zh,
			is_result(item) ? "成绩" : "得分");
	else
		text_copy(out, 96, item);
}

static void write_value(
	const struct exam *exam, const struct handin_value *value, char out[40])
{
	int index = is_result(value->item) ? exam_find_item(exam, value->item + 7) : -1;
	char text[40], shortest[32];

	*out = '\0';
	if (!value->item[0])
		return;
	if (index >= 0)
		item_format_file(
			&exam->item[index].measure, value->value, text, sizeof(text));
	else
		decimal_write(value->value, 2, text, sizeof(text));
	text_copy(out, 40, number_shortest(text, shortest) ? shortest : text);
}

/* `old` or `now` NULL: there is none. */
static bool print_change(struct comparing *c, const struct held *old,
	const struct handin_value *now, enum change_kind kind,
	const struct entry_id *since, struct err *err)
{
	const struct exam *exam = c->export->exam;
	const struct handin_value *either = old ? &old->value : now;
	char what[96] = "", text[40] = "";
	struct student s;

	if (roster_find(c->export->store, either->student, &s, err) != ROSTER_FOUND)
		return !err->text[0] &&
		       err_set(err, "student %s is not in the store", either->student);
	if (either->item[0])
		write_what(exam, either->item, what);
	rows_text(&c->rows, s.class_name);
	if (s.class_place)
		rows_int(&c->rows, s.class_place);
	else
		rows_text(&c->rows, "");
	rows_text(&c->rows, s.name);
	rows_text(&c->rows, what);
	if (old)
		write_value(exam, &old->value, text);
	rows_text(&c->rows, text);
	*text = '\0';
	if (now)
		write_value(exam, now, text);
	rows_text(&c->rows, text);
	if (since->seq)
		rows_int(&c->rows, since->seq);
	else
		rows_text(&c->rows, "");
	rows_text(&c->rows, change_kind_key(kind));
	rows_end(&c->rows);
	c->found++;
	return true;
}

static bool same_student(const char *id, const struct handed *now, size_t at)
{
	return (at < now->count && strcmp(now->values[at].student, id) == 0) ||
	       (at > 0 && strcmp(now->values[at - 1].student, id) == 0);
}

/* Both in order of student and item; every student has a value "" of his row. */
static bool compare(struct comparing *c, const struct handed *now, struct err *err)
{
	static const struct entry_id never = { .seq = 0 };
	size_t i = 0, k = 0;
	bool good = true;

	while (good && (i < c->old_count || k < now->count)) {
		const struct held *old = i < c->old_count ? &c->old[i] : NULL;
		const struct handin_value *came = k < now->count ? &now->values[k]
								 : NULL;
		int order = !old ? 1 : !came ? -1 : by_item(&old->value, came);

		if (order == 0) {
			if (old->value.item[0] && old->value.value != came->value)
				good = print_change(
					c, old, came, CHANGE_VALUE, &old->since, err);
		} else if (order < 0) {
			bool here = same_student(old->value.student, now, k);

			if (here || old->value.item[0])
				good = print_change(c, old, NULL,
					here ? CHANGE_WITHDRAWN : CHANGE_LEFT,
					&old->since, err);
		} else if (came && came->item[0]) {
			bool had = i > 0 && strcmp(c->old[i - 1].value.student,
						    came->student) == 0;

			good = print_change(c, NULL, came, CHANGE_NEW,
				had ? &c->old[i - 1].since : &never, err);
		}
		i += order <= 0;
		k += order >= 0;
	}
	return good;
}

/* What was handed in and what is now, at one moment. */
static bool gather_changes(struct comparing *c, struct export *export, int64_t since,
	struct handed *now, struct err *err)
{
	bool good;

	if (!store_begin_read(export->store, err))
		return false;
	good = take_students(export, err) && gather(export, now, err) &&
	       handins_held(export->store, "exam", since, take_held, c, err);
	store_end_read(export->store);
	return good;
}

static bool run_changes(struct comparing *c, struct export *export, int64_t since,
	struct handed *now, struct err *err)
{
	static const char *const titles[] = { "class", "number", "name", "item", "old",
		"new", "since", "kind" };

	if (!open_all(export, err) || !gather_changes(c, export, since, now, err))
		return false;
	if (now->count > 0)
		qsort(now->values, now->count, sizeof(*now->values), by_item);
	rows_begin(&c->rows, stdout, export->env->json, titles,
		sizeof(titles) / sizeof(titles[0]));
	return compare(c, now, err) && rows_finish(&c->rows, err);
}

int export_exam_changes(const struct env *env, int64_t since)
{
	struct export export = { .env = env };
	struct comparing c = { .export = &export };
	struct handed now = { .values = NULL };
	struct err err = ERR_INIT;
	int status = DONE;

	if (run_changes(&c, &export, since, &now, &err))
		fprintf(stderr, "%zu values are others since\n", c.found);
	else
		status = command_fail("export", &err);
	free(c.old);
	handed_release(&now);
	close_all(&export);
	return status;
}
