/*
 * How long a whole redraw of every scene takes, slowest first: the list of commands out of
 * the model ("layout"), and its pixels in the kiosk's own window ("paint"). Under a display
 * (Xvfb) that window is SDL's, and paint ends when the server has the picture; without one
 * it is memory.
 *
 *	bench_screens [ROUNDS]
 *
 * Times are milliseconds of the clock on the wall; cpu is the mean processor time of both
 * together, which nobody else on this machine blurs. `first` is the first redraw of a
 * scene after all that come before it: its own texts are not laid out yet.
 */
#include <stdio.h>
#include <stdlib.h>

#include "bench.h"
#include "buf.h"
#include "scenes.h"
#include "screens.h"
#include "window.h"

#define SCENES 512

struct seen {
	const char *scene;
	size_t commands;
	int64_t first, layout, layout_99, paint, paint_99, both, both_99, cpu; /* us */
};

struct hand {
	int rounds, width, height;
	struct texts *texts;
	int64_t *layout, *paint, *both; /* `rounds` of each */
};

/* Nothing of the picture before may stay: the window paints only what differs. */
static void wipe(struct window *window, struct draw *blank, const struct hand *h)
{
	draw_begin(blank, h->width, h->height);
	draw_box(
		blank, (struct rect){ 0, 0, h->width, h->height }, 0x808080ff, 0, 0, 0);
	window_show(window, blank);
}

static bool redraw(struct window *window, struct ui *ui, const struct model *m,
	int64_t *layout, int64_t *paint)
{
	int64_t began = bench_now_ns(), laid_out;
	bool shown;

	screens_draw(ui, m);
	laid_out = bench_now_ns();
	shown = window_show(window, ui_list(ui));
	*layout = (laid_out - began) / 1000;
	*paint = (bench_now_ns() - laid_out) / 1000;
	return shown;
}

static void sum_up(struct hand *h, struct seen *seen)
{
	size_t n = (size_t)h->rounds;

	bench_sort(h->layout, n);
	bench_sort(h->paint, n);
	bench_sort(h->both, n);
	seen->layout = bench_median(h->layout, n);
	seen->layout_99 = bench_99(h->layout, n);
	seen->paint = bench_median(h->paint, n);
	seen->paint_99 = bench_99(h->paint, n);
	seen->both = bench_median(h->both, n);
	seen->both_99 = bench_99(h->both, n);
}

static bool measure(
	struct hand *h, struct window *window, const struct model *m, struct seen *seen)
{
	struct ui *ui = ui_open(h->texts);
	struct draw blank = DRAW_INIT;
	int64_t layout = 0, paint = 0, worked = 0;
	bool ok;

	ui_resize(ui, h->width, h->height);
	wipe(window, &blank, h);
	ok = redraw(window, ui, m, &layout, &paint);
	seen->first = layout + paint;
	for (int r = 0; ok && r < h->rounds; r++) {
		int64_t before;

		wipe(window, &blank, h);
		before = bench_worked_ns();
		ok = redraw(window, ui, m, &h->layout[r], &h->paint[r]);
		worked += bench_worked_ns() - before;
		h->both[r] = h->layout[r] + h->paint[r];
	}
	if (!ok)
		fprintf(stderr, "bench_screens: %s was not shown\n", seen->scene);
	seen->commands = ui_list(ui)->n;
	seen->cpu = worked / h->rounds / 1000;
	sum_up(h, seen);
	draw_release(&blank);
	ui_close(ui);
	return ok;
}

static int slowest_first(const void *a, const void *b)
{
	const struct seen *x = a, *y = b;

	return (x->both < y->both) - (x->both > y->both);
}

static double ms(int64_t us)
{
	return (double)us / 1000.0;
}

static void print(const struct hand *h, struct seen *seen, int n)
{
	qsort(seen, (size_t)n, sizeof(*seen), slowest_first);
	printf("\n%d scenes at %dx%d, %d redraws each, ms\n", n, h->width, h->height,
		h->rounds);
	printf("%-28s %8s %7s %7s %7s %7s %7s %7s %7s %7s\n", "", "", "both", "",
		"layout", "", "paint", "", "", "");
	printf("%-28s %8s %7s %7s %7s %7s %7s %7s %7s %7s\n", "scene", "commands",
		"median", "99 %", "median", "99 %", "median", "99 %", "first", "cpu");
	for (int i = 0; i < n; i++) {
		const struct seen *s = &seen[i];

		printf("%-28s %8zu %7.2f %7.2f %7.2f %7.2f %7.2f %7.2f %7.2f %7.2f\n",
			s->scene, s->commands, ms(s->both), ms(s->both_99),
			ms(s->layout), ms(s->layout_99), ms(s->paint), ms(s->paint_99),
			ms(s->first), ms(s->cpu));
	}
	fflush(stdout);
}

/* One window for all of them, as the kiosk has. */
static bool all(struct hand *h, int width, int height, struct err *err)
{
	static struct model model;
	static struct seen seen[SCENES];
	struct window_options options = { "bench_screens", width, height,
		!getenv("DISPLAY"), false };
	struct window *window = window_open(&options, err);
	int n = 0;
	bool ok = window != NULL;

	h->width = width;
	h->height = height;
	while (ok && n < SCENES && (seen[n].scene = scene_fill(n, &model)) != NULL)
		ok = measure(h, window, &model, &seen[n++]);
	if (ok)
		print(h, seen, n);
	window_close(window);
	return ok;
}

int main(int argc, char **argv)
{
	struct hand h = { .rounds = argc > 1 ? atoi(argv[1]) : 100 };
	struct err err = ERR_INIT;
	bool ok;

	if (h.rounds < 1 || argc > 2) {
		fprintf(stderr, "bench_screens [ROUNDS]\n");
		return 2;
	}
	h.layout = mem_array((size_t)h.rounds, sizeof(*h.layout));
	h.paint = mem_array((size_t)h.rounds, sizeof(*h.paint));
	h.both = mem_array((size_t)h.rounds, sizeof(*h.both));
	h.texts = texts_load(SOURCE_DIR "/assets/texts/zh.yaml", &err);
	bench_machine();
	ok = h.texts && all(&h, 1920, 1080, &err) && all(&h, 1280, 800, &err);
	if (!ok)
		fprintf(stderr, "bench_screens: %s\n", err.text);
	free(h.layout);
	free(h.paint);
	free(h.both);
	texts_free(h.texts);
	return ok ? 0 : 1;
}
