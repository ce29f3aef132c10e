/* Choices, statuses, process points and past totals in: see particulars.h. */
#include "import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "clock.h"
#include "particulars.h"
#include "exams.h"
#include "import_exam_row.h"
#include "layout.h"
#include "open.h"
#include "path.h"
#include "roster.h"

struct import {
	const struct env *env;
	const struct import_options *options;
	struct items *items;
	struct layout *layout;
	struct store *store;
	struct exam_used use;
	struct exam *exam; /* NULL: no scheme is in use */
	struct particulars list;
	struct student *students; /* beside list.rows; id "": refused */
	struct exam_row_counts counts;
};

/* ---- opening and reading ---------------------------------------------------- */

static bool open_exam(struct import *import, struct err *err)
{
	switch (exams_used(import->store, 0, &import->use, err)) {
	case EXAM_USE_FOUND:
		import->exam = exams_load(
			import->store, import->items, &import->use, err);
		return import->exam != NULL;
	case EXAM_USE_NONE:
		return true;
	case EXAM_USE_FAIL:
		break;
	}
	return false;
}

static bool open_all(struct import *import, struct err *err)
{
	const struct env *env = import->env;
	char path[PATH_SIZE];

	import->items = open_items(env, err);
	if (!import->items)
		return false;
	import->layout = layout_load(
		env_share(env, "schema", path, sizeof(path)), "exam-in", err);
	if (!import->layout)
		return false;
	import->store = open_store(env, env->data_dir, STORE_WRITE, import->items, err);
	if (!import->store)
		return false;
	return open_exam(import, err);
}

static void close_all(struct import *import)
{
	free(import->students);
	particulars_release(&import->list);
	exam_free(import->exam);
	store_close(import->store);
	layout_free(import->layout);
	items_free(import->items);
}

static int today(const struct env *env)
{
	struct date date = date_of_wall(env_now_us(env), CLOCK_SHANGHAI);

	return date.year * 10000 + date.month * 100 + date.day;
}

static bool read_file(struct import *import, struct err *err)
{
	struct particulars_rules rules = { import->layout, import->exam,
		store_school_year(import->store), today(import->env),
		store_system(import->store) };
	struct particulars *list = &import->list;
	struct sheet *sheet = sheet_open(import->options->file, err);
	bool good;

	if (!sheet)
		return false;
	fprintf(stderr, "%s: %s\n", path_name(import->options->file), sheet->about);
	good = particulars_read(sheet, &rules, list, err);
	sheet_close(sheet);
	if (!good && !strstr(err->text, import->options->file))
		err_prefix(err, "%s", import->options->file);
	if (good && list->count + list->refused + list->silent == 0)
		return err_set(err, "%s: 标题下面没有学生", import->options->file);
	return good;
}

/* ---- whose row it is -------------------------------------------------------- */

static void refuse_row(struct import *import, size_t i)
{
	import->students[i].id[0] = '\0';
	import->list.refused++;
}

static enum roster_got find_both(struct import *import, const struct exam_row *row,
	struct student *out, struct err *err)
{
	struct student by_number;
	enum roster_got got = ROSTER_UNKNOWN, also;

	if (*row->number)
		got = roster_find_number(import->store, row->number, out, err);
	if (got == ROSTER_FAIL || !*row->test_number)
		return got;
	by_number = *out;
	also = roster_find_test_number(import->store, row->test_number, out, err);
	if (!*row->number || also != ROSTER_FOUND || got != ROSTER_FOUND)
		return *row->number && also == ROSTER_FOUND ? got : also;
	return strcmp(by_number.id, out->id) == 0 ? ROSTER_FOUND : ROSTER_UNKNOWN;
}

static bool find_student(struct import *import, size_t i, struct err *err)
{
	const struct exam_row *row = &import->list.rows[i];
	struct student *student = &import->students[i];
	enum exam_column_kind kind = *row->number ? EXAM_COLUMN_NUMBER
						  : EXAM_COLUMN_TEST_NUMBER;

	switch (find_both(import, row, student, err)) {
	case ROSTER_FAIL:
		return false;
	case ROSTER_UNKNOWN:
		particulars_complain_who(&import->list, row, kind,
			*row->number && *row->test_number
				? "学籍号和测试号不是名单里的同一名学生，请核对"
				: "名单里没有这名学生，请核对号码，或先导入名单");
		refuse_row(import, i);
		return true;
	case ROSTER_FOUND:
		break;
	}
	if (!particulars_check(&import->list, row, import->exam, student)) {
		refuse_row(import, i);
	} else if (exam_row_of_exam(&import->list, row) &&
		   !exams_sits(import->store, student)) {
		particulars_complain_who(&import->list, row, kind,
			"这名学生（年级编号 %d）今年不参加考试，请删去这一行",
			student->grade_code);
		refuse_row(import, i);
	}
	return true;
}

/* Two rows of one student: only the teacher knows which is right. */
static void refuse_doubled(struct import *import, size_t i)
{
	const struct exam_row *rows = import->list.rows;
	bool doubled = false;

	for (size_t k = i + 1; k < import->list.count; k++) {
		if (!*import->students[i].id ||
			strcmp(import->students[i].id, import->students[k].id) != 0)
			continue;
		particulars_complain(&import->list, &rows[k], NULL, COMPLAINT_REFUSED,
			"与第%zu行是同一名学生，请合并成一行", rows[i].row);
		refuse_row(import, k);
		doubled = true;
	}
	if (!doubled)
		return;
	particulars_complain(&import->list, &rows[i], NULL, COMPLAINT_REFUSED,
		"这名学生在后面还有一行，请合并成一行");
	refuse_row(import, i);
}

static bool find_students(struct import *import, struct err *err)
{
	size_t count = import->list.count;

	import->students = mem_array(count + 1, sizeof(*import->students));
	for (size_t i = 0; i < count; i++)
		if (!find_student(import, i, err))
			return false;
	for (size_t i = 0; i < count; i++)
		refuse_doubled(import, i);
	return true;
}

/* ---- to the journal ---------------------------------------------------------- */

static bool put_row(
	struct import *import, struct exam_row_put *put, size_t i, struct err *err)
{
	switch (exam_row_put(put, &import->list.rows[i], &import->students[i], err)) {
	case EXAM_ROW_PUT:
		return true;
	case EXAM_ROW_REFUSED:
		refuse_row(import, i);
		return true;
	case EXAM_ROW_FAIL:
		break;
	}
	return false;
}

/* One transaction; a dry run undoes it. */
static bool put_rows(struct import *import, struct err *err)
{
	struct exam_row_put put = { .store = import->store,
		.exam = import->exam,
		.exam_year = import->use.exam_year,
		.list = &import->list,
		.file = import->options->file,
		.by = import->options->by,
		.wall_us = env_now_us(import->env) };
	bool good = true;

	if (!store_begin_durable(import->store, err))
		return false;
	for (size_t i = 0; good && i < import->list.count; i++)
		if (*import->students[i].id)
			good = put_row(import, &put, i, err);
	import->counts = put.counts;
	if (good && import->options->dry_run) {
		store_rollback(import->store);
		return true;
	}
	return store_end(import->store, good, err);
}

/* ---- the command ------------------------------------------------------------ */

static int report(struct import *import, struct err *err)
{
	const struct exam_row_counts *n = &import->counts;
	struct particulars *list = &import->list;
	size_t warnings;

	complaints_sort(&list->complaints, list->complaints_count);
	if (!import_complaints(import->env, list->complaints, list->complaints_count,
		    &warnings, err))
		return command_fail("import", err);
	fprintf(stderr,
		"%schoices %d, statuses %d, process values %d, past totals %d, "
		"fitness-test statuses %d, choices taken back %d, same %d; "
		"refused %zu rows, %zu warnings\n",
		import->options->dry_run ? "dry run, nothing stored: " : "", n->choices,
		n->statuses, n->process, n->past, n->standard, n->cleared, n->same,
		list->refused, warnings);
	return list->refused > 0 ? DONE_BUT : DONE;
}

int import_exam(const struct env *env, const struct import_options *options)
{
	struct import import = {
		.env = env, .options = options, .list = PARTICULARS_INIT
	};
	struct err err = ERR_INIT;
	bool good;
	int status;

	if (!options->by || !*options->by)
		good = err_set(&err,
			"%s: choices, statuses and process points are said by "
			"somebody: add --by NAME",
			options->file);
	else if (options->whole)
		good = err_set(&err,
			"%s: --whole is for a roster; this file holds exam particulars",
			options->file);
	else
		good = open_all(&import, &err) && read_file(&import, &err) &&
		       find_students(&import, &err) && put_rows(&import, &err);
	status = good ? report(&import, &err) : command_fail("import", &err);
	close_all(&import);
	return status;
}
