/* Layouts from schema/layouts: headings, and what a wrong file is told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "layout.h"
#include "path.h"
#include "records.h"

static struct layout *load(const char *name)
{
	struct err err = ERR_INIT;
	struct layout *layout = layout_load(SOURCE_DIR "/schema", name, &err);

	if (!layout)
		fail_msg("%s", err.text);
	return layout;
}

static void headings_are_found_in_all_their_spellings(void **state)
{
	static const struct {
		const char *heading, *title; /* NULL: none of ours */
	} cases[] = {
		{ "学籍号", "学籍号" },
		{ " 学 籍 号 ", "学籍号" },
		{ "\xEF\xBB\xBF学籍号", "学籍号" },
		{ "全国学籍号", "学籍号" },
		{ "国网学籍号", "学籍号" },
		{ "＊学籍号", "学籍号" },
		{ "学籍号*", "学籍号" },
		{ "学籍号（必填）", "学籍号" },
		{ "学籍辅号", "学籍辅号" },
		{ "学号", "学号" },
		{ "班内学号", "座号" },
		{ "座号", "座号" },
		{ "序号", "序号" },
		{ "性别(1男2女)", "性别" },
		{ "姓　名", "姓名" },
		{ "年级", "年级编号" },
		{ "班级", "班级名称" },
		{ "身高(cm)", "身高" },
		{ "身高（厘米）", "身高" },
		{ "50米跑（秒）", "50米跑" },
		{ "５０米跑", "50米跑" },
		{ "50 米", "50米跑" },
		{ "50M跑", "50米跑" },
		{ "50米×8往返跑", "50米×8往返跑" },
		{ "50米x8往返跑", "50米×8往返跑" },
		{ "50米X8往返跑", "50米×8往返跑" },
		{ "50米*8往返跑", "50米×8往返跑" },
		{ "50米✕8往返跑(分.秒)", "50米×8往返跑" },
		{ "50*8", "50米×8往返跑" },
		{ "800米跑(女)", "800米跑" },
		{ "一分钟仰卧起坐（女）", "一分钟仰卧起坐" },
		{ "1分钟跳绳", "一分钟跳绳" },
		{ "运动禁忌", "运动禁忌" },
		{ "电话", NULL },
		{ "", NULL },
		{ "()", NULL },
		{ "*", NULL },
		{ "(学籍号)", NULL },
	};
	struct layout *layout = load("roster-in");

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int at = layout_find(layout, cases[i].heading);
		const char *title = at < 0 ? "(none)" : layout->columns[at].title;

		if (strcmp(title, cases[i].title ? cases[i].title : "(none)") != 0)
			fail_msg("\"%s\" is %s", cases[i].heading, title);
	}
	layout_free(layout);
}

static void a_very_long_heading_is_none_of_ours(void **state)
{
	struct layout *layout = load("roster-in");
	char *heading = malloc(100001);

	(void)state;
	memset(heading, 'a', 100000);
	heading[100000] = '\0';
	assert_int_equal(layout_find(layout, heading), -1);
	heading[200] = '\0';
	assert_int_equal(layout_find(layout, heading), -1);
	free(heading);
	layout_free(layout);
}

/* The layouts are typed from upload_columns.csv: every heading, in order. */
static void upload_layouts_are_those_of_the_reference(void **state)
{
	static const struct {
		const char *stage, *layout;
	} pairs[] = {
		{ "小学1-2", "national-primary-12" },
		{ "小学3-4", "national-primary-34" },
		{ "小学5-6", "national-primary-56" },
		{ "小学(whole school)", "national-primary" },
		{ "初中", "national-secondary" },
		{ "高中", "national-secondary" },
		{ "大学", "national-secondary" },
		{ "九年一贯(mixed)", "national-mixed" },
	};
	static const char path[] = SHARED_DIR "/reference/upload/upload_columns.csv";
	struct err err = ERR_INIT;

	(void)state;
	if (!path_is_file(path))
		skip();
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		struct layout *layout = load(pairs[i].layout);
		struct records *records = records_open(path, ',', &err);
		struct record row;
		unsigned column = 0;

		assert_non_null(records);
		while (records_next(records, &row, &err) == RECORDS_ROW) {
			if (strcmp(row.field[0], pairs[i].stage) != 0)
				continue;
			assert_true(column < layout->columns_count);
			assert_string_equal(
				layout->columns[column].title, row.field[2]);
			column++;
		}
		assert_int_equal(column, layout->columns_count);
		records_close(records);
		layout_free(layout);
	}
}

static void a_wrong_layout_is_refused_with_its_line(void **state)
{
	static const char head[] =
		"name: x\nabout: a\nsource: s\ncertainty: HIGH\ncolumns:\n";
	static const struct {
		const char *columns, *says;
	} cases[] = {
		{ "- { title: 身高, field: height }\n- { title: 身 高, field: weight "
		  "}\n",
			"x.yaml:7" },
		{ "- { title: 身高 }\n", "has a field" },
		{ "- { title: 身高, use: warned }\n", "has a note" },
		{ "- { title: 身高, field: height, type: number }\n", "number" },
		{ "- { title: 身高, feild: height }\n", "feild" },
		{ "- { title: '  ', field: height }\n", "is no heading" },
	};
	char dir[] = "/tmp/layout.XXXXXX", path[128], folder[64];
	struct err err = ERR_INIT;

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(folder, sizeof(folder), "%s/layouts", dir);
	assert_true(path_make(folder, &err));
	snprintf(path, sizeof(path), "%s/x.yaml", folder);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf text = BUF_INIT;

		buf_addf(&text, "%s%s", head, cases[i].columns);
		assert_true(path_write(path, text.data, text.len, &err));
		buf_release(&text);
		assert_null(layout_load(dir, "x", &err));
		if (!strstr(err.text, cases[i].says) || !strstr(err.text, "x.yaml:"))
			fail_msg("case %zu: %s", i, err.text);
	}
	assert_null(layout_load(dir, "../x", &err));
	assert_null(layout_load(dir, "none", &err));
	unlink(path);
	rmdir(folder);
	rmdir(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(headings_are_found_in_all_their_spellings),
		cmocka_unit_test(a_very_long_heading_is_none_of_ours),
		cmocka_unit_test(upload_layouts_are_those_of_the_reference),
		cmocka_unit_test(a_wrong_layout_is_refused_with_its_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
