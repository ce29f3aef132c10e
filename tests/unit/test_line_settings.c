#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "line_settings.h"

static const struct {
	const char *text;
	struct line_settings want;
} good[] = {
	{ "", { 9600, 8, 'n', 1, FLOW_NONE, SIGNAL_ON, SIGNAL_ON, 0, 0, 0, 0, 500 } },
	{ "4800",
		{ 4800, 8, 'n', 1, FLOW_NONE, SIGNAL_ON, SIGNAL_ON, 0, 0, 0, 0, 500 } },
	{ "9600 8n1",
		{ 9600, 8, 'n', 1, FLOW_NONE, SIGNAL_ON, SIGNAL_ON, 0, 0, 0, 0, 500 } },
	{ "9600/8N1",
		{ 9600, 8, 'n', 1, FLOW_NONE, SIGNAL_ON, SIGNAL_ON, 0, 0, 0, 0, 500 } },
	{ "2400 7e1",
		{ 2400, 7, 'e', 1, FLOW_NONE, SIGNAL_ON, SIGNAL_ON, 0, 0, 0, 0, 500 } },
	{ "1200 5o2",
		{ 1200, 5, 'o', 2, FLOW_NONE, SIGNAL_ON, SIGNAL_ON, 0, 0, 0, 0, 500 } },
	{ "115200 8n2 rtscts dtr=keep", { 115200, 8, 'n', 2, FLOW_RTSCTS, SIGNAL_KEEP,
						SIGNAL_ON, 0, 0, 0, 0, 500 } },
	{ "9600 8n1 xonxoff rts=off pace=20 quiet=2000",
		{ 9600, 8, 'n', 1, FLOW_XONXOFF, SIGNAL_ON, SIGNAL_OFF, 0, 0, 20, 2000,
			500 } },
	{ "19200 8e1 rs485 echo", { 19200, 8, 'e', 1, FLOW_NONE, SIGNAL_ON, SIGNAL_OFF,
					  1, 1, 0, 0, 500 } },
	{ "9600 8n1 retry=20",
		{ 9600, 8, 'n', 1, FLOW_NONE, SIGNAL_ON, SIGNAL_ON, 0, 0, 0, 0, 20 } },
};

static const struct {
	const char *text, *says;
} bad[] = {
	{ "8n1", "\"8n1\" is not a speed" },
	{ "fast 8n1", "\"fast\" is not a speed" },
	{ "0 8n1", "\"0\" is not a speed" },
	{ "96000000 8n1", "\"96000000\" is not a speed" },
	{ "9600.5 8n1", "\"9600.5\" is not a speed" },
	{ "9600 9n1", "\"9n1\" is not data bits" },
	{ "9600 8x1", "\"8x1\" is not data bits" },
	{ "9600 8n3", "\"8n3\" is not data bits" },
	{ "9600 8n11", "\"8n11\" is not data bits" },
	{ "9600 rtscts", "\"rtscts\" is not data bits" },
	{ "9600 8n1 dtr=up", "\"dtr=up\" is none of" },
	{ "9600 8n1 rtscts xonxoff", "\"xonxoff\" is none of" },
	{ "9600 8n1 rtscts rts=on", "rtscts moves RTS by itself" },
	{ "9600 8n1 rs485 rts=on", "rs485 moves RTS by itself" },
	{ "9600 8n1 rtscts rs485", "rs485 moves RTS by itself" },
	{ "9600 8n1 pace=1001", "\"pace=1001\" is none of" },
	{ "9600 8n1 quiet=-1", "\"quiet=-1\" is none of" },
	{ "9600 8n1 retry=9", "\"retry=9\" is none of" },
};

static void line_settings_are_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		const struct line_settings *want = &good[i].want;
		struct line_settings got;
		struct err err = ERR_INIT;

		if (!line_settings_read(good[i].text, &got, &err))
			fail_msg("\"%s\": %s", good[i].text, err.text);
		if (got.baud != want->baud || got.bits != want->bits ||
			got.parity != want->parity || got.stop != want->stop ||
			got.flow != want->flow || got.dtr != want->dtr ||
			got.rts != want->rts || got.pace_ms != want->pace_ms ||
			got.quiet_ms != want->quiet_ms ||
			got.retry_ms != want->retry_ms || got.rs485 != want->rs485 ||
			got.echo != want->echo)
			fail_msg("\"%s\" was read differently", good[i].text);
	}
}

static void wrong_line_settings_are_refused_by_word(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct line_settings got;
		struct err err = ERR_INIT;

		if (line_settings_read(bad[i].text, &got, &err))
			fail_msg("\"%s\" was taken", bad[i].text);
		if (!strstr(err.text, bad[i].says))
			fail_msg("\"%s\": %s", bad[i].text, err.text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(line_settings_are_read),
		cmocka_unit_test(wrong_line_settings_are_refused_by_word),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
