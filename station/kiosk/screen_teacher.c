/*
 * 今日进度: who is still missing, class by class; the rates and their targets; what
 * waits for a decision; and whether the devices live. Read from four metres.
 */
#include <string.h>

#include "screen.h"

/* "91.2%", "–" when nothing is known yet. */
static const char *percent(char *out, size_t size, int permille)
{
	if (permille < 0)
		snprintf(out, size, "–");
	else if (permille % 10)
		snprintf(out, size, "%d.%d%%", permille / 10, permille % 10);
	else
		snprintf(out, size, "%d%%", permille / 10);
	return out;
}

/* A share is measured and keeps its decimal; a target is a whole number. */
static const char *share(char *out, size_t size, int permille)
{
	if (permille < 0)
		return percent(out, size, permille);
	snprintf(out, size, "%d.%d%%", permille / 10, permille % 10);
	return out;
}

/* ---- the two lines ---- */

static void draw_missing(struct ui *ui, const struct model *m, struct rect at)
{
	int missing = m->teacher.missing;

	ui_text(ui, at,
		missing > 0 ? tr_int(ui, TEXT_MISSING_TODAY, missing, 0)
			    : tr(ui, m->teacher.n_rows ? TEXT_NONE_MISSING
						       : TEXT_NO_ROSTER),
		styled(ui_style(ui, 72, DRAW_BLACK, COLOR_INK), DRAW_LEFT,
			DRAW_SHRINK));
}

static const char *rate_words(
	struct ui *ui, enum text key, int permille, int target_permille, bool hidden)
{
	char value[16], target[16];

	share(value, sizeof(value), permille);
	if (!target_permille) /* a setting: no target is shown */
		key = key == TEXT_PASS_RATE ? TEXT_PASS_RATE_ONLY : TEXT_GOOD_RATE_ONLY;
	percent(target, sizeof(target), target_permille);
	return tr_with(ui, key, hidden ? "＊＊" : value, target, NULL);
}

#define RATES_GAP 28

/* All three at one size, the last at the right edge. */
static void draw_rates(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_teacher *t = &m->teacher;
	bool hidden = m->visit.hide_rates;
	const char *says[3] = {
		rate_words(ui, TEXT_PASS_RATE, t->pass_permille,
			t->pass_target_permille, hidden),
		rate_words(ui, TEXT_GOOD_RATE, t->good_permille,
			t->good_target_permille, hidden),
		tr_int(ui, TEXT_COMPLETE, t->complete, t->enrolled),
	};
	int all = 0, room = at.w - 2 * RATES_GAP, size;

	for (int i = 0; i < 3; i++)
		all += ui_about_width(says[i], 38);
	size = all > room ? 38 * room / all : 38;
	for (int i = 0; i < 2; i++) {
		ui_text(ui, area_cut_left(&at, ui_about_width(says[i], size)), says[i],
			styled(ui_style(ui, size, DRAW_MEDIUM, COLOR_INK), DRAW_LEFT,
				DRAW_SHRINK));
		area_cut_left(&at, all > room ? RATES_GAP : 2 * RATES_GAP);
	}
	ui_text(ui, at, says[2],
		styled(ui_style(ui, size, DRAW_BOLD, COLOR_INK), DRAW_RIGHT,
			DRAW_SHRINK));
}

static void draw_counts(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_teacher *t = &m->teacher;
	char attempts[12], children[12], not_counted[12];

	snprintf(attempts, sizeof(attempts), "%d", t->attempts);
	snprintf(children, sizeof(children), "%d", t->children);
	snprintf(not_counted, sizeof(not_counted), "%d", t->not_counted);
	ui_text(ui, at, tr_with(ui, TEXT_COUNTS, attempts, children, not_counted),
		styled(ui_style(ui, 32, DRAW_REGULAR, COLOR_INK_SOFT), DRAW_RIGHT,
			DRAW_SHRINK));
}

/* The exam's scheme in use, and how far it can be relied on: beside it, upright under. */
static void draw_exam(struct ui *ui, const struct model *m, struct rect at)
{
	const char *line = tr_with(ui, TEXT_EXAM_IN_USE, m->exam.title, NULL, NULL);
	int mark_w = m->exam.mark[0] ? ui_mark_width(m->exam.mark, 26) : 0;
	int line_w = ui_about_width(line, 30);
	struct rect words;

	if (ui_is_upright(ui)) {
		words = area_cut_top(&at, at.h / 2);
	} else {
		if (line_w > at.w - mark_w - 24)
			line_w = at.w - mark_w - 24;
		words = area_cut_left(&at, line_w);
		area_cut_left(&at, 24);
	}
	ui_text(ui, words, line,
		styled(ui_style(ui, 30, DRAW_MEDIUM, COLOR_INK), DRAW_LEFT,
			DRAW_SHRINK));
	if (m->exam.mark[0])
		ui_mark(ui, area_inset(at, 0, 2), m->exam.mark, 26);
}

/* ---- the grid ---- */

#define CELL_H 96
#define HEAD_H 64
#define FOOT_H 76

/* With many items or upright, names are narrower so that a finger still meets one cell. */
static int name_width(const struct ui *ui, const struct model_teacher *t)
{
	return ui_is_upright(ui) || t->n_items > 10 ? 148 : 196;
}

static void draw_cell(struct ui *ui, struct rect at, const struct model_cell *cell)
{
	bool done = cell->total > 0 && cell->done >= cell->total;
	char words[24];
	struct rect fill = at;

	if (cell->total <= 0) {
		ui_box(ui, at, COLOR_GROUND, 8);
		return;
	}
	ui_box(ui, at, done ? COLOR_GO_PALE : COLOR_FILL_GROUND, 8);
	fill.w = done ? 0 : (int)((int64_t)at.w * cell->done / cell->total);
	if (fill.w > 0)
		ui_box(ui, fill, COLOR_CELL_FILL, 8);
	snprintf(words, sizeof(words), "%d/%d", cell->done, cell->total);
	if (done)
		ui_picture(ui,
			(struct rect){ at.x + at.w / 2 - 14, at.y + at.h - 32, 28, 28 },
			"check", COLOR_GO);
	if (done)
		at.h -= 24;
	ui_text(ui, area_inset(at, 4, 0), words,
		styled(ui_style(ui,
			       at.w >= 100  ? 32
			       : at.w >= 84 ? 28
					    : 24,
			       DRAW_BOLD, COLOR_INK),
			DRAW_CENTER, DRAW_SHRINK));
}

static struct rect grid_cell(
	const struct ui *ui, const struct model_teacher *t, struct rect row, int i)
{
	area_cut_left(&row, name_width(ui, t) + GAP);
	return area_cell(row, t->n_items, 1, i, 0, GAP);
}

/* A touch on a class asks for its way, on a cell for who lacks that item; where cells are
 * too narrow for a finger the whole row is the class. */
static struct intent draw_grid_row(
	struct ui *ui, const struct model_teacher *t, int index, struct rect row)
{
	const struct model_row *r = &t->rows[index];
	struct rect name = { row.x, row.y, name_width(ui, t), row.h };
	struct intent want = intent(INTENT_NONE);
	bool apart = grid_cell(ui, t, row, 0).w >= TOUCH_MIN;

	if (ui_touch(ui, "class", index, apart ? name : row).pressed)
		want = intent_two(INTENT_LACKS, index, -1);
	ui_box(ui, name, COLOR_PANEL, 8);
	ui_text(ui, area_inset(name, 10, 0), r->class_name,
		styled(ui_style(ui, 36, DRAW_BOLD, COLOR_INK), DRAW_LEFT, DRAW_SHRINK));
	for (int i = 0; i < t->n_items; i++) {
		struct rect at = grid_cell(ui, t, row, i);

		if (apart && r->cells[i].total > 0 &&
			ui_touch(ui, "cell", index * MODEL_ITEMS + i, at).pressed)
			want = intent_two(INTENT_LACKS, index, i);
		draw_cell(ui, at, &r->cells[i]);
	}
	return want;
}

/* How many bytes the first half of a text has, whole letters. */
static size_t half_of(const char *text)
{
	size_t letters = 0, half, bytes = 0;

	for (const char *s = text; *s; s++)
		letters += ((unsigned char)*s & 0xc0) != 0x80;
	half = letters / 2;
	while (text[bytes]) {
		bool begins = ((unsigned char)text[bytes] & 0xc0) != 0x80;

		if (begins && half-- == 0)
			break;
		bytes++;
	}
	return bytes;
}

#define ITEM_SIZE  26
#define ITEM_LEAST 13

static size_t apart(size_t a, size_t b)
{
	return a > b ? a - b : b - a;
}

/* Where a name may go on in a second line: a Chinese one in its middle, 坐位 over 体前屈,
 * another at the blank nearest to it; 0: it stays whole. */
static size_t breaks_at(const char *name)
{
	size_t half = half_of(name), best = 0;

	if ((unsigned char)name[0] >= 0xe0)
		return half > 3 ? half : 0;
	for (size_t i = 1; name[i]; i++)
		if (name[i] == ' ' && (!best || apart(i, half) < apart(best - 1, half)))
			best = i + 1;
	return best;
}

/* The two lines of a name, the second "" when it has only one. */
static void item_lines(const char *name, int w, char lines[2][32])
{
	size_t first = ui_about_width(name, ITEM_SIZE) <= w ? 0 : breaks_at(name);

	snprintf(lines[0], 32, "%.*s", first ? (int)first : 31, name);
	snprintf(lines[1], 32, "%.31s", first ? name + first : "");
	if (first && lines[0][first - 1] == ' ')
		lines[0][first - 1] = '\0';
}

/* All heads are set alike, as large as the longest allows. */
static int head_size(const struct model_teacher *t, int w)
{
	int size = ITEM_SIZE;

	for (int i = 0; i < t->n_items; i++) {
		char lines[2][32];

		item_lines(t->items[i], w, lines);
		for (int k = 0; k < 2; k++)
			while (size > ITEM_LEAST &&
				ui_about_width(lines[k], size) > w + 4)
				size--;
	}
	return size;
}

static void head_line(struct ui *ui, struct rect at, const char *text, int size)
{
	ui_text(ui, at, text,
		styled(ui_style(ui, size, DRAW_MEDIUM, COLOR_INK_SOFT), DRAW_CENTER,
			DRAW_SHRINK));
}

static void draw_grid_head(
	struct ui *ui, const struct model_teacher *t, struct rect row)
{
	int w = grid_cell(ui, t, row, 0).w, size = head_size(t, w);

	for (int i = 0; i < t->n_items; i++) {
		struct rect at = grid_cell(ui, t, row, i);
		char lines[2][32];

		item_lines(t->items[i], w, lines);
		if (lines[1][0])
			head_line(ui, area_cut_top(&at, at.h / 2), lines[0], size);
		head_line(ui, at, lines[1][0] ? lines[1] : lines[0], size);
	}
}

static struct intent draw_grid(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_teacher *t = &m->teacher;
	struct intent want = intent(INTENT_NONE), got;
	struct rect head;
	int fit, page, pages, to;

	if (!t->n_items)
		return want;
	head = area_cut_top(&at, HEAD_H);
	fit = (at.h + GAP) / (CELL_H + GAP);
	if (t->n_rows > fit)
		fit = (at.h - FOOT_H) / (CELL_H + GAP);
	if (fit < 1)
		fit = 1;
	pages = pages_of(t->n_rows, fit);
	page = page_shown(m, pages);
	to = ui_page_keys(ui, area_cut_bottom(&at, FOOT_H), page, pages, 180);
	draw_grid_head(ui, t, head);
	for (int i = 0; i < fit && page * fit + i < t->n_rows; i++) {
		got = draw_grid_row(ui, t, page * fit + i,
			(struct rect){ at.x, head.y + HEAD_H + i * (CELL_H + GAP), at.w,
				CELL_H });
		want = got.kind != INTENT_NONE ? got : want;
	}
	return to < 0 ? want : intent_index(INTENT_PAGE, to);
}

/* ---- devices and what waits ---- */

static void device_words(
	struct ui *ui, const struct model_device *d, char *out, size_t size)
{
	snprintf(out, size, "%s", d->word);
	if (d->silent_min < 0)
		snprintf(out, size, "%s · %s", d->word, tr(ui, TEXT_NEVER_HEARD));
	else if (d->silent_min > 0)
		snprintf(out, size, "%s · %s", d->word,
			tr_int(ui, TEXT_SILENT_MIN, d->silent_min, 0));
}

static bool has_sign(const struct model_device *d)
{
	return d->pace_word[0] && (d->pace == PACE_IDLE || d->pace == PACE_QUEUE);
}

static void pace_sign(struct ui *ui, const struct model_device *d, struct rect at)
{
	ui_picture(ui, area_center(at, 26, 26), d->pace == PACE_IDLE ? "idle" : "queue",
		d->pace == PACE_IDLE ? COLOR_READY : COLOR_AGAIN_SIGN);
}

/* How quickly it goes, and by shape and word that it is idle or has a queue. */
static void pace_words(struct ui *ui, const struct model_device *d, struct rect at)
{
	bool sign = has_sign(d);
	const char *says = sign ? d->pace_word : d->pace_text;
	int w = ui_about_width(says, 28) + 12;
	struct rect icon;

	if (w + 36 < at.w)
		area_cut_left(&at, at.w - w - 36);
	icon = area_cut_left(&at, 28);
	area_cut_left(&at, 8);
	if (sign)
		pace_sign(ui, d, icon);
	ui_text(ui, at, says,
		styled(ui_style(ui, 28, sign ? DRAW_BOLD : DRAW_MEDIUM, COLOR_INK),
			DRAW_RIGHT, DRAW_SHRINK));
}

/* Narrow: how it goes or what it measures when all is well, what is wrong when not. */
static const char *narrow_words(struct ui *ui, const struct model_device *d)
{
	if (d->lamp == LAMP_GOOD && d->clock_text[0])
		return d->clock_text;
	if (d->lamp == LAMP_GOOD && d->pace_text[0])
		return d->pace_text;
	if (d->lamp == LAMP_GOOD && d->item[0])
		return d->item;
	if (d->lamp == LAMP_WARN && d->silent_min > 0)
		return tr_int(ui, TEXT_SILENT_MIN, d->silent_min, 0);
	return d->word;
}

static void device_name(
	struct ui *ui, const struct model_device *d, struct rect at, int size)
{
	ui_text(ui, at, d->name,
		styled(ui_style(ui, size, DRAW_BOLD, COLOR_INK), DRAW_LEFT,
			DRAW_SHRINK));
}

static void device_narrow(struct ui *ui, const struct model_device *d, struct rect at)
{
	bool sign = d->lamp == LAMP_GOOD && has_sign(d);
	struct rect line = area_cut_top(&at, at.h * 55 / 100);

	if (sign)
		pace_sign(ui, d, area_cut_right(&line, 30));
	device_name(ui, d, line, 32);
	ui_text(ui, at, sign ? d->pace_word : narrow_words(ui, d),
		styled(ui_style(ui, 28, sign ? DRAW_BOLD : DRAW_REGULAR,
			       sign ? COLOR_INK : COLOR_INK_SOFT),
			DRAW_LEFT, DRAW_SHRINK));
}

/* As wide as it is, and less than half of the line. */
static int item_width(const char *item, int w)
{
	int own = ui_about_width(item, 28) + 8;

	return own < w * 44 / 100 ? own : w * 44 / 100;
}

static void device_lines(
	struct ui *ui, const struct model_device *d, struct rect at, bool narrow)
{
	struct rect line;
	char words[96];

	if (narrow) {
		device_narrow(ui, d, at);
		return;
	}
	line = area_cut_top(&at, at.h * 55 / 100);
	device_words(ui, d, words, sizeof(words));
	if (d->clock_text[0] && d->lamp == LAMP_GOOD)
		snprintf(words, sizeof(words), "%s", d->clock_text);
	if (d->pace_text[0] || d->pace_word[0])
		pace_words(ui, d, area_cut_right(&line, line.w * 55 / 100));
	device_name(ui, d, line, 36);
	ui_text(ui, area_cut_right(&at, item_width(d->item, at.w)), d->item,
		styled(ui_style(ui, 28, DRAW_MEDIUM, COLOR_INK), DRAW_RIGHT,
			DRAW_SHRINK));
	area_cut_right(&at, 8);
	ui_text(ui, at, words,
		styled(ui_style(ui, 28, DRAW_REGULAR, COLOR_INK_SOFT), DRAW_LEFT,
			DRAW_SHRINK));
}

static bool device_row(struct ui *ui, const struct model_device *d, int index,
	struct rect at, bool narrow)
{
	bool pressed = false;
	struct rect rest = area_inset(at, narrow ? 10 : 16, 4);

	if (d->can_show)
		pressed = ui_panel_button(ui, "device", index, at, d->here);
	ui_lamp(ui, area_center(area_cut_left(&rest, narrow ? 36 : 48), 32, 32),
		d->lamp);
	area_cut_left(&rest, narrow ? 8 : 16);
	if (d->can_show && !narrow)
		ui_picture(ui, area_center(area_cut_right(&rest, 32), 28, 28),
			"forward", COLOR_INK_SOFT);
	device_lines(ui, d, rest, narrow);
	return pressed;
}

static void side_heading(struct ui *ui, struct rect at, const char *text)
{
	ui_text(ui, at, text,
		styled(ui_style(ui, 40, DRAW_BOLD, COLOR_INK), DRAW_LEFT, DRAW_SHRINK));
}

#define DEVICE_H 84

static struct intent draw_devices(struct ui *ui, const struct model *m, struct rect at)
{
	struct intent want = intent(INTENT_NONE);
	int fit, columns, n;

	side_heading(ui, area_cut_top(&at, 56), tr(ui, TEXT_DEVICES));
	if (!m->n_devices)
		ui_text(ui, area_cut_top(&at, 64), tr(ui, TEXT_NO_DEVICES),
			ui_style(ui, 36, DRAW_REGULAR, COLOR_INK_SOFT));
	fit = (at.h + GAP) / (DEVICE_H + GAP);
	columns = m->n_devices > fit ? 2 : 1;
	n = m->n_devices <= fit * columns ? m->n_devices : fit * columns - 1;
	for (int i = 0; i < n; i++) {
		struct rect row = { at.x, at.y + i / columns * (DEVICE_H + GAP), at.w,
			DEVICE_H };

		if (device_row(ui, &m->devices[i], i,
			    area_cell(row, columns, 1, i % columns, 0, GAP),
			    columns > 1 || ui_is_upright(ui)))
			want = intent_index(INTENT_POINT, i);
	}
	/* The screen of devices has them all. */
	if (n >= 0 && n < m->n_devices &&
		ui_button(ui, "more devices",
			area_cell((struct rect){ at.x,
					  at.y + n / columns * (DEVICE_H + GAP), at.w,
					  DEVICE_H },
				columns, 1, n % columns, 0, GAP),
			tr_int(ui, TEXT_MORE_DEVICES, m->n_devices - n, 0), 32,
			BUTTON_PLAIN))
		want = intent_index(INTENT_OPEN, SCREEN_DEVICES);
	return want;
}

#define DISPUTE_H 78

/* What is left of a row for who it is, and for why. */
static int dispute_width(int w)
{
	return w - 2 * 16 - 40 - 16;
}

/* Every row's lines are set alike: as large as the longest of them allows. */
struct dispute_sizes {
	int who, reason;
};

static struct dispute_sizes dispute_sizes(const struct model_teacher *t, int n, int w)
{
	struct dispute_sizes s = { 32, 28 };

	w = dispute_width(w);
	for (int i = 0; i < n; i++) {
		const char *who = t->disputes[i].who, *reason = t->disputes[i].reason;
		int item = item_width(t->disputes[i].item, w) + GAP;

		s.who = ui_size_for(&who, 1, w - item, s.who);
		s.reason = ui_size_for(&reason, 1, w, s.reason);
	}
	s.who = s.who > 20 ? s.who : 20;
	s.reason = s.reason > 18 ? s.reason : 18;
	return s;
}

static bool draw_dispute(struct ui *ui, const struct model_dispute *d, int index,
	struct rect at, struct dispute_sizes sizes)
{
	struct touch touch = ui_touch(ui, "doubt", index, at);
	struct rect rest = area_inset(at, 16, 4), line;

	ui_box(ui, at, touch.held ? COLOR_PANEL_HELD : COLOR_DEVICE_PALE, 12);
	ui_picture(ui, area_center(area_cut_left(&rest, 40), 36, 36), "dispute",
		COLOR_DEVICE);
	area_cut_left(&rest, 16);
	line = area_cut_top(&rest, rest.h * 55 / 100);
	ui_text(ui, area_cut_right(&line, item_width(d->item, line.w)), d->item,
		styled(ui_style(ui, 28, DRAW_MEDIUM, COLOR_INK), DRAW_RIGHT,
			DRAW_SHRINK));
	area_cut_right(&line, GAP);
	ui_text(ui, line, d->who,
		styled(ui_style(ui, sizes.who, DRAW_BOLD, COLOR_INK), DRAW_LEFT,
			DRAW_SHRINK));
	ui_text(ui, rest, d->reason,
		styled(ui_style(ui, sizes.reason, DRAW_REGULAR, COLOR_INK), DRAW_LEFT,
			DRAW_SHRINK));
	return touch.pressed;
}

static struct intent draw_disputes(struct ui *ui, const struct model *m, struct rect at)
{
	struct intent want = intent(INTENT_NONE);
	const struct model_teacher *t = &m->teacher;
	struct dispute_sizes sizes;
	int fit, shown;

	side_heading(ui, area_cut_top(&at, 56),
		t->n_disputes ? tr_int(ui, TEXT_TO_CHECK, t->n_disputes, 0)
			      : tr(ui, TEXT_NOTHING_TO_CHECK));
	fit = (at.h + GAP) / (DISPUTE_H + GAP);
	shown = t->n_disputes;
	if (shown > fit)
		shown = (at.h - 40 + GAP) / (DISPUTE_H + GAP);
	sizes = dispute_sizes(t, shown, at.w);
	for (int i = 0; i < shown; i++) {
		if (draw_dispute(ui, &t->disputes[i], i, area_cut_top(&at, DISPUTE_H),
			    sizes))
			want = intent_index(INTENT_DOUBT, i);
		area_cut_top(&at, GAP);
	}
	if (shown < t->n_disputes)
		ui_text(ui, area_cut_top(&at, 40),
			tr_int(ui, TEXT_MORE_TO_CHECK, t->n_disputes - shown, 0),
			styled(ui_style(ui, 30, DRAW_REGULAR, COLOR_INK_SOFT),
				DRAW_LEFT, DRAW_SHRINK));
	return want;
}

static int disputes_height(const struct model *m)
{
	int rows = m->teacher.n_disputes < 3 ? m->teacher.n_disputes : 3;

	if (m->teacher.n_disputes > 3)
		return 56 + 3 * (DISPUTE_H + GAP) + 44;
	return 56 + rows * (DISPUTE_H + GAP);
}

/* The two lines of rates; with the exam's all is a little nearer, so that as many
 * classes stand on a page. */
static bool draw_top(struct ui *ui, const struct model *m, struct rect *rest)
{
	bool exam = m->exam.title[0];
	struct rect head = area_cut_top(rest, exam ? 76 : 92);
	bool print = ui_button(ui, "print",
		area_center(area_cut_right(&head, 124), 124, 76), tr(ui, TEXT_PRINT),
		38, BUTTON_PLAIN);

	area_cut_right(&head, GAP);

	if (ui_is_upright(ui)) {
		draw_missing(ui, m, head);
		draw_counts(ui, m, area_cut_top(rest, 48));
	} else {
		draw_counts(ui, m, area_cut_right(&head, head.w * 53 / 100));
		draw_missing(ui, m, head);
	}
	draw_rates(ui, m, area_cut_top(rest, exam ? 48 : 60));
	if (exam)
		draw_exam(ui, m, area_cut_top(rest, ui_is_upright(ui) ? 88 : 44));
	else
		area_cut_top(rest, 16);
	return print;
}

/* Devices over what waits; upright beside it. */
static struct intent draw_right(struct ui *ui, const struct model *m, struct rect at)
{
	struct intent doubt, device;
	struct rect disputes;

	ui_panel(ui, at);
	at = area_inset(at, 24, 16);
	if (ui_is_upright(ui)) {
		disputes = area_cut_right(&at, (at.w - 32) / 2);
		area_cut_right(&at, 32);
	} else {
		disputes = area_cut_bottom(&at, disputes_height(m));
		area_cut_bottom(&at, 12);
	}
	doubt = draw_disputes(ui, m, disputes);
	device = draw_devices(ui, m, at);
	return doubt.kind != INTENT_NONE ? doubt : device;
}

struct intent screen_teacher(struct ui *ui, const struct model *m, struct rect at)
{
	bool upright = ui_is_upright(ui), print;
	struct rect rest = area_inset(at, upright ? 24 : MARGIN, 24);
	struct rect side;
	struct intent grid, device;

	if (upright) {
		side = area_cut_bottom(&rest, 560);
		area_cut_bottom(&rest, 20);
	} else {
		side = area_cut_right(
			&rest, rest.w * (m->teacher.n_items > 10 ? 26 : 31) / 100);
		area_cut_right(&rest, 32);
	}
	print = draw_top(ui, m, &rest);
	grid = draw_grid(ui, m, rest);
	device = draw_right(ui, m, side);
	if (print)
		return intent_index(INTENT_OPEN, SCREEN_PAPERS);
	return grid.kind != INTENT_NONE ? grid : device;
}
