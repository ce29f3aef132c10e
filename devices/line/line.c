#include "line.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buf.h"
#include "listener.h"
#include "text.h"

/* Waiting chunks: 4096 of them. What an ordinary user may ask for. */
#define PIPE_BYTES (1024 * 1024)

/* What the caller's side knows of a port. */
struct side {
	bool used;
	bool open; /* by the chunks taken so far */
	uint32_t life;
	char where[128];
};

struct line {
	int chunks; /* read end, non-blocking */
	int orders; /* write end, non-blocking */
	pthread_t thread;
	struct side sides[LINE_PORTS_MAX];
	struct listener listener; /* the thread's */
};

static void silent(void *ctx)
{
	(void)ctx;
}

static bool start(struct line *line, struct err *err)
{
	sigset_t all, old;
	int failed;

	/* Signals are the main thread's; a socket that breaks is only an errno
	 * here. */
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	failed = pthread_create(&line->thread, NULL, listener_run, &line->listener);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	if (failed)
		return err_set(err, "the listening thread does not start: %s",
			strerrordesc_np(failed));
	return true;
}

static void close_pipe(const int ends[2])
{
	close(ends[0]);
	close(ends[1]);
}

static bool make_pipes(int chunks[2], int orders[2], struct err *err)
{
	if (pipe2(chunks, O_CLOEXEC | O_NONBLOCK) != 0)
		return err_set(
			err, "no pipe to listen with: %s", strerrordesc_np(errno));
	if (pipe2(orders, O_CLOEXEC | O_NONBLOCK) != 0) {
		close_pipe(chunks);
		return err_set(
			err, "no pipe to listen with: %s", strerrordesc_np(errno));
	}
	/* Where it is refused the pipe stays smaller, and bytes wait sooner. */
	(void)fcntl(chunks[1], F_SETPIPE_SZ, PIPE_BYTES);
	return true;
}

struct line *line_open(void (*doorbell)(void *), void *ctx, struct err *err)
{
	struct line *line;
	int chunks[2] = { -1, -1 }, orders[2] = { -1, -1 };

	if (!make_pipes(chunks, orders, err))
		return NULL;
	line = mem_alloc(sizeof(*line));
	line->chunks = chunks[0];
	line->orders = orders[1];
	line->listener.chunks = chunks[1];
	line->listener.orders = orders[0];
	line->listener.doorbell = doorbell ? doorbell : silent;
	line->listener.ctx = ctx;
	if (!start(line, err)) {
		close_pipe(chunks);
		close_pipe(orders);
		free(line);
		return NULL;
	}
	return line;
}

static bool try_order(struct line *line, const struct order *o)
{
	ssize_t n;

	do
		n = write(line->orders, o, sizeof(*o));
	while (n < 0 && errno == EINTR);
	return n == (ssize_t)sizeof(*o);
}

/* The thread never waits for us, so it comes to the end of its orders. */
static void must_order(struct line *line, const struct order *o)
{
	struct pollfd fd = { .fd = line->orders, .events = POLLOUT };

	while (!try_order(line, o))
		(void)poll(&fd, 1, 100);
}

void line_close(struct line *line)
{
	struct order o = { .kind = ORDER_STOP };

	if (!line)
		return;
	must_order(line, &o);
	pthread_join(line->thread, NULL);
	close(line->chunks);
	close(line->orders);
	close(line->listener.chunks);
	close(line->listener.orders);
	free(line);
}

static const struct opener *find_opener(const char *where)
{
	static const struct opener *const openers[] = { &opener_serial, &opener_usb,
		&opener_tty, &opener_tcp };

	for (size_t i = 0; i < sizeof(openers) / sizeof(openers[0]); i++)
		if (strncmp(where, openers[i]->prefix, strlen(openers[i]->prefix)) == 0)
			return openers[i];
	return NULL;
}

static bool read_spec(const struct line_spec *spec, struct order *o, struct err *err)
{
	if (!memchr(spec->where, '\0', sizeof(spec->where)) ||
		!memchr(spec->settings, '\0', sizeof(spec->settings)))
		return err_set(
			err, "the name of the port or its settings are too long");
	o->opener = find_opener(spec->where);
	if (!o->opener)
		return err_set(err,
			"\"%s\" is not a port: it begins with serial:, usb:, tty: or "
			"tcp:",
			spec->where);
	memcpy(o->where, spec->where, sizeof(o->where));
	return o->opener->check(spec->where + strlen(o->opener->prefix), err) &&
	       line_settings_read(spec->settings, &o->settings, err);
}

bool line_spec_name(struct line_spec *spec, const char *text, struct err *err)
{
	const char *prefix = "";
	char *path = NULL;
	int n;

	if (text[0] == '/') {
		path = realpath(text, NULL);
		prefix = path && strncmp(path, "/dev/pts/", 9) == 0 ? "tty:"
								    : "serial:";
		free(path);
	}
	n = snprintf(spec->where, sizeof(spec->where), "%s%s", prefix, text);
	return n < (int)sizeof(spec->where) ||
	       err_set(err, "the name of the port is too long");
}

bool line_spec_check(const struct line_spec *spec, struct err *err)
{
	struct order o;

	return read_spec(spec, &o, err);
}

static int find_free(const struct line *line, const char *where, struct err *err)
{
	int found = -1;

	for (int i = LINE_PORTS_MAX - 1; i >= 0; i--) {
		const struct side *side = &line->sides[i];

		if (!side->used) {
			found = i;
		} else if (strcmp(side->where, where) == 0) {
			err_set(err, "%s: the station listens to this port already",
				where);
			return -1;
		}
	}
	if (found < 0)
		err_set(err, "%s: at most %d ports can be listened to", where,
			LINE_PORTS_MAX);
	return found;
}

int line_add(struct line *line, const struct line_spec *spec, struct err *err)
{
	struct order o = { .kind = ORDER_ADD };
	struct side *side;

	if (!read_spec(spec, &o, err))
		return -1;
	o.port = find_free(line, spec->where, err);
	if (o.port < 0)
		return -1;
	side = &line->sides[o.port];
	o.life = side->life + 1;
	if (!try_order(line, &o)) {
		err_set(err, "%s: too many orders wait for the ports", spec->where);
		return -1;
	}
	side->used = true;
	side->open = false;
	side->life = o.life;
	memcpy(side->where, spec->where, sizeof(side->where));
	return o.port;
}

void line_remove(struct line *line, int port)
{
	struct order o = { .kind = ORDER_REMOVE, .port = port };

	assert(port >= 0 && port < LINE_PORTS_MAX);
	if (!line->sides[port].used)
		return;
	line->sides[port].used = false;
	must_order(line, &o);
}

bool line_next(struct line *line, struct chunk *out)
{
	struct side *side;

	for (;;) {
		ssize_t n = read(line->chunks, out, sizeof(*out));

		if (n < 0 && errno == EINTR)
			continue;
		if (n != (ssize_t)sizeof(*out))
			return false;
		side = &line->sides[out->port];
		if (side->used && side->life == out->life)
			break;
	}
	if (out->kind != CHUNK_BYTES_CAME)
		side->open = out->kind == CHUNK_OPENED;
	return true;
}

int line_fd(const struct line *line)
{
	return line->chunks;
}

bool line_send(
	struct line *line, int port, const void *bytes, size_t len, struct err *err)
{
	struct order o = { .kind = ORDER_SEND, .port = port };
	struct side *side;

	assert(port >= 0 && port < LINE_PORTS_MAX && len <= CHUNK_BYTES);
	side = &line->sides[port];
	if (!side->used || !side->open)
		return err_set(err, "%s: it is not open, so it cannot be told anything",
			side->used ? side->where : "a port that was removed");
	o.life = side->life;
	o.len = (uint32_t)len;
	memcpy(o.bytes, bytes, len);
	if (!try_order(line, &o))
		return err_set(
			err, "%s: too many orders wait for the ports", side->where);
	return true;
}
