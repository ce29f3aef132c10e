/* Whose row of a sheet with scores it is. */
#include "import_scores.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "roster.h"
#include "roster_cells.h"
#include "text.h"
#include "unicode.h"

#define GROWTH 256

/* ---- the roll by names ------------------------------------------------------------- */

/* Names as they are compared: whatever the middle dot and the blanks. */
struct roll_name {
	char name[STUDENT_NAME];
	struct student student;
};

static void fold_name(const char *name, char out[STUDENT_NAME])
{
	struct buf folded = BUF_INIT;

	unicode_name(&folded, name);
	text_copy(out, STUDENT_NAME, folded.data ? folded.data : "");
	buf_release(&folded);
}

static bool add_name(void *ctx, const struct student *s)
{
	struct score_import *import = ctx;
	struct roll_name *added;

	if (import->roll_count % GROWTH == 0)
		import->roll = mem_resize_array(import->roll,
			import->roll_count + GROWTH, sizeof(*import->roll));
	added = &import->roll[import->roll_count++];
	fold_name(s->name, added->name);
	added->student = *s;
	return true;
}

static int by_name(const void *a, const void *b)
{
	const struct roll_name *x = a, *y = b;

	return strcmp(x->name, y->name);
}

/* Once, and only for a file that needs it: most know their students by number. */
static bool load_roll(struct score_import *import, struct err *err)
{
	if (import->roll)
		return true;
	import->roll = mem_array(GROWTH, sizeof(*import->roll));
	if (!roster_each(import->store, add_name, import, err))
		return false;
	qsort(import->roll, import->roll_count, sizeof(*import->roll), by_name);
	return import_load_classes(import, err);
}

/* The first of that name; roll_count when there is none. */
static size_t first_named(const struct score_import *import, const char *name)
{
	size_t low = 0, high = import->roll_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(import->roll[middle].name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool names_grade(const struct score_import *import, const struct student *s)
{
	struct buf folded = BUF_INIT;
	bool names;

	cell_fold(&folded, s->class_name);
	names = folded.data &&
		grade_code_of_class(folded.data, store_system(import->store));
	buf_release(&folded);
	return names;
}

/* ---- by name ------------------------------------------------------------------------ */

typedef bool is_he(const struct score_import *import, const struct score_row *row,
	const struct student *s);

static bool is_born(const struct score_import *import, const struct score_row *row,
	const struct student *s)
{
	(void)import;
	return row->birth_date && row->birth_date == s->birth_date &&
	       (row->sex == SEX_NONE || row->sex == s->sex);
}

static bool is_in_class(const struct score_import *import, const struct score_row *row,
	const struct student *s)
{
	return import_is_class(import, row, s) == IMPORT_CLASS_HIS;
}

/* The one student of that name of whom `is` holds; of two, nobody is found. */
static enum roster_got find_named(struct score_import *import,
	const struct score_row *row, is_he *is, struct student *out, struct err *err)
{
	char name[STUDENT_NAME];
	int k = 0;

	fold_name(row->name, name);
	if (!*name)
		return ROSTER_UNKNOWN;
	if (!load_roll(import, err))
		return ROSTER_FAIL;
	for (size_t i = first_named(import, name);
		i < import->roll_count && strcmp(import->roll[i].name, name) == 0; i++)
		if (is(import, row, &import->roll[i].student)) {
			*out = import->roll[i].student;
			k++;
		}
	return k == 1 ? ROSTER_FOUND : ROSTER_UNKNOWN;
}

/* ---- whose row it is ---------------------------------------------------------------- */

static void refuse(struct score_import *import, size_t i, const char *title,
	const char *value, const char *fmt, ...) __attribute__((format(printf, 5, 6)));

static void refuse(struct score_import *import, size_t i, const char *title,
	const char *value, const char *fmt, ...)
{
	char reason[200];
	va_list args;

	va_start(args, fmt);
	vsnprintf(reason, sizeof(reason), fmt, args);
	va_end(args);
	import->students[i].id[0] = '\0';
	plan_add(import, import->list.rows[i].row, PLAN_REFUSED, -1, title, value, "%s",
		reason);
}

/* Why nobody is known by this name and this class. */
static void refuse_name(struct score_import *import, size_t i)
{
	const struct score_row *row = &import->list.rows[i];
	bool says_class = *row->class_code || *row->class_name;
	const struct student *other = NULL;
	char name[STUDENT_NAME];
	size_t named = 0, fit = 0, unclear = 0;

	fold_name(row->name, name);
	for (size_t k = first_named(import, name);
		k < import->roll_count && strcmp(import->roll[k].name, name) == 0;
		k++, named++) {
		enum import_class is;

		other = &import->roll[k].student;
		is = import_is_class(import, row, other);
		fit += is == IMPORT_CLASS_HIS;
		unclear += is == IMPORT_CLASS_UNCLEAR;
	}
	if (!named)
		refuse(import, i, "姓名", row->name,
			"名单里没有叫这个名字的学生；请核对，或先导入名单");
	else if (fit > 1)
		refuse(import, i, "姓名", row->name,
			"这个班有%zu名同名的学生，认不出是哪一名；请加学籍号", fit);
	else if (!says_class || unclear)
		refuse(import, i, "姓名", row->name,
			"只凭姓名%s认不出是谁；请加学籍号，或年级和班级",
			says_class ? "和班级" : "");
	else
		refuse(import, i, "姓名", row->name,
			"这个班没有这名学生；名单里叫这个名字的在%s%s，请核对班级",
			names_grade(import, other) ? ""
						   : grade_code_zh(other->grade_code),
			other->class_name);
}

static enum roster_got find(struct score_import *import, const struct score_row *row,
	struct student *out, bool *renumbered, struct err *err)
{
	enum roster_got got = ROSTER_UNKNOWN;

	*renumbered = false;
	if (*row->number)
		got = roster_find_number(import->store, row->number, out, err);
	if (got == ROSTER_UNKNOWN && *row->number) {
		got = find_named(import, row, is_born, out, err);
		*renumbered = got == ROSTER_FOUND;
	}
	if (got == ROSTER_UNKNOWN && !*row->number && *row->test_number)
		got = roster_find_test_number(
			import->store, row->test_number, out, err);
	if (got == ROSTER_UNKNOWN && !*row->number)
		got = find_named(import, row, is_in_class, out, err);
	return got;
}

static void check(struct score_import *import, size_t i, bool renumbered)
{
	const struct score_row *row = &import->list.rows[i];
	const struct student *s = &import->students[i];
	char was[NUMBER_MASK_SIZE], is[NUMBER_MASK_SIZE];

	if (*row->name && *s->name && !unicode_same_name(row->name, s->name)) {
		refuse(import, i, "姓名", row->name,
			"名单里这个号码是另一个名字，请核对是谁的成绩");
	} else if (row->sex != SEX_NONE && s->sex != SEX_NONE && row->sex != s->sex) {
		refuse(import, i, "性别", row->sex == SEX_MALE ? "男" : "女",
			"与名单里的性别不同，请核对是谁的成绩");
	} else if (renumbered) {
		struct complaint *c = complaint_add(&import->list.complaints,
			&import->list.complaints_count, row->row, COMPLAINT_WARNING,
			"学籍号", number_masked(row->number, was));

		snprintf(c->reason, sizeof(c->reason),
			"名单里的学籍号是 %s，按姓名、性别和出生日期认出是同一名学生",
			number_masked(s->number, is));
	}
}

/* A column for both sexes, 1000米跑/800米跑, in a file that says no sex: the roll does. */
static void settle_sexes(struct score_import *import, size_t i)
{
	const struct score_row *row = &import->list.rows[i];
	enum sex sex = import->students[i].sex;

	for (size_t k = row->first; row->sex == SEX_NONE && k < row->first + row->count;
		k++) {
		struct score_cell *cell = &import->list.cells[k];
		const struct score_column *column =
			cell->column >= 0 ? &import->list.columns[cell->column] : NULL;

		if (!column || column->item == column->item_of_boys)
			continue;
		cell->item = sex == SEX_MALE ? column->item_of_boys : column->item;
		if (sex != SEX_NONE ||
			(cell->is != SCORE_VALUE && cell->is != SCORE_DOUBTFUL))
			continue;
		cell->is = SCORE_WRONG;
		plan_add(import, row->row, PLAN_REFUSED, cell->column, "", "",
			"文件和名单里都没有性别，不知道是哪一项的成绩");
	}
}

bool import_match(struct score_import *import, size_t i, struct err *err)
{
	const struct score_row *row = &import->list.rows[i];
	struct student *s = &import->students[i];
	char masked[NUMBER_MASK_SIZE];
	bool renumbered;

	switch (find(import, row, s, &renumbered, err)) {
	case ROSTER_FAIL:
		return false;
	case ROSTER_UNKNOWN:
		if (!*row->number && !*row->test_number)
			refuse_name(import, i);
		else
			refuse(import, i, *row->number ? "学籍号" : "测试号",
				*row->number ? number_masked(row->number, masked)
					     : row->test_number,
				"%s%s名单里没有这名学生；请核对，或先导入名单",
				row->name, *row->name ? "：" : "");
		return true;
	case ROSTER_FOUND:
		break;
	}
	check(import, i, renumbered);
	settle_sexes(import, i);
	return true;
}
