/*
 * pictures - the pictograms, drawn with a few strokes on a 100 x 100 sheet.
 *
 * A pictogram is a short text of strokes, so that it is as sharp on a printed
 * card as on a screen of any size, and needs no image file:
 *
 *	M x,y L x,y ...	a line from corner to corner, round ends
 *	C x,y,x,y,x,y	a curve from the last corner
 *	O x,y,r		a filled disc		o x,y,r	a ring
 *	B x,y,w,h	a filled box		Z	close the line
 *	F		fill the line instead of drawing it
 *	W n		width of the lines that follow (at first 7)
 *
 * Numbers are whole, 0..100, or may stand a little outside.
 */
#ifndef DRAW_PICTURES_H
#define DRAW_PICTURES_H

/* The strokes of a pictogram; NULL when there is none of that name. */
const char *picture_strokes(const char *name);

/* The name of pictogram `index`, NULL after the last: for tests. */
const char *picture_name(int index);

#endif
