/* 上报前检查: one sentence, tabs of who and why, and the file when nothing is wrong. */
#include "screen.h"

#define ROW_H 88

static const enum text tabs[HANDIN_TABS] = {
	[HANDIN_ERRORS] = TEXT_HAND_ERRORS,
	[HANDIN_DOUBTS] = TEXT_HAND_DOUBTS,
	[HANDIN_LEFT_OUT] = TEXT_HAND_LEFT_OUT,
	[HANDIN_CHANGED] = TEXT_HAND_CHANGED,
};

static struct intent draw_tabs(
	struct ui *ui, const struct model_handin *h, struct rect at)
{
	struct intent want = intent(INTENT_NONE);

	for (int i = 0; i < HANDIN_TABS; i++) {
		struct rect key = area_cell(at, HANDIN_TABS, 1, i, 0, GAP);
		bool chosen = i == (int)h->tab;

		if (ui_panel_button(ui, "tab", i, key, chosen))
			want = intent_index(INTENT_TAB, i);
		ui_text(ui, area_inset(key, 16, 0),
			tr_int(ui, tabs[i], h->counts[i], 0),
			styled(ui_style(ui, 38, chosen ? DRAW_BOLD : DRAW_MEDIUM,
				       COLOR_INK),
				DRAW_CENTER, DRAW_SHRINK));
	}
	return want;
}

static void draw_line(struct ui *ui, const struct model_complaint *c, struct rect at)
{
	struct rect rest = area_inset(at, 20, 4), top;

	ui_panel(ui, at);
	top = area_cut_top(&rest, rest.h / 2);
	ui_text(ui, top,
		tr_with(ui, TEXT_HAND_WHO, c->column, c->row[0] ? c->row : "–",
			c->value),
		styled(ui_style(ui, 32, DRAW_BOLD, COLOR_INK), DRAW_LEFT, DRAW_SHRINK));
	ui_text(ui, rest, c->reason,
		styled(ui_style(ui, 27, DRAW_REGULAR, COLOR_INK_SOFT), DRAW_LEFT,
			DRAW_SHRINK));
}

static struct intent draw_tab(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_handin *h = &m->handin;
	struct rect keys = area_cut_bottom(&at, 84);
	int each = at.h / (ROW_H + GAP), pages, page, got;

	each = each < 1 ? 1 : each;
	pages = pages_of(h->n_rows, each);
	page = page_shown(m, pages);
	for (int i = page * each; i < h->n_rows && i < (page + 1) * each; i++) {
		draw_line(ui, &h->rows[i], area_cut_top(&at, ROW_H));
		area_cut_top(&at, GAP);
	}
	got = ui_page_keys(ui, keys, page, pages, 220);
	return got >= 0 ? intent_index(INTENT_PAGE, got) : intent(INTENT_NONE);
}

static struct intent draw_foot(
	struct ui *ui, const struct model_handin *h, struct rect at)
{
	struct rect again = area_cut_left(&at, 300);
	struct intent want = intent(INTENT_NONE);

	area_cut_left(&at, 24);
	if (ui_icon_button(ui, "again", again, "again", tr(ui, TEXT_HAND_AGAIN), 40,
		    BUTTON_PLAIN))
		want = intent(INTENT_LOOK_AGAIN);
	if (h->can_write) {
		if (ui_icon_button(ui, "write", at, "forward", tr(ui, TEXT_HAND_WRITE),
			    52, BUTTON_MAIN))
			want = intent(INTENT_WRITE);
		return want;
	}
	ui_text(ui, at,
		h->written[0]		       ? h->written
		: h->counts[HANDIN_ERRORS] > 0 ? tr(ui, TEXT_HAND_FIRST_MEND)
					       : "",
		styled(ui_style(ui, 36, DRAW_BOLD, COLOR_INK), DRAW_LEFT, DRAW_WRAP));
	return want;
}

static struct intent first_of(struct intent a, struct intent b)
{
	return a.kind != INTENT_NONE ? a : b;
}

struct intent screen_hand_in(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_handin *h = &m->handin;
	struct rect area = area_inset(at, MARGIN, 20), top = area_cut_top(&area, 92);
	struct intent want;

	if (!h->looked) {
		ui_text(ui, top, tr(ui, TEXT_HAND_LOOKING),
			styled(ui_style(ui, 64, DRAW_BLACK, COLOR_INK), DRAW_LEFT,
				DRAW_SHRINK));
		return draw_foot(ui, h, area_cut_bottom(&area, 116));
	}
	ui_text(ui, top, h->sentence,
		styled(ui_style(ui, 64, DRAW_BLACK, COLOR_INK), DRAW_LEFT,
			DRAW_SHRINK));
	ui_text(ui, area_cut_top(&area, 56), h->faults,
		styled(ui_style(ui, 40, DRAW_BOLD, COLOR_INK), DRAW_LEFT, DRAW_SHRINK));
	area_cut_top(&area, 12);
	want = draw_tabs(ui, h, area_cut_top(&area, 84));
	area_cut_top(&area, 16);
	want = first_of(want, draw_foot(ui, h, area_cut_bottom(&area, 116)));
	area_cut_bottom(&area, 16);
	return first_of(want, draw_tab(ui, m, area));
}
