/*
 * 成绩: the value, the points, one kind sentence, and what comes next. Points are
 * ink, never green or red; the sentence is about a little more, never about less.
 */
#include "screen.h"

#define SAVED_ICON 48
#define SAVED_GAP  16

static int saved_width(struct ui *ui)
{
	return SAVED_ICON + SAVED_GAP + ui_about_width(tr(ui, TEXT_SAVED), 48);
}

/* Flush with the left edge of `at`, as the name under it. */
static void draw_saved(struct ui *ui, struct rect at)
{
	struct rect icon = area_cut_left(&at, SAVED_ICON);

	ui_picture(ui, area_center(icon, SAVED_ICON, SAVED_ICON), "check", COLOR_GO);
	area_cut_left(&at, SAVED_GAP);
	ui_text(ui, at, tr(ui, TEXT_SAVED),
		styled(ui_style(ui, 48, DRAW_BOLD, COLOR_GO), DRAW_LEFT, DRAW_SHRINK));
}

static void draw_points(struct ui *ui, const struct model *m, struct rect at)
{
	ui_text(ui, at, tr_with(ui, TEXT_POINTS, m->attempt.points_text, NULL, NULL),
		styled(ui_style(ui, 120, DRAW_BOLD, COLOR_INK), DRAW_CENTER,
			DRAW_SHRINK));
}

static void draw_hint(struct ui *ui, const struct model *m, struct rect at)
{
	ui_text(ui, at, kindly(m->attempt.hint_text),
		styled(ui_style(ui, 56, DRAW_MEDIUM, COLOR_INK), DRAW_CENTER,
			DRAW_SHRINK));
}

static bool counts_in_exam(const struct model_attempt *a)
{
	return a->exam_points[0] || a->exam_no_table;
}

/* One line: what it earns at the exam, and what these points are worth. */
static void draw_exam(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_attempt *a = &m->attempt;
	const char *mark = m->exam.mark;
	int mark_w = mark[0] ? ui_mark_width(mark, 34) : 0;

	ui_panel(ui, at);
	at = area_inset(at, 24, 16);
	if (mark_w > at.w / 2)
		mark_w = at.w / 2;
	if (mark[0]) {
		ui_mark(ui, area_cut_right(&at, mark_w), mark, 34);
		area_cut_right(&at, 20);
	}
	ui_text(ui, at,
		a->exam_no_table ? tr(ui, TEXT_EXAM_RECORDED)
				 : tr_with(ui, TEXT_EXAM_POINTS, a->exam_points,
					   a->exam_full, NULL),
		styled(ui_style(ui, 48, DRAW_BOLD, COLOR_INK),
			mark[0] ? DRAW_LEFT : DRAW_CENTER, DRAW_SHRINK));
}

static struct intent keys(struct ui *ui, const struct model *m, struct rect at)
{
	struct intent want = intent(INTENT_NONE);
	const struct model_attempt *a = &m->attempt;

	if (a->can_retry) {
		const char *label = a->tries_left > 0 ? tr_int(ui, TEXT_AGAIN_LEFT,
								a->tries_left, 0)
						      : tr(ui, TEXT_AGAIN);

		if (ui_button(ui, "again", area_cut_left(&at, (at.w - 40) / 2), label,
			    48, BUTTON_PLAIN))
			want = intent(INTENT_RETRY);
		area_cut_left(&at, 40);
	}
	if (ui_button(ui, "next", at, tr(ui, TEXT_FINE_NEXT), 56, BUTTON_MAIN) ||
		ui_key_pressed(ui, UI_KEY_ENTER))
		want = intent(INTENT_NEXT);
	return want;
}

/* From below: what the exam makes of it, the sentence, the points; the value is above. */
static void draw_result(struct ui *ui, const struct model *m, struct rect at)
{
	if (counts_in_exam(&m->attempt)) {
		draw_exam(ui, m, area_cut_bottom(&at, 96));
		area_cut_bottom(&at, m->attempt.hint_text[0] ? 4 : 28);
	}
	if (m->attempt.hint_text[0])
		draw_hint(ui, m, area_cut_bottom(&at, 96));
	if (m->attempt.points_text[0])
		draw_points(ui, m, area_cut_bottom(&at, 156));
	ui_figure(ui, at, kindly(m->attempt.value_text), "",
		kindly(m->attempt.unit_text), 320, 72, COLOR_INK);
}

static void draw_head(struct ui *ui, const struct model *m, struct rect at)
{
	draw_saved(ui, area_cut_right(&at, saved_width(ui)));
	area_cut_right(&at, 24);
	ui_text(ui, at, m->person.line,
		styled(ui_style(ui, 64, DRAW_BOLD, COLOR_INK), DRAW_LEFT, DRAW_SHRINK));
}

/* ✓ 已保存 stands over the name, which would be small beside it. */
static struct intent draw_upright(struct ui *ui, const struct model *m, struct rect at)
{
	struct rect foot = area_cut_bottom(&at, 144), panel;

	area_cut_bottom(&at, 32);
	panel = area_cut_bottom(&at, SIDE_H);
	area_cut_bottom(&at, 32);
	draw_saved(ui, area_cut_top(&at, 80));
	ui_text(ui, area_cut_top(&at, 96), m->person.line,
		styled(ui_style(ui, 64, DRAW_BOLD, COLOR_INK), DRAW_LEFT, DRAW_SHRINK));
	draw_result(ui, m, at);
	ui_panel(ui, panel);
	draw_side(ui, m, area_inset(panel, 0, 32));
	return keys(ui, m, foot);
}

struct intent screen_result(struct ui *ui, const struct model *m, struct rect at)
{
	struct rect rest = area_inset(at, MARGIN, 32), right, foot;

	if (ui_is_upright(ui))
		return draw_upright(ui, m, rest);
	right = area_cut_right(&rest, at.w * 35 / 100 - MARGIN);
	area_cut_right(&rest, 40);
	draw_head(ui, m, area_cut_top(&rest, 96));
	foot = area_cut_bottom(&rest, 120);
	area_cut_bottom(&rest, 32);
	draw_result(ui, m, rest);
	ui_panel(ui, right);
	draw_side(ui, m, area_inset(right, 0, 32));
	return keys(ui, m, foot);
}
