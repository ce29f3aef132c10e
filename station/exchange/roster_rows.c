#include "roster_rows.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "headings.h"
#include "hidden.h"
#include "text.h"
#include "unicode.h"

/* The fields of layout roster-in. */
enum field {
	FIELD_NUMBER,
	FIELD_SCHOOL_NUMBER,
	FIELD_NAME,
	FIELD_SEX,
	FIELD_GRADE,
	FIELD_CLASS_CODE,
	FIELD_CLASS_NAME,
	FIELD_CLASS_NUMBER,
	FIELD_ETHNICITY,
	FIELD_BIRTH_DATE,
	FIELD_ADDRESS,
	FIELD_CLASS_PLACE,
	FIELD_LIST_PLACE,
	FIELD_TEST_NUMBER,
	FIELD_BARRED,
	FIELDS
};

static const char *const field_names[FIELDS] = {
	[FIELD_NUMBER] = "number",
	[FIELD_SCHOOL_NUMBER] = "school_number",
	[FIELD_NAME] = "name",
	[FIELD_SEX] = "sex",
	[FIELD_GRADE] = "grade_code",
	[FIELD_CLASS_CODE] = "class_code",
	[FIELD_CLASS_NAME] = "class_name",
	[FIELD_CLASS_NUMBER] = "class_number",
	[FIELD_ETHNICITY] = "ethnicity",
	[FIELD_BIRTH_DATE] = "birth_date",
	[FIELD_ADDRESS] = "address",
	[FIELD_CLASS_PLACE] = "class_place",
	[FIELD_LIST_PLACE] = "list_place",
	[FIELD_TEST_NUMBER] = "test_number",
	[FIELD_BARRED] = "barred",
};

struct reader {
	const struct roster_rules *rules;
	struct roster_list *list;
	struct sheet *sheet;
	bool base_1904;
	int column[FIELDS]; /* in the sheet; -1: not there */
	char heading[FIELDS][48];
	/* the row */
	const struct row *row;
	struct student student;
	bool refused, bare_class;
	struct buf folded[FIELDS];
};

/* ---- complaints ------------------------------------------------------------- */

static void complain(struct reader *r, enum complaint_level level, enum field field,
	const char *fmt, ...) __attribute__((format(printf, 4, 5)));

static void complain(struct reader *r, enum complaint_level level, enum field field,
	const char *fmt, ...)
{
	const struct cell *cell = row_cell(r->row, (size_t)r->column[field]);
	bool is_number = field == FIELD_NUMBER || field == FIELD_SCHOOL_NUMBER;
	char mask[NUMBER_MASK_SIZE];
	const char *value = is_number ? number_masked(r->folded[field].data, mask)
				      : cell->text;
	struct complaint *c = roster_complain(r->list, r->row->number, level,
		r->heading[field], r->column[field] < 0 ? "" : value);
	va_list args;

	va_start(args, fmt);
	vsnprintf(c->reason, sizeof(c->reason), fmt, args);
	va_end(args);
	r->refused |= level == COMPLAINT_REFUSED;
}

#define refuse(r, ...) complain(r, COMPLAINT_REFUSED, __VA_ARGS__)
#define warn(r, ...)   complain(r, COMPLAINT_WARNING, __VA_ARGS__)
#define doubt(r, ...)  complain(r, COMPLAINT_SUSPICIOUS, __VA_ARGS__)

/* ---- the heading row -------------------------------------------------------- */

static enum field field_of(const char *name)
{
	for (int i = 0; i < FIELDS; i++)
		if (strcmp(field_names[i], name) == 0)
			return (enum field)i;
	return FIELDS;
}

static void warn_heading(struct reader *r, const struct row *row, const char *heading,
	const char *reason)
{
	struct complaint *c = roster_complain(
		r->list, row->number, COMPLAINT_WARNING, heading, "");

	text_copy(c->reason, sizeof(c->reason), reason);
}

static bool take_heading(
	struct reader *r, const struct row *row, size_t at, struct err *err)
{
	const char *heading = row_cell(row, at)->text;
	const char *title = own_heading_title(
		r->rules->headings, r->rules->headings_count, heading);
	int found = layout_find(r->rules->layout, title);
	const struct layout_column *column;
	enum field field;
	char here[8], there[8];

	if (!*title)
		return true;
	if (found < 0) {
		warn_heading(r, row, heading, "不认识的列，没有导入");
		return true;
	}
	column = &r->rules->layout->columns[found];
	if (column->use == HEADING_WARNED)
		warn_heading(r, row, heading, column->note);
	if (column->use != HEADING_READ)
		return true;
	field = field_of(column->field);
	if (field == FIELDS)
		return err_set(err, "layout %s: a roster has no field \"%s\"",
			r->rules->layout->name, column->field);
	if (r->column[field] >= 0)
		return err_set(err, "“%s”出现了两次（%s列和%s列），请只留一列",
			column->title, column_letters((size_t)r->column[field], there),
			column_letters(at, here));
	r->column[field] = (int)at;
	text_copy(r->heading[field], sizeof(r->heading[field]), heading);
	return true;
}

static bool knows_heading(const void *ctx, const char *heading)
{
	const struct roster_rules *rules = ctx;
	const char *title = own_heading_title(
		rules->headings, rules->headings_count, heading);

	return !*title || layout_find(rules->layout, title) >= 0;
}

/* Without one heading that is known, children stand in the row: nothing of it is said. */
static bool missing_heading(
	struct reader *r, const struct row *row, const char *what, struct err *err)
{
	char found[160] = "";
	struct buf list = BUF_INIT;
	bool any = false, has_tries = false;

	for (size_t i = 0; i < row->count && list.len < sizeof(found); i++) {
		const struct cell *cell = &row->cells[i];

		if (cell->kind == CELL_EMPTY)
			continue;
		any |= knows_heading(r->rules, cell->text);
		has_tries |= heading_is_try(cell->text);
		buf_adds(&list, list.len ? "、" : "");
		cell_mask(&list, cell->text);
	}
	text_copy(found, sizeof(found), list.data);
	buf_release(&list);
	if (!any)
		return err_set(err,
			"前 %d "
			"行里没有标题；名单要有一行标题：学籍号、姓名、性别、年级、"
			"班级",
			HEADINGS_ROWS);
	return err_set(err,
		"缺少必要的列“%s”；第%zu行的标题是：%s。标题要写在前 %d 行的某一行%s",
		what, row->number, found, HEADINGS_ROWS,
		has_tries ? "。如果是成绩：一个项目只读一列，请只留最好的一次，标题写项"
			    "目名"
			  : "");
}

/* A column that is used only where a better one is not there. */
static void stand_in(struct reader *r, enum field field, enum field other)
{
	if (r->column[field] < 0) {
		r->column[field] = r->column[other];
		memcpy(r->heading[field], r->heading[other], sizeof(r->heading[0]));
	}
	r->column[other] = -1;
}

/* 学号 of a school is another number, but where no 学籍号 is, it may hold it. */
static void settle_headings(struct reader *r, const struct row *row)
{
	if (r->column[FIELD_NUMBER] < 0 && r->column[FIELD_SCHOOL_NUMBER] >= 0) {
		r->column[FIELD_NUMBER] = r->column[FIELD_SCHOOL_NUMBER];
		memcpy(r->heading[FIELD_NUMBER], r->heading[FIELD_SCHOOL_NUMBER],
			sizeof(r->heading[0]));
		warn_heading(r, row, r->heading[FIELD_NUMBER],
			"没有“学籍号”列，把这一列当作学籍号；中小学请核对");
	} else if (r->column[FIELD_SCHOOL_NUMBER] >= 0) {
		warn_heading(r, row, r->heading[FIELD_SCHOOL_NUMBER],
			"学号不是学籍号，这一列没有导入");
	}
	r->column[FIELD_SCHOOL_NUMBER] = -1;
	stand_in(r, FIELD_CLASS_PLACE, FIELD_LIST_PLACE);
	stand_in(r, FIELD_CLASS_NAME, FIELD_CLASS_NUMBER);
}

static void note_columns(struct reader *r)
{
	static const struct {
		enum field field;
		enum roster_column column;
	} known[] = {
		{ FIELD_BIRTH_DATE, ROSTER_BIRTH_DATE },
		{ FIELD_ETHNICITY, ROSTER_ETHNICITY },
		{ FIELD_ADDRESS, ROSTER_ADDRESS },
		{ FIELD_CLASS_PLACE, ROSTER_CLASS_PLACE },
		{ FIELD_BARRED, ROSTER_BARRED },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (r->column[known[i].field] >= 0)
			r->list->columns |= known[i].column;
}

static bool read_headings(struct reader *r, const struct row *row, struct err *err)
{
	for (int i = 0; i < FIELDS; i++)
		r->column[i] = -1;
	for (size_t at = 0; at < row->count; at++)
		if (row->cells[at].kind != CELL_EMPTY && !take_heading(r, row, at, err))
			return false;
	settle_headings(r, row);
	note_columns(r);
	if (r->column[FIELD_NUMBER] < 0)
		return missing_heading(r, row, "学籍号", err);
	if (r->column[FIELD_NAME] < 0)
		return missing_heading(r, row, "姓名", err);
	if (r->column[FIELD_SEX] < 0)
		return missing_heading(r, row, "性别", err);
	if (r->column[FIELD_CLASS_CODE] < 0 && r->column[FIELD_CLASS_NAME] < 0)
		return missing_heading(r, row, "班级名称（或班级编号）", err);
	if (r->column[FIELD_GRADE] < 0 && r->column[FIELD_CLASS_NAME] < 0)
		return missing_heading(r, row, "年级编号（或年级）", err);
	return true;
}

/* ---- the cells of a row ----------------------------------------------------- */

/* The class may stand once, merged down over its children. */
static const struct cell *cell_of(const struct reader *r, enum field field)
{
	size_t at = r->column[field] < 0 ? SHEET_COLUMNS_MAX : (size_t)r->column[field];
	const struct cell *cell = row_cell(r->row, at);
	bool may_merge = field == FIELD_GRADE || field == FIELD_CLASS_CODE ||
			 field == FIELD_CLASS_NAME;

	return cell->kind == CELL_EMPTY && may_merge && at < SHEET_COLUMNS_MAX
		       ? sheet_merged(r->sheet, r->row, at)
		       : cell;
}

static const char *folded(const struct reader *r, enum field field)
{
	return r->folded[field].data;
}

static bool is_empty(const struct reader *r, enum field field)
{
	return *folded(r, field) == '\0';
}

static void fold_row(struct reader *r)
{
	for (int i = 0; i < FIELDS; i++) {
		buf_reset(&r->folded[i]);
		cell_fold(&r->folded[i], cell_of(r, (enum field)i)->text);
	}
	for (char *c = r->folded[FIELD_NUMBER].data; *c; c++)
		if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');
}

/* Text as it stands, but trimmed; cut with a warning. */
static void take_text(struct reader *r, enum field field, char *out, size_t size)
{
	struct buf text = BUF_INIT;

	unicode_trim(&text, cell_of(r, field)->text);
	if (!text_copy(out, size, text.data))
		warn(r, field, "太长，只保留了前面的部分");
	buf_release(&text);
}

static void take_name(struct reader *r)
{
	struct buf text = BUF_INIT;

	unicode_trim(&text, cell_of(r, FIELD_NAME)->text);
	if (text.len == 0)
		refuse(r, FIELD_NAME, "没有姓名");
	else if (!text_copy(r->student.name, sizeof(r->student.name), text.data))
		refuse(r, FIELD_NAME, "姓名太长，请核对");
	else if (cell_of(r, FIELD_NAME)->kind != CELL_TEXT)
		refuse(r, FIELD_NAME, "姓名是一个数字或错误值，请核对");
	buf_release(&text);
}

static void take_sex(struct reader *r)
{
	r->student.sex = sex_read(folded(r, FIELD_SEX));
	if (r->student.sex != SEX_NONE)
		return;
	if (is_empty(r, FIELD_SEX))
		refuse(r, FIELD_SEX, "没有性别，请填 1（男）或 2（女）");
	else
		refuse(r, FIELD_SEX, "性别只能是 1、2、男、女");
}

/* A number without a format for days may still be one: days since 1900 or 1904. */
static int day_of_number(const struct reader *r, const char *text)
{
	int day = birth_date_read(text);
	char *end;
	long serial = strtol(text, &end, 10);

	if (day != 0 || *end)
		return day;
	day = serial_to_day(serial, r->base_1904);
	return day >= 19500101 && day <= 20491231 ? day : 0;
}

static int birth_date_of(const struct reader *r)
{
	const struct cell *cell = cell_of(r, FIELD_BIRTH_DATE);
	char day[16];

	if (cell->kind == CELL_NUMBER)
		return day_of_number(r, cell->text);
	snprintf(day, sizeof(day), "%.10s", cell->text);
	return birth_date_read(
		cell->kind == CELL_TIME ? day : folded(r, FIELD_BIRTH_DATE));
}

/* By the file's birth date, or that of the number; -1: unknown. */
static int age_told(const struct reader *r)
{
	struct student told = { .birth_date = birth_date_of(r) };

	text_copy(told.number, sizeof(told.number), folded(r, FIELD_NUMBER));
	told.birth_date = student_birth_date(&told);
	return told.birth_date
		       ? age_when_school_began(told.birth_date, r->rules->school_year)
		       : -1;
}

/* Says why a year of entry is no grade now. */
static bool take_entry(struct reader *r, enum field field)
{
	static const char *const reasons[] = {
		[ENTERED_UNCLEAR] =
			"这是入学年份，看不出是哪个学段；请写成“小学2023级”“初"
			"中2023级”，或写年级",
		[ENTERED_LATER] =
			"按入学年份，本学年还没有入学；新学年的名单请先做“新学年”再"
			"导入",
		[ENTERED_OVER] = "按入学年份，已经毕业；请核对",
	};
	enum entry_grade entry = entry_grade_read(folded(r, field),
		r->rules->school_year, age_told(r), r->rules->system,
		&r->student.grade_code);

	r->student.grade = grade_from_code(r->student.grade_code, r->rules->system);
	if (entry > ENTERED_GRADE)
		refuse(r, field, "%s", reasons[entry]);
	return entry != ENTERED_NONE;
}

static void take_grade(struct reader *r)
{
	enum school_system system = r->rules->system;
	bool has_grade = !is_empty(r, FIELD_GRADE);
	enum field field = has_grade || r->column[FIELD_GRADE] >= 0 ? FIELD_GRADE
								    : FIELD_CLASS_NAME;
	int code = has_grade ? grade_code_read(folded(r, FIELD_GRADE), system)
			     : grade_code_of_class(folded(r, FIELD_CLASS_NAME), system);

	r->student.grade_code = code;
	r->student.grade = grade_from_code(code, system);
	if (r->student.grade != GRADE_NONE ||
		take_entry(r, has_grade ? FIELD_GRADE : FIELD_CLASS_NAME))
		return;
	if (!has_grade && field == FIELD_GRADE)
		refuse(r, field, "没有年级");
	else if (!has_grade)
		refuse(r, field, "从班级名称看不出年级，请加一列“年级编号”");
	else if (system == SYSTEM_63 && code == 24)
		refuse(r, field,
			"六三制学校没有年级编号 24；学制在建站时选定（五四制：station "
			"init --system 54）");
	else
		refuse(r, field,
			"不认识的年级；可以写 11 至 16、21 至 24、31 至 33、41 至 "
			"44，或“三年级”"
			"“初一”“高二”“小学2023级”");
}

static bool lacks_class(const struct reader *r)
{
	return (is_empty(r, FIELD_CLASS_CODE) && is_empty(r, FIELD_CLASS_NAME)) ||
	       (is_empty(r, FIELD_GRADE) && r->student.grade == GRADE_NONE);
}

static void take_class(struct reader *r)
{
	struct student *s = &r->student;
	bool has_code = !is_empty(r, FIELD_CLASS_CODE);

	take_text(r, FIELD_CLASS_NAME, s->class_name, sizeof(s->class_name));
	if (!has_code && is_empty(r, FIELD_CLASS_NAME)) {
		refuse(r,
			r->column[FIELD_CLASS_NAME] >= 0 ? FIELD_CLASS_NAME
							 : FIELD_CLASS_CODE,
			"没有班级");
		return;
	}
	r->bare_class = class_name_complete(s->class_name, folded(r, FIELD_CLASS_NAME),
		s->grade_code, r->rules->system, s->class_name, sizeof(s->class_name));
	if (!has_code) {
		class_code_make(s);
	} else if (!text_copy(s->class_code, sizeof(s->class_code),
			   folded(r, FIELD_CLASS_CODE)) ||
		   *s->class_code == '~') {
		refuse(r, FIELD_CLASS_CODE, "班级编号太长或不是平台的编号，请核对");
	} else if (is_empty(r, FIELD_CLASS_NAME)) {
		text_copy(s->class_name, sizeof(s->class_name), s->class_code);
	}
}

static void compare_with_number(struct reader *r)
{
	const struct student *s = &r->student;

	if (s->number[0] != 'G')
		return;
	if (s->sex != SEX_NONE && number_sex(s->number) != s->sex)
		doubt(r, FIELD_SEX, "性别与学籍号中的身份证号不一致，请核对");
	if (s->birth_date != 0 && number_birth_date(s->number) != s->birth_date)
		doubt(r, FIELD_BIRTH_DATE,
			"出生日期与学籍号中的身份证号不一致，请核对");
}

/* The birth date of the file, or of a number that is right. */
static void compare_with_grade(struct reader *r)
{
	const struct student *s = &r->student;
	bool told = s->birth_date != 0;
	int birth = student_birth_date(s);
	int age = age_when_school_began(birth, r->rules->school_year);

	if (s->grade != GRADE_NONE && r->rules->school_year && birth &&
		!age_fits_grade(age, s->grade_code, r->rules->system))
		doubt(r, told ? FIELD_BIRTH_DATE : FIELD_NUMBER,
			"开学时%d岁，与%s的年龄相差太大，请核对年级和出生日期", age,
			grade_code_zh(s->grade_code));
}

static void take_school_number(struct reader *r)
{
	const char *number = folded(r, FIELD_NUMBER);

	switch (student_number_check(number)) {
	case NUMBER_CHECK_DIGIT:
		doubt(r, FIELD_NUMBER, "学籍号的校验码不对，可能写错了一位，请核对");
		break;
	case NUMBER_GOOD:
		break;
	case NUMBER_NO_LETTER:
		refuse(r, FIELD_NUMBER,
			"学籍号要以 G、L 或 J "
			"开头；这里好像是身份证号，请从学籍系统复制学籍号");
		return;
	case NUMBER_OLD:
		refuse(r, FIELD_NUMBER, "15 位的身份证号早已停用，请填 19 位的学籍号");
		return;
	case NUMBER_ROUNDED:
		refuse(r, FIELD_NUMBER,
			"学籍号被表格软件变成了数字，后几位已经丢失；请把这一列设为文本"
			"后重新填写");
		return;
	case NUMBER_MALFORMED:
		refuse(r, FIELD_NUMBER,
			"学籍号应是 G、L 或 J 加 18 位，共 19 位（最后一位可以是 "
			"X），这里有 %zu 位",
			unicode_length(number));
		return;
	}
	text_copy(r->student.number, sizeof(r->student.number), number);
}

static void take_number(struct reader *r)
{
	bool is_university = r->student.grade_code / 10 == 4;
	const char *number = folded(r, FIELD_NUMBER);
	bool is_number = cell_of(r, FIELD_NUMBER)->kind == CELL_NUMBER;

	if (*number == '\0')
		refuse(r, FIELD_NUMBER,
			"没有学籍号；平台上还没有的学生，请填 L 加身份证号");
	else if (is_number && (!is_university || strlen(number) > 15))
		refuse(r, FIELD_NUMBER,
			"学籍号是一个数字单元格，后几位可能已经丢失；请把这一列设为文本"
			"后重新填写");
	else if (!is_university)
		take_school_number(r);
	else if (!text_copy(r->student.number, sizeof(r->student.number), number))
		refuse(r, FIELD_NUMBER, "学号太长，请核对");
	else if (is_number)
		warn(r, FIELD_NUMBER,
			"学号是一个数字单元格，前面的 0 可能已经丢失，请核对");
}

static void take_birth_date(struct reader *r)
{
	const struct cell *cell = cell_of(r, FIELD_BIRTH_DATE);

	if (cell->kind == CELL_EMPTY)
		return;
	r->student.birth_date = birth_date_of(r);
	if (r->student.birth_date == 0)
		warn(r, FIELD_BIRTH_DATE,
			"看不懂的出生日期，没有导入；请写成 2012-3-4 或 20120304");
	else if (cell->kind == CELL_NUMBER && birth_date_read(cell->text) == 0)
		warn(r, FIELD_BIRTH_DATE,
			"这是一个数字，按日期读作 %04d-%02d-%02d，请核对",
			r->student.birth_date / 10000,
			r->student.birth_date / 100 % 100, r->student.birth_date % 100);
}

/* As given, "1" or "01"; a name becomes the code that it has everywhere. */
static void take_ethnicity(struct reader *r)
{
	const char *text = folded(r, FIELD_ETHNICITY);
	size_t digits = strspn(text, "0123456789");
	const char *code = text;

	if (*text == '\0' || (digits <= 2 && strtol(text, NULL, 10) == 0 &&
				     digits > 0 && text[digits] == '\0'))
		return; /* 0 stands for "not known" in real sheets */
	if (digits == 0)
		code = codes_of_name(r->rules->ethnicities, text);
	if (!code || strlen(code) > 2 || (digits > 0 && text[digits] != '\0')) {
		warn(r, FIELD_ETHNICITY,
			"看不懂的民族代码，没有导入；可以写 01 至 56 或“汉族”");
		return;
	}
	text_copy(r->student.ethnicity, sizeof(r->student.ethnicity), code);
	if (!codes_has(r->rules->ethnicities, code))
		warn(r, FIELD_ETHNICITY, "民族代码不在国家标准里，照原样保留，请核对");
}

static void take_place(struct reader *r)
{
	const char *text = folded(r, FIELD_CLASS_PLACE);
	size_t digits = strspn(text, "0123456789");

	if (*text == '\0')
		return;
	if (text[digits] == '\0' && digits <= 4)
		r->student.class_place = (int)strtol(text, NULL, 10);
	if (r->student.class_place == 0)
		warn(r, FIELD_CLASS_PLACE, "座号应是 1 到 9999 的数字，没有导入");
}

/* The last characters of a 学籍号 are its secret part, and a 测试号 is typed and shown
 * where others look on. Three that agree may be chance. */
static bool gives_away(const char *test_number, const char *number)
{
	size_t len = strlen(test_number), whole = strlen(number);

	return len >= 4 && len <= whole &&
	       strcasecmp(test_number, number + whole - len) == 0;
}

static void take_test_number(struct reader *r)
{
	const char *text = folded(r, FIELD_TEST_NUMBER);
	size_t len = strlen(text);
	bool plain = true;

	for (const char *c = text; *c; c++)
		plain &= isalnum((unsigned char)*c) || *c == '-';
	if (!plain || len >= sizeof(r->student.test_number))
		warn(r, FIELD_TEST_NUMBER,
			"测试号只能是 11 "
			"位以内的数字和字母，没有导入；没有测试号的另编一个");
	else if (gives_away(text, r->student.number))
		warn(r, FIELD_TEST_NUMBER,
			"测试号是学籍号的最后几位，别人会看到，没有导入；没有测试号的另"
			"编一个");
	else
		memcpy(r->student.test_number, text, len + 1);
}

static void take_barred(struct reader *r)
{
	if (barred_read(cell_of(r, FIELD_BARRED)->text, r->rules->items,
		    &r->student.barred) == BARRED_UNKNOWN)
		warn(r, FIELD_BARRED,
			"不是项目名称，为安全起见按“全部项目不测”处理；请写项目名称、“"
			"全部”或“无”");
}

/* ---- rows ------------------------------------------------------------------- */

/* A line numbered beforehand, or with the class filled in, and nobody on it. */
static bool is_blank(const struct reader *r)
{
	static const enum field fields[] = { FIELD_NUMBER, FIELD_NAME, FIELD_SEX,
		FIELD_BIRTH_DATE, FIELD_BARRED, FIELD_TEST_NUMBER };

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		if (!is_empty(r, fields[i]))
			return false;
	return true;
}

static void keep(struct reader *r)
{
	struct roster_list *list = r->list;
	struct roster_row *kept;

	if (list->count % 256 == 0)
		list->rows = mem_resize_array(
			list->rows, list->count + 256, sizeof(*list->rows));
	kept = &list->rows[list->count++];
	memset(kept, 0, sizeof(*kept));
	kept->row = r->row->number;
	kept->student = r->student;
	kept->bare_class = r->bare_class;
}

static void read_row(struct reader *r, const struct row *row)
{
	r->row = row;
	r->refused = r->bare_class = false;
	memset(&r->student, 0, sizeof(r->student));
	fold_row(r);
	if (is_blank(r))
		return;
	take_name(r);
	take_sex(r);
	take_grade(r);
	take_class(r);
	r->list->classless += lacks_class(r);
	take_number(r);
	take_birth_date(r);
	take_ethnicity(r);
	take_text(r, FIELD_ADDRESS, r->student.address, sizeof(r->student.address));
	take_place(r);
	take_test_number(r);
	take_barred(r);
	compare_with_number(r);
	compare_with_grade(r);
	if (r->refused)
		r->list->refused++;
	else
		keep(r);
}

static void say_hidden_columns(struct reader *r, const struct row *headings)
{
	for (int i = 0; i < FIELDS; i++)
		if (r->column[i] >= 0)
			hidden_say_column(r->sheet, (size_t)r->column[i],
				headings->number, r->heading[i], &r->list->complaints,
				&r->list->complaints_count);
}

static bool read_rows(struct reader *r, struct sheet *sheet, struct err *err)
{
	struct headings headings;
	struct hidden_rows hidden = { 0 };
	struct row row = ROW_INIT;
	enum sheet_got got = SHEET_FAIL;
	bool good = headings_find(&headings, sheet, knows_heading, r->rules, err);

	good = good && read_headings(r, &headings.row, err);
	if (good)
		say_hidden_columns(r, &headings.row);
	if (good && headings.sheet_at > 0)
		warn_heading(r, &headings.row, "",
			"第一张工作表没有标题，读的是后面的一张，请核对");
	while (good && (got = headings_next(&headings, &row, err)) == SHEET_ROW) {
		read_row(r, &row);
		hidden_note(&hidden, &row);
		if (r->list->count > ROSTER_STUDENTS_MAX)
			good = err_set(
				err, "超过 %d 名学生，请分开导入", ROSTER_STUDENTS_MAX);
		else if (r->list->complaints_count == COMPLAINTS_MAX)
			good = err_set(err, "问题太多（超过 %d 处），请先检查这个文件",
				COMPLAINTS_MAX);
	}
	hidden_say(&hidden, &r->list->complaints, &r->list->complaints_count);
	if (good && got == SHEET_END)
		headings_say_others(&headings, knows_heading, r->rules,
			COMPLAINT_SUSPICIOUS, &r->list->complaints,
			&r->list->complaints_count);
	row_release(&row);
	headings_release(&headings);
	return good && got == SHEET_END;
}

bool roster_rows_read(struct sheet *sheet, const struct roster_rules *rules,
	struct roster_list *list, struct err *err)
{
	struct reader r = { .rules = rules,
		.list = list,
		.sheet = sheet,
		.base_1904 = sheet->base_1904 };
	bool good;

	*list = (struct roster_list)ROSTER_LIST_INIT;
	for (int i = 0; i < FIELDS; i++)
		r.folded[i] = (struct buf)BUF_INIT;
	good = read_rows(&r, sheet, err);
	for (int i = 0; i < FIELDS; i++)
		buf_release(&r.folded[i]);
	if (good)
		roster_compare(list);
	else
		roster_list_release(list);
	return good;
}

void roster_list_release(struct roster_list *list)
{
	free(list->rows);
	free(list->complaints);
	*list = (struct roster_list)ROSTER_LIST_INIT;
}
