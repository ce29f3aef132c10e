/*
 * Lets libserialport open a pty, and see USB adapters that are not there.
 *
 * The library looks a port up under the system's tty class and asks for modem lines,
 * and a pty has neither. These functions stand before those of the C library, linked
 * into a test program or as a library that is loaded first (LD_PRELOAD); for every
 * other name they do what the C library does.
 *
 * With PTY_SHIM_ROOT=/tmp/x in the environment, what is in /sys/class/tty is looked for
 * in /tmp/x/sys/class/tty, and /dev/ttyUSB0 is /tmp/x/dev/ttyUSB0: a link to a pty.
 */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/serial.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#define CLASS "/sys/class/tty"
#define PTS   CLASS "/pts/"
#define USB   "/dev/ttyUSB"

int __lxstat(int version, const char *path, struct stat *st);
int __open_2(const char *path, int flags);

/* What the modem lines of the last port were set to. */
int shim_modem_lines;
/* -1: a driver without RS-485; else the flags that it was set to. */
int shim_rs485 = -1;

static bool begins(const char *path, const char *with)
{
	return strncmp(path, with, strlen(with)) == 0;
}

/* Where the path is in tests. */
static const char *moved(const char *path, char out[PATH_MAX])
{
	const char *root = getenv("PTY_SHIM_ROOT");

	if (!root || (!begins(path, CLASS) && !begins(path, USB)))
		return path;
	snprintf(out, PATH_MAX, "%s%s", root, path);
	return out;
}

#define REAL(type, name) ((type)dlsym(RTLD_NEXT, #name))

int __lxstat(int version, const char *path, struct stat *st)
{
	char there[PATH_MAX];

	(void)version;
	if (!begins(path, PTS))
		return lstat(moved(path, there), st);
	memset(st, 0, sizeof(*st));
	st->st_mode = S_IFLNK;
	return 0;
}

ssize_t readlink(const char *path, char *out, size_t size)
{
	static const char device[] = "../../devices/platform/serial8250/tty/pty";
	char there[PATH_MAX];

	if (begins(path, PTS)) {
		snprintf(out, size, "%s", device);
		return (ssize_t)sizeof(device) - 1;
	}
	return REAL(ssize_t(*)(const char *, char *, size_t), readlink)(
		moved(path, there), out, size);
}

/* A port is a device, and no link to another one. */
char *realpath(const char *path, char *out)
{
	char there[PATH_MAX];
	char *(*real)(const char *, char *) = REAL(
		char *(*)(const char *, char *), realpath);

	if (moved(path, there) == path || !begins(path, USB))
		return real(moved(path, there), out);
	if (access(there, F_OK) != 0)
		return NULL;
	return out ? strcpy(out, path) : strdup(path);
}

DIR *opendir(const char *path)
{
	char there[PATH_MAX];

	return REAL(DIR * (*)(const char *), opendir)(moved(path, there));
}

FILE *fopen(const char *path, const char *mode)
{
	char there[PATH_MAX];

	return REAL(FILE * (*)(const char *, const char *), fopen)(
		moved(path, there), mode);
}

int open(const char *path, int flags, ...)
{
	char there[PATH_MAX];
	va_list args;
	mode_t mode = 0;

	va_start(args, flags);
	if (flags & (O_CREAT | O_TMPFILE))
		mode = va_arg(args, mode_t);
	va_end(args);
	return REAL(int (*)(const char *, int, ...), open)(
		moved(path, there), flags, mode);
}

int __open_2(const char *path, int flags)
{
	return open(path, flags);
}

static int modem(unsigned long request, int *lines)
{
	switch (request) {
	case TIOCMGET:
		*lines = __atomic_load_n(&shim_modem_lines, __ATOMIC_SEQ_CST);
		return 0;
	case TIOCMSET:
		__atomic_store_n(&shim_modem_lines, *lines, __ATOMIC_SEQ_CST);
		return 0;
	case TIOCMBIS:
		__atomic_or_fetch(&shim_modem_lines, *lines, __ATOMIC_SEQ_CST);
		return 0;
	case TIOCMBIC:
		__atomic_and_fetch(&shim_modem_lines, ~*lines, __ATOMIC_SEQ_CST);
		return 0;
	default:
		return -1;
	}
}

int ioctl(int fd, unsigned long request, ...)
{
	va_list args;
	void *arg;

	va_start(args, request);
	arg = va_arg(args, void *);
	va_end(args);
	if (request == TIOCMGET || request == TIOCMSET || request == TIOCMBIS ||
		request == TIOCMBIC)
		return modem(request, arg);
	if (request == TIOCSRS485 && shim_rs485 >= 0) {
		shim_rs485 = (int)((struct serial_rs485 *)arg)->flags;
		return 0;
	}
	return REAL(int (*)(int, unsigned long, ...), ioctl)(fd, request, arg);
}
