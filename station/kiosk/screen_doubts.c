/*
 * 待核查: what a person should look at, one line each with its reason; the mend of the
 * chosen one is one touch away.
 */
#include <string.h>

#include "screen.h"

#define ROW_H	96
#define PAGER_H 76

static bool doubt_row(struct ui *ui, const struct model_dispute *d, int index,
	struct rect at, bool chosen)
{
	bool pressed = ui_panel_button(ui, "doubt", index, at, chosen);
	struct rect rest = area_inset(at, 16, 8), top;

	ui_picture(ui, area_center(area_cut_left(&rest, 44), 40, 40), "dispute",
		COLOR_DEVICE);
	area_cut_left(&rest, 16);
	top = area_cut_top(&rest, rest.h * 54 / 100);
	ui_text(ui, area_cut_right(&top, ui_about_width(d->item, 32) + 8), d->item,
		styled(ui_style(ui, 32, DRAW_MEDIUM, COLOR_INK), DRAW_RIGHT,
			DRAW_SHRINK));
	mend_line(ui, top, d->who, 36, DRAW_BOLD, COLOR_INK);
	mend_line(ui, rest, d->reason, 28, DRAW_REGULAR, COLOR_INK);
	return pressed;
}

static struct intent draw_list(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_teacher *t = &m->teacher;
	struct intent want = intent(INTENT_NONE);
	int fit = (at.h + GAP) / (ROW_H + GAP), pages, page, to = -1;

	if (t->n_disputes > fit)
		fit = (at.h - PAGER_H) / (ROW_H + GAP);
	pages = pages_of(t->n_disputes, fit);
	page = page_shown(m, pages);
	if (pages > 1)
		to = ui_page_keys(ui, area_cut_bottom(&at, PAGER_H), page, pages, 160);
	for (int i = page * fit; i < (page + 1) * fit && i < t->n_disputes; i++) {
		if (doubt_row(ui, &t->disputes[i], i, area_cut_top(&at, ROW_H),
			    i == m->mend.chosen))
			want = intent_index(INTENT_DOUBT, i);
		area_cut_top(&at, GAP);
	}
	return to < 0 ? want : intent_index(INTENT_PAGE, to);
}

/* ---- the chosen one --------------------------------------------------------------------- */

static struct intent draw_keys(struct ui *ui, const struct model *m, struct rect at)
{
	struct intent want = intent(INTENT_NONE);
	struct rect left = area_cell(at, 2, 3, 0, 0, GAP);

	if (m->mend.keys.unit && ui_button(ui, "unit", area_cell(at, 1, 3, 0, 1, GAP),
					 m->mend.value, 40, BUTTON_MAIN))
		want = intent_index(INTENT_MEND, MEND_UNIT);
	if (m->mend.keys.swaps && ui_button(ui, "swap", area_cell(at, 1, 3, 0, 1, GAP),
					  tr(ui, TEXT_SWAP_KEY), 40, BUTTON_MAIN))
		want = intent_index(INTENT_MEND, MEND_SWAP);
	if (m->mend.keys.stands && ui_button(ui, "stands", left,
					   tr(ui, TEXT_STANDS_KEY), 40, BUTTON_PLAIN))
		want = intent_index(INTENT_MEND, MEND_STANDS);
	if (m->mend.keys.voids && ui_button(ui, "void", area_cell(at, 2, 3, 1, 0, GAP),
					  tr(ui, TEXT_VOID_KEY), 40, BUTTON_WARN))
		want = intent_index(INTENT_MEND, MEND_VOID);
	if (m->mend.keys.opens &&
		ui_icon_button(ui, "open student", area_cell(at, 1, 3, 0, 2, GAP),
			"person", tr(ui, TEXT_OPEN_STUDENT), 40, BUTTON_PLAIN))
		want = intent(INTENT_OPEN_STUDENT);
	return want;
}

static struct intent draw_reasons(
	struct ui *ui, const struct model_student *s, struct rect at)
{
	struct intent want = intent(INTENT_NONE);

	ui_text(ui, area_cut_top(&at, 64), s->question,
		styled(ui_style(ui, 36, DRAW_BOLD, COLOR_INK), DRAW_LEFT, DRAW_SHRINK));
	for (int i = 0; i < MODEL_REASONS && s->reasons[i][0]; i++) {
		char name[24];

		snprintf(name, sizeof(name), "reason %d", i);
		if (ui_button(ui, name, area_cell(at, 2, 3, i % 2, i / 2, GAP),
			    s->reasons[i], 34, BUTTON_PLAIN))
			want = intent_index(INTENT_REASON, i);
	}
	if (ui_button(ui, "cancel", area_cell(at, 2, 3, 1, 2, GAP),
		    tr(ui, TEXT_MEND_CANCEL), 34, BUTTON_PLAIN))
		want = intent(INTENT_MEND_CANCEL);
	return want;
}

#define KEYS_H (3 * 96 + 2 * GAP)

static struct intent draw_chosen(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_teacher *t = &m->teacher;
	const struct model_dispute *d;
	struct rect keys = area_cut_bottom(&at, KEYS_H + 64);

	if (m->mend.chosen < 0 || m->mend.chosen >= t->n_disputes) {
		if (t->n_disputes) /* else the head says that there are none */
			mend_line(ui, area_cut_top(&at, 60), tr(ui, TEXT_DOUBT_CHOOSE),
				44, DRAW_BOLD, COLOR_INK_SOFT);
		return intent(INTENT_NONE);
	}
	d = &t->disputes[m->mend.chosen];
	mend_line(ui, area_cut_top(&at, 60), d->who, 44, DRAW_BLACK, COLOR_INK);
	mend_line(ui, area_cut_top(&at, 56), d->value, 40, DRAW_BOLD, COLOR_INK);
	ui_text(ui, area_cut_top(&at, at.h < 160 ? at.h : 160),
		m->mend.keys.stands ? d->reason : tr(ui, TEXT_DOUBT_SHARE),
		styled(ui_style(ui, 36, DRAW_REGULAR, COLOR_INK), DRAW_LEFT,
			DRAW_WRAP));
	if (m->student.asks == ASKS_REASON)
		return draw_reasons(ui, &m->student, keys);
	area_cut_top(&keys, 64);
	return draw_keys(ui, m, keys);
}

struct intent screen_doubts(struct ui *ui, const struct model *m, struct rect at)
{
	struct rect rest = area_inset(at, MARGIN, 16), panel, head;
	struct intent want, list;
	bool undo;

	head = area_cut_top(&rest, 100);
	undo = draw_undo(ui, m, undo_place(ui, &head));
	area_cut_right(&head, 24);
	mend_line(ui, area_inset(head, 0, 16),
		m->teacher.n_disputes
			? tr_int(ui, TEXT_TO_CHECK, m->teacher.n_disputes, 0)
			: tr(ui, TEXT_NOTHING_TO_CHECK),
		52, DRAW_BLACK, COLOR_INK);
	area_cut_top(&rest, GAP);
	if (m->mend.note[0]) {
		draw_mend_note(ui, m, area_cut_top(&rest, 68));
		area_cut_top(&rest, 16);
	}
	if (ui_is_upright(ui)) {
		panel = area_cut_bottom(&rest, 720);
		area_cut_bottom(&rest, 24);
	} else {
		panel = area_cut_right(&rest, rest.w * 42 / 100);
		area_cut_right(&rest, 32);
	}
	ui_panel(ui, panel);
	want = draw_chosen(ui, m, area_inset(panel, 24, 20));
	list = draw_list(ui, m, rest);
	if (undo)
		return intent(INTENT_MEND_UNDO);
	return want.kind != INTENT_NONE ? want : list;
}
