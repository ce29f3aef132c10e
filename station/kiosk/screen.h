/*
 * screen - what the files of screens share; nobody else includes this.
 *
 * A screen draws below the top bar, in `at`, and returns what was asked for.
 */
#ifndef KIOSK_SCREEN_H
#define KIOSK_SCREEN_H

#include <stdio.h>

#include "intent.h"
#include "kind.h"
#include "model.h"
#include "screens.h"
#include "widgets.h"

typedef struct intent screen_fn(struct ui *ui, const struct model *m, struct rect at);

#define X(NAME, name, whose, title, picture) screen_fn screen_##name;
SCREEN_LIST(X)
#undef X

/* The strip above every screen; bar.c. */
struct intent bar_draw(struct ui *ui, const struct model *m, enum screen screen);
int bar_height(const struct ui *ui);
/* Upright: the children's keys of that strip, within their reach. Cuts its place off
 * the bottom of `rest`; nothing when there are none. */
struct intent foot_draw(
	struct ui *ui, const struct model *m, enum screen screen, struct rect *rest);
/* A fault that leaves the screen usable. Cuts its place off `rest`. */
struct intent banner_draw(struct ui *ui, const struct model *m, struct rect *rest);

/* Work that runs beside the teacher's screens, or a stick. Cuts its place off `rest`.
 * screen_close.c */
struct intent strip_draw(struct ui *ui, const struct model *m, struct rect *rest);

/* Picture `step` (0..2) of how an item is done; NULL when there is none. */
const char *poster_picture(const char *item, int step);

/* Which letter of a..z was typed, 0..25; -1 none. screen_names.c */
int letter_of(const char *typed);

/* Upright the list of classes or names has a foot under it, this high with its edges. */
#define FOOT_SPACE 152
/* How many classes or names stand on a page: 45, or as many as fit upright. */
int tile_page(const struct ui *ui);
int pages_of(int n, int each);
/* The page that the visit asks for, if it exists; else the last one. */
int page_shown(const struct model *m, int pages);

/* How many lines of a grid of `n` have room in `h`, each `row_h` high or more, with room
 * for page keys when they need several pages. */
#define TILE_LEAST_H 73
int lines_in(int h, int n, int columns, int row_h);
/* The page to draw of such a grid, `each` a page; its keys stand at the foot of `rest`,
 * and what they ask for is put into `want`. */
int paged(struct ui *ui, const struct model *m, struct rect *rest, int n, int each,
	struct intent *want);

/* Beside what is measured: the tries, and who is next. screen_attempt.c */
#define SIDE_H 400 /* of its panel, upright: the tries beside who is next */
void draw_side(struct ui *ui, const struct model *m, struct rect at);
void draw_tries(struct ui *ui, const struct model *m, struct rect at);
/* The same in one line, for screens without that third; nothing if nobody waits. */
void draw_called_line(struct ui *ui, const struct model *m, struct rect at);
void draw_queue(struct ui *ui, const struct model *m, struct rect at);

/* The right side of 设备 while something is done with the port. screen_desk.c */
struct intent draw_desk(struct ui *ui, const struct model *m, struct rect at);
/* What came of the last touch there. screen_devices.c */
void draw_note(struct ui *ui, const struct model_desk *d, struct rect at);

/* Of the screens that mend: what came of the last touch, what 撤销上一步 takes back (and
 * whether it was touched), a line of text, and a character that was typed. screen_mend.c */
void draw_mend_note(struct ui *ui, const struct model *m, struct rect at);
struct rect undo_place(const struct ui *ui, struct rect *head); /* at its right */
bool draw_undo(struct ui *ui, const struct model *m, struct rect at);
void mend_line(struct ui *ui, struct rect at, const char *text, int size,
	enum draw_weight weight, enum paint_color color);
/* INTENT_TYPE of a keyboard beside the screen; INTENT_NONE otherwise. */
struct intent typed_on_keyboard(struct ui *ui);
/* The right side of 学生 while it asks something. screen_student_asks.c */
struct intent draw_student_asks(struct ui *ui, const struct model *m, struct rect at);

/* What the model says to a child, unless it speaks of what no child is told (kind.h). */
static inline const char *kindly(const char *text)
{
	return kind_is(text) ? text : "";
}

static inline struct intent intent(enum intent_kind kind)
{
	return (struct intent){ .kind = kind };
}

static inline struct intent intent_two(enum intent_kind kind, int index, int other)
{
	return (struct intent){ .kind = kind, .index = index, .other = other };
}

static inline struct intent intent_index(enum intent_kind kind, int index)
{
	return (struct intent){ .kind = kind, .index = index };
}

#endif
