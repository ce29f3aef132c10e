/*
 * 学生: everything that was measured of one student this school year, what became of it
 * and what was before; and the keys that mend it. Nothing is ever deleted: what was made
 * void stands there, and what is another's now too.
 */
#include <string.h>

#include "screen.h"

/* ---- the list --------------------------------------------------------------------- */

#define ROW_H	88
#define PAGER_H 76

static const struct {
	const char *picture;
	enum paint_color color;
} marks[] = {
	[MADE_COUNTS] = { "check", COLOR_GO },
	[MADE_VOID] = { "stop", COLOR_INK_SOFT },
	[MADE_DISPUTED] = { "dispute", COLOR_DEVICE },
	[MADE_FOUL] = { "again", COLOR_AGAIN_SIGN },
	[MADE_ELSEWHERE] = { "forward", COLOR_INK_SOFT },
	[MADE_PRACTICE] = { "rest", COLOR_INK_SOFT },
};

static bool made_row(struct ui *ui, const struct model_made *a, int index,
	struct rect at, bool chosen)
{
	bool pressed = ui_panel_button(ui, "made", index, at, chosen);
	struct rect rest = area_inset(at, 16, 6), top;
	bool counts = a->state == MADE_COUNTS || a->state == MADE_DISPUTED;

	ui_picture(ui, area_center(area_cut_left(&rest, 40), 36, 36),
		marks[a->state].picture, marks[a->state].color);
	area_cut_left(&rest, 16);
	top = area_cut_top(&rest, rest.h * 55 / 100);
	ui_text(ui, area_cut_right(&top, top.w * 38 / 100), a->value,
		styled(ui_style(ui, 36, counts ? DRAW_BLACK : DRAW_REGULAR, COLOR_INK),
			DRAW_RIGHT, DRAW_SHRINK));
	mend_line(ui, top, a->item, 34, DRAW_BOLD, COLOR_INK);
	ui_text(ui, area_cut_right(&rest, rest.w * 48 / 100), a->word,
		styled(ui_style(ui, 26, DRAW_MEDIUM, COLOR_INK), DRAW_RIGHT,
			DRAW_SHRINK));
	mend_line(ui, area_cut_left(&rest, 176), a->when, 26, DRAW_REGULAR,
		COLOR_INK_SOFT);
	mend_line(ui, rest, a->source, 26, DRAW_MEDIUM, COLOR_INK_SOFT);
	return pressed;
}

static struct intent draw_made(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_student *s = &m->student;
	struct intent want = intent(INTENT_NONE);
	int fit = (at.h + GAP) / (ROW_H + GAP), pages, page, to = -1;

	if (!s->n) {
		mend_line(ui, area_cut_top(&at, 96), tr(ui, TEXT_MADE_NONE), 44,
			DRAW_BOLD, COLOR_INK_SOFT);
		return want;
	}
	if (s->n > fit)
		fit = (at.h - PAGER_H) / (ROW_H + GAP);
	pages = pages_of(s->n, fit);
	page = page_shown(m, pages);
	if (pages > 1)
		to = ui_page_keys(ui, area_cut_bottom(&at, PAGER_H), page, pages, 160);
	for (int i = page * fit; i < (page + 1) * fit && i < s->n; i++) {
		if (made_row(ui, &s->made[i], i, area_cut_top(&at, ROW_H),
			    i == s->chosen))
			want = intent_index(INTENT_MADE, i);
		area_cut_top(&at, GAP);
	}
	return to < 0 ? want : intent_index(INTENT_PAGE, to);
}

/* ---- the chosen one ------------------------------------------------------------------ */

static void draw_said(struct ui *ui, const struct model_student *s, struct rect at)
{
	for (int i = 0; i < s->n_said && at.h >= 40; i++)
		mend_line(ui, area_cut_top(&at, 42), s->said[i], 28, DRAW_REGULAR,
			COLOR_INK);
}

static void draw_raw_row(struct ui *ui, const struct model_raw *r, struct rect at)
{
	struct rect text = area_cut_right(&at, at.w * 30 / 100);
	int w = at.w / MODEL_RAW_ROW;

	for (int i = 0; i < r->n; i++) {
		struct rect cell = { at.x + i * w, at.y, w, at.h };
		char hex[4];

		if (r->of_frame[i])
			ui_box(ui, area_inset(cell, 0, 3), COLOR_READY_PALE, 0);
		snprintf(hex, sizeof(hex), "%02X", r->bytes[i]);
		ui_text(ui, cell, hex,
			styled(ui_style(ui, 26,
				       r->of_frame[i] ? DRAW_BOLD : DRAW_REGULAR,
				       COLOR_INK),
				DRAW_CENTER, DRAW_SHRINK));
	}
	area_cut_left(&text, 16);
	mend_line(ui, text, r->text, 26, DRAW_REGULAR, COLOR_INK_SOFT);
}

static void draw_raw(struct ui *ui, const struct model_student *s, struct rect at)
{
	mend_line(ui, area_cut_top(&at, 42), tr(ui, TEXT_RAW_HOW), 26, DRAW_REGULAR,
		COLOR_INK_SOFT);
	for (int i = 0; i < s->n_raw && at.h >= 40; i++)
		draw_raw_row(ui, &s->raw[i], area_cut_top(&at, 42));
}

struct keys {
	struct ui *ui;
	struct rect at;
	int n;
	struct intent want;
};

static void mend_key(struct keys *k, const char *name, enum text text, enum mend what,
	enum button_look look, bool can)
{
	struct rect at = area_cell(k->at, 2, 3, k->n % 2, k->n / 2, GAP);

	k->n++;
	if (can && ui_button(k->ui, name, at, tr(k->ui, text), 38, look))
		k->want = intent_index(INTENT_MEND, (int)what);
}

#define KEYS_H (3 * 84 + 2 * GAP)

static struct intent draw_keys(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_student *s = &m->student;
	struct keys k = { .ui = ui, .at = at };

	mend_key(&k, "void", TEXT_VOID_KEY, MEND_VOID, BUTTON_WARN, s->can_void);
	mend_key(&k, "move", TEXT_MOVE_KEY, MEND_MOVE, BUTTON_PLAIN, s->can_give);
	mend_key(&k, "swap", TEXT_SWAP_KEY, MEND_SWAP, BUTTON_PLAIN, s->can_give);
	mend_key(&k, "run", TEXT_RUN_KEY, MEND_RUN, BUTTON_PLAIN, s->can_run);
	mend_key(&k, "manual", TEXT_MANUAL_KEY, MEND_MANUAL, BUTTON_PLAIN, true);
	if (s->can_test && ui_button(ui, "test now", area_cell(at, 2, 3, 1, 2, GAP),
				   tr(ui, TEXT_TEST_NOW), 38, BUTTON_PLAIN))
		k.want = intent(INTENT_TEST_NOW);
	return k.want;
}

static bool raw_key(struct ui *ui, const struct model_student *s, struct rect at)
{
	return s->has_raw &&
	       ui_button(ui, "raw", at,
		       tr(ui, s->shows_raw ? TEXT_RAW_HIDE : TEXT_RAW_KEY), 30,
		       BUTTON_PLAIN);
}

static struct intent draw_chosen(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_student *s = &m->student;
	struct intent want = draw_keys(ui, m, area_cut_bottom(&at, KEYS_H));
	struct rect head;

	area_cut_bottom(&at, GAP);
	if (s->chosen < 0) {
		mend_line(ui, area_cut_top(&at, 60), tr(ui, TEXT_MADE_CHOOSE), 40,
			DRAW_BOLD, COLOR_INK_SOFT);
		return want;
	}
	head = area_cut_top(&at, 100);
	if (raw_key(ui, s, area_center(area_cut_right(&head, 190), 190, 76)))
		want = intent(INTENT_RAW);
	area_cut_right(&head, 16);
	mend_line(ui, area_cut_top(&head, 58), s->title, 44, DRAW_BLACK, COLOR_INK);
	mend_line(ui, head, s->where, 26, DRAW_REGULAR, COLOR_INK_SOFT);
	area_cut_top(&at, 8);
	if (s->shows_raw)
		draw_raw(ui, s, at);
	else
		draw_said(ui, s, at);
	return want;
}

static void draw_person(struct ui *ui, const struct model_student *s, struct rect at)
{
	mend_line(ui, area_cut_top(&at, 56), s->line, 48, DRAW_BLACK, COLOR_INK);
	mend_line(ui, at, s->numbers, 28, DRAW_REGULAR, COLOR_INK_SOFT);
}

/* The list and what is chosen beside each other, or one above the other. */
static struct rect cut_panel(struct ui *ui, struct rect *rest)
{
	struct rect panel;

	if (ui_is_upright(ui)) {
		panel = area_cut_bottom(rest, 860);
		area_cut_bottom(rest, 24);
	} else {
		panel = area_cut_right(rest, rest->w * 46 / 100);
		area_cut_right(rest, 32);
	}
	return panel;
}

struct intent screen_student(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_student *s = &m->student;
	struct rect rest = area_inset(at, MARGIN, 16), panel, head, keys;
	struct intent want, list;
	bool undo, print, upright = ui_is_upright(ui);

	head = area_cut_top(&rest, upright ? 92 : 100);
	keys = upright ? area_cut_top(&rest, 84) : head;
	undo = draw_undo(ui, m, undo_place(ui, &keys));
	area_cut_right(&keys, GAP);
	print = ui_button(ui, "print", area_center(area_cut_right(&keys, 150), 150, 84),
		tr(ui, TEXT_PRINT), 40, BUTTON_PLAIN);
	area_cut_right(&keys, 24);
	if (!upright)
		head = keys;
	draw_person(ui, s, head);
	area_cut_top(&rest, GAP);
	if (m->mend.note[0]) {
		draw_mend_note(ui, m, area_cut_top(&rest, 68));
		area_cut_top(&rest, 16);
	}
	panel = cut_panel(ui, &rest);
	ui_panel(ui, panel);
	panel = area_inset(panel, 24, 20);
	want = s->asks == ASKS_NOTHING ? draw_chosen(ui, m, panel)
				       : draw_student_asks(ui, m, panel);
	list = draw_made(ui, m, rest);
	if (undo)
		return intent(INTENT_MEND_UNDO);
	if (print)
		return intent_index(INTENT_OPEN, SCREEN_PAPERS);
	return want.kind != INTENT_NONE ? want : list;
}
