/* 分组表: who starts with whom, of the items that are measured in heats: boys, then girls, as
 * many in a group as there are lanes or numbers, in the order of the class. */
#include <stdio.h>
#include <string.h>

#include "documents.h"
#include "flow.h"
#include "standings.h"

static const struct flow_column columns[] = {
	{ "组", 14 * MM, DRAW_CENTER },
	{ "道次/号码", 22 * MM, DRAW_CENTER },
	{ "班内学号", 20 * MM, DRAW_CENTER },
	{ "姓名", 42 * MM, DRAW_CENTER },
	{ "性别", 14 * MM, DRAW_CENTER },
	{ "成绩", 36 * MM, DRAW_CENTER },
	{ "备注", 0, DRAW_LEFT },
};

struct starts {
	struct printing *p;
	struct flow flow;
	int item, lanes, heat, lane;
};

static bool starts(
	struct starts *s, const struct student *of, bool *is, struct err *err)
{
	*is = false;
	if (!scheme_tests(s->p->scheme, of->sex, of->grade, s->item) ||
		of->barred >> s->item & 1)
		return true;
	if (!standings_exempt(s->p->store, of->id, is, err))
		return false;
	*is = !*is;
	return true;
}

static void put_student(struct starts *s, const struct student *of)
{
	char place[PRINTED_SIZE];

	if (s->lane == s->lanes) {
		s->lane = 0;
		if (s->heat++)
			flow_rule(&s->flow);
	}
	s->lane++;
	flow_number(&s->flow, s->heat);
	flow_number(&s->flow, s->lane);
	flow_cell(&s->flow, printed_place(of, place));
	flow_cell(&s->flow, of->name);
	flow_cell(&s->flow, sex_zh(of->sex));
	flow_cell(&s->flow, "");
	flow_cell(&s->flow, "");
}

static bool put_sex(struct starts *s, enum sex sex, const struct student *list,
	size_t count, struct err *err)
{
	bool is;

	s->lane = s->lanes; /* a group is of one sex */
	for (size_t i = 0; i < count; i++) {
		if (list[i].sex != sex)
			continue;
		if (!starts(s, &list[i], &is, err))
			return false;
		if (is)
			put_student(s, &list[i]);
	}
	return true;
}

static bool put_list(struct printing *p, int item, const struct student *list,
	size_t count, struct err *err)
{
	const struct item *of = scheme_measure(p->scheme, item);
	struct starts s = { .p = p, .item = item, .lanes = of->lanes };
	char title[96], under[192], mark[128];
	bool ok = true;

	if (s.lanes < 1)
		s.lanes = 1;
	snprintf(title, sizeof(title), "%s分组表", of->zh);
	snprintf(under, sizeof(under), "%s　%s　每组%d人", store_school(p->store),
		list->class_name, s.lanes);
	flow_begin(&s.flow, p->press, &paper_a4, title, under);
	flow_table(&s.flow, columns, sizeof(columns) / sizeof(columns[0]), 8 * MM);
	for (int sex = SEX_MALE; ok && sex <= SEX_FEMALE; sex++)
		ok = put_sex(&s, (enum sex)sex, list, count, err);
	if (!ok)
		return false;
	flow_end(&s.flow);
	flow_gap(&s.flow, 3 * MM);
	flow_line(&s.flow, "发令：＿＿＿＿＿＿　计时：＿＿＿＿＿＿　记录：＿＿＿＿＿＿",
		SIZE_SMALL, DRAW_REGULAR, DRAW_LEFT);
	p->made++;
	snprintf(mark, sizeof(mark), "%s %s", list->class_name, of->zh);
	return printing_end(p, true, mark, err);
}

static bool print_class(
	struct printing *p, const struct student *list, size_t count, struct err *err)
{
	for (size_t item = 0; item < items_count(p->items); item++) {
		const struct item *of = items_at(p->items, (int)item);
		bool tested = false;

		for (size_t i = 0; i < count && !tested; i++)
			tested = scheme_tests(
				p->scheme, list[i].sex, list[i].grade, (int)item);
		if (tested &&
			(*p->item ? strcmp(p->item, of->key) == 0 : of->grouped) &&
			!put_list(p, (int)item, list, count, err))
			return false;
	}
	return true;
}

bool doc_starts(struct printing *p, struct err *err)
{
	if (!printing_each_class(p, print_class, err))
		return false;
	return p->made > 0 || err_set(err, "nobody of them is tested in %s", p->item);
}
