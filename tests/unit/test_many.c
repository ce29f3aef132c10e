/* One start for many, and the grid in which their numbers are told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "many.h"

#define SECOND INT64_C(1000000)

static const struct item rope = { .key = "rope_skip",
	.unit = ITEM_TIMES,
	.better = BETTER_MORE,
	.rule = RULE_COUNT,
	.step = 1,
	.hard_max = 500,
	.usual_min = 10,
	.usual_max = 250,
	.duration_us = 60 * SECOND };

static struct many many;

static void over(int cells)
{
	many_init(&many, &rope);
	many_line_up(&many, cells);
	many_resume(&many, SECOND, 100 * SECOND);
	assert_int_equal(many.stage, MANY_OVER);
}

/* ---- keys ------------------------------------------------------------------------ */

/* Digits; E Enter, B Backspace, - and + of 不计, Z 0个有效, N 没测, < and > arrows. What
 * is ordered is written at once, unless `disk` is full. Returns how often. */
static int play(const char *keys, bool disk)
{
	int written = 0;

	for (; *keys; keys++) {
		struct many_number number;
		enum many_order order = MANY_NOTHING;

		if (*keys >= '0' && *keys <= '9')
			many_digit(&many, *keys - '0');
		else if (*keys == 'B')
			many_erase(&many);
		else if (*keys == '-' || *keys == '+')
			many_less(&many, *keys == '-' ? 1 : -1);
		else if (*keys == '<' || *keys == '>')
			many_move(&many, *keys == '<' ? -1 : 1);
		else
			order = *keys == 'E'   ? many_enter(&many, &number)
				: *keys == 'Z' ? many_zero(&many, &number)
					       : many_nobody(&many);
		if (!disk || order == MANY_NOTHING)
			continue;
		written++;
		if (order == MANY_SAVE)
			many_saved(&many, &number);
		else
			many_taken_back(&many);
	}
	return written;
}

/* 98 saved, 98-2 with two taken off, (98) typed and not saved, . open, x 没测. */
static void say_grid(char *out, size_t size)
{
	size_t n = 0;

	out[0] = '\0';
	for (int i = 0; i < many.cells; i++) {
		int64_t count = 0, less = 0;
		bool saved = false;
		bool any = many_shows(&many, i, &count, &less, &saved);
		char cell[40];

		if (many.cell[i].mark == MANY_NOBODY)
			snprintf(cell, sizeof(cell), "x");
		else if (!any)
			snprintf(cell, sizeof(cell), ".");
		else if (less)
			snprintf(cell, sizeof(cell), saved ? "%d-%d" : "(%d-%d)",
				(int)count, (int)less);
		else
			snprintf(cell, sizeof(cell), saved ? "%d" : "(%d)", (int)count);
		n += (size_t)snprintf(out + n, size - n, "%s%s%s", i ? " " : "", cell,
			i == many.at ? "<" : "");
	}
}

static const struct {
	const char *what, *keys, *grid;
	enum many_why why;
	int written;
} grids[] = {
	{ "nothing is told yet", "", ".< . .", MANY_FINE, 0 },
	{ "Enter saves, and goes on to the next", "98E", "98 .< .", MANY_FINE, 1 },
	{ "one after another", "98E120E77E", "98 120 77<", MANY_FINE, 3 },
	{ "Enter alone passes over and saves nothing", "E120E", ". 120 .<", MANY_FINE,
		1 },
	{ "after the last one comes who was passed over", "E120E77E", ".< 120 77",
		MANY_FINE, 2 },
	{ "Backspace takes a digit", "981BE", "98 .< .", MANY_FINE, 1 },
	{ "Backspace takes the last digit too", "9BE", ". .< .", MANY_FINE, 0 },
	{ "Backspace with nothing typed leaves what is saved", "98E<BBB", "98< . .",
		MANY_FINE, 1 },
	{ "a fifth digit is none", "00001234567", "(1234)< . .", MANY_FINE, 0 },
	{ "arrows go and stop at the ends", "<<>>>>>", ". . .<", MANY_FINE, 0 },
	{ "what was typed and not entered is gone with an arrow", "98><", ".< . .",
		MANY_FINE, 0 },
	{ "a saved one is mended", "98E<99E", "99 .< .", MANY_FINE, 2 },
	{ "... and left when nothing new was typed", "98E<E", "98 .< .", MANY_FINE, 1 },
	{ "... and left when it was typed and forgotten", "98E<99>", "98 .< .",
		MANY_FINE, 1 },
	{ "the judge takes one off", "98-E", "98-1 .< .", MANY_FINE, 1 },
	{ "the judge takes three off and gives one back", "98---+E", "98-2 .< .",
		MANY_FINE, 1 },
	{ "nothing is given that was not taken", "98+E", "98 .< .", MANY_FINE, 1 },
	{ "the judge takes one off what is saved", "98E<-E", "98-1 .< .", MANY_FINE,
		2 },
	{ "taking one off and giving it back is nothing new", "98E<-+E", "98 .< .",
		MANY_FINE, 1 },
	{ "another number has nothing taken off yet", "98-E<77E", "77 .< .", MANY_FINE,
		2 },
	{ "there is nothing to take off", "-", ".< . .", MANY_WHY_EMPTY, 0 },
	{ "more is taken off than was counted", "1--E", "(1-2)< . .", MANY_WHY_LESS,
		0 },
	{ "a zero is not saved by Enter", "0E", "(0)< . .", MANY_WHY_ZERO, 0 },
	{ "... nor by Enter twice", "0EE", "(0)< . .", MANY_WHY_ZERO, 0 },
	{ "... nor by taking all off", "2--E", "(2-2)< . .", MANY_WHY_ZERO, 0 },
	{ "it is by its own key", "0Z", "0 .< .", MANY_FINE, 1 },
	{ "... without a digit", "Z", "0 .< .", MANY_FINE, 1 },
	{ "... whatever was typed", "98Z", "0 .< .", MANY_FINE, 1 },
	{ "... and keeps what was taken off", "2--Z", "2-2 .< .", MANY_FINE, 1 },
	{ "leading zeros are nothing", "0098E", "98 .< .", MANY_FINE, 1 },
	{ "so many does nobody", "501E", "(501)< . .", MANY_WHY_OUTSIDE, 0 },
	{ "... however often it is said", "501EE", "(501)< . .", MANY_WHY_OUTSIDE, 0 },
	{ "so many are rare", "251E", "(251)< . .", MANY_WHY_UNUSUAL, 0 },
	{ "... and saved when said again", "251EE", "251 .< .", MANY_FINE, 1 },
	{ "... and so few", "9EE", "9 .< .", MANY_FINE, 1 },
	{ "what was asked was about that number", "251E1BE", "(251)< . .",
		MANY_WHY_UNUSUAL, 0 },
	{ "... and that child", "251E>251E", ". (251)< .", MANY_WHY_UNUSUAL, 0 },
	{ "nobody there", "NN98E", "x x 98<", MANY_FINE, 1 },
	{ "nobody there is no number that was typed", "98N", "x .< .", MANY_FINE, 0 },
	{ "there after all", "N<N98E", "98 .< .", MANY_FINE, 1 },
	{ "a number is told of somebody who was not there", "N<98E", "98 .< .",
		MANY_FINE, 1 },
	{ "what was saved was nobody's", "98E<N", "x .< .", MANY_FINE, 2 },
	{ "nothing is taken off nobody", "N<-", "x< . .", MANY_FINE, 0 },
};

static void keys_fill_the_grid(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(grids) / sizeof(grids[0]); i++) {
		char grid[120];
		int written;

		over(3);
		written = play(grids[i].keys, true);
		say_grid(grid, sizeof(grid));
		if (strcmp(grid, grids[i].grid) != 0 || many.why != grids[i].why ||
			written != grids[i].written)
			fail_msg("%s: %s, why %d, written %d", grids[i].what, grid,
				(int)many.why, written);
	}
}

static void nothing_is_saved_before_it_is_written(void **state)
{
	char grid[120];

	(void)state;
	over(2);
	assert_int_equal(play("98EEE", false), 0);
	say_grid(grid, sizeof(grid));
	assert_string_equal(grid, "(98)< .");
	assert_int_equal(play("E", true), 1);
	play("<N", false);
	say_grid(grid, sizeof(grid));
	assert_string_equal(grid, "98< .");
}

/* Any keys at all: the cell is in reach, what is saved is lawful, and a zero is saved by
 * its key only. */
static void no_keys_save_what_may_not_be(void **state)
{
	static const char keys[] = "0123456789EB-+ZN<>EE";
	uint32_t chance = 20261129;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		bool zeros = round % 2 != 0;

		over(1 + round % MANY_MAX);
		for (int i = 0; i < 60; i++) {
			char one[2] = { 0, 0 };

			chance = chance * UINT32_C(1664525) + UINT32_C(1013904223);
			one[0] = keys[(chance >> 16) % (sizeof(keys) - 1)];
			if (one[0] == 'Z' && !zeros)
				one[0] = 'E';
			play(one, true);
			assert_in_range(many.at, 0, many.cells - 1);
		}
		for (int i = 0; i < many.cells; i++) {
			const struct many_cell *c = &many.cell[i];

			if (c->mark != MANY_SAVED)
				continue;
			assert_true(c->count - c->less >= (zeros ? 0 : 1));
			assert_true(c->count - c->less <= rope.hard_max);
			assert_true(c->less >= 0);
		}
		assert_true(many_open(&many) + many_count_saved(&many) <= many.cells);
	}
}

/* ---- time ------------------------------------------------------------------------- */

static void the_time_runs_by_itself(void **state)
{
	(void)state;
	many_init(&many, &rope);
	many_line_up(&many, 3);
	assert_int_equal(many_due_us(&many), INT64_MAX);
	many_arm(&many, 10 * SECOND, 3 * SECOND);
	assert_int_equal(many_due_us(&many), 13 * SECOND);
	assert_false(many_tick(&many, 13 * SECOND - 1));
	assert_int_equal(many_left_us(&many, 12 * SECOND), -1);
	assert_true(many_tick(&many, 13 * SECOND + 40000));
	assert_int_equal(many.stage, MANY_STARTED);
	assert_int_equal(many_left_us(&many, 14 * SECOND), 59 * SECOND);
	play("98E", true); /* too early */
	assert_int_equal(many_count_saved(&many), 0);
	assert_true(many_tick(&many, 73 * SECOND));
	assert_int_equal(many.stage, MANY_OVER);
	assert_int_equal(many_left_us(&many, 74 * SECOND), -1);
	assert_false(many_tick(&many, 1000 * SECOND));
}

static void nobody_starts_without_anybody(void **state)
{
	(void)state;
	many_init(&many, &rope);
	many_line_up(&many, 0);
	many_arm(&many, SECOND, 0);
	assert_int_equal(many.stage, MANY_LINED_UP);
	many_line_up(&many, 500);
	assert_int_equal(many.cells, MANY_MAX);
}

static void a_start_is_taken_back_until_something_is_saved(void **state)
{
	(void)state;
	over(2);
	assert_true(many_again(&many));
	assert_int_equal(many.stage, MANY_LINED_UP);
	assert_false(many_again(&many));
	over(2);
	play("98E", true);
	assert_false(many_again(&many));
	assert_int_equal(many.stage, MANY_OVER);
}

static void a_time_is_taken_up_again_where_it_is(void **state)
{
	static const struct {
		int64_t now_s;
		enum many_stage stage;
	} rows[] = { { 9, MANY_ARMED }, { 10, MANY_STARTED }, { 69, MANY_STARTED },
		{ 70, MANY_OVER }, { 5000, MANY_OVER } };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		many_init(&many, &rope);
		many_line_up(&many, 2);
		many_resume(&many, 10 * SECOND, rows[i].now_s * SECOND);
		assert_int_equal(many.stage, rows[i].stage);
	}
}

static void what_the_journal_has_is_in_its_cell_again(void **state)
{
	char grid[120];

	(void)state;
	over(4);
	many_restore(&many, 0, 98, 0);
	many_restore(&many, 2, 77, 2);
	say_grid(grid, sizeof(grid));
	assert_string_equal(grid, "98 .< 77-2 .");
}

/* ---- counters ---------------------------------------------------------------------- */

static struct reading count(int64_t n, int64_t at_us, unsigned flags)
{
	return (struct reading){ .kind = READING_COUNT,
		.unit = UNIT_ONE,
		.has_value = true,
		.value = n,
		.decimals = 0,
		.flags = flags,
		.at_us = at_us };
}

/* 开始！ at 10 s, over at 70 s. */
static const struct {
	const char *what;
	int64_t at_ms;
	unsigned flags;
	bool kept;
} counts[] = {
	{ "before the start", 9999, 0, false },
	{ "at the start", 10000, 0, true },
	{ "at the end", 69999, 0, true },
	{ "a jump after the end", 70000, 0, false },
	{ "the last word, a moment later", 70500, FLAG_FINAL, true },
	{ "the last word of something else", 72000, FLAG_FINAL, false },
	{ "a counter that is broken", 20000, FLAG_ERROR, false },
};

static void a_counter_counts_while_the_time_runs(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
		struct reading r = count(35, counts[i].at_ms * 1000, counts[i].flags);

		many_init(&many, &rope);
		many_line_up(&many, 2);
		many_arm(&many, 7 * SECOND, 3 * SECOND);
		many_resume(&many, 10 * SECOND, r.at_us);
		if (many_reading(&many, 1, &r) != counts[i].kept)
			fail_msg("%s", counts[i].what);
		assert_false(many_reading(&many, 2, &r)); /* nobody stands there */
		assert_false(many_reading(&many, -1, &r));
	}
}

static void a_counter_fills_its_cell_and_enter_takes_its_word(void **state)
{
	struct reading r = count(98, 20 * SECOND, 0);
	struct many_number number;
	char grid[120];

	(void)state;
	many_init(&many, &rope);
	many_line_up(&many, 3);
	many_resume(&many, 10 * SECOND, 20 * SECOND);
	assert_true(many_reading(&many, 0, &r));
	r.value = 12;
	assert_true(many_reading(&many, 1, &r));
	assert_true(many_tick(&many, 70 * SECOND));
	assert_int_equal(many_enter(&many, &number), MANY_SAVE);
	assert_true(number.by_counter);
	assert_int_equal(number.value, 98);
	many_saved(&many, &number);
	many_less(&many, 1);
	assert_int_equal(many_enter(&many, &number), MANY_SAVE);
	assert_true(number.by_counter);
	assert_int_equal(number.count, 12);
	assert_int_equal(number.value, 11);
	many_saved(&many, &number);
	many_select(&many, 0);
	play("97", true);
	assert_int_equal(many_enter(&many, &number), MANY_SAVE);
	assert_false(number.by_counter);
	many_saved(&many, &number);
	say_grid(grid, sizeof(grid));
	assert_string_equal(grid, "97 12-1 .<");
}

static void a_zero_of_a_counter_is_asked_about_too(void **state)
{
	struct reading r = count(0, 20 * SECOND, 0);
	struct many_number number;

	(void)state;
	many_init(&many, &rope);
	many_line_up(&many, 1);
	many_resume(&many, 10 * SECOND, 20 * SECOND);
	assert_true(many_reading(&many, 0, &r));
	many_stop(&many);
	assert_int_equal(many_enter(&many, &number), MANY_NOTHING);
	assert_int_equal(many.why, MANY_WHY_ZERO);
	assert_int_equal(many_zero(&many, &number), MANY_SAVE);
	assert_true(number.by_counter && number.zero && number.value == 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_fill_the_grid),
		cmocka_unit_test(nothing_is_saved_before_it_is_written),
		cmocka_unit_test(no_keys_save_what_may_not_be),
		cmocka_unit_test(the_time_runs_by_itself),
		cmocka_unit_test(nobody_starts_without_anybody),
		cmocka_unit_test(a_start_is_taken_back_until_something_is_saved),
		cmocka_unit_test(a_time_is_taken_up_again_where_it_is),
		cmocka_unit_test(what_the_journal_has_is_in_its_cell_again),
		cmocka_unit_test(a_counter_counts_while_the_time_runs),
		cmocka_unit_test(a_counter_fills_its_cell_and_enter_takes_its_word),
		cmocka_unit_test(a_zero_of_a_counter_is_asked_about_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
