/* Exam particulars: headings and cells to wishes by tables, and what is said of wrong
 * ones. The scheme is schema/schemes/daqing-sample. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "particulars.h"

struct school {
	struct exam *exam;
	struct layout *layout;
};

static int open_school(void **state)
{
	struct school *school = mem_alloc(sizeof(*school));
	struct err err = ERR_INIT;

	school->exam = exam_load(
		SOURCE_DIR "/schema/schemes/daqing-sample", NULL, &err);
	school->layout = layout_load(SOURCE_DIR "/schema", "exam-in", &err);
	*state = school;
	if (school->exam && school->layout)
		return 0;
	print_error("%s\n", err.text);
	return -1;
}

static int close_school(void **state)
{
	struct school *school = *state;

	exam_free(school->exam);
	layout_free(school->layout);
	free(school);
	return 0;
}

static bool read(const struct school *school, const struct exam *exam, const char *text,
	struct particulars *list, struct err *err)
{
	struct particulars_rules rules = { school->layout, exam, 2026, 20270401,
		SYSTEM_63 };
	struct sheet *sheet = sheet_open_bytes("f.csv", text, strlen(text), err);
	bool good = sheet && particulars_read(sheet, &rules, list, err);

	sheet_close(sheet);
	return good;
}

/* A wish in one word: "choice endurance run_1000m". */
static void write_wish(
	struct buf *out, const struct particulars *list, const struct exam_wish *w)
{
	const struct exam_column *c = &list->columns[w->column];

	switch (w->kind) {
	case WISH_CHOICE:
		buf_addf(out, "choice%d", w->at);
		break;
	case WISH_STATUS:
		buf_addf(out, "status:%s", c->where);
		break;
	case WISH_PROCESS:
		buf_addf(out, "process%d:%d", w->at, w->year);
		break;
	case WISH_PAST:
		buf_addf(out, "past%d:%d:%d", w->at, w->grade_code, w->total_c);
		break;
	case WISH_STANDARD:
		buf_adds(out, "standard");
		break;
	}
	buf_addf(out, "=%s ", particulars_text(list, w->text));
}

static void write_wishes(struct buf *out, const struct particulars *list)
{
	for (size_t i = 0; i < list->count; i++)
		for (size_t w = 0; w < list->rows[i].wishes; w++)
			write_wish(out, list, &list->wishes[list->rows[i].wish + w]);
}

/* An empty one when there is none. */
static const struct complaint *complaint_at(const struct particulars *list, size_t n)
{
	static const struct complaint nothing = { .row = 0 };

	return n < list->complaints_count ? &list->complaints[n] : &nothing;
}

static const struct exam_row *row_at(const struct particulars *list, size_t n)
{
	static const struct exam_row nothing = { .row = 0 };

	return n < list->count ? &list->rows[n] : &nothing;
}

/* ---- cells that are understood ---------------------------------------------- */

static void cells_become_wishes(void **state)
{
	static const struct {
		const char *heading, *cell, *wishes;
	} cases[] = {
		{ "choice:endurance", "run_1000m", "choice0=run_1000m " },
		{ "选项:耐力", "1000米跑", "choice0=run_1000m " },
		{ "选项：耐力", "run", "choice0=run " },
		{ "选项:耐力", "１０００米跑", "choice0=run_1000m " },
		{ "选项:身体素质", "strength", "choice1=strength " },
		{ "选项:身体素质", "一分钟 跳绳", "choice1=rope_1min " },
		{ "选项:运动技能", "排球垫球（对墙40秒）", "choice2=volleyball_pass " },
		{ "CHOICE:Skill", "Skating", "choice2=skating " },
		{ "choice:skill", "", "" },
		{ "status", "absent", "status:=absent " },
		{ "状态", "缓考", "status:=deferred " },
		{ "状态", "正常", "status:=normal " },
		{ "状态:身体素质", "因病免考", "status:fitness=exempt_illness " },
		{ "状态:现场考试", "残疾免考", "status:field=exempt_disability " },
		{ "status:long_jump", "缺考", "status:long_jump=absent " },
		{ "状态:立定跳远", "缺考", "status:long_jump=absent " },
		{ "status:run", "缺考", "status:run=absent " },
		{ "process:lessons", "\"4/3.5/4\"",
			"process1:0=4 process1:1=3.5 process1:2=4 " },
		{ "过程:体育课", "4//", "process1:0=4 " },
		{ "过程:体育课", "//", "" },
		{ "过程:体育课:八年级", "3.25", "process1:1=3.25 " },
		{ "process:lessons:九年级", "0", "process1:2=0 " },
		{ "process:fitness:七年级", "104.5", "process0:0=104.5 " },
		{ "past:2024", "85.5", "past2024:0:8550= " },
		{ "往年:2024-2025", "120", "past2024:0:12000= " },
		{ "往年:2024/2025学年", "0", "past2024:0:0= " },
		{ "往年：２０２４学年", "62.25", "past2024:0:6225= " },
		{ "standard", "exempt", "standard=exempt " },
		{ "体测状态", "免予执行", "standard=exempt " },
		{ "体测状态", "缓测", "standard=deferred " },
		{ "体测状态", "正常", "standard=normal " },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct school *school = *state;
		struct particulars list = PARTICULARS_INIT;
		struct err err = ERR_INIT;
		struct buf wishes = BUF_INIT;
		char text[400];

		snprintf(text, sizeof(text), "测试号,证明,%s\n230101,病历,%s\n",
			cases[i].heading, cases[i].cell);
		if (!read(school, school->exam, text, &list, &err))
			fail_msg("%s: %s", cases[i].heading, err.text);
		if (list.refused)
			fail_msg("%s: %s: %s", cases[i].heading, cases[i].cell,
				complaint_at(&list, 0)->reason);
		write_wishes(&wishes, &list);
		if (strcmp(wishes.data, cases[i].wishes) != 0)
			fail_msg("%s: %s: \"%s\"", cases[i].heading, cases[i].cell,
				wishes.data);
		buf_release(&wishes);
		particulars_release(&list);
	}
}

/* ---- cells that are refused ------------------------------------------------- */

static void a_wrong_cell_refuses_its_row_and_says_why(void **state)
{
	static const struct {
		const char *headings, *row, *column, *reason;
	} cases[] = {
		{ "测试号,选项:耐力", "1,立定跳远", "选项:耐力",
			"“立定跳远”不是耐力的项目；可以写：1000米跑、800米跑" },
		{ "测试号,选项:耐力", "1,无", "选项:耐力", "“无”不是耐力的项目" },
		{ "测试号,选项:身体素质", "1,立定跳远/一分钟跳绳", "选项:身体素质",
			"身体素质要选 1 项，这里有 2 项" },
		{ "测试号,选项:身体素质", "1,立定跳远、一分钟跳绳", "选项:身体素质",
			"这里有 2 项" },
		{ "测试号,选项:身体素质", "1,立定跳远/", "选项:身体素质", "“”不是" },
		{ "测试号,状态", "1,病假", "状态",
			"不是本方案的状态；可以写：因病免考、残疾免考、缓考" },
		{ "测试号,状态:现场考试", "1,exempt", "状态:现场考试",
			"不是本方案的状态" },
		{ "测试号,体测状态", "1,免考", "体测状态",
			"只能是：免予执行、缓测、正常" },
		{ "测试号,过程:体育课", "1,4/3", "过程:体育课",
			"要写 3 个学年的值，用 / 隔开（七年级/八年级/九年级），这里有 "
			"2 个" },
		{ "测试号,过程:体育课", "1,4", "过程:体育课", "这里有 1 个" },
		{ "测试号,过程:体育课", "1,4/4/4/4", "过程:体育课", "这里有 4 个" },
		{ "测试号,过程:体育课", "1,4/4/4.5", "过程:体育课",
			"“4.5”不是 0 到 4 的数" },
		{ "测试号,过程:体育课", "1,4/-1/4", "过程:体育课", "“-1”不是 0 到 4" },
		{ "测试号,过程:体育课:八年级", "1,4.001", "过程:体育课:八年级",
			"最多两位小数" },
		{ "测试号,过程:体育课:八年级", "1,优", "过程:体育课:八年级",
			"“优”不是 0 到 4 的数" },
		{ "测试号,过程:体质健康测试:八年级", "1,120.5",
			"过程:体质健康测试:八年级", "不是 0 到 120 的数" },
		{ "测试号,往年:2024", "1,120.01", "往年:2024", "学年总分是 0 到 120" },
		{ "测试号,往年:2024", "1,良好", "往年:2024", "学年总分是 0 到 120" },
		{ "测试号,往年:2024,年级:2024", "1,85,初九", "年级:2024",
			"不认识的年级" },
		{ "测试号,状态,证明日期", "1,缓考,昨天", "证明日期",
			"看不懂的证明日期" },
		{ "测试号,状态,证明日期", "1,缓考,2027-4-2", "证明日期", "在今天之后" },
		{ "测试号,状态,证明日期", "1,缓考,1999-1-1", "证明日期", "看不懂" },
		{ "测试号,选项:耐力", ",run", "", "没有测试号，也没有学籍号" },
		{ "测试号,姓名,选项:耐力", ",张三,", "", "不知道是哪名学生" },
		{ "测试号,选项:耐力", "123456789012,run", "测试号", "测试号太长" },
		{ "学籍号,选项:耐力", "G12345678901234567890123456789012,run", "学籍号",
			"学籍号太长" },
		{ "测试号,选项:耐力,批准人",
			"1,run,"
			"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十",
			"批准人", "太长，最多 63 字节" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct school *school = *state;
		const struct complaint *c;
		struct particulars list = PARTICULARS_INIT;
		struct err err = ERR_INIT;
		char text[600];

		snprintf(text, sizeof(text), "%s\n%s\n", cases[i].headings,
			cases[i].row);
		if (!read(school, school->exam, text, &list, &err))
			fail_msg("%s: %s", cases[i].headings, err.text);
		if (list.refused != 1 || list.count || list.wishes_count ||
			list.complaints_count < 1)
			fail_msg("%s: not refused", cases[i].row);
		c = complaint_at(&list, 0);
		if (c->row != 2 || strcmp(c->column, cases[i].column) != 0 ||
			!strstr(c->reason, cases[i].reason) ||
			c->level != COMPLAINT_REFUSED)
			fail_msg("%s: %zu, %s: %s", cases[i].row, c->row, c->column,
				c->reason);
		particulars_release(&list);
	}
}

/* ---- headings --------------------------------------------------------------- */

static void a_wrong_heading_refuses_the_file_by_name(void **state)
{
	static const struct {
		const char *headings, *reason;
		bool no_scheme;
	} cases[] = {
		{ "测试号,选项:耐力,教练", "不认识的列“教练”（C列）", false },
		{ "测试号,选项:体能", "没有这一组；可以写：选项:耐力、选项:身体素质",
			false },
		{ "测试号,选项:", "冒号后面没有名称", false },
		{ "测试号,状态:游泳", "没有这个项目、组或部分", false },
		{ "测试号,过程:出勤",
			"没有这一项；可以写：过程:体质健康测试、过程:体育课", false },
		{ "测试号,过程:体育课:六年级", "没有学年“六年级”", false },
		{ "测试号,往年:2026", "2026 学年不是往年", false },
		{ "测试号,往年:去年", "请写学年开始的年份，例如 往年:2025", false },
		{ "测试号,往年:2024-2026", "请写学年开始的年份", false },
		{ "测试号,往年:1999", "请写学年开始的年份", false },
		{ "测试号,体测状态,年级:2024", "没有对应的“往年:2024”", false },
		{ "测试号,选项:耐力,choice:endurance", "是同一项，请只留一列", false },
		{ "测试号,状态:立定跳远,status:long_jump", "是同一项", false },
		{ "测试号,过程:体育课,过程:体育课:八年级", "是同一项", false },
		{ "测试号,test_number,状态", "是同一项", false },
		{ "姓名,选项:耐力", "缺少“测试号”或“学籍号”列", false },
		{ "测试号,姓名", "没有一列要导入", false },
		{ "测试号,证明", "没有一列要导入", false },
		{ "测试号,选项:耐力", "station scheme use", true },
		{ "测试号,状态", "station scheme use", true },
		{ "测试号,过程:体育课", "station scheme use", true },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct school *school = *state;
		const struct exam *exam = cases[i].no_scheme ? NULL : school->exam;
		struct particulars list = PARTICULARS_INIT;
		struct err err = ERR_INIT;
		char text[400];

		snprintf(text, sizeof(text), "%s\n1,2,3\n", cases[i].headings);
		if (read(school, exam, text, &list, &err))
			fail_msg("%s: not refused", cases[i].headings);
		if (!strstr(err.text, cases[i].reason))
			fail_msg("%s: %s", cases[i].headings, err.text);
		assert_null(list.rows);
	}
}

/* What the rows of a file wish, without a scheme. */
static void wish(const struct school *school, const char *text, const char *want)
{
	struct particulars list = PARTICULARS_INIT;
	struct err err = ERR_INIT;
	struct buf wishes = BUF_INIT;

	assert_true(read(school, NULL, text, &list, &err));
	write_wishes(&wishes, &list);
	assert_string_equal(wishes.data, want);
	buf_release(&wishes);
	particulars_release(&list);
}

#define EARLIER                                                                        \
	"number,体测状态,往年:2024,年级:2024\n"                                \
	"G11010519491231002X,缓测,80,七年级\n"

static void past_years_and_the_standard_need_no_scheme(void **state)
{
	wish(*state, EARLIER, "standard=deferred past2024:21:8000= ");
}

static void headings_may_stand_below_a_title(void **state)
{
	wish(*state, "转学学生往年成绩,,,\n填表人：郑老师,,,\n" EARLIER,
		"standard=deferred past2024:21:8000= ");
}

static void a_file_is_told_from_a_roster_by_its_headings(void **state)
{
	static const struct {
		const char *headings;
		bool is;
	} cases[] = {
		{ "学籍号,姓名,性别,年级,班级", false },
		{ "学籍号,姓名,性别,年级,班级,状态", false },
		{ "学籍号,姓名,状态", true },
		{ "学籍号,姓名,性别,班级,选项:耐力", true },
		{ "测试号,姓名,Process:lessons", true },
		{ "测试号,体测状态", true },
		{ "测试号,往年：2024", true },
		{ "测试号,姓名,证明", false },
		{ "", false },
		{ "2026年体育中考选项登记表\n序号,学籍号,姓名,选项:耐力\n", true },
		{ "年级：九年级,班级：1班\n序号,学籍号,姓名,性别,班级\n", false },
		{ "免考名单\n\n填表人：郑老师\n测试号,状态,证明\n", true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct err err = ERR_INIT;
		struct sheet *sheet = sheet_open_bytes(
			"f.csv", cases[i].headings, strlen(cases[i].headings), &err);

		if ((sheet && particulars_is(sheet)) != cases[i].is)
			fail_msg("%s", cases[i].headings);
		sheet_close(sheet);
	}
}

/* ---- rows ------------------------------------------------------------------- */

static void rows_carry_their_papers_and_their_reason(void **state)
{
	const struct school *school = *state;
	const struct exam_row *row;
	struct particulars list = PARTICULARS_INIT;
	struct err err = ERR_INIT;

	assert_true(read(school, school->exam,
		"班级,测试号,姓名,状态:现场考试,证明,批准人,证明日期,原因,备注\n"
		"初三1班,230101,张 "
		"三,因病免考,医院证明、申请表,王主任,2027年3月1日,骨折,x\n"
		"初三1班,230102,李四,,,,,,\n"
		"初三1班,,,,,,,,\n"
		"初三1班,230103,王五,缓考,,,,,\n"
		"初三1班,230104,赵六,,病历,,,,\n",
		&list, &err));
	assert_int_equal(list.count, 2);
	assert_int_equal(list.silent, 2);
	assert_int_equal(list.refused, 0);
	row = row_at(&list, 0);
	assert_int_equal(row->row, 2);
	assert_string_equal(row->test_number, "230101");
	assert_string_equal(row->name, "张 三");
	assert_string_equal(row->papers, "医院证明、申请表");
	assert_string_equal(row->approver, "王主任");
	assert_string_equal(row->reason, "骨折");
	assert_int_equal(row->given_on, 20270301);
	assert_int_equal(row_at(&list, 1)->row, 5);
	assert_int_equal(list.complaints_count, 2);
	assert_string_equal(complaint_at(&list, 0)->column, "备注");
	assert_int_equal(complaint_at(&list, 1)->row, 6);
	assert_non_null(strstr(complaint_at(&list, 1)->reason, "有证明，但没有状态"));
	particulars_release(&list);
}

static void a_status_with_papers_wants_them_named(void **state)
{
	const struct school *school = *state;
	struct particulars list = PARTICULARS_INIT;
	struct err err = ERR_INIT;

	assert_true(read(school, school->exam,
		"测试号,状态:现场考试,体测状态\n1,因病免考,\n2,缓考,\n3,,免予执行\n",
		&list, &err));
	assert_int_equal(list.count, 3);
	assert_int_equal(list.complaints_count, 2);
	assert_int_equal(complaint_at(&list, 0)->row, 2);
	assert_int_equal(complaint_at(&list, 1)->row, 4);
	assert_int_equal(complaint_at(&list, 0)->level, COMPLAINT_WARNING);
	particulars_release(&list);
}

static void letters_of_a_number_are_made_large(void **state)
{
	const struct school *school = *state;
	struct particulars list = PARTICULARS_INIT;
	struct err err = ERR_INIT;

	assert_true(read(school, school->exam,
		"学籍号,状态\ng11010519491231002x,缓考\n", &list, &err));
	assert_string_equal(row_at(&list, 0)->number, "G11010519491231002X");
	particulars_release(&list);
}

/* ---- once it is known whose row it is --------------------------------------- */

static void what_does_not_fit_the_student_is_refused(void **state)
{
	static const struct {
		const char *headings, *row;
		enum sex sex;
		const char *column, *reason; /* NULL: it fits */
	} cases[] = {
		{ "姓名,选项:耐力", "张三,1000米跑", SEX_MALE, "", NULL },
		{ "姓名,选项:耐力", "张 三,run", SEX_FEMALE, "", NULL },
		{ "姓名,选项:耐力", "张三,1000米跑", SEX_FEMALE, "选项:耐力",
			"1000米跑不是女生的项目" },
		{ "姓名,选项:身体素质", ",一分钟仰卧起坐", SEX_MALE, "选项:身体素质",
			"一分钟仰卧起坐不是男生的项目" },
		{ "姓名,选项:耐力", "张叁,run", SEX_MALE, "姓名",
			"这个号码的学生叫张三" },
		{ "状态,选项:耐力", "取消资格,run", SEX_MALE, "", NULL },
		{ "状态:现场考试,选项:耐力", "因病免考,run", SEX_MALE, "选项:耐力",
			"同一行里有选项又有“因病免考”" },
		{ "选项:耐力,状态:立定跳远", "run,残疾免考", SEX_MALE, "选项:耐力",
			"又有“残疾免考”" },
		{ "状态:引体向上", "缺考", SEX_FEMALE, "状态:引体向上", "不起作用" },
		{ "状态:过程性考核", "缺考", SEX_MALE, "状态:过程性考核", "不起作用" },
		{ "状态:立定跳远,状态:身体素质", "缺考,缓考", SEX_MALE, "状态:身体素质",
			"另一个状态说的是同一项" },
		{ "体测状态", "缓测", SEX_FEMALE, "", NULL },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct school *school = *state;
		struct student student = { .sex = cases[i].sex,
			.grade = GRADE_G9,
			.grade_code = 23,
			.name = "张三" };
		const struct complaint *c;
		struct particulars list = PARTICULARS_INIT;
		struct err err = ERR_INIT;
		char text[400];
		bool good;

		snprintf(text, sizeof(text), "测试号,证明,%s\n1,病历,%s\n",
			cases[i].headings, cases[i].row);
		if (!read(school, school->exam, text, &list, &err))
			fail_msg("%s: %s", cases[i].headings, err.text);
		assert_int_equal(list.count, 1);
		good = particulars_check(
			&list, row_at(&list, 0), school->exam, &student);
		if (good != !cases[i].reason)
			fail_msg("%s: %d", cases[i].row, good);
		if (good) {
			particulars_release(&list);
			continue;
		}
		c = complaint_at(&list, list.complaints_count - 1);
		if (!cases[i].reason || strcmp(c->column, cases[i].column) != 0 ||
			!strstr(c->reason, cases[i].reason))
			fail_msg("%s: %s: %s", cases[i].row, c->column, c->reason);
		particulars_release(&list);
	}
}

static void the_grade_of_an_earlier_year_is_counted_back(void **state)
{
	static const struct {
		int code, years, code_63, code_54;
	} cases[] = {
		{ 23, 0, 23, 23 },
		{ 23, 1, 22, 22 },
		{ 23, 2, 21, 21 },
		{ 23, 3, 16, 15 },
		{ 24, 3, 0, 21 },
		{ 21, 1, 16, 15 },
		{ 31, 1, 23, 24 },
		{ 11, 1, 0, 0 },
		{ 12, 1, 11, 11 },
		{ 41, 1, 0, 0 },
		{ 44, 3, 41, 41 },
		{ 43, 3, 0, 0 },
		{ 0, 1, 0, 0 },
		{ 23, -1, 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int of_63 = grade_code_before(cases[i].code, cases[i].years, SYSTEM_63);
		int of_54 = grade_code_before(cases[i].code, cases[i].years, SYSTEM_54);

		if (of_63 != cases[i].code_63 || of_54 != cases[i].code_54)
			fail_msg("%d less %d: %d, %d", cases[i].code, cases[i].years,
				of_63, of_54);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_become_wishes),
		cmocka_unit_test(a_wrong_cell_refuses_its_row_and_says_why),
		cmocka_unit_test(a_wrong_heading_refuses_the_file_by_name),
		cmocka_unit_test(past_years_and_the_standard_need_no_scheme),
		cmocka_unit_test(headings_may_stand_below_a_title),
		cmocka_unit_test(a_file_is_told_from_a_roster_by_its_headings),
		cmocka_unit_test(rows_carry_their_papers_and_their_reason),
		cmocka_unit_test(a_status_with_papers_wants_them_named),
		cmocka_unit_test(letters_of_a_number_are_made_large),
		cmocka_unit_test(what_does_not_fit_the_student_is_refused),
		cmocka_unit_test(the_grade_of_an_earlier_year_is_counted_back),
	};

	return cmocka_run_group_tests(tests, open_school, close_school);
}
