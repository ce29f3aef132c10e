const char help_capture[] =
	"station capture WHERE [--settings \"9600 8n1\"] [-o FILE.hex] [--seconds N]\n"
	"\n"
	"Writes down what a port says, with the times at which it came, in the form\n"
	"that `station decode` and `station sim` read. WHERE is serial:/dev/ttyUSB0,\n"
	"tty:/dev/pts/3, tcp:192.168.1.50:4001, or only a path. The port is listened "
	"to\n"
	"for N seconds, or until Ctrl-C; one that is unplugged is waited for, and the\n"
	"file says so. Without -o it goes to standard output; a file that is there\n"
	"already is not touched.\n";

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "clock.h"
#include "commands.h"
#include "hexlog.h"
#include "line.h"
#include "text.h"

static volatile sig_atomic_t stopped;

static void stop(int number)
{
	(void)number;
	stopped = 1;
}

struct capture {
	const char *where, *file;
	struct line_spec spec;
	int64_t seconds; /* 0: until it is stopped */
	FILE *out;
	struct buf text;
	struct hexlog_writer writer;
	int64_t first_us; /* when the first byte came */
	uint64_t bytes;
	bool opened; /* ever */
	struct err lost;
};

static bool read_seconds(const char *text, int64_t *out, struct err *err)
{
	struct decimal d;

	if (!decimal_read(slice_of(text), &d) || !decimal_exact(d, 0, out) ||
		*out < 1 || *out > 86400)
		return err_set(err, "--seconds \"%s\" is not 1 to 86400", text);
	return true;
}

static bool read_arguments(int argc, char **argv, struct capture *c, struct err *err)
{
	for (int i = 1; i < argc; i++) {
		bool more = i + 1 < argc;

		if (strcmp(argv[i], "--settings") == 0 && more) {
			if (!text_copy(c->spec.settings, sizeof(c->spec.settings),
				    argv[++i]))
				return err_set(err, "--settings is too long");
		} else if (strcmp(argv[i], "-o") == 0 && more) {
			c->file = argv[++i];
		} else if (strcmp(argv[i], "--seconds") == 0 && more) {
			if (!read_seconds(argv[++i], &c->seconds, err))
				return false;
		} else if (argv[i][0] != '-' && !c->where) {
			c->where = argv[i];
		} else {
			return err_set(err,
				"\"%s\" is not understood; see 'station "
				"help capture'",
				argv[i]);
		}
	}
	if (!c->where)
		return err_set(err, "which port? See 'station help capture'");
	return true;
}

static bool write_out(struct capture *c, struct err *err)
{
	bool written = fwrite(c->text.data, 1, c->text.len, c->out) == c->text.len &&
		       fflush(c->out) == 0;

	buf_reset(&c->text);
	if (!written)
		return err_set(err, "%s: it cannot be written: %s",
			c->file ? c->file : "standard output", strerrordesc_np(errno));
	return true;
}

static void take_bytes(struct capture *c, const struct chunk *chunk)
{
	if (c->bytes == 0)
		c->first_us = chunk->at_us;
	c->bytes += chunk->len;
	hexlog_add(&c->text, &c->writer, chunk->at_us - c->first_us, false,
		chunk->bytes, chunk->len);
}

static void take_lost(struct capture *c, const struct chunk *chunk)
{
	err_set(&c->lost, "%.*s", (int)chunk->len, (const char *)chunk->bytes);
	fprintf(stderr, "station capture: %s\n", c->lost.text);
	if (c->opened)
		hexlog_head(&c->text, "Note", c->lost.text);
}

static void take_opened(struct capture *c)
{
	if (c->opened)
		hexlog_head(&c->text, "Note", "opened again");
	c->opened = true;
}

static bool take_chunks(struct capture *c, struct line *line, struct err *err)
{
	struct chunk chunk;

	while (line_next(line, &chunk)) {
		if (chunk.kind == CHUNK_BYTES_CAME)
			take_bytes(c, &chunk);
		else if (chunk.kind == CHUNK_LOST)
			take_lost(c, &chunk);
		else
			take_opened(c);
	}
	return c->text.len == 0 || write_out(c, err);
}

static bool listen_long(struct capture *c, struct line *line, struct err *err)
{
	int64_t end_us = c->seconds ? clock_now_us() + c->seconds * CLOCK_SECOND_US
				    : INT64_MAX;

	while (!stopped && clock_now_us() < end_us) {
		struct pollfd fd = { .fd = line_fd(line), .events = POLLIN };

		(void)poll(&fd, 1, 100);
		if (!take_chunks(c, line, err))
			return false;
	}
	if (!c->opened)
		return err_set(err, "%s: it did not open", c->spec.where);
	return true;
}

static void write_head(struct capture *c, const struct env *env)
{
	char stamp[CLOCK_STAMP_SIZE];

	hexlog_head(&c->text, "Port", c->spec.where);
	hexlog_head(&c->text, "Serial",
		c->spec.settings[0] ? c->spec.settings : "9600 8n1");
	hexlog_head(
		&c->text, "Heard", wall_write(env_now_us(env), CLOCK_SHANGHAI, stamp));
}

static bool run(struct capture *c, const struct env *env, struct err *err)
{
	struct line *line = line_open(NULL, NULL, err);
	bool done;

	if (!line)
		return false;
	write_head(c, env);
	done = line_add(line, &c->spec, err) >= 0 && write_out(c, err) &&
	       listen_long(c, line, err);
	line_close(line);
	return done;
}

static bool open_file(struct capture *c, struct err *err)
{
	c->out = c->file ? fopen(c->file, "wxe") : stdout;
	return c->out || err_set(err, "%s: %s", c->file,
				 errno == EEXIST ? "there is such a file already"
						 : strerrordesc_np(errno));
}

int cmd_capture(struct env *env, int argc, char **argv)
{
	struct capture c = { .text = BUF_INIT };
	const struct sigaction action = { .sa_handler = stop };
	struct err err = ERR_INIT;
	bool done;

	if (!read_arguments(argc, argv, &c, &err) ||
		!line_spec_name(&c.spec, c.where, &err) || !open_file(&c, &err))
		return command_fail("capture", &err);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	done = run(&c, env, &err);
	if (c.file && fclose(c.out) != 0 && done)
		done = err_set(&err, "%s: it cannot be written: %s", c.file,
			strerrordesc_np(errno));
	/* A file with a head alone is of no use to anybody. */
	if (c.file && c.bytes == 0)
		(void)remove(c.file);
	buf_release(&c.text);
	if (!done)
		return command_fail("capture", &err);
	fprintf(stderr, "%llu bytes\n", (unsigned long long)c.bytes);
	return c.bytes ? DONE : DONE_BUT;
}
