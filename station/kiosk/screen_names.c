/*
 * 找名字: a name by its pinyin letters, as children type it on a telephone.
 *
 * The letters stand as on every keyboard and large; those by which no name goes on are
 * pale. Beside a name stands only the class and the number in it.
 */
#include <ctype.h>
#include <string.h>

#include "screen.h"

static const char *const rows[] = { "qwertyuiop", "asdfghjkl", "zxcvbnm" };

int letter_of(const char *typed)
{
	if (typed[1] != '\0' || !isalpha((unsigned char)typed[0]))
		return -1;
	return tolower((unsigned char)typed[0]) - 'a';
}

static struct intent typed(struct ui *ui, const struct model_names *m)
{
	const struct ui_event *e = ui_event(ui, UI_CHAR);
	int letter = e ? letter_of(e->text) : -1;

	if (letter >= 0) {
		ui_take(ui);
		return intent_index(INTENT_LETTER, letter);
	}
	if (ui_key_pressed(ui, UI_KEY_ERASE))
		return intent(INTENT_ERASE);
	if (m->n == 1 && ui_key_pressed(ui, UI_KEY_ENTER))
		return intent_index(INTENT_NAME, 0);
	return intent(INTENT_NONE);
}

/* ü is typed as v: that key goes on wherever a u does. */
static bool goes_on(const struct model_names *m, char letter)
{
	if (letter == 'v')
		letter = 'u';
	return m->next >> (letter - 'a') & 1;
}

static bool key(struct ui *ui, struct rect at, char letter, bool pale)
{
	char label[2] = { (char)toupper((unsigned char)letter), '\0' }, name[12];
	bool pressed;

	snprintf(name, sizeof(name), "letter %c", letter);
	pressed = ui_panel_button(ui, name, 0, at, false);
	ui_text(ui, at, label,
		styled(ui_style(ui, 60, pale ? DRAW_REGULAR : DRAW_BOLD,
			       pale ? COLOR_INK_SOFT : COLOR_INK),
			DRAW_CENTER, DRAW_SHRINK));
	return pressed;
}

static struct intent draw_pad(
	struct ui *ui, const struct model_names *m, struct rect at)
{
	struct intent want = intent(INTENT_NONE);
	int w = (at.w - 9 * GAP) / 10, h = (at.h - 2 * GAP) / 3;

	for (int r = 0; r < 3; r++) {
		int n = (int)strlen(rows[r]);
		/* The erase key stands at the end of the last row, as wide as two. */
		int used = (r == 2 ? n + 2 : n) * (w + GAP) - GAP;
		struct rect place = { at.x + (at.w - used) / 2, at.y + r * (h + GAP), w,
			h };

		for (int i = 0; i < n; i++, place.x += w + GAP)
			if (key(ui, place, rows[r][i], !goes_on(m, rows[r][i])))
				want = intent_index(INTENT_LETTER, rows[r][i] - 'a');
		place.w = 2 * w + GAP;
		if (r == 2 && ui_icon_button(ui, "erase", place, "erase", "", 60,
				      BUTTON_PLAIN))
			want = intent(INTENT_ERASE);
	}
	return want;
}

static void draw_typed(struct ui *ui, const struct model_names *m, struct rect at)
{
	struct rect field = at;

	ui_frame(ui, field, COLOR_PANEL, COLOR_MAIN, 4, RADIUS);
	field = area_inset(field, 28, 0);
	ui_text(ui, field, m->typed[0] ? m->typed : tr(ui, TEXT_TYPE_NAME),
		styled(ui_style(ui, m->typed[0] ? 72 : 52,
			       m->typed[0] ? DRAW_BOLD : DRAW_REGULAR,
			       m->typed[0] ? COLOR_INK : COLOR_INK_SOFT),
			DRAW_LEFT, DRAW_SHRINK));
}

#define LOW_TILE 96

static bool draw_found(
	struct ui *ui, const struct model_names *m, int i, struct rect at)
{
	bool pressed = ui_panel_button(ui, "found", i, at, false);
	struct rect rest = area_inset(at, 24, 8);

	if (m->found[i].mark != TILE_OPEN)
		ui_mark_of(ui,
			area_cut_right(
				&rest, ui_mark_of_width(ui, m->found[i].mark) + 8),
			m->found[i].mark);
	if (at.h < LOW_TILE) { /* beside each other */
		ui_text(ui, area_cut_right(&rest, rest.w * 52 / 100), m->found[i].place,
			styled(ui_style(ui, 30, DRAW_REGULAR, COLOR_INK_SOFT),
				DRAW_RIGHT, DRAW_SHRINK));
		area_cut_right(&rest, GAP);
		bool fits = ui_about_width(m->found[i].name, 24) <= rest.w;

		ui_text(ui, rest, m->found[i].name,
			styled(ui_style(ui, fits ? 44 : 24, DRAW_BOLD, COLOR_INK),
				DRAW_LEFT, fits ? DRAW_SHRINK : DRAW_WRAP));
		return pressed;
	}
	ui_text(ui, area_cut_top(&rest, rest.h * 44 / 100), m->found[i].place,
		styled(ui_style(ui, 32, DRAW_REGULAR, COLOR_INK_SOFT), DRAW_LEFT,
			DRAW_SHRINK));
	ui_text(ui, rest, m->found[i].name,
		styled(ui_style(ui, 48, DRAW_BOLD, COLOR_INK), DRAW_LEFT, DRAW_SHRINK));
	return pressed;
}

static struct intent draw_results(
	struct ui *ui, const struct model_names *m, struct rect at)
{
	struct intent want = intent(INTENT_NONE);
	int columns = ui_is_upright(ui) ? 2 : 3, lines = MODEL_NAMES / columns;

	if (m->typed[0] && !m->n)
		ui_text(ui, at, tr(ui, TEXT_NO_SUCH_NAME),
			styled(ui_style(ui, 64, DRAW_BOLD, COLOR_INK), DRAW_CENTER,
				DRAW_SHRINK));
	for (int i = 0; i < m->n && i < MODEL_NAMES; i++)
		if (draw_found(ui, m, i,
			    area_cell(
				    at, columns, lines, i % columns, i / columns, GAP)))
			want = intent_index(INTENT_NAME, i);
	return want;
}

struct intent screen_names(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_names *names = &m->names;
	bool upright = ui_is_upright(ui);
	struct intent want = typed(ui, names), touched;
	struct rect rest = area_inset(at, MARGIN, 24), line;

	touched = draw_pad(ui, names, area_cut_bottom(&rest, upright ? 420 : 336));
	if (touched.kind != INTENT_NONE)
		want = touched;
	area_cut_bottom(&rest, 20);
	/* Where small children reach: the results stand right above the letters. */
	if (upright)
		touched = draw_results(ui, names, area_cut_bottom(&rest, 540));
	if (upright)
		area_cut_bottom(&rest, 20);
	line = upright ? area_cut_bottom(&rest, 112) : area_cut_top(&rest, 104);
	if (names->more > 0) {
		ui_text(ui, area_cut_right(&line, upright ? 300 : 420),
			tr_int(ui, TEXT_MORE_NAMES, names->more, 0),
			styled(ui_style(ui, 36, DRAW_REGULAR, COLOR_INK_SOFT),
				DRAW_RIGHT, DRAW_SHRINK));
		area_cut_right(&line, 16);
	}
	draw_typed(ui, names, line);
	area_cut_top(&rest, 16);
	if (!upright)
		touched = draw_results(ui, names, rest);
	return touched.kind != INTENT_NONE ? touched : want;
}
