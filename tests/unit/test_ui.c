/* The immediate-mode core: one event a pass, presses, scale, scans. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "area.h"
#include "ui.h"
#include "widgets.h"

static struct texts *texts;
static struct ui *ui;

static const struct rect left_key = { 100, 100, 300, 96 };
static const struct rect right_key = { 500, 100, 300, 96 };

static int open_ui(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	texts = texts_load(SOURCE_DIR "/assets/texts/zh.yaml", &err);
	if (!texts)
		print_error("%s\n", err.text);
	ui = texts ? ui_open(texts) : NULL;
	return ui ? 0 : -1;
}

static int close_ui(void **state)
{
	(void)state;
	ui_close(ui);
	texts_free(texts);
	return 0;
}

static void send(enum ui_event_kind kind, int x, int y)
{
	ui_push(ui, &(struct ui_event){ .kind = kind, .x = x, .y = y });
}

/* One pass of a screen with two keys: 'L', 'R', or '-' when none was pressed. */
static char pass(uint32_t scope)
{
	char got = '-';

	ui_begin(ui);
	ui_scope(ui, scope);
	if (ui_button(ui, "left", left_key, "左", 48, BUTTON_PLAIN))
		got = 'L';
	if (ui_button(ui, "right", right_key, "右", 48, BUTTON_PLAIN))
		got = 'R';
	ui_end(ui);
	return got;
}

/* All passes that are due; what was pressed, in order. */
static const char *settle(uint32_t scope)
{
	static char pressed[32];
	size_t n = 0;

	do {
		char got = pass(scope);

		if (got != '-' && n + 1 < sizeof(pressed))
			pressed[n++] = got;
	} while (!ui_settled(ui));
	pressed[n] = '\0';
	return pressed;
}

static void down_and_up_inside_is_a_press(void **state)
{
	(void)state;
	send(UI_DOWN, 150, 150);
	assert_string_equal(settle(1), "");
	send(UI_UP, 160, 150);
	assert_string_equal(settle(1), "L");
	assert_string_equal(settle(1), "");
}

static void two_quick_touches_are_two_presses(void **state)
{
	(void)state;
	send(UI_DOWN, 150, 150);
	send(UI_UP, 150, 150);
	send(UI_DOWN, 550, 150);
	send(UI_UP, 550, 150);
	assert_string_equal(settle(1), "LR");
}

static void a_finger_that_slides_off_presses_nothing(void **state)
{
	(void)state;
	send(UI_DOWN, 150, 150);
	send(UI_MOVE, 450, 150);
	send(UI_UP, 550, 150);
	assert_string_equal(settle(1), "");
	send(UI_DOWN, 10, 10);
	send(UI_UP, 150, 150);
	assert_string_equal(settle(1), "");
}

static void a_touch_that_was_taken_away_presses_nothing(void **state)
{
	(void)state;
	send(UI_DOWN, 150, 150);
	send(UI_CANCEL, 0, 0);
	send(UI_UP, 150, 150);
	assert_string_equal(settle(1), "");
}

static void a_touch_begun_on_another_screen_presses_nothing(void **state)
{
	(void)state;
	send(UI_DOWN, 150, 150);
	assert_string_equal(settle(1), "");
	send(UI_UP, 150, 150);
	assert_string_equal(settle(2), "");
}

static uint32_t face_of(const char *name)
{
	const struct draw *d = ui_list(ui);

	for (size_t i = 0; i + 1 < d->n; i++)
		if (strcmp(draw_words(d, &d->commands[i]), name) == 0)
			return d->commands[i + 1].color;
	return 0;
}

static void a_held_key_answers_in_the_same_pass(void **state)
{
	uint32_t before;

	(void)state;
	settle(1);
	before = face_of("left 0");
	send(UI_DOWN, 150, 150);
	pass(1);
	assert_false(face_of("left 0") == before);
	send(UI_UP, 150, 150);
	settle(1);
	assert_true(face_of("left 0") == before);
}

static void a_full_queue_keeps_presses(void **state)
{
	(void)state;
	for (int i = 0; i < 200; i++) {
		send(UI_MOVE, i, i);
		send(UI_KEY, 0, 0);
	}
	settle(1);
	for (int i = 0; i < 63; i++)
		send(i % 2 ? UI_MOVE : UI_CANCEL, 5, 5);
	send(UI_DOWN, 150, 150);
	send(UI_UP, 150, 150);
	assert_string_equal(settle(1), "L");
}

static void the_sheet_is_scaled_to_the_pixels(void **state)
{
	static const struct {
		int width, height, sheet_w, sheet_h;
	} windows[] = {
		{ 1920, 1080, 1920, 1080 },
		{ 1280, 800, 1728, 1080 },
		{ 1366, 768, 1920, 1080 },
		{ 1024, 768, 1728, 1296 },
		{ 3840, 2160, 1920, 1080 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(windows) / sizeof(windows[0]); i++) {
		struct rect sheet;

		ui_resize(ui, windows[i].width, windows[i].height);
		sheet = ui_sheet(ui);
		assert_int_equal(sheet.w, windows[i].sheet_w);
		assert_int_equal(sheet.h, windows[i].sheet_h);
	}
	ui_resize(ui, 1280, 800);
	send(UI_DOWN, 100 * 800 / 1080 + 2, 100 * 800 / 1080 + 2);
	send(UI_UP, 399 * 800 / 1080, 190 * 800 / 1080);
	assert_string_equal(settle(1), "L");
	ui_resize(ui, 1920, 1080);
}

/* The events of kind `kind` that the next passes see, their texts joined. */
static const char *events(enum ui_event_kind kind)
{
	static char joined[256];
	size_t len = 0;

	joined[0] = '\0';
	do {
		const struct ui_event *e;

		ui_begin(ui);
		e = ui_event(ui, kind);
		if (e && len < 128)
			len += (size_t)snprintf(joined + len, sizeof(joined) - len,
				"%s", kind == UI_KEY ? "!" : e->text);
		ui_end(ui);
	} while (!ui_settled(ui));
	return joined;
}

static void type_text(const char *text, int64_t from_us, int64_t gap_us)
{
	for (; *text; text++) {
		struct ui_event e = { .kind = UI_CHAR, .at_us = from_us };

		e.text[0] = *text;
		if (*text == '\n') {
			e.kind = UI_KEY;
			e.key = UI_KEY_ENTER;
		}
		ui_push(ui, &e);
		from_us += gap_us;
	}
}

static void a_scan_is_one_event_and_never_typed(void **state)
{
	(void)state;
	type_text("30721\n", 10000000, 4000);
	ui_time(ui, 10500000);
	assert_string_equal(events(UI_SCAN), "30721");
	type_text("30722\n", 20000000, 4000);
	ui_time(ui, 20500000);
	assert_string_equal(events(UI_CHAR), "");
	type_text("30723\n", 30000000, 4000);
	ui_time(ui, 30500000);
	assert_string_equal(events(UI_KEY), "");
}

static void fingers_on_a_keypad_are_characters(void **state)
{
	(void)state;
	type_text("307\n", 40000000, 200000);
	ui_time(ui, 41000000);
	assert_string_equal(events(UI_CHAR), "307");
	type_text("3\n", 50000000, 200000);
	assert_string_equal(events(UI_KEY), "!");
}

static void cells_of_a_grid_are_equal_and_apart(void **state)
{
	struct rect area = { 48, 96, 1824, 960 };

	(void)state;
	for (int i = 0; i < 45; i++) {
		struct rect c = area_cell(area, 5, 9, i % 5, i / 5, 12);

		assert_int_equal(c.w, 355);
		assert_int_equal(c.h, 96);
		assert_true(c.x + c.w <= area.x + area.w);
		assert_true(c.y + c.h <= area.y + area.h);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(down_and_up_inside_is_a_press),
		cmocka_unit_test(two_quick_touches_are_two_presses),
		cmocka_unit_test(a_finger_that_slides_off_presses_nothing),
		cmocka_unit_test(a_touch_that_was_taken_away_presses_nothing),
		cmocka_unit_test(a_touch_begun_on_another_screen_presses_nothing),
		cmocka_unit_test(a_held_key_answers_in_the_same_pass),
		cmocka_unit_test(a_full_queue_keeps_presses),
		cmocka_unit_test(the_sheet_is_scaled_to_the_pixels),
		cmocka_unit_test(a_scan_is_one_event_and_never_typed),
		cmocka_unit_test(fingers_on_a_keypad_are_characters),
		cmocka_unit_test(cells_of_a_grid_are_equal_and_apart),
	};

	return cmocka_run_group_tests(tests, open_ui, close_ui);
}
