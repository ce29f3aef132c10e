/*
 * stroke - what the painters of pixels and of paper do alike: a colour, and lines.
 */
#ifndef DRAW_STROKE_H
#define DRAW_STROKE_H

#include <stdint.h>

#include <cairo.h>

#include "draw.h"

void stroke_color(cairo_t *cr, uint32_t color);
/* A command of DRAW_LINES: what they enclose, then the lines, with round corners and ends. */
void stroke_lines(cairo_t *cr, const struct draw *d, const struct draw_command *c);

#endif
