/*
 * 新学年: what becomes of each class, who stays in the grade, and once more before it is
 * done.
 */
#include <string.h>

#include "screen.h"

static void say(struct ui *ui, struct rect at, const char *text, int size,
	enum draw_weight weight, enum draw_align align)
{
	ui_text(ui, at, text,
		styled(ui_style(ui, size, weight, COLOR_INK), align, DRAW_SHRINK));
}

#define ROW_H 80

/* 七年级1班 → 八年级1班, and how many of them stay. */
static bool class_row(
	struct ui *ui, const struct model_new_year *m, int i, struct rect at)
{
	bool pressed = ui_panel_button(ui, "year class", i, at, false);
	struct rect rest = area_inset(at, 20, 4), right = area_cut_right(&rest, 170);
	bool leaves = !m->classes[i].to[0];

	say(ui, right,
		m->classes[i].kept
			? tr_int(ui, TEXT_YEAR_ROW_KEPT, m->classes[i].students,
				  m->classes[i].kept)
			: tr_int(ui, TEXT_YEAR_ROW, m->classes[i].students, 0),
		32, DRAW_REGULAR, DRAW_RIGHT);
	area_cut_right(&rest, 12);
	say(ui, area_cut_left(&rest, (rest.w - 56) / 2), m->classes[i].name, 38,
		DRAW_BOLD, DRAW_LEFT);
	ui_picture(ui, area_center(area_cut_left(&rest, 56), 34, 34), "forward",
		COLOR_MAIN);
	say(ui, rest, leaves ? tr(ui, TEXT_YEAR_LEAVES) : m->classes[i].to, 38,
		leaves ? DRAW_REGULAR : DRAW_BOLD, DRAW_LEFT);
	return pressed;
}

static bool next_key(struct ui *ui, struct rect at, enum text label)
{
	return ui_button(ui, "year next", at, tr(ui, label), 56, BUTTON_MAIN) ||
	       ui_key_pressed(ui, UI_KEY_ENTER);
}

static bool back_key(struct ui *ui, struct rect at)
{
	return ui_button(ui, "year back", at, tr(ui, TEXT_BACK), 48, BUTTON_PLAIN);
}

static struct intent draw_classes(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_new_year *y = &m->new_year;
	struct intent want = intent(INTENT_NONE);
	int columns = ui_is_upright(ui) ? 1 : 2, lines, each, page;
	struct rect foot = area_cut_bottom(&at, 120);

	say(ui, area_cut_top(&at, 88),
		tr_with(ui, TEXT_YEAR_STEP, y->from, y->to, NULL), 60, DRAW_BLACK,
		DRAW_LEFT);
	say(ui, area_cut_top(&at, 60), tr(ui, TEXT_YEAR_HOW), 36, DRAW_REGULAR,
		DRAW_LEFT);
	area_cut_top(&at, 12);
	area_cut_bottom(&at, 20);
	lines = lines_in(at.h, y->n_classes, columns, ROW_H);
	each = lines * columns;
	page = paged(ui, m, &at, y->n_classes, each, &want);
	at.h = lines * (ROW_H + GAP) - GAP;
	for (int i = 0; i < each && page * each + i < y->n_classes; i++) {
		struct rect cell = area_cell(
			at, columns, lines, i / lines, i % lines, GAP);

		if (class_row(ui, y, page * each + i, cell))
			want = intent_index(INTENT_YEAR_CLASS, page * each + i);
	}
	if (next_key(ui, area_cut_right(&foot, 480), TEXT_YEAR_NEXT))
		want = intent(INTENT_YEAR_NEXT);
	area_cut_right(&foot, 24);
	say(ui, foot,
		tr_with(ui, TEXT_YEAR_COUNTS, tr_int(ui, TEXT_YEAR_ROW, y->promoted, 0),
			tr_int(ui, TEXT_YEAR_ROW, y->leaving, 0),
			tr_int(ui, TEXT_YEAR_ROW, y->kept, 0)),
		40, DRAW_MEDIUM, DRAW_LEFT);
	return want;
}

static struct intent draw_keep(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_new_year *y = &m->new_year;
	struct intent want = intent(INTENT_NONE);
	bool upright = ui_is_upright(ui);
	int columns = upright ? 3 : 5, lines, each, page;
	struct rect foot = area_cut_bottom(&at, 104);

	say(ui, area_cut_top(&at, 80),
		tr_with(ui, TEXT_YEAR_KEEP_HOW,
			y->selected >= 0 && y->selected < y->n_classes
				? y->classes[y->selected].name
				: "",
			NULL, NULL),
		48, DRAW_BOLD, DRAW_LEFT);
	area_cut_bottom(&at, 16);
	lines = lines_in(at.h, y->n_tiles, columns, TILE_LEAST_H);
	each = columns * lines;
	page = paged(ui, m, &at, y->n_tiles, each, &want);
	for (int i = 0; i < each && page * each + i < y->n_tiles; i++)
		if (ui_tile(ui, page * each + i,
			    area_cell(
				    at, columns, lines, i % columns, i / columns, GAP),
			    &y->tiles[page * each + i]))
			want = intent_index(INTENT_YEAR_TILE, page * each + i);
	if (ui_button(ui, "year back", area_cut_right(&foot, 480), tr(ui, TEXT_FINE),
		    48, BUTTON_MAIN) ||
		ui_key_pressed(ui, UI_KEY_ENTER))
		want = intent(INTENT_YEAR_BACK);
	return want;
}

static struct intent draw_sure(
	struct ui *ui, const struct model_new_year *y, struct rect at)
{
	struct rect card = area_cut_top(&at, 560), keys;
	struct intent want = intent(INTENT_NONE);

	ui_panel(ui, card);
	card = area_inset(card, 48, 32);
	say(ui, area_cut_top(&card, 110),
		tr_with(ui, TEXT_YEAR_SURE, y->to, NULL, NULL), 64, DRAW_BLACK,
		DRAW_LEFT);
	say(ui, area_cut_top(&card, 90),
		tr_with(ui, TEXT_YEAR_COUNTS, tr_int(ui, TEXT_YEAR_ROW, y->promoted, 0),
			tr_int(ui, TEXT_YEAR_ROW, y->leaving, 0),
			tr_int(ui, TEXT_YEAR_ROW, y->kept, 0)),
		48, DRAW_BOLD, DRAW_LEFT);
	ui_sentences(ui, card, tr(ui, TEXT_YEAR_SAFE),
		ui_style(ui, 44, DRAW_REGULAR, COLOR_INK));
	area_cut_top(&at, 40);
	keys = area_cut_top(&at, 144);
	if (back_key(ui, area_cut_left(&keys, keys.w * 36 / 100)) ||
		ui_key_pressed(ui, UI_KEY_ERASE))
		want = intent(INTENT_YEAR_BACK);
	area_cut_left(&keys, 40);
	/* Not by Enter: it is done with a look at the screen. */
	if (ui_button(ui, "year do", keys, tr(ui, TEXT_YEAR_DO), 64, BUTTON_MAIN))
		want = intent(INTENT_YEAR_NEXT);
	return want;
}

static void draw_said(struct ui *ui, const struct model_new_year *y, struct rect at)
{
	struct rect card = area_cut_top(&at, 420), sign;
	bool done = y->shows == YEAR_DONE;

	ui_panel(ui, card);
	card = area_inset(card, 48, 32);
	sign = area_cut_left(&card, 160);
	ui_picture(ui, area_center(sign, 120, 120), done ? "check" : "warn",
		done ? COLOR_GO : COLOR_AGAIN_SIGN);
	area_cut_left(&card, 40);
	ui_sentences(ui, card, y->note,
		ui_style(ui, ui_is_upright(ui) ? 44 : 56, DRAW_BOLD, COLOR_INK));
}

struct intent screen_new_year(struct ui *ui, const struct model *m, struct rect at)
{
	struct rect rest = area_inset(at, MARGIN, 24);

	switch (m->new_year.shows) {
	case YEAR_CLASSES:
		return draw_classes(ui, m, rest);
	case YEAR_KEEP:
		return draw_keep(ui, m, rest);
	case YEAR_SURE:
		return draw_sure(ui, &m->new_year, rest);
	case YEAR_DONE:
	case YEAR_NOT_YET:
		break;
	}
	draw_said(ui, &m->new_year, rest);
	return intent(INTENT_NONE);
}
