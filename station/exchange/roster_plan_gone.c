/* Who is on the roll and not in the file: of its classes, of the whole school, and whole
 * grades that a list of the school leaves out. */
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "roster_plan.h"

#define GRADES 100 /* codes have two digits */

/* Some schools count their classes 01, 02 in every grade. */
static int by_class(const void *a, const void *b)
{
	const struct student *const *x = a, *const *y = b;
	int order = (*x)->grade_code - (*y)->grade_code;

	return order ? order : strcmp((*x)->class_code, (*y)->class_code);
}

/* Who is here and not met, in the whole school or in the classes that the file has. */
static void find_gone(struct roster_planning *p)
{
	size_t count = p->list->count;
	const struct student **met = mem_array(count + 1, sizeof(struct student *));

	for (size_t i = 0; i < count; i++)
		met[i] = &p->list->rows[i].student;
	qsort(met, count, sizeof(struct student *), by_class);
	for (size_t i = 0; i < p->known_count; i++) {
		struct roster_known *k = &p->known[i];
		const struct student *s = &k->student;

		if (k->here && k->row == ROSTER_NO_ROW &&
			(p->rules->whole ||
				bsearch(&s, met, count, sizeof(struct student *),
					by_class)))
			k->what = ROSTER_PLAN_GONE;
	}
	free(met);
}

/* ---- whole grades ------------------------------------------------------------------- */

/* Children by grade code. */
struct grades {
	size_t roll[GRADES], missing[GRADES], file[GRADES];
};

static void count_grades(const struct roster_planning *p, struct grades *n)
{
	memset(n, 0, sizeof(*n));
	for (size_t i = 0; i < p->known_count; i++) {
		const struct roster_known *k = &p->known[i];

		if (!k->here)
			continue;
		n->roll[k->student.grade_code % GRADES]++;
		n->missing[k->student.grade_code % GRADES] += k->row == ROSTER_NO_ROW;
	}
	for (size_t i = 0; i < p->list->count; i++)
		n->file[p->list->rows[i].student.grade_code % GRADES]++;
}

/* A class, a grade or a list of who came is no list of the school. */
static bool is_most_of_school(const struct grades *n)
{
	size_t grades = 0, named = 0, children = 0, missing = 0;

	for (int g = 0; g < GRADES; g++) {
		grades += n->roll[g] > 0;
		named += n->roll[g] > 0 && n->file[g] > 0;
		children += n->roll[g];
		missing += n->missing[g];
	}
	return named > 1 && named * 2 >= grades && missing * 2 <= children;
}

static void hold_grade(struct roster_planning *p, int grade, size_t missing)
{
	const char *name = grade_class_zh(grade, p->system);

	p->plan->held++;
	roster_step_add(p->plan, 0, ROSTER_PLAN_SUSPICIOUS, "年级", name,
		"%s%zu名学生不在这份名单里，没有当作离校；整校名单请加 "
		"--whole（测试机上：核对过了，照样导入）",
		name, missing);
}

/* Who is trusted to be gone is said with his class (roster_plan_classes.c). */
static void find_gone_grades(struct roster_planning *p)
{
	enum roster_what what = p->rules->trust ? ROSTER_PLAN_GONE : ROSTER_PLAN_LEFT;
	struct grades n;

	count_grades(p, &n);
	if (!is_most_of_school(&n))
		return;
	for (int g = 0; !p->rules->trust && g < GRADES; g++)
		if (n.missing[g] && !n.file[g])
			hold_grade(p, g, n.missing[g]);
	for (size_t i = 0; i < p->known_count; i++) {
		struct roster_known *k = &p->known[i];

		if (k->here && k->row == ROSTER_NO_ROW &&
			!n.file[k->student.grade_code % GRADES])
			k->what = what;
	}
}

void roster_plan_gone(struct roster_planning *p)
{
	find_gone(p);
	if (!p->rules->whole)
		find_gone_grades(p);
}
