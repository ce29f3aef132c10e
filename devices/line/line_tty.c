/*
 * Open a pty, or any tty, with termios alone.
 *
 * A pty must be raw, or the line discipline rewrites "\r\n" and holds partial
 * lines back. The super-user may open a port that another program has made its
 * own, so the flag itself is asked for as well.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "opener.h"

static const struct {
	uint32_t baud;
	speed_t speed;
} speeds[] = {
	{ 50, B50 },
	{ 75, B75 },
	{ 110, B110 },
	{ 134, B134 },
	{ 150, B150 },
	{ 200, B200 },
	{ 300, B300 },
	{ 600, B600 },
	{ 1200, B1200 },
	{ 1800, B1800 },
	{ 2400, B2400 },
	{ 4800, B4800 },
	{ 9600, B9600 },
	{ 19200, B19200 },
	{ 38400, B38400 },
	{ 57600, B57600 },
	{ 115200, B115200 },
	{ 230400, B230400 },
	{ 460800, B460800 },
	{ 500000, B500000 },
	{ 576000, B576000 },
	{ 921600, B921600 },
	{ 1000000, B1000000 },
	{ 1152000, B1152000 },
	{ 1500000, B1500000 },
	{ 2000000, B2000000 },
	{ 2500000, B2500000 },
	{ 3000000, B3000000 },
	{ 3500000, B3500000 },
	{ 4000000, B4000000 },
};

static bool check(const char *place, struct err *err)
{
	if (place[0] != '/')
		return err_set(err, "\"%s\" is not a path like /dev/pts/3", place);
	return true;
}

static bool set_speed(struct termios *t, uint32_t baud, struct err *err)
{
	for (size_t i = 0; i < sizeof(speeds) / sizeof(speeds[0]); i++)
		if (speeds[i].baud == baud) {
			cfsetspeed(t, speeds[i].speed);
			return true;
		}
	return err_set(err, "%u baud is not a speed that a tty has; use serial: for it",
		(unsigned)baud);
}

static bool set_form(int fd, const struct line_settings *s, struct reason *why)
{
	static const tcflag_t sizes[] = { CS5, CS6, CS7, CS8 };
	struct termios t;

	if (tcgetattr(fd, &t) != 0)
		return err_set(&why->err, "this is not a serial port");
	cfmakeraw(&t);
	t.c_cflag &= ~(tcflag_t)(CSIZE | PARENB | PARODD | CSTOPB | CRTSCTS | HUPCL);
	t.c_cflag |= CREAD | CLOCAL | sizes[s->bits - 5];
	if (s->parity != 'n')
		t.c_cflag |= s->parity == 'o' ? PARENB | PARODD : PARENB;
	if (s->stop == 2)
		t.c_cflag |= CSTOPB;
	if (s->flow == FLOW_RTSCTS)
		t.c_cflag |= CRTSCTS;
	if (s->dtr != SIGNAL_KEEP)
		t.c_cflag |= HUPCL;
	t.c_iflag &= ~(tcflag_t)(IXOFF | IXANY);
	if (s->flow == FLOW_XONXOFF)
		t.c_iflag |= IXON | IXOFF;
	t.c_cc[VMIN] = 1;
	t.c_cc[VTIME] = 0;
	if (!set_speed(&t, s->baud, &why->err))
		return false;
	if (tcsetattr(fd, TCSANOW, &t) != 0)
		return err_set(&why->err, "the port does not take these line settings");
	return true;
}

static void set_signal(int fd, int bit, enum line_signal signal)
{
	/* A pty has no modem lines: there is nothing to do about that. */
	if (signal != SIGNAL_KEEP)
		(void)ioctl(fd, signal == SIGNAL_ON ? TIOCMBIS : TIOCMBIC, &bit);
}

static bool make_ours(int fd, struct reason *why)
{
	int taken = 0;

	if (flock(fd, LOCK_EX | LOCK_NB) != 0)
		return opener_fail(why, errno);
	if (ioctl(fd, TIOCGEXCL, &taken) == 0 && taken)
		return opener_fail(why, EBUSY);
	if (ioctl(fd, TIOCEXCL) != 0)
		return opener_fail(why, errno == ENOTTY ? EINVAL : errno);
	return true;
}

static bool set_up(int fd, const struct line_settings *s, struct reason *why)
{
	if (!isatty(fd))
		return err_set(&why->err, "this is not a serial port");
	if (!make_ours(fd, why))
		return false;
	if (!set_form(fd, s, why)) {
		(void)ioctl(fd, TIOCNXCL);
		return false;
	}
	set_signal(fd, TIOCM_DTR, s->dtr);
	if (s->flow != FLOW_RTSCTS)
		set_signal(fd, TIOCM_RTS, s->rts);
	return true;
}

static enum opened open_tty(const char *place, const struct line_settings *s,
	struct hold *hold, struct reason *why)
{
	int fd = open(place, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);

	if (fd < 0) {
		opener_fail(why, errno);
		return OPENED_NOT;
	}
	if (!set_up(fd, s, why)) {
		close(fd);
		return OPENED_NOT;
	}
	hold->fd = fd;
	hold->direction = opener_direction(fd, s);
	return OPENED_DONE;
}

static void close_tty(struct hold *hold)
{
	opener_leave_direction(hold);
	(void)ioctl(hold->fd, TIOCNXCL);
	close(hold->fd);
}

const struct opener opener_tty = {
	.prefix = "tty:",
	.check = check,
	.open = open_tty,
	.close = close_tty,
};
