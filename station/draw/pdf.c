#include "pdf.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include "clock.h"
#include "path.h"
#include "stroke.h"
#include "type.h"

#define POINTS_MM (72 / 25.4)

struct pdf {
	char *path;
	struct buf part; /* the file's name until it is whole */
	FILE *file;
	int problem; /* of the first bytes that the disk did not take; 0 none */
	struct type *type;
	cairo_surface_t *surface;
	cairo_t *cr;
	int marked; /* pages */
};

/* Cairo aborts when it ends a surface whose bytes were not taken: it never hears of it. */
static cairo_status_t take_bytes(void *ctx, const unsigned char *bytes, unsigned len)
{
	struct pdf *pdf = ctx;

	if (!pdf->problem && fwrite(bytes, 1, len, pdf->file) != len)
		pdf->problem = errno;
	return CAIRO_STATUS_SUCCESS;
}

static void release(struct pdf *pdf)
{
	if (pdf->cr)
		cairo_destroy(pdf->cr);
	if (pdf->surface)
		cairo_surface_destroy(pdf->surface);
	if (pdf->file)
		fclose(pdf->file);
	type_close(pdf->type);
	buf_release(&pdf->part);
	free(pdf->path);
	free(pdf);
}

static void describe(cairo_surface_t *surface, const struct pdf_about *about)
{
	char stamp[CLOCK_STAMP_SIZE];

	wall_write(about->wall_us, CLOCK_SHANGHAI, stamp);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, about->title);
	cairo_pdf_surface_set_metadata(
		surface, CAIRO_PDF_METADATA_AUTHOR, about->author);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, stamp);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, stamp);
}

static bool is_good(struct pdf *pdf, struct err *err)
{
	cairo_status_t status = cairo_surface_status(pdf->surface);

	if (status == CAIRO_STATUS_SUCCESS)
		status = cairo_status(pdf->cr);
	if (status == CAIRO_STATUS_SUCCESS && !pdf->problem)
		return true;
	return err_set(err, "%s: the pages could not be written: %s", pdf->path,
		pdf->problem ? strerror(pdf->problem) : cairo_status_to_string(status));
}

struct pdf *pdf_open(const char *path, const struct pdf_about *about, struct err *err)
{
	struct pdf *pdf = mem_alloc(sizeof(*pdf));

	pdf->path = mem_string(path);
	pdf->part = (struct buf)BUF_INIT;
	path_part_name(&pdf->part, path);
	pdf->type = type_open(err);
	if (pdf->type) {
		pdf->file = fopen(pdf->part.data, "wb");
		if (!pdf->file)
			err_set(err, "%s: cannot be written: %s", path,
				strerror(errno));
	}
	if (!pdf->file) {
		release(pdf);
		return NULL;
	}
	/* The size is that of each page, given when it begins. */
	pdf->surface = cairo_pdf_surface_create_for_stream(take_bytes, pdf, 595, 842);
	pdf->cr = cairo_create(pdf->surface);
	describe(pdf->surface, about);
	return pdf;
}

/* ---- painting ------------------------------------------------------------------- */

static bool is_plain(const struct draw_command *c, uint32_t color)
{
	return c->kind == DRAW_BOX && !c->line && !c->radius && c->color == color;
}

/* Boxes that follow each other in one colour are one shape: between the modules of a
 * code no seam may shine through. Returns the last of them. */
static size_t paint_fills(cairo_t *cr, const struct draw *d, size_t i)
{
	uint32_t color = d->commands[i].color;

	stroke_color(cr, color);
	for (;; i++) {
		const struct rect *r = &d->commands[i].at;

		cairo_rectangle(cr, r->x, r->y, r->w, r->h);
		if (i + 1 == d->n || !is_plain(&d->commands[i + 1], color))
			break;
	}
	cairo_fill(cr);
	return i;
}

/* Paper has no round corners. */
static void paint_frame(cairo_t *cr, const struct draw_command *c)
{
	double half = c->line_width / 2.0;

	cairo_rectangle(cr, c->at.x + half, c->at.y + half, c->at.w - c->line_width,
		c->at.h - c->line_width);
	if (c->color) {
		stroke_color(cr, c->color);
		cairo_fill_preserve(cr);
	}
	if (c->line) {
		stroke_color(cr, c->line);
		cairo_set_line_width(cr, c->line_width);
		cairo_set_line_join(cr, CAIRO_LINE_JOIN_MITER);
		cairo_stroke_preserve(cr);
	}
	cairo_new_path(cr);
}

static void paint_text(
	struct pdf *pdf, const struct draw *d, const struct draw_command *c)
{
	struct set_text t = type_set(
		pdf->type, draw_words(d, c), &c->type, c->at.w, c->at.h);

	stroke_color(pdf->cr, c->color);
	for (int i = 0; i < t.lines; i++) {
		struct pen pen = type_pen(&t, c->type.align, c->at.w, c->at.h, i);

		cairo_move_to(pdf->cr, c->at.x + pen.x, c->at.y + pen.y);
		pango_cairo_show_layout_line(
			pdf->cr, pango_layout_get_line_readonly(t.layout, i));
	}
	g_object_unref(t.layout);
	cairo_new_path(pdf->cr);
}

static void paint_list(struct pdf *pdf, const struct draw *d)
{
	for (size_t i = 0; i < d->n; i++) {
		const struct draw_command *c = &d->commands[i];

		switch (c->kind) {
		case DRAW_BOX:
			if (c->color && is_plain(c, c->color))
				i = paint_fills(pdf->cr, d, i);
			else
				paint_frame(pdf->cr, c);
			break;
		case DRAW_TEXT:
			paint_text(pdf, d, c);
			break;
		case DRAW_LINES:
			stroke_lines(pdf->cr, d, c);
			break;
		case DRAW_CLIP:
			cairo_save(pdf->cr);
			cairo_rectangle(pdf->cr, c->at.x, c->at.y, c->at.w, c->at.h);
			cairo_clip(pdf->cr);
			break;
		case DRAW_UNCLIP:
			cairo_restore(pdf->cr);
			break;
		case DRAW_PICTURE:
		case DRAW_TOUCH:
			break;
		}
	}
}

bool pdf_page(struct pdf *pdf, const struct draw *page, int per_mm, const char *mark,
	struct err *err)
{
	double scale = POINTS_MM / per_mm;
	char where[24];

	pdf->marked++;
	cairo_pdf_surface_set_size(
		pdf->surface, page->width * scale, page->height * scale);
	if (mark && *mark) {
		snprintf(where, sizeof(where), "page=%d", pdf->marked);
		cairo_pdf_surface_add_outline(
			pdf->surface, CAIRO_PDF_OUTLINE_ROOT, mark, where, 0);
	}
	cairo_save(pdf->cr);
	cairo_scale(pdf->cr, scale, scale);
	paint_list(pdf, page);
	cairo_restore(pdf->cr);
	cairo_show_page(pdf->cr);
	return is_good(pdf, err);
}

bool pdf_close(struct pdf *pdf, bool keep, struct err *err)
{
	bool ok = keep;

	cairo_surface_finish(pdf->surface);
	ok = ok && is_good(pdf, err);
	if (fclose(pdf->file) != 0 && ok)
		ok = err_set(
			err, "%s: cannot be written: %s", pdf->path, strerror(errno));
	pdf->file = NULL;
	if (ok)
		ok = path_part_move(pdf->part.data, pdf->path, err);
	else
		unlink(pdf->part.data);
	release(pdf);
	return ok;
}
