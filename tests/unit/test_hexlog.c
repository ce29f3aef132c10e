/* Capture files: read strictly, and what is written reads back the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "hexlog.h"

/* Of the sanitizers, when they are there. */
__attribute__((weak)) size_t __sanitizer_get_current_allocated_bytes(void);

static void lines_without_bytes_cost_no_records(void **state)
{
	enum { EMPTY = 500000 };
	static const char empty[] = { ' ', '\r', '\n', '\n' };
	static char text[4 * EMPTY + 16];
	struct hexlog log = HEXLOG_INIT;
	struct err err = ERR_INIT;
	size_t before = 0, after = 0;

	(void)state;
	for (int i = 0; i < EMPTY; i++)
		memcpy(text + 4L * i, empty, sizeof(empty));
	memcpy(text + 4L * EMPTY, "\t<41\n #\n42", 11);
	if (__sanitizer_get_current_allocated_bytes)
		before = __sanitizer_get_current_allocated_bytes();
	assert_true(hexlog_read(&log, "x.hex", text, strlen(text), &err));
	if (__sanitizer_get_current_allocated_bytes)
		after = __sanitizer_get_current_allocated_bytes();
	assert_int_equal(log.count, 2);
	assert_int_equal(log.records[1].bytes[0], 0x42);
	assert_true(after - before < sizeof(text));
	hexlog_release(&log);
}

static void reads_bytes_times_and_directions(void **state)
{
	static const char text[] = "# Device: a rod\n"
				   "41 42 43   # ABC\n"
				   "@ 0.5\n"
				   "< 4445#DE\r\n"
				   "> 5A 0D\n"
				   "5b\n"
				   "\n"
				   "@ 2.000001  # later\n"
				   "<\n"
				   "46";
	static const struct hexlog_record want[] = {
		{ (const uint8_t *)"ABC", 3, false, false, 0, 2 },
		{ (const uint8_t *)"DE", 2, false, true, 500000, 4 },
		{ (const uint8_t *)"Z\r", 2, true, true, 500000, 5 },
		{ (const uint8_t *)"[", 1, true, true, 500000, 6 },
		{ (const uint8_t *)"F", 1, false, true, 2000001, 10 },
	};
	struct hexlog log = HEXLOG_INIT;
	struct err err = ERR_INIT;

	(void)state;
	if (!hexlog_read(&log, "x.hex", text, strlen(text), &err))
		fail_msg("%s", err.text);
	assert_int_equal(log.count, 5);
	for (size_t i = 0; i < log.count; i++) {
		assert_int_equal(log.records[i].len, want[i].len);
		assert_memory_equal(log.records[i].bytes, want[i].bytes, want[i].len);
		assert_int_equal(log.records[i].to_device, want[i].to_device);
		assert_int_equal(log.records[i].timed, want[i].timed);
		assert_int_equal(log.records[i].at_us, want[i].at_us);
		assert_int_equal(log.records[i].line, want[i].line);
	}
	hexlog_release(&log);
}

static const struct {
	const char *text, *complaint;
} wrongs[] = {
	{ "41 4\n", "x.hex:1: bytes are pairs" },
	{ "# a\n41 4G\n", "x.hex:2: bytes are pairs" },
	{ "hello\n", "x.hex:1: bytes are pairs" },
	{ "@ soon\n", "x.hex:1: behind @" },
	{ "@ -1\n", "x.hex:1: behind @" },
	{ "@ 0.1234567\n", "x.hex:1: behind @" },
	{ "@ 99999999999\n", "x.hex:1: behind @" },
	{ "@ 2\n41\n@ 1\n", "x.hex:3: the time is before" },
};

static void names_the_line_that_is_wrong(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(wrongs) / sizeof(wrongs[0]); i++) {
		struct hexlog log = HEXLOG_INIT;
		struct err err = ERR_INIT;

		assert_false(hexlog_read(
			&log, "x.hex", wrongs[i].text, strlen(wrongs[i].text), &err));
		if (!strstr(err.text, wrongs[i].complaint))
			fail_msg("%s: %s", wrongs[i].text, err.text);
		assert_null(log.records);
	}
}

static void refuses_a_line_without_end(void **state)
{
	struct hexlog log = HEXLOG_INIT;
	struct err err = ERR_INIT;
	char text[HEXLOG_LINE_MAX + 2];

	(void)state;
	memset(text, '4', sizeof(text));
	assert_false(hexlog_read(&log, "x.hex", text, sizeof(text), &err));
	assert_non_null(strstr(err.text, "longer than 4096"));
}

static void an_empty_file_holds_nothing(void **state)
{
	struct hexlog log = HEXLOG_INIT;
	struct err err = ERR_INIT;

	(void)state;
	assert_true(hexlog_read(&log, "x.hex", "", 0, &err));
	assert_int_equal(log.count, 0);
	hexlog_release(&log);
}

static void what_is_written_reads_back(void **state)
{
	struct buf out = BUF_INIT;
	struct hexlog_writer w = { 0 };
	struct hexlog log = HEXLOG_INIT;
	struct err err = ERR_INIT;
	uint8_t all[256];

	(void)state;
	for (size_t i = 0; i < sizeof(all); i++)
		all[i] = (uint8_t)i;
	hexlog_head(&out, "Device", "a rod\nand more");
	hexlog_add(&out, &w, 0, false, "ST,+0182.4cm\r\nST", 16);
	hexlog_add(&out, &w, 0, true, "Z\r", 2);
	hexlog_add(&out, &w, 61000001, false, all, sizeof(all));
	hexlog_add(&out, &w, 61000002, false, all, 0);
	assert_non_null(strstr(out.data, "# Device: a rod and more\n@ 0.000000\n"
					 "< 53 54 2C 2B 30 31 38 32 2E 34 63 6D 0D 0A"
					 "   # ST,+0182.4cm..\n< 53 54   # ST\n"));
	if (!hexlog_read(&log, "x.hex", out.data, out.len, &err))
		fail_msg("%s", err.text);
	assert_int_equal(log.len, 16 + 2 + 256);
	assert_memory_equal(log.bytes, "ST,+0182.4cm\r\nSTZ\r", 18);
	assert_memory_equal(log.bytes + 18, all, 256);
	assert_true(log.records[2].to_device);
	assert_false(log.records[3].to_device);
	assert_int_equal(log.records[log.count - 1].at_us, 61000001);
	hexlog_release(&log);
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_bytes_times_and_directions),
		cmocka_unit_test(lines_without_bytes_cost_no_records),
		cmocka_unit_test(names_the_line_that_is_wrong),
		cmocka_unit_test(refuses_a_line_without_end),
		cmocka_unit_test(an_empty_file_holds_nothing),
		cmocka_unit_test(what_is_written_reads_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
