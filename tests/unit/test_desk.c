/* The screen of devices on the running station, by touches: unknown ports on ptys are
 * recognised, bound, measure a child, and are taken away again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "app.h"
#include "clock.h"
#include "kiosk.h"
#include "place_run.h"
#include "ptys.h"
#include "screens.h"
#include "settings.h"
#include "sim.h"
#include "stand.h"

#define SECOND INT64_C(1000000)

static char dir[64];
static struct env env;
static struct app app;
static struct pty pty, other;
static struct student child, runner[2];

#include "turns.h"

/* ---- the station ------------------------------------------------------------------ */

static void put_child(void)
{
	struct err err = ERR_INIT;
	struct store *store;
	struct student s = { .sex = SEX_MALE, .grade_code = 21, .class_place = 1 };

	strcpy(s.name, "李小树");
	strcpy(s.number, "L990000201400000001");
	strcpy(s.class_code, "2101");
	strcpy(s.class_name, "七年级1班");
	strcpy(s.test_number, "1001");
	MUST(store = station_open(dir, STORE_WRITE, &err));
	MUST(roster_begin(store, MONDAY_US, &err) &&
		roster_end(store, roster_put(store, &s, NULL, &err), ROSTER_WHOLE, NULL,
			&err));
	assert_int_equal(roster_find(store, s.id, &child, &err), ROSTER_FOUND);
	store_close(store);
}

static void open_app(void)
{
	struct app_options options = {
		.offscreen = true, .width = 1280, .height = 800
	};
	struct err err = ERR_INIT;

	MUST(app_open(&app, &env, &options, &err));
	app.desk.listen_us = 1500000;
}

static void list(const struct pty *p)
{
	struct err err = ERR_INIT;

	MUST(desk_add_port(&app.desk, p->path, &err));
}

static int begin(void **state)
{
	(void)state;
	kiosk_make(dir, &env);
	put_child();
	pty_open(&pty);
	pty_open(&other);
	open_app();
	return 0;
}

static int end(void **state)
{
	(void)state;
	app_close(&app);
	close(pty.fd);
	close(other.fd);
	folder_remove(dir);
	return 0;
}

static void put_runners(void)
{
	struct student s = { .sex = SEX_MALE, .grade_code = 15 };
	struct err err = ERR_INIT;

	strcpy(s.class_code, "1501");
	strcpy(s.class_name, "五年级1班");
	MUST(roster_begin(app.store, MONDAY_US, &err));
	for (int i = 0; i < 2; i++) {
		snprintf(s.name, sizeof(s.name), "钱小石%d", i);
		snprintf(s.number, sizeof(s.number), "L99000020150000000%d", i + 1);
		snprintf(s.test_number, sizeof(s.test_number), "200%c", "01"[i]);
		s.class_place = 21 + i;
		s.id[0] = '\0';
		MUST(roster_put(app.store, &s, NULL, &err));
		assert_int_equal(
			roster_find(app.store, s.id, &runner[i], &err), ROSTER_FOUND);
	}
	MUST(roster_end(app.store, true, ROSTER_PART, NULL, &err));
}

/* ---- time, and fingers ------------------------------------------------------------ */

static struct model_desk *shown(void)
{
	return &app.model.desk;
}

#define EVENTUALLY(what)                                                               \
	do {                                                                           \
		int64_t end_us = clock_now_us() + 90 * SECOND;                         \
		while (!(what)) {                                                      \
			if (clock_now_us() > end_us)                                   \
				fail_msg("never: %s; \"%s\" \"%s\"", #what,            \
					shown()->sentence, shown()->note);             \
			turn_for(20000);                                               \
		}                                                                      \
	} while (0)

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
		assert_true(app_turn(&app, clock_now_us()));
}

static void press_port(const char *path)
{
	char name[32];

	for (int i = 0; i < app.desk.port_count; i++)
		if (strstr(app.desk.ports[i].where, path)) {
			snprintf(name, sizeof(name), "port %d", i);
			press(name);
			return;
		}
	fail_msg("%s is not listed", path);
}

static void open_devices(void)
{
	turn_for(100000);
	press("teacher 0");
	press("menu 0");
	press("devices 0");
	assert_int_equal(screens_which(&app.model), SCREEN_DEVICES);
}

/* A line every tenth of a second. */
static void talk(const struct pty *p, const char *line, int times)
{
	for (int i = 0; i < times; i++) {
		pty_say(p, line, strlen(line));
		turn_for(100000);
	}
}

static int bindings(struct binding *out)
{
	return (int)settings_bindings(app.store, out, BINDINGS_MAX);
}

static int valid_of(const struct student *who, const char *item, int64_t *value)
{
	struct attempt_now made[ATTEMPTS_YEAR];
	struct err err = ERR_INIT;
	int n = attempts_of(app.store, who->id, item, 2026, made, ATTEMPTS_YEAR, &err),
	    good = 0;

	for (int i = 0; i < n; i++)
		if (made[i].outcome == OUTCOME_VALID) {
			good++;
			*value = made[i].value;
		}
	return good;
}

static int valid(const char *item, int64_t *value)
{
	return valid_of(&child, item, value);
}

#define EMPTY "ST,+00000.00 kg\r\n"
#define CHILD "ST,+00041.20 kg\r\n"
#define JUMP  "$LEN,ch=1,mm=2050,st=F,seq=17*5A\r\n"

/* Recognised by what it says while it is listened to. */
static void recognise_as(const struct pty *p, const char *line, const char *name)
{
	press_port(p->path);
	press("recognise 0");
	for (int i = 0; i < 100 && shown()->shows != DESK_SHOWS_FOUND; i++)
		talk(p, line, 1);
	assert_int_equal(shown()->shows, DESK_SHOWS_FOUND);
	if (!shown()->n_found)
		fail_msg("%s: %s", name, shown()->sentence);
	assert_string_equal(shown()->found[0].name, name);
	press("found 0");
	assert_int_equal(shown()->shows, DESK_SHOWS_ITEMS);
}

static void bind_to(const struct pty *p, const char *line, const char *name)
{
	recognise_as(p, line, name);
	press("do bind 0");
	if (shown()->shows != DESK_SHOWS_PORT || !shown()->bound)
		fail_msg("%s is not bound: %s", name, shown()->note);
	EVENTUALLY(app.places[app.place_count - 1].is_open);
}

/* ---- what must be true ------------------------------------------------------------ */

static void bytes_of_a_port_that_nobody_uses_are_seen(void **state)
{
	(void)state;
	list(&pty);
	open_devices();
	assert_int_equal(shown()->selected, -1); /* nothing is opened by itself */
	assert_int_equal(app.desk.ear.port, -1);
	press_port(pty.path);
	assert_string_equal(shown()->profile, "");
	EVENTUALLY(app.desk.ear.is_open);
	talk(&pty, "=0.00kg\r\n", 3);
	assert_string_equal(shown()->words, "=0.00kg");
	assert_int_equal(shown()->n_live, 3);
	assert_memory_equal(shown()->live[2].bytes, "=0.00kg\r\n", 9);
	press("back 0");
	assert_int_equal(screens_which(&app.model), SCREEN_TEACHER);
	assert_int_equal(app.desk.ear.port, -1); /* let go of */
}

static void an_unknown_scale_becomes_a_place_and_weighs(void **state)
{
	struct binding b[BINDINGS_MAX];
	int64_t value = 0;

	(void)state;
	list(&pty);
	open_devices();
	bind_to(&pty, EMPTY, "A&D scales");
	assert_int_equal(bindings(b), 1);
	assert_string_equal(b[0].profile, "and-scale");
	assert_string_equal(b[0].item, "weight");
	assert_string_equal(b[0].settings, "9600 8n1"); /* not what its maker sets */
	assert_true(strstr(b[0].where, pty.path));
	talk(&pty, EMPTY, 10);
	assert_string_equal(shown()->reading, "重量 0.00 kg 稳定");

	press("leave 0");
	stand_identify(&app, &child);
	turn_for(60000);
	press("yes 0");
	talk(&pty, EMPTY, 5);
	open_devices();
	talk(&pty, "US,+00038.70 kg\r\n", 3);
	assert_true(shown()->live[shown()->n_live - 1].hidden);
	assert_string_equal(shown()->reading, "重量"); /* how heavy is private */
	assert_null(strstr(shown()->words, "38.70"));
	press("unbind 0");
	assert_string_equal(shown()->note, "正在测学生，等测完再点。");
	talk(&pty, CHILD, 30);
	assert_int_equal(valid("weight", &value), 1);
	assert_int_equal(value, 41200);

	press("unbind 0");
	assert_int_equal(shown()->shows, DESK_SHOWS_SURE);
	press("sure 0");
	assert_int_equal(app.place_count, 0);
	assert_int_equal(bindings(b), 0);
	assert_false(shown()->bound); /* it is listed still, as nobody's */
	EVENTUALLY(app.desk.ear.is_open);
	assert_int_equal(valid("weight", &value), 1);
	press("leave 0");
	assert_int_equal(screens_which(&app.model), SCREEN_POSTER);
}

static void two_devices_are_bound_and_the_first_goes_while_the_second_measures(
	void **state)
{
	int64_t value = 0;

	(void)state;
	list(&pty);
	list(&other);
	open_devices();
	bind_to(&pty, EMPTY, "A&D scales");
	bind_to(&other, JUMP, "long-jump mat (our own box)");
	assert_int_equal(app.place_count, 2);
	assert_int_equal(app.here, 0);
	press("measure here 0");
	assert_int_equal(app.here, 1);
	press("leave 0");
	stand_identify(&app, &child);
	turn_for(60000);
	press("yes 0");
	assert_int_equal(app.places[1].stage, PLACE_BUSY);
	open_devices();
	press_port(pty.path);
	press("unbind 0");
	press("sure 0");
	assert_int_equal(app.place_count, 1);
	assert_int_equal(app.here, 0);
	assert_int_equal(app.places[0].stage, PLACE_BUSY);
	talk(&other, JUMP, 1);
	EVENTUALLY(valid("long_jump", &value) == 1);
	assert_int_equal(value, 2050);
}

#define TAG                                                                            \
	"\x02"                                                                         \
	"010011223301\x03"

/* There is nothing to choose: whoever lays a card there stands before the screen. */
static void a_card_reader_is_bound_by_one_touch(void **state)
{
	struct binding b[BINDINGS_MAX];

	(void)state;
	list(&pty);
	open_devices();
	press_port(pty.path);
	press("recognise 0");
	for (int i = 0; i < 100 && shown()->shows != DESK_SHOWS_FOUND; i++)
		talk(&pty, TAG, 1);
	assert_int_equal(shown()->shows, DESK_SHOWS_FOUND);
	press("found 0");
	assert_int_equal(shown()->shows, DESK_SHOWS_PORT);
	assert_true(shown()->bound && shown()->reads_cards);
	assert_int_equal(app.reader_count, 1);
	assert_int_equal(app.place_count, 0);
	assert_int_equal(bindings(b), 1);
	assert_string_equal(b[0].profile, "rdm6300");
	assert_string_equal(b[0].item, "identity");
	EVENTUALLY(app.readers[0].is_open);
	talk(&pty, TAG, 3);
	assert_string_equal(shown()->ports[shown()->selected].word, "正常");
	assert_int_equal(shown()->n_live, 0); /* nor is anything of a card shown */
	assert_string_equal(shown()->reading, "");

	press("unbind 0");
	press("sure 0");
	assert_int_equal(app.reader_count, 0);
	assert_int_equal(bindings(b), 0);
	EVENTUALLY(app.desk.ear.is_open);
}

static void a_simulated_scale_of_real_format_is_ranked_with_why(void **state)
{
	struct sim_how how = { .speed = SIM_AS_RECORDED, .seed = 1, .loop = true };
	struct err err = ERR_INIT;
	struct sim *sim;

	(void)state;
	MUST(sim = sim_open(SOURCE_DIR "/devices/scripts/and-scale.sim", &how, &err));
	MUST(sim_start(sim, &err));
	MUST(desk_add_port(&app.desk, sim_port(sim), &err));
	open_devices();
	press_port(sim_port(sim));
	press("recognise 0");
	EVENTUALLY(shown()->trying[0]);
	assert_string_equal(shown()->trying, "9600 8n1");
	assert_in_range(shown()->settings_count, 2, 64);
	EVENTUALLY(shown()->shows == DESK_SHOWS_FOUND);
	assert_string_equal(shown()->found[0].name, "A&D scales");
	assert_in_range(shown()->found[0].percent, 80, 100);
	assert_non_null(strstr(shown()->found[0].why, "听懂"));
	assert_non_null(strstr(shown()->found[0].first, "kg"));
	press("look 0");
	assert_int_equal(shown()->shows, DESK_SHOWS_PORT);
	assert_false(app.desk.searches);
	press("leave 0");
	sim_close(sim);
}

static void a_silent_device_is_not_guessed_and_the_search_can_be_stopped(void **state)
{
	(void)state;
	list(&pty);
	open_devices();
	press_port(pty.path);
	press("recognise 0");
	EVENTUALLY(shown()->trying[0]);
	press("look 0"); /* 停止 */
	assert_int_equal(shown()->shows, DESK_SHOWS_PORT);
	app.desk.listen_us = 40000;
	press("recognise 0");
	EVENTUALLY(shown()->shows == DESK_SHOWS_FOUND);
	assert_int_equal(shown()->n_found, 0);
	assert_non_null(strstr(shown()->sentence, "它没有说话"));
	press("may ask 0");
	assert_true(shown()->may_ask);
}

static void items_and_lanes_are_chosen_before_it_is_bound(void **state)
{
	struct binding b[BINDINGS_MAX];

	(void)state;
	list(&pty);
	open_devices();
	recognise_as(&pty, JUMP, "long-jump mat (our own box)");
	press("item 0"); /* it was chosen: not any more */
	press("do bind 0");
	assert_string_equal(shown()->note, "请先选要测的项目。");
	assert_int_equal(bindings(b), 0);
	press("look 0");
	assert_string_equal(shown()->profile, "long-jump mat (our own box)");
	press("bind 0");
	press("item 0");
	press("do bind 0");
	assert_int_equal(bindings(b), 1);
}

static void a_known_weight_is_checked_and_the_scale_is_told(void **state)
{
	char heard[8] = "";

	(void)state;
	list(&pty);
	open_devices();
	bind_to(&pty, EMPTY, "A&D scales");
	press("check 0");
	turn_for(5200000); /* nothing stands on it, or says so, any more */
	press("checked 0");
	assert_string_equal(shown()->note, "现在没有读数，放上东西等一会儿。");
	talk(&pty, "US,+00004.98 kg\r\n", 3);
	press("checked 0");
	assert_string_equal(shown()->note, "数字还在动，等稳了再记。");
	talk(&pty, "ST,+00005.00 kg\r\n", 3);
	press("checked 0");
	assert_int_equal(shown()->shows, DESK_SHOWS_PORT);
	assert_non_null(strstr(shown()->check, "重量 5.00 kg 稳定"));
	press("zero 0");
	assert_string_equal(shown()->note, "已告诉设备。");
	assert_int_equal(pty_hear(&pty, heard, 3, 500), 3);
	assert_memory_equal(heard, "Z\r\n", 3);
}

static void a_bound_device_is_there_again_after_a_restart(void **state)
{
	struct binding b[BINDINGS_MAX];
	struct err err = ERR_INIT;

	(void)state;
	list(&pty);
	open_devices();
	bind_to(&pty, EMPTY, "A&D scales");
	app_close(&app);
	open_app();
	assert_int_equal(bindings(b), 1);
	MUST(app_add_binding(&app, &b[0], &err));
	open_devices();
	assert_true(shown()->bound);
	EVENTUALLY(app.places[0].is_open);
	talk(&pty, CHILD, 3);
	assert_string_equal(shown()->reading, "重量 41.20 kg 稳定");
	assert_string_equal(shown()->ports[0].word, "正常");
}

#define MAT "finish mat with start numbers (our own box)"

static void say_box(const char *body)
{
	char line[80];
	unsigned char sum = 0;

	for (const char *at = body; *at; at++)
		sum ^= (unsigned char)*at;
	snprintf(line, sizeof(line), "$%s*%02X\r\n", body, sum);
	talk(&pty, line, 1);
}

/* The shuttle run by a lap counter: a class starts together and by vests, or, when the
 * teacher says so, one by one and by the numbers of the class list. */
static void a_bound_lap_counter_starts_a_class_together_or_one_by_one(void **state)
{
	struct binding b[BINDINGS_MAX];
	struct place *place;
	struct err err = ERR_INIT;
	int64_t value = 0;

	(void)state;
	put_runners();
	list(&pty);
	open_devices();
	recognise_as(&pty, "$FIN,bib=0007,us=362000000,seq=3*5B\r\n", MAT);
	press("item 0");
	assert_int_equal(shown()->lanes, 40);
	assert_true(shown()->starts_alone);
	press("one by one 0");
	assert_int_equal(shown()->lanes, 1);
	press("together 0");
	press("do bind 0");
	assert_int_equal(bindings(b), 1);
	assert_int_equal(b[0].lanes, 40);
	place = &app.places[0];
	EVENTUALLY(place->is_open);
	assert_true(place->setup.mass);

	assert_int_equal(place_line_up(place, runner, 2, app_now(&app)), PLACE_YES);
	assert_int_equal(place->people[1].number, 2); /* a vest, not 22 of the list */
	say_box("START,us=100000000,seq=1");
	EVENTUALLY(place->go_us);
	say_box("FIN,bib=2,us=195300000,seq=2");
	say_box("FIN,bib=1,us=201000000,seq=3");
	EVENTUALLY(arrivals_all_in(&place->run->arrivals));
	place_close_heat(place, app_now(&app));
	EVENTUALLY(valid_of(&runner[0], "shuttle_50x8", &value) == 1);
	assert_int_equal(value, 101000);
	assert_int_equal(valid_of(&runner[1], "shuttle_50x8", &value), 1);
	assert_int_equal(value, 95000);
	EVENTUALLY(place->stage == PLACE_SHOWN);

	press("leave 0");
	app_close(&app); /* and the next start of the program has it so too */
	open_app();
	assert_int_equal(bindings(b), 1);
	MUST(app_add_binding(&app, &b[0], &err));
	place = &app.places[0];
	assert_true(place->setup.mass);
	turn_for(100000);
	press("teacher 0");
	press("menu 0");
	press("start 0");
	press("item 0");
	assert_int_equal(app.model.start.n_ways, 2);
	assert_true(app.model.start.ways[0].chosen);
	press("way 1");
	assert_true(app.model.start.ways[1].chosen);
	press("class 0");
	press("tester 0");
	press("course 3");
	press("begin 0");
	assert_false(place->setup.mass);
	assert_int_equal(bindings(b), 1);
	assert_int_equal(b[0].lanes, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(t) cmocka_unit_test_setup_teardown(t, begin, end)
		TEST(bytes_of_a_port_that_nobody_uses_are_seen),
		TEST(an_unknown_scale_becomes_a_place_and_weighs),
		TEST(two_devices_are_bound_and_the_first_goes_while_the_second_measures),
		TEST(a_card_reader_is_bound_by_one_touch),
		TEST(a_simulated_scale_of_real_format_is_ranked_with_why),
		TEST(a_silent_device_is_not_guessed_and_the_search_can_be_stopped),
		TEST(a_bound_lap_counter_starts_a_class_together_or_one_by_one),
		TEST(items_and_lanes_are_chosen_before_it_is_bound),
		TEST(a_known_weight_is_checked_and_the_scale_is_told),
		TEST(a_bound_device_is_there_again_after_a_restart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
