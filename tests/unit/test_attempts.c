/* Attempts, sessions and listenings: what went in comes out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "stored.h"

static char dir[64];
static struct store *store;
static struct session session;

static int begin(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	folder_make(dir);
	MUST(station_make(dir, &err));
	MUST(store = station_open(dir, STORE_KIOSK, &err));
	MUST(session_make(store, "run50", SESSION_FORMAL, &session, &err));
	return 0;
}

static int end(void **state)
{
	(void)state;
	store_close(store);
	folder_remove(dir);
	return 0;
}

static void a_session_is_found_as_it_began(void **state)
{
	struct session found, list[4], practice;
	struct err err = ERR_INIT;
	struct entry_id none = { "nobody", 1 };

	(void)state;
	assert_int_equal(
		sessions_find(store, &session.id, &found, &err), SESSION_FOUND);
	assert_string_equal(found.id.station, session.id.station);
	assert_int_equal(found.id.seq, session.id.seq);
	assert_int_equal(found.kind, SESSION_FORMAL);
	assert_int_equal(found.school_year, 2026);
	assert_string_equal(found.item, "run50");
	assert_string_equal(found.place, "操场");
	assert_string_equal(found.testers, "郑老师、周老师");
	assert_string_equal(found.device, "");
	assert_int_equal(found.made_us, MONDAY_US);
	assert_int_equal(sessions_find(store, &none, &found, &err), SESSION_UNKNOWN);
	MUST(session_make(store, "run50", SESSION_PRACTICE, &practice, &err));
	assert_int_equal(sessions_list(store, 2026, list, 4, &err), 2);
	assert_int_equal(list[0].kind, SESSION_PRACTICE);
	assert_int_equal(sessions_list(store, 2025, list, 4, &err), 0);
}

static struct finish a_run(const char *student)
{
	struct finish f = { .item = "run50",
		.session = session.id,
		.source = SOURCE_DEVICE,
		.outcome = OUTCOME_VALID,
		.has_value = true,
		.value = 8500,
		.raw_value = 8412000,
		.raw_unit = UNIT_US,
		.channel = "4",
		.subject = "0042",
		.began_us = MONDAY_US,
		.ended_us = MONDAY_US + 8412000 };

	snprintf(f.student, sizeof(f.student), "%s", student);
	return f;
}

static void an_attempt_comes_out_as_it_went_in(void **state)
{
	struct reading_ref refs[ATTEMPT_REFS_MAX];
	struct attempt_now now;
	struct listening listening;
	struct finish f = a_run("s1");
	struct reading hand = rules_hand_start(77);
	struct err err = ERR_INIT;
	struct entry_id id;

	(void)state;
	MUST(listening_make(store, &listening, &err));
	f.ref_count = 2;
	f.refs[0] = reading_ref_of(&(struct entry_id){ "", 0 }, &hand);
	f.refs[1] = (struct reading_ref){ .listening = listening.id,
		.offset = 90,
		.at_us = 8412077,
		.has_value = true,
		.value = -5,
		.index = 3,
		.kind = READING_FINISH,
		.unit = UNIT_US };
	MUST(attempts_finish(store, 0, &f, &id, &err));
	assert_int_equal(attempts_of(store, "s1", "run50", 2026, &now, 1, &err), 1);
	assert_memory_equal(&now.id, &id, sizeof(id));
	assert_string_equal(now.item, "run50");
	assert_int_equal(now.session_kind, SESSION_FORMAL);
	assert_int_equal(now.session.seq, session.id.seq);
	assert_int_equal(now.source, SOURCE_DEVICE);
	assert_int_equal(now.outcome, OUTCOME_VALID);
	assert_true(now.has_value);
	assert_int_equal(now.value, 8500);
	assert_int_equal(now.raw_value, 8412000);
	assert_int_equal(now.raw_unit, UNIT_US);
	assert_string_equal(now.channel, "4");
	assert_string_equal(now.subject, "0042");
	assert_int_equal(now.began_us, MONDAY_US);
	assert_int_equal(now.ended_us, MONDAY_US + 8412000);
	assert_false(now.is_void || now.is_disputed || now.is_revised);
	assert_int_equal(attempts_refs(store, &id, refs, &err), 2);
	assert_true(refs[0].offset == RULES_NO_OFFSET);
	assert_int_equal(refs[0].at_us, 77);
	assert_int_equal(refs[0].kind, READING_START);
	assert_memory_equal(&refs[1], &f.refs[1], sizeof(refs[1]));
	assert_int_equal(attempts_of(store, "s1", "run800", 2026, &now, 1, &err), 0);
	assert_int_equal(attempts_of(store, "s1", NULL, 2025, &now, 1, &err), 0);
	assert_int_equal(attempts_of_session(store, &session.id, &now, 1, &err), 1);
}

static void a_revision_brings_its_own_readings(void **state)
{
	struct reading_ref refs[ATTEMPT_REFS_MAX];
	struct revision r = { .outcome = OUTCOME_FOUL, .reason = "impulse cleared" };
	struct attempt_now now;
	struct finish f = a_run("s1");
	struct reading hand = rules_hand_start(77);
	struct err err = ERR_INIT;
	struct entry_id id;

	(void)state;
	f.ref_count = 1;
	f.refs[0] = reading_ref_of(&session.id, &hand);
	MUST(attempts_finish(store, 0, &f, &id, &err));
	MUST(attempts_revise(store, &id, &r, MONDAY_US, &err));
	assert_int_equal(attempts_refs(store, &id, refs, &err), 0);
	assert_int_equal(attempts_of(store, "s1", NULL, 2026, &now, 1, &err), 1);
	assert_int_equal(now.outcome, OUTCOME_FOUL);
	assert_false(now.has_value);
	assert_string_equal(now.note, "impulse cleared");
	r = (struct revision){ .outcome = OUTCOME_VALID,
		.has_value = true,
		.value = 8600,
		.raw_value = 8512000,
		.raw_unit = UNIT_US,
		.reason = "impulse inserted",
		.refs = { f.refs[0] },
		.ref_count = 1 };
	MUST(attempts_revise(store, &id, &r, MONDAY_US, &err));
	assert_int_equal(attempts_refs(store, &id, refs, &err), 1);
	assert_int_equal(attempts_of(store, "s1", NULL, 2026, &now, 1, &err), 1);
	assert_int_equal(now.value, 8600);
}

static void three_disputed_name_each_other(void **state)
{
	struct err err = ERR_INIT;
	struct entry_id id[3];
	struct attempt_now now[4];

	(void)state;
	for (int i = 0; i < 3; i++) {
		struct finish f = a_run(i == 0 ? "s42" : i == 1 ? "s43" : "s44");

		MUST(attempts_finish(store, 0, &f, &id[i], &err));
	}
	for (int i = 0; i < 3; i++) {
		struct entry_id others[2] = { id[(i + 1) % 3], id[(i + 2) % 3] };

		MUST(attempts_dispute(store, &id[i], "one impulse under three numbers",
			others, 2, MONDAY_US, &err));
	}
	assert_int_equal(attempts_disputed(store, 2026, now, 4, &err), 3);
	assert_string_equal(now[0].student, "s44"); /* newest first */
	assert_int_equal(count_of(store, "SELECT count(*) FROM dispute_with"), 6);
	MUST(attempts_settle(
		store, &id[0], false, "not he", "郑老师", MONDAY_US, &err));
	MUST(attempts_settle(store, &id[1], true, "seen", "郑老师", MONDAY_US, &err));
	assert_int_equal(attempts_disputed(store, 2026, now, 4, &err), 1);
	assert_int_equal(attempts_of(store, "s42", NULL, 2026, now, 4, &err), 1);
	assert_true(now[0].is_void && !now[0].is_disputed);
	assert_string_equal(now[0].note, "not he");
}

/* The battery of the clock was empty: the second try seems to be years older. */
static void tries_stay_in_order_when_the_clock_was_set_back(void **state)
{
	struct attempt_now now[3];
	struct finish f = a_run("s1");
	struct err err = ERR_INIT;

	(void)state;
	for (int i = 0; i < 3; i++) {
		f.value = 8100 + 100 * i;
		f.began_us = f.ended_us = i == 1 ? 0 : MONDAY_US;
		MUST(attempts_finish(store, 0, &f, NULL, &err));
	}
	assert_int_equal(attempts_of(store, "s1", NULL, 2026, now, 3, &err), 3);
	for (int i = 0; i < 3; i++)
		assert_int_equal(now[i].value, 8100 + 100 * i);
	assert_int_equal(attempts_newest(store, now, 2, &err), 2);
	assert_int_equal(now[0].value, 8300);
	assert_int_equal(now[1].value, 8200);
}

static bool gather(
	void *ctx, const uint8_t *bytes, size_t len, uint64_t offset, int64_t at_us)
{
	char *all = ctx;

	assert_int_equal(strlen(all), offset);
	assert_int_equal(at_us, 100 + (int64_t)offset);
	strncat(all, (const char *)bytes, len);
	return true;
}

static void the_bytes_of_a_listening_come_out_as_they_came(void **state)
{
	struct listening listening;
	struct err err = ERR_INIT;
	char all[64] = "";

	(void)state;
	MUST(listening_make(store, &listening, &err));
	MUST(listenings_chunk(store, &listening, "20.", 3, 100, &err));
	MUST(listenings_chunk(store, &listening, "0 k", 3, 103, &err));
	MUST(listenings_chunk(store, &listening, "g\r\n", 3, 106, &err));
	assert_int_equal(listening.bytes, 9);
	MUST(listenings_end(store, &listening, 200, "done", &err));
	MUST_FAIL(listenings_end(store, &listening, 200, "done", &err), "UNIQUE");
	MUST(listenings_replay(store, &listening.id, gather, all, &err));
	assert_string_equal(all, "20.0 kg\r\n");
	listening.bytes = 12;
	MUST_FAIL(listenings_chunk(store, &listening, "x", 1, 300, &err), "no gap");
}

static void an_attempt_that_never_was_leaves_nothing(void **state)
{
	struct opening opening = { .student = "s1",
		.item = "run50",
		.session = session.id,
		.source = SOURCE_DEVICE,
		.began_us = MONDAY_US };
	struct err err = ERR_INIT;
	int64_t open;

	(void)state;
	open = attempts_open(store, &opening, &err);
	assert_true(open > 0);
	assert_true(attempts_open(store, &opening, &err) > open); /* another lane */
	MUST(attempts_close(store, open, &err));
	MUST(attempts_close(store, open + 1, &err));
	store_close(store);
	MUST(store = station_open(dir, STORE_KIOSK, &err));
	assert_int_equal(store_recovered(store), 0);
	assert_int_equal(count_of(store, "SELECT count(*) FROM attempt"), 0);
}

/* Each entry asks whose points are behind now; a school has thousands. */
static void whose_points_are_behind_is_asked_by_key(void **state)
{
	static const char *const asked[] = { "WHERE student = 's1'",
		"WHERE student = 's1' AND what = 'exam'",
		("WHERE student IN (SELECT student FROM had WHERE station = 'a' "
		 "AND seq = 1)") };
	struct err err = ERR_INIT;
	char sql[200];

	(void)state;
	for (size_t i = 0; i < sizeof(asked) / sizeof(asked[0]); i++) {
		struct query *q;
		enum query_got got;
		int steps = 0;

		snprintf(sql, sizeof(sql),
			"EXPLAIN QUERY PLAN SELECT student, what FROM worked_out %s",
			asked[i]);
		q = query(store_db(store), sql);
		for (; (got = query_next(q, &err)) == QUERY_ROW; steps++)
			assert_null(strstr(query_text_at(q, 3), "SCAN"));
		assert_int_equal(got, QUERY_END);
		assert_true(steps > 0);
	}
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)
	const struct CMUnitTest tests[] = {
		TEST(a_session_is_found_as_it_began),
		TEST(an_attempt_comes_out_as_it_went_in),
		TEST(a_revision_brings_its_own_readings),
		TEST(three_disputed_name_each_other),
		TEST(tries_stay_in_order_when_the_clock_was_set_back),
		TEST(the_bytes_of_a_listening_come_out_as_they_came),
		TEST(an_attempt_that_never_was_leaves_nothing),
		TEST(whose_points_are_behind_is_asked_by_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
