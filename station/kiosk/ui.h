/*
 * ui - the immediate-mode core: input, identity, and places on the screen.
 *
 * A screen is an ordinary function that calls widgets in reading order; a button
 * draws itself and says whether it was pressed. One pass of the screen meets at
 * most one event, so that two quick touches cannot melt into one:
 *
 *	window_wait(...);			puts events in with ui_push()
 *	want = screens_draw(ui, &model);	one pass; takes one event
 *	... grant what was wanted, refresh the model ...
 *	if (ui_settled(ui))
 *		window_show(window, ui_list(ui));
 *
 * While ui_settled() is false another pass is due at once, without waiting.
 *
 * Screens are laid out on a sheet 1080 high and at least 1728 wide (1920 on a
 * 16:9 screen), or upright on one 1080 wide and 1920 high; the ui scales to the pixels
 * there are. Widgets take rects of the
 * sheet; the command list has pixels.
 *
 * Whatever a finger can press, a keyboard can too: Tab and the arrows put a ring around a
 * target, Enter presses it. A screen that takes one of these keys itself has it first; with
 * no ring Enter is the screen's. A touch takes the ring away.
 *
 * Times are monotonic microseconds and come in with the events.
 */
#ifndef KIOSK_UI_H
#define KIOSK_UI_H

#include <stdbool.h>
#include <stdint.h>

#include "draw.h"
#include "theme.h"
#include "tr.h"
#include "ui_scan.h"

enum ui_event_kind {
	UI_NONE,
	UI_DOWN, /* a finger or the mouse, x and y in pixels of the window */
	UI_MOVE,
	UI_UP,
	UI_CANCEL, /* the touch was taken away */
	UI_KEY,	   /* a key that is no character */
	UI_CHAR,   /* a typed character, in `text`; goes through the scan filter */
	UI_SCAN,   /* made by the filter: a whole code, in `text` */
	UI_QUIT,
};

enum ui_key {
	UI_KEY_NONE,
	UI_KEY_ENTER,
	UI_KEY_ESCAPE,
	UI_KEY_ERASE,
	UI_KEY_SPACE,
	UI_KEY_TAB,
	UI_KEY_BACKTAB,
	UI_KEY_LEFT,
	UI_KEY_RIGHT,
	UI_KEY_UP,
	UI_KEY_DOWN,
};

struct ui_event {
	enum ui_event_kind kind;
	int64_t at_us;
	int x, y;
	enum ui_key key;
	char text[SCAN_MAX + 1];
};

struct ui;

/* `texts` is lent and must outlive the ui. */
struct ui *ui_open(const struct texts *texts);
void ui_close(struct ui *ui);

void ui_resize(struct ui *ui, int width, int height); /* pixels */
void ui_set_theme(struct ui *ui, const struct theme *theme);
void ui_set_texts(struct ui *ui, const struct texts *texts);

/* Put an event at the end of the queue (64; when full the oldest movement, then
 * the newest event is dropped). Characters pass the scan filter first. */
void ui_push(struct ui *ui, const struct ui_event *event);

/* Time passed: characters that were held back come out. */
void ui_time(struct ui *ui, int64_t now_us);
int64_t ui_deadline_us(const struct ui *ui); /* INT64_MAX = none */

/* Whether what is drawn next is laid out for an upright window too: then its sheet is 1080
 * wide and at least 1620 high. Otherwise an upright window shows the wide sheet, small. */
void ui_upright(struct ui *ui, bool can);
/* So small that letters are hard to read and keys hard to hit: less than 0.45 of the sheet. */
bool ui_is_small(const struct ui *ui);
bool ui_is_upright(const struct ui *ui);

/* Around one pass. screens_draw() does this. */
void ui_begin(struct ui *ui);
void ui_end(struct ui *ui);
void ui_scope(struct ui *ui, uint32_t scope); /* which screen: no touch begun on
						* another one counts here */
bool ui_settled(const struct ui *ui);
const struct draw *ui_list(const struct ui *ui); /* lent; until the next pass */

/* ---- for widgets and screens ---- */

/* The sheet: 0,0 to at least 1728 x 1080; upright to 1080 x 1620. */
struct rect ui_sheet(const struct ui *ui);

/* This pass's event when it is of that kind and was not taken; NULL otherwise. */
const struct ui_event *ui_event(struct ui *ui, enum ui_event_kind kind);
/* When the event of the last pass came; 0: it had none. */
int64_t ui_event_us(const struct ui *ui);
void ui_take(struct ui *ui); /* nobody else in this pass sees it */
bool ui_key_pressed(struct ui *ui, enum ui_key key);

/* What a finger does with the target `name`/`index` at a place of the sheet.
 * Pressed means: down and up inside it. */
struct touch {
	bool held, pressed;
};
struct touch ui_touch(struct ui *ui, const char *name, int index, struct rect at);

/* The target with the ring, in pixels; false: none has it. */
bool ui_ring(const struct ui *ui, struct rect *at);

/* The same for a key that takes a time: pressed when the finger comes down, at *at_us. */
struct touch ui_touch_down(
	struct ui *ui, const char *name, int index, struct rect at, int64_t *at_us);

/* Drawing on the sheet. */
void ui_box(struct ui *ui, struct rect at, enum paint_color fill, int radius);
void ui_frame(struct ui *ui, struct rect at, enum paint_color fill,
	enum paint_color line, int line_width, int radius);
void ui_text(struct ui *ui, struct rect at, const char *text, struct draw_style style);
void ui_picture(
	struct ui *ui, struct rect at, const char *picture, enum paint_color color);
/* Lines through points of the sheet, at most UI_POINTS; `closed`: a polygon, filled. */
#define UI_POINTS 32
void ui_lines(struct ui *ui, const struct point *points, int n, bool closed,
	enum paint_color fill, enum paint_color line, int line_width);

/* A style from the theme: ui_text(ui, at, "好了", ui_style(ui, 64, DRAW_BOLD, COLOR_INK)). */
struct draw_style ui_style(
	const struct ui *ui, int size, enum draw_weight weight, enum paint_color color);
struct draw_style styled(struct draw_style s, enum draw_align align, enum draw_fit fit);

/* The text of a key in the language of the screens. */
const char *tr(const struct ui *ui, enum text key);

/* The same with {1}, {2}, {3} replaced; lent until the 16th next call. */
const char *tr_with(struct ui *ui, enum text key, const char *one, const char *two,
	const char *three);
const char *tr_int(struct ui *ui, enum text key, int one, int two);

#endif
