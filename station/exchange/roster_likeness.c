/*
 * A number that nobody on the roll has: a new student, or one whose number was mended?
 *
 * The check digit of GB 11643 finds every single wrong digit, so that two numbers of two
 * children are never one digit apart when both are right. L numbers that a school made up
 * itself count upwards and are all wrong: nothing follows from those.
 */
#include <stdio.h>
#include <string.h>

#include "buf.h"
#include "roster_plan.h"
#include "unicode.h"

/* L and J are for the time being; the G number follows. */
static bool was_provisional(const struct student *is, const struct student *was)
{
	return is->number[0] == 'G' && (was->number[0] == 'L' || was->number[0] == 'J');
}

/* What is quickly seen of two students; alike in neither, they are two. */
struct likeness {
	bool near; /* their numbers */
	bool same_birth;
};

/* Why he may be the one after all; NULL: he is not. */
static const char *the_same(const struct student *is, const struct student *was,
	const struct likeness *like)
{
	if (is->sex != was->sex || !unicode_same_name(is->name, was->name))
		return NULL;
	if (like->same_birth && was_provisional(is, was))
		return "临时的学籍号换成了正式的";
	if (like->near && like->same_birth)
		return "学籍号只差一位，姓名和出生日期相同";
	if (like->near && strcmp(is->class_code, was->class_code) == 0)
		return "学籍号只差一位，同班同名";
	return NULL;
}

/* What looks like a mistake, of two who are taken for two. */
static const char *strange(const struct student *is, const struct student *was,
	const struct likeness *like)
{
	if (like->same_birth && unicode_same_name(is->name, was->name))
		return "名单里有同名同生日的学生，学籍号不同";
	if (like->near && number_checks(is->number) != number_checks(was->number))
		return "学籍号与名单里的一名学生只差一位";
	return NULL;
}

static bool may_be(const struct roster_known *k)
{
	return k->here && k->row == ROSTER_NO_ROW && *k->student.number;
}

/* The same child; a number that cannot be right does not take the place of one that can. */
static void say_same(struct roster_planning *p, size_t at, const struct student *was,
	const char *why)
{
	struct student *s = &p->list->rows[at].student;
	bool keep = number_near(s->number, was->number) && number_checks(was->number) &&
		    !number_checks(s->number);
	char mask[NUMBER_MASK_SIZE];

	roster_step_add(p->plan, p->list->rows[at].row, ROSTER_PLAN_SUSPICIOUS,
		"学籍号", number_masked(s->number, mask),
		"%s %s，%s，当作同一名学生，成绩仍是他的；%s", was->class_name, s->name,
		why, keep ? "文件里的校验码不对，保留名单里的学籍号" : "请核对");
	if (keep)
		memcpy(s->number, was->number, sizeof(s->number));
}

struct roster_known *roster_alike(struct roster_planning *p, size_t at)
{
	const struct roster_row *row = &p->list->rows[at];
	const struct student *s = &row->student;
	struct roster_known *found = NULL;
	const char *why = NULL, *doubt = NULL;
	const struct student *other = NULL;
	size_t alike = 0;
	int birth = student_birth_date(s);
	char mask[NUMBER_MASK_SIZE], theirs[NUMBER_MASK_SIZE];

	for (size_t i = 0; i < p->known_count; i++) {
		struct roster_known *k = &p->known[i];
		struct likeness like = { number_near(s->number, k->student.number),
			birth && birth == k->birth };
		const char *is;

		if (!like.near && !like.same_birth)
			continue;
		is = may_be(k) ? the_same(s, &k->student, &like) : NULL;
		if (is) {
			found = k;
			why = is;
			alike++;
		} else if (!doubt && k->here) {
			doubt = strange(s, &k->student, &like);
			other = doubt ? &k->student : NULL;
		}
	}
	number_masked(s->number, mask);
	if (alike == 1) {
		say_same(p, at, &found->student, why);
		return found;
	}
	if (doubt)
		roster_step_add(p->plan, row->row, ROSTER_PLAN_SUSPICIOUS, "学籍号",
			mask, "%s %s，%s（%s %s，%s）；当作新学生，请核对",
			s->class_name, s->name, doubt, other->class_name, other->name,
			number_masked(other->number, theirs));
	return NULL;
}
