/* What changed since the files that were handed in, and what it costs to ask. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "buf.h"
#include "handins.h"
#include "steps.h"
#include "stored.h"

#define SCHOOL	2000
#define ITEMS	8
#define CHANGED 3 /* of those who were in the file */

struct seen {
	int kinds[CHANGE_LEFT + 1];
};

static int open_school(void **state)
{
	steps_watch();
	return stored_open(state);
}

/* Students s0 to s(many - 1), each with a result of every item. */
static void fill(struct store *store, int many)
{
	struct err err = ERR_INIT;
	char sql[600];

	snprintf(sql, sizeof(sql),
		"DELETE FROM result; DELETE FROM student; "
		"INSERT INTO student WITH RECURSIVE n(i) AS (VALUES (0) UNION ALL "
		"SELECT i + 1 FROM n WHERE i + 1 < %d) SELECT 's' || i, 'here', "
		"21, '21' || (i / 50), '', 'm' FROM n; "
		"INSERT INTO result WITH RECURSIVE n(i) AS (VALUES (0) UNION ALL "
		"SELECT i + 1 FROM n WHERE i + 1 < %d) SELECT s.id, i, 'item' || i, "
		"'valid', 100 + i, 8000, 0, NULL, NULL, 1 FROM student s, n",
		many, ITEMS);
	MUST(db_run(store_db(store), sql, &err));
}

/* A file with everybody who is there, as they stand. */
static void hand_in(struct store *store, int many)
{
	struct entry_value file[] = { value_text("national"),
		value_text("national-mixed"), value_text(""), value_null(),
		value_int(2026), value_text("上报.xlsx"),
		value_bytes("0123456789abcdef0123456789abcdef", 32), value_int(many),
		value_text("郑老师") };
	size_t rows = (size_t)many * (ITEMS + 1), at = 0;
	struct entry_value *values = mem_array(rows * 3, sizeof(*values));
	char(*names)[16] = mem_array((size_t)many, sizeof(*names));
	static const char *const items[ITEMS] = { "item0", "item1", "item2", "item3",
		"item4", "item5", "item6", "item7" };
	struct err err = ERR_INIT;

	for (int i = 0; i < many; i++) {
		snprintf(names[i], sizeof(names[i]), "s%d", i);
		values[at++] = value_text(names[i]);
		values[at++] = value_text("");
		values[at++] = value_null();
		for (int item = 0; item < ITEMS; item++) {
			values[at++] = value_text(names[i]);
			values[at++] = value_text(items[item]);
			values[at++] = value_int(100 + item);
		}
	}
	MUST(entry_append(store,
		&(struct entry_says){ .kind = ENTRY_EXPORT,
			.values = file,
			.rows = values,
			.row_count = rows },
		MONDAY_US, NULL, &err));
	free(values);
	free(names);
}

static bool count_kind(void *ctx, const struct handin_change *change)
{
	struct seen *seen = ctx;

	seen->kinds[change->kind]++;
	return true;
}

/* What the question costs; `seen` is what it found. */
static int ask(struct store *store, struct seen *seen)
{
	struct err err = ERR_INIT;
	int before = steps;

	memset(seen, 0, sizeof(*seen));
	MUST(handins_changes(store, 0, count_kind, seen, &err));
	return steps - before;
}

/* Of a store that nobody has reckoned statistics for, SQLite once chose to look for each
 * result among all of the same item: a school of 20,000 waited for minutes. */
static void twice_the_school_is_about_twice_the_work(void **state)
{
	struct stored *school = *state;
	struct seen seen;
	int half, whole;

	fill(school->store, SCHOOL / 2);
	half = ask(school->store, &seen);
	assert_int_equal(seen.kinds[CHANGE_NEW], SCHOOL / 2 * ITEMS);
	fill(school->store, SCHOOL);
	whole = ask(school->store, &seen);
	assert_int_equal(seen.kinds[CHANGE_NEW], SCHOOL * ITEMS);
	assert_true(half > 0);
	if (whole > half * 5 / 2)
		fail_msg("%d hundred steps for half the school, %d for all of it", half,
			whole);
}

static void so_it_is_behind_a_file_that_was_handed_in(void **state)
{
	struct stored *school = *state;
	struct err err = ERR_INIT;
	struct seen seen;
	int half, whole;

	fill(school->store, SCHOOL);
	hand_in(school->store, SCHOOL / 2);
	MUST(db_run(store_db(school->store),
		"UPDATE result SET value = 1 WHERE student IN ('s1', 's2', 's3') "
		"AND place = 0",
		&err));
	half = ask(school->store, &seen);
	assert_int_equal(seen.kinds[CHANGE_VALUE], CHANGED);
	assert_int_equal(seen.kinds[CHANGE_NEW], SCHOOL / 2 * ITEMS);
	fill(school->store, 2 * SCHOOL);
	hand_in(school->store, SCHOOL);
	whole = ask(school->store, &seen);
	assert_int_equal(seen.kinds[CHANGE_VALUE], 0);
	assert_int_equal(seen.kinds[CHANGE_NEW], SCHOOL * ITEMS);
	if (whole > half * 3)
		fail_msg("%d hundred steps for half the school, %d for all of it", half,
			whole);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			twice_the_school_is_about_twice_the_work, open_school,
			stored_close),
		cmocka_unit_test_setup_teardown(
			so_it_is_behind_a_file_that_was_handed_in, open_school,
			stored_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
