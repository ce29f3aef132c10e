/* station report graduation */
#include <stdio.h>

#include "buf.h"
#include "graduation.h"
#include "report.h"
#include "roster.h"
#include "score.h"

struct printing {
	const struct report *report;
	struct rows rows;
	struct err *err;
	bool ok, ask;
};

/* 2025:82.3/2024:79.5, and at the end 2023:免予执行 */
static void print_others(struct rows *rows, const struct graduation *g)
{
	struct buf text = BUF_INIT;
	char points[16];

	for (int i = 0; i < g->others; i++)
		buf_addf(&text, "%s%d:%s", i ? "/" : "", g->other[i].school_year,
			score_write(g->other[i].total_c, 1, points, sizeof(points)));
	for (int i = 0; i < g->exempts; i++)
		buf_addf(
			&text, "%s%d:免予执行", text.len ? "/" : "", g->exempt_year[i]);
	rows_text(rows, text.data);
	buf_release(&text);
}

static const char *level_word(const struct graduation *g)
{
	if (g->state == GRADUATION_EXEMPT)
		return "免测";
	return g->level ? g->level->zh : "";
}

static void print_student(
	struct rows *rows, const struct student *s, const struct graduation *g)
{
	static const char *const states[] = { "complete", "missing", "exempt" };

	rows_text(rows, s->test_number);
	rows_text(rows, s->class_name);
	rows_int(rows, s->class_place);
	rows_text(rows, s->name);
	report_points(rows, g->final_c);
	print_others(rows, g);
	report_points(rows, g->total_c);
	rows_text(rows, level_word(g));
	rows_text(rows, states[g->state]);
	rows_text(rows, g->missing);
	report_points(rows, g->official_c);
	rows_end(rows);
}

static bool take_student(void *ctx, const struct student *s)
{
	struct printing *p = ctx;
	struct graduation g;

	if (!graduation_is_due(p->report->store, s))
		return true;
	p->ok = graduation_of(p->report->store, p->report->scheme, s, &g, p->err);
	if (!p->ok)
		return false;
	p->ask |= g.state == GRADUATION_MISSING;
	print_student(&p->rows, s, &g);
	return true;
}

bool report_graduation(const struct report *report, bool *ask, struct err *err)
{
	static const char *const titles[] = { "test_number", "class", "place", "name",
		"final", "others", "graduation", "level", "state", "missing",
		"platform" };
	struct printing p = { .report = report, .err = err, .ok = true };

	if (report->last_grade &&
		!graduation_set_last(report->store, report->last_grade, err))
		return false;
	rows_begin(&p.rows, stdout, report->env->json, titles,
		sizeof(titles) / sizeof(titles[0]));
	if (!roster_each(report->store, take_student, &p, err) || !p.ok)
		return false;
	*ask = p.ask;
	return rows_finish(&p.rows, err);
}
