/*
 * line - the thread that only listens.
 *
 * One thread owns every port from open to close. It waits in poll(), reads,
 * stamps the arrival time at once, and writes one `struct chunk` into a pipe;
 * then it rings the doorbell. It knows no protocol and allocates nothing while
 * it runs. A port that is lost is reported and opened again by itself, every
 * half second (`retry` of its settings), until line_remove().
 *
 * It asks the system to run before other programs, which takes root or an RLIMIT_RTPRIO
 * of 1 for the kiosk's user; without, a time is late when other programs work.
 *
 *	line = line_open(doorbell, ctx, &err);
 *	port = line_add(line, &spec, &err);
 *	while (line_next(line, &chunk)) ...	on the main thread
 *	line_send(line, port, bytes, len);
 *	line_close(line);			joins the thread
 *
 * The two pipes, chunks up and orders down, are the only things shared.
 */
#ifndef DEVICES_LINE_H
#define DEVICES_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"

#define LINE_PORTS_MAX 32
#define CHUNK_BYTES    224

enum chunk_kind {
	CHUNK_BYTES_CAME = 1,
	CHUNK_OPENED,  /* `bytes` holds nothing */
	CHUNK_LOST,    /* `bytes` holds why, as text, `loss` as a code; reopening
			 goes on */
	CHUNK_PRESSED, /* never from a line: a person's key, among what came */
};

/* Why a port is not open. */
enum loss {
	LOSS_NONE,	/* it is */
	LOSS_UNPLUGGED, /* it was open, and hung up */
	LOSS_MISSING,	/* there is no such port, or nobody answers there */
	LOSS_HELD,	/* another program has it */
	LOSS_DENIED,	/* this user may not open it */
	LOSS_REFUSED,	/* it does not take the settings, or is something else */
};

/* Exactly 256 bytes, so that a pipe takes it whole or not at all. */
struct chunk {
	int64_t at_us;	/* monotonic, when read() returned */
	uint64_t order; /* counts the chunks of this port, from 0 */
	int32_t port;
	uint16_t kind; /* enum chunk_kind */
	uint16_t len;
	uint8_t bytes[CHUNK_BYTES];
	uint32_t life; /* line's own: which life of this port number */
	uint8_t loss;  /* enum loss, of CHUNK_LOST */
	uint8_t spare[3];
};
_Static_assert(sizeof(struct chunk) == 256, "a chunk is one pipe write");

/* Where a port is and how it is set. `where` is "serial:/dev/ttyUSB0" (real
 * ports, libserialport), "usb:0403:6001:A50285BI" (the same by its adapter, usb.h), "tty:/dev/pts/3" (ptys and any tty, termios) or
 * "tcp:host:port" (a serial device server; an address in digits, "[::1]:4001",
 * or localhost: names are not looked up, since a name server that sleeps would
 * hold up every port). `settings` as in line_settings.h; "" is 9600 8n1. */
struct line_spec {
	char where[128];
	char settings[48]; /* "9600 8n1", "115200 7e1 rtscts dtr=keep" */
};

/* `spec->where` from what a person wrote: as it is, or only a path, which is "tty:"
 * for a pty and "serial:" for anything else. */
bool line_spec_name(struct line_spec *spec, const char *text, struct err *err);
/* Could line_add() take it? Looks at the names only, never at the port. */
bool line_spec_check(const struct line_spec *spec, struct err *err);

struct line;

struct line *line_open(void (*doorbell)(void *), void *ctx, struct err *err);
void line_close(struct line *line);

/* The port's number (0..LINE_PORTS_MAX-1), or -1 with a sentence: a name or
 * settings that cannot be, or a port that is listened to already. Opening is
 * tried at once by the thread; whether it went well arrives as a chunk, and
 * CHUNK_LOST is not said again while the reason stays the same. */
int line_add(struct line *line, const struct line_spec *spec, struct err *err);

/* Close the port. No more chunks of it come, not even those already heard. */
void line_remove(struct line *line, int port);

/* The next chunk, if one waits. Never blocks. A caller that does not ask for
 * long loses nothing: 4096 chunks wait here, then bytes wait in the kernel. */
bool line_next(struct line *line, struct chunk *out);

/* Readable while chunks wait, for callers that poll() instead of a doorbell. */
int line_fd(const struct line *line);

/* Bytes for the device, at most CHUNK_BYTES, sent at the pace of the settings.
 * false with a sentence when the port is not open (its CHUNK_OPENED must have
 * been taken) or takes no more. */
bool line_send(
	struct line *line, int port, const void *bytes, size_t len, struct err *err);

#endif
