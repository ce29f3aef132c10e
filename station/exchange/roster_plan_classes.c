/* Classes as a whole: new ones, renamed ones, and those of which many are missing. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "roster_plan.h"

#define MANY 4 /* so many of a class, and half of it: it is no coincidence */

static int compare_class(const struct student *a, const struct student *b)
{
	int order = a->grade_code - b->grade_code;

	if (order == 0)
		order = strcmp(a->class_code, b->class_code);
	return order ? order : strcmp(a->class_name, b->class_name);
}

/* ---- both sides in order of classes ---------------------------------------------- */

struct sides {
	struct roster_planning *p;
	struct roster_known **roll; /* who is here */
	size_t on_roll;
	size_t *rows; /* indexes in the list */
	bool *whole;  /* beside the list's rows: the step of a class says it */
};

static int by_class_known(const void *a, const void *b)
{
	const struct roster_known *const *x = a, *const *y = b;
	int order = compare_class(&(*x)->student, &(*y)->student);

	return order ? order : (*x > *y) - (*x < *y);
}

static int by_class_row(const void *a, const void *b, void *ctx)
{
	const struct roster_list *list = ctx;
	const size_t *x = a, *y = b;
	int order = compare_class(&list->rows[*x].student, &list->rows[*y].student);

	return order ? order : (*x > *y) - (*x < *y);
}

static void sort_sides(struct sides *sides)
{
	struct roster_planning *p = sides->p;

	sides->roll = mem_array(p->known_count + 1, sizeof(struct roster_known *));
	for (size_t i = 0; i < p->known_count; i++)
		if (p->known[i].here)
			sides->roll[sides->on_roll++] = &p->known[i];
	qsort(sides->roll, sides->on_roll, sizeof(struct roster_known *),
		by_class_known);
	sides->rows = mem_array(p->list->count + 1, sizeof(*sides->rows));
	for (size_t i = 0; i < p->list->count; i++)
		sides->rows[i] = i;
	qsort_r(sides->rows, p->list->count, sizeof(*sides->rows), by_class_row,
		p->list);
}

static const struct student *student_at(const struct sides *sides, size_t i)
{
	return &sides->p->list->rows[sides->rows[i]].student;
}

/* Rows [*from, return) are of the class of `s`. */
static size_t rows_of(const struct sides *sides, const struct student *s, size_t *from)
{
	size_t low = 0, high = sides->p->list->count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (compare_class(student_at(sides, mid), s) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	*from = low;
	while (low < sides->p->list->count &&
		compare_class(student_at(sides, low), s) == 0)
		low++;
	return low;
}

/* ---- renamed ------------------------------------------------------------------------ */

/* All who are met went to the same other class, and nobody came there from elsewhere. */
static bool is_renamed(
	const struct sides *sides, size_t from, size_t to, size_t *begin, size_t *end)
{
	const struct student *was = &sides->roll[from]->student, *is = NULL;
	size_t met = 0;

	for (size_t i = from; i < to; i++) {
		const struct roster_known *k = sides->roll[i];
		const struct student *s;

		if (k->row == ROSTER_NO_ROW)
			continue;
		s = &sides->p->list->rows[k->row].student;
		if (k->what != ROSTER_PLAN_MOVED || (is && compare_class(is, s) != 0))
			return false;
		is = s;
		met++;
	}
	if (met < 2)
		return false;
	*end = rows_of(sides, is, begin);
	for (size_t i = *begin; i < *end; i++) {
		const struct roster_known *k = sides->p->of_row[sides->rows[i]];

		if (k && k->here && compare_class(&k->student, was) != 0)
			return false;
	}
	return true;
}

static void say_renamed(
	struct sides *sides, size_t from, size_t to, size_t begin, size_t end)
{
	struct roster_planning *p = sides->p;
	const struct student *was = &sides->roll[from]->student;
	const struct student *is = student_at(sides, begin);
	size_t row = p->list->rows[sides->rows[begin]].row, met = 0;
	char label[80], before[80];

	for (size_t i = begin; i < end; i++) {
		const struct roster_known *k = p->of_row[sides->rows[i]];

		sides->whole[sides->rows[i]] |= k && k->here;
		met += k && k->here;
	}
	roster_class_label(is, was, label, sizeof(label));
	roster_class_label(was, is, before, sizeof(before));
	roster_step_add(p->plan, row, ROSTER_PLAN_MOVED, "班级", label,
		"整班改动，原来是%s，%zu名学生", before, met);
	if (!student_same_class(was, is) && met < to - from)
		roster_step_add(p->plan, row, ROSTER_PLAN_SUSPICIOUS, "班级", label,
			"%s改成了这个班，还有%zu名学生留在原来的班，不在这份名单里；请"
			"核对",
			before, to - from - met);
}

/* ---- missing ------------------------------------------------------------------------ */

static void look_for_missing(struct sides *sides, size_t from, size_t to)
{
	const struct roster_plan_rules *rules = sides->p->rules;
	const struct student *s = &sides->roll[from]->student;
	bool stay = !rules->whole && !rules->trust;
	size_t gone = 0;

	for (size_t i = from; i < to; i++)
		gone += sides->roll[i]->what == ROSTER_PLAN_GONE;
	if ((gone < MANY && gone != to - from) || gone == 0 || gone * 2 < to - from)
		return;
	sides->p->plan->held += stay;
	for (size_t i = from; stay && i < to; i++)
		if (sides->roll[i]->what == ROSTER_PLAN_GONE)
			sides->roll[i]->what = ROSTER_PLAN_LEFT;
	roster_step_add(sides->p->plan, 0, ROSTER_PLAN_SUSPICIOUS, "班级",
		s->class_name, "全班%zu名学生里有%zu名不在这份名单里，%s", to - from,
		gone,
		stay ? "没有当作离校；核对过确实离校的，再照样导入"
		     : "导入后就不在了；请核对");
}

/* ---- new ---------------------------------------------------------------------------- */

static void look_for_new(struct sides *sides, size_t from, size_t to)
{
	struct roster_planning *p = sides->p;
	const struct student *s = student_at(sides, from);

	if (to - from < 2)
		return;
	for (size_t i = from; i < to; i++)
		if (p->what[sides->rows[i]] != ROSTER_PLAN_NEW)
			return;
	for (size_t i = 0; i < sides->on_roll; i++)
		if (sides->roll[i]->student.grade_code == s->grade_code &&
			strcmp(sides->roll[i]->student.class_code, s->class_code) == 0)
			return;
	for (size_t i = from; i < to; i++)
		sides->whole[sides->rows[i]] = true;
	roster_step_add(p->plan, p->list->rows[sides->rows[from]].row, ROSTER_PLAN_NEW,
		"班级", s->class_name, "新的班，%zu名学生", to - from);
}

/* ------------------------------------------------------------------------------------- */

static int compare_row(const void *row, const void *of)
{
	const struct roster_row *r = of;
	size_t number = *(const size_t *)row;

	return (number > r->row) - (number < r->row);
}

/* The steps that the step of a whole class says, too. */
static void mark_within(struct sides *sides, size_t count)
{
	const struct roster_list *list = sides->p->list;
	struct roster_plan *plan = sides->p->plan;

	for (size_t i = 0; i < count; i++) {
		struct roster_step *step = &plan->steps[i];
		const struct roster_row *row = bsearch(&step->row, list->rows,
			list->count, sizeof(*list->rows), compare_row);

		step->within = row && sides->whole[row - list->rows] &&
			       (step->what == ROSTER_PLAN_NEW ||
				       step->what == ROSTER_PLAN_MOVED);
	}
}

static void each_of_roll(struct sides *sides)
{
	size_t begin, end, to;

	for (size_t from = 0; from < sides->on_roll; from = to) {
		for (to = from + 1; to < sides->on_roll &&
				    compare_class(&sides->roll[from]->student,
					    &sides->roll[to]->student) == 0;)
			to++;
		if (is_renamed(sides, from, to, &begin, &end))
			say_renamed(sides, from, to, begin, end);
		else
			look_for_missing(sides, from, to);
	}
}

static void each_of_file(struct sides *sides)
{
	size_t to, count = sides->p->list->count;

	for (size_t from = 0; from < count; from = to) {
		for (to = from + 1; to < count && compare_class(student_at(sides, from),
							  student_at(sides, to)) == 0;)
			to++;
		look_for_new(sides, from, to);
	}
}

void roster_plan_classes(struct roster_planning *p)
{
	struct sides sides = { .p = p };
	size_t said = p->plan->count; /* of students */

	sort_sides(&sides);
	sides.whole = mem_array(p->list->count + 1, sizeof(*sides.whole));
	each_of_roll(&sides);
	each_of_file(&sides);
	mark_within(&sides, said);
	free(sides.roll);
	free(sides.rows);
	free(sides.whole);
}
