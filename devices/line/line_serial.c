/*
 * Open a real serial port through libserialport.
 *
 * The library finds a port under the system's tty class by its real name, so a
 * link such as /dev/serial/by-id/... is followed first. It takes the port with
 * TIOCEXCL, which the super-user may pass by; so the flag is asked for before,
 * and a lock is taken after. Its messages are allocated, so only the errno of the
 * call that failed is used.
 */
#include <errno.h>
#include <fcntl.h>
#include <libserialport.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "opener.h"

static bool check(const char *place, struct err *err)
{
	if (place[0] != '/')
		return err_set(err, "\"%s\" is not a path like /dev/ttyUSB0", place);
	return true;
}

static enum sp_dtr dtr_of(enum line_signal signal)
{
	return signal == SIGNAL_ON ? SP_DTR_ON : SP_DTR_OFF;
}

static enum sp_rts rts_of(const struct line_settings *s)
{
	if (s->flow == FLOW_RTSCTS)
		return SP_RTS_FLOW_CONTROL;
	return s->rts == SIGNAL_ON ? SP_RTS_ON : SP_RTS_OFF;
}

static enum sp_parity parity_of(char parity)
{
	return parity == 'e'   ? SP_PARITY_EVEN
	       : parity == 'o' ? SP_PARITY_ODD
			       : SP_PARITY_NONE;
}

/* What is not set keeps the value that the port has. */
static bool fill(struct sp_port_config *c, const struct line_settings *s)
{
	enum sp_return bad = SP_OK;

	bad |= sp_set_config_baudrate(c, (int)s->baud);
	bad |= sp_set_config_bits(c, s->bits);
	bad |= sp_set_config_parity(c, parity_of(s->parity));
	bad |= sp_set_config_stopbits(c, s->stop);
	bad |= sp_set_config_xon_xoff(
		c, s->flow == FLOW_XONXOFF ? SP_XONXOFF_INOUT : SP_XONXOFF_DISABLED);
	bad |= sp_set_config_cts(
		c, s->flow == FLOW_RTSCTS ? SP_CTS_FLOW_CONTROL : SP_CTS_IGNORE);
	bad |= sp_set_config_dsr(c, SP_DSR_IGNORE);
	if (s->dtr != SIGNAL_KEEP)
		bad |= sp_set_config_dtr(c, dtr_of(s->dtr));
	if (s->flow == FLOW_RTSCTS || s->rts != SIGNAL_KEEP)
		bad |= sp_set_config_rts(c, rts_of(s));
	return bad == SP_OK;
}

static bool configure(
	struct sp_port *port, const struct line_settings *s, struct reason *why)
{
	struct sp_port_config *config;
	bool set;

	if (sp_new_config(&config) != SP_OK)
		return err_set(&why->err, "out of memory");
	set = fill(config, s) && sp_set_config(port, config) == SP_OK;
	sp_free_config(config);
	if (!set)
		return err_set(&why->err, "the port does not take these line settings");
	return true;
}

static bool set_up(struct sp_port *port, const struct line_settings *s, int *fd,
	struct reason *why)
{
	if (sp_get_port_handle(port, fd) != SP_OK)
		return err_set(&why->err, "this is not a serial port");
	if (flock(*fd, LOCK_EX | LOCK_NB) != 0)
		return opener_fail(why, errno);
	return configure(port, s, why);
}

/* errno of the failure, 0 when the port is open. `probe` stays open meanwhile,
 * lest closing it drops DTR. */
static int open_port(const char *path, int probe, struct sp_port **port)
{
	int taken = 0, code;

	if (ioctl(probe, TIOCGEXCL, &taken) == 0 && taken)
		return EBUSY;
	if (sp_get_port_by_name(path, port) != SP_OK)
		return ENOENT;
	errno = 0;
	if (sp_open(*port, SP_MODE_READ_WRITE) == SP_OK)
		return 0;
	code = errno ? errno : EIO;
	sp_free_port(*port);
	return code;
}

static bool find_port(const char *place, struct sp_port **port, struct reason *why)
{
	char path[PATH_MAX];
	int probe, code;

	if (!realpath(place, path))
		return opener_fail(why, errno);
	probe = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	if (probe < 0)
		return opener_fail(why, errno);
	code = open_port(path, probe, port);
	close(probe);
	return code == 0 || opener_fail(why, code);
}

static enum opened open_serial(const char *place, const struct line_settings *s,
	struct hold *hold, struct reason *why)
{
	struct sp_port *port = NULL;

	if (!find_port(place, &port, why))
		return OPENED_NOT;
	if (!set_up(port, s, &hold->fd, why)) {
		sp_close(port);
		sp_free_port(port);
		return OPENED_NOT;
	}
	hold->port = port;
	hold->direction = opener_direction(hold->fd, s);
	return OPENED_DONE;
}

static void close_serial(struct hold *hold)
{
	opener_leave_direction(hold);
	(void)ioctl(hold->fd, TIOCNXCL);
	sp_close(hold->port);
	sp_free_port(hold->port);
}

const struct opener opener_serial = {
	.prefix = "serial:",
	.check = check,
	.open = open_serial,
	.close = close_serial,
};
