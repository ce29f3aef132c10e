/*
 * 我的成绩: what one child has done and what is missing, for that child alone, who
 * showed a card. Items stand on the left; on the right the total and, for who sits
 * it, the exam. Words are kind: a level only when it is one to be glad of, nothing
 * about weight, and nobody else's result beside it.
 */
#include "screen.h"

#define ROW_H 112

/* Name, value and points; without a value the word that says why. */
static void draw_row(
	struct ui *ui, const struct model_mine_row *row, struct rect at, int size)
{
	int w = at.w;
	struct rect name = area_cut_left(&at, w * 38 / 100);
	struct rect points = area_cut_right(&at, w * 33 / 100);

	ui_text(ui, name, row->name,
		styled(ui_style(ui, size, DRAW_MEDIUM, COLOR_INK), DRAW_LEFT,
			DRAW_SHRINK));
	ui_text(ui, at, row->value[0] ? row->value : row->word,
		styled(row->value[0] ? ui_style(ui, size, DRAW_BOLD, COLOR_INK)
				     : ui_style(ui, size, DRAW_REGULAR, COLOR_INK_SOFT),
			DRAW_RIGHT, DRAW_SHRINK));
	ui_text(ui, area_inset(points, 8, 0), row->points,
		styled(ui_style(ui, size, DRAW_BOLD, COLOR_INK), DRAW_RIGHT,
			DRAW_SHRINK));
}

static int row_size(int h)
{
	return h * 55 / 100 < 46 ? h * 55 / 100 : 46;
}

/* Rows as high as there is room for, up to `most`, with a line between them. */
static void draw_rows(struct ui *ui, const struct model_mine_row *rows, int n,
	struct rect at, int most)
{
	int h = n > 0 ? at.h / n : 0;

	h = h < most ? h : most;
	for (int i = 0; i < n; i++) {
		if (i)
			ui_box(ui, (struct rect){ at.x, at.y, at.w, 2 }, COLOR_LINE, 0);
		draw_row(ui, &rows[i], area_cut_top(&at, h), row_size(h));
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
	int missing = m->mine.missing, size = at.h > 300 ? 120 : 72;

	ui_text(ui, at,
		missing		  ? tr_int(ui, TEXT_TO_GO, missing, 0)
		: m->mine.n_items ? tr(ui, TEXT_WELL_MEASURED)
				  : "",
		styled(ui_style(ui, size, DRAW_BOLD, COLOR_INK), DRAW_CENTER,
			DRAW_SHRINK));
}

/* Beside the exam there is room for a line. */
static void draw_total_line(
	struct ui *ui, const struct model_mine *mine, struct rect at)
{
	struct rect parts = area_cut_bottom(&at, 48);
	struct rect label = area_cut_left(
		&at, ui_about_width(tr(ui, TEXT_TOTAL), 44) + 32);

	ui_text(ui, label, tr(ui, TEXT_TOTAL),
		styled(ui_style(ui, 44, DRAW_MEDIUM, COLOR_INK_SOFT), DRAW_LEFT,
			DRAW_SHRINK));
	if (mine->level_text[0])
		draw_level(ui,
			area_cut_right(&at, ui_about_width(mine->level_text, 44) + 44),
			mine->level_text, 44);
	ui_text(ui, at, mine->total_text,
		styled(ui_style(ui, 104, DRAW_BOLD, COLOR_INK), DRAW_LEFT,
			DRAW_SHRINK));
	ui_text(ui, parts, mine->parts_text,
		styled(ui_style(ui, 36, DRAW_REGULAR, COLOR_INK_SOFT), DRAW_LEFT,
			DRAW_SHRINK));
}

static void draw_total_alone(
	struct ui *ui, const struct model_mine *mine, struct rect at)
{
	at = area_center(at, at.w, 520);
	ui_text(ui, area_cut_top(&at, 72), tr(ui, TEXT_TOTAL),
		styled(ui_style(ui, 56, DRAW_MEDIUM, COLOR_INK_SOFT), DRAW_CENTER,
			DRAW_SHRINK));
	ui_text(ui, area_cut_top(&at, 260), mine->total_text,
		styled(ui_style(ui, 220, DRAW_BOLD, COLOR_INK), DRAW_CENTER,
			DRAW_SHRINK));
	ui_text(ui, area_cut_bottom(&at, 72), mine->parts_text,
		styled(ui_style(ui, 44, DRAW_REGULAR, COLOR_INK_SOFT), DRAW_CENTER,
			DRAW_SHRINK));
	if (mine->level_text[0])
		draw_level(ui, at, mine->level_text, 56);
}

static void draw_total(struct ui *ui, const struct model *m, struct rect at)
{
	ui_panel(ui, at);
	at = area_inset(at, 36, 16);
	if (!m->mine.total_text[0])
		draw_no_total(ui, m, at);
	else if (m->mine.has_exam)
		draw_total_line(ui, &m->mine, at);
	else
		draw_total_alone(ui, &m->mine, at);
}

/* ---- the exam -------------------------------------------------------------------- */

static void draw_sum(
	struct ui *ui, struct rect at, const char *name, const char *points, bool whole)
{
	ui_text(ui, area_cut_top(&at, at.h * 42 / 100), name,
		styled(ui_style(ui, 28, DRAW_REGULAR, COLOR_INK_SOFT), DRAW_LEFT,
			DRAW_SHRINK));
	ui_text(ui, at, points,
		styled(ui_style(ui, whole ? 48 : 40, whole ? DRAW_BLACK : DRAW_MEDIUM,
			       COLOR_INK),
			DRAW_LEFT, DRAW_SHRINK));
}

/* The parts, and the total as the last of them. */
static void draw_sums(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_mine *mine = &m->mine;
	int n = mine->n_exam_parts + (mine->exam_total_text[0] ? 1 : 0);
	char name[64];

	ui_box(ui, area_cut_top(&at, 3), COLOR_LINE, 0);
	area_cut_top(&at, 8);
	for (int i = 0; i < mine->n_exam_parts; i++) {
		const struct model_mine_row *part = &mine->exam_parts[i];

		draw_sum(ui, area_cell(at, n, 1, i, 0, 20), part->name,
			part->points[0] ? part->points : part->word, false);
	}
	if (!mine->exam_total_text[0])
		return;
	snprintf(name, sizeof(name), "%s%s%s", tr(ui, TEXT_TOTAL),
		mine->exam_level_text[0] ? " · " : "", mine->exam_level_text);
	draw_sum(ui, area_cell(at, n, 1, n - 1, 0, 20), name, mine->exam_total_text,
		true);
}

static void draw_why(struct ui *ui, struct rect at, const char *why)
{
	ui_text(ui, at, why,
		styled(ui_style(ui, 30, DRAW_REGULAR, COLOR_INK), DRAW_LEFT,
			DRAW_WRAP));
}

/* In lines of 44, three at most. */
static int why_height(const char *why, int w)
{
	int lines = why[0] ? ui_about_width(why, 30) / w + 1 : 0;

	return lines > 2 ? 136 : lines * 48;
}

static void draw_exam(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_mine *mine = &m->mine;

	ui_panel(ui, at);
	at = area_inset(at, 36, 20);
	ui_text(ui, area_cut_top(&at, 56), m->exam.title,
		styled(ui_style(ui, 40, DRAW_BOLD, COLOR_INK), DRAW_LEFT, DRAW_SHRINK));
	area_cut_top(&at, 4);
	if (m->exam.mark[0]) {
		ui_mark(ui, area_cut_top(&at, 56), m->exam.mark, 36);
		area_cut_top(&at, 12);
	}
	draw_why(ui, area_cut_bottom(&at, why_height(mine->exam_why, at.w)),
		mine->exam_why);
	if (mine->n_exam_parts || mine->exam_total_text[0])
		draw_sums(ui, m, area_cut_bottom(&at, 104));
	draw_rows(ui, mine->exam_items, mine->n_exam_items, at, 76);
}

/* ---- all of it ------------------------------------------------------------------- */

static void draw_items(struct ui *ui, const struct model *m, struct rect at)
{
	ui_text(ui, area_cut_top(&at, 88), m->person.line,
		styled(ui_style(ui, 64, DRAW_BOLD, COLOR_INK), DRAW_LEFT, DRAW_SHRINK));
	area_cut_top(&at, 12);
	ui_panel(ui, at);
	draw_rows(ui, m->mine.items, m->mine.n_items, area_inset(at, 36, 20), ROW_H);
}

static void draw_sides(struct ui *ui, const struct model *m, struct rect at)
{
	if (m->mine.has_exam) {
		draw_total(ui, m, area_cut_top(&at, 188));
		area_cut_top(&at, 20);
		draw_exam(ui, m, at);
	} else {
		draw_total(ui, m, at);
	}
}

static bool fine_key(struct ui *ui, struct rect at)
{
	return ui_button(ui, "fine", at, tr(ui, TEXT_FINE), 64, BUTTON_MAIN) ||
	       ui_key_pressed(ui, UI_KEY_ENTER) || ui_key_pressed(ui, UI_KEY_ESCAPE);
}

/* The items above, what they come to below. */
static struct intent draw_upright(struct ui *ui, const struct model *m, struct rect at)
{
	struct rect key = area_cut_bottom(&at, 144), sides;

	area_cut_bottom(&at, 24);
	sides = area_cut_bottom(&at, at.h * (m->mine.has_exam ? 56 : 42) / 100);
	area_cut_bottom(&at, 24);
	draw_items(ui, m, at);
	draw_sides(ui, m, sides);
	return intent(fine_key(ui, key) ? INTENT_NEXT : INTENT_NONE);
}

struct intent screen_mine(struct ui *ui, const struct model *m, struct rect at)
{
	struct rect right = area_inset(at, MARGIN, 28), left, key;

	if (ui_is_upright(ui))
		return draw_upright(ui, m, right);
	left = area_cut_left(&right, right.w * 49 / 100);
	key = area_cut_bottom(&right, 112);
	area_cut_left(&right, 32);
	area_cut_left(&key, 32);
	area_cut_bottom(&right, 24);
	draw_items(ui, m, left);
	draw_sides(ui, m, right);
	return intent(fine_key(ui, key) ? INTENT_NEXT : INTENT_NONE);
}
