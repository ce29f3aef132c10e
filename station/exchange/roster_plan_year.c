/*
 * A roster of the next school year, brought in before the year has begun at the station.
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
	size_t known, up;
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
	struct going_up n = { 0, 0 };

	for (size_t i = 0; i < p->list->count; i++) {
		const struct roster_known *k = p->of_row[i];

		if (!k || !k->here)
			continue;
		n.known++;
		n.up += is_up(&p->list->rows[i].student, &k->student, p->system);
	}
	return n;
}

static bool is_next_year(struct going_up n)
{
	return n.known >= ENOUGH ? n.up * 5 >= n.known * 4
				 : n.known >= FEW && n.up == n.known;
}

bool roster_plan_year(struct roster_planning *p, struct err *err)
{
	struct going_up n = count(p);
	struct buf text = BUF_INIT;
	bool good = true;

	if (!is_next_year(n))
		return true;
	buf_addf(&text,
		"名单里%zu名学生%s升了一级，测试点还在%d—%"
		"d学年；请先在测试机上做“新学年”，"
		"再导入",
		n.up, n.up == n.known ? "都" : "", p->school_year, p->school_year + 1);
	if (p->rules->trust)
		roster_step_add(p->plan, 0, ROSTER_PLAN_SUSPICIOUS, "年级", "", "%s",
			text.data);
	else
		good = err_set(err, "%s（确实是改年级的，加 --trust）", text.data);
	buf_release(&text);
	return good;
}
