/* A school where every grade has a class 01 that it calls 1班: no page of the running station
 * puts two grades' children together, and each class is called by its grade. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "kiosk.h"
#include "presences.h"
#include "pty_place.h"
#include "roll.h"
#include "settings.h"

static char dir[64];
static struct env env;
static struct app app;

static void open_app(void)
{
	struct app_options options = {
		.offscreen = true, .width = 1280, .height = 800
	};
	struct err err = ERR_INIT;

	MUST(app_open(&app, &env, &options, &err));
}

#include "running.h"

/* In order of class and 班内学号: two of the seventh year, three of the eighth. */
enum { TREE, RAIN, MOON, STONE, SEA, PUPILS };

static const struct {
	const char *name;
	int grade_code, place;
} people[PUPILS] = {
	{ "李小树", 21, 1 },
	{ "王雨欣", 21, 2 },
	{ "林小月", 22, 1 },
	{ "单小石", 22, 2 },
	{ "赵大海", 22, 3 },
};
static const int of_grade[2] = { 2, 3 };

static struct pty device[2];
static struct student pupil[PUPILS];

/* ---- the station ------------------------------------------------------------------- */

static void put_pupil(struct store *store, int i)
{
	struct student s = { .sex = SEX_MALE,
		.grade_code = people[i].grade_code,
		.class_place = people[i].place };
	struct err err = ERR_INIT;

	strcpy(s.name, people[i].name);
	snprintf(s.number, sizeof(s.number), "L99000020140000000%d", i);
	strcpy(s.class_code, "01");
	strcpy(s.class_name, "1班");
	MUST(roster_put(store, &s, NULL, &err));
	assert_int_equal(roster_find(store, s.id, &pupil[i], &err), ROSTER_FOUND);
}

static void put_school(void)
{
	struct err err = ERR_INIT;
	struct store *store = station_open(dir, STORE_WRITE, &err);

	assert_non_null(store);
	MUST(roster_begin(store, MONDAY_US, &err));
	for (int i = 0; i < PUPILS; i++)
		put_pupil(store, i);
	MUST(roster_end(store, true, ROSTER_WHOLE, NULL, &err));
	store_close(store);
}

static int begin(void **state)
{
	(void)state;
	clock_freeze(MONDAY_US);
	kiosk_make(dir, &env);
	put_school();
	for (int i = 0; i < 2; i++)
		pty_open(&device[i]);
	open_app();
	pty_place_add(&app, &device[0], "跳远垫", "long_jump", "sim-long-jump");
	pty_place_add(&app, &device[1], "计时门", "run50", "sim-gates");
	return 0;
}

static int end(void **state)
{
	(void)state;
	app_close(&app);
	for (int i = 0; i < 2; i++)
		close(device[i].fd);
	clock_release();
	folder_remove(dir);
	return 0;
}

static void open_page(const char *name)
{
	turn_for(100000);
	press("teacher 0");
	press("menu 0");
	press(name);
	turn_for(60000);
}

static void jumped(int of, int64_t value)
{
	struct session session;
	struct entry_id id;
	struct err err = ERR_INIT;

	MUST(session_make(app.store, "long_jump", SESSION_FORMAL, &session, &err));
	MUST(attempt_make(app.store, &session, pupil[of].id, value, &id, &err));
	MUST(results_refresh(app.results, pupil[of].id, &err));
	app.stale = app.touched = true;
	turn_for(60000);
}

static enum roll roll(int of)
{
	return roll_of(&app.places[0], &pupil[of], MONDAY_US);
}

#define NAMED(list, n)                                                                 \
	do {                                                                           \
		assert_int_equal(n, 2);                                                \
		assert_string_equal((list)[0].name, "初一1班");                        \
		assert_string_equal((list)[1].name, "初二1班");                        \
	} while (0)

/* ---- calling a class ------------------------------------------------------------------ */

static void the_tiles_are_of_one_grade(void **state)
{
	(void)state;
	turn_for(100000);
	press("choose name 0");
	turn_for(60000);
	NAMED(app.model.classes, app.model.n_classes);
	for (int c = 0; c < 2; c++) {
		char name[24];

		snprintf(name, sizeof(name), "class %d", c);
		press(name);
		turn_for(60000);
		assert_int_equal(app.model.n_tiles, of_grade[c]);
		assert_string_equal(app.model.tiles[0].name, c ? "林小月" : "李小树");
		press("back 0");
		turn_for(60000);
	}
}

static void a_class_counts_its_own_results(void **state)
{
	(void)state;
	jumped(SEA, 2000);
	press("choose name 0");
	turn_for(60000);
	assert_int_equal(app.model.classes[0].done, 0);
	assert_int_equal(app.model.classes[0].total, 2);
	assert_int_equal(app.model.classes[1].done, 1);
	assert_int_equal(app.model.classes[1].total, 3);
}

/* Whoever is called says by which class he is called, and who is next is of it. */
static void who_is_asked_and_who_is_next_are_of_one_grade(void **state)
{
	(void)state;
	turn_for(100000);
	press("choose name 0");
	press("class 1");
	press("tile 2");
	turn_for(60000);
	assert_string_equal(app.model.class_text, "初二1班");
	assert_string_equal(app.model.person.line, "初二1班 3号 赵大海");
	assert_string_equal(app.model.next_line, "林小月");
	assert_string_equal(app.model.after_next_line, "单小石");
}

static void a_heat_is_of_one_grade(void **state)
{
	const struct place *place = &app.places[1];

	(void)state;
	turn_for(100000);
	app_grant(&app, &(struct intent){ .kind = INTENT_POINT, .index = 1 });
	press("choose name 0");
	press("class 1");
	turn_for(60000);
	assert_int_equal(place->stage, PLACE_BUSY);
	assert_int_equal(place->people_count, 3);
	for (int i = 0; i < place->people_count; i++)
		assert_int_equal(place->people[i].student.grade_code, 22);
}

/* ---- the teacher's pages ------------------------------------------------------------ */

static void the_roll_is_called_of_one_grade(void **state)
{
	enum presence rain, stone;
	struct err err = ERR_INIT;

	(void)state;
	open_page("call 0");
	NAMED(app.model.call.classes, app.model.call.n_classes);
	press("call class 1");
	turn_for(60000);
	assert_string_equal(app.model.call.class_name, "初二1班");
	assert_int_equal(app.model.call.n_tiles, 3);
	press("tile 1");
	turn_for(60000);
	assert_int_equal(app.model.call.here, 2);
	assert_int_equal(app.model.call.absent, 1);
	MUST(presences_of(
		app.store, pupil[RAIN].id, presences_day(MONDAY_US), "", &rain, &err));
	MUST(presences_of(app.store, pupil[STONE].id, presences_day(MONDAY_US), "",
		&stone, &err));
	assert_int_equal(rain, PRESENCE_HERE);
	assert_int_equal(stone, PRESENCE_ABSENT);
	press("classes 0");
	turn_for(60000);
	assert_int_equal(app.model.call.classes[0].here, 2);
	assert_int_equal(app.model.call.classes[0].total, 2);
	assert_int_equal(app.model.call.classes[1].here, 2);
	assert_int_equal(app.model.call.classes[1].total, 3);
}

static void one_grade_is_put_off(void **state)
{
	(void)state;
	open_page("call 0");
	press("call class 0");
	press("put off 0");
	press("day 1");
	press("do put off 0");
	turn_for(60000);
	assert_int_equal(app.model.call.n_putoffs, 1);
	assert_non_null(strstr(app.model.call.putoffs[0], "初一1班"));
	assert_int_equal(roll(TREE), ROLL_PUT_OFF);
	assert_int_equal(roll(MOON), ROLL_THERE);
	press("cancel 0");
	press("classes 0");
	turn_for(60000);
	assert_true(app.model.call.classes[0].put_off);
	assert_false(app.model.call.classes[1].put_off);
	press("call class 1");
	press("put off 0");
	turn_for(60000);
	assert_int_equal(app.model.call.n_putoffs, 0);
	press("leave 0");
	open_page("missing 0");
	assert_int_equal(app.model.missing.rows[0].mark, TILE_PUT_OFF);
	press("class 1");
	turn_for(60000);
	assert_int_equal(app.model.missing.rows[0].mark, TILE_OPEN);
}

static void the_missing_list_and_the_papers_are_of_one_grade(void **state)
{
	(void)state;
	turn_for(100000);
	press("choose name 0");
	press("class 1");
	press("tile 0");
	press("yes 0");
	open_page("missing 0"); /* of the class that was called */
	NAMED(app.model.missing.classes, app.model.missing.n_classes);
	assert_int_equal(app.model.missing.selected, 1);
	assert_int_equal(app.model.missing.classes[0].students, 2);
	assert_int_equal(app.model.missing.classes[1].students, 3);
	assert_int_equal(app.model.missing.n_rows, 3);
	assert_string_equal(app.model.missing.rows[0].who, "1号 林小月");
	press("leave 0");
	open_page("call 0");
	press("print 0");
	turn_for(60000);
	assert_int_equal(app.model.papers.selected, 1);
	assert_string_equal(app.model.papers.classes[1], "初二1班");
}

static void the_progress_of_one_grade_is_not_the_others(void **state)
{
	const struct progress *p = &app.progress;
	int jump;

	(void)state;
	turn_for(100000);
	press("teacher 0");
	turn_for(60000);
	assert_int_equal(p->n_rows, 2);
	assert_string_equal(app.model.teacher.rows[0].class_name, "初一1班");
	assert_string_equal(app.model.teacher.rows[1].class_name, "初二1班");
	jump = progress_column(p, "long_jump");
	for (int again = 0; again < 2; again++) {
		jumped(again ? MOON : SEA, 2000);
		assert_int_equal(p->cell[0][jump].total, 2);
		assert_int_equal(p->cell[0][jump].done, 0);
		assert_int_equal(p->cell[1][jump].total, 3);
		assert_int_equal(p->cell[1][jump].done, again + 1);
	}
	assert_false(p->is_there[0]);
	assert_true(p->is_there[1]);
	press("class 1");
	turn_for(60000);
	assert_string_equal(app.model.needs.class_name, "初二1班");
	assert_int_equal(app.model.needs.n_lacks, 3);
	assert_string_equal(app.model.needs.lacks[0].who, "1号 林小月");
}

static void choose_start(enum start_row row, int i)
{
	app_grant(&app, &(struct intent){
				.kind = INTENT_START, .index = (int)row, .other = i });
	turn_for(60000);
}

static void the_start_keeps_the_grade(void **state)
{
	char kept[64];
	int jump = items_find(app.items, "long_jump");

	(void)state;
	open_page("start 0");
	NAMED(app.model.start.classes, app.model.start.n_classes);
	for (int i = 0; i < app.start.item_count; i++)
		if (app.start.items[i] == jump)
			choose_start(START_ITEM, i);
	choose_start(START_CLASS, 1);
	assert_false(app.model.start.classes[0].chosen);
	assert_true(app.model.start.classes[1].chosen);
	choose_start(START_TESTER, 0);
	for (int i = 0; i < app.model.start.n_ticks; i++)
		choose_start(START_TICK, i);
	press("begin 0");
	turn_for(60000);
	assert_string_equal(app.model.class_text, "初二1班");
	assert_int_equal(app.model.n_tiles, 3);
	settings_get(app.store, "start.class", "", kept, sizeof(kept));
	assert_string_equal(kept, "22/01");
}

/* Kept when a class was its code alone: nobody knows which was meant, and a person says it. */
static void a_start_that_was_kept_by_the_code_is_asked_again(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	MUST(settings_set(app.store, "start.class", "01", &err));
	MUST(settings_set(app.store, "start.item", "long_jump", &err));
	open_page("start 0");
	assert_false(app.model.start.classes[0].chosen);
	assert_false(app.model.start.classes[1].chosen);
	assert_string_not_equal(app.model.start.missing, "");
}

static void a_sheet_is_typed_of_one_grade(void **state)
{
	(void)state;
	open_page("typing 0");
	NAMED(app.model.classes, app.model.n_classes);
	press("class 1");
	press("item 0");
	press("name 0");
	press("start 0");
	turn_for(60000);
	assert_string_equal(app.model.typing.class_name, "初二1班");
	assert_int_equal(app.model.typing.n_rows, 3);
	assert_string_equal(app.model.typing.rows[0].name, "林小月");
}

static void a_student_is_looked_for_in_one_grade(void **state)
{
	(void)state;
	open_page("find 0");
	press("by class 0");
	turn_for(60000);
	assert_string_equal(app.model.find.rows[0].line, "初一1班");
	assert_string_equal(app.model.find.rows[1].line, "初二1班");
	press("found 1");
	turn_for(60000);
	assert_int_equal(app.model.find.n, 3);
	assert_string_equal(app.model.find.rows[0].line, "初二1班 1号 林小月");
}

/* What the screens call a class is not written into the roster. */
static void a_walk_on_is_of_the_class_that_the_roster_knows(void **state)
{
	struct student s;
	struct err err = ERR_INIT;

	(void)state;
	open_page("find 0");
	press("walk on 0");
	press("found 1");
	press("boy 0");
	turn_for(60000);
	assert_int_equal(
		roster_find(app.store, app.mend.student.id, &s, &err), ROSTER_FOUND);
	assert_int_equal(s.grade_code, 22);
	assert_string_equal(s.class_code, "01");
	assert_string_equal(s.class_name, "1班");
	assert_string_equal(app.model.student.line, "初二1班 临时1号");
}

/* ---- mending ---- */

static void a_result_is_given_first_within_the_grade(void **state)
{
	(void)state;
	jumped(MOON, 2000);
	press("teacher 0");
	press("latest 0");
	press("latest row 0");
	turn_for(60000);
	assert_int_equal(app.mend.give_count, 2);
	for (int i = 0; i < app.mend.give_count; i++)
		assert_int_equal(app.mend.give[i].grade_code, 22);
}

/* Nobody of the other grade is behind them on the list; its list may be chosen. */
static void a_run_of_results_stays_in_its_grade(void **state)
{
	const struct model_reassign *r = &app.model.reassign;

	(void)state;
	jumped(TREE, 2000);
	press("teacher 0");
	press("latest 0");
	press("latest row 0");
	press("run 0");
	turn_for(60000);
	assert_string_equal(r->class_name, "初一1班");
	assert_int_equal(r->n, 1);
	assert_string_equal(r->rows[0].to, "2号 王雨欣");
	app_grant(&app, &(struct intent){ .kind = INTENT_REASSIGN_CLASS, .index = 1 });
	turn_for(60000);
	assert_string_equal(r->class_name, "初二1班");
	assert_string_equal(r->rows[0].to, "初二1班 1号 林小月");
}

static void whoever_repeats_is_looked_for_in_one_grade(void **state)
{
	(void)state;
	clock_freeze(INT64_C(1820419200000000)); /* 2027-09-09 */
	open_page("new_year 0");
	press("year class 0");
	turn_for(60000);
	assert_int_equal(app.model.new_year.n_tiles, 2);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, begin, end)
	const struct CMUnitTest tests[] = {
		T(the_tiles_are_of_one_grade),
		T(a_class_counts_its_own_results),
		T(who_is_asked_and_who_is_next_are_of_one_grade),
		T(a_heat_is_of_one_grade),
		T(the_roll_is_called_of_one_grade),
		T(one_grade_is_put_off),
		T(the_missing_list_and_the_papers_are_of_one_grade),
		T(the_progress_of_one_grade_is_not_the_others),
		T(the_start_keeps_the_grade),
		T(a_start_that_was_kept_by_the_code_is_asked_again),
		T(a_sheet_is_typed_of_one_grade),
		T(a_student_is_looked_for_in_one_grade),
		T(a_walk_on_is_of_the_class_that_the_roster_knows),
		T(a_result_is_given_first_within_the_grade),
		T(a_run_of_results_stays_in_its_grade),
		T(whoever_repeats_is_looked_for_in_one_grade),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
