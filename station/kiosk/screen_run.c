/*
 * 长跑: several who run, timed by one key.
 *
 * Wide: clock, then the key at the left, arrivals in the middle, numbers at the right. Upright:
 * arrivals and numbers above, the key below, where a hand is. Whoever presses looks at the line
 * and not at the screen, so that the key is large, is pressed as the finger comes down, and
 * has nothing near it; space, Enter and the keypad do the same.
 */
#include <string.h>

#include "screen.h"

#define CLOCK_H	 168
#define FOOT_H	 84
#define KEY_H	 620
#define ROW_H	 60
#define TILE_W	 128
#define TILE_H	 96
#define LABEL_W	 112
#define CHOICE_H 84
#define SPREAD	 32
#define MEND_H	 100
#define FOUL	 4 /* visit.run_end: of enum arrivals_end */
#define NAMING	 5 /* visit.run_end: whoever is touched next is named */

/* Vests 1 to 40 are five columns of eight; a class is forty-five tiles at most before it has
 * any. */
#define RUN_COLUMNS 5

struct places {
	struct rect clock, left, rows, tiles, mend, foot;
	bool upright;
};

static struct rect cut_left(struct rect *rest, int w)
{
	struct rect at = area_cut_left(rest, w);

	area_cut_left(rest, SPREAD);
	return at;
}

static struct places divide_wide(struct rect at)
{
	struct places p = { .upright = false };
	struct rect rest = area_inset(at, MARGIN, 14);
	int tiles_w = RUN_COLUMNS * TILE_W + (RUN_COLUMNS - 1) * GAP;

	p.foot = area_cut_bottom(&rest, FOOT_H);
	area_cut_bottom(&rest, GAP);
	p.tiles = area_cut_right(&rest, tiles_w);
	area_cut_right(&rest, SPREAD);
	p.clock = area_cut_top(&rest, CLOCK_H);
	p.mend = area_cut_bottom(&rest, MEND_H);
	area_cut_bottom(&rest, GAP);
	p.left = cut_left(&rest, rest.w > 1050 ? 600 : 540);
	p.rows = rest;
	return p;
}

static struct places divide_upright(struct rect at)
{
	struct places p = { .upright = true };
	struct rect rest = area_inset(at, 28, 8);

	p.clock = area_cut_top(&rest, CLOCK_H);
	p.foot = area_cut_bottom(&rest, 2 * FOOT_H);
	area_cut_bottom(&rest, 16);
	p.left = area_cut_bottom(&rest, 480);
	area_cut_bottom(&rest, GAP);
	p.mend = area_cut_bottom(&rest, MEND_H);
	area_cut_bottom(&rest, GAP);
	p.tiles = area_cut_right(&rest, RUN_COLUMNS * TILE_W + (RUN_COLUMNS - 1) * GAP);
	area_cut_right(&rest, 20);
	p.rows = rest;
	return p;
}

static void line(struct ui *ui, struct rect at, const char *text, int size,
	enum draw_weight weight, enum paint_color ink, enum draw_align align)
{
	ui_text(ui, at, text,
		styled(ui_style(ui, size, weight, ink), align, DRAW_SHRINK));
}

static void take(struct intent *want, struct intent asked)
{
	if (asked.kind != INTENT_NONE)
		*want = asked;
}

/* ---- the clock --------------------------------------------------------------------- */

static void draw_two_clocks(struct ui *ui, const struct model_run *r, struct rect at)
{
	static const enum text whose[] = { TEXT_RUN_BOYS, TEXT_RUN_GIRLS };

	for (int i = 0; i < MODEL_RUN_WAVES; i++) {
		struct rect half = area_cell(at, 2, 1, i, 0, SPREAD);

		line(ui, area_cut_left(&half, 120), tr(ui, whose[i]), 44, DRAW_BOLD,
			COLOR_INK_SOFT, DRAW_LEFT);
		line(ui, half, r->clock_text[i][0] ? r->clock_text[i] : "–", 128,
			DRAW_BOLD, COLOR_INK, DRAW_LEFT);
	}
}

static void draw_clock(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_run *r = &m->run;
	struct rect heat;

	if (r->starts > 1) {
		draw_two_clocks(ui, r, at);
		return;
	}
	heat = area_cut_left(&at, 220);
	line(ui, heat, tr_int(ui, TEXT_HEAT, m->heat, 0), 56, DRAW_BLACK, COLOR_INK,
		DRAW_LEFT);
	/* Figures fill half of a line's height. */
	line(ui, (struct rect){ at.x, at.y - 50, at.w, at.h + 100 }, r->clock_text[0],
		180, DRAW_BOLD, COLOR_INK, DRAW_LEFT);
}

/* ---- the key ------------------------------------------------------------------------ */

static struct intent at_time(enum intent_kind kind, int index, int64_t at_us)
{
	struct intent want = intent_index(kind, index);

	want.at_us = at_us;
	return want;
}

/* A key of its own: it looks the same under a glove, and takes the moment when the finger
 * comes down. */
static bool time_key(struct ui *ui, const char *name, int index, struct rect at,
	const char *words, int size, int64_t *at_us)
{
	struct touch touch = ui_touch_down(ui, name, index, at, at_us);

	ui_box(ui, at, touch.held ? COLOR_MAIN_HELD : COLOR_MAIN, 28);
	line(ui, area_inset(at, 24, 0), words, size, DRAW_BLACK, COLOR_MAIN_INK,
		DRAW_CENTER);
	return touch.pressed;
}

static struct intent start_key(
	struct ui *ui, const struct model_run *r, int wave, struct rect at)
{
	static const enum text words[] = { TEXT_RUN_START_BOYS, TEXT_RUN_START_GIRLS };
	int64_t at_us;

	if (time_key(ui, "start", wave, at,
		    tr(ui, r->starts > 1 ? words[wave] : TEXT_GO_KEY), 72, &at_us))
		return at_time(INTENT_RUN_START, wave, at_us);
	return intent(INTENT_NONE);
}

static struct intent start_keys(
	struct ui *ui, const struct model_run *r, struct rect at)
{
	struct intent want = intent(INTENT_NONE);
	int n = 0, k = 0;

	for (int i = 0; i < r->starts && i < MODEL_RUN_WAVES; i++)
		n += r->can_start[i];
	for (int i = 0; i < r->starts && i < MODEL_RUN_WAVES; i++)
		if (r->can_start[i])
			take(&want,
				start_key(ui, r, i, area_cell(at, n, 1, k++, 0, 24)));
	return want;
}

static bool waits_for_start(const struct model_run *r)
{
	return r->starts > 1 && (r->can_start[0] || r->can_start[1]);
}

static enum text press_hint(const struct model_run *r)
{
	return r->device_lost  ? TEXT_RUN_DEVICE_LOST
	       : r->has_device ? TEXT_RUN_PRESS_MISSED
			       : TEXT_RUN_PRESS_HINT;
}

static struct intent arrive_key(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_run *r = &m->run;
	struct intent want = intent(INTENT_NONE);
	int64_t at_us;
	int size;

	if (waits_for_start(r)) {
		want = start_keys(ui, r, area_cut_top(&at, 132));
		area_cut_top(&at, 40);
	}
	if (at.h > KEY_H)
		at.h = KEY_H;
	/* The word stands in the middle, the hint 84 above the key's foot. */
	size = at.h - 164 < 180 ? at.h - 164 : 180;
	if (time_key(ui, "arrive", 0, at, tr(ui, TEXT_RUN_ARRIVE), size, &at_us))
		want = at_time(INTENT_RUN_PRESS, 0, at_us);
	line(ui, (struct rect){ at.x, at.y + at.h - 84, at.w, 56 },
		tr(ui, press_hint(r)), 34, DRAW_MEDIUM, COLOR_MAIN_INK, DRAW_CENTER);
	return want;
}

/* ---- arrivals ---------------------------------------------------------------------- */

static bool is_selected(const struct model *m, const struct model_run_row *row)
{
	return m->visit.selected == row->mark;
}

/* Where there is no room for words a chip is told by its end alone. */
static const char *whose(struct ui *ui, const struct model_run_row *row, bool narrow)
{
	if (row->number)
		return tr_int(ui, TEXT_RUN_NUMBER, row->number, 0);
	return narrow && row->chip[0]
		       ? tr_with(ui, TEXT_RUN_CHIP_SHORT, row->chip, NULL, NULL)
		       : tr(ui, TEXT_RUN_UNKNOWN);
}

static bool draw_row(struct ui *ui, const struct model *m, int index, struct rect at)
{
	const struct model_run_row *row = &m->run.rows[index];
	struct touch touch = ui_touch(ui, "arrival", row->mark, at);
	bool open = row->number == 0, chosen = is_selected(m, row);
	struct rect rest = area_inset(at, 14, 0);
	char place[12];

	ui_frame(ui, at,
		touch.held ? COLOR_PANEL_HELD
		: open	   ? COLOR_AGAIN_PALE
			   : COLOR_PANEL,
		chosen ? COLOR_READY : COLOR_LINE, chosen ? 6 : 2, 8);
	snprintf(place, sizeof(place), "%d", m->run.n_rows - index);
	line(ui, area_cut_left(&rest, 56), place, 36, DRAW_MEDIUM, COLOR_INK_SOFT,
		DRAW_LEFT);
	line(ui, area_cut_left(&rest, 144), row->time_text, 52, DRAW_BOLD, COLOR_INK,
		DRAW_LEFT);
	area_cut_left(&rest, 8);
	line(ui, area_cut_left(&rest, rest.w < 200 ? rest.w : 120),
		whose(ui, row, rest.w < 200), 44, DRAW_BLACK,
		open ? COLOR_AGAIN_WORD : COLOR_MAIN, DRAW_LEFT);
	if (rest.w > 60)
		line(ui, rest, row->word[0] ? row->word : row->person, 32, DRAW_MEDIUM,
			COLOR_INK, DRAW_LEFT);
	return touch.pressed;
}

/* A second arrival changes with the first. */
static struct intent touched_row(const struct model *m, const struct model_run_row *row)
{
	struct intent want = intent_index(INTENT_SELECT, row->mark);

	if (is_selected(m, row))
		want.index = -1;
	else if (m->visit.selected >= 0) {
		want.kind = INTENT_RUN_SWAP;
		want.index = m->visit.selected;
		want.other = row->mark;
	}
	return want;
}

static struct intent draw_rows(struct ui *ui, const struct model *m, struct rect at)
{
	struct intent want = intent(INTENT_NONE);
	int each = (at.h + GAP) / (TOUCH_MIN + GAP), pages, page, to;
	struct rect keys;

	pages = pages_of(m->run.n_rows, each);
	if (pages > 1) {
		keys = area_cut_bottom(&at, 76);
		area_cut_bottom(&at, GAP);
		each = (at.h + GAP) / (TOUCH_MIN + GAP);
		pages = pages_of(m->run.n_rows, each);
	}
	page = page_shown(m, pages);
	for (int i = 0; i < each && page * each + i < m->run.n_rows; i++) {
		struct rect place = { at.x, at.y + i * (TOUCH_MIN + GAP), at.w,
			TOUCH_MIN };

		if (draw_row(ui, m, page * each + i, place))
			want = touched_row(m, &m->run.rows[page * each + i]);
	}
	if (pages < 2)
		return want;
	to = ui_page_keys(
		ui, keys, page, pages, at.w < 400 ? at.w / 3 : at.w * 42 / 100);
	return to < 0 ? want : intent_index(INTENT_PAGE, to);
}

/* ---- numbers ------------------------------------------------------------------------ */

static enum paint_color tile_ground(const struct model_run_tile *t)
{
	switch (t->state) {
	case RUN_TILE_IN:
		return COLOR_GO_PALE;
	case RUN_TILE_OUT:
		return COLOR_GROUND;
	case RUN_TILE_NONE:
	case RUN_TILE_RUNS:
		break;
	}
	return t->odd ? COLOR_DEVICE_PALE : COLOR_PANEL;
}

#define LOW_TILE 90

static bool draw_tile(
	struct ui *ui, const struct model_run_tile *t, int index, struct rect at)
{
	struct touch touch = ui_touch(ui, "runner", index, at);
	struct rect rest = area_inset(at, 8, 4);
	struct rect top = area_cut_top(&rest, rest.h * 54 / 100);
	char number[12];

	ui_frame(ui, at, touch.held ? COLOR_PANEL_HELD : tile_ground(t),
		t->odd	  ? COLOR_DEVICE
		: t->next ? COLOR_READY
			  : COLOR_LINE,
		t->odd || t->next ? 4 : 2, 10);
	snprintf(number, sizeof(number), "%d", t->number);
	if (at.h < LOW_TILE && !t->word[0]) { /* beside each other */
		rest = area_inset(at, 8, 4);
		line(ui, area_cut_left(&rest, 52), t->number ? number : "–", 36,
			DRAW_BLACK, COLOR_MAIN, DRAW_LEFT);
		line(ui, rest, t->person, 34, DRAW_MEDIUM, COLOR_INK, DRAW_LEFT);
		return touch.pressed;
	}
	line(ui, area_cut_left(&top, t->word[0] ? 40 : 56), t->number ? number : "–",
		t->word[0] ? 27 : top.h * 86 / 100, DRAW_BLACK,
		t->state == RUN_TILE_RUNS ? COLOR_MAIN : COLOR_INK_SOFT, DRAW_LEFT);
	if (t->state == RUN_TILE_RUNS && t->word[0]) { /* the laps are looked at */
		line(ui, top, t->person, 22, DRAW_MEDIUM, COLOR_INK, DRAW_RIGHT);
		line(ui, rest, t->word, 32, DRAW_BOLD, COLOR_INK, DRAW_CENTER);
		return touch.pressed;
	}
	line(ui, top, t->word, 25, DRAW_BOLD, COLOR_INK, DRAW_RIGHT);
	if (t->state == RUN_TILE_IN) {
		struct rect icon = area_cut_left(&rest, 26);

		ui_picture(ui, area_center(icon, 24, 24), "check", COLOR_GO);
	}
	line(ui, rest, t->person, t->word[0] ? 28 : 34, DRAW_MEDIUM, COLOR_INK,
		DRAW_CENTER);
	return touch.pressed;
}

static struct intent touched_tile(const struct model *m, int index)
{
	struct intent want = intent_index(INTENT_RUN_GIVE, index);

	if (!m->run.started)
		return intent_index(INTENT_RUN_VEST, index);
	want.other = m->visit.selected;
	if (m->visit.run_end == NAMING)
		return intent_index(INTENT_CHIP, index);
	if (m->visit.run_end) {
		want.kind = INTENT_RUN_END;
		want.other = m->visit.run_end;
	}
	return want;
}

static struct intent draw_tiles(
	struct ui *ui, const struct model *m, struct rect at, int columns)
{
	struct intent want = intent(INTENT_NONE);
	int rows = (m->run.n_tiles + columns - 1) / columns;
	int h = rows > 0 ? (at.h + GAP) / rows - GAP : TILE_H;
	int w = (at.w - (columns - 1) * GAP) / columns;

	h = h > TILE_H ? TILE_H : h < TOUCH_MIN ? TOUCH_MIN : h;
	for (int i = 0; i < m->run.n_tiles; i++) {
		struct rect place = { at.x + i % columns * (w + GAP),
			at.y + i / columns * (h + GAP), w, h };

		if (place.y + h > at.y + at.h + 1)
			break; /* their numbers are typed */
		if (draw_tile(ui, &m->run.tiles[i], i, place))
			want = touched_tile(m, i);
	}
	return want;
}

static bool picks_classes(const struct model *m)
{
	return m->visit.chip == MODEL_RUN_PICKS;
}

/* Instead of the numbers, while one of them is named. */
static struct intent draw_names(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_run *r = &m->run;
	struct intent want = intent(INTENT_NONE);
	int columns = 4, h = 78, w = (at.w - (columns - 1) * GAP) / columns;

	for (int i = 0; i < r->n_names; i++) {
		struct rect place = { at.x + i % columns * (w + GAP),
			at.y + i / columns * (h + GAP), w, h };

		if (place.y + h > at.y + at.h + 1)
			break;
		if (ui_panel_button(ui, "name", r->names[i].who, place, false)) {
			want = intent_index(INTENT_RUN_NAME, r->names[i].who);
			want.other = m->visit.chip - 1;
		}
		line(ui, area_inset(place, 6, 0), r->names[i].person, 34, DRAW_MEDIUM,
			COLOR_INK, DRAW_CENTER);
	}
	return want;
}

/* ---- what is said and mended -------------------------------------------------------- */

static struct intent mend_keys(struct ui *ui, const struct model *m, struct rect at)
{
	static const struct {
		const char *name;
		enum text words;
		enum intent_kind kind;
		int other;
	} keys[] = {
		{ "strike", TEXT_RUN_STRIKE, INTENT_RUN_STRIKE, 0 },
		{ "insert same", TEXT_RUN_INSERT_SAME, INTENT_RUN_INSERT, 0 },
		{ "insert after", TEXT_RUN_INSERT_AFTER, INTENT_RUN_INSERT, 1 },
		{ "take", TEXT_RUN_TAKE, INTENT_RUN_TAKE, 0 },
	};
	struct intent want = intent(INTENT_NONE);
	const int n = sizeof(keys) / sizeof(keys[0]);

	for (int i = 0; i < n; i++)
		if (ui_button(ui, keys[i].name, area_cell(at, n, 1, i, 0, 16),
			    tr(ui, keys[i].words), 40,
			    i ? BUTTON_PLAIN : BUTTON_WARN)) {
			want = intent_index(keys[i].kind, m->visit.selected);
			want.other = keys[i].other;
		}
	return want;
}

static const char *ending(struct ui *ui, int end)
{
	static const enum text words[] = { 0, TEXT_RUN_GAVE_UP, TEXT_RUN_HURT,
		TEXT_RUN_ABSENT, TEXT_RUN_FOUL, TEXT_RUN_NAME_KEY };

	return end > 0 && end <= NAMING ? tr(ui, words[end]) : "";
}

static const char *naming(struct ui *ui, const struct model *m)
{
	int runner = m->visit.chip - 1;

	return runner >= 0 && runner < m->run.n_tiles
		       ? tr_int(ui, TEXT_RUN_WHO_WEARS, m->run.tiles[runner].number, 0)
		       : tr(ui, TEXT_RUN_NAME_WHICH);
}

/* The one thing that is to be known now. */
static const char *sentence(struct ui *ui, const struct model *m)
{
	const struct model_run *r = &m->run;

	if (m->visit.typed[0])
		return tr_with(ui, TEXT_RUN_TYPED, m->visit.typed, NULL, NULL);
	if (m->keypad_note[0])
		return m->keypad_note;
	if (m->visit.selected >= 0)
		return tr(ui, TEXT_RUN_PICK);
	if (m->visit.run_end == NAMING)
		return naming(ui, m);
	if (m->visit.run_end)
		return tr_with(
			ui, TEXT_RUN_ENDS_SO, ending(ui, m->visit.run_end), NULL, NULL);
	if (r->unknown)
		return tr_int(ui, TEXT_RUN_WHOSE, r->unknown, 0);
	if (r->unnamed && (r->closed || !r->running))
		return tr_int(ui, TEXT_RUN_UNNAMED, r->unnamed, 0);
	if (r->odd)
		return tr_int(ui, TEXT_RUN_ODD, r->odd, 0);
	if (r->closed)
		return tr(ui, TEXT_RUN_MENDED);
	return r->resumed ? tr(ui, TEXT_RUN_RESUMED) : "";
}

/* 撤销 stands at the other end from the key, so that no sleeve meets both. */
static struct intent draw_mend(struct ui *ui, const struct model *m, struct rect at)
{
	struct intent want = intent(INTENT_NONE);
	struct rect key;

	if (m->visit.selected >= 0)
		return mend_keys(ui, m, at);
	key = area_cut_right(&at, 320);
	if (m->run.can_undo && ui_icon_button(ui, "undo", key, "back",
				       tr(ui, TEXT_RUN_UNDO), 44, BUTTON_PLAIN))
		want = intent(INTENT_RUN_UNDO);
	area_cut_right(&at, 32);
	line(ui, at, sentence(ui, m), 44, DRAW_BOLD,
		m->run.unknown ? COLOR_AGAIN_WORD : COLOR_INK, DRAW_LEFT);
	return want;
}

/* ---- the foot ----------------------------------------------------------------------- */

static void draw_tally(struct ui *ui, const struct model_run *r, struct rect at)
{
	char in[12], runs[12], out[12], all[12], words[160];

	snprintf(in, sizeof(in), "%d", r->arrived);
	snprintf(runs, sizeof(runs), "%d", r->running);
	snprintf(out, sizeof(out), "%d", r->out);
	snprintf(all, sizeof(all), "%d", r->all);
	snprintf(words, sizeof(words), "%s%s",
		tr_with(ui, TEXT_RUN_TALLY, in, runs, out),
		tr_with(ui, TEXT_RUN_TALLY_ALL, all, NULL, NULL));
	line(ui, at, words, 56, DRAW_BOLD, COLOR_INK, DRAW_LEFT);
}

static struct intent end_keys(struct ui *ui, const struct model *m, struct rect *at)
{
	static const char *const names[] = { "", "gave up", "hurt", "absent", "foul",
		"naming" };
	struct intent want = intent(INTENT_NONE);

	bool naming_too = m->run.unnamed && !m->can_false_start;
	const char *const words[] = { ending(ui, 1), ending(ui, 2), ending(ui, 3),
		ending(ui, 4), ending(ui, 5) };
	int w = ui_is_upright(ui) ? 112 : 128;
	int size = ui_size_for(words, naming_too ? 5 : 4, w - 24, 40);

	for (int end = naming_too ? NAMING : FOUL; end >= 1; end--) {
		bool on = m->visit.run_end == end;

		if (ui_button(ui, names[end], area_cut_right(at, w), words[end - 1],
			    size, on ? BUTTON_MAIN : BUTTON_PLAIN))
			want = intent_index(INTENT_RUN_MODE, on ? 0 : end);
		area_cut_right(at, GAP);
	}
	return want;
}

static struct intent closing_keys(struct ui *ui, const struct model *m, struct rect *at)
{
	struct intent want = intent(INTENT_NONE);

	if (m->can_next_heat) {
		if (ui_button(ui, "next heat", area_cut_right(at, 300),
			    tr(ui, TEXT_NEXT_HEAT), 52, BUTTON_MAIN))
			want = intent(INTENT_NEXT_HEAT);
		area_cut_right(at, 24);
	}
	if (m->can_end_heat) {
		if (ui_icon_button(ui, "end heat", area_cut_right(at, 280), "stop",
			    tr(ui, TEXT_END_HEAT), 40, BUTTON_PLAIN))
			want = intent(INTENT_END_HEAT);
		area_cut_right(at, 24);
	}
	if (m->can_false_start) {
		if (ui_icon_button(ui, "false start", area_cut_right(at, 220), "again",
			    tr(ui, TEXT_FALSE_START), 40, BUTTON_WARN))
			want = intent(INTENT_FALSE_START);
		area_cut_right(at, 24);
	}
	return want;
}

static struct intent draw_foot(
	struct ui *ui, const struct model *m, struct rect at, bool upright)
{
	struct rect tally = upright ? area_cut_top(&at, FOOT_H - GAP) : at;
	struct rect keys = at;
	struct intent want = closing_keys(ui, m, &keys);

	take(&want, end_keys(ui, m, &keys));
	if (!upright)
		tally.w = keys.w - 24;
	draw_tally(ui, &m->run, tally);
	return want;
}

/* ---- before the start --------------------------------------------------------------- */

struct option {
	const char *words;
	int value;
	bool on;
};

static int option_width(const struct option *option, int size)
{
	int w = ui_about_width(option->words, size) + 12;

	return w > TOUCH_MIN + 4 ? w : TOUCH_MIN + 4;
}

static int options_width(const struct option *options, int n, int size)
{
	int w = (n - 1) * GAP;

	for (int i = 0; i < n; i++)
		w += option_width(&options[i], size);
	return w;
}

/* As wide as their words, and alike in what is left. */
static struct intent choice(struct ui *ui, struct rect *at, enum text label, int which,
	const struct option *options, int n)
{
	struct rect row = area_cut_top(at, CHOICE_H);
	struct intent want = intent(INTENT_NONE);
	int size = 38, spare;

	area_cut_top(at, GAP);
	line(ui, area_cut_left(&row, LABEL_W), tr(ui, label), 40, DRAW_MEDIUM,
		COLOR_INK_SOFT, DRAW_LEFT);
	while (size > 20 && options_width(options, n, size) > row.w)
		size--;
	spare = (row.w - options_width(options, n, size)) / n;
	for (int i = 0; i < n; i++) {
		struct rect key = i + 1 < n ? area_cut_left(&row,
						      option_width(&options[i], size) +
							      spare)
					    : row;
		char name[24];

		area_cut_left(&row, GAP);
		snprintf(name, sizeof(name), "choice %d", which);
		if (ui_panel_button(ui, name, options[i].value, key, options[i].on)) {
			want = intent_index(INTENT_RUN_CHOICE, which);
			want.other = options[i].value;
		}
		line(ui, area_inset(key, 6, 0), options[i].words, size,
			options[i].on ? DRAW_BLACK : DRAW_MEDIUM, COLOR_INK,
			DRAW_CENTER);
	}
	return want;
}

/* In the order of enum run_choice. */
enum { WHO, STARTS, TRACK, LAPS, VESTS, COUNT };
#define NAMELESS 3

static struct intent choose_count(
	struct ui *ui, const struct model_run *r, struct rect *at)
{
	static const int counts[] = { 1, 2, 3, 4, 5, 8 };
	struct option options[6];

	for (int i = 0; i < 6; i++)
		options[i] = (struct option){ tr_int(ui, TEXT_RUN_TIMES, counts[i], 0),
			counts[i], r->count == counts[i] };
	return choice(ui, at, TEXT_RUN_CROSSINGS, COUNT, options, 6);
}

static struct intent choose_track(
	struct ui *ui, const struct model_run *r, struct rect *at)
{
	static const int metres[] = { 200, 250, 300, 400 };
	const struct option laps[] = {
		{ tr(ui, TEXT_RUN_FINISH_ONLY), 0, !r->each_lap },
		{ tr(ui, TEXT_RUN_EACH_LAP), 1, r->each_lap },
	};
	struct option tracks[4];
	struct intent want = intent(INTENT_NONE);

	for (int i = 0; i < 4; i++)
		tracks[i] = (struct option){ tr_int(ui, TEXT_RUN_METRES, metres[i], 0),
			metres[i], r->track_m == metres[i] };
	if (r->has_track)
		want = choice(ui, at, TEXT_RUN_TRACK, TRACK, tracks, 4);
	if (!r->hears_chips)
		take(&want, choice(ui, at, TEXT_RUN_PRESSES, LAPS, laps, 2));
	return want;
}

static struct intent choose(struct ui *ui, const struct model_run *r, struct rect *at)
{
	const struct option who[] = {
		{ tr(ui, TEXT_RUN_EVERYBODY), 0, r->who == 0 },
		{ tr(ui, TEXT_RUN_BOYS), 1, r->who == 1 },
		{ tr(ui, TEXT_RUN_GIRLS), 2, r->who == 2 },
		{ tr(ui, TEXT_RUN_NAMELESS), 3, r->who == 3 },
	};
	const struct option starts[] = {
		{ tr(ui, TEXT_RUN_ONE_START), 1, r->starts < 2 },
		{ tr(ui, TEXT_RUN_TWO_STARTS), 2, r->starts > 1 },
	};
	const struct option vests[] = {
		{ tr(ui, TEXT_RUN_BY_LIST), 1, r->vests == 1 },
		{ tr(ui, TEXT_RUN_BY_TAP), 0, r->vests == 0 },
		{ tr(ui, TEXT_RUN_BY_CHIP), 2, r->vests == 2 },
	};
	struct intent want = choice(ui, at, TEXT_RUN_WHO, WHO, who, 4);

	if (r->who == 0)
		take(&want, choice(ui, at, TEXT_RUN_STARTS, STARTS, starts, 2));
	if (r->has_course)
		take(&want, choose_track(ui, r, at));
	if (r->has_count)
		take(&want, choose_count(ui, r, at));
	if (r->who != NAMELESS)
		take(&want, choice(ui, at, TEXT_RUN_VESTS, VESTS, vests,
				    r->hears_chips ? 3 : 2));
	return want;
}

static const char *course(struct ui *ui, const struct model_run *r)
{
	if (!r->has_course)
		return "";
	return r->before_m ? tr_int(ui, TEXT_RUN_COURSE, r->crossings, r->before_m)
			   : tr_int(ui, TEXT_RUN_COURSE_LINE, r->crossings, 0);
}

static struct intent draw_classes(
	struct ui *ui, const struct model_run *r, struct rect at, int columns)
{
	struct intent want = intent(INTENT_NONE);
	int h = 78, w = (at.w - (columns - 1) * GAP) / columns;

	for (int i = 0; i < r->n_classes; i++) {
		const struct model_run_class *c = &r->classes[i];
		struct rect place = { at.x + i % columns * (w + GAP),
			at.y + i / columns * (h + GAP), w, h };

		if (place.y + h > at.y + at.h + 1)
			break;
		if (ui_panel_button(ui, "class", c->index, place, c->in))
			want = intent_index(INTENT_RUN_CLASS, c->index);
		line(ui, area_inset(place, 6, 0), c->name, 38,
			c->in ? DRAW_BLACK : DRAW_MEDIUM, COLOR_INK, DRAW_CENTER);
	}
	return want;
}

/* Above the names: what is to be done with them, and the key to other classes. */
static struct intent draw_names_head(
	struct ui *ui, const struct model *m, const char *hint, struct rect at)
{
	struct intent want = intent(INTENT_NONE);
	struct rect key = area_cut_right(&at, 220);
	bool picks = picks_classes(m);

	if (ui_panel_button(ui, "classes", 0, key, picks))
		want = intent_index(INTENT_CHIP, picks ? -1 : MODEL_RUN_PICKS - 1);
	line(ui, area_inset(key, 6, 0), tr(ui, TEXT_RUN_CLASSES), 38,
		picks ? DRAW_BLACK : DRAW_MEDIUM, COLOR_INK, DRAW_CENTER);
	area_cut_right(&at, 16);
	line(ui, at, picks ? tr(ui, TEXT_RUN_PICK_CLASSES) : hint, 44, DRAW_BOLD,
		COLOR_INK, DRAW_LEFT);
	return want;
}

static const char *line_up_hint(struct ui *ui, const struct model_run *r)
{
	if (r->who == NAMELESS)
		return tr(ui, TEXT_RUN_NAMELESS_HINT);
	if (r->vests == 2 && r->next_chip[0])
		return tr_with(ui, TEXT_RUN_NEXT_CHIP, r->next_chip, NULL, NULL);
	return tr(ui, r->vests == 2   ? TEXT_RUN_CHIPS_OUT
		      : r->vests == 0 ? TEXT_RUN_NO_VESTS
				      : TEXT_RUN_LEAVE_OUT);
}

static struct intent draw_line_up(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_run *r = &m->run;
	bool upright = ui_is_upright(ui);
	struct rect rest = area_inset(at, upright ? 28 : MARGIN, 16);
	struct rect left = upright ? area_cut_bottom(&rest, 900)
				   : area_cut_left(&rest, 640);
	struct rect go = area_cut_bottom(&left, 168), head;
	struct intent want;

	if (!upright)
		area_cut_left(&rest, SPREAD);
	area_cut_bottom(&left, 16);
	head = area_cut_top(&left, 84);
	line(ui, area_cut_left(&head, 200), tr_int(ui, TEXT_HEAT, m->heat, 0), 60,
		DRAW_BLACK, COLOR_INK, DRAW_LEFT);
	line(ui, head, tr_int(ui, TEXT_RUN_COUNT, r->all, 0), 52, DRAW_BOLD, COLOR_INK,
		DRAW_RIGHT);
	area_cut_top(&left, 8);
	want = choose(ui, r, &left);
	line(ui, area_cut_top(&left, 64), course(ui, r), 38, DRAW_BOLD, COLOR_READY,
		DRAW_LEFT);
	take(&want, start_keys(ui, r, go));
	take(&want,
		draw_names_head(ui, m, line_up_hint(ui, r), area_cut_top(&rest, 76)));
	area_cut_top(&rest, 12);
	if (picks_classes(m))
		take(&want, draw_classes(ui, r, rest, 4));
	else
		take(&want, draw_tiles(ui, m, rest,
				    upright	    ? 5
				    : rest.w > 1080 ? 6
						    : 5));
	return want;
}

/* ---- keys ---------------------------------------------------------------------------- */

static int vest_typed(const struct model *m)
{
	int number = 0;

	for (const char *s = m->visit.typed; *s >= '0' && *s <= '9'; s++)
		number = number * 10 + (*s - '0');
	return number;
}

static bool says_end(const struct model *m)
{
	return m->visit.run_end > 0 && m->visit.run_end < NAMING;
}

/* Whoever has this number came in, or ended as the key of the foot says. */
static struct intent ends_so(const struct model *m, int number)
{
	struct intent want = intent_index(INTENT_RUN_NUMBER, number);

	want.other = says_end(m) ? m->visit.run_end : 0;
	return want;
}

/* 0 is the tenth. */
static int lane_of(char digit)
{
	return digit == '0' ? 10 : digit - '0';
}

/* `*` steps through what may be said of whoever is typed next. */
static struct intent next_ending(const struct model *m)
{
	static const int next[] = { [0] = FOUL, [FOUL] = 1, [1] = 2, [2] = 3, [3] = 0 };
	int end = m->visit.run_end;

	return intent_index(INTENT_RUN_MODE, end >= 0 && end <= FOUL ? next[end] : 0);
}

/* On lanes a digit alone says who came in just now, or, when an arrival is marked, whose
 * that one was, or, after a key of the foot, who ended so. */
static struct intent lane_digit(const struct model *m, const struct ui_event *ch)
{
	int lane = lane_of(ch->text[0]);

	if (says_end(m))
		return ends_so(m, lane);

	for (int i = 0; m->visit.selected >= 0 && i < m->run.n_tiles; i++)
		if (m->run.tiles[i].number == lane) {
			struct intent want = intent_index(INTENT_RUN_GIVE, i);

			want.other = m->visit.selected;
			return want;
		}
	return at_time(INTENT_RUN_LANE, lane, ch->at_us);
}

/* The one that a ? is typed for; -1: all have numbers. */
static int oldest_unknown(const struct model_run *r)
{
	for (int i = r->n_rows; i-- > 0;)
		if (!r->rows[i].number)
			return r->rows[i].mark;
	return -1;
}

/* Space arrives whatever was typed; Enter does unless a number waits for it. */
static struct intent hot_keys(struct ui *ui, const struct model *m)
{
	const struct ui_event *key = ui_event(ui, UI_KEY), *ch = ui_event(ui, UI_CHAR);
	bool typed = m->visit.typed[0] != '\0';
	int64_t at_us = key ? key->at_us : 0;

	if (ch && ch->text[0] >= '0' && ch->text[0] <= '9') {
		ui_take(ui);
		if (m->run.lanes && m->run.started && (!m->run.closed || says_end(m)))
			return lane_digit(m, ch);
		return intent_index(INTENT_RUN_DIGIT, ch->text[0] - '0');
	}
	if (ch && m->run.started && ch->text[0] == '*') {
		ui_take(ui);
		return next_ending(m);
	}
	if (ch && m->run.lanes && m->run.unknown &&
		(ch->text[0] == '/' || ch->text[0] == '?')) {
		ui_take(ui);
		return intent_index(INTENT_SELECT, oldest_unknown(&m->run));
	}
	if ((typed || m->visit.selected >= 0 || m->visit.run_end) &&
		ui_key_pressed(ui, UI_KEY_ESCAPE))
		return intent_index(INTENT_RUN_MODE, 0);
	if (typed && ui_key_pressed(ui, UI_KEY_ENTER))
		return ends_so(m, vest_typed(m));
	if (typed && ui_key_pressed(ui, UI_KEY_ERASE))
		return intent_index(INTENT_RUN_DIGIT, -1);
	if (m->run.can_undo && ui_key_pressed(ui, UI_KEY_ERASE))
		return intent(INTENT_RUN_UNDO);
	if (m->run.started && !m->run.closed &&
		(ui_key_pressed(ui, UI_KEY_SPACE) || ui_key_pressed(ui, UI_KEY_ENTER)))
		return at_time(INTENT_RUN_PRESS, 0, at_us);
	if (!m->run.started && m->run.can_start[0] && ui_key_pressed(ui, UI_KEY_SPACE))
		return at_time(INTENT_RUN_START, 0, at_us);
	return intent(INTENT_NONE);
}

struct intent screen_run(struct ui *ui, const struct model *m, struct rect at)
{
	struct places p;
	struct intent want = hot_keys(ui, m);

	if (!m->run.started) {
		take(&want, draw_line_up(ui, m, at));
		return want;
	}
	p = ui_is_upright(ui) ? divide_upright(at) : divide_wide(at);
	draw_clock(ui, m, p.clock);
	if (m->run.closed)
		ui_band(ui, area_center(p.left, p.left.w, 200), PHASE_SAVED,
			tr(ui, phase_text(PHASE_SAVED)));
	else
		take(&want, arrive_key(ui, m, p.left));
	take(&want, draw_rows(ui, m, p.rows));
	take(&want, m->visit.chip && !picks_classes(m)
			    ? draw_names(ui, m, p.tiles)
			    : draw_tiles(ui, m, p.tiles, RUN_COLUMNS));
	take(&want, draw_mend(ui, m, p.mend));
	take(&want, draw_foot(ui, m, p.foot, p.upright));
	return want;
}
