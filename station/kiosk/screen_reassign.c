/*
 * 整批改人: a run of results was taken for the wrong list, or a place off. Left what each
 * is and whose it becomes; right which list, how far off, and why, which does it.
 */
#include <string.h>

#include "screen.h"

#define ROW_H	76
#define PAGER_H 76
#define KEY_H	84

/* ---- whose each becomes ------------------------------------------------------------ */

static bool run_row(
	struct ui *ui, const struct model_reassign *r, int index, struct rect at)
{
	const struct model_reassign_row *row = &r->rows[index];
	bool pressed = ui_panel_button(ui, "run row", index, at, index == r->last);
	bool given = index <= r->last && row->to[0];
	struct rect rest = area_inset(at, 16, 4), to;

	to = area_cut_right(&rest, rest.w * 40 / 100);
	ui_picture(ui, area_center(area_cut_left(&to, 44), 32, 32),
		given ? "forward" : "rest", given ? COLOR_MAIN : COLOR_INK_SOFT);
	mend_line(ui, to, given ? row->to : tr(ui, TEXT_REASSIGN_STAYS), 32,
		given ? DRAW_BOLD : DRAW_REGULAR, given ? COLOR_INK : COLOR_INK_SOFT);
	ui_text(ui, area_cut_right(&rest, rest.w * 34 / 100), row->value,
		styled(ui_style(ui, 32, DRAW_MEDIUM, COLOR_INK), DRAW_RIGHT,
			DRAW_SHRINK));
	area_cut_right(&rest, 12);
	mend_line(ui, rest, row->from, 32, DRAW_REGULAR, COLOR_INK);
	return pressed;
}

static struct intent draw_rows(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_reassign *r = &m->reassign;
	struct intent want = intent(INTENT_NONE);
	int fit, pages, page, to = -1;

	mend_line(ui, area_cut_top(&at, 44), tr(ui, TEXT_REASSIGN_UNTIL), 28,
		DRAW_REGULAR, COLOR_INK_SOFT);
	fit = (at.h + GAP) / (ROW_H + GAP);
	if (r->n > fit)
		fit = (at.h - PAGER_H) / (ROW_H + GAP);
	pages = pages_of(r->n, fit);
	page = page_shown(m, pages);
	if (pages > 1)
		to = ui_page_keys(ui, area_cut_bottom(&at, PAGER_H), page, pages, 160);
	for (int i = page * fit; i < (page + 1) * fit && i < r->n; i++) {
		if (run_row(ui, r, i, area_cut_top(&at, ROW_H)))
			want = intent_index(INTENT_MADE, i);
		area_cut_top(&at, GAP);
	}
	return to < 0 ? want : intent_index(INTENT_PAGE, to);
}

/* ---- how ------------------------------------------------------------------------------ */

static struct intent draw_classes(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_reassign *r = &m->reassign;
	struct intent want = intent(INTENT_NONE);
	struct rect cancel = area_cut_bottom(&at, KEY_H);
	int lines, page;

	mend_line(ui, area_cut_top(&at, 60), tr(ui, TEXT_CHOOSE_CLASS), 44, DRAW_BLACK,
		COLOR_INK);
	area_cut_top(&at, GAP);
	area_cut_bottom(&at, GAP);
	lines = lines_in(at.h, r->n_classes, 3, KEY_H);
	page = paged(ui, m, &at, r->n_classes, 3 * lines, &want);
	for (int i = 0; i < 3 * lines && page * 3 * lines + i < r->n_classes; i++) {
		int index = page * 3 * lines + i;
		struct rect row = { at.x, at.y + i / 3 * (KEY_H + GAP), at.w, KEY_H };
		char name[24];

		snprintf(name, sizeof(name), "class %d", index);
		if (ui_button(ui, name, area_cell(row, 3, 1, i % 3, 0, GAP),
			    r->classes[index], 36, BUTTON_PLAIN))
			want = intent_index(INTENT_REASSIGN_CLASS, index);
	}
	if (ui_button(ui, "cancel", cancel, tr(ui, TEXT_MEND_CANCEL), 38, BUTTON_PLAIN))
		want = intent(INTENT_MEND_CANCEL);
	return want;
}

static struct intent draw_shift(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_reassign *r = &m->reassign;
	int far = r->shift < 0 ? -r->shift : r->shift;

	ui_text(ui, area_cell(at, 3, 1, 1, 0, GAP),
		far ? tr_int(ui, TEXT_REASSIGN_SHIFT, far, 0)
		    : tr(ui, TEXT_REASSIGN_SAME),
		styled(ui_style(ui, 34, DRAW_BOLD, COLOR_INK), DRAW_CENTER,
			DRAW_SHRINK));
	if (ui_button(ui, "shift back", area_cell(at, 3, 1, 0, 0, GAP),
		    tr(ui, TEXT_REASSIGN_BACK), 36, BUTTON_PLAIN))
		return intent_index(INTENT_REASSIGN_SHIFT, r->shift - 1);
	if (ui_button(ui, "shift on", area_cell(at, 3, 1, 2, 0, GAP),
		    tr(ui, TEXT_REASSIGN_ON), 36, BUTTON_PLAIN))
		return intent_index(INTENT_REASSIGN_SHIFT, r->shift + 1);
	return intent(INTENT_NONE);
}

/* Which come behind the first: those measured later, or those of a higher number. */
static struct intent draw_order(struct ui *ui, const struct model *m, struct rect at)
{
	bool by_number = m->reassign.by_number;

	if (ui_button(ui, "by time", area_cell(at, 2, 1, 0, 0, GAP),
		    tr(ui, TEXT_REASSIGN_BY_TIME), 36,
		    by_number ? BUTTON_PLAIN : BUTTON_MAIN))
		return intent_index(INTENT_REASSIGN_ORDER, 0);
	if (ui_button(ui, "by number", area_cell(at, 2, 1, 1, 0, GAP),
		    tr(ui, TEXT_REASSIGN_BY_NUMBER), 36,
		    by_number ? BUTTON_MAIN : BUTTON_PLAIN))
		return intent_index(INTENT_REASSIGN_ORDER, 1);
	return intent(INTENT_NONE);
}

static struct intent draw_reasons(struct ui *ui, const struct model *m, struct rect at)
{
	struct intent want = intent(INTENT_NONE);

	mend_line(ui, area_cut_top(&at, 44), tr(ui, TEXT_REASSIGN_BECAUSE), 28,
		DRAW_MEDIUM, COLOR_INK_SOFT);
	for (int i = 0; i < MODEL_REASONS && m->student.reasons[i][0]; i++) {
		struct rect row = { at.x, at.y + i / 3 * (KEY_H + GAP), at.w, KEY_H };
		char name[24];

		snprintf(name, sizeof(name), "reason %d", i);
		if (ui_button(ui, name, area_cell(row, 3, 1, i % 3, 0, GAP),
			    m->student.reasons[i], 34, BUTTON_WARN))
			want = intent_index(INTENT_REASON, i);
	}
	return want;
}

static struct intent draw_how(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_reassign *r = &m->reassign;
	struct intent want = intent(INTENT_NONE), got;

	ui_text(ui, area_cut_top(&at, 60), r->title,
		styled(ui_style(ui, 40, DRAW_BLACK, COLOR_INK), DRAW_LEFT,
			DRAW_SHRINK));
	area_cut_top(&at, GAP);
	got = draw_order(ui, m, area_cut_top(&at, KEY_H));
	area_cut_top(&at, 24);
	if (ui_icon_button(ui, "list of", area_cut_top(&at, KEY_H), "list",
		    tr_with(ui, TEXT_REASSIGN_CLASS, r->class_name, NULL, NULL), 38,
		    BUTTON_PLAIN))
		want = intent(INTENT_REASSIGN_CLASSES);
	want = got.kind != INTENT_NONE ? got : want;
	area_cut_top(&at, GAP);
	got = draw_shift(ui, m, area_cut_top(&at, KEY_H));
	want = got.kind != INTENT_NONE ? got : want;
	area_cut_top(&at, 16);
	ui_text(ui, area_cut_top(&at, 88), r->complaint,
		styled(ui_style(ui, 30, DRAW_MEDIUM, COLOR_INK), DRAW_LEFT, DRAW_WRAP));
	got = r->can_do ? draw_reasons(ui, m, at) : intent(INTENT_NONE);
	return got.kind != INTENT_NONE ? got : want;
}

struct intent screen_reassign(struct ui *ui, const struct model *m, struct rect at)
{
	struct rect rest = area_inset(at, MARGIN, 16), panel;
	struct intent want, list;

	if (m->mend.note[0]) {
		draw_mend_note(ui, m, area_cut_top(&rest, 68));
		area_cut_top(&rest, 16);
	}
	if (m->reassign.picks_class)
		return draw_classes(ui, m, rest);
	if (ui_is_upright(ui)) {
		panel = area_cut_bottom(&rest, 800);
		area_cut_bottom(&rest, 24);
	} else {
		panel = area_cut_right(&rest, rest.w * 46 / 100);
		area_cut_right(&rest, 32);
	}
	ui_panel(ui, panel);
	want = draw_how(ui, m, area_inset(panel, 24, 20));
	list = draw_rows(ui, m, rest);
	return want.kind != INTENT_NONE ? want : list;
}
