/* The window without a display: it paints, waits, and is rung from another thread. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "clock.h"
#include "window.h"

static struct texts *texts;
static struct ui *ui;
static struct window *window;

static int open_all(void **state)
{
	struct window_options options = {
		.offscreen = true, .width = 640, .height = 360
	};
	struct err err = ERR_INIT;

	(void)state;
	texts = texts_load(SOURCE_DIR "/assets/texts/zh.yaml", &err);
	ui = texts ? ui_open(texts) : NULL;
	window = window_open(&options, &err);
	if (!window)
		print_error("%s\n", err.text);
	return ui && window ? 0 : -1;
}

static int close_all(void **state)
{
	(void)state;
	window_close(window);
	ui_close(ui);
	texts_free(texts);
	return 0;
}

static void draw_word(const char *word)
{
	ui_begin(ui);
	ui_box(ui, ui_sheet(ui), COLOR_GROUND, 0);
	ui_text(ui, (struct rect){ 100, 100, 900, 200 }, word,
		ui_style(ui, 120, DRAW_BOLD, COLOR_INK));
	ui_end(ui);
}

static void nothing_is_drawn_without_a_change(void **state)
{
	uint64_t before = window_frames(window);

	(void)state;
	window_wait(window, ui, 0);
	draw_word("205");
	assert_true(window_show(window, ui_list(ui)));
	draw_word("205");
	assert_false(window_show(window, ui_list(ui)));
	draw_word("206");
	assert_true(window_show(window, ui_list(ui)));
	assert_int_equal(window_frames(window) - before, 2);
}

static void a_picture_of_another_size_is_not_shown(void **state)
{
	(void)state;
	ui_resize(ui, 800, 600);
	draw_word("205");
	assert_false(window_show(window, ui_list(ui)));
	window_wait(window, ui, 0); /* tells the ui the window's own size */
	draw_word("207");
	assert_true(window_show(window, ui_list(ui)));
}

static void a_wait_ends_at_its_deadline(void **state)
{
	int64_t from = clock_now_us();

	(void)state;
	window_wait(window, ui, from + 30000);
	assert_true(clock_now_us() - from >= 29000);
	from = clock_now_us();
	window_wait(window, ui, from - 1);
	assert_true(clock_now_us() - from < 1000000);
}

static void *ring_later(void *w)
{
	usleep(20000);
	window_ring(w);
	return NULL;
}

static void a_ring_from_another_thread_ends_a_wait(void **state)
{
	(void)state;
	for (int i = 0; i < 10; i++) {
		pthread_t thread;
		int64_t from = clock_now_us();

		pthread_create(&thread, NULL, ring_later, window);
		window_wait(window, ui, from + 20 * CLOCK_SECOND_US);
		assert_true(clock_now_us() - from < 15 * CLOCK_SECOND_US);
		pthread_join(thread, NULL);
	}
}

static void a_ring_before_the_wait_is_not_lost(void **state)
{
	int64_t from = clock_now_us();

	(void)state;
	window_ring(window);
	window_ring(window);
	window_wait(window, ui, from + 20 * CLOCK_SECOND_US);
	assert_true(clock_now_us() - from < 15 * CLOCK_SECOND_US);
}

static void held_characters_end_a_wait(void **state)
{
	int64_t from = clock_now_us();
	struct ui_event e = { .kind = UI_CHAR, .at_us = from, .text = "7" };

	(void)state;
	ui_push(ui, &e);
	window_wait(window, ui, from + 20 * CLOCK_SECOND_US);
	assert_true(clock_now_us() - from >= SCAN_GAP_US);
	assert_false(ui_settled(ui)); /* the 7 came out */
	ui_begin(ui);
	ui_end(ui);
}

static void the_last_picture_can_be_kept(void **state)
{
	char path[] = "/tmp/test_window_XXXXXX";
	struct err err = ERR_INIT;
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	close(fd);
	assert_true(window_png(window, path, &err));
	remove(path);
	assert_false(window_png(window, "/no/such/folder/x.png", &err));
	assert_true(err.text[0] != '\0');
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_drawn_without_a_change),
		cmocka_unit_test(a_picture_of_another_size_is_not_shown),
		cmocka_unit_test(a_wait_ends_at_its_deadline),
		cmocka_unit_test(a_ring_from_another_thread_ends_a_wait),
		cmocka_unit_test(a_ring_before_the_wait_is_not_lost),
		cmocka_unit_test(held_characters_end_a_wait),
		cmocka_unit_test(the_last_picture_can_be_kept),
	};

	return cmocka_run_group_tests(tests, open_all, close_all);
}
