/* A heat by lanes with one key and no device, on the running station: the start, each lane by
 * its digit or by a touch, and one press too many or too few mended. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "app.h"
#include "kiosk.h"
#include "place_run.h"
#include "screens.h"

#define LANES 6

static char dir[64];
static struct env env;
static struct app app;
static struct student class[LANES];

static void put_class(void)
{
	struct err err = ERR_INIT;
	struct store *store;

	MUST(store = station_open(dir, STORE_WRITE, &err));
	MUST(roster_begin(store, MONDAY_US, &err));
	for (int i = 0; i < LANES; i++) {
		struct student s = {
			.sex = SEX_MALE, .grade_code = 21, .class_place = i + 1
		};

		snprintf(s.name, sizeof(s.name), "学生%d", i + 1);
		snprintf(s.number, sizeof(s.number), "L99000020140000%04d", i + 1);
		strcpy(s.class_code, "2101");
		strcpy(s.class_name, "七年级1班");
		MUST(roster_put(store, &s, NULL, &err));
	}
	MUST(roster_end(store, true, ROSTER_WHOLE, NULL, &err));
	assert_int_equal(roster_class_list(store, &(struct class_key){ 21, "2101" },
				 class, LANES, &err),
		LANES);
	store_close(store);
}

static void open_app(void)
{
	struct app_options options = {
		.offscreen = true, .width = 1280, .height = 800
	};
	struct binding binding = { .where = "hand:run50",
		.profile = HAND_PROFILE,
		.item = "run50",
		.lanes = LANES };
	struct err err = ERR_INIT;

	MUST(app_open(&app, &env, &options, &err));
	MUST(app_add_binding(&app, &binding, &err));
}

#include "running.h"

static int begin(void **state)
{
	(void)state;
	kiosk_make(dir, &env);
	put_class();
	open_app();
	return 0;
}

static int end(void **state)
{
	(void)state;
	app_close(&app);
	folder_remove(dir);
	return 0;
}

/* ---- moments ----------------------------------------------------------------------------- */

static int64_t start_us;

/* A key at this many ms after the start, however late the loop comes to it. _ is space. */
static void key_at(char key, int ms)
{
	struct ui_event e = { .kind = key == '_' ? UI_KEY : UI_CHAR,
		.key = key == '_' ? UI_KEY_SPACE : UI_KEY_NONE,
		.at_us = start_us + ms * INT64_C(1000) };

	while (clock_now_us() < e.at_us)
		turn_for(20000);
	if (key != '_')
		e.text[0] = key;
	ui_push(app.ui, &e);
	turn_for(80000);
	for (int i = 0; i < 4; i++) /* also where one turn takes so long */
		assert_true(app_turn(&app, clock_now_us()));
}

static void start(void)
{
	press("choose name 0");
	press("class 0");
	assert_int_equal(screen(), SCREEN_RUN);
	assert_true(app.model.run.lanes);
	start_us = clock_now_us();
	key_at('_', 0);
	assert_true(app.model.run.started);
}

static int made_by(int lane, struct attempt_now *out)
{
	static struct attempt_now made[ATTEMPTS_YEAR];
	struct err err = ERR_INIT;
	int n = attempts_of(app.store, class[lane - 1].id, "run50", 2026, made,
		ATTEMPTS_YEAR, &err);

	assert_true(n >= 0);
	if (n)
		*out = made[n - 1];
	return n;
}

static void has(int lane, int64_t value_ms)
{
	struct attempt_now made;

	if (!made_by(lane, &made))
		fail_msg("lane %d has nothing", lane);
	assert_int_equal(made.source, SOURCE_HAND);
	assert_int_equal(made.outcome, OUTCOME_VALID);
	if (made.value != value_ms)
		fail_msg("lane %d has %lld", lane, (long long)made.value);
}

/* ---- what must be true ---------------------------------------------------------------------- */

static void a_digit_is_its_lane_at_that_moment(void **state)
{
	struct attempt_now made;

	(void)state;
	start();
	key_at('3', 3410);
	key_at('1', 3520); /* within one breath of each other */
	key_at('6', 3520);
	key_at('2', 3690);
	key_at('5', 4000);
	assert_int_equal(app.model.run.arrived, 5);
	assert_int_equal(app.model.run.unknown, 0);
	press("end heat 0");
	has(3, 3500); /* 3.41 goes up */
	has(1, 3600);
	has(6, 3600);
	has(2, 3700);
	has(5, 4000);
	assert_int_equal(made_by(4, &made), 1);
	assert_int_equal(made.outcome, OUTCOME_WITHDRAWN);
}

static void a_key_first_and_the_lane_afterwards(void **state)
{
	(void)state;
	start();
	key_at('_', 3410);
	key_at('_', 3610);
	key_at('4', 3810);
	assert_int_equal(app.model.run.unknown, 2);
	press("runner 1"); /* the oldest is lane 2's */
	press("runner 4");
	assert_int_equal(app.model.run.unknown, 0);
	press("end heat 0");
	has(2, 3500);
	has(5, 3700);
	has(4, 3900);
}

/* Without a hand from the keyboard: / marks the oldest time that is nobody's. */
static void an_older_time_is_given_by_the_keyboard(void **state)
{
	(void)state;
	start();
	key_at('/', 3210); /* there is none yet */
	assert_int_equal(app.model.visit.selected, -1);
	key_at('_', 3410);
	key_at('4', 3610);
	key_at('_', 3810);
	assert_int_equal(app.model.run.unknown, 2);
	key_at('/', 4110);
	assert_int_equal(app.model.visit.selected, 0);
	key_at('2', 4310); /* whose that was, and no new arrival */
	assert_int_equal(app.model.run.unknown, 1);
	assert_int_equal(app.model.run.n_rows, 3);
	assert_int_equal(app.model.visit.selected, -1);
	key_at('?', 4410);
	assert_int_equal(app.model.visit.selected, 2);
	key_at('5', 4510);
	assert_int_equal(app.model.run.unknown, 0);
	key_at('6', 4710); /* and a digit arrives again */
	assert_int_equal(app.model.run.n_rows, 4);
	press("end heat 0");
	has(2, 3500);
	has(4, 3700);
	has(5, 3900);
	has(6, 4800);
}

static void one_press_too_many_or_too_few_is_mended(void **state)
{
	struct attempt_now made;

	(void)state;
	start();
	key_at('3', 3410);
	key_at('3', 3610); /* is in already: somebody's, and nobody knows whose */
	assert_int_equal(app.model.run.unknown, 1);
	press("arrival 1");
	press("strike 0"); /* ... no, nobody's at all */
	assert_int_equal(app.model.run.unknown, 0);
	key_at('1', 3810);
	press("arrival 2");
	press("insert same 0"); /* lane 2 came in with lane 1 */
	assert_int_equal(app.model.run.unknown, 1);
	press("runner 1");
	press("end heat 0");
	has(3, 3500);
	has(1, 3900);
	has(2, 3900);
	assert_int_equal(made_by(4, &made), 1);
	assert_int_equal(made.outcome, OUTCOME_WITHDRAWN);
}

/* Somebody sets the clock of the computer while they run, and sets it back. */
static void a_clock_that_is_set_changes_no_time(void **state)
{
	(void)state;
	start();
	key_at('1', 3400);
	clock_fix(clock_wall_us() + 16 * 3600 * CLOCK_SECOND_US);
	key_at('2', 4400);
	assert_int_equal(app.model.fault.kind, FAULT_BANNER);
	clock_fix(clock_wall_us() - 30 * 3600 * CLOCK_SECOND_US);
	key_at('3', 5400);
	press("acknowledge 0");
	assert_int_equal(
		app.model.fault.kind, FAULT_NONE); /* the newest was all it said */
	key_at('4', 7400);
	press("end heat 0");
	for (int lane = 1; lane <= 3; lane++)
		has(lane, 2400 + lane * 1000);
	has(4, 7400);
	clock_release();
}

static void a_false_start_is_called_and_they_start_again(void **state)
{
	(void)state;
	start();
	press("false start 0");
	turn_for(60000);
	assert_false(app.model.run.started);
	start_us = clock_now_us();
	key_at('_', 0);
	key_at('1', 3300);
	press("end heat 0");
	has(1, 3300);
}

static void is_foul(int lane)
{
	struct attempt_now made;

	assert_int_equal(made_by(lane, &made), 1);
	assert_int_equal(made.outcome, OUTCOME_FOUL);
	assert_false(made.has_value);
	assert_string_equal(made.note, "这次不算");
}

/* In any order with the arrival, by a finger or by keys; the others keep what they have. */
static void one_lane_does_not_count(void **state)
{
	struct attempt_now made;

	(void)state;
	start();
	key_at('3', 3410);
	press("foul 0");
	press("runner 2"); /* is in */
	key_at('*', 3900);
	assert_int_equal(app.model.visit.run_end, ARRIVALS_FOUL);
	key_at('1', 4000); /* runs on, and comes in */
	assert_int_equal(app.model.run.arrived, 0);
	assert_int_equal(app.model.run.out, 2);
	key_at('1', 4410);
	key_at('2', 4610);
	key_at('*', 4700);
	key_at('2', 4800); /* no, that was another's */
	press("undo 0");
	key_at('*', 5000);
	key_at('1', 5100);
	key_at('*', 5200);
	key_at('1', 5300); /* once more takes it back, and once more */
	assert_int_equal(app.model.run.arrived, 1);
	assert_int_equal(app.model.run.unknown, 0);
	press("end heat 0");
	is_foul(3);
	is_foul(1);
	has(2, 4700);
	assert_int_equal(made_by(4, &made), 1);
	assert_int_equal(made.outcome, OUTCOME_WITHDRAWN);
	press("foul 0"); /* it counted after all */
	press("runner 2");
	assert_int_equal(made_by(3, &made), 2);
	assert_int_equal(made.outcome, OUTCOME_VALID);
	assert_int_equal(made.value, 3500);
	is_foul(1);
}

static void before_the_power_goes(void)
{
	start();
	key_at('3', 3410);
	key_at('5', 3610);
	press("foul 0");
	press("runner 2");
}

static void a_lane_that_does_not_count_is_one_after_a_power_cut(void **state)
{
	struct attempt_now made;

	(void)state;
	app_close(&app);
	killed_after(before_the_power_goes);
	assert_int_equal(screen(), SCREEN_RUN);
	assert_true(app.model.run.resumed);
	assert_int_equal(app.model.run.out, 1);
	assert_string_equal(app.model.run.tiles[2].word, "不算");
	press("undo 0"); /* and can still be taken back */
	assert_int_equal(app.model.run.out, 0);
	press("foul 0");
	press("runner 2");
	press("end heat 0");
	is_foul(3);
	assert_int_equal(made_by(5, &made), 1);
	assert_int_equal(made.outcome, OUTCOME_VALID);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			a_digit_is_its_lane_at_that_moment, begin, end),
		cmocka_unit_test_setup_teardown(
			a_key_first_and_the_lane_afterwards, begin, end),
		cmocka_unit_test_setup_teardown(
			an_older_time_is_given_by_the_keyboard, begin, end),
		cmocka_unit_test_setup_teardown(
			one_press_too_many_or_too_few_is_mended, begin, end),
		cmocka_unit_test_setup_teardown(
			a_false_start_is_called_and_they_start_again, begin, end),
		cmocka_unit_test_setup_teardown(
			a_clock_that_is_set_changes_no_time, begin, end),
		cmocka_unit_test_setup_teardown(one_lane_does_not_count, begin, end),
		cmocka_unit_test_setup_teardown(
			a_lane_that_does_not_count_is_one_after_a_power_cut, begin,
			end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
