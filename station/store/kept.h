/*
 * kept - files kept in the journal, once by digest: a device's profile as it was,
 * a scheme's tables as they were. An old result can be explained after the file in
 * the tree has changed, because the journal has the file that was used.
 *
 * Keeping a file that is there already writes nothing.
 */
#ifndef STORE_KEPT_H
#define STORE_KEPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"
#include "digest.h"
#include "err.h"
#include "scheme.h"
#include "store.h"

#define KEPT_FILE_MAX (4u << 20) /* bytes of one file */

/* Keep a profile's file (profile->source of devices/profile.h). */
bool kept_profile(struct store *store, const char *name, const void *bytes, size_t len,
	int64_t wall_us, struct digest *digest, struct err *err);

/* Keep every .yaml and .csv file of a scheme's folder, and which of them make up
 * the scheme `id` with this `digest` (scheme->digest of core/scheme.h). */
bool kept_scheme(struct store *store, const char *id, const struct digest *digest,
	const char *dir, int64_t wall_us, struct err *err);

/* The bytes of a kept file, added to `out`. */
bool kept_get(struct store *store, const struct digest *digest, struct buf *out,
	struct err *err);

/* Every file of a kept scheme, in order of name. Name and bytes are lent for the call;
 * the walk ends when `take` returns false, and so does this. */
typedef bool kept_take(
	void *ctx, const char *name, const void *bytes, size_t len, struct err *err);
bool kept_scheme_each(struct store *store, const struct digest *digest, kept_take *take,
	void *ctx, struct err *err);

/* The same held in memory, as scheme_load_files() and exam_load_files() take them.
 * The caller ends it with kept_files_release(), also after a failure. */
#define KEPT_FILES_MAX 64
struct kept_files {
	struct scheme_file file[KEPT_FILES_MAX];
	size_t count;
	char *name[KEPT_FILES_MAX];
	struct buf bytes[KEPT_FILES_MAX];
};
bool kept_files(struct store *store, const struct digest *digest,
	struct kept_files *files, struct err *err);
void kept_files_release(struct kept_files *files);

/* Write the files of a kept scheme into an existing empty folder. */
bool kept_scheme_write(struct store *store, const struct digest *digest,
	const char *dir, struct err *err);

#endif
