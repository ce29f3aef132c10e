/* 未测名单: who lacks what, class by class, and why. */
#include <string.h>

#include "screen.h"

static void say(struct ui *ui, struct rect at, const char *text, int size,
	enum draw_weight weight, enum draw_align align)
{
	ui_text(ui, at, text,
		styled(ui_style(ui, size, weight, COLOR_INK), align, DRAW_SHRINK));
}

static bool choice(struct ui *ui, const char *name, int index, struct rect at,
	const char *label, const char *count, bool chosen)
{
	bool pressed = ui_panel_button(ui, name, index, at, chosen);
	struct rect in = area_inset(at, 16, 0);

	if (count[0]) {
		say(ui, area_cut_right(&in, 76), count, 34, DRAW_REGULAR, DRAW_RIGHT);
		area_cut_right(&in, 8);
	}
	say(ui, in, label, 36, chosen ? DRAW_BOLD : DRAW_MEDIUM,
		count[0] ? DRAW_LEFT : DRAW_CENTER);
	return pressed;
}

/* As many classes as there is room for, around the selected one; its neighbours beyond
 * are reached by going on. */
static struct intent draw_classes(
	struct ui *ui, const struct model_missing *m, struct rect at, int columns)
{
	struct intent want = intent(INTENT_NONE);
	int lines = (at.h + GAP) / (80 + GAP), room = columns * lines;
	int first = m->n_classes <= room ? 0 : m->selected - room / 2;

	if (first > m->n_classes - room)
		first = m->n_classes - room;
	if (first < 0)
		first = 0;
	at.h = lines * (80 + GAP) - GAP;
	for (int i = 0; i < room && first + i < m->n_classes; i++) {
		char count[12];

		snprintf(count, sizeof(count), "%d", m->classes[first + i].students);
		if (choice(ui, "class", first + i,
			    area_cell(
				    at, columns, lines, i % columns, i / columns, GAP),
			    m->classes[first + i].name, count,
			    first + i == m->selected))
			want = intent_index(INTENT_MISSING_CLASS, first + i);
	}
	return want;
}

static struct intent draw_items(
	struct ui *ui, const struct model_missing *m, struct rect at, int columns)
{
	struct intent want = intent(INTENT_NONE);
	int lines = (m->n_items + 1 + columns - 1) / columns;

	at.h = lines * (80 + GAP) - GAP;
	for (int i = -1; i < m->n_items; i++)
		if (choice(ui, "item", i,
			    area_cell(at, columns, lines, (i + 1) % columns,
				    (i + 1) / columns, GAP),
			    i < 0 ? tr(ui, TEXT_PUTOFF_EVERY_ITEM) : m->items[i], "",
			    m->item == i))
			want = intent_index(INTENT_MISSING_ITEM, i);
	return want;
}

/* Many items stand in two lines. */
static void draw_what(struct ui *ui, struct rect at, const char *what)
{
	bool one_line = ui_about_width(what, 28) <= at.w;
	int low = at.h * 44 / 100 < 28 ? at.h * 44 / 100 : 28;

	ui_text(ui, at, what,
		styled(ui_style(ui, one_line ? 32 : low, DRAW_REGULAR, COLOR_INK_SOFT),
			DRAW_LEFT, one_line ? DRAW_SHRINK : DRAW_WRAP));
}

static void draw_row(
	struct ui *ui, const struct model_missing *m, int i, struct rect at)
{
	struct rect rest = area_inset(at, 20, 4), why;

	ui_panel(ui, at);
	why = area_cut_right(&rest, ui_is_upright(ui) ? 260 : 340);
	area_cut_right(&rest, 16);
	if (m->rows[i].mark != TILE_OPEN)
		ui_picture(ui, area_center(area_cut_left(&why, 44), 34, 34),
			mark_picture(m->rows[i].mark), COLOR_INK_SOFT);
	else
		area_cut_left(&why, 44);
	area_cut_left(&why, 8);
	say(ui, why, m->rows[i].why, 32, DRAW_MEDIUM, DRAW_LEFT);
	say(ui, area_cut_left(&rest, rest.w * 36 / 100), m->rows[i].who, 36, DRAW_BOLD,
		DRAW_LEFT);
	area_cut_left(&rest, 16);
	draw_what(ui, rest, m->rows[i].what);
}

static struct intent draw_rows(
	struct ui *ui, const struct model_missing *m, struct rect at)
{
	struct intent want = intent(INTENT_NONE);
	int pages = pages_of(m->n, MODEL_MISSING_ROWS), h;

	if (pages > 1) {
		int to = ui_page_keys(
			ui, area_cut_bottom(&at, 88), m->page, pages, 240);

		if (to >= 0)
			want = intent_index(INTENT_PAGE, to);
		area_cut_bottom(&at, GAP);
	}
	if (!m->n_rows)
		say(ui, area_cut_top(&at, 120), tr(ui, TEXT_MISSING_NONE), 52,
			DRAW_BOLD, DRAW_CENTER);
	h = (at.h - (MODEL_MISSING_ROWS - 1) * 8) / MODEL_MISSING_ROWS;
	for (int i = 0; i < m->n_rows; i++) {
		draw_row(ui, m, i, area_cut_top(&at, h > 88 ? 88 : h));
		area_cut_top(&at, 8);
	}
	return want;
}

struct intent screen_missing(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_missing *missing = &m->missing;
	bool upright = ui_is_upright(ui);
	struct rect rest = area_inset(at, MARGIN, 24), side, items;
	struct intent want[3];
	int columns = upright ? 4 : 6;
	struct rect top = area_cut_top(&rest, 80);
	bool print = missing->n > 0 && ui_button(ui, "print", area_cut_right(&top, 200),
					       tr(ui, TEXT_PRINT), 44, BUTTON_PLAIN);

	say(ui, top, tr_int(ui, TEXT_MISSING_ALL, missing->total, 0), 56, DRAW_BLACK,
		DRAW_LEFT);
	area_cut_top(&rest, 12);
	side = upright ? area_cut_top(&rest, 4 * (80 + GAP))
		       : area_cut_left(&rest, 380);
	if (!upright)
		area_cut_left(&rest, 36);
	want[0] = draw_classes(ui, missing, side, upright ? 3 : 1);
	if (upright)
		area_cut_top(&rest, 12);
	items = area_cut_top(
		&rest, (missing->n_items + columns) / columns * (80 + GAP));
	want[1] = draw_items(ui, missing, items, columns);
	area_cut_top(&rest, 8);
	want[2] = draw_rows(ui, missing, rest);
	if (print)
		return intent(INTENT_MISSING_PRINT);
	for (int i = 0; i < 2; i++)
		if (want[i].kind != INTENT_NONE)
			return want[i];
	return want[2];
}
