/*
 * log - what the program noticed, for whoever looks after it.
 *
 * Libraries never print: a line goes to the ring of the last LOG_RING lines, which a
 * screen can show, and to the sink that the command gave, if any. Nobody's name or
 * number belongs in a log. Lines are cut at LOG_TEXT bytes, on a character.
 *
 *	LOG_WARN("line", "%s: unplugged", port);
 *
 * May be called from any thread; the sink is called with the lock held and must not
 * log. Logging allocates nothing.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum log_level { LOG_LEVEL_ERROR, LOG_LEVEL_WARN, LOG_LEVEL_INFO, LOG_LEVEL_DEBUG };

#define LOG_RING   128
#define LOG_TEXT   240
#define LOG_MODULE 16

struct log_line {
	uint64_t number; /* from 1, of this run */
	int64_t wall_us;
	enum log_level level;
	char module[LOG_MODULE];
	char text[LOG_TEXT];
};

typedef void log_sink(void *context, const struct log_line *line);

/* Lines above `level` are dropped. No sink, and LOG_LEVEL_INFO, at the beginning. */
void log_set(enum log_level level, log_sink *sink, void *context);
bool log_wants(enum log_level level);
void log_write(enum log_level level, const char *module, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* Copy the newest lines into `out`, oldest first; how many. */
size_t log_recent(struct log_line *out, size_t max);
const char *log_level_name(enum log_level level); /* "warning" */

#define LOG_ERROR(module, ...) log_write(LOG_LEVEL_ERROR, module, __VA_ARGS__)
#define LOG_WARN(module, ...)  log_write(LOG_LEVEL_WARN, module, __VA_ARGS__)
#define LOG_INFO(module, ...)  log_write(LOG_LEVEL_INFO, module, __VA_ARGS__)
#define LOG_DEBUG(module, ...)                                                         \
	do {                                                                           \
		if (log_wants(LOG_LEVEL_DEBUG))                                        \
			log_write(LOG_LEVEL_DEBUG, module, __VA_ARGS__);               \
	} while (0)

#endif
