/*
 * sha256 - SHA-256 over libsodium, for what goes to other people: every system has a
 * program that computes it. The station's own digests are digest.h's.
 */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H

#include "err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SHA256_SIZE	 32
#define SHA256_TEXT_SIZE 65 /* with its NUL */

struct sha256 {
	uint8_t bytes[SHA256_SIZE];
};

struct sha256 sha256_of(const void *bytes, size_t len);

/* Of a whole plain file, streamed. */
bool sha256_file(const char *path, struct sha256 *out, struct err *err);

/* 64 lower-case hexadecimal digits into `out` of SHA256_TEXT_SIZE; returns it. */
char *sha256_text(const struct sha256 *sum, char *out);

#endif
