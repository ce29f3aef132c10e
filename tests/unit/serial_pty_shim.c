/*
 * Lets libserialport open a pty: it looks a port up under the system's tty class
 * and asks for modem lines, and a pty has neither. These functions stand before
 * those of the C library for the whole test program; for every other name they
 * do what the C library does.
 */
#include <dlfcn.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#define CLASS "/sys/class/tty/pts/"

int __lxstat(int version, const char *path, struct stat *st);

/* What the modem lines of the last port were set to. */
int shim_modem_lines;

int __lxstat(int version, const char *path, struct stat *st)
{
	(void)version;
	if (strncmp(path, CLASS, strlen(CLASS)) != 0)
		return lstat(path, st);
	memset(st, 0, sizeof(*st));
	st->st_mode = S_IFLNK;
	return 0;
}

ssize_t readlink(const char *path, char *out, size_t size)
{
	static ssize_t (*real)(const char *, char *, size_t);
	static const char device[] = "../../devices/platform/serial8250/tty/pty";

	if (strncmp(path, CLASS, strlen(CLASS)) == 0) {
		snprintf(out, size, "%s", device);
		return (ssize_t)sizeof(device) - 1;
	}
	if (!real)
		real = (ssize_t(*)(const char *, char *, size_t))dlsym(
			RTLD_NEXT, "readlink");
	return real(path, out, size);
}

static int modem(unsigned long request, int *lines)
{
	switch (request) {
	case TIOCMGET:
		*lines = shim_modem_lines;
		return 0;
	case TIOCMSET:
		shim_modem_lines = *lines;
		return 0;
	case TIOCMBIS:
		shim_modem_lines |= *lines;
		return 0;
	case TIOCMBIC:
		shim_modem_lines &= ~*lines;
		return 0;
	default:
		return -1;
	}
}

int ioctl(int fd, unsigned long request, ...)
{
	static int (*real)(int, unsigned long, ...);
	va_list args;
	void *arg;

	va_start(args, request);
	arg = va_arg(args, void *);
	va_end(args);
	if (request == TIOCMGET || request == TIOCMSET || request == TIOCMBIS ||
		request == TIOCMBIC)
		return modem(request, arg);
	if (!real)
		real = (int (*)(int, unsigned long, ...))dlsym(RTLD_NEXT, "ioctl");
	return real(fd, request, arg);
}
