/* 上报前检查: one sentence, tabs of who and why, and the file when nothing is wrong. */
#include "screen.h"

#define ROW_H	   118
#define HIGH_ROW_H 136 /* upright there is room */
#define CLASS_H	   80
#define CLASSES_W  340

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

static void say(struct ui *ui, struct rect at, const char *text, int size,
	enum draw_weight weight, enum draw_align align)
{
	ui_text(ui, at, text,
		styled(ui_style(ui, size, weight, COLOR_INK), align, DRAW_SHRINK));
}

static bool choice(struct ui *ui, int index, struct rect at, const char *label,
	int rows, bool chosen)
{
	bool pressed = ui_panel_button(ui, "class", index, at, chosen);
	struct rect in = area_inset(at, 16, 0);
	char count[12];

	snprintf(count, sizeof(count), "%d", rows);
	say(ui, area_cut_right(&in, 76), count, 32, DRAW_REGULAR, DRAW_RIGHT);
	area_cut_right(&in, 8);
	say(ui, in, label, 34, chosen ? DRAW_BOLD : DRAW_MEDIUM, DRAW_LEFT);
	return pressed;
}

/* All of them first, then as many classes as there is room for around the selected one;
 * its neighbours beyond are reached by going on. */
static struct intent draw_classes(
	struct ui *ui, const struct model_handin *h, struct rect at, int columns)
{
	struct intent want = intent(INTENT_NONE);
	int lines = (at.h + GAP) / (CLASS_H + GAP), room = columns * lines - 1;
	int first = h->n_classes <= room ? 0 : h->selected - room / 2;

	if (first > h->n_classes - room)
		first = h->n_classes - room;
	if (first < 0)
		first = 0;
	at.h = lines * (CLASS_H + GAP) - GAP;
	if (choice(ui, -1, area_cell(at, columns, lines, 0, 0, GAP),
		    tr(ui, TEXT_HAND_ALL), h->counts[h->tab], h->selected < 0))
		want = intent_index(INTENT_HANDIN_CLASS, -1);
	for (int i = 0; i < room && first + i < h->n_classes; i++)
		if (choice(ui, first + i,
			    area_cell(at, columns, lines, (i + 1) % columns,
				    (i + 1) / columns, GAP),
			    h->classes[first + i].name, h->classes[first + i].rows,
			    first + i == h->selected))
			want = intent_index(INTENT_HANDIN_CLASS, first + i);
	return want;
}

/* In one line where it fits, else in two, in the largest letters that have room. */
static void draw_reason(struct ui *ui, struct rect at, const char *reason)
{
	bool one_line = ui_about_width(reason, 26) <= at.w;
	int size = one_line ? 28 : 30;

	while (!one_line && size > 18 &&
		(size * 12 / 5 > at.h ||
			ui_about_width(reason, size) > at.w * 2 * 9 / 10))
		size -= 2;
	ui_text(ui, at, reason,
		styled(ui_style(ui, size, DRAW_REGULAR, COLOR_INK_SOFT), DRAW_LEFT,
			one_line ? DRAW_SHRINK : DRAW_WRAP));
}

static void draw_line(struct ui *ui, const struct model_handin_row *row, struct rect at)
{
	struct rect rest = area_inset(at, 20, 4), top = area_cut_top(&rest, 40);

	ui_panel(ui, at);
	say(ui, area_cut_right(&top, top.w * 20 / 100), row->tag, 30, DRAW_BOLD,
		DRAW_RIGHT);
	area_cut_right(&top, 12);
	say(ui, area_cut_left(&top, top.w * 56 / 100), row->who, 32, DRAW_BOLD,
		DRAW_LEFT);
	area_cut_left(&top, 12);
	say(ui, top, row->what, 30, DRAW_MEDIUM, DRAW_LEFT);
	draw_reason(ui, rest, row->reason);
}

static struct intent draw_rows(
	struct ui *ui, const struct model_handin *h, struct rect at)
{
	struct intent want = intent(INTENT_NONE);
	int pages = pages_of(h->n, MODEL_HANDIN_ROWS), height, got;
	int most = ui_is_upright(ui) ? HIGH_ROW_H : ROW_H;

	if (pages > 1) {
		got = ui_page_keys(ui, area_cut_bottom(&at, 84), h->page, pages, 220);
		if (got >= 0)
			want = intent_index(INTENT_PAGE, got);
		area_cut_bottom(&at, 8);
	}
	if (!h->n_rows)
		say(ui, area_cut_top(&at, 120), tr(ui, TEXT_HAND_NOTHING), 44,
			DRAW_MEDIUM, DRAW_CENTER);
	height = (at.h - (MODEL_HANDIN_ROWS - 1) * 8) / MODEL_HANDIN_ROWS;
	for (int i = 0; i < h->n_rows; i++) {
		draw_line(ui, &h->rows[i],
			area_cut_top(&at, height > most ? most : height));
		area_cut_top(&at, 8);
	}
	return want;
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
	struct rect area = area_inset(at, MARGIN, 16), top = area_cut_top(&area, 84);
	bool upright = ui_is_upright(ui);
	struct intent want;
	struct rect line;

	if (!h->looked) {
		ui_text(ui, top, tr(ui, TEXT_HAND_LOOKING),
			styled(ui_style(ui, 64, DRAW_BLACK, COLOR_INK), DRAW_LEFT,
				DRAW_SHRINK));
		return draw_foot(ui, h, area_cut_bottom(&area, 116));
	}
	say(ui, area_cut_right(&top, top.w * 28 / 100), h->faults, 44, DRAW_BOLD,
		DRAW_RIGHT);
	say(ui, top, h->sentence, 64, DRAW_BLACK, DRAW_LEFT);
	line = area_cut_top(&area, 44);
	if (upright) {
		say(ui, area_cut_top(&area, 44), h->template, 30, DRAW_MEDIUM,
			DRAW_LEFT);
	} else {
		say(ui, area_cut_right(&line, line.w * 42 / 100), h->template, 30,
			DRAW_MEDIUM, DRAW_RIGHT);
		area_cut_right(&line, 16);
	}
	say(ui, line, h->roll, 30, DRAW_MEDIUM, DRAW_LEFT);
	area_cut_top(&area, 8);
	want = draw_tabs(ui, h, area_cut_top(&area, 80));
	area_cut_top(&area, 12);
	want = first_of(want, draw_foot(ui, h, area_cut_bottom(&area, 104)));
	area_cut_bottom(&area, 12);
	if (upright) {
		want = first_of(
			want, draw_classes(ui, h,
				      area_cut_top(&area, 3 * (CLASS_H + GAP)), 3));
		area_cut_top(&area, 8);
	} else {
		want = first_of(
			want, draw_classes(ui, h, area_cut_left(&area, CLASSES_W), 1));
		area_cut_left(&area, 24);
	}
	return first_of(want, draw_rows(ui, h, area));
}
