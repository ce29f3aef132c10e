/*
 * The contact sheet: every screen in each of its states, in every size, language and
 * theme.
 *
 *	contact_sheet OUT.png [SCENE...]	all of it on one picture, small
 *	contact_sheet FOLDER [SCENE...]		a picture of each, and a page of each screen
 *
 * In the folder <screen>.png is a page with a row for each scene, and
 * <scene>-<size>-<language>-<theme>.png is one of them as the window shows it. Without
 * a scene all are drawn; a name may be the beginning of several.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cairo.h>

#include "buf.h"
#include "model_texts.h"
#include "paint.h"
#include "path.h"
#include "scenes.h"
#include "screens.h"

#define SCENES	  256
#define PAGE_H	  300 /* of a picture on the page of a screen */
#define OUT_H	  150 /* and on the one sheet */
#define LABEL_H	  30
#define SPACE	  10
#define SHEET_INK 0x1a1a1aff

static const struct {
	int width, height;
} sizes[] = { { 1920, 1080 }, { 1280, 800 }, { 1080, 1920 } };
#define SIZES ((int)(sizeof(sizes) / sizeof(sizes[0])))

static const struct theme *const themes[] = { &theme_light, &theme_dark };
static const char *const languages[] = { "zh", "en" };
#define COLUMNS (SIZES * 2 * 2)

struct sheet {
	struct texts *texts[2];
	struct paint *paint;
	struct ui *ui;
	struct model model;
	cairo_surface_t *page;
	int shown_h; /* of a picture on it */
	char **wanted;
	int wanted_count;
};

struct scene_of {
	int index;
	const char *name;
	enum screen screen;
};

static int shown_w(const struct sheet *s, int size)
{
	return sizes[size].width * s->shown_h / sizes[size].height;
}

static int row_h(const struct sheet *s)
{
	return LABEL_H + s->shown_h + SPACE;
}

static int page_w(const struct sheet *s)
{
	int w = SPACE;

	for (int i = 0; i < SIZES; i++)
		w += 4 * (shown_w(s, i) + SPACE);
	return w;
}

static cairo_surface_t *painted(struct sheet *s, const struct draw *list)
{
	cairo_surface_t *surface = cairo_image_surface_create(
		CAIRO_FORMAT_RGB24, list->width, list->height);

	paint_draw(s->paint, list, cairo_image_surface_get_data(surface),
		cairo_image_surface_get_stride(surface),
		(struct rect){ 0, 0, list->width, list->height });
	cairo_surface_mark_dirty(surface);
	return surface;
}

static void put(struct sheet *s, cairo_surface_t *picture, int x, int y, int w, int h)
{
	cairo_t *cr = cairo_create(s->page);

	cairo_translate(cr, x, y);
	cairo_scale(cr, (double)w / cairo_image_surface_get_width(picture),
		(double)h / cairo_image_surface_get_height(picture));
	cairo_set_source_surface(cr, picture, 0, 0);
	cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_GOOD);
	cairo_paint(cr);
	cairo_destroy(cr);
}

static void label(struct sheet *s, const char *name, int y)
{
	struct draw list = DRAW_INIT;
	struct draw_style style = { .size = 20,
		.weight = DRAW_BOLD,
		.align = DRAW_LEFT,
		.fit = DRAW_ELLIPSIS,
		.color = SHEET_INK };
	cairo_surface_t *picture;

	draw_begin(&list, 600, LABEL_H);
	draw_box(&list, (struct rect){ 0, 0, 600, LABEL_H }, 0xffffffff, 0, 0, 0);
	draw_text(&list, (struct rect){ 0, 0, 600, LABEL_H }, name, &style);
	picture = painted(s, &list);
	put(s, picture, SPACE, y, 600, LABEL_H);
	cairo_surface_destroy(picture);
	draw_release(&list);
}

static bool write_png(cairo_surface_t *surface, const char *path)
{
	if (cairo_surface_write_to_png(surface, path) == CAIRO_STATUS_SUCCESS)
		return true;
	fprintf(stderr, "%s: the picture could not be written\n", path);
	return false;
}

static bool keep(cairo_surface_t *picture, const char *folder, const char *scene,
	int size, int language, int theme)
{
	char name[128], path[PATH_SIZE];
	struct err err = ERR_INIT;

	snprintf(name, sizeof(name), "%s-%dx%d-%s-%s.png", scene, sizes[size].width,
		sizes[size].height, languages[language], themes[theme]->name);
	return path_join(path, folder, name, &err) && write_png(picture, path);
}

/* One scene in all its forms, left to right. `folder` NULL: only on the page. */
static bool draw_row(
	struct sheet *s, const struct scene_of *scene, int row, const char *folder)
{
	int x = SPACE, y = row * row_h(s);
	bool good = true;

	label(s, scene->name, y);
	for (int i = 0; i < COLUMNS; i++) {
		int size = i / 4, language = i / 2 % 2, theme = i % 2;
		cairo_surface_t *picture;

		scene_fill(scene->index, &s->model);
		if (language == 1)
			model_in_english(&s->model);
		ui_set_texts(s->ui, s->texts[language]);
		ui_set_theme(s->ui, themes[theme]);
		ui_resize(s->ui, sizes[size].width, sizes[size].height);
		screens_draw(s->ui, &s->model);
		picture = painted(s, ui_list(s->ui));
		put(s, picture, x, y + LABEL_H, shown_w(s, size), s->shown_h);
		x += shown_w(s, size) + SPACE;
		if (folder)
			good = keep(picture, folder, scene->name, size, language,
				       theme) &&
			       good;
		cairo_surface_destroy(picture);
	}
	return good;
}

static bool is_wanted(const struct sheet *s, const char *scene)
{
	for (int i = 0; i < s->wanted_count; i++)
		if (strncmp(scene, s->wanted[i], strlen(s->wanted[i])) == 0)
			return true;
	return s->wanted_count == 0;
}

static int gather(struct sheet *s, struct scene_of *scenes)
{
	const char *name;
	int n = 0;

	for (int i = 0; n < SCENES && (name = scene_fill(i, &s->model)) != NULL; i++)
		if (is_wanted(s, name))
			scenes[n++] = (struct scene_of){ i, name,
				screens_which(&s->model) };
	return n;
}

/* Those of `screen`; SCREENS: all. */
static bool draw_page(struct sheet *s, const struct scene_of *scenes, int n,
	enum screen screen, const char *folder, const char *path)
{
	int rows = 0;
	bool good = true;

	for (int i = 0; i < n; i++)
		rows += screen == SCREENS || scenes[i].screen == screen;
	if (!rows)
		return true;
	s->page = cairo_image_surface_create(
		CAIRO_FORMAT_RGB24, page_w(s), rows * row_h(s));
	memset(cairo_image_surface_get_data(s->page), 0xff,
		(size_t)cairo_image_surface_get_stride(s->page) *
			(size_t)cairo_image_surface_get_height(s->page));
	cairo_surface_mark_dirty(s->page);
	rows = 0;
	for (int i = 0; i < n; i++)
		if (screen == SCREENS || scenes[i].screen == screen)
			good = draw_row(s, &scenes[i], rows++, folder) && good;
	good = write_png(s->page, path) && good;
	cairo_surface_destroy(s->page);
	return good;
}

static bool draw_folder(
	struct sheet *s, const struct scene_of *scenes, int n, const char *folder)
{
	char name[64], path[PATH_SIZE];
	struct err err = ERR_INIT;
	bool good = path_make(folder, &err);

	s->shown_h = PAGE_H;
	for (int i = 0; good && i < SCREENS; i++) {
		snprintf(name, sizeof(name), "%s.png", screen_name((enum screen)i));
		good = path_join(path, folder, name, &err) &&
		       draw_page(s, scenes, n, (enum screen)i, folder, path);
	}
	if (err.text[0])
		fprintf(stderr, "%s\n", err.text);
	return good;
}

static bool is_picture(const char *path)
{
	size_t len = strlen(path);

	return len > 4 && strcmp(path + len - 4, ".png") == 0;
}

int main(int argc, char **argv)
{
	static struct sheet s;
	static struct scene_of scenes[SCENES];
	struct err err = ERR_INIT;
	bool good;
	int n;

	if (argc < 2 || argv[1][0] == '-') {
		fprintf(stderr, "contact_sheet OUT.png|FOLDER [SCENE...]\n");
		return 2;
	}
	s.texts[0] = texts_load(SOURCE_DIR "/assets/texts/zh.yaml", &err);
	s.texts[1] = s.texts[0] ? texts_load(SOURCE_DIR "/assets/texts/en.yaml", &err)
				: NULL;
	s.paint = s.texts[1] ? paint_open(&err) : NULL;
	if (!s.paint) {
		fprintf(stderr, "%s\n", err.text);
		return 2;
	}
	s.ui = ui_open(s.texts[0]);
	s.wanted = argv + 2;
	s.wanted_count = argc - 2;
	s.shown_h = OUT_H;
	n = gather(&s, scenes);
	good = is_picture(argv[1]) ? draw_page(&s, scenes, n, SCREENS, NULL, argv[1])
				   : draw_folder(&s, scenes, n, argv[1]);
	ui_close(s.ui);
	paint_close(s.paint);
	texts_free(s.texts[0]);
	texts_free(s.texts[1]);
	return good ? 0 : 1;
}
