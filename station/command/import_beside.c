/* What the platform returned beside what the station has: other points than our tables
 * give, other values than this year's results, and who did not come back. */
#include "import_scores.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "handins.h"
#include "official.h"
#include "roster.h"
#include "score_compare.h"
#include "text.h"
#include "unicode.h"

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

static bool has_column(const struct score_import *import, int item)
{
	for (size_t i = 0; i < import->list.columns_count; i++)
		if (import->list.columns[i].item == item ||
			import->list.columns[i].item_of_boys == item)
			return true;
	return false;
}

/* One item of this year: `ours` is NULL where the station has none of it, and the cell
 * may be empty. Of what the sheet has no column for nothing is said. */
static void compare_value(struct score_import *import, const struct score_row *row,
	int index, const struct score_cell *cell, const int64_t *ours)
{
	const struct item *item = items_at(import->items, index);
	bool returned = cell && cell->is == SCORE_VALUE;
	char here[32] = "", there[32] = "";

	if (ours)
		item_format_file(item, *ours, here, sizeof(here));
	if (returned)
		item_format_file(item, cell->value, there, sizeof(there));
	if (returned && ours && *ours != cell->value)
		plan_add(import, row->row, PLAN_DIFFERS, cell->column, "", there,
			"平台的成绩是 %s，本站是 %s", there, here);
	else if (returned && !ours)
		plan_add(import, row->row, PLAN_DIFFERS, cell->column, "", there,
			"平台有这一项的成绩 %s，本站没有", there);
	else if (!returned && ours && has_column(import, index))
		plan_add(import, row->row, PLAN_DIFFERS, -1, item->zh, "",
			"本站的成绩是 %s，平台没有", here);
}

static const int64_t *value_of(
	const struct item_result *results, int n, const char *item)
{
	for (int i = 0; i < n; i++)
		if (results[i].has_value && strcmp(results[i].item, item) == 0)
			return &results[i].value;
	return NULL;
}

/* A child of whom the station has nothing was measured elsewhere. */
static bool compare_values(struct score_import *import, size_t i, struct err *err)
{
	const struct score_row *row = &import->list.rows[i];
	const struct student *s = &import->students[i];
	struct item_result now[ITEMS_MAX];
	int n = results_of(import->store, s->id, now, ITEMS_MAX, err);
	bool any = false;

	for (int k = 0; k < n; k++)
		any = any || now[k].has_value;
	for (int index = 0; any && index < (int)items_count(import->items); index++) {
		const struct item *item = items_at(import->items, index);

		if (scheme_tests(import->scheme, s->sex, s->grade, index))
			compare_value(import, row, index,
				score_row_cell(&import->list, row, index),
				value_of(now, n, item->key));
	}
	return n >= 0;
}

bool import_beside_ours(struct score_import *import, size_t i,
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

/* ---- who was handed in and did not come back --------------------------------------------- */

struct lost {
	struct score_import *import;
	const struct student **by_id, **by_class; /* whom the file has */
	size_t count;
	struct err *err;
	bool failed;
};

static int compare_ids(const void *a, const void *b)
{
	const struct student *const *x = a, *const *y = b;

	return strcmp((*x)->id, (*y)->id);
}

static int compare_classes(const void *a, const void *b)
{
	const struct student *const *x = a, *const *y = b;
	int order = (*x)->grade_code - (*y)->grade_code;

	return order ? order : strcmp((*x)->class_code, (*y)->class_code);
}

static bool is_in(const struct lost *lost, const struct student *const *list,
	const struct student *s, int (*order)(const void *a, const void *b))
{
	return bsearch(&s, list, lost->count, sizeof(struct student *), order) != NULL;
}

/* His row may be there, and be nobody's: a number was mistyped, or he stands twice. */
static bool is_refused(const struct score_import *import, const struct student *s)
{
	for (size_t i = 0; i < import->list.count; i++)
		if (!*import->students[i].id &&
			unicode_same_name(import->list.rows[i].name, s->name))
			return true;
	return false;
}

/* A sheet of some classes says nothing of the others. */
static bool look_at_held(
	void *ctx, const struct handin_value *value, const struct entry_id *since)
{
	struct lost *lost = ctx;
	struct student s = { .grade_code = 0 };

	(void)since;
	if (*value->item) /* only the row itself */
		return true;
	text_copy(s.id, sizeof(s.id), value->student);
	if (is_in(lost, lost->by_id, &s, compare_ids))
		return true;
	switch (roster_find(lost->import->store, value->student, &s, lost->err)) {
	case ROSTER_FAIL:
		lost->failed = true;
		return false;
	case ROSTER_UNKNOWN:
		return true;
	case ROSTER_FOUND:
		break;
	}
	if (is_in(lost, lost->by_class, &s, compare_classes) &&
		!is_refused(lost->import, &s))
		plan_add(lost->import, 0, PLAN_DIFFERS, -1, "姓名", s.name,
			"%s，上报过，返回的成绩里没有这名学生", s.class_name);
	return true;
}

bool import_not_returned(struct score_import *import, struct err *err)
{
	size_t all = import->list.count;
	struct lost lost = { .import = import,
		.by_id = mem_array(all + 1, sizeof(struct student *)),
		.by_class = mem_array(all + 1, sizeof(struct student *)),
		.err = err };
	bool good;

	for (size_t i = 0; i < all; i++)
		if (*import->students[i].id)
			lost.by_id[lost.count++] = &import->students[i];
	memcpy(lost.by_class, lost.by_id, lost.count * sizeof(struct student *));
	qsort(lost.by_id, lost.count, sizeof(struct student *), compare_ids);
	qsort(lost.by_class, lost.count, sizeof(struct student *), compare_classes);
	good = handins_held(import->store, "national", 0, look_at_held, &lost, err) &&
	       !lost.failed;
	free(lost.by_id);
	free(lost.by_class);
	return good;
}
