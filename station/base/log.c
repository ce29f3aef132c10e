#include "log.h"

#include "clock.h"
#include "text.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct log_line ring[LOG_RING];
static uint64_t written; /* line n is in ring[(n - 1) % LOG_RING] */
static _Atomic enum log_level limit = LOG_LEVEL_INFO;
static log_sink *to;
static void *to_context;

void log_set(enum log_level level, log_sink *sink, void *context)
{
	pthread_mutex_lock(&lock);
	atomic_store(&limit, level);
	to = sink;
	to_context = context;
	pthread_mutex_unlock(&lock);
}

bool log_wants(enum log_level level)
{
	return level <= atomic_load(&limit);
}

void log_write(enum log_level level, const char *module, const char *fmt, ...)
{
	char text[2 * LOG_TEXT];
	struct log_line *line;
	va_list args;

	if (!log_wants(level))
		return;
	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	pthread_mutex_lock(&lock);
	line = &ring[written++ % LOG_RING];
	line->number = written;
	line->wall_us = clock_wall_us();
	line->level = level;
	text_copy(line->module, sizeof(line->module), module);
	text_copy(line->text, sizeof(line->text), text);
	if (to)
		to(to_context, line);
	pthread_mutex_unlock(&lock);
}

size_t log_recent(struct log_line *out, size_t max)
{
	size_t n;

	pthread_mutex_lock(&lock);
	n = written < LOG_RING ? (size_t)written : LOG_RING;
	if (n > max)
		n = max;
	for (size_t i = 0; i < n; i++)
		out[i] = ring[(written - n + i) % LOG_RING];
	pthread_mutex_unlock(&lock);
	return n;
}

const char *log_level_name(enum log_level level)
{
	static const char *const name[] = { "error", "warning", "info", "debug" };

	return name[level];
}
