/*
 * Several at once: a heat with lanes, and individually started runs by number.
 */
#include "screen.h"

static const struct {
	const char *picture;
	enum text word;
	enum paint_color ink;
} states[] = {
	[LANE_EMPTY] = { NULL, TEXT_LANE_EMPTY, COLOR_INK_SOFT },
	[LANE_READY] = { "ready", TEXT_LANE_READY, COLOR_READY },
	[LANE_RUNNING] = { "go", TEXT_LANE_RUNNING, COLOR_GO },
	[LANE_SAVED] = { "check", TEXT_SAVED, COLOR_GO },
	[LANE_NO_FINISH] = { "stop", TEXT_LANE_NO_FINISH, COLOR_INK },
	[LANE_NOT_COUNTED] = { "again", TEXT_LANE_NOT_COUNTED, COLOR_AGAIN_WORD },
	[LANE_DISPUTED] = { "dispute", TEXT_LANE_DISPUTED, COLOR_DEVICE },
};

static void draw_state(struct ui *ui, struct rect at, enum lane_state state,
	const char *word, int size)
{
	struct draw_style style = ui_style(ui, size, DRAW_BOLD, states[state].ink);

	if (states[state].picture) {
		struct rect icon = area_cut_left(&at, size);

		ui_picture(ui, area_center(icon, size, size), states[state].picture,
			states[state].ink);
		area_cut_left(&at, size / 3);
	}
	ui_text(ui, at, word, styled(style, DRAW_LEFT, DRAW_SHRINK));
}

/* ---- lanes ---- */

static enum paint_color lane_ground(enum lane_state state)
{
	switch (state) {
	case LANE_SAVED:
		return COLOR_GO_PALE;
	case LANE_NOT_COUNTED:
		return COLOR_AGAIN_PALE;
	case LANE_DISPUTED:
		return COLOR_DEVICE_PALE;
	default:
		return COLOR_PANEL;
	}
}

static void lane_points(
	struct ui *ui, const struct model_lane *lane, struct rect at, int size)
{
	if (lane->points_text[0])
		ui_text(ui, at, tr_with(ui, TEXT_POINTS, lane->points_text, NULL, NULL),
			styled(ui_style(ui, size, DRAW_MEDIUM, COLOR_INK), DRAW_RIGHT,
				DRAW_SHRINK));
}

static void lane_hand(struct ui *ui, const struct model_lane *lane, struct rect at)
{
	if (lane->hand_text[0])
		ui_text(ui, at,
			tr_with(ui, TEXT_HAND_TIME, lane->hand_text, NULL, NULL),
			styled(ui_style(ui, 36, DRAW_REGULAR, COLOR_INK_SOFT),
				DRAW_RIGHT, DRAW_SHRINK));
}

static void lane_word(
	struct ui *ui, const struct model_lane *lane, struct rect at, int size)
{
	draw_state(ui, at, lane->state,
		lane->note[0] ? lane->note : tr(ui, states[lane->state].word), size);
}

static void lane_value(
	struct ui *ui, const struct model_lane *lane, struct rect at, int size)
{
	ui_text(ui, at, lane->value_text,
		styled(ui_style(ui, size, DRAW_BOLD, COLOR_INK), DRAW_RIGHT,
			DRAW_SHRINK));
}

static void lane_person(
	struct ui *ui, const struct model_lane *lane, struct rect at, int size)
{
	ui_text(ui, at, lane->person,
		styled(ui_style(ui, size, DRAW_BOLD, COLOR_INK), DRAW_LEFT,
			DRAW_SHRINK));
}

static void lane_line(struct ui *ui, const struct model_lane *lane, struct rect rest)
{
	int big = rest.h * 60 / 100 < 72 ? rest.h * 60 / 100 : 72;

	lane_value(ui, lane, area_cut_right(&rest, 270), big * 5 / 4);
	lane_points(ui, lane, area_cut_right(&rest, 180), big * 3 / 4);
	lane_word(ui, lane, area_cut_right(&rest, 420), big * 3 / 4);
	area_cut_right(&rest, 24);
	if (lane->hand_text[0])
		lane_hand(ui, lane, area_cut_right(&rest, 130));
	area_cut_right(&rest, 24);
	lane_person(ui, lane, rest, big);
}

/* Upright who it is stands over how it stands. */
static void lane_two_lines(
	struct ui *ui, const struct model_lane *lane, struct rect rest)
{
	struct rect right = area_cut_right(&rest, 270), above;
	int big;
	bool points = lane->points_text[0];

	if (!lane->person[0]) {
		lane_word(ui, lane, rest, 44);
		return;
	}
	above = area_cut_top(&rest, rest.h * 54 / 100);
	big = above.h * 80 / 100 < 64 ? above.h * 80 / 100 : 64;
	area_cut_right(&above, 16);
	lane_person(ui, lane, above, big);
	if (lane->hand_text[0])
		lane_hand(ui, lane, area_cut_right(&rest, 150));
	lane_word(ui, lane, rest, big * 3 / 4);
	lane_value(ui, lane,
		area_cut_top(&right, points ? right.h * 58 / 100 : right.h),
		big * 5 / 4);
	lane_points(ui, lane, right, big * 3 / 4);
}

static bool lane_row(
	struct ui *ui, const struct model *m, int index, struct rect at, bool marked)
{
	const struct model_lane *lane = &m->lanes[index];
	bool can_touch = (m->can_swap || m->can_mark) && at.h >= TOUCH_MIN;
	struct touch touch = { false, false };
	int big = at.h * 60 / 100 < 72 ? at.h * 60 / 100 : 72;
	struct rect rest = area_inset(at, 24, 0), number;

	if (can_touch)
		touch = ui_touch(ui, "lane", index, at);
	ui_frame(ui, at, touch.held ? COLOR_PANEL_HELD : lane_ground(lane->state),
		marked ? COLOR_READY : COLOR_LINE, marked ? 6 : 2, RADIUS);
	number = area_cut_left(&rest, 150);
	ui_text(ui, number, tr_int(ui, TEXT_LANE, lane->number, 0),
		styled(ui_style(ui, big, DRAW_BLACK, COLOR_MAIN), DRAW_LEFT,
			DRAW_SHRINK));
	if (ui_is_upright(ui))
		lane_two_lines(ui, lane, area_inset(rest, 0, 4));
	else
		lane_line(ui, lane, rest);
	return touch.pressed;
}

/* The second lane touched changes places with the first. */
static struct intent touched_lane(const struct model *m, int index)
{
	int selected = m->visit.selected;
	struct intent want = intent_index(INTENT_SELECT, index);

	if (selected == index)
		want.index = -1;
	else if (m->can_swap && selected >= 0 && selected < m->n_lanes) {
		want.kind = INTENT_SWAP;
		want.index = selected;
		want.other = index;
	}
	return want;
}

/* Before the start there is nothing that would not count. */
static bool has_run(const struct model_lane *lane)
{
	return lane->state == LANE_RUNNING || lane->state == LANE_SAVED ||
	       lane->state == LANE_DISPUTED;
}

static struct intent marking_keys(struct ui *ui, const struct model *m, struct rect *at)
{
	int lane = m->visit.selected;
	int key_w = ui_is_upright(ui) ? 300 : 320;
	struct intent want = intent(INTENT_NONE);
	const char *const words[] = { tr(ui, TEXT_MARK_NOT_COUNTED),
		tr(ui, TEXT_MARK_NO_FINISH), tr(ui, TEXT_TAKE_HAND) };
	int size = ui_size_for(words, 3, key_w - 80, 44);

	if (lane < 0 || lane >= m->n_lanes) {
		draw_called_line(ui, m, *at);
		return want;
	}
	if (m->can_mark && has_run(&m->lanes[lane])) {
		if (ui_icon_button(ui, "not counted", area_cut_left(at, key_w), "again",
			    words[0], size, BUTTON_WARN))
			want = intent_index(INTENT_NOT_COUNTED, lane);
		area_cut_left(at, 24);
	}
	if (m->can_mark && m->lanes[lane].state == LANE_RUNNING) {
		if (ui_icon_button(ui, "no finish", area_cut_left(at, key_w), "stop",
			    words[1], size, BUTTON_PLAIN))
			want = intent_index(INTENT_NO_FINISH, lane);
		area_cut_left(at, 24);
	}
	if (m->lanes[lane].can_take_hand) {
		if (ui_button(ui, "take hand", area_cut_left(at, key_w), words[2], size,
			    BUTTON_PLAIN))
			want = intent_index(INTENT_TAKE_HAND, lane);
		area_cut_left(at, 24);
	}
	if (m->can_swap && at->w >= 300)
		ui_text(ui, *at, tr(ui, TEXT_SWAP_HINT),
			styled(ui_style(ui, 40, DRAW_MEDIUM, COLOR_INK_SOFT), DRAW_LEFT,
				DRAW_SHRINK));
	return want;
}

/* While somebody runs the heat can only be ended; then the next one may come. */
static struct rect heat_key(struct rect *at, int w)
{
	struct rect key = area_cut_right(at, w);

	area_cut_right(at, 40);
	return key;
}

static struct intent going_on_keys(
	struct ui *ui, const struct model *m, struct rect *at, int key_w)
{
	struct intent want = intent(INTENT_NONE);

	if (m->can_next_heat && ui_button(ui, "next heat", heat_key(at, key_w),
					tr(ui, TEXT_NEXT_HEAT), 56, BUTTON_MAIN))
		want = intent(INTENT_NEXT_HEAT);
	if (m->can_end_heat && ui_icon_button(ui, "end heat", heat_key(at, key_w),
				       "stop", tr(ui, TEXT_END_HEAT), 44, BUTTON_PLAIN))
		want = intent(INTENT_END_HEAT);
	if (m->can_false_start &&
		ui_icon_button(ui, "false start",
			heat_key(at, ui_is_upright(ui) ? key_w : key_w * 4 / 5),
			"again", tr(ui, TEXT_FALSE_START), 44, BUTTON_WARN))
		want = intent(INTENT_FALSE_START);
	return want;
}

/* Upright in two rows: one lane's above, the heat's below. */
static struct intent heat_keys(struct ui *ui, const struct model *m, struct rect at)
{
	struct rect marks = at;
	struct intent want, marked;

	if (ui_is_upright(ui)) {
		marks = area_cut_top(&at, (at.h - 24) / 2);
		area_cut_top(&at, 24);
	}
	want = going_on_keys(ui, m, &at, ui_is_upright(ui) ? (at.w - 40) / 2 : 400);
	marked = marking_keys(ui, m, ui_is_upright(ui) ? &marks : &at);
	return marked.kind != INTENT_NONE ? marked : want;
}

/* The backup beside the gates; a thumb finds the space bar better. */
static bool hand_key(struct ui *ui, const struct model *m, struct rect *at)
{
	const char *words = m->hand_presses ? tr_int(ui, TEXT_HAND_KEY_COUNT,
						      m->hand_presses, 0)
					    : tr(ui, TEXT_HAND_KEY);
	bool pressed;

	if (!m->can_hand)
		return false;
	pressed = ui_button(
		ui, "hand", area_cut_right(at, 250), words, 40, BUTTON_PLAIN);
	area_cut_right(at, 24);
	return ui_key_pressed(ui, UI_KEY_SPACE) || pressed;
}

#define HEAD_H 128

static int head_height(const struct ui *ui)
{
	return ui_is_upright(ui) ? 2 * HEAD_H + 16 : HEAD_H;
}

/* Which heat, its clock and its state; upright the state stands below. */
static void draw_heat_head(struct ui *ui, const struct model *m, struct rect at)
{
	struct rect row = at;

	if (ui_is_upright(ui))
		row = area_cut_top(&at, HEAD_H);
	if (m->heat_clock_text[0]) /* its unit over those of the lanes */
		ui_text(ui, area_inset(area_cut_right(&row, 384), 24, 0),
			m->heat_clock_text,
			styled(ui_style(ui, 96, DRAW_BOLD, COLOR_INK), DRAW_RIGHT,
				DRAW_SHRINK));
	if (m->heat > 0)
		ui_text(ui, area_cut_left(&row, 300), tr_int(ui, TEXT_HEAT, m->heat, 0),
			styled(ui_style(ui, 72, DRAW_BLACK, COLOR_INK), DRAW_LEFT,
				DRAW_SHRINK));
	if (m->heat_clock_text[0])
		area_cut_right(&row, 32);
	ui_band(ui, ui_is_upright(ui) ? at : area_inset(row, 0, 8), m->attempt.phase,
		tr(ui, phase_text(m->attempt.phase)));
}

/* A digit touches its lane. */
static struct intent lane_digit(struct ui *ui, const struct model *m)
{
	const struct ui_event *e = ui_event(ui, UI_CHAR);
	int number = e && e->text[0] >= '0' && e->text[0] <= '9' ? e->text[0] - '0'
								 : -1;

	if (number < 0 || !(m->can_swap || m->can_mark))
		return intent(INTENT_NONE);
	for (int i = 0; i < m->n_lanes && i < MODEL_LANES; i++)
		if (m->lanes[i].number == (number ? number : 10)) {
			ui_take(ui);
			return touched_lane(m, i);
		}
	return intent(INTENT_NONE);
}

struct intent screen_lanes(struct ui *ui, const struct model *m, struct rect at)
{
	struct rect rest = area_inset(at, MARGIN, 24);
	bool upright = ui_is_upright(ui);
	struct rect foot = area_cut_bottom(&rest, upright ? 240 : 120);
	struct intent want = lane_digit(ui, m), asked;
	int n = m->n_lanes < MODEL_LANES ? m->n_lanes : MODEL_LANES;
	int least = upright ? 8 : 6, rows = n < least ? least : n;
	struct rect head = area_cut_top(&rest, head_height(ui));

	if (hand_key(ui, m, &head))
		want = intent(INTENT_HAND_KEY);
	draw_heat_head(ui, m, head);
	area_cut_top(&rest, 16);
	area_cut_bottom(&rest, 24);
	for (int i = 0; i < n; i++)
		if (lane_row(ui, m, i, area_cell(rest, 1, rows, 0, i, GAP),
			    i == m->visit.selected))
			want = touched_lane(m, i);
	asked = heat_keys(ui, m, foot);
	return asked.kind != INTENT_NONE ? asked : want;
}

/* ---- individually started ---- */

#define START_PAGE   42
#define CHIP_ROWS    6 /* large enough to be touched */
#define CHIP_UPRIGHT 8

/* Few runners in large rows, many in three columns; upright in one or two. */
struct start_grid {
	int columns, rows;
};

static struct start_grid start_grid(const struct ui *ui, const struct model *m)
{
	int n = m->n_lanes;

	if (ui_is_upright(ui) && m->visit.chip)
		return (struct start_grid){ n <= CHIP_UPRIGHT ? 1 : 2, CHIP_UPRIGHT };
	if (ui_is_upright(ui))
		return n <= 14 ? (struct start_grid){ 1, 14 }
			       : (struct start_grid){ 2, START_PAGE / 2 };
	if (m->visit.chip)
		return (struct start_grid){ n <= CHIP_ROWS	 ? 1
					    : n <= 2 * CHIP_ROWS ? 2
								 : 3,
			CHIP_ROWS };
	return n <= 9	 ? (struct start_grid){ 1, 9 }
	       : n <= 20 ? (struct start_grid){ 2, 10 }
			 : (struct start_grid){ 3, START_PAGE / 3 };
}

static void draw_start_value(
	struct ui *ui, const struct model_lane *run, struct rect *rest, int h)
{
	if (run->state != LANE_SAVED) {
		draw_state(ui, area_cut_right(rest, h * 32 / 10), run->state,
			tr(ui, states[run->state].word), h * 56 / 100);
		return;
	}
	struct rect icon = area_cut_right(rest, h * 3 / 4);

	ui_picture(ui, area_center(icon, h * 6 / 10, h * 6 / 10), "check", COLOR_GO);
	area_cut_right(rest, 10);
	ui_text(ui, area_cut_right(rest, h * 25 / 10), run->value_text,
		styled(ui_style(ui, h * 80 / 100, DRAW_BOLD, COLOR_INK), DRAW_RIGHT,
			DRAW_SHRINK));
}

#define LETTERS_H 54 /* of a row that is higher only to be touched */

/* While a chip waits for its runner the rows are touched, and large enough for it. */
static bool draw_start(struct ui *ui, const struct model *m, int index, struct rect at)
{
	const struct model_lane *run = &m->lanes[index];
	struct rect rest = area_inset(at, 14, 0);
	struct touch touch = { false, false };
	bool disputed = run->state == LANE_DISPUTED;
	int most = m->visit.chip ? LETTERS_H : at.w / 8;
	int h = at.h < most ? at.h : most;
	char number[12];

	if (m->visit.chip)
		touch = ui_touch(ui, "runner", index, at);
	ui_frame(ui, at, touch.held ? COLOR_PANEL_HELD : lane_ground(run->state),
		disputed ? COLOR_DEVICE : COLOR_LINE, disputed ? 4 : 2, 8);
	snprintf(number, sizeof(number), "%d", run->number);
	ui_text(ui, area_cut_left(&rest, h * 14 / 10), number,
		styled(ui_style(ui, h * 74 / 100, DRAW_BLACK, COLOR_MAIN), DRAW_LEFT,
			DRAW_SHRINK));
	draw_start_value(ui, run, &rest, h);
	area_cut_right(&rest, 10);
	ui_text(ui, rest, run->person,
		styled(ui_style(ui, h * 66 / 100, DRAW_MEDIUM, COLOR_INK), DRAW_LEFT,
			DRAW_SHRINK));
	return touch.pressed;
}

/* ---- chips that are nobody's ---- */

#define CHIP_W	   310
#define CHIP_GAP   16
#define CHIP_LABEL 230

static struct intent chip_key(struct ui *ui, const struct model *m,
	const struct model_chip *c, struct rect at)
{
	bool chosen = m->visit.chip == c->id + 1;
	char words[64], passings[12], number[12], name[24];

	snprintf(passings, sizeof(passings), "%d", c->passings);
	snprintf(number, sizeof(number), "%d", c->number);
	snprintf(name, sizeof(name), "chip %d", c->id);
	snprintf(words, sizeof(words), "%s",
		c->number
			? tr_with(ui, TEXT_CHIP_GIVEN, c->tail, number, NULL)
			: tr_with(ui, TEXT_CHIP_SEEN, c->tail, passings, c->time_text));
	if (!ui_button(ui, name, at, words, 40, chosen ? BUTTON_MAIN : BUTTON_PLAIN))
		return intent(INTENT_NONE);
	if (c->number)
		return intent_index(INTENT_TAKE_CHIP, c->id);
	return intent_index(INTENT_CHIP, chosen ? -1 : c->id);
}

/* The label is the first cell of three across an upright sheet. */
static struct rect chip_place(const struct ui *ui, struct rect at, int i)
{
	int w = (at.w - CHIP_LABEL) / MODEL_CHIPS - CHIP_GAP;

	if (ui_is_upright(ui))
		return area_cell(at, 3, 2, i % 3, i / 3, CHIP_GAP);
	if (i == 0)
		return (struct rect){ at.x, at.y, CHIP_LABEL, at.h };
	w = w < CHIP_W ? w : CHIP_W;
	return (struct rect){ at.x + CHIP_LABEL + (i - 1) * (w + CHIP_GAP), at.y, w,
		at.h };
}

#define CHIP_H 80

static int chips_height(const struct ui *ui)
{
	return ui_is_upright(ui) ? 2 * CHIP_H + CHIP_GAP : CHIP_H;
}

static struct intent chip_keys(struct ui *ui, const struct model *m, struct rect at)
{
	struct intent want = intent(INTENT_NONE);

	ui_text(ui, chip_place(ui, at, 0),
		tr_int(ui, TEXT_UNKNOWN_CHIPS, m->unknown_chips, 0),
		styled(ui_style(ui, 40, DRAW_BOLD, COLOR_INK), DRAW_LEFT, DRAW_SHRINK));
	for (int i = 0; i < m->n_chips; i++) {
		struct intent asked = chip_key(
			ui, m, &m->chips[i], chip_place(ui, at, i + 1));

		if (asked.kind != INTENT_NONE)
			want = asked;
	}
	return want;
}

struct tally {
	int done, running, disputed;
};

static struct tally count(const struct model *m)
{
	struct tally t = { 0, 0, 0 };

	for (int i = 0; i < m->n_lanes; i++) {
		t.done += m->lanes[i].state == LANE_SAVED;
		t.running += m->lanes[i].state == LANE_RUNNING;
		t.disputed += m->lanes[i].state == LANE_DISPUTED;
	}
	return t;
}

static void draw_tally(struct ui *ui, const struct model *m, struct rect at)
{
	struct tally t = count(m);
	char done[12], running[12], all[12];

	snprintf(done, sizeof(done), "%d", t.done);
	snprintf(running, sizeof(running), "%d", t.running);
	snprintf(all, sizeof(all), "%d", m->n_lanes);
	if (t.disputed) {
		struct rect chip = area_cut_right(&at, 420);

		ui_box(ui, chip, COLOR_DEVICE, RADIUS);
		ui_picture(ui, area_center(area_cut_left(&chip, 80), 48, 48), "dispute",
			COLOR_DEVICE_INK);
		ui_text(ui, chip, tr_int(ui, TEXT_STARTS_FOOT_CHECK, t.disputed, 0),
			styled(ui_style(ui, 48, DRAW_BOLD, COLOR_DEVICE_INK), DRAW_LEFT,
				DRAW_SHRINK));
		area_cut_right(&at, 24);
	}
	ui_text(ui, at, tr_with(ui, TEXT_STARTS_FOOT, done, running, all),
		styled(ui_style(ui, 56, DRAW_BOLD, COLOR_INK), DRAW_LEFT, DRAW_SHRINK));
}

static int start_page(const struct ui *ui, const struct model *m)
{
	if (!m->visit.chip)
		return START_PAGE;
	return ui_is_upright(ui) ? 2 * CHIP_UPRIGHT : 3 * CHIP_ROWS;
}

static int pages_key(struct ui *ui, const struct model *m, struct rect *foot, int page)
{
	int pages = pages_of(m->n_lanes, start_page(ui, m));
	char words[24];
	struct rect at;

	if (pages < 2)
		return -1;
	at = area_cut_right(foot, 280);
	area_cut_right(foot, 24);
	snprintf(words, sizeof(words), "%d/%d", page + 1, pages);
	if (ui_icon_button(ui, "next page", at, "forward", words, 44, BUTTON_PLAIN))
		return (page + 1) % pages;
	return -1;
}

struct intent screen_starts(struct ui *ui, const struct model *m, struct rect at)
{
	struct rect rest = area_inset(at, MARGIN, 20);
	struct rect foot = area_cut_bottom(&rest, 88), says;
	struct start_grid grid = start_grid(ui, m);
	int each = start_page(ui, m), rows = grid.rows;
	int page = page_shown(m, pages_of(m->n_lanes, each));
	struct intent want, asked = intent(INTENT_NONE), given = asked;
	int to;

	area_cut_bottom(&rest, ui_is_upright(ui) ? GAP : 0);
	says = area_cut_bottom(&rest, ui_is_upright(ui) ? 88 : 0);
	area_cut_bottom(&rest, 16);
	if (m->n_chips) {
		asked = chip_keys(ui, m, area_cut_bottom(&rest, chips_height(ui)));
		area_cut_bottom(&rest, 16);
	}
	for (int i = 0; i < each && page * each + i < m->n_lanes; i++)
		if (draw_start(ui, m, page * each + i,
			    area_cell(rest, grid.columns, rows, i / rows, i % rows,
				    m->visit.chip ? 12 : 8))) {
			given = intent_index(INTENT_GIVE_CHIP, page * each + i);
			given.other = m->visit.chip - 1;
		}
	want = going_on_keys(ui, m, &foot, 320);
	to = pages_key(ui, m, &foot, page);
	if (!ui_is_upright(ui))
		says = foot;
	if (m->visit.chip)
		ui_text(ui, says, tr(ui, TEXT_CHIP_WHOSE),
			styled(ui_style(ui, 56, DRAW_BOLD, COLOR_INK), DRAW_LEFT,
				DRAW_SHRINK));
	else
		draw_tally(ui, m, says);
	if (given.kind != INTENT_NONE || asked.kind != INTENT_NONE)
		return given.kind != INTENT_NONE ? given : asked;
	return to < 0 ? want : intent_index(INTENT_PAGE, to);
}
