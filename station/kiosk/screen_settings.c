/* 设置: a line for each thing, its answers as keys beside it; a touch does it at once. */
#include "screen.h"

#define ROW_MOST 120
#define ANSWER_W 236

static struct intent draw_answers(
	struct ui *ui, const struct model_choice *row, int index, struct rect at)
{
	struct intent want = intent(INTENT_NONE);
	int w = (at.w - 3 * GAP) / 4;

	if (w > ANSWER_W)
		w = ANSWER_W;
	for (int i = 0; i < row->n; i++) {
		struct rect key = area_cut_left(&at, w), words;
		bool chosen = i == row->chosen;

		area_cut_left(&at, GAP);
		if (ui_panel_button(ui, "answer", index * 4 + i, key, chosen)) {
			want = intent_index(INTENT_CHOOSE, index);
			want.other = i;
		}
		words = area_inset(key, 14, 0);
		if (chosen) {
			ui_picture(ui, area_center(area_cut_left(&words, 40), 36, 36),
				"check", COLOR_READY);
			area_cut_left(&words, 8);
		}
		ui_text(ui, words, row->answers[i],
			styled(ui_style(ui, 36, chosen ? DRAW_BOLD : DRAW_MEDIUM,
				       COLOR_INK),
				DRAW_CENTER, DRAW_SHRINK));
	}
	return want;
}

static void draw_title(struct ui *ui, const struct model_choice *row, struct rect at)
{
	struct rect title = row->note[0] ? area_cut_top(&at, at.h * 58 / 100) : at;

	ui_text(ui, title, row->title,
		styled(ui_style(ui, 42, DRAW_BOLD, COLOR_INK), DRAW_LEFT, DRAW_SHRINK));
	if (row->note[0])
		ui_text(ui, at, row->note,
			styled(ui_style(ui, 28, DRAW_REGULAR, COLOR_INK_SOFT),
				DRAW_LEFT, DRAW_SHRINK));
}

static struct intent draw_row(
	struct ui *ui, const struct model_choice *row, int index, struct rect at)
{
	struct rect inner = area_inset(at, 28, 12);

	ui_panel(ui, at);
	if (ui_is_upright(ui))
		draw_title(ui, row, area_cut_top(&inner, inner.h - 92));
	else
		draw_title(ui, row, area_cut_left(&inner, inner.w - 4 * ANSWER_W - 60));
	if (!ui_is_upright(ui))
		area_cut_left(&inner, 24);
	return draw_answers(ui, row, index,
		area_inset(inner, 0, inner.h > 92 ? (inner.h - 92) / 2 : 0));
}

struct intent screen_settings(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_settings *s = &m->settings;
	struct rect area = area_inset(at, MARGIN, 20), foot;
	struct intent want = intent(INTENT_NONE), got;
	int h;

	foot = area_cut_bottom(&area, 56);
	h = s->n ? (area.h - (s->n - 1) * GAP) / s->n : 0;
	if (!ui_is_upright(ui) && h > ROW_MOST)
		h = ROW_MOST;
	if (ui_is_upright(ui) && h > 220)
		h = 220;
	for (int i = 0; i < s->n; i++) {
		got = draw_row(ui, &s->rows[i], i, area_cut_top(&area, h));
		area_cut_top(&area, GAP);
		want = got.kind != INTENT_NONE ? got : want;
	}
	if (s->note[0])
		ui_text(ui, foot, s->note,
			styled(ui_style(ui, 36, DRAW_MEDIUM, COLOR_INK), DRAW_LEFT,
				DRAW_SHRINK));
	return want;
}
