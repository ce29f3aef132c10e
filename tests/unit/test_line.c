#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <arpa/inet.h>
#include <errno.h>
#include <malloc.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include "clock.h"
#include "line.h"
#include "opener.h"
#include "ptys.h"

#define SECOND_US 1000000

static struct line *open_line(void)
{
	struct err err = ERR_INIT;
	struct line *line = line_open(NULL, NULL, &err);

	if (!line)
		fail_msg("%s", err.text);
	return line;
}

static int add(
	struct line *line, const char *prefix, const char *place, const char *settings)
{
	struct line_spec spec = { "", "" };
	struct err err = ERR_INIT;
	int port;

	snprintf(spec.where, sizeof(spec.where), "%s%s", prefix, place);
	snprintf(spec.settings, sizeof(spec.settings), "%s", settings);
	port = line_add(line, &spec, &err);
	if (port < 0)
		fail_msg("%s", err.text);
	return port;
}

/* The next chunk, waiting for it at most a while. */
static bool next(struct line *line, struct chunk *c, int64_t wait_us)
{
	int64_t end_us = clock_now_us() + wait_us;

	while (!line_next(line, c)) {
		struct pollfd fd = { .fd = line_fd(line), .events = POLLIN };

		if (clock_now_us() >= end_us)
			return false;
		(void)poll(&fd, 1, 20);
	}
	return true;
}

static void want_kind(struct line *line, struct chunk *c, int kind)
{
	if (!next(line, c, 2 * SECOND_US))
		fail_msg("no chunk came, %d was wanted", kind);
	if (c->kind != kind)
		fail_msg("chunk %d: %.*s", c->kind, c->len, (char *)c->bytes);
}

static void want_lost(struct line *line, enum loss loss, const char *says)
{
	struct chunk c;
	char text[CHUNK_BYTES + 1];

	want_kind(line, &c, CHUNK_LOST);
	snprintf(text, sizeof(text), "%.*s", c.len, (char *)c.bytes);
	if (!strstr(text, says) || c.loss != loss)
		fail_msg("it says %d: %s", c.loss, text);
}

static void want_bytes(struct line *line, const char *bytes)
{
	size_t at = 0, len = strlen(bytes);
	struct chunk c;

	while (at < len) {
		want_kind(line, &c, CHUNK_BYTES_CAME);
		assert_true(c.len <= len - at);
		assert_memory_equal(c.bytes, bytes + at, c.len);
		at += c.len;
	}
}

static void bytes_come_in_order_with_their_times(void **state)
{
	struct pty pty;
	struct chunk c;
	struct line *line = open_line();
	int64_t before_us, last_us = 0;
	uint64_t order = 0;

	(void)state;
	pty_open(&pty);
	add(line, "tty:", pty.path, "9600 8n1");
	want_kind(line, &c, CHUNK_OPENED);
	for (int i = 0; i < 20; i++) {
		char text[32];

		snprintf(text, sizeof(text), "line %d\r\n", i);
		before_us = clock_now_us();
		pty_say(&pty, text, strlen(text));
		want_kind(line, &c, CHUNK_BYTES_CAME);
		assert_int_equal(c.len, strlen(text));
		assert_memory_equal(c.bytes, text, c.len);
		assert_true(c.order == ++order);
		assert_true(c.at_us >= before_us && c.at_us <= clock_now_us());
		assert_true(c.at_us >= last_us);
		last_us = c.at_us;
	}
	line_close(line);
	close(pty.fd);
}

static void every_byte_value_passes_unchanged_both_ways(void **state)
{
	struct pty pty;
	struct chunk c;
	struct line *line = open_line();
	struct err err = ERR_INIT;
	unsigned char all[256], heard[256];
	size_t got = 0;
	int port;

	(void)state;
	for (size_t i = 0; i < sizeof(all); i++)
		all[i] = (unsigned char)i;
	pty_open(&pty);
	port = add(line, "tty:", pty.path, "2400 7e1");
	want_kind(line, &c, CHUNK_OPENED);
	pty_say(&pty, all, sizeof(all));
	while (got < sizeof(all)) {
		want_kind(line, &c, CHUNK_BYTES_CAME);
		assert_memory_equal(c.bytes, all + got, c.len);
		got += c.len;
	}
	assert_true(line_send(line, port, all, 128, &err));
	assert_true(line_send(line, port, all + 128, 128, &err));
	assert_int_equal(pty_hear(&pty, (char *)heard, 256, 2000), 256);
	assert_memory_equal(heard, all, 256);
	line_close(line);
	close(pty.fd);
}

static void an_unplugged_port_is_told_within_a_second_and_opened_again(void **state)
{
	char link[] = "/tmp/station-line-XXXXXX";
	struct pty pty;
	struct chunk c;
	struct line *line = open_line();
	struct err err = ERR_INIT;
	int64_t gone_us;
	int port;

	(void)state;
	assert_non_null(mkdtemp(link));
	pty_open(&pty);
	char name[64];
	snprintf(name, sizeof(name), "%s/port", link);
	assert_int_equal(symlink(pty.path, name), 0);
	port = add(line, "tty:", name, "");
	want_kind(line, &c, CHUNK_OPENED);
	for (int i = 0; i < 3; i++) {
		pty_say(&pty, "before\r\n", 8);
		want_bytes(line, "before\r\n");
		close(pty.fd);
		unlink(name);
		gone_us = clock_now_us();
		want_lost(line, LOSS_UNPLUGGED, "it was unplugged or switched off");
		assert_true(clock_now_us() - gone_us < SECOND_US);
		assert_false(line_send(line, port, "x", 1, &err));
		assert_non_null(strstr(err.text, "it is not open"));
		/* Not being there is not told again. */
		if (i == 0)
			assert_false(next(line, &c, 1200000));
		pty_open(&pty);
		assert_int_equal(symlink(pty.path, name), 0);
		want_kind(line, &c, CHUNK_OPENED);
		assert_true(line_send(line, port, "x", 1, &err));
	}
	line_close(line);
	close(pty.fd);
	unlink(name);
	rmdir(link);
}

/* A device that speaks as fast as the reader lets it, in pieces of every size. */
struct flood {
	const struct pty *pty;
	size_t total;
};

static unsigned char flood_byte(size_t i)
{
	return (unsigned char)((i * 2654435761u) >> 13);
}

static void *pour(void *arg)
{
	const struct flood *f = arg;
	unsigned char piece[1024];
	size_t at = 0, round = 0;

	while (at < f->total) {
		size_t n = 1 + (round++ * 37) % sizeof(piece);

		if (n > f->total - at)
			n = f->total - at;
		for (size_t i = 0; i < n; i++)
			piece[i] = flood_byte(at + i);
		pty_say(f->pty, piece, n);
		at += n;
	}
	return NULL;
}

static size_t check_flood(const struct chunk *c, size_t at)
{
	for (size_t i = 0; i < c->len; i++)
		if (c->bytes[i] != flood_byte(at + i))
			fail_msg("byte %zu is wrong", at + i);
	return at + c->len;
}

static void a_megabyte_at_full_speed_from_two_ports_loses_nothing(void **state)
{
	struct pty pty[2];
	struct flood flood[2];
	pthread_t thread[2];
	size_t at[2] = { 0, 0 }, left = 2;
	struct chunk c;
	struct line *line = open_line();

	(void)state;
	for (int i = 0; i < 2; i++) {
		pty_open(&pty[i]);
		assert_int_equal(add(line, "tty:", pty[i].path, ""), i);
		want_kind(line, &c, CHUNK_OPENED);
		flood[i] = (struct flood){ &pty[i], 1024 * 1024 };
	}
	for (int i = 0; i < 2; i++)
		pthread_create(&thread[i], NULL, pour, &flood[i]);
	while (left > 0) {
		want_kind(line, &c, CHUNK_BYTES_CAME);
		at[c.port] = check_flood(&c, at[c.port]);
		left -= at[c.port] == flood[c.port].total;
	}
	for (int i = 0; i < 2; i++)
		pthread_join(thread[i], NULL);
	line_close(line);
	close(pty[0].fd);
	close(pty[1].fd);
}

static void ring(void *ctx)
{
	__atomic_add_fetch((int *)ctx, 1, __ATOMIC_SEQ_CST);
}

static void a_loop_that_sleeps_loses_nothing_and_is_rung_for_again(void **state)
{
	struct pty pty;
	struct flood flood = { &pty, 2 * 1024 * 1024 };
	pthread_t thread;
	struct chunk c;
	struct err err = ERR_INIT;
	int rings = 0, before;
	struct line *line = line_open(ring, &rings, &err);
	uint64_t order = 0;
	size_t at = 0;

	(void)state;
	pty_open(&pty);
	add(line, "tty:", pty.path, "");
	want_kind(line, &c, CHUNK_OPENED);
	pthread_create(&thread, NULL, pour, &flood);
	usleep(700000);
	before = __atomic_load_n(&rings, __ATOMIC_SEQ_CST);
	assert_true(before >= 1);
	usleep(700000);
	assert_true(__atomic_load_n(&rings, __ATOMIC_SEQ_CST) > before);
	while (at < flood.total) {
		want_kind(line, &c, CHUNK_BYTES_CAME);
		assert_true(c.order == ++order);
		at = check_flood(&c, at);
	}
	pthread_join(thread, NULL);
	line_close(line);
	close(pty.fd);
}

static void a_hundred_thousand_chunks_leave_memory_as_it_was(void **state)
{
	struct pty pty;
	struct flood flood = { &pty, (size_t)-1 };
	pthread_t thread;
	struct chunk c;
	struct line *line = open_line();
	struct mallinfo2 before;
	size_t at = 0;

	(void)state;
	pty_open(&pty);
	add(line, "tty:", pty.path, "");
	want_kind(line, &c, CHUNK_OPENED);
	flood.total = (size_t)100000 * CHUNK_BYTES;
	pthread_create(&thread, NULL, pour, &flood);
	want_kind(line, &c, CHUNK_BYTES_CAME);
	at = check_flood(&c, 0);
	before = mallinfo2();
	while (at < flood.total) {
		want_kind(line, &c, CHUNK_BYTES_CAME);
		at = check_flood(&c, at);
	}
	assert_int_equal(mallinfo2().uordblks, before.uordblks);
	pthread_join(thread, NULL);
	line_close(line);
	close(pty.fd);
}

static void a_port_held_by_another_program_is_told_and_taken_when_free(void **state)
{
	struct pty pty;
	struct chunk c;
	struct line *line = open_line();
	int other;

	(void)state;
	pty_open(&pty);
	other = open(pty.path, O_RDWR | O_NOCTTY);
	assert_int_equal(ioctl(other, TIOCEXCL), 0);
	add(line, "tty:", pty.path, "");
	want_lost(line, LOSS_HELD, "another program uses this port; close it");
	assert_false(next(line, &c, 800000));
	ioctl(other, TIOCNXCL);
	close(other);
	want_kind(line, &c, CHUNK_OPENED);
	line_close(line);
	close(pty.fd);
}

static void two_stations_do_not_share_a_port(void **state)
{
	struct pty pty;
	struct chunk c;
	struct line *first = open_line(), *second = open_line();
	struct line_spec spec = { "", "" };
	struct err err = ERR_INIT;

	(void)state;
	pty_open(&pty);
	add(first, "tty:", pty.path, "");
	want_kind(first, &c, CHUNK_OPENED);
	snprintf(spec.where, sizeof(spec.where), "tty:%s", pty.path);
	assert_int_equal(line_add(first, &spec, &err), -1);
	assert_non_null(strstr(err.text, "listens to this port already"));
	add(second, "tty:", pty.path, "");
	want_lost(second, LOSS_HELD, "another program uses this port; close it");
	line_close(first);
	want_kind(second, &c, CHUNK_OPENED);
	pty_say(&pty, "hello\r\n", 7);
	want_bytes(second, "hello\r\n");
	line_close(second);
	close(pty.fd);
}

static void a_removed_port_says_no_more_even_when_its_number_lives_on(void **state)
{
	struct pty old, new;
	struct chunk c;
	struct line *line = open_line();
	int port;

	(void)state;
	pty_open(&old);
	pty_open(&new);
	port = add(line, "tty:", old.path, "");
	want_kind(line, &c, CHUNK_OPENED);
	pty_say(&old, "old\r\n", 5);
	usleep(100000);
	line_remove(line, port);
	assert_int_equal(add(line, "tty:", new.path, ""), port);
	want_kind(line, &c, CHUNK_OPENED);
	assert_true(c.order == 0);
	pty_say(&new, "new\r\n", 5);
	want_bytes(line, "new\r\n");
	line_remove(line, port);
	assert_int_equal(add(line, "tty:", old.path, ""), port);
	want_kind(line, &c, CHUNK_OPENED);
	line_close(line);
	close(old.fd);
	close(new.fd);
}

static void bytes_are_sent_at_the_pace_of_the_settings(void **state)
{
	struct pty pty;
	struct chunk c;
	struct line *line = open_line();
	struct err err = ERR_INIT;
	char heard[16] = "";
	int64_t begin_us;
	int port;

	(void)state;
	pty_open(&pty);
	port = add(line, "tty:", pty.path, "9600 8n1 pace=20 quiet=200");
	want_kind(line, &c, CHUNK_OPENED);
	begin_us = clock_now_us();
	assert_true(line_send(line, port, "$GO*08\r\n", 8, &err));
	assert_int_equal(pty_hear(&pty, heard, 1, 2000), 1);
	assert_true(clock_now_us() - begin_us >= 180000);
	assert_int_equal(pty_hear(&pty, heard + 1, 7, 2000), 7);
	assert_true(clock_now_us() - begin_us >= 180000 + 7 * 20000);
	assert_string_equal(heard, "$GO*08\r\n");
	line_close(line);
	close(pty.fd);
}

/* ---- what we say comes back -------------------------------------------------------- */

static const struct {
	const char *what, *comes[3]; /* one after the other, with a pause */
	const char *heard;
} echoes[] = {
	{ "the echo and the answer", { "read\r42\r" }, "42\r" },
	{ "the echo in pieces", { "re", "ad\r4", "2\r" }, "42\r" },
	{ "an answer that is the question again", { "read\rread\r" }, "read\r" },
	{ "no echo, and an answer that begins like it", { "re", "d 42\r" },
		"red 42\r" },
	{ "no echo", { "42\r" }, "42\r" },
	{ "a bit of it, and then nothing", { "rea" }, "rea" },
};

static void exactly_our_own_bytes_are_dropped(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(echoes) / sizeof(echoes[0]); i++) {
		struct pty pty;
		struct chunk c;
		struct err err = ERR_INIT;
		struct line *line = open_line();
		char told[8] = "", heard[32] = "";
		size_t n = 0;
		int port;

		pty_open(&pty);
		port = add(line, "tty:", pty.path, "9600 8n1 rs485 echo");
		want_kind(line, &c, CHUNK_OPENED);
		assert_true(line_send(line, port, "read\r", 5, &err));
		assert_int_equal(pty_hear(&pty, told, 5, 2000), 5);
		for (int k = 0; k < 3 && echoes[i].comes[k]; k++) {
			pty_say(&pty, echoes[i].comes[k], strlen(echoes[i].comes[k]));
			usleep(20000);
		}
		while (n < strlen(echoes[i].heard)) {
			want_kind(line, &c, CHUNK_BYTES_CAME);
			memcpy(heard + n, c.bytes, c.len);
			n += c.len;
		}
		if (strcmp(heard, echoes[i].heard) != 0 || next(line, &c, 300000))
			fail_msg("%s: \"%s\"", echoes[i].what, heard);
		/* What the device says later by itself is no echo. */
		pty_say(&pty, "read\r", 5);
		want_bytes(line, "read\r");
		line_close(line);
		close(pty.fd);
	}
}

/* ---- serial device servers -------------------------------------------------------- */

static int serve(int family, int *port)
{
	struct sockaddr_in6 a6 = { .sin6_family = AF_INET6,
		.sin6_addr = IN6ADDR_LOOPBACK_INIT };
	struct sockaddr_in a4 = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct sockaddr *a = family == AF_INET ? (void *)&a4 : (void *)&a6;
	socklen_t len = family == AF_INET ? sizeof(a4) : sizeof(a6);
	int yes = 1, fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);

	a4.sin_port = a6.sin6_port = htons((uint16_t)*port);
	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
	if (bind(fd, a, len) != 0 || listen(fd, 1) != 0 || getsockname(fd, a, &len)) {
		close(fd);
		return -1;
	}
	*port = ntohs(family == AF_INET ? a4.sin_port : a6.sin6_port);
	return fd;
}

static void hold_tcp(int family, const char *host)
{
	struct line *line = open_line();
	struct err err = ERR_INIT;
	struct chunk c;
	char place[64], heard[8] = "";
	int number = 0, server = serve(family, &number), box, port;

	if (server < 0) {
		line_close(line);
		print_message("no %s on this machine: skipped\n", host);
		skip();
	}
	snprintf(place, sizeof(place), "%s:%d", host, number);
	port = add(line, "tcp:", place, "");
	want_kind(line, &c, CHUNK_OPENED);
	box = accept(server, NULL, NULL);
	assert_int_equal(write(box, "20.0 kg\r\n", 9), 9);
	want_bytes(line, "20.0 kg\r\n");
	assert_true(line_send(line, port, "Z\r\n", 3, &err));
	assert_int_equal(recv(box, heard, 3, MSG_WAITALL), 3);
	assert_string_equal(heard, "Z\r\n");
	close(server);
	close(box);
	want_lost(line, LOSS_UNPLUGGED, "the connection was cut");
	want_lost(line, LOSS_MISSING, "no connection (Connection refused)");
	assert_false(next(line, &c, 800000));
	server = serve(family, &number);
	assert_true(server >= 0);
	want_kind(line, &c, CHUNK_OPENED);
	line_close(line);
	close(server);
}

static void a_device_server_on_the_network_is_a_port_too(void **state)
{
	(void)state;
	hold_tcp(AF_INET, "127.0.0.1");
}

static void a_device_server_may_have_a_long_address(void **state)
{
	(void)state;
	hold_tcp(AF_INET6, "[::1]");
}

/* ---- what cannot be -------------------------------------------------------------- */

static const struct {
	const char *where, *settings, *says;
} wrong[] = {
	{ "COM3", "", "begins with serial:, usb:, tty: or tcp:" },
	{ "", "", "begins with serial:, usb:, tty: or tcp:" },
	{ "tty:ttyS0", "", "\"ttyS0\" is not a path" },
	{ "serial:ttyUSB0", "", "\"ttyUSB0\" is not a path" },
	{ "tcp:127.0.0.1", "", "is not an address and port" },
	{ "tcp:127.0.0.1:0", "", "is not an address and port" },
	{ "tcp:127.0.0.1:65536", "", "is not an address and port" },
	{ "tcp:127.0.0.1:4001x", "", "is not an address and port" },
	{ "tcp::4001", "", "is not an address and port" },
	{ "tcp:[]:4001", "", "is not an address and port" },
	{ "tcp:hall-box.local:4001", "", "names are not looked up" },
	{ "tty:/dev/null", "9600 8z1", "\"8z1\" is not data bits" },
};

static void a_port_that_cannot_be_is_refused_at_once(void **state)
{
	struct line *line = open_line();

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		struct line_spec spec = { "", "" };
		struct err err = ERR_INIT;

		snprintf(spec.where, sizeof(spec.where), "%s", wrong[i].where);
		snprintf(spec.settings, sizeof(spec.settings), "%s", wrong[i].settings);
		assert_int_equal(line_add(line, &spec, &err), -1);
		if (!strstr(err.text, wrong[i].says))
			fail_msg("%s: %s", wrong[i].where, err.text);
	}
	line_close(line);
}

static void a_port_that_is_none_is_told_by_a_chunk(void **state)
{
	struct line *line = open_line();

	(void)state;
	add(line, "tty:", "/dev/null", "");
	want_lost(line, LOSS_REFUSED, "tty:/dev/null: this is not a serial port");
	add(line, "tty:", "/dev/no-such-port", "");
	want_lost(line, LOSS_MISSING, "there is no such port; is it plugged in?");
	add(line, "serial:", "/dev/no-such-port", "");
	want_lost(line, LOSS_MISSING, "there is no such port; is it plugged in?");
	line_close(line);
}

static const struct {
	int code;
	enum loss loss;
	const char *says;
} failures[] = {
	{ EBUSY, LOSS_HELD, "another program" },
	{ EWOULDBLOCK, LOSS_HELD, "another program" },
	{ ENOENT, LOSS_MISSING, "no such port" },
	{ ENXIO, LOSS_MISSING, "no such port" },
	{ EACCES, LOSS_DENIED, "dialout" },
	{ EPERM, LOSS_DENIED, "dialout" },
	{ EINVAL, LOSS_REFUSED, "Invalid argument" },
};

/* Tests may run as the super-user, whom no port denies anything. */
static void why_a_port_does_not_open_has_a_code_and_a_sentence(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(failures) / sizeof(failures[0]); i++) {
		struct reason why = REASON_INIT;

		assert_false(opener_fail(&why, failures[i].code));
		assert_int_equal(why.loss, failures[i].loss);
		assert_non_null(strstr(why.err.text, failures[i].says));
	}
}

static void at_most_thirty_two_ports_are_taken(void **state)
{
	struct line *line = open_line();
	struct line_spec spec = { "", "" };
	struct err err = ERR_INIT;

	(void)state;
	for (int i = 0; i < LINE_PORTS_MAX; i++) {
		snprintf(spec.where, sizeof(spec.where), "tty:/dev/none-%d", i);
		assert_int_equal(line_add(line, &spec, &err), i);
	}
	snprintf(spec.where, sizeof(spec.where), "tty:/dev/none-more");
	assert_int_equal(line_add(line, &spec, &err), -1);
	assert_non_null(strstr(err.text, "at most 32 ports"));
	line_remove(line, 7);
	assert_int_equal(line_add(line, &spec, &err), 7);
	line_close(line);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bytes_come_in_order_with_their_times),
		cmocka_unit_test(every_byte_value_passes_unchanged_both_ways),
		cmocka_unit_test(
			an_unplugged_port_is_told_within_a_second_and_opened_again),
		cmocka_unit_test(a_megabyte_at_full_speed_from_two_ports_loses_nothing),
		cmocka_unit_test(
			a_loop_that_sleeps_loses_nothing_and_is_rung_for_again),
		cmocka_unit_test(a_hundred_thousand_chunks_leave_memory_as_it_was),
		cmocka_unit_test(
			a_port_held_by_another_program_is_told_and_taken_when_free),
		cmocka_unit_test(two_stations_do_not_share_a_port),
		cmocka_unit_test(
			a_removed_port_says_no_more_even_when_its_number_lives_on),
		cmocka_unit_test(bytes_are_sent_at_the_pace_of_the_settings),
		cmocka_unit_test(exactly_our_own_bytes_are_dropped),
		cmocka_unit_test(a_device_server_on_the_network_is_a_port_too),
		cmocka_unit_test(a_device_server_may_have_a_long_address),
		cmocka_unit_test(a_port_that_cannot_be_is_refused_at_once),
		cmocka_unit_test(a_port_that_is_none_is_told_by_a_chunk),
		cmocka_unit_test(why_a_port_does_not_open_has_a_code_and_a_sentence),
		cmocka_unit_test(at_most_thirty_two_ports_are_taken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
