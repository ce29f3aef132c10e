/* Decimals come from devices and files: exact, bounded, never floating point. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "err.h"
#include "text.h"

static const struct {
	const char *what, *text;
	bool reads;
	int64_t digits;
	int decimals;
} decimals[] = {
	{ "a whole number", "325", true, 325, 0 },
	{ "zeros behind the point are kept", "20.70", true, 2070, 2 },
	{ "a sign stands in front", "-1.5", true, -15, 1 },
	{ "a plus is allowed", "+0182.4", true, 1824, 1 },
	{ "a point may lead", ".89", true, 89, 2 },
	{ "a point may end", "7.", true, 7, 0 },
	{ "nothing is not a number", "", false, 0, 0 },
	{ "a sign alone is not a number", "-", false, 0, 0 },
	{ "two points are not a number", "1.2.3", false, 0, 0 },
	{ "blanks inside are not a number", "1 2", false, 0, 0 },
	{ "exponents are not taken", "1e3", false, 0, 0 },
	{ "nineteen digits are too many", "1234567890123456789", false, 0, 0 },
};

static void reads_decimals_as_written(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(decimals) / sizeof(decimals[0]); i++) {
		struct decimal d = { -1, -1 };
		bool reads = decimal_read(slice_of(decimals[i].text), &d);

		if (reads != decimals[i].reads)
			fail_msg("%s", decimals[i].what);
		if (reads && (d.digits != decimals[i].digits ||
				     d.decimals != decimals[i].decimals))
			fail_msg("%s", decimals[i].what);
	}
}

static void scales_only_when_exact(void **state)
{
	int64_t value;

	(void)state;
	assert_true(decimal_exact((struct decimal){ 2070, 2 }, 1, &value));
	assert_int_equal(value, 207);
	assert_false(decimal_exact((struct decimal){ 2071, 2 }, 1, &value));
	assert_true(decimal_exact((struct decimal){ 5, 0 }, 6, &value));
	assert_int_equal(value, 5000000);
	assert_false(decimal_exact((struct decimal){ INT64_MAX, 0 }, 1, &value));
}

static void writes_the_sign_of_small_negatives(void **state)
{
	char out[32];

	(void)state;
	assert_string_equal(decimal_write(-5, 1, out, sizeof(out)), "-0.5");
	assert_string_equal(decimal_write(2070, 2, out, sizeof(out)), "20.70");
	assert_string_equal(decimal_write(7, 0, out, sizeof(out)), "7");
	assert_string_equal(
		decimal_write(INT64_MIN, 0, out, sizeof(out)), "-9223372036854775808");
}

static void rounds_as_named(void **state)
{
	(void)state;
	assert_int_equal(div_half_up(25, 10), 3);
	assert_int_equal(div_half_up(24, 10), 2);
	assert_int_equal(div_half_up(-25, 10), -2);
	assert_int_equal(div_half_up(-26, 10), -3);
	assert_int_equal(div_floor(-1, 10), -1);
	assert_int_equal(div_ceil(1, 10), 1);
	assert_int_equal(div_ceil(-1, 10), 0);
}

static void cuts_text_at_a_character(void **state)
{
	char out[6];
	struct err err;

	(void)state;
	assert_false(text_copy(out, sizeof(out), "李小树"));
	assert_string_equal(out, "李");
	assert_false(err_set(&err, "%0600d", 1));
	assert_int_equal(strlen(err.text), sizeof(err.text) - 1);
}

static void a_sentence_is_utf8_whatever_it_quotes(void **state)
{
	static const struct {
		const char *quoted, *text;
	} cases[] = {
		{ "汉字", "\"汉字\"" },
		{ "ab\xe6\xb1", "\"ab\"" }, /* cut in a character */
		{ "\xff\xfe"
		  "a",
			"\"a\"" }, /* no text at all */
		{ "\xed\xa0\x80"
		  "b\xc0\xaf",
			"\"b\"" }, /* surrogate, overlong */
		{ "\xf0\xa0\x80\x80", "\"\xf0\xa0\x80\x80\"" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct err err = ERR_INIT;

		assert_false(err_set(&err, "\"%s\"", cases[i].quoted));
		assert_string_equal(err.text, cases[i].text);
	}
}

static void a_list_falls_into_its_pieces(void **state)
{
	static const struct {
		const char *list, *pieces; /* in brackets */
	} lists[] = {
		{ "a/b/c", "[a][b][c]" },
		{ " 3'45 / 4 ", "[3'45][4]" },
		{ "90//80", "[90][][80]" },
		{ "", "[]" },
		{ "/", "[][]" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		struct slice rest = slice_of(lists[i].list), piece;
		char word[8], got[64] = "";

		while (slice_piece(&rest, '/', &piece)) {
			assert_true(slice_copy(piece, word, sizeof(word)));
			strcat(strcat(strcat(got, "["), word), "]");
		}
		assert_string_equal(got, lists[i].pieces);
	}
}

static void a_piece_is_copied_whole_or_not_at_all(void **state)
{
	char word[4] = "x";

	(void)state;
	assert_true(slice_copy(slice_of("abc"), word, sizeof(word)));
	assert_string_equal(word, "abc");
	assert_false(slice_copy(slice_of("abcd"), word, sizeof(word)));
	assert_false(slice_copy((struct slice){ "a\0b", 3 }, word, sizeof(word)));
	assert_string_equal(word, "abc");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_decimals_as_written),
		cmocka_unit_test(scales_only_when_exact),
		cmocka_unit_test(writes_the_sign_of_small_negatives),
		cmocka_unit_test(rounds_as_named),
		cmocka_unit_test(cuts_text_at_a_character),
		cmocka_unit_test(a_list_falls_into_its_pieces),
		cmocka_unit_test(a_piece_is_copied_whole_or_not_at_all),
		cmocka_unit_test(a_sentence_is_utf8_whatever_it_quotes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
