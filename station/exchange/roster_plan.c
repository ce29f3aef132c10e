#include "roster_plan.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "text.h"

#define GROWTH	    256
#define CLASSES_MAX 1024

const char *roster_what_name(enum roster_what what)
{
	static const char *const names[ROSTER_PLANS] = {
		[ROSTER_PLAN_SUSPICIOUS] = "suspicious",
		[ROSTER_PLAN_NEW] = "new",
		[ROSTER_PLAN_MOVED] = "moved",
		[ROSTER_PLAN_CHANGED] = "changed",
		[ROSTER_PLAN_BACK] = "back",
		[ROSTER_PLAN_GONE] = "gone",
		[ROSTER_PLAN_LEFT] = "left",
		[ROSTER_PLAN_SAME] = "same",
	};

	return names[what];
}

struct roster_step *roster_step_add(struct roster_plan *plan, size_t row,
	enum roster_what what, const char *column, const char *value, const char *fmt,
	...)
{
	struct buf text = BUF_INIT;
	struct roster_step *step;
	va_list args;

	if (plan->count % GROWTH == 0)
		plan->steps = mem_resize_array(
			plan->steps, plan->count + GROWTH, sizeof(*plan->steps));
	step = &plan->steps[plan->count++];
	*step = (struct roster_step){ .row = row, .what = what };
	text_copy(step->column, sizeof(step->column), column);
	text_copy(step->value, sizeof(step->value), value);
	va_start(args, fmt);
	buf_addv(&text, fmt, args);
	va_end(args);
	text_keep_characters(text.data);
	text_copy(step->reason, sizeof(step->reason), text.data);
	buf_release(&text);
	plan->counts[what] += what == ROSTER_PLAN_SUSPICIOUS;
	return step;
}

/* ---- the roll --------------------------------------------------------------- */

static bool take_known(void *ctx, const struct student *student, bool here)
{
	struct roster_planning *p = ctx;

	if (p->known_count == p->known_cap) {
		p->known_cap = p->known_cap ? p->known_cap * 2 : 1024;
		p->known = mem_resize_array(p->known, p->known_cap, sizeof(*p->known));
	}
	p->known[p->known_count++] = (struct roster_known){ .student = *student,
		.birth = student_birth_date(student),
		.here = here,
		.row = ROSTER_NO_ROW,
		.what = ROSTER_PLAN_SAME };
	return true;
}

static int by_number(const void *a, const void *b)
{
	const struct roster_known *const *x = a, *const *y = b;

	return strcmp((*x)->student.number, (*y)->student.number);
}

static bool read_roll(struct roster_planning *p, struct store *store, struct err *err)
{
	if (!roster_each_known(store, take_known, p, err))
		return false;
	p->by_number = mem_array(p->known_count + 1, sizeof(struct roster_known *));
	for (size_t i = 0; i < p->known_count; i++)
		p->by_number[i] = &p->known[i];
	qsort(p->by_number, p->known_count, sizeof(struct roster_known *), by_number);
	return true;
}

static int compare_number(const void *number, const void *known)
{
	const struct roster_known *const *k = known;

	return strcmp(number, (*k)->student.number);
}

static struct roster_known *of_number(
	const struct roster_planning *p, const char *number)
{
	struct roster_known *const *found =
		*number ? bsearch(number, p->by_number, p->known_count,
				  sizeof(struct roster_known *), compare_number)
			: NULL;

	return found ? *found : NULL;
}

/* ---- who is who --------------------------------------------------------------- */

/* The classes of the roll, and their numbers within the grade. */
struct classes {
	struct roster_class *list;
	int *numbers;
	bool *renamed; /* 1班 of the roll is 初一1班 from now on */
	int count;
	enum school_system system;
};

/* A list without 班级编号 must not take the platform's code from a class that has one
 * already: the class is known by grade and name. One without 班级名称 keeps the name. */
static bool keep_class(struct student *s, const struct classes *classes)
{
	bool has_code = s->class_code[0] != '~', kept = false;
	bool has_name = strcmp(s->class_name, s->class_code) != 0;

	for (int i = 0; i < classes->count; i++) {
		const struct roster_class *c = &classes->list[i];

		if (c->grade_code != s->grade_code)
			continue;
		kept |= strcmp(c->name, s->class_name) == 0;
		if (!has_code && c->code[0] != '~' &&
			strcmp(c->name, s->class_name) == 0)
			text_copy(s->class_code, sizeof(s->class_code), c->code);
		else if (!has_name && strcmp(c->code, s->class_code) == 0)
			text_copy(s->class_name, sizeof(s->class_name), c->name);
	}
	return kept;
}

/* The one class of the grade with that number, and with that code where one is told. */
static const struct roster_class *numbered(
	const struct student *s, const struct classes *classes)
{
	int number = class_number_read(s->class_name, classes->system);
	const struct roster_class *found = NULL;

	for (int i = 0; i < classes->count; i++) {
		const struct roster_class *c = &classes->list[i];

		if (number == 0 || classes->numbers[i] != number ||
			c->grade_code != s->grade_code ||
			(s->class_code[0] != '~' &&
				strcmp(c->code, s->class_code) != 0))
			continue;
		if (found)
			return NULL;
		found = c;
	}
	return found;
}

/* "1班" beside 七年级 is the 七年级(1)班 of the roll, by the roll's name and code. A roll that
 * has no more than 1班 itself keeps that until a list of the class comes; then it is called
 * otherwise, and only a code of the platform stays. */
static void keep_bare_class(struct student *s, const struct classes *classes)
{
	const struct roster_class *c = numbered(s, classes);
	bool renamed = c && classes->renamed[c - classes->list];

	if (c && !renamed)
		text_copy(s->class_name, sizeof(s->class_name), c->name);
	if (c && (!renamed || c->code[0] != '~'))
		text_copy(s->class_code, sizeof(s->class_code), c->code);
}

static bool is_in(const struct roster_known *k, const struct roster_class *c)
{
	return k->here && k->student.grade_code == c->grade_code &&
	       strcmp(k->student.class_code, c->code) == 0;
}

/* Is the child of this row in that class of the roll? */
static bool is_of_class(const struct roster_planning *p, const struct student *s,
	const struct roster_class *c)
{
	const struct roster_known *known = of_number(p, s->number);

	if (s->number[0])
		return known && is_in(known, c);
	for (size_t i = 0; i < p->known_count; i++) {
		known = p->by_number[i];
		if (known->student.number[0])
			break; /* the others come first */
		if (is_in(known, c) && strcmp(known->student.name, s->name) == 0)
			return true;
	}
	return false;
}

/* One new child is no reason to call a class otherwise: half of it is. */
static bool is_renamed_by(const struct roster_planning *p,
	const struct classes *classes, const struct roster_class *c)
{
	size_t met = 0;

	if (p->rules->mode != ROSTER_MODE_UPDATE ||
		grade_code_of_class(c->name, p->system) != 0)
		return false;
	for (size_t i = 0; i < p->list->count; i++) {
		const struct roster_row *row = &p->list->rows[i];

		met += row->bare_class && numbered(&row->student, classes) == c &&
		       is_of_class(p, &row->student, c);
	}
	return met * 2 >= (size_t)c->count;
}

static void number_classes(struct classes *classes)
{
	struct buf text = BUF_INIT;

	for (int i = 0; i < classes->count; i++) {
		buf_reset(&text);
		cell_fold(&text, classes->list[i].name);
		classes->numbers[i] = class_number_read(text.data, classes->system);
	}
	buf_release(&text);
}

static bool keep_classes(
	struct roster_planning *p, struct store *store, struct err *err)
{
	struct classes classes = { .system = p->system };

	classes.list = mem_array(CLASSES_MAX, sizeof(*classes.list));
	classes.numbers = mem_array(CLASSES_MAX, sizeof(*classes.numbers));
	classes.count = roster_classes(store, classes.list, CLASSES_MAX, err);
	classes.renamed = mem_array(CLASSES_MAX, sizeof(*classes.renamed));
	number_classes(&classes);
	for (int i = 0; i < classes.count; i++)
		classes.renamed[i] = classes.numbers[i] != 0 &&
				     is_renamed_by(p, &classes, &classes.list[i]);
	for (size_t i = 0; i < p->list->count; i++) {
		struct roster_row *row = &p->list->rows[i];

		if (!keep_class(&row->student, &classes) && row->bare_class)
			keep_bare_class(&row->student, &classes);
	}
	free(classes.list);
	free(classes.numbers);
	free(classes.renamed);
	return classes.count >= 0;
}

/* Who has no number yet is known by name, birth date and class. */
static struct roster_known *without_number(struct roster_planning *p, size_t at)
{
	const struct student *s = &p->list->rows[at].student;
	struct roster_known *found = NULL;

	for (size_t i = 0; i < p->known_count; i++) {
		struct roster_known *k = p->by_number[i];

		if (k->student.number[0])
			break; /* the others come first */
		if (k->row == ROSTER_NO_ROW && (!found || (k->here && !found->here)) &&
			k->student.birth_date == s->birth_date &&
			strcmp(k->student.name, s->name) == 0 &&
			strcmp(k->student.class_code, s->class_code) == 0)
			found = k;
	}
	return found;
}

static void meet(struct roster_planning *p, size_t at, struct roster_known *known)
{
	p->of_row[at] = known;
	if (!known)
		return;
	known->row = at;
	memcpy(p->list->rows[at].student.id, known->student.id,
		sizeof(known->student.id));
}

/* Whoever is known by number first: he is nobody else's likeness. */
static void meet_all(struct roster_planning *p)
{
	for (size_t i = 0; i < p->list->count; i++) {
		struct roster_known *known = of_number(
			p, p->list->rows[i].student.number);

		if (known && known->row == ROSTER_NO_ROW)
			meet(p, i, known);
	}
	for (size_t i = 0; i < p->list->count; i++) {
		struct roster_known *known = p->of_row[i];

		if (!known)
			known = without_number(p, i);
		meet(p, i, known ? known : roster_alike(p, i));
	}
}

/* ---- what becomes of a row ---------------------------------------------------- */

/* 民族代码 keeps its spelling: the platform's own file writes 1 for 01. */
static bool same_code(const char *a, const char *b)
{
	return *a && *b && strtol(a, NULL, 10) == strtol(b, NULL, 10);
}

static void keep_known(unsigned columns, struct student *s, const struct student *known)
{
	if (s->birth_date == 0)
		s->birth_date = known->birth_date;
	if (s->class_place == 0)
		s->class_place = known->class_place;
	if (!(columns & ROSTER_BARRED))
		s->barred = known->barred;
	if (!*s->address)
		memcpy(s->address, known->address, sizeof(s->address));
	if (!*s->ethnicity || same_code(s->ethnicity, known->ethnicity))
		memcpy(s->ethnicity, known->ethnicity, sizeof(s->ethnicity));
	if (!*s->test_number)
		memcpy(s->test_number, known->test_number, sizeof(s->test_number));
}

/* The gaps of `known` filled from `s`, into `s`. */
static void fill_gaps(struct student *s, const struct student *known)
{
	struct student filled = *known;

	if (!*filled.number)
		memcpy(filled.number, s->number, sizeof(filled.number));
	if (filled.birth_date == 0)
		filled.birth_date = s->birth_date;
	if (filled.class_place == 0)
		filled.class_place = s->class_place;
	if (filled.barred == 0)
		filled.barred = s->barred;
	if (!*filled.address)
		memcpy(filled.address, s->address, sizeof(filled.address));
	if (!*filled.ethnicity)
		memcpy(filled.ethnicity, s->ethnicity, sizeof(filled.ethnicity));
	*s = filled;
}

static enum roster_what plan_back(struct roster_planning *p, size_t at)
{
	struct roster_row *row = &p->list->rows[at];
	const struct student *known = &p->of_row[at]->student;
	char label[80];

	roster_class_label(known, &row->student, label, sizeof(label));
	roster_step_add(p->plan, row->row, ROSTER_PLAN_BACK, "姓名", row->student.name,
		"%s，以前在%s，又在名单里了；以前的成绩都在", row->student.class_name,
		label);
	return ROSTER_PLAN_BACK;
}

static enum roster_what plan_update(struct roster_planning *p, size_t at)
{
	const struct roster_known *known = p->of_row[at];
	unsigned differs = roster_changes(p, at, &known->student,
		known->here ? ROSTER_PLAN_CHANGED : ROSTER_PLAN_BACK);

	if (!known->here)
		return plan_back(p, at);
	if (differs & ROSTER_DIFFERS_IN_CLASS)
		return ROSTER_PLAN_MOVED;
	return differs ? ROSTER_PLAN_CHANGED : ROSTER_PLAN_SAME;
}

static enum roster_what leave(struct roster_planning *p, size_t at)
{
	unsigned differs = roster_changes(
		p, at, &p->of_row[at]->student, ROSTER_PLAN_LEFT);

	p->list->rows[at].left = true;
	return differs ? ROSTER_PLAN_LEFT : ROSTER_PLAN_SAME;
}

static enum roster_what plan_fill(struct roster_planning *p, size_t at)
{
	struct student *s = &p->list->rows[at].student;
	const struct student *known = &p->of_row[at]->student;
	struct student filled = *s;
	unsigned differs, fills;

	if (!p->of_row[at]->here)
		return leave(p, at);
	fill_gaps(&filled, known);
	differs = roster_changes(p, at, &filled, ROSTER_PLAN_LEFT);
	*s = filled;
	fills = roster_changes(p, at, known, ROSTER_PLAN_CHANGED);
	p->list->rows[at].left = !fills;
	return fills	 ? ROSTER_PLAN_CHANGED
	       : differs ? ROSTER_PLAN_LEFT
			 : ROSTER_PLAN_SAME;
}

static enum roster_what plan_new(struct roster_planning *p, size_t at)
{
	struct roster_row *row = &p->list->rows[at];

	row->left = p->rules->mode == ROSTER_MODE_FILL;
	if (row->left) {
		roster_step_add(p->plan, row->row, ROSTER_PLAN_LEFT, "姓名",
			row->student.name, "%s，名单里没有这名学生；只补空缺时不添加",
			row->student.class_name);
		return ROSTER_PLAN_LEFT;
	}
	roster_step_add(p->plan, row->row, ROSTER_PLAN_NEW, "姓名", row->student.name,
		"%s，新学生", row->student.class_name);
	return ROSTER_PLAN_NEW;
}

static enum roster_what plan_known(struct roster_planning *p, size_t at)
{
	keep_known(
		p->list->columns, &p->list->rows[at].student, &p->of_row[at]->student);
	switch (p->rules->mode) {
	case ROSTER_MODE_UPDATE:
		break;
	case ROSTER_MODE_ADD:
		return p->of_row[at]->here ? leave(p, at) : plan_back(p, at);
	case ROSTER_MODE_FILL:
		return plan_fill(p, at);
	}
	return plan_update(p, at);
}

static void plan_rows(struct roster_planning *p)
{
	for (size_t i = 0; i < p->list->count; i++) {
		p->what[i] = p->of_row[i] ? plan_known(p, i) : plan_new(p, i);
		if (p->of_row[i])
			p->of_row[i]->what = p->what[i];
		p->plan->counts[p->what[i]]++;
	}
}

/* ---- who is gone -------------------------------------------------------------- */

static void say_gone(struct roster_planning *p)
{
	struct roster_plan *plan = p->plan;
	size_t *gone = &plan->counts[ROSTER_PLAN_GONE];

	plan->gone = mem_array(p->known_count + 1, sizeof(*plan->gone));
	for (size_t i = 0; i < p->known_count; i++) {
		const struct roster_known *k = &p->known[i];

		if (k->row != ROSTER_NO_ROW || k->what == ROSTER_PLAN_SAME)
			continue;
		if (k->what == ROSTER_PLAN_LEFT) {
			plan->counts[ROSTER_PLAN_LEFT]++;
			continue;
		}
		plan->gone[(*gone)++] = k->student;
		roster_step_add(plan, 0, ROSTER_PLAN_GONE, "姓名", k->student.name,
			"%s，不在这份名单里了；成绩都保留", k->student.class_name);
	}
}

/* ---- the plan ------------------------------------------------------------------ */

/* As they matter: then whole classes first, then as the file has them. */
static int by_weight(const void *a, const void *b)
{
	const struct roster_step *const *x = a, *const *y = b;

	if ((*x)->what != (*y)->what)
		return (*x)->what < (*y)->what ? -1 : 1;
	if ((*x)->within != (*y)->within)
		return (*x)->within ? 1 : -1;
	if ((*x)->row != (*y)->row)
		return (*x)->row < (*y)->row ? -1 : 1;
	return (*x > *y) - (*x < *y);
}

static void sort_steps(struct roster_plan *plan)
{
	struct roster_step **order = mem_array(
		plan->count + 1, sizeof(struct roster_step *));
	struct roster_step *sorted = mem_array(plan->count + GROWTH, sizeof(*sorted));

	for (size_t i = 0; i < plan->count; i++)
		order[i] = &plan->steps[i];
	qsort(order, plan->count, sizeof(struct roster_step *), by_weight);
	for (size_t i = 0; i < plan->count; i++)
		sorted[i] = *order[i];
	free(order);
	free(plan->steps);
	plan->steps = sorted;
}

/* A refused row may be that of whoever is missing. */
static bool may_be_gone(const struct roster_planning *p)
{
	return p->list->refused == 0 && p->list->count > 0 &&
	       p->rules->mode == ROSTER_MODE_UPDATE;
}

bool roster_plan_make(struct roster_plan *plan, struct store *store,
	struct roster_list *list, const struct roster_plan_rules *rules,
	struct err *err)
{
	struct roster_planning p = { .plan = plan,
		.list = list,
		.rules = rules,
		.system = store_system(store),
		.school_year = store_school_year(store) };
	bool good;

	*plan = (struct roster_plan)ROSTER_PLAN_INIT;
	p.of_row = mem_array(list->count + 1, sizeof(struct roster_known *));
	p.what = mem_array(list->count + 1, sizeof(*p.what));
	good = read_roll(&p, store, err) && keep_classes(&p, store, err);
	if (good)
		meet_all(&p);
	good = good && roster_plan_year(&p, err);
	if (good) {
		plan_rows(&p);
		if (may_be_gone(&p))
			roster_plan_gone(&p);
		roster_plan_classes(&p);
		say_gone(&p);
		sort_steps(plan);
	}
	free(p.known);
	free(p.by_number);
	free(p.of_row);
	free(p.what);
	return good;
}

void roster_plan_release(struct roster_plan *plan)
{
	free(plan->steps);
	free(plan->gone);
	*plan = (struct roster_plan)ROSTER_PLAN_INIT;
}
