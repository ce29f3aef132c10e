/* The platform's points beside ours, for the values of a returned sheet. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "buf.h"
#include "item.h"
#include "score_compare.h"

#define HEAD                                                                                                    \
	"年级编号,姓名,性别,学籍号,身高,体重,体重评分,体重等级,50米跑,50米跑评分," \
	"50米跑等级,1000米跑,1000米跑评分,1000米跑等级,1000米跑附加分,总分\n"

static struct items *items;
static struct scheme *scheme;
static struct layout *layout;

static int open_tables(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	items = items_load(SOURCE_DIR "/schema/items.yaml", &err);
	scheme = items ? scheme_load(SOURCE_DIR "/schema/schemes/national-2014", items,
				 &err)
		       : NULL;
	layout = layout_load(SOURCE_DIR "/schema", "score-in", &err);
	if (scheme && layout)
		return 0;
	print_error("%s\n", err.text);
	return -1;
}

static int close_tables(void **state)
{
	(void)state;
	layout_free(layout);
	scheme_free(scheme);
	items_free(items);
	return 0;
}

static void remember(void *ctx, const struct score_difference *d)
{
	buf_addf(ctx, "%s=%s;", d->column, d->reason);
}

/* A boy of grade 8. Points of items.csv and bmi.csv of the standard. */
static const struct {
	const char *what, *row, *want;
	int count;
} rows[] = {
	{ "all as in our tables",
		"22,样例甲,1,L990000201300000001,165.0,52.0,100,正常,8.1,78,及格,4'05,"
		"85,良好,0,\n",
		"", 0 },
	{ "other points for a run",
		"22,样例甲,1,L990000201300000001,,,,,,,,4'05,80,良好,0,\n",
		"1000米跑评分=平台80，本站85：4'05 对应 items.csv 第", 1 },
	{ "another level", "22,样例甲,1,L990000201300000001,,,,,8.1,78,良好,,,,,\n",
		"50米跑等级=平台良好，本站及格：8.1 对应 items.csv 第", 1 },
	{ "points of the BMI stand beside 体重",
		"22,样例甲,1,L990000201300000001,165.0,52.0,80,超重,,,,,,,,\n",
		"体重评分=平台80，本站100：BMI 19.1 对应", 2 },
	{ "without a value there is nothing to compare",
		"22,样例甲,1,L990000201300000001,165.0,,80,超重,,70,及格,,,,,\n", "",
		0 },
	{ "a total is compared only where ours is complete",
		"22,样例甲,1,L990000201300000001,165.0,52.0,100,正常,8.1,78,及格,4'05,"
		"85,良好,0,99.9\n",
		"", 0 },
};

static void what_differs_is_listed_with_the_row_of_the_table(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct score_rules rules = {
			.layout = layout, .items = items, .system = SYSTEM_63
		};
		struct score_list list = SCORE_LIST_INIT;
		struct buf csv = BUF_INIT, said = BUF_INIT;
		struct err err = ERR_INIT;
		struct sheet *sheet;
		int n;

		buf_adds(&csv, HEAD);
		buf_adds(&csv, rows[i].row);
		sheet = sheet_open_bytes("a.csv", csv.data, csv.len, &err);
		if (!sheet || !score_rows_read(sheet, &rules, &list, &err))
			fail_msg("%s: %s", rows[i].what, err.text);
		n = score_compare(scheme, SEX_MALE, grade_from_code(22, SYSTEM_63),
			&list, &list.rows[0], remember, &said);
		if (n != rows[i].count || !strstr(said.data, rows[i].want))
			fail_msg("%s: %d: %s", rows[i].what, n, said.data);
		sheet_close(sheet);
		score_list_release(&list);
		buf_release(&csv);
		buf_release(&said);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_differs_is_listed_with_the_row_of_the_table),
	};

	return cmocka_run_group_tests(tests, open_tables, close_tables);
}
