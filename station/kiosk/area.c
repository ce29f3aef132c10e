#include "area.h"

struct rect area_cut_top(struct rect *rest, int h)
{
	struct rect cut = { rest->x, rest->y, rest->w, h };

	rest->y += h;
	rest->h -= h;
	return cut;
}

struct rect area_cut_bottom(struct rect *rest, int h)
{
	rest->h -= h;
	return (struct rect){ rest->x, rest->y + rest->h, rest->w, h };
}

struct rect area_cut_left(struct rect *rest, int w)
{
	struct rect cut = { rest->x, rest->y, w, rest->h };

	rest->x += w;
	rest->w -= w;
	return cut;
}

struct rect area_cut_right(struct rect *rest, int w)
{
	rest->w -= w;
	return (struct rect){ rest->x + rest->w, rest->y, w, rest->h };
}

struct rect area_inset(struct rect r, int dx, int dy)
{
	return (struct rect){ r.x + dx, r.y + dy, r.w - 2 * dx, r.h - 2 * dy };
}

struct rect area_center(struct rect r, int w, int h)
{
	return (struct rect){ r.x + (r.w - w) / 2, r.y + (r.h - h) / 2, w, h };
}

/* Left over pixels stay at the end, so that all cells are equal. */
struct rect area_cell(
	struct rect r, int columns, int rows, int column, int row, int gap)
{
	int w = (r.w - (columns - 1) * gap) / columns;
	int h = (r.h - (rows - 1) * gap) / rows;

	return (struct rect){ r.x + column * (w + gap), r.y + row * (h + gap), w, h };
}
