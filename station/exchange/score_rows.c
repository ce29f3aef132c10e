#include "score_rows.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "cell_shown.h"
#include "headings.h"
#include "hidden.h"
#include "roster_cells.h"
#include "score_headings.h"
#include "text.h"
#include "unicode.h"

#define GROWTH	   1024
#define POINTS_MAX 100000 /* centipoints */

struct reader {
	const struct score_rules *rules;
	struct score_list *list;
	struct score_places places;
	int run800, run1000, situps, pull_ups, height;
	struct sheet *sheet;
	bool base_1904;
	/* the row */
	const struct row *row;
	struct score_row made;
	bool refused;
	struct buf text;				  /* of one cell */
	bool spelled[SHEET_COLUMNS_MAX][SCORE_SPELLINGS]; /* by column: said already */
};

/* ---- complaints ------------------------------------------------------------- */

static void complain(struct reader *r, enum complaint_level level, const char *column,
	const char *value, const char *fmt, ...) __attribute__((format(printf, 5, 6)));

static void complain(struct reader *r, enum complaint_level level, const char *column,
	const char *value, const char *fmt, ...)
{
	struct complaint *c = complaint_add(&r->list->complaints,
		&r->list->complaints_count, r->row->number, level, column, value);
	va_list args;

	va_start(args, fmt);
	complaint_say(c, fmt, args);
	va_end(args);
}

/* ---- who -------------------------------------------------------------------- */

/* The class may stand once, merged down over its children. */
static const struct cell *who_cell(const struct reader *r, enum score_who who)
{
	size_t at = r->places.who[who] < 0 ? SHEET_COLUMNS_MAX
					   : (size_t)r->places.who[who];
	const struct cell *cell = row_cell(r->row, at);
	bool may_merge = who == WHO_GRADE || who == WHO_CLASS_CODE ||
			 who == WHO_CLASS_NAME;

	return cell->kind == CELL_EMPTY && may_merge && at < SHEET_COLUMNS_MAX
		       ? sheet_merged(r->sheet, r->row, at)
		       : cell;
}

/* Half width, without blanks; lent until the next one. */
static const char *fold_who(struct reader *r, enum score_who who)
{
	buf_reset(&r->text);
	cell_fold(&r->text, who_cell(r, who)->text);
	return r->text.data;
}

static const char *keep_trimmed(struct reader *r, enum score_who who)
{
	buf_reset(&r->text);
	unicode_trim(&r->text, who_cell(r, who)->text);
	return score_list_text(r->list, r->text.data);
}

static const char *keep_folded(struct reader *r, enum score_who who)
{
	return score_list_text(r->list, fold_who(r, who));
}

/* 一(1)班 stands in primary schools, and in junior and senior high schools that count anew:
 * all that is known is the year of the stage. 七(1)班 is said of one grade only. */
static void guess_grade(
	struct score_row *row, const char *class_name, enum school_system system)
{
	int code = grade_code_of_class(class_name, system);
	bool may_be_another = code >= 11 && code <= 14 && !strstr(class_name, "年") &&
			      !strstr(class_name, "级") && !strstr(class_name, "小");

	row->grade_code = may_be_another ? 0 : code;
	row->grade_guessed = row->grade_code != 0;
	row->stage_year = may_be_another ? code % 10 : 0;
}

static void take_grade(struct reader *r)
{
	enum school_system system = r->rules->system;
	const char *text = fold_who(r, WHO_GRADE);

	r->made.grade_code = grade_code_read(text, system);
	if (*text && r->made.grade_code == 0)
		complain(r, COMPLAINT_WARNING, r->places.who_heading[WHO_GRADE],
			who_cell(r, WHO_GRADE)->text, "不认识的年级，没有用它来核对");
	if (!*text)
		guess_grade(&r->made, fold_who(r, WHO_CLASS_NAME), system);
}

static void take_sex(struct reader *r)
{
	const char *text = fold_who(r, WHO_SEX);

	r->made.sex = sex_read(text);
	if (*text && r->made.sex == SEX_NONE)
		complain(r, COMPLAINT_WARNING, r->places.who_heading[WHO_SEX],
			who_cell(r, WHO_SEX)->text,
			"性别只能是 1、2、男、女，没有用它来核对");
}

static void take_birth_date(struct reader *r)
{
	const struct cell *cell = who_cell(r, WHO_BIRTH_DATE);
	const char *text = fold_who(r, WHO_BIRTH_DATE);
	struct decimal d;

	r->made.birth_date = birth_date_read(text);
	if (r->made.birth_date == 0 && cell->kind == CELL_NUMBER &&
		decimal_read(slice_of(text), &d) && d.decimals == 0)
		r->made.birth_date = serial_to_day(d.digits, r->base_1904);
}

static void take_exempt(struct reader *r)
{
	static const char *const yes[] = { "是", "1", "y", "Y", "免", "免体", "免测",
		"√", "有" };
	const char *text = fold_who(r, WHO_EXEMPT);

	for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		r->made.exempt |= strcmp(text, yes[i]) == 0;
}

/* A number cell has lost its last digits, but for a university's short 学号. */
static void take_number(struct reader *r)
{
	const struct cell *cell = who_cell(r, WHO_NUMBER);
	const char *text = fold_who(r, WHO_NUMBER);
	enum number_verdict verdict;

	for (char *c = r->text.data; *c; c++)
		if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');
	verdict = student_number_check(text);
	if (*text && ((cell->kind == CELL_NUMBER && r->text.len > 15) ||
			     verdict == NUMBER_ROUNDED)) {
		complain(r, COMPLAINT_REFUSED, r->places.who_heading[WHO_NUMBER], "",
			"第%zu行，学籍号：是一个数字单元格，后几位已经丢失；请把这一列"
			"设为文本后重新填写",
			r->row->number);
		r->refused = true;
	}
	r->made.number = score_list_text(r->list, text);
}

static void take_who(struct reader *r)
{
	take_grade(r);
	take_number(r);
	r->made.name = keep_trimmed(r, WHO_NAME);
	r->made.class_code = keep_folded(r, WHO_CLASS_CODE);
	r->made.class_name = keep_trimmed(r, WHO_CLASS_NAME);
	r->made.test_number = keep_folded(r, WHO_TEST_NUMBER);
	take_sex(r);
	take_birth_date(r);
	take_exempt(r);
}

/* ---- scores ----------------------------------------------------------------- */

static const char *heading_at(const struct reader *r, const struct score_field *field)
{
	return r->list->columns[field->column].heading;
}

static struct score_cell *cell_of(struct reader *r, int item)
{
	struct score_list *list = r->list;
	struct score_cell *cell;

	for (size_t i = 0; i < r->made.count; i++)
		if (list->cells[r->made.first + i].item == item)
			return &list->cells[r->made.first + i];
	if (list->cells_count % GROWTH == 0)
		list->cells = mem_resize_array(
			list->cells, list->cells_count + GROWTH, sizeof(*list->cells));
	cell = &list->cells[list->cells_count++];
	*cell = (struct score_cell){ .item = (int16_t)item,
		.is = SCORE_NOTHING,
		.column = -1,
		.points = { SCORE_NO_POINTS, SCORE_NO_POINTS, SCORE_LEVEL_NONE } };
	r->made.count++;
	return cell;
}

/* From junior high on a boy has no sit-ups and no 800 m, a girl no pull-ups and no
 * 1000 m (upload.md, section 5). */
static bool is_of_other_sex(const struct reader *r, int item)
{
	enum grade grade = grade_from_code(r->made.grade_code, r->rules->system);

	if (grade < GRADE_G7 || r->made.sex == SEX_NONE)
		return false;
	return r->made.sex == SEX_MALE ? item == r->situps || item == r->run800
				       : item == r->pull_ups || item == r->run1000;
}

static void list_readings(
	const struct item *item, const struct score_said *said, struct buf *out)
{
	char text[32];

	for (size_t i = 0; i < said->count; i++)
		buf_addf(out, "%s%s", i ? "、" : "",
			item_format_screen(
				item, said->readings[i].value, text, sizeof(text)));
}

/* Once for a column and a spelling: the teacher decides for all of them. */
static void say_doubt(struct reader *r, const struct score_field *field,
	const struct score_item *item, const struct cell *from,
	const struct score_said *said)
{
	struct buf readings = BUF_INIT;
	char shown[CELL_SHOWN_MAX];

	if (r->spelled[field->column][said->spelling])
		return;
	r->spelled[field->column][said->spelling] = true;
	cell_shown(from, shown);
	list_readings(item->item, said, &readings);
	complain(r, COMPLAINT_WARNING, heading_at(r, field), shown,
		"第%zu行，%s：“%s”可以是%s；要先选定这一列的%s怎样读", r->row->number,
		item->item->zh, shown, readings.data,
		score_spelling_zh(said->spelling));
	buf_release(&readings);
}

static void say_wrong(struct reader *r, const struct score_field *field,
	const struct item *item, const char *text)
{
	complain(r, COMPLAINT_REFUSED, heading_at(r, field), text,
		"第%zu行，%s：数据有误，数据格式错误或者超出数据导入范围（%s）。",
		r->row->number, item->zh, field->range);
}

static void count_cell(struct score_column *column, const struct score_said *said)
{
	column->values += said->is == SCORE_VALUE;
	column->states += said->is == SCORE_STATE;
	column->zeros += said->is == SCORE_STATE && said->state == SCORE_ZERO;
	column->doubts += said->is == SCORE_DOUBTFUL;
	column->wrong += said->is == SCORE_WRONG;
	if (said->count > 0)
		column->spelled[said->spelling]++;
}

/* A second column of the item, for the other sex: only one of the two may speak. */
static bool contradicts(const struct score_cell *cell, const struct score_said *said)
{
	if (cell->is == SCORE_NOTHING || cell->is == SCORE_STATE)
		return false;
	return said->is != SCORE_STATE &&
	       (cell->is != SCORE_VALUE || said->is != SCORE_VALUE ||
		       cell->value != said->value);
}

static void put_cell(struct reader *r, const struct score_field *field, int item,
	const struct cell *from, struct score_said *said)
{
	struct score_cell *cell = cell_of(r, item);

	if (contradicts(cell, said)) {
		complain(r, COMPLAINT_REFUSED, heading_at(r, field), from->text,
			"第%zu行，%s：两列的成绩不一样，请只留一个", r->row->number,
			items_at(r->rules->items, item)->zh);
		cell->is = SCORE_WRONG;
		return;
	}
	if (cell->is != SCORE_NOTHING && said->is == SCORE_STATE)
		return;
	cell->is = (unsigned char)said->is;
	cell->state = (unsigned char)said->state;
	cell->outside = said->outside;
	cell->value = said->value;
	cell->column = (int16_t)field->column;
	cell->look = (unsigned char)said->look;
	cell->written_m = said->written_m;
	if (said->is == SCORE_DOUBTFUL)
		cell->doubt = score_list_doubt(r->list, from, said);
	else if (said->is == SCORE_STATE)
		cell->doubt = score_list_word(r->list, from->text);
}

static void take_value(struct reader *r, const struct score_field *field)
{
	const struct cell *from = row_cell(r->row, field->at);
	int index = field->item[r->made.sex == SEX_MALE];
	struct score_item item = { items_at(r->rules->items, index), field->low,
		field->high };
	struct score_said said;

	if (from->kind == CELL_EMPTY)
		return;
	score_cell_read(&item, from, r->rules->ways, &said);
	if (said.is == SCORE_NOTHING)
		return;
	if (said.is == SCORE_VALUE || said.is == SCORE_DOUBTFUL) {
		if (is_of_other_sex(r, index)) {
			said.is = SCORE_WRONG;
			complain(r, COMPLAINT_REFUSED, heading_at(r, field), from->text,
				"第%zu行,%s：%s生没有此测试项目，不能有值。",
				r->row->number, item.item->zh, sex_zh(r->made.sex));
		} else if (said.is == SCORE_DOUBTFUL) {
			say_doubt(r, field, &item, from, &said);
		}
	} else if (said.is == SCORE_WRONG) {
		say_wrong(r, field, item.item, from->text);
	}
	r->made.exempt |= index == r->height && said.state == SCORE_EXEMPT;
	count_cell(&r->list->columns[field->column], &said);
	put_cell(r, field, index, from, &said);
}

/* ---- points ----------------------------------------------------------------- */

static enum score_level level_read(const char *folded)
{
	static const struct {
		const char *name;
		enum score_level level;
	} names[] = {
		{ "优秀", SCORE_LEVEL_EXCELLENT },
		{ "优", SCORE_LEVEL_EXCELLENT },
		{ "良好", SCORE_LEVEL_GOOD },
		{ "良", SCORE_LEVEL_GOOD },
		{ "及格", SCORE_LEVEL_PASS },
		{ "合格", SCORE_LEVEL_PASS },
		{ "不及格", SCORE_LEVEL_FAIL },
		{ "不合格", SCORE_LEVEL_FAIL },
		{ "正常", SCORE_LEVEL_NORMAL },
		{ "低体重", SCORE_LEVEL_LOW },
		{ "超重", SCORE_LEVEL_OVER },
		{ "肥胖", SCORE_LEVEL_OBESE },
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(names[i].name, folded) == 0)
			return names[i].level;
	return SCORE_LEVEL_NONE;
}

static bool points_read(const char *text, int32_t *points_c)
{
	char shortest[32];
	struct decimal d;
	int64_t value;

	if (!number_shortest(text, shortest) || !decimal_read(slice_of(shortest), &d) ||
		!decimal_exact(d, 2, &value) || value < -POINTS_MAX ||
		value > POINTS_MAX)
		return false;
	*points_c = (int32_t)value;
	return true;
}

static int32_t *points_of(
	struct reader *r, const struct score_field *field, struct score_points *points)
{
	if (field->part == PART_STANDARD)
		return &r->made.standard_c;
	return field->part == PART_BONUS ? &points->bonus_c : &points->points_c;
}

static void take_points(struct reader *r, const struct score_field *field)
{
	const struct cell *from = row_cell(r->row, field->at);
	int index = field->item[r->made.sex == SEX_MALE];
	enum score_word state;
	const char *text;

	if (from->kind == CELL_EMPTY)
		return;
	buf_reset(&r->text);
	unicode_fold(&r->text, from->text, UNICODE_FOLD_CASE);
	text = r->text.data;
	state = score_state_read(text);
	r->made.exempt |= index == SCORE_TOTAL && state == SCORE_EXEMPT;
	if (*text && state == SCORE_STATE_NONE) {
		struct score_points *points;
		bool good;

		points = index == SCORE_TOTAL ? &r->made.total
					      : &cell_of(r, index)->points;
		if (field->part == PART_LEVEL) {
			points->level = level_read(text);
			good = points->level != SCORE_LEVEL_NONE;
		} else {
			good = points_read(text, points_of(r, field, points));
		}
		if (!good)
			complain(r, COMPLAINT_WARNING, "", from->text,
				"第%zu行：看不懂的评分或等级，没有导入",
				r->row->number);
	}
}

/* ---- rows ------------------------------------------------------------------- */

/* A cell into which blanks were typed is empty to whoever looks at it. */
static bool has_scores(struct reader *r)
{
	buf_reset(&r->text);
	for (size_t i = 0; i < r->places.fields && r->text.len == 0; i++)
		unicode_fold(&r->text, row_cell(r->row, r->places.field[i].at)->text,
			UNICODE_KEEP_CASE);
	return r->text.len > 0;
}

static void keep_row(struct reader *r)
{
	struct score_list *list = r->list;

	if (list->count % GROWTH == 0)
		list->rows = mem_resize_array(
			list->rows, list->count + GROWTH, sizeof(*list->rows));
	list->rows[list->count++] = r->made;
}

/* What stands first in the row, where nobody is named in it. */
static const char *first_text(struct reader *r)
{
	buf_reset(&r->text);
	for (size_t i = 0; i < r->row->count && r->text.len == 0; i++)
		cell_fold(&r->text, r->row->cells[i].text);
	return r->text.data;
}

/* 合计 and 平均 below the list, and who made it. */
static bool is_footer(struct reader *r)
{
	static const char *const words[] = { "合计", "总计", "小计", "平均", "最高",
		"最低", "人数", "优秀率", "良好率", "及格率", "合格率", "制表", "填表",
		"审核", "说明", "备注", "注:", "注：" };
	const char *text = *r->made.number ? r->made.number
			   : *r->made.name ? r->made.name
					   : first_text(r);

	if (r->made.sex != SEX_NONE || *r->made.test_number)
		return false;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strncmp(text, words[i], strlen(words[i])) == 0)
			return true;
	return false;
}

/* A line with nobody on it ends the platform's reading without a word; here the rows
 * below it are read, and with scores on it it is refused. */
static bool is_nobody(struct reader *r)
{
	if (*r->made.number || *r->made.name || *r->made.test_number)
		return false;
	if (has_scores(r)) {
		complain(r, COMPLAINT_REFUSED, "", "",
			"第%"
			"zu行，学生信息填写不完整。没有学籍号和姓名，不知道是谁的成绩",
			r->row->number);
		r->list->refused++;
	}
	return true;
}

static void read_row(struct reader *r, const struct row *row)
{
	r->row = row;
	r->refused = false;
	r->made = (struct score_row){
		.row = row->number,
		.first = r->list->cells_count,
		.total = { SCORE_NO_POINTS, SCORE_NO_POINTS, SCORE_LEVEL_NONE },
		.standard_c = SCORE_NO_POINTS,
	};
	take_who(r);
	if (is_footer(r) || is_nobody(r))
		return;
	if (r->refused) {
		r->list->refused++;
		return;
	}
	for (size_t i = 0; i < r->places.fields; i++) {
		if (r->places.field[i].part == PART_VALUE)
			take_value(r, &r->places.field[i]);
		else
			take_points(r, &r->places.field[i]);
	}
	keep_row(r);
}

/* Where 0 cannot be, a program wrote it for "not measured": said once a column. */
static void say_zeros(struct reader *r)
{
	for (size_t i = 0; i < r->list->columns_count; i++) {
		struct score_column *column = &r->list->columns[i];
		struct complaint *c;

		if (column->zeros == 0)
			continue;
		c = complaint_add(&r->list->complaints, &r->list->complaints_count,
			r->list->heading_row, COMPLAINT_WARNING, column->heading, "0");
		snprintf(c->reason, sizeof(c->reason),
			"%s不会是 0；这一列的 %zu 个 0 当作没有成绩",
			items_at(r->rules->items, column->item)->zh, column->zeros);
	}
}

static int by_number(const void *a, const void *b)
{
	const struct score_row *const *x = a, *const *y = b;
	int order = strcmp((*x)->number, (*y)->number);

	return order ? order : ((*x)->row > (*y)->row) - ((*x)->row < (*y)->row);
}

static void find_same(struct reader *r)
{
	struct score_list *list = r->list;
	struct score_row **order = mem_array(
		list->count + 1, sizeof(struct score_row *));

	for (size_t i = 0; i < list->count; i++)
		order[i] = &list->rows[i];
	qsort(order, list->count, sizeof(struct score_row *), by_number);
	for (size_t i = 1; i < list->count; i++) {
		const struct score_row *before = order[i - 1];
		struct complaint *c;

		if (!*order[i]->number || strcmp(order[i]->number, before->number) != 0)
			continue;
		order[i]->same_as = before->same_as ? before->same_as : before->row;
		c = complaint_add(&list->complaints, &list->complaints_count,
			order[i]->row, COMPLAINT_WARNING,
			r->places.who_heading[WHO_NUMBER], "");
		snprintf(c->reason, sizeof(c->reason),
			"与第%zu行的学籍号相同，请核对哪一行对", order[i]->same_as);
	}
	free(order);
}

/* ---- the sheet -------------------------------------------------------------- */

static bool refuse_kind(
	const struct row *headings, enum score_sheet kind, struct err *err)
{
	if (kind == SCORE_SHEET_NONE)
		return err_set(err,
			"第%zu行的标题里没有学籍号、姓名或测试号；标题要写在前 %d "
			"行的某一行",
			headings->number, HEADINGS_ROWS);
	return err_set(
		err, "第%zu行的标题里没有测试项目，这是一份名单", headings->number);
}

static void say_hidden_columns(struct reader *r)
{
	struct score_list *list = r->list;

	for (int i = 0; i < WHO_FIELDS; i++)
		if (r->places.who[i] >= 0)
			hidden_say_column(r->sheet, (size_t)r->places.who[i],
				list->heading_row, r->places.who_heading[i],
				&list->complaints, &list->complaints_count);
	for (size_t i = 0; i < list->columns_count; i++)
		hidden_say_column(r->sheet, list->columns[i].at, list->heading_row,
			list->columns[i].heading, &list->complaints,
			&list->complaints_count);
}

static bool begin(struct reader *r, const struct headings *headings, struct err *err)
{
	struct score_list *list = r->list;

	list->heading_row = headings->row.number;
	if (!score_places_find(&r->places, r->rules, &headings->row, list, err))
		return false;
	r->sheet = headings->sheet;
	r->base_1904 = r->sheet->base_1904;
	memcpy(list->about, headings->sheet->about, sizeof(list->about));
	r->row = &headings->row;
	if (headings->sheet_at > 0)
		complain(r, COMPLAINT_WARNING, "", list->about,
			"第一张工作表没有标题，读的是后面的一张；平台只读第一张");
	list->kind = score_places_kind(&r->places);
	if (list->kind == SCORE_SHEET_NONE || list->kind == SCORE_SHEET_ROSTER)
		return refuse_kind(&headings->row, list->kind, err);
	r->run800 = items_find(r->rules->items, "run800");
	r->run1000 = items_find(r->rules->items, "run1000");
	r->situps = items_find(r->rules->items, "situps");
	r->pull_ups = items_find(r->rules->items, "pull_ups");
	r->height = items_find(r->rules->items, "height");
	say_hidden_columns(r);
	return true;
}

static bool read_all(struct reader *r, struct sheet *sheet, struct err *err)
{
	struct headings headings;
	struct hidden_rows hidden = { 0 };
	struct row row = ROW_INIT;
	enum sheet_got got = SHEET_FAIL;
	bool good = headings_find(&headings, sheet, score_heading_known, r->rules, err);

	good = good && begin(r, &headings, err);
	while (good && (got = headings_next(&headings, &row, err)) == SHEET_ROW) {
		read_row(r, &row);
		hidden_note(&hidden, &row);
		if (r->list->complaints_count == COMPLAINTS_MAX)
			good = err_set(err, "问题太多（超过 %d 处），请先检查这个文件",
				COMPLAINTS_MAX);
	}
	hidden_say(&hidden, &r->list->complaints, &r->list->complaints_count);
	if (good && got == SHEET_END)
		r->list->has_other_sheets = headings_say_others(&headings,
			score_heading_known, r->rules, COMPLAINT_WARNING,
			&r->list->complaints, &r->list->complaints_count);
	row_release(&row);
	headings_release(&headings);
	return good && got == SHEET_END;
}

bool score_rows_read(struct sheet *sheet, const struct score_rules *rules,
	struct score_list *list, struct err *err)
{
	struct reader *r = mem_alloc(sizeof(*r));
	bool good;

	*list = (struct score_list)SCORE_LIST_INIT;
	r->rules = rules;
	r->list = list;
	r->text = (struct buf)BUF_INIT;
	good = read_all(r, sheet, err);
	if (good) {
		say_zeros(r);
		find_same(r);
		complaints_sort(&list->complaints, list->complaints_count);
	} else {
		score_list_release(list);
	}
	buf_release(&r->text);
	free(r);
	return good;
}

bool score_sheet_kind(struct sheet *sheet, const struct score_rules *rules,
	enum score_sheet *kind, struct err *err)
{
	struct score_places *places = mem_alloc(sizeof(*places));
	struct headings headings;
	struct err twice = ERR_INIT; /* whoever reads the sheet says it */
	bool good = headings_find(&headings, sheet, score_heading_known, rules, err);

	if (good) {
		score_places_find(places, rules, &headings.row, NULL, &twice);
		*kind = score_places_kind(places);
	}
	headings_release(&headings);
	free(places);
	return good;
}
