/*
 * 设备: every port on the left, those in use first; on the right what the selected one
 * says, byte by byte, and what can be done with it.
 *
 * Bytes stand in a fixed grid, so that digits do not jump while a scale talks.
 */
#include <string.h>

#include "screen.h"

static void line(struct ui *ui, struct rect at, const char *text, int size,
	enum draw_weight weight, enum paint_color color)
{
	ui_text(ui, at, text,
		styled(ui_style(ui, size, weight, color), DRAW_LEFT, DRAW_SHRINK));
}

static void line_right(struct ui *ui, struct rect at, const char *text, int size,
	enum draw_weight weight, enum paint_color color)
{
	ui_text(ui, at, text,
		styled(ui_style(ui, size, weight, color), DRAW_RIGHT, DRAW_SHRINK));
}

/* ---- the list --------------------------------------------------------------------- */

#define PORT_H	92
#define PAGER_H 76

/* 12分钟没动静 says more than 没有回应. */
static const char *port_word(struct ui *ui, const struct model_port *p)
{
	if (p->item[0] && p->lamp != LAMP_BAD && p->silent_min > 0)
		return tr_int(ui, TEXT_SILENT_MIN, p->silent_min, 0);
	return p->word;
}

static bool port_row(struct ui *ui, const struct model_port *p, int index,
	struct rect at, bool selected)
{
	bool pressed = ui_panel_button(ui, "port", index, at, selected);
	const char *word = port_word(ui, p), *second;
	struct rect rest = area_inset(at, 16, 8), top;

	ui_lamp(ui, area_center(area_cut_left(&rest, 40), 32, 32), p->lamp);
	area_cut_left(&rest, 16);
	second = p->item[0] ? p->name : p->usb;
	top = area_cut_top(&rest, second[0] ? rest.h * 55 / 100 : rest.h);
	line_right(ui, area_cut_right(&top, ui_about_width(word, 28) + 8), word, 28,
		DRAW_MEDIUM, COLOR_INK);
	area_cut_right(&top, 12);
	line(ui, top, p->item[0] ? p->item : p->name, 34, DRAW_BOLD, COLOR_INK);
	line(ui, rest, second, 26, DRAW_REGULAR, COLOR_INK_SOFT);
	return pressed;
}

static void no_ports(struct ui *ui, struct rect at)
{
	struct rect card = area_center(at, at.w, 320);

	card.y = at.y;
	ui_panel(ui, card);
	card = area_inset(card, 56, 48);
	line(ui, area_cut_top(&card, 112), tr(ui, TEXT_NO_PORTS), 72, DRAW_BLACK,
		COLOR_INK);
	ui_text(ui, card, tr(ui, TEXT_NO_PORTS_TODO),
		styled(ui_style(ui, 44, DRAW_REGULAR, COLOR_INK_SOFT), DRAW_LEFT,
			DRAW_WRAP));
}

/* Upright in two columns. */
static struct intent draw_list(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_desk *d = &m->desk;
	struct intent want = intent(INTENT_NONE);
	int columns = ui_is_upright(ui) ? 2 : 1, w = (at.w + GAP) / columns - GAP;
	int fit = (at.h + GAP) / (PORT_H + GAP) * columns, page, pages, to = -1;

	if (d->n_ports > fit)
		fit = (at.h - PAGER_H) / (PORT_H + GAP) * columns;
	pages = pages_of(d->n_ports, fit);
	page = page_shown(m, pages);
	if (pages > 1)
		to = ui_page_keys(ui, area_cut_bottom(&at, PAGER_H), page, pages, 160);
	for (int i = 0; i < fit && page * fit + i < d->n_ports; i++) {
		struct rect row = { at.x + i % columns * (w + GAP),
			at.y + i / columns * (PORT_H + GAP), w, PORT_H };
		int port = page * fit + i;

		if (port_row(ui, &d->ports[port], port, row, port == d->selected))
			want = intent_index(INTENT_PORT, port);
	}
	return to < 0 ? want : intent_index(INTENT_PAGE, to);
}

/* ---- the selected one: what it is, how it is -------------------------------------- */

static void draw_title(struct ui *ui, const struct model_desk *d, struct rect at)
{
	const struct model_port *p = &d->ports[d->selected];
	bool named = p->item[0] && strcmp(p->name, d->profile) != 0;
	char where[240], name[120];

	snprintf(name, sizeof(name), "%s%s%s", p->item[0] ? p->item : p->name,
		named ? " · " : "", named ? p->name : "");
	snprintf(where, sizeof(where), "%s%s%s · %s", d->where, p->usb[0] ? " · " : "",
		p->usb, d->settings);
	if (d->here) {
		line_right(ui, area_cut_right(&at, 260), tr(ui, TEXT_IS_HERE), 28,
			DRAW_MEDIUM, COLOR_INK_SOFT);
		area_cut_right(&at, 16);
	}
	line(ui, area_cut_top(&at, 52), name, 44, DRAW_BLACK, COLOR_INK);
	line(ui, at, where, 28, DRAW_REGULAR, COLOR_INK_SOFT);
}

static void draw_profile(struct ui *ui, const struct model_desk *d, struct rect at)
{
	if (!d->profile[0]) {
		line(ui, area_cut_top(&at, 36), tr(ui, TEXT_PROFILE_NONE), 28,
			DRAW_MEDIUM, COLOR_INK);
		return;
	}
	line(ui, area_cut_top(&at, 36),
		tr_with(ui, TEXT_PROFILE_OF, d->profile, NULL, NULL), 28, DRAW_MEDIUM,
		COLOR_INK);
	line(ui, at, tr_with(ui, TEXT_PROVEN_BY, d->tested, NULL, NULL), 24,
		DRAW_REGULAR, COLOR_INK_SOFT);
}

static const struct {
	enum paint_color ground;
} lamps[] = {
	[LAMP_GOOD] = { COLOR_GO_PALE },
	[LAMP_WARN] = { COLOR_AGAIN_PALE },
	[LAMP_BAD] = { COLOR_DEVICE_PALE },
	[LAMP_OFF] = { COLOR_GROUND },
};

static void draw_state(struct ui *ui, const struct model_desk *d, struct rect at)
{
	const struct model_port *p = &d->ports[d->selected];
	struct rect rest = area_inset(at, 20, 0);
	int word_w = ui_about_width(p->word, 40) + 8;

	ui_box(ui, at, lamps[p->lamp].ground, 12);
	ui_lamp(ui, area_center(area_cut_left(&rest, 44), 40, 40), p->lamp);
	area_cut_left(&rest, 16);
	line(ui, area_cut_left(&rest, word_w < 240 ? word_w : 240), p->word, 40,
		DRAW_BOLD, COLOR_INK);
	area_cut_left(&rest, 24);
	ui_text(ui, rest, d->sentence,
		styled(ui_style(ui, 28, DRAW_REGULAR, COLOR_INK), DRAW_LEFT,
			DRAW_WRAP));
}

/* Of a device that nobody knows yet nothing can be understood. */
static void draw_pace(struct ui *ui, const struct model_desk *d, struct rect at)
{
	if (!d->profile[0]) {
		line_right(ui, at, tr_with(ui, TEXT_HEARD, d->skipped_text, NULL, NULL),
			28, DRAW_REGULAR, COLOR_INK_SOFT);
		return;
	}
	line_right(ui, area_cut_top(&at, at.h / 2),
		tr_with(ui, TEXT_PACE, d->pace_text, NULL, NULL), 28, DRAW_MEDIUM,
		COLOR_INK);
	line_right(ui, at, tr_with(ui, TEXT_SKIPPED, d->skipped_text, NULL, NULL), 28,
		DRAW_REGULAR, COLOR_INK_SOFT);
}

/* The lamp beats with what arrives: full when a frame came just now. */
static void draw_heart(struct ui *ui, const struct model_desk *d, struct rect at)
{
	ui_picture(ui, area_center(at, d->beats ? 40 : 24, d->beats ? 40 : 24),
		d->beats ? "lamp_good" : "lamp_off",
		d->beats ? COLOR_LAMP_GOOD : COLOR_LAMP_OFF);
}

static void draw_reading(struct ui *ui, const struct model_desk *d, struct rect at)
{
	struct rect pace = area_cut_right(&at, 250), heart = area_cut_left(&at, 44);

	draw_heart(ui, d, heart);
	area_cut_left(&at, 16);
	draw_pace(ui, d, pace);
	if (d->reading[0])
		line(ui, at, d->reading, 48, DRAW_BOLD, COLOR_INK);
	else
		line(ui, at, tr(ui, TEXT_NO_READING), 36, DRAW_REGULAR, COLOR_INK_SOFT);
}

/* ---- live bytes ------------------------------------------------------------------- */

#define LIVE_H	38
#define SINCE_W 104

static void draw_byte(struct ui *ui, struct rect at, uint8_t byte)
{
	char hex[4];

	snprintf(hex, sizeof(hex), "%02X", byte);
	ui_text(ui, at, hex,
		styled(ui_style(ui, at.w < 32 ? 20 : 24, DRAW_MEDIUM, COLOR_INK),
			DRAW_CENTER, DRAW_ELLIPSIS));
}

static void draw_live(struct ui *ui, const struct model_live *l, struct rect at)
{
	char count[16];
	int cell;

	line_right(ui, area_cut_left(&at, SINCE_W), l->since_text, 24, DRAW_REGULAR,
		COLOR_INK_SOFT);
	area_cut_left(&at, 20);
	if (l->hidden) {
		snprintf(count, sizeof(count), "%d", l->n);
		line(ui, at, tr_with(ui, TEXT_LIVE_HIDDEN, count, NULL, NULL), 26,
			DRAW_REGULAR, COLOR_INK_SOFT);
		return;
	}
	cell = at.w * 68 / 100 / MODEL_BYTES;
	for (int i = 0; i < l->n && i < MODEL_BYTES; i++)
		draw_byte(ui, (struct rect){ at.x + i * cell, at.y, cell, at.h },
			l->bytes[i]);
	area_cut_left(&at, cell * MODEL_BYTES + 20);
	ui_text(ui, at, l->text,
		styled(ui_style(ui, 24, DRAW_REGULAR, COLOR_INK), DRAW_LEFT,
			DRAW_SHRINK));
}

static void draw_bytes(struct ui *ui, const struct model_desk *d, struct rect at)
{
	struct rect head = area_cut_top(&at, 40), grid;

	ui_box(ui, (struct rect){ head.x, head.y - 6, head.w, 2 }, COLOR_LINE, 0);
	line(ui, area_cut_left(&head, head.w * 35 / 100), tr(ui, TEXT_LIVE), 28,
		DRAW_MEDIUM, COLOR_INK);
	line_right(ui, head,
		d->words[0] ? tr_with(ui, TEXT_LAST_WORDS, d->words, NULL, NULL)
			    : tr(ui, TEXT_LAST_WORDS_NONE),
		28, DRAW_MEDIUM, COLOR_INK);
	area_cut_top(&at, 4);
	grid = area_cut_top(&at, MODEL_LIVE * LIVE_H);
	if (!d->n_live)
		line(ui, area_cut_top(&grid, LIVE_H), tr(ui, TEXT_LIVE_NONE), 26,
			DRAW_REGULAR, COLOR_INK_SOFT);
	for (int i = 0; i < d->n_live; i++)
		draw_live(ui, &d->live[i], area_cut_top(&grid, LIVE_H));
}

/* ---- its foot: what was checked, and keys ----------------------------------------- */

void draw_note(struct ui *ui, const struct model_desk *d, struct rect at)
{
	struct rect rest = area_inset(at, 20, 0);

	ui_box(ui, at, d->note_is_good ? COLOR_GO_PALE : COLOR_AGAIN_PALE, 12);
	ui_picture(ui, area_center(area_cut_left(&rest, 40), 36, 36),
		d->note_is_good ? "check" : "again",
		d->note_is_good ? COLOR_GO : COLOR_AGAIN_SIGN);
	area_cut_left(&rest, 16);
	line(ui, rest, d->note, 32, DRAW_MEDIUM, COLOR_INK);
}

static void draw_check_line(struct ui *ui, const struct model_desk *d, struct rect at)
{
	if (d->note[0]) {
		draw_note(ui, d, at);
		return;
	}
	if (!d->bound || d->reads_cards)
		return;
	if (d->check[0])
		ui_picture(ui, area_center(area_cut_left(&at, 44), 36, 36), "check",
			COLOR_GO);
	line(ui, at,
		d->check[0] ? tr_with(ui, TEXT_CHECKED_TODAY, d->check, NULL, NULL)
			    : tr(ui, TEXT_NOT_CHECKED),
		30, DRAW_MEDIUM, d->check[0] ? COLOR_INK : COLOR_INK_SOFT);
}

struct key {
	const char *name;
	enum text label;
	enum intent_kind kind;
	int index;
	enum button_look look;
};

static struct intent draw_keys(
	struct ui *ui, const struct key *keys, int n, struct rect at)
{
	struct intent want = intent(INTENT_NONE);

	for (int i = 0; i < n; i++)
		if (ui_button(ui, keys[i].name, area_cell(at, n, 1, i, 0, GAP * 2),
			    tr(ui, keys[i].label), 36, keys[i].look))
			want = intent_index(keys[i].kind, keys[i].index);
	return want;
}

static struct intent bound_keys(
	struct ui *ui, const struct model_desk *d, struct rect at)
{
	struct key keys[5];
	int n = 0;

	if (!d->here && !d->reads_cards)
		keys[n++] = (struct key){ "measure here", TEXT_MEASURE_HERE,
			INTENT_POINT, d->device, BUTTON_MAIN };
	if (!d->reads_cards)
		keys[n++] = (struct key){ "check", TEXT_CHECK, INTENT_CHECK, 0,
			BUTTON_PLAIN };
	if (d->can_zero)
		keys[n++] = (struct key){ "zero", TEXT_ZERO, INTENT_ZERO, 0,
			BUTTON_PLAIN };
	if (d->can_tare)
		keys[n++] = (struct key){ "tare", TEXT_TARE, INTENT_TARE, 0,
			BUTTON_PLAIN };
	keys[n++] = (struct key){ "unbind", TEXT_UNBIND, INTENT_UNBIND, 0,
		BUTTON_PLAIN };
	return draw_keys(ui, keys, n, at);
}

static struct intent unused_keys(
	struct ui *ui, const struct model_desk *d, struct rect at)
{
	struct intent want = intent(INTENT_NONE);
	struct rect ask = area_cut_right(&at, 330);
	bool known = d->profile[0];

	area_cut_right(&at, GAP * 2);
	if (ui_icon_button(ui, "may ask", ask, d->may_ask ? "check" : "lamp_off",
		    tr(ui, TEXT_MAY_ASK), 34, BUTTON_PLAIN))
		want = intent(INTENT_MAY_ASK);
	if (known && ui_button(ui, "bind", area_cut_right(&at, at.w / 2 - GAP),
			     tr(ui, TEXT_BIND), 40, BUTTON_MAIN))
		want = intent(INTENT_ITEMS);
	if (known)
		area_cut_right(&at, GAP * 2);
	if (ui_button(ui, "recognise", at, tr(ui, TEXT_RECOGNISE), 40,
		    known ? BUTTON_PLAIN : BUTTON_MAIN))
		want = intent(INTENT_RECOGNISE);
	return want;
}

/* Whose card was laid there is shown where children stand, and nowhere else. */
static void draw_cards(struct ui *ui, const struct model_desk *d, struct rect at)
{
	struct rect heart;

	at.h = at.h < 112 ? at.h : 112;
	heart = area_cut_left(&at, 44);
	draw_heart(ui, d, heart);
	area_cut_left(&at, 16);
	ui_text(ui, at, tr(ui, TEXT_CARDS_NOT_SHOWN),
		styled(ui_style(ui, 36, DRAW_REGULAR, COLOR_INK), DRAW_LEFT,
			DRAW_WRAP));
}

static struct intent draw_port(
	struct ui *ui, const struct model_desk *d, struct rect at)
{
	struct rect keys = area_cut_bottom(&at, 92);

	draw_title(ui, d, area_cut_top(&at, 92));
	draw_profile(ui, d, area_cut_top(&at, 68));
	area_cut_top(&at, 8);
	draw_state(ui, d, area_cut_top(&at, 124));
	area_cut_top(&at, 8);
	if (d->reads_cards) {
		draw_cards(ui, d, area_cut_top(&at, 120));
		draw_check_line(ui, d, area_cut_bottom(&at, 72));
		return bound_keys(ui, d, keys);
	}
	draw_reading(ui, d, area_cut_top(&at, 76));
	area_cut_top(&at, 14);
	draw_bytes(ui, d, area_cut_top(&at, 44 + MODEL_LIVE * LIVE_H));
	area_cut_top(&at, 8);
	draw_check_line(ui, d, area_cut_top(&at, 54));
	return d->bound ? bound_keys(ui, d, keys) : unused_keys(ui, d, keys);
}

#define PANEL_H 1000

static struct intent draw_selected(
	struct ui *ui, const struct model *m, struct rect panel)
{
	struct rect inner = area_inset(panel, 28, 24);

	ui_panel(ui, panel);
	if (m->desk.selected < 0) {
		line(ui, area_cut_top(&inner, 92), tr(ui, TEXT_CHOOSE_PORT), 44,
			DRAW_BOLD, COLOR_INK);
		return intent(INTENT_NONE);
	}
	return m->desk.shows == DESK_SHOWS_PORT ? draw_port(ui, &m->desk, inner)
						: draw_desk(ui, m, inner);
}

/* The list at the left, upright above. */
struct intent screen_devices(struct ui *ui, const struct model *m, struct rect at)
{
	struct rect rest = area_inset(at, MARGIN, 24), list;
	struct intent want, other;

	if (!m->desk.n_ports) {
		no_ports(ui, rest);
		return intent(INTENT_NONE);
	}
	if (ui_is_upright(ui)) {
		list = rest;
		rest = area_cut_bottom(&list, PANEL_H);
		area_cut_bottom(&list, 24);
	} else {
		list = area_cut_left(&rest, rest.w * 30 / 100);
		area_cut_left(&rest, 28);
	}
	want = draw_list(ui, m, list);
	other = draw_selected(ui, m, rest);
	return want.kind != INTENT_NONE ? want : other;
}
