/* What the platform returned: the record of a school year. */
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
	if (row->exempt && !official_says(record))
		text_copy(record->level, sizeof(record->level), OFFICIAL_EXEMPT);
}

/* What the row says, and what of that year's record it does not speak of. `has`: there is
 * a record, and `same`: it says all that already. */
static bool complete_record(const struct score_import *import, struct official *record,
	bool *has, bool *same, struct err *err)
{
	struct official before;
	int got = official_of(
		import->store, record->student, record->school_year, &before, err);

	*has = got > 0;
	if (*has)
		official_complete(record, &before);
	*same = *has && official_is_same(record, &before);
	return got >= 0;
}

static void refuse_record(struct score_import *import, size_t i, const char *title,
	const char *value, const char *reason)
{
	import->students[i].id[0] = '\0';
	plan_add(import, import->list.rows[i].row, PLAN_REFUSED, -1, title, value, "%s",
		reason);
}

static bool plan_record(
	struct score_import *import, size_t i, struct official *record, struct err *err)
{
	char total[sizeof(record->level)] = "", year[80];
	bool has, same;

	if (!official_says(record)) {
		import->students[i].id[0] = '\0'; /* only states stand in the row */
		return true;
	}
	if (record->total_c != SCORE_NONE)
		score_write(record->total_c, 1, total, sizeof(total));
	else if (strcmp(record->level, OFFICIAL_EXEMPT) == 0)
		text_copy(total, sizeof(total), OFFICIAL_EXEMPT);
	if (!record->grade_code) {
		snprintf(year, sizeof(year),
			"看不出这名学生%d-%d学年的年级，请填年级编号",
			record->school_year, record->school_year + 1);
		refuse_record(import, i, "年级编号", "", year);
		return true;
	}
	if (!official_points_fit(record)) {
		refuse_record(import, i, "总分", total,
			"总分、附加分和各项评分应在0到120之间，请核对这一行");
		return true;
	}
	if (!complete_record(import, record, &has, &same, err))
		return false;
	plan_add(import, import->list.rows[i].row,
		same  ? PLAN_SAME
		: has ? PLAN_CHANGED
		      : PLAN_NEW,
		-1, "总分", total, "%d-%d学年的记录", record->school_year,
		record->school_year + 1);
	return true;
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
	bool good, has, same;

	if (!import->counts[PLAN_NEW] && !import->counts[PLAN_CHANGED])
		return true;
	good = store_file(import, year, err);
	for (size_t i = 0; good && i < import->list.count; i++) {
		if (!*import->students[i].id)
			continue;
		make_record(import, i, year, &record);
		good = complete_record(import, &record, &has, &same, err) &&
		       official_put(import->store, &record, import->wall_us, NULL, err);
	}
	return good;
}

static void count_doubts(struct score_import *import, const struct score_row *row)
{
	size_t count;
	const struct score_cell *cells = score_row_cells(&import->list, row, &count);

	for (size_t k = 0; k < count; k++)
		import->counts[PLAN_DOUBTFUL] += cells[k].is == SCORE_DOUBTFUL;
}

static bool plan_all(struct score_import *import, int year, struct err *err)
{
	struct official record;

	for (size_t i = 0; i < import->list.count; i++) {
		if (!*import->students[i].id)
			continue;
		make_record(import, i, year, &record);
		count_doubts(import, &import->list.rows[i]);
		if (!plan_record(import, i, &record, err))
			return false;
		if (*import->students[i].id &&
			!import_beside_ours(import, i, &record, err))
			return false;
	}
	return true;
}

bool import_returned(struct score_import *import, struct err *err)
{
	bool good;
	int year;

	if (!find_year(import, &year, err))
		return false;
	if (year > store_school_year(import->store))
		return err_set(err, "%s: %d-%d学年还没有开始", import->options->file,
			year, year + 1);
	fprintf(stderr, "%d-%d学年\n", year, year + 1);
	if (!import_begin(import, err))
		return false;
	good = plan_all(import, year, err);
	if (good && year == store_school_year(import->store))
		good = import_not_returned(import, err);
	if (good && !import->options->dry_run)
		good = store_all(import, year, err);
	return import_end(import, good, err);
}
