/* What the screens that mend share: the line that answers, and 撤销上一步. */
#include <string.h>

#include "screen.h"

void mend_line(struct ui *ui, struct rect at, const char *text, int size,
	enum draw_weight weight, enum paint_color color)
{
	ui_text(ui, at, text,
		styled(ui_style(ui, size, weight, color), DRAW_LEFT, DRAW_SHRINK));
}

void draw_mend_note(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_mend *d = &m->mend;
	enum paint_color ink = d->note_is_good ? COLOR_GO : COLOR_DEVICE;

	if (!d->note[0])
		return;
	ui_box(ui, at, d->note_is_good ? COLOR_GO_PALE : COLOR_DEVICE_PALE, 12);
	area_cut_left(&at, 16);
	ui_picture(ui, area_center(area_cut_left(&at, 40), 36, 36),
		d->note_is_good ? "check" : "dispute", ink);
	area_cut_left(&at, 16);
	mend_line(ui, area_inset(at, 0, 4), d->note, 34, DRAW_BOLD, COLOR_INK);
}

struct rect undo_place(const struct ui *ui, struct rect *head)
{
	int w = ui_is_upright(ui) ? 440 : 620;

	return area_center(area_cut_right(head, w), w, 84);
}

bool draw_undo(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_mend *d = &m->mend;
	struct rect rest = area_inset(at, 16, 6);
	bool pressed;

	if (!d->undo[0]) {
		ui_text(ui, at, tr(ui, TEXT_MEND_UNDO_NONE),
			styled(ui_style(ui, 28, DRAW_REGULAR, COLOR_INK_SOFT),
				DRAW_RIGHT, DRAW_SHRINK));
		return false;
	}
	pressed = ui_panel_button(ui, "undo", 0, at, false);
	ui_picture(
		ui, area_center(area_cut_left(&rest, 44), 40, 40), "again", COLOR_MAIN);
	area_cut_left(&rest, 16);
	mend_line(ui, area_cut_top(&rest, rest.h * 55 / 100), tr(ui, TEXT_MEND_UNDO),
		34, DRAW_BOLD, COLOR_INK);
	mend_line(ui, rest, d->undo, 26, DRAW_REGULAR, COLOR_INK_SOFT);
	return pressed;
}

struct intent typed_on_keyboard(struct ui *ui)
{
	struct intent want = intent(INTENT_NONE);
	const struct ui_event *e = ui_event(ui, UI_CHAR);

	if (e && (unsigned char)e->text[0] > ' ') {
		want.kind = INTENT_TYPE;
		snprintf(want.text, sizeof(want.text), "%.*s", 8, e->text);
		ui_take(ui);
	} else if (ui_key_pressed(ui, UI_KEY_ERASE)) {
		want.kind = INTENT_TYPE;
	}
	return want;
}
