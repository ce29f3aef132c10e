/* Every result again from its raw bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "feed.h"
#include "item.h"
#include "kept.h"
#include "path.h"
#include "profile.h"
#include "results.h"
#include "steps.h"
#include "stored.h"
#include "text.h"
#include "verify.h"

#define SCHEME SOURCE_DIR "/schema/schemes/national-2014"

static char dir[64];
static struct store *store;
static struct items *items;
static struct scheme *scheme;
static struct results_with *with;
static char faults[4096];
static struct verify_counts counts;

static int begin(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	folder_make(dir);
	MUST(station_make(dir, &err));
	MUST(store = station_open(dir, STORE_KIOSK, &err));
	MUST(items = items_load(SOURCE_DIR "/schema/items.yaml", &err));
	MUST(scheme = scheme_load(SCHEME, items, &err));
	MUST(with = results_open(store, items, scheme, SCHEME, MONDAY_US, &err));
	return 0;
}

static int end(void **state)
{
	(void)state;
	results_close(with);
	store_close(store);
	scheme_free(scheme);
	items_free(items);
	folder_remove(dir);
	return 0;
}

static const char *verified(void)
{
	struct err err = ERR_INIT;

	faults[0] = '\0';
	MUST(verify(store, items, scheme, SOURCE_DIR "/schema/recheck", remember_fault,
		faults, &counts, &err));
	return faults;
}

static void what_happened_is_made_again(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	MUST(one_of_each(store, &err));
	MUST(results_rebuild(with, &err));
	assert_string_equal(verified(), "");
	assert_int_equal(counts.listenings, 1);
	assert_int_equal(counts.bytes, 27);
	assert_int_equal(counts.attempts, 3); /* two, and a revision */
	assert_int_equal(counts.remade, 3);
	assert_int_equal(counts.scores, 1);
	assert_int_equal(counts.faults, 0);
}

/* ---- a heat on a console ---------------------------------------------------------- */

struct heard {
	struct listening listening;
	struct feed feed;
	struct reading reading[8];
	size_t count;
};

static void hear(void *ctx, const struct reading *r)
{
	struct heard *heard = ctx;

	assert_true(heard->count < 8);
	heard->reading[heard->count++] = *r;
}

static void say(struct heard *heard, const char *bytes, int64_t at_us)
{
	struct err err = ERR_INIT;

	MUST(listenings_chunk(
		store, &heard->listening, bytes, strlen(bytes), at_us, &err));
	feed_bytes(&heard->feed, bytes, strlen(bytes), at_us, hear, heard);
}

/* Two runners by start number on the ALGE console, one of them over midnight, and a
 * third started by hand; torn in the middle of a frame. */
static void runs_by_start_number_and_by_hand_are_made_again(void **state)
{
	static struct heard heard;
	struct err err = ERR_INIT;
	struct profile *profile;
	struct session session;
	struct finish f = { .student = "s",
		.item = "run50",
		.source = SOURCE_DEVICE,
		.outcome = OUTCOME_VALID,
		.has_value = true,
		.raw_unit = UNIT_US,
		.began_us = MONDAY_US,
		.ended_us = MONDAY_US + 9,
		.ref_count = 2 };
	struct reading hand;

	(void)state;
	MUST(profile = profile_load(
		     SOURCE_DIR "/devices/profiles/alge-tdc8001.yaml", &err));
	memset(&heard, 0, sizeof(heard));
	heard.listening = (struct listening){ .where = "tty:/dev/pts/9",
		.settings = "9600 8n1",
		.profile = "alge-tdc8001",
		.profile_text = profile->source,
		.profile_len = profile->source_len,
		.wall_us = MONDAY_US,
		.mono_us = 1000 };
	MUST(listenings_begin(store, &heard.listening, &err));
	MUST(session_make(store, "run50", SESSION_FORMAL, &session, &err));
	f.session = session.id;
	feed_init(&heard.feed, profile);
	say(&heard, " 0001 C0  23:59:55.0000 00\r n0002\r 0001 C1 ", 2000);
	say(&heard, " 00:00:03.4120 00\r", 10412000);
	assert_int_equal(heard.reading[0].kind, READING_START);
	assert_int_equal(heard.reading[heard.count - 1].kind, READING_FINISH);

	f.refs[0] = reading_ref_of(&heard.listening.id, &heard.reading[0]);
	f.refs[1] = reading_ref_of(
		&heard.listening.id, &heard.reading[heard.count - 1]);
	f.raw_value = 8412000;
	f.value = 8500; /* 8.41 goes up to 8.5 */
	MUST(attempts_finish(store, 0, &f, NULL, &err));

	hand = rules_hand_start(1412000);
	f.refs[0] = reading_ref_of(&heard.listening.id, &hand);
	f.raw_value = 9000000;
	f.value = 9000;
	MUST(attempts_finish(store, 0, &f, NULL, &err));
	assert_string_equal(verified(), "");
	assert_int_equal(counts.remade, 2);

	/* A value that the bytes do not make. */
	f.value = 8900;
	MUST(attempts_finish(store, 0, &f, NULL, &err));
	assert_non_null(
		strstr(verified(), "run50 8900 (raw 9000000) was stored, but its "
				   "readings make 9000"));
	assert_int_equal(counts.faults, 1);
	profile_free(profile);
}

/* ---- what is found ------------------------------------------------------------------ */

static void what_was_tampered_with_is_found_and_named(void **state)
{
	static const struct {
		const char *what, *sql, *says, *says_too;
	} cases[] = {
		{ "a device's byte",
			"DROP TRIGGER chunk_no_update; UPDATE chunk SET bytes = "
			"CAST('=29.0kg' || x'0d0a' || '=20.0k' AS BLOB) WHERE start = "
			"0",
			"this chunk was altered",
			"the raw bytes say weight 29000000000" },
		{ "a byte that makes a frame unreadable",
			"DROP TRIGGER chunk_no_update; UPDATE chunk SET bytes = "
			"CAST('=2x.0kg' || x'0d0a' || '=20.0k' AS BLOB) WHERE start = "
			"0",
			"this chunk was altered", "is not in the raw bytes" },
		{ "a stored value",
			"DROP TRIGGER attempt_no_update; UPDATE attempt SET value = "
			"21000",
			"this attempt was altered",
			"weight 21000 (raw 20000000000) was stored, but its readings "
			"make "
			"20000" },
		{ "a lost chunk",
			"PRAGMA foreign_keys = OFF; DROP TRIGGER chunk_no_delete; "
			"DELETE FROM chunk WHERE start = 0",
			"what this chunk says is gone",
			"bytes of this listening are missing" },
		{ "the profile",
			"DROP TRIGGER kept_no_update; UPDATE kept SET bytes = "
			"CAST('format: 1' AS BLOB) WHERE digest = (SELECT digest FROM "
			"profile)",
			"kept file", "the profile plain as it was cannot be read" },
		{ "a derived value",
			"UPDATE result SET value = 19000 WHERE item = 'weight'",
			"weight: stored is valid 19000",
			"`station score` computes it again" },
		{ "a derived point",
			"UPDATE result SET points_c = 9900 WHERE item = 'weight'",
			"with 9900 points", "" },
		{ "a derived total",
			"UPDATE score SET state = 'complete', total_c = 9000",
			"the stored total 9000", "" },
		{ "points by other tables", "UPDATE score SET digest = zeroblob(32)",
			"made with other tables", "" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct err err = ERR_INIT;

		MUST(one_of_each(store, &err));
		MUST(results_rebuild(with, &err));
		assert_string_equal(verified(), "");
		MUST(db_run(store_db(store), cases[i].sql, &err));
		verified();
		if (!strstr(faults, cases[i].says) ||
			!strstr(faults, cases[i].says_too))
			fail_msg("%s: \"%s\" does not say \"%s\" and \"%s\"",
				cases[i].what, faults, cases[i].says,
				cases[i].says_too);
		end(state);
		begin(state);
	}
}

/* The power went between the entry and the points that follow from it. */
static void points_behind_their_entries_are_no_fault(void **state)
{
	struct err err = ERR_INIT;
	struct attempt_now a;
	struct entry_id id = { .seq = 0 };

	(void)state;
	MUST(one_of_each(store, &err));
	MUST(results_rebuild(with, &err));
	id.seq = count_of(store, "SELECT max(seq) FROM attempt WHERE item = 'weight'");
	text_copy(id.station, sizeof(id.station), store_station(store));
	MUST(attempts_find(store, &id, &a, &err));
	MUST(attempts_void(store, &id, "按错", "老师", MONDAY_US + 1, &err));
	assert_string_equal(verified(), "");
	assert_int_equal(counts.behind, 1);
	assert_int_equal(counts.scores, 0);
	MUST(results_ensure(with, &err));
	assert_string_equal(verified(), "");
	assert_int_equal(counts.behind, 0);
	assert_int_equal(counts.scores, 1);

	MUST(attempts_settle(store, &id, true, "没错", "老师", MONDAY_US + 2, &err));
	assert_string_equal(verified(), "");
	assert_int_equal(counts.behind, 1);
	MUST(results_refresh(with, a.student, &err));
	assert_string_equal(verified(), "");
	assert_int_equal(counts.behind, 0);
}

/* A row that says so hides no altered points: they are worked out before they are used. */
static void who_is_said_to_be_behind_is_worked_out_again(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	MUST(one_of_each(store, &err));
	MUST(results_rebuild(with, &err));
	MUST(db_run(store_db(store),
		"UPDATE result SET points_c = 9900 WHERE item = 'weight'; "
		"INSERT INTO behind SELECT student, 'standard' FROM score",
		&err));
	assert_string_equal(verified(), "");
	assert_int_equal(counts.behind, 1);
	MUST(results_ensure(with, &err));
	assert_int_equal(
		count_of(store, "SELECT count(*) FROM result WHERE points_c = 9900"),
		0);
	assert_int_equal(count_of(store, "SELECT count(*) FROM behind"), 0);
	assert_string_equal(verified(), "");
}

/* A kiosk goes on while another program looks: a class jumps, everybody twice, in turn. */
#define JUMPERS 40
static struct store *kiosk;
static struct session jumping;
static struct student jumper[JUMPERS];
static int jumps;

/* A leaver's exam is over with its school year, whatever is put down about that year. */
static void an_exam_that_is_over_is_not_behind(void **state)
{
	static const struct {
		int exam_year, behind;
	} cases[] = { { 2027, 1 }, { 2026, 0 } }; /* the station is in 2026-2027 */
	struct err err = ERR_INIT;
	char sql[400];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		snprintf(sql, sizeof(sql),
			"DELETE FROM exam_score; INSERT INTO exam_score VALUES ('s1', "
			"x'00', "
			"'daqing-sample', %d, 'sample', 1, 'incomplete', NULL, '', "
			"''); "
			"INSERT OR REPLACE INTO behind VALUES ('s1', 'exam')",
			cases[i].exam_year);
		MUST(db_run(store_db(store), sql, &err));
		verified();
		if (counts.behind != cases[i].behind)
			fail_msg("%d: %d", cases[i].exam_year, (int)counts.behind);
	}
}

static void jump(void)
{
	const char *student = jumper[jumps % JUMPERS].id;
	struct err err = ERR_INIT;
	struct entry_id id;

	if (steps % 30 != 0 || jumps == 2 * JUMPERS)
		return;
	MUST(attempt_make(kiosk, &jumping, student, 1000 + 10 * jumps++, &id, &err));
	MUST(results_refresh(with, student, &err));
}

static void what_others_write_meanwhile_is_no_fault(void **state)
{
	struct err err = ERR_INIT;
	int64_t entries;
	char number[32];

	(void)state;
	MUST(one_of_each(store, &err));
	for (int i = 0; i < JUMPERS; i++) {
		snprintf(number, sizeof(number), "L9900002013%08d", i);
		MUST(student_put(
			store, "王小溪", number, SEX_FEMALE, 21, &jumper[i], &err));
	}
	MUST(session_make(store, "long_jump", SESSION_FORMAL, &jumping, &err));
	MUST(results_rebuild(with, &err));
	kiosk = store;
	jumps = 0;
	entries = count_of(store, "SELECT count(*) FROM entry");
	steps_watch();
	MUST(store = station_open(dir, STORE_READ, &err));
	steps_unwatch();
	steps_between = jump;
	assert_string_equal(verified(), "");
	steps_between = NULL;
	assert_true(jumps > 20);
	assert_in_range(counts.entries, entries, entries + 3);
	assert_int_equal(counts.newest, counts.entries);
	store_close(store);
	store = kiosk;
}

/* An item's file or a scheme in the tree may change; the journal has what was used. */
static void a_profile_that_changed_since_does_not_matter(void **state)
{
	struct err err = ERR_INIT;
	struct listening other = { .where = "tty:/dev/pts/3",
		.settings = "9600 8n1",
		.profile = "plain",
		.profile_text = "# improved\n" PLAIN_PROFILE,
		.profile_len = strlen("# improved\n" PLAIN_PROFILE),
		.wall_us = MONDAY_US };

	(void)state;
	MUST(one_of_each(store, &err));
	MUST(listenings_begin(store, &other, &err));
	MUST(listenings_chunk(store, &other, "=20.0kg\r\n", 9, 1, &err));
	assert_int_equal(count_of(store, "SELECT count(*) FROM profile"), 2);
	assert_string_equal(verified(), "");
	assert_int_equal(counts.listenings, 2);
}

static void a_kept_scheme_can_be_written_out_and_used(void **state)
{
	struct err err = ERR_INIT;
	struct scheme *again;
	char out[64];

	(void)state;
	folder_make(out);
	MUST(kept_scheme_write(store, &scheme->digest, out, &err));
	MUST(again = scheme_load(out, items, &err));
	assert_true(digest_same(&again->digest, &scheme->digest));
	scheme_free(again);
	folder_remove(out);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)
	const struct CMUnitTest tests[] = {
		TEST(what_happened_is_made_again),
		TEST(runs_by_start_number_and_by_hand_are_made_again),
		TEST(what_was_tampered_with_is_found_and_named),
		TEST(points_behind_their_entries_are_no_fault),
		TEST(who_is_said_to_be_behind_is_worked_out_again),
		TEST(an_exam_that_is_over_is_not_behind),
		TEST(what_others_write_meanwhile_is_no_fault),
		TEST(a_profile_that_changed_since_does_not_matter),
		TEST(a_kept_scheme_can_be_written_out_and_used),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
