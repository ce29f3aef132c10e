const char help_devices[] =
	"station devices [list]\n"
	"\n"
	"The serial ports that this machine has right now, as CSV:\n"
	"where,name,description,transport,vendor,product,maker,serial\n"
	"`where` is what capture and the kiosk open; vendor and product are the USB\n"
	"numbers in hex; serial is the adapter's own, which stays when it is plugged\n"
	"in elsewhere.\n";

#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "ports.h"
#include "rows.h"

#define PORTS_MAX 256

static const char *const titles[] = { "where", "name", "description", "transport",
	"vendor", "product", "maker", "serial" };

/* An adapter may call itself anything; what prints must be UTF-8. */
static void put_text(struct rows *rows, const char *text)
{
	char plain[128];
	size_t n = 0;

	for (; *text && n < sizeof(plain) - 1; text++)
		plain[n++] = *text >= ' ' && *text < 127 ? *text : '?';
	plain[n] = '\0';
	rows_text(rows, plain);
}

static void put_id(struct rows *rows, int id)
{
	char hex[8] = "";

	if (id >= 0)
		snprintf(hex, sizeof(hex), "%04x", (unsigned)id & 0xffff);
	rows_text(rows, hex);
}

static void put_port(struct rows *rows, const struct port_info *port)
{
	put_text(rows, port->where);
	put_text(rows, port->name);
	put_text(rows, port->description);
	put_text(rows, port->transport);
	put_id(rows, port->vendor);
	put_id(rows, port->product);
	put_text(rows, port->maker);
	put_text(rows, port->serial);
	rows_end(rows);
}

int cmd_devices(struct env *env, int argc, char **argv)
{
	static struct port_info ports[PORTS_MAX];
	struct err err = ERR_INIT;
	struct rows rows;
	size_t n = 0;

	if (argc > 2 || (argc == 2 && strcmp(argv[1], "list") != 0))
		return command_usage("devices");
	if (!ports_list(ports, PORTS_MAX, &n, &err))
		return command_fail("devices", &err);
	rows_begin(
		&rows, stdout, env->json, titles, sizeof(titles) / sizeof(titles[0]));
	for (size_t i = 0; i < n; i++)
		put_port(&rows, &ports[i]);
	if (!rows_finish(&rows, &err))
		return command_fail("devices", &err);
	return DONE;
}
