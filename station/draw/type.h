/*
 * type - texts set in the station's font; for paint.c only.
 *
 * All texts are Noto Sans CJK SC with tabular figures (Noto Serif CJK SC stands in
 * for rare characters), without the machine's own taste in hinting and sub-pixels,
 * so that a picture is the same everywhere.
 */
#ifndef DRAW_TYPE_H
#define DRAW_TYPE_H

#include <pango/pangocairo.h>

#include "draw.h"
#include "err.h"

#define TYPE_FAMILY "Noto Sans CJK SC"

struct type;

struct type *type_open(struct err *err); /* NULL: the font is not there */
void type_close(struct type *t);

/* A text set for a box; the caller unrefs the layout. */
struct set_text {
	PangoLayout *layout;
	int size; /* as set */
	int lines;
	int width; /* pixels, rounded up */
	int height;
	bool cut;
};

struct set_text type_set(struct type *type, const char *words,
	const struct draw_style *style, int w, int h);

/* Where the pen starts for line `i`, from the corner of a box of w x h. */
struct pen {
	double x, y;
};
struct pen type_pen(
	const struct set_text *t, enum draw_align align, int w, int h, int i);

/* The pixels that the letters touch, from the box's corner; never farther out than
 * draw_ink() says. */
struct rect type_ink(
	const struct set_text *t, const struct draw_style *style, int w, int h);

#endif
