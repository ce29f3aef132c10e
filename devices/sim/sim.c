/*
 * The port of a player. A pty whose other end nobody has open reports hang-up at
 * its near end, once it has been opened and closed: that is how the simulator
 * knows whether anybody listens.
 */
#include "sim.h"

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "buf.h"
#include "clock.h"
#include "path.h"
#include "player.h"
#include "program.h"
#include "pty.h"
#include "script.h"
#include "text.h"
#include "uart.h"

/* How often to look whether somebody opened the port, and to try again when the
 * system has no pty to give. */
#define LOOK_US	    ((int64_t)10 * 1000)
#define CAPTURE_MAX ((size_t)16 * 1024 * 1024)
/* What is taken from the faults at once, and what a receiver may make of it. */
#define TAKE_BYTES ((size_t)512)
/* With what a device's clock of the day begins: ten o'clock. */
#define CLOCK_US ((int64_t)10 * 3600 * 1000000)

_Static_assert(4 * PROGRAM_SAY <= FAULTS_SAY, "a say waits as a whole");

struct sim {
	struct script *script;
	struct player *player;
	int fd;		      /* -1 unplugged */
	bool begun, heard_by; /* somebody has the port open */
	bool wants_plug, ended;
	bool out_by_script, out_by_fault; /* why it is unplugged */
	int64_t begin_us;
	struct faults faults;
	bool has_line;
	struct uart uart;
	struct uart_form heard; /* baud 0: the pty's */
	int64_t line_ns;	/* the line is told until then, since begin_us */
	uint8_t out[TAKE_BYTES * UART_HEARD];
	size_t out_at, out_len;
	uint64_t said, unheard;
	char path[64];
	char link[PATH_MAX];
	pthread_t thread;
	bool threaded;
	int stop; /* eventfd */
};

/* ---- the port ------------------------------------------------------------------------- */

bool sim_plug(struct sim *sim, struct err *err)
{
	if (sim->fd >= 0)
		return true;
	sim->fd = pty_open(sim->path, sizeof(sim->path), err);
	if (sim->fd < 0)
		return false;
	sim->wants_plug = false;
	sim->heard_by = false;
	if (pty_link(sim->path, sim->link, err))
		return true;
	close(sim->fd);
	sim->fd = -1;
	return false;
}

static void lose_left(struct sim *sim)
{
	sim->unheard += sim->out_len - sim->out_at;
	sim->out_at = sim->out_len = 0;
}

void sim_unplug(struct sim *sim)
{
	lose_left(sim);
	if (sim->fd < 0)
		return;
	pty_unlink(sim->path, sim->link);
	close(sim->fd);
	sim->fd = -1;
	sim->heard_by = false;
}

/* ---- life ------------------------------------------------------------------------------ */

static bool has_baud(const struct sim_how *how)
{
	return how->speed == SIM_BAUD || (how->speed == SIM_BUSY && how->baud > 0);
}

static bool check_how(const struct sim_how *how, struct err *err)
{
	if (has_baud(how) && (how->baud < 300 || how->baud > 4000000))
		return err_set(err, "%u baud: a speed is 300 to 4000000", how->baud);
	if (how->link && strlen(how->link) >= PATH_MAX)
		return err_set(err, "the name of the link is too long");
	if (how->heard && !how->line)
		return err_set(err,
			"how the line is heard matters only when it is said "
			"how the device sends (line)");
	return true;
}

/* 0: nothing keeps the bytes apart. */
static uint32_t gap_ns(const struct sim *sim, const struct sim_how *how)
{
	const struct uart_form *f = &sim->uart.sender;
	/* One start bit, eight of data, one stop bit. */
	unsigned bits = sim->has_line ? uart_form_bits(f) : 10;
	uint32_t baud = 0;

	if (has_baud(how))
		baud = how->baud;
	else if (how->speed != SIM_FULL && sim->has_line)
		baud = f->baud;
	else if (how->speed == SIM_BUSY ||
		 !(how->speed == SIM_FULL || sim->script->timed))
		baud = 9600;
	return baud ? (uint32_t)(bits * (uint64_t)1000000000 / baud) : 0;
}

static struct player_how player_how(const struct sim *sim, const struct sim_how *how)
{
	int64_t to_midnight_us = how->faults.midnight_us;

	return (struct player_how){
		.full = how->speed == SIM_FULL || how->speed == SIM_BUSY,
		.gap_ns = gap_ns(sim, how),
		.untimed = (how->speed == SIM_BAUD || how->speed == SIM_BUSY) &&
			   sim->script->capture,
		.loop = how->loop,
		.seed = how->seed,
		.clock_us = to_midnight_us ? PROGRAM_TIME_US - to_midnight_us
					   : CLOCK_US,
		.doubles = how->faults.doubles,
	};
}

static bool set_line(struct sim *sim, const struct sim_how *how, struct err *err)
{
	struct uart_form sender;

	if (!how->line)
		return true;
	if (!uart_form_read(how->line, true, &sender, err))
		return false;
	sim->heard = sender;
	sim->heard.baud = 0;
	if (how->heard && !uart_form_read(how->heard, false, &sim->heard, err))
		return false;
	uart_init(&sim->uart, sender, sender);
	sim->has_line = true;
	return true;
}

bool sim_set_heard(struct sim *sim, const char *heard, struct err *err)
{
	assert(sim->has_line);
	return uart_form_read(heard, false, &sim->heard, err);
}

static struct sim *begin(
	struct script *script, const struct sim_how *how, struct err *err)
{
	struct sim *sim = mem_alloc(sizeof(*sim));
	struct player_how plays;

	sim->script = script;
	sim->fd = -1;
	faults_init(&sim->faults, &how->faults, how->seed);
	if (how->link)
		(void)text_copy(sim->link, sizeof(sim->link), how->link);
	if (set_line(sim, how, err)) {
		plays = player_how(sim, how);
		sim->player = player_open(script, &plays);
		if (sim_plug(sim, err))
			return sim;
	}
	sim_close(sim);
	return NULL;
}

static bool ends_in(const char *text, const char *end)
{
	size_t len = strlen(text), n = strlen(end);

	return len >= n && strcmp(text + len - n, end) == 0;
}

struct sim *sim_open_text(const char *name, const char *text, size_t len,
	const struct sim_how *how, struct err *err)
{
	struct script *script;

	if (!check_how(how, err))
		return NULL;
	script = ends_in(name, ".hex")
			 ? script_read_capture(name, text, len, how->waits, err)
			 : script_read(name, text, len, err);
	return script ? begin(script, how, err) : NULL;
}

struct sim *sim_open(const char *path, const struct sim_how *how, struct err *err)
{
	struct buf text = BUF_INIT;
	struct sim *sim = NULL;

	if (path_read(path, CAPTURE_MAX, &text, err))
		sim = sim_open_text(path, text.data, text.len, how, err);
	buf_release(&text);
	return sim;
}

void sim_close(struct sim *sim)
{
	if (!sim)
		return;
	sim_stop(sim);
	sim_unplug(sim);
	player_close(sim->player);
	script_free(sim->script);
	free(sim);
}

const char *sim_port(const struct sim *sim)
{
	return sim->link[0] ? sim->link : sim->path;
}

bool sim_done(const struct sim *sim)
{
	return sim->ended && sim->out_len == 0 && sim->faults.count == 0 &&
	       !(sim->has_line && uart_busy(&sim->uart));
}

uint64_t sim_readings(const struct sim *sim)
{
	return player_readings(sim->player);
}

uint64_t sim_said(const struct sim *sim)
{
	return sim->said;
}

uint64_t sim_unheard(const struct sim *sim)
{
	return sim->unheard;
}

/* ---- stepping --------------------------------------------------------------------------- */

static void look(struct sim *sim)
{
	struct pollfd fd = { .fd = sim->fd, .events = POLLIN };

	sim->heard_by = sim->fd >= 0 && poll(&fd, 1, 0) >= 0 && !(fd.revents & POLLHUP);
}

static void hear(struct sim *sim, int64_t now_us)
{
	uint8_t bytes[512];
	ssize_t n;

	while (sim->heard_by && (n = read(sim->fd, bytes, sizeof(bytes))) > 0)
		if (!faults_silent(&sim->faults, now_us))
			player_hear(sim->player, bytes, (size_t)n);
}

/* false when the reader takes no more for now. */
static bool push(struct sim *sim)
{
	ssize_t n;

	while (sim->out_at < sim->out_len) {
		look(sim);
		if (!sim->heard_by) {
			lose_left(sim);
			break;
		}
		n = write(sim->fd, sim->out + sim->out_at, sim->out_len - sim->out_at);
		if (n < 0 && errno != EINTR && errno != EIO)
			return false;
		if (n > 0)
			sim->out_at += (size_t)n;
	}
	sim->out_at = sim->out_len = 0;
	return true;
}

/* ---- the line ----------------------------------------------------------------------------- */

/* The reader may set its port anew at any time. */
static void set_receiver(struct sim *sim)
{
	struct uart_form form = sim->heard;

	if (form.baud == 0)
		form.baud = sim->fd >= 0 ? pty_speed(sim->fd) : 0;
	if (form.baud < 50 || form.baud > 4000000)
		form.baud = sim->uart.sender.baud;
	if (!uart_form_same(&form, &sim->uart.receiver))
		uart_set_receiver(&sim->uart, form);
}

/* Bytes become what the reader hears of them. */
static void transmit(struct sim *sim, const uint8_t *bytes, size_t len, int64_t now_us)
{
	const struct uart_form *f = &sim->uart.sender;
	int64_t byte_ns = uart_form_bits(f) * (int64_t)1000000000 / f->baud;

	set_receiver(sim);
	if (now_us * 1000 > sim->line_ns) {
		sim->out_len += uart_rest(&sim->uart, now_us - sim->line_ns / 1000,
			sim->out + sim->out_len);
		sim->line_ns = now_us * 1000;
	}
	for (size_t i = 0; i < len; i++) {
		sim->out_len += uart_send(
			&sim->uart, bytes[i], sim->out + sim->out_len);
		sim->line_ns += byte_ns;
	}
}

/* What is due goes out. false when there is nothing. */
static bool send_due(struct sim *sim, int64_t now_us)
{
	uint8_t bytes[TAKE_BYTES - 1];
	size_t n = faults_take(&sim->faults, now_us, bytes, sizeof(bytes));

	if (sim->has_line && (n > 0 || uart_busy(&sim->uart))) {
		transmit(sim, bytes, n, now_us);
	} else {
		memcpy(sim->out, bytes, n);
		sim->out_len = n;
	}
	sim->said += sim->out_len;
	return n > 0;
}

/* ---- the plug ------------------------------------------------------------------------------- */

static void plug_again(struct sim *sim)
{
	struct err err = ERR_INIT;

	/* Where there is none now there may be one soon. */
	if (!sim->out_by_script && !sim->out_by_fault)
		sim->wants_plug = !sim_plug(sim, &err);
}

static void move_plug(struct sim *sim, int64_t now_us)
{
	bool out = faults_unplugged(&sim->faults, now_us);

	if (out == sim->out_by_fault)
		return;
	sim->out_by_fault = out;
	if (out)
		sim_unplug(sim);
	else
		plug_again(sim);
}

static void obey(struct sim *sim, enum player_does does, int64_t now_us)
{
	const uint8_t *said;
	size_t len;

	if (does == PLAYER_SAYS) {
		said = player_said(sim->player, &len);
		faults_put(&sim->faults, said, len, now_us);
	} else if (does == PLAYER_UNPLUGS) {
		sim->out_by_script = true;
		sim_unplug(sim);
	} else if (does == PLAYER_PLUGS) {
		sim->out_by_script = false;
		plug_again(sim);
	}
}

/* ---- stepping --------------------------------------------------------------------------------- */

static bool begun(struct sim *sim, int64_t now_us)
{
	if (!sim->begun && sim->heard_by) {
		sim->begun = true;
		sim->begin_us = now_us;
	}
	return sim->begun;
}

static int64_t sooner(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* `now_us` and what is returned: since it began. While nobody listens there is nothing
 * to poll for: look again soon. */
static int64_t next_us(const struct sim *sim, int64_t now_us)
{
	const struct uart *u = &sim->uart;
	int64_t until_us = INT64_MAX;

	if (!sim->ended)
		until_us = faults_our_us(
			&sim->faults.how, player_until_us(sim->player));
	if (!sim_done(sim))
		until_us = sooner(until_us, faults_until_us(&sim->faults));
	if (sim->has_line && uart_busy(u))
		until_us = sooner(
			until_us, now_us + 12 * 1000000 / u->receiver.baud + 1);
	if (!sim_done(sim) && ((sim->fd >= 0 && !sim->heard_by) || sim->wants_plug))
		until_us = sooner(until_us, now_us + LOOK_US);
	return until_us;
}

/* Times since it began. Returns when to come back. */
static int64_t play(struct sim *sim, int64_t now_us)
{
	enum player_does does = PLAYER_SAYS;

	move_plug(sim, now_us);
	hear(sim, now_us);
	/* At full speed a script without an end never waits: a share at a time. */
	for (int i = 0; i < 1000; i++) {
		if (!push(sim))
			return now_us + LOOK_US;
		if (send_due(sim, now_us) || sim->out_len > 0)
			continue;
		if (does >= PLAYER_WAITS || !faults_room(&sim->faults))
			return next_us(sim, now_us);
		does = player_step(
			sim->player, faults_device_us(&sim->faults.how, now_us));
		obey(sim, does, now_us);
		sim->ended = does == PLAYER_ENDED;
	}
	return now_us;
}

int64_t sim_step(struct sim *sim, int64_t now_us)
{
	int64_t until_us;

	if (sim->wants_plug)
		plug_again(sim);
	look(sim);
	if (!begun(sim, now_us))
		return now_us + LOOK_US;
	until_us = play(sim, now_us - sim->begin_us);
	return until_us < INT64_MAX - sim->begin_us ? until_us + sim->begin_us
						    : SIM_NEVER;
}

int sim_fd(const struct sim *sim)
{
	return sim->heard_by ? sim->fd : -1;
}

short sim_events(const struct sim *sim)
{
	return (short)(POLLIN | (sim->out_at < sim->out_len ? POLLOUT : 0));
}

/* ---- a thread of its own ------------------------------------------------------------------ */

static int timeout_ms(int64_t now_us, int64_t until_us)
{
	if (until_us == SIM_NEVER)
		return -1;
	if (until_us <= now_us)
		return 0;
	until_us = div_ceil(until_us - now_us, 1000);
	return until_us > 1000 ? 1000 : (int)until_us;
}

static void *run(void *arg)
{
	struct sim *sim = arg;
	struct pollfd fds[2] = { { .fd = sim->stop, .events = POLLIN } };

	while (!(fds[0].revents & POLLIN)) {
		int64_t until_us = sim_step(sim, clock_now_us());

		fds[1] = (struct pollfd){ sim_fd(sim), sim_events(sim), 0 };
		if (poll(fds, 2, timeout_ms(clock_now_us(), until_us)) < 0)
			fds[0].revents = 0;
	}
	return NULL;
}

static int start_thread(struct sim *sim)
{
	sigset_t all, old;
	int failed;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	failed = pthread_create(&sim->thread, NULL, run, sim);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	return failed;
}

bool sim_start(struct sim *sim, struct err *err)
{
	int failed = 0;

	sim->stop = eventfd(0, EFD_CLOEXEC);
	if (sim->stop < 0)
		failed = errno;
	else if ((failed = start_thread(sim)) != 0)
		close(sim->stop);
	if (failed)
		return err_set(err, "the simulator's thread does not start: %s",
			strerrordesc_np(failed));
	sim->threaded = true;
	return true;
}

void sim_stop(struct sim *sim)
{
	if (!sim->threaded)
		return;
	(void)eventfd_write(sim->stop, 1);
	pthread_join(sim->thread, NULL);
	close(sim->stop);
	sim->threaded = false;
}
