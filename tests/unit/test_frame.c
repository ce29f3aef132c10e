/* The frame of a day on the running station, by touches: the teacher's PIN. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "app.h"
#include "clock.h"
#include "pin.h"
#include "screens.h"
#include "settings.h"
#include "stored.h"

#define SECOND INT64_C(1000000)

static char dir[64];
static struct env env;
static struct app app;
static struct err err = ERR_INIT;

/* ---- the station ------------------------------------------------------------------ */

static void open_app(void)
{
	struct app_options options = {
		.offscreen = true, .width = 1280, .height = 800
	};

	MUST(app_open(&app, &env, &options, &err));
}

static void begin_again(void)
{
	app_close(&app);
	open_app();
}

static int begin(void **state)
{
	(void)state;
	folder_make(dir);
	env = (struct env){ .pin_fd = -1 };
	snprintf(env.data_dir, sizeof(env.data_dir), "%s", dir);
	snprintf(env.share_dir, sizeof(env.share_dir), "%s", SOURCE_DIR);
	MUST(station_make(dir, &err));
	clock_freeze(MONDAY_US);
	open_app();
	return 0;
}

static int end(void **state)
{
	(void)state;
	app_close(&app);
	clock_release();
	folder_remove(dir);
	return 0;
}

/* ---- time, and fingers ------------------------------------------------------------ */

static void turn_for(int64_t us)
{
	int64_t end_us = clock_now_us() + us;

	while (clock_now_us() < end_us)
		app_turn(&app, end_us);
}

static bool find(const char *name, struct rect *at)
{
	const struct draw *list_now = ui_list(app.ui);

	for (size_t i = 0; i < list_now->n; i++)
		if (list_now->commands[i].kind == DRAW_TOUCH &&
			strcmp(draw_words(list_now, &list_now->commands[i]), name) ==
				0) {
			*at = list_now->commands[i].at;
			return true;
		}
	return false;
}

static bool reads(const char *part)
{
	const struct draw *list_now = ui_list(app.ui);

	for (size_t i = 0; i < list_now->n; i++)
		if (list_now->commands[i].kind == DRAW_TEXT &&
			strstr(draw_words(list_now, &list_now->commands[i]), part))
			return true;
	return false;
}

static void press(const char *name)
{
	struct ui_event e = { .kind = UI_DOWN };
	struct rect at = { 0 };

	turn_for(40000);
	if (!find(name, &at))
		fail_msg("nothing to press: %s, on %s", name,
			screen_name(screens_which(&app.model)));
	e.x = at.x + at.w / 2;
	e.y = at.y + at.h / 2;
	ui_push(app.ui, &e);
	e.kind = UI_UP;
	ui_push(app.ui, &e);
	for (int i = 0; i < 4; i++) /* both are met, granted, and seen */
		app_turn(&app, clock_now_us());
}

static void type_pin(const char *digits)
{
	char name[16];

	for (; *digits; digits++) {
		snprintf(name, sizeof(name), "key %c 0", *digits);
		press(name);
	}
	press("go 0");
}

#define ON(screen) assert_int_equal(screens_which(&app.model), screen)

/* As the app keeps it when it is set by touches. */
static void set_pin(const char *digits)
{
	MUST(pin_set(app.store, digits, &err));
	lock_open(&app);
	app.stale = app.touched = true;
	turn_for(40000);
}

/* Nobody touched it for so long. */
static void left_alone_for(int64_t us)
{
	app.lock.touched_us -= us;
	turn_for(60000);
}

/* ---- what must be true ------------------------------------------------------------ */

static void without_a_pin_one_touch_opens_the_teachers_page(void **state)
{
	(void)state;
	press("teacher 0");
	ON(SCREEN_TEACHER);
	assert_false(app.model.locked);
	assert_false(app.model.pin_typed);
}

static void with_a_pin_it_is_asked_for_until_the_teacher_leaves(void **state)
{
	(void)state;
	set_pin("2580");
	press("teacher 0");
	ON(SCREEN_PIN);
	type_pin("2581");
	ON(SCREEN_PIN);
	assert_string_equal(app.model.pin.note, "密码不对，还可以试4次。");
	assert_string_equal(app.model.visit.typed, "");
	type_pin("2580");
	ON(SCREEN_TEACHER);
	assert_true(app.model.pin_typed);
	press("menu 0");
	ON(SCREEN_MENU);
	press("leave 0");
	ON(SCREEN_POSTER);
	assert_true(app.model.locked);
	press("teacher 0");
	ON(SCREEN_PIN);
	press("leave 0");
	ON(SCREEN_POSTER);
}

static void a_teacher_who_went_away_is_locked_out(void **state)
{
	(void)state;
	set_pin("2580");
	press("teacher 0");
	left_alone_for(31 * SECOND); /* who began to type and walked away */
	ON(SCREEN_POSTER);
	press("teacher 0");
	type_pin("2580");
	left_alone_for(290 * SECOND);
	ON(SCREEN_TEACHER);
	left_alone_for(11 * SECOND);
	ON(SCREEN_POSTER);
	assert_true(app.model.locked);
}

static void a_wait_is_counted_down_also_after_a_restart(void **state)
{
	(void)state;
	set_pin("2580");
	MUST(settings_set(app.store, "teacher.pin.wrong", "4", &err));
	press("teacher 0");
	type_pin("1470");
	assert_int_equal(app.model.pin.wait_s, 30);
	begin_again();
	clock_freeze(MONDAY_US + 12 * SECOND);
	press("teacher 0");
	assert_int_equal(app.model.pin.wait_s, 18);
	assert_true(reads("18秒"));
	type_pin("2580");
	ON(SCREEN_PIN);
	clock_freeze(MONDAY_US + 30 * SECOND);
	turn_for(1100000); /* it counts by itself */
	assert_int_equal(app.model.pin.wait_s, 0);
	press("leave 0");
	press("teacher 0");
	type_pin("2580");
	ON(SCREEN_TEACHER);
}

static void no_digit_of_a_pin_is_ever_drawn(void **state)
{
	(void)state;
	set_pin("2580");
	press("teacher 0");
	press("key 9 0");
	press("key 9 0");
	press("key 7 0");
	press("key 7 0");
	assert_string_equal(app.model.visit.typed, "9977");
	assert_false(reads("9977"));
	assert_false(reads("99"));
}

static void the_window_closes_only_behind_the_pin(void **state)
{
	(void)state;
	set_pin("2580");
	ui_push(app.ui, &(struct ui_event){ .kind = UI_QUIT });
	turn_for(60000);
	ON(SCREEN_PIN);
	assert_false(app.quit);
	type_pin("2580");
	assert_true(app.quit);
}

static void a_new_pin_is_typed_twice(void **state)
{
	(void)state;
	press("teacher 0");
	screens_step(&app.model.visit, &app.model,
		&(struct intent){ .kind = INTENT_OPEN, .index = SCREEN_PIN });
	app.stale = app.touched = true;
	type_pin("1234");
	assert_true(reads("太好猜"));
	type_pin("2580");
	assert_int_equal(app.model.pin.stage, PIN_STAGE_AGAIN);
	type_pin("2581");
	assert_true(reads("两遍不一样"));
	assert_false(pin_is_set(app.store));
	type_pin("2580");
	type_pin("2580");
	ON(SCREEN_TEACHER); /* where it was asked for */
	assert_true(pin_is_set(app.store));
	assert_false(app.model.locked); /* who sets it is inside */
	begin_again();
	press("teacher 0");
	ON(SCREEN_PIN);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
	const struct CMUnitTest tests[] = {
		TEST(without_a_pin_one_touch_opens_the_teachers_page),
		TEST(with_a_pin_it_is_asked_for_until_the_teacher_leaves),
		TEST(a_teacher_who_went_away_is_locked_out),
		TEST(a_wait_is_counted_down_also_after_a_restart),
		TEST(no_digit_of_a_pin_is_ever_drawn),
		TEST(the_window_closes_only_behind_the_pin),
		TEST(a_new_pin_is_typed_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
