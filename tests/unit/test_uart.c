/* A line between two UARTs, at equal settings and at others. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "uart.h"

static struct uart_form form(const char *text)
{
	struct err err = ERR_INIT;
	struct uart_form f;

	if (!uart_form_read(text, true, &f, &err))
		fail_msg("%s", err.text);
	return f;
}

/* Bytes sent one behind the other (`gap_us` 0) or with rests, and a rest at the end. */
static size_t play(struct uart *u, const uint8_t *bytes, size_t len, int64_t gap_us,
	uint8_t *heard)
{
	size_t count = 0;

	for (size_t i = 0; i < len; i++) {
		count += uart_send(u, bytes[i], heard + count);
		if (gap_us)
			count += uart_rest(u, gap_us, heard + count);
	}
	return count + uart_rest(u, 10000000, heard + count);
}

/* Each row can be followed with a pencil: the bits of the sender, lowest first between
 * a 0 and a 1, and where the receiver looks. */
static const struct {
	const char *what, *sender, *receiver, *sent, *heard;
	unsigned framing, parity;
} lines[] = {
	{ "the same settings", "9600 8n1", "9600 8n1", "41 00 FF C3", "41 00 FF C3", 0,
		0 },
	{ "parity is bit 7 of eight", "9600 7e1", "9600 8n1", "41 43 0D", "41 C3 8D", 0,
		0 },
	{ "odd parity is the other", "9600 7o1", "9600 8n1", "41 43 0D", "C1 43 0D", 0,
		0 },
	{ "bit 7 is taken for parity", "9600 8n1", "9600 7e1", "41 C1 43 C3",
		"41 41 43 43", 0, 2 },
	{ "even is not odd", "9600 7e1", "9600 7o1", "41 43", "41 43", 0, 2 },
	{ "even parity stands where a stop bit should", "9600 8e1", "9600 8n1",
		"41 43 41", "41 43 41", 2, 0 },
	{ "a stop bit is taken for parity", "9600 8n1", "9600 8e1", "43", "43", 0, 0 },
	{ "and for even parity it may be wrong", "9600 8n1", "9600 8e1", "41", "41", 0,
		1 },
	{ "the next start bit is no stop bit", "9600 8n1", "9600 8e1", "43 00", "43", 1,
		0 },
	{ "two stop bits for one", "9600 8n2", "9600 8n1", "41 42", "41 42", 0, 0 },
	{ "one stop bit for two", "9600 8n1", "9600 8n2", "41 42", "41 42", 0, 0 },
	{ "twice too fast", "9600 8n1", "19200 8n1", "41", "06 FE", 1, 0 },
	{ "twice too slow", "9600 8n1", "4800 8n1", "55", "F0", 0, 0 },
	{ "a zero heard fast is shorter than a zero", "9600 8n1", "19200 8n1", "00",
		"00", 1, 0 },
	{ "only the start bit is low", "9600 8n1", "19200 8n1", "FF", "FE", 0, 0 },
	{ "much too slow a start bit is a glitch", "9600 8n1", "1200 8n1", "FF", "", 0,
		0 },
};

static size_t read_hex(const char *text, uint8_t *out)
{
	size_t n = 0;
	unsigned byte;
	int used;

	while (sscanf(text, "%2x%n", &byte, &used) == 1) {
		out[n++] = (uint8_t)byte;
		text += used;
	}
	return n;
}

static void a_waveform_is_heard_as_a_uart_hears_it(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		uint8_t sent[16], want[16], heard[16 * UART_HEARD];
		size_t len = read_hex(lines[i].sent, sent), count;
		struct uart u;

		uart_init(&u, form(lines[i].sender), form(lines[i].receiver));
		count = play(&u, sent, len, 0, heard);
		if (count != read_hex(lines[i].heard, want) ||
			memcmp(heard, want, count) != 0 ||
			u.framing != lines[i].framing || u.parity != lines[i].parity)
			fail_msg("%s: %zu bytes, %02X %02X, %u framing, %u parity",
				lines[i].what, count, heard[0], heard[1],
				(unsigned)u.framing, (unsigned)u.parity);
		assert_false(uart_busy(&u));
	}
}

/* Every byte after every gap. */
static void check_identity(const char *sender, const char *receiver)
{
	static const int64_t gaps_us[] = { 0, 1, 300, 1041, 5000 };
	struct uart_form s = form(sender), r = form(receiver);
	unsigned mask = (1u << s.data) - 1;
	uint8_t sent[256], heard[256 * UART_HEARD];
	struct uart u;

	for (unsigned i = 0; i < 256; i++)
		sent[i] = (uint8_t)(i * 167 & mask);
	for (size_t g = 0; g < sizeof(gaps_us) / sizeof(gaps_us[0]); g++) {
		uart_init(&u, s, r);
		if (play(&u, sent, 256, gaps_us[g], heard) != 256 ||
			memcmp(sent, heard, 256) != 0)
			fail_msg("%s heard at %s, %d us apart", sender, receiver,
				(int)gaps_us[g]);
		assert_int_equal(u.framing, 0);
		assert_int_equal(u.parity, 0);
	}
}

static void equal_settings_change_nothing(void **state)
{
	static const unsigned bauds[] = { 50, 1200, 9600, 38400, 115200, 4000000 };
	char text[32];

	(void)state;
	for (size_t b = 0; b < sizeof(bauds) / sizeof(bauds[0]); b++)
		for (int data = 5; data <= 8; data++)
			for (const char *p = "neo"; *p; p++)
				for (int stop = 1; stop <= 2; stop++) {
					snprintf(text, sizeof(text), "%u %d%c%d",
						bauds[b], data, *p, stop);
					check_identity(text, text);
				}
}

/* A frame of ten bits is looked at nine and a half bits after its edge: half a bit of
 * drift, 5 %, is the most. */
static void a_crystal_may_be_off_by_some_per_cent(void **state)
{
	uint8_t sent[] = { 0x80, 0x7f, 0x55 }, heard[3 * UART_HEARD];
	struct uart u;

	(void)state;
	check_identity("9600 8n1", "9900 8n1");
	check_identity("9600 8n1", "9300 8n1");
	uart_init(&u, form("9600 8n1"), form("10300 8n1"));
	assert_false(play(&u, sent, 3, 0, heard) == 3 && memcmp(sent, heard, 3) == 0);
}

static void other_speeds_garble(void **state)
{
	static const char *const others[] = { "1200 8n1", "2400 8n1", "4800 8n1",
		"19200 8n1", "38400 8n1", "115200 8n1" };
	static const char text[] = "ST,GS,   32.10kg\r\n";
	uint8_t heard[sizeof(text) * UART_HEARD];
	struct uart u;

	(void)state;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		size_t count;

		uart_init(&u, form("9600 8n1"), form(others[i]));
		count = play(&u, (const uint8_t *)text, sizeof(text) - 1, 0, heard);
		heard[count < sizeof(heard) ? count : sizeof(heard) - 1] = '\0';
		assert_true(count > 0 && u.framing > 0);
		assert_null(memmem(heard, count, "ST", 2));
		assert_null(memmem(heard, count, "32", 2));
	}
}

static void what_is_garbled_heals_when_the_receiver_is_set_right(void **state)
{
	uint8_t heard[64];
	struct uart u;

	(void)state;
	uart_init(&u, form("9600 8n1"), form("38400 8n1"));
	(void)play(&u, (const uint8_t *)"lost", 4, 0, heard);
	uart_set_receiver(&u, form("9600 8n1"));
	assert_int_equal(play(&u, (const uint8_t *)"heard", 5, 0, heard), 5);
	assert_memory_equal(heard, "heard", 5);
	/* Also in the middle of a byte: that one is not heard. */
	(void)uart_send(&u, 0x00, heard);
	uart_set_receiver(&u, form("1200 8n1"));
	(void)uart_send(&u, 0x00, heard);
	assert_true(uart_busy(&u));
	uart_set_receiver(&u, form("9600 8n1"));
	assert_int_equal(play(&u, (const uint8_t *)"z", 1, 0, heard), 1);
	assert_int_equal(heard[0], 'z');
}

static void no_speeds_give_more_bytes_than_there_is_room_for(void **state)
{
	static const uint32_t bauds[] = { 50, 110, 1234, 9600, 57600, 3999999,
		4000000 };
	const size_t n = sizeof(bauds) / sizeof(bauds[0]);
	uint8_t heard[UART_HEARD];

	(void)state;
	for (size_t i = 0; i < n * n; i++) {
		struct uart_form a = form("9600 8e1"), b = form("9600 5n1");
		struct uart u;

		a.baud = bauds[i / n];
		b.baud = bauds[i % n];
		uart_init(&u, a, b);
		for (unsigned byte = 0; byte < 2000; byte++) {
			assert_true(uart_send(&u, (uint8_t)(byte * 37), heard) <=
				    UART_HEARD);
			assert_true(
				uart_rest(&u, byte % 3 ? 0 : INT64_MAX, heard) <= 1);
		}
	}
}

static void settings_are_read_or_refused(void **state)
{
	static const char *const wrong[] = { "", "9600", "9600 9n1", "9600 8x1",
		"9600 8n3", "49 8n1", "4000001 8n1", "9600 8n1 ", "8n1x",
		"99999999999 8n1", "-9600 8n1" };
	struct err err = ERR_INIT;
	struct uart_form f;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		assert_false(uart_form_read(wrong[i], false, &f, &err));
		assert_non_null(strstr(err.text, "is not how a line is set"));
	}
	assert_false(uart_form_read("7e1", true, &f, &err));
	assert_true(uart_form_read("7e2", false, &f, &err));
	assert_int_equal(f.baud, 0);
	assert_int_equal(uart_form_bits(&f), 11);
	assert_true(uart_form_read("115200  8o1", true, &f, &err));
	assert_int_equal(f.baud, 115200);
	assert_int_equal(f.parity, 'o');
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_waveform_is_heard_as_a_uart_hears_it),
		cmocka_unit_test(equal_settings_change_nothing),
		cmocka_unit_test(a_crystal_may_be_off_by_some_per_cent),
		cmocka_unit_test(other_speeds_garble),
		cmocka_unit_test(what_is_garbled_heals_when_the_receiver_is_set_right),
		cmocka_unit_test(no_speeds_give_more_bytes_than_there_is_room_for),
		cmocka_unit_test(settings_are_read_or_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
