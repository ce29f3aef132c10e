/* 快速补录 on the running station, by touches and keys: a sheet is typed in twice, what
 * differs is settled, and all of it is saved or nothing; also after a kill in between. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "app.h"
#include "kiosk.h"
#include "screens.h"
#include "settings.h"

#define PUPILS 5

static char dir[64];
static struct env env;
static struct app app;
static struct student class[PUPILS]; /* boys; the third has run already */

static void put_class(void)
{
	struct session session;
	struct entry_id id;
	struct err err = ERR_INIT;
	struct store *store;

	MUST(store = station_open(dir, STORE_WRITE, &err));
	MUST(roster_begin(store, MONDAY_US, &err));
	for (int i = 0; i < PUPILS; i++) {
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
				 class, PUPILS, &err),
		PUPILS);
	MUST(session_make(store, "run1000", SESSION_FORMAL, &session, &err));
	MUST(attempt_make(store, &session, class[2].id, 230000, &id, &err));
	store_close(store);
}

static void open_app(void)
{
	struct app_options options = {
		.offscreen = true, .width = 1280, .height = 800
	};
	struct err err = ERR_INIT;

	MUST(app_open(&app, &env, &options, &err));
}

#include "running.h"

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

/* ---- the way there -------------------------------------------------------------------- */

static const struct model_typing *shown(void)
{
	turn_for(40000);
	return &app.model.typing;
}

static void open_typing(void)
{
	turn_for(100000);
	press("teacher 0");
	press("menu 0");
	press("typing 0");
	assert_int_equal(screen(), SCREEN_TYPING);
}

static void choose_run(void)
{
	int at = -1;
	char name[24];

	press("class 0");
	for (int i = 0; i < shown()->n_items; i++)
		if (strcmp(shown()->items[i].name, "1000米跑") == 0)
			at = i;
	assert_true(at >= 0);
	assert_int_equal(shown()->items[at].open, 4);
	snprintf(name, sizeof(name), "item %d", at);
	press(name);
	assert_int_equal(shown()->shows, TYPING_SHOWS_WHO);
}

static void begin_sheet(void)
{
	open_typing();
	choose_run();
	press("name 0");
	press("start 0");
	assert_int_equal(shown()->shows, TYPING_SHOWS_LINES);
	assert_int_equal(shown()->round, 1);
}

static void second_person(void)
{
	press("done 0");
	assert_int_equal(shown()->shows, TYPING_SHOWS_WHO);
	press("name 0"); /* the first is not offered again */
	press("start 0");
	assert_int_equal(shown()->round, 2);
}

/* ---- what is kept ----------------------------------------------------------------------- */

static int made_by(int pupil, struct attempt_now *out)
{
	static struct attempt_now made[ATTEMPTS_YEAR];
	struct err err = ERR_INIT;
	int n = attempts_of(
		app.store, class[pupil].id, "run1000", 2026, made, ATTEMPTS_YEAR, &err);

	assert_true(n >= 0);
	if (n)
		*out = made[n - 1];
	return n;
}

static void has(int pupil, int64_t value, const char *reason)
{
	struct attempt_now made;

	assert_int_equal(made_by(pupil, &made), 1);
	assert_int_equal(made.source, SOURCE_MANUAL);
	assert_int_equal(made.outcome, OUTCOME_VALID);
	assert_int_equal(made.value, value);
	assert_string_equal(made.note, reason);
}

static void count_is(const char *sql, int64_t want)
{
	struct err err = ERR_INIT;
	int64_t n = -1;

	MUST(query_one_int(query(store_db(app.store), sql), &n, 0, &err));
	if (n != want)
		fail_msg("%s: %lld", sql, (long long)n);
}

#define KEPT   "SELECT count(*) FROM setting WHERE key LIKE 'typing.%'"
#define MANUAL "SELECT count(*) FROM attempt WHERE source = 'manual'"
#define BOTH                                                                             \
	"SELECT count(*) FROM attempt WHERE who = '郑老师、周老师' AND source = " \
	"'manual'"

/* ---- what must be true ------------------------------------------------------------------- */

static void a_sheet_is_typed_twice_and_saved(void **state)
{
	(void)state;
	begin_sheet();
	assert_true(shown()->rows[2].locked); /* has run */
	type("342E3.55EE");
	assert_int_equal(shown()->done, 2);
	second_person();
	type("342E355E");
	press("done 0");
	assert_int_equal(shown()->shows, TYPING_SHOWS_AGREED);
	count_is(MANUAL, 0);
	press("save 0");
	assert_int_equal(shown()->shows, TYPING_SHOWS_CLASS);
	assert_string_equal(shown()->note, "已存2条，都标“手工”");
	has(0, 222000, "纸质补录，两人各录一遍");
	has(1, 235000, "纸质补录，两人各录一遍");
	count_is(MANUAL, 2);
	count_is(BOTH, 2);
	count_is(KEPT, 0);
	press("class 0");
	for (int i = 0; i < shown()->n_items; i++)
		if (strcmp(shown()->items[i].name, "1000米跑") == 0)
			assert_int_equal(shown()->items[i].open, 2);
}

static void what_is_doubtful_is_asked_and_never_guessed(void **state)
{
	(void)state;
	begin_sheet();
	type("222E");
	assert_int_equal(shown()->n_readings, 2);
	assert_int_equal(shown()->done, 0);
	press("reading 1 0");
	assert_string_equal(shown()->rows[0].value_text, "3′42″");
	type("222E/"); /* by the numeric keypad */
	assert_string_equal(shown()->rows[1].value_text, "2′22″");
	type("9E");
	assert_int_equal(shown()->n_readings, 0);
	assert_string_not_equal(shown()->note, "");
	assert_int_equal(shown()->done, 2);
}

static void the_second_sees_nothing_of_the_first(void **state)
{
	(void)state;
	begin_sheet();
	type("342E355E");
	press("done 0");
	press("name 0");
	press("start 0");
	for (int i = 0; i < PUPILS; i++) {
		assert_string_equal(shown()->rows[i].value_text, "");
		assert_string_equal(shown()->rows[i].first_text, "");
	}
	for (size_t i = 0; i < ui_list(app.ui)->n; i++)
		assert_null(strstr(
			draw_words(ui_list(app.ui), &ui_list(app.ui)->commands[i]),
			"3′"));
}

static void the_same_person_does_not_read_twice(void **state)
{
	(void)state;
	open_typing();
	choose_run();
	type("ZE");
	type("342E");
	press("done 0");
	type("Z");
	press("start 0");
	assert_int_equal(shown()->shows, TYPING_SHOWS_WHO);
	assert_string_equal(shown()->note, "第二遍要换一个人");
	type("BXE");
	assert_int_equal(shown()->round, 2);
	type("342E");
	press("done 0");
	press("save 0");
	has(0, 222000, "纸质补录，两人各录一遍");
	count_is("SELECT count(*) FROM attempt WHERE who = 'Z、X'", 1);
}

static void what_differs_is_settled_one_by_one(void **state)
{
	(void)state;
	begin_sheet();
	type("342E355E401E");
	second_person();
	type("342E356EE405E");
	press("done 0");
	assert_int_equal(shown()->shows, TYPING_SHOWS_DIFFERS);
	assert_int_equal(shown()->differing, 3);
	assert_string_equal(shown()->rows[1].first_text, "3′55″");
	assert_string_equal(shown()->rows[1].second_text, "3′56″");
	assert_string_equal(shown()->rows[3].second_text, "—");
	press("done 0");
	assert_int_equal(shown()->shows, TYPING_SHOWS_DIFFERS); /* not yet */
	press("side 1 1 0");
	press("side 3 0 0");
	type("408E"); /* neither */
	assert_int_equal(shown()->differing, 0);
	press("done 0");
	press("save 0");
	has(0, 222000, "纸质补录，两人各录一遍");
	has(1, 236000, "纸质补录，两遍不一致，看纸核定");
	has(3, 241000, "纸质补录，两遍不一致，看纸核定");
	has(4, 248000, "纸质补录，两遍不一致，看纸核定");
}

static void a_sheet_is_thrown_away_when_it_is_said_twice(void **state)
{
	(void)state;
	begin_sheet();
	press("throw 0"); /* nothing is on it, and yet it is asked */
	assert_true(shown()->asks_throw);
	type("342E");
	assert_false(shown()->asks_throw);
	press("done 0");
	press("throw 0");
	assert_int_equal(shown()->shows, TYPING_SHOWS_WHO);
	press("throw 0");
	assert_int_equal(shown()->shows, TYPING_SHOWS_CLASS);
	count_is(KEPT, 0);
	count_is(MANUAL, 0);
}

static void a_sheet_without_anything_is_not_done(void **state)
{
	(void)state;
	begin_sheet();
	press("done 0");
	assert_int_equal(shown()->shows, TYPING_SHOWS_LINES);
	assert_string_not_equal(shown()->note, "");
}

/* ---- the power went away ------------------------------------------------------------------ */

static void type_some(void)
{
	begin_sheet();
	type("342E355E40"); /* the last is not entered */
}

static void a_crash_loses_nothing_that_was_entered(void **state)
{
	(void)state;
	killed_after(type_some);
	open_typing();
	assert_int_equal(shown()->shows, TYPING_SHOWS_LINES);
	assert_int_equal(shown()->round, 1);
	assert_string_equal(shown()->who, "郑老师");
	assert_string_equal(shown()->note, "接着上次的录");
	assert_string_equal(shown()->rows[0].value_text, "3′42″");
	assert_string_equal(shown()->rows[1].value_text, "3′55″");
	assert_int_equal(shown()->at, 3);
	count_is(MANUAL, 0);
}

static void differ_some(void)
{
	begin_sheet();
	type("342E355E");
	second_person();
	type("343E356E");
	press("done 0");
	press("side 0 1 0");
}

static void what_was_settled_is_settled_after_a_crash_too(void **state)
{
	(void)state;
	killed_after(differ_some);
	open_typing();
	assert_int_equal(shown()->shows, TYPING_SHOWS_DIFFERS);
	assert_int_equal(shown()->differing, 1);
	assert_string_equal(shown()->rows[0].value_text, "3′43″");
	press("side 1 0 0");
	press("done 0");
	press("save 0");
	has(0, 223000, "纸质补录，两遍不一致，看纸核定");
	has(1, 235000, "纸质补录，两遍不一致，看纸核定");
	count_is(BOTH, 2);
}

static const struct {
	const char *key, *value;
} spoiled[] = {
	{ "typing.sheet", "2101|run1000|0|9|郑老师|周老师" },
	{ "typing.sheet", "2101|run1000|0|1|郑老师|" },
	{ "typing.sheet", "2101|no_item|0|0|郑老师|" },
	{ "typing.sheet", "9999|run1000|0|0|郑老师|" },
	{ "typing.sheet", "2101|run1000" },
	{ "typing.sheet", "||||||||||" },
	{ "typing.line.0", "nobody 1 2 3" },
	{ "typing.line.1", "x 99999999999999999999999 - ." },
	{ "typing.line.1", "- - - -" },
};

static void settings_that_somebody_spoiled_do_no_harm(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(spoiled) / sizeof(spoiled[0]); i++) {
		struct err err = ERR_INIT;
		char value[160];

		MUST(settings_set(app.store, "typing.sheet",
			"2101|run1000|0|1|郑老师|周老师", &err));
		snprintf(value, sizeof(value), "%s -5 222000 .", class[0].id);
		MUST(settings_set(app.store, "typing.line.0", value, &err));
		MUST(settings_set(app.store, spoiled[i].key, spoiled[i].value, &err));
		memset(&app.paper, 0, sizeof(app.paper));
		open_typing();
		turn_for(60000);
		assert_true(shown()->done == 0);
		press("leave 0");
	}
	count_is(MANUAL, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			a_sheet_is_typed_twice_and_saved, begin, end),
		cmocka_unit_test_setup_teardown(
			what_is_doubtful_is_asked_and_never_guessed, begin, end),
		cmocka_unit_test_setup_teardown(
			the_second_sees_nothing_of_the_first, begin, end),
		cmocka_unit_test_setup_teardown(
			the_same_person_does_not_read_twice, begin, end),
		cmocka_unit_test_setup_teardown(
			what_differs_is_settled_one_by_one, begin, end),
		cmocka_unit_test_setup_teardown(
			a_sheet_is_thrown_away_when_it_is_said_twice, begin, end),
		cmocka_unit_test_setup_teardown(
			a_sheet_without_anything_is_not_done, begin, end),
		cmocka_unit_test_setup_teardown(
			a_crash_loses_nothing_that_was_entered, make, end),
		cmocka_unit_test_setup_teardown(
			what_was_settled_is_settled_after_a_crash_too, make, end),
		cmocka_unit_test_setup_teardown(
			settings_that_somebody_spoiled_do_no_harm, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
