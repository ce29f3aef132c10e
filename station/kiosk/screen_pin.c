/*
 * 教师密码: digits go in, dots come out. The same keys set a new one, typed twice.
 */
#include "screen.h"

#include <string.h>

#define DOT   44
#define DOTS  8
#define LEAST 4 /* digits of a PIN */

static const enum text titles[] = {
	[PIN_STAGE_ENTER] = TEXT_PIN_ENTER,
	[PIN_STAGE_NEW] = TEXT_PIN_NEW,
	[PIN_STAGE_AGAIN] = TEXT_PIN_AGAIN,
};

static bool can_go(const struct model *m)
{
	return !m->pin.wait_s && strlen(m->visit.typed) >= LEAST;
}

static struct intent given(const struct model *m)
{
	struct intent want = intent(INTENT_PIN);

	if (!can_go(m))
		return intent(INTENT_NONE);
	snprintf(want.text, sizeof(want.text), "%s", m->visit.typed);
	return want;
}

static struct intent typed(struct ui *ui, const struct model *m)
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
		return given(m);
	return intent(INTENT_NONE);
}

/* How many there may be is no secret; which they are is. */
static void draw_dots(struct ui *ui, const struct model *m, struct rect at)
{
	int n = (int)strlen(m->visit.typed);

	ui_frame(ui, at, COLOR_PANEL, COLOR_MAIN, 4, RADIUS);
	for (int i = 0; i < DOTS; i++) {
		struct rect dot = area_center(
			area_cell(area_inset(at, 48, 0), DOTS, 1, i, 0, 0), DOT, DOT);

		if (i < n)
			ui_box(ui, dot, COLOR_INK, DOT / 2);
		else
			ui_box(ui, area_center(dot, 12, 12), COLOR_LINE, 6);
	}
}

static void draw_answer(struct ui *ui, const struct model *m, struct rect at)
{
	char wait[16];
	const char *sentence = m->pin.note;

	if (m->pin.wait_s) {
		bool long_one = m->pin.wait_s > 120;

		snprintf(wait, sizeof(wait), "%d",
			long_one ? (m->pin.wait_s + 59) / 60 : m->pin.wait_s);
		sentence = tr_with(ui, long_one ? TEXT_PIN_WAIT_MINUTES : TEXT_PIN_WAIT,
			wait, NULL, NULL);
	}
	if (!sentence[0]) {
		ui_text(ui, at, tr(ui, TEXT_PIN_HINT),
			styled(ui_style(ui, 40, DRAW_REGULAR, COLOR_INK_SOFT),
				DRAW_LEFT, DRAW_WRAP));
		return;
	}
	ui_box(ui, at, COLOR_AGAIN, RADIUS);
	ui_picture(ui, area_center(area_cut_left(&at, 112), 64, 64),
		m->pin.wait_s ? "rest" : "again", COLOR_AGAIN_INK);
	area_cut_right(&at, 24);
	ui_text(ui, at, sentence,
		styled(ui_style(ui, 44, DRAW_BOLD, COLOR_AGAIN_INK), DRAW_LEFT,
			DRAW_WRAP));
}

static void draw_left(struct ui *ui, const struct model *m, struct rect at)
{
	ui_text(ui, area_cut_top(&at, 144), tr(ui, titles[m->pin.stage]),
		styled(ui_style(ui, 88, DRAW_BLACK, COLOR_INK), DRAW_LEFT,
			DRAW_SHRINK));
	area_cut_top(&at, 24);
	draw_dots(ui, m, area_cut_top(&at, 160));
	area_cut_top(&at, 32);
	draw_answer(ui, m, area_cut_top(&at, 168));
}

struct intent screen_pin(struct ui *ui, const struct model *m, struct rect at)
{
	struct intent want = typed(ui, m);
	struct rect rest, keys;
	int key;

	if (ui_is_upright(ui)) {
		rest = area_inset(at, MARGIN * 2, MARGIN);
		keys = area_cut_bottom(&rest, 920);
	} else {
		rest = area_inset(at, 96, 72);
		keys = area_cut_right(&rest, 720);
		area_cut_right(&rest, 96);
	}
	draw_left(ui, m, rest);
	key = ui_keypad(ui, keys, can_go(m));
	if (key == KEYPAD_ERASE)
		return intent(INTENT_ERASE);
	if (key == KEYPAD_GO)
		return given(m);
	return key == KEYPAD_NONE ? want : intent_index(INTENT_DIGIT, key);
}
