/*
 * 还差谁: what a class still needs. On the left its stations in the order of the short way,
 * with how many lack each; on the right who they are, and why. One sentence says where to
 * go. Read by a teacher who takes a class across a field.
 */
#include "screen.h"

#define STATION_MOST 84

static struct draw_style words(struct ui *ui, int size, enum draw_weight weight,
	enum paint_color color, enum draw_align align)
{
	return styled(ui_style(ui, size, weight, color), align, DRAW_SHRINK);
}

/* ---- where to go ------------------------------------------------------------------- */

static void draw_sentence(
	struct ui *ui, const struct model_class_needs *n, struct rect at)
{
	bool one_line;

	ui_frame(ui, at, COLOR_READY_PALE, COLOR_READY, 3, RADIUS);
	at = area_inset(at, 24, 10);
	if (n->end_text[0])
		ui_text(ui, area_cut_bottom(&at, 48), n->end_text,
			words(ui, 32, DRAW_MEDIUM, COLOR_INK_SOFT, DRAW_LEFT));
	one_line = ui_about_width(n->sentence, 28) <= at.w;
	ui_text(ui, at, n->sentence,
		styled(ui_style(ui, 42, DRAW_BOLD, COLOR_INK), DRAW_LEFT,
			one_line ? DRAW_SHRINK : DRAW_WRAP));
}

static void draw_state(struct ui *ui, const struct model_station *s, struct rect at)
{
	if (s->state == PACE_IDLE || s->state == PACE_QUEUE) {
		ui_picture(ui, area_center(area_cut_left(&at, 36), 30, 30),
			s->state == PACE_IDLE ? "idle" : "queue",
			s->state == PACE_IDLE ? COLOR_READY : COLOR_AGAIN_SIGN);
		area_cut_left(&at, 8);
	}
	ui_text(ui, at, s->word,
		words(ui, 28, DRAW_REGULAR, COLOR_INK_SOFT, DRAW_LEFT));
}

static bool draw_station(
	struct ui *ui, const struct model_station *s, int index, struct rect at)
{
	bool pressed = ui_panel_button(ui, "station", index, at, s->chosen);
	struct rect rest = area_inset(at, 16, 4);
	struct rect place = area_cut_left(&rest, 56);
	char number[12];

	snprintf(number, sizeof(number), "%d", s->place);
	if (s->place)
		ui_text(ui, place, number,
			words(ui, 44, DRAW_BLACK, COLOR_MAIN, DRAW_CENTER));
	area_cut_left(&rest, 12);
	if (!s->lacks)
		ui_picture(ui, area_center(area_cut_right(&rest, 40), 32, 32), "check",
			COLOR_GO);
	ui_text(ui, area_cut_right(&rest, rest.w * 26 / 100),
		s->lacks ? tr_int(ui, TEXT_LACKS, s->lacks, 0)
			 : tr(ui, TEXT_LACKS_NONE),
		words(ui, 30, DRAW_BOLD, COLOR_INK, DRAW_RIGHT));
	if (s->word[0])
		draw_state(ui, s, area_cut_bottom(&rest, rest.h * 44 / 100));
	ui_text(ui, rest, s->name, words(ui, 36, DRAW_BOLD, COLOR_INK, DRAW_LEFT));
	return pressed;
}

static int station_height(const struct model_class_needs *n, int room)
{
	int h = n->n_stations ? (room + GAP) / n->n_stations - GAP : STATION_MOST;

	return h > STATION_MOST ? STATION_MOST : h < TOUCH_MIN ? TOUCH_MIN : h;
}

/* Touching the chosen one shows all again. */
static struct intent draw_stations(
	struct ui *ui, const struct model_class_needs *n, struct rect at)
{
	struct intent want = intent(INTENT_NONE);
	int h = station_height(n, at.h);

	for (int i = 0; i < n->n_stations && at.h >= h; i++) {
		const struct model_station *s = &n->stations[i];

		if (draw_station(ui, s, i, area_cut_top(&at, h)))
			want = intent_two(
				INTENT_LACKS, n->row, s->chosen ? -1 : s->column);
		area_cut_top(&at, GAP);
	}
	return want;
}

/* ---- who --------------------------------------------------------------------------- */

#define LACK_H	 76
#define LONG_H	 108 /* what is missing stands in two lines */
#define LACK_GAP 8
#define FOOT_H	 76

static bool is_long(const struct model_lack *lack, int w)
{
	return ui_about_width(lack->why, 24) > w;
}

static void draw_lack(struct ui *ui, const struct model_lack *lack, struct rect at)
{
	struct rect line;

	ui_panel(ui, at);
	at = area_inset(at, 16, 4);
	line = area_cut_top(&at, 38);
	ui_text(ui, line, lack->who, words(ui, 34, DRAW_BOLD, COLOR_INK, DRAW_LEFT));
	ui_text(ui, at, lack->why,
		styled(ui_style(ui, 26, DRAW_REGULAR, COLOR_INK_SOFT), DRAW_LEFT,
			is_long(lack, at.w) ? DRAW_WRAP : DRAW_SHRINK));
}

static int lack_height(const struct model_class_needs *n, int w)
{
	for (int i = 0; i < n->n_lacks; i++)
		if (is_long(&n->lacks[i], w - 32))
			return LONG_H;
	return LACK_H;
}

static struct intent draw_lacks(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_class_needs *n = &m->needs;
	int columns = at.w / 400 > 0 ? at.w / 400 : 1, rows, page, pages, to;
	int h = lack_height(n, (at.w - (columns - 1) * LACK_GAP) / columns);
	struct rect head = area_cut_top(&at, 64);

	ui_text(ui, area_cut_right(&head, head.w * 40 / 100),
		n->n_lacks ? tr_int(ui, TEXT_LACKS, n->n_lacks, 0)
			   : tr(ui, TEXT_LACKS_NONE),
		words(ui, 44, DRAW_BLACK, COLOR_INK, DRAW_RIGHT));
	ui_text(ui, head, n->item[0] ? n->item : tr(ui, TEXT_ALL_ITEMS),
		words(ui, 40, DRAW_BOLD, COLOR_INK, DRAW_LEFT));
	area_cut_top(&at, 8);
	rows = (at.h + LACK_GAP) / (h + LACK_GAP);
	if (n->n_lacks > rows * columns)
		rows = (at.h - FOOT_H) / (h + LACK_GAP);
	rows = rows > 0 ? rows : 1;
	pages = pages_of(n->n_lacks, rows * columns);
	page = page_shown(m, pages);
	to = ui_page_keys(ui, area_cut_bottom(&at, FOOT_H), page, pages, 180);
	for (int i = 0; i < rows * columns && page * rows * columns + i < n->n_lacks;
		i++)
		draw_lack(ui, &n->lacks[page * rows * columns + i],
			area_cell(
				(struct rect){ at.x,
					at.y + i / columns * (h + LACK_GAP), at.w, h },
				columns, 1, i % columns, 0, LACK_GAP));
	return to < 0 ? intent(INTENT_NONE) : intent_index(INTENT_PAGE, to);
}

/* ---- all of it --------------------------------------------------------------------- */

struct intent screen_cell(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_class_needs *n = &m->needs;
	bool upright = ui_is_upright(ui);
	struct rect rest = area_inset(at, upright ? 24 : MARGIN, 20), left;
	struct intent station, page;

	ui_text(ui, area_cut_top(&rest, 76), n->class_name,
		words(ui, 60, DRAW_BLACK, COLOR_INK, DRAW_LEFT));
	draw_sentence(ui, n, area_cut_top(&rest, upright ? 196 : 124));
	area_cut_top(&rest, GAP);
	if (upright) {
		left = area_cut_top(&rest, n->n_stations * (STATION_MOST + GAP) + GAP);
	} else {
		left = area_cut_left(&rest, rest.w * 40 / 100);
		area_cut_left(&rest, 32);
	}
	station = draw_stations(ui, n, left);
	page = draw_lacks(ui, m, rest);
	return station.kind != INTENT_NONE ? station : page;
}
