/*
 * draw - a picture as a list of commands.
 *
 * A screen does not paint: it writes down boxes, texts and pictograms, and a
 * painter (paint.h) puts them onto pixels later. A test reads the same list
 * without a window; two equal lists are the same picture.
 *
 *	struct draw list = DRAW_INIT;
 *	draw_begin(&list, 1920, 1080);
 *	draw_box(&list, (struct rect){ 40, 40, 300, 96 }, COLOR, 0, 0, 16);
 *	draw_text(&list, (struct rect){ 40, 40, 300, 96 }, "好了", &style);
 *	draw_release(&list);
 *
 * Lengths are whole pixels of the target, x to the right and y downward. Colours
 * are 0xRRGGBBAA; a colour of 0 draws nothing. Texts are UTF-8 and copied.
 * Commands are painted in order, later ones on top.
 */
#ifndef DRAW_DRAW_H
#define DRAW_DRAW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"

struct rect {
	int x, y, w, h;
};

struct point {
	int x, y;
};

enum draw_kind {
	DRAW_BOX,     /* a filled and/or outlined box with round corners */
	DRAW_TEXT,    /* a text inside a box */
	DRAW_PICTURE, /* a pictogram of pictures.h, centred and as big as fits */
	DRAW_LINES,   /* lines from point to point, or a polygon; `at` holds them */
	DRAW_CLIP,    /* from here on only inside this box, until DRAW_UNCLIP */
	DRAW_UNCLIP,
	DRAW_TOUCH, /* where a finger may press; painted as nothing */
};

enum draw_weight { DRAW_REGULAR, DRAW_MEDIUM, DRAW_BOLD, DRAW_BLACK };
enum draw_align { DRAW_LEFT, DRAW_CENTER, DRAW_RIGHT };

/* What happens to a text that is wider than its box. */
enum draw_fit {
	DRAW_ELLIPSIS, /* the end becomes … */
	DRAW_SHRINK,   /* set smaller, down to half its size, then … */
	DRAW_WRAP,     /* set on several lines; … at the end of the last that fits */
};

struct draw_style {
	int size; /* of the em square, pixels */
	enum draw_weight weight;
	enum draw_align align; /* upright, a text always stands in the middle */
	enum draw_fit fit;
	uint32_t color;
};

struct draw_command {
	enum draw_kind kind;
	struct rect at;
	uint32_t color; /* fill of a box or polygon, ink of a text or picture */
	uint32_t line;	/* outline of a box, or the lines */
	int line_width; /* of the outline, inside the box; of lines, around them */
	int radius;	/* of a box's corners */
	struct draw_style type; /* of a text */
	int points;		/* of DRAW_LINES: how many */
	int closed;		/* ... and whether the last is joined to the first */
	uint32_t text; /* DRAW_TEXT, DRAW_TOUCH, DRAW_PICTURE: see draw_words();
			* DRAW_LINES: see draw_through() */
};

struct draw {
	int width, height;
	struct draw_command *commands;
	size_t n, cap;
	struct buf words; /* texts, each ended by a NUL */
	struct point *points;
	size_t points_n, points_cap;
};

#define DRAW_INIT                                                                      \
	{                                                                              \
		0, 0, NULL, 0, 0, BUF_INIT, NULL, 0, 0                                 \
	}

void draw_begin(struct draw *d, int width, int height); /* empty, memory kept */
void draw_release(struct draw *d);
void draw_copy(struct draw *to, const struct draw *from); /* all of it; memory kept */

void draw_box(struct draw *d, struct rect at, uint32_t fill, uint32_t line,
	int line_width, int radius);
void draw_text(struct draw *d, struct rect at, const char *text,
	const struct draw_style *style);
void draw_picture(struct draw *d, struct rect at, const char *picture, uint32_t color);
/* Lines through `n` points, which are copied; with less than two of them nothing.
 * Corners and ends are round; `fill` is for what they enclose. */
void draw_lines(struct draw *d, const struct point *points, size_t n, bool closed,
	uint32_t fill, uint32_t line, int line_width);
void draw_clip(struct draw *d, struct rect at);
void draw_unclip(struct draw *d);
void draw_touch(struct draw *d, struct rect at, const char *name);

/* The text of a text command, the name of a picture or touch; "" otherwise. */
const char *draw_words(const struct draw *d, const struct draw_command *c);
/* The points of a command, `c->points` of them; NULL without. */
const struct point *draw_through(const struct draw *d, const struct draw_command *c);

/* Where a command may leave ink: letters may stand a third of their size out of
 * their box. */
struct rect draw_ink(const struct draw_command *c);

/* Equal for equal pictures. */
uint64_t draw_hash(const struct draw *d);

/* The smallest box that holds every difference between two lists; empty (w 0)
 * when they paint the same. The whole picture when their sizes differ. */
struct rect draw_difference(const struct draw *before, const struct draw *after);

/* One line for each command, as tests and people read it:
 *	text 40,40 300x96 64 bold center #12233dff "已保存" */
void draw_dump(const struct draw *d, struct buf *out);

bool rect_contains(struct rect r, int x, int y);
bool rect_overlaps(struct rect a, struct rect b);
struct rect rect_union(struct rect a, struct rect b);
struct rect rect_common(struct rect a, struct rect b); /* w or h 0: nothing */

#endif
