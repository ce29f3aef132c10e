/*
 * paint - draw commands onto pixels, through Cairo, with text through Pango.
 *
 *	struct paint *paint = paint_open(err);
 *	paint_draw(paint, &list, pixels, 1920 * 4, everything);
 *	paint_close(paint);
 *
 * Texts are set in Noto Sans CJK SC with tabular figures, whatever the machine's
 * font settings say; paint_open() fails with a sentence when that font is not
 * installed. A painter remembers how texts were laid out, so that the next frame
 * costs only the pixels. One painter belongs to one thread.
 */
#ifndef DRAW_PAINT_H
#define DRAW_PAINT_H

#include "draw.h"
#include "err.h"

struct paint;

struct paint *paint_open(struct err *err);
void paint_close(struct paint *p);

/* Paint the part `damage` of the list onto 32-bit pixels, 0xXXRRGGBB in the
 * machine's byte order, `stride` bytes a row. Nothing outside it is touched. */
void paint_draw(struct paint *p, const struct draw *d, void *pixels, int stride,
	struct rect damage);

/* Paint the list and write it as a PNG file. */
bool paint_png(
	struct paint *p, const struct draw *d, const char *path, struct err *err);

/* How a text command comes out. */
struct paint_measure {
	int width, height; /* of the ink with its line spacing, pixels */
	int size;	   /* as set: smaller than asked after DRAW_SHRINK */
	int lines;
	bool cut;	     /* some of it is not shown */
	bool missing_glyphs; /* a character that the font does not have */
	char font[64];	     /* the family most of it was set in */
};
void paint_measure(struct paint *p, const struct draw *d, const struct draw_command *c,
	struct paint_measure *out);

#endif
