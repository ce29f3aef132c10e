/* 开机检查: the date first, then a line for each thing: lamp, word, what to do. */
#include "screen.h"

static struct intent draw_date(
	struct ui *ui, const struct model_power *p, struct rect at)
{
	struct rect inner = area_inset(at, 32, 12), key;
	struct intent want = intent(INTENT_NONE);

	if (p->asks_date)
		ui_frame(ui, at, COLOR_AGAIN_PALE, COLOR_AGAIN, 4, RADIUS);
	else
		ui_panel(ui, at);
	key = area_cut_right(&inner, p->asks_date ? 240 : 0);
	if (p->asks_date) {
		area_cut_right(&inner, 24);
		if (ui_icon_button(ui, "date right", key, "check",
			    tr(ui, TEXT_DATE_RIGHT), 44, BUTTON_MAIN))
			want = intent(INTENT_DATE_RIGHT);
	}
	ui_text(ui, inner, p->date,
		styled(ui_style(ui, 56, DRAW_BLACK, COLOR_INK), DRAW_LEFT,
			DRAW_SHRINK));
	return want;
}

static void draw_check(struct ui *ui, const struct model_check *c, struct rect at)
{
	struct rect rest = area_inset(at, 28, 6), word;
	struct rect lamp = area_cut_left(&rest, 56);
	bool upright = ui_is_upright(ui);

	ui_panel(ui, at);
	ui_lamp(ui, area_center(lamp, 44, 44), c->lamp);
	area_cut_left(&rest, 24);
	ui_text(ui, area_cut_left(&rest, 220), c->name,
		styled(ui_style(ui, 42, DRAW_BOLD, COLOR_INK), DRAW_LEFT, DRAW_SHRINK));
	area_cut_left(&rest, 24);
	word = !c->todo[0] ? rest
	       : upright   ? area_cut_top(&rest, rest.h * 40 / 100)
			   : area_cut_left(&rest, 480);
	ui_text(ui, word, c->word,
		styled(ui_style(ui, 38, DRAW_MEDIUM, COLOR_INK), DRAW_LEFT,
			DRAW_SHRINK));
	if (!c->todo[0])
		return;
	area_cut_left(&rest, upright ? 0 : 24);
	ui_text(ui, rest, c->todo,
		styled(ui_style(ui, 28, DRAW_REGULAR, COLOR_INK_SOFT), DRAW_LEFT,
			DRAW_WRAP));
}

struct intent screen_power(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_power *p = &m->power;
	struct rect area = area_inset(at, MARGIN, 20);
	struct intent want = draw_date(ui, p, area_cut_top(&area, 112));
	struct rect key = area_cut_bottom(&area, 108);
	int h;

	area_cut_top(&area, 16);
	area_cut_bottom(&area, 16);
	h = p->n ? (area.h - (p->n - 1) * GAP) / p->n : 0;
	h = h > 150 ? 150 : h;
	for (int i = 0; i < p->n; i++) {
		draw_check(ui, &p->rows[i], area_cut_top(&area, h));
		area_cut_top(&area, GAP);
	}
	if (ui_button(ui, "today", area_center(key, 640, 108), tr(ui, TEXT_POWER_GO),
		    52, BUTTON_MAIN))
		want = intent_index(INTENT_OPEN, SCREEN_TEACHER);
	return want;
}
