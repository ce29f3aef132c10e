/* Who lines up, and which line-up holds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "lineups.h"
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
	MUST(store = station_open(dir, STORE_WRITE, &err));
	MUST(session_make(store, "rope_skip", SESSION_FORMAL, &session, &err));
	return 0;
}

static int end(void **state)
{
	(void)state;
	store_close(store);
	folder_remove(dir);
	return 0;
}

/* A letter stands for a student; - is nobody known yet. */
static void put(int heat, const char *who, int64_t wall_us, struct entry_id *id)
{
	static struct lineup lineup;
	struct err err = ERR_INIT;

	lineup = (struct lineup){ .session = session.id, .heat = heat };
	for (; *who; who++) {
		struct lineup_person *p = &lineup.people[lineup.count++];

		p->number = 10 + lineup.count;
		if (*who != '-')
			snprintf(p->student, sizeof(p->student), "%c", *who);
	}
	MUST(lineups_put(store, &lineup, wall_us, &err));
	*id = lineup.id;
}

static void holds(int heat, const char *who)
{
	static struct lineup lineup;
	struct err err = ERR_INIT;

	assert_int_equal(lineups_newest(store, &session.id, heat, &lineup, &err),
		who ? LINEUP_FOUND : LINEUP_UNKNOWN);
	if (!who)
		return;
	assert_int_equal(lineup.count, strlen(who));
	for (int i = 0; i < lineup.count; i++) {
		char want[2] = { who[i] == '-' ? '\0' : who[i], '\0' };

		assert_string_equal(lineup.people[i].student, want);
		assert_int_equal(lineup.people[i].number, 11 + i);
	}
}

static void the_later_one_holds(void **state)
{
	struct entry_id id;

	(void)state;
	holds(0, NULL);
	put(1, "ABC", MONDAY_US, &id);
	put(2, "D-", MONDAY_US + 60, &id);
	put(1, "AC", MONDAY_US - 3600, &id); /* the clock was set back */
	holds(1, "AC");
	holds(2, "D-");
	holds(3, NULL);
	holds(0, "AC");
}

static void a_line_up_is_found_by_its_name(void **state)
{
	static struct lineup lineup;
	struct entry_id id, other;
	struct err err = ERR_INIT;

	(void)state;
	put(1, "AB", MONDAY_US, &id);
	put(1, "ABC", MONDAY_US, &other);
	assert_int_equal(lineups_find(store, &id, &lineup, &err), LINEUP_FOUND);
	assert_int_equal(lineup.count, 2);
	assert_int_equal(lineup.heat, 1);
	assert_int_equal(lineup.made_us, MONDAY_US);
	assert_int_equal(lineup.session.seq, session.id.seq);
	assert_int_equal(lineups_find(store, &session.id, &lineup, &err),
		LINEUP_UNKNOWN); /* another kind of entry */
}

static void a_class_fits_and_more_is_refused(void **state)
{
	static struct lineup lineup;
	struct err err = ERR_INIT;

	(void)state;
	lineup = (struct lineup){
		.session = session.id, .heat = 1, .count = LINEUP_PEOPLE
	};
	MUST(lineups_put(store, &lineup, MONDAY_US, &err));
	assert_int_equal(
		lineups_newest(store, &session.id, 1, &lineup, &err), LINEUP_FOUND);
	assert_int_equal(lineup.count, LINEUP_PEOPLE);
	lineup.count = LINEUP_PEOPLE + 1;
	MUST_FAIL(lineups_put(store, &lineup, MONDAY_US, &err), "line up");
}

static void write_place(void *ctx, const struct lineup_place *place)
{
	char *words = ctx;
	size_t len = strlen(words);

	snprintf(words + len, 64 - len, "%s%d/%d ", place->student, place->heat,
		place->number);
}

/* Once each, where he stood last; a line-up that another took the place of is none. */
static void each_stands_where_he_stood_last(void **state)
{
	struct session other = session;
	struct entry_id id;
	struct err err = ERR_INIT;
	char words[64] = "";

	(void)state;
	put(1, "ABC", MONDAY_US, &id);
	put(1, "AB-", MONDAY_US + 1, &id);
	put(2, "DA", MONDAY_US + 2, &id);
	MUST(session_make(store, "rope_skip", SESSION_PRACTICE, &session, &err));
	put(3, "B", MONDAY_US + 3, &id);
	MUST(session_make(store, "run50", SESSION_FORMAL, &session, &err));
	put(4, "D", MONDAY_US + 4, &id);
	MUST(lineups_each_place(
		store, "rope_skip", other.school_year, write_place, words, &err));
	assert_string_equal(words, "B1/12 D2/11 A2/12 ");
	words[0] = '\0';
	MUST(lineups_each_place(
		store, "rope_skip", other.school_year - 1, write_place, words, &err));
	assert_string_equal(words, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_later_one_holds, begin, end),
		cmocka_unit_test_setup_teardown(
			a_line_up_is_found_by_its_name, begin, end),
		cmocka_unit_test_setup_teardown(
			a_class_fits_and_more_is_refused, begin, end),
		cmocka_unit_test_setup_teardown(
			each_stands_where_he_stood_last, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
