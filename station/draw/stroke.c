#include "stroke.h"

void stroke_color(cairo_t *cr, uint32_t color)
{
	cairo_set_source_rgba(cr, (color >> 24) / 255.0, (color >> 16 & 0xff) / 255.0,
		(color >> 8 & 0xff) / 255.0, (color & 0xff) / 255.0);
}

void stroke_lines(cairo_t *cr, const struct draw *d, const struct draw_command *c)
{
	const struct point *p = draw_through(d, c);

	cairo_new_path(cr);
	for (int i = 0; i < c->points; i++)
		cairo_line_to(cr, p[i].x, p[i].y);
	if (c->closed)
		cairo_close_path(cr);
	if (c->color) {
		stroke_color(cr, c->color);
		cairo_fill_preserve(cr);
	}
	if (c->line) {
		stroke_color(cr, c->line);
		cairo_set_line_width(cr, c->line_width);
		cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
		cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
		cairo_stroke_preserve(cr);
	}
	cairo_new_path(cr);
}
