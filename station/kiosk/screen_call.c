/*
 * 点名: everybody is there; a touch says who is not. 改期 puts a class or an item off.
 *
 * Nobody asks why: the words are 缺席, 请假, 今天不测, and a touch goes from each to the next.
 */
#include <string.h>

#include "screen.h"

static struct intent either(struct intent a, struct intent b)
{
	return a.kind != INTENT_NONE ? a : b;
}

static void say(struct ui *ui, struct rect at, const char *text, int size,
	enum draw_weight weight, enum draw_align align)
{
	ui_text(ui, at, text,
		styled(ui_style(ui, size, weight, COLOR_INK), align, DRAW_SHRINK));
}

/* ---- of which class? ---- */

static bool class_tile(struct ui *ui, const struct model_call *m, int i, struct rect at)
{
	bool pressed = ui_panel_button(ui, "call class", i, at, false);
	struct rect rest = area_inset(at, 20, 0);
	struct rect right = area_cut_right(&rest, m->classes[i].put_off ? 190 : 150);

	if (m->classes[i].put_off)
		ui_mark_of(ui,
			area_cut_left(&right, ui_mark_of_width(ui, TILE_PUT_OFF)),
			TILE_PUT_OFF);
	say(ui, right,
		tr_int(ui, TEXT_CALL_HERE, m->classes[i].here, m->classes[i].total), 30,
		DRAW_REGULAR, DRAW_RIGHT);
	say(ui, rest, m->classes[i].name, 44, DRAW_BOLD, DRAW_LEFT);
	return pressed;
}

static struct intent draw_classes(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_call *call = &m->call;
	struct intent want = intent(INTENT_NONE);
	int columns = ui_is_upright(ui) ? 2 : 4, lines, each, page;

	say(ui, area_cut_top(&at, 88), tr(ui, TEXT_CHOOSE_CLASS), 60, DRAW_BLACK,
		DRAW_LEFT);
	lines = lines_in(at.h, call->n_classes, columns, TILE_LEAST_H);
	each = columns * lines;
	page = paged(ui, m, &at, call->n_classes, each, &want);
	for (int i = 0; i < each && page * each + i < call->n_classes; i++)
		if (class_tile(ui, call, page * each + i,
			    area_cell(
				    at, columns, lines, i % columns, i / columns, GAP)))
			want = intent_index(INTENT_CALL_CLASS, page * each + i);
	return want;
}

/* ---- who is not there ---- */

static struct intent draw_head(
	struct ui *ui, const struct model_call *m, struct rect at)
{
	struct intent want = intent(INTENT_NONE);
	bool upright = ui_is_upright(ui);
	struct rect keys = at, first;

	if (upright)
		first = area_cut_top(&keys, 88);
	else
		first = area_cut_left(&keys, 440);
	area_cut_left(&keys, upright ? 0 : GAP);
	area_cut_top(&keys, upright ? GAP : 0);
	if (ui_button(ui, "print", area_cut_right(upright ? &first : &keys, 140),
		    tr(ui, TEXT_PRINT), 40, BUTTON_PLAIN))
		want = intent_index(INTENT_OPEN, SCREEN_PAPERS);
	area_cut_right(upright ? &first : &keys, GAP);
	if (ui_icon_button(
		    ui, "classes", first, "list", m->class_name, 44, BUTTON_PLAIN))
		want = intent(INTENT_CALL_CLASSES);
	if (ui_button(ui, "put off", area_cut_right(&keys, 180), tr(ui, TEXT_PUT_OFF),
		    44, BUTTON_PLAIN))
		want = intent(INTENT_CALL_PUTOFF);
	area_cut_right(&keys, GAP);
	if (m->can_undo && ui_button(ui, "undo", area_cut_right(&keys, 260),
				   tr(ui, TEXT_CALL_UNDO), 40, BUTTON_PLAIN))
		want = intent(INTENT_CALL_UNDO);
	if (m->can_undo)
		area_cut_right(&keys, GAP);
	say(ui, area_inset(keys, 12, 0),
		tr_with(ui, TEXT_CALL_COUNTS,
			tr_int(ui, TEXT_CALL_HERE, m->here, m->n_tiles),
			tr_int(ui, TEXT_CALL_ABSENT, m->absent, m->leave),
			tr_int(ui, TEXT_CALL_NOT_TODAY, m->not_today, 0)),
		40, DRAW_MEDIUM, DRAW_LEFT);
	return want;
}

static struct intent draw_foot(
	struct ui *ui, const struct model_call *m, struct rect at)
{
	struct rect key = area_cut_right(&at, ui_is_upright(ui) ? 520 : 640);
	struct rect in;
	bool pressed = ui_panel_button(ui, "in order", 0, key, m->in_order);

	in = area_inset(key, 20, 0);
	ui_picture(ui, area_center(area_cut_left(&in, 48), 40, 40),
		m->in_order ? "check" : "lamp_off", COLOR_MAIN);
	area_cut_left(&in, 16);
	say(ui, in, tr(ui, TEXT_CALL_ORDER), 36, DRAW_MEDIUM, DRAW_LEFT);
	say(ui, at, tr(ui, TEXT_CALL_HOW), 36, DRAW_REGULAR, DRAW_LEFT);
	return intent(pressed ? INTENT_CALL_ORDER : INTENT_NONE);
}

static struct intent draw_tiles(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_call *call = &m->call;
	bool upright = ui_is_upright(ui);
	struct intent want = draw_head(
		ui, call, area_cut_top(&at, upright ? 88 + GAP + 88 : 88));
	int columns = upright ? 3 : 5, lines, each, page;

	area_cut_top(&at, 16);
	want = either(want, draw_foot(ui, call, area_cut_bottom(&at, 80)));
	area_cut_bottom(&at, 16);
	lines = lines_in(at.h, call->n_tiles, columns, TILE_LEAST_H);
	each = columns * lines;
	page = paged(ui, m, &at, call->n_tiles, each, &want);
	for (int i = 0; i < each && page * each + i < call->n_tiles; i++)
		if (ui_tile(ui, page * each + i,
			    area_cell(
				    at, columns, lines, i % columns, i / columns, GAP),
			    &call->tiles[page * each + i]))
			want = intent_index(INTENT_CALL_TILE, page * each + i);
	return want;
}

/* ---- 改期 ---- */

static struct intent choice(struct ui *ui, const char *name, int index, struct rect at,
	const char *label, bool chosen, struct intent asks)
{
	bool pressed = ui_panel_button(ui, name, index, at, chosen);

	say(ui, area_inset(at, 12, 0), label, 40, chosen ? DRAW_BOLD : DRAW_REGULAR,
		DRAW_CENTER);
	return pressed ? asks : intent(INTENT_NONE);
}

/* A row of choices under its heading; `each` in a line. */
struct choices {
	struct ui *ui;
	struct rect rest;
	int each, n;
};

static void heading(struct choices *c, const char *text, int each)
{
	if (c->n)
		area_cut_top(&c->rest, (c->n + c->each - 1) / c->each * (80 + GAP));
	say(c->ui, area_cut_top(&c->rest, 60), text, 36, DRAW_BOLD, DRAW_LEFT);
	c->each = each;
	c->n = 0;
}

static struct rect place_next(struct choices *c)
{
	int w = (c->rest.w - (c->each - 1) * GAP) / c->each;
	struct rect at = { c->rest.x + c->n % c->each * (w + GAP),
		c->rest.y + c->n / c->each * (80 + GAP), w, 80 };

	c->n++;
	return at;
}

static struct intent choose_what(struct choices *c, const struct model_call *m)
{
	struct ui *ui = c->ui;
	struct intent want;

	heading(c, tr(ui, TEXT_PUTOFF_WHO), 2);
	want = choice(ui, "wide", 0, place_next(c), m->class_name, !m->every_class,
		intent_index(INTENT_CALL_WIDE, 0));
	want = either(want,
		choice(ui, "wide", 1, place_next(c), tr(ui, TEXT_PUTOFF_EVERY_CLASS),
			m->every_class, intent_index(INTENT_CALL_WIDE, 1)));
	heading(c, tr(ui, TEXT_PUTOFF_WHAT), 4);
	want = either(want,
		choice(ui, "item", -1, place_next(c), tr(ui, TEXT_PUTOFF_EVERY_ITEM),
			m->item < 0, intent_index(INTENT_CALL_ITEM, -1)));
	for (int i = 0; i < m->n_items; i++)
		want = either(
			want, choice(ui, "item", i, place_next(c), m->items[i],
				      m->item == i, intent_index(INTENT_CALL_ITEM, i)));
	return want;
}

static struct intent choose_when(struct choices *c, const struct model_call *m)
{
	static const enum text reasons[PUTOFF_REASONS] = { TEXT_PUTOFF_RAIN,
		TEXT_PUTOFF_GROUND, TEXT_PUTOFF_DEVICE, TEXT_PUTOFF_OTHER };
	struct ui *ui = c->ui;
	struct intent want = intent(INTENT_NONE);

	heading(c, tr(ui, TEXT_PUTOFF_WHY), 4);
	for (int i = 0; i < PUTOFF_REASONS; i++)
		want = either(want, choice(ui, "reason", i, place_next(c),
					    tr(ui, reasons[i]), (int)m->reason == i,
					    intent_index(INTENT_CALL_REASON, i)));
	heading(c, tr(ui, TEXT_PUTOFF_WHEN), 3);
	want = either(
		want, choice(ui, "day", -1, place_next(c), tr(ui, TEXT_UNKNOWN_DAY),
			      m->day < 0, intent_index(INTENT_CALL_DAY, -1)));
	for (int i = 0; i < m->n_days; i++)
		want = either(
			want, choice(ui, "day", i, place_next(c), m->days[i],
				      m->day == i, intent_index(INTENT_CALL_DAY, i)));
	return want;
}

static bool take_back(struct ui *ui, int i, struct rect at)
{
	bool pressed = ui_panel_button(ui, "take back", i, at, false);

	say(ui, area_inset(at, 8, 0), tr(ui, TEXT_TAKE_BACK), 36, DRAW_MEDIUM,
		DRAW_CENTER);
	return pressed;
}

static struct intent draw_standing(
	struct ui *ui, const struct model_call *m, struct rect at)
{
	struct intent want = intent(INTENT_NONE);

	say(ui, area_cut_top(&at, 60),
		tr(ui, m->n_putoffs ? TEXT_PUTOFF_TODAY : TEXT_PUTOFF_NONE), 36,
		DRAW_BOLD, DRAW_LEFT);
	for (int i = 0; i < m->n_putoffs; i++) {
		struct rect row = area_cut_top(&at, 80);

		area_cut_top(&at, GAP);
		if (take_back(ui, i, area_cut_right(&row, 200)))
			want = intent_index(INTENT_CALL_BACK, i);
		area_cut_right(&row, GAP);
		say(ui, row, m->putoffs[i], 36, DRAW_REGULAR, DRAW_LEFT);
	}
	return want;
}

static struct intent draw_putoff(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_call *call = &m->call;
	bool upright = ui_is_upright(ui);
	struct rect left = at, right = at, keys;
	struct choices what, when;
	struct intent want;

	if (!upright) {
		left = area_cut_left(&right, (at.w - 48) / 2);
		area_cut_left(&right, 48);
	}
	what = (struct choices){ ui, left, 1, 0 };
	want = choose_what(&what, call);
	if (upright) {
		heading(&what, "", 1);
		right = what.rest;
	}
	keys = area_cut_bottom(&right, 112);
	if (ui_button(ui, "cancel", area_cut_left(&keys, keys.w * 36 / 100),
		    tr(ui, TEXT_BACK), 44, BUTTON_PLAIN))
		want = intent(INTENT_CALL_TILES);
	area_cut_left(&keys, 24);
	if (ui_button(ui, "do put off", keys, tr(ui, TEXT_PUT_OFF), 56, BUTTON_MAIN) ||
		ui_key_pressed(ui, UI_KEY_ENTER))
		want = intent(INTENT_CALL_DO);
	when = (struct choices){ ui, right, 1, 0 };
	want = either(want, choose_when(&when, call));
	heading(&when, "", 1);
	return either(want, draw_standing(ui, call, when.rest));
}

struct intent screen_call(struct ui *ui, const struct model *m, struct rect at)
{
	struct rect rest = area_inset(at, MARGIN, 24);

	switch (m->call.shows) {
	case CALL_TILES:
		return draw_tiles(ui, m, rest);
	case CALL_PUTOFF:
		return draw_putoff(ui, m, rest);
	case CALL_CLASSES:
		break;
	}
	return draw_classes(ui, m, rest);
}
