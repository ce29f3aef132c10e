/*
 * sim - a device that is not there: a script or a capture, played onto a pty.
 *
 * The pty is raw, so what the script says is what a reader gets, unless faults or a
 * line between two UARTs are asked for. With `link` a symbolic link of that name
 * always leads to it, also after an unplug has made a new pty, as a udev name would.
 * Time begins when somebody first opens the port: nothing is said before, and what is
 * said while nobody listens is lost, as on a wire.
 *
 *	sim = sim_open("devices/scripts/sim-gates.sim", &how, &err);
 *	while (!sim_done(sim)) {
 *		next_us = sim_step(sim, now_us);
 *		poll sim_fd(sim) for sim_events(sim), until next_us
 *	}
 *	sim_close(sim);
 *
 * or sim_start() for a thread that does this by itself. The stepper reads no
 * clock: the same script, seed, host bytes and times give the same bytes.
 * The language of scripts is told in script.h and docs/simulator.md, what may go wrong
 * on the way in faults.h, and how a line hears that is set another way in uart.h.
 */
#ifndef DEVICES_SIM_H
#define DEVICES_SIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"
#include "faults.h"

#define SIM_NEVER INT64_MAX /* nothing to do until the host speaks */

enum sim_speed {
	SIM_AS_RECORDED, /* waits and @ times; a capture without times: 9600 baud */
	SIM_FULL,	 /* as fast as the reader takes it; waits are leapt over */
	SIM_BAUD,	 /* waits, and no byte sooner than a line of `baud` allows;
			    a capture's @ times are not kept */
	SIM_BUSY,	 /* waits are leapt over, and the line of `baud` never rests:
			    as much as it carries; 0: that of `line`, or 9600 */
};

struct sim_how {
	enum sim_speed speed;
	uint32_t baud;	  /* 300..4000000, for SIM_BAUD and SIM_BUSY */
	uint64_t seed;	  /* the same seed, the same device */
	bool loop;	  /* begin again at the end */
	bool waits;	  /* a capture's host bytes (>) are waited for, not skipped */
	const char *link; /* NULL: none. Replaced if it is a link; never a file */
	struct faults_how faults; /* all 0: none (faults.h) */
	/* How the device's UART is set, "9600 7e1"; NULL: bytes are bytes. Its speed is
	 * the line's, unless `speed` says full. The reader hears what a UART makes of
	 * it that has the speed which the reader gave to the pty. */
	const char *line;
	/* How the reader's UART is set: "8n1", since a pty keeps neither data bits nor
	 * parity, or with a speed that stands instead of the pty's. NULL: as `line`,
	 * but for the speed. */
	const char *heard;
};

struct sim;

/* A script (.sim) or a capture (.hex) on a new pty. NULL with a sentence that
 * names file and line. The caller owns it: sim_close(). */
struct sim *sim_open(const char *path, const struct sim_how *how, struct err *err);

/* The same from memory; `name` stands in sentences. */
struct sim *sim_open_text(const char *name, const char *text, size_t len,
	const struct sim_how *how, struct err *err);

/* Takes the device away (readers see a hang-up) and removes its link. */
void sim_close(struct sim *sim);

/* The path to open: the link if there is one, else the pty ("/dev/pts/3"). */
const char *sim_port(const struct sim *sim);

/* Do all that is due at `now_us` (monotonic, any zero, never backward) without
 * blocking. Returns when to call again at the latest, or SIM_NEVER. */
int64_t sim_step(struct sim *sim, int64_t now_us);

/* For poll() between steps: the descriptor (-1 while unplugged or while nobody has
 * the port open; it changes when plugged in again) and what to wait for. */
int sim_fd(const struct sim *sim);
short sim_events(const struct sim *sim);

/* The script has ended and all of it was taken (or lost). */
bool sim_done(const struct sim *sim);

/* Bytes that a reader could have had, and how many of them nobody listened to. */
uint64_t sim_said(const struct sim *sim);
uint64_t sim_unheard(const struct sim *sim);

/* How many readings a station should have of what was said, without faults: what the
 * script says with `gives`. */
uint64_t sim_readings(const struct sim *sim);

/* The reader's UART is set anew: what `heard` of sim_how says. For tests of a host that
 * finds the right parity, which a pty cannot tell. There must be a line; not while a
 * thread runs. */
bool sim_set_heard(struct sim *sim, const char *heard, struct err *err);

/* Pull the plug by hand, and put it back (the script's own `unplug` does both).
 * Not while a thread runs. */
void sim_unplug(struct sim *sim);
bool sim_plug(struct sim *sim, struct err *err);

/* Step in a thread of its own until sim_stop() or sim_close(). Between the two
 * only sim_port() may be called. */
bool sim_start(struct sim *sim, struct err *err);
void sim_stop(struct sim *sim);

#endif
