/*
 * Sixteen ports at 115200 baud at once, with the kiosk drawing: is a byte lost, and how
 * late is the time that a line receives?
 *
 *	bench_ports [SECONDS [tcp]]
 *
 * Another process says a line of 64 bytes 180 times a second on each of 16 ptys, which is
 * 11520 bytes a second, and notes when. The main thread is the kiosk's: it waits for the
 * doorbell, takes the chunks, and thirty times a second draws another screen, all of
 * it, into a window in memory. A pty's bytes pass through a worker of the kernel, which
 * waits its turn when others work on this machine; with `tcp` they come through sockets,
 * as from a serial device server, and do not. The exit status is 1 when a byte was lost or changed.
 */
#include <arpa/inet.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "bench.h"
#include "clock.h"
#include "line.h"
#include "scenes.h"
#include "screens.h"
#include "window.h"

#define PORTS	 16
#define LINE_LEN 64
#define RATE	 180 /* lines a second: 11520 bytes */
#define FRAME_US 33333

/* Shared with the process that speaks. */
struct said {
	int64_t begin_us; /* 0: not yet */
	int64_t at_us[];  /* of line k of port p: [k * PORTS + p] */
};

struct heard {
	uint64_t bytes, changed;
};

static int lines; /* of each port */
static int masters[PORTS];
static bool by_tcp;
static struct said *said;
static struct heard heard[PORTS];
static int64_t *late_us;
static size_t n_late;

static uint8_t byte_of(int port, uint64_t i)
{
	uint32_t x = (uint32_t)(i * 2654435761u) ^ ((uint32_t)port << 11);

	return (uint8_t)(x >> 13);
}

/* ---- the devices ------------------------------------------------------------------- */

static void sleep_until(int64_t us)
{
	int64_t left_us = us - clock_now_us();

	if (left_us > 0)
		usleep((useconds_t)left_us);
}

static void say_line(int port, int k)
{
	uint8_t text[LINE_LEN];

	for (int i = 0; i < LINE_LEN; i++)
		text[i] = byte_of(port, (uint64_t)k * LINE_LEN + (uint64_t)i);
	said->at_us[k * PORTS + port] = clock_now_us();
	if (write(masters[port], text, LINE_LEN) != LINE_LEN)
		_exit(1);
}

/* One port after the other, evenly, as sixteen lines that know nothing of each other. */
static void speak(void)
{
	const struct sched_param first = { .sched_priority = 2 };
	int64_t begin_us = said->begin_us;

	/* A device is never kept waiting by other programs. */
	(void)sched_setscheduler(0, SCHED_FIFO, &first);

	for (int k = 0; k < lines; k++)
		for (int p = 0; p < PORTS; p++) {
			int64_t nth = (int64_t)k * PORTS + p;

			sleep_until(begin_us + nth * CLOCK_SECOND_US / (RATE * PORTS));
			say_line(p, k);
		}
}

static int open_pty(char *path, size_t size)
{
	struct termios raw;
	int fd = posix_openpt(O_RDWR | O_NOCTTY);

	if (fd < 0 || grantpt(fd) || unlockpt(fd) || ptsname_r(fd, path, size))
		abort();
	tcgetattr(fd, &raw);
	cfmakeraw(&raw);
	tcsetattr(fd, TCSANOW, &raw);
	return fd;
}

static int serve(char *path, size_t size)
{
	struct sockaddr_in a = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof(a);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&a, len) || listen(fd, 1) ||
		getsockname(fd, (struct sockaddr *)&a, &len))
		abort();
	snprintf(path, size, "127.0.0.1:%d", ntohs(a.sin_port));
	return fd;
}

static int answer(int server)
{
	int yes = 1, fd = accept(server, NULL, NULL);

	if (fd < 0 || setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes)))
		abort();
	close(server);
	return fd;
}

/* ---- the station -------------------------------------------------------------------- */

static void take_byte(int port, uint8_t byte, int64_t at_us)
{
	struct heard *h = &heard[port];
	uint64_t i = h->bytes++;

	h->changed += byte != byte_of(port, i);
	if (i % LINE_LEN == LINE_LEN - 1 && i / LINE_LEN < (uint64_t)lines)
		late_us[n_late++] = at_us -
				    said->at_us[i / LINE_LEN * PORTS + (unsigned)port];
}

static int take_chunks(struct line *line)
{
	struct chunk c;
	int opened = 0;

	while (line_next(line, &c)) {
		opened += c.kind == CHUNK_OPENED;
		for (int i = 0; c.kind == CHUNK_BYTES_CAME && i < c.len; i++)
			take_byte(c.port, c.bytes[i], c.at_us);
	}
	return opened;
}

static void draw_next(struct window *w, struct ui *ui)
{
	static struct model model;
	static int scene;

	if (!scene_fill(scene++, &model))
		scene = 0;
	screens_draw(ui, &model);
	window_show(w, ui_list(ui));
}

static void run_for(struct window *w, struct ui *ui, struct line *line, int64_t us)
{
	int64_t end_us = clock_now_us() + us, frame_us = clock_now_us();

	while (clock_now_us() < end_us) {
		window_wait(w, ui, frame_us);
		take_chunks(line);
		if (clock_now_us() < frame_us)
			continue;
		draw_next(w, ui);
		frame_us = clock_now_us() + FRAME_US;
	}
}

static bool open_all(struct line *line, struct err *err)
{
	int opened = 0;

	for (int p = 0; p < PORTS; p++) {
		struct line_spec spec = { .settings = "115200 8n1" };
		char path[64];

		masters[p] = by_tcp ? serve(path, sizeof(path))
				    : open_pty(path, sizeof(path));
		snprintf(spec.where, sizeof(spec.where), "%s:%s",
			by_tcp ? "tcp" : "tty", path);
		if (line_add(line, &spec, err) != p)
			return false;
		if (by_tcp)
			masters[p] = answer(masters[p]);
	}
	for (int i = 0; i < 500 && opened < PORTS; i++) {
		usleep(10000);
		opened += take_chunks(line);
	}
	return opened == PORTS || err_set(err, "%d ports opened", opened);
}

static double cpu_s(int who)
{
	struct rusage u;

	getrusage(who, &u);
	return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
	       (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

static int report(int seconds, uint64_t frames)
{
	uint64_t lost = 0, changed = 0;
	size_t late = 0;

	for (int p = 0; p < PORTS; p++) {
		lost += (uint64_t)lines * LINE_LEN - heard[p].bytes;
		changed += heard[p].changed;
	}
	for (size_t i = 0; i < n_late; i++)
		late += late_us[i] > 1000;
	bench_machine();
	printf("%d %s, %d s, %" PRIu64 " pictures; processor time %.1f s\n", PORTS,
		by_tcp ? "sockets" : "ptys", seconds, frames, cpu_s(RUSAGE_SELF));
	printf("lost bytes %" PRIu64 ", changed bytes %" PRIu64 ", of %" PRIu64 "\n",
		lost, changed, (uint64_t)PORTS * (uint64_t)lines * LINE_LEN);
	bench_print("from said to stamped", late_us, n_late, "us");
	printf("later than 1 ms: %.3f %%\n", 100.0 * (double)late / (double)n_late);
	return lost || changed ? 1 : 0;
}

int main(int argc, char **argv)
{
	struct window_options options = {
		.title = "bench_ports", .width = 1920, .height = 1080, .offscreen = true
	};
	int seconds = argc > 1 ? atoi(argv[1]) : 60;
	struct err err = ERR_INIT;
	struct texts *texts = texts_load(SOURCE_DIR "/assets/texts/zh.yaml", &err);
	struct window *w = texts ? window_open(&options, &err) : NULL;
	struct line *line = w ? line_open(window_ring, w, &err) : NULL;
	struct ui *ui = ui_open(texts);
	pid_t speaker;
	size_t size;
	int status;

	by_tcp = argc > 2 && strcmp(argv[2], "tcp") == 0;
	if (seconds < 1 || seconds > 3600 || !line || !open_all(line, &err)) {
		fprintf(stderr, "bench_ports [SECONDS [tcp]]: %s\n", err.text);
		return 2;
	}
	lines = seconds * RATE;
	size = sizeof(*said) + sizeof(int64_t) * PORTS * (size_t)lines;
	late_us = malloc(sizeof(int64_t) * PORTS * (size_t)lines);
	said = mmap(
		NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (said == MAP_FAILED || !late_us)
		abort();
	memset(said, 0, size); /* no page is new while it matters */
	run_for(w, ui, line, CLOCK_SECOND_US);
	said->begin_us = clock_now_us() + 100000;
	speaker = fork();
	if (speaker == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		prctl(PR_SET_TIMERSLACK, 1000);
		speak();
		_exit(0);
	}
	run_for(w, ui, line, seconds * CLOCK_SECOND_US + 100000);
	waitpid(speaker, &status, 0);
	run_for(w, ui, line, CLOCK_SECOND_US);
	status = report(seconds, window_frames(w));
	line_close(line);
	window_close(w);
	ui_close(ui);
	texts_free(texts);
	free(late_us);
	munmap(said, size);
	return status;
}
