/*
 * chart - a radar and a line over the years, of whole numbers only.
 *
 * A radar has 3 to CHART_AXES axes; the first stands upright, the others follow clockwise.
 * Where a point lies is worked out with sines in 1/2^30, so that every machine draws the
 * same pixels.
 */
#ifndef KIOSK_CHART_H
#define KIOSK_CHART_H

#include "ui.h"

#define CHART_AXES 12

struct chart_axis {
	const char *name;
	int permille; /* 0..1000 */
};

/* The point at `permille` of the radius on axis `i` of `n`, around `center`. */
struct point chart_point(struct point center, int radius, int n, int i, int permille);

/* With its names around it; with fewer than 3 axes nothing. */
void chart_radar(struct ui *ui, struct rect at, const struct chart_axis *axes, int n);

/* Through `n` values from the left to the right, the last one marked; with fewer than two
 * nothing. */
void chart_line(struct ui *ui, struct rect at, const int *permille, int n);

#endif
