/* Which attempt counts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "which.h"

/* Rows leave out what is zero. */
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

static const struct item jump = {
	.better = BETTER_MORE, .use = USE_BEST, .attempts = 3
};
static const struct item run = {
	.better = BETTER_LESS, .use = USE_BEST, .attempts = 1
};
static const struct item last = {
	.better = BETTER_MORE, .use = USE_LAST, .attempts = 2
};
static const struct item weight = {
	.better = BETTER_NONE, .use = USE_LAST, .attempts = 1
};

#define V SESSION_FORMAL, OUTCOME_VALID
#define F SESSION_FORMAL, OUTCOME_FOUL
#define I SESSION_FORMAL, OUTCOME_INTERRUPTED
#define W SESSION_FORMAL, OUTCOME_WITHDRAWN
#define M SESSION_MAKEUP, OUTCOME_VALID
#define D SESSION_DEFERRED, OUTCOME_VALID
#define P SESSION_PRACTICE, OUTCOME_VALID

static const struct {
	const char *what;
	const struct item *item;
	enum which_makeup makeup;
	struct {
		enum session_kind session;
		enum attempt_outcome outcome;
		int64_t value;
		bool voided, disputed;
	} tries[6];
	enum which_state state;
	int index, left; /* left: formal tries */
} rows[] = {
	{ "nothing yet", &jump, 0, { { 0 } }, WHICH_NONE, -1, 3 },
	{ "the best of three", &jump, 0, { { V, 2000 }, { V, 2050 }, { V, 2010 } },
		WHICH_VALID, 1, 0 },
	{ "a fourth is kept and does not count", &jump, 0,
		{ { V, 2000 }, { V, 2050 }, { V, 2010 }, { V, 2500 } }, WHICH_VALID, 1,
		0 },
	{ "fouls use up nothing", &jump, 0,
		{ { F }, { F }, { V, 2050 }, { F }, { V, 2100 }, { V, 2000 } },
		WHICH_VALID, 4, 0 },
	{ "all fouls", &jump, 0, { { F }, { F } }, WHICH_FOUL, -1, 3 },
	{ "gave up on the way", &run, 0, { { W } }, WHICH_FOUL, -1, 1 },
	{ "an interrupted one never was", &run, 0, { { I } }, WHICH_NONE, -1, 1 },
	{ "a voided one frees its place", &run, 0, { { V, 8000, true }, { V, 9000 } },
		WHICH_VALID, 1, 0 },
	{ "all voided", &run, 0, { { V, 8000, true } }, WHICH_NONE, -1, 1 },
	{ "a shorter time is better", &run, 0, { { V, 8000 }, { M, 7900 } },
		WHICH_VALID, 1, 0 },
	{ "a worse make-up changes nothing", &run, 0, { { V, 8000 }, { M, 8100 } },
		WHICH_VALID, 0, 0 },
	{ "unless it replaces", &run, WHICH_MAKEUP_REPLACES,
		{ { V, 8000 }, { M, 8100 } }, WHICH_VALID, 1, 0 },
	{ "a make-up for who was missing", &run, 0, { { M, 8100 } }, WHICH_VALID, 0,
		1 },
	{ "deferred stands in for formal", &run, 0, { { D, 8100 } }, WHICH_VALID, 0,
		0 },
	{ "and shares its number of tries", &run, 0, { { V, 8100 }, { D, 7000 } },
		WHICH_VALID, 0, 0 },
	{ "practice never counts", &run, 0, { { P, 7000 }, { V, 8000 } }, WHICH_VALID,
		1, 0 },
	{ "only practice is nothing", &run, 0, { { P, 7000 } }, WHICH_NONE, -1, 1 },
	{ "the last of two", &last, 0, { { V, 30 }, { V, 20 }, { V, 40 } }, WHICH_VALID,
		1, 0 },
	{ "a later weight is not a better one", &weight, 0,
		{ { V, 41000 }, { M, 40000 } }, WHICH_VALID, 1, 0 },
	{ "a disputed try makes the result disputed", &jump, 0,
		{ { V, 2000 }, { V, 2050, false, true } }, WHICH_DISPUTED, 1, 1 },
	{ "also when another one is better", &jump, 0,
		{ { V, 2100 }, { V, 2050, false, true } }, WHICH_DISPUTED, 0, 1 },
	{ "voided ends the dispute", &jump, 0, { { V, 2000 }, { V, 2050, true, true } },
		WHICH_VALID, 0, 2 },
	{ "a disputed fourth does too: whose was it?", &jump, 0,
		{ { V, 1 }, { V, 2 }, { V, 3 }, { V, 4, false, true } }, WHICH_DISPUTED,
		2, 0 },
	{ "a make-up does not end a dispute", &run, WHICH_MAKEUP_REPLACES,
		{ { V, 8000, false, true }, { M, 8100 } }, WHICH_DISPUTED, 1, 0 },
	{ "equal values: the earlier one", &jump, 0, { { V, 2000 }, { V, 2000 } },
		WHICH_VALID, 0, 1 },
};

static void one_attempt_counts(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct which_attempt tries[6] = { 0 };
		struct which_result got;
		size_t n = 0;
		int left;

		for (; n < 6 && rows[i].tries[n].session != 0; n++) {
			tries[n].session = rows[i].tries[n].session;
			tries[n].outcome = rows[i].tries[n].outcome;
			tries[n].value = rows[i].tries[n].value;
			tries[n].voided = rows[i].tries[n].voided;
			tries[n].disputed = rows[i].tries[n].disputed;
		}
		got = which_counts(rows[i].item, rows[i].makeup, tries, n);
		left = which_left(rows[i].item, SESSION_FORMAL, tries, n);
		if (got.state != rows[i].state || got.index != rows[i].index ||
			left != rows[i].left)
			fail_msg("%s: state %d, index %d, left %d", rows[i].what,
				got.state, got.index, left);
		if (got.index >= 0)
			assert_int_equal(got.value, tries[got.index].value);
	}
}

static void practice_has_no_limit(void **state)
{
	(void)state;
	assert_int_equal(which_left(&run, SESSION_PRACTICE, NULL, 0), WHICH_UNLIMITED);
}

static void sessions_have_names(void **state)
{
	enum session_kind kind;

	(void)state;
	for (int i = SESSION_FORMAL; i <= SESSION_PRACTICE; i++) {
		assert_true(session_kind_read(
			session_kind_key((enum session_kind)i), &kind));
		assert_int_equal(kind, i);
	}
	assert_false(session_kind_read("exam", &kind));
	assert_false(session_kind_read("", &kind));
	assert_string_equal(session_kind_zh(SESSION_MAKEUP), "补测");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_attempt_counts),
		cmocka_unit_test(practice_has_no_limit),
		cmocka_unit_test(sessions_have_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
