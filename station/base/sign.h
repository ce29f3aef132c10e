/*
 * sign - Ed25519 over libsodium: who made some bytes, and that nothing changed.
 *
 * A key is made from a seed of 32 random bytes, which is all that must be kept secret. A
 * public key is told apart by people by its fingerprint: the first 20 hexadecimal digits
 * of its SHA-256, in groups of four.
 */
#ifndef BASE_SIGN_H
#define BASE_SIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SIGN_SEED_SIZE	      32
#define SIGN_PUBLIC_SIZE      32
#define SIGN_SIZE	      64
#define SIGN_FINGERPRINT_SIZE 25 /* "0123 4567 89ab cdef 0123" */

struct sign_public {
	uint8_t bytes[SIGN_PUBLIC_SIZE];
};

struct sign_key {
	struct sign_public public;
	uint8_t secret[64];
};

void sign_key_of_seed(const uint8_t seed[SIGN_SEED_SIZE], struct sign_key *out);
/* A new seed from the system, never from --seed. */
void sign_new_seed(uint8_t seed[SIGN_SEED_SIZE]);
void sign_forget(void *secret, size_t len); /* overwritten */

void sign_bytes(const struct sign_key *key, const void *bytes, size_t len,
	uint8_t out[SIGN_SIZE]);
bool sign_check(const struct sign_public *public, const void *bytes, size_t len,
	const uint8_t signature[SIGN_SIZE]);

char *sign_fingerprint(
	const struct sign_public *public, char out[SIGN_FINGERPRINT_SIZE]);

/* Exactly 2 * len hexadecimal digits, either case; false for anything else. */
bool hex_to_bytes(const char *text, void *out, size_t len);

#endif
