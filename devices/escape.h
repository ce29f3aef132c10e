/*
 * escape - bytes as a person writes them in a data file: "ST,GS\r\n", "\x02", or in
 * hex: "AA AA 96 00*16".
 */
#ifndef DEVICES_ESCAPE_H
#define DEVICES_ESCAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* \r \n \t \\ \xHH and plain ASCII (control characters too). false for anything
 * else, and when it does not fit into `size` bytes. */
bool escape_read(const char *text, uint8_t *out, size_t size, size_t *len);

/* Pairs of hex digits with or without blanks between them; "00*1024" is 1024 bytes
 * of 00. false for anything else, and when it does not fit. */
bool hex_read(const char *text, uint8_t *out, size_t size, size_t *len);

/* The value of a hex digit, either case; -1 for anything else. */
int hex_digit(char c);

#endif
