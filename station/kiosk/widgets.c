#include "widgets.h"

#include <stdio.h>
#include <string.h>

#include "text.h"

/* How wide a text is about, in em of its size times 100: figures stand at 56 of
 * them in our font, signs of minutes and points at less, Chinese letters at 100.
 * The painter shrinks what is still too wide. */
static int about_em(const char *text)
{
	int em = 0;

	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		if (strncmp(text, "′", 3) == 0 || strncmp(text, "″", 3) == 0)
			em += 40;
		else if (c >= 0xc0)
			em += 100;
		else if (c == '.' || c == ':' || c == ' ')
			em += 29;
		else if (c < 0x80)
			em += 58;
	}
	return em;
}

int ui_about_width(const char *text, int size)
{
	return about_em(text) * size / 100;
}

int ui_size_for(const char *const *texts, int n, int w, int size)
{
	for (int i = 0; i < n; i++) {
		int em = about_em(texts[i]);

		if (em * size > w * 100)
			size = w * 100 / em;
	}
	return size;
}

void ui_sentences(
	struct ui *ui, struct rect at, const char *text, struct draw_style style)
{
	char lines[512];
	size_t n = 0;

	while (*text && n + 2 < sizeof(lines)) {
		bool ends = n >= 3 && memcmp(lines + n - 3, "。", 3) == 0;

		if (*text == ' ' && n > 0 && lines[n - 1] == '.')
			lines[n++] = '\n', text++;
		else if (ends)
			lines[n++] = '\n';
		lines[n++] = *text++;
	}
	lines[n] = '\0';
	ui_text(ui, at, lines, styled(style, DRAW_LEFT, DRAW_WRAP));
}

struct look {
	enum paint_color fill, ink, held, held_ink, line;
};

static const struct look looks[] = {
	[BUTTON_MAIN] = { COLOR_MAIN, COLOR_MAIN_INK, COLOR_MAIN_HELD, COLOR_MAIN_INK,
		COLOR_NONE },
	[BUTTON_PLAIN] = { COLOR_PANEL, COLOR_INK, COLOR_PANEL_HELD, COLOR_INK,
		COLOR_LINE },
	[BUTTON_BAR] = { COLOR_BAR_KEY, COLOR_BAR_INK, COLOR_MAIN, COLOR_MAIN_INK,
		COLOR_NONE },
	[BUTTON_WARN] = { COLOR_AGAIN_PALE, COLOR_AGAIN_WORD, COLOR_AGAIN,
		COLOR_AGAIN_INK, COLOR_AGAIN },
};

static void panel(struct ui *ui, struct rect at, enum paint_color fill,
	enum paint_color line, int line_width)
{
	if (line)
		ui_frame(ui, at, fill, line, line_width, RADIUS);
	else
		ui_box(ui, at, fill, RADIUS);
}

/* Both together stand in the middle. */
static void draw_picture_and_label(struct ui *ui, struct rect at, const char *picture,
	const char *label, struct draw_style style, enum paint_color ink)
{
	int icon = style.size * 9 / 10;
	int gap = label[0] ? style.size * 4 / 10 : 0;
	int both = icon + gap + ui_about_width(label, style.size);
	struct rect inner = area_inset(at, style.size / 3, 0);

	if (both < inner.w)
		area_cut_left(&inner, (inner.w - both) / 2);
	ui_picture(
		ui, area_center(area_cut_left(&inner, icon), icon, icon), picture, ink);
	area_cut_left(&inner, gap);
	ui_text(ui, inner, label, styled(style, DRAW_LEFT, DRAW_SHRINK));
}

bool ui_icon_button(struct ui *ui, const char *name, struct rect at,
	const char *picture, const char *label, int size, enum button_look look)
{
	struct touch touch = ui_touch(ui, name, 0, at);
	const struct look *l = &looks[look];
	enum paint_color ink = touch.held ? l->held_ink : l->ink;
	struct draw_style style = styled(
		ui_style(ui, size, DRAW_BOLD, ink), DRAW_CENTER, DRAW_SHRINK);
	struct rect face = look == BUTTON_BAR ? area_inset(at, 0, 6) : at;

	panel(ui, face, touch.held ? l->held : l->fill, l->line, 2);
	if (picture)
		draw_picture_and_label(ui, at, picture, label, style, ink);
	else
		ui_text(ui, area_inset(at, size / 3, 0), label, style);
	return touch.pressed;
}

bool ui_button(struct ui *ui, const char *name, struct rect at, const char *label,
	int size, enum button_look look)
{
	return ui_icon_button(ui, name, at, NULL, label, size, look);
}

bool ui_panel_button(
	struct ui *ui, const char *name, int index, struct rect at, bool marked)
{
	struct touch touch = ui_touch(ui, name, index, at);

	if (marked)
		panel(ui, at, COLOR_READY_PALE, COLOR_READY, 4);
	else
		panel(ui, at, touch.held ? COLOR_PANEL_HELD : COLOR_PANEL, COLOR_LINE,
			2);
	return touch.pressed;
}

void ui_panel(struct ui *ui, struct rect at)
{
	panel(ui, at, COLOR_PANEL, COLOR_NONE, 0);
}

/* ---- a child's tile ---- */

static const struct {
	const char *picture;
	enum text word;
	enum paint_color ink;
} marks[] = {
	[TILE_DONE] = { "check", TEXT_DONE, COLOR_GO },
	[TILE_ABSENT] = { "absent", TEXT_ABSENT, COLOR_INK_SOFT },
	[TILE_LEAVE] = { "absent", TEXT_ON_LEAVE, COLOR_INK_SOFT },
	[TILE_NOT_TODAY] = { "rest", TEXT_NOT_TODAY, COLOR_INK_SOFT },
	[TILE_PUT_OFF] = { "forward", TEXT_PUT_OFF, COLOR_INK_SOFT },
	[TILE_KEPT] = { "again", TEXT_KEPT, COLOR_INK_SOFT },
	[TILE_EXEMPT] = { "stop", TEXT_EXEMPT, COLOR_INK_SOFT },
};

static void tile_mark(struct ui *ui, struct rect at, enum tile_mark mark)
{
	struct rect word = at;
	struct rect icon = area_cut_top(&word, at.h * 11 / 20);

	ui_picture(ui, area_center(icon, 34, 34), marks[mark].picture, marks[mark].ink);
	word.y -= 4;
	ui_text(ui, word, tr(ui, marks[mark].word),
		styled(ui_style(ui, 26, DRAW_MEDIUM, marks[mark].ink), DRAW_CENTER,
			DRAW_SHRINK));
}

#define NAME_BYTES 128

/* 阿依古丽· over 买买提: broken at the last of its dots that leaves room for both. */
static void name_in_lines(const char *name, int size, int w, char out[NAME_BYTES])
{
	const char *from = name, *dot;

	text_copy(out, NAME_BYTES, name);
	while ((dot = strstr(from, "·")) != NULL) {
		char lines[NAME_BYTES];

		from = dot + strlen("·");
		text_copy(lines, sizeof(lines), name);
		lines[from - name] = '\0';
		if (!*from || ui_about_width(lines, size) > w ||
			ui_about_width(from, size) > w)
			continue;
		text_copy(out, NAME_BYTES, lines);
		out[from - name] = '\n';
		text_copy(out + (from - name) + 1,
			NAME_BYTES - (size_t)(from - name) - 1, from);
	}
}

/* Set in letters that can be read: what is longer ends in an ellipsis. */
#define NAME_LEAST 24

void ui_name(struct ui *ui, struct rect at, const char *name, int size,
	enum draw_weight weight)
{
	bool one_line = ui_about_width(name, size * 3 / 4) <= at.w;
	int lower = size * 7 / 10 < at.h * 2 / 5 ? size * 7 / 10 : at.h * 2 / 5;
	char lines[NAME_BYTES];

	if (one_line) {
		ui_text(ui, at, name,
			styled(ui_style(ui, size, weight, COLOR_INK), DRAW_LEFT,
				DRAW_SHRINK));
		return;
	}
	while (lower > NAME_LEAST && ui_about_width(name, lower) > at.w * 17 / 10)
		lower--;
	name_in_lines(name, lower, at.w, lines);
	ui_text(ui, at, lines,
		styled(ui_style(ui, lower, weight, COLOR_INK), DRAW_LEFT, DRAW_WRAP));
}

const char *mark_picture(enum tile_mark mark)
{
	return mark == TILE_OPEN ? "" : marks[mark].picture;
}

void ui_mark_of(struct ui *ui, struct rect at, enum tile_mark mark)
{
	if (mark != TILE_OPEN)
		tile_mark(ui, at, mark);
}

int ui_mark_of_width(struct ui *ui, enum tile_mark mark)
{
	int w = ui_about_width(tr(ui, marks[mark].word), 26);

	return w < 64 ? 64 : w;
}

/* On a narrow tile it stands under the name, picture and word in a line. */
static void tile_mark_line(struct ui *ui, struct rect at, enum tile_mark mark)
{
	int size = at.h * 3 / 4;

	ui_picture(ui, area_center(area_cut_left(&at, size), size, size),
		marks[mark].picture, marks[mark].ink);
	area_cut_left(&at, size / 3);
	ui_text(ui, at, tr(ui, marks[mark].word),
		styled(ui_style(ui, size, DRAW_MEDIUM, marks[mark].ink), DRAW_LEFT,
			DRAW_SHRINK));
}

#define TILE_WIDE 330 /* with a mark beside the name */

bool ui_tile(struct ui *ui, int index, struct rect at, const struct model_tile *tile)
{
	bool pressed = ui_panel_button(ui, "tile", index, at, false);
	bool wide = at.w >= TILE_WIDE, narrow = at.w < 300;
	bool marked = tile->mark != TILE_OPEN, under = marked && !wide;
	struct rect rest = area_inset(at, narrow ? 10 : 12, 0);
	struct rect number = area_cut_left(&rest, narrow ? 58 : 80);
	int size = narrow ? 40 : 42;
	char text[12];

	snprintf(text, sizeof(text), "%d", tile->number);
	ui_text(ui, number, text,
		styled(ui_style(ui, narrow ? 42 : 58, DRAW_BOLD, COLOR_MAIN), DRAW_LEFT,
			DRAW_SHRINK));
	if (under) {
		tile_mark_line(ui, area_cut_bottom(&rest, at.h * 2 / 5), tile->mark);
		rest.y += 2;
		size = size < rest.h * 4 / 5 ? size : rest.h * 4 / 5;
	} else if (marked) {
		tile_mark(ui, area_cut_right(&rest, ui_mark_of_width(ui, tile->mark)),
			tile->mark);
		area_cut_right(&rest, GAP);
	}
	ui_name(ui, rest, tile->name, size, DRAW_MEDIUM);
	return pressed;
}

/* ---- keypad ---- */

int ui_keypad(struct ui *ui, struct rect at, bool can_go)
{
	int got = KEYPAD_NONE;

	for (int i = 0; i < 9; i++) {
		char label[2] = { (char)('1' + i), '\0' }, name[8];

		snprintf(name, sizeof(name), "key %c", '1' + i);
		if (ui_button(ui, name, area_cell(at, 3, 4, i % 3, i / 3, 16), label,
			    80, BUTTON_PLAIN))
			got = i + 1;
	}
	if (ui_icon_button(ui, "erase", area_cell(at, 3, 4, 0, 3, 16), "erase", "", 80,
		    BUTTON_PLAIN))
		got = KEYPAD_ERASE;
	if (ui_button(
		    ui, "key 0", area_cell(at, 3, 4, 1, 3, 16), "0", 80, BUTTON_PLAIN))
		got = 0;
	if (ui_button(ui, "go", area_cell(at, 3, 4, 2, 3, 16), tr(ui, TEXT_GO_ON), 64,
		    can_go ? BUTTON_MAIN : BUTTON_PLAIN) &&
		can_go)
		got = KEYPAD_GO;
	return got;
}

/* ---- figures ---- */

void ui_figure(struct ui *ui, struct rect at, const char *value, const char *room,
	const char *unit, int size, int unit_size, enum paint_color color)
{
	int gap = unit[0] ? unit_size / 4 : 0;

	size = size < at.h ? size : at.h;
	int unit_w = ui_about_width(unit, unit_size);
	int own_w = ui_about_width(value, size), room_w = ui_about_width(room, size);
	int value_w = own_w > room_w ? own_w : room_w;
	struct draw_style big = ui_style(ui, size, DRAW_BOLD, color);
	struct draw_style small = ui_style(ui, unit_size, DRAW_MEDIUM, COLOR_INK_SOFT);

	if (value_w + gap + unit_w > at.w)
		value_w = at.w - gap - unit_w;
	struct rect both = { at.x + (at.w - value_w) / 2, at.y, value_w + gap + unit_w,
		at.h };

	if (both.x + both.w > at.x + at.w)
		both.x = at.x + at.w - both.w;
	struct rect left = area_cut_left(&both, value_w);

	ui_text(ui, left, value, styled(big, DRAW_RIGHT, DRAW_SHRINK));
	area_cut_left(&both, gap);
	/* on one baseline: the figures reach 37 % of their size below the middle */
	both.y += (size - unit_size) * 37 / 100;
	ui_text(ui, both, unit, styled(small, DRAW_LEFT, DRAW_SHRINK));
}

/* ---- states ---- */

static const struct {
	const char *picture;
	enum text text;
	enum paint_color fill, ink;
} phases[] = {
	[PHASE_READY] = { "ready", TEXT_GET_READY, COLOR_READY, COLOR_READY_INK },
	[PHASE_GO] = { "go", TEXT_GO, COLOR_GO, COLOR_GO_INK },
	[PHASE_MEASURING] = { "measuring", TEXT_MEASURING, COLOR_GO, COLOR_GO_INK },
	[PHASE_REST] = { "rest", TEXT_REST, COLOR_READY, COLOR_READY_INK },
	[PHASE_SAVED] = { "check", TEXT_SAVED, COLOR_GO, COLOR_GO_INK },
	[PHASE_NOT_COUNTED] = { "again", TEXT_NOT_COUNTED, COLOR_AGAIN,
		COLOR_AGAIN_INK },
	[PHASE_DEVICE] = { "warn", TEXT_DEVICE_SILENT, COLOR_DEVICE, COLOR_DEVICE_INK },
	[PHASE_ASKED] = { "dispute", TEXT_ASK_TEACHER, COLOR_DEVICE, COLOR_DEVICE_INK },
};

const char *phase_picture(enum phase phase)
{
	return phases[phase].picture;
}

enum text phase_text(enum phase phase)
{
	return phases[phase].text;
}

enum paint_color phase_sign_color(enum phase phase)
{
	return phase == PHASE_NOT_COUNTED ? COLOR_AGAIN_SIGN : phases[phase].fill;
}

void ui_band(struct ui *ui, struct rect at, enum phase phase, const char *word)
{
	struct rect inner = area_inset(at, 36, 0);
	int icon = at.h * 6 / 10;
	struct rect left = area_cut_left(&inner, icon);

	ui_box(ui, at, phases[phase].fill, RADIUS);
	ui_picture(ui, area_center(left, icon, icon), phases[phase].picture,
		phases[phase].ink);
	/* so that the word stands in the middle, if there is room */
	if (ui_about_width(word, at.h * 36 / 100) + icon < inner.w)
		area_cut_right(&inner, icon);
	ui_text(ui, area_inset(inner, 12, 0), word,
		styled(ui_style(ui, at.h * 58 / 100, DRAW_BOLD, phases[phase].ink),
			DRAW_CENTER, DRAW_SHRINK));
}

int ui_mark_width(const char *mark, int size)
{
	return ui_about_width(mark, size) + size;
}

void ui_mark(struct ui *ui, struct rect at, const char *mark, int size)
{
	int w = ui_mark_width(mark, size);

	if (w < at.w)
		at.w = w;
	ui_frame(ui, at, COLOR_PANEL, COLOR_INK, 3, 10);
	ui_text(ui, area_inset(at, 12, 0), mark,
		styled(ui_style(ui, size, DRAW_BOLD, COLOR_INK), DRAW_CENTER,
			DRAW_SHRINK));
}

void ui_progress(struct ui *ui, struct rect at, int done, int total)
{
	struct rect full = at;

	ui_box(ui, at, COLOR_FILL_GROUND, at.h / 2);
	if (total <= 0 || done <= 0)
		return;
	full.w = done >= total ? at.w : (int)((int64_t)at.w * done / total);
	if (full.w < at.h)
		full.w = at.h;
	ui_box(ui, full, done >= total ? COLOR_GO : COLOR_FILL, at.h / 2);
}

void ui_lamp(struct ui *ui, struct rect at, enum lamp lamp)
{
	static const struct {
		const char *picture;
		enum paint_color ink;
	} lamps[] = {
		[LAMP_GOOD] = { "lamp_good", COLOR_LAMP_GOOD },
		[LAMP_WARN] = { "lamp_warn", COLOR_LAMP_WARN },
		[LAMP_BAD] = { "lamp_bad", COLOR_LAMP_BAD },
		[LAMP_OFF] = { "lamp_off", COLOR_LAMP_OFF },
	};

	ui_picture(ui, at, lamps[lamp].picture, lamps[lamp].ink);
}

int ui_pager(struct ui *ui, struct rect at, int page, int pages, enum paint_color ink)
{
	int got = -1;
	char words[24];
	struct rect left = area_cut_left(&at, 96), right = area_cut_right(&at, 96);

	if (pages < 2)
		return -1;
	snprintf(words, sizeof(words), "%d/%d", page + 1, pages);
	if (ui_icon_button(ui, "previous page", left, "back", "", 44, BUTTON_BAR))
		got = page > 0 ? page - 1 : pages - 1;
	if (ui_icon_button(ui, "next page", right, "forward", "", 44, BUTTON_BAR))
		got = page + 1 < pages ? page + 1 : 0;
	ui_text(ui, at, words,
		styled(ui_style(ui, 36, DRAW_MEDIUM, ink), DRAW_CENTER, DRAW_SHRINK));
	return got;
}

int ui_page_keys(struct ui *ui, struct rect at, int page, int pages, int key_w)
{
	struct rect left = area_cut_left(&at, key_w),
		    right = area_cut_right(&at, key_w);
	bool wordless = key_w < 140;
	int got = -1, size = wordless ? 48 : key_w * 8 / 45;
	char words[24];

	if (pages < 2)
		return -1;
	snprintf(words, sizeof(words), "%d/%d", page + 1, pages);
	if (ui_icon_button(ui, "previous page", left, "back",
		    wordless ? "" : tr(ui, TEXT_PREVIOUS_PAGE), size, BUTTON_PLAIN))
		got = page > 0 ? page - 1 : pages - 1;
	if (ui_icon_button(ui, "next page", right, "forward",
		    wordless ? "" : tr(ui, TEXT_NEXT_PAGE), size, BUTTON_PLAIN))
		got = page + 1 < pages ? page + 1 : 0;
	ui_text(ui, at, words,
		styled(ui_style(ui, wordless ? 40 : key_w / 5, DRAW_MEDIUM, COLOR_INK),
			DRAW_CENTER, DRAW_SHRINK));
	return got;
}
