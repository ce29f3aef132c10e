/* 找学生, 学生 and 待核查 on the running station, by touches: what was measured for the
 * wrong child, in the wrong unit or not at all is mended, and taken back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "app.h"
#include "cards.h"
#include "clock.h"
#include "kiosk.h"
#include "screens.h"
#include "verify.h"
#include "view.h"

#define SECOND INT64_C(1000000)

enum { LI, WANG, ZHAO, CHEN, PUPILS };
static const struct {
	const char *name, *number;
	enum sex sex;
} who[PUPILS] = {
	[LI] = { "李小树", "L990000201400000001", SEX_MALE },
	[WANG] = { "王小雨", "L990000201400000002", SEX_MALE },
	[ZHAO] = { "赵小石", "L990000201400000003", SEX_MALE },
	[CHEN] = { "陈小云", "L990000201400000004", SEX_FEMALE },
};

static char dir[64];
static struct env env;
static struct app app;
static struct student pupil[PUPILS];
static struct entry_id made[16];
static int made_count;
static int touches;

#include "turns.h"

/* ---- the station ------------------------------------------------------------------ */

static void put_pupils(struct store *store)
{
	struct err err = ERR_INIT;

	for (int i = 0; i < PUPILS; i++) {
		struct student s = {
			.sex = who[i].sex, .grade_code = 21, .class_place = i + 1
		};

		strcpy(s.name, who[i].name);
		strcpy(s.number, who[i].number);
		strcpy(s.class_code, "2101");
		strcpy(s.class_name, "七年级1班");
		snprintf(s.test_number, sizeof(s.test_number), "%d", 1001 + i);
		MUST(roster_begin(store, MONDAY_US, &err) &&
			roster_end(store, roster_put(store, &s, NULL, &err),
				ROSTER_PART, NULL, &err));
		MUST(roster_find(store, s.id, &pupil[i], &err) == ROSTER_FOUND);
	}
}

static struct session session_in(struct store *store, const char *item, int year)
{
	struct session s = { .kind = SESSION_FORMAL, .school_year = year };
	struct err err = ERR_INIT;

	strcpy(s.item, item);
	strcpy(s.place, "操场");
	strcpy(s.device, "our box");
	MUST(sessions_begin(store, &s, MONDAY_US, &err));
	return s;
}

static void tried(struct store *store, int of, const struct session *session,
	int64_t value, int at_s)
{
	struct finish f = { .source = SOURCE_HAND,
		.outcome = OUTCOME_VALID,
		.has_value = true,
		.value = value,
		.raw_value = value };
	struct err err = ERR_INIT;

	strcpy(f.student, pupil[of].id);
	strcpy(f.item, session->item);
	f.session = session->id;
	f.began_us = MONDAY_US + (at_s - 20) * SECOND;
	f.ended_us = MONDAY_US + at_s * SECOND;
	MUST(attempts_finish(store, 0, &f, &made[made_count++], &err));
}

/* What a scale said, and a result made of it. */
static void weighed(struct store *store, const struct session *session)
{
	struct listening listening;
	struct finish f = { .source = SOURCE_DEVICE,
		.item = "weight",
		.outcome = OUTCOME_VALID,
		.has_value = true,
		.value = 96000,
		.raw_value = 96000000000,
		.raw_unit = UNIT_UG,
		.began_us = MONDAY_US + 590 * SECOND,
		.ended_us = MONDAY_US + 600 * SECOND,
		.ref_count = 3 };
	struct err err = ERR_INIT;

	MUST(listening_make(store, &listening, &err) &&
		listenings_chunk(store, &listening,
			"=96.0kg\r\n=96.0kg\r\n=96.0kg\r\n=0", 29, 5000100, &err) &&
		listenings_end(store, &listening, 5000200, "done", &err));
	for (int i = 0; i < 3; i++)
		f.refs[i] = (struct reading_ref){ .listening = listening.id,
			.offset = 9 * (uint64_t)i,
			.at_us = 5000100,
			.has_value = true,
			.value = 96000000000,
			.kind = READING_WEIGHT,
			.unit = UNIT_UG };
	strcpy(f.student, pupil[ZHAO].id);
	f.session = session->id;
	MUST(attempts_finish(store, 0, &f, &made[made_count++], &err));
}

enum { RUN_LI, RUN_WANG, PULL_LI, WEIGHT_ZHAO };

static void put_results(struct store *store)
{
	struct session before = session_in(store, "run50", 2025),
		       run = session_in(store, "run50", 2026),
		       pull = session_in(store, "pull_ups", 2026),
		       tall = session_in(store, "height", 2026),
		       weight = session_in(store, "weight", 2026);

	made_count = 10; /* what only stands beside */
	tried(store, LI, &before, 11800, -900000);
	tried(store, WANG, &before, 8000, -899000);
	tried(store, ZHAO, &tall, 1630, 300);
	made_count = 0;
	tried(store, LI, &run, 8000, 100); /* as fast as the other was last year */
	tried(store, WANG, &run, 11600, 130);
	tried(store, LI, &pull, 6, 500);
	weighed(store, &weight);
}

static int begin(void **state)
{
	struct app_options options = {
		.offscreen = true, .width = 1280, .height = 800
	};
	struct err err = ERR_INIT;
	struct store *store;

	(void)state;
	kiosk_make(dir, &env);
	MUST(store = station_open(dir, STORE_WRITE, &err));
	put_pupils(store);
	put_results(store);
	store_close(store);
	MUST(app_open(&app, &env, &options, &err));
	app.hurried = true; /* the clock of this day stands in the past */
	return 0;
}

static int end(void **state)
{
	(void)state;
	app_close(&app);
	folder_remove(dir);
	return 0;
}

/* ---- fingers ------------------------------------------------------------------------ */

static bool find_target(const char *name, struct rect *at)
{
	const struct draw *list = ui_list(app.ui);

	for (size_t i = 0; i < list->n; i++)
		if (list->commands[i].kind == DRAW_TOUCH &&
			strcmp(draw_words(list, &list->commands[i]), name) == 0) {
			*at = list->commands[i].at;
			return true;
		}
	return false;
}

static bool is_there(const char *name)
{
	struct rect at;

	turn_for(40000);
	return find_target(name, &at);
}

static void press(const char *name)
{
	struct ui_event e = { .kind = UI_DOWN };
	struct rect at = { 0 };

	turn_for(40000);
	if (!find_target(name, &at))
		fail_msg("nothing to press: %s, on %s; \"%s\"", name,
			screen_name(screens_which(&app.model)), app.mend.note);
	e.x = at.x + at.w / 2;
	e.y = at.y + at.h / 2;
	ui_push(app.ui, &e);
	e.kind = UI_UP;
	ui_push(app.ui, &e);
	for (int i = 0; i < 4; i++) /* both are met, granted, and seen */
		assert_true(app_turn(&app, clock_now_us()));
	turn_for(40000);
	touches++;
}

static void press_all(const char *const *names)
{
	for (touches = 0; *names; names++)
		press(*names);
}
#define PRESS(...) press_all((const char *const[]){ __VA_ARGS__, NULL })

static void type(const char *text)
{
	for (; *text; text++) {
		struct ui_event e = { .kind = UI_CHAR, .at_us = clock_now_us() };

		e.text[0] = *text;
		ui_push(app.ui, &e);
		turn_for(300000); /* slower than any scanner */
	}
}

static void scan(const char *text)
{
	struct ui_event e = { .kind = UI_SCAN, .at_us = clock_now_us() };

	strcpy(e.text, text);
	ui_push(app.ui, &e);
	for (int i = 0; i < 4; i++)
		assert_true(app_turn(&app, clock_now_us()));
	turn_for(40000);
}

static void open_teacher(void)
{
	turn_for(100000);
	press("teacher 0");
	assert_int_equal(screens_which(&app.model), SCREEN_TEACHER);
}

/* The row of a list that is about this. */
static char *row_of(const char *target, const char *words)
{
	static char name[32];
	int row = -1;

	turn_for(40000);
	for (int i = 0; i < app.model.find.n && row < 0; i++)
		if (strcmp(target, "found") == 0 &&
			strstr(app.model.find.rows[i].line, words))
			row = i;
	for (int i = 0; i < app.model.teacher.n_disputes && row < 0; i++)
		if (strcmp(target, "doubt") == 0 &&
			strstr(app.model.teacher.disputes[i].reason, words))
			row = i;
	for (int i = 0; i < app.model.student.n && row < 0; i++)
		if (strcmp(target, "made") == 0 &&
			strcmp(app.model.student.made[i].item, words) == 0)
			row = i;
	for (int i = 0; i < app.model.latest.n && row < 0; i++)
		if (strcmp(target, "latest row") == 0 &&
			strcmp(app.model.latest.rows[i].result, words) == 0)
			row = i;
	for (int i = 0; i < app.model.latest.n_give && row < 0; i++)
		if (strcmp(target, "give") == 0 &&
			strstr(app.model.latest.give[i], words))
			row = i;
	for (int i = 0; i < app.model.latest.n_swap && row < 0; i++)
		if (strcmp(target, "swap") == 0 &&
			strstr(app.model.latest.swap[i], words))
			row = i;
	if (row < 0)
		fail_msg("%s: nothing about %s", target, words);
	snprintf(name, sizeof(name), "%s %d", target, row);
	return name;
}

/* ---- looking --------------------------------------------------------------------------- */

static struct attempt_now at(int n)
{
	struct attempt_now now;
	struct err err = ERR_INIT;

	MUST(attempts_find(app.store, &made[n], &now, &err));
	return now;
}

static bool is_of(int n, int of)
{
	return strcmp(at(n).student, pupil[of].id) == 0;
}

static int64_t counts(int of, const char *item)
{
	struct item_result rows[ITEMS_MAX];
	struct err err = ERR_INIT;
	int n = results_of(app.store, pupil[of].id, rows, ITEMS_MAX, &err);

	for (int i = 0; i < n; i++)
		if (strcmp(rows[i].item, item) == 0 && rows[i].has_value)
			return rows[i].value;
	return -1;
}

/* The grid and the doubts are brought up to date student by student. */
static void what_is_kept_is_as_if_gathered_anew(void)
{
	static struct progress kept;
	static struct doubt_found anew[MODEL_DISPUTES];
	struct err err = ERR_INIT;

	assert_true(app.progress.stamp.is_set);
	progress_look(&app, app_now(&app));
	kept = app.progress;
	app.progress.stamp.is_set = false;
	assert_true(progress_look(&app, app_now(&app)));
	assert_int_equal(kept.n_rows, app.progress.n_rows);
	assert_memory_equal(kept.cell, app.progress.cell, sizeof(kept.cell));
	assert_memory_equal(kept.needed, app.progress.needed, sizeof(kept.needed));

	view_to_check(&app);
	assert_int_equal(
		app.doubt_count, doubts_of_year(app.store, app.items, app.scheme,
					 store_school_year(app.store), DOUBTS_ALL, anew,
					 MODEL_DISPUTES, &err));
	for (int i = 0; i < app.doubt_count; i++) {
		assert_int_equal(app.doubts[i].attempt.seq, anew[i].attempt.seq);
		assert_int_equal(app.doubts[i].doubt.rule, anew[i].doubt.rule);
		assert_string_equal(app.doubts[i].student, anew[i].student);
	}
}

static void all_is_well(void)
{
	static char faults[4096];
	struct verify_counts count;
	struct err err = ERR_INIT;

	faults[0] = '\0';
	MUST(verify(app.store, app.items, app.scheme, SOURCE_DIR "/schema/recheck",
		remember_fault, faults, &count, &err));
	assert_string_equal(faults, "");
	what_is_kept_is_as_if_gathered_anew();
}

static void note_says(const char *part)
{
	if (!strstr(app.model.mend.note, part))
		fail_msg("\"%s\" does not say \"%s\"", app.model.mend.note, part);
}

static void shows(enum screen screen)
{
	if (screens_which(&app.model) != screen)
		fail_msg("it is %s", screen_name(screens_which(&app.model)));
}

/* ---- sentences ------------------------------------------------------------------------- */

static void what_was_measured_last_is_made_void(void **state)
{
	(void)state;
	open_teacher();
	PRESS("find 0");
	shows(SCREEN_FIND);
	press(row_of("found", "赵小石"));
	shows(SCREEN_STUDENT);
	press("void 0");
	press("reason 4 0");
	assert_int_equal(touches, 4);
	assert_true(at(WEIGHT_ZHAO).is_void);
	assert_string_equal(at(WEIGHT_ZHAO).note, "其他");
	assert_int_equal(counts(ZHAO, "weight"), -1);
	note_says("已作废");
	assert_non_null(strstr(app.model.mend.undo, "赵小石 体重 96.0公斤作废"));
	assert_int_equal(app.model.student.made[0].state, MADE_VOID);
	press("undo 0");
	assert_false(at(WEIGHT_ZHAO).is_void);
	assert_int_equal(counts(ZHAO, "weight"), 96000);
	note_says("已撤销：赵小石 体重");
	assert_string_equal(app.model.mend.undo, "");
	all_is_well();
}

static void whose_it_is_is_found_by_typing(void **state)
{
	(void)state;
	open_teacher();
	PRESS("find 0", "letter 1 0", "letter 0 0", "letter 0 0", "letter 1 0",
		"found 0");
	shows(SCREEN_STUDENT);
	assert_non_null(strstr(app.model.student.line, "李小树"));
	assert_string_equal(app.model.student.numbers, "测试号 1001 · 学籍号 L••••••");
	press(row_of("made", "引体向上"));
	press("move 0");
	shows(SCREEN_FIND);
	assert_string_equal(app.model.find.question, "引体向上 6次改给谁？");

	/* Girls have no pull-ups. */
	type("1004");
	press("found 0");
	press("reason 0 0");
	note_says("陈小云不测这一项");
	assert_true(is_of(PULL_LI, LI));

	press("move 0");
	type("1002");
	press("found 0");
	assert_string_equal(
		app.model.student.question, "引体向上 6次改给王小雨，为什么？");
	press("reason 0 0");
	assert_true(is_of(PULL_LI, WANG));
	assert_int_equal(counts(WANG, "pull_ups"), 6);
	assert_int_equal(counts(LI, "pull_ups"), -1);
	/* It stands there still, as what it was. */
	press(row_of("made", "引体向上"));
	assert_string_equal(
		app.model.student.made[app.model.student.chosen].word, "改给了王小雨");
	assert_false(is_there("void 0"));
	assert_int_equal(app.model.student.n_said, 2);
	all_is_well();
}

static void beside_whom_it_was_measured_is_offered_first(void **state)
{
	(void)state;
	open_teacher();
	touches = 0;
	press("find 0");
	press("by class 0");
	press("found 0");
	press(row_of("found", "李小树"));
	press(row_of("made", "50米跑"));
	press("swap 0");
	assert_int_equal(app.model.find.n, 1); /* nobody else ran */
	press(row_of("found", "王小雨"));
	press("reason 1 0");
	assert_true(is_of(RUN_LI, WANG));
	assert_true(is_of(RUN_WANG, LI));
	assert_int_equal(counts(LI, "run50"), 11600);
	note_says("已和王小雨互换");
	press("undo 0");
	assert_true(is_of(RUN_LI, LI));
	all_is_well();
}

static void a_run_of_results_goes_to_the_next_on_the_list(void **state)
{
	const struct model_reassign *r = &app.model.reassign;

	(void)state;
	open_teacher();
	PRESS("find 0");
	press(row_of("found", "李小树"));
	press(row_of("made", "50米跑"));
	press("run 0");
	shows(SCREEN_REASSIGN);
	assert_string_equal(r->title, "从50米跑 8.0秒起，2个成绩");
	assert_string_equal(r->rows[0].from, "1号 李小树");
	assert_string_equal(r->rows[0].to, "2号 王小雨");
	assert_string_equal(r->class_name, "七年级1班");
	press("reason 2 0");
	shows(SCREEN_STUDENT);
	assert_true(is_of(RUN_LI, WANG));
	assert_true(is_of(RUN_WANG, ZHAO));
	note_says("2个成绩已改给别人");
	press("undo 0");
	assert_true(is_of(RUN_LI, LI));
	assert_true(is_of(RUN_WANG, WANG));
	all_is_well();
}

/* Of another class as many boys with the same numbers, but nobody has number 2. */
static void put_other_class(struct student out[3])
{
	static const int places[3] = { 1, 3, 4 };
	struct err err = ERR_INIT;

	for (int i = 0; i < 3; i++) {
		struct student s = { .sex = SEX_MALE, .grade_code = 21 };

		s.class_place = places[i];
		snprintf(s.name, sizeof(s.name), "周小%s",
			i ? i > 1 ? "丙" : "乙" : "甲");
		snprintf(s.number, sizeof(s.number), "L99000020140000011%d", i);
		strcpy(s.class_code, "2102");
		strcpy(s.class_name, "七年级2班");
		MUST(roster_begin(app.store, MONDAY_US, &err) &&
			roster_end(app.store, roster_put(app.store, &s, NULL, &err),
				ROSTER_PART, NULL, &err));
		out[i] = s;
	}
	app.class_count = roster_classes(app.store, app.classes, MODEL_CLASSES, &err);
	assert_int_equal(app.class_count, 2);
}

static void a_run_that_was_taken_for_the_wrong_class_goes_to_the_right_one(void **state)
{
	const struct model_reassign *r = &app.model.reassign;
	struct student other[3];

	(void)state;
	put_other_class(other);
	open_teacher();
	press("latest 0");
	press(row_of("latest row", "50米跑 8.0秒"));
	PRESS("run 0", "list of 0");
	assert_true(r->picks_class);
	assert_string_equal(r->classes[1], "七年级2班");
	press("class 1 0");
	assert_int_equal(r->shift, 0);
	assert_string_equal(r->rows[0].to, "七年级2班 1号 周小甲");
	assert_string_equal(r->rows[1].to, ""); /* nobody has number 2 */
	assert_string_equal(r->complaint, "1个没有对应的人，不改。");
	assert_string_equal(r->title, "从50米跑 8.0秒起，1个成绩");
	press("reason 2 0");
	shows(SCREEN_LATEST);
	note_says("1个成绩已改给别人");
	assert_string_equal(at(RUN_LI).student, other[0].id);
	assert_true(is_of(RUN_WANG, WANG));
	press("undo 0");
	assert_true(is_of(RUN_LI, LI));
	all_is_well();
}

static void a_run_ends_where_it_is_touched(void **state)
{
	const struct model_reassign *r = &app.model.reassign;
	struct session s;
	int zhao;

	(void)state;
	s = (struct session){ .id = at(RUN_LI).session };
	strcpy(s.item, "run50");
	tried(app.store, CHEN, &s, 9900, 90); /* before it, and number 4 */
	tried(app.store, ZHAO, &s, 8800, 160);
	zhao = made_count - 1;
	open_teacher();
	press("latest 0");
	press(row_of("latest row", "50米跑 8.0秒"));
	press("run 0");
	assert_int_equal(r->n, 3); /* CHEN ran before */
	assert_true(r->can_do);
	press("by number 0");
	assert_int_equal(r->n, 4);
	assert_false(r->can_do); /* nobody is behind number 4 */
	assert_string_equal(
		r->complaint, "4号 陈小云后面没有人：请点前一行，只改到那里。");
	assert_false(is_there("reason 0 0"));
	press("run row 1");
	assert_int_equal(r->last, 1);
	assert_string_equal(r->title, "从50米跑 8.0秒起，2个成绩");
	assert_true(r->can_do);
	press("shift back 0");
	assert_false(r->can_do); /* they are theirs already */
	assert_string_equal(r->complaint, "还是原来的人：请往前、往后或换一个班。");
	press("shift on 0");
	press("reason 1 0");
	assert_true(is_of(RUN_LI, WANG));
	assert_true(is_of(RUN_WANG, ZHAO));
	assert_string_equal(at(zhao).student, pupil[ZHAO].id);
	press("undo 0");
	assert_true(is_of(RUN_LI, LI));
	all_is_well();
}

static void a_value_is_typed_in_by_touches(void **state)
{
	struct attempt_now now;
	struct err err = ERR_INIT;

	(void)state;
	open_teacher();
	PRESS("find 0");
	press(row_of("found", "王小雨"));
	press("manual 0");
	for (int i = 0; i < app.model.student.n_items; i++)
		if (strcmp(app.model.student.items[i], "1000米跑") == 0) {
			char name[24];

			snprintf(name, sizeof(name), "item %d 0", i);
			press(name);
			break;
		}
	assert_string_equal(app.model.student.question, "1000米跑的成绩");
	PRESS("key 3 0", "key 7 0", "key 5 0", "save value 0");
	assert_non_null(strstr(app.model.student.complaint, "1000米跑在 "));
	PRESS("erase 0", "erase 0", "key 5 0", "key 8 0");
	assert_string_equal(app.model.student.typed_text, "3'58");
	press("save value 0");
	assert_string_equal(
		app.model.student.question, "补录 1000米跑 3′58″，为什么？");
	press("reason 2 0");
	note_says("标为手工");
	assert_int_equal(counts(WANG, "run1000"), 238000);
	MUST(attempts_of(app.store, pupil[WANG].id, "run1000", 2026, &now, 1, &err) ==
		1);
	assert_int_equal(now.source, SOURCE_MANUAL);
	assert_string_equal(now.who, "老师");
	assert_string_equal(now.note, "纸上记录");
	assert_string_equal(app.model.student.made[0].source, "手工");
	press("undo 0");
	assert_int_equal(counts(WANG, "run1000"), -1);
	all_is_well();
}

static void what_is_unusual_is_asked_once(void **state)
{
	(void)state;
	open_teacher();
	PRESS("find 0");
	press(row_of("found", "王小雨"));
	press("manual 0");
	press("item 0 0"); /* height */
	type("229");
	press("save value 0");
	note_says("");
	assert_non_null(strstr(app.model.student.complaint, "不常见"));
	press("save value 0");
	assert_int_equal(app.model.student.asks, ASKS_REASON);
	press("cancel 0");
	assert_int_equal(app.model.student.asks, ASKS_NOTHING);
	assert_int_equal(counts(WANG, "height"), -1);
}

static void the_bytes_that_made_it_are_shown(void **state)
{
	const struct model_raw *r = &app.model.student.raw[0];

	(void)state;
	open_teacher();
	PRESS("find 0");
	press(row_of("found", "赵小石"));
	press("raw 0");
	assert_true(app.model.student.n_raw > 3);
	assert_int_equal(r->n, MODEL_RAW_ROW);
	assert_string_equal(r->text, "=96.0kg··=96.0");
	assert_true(r->of_frame[0] && r->of_frame[6]);
	assert_false(r->of_frame[10]);
}

/* ---- 待核查 ------------------------------------------------------------------------------ */

static void a_weight_in_jin_is_mended_by_one_touch(void **state)
{
	struct attempt_now now[4];
	struct err err = ERR_INIT;

	(void)state;
	open_teacher();
	touches = 0;
	press(row_of("doubt", "斤"));
	press("unit 0");
	assert_int_equal(touches, 2);
	shows(SCREEN_DOUBTS);
	assert_true(at(WEIGHT_ZHAO).is_void);
	assert_int_equal(counts(ZHAO, "weight"), 48000);
	MUST(attempts_of(app.store, pupil[ZHAO].id, "weight", 2026, now, 4, &err) == 2);
	assert_string_equal(now[1].note, "单位写错");
	press("undo 0");
	assert_int_equal(counts(ZHAO, "weight"), 96000);
	assert_non_null(row_of("doubt", "斤")); /* it is doubted again */
	all_is_well();
}

static void a_swapped_pair_is_exchanged_by_one_touch(void **state)
{
	(void)state;
	open_teacher();
	touches = 0;
	press(row_of("doubt", "换了"));
	press("swap 0");
	assert_int_equal(touches, 2);
	assert_true(is_of(RUN_LI, WANG));
	assert_true(is_of(RUN_WANG, LI));
	for (int i = 0; i < app.model.teacher.n_disputes; i++)
		assert_null(strstr(app.model.teacher.disputes[i].reason, "换了"));
	all_is_well();
}

static void what_a_person_looked_at_is_listed_no_more(void **state)
{
	int before;

	(void)state;
	open_teacher();
	touches = 0;
	press(row_of("doubt", "斤"));
	before = app.model.teacher.n_disputes;
	press("stands 0");
	assert_int_equal(app.model.teacher.n_disputes, before - 1);
	assert_int_equal(counts(ZHAO, "weight"), 96000);
	press("undo 0");
	assert_int_equal(app.model.teacher.n_disputes, before);
	all_is_well();
}

static void a_doubt_is_made_void_or_its_student_opened(void **state)
{
	(void)state;
	open_teacher();
	touches = 0;
	press(row_of("doubt", "斤"));
	press("void 0");
	press("reason 2 0");
	assert_int_equal(touches, 3);
	assert_true(at(WEIGHT_ZHAO).is_void);
	assert_string_equal(at(WEIGHT_ZHAO).note, "设备故障");
	press(row_of("doubt", "换了"));
	press("open student 0");
	shows(SCREEN_STUDENT);
	assert_string_equal(app.model.student.title, "50米跑 11.6秒");
	press("back 0");
	shows(SCREEN_DOUBTS);
}

/* ---- three touches ----------------------------------------------------------------------- */

static bool weight_is_void(void)
{
	return at(WEIGHT_ZHAO).is_void && counts(ZHAO, "weight") < 0;
}

static bool weight_is_halved(void)
{
	return at(WEIGHT_ZHAO).is_void && counts(ZHAO, "weight") == 48000;
}

static bool weight_is_of_a_girl(void)
{
	return is_of(WEIGHT_ZHAO, CHEN) && counts(CHEN, "weight") == 96000;
}

static bool weight_stands(void)
{
	for (int i = 0; i < app.model.teacher.n_disputes; i++)
		if (strstr(app.model.teacher.disputes[i].reason, "斤"))
			return false;
	return counts(ZHAO, "weight") == 96000;
}

static bool pull_is_of_the_next(void)
{
	return is_of(PULL_LI, WANG) && counts(LI, "pull_ups") < 0;
}

static bool runs_are_exchanged(void)
{
	return is_of(RUN_LI, WANG) && is_of(RUN_WANG, LI);
}

/* From 今日进度, where a teacher stands behind the PIN. "row|words" is the target `row` that
 * is about `words`. */
static const struct mistake {
	const char *what, *path[4];
	bool (*is_mended)(void);
} mistakes[] = {
	{ "the last result does not count", { "latest 0", "void 1 0" },
		weight_is_void },
	{ "an older one is the next child's",
		{ "latest 0", "latest row|引体向上 6次", "give|王小雨" },
		pull_is_of_the_next },
	{ "two children were exchanged",
		{ "latest 0", "latest row|50米跑 8.0秒", "swap|王小雨" },
		runs_are_exchanged },
	{ "the last one is a child's of that class", { "latest 0", "give|陈小云" },
		weight_is_of_a_girl },
	{ "... who is not among the likely ones",
		{ "latest 0", "give other 0", "found|陈小云" }, weight_is_of_a_girl },
	{ "a doubt was right: it does not count",
		{ "doubt|斤", "void 0", "reason 2 0" }, weight_is_void },
	{ "a doubt was wrong: it stands", { "doubt|斤", "stands 0" }, weight_stands },
	{ "a weight in jin", { "doubt|斤", "unit 0" }, weight_is_halved },
	{ "a doubt that two were exchanged", { "doubt|换了", "swap 0" },
		runs_are_exchanged },
};

static void take_step(const char *step)
{
	const char *bar = strchr(step, '|');
	char target[24];

	if (!bar) {
		press(step);
		return;
	}
	snprintf(target, sizeof(target), "%.*s", (int)(bar - step), step);
	press(row_of(target, bar + 1));
}

static void every_mistake_is_mended_in_three_touches(void **state)
{
	(void)state;
	open_teacher();
	for (size_t i = 0; i < sizeof(mistakes) / sizeof(mistakes[0]); i++) {
		const struct mistake *m = &mistakes[i];

		touches = 0;
		for (int k = 0; k < 4 && m->path[k]; k++)
			take_step(m->path[k]);
		if (!m->is_mended())
			fail_msg("%s: it is not mended; \"%s\"", m->what,
				app.model.mend.note);
		if (touches > 3)
			fail_msg("%s: %d touches", m->what, touches);
		PRESS("leave 0", "teacher 0"); /* and on another visit */
		PRESS("latest 0", "undo 0");
		assert_int_equal(touches, 2);
		press("back 0");
		shows(SCREEN_TEACHER);
		if (m->is_mended())
			fail_msg("%s: it is not taken back", m->what);
		all_is_well();
	}
}

static void what_was_just_measured_stands_first(void **state)
{
	struct model_latest *l = &app.model.latest;
	struct session s;
	char words[64];

	(void)state;
	open_teacher();
	press("latest 0");
	assert_int_equal(l->chosen, 0);
	assert_string_equal(l->rows[0].result, "体重 96.0公斤");
	press(row_of("latest row", "引体向上 6次"));
	snprintf(words, sizeof(words), "%s", l->rows[l->chosen].result);

	/* Somebody is measured meanwhile: nothing moves under the finger. */
	s = session_in(app.store, "run50", 2026);
	tried(app.store, ZHAO, &s, 8300, 700);
	turn_for(200000);
	assert_string_equal(l->rows[l->chosen].result, words);
	press("void 4 0");
	assert_true(at(PULL_LI).is_void);
	assert_string_equal(at(PULL_LI).note, "其他");
	assert_string_equal(l->rows[l->chosen].word, "作废：其他");
	assert_false(is_there("void 4 0")); /* it is void already */
	assert_false(is_there("give 0"));

	press("leave 0");
	open_teacher();
	press("latest 0");
	assert_string_equal(l->rows[l->chosen].result, "50米跑 8.3秒");
	press("open student 0");
	shows(SCREEN_STUDENT);
	assert_string_equal(app.model.student.title, "50米跑 8.3秒");
	press("back 0");
	shows(SCREEN_LATEST);
	press("give other 0");
	press("back 0");
	shows(SCREEN_LATEST);
	assert_false(app.mend.at_once);
}

static void reasons_are_read_in_the_language_of_the_screens(void **state)
{
	(void)state;
	open_teacher();
	PRESS("latest 0", "void 1 0");
	app.texts = app.languages[1];
	ui_set_texts(app.ui, app.texts);
	mend_again(&app);
	turn_for(100000);
	assert_string_equal(app.model.latest.rows[0].word, "Void: Foul missed");
	press("open student 0");
	assert_non_null(strstr(
		app.model.student.said[app.model.student.n_said - 1], "Foul missed"));
	assert_string_equal(at(WEIGHT_ZHAO).note, "犯规未判"); /* one language */
}

static void a_whole_number_is_read_only_after_the_pin(void **state)
{
	(void)state;
	open_teacher();
	PRESS("latest 0", "open student 0");
	assert_null(strstr(app.model.student.numbers, who[ZHAO].number));
	app.lock.is_set = app.lock.typed = true;
	mend_again(&app);
	turn_for(100000);
	assert_non_null(strstr(app.model.student.numbers, who[ZHAO].number));
}

/* ---- 临时加测 ---------------------------------------------------------------------------- */

static void who_is_on_no_list_is_added_and_later_known(void **state)
{
	struct attempt_now now;
	struct student s;
	struct err err = ERR_INIT;
	char number[12];

	(void)state;
	open_teacher();
	PRESS("find 0", "walk on 0", "found 0", "girl 0");
	shows(SCREEN_STUDENT);
	assert_string_equal(app.model.student.line, "七年级1班 临时1号");
	s = app.mend.student;
	assert_true(s.sex == SEX_FEMALE && s.test_number[0]);
	note_says(s.test_number);

	/* Somebody writes down what she did, and finds out who she is. */
	press("manual 0");
	press("item 0 0");
	type("150.5");
	press("save value 0");
	press("reason 1 0");
	MUST(attempts_of(app.store, s.id, "height", 2026, &now, 1, &err) == 1);
	press("move 0");
	snprintf(number, sizeof(number), "%s", pupil[CHEN].test_number);
	type(number);
	press("found 0");
	press("reason 0 0");
	assert_int_equal(counts(CHEN, "height"), 1505);

	/* The next one has another number. */
	press("menu 0");
	press("find 0");
	PRESS("walk on 0", "found 0", "boy 0");
	assert_string_equal(app.model.student.line, "七年级1班 临时2号");
	all_is_well();
}

static void a_card_or_a_code_finds_whose_it_is(void **state)
{
	char token[CARD_TOKEN_SIZE];
	struct err err = ERR_INIT;

	(void)state;
	MUST(cards_make(app.store, pupil[ZHAO].id, token, MONDAY_US, &err));
	open_teacher();
	press("find 0");
	scan("9A04477210");
	shows(SCREEN_FIND);
	note_says("不在名单里");
	scan(token);
	shows(SCREEN_STUDENT);
	assert_non_null(strstr(app.model.student.line, "赵小石"));
	press(row_of("made", "体重"));
	press("move 0");
	scan("1002");
	assert_non_null(strstr(app.model.student.question, "改给王小雨"));
	press("reason 0 0");
	assert_true(is_of(WEIGHT_ZHAO, WANG));
	all_is_well();
}

static void leaving_forgets_what_was_asked(void **state)
{
	int64_t before;

	(void)state;
	open_teacher();
	before = count_of(app.store, "SELECT count(*) FROM entry");
	PRESS("find 0");
	press(row_of("found", "李小树"));
	press("move 0");
	press("back 0");
	shows(SCREEN_STUDENT);
	assert_int_equal(app.model.student.asks, ASKS_NOTHING);
	press("void 0");
	press("leave 0");
	open_teacher();
	press("find 0");
	assert_string_equal(app.model.find.question, "");
	press(row_of("found", "李小树"));
	assert_int_equal(app.model.student.asks, ASKS_NOTHING);
	assert_int_equal(count_of(app.store, "SELECT count(*) FROM entry"), before);
}

#define SENTENCE(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
	const struct CMUnitTest sentences[] = {
		SENTENCE(what_was_measured_last_is_made_void),
		SENTENCE(whose_it_is_is_found_by_typing),
		SENTENCE(beside_whom_it_was_measured_is_offered_first),
		SENTENCE(a_run_of_results_goes_to_the_next_on_the_list),
		SENTENCE(
			a_run_that_was_taken_for_the_wrong_class_goes_to_the_right_one),
		SENTENCE(a_run_ends_where_it_is_touched),
		SENTENCE(a_value_is_typed_in_by_touches),
		SENTENCE(what_is_unusual_is_asked_once),
		SENTENCE(the_bytes_that_made_it_are_shown),
		SENTENCE(a_weight_in_jin_is_mended_by_one_touch),
		SENTENCE(a_swapped_pair_is_exchanged_by_one_touch),
		SENTENCE(what_a_person_looked_at_is_listed_no_more),
		SENTENCE(a_doubt_is_made_void_or_its_student_opened),
		SENTENCE(every_mistake_is_mended_in_three_touches),
		SENTENCE(what_was_just_measured_stands_first),
		SENTENCE(reasons_are_read_in_the_language_of_the_screens),
		SENTENCE(a_whole_number_is_read_only_after_the_pin),
		SENTENCE(who_is_on_no_list_is_added_and_later_known),
		SENTENCE(a_card_or_a_code_finds_whose_it_is),
		SENTENCE(leaving_forgets_what_was_asked),
	};

	return cmocka_run_group_tests(sentences, NULL, NULL);
}
