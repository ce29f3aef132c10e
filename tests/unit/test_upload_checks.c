/* What the platform would say to a score sheet: a table of one row for each sentence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "text.h"
#include "upload_checks.h"

static struct items *items;
static struct layout *layout;

static int load(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	items = items_load(SOURCE_DIR "/schema/items.yaml", &err);
	layout = layout_load(SOURCE_DIR "/schema", "upload-in", &err);
	return !items || !layout;
}

static int unload(void **state)
{
	(void)state;
	layout_free(layout);
	items_free(items);
	return 0;
}

/* ---- a roll of five --------------------------------------------------------------- */

#define JIA  "G990000201703040018" /* 样例甲, boy of grade 11, everything measured */
#define YI   "L990000201705120021" /* 样例乙, girl of grade 11, nothing */
#define BING "L990000201303040011" /* 样例丙, boy of grade 21, all but 1000 m */
#define DING "L990000201311120023" /* 样例丁, girl of grade 21, exempt */
#define WU   "L990000201311130024" /* 样例戊, girl of grade 21, height in dispute */

static const struct {
	const char *number, *name;
	enum sex sex;
	int code;
	enum grade grade;
	int birth_date;
	const char *class_code, *has; /* keys and values, base units */
	enum standing_code standing;
} people[] = {
	{ JIA, "样例甲", SEX_MALE, 11, GRADE_G1, 20170304, "0101",
		"height=1203 weight=20000 vital_capacity=1240 run50=9300 sit_reach=0 "
		"rope_skip=90 ",
		STANDING_NORMAL },
	{ YI, "样例乙", SEX_FEMALE, 11, GRADE_G1, 20170512, "0101",
		"height weight vital_capacity run50 sit_reach rope_skip ",
		STANDING_NORMAL },
	{ BING, "样例丙", SEX_MALE, 21, GRADE_G7, 20130304, "0701",
		"height=1602 weight=50000 vital_capacity=3000 run50=8100 sit_reach=50 "
		"long_jump=2000 run1000 pull_ups=0 ",
		STANDING_NORMAL },
	{ DING, "样例丁", SEX_FEMALE, 21, GRADE_G7, 20131112, "0701",
		"height weight vital_capacity run50 sit_reach long_jump run800 situps ",
		STANDING_EXEMPT },
	{ WU, "样例戊", SEX_FEMALE, 21, GRADE_G7, 20131113, "0701", "height=disputed ",
		STANDING_NORMAL },
};

static void give(struct upload_student *s, const char *has)
{
	char word[40];
	int used;

	for (; sscanf(has, "%39s %n", word, &used) == 1; has += used) {
		char *equals = strchr(word, '=');
		int item;

		if (equals)
			*equals = '\0';
		item = items_find(items, word);
		assert_true(item >= 0);
		s->state[item] = !equals			       ? UPLOAD_MISSING
				 : strcmp(equals + 1, "disputed") == 0 ? UPLOAD_DISPUTED
								       : UPLOAD_VALID;
		s->value[item] = equals ? strtoll(equals + 1, NULL, 10) : 0;
	}
}

static void enrol(struct upload_roll *roll)
{
	for (size_t i = 0; i < sizeof(people) / sizeof(people[0]); i++) {
		struct student student = { .sex = people[i].sex,
			.grade_code = people[i].code,
			.grade = people[i].grade,
			.birth_date = people[i].birth_date };
		struct upload_student *s;

		text_copy(student.number, sizeof(student.number), people[i].number);
		text_copy(student.name, sizeof(student.name), people[i].name);
		text_copy(student.class_code, sizeof(student.class_code),
			people[i].class_code);
		s = upload_roll_add(roll, &student);
		s->standing = people[i].standing;
		if (s->standing == STANDING_EXEMPT)
			text_copy(s->papers, sizeof(s->papers), "证明：3号");
		give(s, people[i].has);
	}
}

/* ---- a sheet ---------------------------------------------------------------------- */

static const char headings[] =
	"年级编号,班级编号,班级名称,学籍号,民族代码,姓名,性别,出生日期,身高,体重,"
	"肺活量,50米跑,"
	"坐位体前屈,一分钟跳绳,立定跳远,800米跑,1000米跑,一分钟仰卧起坐,引体向上\n";

#define WHO_JIA	 "11,0101,一班," JIA ",1,样例甲,1,2017/3/4,"
#define WHO_YI	 "11,0101,一班," YI ",1,样例乙,2,2017/5/12,"
#define WHO_BING "21,0701,初一1班," BING ",1,样例丙,1,2013/3/4,"
#define WHO_DING "21,0701,初一1班," DING ",1,样例丁,2,2013/11/12,"
#define WHO_WU	 "21,0701,初一1班," WU ",1,样例戊,2,2013/11/13,"
#define ALL_JIA	 WHO_JIA "120.3,20,1240,9.3,0,90,,,,,\n"

/* `head` NULL: the headings above. */
static void look(const char *head, const char *rows, const char *key, size_t bytes,
	struct upload_report *report)
{
	struct upload_sheet sheet = UPLOAD_SHEET_INIT;
	struct upload_roll roll = UPLOAD_ROLL_INIT;
	struct upload_checked checked = { &sheet, &roll, NULL, items, SYSTEM_63,
		bytes };
	struct upload_met *met;
	struct buf text = BUF_INIT;
	struct err err = ERR_INIT;
	struct sheet *from;

	enrol(&roll);
	buf_adds(&text, head ? head : headings);
	buf_adds(&text, rows);
	from = sheet_open_bytes("t.csv", text.data, text.len, &err);
	if (!from || !upload_sheet_read(&sheet, from, layout, items, &err))
		fail_msg("%s", err.text);
	met = mem_array(sheet.count + 1, sizeof(*met));
	upload_roll_match(&roll, &sheet, met);
	checked.met = met;
	upload_checks_run(&checked, key, report);
	free(met);
	sheet_close(from);
	upload_sheet_release(&sheet);
	upload_roll_release(&roll);
	buf_release(&text);
}

/* ---- the table -------------------------------------------------------------------- */

#define REFUSED COMPLAINT_REFUSED
#define WARNING COMPLAINT_WARNING

/* With 家庭住址 and without it, as the years' templates have it; a title above; 50米×8. */
#define WITH_ADDRESS  "学籍号,姓名,家庭住址,身高\n"
#define WITH_TITLE    "2026年上报表\n学籍号,姓名,身高\n"
#define WITH_SHUTTLE  "学籍号,姓名,性别,年级编号,50米×8往返跑,身高,裸眼视力\n"
#define WITHOUT_ITEMS "学籍号,姓名,身高\n"
#define MIB	      ((size_t)1 << 20)

/* By the sections of reference/upload/upload.md: 4 ranges, 5 structure, 6 missing and
 * exempt; 0 is ours. */
static const struct {
	int section;
	const char *key, *rows;
	size_t row; /* 0 with `says` NULL: nothing is said */
	enum complaint_level level;
	const char *column, *says;
	const char *head; /* NULL: all of them, in row 1 */
	size_t bytes;	  /* of the file; 0: there is none yet */
} cases[] = {
	{ 5, "heading-row", ALL_JIA, 0, 0, NULL, NULL, NULL, 0 },
	{ 5, "heading-row", JIA ",样例甲,120.3\n", 2, WARNING, "",
		"标题在第2行；平台把第1行当作标题", WITH_TITLE, 0 },
	{ 5, "columns", ALL_JIA, 0, 0, NULL, NULL, NULL, 0 },
	{ 5, "columns", JIA ",样例甲,120.3\n", 0, WARNING, "体重",
		"本表没有这一列，1 名学生的成绩没有写入", WITHOUT_ITEMS, 0 },
	{ 5, "address", JIA ",样例甲,向阳路1号,120.3\n", 0, 0, NULL, NULL, WITH_ADDRESS,
		0 },
	{ 5, "address", JIA ",样例甲,,120.3\n" YI ",样例乙,,\n", 0, WARNING, "家庭住址",
		"有 2 行没有填", WITH_ADDRESS, 0 },
	{ 5, "address", ALL_JIA, 0, 0, NULL, NULL, NULL, 0 },
	{ 5, "size", ALL_JIA, 0, 0, NULL, NULL, NULL, 2 * MIB },
	{ 5, "size", ALL_JIA, 0, WARNING, "", "文件有 2.5 MB", NULL, 5 * MIB / 2 },
	{ 5, "size", ALL_JIA, 0, WARNING, "", "文件有 3.1 MB，平台多半不收", NULL,
		31 * MIB / 10 + 1 },
	{ 5, "blank-row", ALL_JIA, 0, 0, NULL, NULL, NULL, 0 },
	{ 5, "blank-row", ALL_JIA "\n" WHO_YI "\n", 3, REFUSED, "",
		"平台读到这里就结束，下面的 1 行会被忽略", NULL, 0 },
	{ 5, "blank-row", ALL_JIA ",,一班,,,,,,,,,,,,,,,,\n" WHO_YI "\n" WHO_BING "\n",
		3, REFUSED, "", "下面的 2 行会被忽略", NULL, 0 },
	{ 5, "blank-row", ALL_JIA ",,合计,,,,,,,,,,,,,,,,\n", 0, 0, NULL, NULL, NULL,
		0 },
	{ 5, "number", "11,0101,一班,,1,样例甲,1,2017/3/4,\n", 2, REFUSED, "学籍号",
		"第2行，学生信息填写不完整。没有学籍号", NULL, 0 },
	{ 5, "number", "11,0101,一班,9.90000201703E+17,1,样例甲,1,2017/3/4,\n", 2,
		REFUSED, "学籍号", "后几位已经丢失", NULL, 0 },
	{ 5, "number", "11,0101,一班,G990000201703040017,1,样例甲,1,2017/3/4\n", 2,
		WARNING, "学籍号", "最后一位与校验规则不符", NULL, 0 },
	{ 5, "number", WHO_YI "\n", 0, 0, NULL, NULL, NULL, 0 },
	{ 5, "twice", ALL_JIA WHO_YI "\n" ALL_JIA, 2, REFUSED, "学籍号",
		"与第4行的学籍号相同", NULL, 0 },
	{ 5, "twice", ALL_JIA WHO_YI "\n", 0, 0, NULL, NULL, NULL, 0 },
	{ 5, "on-roll", "11,0101,一班,L990000201705129999,1,样例戊,2,2017/5/12\n", 2,
		REFUSED, "学籍号", "本站名单里没有这名学生", NULL, 0 },
	{ 5, "on-roll", "11,0101,一班,990000201705129999,1,样例戊,2,2017/5/12\n", 2,
		REFUSED, "学籍号", "本站名单里没有这名学生", NULL, 0 },
	{ 5, "on-roll", "11,0101,一班," JIA ",1,样例乙,1,2017/3/4\n", 2, REFUSED,
		"姓名", "在本站名单里是“样例甲”", NULL, 0 },
	{ 5, "on-roll", "11,0101,一班,'" JIA " ,1,样 例 甲,1,2017/3/4\n", 0, 0, NULL,
		NULL, NULL, 0 },
	{ 5, "on-roll", "11,0101,一班," JIA ",1,样例甲,2,2017/3/4\n", 2, REFUSED,
		"性别", "性别是男", NULL, 0 },
	{ 5, "filled", "11,,一班," JIA ",,样例甲,1,2017/3/4\n", 2, REFUSED,
		"班级编号、民族代码",
		"第2行，学生信息填写不完整。请补上：班级编号、民族代码（班级编号由平台"
		"给出"
		"：把平台下载的模板当名单导入一次就有了）",
		NULL, 0 },
	{ 5, "filled", ALL_JIA, 0, 0, NULL, NULL, NULL, 0 },
	{ 5, "sex", "11,0101,一班," JIA ",1,样例甲,男,2017/3/4\n", 2, REFUSED, "性别",
		"只能填 1（男）或 2（女）", NULL, 0 },
	{ 5, "sex", ALL_JIA, 0, 0, NULL, NULL, NULL, 0 },
	{ 5, "grade", "17,0101,一班," JIA ",1,样例甲,1,2017/3/4\n", 2, REFUSED,
		"年级编号", "年级编号应是", NULL, 0 },
	{ 5, "grade", "12,0101,一班," JIA ",1,样例甲,1,2017/3/4\n", 2, WARNING,
		"年级编号", "名单里的年级编号是 11", NULL, 0 },
	{ 5, "grade", ALL_JIA, 0, 0, NULL, NULL, NULL, 0 },
	{ 5, "class", "11,0102,一班," JIA ",1,样例甲,1,2017/3/4\n", 2, WARNING,
		"班级编号", "班级编号是 0101", NULL, 0 },
	{ 5, "class", "11,101,一班," JIA ",1,样例甲,1,2017/3/4\n", 0, 0, NULL, NULL,
		NULL, 0 },
	{ 5, "birth-date", "11,0101,一班," JIA ",1,样例甲,1,2017/13/4\n", 2, REFUSED,
		"出生日期", "不是一个日期", NULL, 0 },
	{ 5, "birth-date", "11,0101,一班," JIA ",1,样例甲,1,2017/3/5\n", 2, WARNING,
		"出生日期", "出生日期是 2017/3/4", NULL, 0 },
	{ 5, "birth-date", ALL_JIA, 0, 0, NULL, NULL, NULL, 0 },
	{ 5, "other-sex", WHO_BING ",,,,,,,3'10,,,\n", 2, REFUSED, "800米跑",
		"第2行,800米跑：男生没有此测试项目，不能有值。", NULL, 0 },
	{ 5, "other-sex", WHO_BING ",,,,,,,,,30,\n", 2, REFUSED, "一分钟仰卧起坐",
		"男生没有此测试项目", NULL, 0 },
	{ 5, "other-sex", WHO_DING ",,,,,,,,4'05,,\n", 2, REFUSED, "1000米跑",
		"女生没有此测试项目", NULL, 0 },
	{ 5, "other-sex", WHO_DING ",,,,,,,,,,3\n", 2, REFUSED, "引体向上",
		"女生没有此测试项目", NULL, 0 },
	{ 5, "other-sex", WHO_BING ",,,,,,,,4'05,,0\n", 0, 0, NULL, NULL, NULL, 0 },
	{ 5, "other-grade", WHO_JIA ",,,,,,180,,,,\n", 2, WARNING, "立定跳远",
		"一年级没有此测试项目", NULL, 0 },
	{ 5, "other-grade", ALL_JIA, 0, 0, NULL, NULL, NULL, 0 },
	{ 4, "range", WHO_JIA "79.9\n", 2, REFUSED, "身高",
		"第2行，身高：数据有误，数据格式错误或者超出数据导入范围（80-"
		"250）。请核对",
		NULL, 0 },
	{ 4, "range", WHO_JIA "250.1\n", 2, REFUSED, "身高", "（80-250）", NULL, 0 },
	{ 4, "range", WHO_JIA "80\n", 0, 0, NULL, NULL, NULL, 0 },
	{ 4, "range", WHO_JIA ",13\n", 2, REFUSED, "体重", "（14-200）", NULL, 0 },
	{ 4, "range", WHO_JIA ",,499\n", 2, REFUSED, "肺活量", "（500-9999）", NULL,
		0 },
	{ 4, "range", WHO_JIA ",,,4.9\n", 2, REFUSED, "50米跑", "（5-20）", NULL, 0 },
	{ 4, "range", WHO_JIA ",,,9'3\n", 2, REFUSED, "50米跑", "请写成数字", NULL, 0 },
	{ 4, "range", WHO_JIA ",,,,-30\n", 0, 0, NULL, NULL, NULL, 0 },
	{ 4, "range", WHO_JIA ",,,,40.1\n", 2, REFUSED, "坐位体前屈", "（-30-40）",
		NULL, 0 },
	{ 4, "range", WHO_JIA ",,,,未测\n", 2, REFUSED, "坐位体前屈", "平台不认文字",
		NULL, 0 },
	{ 4, "range", WHO_JIA ",,,,,301\n", 2, REFUSED, "一分钟跳绳", "（0-300）", NULL,
		0 },
	{ 4, "range", WHO_BING ",,,,,,49\n", 2, REFUSED, "立定跳远", "（50-400）", NULL,
		0 },
	{ 4, "range", WHO_BING ",,,,,,,,1'59\n", 2, REFUSED, "1000米跑",
		"（2'00-9'00）", NULL, 0 },
	{ 4, "range", WHO_BING ",,,,,,,,3.25\n", 2, REFUSED, "1000米跑",
		"跑步成绩要写成 分'秒", NULL, 0 },
	{ 4, "range", WHO_BING ",,,,,,,,3′25\n", 0, 0, NULL, NULL, NULL, 0 },
	{ 4, "range", WHO_BING ",,,,,,,,3'25.6\n", 2, REFUSED, "1000米跑", "没有小数",
		NULL, 0 },
	{ 4, "range", WHO_BING ",,,,,,,,3'5\n", 2, REFUSED, "1000米跑", "秒总是两位",
		NULL, 0 },
	{ 4, "range", WHO_BING ",,,,,,,,,,100\n", 2, REFUSED, "引体向上", "（0-99）",
		NULL, 0 },
	{ 4, "range", WHO_BING ",,,,,,,,,100\n", 2, REFUSED, "一分钟仰卧起坐",
		"（0-99）", NULL, 0 },
	{ 4, "range", WHO_DING ",,,,,,,9'01\n", 2, REFUSED, "800米跑", "（2'00-9'00）",
		NULL, 0 },
	{ 4, "range", WHO_DING ",,,,,,,9'00\n", 0, 0, NULL, NULL, NULL, 0 },
	{ 4, "range", JIA ",样例甲,1,11,0'44,120.3,4.9\n", 2, REFUSED, "50米×8往返跑",
		"（0'45-4'00）", WITH_SHUTTLE, 0 },
	{ 4, "range", JIA ",样例甲,1,11,4'00,120.3,9.9\n", 0, 0, NULL, NULL,
		WITH_SHUTTLE, 0 }, /* eyesight is not ours */
	{ 4, "range", WHO_BING ",,,,,,,,0'59\n", 2, REFUSED, "1000米跑",
		"（2'00-9'00）", NULL, 0 },
	{ 4, "range", WHO_JIA "０\n", 2, REFUSED, "身高", "（80-250）", NULL, 0 },
	{ 0, "same", WHO_JIA "120.4\n", 2, WARNING, "身高", "与本站的成绩 120.3 不同",
		NULL, 0 },
	{ 0, "same", ALL_JIA, 0, 0, NULL, NULL, NULL, 0 },
	{ 5, "complete", ALL_JIA, 0, 0, NULL, NULL, NULL, 0 },
	{ 5, "complete", WHO_YI "120\n", 2, WARNING, "成绩",
		"第2行，成绩填写不完整（未测）：体重、肺活量、50米跑、坐位体前屈、一分"
		"钟跳绳",
		NULL, 0 },
	{ 5, "complete", WHO_BING "160.2,50,3000,8.1,5,,200,,,,0\n", 2, REFUSED,
		"1000米跑", "中学以上缺项会被退回", NULL, 0 },
	{ 5, "complete", WHO_DING "\n", 0, 0, NULL, NULL, NULL, 0 }, /* exempt */
	{ 0, "unsettled", ALL_JIA, 0, 0, NULL, NULL, NULL, 0 },
	{ 0, "unsettled", WHO_JIA "120.3,20,,9.3,0,90\n", 0, 0, NULL, NULL, NULL, 0 },
	{ 0, "unsettled", WHO_WU "\n", 2, REFUSED, "身高",
		"第2行，成绩填写不完整（有争议，待核查）：身高。请先在“待核查”", NULL,
		0 },
	{ 5, "complete", WHO_WU "\n", 0, 0, NULL, NULL, NULL, 0 },
	{ 6, "exempt", WHO_DING "\n", 2, WARNING, "姓名",
		"免予执行：成绩格子保持原样，没有写入。平台没有免测标记，请在上报前删除"
		"这一行（"
		"证明：3号）",
		NULL, 0 },
	{ 6, "exempt", ALL_JIA, 0, 0, NULL, NULL, NULL, 0 },
	{ 5, "absent", ALL_JIA WHO_YI "\n" WHO_BING "\n", 0, WARNING, "姓名",
		"样例丁 在本站名单里，表里没有他的行：免予执行（证明：3号），不上报",
		NULL, 0 },
	{ 5, "absent", ALL_JIA WHO_YI "\n" WHO_DING "\n", 0, WARNING, "姓名",
		"样例丙 在本站名单里", NULL, 0 },
};

static void every_check_says_its_sentence(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct upload_report report = UPLOAD_REPORT_INIT;
		const struct complaint *c;

		look(cases[i].head, cases[i].rows, cases[i].key, cases[i].bytes,
			&report);
		print_message("%s: %s\n", cases[i].key,
			report.count ? report.complaints[0].reason : "-");
		if (!cases[i].says) {
			assert_int_equal(report.count, 0);
			upload_report_release(&report);
			continue;
		}
		assert_true(report.count > 0);
		c = &report.complaints[0];
		assert_int_equal(c->row, cases[i].row);
		assert_int_equal(c->level, cases[i].level);
		assert_string_equal(c->column, cases[i].column);
		if (!strstr(c->reason, cases[i].says))
			fail_msg("%s does not say %s", c->reason, cases[i].says);
		if (strstr(c->value, "990000") || strstr(c->value, "9.90000"))
			fail_msg("%s shows a 学籍号", c->value);
		upload_report_release(&report);
	}
}

static void every_check_has_a_case(void **state)
{
	(void)state;
	for (size_t i = 0; i < upload_checks_count; i++) {
		bool has = false;

		for (size_t k = 0; k < sizeof(cases) / sizeof(cases[0]); k++)
			has |= cases[k].says &&
			       strcmp(upload_checks[i].key, cases[k].key) == 0;
		if (!has)
			fail_msg("%s has no case", upload_checks[i].key);
	}
}

static void the_counts_stand_beside_the_roll(void **state)
{
	struct upload_report report = UPLOAD_REPORT_INIT;

	(void)state;
	look(NULL,
		ALL_JIA WHO_YI
		"\n" WHO_BING "160.2\n"
		"11,0101,一班,L990000201705129999,1,样例戊,2,2017/5/12\n",
		NULL, 0, &report);
	assert_int_equal(report.roll, 5);
	assert_int_equal(report.rows, 4);
	assert_int_equal(report.complete, 1);
	assert_int_equal(report.none, 1);
	assert_int_equal(report.partial, 1);
	assert_int_equal(report.strangers, 1);
	assert_int_equal(report.absent, 2);
	assert_int_equal(report.exempt, 1);
	assert_int_equal(report.refused + report.warnings, report.count);
	upload_report_release(&report);
}

/* Read `text` as a sheet; its error, "" when it is one. */
static void read_text(const char *text, struct upload_sheet *sheet, struct err *err)
{
	struct sheet *from = sheet_open_bytes("t.csv", text, strlen(text), err);

	assert_non_null(from);
	if (upload_sheet_read(sheet, from, layout, items, err))
		err->text[0] = '\0';
	sheet_close(from);
}

static void headings_are_found_below_a_title_and_by_their_aliases(void **state)
{
	struct upload_sheet sheet = UPLOAD_SHEET_INIT;
	struct student girl = { .sex = SEX_FEMALE, .grade = GRADE_G7 };
	struct student pupil = { .sex = SEX_FEMALE, .grade = GRADE_G3 };
	struct err err = ERR_INIT;
	int situps = items_find(items, "situps");

	(void)state;
	read_text("某校上报表\n\n姓名,国网学籍号,50 米x8往返跑,一分钟仰卧起坐,"
		  "一分钟仰卧起坐（女）,身高(cm),裸眼视力\n甲,x,1,2,3,4,5\n",
		&sheet, &err);
	assert_string_equal(err.text, "");
	assert_int_equal(sheet.heading_row, 3);
	assert_int_equal(sheet.count, 1);
	assert_int_equal(sheet.columns_count, 6);
	assert_string_equal(
		upload_text(&sheet, 0, upload_column_for(&sheet, situps, &girl)), "3");
	assert_string_equal(
		upload_text(&sheet, 0, upload_column_for(&sheet, situps, &pupil)), "2");
	upload_sheet_release(&sheet);
	read_text("姓名,学籍号,50米跑,50m\n", &sheet, &err);
	assert_non_null(strstr(err.text, "是同一项"));
	read_text("姓名,学籍号\n甲,x\n", &sheet, &err);
	assert_non_null(strstr(err.text, "没有平台上报表的标题行"));
	upload_sheet_release(&sheet);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_check_says_its_sentence),
		cmocka_unit_test(every_check_has_a_case),
		cmocka_unit_test(the_counts_stand_beside_the_roll),
		cmocka_unit_test(headings_are_found_below_a_title_and_by_their_aliases),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
