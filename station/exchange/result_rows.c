#include "result_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "text.h"

/* ---- stages and layouts ----------------------------------------------------- */

bool result_stage_read(const char *text, enum result_stage *out)
{
	static const struct {
		const char *key, *zh;
		enum result_stage stage;
	} stages[] = {
		{ "all", "全校", STAGE_ALL },
		{ "primary", "小学", STAGE_PRIMARY },
		{ "junior", "初中", STAGE_JUNIOR },
		{ "senior", "高中", STAGE_SENIOR },
		{ "university", "大学", STAGE_UNIVERSITY },
	};

	for (size_t i = 0; i < sizeof(stages) / sizeof(stages[0]); i++) {
		if (strcmp(text, stages[i].key) == 0 ||
			strcmp(text, stages[i].zh) == 0) {
			*out = stages[i].stage;
			return true;
		}
	}
	return false;
}

bool result_stage_has(enum result_stage stage, int grade_code)
{
	return stage == STAGE_ALL || grade_code / 10 == (int)stage;
}

void result_layout_add(struct result_layout *grades, const struct student *student)
{
	grades->grade[student->grade] = true;
	grades->secondary_code |= student->grade_code >= 21;
}

/* Is there a grade, and none outside first..last? */
static bool only(const struct result_layout *grades, enum grade first, enum grade last)
{
	bool any = false;

	for (int g = GRADE_G1; g < GRADE_COUNT; g++) {
		if (grades->grade[g] && (g < (int)first || g > (int)last))
			return false;
		any |= grades->grade[g];
	}
	return any;
}

const char *result_layout_name(const struct result_layout *grades)
{
	if (only(grades, GRADE_G7, GRADE_U34))
		return "national-secondary";
	if (!only(grades, GRADE_G1, GRADE_U34))
		return NULL;
	if (grades->secondary_code || !only(grades, GRADE_G1, GRADE_G6))
		return "national-mixed";
	if (only(grades, GRADE_G1, GRADE_G2))
		return "national-primary-12";
	if (only(grades, GRADE_G3, GRADE_G4))
		return "national-primary-34";
	if (only(grades, GRADE_G5, GRADE_G6))
		return "national-primary-56";
	return "national-primary";
}

bool result_counts_ask(const struct result_counts *counts)
{
	return counts->partial > 0 || counts->none > 0 || counts->disputed > 0 ||
	       counts->identity > 0 || counts->outside > 0 || counts->no_column > 0 ||
	       counts->rows + counts->exempt < counts->roll;
}

/* ---- the columns ------------------------------------------------------------ */

enum source {
	SOURCE_GRADE_CODE,
	SOURCE_CLASS_CODE,
	SOURCE_CLASS_NAME,
	SOURCE_NUMBER,
	SOURCE_ETHNICITY,
	SOURCE_NAME,
	SOURCE_SEX,
	SOURCE_BIRTH_DATE,
	SOURCE_ADDRESS,
	SOURCE_ITEM
};

static const struct {
	const char *field;
	enum column_type type;
} sources[SOURCE_ITEM] = {
	[SOURCE_GRADE_CODE] = { "grade_code", COLUMN_CODE },
	[SOURCE_CLASS_CODE] = { "class_code", COLUMN_TEXT },
	[SOURCE_CLASS_NAME] = { "class_name", COLUMN_TEXT },
	[SOURCE_NUMBER] = { "number", COLUMN_TEXT },
	[SOURCE_ETHNICITY] = { "ethnicity", COLUMN_CODE },
	[SOURCE_NAME] = { "name", COLUMN_TEXT },
	[SOURCE_SEX] = { "sex", COLUMN_CODE },
	[SOURCE_BIRTH_DATE] = { "birth_date", COLUMN_DATE },
	[SOURCE_ADDRESS] = { "address", COLUMN_TEXT },
};

struct column {
	enum source source;
	int item;	   /* in the catalogue; SOURCE_ITEM */
	int64_t low, high; /* what the platform takes */
};

/* What a person should know; row 0: of the file as a whole. */
struct note {
	size_t row;
	int grade_code, class_place;
	char class_name[48], name[64];
	char what[160]; /* item, or several */
	const char *state;
	char more[200];
};

struct result_rows {
	struct book *book;
	const struct layout *layout;
	const struct items *items;
	struct column *columns;
	struct note *notes;
	size_t notes_count;
	struct result_counts counts;
};

static bool read_bounds(struct column *column, const struct layout_column *from,
	const struct item *item, const char *layout, struct err *err)
{
	column->low = item->hard_min;
	column->high = item->hard_max;
	if (*from->low == '\0')
		return true;
	if (item_read_exact(item, from->low, &column->low) &&
		item_read_exact(item, from->high, &column->high) &&
		column->low <= column->high)
		return true;
	return err_set(err,
		"layout %s, column \"%s\": %s to %s is no range of the item", layout,
		from->title, from->low, from->high);
}

static bool find_item(struct column *column, const struct layout_column *from,
	const struct items *items, const char *layout, struct err *err)
{
	const struct item *item;

	column->source = SOURCE_ITEM;
	column->item = items_find(items, from->field);
	if (column->item < 0)
		return err_set(err,
			"layout %s, column \"%s\": \"%s\" is neither an item nor a "
			"field of a student",
			layout, from->title, from->field);
	item = items_at(items, column->item);
	if ((from->type == COLUMN_MIN_SEC) != item->minutes ||
		(from->type != COLUMN_MIN_SEC && from->type != COLUMN_DECIMAL &&
			from->type != COLUMN_INTEGER) ||
		(from->type == COLUMN_INTEGER && item->decimals > 0))
		return err_set(err,
			"layout %s, column \"%s\": this type does not fit the item",
			layout, from->title);
	return read_bounds(column, from, item, layout, err);
}

static bool find_source(struct column *column, const struct layout_column *from,
	const struct items *items, const char *layout, struct err *err)
{
	for (int i = 0; i < SOURCE_ITEM; i++) {
		if (strcmp(sources[i].field, from->field) != 0)
			continue;
		column->source = (enum source)i;
		return from->type == sources[i].type ||
		       err_set(err, "layout %s, column \"%s\": this type does not fit",
			       layout, from->title);
	}
	return find_item(column, from, items, layout, err);
}

struct result_rows *result_rows_begin(struct book *book, const struct layout *layout,
	const struct items *items, struct err *err)
{
	struct result_rows *rows = mem_alloc(sizeof(*rows));
	bool good = true;

	rows->book = book;
	rows->layout = layout;
	rows->items = items;
	rows->columns = mem_array(layout->columns_count, sizeof(*rows->columns));
	for (unsigned i = 0; good && i < layout->columns_count; i++)
		good = find_source(&rows->columns[i], &layout->columns[i], items,
			layout->name, err);
	if (!good) {
		free(rows->columns);
		free(rows);
		return NULL;
	}
	book_sheet(book, *layout->sheet ? layout->sheet : layout->name);
	for (unsigned i = 0; i < layout->columns_count; i++)
		book_text(book, layout->columns[i].title);
	book_end_row(book);
	return rows;
}

/* ---- notes ------------------------------------------------------------------ */

static struct note *add_note(struct result_rows *rows, const struct student *student,
	const char *what, const char *state)
{
	struct note *note;

	if (rows->notes_count % 256 == 0)
		rows->notes = mem_resize_array(
			rows->notes, rows->notes_count + 256, sizeof(*rows->notes));
	note = &rows->notes[rows->notes_count++];
	*note = (struct note){ .row = rows->counts.rows + 1,
		.grade_code = student->grade_code,
		.class_place = student->class_place,
		.state = state };
	text_copy(note->class_name, sizeof(note->class_name), student->class_name);
	text_copy(note->name, sizeof(note->name), student->name);
	text_copy(note->what, sizeof(note->what), what);
	return note;
}

static void add_word(struct buf *list, const char *word)
{
	buf_addf(list, "%s%s", list->len ? "、" : "", word);
}

static void note_identity(struct result_rows *rows, const struct student *s)
{
	struct buf missing = BUF_INIT;

	if (s->number[0] == '\0')
		add_word(&missing, "学籍号");
	if (s->name[0] == '\0')
		add_word(&missing, "姓名");
	if (s->class_code[0] == '\0' || s->class_code[0] == '~')
		add_word(&missing, "班级编号");
	if (s->ethnicity[0] == '\0')
		add_word(&missing, "民族代码");
	if (s->birth_date == 0)
		add_word(&missing, "出生日期");
	if (missing.len > 0) {
		struct note *note = add_note(rows, s, missing.data, "学生信息不完整");

		text_copy(note->more, sizeof(note->more),
			"平台要求填写；请补全名单后重新导入和导出");
		rows->counts.identity++;
	}
	buf_release(&missing);
}

/* ---- a row ------------------------------------------------------------------ */

/* A student while his row is made. */
struct taken {
	const struct student *student;
	const struct item_result *result[ITEMS_MAX]; /* by item; NULL: not for him */
	uint64_t interrupted;
};

static bool has_value(const struct item_result *result)
{
	return result && result->state == RESULT_VALID && result->has_value;
}

static void write_value(
	struct result_rows *rows, const struct column *column, const struct taken *t)
{
	const struct item_result *result = t->result[column->item];
	const struct item *item = items_at(rows->items, column->item);
	struct decimal decimal;
	char text[40];

	if (!has_value(result)) {
		book_skip(rows->book);
		return;
	}
	item_format_file(item, result->value, text, sizeof(text));
	if (!item->minutes && decimal_read(slice_of(text), &decimal))
		book_number(rows->book, decimal.digits, decimal.decimals);
	else
		book_text(rows->book, text);
	if (result->value < column->low || result->value > column->high) {
		struct note *note = add_note(
			rows, t->student, item->zh, "超出平台范围");

		snprintf(note->more, sizeof(note->more),
			"%s 不在平台接受的范围内，平台会退回这一行，请核对", text);
		rows->counts.outside++;
	}
}

static void write_code(struct book *book, const char *code)
{
	size_t digits = strspn(code, "0123456789");

	if (digits > 0 && code[digits] == '\0')
		book_number(book, strtol(code, NULL, 10), 0);
	else
		book_text(book, code);
}

static void write_cell(
	struct result_rows *rows, const struct column *column, const struct taken *t)
{
	const struct student *s = t->student;
	struct book *book = rows->book;

	switch (column->source) {
	case SOURCE_GRADE_CODE:
		book_number(book, s->grade_code, 0);
		break;
	case SOURCE_CLASS_CODE:
		book_text(book, s->class_code[0] == '~' ? "" : s->class_code);
		break;
	case SOURCE_CLASS_NAME:
		book_text(book, s->class_name);
		break;
	case SOURCE_NUMBER:
		book_text(book, s->number);
		break;
	case SOURCE_ETHNICITY:
		write_code(book, s->ethnicity);
		break;
	case SOURCE_NAME:
		book_text(book, s->name);
		break;
	case SOURCE_SEX:
		if (s->sex == SEX_NONE)
			book_skip(book);
		else
			book_number(book, s->sex == SEX_MALE ? 1 : 2, 0);
		break;
	case SOURCE_BIRTH_DATE:
		book_date(book, s->birth_date);
		break;
	case SOURCE_ADDRESS:
		book_text(book, s->address);
		break;
	case SOURCE_ITEM:
		write_value(rows, column, t);
		break;
	}
}

/* ---- what is missing from a row --------------------------------------------- */

static bool has_column(const struct result_rows *rows, int item)
{
	for (unsigned i = 0; i < rows->layout->columns_count; i++)
		if (rows->columns[i].source == SOURCE_ITEM &&
			rows->columns[i].item == item)
			return true;
	return false;
}

static void note_disputed(
	struct result_rows *rows, const struct taken *t, const struct item *item)
{
	const struct item_result
		*result = t->result[items_find(rows->items, item->key)];
	struct note *note = add_note(rows, t->student, item->zh, "有争议");
	char text[40] = "";

	if (result->has_value)
		item_format_file(item, result->value, text, sizeof(text));
	snprintf(note->more, sizeof(note->more), "待核查，单元格留空；记录 %s-%lld%s%s",
		result->attempt.station, (long long)result->attempt.seq,
		*text ? "，读数 " : "", text);
	rows->counts.disputed++;
}

static void note_item(struct result_rows *rows, const struct taken *t, int index,
	struct buf *untested, struct buf *barred)
{
	const struct item_result *result = t->result[index];
	const struct item *item = items_at(rows->items, index);

	if (has_value(result)) {
		if (has_column(rows, index))
			return;
		add_note(rows, t->student, item->zh, "本表没有这一列");
		rows->counts.no_column++;
	} else if (result->state == RESULT_DISPUTED) {
		note_disputed(rows, t, item);
	} else if (t->interrupted >> index & 1) {
		struct note *note = add_note(rows, t->student, item->zh, "测试中断");

		text_copy(note->more, sizeof(note->more), "没有成绩，需要重测");
	} else if (result->state == RESULT_FOUL) {
		add_note(rows, t->student, item->zh, "没有有效成绩");
	} else {
		add_word(t->student->barred >> index & 1 ? barred : untested, item->zh);
	}
}

/* Gaps and doubts of one student; counts him as complete, partial or none. */
static void note_results(struct result_rows *rows, const struct taken *t)
{
	struct buf untested = BUF_INIT, barred = BUF_INIT;
	size_t needed = 0, good = 0;

	for (int i = 0; i < (int)items_count(rows->items); i++) {
		if (!t->result[i])
			continue;
		needed++;
		good += has_value(t->result[i]);
		note_item(rows, t, i, &untested, &barred);
	}
	if (untested.len > 0)
		add_note(rows, t->student, untested.data, "未测");
	if (barred.len > 0)
		add_note(rows, t->student, barred.data, "运动禁忌");
	if (good == 0)
		rows->counts.none++;
	else if (good < needed)
		rows->counts.partial++;
	else
		rows->counts.complete++;
	buf_release(&untested);
	buf_release(&barred);
}

void result_rows_add(struct result_rows *rows, const struct student *student,
	const struct item_result *results, size_t count, uint64_t interrupted)
{
	struct taken t = { .student = student, .interrupted = interrupted };

	rows->counts.roll++;
	if (student->number[0] == '\0' && student->name[0] == '\0') {
		add_note(rows, student, "", "个人信息已删除，没有写入")->row = 0;
		return;
	}
	for (size_t i = 0; i < count; i++) {
		int item = items_find(rows->items, results[i].item);

		if (item >= 0)
			t.result[item] = &results[i];
	}
	rows->counts.rows++;
	for (unsigned i = 0; i < rows->layout->columns_count; i++)
		write_cell(rows, &rows->columns[i], &t);
	book_end_row(rows->book);
	note_identity(rows, student);
	note_results(rows, &t);
}

void result_rows_leave_out(
	struct result_rows *rows, const struct student *student, const char *papers)
{
	struct note *note = add_note(rows, student, "", "免予执行，没有写入");

	note->row = 0;
	text_copy(note->more, sizeof(note->more), *papers ? papers : "没有登记证明");
	rows->counts.roll++;
	rows->counts.exempt++;
}

/* ---- the notes' sheet ------------------------------------------------------- */

static void write_count(struct book *book, const char *what, size_t count)
{
	for (int i = 0; i < 5; i++)
		book_skip(book);
	book_text(book, what);
	book_text(book, "合计");
	book_number(book, (int64_t)count, 0);
	book_end_row(book);
}

static void write_counts(struct book *book, const struct result_counts *n)
{
	write_count(book, "在册人数", n->roll);
	write_count(book, "写入行数", n->rows);
	write_count(book, "免予执行", n->exempt);
	write_count(book, "成绩完整", n->complete);
	write_count(book, "成绩不完整", n->partial);
	write_count(book, "没有成绩", n->none);
	write_count(book, "有争议的成绩", n->disputed);
	write_count(book, "学生信息不完整", n->identity);
	write_count(book, "超出平台范围的成绩", n->outside);
}

static void write_note(struct book *book, const struct note *note)
{
	if (note->row > 0)
		book_number(book, (int64_t)note->row, 0);
	else
		book_skip(book);
	book_number(book, note->grade_code, 0);
	book_text(book, note->class_name);
	if (note->class_place > 0)
		book_number(book, note->class_place, 0);
	else
		book_skip(book);
	book_text(book, note->name);
	book_text(book, note->what);
	book_text(book, note->state);
	book_text(book, note->more);
	book_end_row(book);
}

void result_rows_end(struct result_rows *rows, struct result_counts *counts)
{
	static const char *const titles[] = { "行", "年级编号", "班级", "座号", "姓名",
		"项目", "情况", "说明" };
	struct book *book = rows->book;

	*counts = rows->counts;
	book_sheet(book, "说明");
	for (size_t i = 0; i < sizeof(titles) / sizeof(titles[0]); i++)
		book_text(book, titles[i]);
	book_end_row(book);
	write_counts(book, counts);
	for (size_t i = 0; i < rows->notes_count; i++)
		write_note(book, &rows->notes[i]);
	free(rows->notes);
	free(rows->columns);
	free(rows);
}
