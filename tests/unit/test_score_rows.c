/* Sheets with scores: whole files of tests/sheets/scores with what they give. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "path.h"
#include "records.h"
#include "score_rows.h"

struct school {
	struct items *items;
	struct layout *layout;
};

static int open_school(void **state)
{
	struct school *school = mem_alloc(sizeof(*school));
	struct err err = ERR_INIT;

	school->items = items_load(SOURCE_DIR "/schema/items.yaml", &err);
	school->layout = layout_load(SOURCE_DIR "/schema", "score-in", &err);
	*state = school;
	if (school->items && school->layout)
		return 0;
	print_error("%s\n", err.text);
	return -1;
}

static int close_school(void **state)
{
	struct school *school = *state;

	items_free(school->items);
	layout_free(school->layout);
	free(school);
	return 0;
}

/* ---- what a file gives, as it stands beside it ------------------------------- */

static const char *const kinds[] = { "none", "roster", "template", "vendor",
	"returned" };
static const char *const levels[] = { "", "excellent", "good", "pass", "fail", "normal",
	"low", "over", "obese" };

static void write_complaints(struct records_out *out, const struct score_list *list)
{
	static const char *const heading[] = { "row", "column", "value", "level",
		"reason" };

	records_write_row(out, heading, 5);
	for (size_t i = 0; i < list->complaints_count; i++) {
		const struct complaint *c = &list->complaints[i];

		records_write_int(out, (int64_t)c->row);
		records_write_field(out, c->column);
		records_write_field(out, c->value);
		records_write_field(
			out, c->level == COMPLAINT_REFUSED ? "refused" : "warning");
		records_write_field(out, c->reason);
		records_write_end(out);
	}
}

static void add_points(struct buf *text, const struct score_points *points)
{
	if (points->points_c != SCORE_NO_POINTS)
		buf_addf(text, " p%d", points->points_c);
	if (points->bonus_c != SCORE_NO_POINTS)
		buf_addf(text, " b%d", points->bonus_c);
	if (points->level != SCORE_LEVEL_NONE)
		buf_addf(text, " %s", levels[points->level]);
}

static void add_cell(struct buf *text, const struct school *school,
	const struct score_list *list, const struct score_cell *cell)
{
	const struct item *item = items_at(school->items, cell->item);
	const struct score_doubt *doubt;

	buf_addf(text, "%s%s", text->len ? "; " : "", item->key);
	switch ((enum score_is)cell->is) {
	case SCORE_NOTHING:
		break;
	case SCORE_VALUE:
		buf_addf(text, " %lld", (long long)cell->value);
		break;
	case SCORE_STATE:
		buf_addf(text, " %s", score_state_zh((enum score_word)cell->state));
		break;
	case SCORE_WRONG:
		buf_adds(text, " !");
		break;
	case SCORE_DOUBTFUL:
		doubt = &list->doubts[cell->doubt];
		buf_adds(text, " ?");
		for (size_t i = 0; i < doubt->count; i++)
			buf_addf(text, "%s%lld", i ? "|" : "",
				(long long)doubt->readings[i].value / 1000);
		break;
	}
	add_points(text, &cell->points);
}

static void write_rows(struct records_out *out, const struct school *school,
	const struct score_list *list)
{
	static const char *const heading[] = { "row", "number", "name", "sex",
		"grade_code", "class_code", "class_name", "test_number", "birth_date",
		"exempt", "scores", "total" };

	records_write_row(out, heading, sizeof(heading) / sizeof(heading[0]));
	for (size_t i = 0; i < list->count; i++) {
		const struct score_row *row = &list->rows[i];
		struct buf scores = BUF_INIT, total = BUF_INIT;
		size_t count;
		const struct score_cell *cells = score_row_cells(list, row, &count);

		for (size_t c = 0; c < count; c++)
			add_cell(&scores, school, list, &cells[c]);
		if (row->standard_c != SCORE_NO_POINTS)
			buf_addf(&total, "s%d", row->standard_c);
		add_points(&total, &row->total);
		records_write_int(out, (int64_t)row->row);
		records_write_field(out, row->number);
		records_write_field(out, row->name);
		records_write_field(out, sex_key(row->sex));
		records_write_int(out, row->grade_code);
		records_write_field(out, row->class_code);
		records_write_field(out, row->class_name);
		records_write_field(out, row->test_number);
		records_write_int(out, row->birth_date);
		records_write_field(out, row->exempt ? "yes" : "");
		records_write_field(out, scores.data);
		records_write_field(out, total.data);
		records_write_end(out);
		buf_release(&scores);
		buf_release(&total);
	}
}

static void read_file(const struct school *school, const char *folder, const char *name,
	struct buf *text)
{
	struct score_rules rules = { .layout = school->layout,
		.items = school->items,
		.system = strncmp(name, "54-", 3) == 0 ? SYSTEM_54 : SYSTEM_63 };
	struct records_out out = RECORDS_OUT_BUF(text);
	struct score_list list;
	struct err err = ERR_INIT;
	char path[PATH_SIZE];
	struct sheet *sheet;

	assert_true(path_join(path, folder, name, &err));
	sheet = sheet_open(path, &err);
	if (sheet && score_rows_read(sheet, &rules, &list, &err)) {
		buf_addf(text, "%s, headings in row %zu; %zu refused\n\n",
			kinds[list.kind], list.heading_row, list.refused);
		write_complaints(&out, &list);
		buf_addc(text, '\n');
		write_rows(&out, school, &list);
		score_list_release(&list);
	} else {
		const char *sentence = err.text;

		if (strncmp(sentence, folder, strlen(folder)) == 0)
			sentence += strlen(folder) + 1;
		buf_addf(text, "! %s\n", sentence);
	}
	sheet_close(sheet);
}

static void compare(const char *folder, const char *name, const struct buf *got)
{
	struct buf wanted = BUF_INIT, want_name = BUF_INIT;
	struct err err = ERR_INIT;
	char path[PATH_SIZE];
	const char *how = getenv("WANT");

	buf_addf(&want_name, "%s.want", name);
	assert_true(path_join(path, folder, want_name.data, &err));
	if (how && strcmp(how, "write") == 0) {
		assert_true(path_write(path, got->data, got->len, &err));
	} else if (!path_read(path, (size_t)1 << 20, &wanted, &err)) {
		fail_msg("%s", err.text);
	} else if (strcmp(wanted.data, got->data) != 0) {
		fail_msg("%s gives\n%sinstead of\n%s", name, got->data, wanted.data);
	}
	buf_release(&wanted);
	buf_release(&want_name);
}

static void awkward_files_give_what_stands_beside_them(void **state)
{
	const char *folder = SOURCE_DIR "/tests/sheets/scores";
	struct err err = ERR_INIT;
	char **names;
	size_t count, files = 0;

	assert_true(path_list(folder, "", &names, &count, &err));
	for (size_t i = 0; i < count; i++) {
		struct buf got = BUF_INIT;
		const char *ending = strrchr(names[i], '.');

		if (!ending || strcmp(ending, ".want") == 0)
			continue;
		read_file(*state, folder, names[i], &got);
		compare(folder, names[i], &got);
		buf_release(&got);
		files++;
	}
	path_list_free(names);
	assert_true(files >= 10);
}

/* ---- small things ------------------------------------------------------------ */

static bool read_text(const struct school *school, const char *text,
	struct score_rules *rules, struct score_list *list, struct err *err)
{
	struct sheet *sheet = sheet_open_bytes("f.csv", text, strlen(text), err);
	bool good;

	rules->layout = school->layout;
	rules->items = school->items;
	assert_non_null(sheet);
	good = score_rows_read(sheet, rules, list, err);
	sheet_close(sheet);
	return good;
}

static void sheets_are_told_apart_by_their_headings(void **state)
{
	static const struct {
		const char *headings;
		enum score_sheet kind;
	} cases[] = {
		{ "甲,乙,丙", SCORE_SHEET_NONE },
		{ "身高,体重", SCORE_SHEET_NONE },
		{ "学籍号,姓名,性别,年级,班级", SCORE_SHEET_ROSTER },
		{ "年级编号,班级编号,班级名称,学籍号,民族代码,姓名,性别,出生日期,"
		  "家庭住址,身高,体重",
			SCORE_SHEET_TEMPLATE },
		{ "年级编号,班级编号,班级名称,学籍号,民族代码,姓名,性别,出生日期,"
		  "身高,体重",
			SCORE_SHEET_TEMPLATE }, /* since 2023 without the address */
		{ "学籍号,姓名,身高,体重", SCORE_SHEET_VENDOR },
		{ "姓名,班级,性别,50米跑成绩,50米跑得分,50米跑等级",
			SCORE_SHEET_VENDOR },
		{ "年级编号,班级编号,班级名称,学籍号,民族代码,姓名,性别,出生日期,"
		  "身高,体重,体重评分,体重等级,标准分,附加分,总分,总分等级",
			SCORE_SHEET_RETURNED },
	};
	const struct school *school = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct score_rules rules = { .layout = school->layout,
			.items = school->items };
		enum score_sheet kind = SCORE_SHEET_NONE;
		struct err err = ERR_INIT;
		struct sheet *sheet = sheet_open_bytes(
			"f.csv", cases[i].headings, strlen(cases[i].headings), &err);

		assert_true(score_sheet_kind(sheet, &rules, &kind, &err));
		if (kind != cases[i].kind)
			fail_msg("%s: %s", cases[i].headings, score_sheet_zh(kind));
		sheet_close(sheet);
	}
}

static void doubts_are_counted_and_settled_for_the_whole_file(void **state)
{
	static const char text[] = "学籍号,姓名,性别,年级,1000米跑\n"
				   "G990000201203040018,样例甲,男,21,3.4\n"
				   "G990000201203040026,样例乙,男,21,3.25\n"
				   "G990000201203040034,样例丙,男,21,3'30\n"
				   "G990000201203040042,样例丁,男,21,3.5\n";
	struct score_rules rules = { .ways = 0 };
	struct score_list list;
	struct err err = ERR_INIT;

	assert_true(read_text(*state, text, &rules, &list, &err));
	assert_int_equal(list.doubts_count, 3);
	assert_int_equal(score_list_doubts(&list, SCORE_SPELLED_ONE_DECIMAL), 2);
	assert_int_equal(score_list_doubts(&list, SCORE_SPELLED_TWO_DECIMALS), 1);
	assert_int_equal(list.complaints_count, 2); /* once for each spelling */
	score_list_release(&list);

	rules.ways = 1u << SCORE_WAY_MINUTES_SECONDS;
	assert_true(read_text(*state, text, &rules, &list, &err));
	assert_int_equal(list.doubts_count, 0);
	assert_int_equal(list.columns[0].values, 4);
	assert_int_equal(list.columns[0].spelled[SCORE_SPELLED_ONE_DECIMAL], 2);
	assert_int_equal(list.cells[0].value, 220000);
	score_list_release(&list);
}

static void a_school_may_name_its_own_headings(void **state)
{
	static const struct own_heading own[] = { { "跑步一", "50米跑" },
		{ "设备号", "" } };
	static const char text[] = "姓名,设备号,跑步一\n样例甲,7,8.1\n";
	struct score_rules rules = { .headings = own, .headings_count = 2 };
	struct score_list list;
	struct err err = ERR_INIT;

	assert_true(read_text(*state, text, &rules, &list, &err));
	assert_int_equal(list.complaints_count, 0);
	assert_int_equal(list.cells[0].value, 8100);
	score_list_release(&list);
	rules.headings_count = 0;
	assert_false(read_text(*state, text, &rules, &list, &err));
	assert_non_null(strstr(err.text, "没有测试项目"));
}

static void a_file_is_refused_as_a_whole_with_its_reason(void **state)
{
	static const struct {
		const char *text, *why;
	} cases[] = {
		{ "身高,体重\n170,60\n", "没有学籍号、姓名或测试号" },
		{ "学籍号,姓名\nG990000201203040018,样例甲\n", "没有测试项目" },
		{ "姓名,身高,身高\n样例甲,170,171\n", "出现了两次（B列和C列）" },
		{ "姓名,身高,身高(cm)\n样例甲,170,171\n", "出现了两次" },
		{ "姓名,50米,50m跑\n样例甲,8,8\n", "出现了两次" },
		{ "\n", "没有标题行" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct score_rules rules = { .ways = 0 };
		struct score_list list;
		struct err err = ERR_INIT;

		assert_false(read_text(*state, cases[i].text, &rules, &list, &err));
		if (!strstr(err.text, cases[i].why))
			fail_msg("%s: %s", cases[i].text, err.text);
		assert_int_equal(list.count, 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sheets_are_told_apart_by_their_headings),
		cmocka_unit_test(doubts_are_counted_and_settled_for_the_whole_file),
		cmocka_unit_test(a_school_may_name_its_own_headings),
		cmocka_unit_test(a_file_is_refused_as_a_whole_with_its_reason),
		cmocka_unit_test(awkward_files_give_what_stands_beside_them),
	};

	return cmocka_run_group_tests(tests, open_school, close_school);
}
