/* 登记卡: a student's results of the years that one card of the standard is for, 附表1 to
 * 附表6 (rules.md, section 10). It is the school's own paper: 学籍号 stands on it. */
#include <stdio.h>
#include <string.h>

#include "documents.h"
#include "form.h"
#include "graduation.h"
#include "item_lines.h"
#include "text.h"
#include "year_card.h"

#define CARD_YEARS 5
#define ROW	   (9 * MM)

static const struct card {
	const char *number, *stage;
	enum grade first, last;
	bool has_graduation;
	const char *signature[3]; /* NULL: no third */
} cards[] = {
	{ "附表1", "小学一、二年级", GRADE_G1, GRADE_G2, false,
		{ "体育教师签字", "班主任签字", "家长签字" } },
	{ "附表2", "小学三、四年级", GRADE_G3, GRADE_G4, false,
		{ "体育教师签字", "班主任签字", "家长签字" } },
	{ "附表3", "小学五、六年级", GRADE_G5, GRADE_G6, true,
		{ "体育教师签字", "班主任签字", "家长签字" } },
	{ "附表4", "初中", GRADE_G7, GRADE_G9, true,
		{ "体育教师签字", "班主任签字", "家长签字" } },
	{ "附表5", "高中", GRADE_G10, GRADE_G12, true,
		{ "体育教师签字", "班主任签字", "家长签字" } },
	{ "附表6", "大学", GRADE_U12, GRADE_U34, true,
		{ "体育教师签字", "辅导员签字", NULL } },
};

struct sheet {
	struct printing *p;
	const struct student *student;
	const struct card *card;
	int code[CARD_YEARS]; /* 年级编号 of each column */
	const struct year_card *year[CARD_YEARS];
	int years;
	bool has_ours;	      /* something is marked with a star */
	char graduation[320]; /* why there is no 毕业成绩, or what the platform says */
	struct form form;
};

static const struct card *card_of(enum grade grade)
{
	for (size_t i = 0; i < sizeof(cards) / sizeof(cards[0]); i++)
		if (grade >= cards[i].first && grade <= cards[i].last)
			return &cards[i];
	return NULL;
}

/* ---- columns -------------------------------------------------------------------- */

static void find_columns(struct sheet *sheet, const struct year_card *years, int count)
{
	enum school_system system = store_system(sheet->p->store);

	for (int code = 11; code <= 44 && sheet->years < CARD_YEARS; code++) {
		enum grade grade = *grade_code_zh(code) ? grade_from_code(code, system)
							: GRADE_NONE;
		const struct year_card *known = NULL;

		/* Of a year that was repeated the later one. */
		for (int i = 0; i < count; i++)
			if (years[i].grade_code == code)
				known = &years[i];
		if (grade < sheet->card->first || grade > sheet->card->last ||
			(system == SYSTEM_54 && code == 16 && !known))
			continue;
		sheet->code[sheet->years] = code;
		sheet->year[sheet->years++] = known;
	}
}

static bool stands(
	const struct sheet *sheet, const struct item_line *line, bool with_bonus)
{
	return item_line_stands(sheet->p->scheme, line, sheet->card->first,
		sheet->card->last, with_bonus);
}

/* ---- the card ------------------------------------------------------------------- */

static void put_title(struct sheet *sheet, struct draw *page)
{
	char words[128];
	struct rect at = { paper_a4.margin, 16 * MM, paper_a4.w - 2 * paper_a4.margin,
		10 * MM };

	page_line(page, at, "《国家学生体质健康标准》登记卡", SIZE_TITLE, DRAW_BOLD,
		DRAW_CENTER);
	at.y += 9 * MM;
	at.h = 7 * MM;
	snprintf(words, sizeof(words), "（%s）", sheet->card->stage);
	page_line(page, at, words, SIZE_HEAD, DRAW_REGULAR, DRAW_CENTER);
	page_line(page, at, sheet->card->number, SIZE_BODY, DRAW_REGULAR, DRAW_LEFT);
	at.y += 8 * MM;
	snprintf(words, sizeof(words), "学校：%s", store_school(sheet->p->store));
	page_line(page, at, words, SIZE_BODY, DRAW_REGULAR, DRAW_LEFT);
}

static void put_person(struct sheet *sheet, struct draw *page)
{
	static const int widths[] = { 20 * MM, 46 * MM, 20 * MM, 25 * MM, 22 * MM,
		47 * MM };
	const struct student *s = sheet->student;
	bool university = sheet->card->first == GRADE_U12;
	struct form form;
	char birth[PRINTED_SIZE];

	form_begin(&form, page, paper_a4.margin, 42 * MM, widths, 6);
	form_row(&form, ROW);
	form_label(&form, 0, 1, "姓名");
	form_cell(&form, 1, 2, s->name, DRAW_CENTER);
	form_label(&form, 2, 3, "性别");
	form_cell(&form, 3, 4, sex_zh(s->sex), DRAW_CENTER);
	form_label(&form, 4, 5, "学号");
	form_cell(&form, 5, 6, s->number, DRAW_CENTER);
	form_next(&form);
	form_label(&form, 0, 1, university ? "院（系）" : "班级");
	form_cell(&form, 1, 2, s->class_name, DRAW_CENTER);
	form_label(&form, 2, 3, "民族");
	form_cell(&form, 3, 4, codes_name(sheet->p->ethnicities, s->ethnicity),
		DRAW_CENTER);
	form_label(&form, 4, 5, "出生日期");
	form_cell(&form, 5, 6, printed_date(s->birth_date, birth), DRAW_CENTER);
	sheet->form.y = form.y + form.h + 3 * MM;
}

/* First the names of the rows, then three cells a year. */
static void begin_table(struct sheet *sheet, struct draw *page)
{
	int widths[1 + 3 * CARD_YEARS], n = 0;
	int all = paper_a4.w - 2 * paper_a4.margin;
	int first = sheet->years > 3 ? 40 * MM : 50 * MM;
	int third = (all - first) / (3 * sheet->years);

	widths[n++] = all - 3 * third * sheet->years;
	while (n <= 3 * sheet->years)
		widths[n++] = third;
	form_begin(&sheet->form, page, paper_a4.margin, sheet->form.y, widths, n);
	form_row(&sheet->form, ROW);
}

static void put_headings(struct sheet *sheet)
{
	struct form *form = &sheet->form;

	form_label(form, 0, 1, "年级");
	for (int i = 0; i < sheet->years; i++)
		form_label(form, 1 + 3 * i, 4 + 3 * i, grade_code_zh(sheet->code[i]));
	form_next(form);
	form_label(form, 0, 1, "学年");
	for (int i = 0; i < sheet->years; i++) {
		char year[PRINTED_SIZE] = "";

		if (sheet->year[i])
			printed_year(sheet->year[i]->school_year, year);
		form_cell(form, 1 + 3 * i, 4 + 3 * i, year, DRAW_CENTER);
	}
	form_next(form);
	form_label(form, 0, 1, "单项指标");
	for (int i = 0; i < sheet->years; i++) {
		form_label(form, 1 + 3 * i, 2 + 3 * i, "成绩");
		form_label(form, 2 + 3 * i, 3 + 3 * i, "得分");
		form_label(form, 3 + 3 * i, 4 + 3 * i, "等级");
	}
	form_next(form);
}

/* Points that the record of that year does not give, but our tables. */
static void mark_ours(struct sheet *sheet, char text[PRINTED_SIZE])
{
	size_t len = strlen(text);

	if (!len)
		return;
	snprintf(text + len, PRINTED_SIZE - len, "*");
	sheet->has_ours = true;
}

static void put_item(struct sheet *sheet, const struct item_line *line)
{
	const struct scheme *scheme = sheet->p->scheme;
	struct form *form = &sheet->form;
	int item = item_line_item(sheet->p->scheme, line, sheet->student->sex);

	form->size = SIZE_SMALL;
	form_label(form, 0, 1, line->label);
	for (int i = 0; i < sheet->years; i++) {
		const struct year_card *y = sheet->year[i];
		int32_t value = y ? y->score.value[item] : RESULT_NONE;
		int32_t points = y ? y->score.points_c[item] : SCORE_NONE;
		char text[PRINTED_SIZE];

		if (points == SCORE_NONE)
			value = RESULT_NONE;
		form_cell(form, 1 + 3 * i, 2 + 3 * i,
			printed_value(scheme, item, value, text), DRAW_CENTER);
		printed_item_points(points, text);
		if (y && y->by_tables >> item & 1)
			mark_ours(sheet, text);
		form_cell(form, 2 + 3 * i, 3 + 3 * i, text, DRAW_CENTER);
		form_cell(form, 3 + 3 * i, 4 + 3 * i,
			y ? year_card_level(y, scheme, item, sheet->student->sex) : "",
			DRAW_CENTER);
	}
	form_next(form);
}

static void put_bonus(struct sheet *sheet, const struct item_line *line)
{
	struct form *form = &sheet->form;
	int item = item_line_item(sheet->p->scheme, line, sheet->student->sex);

	form_label(form, 0, 1, line->label);
	for (int i = 0; i < sheet->years; i++) {
		const struct year_card *y = sheet->year[i];
		bool has = y && y->score.points_c[item] != SCORE_NONE;
		char text[PRINTED_SIZE];

		form_cell(form, 1 + 3 * i, 2 + 3 * i,
			printed_value(sheet->p->scheme, item,
				has ? y->score.value[item] : RESULT_NONE, text),
			DRAW_CENTER);
		form_cell(form, 2 + 3 * i, 4 + 3 * i,
			printed_item_points(
				has ? y->score.bonus_c[item] : SCORE_NONE, text),
			DRAW_CENTER);
	}
	form_next(form);
}

static void put_bonuses(struct sheet *sheet)
{
	struct form *form = &sheet->form;

	form->size = SIZE_BODY;
	form_label(form, 0, 1, "加分指标");
	for (int i = 0; i < sheet->years; i++) {
		form_label(form, 1 + 3 * i, 2 + 3 * i, "成绩");
		form_label(form, 2 + 3 * i, 4 + 3 * i, "附加分");
	}
	form_next(form);
	form->size = SIZE_SMALL;
	for (size_t i = 0; i < item_lines_count; i++)
		if (stands(sheet, &item_lines[i], true))
			put_bonus(sheet, &item_lines[i]);
}

enum whole { WHOLE_STANDARD, WHOLE_TOTAL, WHOLE_LEVEL };

static const char *whole_of(struct sheet *sheet, const struct year_card *y,
	enum whole what, char text[PRINTED_SIZE])
{
	*text = '\0';
	if (y && what == WHOLE_STANDARD)
		printed_points(y->standard_c, text);
	if (y && what == WHOLE_TOTAL)
		printed_points(y->total_c, text);
	if (y && what == WHOLE_LEVEL)
		text_copy(text, PRINTED_SIZE, y->is_exempt ? "免予执行" : y->level);
	else if (y && y->total_by_tables)
		mark_ours(sheet, text);
	return text;
}

static void put_whole(struct sheet *sheet, const char *label, enum whole what)
{
	struct form *form = &sheet->form;
	char text[PRINTED_SIZE];

	form->size = SIZE_BODY;
	form_label(form, 0, 1, label);
	for (int i = 0; i < sheet->years; i++)
		form_cell(form, 1 + 3 * i, 4 + 3 * i,
			whole_of(sheet, sheet->year[i], what, text), DRAW_CENTER);
	form_next(form);
}

static void put_signatures(struct sheet *sheet)
{
	struct form *form = &sheet->form;

	for (int k = 0; k < 3 && sheet->card->signature[k]; k++) {
		form_label(form, 0, 1, sheet->card->signature[k]);
		for (int i = 0; i < sheet->years; i++)
			form_cell(form, 1 + 3 * i, 4 + 3 * i, "", DRAW_CENTER);
		form_next(form);
	}
}

static void explain_graduation(struct sheet *sheet, const struct graduation *g)
{
	char theirs[PRINTED_SIZE];

	if (g->state == GRADUATION_MISSING)
		snprintf(sheet->graduation, sizeof(sheet->graduation),
			"毕业成绩待定：%s%s。", g->missing,
			strstr(g->missing, "学年（") ? "没有学年总分" : "");
	else if (g->official_c != SCORE_NONE && g->official_c != g->final_c)
		snprintf(sheet->graduation, sizeof(sheet->graduation),
			"平台返回的本学年总分是%s。",
			printed_points(g->official_c, theirs));
}

static bool put_graduation(struct sheet *sheet, struct err *err)
{
	struct form *form = &sheet->form;
	int end = form->columns, half = 1 + (end - 1) / 2;
	struct graduation g = { .total_c = SCORE_NONE };
	char text[PRINTED_SIZE], words[PRINTED_SIZE + 32];

	if (graduation_is_due(sheet->p->store, sheet->student) &&
		!graduation_of(
			sheet->p->store, sheet->p->scheme, sheet->student, &g, err))
		return false;
	explain_graduation(sheet, &g);
	form_label(form, 0, 1, "毕业成绩");
	snprintf(words, sizeof(words), "　得分　%s", printed_points(g.total_c, text));
	form_cell(form, 1, half, words, DRAW_LEFT);
	snprintf(words, sizeof(words), "　等级　%s",
		g.state == GRADUATION_EXEMPT ? "免测"
		: g.level		     ? g.level->zh
					     : "");
	form_cell(form, half, end, words, DRAW_LEFT);
	form_next(form);
	return true;
}

static void put_seal(struct sheet *sheet, struct draw *page)
{
	int w = 62 * MM;
	struct rect at = { paper_a4.w - paper_a4.margin - w, sheet->form.y + 8 * MM, w,
		7 * MM };

	page_line(page, at, "学校签章：", SIZE_BODY, DRAW_REGULAR, DRAW_LEFT);
	at.y += 12 * MM;
	page_line(page, at, "　　　　年　　　月　　　日", SIZE_BODY, DRAW_REGULAR,
		DRAW_RIGHT);
}

/* Beside the seal: what earlier years are from, and where the tables say otherwise. */
static void put_notes(struct sheet *sheet, struct draw *page)
{
	struct buf words = BUF_INIT;
	struct draw_style style = { SIZE_LITTLE, DRAW_REGULAR, DRAW_LEFT, DRAW_WRAP,
		INK_SOFT };
	int size = SIZE_LITTLE, w = 112 * MM, h = 34 * MM;

	for (int i = 0; i < sheet->years; i++)
		if (sheet->year[i]) {
			size_t before = words.len;

			year_card_explain(sheet->year[i], sheet->p->scheme, &words);
			if (words.len > before)
				buf_addf(&words, "。");
		}
	buf_addf(&words, "%s", sheet->graduation);
	if (sheet->has_ours)
		buf_addf(&words, "带*的没有给出得分，按评分表计算。");
	while (size > SIZE_LITTLE / 2 &&
		(1 + page_width(words.data, size) / (w - size)) * size * 14 / 10 > h)
		size--;
	style.size = size;
	h = (1 + page_width(words.data, size) / (w - size)) * size * 14 / 10;
	if (words.len)
		draw_text(page,
			(struct rect){ paper_a4.margin, sheet->form.y + 3 * MM, w, h },
			words.data, &style);
	buf_release(&words);
}

static bool put_card(struct sheet *sheet, struct err *err)
{
	struct draw *page = press_page(sheet->p->press, &paper_a4);

	put_title(sheet, page);
	put_person(sheet, page);
	begin_table(sheet, page);
	put_headings(sheet);
	for (size_t i = 0; i < item_lines_count; i++)
		if (stands(sheet, &item_lines[i], false))
			put_item(sheet, &item_lines[i]);
	put_whole(sheet, "标准分", WHOLE_STANDARD);
	put_bonuses(sheet);
	put_whole(sheet, "学年总分", WHOLE_TOTAL);
	put_whole(sheet, "等级评定", WHOLE_LEVEL);
	if (sheet->card->has_graduation && !put_graduation(sheet, err))
		return false;
	put_signatures(sheet);
	put_notes(sheet, page);
	put_seal(sheet, page);
	return true;
}

static bool print_student(
	struct printing *p, const struct student *student, struct err *err)
{
	struct sheet sheet = {
		.p = p, .student = student, .card = card_of(student->grade)
	};
	struct year_card years[YEAR_CARDS_MAX];
	int count = year_cards(p, student, years, err);
	char mark[STUDENT_NAME + 64];

	if (count < 0)
		return false;
	if (!sheet.card) {
		p->left_out++;
		p->why_left_out = "the standard has no card for their 年级编号";
		return true;
	}
	p->made++;
	find_columns(&sheet, years, count);
	snprintf(mark, sizeof(mark), "%s %s", student->class_name, student->name);
	return put_card(&sheet, err) && printing_end(p, false, mark, err);
}

bool doc_register(struct printing *p, struct err *err)
{
	return printing_each_student(p, print_student, err);
}
