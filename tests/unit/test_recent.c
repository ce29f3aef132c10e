/* What was heard lately: rows as a person would break them, and nothing of a child. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "recent.h"

static struct recent recent;

static int fresh(void **state)
{
	(void)state;
	memset(&recent, 0, sizeof(recent));
	return 0;
}

static void say(const char *bytes, int64_t at_ms)
{
	recent_bytes(&recent, bytes, strlen(bytes), at_ms * 1000, false);
}

static void row_is(size_t i, const char *want)
{
	const struct recent_row *row = recent_row(&recent, i);

	assert_int_equal(row->len, strlen(want));
	assert_memory_equal(row->bytes, want, strlen(want));
}

static const struct {
	const char *first;
	int64_t pause_ms;
	const char *then;
	size_t rows;
	const char *last;
} breaks[] = {
	{ "12", 10, "34", 1, "1234" },		   /* torn on the way */
	{ "12", 60, "34", 2, "34" },		   /* the device paused */
	{ "12\r\n", 10, "34", 2, "34" },	   /* the end of a line */
	{ "12\r", 10, "\n", 1, "12\r\n" },	   /* ... torn in two */
	{ "0123456789abcdefgh", 10, "i", 2, "i" }, /* a full row */
};

static void a_row_ends_where_a_person_would_end_it(void **state)
{
	for (size_t i = 0; i < sizeof(breaks) / sizeof(breaks[0]); i++) {
		fresh(state);
		say(breaks[i].first, 1000);
		say(breaks[i].then, 1000 + breaks[i].pause_ms);
		assert_int_equal(recent_rows(&recent), breaks[i].rows);
		row_is(breaks[i].rows - 1, breaks[i].last);
	}
}

static void only_the_newest_rows_stay_the_newest_last(void **state)
{
	char word[2] = "a";

	(void)state;
	for (int i = 0; i < 11; i++, word[0]++)
		say(word, 1000 * (i + 1));
	assert_int_equal(recent_rows(&recent), RECENT_ROWS);
	row_is(0, "d");
	row_is(RECENT_ROWS - 1, "k");
	assert_int_equal(recent_row(&recent, 7)->at_us, 11000000);
	assert_int_equal(recent.bytes, 11);
}

static bool holds(const char *text)
{
	const char *at = (const char *)&recent;

	for (size_t i = 0; i + strlen(text) <= sizeof(recent); i++)
		if (memcmp(at + i, text, strlen(text)) == 0)
			return true;
	return false;
}

static void what_is_said_of_a_child_is_counted_and_not_kept(void **state)
{
	struct reading r = { .kind = READING_WEIGHT, .value = 41200000000 };

	(void)state;
	recent_bytes(&recent, "ST,041.2kg", 10, 1000000, true);
	r.has_value = true;
	recent_reading(&recent, &r, true);
	assert_false(holds("041"));
	assert_int_equal(recent_row(&recent, 0)->len, 10);
	assert_true(recent.last_hidden);
	assert_int_equal(recent.last.value, 0);
	assert_int_equal(recent.last.kind, READING_WEIGHT);
}

static void a_reader_of_cards_is_hidden_from_its_first_card_on(void **state)
{
	struct reading r = { .kind = READING_PERSON, .subject = "A17 0001" };

	(void)state;
	say("A17 0001", 1000);
	assert_true(holds("0001"));
	recent_reading(&recent, &r, false);
	say("A17 0002", 2000);
	assert_false(holds("0001"));
	assert_false(holds("0002"));
	assert_int_equal(recent.bytes, 16);
}

static void the_pace_is_that_of_the_last_three_seconds(void **state)
{
	struct reading r = { .kind = READING_WEIGHT };

	(void)state;
	for (int i = 0; i < 50; i++) { /* five in each second */
		r.at_us = 10000000 + i * INT64_C(200000);
		recent_reading(&recent, &r, false);
	}
	r.index = 1; /* of the same frame */
	recent_reading(&recent, &r, false);
	assert_int_equal(recent.frames, 50);
	assert_int_equal(recent_pace(&recent, 20000000), 50);
	assert_int_equal(recent_pace(&recent, 21000000), 33);
	assert_int_equal(recent_pace(&recent, 24000000), 0);
}

static void the_last_words_are_those_that_can_be_read(void **state)
{
	char out[64];

	(void)state;
	assert_string_equal(recent_words(&recent, out, sizeof(out)), "");
	say("+1.25kg\r\n", 1000);
	say("\x81\x93 \x12\xfe", 2000);
	assert_string_equal(recent_words(&recent, out, sizeof(out)), "+1.25kg");
	say("$VC,ml=3895,st=F,seq=14*21\r\n", 3000); /* longer than a row */
	assert_string_equal(
		recent_words(&recent, out, sizeof(out)), "$VC,ml=3895,st=F,seq=14*21");
	say("$VC,ml=38", 4000);
	assert_string_equal(recent_words(&recent, out, sizeof(out)), "$VC,ml=38");
	assert_string_equal(recent_words(&recent, out, 5), "$VC,");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_row_ends_where_a_person_would_end_it, fresh),
		cmocka_unit_test_setup(
			only_the_newest_rows_stay_the_newest_last, fresh),
		cmocka_unit_test_setup(
			what_is_said_of_a_child_is_counted_and_not_kept, fresh),
		cmocka_unit_test_setup(
			a_reader_of_cards_is_hidden_from_its_first_card_on, fresh),
		cmocka_unit_test_setup(
			the_pace_is_that_of_the_last_three_seconds, fresh),
		cmocka_unit_test_setup(
			the_last_words_are_those_that_can_be_read, fresh),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
