/* The far end of a pty, for tests: open, say, hear, unplug. */
#ifndef TESTS_PTYS_H
#define TESTS_PTYS_H

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

struct pty {
	int fd;
	char path[64];
};

static inline void pty_open(struct pty *pty)
{
	struct termios t;

	pty->fd = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (pty->fd < 0 || grantpt(pty->fd) != 0 || unlockpt(pty->fd) != 0 ||
		ptsname_r(pty->fd, pty->path, sizeof(pty->path)) != 0)
		abort();
	tcgetattr(pty->fd, &t);
	cfmakeraw(&t);
	tcsetattr(pty->fd, TCSANOW, &t);
}

static inline void pty_say(const struct pty *pty, const void *bytes, size_t len)
{
	const char *at = bytes;

	while (len > 0) {
		ssize_t n = write(pty->fd, at, len);

		if (n <= 0)
			abort();
		at += n;
		len -= (size_t)n;
	}
}

/* What the host said within `ms`, as text, until `want` bytes came. */
static inline size_t pty_hear(const struct pty *pty, char *out, size_t want, int ms)
{
	size_t len = 0;
	struct pollfd fd = { .fd = pty->fd, .events = POLLIN };

	while (len < want && poll(&fd, 1, ms) > 0) {
		ssize_t n = read(pty->fd, out + len, want - len);

		if (n <= 0)
			break;
		len += (size_t)n;
	}
	return len;
}

#endif
