/*
 * checksum - the sums that devices put behind their frames.
 *
 * Each is a pure function of bytes. The vectors that prove them are real frames
 * and vendors' examples (tests/unit/test_checksum.c).
 */
#ifndef DEVICES_CHECKSUM_H
#define DEVICES_CHECKSUM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum checksum_kind {
	CHECKSUM_NONE,
	CHECKSUM_SUM8,	 /* low byte of the sum: R200, IPICO ("LRC" there), ALGE */
	CHECKSUM_XOR8,	 /* XK3190, `*hh` of NMEA-like lines, the LRC or BCC of many */
	CHECKSUM_TWOS8,	 /* two's complement of the sum (Modbus ASCII's LRC) */
	CHECKSUM_SUM16,	 /* low 16 bits of the sum: TAG Heuer */
	CHECKSUM_MODBUS, /* CRC-16, polynomial A001 reflected, begins FFFF */
	CHECKSUM_SUM8_PLUS_1, /* BCM-H10 boards */
	CHECKSUM_SUM16_WORDS, /* of words of two bytes, low byte first */
	CHECKSUM_SPORTIDENT,  /* CRC-16, polynomial 8005, begins with two bytes */
	CHECKSUM_P3,	 /* CRC-16, polynomial 1021, begins FFFF, no zeros behind */
	CHECKSUM_TWOS7,	 /* two's complement of the sum's low 7 bits: Toledo */
	CHECKSUM_ONES8,	 /* the sum's low byte, every bit turned round */
	CHECKSUM_ARC,	 /* CRC-16, polynomial A001 reflected, begins 0000 */
	CHECKSUM_CCITT,	 /* CRC-16, polynomial 1021, begins FFFF ("CCITT-FALSE") */
	CHECKSUM_XMODEM, /* the same, begins 0000 */
	CHECKSUM_KERMIT, /* polynomial 8408 reflected, begins 0000 */
	CHECKSUM_X25,	 /* the same, begins FFFF, turned round at the end: HDLC */
	CHECKSUM_KINDS
};

/* How a sum is written behind the frame. */
enum checksum_form {
	CHECKSUM_HEX,	  /* upper or lower hex digits, high first: "1B" */
	CHECKSUM_NIBBLES, /* each nibble as 30 + nibble, high first: ALGE's ":" to "?" */
	CHECKSUM_BYTES,	  /* as they are, high byte first */
	CHECKSUM_BYTES_LOW_FIRST,
	CHECKSUM_DECIMAL, /* four decimal digits: Chronelec's "1555" */
	CHECKSUM_FORMS
};

uint16_t checksum(enum checksum_kind kind, const void *bytes, size_t len);

/* Of the bytes that `len` hex digits spell, as RDM6300 readers sum; false when they
 * spell none, or more than CHECKSUM_SPELLED_MAX. */
#define CHECKSUM_SPELLED_MAX 64
bool checksum_spelled(
	enum checksum_kind kind, const void *digits, size_t len, uint16_t *out);

/* Bytes of a sum on the wire: 1, 2 or 4. */
size_t checksum_width(enum checksum_kind kind, enum checksum_form form);

/* `sent` holds checksum_width() bytes: the sum that they write; false when they
 * write none. */
bool checksum_read(enum checksum_kind kind, enum checksum_form form, const void *sent,
	uint16_t *out);

#endif
