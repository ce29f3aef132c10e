#include "backup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "entry.h"
#include "text.h"

#define STEPS 4

static bool flush(const char *folder, const char *name, struct err *err)
{
	char path[PATH_SIZE];
	int fd;
	bool ok;

	if (!path_join(path, folder, name, err))
		return false;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	ok = fd >= 0 && fsync(fd) == 0;
	if (!ok)
		err_set(err, "%s: %s", path, strerror(errno));
	if (fd >= 0)
		close(fd);
	return ok;
}

/* What cannot be read again is no copy. */
static bool look_through(const char *part, const char *migrations, int64_t wall_us,
	struct backup *out, struct err *err)
{
	struct store *copied = store_open(part, STORE_READ, migrations, wall_us, err);
	bool ok = copied && store_check(copied, err) &&
		  entry_head(copied, &out->seq, out->head, err);

	if (copied)
		store_close(copied);
	return ok;
}

static bool name_folders(struct store *store, const char *into, const char *stamp,
	struct backup *out, struct err *err)
{
	char name[96];

	snprintf(name, sizeof(name), "station-%s-%.40s", store_station(store), stamp);
	if (!path_join(out->folder, into, name, err))
		return false;
	snprintf(name, sizeof(name), "station-%s-%.40s.part", store_station(store),
		stamp);
	if (!path_join(out->part, into, name, err))
		return false;
	if (path_is_folder(out->folder) || path_is_folder(out->part))
		return err_set(err, "%s is there already", out->folder);
	return true;
}

const char *const backup_files[BACKUP_FILES] = { "station.db", "station.db-journal",
	"station.db-wal", "station.db-shm", "person.db", "person.db-journal",
	"person.db-wal", "person.db-shm" };

/* A copy that did not fit would fill the stick, with the names of children. */
static void remove_part(const char *part)
{
	char path[PATH_SIZE];
	struct err ignored;

	for (int i = 0; i < BACKUP_FILES; i++)
		if (path_join(path, part, backup_files[i], &ignored))
			unlink(path);
	rmdir(part);
}

static bool copy(struct store *store, const char *migrations, int64_t wall_us,
	backup_progress *progress, void *ctx, struct backup *out, struct err *err)
{
	int step = 0;

#define STEP(call)                                                                     \
	do {                                                                           \
		if (progress)                                                          \
			progress(ctx, step++, STEPS);                                  \
		if (!(call))                                                           \
			return false;                                                  \
	} while (0)
	STEP(path_make(out->part, err) && store_copy(store, out->part, err));
	STEP(flush(out->part, "station.db", err) && flush(out->part, "person.db", err));
	STEP(look_through(out->part, migrations, wall_us, out, err));
	STEP(rename(out->part, out->folder) == 0 ||
		err_set(err, "%s: %s", out->folder, strerror(errno)));
#undef STEP
	if (progress)
		progress(ctx, STEPS, STEPS);
	return true;
}

bool backup_make(struct store *store, const char *into, const char *stamp,
	const char *migrations, int64_t wall_us, backup_progress *progress, void *ctx,
	struct backup *out, struct err *err)
{
	memset(out, 0, sizeof(*out));
	if (!path_is_folder(into))
		return err_set(err, "%s is no folder", into);
	if (!name_folders(store, into, stamp, out, err))
		return false;
	if (copy(store, migrations, wall_us, progress, ctx, out, err))
		return flush(into, "", err);
	remove_part(out->part);
	return false;
}
