#include "digest.h"

#include "path.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

_Static_assert(sizeof(crypto_generichash_blake2b_state) <= sizeof(struct digest_work),
	"the state fits");
_Static_assert(alignof(crypto_generichash_blake2b_state) <= alignof(struct digest_work),
	"the state stands straight");

static void ready(void)
{
	static bool is_ready;

	if (!is_ready && sodium_init() < 0)
		abort();
	is_ready = true;
}

static crypto_generichash_blake2b_state *state_of(struct digest_work *w)
{
	return (crypto_generichash_blake2b_state *)(void *)w->opaque;
}

void digest_begin(struct digest_work *w)
{
	ready();
	crypto_generichash_blake2b_init(state_of(w), NULL, 0, DIGEST_SIZE);
}

void digest_add(struct digest_work *w, const void *bytes, size_t len)
{
	if (len)
		crypto_generichash_blake2b_update(state_of(w), bytes, len);
}

struct digest digest_end(struct digest_work *w)
{
	struct digest d;

	crypto_generichash_blake2b_final(state_of(w), d.bytes, sizeof(d.bytes));
	return d;
}

struct digest digest_of(const void *bytes, size_t len)
{
	struct digest_work w;

	digest_begin(&w);
	digest_add(&w, bytes, len);
	return digest_end(&w);
}

bool digest_file(const char *path, struct digest *out, struct err *err)
{
	unsigned char piece[16384];
	struct digest_work w;
	FILE *file = path_open(path, err);
	size_t got;
	bool ok;

	if (!file)
		return false;
	digest_begin(&w);
	while ((got = fread(piece, 1, sizeof(piece), file)) > 0)
		digest_add(&w, piece, got);
	ok = !ferror(file);
	if (!ok)
		err_set(err, "%s: cannot be read: %s", path, strerror(errno));
	fclose(file);
	*out = digest_end(&w);
	return ok;
}

bool digest_same(const struct digest *a, const struct digest *b)
{
	return memcmp(a->bytes, b->bytes, DIGEST_SIZE) == 0;
}

char *hex_write(const void *bytes, size_t len, char *out)
{
	static const char digit[] = "0123456789abcdef";
	const uint8_t *s = bytes;

	for (size_t i = 0; i < len; i++) {
		out[2 * i] = digit[s[i] >> 4];
		out[2 * i + 1] = digit[s[i] & 15];
	}
	out[2 * len] = '\0';
	return out;
}

char *digest_text(const struct digest *d, char *out)
{
	return hex_write(d->bytes, DIGEST_SIZE, out);
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

bool digest_read(const char *text, struct digest *out)
{
	struct digest d;

	if (strlen(text) != DIGEST_TEXT_SIZE - 1)
		return false;
	for (size_t i = 0; i < DIGEST_SIZE; i++) {
		int high = hex_value(text[2 * i]), low = hex_value(text[2 * i + 1]);

		if (high < 0 || low < 0)
			return false;
		d.bytes[i] = (uint8_t)(high << 4 | low);
	}
	*out = d;
	return true;
}

/* ---- chance ------------------------------------------------------------------ */

/* After random_fix(): block n of the sequence is the digest of (seed, n). */
static struct {
	bool fixed;
	uint64_t seed_and_count[2];
} chance;

void random_fix(uint64_t seed)
{
	chance.fixed = true;
	chance.seed_and_count[0] = seed;
	chance.seed_and_count[1] = 0;
}

void random_bytes(void *out, size_t len)
{
	uint8_t *to = out;

	ready();
	if (!chance.fixed) {
		randombytes_buf(out, len);
		return;
	}
	while (len) {
		struct digest block = digest_of(
			chance.seed_and_count, sizeof(chance.seed_and_count));
		size_t n = len < DIGEST_SIZE ? len : DIGEST_SIZE;

		memcpy(to, block.bytes, n);
		chance.seed_and_count[1]++;
		to += n;
		len -= n;
	}
}
