/*
 * Thirty runners within three seconds, through the whole station: events, screen, loop,
 * place and journal, painted into memory. None is lost, and each stands in the journal at the
 * moment of its event, however late the loop came to it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "app.h"
#include "bindings.h"
#include "clock.h"
#include "place_run.h"
#include "screens.h"
#include "stand.h"
#include "stored.h"

#define SECOND	INT64_C(1000000)
#define RUNNERS 30

static char dir[64];
static struct env env = { .pin_fd = -1 };
static struct app app;
static struct student runners[RUNNERS];

static void put_class(void)
{
	struct store *store;
	struct err err = ERR_INIT;

	MUST(store = station_open(env.data_dir, STORE_WRITE, &err));
	MUST(roster_begin(store, MONDAY_US, &err));
	for (int i = 0; i < RUNNERS; i++) {
		struct student s = { .sex = SEX_MALE, .grade_code = 21 };

		s.class_place = i + 1;
		snprintf(s.name, sizeof(s.name), "试跑%d", i + 1);
		snprintf(s.number, sizeof(s.number), "G23060320142100%03d", i + 1);
		strcpy(s.class_code, "2101");
		strcpy(s.class_name, "七年级1班");
		MUST(roster_put(store, &s, NULL, &err));
	}
	MUST(roster_end(store, true, ROSTER_PART, NULL, &err));
	assert_int_equal(roster_class_list(store, &(struct class_key){ 21, "2101" },
				 runners, RUNNERS, &err),
		RUNNERS);
	store_close(store);
}

static void open_kiosk(void)
{
	struct app_options options = { .offscreen = true, .width = 960, .height = 600 };
	struct binding binding = { .where = PLACE_HAND "run1000",
		.profile = HAND_PROFILE,
		.item = "run1000",
		.lanes = 40 };
	struct err err = ERR_INIT;

	MUST(app_open(&app, &env, &options, &err));
	MUST(app_add_binding(&app, &binding, &err));
}

static int begin(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	folder_make(dir);
	snprintf(env.data_dir, sizeof(env.data_dir), "%s/data", dir);
	snprintf(env.share_dir, sizeof(env.share_dir), "%s", SOURCE_DIR);
	MUST(station_make(env.data_dir, &err));
	put_class();
	open_kiosk();
	return 0;
}

static int end(void **state)
{
	(void)state;
	app_close(&app);
	folder_remove(env.data_dir);
	folder_remove(dir);
	return 0;
}

static void settle(void)
{
	for (int i = 0; i < 5 || !ui_settled(app.ui) || app.stale; i++)
		app_turn(&app, clock_now_us());
}

static int64_t press(enum ui_key key)
{
	struct ui_event e = { .kind = UI_KEY, .key = key, .at_us = clock_now_us() };

	ui_push(app.ui, &e);
	return e.at_us;
}

static void type(const char *digits)
{
	struct ui_event e = { .kind = UI_CHAR, .at_us = clock_now_us() };

	strcpy(e.text, digits);
	ui_push(app.ui, &e);
	for (int64_t until = clock_now_us() + SECOND / 10; clock_now_us() < until;)
		app_turn(&app, until);
	press(UI_KEY_ENTER);
	settle();
}

static const struct arrivals *arrivals(void)
{
	return &app.places[0].run->arrivals;
}

/* As the class comes to the place. */
static void line_up(void)
{
	stand_identify(&app, &runners[0]);
	settle();
	assert_int_equal(screens_which(&app.model), SCREEN_RUN);
	assert_int_equal(app.model.run.all, RUNNERS);
	assert_false(app.model.run.started);
}

static int64_t stored_at(int mark)
{
	struct query *q = query(store_db(app.store),
		"SELECT at_us FROM chunk WHERE CAST(bytes AS "
		"TEXT) LIKE '$FINISH%' ORDER BY seq");
	struct err err = ERR_INIT;
	int64_t at_us = -1;

	for (int i = 0; i <= mark && query_next(q, &err) == QUERY_ROW; i++)
		at_us = query_int_at(q, 0);
	query_end(q);
	return at_us;
}

static void thirty_in_three_seconds(void **state)
{
	int64_t pressed[RUNNERS], start_us, worst_us = 0;

	(void)state;
	line_up();
	start_us = press(UI_KEY_SPACE);
	settle();
	assert_true(app.model.run.started);
	assert_int_equal(arrivals()->start_us[0], start_us);
	for (int i = 0; i < RUNNERS; i++) {
		int64_t due_us = start_us + SECOND +
				 (int64_t)(i * 100 + i * 37 % 60) * 1000;

		while (clock_now_us() < due_us)
			app_turn(&app, due_us);
		pressed[i] = press(i % 2 ? UI_KEY_ENTER : UI_KEY_SPACE);
	}
	settle();
	assert_int_equal(arrivals()->marks, RUNNERS);
	assert_int_equal(app.model.run.n_rows, RUNNERS);
	for (int i = 0; i < RUNNERS; i++) {
		int64_t off_us = stored_at(i) - pressed[i];

		off_us = off_us < 0 ? -off_us : off_us;
		worst_us = off_us > worst_us ? off_us : worst_us;
		assert_int_equal(arrivals()->mark[i].at_us, stored_at(i));
	}
	print_message("the worst is off by %lld us\n", (long long)worst_us);
	assert_true(worst_us < 1000);
}

static bool find_target(const char *name, struct rect *at)
{
	const struct draw *d = ui_list(app.ui);

	for (size_t i = 0; i < d->n; i++)
		if (d->commands[i].kind == DRAW_TOUCH &&
			strcmp(draw_words(d, &d->commands[i]), name) == 0) {
			*at = d->commands[i].at;
			return true;
		}
	return false;
}

/* The finger comes down, and stays there for a while. */
static void a_finger_counts_as_it_comes_down(void **state)
{
	struct ui_event e = { .kind = UI_DOWN };
	struct rect at = { 0 };

	(void)state;
	line_up();
	press(UI_KEY_SPACE);
	settle();
	assert_true(find_target("arrive 0", &at));
	e.x = at.x + at.w / 2;
	e.y = at.y + at.h / 2;
	e.at_us = clock_now_us();
	ui_push(app.ui, &e);
	settle();
	assert_int_equal(arrivals()->marks, 1);
	assert_int_equal(arrivals()->mark[0].at_us, e.at_us);
	e.kind = UI_UP;
	e.at_us += SECOND;
	ui_push(app.ui, &e);
	settle();
	assert_int_equal(arrivals()->marks, 1);
}

static void digits_and_enter_say_whose_it_is(void **state)
{
	(void)state;
	line_up();
	press(UI_KEY_SPACE);
	settle();
	press(UI_KEY_SPACE);
	press(UI_KEY_SPACE);
	settle();
	type("7");
	assert_int_equal(arrivals()->mark[0].runner, 6);
	assert_int_equal(arrivals()->mark[1].runner, -1);
	type("77");
	assert_int_equal(arrivals()->mark[1].runner, -1);
	assert_string_equal(app.model.keypad_note, "没有77号");
	press(UI_KEY_ERASE);
	settle();
	assert_int_equal(arrivals()->mark[0].runner, -1);
	press(UI_KEY_ERASE);
	settle();
	assert_int_equal(arrivals()->marks, 1);
}

/* The window is closed by mistake, and the kiosk opened again. */
static void the_screen_comes_back_with_the_run(void **state)
{
	(void)state;
	line_up();
	press(UI_KEY_SPACE);
	settle();
	press(UI_KEY_SPACE);
	settle();
	type("3");
	app_close(&app);
	open_kiosk();
	settle();
	assert_int_equal(screens_which(&app.model), SCREEN_RUN);
	assert_true(app.model.run.started);
	assert_true(app.model.run.resumed);
	assert_int_equal(app.model.run.rows[0].number, 3);
	press(UI_KEY_SPACE);
	settle();
	assert_int_equal(app.model.run.n_rows, 2);
	app_grant(&app, &(struct intent){ .kind = INTENT_END_HEAT });
	settle();
	assert_true(app.model.run.closed);
	assert_true(app.model.can_next_heat);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
	const struct CMUnitTest tests[] = {
		TEST(thirty_in_three_seconds),
		TEST(a_finger_counts_as_it_comes_down),
		TEST(digits_and_enter_say_whose_it_is),
		TEST(the_screen_comes_back_with_the_run),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
