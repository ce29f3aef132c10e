#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <unistd.h>

#include "digest.h"

/* From RFC 7693's algorithm with 32 bytes of output (checked with b2sum -l 256). */
static const struct {
	const char *bytes, *text;
} known[] = {
	{ "", "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8" },
	{ "abc", "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319" },
};

static void digests_are_blake2b_of_32_bytes(void **state)
{
	char text[DIGEST_TEXT_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		struct digest d = digest_of(known[i].bytes, strlen(known[i].bytes));

		assert_string_equal(digest_text(&d, text), known[i].text);
	}
}

static void pieces_digest_as_the_whole(void **state)
{
	struct digest whole = digest_of("abc", 3), d;
	struct digest_work w;

	(void)state;
	digest_begin(&w);
	digest_add(&w, "a", 1);
	digest_add(&w, "", 0);
	digest_add(&w, "bc", 2);
	d = digest_end(&w);
	assert_true(digest_same(&whole, &d));
}

static void a_file_digests_as_its_bytes(void **state)
{
	char path[] = "/tmp/digest-XXXXXX";
	struct digest whole = digest_of("abc", 3), d;
	struct err err = ERR_INIT;
	int fd = mkstemp(path);

	(void)state;
	assert_int_equal(write(fd, "abc", 3), 3);
	close(fd);
	assert_true(digest_file(path, &d, &err));
	assert_true(digest_same(&whole, &d));
	unlink(path);
	assert_false(digest_file(path, &d, &err));
	assert_non_null(strstr(err.text, path));
	assert_false(digest_file("/tmp", &d, &err));
}

static void text_reads_back_and_nothing_else_does(void **state)
{
	static const char *const wrong[] = { "", "00",
		"0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3ag",
		"0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a80" };
	struct digest d = digest_of("", 0), got;
	char text[DIGEST_TEXT_SIZE];

	(void)state;
	digest_text(&d, text);
	assert_true(digest_read(text, &got));
	assert_true(digest_same(&d, &got));
	text[1] = 'E';
	assert_true(digest_read(text, &got));
	assert_true(digest_same(&d, &got));
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_false(digest_read(wrong[i], &got));
}

static void chance_can_be_fixed(void **state)
{
	uint8_t a[40], b[40], c[40];

	(void)state;
	random_bytes(a, sizeof(a));
	random_bytes(b, sizeof(b));
	assert_memory_not_equal(a, b, sizeof(a));
	random_fix(1);
	random_bytes(a, sizeof(a));
	random_bytes(b, sizeof(b));
	assert_memory_not_equal(a, b, sizeof(a));
	random_fix(1);
	random_bytes(c, sizeof(c));
	assert_memory_equal(a, c, sizeof(a));
	random_fix(2);
	random_bytes(c, sizeof(c));
	assert_memory_not_equal(a, c, sizeof(a));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(digests_are_blake2b_of_32_bytes),
		cmocka_unit_test(pieces_digest_as_the_whole),
		cmocka_unit_test(a_file_digests_as_its_bytes),
		cmocka_unit_test(text_reads_back_and_nothing_else_does),
		cmocka_unit_test(chance_can_be_fixed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
