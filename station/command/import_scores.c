#include "import_scores.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "import_headings.h"
#include "layout.h"
#include "office.h"
#include "open.h"
#include "path.h"
#include "rows.h"
#include "score_shapes.h"
#include "text.h"

#define GROWTH 256

const char *planned_name(enum planned what)
{
	static const char *const names[PLANNED] = { "new", "changed", "same", "left",
		"state", "doubtful", "refused", "differs" };

	return names[what];
}

void plan_add(struct score_import *import, size_t row, enum planned what, int column,
	const char *title, const char *value, const char *fmt, ...)
{
	struct buf text = BUF_INIT;
	struct plan_row *p;
	va_list args;

	import->counts[what]++;
	if (what == PLAN_SAME)
		return;
	if (import->planned % GROWTH == 0)
		import->plan = mem_resize_array(
			import->plan, import->planned + GROWTH, sizeof(*import->plan));
	p = &import->plan[import->planned++];
	*p = (struct plan_row){ .row = row, .what = what, .column = column };
	text_copy(p->title, sizeof(p->title), title);
	text_copy(p->value, sizeof(p->value), value);
	va_start(args, fmt);
	buf_addv(&text, fmt, args);
	va_end(args);
	text_keep_characters(text.data);
	text_copy(p->reason, sizeof(p->reason), text.data);
	buf_release(&text);
}

/* ---- opening -------------------------------------------------------------------- */

static bool open_all(struct score_import *import, struct err *err)
{
	const struct env *env = import->env;
	char path[PATH_SIZE];

	import->wall_us = env_now_us(env);
	import->items = open_items(env, err);
	if (!import->items)
		return false;
	import->scheme = open_scheme(env, STANDARD, import->items, err);
	if (!import->scheme)
		return false;
	import->layout = layout_load(
		env_share(env, "schema", path, sizeof(path)), "score-in", err);
	if (!import->layout)
		return false;
	import->store = open_store(env, env->data_dir, STORE_WRITE, import->items, err);
	if (!import->store)
		return false;
	import->with = open_results(
		env, import->store, import->items, import->scheme, err);
	return import->with && results_ensure(import->with, err);
}

static void close_all(struct score_import *import)
{
	free(import->plan);
	free(import->column_blocked);
	free(import->students);
	free(import->roll);
	free(import->classes);
	score_list_release(&import->list);
	results_close(import->with);
	store_close(import->store);
	layout_free(import->layout);
	scheme_free(import->scheme);
	items_free(import->items);
}

/* ---- reading -------------------------------------------------------------------- */

/* A bare number among the runs of an .xls may mean several things, unless its format is
 * known. Where LibreOffice is not there or fails, it stays so. */
static void look_at_formats(
	struct score_import *import, const struct score_rules *rules)
{
	struct score_list list = SCORE_LIST_INIT;
	struct err err = ERR_INIT;
	struct sheet *sheet;
	char folder[PATH_SIZE];

	if (import->list.doubts_count == 0 ||
		strncmp(import->list.about, "xls,", 4) != 0)
		return;
	fprintf(stderr, "用 LibreOffice 看长跑成绩显示的样子，最多 %d 秒\n",
		OFFICE_WAIT);
	sheet = import_through_office(import->options->file, folder, &err);
	if (sheet && score_rows_read(sheet, rules, &list, &err)) {
		score_list_release(&import->list);
		import->list = list;
		fprintf(stderr, "已经用 LibreOffice 转换，按单元格显示的样子读\n");
	} else {
		fprintf(stderr, "没有看到显示的样子（%s）；看不准的照样列出\n",
			err.text);
	}
	sheet_close(sheet);
	office_remove(folder);
}

static bool read_file(struct score_import *import, struct err *err)
{
	struct import_headings own;
	struct score_rules rules = { .layout = import->layout,
		.items = import->items,
		.system = store_system(import->store),
		.ways = import->options->runs,
		.headings = own.list };
	struct sheet *sheet;
	bool good;

	if (!import_headings_gather(&own, import->store, import->options, err))
		return false;
	rules.headings_count = own.count;
	sheet = sheet_open(import->options->file, err);
	if (!sheet)
		return false;
	good = score_rows_read(sheet, &rules, &import->list, err);
	sheet_close(sheet);
	if (!good)
		return strstr(err->text, import->options->file)
			       ? false
			       : err_prefix(err, "%s", import->options->file);
	if (!import_headings_keep(&own, import->store, import->options, err))
		return false;
	look_at_formats(import, &rules);
	fprintf(stderr, "%s: %s，%s\n", path_name(import->options->file),
		import->list.about, score_sheet_zh(import->list.kind));
	import->counts[PLAN_REFUSED] += import->list.refused;
	if (import->list.count + import->list.refused == 0)
		return err_set(err, "%s: 标题下面没有学生", import->options->file);
	return true;
}

/* Cell by cell it may be in order and still be wrong as a whole. */
static void block(struct score_import *import, const struct score_finding *finding)
{
	bool blocks = finding->blocks && !import->options->trust;
	size_t row = finding->row ? finding->row : import->list.heading_row;

	if (!blocks) {
		struct complaint *c = complaint_add(&import->list.complaints,
			&import->list.complaints_count, row, COMPLAINT_WARNING,
			finding->column >= 0
				? import->list.columns[finding->column].heading
				: "",
			"");

		text_copy(c->reason, sizeof(c->reason), finding->reason);
		return;
	}
	import->held++;
	plan_add(import, row, PLAN_REFUSED, finding->column, "", "", "%s",
		finding->reason);
	if (finding->column >= 0)
		import->column_blocked[finding->column] = true;
	if (finding->other >= 0)
		import->column_blocked[finding->other] = true;
	if (finding->column < 0 &&
		(!import->blocked_from || finding->row < import->blocked_from))
		import->blocked_from = finding->row;
}

static void look_at_shapes(struct score_import *import)
{
	struct score_findings findings = SCORE_FINDINGS_INIT;

	import->column_blocked = mem_array(
		import->list.columns_count + 1, sizeof(*import->column_blocked));
	score_shapes_find(
		&import->list, import->items, store_system(import->store), &findings);
	for (size_t i = 0; i < findings.count; i++)
		block(import, &findings.list[i]);
	score_findings_release(&findings);
}

/* Values of this year only: a record of an earlier one has its own year before it. */
static bool look_at_years(struct score_import *import, struct err *err)
{
	struct score_findings findings;

	if (import->list.kind == SCORE_SHEET_RETURNED)
		return true;
	if (!import_beside_years(import, &findings, err))
		return false;
	for (size_t i = 0; i < findings.count; i++)
		block(import, &findings.list[i]);
	score_findings_release(&findings);
	return true;
}

bool import_trusts(const struct score_import *import, const struct score_row *row,
	const struct score_cell *cell)
{
	return !(cell->column >= 0 && import->column_blocked[cell->column]) &&
	       !(import->blocked_from && row->row >= import->blocked_from);
}

static bool is_same_points(const struct score_points *a, const struct score_points *b)
{
	return a->points_c == b->points_c && a->bonus_c == b->bonus_c &&
	       a->level == b->level;
}

static bool is_same_cell(const struct score_list *list, const struct score_cell *a,
	const struct score_cell *b)
{
	if (a->item != b->item || a->is != b->is || a->value != b->value ||
		a->state != b->state || !is_same_points(&a->points, &b->points))
		return false;
	return a->is != SCORE_DOUBTFUL ||
	       strcmp(list->doubts[a->doubt].text, list->doubts[b->doubt].text) == 0;
}

static bool is_same_row(const struct score_list *list, size_t a, size_t b)
{
	const struct score_row *x = &list->rows[a], *y = &list->rows[b];
	size_t count, other;
	const struct score_cell *of_x = score_row_cells(list, x, &count);
	const struct score_cell *of_y = score_row_cells(list, y, &other);

	if (count != other || x->standard_c != y->standard_c ||
		!is_same_points(&x->total, &y->total))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!is_same_cell(list, &of_x[i], &of_y[i]))
			return false;
	return true;
}

/* Rows of one student, order[0] to order[count - 1]. Where they differ only the teacher
 * knows which is right; where they do not, one of them is enough. */
static void refuse_doubled(
	struct score_import *import, const size_t *order, size_t count)
{
	const struct score_row *rows = import->list.rows;
	bool same = true;

	for (size_t i = 1; i < count; i++)
		same = same && is_same_row(&import->list, order[0], order[i]);
	for (size_t i = same ? 1 : 0; i < count; i++) {
		struct student *s = &import->students[order[i]];

		plan_add(import, rows[order[i]].row, PLAN_REFUSED, -1, "姓名", s->name,
			"与第%zu行是同一名学生，%s请只留一行", rows[order[i == 0]].row,
			same ? "" : "成绩不同，");
		s->id[0] = '\0';
	}
}

static int by_student(const void *a, const void *b, void *ctx)
{
	const struct student *students = ctx;
	const size_t *x = a, *y = b;
	int order = strcmp(students[*x].id, students[*y].id);

	return order ? order : (*x > *y) - (*x < *y);
}

static void refuse_all_doubled(struct score_import *import)
{
	size_t count = import->list.count;
	size_t *order = mem_array(count + 1, sizeof(*order));

	for (size_t i = 0; i < count; i++)
		order[i] = i;
	qsort_r(order, count, sizeof(*order), by_student, import->students);
	for (size_t from = 0, to; from < count; from = to) {
		char id[STUDENT_ID_MAX + 1];

		memcpy(id, import->students[order[from]].id, sizeof(id));
		for (to = from + 1; to < count; to++)
			if (strcmp(import->students[order[to]].id, id) != 0)
				break;
		if (*id && to - from > 1)
			refuse_doubled(import, order + from, to - from);
	}
	free(order);
}

static void say_grade(struct score_import *import, size_t i)
{
	struct complaint *c = complaint_add(&import->list.complaints,
		&import->list.complaints_count, import->list.rows[i].row,
		COMPLAINT_WARNING, "年级编号",
		grade_code_zh(import->list.rows[i].grade_code));

	snprintf(c->reason, sizeof(c->reason), "名单里是%s，请核对是不是他的成绩",
		grade_code_zh(import->students[i].grade_code));
}

#define GRADES_FEW 5

/* A sheet of this year gives children the grades that they have. Where most have
 * another it is last year's, with last year's scores in it. */
static void look_at_grades(struct score_import *import)
{
	const struct score_list *list = &import->list;
	size_t said = 0, other = 0;

	if (list->kind == SCORE_SHEET_RETURNED)
		return;
	for (size_t i = 0; i < list->count; i++) {
		bool both = *import->students[i].id && list->rows[i].grade_code &&
			    !list->rows[i].grade_guessed;

		said += both;
		other += both &&
			 list->rows[i].grade_code != import->students[i].grade_code;
	}
	if (other >= GRADES_FEW && other * 2 > said) {
		struct score_finding finding = { .blocks = true,
			.column = -1,
			.other = -1,
			.row = list->rows[0].row };

		snprintf(finding.reason, sizeof(finding.reason),
			"%zu名学生里有%"
			"zu名的年级和名单不同，好像是别的学年的成绩；请核对",
			said, other);
		block(import, &finding);
		return;
	}
	for (size_t i = 0; i < list->count; i++)
		if (*import->students[i].id && list->rows[i].grade_code &&
			!list->rows[i].grade_guessed &&
			list->rows[i].grade_code != import->students[i].grade_code)
			say_grade(import, i);
}

static bool match_all(struct score_import *import, struct err *err)
{
	size_t count = import->list.count;

	import->students = mem_array(count + 1, sizeof(*import->students));
	for (size_t i = 0; i < count; i++)
		if (!import_match(import, i, err))
			return false;
	refuse_all_doubled(import);
	look_at_grades(import);
	return true;
}

/* ---- what is said ------------------------------------------------------------------ */

static void print_row(struct rows *rows, size_t row, const char *column,
	const char *value, const char *level, const char *reason)
{
	rows_int(rows, (int64_t)row);
	rows_text(rows, column);
	rows_text(rows, value);
	rows_text(rows, level);
	rows_text(rows, reason);
	rows_end(rows);
}

/* What was stored as it should be is of interest beforehand only. */
static bool is_printed(const struct score_import *import, const struct plan_row *p)
{
	return import->options->dry_run ||
	       (p->what != PLAN_NEW && p->what != PLAN_CHANGED);
}

static bool print(struct score_import *import, size_t *warnings, struct err *err)
{
	static const char *const titles[] = { "row", "column", "value", "level",
		"reason" };
	const struct score_list *list = &import->list;
	struct rows rows;

	*warnings = 0;
	rows_begin(&rows, stdout, import->env->json, titles, 5);
	for (size_t i = 0; i < list->complaints_count; i++) {
		const struct complaint *c = &list->complaints[i];
		bool refused = c->level == COMPLAINT_REFUSED;

		print_row(&rows, c->row, c->column, c->value,
			refused ? "refused" : "warning", c->reason);
		*warnings += !refused;
	}
	for (size_t i = 0; i < import->planned; i++) {
		const struct plan_row *p = &import->plan[i];

		if (is_printed(import, p))
			print_row(&rows, p->row,
				p->column >= 0 ? list->columns[p->column].heading
					       : p->title,
				p->value, planned_name(p->what), p->reason);
	}
	return rows_finish(&rows, err);
}

/* How doubtful runs may be meant, and how many there are: decided once a file. */
static void ask_for_runs(const struct score_import *import)
{
	static const enum score_way ways[] = { SCORE_WAY_MINUTES_SECONDS,
		SCORE_WAY_MINUTES_SINGLE, SCORE_WAY_MINUTES_DECIMAL, SCORE_WAY_SECONDS,
		SCORE_WAY_DIGITS, SCORE_WAY_CLOCK, SCORE_WAY_DATE,
		SCORE_WAY_MARK_SINGLE, SCORE_WAY_MARK_TENS };
	bool any = false;

	for (int i = 0; i < SCORE_SPELLINGS; i++) {
		size_t n = score_list_doubts(&import->list, (enum score_spelling)i);

		if (!n)
			continue;
		fprintf(stderr, "看不准的成绩: %s %zu 个\n",
			score_spelling_zh((enum score_spelling)i), n);
		any = true;
	}
	for (size_t i = 0; any && i < sizeof(ways) / sizeof(ways[0]); i++)
		fprintf(stderr, "  --runs=%s: %s\n", score_way_name(ways[i]),
			score_way_zh(ways[i]));
}

static int report(struct score_import *import, struct err *err)
{
	const size_t *n = import->counts;
	size_t warnings, cells = 0;

	complaints_sort(&import->list.complaints, import->list.complaints_count);
	if (!print(import, &warnings, err))
		return command_fail("import", err);
	for (size_t i = 0; i < import->list.columns_count; i++)
		cells += import->list.columns[i].wrong;
	ask_for_runs(import);
	fprintf(stderr,
		"%snew %zu, changed %zu, same %zu, left %zu, states %zu, doubtful %zu, "
		"differs %zu; refused %zu, %zu warnings",
		import->options->dry_run ? "dry run, nothing stored: " : "",
		n[PLAN_NEW], n[PLAN_CHANGED], n[PLAN_SAME], n[PLAN_LEFT], n[PLAN_STATE],
		n[PLAN_DOUBTFUL], n[PLAN_DIFFERS], n[PLAN_REFUSED] + cells, warnings);
	import_say_held(import->held);
	return import->unscored || import->list.has_other_sheets ||
			       n[PLAN_REFUSED] + cells + n[PLAN_LEFT] +
					       n[PLAN_DOUBTFUL] + n[PLAN_DIFFERS] >
				       0
		       ? DONE_BUT
		       : DONE;
}

/* ---- storing ----------------------------------------------------------------------- */

/* A kiosk may have measured since the file was opened, and not have worked it out yet. */
bool import_begin(struct score_import *import, struct err *err)
{
	if (import->options->dry_run)
		return true;
	if (!store_begin_durable(import->store, err))
		return false;
	if (results_ensure(import->with, err))
		return true;
	store_rollback(import->store);
	return false;
}

/* What is stored stays, also when its points do not: the next start works them out. */
bool import_end(struct score_import *import, bool good, struct err *err)
{
	struct err why = ERR_INIT;

	if (import->options->dry_run)
		return good;
	if (!store_end(import->store, good, err))
		return false;
	if (results_ensure(import->with, &why))
		return true;
	fprintf(stderr,
		"成绩已经存好，得分还没有算完（%s）；下次开机或 station score 会补上\n",
		why.text);
	import->unscored = true;
	return true;
}

/* ---- the command ------------------------------------------------------------------- */

static bool check_options(const struct import_options *options, struct err *err)
{
	if (!options->dry_run && (!options->by || !*options->by))
		return err_set(err,
			"%s: scores are brought in by somebody: add --by NAME; or "
			"--roster for the names alone",
			options->file);
	if (options->whole)
		return err_set(err,
			"%s: --whole is for a roster; this file holds scores",
			options->file);
	return true;
}

static bool run(struct score_import *import, struct err *err)
{
	if (!check_options(import->options, err) || !open_all(import, err) ||
		!read_file(import, err))
		return false;
	look_at_shapes(import);
	if (!match_all(import, err) || !look_at_years(import, err))
		return false;
	return import->list.kind == SCORE_SHEET_RETURNED ? import_returned(import, err)
							 : import_results(import, err);
}

int import_scores(const struct env *env, const struct import_options *options)
{
	struct score_import import = {
		.env = env, .options = options, .list = SCORE_LIST_INIT
	};
	struct err err = ERR_INIT;
	int status = run(&import, &err) ? report(&import, &err)
					: command_fail("import", &err);

	close_all(&import);
	return status;
}

/* A template without any score in it is a roster. */
static bool has_any_score(const char *file, const struct score_rules *rules)
{
	struct score_list list = SCORE_LIST_INIT;
	struct err ignored = ERR_INIT;
	struct sheet *sheet = sheet_open(file, &ignored);
	bool has = sheet && score_rows_read(sheet, rules, &list, &ignored) &&
		   list.cells_count > 0;

	sheet_close(sheet);
	score_list_release(&list);
	return has;
}

bool import_has_scores(const struct env *env, const struct import_options *options)
{
	struct import_headings own;
	struct err ignored = ERR_INIT;
	struct items *items = open_items(env, &ignored);
	char path[PATH_SIZE];
	struct layout *layout = layout_load(
		env_share(env, "schema", path, sizeof(path)), "score-in", &ignored);
	struct store *store = open_store(
		env, env->data_dir, STORE_READ, NULL, &ignored);
	struct score_rules rules = {
		.layout = layout, .items = items, .headings = own.list
	};
	struct sheet *sheet = items && layout ? sheet_open(options->file, &ignored)
					      : NULL;
	enum score_sheet kind = SCORE_SHEET_NONE;
	bool has;

	if (store && import_headings_gather(&own, store, options, &ignored))
		rules.headings_count = own.count;
	has = sheet && score_sheet_kind(sheet, &rules, &kind, &ignored) &&
	      kind > SCORE_SHEET_ROSTER &&
	      (kind != SCORE_SHEET_TEMPLATE || has_any_score(options->file, &rules));
	sheet_close(sheet);
	store_close(store);
	layout_free(layout);
	items_free(items);
	return has;
}
