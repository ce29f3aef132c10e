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
#include <time.h>

#include <sys/utsname.h>

#include "clock.h"
#include "scenes.h"
#include "paint.h"
#include "screens.h"

#define WIDTH  1920
#define HEIGHT 1080

static uint32_t pixels[WIDTH * HEIGHT];

static int by_size(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* The processor time of this thread: what a loaded machine does not blur. */
static int64_t worked_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

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

static void print_machine(void)
{
	struct utsname u;
	char line[256], *colon;
	FILE *cpus = fopen("/proc/cpuinfo", "r");

	uname(&u);
	printf("# %s %s", u.sysname, u.machine);
	while (cpus && fgets(line, sizeof(line), cpus))
		if (strncmp(line, "model name", 10) == 0) {
			colon = strchr(line, ':');
			printf(",%s", colon ? colon + 1 : "\n");
			break;
		}
	if (cpus)
		fclose(cpus);
	printf("# build: %s\n", BUILD_TYPE);
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
	print_machine();
	printf("scene,commands,first_ms,median_ms,p99_ms,cpu_ms\n");
	for (int i = 0; (scene = scene_fill(i, &model)) != NULL; i++) {
		struct ui *ui = ui_open(texts);
		struct paint *paint = paint_open(&err);
		int64_t first = redraw(paint, ui, &model);

		int64_t worked = worked_us();

		for (int r = 0; r < rounds; r++)
			took[r] = redraw(paint, ui, &model);
		worked = worked_us() - worked;
		qsort(took, (size_t)rounds, sizeof(*took), by_size);
		printf("%s,%zu,%.2f,%.2f,%.2f,%.2f\n", scene, ui_list(ui)->n, ms(first),
			ms(took[rounds / 2]), ms(took[rounds * 99 / 100]),
			ms(worked / rounds));
		paint_close(paint);
		ui_close(ui);
	}
	free(took);
	texts_free(texts);
	return 0;
}
