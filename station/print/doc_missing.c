/* 未测名单 for the make-up: class by class who lacks what and why, with room for a date. */
#include <stdio.h>
#include <string.h>

#include "documents.h"
#include "flow.h"
#include "missing.h"
#include "presences.h"
#include "text.h"

static const struct flow_column columns[] = {
	{ "班内学号", 20 * MM, DRAW_CENTER },
	{ "姓名", 36 * MM, DRAW_CENTER },
	{ "没有成绩的项目", 0, DRAW_LEFT },
	{ "补测日期", 26 * MM, DRAW_CENTER },
};

static const char *const reasons[] = { [MISSING_PLAIN] = "",
	[MISSING_ABSENT] = "缺席",
	[MISSING_LEAVE] = "请假",
	[MISSING_NOT_TODAY] = "今天不测",
	[MISSING_PUT_OFF] = "改期",
	[MISSING_DEFERRED] = "缓测",
	[MISSING_BARRED] = "请找老师",
	[MISSING_EXEMPT] = "" };

struct list {
	struct printing *p;
	struct missing missing;
};

static bool is_wanted(const struct printing *p, const struct student *s)
{
	if (p->student)
		return strcmp(p->student->id, s->id) == 0;
	return student_is_of(s, p->class_code);
}

/* "肺活量、50米；缺席：跳绳": the items of each reason together. Who is exempt need not come. */
static void write_items(
	struct list *list, size_t from, size_t to, char *words, size_t size)
{
	const struct missing_row *rows = list->missing.rows;

	for (int why = MISSING_PLAIN; why < MISSING_EXEMPT; why++) {
		int until = 0, n = 0;

		for (size_t i = from; i < to; i++) {
			const struct item *item = items_at(
				list->p->items, rows[i].item);
			size_t len = strlen(words);

			if ((int)rows[i].why != why ||
				(*list->p->item &&
					strcmp(list->p->item, item->key) != 0))
				continue;
			if (n++)
				snprintf(words + len, size - len, "、%s",
					item->zh_short);
			else
				snprintf(words + len, size - len, "%s%s%s%s",
					len ? "；" : "", reasons[why],
					*reasons[why] ? "：" : "", item->zh_short);
			until = rows[i].until > until ? rows[i].until : until;
		}
		if (until) {
			size_t len = strlen(words);

			snprintf(words + len, size - len, "（到%d月%d日）",
				until / 100 % 100, until % 100);
		}
	}
	text_keep_characters(words);
}

/* One student's rows, which follow each other; where the next one's begin. */
static size_t put_student(struct list *list, struct flow *flow, size_t at)
{
	struct missing *m = &list->missing;
	int person = m->rows[at].person;
	const struct student *s = &m->people[person];
	char words[640] = "", place[PRINTED_SIZE];
	size_t to = at;

	while (to < m->count && m->rows[to].person == person)
		to++;
	if (is_wanted(list->p, s))
		write_items(list, at, to, words, sizeof(words));
	if (!*words)
		return to;
	flow_cell(flow, printed_place(s, place));
	flow_cell(flow, s->name);
	flow_cell(flow, words);
	flow_cell(flow, "");
	list->p->made++;
	return to;
}

static bool put_class(struct list *list, size_t *at, struct err *err)
{
	struct printing *p = list->p;
	struct missing *m = &list->missing;
	const struct student *first = &m->people[m->rows[*at].person];
	char under[192], day[PRINTED_SIZE];
	struct flow flow;
	int before = p->made;

	snprintf(under, sizeof(under), "%s　%s　截至%s", store_school(p->store),
		first->class_name, printed_day(p->wall_us, day));
	flow_begin(&flow, p->press, &paper_a4, "体质健康测试未测名单", under);
	flow_table(&flow, columns, sizeof(columns) / sizeof(columns[0]), 10 * MM);
	while (*at < m->count &&
		student_same_class(&m->people[m->rows[*at].person], first))
		*at = put_student(list, &flow, *at);
	flow_end(&flow);
	if (p->made == before) {
		p->press->count = 0; /* nobody need come */
		return true;
	}
	flow_gap(&flow, 3 * MM);
	flow_line(&flow, "班主任：＿＿＿＿＿＿　　体育教师：＿＿＿＿＿＿", SIZE_SMALL,
		DRAW_REGULAR, DRAW_LEFT);
	return printing_end(p, true, first->class_name, err);
}

static bool put_all(struct list *list, struct err *err)
{
	struct missing *m = &list->missing;
	size_t at = 0;
	bool ok = true;

	while (ok && at < m->count) {
		if (is_wanted(list->p, &m->people[m->rows[at].person]))
			ok = put_class(list, &at, err);
		else
			at++;
		if (list->p->progress)
			list->p->progress(
				list->p->progress_ctx, (int)at, (int)m->count);
	}
	return ok;
}

bool doc_missing(struct printing *p, struct err *err)
{
	struct list list = { .p = p };
	bool ok = missing_gather(&list.missing, p->store, p->items,
			  presences_day(p->wall_us), err) &&
		  put_all(&list, err);

	missing_release(&list.missing);
	return ok && (p->made > 0 || err_set(err, "nothing is missing"));
}
