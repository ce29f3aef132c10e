/*
 * 报数录入: after the time is over each says a number, and somebody types it. Everything
 * also from a bare numeric keypad: digits, Enter, - 不计, + back, / 没测, * 0个有效.
 */
#include "screen.h"

struct layout {
	int columns, rows;
};

/* Down the columns, as on paper. */
static struct layout layout_of(const struct ui *ui, int n)
{
	if (ui_is_upright(ui))
		return (struct layout){ 2, 10 };
	return (struct layout){ n <= 10 ? 2 : n <= 15 ? 3 : 4, 5 };
}

/* ---- cells ---- */

static enum paint_color ground_of(enum many_look look)
{
	return look == MANY_LOOK_SAVED	  ? COLOR_GO_PALE
	       : look == MANY_LOOK_NOBODY ? COLOR_AGAIN_PALE
					  : COLOR_PANEL;
}

static const char *sign_of(enum many_look look, enum paint_color *ink)
{
	switch (look) {
	case MANY_LOOK_SAVED:
		*ink = COLOR_GO;
		return "check";
	case MANY_LOOK_NOBODY:
		*ink = COLOR_INK_SOFT;
		return "absent";
	case MANY_LOOK_COUNTED:
		*ink = COLOR_READY;
		return "device";
	case MANY_LOOK_OPEN:
	case MANY_LOOK_TYPED:
		break;
	}
	return NULL;
}

static void draw_who(
	struct ui *ui, const struct model_many_cell *cell, struct rect at, int size)
{
	char number[12];

	snprintf(
		number, sizeof(number), "%d", cell->number ? cell->number : cell->lane);
	ui_text(ui, area_cut_left(&at, size * 3 / 2), number,
		styled(ui_style(ui, size, DRAW_BLACK, COLOR_MAIN), DRAW_LEFT,
			DRAW_SHRINK));
	ui_name(ui, at, cell->name, size, DRAW_BOLD);
}

static void draw_number(
	struct ui *ui, const struct model_many_cell *cell, struct rect at, int size)
{
	enum paint_color ink = COLOR_INK;
	const char *sign = sign_of(cell->look, &ink);
	bool nobody = cell->look == MANY_LOOK_NOBODY;

	if (sign)
		ui_picture(ui, area_center(area_cut_left(&at, 48), 40, 40), sign, ink);
	if (cell->less_text[0]) {
		ui_text(ui, area_cut_left(&at, at.w * 48 / 100), cell->less_text,
			styled(ui_style(ui, 34, DRAW_REGULAR, COLOR_INK_SOFT),
				DRAW_LEFT, DRAW_SHRINK));
		area_cut_left(&at, GAP);
	}
	ui_text(ui, at, nobody ? tr(ui, TEXT_MANY_NOBODY) : cell->value_text,
		styled(ui_style(ui, nobody ? 40 : size, DRAW_BOLD,
			       nobody ? COLOR_INK_SOFT : COLOR_INK),
			DRAW_RIGHT, DRAW_SHRINK));
}

/* Wide: the number under the name; upright beside it. */
static bool draw_cell(struct ui *ui, const struct model *m, int index, struct rect at)
{
	const struct model_many_cell *cell = &m->many.cells[index];
	struct touch touch = ui_touch(ui, "cell", index, at);
	bool here = index == m->many.at;
	struct rect rest = area_inset(at, 16, 4), who;

	ui_frame(ui, at, touch.held ? COLOR_PANEL_HELD : ground_of(cell->look),
		here ? COLOR_READY : COLOR_LINE, here ? 7 : 2, RADIUS);
	who = ui_is_upright(ui) ? area_cut_left(&rest, rest.w / 2)
				: area_cut_top(&rest, rest.h * 42 / 100);
	draw_who(ui, cell, who, 40);
	draw_number(ui, cell, rest, ui_is_upright(ui) ? 60 : 72);
	return touch.pressed;
}

static struct intent cells(struct ui *ui, const struct model *m, struct rect at)
{
	struct intent want = intent(INTENT_NONE);
	struct layout l = layout_of(ui, m->many.n);

	for (int i = 0; i < m->many.n && i < MODEL_MANY; i++)
		if (draw_cell(ui, m, i,
			    area_cell(at, l.columns, l.rows, i / l.rows, i % l.rows,
				    GAP)))
			want = intent_index(INTENT_CELL, i);
	return want;
}

/* ---- keys ---- */

static struct intent typed(struct ui *ui)
{
	const struct ui_event *e = ui_event(ui, UI_CHAR);
	char c = e ? e->text[0] : '\0';
	struct intent want = intent(INTENT_NONE);

	if (c >= '0' && c <= '9')
		want = intent_index(INTENT_CELL_DIGIT, c - '0');
	else if (c == '-' || c == '+')
		want = intent_index(INTENT_CELL_LESS, c == '-' ? 1 : -1);
	else if (c == '/')
		want = intent(INTENT_CELL_NOBODY);
	else if (c == '*')
		want = intent(INTENT_CELL_ZERO);
	if (want.kind != INTENT_NONE)
		ui_take(ui);
	return want;
}

static struct intent moved(struct ui *ui, int rows)
{
	const struct {
		enum ui_key key;
		int by;
	} arrows[] = { { UI_KEY_UP, -1 }, { UI_KEY_DOWN, 1 }, { UI_KEY_LEFT, -rows },
		{ UI_KEY_RIGHT, rows } };

	for (size_t i = 0; i < sizeof(arrows) / sizeof(arrows[0]); i++)
		if (ui_key_pressed(ui, arrows[i].key))
			return intent_index(INTENT_CELL_MOVE, arrows[i].by);
	if (ui_key_pressed(ui, UI_KEY_ERASE))
		return intent(INTENT_CELL_ERASE);
	if (ui_key_pressed(ui, UI_KEY_ENTER))
		return intent(INTENT_CELL_ENTER);
	return intent(INTENT_NONE);
}

static struct intent keypad(struct ui *ui, struct rect at)
{
	int key = ui_keypad(ui, at, true);

	if (key == KEYPAD_NONE)
		return intent(INTENT_NONE);
	if (key == KEYPAD_ERASE)
		return intent(INTENT_CELL_ERASE);
	if (key == KEYPAD_GO)
		return intent(INTENT_CELL_ENTER);
	return intent_index(INTENT_CELL_DIGIT, key);
}

/* A key, and beside its word the one of a numeric keypad that does the same. */
static bool sign_key(struct ui *ui, const char *name, struct rect at, const char *label,
	const char *sign, enum button_look look)
{
	char words[64];

	snprintf(words, sizeof(words), "%.50s%s", label, sign);
	return ui_button(ui, name, at, words, 44, look);
}

static struct intent other_keys(struct ui *ui, const struct model *m, struct rect at)
{
	struct intent want = intent(INTENT_NONE);
	struct rect last = area_cell(at, 1, 3, 0, 2, GAP);

	if (sign_key(ui, "less", area_cell(at, 2, 3, 0, 0, GAP), tr(ui, TEXT_MANY_LESS),
		    "", BUTTON_WARN))
		want = intent_index(INTENT_CELL_LESS, 1);
	if (sign_key(ui, "give", area_cell(at, 2, 3, 1, 0, GAP), tr(ui, TEXT_MANY_GIVE),
		    "", BUTTON_PLAIN))
		want = intent_index(INTENT_CELL_LESS, -1);
	if (sign_key(ui, "nobody", area_cell(at, 2, 3, 0, 1, GAP),
		    tr(ui, TEXT_MANY_NOBODY), "  /", BUTTON_PLAIN))
		want = intent(INTENT_CELL_NOBODY);
	if (sign_key(ui, "zero valid", area_cell(at, 2, 3, 1, 1, GAP),
		    tr(ui, TEXT_ZERO_VALID), "  *", BUTTON_PLAIN))
		want = intent(INTENT_CELL_ZERO);
	if (ui_button(ui, "next heat", last, tr(ui, TEXT_NEXT_HEAT), 48,
		    m->many.open ? BUTTON_PLAIN : BUTTON_MAIN))
		want = intent(INTENT_NEXT_HEAT);
	return want;
}

/* ---- what is to be done ---- */

static bool is_asking(const struct model *m)
{
	return m->many.say_text[0] != '\0';
}

static const char *say(struct ui *ui, const struct model *m)
{
	if (is_asking(m))
		return m->many.say_text;
	return tr(ui, m->many.open ? TEXT_MANY_SAY_TELL : TEXT_MANY_SAY_ALL);
}

static void draw_say(struct ui *ui, const struct model *m, struct rect at)
{
	bool asks = is_asking(m), all = !m->many.open;
	enum paint_color ink = asks  ? COLOR_AGAIN_INK
			       : all ? COLOR_GO_INK
				     : COLOR_READY_INK;
	const char *picture = asks ? "again" : all ? "check" : "keypad";

	ui_box(ui, at, asks ? COLOR_AGAIN : all ? COLOR_GO : COLOR_READY, RADIUS);
	ui_picture(ui, area_center(area_cut_left(&at, 96), 56, 56), picture, ink);
	area_cut_right(&at, 24);
	ui_text(ui, at, say(ui, m),
		styled(ui_style(ui, 48, DRAW_BOLD, ink), DRAW_LEFT, DRAW_SHRINK));
}

static void draw_told(struct ui *ui, const struct model *m, struct rect at)
{
	ui_text(ui, area_cut_top(&at, at.h * 55 / 100),
		tr_int(ui, TEXT_HEAT, m->heat, 0),
		styled(ui_style(ui, 56, DRAW_BLACK, COLOR_INK), DRAW_LEFT,
			DRAW_SHRINK));
	ui_text(ui, at, tr_int(ui, TEXT_MANY_TOLD, m->many.saved, m->many.open),
		styled(ui_style(ui, 36, DRAW_MEDIUM, COLOR_INK_SOFT), DRAW_LEFT,
			DRAW_SHRINK));
}

/* Upright the sentence has a row of its own. */
static struct intent head(struct ui *ui, const struct model *m, struct rect at)
{
	struct intent want = intent(INTENT_NONE);
	struct rect row = ui_is_upright(ui) ? area_cut_bottom(&at, 92) : at;

	if (ui_is_upright(ui))
		area_cut_bottom(&at, 16);
	draw_told(ui, m, area_cut_left(ui_is_upright(ui) ? &at : &row, 330));
	area_cut_left(&row, ui_is_upright(ui) ? 0 : 24);
	if (m->many.can_again) {
		struct rect *of = ui_is_upright(ui) ? &at : &row;

		if (ui_icon_button(ui, "start over", area_cut_right(of, 240), "again",
			    tr(ui, TEXT_MANY_AGAIN), 44, BUTTON_WARN))
			want = intent(INTENT_MANY_AGAIN);
		area_cut_right(of, 24);
	}
	draw_say(ui, m, row);
	return want;
}

static struct intent earlier(struct intent a, struct intent b)
{
	return a.kind != INTENT_NONE ? a : b;
}

struct intent screen_grid(struct ui *ui, const struct model *m, struct rect at)
{
	struct rect rest = area_inset(at, MARGIN, 24), keys;
	bool upright = ui_is_upright(ui);
	struct intent want = earlier(
		typed(ui), moved(ui, layout_of(ui, m->many.n).rows));

	want = earlier(want, head(ui, m, area_cut_top(&rest, upright ? 212 : 116)));
	area_cut_top(&rest, 20);
	if (upright) {
		keys = area_cut_bottom(&rest, 460);
		area_cut_bottom(&rest, 24);
		want = earlier(want, cells(ui, m, rest));
		rest = area_cut_left(&keys, 520);
		area_cut_left(&keys, 24);
		want = earlier(want, keypad(ui, rest));
		return earlier(want, other_keys(ui, m, keys));
	}
	keys = area_cut_right(&rest, 560);
	area_cut_right(&rest, 36);
	want = earlier(want, cells(ui, m, rest));
	rest = area_cut_top(&keys, keys.h * 60 / 100);
	area_cut_top(&keys, 20);
	want = earlier(want, keypad(ui, rest));
	return earlier(want, other_keys(ui, m, keys));
}
