/*
 * Who is there, on the running station: a card, a name in pinyin, a late one, 跳过, 点名,
 * 改期, 未测名单, by touches and by what a scanner types; and storms of both.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "app.h"
#include "cards.h"
#include "clock.h"
#include "kiosk.h"
#include "presences.h"
#include "pty_place.h"
#include "roll.h"
#include "screens.h"

#define SECOND INT64_C(1000000)

static char dir[64];
static struct env env;
static struct app app;
static struct pty mat, rope, gates;
static struct student class[4];
static char token[4][CARD_TOKEN_SIZE];

#include "turns.h"

/* ---- the station ------------------------------------------------------------------ */

static void put_class(struct store *store)
{
	static const char *const names[] = { "李小树", "林小月", "王雨欣", "单小石" };
	struct err err = ERR_INIT;
	bool ok;

	MUST(roster_begin(store, MONDAY_US, &err));
	ok = true;
	for (int i = 0; ok && i < 4; i++) {
		struct student *s = &class[i];

		*s = (struct student){ .sex = i % 2 ? SEX_FEMALE : SEX_MALE,
			.grade_code = 21,
			.class_place = i + 1 };
		strcpy(s->name, names[i]);
		snprintf(s->number, sizeof(s->number), "L99000020140000000%d", i);
		strcpy(s->class_code, "2101");
		strcpy(s->class_name, "七年级1班");
		ok = roster_put(store, s, NULL, &err);
	}
	MUST(roster_end(store, ok, ROSTER_WHOLE, NULL, &err));
	for (int i = 0; i < 4; i++)
		MUST(cards_make(store, class[i].id, token[i], MONDAY_US, &err));
}

static int begin(void **state)
{
	struct app_options options = {
		.offscreen = true, .width = 1280, .height = 800
	};
	struct err err = ERR_INIT;
	struct store *store;

	(void)state;
	clock_freeze(MONDAY_US);
	kiosk_make(dir, &env);
	MUST(store = station_open(dir, STORE_WRITE, &err));
	put_class(store);
	store_close(store);
	pty_open(&mat);
	pty_open(&rope);
	pty_open(&gates);
	MUST(app_open(&app, &env, &options, &err));
	pty_place_add(&app, &mat, "跳远垫", "long_jump", "sim-long-jump");
	pty_place_add(&app, &rope, "肺活量计", "vital_capacity", "sim-spirometer");
	return 0;
}

static int end(void **state)
{
	(void)state;
	app_close(&app);
	close(mat.fd);
	close(rope.fd);
	close(gates.fd);
	folder_remove(dir);
	clock_release();
	return 0;
}

/* ---- time, fingers, and a scanner --------------------------------------------------- */

/* Until everything that was pushed is met, granted and seen, however busy the machine. */
static void settle(void)
{
	for (int i = 0; i < 200; i++) {
		assert_true(app_turn(&app, clock_now_us() + 1000));
		if (i >= 4 && ui_settled(app.ui) && !app.stale && !app.touched)
			return;
	}
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

static bool says(const char *words)
{
	const struct draw *list_now = ui_list(app.ui);

	for (size_t i = 0; i < list_now->n; i++)
		if (list_now->commands[i].kind == DRAW_TEXT &&
			strstr(draw_words(list_now, &list_now->commands[i]), words))
			return true;
	return false;
}

static enum screen screen(void)
{
	return screens_which(&app.model);
}

#define ON(want)                                                                       \
	do {                                                                           \
		if (screen() != (want))                                                \
			fail_msg("on %s, not %s", screen_name(screen()),               \
				screen_name(want));                                    \
	} while (0)

static void press(const char *name)
{
	struct ui_event e = { .kind = UI_DOWN };
	struct rect at = { 0 };

	settle();
	if (!find(name, &at))
		fail_msg("nothing to press: %s, on %s", name, screen_name(screen()));
	e.x = at.x + at.w / 2;
	e.y = at.y + at.h / 2;
	ui_push(app.ui, &e);
	e.kind = UI_UP;
	ui_push(app.ui, &e);
	settle();
}

/* As a scanner types: five milliseconds a character, then Enter. */
static void type_code(const char *code)
{
	int64_t at_us = clock_now_us();

	for (; *code; code++) {
		struct ui_event e = { .kind = UI_CHAR, .at_us = at_us += 5000 };

		e.text[0] = *code;
		ui_push(app.ui, &e);
	}
	ui_push(app.ui,
		&(struct ui_event){
			.kind = UI_KEY, .key = UI_KEY_ENTER, .at_us = at_us + 5000 });
}

static void scan(const char *code)
{
	turn_for(400000); /* after whatever came before */
	type_code(code);
	turn_for(200000); /* the filter waits for the code's end */
	settle();
}

static void open_page(const char *name)
{
	press("teacher 0");
	press("menu 0");
	press(name);
}

static void say_presence(int i, enum presence state)
{
	struct err err = ERR_INIT;

	MUST(presences_say(app.store, class[i].id, presences_day(MONDAY_US), "", state,
		"郑老师", MONDAY_US, &err));
	app.stale = app.touched = true;
	settle();
}

static enum presence presence(int i)
{
	enum presence state;
	struct err err = ERR_INIT;

	MUST(presences_of(
		app.store, class[i].id, presences_day(MONDAY_US), "", &state, &err));
	return state;
}

static int attempts(int i, const char *item)
{
	struct attempt_now made[ATTEMPTS_YEAR];
	struct err err = ERR_INIT;

	return attempts_of(
		app.store, class[i].id, item, 2026, made, ATTEMPTS_YEAR, &err);
}

/* ---- cards --------------------------------------------------------------------------- */

static void a_card_asks_and_opens_what_was_measured(void **state)
{
	char fresh[CARD_TOKEN_SIZE];
	struct err err = ERR_INIT;
	struct rect at;

	(void)state;
	scan(token[0]);
	ON(SCREEN_CONFIRM);
	assert_true(says("李小树"));
	assert_true(find("mine 0", &at));
	press("not me 0");
	scan(class[0].test_number); /* anybody can print that */
	ON(SCREEN_CONFIRM);
	assert_false(find("mine 0", &at));
	press("not me 0");

	MUST(cards_make(app.store, class[0].id, fresh, MONDAY_US, &err));
	scan(token[0]);
	ON(SCREEN_REFUSED);
	assert_true(says("这张卡已作废"));
	press("understood 0");
	scan("TC000000000000000000");
	ON(SCREEN_REFUSED);
	assert_true(says("不认识这张卡"));
	scan(fresh);
	ON(SCREEN_CONFIRM);
}

static void whoever_is_measured_is_not_disturbed(void **state)
{
	(void)state;
	scan(token[0]);
	press("yes 0");
	ON(SCREEN_ATTEMPT);
	scan(token[1]);
	ON(SCREEN_ATTEMPT);
	assert_true(says("请等前面的同学测完"));
	scan(token[0]);
	assert_true(says("已经认出你了"));
	scan("TC000000000000000000");
	assert_true(says("不认识这张卡"));
	scan("6901234567892"); /* of a drink */
	ON(SCREEN_ATTEMPT);
	assert_string_equal(app.places[0].student.id, class[0].id);
	assert_int_equal(app.places[0].stage, PLACE_BUSY);
	/* And the sentence goes away. */
	turn_for(6200000);
	assert_false(says("不认识这张卡"));
	ON(SCREEN_ATTEMPT);

	/* At another test point somebody who is measured here is told so. */
	app_grant(&app, &(struct intent){ .kind = INTENT_POINT, .index = 1 });
	settle();
	ON(SCREEN_POSTER);
	scan(token[0]);
	ON(SCREEN_REFUSED);
	assert_true(says("你正在“跳远垫”测"));
}

static void a_storm_of_touches_and_scans_changes_nobody(void **state)
{
	uint64_t chance = 7;

	(void)state;
	scan(token[0]);
	press("yes 0");
	ON(SCREEN_ATTEMPT);
	for (int i = 0; i < 300; i++) {
		chance = chance * UINT64_C(6364136223846793005) +
			 UINT64_C(1442695040888963407);
		switch (chance >> 60 & 3) {
		case 0:
			type_code(token[chance >> 40 & 3]);
			break;
		case 1: /* torn: half of one */
			type_code("TC0123456");
			break;
		default: {
			/* Not on the keys that end it, which stand at the right. */
			struct ui_event e = { .kind = chance >> 50 & 1 ? UI_DOWN
								       : UI_UP,
				.x = (int)(chance >> 30 % 32 & 511),
				.y = 100 + (int)(chance >> 20 & 511) };

			ui_push(app.ui, &e);
			break;
		}
		}
		assert_true(app_turn(&app, clock_now_us() + 2000));
	}
	turn_for(500000);
	ON(SCREEN_ATTEMPT);
	assert_string_equal(app.places[0].student.id, class[0].id);
	assert_int_equal(attempts(0, "long_jump"), 0);
	pty_say(&mat, "$LEN,ch=1,mm=2050,st=F,seq=17*5A\r\n", 34);
	for (int i = 0; i < 100 && !attempts(0, "long_jump"); i++)
		turn_for(100000);
	assert_int_equal(attempts(0, "long_jump"), 1);
	for (int i = 1; i < 4; i++)
		assert_int_equal(attempts(i, "long_jump"), 0);
}

static void a_scan_on_the_teachers_screens_is_never_typed(void **state)
{
	(void)state;
	press("teacher 0");
	scan(token[0]);
	ON(SCREEN_TEACHER);
	assert_false(app.asked || app.refused);
	press("menu 0");
	press("call 0");
	say_presence(0, PRESENCE_ABSENT);
	scan(token[0]); /* there it says who came */
	ON(SCREEN_CALL);
	assert_int_equal(presence(0), PRESENCE_HERE);
}

/* ---- names --------------------------------------------------------------------------- */

static void a_name_is_found_by_its_letters(void **state)
{
	(void)state;
	settle();
	press("choose name 0");
	press("find name 0");
	ON(SCREEN_NAMES);
	assert_int_equal(app.model.names.n, 0);
	press("letter s 0");
	assert_int_equal(app.model.names.n, 2); /* 单小石, and 李小树 by its last */
	assert_string_equal(app.model.names.found[0].name, "单小石");
	press("erase 0");
	press("letter w 0");
	press("letter y 0");
	press("letter x 0");
	assert_int_equal(app.model.names.n, 1);
	assert_true(says("七年级1班 3号"));
	press("found 0");
	ON(SCREEN_CONFIRM);
	assert_true(says("王雨欣"));
	press("not me 0");
	/* The same from a keyboard, at the poster. */
	for (const char *c = "lxy"; *c; c++) {
		struct ui_event e = { .kind = UI_CHAR, .at_us = clock_now_us() };

		e.text[0] = *c;
		ui_push(app.ui, &e);
		turn_for(200000);
	}
	ON(SCREEN_NAMES);
	assert_string_equal(app.model.names.typed, "lxy");
	ui_push(app.ui,
		&(struct ui_event){
			.kind = UI_KEY, .key = UI_KEY_ENTER, .at_us = clock_now_us() });
	turn_for(100000);
	ON(SCREEN_CONFIRM);
	assert_true(says("林小月"));
}

/* Counted when the journal grew, and when another item is at the screen. */
static void the_list_of_classes_counts_who_has_it(void **state)
{
	const struct model_class *row = &app.model.classes[0];
	struct session session;
	struct entry_id id;
	struct err err = ERR_INIT;

	(void)state;
	settle();
	press("choose name 0");
	ON(SCREEN_CLASSES);
	assert_int_equal(row->done, 0);
	assert_int_equal(row->total, 4);
	MUST(session_make(app.store, "long_jump", SESSION_FORMAL, &session, &err));
	MUST(attempt_make(app.store, &session, class[1].id, 1600, &id, &err));
	MUST(results_refresh(app.results, class[1].id, &err));
	app.stale = app.touched = true;
	turn_for(60000);
	assert_int_equal(row->done, 1);
	app.here = 1;
	app.stale = app.touched = true;
	turn_for(60000);
	assert_int_equal(row->done, 0);
	app.here = 0;
	app.stale = app.touched = true;
	turn_for(60000);
	assert_int_equal(row->done, 1);
}

/* ---- who is there --------------------------------------------------------------------- */

static void a_late_one_is_asked_once_and_is_there(void **state)
{
	(void)state;
	say_presence(1, PRESENCE_ABSENT);
	press("choose name 0");
	press("class 0");
	assert_int_equal(app.model.tiles[1].mark, TILE_ABSENT);
	press("tile 1");
	ON(SCREEN_CONFIRM);
	assert_true(says("点名时没到"));
	assert_int_equal(presence(1), PRESENCE_ABSENT); /* only asked */
	press("yes 0");
	ON(SCREEN_ATTEMPT);
	assert_int_equal(presence(1), PRESENCE_HERE);
	press("not me 0");
	say_presence(2, PRESENCE_NOT_TODAY);
	scan(token[2]);
	ON(SCREEN_REFUSED);
	assert_true(says("请找老师"));
	assert_int_equal(presence(2), PRESENCE_NOT_TODAY);
}

static void the_list_passes_over_who_is_not_there_and_skips_to_the_end(void **state)
{
	(void)state;
	scan(token[0]); /* that class is called */
	press("yes 0");
	press("not me 0");
	assert_string_equal(app.model.next_line, "李小树");
	say_presence(1, PRESENCE_LEAVE);
	assert_string_equal(app.model.after_next_line, "王雨欣");
	press("skip 0");
	assert_string_equal(app.model.next_line, "王雨欣");
	press("skip 0");
	assert_string_equal(app.model.next_line, "单小石");
	assert_string_equal(app.model.after_next_line, "李小树");
	press("skip 0"); /* all were skipped: the first of them again */
	assert_string_equal(app.model.next_line, "李小树");
	assert_string_equal(app.model.after_next_line, "王雨欣");
}

static void called_in_order_nobody_is_asked(void **state)
{
	(void)state;
	scan(token[0]);
	press("yes 0");
	press("not me 0");
	open_page("call 0");
	press("in order 0");
	assert_true(app.model.call.in_order);
	press("leave 0");
	press("called 0");
	ON(SCREEN_ATTEMPT);
	assert_string_equal(app.places[0].student.id, class[0].id);
}

static void the_roll_is_called_by_touches_and_taken_back(void **state)
{
	static const enum presence goes[] = { PRESENCE_ABSENT, PRESENCE_LEAVE,
		PRESENCE_NOT_TODAY, PRESENCE_HERE, PRESENCE_ABSENT };

	(void)state;
	open_page("call 0");
	ON(SCREEN_CALL);
	press("call class 0");
	for (int i = 0; i < 5; i++) {
		press("tile 2");
		assert_int_equal(presence(2), goes[i]);
	}
	assert_int_equal(app.model.call.absent, 1);
	assert_int_equal(app.model.call.here, 3);
	for (int i = 3; i >= 0; i--) {
		press("undo 0");
		assert_int_equal(presence(2), goes[i]);
	}
	press("undo 0");
	assert_int_equal(presence(2), PRESENCE_HERE);
	assert_false(app.model.call.can_undo);
}

static void an_item_is_put_off_for_a_class_and_taken_back(void **state)
{
	char item[24] = "";
	int jump = items_find(app.items, "long_jump");

	(void)state;
	open_page("call 0");
	press("call class 0");
	press("put off 0");
	for (int i = 0; i < app.call.item_count; i++)
		if (app.call.items[i] == jump)
			snprintf(item, sizeof(item), "item %d", i);
	press(item);
	press("day 1");
	press("do put off 0");
	assert_int_equal(app.model.call.n_putoffs, 1);
	assert_true(says("立定跳远 → 11月25日 周三 · 下雨"));
	press("leave 0");
	scan(token[0]);
	ON(SCREEN_REFUSED);
	assert_true(says("这一项今天改期了"));
	press("understood 0");
	press("choose name 0");
	press("class 0");
	assert_int_equal(app.model.tiles[0].mark, TILE_PUT_OFF);
	press("back 0");
	press("back 0");
	open_page("call 0");
	press("call class 0");
	press("put off 0");
	press("take back 0");
	assert_int_equal(app.model.call.n_putoffs, 0);
	press("leave 0");
	scan(token[0]);
	ON(SCREEN_CONFIRM);
}

static void the_missing_list_says_who_and_why(void **state)
{
	(void)state;
	say_presence(1, PRESENCE_ABSENT);
	open_page("missing 0");
	ON(SCREEN_MISSING);
	assert_int_equal(app.model.missing.total, 4);
	assert_int_equal(app.model.missing.n_rows, 4);
	assert_string_equal(app.model.missing.rows[0].why, "还没测");
	assert_string_equal(app.model.missing.rows[1].who, "2号 林小月");
	assert_string_equal(app.model.missing.rows[1].why, "缺席");
	assert_int_equal(app.model.missing.rows[1].mark, TILE_ABSENT);
	assert_non_null(strstr(app.model.missing.rows[0].what, "引体向上"));
	press("item 0");
	assert_string_equal(app.model.missing.rows[0].what, "身高");
	say_presence(2, PRESENCE_NOT_TODAY);
	assert_string_equal(app.model.missing.rows[2].why, "今天不测");
	clock_freeze(MONDAY_US + CLOCK_DAY_US); /* on Tuesday it is 缓测 */
	say_presence(2, PRESENCE_NOT_TODAY);	/* of Monday again: something new */
	assert_string_equal(app.model.missing.rows[2].why, "缓测");
	assert_string_equal(app.model.missing.rows[1].why, "还没测");
}

static bool offers(const char *paper)
{
	for (int i = 0; i < app.model.papers.n; i++)
		if (strcmp(app.model.papers.papers[i].name, paper) == 0)
			return true;
	return false;
}

/* Whose papers they are, where 打印 was touched says. */
static void the_papers_are_the_schools_a_classes_or_a_students(void **state)
{
	(void)state;
	open_page("papers 0");
	ON(SCREEN_PAPERS);
	assert_int_equal(app.model.papers.selected, -1);
	assert_true(offers("学校报告") && offers("年级报告") && offers("测试卡"));
	assert_false(offers("免予执行申请表") || offers("成绩条"));
	press("class 0");
	assert_int_equal(app.model.papers.selected, 0);
	assert_true(offers("班级报告") && offers("记录表") && offers("成绩条"));
	assert_false(offers("学校报告") || offers("补发测试卡"));
	press("class -1");
	assert_int_equal(app.model.papers.selected, -1);
	press("leave 0");
	open_page("call 0");
	press("call class 0");
	press("print 0");
	ON(SCREEN_PAPERS);
	assert_int_equal(app.model.papers.selected, 0);
	assert_string_equal(app.model.papers.who, "");
	press("leave 0");
	open_page("find 0");
	press("by class 0");
	press("found 0");
	press("found 0");
	ON(SCREEN_STUDENT);
	press("print 0");
	ON(SCREEN_PAPERS);
	assert_non_null(strstr(app.model.papers.who, "李小树"));
	assert_true(offers("成绩告知单") && offers("补发测试卡"));
	assert_false(offers("公示") || offers("学校报告"));
}

static void the_new_year_is_refused_in_november(void **state)
{
	(void)state;
	open_page("new_year 0");
	ON(SCREEN_NEW_YEAR);
	assert_int_equal(app.model.new_year.shows, YEAR_NOT_YET);
	assert_true(says("2026–2027学年"));
	assert_int_equal(store_school_year(app.store), 2026);
}

/* Everything that a boy of junior high does, from a file. */
static void put_year(const struct student *of)
{
	static const char *const item[] = { "height", "weight", "vital_capacity",
		"run50", "sit_reach", "long_jump", "pull_ups", "run1000" };
	static const int value[] = { 1600, 50000, 3000, 8000, 100, 2000, 5, 250000 };
	struct err err = ERR_INIT;

	for (size_t i = 0; i < sizeof(item) / sizeof(item[0]); i++) {
		struct session session = { .kind = SESSION_FORMAL,
			.school_year = 2026 };
		struct finish f = { .source = SOURCE_IMPORT,
			.outcome = OUTCOME_VALID,
			.has_value = true,
			.value = value[i],
			.raw_value = value[i],
			.reason = "成绩.xlsx",
			.who = "郑老师",
			.began_us = MONDAY_US,
			.ended_us = MONDAY_US };

		strcpy(session.item, item[i]);
		MUST(sessions_begin(app.store, &session, MONDAY_US, &err));
		f.session = session.id;
		strcpy(f.student, of->id);
		strcpy(f.item, item[i]);
		MUST(attempts_finish(app.store, 0, &f, NULL, &err));
	}
	MUST(results_refresh(app.results, of->id, &err));
}

/* September, and nobody has said yet who tests: totals are put down all the same. */
static void the_new_year_needs_no_tester(void **state)
{
	struct err err = ERR_INIT;
	struct query *q;

	(void)state;
	for (int i = 0; i < app.place_count; i++)
		app.places[i].setup.testers[0] = '\0';
	put_year(&class[0]);
	clock_freeze(INT64_C(1820419200000000)); /* 2027-09-09 */
	open_page("new_year 0");
	press("year next 0");
	press("year do 0");
	if (app.model.new_year.shows != YEAR_DONE)
		fail_msg("%s", app.model.new_year.note);
	assert_int_equal(store_school_year(app.store), 2027);
	q = query(store_db(app.store), "SELECT who FROM past_year WHERE student = ?1 "
				       "AND total_c IS NOT NULL");
	query_text(q, 1, class[0].id);
	assert_int_equal(query_next(q, &err), QUERY_ROW);
	assert_string_equal(query_text_at(q, 0), "老师");
	query_end(q);
}

static void the_new_year_is_begun_once(void **state)
{
	struct student found;
	struct err err = ERR_INIT;

	(void)state;
	clock_freeze(INT64_C(1820419200000000)); /* 2027-09-09 */
	open_page("new_year 0");
	assert_int_equal(app.model.new_year.n_classes, 1);
	assert_string_equal(app.model.new_year.classes[0].to, "八年级1班");
	press("year class 0");
	press("tile 3");
	press("year back 0");
	assert_int_equal(app.model.new_year.kept, 1);
	assert_int_equal(app.model.new_year.promoted, 3);
	press("year next 0");
	assert_int_equal(store_school_year(app.store), 2026); /* only asked */
	press("year do 0");
	assert_int_equal(app.model.new_year.shows, YEAR_DONE);
	assert_int_equal(store_school_year(app.store), 2027);
	assert_int_equal(app.class_count, 2);
	assert_int_equal(
		roster_find(app.store, class[3].id, &found, &err), ROSTER_FOUND);
	assert_string_equal(found.class_name, "七年级1班");
	press("menu 0");
	press("new_year 0");
	assert_int_equal(app.model.new_year.shows, YEAR_NOT_YET);
	press("leave 0");
	scan(token[0]); /* cards go on */
	ON(SCREEN_CONFIRM);
	assert_true(says("八年级1班"));
}

static void heats_leave_out_who_is_not_there(void **state)
{
	static struct place place;
	struct hall hall = app.hall;
	struct student list[4];
	struct place_setup setup = {
		.kind = SESSION_FORMAL, .item_count = 1, .lanes = 4
	};
	char path[400];
	struct err err = ERR_INIT;

	(void)state;
	setup.items[0] = items_find(app.items, "run50");
	strcpy(setup.name, "计时门");
	snprintf(setup.line.where, sizeof(setup.line.where), "tty:%s", gates.path);
	snprintf(path, sizeof(path), "%s/devices/profiles/sim-gates.yaml", SOURCE_DIR);
	MUST(place_open(&place, &setup, path, &hall, &err));
	say_presence(0, PRESENCE_ABSENT);
	say_presence(2, PRESENCE_NOT_TODAY);
	assert_int_equal(roster_class_list(app.store, &(struct class_key){ 21, "2101" },
				 list, 4, &err),
		4);
	list[3].barred = UINT64_C(1) << setup.items[0];
	assert_int_equal(place_line_up(&place, list, 4, app_now(&app)), PLACE_YES);
	assert_int_equal(place.people_count, 1);
	assert_string_equal(place.people[0].student.id, class[1].id);
	place_cancel_heat(&place, app_now(&app));
	say_presence(1, PRESENCE_LEAVE);
	assert_int_equal(place_line_up(&place, list, 4, app_now(&app)), PLACE_ALL_DONE);
	place_close(&place);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, begin, end)
	const struct CMUnitTest tests[] = {
		T(a_card_asks_and_opens_what_was_measured),
		T(whoever_is_measured_is_not_disturbed),
		T(a_storm_of_touches_and_scans_changes_nobody),
		T(a_scan_on_the_teachers_screens_is_never_typed),
		T(a_name_is_found_by_its_letters),
		T(the_list_of_classes_counts_who_has_it),
		T(a_late_one_is_asked_once_and_is_there),
		T(the_list_passes_over_who_is_not_there_and_skips_to_the_end),
		T(called_in_order_nobody_is_asked),
		T(the_roll_is_called_by_touches_and_taken_back),
		T(an_item_is_put_off_for_a_class_and_taken_back),
		T(the_missing_list_says_who_and_why),
		T(the_papers_are_the_schools_a_classes_or_a_students),
		T(the_new_year_is_refused_in_november),
		T(the_new_year_needs_no_tester),
		T(the_new_year_is_begun_once),
		T(heats_leave_out_who_is_not_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
