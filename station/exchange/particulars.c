#include "particulars.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headings.h"
#include "roster_cells.h"
#include "score.h"
#include "text.h"
#include "unicode.h"

#define CELL_MAX   256	 /* bytes of a cell that is compared with names */
#define PAST_MAX_C 12000 /* 学年总分: 100 and 20 */
#define FITNESS	   "fitness_total"
#define NORMAL	   "normal"

struct reader {
	const struct particulars_rules *rules;
	struct particulars *list;
	bool base_1904;
	/* the row */
	const struct row *row;
	struct exam_row out;
	bool refused, named, papers;
	/* the cell */
	const struct exam_column *column;
	const struct cell *cell;
	char text[CELL_MAX]; /* folded */
};

/* ---- complaints ------------------------------------------------------------- */

static void complain(struct reader *r, enum complaint_level level, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

static void complain(struct reader *r, enum complaint_level level, const char *fmt, ...)
{
	char mask[NUMBER_MASK_SIZE];
	bool is_number = r->column->kind == EXAM_COLUMN_NUMBER;
	struct complaint *c = complaint_add(&r->list->complaints,
		&r->list->complaints_count, r->row->number, level, r->column->title,
		is_number ? number_masked(r->text, mask) : r->cell->text);
	va_list args;

	va_start(args, fmt);
	complaint_say(c, fmt, args);
	va_end(args);
	r->refused |= level == COMPLAINT_REFUSED;
}

#define refuse(r, ...) complain(r, COMPLAINT_REFUSED, __VA_ARGS__)
#define warn(r, ...)   complain(r, COMPLAINT_WARNING, __VA_ARGS__)

/* ---- wishes ----------------------------------------------------------------- */

const char *particulars_text(const struct particulars *list, size_t at)
{
	return list->texts.data + at;
}

static size_t keep_text(struct reader *r, const char *text)
{
	size_t at = r->list->texts.len;

	buf_add(&r->list->texts, text, strlen(text) + 1);
	return at;
}

static struct exam_wish *add_wish(
	struct reader *r, enum exam_wish_kind kind, int year, const char *text)
{
	struct particulars *list = r->list;
	struct exam_wish *wish;

	if (list->wishes_count % 256 == 0)
		list->wishes = mem_resize_array(
			list->wishes, list->wishes_count + 256, sizeof(*list->wishes));
	wish = &list->wishes[list->wishes_count++];
	*wish = (struct exam_wish){ .kind = kind,
		.at = r->column->at,
		.year = year,
		.column = (size_t)(r->column - list->columns) };
	wish->text = keep_text(r, text);
	wish->cell = keep_text(r, r->cell->text);
	r->out.wishes++;
	return wish;
}

/* ---- who -------------------------------------------------------------------- */

static void take_number(struct reader *r)
{
	for (char *c = r->text; *c; c++)
		if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');
	r->named = true;
	if (r->cell->kind == CELL_NUMBER && strlen(r->text) > 11)
		refuse(r,
			"学籍号是一个数字单元格，后几位可能已经丢失；请把这一列设为文本"
			"后重新填写，或改用测试号");
	else if (!text_copy(r->out.number, sizeof(r->out.number), r->text))
		refuse(r, "学籍号太长，请核对");
}

static void take_test_number(struct reader *r)
{
	r->named = true;
	if (!text_copy(r->out.test_number, sizeof(r->out.test_number), r->text))
		refuse(r, "测试号太长，请核对");
}

static void take_text(struct reader *r, char *out, size_t size)
{
	struct buf text = BUF_INIT;

	unicode_trim(&text, r->cell->text);
	if (!text_copy(out, size, text.data))
		refuse(r, "太长，最多 %zu 字节，请写短一些", size - 1);
	buf_release(&text);
}

/* A number without a format for days may still be one. */
static int day_of_cell(const struct reader *r)
{
	int day = birth_date_read(r->text);
	char text[16], *end;
	long serial;

	if (r->cell->kind == CELL_TIME) {
		snprintf(text, sizeof(text), "%.10s", r->cell->text);
		return birth_date_read(text);
	}
	if (day || r->cell->kind != CELL_NUMBER)
		return day;
	serial = strtol(r->text, &end, 10);
	return *end ? 0 : serial_to_day(serial, r->base_1904);
}

static void take_papers_date(struct reader *r)
{
	r->out.given_on = day_of_cell(r);
	if (r->out.given_on < 20000101)
		refuse(r, "看不懂的证明日期；请写成 2026-3-4 或 20260304");
	else if (r->rules->today && r->out.given_on > r->rules->today)
		refuse(r, "证明日期在今天之后，请核对");
}

/* ---- choices ---------------------------------------------------------------- */

static int same_zh(
	const struct exam *exam, const struct exam_group *group, const char *zh)
{
	int n = 0;

	for (int i = 0; i < exam->items; i++)
		n += (group->items >> i & 1) && strcmp(exam->item[i].zh, zh) == 0;
	return n;
}

/* The key of what a word names in a group: an item, or where boys' and girls' items
 * share a name or only the slot was given, the slot. NULL: nothing. */
static const char *find_choice(
	const struct exam *exam, const struct exam_group *group, const char *word)
{
	for (int i = 0; i < exam->items; i++) {
		const struct exam_item *item = &exam->item[i];

		if (!(group->items >> i & 1))
			continue;
		if (particulars_name_is(word, item->key))
			return item->key;
		if (particulars_name_is(word, item->slot))
			return item->slot;
		if (particulars_name_is(word, item->zh))
			return *item->slot && same_zh(exam, group, item->zh) > 1
				       ? item->slot
				       : item->key;
	}
	return NULL;
}

static void refuse_choice(
	struct reader *r, const struct exam_group *group, const char *word)
{
	const struct exam *exam = r->rules->exam;
	struct buf known = BUF_INIT;

	for (int i = 0; i < exam->items; i++)
		if (group->items >> i & 1)
			buf_addf(&known, "%s%s", known.len ? "、" : "",
				exam->item[i].zh);
	refuse(r, "“%.60s”不是%s的项目；可以写：%s", word, group->zh, known.data);
	buf_release(&known);
}

/* The next word before a sign; *s is moved, NULL at the end. */
static bool next_word(char **s, char **word)
{
	static const char between[] = "、";
	char *end;

	if (!*s)
		return false;
	*word = *s;
	end = *s + strcspn(*s, "/,;");
	*s = strstr(*word, between);
	if (*s && *s < end) {
		**s = '\0';
		*s += sizeof(between) - 1;
		return true;
	}
	*s = *end ? end + 1 : NULL;
	*end = '\0';
	return true;
}

static void take_choice(struct reader *r)
{
	const struct exam *exam = r->rules->exam;
	const struct exam_group *group = &exam->group[r->column->at];
	char words[CELL_MAX], *rest = words, *word;
	struct buf keys = BUF_INIT;
	int chosen = 0;

	memcpy(words, r->text, sizeof(words));
	while (next_word(&rest, &word)) {
		const char *key = find_choice(exam, group, word);

		if (!key) {
			refuse_choice(r, group, word);
			buf_release(&keys);
			return;
		}
		buf_addf(&keys, "%s%s", chosen++ ? "/" : "", key);
	}
	if (chosen == group->pick)
		add_wish(r, WISH_CHOICE, 0, keys.data);
	else
		refuse(r, "%s要选 %d 项，这里有 %d 项", group->zh, group->pick, chosen);
	buf_release(&keys);
}

/* ---- statuses --------------------------------------------------------------- */

static void refuse_status(struct reader *r)
{
	const struct exam *exam = r->rules->exam;
	struct buf known = BUF_INIT;

	for (int i = 0; i < exam->statuses; i++)
		buf_addf(&known, "%s、", exam->status_of[i].zh);
	refuse(r, "不是本方案的状态；可以写：%s正常", known.data);
	buf_release(&known);
}

static void take_status(struct reader *r)
{
	const struct exam *exam = r->rules->exam;

	if (strcmp(r->text, NORMAL) == 0 || strcmp(r->text, "正常") == 0) {
		add_wish(r, WISH_STATUS, 0, NORMAL);
		return;
	}
	for (int i = 0; i < exam->statuses; i++) {
		const struct exam_status *s = &exam->status_of[i];

		if (!particulars_name_is(r->text, s->code) &&
			!particulars_name_is(r->text, s->zh))
			continue;
		add_wish(r, WISH_STATUS, 0, s->code);
		r->papers |= *s->papers != '\0';
		return;
	}
	refuse_status(r);
}

static void take_standard(struct reader *r)
{
	static const struct {
		const char *zh, *code;
	} words[] = { { "免予执行", "exempt" }, { "缓测", "deferred" },
		{ "正常", NORMAL } };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(r->text, words[i].zh) == 0 ||
			strcmp(r->text, words[i].code) == 0) {
			add_wish(r, WISH_STANDARD, 0, words[i].code);
			r->papers |= strcmp(words[i].code, NORMAL) != 0;
			return;
		}
	refuse(r, "体测状态只能是：免予执行、缓测、正常");
}

/* ---- points ----------------------------------------------------------------- */

static bool is_points(const char *text, int32_t most_c, int32_t *out)
{
	struct decimal d;
	int64_t value;

	if (!decimal_read(slice_of(text), &d) || !decimal_exact(d, 2, &value) ||
		value < 0 || value > most_c)
		return false;
	*out = (int32_t)value;
	return true;
}

static const char *write_c(int32_t points_c, char out[24])
{
	return score_write(points_c,
		points_c % 10	 ? 2
		: points_c % 100 ? 1
				 : 0,
		out, 24);
}

static void take_value(struct reader *r, int year, const char *text)
{
	const struct exam_component *c = &r->rules->exam->component[r->column->at];
	int32_t most_c = c->typed			  ? c->points_c
			 : strcmp(c->input, FITNESS) == 0 ? PAST_MAX_C
							  : EXAM_POINTS_MAX_C;
	int32_t value;
	char most[24];

	if (is_points(text, most_c, &value))
		add_wish(r, WISH_PROCESS, year, text);
	else
		refuse(r, "“%.40s”不是 0 到 %s 的数（最多两位小数）", text,
			write_c(most_c, most));
}

static void take_all_years(struct reader *r, const struct exam_component *c)
{
	char words[CELL_MAX], *rest = words;
	struct buf years = BUF_INIT;
	int count = 1;

	for (const char *s = r->text; *s; s++)
		count += *s == '/';
	for (int y = 0; y < c->years; y++)
		buf_addf(&years, "%s%s", y ? "/" : "", c->year[y]);
	if (count != c->years)
		refuse(r, "要写 %d 个学年的值，用 / 隔开（%s），这里有 %d 个", c->years,
			years.data, count);
	buf_release(&years);
	memcpy(words, r->text, sizeof(words));
	for (int y = 0; count == c->years && y < c->years; y++) {
		char *end = rest + strcspn(rest, "/");
		bool last = *end == '\0';

		*end = '\0';
		if (*rest)
			take_value(r, y, rest);
		rest = last ? end : end + 1;
	}
}

static void take_process(struct reader *r)
{
	const struct exam_component *c = &r->rules->exam->component[r->column->at];

	if (r->cell->kind == CELL_DATE || r->cell->kind == CELL_TIME)
		refuse(r, "表格软件把它变成了日期；请把这一列设为文本后重新填写");
	else if (r->column->year < 0 && c->years > 0)
		take_all_years(r, c);
	else
		take_value(r, r->column->year, r->text);
}

/* The grade of then, when there is a column for it and it is filled in. */
static bool take_grade(struct reader *r, int *code)
{
	const struct particulars *list = r->list;

	for (size_t i = 0; i < list->columns_count; i++) {
		const struct exam_column *c = &list->columns[i];
		char folded[CELL_MAX];

		if (c->kind != EXAM_COLUMN_GRADE || c->at != r->column->at ||
			row_cell(r->row, i)->kind == CELL_EMPTY)
			continue;
		r->column = c;
		r->cell = row_cell(r->row, i);
		if (heading_fold(r->cell->text, folded, sizeof(folded)))
			*code = grade_code_read(folded, r->rules->system);
		if (*code == 0)
			refuse(r,
				"不认识的年级；可以写 11 至 16、21 至 24、31 至 33，或"
				"“初一”“七年级”");
		return *code > 0;
	}
	return true;
}

static void take_past(struct reader *r)
{
	struct exam_wish *wish;
	int32_t total_c;
	int code = 0;

	if (!is_points(r->text, PAST_MAX_C, &total_c)) {
		refuse(r, "学年总分是 0 到 120 的数（最多两位小数）");
		return;
	}
	wish = add_wish(r, WISH_PAST, 0, "");
	wish->total_c = total_c;
	if (take_grade(r, &code))
		wish->grade_code = code;
}

/* ---- a row ------------------------------------------------------------------ */

static void take_cell(struct reader *r)
{
	switch (r->column->kind) {
	case EXAM_COLUMN_NUMBER:
		take_number(r);
		break;
	case EXAM_COLUMN_TEST_NUMBER:
		take_test_number(r);
		break;
	case EXAM_COLUMN_NAME:
		take_text(r, r->out.name, sizeof(r->out.name));
		break;
	case EXAM_COLUMN_PAPERS:
		take_text(r, r->out.papers, sizeof(r->out.papers));
		break;
	case EXAM_COLUMN_APPROVER:
		take_text(r, r->out.approver, sizeof(r->out.approver));
		break;
	case EXAM_COLUMN_REASON:
		take_text(r, r->out.reason, sizeof(r->out.reason));
		break;
	case EXAM_COLUMN_PAPERS_DATE:
		take_papers_date(r);
		break;
	case EXAM_COLUMN_STANDARD:
		take_standard(r);
		break;
	case EXAM_COLUMN_STATUS:
		take_status(r);
		break;
	case EXAM_COLUMN_CHOICE:
		take_choice(r);
		break;
	case EXAM_COLUMN_PROCESS:
		take_process(r);
		break;
	case EXAM_COLUMN_PAST:
		take_past(r);
		break;
	case EXAM_COLUMN_GRADE: /* with its total */
	case EXAM_COLUMN_UNUSED:
		break;
	}
}

/* A name or a reason may be long; what is compared with words may not. */
static bool fold_cell(struct reader *r)
{
	const char *text = r->cell->text + (*r->cell->text == '\'');
	bool is_code = r->column->kind == EXAM_COLUMN_NUMBER ||
		       r->column->kind == EXAM_COLUMN_TEST_NUMBER;
	struct buf folded = BUF_INIT;
	bool fits;

	if (is_code)
		cell_fold(&folded, text);
	fits = is_code ? text_copy(r->text, sizeof(r->text), folded.data)
		       : heading_fold(text, r->text, sizeof(r->text));
	buf_release(&folded);
	if (!fits)
		refuse(r, "太长，请核对");
	return fits;
}

static bool has_wish(
	const struct particulars *list, const struct exam_row *row, bool of_status)
{
	for (size_t i = 0; i < row->wishes; i++) {
		enum exam_wish_kind kind = list->wishes[row->wish + i].kind;

		if (!of_status || kind == WISH_STATUS || kind == WISH_STANDARD)
			return true;
	}
	return false;
}

static void check_row(struct reader *r)
{
	const struct exam_row *out = &r->out;
	struct particulars *list = r->list;

	if (!r->named && (out->wishes > 0 || *out->name)) {
		particulars_complain(list, out, NULL, COMPLAINT_REFUSED,
			"没有测试号，也没有学籍号，不知道是哪名学生");
		r->refused = true;
	} else if (!has_wish(list, out, true) && (*out->papers || out->given_on)) {
		particulars_complain(list, out, NULL, COMPLAINT_WARNING,
			"有证明，但没有状态；证明没有导入");
	} else if (r->papers && !*out->papers) {
		particulars_complain(list, out, NULL, COMPLAINT_WARNING,
			"没有写出示了什么证明，请补上“证明”“批准人”“证明日期”");
	}
}

static void keep_row(struct reader *r, size_t texts)
{
	struct particulars *list = r->list;

	if (r->refused || r->out.wishes == 0) {
		list->wishes_count = r->out.wish;
		if (list->texts.len > texts)
			list->texts.data[list->texts.len = texts] = '\0';
		list->refused += r->refused;
		list->silent += !r->refused && r->named;
		return;
	}
	if (list->count % 256 == 0)
		list->rows = mem_resize_array(
			list->rows, list->count + 256, sizeof(*list->rows));
	list->rows[list->count++] = r->out;
}

static void read_row(struct reader *r, const struct row *row)
{
	size_t texts = r->list->texts.len;

	r->row = row;
	r->refused = r->named = r->papers = false;
	memset(&r->out, 0, sizeof(r->out));
	r->out.row = row->number;
	r->out.wish = r->list->wishes_count;
	for (size_t i = 0; i < r->list->columns_count; i++) {
		r->column = &r->list->columns[i];
		r->cell = row_cell(row, i);
		if (r->column->kind == EXAM_COLUMN_UNUSED ||
			r->cell->kind == CELL_EMPTY)
			continue;
		r->text[0] = '\0';
		if (r->cell->kind == CELL_ERROR)
			refuse(r, "单元格里是一个错误值，请核对");
		else if (fold_cell(r) && *r->text)
			take_cell(r);
	}
	check_row(r);
	keep_row(r, texts);
}

static bool read_rows(struct reader *r, struct sheet *sheet, struct err *err)
{
	struct headings headings;
	struct row row = ROW_INIT;
	enum sheet_got got = SHEET_FAIL;
	bool good = headings_find(&headings, sheet, particulars_heading_known, r->rules,
			    err) &&
		    particulars_headings(r->list, r->rules, &headings.row, err);

	while (good && (got = headings_next(&headings, &row, err)) == SHEET_ROW) {
		read_row(r, &row);
		if (r->list->count > PARTICULARS_MAX)
			good = err_set(
				err, "超过 %d 名学生，请分开导入", PARTICULARS_MAX);
		else if (r->list->complaints_count == COMPLAINTS_MAX)
			good = err_set(err, "问题太多（超过 %d 处），请先检查这个文件",
				COMPLAINTS_MAX);
	}
	row_release(&row);
	headings_release(&headings);
	r->row = NULL;
	return good && got == SHEET_END;
}

bool particulars_read(struct sheet *sheet, const struct particulars_rules *rules,
	struct particulars *list, struct err *err)
{
	struct reader r = {
		.rules = rules, .list = list, .base_1904 = sheet->base_1904
	};

	*list = (struct particulars)PARTICULARS_INIT;
	if (read_rows(&r, sheet, err))
		return true;
	particulars_release(list);
	return false;
}

void particulars_release(struct particulars *list)
{
	free(list->columns);
	free(list->rows);
	free(list->wishes);
	free(list->complaints);
	buf_release(&list->texts);
	*list = (struct particulars)PARTICULARS_INIT;
}
