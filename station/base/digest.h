/*
 * digest - BLAKE2b-256 over libsodium, its text, and random bytes.
 *
 * 32 bytes name a file, a profile or an entry of the journal for ever. Comparing
 * digests of our own data needs no constant time; comparing secrets does, and is
 * not done here.
 */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include "err.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DIGEST_SIZE	 32
#define DIGEST_TEXT_SIZE 65 /* with its NUL */

struct digest {
	uint8_t bytes[DIGEST_SIZE];
};

struct digest digest_of(const void *bytes, size_t len);

/* In pieces: begin, add..., end. Keep it on the stack (it is aligned to 64). */
struct digest_work {
	alignas(64) unsigned char opaque[384];
};
void digest_begin(struct digest_work *w);
void digest_add(struct digest_work *w, const void *bytes, size_t len);
struct digest digest_end(struct digest_work *w);

/* Of a whole file, streamed. */
bool digest_file(const char *path, struct digest *out, struct err *err);

bool digest_same(const struct digest *a, const struct digest *b);

/* 64 lower-case hexadecimal digits into `out` of DIGEST_TEXT_SIZE; returns it. */
char *digest_text(const struct digest *d, char *out);
/* Exactly 64 hexadecimal digits, either case; false for anything else. */
bool digest_read(const char *text, struct digest *out);

/* Lower-case hexadecimal of any bytes; `out` has 2 * len + 1. Returns it. */
char *hex_write(const void *bytes, size_t len, char *out);

/* Bytes from the system, or from a fixed sequence after random_fix(): `--seed`, for
 * tests only, never for keys of a real station. */
void random_bytes(void *out, size_t len);
void random_fix(uint64_t seed);

#endif
