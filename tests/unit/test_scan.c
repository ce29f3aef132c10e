/* A scanner that types, told from fingers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ui_scan.h"

/* What came out of typing `text` ('\n' is Enter): "scan:X ", "keys:X ", "enter ",
 * "torn ". Waits are the milliseconds before each character. */
struct play {
	struct scan scan;
	int64_t now_us;
	char heard[512];
};

static void hear(struct play *p, const struct scan_result *r)
{
	size_t len = strlen(p->heard);

	if (r->got == SCAN_CODE)
		snprintf(p->heard + len, sizeof(p->heard) - len, "scan:%s ", r->text);
	if (r->got == SCAN_TORN)
		snprintf(p->heard + len, sizeof(p->heard) - len, "torn ");
	if (r->got == SCAN_KEYS && r->text[0])
		snprintf(p->heard + len, sizeof(p->heard) - len, "keys:%s ", r->text);
	len = strlen(p->heard);
	if (r->got == SCAN_KEYS && r->enter)
		snprintf(p->heard + len, sizeof(p->heard) - len, "enter ");
}

static void type_on(struct play *p, const char *text, int wait_ms)
{
	for (; *text; text++) {
		char one[2] = { *text, '\0' };
		struct scan_result r;

		p->now_us += (int64_t)wait_ms * 1000;
		r = *text == '\n' ? scan_enter(&p->scan, p->now_us)
				  : scan_char(&p->scan, one, p->now_us);
		hear(p, &r);
	}
}

static void wait(struct play *p, int ms)
{
	struct scan_result r;

	p->now_us += (int64_t)ms * 1000;
	r = scan_time(&p->scan, p->now_us);
	hear(p, &r);
}

#define TOKEN "TC0123456789ABCDEFGH"

static const struct {
	const char *what, *text;
	int wait_ms;
	const char *heard;
} cases[] = {
	{ "a scanner's burst with Enter is a scan", "30721\n", 5, "scan:30721 " },
	{ "four characters are enough", "7A2F\n", 12, "scan:7A2F " },
	{ "just under fifty milliseconds is still a scanner", "30721\n", 50,
		"scan:30721 " },
	{ "just over fifty is fingers", "307\n", 51, "keys:3 keys:0 keys:7 enter " },
	{ "three quick characters and Enter are keys", "307\n", 5, "keys:307 enter " },
	{ "Enter alone is Enter", "\n", 5, "enter " },
	{ "a burst without Enter is thrown away", "30721", 5, "torn " },
	{ "a slow number is keys", "3072\n", 200,
		"keys:3 keys:0 keys:7 keys:2 enter " },
	{ "a quick pair is keys", "30", 5, "keys:30 " },
	{ "a token", TOKEN "\n", 5, "scan:" TOKEN " " },
	{ "a token without Enter", TOKEN, 5, "scan:" TOKEN " " },
	{ "a token from a slow scanner", TOKEN "\n", 120, "scan:" TOKEN " " },
	{ "... without Enter", TOKEN, 120, "scan:" TOKEN " " },
	{ "a token with caps lock on", "tc0123456789abcdefgh\n", 90,
		"scan:tc0123456789abcdefgh " },
	{ "two tokens without an Enter between", TOKEN TOKEN, 5,
		"scan:" TOKEN " scan:" TOKEN " " },
	{ "two tokens in a storm", TOKEN "\n" TOKEN "\n", 5,
		"scan:" TOKEN " scan:" TOKEN " " },
	{ "half a token is nobody's", "TC0123456789ABC\n", 120, "torn " },
	{ "half a token without Enter neither", "TC0123456789ABC", 120, "torn " },
	{ "too long for a token", TOKEN "Z\n", 120, "scan:" TOKEN " keys:Z enter " },
	{ "whoever types quickly what begins so gets it", "tcxy", 120, "keys:tcxy " },
	{ "... with Enter", "tc\n", 120, "keys:tc enter " },
	{ "... at any pace", "tch", 200, "keys:t keys:c keys:h " },
	{ "one letter of it and Enter", "T\n", 120, "keys:T enter " },
	{ "a slow code of another kind is keys", "TD01\n", 120,
		"keys:TD keys:0 keys:1 enter " },
	{ "a code longer than any card is thrown away",
		"0123456789012345678901234567890123456789012345678901234567890123456789"
		"\n",
		2, "torn " },
};

static void typing_speed_decides(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct play p = { .now_us = 1000000 };

		type_on(&p, cases[i].text, cases[i].wait_ms);
		wait(&p, 400);
		if (strcmp(p.heard, cases[i].heard) != 0)
			fail_msg("%s: heard \"%s\"", cases[i].what, p.heard);
	}
}

static void two_scans_in_a_row_are_two(void **state)
{
	struct play p = { .now_us = 1000000 };

	(void)state;
	type_on(&p, "30721\n", 5);
	wait(&p, 400);
	type_on(&p, "30722\n", 5);
	assert_string_equal(p.heard, "scan:30721 scan:30722 ");
}

static void the_rest_of_a_burst_that_came_apart_is_nobodys_number(void **state)
{
	struct play p = { .now_us = 1000000 };

	(void)state;
	type_on(&p, "30", 5);
	wait(&p, 120); /* the machine was busy */
	type_on(&p, "7215\n", 5);
	wait(&p, 400);
	assert_string_equal(p.heard, "keys:30 torn ");
}

static void a_scan_a_while_after_typing_is_a_scan(void **state)
{
	struct play p = { .now_us = 1000000 };

	(void)state;
	type_on(&p, "30", 180);
	wait(&p, 400);
	type_on(&p, "30721\n", 5);
	assert_string_equal(p.heard, "keys:3 keys:0 scan:30721 ");
}

/* It would say 是我 to the question that the token led to. */
static void the_late_enter_of_a_token_is_nobodys(void **state)
{
	struct play p = { .now_us = 1000000 };

	(void)state;
	type_on(&p, TOKEN, 100);
	wait(&p, 160);
	type_on(&p, "\n", 30);
	assert_string_equal(p.heard, "scan:" TOKEN " ");
	type_on(&p, "\n", 30); /* this one is */
	assert_string_equal(p.heard, "scan:" TOKEN " enter ");
	type_on(&p, TOKEN, 5);
	wait(&p, 160);
	type_on(&p, "\n", 400);
	assert_string_equal(p.heard, "scan:" TOKEN " enter scan:" TOKEN " enter ");
}

static void keys_come_out_when_their_time_is_over(void **state)
{
	struct scan s = { .len = 0 };
	struct scan_result r;

	(void)state;
	assert_true(scan_deadline_us(&s) == INT64_MAX);
	r = scan_char(&s, "7", 5000);
	assert_int_equal(r.got, SCAN_HOLD);
	assert_true(scan_deadline_us(&s) == 5000 + SCAN_GAP_US + 1);
	r = scan_time(&s, 5000 + SCAN_GAP_US);
	assert_int_equal(r.got, SCAN_HOLD);
	r = scan_time(&s, 5000 + SCAN_GAP_US + 1);
	assert_int_equal(r.got, SCAN_KEYS);
	assert_string_equal(r.text, "7");
	assert_true(scan_deadline_us(&s) == INT64_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(typing_speed_decides),
		cmocka_unit_test(two_scans_in_a_row_are_two),
		cmocka_unit_test(the_rest_of_a_burst_that_came_apart_is_nobodys_number),
		cmocka_unit_test(a_scan_a_while_after_typing_is_a_scan),
		cmocka_unit_test(the_late_enter_of_a_token_is_nobodys),
		cmocka_unit_test(keys_come_out_when_their_time_is_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
