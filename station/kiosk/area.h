/*
 * area - dividing a rect of the sheet into rows, columns and cells.
 *
 * Cutting takes a piece off one side and makes the rest smaller, so that a screen
 * reads from top to bottom: bar, value, state band, keys.
 */
#ifndef KIOSK_AREA_H
#define KIOSK_AREA_H

#include "draw.h"

struct rect area_cut_top(struct rect *rest, int h);
struct rect area_cut_bottom(struct rect *rest, int h);
struct rect area_cut_left(struct rect *rest, int w);
struct rect area_cut_right(struct rect *rest, int w);

struct rect area_inset(struct rect r, int dx, int dy);
struct rect area_center(struct rect r, int w, int h);

/* Cell `column`, `row` of a grid of equal cells with `gap` between them. */
struct rect area_cell(
	struct rect r, int columns, int rows, int column, int row, int gap);

#endif
