#include "sign.h"

#include "digest.h"
#include "sha256.h"

#include <stdlib.h>
#include <string.h>

#include <sodium.h>

_Static_assert(SIGN_SEED_SIZE == crypto_sign_SEEDBYTES, "the seed fits");
_Static_assert(SIGN_PUBLIC_SIZE == crypto_sign_PUBLICKEYBYTES, "the key fits");
_Static_assert(SIGN_SIZE == crypto_sign_BYTES, "the signature fits");

static void ready(void)
{
	if (sodium_init() < 0)
		abort();
}

void sign_key_of_seed(const uint8_t seed[SIGN_SEED_SIZE], struct sign_key *out)
{
	ready();
	crypto_sign_seed_keypair(out->public.bytes, out->secret, seed);
}

void sign_new_seed(uint8_t seed[SIGN_SEED_SIZE])
{
	ready();
	randombytes_buf(seed, SIGN_SEED_SIZE);
}

void sign_forget(void *secret, size_t len)
{
	sodium_memzero(secret, len);
}

void sign_bytes(const struct sign_key *key, const void *bytes, size_t len,
	uint8_t out[SIGN_SIZE])
{
	ready();
	crypto_sign_detached(out, NULL, bytes, len, key->secret);
}

bool sign_check(const struct sign_public *public, const void *bytes, size_t len,
	const uint8_t signature[SIGN_SIZE])
{
	ready();
	return crypto_sign_verify_detached(signature, bytes, len, public->bytes) == 0;
}

char *sign_fingerprint(
	const struct sign_public *public, char out[SIGN_FINGERPRINT_SIZE])
{
	struct sha256 sum = sha256_of(public->bytes, SIGN_PUBLIC_SIZE);
	char hex[SHA256_TEXT_SIZE];
	size_t n = 0;

	sha256_text(&sum, hex);
	for (int i = 0; i < 20; i++) {
		if (i > 0 && i % 4 == 0)
			out[n++] = ' ';
		out[n++] = hex[i];
	}
	out[n] = '\0';
	return out;
}

bool hex_to_bytes(const char *text, void *out, size_t len)
{
	size_t got;
	const char *end;

	return strlen(text) == 2 * len &&
	       sodium_hex2bin(out, len, text, 2 * len, NULL, &got, &end) == 0 &&
	       got == len && *end == '\0';
}
