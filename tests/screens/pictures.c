/*
 * Pictures of every scene, as PNG files in a folder, and how far they are from the
 * ones in tests/screens.
 *
 *	pictures FOLDER		write <scene>-1920x1080.png, -1280x800 and, of those that
 *				are laid out for it, -1080x1920
 *	pictures FOLDER WANT	only those that exist in WANT, and compare with them
 *
 * Exit 1 when one differs: the mean difference of a block of 16 x 16 pixels is more
 * than BLOCK_MOST, or of the whole more than WHOLE_MOST (of 255). A font of another
 * version moves edges a little, and the kept pictures have 256 colours; a text that
 * moved or changed is far beyond both.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cairo.h>

#include "scenes.h"
#include "paint.h"
#include "path.h"
#include "screens.h"

#define BLOCK	   16
#define BLOCK_MOST 40.0
#define WHOLE_MOST 1.2

static const struct {
	int width, height;
} sizes[] = { { 1920, 1080 }, { 1280, 800 }, { 1080, 1920 } };
#define SIZES ((int)(sizeof(sizes) / sizeof(sizes[0])))

static double block_difference(
	const uint8_t *a, const uint8_t *b, int stride, int x0, int y0, int w, int h)
{
	long sum = 0;

	for (int y = y0; y < y0 + h; y++)
		for (int i = x0 * 4; i < (x0 + w) * 4; i++)
			if (i % 4 != 3)
				sum += abs(a[(size_t)y * (size_t)stride + (size_t)i] -
					   b[(size_t)y * (size_t)stride + (size_t)i]);
	return (double)sum / (3.0 * w * h);
}

static bool alike(cairo_surface_t *a, cairo_surface_t *b, const char *name)
{
	int w = cairo_image_surface_get_width(a), h = cairo_image_surface_get_height(a);
	int stride = cairo_image_surface_get_stride(a);
	double whole = 0, worst = 0;

	if (w != cairo_image_surface_get_width(b) ||
		h != cairo_image_surface_get_height(b) ||
		stride != cairo_image_surface_get_stride(b)) {
		printf("%s: another size\n", name);
		return false;
	}
	for (int y = 0; y < h; y += BLOCK)
		for (int x = 0; x < w; x += BLOCK) {
			int bw = w - x < BLOCK ? w - x : BLOCK;
			int bh = h - y < BLOCK ? h - y : BLOCK;
			double d = block_difference(cairo_image_surface_get_data(a),
				cairo_image_surface_get_data(b), stride, x, y, bw, bh);

			worst = d > worst ? d : worst;
			whole += d * bw * bh / ((double)w * h);
		}
	if (worst > BLOCK_MOST || whole > WHOLE_MOST) {
		printf("%s: differs by %.2f, at worst %.1f in a block\n", name, whole,
			worst);
		return false;
	}
	return true;
}

static bool compare(const char *made, const char *wanted, const char *name)
{
	cairo_surface_t *a = cairo_image_surface_create_from_png(made);
	cairo_surface_t *b = cairo_image_surface_create_from_png(wanted);
	bool same = cairo_surface_status(a) == CAIRO_STATUS_SUCCESS &&
		    cairo_surface_status(b) == CAIRO_STATUS_SUCCESS &&
		    alike(a, b, name);

	cairo_surface_destroy(a);
	cairo_surface_destroy(b);
	return same;
}

static bool picture(struct paint *paint, struct ui *ui, const char *scene, int size,
	const char *folder, const char *want)
{
	char name[96], made[PATH_SIZE], wanted[PATH_SIZE];
	struct err err = ERR_INIT;

	snprintf(name, sizeof(name), "%s-%dx%d.png", scene, sizes[size].width,
		sizes[size].height);
	if (want && path_join(wanted, want, name, &err) && !path_is_file(wanted))
		return true;
	if (err.text[0] || !path_join(made, folder, name, &err) ||
		!paint_png(paint, ui_list(ui), made, &err)) {
		printf("%s\n", err.text);
		return false;
	}
	return !want || compare(made, wanted, name);
}

int main(int argc, char **argv)
{
	static struct model model;
	struct err err = ERR_INIT;
	struct texts *texts = texts_load(SOURCE_DIR "/assets/texts/zh.yaml", &err);
	struct paint *paint = paint_open(&err);
	bool good = true;

	if (argc < 2 || !texts || !paint || !path_make(argv[1], &err)) {
		fprintf(stderr, "pictures FOLDER [WANT]: %s\n", err.text);
		return 2;
	}
	struct ui *ui = ui_open(texts);
	const char *scene;

	for (int i = 0; (scene = scene_fill(i, &model)) != NULL; i++)
		for (int s = 0; s < SIZES; s++) {
			ui_resize(ui, sizes[s].width, sizes[s].height);
			screens_draw(ui, &model);
			if (sizes[s].width < sizes[s].height && !ui_is_upright(ui))
				continue;
			good = picture(paint, ui, scene, s, argv[1],
				       argc > 2 ? argv[2] : NULL) &&
			       good;
		}
	ui_close(ui);
	paint_close(paint);
	texts_free(texts);
	return good ? 0 : 1;
}
