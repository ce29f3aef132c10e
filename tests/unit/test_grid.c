/* Many at once on the running station, by touches and keys: a class lines up, skips for a
 * minute, and tells its numbers; also after the power went away in the middle. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "app.h"
#include "clock.h"
#include "kiosk.h"
#include "screens.h"
#include "settings.h"

#define PUPILS 23

static char dir[64];
static struct env env;
static struct app app;
static struct student class[PUPILS];

/* ---- the station ------------------------------------------------------------------ */

static void put_class(void)
{
	struct err err = ERR_INIT;
	struct store *store;
	int n;

	MUST(store = station_open(dir, STORE_WRITE, &err));
	MUST(roster_begin(store, MONDAY_US, &err));
	for (int i = 0; i < PUPILS; i++) {
		struct student s = { .sex = i % 2 ? SEX_FEMALE : SEX_MALE,
			.grade_code = 13,
			.class_place = i + 1 };

		snprintf(s.name, sizeof(s.name), "学生%d", i + 1);
		snprintf(s.number, sizeof(s.number), "L99000020140000%04d", i + 1);
		strcpy(s.class_code, "1301");
		strcpy(s.class_name, "三年级1班");
		snprintf(s.test_number, sizeof(s.test_number), "%d", 1001 + i);
		MUST(roster_put(store, &s, NULL, &err));
	}
	MUST(roster_end(store, true, ROSTER_WHOLE, NULL, &err));
	n = roster_class_list(
		store, &(struct class_key){ 13, "1301" }, class, PUPILS, &err);
	assert_int_equal(n, PUPILS);
	store_close(store);
}

static void open_app(void)
{
	struct app_options options = {
		.offscreen = true, .width = 1280, .height = 800
	};
	struct binding binding = { .where = "hand:rope_skip",
		.profile = HAND_PROFILE,
		.item = "rope_skip",
		.lanes = 20 };
	struct err err = ERR_INIT;

	MUST(app_open(&app, &env, &options, &err));
	MUST(app_add_binding(&app, &binding, &err));
	assert_int_equal(app.places[0].form, PLACE_MANY);
}

static int make(void **state)
{
	(void)state;
	kiosk_make(dir, &env);
	put_class();
	return 0;
}

static int begin(void **state)
{
	make(state);
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

#include "running.h"

static struct place *here(void)
{
	return &app.places[0];
}

/* As if so much time had passed since the start. */
static void seconds_pass(int64_t seconds)
{
	here()->many->grid.go_us -= seconds * CLOCK_SECOND_US;
	turn_for(60000);
}

static void line_up(void)
{
	press("choose name 0");
	press("class 0");
	assert_int_equal(screen(), SCREEN_MANY_LINEUP);
}

static void skip_a_minute(void)
{
	type("_");
	assert_int_equal(screen(), SCREEN_MANY);
	assert_int_equal(app.model.attempt.phase, PHASE_READY);
	seconds_pass(3);
	assert_int_equal(app.model.attempt.phase, PHASE_GO);
	seconds_pass(30);
	assert_int_equal(app.model.attempt.phase, PHASE_MEASURING);
	assert_in_range(app.model.attempt.seconds_left, 25, 30);
	seconds_pass(31);
	assert_int_equal(screen(), SCREEN_GRID);
}

/* ---- what is in the journal ---------------------------------------------------------- */

static int made_by(int pupil, struct attempt_now *out)
{
	struct attempt_now made[ATTEMPTS_YEAR];
	struct err err = ERR_INIT;
	int n = attempts_of(app.store, class[pupil].id, "rope_skip", 2026, made,
		ATTEMPTS_YEAR, &err);

	assert_true(n >= 0);
	if (n)
		*out = made[n - 1];
	return n;
}

static void has(int pupil, int64_t value, int64_t correction)
{
	struct attempt_now made;

	if (!made_by(pupil, &made))
		fail_msg("%d has nothing", pupil + 1);
	assert_false(made.is_void);
	assert_int_equal(made.source, SOURCE_HAND);
	assert_int_equal(made.value, value);
	assert_int_equal(made.correction, correction);
}

static void has_nothing(int pupil)
{
	struct attempt_now made = { .is_void = true };

	if (made_by(pupil, &made) && !made.is_void)
		fail_msg("%d has %lld", pupil + 1, (long long)made.value);
}

static int entries_of(const char *kind)
{
	struct query *q = query(
		store_db(app.store), "SELECT count(*) FROM entry WHERE kind = ?1");
	struct err err = ERR_INIT;
	int64_t n = -1;

	query_text(q, 1, kind);
	MUST(query_one_int(q, &n, 0, &err));
	return (int)n;
}

static void no_fault(void *ctx, const char *sentence)
{
	(void)ctx;
	fail_msg("%s", sentence);
}

static void journal_is_whole(void)
{
	struct err err = ERR_INIT;
	int64_t entries;

	MUST(entry_check_chain(app.store, no_fault, NULL, &entries, &err));
	assert_true(entries > 0);
}

/* ---- what must be true --------------------------------------------------------------- */

static void one_key_and_a_numeric_keypad_measure_twenty(void **state)
{
	char keys[16];

	(void)state;
	line_up();
	assert_int_equal(here()->people_count, 20);
	skip_a_minute();
	for (int i = 0; i < 20; i++) {
		snprintf(keys, sizeof(keys), "%dE", 80 + i);
		type(keys);
		has(i, 80 + i, 0);
	}
	assert_int_equal(app.model.many.open, 0);
	assert_int_equal(entries_of("attempt"), 20);
	assert_int_equal(entries_of("lineup"), 1);
	press("next heat 0");
	assert_int_equal(screen(), SCREEN_MANY_LINEUP);
	assert_int_equal(here()->people_count, 3); /* the others are done */
	assert_int_equal(app.model.heat, 2);
	assert_int_equal(app.model.tiles[0].mark, TILE_DONE);
	press("back 0");
	assert_int_equal(screen(), SCREEN_POSTER);
	journal_is_whole();
}

static void a_cell_says_what_happened(void **state)
{
	struct attempt_now made;

	(void)state;
	line_up();
	skip_a_minute();
	type("98--E"); /* 不计 twice */
	has(0, 96, -2);
	type("0E"); /* a zero wants its key */
	has_nothing(1);
	assert_string_not_equal(app.model.many.say_text, "");
	type("*");
	has(1, 0, 0);
	assert_int_equal(made_by(1, &made), 1);
	assert_string_equal(made.note, "没有一个：操作员确认有效");
	type("/"); /* 没测 */
	has_nothing(2);
	assert_int_equal(app.model.many.cells[2].look, MANY_LOOK_NOBODY);
	type("501E"); /* nobody skips so often */
	has_nothing(3);
	type("BBB251E");
	has_nothing(3); /* asked first */
	type("E");
	has(3, 251, 0);
	type("E77E"); /* passed over, then the one after */
	has_nothing(4);
	has(5, 77, 0);
}

static void a_saved_number_is_mended_by_a_void_and_a_new_one(void **state)
{
	struct attempt_now made;

	(void)state;
	line_up();
	skip_a_minute();
	type("98E77E");
	press("cell 0");
	type("89E");
	has(0, 89, 0);
	assert_int_equal(made_by(0, &made), 2);
	assert_int_equal(entries_of("verdict"), 1);
	press("cell 1");
	press("less 0");
	has(1, 77, 0);
	type("E");
	has(1, 76, -1);
	press("cell 0");
	press("nobody 0");
	has_nothing(0);
	assert_int_equal(entries_of("verdict"), 3);
	journal_is_whole();
}

static void whoever_is_in_the_list_is_chosen_by_a_touch(void **state)
{

	(void)state;
	line_up();
	press("tile 0");
	assert_int_equal(here()->people_count, 19);
	assert_string_equal(here()->people[0].student.id, class[1].id);
	press("tile 21");
	press("tile 22"); /* twenty are enough */
	assert_int_equal(here()->people_count, 20);
	assert_int_equal(app.model.many.lane_of[22], 0);
	assert_string_not_equal(app.model.many.say_text, "");
	press("sex 0");
	assert_int_equal(here()->people_count, 11);
	for (int i = 0; i < 11; i++)
		assert_int_equal(here()->people[i].student.sex, SEX_FEMALE);
	press("sex 0");
	assert_int_equal(here()->people_count, 12);
	ui_push(app.ui, &(struct ui_event){ .kind = UI_SCAN, .text = "1002" });
	turn_for(60000);
	assert_int_equal(here()->people_count, 13); /* she has her card with her */
	press("back 0");
	assert_int_equal(screen(), SCREEN_POSTER);
	assert_int_equal(entries_of("lineup"), 0);
	assert_int_equal(entries_of("session"), 0);
}

static void a_start_that_went_wrong_is_made_again(void **state)
{
	(void)state;
	line_up();
	type("_");
	seconds_pass(20);
	press("start over 0");
	assert_int_equal(screen(), SCREEN_MANY_LINEUP);
	assert_int_equal(here()->people_count, 20);
	skip_a_minute();
	type("98E");
	has(0, 98, 0);
	turn_for(40000);
	assert_false(app.model.many.can_again);
	assert_int_equal(entries_of("attempt"), 1);
}

static void a_heat_ends_with_some_untold_when_it_is_said_twice(void **state)
{
	(void)state;
	line_up();
	skip_a_minute();
	type("98E");
	press("next heat 0");
	assert_int_equal(screen(), SCREEN_GRID);
	type("77E"); /* somebody told after all: it is asked again */
	press("next heat 0");
	assert_int_equal(screen(), SCREEN_GRID);
	press("next heat 0");
	assert_int_equal(screen(), SCREEN_MANY_LINEUP);
	assert_int_equal(here()->people_count, 20);
	assert_string_equal(here()->people[0].student.id, class[2].id);
}

/* ---- the power went away ---------------------------------------------------------------- */

static void tell_four(void)
{
	line_up();
	press("tile 1");
	skip_a_minute();
	type("98-E/120E77E"); /* the third is not there */
	press("cell 0");
	type("99E");
	press("cell 5");
	type("66"); /* not entered */
}

static void a_grid_comes_back_with_what_was_saved(void **state)
{
	(void)state;
	killed_after(tell_four);
	assert_int_equal(screen(), SCREEN_GRID);
	assert_int_equal(app.model.heat, 1);
	assert_int_equal(app.model.many.n, 19);
	assert_int_equal(app.model.many.saved, 3);
	assert_int_equal(app.model.many.open, 15);
	assert_string_equal(app.model.many.cells[0].value_text, "99");
	assert_int_equal(app.model.many.cells[1].look, MANY_LOOK_NOBODY);
	assert_string_equal(app.model.many.cells[1].name, "学生3");
	assert_string_equal(app.model.many.cells[2].value_text, "120");
	assert_string_equal(app.model.many.cells[5].value_text, "");
	assert_int_equal(app.model.many.at, 4);
	type("55E");
	has(5, 55, 0); /* lane 5 is the sixth of the class */
	has_nothing(2);
	press("cell 3");
	type("-E");
	has(4, 76, -1); /* what was saved before is mended too */
	journal_is_whole();
	press("next heat 0");
	press("next heat 0");
	assert_int_equal(screen(), SCREEN_MANY_LINEUP);
}

static void start_only(void)
{
	line_up();
	type("_");
	seconds_pass(3);
}

static void a_minute_that_runs_goes_on_by_the_clock_on_the_wall(void **state)
{
	(void)state;
	killed_after(start_only);
	assert_int_equal(screen(), SCREEN_MANY);
	assert_in_range(app.model.attempt.seconds_left, 1, 63);
	seconds_pass(64);
	assert_int_equal(screen(), SCREEN_GRID);
	assert_int_equal(app.model.many.open, 20);
}

/* The clock of the computer is set while they skip. */
static void a_minute_goes_on_whatever_the_calendar_says(void **state)
{
	static const int64_t jumps_s[] = { 7200, -5 * 3600, 16 * 3600, -400 * 86400 };
	int left;

	(void)state;
	start_only();
	seconds_pass(10);
	left = app.model.attempt.seconds_left;
	assert_in_range(left, 40, 52);
	for (size_t i = 0; i < sizeof(jumps_s) / sizeof(jumps_s[0]); i++) {
		clock_fix(clock_wall_us() + jumps_s[i] * CLOCK_SECOND_US);
		turn_for(60000);
		assert_int_equal(app.model.attempt.phase, PHASE_MEASURING);
		assert_in_range(app.model.attempt.seconds_left, left - 8, left);
		assert_int_equal(app.model.fault.kind, FAULT_BANNER);
	}
	seconds_pass(52);
	assert_int_equal(screen(), SCREEN_GRID);
	type("98E");
	has(0, 98, 0);
	journal_is_whole();
	clock_release();
}

static void finish_it(void)
{
	line_up();
	skip_a_minute();
	type("98E");
	press("next heat 0");
	press("next heat 0");
}

static void a_heat_that_was_over_does_not_come_back(void **state)
{
	(void)state;
	killed_after(finish_it);
	assert_int_equal(screen(), SCREEN_POSTER);
	has(0, 98, 0);
}

static void forget_who_stood_there(void)
{
	struct err err = ERR_INIT;

	MUST(settings_set(app.store, "many.hand:rope_skip", "nobody 77 - 1,2", &err));
}

static void an_open_heat_that_nobody_knows_is_let_go(void **state)
{
	char value[64];

	(void)state;
	killed_after(forget_who_stood_there);
	assert_int_equal(screen(), SCREEN_POSTER);
	assert_string_equal(settings_get(app.store, "many.hand:rope_skip", "", value,
				    sizeof(value)),
		"");
	line_up();
	skip_a_minute();
	type("98E");
	has(0, 98, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			one_key_and_a_numeric_keypad_measure_twenty, begin, end),
		cmocka_unit_test_setup_teardown(a_cell_says_what_happened, begin, end),
		cmocka_unit_test_setup_teardown(
			a_saved_number_is_mended_by_a_void_and_a_new_one, begin, end),
		cmocka_unit_test_setup_teardown(
			whoever_is_in_the_list_is_chosen_by_a_touch, begin, end),
		cmocka_unit_test_setup_teardown(
			a_start_that_went_wrong_is_made_again, begin, end),
		cmocka_unit_test_setup_teardown(
			a_heat_ends_with_some_untold_when_it_is_said_twice, begin, end),
		cmocka_unit_test_setup_teardown(
			a_grid_comes_back_with_what_was_saved, make, end),
		cmocka_unit_test_setup_teardown(
			a_minute_that_runs_goes_on_by_the_clock_on_the_wall, make, end),
		cmocka_unit_test_setup_teardown(
			a_minute_goes_on_whatever_the_calendar_says, begin, end),
		cmocka_unit_test_setup_teardown(
			a_heat_that_was_over_does_not_come_back, make, end),
		cmocka_unit_test_setup_teardown(
			an_open_heat_that_nobody_knows_is_let_go, make, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
