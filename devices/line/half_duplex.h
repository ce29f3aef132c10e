/*
 * half_duplex - what sending on one pair of wires needs: the direction by RTS, and our
 * own bytes, which come back.
 *
 * RTS is raised before the first byte and lowered when the last one has left the port.
 * How long that takes is known from the settings; the driver is asked then, so that
 * nothing waits. RTS falls within two milliseconds of it, and a device must give us as
 * long before it answers, which is less than the three and a half characters of Modbus
 * up to 19200 baud.
 *
 * An echo is dropped only when it comes whole, byte by byte as it was sent, and in time.
 * When something else comes, what was held back is given as it came: an answer may begin
 * like the question.
 */
#ifndef DEVICES_HALF_DUPLEX_H
#define DEVICES_HALF_DUPLEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "opener.h"

/* More than a command has, and half a chunk, so that what was held back and what ended
 * it fit in one. */
#define ECHO_BYTES (CHUNK_BYTES / 2)

struct half_duplex {
	bool talking;	   /* RTS is up */
	int64_t talked_us; /* when the last byte should have left */

	uint8_t echo[ECHO_BYTES]; /* sent, and not come back */
	uint16_t echo_len;
	uint16_t come;	  /* of them have */
	int64_t until_us; /* then it is no echo */
};

/* Before bytes are written: raises RTS. */
void half_duplex_talk(struct half_duplex *h, const struct hold *hold);
/* `len` bytes were written. */
void half_duplex_said(struct half_duplex *h, const struct line_settings *settings,
	const uint8_t *bytes, size_t len, int64_t now_us);
/* Lowers RTS when it is time. */
void half_duplex_listen(struct half_duplex *h, const struct hold *hold, int64_t now_us);
/* When half_duplex_listen() or half_duplex_late() has something to do; INT64_MAX never. */
int64_t half_duplex_due_us(const struct half_duplex *h);

/* How many of these bytes, which just came, are echo or may become it: so many are held
 * back. When the others show that it was none, *back is how many of echo[] are to be
 * given first. */
size_t half_duplex_hold_back(
	struct half_duplex *h, const uint8_t *bytes, size_t len, size_t *back);
/* The time for an echo is over: how many of echo[] are to be given. */
size_t half_duplex_late(struct half_duplex *h, int64_t now_us);

#endif
