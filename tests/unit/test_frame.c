/* The frame of a day on the running station, by touches: the teacher's PIN, settings,
 * 开机检查, 开测, 收工. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <sys/stat.h>

#include "app.h"
#include "clock.h"
#include "path.h"
#include "pin.h"
#include "recovery.h"
#include "screens.h"
#include "settings.h"
#include "handins.h"
#include "sheet.h"
#include "stick.h"
#include "stored.h"
#include "view.h"

#define SECOND INT64_C(1000000)

static char dir[64];
static struct env env;
static struct app app;
static struct err err = ERR_INIT;

#include "turns.h"

/* ---- the station ------------------------------------------------------------------ */

static void open_app(void)
{
	struct app_options options = { .offscreen = true,
		.width = 1280,
		.height = 800,
		.mounts = "/nowhere",
		.sys = "/nowhere" };

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
	env = (struct env){ .pin_fd = -1, .clock_fixed = true, .clock_us = MONDAY_US };
	snprintf(env.data_dir, sizeof(env.data_dir), "%s", dir);
	snprintf(env.share_dir, sizeof(env.share_dir), "%s", SOURCE_DIR);
	MUST(station_make(dir, &err));
	setenv("SDL_AUDIODRIVER", "dummy", 1);
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

static void a_kiosk_without_a_pin_is_only_left_at_the_end_of_the_day(void **state)
{
	(void)state;
	app.model.kiosk = true;
	ui_push(app.ui, &(struct ui_event){ .kind = UI_QUIT });
	turn_for(60000);
	ON(SCREEN_CLOSE);
	assert_false(app.quit);
	press("stop 0");
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

static void open_from_menu(const char *name)
{
	press("teacher 0");
	press("menu 0");
	press(name);
}

static void a_setting_is_applied_at_once_and_kept(void **state)
{
	(void)state;
	open_from_menu("settings 0");
	ON(SCREEN_SETTINGS);
	assert_true(reads("学生看到得分"));
	assert_true(view_points_of(&app, GRADE_G3));
	assert_false(view_points_of(&app, GRADE_G1));
	press("answer 9"); /* 学生看到得分: 不显示 */
	assert_false(view_points_of(&app, GRADE_G3));
	press("answer 1"); /* English */
	assert_true(reads("Points shown"));
	press("answer 20");
	assert_int_equal(choices_volume(&app), 100);
	press("answer 21");
	assert_int_equal(choices_volume(&app), 60);
	press("answer 23");
	assert_int_equal(choices_volume(&app), 0);
	begin_again();
	assert_int_equal(choices_volume(&app), 0);
	assert_false(view_points_of(&app, GRADE_G3));
	open_from_menu("settings 0");
	assert_true(reads("Points shown"));
}

static void a_pin_is_set_and_taken_away_under_settings(void **state)
{
	(void)state;
	open_from_menu("settings 0");
	press("answer 24");
	ON(SCREEN_PIN);
	type_pin("2580");
	type_pin("2580");
	ON(SCREEN_SETTINGS);
	assert_true(pin_is_set(app.store));
	press("answer 25");
	assert_false(pin_is_set(app.store));
	assert_true(reads("教师密码已取消"));
	press("leave 0");
	press("teacher 0");
	ON(SCREEN_TEACHER);
}

/* A folder as the kernel's, with one battery. */
static char sys[80];

static void put_file(const char *name, const char *text)
{
	char path[160];
	FILE *f;

	snprintf(path, sizeof(path), "%s/class/power_supply/BAT0/%s", sys, name);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static void put_battery(const char *percent, const char *status)
{
	char path[160];

	snprintf(sys, sizeof(sys), "%s.sys", dir);
	snprintf(path, sizeof(path), "%s/class/power_supply/BAT0", sys);
	MUST(path_make(path, &err));
	put_file("type", "Battery\n");
	put_file("capacity", percent);
	put_file("status", status);
	app.power.sys = sys;
	app.power.looked_us = INT64_MIN / 2;
	app.stale = app.touched = true;
	turn_for(60000);
}

static void remove_battery(void)
{
	char command[160];

	snprintf(command, sizeof(command), "rm -r '%s'", sys);
	assert_int_equal(system(command), 0);
}

static const struct model_check *line_of(const char *name)
{
	for (int i = 0; i < app.model.power.n; i++)
		if (strcmp(app.model.power.rows[i].name, name) == 0)
			return &app.model.power.rows[i];
	fail_msg("no line %s", name);
	return NULL;
}

static void the_battery_stands_in_the_bar_and_is_checked(void **state)
{
	(void)state;
	assert_string_equal(app.model.battery_text, "");
	put_battery("87\n", "Discharging\n");
	assert_string_equal(app.model.battery_text, "87%");
	open_from_menu("power 0");
	assert_int_equal(line_of("电池")->lamp, LAMP_GOOD);
	put_battery("7\n", "Discharging\n");
	assert_int_equal(line_of("电池")->lamp, LAMP_BAD);
	assert_non_null(strstr(line_of("电池")->todo, "请接上电源"));
	assert_true(power_is_bad(&app, app_now(&app)));
	put_battery("7\n", "Charging\n");
	assert_string_equal(line_of("电池")->word, "7%，正在充电");
	assert_false(power_is_bad(&app, app_now(&app)));
	put_battery("120\n", "Charging\n"); /* no battery says so */
	assert_string_equal(app.model.battery_text, "");
	remove_battery();
}

static void what_is_missing_is_said_with_what_to_do(void **state)
{
	(void)state;
	open_from_menu("power 0");
	assert_string_equal(app.model.power.date, "今天是2026年11月23日 星期一");
	assert_int_equal(line_of("时钟")->lamp, LAMP_GOOD);
	assert_int_equal(line_of("设备")->lamp, LAMP_WARN);
	assert_int_equal(line_of("名单")->lamp, LAMP_WARN);
	assert_string_equal(line_of("教师密码")->word, "还没有设教师密码");
	assert_non_null(strstr(line_of("教师密码")->todo, "设置"));
	assert_int_equal(line_of("成绩库")->lamp, LAMP_GOOD);
}

static const struct {
	int64_t days; /* from the day on which the station was made */
	bool asks;
	const char *word;
} clocks[] = {
	{ 0, false, "正常" },
	{ 200, false, "正常" },
	{ -1, true, "比最后一条成绩还早" },
	{ -20000, true, "比最后一条成绩还早" },
	{ 4000, true, "离上次用太久了" },
};

static void an_unlikely_date_is_asked_about(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(clocks) / sizeof(clocks[0]); i++) {
		clock_freeze(MONDAY_US + clocks[i].days * CLOCK_DAY_US);
		assert_int_equal(power_is_bad(&app, app_now(&app)), clocks[i].asks);
		assert_int_equal(app.model.power.asks_date, clocks[i].asks);
		assert_string_equal(line_of("时钟")->word, clocks[i].word);
	}
	open_from_menu("power 0");
	press("date right 0");
	assert_false(app.model.power.asks_date);
	assert_int_equal(line_of("时钟")->lamp, LAMP_GOOD);
}

/* ... and while the program runs it is said that it jumped, and what that is to the results. */
static void a_clock_that_jumps_is_said_on_every_screen(void **state)
{
	(void)state;
	turn_for(60000);
	clock_freeze(MONDAY_US + 120 * SECOND); /* the network sets it a little */
	turn_for(60000);
	assert_int_equal(app.model.fault.kind, FAULT_NONE);
	clock_freeze(MONDAY_US - 30 * CLOCK_DAY_US);
	turn_for(60000);
	ON(SCREEN_POSTER);
	assert_true(reads("电脑的时间从 2026-11-23 08:32 变成了 2026-10-24 08:30。"));
	assert_true(reads("计时不靠它，成绩都不变。"));
	open_from_menu("power 0");
	assert_true(app.model.power.asks_date);
	press("date right 0");
	assert_false(app.model.power.asks_date);
	press("acknowledge 0");
	turn_for(60000);
	assert_int_equal(app.model.fault.kind, FAULT_NONE);
	clock_freeze(MONDAY_US - 60 * CLOCK_DAY_US); /* that was not what he said of */
	turn_for(60000);
	assert_true(app.model.power.asks_date);
	assert_true(reads("从 2026-10-24 08:30 变成了 2026-09-24 08:30。"));
}

/* Over lunch the lid was shut: both clocks went on, and only the one that counts stood. */
static void a_machine_that_slept_has_not_jumped(void **state)
{
	struct now now;

	(void)state;
	turn_for(60000);
	now = app_now(&app);
	now.wall_us += 2 * 3600 * SECOND;
	power_watch(&app, now, clock_boot_us() + 2 * 3600 * SECOND);
	assert_int_equal(app.fault.kind, FAULT_NONE);
	now.wall_us += 2 * 3600 * SECOND;
	power_watch(&app, now, clock_boot_us() + 2 * 3600 * SECOND);
	assert_int_equal(app.fault.kind, FAULT_BANNER);
}

/* A day that was measured while the clock stood years ahead. */
static void after_a_clock_was_ahead_it_is_asked_once(void **state)
{
	struct session s;

	(void)state;
	clock_freeze(MONDAY_US + 3000 * CLOCK_DAY_US);
	begin_again();
	s = (struct session){ .kind = SESSION_FORMAL, .school_year = 2026 };
	strcpy(s.item, "weight");
	MUST(sessions_begin(app.store, &s, app_now(&app).wall_us, &err));
	clock_freeze(MONDAY_US + 60 * SECOND);
	begin_again();
	assert_true(power_is_bad(&app, app_now(&app)));
	assert_string_equal(line_of("时钟")->word, "比最后一条成绩还早");
	MUST(sessions_begin(app.store, &s, app_now(&app).wall_us, &err));
	begin_again();
	assert_false(power_is_bad(&app, app_now(&app)));
}

/* ---- 开测 ---- */

static void put_class(void)
{
	struct student s = { .sex = SEX_MALE, .grade_code = 21, .class_place = 1 };

	strcpy(s.name, "李小树");
	strcpy(s.number, "L990000201400000001");
	strcpy(s.class_code, "2101");
	strcpy(s.class_name, "七年级1班");
	strcpy(s.test_number, "1001");
	MUST(roster_begin(app.store, MONDAY_US, &err) &&
		roster_end(app.store, roster_put(app.store, &s, NULL, &err),
			ROSTER_WHOLE, NULL, &err));
}

/* A scale that is not plugged in: its place is there all the same. */
static void put_scale(void)
{
	struct binding b = { .where = "serial:/dev/none",
		.profile = "and-scale",
		.item = "weight",
		.lanes = 1 };

	MUST(settings_bind(app.store, &b, &err));
	MUST(app_add_binding(&app, &b, &err));
}

static void what_is_missing_stands_above_the_key_until_all_is_chosen(void **state)
{
	(void)state;
	put_class();
	begin_again();
	put_scale();
	open_from_menu("start 0");
	ON(SCREEN_START);
	assert_string_equal(app.model.start.items[0].name, "体重");
	assert_string_equal(app.model.start.missing, "请选项目");
	press("item 0");
	assert_string_equal(app.model.start.missing, "请选班级");
	press("class 0");
	assert_string_equal(app.model.start.missing, "请选测试员");
	press("tester 1");
	assert_string_equal(app.model.start.missing, "请先看：空的时候归零");
	press("tick 0");
	press("tick 1");
	assert_string_equal(app.model.start.missing, "");
	press("kind 1");
	press("begin 0");
	ON(SCREEN_TILES);
	assert_int_equal(app.places[0].setup.kind, SESSION_MAKEUP);
	assert_string_equal(app.places[0].setup.testers, "老师2");
	assert_string_equal(app.places[0].setup.ground, "一号测试点");
	assert_string_equal(app.places[0].class.code, "2101");
}

static void half_a_minute_after_the_last_child_the_sound_device_rests(void **state)
{
	what_is_missing_stands_above_the_key_until_all_is_chosen(state);
	assert_false(sound_is_open(app.sounds.sound));
	press("tile 0");
	press("yes 0");
	assert_true(sound_is_open(app.sounds.sound));
	press("not me 0");
	turn_for(60000);
	assert_true(sound_is_open(app.sounds.sound));
	app.sounds.busy_us -= 31 * CLOCK_SECOND_US;
	turn_for(60000);
	assert_false(sound_is_open(app.sounds.sound));
}

static void a_session_has_what_was_chosen_and_a_restart_keeps_it(void **state)
{
	struct session s;

	(void)state;
	what_is_missing_stands_above_the_key_until_all_is_chosen(state);
	press("tile 0");
	press("yes 0");
	assert_int_equal(app.places[0].stage, PLACE_BUSY);
	/* It is seen that the device does not answer, and heard, once. */
	assert_int_equal(app.model.attempt.phase, PHASE_DEVICE);
	turn_for(100000);
	assert_int_equal(sound_played(app.sounds.sound, SOUND_DEVICE), 1);
	assert_int_equal(sessions_list(app.store, 2026, &s, 1, &err), 1);
	assert_int_equal(s.kind, SESSION_MAKEUP);
	assert_string_equal(s.item, "weight");
	assert_string_equal(s.testers, "老师2");
	assert_string_equal(s.place, "一号测试点");
	assert_string_equal(s.device, "A&D scales");

	begin_again();
	put_scale();
	start_resume(&app);
	assert_int_equal(app.places[0].setup.kind, SESSION_MAKEUP);
	clock_freeze(MONDAY_US + CLOCK_DAY_US); /* another day, another lesson */
	begin_again();
	put_scale();
	start_resume(&app);
	assert_int_equal(app.places[0].setup.kind, SESSION_FORMAL);
	open_from_menu("start 0");
	assert_string_equal(app.model.start.missing, "请先看：空的时候归零");
	assert_true(app.model.start.testers[0].chosen); /* who tested stands first */
	assert_string_equal(app.model.start.testers[0].name, "老师2");
}

static void a_name_is_typed_and_offered_again(void **state)
{
	struct ui_event letter = { .kind = UI_CHAR, .at_us = clock_now_us() };

	(void)state;
	put_class();
	begin_again();
	put_scale();
	open_from_menu("start 0");
	press("other 0");
	assert_true(app.model.start.types);
	strcpy(letter.text, "王阳光");
	ui_push(app.ui, &letter);
	turn_for(200000);
	assert_string_equal(app.model.start.typed, "王阳光");
	ui_push(app.ui, &(struct ui_event){ .kind = UI_KEY, .key = UI_KEY_ERASE });
	turn_for(60000);
	assert_string_equal(app.model.start.typed, "王阳");
	ui_push(app.ui, &(struct ui_event){ .kind = UI_KEY, .key = UI_KEY_ENTER });
	turn_for(60000);
	assert_false(app.model.start.types);
	assert_int_equal(app.model.start.n_testers, 4);
	assert_string_equal(app.model.start.testers[3].name, "王阳");
	assert_true(app.model.start.testers[3].chosen);
}

static void a_run_of_laps_asks_for_the_track(void **state)
{
	int item = -1;

	(void)state;
	put_class();
	begin_again();
	open_from_menu("start 0");
	for (int i = 0; i < app.start.item_count; i++)
		if (strcmp(items_at(app.items, app.start.items[i])->key, "run1000") ==
			0)
			item = i;
	assert_in_range(item, 0, 15);
	assert_string_equal(app.model.start.items[item].note, "手工");
	app_grant(&app,
		&(struct intent){
			.kind = INTENT_START, .index = START_ITEM, .other = item });
	press("class 0");
	press("tester 0");
	assert_string_equal(app.model.start.missing, "请选跑道");
	press("course 3");
	assert_string_equal(app.model.start.missing, "");
	assert_string_equal(app.model.start.courses[3].name, "400米跑道");
}

static void after_a_crash_it_is_said_what_was_lost(void **state)
{
	(void)state;
	recovery_begin(&app);
	recovery_end(&app);
	begin_again();
	recovery_begin(&app); /* it was closed as it should be */
	turn_for(60000);
	assert_int_equal(app.model.fault.kind, FAULT_NONE);
	begin_again(); /* ... and now it was not */
	recovery_begin(&app);
	turn_for(60000);
	assert_int_equal(app.model.fault.kind, FAULT_BANNER);
	assert_true(reads("程序刚才意外停了，已恢复。"));
	press("acknowledge 0");
	assert_int_equal(app.model.fault.kind, FAULT_NONE);
}

/* ---- 午休, 收工 ---- */

static void the_digest_of_the_day_can_be_copied_by_hand(void **state)
{
	char hex[DIGEST_TEXT_SIZE], shown[96] = "";
	int64_t seq;
	size_t n = 0;

	(void)state;
	open_from_menu("close 0");
	ON(SCREEN_CLOSE);
	MUST(entry_head(app.store, &seq, hex, &err));
	for (int i = 0; i < 2; i++)
		for (const char *s = app.model.close.digest[i]; *s; s++)
			if (*s != ' ')
				shown[n++] = *s;
	assert_string_equal(shown, hex);
	assert_int_equal(strlen(app.model.close.digest[0]), 39);
	assert_int_equal(app.model.close.n_open, 0);
	assert_false(find("power off 0", &(struct rect){ 0 }));
	assert_true(reads("到08:30为止"));
}

static void who_is_still_measured_is_listed_with_what_to_do(void **state)
{
	(void)state;
	what_is_missing_stands_above_the_key_until_all_is_chosen(state);
	press("tile 0");
	press("yes 0");
	open_from_menu("close 0");
	assert_int_equal(app.model.close.n_open, 1);
	assert_string_equal(app.model.close.open[0].name, "体重");
	assert_true(reads("等测完"));
}

static void the_break_locks_and_stopping_needs_the_pin(void **state)
{
	(void)state;
	set_pin("2580");
	press("teacher 0");
	type_pin("2580");
	press("menu 0");
	press("close 0");
	press("lock 0");
	ON(SCREEN_POSTER);
	assert_true(app.model.locked);
	press("teacher 0");
	ON(SCREEN_PIN);
	type_pin("2580");
	press("menu 0");
	press("close 0");
	press("stop 0");
	assert_true(app.quit);
}

/* A list of mounted file systems with a stick in it, or without. */
static char mounts[80], stick[80];

static void put_mounts(bool has_stick)
{
	FILE *f = fopen(mounts, "w");

	assert_non_null(f);
	fprintf(f, "22 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw\n");
	if (has_stick)
		fprintf(f, "98 22 8:17 / %s rw,nosuid shared:50 - vfat /dev/sdb1 rw\n",
			stick);
	fclose(f);
	app.closing.mounts = mounts;
	app.closing.looked_us = INT64_MIN / 2;
	turn_for(60000);
}

static const struct {
	const char *line, *folder;
} mounted[] = {
	{ "98 22 8:17 / /media/teacher/KINGSTON rw - vfat /dev/sdb1 rw\n",
		"/media/teacher/KINGSTON" },
	{ "98 22 8:17 / /run/media/t/A\\040B\\134C rw - vfat /dev/sdb1 rw\n",
		"/run/media/t/A B\\C" },
	{ "98 22 8:17 / /mnt/data rw - ext4 /dev/sdb1 rw\n", "" },
	{ "22 1 8:2 / / rw - ext4 /dev/sda2 rw\n", "" },
	{ "22 1 8:2 / /mediathek/x rw - ext4 /dev/sda2 rw\n", "" },
	{ "98 22 8:17 / /media/a\\000b rw\n", "/media/a\\000b" },
	{ "98 22 8:17 /\n", "" },
	{ "\n", "" },
	{ "", "" },
};

static void a_stick_is_what_is_mounted_where_sticks_are(void **state)
{
	char found[PATH_SIZE];

	(void)state;
	snprintf(mounts, sizeof(mounts), "%s.mounts", dir);
	for (size_t i = 0; i < sizeof(mounted) / sizeof(mounted[0]); i++) {
		FILE *f = fopen(mounts, "w");

		assert_non_null(f);
		fputs(mounted[i].line, f);
		fclose(f);
		assert_int_equal(stick_find(mounts, found), mounted[i].folder[0] != 0);
		assert_string_equal(found, mounted[i].folder);
	}
	unlink(mounts);
	assert_false(stick_find(mounts, found));
}

static void wait_for_job(void)
{
	int64_t until = clock_now_us() + 60 * SECOND;

	while (app.closing.job.state == JOB_RUNS) {
		turn_for(50000);
		assert_true(clock_now_us() < until);
	}
	turn_for(60000);
}

/* The program is a script here, which says what it was asked. */
static void work_runs_beside_the_screens_and_ends_with_a_word(void **state)
{
	char script[80];
	FILE *f;

	(void)state;
	snprintf(script, sizeof(script), "%s.sh", dir);
	f = fopen(script, "w");
	assert_non_null(f);
	fprintf(f, "#!/bin/sh\n[ \"$1\" = verify ] && exec sleep 60\n"
		   "echo progress 1 4 >&2; sleep 0.3; echo \"$1 $6\"\n");
	fclose(f);
	assert_int_equal(chmod(script, 0700), 0);
	snprintf(env.program, sizeof(env.program), "%s", script);
	open_from_menu("close 0");
	press("backup 0");
	assert_true(app.model.job.runs);
	assert_string_equal(app.model.job.title, "备份");
	wait_for_job();
	assert_string_equal(app.model.job.word, "做好了");
	snprintf(script, sizeof(script), "%s/backup", dir);
	assert_string_equal(app.model.job.said, script);
	press("job seen 0");
	assert_false(app.model.job.is_shown);

	press("verify 0");
	assert_true(app.model.job.runs);
	press("back 0"); /* it goes on, and its strip goes with the teacher */
	assert_true(reads("核对成绩库"));
	press("job cancel 0");
	wait_for_job();
	assert_string_equal(app.model.job.word, "取消了");
	snprintf(script, sizeof(script), "%s/backup", dir);
	rmdir(script);
	unlink(env.program);
}

/* A stick holds much; what a colleague brought just now is there, too. */
static void the_newest_files_are_offered_first(void **state)
{
	char folder[80], file[160];

	(void)state;
	snprintf(folder, sizeof(folder), "%s/import", dir);
	MUST(path_make(folder, &err));
	for (int i = 0; i <= MODEL_FILES + 3; i++) {
		struct timespec at[2] = { { .tv_sec = 1000 + i },
			{ .tv_sec = 1000 + i } };

		snprintf(file, sizeof(file), "%s/%02d.%s", folder, i,
			i < MODEL_FILES ? "xlsx" : "XLS");
		MUST(path_write(file, "", 0, &err));
		assert_int_equal(utimensat(AT_FDCWD, file, at, 0), 0);
	}
	open_from_menu("roster 0");
	assert_int_equal(app.model.roster.n_files, MODEL_FILES);
	assert_string_equal(app.model.roster.files[0].name, "63.XLS");
	assert_string_equal(app.model.roster.files[4].name, "59.xlsx");
	assert_string_equal(app.model.roster.files[MODEL_FILES - 1].name, "04.xlsx");
	for (int i = 0; i <= MODEL_FILES + 3; i++) {
		snprintf(file, sizeof(file), "%s/%02d.%s", folder, i,
			i < MODEL_FILES ? "xlsx" : "XLS");
		unlink(file);
	}
	rmdir(folder);
}

/* The program is the real one here. */
static void a_list_is_looked_at_row_by_row_and_then_taken(void **state)
{
	char folder[80], file[120];
	FILE *f;

	(void)state;
	snprintf(folder, sizeof(folder), "%s/import", dir);
	MUST(path_make(folder, &err));
	snprintf(file, sizeof(file), "%s/list.csv", folder);
	f = fopen(file, "w");
	assert_non_null(f);
	fputs("学籍号,姓名,性别,年级编号,班级名称,座号\n"
	      "L990000201400000001,李小树,男,21,七年级1班,1\n"
	      "L990000201400000002,王小雨,猫,21,七年级1班,2\n",
		f);
	fclose(f);
	snprintf(env.program, sizeof(env.program), "%s", STATION_PROGRAM);
	open_from_menu("roster 0");
	assert_int_equal(app.model.roster.n_files, 1);
	assert_false(app.model.roster.can_import);
	press("file 0");
	wait_for_job();
	if (!app.model.roster.can_import)
		fail_msg("%s", app.model.job.said);
	assert_string_equal(app.model.roster.changes, "新增1人，改动0人，不在了0人");
	assert_int_equal(app.model.roster.n_rows, 1);
	assert_true(app.model.roster.rows[0].refused);
	assert_string_equal(app.model.roster.rows[0].row, "3");
	assert_int_equal(roster_count(app.store), 0); /* nothing is stored yet */
	press("tab 3");
	assert_int_equal(app.model.roster.tab, ROSTER_TAB_NEW);
	assert_int_equal(app.model.roster.counts[ROSTER_TAB_NEW], 1);
	assert_string_equal(app.model.roster.rows[0].value, "李小树");
	assert_string_equal(app.model.roster.rows[0].reason, "七年级1班，新学生");
	press("mode 2"); /* gaps only: nobody is added */
	wait_for_job();
	assert_string_equal(app.model.roster.changes, "新增0人，改动0人，不在了0人");
	press("mode 0");
	wait_for_job();
	press("import 0");
	wait_for_job();
	assert_true(app.model.roster.done);
	assert_int_equal(roster_count(app.store), 1);
	snprintf(folder, sizeof(folder), "%s/intake.csv", dir);
	assert_false(path_is_file(folder)); /* names are not left lying about */
	unlink(file);
	snprintf(folder, sizeof(folder), "%s/import", dir);
	rmdir(folder);
}

/* Excel of long ago writes large letters, WPS .et; more files than there is room for are
 * behind a key. */
static void every_table_on_the_stick_can_be_reached(void **state)
{
	static const char *const names[] = { "1.xlsx", "2.XLS", "3.et", "4.CSV",
		"5.xls", "6.csv", "7.csv", "8.csv", "9.csv", "A.csv", "B.csv", "C.csv",
		"D.csv", "readme.txt", "~$1.xlsx", ".xls" };
	static const struct timespec at_once[2] = { { MONDAY_US / 1000000, 0 },
		{ MONDAY_US / 1000000, 0 } };
	char folder[80], file[120];
	int n = sizeof(names) / sizeof(names[0]), first;

	(void)state;
	snprintf(folder, sizeof(folder), "%s/import", dir);
	MUST(path_make(folder, &err));
	for (int i = 0; i < n; i++) {
		snprintf(file, sizeof(file), "%s/%s", folder, names[i]);
		MUST(path_write(file, "", 0, &err));
		assert_int_equal(utimensat(AT_FDCWD, file, at_once, 0), 0);
	}
	open_from_menu("roster 0");
	assert_int_equal(app.model.roster.n_files, n - 3);
	for (int i = 0; i < n - 3; i++)
		assert_string_equal(app.model.roster.files[i].name, names[i]);
	press("more files 0");
	first = app.model.roster.first_file;
	assert_in_range(first, 3, 12);
	press("more files 0");
	assert_int_equal(
		app.model.roster.first_file, 2 * first < n - 3 ? 2 * first : 0);
	press("file 9");
	assert_int_equal(app.model.roster.first_file, 9);
	wait_for_job();
	for (int i = 0; i < n; i++) {
		snprintf(file, sizeof(file), "%s/%s", folder, names[i]);
		unlink(file);
	}
	rmdir(folder);
}

/* Students 1 to `last` of a class of eight. */
static void put_list_of(const char *file, int last, const char *class)
{
	FILE *f = fopen(file, "w");

	assert_non_null(f);
	fputs("学籍号,姓名,性别,年级编号,班级名称,座号\n", f);
	for (int i = 1; i <= last; i++)
		fprintf(f, "L99000020140000000%d,李小%c,男,%s,%d\n", i, 'a' + i, class,
			i);
	fclose(f);
}

static void put_list(const char *file, int last)
{
	put_list_of(file, last, "21,七年级1班");
}

/* The page with the whole class as its one file. */
static void open_list(char folder[80], char file[120])
{
	snprintf(folder, 80, "%s/import", dir);
	MUST(path_make(folder, &err));
	snprintf(file, 120, "%s/list.csv", folder);
	put_list(file, 8);
	snprintf(env.program, sizeof(env.program), "%s", STATION_PROGRAM);
	open_from_menu("roster 0");
}

static void import_list(char folder[80], char file[120])
{
	open_list(folder, file);
	press("file 0");
	wait_for_job();
	press("import 0");
	wait_for_job();
}

/* Half a class is gone only when somebody says that he looked. */
static void what_looks_wrong_is_taken_by_a_key(void **state)
{
	char folder[80], file[120];

	(void)state;
	open_list(folder, file);
	press("file 0");
	wait_for_job();
	assert_int_equal(app.model.roster.held, 0);
	press("import 0");
	wait_for_job();
	assert_int_equal(roster_count(app.store), 8);
	put_list(file, 3);
	press("file 0");
	wait_for_job();
	assert_int_equal(app.model.roster.held, 1);
	assert_int_equal(app.model.roster.counts[ROSTER_TAB_GONE], 0);
	press("trust 0");
	wait_for_job();
	assert_int_equal(app.model.roster.held, 0);
	assert_true(app.model.roster.trusts);
	assert_int_equal(app.model.roster.counts[ROSTER_TAB_GONE], 5);
	press("trust 0"); /* and back */
	wait_for_job();
	assert_int_equal(app.model.roster.counts[ROSTER_TAB_GONE], 0);
	press("trust 0");
	wait_for_job();
	press("import 0");
	wait_for_job();
	assert_true(app.model.roster.done);
	assert_int_equal(roster_count(app.store), 3);
	unlink(file);
	rmdir(folder);
}

static int in_grade(int code)
{
	char sql[80];

	snprintf(sql, sizeof(sql), "SELECT count(*) FROM student WHERE grade_code = %d",
		code);
	return (int)count_of(app.store, sql);
}

/* A year that has not begun here: the list waits, unless somebody says that it is meant. */
static void a_list_of_the_next_year_waits_for_it(void **state)
{
	char folder[80], file[120];

	(void)state;
	import_list(folder, file);
	put_list_of(file, 8, "22,八年级1班");
	press("file 0");
	wait_for_job();
	assert_int_equal(app.model.roster.held, 1);
	assert_int_equal(app.model.roster.counts[ROSTER_TAB_CHANGED], 8);
	press("import 0");
	wait_for_job();
	assert_false(app.model.roster.done);
	assert_non_null(strstr(app.model.roster.changes,
		"名单里8名学生都升了一级，测试点还在2026—2027"
		"学年；请先在测试机上做“新学年”"));
	assert_non_null(strstr(app.model.roster.changes, "核对过了，照样导入）"));
	assert_int_equal(roster_count(app.store), 8);
	assert_int_equal(in_grade(21), 8);
	press("file 0");
	wait_for_job();
	press("trust 0");
	wait_for_job();
	press("import 0");
	wait_for_job();
	assert_true(app.model.roster.done);
	assert_int_equal(in_grade(22), 8);
	unlink(file);
	rmdir(folder);
}

static void the_make_up_list_goes_to_paper(void **state)
{
	char file[120], said[160];

	(void)state;
	put_class();
	begin_again();
	snprintf(env.program, sizeof(env.program), "%s", STATION_PROGRAM);
	open_from_menu("missing 0");
	press("print 0");
	assert_true(app.model.job.runs);
	assert_string_equal(app.model.job.title, "打印未测名单");
	wait_for_job();
	snprintf(file, sizeof(file), "%s/print/missing-2101.pdf", dir);
	if (!path_is_file(file))
		fail_msg("%s", app.model.job.said);
	snprintf(said, sizeof(said), "写在 %s", file);
	assert_string_equal(app.model.job.said, said);
	unlink(file);
	snprintf(file, sizeof(file), "%s/print", dir);
	rmdir(file);
}

static void print_of(const char *paper, const char *name, const char *more)
{
	char file[120], want[240];

	snprintf(file, sizeof(file), "%s/print/%s", dir, name);
	press(paper);
	wait_for_job();
	if (!path_is_file(file))
		fail_msg("%s: %s", file, app.model.job.said);
	snprintf(want, sizeof(want), "写在 %s%s", file, more);
	assert_string_equal(app.model.job.said, want);
	unlink(file);
}

/* A roll without the platform's codes; one class's file is not written over another's. */
static void each_class_has_a_file_of_its_own(void **state)
{
	char folder[80], file[120];

	(void)state;
	import_list(folder, file);
	assert_string_equal(app.model.job.said, ""); /* the page has the counts */
	unlink(file);
	rmdir(folder);
	begin_again();
	snprintf(env.program, sizeof(env.program), "%s", STATION_PROGRAM);
	open_from_menu("papers 0");
	press("class 0");
	print_of("paper 0", "cards-21-七年级1.pdf", "；打印后请删掉，谁拿到都能冒用");
	print_of("paper 1", "sheets-21-七年级1.pdf", "");
	press("class -1");
	print_of("paper 1", "sheets.pdf", "");
	snprintf(file, sizeof(file), "%s/print", dir);
	rmdir(file);
}

/* The program is the real one here too. */
static void scores_in_a_file_are_looked_at_and_what_is_unclear_is_decided(void **state)
{
	char folder[120], file[160];
	FILE *f;

	(void)state;
	put_class();
	begin_again();
	snprintf(folder, sizeof(folder), "%s/import", dir);
	MUST(path_make(folder, &err));
	snprintf(file, sizeof(file), "%s/scores.csv", folder);
	f = fopen(file, "w");
	assert_non_null(f);
	fputs("测试号,姓名,50米跑,1000米跑\n1001,李小树,8.1,4.3\n", f);
	fclose(f);
	snprintf(env.program, sizeof(env.program), "%s", STATION_PROGRAM);
	open_from_menu("roster 0");
	press("file 0");
	wait_for_job();
	assert_string_equal(app.model.roster.changes, "新成绩1个，改0个，已有0个");
	assert_int_equal(app.model.roster.doubtful, 1);
	press("way 0");
	wait_for_job();
	assert_int_equal(app.model.roster.doubtful, 0);
	assert_string_equal(app.model.roster.changes, "新成绩2个，改0个，已有0个");
	press("import 0");
	wait_for_job();
	assert_true(app.model.roster.done);
	assert_int_equal(
		count_of(app.store, "SELECT count(*) FROM attempt WHERE source "
				    "= 'import' AND value IN (8100, 270000)"),
		2);
	unlink(file);
	rmdir(folder);
}

/* The program is the real one here too. */
static void before_handing_in_it_is_said_who_is_left_out_and_why(void **state)
{
	char path[120];

	(void)state;
	put_class();
	begin_again();
	snprintf(env.program, sizeof(env.program), "%s", STATION_PROGRAM);
	open_from_menu("hand_in 0");
	turn_for(60000);
	wait_for_job();
	if (!app.model.handin.looked)
		fail_msg("%s", app.model.job.said);
	assert_string_equal(app.model.handin.sentence, "可以上报 0 人，不上报 1 人");
	assert_int_equal(app.model.handin.counts[HANDIN_LEFT_OUT], 1);
	assert_false(app.model.handin.can_write);
	assert_true(reads(
		"在册 1 人，表中 1 行，免予执行 0 人；成绩完整 0，部分 0，没有成绩 "
		"1"));
	assert_true(reads("没有平台模板")); /* no stick: by our own layout */
	press("tab 2");
	assert_true(reads("七年级1班 1号 李小树"));
	assert_true(reads("缺成绩"));
	assert_true(reads("第2行，成绩填写不完整（未测）："));
	press("class 0");
	assert_int_equal(app.model.handin.selected, 0);
	assert_int_equal(app.model.handin.n, 1);
	snprintf(path, sizeof(path), "%s/hand-in.csv", dir);
	assert_false(path_is_file(path)); /* names are not left lying about */
}

static void put_handed_in(int64_t height)
{
	struct handin_file file = { .what = "national", .file = "a.xlsx", .rows = 1 };
	struct handin_value value = { .item = "height", .value = height };
	struct student s;

	assert_int_equal(roster_find_number(app.store, "L990000201400000001", &s, &err),
		ROSTER_FOUND);
	snprintf(value.student, sizeof(value.student), "%s", s.id);
	MUST(handins_put(app.store, &file, &value, 1, MONDAY_US, &err));
}

static void what_changed_since_the_last_hand_in_is_said(void **state)
{
	(void)state;
	put_class();
	put_handed_in(1503);
	begin_again();
	snprintf(env.program, sizeof(env.program), "%s", STATION_PROGRAM);
	open_from_menu("hand_in 0");
	turn_for(60000);
	wait_for_job();
	assert_int_equal(app.model.handin.counts[HANDIN_CHANGED], 1);
	press("tab 3");
	assert_true(reads("七年级1班 1号 李小树"));
	assert_true(reads("身高  150.3"));
	assert_true(reads("上次报的是 150.3，现在没有成绩"));
}

/* The program is a script here, which says what it was asked: to look, there are `rows`;
 * to write, one more complaint. */
static const char *workbook = "platform.xlsx";

static void put_script(const char *script, const char *rows)
{
	FILE *f = fopen(script, "w");

	assert_non_null(f);
	fprintf(f,
		"#!/bin/sh\necho "
		"row,column,value,level,reason,check,class,number,name\n"
		"case \"$*\" in\n*--check*)\n%s\n"
		"\techo 'dry run of %s: 300 on the roll, 299 rows: 297 "
		"complete, 1 in part, 1 without results; 1 exempt, 0 not' >&2;;\n"
		"*) echo '7,学籍号,L****,refused,第7行没有这名学生,on-roll,,,'\n"
		"\techo \"$*\" >%s.asked\n"
		"\techo 'national.xlsx: 300 on the roll, 299 rows: 297 complete, 1 in "
		"part, 1 without results; 1 exempt, 0 not' >&2;;\nesac\nexit 1\n",
		rows, workbook, script);
	fclose(f);
	assert_int_equal(chmod(script, 0700), 0);
}

static void open_hand_in_with(const char *script, const char *rows)
{
	put_class();
	begin_again();
	put_script(script, rows);
	snprintf(env.program, sizeof(env.program), "%s", script);
	open_from_menu("hand_in 0");
	turn_for(60000);
	wait_for_job();
	assert_true(app.model.handin.looked);
}

static void the_platforms_workbook_on_the_stick_is_filled(void **state)
{
	char script[80], folder[80], said[400], asked[400] = "";
	FILE *f;

	(void)state;
	snprintf(script, sizeof(script), "%s.sh", dir);
	snprintf(folder, sizeof(folder), "%s.stick", dir);
	MUST(path_make(folder, &err));
	open_hand_in_with(script, "");
	assert_true(app.model.handin.can_write);
	app.closing.looked_us = clock_now_us() + 60 * SECOND;
	snprintf(app.closing.stick, sizeof(app.closing.stick), "%s", folder);
	turn_for(60000); /* another stick: it is looked at once more */
	wait_for_job();
	assert_true(reads("填入平台模板 platform.xlsx"));
	press("write 0");
	wait_for_job();
	snprintf(said, sizeof(said), "%s/national.xlsx", folder);
	assert_string_equal(app.handin.file, said);
	snprintf(said, sizeof(said), "%s.asked", script);
	f = fopen(said, "r");
	assert_non_null(f);
	assert_non_null(fgets(asked, sizeof(asked), f));
	fclose(f);
	snprintf(said, sizeof(said), "--template %s -o %s/national.xlsx", folder,
		folder);
	if (!strstr(asked, said))
		fail_msg("%s", asked);
	assert_true(reads("第7行没有这名学生")); /* what filling complained of */
	assert_true(reads("第7行"));
	folder_remove(folder);
	snprintf(said, sizeof(said), "%s.asked", script);
	unlink(said);
	unlink(script);
}

/* The school's name, the year and what it is for: as long as the program says it. */
static void a_workbook_of_a_long_name_is_counted(void **state)
{
	char script[80], name[201] = "";

	(void)state;
	for (int i = 0; i < 66; i++)
		strcat(name, "校");
	workbook = name;
	snprintf(script, sizeof(script), "%s.sh", dir);
	open_hand_in_with(script, "");
	assert_string_equal(app.model.handin.sentence, "可以上报 298 人，不上报 2 人");
	assert_true(app.model.handin.can_write);
	workbook = "platform.xlsx";
	unlink(script);
}

/* Which tab a row stands in, by its check and level. */
static void every_row_stands_in_its_tab(void **state)
{
	static const char rows[] =
		"echo '2,身高,79,refused,a,range,一班,1,样例甲'\n"
		"echo '2,50米跑,,warning,a,unsettled,一班,1,样例甲'\n"
		"echo '3,成绩,,refused,a,complete,一班,2,样例乙'\n"
		"echo '0,姓名,样例丙,warning,a,absent,二班,,样例丙'\n"
		"echo '4,身高,1,warning,a,same,二班,4,样例丁'\n"
		"echo '0,身高,1,changed,a,withdrawn,二班,4,样例丁'\n";
	char script[80];

	(void)state;
	snprintf(script, sizeof(script), "%s.sh", dir);
	open_hand_in_with(script, rows);
	assert_int_equal(app.model.handin.counts[HANDIN_ERRORS], 2);
	assert_int_equal(app.model.handin.counts[HANDIN_DOUBTS], 1);
	assert_int_equal(app.model.handin.counts[HANDIN_LEFT_OUT], 2);
	assert_int_equal(app.model.handin.counts[HANDIN_CHANGED], 1);
	assert_false(app.model.handin.can_write);
	assert_string_equal(app.model.handin.sentence, "可以上报 298 人，不上报 2 人");
	press("tab 2");
	assert_int_equal(app.model.handin.n_classes, 2);
	press("class 1");
	assert_int_equal(app.model.handin.n_rows, 1);
	assert_true(reads("二班 样例丙"));
	press("tab 3");
	assert_true(reads("撤回"));
	unlink(script);
}

static void many_rows_are_paged(void **state)
{
	char script[80];

	(void)state;
	snprintf(script, sizeof(script), "%s.sh", dir);
	open_hand_in_with(script,
		"i=1; while [ $i -le 23 ]; do echo \"$i,身高,79,refused,第${i}行,range,"
		"一班,$i,样例$i\"; i=$((i+1)); done");
	assert_int_equal(app.model.handin.n, 23);
	assert_int_equal(app.model.handin.n_rows, MODEL_HANDIN_ROWS);
	assert_true(reads("一班 4号 样例4"));
	press("next page 0");
	assert_true(reads("一班 5号 样例5"));
	assert_false(reads("一班 4号 样例4"));
	unlink(script);
}

static void a_stick_that_is_plugged_in_is_noticed(void **state)
{
	(void)state;
	snprintf(mounts, sizeof(mounts), "%s.mounts", dir);
	snprintf(stick, sizeof(stick), "/media/nobody/KINGSTON");
	put_mounts(false);
	assert_string_equal(app.model.stick, "");
	put_mounts(true);
	assert_false(reads("KINGSTON")); /* children do not care */
	press("teacher 0");
	assert_true(reads("插入了U盘 KINGSTON"));
	press("stick seen 0");
	assert_false(reads("插入了U盘"));
	press("menu 0");
	press("close 0");
	assert_true(reads("备份到U盘"));
	put_mounts(false);
	assert_string_equal(app.model.stick, "");
	assert_true(reads("没有U盘"));
	unlink(mounts);
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
		TEST(a_kiosk_without_a_pin_is_only_left_at_the_end_of_the_day),
		TEST(a_new_pin_is_typed_twice),
		TEST(a_setting_is_applied_at_once_and_kept),
		TEST(a_pin_is_set_and_taken_away_under_settings),
		TEST(the_battery_stands_in_the_bar_and_is_checked),
		TEST(what_is_missing_is_said_with_what_to_do),
		TEST(an_unlikely_date_is_asked_about),
		TEST(a_clock_that_jumps_is_said_on_every_screen),
		TEST(a_machine_that_slept_has_not_jumped),
		TEST(after_a_clock_was_ahead_it_is_asked_once),
		TEST(what_is_missing_stands_above_the_key_until_all_is_chosen),
		TEST(half_a_minute_after_the_last_child_the_sound_device_rests),
		TEST(a_session_has_what_was_chosen_and_a_restart_keeps_it),
		TEST(a_name_is_typed_and_offered_again),
		TEST(a_run_of_laps_asks_for_the_track),
		TEST(after_a_crash_it_is_said_what_was_lost),
		TEST(the_digest_of_the_day_can_be_copied_by_hand),
		TEST(who_is_still_measured_is_listed_with_what_to_do),
		TEST(the_break_locks_and_stopping_needs_the_pin),
		TEST(a_stick_is_what_is_mounted_where_sticks_are),
		TEST(work_runs_beside_the_screens_and_ends_with_a_word),
		TEST(the_newest_files_are_offered_first),
		TEST(a_list_is_looked_at_row_by_row_and_then_taken),
		TEST(every_table_on_the_stick_can_be_reached),
		TEST(what_looks_wrong_is_taken_by_a_key),
		TEST(a_list_of_the_next_year_waits_for_it),
		TEST(the_make_up_list_goes_to_paper),
		TEST(each_class_has_a_file_of_its_own),
		TEST(scores_in_a_file_are_looked_at_and_what_is_unclear_is_decided),
		TEST(before_handing_in_it_is_said_who_is_left_out_and_why),
		TEST(what_changed_since_the_last_hand_in_is_said),
		TEST(the_platforms_workbook_on_the_stick_is_filled),
		TEST(a_workbook_of_a_long_name_is_counted),
		TEST(every_row_stands_in_its_tab),
		TEST(many_rows_are_paged),
		TEST(a_stick_that_is_plugged_in_is_noticed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
