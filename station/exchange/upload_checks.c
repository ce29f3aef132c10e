#include "upload_checks.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "roster_cells.h"
#include "text.h"

struct upload_checking {
	const struct upload_checked *of;
	struct upload_report *report;
	const char *key; /* of the check that looks */
	const struct student *who;
};

/* ---- sentences -------------------------------------------------------------------- */

static void complain(struct upload_checking *c, size_t row, enum complaint_level level,
	const char *column, const char *value, const char *fmt, ...)
	__attribute__((format(printf, 6, 7)));

static void complain(struct upload_checking *c, size_t row, enum complaint_level level,
	const char *column, const char *value, const char *fmt, ...)
{
	struct upload_report *report = c->report;
	struct complaint *made = complaint_add(
		&report->complaints, &report->count, row, level, column, value);
	va_list args;

	va_start(args, fmt);
	complaint_say(made, fmt, args);
	va_end(args);
	made->check = c->key;
	made->who = c->who;
}

static const char *text_of(const struct upload_checking *c, size_t row, int column)
{
	return upload_text(c->of->sheet, row, column);
}

static const char *field_text(
	const struct upload_checking *c, size_t row, enum upload_field field)
{
	return text_of(c, row, upload_column_of(c->of->sheet, field));
}

static const char *title_of(const struct upload_checking *c, enum upload_field field)
{
	int column = upload_column_of(c->of->sheet, field);

	return column < 0 ? "" : c->of->sheet->columns[column].title;
}

static size_t sheet_row(const struct upload_checking *c, size_t row)
{
	return c->of->sheet->rows[row];
}

#define ID_DIGITS 15 /* of an old 身份证; one of today has more */

/* What is not written as a 学籍号 is shown, for it has to be found: but not a number of a 身份证
 * that somebody wrote without its letter. */
static const char *masked(
	const struct upload_checking *c, size_t row, char out[NUMBER_MASK_SIZE])
{
	const char *text = text_of(c, row, upload_number_column(c->of->sheet));
	const char *shown = number_masked(text, out);
	size_t digits = 0;

	for (const char *p = text; *p; p++)
		digits += *p >= '0' && *p <= '9';
	return shown == text && digits >= ID_DIGITS ? "" : shown;
}

static bool is_his(const struct upload_checking *c, size_t row)
{
	return c->of->met[row].match == UPLOAD_HIS;
}

/* Whose row it is by the roll, else by what the row says of itself. */
static void who_is(
	const struct upload_checking *c, size_t row, enum sex *sex, enum grade *grade)
{
	const struct upload_student *s = c->of->met[row].student;
	char *end;
	long code;

	if (is_his(c, row)) {
		*sex = s->student.sex;
		*grade = s->student.grade;
		return;
	}
	code = strtol(field_text(c, row, UPLOAD_GRADE_CODE), &end, 10);
	*sex = sex_read(field_text(c, row, UPLOAD_SEX));
	*grade = grade_from_code((int)code, c->of->system);
}

/* ---- the file --------------------------------------------------------------------- */

static void check_heading_row(struct upload_checking *c)
{
	size_t row = c->of->sheet->heading_row;

	if (row != 1)
		complain(c, row, COMPLAINT_WARNING, "", "",
			"标题在第%zu行；平台把第1行当作标题，请核对是不是平台发的模板",
			row);
}

/* A row in which nobody stands ends the file, and what is below is lost in silence. */
static void check_blank_row(struct upload_checking *c)
{
	const struct upload_sheet *sheet = c->of->sheet;
	size_t expected = sheet->heading_row + 1;

	for (size_t i = 0; i < sheet->count; i++) {
		bool nobody = c->of->met[i].match == UPLOAD_NOBODY;
		size_t below = sheet->count - i - nobody;

		if ((sheet->rows[i] != expected || nobody) && below > 0) {
			complain(c, expected, COMPLAINT_REFUSED, "", "",
				"第%zu行没有学籍号和姓名，平台读到这里就结束，下面的 "
				"%zu "
				"行会被忽略。请删除空行",
				expected, below);
			return;
		}
		expected++;
	}
}

/* Templates had 家庭住址 until 2022, and wanted it filled; later ones have no such column. */
static void check_address(struct upload_checking *c)
{
	const char *title = title_of(c, UPLOAD_ADDRESS);
	size_t empty = 0;

	for (size_t i = 0; *title && i < c->of->sheet->count; i++)
		empty += c->of->met[i].match != UPLOAD_NOBODY &&
			 !*field_text(c, i, UPLOAD_ADDRESS);
	if (empty > 0)
		complain(c, 0, COMPLAINT_WARNING, title, "",
			"有 %zu 行没有填；2022年以前的模板要求填写，平台可能退回",
			empty);
}

#define MIB	   ((size_t)1 << 20)
#define SIZE_SURE  (2 * MIB) /* what the platform is known to work through */
#define SIZE_TAKEN (3 * MIB)

static void check_size(struct upload_checking *c)
{
	size_t tenths = c->of->bytes * 10 / MIB;

	if (c->of->bytes > SIZE_SURE)
		complain(c, 0, COMPLAINT_WARNING, "", "",
			"文件有 %zu.%zu MB，%s；请按学段分开上报", tenths / 10,
			tenths % 10,
			c->of->bytes > SIZE_TAKEN ? "平台多半不收"
						  : "平台可能处理不完");
}

/* ---- who it is -------------------------------------------------------------------- */

static void check_number(struct upload_checking *c, size_t row)
{
	const char *number = text_of(c, row, upload_number_column(c->of->sheet));
	const char *title = title_of(c, UPLOAD_NUMBER);
	size_t n = sheet_row(c, row);
	char mask[NUMBER_MASK_SIZE];

	if (c->of->met[row].match == UPLOAD_NO_NUMBER)
		complain(c, n, COMPLAINT_REFUSED, title, "",
			"第%"
			"zu行，学生信息填写不完整。没有学籍号，请按平台下载的名单补上",
			n);
	else if (c->of->met[row].match == UPLOAD_LOST)
		/* its first fifteen digits are true */
		complain(c, n, COMPLAINT_REFUSED, title, "",
			"第%"
			"zu行数据信息项目异常。学籍号是数字格式，后几位已经丢失；请设为"
			"文本格式后重新填写",
			n);
	else if (*number && *title &&
		 student_number_check(number) == NUMBER_CHECK_DIGIT)
		complain(c, n, COMPLAINT_WARNING, title, masked(c, row, mask),
			"第%zu行，学籍号最后一位与校验规则不符，请核对", n);
}

static void check_twice(struct upload_checking *c, size_t row)
{
	size_t n = sheet_row(c, row);
	char mask[NUMBER_MASK_SIZE];

	if (c->of->met[row].match == UPLOAD_TWICE)
		complain(c, n, COMPLAINT_REFUSED, title_of(c, UPLOAD_NUMBER),
			masked(c, row, mask),
			"第%zu行数据信息项目异常。与第%zu行的学籍号相同，没有写入；请只"
			"保留一行",
			n, c->of->met[row].other);
}

static void check_on_roll(struct upload_checking *c, size_t row)
{
	const struct upload_met *met = &c->of->met[row];
	size_t n = sheet_row(c, row);
	char mask[NUMBER_MASK_SIZE];

	if (met->match == UPLOAD_STRANGER)
		complain(c, n, COMPLAINT_REFUSED, title_of(c, UPLOAD_NUMBER),
			masked(c, row, mask),
			"第%zu行数据信息项目异常。本站名单里没有这名学生；已离校的请删"
			"除这一行，新来的请先导入名单",
			n);
	else if (met->match == UPLOAD_OTHER_NAME)
		complain(c, n, COMPLAINT_REFUSED, title_of(c, UPLOAD_NAME),
			field_text(c, row, UPLOAD_NAME),
			"第%zu行数据信息项目异常。这个学籍号在本站名单里是“%s”，没有写"
			"入；请核对姓名和学籍号",
			n, met->student->student.name);
	else if (met->match == UPLOAD_OTHER_SEX)
		complain(c, n, COMPLAINT_REFUSED, title_of(c, UPLOAD_SEX),
			field_text(c, row, UPLOAD_SEX),
			"第%zu行数据信息项目异常。本站名单里的性别是%s，没有写入；请核"
			"对性别",
			n, sex_zh(met->student->student.sex));
}

static void check_filled(struct upload_checking *c, size_t row)
{
	static const enum upload_field needed[] = { UPLOAD_GRADE_CODE,
		UPLOAD_CLASS_CODE, UPLOAD_CLASS_NAME, UPLOAD_ETHNICITY, UPLOAD_NAME,
		UPLOAD_SEX, UPLOAD_BIRTH_DATE };
	struct buf missing = BUF_INIT;
	size_t n = sheet_row(c, row);
	bool lacks_code = *title_of(c, UPLOAD_CLASS_CODE) &&
			  !*field_text(c, row, UPLOAD_CLASS_CODE);

	if (c->of->met[row].match == UPLOAD_NOBODY)
		return;
	for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++)
		if (*title_of(c, needed[i]) && !*field_text(c, row, needed[i]))
			buf_addf(&missing, "%s%s", missing.len ? "、" : "",
				title_of(c, needed[i]));
	if (missing.len > 0)
		complain(c, n, COMPLAINT_REFUSED, missing.data, "",
			"第%zu行，学生信息填写不完整。请补上：%s%s", n, missing.data,
			lacks_code ? "（班级编号由平台给出：把平台下载的模板当名单导入"
				     "一次就有了）"
				   : "");
	buf_release(&missing);
}

static void check_sex(struct upload_checking *c, size_t row)
{
	const char *text = field_text(c, row, UPLOAD_SEX);
	size_t n = sheet_row(c, row);

	if (*text && strcmp(text, "1") != 0 && strcmp(text, "2") != 0)
		complain(c, n, COMPLAINT_REFUSED, title_of(c, UPLOAD_SEX), text,
			"第%zu行数据信息项目异常。性别只能填 1（男）或 2（女）", n);
}

static void check_grade(struct upload_checking *c, size_t row)
{
	const char *text = field_text(c, row, UPLOAD_GRADE_CODE);
	const struct upload_student *s = c->of->met[row].student;
	size_t n = sheet_row(c, row);
	char *end;
	long code = strtol(text, &end, 10);

	if (!*text)
		return;
	if (*end || grade_from_code((int)code, c->of->system) == GRADE_NONE)
		complain(c, n, COMPLAINT_REFUSED, title_of(c, UPLOAD_GRADE_CODE), text,
			"第%zu行数据信息项目异常。年级编号应是 "
			"11–16、21–24、31–34、41–44",
			n);
	else if (is_his(c, row) && code != s->student.grade_code)
		complain(c, n, COMPLAINT_WARNING, title_of(c, UPLOAD_GRADE_CODE), text,
			"第%zu行，本站名单里的年级编号是 %d，请核对", n,
			s->student.grade_code);
}

static void check_class(struct upload_checking *c, size_t row)
{
	const char *text = field_text(c, row, UPLOAD_CLASS_CODE);
	const struct upload_student *s = c->of->met[row].student;
	size_t n = sheet_row(c, row);

	if (*text && is_his(c, row) && s->student.class_code[0] &&
		s->student.class_code[0] != '~' &&
		strtol(text, NULL, 10) != strtol(s->student.class_code, NULL, 10))
		complain(c, n, COMPLAINT_WARNING, title_of(c, UPLOAD_CLASS_CODE), text,
			"第%zu行，本站名单里的班级编号是 %s（%s），请核对", n,
			s->student.class_code, s->student.class_name);
}

static void check_birth_date(struct upload_checking *c, size_t row)
{
	const char *text = field_text(c, row, UPLOAD_BIRTH_DATE);
	const struct upload_student *s = c->of->met[row].student;
	size_t n = sheet_row(c, row);
	int day = birth_date_read(text);

	if (!*text)
		return;
	if (day == 0)
		complain(c, n, COMPLAINT_REFUSED, title_of(c, UPLOAD_BIRTH_DATE), text,
			"第%zu行数据信息项目异常。出生日期不是一个日期，请写成 "
			"2012/3/4",
			n);
	else if (is_his(c, row) && s->student.birth_date &&
		 day != s->student.birth_date)
		complain(c, n, COMPLAINT_WARNING, title_of(c, UPLOAD_BIRTH_DATE), text,
			"第%zu行，本站名单里的出生日期是 %d/%d/%d，请核对", n,
			s->student.birth_date / 10000,
			s->student.birth_date / 100 % 100, s->student.birth_date % 100);
}

/* ---- scores ----------------------------------------------------------------------- */

typedef void score_fn(struct upload_checking *c, size_t row, int column,
	const struct item *item, const char *text);

static void each_score(struct upload_checking *c, size_t row, score_fn *look)
{
	const struct upload_sheet *sheet = c->of->sheet;

	for (int i = 0; i < (int)sheet->columns_count; i++) {
		const struct upload_column *column = &sheet->columns[i];
		const char *text = upload_text(sheet, row, i);

		if (column->field == UPLOAD_ITEM && *text)
			look(c, row, i, items_at(c->of->items, column->item), text);
	}
}

/* Whose item it is in secondary schools; SEX_NONE: everybody's. */
static enum sex sex_of_item(const struct item *item)
{
	static const struct {
		const char *key;
		enum sex sex;
	} owned[] = {
		{ "run800", SEX_FEMALE },
		{ "situps", SEX_FEMALE },
		{ "run1000", SEX_MALE },
		{ "pull_ups", SEX_MALE },
	};

	for (size_t i = 0; i < sizeof(owned) / sizeof(owned[0]); i++)
		if (strcmp(owned[i].key, item->key) == 0)
			return owned[i].sex;
	return SEX_NONE;
}

static bool is_other_sex(struct upload_checking *c, size_t row, int column,
	const struct item *item, enum sex *sex)
{
	enum sex owner = c->of->sheet->columns[column].sex;
	enum grade grade;

	who_is(c, row, sex, &grade);
	if (owner == SEX_NONE && grade >= GRADE_G7)
		owner = sex_of_item(item);
	return owner != SEX_NONE && *sex != SEX_NONE && *sex != owner;
}

static void look_other_sex(struct upload_checking *c, size_t row, int column,
	const struct item *item, const char *text)
{
	const char *title = c->of->sheet->columns[column].title;
	size_t n = sheet_row(c, row);
	enum sex sex;

	if (is_other_sex(c, row, column, item, &sex))
		complain(c, n, COMPLAINT_REFUSED, title, text,
			"第%zu行,%s：%s生没有此测试项目，不能有值。请清空这一格", n,
			title, sex_zh(sex));
}

static void check_other_sex(struct upload_checking *c, size_t row)
{
	each_score(c, row, look_other_sex);
}

static void look_other_grade(struct upload_checking *c, size_t row, int column,
	const struct item *item, const char *text)
{
	const char *title = c->of->sheet->columns[column].title;
	const struct upload_student *s = c->of->met[row].student;
	size_t n = sheet_row(c, row);
	enum sex sex;

	if (is_his(c, row) &&
		s->state[c->of->sheet->columns[column].item] == UPLOAD_NOT_HIS &&
		!is_other_sex(c, row, column, item, &sex))
		complain(c, n, COMPLAINT_WARNING, title, text,
			"第%zu行,%s：%s没有此测试项目。请清空这一格", n, title,
			grade_zh(s->student.grade));
}

static void check_other_grade(struct upload_checking *c, size_t row)
{
	each_score(c, row, look_other_grade);
}

/* A run is M'SS with one of three marks, in whole seconds; the reader of people's writing
 * takes more. */
static bool is_run(const char *text)
{
	return (strchr(text, '\'') || strstr(text, "’") || strstr(text, "′")) &&
	       !strchr(text, '.');
}

static const char *mend_of(
	const struct item *item, enum cell_kind kind, const char *text)
{
	if (kind == CELL_DATE || kind == CELL_TIME)
		return "这一格变成了日期或时间；请设为文本格式后重新填写";
	if (kind == CELL_ERROR)
		return "这一格的公式出错；请改成数值，没有成绩就清空";
	if (!strpbrk(text, "0123456789"))
		return "平台不认文字；没有成绩就清空这一格";
	if (item->minutes)
		return "跑步成绩要写成 分'秒，例如 3'25，秒总是两位，没有小数";
	return "请写成数字";
}

/* "80", "-30", "2'00" */
static void write_bound(const struct item *item, int64_t value, char out[40])
{
	char text[40];

	item_format_file(item, value, text, sizeof(text));
	if (item->minutes || !number_shortest(text, out))
		text_copy(out, 40, text);
}

static void look_range(struct upload_checking *c, size_t row, int column,
	const struct item *item, const char *text)
{
	const struct upload_column *at = &c->of->sheet->columns[column];
	enum cell_kind kind = upload_kind(c->of->sheet, row, column);
	size_t n = sheet_row(c, row);
	struct err ignored = ERR_INIT;
	char low[40], high[40];
	int64_t value;
	bool read = kind != CELL_DATE && kind != CELL_TIME && kind != CELL_ERROR &&
		    (!item->minutes || is_run(text)) &&
		    item_read_people(item, text, &value, &ignored);

	if (read && value >= at->low && value <= at->high)
		return;
	write_bound(item, at->low, low);
	write_bound(item, at->high, high);
	complain(c, n, COMPLAINT_REFUSED, at->title, text,
		"第%zu行，%s：数据有误，数据格式错误或者超出数据导入范围（%s-%s）。%s",
		n, at->title, low, high,
		read ? "请核对，必要时重测" : mend_of(item, kind, text));
}

static void check_range(struct upload_checking *c, size_t row)
{
	each_score(c, row, look_range);
}

/* What stands there is not what the station has. */
static void look_same(struct upload_checking *c, size_t row, int column,
	const struct item *item, const char *text)
{
	const struct upload_column *at = &c->of->sheet->columns[column];
	const struct upload_student *s = c->of->met[row].student;
	struct err ignored = ERR_INIT;
	char ours[40];
	int64_t value;

	if (!is_his(c, row) || s->standing == STANDING_EXEMPT ||
		s->state[at->item] != UPLOAD_VALID ||
		!item_read_people(item, text, &value, &ignored) ||
		value == s->value[at->item])
		return;
	item_format_file(item, s->value[at->item], ours, sizeof(ours));
	complain(c, sheet_row(c, row), COMPLAINT_WARNING, at->title, text,
		"第%zu行，%s：与本站的成绩 %s 不同，请核对", sheet_row(c, row),
		at->title, ours);
}

static void check_same(struct upload_checking *c, size_t row)
{
	each_score(c, row, look_same);
}

/* ---- what is missing -------------------------------------------------------------- */

static const char *const missing_why[] = {
	[UPLOAD_MISSING] = "未测",
	[UPLOAD_DISPUTED] = "有争议，待核查",
	[UPLOAD_FOUL] = "没有有效成绩",
	[UPLOAD_INTERRUPTED] = "测试中断，需要重测",
	[UPLOAD_BARRED] = "运动禁忌",
	[UPLOAD_VALID] = "没有写入",
};

static bool is_unsettled(enum upload_state state)
{
	return state == UPLOAD_DISPUTED || state == UPLOAD_FOUL ||
	       state == UPLOAD_INTERRUPTED;
}

/* Items of one reason that have no value in the row; how many. */
static int list_missing(struct upload_checking *c, size_t row, enum upload_state why,
	struct buf *titles)
{
	const struct upload_student *s = c->of->met[row].student;
	int count = 0;

	for (int i = 0; i < (int)items_count(c->of->items); i++) {
		int column = upload_column_for(c->of->sheet, i, &s->student);

		if (s->state[i] != why || column < 0 || *text_of(c, row, column))
			continue;
		buf_addf(titles, "%s%s", count++ ? "、" : "",
			c->of->sheet->columns[column].title);
	}
	return count;
}

/* Which gaps there are: nobody measured it, or somebody has to look at what was. */
static void say_missing(struct upload_checking *c, size_t row, bool unsettled)
{
	const struct upload_student *s = c->of->met[row].student;
	size_t n = sheet_row(c, row);
	struct buf titles = BUF_INIT;
	int count;

	if (!is_his(c, row) || s->standing == STANDING_EXEMPT)
		return;
	for (int why = UPLOAD_MISSING; why <= UPLOAD_BARRED; why++) {
		buf_reset(&titles);
		if (is_unsettled((enum upload_state)why) != unsettled)
			continue;
		count = list_missing(c, row, (enum upload_state)why, &titles);
		if (count == 0)
			continue;
		complain(c, n,
			s->student.grade >= GRADE_G7 ? COMPLAINT_REFUSED
						     : COMPLAINT_WARNING,
			count == 1 ? titles.data : "成绩", "",
			"第%zu行，成绩填写不完整（%s）：%s。%s", n,
			s->standing == STANDING_DEFERRED && !unsettled
				? "缓测"
				: missing_why[why],
			titles.data,
			unsettled ? "请先在“待核查”或学生页处理"
			: s->student.grade >= GRADE_G7
				? "中学以上缺项会被退回，请补测"
				: "请补测；暂时不能测的也可以先上报其余项目");
	}
	buf_release(&titles);
}

static void check_complete(struct upload_checking *c, size_t row)
{
	say_missing(c, row, false);
}

static void check_unsettled(struct upload_checking *c, size_t row)
{
	say_missing(c, row, true);
}

static void check_columns(struct upload_checking *c)
{
	const struct upload_roll *roll = c->of->roll;
	size_t lost[ITEMS_MAX] = { 0 };

	for (size_t i = 0; i < roll->count; i++)
		for (int k = 0; k < (int)items_count(c->of->items); k++)
			lost[k] += roll->students[i].row &&
				   roll->students[i].standing != STANDING_EXEMPT &&
				   roll->students[i].state[k] == UPLOAD_VALID &&
				   upload_column_for(c->of->sheet, k,
					   &roll->students[i].student) < 0;
	for (int k = 0; k < (int)items_count(c->of->items); k++)
		if (lost[k] > 0)
			complain(c, 0, COMPLAINT_WARNING, items_at(c->of->items, k)->zh,
				"",
				"本表没有这一列，%zu "
				"名学生的成绩没有写入；请下载对应学段"
				"的模板",
				lost[k]);
}

static void check_exempt(struct upload_checking *c, size_t row)
{
	const struct upload_student *s = c->of->met[row].student;
	size_t n = sheet_row(c, row);

	if (is_his(c, row) && s->standing == STANDING_EXEMPT)
		complain(c, n, COMPLAINT_WARNING, title_of(c, UPLOAD_NAME),
			s->student.name,
			"第%zu行，免予执行：成绩格子保持原样，没有写入。平台没有免测标"
			"记，请在上报前删除这一行（%s）",
			n, s->papers[0] ? s->papers : "没有登记证明");
}

static void check_absent(struct upload_checking *c)
{
	const struct upload_roll *roll = c->of->roll;

	for (size_t i = 0; i < roll->count; i++) {
		const struct upload_student *s = &roll->students[i];
		bool exempt = s->standing == STANDING_EXEMPT;

		if (s->row)
			continue;
		c->who = &s->student;
		complain(c, 0, COMPLAINT_WARNING, "姓名", s->student.name,
			"%s%s 在本站名单里，表里没有他的行%s%s%s",
			s->student.class_name, s->student.name,
			exempt ? "：免予执行（" : "",
			exempt ? s->papers[0] ? s->papers : "没有登记证明" : "",
			exempt ? "），不上报"
			       : "；在校的请到平台同步学籍后重新下载模板");
	}
}

/* ---- the table -------------------------------------------------------------------- */

const struct upload_check upload_checks[] = {
	{ "heading-row", NULL, check_heading_row },
	{ "blank-row", NULL, check_blank_row },
	{ "columns", NULL, check_columns },
	{ "address", NULL, check_address },
	{ "size", NULL, check_size },
	{ "number", check_number, NULL },
	{ "twice", check_twice, NULL },
	{ "on-roll", check_on_roll, NULL },
	{ "filled", check_filled, NULL },
	{ "sex", check_sex, NULL },
	{ "grade", check_grade, NULL },
	{ "class", check_class, NULL },
	{ "birth-date", check_birth_date, NULL },
	{ "other-sex", check_other_sex, NULL },
	{ "other-grade", check_other_grade, NULL },
	{ "range", check_range, NULL },
	{ "same", check_same, NULL },
	{ "complete", check_complete, NULL },
	{ "unsettled", check_unsettled, NULL },
	{ "exempt", check_exempt, NULL },
	{ "absent", NULL, check_absent },
};
const size_t upload_checks_count = sizeof(upload_checks) / sizeof(upload_checks[0]);

static void count_row(struct upload_checking *c, size_t row)
{
	const struct upload_student *s = c->of->met[row].student;
	int needed = 0, there = 0;

	c->report->rows += c->of->met[row].match != UPLOAD_NOBODY;
	c->report->strangers += c->of->met[row].match != UPLOAD_NOBODY &&
				!is_his(c, row);
	if (!is_his(c, row))
		return;
	for (int i = 0; i < (int)items_count(c->of->items); i++) {
		int column = upload_column_for(c->of->sheet, i, &s->student);

		needed += s->state[i] != UPLOAD_NOT_HIS;
		there += s->state[i] != UPLOAD_NOT_HIS && column >= 0 &&
			 strpbrk(text_of(c, row, column), "0123456789");
	}
	if (there == 0)
		c->report->none++;
	else if (there < needed)
		c->report->partial++;
	else
		c->report->complete++;
}

static void count_all(struct upload_checking *c)
{
	const struct upload_roll *roll = c->of->roll;
	struct upload_report *r = c->report;

	r->roll = roll->count;
	for (size_t i = 0; i < roll->count; i++) {
		r->exempt += roll->students[i].standing == STANDING_EXEMPT;
		r->absent += roll->students[i].row == 0;
	}
	for (size_t row = 0; row < c->of->sheet->count; row++)
		count_row(c, row);
	for (size_t i = 0; i < r->count; i++) {
		r->refused += r->complaints[i].level == COMPLAINT_REFUSED;
		r->warnings += r->complaints[i].level == COMPLAINT_WARNING;
	}
}

void upload_checks_run(const struct upload_checked *checked, const char *key,
	struct upload_report *report)
{
	struct upload_checking c = { .of = checked, .report = report };

	for (size_t i = 0; i < upload_checks_count; i++) {
		const struct upload_check *check = &upload_checks[i];

		if (key && strcmp(key, check->key) != 0)
			continue;
		c.key = check->key;
		c.who = NULL;
		if (check->whole)
			check->whole(&c);
		for (size_t row = 0; check->row && row < checked->sheet->count; row++) {
			const struct upload_student *s = checked->met[row].student;

			c.who = s ? &s->student : NULL;
			check->row(&c, row);
		}
	}
	count_all(&c);
	complaints_sort(&report->complaints, report->count);
}

void upload_report_release(struct upload_report *report)
{
	free(report->complaints);
	*report = (struct upload_report)UPLOAD_REPORT_INIT;
}
