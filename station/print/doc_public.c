/* 公示: a class's results to hang up, so that everybody can find a mistake in his own. It has
 * no numbers but those of the list, no BMI, height or weight, and no points, totals or levels,
 * from which BMI could be worked out by whoever knows the weights. */
#include <stdio.h>

#include "documents.h"
#include "flow.h"
#include "item_lines.h"
#include "year_card.h"

#define LINES_MAX 12

struct sheet {
	struct printing *p;
	const struct item_line *line[LINES_MAX];
	struct flow_column columns[LINES_MAX + 3];
	int lines, n;
	struct flow flow;
};

static void find_lines(struct sheet *sheet, const struct student *list, size_t count)
{
	for (size_t i = 0; i < item_lines_count && sheet->lines < LINES_MAX; i++) {
		bool stands = false;

		for (size_t k = 0; k < count && !stands; k++)
			stands = item_lines[i].is_public &&
				 item_line_stands(sheet->p->scheme, &item_lines[i],
					 list[k].grade, list[k].grade, false);
		if (stands)
			sheet->line[sheet->lines++] = &item_lines[i];
	}
}

static void make_columns(struct sheet *sheet)
{
	int rest = paper_a4_wide.w - 2 * paper_a4_wide.margin - (14 + 46 + 14) * MM;

	sheet->columns[sheet->n++] = (struct flow_column){ "序号", 14 * MM,
		DRAW_CENTER };
	sheet->columns[sheet->n++] = (struct flow_column){ "姓名", 0, DRAW_CENTER };
	sheet->columns[sheet->n++] = (struct flow_column){ "性别", 14 * MM,
		DRAW_CENTER };
	for (int i = 0; i < sheet->lines; i++)
		sheet->columns[sheet->n++] = (struct flow_column){
			sheet->line[i]->label, rest / sheet->lines, DRAW_CENTER
		};
}

static bool put_student(
	struct sheet *sheet, const struct student *s, int number, struct err *err)
{
	struct year_card card;
	char text[PRINTED_SIZE];

	if (!year_card_now(sheet->p, s, &card, err))
		return false;
	flow_number(&sheet->flow, number);
	flow_cell(&sheet->flow, s->name);
	flow_cell(&sheet->flow, sex_zh(s->sex));
	for (int i = 0; i < sheet->lines; i++) {
		int item = item_line_item(sheet->p->scheme, sheet->line[i], s->sex);
		int32_t value = card.score.points_c[item] == SCORE_NONE
					? RESULT_NONE
					: card.score.value[item];

		flow_cell(&sheet->flow,
			printed_value(sheet->p->scheme, item, value, text));
	}
	return true;
}

static void put_words(struct flow *flow)
{
	flow_gap(flow, 3 * MM);
	flow_words(flow,
		"公示期：＿＿＿＿年＿＿月＿＿日至＿＿月＿＿日。对成绩有疑问的，请在公示"
		"期内向"
		"体育教师提出。空格表示还没有成绩。身高、体重、体重指数、得分和等级不公"
		"示，"
		"由学校书面告知家长。",
		SIZE_SMALL);
	flow_gap(flow, 4 * MM);
	flow_line(flow, "学校（盖章）：＿＿＿＿＿＿＿＿＿＿　　　　　　　", SIZE_BODY,
		DRAW_REGULAR, DRAW_RIGHT);
}

static bool print_class(
	struct printing *p, const struct student *list, size_t count, struct err *err)
{
	struct sheet sheet = { .p = p };
	char under[160], year[PRINTED_SIZE];
	bool ok = true;

	find_lines(&sheet, list, count);
	make_columns(&sheet);
	snprintf(under, sizeof(under), "%s　%s　%s", store_school(p->store),
		list->class_name, printed_year(store_school_year(p->store), year));
	flow_begin(&sheet.flow, p->press, &paper_a4_wide, "学生体质健康测试成绩公示",
		under);
	flow_table(&sheet.flow, sheet.columns, sheet.n, 8 * MM);
	for (size_t i = 0; ok && i < count; i++)
		ok = put_student(&sheet, &list[i], (int)i + 1, err);
	if (!ok)
		return false;
	flow_end(&sheet.flow);
	put_words(&sheet.flow);
	p->made++;
	return printing_end(p, true, list->class_name, err);
}

bool doc_public(struct printing *p, struct err *err)
{
	return printing_each_class(p, print_class, err);
}
