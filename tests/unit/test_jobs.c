/* A child beside the screens: what it says, how it ends, and that it can be ended. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"
#include "jobs.h"

#define SECOND INT64_C(1000000)

static struct job job;
static struct err err = ERR_INIT;

static void start(const char *script)
{
	const char *argv[] = { "/bin/sh", "-c", script, NULL };

	if (!jobs_start(&job, argv, clock_now_us(), &err))
		fail_msg("%s", err.text);
}

static void wait_for_end(void)
{
	int64_t until = clock_now_us() + 30 * SECOND;

	while (job.state == JOB_RUNS) {
		jobs_look(&job, clock_now_us());
		assert_true(clock_now_us() < until);
		usleep(5000);
	}
}

static const struct {
	const char *script;
	enum job_state state;
	const char *said;
	int permille;
} ends[] = {
	{ "true", JOB_DONE, "", -1 }, { "echo fine", JOB_DONE, "fine", -1 },
	{ "echo one; echo two >&2; exit 1", JOB_DONE_BUT, "two", -1 },
	{ "echo no; exit 2", JOB_FAILED, "no", -1 },
	{ "kill -9 $$", JOB_FAILED, "", -1 },
	{ "echo progress 3 4", JOB_DONE, "", 750 },
	{ "printf 'progress 1 4\\rprogress 2 4\\rhalf'", JOB_DONE, "half", 500 },
	{ "echo progress 5 4; echo progress 1 0", JOB_DONE, "progress 1 0", -1 },
	{ "echo progress 1 2 3", JOB_DONE, "progress 1 2 3", -1 },
	{ "printf '\\377\\376x\\n'", JOB_DONE, "x", -1 },
	{ "read line; echo \"got $line\"", JOB_DONE, "got ", -1 }, /* nobody types */
};

static void it_is_told_how_it_ended_and_what_it_said(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		start(ends[i].script);
		wait_for_end();
		if (job.state != ends[i].state || strcmp(job.said, ends[i].said) != 0 ||
			jobs_permille(&job) != ends[i].permille)
			fail_msg("%s: %d \"%s\" %d", ends[i].script, job.state,
				job.said, jobs_permille(&job));
		jobs_end(&job);
	}
}

static void a_long_line_is_cut_and_the_rest_is_read_on(void **state)
{
	(void)state;
	start("head -c 100000 /dev/zero | tr '\\0' a; echo; echo end");
	wait_for_end();
	assert_string_equal(job.said, "end");
	jobs_end(&job);
}

static void only_one_runs_at_a_time(void **state)
{
	const char *argv[] = { "/bin/true", NULL };

	(void)state;
	start("sleep 30");
	assert_false(jobs_start(&job, argv, clock_now_us(), &err));
	jobs_end(&job); /* and does not leave it behind */
	assert_int_equal(job.state, JOB_NONE);
}

static void one_that_is_left_behind_removes_what_is_half_written(void **state)
{
	char file[] = "/tmp/jobs.XXXXXX", script[200];
	int64_t until = clock_now_us() + 30 * SECOND;
	int fd = mkstemp(file);

	(void)state;
	assert_true(fd >= 0);
	close(fd);
	snprintf(script, sizeof(script),
		"trap 'rm %s; exit' TERM; echo begun; while :; do sleep 0.01; done",
		file);
	start(script);
	while (strcmp(job.said, "begun") != 0 && clock_now_us() < until) {
		jobs_look(&job, clock_now_us());
		usleep(5000);
	}
	jobs_end(&job);
	assert_int_equal(access(file, F_OK), -1);
	start("trap '' TERM; echo begun; while :; do sleep 0.01; done");
	until = clock_now_us() + 20 * SECOND;
	jobs_end(&job); /* whoever does not listen is not waited for */
	assert_true(clock_now_us() < until);
}

static void what_cannot_be_started_says_why(void **state)
{
	const char *argv[] = { "/no/such/program", NULL };

	(void)state;
	memset(&job, 0, sizeof(job));
	assert_false(jobs_start(&job, argv, clock_now_us(), &err));
	assert_non_null(strstr(err.text, "/no/such/program"));
	assert_int_equal(job.state, JOB_NONE);
}

/* Its own children too. */
static void cancelling_ends_all_of_it(void **state)
{
	int64_t pid;

	(void)state;
	start("sleep 60 & echo $!; wait");
	while (!job.said[0]) {
		jobs_look(&job, clock_now_us());
		usleep(5000);
	}
	pid = strtol(job.said, NULL, 10);
	jobs_cancel(&job, clock_now_us());
	wait_for_end();
	assert_int_equal(job.state, JOB_CANCELLED);
	for (int i = 0; i < 400 && kill((pid_t)pid, 0) == 0; i++)
		usleep(5000);
	assert_int_not_equal(kill((pid_t)pid, 0), 0);
	jobs_end(&job);
}

static void one_that_does_not_listen_is_killed(void **state)
{
	(void)state;
	start("trap '' TERM; echo ready; while :; do sleep 0.05; done");
	while (!job.said[0]) {
		jobs_look(&job, clock_now_us());
		usleep(5000);
	}
	jobs_cancel(&job, clock_now_us());
	usleep(100000);
	jobs_look(&job, clock_now_us());
	assert_int_equal(job.state, JOB_RUNS);
	job.cancelled_us -= 3 * SECOND; /* as if so long had passed */
	wait_for_end();
	assert_int_equal(job.state, JOB_CANCELLED);
	jobs_end(&job);
}

static const struct {
	int64_t spent_s, done, of, left_s;
} estimates[] = {
	{ 1, 50, 100, -1 }, /* too early */
	{ 10, 0, 0, -1 },   /* it does not say */
	{ 10, 1, 100, -1 }, /* too little was done */
	{ 10, 50, 100, 10 },
	{ 10, 25, 100, 30 },
	{ 60, 100, 100, 0 },
};

static void an_estimate_is_only_given_when_it_can_be_known(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(estimates) / sizeof(estimates[0]); i++) {
		struct job j = { .state = JOB_RUNS,
			.done = estimates[i].done,
			.of = estimates[i].of };

		assert_int_equal(jobs_left_s(&j, estimates[i].spent_s * SECOND),
			estimates[i].left_s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_told_how_it_ended_and_what_it_said),
		cmocka_unit_test(a_long_line_is_cut_and_the_rest_is_read_on),
		cmocka_unit_test(only_one_runs_at_a_time),
		cmocka_unit_test(one_that_is_left_behind_removes_what_is_half_written),
		cmocka_unit_test(what_cannot_be_started_says_why),
		cmocka_unit_test(cancelling_ends_all_of_it),
		cmocka_unit_test(one_that_does_not_listen_is_killed),
		cmocka_unit_test(an_estimate_is_only_given_when_it_can_be_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
