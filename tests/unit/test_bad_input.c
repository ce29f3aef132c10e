/* What nobody means to do where children stand. A child stands at one place of the station,
 * whatever is scanned or touched at the others: a heat at the gates, lanes and laps by a key,
 * and a minute for many, all with one class. And that class has names as long as they come, of
 * characters that few fonts have. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "app.h"
#include "kiosk.h"
#include "paint.h"
#include "place_run.h"
#include "ptys.h"
#include "screens.h"

#define PUPILS 10
#define OTHER  8 /* this one and the next are of another class */

enum { GATES, LANES, LAPS, ROPE, BLOWS };

/* Twenty characters, eighteen of them beyond the BMP: only the last tells who it is. */
#define RARE "𬭸𠮷𬭸𠮷𬭸𠮷𬭸𠮷𬭸𠮷𬭸𠮷𬭸𠮷𬭸𠮷𬭸𠮷"
static const char *const names[PUPILS] = { "李" RARE "一", "李" RARE "二",
	"李" RARE "三", "李" RARE "四", "李" RARE "五", "李" RARE "六", "李" RARE "七",
	"李" RARE "八", "王" RARE "九", "王" RARE "十" };

static char dir[64];
static struct env env;
static struct app app;
static struct pty gates, blower;
static struct paint *paint;
static struct student class[PUPILS];

static void put_classes(void)
{
	struct err err = ERR_INIT;
	struct store *store;

	MUST(store = station_open(dir, STORE_WRITE, &err));
	MUST(roster_begin(store, MONDAY_US, &err));
	for (int i = 0; i < PUPILS; i++) {
		struct student s = { .sex = SEX_MALE, .grade_code = 15 };

		s.class_place = i < OTHER ? i + 1 : i - OTHER + 1;
		snprintf(s.name, sizeof(s.name), "%s", names[i]);
		snprintf(s.number, sizeof(s.number), "L99000020140000%04d", i + 1);
		snprintf(
			s.class_code, sizeof(s.class_code), "150%d", i < OTHER ? 1 : 2);
		snprintf(s.class_name, sizeof(s.class_name), "五年级%d班",
			i < OTHER ? 1 : 2);
		snprintf(s.test_number, sizeof(s.test_number), "%d", 5001 + i);
		MUST(roster_put(store, &s, NULL, &err));
	}
	MUST(roster_end(store, true, ROSTER_WHOLE, NULL, &err));
	assert_int_equal(roster_class_list(store, &(struct class_key){ 15, "1501" },
				 class, OTHER, &err),
		OTHER);
	assert_int_equal(roster_class_list(store, &(struct class_key){ 15, "1502" },
				 class + OTHER, 2, &err),
		2);
	store_close(store);
}

static void add_device(
	struct pty *pty, const char *name, const char *item, const char *profile)
{
	struct place_setup setup = {
		.kind = SESSION_FORMAL, .item_count = 1, .lanes = 4
	};
	struct err err = ERR_INIT;

	snprintf(setup.name, sizeof(setup.name), "%s", name);
	snprintf(setup.line.where, sizeof(setup.line.where), "tty:%s", pty->path);
	setup.items[0] = items_find(app.items, item);
	MUST(app_add_place(&app, &setup, profile, &err));
}

static void add_by_hand(const char *item, int lanes)
{
	struct binding binding = { .profile = HAND_PROFILE, .lanes = lanes };
	struct err err = ERR_INIT;

	snprintf(binding.where, sizeof(binding.where), PLACE_HAND "%s", item);
	snprintf(binding.item, sizeof(binding.item), "%s", item);
	MUST(app_add_binding(&app, &binding, &err));
}

static void open_app(void)
{
	struct app_options options = {
		.offscreen = true, .width = 1280, .height = 800
	};
	struct err err = ERR_INIT;

	MUST(app_open(&app, &env, &options, &err));
	add_device(&gates, "计时门", "run50", "sim-gates");
	add_by_hand("run50", 6);
	add_by_hand("shuttle_50x8", 20);
	add_by_hand("rope_skip", 20);
	add_device(&blower, "肺活量计", "vital_capacity", "sim-spirometer");
}

#include "running.h"

static int begin(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	kiosk_make(dir, &env);
	put_classes();
	pty_open(&gates);
	pty_open(&blower);
	MUST(paint = paint_open(&err));
	open_app();
	return 0;
}

static int end(void **state)
{
	(void)state;
	app_close(&app);
	close(gates.fd);
	close(blower.fd);
	paint_close(paint);
	folder_remove(dir);
	return 0;
}

/* ---- places and scans ---------------------------------------------------------------- */

static void go_to(int place)
{
	app_grant(&app, &(struct intent){ .kind = INTENT_POINT, .index = place });
	turn_for(60000);
}

static void line_up_at(int place)
{
	go_to(place);
	press("choose name 0");
	press("class 0");
}

static bool stands_at(int place, int pupil)
{
	for (int i = 0; i < app.places[place].people_count; i++)
		if (strcmp(app.places[place].people[i].student.id, class[pupil].id) ==
			0)
			return app.places[place].stage == PLACE_BUSY;
	return false;
}

/* A code as a scanner types it: five milliseconds a character, then Enter. */
static void scan(const char *code)
{
	int64_t at_us;

	turn_for(400000); /* after whatever came before */
	at_us = clock_now_us();
	for (; *code; code++) {
		struct ui_event e = { .kind = UI_CHAR, .at_us = at_us += 5000 };

		e.text[0] = *code;
		ui_push(app.ui, &e);
	}
	ui_push(app.ui,
		&(struct ui_event){
			.kind = UI_KEY, .key = UI_KEY_ENTER, .at_us = at_us + 5000 });
	turn_for(200000);
}

static bool reads(const char *part)
{
	const struct draw *list = ui_list(app.ui);

	for (size_t i = 0; i < list->n; i++)
		if (list->commands[i].kind == DRAW_TEXT &&
			strstr(draw_words(list, &list->commands[i]), part))
			return true;
	return false;
}

static void scan_says(int pupil, const char *sentence)
{
	scan(class[pupil].test_number);
	if (!reads(sentence))
		fail_msg("scan of %d on %s: not \"%s\"", pupil + 1,
			screen_name(screens_which(&app.model)), sentence);
}

static int64_t stored(const char *what)
{
	char sql[64];

	snprintf(sql, sizeof(sql), "SELECT count(*) FROM %s", what);
	return count_of(app.store, sql);
}

/* ---- what must be true --------------------------------------------------------------- */

static void whoever_stands_in_a_lane_is_told_so(void **state)
{
	(void)state;
	line_up_at(GATES);
	assert_int_equal(app.places[GATES].people_count, 4);
	scan_says(2, "已经认出你了");
	scan_says(6, "请等前面的同学测完"); /* of the class, in the next heat */
	scan_says(OTHER, "请等前面的同学测完");
	scan("TC0123456"); /* torn */
	assert_int_equal(app.places[GATES].people_count, 4);
	assert_string_equal(app.places[GATES].people[2].student.id, class[2].id);
	assert_int_equal(stored("attempt"), 0);
}

/* The Enter of a scan is no arrival, and its digits are no lane and no vest. */
static void a_scan_while_they_run_is_no_press(void **state)
{
	(void)state;
	for (int place = LANES; place <= LAPS; place++) {
		const struct arrivals *a = &app.places[place].run->arrivals;
		int people;

		line_up_at(place);
		people = app.places[place].people_count;
		scan_says(1, "已经认出你了");
		assert_false(arrivals_started(a));
		type("_");
		assert_true(arrivals_started(a));
		scan_says(1, "已经认出你了");
		scan_says(OTHER, "请等前面的同学测完");
		scan("TC0123456");
		assert_int_equal(a->marks, 0);
		assert_int_equal(app.places[place].people_count, people);
		type("_");
		assert_int_equal(a->marks, 1);
		scan_says(1, "已经认出你了");
		assert_int_equal(a->marks, 1);
		assert_int_equal(a->mark[0].runner, -1);
		press("end heat 0");
		place_leave(&app.places[place], app_now(&app));
	}
}

static void who_stands_in_the_minute_stays_in_it(void **state)
{
	(void)state;
	line_up_at(ROPE);
	assert_int_equal(app.places[ROPE].people_count, OTHER);
	scan_says(3, "已经认出你了");
	assert_int_equal(app.places[ROPE].people_count, OTHER);
	assert_true(stands_at(ROPE, 3));
	scan(class[OTHER].test_number); /* there is room: joins */
	assert_int_equal(app.places[ROPE].people_count, OTHER + 1);
	type("_");
	assert_int_equal(screen(), SCREEN_MANY);
	scan_says(3, "已经认出你了");
	scan_says(OTHER + 1, "请等前面的同学测完");
	assert_int_equal(app.places[ROPE].people_count, OTHER + 1);
	app.places[ROPE].many->grid.go_us -= 70 * CLOCK_SECOND_US;
	turn_for(60000);
	assert_int_equal(screen(), SCREEN_GRID);
	scan_says(3, "已经认出你了");
	assert_int_equal(stored("attempt"), 0); /* no digit of it was a number */
	type("98E");
	assert_int_equal(stored("attempt"), 1);
}

static void nobody_lines_up_at_two_places(void **state)
{
	(void)state;
	line_up_at(GATES);
	line_up_at(LANES);
	assert_int_equal(app.places[LANES].people_count, 4);
	for (int i = 0; i < OTHER; i++)
		if (stands_at(GATES, i) == stands_at(LANES, i))
			fail_msg("%d stands at both or none", i + 1);
	scan_says(0, "你正在“计时门”测，先测完那边");
	go_to(ROPE);
	scan_says(5, "你正在“50米跑”测，先测完那边");
	assert_int_equal(screen(), SCREEN_REFUSED);
	press("understood 0");
	press("choose name 0"); /* all eight run */
	press("class 0");
	assert_int_equal(screen(), SCREEN_REFUSED);
	assert_true(reads("你正在“计时门”测"));
	press("understood 0");
	scan(class[OTHER].test_number);
	assert_int_equal(app.places[ROPE].people_count, 2);
	scan_says(5, "你正在“50米跑”测"); /* nor by a card */
	assert_int_equal(app.places[ROPE].people_count, 2);
	/* A heat that is given up sets them free. */
	place_cancel_heat(&app.places[GATES], app_now(&app));
	scan(class[0].test_number);
	assert_int_equal(app.places[ROPE].people_count, 3);
	go_to(LAPS);
	scan_says(0, "你正在“一分钟跳绳”测");
}

/* The list was made before they went to the gates. */
static void a_touch_in_an_old_list_does_not_take_them_away(void **state)
{
	(void)state;
	line_up_at(ROPE);
	press("tile 0");
	press("tile 1");
	assert_false(stands_at(ROPE, 0));
	line_up_at(GATES);
	assert_true(stands_at(GATES, 0));
	assert_int_equal(app.places[GATES].people_count, 2);
	go_to(ROPE);
	press("tile 0");
	turn_for(60000);
	assert_true(reads("你正在“计时门”测"));
	assert_false(stands_at(ROPE, 0));
}

/* ---- long and rare names --------------------------------------------------------------- */

static bool is_somebody(const char *text)
{
	for (int i = 0; i < PUPILS; i++)
		if (strstr(text, names[i]))
			return true;
	return false;
}

/* The model gives the painter the whole name, which ends it with … where there is no room; and
 * every character is in a font. */
static void names_stand_here(enum screen want)
{
	const struct draw *list = ui_list(app.ui);
	enum screen is = screen();
	int said = 0;

	if (is != want)
		fail_msg("on %s, not %s", screen_name(is), screen_name(want));
	for (size_t i = 0; i < list->n; i++) {
		const struct draw_command *c = &list->commands[i];
		struct paint_measure m;

		if (c->kind != DRAW_TEXT)
			continue;
		paint_measure(paint, list, c, &m);
		if (m.missing_glyphs)
			fail_msg("%s: no font has all of \"%s\"", screen_name(is),
				draw_words(list, c));
		if (!strstr(draw_words(list, c), "𬭸"))
			continue;
		said++;
		if (!is_somebody(draw_words(list, c)))
			fail_msg("%s: \"%s\" is no whole name", screen_name(is),
				draw_words(list, c));
		if (c->type.fit != DRAW_WRAP && m.width > c->at.w)
			fail_msg("%s: \"%s\" leaves its place", screen_name(is),
				draw_words(list, c));
	}
	if (!said)
		fail_msg("nobody is named on %s", screen_name(is));
}

static void open_page(enum screen page)
{
	struct intent want = { .kind = INTENT_OPEN, .index = (int)page };

	(void)screens_step(&app.model.visit, &app.model, &want);
	app.stale = app.touched = true;
	turn_for(60000);
}

static void who_blows(void)
{
	go_to(BLOWS);
	press("choose name 0");
	press("class 0");
	names_stand_here(SCREEN_TILES);
	press("tile 3");
	names_stand_here(SCREEN_CONFIRM);
	press("yes 0");
	names_stand_here(SCREEN_ATTEMPT);
	press("not me 0");
	names_stand_here(SCREEN_POSTER); /* who is next */
	press("choose name 0");
	press("find name 0");
	press("letter l 0");
	names_stand_here(SCREEN_NAMES);
	press("back 0");
}

static void who_runs(void)
{
	line_up_at(GATES);
	names_stand_here(SCREEN_LANES);
	place_cancel_heat(&app.places[GATES], app_now(&app));
	line_up_at(LANES);
	names_stand_here(SCREEN_RUN);
	type("_");
	turn_for(3600000);
	type("1_2");
	names_stand_here(SCREEN_RUN);
	press("end heat 0");
	names_stand_here(SCREEN_RUN);
	assert_int_equal(stored("attempt WHERE outcome = 'valid'"), 2);
}

static void who_skips(void)
{
	line_up_at(ROPE);
	names_stand_here(SCREEN_MANY_LINEUP);
	type("_");
	app.places[ROPE].many->grid.go_us -= 70 * CLOCK_SECOND_US;
	turn_for(60000);
	names_stand_here(SCREEN_GRID);
	type("98E");
	names_stand_here(SCREEN_GRID);
	press("next heat 0");
	press("next heat 0");
	place_cancel_heat(&app.places[ROPE], app_now(&app));
}

static void who_is_looked_up(void)
{
	press("teacher 0");
	press("latest 0");
	names_stand_here(SCREEN_LATEST);
	press("open student 0");
	names_stand_here(SCREEN_STUDENT);
	press("move 0");
	type("5003");
	names_stand_here(SCREEN_FIND);
	press("found 0");
	press("reason 0 0");
	names_stand_here(
		SCREEN_STUDENT); /* what was done, and what can be taken back */
	open_page(SCREEN_LATEST);
	names_stand_here(SCREEN_LATEST);
	press("run 0");
	names_stand_here(SCREEN_REASSIGN);
	open_page(SCREEN_MISSING);
	names_stand_here(SCREEN_MISSING);
	open_page(SCREEN_CALL);
	names_stand_here(SCREEN_CALL);
	open_page(SCREEN_TEACHER);
	press("cell 0");
	names_stand_here(SCREEN_CELL);
	open_page(SCREEN_TYPING);
	press("class 0");
	press("item 0");
	press("name 0");
	press("start 0");
	names_stand_here(SCREEN_TYPING);
}

static void a_long_rare_name_stands_whole_on_every_screen(void **state)
{
	(void)state;
	who_blows();
	who_runs();
	who_skips();
	who_is_looked_up();
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
	const struct CMUnitTest tests[] = {
		TEST(whoever_stands_in_a_lane_is_told_so),
		TEST(a_scan_while_they_run_is_no_press),
		TEST(who_stands_in_the_minute_stays_in_it),
		TEST(nobody_lines_up_at_two_places),
		TEST(a_touch_in_an_old_list_does_not_take_them_away),
		TEST(a_long_rare_name_stands_whole_on_every_screen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
