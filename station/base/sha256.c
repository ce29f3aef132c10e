#include "sha256.h"

#include "digest.h"
#include "path.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <sodium.h>

_Static_assert(SHA256_SIZE == crypto_hash_sha256_BYTES, "the sum fits");

struct sha256 sha256_of(const void *bytes, size_t len)
{
	struct sha256 sum;

	crypto_hash_sha256(sum.bytes, bytes, len);
	return sum;
}

bool sha256_file(const char *path, struct sha256 *out, struct err *err)
{
	unsigned char piece[16384];
	crypto_hash_sha256_state state;
	FILE *file = path_open(path, err);
	size_t got;
	bool ok;

	if (!file)
		return false;
	crypto_hash_sha256_init(&state);
	while ((got = fread(piece, 1, sizeof(piece), file)) > 0)
		crypto_hash_sha256_update(&state, piece, got);
	ok = !ferror(file);
	if (!ok)
		err_set(err, "%s: cannot be read: %s", path, strerror(errno));
	fclose(file);
	crypto_hash_sha256_final(&state, out->bytes);
	return ok;
}

char *sha256_text(const struct sha256 *sum, char *out)
{
	return hex_write(sum->bytes, SHA256_SIZE, out);
}
