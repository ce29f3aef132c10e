/*
 * The right side of 设备 while something is done with the selected port: it is
 * recognised, bound to items, checked, or something is asked once more.
 */
#include <string.h>

#include "screen.h"

#define KEY_H 92

static void line(struct ui *ui, struct rect at, const char *text, int size,
	enum draw_weight weight, enum paint_color color)
{
	ui_text(ui, at, text,
		styled(ui_style(ui, size, weight, color), DRAW_LEFT, DRAW_SHRINK));
}

static void sentence(struct ui *ui, struct rect at, const char *text, int size)
{
	ui_text(ui, at, text,
		styled(ui_style(ui, size, DRAW_REGULAR, COLOR_INK), DRAW_LEFT,
			DRAW_WRAP));
}

static void title(struct ui *ui, struct rect at, const char *text)
{
	line(ui, at, text, 48, DRAW_BLACK, COLOR_INK);
}

static const char *name_of(const struct model_desk *d)
{
	const struct model_port *p = &d->ports[d->selected];

	return p->item[0] ? p->item : p->name;
}

/* Back at the left, the one that goes on at the right. */
static struct intent two_keys(struct ui *ui, struct rect at, const char *name,
	const char *label, enum intent_kind kind, enum button_look look)
{
	struct intent want = intent(INTENT_NONE);

	if (ui_icon_button(ui, "look", area_cut_left(&at, 280), "back",
		    tr(ui, TEXT_BACK), 38, BUTTON_PLAIN))
		want = intent(INTENT_LOOK);
	area_cut_left(&at, GAP * 2);
	if (ui_button(ui, name, at, label, 42, look))
		want = intent(kind);
	return want;
}

static void note_above(struct ui *ui, const struct model_desk *d, struct rect *rest)
{
	area_cut_bottom(rest, 20);
	if (d->note[0])
		draw_note(ui, d, area_cut_bottom(rest, 72));
}

/* ---- recognising ------------------------------------------------------------------ */

static void draw_trying(struct ui *ui, const struct model_desk *d, struct rect at)
{
	char tried[12], count[12];

	snprintf(tried, sizeof(tried), "%d", d->tried);
	snprintf(count, sizeof(count), "%d", d->settings_count);
	line(ui, at,
		d->trying[0] ? tr_with(ui, TEXT_TRYING, d->trying, tried, count)
			     : tr(ui, TEXT_LOADING_PROFILES),
		44, DRAW_BOLD, COLOR_INK);
}

static struct intent draw_search(
	struct ui *ui, const struct model_desk *d, struct rect at)
{
	struct rect keys = area_cut_bottom(&at, KEY_H);

	title(ui, area_cut_top(&at, 72), name_of(d));
	area_cut_top(&at, 40);
	draw_trying(ui, d, area_cut_top(&at, 64));
	area_cut_top(&at, 12);
	ui_progress(ui, area_cut_top(&at, 28), d->trying[0] ? d->tried - 1 : 0,
		d->settings_count);
	area_cut_top(&at, 24);
	line(ui, area_cut_top(&at, 48), tr_with(ui, TEXT_HEARD, d->heard, NULL, NULL),
		34, DRAW_MEDIUM, COLOR_INK);
	area_cut_top(&at, 24);
	sentence(ui, area_cut_top(&at, 120), tr(ui, TEXT_MOVE_IT), 36);
	if (ui_icon_button(ui, "look", area_cut_left(&keys, 280), "stop",
		    tr(ui, TEXT_STOP_SEARCH), 38, BUTTON_PLAIN))
		return intent(INTENT_LOOK);
	return intent(INTENT_NONE);
}

#define FOUND_H 104

static bool found_row(
	struct ui *ui, const struct model_found *f, int index, struct rect at)
{
	bool pressed = ui_panel_button(ui, "found", index, at, false);
	struct rect rest = area_inset(at, 20, 8), top, share;
	char percent[16];

	ui_picture(ui, area_center(area_cut_right(&rest, 32), 28, 28), "forward",
		COLOR_INK_SOFT);
	area_cut_right(&rest, 16);
	share = area_cut_left(&rest, 136);
	snprintf(percent, sizeof(percent), "%d%%", f->percent);
	ui_text(ui, share, percent,
		styled(ui_style(ui, 44, DRAW_BOLD, COLOR_INK), DRAW_LEFT, DRAW_SHRINK));
	top = area_cut_top(&rest, rest.h * 54 / 100);
	ui_text(ui, area_cut_right(&top, 190), f->settings,
		styled(ui_style(ui, 28, DRAW_MEDIUM, COLOR_INK), DRAW_RIGHT,
			DRAW_SHRINK));
	area_cut_right(&top, 16);
	line(ui, top, f->name, 34, DRAW_BOLD, COLOR_INK);
	line(ui, area_cut_left(&rest, rest.w / 2), f->why, 26, DRAW_REGULAR,
		COLOR_INK_SOFT);
	area_cut_left(&rest, 16);
	ui_text(ui, rest, tr_with(ui, TEXT_FIRST_READING, f->first, NULL, NULL),
		styled(ui_style(ui, 26, DRAW_REGULAR, COLOR_INK_SOFT), DRAW_RIGHT,
			DRAW_SHRINK));
	return pressed;
}

static struct intent draw_found_rows(
	struct ui *ui, const struct model_desk *d, struct rect at)
{
	struct intent want = intent(INTENT_NONE);

	for (int i = 0; i < d->n_found && i < (at.h + GAP) / (FOUND_H + GAP); i++)
		if (found_row(ui, &d->found[i], i,
			    (struct rect){
				    at.x, at.y + i * (FOUND_H + GAP), at.w, FOUND_H }))
			want = intent_index(INTENT_FOUND, i);
	return want;
}

static struct intent draw_found(
	struct ui *ui, const struct model_desk *d, struct rect at)
{
	struct rect keys = area_cut_bottom(&at, KEY_H), ask;
	struct intent want = intent(INTENT_NONE), other;

	title(ui, area_cut_top(&at, 72),
		d->n_found ? tr(ui, TEXT_FOUND_TITLE) : name_of(d));
	area_cut_top(&at, 16);
	area_cut_bottom(&at, 20);
	if (d->n_found)
		want = draw_found_rows(ui, d, at);
	else
		sentence(ui, area_cut_top(&at, 240), d->sentence, 40);
	ask = area_cut_right(&keys, 330);
	area_cut_right(&keys, GAP * 2);
	if (ui_icon_button(ui, "may ask", ask, d->may_ask ? "check" : "lamp_off",
		    tr(ui, TEXT_MAY_ASK), 34, BUTTON_PLAIN))
		want = intent(INTENT_MAY_ASK);
	other = two_keys(ui, keys, "recognise", tr(ui, TEXT_RECOGNISE_AGAIN),
		INTENT_RECOGNISE, d->n_found ? BUTTON_PLAIN : BUTTON_MAIN);
	return want.kind != INTENT_NONE ? want : other;
}

/* ---- binding ---------------------------------------------------------------------- */

#define SERVES_H 88

static bool serves_tile(
	struct ui *ui, const struct model_serves *s, int index, struct rect at)
{
	bool pressed = ui_panel_button(ui, "item", index, at, s->chosen);
	struct rect rest = area_inset(at, 16, 0);

	if (s->chosen)
		ui_picture(ui, area_center(area_cut_right(&rest, 32), 32, 32), "check",
			COLOR_READY);
	line(ui, rest, s->name, 32, DRAW_BOLD, COLOR_INK);
	return pressed;
}

static struct intent draw_serves(
	struct ui *ui, const struct model_desk *d, struct rect at)
{
	struct intent want = intent(INTENT_NONE);
	int columns = d->n_serves > 9 ? 4 : 3;
	int rows = (d->n_serves + columns - 1) / columns;

	at.h = rows * (SERVES_H + GAP) - GAP;
	for (int i = 0; i < d->n_serves; i++)
		if (serves_tile(ui, &d->serves[i], i,
			    area_cell(
				    at, columns, rows, i % columns, i / columns, GAP)))
			want = intent_index(INTENT_ITEM, i);
	return want;
}

static struct intent draw_lanes(
	struct ui *ui, const struct model_desk *d, struct rect at)
{
	struct rect less = area_cut_left(&at, 120), more;

	if (ui_button(ui, "fewer lanes", less, "−", 60, BUTTON_PLAIN))
		return intent_index(
			INTENT_LANES, d->lanes > 1 ? d->lanes - 1 : d->lanes);
	ui_text(ui, area_cut_left(&at, 200), tr_int(ui, TEXT_LANES, d->lanes, 0),
		styled(ui_style(ui, 48, DRAW_BOLD, COLOR_INK), DRAW_CENTER,
			DRAW_SHRINK));
	more = area_cut_left(&at, 120);
	if (ui_button(ui, "more lanes", more, "+", 60, BUTTON_PLAIN))
		return intent_index(INTENT_LANES, d->lanes + 1);
	return intent(INTENT_NONE);
}

/* Of a run that starts together or one by one. */
static struct intent draw_starts(
	struct ui *ui, const struct model_desk *d, struct rect at)
{
	static const struct {
		const char *name;
		enum text label;
		int lanes;
	} ways[] = { { "together", TEXT_STARTS_TOGETHER, 40 },
		{ "one by one", TEXT_STARTS_ALONE, 1 } };
	struct intent want = intent(INTENT_NONE);

	for (int i = 0; i < 2; i++) {
		struct rect key = area_cell(at, 2, 1, i, 0, GAP);
		bool chosen = (ways[i].lanes == 1) == (d->lanes == 1);

		if (ui_panel_button(ui, ways[i].name, 0, key, chosen))
			want = intent_index(INTENT_LANES, ways[i].lanes);
		if (chosen)
			ui_picture(ui, area_center(area_cut_left(&key, 72), 36, 36),
				"check", COLOR_READY);
		ui_text(ui, area_inset(key, 12, 0), tr(ui, ways[i].label),
			styled(ui_style(ui, 38, chosen ? DRAW_BOLD : DRAW_MEDIUM,
				       COLOR_INK),
				DRAW_CENTER, DRAW_SHRINK));
	}
	return want;
}

static struct intent draw_items(
	struct ui *ui, const struct model_desk *d, struct rect at)
{
	struct rect keys = area_cut_bottom(&at, KEY_H), lanes;
	struct intent want, other = intent(INTENT_NONE), last;

	title(ui, area_cut_top(&at, 72),
		tr_with(ui, TEXT_SERVES_TITLE, d->profile, NULL, NULL));
	line(ui, area_cut_top(&at, 48), tr(ui, TEXT_SERVES_HOW), 32, DRAW_REGULAR,
		COLOR_INK_SOFT);
	area_cut_top(&at, 16);
	note_above(ui, d, &at);
	if (d->lanes) {
		area_cut_bottom(&at, 8);
		lanes = area_cut_bottom(&at, 88);
		other = (d->starts_alone ? draw_starts : draw_lanes)(ui, d, lanes);
	}
	want = draw_serves(ui, d, at);
	last = two_keys(
		ui, keys, "do bind", tr(ui, TEXT_BIND), INTENT_BIND, BUTTON_MAIN);
	if (want.kind == INTENT_NONE)
		want = other;
	return want.kind != INTENT_NONE ? want : last;
}

/* ---- checking, and asking once more ----------------------------------------------- */

static struct intent draw_check(
	struct ui *ui, const struct model_desk *d, struct rect at)
{
	struct rect keys = area_cut_bottom(&at, KEY_H), value;

	title(ui, area_cut_top(&at, 72), name_of(d));
	area_cut_top(&at, 16);
	sentence(ui, area_cut_top(&at, 120), tr(ui, TEXT_CHECK_HOW), 36);
	note_above(ui, d, &at);
	value = area_center(at, at.w, 200);
	ui_box(ui, value, COLOR_GROUND, RADIUS);
	ui_text(ui, area_inset(value, 32, 0),
		d->reading[0] ? d->reading : tr(ui, TEXT_NO_READING),
		styled(ui_style(ui, 88, DRAW_BOLD, COLOR_INK), DRAW_CENTER,
			DRAW_SHRINK));
	return two_keys(ui, keys, "checked", tr(ui, TEXT_CHECK_SAME), INTENT_CHECKED,
		BUTTON_MAIN);
}

static struct intent draw_sure(
	struct ui *ui, const struct model_desk *d, struct rect at)
{
	struct rect keys = area_cut_bottom(&at, KEY_H);

	title(ui, area_cut_top(&at, 72), name_of(d));
	area_cut_top(&at, 40);
	sentence(ui, area_cut_top(&at, 200), d->question, 44);
	return two_keys(ui, keys, "sure", tr(ui, TEXT_SURE), INTENT_SURE, BUTTON_MAIN);
}

struct intent draw_desk(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_desk *d = &m->desk;

	switch (d->shows) {
	case DESK_SHOWS_SEARCH:
		return draw_search(ui, d, at);
	case DESK_SHOWS_FOUND:
		return draw_found(ui, d, at);
	case DESK_SHOWS_ITEMS:
		return draw_items(ui, d, at);
	case DESK_SHOWS_CHECK:
		return draw_check(ui, d, at);
	case DESK_SHOWS_SURE:
		return draw_sure(ui, d, at);
	case DESK_SHOWS_PORT:
		break;
	}
	return intent(INTENT_NONE);
}
