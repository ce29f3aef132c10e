/* A roster: what it would do to the roll, row by row, and then that, in one transaction. */
#include "import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "codes.h"
#include "import_headings.h"
#include "layout.h"
#include "office.h"
#include "open.h"
#include "path.h"
#include "roster.h"
#include "roster_plan.h"
#include "roster_rows.h"
#include "rows.h"
#include "store.h"
#include "text.h"

#define SHOWN 20 /* steps of a kind, without --all */

/* What an import is made with. */
struct import {
	const struct env *env;
	const struct import_options *options;
	struct items *items;
	struct layout *layout;
	struct codes *ethnicities;
	struct store *store;
	struct roster_list list;
	struct roster_plan plan;
};

static bool open_all(struct import *import, struct err *err)
{
	const struct env *env = import->env;
	char path[PATH_SIZE];

	import->items = open_items(env, err);
	if (!import->items)
		return false;
	import->layout = layout_load(
		env_share(env, "schema", path, sizeof(path)), "roster-in", err);
	if (!import->layout)
		return false;
	import->ethnicities = codes_load(
		env_share(env, "schema/codes/ethnicity.csv", path, sizeof(path)), err);
	if (!import->ethnicities)
		return false;
	import->store = open_store(env, env->data_dir, STORE_WRITE, import->items, err);
	if (!import->store)
		return false;
	if (env->seeded)
		store_seed(import->store, env->seed);
	return true;
}

static void close_all(struct import *import)
{
	roster_plan_release(&import->plan);
	roster_list_release(&import->list);
	store_close(import->store);
	codes_free(import->ethnicities);
	layout_free(import->layout);
	items_free(import->items);
}

/* A class that is written once and merged down stands in one cell; of an .xls we see no
 * more than that. */
static void look_at_merges(struct import *import, const struct roster_rules *rules)
{
	struct roster_list list = ROSTER_LIST_INIT;
	struct err err = ERR_INIT;
	struct sheet *sheet;
	char folder[PATH_SIZE];

	fprintf(stderr,
		"%zu 行没有班级，也许班级是合并的单元格；用 LibreOffice 看，最多 %d "
		"秒\n",
		import->list.classless, OFFICE_WAIT);
	sheet = import_through_office(import->options->file, folder, &err);
	if (!sheet || !roster_rows_read(sheet, rules, &list, &err)) {
		fprintf(stderr, "没有看成（%s）；没有班级的照样列出\n", err.text);
	} else if (list.classless < import->list.classless) {
		roster_list_release(&import->list);
		import->list = list;
		fprintf(stderr, "已经用 LibreOffice 转换，合并的班级补上了\n");
	} else {
		roster_list_release(&list);
	}
	sheet_close(sheet);
	office_remove(folder);
}

static bool read_file(struct import *import, struct err *err)
{
	struct import_headings own;
	struct roster_rules rules = { import->layout, import->items,
		import->ethnicities, store_system(import->store),
		store_school_year(import->store), own.list, 0 };
	struct sheet *sheet;
	bool good, is_old;

	if (!import_headings_gather(&own, import->store, import->options, err))
		return false;
	rules.headings_count = own.count;
	sheet = sheet_open(import->options->file, err);
	if (!sheet)
		return false;
	is_old = strncmp(sheet->about, "xls,", 4) == 0;
	fprintf(stderr, "%s: %s\n", path_name(import->options->file), sheet->about);
	good = roster_rows_read(sheet, &rules, &import->list, err);
	sheet_close(sheet);
	if (good && is_old && import->list.classless)
		look_at_merges(import, &rules);
	if (!good && !strstr(err->text, import->options->file))
		err_prefix(err, "%s", import->options->file);
	if (good && import->list.count == 0 && import->list.refused == 0)
		return err_set(err, "%s: 标题下面没有学生", import->options->file);
	return good && import_headings_keep(&own, import->store, import->options, err);
}

/* ---- storing -------------------------------------------------------------------- */

static bool put_gone(struct import *import, int64_t wall_us, struct err *err)
{
	for (size_t i = 0; i < import->plan.counts[ROSTER_PLAN_GONE]; i++)
		if (!roster_place(
			    import->store, &import->plan.gone[i], false, wall_us, err))
			return false;
	return true;
}

/* A row while its 测试号 is settled. */
struct wanted {
	char was[sizeof(((struct student *)NULL)->test_number)];
	char lost[sizeof(((struct student *)NULL)->test_number)]; /* somebody's */
	bool put;
};

/* In a list that is numbered anew each number still belongs to the next child: those of
 * all who get another one are free first. */
static bool free_numbers(struct import *import, struct wanted *wanted, struct err *err)
{
	for (size_t i = 0; i < import->list.count; i++) {
		const struct roster_row *row = &import->list.rows[i];
		struct student known;

		if (row->left || !row->student.id[0])
			continue;
		if (roster_find(import->store, row->student.id, &known, err) !=
			ROSTER_FOUND)
			return false;
		text_copy(wanted[i].was, sizeof(wanted[i].was), known.test_number);
		if (strcmp(known.test_number, row->student.test_number) != 0 &&
			!roster_free_test_number(import->store, known.id, err))
			return false;
	}
	return true;
}

static bool put_row(struct import *import, struct roster_row *row, struct err *err)
{
	return roster_put(import->store, &row->student, NULL, err) ||
	       err_prefix(err, "%s: row %zu", import->options->file, row->row);
}

/* Whoever has a number that is his. */
static bool put_numbered(struct import *import, struct wanted *wanted, struct err *err)
{
	for (size_t i = 0; i < import->list.count; i++) {
		struct roster_row *row = &import->list.rows[i];
		struct student *s = &row->student;
		bool may;

		if (row->left || !s->test_number[0])
			continue;
		if (!roster_may_have_test_number(
			    import->store, s->id, s->test_number, &may, err))
			return false;
		wanted[i].put = may;
		if (may && !put_row(import, row, err))
			return false;
		if (!may)
			memcpy(wanted[i].lost, s->test_number, sizeof(s->test_number));
	}
	return true;
}

/* A 测试号 that somebody else has is no reason to refuse the child. */
static void say_lost(struct import *import, const struct roster_row *row,
	const struct wanted *wanted)
{
	const char *number = row->student.test_number;
	bool is_same = strcmp(number, wanted->was) == 0;
	struct complaint *c = roster_complain(
		&import->list, row->row, COMPLAINT_SUSPICIOUS, "测试号", wanted->lost);

	snprintf(c->reason, sizeof(c->reason),
		"这个测试号是另一名学生的，没有导入；%s%s，请核对",
		is_same ? "仍是" : "另编了", number);
	roster_number_lost(&import->plan, row->row, is_same);
}

static bool put_other(struct import *import, struct roster_row *row,
	struct wanted *wanted, const char *number, struct err *err)
{
	text_copy(row->student.test_number, sizeof(row->student.test_number), number);
	wanted->put = true;
	if (!put_row(import, row, err))
		return false;
	if (wanted->lost[0])
		say_lost(import, row, wanted);
	return true;
}

/* Then who cannot have another number: his own, which is on his card, if nobody got it. */
static bool put_kept(struct import *import, struct wanted *wanted, struct err *err)
{
	for (size_t i = 0; i < import->list.count; i++) {
		struct roster_row *row = &import->list.rows[i];
		const char *was = wanted[i].was;
		bool keeps;

		if (row->left || wanted[i].put || !was[0])
			continue;
		if (!roster_may_have_test_number(
			    import->store, row->student.id, was, &keeps, err))
			return false;
		if (keeps && !put_other(import, row, &wanted[i], was, err))
			return false;
	}
	return true;
}

/* New numbers last: until now some that are printed on cards looked free. */
static bool put_new(struct import *import, struct wanted *wanted, struct err *err)
{
	for (size_t i = 0; i < import->list.count; i++) {
		struct roster_row *row = &import->list.rows[i];

		if (!row->left && !wanted[i].put &&
			!put_other(import, row, &wanted[i], "", err))
			return false;
	}
	return true;
}

static bool store_rows(struct import *import, struct err *err)
{
	int64_t wall_us = env_now_us(import->env);
	struct wanted *wanted;
	bool good;

	if (!roster_begin(import->store, wall_us, err))
		return false;
	wanted = mem_array(import->list.count + 1, sizeof(*wanted));
	good = put_gone(import, wall_us, err) && free_numbers(import, wanted, err) &&
	       put_numbered(import, wanted, err) && put_kept(import, wanted, err) &&
	       put_new(import, wanted, err);
	free(wanted);
	return roster_end(import->store, good, ROSTER_PART, NULL, err);
}

static bool plan_and_store(struct import *import, struct err *err)
{
	static const enum roster_mode modes[] = {
		[IMPORT_USUAL] = ROSTER_MODE_UPDATE,
		[IMPORT_FILL] = ROSTER_MODE_FILL,
		[IMPORT_UPDATE] = ROSTER_MODE_UPDATE,
		[IMPORT_ADD] = ROSTER_MODE_ADD,
	};
	const struct roster_plan_rules rules = { modes[import->options->mode],
		import->options->whole, import->options->trust, import->items,
		import->options->dry_run };

	return roster_plan_make(
		       &import->plan, import->store, &import->list, &rules, err) &&
	       (import->list.count == 0 || store_rows(import, err));
}

static bool run(struct import *import, struct err *err)
{
	bool good;

	if (!open_all(import, err) || !read_file(import, err))
		return false;
	/* Said last: of a file that nobody can read, why not is of more use. */
	if (import->options->by)
		return err_set(err,
			"%s: --by is for scores and exam particulars; this file is a "
			"roster",
			import->options->file);
	/* What is planned is of the roll that it is stored in: nobody else writes between. */
	if (!store_begin(import->store, err))
		return false;
	good = plan_and_store(import, err);
	if (!import->options->dry_run)
		return store_end(import->store, good, err);
	store_rollback(import->store);
	return good;
}

/* ---- what is said ------------------------------------------------------------------ */

static void print_row(struct rows *rows, size_t row, const char *column,
	const char *value, const char *level, const char *reason)
{
	if (row)
		rows_int(rows, (int64_t)row);
	else
		rows_text(rows, "");
	rows_text(rows, column);
	rows_text(rows, value);
	rows_text(rows, level);
	rows_text(rows, reason);
	rows_end(rows);
}

/* What is stored as it should be is of interest beforehand only; a class as a whole says
 * it of its students; and of the rest so many that they can be read. */
static bool is_printed(const struct import *import, const struct roster_step *step,
	size_t shown[ROSTER_PLANS])
{
	if (step->what == ROSTER_PLAN_SUSPICIOUS)
		return true;
	if (!import->options->dry_run)
		return false;
	return import->options->all || (!step->within && shown[step->what]++ < SHOWN);
}

static bool print(const struct import *import, size_t *unprinted, struct err *err)
{
	static const char *const titles[] = { "row", "column", "value", "level",
		"reason" };
	const struct roster_list *list = &import->list;
	const struct roster_plan *plan = &import->plan;
	size_t shown[ROSTER_PLANS] = { 0 };
	struct rows rows;

	rows_begin(&rows, stdout, import->env->json, titles, 5);
	for (size_t i = 0; i < list->complaints_count; i++) {
		const struct complaint *c = &list->complaints[i];

		print_row(&rows, c->row, c->column, c->value,
			complaint_level_name(c->level), c->reason);
	}
	for (size_t i = 0; i < plan->count; i++) {
		const struct roster_step *step = &plan->steps[i];

		if (is_printed(import, step, shown))
			print_row(&rows, step->row, step->column, step->value,
				roster_what_name(step->what), step->reason);
		else
			++*unprinted;
	}
	return rows_finish(&rows, err);
}

static int report(struct import *import, struct err *err)
{
	struct roster_list *list = &import->list;
	const size_t *n = import->plan.counts;
	size_t unprinted = 0, warnings = 0, suspicious = n[ROSTER_PLAN_SUSPICIOUS];

	complaints_sort(&list->complaints, list->complaints_count);
	if (!print(import, &unprinted, err))
		return command_fail("import", err);
	for (size_t i = 0; i < list->complaints_count; i++) {
		warnings += list->complaints[i].level == COMPLAINT_WARNING;
		suspicious += list->complaints[i].level == COMPLAINT_SUSPICIOUS;
	}
	if (import->options->dry_run && unprinted)
		fprintf(stderr, "还有 %zu 行没有列出；加 --all 全部列出\n", unprinted);
	fprintf(stderr,
		"%snew %zu, changed %zu, moved %zu, same %zu, back %zu, gone %zu, left "
		"%zu; refused %zu rows, doubled %zu, suspicious %zu, %zu warnings",
		import->options->dry_run ? "dry run, nothing stored: " : "",
		n[ROSTER_PLAN_NEW], n[ROSTER_PLAN_CHANGED], n[ROSTER_PLAN_MOVED],
		n[ROSTER_PLAN_SAME], n[ROSTER_PLAN_BACK], n[ROSTER_PLAN_GONE],
		n[ROSTER_PLAN_LEFT], list->refused - list->doubled, list->doubled,
		suspicious, warnings);
	import_say_held(import->plan.held);
	return list->refused || suspicious ? DONE_BUT : DONE;
}

int import_roster(const struct env *env, const struct import_options *options)
{
	struct import import = { .env = env, .options = options };
	struct err err = ERR_INIT;
	int status;

	status = run(&import, &err) ? report(&import, &err)
				    : command_fail("import", &err);
	close_all(&import);
	return status;
}
