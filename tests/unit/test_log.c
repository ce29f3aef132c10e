#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <pthread.h>

#include "clock.h"
#include "log.h"

static size_t heard;
static struct log_line last;

static void hear(void *context, const struct log_line *line)
{
	assert_ptr_equal(context, &heard);
	heard++;
	last = *line;
}

static void a_line_reaches_the_sink_and_the_ring(void **state)
{
	struct log_line line;

	(void)state;
	clock_freeze(1234);
	log_set(LOG_LEVEL_INFO, hear, &heard);
	heard = 0;
	LOG_WARN("line", "%s: unplugged", "A");
	assert_int_equal(heard, 1);
	assert_string_equal(last.text, "A: unplugged");
	assert_string_equal(last.module, "line");
	assert_int_equal(last.level, LOG_LEVEL_WARN);
	assert_int_equal(last.wall_us, 1234);
	assert_string_equal(log_level_name(last.level), "warning");
	assert_int_equal(log_recent(&line, 1), 1);
	assert_string_equal(line.text, "A: unplugged");
	clock_release();
}

static void lines_above_the_level_are_dropped(void **state)
{
	(void)state;
	log_set(LOG_LEVEL_WARN, hear, &heard);
	heard = 0;
	LOG_INFO("a", "dropped");
	LOG_DEBUG("a", "dropped");
	LOG_ERROR("a", "kept");
	assert_int_equal(heard, 1);
}

static void the_ring_keeps_the_newest_oldest_first(void **state)
{
	static struct log_line lines[LOG_RING + 1];
	char want[16];

	(void)state;
	log_set(LOG_LEVEL_INFO, NULL, NULL);
	for (int i = 0; i < LOG_RING * 2 + 3; i++)
		LOG_INFO("a", "%d", i);
	assert_int_equal(log_recent(lines, LOG_RING + 1), LOG_RING);
	for (int i = 0; i < LOG_RING; i++) {
		snprintf(want, sizeof(want), "%d", LOG_RING + 3 + i);
		assert_string_equal(lines[i].text, want);
	}
	assert_int_equal(log_recent(lines, 2), 2);
	snprintf(want, sizeof(want), "%d", LOG_RING * 2 + 2);
	assert_string_equal(lines[1].text, want);
}

static void long_lines_are_cut_at_a_character(void **state)
{
	struct log_line line;

	(void)state;
	LOG_INFO("a_module_with_a_long_name", "%0*d张张张张", LOG_TEXT - 5, 0);
	log_recent(&line, 1);
	assert_int_equal(strlen(line.text), LOG_TEXT - 2);
	assert_string_equal(line.text + LOG_TEXT - 5, "张");
	assert_int_equal(strlen(line.module), LOG_MODULE - 1);
}

static void *chatter(void *unused)
{
	struct log_line lines[4];

	(void)unused;
	for (int i = 0; i < 2000; i++) {
		LOG_INFO("thread", "%d", i);
		log_recent(lines, 4);
	}
	return NULL;
}

static void threads_may_log_together(void **state)
{
	pthread_t thread[4];
	struct log_line line;
	uint64_t before;

	(void)state;
	log_recent(&line, 1);
	before = line.number;
	for (int i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&thread[i], NULL, chatter, NULL), 0);
	for (int i = 0; i < 4; i++)
		pthread_join(thread[i], NULL);
	log_recent(&line, 1);
	assert_int_equal(line.number, before + 8000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_reaches_the_sink_and_the_ring),
		cmocka_unit_test(lines_above_the_level_are_dropped),
		cmocka_unit_test(the_ring_keeps_the_newest_oldest_first),
		cmocka_unit_test(long_lines_are_cut_at_a_character),
		cmocka_unit_test(threads_may_log_together),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
