/* Whose results the newest entries are about. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "presences.h"
#include "scored.h"
#include "standings.h"
#include "touched.h"

static struct student tree, moon, star;
static struct session jump;
static int64_t head;

static void remember(void)
{
	char hex[DIGEST_TEXT_SIZE];
	struct err err = ERR_INIT;

	MUST(entry_head(store, &head, hex, &err));
}

static int begin(void **state)
{
	struct err err = ERR_INIT;

	if (begin_scored(state))
		return -1;
	MUST(student_put(store, "李小树", "L1", SEX_MALE, 21, &tree, &err));
	MUST(student_put(store, "林小月", "L2", SEX_FEMALE, 21, &moon, &err));
	MUST(student_put(store, "周天星", "L3", SEX_MALE, 21, &star, &err));
	MUST(session_make(store, "long_jump", SESSION_FORMAL, &jump, &err));
	remember();
	return 0;
}

static struct entry_id tried(const struct student *s)
{
	struct entry_id id;
	struct err err = ERR_INIT;

	MUST(attempt_make(store, &jump, s->id, 2000, &id, &err));
	return id;
}

/* "李林": the first characters of who was touched. */
static const char *touched(void)
{
	static char names[200];
	touched_id who[TOUCHED_MAX];
	struct err err = ERR_INIT;
	int n = touched_since(store, head, who, &err);
	bool is[3] = { false, false, false };

	if (n == TOUCHED_ANYBODY)
		return "anybody";
	if (n < 0)
		fail_msg("%s", err.text);
	for (int i = 0; i < n; i++) {
		is[0] |= strcmp(who[i], tree.id) == 0;
		is[1] |= strcmp(who[i], moon.id) == 0;
		is[2] |= strcmp(who[i], star.id) == 0;
	}
	assert_int_equal(n, is[0] + is[1] + is[2]);
	snprintf(names, sizeof(names), "%s%s%s", is[0] ? "树" : "", is[1] ? "月" : "",
		is[2] ? "星" : "");
	return names;
}

static void who_tried_is_touched(void **state)
{
	(void)state;
	assert_string_equal(touched(), "");
	tried(&tree);
	tried(&tree);
	assert_string_equal(touched(), "树");
	tried(&star);
	assert_string_equal(touched(), "树星");
	remember();
	assert_string_equal(touched(), "");
}

static void a_word_about_an_attempt_touches_whose_it_is(void **state)
{
	struct entry_id id = tried(&moon);
	struct err err = ERR_INIT;

	(void)state;
	remember();
	MUST(attempts_void(store, &id, "选错人", "郑老师", MONDAY_US, &err));
	assert_string_equal(touched(), "月");
	remember();
	MUST(attempts_settle(store, &id, true, "核对过", "郑老师", MONDAY_US, &err));
	assert_string_equal(touched(), "月");
}

static void who_had_it_and_who_has_it_now_are_touched(void **state)
{
	struct entry_id id = tried(&moon);
	struct err err = ERR_INIT;

	(void)state;
	remember();
	MUST(attempts_move(store, &id, star.id, "选错人", "郑老师", MONDAY_US, &err));
	assert_string_equal(touched(), "月星");
	MUST(attempts_move(store, &id, tree.id, "选错人", "郑老师", MONDAY_US, &err));
	assert_string_equal(touched(), "树月星");
}

static void a_roster_or_who_is_exempt_touches_anybody(void **state)
{
	struct exam_papers papers = { .papers = "医院证明", .approver = "校长" };
	struct student other;
	struct err err = ERR_INIT;

	(void)state;
	MUST(standings_put(
		store, star.id, STANDING_EXEMPT, &papers, "郑老师", MONDAY_US, &err));
	assert_string_equal(touched(), "anybody");
	remember();
	MUST(student_put(store, "吴小禾", "L4", SEX_MALE, 11, &other, &err));
	assert_string_equal(touched(), "anybody");
}

static void so_do_very_many(void **state)
{
	static struct student many[TOUCHED_MAX + 1];
	touched_id who[TOUCHED_MAX];
	struct err err = ERR_INIT;
	char number[16];

	(void)state;
	for (int i = 0; i <= TOUCHED_MAX; i++) {
		snprintf(number, sizeof(number), "M%d", i);
		MUST(student_put(store, "学生", number, SEX_MALE, 21, &many[i], &err));
	}
	remember();
	for (int i = 0; i < TOUCHED_MAX; i++)
		tried(&many[i]);
	assert_int_equal(touched_since(store, head, who, &err), TOUCHED_MAX);
	tried(&many[TOUCHED_MAX]);
	assert_int_equal(touched_since(store, head, who, &err), TOUCHED_ANYBODY);
}

#define IN_A_STORE(test) cmocka_unit_test_setup_teardown(test, begin, end_scored)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_STORE(who_tried_is_touched),
		IN_A_STORE(a_word_about_an_attempt_touches_whose_it_is),
		IN_A_STORE(who_had_it_and_who_has_it_now_are_touched),
		IN_A_STORE(a_roster_or_who_is_exempt_touches_anybody),
		IN_A_STORE(so_do_very_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
