#include "exam_batch.h"

#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "exam_rows.h"
#include "text.h"

enum column_kind {
	COLUMN_STUDENT,
	COLUMN_SEX,
	COLUMN_ITEM,
	COLUMN_CHOICE,
	COLUMN_STATUS,
	COLUMN_PROCESS
};
struct column {
	enum column_kind kind;
	int at;		   /* group, component; of an item -1: a slot */
	int year;	   /* of a component; -1: all */
	bool makeup;	   /* of an item */
	const char *where; /* of a status; of an item its key or slot */
};

struct work {
	struct exam_batch *job;
	const struct exam *exam;
	struct column column[RECORDS_FIELDS_MAX];
	char *heading[RECORDS_FIELDS_MAX];
	size_t columns, student, sex;
	struct exam_rows out;
	struct buf text;
	struct exam_entry entry;
};

/* ---- headings ---------------------------------------------------------------- */

static bool is_slot(const struct exam *exam, const char *key)
{
	return exam_find_item(exam, key) < 0 &&
	       (exam_find_slot(exam, key, SEX_MALE) >= 0 ||
		       exam_find_slot(exam, key, SEX_FEMALE) >= 0);
}

static bool knows(const struct exam *exam, const char *where)
{
	return !*where || is_slot(exam, where) || exam_find_item(exam, where) >= 0 ||
	       exam_find_group(exam, where) >= 0 || exam_find_part(exam, where) >= 0;
}

/* "process:lessons", "process:lessons:初二" */
static bool take_process(const struct exam *exam, const char *text, struct column *c)
{
	const char *colon = strchr(text, ':');
	char key[32];

	c->year = -1;
	if (!colon) {
		c->at = exam_find_component(exam, text);
		return c->at >= 0;
	}
	if ((size_t)(colon - text) >= sizeof(key))
		return false;
	memcpy(key, text, (size_t)(colon - text));
	key[colon - text] = '\0';
	c->at = exam_find_component(exam, key);
	for (int y = 0; c->at >= 0 && y < exam->component[c->at].years; y++)
		if (strcmp(exam->component[c->at].year[y], colon + 1) == 0)
			c->year = y;
	return c->year >= 0;
}

/* "run", "run@makeup" */
static bool take_item_title(const struct exam *exam, char *title, struct column *c)
{
	char *at = strchr(title, '@');

	c->kind = COLUMN_ITEM;
	c->where = title;
	c->makeup = at && strcmp(at, "@makeup") == 0;
	if (c->makeup)
		*at = '\0';
	c->at = exam_find_item(exam, title);
	return c->at >= 0 || is_slot(exam, title);
}

static bool take_title(const struct exam *exam, char *title, struct column *c)
{
	if (strcmp(title, "student") == 0 || strcmp(title, "sex") == 0) {
		c->kind = *title == 's' && title[1] == 't' ? COLUMN_STUDENT
							   : COLUMN_SEX;
		return true;
	}
	if (strncmp(title, "choice:", 7) == 0) {
		c->kind = COLUMN_CHOICE;
		c->at = exam_find_group(exam, title + 7);
		return c->at >= 0;
	}
	if (strcmp(title, "status") == 0 || strncmp(title, "status:", 7) == 0) {
		c->kind = COLUMN_STATUS;
		c->where = title[6] ? title + 7 : title + 6;
		return knows(exam, c->where);
	}
	if (strncmp(title, "process:", 8) == 0) {
		c->kind = COLUMN_PROCESS;
		return take_process(exam, title + 8, c);
	}
	return take_item_title(exam, title, c);
}

static bool take_heading(struct work *w, struct err *err)
{
	struct record row;
	enum records_got got = records_next(w->job->in, &row, err);
	bool student = false, sex = false;

	if (got == RECORDS_FAIL)
		return false;
	if (got == RECORDS_END)
		return err_set(err, "%s: there is no heading row", w->job->name);
	for (size_t c = 0; c < row.n; c++) {
		w->heading[c] = mem_string(row.field[c]);
		w->columns = c + 1;
		if (!take_title(w->exam, w->heading[c], &w->column[c]))
			return err_set(err, "%s: unknown column \"%.80s\"",
				w->job->name, row.field[c]);
		for (size_t k = 0; k < c; k++)
			if (strcmp(w->heading[k], w->heading[c]) == 0 &&
				w->column[k].makeup == w->column[c].makeup)
				return err_set(err,
					"%s: column \"%.80s\" is there twice",
					w->job->name, row.field[c]);
		if (w->column[c].kind == COLUMN_STUDENT) {
			w->student = c;
			student = true;
		} else if (w->column[c].kind == COLUMN_SEX) {
			w->sex = c;
			sex = true;
		}
	}
	if (!student || !sex)
		return err_set(err,
			"%s: the columns student and sex must both be there",
			w->job->name);
	return true;
}

/* ---- one row in -------------------------------------------------------------- */

static bool read_item(
	struct work *w, const struct column *c, const char *text, struct err *err)
{
	int item = c->at >= 0 ? c->at : exam_find_slot(w->exam, c->where, w->entry.sex);

	if (item < 0)
		return err_set(err, "%s: not an item of this sex", c->where);
	return exam_entry_session(w->exam, &w->entry, item,
		c->makeup ? EXAM_MAKEUP : w->exam->item[item].session, text, err);
}

static bool read_cell(
	struct work *w, const struct column *c, const char *text, struct err *err)
{
	char word[128];
	struct slice s = slice_trim(slice_of(text));

	if (!s.len)
		return true;
	if (s.len >= sizeof(word))
		return err_set(err, "a cell is longer than 127 bytes: \"%.40s\"", text);
	memcpy(word, s.text, s.len);
	word[s.len] = '\0';
	switch (c->kind) {
	case COLUMN_ITEM:
		return read_item(w, c, word, err);
	case COLUMN_CHOICE:
		return exam_entry_choice(w->exam, &w->entry, c->at, word, err);
	case COLUMN_STATUS:
		return exam_entry_status(w->exam, &w->entry, c->where, word, err);
	case COLUMN_PROCESS:
		return exam_entry_process(
			w->exam, &w->entry, c->at, c->year, word, err);
	case COLUMN_STUDENT:
	case COLUMN_SEX:
		break;
	}
	return true;
}

static bool read_row(struct work *w, const struct record *row, struct err *err)
{
	enum sex sex;

	if (row->n != w->columns)
		return err_set(err, "%zu cells, but %zu columns", row->n, w->columns);
	sex = sex_read(row->field[w->sex]);
	if (sex == SEX_NONE)
		return err_set(err, "sex: \"%.40s\" is not M or F", row->field[w->sex]);
	exam_entry_init(&w->entry, sex, GRADE_NONE);
	for (size_t c = 0; c < row->n; c++)
		if (!read_cell(w, &w->column[c], row->field[c], err))
			return false;
	return exam_entry_check(w->exam, &w->entry, err);
}

/* ---- one row out ------------------------------------------------------------- */

static void explain(
	struct work *w, const char *student, bool good, const struct err *err)
{
	fprintf(w->job->out, "# %s\n", student);
	buf_reset(&w->text);
	if (good)
		exam_explain(w->exam, &w->entry, &w->text);
	else
		buf_addf(&w->text, "error: %s\n", err->text);
	fprintf(w->job->out, "%s\n", w->text.data);
}

static void do_row(struct work *w, const struct record *row)
{
	const char *student = w->student < row->n ? row->field[w->student] : "";
	struct err err = ERR_INIT;
	bool good = read_row(w, row, &err);

	w->job->rows++;
	w->job->errors += !good;
	if (w->job->explain) {
		explain(w, student, good, &err);
		return;
	}
	rows_text(&w->out.rows, student);
	if (good)
		exam_rows_score(&w->out, &w->entry, "");
	else
		exam_rows_error(&w->out, &err);
}

bool exam_batch(struct exam_batch *job, struct err *err)
{
	static const char *const person[] = { "student" };
	struct work *w = mem_alloc(sizeof(*w));
	enum records_got got = RECORDS_FAIL;
	struct record row;
	bool good;

	w->job = job;
	w->exam = job->exam;
	w->text = (struct buf)BUF_INIT;
	job->rows = job->errors = 0;
	good = take_heading(w, err);
	if (good && job->explain)
		w->out.rows.file = job->out;
	else if (good)
		exam_rows_begin(&w->out, job->exam, exam_mark(job->exam->status),
			job->out, job->json, person, 1);
	while (good && (got = records_next(job->in, &row, err)) == RECORDS_ROW)
		do_row(w, &row);
	good = good && got == RECORDS_END && rows_finish(&w->out.rows, err);
	for (size_t c = 0; c < w->columns; c++)
		free(w->heading[c]);
	exam_rows_release(&w->out);
	buf_release(&w->text);
	free(w);
	return good;
}
