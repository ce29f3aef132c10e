/* 免予执行申请表, 附表7 of the standard (rules.md, section 8): a student's, with what is known
 * of the person filled in; of a class those who are exempt; and without either a blank one. */
#include <stdio.h>

#include "documents.h"
#include "form.h"
#include "standings.h"

#define LEFT  (paper_a4.margin + 5 * MM)
#define ROW   (11 * MM)
#define CELLS 6

/* A box for writing, its name at the upper left, a line for a signature and a day below. */
static void put_box(struct form *form, const char *name, const char *signature, int h)
{
	struct rect at;

	form_row(form, h);
	form_cell(form, 0, CELLS, "", DRAW_LEFT);
	at = (struct rect){ form->x[0] + 3 * MM, form->y + 2 * MM,
		form->x[CELLS] - form->x[0] - 6 * MM, 8 * MM };
	page_line(form->page, at, name, SIZE_BODY, DRAW_MEDIUM, DRAW_LEFT);
	at.y = form->y + h - 22 * MM;
	page_line(form->page, at, signature, SIZE_BODY, DRAW_REGULAR, DRAW_RIGHT);
	at.y += 10 * MM;
	page_line(form->page, at, "年　　　月　　　日", SIZE_BODY, DRAW_REGULAR,
		DRAW_RIGHT);
	form_next(form);
}

static void put_person(struct printing *p, struct form *form, const struct student *s)
{
	bool university = s && s->grade >= GRADE_U12;
	char birth[PRINTED_SIZE] = "";

	form_label(form, 0, 1, "姓名");
	form_cell(form, 1, 2, s ? s->name : "", DRAW_CENTER);
	form_label(form, 2, 3, "性别");
	form_cell(form, 3, 4, s ? sex_zh(s->sex) : "", DRAW_CENTER);
	form_label(form, 4, 5, "学号");
	form_cell(form, 5, 6, s ? s->number : "", DRAW_CENTER);
	form_next(form);
	form_label(form, 0, 1, university ? "院（系）" : s ? "班级" : "班级/院（系）");
	form_cell(form, 1, 2, s ? s->class_name : "", DRAW_CENTER);
	form_label(form, 2, 3, "民族");
	form_cell(form, 3, 4, s ? codes_name(p->ethnicities, s->ethnicity) : "",
		DRAW_CENTER);
	form_label(form, 4, 5, "出生日期");
	form_cell(form, 5, 6, s ? printed_date(s->birth_date, birth) : "", DRAW_CENTER);
	form_next(form);
}

static void put_signatures(struct form *form)
{
	form_row(form, 16 * MM);
	form_label(form, 0, 1, "体育教师签字");
	form_cell(form, 1, 3, "", DRAW_CENTER);
	form_label(form, 3, 4, "家长签字");
	form_cell(form, 4, 6, "", DRAW_CENTER);
	form_next(form);
}

static bool put_form(struct printing *p, const struct student *s, struct err *err)
{
	static const int widths[CELLS] = { 27 * MM, 38 * MM, 17 * MM, 22 * MM, 22 * MM,
		44 * MM };
	struct press_foot none = { "", false };
	struct draw *page = press_page(p->press, &paper_a4);
	struct rect at = { LEFT, 20 * MM, paper_a4.w - 2 * LEFT, 9 * MM };
	struct form form;

	page_line(page, at, "附表7", SIZE_BODY, DRAW_REGULAR, DRAW_LEFT);
	at.y += 8 * MM;
	page_line(page, at, "免予执行《国家学生体质健康标准》申请表", SIZE_TITLE,
		DRAW_BOLD, DRAW_CENTER);
	form_begin(&form, page, LEFT, 44 * MM, widths, CELLS);
	form_row(&form, ROW);
	put_person(p, &form, s);
	put_box(&form, "原因（附医疗单位证明）：", "申请人：＿＿＿＿＿＿＿＿", 82 * MM);
	put_signatures(&form);
	put_box(&form, "学校体育部门意见：", "学校签章：　　　　　　　　", 62 * MM);
	if (s && s->grade >= GRADE_U12) {
		at.y = form.y + 2 * MM;
		page_line(page, at, "注：高等学校的学生，“家长签字”由学生本人签字。",
			SIZE_SMALL, DRAW_REGULAR, DRAW_LEFT);
	}
	p->made++;
	return press_end(p->press, &none, s ? s->name : "", err);
}

static bool print_exempt(
	struct printing *p, const struct student *student, struct err *err)
{
	bool exempt;

	if (!standings_exempt(p->store, student->id, &exempt, err))
		return false;
	return !exempt || put_form(p, student, err);
}

bool doc_exemption(struct printing *p, struct err *err)
{
	if (p->student)
		return put_form(p, p->student, err);
	if (!*p->class_code)
		return put_form(p, NULL, err);
	if (!printing_each_student(p, print_exempt, err))
		return false;
	return p->made > 0 || err_set(err,
				      "nobody in class %s is exempt; --student "
				      "prints the form of one who applies",
				      p->class_code);
}
