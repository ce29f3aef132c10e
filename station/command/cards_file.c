#include "cards_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "leftovers.h"

/* cards.pdf: cards.new1234.pdf, which opens by a touch like the other. */
static bool name_waiting(struct cards_file *file, struct err *err)
{
	const char *name = path_name(file->path), *dot = strrchr(name, '.');
	size_t stem = dot && dot != name ? (size_t)(dot - file->path)
					 : strlen(file->path);
	int len = snprintf(file->waiting, sizeof(file->waiting), "%.*s.new%ld%s",
		(int)stem, file->path, (long)getpid(), file->path + stem);

	return (len > 0 && (size_t)len < sizeof(file->waiting)) ||
	       err_set(err, "%.200s...: the name is too long", file->path);
}

static bool has_folder(const char *path)
{
	char folder[PATH_SIZE];
	struct err ignored = ERR_INIT;

	return path_folder(folder, path, &ignored) && path_is_folder(folder);
}

bool cards_file_begin(struct cards_file *file, const char *path, struct err *err)
{
	struct buf part = BUF_INIT;

	file->path = path;
	if (path_is_folder(path))
		return err_set(err, "%s is a folder", path);
	if (!has_folder(path))
		return err_set(err, "%s: its folder is not there", path);
	if (!name_waiting(file, err))
		return false;
	path_part_name(&part, file->waiting);
	leftovers_watch(part.data);
	leftovers_watch(file->waiting);
	buf_release(&part);
	return true;
}

bool cards_count(struct store *store, const struct cards_new *cards, bool again,
	int64_t wall_us, struct err *err)
{
	if (!store_begin_durable(store, err))
		return false;
	if (cards_put(store, cards, again, wall_us, err)) {
		leftovers_keep();
		return store_commit(store, err);
	}
	store_rollback(store);
	return false;
}

bool cards_file_keep(struct cards_file *file, struct store *store,
	const struct cards_new *cards, bool again, int64_t wall_us, struct err *err)
{
	if (!path_flush_folder(file->waiting, err) ||
		!cards_count(store, cards, again, wall_us, err)) {
		unlink(file->waiting);
		return false;
	}
	if (rename(file->waiting, file->path) == 0)
		return path_flush_folder(file->path, err);
	return err_set(err,
		"%s: cannot be made: %s; the cards count, and the file lies at %s",
		file->path, strerror(errno), file->waiting);
}
