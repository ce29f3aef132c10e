/* Sheets that are right cell by cell, and wrong as a whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "score_shapes.h"

static struct items *items;
static struct layout *layout;

static int load(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	items = items_load(SOURCE_DIR "/schema/items.yaml", &err);
	layout = layout_load(SOURCE_DIR "/schema", "score-in", &err);
	return items && layout ? 0 : -1;
}

static int unload(void **state)
{
	(void)state;
	items_free(items);
	layout_free(layout);
	return 0;
}

/* Every finding's reason, each on a line; '!' before those that block. */
static void find(const char *sheet_text, struct buf *out)
{
	struct score_rules rules = { .layout = layout, .items = items };
	struct score_findings findings;
	struct score_list list;
	struct err err = ERR_INIT;
	struct sheet *sheet = sheet_open_bytes(
		"f.csv", sheet_text, strlen(sheet_text), &err);

	buf_reset(out);
	if (!sheet || !score_rows_read(sheet, &rules, &list, &err))
		fail_msg("%s", err.text);
	sheet_close(sheet);
	score_shapes_find(&list, items, SYSTEM_63, &findings);
	for (size_t i = 0; i < findings.count; i++)
		buf_addf(out, "%s%s\n", findings.list[i].blocks ? "!" : "",
			findings.list[i].reason);
	score_findings_release(&findings);
	score_list_release(&list);
}

/* A sheet of one class: `row(i)` writes the scores of its i-th child. */
static void class_of(struct buf *sheet, const char *titles, int grade, int children,
	void (*row)(struct buf *sheet, int i, bool boy))
{
	buf_reset(sheet);
	buf_addf(sheet, "测试号,姓名,性别,年级编号,%s\n", titles);
	for (int i = 0; i < children; i++) {
		buf_addf(sheet, "%04d,样例%d,%s,%d,", 101 + i, i, i % 3 ? "男" : "女",
			grade);
		row(sheet, i, i % 3 != 0);
		buf_addc(sheet, '\n');
	}
}

static void primary(struct buf *sheet, int i, bool boy)
{
	(void)boy;
	buf_addf(sheet, "%d.5,%d.2,%d,9.%d,%d.4,%d,%d,1'%02d", 130 + i % 17,
		28 + i % 13, 1500 + i * 37 % 900, i % 10, i * 7 % 19 - 3,
		80 + i * 11 % 70, 20 + i * 5 % 25, 35 + i * 3 % 24);
}

#define PRIMARY                                                                        \
	"身高,体重,肺活量,50米跑,坐位体前屈,一分钟跳绳,一分钟仰卧起坐,50米×8往返跑"

static void swapped(struct buf *sheet, int i, bool boy)
{
	(void)boy;
	buf_addf(sheet, "1'%02d,%d", 35 + i * 3 % 24, 20 + i * 5 % 25);
}

static void metres(struct buf *sheet, int i, bool boy)
{
	(void)boy;
	buf_addf(sheet, "1.%02d,%d,1.%02d", 38 + i % 15, 66 + i % 25, 40 + i * 7 % 45);
}

static void inches(struct buf *sheet, int i, bool boy)
{
	(void)boy;
	buf_addf(sheet, "%d,%d.%d", 53 + i % 9, 1 + i % 2, i % 10);
}

static void too_slow(struct buf *sheet, int i, bool boy)
{
	(void)boy;
	buf_addf(sheet, "%d.%d", 14 + i % 3, i % 10);
}

static void constant(struct buf *sheet, int i, bool boy)
{
	(void)boy;
	buf_addf(sheet, "8.5,%d", 90 + i);
}

static void secondary(struct buf *sheet, int i, bool boy)
{
	if (boy)
		buf_addf(sheet, ",3'%02d,,%d,%d", 20 + i, 2 + i % 9, 160 + i);
	else
		buf_addf(sheet, "3'%02d,,%d,,%d", 20 + i, 30 + i % 9, 160 + i);
}

/* The scores of the child before, from the tenth on. */
static void slipped(struct buf *sheet, int i, bool boy)
{
	bool his = i < 9 ? boy : (i - 1) % 3 != 0;

	if (i == 9)
		buf_addf(sheet, ",,,,");
	else
		secondary(sheet, i < 9 ? i : i - 1, his);
}

/* The scores of the next child, from the tenth on. */
static void risen(struct buf *sheet, int i, bool boy)
{
	secondary(sheet, i < 9 ? i : i + 1, i < 9 ? boy : (i + 1) % 3 != 0);
}

static void one_copied(struct buf *sheet, int i, bool boy)
{
	primary(sheet, i == 14 ? 3 : i, boy);
}

static void what_a_sheet_gives_away_as_a_whole(void **state)
{
	static const struct {
		const char *titles;
		int grade, children;
		void (*row)(struct buf *sheet, int i, bool boy);
		const char *want;
	} cases[] = {
		{ PRIMARY, 15, 40, primary, "" },
		{ "800米跑,1000米跑,一分钟仰卧起坐,引体向上,立定跳远", 22, 30,
			secondary, "" },
		{ "一分钟仰卧起坐,50米×8往返跑", 15, 30, swapped,
			"!“一分钟仰卧起坐”和“50米×8往返跑”两列好像对调了："
			"一分钟仰卧起坐列里是50米×8往返跑的成绩，请核对标题\n" },
		{ "身高,体重,立定跳远", 15, 30, metres,
			"!“身高”列的单位好像是米，不是平台要的厘米，请换算后再导入\n"
			"!“体重”列的单位好像是斤，不是平台要的公斤，请换算后再导入\n"
			"!“立定跳远”列的单位好像是米，不是平台要的厘米，请换算后再导入"
			"\n" },
		{ "身高,肺活量", 15, 30, inches,
			"!“身高”列的单位好像是英寸，不是平台要的厘米，请换算后再导入\n"
			"!“肺活量”列的单位好像是升，不是平台要的毫升，请换算后再导入"
			"\n" },
		{ "50米跑", 22, 30, too_slow,
			"!“50米跑”列里大多数成绩对这个年级来说太大，"
			"请核对这一列是不是50米跑\n" },
		{ "50米跑,一分钟跳绳", 15, 30, constant,
			"“50米跑”列的 30 个成绩全是 8.5，请核对\n" },
		{ "800米跑,1000米跑,一分钟仰卧起坐,引体向上,立定跳远", 22, 30, slipped,
			"!从第12行起，成绩好像错了一行（男女项目对不上，上移一行就对了"
			"），"
			"请核对\n" },
		{ "800米跑,1000米跑,一分钟仰卧起坐,引体向上,立定跳远", 22, 30, risen,
			"!从第11行起，成绩好像错了一行（男女项目对不上，下移一行就对了"
			"），"
			"请核对\n" },
		{ PRIMARY, 15, 40, one_copied,
			"第16行与第5行的 8 个成绩完全一样，请核对\n" },
		{ "一分钟仰卧起坐,50米×8往返跑", 15, 4, swapped, "" }, /* too few */
	};
	struct buf sheet = BUF_INIT, got = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		class_of(&sheet, cases[i].titles, cases[i].grade, cases[i].children,
			cases[i].row);
		find(sheet.data, &got);
		if (strcmp(got.data, cases[i].want) != 0)
			fail_msg("%s\ngives\n%sinstead of\n%s", sheet.data, got.data,
				cases[i].want);
	}
	buf_release(&sheet);
	buf_release(&got);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_a_sheet_gives_away_as_a_whole),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
