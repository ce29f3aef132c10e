/* The journal's spine: canonical encoding, chain, and what breaks it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "stored.h"

#define US INT64_C(1795437000000000)

/* The vectors of schema/FORMAT.md, made there by another program. */
static void entries_have_the_digests_of_the_document(void **state)
{
	struct entry_value station[] = { value_text("一号测试点"), value_int(1) };
	struct entry_value school[] = { value_text("向阳学校"), value_int(2026),
		value_int(54), value_text("Asia/Shanghai") };
	struct entry_value chunk[] = { value_int(7), value_int(0), value_int(-5),
		value_bytes("ST\r\n\0\xff", 6) };
	struct entry_value attempt[] = { value_text("s"), value_text("run50"),
		value_text("k3v9w2m7q1xa"), value_int(3), value_text("device"),
		value_text("valid"), value_int(8500), value_int(8412000),
		value_text("us"), value_int(0), value_text("4"), value_text(""),
		value_int(US), value_int(US + 2), value_text(""), value_text("") };
	struct entry_value readings[] = { value_text("k3v9w2m7q1xa"), value_int(7),
		value_int(0), value_int(0), value_int(100), value_text("start"),
		value_text("us"), value_int(36000000000), value_null(), value_null(),
		value_null(), value_int(0), value_int(8412100), value_text("finish"),
		value_text("us"), value_null() };
	const struct {
		struct entry_says says;
		int64_t made_us;
		const char *digest;
	} cases[] = {
		{ { ENTRY_STATION, station, NULL, 0 }, US,
			"4622f572ec36e2c5540eb9adf4620c49f019fec4b1bb00dd44ce0698c8ec4a"
			"a8" },
		{ { ENTRY_SCHOOL, school, NULL, 0 }, US,
			"9d7c484cf55bb5028a43b53e311c2d5114f716fdc6970fb81056fe770aebfe"
			"c0" },
		{ { ENTRY_CHUNK, chunk, NULL, 0 }, US + 1,
			"45f08b7480d964b4a2b82453da3ecdb0a6fdf7e97e4dbc7e0a5e361e2df1bc"
			"99" },
		{ { ENTRY_ATTEMPT, attempt, readings, 2 }, US + 2,
			"6326cb636051e8571bb74acb040cfda2b651d14478268ec8cda34339020443"
			"f6" },
	};
	struct entry_id id = { .station = "k3v9w2m7q1xa" };
	struct digest prev = { { 0 } }, digest;
	char hex[DIGEST_TEXT_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		id.seq = (int64_t)i + 1;
		entry_digest(&id, cases[i].made_us, &prev, &cases[i].says, &digest);
		assert_string_equal(digest_text(&digest, hex), cases[i].digest);
		prev = digest;
	}
}

static void every_kind_has_its_columns_in_the_database(void **state)
{
	struct err err = ERR_INIT;
	struct store *store;
	char dir[64];

	(void)state;
	folder_make(dir);
	MUST(station_make(dir, &err));
	MUST(store = station_open(dir, STORE_WRITE, &err));
	for (int kind = ENTRY_NONE + 1; kind < ENTRY_KINDS; kind++) {
		struct query *q = query(store_db(store),
			"SELECT (SELECT count(*) FROM entry_kind WHERE kind = ?1), "
			"(SELECT count(*) FROM pragma_table_info(?1)) - 2");

		query_text(q, 1, entry_kind_name(kind));
		assert_int_equal(query_next(q, &err), QUERY_ROW);
		assert_int_equal(query_int_at(q, 0), 1);
		assert_int_equal(query_int_at(q, 1), entry_columns(kind));
		query_end(q);
		assert_int_equal(entry_kind_read(entry_kind_name(kind)), kind);
	}
	assert_int_equal(
		count_of(store, "SELECT count(*) FROM entry_kind"), ENTRY_KINDS - 1);
	store_close(store);
	folder_remove(dir);
}

static void a_chain_of_every_kind_is_whole(void **state)
{
	struct err err = ERR_INIT;
	char faults[4096] = "", dir[64];
	struct store *store;
	int64_t entries;

	(void)state;
	folder_make(dir);
	MUST(station_make(dir, &err));
	MUST(store = station_open(dir, STORE_WRITE, &err));
	MUST(one_of_each(store, &err));
	assert_int_equal(count_of(store, "SELECT count(DISTINCT kind) FROM entry"), 26);
	MUST(entry_check_chain(store, remember_fault, faults, &entries, &err));
	assert_string_equal(faults, "");
	assert_int_equal(entries, count_of(store, "SELECT count(*) FROM entry"));
	store_close(store);
	folder_remove(dir);
}

/* What somebody with a database editor can do, once the triggers are dropped. */
static void what_is_altered_is_found_and_named(void **state)
{
	static const struct {
		const char *what, *sql, *says;
	} cases[] = {
		{ "a value",
			"DROP TRIGGER attempt_no_update; UPDATE attempt SET value = "
			"19000",
			"this attempt was altered" },
		{ "one byte that a device sent",
			"DROP TRIGGER chunk_no_update; UPDATE chunk SET bytes = "
			"CAST('=21.0kg' || x'0d0a' || '=20.0k' AS BLOB) WHERE start = "
			"0",
			"this chunk was altered" },
		{ "a reading's value",
			"DROP TRIGGER attempt_reading_no_update; "
			"UPDATE attempt_reading SET value = 1 WHERE n = 1",
			"this attempt was altered" },
		{ "one reading less",
			"DROP TRIGGER attempt_reading_no_delete; "
			"DELETE FROM attempt_reading WHERE n = 2",
			"this attempt was altered" },
		{ "the time of an entry",
			"DROP TRIGGER entry_no_update; UPDATE entry SET made_us = "
			"made_us + 1 WHERE kind = 'session'",
			"this session was altered" },
		{ "an entry that is gone",
			"PRAGMA foreign_keys = OFF; DROP TRIGGER entry_no_delete; "
			"DELETE FROM entry WHERE kind = 'dispute'",
			"a gap" },
		{ "an entry that says nothing any more",
			"PRAGMA foreign_keys = OFF; DROP TRIGGER verdict_no_delete; "
			"DELETE FROM verdict",
			"what this verdict says is gone" },
		{ "a row that no entry owns",
			"PRAGMA foreign_keys = OFF; DROP TRIGGER verdict_with_entry; "
			"INSERT INTO verdict SELECT station, 900, of_station, of_seq, "
			"stands, reason, who FROM verdict",
			"belongs to no entry" },
		{ "a referee's faults",
			"DROP TRIGGER penalty_no_update; UPDATE penalty SET times = 1",
			"this penalty was altered" },
		{ "whose a moved result is",
			"DROP TRIGGER move_no_update; UPDATE move SET who = ''",
			"this move was altered" },
		{ "a row of a start list",
			"DROP TRIGGER lineup_person_no_update; "
			"UPDATE lineup_person SET number = 5",
			"this lineup was altered" },
		{ "a profile",
			"DROP TRIGGER kept_no_update; UPDATE kept SET bytes = x'00'",
			"kept file" },
		{ "a digest, made to fit the row",
			"DROP TRIGGER entry_no_update; UPDATE entry SET digest = "
			"zeroblob(32) WHERE kind = 'session'",
			"does not follow the entry before it" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct err err = ERR_INIT;
		char faults[4096] = "", dir[64];
		struct store *store;
		int64_t entries;

		folder_make(dir);
		MUST(station_make(dir, &err));
		MUST(store = station_open(dir, STORE_WRITE, &err));
		MUST(one_of_each(store, &err));
		MUST(db_run(store_db(store), cases[i].sql, &err));
		MUST(entry_check_chain(store, remember_fault, faults, &entries, &err));
		if (!strstr(faults, cases[i].says))
			fail_msg("%s: \"%s\" does not say \"%s\"", cases[i].what,
				faults, cases[i].says);
		store_close(store);
		folder_remove(dir);
	}
}

static void the_head_is_the_newest_digest(void **state)
{
	struct err err = ERR_INIT;
	char dir[64], before[DIGEST_TEXT_SIZE], after[DIGEST_TEXT_SIZE];
	struct session session;
	struct store *store;
	int64_t seq;

	(void)state;
	folder_make(dir);
	MUST(station_make(dir, &err));
	MUST(store = station_open(dir, STORE_WRITE, &err));
	MUST(entry_head(store, &seq, before, &err));
	assert_int_equal(seq, 2); /* station, school */
	MUST(session_make(store, "run50", SESSION_FORMAL, &session, &err));
	MUST(entry_head(store, &seq, after, &err));
	assert_int_equal(seq, 3);
	assert_string_not_equal(before, after);
	store_close(store);
	folder_remove(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(entries_have_the_digests_of_the_document),
		cmocka_unit_test(every_kind_has_its_columns_in_the_database),
		cmocka_unit_test(a_chain_of_every_kind_is_whole),
		cmocka_unit_test(what_is_altered_is_found_and_named),
		cmocka_unit_test(the_head_is_the_newest_digest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
