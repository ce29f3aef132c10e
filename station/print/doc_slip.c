/* 成绩条: a student's results with the journal's word for each, on A4 or on a roll of 80 or
 * 58 mm. BMI, height and weight are only said to be measured: a slip is read by whoever stands
 * beside. The code is how the digest of the attempt's entry begins; `station verify` says
 * whether the journal is whole, and the entry stands there under the same number. */
#include <stdio.h>
#include <string.h>

#include "clock.h"
#include "digest.h"
#include "documents.h"
#include "form.h"
#include "query.h"
#include "year_card.h"

#define ROWS_MAX 24

struct row {
	char name[48], value[PRINTED_SIZE + 16], points[PRINTED_SIZE];
	char entry[STATION_ID_MAX + 24]; /* "ABCDEF123456-18" */
	char code[24];			 /* "1a2b 3c4d 5e6f" */
};

struct slip {
	struct printing *p;
	const struct student *student;
	const struct paper *paper;
	struct year_card card;
	struct row row[ROWS_MAX];
	int rows;
	struct draw *page;
	int y;
};

/* ---- what stands on it ---------------------------------------------------------- */

/* How the entry's digest begins: twelve digits, four and four. */
static bool find_code(
	struct printing *p, const struct entry_id *id, char code[24], struct err *err)
{
	struct query *q = query(store_db(p->store),
		"SELECT digest FROM entry WHERE station = ?1 AND seq = ?2");
	enum query_got got;
	char hex[2 * 6 + 1];
	size_t len;

	query_text(q, 1, id->station);
	query_int(q, 2, id->seq);
	got = query_next(q, err);
	*code = '\0';
	if (got == QUERY_ROW) {
		const void *bytes = query_bytes_at(q, 0, &len);

		if (len >= 6) {
			hex_write(bytes, 6, hex);
			snprintf(code, 24, "%.4s %.4s %.4s", hex, hex + 4, hex + 8);
		}
	}
	query_end(q);
	return got != QUERY_FAIL;
}

static void write_value(struct slip *slip, const struct item *item,
	const struct item_result *result, struct row *row)
{
	char text[PRINTED_SIZE];

	if (result->state == RESULT_DISPUTED)
		snprintf(row->value, sizeof(row->value), "待核查");
	else if (result->state == RESULT_FOUL)
		snprintf(row->value, sizeof(row->value), "没有成绩");
	else if (!result->has_value)
		snprintf(row->value, sizeof(row->value), "未测");
	else if (item->is_private)
		snprintf(row->value, sizeof(row->value), "已测");
	else
		snprintf(row->value, sizeof(row->value), "%s%s",
			item_format_file(item, result->value, text, sizeof(text)),
			item_unit_zh(item));
	if (result->state == RESULT_VALID && result->points_c != SCORE_NONE)
		printed_item_points(result->points_c, row->points);
	(void)slip;
}

static bool take_row(
	struct slip *slip, const struct item_result *result, struct err *err)
{
	int item = items_find(slip->p->items, result->item);
	const struct item *of = item < 0 ? NULL : items_at(slip->p->items, item);
	struct row *row = &slip->row[slip->rows];

	if (!of || slip->rows == ROWS_MAX)
		return true;
	snprintf(row->name, sizeof(row->name), "%s", of->zh);
	write_value(slip, of, result, row);
	slip->rows++;
	if (result->attempt.seq <= 0)
		return true;
	snprintf(row->entry, sizeof(row->entry), "%s-%lld", result->attempt.station,
		(long long)result->attempt.seq);
	return find_code(slip->p, &result->attempt, row->code, err);
}

static bool gather(struct slip *slip, struct err *err)
{
	struct item_result results[ITEMS_MAX];
	int n = results_of(slip->p->store, slip->student->id, results, ITEMS_MAX, err);

	for (int i = 0; i < n; i++)
		if (!take_row(slip, &results[i], err))
			return false;
	return n >= 0 && year_card_now(slip->p, slip->student, &slip->card, err);
}

static void write_total(const struct slip *slip, char words[160])
{
	const struct year_card *c = &slip->card;
	char total[PRINTED_SIZE];

	if (c->is_exempt)
		snprintf(words, 160, "免予执行");
	else if (c->total_c == SCORE_NONE)
		snprintf(words, 160, "还不完整，暂无总分");
	else
		snprintf(words, 160, "学年总分 %s　%s",
			printed_points(c->total_c, total), c->level);
}

static void write_person(const struct slip *slip, char words[160])
{
	const struct student *s = slip->student;

	if (s->class_place)
		snprintf(words, 160, "%s　%d号", s->class_name, s->class_place);
	else
		snprintf(words, 160, "%s", s->class_name);
}

/* "2026年11月23日 09:30" */
static void write_stamp(const struct slip *slip, char words[160])
{
	char day[PRINTED_SIZE], stamp[CLOCK_STAMP_SIZE];

	snprintf(words, 160, "%s %.5s", printed_day(slip->p->wall_us, day),
		wall_write(slip->p->wall_us, CLOCK_SHANGHAI, stamp) + 11);
}

/* ---- a roll --------------------------------------------------------------------- */

static void roll_line(struct slip *slip, const char *left, const char *right, int size,
	enum draw_weight weight)
{
	struct rect at = { slip->paper->margin, slip->y,
		slip->paper->w - 2 * slip->paper->margin, size * 3 / 2 };

	if (right) {
		int w = page_width(right, size);

		page_line(slip->page,
			(struct rect){ at.x, at.y, at.w - w - size / 2, at.h }, left,
			size, weight, DRAW_LEFT);
		page_line(slip->page, at, right, size, weight, DRAW_RIGHT);
	} else {
		page_line(slip->page, at, left, size, weight, DRAW_CENTER);
	}
	slip->y += at.h;
}

static void roll_rule(struct slip *slip)
{
	slip->y += MM;
	draw_box(slip->page,
		(struct rect){ slip->paper->margin, slip->y,
			slip->paper->w - 2 * slip->paper->margin, 4 },
		INK, 0, 0, 0);
	slip->y += MM + 4;
}

static void put_roll(struct slip *slip)
{
	char words[160];

	slip->y = slip->paper->margin;
	roll_line(slip, store_school(slip->p->store), NULL, SIZE_BODY, DRAW_MEDIUM);
	roll_line(slip, "体质健康测试成绩条", NULL, SIZE_BODY, DRAW_BOLD);
	roll_rule(slip);
	write_person(slip, words);
	roll_line(slip, words, NULL, SIZE_BODY, DRAW_REGULAR);
	roll_line(slip, slip->student->name, NULL, SIZE_HEAD, DRAW_BOLD);
	roll_rule(slip);
	for (int i = 0; i < slip->rows; i++) {
		const struct row *row = &slip->row[i];

		snprintf(words, sizeof(words), "%s%s%s%s", row->value,
			*row->points ? "　" : "", row->points,
			*row->points ? "分" : "");
		roll_line(slip, row->name, words, SIZE_SMALL, DRAW_MEDIUM);
		if (*row->code)
			roll_line(slip, row->entry, row->code, SIZE_LITTLE * 5 / 6,
				DRAW_REGULAR);
	}
	roll_rule(slip);
	write_total(slip, words);
	roll_line(slip, words, NULL, SIZE_BODY, DRAW_BOLD);
	write_stamp(slip, words);
	roll_line(slip, words, NULL, SIZE_LITTLE, DRAW_REGULAR);
	roll_line(slip, "编号和校验码可与测试站的记录核对", NULL, SIZE_LITTLE,
		DRAW_REGULAR);
	slip->page->height = slip->y + 6 * MM;
}

/* ---- a sheet -------------------------------------------------------------------- */

static void sheet_line(struct slip *slip, const char *text, int size,
	enum draw_weight weight, enum draw_align align)
{
	struct rect at = { slip->paper->margin, slip->y,
		slip->paper->w - 2 * slip->paper->margin, size * 17 / 10 };

	page_line(slip->page, at, text, size, weight, align);
	slip->y += at.h;
}

static void put_table(struct slip *slip)
{
	static const int widths[] = { 50 * MM, 32 * MM, 20 * MM, 42 * MM, 36 * MM };
	static const char *const titles[] = { "项目", "成绩", "得分", "记录编号",
		"校验码" };
	struct form form;

	form_begin(&form, slip->page, slip->paper->margin, slip->y, widths, 5);
	form_row(&form, 9 * MM);
	for (int i = 0; i < 5; i++)
		form_label(&form, i, i + 1, titles[i]);
	form_next(&form);
	for (int i = 0; i < slip->rows; i++) {
		const struct row *row = &slip->row[i];

		form.size = SIZE_BODY;
		form_cell(&form, 0, 1, row->name, DRAW_LEFT);
		form_cell(&form, 1, 2, row->value, DRAW_CENTER);
		form_cell(&form, 2, 3, row->points, DRAW_CENTER);
		form.size = SIZE_LITTLE;
		form_cell(&form, 3, 4, row->entry, DRAW_CENTER);
		form_cell(&form, 4, 5, row->code, DRAW_CENTER);
		form_next(&form);
	}
	slip->y = form.y;
}

static void put_sheet(struct slip *slip)
{
	char words[160], year[PRINTED_SIZE];

	slip->y = slip->paper->margin;
	sheet_line(slip, "体质健康测试成绩条", SIZE_TITLE, DRAW_BOLD, DRAW_CENTER);
	snprintf(words, sizeof(words), "%s　%s", store_school(slip->p->store),
		printed_year(slip->card.school_year, year));
	sheet_line(slip, words, SIZE_BODY, DRAW_REGULAR, DRAW_CENTER);
	slip->y += 4 * MM;
	write_person(slip, words);
	sheet_line(slip, words, SIZE_BODY, DRAW_REGULAR, DRAW_LEFT);
	sheet_line(slip, slip->student->name, SIZE_TITLE, DRAW_BOLD, DRAW_LEFT);
	slip->y += 2 * MM;
	put_table(slip);
	slip->y += 4 * MM;
	write_total(slip, words);
	sheet_line(slip, words, SIZE_HEAD, DRAW_BOLD, DRAW_LEFT);
	slip->y += 2 * MM;
	write_stamp(slip, words);
	sheet_line(slip, words, SIZE_SMALL, DRAW_REGULAR, DRAW_LEFT);
	sheet_line(slip, "记录编号和校验码可与测试站的记录核对。", SIZE_SMALL,
		DRAW_REGULAR, DRAW_LEFT);
}

static bool print_student(
	struct printing *p, const struct student *student, struct err *err)
{
	struct press_foot none = { "", false };
	struct slip slip = { .p = p, .student = student, .paper = p->paper };
	char mark[STUDENT_NAME + 64];

	if (!gather(&slip, err))
		return false;
	slip.page = press_page(p->press, p->paper);
	if (p->paper->h)
		put_sheet(&slip);
	else
		put_roll(&slip);
	p->made++;
	snprintf(mark, sizeof(mark), "%s %s", student->class_name, student->name);
	return press_end(p->press, &none, mark, err);
}

bool doc_slip(struct printing *p, struct err *err)
{
	return printing_each_student(p, print_student, err);
}
