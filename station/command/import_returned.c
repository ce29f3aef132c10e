/* What the platform returned: the record of a school year, and where it gives other
 * points than our tables, or other values than this year's results. */
#include "import_scores.h"

#include <stdio.h>
#include <string.h>

#include "digest.h"
#include "official.h"
#include "particulars.h"
#include "path.h"
#include "score.h"
#include "score_compare.h"
#include "text.h"

#define YEARS_BACK 12

/* ---- which school year --------------------------------------------------------------- */

/* Years since the row's grade, by the grade that the student has now; -1 unknown. */
static int years_back(const struct score_import *import, const struct score_row *row,
	const struct student *student)
{
	for (int years = 0; row->grade_code && years < YEARS_BACK; years++)
		if (grade_code_before(student->grade_code, years,
			    store_system(import->store)) == row->grade_code)
			return years;
	return -1;
}

/* As most of the rows say; somebody may have repeated a year. */
static bool find_year(struct score_import *import, int *year, struct err *err)
{
	size_t votes[YEARS_BACK] = { 0 }, all = 0;
	int most = 0;

	*year = import->options->school_year;
	if (*year)
		return true;
	for (size_t i = 0; i < import->list.count; i++) {
		int back = *import->students[i].id
				   ? years_back(import, &import->list.rows[i],
					     &import->students[i])
				   : -1;

		if (back < 0)
			continue;
		votes[back]++;
		all++;
		if (votes[back] > votes[most])
			most = back;
	}
	if (votes[most] * 10 < all * 9 || !all)
		return err_set(err,
			"%s: 看不出是哪一学年的成绩，请用 --year 说明，如 --year 2025 "
			"指2025-2026学年",
			import->options->file);
	*year = store_school_year(import->store) - most;
	return true;
}

/* ---- the record ------------------------------------------------------------------------ */

static int32_t points_or_none(int32_t points_c)
{
	return points_c == SCORE_NO_POINTS ? SCORE_NONE : points_c;
}

static void take_item(struct official *record, const char *key, bool has_value,
	int64_t value, const struct score_points *points)
{
	struct official_item *item = &record->items[record->count];

	if (record->count == OFFICIAL_ITEMS_MAX)
		return;
	*item = (struct official_item){ .has_value = has_value,
		.value = has_value ? value : 0,
		.points_c = points ? points_or_none(points->points_c) : SCORE_NONE,
		.bonus_c = points ? points_or_none(points->bonus_c) : SCORE_NONE };
	text_copy(item->item, sizeof(item->item), key);
	if (points)
		text_copy(item->level, sizeof(item->level),
			score_level_zh(points->level));
	if (has_value || item->points_c != SCORE_NONE || *item->level)
		record->count++;
}

/* 评分 and 等级 beside 体重 are those of the BMI. */
static void take_cell(struct official *record, const struct score_import *import,
	const struct score_cell *cell)
{
	const char *key = cell->item >= 0 ? items_at(import->items, cell->item)->key
					  : "";
	bool has = cell->is == SCORE_VALUE, is_weight = strcmp(key, "weight") == 0;

	if (!*key)
		return;
	take_item(record, key, has, cell->value, is_weight ? NULL : &cell->points);
	if (is_weight)
		take_item(record, OFFICIAL_BMI, false, 0, &cell->points);
}

static void make_record(
	const struct score_import *import, size_t i, int year, struct official *record)
{
	const struct import_options *options = import->options;
	const struct score_row *row = &import->list.rows[i];
	const struct student *s = &import->students[i];
	size_t count;
	const struct score_cell *cells = score_row_cells(&import->list, row, &count);

	*record = (struct official){ .school_year = year,
		.grade_code = row->grade_code
				      ? row->grade_code
				      : grade_code_before(s->grade_code,
						store_school_year(import->store) - year,
						store_system(import->store)),
		.standard_c = points_or_none(row->standard_c),
		.bonus_c = points_or_none(row->total.bonus_c),
		.total_c = points_or_none(row->total.points_c) };
	text_copy(record->student, sizeof(record->student), s->id);
	text_copy(
		record->level, sizeof(record->level), score_level_zh(row->total.level));
	text_copy(record->who, sizeof(record->who), options->by ? options->by : "");
	snprintf(record->origin, sizeof(record->origin), "%s %.80s",
		options->paper ? "纸质" : "平台",
		options->paper ? options->paper : path_name(options->file));
	text_keep_characters(record->origin);
	for (size_t k = 0; k < count; k++)
		if (import_trusts(import, row, &cells[k]))
			take_cell(record, import, &cells[k]);
}

static bool is_told_already(const struct score_import *import,
	const struct official *record, bool *has, bool *same, struct err *err)
{
	struct official now;
	int got = official_of(
		import->store, record->student, record->school_year, &now, err);

	*has = got > 0;
	*same = got > 0 && official_is_same(record, &now);
	return got >= 0;
}

static bool plan_record(struct score_import *import, size_t i,
	const struct official *record, struct err *err)
{
	size_t row = import->list.rows[i].row;
	char total[16] = "";
	bool has, same;

	if (!is_told_already(import, record, &has, &same, err))
		return false;
	if (record->total_c != SCORE_NONE)
		score_write(record->total_c, 1, total, sizeof(total));
	if (!record->grade_code)
		plan_add(import, row, PLAN_REFUSED, -1, "年级编号", "",
			"看不出这名学生%d-%d学年的年级，请填年级编号",
			record->school_year, record->school_year + 1);
	else
		plan_add(import, row,
			same  ? PLAN_SAME
			: has ? PLAN_CHANGED
			      : PLAN_NEW,
			-1, "总分", total, "%d-%d学年的记录", record->school_year,
			record->school_year + 1);
	return true;
}

/* ---- beside ours ------------------------------------------------------------------------ */

struct beside {
	struct score_import *import;
	size_t row;
};

static void say_difference(void *ctx, const struct score_difference *d)
{
	const struct beside *beside = ctx;

	plan_add(beside->import, beside->row, PLAN_DIFFERS, -1, d->column, d->theirs,
		"%s", d->reason);
}

static bool compare_values(struct score_import *import, size_t i, struct err *err)
{
	const struct score_row *row = &import->list.rows[i];
	struct item_result now[ITEMS_MAX];
	int n = results_of(import->store, import->students[i].id, now, ITEMS_MAX, err);

	for (int k = 0; k < n; k++) {
		int index = items_find(import->items, now[k].item);
		const struct item *item = items_at(import->items, index);
		const struct score_cell *cell = score_row_cell(
			&import->list, row, index);
		char ours[32], theirs[32];

		if (!cell || cell->is != SCORE_VALUE || !now[k].has_value ||
			cell->value == now[k].value)
			continue;
		item_format_file(item, now[k].value, ours, sizeof(ours));
		item_format_file(item, cell->value, theirs, sizeof(theirs));
		plan_add(import, row->row, PLAN_DIFFERS, cell->column, "", theirs,
			"平台的成绩是 %s，本站是 %s", theirs, ours);
	}
	return n >= 0;
}

static bool compare(struct score_import *import, size_t i,
	const struct official *record, struct err *err)
{
	const struct score_row *row = &import->list.rows[i];
	struct beside beside = { import, row->row };

	score_compare(import->scheme, import->students[i].sex,
		grade_from_code(record->grade_code, store_system(import->store)),
		&import->list, row, say_difference, &beside);
	return record->school_year != store_school_year(import->store) ||
	       compare_values(import, i, err);
}

/* ---- to the journal ---------------------------------------------------------------------- */

static bool store_file(struct score_import *import, int year, struct err *err)
{
	struct import_file file = { .name = path_name(import->options->file),
		.kind = import->options->paper ? IMPORT_PAPER : IMPORT_RETURNED,
		.school_year = year,
		.runs = import->options->runs_text,
		.who = import->options->by };

	return digest_file(import->options->file, &file.digest, err) &&
	       official_import(import->store, &file, import->wall_us, err);
}

static bool store_all(struct score_import *import, int year, struct err *err)
{
	struct official record;
	bool good;

	if (!import->counts[PLAN_NEW] && !import->counts[PLAN_CHANGED])
		return true;
	if (!store_begin_durable(import->store, err))
		return false;
	good = store_file(import, year, err);
	for (size_t i = 0; good && i < import->list.count; i++) {
		if (!*import->students[i].id)
			continue;
		make_record(import, i, year, &record);
		good = !record.grade_code ||
		       official_put(import->store, &record, import->wall_us, NULL, err);
	}
	return store_end(import->store, good, err) && results_ensure(import->with, err);
}

static void count_doubts(struct score_import *import, const struct score_row *row)
{
	size_t count;
	const struct score_cell *cells = score_row_cells(&import->list, row, &count);

	for (size_t k = 0; k < count; k++)
		import->counts[PLAN_DOUBTFUL] += cells[k].is == SCORE_DOUBTFUL;
}

bool import_returned(struct score_import *import, struct err *err)
{
	struct official record;
	int year;

	if (!find_year(import, &year, err))
		return false;
	if (year > store_school_year(import->store))
		return err_set(err, "%s: %d-%d学年还没有开始", import->options->file,
			year, year + 1);
	fprintf(stderr, "%d-%d学年\n", year, year + 1);
	for (size_t i = 0; i < import->list.count; i++) {
		if (!*import->students[i].id)
			continue;
		make_record(import, i, year, &record);
		count_doubts(import, &import->list.rows[i]);
		if (!plan_record(import, i, &record, err) ||
			!compare(import, i, &record, err))
			return false;
	}
	return import->options->dry_run || store_all(import, year, err);
}
