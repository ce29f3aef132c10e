/*
 * Who are you: class, name, test number, and is it you.
 *
 * Children are told apart by class and number; the only digits typed here are a
 * test number's, which the station or the school made for this day.
 */
#include <string.h>

#include "screen.h"

/* How long a list is on one page; upright it stands where children reach. */
struct page_of {
	int columns, rows;
};

#define REACH_PERCENT 60 /* of an upright screen, from below */

static int reach_height(const struct ui *ui)
{
	return ui_sheet(ui).h * REACH_PERCENT / 100;
}

static struct page_of tile_page_of(const struct ui *ui)
{
	int h = reach_height(ui) - FOOT_SPACE, rows = (h + GAP) / (TOUCH_MIN + GAP);

	if (!ui_is_upright(ui))
		return (struct page_of){ 5, 9 };
	return (struct page_of){ 4, rows < 12 ? rows : 12 };
}

int tile_page(const struct ui *ui)
{
	struct page_of page = tile_page_of(ui);

	return page.columns * page.rows;
}

/* Tiles are 352 x 96 where there is room for them. */
static struct rect tiles_area(const struct ui *ui, struct rect at)
{
	struct rect inner = area_inset(at, MARGIN, GAP * 2);
	int h = 9 * 96 + 8 * GAP;

	if (ui_is_upright(ui))
		return area_cut_bottom(&inner,
			at.h < 2 * TOUCH_MIN ? 0 : reach_height(ui) - FOOT_SPACE);
	if (inner.h > h)
		inner.h = h;
	return inner;
}

/* Upright there is room over what children reach: what they do here, and where. */
static void draw_head(
	struct ui *ui, const struct model *m, struct rect at, const char *words)
{
	const char *picture = poster_picture(m->item.key, 0);
	struct rect line;

	if (!ui_is_upright(ui))
		return;
	at = area_inset(at, MARGIN, 24);
	line = area_cut_bottom(&at, 144);
	if (picture && at.h >= 96)
		ui_picture(ui, area_center(at, at.w, at.h < 360 ? at.h : 360), picture,
			COLOR_INK);
	ui_text(ui, line, words,
		styled(ui_style(ui, 96, DRAW_BLACK, COLOR_MAIN), DRAW_CENTER,
			DRAW_SHRINK));
}

/* What is left of `at` over `area`. */
static struct rect over(struct rect at, struct rect area)
{
	at.h = area.y - at.y;
	return at;
}

/* ---- classes ---- */

/* A small school gets large tiles. */
static struct page_of class_grid(const struct ui *ui, int classes)
{
	struct page_of most = tile_page_of(ui);

	if (ui_is_upright(ui))
		return classes <= 10   ? (struct page_of){ 2, 5 }
		       : classes <= 21 ? (struct page_of){ 3, 7 }
		       : classes <= 36 ? (struct page_of){ 4, 9 }
				       : most;
	if (classes <= 12)
		return (struct page_of){ 3, 4 };
	if (classes <= 20)
		return (struct page_of){ 4, 5 };
	return most;
}

/* One row for each grade, where there is room for it. */
static bool rows_by_grade(const struct model *m, struct page_of grid)
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

/* Narrow: how many are done stands beside the bar, under the name. */
static void class_lines(struct ui *ui, const struct model_class *c, struct rect at)
{
	bool large = at.h > 140, narrow = at.w < 340, low = at.h < 90;
	struct rect rest = area_inset(at, large ? 28 : 14, large ? 28 : low ? 4 : 10);
	struct rect bar, count;
	char done[24];

	snprintf(done, sizeof(done), "%d/%d", c->done, c->total);
	bar = area_cut_bottom(&rest, low ? 24 : narrow ? 30 : large ? 16 : 10);
	count = narrow ? area_cut_right(&bar, 84)
		       : area_cut_right(&rest, large ? 130 : 100);
	area_cut_right(&bar, narrow ? 8 : 0);
	ui_progress(ui, narrow ? area_center(bar, bar.w, 12) : bar, c->done, c->total);
	ui_text(ui, count, done,
		styled(ui_style(ui,
			       large	? 40
			       : low	? 22
			       : narrow ? 26
					: 30,
			       DRAW_REGULAR, COLOR_INK_SOFT),
			DRAW_RIGHT, DRAW_SHRINK));
	ui_text(ui, rest, c->name,
		styled(ui_style(ui,
			       large	? 72
			       : low	? 34
			       : narrow ? 40
					: 46,
			       DRAW_BOLD, COLOR_INK),
			DRAW_LEFT, DRAW_SHRINK));
}

static bool class_tile(
	struct ui *ui, int index, struct rect at, const struct model_class *c)
{
	bool pressed = ui_panel_button(ui, "class", index, at, false);

	class_lines(ui, c, at);
	return pressed;
}

struct intent screen_classes(struct ui *ui, const struct model *m, struct rect at)
{
	struct intent want = intent(INTENT_NONE);
	struct rect area = tiles_area(ui, at);
	struct page_of grid = class_grid(ui, m->n_classes);
	int each = tile_page(ui);
	int from = page_shown(m, pages_of(m->n_classes, each)) * each;
	int columns = rows_by_grade(m, grid) ? grid.columns : 0;
	int place = 0;

	draw_head(ui, m, over(at, area), tr(ui, TEXT_CHOOSE_CLASS));
	for (int i = 0; i < each && from + i < m->n_classes; i++) {
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
	struct rect area = tiles_area(ui, at);
	struct page_of grid = tile_page_of(ui);
	int each = tile_page(ui), c = m->visit.class_index;
	int from = page_shown(m, pages_of(m->n_tiles, each)) * each;

	draw_head(ui, m, over(at, area),
		c >= 0 && c < m->n_classes ? m->classes[c].name : "");
	for (int i = 0; i < each && from + i < m->n_tiles; i++)
		if (ui_tile(ui, from + i,
			    area_cell(area, grid.columns, grid.rows, i % grid.columns,
				    i / grid.columns, GAP),
			    &m->tiles[from + i]))
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

static void draw_type_number(struct ui *ui, struct rect at)
{
	ui_text(ui, at, tr(ui, TEXT_TYPE_NUMBER),
		styled(ui_style(ui, 96, DRAW_BLACK, COLOR_INK), DRAW_LEFT,
			DRAW_SHRINK));
}

/* Where the keys stand; the rest of `at` is for what is typed. */
static struct rect keys_area(const struct ui *ui, struct rect *at)
{
	struct rect keys;

	if (ui_is_upright(ui)) {
		*at = area_inset(*at, MARGIN, GAP * 2);
		keys = area_cut_bottom(at, reach_height(ui) - FOOT_SPACE);
		area_cut_bottom(at, 32);
		return keys;
	}
	*at = area_inset(*at, 96, 72);
	keys = area_cut_right(at, 720);
	area_cut_right(at, 96);
	return keys;
}

struct intent screen_keypad(struct ui *ui, const struct model *m, struct rect at)
{
	struct intent want = key_typed(ui, &m->visit);
	struct rect keys = keys_area(ui, &at);
	int key;

	draw_type_number(ui, area_cut_top(&at, 160));
	area_cut_top(&at, at.h < 400 ? 0 : 32);
	draw_typed(ui, m, at);
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

static void draw_refusal(struct ui *ui, const struct model *m, struct rect card)
{
	ui_panel(ui, card);
	card = area_inset(card, 64, 48);
	if (m->person.line[0])
		ui_text(ui, area_cut_top(&card, 100), m->person.line,
			styled(ui_style(ui, 64, DRAW_MEDIUM, COLOR_INK_SOFT),
				DRAW_CENTER, DRAW_SHRINK));
	ui_text(ui, card, m->refusal,
		styled(ui_style(ui, ui_is_upright(ui) ? 88 : 96, DRAW_BOLD, COLOR_INK),
			DRAW_CENTER, DRAW_WRAP));
}

struct intent screen_refused(struct ui *ui, const struct model *m, struct rect at)
{
	bool upright = ui_is_upright(ui);
	struct rect rest = area_inset(at, upright ? MARGIN : MARGIN * 3, 96), key;

	if (upright)
		area_cut_top(&rest, rest.h / 6);
	draw_refusal(ui, m, area_cut_top(&rest, 520));
	area_cut_top(&rest, 48);
	key = area_cut_top(&rest, 144);
	if (!upright)
		key = area_center(key, m->can_see_mine ? 1320 : 640, 144);
	if (m->can_see_mine) {
		if (mine_key(ui, area_cut_left(&key, (key.w - 40) / 2)))
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
		styled(ui_style(
			       ui, inner.h < 220 ? inner.h : 220, DRAW_BOLD, COLOR_INK),
			DRAW_CENTER, DRAW_SHRINK));
}

/* Upright 是我 stands over the others, across the sheet. */
static struct intent who_keys(struct ui *ui, const struct model *m, struct rect keys)
{
	bool upright = ui_is_upright(ui), both = m->can_see_mine;
	struct rect yes = area_cut_top(&keys, upright ? 200 : 0), no;
	struct intent want = intent(INTENT_NONE);
	int no_w = upright ? (both ? (keys.w - 40) / 2 : keys.w)
			   : keys.w * (both ? 28 : 36) / 100;

	area_cut_top(&keys, upright ? 40 : 0);
	no = area_cut_left(&keys, no_w);
	area_cut_left(&keys, 40);
	if (both) {
		if (mine_key(ui, area_cut_left(&keys, no_w)))
			want = intent(INTENT_MINE);
		area_cut_left(&keys, 40);
	}
	if (ui_button(ui, "not me", no, tr(ui, TEXT_NOT_ME), 72, BUTTON_PLAIN) ||
		ui_key_pressed(ui, UI_KEY_ESCAPE))
		want = intent(INTENT_NOT_ME);
	if (ui_icon_button(ui, "yes", upright ? yes : keys, "check",
		    tr(ui, TEXT_ITS_ME), 88, BUTTON_MAIN) ||
		ui_key_pressed(ui, UI_KEY_ENTER))
		want = intent(INTENT_YES);
	return want;
}

struct intent screen_confirm(struct ui *ui, const struct model *m, struct rect at)
{
	bool upright = ui_is_upright(ui);
	struct rect rest = area_inset(at, upright ? MARGIN : MARGIN * 2, 40);
	struct rect keys = area_cut_bottom(&rest, upright ? 416 : 176);

	if (upright)
		area_cut_top(&rest, rest.h / 8);
	ui_text(ui, area_cut_top(&rest, 168),
		tr(ui, m->is_late ? TEXT_IS_IT_YOU_LATE : TEXT_IS_IT_YOU),
		styled(ui_style(ui, 128, DRAW_BLACK, COLOR_MAIN), DRAW_CENTER,
			DRAW_SHRINK));
	area_cut_top(&rest, 16);
	area_cut_bottom(&rest, upright ? 48 : 20);
	draw_called_line(ui, m, area_cut_bottom(&rest, 64));
	area_cut_bottom(&rest, 12);
	if (upright && rest.h > 640)
		rest.h = 640;
	draw_who(ui, m, rest);
	return who_keys(ui, m, keys);
}
