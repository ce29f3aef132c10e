/*
 * What the kiosk costs while nobody stands at it: the real program at its poster, a silent
 * device bound, under Xvfb. For each of its threads how often it woke up by itself
 * (voluntary context switches) and how long it worked, second by second.
 *
 *	bench_idle STATION SHARE EMPTY-FOLDER [SECONDS]
 *
 * Wanted: less than 0.5 % of one core, and no waking but the clock's: one look every two
 * seconds whether another program wrote, a stick came or the system ends the session.
 */
#include <dirent.h>
#include <inttypes.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "bench.h"
#include "path.h"
#include "school.h"

#define SECONDS_MAX 3600
#define THREADS	    16
#define SETTLE_S    4

extern char **environ;

struct thread {
	int tid;
	char name[20];
	int64_t woke, worked_ns; /* since it began */
	int64_t first_woke, first_worked_ns;
	int64_t wakes[SECONDS_MAX], works_us[SECONDS_MAX];
};

static struct thread threads[THREADS];
static int thread_count;

static void nap_ns(int64_t ns)
{
	struct timespec t = { ns / 1000000000, ns % 1000000000 };

	nanosleep(&t, NULL);
}

/* ---- the station ------------------------------------------------------------------- */

static bool do_command(const char *command)
{
	if (system(command) == 0)
		return true;
	fprintf(stderr, "bench_idle: this failed: %s\n", command);
	return false;
}

static bool make_station(
	const char *station, const char *share, const char *data, const char *pty)
{
	char command[4 * PATH_SIZE];

	snprintf(command, sizeof(command),
		"'%s' --data '%s' --share '%s' init --school 测试学校 --year 2026 "
		"--system 63 >/dev/null && '%s' --data '%s' --share '%s' devices bind "
		"'tty:%s' --profile sim-rope --item rope_skip 2>/dev/null",
		station, data, share, station, data, share, pty);
	return do_command(command);
}

/* posix_spawn() takes words that it could write to, and does not. */
static pid_t start(
	const char *station, const char *share, const char *data, const char *told)
{
	const char *words[] = { station, "--data", data, "--share", share, "run",
		"--kiosk", "--tell", told, NULL };
	char *argv[sizeof(words) / sizeof(words[0])];
	pid_t pid;

	memcpy(argv, words, sizeof(argv));
	return posix_spawn(&pid, station, NULL, NULL, argv, environ) == 0 ? pid : -1;
}

static bool says(const char *told, const char *screen)
{
	FILE *file = fopen(told, "r");
	char now[64] = "";
	bool got = file && fscanf(file, "screen %60s", now) == 1;

	if (file)
		fclose(file);
	return got && strcmp(now, screen) == 0;
}

/* ---- what /proc says ----------------------------------------------------------------- */

static struct thread *thread_of(pid_t pid, int tid)
{
	char path[64];
	FILE *file;

	for (int i = 0; i < thread_count; i++)
		if (threads[i].tid == tid)
			return &threads[i];
	if (thread_count == THREADS)
		return NULL;
	threads[thread_count].tid = tid;
	snprintf(path, sizeof(path), "/proc/%d/task/%d/comm", (int)pid, tid);
	file = fopen(path, "r");
	if (!file || fscanf(file, "%19s", threads[thread_count].name) != 1)
		threads[thread_count].name[0] = '\0';
	if (file)
		fclose(file);
	return &threads[thread_count++];
}

static void read_thread(pid_t pid, struct thread *t)
{
	char path[64], line[128];
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/task/%d/status", (int)pid, t->tid);
	file = fopen(path, "r");
	while (file && fgets(line, sizeof(line), file))
		if (sscanf(line, "voluntary_ctxt_switches: %" SCNd64, &t->woke) == 1)
			break;
	if (file)
		fclose(file);
	snprintf(path, sizeof(path), "/proc/%d/task/%d/schedstat", (int)pid, t->tid);
	file = fopen(path, "r");
	if (file && fscanf(file, "%" SCNd64, &t->worked_ns) != 1)
		t->worked_ns = 0;
	if (file)
		fclose(file);
}

static void read_threads(pid_t pid, int second)
{
	char path[64];
	const struct dirent *entry;
	DIR *dir;

	snprintf(path, sizeof(path), "/proc/%d/task", (int)pid);
	dir = opendir(path);
	while (dir && (entry = readdir(dir)) != NULL) {
		struct thread *t = entry->d_name[0] == '.'
					   ? NULL
					   : thread_of(pid, atoi(entry->d_name));
		int64_t woke = t ? t->woke : 0, worked_ns = t ? t->worked_ns : 0;

		if (!t)
			continue;
		read_thread(pid, t);
		if (second < 0) {
			t->first_woke = t->woke;
			t->first_worked_ns = t->worked_ns;
			continue;
		}
		t->wakes[second] = t->woke - woke;
		t->works_us[second] = (t->worked_ns - worked_ns) / 1000;
	}
	if (dir)
		closedir(dir);
}

/* User and system ticks of the whole process: what `top` shows. */
static int64_t ticks_of(pid_t pid)
{
	char path[64], text[1024];
	int64_t user = 0, system = 0;
	const char *rest;
	size_t n;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
	file = fopen(path, "r");
	n = file ? fread(text, 1, sizeof(text) - 1, file) : 0;
	if (file)
		fclose(file);
	text[n] = '\0';
	rest = strrchr(text, ')');
	if (!rest || sscanf(rest,
			     ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u "
			     "%" SCNd64 " %" SCNd64,
			     &user, &system) != 2)
		return -1;
	return user + system;
}

/* ---- the figures ------------------------------------------------------------------- */

static void print(int seconds, int64_t ticks)
{
	int64_t woke = 0, worked_ns = 0;
	char what[64];

	for (int i = 0; i < thread_count; i++) {
		struct thread *t = &threads[i];

		woke += t->woke - t->first_woke;
		worked_ns += t->worked_ns - t->first_worked_ns;
		snprintf(what, sizeof(what), "%d %s woke", i, t->name);
		bench_print(what, t->wakes, (size_t)seconds, "a second");
		snprintf(what, sizeof(what), "%d %s worked", i, t->name);
		bench_print(what, t->works_us, (size_t)seconds, "us a second");
	}
	printf("all %d threads: %.3f %% of one core (/proc/PID/stat: %" PRId64
	       " ticks of 10 ms in %d s), %.2f wakes a second\n",
		thread_count, (double)worked_ns / 1e7 / seconds, ticks, seconds,
		(double)woke / seconds);
}

static bool measure(pid_t pid, const char *told, int seconds)
{
	int64_t ticks, next_ns;

	for (int i = 0; !says(told, "poster"); i++) {
		if (i == 600) {
			fprintf(stderr, "bench_idle: no poster after a minute\n");
			return false;
		}
		nap_ns(100000000);
	}
	nap_ns(SETTLE_S * INT64_C(1000000000));
	ticks = ticks_of(pid);
	read_threads(pid, -1);
	next_ns = bench_now_ns();
	for (int s = 0; s < seconds; s++) {
		next_ns += 1000000000;
		nap_ns(next_ns - bench_now_ns());
		read_threads(pid, s);
	}
	print(seconds, ticks_of(pid) - ticks);
	return says(told, "poster");
}

int main(int argc, char **argv)
{
	char data[PATH_SIZE], told[PATH_SIZE], pty[64];
	int seconds = argc == 5 ? atoi(argv[4]) : 60, master, status = 0;
	pid_t pid;
	bool ok;

	if (argc < 4 || argc > 5 || seconds < 1 || seconds > SECONDS_MAX) {
		fprintf(stderr,
			"bench_idle STATION SHARE EMPTY-FOLDER [SECONDS, at most %d]\n",
			SECONDS_MAX);
		return 2;
	}
	snprintf(data, sizeof(data), "%s/data", argv[3]);
	snprintf(told, sizeof(told), "%s/told", argv[3]);
	bench_machine();
	master = school_pty(pty, sizeof(pty));
	if (master < 0 || !make_station(argv[1], argv[2], data, pty))
		return 1;
	pid = start(argv[1], argv[2], data, told);
	if (pid < 0)
		return 1;
	ok = measure(pid, told, seconds);
	kill(pid, SIGTERM);
	waitpid(pid, &status, 0);
	close(master);
	return ok && WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : 1;
}
