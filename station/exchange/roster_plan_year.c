/*
 * A roster of the next school year, brought in before the year has begun at the station; and
 * one of the last.
 *
 * In September the office makes a new list, with everybody one grade higher. Taken as it
 * is, it would put last year's results under this year's grades. A few who go up by
 * themselves are corrections; a whole school that does is another year.
 */
#include "buf.h"
#include "new_year.h"
#include "roster_plan.h"

#define ENOUGH 20 /* so many who are known: four of five are a school that went up */
#define FEW    8  /* so many: all of them */

struct going_up {
	size_t known, up, down;
};

/* Whatever stages the school has: the file itself may bring the first 初一. */
static bool is_up(
	const struct student *is, const struct student *was, enum school_system system)
{
	static const bool every_stage[5] = { true, true, true, true, true };

	return new_year_grade(was->grade_code, system, every_stage) == is->grade_code;
}

static struct going_up count(const struct roster_planning *p)
{
	struct going_up n = { 0, 0, 0 };

	for (size_t i = 0; i < p->list->count; i++) {
		const struct student *is = &p->list->rows[i].student;
		const struct roster_known *k = p->of_row[i];

		if (!k || !k->here)
			continue;
		n.known++;
		n.up += is_up(is, &k->student, p->system);
		n.down += is_up(&k->student, is, p->system);
	}
	return n;
}

static bool is_school(size_t moved, size_t known)
{
	return known >= ENOUGH ? moved * 5 >= known * 4
			       : known >= FEW && moved == known;
}

/* Last year's list; or the mend of a list that came too early. */
static void look_at_last_year(struct roster_planning *p, struct going_up n)
{
	if (is_school(n.down, n.known))
		roster_step_add(p->plan, 0, ROSTER_PLAN_SUSPICIOUS, "年级", "",
			"名单里%zu名学生%s低了一级，好像是上一学年的名单，请核对",
			n.down, n.down == n.known ? "都" : "");
}

/* Whoever only looks is told all that would come, and may trust it then; on the kiosk by a
 * key. */
bool roster_plan_year(struct roster_planning *p, struct err *err)
{
	const struct roster_plan_rules *rules = p->rules;
	struct going_up n = count(p);
	struct buf text = BUF_INIT;
	bool good = true;

	look_at_last_year(p, n);
	if (!is_school(n.up, n.known))
		return true;
	buf_addf(&text,
		"名单里%zu名学生%s升了一级，测试点还在%d—%"
		"d学年；请先在测试机上做“新学年”，"
		"再导入",
		n.up, n.up == n.known ? "都" : "", p->school_year, p->school_year + 1);
	if (rules->trust || rules->dry_run)
		roster_step_add(p->plan, 0, ROSTER_PLAN_SUSPICIOUS, "年级", "", "%s",
			text.data);
	else
		good = err_set(err,
			"%s（确实是改年级的，加 "
			"--trust；测试机上：核对过了，照样导入）",
			text.data);
	p->plan->held += good && !rules->trust;
	buf_release(&text);
	return good;
}
