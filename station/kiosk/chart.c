#include "chart.h"

#include <stdio.h>
#include <string.h>

#include "area.h"
#include "widgets.h"

#define ONE (INT64_C(1) << 30)

/* Cosine and sine of a whole turn divided by n, times ONE. */
static const struct {
	int64_t cos, sin;
} turn[CHART_AXES + 1] = {
	[3] = { -536870912, 929887697 },
	[4] = { 0, 1073741824 },
	[5] = { 331804471, 1021189159 },
	[6] = { 536870912, 929887697 },
	[7] = { 669467077, 839485162 },
	[8] = { 759250125, 759250125 },
	[9] = { 822533958, 690187940 },
	[10] = { 868675383, 631129609 },
	[11] = { 903289103, 580508657 },
	[12] = { 929887697, 536870912 },
};

static int64_t rounded(int64_t n, int64_t d)
{
	return n < 0 ? -((-n + d / 2) / d) : (n + d / 2) / d;
}

struct point chart_point(struct point center, int radius, int n, int i, int permille)
{
	int64_t x = 0, y = -ONE; /* upright; y is downward */

	for (; i > 0; i--) {
		int64_t then = rounded(x * turn[n].cos - y * turn[n].sin, ONE);

		y = rounded(x * turn[n].sin + y * turn[n].cos, ONE);
		x = then;
	}
	return (struct point){ center.x +
				       (int)rounded(x * radius * permille, ONE * 1000),
		center.y + (int)rounded(y * radius * permille, ONE * 1000) };
}

/* ---- the radar --------------------------------------------------------------------- */

#define NAME_SIZE  24
#define NAME_LINE  32
#define NAME_GAP   10
#define NAME_MIN   60
#define RADIUS_MIN 72
#define LONG_NAME  3 /* Chinese characters; a longer one stands in two lines */

struct radar {
	struct ui *ui;
	struct point center;
	int radius, n;
	int name_w; /* at most, beside the figure */
};

static void ring(const struct radar *r, int permille, enum paint_color fill, int width)
{
	struct point p[CHART_AXES];

	for (int i = 0; i < r->n; i++)
		p[i] = chart_point(r->center, r->radius, r->n, i, permille);
	ui_lines(r->ui, p, r->n, true, fill, COLOR_LINE, width);
}

static void shape(const struct radar *r, const struct chart_axis *axes)
{
	struct point p[CHART_AXES];

	for (int i = 0; i < r->n; i++)
		p[i] = chart_point(r->center, r->radius, r->n, i, axes[i].permille);
	ui_lines(r->ui, p, r->n, true, COLOR_CELL_FILL, COLOR_MAIN, 5);
	for (int i = 0; i < r->n; i++)
		ui_box(r->ui, (struct rect){ p[i].x - 7, p[i].y - 7, 14, 14 },
			COLOR_MAIN, 7);
}

static void spokes(const struct radar *r)
{
	for (int i = 0; i < r->n; i++) {
		struct point p[2] = { r->center,
			chart_point(r->center, r->radius, r->n, i, 1000) };

		ui_lines(r->ui, p, 2, false, COLOR_NONE, COLOR_LINE, 2);
	}
}

/* 坐位 over 体前屈; how many bytes stand above, 0: it has one line. */
static size_t above(const char *name)
{
	size_t letters = strlen(name) / 3;

	return letters > LONG_NAME && (unsigned char)name[0] >= 0xe0 ? letters / 2 * 3
								     : 0;
}

static int name_width(const char *name)
{
	return ui_about_width(name + above(name), NAME_SIZE) + 4;
}

static int name_width_in(const struct radar *r, const char *name)
{
	int w = name_width(name);

	return w < r->name_w ? w : r->name_w;
}

static void name_line(
	const struct radar *r, struct rect at, const char *text, enum draw_align align)
{
	ui_text(r->ui, at, text,
		styled(ui_style(r->ui, NAME_SIZE, DRAW_MEDIUM, COLOR_INK_SOFT), align,
			DRAW_SHRINK));
}

static void name_lines(
	const struct radar *r, struct rect at, const char *name, enum draw_align align)
{
	size_t first = align == DRAW_CENTER ? 0 : above(name);
	char text[24];

	if (first) {
		snprintf(text, sizeof(text), "%.*s", (int)first, name);
		name_line(r, area_cut_top(&at, NAME_LINE), text, align);
	}
	name_line(r, at, name + first, align);
}

/* Beside the end of its axis: above, below, or away from the middle. */
static void name(const struct radar *r, const struct chart_axis *axis, int i)
{
	struct point end = chart_point(r->center, r->radius, r->n, i, 1000);
	int dx = end.x - r->center.x, dy = end.y - r->center.y;
	int w = name_width_in(r, axis->name),
	    h = NAME_LINE * (above(axis->name) ? 2 : 1);
	struct rect at = { end.x - w / 2, end.y - h / 2, w, h };
	enum draw_align align = DRAW_CENTER;

	if (dx * 4 > r->radius) {
		at.x = end.x + NAME_GAP;
		align = DRAW_LEFT;
	} else if (dx * 4 < -r->radius) {
		at.x = end.x - NAME_GAP - w;
		align = DRAW_RIGHT;
	} else { /* there is room for one line on both sides */
		w = ui_about_width(axis->name, NAME_SIZE) + 8;
		at = (struct rect){ end.x - w / 2,
			dy < 0 ? end.y - NAME_LINE - 8 : end.y + 8, w, NAME_LINE };
	}
	name_lines(r, at, axis->name, align);
}

static bool is_beside(struct point end, struct point center, int radius)
{
	int dx = end.x - center.x;

	return dx * 4 > radius || dx * 4 < -radius;
}

/* So large that the names beside it have room. */
static int radius_for(
	const struct radar *r, struct rect at, const struct chart_axis *axes, int n)
{
	struct point none = { 0, 0 };
	int radius = at.h / 2 - NAME_LINE - 8;

	for (int i = 0; i < n; i++) {
		struct point end = chart_point(none, 1000, n, i, 1000);
		int room = at.w / 2 - name_width_in(r, axes[i].name) - NAME_GAP;
		int dx = end.x < 0 ? -end.x : end.x;

		if (is_beside(end, none, 1000) && room * 1000 / dx < radius)
			radius = room * 1000 / dx;
	}
	return radius;
}

void chart_radar(struct ui *ui, struct rect at, const struct chart_axis *axes, int n)
{
	struct radar r = {
		.ui = ui, .center = { at.x + at.w / 2, at.y + at.h / 2 }, .n = n
	};

	if (n < 3 || n > CHART_AXES)
		return;
	r.name_w = at.w / 2 - NAME_GAP;
	r.radius = radius_for(&r, at, axes, n);
	if (r.radius < RADIUS_MIN) { /* the names are drawn smaller instead */
		r.name_w -= RADIUS_MIN;
		r.radius = radius_for(&r, at, axes, n);
	}
	if (r.radius < 40 || r.name_w < NAME_MIN)
		return;
	ring(&r, 1000, COLOR_GROUND, 3);
	spokes(&r);
	shape(&r, axes);
	ring(&r, 600, COLOR_NONE, 2);
	for (int i = 0; i < n; i++)
		name(&r, &axes[i], i);
}

/* ---- the line ---------------------------------------------------------------------- */

#define DOT 6

void chart_line(struct ui *ui, struct rect at, const int *permille, int n)
{
	struct point p[UI_POINTS];
	struct rect inner = area_inset(at, DOT + 4, DOT + 4);

	if (n < 2 || n > UI_POINTS)
		return;
	for (int i = 0; i < n; i++)
		p[i] = (struct point){ inner.x + inner.w * i / (n - 1),
			inner.y + inner.h - inner.h * permille[i] / 1000 };
	ui_lines(ui, p, n, false, COLOR_NONE, COLOR_FILL, 4);
	for (int i = 0; i < n; i++) {
		int r = i == n - 1 ? DOT + 3 : DOT;

		ui_box(ui, (struct rect){ p[i].x - r, p[i].y - r, 2 * r, 2 * r },
			i == n - 1 ? COLOR_MAIN : COLOR_FILL, r);
	}
}
