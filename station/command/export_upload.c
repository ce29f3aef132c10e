#include "export_upload.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "buf.h"
#include "export_journal.h"
#include "layout.h"
#include "office.h"
#include "path.h"
#include "roster.h"
#include "rows.h"
#include "sheet.h"
#include "text.h"
#include "upload_checks.h"
#include "upload_fill.h"
#include "upload_gather.h"
#include "upload_sheet.h"

#define FILE_MAX ((size_t)64 << 20)

struct uploading {
	const struct upload_with *with;
	struct layout *layout;
	struct upload_roll roll;
	struct upload_sheet sheet;
	struct upload_met *met;
	struct upload_fill fill;
	struct upload_report report;
	struct changes changes; /* since the last hand-in */
	char folder[PATH_SIZE]; /* for what is on its way; "" none */
};

static bool begin(struct uploading *u, struct err *err)
{
	char path[PATH_SIZE];

	u->sheet = (struct upload_sheet)UPLOAD_SHEET_INIT;
	u->layout = layout_load(env_share(u->with->env, "schema", path, sizeof(path)),
		"upload-in", err);
	return u->layout &&
	       upload_gather(
		       &u->roll, u->with->store, u->with->items, u->with->stage, err) &&
	       changes_gather(u->with, 0, &u->changes, err);
}

/* The same for a file that is filled: all that it takes from the store is of one moment. */
static bool begin_filling(struct uploading *u, struct err *err)
{
	bool good;

	if (!store_begin_read(u->with->store, err))
		return false;
	good = begin(u, err);
	store_end_read(u->with->store);
	return good;
}

static void end(struct uploading *u)
{
	office_remove(u->folder);
	changes_release(&u->changes);
	upload_report_release(&u->report);
	upload_fill_release(&u->fill);
	free(u->met);
	upload_sheet_release(&u->sheet);
	upload_roll_release(&u->roll);
	layout_free(u->layout);
}

static void meet(struct uploading *u)
{
	free(u->met);
	u->met = mem_array(u->sheet.count + 1, sizeof(*u->met));
	upload_roll_match(&u->roll, &u->sheet, u->met);
}

/* Read it and find whose rows they are. The sheet is ended. */
static bool read_sheet(
	struct uploading *u, struct sheet *sheet, const char *name, struct err *err)
{
	bool good;

	if (!sheet)
		return false;
	upload_sheet_release(&u->sheet);
	good = upload_sheet_read(&u->sheet, sheet, u->layout, u->with->items, err);
	sheet_close(sheet);
	if (!good)
		return strstr(err->text, path_name(name))
			       ? false
			       : err_prefix(err, "%s", path_name(name));
	meet(u);
	return true;
}

static void check(struct uploading *u, size_t bytes)
{
	struct upload_checked checked = { &u->sheet, &u->roll, u->met, u->with->items,
		store_system(u->with->store), bytes };

	upload_checks_run(&checked, NULL, &u->report);
}

/* ---- the way of a template -------------------------------------------------------- */

static bool is_old(const char *path, bool *old, struct err *err)
{
	unsigned char head[4] = { 0 };
	FILE *file = path_open(path, err);
	size_t len = file ? fread(head, 1, sizeof(head), file) : 0;

	if (!file)
		return false;
	fclose(file);
	*old = len == 4 && memcmp(head, "\xD0\xCF\x11\xE0", 4) == 0;
	return true;
}

static bool ends_in(const char *path, const char *ending)
{
	size_t len = strlen(path), n = strlen(ending);

	return len > n && strcmp(path + len - n, ending) == 0;
}

/* The template as .xlsx: itself, or what LibreOffice makes of it. */
static bool take_template(struct uploading *u, const char *template,
	char from[PATH_SIZE], struct err *err)
{
	bool old;

	if (!is_old(template, &old, err))
		return false;
	if (!old)
		return path_join(from, "", template, err);
	if (!office_convert(template, "xlsx", u->folder, from, err))
		return false;
	fprintf(stderr, "%s: an .xls workbook, made .xlsx by LibreOffice\n",
		path_name(template));
	return true;
}

static bool move_old(
	struct uploading *u, const char *filled, const char *file, struct err *err)
{
	char old[PATH_SIZE];
	struct buf bytes = BUF_INIT;
	bool good = office_convert(filled, "xls", u->folder, old, err) &&
		    path_read(old, FILE_MAX, &bytes, err) &&
		    path_write(file, bytes.data, bytes.len, err);

	buf_release(&bytes);
	if (good)
		fprintf(stderr, "%s: made .xls by LibreOffice\n", path_name(file));
	return good;
}

static bool fill(
	struct uploading *u, const char *template, const char *file, struct err *err)
{
	bool direct = file && ends_in(file, ".xlsx");
	char from[PATH_SIZE], to[PATH_SIZE];
	struct stat filled;

	if (!office_folder(u->folder, err) || !take_template(u, template, from, err) ||
		!read_sheet(u, sheet_open(from, err), template, err) ||
		!path_join(to, direct ? "" : u->folder, direct ? file : "filled.xlsx",
			err))
		return false;
	fputs(u->sheet.notes.data, stderr);
	upload_fill_plan(&u->fill, &u->sheet, u->met, u->with->items);
	if (!sheet_xlsx_fill(from, to, u->fill.cells, u->fill.count, err))
		return false;
	upload_fill_look(&u->fill, &u->sheet);
	if (!read_sheet(u, sheet_open(to, err), to, err))
		return false;
	check(u, stat(to, &filled) == 0 ? (size_t)filled.st_size : 0);
	return !file || direct || move_old(u, to, file, err);
}

/* ---- what is said ----------------------------------------------------------------- */

/* Whose row of the sheet it is; rows ascend. */
static const struct student *of_row(const struct uploading *u, size_t row)
{
	size_t low = 0, high = u->sheet.count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (u->sheet.rows[middle] == row)
			return u->met[middle].student ? &u->met[middle].student->student
						      : NULL;
		if (u->sheet.rows[middle] < row)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static void join(struct uploading *u)
{
	struct upload_report *r = &u->report;

	for (size_t i = 0; i < u->fill.complaints_count; i++) {
		const struct complaint *c = &u->fill.complaints[i];
		struct complaint *made = complaint_add(&r->complaints, &r->count,
			c->row, c->level, c->column, c->value);

		*made = *c;
		made->check = "fill";
		made->who = of_row(u, c->row);
		r->refused += c->level == COMPLAINT_REFUSED;
		r->warnings += c->level == COMPLAINT_WARNING;
	}
}

/* Nobody but the teacher knows which of several it is. */
static void say_several(struct uploading *u)
{
	struct upload_report *r = &u->report;
	char reason[sizeof(r->complaints->reason)];
	struct complaint *c;

	if (u->with->templates < 2)
		return;
	c = complaint_add(
		&r->complaints, &r->count, 0, COMPLAINT_WARNING, "平台模板", "");
	snprintf(reason, sizeof(reason),
		"这里有 %zu 个平台模板，不知道填哪一个，没有填；请只留一个",
		u->with->templates);
	text_copy(c->reason, sizeof(c->reason), reason);
	c->check = "template";
	r->warnings++;
}

/* One row, also of what changed; `who` NULL: the file's, or nobody's. */
static void print_row(struct rows *rows, const struct complaint *c, const char *level)
{
	rows_int(rows, (int64_t)c->row);
	rows_text(rows, c->column);
	rows_text(rows, c->value);
	rows_text(rows, level);
	rows_text(rows, c->reason);
	rows_text(rows, c->check ? c->check : "");
	rows_text(rows, c->who ? c->who->class_name : "");
	if (c->who && c->who->class_place)
		rows_int(rows, c->who->class_place);
	else
		rows_text(rows, "");
	rows_text(rows, c->who ? c->who->name : "");
	rows_end(rows);
}

static bool print_change(struct uploading *u, struct rows *rows,
	const struct handin_change *change, struct err *err)
{
	struct complaint c = { .check = change_kind_key(change->kind) };
	struct student student = { .id = "" };

	if (change->since.seq == 0)
		return true; /* never handed in: nothing has changed there */
	if (roster_find(u->with->store, change->student, &student, err) == ROSTER_FAIL)
		return false;
	c.who = &student;
	change_say(u->with->items, change, c.column, c.value, c.reason);
	print_row(rows, &c, "changed");
	return true;
}

static bool print_all(struct uploading *u, struct err *err)
{
	static const char *const titles[] = { "row", "column", "value", "level",
		"reason", "check", "class", "number", "name" };
	const struct upload_report *r = &u->report;
	struct rows rows;

	rows_begin(&rows, stdout, u->with->env->json, titles,
		sizeof(titles) / sizeof(titles[0]));
	for (size_t i = 0; i < r->count; i++)
		print_row(&rows, &r->complaints[i],
			r->complaints[i].level == COMPLAINT_REFUSED ? "refused"
								    : "warning");
	for (size_t i = 0; i < u->changes.count; i++)
		if (!print_change(u, &rows, &u->changes.list[i], err))
			return false;
	return rows_finish(&rows, err);
}

static int report(struct uploading *u, const char *name, struct err *err)
{
	const struct upload_report *r = &u->report;

	join(u);
	say_several(u);
	complaints_sort(&u->report.complaints, u->report.count);
	if (!print_all(u, err))
		return command_fail("export", err);
	fprintf(stderr,
		"%s: %zu on the roll, %zu rows: %zu complete, %zu in part, %zu without "
		"results; %zu exempt, %zu not in the file, %zu rows of nobody; refused "
		"%zu, %zu warnings\n",
		name, r->roll, r->rows, r->complete, r->partial, r->none, r->exempt,
		r->absent, r->strangers, r->refused, r->warnings);
	return r->count > 0 ? DONE_BUT : DONE;
}

static void hand_over(const struct uploading *u, struct handed *handed)
{
	const struct items *items = u->with->items;

	for (size_t row = 0; row < u->sheet.count; row++) {
		const struct upload_student *s = u->met[row].student;

		if (u->met[row].match != UPLOAD_HIS || s->standing == STANDING_EXEMPT)
			continue;
		handed_row(handed, s);
		for (int i = 0; i < (int)items_count(items); i++) {
			int column = upload_column_for(&u->sheet, i, &s->student);

			if (s->state[i] == UPLOAD_VALID && column >= 0 &&
				upload_fill_did(&u->fill, u->sheet.rows[row],
					u->sheet.columns[column].at))
				handed_value(handed, s, items_at(items, i)->key,
					s->value[i]);
		}
	}
	handed_gone(handed, u->with, &u->changes);
}

static bool keep(struct uploading *u, struct handin_file *handin, const char *file,
	struct err *err)
{
	struct handed handed = { .values = NULL };
	bool good;

	if (!handin || !file)
		return true;
	hand_over(u, &handed);
	good = export_keep(u->with, handin, file, &handed, err);
	handed_release(&handed);
	return good;
}

int export_template(const struct upload_with *with, const char *template,
	const char *file, struct handin_file *handin)
{
	struct uploading u = { .with = with };
	struct err err = ERR_INIT;
	char dry[PATH_SIZE], at[PATH_SIZE];
	const char *name = file ? handed_name(with->later, file, at) : dry;
	int status;

	snprintf(dry, sizeof(dry), "dry run of %.200s", path_name(template));
	if (begin_filling(&u, &err) && fill(&u, template, file, &err) &&
		keep(&u, handin, file, &err)) {
		fprintf(stderr,
			"%s: %zu cells of %zu students %sfilled in, %zu %s so "
			"already\n",
			file ? name : path_name(template), u.fill.count,
			u.fill.students, file ? "" : "would be ", u.fill.same,
			file ? "said" : "say");
		status = report(&u, name, &err);
	} else {
		status = command_fail("export", &err);
	}
	end(&u);
	return status;
}

static bool take_row(void *ctx, const struct row *row, struct err *err)
{
	struct uploading *u = ctx;

	return upload_sheet_take(&u->sheet, row, u->layout, u->with->items, err);
}

/* The rows as they would stand in the file. */
static bool take_rows(struct uploading *u, export_fill *put, void *ctx, struct err *err)
{
	struct book *book = book_create_rows(take_row, u);

	if (!put(ctx, book, err)) {
		book_discard(book);
		return false;
	}
	if (!book_save(book, err) || !upload_sheet_whole(&u->sheet, err))
		return false;
	meet(u);
	return true;
}

int export_check(const struct upload_with *with, export_fill *put, void *ctx)
{
	struct uploading u = { .with = with };
	struct err err = ERR_INIT;
	int status;

	if (begin(&u, &err) && take_rows(&u, put, ctx, &err)) {
		check(&u, 0);
		status = report(&u, "dry run", &err);
	} else {
		status = command_fail("export", &err);
	}
	end(&u);
	return status;
}
