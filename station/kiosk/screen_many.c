/*
 * One start for many: who lines up, and the time that runs.
 */
#include "screen.h"

#include "student.h"

_Static_assert(MODEL_MANY_TILES == MODEL_TILES, "a lane for each tile");

/* ---- who lines up ---- */

#define PICK_H 76

struct pick_grid {
	int columns, rows;
};

static struct pick_grid pick_grid(const struct ui *ui)
{
	return ui_is_upright(ui) ? (struct pick_grid){ 3, 15 }
				 : (struct pick_grid){ 5, 9 };
}

/* Where they stand, in a disc. */
static void draw_lane(struct ui *ui, struct rect at, int lane)
{
	struct rect disc = area_center(at, at.w, at.w);
	char number[12];

	snprintf(number, sizeof(number), "%d", lane);
	ui_box(ui, disc, COLOR_READY, at.w / 2);
	ui_text(ui, disc, number,
		styled(ui_style(ui, at.w * 2 / 3, DRAW_BOLD, COLOR_READY_INK),
			DRAW_CENTER, DRAW_SHRINK));
}

static bool pick_tile(struct ui *ui, const struct model *m, int index, struct rect at)
{
	const struct model_tile *tile = &m->tiles[index];
	int lane = m->many.lane_of[index];
	bool pressed = ui_panel_button(ui, "tile", index, at, lane > 0);
	struct rect rest = area_inset(at, 12, 0);
	char number[12];

	snprintf(number, sizeof(number), "%d", tile->number);
	ui_text(ui, area_cut_left(&rest, 62), number,
		styled(ui_style(ui, 44, DRAW_BOLD, COLOR_MAIN), DRAW_LEFT,
			DRAW_SHRINK));
	if (lane > 0)
		draw_lane(ui, area_cut_right(&rest, 46), lane);
	else if (tile->mark != TILE_OPEN)
		ui_mark_of(ui, area_cut_right(&rest, ui_mark_of_width(ui, tile->mark)),
			tile->mark);
	area_cut_right(&rest, GAP);
	ui_name(ui, rest, tile->name, 42, lane > 0 ? DRAW_BOLD : DRAW_MEDIUM);
	return pressed;
}

static struct intent pick_tiles(struct ui *ui, const struct model *m, struct rect at)
{
	struct intent want = intent(INTENT_NONE);
	struct pick_grid grid = pick_grid(ui);
	int each = grid.columns * grid.rows;
	int from = page_shown(m, pages_of(m->n_tiles, each)) * each;

	for (int i = 0; i < each && from + i < m->n_tiles; i++) {
		struct rect place = area_cell(at, grid.columns, grid.rows,
			i % grid.columns, i / grid.columns, GAP);

		if (pick_tile(ui, m, from + i, place))
			want = intent_index(INTENT_MANY_PICK, from + i);
	}
	return want;
}

static enum text sex_text(int sex)
{
	return sex == SEX_MALE	   ? TEXT_MANY_BOYS
	       : sex == SEX_FEMALE ? TEXT_MANY_GIRLS
				   : TEXT_MANY_BOTH;
}

static int standing(const struct model *m)
{
	int n = 0;

	for (int i = 0; i < m->n_tiles && i < MODEL_MANY_TILES; i++)
		n += m->many.lane_of[i] > 0;
	return n;
}

static void draw_standing(struct ui *ui, const struct model *m, struct rect at)
{
	bool says = m->many.say_text[0];
	struct rect top = area_cut_top(&at, at.h / 2);

	ui_text(ui, top, tr_int(ui, TEXT_MANY_STANDING, standing(m), m->many.room),
		styled(ui_style(ui, 48, DRAW_BOLD, COLOR_INK), DRAW_LEFT, DRAW_SHRINK));
	ui_text(ui, at, says ? m->many.say_text : tr(ui, TEXT_MANY_PICK),
		styled(ui_style(ui, 36, says ? DRAW_BOLD : DRAW_REGULAR,
			       says ? COLOR_INK : COLOR_INK_SOFT),
			DRAW_LEFT, DRAW_SHRINK));
}

static int page_turn(struct ui *ui, const struct model *m, struct rect *foot)
{
	struct pick_grid grid = pick_grid(ui);
	int pages = pages_of(m->n_tiles, grid.columns * grid.rows);
	int page = page_shown(m, pages);
	char words[24];

	if (pages < 2)
		return -1;
	snprintf(words, sizeof(words), "%d/%d", page + 1, pages);
	if (ui_icon_button(ui, "next page", area_cut_right(foot, 170), "forward", words,
		    44, BUTTON_PLAIN))
		return (page + 1) % pages;
	area_cut_right(foot, 24);
	return -1;
}

struct intent screen_many_lineup(struct ui *ui, const struct model *m, struct rect at)
{
	struct rect rest = area_inset(at, MARGIN, 24);
	struct rect foot = area_cut_bottom(&rest, 132);
	bool upright = ui_is_upright(ui);
	int rows = pick_grid(ui).rows, tiles_h = rows * PICK_H + (rows - 1) * GAP, to;
	struct intent want;

	area_cut_bottom(&rest, 20);
	if (!upright)
		rest.h = tiles_h < rest.h ? tiles_h : rest.h;
	want = pick_tiles(ui, m, rest);
	if (ui_icon_button(ui, "go", area_cut_right(&foot, upright ? 250 : 420), "go",
		    tr(ui, TEXT_MANY_START), 64,
		    m->many.can_go ? BUTTON_MAIN : BUTTON_PLAIN) ||
		ui_key_pressed(ui, UI_KEY_SPACE) || ui_key_pressed(ui, UI_KEY_ENTER))
		want = intent(INTENT_GO);
	area_cut_right(&foot, 24);
	to = page_turn(ui, m, &foot);
	if (to >= 0)
		want = intent_index(INTENT_PAGE, to);
	if (ui_icon_button(ui, "sex", area_cut_left(&foot, upright ? 250 : 340),
		    "person", tr(ui, sex_text(m->many.sex)), 44, BUTTON_PLAIN))
		want = intent(INTENT_MANY_SEX);
	area_cut_left(&foot, 24);
	draw_standing(ui, m, foot);
	return want;
}

/* ---- the time ---- */

static void draw_runner(
	struct ui *ui, const struct model_many_cell *cell, struct rect at)
{
	struct rect rest = area_inset(at, 14, 0);

	ui_frame(ui, at, COLOR_PANEL, COLOR_LINE, 2, 12);
	draw_lane(ui, area_cut_left(&rest, 60), cell->lane);
	area_cut_left(&rest, 12);
	if (cell->value_text[0])
		ui_text(ui, area_cut_right(&rest, 84), cell->value_text,
			styled(ui_style(ui, 48, DRAW_BOLD, COLOR_INK), DRAW_RIGHT,
				DRAW_SHRINK));
	ui_name(ui, rest, cell->name, 44, DRAW_MEDIUM);
}

static void draw_runners(struct ui *ui, const struct model_many *many, struct rect at)
{
	int columns = ui_is_upright(ui) ? 2 : many->n > 12 ? 5 : 4;
	int rows = (many->n + columns - 1) / columns;

	rows = rows < 4 ? 4 : rows;
	for (int i = 0; i < many->n && i < MODEL_MANY; i++)
		draw_runner(ui, &many->cells[i],
			area_cell(at, columns, rows, i % columns, i / columns, GAP));
}

static void draw_time_head(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_attempt *a = &m->attempt;

	if (m->heat > 0)
		ui_text(ui, area_cut_left(&at, 260), tr_int(ui, TEXT_HEAT, m->heat, 0),
			styled(ui_style(ui, 72, DRAW_BLACK, COLOR_INK), DRAW_LEFT,
				DRAW_SHRINK));
	ui_band(ui, at, a->phase, tr(ui, phase_text(a->phase)));
}

struct intent screen_many(struct ui *ui, const struct model *m, struct rect at)
{
	struct rect rest = area_inset(at, MARGIN, 24), figure, foot;
	char seconds[12] = "";

	draw_time_head(ui, m, area_cut_top(&rest, 132));
	figure = area_cut_top(&rest, ui_is_upright(ui) ? 440 : 384);
	if (m->attempt.seconds_left >= 0)
		snprintf(seconds, sizeof(seconds), "%d", m->attempt.seconds_left);
	foot = area_cut_right(&figure, 300);
	if (!ui_is_upright(ui))
		area_cut_left(&figure, 300);
	ui_figure(ui, figure, seconds, "00", "", 360, 72, COLOR_INK);
	draw_runners(ui, &m->many, rest);
	if (!m->many.can_again)
		return intent(INTENT_NONE);
	if (ui_icon_button(ui, "start over", area_center(foot, 280, 120), "again",
		    tr(ui, TEXT_MANY_AGAIN), 48, BUTTON_WARN) ||
		ui_key_pressed(ui, UI_KEY_ESCAPE))
		return intent(INTENT_MANY_AGAIN);
	return intent(INTENT_NONE);
}
