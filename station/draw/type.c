#include "type.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define FAMILIES     "Noto Sans CJK SC, Noto Serif CJK SC" /* Serif: rare characters */
#define LINE_PERCENT 136 /* from one baseline to the next, of the size */
#define RISE_PERCENT 37 /* the middle of a Chinese letter or figure over its baseline */

struct type {
	PangoContext *context;
	PangoAttrList *attributes;
};

static const PangoWeight pango_weight[] = {
	[DRAW_REGULAR] = PANGO_WEIGHT_NORMAL,
	[DRAW_MEDIUM] = PANGO_WEIGHT_MEDIUM,
	[DRAW_BOLD] = PANGO_WEIGHT_BOLD,
	[DRAW_BLACK] = PANGO_WEIGHT_HEAVY,
};

static bool font_is_there(PangoContext *context, struct err *err)
{
	PangoFontDescription *want = pango_font_description_from_string(TYPE_FAMILY);
	PangoFont *font = pango_context_load_font(context, want);
	PangoFontDescription *got = font ? pango_font_describe(font) : NULL;
	const char *family = got ? pango_font_description_get_family(got) : "none";
	bool found = strcmp(family, TYPE_FAMILY) == 0;

	if (!found)
		err_set(err,
			"the font \"%s\" is not installed (\"%s\" was offered); "
			"install the package fonts-noto-cjk",
			TYPE_FAMILY, family);
	if (got)
		pango_font_description_free(got);
	if (font)
		g_object_unref(font);
	pango_font_description_free(want);
	return found;
}

/* The machine's own taste in hinting and sub-pixels stays out of our pictures. */
static void plain_letters(PangoContext *context)
{
	cairo_font_options_t *options = cairo_font_options_create();

	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(context, options);
	cairo_font_options_destroy(options);
	pango_cairo_context_set_resolution(context, 96);
	pango_context_set_language(context, pango_language_from_string("zh-cn"));
	pango_context_set_round_glyph_positions(context, FALSE);
}

struct type *type_open(struct err *err)
{
	PangoContext *context = pango_font_map_create_context(
		pango_cairo_font_map_get_default());

	plain_letters(context);
	if (!font_is_there(context, err)) {
		g_object_unref(context);
		return NULL;
	}
	struct type *t = mem_alloc(sizeof(*t));

	t->context = context;
	t->attributes = pango_attr_list_new();
	pango_attr_list_insert(t->attributes, pango_attr_font_features_new("tnum=1"));
	return t;
}

void type_close(struct type *t)
{
	if (!t)
		return;
	pango_attr_list_unref(t->attributes);
	g_object_unref(t->context);
	free(t);
}

static void set_size(PangoLayout *layout, const struct draw_style *type, int size)
{
	PangoFontDescription *font = pango_font_description_from_string(FAMILIES);

	pango_font_description_set_weight(font, pango_weight[type->weight]);
	pango_font_description_set_absolute_size(font, (double)size * PANGO_SCALE);
	pango_layout_set_font_description(layout, font);
	pango_font_description_free(font);
}

static int layout_width(PangoLayout *layout)
{
	int width, height;

	pango_layout_get_size(layout, &width, &height);
	return (width + PANGO_SCALE - 1) / PANGO_SCALE;
}

static int lines_that_fit(int size, int h)
{
	int more = h > size ? (h - size) * 100 / (size * LINE_PERCENT) : 0;

	return 1 + more;
}

static int shrink(PangoLayout *layout, const struct draw_style *type, int w)
{
	int size = type->size, least = type->size / 2, width;

	while ((width = layout_width(layout)) > w && size > least) {
		int next = (int)((int64_t)size * w / width);

		size = next < size ? next : size - 1;
		if (size < least)
			size = least;
		set_size(layout, type, size);
	}
	return size;
}

struct set_text type_set(
	struct type *p, const char *words, const struct draw_style *type, int w, int h)
{
	struct set_text t = { .layout = pango_layout_new(p->context),
		.size = type->size };

	pango_layout_set_attributes(t.layout, p->attributes);
	pango_layout_set_text(t.layout, words, -1);
	set_size(t.layout, type, t.size);
	if (type->fit == DRAW_SHRINK)
		t.size = shrink(t.layout, type, w);
	if (type->fit == DRAW_WRAP) {
		pango_layout_set_width(t.layout, w * PANGO_SCALE);
		pango_layout_set_wrap(t.layout, PANGO_WRAP_WORD_CHAR);
		pango_layout_set_height(t.layout, -lines_that_fit(t.size, h));
		pango_layout_set_ellipsize(t.layout, PANGO_ELLIPSIZE_END);
	} else if (layout_width(t.layout) > w) {
		pango_layout_set_width(t.layout, w * PANGO_SCALE);
		pango_layout_set_ellipsize(t.layout, PANGO_ELLIPSIZE_END);
	}
	t.lines = pango_layout_get_line_count(t.layout);
	t.width = layout_width(t.layout);
	t.height = t.size + (t.lines - 1) * t.size * LINE_PERCENT / 100;
	t.cut = pango_layout_is_ellipsized(t.layout) || t.height > h;
	return t;
}

static double line_x(PangoLayoutLine *line, enum draw_align align, int w)
{
	PangoRectangle logical;
	double width;

	pango_layout_line_get_extents(line, NULL, &logical);
	width = (double)logical.width / PANGO_SCALE;
	if (align == DRAW_CENTER)
		return floor((w - width) / 2);
	return align == DRAW_RIGHT ? floor(w - width) : 0;
}

struct pen type_pen(
	const struct set_text *t, enum draw_align align, int w, int h, int i)
{
	PangoLayoutLine *line = pango_layout_get_line_readonly(t->layout, i);
	double step = t->size * LINE_PERCENT / 100.0;
	double first = h / 2.0 - (t->lines - 1) * step / 2;

	return (struct pen){ line_x(line, align, w),
		round(first + i * step + t->size * RISE_PERCENT / 100.0) };
}

struct rect type_ink(
	const struct set_text *t, const struct draw_style *type, int w, int h)
{
	int out = type->size / 3;
	struct rect most = { -out, -out, w + 2 * out, h + 2 * out };
	struct rect sum = { 0, 0, 0, 0 };

	for (int i = 0; i < t->lines; i++) {
		struct pen pen = type_pen(t, type->align, w, h, i);
		PangoRectangle ink;

		pango_layout_line_get_pixel_extents(
			pango_layout_get_line_readonly(t->layout, i), &ink, NULL);
		sum = rect_union(sum,
			(struct rect){ (int)pen.x + ink.x - 1, (int)pen.y + ink.y - 1,
				ink.width + 2, ink.height + 2 });
	}
	sum = rect_common(sum, most);
	return sum.w > 0 ? sum : (struct rect){ 0, 0, 1, 1 };
}
