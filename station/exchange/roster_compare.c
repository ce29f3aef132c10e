/*
 * What only all rows together can tell. Two rows with one 学籍号 are both taken out:
 * the teacher alone knows which is right.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "roster_rows.h"
#include "text.h"

struct complaint *roster_complain(struct roster_list *list, size_t row,
	enum complaint_level level, const char *column, const char *value)
{
	return complaint_add(
		&list->complaints, &list->complaints_count, row, level, column, value);
}

/* ---- groups of rows that agree in something --------------------------------- */

typedef int compare_fn(const struct roster_row *a, const struct roster_row *b);

static int by_row(const struct roster_row *a, const struct roster_row *b)
{
	return (a->row > b->row) - (a->row < b->row);
}

static int by_number(const struct roster_row *a, const struct roster_row *b)
{
	return strcmp(a->student.number, b->student.number);
}

static int by_test_number(const struct roster_row *a, const struct roster_row *b)
{
	return strcmp(a->student.test_number, b->student.test_number);
}

static int by_class_and_name(const struct roster_row *a, const struct roster_row *b)
{
	int order = a->student.grade_code - b->student.grade_code;

	if (order == 0)
		order = strcmp(a->student.class_code, b->student.class_code);
	return order ? order : strcmp(a->student.name, b->student.name);
}

static int compare_rows(const void *a, const void *b, void *compare)
{
	const struct roster_row *const *x = a, *const *y = b;
	compare_fn *const *by = compare;
	int order = (*by)(*x, *y);

	return order ? order : by_row(*x, *y);
}

typedef void group_fn(
	struct roster_list *list, struct roster_row **group, size_t count);

/* Hand over every group of two or more rows that compare as one. */
static void each_group(struct roster_list *list, compare_fn *by, group_fn *take)
{
	struct roster_row **order = mem_array(
		list->count + 1, sizeof(struct roster_row *));
	size_t end;

	for (size_t i = 0; i < list->count; i++)
		order[i] = &list->rows[i];
	qsort_r(order, list->count, sizeof(struct roster_row *), compare_rows,
		(void *)&by);
	for (size_t i = 0; i < list->count; i = end) {
		for (end = i + 1; end < list->count && by(order[i], order[end]) == 0;)
			end++;
		if (end > i + 1)
			take(list, order + i, end - i);
	}
	free(order);
}

/* ---- what is said of them --------------------------------------------------- */

static void other_rows(
	struct roster_row **group, size_t count, size_t but, char *out, size_t size)
{
	size_t len = 0;

	*out = '\0';
	for (size_t i = 0; i < count && len + 16 < size; i++)
		if (i != but)
			len += (size_t)snprintf(out + len, size - len, "%s%zu",
				len ? "、" : "", group[i]->row);
}

static bool same_student(const struct student *a, const struct student *b)
{
	return a->sex == b->sex && a->grade_code == b->grade_code &&
	       a->birth_date == b->birth_date && a->class_place == b->class_place &&
	       a->barred == b->barred && strcmp(a->number, b->number) == 0 &&
	       strcmp(a->test_number, b->test_number) == 0 &&
	       strcmp(a->name, b->name) == 0 &&
	       strcmp(a->class_code, b->class_code) == 0 &&
	       strcmp(a->class_name, b->class_name) == 0 &&
	       strcmp(a->ethnicity, b->ethnicity) == 0 &&
	       strcmp(a->address, b->address) == 0;
}

static bool all_alike(struct roster_row **group, size_t count)
{
	for (size_t i = 1; i < count; i++)
		if (!same_student(&group[0]->student, &group[i]->student))
			return false;
	return true;
}

/* A row is taken out by clearing its number of row; sweep() then drops it. */
static void doubled_number(
	struct roster_list *list, struct roster_row **group, size_t count)
{
	bool alike = all_alike(group, count);
	char others[128], mask[NUMBER_MASK_SIZE];

	for (size_t i = alike; i < count; i++) {
		struct complaint *c = roster_complain(list, group[i]->row,
			alike ? COMPLAINT_WARNING : COMPLAINT_DOUBLED, "学籍号",
			number_masked(group[i]->student.number, mask));

		other_rows(group, alike ? 1 : count, i, others, sizeof(others));
		snprintf(c->reason, sizeof(c->reason),
			alike ? "与第%s行完全相同，只导入一次"
			      : "与第%s行的学籍号相同，请核对后只保留正确的一行",
			others);
		list->refused += !alike;
		list->doubled += !alike;
	}
	for (size_t i = alike; i < count; i++)
		group[i]->row = 0;
}

static void doubled_test_number(
	struct roster_list *list, struct roster_row **group, size_t count)
{
	char others[128];

	if (group[0]->student.test_number[0] == '\0')
		return;
	for (size_t i = 0; i < count; i++) {
		struct complaint *c = roster_complain(list, group[i]->row,
			COMPLAINT_WARNING, "测试号", group[i]->student.test_number);

		other_rows(group, count, i, others, sizeof(others));
		snprintf(c->reason, sizeof(c->reason),
			"与第%s行的测试号相同，没有导入；没有测试号的另编一个", others);
	}
	for (size_t i = 0; i < count; i++)
		memset(group[i]->student.test_number, 0,
			sizeof(group[i]->student.test_number));
}

static bool born_as_another(struct roster_row **group, size_t count, size_t at)
{
	int birth = group[at]->student.birth_date;

	for (size_t i = 0; i < count; i++)
		if (i != at && birth && group[i]->student.birth_date == birth)
			return true;
	return false;
}

static void doubled_name(
	struct roster_list *list, struct roster_row **group, size_t count)
{
	char others[128];

	for (size_t i = 0; i < count; i++) {
		bool twice = born_as_another(group, count, i);
		struct complaint *c = roster_complain(list, group[i]->row,
			twice ? COMPLAINT_SUSPICIOUS : COMPLAINT_WARNING, "姓名",
			group[i]->student.name);

		other_rows(group, count, i, others, sizeof(others));
		snprintf(c->reason, sizeof(c->reason),
			twice ? "与第%"
				"s行同班同名同生日，可能是同一名学生写了两次，请核对"
			      : "与第%s行同班同名，测试时请看清座号",
			others);
	}
}

static void sweep(struct roster_list *list)
{
	size_t kept = 0;

	for (size_t i = 0; i < list->count; i++)
		if (list->rows[i].row != 0)
			list->rows[kept++] = list->rows[i];
	list->count = kept;
}

void roster_compare(struct roster_list *list)
{
	each_group(list, by_number, doubled_number);
	sweep(list);
	each_group(list, by_test_number, doubled_test_number);
	each_group(list, by_class_and_name, doubled_name);
	complaints_sort(&list->complaints, list->complaints_count);
}
