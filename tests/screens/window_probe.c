/*
 * The window alone: shows the screens of a small invented class, grants what only
 * moves about them, and prints every intent as a line. For tests with real clicks
 * and keys under Xvfb.
 *
 *	window_probe WIDTHxHEIGHT [PNG]	until the window is closed or a scan of
 *					"000000"; then writes the last picture
 *
 * Prints `open` when the first picture is there, with the milliseconds since start.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"
#include "scenes.h"
#include "screens.h"
#include "window.h"

static struct model model;

/* Rings from another thread, as the listening thread does. */
static void *bell(void *window)
{
	for (int i = 0; i < 20; i++) {
		usleep(20000);
		window_ring(window);
	}
	return NULL;
}

static void scene(const char *want)
{
	struct visit visit = model.visit;
	const char *name;

	for (int i = 0; (name = scene_fill(i, &model)) != NULL; i++)
		if (strcmp(name, want) == 0)
			break;
	visit.selected = -1;
	model.visit = visit;
}

/* Those that the test waits for. */
static const char *name_of(enum intent_kind kind)
{
	switch (kind) {
	case INTENT_CLASSES:
		return "classes";
	case INTENT_CLASS:
		return "class";
	case INTENT_DIGIT:
		return "digit";
	case INTENT_SCAN:
		return "scan";
	case INTENT_NUMBER:
		return "number";
	case INTENT_STUDENT:
		return "student";
	case INTENT_YES:
		return "yes";
	case INTENT_NOT_ME:
		return "not-me";
	default:
		return "other";
	}
}

/* false: the end. */
static bool grant(const struct intent *want)
{
	if (want->kind == INTENT_NONE)
		return true;
	printf("intent %s %d \"%s\"\n", name_of(want->kind), want->index, want->text);
	if (screens_step(&model.visit, &model, want))
		return true;
	if (want->kind == INTENT_STUDENT || want->kind == INTENT_NUMBER)
		scene("confirm");
	if (want->kind == INTENT_YES)
		scene("attempt");
	if (want->kind == INTENT_NOT_ME) {
		scene("poster");
		visit_child_left(&model.visit);
	}
	return want->kind != INTENT_QUIT &&
	       !(want->kind == INTENT_SCAN && strcmp(want->text, "000000") == 0);
}

static void loop(struct window *w, struct ui *ui, int64_t since_us)
{
	bool going = true;

	while (going) {
		struct intent want;

		want = screens_draw(ui, &model);
		going = grant(&want);
		if (!ui_settled(ui))
			continue;
		if (window_show(w, ui_list(ui)) && window_frames(w) == 1)
			printf("open %d ms, frame of %d commands\n",
				(int)((clock_now_us() - since_us) / 1000),
				(int)ui_list(ui)->n);
		fflush(stdout);
		if (going)
			window_wait(w, ui, INT64_MAX);
	}
}

int main(int argc, char **argv)
{
	int64_t since_us = clock_now_us();
	struct window_options options = { .title = "体测站" };
	struct err err = ERR_INIT;
	struct texts *texts = texts_load(SOURCE_DIR "/assets/texts/zh.yaml", &err);
	pthread_t ringer;
	struct window *w;

	if (argc < 2 || !texts ||
		sscanf(argv[1], "%dx%d", &options.width, &options.height) != 2 ||
		!(w = window_open(&options, &err))) {
		fprintf(stderr, "window_probe WIDTHxHEIGHT [PNG]: %s\n", err.text);
		return 2;
	}
	struct ui *ui = ui_open(texts);

	ui_resize(ui, options.width, options.height);
	scene("tiles");
	visit_init(&model.visit);
	pthread_create(&ringer, NULL, bell, w);
	loop(w, ui, since_us);
	pthread_join(ringer, NULL);
	printf("frames %d\n", (int)window_frames(w));
	if (argc > 2 && !window_png(w, argv[2], &err))
		fprintf(stderr, "%s\n", err.text);
	window_close(w);
	ui_close(ui);
	texts_free(texts);
	return 0;
}
