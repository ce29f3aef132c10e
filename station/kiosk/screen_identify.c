/*
 * Who are you: class, name, test number, and is it you.
 *
 * Children are told apart by class and number; the only digits typed here are a
 * test number's, which the station or the school made for this day.
 */
#include <string.h>

#include "screen.h"

/* Tiles are 352 x 96 where there is room for them. */
static struct rect tiles_area(struct rect at)
{
	struct rect inner = area_inset(at, MARGIN, GAP * 2);
	int h = TILE_ROWS * 96 + (TILE_ROWS - 1) * GAP;

	if (inner.h > h)
		inner.h = h;
	return inner;
}

static struct rect tile_place(struct rect area, int i)
{
	return area_cell(
		area, TILE_COLUMNS, TILE_ROWS, i % TILE_COLUMNS, i / TILE_COLUMNS, GAP);
}

/* ---- classes ---- */

/* A small school gets large tiles. */
struct grid {
	int columns, rows;
};

static struct grid class_grid(int classes)
{
	if (classes <= 12)
		return (struct grid){ 3, 4 };
	if (classes <= 20)
		return (struct grid){ 4, 5 };
	return (struct grid){ TILE_COLUMNS, TILE_ROWS };
}

/* One row for each grade, where there is room for it. */
static bool rows_by_grade(const struct model *m, struct grid grid)
{
	int rows = 1, in_row = 1;

	for (int i = 0; i < m->n_classes; i++) {
		bool same = i > 0 && m->classes[i].grade == m->classes[i - 1].grade;

		in_row = same ? in_row + 1 : 1;
		rows += i > 0 && !same;
		if (m->classes[i].grade <= 0 || in_row > grid.columns)
			return false;
	}
	return rows <= grid.rows;
}

/* Where class `index` stands, after one at `place`; `columns` 0: one after another. */
static int next_place(const struct model *m, int place, int index, int columns)
{
	if (index == 0)
		return 0;
	if (columns && m->classes[index].grade != m->classes[index - 1].grade)
		return (place / columns + 1) * columns;
	return place + 1;
}

static bool class_tile(
	struct ui *ui, int index, struct rect at, const struct model_class *c)
{
	bool pressed = ui_panel_button(ui, "class", index, at, false);
	bool large = at.h > 140;
	struct rect rest = area_inset(at, large ? 28 : 16, large ? 28 : 10);
	struct rect bar = area_cut_bottom(&rest, large ? 16 : 10);
	char done[24];

	ui_progress(ui, bar, c->done, c->total);
	snprintf(done, sizeof(done), "%d/%d", c->done, c->total);
	ui_text(ui, area_cut_right(&rest, large ? 130 : 100), done,
		styled(ui_style(ui, large ? 40 : 30, DRAW_REGULAR, COLOR_INK_SOFT),
			DRAW_RIGHT, DRAW_SHRINK));
	ui_text(ui, rest, c->name,
		styled(ui_style(ui, large ? 72 : 46, DRAW_BOLD, COLOR_INK), DRAW_LEFT,
			DRAW_SHRINK));
	return pressed;
}

struct intent screen_classes(struct ui *ui, const struct model *m, struct rect at)
{
	struct intent want = intent(INTENT_NONE);
	struct rect area = tiles_area(at);
	struct grid grid = class_grid(m->n_classes);
	int from = page_shown(m, pages_of(m->n_classes, TILE_PAGE)) * TILE_PAGE;
	int columns = rows_by_grade(m, grid) ? grid.columns : 0;
	int place = 0;

	for (int i = 0; i < TILE_PAGE && from + i < m->n_classes; i++) {
		place = next_place(m, place, i, columns);
		if (class_tile(ui, from + i,
			    area_cell(area, grid.columns, grid.rows,
				    place % grid.columns, place / grid.columns, GAP),
			    &m->classes[from + i]))
			want = intent_index(INTENT_CLASS, from + i);
	}
	return want;
}

/* ---- names ---- */

struct intent screen_tiles(struct ui *ui, const struct model *m, struct rect at)
{
	struct intent want = intent(INTENT_NONE);
	struct rect area = tiles_area(at);
	int from = page_shown(m, pages_of(m->n_tiles, TILE_PAGE)) * TILE_PAGE;

	for (int i = 0; i < TILE_PAGE && from + i < m->n_tiles; i++)
		if (ui_tile(ui, from + i, tile_place(area, i), &m->tiles[from + i]))
			want = intent_index(INTENT_STUDENT, from + i);
	return want;
}

/* ---- test number ---- */

static struct intent number_given(const struct visit *visit)
{
	struct intent want = intent(INTENT_NUMBER);

	if (!visit->typed[0])
		return intent(INTENT_NONE);
	snprintf(want.text, sizeof(want.text), "%s", visit->typed);
	return want;
}

static struct intent key_typed(struct ui *ui, const struct visit *visit)
{
	const struct ui_event *e = ui_event(ui, UI_CHAR);

	if (e && e->text[0] >= '0' && e->text[0] <= '9') {
		int digit = e->text[0] - '0';

		ui_take(ui);
		return intent_index(INTENT_DIGIT, digit);
	}
	if (ui_key_pressed(ui, UI_KEY_ERASE))
		return intent(INTENT_ERASE);
	if (ui_key_pressed(ui, UI_KEY_ENTER))
		return number_given(visit);
	return intent(INTENT_NONE);
}

static void draw_typed(struct ui *ui, const struct model *m, struct rect at)
{
	struct rect field = area_cut_top(&at, 200);

	ui_frame(ui, field, COLOR_PANEL, COLOR_MAIN, 4, RADIUS);
	ui_text(ui, area_inset(field, 24, 0), m->visit.typed,
		styled(ui_style(ui, 150, DRAW_BOLD, COLOR_INK), DRAW_CENTER,
			DRAW_SHRINK));
	area_cut_top(&at, 32);
	if (!m->keypad_note[0] || m->visit.typed[0])
		return;
	struct rect note = area_cut_top(&at, 104);

	ui_box(ui, note, COLOR_AGAIN, RADIUS);
	ui_picture(ui, area_center(area_cut_left(&note, 112), 64, 64), "again",
		COLOR_AGAIN_INK);
	area_cut_right(&note, 24);
	ui_text(ui, note, m->keypad_note,
		styled(ui_style(ui, 48, DRAW_BOLD, COLOR_AGAIN_INK), DRAW_LEFT,
			DRAW_SHRINK));
}

struct intent screen_keypad(struct ui *ui, const struct model *m, struct rect at)
{
	struct intent want = key_typed(ui, &m->visit);
	struct rect rest = area_inset(at, 96, 72);
	struct rect keys = area_cut_right(&rest, 720);
	int key;

	area_cut_right(&rest, 96);
	ui_text(ui, area_cut_top(&rest, 160), tr(ui, TEXT_TYPE_NUMBER),
		styled(ui_style(ui, 96, DRAW_BLACK, COLOR_INK), DRAW_LEFT,
			DRAW_SHRINK));
	area_cut_top(&rest, 32);
	draw_typed(ui, m, rest);
	key = ui_keypad(ui, keys, m->visit.typed[0] != '\0');
	if (key == KEYPAD_ERASE)
		return intent(INTENT_ERASE);
	if (key == KEYPAD_GO)
		return number_given(&m->visit);
	return key == KEYPAD_NONE ? want : intent_index(INTENT_DIGIT, key);
}

/* ---- found ---- */

static bool mine_key(struct ui *ui, struct rect at)
{
	return ui_button(ui, "mine", at, tr(ui, TEXT_MINE), 64, BUTTON_PLAIN);
}

struct intent screen_refused(struct ui *ui, const struct model *m, struct rect at)
{
	struct rect rest = area_inset(at, MARGIN * 3, 96);
	struct rect card = area_cut_top(&rest, 520), key;

	ui_panel(ui, card);
	card = area_inset(card, 64, 48);
	if (m->person.line[0])
		ui_text(ui, area_cut_top(&card, 100), m->person.line,
			styled(ui_style(ui, 64, DRAW_MEDIUM, COLOR_INK_SOFT),
				DRAW_CENTER, DRAW_SHRINK));
	ui_text(ui, card, m->refusal,
		styled(ui_style(ui, 96, DRAW_BOLD, COLOR_INK), DRAW_CENTER, DRAW_WRAP));
	area_cut_top(&rest, 48);
	key = area_center(area_cut_top(&rest, 144), m->can_see_mine ? 1320 : 640, 144);
	if (m->can_see_mine) {
		if (mine_key(ui, area_cut_left(&key, 640)))
			return intent(INTENT_MINE);
		area_cut_left(&key, 40);
	}
	if (ui_button(
		    ui, "understood", key, tr(ui, TEXT_UNDERSTOOD), 64, BUTTON_MAIN) ||
		ui_key_pressed(ui, UI_KEY_ENTER))
		return intent(INTENT_NOT_ME);
	return intent(INTENT_NONE);
}

static void draw_who(struct ui *ui, const struct model *m, struct rect card)
{
	struct rect inner = area_inset(card, 48, 40);

	ui_panel(ui, card);
	ui_text(ui, area_cut_top(&inner, 120), m->person.place,
		styled(ui_style(ui, 88, DRAW_MEDIUM, COLOR_INK_SOFT), DRAW_CENTER,
			DRAW_SHRINK));
	ui_text(ui, inner, m->person.name,
		styled(ui_style(ui, 220, DRAW_BOLD, COLOR_INK), DRAW_CENTER,
			DRAW_SHRINK));
}

struct intent screen_confirm(struct ui *ui, const struct model *m, struct rect at)
{
	struct rect rest = area_inset(at, MARGIN * 2, 40);
	struct rect keys = area_cut_bottom(&rest, 176);
	struct rect no;

	ui_text(ui, area_cut_top(&rest, 168),
		tr(ui, m->is_late ? TEXT_IS_IT_YOU_LATE : TEXT_IS_IT_YOU),
		styled(ui_style(ui, 128, DRAW_BLACK, COLOR_MAIN), DRAW_CENTER,
			DRAW_SHRINK));
	area_cut_top(&rest, 16);
	area_cut_bottom(&rest, 20);
	draw_called_line(ui, m, area_cut_bottom(&rest, 64));
	area_cut_bottom(&rest, 12);
	draw_who(ui, m, rest);
	no = area_cut_left(&keys, keys.w * (m->can_see_mine ? 28 : 36) / 100);
	area_cut_left(&keys, 40);
	if (m->can_see_mine) {
		if (mine_key(ui, area_cut_left(&keys, no.w)))
			return intent(INTENT_MINE);
		area_cut_left(&keys, 40);
	}
	if (ui_button(ui, "not me", no, tr(ui, TEXT_NOT_ME), 72, BUTTON_PLAIN) ||
		ui_key_pressed(ui, UI_KEY_ESCAPE))
		return intent(INTENT_NOT_ME);
	if (ui_icon_button(
		    ui, "yes", keys, "check", tr(ui, TEXT_ITS_ME), 88, BUTTON_MAIN) ||
		ui_key_pressed(ui, UI_KEY_ENTER))
		return intent(INTENT_YES);
	return intent(INTENT_NONE);
}
