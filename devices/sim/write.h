/*
 * write - a script's value as the bytes that a device sends for it.
 *
 * Whatever the value, there are bytes: what is too large for them loses its upper
 * digits or bytes, as in a device's own memory.
 */
#ifndef DEVICES_WRITE_H
#define DEVICES_WRITE_H

#include <stddef.h>
#include <stdint.h>

#include "program.h"

/* Room for any value. */
#define WRITE_MAX 64

/* How many bytes were put into `out`. */
size_t write_value(const struct part *p, int64_t value, uint8_t out[WRITE_MAX]);

/* A sum in its form: CHECKSUM_HEX and the like; 1, 2 or 4 bytes. */
size_t write_sum(enum checksum_kind kind, enum checksum_form form, uint16_t sum,
	uint8_t out[WRITE_MAX]);

#endif
