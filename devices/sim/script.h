/*
 * script - what a simulated device says, and when.
 *
 * A line-oriented language; `#` begins a comment, blanks are free, one
 * statement a line, a block is `{` at the end of a line and `}` alone (or
 * `} else {`). A loaded script never changes.
 *
 *	say "TEXT" [gives SUM]	bytes to the host; a station makes so many readings of it
 *	hex 0A FF [gives SUM]	the same, as hex pairs
 *	wait 1.2s | wait 300ms | wait 0.8..1.5s | wait SUM ms
 *	at 3.0s			wait until then, counted from the begin of the script
 *	idle			wait for ever; handlers and timers go on
 *	let NAME = SUM		TERM [+ - * / % TERM]..., from left to right
 *	repeat SUM { } | repeat forever { }
 *	if SUM < SUM { } else { }		also <= = != >= >
 *	chance 10% { } else { }
 *	expect "TEXT" [within 5s [{ }]]	wait for host bytes; the block runs if
 *				they do not come in time
 *	on "TEXT" { }		whenever these host bytes come (top level only)
 *	when "TEXT" say "TEXT"	the short form of it
 *	after 8.2s { }		run the block then, and go on now
 *	restart			from the top; timers are forgotten, names are kept
 *	stop			the script ends
 *
 *	noise N			N bytes of rubbish
 *	tear 3ms | tear off	every byte said comes alone, this far apart
 *	cut N			the next say stops after N bytes
 *	drop N			the next say loses N bytes somewhere
 *	spoil			one bit of the next say is wrong
 *	double			the next say comes twice
 *	swap			the next two says come in the wrong order
 *	unplug 2s		the port is gone and comes back
 *	escape 8D 20 8A..8F	in what is said from now on, these bytes go as 8D and the
 *				byte + 20, but for each say's first and last byte
 *	escape off
 *
 * A TERM is a whole number, a NAME (0 until it is set), `random A..B` (both ends
 * included, numbers or names, drawn from the seed), or one of
 *	n	the round of the innermost repeat, from 1
 *	ms	milliseconds since the script began
 *	us	microseconds since the device was switched on; a restart keeps it
 *	clock	the device's clock of the day, in microseconds; it begins at 10:00
 *	day	how many midnights that clock has seen
 *	seq	0, 1, 2 ... 99999, 0: one more each time it is asked for
 * A time may be computed: `wait gap ms`, `after finish us { }`.
 *
 * TEXT has \r \n \t \0 \\ \" \{ and \xNN. {NAME} is a value; {NAME:6} is padded
 * with blanks to six characters, {NAME:06} with zeros, {NAME:.2} shows the
 * integer 1234 as 12.34, {NAME:6.1} does both; or it becomes
 *	{t:clock.4}	HH:MM:SS.ffff of microseconds, cut; {t:hms.1} HHMMSSf
 *	{v:hex4} {v:z2}	digits of base 16, of base 36
 *	{v:low2}	two bytes, the low one first; {v:high4} four, the high one first
 *	{v:float.1}	v / 10 as four bytes of floating point, the low one first;
 *			{v:highfloat.1} the high one
 *	{v:bcd3}	six packed decimals; {v:swap3} with the halves of each byte swapped
 * {utf16 15 TEXT} is TEXT in 15 characters of two bytes, the low one first, filled
 * with blanks; {fill 40 00} is 40 times that byte. {?KIND} is a sum of the say so far,
 * of a KIND that profiles know (xor8, sum8, crc16modbus ...), the high byte first, or
 * as `low`, `hex` or `nibbles` behind it says; `from N` is the first byte that is
 * summed, `less N` how many right before it are not; `whole` is over the whole say,
 * with zeros in its own place. `*?` is filled with the checksum of the box lines: `*`
 * and two hex digits, the XOR of every byte after the last `$` before it. A dollar is
 * only a dollar. In the text of `expect`, `on` and `when`, {NAME} instead reads a whole
 * number that the host sent.
 *
 * Handlers (`on`, `when`) and timers (`after`) run while the script waits, one at
 * a time, and the script goes on when they are done. A timer sees the names (and
 * `n`) as they were when it was set, and what it sets is its own. At its end the
 * script still answers while it has handlers. Integers are 64 bits wide and stay at their
 * limits; a division by nothing gives nothing.
 *
 * Bounds: 256 kB of text, 4096 statements, blocks 12 deep, 64 names, sums of 8
 * terms, texts of 1024 bytes, 16 handlers, 32 timers at a time, times to a day.
 */
#ifndef DEVICES_SCRIPT_H
#define DEVICES_SCRIPT_H

#include <stdbool.h>
#include <stddef.h>

#include "err.h"

struct script;

/* From the text of a .sim file. NULL with "name:line: ..." in `err`. */
struct script *script_read(
	const char *name, const char *text, size_t len, struct err *err);

/* From the text of a .hex capture: its bytes at their times. Host bytes are
 * waited for, or with `waits` false passed over. */
struct script *script_read_capture(
	const char *name, const char *text, size_t len, bool waits, struct err *err);

void script_free(struct script *script);

#endif
