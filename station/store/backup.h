/*
 * backup - a copy of the station's folder while the kiosk goes on.
 *
 * Both files are copied as they are at one moment (store_copy()). The copy is made under a name
 * of its own, flushed, opened again and looked through (store_check(), the newest digest), and
 * only then gets its last name: a folder with that name is a good copy.
 *
 * It holds the names and numbers of all students: whoever has it, has them.
 */
#ifndef STORE_BACKUP_H
#define STORE_BACKUP_H

#include <stdbool.h>
#include <stdint.h>

#include "digest.h"
#include "err.h"
#include "path.h"
#include "store.h"

struct backup {
	char folder[PATH_SIZE];	     /* <into>/station-<id>-20261123-104200 */
	char part[PATH_SIZE];	     /* its name until then */
	int64_t seq;		     /* its newest entry, */
	char head[DIGEST_TEXT_SIZE]; /* and the digest of it */
};

/* How far: `done` of `of` steps. May be NULL. */
typedef void backup_progress(void *ctx, int done, int of);

/* What may lie in out->part, which is known when the first step is said, and made after. */
#define BACKUP_FILES 8
extern const char *const backup_files[BACKUP_FILES];

/* `into` must exist; `stamp` ends the name. `migrations` as for store_open(). false: nothing
 * is left there. */
bool backup_make(struct store *store, const char *into, const char *stamp,
	const char *migrations, int64_t wall_us, backup_progress *progress, void *ctx,
	struct backup *out, struct err *err);

#endif
