/* 记录表: a class and an item on a sheet, for a day without power. Who is tested in it stands in
 * the order of 快速补录, which types it in later; nobody's results are on it. */
#include <stdio.h>
#include <string.h>

#include "documents.h"
#include "flow.h"
#include "standings.h"

#define TRIES_MAX 5

static bool is_wanted(const struct printing *p, const struct item *item)
{
	return !*p->item || strcmp(p->item, item->key) == 0;
}

static const char *unit_of(const struct item *item)
{
	return item->minutes ? "分·秒" : item_unit_zh(item);
}

static int make_columns(
	const struct item *item, struct flow_column columns[TRIES_MAX + 5])
{
	static const char *const tries[TRIES_MAX] = { "第1次", "第2次", "第3次",
		"第4次", "第5次" };
	int n = 0, many = item->attempts > TRIES_MAX ? TRIES_MAX : item->attempts;

	columns[n++] = (struct flow_column){ "班内学号", 20 * MM, DRAW_CENTER };
	columns[n++] = (struct flow_column){ "姓名", 38 * MM, DRAW_CENTER };
	columns[n++] = (struct flow_column){ "性别", 13 * MM, DRAW_CENTER };
	for (int i = 0; many > 1 && i < many; i++)
		columns[n++] = (struct flow_column){ tries[i], 24 * MM, DRAW_CENTER };
	if (many <= 1)
		columns[n++] = (struct flow_column){ "成绩", 40 * MM, DRAW_CENTER };
	columns[n++] = (struct flow_column){ "备注", 0, DRAW_LEFT };
	return n;
}

/* Whether anybody could be measured; why not stands in the remarks. */
static bool note_of(struct printing *p, const struct student *s, int item,
	const char **note, struct err *err)
{
	enum standing_code standing;

	*note = "";
	if (!standings_get(p->store, s->id, &standing, NULL, err))
		return false;
	if (standing == STANDING_EXEMPT)
		*note = "免予执行";
	else if (standing == STANDING_DEFERRED)
		*note = "缓测";
	else if (s->barred >> item & 1)
		*note = "不测（请找老师）";
	return true;
}

static void put_signatures(struct flow *flow)
{
	flow_gap(flow, 3 * MM);
	flow_line(flow,
		"测试日期：＿＿＿＿＿＿　地点：＿＿＿＿＿＿　测试员：＿＿＿＿＿＿　"
		"记录员：＿＿＿＿＿＿　复核：＿＿＿＿＿＿",
		SIZE_SMALL, DRAW_REGULAR, DRAW_LEFT);
}

static bool put_rows(struct printing *p, struct flow *flow, int item, int columns,
	const struct student *list, size_t count, struct err *err)
{
	char place[PRINTED_SIZE];
	const char *note;

	for (size_t i = 0; i < count; i++) {
		if (!scheme_tests(p->scheme, list[i].sex, list[i].grade, item))
			continue;
		if (!note_of(p, &list[i], item, &note, err))
			return false;
		flow_cell(flow, printed_place(&list[i], place));
		flow_cell(flow, list[i].name);
		flow_cell(flow, sex_zh(list[i].sex));
		for (int k = 3; k < columns - 1; k++)
			flow_cell(flow, *note ? "—" : "");
		flow_cell(flow, note);
	}
	return true;
}

static bool put_sheet(struct printing *p, int item, const struct student *list,
	size_t count, struct err *err)
{
	const struct item *of = scheme_measure(p->scheme, item);
	struct flow_column columns[TRIES_MAX + 5];
	int n = make_columns(of, columns);
	char title[96], under[192], year[PRINTED_SIZE], mark[128];
	struct flow flow;

	snprintf(title, sizeof(title), "%s记录表", of->zh);
	snprintf(under, sizeof(under), "%s　%s　%s　单位：%s", store_school(p->store),
		list->class_name, printed_year(store_school_year(p->store), year),
		unit_of(of));
	flow_begin(&flow, p->press, &paper_a4, title, under);
	flow_table(&flow, columns, n, 8 * MM);
	if (!put_rows(p, &flow, item, n, list, count, err))
		return false;
	flow_end(&flow);
	put_signatures(&flow);
	p->made++;
	snprintf(mark, sizeof(mark), "%s %s", list->class_name, of->zh);
	return printing_end(p, true, mark, err);
}

static bool print_class(
	struct printing *p, const struct student *list, size_t count, struct err *err)
{
	for (size_t item = 0; item < items_count(p->items); item++) {
		bool tested = false;

		for (size_t i = 0; i < count && !tested; i++)
			tested = scheme_tests(
				p->scheme, list[i].sex, list[i].grade, (int)item);
		if (tested && is_wanted(p, items_at(p->items, (int)item)) &&
			!put_sheet(p, (int)item, list, count, err))
			return false;
	}
	return true;
}

bool doc_sheets(struct printing *p, struct err *err)
{
	if (!printing_each_class(p, print_class, err))
		return false;
	return p->made > 0 || err_set(err, "nobody of them is tested in %s", p->item);
}
