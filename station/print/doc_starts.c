/* 分组表: who starts with whom, of the items that are measured in heats. Who lined up on the
 * kiosk stands as he stood there; the others boys, then girls, as many in a group as there are
 * lanes or numbers, in the order of the class. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "clock.h"
#include "documents.h"
#include "flow.h"
#include "lineups.h"
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
	const struct student *list;
	size_t count;
	struct flow flow;
	int item, lanes, heat;
	bool *is_placed; /* by index in the list: lined up on the kiosk */
	int placed, others;
	int64_t made_us; /* of the heat in hand */
	int last_heat;	 /* of those who lined up */
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

static void put_row(struct starts *s, int heat, int number, const struct student *of,
	const char *note)
{
	char place[PRINTED_SIZE];

	flow_number(&s->flow, heat);
	flow_number(&s->flow, number);
	flow_cell(&s->flow, printed_place(of, place));
	flow_cell(&s->flow, of->name);
	flow_cell(&s->flow, sex_zh(of->sex));
	flow_cell(&s->flow, "");
	flow_cell(&s->flow, note);
}

/* ---- who lined up on the kiosk -------------------------------------------------- */

static void put_place(void *ctx, const struct lineup_place *place)
{
	struct starts *s = ctx;
	struct date day = date_of_wall(place->made_us, CLOCK_SHANGHAI);
	char note[48];

	snprintf(note, sizeof(note), "%d月%d日检录", day.month, day.day);
	for (size_t i = 0; i < s->count; i++) {
		if (strcmp(s->list[i].id, place->student) != 0)
			continue;
		if (s->placed++ &&
			(place->heat != s->heat || place->made_us != s->made_us))
			flow_rule(&s->flow);
		s->heat = place->heat;
		s->made_us = place->made_us;
		s->is_placed[i] = true;
		if (place->heat > s->last_heat)
			s->last_heat = place->heat;
		put_row(s, place->heat, place->number, &s->list[i], note);
	}
}

/* ---- the others ----------------------------------------------------------------- */

/* The standard's test method has at least two in a group: whoever would be left over runs
 * with one of the group before. */
static int group_size(int left, int lanes)
{
	return left > lanes ? lanes - (left == lanes + 1 && lanes > 2) : left;
}

static void put_group(struct starts *s, const int *group, int size)
{
	s->heat++;
	if (s->placed || s->others)
		flow_rule(&s->flow);
	flow_keep(&s->flow, size);
	for (int i = 0; i < size; i++)
		put_row(s, s->heat, i + 1, &s->list[group[i]], "");
	s->others += size;
}

/* A group is of one sex. `who` has room for the class. */
static bool put_sex(struct starts *s, enum sex sex, int *who, struct err *err)
{
	int left = 0, size;
	bool is;

	for (size_t i = 0; i < s->count; i++) {
		if (s->list[i].sex != sex || s->is_placed[i])
			continue;
		if (!starts(s, &s->list[i], &is, err))
			return false;
		if (is)
			who[left++] = (int)i;
	}
	for (; left > 0; left -= size, who += size) {
		size = group_size(left, s->lanes);
		put_group(s, who, size);
	}
	return true;
}

static bool put_rows(struct starts *s, struct err *err)
{
	const char *item = items_at(s->p->items, s->item)->key;
	int *who;
	bool good;

	if (!lineups_each_place(s->p->store, item, store_school_year(s->p->store),
		    put_place, s, err))
		return false;
	s->heat = s->last_heat;
	who = mem_array(s->count, sizeof(*who));
	good = put_sex(s, SEX_MALE, who, err) && put_sex(s, SEX_FEMALE, who, err);
	free(who);
	return good;
}

static const char *words_of(const struct starts *s)
{
	return !s->placed ? "编组：按名单；机器里还没有检录的编组。"
	       : !s->others ? "编组：按检录时的编组。"
			    : "编组：备注写明检录的，按检录时的编组；其他按名单。";
}

static bool put_list(struct printing *p, int item, const struct student *list,
	size_t count, struct err *err)
{
	const struct item *of = scheme_measure(p->scheme, item);
	struct starts s = { .p = p,
		.list = list,
		.count = count,
		.item = item,
		.lanes = of->lanes,
		.is_placed = mem_array(count, sizeof(bool)) };
	char title[96], under[192], mark[128];
	bool ok;

	if (s.lanes < 1)
		s.lanes = 1;
	snprintf(title, sizeof(title), "%s分组表", of->zh);
	snprintf(under, sizeof(under), "%s　%s　每组%d人", store_school(p->store),
		list->class_name, s.lanes);
	flow_begin(&s.flow, p->press, &paper_a4, title, under);
	flow_table(&s.flow, columns, sizeof(columns) / sizeof(columns[0]), 8 * MM);
	ok = put_rows(&s, err);
	free(s.is_placed);
	if (!ok)
		return false;
	flow_end(&s.flow);
	flow_gap(&s.flow, 2 * MM);
	flow_line(&s.flow, words_of(&s), SIZE_SMALL, DRAW_REGULAR, DRAW_LEFT);
	flow_gap(&s.flow, 2 * MM);
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
