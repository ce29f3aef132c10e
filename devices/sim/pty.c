#include "pty.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

static bool set_raw(const char *path)
{
	int fd = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC);
	struct termios t;
	bool set = fd >= 0 && tcgetattr(fd, &t) == 0;

	if (set) {
		cfmakeraw(&t);
		set = tcsetattr(fd, TCSANOW, &t) == 0;
	}
	if (fd >= 0)
		close(fd);
	return set;
}

int pty_open(char *path, size_t size, struct err *err)
{
	int fd = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);

	if (fd >= 0 && grantpt(fd) == 0 && unlockpt(fd) == 0 &&
		ptsname_r(fd, path, size) == 0 && set_raw(path))
		return fd;
	err_set(err, "the system has no pty to give: %s", strerrordesc_np(errno));
	if (fd >= 0)
		close(fd);
	return -1;
}

/* In one move, so that who looks finds the old pty or the new one. */
bool pty_link(const char *path, const char *link, struct err *err)
{
	char beside[PATH_MAX + 8];
	struct stat st;

	if (!link[0])
		return true;
	if (lstat(link, &st) == 0 && !S_ISLNK(st.st_mode))
		return err_set(err, "%s: there is a file of this name already", link);
	snprintf(beside, sizeof(beside), "%s.new", link);
	(void)unlink(beside);
	if (symlink(path, beside) == 0 && rename(beside, link) == 0)
		return true;
	return err_set(
		err, "%s: no link can be made: %s", link, strerrordesc_np(errno));
}

void pty_unlink(const char *path, const char *link)
{
	char to[PATH_MAX];
	ssize_t n;

	if (!link[0])
		return;
	n = readlink(link, to, sizeof(to));
	if (n > 0 && (size_t)n == strlen(path) && memcmp(to, path, (size_t)n) == 0)
		(void)unlink(link);
}
