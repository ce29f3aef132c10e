/* What a row says otherwise than the roll does, field by field. */
#include <stdio.h>
#include <string.h>

#include "buf.h"
#include "roster_plan.h"
#include "text.h"
#include "unicode.h"

/* ---- what stands in a field, for people ---------------------------------------- */

static void show_number(
	const struct student *s, const struct items *items, struct buf *out)
{
	char mask[NUMBER_MASK_SIZE];

	(void)items;
	buf_adds(out, number_masked(s->number, mask));
}

static void show_name(
	const struct student *s, const struct items *items, struct buf *out)
{
	(void)items;
	buf_adds(out, s->name);
}

static void show_sex(
	const struct student *s, const struct items *items, struct buf *out)
{
	(void)items;
	buf_adds(out, sex_zh(s->sex));
}

static void show_birth(
	const struct student *s, const struct items *items, struct buf *out)
{
	(void)items;
	if (s->birth_date)
		buf_addf(out, "%04d-%02d-%02d", s->birth_date / 10000,
			s->birth_date / 100 % 100, s->birth_date % 100);
}

static void show_ethnicity(
	const struct student *s, const struct items *items, struct buf *out)
{
	(void)items;
	buf_adds(out, s->ethnicity);
}

static void show_address(
	const struct student *s, const struct items *items, struct buf *out)
{
	(void)items;
	buf_adds(out, s->address);
}

static void show_place(
	const struct student *s, const struct items *items, struct buf *out)
{
	(void)items;
	if (s->class_place)
		buf_addf(out, "%d", s->class_place);
}

static void show_test_number(
	const struct student *s, const struct items *items, struct buf *out)
{
	(void)items;
	buf_adds(out, s->test_number);
}

static void show_barred(
	const struct student *s, const struct items *items, struct buf *out)
{
	size_t count = items ? items_count(items) : 0, barred = 0;

	for (size_t i = 0; i < count; i++)
		barred += s->barred >> i & 1;
	if (barred && barred == count) {
		buf_adds(out, "全部");
		return;
	}
	for (size_t i = 0; i < count; i++)
		if (s->barred >> i & 1)
			buf_addf(out, "%s%s", out->len ? "、" : "",
				items_at(items, (int)i)->zh);
}

/* ---- what may be another child -------------------------------------------------- */

static const char *no_doubt(const struct student *is, const struct student *was)
{
	(void)is, (void)was;
	return NULL;
}

static const char *doubt_name(const struct student *is, const struct student *was)
{
	return unicode_same_name(is->name, was->name)
		       ? NULL
		       : "名字变了，请核对是不是同一名学生";
}

static const char *doubt_sex(const struct student *is, const struct student *was)
{
	(void)is;
	return was->sex == SEX_NONE ? NULL : "性别变了，请核对是不是同一名学生";
}

static const char *doubt_birth(const struct student *is, const struct student *was)
{
	(void)is;
	return was->birth_date == 0 ? NULL : "出生日期变了，请核对";
}

static const char *doubt_barred(const struct student *is, const struct student *was)
{
	return was->barred & ~is->barred ? "运动禁忌少了，请向家长或校医核对" : NULL;
}

static const struct field {
	const char *column;
	void (*show)(
		const struct student *s, const struct items *items, struct buf *out);
	const char *(*doubt)(const struct student *is, const struct student *was);
} fields[] = {
	{ "学籍号", show_number, no_doubt },
	{ "姓名", show_name, doubt_name },
	{ "性别", show_sex, doubt_sex },
	{ "出生日期", show_birth, doubt_birth },
	{ "民族代码", show_ethnicity, no_doubt },
	{ "家庭住址", show_address, no_doubt },
	{ "座号", show_place, no_doubt },
	{ "测试号", show_test_number, no_doubt },
	{ "运动禁忌", show_barred, doubt_barred },
};

/* ---- a row ---------------------------------------------------------------------- */

static bool differs_in(const struct field *field, const struct student *is,
	const struct student *was, const struct buf *now, const struct buf *before)
{
	return field->show == show_number   ? strcmp(is->number, was->number) != 0
	       : field->show == show_barred ? is->barred != was->barred
					    : strcmp(now->data, before->data) != 0;
}

static void say_field(struct roster_planning *p, const struct roster_row *row,
	const struct field *field, const struct student *was, enum roster_what what,
	const char *now, const char *before)
{
	const struct student *is = &row->student;
	const char *doubt = what == ROSTER_PLAN_LEFT ? NULL : field->doubt(is, was);
	const char *kept = what == ROSTER_PLAN_LEFT ? "名单里是" : "原来是";

	if (!*before)
		kept = what == ROSTER_PLAN_LEFT ? "名单里没有" : "原来没有";
	roster_step_add(p->plan, row->row, doubt ? ROSTER_PLAN_SUSPICIOUS : what,
		field->column, now, "%s %s，%s%s%s%s%s", was->class_name, was->name,
		kept, before, what == ROSTER_PLAN_LEFT ? "，保留" : "",
		doubt ? "；" : "", doubt ? doubt : "");
}

void roster_class_label(
	const struct student *s, const struct student *other, char *out, size_t size)
{
	bool alike = strcmp(s->class_name, other->class_name) == 0;
	char text[160];

	if (alike && s->grade_code != other->grade_code)
		snprintf(text, sizeof(text), "%s %s", grade_code_zh(s->grade_code),
			s->class_name);
	else if (alike && s->class_code[0] != '~')
		snprintf(text, sizeof(text), "%s（%s）", s->class_name, s->class_code);
	else
		snprintf(text, sizeof(text), "%s", s->class_name);
	text_copy(out, size, text);
}

static bool same_class(const struct student *a, const struct student *b)
{
	return a->grade_code == b->grade_code &&
	       strcmp(a->class_code, b->class_code) == 0 &&
	       strcmp(a->class_name, b->class_name) == 0;
}

static void say_class(struct roster_planning *p, const struct roster_row *row,
	const struct student *was, enum roster_what what)
{
	char to[80], from[80];

	roster_class_label(&row->student, was, to, sizeof(to));
	roster_class_label(was, &row->student, from, sizeof(from));
	if (what == ROSTER_PLAN_LEFT)
		roster_step_add(p->plan, row->row, what, "班级", to,
			"%s，名单里是%s，保留", was->name, from);
	else if (what == ROSTER_PLAN_CHANGED)
		roster_step_add(p->plan, row->row, ROSTER_PLAN_MOVED, "班级", to,
			"%s，从%s转来", was->name, from);
}

unsigned roster_changes(struct roster_planning *p, size_t at,
	const struct student *known, enum roster_what what)
{
	const struct roster_row *row = &p->list->rows[at];
	struct buf now = BUF_INIT, before = BUF_INIT;
	unsigned differs = 0;

	if (!same_class(&row->student, known)) {
		differs |= ROSTER_DIFFERS | ROSTER_DIFFERS_IN_CLASS;
		say_class(p, row, known, what);
	}
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		buf_reset(&now);
		buf_reset(&before);
		fields[i].show(&row->student, p->rules->items, &now);
		fields[i].show(known, p->rules->items, &before);
		if (!differs_in(&fields[i], &row->student, known, &now, &before))
			continue;
		differs |= ROSTER_DIFFERS;
		say_field(p, row, &fields[i], known, what, now.data, before.data);
	}
	buf_release(&now);
	buf_release(&before);
	return differs;
}

void roster_number_lost(struct roster_plan *plan, size_t row, bool is_same)
{
	size_t kept = 0, dropped = 0, others = 0;

	for (size_t i = 0; i < plan->count; i++) {
		const struct roster_step *step = &plan->steps[i];
		bool is_it = step->row == row && strcmp(step->column, "测试号") == 0;

		dropped += is_it;
		others += step->row == row && !is_it;
		if (!is_it)
			plan->steps[kept++] = plan->steps[i];
	}
	plan->count = kept;
	if (dropped && !others && is_same) {
		plan->counts[ROSTER_PLAN_CHANGED]--;
		plan->counts[ROSTER_PLAN_SAME]++;
	}
}
