/*
 * A fault that stops the station: what happened, what is safe, what to do.
 */
#include "screen.h"

static void draw_line(struct ui *ui, struct rect at, const char *picture,
	const char *label, const char *sentence, enum paint_color ink)
{
	struct rect icon = area_cut_left(&at, 120), head;

	if (!sentence[0])
		return;
	ui_picture(ui, (struct rect){ icon.x, icon.y + 8, 72, 72 }, picture, ink);
	head = area_cut_top(&at, 48);
	ui_text(ui, head, label, ui_style(ui, 36, DRAW_REGULAR, COLOR_INK_SOFT));
	ui_text(ui, at, sentence,
		styled(ui_style(ui, 56, DRAW_BOLD, COLOR_INK), DRAW_LEFT, DRAW_WRAP));
}

/* Upright each is as high as its words, with the label over them. */
static int line_height(const struct ui *ui, const char *sentence, struct rect at)
{
	int lines = ui_about_width(sentence, 56) / (at.w - 160) + 1;
	int h = 48 + lines * 77;

	return ui_is_upright(ui) && h < at.h / 2 ? h : at.h / 2;
}

#define FAULT_H 1240

struct intent screen_fault(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_fault *f = &m->fault;
	struct rect rest = area_inset(at, ui_is_upright(ui) ? MARGIN : MARGIN * 3, 64);
	struct rect key = area_cut_bottom(&rest, 144), head;

	area_cut_bottom(&rest, 40);
	if (rest.h > FAULT_H) /* upright */
		rest.h = FAULT_H;
	ui_frame(ui, rest, COLOR_PANEL, COLOR_DEVICE, 6, RADIUS);
	rest = area_inset(rest, 64, 40);
	head = area_cut_top(&rest, ui_is_upright(ui) ? 330 : 208);
	ui_picture(ui, area_center(area_cut_left(&head, 200), 180, 180), "warn",
		COLOR_DEVICE);
	area_cut_left(&head, 40);
	ui_text(ui, head, f->what,
		styled(ui_style(ui, 80, DRAW_BLACK, COLOR_INK), DRAW_LEFT, DRAW_WRAP));
	area_cut_top(&rest, 24);
	draw_line(ui, area_cut_top(&rest, line_height(ui, f->safe, rest)), "check",
		tr(ui, TEXT_STEP_SAFE), f->safe, COLOR_GO);
	area_cut_top(&rest, ui_is_upright(ui) ? 48 : 0);
	if (ui_is_upright(ui))
		rest.h = line_height(ui, f->todo, rest);
	draw_line(ui, rest, "forward", tr(ui, TEXT_STEP_TODO), f->todo, COLOR_MAIN);
	if (f->can_acknowledge &&
		(ui_button(ui, "acknowledge", area_center(key, 640, 144),
			 tr(ui, TEXT_UNDERSTOOD), 64, BUTTON_MAIN) ||
			ui_key_pressed(ui, UI_KEY_ENTER)))
		return intent(INTENT_ACKNOWLEDGE);
	return intent(INTENT_NONE);
}
