/* A pattern speaks of a whole record, and none of them can hang. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "pattern.h"

#define NO "\xff" /* does not match */

/* `field` is what group "f" holds. */
static const struct {
	const char *what, *pattern, *text, *field;
} matches[] = {
	{ "letters match themselves", "ab(?<f>c)", "abc", "c" },
	{ "all of the record must match", "ab(?<f>c)", "abcd", NO },
	{ "from its first byte", "b(?<f>c)", "abc", NO },
	{ "a dot is any byte", "(?<f>.)", "\x80", "\x80" },
	{ "a class and a range", "(?<f>[a-c_]+)", "abc_a", "abc_a" },
	{ "all others", "(?<f>[^,]*),.*", "ab,c,d", "ab" },
	{ "a class may hold a bracket", "(?<f>[\\]-]+)", "]-]", "]-]" },
	{ "digits", "(?<f>\\d{4})", "0071", "0071" },
	{ "too few digits", "(?<f>\\d{4})", "071", NO },
	{ "a range of times", "(?<f>a{2,3})a", "aaa", "aa" },
	{ "at least so many", "(?<f>a{2,})", "aaaaa", "aaaaa" },
	{ "at least so many are missing", "(?<f>a{2,})", "a", NO },
	{ "the longest first", "(?<f>a*)(a*)", "aaa", "aaa" },
	{ "as much as leaves a rest", "(?<f>.*)ab", "abab", "ab" },
	{ "this or that", "(?<f>RTM|RT|TT)", "RT", "RT" },
	{ "the first that lets the rest fit", "(?<f>a|ab)c", "abc", "ab" },
	{ "a third and an empty one", "(?<f>x|y|)z", "z", "" },
	{ "a group in two places", "a(?<f>\\d)|b(?<f>\\w)", "bx", "x" },
	{ "a group repeated keeps its last", "(?<f>\\d,)*x", "1,2,x", "2," },
	{ "a group that may be missing", "(,(?<f>\\d))?x", "x", NULL },
	{ "a group that may be missing and is not", "(,(?<f>\\d))?x", ",7x", "7" },
	{ "groups so many times", "(?<f>(ab){2})", "abab", "abab" },
	{ "groups up to so many times", "(?<f>(ab){0,2})b?", "ababb", "abab" },
	{ "groups too many times", "(?<f>(ab){1,2})", "ababab", NO },
	{ "groups any number of times", "(?<f>(ab)*)", "", "" },
	{ "groups at least once", "(?<f>(a|b)+)c", "abbac", "abba" },
	{ "bytes by number", "(?<f>\\x41\\xff)", "A\xff", "A\xff" },
	{ "punctuation after a backslash", "\\$(?<f>\\.)\\*", "$.*", "." },
	{ "no anchors: they are ordinary", "(?<f>^$)", "^$", "^$" },
};

static void matches_what_it_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(matches) / sizeof(matches[0]); i++) {
		struct pattern p;
		struct err err = { "" };
		struct pattern_span spans[PATTERN_GROUPS_MAX];
		const char *want = matches[i].field, *text = matches[i].text;
		bool match;

		if (!pattern_compile(&p, matches[i].pattern, &err))
			fail_msg("%s: %s", matches[i].what, err.text);
		match = pattern_match(&p, (const uint8_t *)text, strlen(text), spans);
		if (match != (want == NULL || strcmp(want, NO) != 0))
			fail_msg("%s", matches[i].what);
		if (!match)
			continue;
		if ((spans[0].from < 0) != (want == NULL))
			fail_msg("%s: set or not", matches[i].what);
		if (want &&
			(strlen(want) != (size_t)(spans[0].to - spans[0].from) ||
				memcmp(want, text + spans[0].from, strlen(want)) != 0))
			fail_msg("%s: another field", matches[i].what);
	}
}

static const struct {
	const char *pattern, *complaint;
} wrongs[] = {
	{ "(ab", "no )" },
	{ "ab)", "not opened" },
	{ "[ab", "no ]" },
	{ "[]", "at least one" },
	{ "[z-a]", "backward" },
	{ "a**", "repeated" },
	{ "*a", "nothing to repeat" },
	{ "(a*)*", "may be empty" },
	{ "(a|)+", "may be empty" },
	{ "a{3,2}", "too small" },
	{ "a{300}", "0 to 254" },
	{ "a{2", "no }" },
	{ "\\q", "no such escape" },
	{ "\\x4", "two hex digits" },
	{ "a\\", "nothing follows" },
	{ "(?<>a)", "name" },
	{ "(?<seventeen_letters>a)", "name" },
	{ "((((((((((((((((((a))))))))))))))))))", "too deeply" },
	{ "(abcdefgh){200}", "too long" },
	{ "((ab){200}){200}", "too long" },
};

static void refuses_with_a_reason(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(wrongs) / sizeof(wrongs[0]); i++) {
		struct pattern p;
		struct err err = { "" };

		if (pattern_compile(&p, wrongs[i].pattern, &err))
			fail_msg("%s was taken", wrongs[i].pattern);
		if (!strstr(err.text, wrongs[i].complaint))
			fail_msg("%s: %s", wrongs[i].pattern, err.text);
	}
}

/* Each of these takes time that doubles with every byte in a careless matcher. */
static void gives_up_rather_than_hang(void **state)
{
	static const char *const evil[] = { "(a|a)+b", "(a+)+b", "a*a*a*a*a*a*b",
		"(a{1,20}){1,20}b", "(.|.|.|.)*b", "((a|b|ab)*c)*d|(a|a|a)+" };
	uint8_t bytes[4000];

	(void)state;
	memset(bytes, 'a', sizeof(bytes));
	for (size_t i = 0; i < sizeof(evil) / sizeof(evil[0]); i++) {
		struct pattern p;
		struct err err = { "" };
		struct pattern_span spans[PATTERN_GROUPS_MAX];

		if (!pattern_compile(&p, evil[i], &err))
			continue;
		for (size_t len = 1; len < sizeof(bytes); len += 13)
			(void)pattern_match(&p, bytes, len, spans);
	}
}

static void matches_at_the_front_as_much_as_it_prefers(void **state)
{
	static const struct {
		const char *pattern, *bytes;
		int used; /* -1: no match */
	} fronts[] = { { "a+", "aaab", 3 }, { "a", "aaab", 1 }, { "a|ab", "ab", 1 },
		{ "a+b", "aab", 3 }, { "a+b", "aac", -1 }, { "a{2}", "a", -1 },
		{ "[ab]=\\d ?", "a=1 b=2", 4 } };

	(void)state;
	for (size_t i = 0; i < sizeof(fronts) / sizeof(fronts[0]); i++) {
		struct pattern p;
		struct err err = { "" };
		struct pattern_span spans[PATTERN_GROUPS_MAX];
		size_t used = 0;
		bool fits;

		assert_true(pattern_compile(&p, fronts[i].pattern, &err));
		fits = pattern_match_front(&p, (const uint8_t *)fronts[i].bytes,
			strlen(fronts[i].bytes), spans, &used);
		assert_int_equal(fits ? (int)used : -1, fronts[i].used);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(matches_what_it_says),
		cmocka_unit_test(refuses_with_a_reason),
		cmocka_unit_test(matches_at_the_front_as_much_as_it_prefers),
		cmocka_unit_test(gives_up_rather_than_hang),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
