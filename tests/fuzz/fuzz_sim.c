/*
 * Any bytes as a script: refused with its line, or played for a while against a
 * host that says the same bytes, at any speed, with faults behind it and a line that is
 * set in some way. The first byte chooses how.
 */
#include <assert.h>
#include <string.h>

#include "err.h"
#include "faults.h"
#include "player.h"
#include "script.h"
#include "uart.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static struct faults faults;
static struct uart uart;

static void set_faults(uint8_t way)
{
	static const uint32_t bauds[] = { 1200, 9600, 19200, 115200 };
	const struct faults_how how = {
		.torn_us = way & 1 ? 20000 : 0,
		.bits = way & 2 ? 3 : 0,
		.burst_us = way & 4 ? 100000 : 0,
		.silence = { way & 8 ? 50000 : 0, 5000 },
		.unplug = { way & 16 ? 70000 : 0, 9000 },
	};
	struct uart_form sender = { bauds[way & 3], 7, 'e', 1 };
	struct uart_form receiver = { bauds[way >> 2 & 3], 8, 'n', 1 };

	faults_init(&faults, &how, way);
	uart_init(&uart, sender, receiver);
}

/* Through the faults onto the line. */
static void pass(const uint8_t *said, size_t len, int64_t now_us)
{
	uint8_t bytes[300], heard[UART_HEARD];
	size_t n;

	if (faults_room(&faults))
		faults_put(&faults, said, len, now_us);
	(void)faults_unplugged(&faults, now_us);
	while ((n = faults_take(&faults, now_us, bytes, sizeof(bytes))) > 0) {
		for (size_t i = 0; i < n; i++)
			assert(uart_send(&uart, bytes[i], heard) <= UART_HEARD);
		assert(uart_rest(&uart, now_us, heard) <= 1);
	}
	assert(faults.count == 0 || faults_until_us(&faults) < INT64_MAX);
}

static void play(
	const struct script *script, uint8_t way, const uint8_t *host, size_t len)
{
	struct player_how how = {
		.full = way & 1,
		.gap_ns = way & 2 ? 1041667 : 0,
		.untimed = way & 4,
		.loop = way & 8,
		.seed = way,
		.clock_us = way & 16 ? 86399000000 : 0,
		.doubles = way & 32 ? 50 : 0,
	};
	struct player *p = player_open(script, &how);
	enum player_does does = PLAYER_WAITS;
	int64_t now_us = 0, until_us;
	size_t said;

	for (int i = 0; i < 60 && does != PLAYER_ENDED; i++) {
		for (int n = 0; n < 100; n++) {
			does = player_step(p, now_us);
			if (does >= PLAYER_WAITS)
				break;
			if (does == PLAYER_SAYS) {
				const uint8_t *bytes = player_said(p, &said);

				assert(said > 0 && said <= FAULTS_SAY);
				pass(bytes, said, now_us);
			}
		}
		player_hear(p, host, len);
		until_us = player_until_us(p);
		now_us = until_us > now_us && until_us < INT64_MAX / 4 ? until_us
								       : now_us + 1000;
	}
	player_close(p);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct err err = ERR_INIT;
	struct script *script;
	const char *text = (const char *)bytes;

	if (len == 0)
		return 0;
	script = script_read("f", text + 1, len - 1, &err);
	if (!script) {
		assert(strncmp(err.text, "f:", 2) == 0);
		script = script_read_capture("f", text + 1, len - 1, true, &err);
	}
	if (!script)
		return 0;
	set_faults(bytes[0]);
	play(script, bytes[0], bytes + 1, len - 1 < 64 ? len - 1 : 64);
	script_free(script);
	return 0;
}
