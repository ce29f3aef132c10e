#include "jobs.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "text.h"

#define KILL_US	  INT64_C(3000000)
#define KNOWN_US  INT64_C(2000000)
#define END_MS	  100
#define END_TRIES 10
#define WORDS	  24

extern char **environ;

/* ---- starting --------------------------------------------------------------------- */

static int spawn(struct job *job, char *const argv[], const char *file, int out)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t how;
	int problem;

	assert(argv[0]);
	posix_spawn_file_actions_init(&files);
	posix_spawnattr_init(&how);
	posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
	if (file)
		posix_spawn_file_actions_addopen(
			&files, 1, file, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	else
		posix_spawn_file_actions_adddup2(&files, out, 1);
	posix_spawn_file_actions_adddup2(&files, out, 2);
	posix_spawnattr_setflags(&how, POSIX_SPAWN_SETPGROUP);
	posix_spawnattr_setpgroup(&how, 0); /* a group of its own, to be ended whole */
	problem = posix_spawn(&job->pid, argv[0], &files, &how, argv, environ);
	posix_spawnattr_destroy(&how);
	posix_spawn_file_actions_destroy(&files);
	return problem;
}

bool jobs_start(
	struct job *job, const char *const argv[], int64_t now_us, struct err *err)
{
	return jobs_start_to(job, argv, NULL, now_us, err);
}

/* posix_spawn() takes words that it could write to, and does not. */
bool jobs_start_to(struct job *job, const char *const argv[], const char *out,
	int64_t now_us, struct err *err)
{
	char *words[WORDS] = { NULL };
	int pipes[2], problem;

	if (job->state == JOB_RUNS)
		return err_set(err, "another one still runs");
	for (int i = 0; i < WORDS - 1 && argv[i]; i++)
		memcpy(&words[i], &argv[i], sizeof(words[i]));
	memset(job, 0, sizeof(*job));
	job->fd = -1;
	if (pipe2(pipes, O_CLOEXEC) != 0)
		return err_set(err, "no pipe: %s", strerror(errno));
	problem = spawn(job, words, out, pipes[1]);
	close(pipes[1]);
	if (problem) {
		close(pipes[0]);
		return err_set(err, "cannot start %s: %s", argv[0], strerror(problem));
	}
	fcntl(pipes[0], F_SETFL, O_NONBLOCK);
	job->fd = pipes[0];
	job->state = JOB_RUNS;
	job->began_us = now_us;
	return true;
}

/* ---- following -------------------------------------------------------------------- */

static bool take_progress(struct job *job)
{
	int64_t done, of;
	char more;

	if (sscanf(job->line, "progress %" SCNd64 " %" SCNd64 "%c", &done, &of,
		    &more) != 2 ||
		of <= 0 || done < 0 || done > of)
		return false;
	job->done = done;
	job->of = of;
	return true;
}

static void take_line(struct job *job)
{
	job->line[job->line_len] = '\0';
	job->line_len = 0;
	text_keep_characters(job->line);
	if (job->line[0] && !take_progress(job))
		text_copy(job->said, sizeof(job->said), job->line);
}

/* What is longer than the room is cut. */
static void take_bytes(struct job *job, const char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (bytes[i] == '\n' || bytes[i] == '\r')
			take_line(job);
		else if (bytes[i] && job->line_len + 1 < sizeof(job->line))
			job->line[job->line_len++] = bytes[i];
	}
}

static bool read_all(struct job *job)
{
	char bytes[4096];
	bool some = false;
	ssize_t n;

	while (job->fd >= 0 && (n = read(job->fd, bytes, sizeof(bytes))) > 0) {
		take_bytes(job, bytes, (size_t)n);
		some = true;
	}
	return some;
}

static void close_outputs(struct job *job)
{
	if (job->line_len)
		take_line(job);
	if (job->fd >= 0)
		close(job->fd);
	job->fd = -1;
}

static enum job_state state_of(const struct job *job, int how)
{
	if (job->cancelled_us)
		return JOB_CANCELLED;
	if (!WIFEXITED(how))
		return JOB_FAILED;
	return WEXITSTATUS(how) == 0   ? JOB_DONE
	       : WEXITSTATUS(how) == 1 ? JOB_DONE_BUT
				       : JOB_FAILED;
}

bool jobs_look(struct job *job, int64_t now_us)
{
	bool some;
	int how;

	if (job->state != JOB_RUNS)
		return false;
	some = read_all(job);
	if (job->cancelled_us && now_us - job->cancelled_us >= KILL_US)
		kill(-job->pid, SIGKILL);
	if (waitpid(job->pid, &how, WNOHANG) != job->pid)
		return some;
	(void)read_all(job);
	close_outputs(job);
	job->ended_us = now_us;
	job->state = state_of(job, how);
	return true;
}

void jobs_cancel(struct job *job, int64_t now_us)
{
	if (job->state != JOB_RUNS || job->cancelled_us)
		return;
	job->cancelled_us = now_us ? now_us : 1;
	kill(-job->pid, SIGTERM);
}

/* What is half written it removes, when it is asked to end. Its output ends with it. */
static void ask_to_end(struct job *job)
{
	struct pollfd output = { .fd = job->fd, .events = POLLIN };

	kill(-job->pid, SIGTERM);
	for (int i = 0; i < END_TRIES; i++) {
		if (poll(&output, 1, END_MS) > 0 && !(output.revents & POLLIN))
			return;
		(void)read_all(job);
	}
}

void jobs_end(struct job *job)
{
	if (job->state == JOB_RUNS) {
		ask_to_end(job);
		kill(-job->pid, SIGKILL);
		while (waitpid(job->pid, NULL, 0) < 0 && errno == EINTR)
			;
		close_outputs(job);
	}
	memset(job, 0, sizeof(*job));
	job->fd = -1;
}

/* ---- how far ---------------------------------------------------------------------- */

int jobs_permille(const struct job *job)
{
	return job->of > 0 ? (int)(job->done * 1000 / job->of) : -1;
}

int64_t jobs_left_s(const struct job *job, int64_t now_us)
{
	int64_t spent_us = now_us - job->began_us;

	if (job->state != JOB_RUNS || spent_us < KNOWN_US || jobs_permille(job) < 20)
		return -1;
	return (spent_us / 1000 * (job->of - job->done) / job->done + 999) / 1000;
}
