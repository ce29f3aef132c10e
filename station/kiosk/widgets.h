/*
 * widgets - buttons, tiles, figures and the like, for screens to be made of.
 *
 * All places are rects of the sheet (ui.h). Those that can be pressed return true
 * in the pass in which a finger left them; they are at least TOUCH_MIN high and
 * wide, and screens keep GAP between them. `name` and `index` tell two targets of
 * one screen apart and are what a test presses.
 */
#ifndef KIOSK_WIDGETS_H
#define KIOSK_WIDGETS_H

#include "area.h"
#include "model.h"
#include "ui.h"

/* About how wide a line of text is, on the sheet: for placing things beside it.
 * What does not fit is shrunk by the painter. */
int ui_about_width(const char *text, int size);

/* The size, `size` at most, at which each of `n` texts fits a width: words of one row are
 * set alike. */
int ui_size_for(const char *const *texts, int n, int w, int size);

/* Sentences, each beginning on its own line. */
void ui_sentences(
	struct ui *ui, struct rect at, const char *text, struct draw_style style);

enum button_look {
	BUTTON_MAIN,  /* the one that goes on */
	BUTTON_PLAIN, /* any other */
	BUTTON_BAR,   /* in the top bar */
	BUTTON_WARN,  /* marks something as not counted */
};

bool ui_button(struct ui *ui, const char *name, struct rect at, const char *label,
	int size, enum button_look look);

/* A pictogram and a word. */
bool ui_icon_button(struct ui *ui, const char *name, struct rect at,
	const char *picture, const char *label, int size, enum button_look look);

/* A panel that can be pressed; the screen writes on it. */
bool ui_panel_button(
	struct ui *ui, const char *name, int index, struct rect at, bool marked);
void ui_panel(struct ui *ui, struct rect at);

/* A name, as large as `size`; a long one in two lines rather than in small letters. */
void ui_name(struct ui *ui, struct rect at, const char *name, int size,
	enum draw_weight weight);

/* A child's tile: number first and large, then the name; a mark by shape and word. */
bool ui_tile(struct ui *ui, int index, struct rect at, const struct model_tile *tile);

/* The mark alone, a picture over its word; nothing for TILE_OPEN. */
void ui_mark_of(struct ui *ui, struct rect at, enum tile_mark mark);
int ui_mark_of_width(struct ui *ui, enum tile_mark mark);
const char *mark_picture(enum tile_mark mark); /* "" for TILE_OPEN */

/* 3 x 4 keys, telephone order, with erase and go: an intent-like answer. */
enum keypad_key { KEYPAD_NONE = -1, KEYPAD_ERASE = 10, KEYPAD_GO = 11 };
int ui_keypad(struct ui *ui, struct rect at, bool can_go);

/* The number that is the hero, as big as `size` allows, in the middle of `at`, so that
 * what stands under it has the same axis; its unit hangs on its right. A number that
 * grows stands at the right edge of `room`, a number as long as it may become, so that
 * its last digit keeps its place; "" when it stands still. */
void ui_figure(struct ui *ui, struct rect at, const char *value, const char *room,
	const char *unit, int size, int unit_size, enum paint_color color);

/* The state band: colour, shape and word. */
void ui_band(struct ui *ui, struct rect at, enum phase phase, const char *word);

/* The mark of an exam's scheme, 样例·非正式成绩: ink in a frame, whole, wherever a
 * point of that scheme stands. As wide as it must be, at the left of `at`. */
void ui_mark(struct ui *ui, struct rect at, const char *mark, int size);
int ui_mark_width(const char *mark, int size);

/* done of total as a bar. */
void ui_progress(struct ui *ui, struct rect at, int done, int total);

/* A lamp with its word: colour and shape. */
void ui_lamp(struct ui *ui, struct rect at, enum lamp lamp);

/* Previous/next page keys of the bar; returns the page to show, or -1. */
int ui_pager(struct ui *ui, struct rect at, int page, int pages, enum paint_color ink);
/* The same on the ground, with words where there is room; each key so wide. */
int ui_page_keys(struct ui *ui, struct rect at, int page, int pages, int key_w);

/* Which picture, colour and word stand for a phase. */
const char *phase_picture(enum phase phase);
enum text phase_text(enum phase phase);
enum paint_color phase_sign_color(enum phase phase); /* on the ground */

#endif
