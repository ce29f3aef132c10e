/*
 * Letters and pictograms are costly to lay out and cheap to copy, and from one
 * frame to the next nearly all are the same. So each is turned into a mask (one
 * byte of coverage a pixel) once, and a frame pours colour through masks.
 */
#include "paint.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cairo.h>

#include "pictures.h"
#include "stroke.h"
#include "type.h"

#define MASK_SLOTS  2048
#define MASK_MOST   1400
#define MASK_MEMORY ((size_t)48 * 1024 * 1024)
#define RADIUS_MOST 96

struct mask {
	char *words; /* NULL: slot is free */
	uint64_t hash;
	enum draw_kind kind;
	struct draw_style type;
	int w, h;
	cairo_surface_t *surface;
	int x, y;	/* of the surface, from the box's corner */
	uint64_t frame; /* last painted in */
};

struct paint {
	struct type *type;
	struct mask masks[MASK_SLOTS];
	size_t n;
	size_t bytes;
	uint64_t frame;
	/* quarter discs: top left, top right, bottom left, bottom right */
	cairo_surface_t *corner[RADIUS_MOST + 1][4];
};

static size_t surface_bytes(cairo_surface_t *surface)
{
	return (size_t)cairo_image_surface_get_stride(surface) *
	       (size_t)cairo_image_surface_get_height(surface);
}

struct paint *paint_open(struct err *err)
{
	struct type *type = type_open(err);

	if (!type)
		return NULL;
	struct paint *p = mem_alloc(sizeof(*p));

	p->type = type;
	return p;
}

static void drop_mask(struct paint *p, struct mask *m)
{
	free(m->words);
	p->n--;
	p->bytes -= surface_bytes(m->surface);
	cairo_surface_destroy(m->surface);
	*m = (struct mask){ 0 };
}

void paint_close(struct paint *p)
{
	if (!p)
		return;
	for (size_t i = 0; i < MASK_SLOTS; i++)
		if (p->masks[i].words)
			drop_mask(p, &p->masks[i]);
	for (int r = 0; r <= RADIUS_MOST; r++)
		for (int i = 0; i < 4; i++)
			if (p->corner[r][i])
				cairo_surface_destroy(p->corner[r][i]);
	type_close(p->type);
	free(p);
}

/* No larger than the letters: a small mask is quick to pour through. */
static cairo_surface_t *text_mask(struct paint *p, struct mask *m)
{
	struct set_text t = type_set(p->type, m->words, &m->type, m->w, m->h);
	struct rect ink = type_ink(&t, &m->type, m->w, m->h);
	cairo_surface_t *surface = cairo_image_surface_create(
		CAIRO_FORMAT_A8, ink.w, ink.h);
	cairo_t *cr = cairo_create(surface);

	for (int i = 0; i < t.lines; i++) {
		struct pen pen = type_pen(&t, m->type.align, m->w, m->h, i);

		cairo_move_to(cr, pen.x - ink.x, pen.y - ink.y);
		pango_cairo_show_layout_line(
			cr, pango_layout_get_line_readonly(t.layout, i));
	}
	g_object_unref(t.layout);
	cairo_destroy(cr);
	m->x = ink.x;
	m->y = ink.y;
	return surface;
}

void paint_measure(struct paint *p, const struct draw *d, const struct draw_command *c,
	struct paint_measure *out)
{
	assert(c->kind == DRAW_TEXT);
	struct set_text t = type_set(
		p->type, draw_words(d, c), &c->type, c->at.w, c->at.h);
	PangoLayoutIter *iter = pango_layout_get_iter(t.layout);

	*out = (struct paint_measure){ .width = t.width,
		.height = t.height,
		.size = t.size,
		.lines = t.lines,
		.cut = t.cut,
		.missing_glyphs = pango_layout_get_unknown_glyphs_count(t.layout) > 0 };
	do {
		PangoLayoutRun *run = pango_layout_iter_get_run_readonly(iter);

		if (!run)
			continue;
		PangoFontDescription *font = pango_font_describe(
			run->item->analysis.font);
		const char *family = pango_font_description_get_family(font);

		if (!out->font[0] || strcmp(family, TYPE_FAMILY) != 0)
			snprintf(out->font, sizeof(out->font), "%s", family);
		pango_font_description_free(font);
	} while (pango_layout_iter_next_run(iter));
	pango_layout_iter_free(iter);
	g_object_unref(t.layout);
}

/* ---- pictograms ---- */

static void rounded(cairo_t *cr, double x, double y, double w, double h, double r)
{
	if (r > w / 2)
		r = w / 2;
	if (r > h / 2)
		r = h / 2;
	if (r <= 0) {
		cairo_rectangle(cr, x, y, w, h);
		return;
	}
	cairo_new_sub_path(cr);
	cairo_arc(cr, x + w - r, y + r, r, -M_PI / 2, 0);
	cairo_arc(cr, x + w - r, y + h - r, r, 0, M_PI / 2);
	cairo_arc(cr, x + r, y + h - r, r, M_PI / 2, M_PI);
	cairo_arc(cr, x + r, y + r, r, M_PI, 3 * M_PI / 2);
	cairo_close_path(cr);
}

/* Read up to `n` numbers after a stroke's letter. */
static const char *numbers(const char *s, double *out, int n)
{
	for (int i = 0; i < n; i++) {
		char *end;

		out[i] = (double)strtol(s, &end, 10);
		assert(end != s);
		s = end + (*end == ',');
	}
	return s;
}

static const char *stroke(cairo_t *cr, char letter, const char *s)
{
	double v[6];

	switch (letter) {
	case 'M':
		cairo_stroke(cr);
		s = numbers(s, v, 2);
		cairo_move_to(cr, v[0], v[1]);
		break;
	case 'L':
		s = numbers(s, v, 2);
		cairo_line_to(cr, v[0], v[1]);
		break;
	case 'C':
		s = numbers(s, v, 6);
		cairo_curve_to(cr, v[0], v[1], v[2], v[3], v[4], v[5]);
		break;
	case 'O':
	case 'o':
		cairo_stroke(cr);
		s = numbers(s, v, 3);
		cairo_arc(cr, v[0], v[1], v[2], 0, 2 * M_PI);
		if (letter == 'O')
			cairo_fill(cr);
		else
			cairo_stroke(cr);
		break;
	case 'B':
		cairo_stroke(cr);
		s = numbers(s, v, 4);
		rounded(cr, v[0], v[1], v[2], v[3], 2);
		cairo_fill(cr);
		break;
	case 'W':
		cairo_stroke(cr);
		s = numbers(s, v, 1);
		cairo_set_line_width(cr, v[0]);
		break;
	case 'Z':
		cairo_close_path(cr);
		break;
	case 'F':
		cairo_fill_preserve(cr);
		break;
	default:
		assert(!"a stroke that is not in pictures.h");
	}
	return s;
}

static cairo_surface_t *picture_mask(struct mask *m)
{
	int side = m->w < m->h ? m->w : m->h;
	cairo_surface_t *surface = cairo_image_surface_create(
		CAIRO_FORMAT_A8, side, side);
	cairo_t *cr = cairo_create(surface);
	const char *s = picture_strokes(m->words);

	assert(s);
	cairo_scale(cr, side / 100.0, side / 100.0);
	cairo_set_line_width(cr, 7);
	cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
	cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
	while (*s) {
		char letter = *s++;

		if (letter != ' ')
			s = stroke(cr, letter, s);
	}
	cairo_stroke(cr);
	cairo_destroy(cr);
	m->x = (m->w - side) / 2;
	m->y = (m->h - side) / 2;
	return surface;
}

/* ---- masks ---- */

static uint64_t mask_hash(enum draw_kind kind, const char *words,
	const struct draw_style *type, int w, int h)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);
	int numbers_of[] = { (int)kind, type->size, (int)type->weight, (int)type->align,
		(int)type->fit, w, h };

	for (size_t i = 0; i < sizeof(numbers_of) / sizeof(numbers_of[0]); i++)
		hash = (hash ^ (uint32_t)numbers_of[i]) * UINT64_C(0x100000001b3);
	for (; *words; words++)
		hash = (hash ^ (uint8_t)*words) * UINT64_C(0x100000001b3);
	return hash;
}

static bool mask_is(const struct mask *m, uint64_t hash, enum draw_kind kind,
	const char *words, const struct draw_style *type, int w, int h)
{
	return m->hash == hash && m->kind == kind && m->w == w && m->h == h &&
	       m->type.size == type->size && m->type.weight == type->weight &&
	       m->type.align == type->align && m->type.fit == type->fit &&
	       strcmp(m->words, words) == 0;
}

static void make_mask(struct paint *p, struct mask *m)
{
	m->surface = m->kind == DRAW_TEXT ? text_mask(p, m) : picture_mask(m);
	p->n++;
	p->bytes += surface_bytes(m->surface);
}

static struct mask *free_slot(struct mask *masks, uint64_t hash)
{
	size_t slot = hash % MASK_SLOTS;

	while (masks[slot].words)
		slot = (slot + 1) % MASK_SLOTS;
	return &masks[slot];
}

/* A running clock makes a new mask for every figure it shows. When there is no
 * more room, what was not in the last picture goes; the rest moves up. */
static void make_room(struct paint *p)
{
	struct mask *old = mem_array(MASK_SLOTS, sizeof(*old));

	memcpy(old, p->masks, sizeof(p->masks));
	memset(p->masks, 0, sizeof(p->masks));
	for (size_t i = 0; i < MASK_SLOTS; i++)
		if (old[i].words && old[i].frame + 1 < p->frame)
			drop_mask(p, &old[i]);
		else if (old[i].words)
			*free_slot(p->masks, old[i].hash) = old[i];
	free(old);
}

static struct mask *mask_of(struct paint *p, enum draw_kind kind, const char *words,
	const struct draw_style *type, int w, int h)
{
	uint64_t hash = mask_hash(kind, words, type, w, h);
	struct mask *m;

	for (size_t i = hash % MASK_SLOTS; p->masks[i].words; i = (i + 1) % MASK_SLOTS)
		if (mask_is(&p->masks[i], hash, kind, words, type, w, h))
			return &p->masks[i];
	if (p->n >= MASK_MOST || p->bytes >= MASK_MEMORY)
		make_room(p);
	assert(p->n < MASK_SLOTS - 1);
	m = free_slot(p->masks, hash);
	*m = (struct mask){ .words = mem_string(words),
		.hash = hash,
		.kind = kind,
		.type = *type,
		.w = w,
		.h = h };
	make_mask(p, m);
	return m;
}

/* ---- painting ---- */

static cairo_surface_t *corner(struct paint *p, int radius, int which)
{
	cairo_surface_t **kept = &p->corner[radius][which];

	if (!*kept) {
		*kept = cairo_image_surface_create(CAIRO_FORMAT_A8, radius, radius);
		cairo_t *cr = cairo_create(*kept);

		cairo_arc(cr, which % 2 ? 0 : radius, which / 2 ? 0 : radius, radius, 0,
			2 * M_PI);
		cairo_fill(cr);
		cairo_destroy(cr);
	}
	return *kept;
}

/* Whole pixels in the middle and four kept corners are several times quicker than
 * a path with arcs, and a class list has ninety such boxes. */
static void fill_box(
	struct paint *p, cairo_t *cr, uint32_t color, struct rect r, int radius)
{
	int side = r.w < r.h ? r.w : r.h;

	if (radius > side / 2)
		radius = side / 2;
	stroke_color(cr, color);
	if (radius <= 0 || radius > RADIUS_MOST) {
		rounded(cr, r.x, r.y, r.w, r.h, radius);
		cairo_fill(cr);
		return;
	}
	cairo_rectangle(cr, r.x, r.y + radius, r.w, r.h - 2 * radius);
	cairo_rectangle(cr, r.x + radius, r.y, r.w - 2 * radius, radius);
	cairo_rectangle(cr, r.x + radius, r.y + r.h - radius, r.w - 2 * radius, radius);
	cairo_fill(cr);
	for (int i = 0; i < 4; i++)
		cairo_mask_surface(cr, corner(p, radius, i),
			i % 2 ? r.x + r.w - radius : r.x,
			i / 2 ? r.y + r.h - radius : r.y);
}

static void stroke_box(cairo_t *cr, const struct draw_command *c)
{
	double half = c->line_width / 2.0;

	stroke_color(cr, c->line);
	cairo_set_line_width(cr, c->line_width);
	rounded(cr, c->at.x + half, c->at.y + half, c->at.w - c->line_width,
		c->at.h - c->line_width, c->radius - half);
	cairo_stroke(cr);
}

/* Two fills are quicker than a fill and a stroke. */
static void paint_box(struct paint *p, cairo_t *cr, const struct draw_command *c)
{
	int n = c->line_width;
	struct rect inner = { c->at.x + n, c->at.y + n, c->at.w - 2 * n,
		c->at.h - 2 * n };

	if (c->line && c->color) {
		fill_box(p, cr, c->line, c->at, c->radius);
		fill_box(p, cr, c->color, inner, c->radius > n ? c->radius - n : 0);
	} else if (c->line) {
		stroke_box(cr, c);
	} else if (c->color) {
		fill_box(p, cr, c->color, c->at, c->radius);
	}
}

static void paint_mask(struct paint *p, cairo_t *cr, const struct draw *d,
	const struct draw_command *c)
{
	struct mask *m = mask_of(
		p, c->kind, draw_words(d, c), &c->type, c->at.w, c->at.h);

	m->frame = p->frame;
	stroke_color(cr, c->color);
	cairo_mask_surface(cr, m->surface, c->at.x + m->x, c->at.y + m->y);
}

static void paint_command(struct paint *p, cairo_t *cr, const struct draw *d,
	const struct draw_command *c)
{
	switch (c->kind) {
	case DRAW_BOX:
		paint_box(p, cr, c);
		break;
	case DRAW_TEXT:
	case DRAW_PICTURE:
		if (c->color && c->at.w > 0 && c->at.h > 0)
			paint_mask(p, cr, d, c);
		break;
	case DRAW_LINES:
		stroke_lines(cr, d, c);
		break;
	case DRAW_CLIP:
		cairo_save(cr);
		cairo_rectangle(cr, c->at.x, c->at.y, c->at.w, c->at.h);
		cairo_clip(cr);
		break;
	case DRAW_UNCLIP:
		cairo_restore(cr);
		break;
	case DRAW_TOUCH:
		break;
	}
}

/* Whether any of it lies in the damage: most commands of a live picture do not. */
static bool concerns(const struct draw_command *c, struct rect damage)
{
	return c->kind == DRAW_CLIP || c->kind == DRAW_UNCLIP ||
	       rect_overlaps(draw_ink(c), damage);
}

void paint_draw(struct paint *p, const struct draw *d, void *pixels, int stride,
	struct rect damage)
{
	damage = rect_common(damage, (struct rect){ 0, 0, d->width, d->height });
	if (damage.w <= 0)
		return;
	cairo_surface_t *surface = cairo_image_surface_create_for_data(
		pixels, CAIRO_FORMAT_RGB24, d->width, d->height, stride);
	cairo_t *cr = cairo_create(surface);

	p->frame++;
	cairo_rectangle(cr, damage.x, damage.y, damage.w, damage.h);
	cairo_clip(cr);
	for (size_t i = 0; i < d->n; i++)
		if (concerns(&d->commands[i], damage))
			paint_command(p, cr, d, &d->commands[i]);
	cairo_destroy(cr);
	cairo_surface_finish(surface);
	cairo_surface_destroy(surface);
}

bool paint_png(struct paint *p, const struct draw *d, const char *path, struct err *err)
{
	cairo_surface_t *surface = cairo_image_surface_create(
		CAIRO_FORMAT_RGB24, d->width, d->height);
	cairo_status_t status;

	paint_draw(p, d, cairo_image_surface_get_data(surface),
		cairo_image_surface_get_stride(surface),
		(struct rect){ 0, 0, d->width, d->height });
	cairo_surface_mark_dirty(surface);
	status = cairo_surface_write_to_png(surface, path);
	cairo_surface_destroy(surface);
	if (status != CAIRO_STATUS_SUCCESS)
		return err_set(err, "%s: the picture could not be written: %s", path,
			cairo_status_to_string(status));
	return true;
}
