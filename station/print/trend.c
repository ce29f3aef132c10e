#include "trend.h"

#include <stdio.h>
#include <string.h>

#include "buf.h"
#include "item_lines.h"
#include "query.h"
#include "rates.h"
#include "roster.h"
#include "year_card.h"

#define BAR   0x666666ff
#define BAR2  0xbbbbbbff
#define BARS  5		/* the column they stand in */
#define ITEMS (40 * MM) /* the column of the items' names */

/* ---- who was there ---------------------------------------------------------------- */

struct who {
	char id[STUDENT_ID_MAX + 1];
};

/* As a list of its own: each of them is read then. */
static bool read_who(struct printing *p, int school_year, int grade_code,
	struct buf *list, struct err *err)
{
	struct query *q = query(store_db(p->store),
		"SELECT student FROM past_year_now WHERE school_year = ?1 AND ?2 IN "
		"(0, "
		"grade_code) UNION SELECT o.student FROM official_now o WHERE "
		"o.school_year = ?1 AND ?2 IN (0, o.grade_code) AND EXISTS (SELECT 1 "
		"FROM official_item i WHERE i.station = o.station AND i.seq = o.seq)");
	enum query_got got;

	query_int(q, 1, school_year);
	query_int(q, 2, grade_code);
	while ((got = query_next(q, err)) == QUERY_ROW) {
		struct who who;

		memset(&who, 0, sizeof(who));
		query_copy_at(q, 0, who.id, sizeof(who.id));
		buf_add(list, &who, sizeof(who));
	}
	query_end(q);
	return got == QUERY_END;
}

static bool add_student(struct crowd *crowd, struct printing *p, const char *id,
	int school_year, struct err *err)
{
	struct year_card card;
	struct student student;
	enum roster_got got = roster_find(p->store, id, &student, err);

	if (got != ROSTER_FOUND)
		return got == ROSTER_UNKNOWN;
	if (!year_card_then(p, &student, school_year, &card, err))
		return false;
	crowd_add(crowd, p->scheme, &student, &card);
	return true;
}

static bool gather_year(struct crowd *crowd, struct printing *p, int school_year,
	int grade_code, struct err *err)
{
	struct buf list = BUF_INIT;
	bool ok = read_who(p, school_year, grade_code, &list, err);

	memset(crowd, 0, sizeof(*crowd));
	for (size_t at = 0; ok && at < list.len; at += sizeof(struct who)) {
		struct who who;

		memcpy(&who, list.data + at, sizeof(who));
		ok = add_student(crowd, p, who.id, school_year, err);
	}
	buf_release(&list);
	return ok;
}

static bool is_empty(const struct crowd *crowd)
{
	int n = crowd->complete;

	for (size_t i = 0; i < CROWD_LINES; i++)
		n += crowd->line[i].n;
	return n == 0;
}

bool trend_gather(
	struct trend *trend, struct printing *p, int grade_code, struct err *err)
{
	int now = store_school_year(p->store);

	trend->grade_code = grade_code;
	trend->years = 0;
	for (int year = now - TREND_YEARS; year < now; year++) {
		struct crowd *crowd = &trend->year[trend->years];

		if (!gather_year(crowd, p, year, grade_code, err))
			return false;
		if (!is_empty(crowd))
			trend->school_year[trend->years++] = year;
	}
	return true;
}

/* ---- rates ------------------------------------------------------------------------ */

static const struct flow_column year_columns[] = {
	{ "学年", 42 * MM, DRAW_CENTER },
	{ "有总分的人数", 28 * MM, DRAW_CENTER },
	{ "平均总分", 24 * MM, DRAW_CENTER },
	{ "合格率", 24 * MM, DRAW_CENTER },
	{ "优良率", 24 * MM, DRAW_CENTER },
	{ "", 0, DRAW_LEFT },
};

void trend_table(struct flow *flow)
{
	flow_table(flow, year_columns, sizeof(year_columns) / sizeof(year_columns[0]),
		7 * MM);
}

/* Two bars in a cell: 合格率, and below it 优良率. */
static void put_bars(struct flow *flow, const struct trend_row *row)
{
	int x = flow->form.x[BARS] + 2 * MM, w = flow->form.x[BARS + 1] - x - 2 * MM;
	int top = flow->y;

	flow_cell(flow, "");
	top = flow->y > top ? flow->y - flow->row_h : top;
	if (!row->n)
		return;
	draw_box(flow->page,
		(struct rect){
			x, top + 3 * MM / 2, w * row->passed / row->n, 3 * MM / 2 },
		BAR2, 0, 0, 0);
	draw_box(flow->page,
		(struct rect){ x, top + 4 * MM, w * row->good / row->n, 3 * MM / 2 },
		BAR, 0, 0, 0);
}

void trend_table_row(struct flow *flow, const struct trend_row *row)
{
	char text[PRINTED_SIZE];

	flow_cell(flow, row->label);
	flow_number(flow, row->n);
	flow_cell(flow,
		row->n ? printed_points(
				 (int32_t)crowd_mean(row->sum_c, row->n, 10), text)
		       : "—");
	flow_cell(flow, printed_percent(row->passed, row->n, text));
	flow_cell(flow, printed_percent(row->good, row->n, text));
	put_bars(flow, row);
}

static void put_rates(const struct trend *trend, struct flow *flow,
	const struct crowd *now, const char *label)
{
	char text[PRINTED_SIZE];

	trend_table(flow);
	for (int i = 0; i < trend->years; i++) {
		const struct crowd *c = &trend->year[i];
		struct trend_row row = { printed_year(trend->school_year[i], text),
			c->complete, c->passed, c->good, c->sum_c };

		trend_table_row(flow, &row);
	}
	trend_table_row(flow, &(struct trend_row){ label, now->complete, now->passed,
				      now->good, now->sum_c });
	flow_end(flow);
}

/* ---- means ------------------------------------------------------------------------ */

const char *trend_mean_value(const struct scheme *scheme, const struct crowd_item *of,
	size_t line, enum sex sex, char text[PRINTED_SIZE])
{
	int item = item_line_item(scheme, &item_lines[line], sex);
	const struct scheme_item *measured = &scheme->item[item];
	int64_t step = measured->method == METHOD_BANDS ? 1 : measured->measure.step;

	if (!of->n_of[sex])
		return "—";
	return printed_value(scheme, item,
		(int32_t)crowd_mean(of->value_sum[sex], of->n_of[sex], step), text);
}

const char *trend_mean_points(
	const struct crowd_item *of, enum sex sex, char text[PRINTED_SIZE])
{
	if (!of->n_of[sex])
		return "—";
	return printed_points(
		(int32_t)crowd_mean(of->points_sum_c[sex], of->n_of[sex], 10), text);
}

struct means {
	const struct trend *trend;
	const struct crowd *now;
	struct printing *p;
	struct flow *flow;
	char title[TREND_YEARS + 1][SEX_FEMALE + 1][48];
	struct flow_column column[1 + 2 * (TREND_YEARS + 1)];
};

static const struct crowd *year_of(const struct means *m, int i)
{
	return i < m->trend->years ? &m->trend->year[i] : m->now;
}

static void make_columns(struct means *m)
{
	int years = m->trend->years + 1;
	int now = store_school_year(m->p->store);
	int w = (flow_width(m->flow) - ITEMS) / (2 * years);

	m->column[0] = (struct flow_column){ "项目", 0, DRAW_LEFT };
	for (int i = 0; i < years; i++)
		for (int sex = SEX_MALE; sex <= SEX_FEMALE; sex++) {
			int year = i < m->trend->years ? m->trend->school_year[i] : now;
			char *title = m->title[i][sex];

			snprintf(title, sizeof(m->title[i][sex]), "%d%s生", year,
				sex_zh((enum sex)sex));
			m->column[1 + 2 * i + sex - SEX_MALE] = (struct flow_column){
				title, w, DRAW_CENTER
			};
		}
}

static bool line_is_known(const struct means *m, size_t line)
{
	for (int i = 0; i <= m->trend->years; i++)
		if (year_of(m, i)->line[line].n)
			return true;
	return false;
}

static void put_means(struct means *m)
{
	bool points = !m->trend->grade_code;
	char text[PRINTED_SIZE];

	make_columns(m);
	flow_table(m->flow, m->column, 1 + 2 * (m->trend->years + 1), 7 * MM);
	for (size_t line = 0; line < item_lines_count; line++) {
		if (!line_is_known(m, line))
			continue;
		flow_cell(m->flow, item_lines[line].short_label);
		for (int i = 0; i <= m->trend->years; i++)
			for (int sex = SEX_MALE; sex <= SEX_FEMALE; sex++) {
				const struct crowd_item *of = &year_of(m, i)
								       ->line[line];

				flow_cell(m->flow,
					points ? trend_mean_points(
							 of, (enum sex)sex, text)
					       : trend_mean_value(m->p->scheme, of,
							 line, (enum sex)sex, text));
			}
	}
	flow_end(m->flow);
}

void trend_print(const struct trend *trend, struct printing *p, struct flow *flow,
	const struct crowd *now, const char *whose)
{
	struct means means = { .trend = trend, .now = now, .p = p, .flow = flow };
	char label[2 * PRINTED_SIZE], year[PRINTED_SIZE];

	snprintf(label, sizeof(label), "%s%s",
		printed_year(store_school_year(p->store), year), whose);
	put_rates(trend, flow, now, label);
	flow_gap(flow, 2 * MM);
	flow_need(flow, 40 * MM);
	flow_line(flow,
		trend->grade_code ? "各项平均成绩（2025指2025-2026学年）"
				  : "各项平均得分（2025指2025-2026学年）",
		SIZE_SMALL, DRAW_MEDIUM, DRAW_LEFT);
	put_means(&means);
}
