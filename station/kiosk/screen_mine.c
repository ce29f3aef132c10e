/*
 * 我的成绩: what one child has done and what is missing, for that child alone, who
 * showed a card. Items stand first, each with what the next row needs and its line over
 * the years; then the total with a radar, where the next points are cheapest and how to
 * get them, and, for who sits it, the exam. Words are kind: a level only when it is one to
 * be glad of, nothing about weight whatever the model says (kindly()), and nobody else's
 * result beside it.
 */
#include "chart.h"
#include "screen.h"

#define ROW_H 128

static struct draw_style line_style(
	struct ui *ui, int size, enum draw_weight weight, enum paint_color color)
{
	return styled(ui_style(ui, size, weight, color), DRAW_LEFT, DRAW_SHRINK);
}

static struct draw_style right_style(
	struct ui *ui, int size, enum draw_weight weight, enum paint_color color)
{
	return styled(ui_style(ui, size, weight, color), DRAW_RIGHT, DRAW_SHRINK);
}

static const char *row_name(struct ui *ui, const struct model_mine_row *row)
{
	return row->is_body ? tr(ui, TEXT_BODY) : kindly(row->name);
}

static const char *row_value(struct ui *ui, const struct model_mine_row *row)
{
	if (row->is_body)
		return row->body_done ? tr(ui, TEXT_DONE) : "";
	return kindly(row->value);
}

static const char *row_word(struct ui *ui, const struct model_mine_row *row)
{
	return row->is_body ? tr(ui, TEXT_NOT_YET) : kindly(row->word);
}

static bool is_long(const char *name, int size, int w)
{
	return ui_about_width(name, size * 3 / 4) > w;
}

/* A long one stands in two lines rather than in tiny letters. */
static void draw_row_name(
	struct ui *ui, struct rect at, const char *name, int names, int size)
{
	bool fits = !is_long(name, size, at.w);

	ui_text(ui, at, name,
		styled(ui_style(ui, fits ? names : size * 6 / 10, DRAW_MEDIUM,
			       COLOR_INK),
			DRAW_LEFT, fits ? DRAW_SHRINK : DRAW_WRAP));
}

/* The others at one size. */
static int names_size(
	struct ui *ui, const struct model_mine_row *rows, int n, int w, int size)
{
	int s = size;

	for (int i = 0; i < n; i++) {
		const char *name = row_name(ui, &rows[i]);

		while (!is_long(name, size, w) && ui_about_width(name, s) > w)
			s--;
	}
	return s;
}

/* Name, value and points stand in columns, every row at one size. */
struct columns {
	int size, names;   /* of letters */
	int value, points; /* how wide; the name has the rest */
};

static int wider(int w, const char *text, int size)
{
	int own = ui_about_width(text, size);

	return own > w ? own : w;
}

#define COLUMN_GAP 36

/* Letters so large that a third of the width is left for the names. */
static struct columns columns_of(
	struct ui *ui, const struct model_mine_row *rows, int n, int w, int size)
{
	struct columns c;

	for (c.size = size;; c.size -= 2) {
		c.value = c.points = 0;
		for (int i = 0; i < n; i++) {
			const char *value = row_value(ui, &rows[i]);

			c.value = wider(c.value,
				value[0] ? value : row_word(ui, &rows[i]), c.size);
			if (!rows[i].is_body)
				c.points = wider(
					c.points, kindly(rows[i].points), c.size);
		}
		c.points += c.points ? COLUMN_GAP : 0;
		if (c.value + c.points + COLUMN_GAP <= w * 2 / 3 || c.size <= 20)
			break;
	}
	c.points = c.points < w / 3 ? c.points : w / 3;
	c.value = c.value < w / 3 ? c.value : w / 3;
	c.names = names_size(ui, rows, n, w - c.value - c.points - COLUMN_GAP, c.size);
	return c;
}

/* Name, value and points; without a value the word that says why. */
static void draw_row(struct ui *ui, const struct model_mine_row *row, struct rect at,
	const struct columns *c)
{
	struct rect points = area_cut_right(&at, c->points);
	struct rect figures = area_cut_right(&at, c->value);
	const char *value = row_value(ui, row);

	area_cut_right(&at, COLUMN_GAP);
	draw_row_name(ui, at, row_name(ui, row), c->names, c->size);
	if (value[0])
		ui_text(ui, figures, value,
			right_style(ui, c->size, DRAW_BOLD, COLOR_INK));
	else
		ui_text(ui, figures, row_word(ui, row),
			right_style(ui, c->size, DRAW_REGULAR, COLOR_INK_SOFT));
	if (!row->is_body)
		ui_text(ui, points, kindly(row->points),
			right_style(ui, c->size, DRAW_BOLD, COLOR_INK));
}

static int row_size(int h)
{
	int size = h < 64 ? h * 68 / 100 : h * 55 / 100;

	return size < 46 ? size : 46;
}

/* The row's second line: what the next row needs, and how it went over the years. */
static void draw_under(struct ui *ui, const struct model_mine_row *row, struct rect at)
{
	const char *better = kindly(row->better);
	int half = at.w / 2 - 80, w = ui_about_width(better, 28);

	if (row->n_years > 1) {
		chart_line(
			ui, area_cut_right(&at, 160), row->year_permille, row->n_years);
		area_cut_right(&at, 12);
		ui_text(ui, area_cut_right(&at, w < half ? w : half), better,
			right_style(ui, 28, DRAW_MEDIUM, COLOR_INK));
		area_cut_right(&at, 16);
	}
	ui_text(ui, at, kindly(row->hint),
		line_style(ui, 28, DRAW_MEDIUM, COLOR_INK_SOFT));
}

/* Rows as high as there is room for, up to `most`, with a line between them. */
static void draw_rows(struct ui *ui, const struct model_mine_row *rows, int n,
	struct rect at, int most)
{
	int h = n > 0 ? at.h / n : 0;
	struct columns c;

	h = h < most ? h : most;
	c = columns_of(ui, rows, n, at.w, row_size(h >= 76 ? h * 82 / 100 : h));
	for (int i = 0; i < n && h > 0; i++) {
		struct rect row = area_cut_top(&at, h);
		bool tall = h >= 76;

		if (i)
			ui_box(ui, (struct rect){ row.x, row.y, row.w, 2 }, COLOR_LINE,
				0);
		if (tall && !rows[i].is_body &&
			(rows[i].hint[0] || rows[i].n_years > 1))
			draw_under(ui, &rows[i], area_cut_bottom(&row, h * 42 / 100));
		draw_row(ui, &rows[i], row, &c);
	}
}

/* ---- the total ------------------------------------------------------------------- */

/* A level by word and shape. */
static void draw_level(struct ui *ui, struct rect at, const char *level, int size)
{
	struct rect pill = area_center(
		at, ui_about_width(level, size) + size, size * 8 / 5);

	ui_frame(ui, pill, COLOR_READY_PALE, COLOR_READY, 3, pill.h / 2);
	ui_text(ui, pill, level,
		styled(ui_style(ui, size, DRAW_BOLD, COLOR_INK), DRAW_CENTER,
			DRAW_SHRINK));
}

/* While something is missing there is no total; how much it is, is said instead. */
static void draw_no_total(struct ui *ui, const struct model *m, struct rect at)
{
	int missing = m->mine.missing;

	ui_text(ui, at,
		missing		  ? tr_int(ui, TEXT_TO_GO, missing, 0)
		: m->mine.n_items ? tr(ui, TEXT_WELL_MEASURED)
				  : "",
		styled(ui_style(ui, at.h > 300 ? 120 : 72, DRAW_BOLD, COLOR_INK),
			DRAW_CENTER, DRAW_SHRINK));
}

static void draw_total_line(
	struct ui *ui, const struct model_mine *mine, struct rect at)
{
	const char *level = kindly(mine->level_text);
	struct rect head = area_cut_top(&at, 60);

	int level_w = ui_about_width(level, 36) + 40;

	if (level[0])
		draw_level(ui,
			area_cut_right(
				&head, level_w < head.w / 2 ? level_w : head.w / 2),
			level, 36);
	ui_text(ui, head, tr(ui, TEXT_TOTAL),
		line_style(ui, 40, DRAW_MEDIUM, COLOR_INK_SOFT));
	ui_text(ui, area_cut_bottom(&at, 40), kindly(mine->parts_text),
		line_style(ui, 30, DRAW_REGULAR, COLOR_INK_SOFT));
	ui_text(ui, at, kindly(mine->total_text),
		line_style(ui, 88, DRAW_BLACK, COLOR_INK));
}

static int axes_of(const struct model_mine *mine, struct chart_axis *axes)
{
	int n = 0;

	for (int i = 0; i < mine->n_items && n < CHART_AXES; i++)
		if (mine->items[i].has_axis && !mine->items[i].is_body)
			axes[n++] = (struct chart_axis){ kindly(mine->items[i].axis),
				mine->items[i].axis_permille };
	return n;
}

#define TOTAL_H	 196
#define TOTAL_W	 330
#define BESIDE_W 640 /* a panel so wide has the radar beside the total */

static void draw_total(struct ui *ui, const struct model *m, struct rect at)
{
	struct chart_axis axes[CHART_AXES];
	int n = axes_of(&m->mine, axes);
	struct rect head;

	ui_panel(ui, at);
	at = area_inset(at, 28, 12);
	head = n < 3		  ? at
	       : at.w >= BESIDE_W ? area_cut_left(&at, TOTAL_W)
				  : area_cut_top(&at, TOTAL_H);
	if (m->mine.total_text[0])
		draw_total_line(ui, &m->mine, area_center(head, head.w, TOTAL_H));
	else
		draw_no_total(ui, m, head);
	chart_radar(ui, at, axes, n);
}

/* ---- where the next points are cheapest -------------------------------------------- */

/* As large as leaves all of it in the place; about: letters are not all one width. */
static int advice_size(const char *advice, struct rect at)
{
	int size = 30;

	while (size > 24 &&
		(ui_about_width(advice, size) / (at.w - size) + 1) * size * 3 / 2 >
			at.h)
		size -= 2;
	return size;
}

static void draw_gain(struct ui *ui, const struct model_gain *gain, struct rect at)
{
	ui_panel(ui, at);
	at = area_inset(at, 24, 12);
	ui_text(ui, area_cut_top(&at, 48), kindly(gain->name),
		line_style(ui, 36, DRAW_BOLD, COLOR_INK));
	ui_text(ui, area_cut_top(&at, 40), kindly(gain->hint),
		line_style(ui, 30, DRAW_MEDIUM, COLOR_INK_SOFT));
	ui_text(ui, at, kindly(gain->advice),
		styled(ui_style(ui, advice_size(gain->advice, at), DRAW_REGULAR,
			       COLOR_INK),
			DRAW_LEFT, DRAW_WRAP));
}

#define GAINS_HEAD 56
#define GAINS_H	   (GAINS_HEAD + 88 + 24 + 168)

static void draw_gains(struct ui *ui, const struct model_mine *mine, struct rect at)
{
	int n = mine->n_gains;

	ui_text(ui, area_cut_top(&at, GAINS_HEAD),
		tr(ui, n > 1 ? TEXT_CHEAPEST : TEXT_CHEAPEST_ONE),
		line_style(ui, 36, DRAW_BOLD, COLOR_INK));
	for (int i = 0; i < n; i++)
		draw_gain(ui, &mine->gains[i], area_cell(at, n, 1, i, 0, 20));
}

/* ---- the exam -------------------------------------------------------------------- */

static void draw_sum(
	struct ui *ui, struct rect at, const char *name, const char *points, bool whole)
{
	ui_text(ui, area_cut_top(&at, at.h * 42 / 100), kindly(name),
		line_style(ui, 28, DRAW_REGULAR, COLOR_INK_SOFT));
	ui_text(ui, at, kindly(points),
		line_style(ui, whole ? 44 : 38, whole ? DRAW_BLACK : DRAW_MEDIUM,
			COLOR_INK));
}

#define SUMS_H	   100
#define TOTAL_LINE 64

/* Three parts and more leave no room beside them: the total has a line of its own. */
static bool total_below(const struct model_mine *mine)
{
	return mine->exam_total_text[0] && mine->n_exam_parts > 2;
}

static int sums_height(const struct model_mine *mine)
{
	if (!mine->n_exam_parts && !mine->exam_total_text[0])
		return 0;
	return total_below(mine) ? SUMS_H + TOTAL_LINE : SUMS_H;
}

static void draw_exam_total(
	struct ui *ui, const struct model_mine *mine, struct rect at, bool line)
{
	char name[64];

	snprintf(name, sizeof(name), "%s%s%s", tr(ui, TEXT_TOTAL),
		mine->exam_level_text[0] ? " · " : "", mine->exam_level_text);
	if (!line) {
		draw_sum(ui, at, name, mine->exam_total_text, true);
		return;
	}
	ui_text(ui, area_cut_left(&at, at.w / 2), kindly(name),
		line_style(ui, 32, DRAW_MEDIUM, COLOR_INK_SOFT));
	ui_text(ui, at, kindly(mine->exam_total_text),
		right_style(ui, 44, DRAW_BLACK, COLOR_INK));
}

/* The parts, and the total as the last of them, which has half as much room again. */
static void draw_sums(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_mine *mine = &m->mine;
	bool below = total_below(mine), beside = mine->exam_total_text[0] && !below;
	int halves = mine->n_exam_parts * 2 + (beside ? 3 : 0);
	int half = halves ? at.w / halves : 0;

	ui_box(ui, area_cut_top(&at, 3), COLOR_LINE, 0);
	area_cut_top(&at, 8);
	if (below)
		draw_exam_total(ui, mine, area_cut_bottom(&at, TOTAL_LINE), true);
	for (int i = 0; i < mine->n_exam_parts; i++) {
		const struct model_mine_row *part = &mine->exam_parts[i];
		struct rect cell = area_cut_left(&at, 2 * half);

		area_cut_right(&cell, 16);
		draw_sum(ui, cell, part->name,
			part->points[0] ? part->points : part->word, false);
	}
	if (beside)
		draw_exam_total(ui, mine, at, false);
}

static void draw_why(struct ui *ui, struct rect at, const char *why)
{
	ui_text(ui, at, kindly(why),
		styled(ui_style(ui, 24, DRAW_REGULAR, COLOR_INK), DRAW_LEFT,
			DRAW_WRAP));
}

/* In lines of 38, four at most. */
static int why_height(const char *why, int w)
{
	int lines = why[0] ? ui_about_width(why, 24) / (w - 24) + 1 : 0;

	return lines > 3 ? 156 : lines * 40;
}

/* The name of a paper may be long. */
static void draw_title(struct ui *ui, const char *title, struct rect *at)
{
	bool long_one = ui_about_width(title, 30) > at->w;

	ui_text(ui, area_cut_top(at, long_one ? 92 : 52), title,
		styled(ui_style(ui, long_one ? 30 : 38, DRAW_BOLD, COLOR_INK),
			DRAW_LEFT, long_one ? DRAW_WRAP : DRAW_SHRINK));
}

static void draw_exam(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_mine *mine = &m->mine;

	ui_panel(ui, at);
	at = area_inset(at, 28, 16);
	draw_title(ui, m->exam.title, &at);
	area_cut_top(&at, 4);
	if (m->exam.mark[0]) {
		ui_mark(ui, area_cut_top(&at, 56), m->exam.mark, 36);
		area_cut_top(&at, 8);
	}
	draw_why(ui, area_cut_bottom(&at, why_height(mine->exam_why, at.w)),
		mine->exam_why);
	if (sums_height(mine))
		draw_sums(ui, m, area_cut_bottom(&at, sums_height(mine)));
	draw_rows(ui, mine->exam_items, mine->n_exam_items, at, 76);
}

/* ---- all of it ------------------------------------------------------------------- */

static void draw_items(struct ui *ui, const struct model *m, struct rect at)
{
	ui_text(ui, area_cut_top(&at, 80), m->person.line,
		line_style(ui, 56, DRAW_BOLD, COLOR_INK));
	area_cut_top(&at, 12);
	ui_panel(ui, at);
	draw_rows(ui, m->mine.items, m->mine.n_items, area_inset(at, 32, 12), ROW_H);
}

static void draw_sides(struct ui *ui, const struct model *m, struct rect at)
{
	if (m->mine.n_gains) {
		draw_gains(ui, &m->mine, area_cut_bottom(&at, GAINS_H));
		area_cut_bottom(&at, 12);
	}
	if (m->mine.has_exam) {
		draw_exam(ui, m, area_cut_right(&at, at.w * 56 / 100));
		area_cut_right(&at, 20);
	}
	draw_total(ui, m, at);
}

/* Upright, the items need no more than they are. */
static int items_height(const struct model *m, int rest)
{
	int h = 92 + 24 + m->mine.n_items * 88;
	int sides = (m->mine.n_gains ? GAINS_H + 12 : 0) +
		    (m->mine.has_exam ? 520 : 400);

	return h < rest - sides ? h : rest - sides;
}

static void draw_upright(struct ui *ui, const struct model *m, struct rect at)
{
	draw_items(ui, m, area_cut_top(&at, items_height(m, at.h)));
	area_cut_top(&at, 20);
	draw_sides(ui, m, at);
}

struct intent screen_mine(struct ui *ui, const struct model *m, struct rect at)
{
	bool upright = ui_is_upright(ui);
	struct rect rest = area_inset(at, upright ? 32 : MARGIN, 20), key;

	if (!upright) {
		draw_items(ui, m, area_cut_left(&rest, rest.w * 45 / 100));
		area_cut_left(&rest, 28);
	}
	key = area_cut_bottom(&rest, upright ? 112 : 96);
	area_cut_bottom(&rest, 16);
	if (upright)
		draw_upright(ui, m, rest);
	else
		draw_sides(ui, m, rest);
	if (ui_button(ui, "fine", key, tr(ui, TEXT_FINE), 56, BUTTON_MAIN) ||
		ui_key_pressed(ui, UI_KEY_ENTER) || ui_key_pressed(ui, UI_KEY_ESCAPE))
		return intent(INTENT_NEXT);
	return intent(INTENT_NONE);
}
