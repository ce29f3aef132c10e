/*
 * line_settings - how a serial line is set, from the text of a profile or a command.
 *
 * "9600 8n1": speed, data bits (5..8), parity (n, e, o), stop bits (1, 2).
 * After it, in any order:
 *
 *	rtscts | xonxoff	flow control; none when not said
 *	dtr=on|off|keep		DTR after opening; on when not said. Boards of the
 *				Arduino kind reset when it rises: `keep` leaves it
 *				as it is, also when the port is closed
 *	rts=on|off|keep		likewise; not together with rtscts
 *	rs485			one pair of wires for both ways: the driver of the port
 *				changes the direction where it can, else RTS is raised
 *				while we send; not together with rtscts or rts=
 *	echo			what we send comes back, and is dropped
 *	pace=N			milliseconds between bytes that we send, 0..1000
 *	quiet=N			milliseconds after opening before we send, 0..10000
 *	retry=N			milliseconds between tries to open, 10..1000; 500 when
 *				not said
 */
#ifndef DEVICES_LINE_SETTINGS_H
#define DEVICES_LINE_SETTINGS_H

#include <stdbool.h>
#include <stdint.h>

#include "err.h"

enum line_flow { FLOW_NONE, FLOW_RTSCTS, FLOW_XONXOFF };
enum line_signal { SIGNAL_ON, SIGNAL_OFF, SIGNAL_KEEP };

struct line_settings {
	uint32_t baud; /* 50..4000000 */
	uint8_t bits;  /* 5..8 */
	char parity;   /* 'n', 'e', 'o' */
	uint8_t stop;  /* 1, 2 */
	enum line_flow flow;
	enum line_signal dtr;
	enum line_signal rts;
	bool rs485;
	bool echo;
	uint16_t pace_ms;
	uint16_t quiet_ms;
	uint16_t retry_ms;
};

/* "" is 9600 8n1. false with a sentence that names the word. */
bool line_settings_read(const char *text, struct line_settings *out, struct err *err);

#endif
