/*
 * 快速补录: a paper sheet is typed in, twice, by two people. With a touch, or with a bare
 * numeric keypad: digits and Enter; what is asked is answered by / * - and +.
 */
#include <string.h>

#include "screen.h"
#include "student.h"

static const char signs[] = "/*-+";

static void heading(struct ui *ui, struct rect at, const char *text)
{
	ui_text(ui, at, text,
		styled(ui_style(ui, 64, DRAW_BLACK, COLOR_INK), DRAW_LEFT,
			DRAW_SHRINK));
}

/* The head: what is asked, and what came of the last key. */
static void draw_say(
	struct ui *ui, struct rect at, const char *text, bool asks, bool good)
{
	enum paint_color ink = asks   ? COLOR_AGAIN_INK
			       : good ? COLOR_GO_INK
				      : COLOR_READY_INK;

	ui_box(ui, at, asks ? COLOR_AGAIN : good ? COLOR_GO : COLOR_READY, RADIUS);
	ui_picture(ui, area_center(area_cut_left(&at, 96), 56, 56),
		asks   ? "dispute"
		: good ? "check"
		       : "keypad",
		ink);
	area_cut_right(&at, 24);
	ui_text(ui, at, text,
		styled(ui_style(ui, 44, DRAW_BOLD, ink), DRAW_LEFT, DRAW_WRAP));
}

static struct intent throw_key(struct ui *ui, const struct model *m, struct rect at)
{
	if (ui_button(ui, "throw", at,
		    tr(ui, m->typing.asks_throw ? TEXT_TYPING_THROW_SURE
						: TEXT_TYPING_THROW),
		    m->typing.asks_throw ? 36 : 44, BUTTON_WARN))
		return intent(INTENT_TYPING_THROW);
	return intent(INTENT_NONE);
}

static struct intent earlier(struct intent a, struct intent b)
{
	return a.kind != INTENT_NONE ? a : b;
}

/* ---- which sheet ---- */

#define TILE_H 108

static struct rect tile_at(const struct ui *ui, struct rect area, int i, int wide)
{
	int columns = ui_is_upright(ui) ? 2 : wide;
	int w = (area.w - (columns - 1) * GAP) / columns;

	return (struct rect){ area.x + i % columns * (w + GAP),
		area.y + i / columns * (TILE_H + GAP), w, TILE_H };
}

static bool choice(struct ui *ui, const char *name, int index, struct rect at,
	const char *words, const char *small)
{
	bool pressed = ui_panel_button(ui, name, index, at, false);
	struct rect rest = area_inset(at, 20, 0);

	if (small[0])
		ui_text(ui, area_cut_right(&rest, 90), small,
			styled(ui_style(ui, 36, DRAW_REGULAR, COLOR_INK_SOFT),
				DRAW_RIGHT, DRAW_SHRINK));
	ui_text(ui, rest, words,
		styled(ui_style(ui, 44, DRAW_BOLD, COLOR_INK), DRAW_LEFT, DRAW_SHRINK));
	return pressed;
}

static struct intent choose_class(struct ui *ui, const struct model *m, struct rect at)
{
	struct intent want = intent(INTENT_NONE);
	struct rect foot = area_cut_bottom(&at, 96);
	int columns = ui_is_upright(ui) ? 2 : 4, each, pages, page, to;

	area_cut_bottom(&at, 20);
	heading(ui, area_cut_top(&at, 92), tr(ui, TEXT_TYPING_CLASS));
	if (m->typing.note[0])
		draw_say(ui, area_cut_top(&at, 92), m->typing.note, false,
			m->typing.note_is_good);
	area_cut_top(&at, 12);
	each = columns * ((at.h + GAP) / (TILE_H + GAP));
	pages = pages_of(m->n_classes, each);
	page = page_shown(m, pages);
	for (int i = 0; i < each && page * each + i < m->n_classes; i++)
		if (choice(ui, "class", page * each + i, tile_at(ui, at, i, columns),
			    m->classes[page * each + i].name, ""))
			want = intent_index(INTENT_TYPING_CLASS, page * each + i);
	to = ui_page_keys(ui, foot, page, pages, 280);
	return to >= 0 ? intent_index(INTENT_PAGE, to) : want;
}

static struct intent choose_item(struct ui *ui, const struct model *m, struct rect at)
{
	struct intent want = intent(INTENT_NONE);
	struct rect foot = area_cut_bottom(&at, 112);
	char open[12];

	heading(ui, area_cut_top(&at, 92),
		tr_with(ui, TEXT_TYPING_ITEM, m->typing.class_name, NULL, NULL));
	if (m->typing.note[0])
		draw_say(ui, area_cut_top(&at, 92), m->typing.note, true, false);
	area_cut_top(&at, 12);
	for (int i = 0; i < m->typing.n_items && i < MODEL_TYPING_ITEMS; i++) {
		snprintf(open, sizeof(open), "%d", m->typing.items[i].open);
		if (choice(ui, "item", i, tile_at(ui, at, i, 3),
			    m->typing.items[i].name, open))
			want = intent_index(INTENT_TYPING_ITEM, i);
	}
	if (ui_icon_button(ui, "sex", area_cut_left(&foot, 340), "person",
		    tr(ui, m->typing.sex == SEX_MALE	  ? TEXT_TYPING_BOYS
			    : m->typing.sex == SEX_FEMALE ? TEXT_TYPING_GIRLS
							  : TEXT_TYPING_BOTH),
		    44, BUTTON_PLAIN))
		want = intent(INTENT_TYPING_SEX);
	area_cut_left(&foot, 24);
	if (ui_button(ui, "other class", area_cut_left(&foot, 300),
		    tr(ui, TEXT_TYPING_OTHER_CLASS), 44, BUTTON_PLAIN))
		want = intent(INTENT_TYPING_THROW);
	return want;
}

/* ---- who ---- */

static struct intent name_typed(struct ui *ui)
{
	const struct ui_event *e = ui_event(ui, UI_CHAR);
	struct intent want = intent(INTENT_NONE);

	if (e) {
		want.kind = INTENT_TYPING_CHAR;
		snprintf(want.text, sizeof(want.text), "%s", e->text);
		ui_take(ui);
	} else if (ui_key_pressed(ui, UI_KEY_ERASE)) {
		want.kind = INTENT_TYPING_ERASE;
	} else if (ui_key_pressed(ui, UI_KEY_ENTER)) {
		want.kind = INTENT_TYPING_ENTER;
	}
	return want;
}

static struct intent choose_who(struct ui *ui, const struct model *m, struct rect at)
{
	struct intent want = name_typed(ui);
	struct rect foot = area_cut_bottom(&at, 112), field;

	heading(ui, area_cut_top(&at, 92),
		tr(ui, m->typing.round == 1 ? TEXT_TYPING_WHO_FIRST
					    : TEXT_TYPING_WHO_SECOND));
	if (m->typing.note[0])
		draw_say(ui, area_cut_top(&at, 92), m->typing.note, true, false);
	area_cut_top(&at, 12);
	field = area_cut_top(&at, 120);
	if (ui_button(ui, "start", area_cut_right(&field, 320),
		    tr(ui, TEXT_TYPING_START), 52,
		    m->typing.who[0] ? BUTTON_MAIN : BUTTON_PLAIN))
		want = intent(INTENT_TYPING_ENTER);
	area_cut_right(&field, 24);
	ui_frame(ui, field, COLOR_PANEL, COLOR_MAIN, 4, RADIUS);
	ui_text(ui, area_inset(field, 24, 0),
		m->typing.who[0] ? m->typing.who : tr(ui, TEXT_TYPING_WHO_TYPE),
		styled(ui_style(ui, m->typing.who[0] ? 64 : 40,
			       m->typing.who[0] ? DRAW_BOLD : DRAW_REGULAR,
			       m->typing.who[0] ? COLOR_INK : COLOR_INK_SOFT),
			DRAW_LEFT, DRAW_SHRINK));
	area_cut_top(&at, 24);
	for (int i = 0; i < m->typing.n_names && i < MODEL_TYPING_NAMES; i++)
		if (choice(ui, "name", i, tile_at(ui, at, i, 3), m->typing.names[i],
			    ""))
			want = intent_index(INTENT_TYPING_WHO, i);
	return earlier(want, throw_key(ui, m, area_cut_left(&foot, 340)));
}

/* ---- keys ---- */

static struct intent answered(const struct model_typing *t, char c)
{
	const char *sign = c ? strchr(signs, c) : NULL;
	int index = sign ? (int)(sign - signs) : -1;

	if (index < 0)
		return intent(INTENT_NONE);
	if (t->n_readings)
		return index < t->n_readings
			       ? intent_index(INTENT_TYPING_READING, index)
			       : intent(INTENT_NONE);
	if (t->shows == TYPING_SHOWS_DIFFERS && index < 2) {
		struct intent want = intent_index(INTENT_TYPING_SETTLE, t->at);

		want.other = index;
		return want;
	}
	return intent(INTENT_NONE);
}

static struct intent character(char c)
{
	struct intent want = intent(INTENT_TYPING_CHAR);

	want.text[0] = c;
	return want;
}

static struct intent typed(struct ui *ui, const struct model_typing *t)
{
	const struct ui_event *e = ui_event(ui, UI_CHAR);
	struct intent want = intent(INTENT_NONE);

	if (e) {
		want = answered(t, e->text[0]);
		if (want.kind == INTENT_NONE && strchr("0123456789.'-", e->text[0]))
			want = character(e->text[0]);
		ui_take(ui);
		return want;
	}
	if (ui_key_pressed(ui, UI_KEY_UP))
		return intent_index(INTENT_TYPING_MOVE, -1);
	if (ui_key_pressed(ui, UI_KEY_DOWN))
		return intent_index(INTENT_TYPING_MOVE, 1);
	if (ui_key_pressed(ui, UI_KEY_ERASE))
		return intent(INTENT_TYPING_ERASE);
	if (ui_key_pressed(ui, UI_KEY_ENTER))
		return intent(INTENT_TYPING_ENTER);
	return want;
}

/* Which of them is meant? */
static struct intent reading_keys(
	struct ui *ui, const struct model_typing *t, struct rect at)
{
	struct intent want = intent(INTENT_NONE);

	for (int i = 0; i < t->n_readings && i < MODEL_TYPING_READINGS; i++) {
		char name[24], words[40];

		snprintf(name, sizeof(name), "reading %d", i);
		snprintf(words, sizeof(words), "%s  %c", t->readings[i], signs[i]);
		if (ui_button(ui, name, area_cell(at, 1, 5, 0, i, 16), words, 64,
			    BUTTON_PLAIN))
			want = intent_index(INTENT_TYPING_READING, i);
	}
	if (ui_icon_button(ui, "erase", area_cell(at, 1, 5, 0, 4, 16), "erase",
		    tr(ui, TEXT_TYPING_RETYPE), 48, BUTTON_PLAIN))
		want = intent(INTENT_TYPING_ERASE);
	return want;
}

static struct intent digit_keys(struct ui *ui, struct rect at)
{
	struct rect low = area_cut_bottom(&at, at.h / 5 - 4);
	int key;

	area_cut_bottom(&at, 16);
	if (ui_button(
		    ui, "point", area_cell(low, 2, 1, 0, 0, 16), ".", 72, BUTTON_PLAIN))
		return character('.');
	if (ui_button(
		    ui, "minus", area_cell(low, 2, 1, 1, 0, 16), "−", 72, BUTTON_PLAIN))
		return character('-');
	key = ui_keypad(ui, at, true);
	if (key == KEYPAD_NONE)
		return intent(INTENT_NONE);
	if (key == KEYPAD_ERASE)
		return intent(INTENT_TYPING_ERASE);
	if (key == KEYPAD_GO)
		return intent(INTENT_TYPING_ENTER);
	return character((char)('0' + key));
}

/* ---- lines ---- */

#define ROWS_DOWN 12

static void draw_word(
	struct ui *ui, const struct model_typing *t, int index, struct rect at)
{
	const struct model_typing_row *row = &t->rows[index];
	bool typing = index == t->at && t->typed[0];

	if (row->locked)
		ui_picture(ui, area_center(at, 36, 36), "check", COLOR_INK_SOFT);
	else
		ui_text(ui, at, typing ? t->typed : row->value_text,
			styled(ui_style(ui, 46, DRAW_BOLD,
				       typing ? COLOR_READY : COLOR_INK),
				DRAW_RIGHT, DRAW_SHRINK));
}

static void draw_name(struct ui *ui, const struct model_typing_row *row, struct rect at)
{
	char number[12];

	snprintf(number, sizeof(number), "%d", row->number);
	ui_text(ui, area_cut_left(&at, 70), number,
		styled(ui_style(ui, 40, DRAW_BLACK, COLOR_MAIN), DRAW_LEFT,
			DRAW_SHRINK));
	ui_text(ui, at, row->name,
		styled(ui_style(ui, 40, DRAW_MEDIUM,
			       row->locked ? COLOR_INK_SOFT : COLOR_INK),
			DRAW_LEFT, DRAW_SHRINK));
}

static void draw_row_box(struct ui *ui, const struct model_typing *t, int index,
	struct rect at, bool held)
{
	const struct model_typing_row *row = &t->rows[index];
	bool here = index == t->at && !row->locked;

	ui_frame(ui, at,
		held		     ? COLOR_PANEL_HELD
		: row->locked	     ? COLOR_GROUND
		: row->value_text[0] ? COLOR_GO_PALE
				     : COLOR_PANEL,
		here ? COLOR_READY : COLOR_LINE, here ? 6 : 2, 12);
}

static bool draw_row(
	struct ui *ui, const struct model_typing *t, int index, struct rect at)
{
	struct rect rest = area_inset(at, 14, 0);
	struct touch touch = { false, false };

	if (!t->rows[index].locked)
		touch = ui_touch(ui, "row", index, at);
	draw_row_box(ui, t, index, at, touch.held);
	draw_word(ui, t, index, area_cut_right(&rest, 170));
	area_cut_right(&rest, 8);
	draw_name(ui, &t->rows[index], rest);
	return touch.pressed;
}

static struct intent rows(struct ui *ui, const struct model_typing *t, struct rect at)
{
	struct intent want = intent(INTENT_NONE);
	int down = (at.h + GAP) / (TOUCH_MIN + GAP), each, from;

	down = down > ROWS_DOWN ? ROWS_DOWN : down < 1 ? 1 : down;
	each = 2 * down;
	from = t->at / each * each;
	for (int i = 0; i < each && from + i < t->n_rows; i++)
		if (draw_row(ui, t, from + i,
			    area_cell(at, 2, down, i / down, i % down, GAP)))
			want = intent_index(INTENT_TYPING_ROW, from + i);
	return want;
}

/* ---- what differs ---- */

#define DIFFER_H 92

static struct intent side_key(struct ui *ui, const struct model_typing *t, int index,
	int which, struct rect at)
{
	const struct model_typing_row *row = &t->rows[index];
	const char *text = which ? row->second_text : row->first_text;
	bool chosen = row->settled && strcmp(row->value_text, text) == 0;
	char name[24], words[40];
	struct intent want = intent_index(INTENT_TYPING_SETTLE, index);

	snprintf(words, sizeof(words), index == t->at ? "%s  %c" : "%s", text,
		signs[which]);
	snprintf(name, sizeof(name), "side %d %d", index, which);
	want.other = which;
	return ui_button(ui, name, at, words, 48, chosen ? BUTTON_MAIN : BUTTON_PLAIN)
		       ? want
		       : intent(INTENT_NONE);
}

static struct intent differ_row(
	struct ui *ui, const struct model_typing *t, int index, struct rect at)
{
	struct rect name = area_cut_left(&at, at.w * 40 / 100);
	struct rect inner = area_inset(name, 14, 0);
	struct touch touch = ui_touch(ui, "row", index, name);
	struct intent want = intent(INTENT_NONE);
	int w = (at.w - 3 * GAP - 130) / 2;

	draw_row_box(ui, t, index, name, touch.held);
	draw_name(ui, &t->rows[index], inner);
	area_cut_left(&at, GAP);
	want = earlier(want, side_key(ui, t, index, 0, area_cut_left(&at, w)));
	area_cut_left(&at, GAP);
	want = earlier(want, side_key(ui, t, index, 1, area_cut_left(&at, w)));
	area_cut_left(&at, GAP);
	draw_word(ui, t, index, at);
	return touch.pressed ? intent_index(INTENT_TYPING_ROW, index) : want;
}

static struct intent differences(
	struct ui *ui, const struct model_typing *t, struct rect at)
{
	struct intent want = intent(INTENT_NONE);
	int down = (at.h + GAP) / (DIFFER_H + GAP), before = 0, shown = 0;

	for (int i = 0; i < t->at && i < t->n_rows; i++)
		before += t->rows[i].differs;
	before = down > 0 ? before / down * down : 0;
	for (int i = 0; i < t->n_rows && shown < down; i++) {
		if (!t->rows[i].differs || before-- > 0)
			continue;
		want = earlier(want,
			differ_row(ui, t, i,
				(struct rect){ at.x, at.y + shown++ * (DIFFER_H + GAP),
					at.w, DIFFER_H }));
	}
	return want;
}

/* ---- the sheet ---- */

static void sheet_say(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_typing *t = &m->typing;
	char n[12];

	snprintf(n, sizeof(n), "%d", t->done);
	if (t->note[0])
		draw_say(ui, at, t->note, !t->note_is_good, t->note_is_good);
	else if (t->n_readings)
		draw_say(ui, at, tr_with(ui, TEXT_TYPING_SAY_ASK, t->typed, NULL, NULL),
			true, false);
	else if (t->shows == TYPING_SHOWS_DIFFERS)
		draw_say(ui, at, tr(ui, TEXT_TYPING_SAY_DIFFER), t->differing > 0,
			t->differing == 0);
	else if (t->shows == TYPING_SHOWS_AGREED)
		draw_say(ui, at, tr_with(ui, TEXT_TYPING_SAY_AGREED, n, NULL, NULL),
			false, true);
	else
		draw_say(ui, at, tr(ui, TEXT_TYPING_SAY), false, false);
}

static void sheet_head(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_typing *t = &m->typing;
	struct rect words = area_cut_left(&at, ui_is_upright(ui) ? 360 : 560);
	char line[120], round[12];

	snprintf(round, sizeof(round), "%d", t->round);
	snprintf(line, sizeof(line), "%.40s %.48s", t->class_name, t->item_name);
	ui_text(ui, area_cut_top(&words, words.h / 2), line,
		styled(ui_style(ui, 44, DRAW_BLACK, COLOR_INK), DRAW_LEFT,
			DRAW_SHRINK));
	if (t->shows == TYPING_SHOWS_LINES)
		snprintf(line, sizeof(line), "%s · %s",
			tr_with(ui, TEXT_TYPING_ROUND, round, t->who, NULL),
			tr_int(ui, TEXT_TYPING_DONE_OF, t->done, t->open));
	else
		snprintf(line, sizeof(line), "%s",
			tr_int(ui, TEXT_TYPING_DIFFERING, t->differing, 0));
	ui_text(ui, words, line,
		styled(ui_style(ui, 36, DRAW_MEDIUM, COLOR_INK_SOFT), DRAW_LEFT,
			DRAW_SHRINK));
	area_cut_left(&at, 24);
	sheet_say(ui, m, at);
}

static struct intent sheet_keys(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_typing *t = &m->typing;
	struct rect foot = area_cut_bottom(&at, 112), last;
	struct intent want;
	char n[12];

	area_cut_bottom(&at, 20);
	snprintf(n, sizeof(n), "%d", t->done);
	last = area_cut_right(&foot, foot.w * 55 / 100);
	area_cut_right(&foot, GAP);
	want = throw_key(ui, m, foot);
	if (t->shows == TYPING_SHOWS_AGREED) {
		if (ui_button(ui, "save", last,
			    tr_with(ui, TEXT_TYPING_SAVE, n, NULL, NULL), 48,
			    BUTTON_MAIN))
			return intent(INTENT_TYPING_SAVE);
		return want;
	}
	if (ui_button(ui, "done", last, tr(ui, TEXT_TYPING_DONE), 48, BUTTON_MAIN))
		return intent(INTENT_TYPING_DONE);
	return earlier(
		want, t->n_readings ? reading_keys(ui, t, at) : digit_keys(ui, at));
}

static struct intent sheet(struct ui *ui, const struct model *m, struct rect at)
{
	struct intent want = typed(ui, &m->typing);
	struct rect keys;

	sheet_head(ui, m, area_cut_top(&at, 124));
	area_cut_top(&at, 16);
	if (ui_is_upright(ui)) {
		keys = area_cut_bottom(&at, 640);
		keys = area_center(keys, 700, keys.h);
		area_cut_bottom(&at, 20);
	} else {
		keys = area_cut_right(&at, 540);
		area_cut_right(&at, 32);
	}
	want = earlier(want, m->typing.shows == TYPING_SHOWS_DIFFERS
				     ? differences(ui, &m->typing, at)
				     : rows(ui, &m->typing, at));
	return earlier(want, sheet_keys(ui, m, keys));
}

struct intent screen_typing(struct ui *ui, const struct model *m, struct rect at)
{
	struct rect area = area_inset(at, MARGIN, 20);

	switch (m->typing.shows) {
	case TYPING_SHOWS_CLASS:
		return choose_class(ui, m, area);
	case TYPING_SHOWS_ITEM:
		return choose_item(ui, m, area);
	case TYPING_SHOWS_WHO:
		return choose_who(ui, m, area);
	default:
		return sheet(ui, m, area);
	}
}
