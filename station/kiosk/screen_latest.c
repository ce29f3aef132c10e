/*
 * 刚才的成绩: what was measured last, and what is mostly wrong with it: it does not count,
 * it is another child's, or two were exchanged. Every key does it at once, so that a
 * mistake that was just seen is mended before the next child stands there; 撤销上一步 takes
 * it back.
 */
#include <string.h>

#include "screen.h"

#define ROW_H	84
#define PAGER_H 76
#define KEY_H	80
#define HEAD_H	40

/* ---- the list --------------------------------------------------------------------- */

static bool latest_row(struct ui *ui, const struct model_latest_row *r, int index,
	struct rect at, bool chosen)
{
	bool pressed = ui_panel_button(ui, "latest row", index, at, chosen);
	struct rect rest = area_inset(at, 16, 6);
	struct rect top = area_cut_top(&rest, rest.h * 55 / 100);

	ui_text(ui, area_cut_right(&top, top.w * 44 / 100), r->result,
		styled(ui_style(ui, 32, r->word[0] ? DRAW_REGULAR : DRAW_BLACK,
			       COLOR_INK),
			DRAW_RIGHT, DRAW_SHRINK));
	area_cut_right(&top, 12);
	mend_line(ui, top, r->who, 34, DRAW_BOLD, COLOR_INK);
	ui_text(ui, area_cut_right(&rest, rest.w * 60 / 100), r->word,
		styled(ui_style(ui, 26, DRAW_MEDIUM, COLOR_INK), DRAW_RIGHT,
			DRAW_SHRINK));
	mend_line(ui, rest, r->when, 26, DRAW_REGULAR, COLOR_INK_SOFT);
	return pressed;
}

static struct intent draw_list(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_latest *l = &m->latest;
	struct intent want = intent(INTENT_NONE);
	int fit = (at.h + GAP) / (ROW_H + GAP), pages, page, to = -1;

	if (l->n > fit)
		fit = (at.h - PAGER_H) / (ROW_H + GAP);
	pages = pages_of(l->n, fit);
	page = page_shown(m, pages);
	if (pages > 1)
		to = ui_page_keys(ui, area_cut_bottom(&at, PAGER_H), page, pages, 160);
	for (int i = page * fit; i < (page + 1) * fit && i < l->n; i++) {
		if (latest_row(ui, &l->rows[i], i, area_cut_top(&at, ROW_H),
			    i == l->chosen))
			want = intent_index(INTENT_MADE, i);
		area_cut_top(&at, GAP);
	}
	return to < 0 ? want : intent_index(INTENT_PAGE, to);
}

/* ---- the chosen one ------------------------------------------------------------------ */

#define COLUMNS 3

static void head(struct ui *ui, struct rect *at, enum text text)
{
	mend_line(ui, area_cut_top(at, HEAD_H), tr(ui, text), 28, DRAW_MEDIUM,
		COLOR_INK_SOFT);
}

/* Key `i` of a block that begins at the top of `at`. */
static struct rect key_at(struct rect at, int i)
{
	struct rect row = { at.x, at.y + i / COLUMNS * (KEY_H + GAP), at.w, KEY_H };

	return area_cell(row, COLUMNS, 1, i % COLUMNS, 0, GAP);
}

static bool latest_key(struct ui *ui, const char *name, int index, struct rect at,
	const char *words, bool bold)
{
	bool pressed = ui_panel_button(ui, name, index, at, false);

	ui_text(ui, area_inset(at, 10, 0), words,
		styled(ui_style(ui, 32, bold ? DRAW_BOLD : DRAW_MEDIUM, COLOR_INK),
			DRAW_CENTER, DRAW_SHRINK));
	return pressed;
}

static struct intent draw_void(struct ui *ui, const struct model *m, struct rect *at)
{
	struct intent want = intent(INTENT_NONE);
	bool can = m->latest.can_void;
	struct rect keys;

	if (can)
		head(ui, at, TEXT_LATEST_VOID);
	keys = area_cut_top(at, 2 * KEY_H + 2 * GAP);
	for (int i = 0; i < MODEL_REASONS; i++) {
		char name[24];

		snprintf(name, sizeof(name), "void %d", i);
		if (can && m->student.reasons[i][0] &&
			ui_button(ui, name, key_at(keys, i), m->student.reasons[i], 34,
				BUTTON_WARN))
			want = intent_index(INTENT_REASON, i);
	}
	if (ui_icon_button(ui, "open student", key_at(keys, can ? MODEL_REASONS : 0),
		    "person", tr(ui, TEXT_OPEN_STUDENT), 34, BUTTON_PLAIN))
		want = intent(INTENT_OPEN_STUDENT);
	return want;
}

static struct intent draw_swap(struct ui *ui, const struct model *m, struct rect at)
{
	struct intent want = intent(INTENT_NONE);
	int n = m->latest.n_swap < COLUMNS ? m->latest.n_swap : COLUMNS;

	head(ui, &at, TEXT_LATEST_SWAP);
	for (int i = 0; i < n; i++)
		if (latest_key(ui, "swap", i, key_at(at, i), m->latest.swap[i], true))
			want = intent_index(INTENT_SWAP_WITH, i);
	return want;
}

/* As many as have room, and the way to anybody else. */
static struct intent draw_give(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_latest *l = &m->latest;
	struct intent want = intent(INTENT_NONE);
	int n;

	head(ui, &at, TEXT_LATEST_GIVE);
	n = (at.h + GAP) / (KEY_H + GAP) * COLUMNS - 1;
	n = n < l->n_give ? n : l->n_give;
	n = n < 0 ? 0 : n;
	for (int i = 0; i < n; i++)
		if (latest_key(ui, "give", i, key_at(at, i), l->give[i], true))
			want = intent_index(INTENT_GIVE_TO, i);
	if (latest_key(ui, "give other", 0, key_at(at, n), tr(ui, TEXT_LATEST_OTHER),
		    false))
		want = intent(INTENT_GIVE_OTHER);
	return want;
}

static struct intent draw_head(
	struct ui *ui, const struct model_latest *l, struct rect at)
{
	struct intent want = intent(INTENT_NONE);

	if (l->can_run &&
		ui_button(ui, "run", area_center(area_cut_right(&at, 260), 260, 84),
			tr(ui, TEXT_RUN_KEY), 34, BUTTON_PLAIN))
		want = intent_index(INTENT_MEND, MEND_RUN);
	area_cut_right(&at, l->can_run ? 16 : 0);
	mend_line(ui, area_cut_top(&at, 52), l->rows[l->chosen].who, 42, DRAW_BLACK,
		COLOR_INK);
	mend_line(ui, at, l->rows[l->chosen].result, 40, DRAW_BOLD, COLOR_INK);
	return want;
}

static struct intent draw_chosen(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_latest *l = &m->latest;
	struct intent want, other;
	struct rect swap;

	if (l->chosen < 0)
		return intent(INTENT_NONE);
	want = draw_head(ui, l, area_cut_top(&at, 102));
	area_cut_top(&at, 8);
	other = draw_void(ui, m, &at);
	want = other.kind != INTENT_NONE ? other : want;
	if (!l->can_give)
		return want;
	if (l->n_swap) {
		swap = area_cut_bottom(&at, HEAD_H + KEY_H);
		area_cut_bottom(&at, 8);
		other = draw_swap(ui, m, swap);
		want = other.kind != INTENT_NONE ? other : want;
	}
	other = draw_give(ui, m, at);
	return other.kind != INTENT_NONE ? other : want;
}

/* Before the first one. */
static void draw_none(struct ui *ui, struct rect at)
{
	struct rect words = area_center(at, at.w, 320);

	ui_picture(ui, area_center(area_cut_top(&words, 140), 120, 120), "again",
		COLOR_INK_SOFT);
	area_cut_top(&words, 20);
	ui_text(ui, area_cut_top(&words, 84), tr(ui, TEXT_LATEST_NONE),
		styled(ui_style(ui, 56, DRAW_BOLD, COLOR_INK), DRAW_CENTER,
			DRAW_SHRINK));
	ui_text(ui, words, tr(ui, TEXT_LATEST_HOW),
		styled(ui_style(ui, 40, DRAW_REGULAR, COLOR_INK_SOFT), DRAW_CENTER,
			DRAW_SHRINK));
}

struct intent screen_latest(struct ui *ui, const struct model *m, struct rect at)
{
	struct rect rest = area_inset(at, MARGIN, 16), panel, top;
	struct intent want, list;
	bool undo;

	top = area_cut_top(&rest, 88);
	undo = draw_undo(ui, m, area_center(area_cut_right(&top, 560), 560, 84));
	area_cut_right(&top, 24);
	if (m->mend.note[0])
		draw_mend_note(ui, m, area_inset(top, 0, 8));
	area_cut_top(&rest, GAP);
	if (!m->latest.n) {
		ui_panel(ui, rest);
		draw_none(ui, rest);
		return intent(undo ? INTENT_MEND_UNDO : INTENT_NONE);
	}
	if (ui_is_upright(ui)) {
		panel = area_cut_bottom(&rest, 960);
		area_cut_bottom(&rest, 24);
	} else {
		panel = area_cut_right(&rest, rest.w * 56 / 100);
		area_cut_right(&rest, 32);
	}
	ui_panel(ui, panel);
	want = draw_chosen(ui, m, area_inset(panel, 24, 16));
	list = draw_list(ui, m, rest);
	if (undo)
		return intent(INTENT_MEND_UNDO);
	return want.kind != INTENT_NONE ? want : list;
}
