/*
 * Open a serial device server: a box in the hall that gives its RS-232 sockets
 * an address. Bytes are as on the wire; such a box is set on its own page.
 *
 * A cable that is pulled says nothing, so the kernel asks the box each second
 * and gives up after three.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "opener.h"
#include "text.h"

/* The two halves of "192.168.1.50:4001" or "[fe80::1]:4001". */
struct place {
	char host[112];
	uint16_t port;
};

static bool read_port(const char *text, uint16_t *port)
{
	struct decimal d;
	int64_t value;

	if (!decimal_read(slice_of(text), &d) || !decimal_exact(d, 0, &value) ||
		value < 1 || value > 65535)
		return false;
	*port = (uint16_t)value;
	return true;
}

static bool split(const char *text, struct place *out)
{
	const char *colon = strrchr(text, ':');
	size_t len = colon ? (size_t)(colon - text) : 0;

	if (len == 0 || !read_port(colon + 1, &out->port))
		return false;
	if (text[0] == '[' && text[len - 1] == ']') {
		text++;
		len -= 2;
	}
	if (len == 0 || len >= sizeof(out->host))
		return false;
	memcpy(out->host, text, len);
	out->host[len] = '\0';
	return true;
}

static bool find_address(const char *text, struct sockaddr_storage *out, socklen_t *len)
{
	struct place place;
	struct sockaddr_in *v4 = (struct sockaddr_in *)out;
	struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)out;
	const char *host = place.host;

	memset(out, 0, sizeof(*out));
	if (!split(text, &place))
		return false;
	if (strcmp(host, "localhost") == 0)
		host = "127.0.0.1";
	if (inet_pton(AF_INET, host, &v4->sin_addr) == 1) {
		v4->sin_family = AF_INET;
		v4->sin_port = htons(place.port);
		*len = sizeof(*v4);
		return true;
	}
	if (inet_pton(AF_INET6, host, &v6->sin6_addr) == 1) {
		v6->sin6_family = AF_INET6;
		v6->sin6_port = htons(place.port);
		*len = sizeof(*v6);
		return true;
	}
	return false;
}

static bool check(const char *text, struct err *err)
{
	struct sockaddr_storage address;
	socklen_t len;

	if (!find_address(text, &address, &len))
		return err_set(err,
			"\"%s\" is not an address and port like 192.168.1.50:4001 or "
			"[fe80::1]:4001; names are not looked up",
			text);
	return true;
}

static enum opened fail(int fd, int code, struct reason *why)
{
	if (fd >= 0)
		close(fd);
	why->loss = LOSS_MISSING;
	err_set(&why->err,
		"no connection (%s); is the box switched on and its cable in?",
		strerrordesc_np(code));
	return OPENED_NOT;
}

static void watch(int fd)
{
	static const struct {
		int level, name, value;
	} options[] = {
		{ SOL_SOCKET, SO_KEEPALIVE, 1 },
		{ IPPROTO_TCP, TCP_KEEPIDLE, 1 },
		{ IPPROTO_TCP, TCP_KEEPINTVL, 1 },
		{ IPPROTO_TCP, TCP_KEEPCNT, 3 },
		{ IPPROTO_TCP, TCP_USER_TIMEOUT, 3000 },
		{ IPPROTO_TCP, TCP_NODELAY, 1 },
	};

	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++)
		(void)setsockopt(fd, options[i].level, options[i].name,
			&options[i].value, sizeof(options[i].value));
}

static enum opened open_tcp(const char *place, const struct line_settings *settings,
	struct hold *hold, struct reason *why)
{
	struct sockaddr_storage address;
	socklen_t len;
	int fd;

	(void)settings;
	if (!find_address(place, &address, &len))
		return fail(-1, EINVAL, why);
	fd = socket(address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return fail(-1, errno, why);
	watch(fd);
	if (connect(fd, (struct sockaddr *)&address, len) != 0 && errno != EINPROGRESS)
		return fail(fd, errno, why);
	hold->fd = fd;
	hold->direction = DIRECTION_NONE; /* the box sees to it */
	return OPENED_SOON;
}

static enum opened finish(struct hold *hold, struct reason *why)
{
	int code = 0;
	socklen_t len = sizeof(code);

	if (getsockopt(hold->fd, SOL_SOCKET, SO_ERROR, &code, &len) != 0)
		code = errno;
	if (code == 0)
		return OPENED_DONE;
	return fail(hold->fd, code, why);
}

static void close_tcp(struct hold *hold)
{
	close(hold->fd);
}

const struct opener opener_tcp = {
	.prefix = "tcp:",
	.ends_with_zero = true,
	.check = check,
	.open = open_tcp,
	.finish = finish,
	.close = close_tcp,
};
