/*
 * 找学生: by test number, name or initials; by class; or, nothing typed, among those who
 * were measured last. Also whose a result is, when it is not this child's, and whoever is
 * on no list.
 */
#include <string.h>

#include "screen.h"

/* ---- the keyboard on the glass ------------------------------------------------------ */

#define KEY_COLUMNS 10
#define KEY_ROWS    4

static const char *const letters[KEY_ROWS] = { "1234567890", "QWERTYUIOP", "ASDFGHJKL",
	"ZXCVBNM" };

static struct intent typed(const char *text, size_t len)
{
	struct intent want = intent(INTENT_TYPE);

	snprintf(want.text, sizeof(want.text), "%.*s", (int)len, text);
	return want;
}

static struct rect key_at(struct rect at, int row, int column)
{
	struct rect key = area_cell(at, KEY_COLUMNS, KEY_ROWS, column, row, GAP);

	key.x += row == 2 ? key.w / 2 : 0;
	return key;
}

static struct intent draw_keys(struct ui *ui, struct rect at)
{
	struct intent want = intent(INTENT_NONE);
	struct rect wide;

	for (int row = 0; row < KEY_ROWS; row++)
		for (int i = 0; letters[row][i]; i++) {
			char label[2] = { letters[row][i], '\0' }, name[16];

			snprintf(name, sizeof(name), "letter %c", letters[row][i]);
			if (ui_button(ui, name, key_at(at, row, i), label, 48,
				    BUTTON_PLAIN))
				want = typed(label, 1);
		}
	wide = key_at(at, 3, 7);
	wide.w = at.x + at.w - wide.x;
	if (ui_icon_button(ui, "erase", area_cell(wide, 2, 1, 0, 0, GAP), "erase", "",
		    48, BUTTON_PLAIN))
		want = typed("", 0);
	if (ui_button(ui, "clear", area_cell(wide, 2, 1, 1, 0, GAP),
		    tr(ui, TEXT_FIND_CLEAR), 34, BUTTON_PLAIN)) {
		want = typed("", 0);
		want.index = 1;
	}
	return want;
}

static void draw_field(struct ui *ui, const struct model *m, struct rect at)
{
	const char *text = m->find.typed;

	ui_frame(ui, at, COLOR_PANEL, COLOR_MAIN, 4, RADIUS);
	mend_line(ui, area_inset(at, 24, 0), text[0] ? text : tr(ui, TEXT_FIND_HOW),
		text[0] ? 64 : 40, text[0] ? DRAW_BOLD : DRAW_REGULAR,
		text[0] ? COLOR_INK : COLOR_INK_SOFT);
}

static struct intent draw_typing(struct ui *ui, const struct model *m, struct rect at)
{
	int keys_h = KEY_ROWS * 96 + (KEY_ROWS - 1) * GAP;
	struct intent want;

	draw_field(ui, m, area_cut_top(&at, 112));
	area_cut_top(&at, 24);
	want = draw_keys(ui, area_cut_top(&at, keys_h < at.h ? keys_h : at.h));
	area_cut_top(&at, 24);
	if (at.h >= 120)
		draw_mend_note(ui, m, area_cut_top(&at, 76));
	return want;
}

/* ---- whom there is -------------------------------------------------------------------- */

#define ROW_H	84
#define PAGER_H 76

static const char *list_title(struct ui *ui, const struct model_find *f)
{
	switch (f->shows) {
	case FIND_RECENT:
		return tr(ui, f->n ? TEXT_FIND_RECENT : TEXT_FIND_NONE_YET);
	case FIND_TYPED:
		return f->n ? tr_int(ui, TEXT_FIND_FITS, f->n, 0)
			    : tr(ui, TEXT_FIND_NOBODY);
	case FIND_BESIDE:
		return tr(ui, TEXT_FIND_BESIDE);
	case FIND_CLASS:
		return tr_int(ui, TEXT_FIND_FITS, f->n, 0);
	case FIND_CLASSES:
		return f->walk_on ? tr_with(ui, TEXT_WALK_ON_CLASS, f->name, NULL, NULL)
				  : tr(ui, TEXT_CHOOSE_CLASS);
	case FIND_SEX:
		break;
	}
	return tr_with(ui, TEXT_WALK_ON_SEX, f->name, NULL, NULL);
}

static bool find_row(
	struct ui *ui, const struct model_find_row *r, int index, struct rect at)
{
	bool pressed = ui_panel_button(ui, "found", index, at, false);
	struct rect rest = area_inset(at, 20, 6);

	if (r->detail[0] && ui_about_width(r->line, 36) < rest.w / 2) {
		ui_text(ui, area_cut_right(&rest, rest.w / 2), r->detail,
			styled(ui_style(ui, 28, DRAW_REGULAR, COLOR_INK_SOFT),
				DRAW_RIGHT, DRAW_SHRINK));
	} else if (r->detail[0]) {
		mend_line(ui, area_cut_bottom(&rest, rest.h * 2 / 5), r->detail, 26,
			DRAW_REGULAR, COLOR_INK_SOFT);
	}
	mend_line(ui, rest, r->line, 36, DRAW_BOLD, COLOR_INK);
	return pressed;
}

static struct intent draw_rows(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_find *f = &m->find;
	struct intent want = intent(INTENT_NONE);
	int columns = f->shows == FIND_CLASSES || f->shows == FIND_CLASS ? 2 : 1;
	int fit = (at.h + GAP) / (ROW_H + GAP), pages, page, to = -1;

	if (f->n > fit * columns)
		fit = (at.h - PAGER_H) / (ROW_H + GAP);
	pages = pages_of(f->n, fit * columns);
	page = page_shown(m, pages);
	if (pages > 1)
		to = ui_page_keys(ui, area_cut_bottom(&at, PAGER_H), page, pages, 160);
	for (int i = 0; i < fit * columns && page * fit * columns + i < f->n; i++) {
		int index = page * fit * columns + i;
		struct rect row = { at.x, at.y + i / columns * (ROW_H + GAP), at.w,
			ROW_H };

		if (find_row(ui, &f->rows[index], index,
			    area_cell(row, columns, 1, i % columns, 0, GAP)))
			want = intent_index(INTENT_FIND, index);
	}
	return to < 0 ? want : intent_index(INTENT_PAGE, to);
}

static struct intent draw_sexes(struct ui *ui, struct rect at)
{
	struct rect row = area_cut_top(&at, 144);

	if (ui_button(ui, "boy", area_cell(row, 2, 1, 0, 0, 24), tr(ui, TEXT_BOY), 64,
		    BUTTON_PLAIN))
		return intent_index(INTENT_SEX, 0);
	if (ui_button(ui, "girl", area_cell(row, 2, 1, 1, 0, 24), tr(ui, TEXT_GIRL), 64,
		    BUTTON_PLAIN))
		return intent_index(INTENT_SEX, 1);
	return intent(INTENT_NONE);
}

/* Who is on no list can be added whenever somebody is looked for. */
static struct intent draw_foot(struct ui *ui, const struct model *m, struct rect at)
{
	if (m->find.walk_on)
		return ui_button(ui, "cancel", area_cell(at, 2, 1, 1, 0, 24),
			       tr(ui, TEXT_MEND_CANCEL), 40, BUTTON_PLAIN)
			       ? intent(INTENT_MEND_CANCEL)
			       : intent(INTENT_NONE);
	if (ui_icon_button(ui, "by class", area_cell(at, 2, 1, 0, 0, 24), "list",
		    tr(ui, TEXT_FIND_BY_CLASS), 40, BUTTON_PLAIN))
		return intent(INTENT_FIND_CLASSES);
	if (ui_icon_button(ui, "walk on", area_cell(at, 2, 1, 1, 0, 24), "person",
		    tr(ui, TEXT_WALK_ON), 40, BUTTON_PLAIN))
		return intent(INTENT_WALK_ON);
	return intent(INTENT_NONE);
}

static struct intent draw_found(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_find *f = &m->find;
	struct intent foot, rows;

	mend_line(
		ui, area_cut_top(&at, 64), list_title(ui, f), 40, DRAW_BOLD, COLOR_INK);
	foot = draw_foot(ui, m, area_cut_bottom(&at, 88));
	area_cut_bottom(&at, 24);
	rows = f->shows == FIND_SEX ? draw_sexes(ui, at) : draw_rows(ui, m, at);
	return foot.kind != INTENT_NONE ? foot : rows;
}

struct intent screen_find(struct ui *ui, const struct model *m, struct rect at)
{
	struct rect rest = area_inset(at, MARGIN, 24);
	struct rect keys;
	struct intent want = typed_on_keyboard(ui), touched;

	if (want.kind == INTENT_NONE && m->find.n == 1 && m->find.typed[0] &&
		ui_key_pressed(ui, UI_KEY_ENTER))
		want = intent_index(INTENT_FIND, 0);
	if (m->find.question[0]) {
		mend_line(ui, area_cut_top(&rest, 76), m->find.question, 52, DRAW_BLACK,
			COLOR_INK);
		area_cut_top(&rest, 16);
	}
	if (ui_is_upright(ui)) {
		keys = area_cut_bottom(&rest, 700);
		area_cut_bottom(&rest, 24);
	} else {
		keys = area_cut_left(&rest, 900);
		area_cut_left(&rest, 40);
	}
	touched = draw_typing(ui, m, keys);
	if (touched.kind == INTENT_NONE)
		touched = draw_found(ui, m, rest);
	else
		draw_found(ui, m, rest);
	return touched.kind != INTENT_NONE ? touched : want;
}
