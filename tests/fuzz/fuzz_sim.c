/*
 * Any bytes as a script: refused with its line, or played for a while against a
 * host that says the same bytes, at any speed. The first byte chooses how.
 */
#include <assert.h>
#include <string.h>

#include "err.h"
#include "player.h"
#include "script.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void play(
	const struct script *script, uint8_t way, const uint8_t *host, size_t len)
{
	struct player_how how = {
		.full = way & 1,
		.gap_ns = way & 2 ? 1041667 : 0,
		.untimed = way & 4,
		.loop = way & 8,
		.seed = way,
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
				(void)player_said(p, &said);
				assert(said > 0 && said <= 8192);
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
	play(script, bytes[0], bytes + 1, len - 1 < 64 ? len - 1 : 64);
	script_free(script);
	return 0;
}
