/*
 * uart - what a receiver hears of a line that another UART sends on.
 *
 * A pty carries bytes whatever speed and parity its ends believe in. Here the bytes
 * become a waveform at the sender's settings: a start bit (low), the data bits, the
 * lowest first, parity, stop bits (high). A receiver set in its own way waits for a
 * falling edge, looks again in the middle of the start bit, and then in the middle of
 * each bit after it. With equal settings every byte comes as it was sent; with others
 * comes what a real UART makes of the same waveform.
 *
 * A byte whose first stop bit is low (a framing error) or whose parity is wrong is
 * given as it was sampled, which is what Linux hands to a program that does not ask for
 * INPCK; both are counted. After a framing error the receiver waits until the line
 * has been high. Of the receiver's stop bits only the first is looked at, as UARTs do.
 *
 * Time is counted in ticks of which a bit of either end has a whole number, so nothing
 * is rounded. Nothing is allocated.
 */
#ifndef DEVICES_UART_H
#define DEVICES_UART_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"

struct uart_form {
	uint32_t baud; /* 50..4000000; 0: not said */
	uint8_t data;  /* 5..8 */
	char parity;   /* 'n', 'e', 'o' */
	uint8_t stop;  /* 1, 2 */
};

struct uart {
	struct uart_form sender, receiver;
	uint64_t framing, parity; /* errors so far */
	bool high;		  /* the line */
	bool armed;		  /* between frames: a falling edge begins one */
	bool inside;		  /* of a frame */
	int64_t next;		  /* ticks until the next sample */
	uint8_t at;		  /* which sample: 0 is the start bit */
	uint16_t bits;		  /* sampled, the first in bit 0 */
};

/* What one byte sent can be heard as, at most: one for each of its falling edges, and
 * the one that was begun before. */
#define UART_HEARD 8

/* "9600 7e1", or "7e1" when `speed` need not be said (baud is then 0). */
bool uart_form_read(
	const char *text, bool speed, struct uart_form *out, struct err *err);
bool uart_form_same(const struct uart_form *a, const struct uart_form *b);
/* Start, data, parity and stop bits of one byte. */
unsigned uart_form_bits(const struct uart_form *form);

/* The line is high and has been for long. Both bauds are said. */
void uart_init(struct uart *u, struct uart_form sender, struct uart_form receiver);
/* Set the receiver anew: what it was in the middle of is forgotten. */
void uart_set_receiver(struct uart *u, struct uart_form receiver);

/* Send one byte, right behind what was sent before. How many bytes were heard until its
 * end. */
size_t uart_send(struct uart *u, uint8_t byte, uint8_t heard[UART_HEARD]);
/* Nothing is sent for `us` (0 or more). At most one byte comes to its end. */
size_t uart_rest(struct uart *u, int64_t us, uint8_t heard[UART_HEARD]);
/* The receiver is in the middle of a byte: it needs uart_rest() to end it. */
bool uart_busy(const struct uart *u);

#endif
