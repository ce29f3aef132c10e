#include "boxes.h"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "ptys.h"

struct box {
	char link[128];
	bool plugged;
	struct pty pty;
	int keep; /* our hold of the far end, so that a closed kiosk is no hang-up */
	char heard[64];
	size_t heard_len;
	char lines[BOX_LINES][BOX_LENGTH];
	int count, said; /* said -1: waits for $GO */
	long long due_ms;
	unsigned seq;
};

static struct box boxes[BOXES_MAX];
static int count;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_t thread;
static volatile bool over;

static long long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

static void plug(struct box *b)
{
	pty_open(&b->pty);
	b->keep = open(b->pty.path, O_RDWR | O_NOCTTY | O_CLOEXEC);
	unlink(b->link);
	if (b->keep < 0 || symlink(b->pty.path, b->link) != 0)
		abort();
	b->plugged = true;
	b->heard_len = 0;
}

int boxes_add(const char *link)
{
	struct box *b = &boxes[count];

	snprintf(b->link, sizeof(b->link), "%s", link);
	b->said = -1;
	plug(b);
	return count++;
}

void boxes_clear(int box)
{
	pthread_mutex_lock(&lock);
	boxes[box].count = 0;
	boxes[box].said = -1;
	pthread_mutex_unlock(&lock);
}

void boxes_next(int box, const char *line)
{
	struct box *b = &boxes[box];

	pthread_mutex_lock(&lock);
	if (b->count == BOX_LINES)
		abort();
	snprintf(b->lines[b->count++], BOX_LENGTH, "%s", line);
	pthread_mutex_unlock(&lock);
}

void boxes_now(int box)
{
	pthread_mutex_lock(&lock);
	boxes[box].said = 0;
	boxes[box].due_ms = now_ms();
	pthread_mutex_unlock(&lock);
}

void boxes_unplug(int box)
{
	struct box *b = &boxes[box];

	pthread_mutex_lock(&lock);
	b->plugged = false;
	unlink(b->link);
	close(b->keep);
	close(b->pty.fd);
	pthread_mutex_unlock(&lock);
}

void boxes_plug(int box)
{
	pthread_mutex_lock(&lock);
	plug(&boxes[box]);
	pthread_mutex_unlock(&lock);
}

static void say(struct box *b, const char *words)
{
	char line[BOX_LENGTH + 32];
	unsigned sum = 0;
	int n = snprintf(line, sizeof(line), "$%s,seq=%u", words, b->seq++ % 100000);

	for (int i = 1; i < n; i++)
		sum ^= (unsigned char)line[i];
	snprintf(line + n, sizeof(line) - (size_t)n, "*%02X\r\n", sum);
	pty_say(&b->pty, line, strlen(line));
}

static void hear(struct box *b, char c)
{
	if (c == '$')
		b->heard_len = 0;
	if (b->heard_len + 1 < sizeof(b->heard))
		b->heard[b->heard_len++] = c;
	b->heard[b->heard_len] = '\0';
	if (strcmp(b->heard, "$GO*08\r\n") == 0 && b->count && b->said < 0) {
		b->said = 0;
		b->due_ms = now_ms() + 60;
	}
}

static void speak(struct box *b)
{
	while (b->said >= 0 && b->said < b->count && now_ms() >= b->due_ms) {
		const char *line = b->lines[b->said++];

		if (line[0] == '=')
			b->due_ms += atoi(line + 1);
		else
			say(b, line);
	}
	if (b->said >= b->count && b->said >= 0) {
		b->count = 0;
		b->said = -1;
	}
}

static void serve(struct box *b)
{
	struct pollfd fd = { .fd = b->pty.fd, .events = POLLIN };
	char bytes[64];
	ssize_t n;

	while (poll(&fd, 1, 0) > 0 && (n = read(b->pty.fd, bytes, sizeof(bytes))) > 0)
		for (ssize_t i = 0; i < n; i++)
			hear(b, bytes[i]);
	speak(b);
}

static void *run(void *unused)
{
	(void)unused;
	while (!over) {
		pthread_mutex_lock(&lock);
		for (int i = 0; i < count; i++)
			if (boxes[i].plugged)
				serve(&boxes[i]);
		pthread_mutex_unlock(&lock);
		nanosleep(&(struct timespec){ 0, 2000000 }, NULL);
	}
	return NULL;
}

void boxes_run(void)
{
	if (pthread_create(&thread, NULL, run, NULL) != 0)
		abort();
}

void boxes_end(void)
{
	over = true;
	pthread_join(thread, NULL);
	for (int i = 0; i < count; i++)
		if (boxes[i].plugged)
			boxes_unplug(i);
}
