/* Statuses of the fitness standard in the journal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "standings.h"
#include "stored.h"

static int64_t head(struct store *store)
{
	char hex[DIGEST_TEXT_SIZE];
	struct err err = ERR_INIT;
	int64_t seq;

	MUST(entry_head(store, &seq, hex, &err));
	return seq;
}

static void the_later_row_holds_and_the_same_again_writes_nothing(void **state)
{
	static const struct exam_papers papers = { "病历", "王主任", 20270301 };
	static const struct exam_papers none = { .given_on = 0 };
	static const struct {
		const char *what;
		enum standing_code code;
		const struct exam_papers *papers;
		int entries;
	} steps[] = {
		{ "nothing was said: normal is the same", STANDING_NORMAL, &none, 0 },
		{ "exempt", STANDING_EXEMPT, &papers, 1 },
		{ "the same again", STANDING_EXEMPT, &papers, 0 },
		{ "the same with other papers", STANDING_EXEMPT, &none, 1 },
		{ "deferred", STANDING_DEFERRED, &papers, 1 },
		{ "normal again", STANDING_NORMAL, &papers, 1 },
		{ "normal, the papers say nothing", STANDING_NORMAL, &none, 0 },
	};
	struct stored *school = *state;

	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		int64_t before = head(school->store);
		struct exam_papers held;
		enum standing_code code;
		struct err err = ERR_INIT;

		MUST(standings_put(school->store, "STUDENT0000000A", steps[i].code,
			steps[i].papers, "郑老师", MONDAY_US + (int64_t)i, &err));
		if (head(school->store) != before + steps[i].entries)
			fail_msg("%s", steps[i].what);
		MUST(standings_get(
			school->store, "STUDENT0000000A", &code, &held, &err));
		if (code != steps[i].code)
			fail_msg("%s", steps[i].what);
		if (code != STANDING_NORMAL)
			assert_string_equal(held.papers, steps[i].papers->papers);
	}
}

static void it_is_said_by_somebody(void **state)
{
	static const struct exam_papers none = { .given_on = 0 };
	struct stored *school = *state;
	struct err err = ERR_INIT;

	MUST_FAIL(standings_put(school->store, "STUDENT0000000A", STANDING_EXEMPT,
			  &none, "", MONDAY_US, &err),
		"who");
}

static void codes_have_a_key_and_a_name(void **state)
{
	enum standing_code code;

	(void)state;
	assert_true(standing_read("deferred", &code));
	assert_string_equal(standing_key(code), "deferred");
	assert_string_equal(standing_zh(code), "缓测");
	assert_string_equal(standing_zh(STANDING_EXEMPT), "免予执行");
	assert_false(standing_read("absent", &code));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_later_row_holds_and_the_same_again_writes_nothing),
		cmocka_unit_test(it_is_said_by_somebody),
		cmocka_unit_test(codes_have_a_key_and_a_name),
	};

	return cmocka_run_group_tests(tests, stored_open, stored_close);
}
