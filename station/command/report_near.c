/* station report near: advice for training, said so in the heading and in every row. */
#include <stdio.h>
#include <string.h>

#include "buf.h"
#include "standings.h"
#include "near.h"
#include "report.h"
#include "roster.h"
#include "score.h"

#define WITHIN_C 500 /* unless said otherwise */

struct printing {
	const struct report *report;
	int32_t within_c;
	struct rows rows;
	struct err *err;
	bool ok;
};

static const struct item *measure(const struct printing *p, const struct near_change *c)
{
	return &p->report->scheme->item[c->scheme_item].measure;
}

static void print_value(struct rows *rows, const struct item *item, int32_t value)
{
	char text[40];

	item_format_file(item, value, text, sizeof(text));
	if (strchr(text, '\''))
		rows_text(rows, text);
	else
		rows_number(rows, text);
}

static void print_change(
	struct printing *p, const struct near *near, int which, struct rows *rows)
{
	const struct near_change *c = &near->change[which];

	if (which >= near->changes) {
		for (int i = 0; i < 3; i++)
			rows_text(rows, "");
		return;
	}
	rows_text(rows, measure(p, c)->key);
	print_value(rows, measure(p, c), c->from);
	print_value(rows, measure(p, c), c->to);
}

/* 立定跳远 190→194厘米；50米跑 8.9→8.8秒 */
static void print_words(struct printing *p, const struct near *near, struct rows *rows)
{
	struct buf words = BUF_INIT;

	for (int i = 0; i < near->changes; i++) {
		const struct near_change *c = &near->change[i];
		const struct item *item = measure(p, c);
		char from[40], to[40];

		buf_addf(&words, "%s%s %s→%s%s", i ? "；" : "", item->zh,
			item_format_screen(item, c->from, from, sizeof(from)),
			item_format_screen(item, c->to, to, sizeof(to)),
			item_unit_zh(item));
	}
	rows_text(rows, near->changes ? words.data : "提高一项或两项还不够");
	buf_release(&words);
}

static void print_student(struct printing *p, const struct student *s,
	const struct near *near, int32_t bound_c)
{
	struct rows *rows = &p->rows;

	rows_text(rows, s->test_number);
	rows_text(rows, s->class_name);
	rows_int(rows, s->class_place);
	rows_text(rows, s->name);
	report_points(rows, near->from_c);
	report_points(rows, bound_c);
	print_change(p, near, 0, rows);
	print_change(p, near, 1, rows);
	report_points(rows, near->changes ? near->to_c : SCORE_NONE);
	print_words(p, near, rows);
	rows_text(rows, NEAR_NOTE);
	rows_end(rows);
}

/* The total that counts; SCORE_NONE without, and for who is exempt. */
static bool read_total(struct printing *p, const char *student, int32_t *total_c)
{
	struct year_score score;
	bool exempt;

	*total_c = SCORE_NONE;
	if (!standings_exempt(p->report->store, student, &exempt, p->err))
		return p->ok = false;
	p->err->text[0] = '\0';
	if (!results_score(p->report->store, student, &score, p->err))
		return p->ok = !p->err->text[0];
	if (!exempt && !score.disputed)
		*total_c = score.total_c;
	return true;
}

static bool take_student(void *ctx, const struct student *s)
{
	struct printing *p = ctx;
	const struct report *report = p->report;
	struct results results;
	struct near near;
	int32_t total_c, bound_c;

	if (!read_total(p, s->id, &total_c))
		return false;
	bound_c = near_bound(report->scheme, total_c);
	if (total_c == SCORE_NONE || !bound_c || total_c < bound_c - p->within_c)
		return true;
	p->ok = results_gather(report->results, s->id, false, &results, p->err);
	if (p->ok && near_lift(report->scheme, s->sex, s->grade, &results, s->barred,
			     bound_c, &near))
		print_student(p, s, &near, bound_c);
	return p->ok;
}

bool report_near(const struct report *report, bool *ask, struct err *err)
{
	static const char *const titles[] = { "test_number", "class", "place", "name",
		"total", "bound", "item", "now", "needed", "item2", "now2", "needed2",
		"total_then", "change", "note" };
	struct printing p = { .report = report, .err = err, .ok = true };

	p.within_c = report->within_c ? report->within_c : WITHIN_C;
	*ask = false;
	fprintf(stderr, "%s\n", NEAR_NOTE);
	rows_begin(&p.rows, stdout, report->env->json, titles,
		sizeof(titles) / sizeof(titles[0]));
	return roster_each(report->store, take_student, &p, err) && p.ok &&
	       rows_finish(&p.rows, err);
}
