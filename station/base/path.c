#include "path.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

static bool fits(int written, const char *name, struct err *err)
{
	if (written >= 0 && written < PATH_SIZE)
		return true;
	return err_set(
		err, "%.60s...: a path may have at most %d bytes", name, PATH_SIZE - 1);
}

bool path_join(char *out, const char *folder, const char *name, struct err *err)
{
	size_t len = strlen(folder);
	bool slash = len > 0 && folder[len - 1] == '/';

	if (len == 0 || name[0] == '/')
		return fits(snprintf(out, PATH_SIZE, "%s", name), name, err);
	return fits(snprintf(out, PATH_SIZE, "%s%s%s", folder, slash ? "" : "/", name),
		folder, err);
}

const char *path_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

bool path_folder(char *out, const char *path, struct err *err)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return fits(snprintf(out, PATH_SIZE, "."), path, err);
	if (slash == path)
		slash++;
	if (slash - path >= PATH_SIZE)
		return fits(PATH_SIZE, path, err);
	memcpy(out, path, (size_t)(slash - path));
	out[slash - path] = '\0';
	return true;
}

bool path_plain(const char *name)
{
	if (!*name || *name == '.' || strlen(name) > 255)
		return false;
	for (const unsigned char *c = (const unsigned char *)name; *c; c++)
		if (*c < 0x20 || *c == 0x7f || *c == '/')
			return false;
	return true;
}

bool path_is_file(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

bool path_is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static bool make_one(const char *folder, struct err *err)
{
	if (mkdir(folder, 0777) == 0 || (errno == EEXIST && path_is_folder(folder)))
		return true;
	/* A parent that only others may write is no matter while it exists. */
	if (path_is_folder(folder))
		return true;
	return err_set(err, "%s: cannot make this folder: %s", folder, strerror(errno));
}

bool path_make(const char *folder, struct err *err)
{
	char part[PATH_SIZE];

	if (!fits(snprintf(part, sizeof(part), "%s", folder), folder, err))
		return false;
	for (char *slash = strchr(part + 1, '/'); part[0] && slash;
		slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (!make_one(part, err))
			return false;
		*slash = '/';
	}
	return make_one(part, err);
}

/* ---- listing ----------------------------------------------------------------- */

static bool ends_in(const char *name, const char *suffix)
{
	size_t n = strlen(name), s = strlen(suffix);

	return n >= s && strcasecmp(name + n - s, suffix) == 0;
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

bool path_list(const char *folder, const char *suffix, char ***names, size_t *count,
	struct err *err)
{
	DIR *dir = opendir(folder);
	char **list = NULL;
	size_t n = 0;

	*names = NULL;
	*count = 0;
	if (!dir)
		return err_set(err, "%s: cannot list this folder: %s", folder,
			strerror(errno));
	for (struct dirent *entry; (entry = readdir(dir));) {
		if (entry->d_name[0] == '.' || !ends_in(entry->d_name, suffix))
			continue;
		list = mem_resize_array(list, n + 2, sizeof(char *));
		list[n++] = mem_string(entry->d_name);
	}
	closedir(dir);
	if (!list)
		list = mem_array(1, sizeof(char *));
	list[n] = NULL;
	qsort(list, n, sizeof(char *), by_bytes);
	*names = list;
	*count = n;
	return true;
}

void path_list_free(char **names)
{
	for (char **name = names; name && *name; name++)
		free(*name);
	free(names);
}

/* ---- whole files ------------------------------------------------------------- */

static bool read_all(
	int fd, const char *path, size_t max, struct buf *out, struct err *err)
{
	char piece[16384];
	size_t total = 0;
	ssize_t got;

	while ((got = read(fd, piece, sizeof(piece))) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return err_set(
				err, "%s: cannot be read: %s", path, strerror(errno));
		total += (size_t)got;
		if (total > max)
			return err_set(err,
				"%s: larger than the %zu bytes allowed here", path,
				max);
		buf_add(out, piece, (size_t)got);
	}
	return true;
}

/* A descriptor of a plain file; -1 with a sentence. */
static int open_plain(const char *path, struct err *err)
{
	/* Without O_NONBLOCK a named pipe would hold us here for ever. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;

	if (fd < 0) {
		err_set(err, "%s: cannot be opened: %s", path, strerror(errno));
		return -1;
	}
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
		return fd;
	err_set(err, "%s: is not a plain file", path);
	close(fd);
	return -1;
}

FILE *path_open(const char *path, struct err *err)
{
	int fd = open_plain(path, err);
	FILE *file = fd < 0 ? NULL : fdopen(fd, "rb");

	if (fd >= 0 && !file) {
		err_set(err, "%s: cannot be opened: %s", path, strerror(errno));
		close(fd);
	}
	return file;
}

bool path_read(const char *path, size_t max, struct buf *out, struct err *err)
{
	int fd = open_plain(path, err);
	size_t before = out->len;
	bool ok;

	if (fd < 0)
		return false;
	ok = read_all(fd, path, max, out, err);
	close(fd);
	if (!ok && out->len > before) {
		out->len = before;
		out->data[before] = '\0';
	}
	return ok;
}

static bool write_all(int fd, const char *bytes, size_t len)
{
	while (len) {
		ssize_t put = write(fd, bytes, len);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return false;
		bytes += put;
		len -= (size_t)put;
	}
	return fsync(fd) == 0;
}

/* A rename is on the disk only when its folder is. */
bool path_flush_folder(const char *path, struct err *err)
{
	char folder[PATH_SIZE];
	int fd;
	bool ok;

	if (!path_folder(folder, path, err))
		return false;
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	ok = fd >= 0 && fsync(fd) == 0;
	if (!ok)
		err_set(err, "%s: cannot be flushed to the disk: %s", folder,
			strerror(errno));
	if (fd >= 0)
		close(fd);
	return ok;
}

bool path_write(const char *path, const void *bytes, size_t len, struct err *err)
{
	char beside[PATH_SIZE];

	return fits(snprintf(beside, sizeof(beside), "%s.%ld.part", path,
			    (long)getpid()),
		       path, err) &&
	       path_part_write(beside, path, bytes, len, err) &&
	       path_part_move(beside, path, err);
}

/* Not mkstemp(): who may read the file is for the umask to say. */
bool path_part_write(const char *part, const char *path, const void *bytes, size_t len,
	struct err *err)
{
	int fd = open(
		part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
	bool ok;

	if (fd < 0)
		return err_set(err, "%s: cannot be written: %s", path, strerror(errno));
	ok = write_all(fd, bytes, len);
	ok = close(fd) == 0 && ok;
	if (ok)
		return true;
	err_set(err, "%s: cannot be written: %s", path, strerror(errno));
	unlink(part);
	return false;
}

void path_part_name(struct buf *out, const char *path)
{
	buf_addf(out, "%s.part%ld", path, (long)getpid());
}

bool path_part_move(const char *part, const char *path, struct err *err)
{
	int fd = open(part, O_RDONLY | O_CLOEXEC);
	bool good = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	if (good && rename(part, path) == 0)
		return path_flush_folder(path, err);
	err_set(err, "%s: cannot be written: %s", path, strerror(errno));
	unlink(part);
	return false;
}
