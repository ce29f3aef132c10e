/* 成绩告知单: what a child takes home, two on a sheet to be cut: results, points, level, and
 * where a parent signs. No 学籍号 stands on it. */
#include <stdio.h>
#include <string.h>

#include "documents.h"
#include "form.h"
#include "item_lines.h"
#include "text.h"
#include "year_card.h"

#define HALF  (paper_a4.h / 2)
#define ROW   (15 * MM / 2)
#define CELLS 5

struct notice {
	struct printing *p;
	const struct student *student;
	struct year_card card;
	struct form form;
	char missing[256];
};

static void put_head(struct notice *n, struct draw *page, int top)
{
	const struct student *s = n->student;
	char words[256], year[PRINTED_SIZE];
	struct rect at = { paper_a4.margin, top, paper_a4.w - 2 * paper_a4.margin,
		9 * MM };

	page_line(page, at, "学生体质健康测试成绩告知单", SIZE_TITLE, DRAW_BOLD,
		DRAW_CENTER);
	at.y += 9 * MM;
	at.h = 6 * MM;
	snprintf(words, sizeof(words), "%s　%s", store_school(n->p->store),
		printed_year(n->card.school_year, year));
	page_line(page, at, words, SIZE_BODY, DRAW_REGULAR, DRAW_CENTER);
	at.y += 7 * MM;
	at.h = 7 * MM;
	page_line(page, at, s->class_name, SIZE_BODY, DRAW_REGULAR, DRAW_LEFT);
	if (s->class_place)
		snprintf(words, sizeof(words), "%s　%d号", s->name, s->class_place);
	else
		snprintf(words, sizeof(words), "%s", s->name);
	page_line(page, at, words, SIZE_HEAD, DRAW_BOLD, DRAW_CENTER);
	page_line(page, at, sex_zh(s->sex), SIZE_BODY, DRAW_REGULAR, DRAW_RIGHT);
	n->form.y = at.y + 8 * MM;
}

static void put_titles(struct notice *n, struct draw *page)
{
	static const int widths[CELLS] = { 64 * MM, 32 * MM, 28 * MM, 28 * MM,
		28 * MM };
	static const char *const titles[CELLS] = { "项目", "成绩", "得分", "等级",
		"附加分" };

	form_begin(&n->form, page, paper_a4.margin, n->form.y, widths, CELLS);
	form_row(&n->form, ROW);
	for (int i = 0; i < CELLS; i++)
		form_label(&n->form, i, i + 1, titles[i]);
	form_next(&n->form);
}

static void put_item(struct notice *n, int item, const char *name, const char *unit)
{
	const struct scheme *scheme = n->p->scheme;
	const struct score *score = &n->card.score;
	int32_t points = score->points_c[item];
	int32_t value = points == SCORE_NONE ? RESULT_NONE : score->value[item];
	bool has_bonus = scheme->item[item].bonus[n->student->sex][n->card.grade].rows >
			 0;
	char label[96], text[PRINTED_SIZE];

	snprintf(label, sizeof(label), "%s%s", name, unit);
	form_cell(&n->form, 0, 1, label, DRAW_LEFT);
	form_cell(
		&n->form, 1, 2, printed_value(scheme, item, value, text), DRAW_CENTER);
	form_cell(&n->form, 2, 3, printed_item_points(points, text), DRAW_CENTER);
	form_cell(&n->form, 3, 4,
		printed_item_level(
			scheme, item, n->student->sex, n->card.grade, value, points),
		DRAW_CENTER);
	form_cell(&n->form, 4, 5,
		!has_bonus || points == SCORE_NONE
			? "—"
			: printed_item_points(score->bonus_c[item], text),
		DRAW_CENTER);
	form_next(&n->form);
	if (points == SCORE_NONE && strlen(n->missing) + 64 < sizeof(n->missing))
		snprintf(n->missing + strlen(n->missing), 64, "%s%s",
			*n->missing ? "、" : "", name);
}

static void put_items(struct notice *n)
{
	const struct scheme *scheme = n->p->scheme;
	const struct scheme_plan *plan = &scheme->plan[n->student->sex][n->card.grade];

	for (int i = 0; i < plan->slots; i++) {
		int item = plan->slot[i].scheme_item;
		const struct scheme_item *of = &scheme->item[item];
		char unit[32] = "";

		if (of->method == METHOD_BANDS)
			text_copy(unit, sizeof(unit), "（千克/米²）");
		else
			snprintf(unit, sizeof(unit), "（%s）",
				of->measure.minutes ? "分·秒"
						    : item_unit_zh(&of->measure));
		put_item(n, item, of->zh, unit);
	}
}

static void put_totals(struct notice *n)
{
	const struct year_card *c = &n->card;
	char words[192], standard[PRINTED_SIZE], bonus[PRINTED_SIZE],
		total[PRINTED_SIZE];

	if (c->is_exempt)
		snprintf(words, sizeof(words),
			"等级评定：免予执行《国家学生体质健康标准》");
	else if (c->total_c == SCORE_NONE)
		snprintf(words, sizeof(words), "成绩还不完整，暂无学年总分");
	else
		snprintf(words, sizeof(words),
			"标准分 %s　＋　附加分 %s　＝　学年总分 %s　　等级评定：%s",
			printed_points(c->standard_c, standard),
			printed_points(c->bonus_c, bonus),
			printed_points(c->total_c, total), c->level);
	form_row(&n->form, 9 * MM);
	n->form.size = SIZE_BODY;
	form_label(&n->form, 0, CELLS, words);
	form_next(&n->form);
}

static void put_foot(struct notice *n, struct draw *page)
{
	struct rect at = { paper_a4.margin, n->form.y + 2 * MM,
		paper_a4.w - 2 * paper_a4.margin, 6 * MM };
	char words[320], day[PRINTED_SIZE];

	if (*n->missing && !n->card.is_exempt) {
		snprintf(words, sizeof(words), "还没有成绩的项目：%s", n->missing);
		page_line(page, at, words, SIZE_SMALL, DRAW_REGULAR, DRAW_LEFT);
	}
	at.y += 7 * MM;
	page_line(page, at, "家长意见：", SIZE_BODY, DRAW_REGULAR, DRAW_LEFT);
	at.y += 12 * MM;
	page_line(page, at, "家长签字：＿＿＿＿＿＿＿＿　　　　　　年　　月　　日",
		SIZE_BODY, DRAW_REGULAR, DRAW_LEFT);
	snprintf(words, sizeof(words), "打印：%s", printed_day(n->p->wall_us, day));
	page_line(page, at, words, SIZE_LITTLE, DRAW_REGULAR, DRAW_RIGHT);
}

static bool put_notice(struct printing *p, const struct student *student,
	struct draw *page, int top, struct err *err)
{
	struct notice n = { .p = p, .student = student };

	if (!year_card_now(p, student, &n.card, err))
		return false;
	put_head(&n, page, top);
	put_titles(&n, page);
	put_items(&n);
	put_totals(&n);
	put_foot(&n, page);
	return true;
}

static void put_cut(struct draw *page)
{
	for (int x = 5 * MM; x < paper_a4.w - 5 * MM; x += 4 * MM)
		draw_box(
			page, (struct rect){ x, HALF, 2 * MM, 2 }, 0x888888ff, 0, 0, 0);
}

static bool print_class(
	struct printing *p, const struct student *list, size_t count, struct err *err)
{
	struct press_foot none = { "", false };
	struct draw *page = NULL;

	for (size_t i = 0; i < count; i++) {
		if (i % 2 == 0) {
			page = press_page(p->press, &paper_a4);
			put_cut(page);
		}
		if (!put_notice(
			    p, &list[i], page, i % 2 ? HALF + 8 * MM : 10 * MM, err))
			return false;
		p->made++;
	}
	return press_end(p->press, &none, list->class_name, err);
}

bool doc_notice(struct printing *p, struct err *err)
{
	return printing_each_class(p, print_class, err);
}
