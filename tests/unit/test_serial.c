/* The real path through libserialport, on a pty (see serial_pty_shim.c). */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <linux/serial.h>
#include <sys/ioctl.h>

#include "clock.h"
#include "line.h"
#include "ports.h"
#include "ptys.h"

extern int shim_modem_lines, shim_rs485;

static bool next(struct line *line, struct chunk *c)
{
	struct pollfd fd = { .fd = line_fd(line), .events = POLLIN };

	memset(c, 0, sizeof(*c));
	return poll(&fd, 1, 2000) > 0 && line_next(line, c);
}

static void want(struct line *line, struct chunk *c, int kind)
{
	assert_true(next(line, c));
	if (c->kind != kind)
		fail_msg("chunk %d: %.*s", c->kind, c->len, (char *)c->bytes);
}

static struct line *open_serial(const char *path, const char *settings)
{
	struct err err = ERR_INIT;
	struct line_spec spec = { "", "" };
	struct line *line = line_open(NULL, NULL, &err);

	assert_non_null(line);
	snprintf(spec.where, sizeof(spec.where), "serial:%s", path);
	snprintf(spec.settings, sizeof(spec.settings), "%s", settings);
	if (line_add(line, &spec, &err) < 0)
		fail_msg("%s", err.text);
	return line;
}

static void libserialport_opens_reads_and_writes(void **state)
{
	struct pty pty;
	struct chunk c;
	struct err err = ERR_INIT;
	struct line *line;
	char heard[16] = "";

	(void)state;
	pty_open(&pty);
	line = open_serial(pty.path, "2400 7e2");
	want(line, &c, CHUNK_OPENED);
	pty_say(&pty, "ST,GS,   245.6 g\r\n", 18);
	want(line, &c, CHUNK_BYTES_CAME);
	assert_int_equal(c.len, 18);
	assert_memory_equal(c.bytes, "ST,GS,   245.6 g\r\n", 18);
	assert_true(line_send(line, c.port, "Z\r\n", 3, &err));
	assert_int_equal(pty_hear(&pty, heard, 3, 2000), 3);
	assert_string_equal(heard, "Z\r\n");
	close(pty.fd);
	want(line, &c, CHUNK_LOST);
	line_close(line);
}

static void the_settings_reach_the_port(void **state)
{
	struct pty pty;
	struct chunk c;
	struct line *line;
	struct termios t;

	(void)state;
	pty_open(&pty);
	shim_modem_lines = 0;
	line = open_serial(pty.path, "2400 7o2 rts=off");
	want(line, &c, CHUNK_OPENED);
	assert_int_equal(tcgetattr(pty.fd, &t), 0);
	assert_int_equal(cfgetospeed(&t), B2400);
	/* A pty keeps eight bits without parity whatever it is told. */
	assert_true(t.c_cflag & CSTOPB);
	assert_true(t.c_cflag & PARODD);
	assert_true(shim_modem_lines & TIOCM_DTR);
	assert_false(shim_modem_lines & TIOCM_RTS);
	line_close(line);
	shim_modem_lines = 0;
	line = open_serial(pty.path, "2400 8n1 dtr=keep");
	want(line, &c, CHUNK_OPENED);
	assert_false(shim_modem_lines & TIOCM_DTR);
	assert_true(shim_modem_lines & TIOCM_RTS);
	line_close(line);
	close(pty.fd);
}

/* ---- one pair of wires --------------------------------------------------------------- */

static bool rts(void)
{
	return __atomic_load_n(&shim_modem_lines, __ATOMIC_SEQ_CST) & TIOCM_RTS;
}

static void rts_is_up_while_we_send_and_no_longer(void **state)
{
	struct pty pty;
	struct chunk c;
	struct err err = ERR_INIT;
	struct line *line;
	char heard[32] = "";
	int64_t said_us;

	(void)state;
	pty_open(&pty);
	line = open_serial(pty.path, "300 8n1 rs485");
	want(line, &c, CHUNK_OPENED);
	assert_false(rts());
	for (int i = 0; i < 3; i++) {
		/* Ten bytes of ten bits at 300 baud: a third of a second. */
		assert_true(line_send(line, c.port, "0123456789", 10, &err));
		assert_int_equal(pty_hear(&pty, heard, 10, 2000), 10);
		said_us = clock_now_us();
		assert_true(rts());
		while (rts() && clock_now_us() - said_us < 5000000)
			usleep(1000);
		assert_false(rts());
		assert_true(clock_now_us() - said_us > 300000);
	}
	line_close(line);
	close(pty.fd);
}

static void a_driver_that_changes_the_direction_is_let(void **state)
{
	struct pty pty;
	struct chunk c;
	struct err err = ERR_INIT;
	struct line *line;
	char heard[32] = "";

	(void)state;
	pty_open(&pty);
	shim_rs485 = 0;
	line = open_serial(pty.path, "300 8n1 rs485");
	want(line, &c, CHUNK_OPENED);
	assert_int_equal(shim_rs485, SER_RS485_ENABLED | SER_RS485_RTS_ON_SEND);
	assert_true(line_send(line, c.port, "0123456789", 10, &err));
	assert_int_equal(pty_hear(&pty, heard, 10, 2000), 10);
	assert_false(rts());
	line_close(line);
	assert_int_equal(shim_rs485, 0);
	shim_rs485 = -1;
	close(pty.fd);
}

static void a_link_to_the_port_is_followed(void **state)
{
	char dir[] = "/tmp/station-serial-XXXXXX", name[64];
	struct pty pty;
	struct chunk c;
	struct line *line;

	(void)state;
	assert_non_null(mkdtemp(dir));
	pty_open(&pty);
	snprintf(name, sizeof(name), "%s/usb-height-rod", dir);
	assert_int_equal(symlink(pty.path, name), 0);
	line = open_serial(name, "9600 8n1");
	want(line, &c, CHUNK_OPENED);
	line_close(line);
	close(pty.fd);
	unlink(name);
	rmdir(dir);
}

static void a_port_in_use_is_told(void **state)
{
	struct pty pty;
	struct chunk c;
	struct line *line;
	int other;

	(void)state;
	pty_open(&pty);
	other = open(pty.path, O_RDWR | O_NOCTTY);
	assert_int_equal(ioctl(other, TIOCEXCL), 0);
	line = open_serial(pty.path, "9600 8n1");
	want(line, &c, CHUNK_LOST);
	assert_int_equal(c.loss, LOSS_HELD);
	assert_non_null(memmem(c.bytes, c.len, "another program uses this port", 30));
	ioctl(other, TIOCNXCL);
	close(other);
	want(line, &c, CHUNK_OPENED);
	line_close(line);
	close(pty.fd);
}

static void the_machines_ports_are_listed_in_order(void **state)
{
	struct port_info ports[64];
	struct err err = ERR_INIT;
	size_t n;

	(void)state;
	if (!ports_list(ports, 64, &n, &err))
		fail_msg("%s", err.text);
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(strncmp(ports[i].where, "serial:/", 8), 0);
		if (i > 0)
			assert_true(strcmp(ports[i - 1].name, ports[i].name) <= 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(libserialport_opens_reads_and_writes),
		cmocka_unit_test(the_settings_reach_the_port),
		cmocka_unit_test(rts_is_up_while_we_send_and_no_longer),
		cmocka_unit_test(a_driver_that_changes_the_direction_is_let),
		cmocka_unit_test(a_link_to_the_port_is_followed),
		cmocka_unit_test(a_port_in_use_is_told),
		cmocka_unit_test(the_machines_ports_are_listed_in_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
