/* 待核查 over a journal: who is listed, who is not, and what ends a doubt. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "doubts.h"
#include "repairs.h"
#include "scored.h"

#define SECOND INT64_C(1000000)

/* One that looks again and again, beside every look that reads everything. */
static struct doubts *kept;

static int begin_kept(void **state)
{
	int failed = begin_scored(state);

	kept = doubts_open(store, items, scheme);
	return failed;
}

static int end_kept(void **state)
{
	doubts_close(kept);
	return end_scored(state);
}

/* Both ways, which must find the same. */
static int find(unsigned rules, struct doubt_found *found, size_t max)
{
	static struct doubt_found again[64];
	struct err err = ERR_INIT;
	int n = doubts_of_year(store, items, scheme, 2026, rules, found, max, &err);

	if (n < 0)
		fail_msg("%s", err.text);
	assert_in_range(max, 0, 64);
	assert_int_equal(doubts_look(kept, 2026, rules, again, max, &err), n);
	for (int i = 0; i < n; i++) {
		assert_int_equal(again[i].attempt.seq, found[i].attempt.seq);
		assert_int_equal(again[i].other.seq, found[i].other.seq);
		assert_string_equal(again[i].student, found[i].student);
		assert_string_equal(again[i].of, found[i].of);
		assert_int_equal(again[i].ended_us, found[i].ended_us);
		assert_int_equal(again[i].doubt.rule, found[i].doubt.rule);
		assert_int_equal(again[i].doubt.value, found[i].doubt.value);
		assert_int_equal(again[i].doubt.other, found[i].doubt.other);
		assert_int_equal(again[i].doubt.count, found[i].doubt.count);
	}
	return n;
}

static struct student child(const char *name, const char *number, enum sex sex)
{
	struct err err = ERR_INIT;
	struct student s;

	MUST(student_put(store, name, number, sex, 21, &s, &err));
	return s;
}

static struct session session_of(const char *item, int year)
{
	struct session s = { .kind = SESSION_FORMAL, .school_year = year };
	struct err err = ERR_INIT;

	snprintf(s.item, sizeof(s.item), "%s", item);
	MUST(sessions_begin(store, &s, MONDAY_US, &err));
	return s;
}

/* `at_s` seconds after Monday began. */
static struct entry_id tried(const struct student *s, const struct session *session,
	int64_t value, int at_s, const char *channel)
{
	struct finish f = { .source = SOURCE_DEVICE,
		.outcome = OUTCOME_VALID,
		.has_value = true,
		.value = value };
	struct entry_id id;
	struct err err = ERR_INIT;

	snprintf(f.student, sizeof(f.student), "%s", s->id);
	snprintf(f.item, sizeof(f.item), "%s", session->item);
	snprintf(f.channel, sizeof(f.channel), "%s", channel);
	f.session = session->id;
	f.raw_value = value;
	f.began_us = MONDAY_US + at_s * SECOND;
	f.ended_us = f.began_us + (channel[0] ? value * 1000 : 5 * SECOND);
	MUST(attempts_finish(store, 0, &f, &id, &err));
	return id;
}

static const char *listed(void)
{
	static char text[2000];
	struct doubt_found found[20];
	struct err err = ERR_INIT;
	int n = find(DOUBTS_ALL, found, 20);

	text[0] = '\0';
	for (int i = 0; i < n; i++) {
		struct student s = { .name = "" };

		if (found[i].student[0])
			assert_int_equal(roster_find(store, found[i].student, &s, &err),
				ROSTER_FOUND);
		snprintf(text + strlen(text), sizeof(text) - strlen(text), "%s %s%s;",
			doubt_name(found[i].doubt.rule), s.name, found[i].of);
	}
	return text;
}

static void last_year_is_the_childs_own(void **state)
{
	struct student a = child("林小月", "L1", SEX_FEMALE);
	struct student b = child("高小山", "L2", SEX_FEMALE);
	struct session before = session_of("run50", 2025),
		       now = session_of("run50", 2026);
	struct entry_id id;
	struct err err = ERR_INIT;
	int64_t stamp;

	(void)state;
	tried(&a, &before, 9100, -400000, "");
	tried(&b, &before, 12000, -400000, "");
	assert_string_equal(listed(), "");
	tried(&a, &now, 8900, 100, "");
	assert_string_equal(listed(), "");
	stamp = doubts_stamp(store);
	id = tried(&b, &now, 7600, 200, "");
	assert_true(doubts_stamp(store) > stamp);
	assert_string_equal(listed(), "year 高小山;");

	/* A person looked: it stands. */
	stamp = doubts_stamp(store);
	MUST(attempts_settle(store, &id, true, "核对过", "郑老师", MONDAY_US, &err));
	assert_true(doubts_stamp(store) > stamp);
	assert_string_equal(listed(), "");
}

static void what_is_void_or_practice_is_not_asked_about(void **state)
{
	struct student a = child("林小月", "L1", SEX_FEMALE);
	struct session now = session_of("pull_ups", 2026), practice = now;
	struct entry_id id;
	struct err err = ERR_INIT;

	(void)state;
	practice.kind = SESSION_PRACTICE;
	memset(&practice.id, 0, sizeof(practice.id));
	MUST(sessions_begin(store, &practice, MONDAY_US, &err));
	tried(&a, &practice, 5, 50, "");
	assert_string_equal(listed(), "");
	id = tried(&a, &now, 5, 100, "");
	assert_string_equal(listed(), "sex 林小月;");
	MUST(attempts_void(store, &id, "选错人", "郑老师", MONDAY_US, &err));
	assert_string_equal(listed(), "");
}

static void the_fourth_of_the_same_value(void **state)
{
	struct session now = session_of("long_jump", 2026);
	char name[32], number[16];

	(void)state;
	for (int i = 0; i < 5; i++) {
		struct student s;

		snprintf(name, sizeof(name), "学生%d", i);
		snprintf(number, sizeof(number), "S%d", i);
		s = child(name, number, SEX_MALE);
		tried(&s, &now, i == 4 ? 1830 : 1820, 100 + 20 * i, "");
		assert_string_equal(listed(), i < 3 ? "" : "same 学生3;");
	}
}

static void two_in_a_second_at_one_mat(void **state)
{
	struct student a = child("林小月", "L1", SEX_FEMALE);
	struct student b = child("高小山", "L2", SEX_MALE);
	struct session now = session_of("long_jump", 2026);
	struct doubt_found found[1];
	struct err err = ERR_INIT;

	(void)state;
	tried(&a, &now, 1620, 100, "");
	tried(&b, &now, 1930, 101, "");
	assert_string_equal(listed(), "soon 高小山;");
	assert_int_equal(doubts_of_year(store, items, scheme, 2026,
				 DOUBTS_ALL & ~(1u << DOUBT_SOON), found, 1, &err),
		0);
}

/* A heat of five, with last year's times behind them. */
static void run_heat(const int64_t before[5], const int64_t now[5])
{
	struct session last = session_of("run50", 2025),
		       this = session_of("run50", 2026);
	char name[32], number[16], lane[4];

	for (int i = 0; i < 5; i++) {
		struct student s;

		snprintf(name, sizeof(name), "跑%d", i);
		snprintf(number, sizeof(number), "R%d", i);
		snprintf(lane, sizeof(lane), "%d", i + 1);
		s = child(name, number, SEX_MALE);
		if (before)
			tried(&s, &last, before[i], -400000, "");
		tried(&s, &this, now[i], 100, lane);
	}
}

static void a_lane_far_from_its_heat(void **state)
{
	static const int64_t now[] = { 8600, 9100, 8100, 8800, 5100 };

	(void)state;
	run_heat(NULL, now);
	assert_string_equal(listed(), "lane 跑4;");
}

/* Of a pair the one who ends second tells of both. */
static void two_lanes_the_wrong_way_round(void **state)
{
	static const int64_t before[] = { 8000, 9400, 11800, 8700, 9000 };
	static const int64_t now[] = { 11600, 9100, 8100, 8800, 9200 };

	(void)state;
	run_heat(before, now);
	assert_string_equal(listed(), "year 跑0;swapped 跑0;year 跑2;");
}

static void weight_in_jin(void **state)
{
	struct student a = child("林小月", "L1", SEX_FEMALE);
	struct session height = session_of("height", 2026);
	struct session weight = session_of("weight", 2026);
	struct err err = ERR_INIT;

	(void)state;
	tried(&a, &height, 1480, 100, "");
	tried(&a, &weight, 84600, 110, "");
	MUST(results_refresh(with, a.id, &err));
	assert_string_equal(listed(), "jin 林小月;");
}

/* Twelve children of a class, of whom the first four come in by `source`. */
static void reach(enum attempt_source source)
{
	struct session now = session_of("sit_reach", 2026);
	struct err err = ERR_INIT;
	char number[16];

	for (int i = 0; i < 12; i++) {
		struct finish f = { .source = i < 4 ? source : SOURCE_DEVICE,
			.outcome = OUTCOME_VALID,
			.has_value = true,
			.value = 80 + i,
			.reason = "设备坏了",
			.who = "郑老师" };
		struct student s;

		snprintf(number, sizeof(number), "H%d", i);
		s = child("学生", number, SEX_MALE);
		snprintf(f.student, sizeof(f.student), "%s", s.id);
		snprintf(f.item, sizeof(f.item), "sit_reach");
		f.session = now.id;
		f.raw_value = f.value;
		f.began_us = MONDAY_US + i * 60 * SECOND;
		f.ended_us = f.began_us + 5 * SECOND;
		MUST(attempts_finish(store, 0, &f, NULL, &err));
	}
}

static void a_class_typed_by_hand(void **state)
{
	(void)state;
	reach(SOURCE_MANUAL);
	assert_non_null(strstr(listed(), "share "));
}

/* A school that has files has them for every class. */
static void a_class_brought_in_by_a_file_is_not_typed(void **state)
{
	(void)state;
	reach(SOURCE_IMPORT);
	assert_null(strstr(listed(), "share "));
}

static int32_t total(const struct student *s)
{
	struct year_score score;
	struct err err = ERR_INIT;

	MUST(results_ensure(with, &err));
	MUST(results_score(store, s->id, &score, &err));
	return score.state == SCORE_COMPLETE ? score.total_c : -1;
}

static const char *lifts(void)
{
	static char text[200];
	struct doubt_found found[4];
	int n = find(1u << DOUBT_LIFT, found, 4);

	text[0] = '\0';
	for (int i = 0; i < n; i++)
		snprintf(text + strlen(text), sizeof(text) - strlen(text), "%d-%d;",
			(int)found[i].doubt.other, (int)found[i].doubt.value);
	return text;
}

static bool is_tested(void *ctx, const struct student *s, int item)
{
	(void)ctx;
	return scheme_tests(scheme, s->sex, s->grade, item);
}

/* Just below 60, and then somebody types in a better jump; or moves one there. */
static void who_came_over_a_bound_by_a_hand(void **state)
{
	static const struct {
		const char *item;
		int64_t value;
	} year[] = { { "height", 1600 }, { "weight", 50000 },
		{ "vital_capacity", 1500 }, { "run50", 10000 }, { "sit_reach", 0 },
		{ "long_jump", 1300 }, { "pull_ups", 2 }, { "run1000", 300000 } };
	const struct repair_rules rules = { items, is_tested, NULL };
	struct repair_by by = { "纸上记录", "郑老师", MONDAY_US + 9000 * SECOND };
	struct finish f = { .item = "long_jump",
		.outcome = OUTCOME_VALID,
		.has_value = true,
		.value = 2400,
		.raw_value = 2400,
		.ended_us = MONDAY_US + 9000 * SECOND };
	struct student a = child("林小山", "L1", SEX_MALE),
		       b = child("高小山", "L2", SEX_MALE);
	struct session jump;
	struct repair undone;
	struct entry_id id;
	struct err err = ERR_INIT;
	int32_t before;

	(void)state;
	for (size_t i = 0; i < sizeof(year) / sizeof(year[0]); i++) {
		struct session s = session_of(year[i].item, 2026);

		tried(&a, &s, year[i].value, 100 * (int)i, "");
		if (strcmp(year[i].item, "long_jump") == 0)
			jump = s;
	}
	before = total(&a);
	assert_in_range(before, 5000, 5999);
	assert_string_equal(lifts(), "");

	strcpy(f.student, a.id);
	f.session = jump.id;
	assert_int_equal(
		repairs_manual(store, &rules, &f, &by, &id, &err), REPAIR_DONE);
	assert_in_range(total(&a), 6000, 7999);
	assert_non_null(strstr(lifts(), "-"));
	assert_int_equal(atoi(lifts()), before);
	/* A person looked. */
	by.wall_us += SECOND;
	assert_int_equal(repairs_stands(store, &id, &by, &err), REPAIR_DONE);
	assert_string_equal(lifts(), "");
	assert_int_equal(repairs_undo(store, "郑老师", by.wall_us + 1, &undone, &err),
		REPAIR_FOUND);
	assert_int_equal(atoi(lifts()), before);
	assert_int_equal(repairs_undo(store, "郑老师", by.wall_us + 2, &undone, &err),
		REPAIR_FOUND);
	assert_int_equal(total(&a), before);
	assert_string_equal(lifts(), "");

	/* Another child's jump becomes theirs. */
	id = tried(&b, &jump, 2400, 20000, "");
	by.wall_us += 20000 * SECOND;
	assert_int_equal(
		repairs_move(store, &rules, &id, a.id, &by, &err), REPAIR_DONE);
	assert_in_range(total(&a), 6000, 7999);
	assert_int_equal(atoi(lifts()), before);
}

static void the_newest_are_kept(void **state)
{
	struct session now = session_of("pull_ups", 2026);
	struct doubt_found found[2];
	struct student s = { .name = "" };

	(void)state;
	for (int i = 0; i < 4; i++) {
		char number[16];

		snprintf(number, sizeof(number), "G%d", i);
		s = child("女生", number, SEX_FEMALE);
		tried(&s, &now, 3 + i, 100 * i, "");
	}
	assert_int_equal(find(DOUBTS_ALL, found, 2), 2);
	assert_string_equal(found[0].student, s.id);
	assert_int_equal(find(DOUBTS_ALL, found, 0), 0);
}

/* Another program scored, wrote, imported: the kept rows are thrown away. */
static void what_was_forgotten_is_read_again(void **state)
{
	struct student a = child("林小月", "L1", SEX_FEMALE);
	struct session now = session_of("weight", 2026);
	struct doubt_found found[4];
	struct err err = ERR_INIT;

	(void)state;
	tried(&a, &now, 31000, 100, "");
	MUST(results_ensure(with, &err));
	assert_int_equal(doubts_look(kept, 2026, DOUBTS_ALL, found, 4, &err), 0);
	doubts_forget(kept);
	assert_string_equal(listed(), "");
	/* ... also of another year. */
	assert_int_equal(doubts_look(kept, 2025, DOUBTS_ALL, found, 4, &err), 0);
	assert_string_equal(listed(), "");
}

/* Anybody's clock may have been set back, and a mend changes what is long past. */
static void what_comes_late_is_looked_at_in_its_place(void **state)
{
	struct session now = session_of("long_jump", 2026);
	struct entry_id id[12];
	struct student s[12];
	struct err err = ERR_INIT;
	char number[16];

	(void)state;
	for (int i = 0; i < 12; i++) {
		int place = i * 7 % 12;

		snprintf(number, sizeof(number), "J%d", i);
		s[i] = child("学生", number, SEX_MALE);
		id[i] = tried(&s[i], &now, 1820 + place / 6 * 10, 50 * place, "");
		listed();
	}
	assert_non_null(strstr(listed(), "same "));
	for (int i = 0; i < 12; i++) {
		if (i % 3 == 0)
			MUST(attempts_void(
				store, &id[i], "选错人", "郑老师", MONDAY_US, &err));
		else
			MUST(attempts_move(store, &id[i], s[(i + 5) % 12].id, "选错人",
				"郑老师", MONDAY_US, &err));
		listed();
	}
}

int main(void)
{
#define TEST(t) cmocka_unit_test_setup_teardown(t, begin_kept, end_kept)
	const struct CMUnitTest tests[] = {
		TEST(last_year_is_the_childs_own),
		TEST(what_is_void_or_practice_is_not_asked_about),
		TEST(the_fourth_of_the_same_value),
		TEST(two_in_a_second_at_one_mat),
		TEST(a_lane_far_from_its_heat),
		TEST(two_lanes_the_wrong_way_round),
		TEST(weight_in_jin),
		TEST(a_class_typed_by_hand),
		TEST(a_class_brought_in_by_a_file_is_not_typed),
		TEST(who_came_over_a_bound_by_a_hand),
		TEST(the_newest_are_kept),
		TEST(what_was_forgotten_is_read_again),
		TEST(what_comes_late_is_looked_at_in_its_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
