/* The right side of 学生 while it asks: why, which item, which value. */
#include <string.h>

#include "screen.h"

static bool cancel_key(struct ui *ui, struct rect at)
{
	return ui_button(ui, "cancel", at, tr(ui, TEXT_MEND_CANCEL), 38, BUTTON_PLAIN);
}

static void draw_question(struct ui *ui, const struct model_student *s, struct rect at)
{
	ui_text(ui, at, s->question,
		styled(ui_style(ui, 42, DRAW_BLACK, COLOR_INK), DRAW_LEFT, DRAW_WRAP));
}

/* ---- why ------------------------------------------------------------------------------ */

static struct intent draw_reasons(
	struct ui *ui, const struct model_student *s, struct rect at)
{
	struct intent want = intent(INTENT_NONE);

	draw_question(ui, s, area_cut_top(&at, 124));
	for (int i = 0; i < MODEL_REASONS && s->reasons[i][0]; i++) {
		char name[24];

		snprintf(name, sizeof(name), "reason %d", i);
		if (ui_button(ui, name, area_cut_top(&at, 92), s->reasons[i], 40,
			    BUTTON_PLAIN))
			want = intent_index(INTENT_REASON, i);
		area_cut_top(&at, GAP);
	}
	if (cancel_key(ui, area_cut_bottom(&at, 80)))
		want = intent(INTENT_MEND_CANCEL);
	return want;
}

/* ---- which item ------------------------------------------------------------------------ */

static struct intent draw_items(
	struct ui *ui, const struct model_student *s, struct rect at)
{
	struct intent want = intent(INTENT_NONE);
	int columns = 2, rows = (s->n_items + 1) / 2, h;

	draw_question(ui, s, area_cut_top(&at, 76));
	if (cancel_key(ui, area_cut_bottom(&at, 80)))
		want = intent(INTENT_MEND_CANCEL);
	area_cut_bottom(&at, GAP);
	h = rows ? (at.h + GAP) / rows - GAP : 0;
	h = h > 92 ? 92 : h;
	for (int i = 0; i < s->n_items; i++) {
		struct rect row = { at.x, at.y + i / columns * (h + GAP), at.w, h };
		char name[24];

		snprintf(name, sizeof(name), "item %d", i);
		if (ui_button(ui, name, area_cell(row, columns, 1, i % columns, 0, GAP),
			    s->items[i], 36, BUTTON_PLAIN))
			want = intent_index(INTENT_MEND_ITEM, i);
	}
	return want;
}

/* ---- which value ------------------------------------------------------------------------ */

static struct intent typed(const char *text)
{
	struct intent want = intent(INTENT_TYPE);

	snprintf(want.text, sizeof(want.text), "%s", text);
	return want;
}

#define PAD_COLUMNS 3
#define PAD_ROWS    4

static struct rect pad_at(struct rect at, int i)
{
	return area_cell(
		at, PAD_COLUMNS, PAD_ROWS, i % PAD_COLUMNS, i / PAD_COLUMNS, GAP);
}

static struct intent draw_pad(
	struct ui *ui, const struct model_student *s, struct rect at)
{
	struct intent want = intent(INTENT_NONE);

	for (int i = 0; i < 10; i++) {
		char label[2] = { (char)('0' + (i + 1) % 10), '\0' }, name[8];

		snprintf(name, sizeof(name), "key %s", label);
		if (ui_button(ui, name, pad_at(at, i == 9 ? 10 : i), label, 56,
			    BUTTON_PLAIN))
			want = typed(label);
	}
	if (s->has_point &&
		ui_button(ui, "point", pad_at(at, 9), ".", 56, BUTTON_PLAIN))
		want = typed(".");
	if (ui_icon_button(ui, "erase", pad_at(at, 11), "erase", "", 48, BUTTON_PLAIN))
		want = typed("");
	return want;
}

static void draw_value(struct ui *ui, const struct model_student *s, struct rect at)
{
	ui_frame(ui, at, COLOR_PANEL, COLOR_MAIN, 4, RADIUS);
	at = area_inset(at, 24, 0);
	ui_text(ui, area_cut_right(&at, 120), s->unit,
		styled(ui_style(ui, 40, DRAW_MEDIUM, COLOR_INK_SOFT), DRAW_RIGHT,
			DRAW_SHRINK));
	ui_text(ui, at, s->typed_text,
		styled(ui_style(ui, 72, DRAW_BOLD, COLOR_INK), DRAW_CENTER,
			DRAW_SHRINK));
}

static struct intent draw_foot(
	struct ui *ui, const struct model_student *s, struct rect at)
{
	struct rect save = area_cut_right(&at, at.w * 45 / 100);

	area_cut_right(&at, GAP);
	if (ui_button(ui, "save value", save, tr(ui, TEXT_GO_ON), 44,
		    s->typed_text[0] ? BUTTON_MAIN : BUTTON_PLAIN) &&
		s->typed_text[0])
		return intent(INTENT_MEND_VALUE);
	if (s->has_minus) {
		struct rect minus = area_cut_right(&at, 120);

		area_cut_right(&at, GAP);
		if (ui_button(ui, "minus", minus, "−", 48, BUTTON_PLAIN))
			return typed("-");
	}
	return cancel_key(ui, at) ? intent(INTENT_MEND_CANCEL) : intent(INTENT_NONE);
}

static struct intent draw_typing(
	struct ui *ui, const struct model_student *s, struct rect at)
{
	struct intent want = typed_on_keyboard(ui), touched, foot;

	if (ui_key_pressed(ui, UI_KEY_ENTER) && s->typed_text[0])
		want = intent(INTENT_MEND_VALUE);
	draw_question(ui, s, area_cut_top(&at, 64));
	draw_value(ui, s, area_cut_top(&at, 104));
	mend_line(ui, area_cut_top(&at, 52), s->complaint, 30, DRAW_MEDIUM, COLOR_INK);
	foot = draw_foot(ui, s, area_cut_bottom(&at, 92));
	area_cut_bottom(&at, 16);
	touched = draw_pad(ui, s, at);
	if (foot.kind != INTENT_NONE)
		return foot;
	return touched.kind != INTENT_NONE ? touched : want;
}

struct intent draw_student_asks(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_student *s = &m->student;

	switch (s->asks) {
	case ASKS_REASON:
		return draw_reasons(ui, s, at);
	case ASKS_ITEM:
		return draw_items(ui, s, at);
	case ASKS_VALUE:
		return draw_typing(ui, s, at);
	case ASKS_NOTHING:
		break;
	}
	return intent(INTENT_NONE);
}
