/* Pages before they are paper: breaks, numbers, names that are too long. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "buf.h"
#include "flow.h"
#include "form.h"
#include "paint.h"
#include "press.h"

/* Twenty characters, of which twelve lie beyond the first plane. */
#define LONG_NAME "阿卜杜热合曼·𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷"

/* Every page that the press handed on, as it is dumped. */
struct taken {
	struct buf page[16];
	char mark[16][32];
	size_t count;
	size_t refuse; /* fail at that page; 0 never */
	struct paint *paint;
	int cut, missing; /* texts that are not shown whole */
};

static bool take(void *ctx, const struct draw *page, const char *mark, struct err *err)
{
	struct taken *t = ctx;
	struct paint_measure m;

	if (t->refuse && t->count + 1 == t->refuse)
		return err_set(err, "the disk is full");
	t->page[t->count] = (struct buf)BUF_INIT;
	draw_dump(page, &t->page[t->count]);
	snprintf(t->mark[t->count], sizeof(t->mark[0]), "%s", mark);
	t->count++;
	for (size_t i = 0; t->paint && i < page->n; i++)
		if (page->commands[i].kind == DRAW_TEXT) {
			paint_measure(t->paint, page, &page->commands[i], &m);
			t->cut += m.cut;
			t->missing += m.missing_glyphs;
		}
	return true;
}

static void forget(struct taken *t)
{
	for (size_t i = 0; i < t->count; i++)
		buf_release(&t->page[i]);
	t->count = 0;
}

static int times(const char *text, const char *part)
{
	int n = 0;

	while ((text = strstr(text, part))) {
		text += strlen(part);
		n++;
	}
	return n;
}

static const struct flow_column columns[] = {
	{ "班内学号", 20 * MM, DRAW_CENTER },
	{ "姓名", 28 * MM, DRAW_CENTER },
	{ "备注", 0, DRAW_LEFT },
};

static void fill(struct press *press, int rows, const char *name)
{
	struct flow flow;

	flow_begin(&flow, press, &paper_a4, "一年级1班", "2026-2027学年");
	flow_table(&flow, columns, 3, 8 * MM);
	for (int i = 1; i <= rows; i++) {
		flow_number(&flow, i);
		flow_cell(&flow, name);
		flow_cell(&flow, "");
	}
	flow_end(&flow);
}

static void a_table_goes_on_over_the_page(void **state)
{
	static const struct {
		const char *what;
		int rows;
		size_t pages;
	} rows[] = {
		{ "nobody: the headings alone", 0, 1 },
		{ "one", 1, 1 },
		{ "a class of fifty", 50, 2 },
		{ "a hundred and twenty", 120, 4 },
	};
	const struct press_foot foot = { "依据", true };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct taken taken = { .count = 0 };
		struct press press = { .take = take, .ctx = &taken };
		struct err err = ERR_INIT;
		int seen = 0;

		fill(&press, rows[i].rows, "样例甲");
		assert_true(press_end(&press, &foot, "一年级1班", &err));
		if (taken.count != rows[i].pages)
			fail_msg("%s: %zu pages", rows[i].what, taken.count);
		for (size_t k = 0; k < taken.count; k++) {
			char number[64];

			snprintf(number, sizeof(number), "\"第%zu页 共%zu页\"", k + 1,
				rows[i].pages);
			assert_int_equal(times(taken.page[k].data, number), 1);
			assert_int_equal(times(taken.page[k].data, "\"姓名\""), 1);
			assert_int_equal(times(taken.page[k].data, "\"一年级1班\""), 1);
			assert_string_equal(taken.mark[k], k ? "" : "一年级1班");
			seen += times(taken.page[k].data, "\"样例甲\"");
		}
		assert_int_equal(seen, rows[i].rows);
		forget(&taken);
		press_release(&press);
	}
}

static void rows_that_belong_together_are_not_torn(void **state)
{
	struct taken taken = { .count = 0 };
	struct press press = { .take = take, .ctx = &taken };
	const struct press_foot none = { "", false };
	struct err err = ERR_INIT;
	struct flow flow;

	(void)state;
	flow_begin(&flow, &press, &paper_a4, "50米跑分组表", "");
	flow_table(&flow, columns, 3, 8 * MM);
	for (int i = 0; i < 12 * 6; i++) {
		char heat[32];

		if (i % 6 == 0)
			flow_keep(&flow, 6);
		snprintf(heat, sizeof(heat), "第%d组", i / 6);
		flow_cell(&flow, heat);
		flow_cell(&flow, "样例甲");
		flow_cell(&flow, "");
	}
	flow_end(&flow);
	assert_true(press_end(&press, &none, "", &err));
	assert_true(taken.count > 1);
	for (int heat = 0; heat < 12; heat++)
		for (size_t k = 0; k < taken.count; k++) {
			char words[40];
			int n;

			snprintf(words, sizeof(words), "\"第%d组\"", heat);
			n = times(taken.page[k].data, words);
			assert_true(n == 0 || n == 6);
			assert_int_equal(times(taken.page[k].data, "\"姓名\""), 1);
		}
	forget(&taken);
	press_release(&press);
}

static void every_page_ends_above_its_foot(void **state)
{
	struct taken taken = { .count = 0 };
	struct press press = { .take = take, .ctx = &taken };
	const struct press_foot none = { "", false };
	struct err err = ERR_INIT;

	(void)state;
	fill(&press, 120, "样例甲");
	for (size_t i = 0; i < press.count; i++)
		for (size_t k = 0; k < press.pages[i].n; k++) {
			const struct rect *r = &press.pages[i].commands[k].at;

			assert_true(r->x >= paper_a4.margin);
			assert_true(r->x + r->w <=
				    paper_a4.w - paper_a4.margin + RULE_WIDTH);
			assert_true(r->y + r->h <=
				    paper_a4.h - paper_a4.margin + RULE_WIDTH);
		}
	assert_true(press_end(&press, &none, "", &err));
	forget(&taken);
	press_release(&press);
}

static void a_long_name_is_shown_whole(void **state)
{
	struct err err = ERR_INIT;
	struct taken taken = { .paint = paint_open(&err) };
	struct press press = { .take = take, .ctx = &taken };
	const struct press_foot none = { "", false };

	(void)state;
	assert_non_null(taken.paint);
	fill(&press, 3, LONG_NAME);
	assert_true(press_end(&press, &none, "", &err));
	assert_int_equal(times(taken.page[0].data, LONG_NAME), 3);
	assert_int_equal(taken.cut, 0);
	assert_int_equal(taken.missing, 0);
	paint_close(taken.paint);
	forget(&taken);
	press_release(&press);
}

static void a_document_after_another_begins_anew(void **state)
{
	struct taken taken = { .count = 0 };
	struct press press = { .take = take, .ctx = &taken };
	const struct press_foot foot = { "", true };
	struct err err = ERR_INIT;

	(void)state;
	for (int i = 0; i < 2; i++) {
		fill(&press, 40, "样例甲");
		assert_true(press_end(&press, &foot, "班", &err));
	}
	assert_int_equal(taken.count, 4);
	assert_string_equal(taken.page[0].data, taken.page[2].data);
	assert_string_equal(taken.page[1].data, taken.page[3].data);
	forget(&taken);
	press_release(&press);
}

static void what_the_paper_refuses_is_said(void **state)
{
	struct taken taken = { .refuse = 2 };
	struct press press = { .take = take, .ctx = &taken };
	const struct press_foot foot = { "", true };
	struct err err = ERR_INIT;

	(void)state;
	fill(&press, 120, "样例甲");
	assert_false(press_end(&press, &foot, "", &err));
	assert_string_equal(err.text, "the disk is full");
	assert_int_equal(taken.count, 1);
	forget(&taken);
	press_release(&press);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_table_goes_on_over_the_page),
		cmocka_unit_test(rows_that_belong_together_are_not_torn),
		cmocka_unit_test(every_page_ends_above_its_foot),
		cmocka_unit_test(a_long_name_is_shown_whole),
		cmocka_unit_test(a_document_after_another_begins_anew),
		cmocka_unit_test(what_the_paper_refuses_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
