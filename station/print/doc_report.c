/* 班级、年级、学校报告: rates against the targets, how totals and items are spread, the years
 * before, and who is just below a level. For teachers: it is not hung up. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crowd.h"
#include "documents.h"
#include "flow.h"
#include "item_lines.h"
#include "rates.h"
#include "score.h"
#include "text.h"
#include "trend.h"

#define BAR 0x666666ff

enum reach { REACH_CLASS, REACH_GRADE, REACH_SCHOOL };

struct report {
	struct printing *p;
	enum reach reach;
	const struct student *list;
	size_t count;
	const struct rates *rates; /* all rows of the school */
	size_t rates_count;
	struct rates_targets targets;
	struct crowd crowd;
	const struct trend *trend;
	struct flow flow;
};

static void heading(struct report *r, const char *text)
{
	/* With a sentence below it, and the first row of a table. */
	flow_need(&r->flow, 36 * MM);
	flow_gap(&r->flow, 3 * MM);
	flow_line(&r->flow, text, SIZE_HEAD, DRAW_BOLD, DRAW_LEFT);
	flow_gap(&r->flow, MM);
}

/* ---- rates ---------------------------------------------------------------------- */

static const struct flow_column rate_columns[] = {
	{ "范围", 0, DRAW_LEFT },
	{ "在册", 17 * MM, DRAW_CENTER },
	{ "免予执行", 19 * MM, DRAW_CENTER },
	{ "完整", 17 * MM, DRAW_CENTER },
	{ "缺项", 17 * MM, DRAW_CENTER },
	{ "合格率", 22 * MM, DRAW_CENTER },
	{ "优良率", 22 * MM, DRAW_CENTER },
	{ "优秀率", 22 * MM, DRAW_CENTER },
};

static bool is_of_class(const struct report *r, const struct rates *x)
{
	return x->grade_code == r->list->grade_code &&
	       strcmp(x->class_code, r->list->class_code) == 0;
}

/* Is this row of the rates the whole of the report, a part by sex, or a part by class or
 * grade? */
static bool is_whole(const struct report *r, const struct rates *x)
{
	switch (r->reach) {
	case REACH_CLASS:
		return x->scope == RATES_CLASS && is_of_class(r, x);
	case REACH_GRADE:
		return x->scope == RATES_GRADE && x->grade_code == r->list->grade_code;
	default:
		return x->scope == RATES_SCHOOL;
	}
}

static bool is_sex(const struct report *r, const struct rates *x)
{
	switch (r->reach) {
	case REACH_CLASS:
		return x->scope == RATES_CLASS_SEX && is_of_class(r, x);
	case REACH_GRADE:
		return x->scope == RATES_GRADE_SEX &&
		       x->grade_code == r->list->grade_code;
	default:
		return x->scope == RATES_SEX;
	}
}

static bool is_part(const struct report *r, const struct rates *x)
{
	if (r->reach == REACH_GRADE)
		return x->scope == RATES_CLASS && x->grade_code == r->list->grade_code;
	return r->reach == REACH_SCHOOL && x->scope == RATES_GRADE;
}

static void put_rate(struct report *r, const char *name, const struct rates *x)
{
	char text[PRINTED_SIZE];

	flow_cell(&r->flow, name);
	flow_number(&r->flow, x->roll);
	flow_number(&r->flow, x->exempt);
	flow_number(&r->flow, x->complete);
	flow_number(&r->flow, x->missing);
	flow_cell(&r->flow, printed_percent(x->passed, x->complete, text));
	flow_cell(&r->flow, printed_percent(x->good, x->complete, text));
	flow_cell(&r->flow, printed_percent(x->excellent, x->complete, text));
}

/* "合格率 91.2%，目标 85%，已达到" or how many are wanting, of all who are due. */
static void write_target(char *out, size_t size, const char *name, int part,
	const struct rates *x, int target)
{
	char text[PRINTED_SIZE], word[16];
	int due = x->roll - x->exempt;
	size_t len;

	snprintf(out, size, "%s %s，目标 %s%%，", name,
		printed_percent(part, x->complete, text),
		rates_target_write(target, word));
	len = strlen(out);
	if (!x->complete)
		snprintf(out + len, size - len, "还没有完整的成绩");
	else if (rates_met(part, x->complete, target) && !x->missing)
		snprintf(out + len, size - len, "已达到");
	else if (rates_needed(part, due, target) > 0)
		snprintf(out + len, size - len, "按应测 %d 人还差 %d 人", due,
			rates_needed(part, due, target));
	else
		snprintf(out + len, size - len, "按应测 %d 人已达到", due);
}

static void put_targets(struct report *r, const struct rates *whole)
{
	char pass[160], good[160], words[640];

	write_target(pass, sizeof(pass), "合格率", whole->passed, whole,
		r->targets.pass_permille);
	write_target(good, sizeof(good), "优良率", whole->good, whole,
		r->targets.good_permille);
	snprintf(words, sizeof(words),
		"%s；%"
		"s。优良率是优秀和良好合起来的；各率都按成绩完整的人数计算，只舍不入。",
		pass, good);
	flow_gap(&r->flow, MM);
	flow_words(&r->flow, words, SIZE_SMALL);
}

static void put_rates(struct report *r)
{
	const struct rates *whole = NULL;

	heading(r, "达标情况");
	flow_table(&r->flow, rate_columns,
		sizeof(rate_columns) / sizeof(rate_columns[0]), 7 * MM);
	for (size_t i = 0; i < r->rates_count; i++)
		if (is_whole(r, &r->rates[i])) {
			whole = &r->rates[i];
			put_rate(r, "全体", whole);
		}
	for (size_t i = 0; i < r->rates_count; i++)
		if (is_sex(r, &r->rates[i]))
			put_rate(r, r->rates[i].sex ? sex_zh(r->rates[i].sex) : "不详",
				&r->rates[i]);
	for (size_t i = 0; i < r->rates_count; i++)
		if (is_part(r, &r->rates[i]))
			put_rate(r, r->rates[i].name, &r->rates[i]);
	flow_end(&r->flow);
	if (whole)
		put_targets(r, whole);
}

/* ---- how totals are spread ------------------------------------------------------ */

static void bar(struct report *r, struct rect at, int n, int most, const char *under)
{
	int room = at.h - 12 * MM, h = most ? room * n / most : 0;
	char text[16];

	snprintf(text, sizeof(text), "%d", n);
	draw_box(r->flow.page,
		(struct rect){ at.x + at.w / 6, at.y + 6 * MM + room - h, at.w * 2 / 3,
			h ? h : 2 },
		BAR, 0, 0, 0);
	page_line(r->flow.page, (struct rect){ at.x, at.y + room - h, at.w, 6 * MM },
		text, SIZE_SMALL, DRAW_REGULAR, DRAW_CENTER);
	page_line(r->flow.page,
		(struct rect){ at.x, at.y + 6 * MM + room, at.w, 6 * MM }, under,
		SIZE_SMALL, DRAW_REGULAR, DRAW_CENTER);
}

static void put_bins(struct report *r)
{
	static const char *const names[CROWD_BINS] = { "50分以下", "50～59.9",
		"60～69.9", "70～79.9", "80～89.9", "90～99.9", "100以上" };
	struct rect at;
	int most = 0;

	for (int i = 0; i < CROWD_BINS; i++)
		most = r->crowd.bin[i] > most ? r->crowd.bin[i] : most;
	at = flow_take(&r->flow, 38 * MM);
	for (int i = 0; i < CROWD_BINS; i++)
		bar(r,
			(struct rect){ at.x + i * at.w / CROWD_BINS, at.y,
				at.w / CROWD_BINS, at.h },
			r->crowd.bin[i], most, names[i]);
}

static void put_levels(struct report *r)
{
	const struct scheme *scheme = r->p->scheme;
	const struct crowd *c = &r->crowd;
	char words[320], text[PRINTED_SIZE], mean[PRINTED_SIZE];
	size_t len;

	snprintf(words, sizeof(words), "平均 %s 分",
		printed_points((int32_t)crowd_mean(c->sum_c, c->complete, 10), mean));
	for (int i = 0; i < scheme->levels; i++) {
		len = strlen(words);
		snprintf(words + len, sizeof(words) - len, "；%s %d 人（%s）",
			scheme->level[i].zh, c->level[i],
			printed_percent(c->level[i], c->complete, text));
	}
	flow_line(&r->flow, words, SIZE_SMALL, DRAW_REGULAR, DRAW_LEFT);
}

static void put_totals(struct report *r)
{
	flow_need(&r->flow, 60 * MM);
	heading(r, "学年总分的分布（人数）");
	if (!r->crowd.complete) {
		flow_line(&r->flow, "还没有完整的成绩。", SIZE_SMALL, DRAW_REGULAR,
			DRAW_LEFT);
		return;
	}
	put_bins(r);
	put_levels(r);
}

/* ---- items ---------------------------------------------------------------------- */

static const struct flow_column item_columns[] = {
	{ "项目", 0, DRAW_LEFT },
	{ "男生平均成绩", 22 * MM, DRAW_CENTER },
	{ "男生平均得分", 22 * MM, DRAW_CENTER },
	{ "女生平均成绩", 22 * MM, DRAW_CENTER },
	{ "女生平均得分", 22 * MM, DRAW_CENTER },
	{ "优秀", 11 * MM, DRAW_CENTER },
	{ "良好", 11 * MM, DRAW_CENTER },
	{ "及格", 11 * MM, DRAW_CENTER },
	{ "不及格", 14 * MM, DRAW_CENTER },
};

/* Of several grades a mean of results says nothing. */
static const char *mean_value(
	const struct report *r, size_t line, enum sex sex, char text[PRINTED_SIZE])
{
	return r->reach == REACH_SCHOOL
		       ? "—"
		       : trend_mean_value(
				 r->p->scheme, &r->crowd.line[line], line, sex, text);
}

/* BMI has names of its own, below the table. */
static void put_line(struct report *r, size_t line)
{
	const struct item_line *of = &item_lines[line];
	char text[PRINTED_SIZE];

	flow_cell(&r->flow, of->is_public ? of->label : of->short_label);
	for (int sex = SEX_MALE; sex <= SEX_FEMALE; sex++) {
		flow_cell(&r->flow, mean_value(r, line, (enum sex)sex, text));
		flow_cell(&r->flow,
			trend_mean_points(&r->crowd.line[line], (enum sex)sex, text));
	}
	for (int i = 0; i < 4; i++)
		if (of->is_public)
			flow_number(&r->flow, r->crowd.line[line].level[i]);
		else
			flow_cell(&r->flow, "—");
}

static void put_bands(struct report *r)
{
	const struct scheme *scheme = r->p->scheme;
	char words[200] = "体重指数（BMI）：";

	for (int i = 0; i < scheme->bands; i++) {
		size_t len = strlen(words);

		snprintf(words + len, sizeof(words) - len, "%s%s %d 人", i ? "，" : "",
			scheme->band[i].zh, r->crowd.band[i]);
	}
	flow_line(&r->flow, words, SIZE_SMALL, DRAW_REGULAR, DRAW_LEFT);
}

static bool line_is_tested(const struct report *r, const struct item_line *line)
{
	for (size_t i = 0; i < r->count; i++)
		if (item_line_stands(r->p->scheme, line, r->list[i].grade,
			    r->list[i].grade, false))
			return true;
	return false;
}

static void put_items(struct report *r)
{
	heading(r, "各项成绩");
	flow_table(&r->flow, item_columns,
		sizeof(item_columns) / sizeof(item_columns[0]), 9 * MM);
	for (size_t i = 0; i < item_lines_count; i++)
		if (line_is_tested(r, &item_lines[i]))
			put_line(r, i);
	flow_end(&r->flow);
	flow_gap(&r->flow, MM);
	put_bands(r);
}

/* ---- the years before ----------------------------------------------------------- */

static void put_years(struct report *r)
{
	char text[PRINTED_SIZE];

	if (!r->crowd.years)
		return;
	heading(r, "这些学生历年的成绩");
	trend_table(&r->flow);
	for (int i = 0; i < r->crowd.years; i++) {
		const struct crowd_year *y = &r->crowd.year[i];
		struct trend_row row = { printed_year(y->school_year, text), y->n,
			y->passed, y->good, y->sum_c };

		trend_table_row(&r->flow, &row);
	}
	flow_end(&r->flow);
	flow_gap(&r->flow, MM);
	flow_words(&r->flow,
		"横条：上为合格率，下为优良率。往年的总分是平台返回的，没有的按关闭学年"
		"时"
		"记下的或从别校登记卡补录的。",
		SIZE_SMALL);
}

/* Other children: this grade, or the school, as it was. */
static void put_trend(struct report *r)
{
	char words[192], pass[16], good[16];

	if (!r->trend->years)
		return;
	snprintf(words, sizeof(words), "%s历年的成绩（不是同一批学生）",
		r->reach == REACH_SCHOOL ? "全校" : grade_code_zh(r->list->grade_code));
	heading(r, words);
	trend_print(r->trend, r->p, &r->flow, &r->crowd,
		r->reach == REACH_CLASS ? "（本班）" : "");
	snprintf(words, sizeof(words), "目标：合格率 %s%%，优良率 %s%%。",
		rates_target_write(r->targets.pass_permille, pass),
		rates_target_write(r->targets.good_permille, good));
	flow_gap(&r->flow, MM);
	flow_words(&r->flow, words, SIZE_SMALL);
}

/* ---- who is just below ---------------------------------------------------------- */

static const struct flow_column near_columns[] = {
	{ "班级", 30 * MM, DRAW_CENTER },
	{ "班内学号", 19 * MM, DRAW_CENTER },
	{ "姓名", 30 * MM, DRAW_CENTER },
	{ "总分", 15 * MM, DRAW_CENTER },
	{ "分数线", 15 * MM, DRAW_CENTER },
	{ "怎样练", 0, DRAW_LEFT },
};

/* 立定跳远 190→194厘米；50米跑 8.9→8.8秒 */
static void write_change(
	const struct scheme *scheme, const struct near *near, char *out, size_t size)
{
	*out = '\0';
	for (int i = 0; i < near->changes; i++) {
		const struct near_change *c = &near->change[i];
		const struct item *item = &scheme->item[c->scheme_item].measure;
		char from[40], to[40];
		size_t len = strlen(out);

		snprintf(out + len, size - len, "%s%s %s→%s%s", i ? "；" : "", item->zh,
			item_format_file(item, c->from, from, sizeof(from)),
			item_format_file(item, c->to, to, sizeof(to)),
			item_unit_zh(item));
	}
	if (!near->changes)
		snprintf(out, size, "提高一项或两项还不够");
}

static void put_near(struct report *r)
{
	char text[PRINTED_SIZE], words[200];

	heading(r, "离60分或80分不到5分的学生");
	flow_line(&r->flow, NEAR_NOTE "。", SIZE_SMALL, DRAW_MEDIUM, DRAW_LEFT);
	if (!r->crowd.near_count) {
		flow_line(&r->flow, "没有。", SIZE_SMALL, DRAW_REGULAR, DRAW_LEFT);
		return;
	}
	if (r->reach == REACH_SCHOOL) {
		snprintf(words, sizeof(words), "共 %zu 人，名单和建议见班级报告。",
			r->crowd.near_count);
		flow_line(&r->flow, words, SIZE_SMALL, DRAW_REGULAR, DRAW_LEFT);
		return;
	}
	flow_gap(&r->flow, MM);
	flow_table(&r->flow, near_columns,
		sizeof(near_columns) / sizeof(near_columns[0]), 8 * MM);
	for (size_t i = 0; i < r->crowd.near_count; i++) {
		const struct crowd_near *n = &r->crowd.near[i];

		flow_cell(&r->flow, n->student->class_name);
		flow_cell(&r->flow, printed_place(n->student, text));
		flow_cell(&r->flow, n->student->name);
		flow_cell(&r->flow, printed_points(n->near.from_c, text));
		flow_cell(&r->flow, printed_item_points(n->bound_c, text));
		write_change(r->p->scheme, &n->near, words, sizeof(words));
		flow_cell(&r->flow, words);
	}
	flow_end(&r->flow);
}

/* ---- together ------------------------------------------------------------------- */

static bool print_report(struct report *r, size_t done, size_t of, struct err *err)
{
	static const char *const titles[] = { "学生体质健康测试班级报告",
		"学生体质健康测试年级报告", "学生体质健康测试学校报告" };
	const char *name = r->reach == REACH_CLASS ? r->list->class_name
			   : r->reach == REACH_GRADE
				   ? grade_code_zh(r->list->grade_code)
				   : "";
	char under[192], year[PRINTED_SIZE];
	bool ok = crowd_gather(&r->crowd, r->p, r->list, r->count, done, of, err);

	if (ok) {
		snprintf(under, sizeof(under), "%s%s%s　%s", store_school(r->p->store),
			*name ? "　" : "", name,
			printed_year(store_school_year(r->p->store), year));
		flow_begin(&r->flow, r->p->press, &paper_a4, titles[r->reach], under);
		put_rates(r);
		put_totals(r);
		put_items(r);
		put_years(r);
		put_trend(r);
		put_near(r);
		r->p->made++;
		ok = printing_end(r->p, true, *name ? name : "学校", err);
	}
	crowd_release(&r->crowd);
	return ok;
}

struct rows {
	struct rates *rows;
	size_t count;
};

static bool take_rates(void *ctx, const struct rates *rates)
{
	struct rows *rows = ctx;

	if (rows->count % 128 == 0)
		rows->rows = mem_resize_array(
			rows->rows, rows->count + 128, sizeof(*rates));
	rows->rows[rows->count++] = *rates;
	return true;
}

static bool goes_on(
	enum reach reach, const struct student *first, const struct student *next)
{
	return reach == REACH_SCHOOL ||
	       (reach == REACH_GRADE ? first->grade_code == next->grade_code
				     : student_same_class(first, next));
}

static bool print_reports(struct printing *p, enum reach reach, struct err *err)
{
	struct rows rows = { NULL, 0 };
	struct trend *trend = mem_alloc(sizeof(*trend));
	struct student *list = NULL;
	size_t count = 0, to;
	bool ok = rates_each(p->store, take_rates, &rows, err) &&
		  printing_students(p, &list, &count, err);

	for (size_t from = 0; ok && from < count; from = to) {
		struct report r = { .p = p,
			.reach = reach,
			.list = &list[from],
			.rates = rows.rows,
			.rates_count = rows.count,
			.trend = trend };
		int grade = reach == REACH_SCHOOL ? 0 : list[from].grade_code;

		for (to = from + 1;
			to < count && goes_on(reach, &list[from], &list[to]);)
			to++;
		r.count = to - from;
		rates_targets(p->store, &r.targets);
		/* Classes of a grade have the same. */
		ok = ((from && trend->grade_code == grade) ||
			     trend_gather(trend, p, grade, err)) &&
		     print_report(&r, from, count, err);
	}
	free(trend);
	free(list);
	free(rows.rows);
	return ok;
}

bool doc_class(struct printing *p, struct err *err)
{
	return print_reports(p, REACH_CLASS, err);
}

bool doc_grade(struct printing *p, struct err *err)
{
	return print_reports(p, REACH_GRADE, err);
}

bool doc_school(struct printing *p, struct err *err)
{
	return print_reports(p, REACH_SCHOOL, err);
}
