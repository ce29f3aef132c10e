/* What the teacher's pages of numbers say of a small school: 今日进度 gathered, 还差谁 with its
 * way, and 本学年 against the targets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "app.h"
#include "clock.h"
#include "presences.h"
#include "progress.h"
#include "stored.h"
#include "view.h"

#define MINUTE (60 * CLOCK_SECOND_US)

enum { LI, WANG, ZHANG, ZHAO, QIAN, SUN, PUPILS };

static const struct {
	const char *name;
	enum sex sex;
	int class, place;
} people[PUPILS] = {
	{ "李一", SEX_MALE, 1, 1 },
	{ "王二", SEX_FEMALE, 1, 2 },
	{ "张三", SEX_MALE, 1, 3 },
	{ "赵四", SEX_MALE, 2, 1 },
	{ "钱五", SEX_FEMALE, 2, 2 },
	{ "孙六", SEX_MALE, 3, 0 },
};

/* What a strong child does, and a weak one; boys and girls each do what is theirs. */
static const struct {
	const char *item;
	int64_t strong, weak;
} done[] = {
	{ "height", 1600, 1600 },
	{ "weight", 48000, 90000 },
	{ "vital_capacity", 4500, 500 },
	{ "run50", 6900, 14000 },
	{ "sit_reach", 200, -200 },
	{ "long_jump", 2500, 900 },
	{ "situps", 55, 3 },
	{ "pull_ups", 16, 0 },
	{ "run1000", 215000, 500000 },
	{ "run800", 215000, 450000 },
};

#define DONE_ITEMS (sizeof(done) / sizeof(done[0]))

static char dir[64];
static struct env env;
static struct app app;
static struct student pupil[PUPILS];
static struct err err = ERR_INIT;

/* ---- the school ----------------------------------------------------------------------- */

static int begin_empty(void **state)
{
	struct app_options options = { .offscreen = true,
		.width = 640,
		.height = 480,
		.mounts = "/nowhere",
		.sys = "/nowhere" };

	(void)state;
	folder_make(dir);
	env = (struct env){ .pin_fd = -1, .clock_fixed = true, .clock_us = MONDAY_US };
	snprintf(env.data_dir, sizeof(env.data_dir), "%s", dir);
	snprintf(env.share_dir, sizeof(env.share_dir), "%s", SOURCE_DIR);
	clock_freeze(MONDAY_US);
	MUST(station_make(dir, &err));
	MUST(app_open(&app, &env, &options, &err));
	return 0;
}

static void put_pupil(int i)
{
	struct student *s = &pupil[i];

	*s = (struct student){
		.sex = people[i].sex, .grade_code = 21, .class_place = people[i].place
	};
	snprintf(s->name, sizeof(s->name), "%s", people[i].name);
	snprintf(s->number, sizeof(s->number), "L9900002014%08d", i + 1);
	snprintf(s->class_code, sizeof(s->class_code), "210%d", people[i].class);
	snprintf(s->class_name, sizeof(s->class_name), "七年级%d班", people[i].class);
	if (i == ZHAO)
		s->barred = UINT64_C(1) << items_find(app.items, "run50");
	MUST(roster_put(app.store, s, NULL, &err));
}

static int begin(void **state)
{
	begin_empty(state);
	MUST(roster_begin(app.store, MONDAY_US, &err));
	for (int i = 0; i < PUPILS; i++)
		put_pupil(i);
	MUST(roster_end(app.store, true, ROSTER_WHOLE, NULL, &err));
	for (int i = 0; i < PUPILS; i++) {
		struct student put = pupil[i];

		assert_int_equal(
			roster_find(app.store, put.id, &pupil[i], &err), ROSTER_FOUND);
	}
	MUST(results_rebuild(app.results, &err));
	app.class_count = roster_classes(app.store, app.classes, MODEL_CLASSES, &err);
	assert_int_equal(app.class_count, 3);
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

static void tried_at(int of, const char *item, int64_t value,
	enum attempt_outcome outcome, int64_t wall_us)
{
	struct session session = { .kind = SESSION_FORMAL, .school_year = 2026 };
	struct finish f = { .source = SOURCE_HAND,
		.outcome = outcome,
		.has_value = outcome == OUTCOME_VALID,
		.value = value,
		.raw_value = value,
		.began_us = wall_us,
		.ended_us = wall_us };

	snprintf(session.item, sizeof(session.item), "%s", item);
	MUST(sessions_begin(app.store, &session, wall_us, &err));
	f.session = session.id;
	snprintf(f.student, sizeof(f.student), "%s", pupil[of].id);
	snprintf(f.item, sizeof(f.item), "%s", item);
	MUST(attempts_finish(app.store, 0, &f, NULL, &err));
	MUST(results_refresh(app.results, pupil[of].id, &err));
}

static bool is_one_of(const char *item, const char *list)
{
	const char *at = list ? strstr(list, item) : NULL;

	return at && (at[strlen(item)] == ' ' || !at[strlen(item)]);
}

/* Everything that is theirs, but not what stands in `without`, an hour ago. */
static void tried_all(int of, bool strong, const char *without)
{
	for (size_t i = 0; i < DONE_ITEMS; i++)
		if (!is_one_of(done[i].item, without) &&
			place_tests(&app.hall, &pupil[of],
				items_find(app.items, done[i].item)))
			tried_at(of, done[i].item,
				strong ? done[i].strong : done[i].weak, OUTCOME_VALID,
				MONDAY_US - 60 * MINUTE);
}

static void add_by_hand(const char *item)
{
	struct binding binding = { .profile = HAND_PROFILE, .lanes = 6 };

	snprintf(binding.where, sizeof(binding.where), PLACE_HAND "%s", item);
	snprintf(binding.item, sizeof(binding.item), "%s", item);
	MUST(app_add_binding(&app, &binding, &err));
}

/* ---- 今日进度 ----------------------------------------------------------------------------- */

static struct progress *looked(void)
{
	(void)progress_look(&app, app_now(&app));
	return &app.progress;
}

static void columns_stand_in_the_order_of_the_catalogue(void **state)
{
	static const char *const want[] = { TODAY_BODY, "vital_capacity", "run50",
		"sit_reach", "situps", "long_jump", "pull_ups", "run1000", "run800" };
	const struct progress *p = looked();

	(void)state;
	assert_int_equal(p->n_columns, sizeof(want) / sizeof(want[0]));
	for (int i = 0; i < p->n_columns; i++) {
		assert_string_equal(p->key[i], want[i]);
		assert_int_equal(progress_column(p, want[i]), i);
	}
	assert_int_equal(progress_column(p, "rope_skip"), -1);
	assert_string_equal(progress_item_name(&app, 0, true), "身高体重");
	assert_string_equal(progress_item_name(&app, 2, false), "50米");
	assert_string_equal(progress_item_name(&app, 2, true), "50米跑");
}

static const struct {
	const char *what;
	int row;
	const char *item;
	struct progress_cell cell;
} counted[] = {
	{ "one of three has run", 0, "run50", { 1, 3, 1, 1 } },
	{ "a foul is not done", 1, "run50", { 0, 2, 1, 1 } },
	{ "pull-ups are the boys'", 0, "pull_ups", { 0, 2, 2, 0 } },
	{ "sit-ups are the girls'", 0, "situps", { 0, 1, 0, 1 } },
	{ "height alone is half of the column", 2, TODAY_BODY, { 0, 1, 1, 0 } },
	{ "both are all of it", 0, TODAY_BODY, { 1, 3, 1, 1 } },
};

static void cells_count_who_has_done_it(void **state)
{
	const struct progress *p;

	(void)state;
	tried_at(LI, "run50", 8000, OUTCOME_VALID, MONDAY_US);
	tried_at(ZHAO, "run50", 0, OUTCOME_FOUL, MONDAY_US);
	tried_at(SUN, "height", 1600, OUTCOME_VALID, MONDAY_US);
	tried_at(LI, "height", 1600, OUTCOME_VALID, MONDAY_US);
	tried_at(LI, "weight", 48000, OUTCOME_VALID, MONDAY_US);
	p = looked();
	assert_int_equal(p->n_rows, 3);
	for (size_t i = 0; i < sizeof(counted) / sizeof(counted[0]); i++) {
		const struct progress_cell *is =
			&p->cell[counted[i].row][progress_column(p, counted[i].item)];

		if (memcmp(is, &counted[i].cell, sizeof(*is)) != 0)
			fail_msg("%s: %d of %d, %d boys and %d girls left",
				counted[i].what, is->done, is->total, is->boys,
				is->girls);
	}
}

/* A class is there that had a result of late, or stands at a device. */
static void a_class_is_there_for_twenty_minutes(void **state)
{
	const struct progress *p;
	int run50;

	(void)state;
	tried_at(LI, "run50", 8000, OUTCOME_VALID, MONDAY_US - 19 * MINUTE);
	tried_at(SUN, "run50", 8000, OUTCOME_VALID, MONDAY_US - 21 * MINUTE);
	p = looked();
	run50 = progress_column(p, "run50");
	assert_true(p->is_there[0]);
	assert_false(p->is_there[1] || p->is_there[2]);
	assert_int_equal(p->needed[run50], 2); /* of the first class */
	assert_int_equal(p->pace[run50].silent_min, 19);
	add_by_hand("run50");
	app.places[0].stage = PLACE_BUSY;
	app.places[0].class = (struct class_key){ 21, "2102" };
	clock_freeze(MONDAY_US + 2 * MINUTE); /* it is looked again every minute */
	p = looked();
	assert_true(p->is_there[1]);
	assert_int_equal(p->needed[run50], 2); /* the first class went meanwhile */
	app.places[0].stage = PLACE_FREE;
}

static void it_is_gathered_again_only_when_something_is_new(void **state)
{
	struct progress_stamp stamp = { .is_set = false };

	(void)state;
	assert_true(progress_is_old(&app, &stamp, app_now(&app)));
	assert_false(progress_is_old(&app, &stamp, app_now(&app)));
	tried_at(LI, "run50", 8000, OUTCOME_VALID, MONDAY_US);
	assert_true(progress_is_old(&app, &stamp, app_now(&app)));
	clock_freeze(MONDAY_US + MINUTE - 1);
	assert_false(progress_is_old(&app, &stamp, app_now(&app)));
	clock_freeze(MONDAY_US + MINUTE);
	assert_true(progress_is_old(&app, &stamp, app_now(&app)));
	app.news_taken++;
	assert_true(progress_is_old(&app, &stamp, app_now(&app)));
	app.texts = app.languages[1];
	assert_true(progress_is_old(&app, &stamp, app_now(&app)));
	assert_false(progress_is_old(&app, &stamp, app_now(&app)));
	assert_int_equal(progress_day_us(MONDAY_US), MONDAY_US - 510 * MINUTE);
	assert_int_equal(progress_day_us(MONDAY_US - 510 * MINUTE - 1),
		MONDAY_US - 510 * MINUTE - CLOCK_DAY_US);
}

/* ---- 还差谁 ------------------------------------------------------------------------------- */

/* `item` NULL: all of them. */
static const struct model_class_needs *needs_of(int row, const char *item)
{
	struct now now = app_now(&app);

	(void)progress_look(&app, now);
	app.model.visit.row = row;
	app.model.visit.column = item ? progress_column(&app.progress, item) : -1;
	view_cell(&app, now);
	return &app.model.needs;
}

static void a_class_with_some_of_it(void)
{
	tried_all(LI, true, "run50 long_jump");
	tried_all(WANG, true, "weight");
	tried_at(ZHANG, "run50", 0, OUTCOME_FOUL, MONDAY_US - 60 * MINUTE);
	tried_at(QIAN, "run50", 0, OUTCOME_FOUL, MONDAY_US - 60 * MINUTE);
	tried_all(SUN, true, NULL);
	MUST(presences_say(app.store, pupil[ZHANG].id, presences_day(MONDAY_US), "",
		PRESENCE_ABSENT, "郑老师", MONDAY_US, &err));
}

static const struct {
	const char *what;
	int row;
	const char *item;
	const char *lacks; /* one line each */
} lacking[] = {
	{ "of all items which, or of many how many", 0, NULL,
		"1号 李一: 50米、立定跳远\n2号 王二: 身高体重\n"
		"3号 张三: 缺席 · 还差7项\n" },
	{ "of one item why, and who is absent before anything else", 0, "run50",
		"1号 李一: 还没测\n3号 张三: 缺席\n" },
	{ "whoever may not, and whoever fouled", 1, "run50",
		"1号 赵四: 不做这项\n2号 钱五: 没有成绩\n" },
	{ "height or weight is one line", 0, TODAY_BODY,
		"2号 王二: 还没测\n3号 张三: 缺席\n" },
	{ "an item of the other sex is nobody's", 1, "pull_ups", "1号 赵四: 还没测\n" },
	{ "nobody", 2, NULL, "" },
	{ "no such class", 3, NULL, "" },
};

static void whoever_lacks_something_is_named_with_why(void **state)
{
	(void)state;
	a_class_with_some_of_it();
	for (size_t i = 0; i < sizeof(lacking) / sizeof(lacking[0]); i++) {
		const struct model_class_needs *m = needs_of(
			lacking[i].row, lacking[i].item);
		char lines[1024] = "";
		size_t len = 0;

		for (int k = 0; k < m->n_lacks; k++)
			len += (size_t)snprintf(lines + len, sizeof(lines) - len,
				"%s: %s\n", m->lacks[k].who, m->lacks[k].why);
		if (strcmp(lines, lacking[i].lacks) != 0)
			fail_msg("%s:\n%s", lacking[i].what, lines);
	}
	app.texts = app.languages[1];
	assert_string_equal(needs_of(0, NULL)->lacks[0].why, "50 m, Jump");
}

static const struct {
	const char *what;
	const char *add; /* a station by hand, before it */
	int row;
	const char *sentence, *end;
	const char *stations; /* place name word lacks, one line each */
} walks[] = {
	{ "nothing to go to", NULL, 1, "没有测试点", "", NULL },
	{ "a class that is done", NULL, 2, "这个班都测完了", "", NULL },
	{ "one station: two at three in two minutes", "run50", 0, "去50米跑（没人）",
		"约2分钟全测完",
		"1 50米跑 没人 2\n0 身高体重 没有测试点 2\n0 肺活量 没有测试点 1\n"
		"0 坐位体前屈 没有测试点 1\n0 立定跳远 没有测试点 2\n"
		"0 引体向上 没有测试点 1\n0 1000米跑 没有测试点 1\n"
		"0 一分钟仰卧起坐  0\n0 800米跑  0\n" },
	{ "a long run comes after everything else", "run1000", 0,
		"先去50米跑（没人），再去1000米跑", "约2分钟全测完", NULL },
	{ "what the girls run is the last for the other class", "run800", 1, NULL, NULL,
		NULL },
};

static void the_way_of_a_class_is_a_sentence(void **state)
{
	(void)state;
	a_class_with_some_of_it();
	for (size_t i = 0; i < sizeof(walks) / sizeof(walks[0]); i++) {
		const struct model_class_needs *m;
		char lines[1024] = "";
		size_t len = 0;

		if (walks[i].add)
			add_by_hand(walks[i].add);
		memset(&app.cell_stamp, 0, sizeof(app.cell_stamp));
		m = needs_of(walks[i].row, NULL);
		for (int k = 0; k < m->n_stations; k++)
			len += (size_t)snprintf(lines + len, sizeof(lines) - len,
				"%d %s %s %d\n", m->stations[k].place,
				m->stations[k].name, m->stations[k].word,
				m->stations[k].lacks);
		if (walks[i].sentence &&
			(strcmp(m->sentence, walks[i].sentence) != 0 ||
				strcmp(m->end_text, walks[i].end) != 0))
			fail_msg("%s: %s %s", walks[i].what, m->sentence, m->end_text);
		if (walks[i].stations && strcmp(lines, walks[i].stations) != 0)
			fail_msg("%s:\n%s", walks[i].what, lines);
	}
	assert_int_equal(app.model.needs.stations[2].place, 3);
	assert_non_null(strstr(app.model.needs.sentence, "先去50米跑（没人）"));
	assert_non_null(strstr(app.model.needs.sentence, "，最后"));
}

/* ---- 本学年 ------------------------------------------------------------------------------- */

static const struct model_year *year(void)
{
	view_year(&app, app_now(&app));
	return &app.model.year;
}

static void a_school_without_anybody_has_no_rates(void **state)
{
	const struct model_year *y = year();

	(void)state;
	assert_int_equal(y->n_rates, 0);
	assert_int_equal(y->n_classes, 0);
	assert_int_equal(y->missing, 0);
	assert_string_equal(y->title, "2026-2027学年");
}

static void is_share(struct model_share is, int pass, int good)
{
	assert_int_equal(is.pass_permille, pass);
	assert_int_equal(is.good_permille, good);
}

/* Two are complete, a strong boy and a weak one; one is exempt, three are not done. */
static void rates_stand_beside_what_is_left_to_the_targets(void **state)
{
	static const char *const names[] = { "全校", "七年级" };
	const struct model_year *y;

	(void)state;
	tried_all(SUN, true, NULL);
	tried_all(LI, false, NULL);
	MUST(standing_make(app.store, pupil[QIAN].id, "exempt", &err));
	MUST(results_refresh(app.results, pupil[QIAN].id, &err));
	y = year();
	assert_int_equal(y->n_rates, 2);
	assert_int_equal(y->missing, 3);
	for (int i = 0; i < 2; i++) {
		const struct model_rate *r = &y->rates[i];

		assert_string_equal(r->name, names[i]);
		assert_int_equal(r->complete, 2);
		assert_int_equal(r->due, 5);
		is_share(r->all, 500, 500);
		is_share(r->boys, 500, 500);
		is_share(r->girls, -1, -1);
		is_share(r->last, -1, -1);
		assert_int_equal(r->pass_needed, 4); /* 85 % of five are five */
		assert_int_equal(r->good_needed, 1); /* 40 % are two */
	}
}

static const struct model_year_class class_rows[] = {
	{ "七年级1班", 0, 3 },
	{ "七年级2班", 0, 1 },
	{ "七年级3班", 1, 1 },
};

static void each_class_says_who_is_complete(void **state)
{
	const struct model_year *y;

	(void)state;
	tried_all(SUN, true, NULL);
	tried_all(WANG, true, "run800");
	MUST(standing_make(app.store, pupil[QIAN].id, "exempt", &err));
	y = year();
	assert_int_equal(y->n_classes, 3);
	for (int i = 0; i < 3; i++) {
		assert_string_equal(y->classes[i].name, class_rows[i].name);
		assert_int_equal(y->classes[i].complete, class_rows[i].complete);
		assert_int_equal(y->classes[i].due, class_rows[i].due);
	}
	tried_at(WANG, "run800", 215000, OUTCOME_VALID, MONDAY_US);
	assert_int_equal(year()->classes[0].complete, 1);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
	const struct CMUnitTest tests[] = {
		TEST(columns_stand_in_the_order_of_the_catalogue),
		TEST(cells_count_who_has_done_it),
		TEST(a_class_is_there_for_twenty_minutes),
		TEST(it_is_gathered_again_only_when_something_is_new),
		TEST(whoever_lacks_something_is_named_with_why),
		TEST(the_way_of_a_class_is_a_sentence),
		cmocka_unit_test_setup_teardown(
			a_school_without_anybody_has_no_rates, begin_empty, end),
		TEST(rates_stand_beside_what_is_left_to_the_targets),
		TEST(each_class_says_who_is_complete),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
