/*
 * How long a full redraw of each scene takes at 1920 x 1080: the command list and
 * all pixels, with texts laid out before (as in the second frame) and not; cpu_ms is
 * the mean processor time, without waiting for others on this machine.
 *
 *	bench_draw [ROUNDS]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "clock.h"
#include "scenes.h"
#include "paint.h"
#include "screens.h"

#define WIDTH  1920
#define HEIGHT 1080

static uint32_t pixels[WIDTH * HEIGHT];

static int64_t redraw(struct paint *paint, struct ui *ui, const struct model *m)
{
	int64_t from = clock_now_us();

	screens_draw(ui, m);
	paint_draw(paint, ui_list(ui), pixels, WIDTH * 4,
		(struct rect){ 0, 0, WIDTH, HEIGHT });
	return clock_now_us() - from;
}

static double ms(int64_t us)
{
	return (double)us / 1000.0;
}

int main(int argc, char **argv)
{
	static struct model model;
	int rounds = argc > 1 ? atoi(argv[1]) : 200;
	struct err err = ERR_INIT;
	struct texts *texts = texts_load(SOURCE_DIR "/assets/texts/zh.yaml", &err);
	int64_t *took = mem_array((size_t)(rounds > 0 ? rounds : 1), sizeof(*took));
	const char *scene;

	if (!texts || rounds < 1) {
		fprintf(stderr, "bench_draw [ROUNDS]: %s\n", err.text);
		free(took);
		return 2;
	}
	bench_machine();
	printf("scene,commands,first_ms,median_ms,p99_ms,cpu_ms\n");
	for (int i = 0; (scene = scene_fill(i, &model)) != NULL; i++) {
		struct ui *ui = ui_open(texts);
		struct paint *paint = paint_open(&err);
		int64_t first = redraw(paint, ui, &model);

		int64_t worked = bench_worked_ns() / 1000;

		for (int r = 0; r < rounds; r++)
			took[r] = redraw(paint, ui, &model);
		worked = bench_worked_ns() / 1000 - worked;
		bench_sort(took, (size_t)rounds);
		printf("%s,%zu,%.2f,%.2f,%.2f,%.2f\n", scene, ui_list(ui)->n, ms(first),
			ms(bench_median(took, (size_t)rounds)),
			ms(bench_99(took, (size_t)rounds)), ms(worked / rounds));
		paint_close(paint);
		ui_close(ui);
	}
	free(took);
	texts_free(texts);
	return 0;
}
