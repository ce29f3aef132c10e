/*
 * Bytes are lost in two ways: nobody reads the port in time, or somebody reads
 * and has no place to put them. So when the chunk pipe is full the one chunk in
 * hand waits, and ports are left alone until there is room: the kernel keeps
 * their bytes, and a pty or socket makes its writer wait.
 */
#include "listener.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "clock.h"
#include "text.h"

/* ---- chunks ----------------------------------------------------------------- */

static void put(struct listener *l)
{
	ssize_t n;

	do
		n = write(l->chunks, &l->chunk, sizeof(l->chunk));
	while (n < 0 && errno == EINTR);
	l->waiting = n != (ssize_t)sizeof(l->chunk);
	l->ring = true;
}

static void chunk_begin(
	struct listener *l, const struct port *p, enum chunk_kind kind, int64_t at_us)
{
	l->chunk.at_us = at_us;
	l->chunk.order = p->order;
	l->chunk.port = (int32_t)(p - l->ports);
	l->chunk.kind = (uint16_t)kind;
	l->chunk.life = p->life;
	l->chunk.loss = LOSS_NONE;
	l->chunk.len = 0;
}

static void put_event(
	struct listener *l, struct port *p, enum loss loss, const char *text)
{
	chunk_begin(l, p, loss ? CHUNK_LOST : CHUNK_OPENED, clock_now_us());
	l->chunk.loss = (uint8_t)loss;
	(void)text_copy((char *)l->chunk.bytes, sizeof(l->chunk.bytes), text);
	l->chunk.len = (uint16_t)strlen((char *)l->chunk.bytes);
	p->order++;
	put(l);
}

/* ---- opening and losing ------------------------------------------------------- */

/* Shut, try again later, and say why unless that is known. */
static void shut(struct listener *l, struct port *p, const struct reason *reason)
{
	char text[sizeof(p->where) + sizeof(reason->err.text) + 2];

	p->state = PORT_SHUT;
	p->due_us = clock_now_us() + (int64_t)p->settings.retry_ms * 1000;
	p->out_len = 0;
	if (strcmp(reason->err.text, p->said.err.text) == 0)
		return;
	p->said = *reason;
	snprintf(text, sizeof(text), "%s: %s", p->where, reason->err.text);
	put_event(l, p, reason->loss, text);
}

static void lost(struct listener *l, struct port *p, enum loss loss, const char *why)
{
	struct reason reason = { loss, ERR_INIT };

	p->opener->close(&p->hold);
	err_set(&reason.err, "%s", why);
	shut(l, p, &reason);
	/* Not being there is what unplugging means; it is not news. */
	opener_fail(&p->said, ENOENT);
}

static void opened(struct listener *l, struct port *p)
{
	p->state = PORT_OPEN;
	memset(&p->half, 0, sizeof(p->half));
	p->said.err.text[0] = '\0';
	p->out_len = 0;
	p->send_us = clock_now_us() + (int64_t)p->settings.quiet_ms * 1000;
	put_event(l, p, LOSS_NONE, "");
}

static void take_answer(struct listener *l, struct port *p, enum opened answer,
	const struct reason *reason)
{
	if (answer == OPENED_DONE) {
		opened(l, p);
	} else if (answer == OPENED_NOT) {
		shut(l, p, reason);
	} else {
		p->state = PORT_OPENING;
		p->due_us = clock_now_us() + LISTENER_CONNECT_US;
	}
}

static void try_open(struct listener *l, struct port *p)
{
	const char *place = p->where + strlen(p->opener->prefix);
	struct reason reason = REASON_INIT;
	enum opened answer;

	answer = p->opener->open(place, &p->settings, &p->hold, &reason);
	take_answer(l, p, answer, &reason);
}

static void give_up(struct listener *l, struct port *p)
{
	struct reason reason = { LOSS_MISSING, ERR_INIT };

	p->opener->close(&p->hold);
	err_set(&reason.err, "no answer; is the box switched on and its cable in?");
	shut(l, p, &reason);
}

static void try_finish(struct listener *l, struct port *p)
{
	struct reason reason = REASON_INIT;
	enum opened answer = p->opener->finish(&p->hold, &reason);

	take_answer(l, p, answer, &reason);
}

/* ---- bytes in and out ----------------------------------------------------------- */

static void put_bytes(struct listener *l, struct port *p, size_t len, int64_t at_us)
{
	chunk_begin(l, p, CHUNK_BYTES_CAME, at_us);
	l->chunk.len = (uint16_t)len;
	p->order++;
	put(l);
}

/* What came without our own bytes, and after what was wrongly taken for them. */
static size_t drop_echo(struct port *p, uint8_t *bytes, size_t len)
{
	size_t back, own = half_duplex_hold_back(&p->half, bytes, len, &back);

	memmove(bytes + back, bytes + own, len - own);
	memcpy(bytes, p->half.echo, back);
	return back + len - own;
}

static void give_late_echo(struct listener *l, struct port *p, int64_t now_us)
{
	size_t len = half_duplex_late(&p->half, now_us);

	if (!len)
		return;
	memcpy(l->chunk.bytes, p->half.echo, len);
	put_bytes(l, p, len, now_us);
}

/* One read a round, so that no port starves another. A tty may give 0 bytes
 * without having ended; then poll() tells. */
static void hear(struct listener *l, struct port *p, short events)
{
	ssize_t n = read(
		p->hold.fd, l->chunk.bytes, sizeof(l->chunk.bytes) - p->half.echo_len);
	int64_t at_us = clock_now_us();

	if (n > 0) {
		size_t len = drop_echo(p, l->chunk.bytes, (size_t)n);

		if (len)
			put_bytes(l, p, len, at_us);
		return;
	}
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n == 0 && !p->opener->ends_with_zero && !(events & (POLLHUP | POLLERR)))
		return;
	lost(l, p, LOSS_UNPLUGGED,
		p->opener->ends_with_zero ? "the connection was cut"
					  : "it was unplugged or switched off");
}

static void tell(struct listener *l, struct port *p, int64_t now_us)
{
	size_t len = p->settings.pace_ms ? 1 : p->out_len;
	ssize_t n;

	half_duplex_talk(&p->half, &p->hold);
	n = write(p->hold.fd, p->out, len);
	if (n < 0 && errno != EAGAIN && errno != EINTR) {
		lost(l, p, LOSS_UNPLUGGED, "it was unplugged or switched off");
		return;
	}
	if (n <= 0)
		return;
	half_duplex_said(&p->half, &p->settings, p->out, (size_t)n, now_us);
	p->out_len -= (size_t)n;
	memmove(p->out, p->out + n, p->out_len);
	p->send_us = now_us + (int64_t)p->settings.pace_ms * 1000;
}

/* ---- orders ------------------------------------------------------------------- */

static void release(struct port *p)
{
	if (p->state == PORT_OPEN || p->state == PORT_OPENING)
		p->opener->close(&p->hold);
	memset(p, 0, sizeof(*p));
}

static void add(struct port *p, const struct order *o)
{
	release(p);
	p->state = PORT_SHUT;
	p->life = o->life;
	p->opener = o->opener;
	p->settings = o->settings;
	memcpy(p->where, o->where, sizeof(p->where));
}

static void queue(struct listener *l, struct port *p, const struct order *o)
{
	if (p->state != PORT_OPEN || p->life != o->life)
		return;
	if (o->len > sizeof(p->out) - p->out_len) {
		/* Its loss must be told, and only then: no port is served while
		 * a chunk waits. */
		if (!l->waiting)
			lost(l, p, LOSS_REFUSED, "it does not take what it is told");
		return;
	}
	memcpy(p->out + p->out_len, o->bytes, o->len);
	p->out_len += o->len;
}

static void obey(struct listener *l)
{
	struct order o;
	ssize_t n = read(l->orders, &o, sizeof(o));

	if (n < 0 && errno == EINTR)
		return;
	/* The far end was closed without a word: the same as being told. */
	if (n != (ssize_t)sizeof(o) || o.kind == ORDER_STOP)
		l->stop = true;
	else if (o.kind == ORDER_ADD)
		add(&l->ports[o.port], &o);
	else if (o.kind == ORDER_REMOVE)
		release(&l->ports[o.port]);
	else
		queue(l, &l->ports[o.port], &o);
}

/* ---- the round ---------------------------------------------------------------- */

static void serve(struct listener *l, struct port *p, short events)
{
	int64_t now_us = clock_now_us();

	if (p->state == PORT_SHUT && now_us >= p->due_us) {
		try_open(l, p);
	} else if (p->state == PORT_OPENING && events) {
		try_finish(l, p);
	} else if (p->state == PORT_OPENING && now_us >= p->due_us) {
		give_up(l, p);
	} else if (p->state == PORT_OPEN) {
		if (events & (POLLIN | POLLHUP | POLLERR | POLLNVAL))
			hear(l, p, events);
		if (p->state == PORT_OPEN && !l->waiting && p->out_len > 0 &&
			now_us >= p->send_us)
			tell(l, p, now_us);
		if (p->state == PORT_OPEN && p->out_len == 0)
			half_duplex_listen(&p->half, &p->hold, now_us);
		if (p->state == PORT_OPEN && !l->waiting)
			give_late_echo(l, p, now_us);
	}
}

/* What to poll this port for, and when it wants to be served without. */
static struct pollfd watch(const struct port *p, int64_t now_us, int64_t *due_us)
{
	struct pollfd fd = { .fd = -1 };
	int64_t due = INT64_MAX;

	if (p->state == PORT_SHUT || p->state == PORT_OPENING)
		due = p->due_us;
	if (p->state == PORT_OPENING || p->state == PORT_OPEN) {
		fd.fd = p->hold.fd;
		fd.events = p->state == PORT_OPEN ? POLLIN : POLLOUT;
	}
	if (p->state == PORT_OPEN && p->out_len > 0) {
		if (now_us >= p->send_us)
			fd.events |= POLLOUT;
		else
			due = p->send_us;
	}
	if (p->state == PORT_OPEN && p->out_len == 0 &&
		half_duplex_due_us(&p->half) < due)
		due = half_duplex_due_us(&p->half);
	if (due < *due_us)
		*due_us = due;
	return fd;
}

static int timeout_ms(int64_t now_us, int64_t due_us)
{
	if (due_us == INT64_MAX)
		return -1;
	return due_us <= now_us ? 0 : (int)div_ceil(due_us - now_us, 1000);
}

enum { FD_ORDERS, FD_CHUNKS, FD_PORTS, FDS = FD_PORTS + LINE_PORTS_MAX };

static void wait_for_all(struct listener *l, struct pollfd *fds)
{
	int64_t now_us = clock_now_us(), due_us = INT64_MAX;

	fds[FD_ORDERS] = (struct pollfd){ .fd = l->orders, .events = POLLIN };
	fds[FD_CHUNKS] = (struct pollfd){ .fd = l->waiting ? l->chunks : -1,
		.events = POLLOUT };
	for (size_t i = 0; i < LINE_PORTS_MAX; i++)
		fds[FD_PORTS + i] = l->waiting ? (struct pollfd){ .fd = -1 }
					       : watch(&l->ports[i], now_us, &due_us);
	/* A reader that slept through the bell is rung for again. */
	if (l->waiting)
		due_us = now_us + LISTENER_RING_US;
	if (poll(fds, FDS, timeout_ms(now_us, due_us)) < 0)
		for (size_t i = 0; i < FDS; i++)
			fds[i].revents = 0;
}

static void take_round(struct listener *l, const struct pollfd *fds)
{
	l->ring = l->waiting;
	if (l->waiting)
		put(l);
	for (size_t i = 0; i < LINE_PORTS_MAX && !l->waiting; i++)
		serve(l, &l->ports[i], fds[FD_PORTS + i].revents);
	/* After the ports, so that what poll() said of a port is not taken for
	 * its successor. */
	if (fds[FD_ORDERS].revents)
		obey(l);
	if (l->ring)
		l->doorbell(l->ctx);
}

/* An arrival is stamped when the thread runs: where the system allows it (root, or
 * RLIMIT_RTPRIO or RLIMIT_NICE of the kiosk's user), it runs before all others. It sleeps
 * when there is nothing to read and when there is no room, so nobody starves. */
static void go_first(void)
{
	const struct sched_param lowest = { .sched_priority = 1 };

	if (pthread_setschedparam(
		    pthread_self(), SCHED_FIFO | SCHED_RESET_ON_FORK, &lowest) != 0)
		(void)setpriority(PRIO_PROCESS, (id_t)gettid(), -10);
}

void *listener_run(void *listener)
{
	struct listener *l = listener;
	struct pollfd fds[FDS];

	go_first();
	while (!l->stop) {
		wait_for_all(l, fds);
		take_round(l, fds);
	}
	for (size_t i = 0; i < LINE_PORTS_MAX; i++)
		release(&l->ports[i]);
	return NULL;
}
