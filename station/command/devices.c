const char help_devices[] =
	"station devices [list]\n"
	"station devices recognise WHERE [--seconds N] [--ask]\n"
	"station devices bind WHERE --profile NAME --item KEY[,KEY] [--lanes N]\n"
	"                     [--settings \"9600 8n1\"]\n"
	"station devices unbind WHERE\n"
	"station devices bound\n"
	"\n"
	"list: the serial ports that this machine has right now, as CSV:\n"
	"where,name,description,transport,vendor,product,maker,serial,id\n"
	"`where` is what capture and bind take; vendor and product are the USB\n"
	"numbers in hex; serial is the adapter's own, which stays when it is plugged\n"
	"in elsewhere; id names the adapter by it, or by its socket when it has none.\n"
	"\n"
	"recognise: listens with each of the line settings that profiles name, the\n"
	"commonest first, 4 seconds each (--seconds), and says which profiles "
	"understand\n"
	"what came: profile,name,settings,percent,why; the best first. Measure "
	"something\n"
	"meanwhile. Nothing is sent; with --ask, profiles that poll may ask once "
	"each.\n"
	"Exit status 1 when no profile fits, or nothing was heard.\n"
	"\n"
	"bind: from its next start on, the kiosk measures with the device at WHERE:\n"
	"serial:/dev/ttyUSB0, usb:0403:6001:A50285BI, tty:/dev/pts/3,\n"
	"tcp:192.168.1.50:4001, or only a path. A port of a USB adapter is kept by "
	"its\n"
	"adapter's id and not by its name, which another adapter may have tomorrow.\n"
	"The same WHERE again replaces what was bound; it need not be plugged in.\n"
	"  --profile NAME   how it talks: a file of devices/profiles, without .yaml\n"
	"  --item KEY       what it measures, as in schema/items.yaml; two for a "
	"device\n"
	"                   that measures both at once: height,weight; identity for a\n"
	"                   card reader, whose cards are looked up like scanned ones:\n"
	"                   a 测试号, or an identity card whose number is in the "
	"学籍号\n"
	"  --lanes N        lanes or vests of a race, 1 to 40; without it as many as\n"
	"                   is usual for the item. 50 m x 8 starts together, vests 1 "
	"to N;\n"
	"                   with 1 each starts by itself, as the class list numbers "
	"them\n"
	"  --settings       of the line; without it as the profile says\n"
	"\n"
	"bind hand:ITEM [--lanes N]: no device; a teacher's key takes the times there, "
	"and\n"
	"they are marked so. unbind hand:ITEM takes it away.\n"
	"\n"
	"bound: what is bound, as CSV: where,settings,profile,item,lanes\n"
	"\n"
	"Exit status: 0; 2 when it was not done.\n";

#include <stdio.h>
#include <string.h>

#include "bindings.h"
#include "commands.h"
#include "ports.h"
#include "recognise.h"
#include "rows.h"

#define PORTS_MAX 256

static const char *const titles[] = { "where", "name", "description", "transport",
	"vendor", "product", "maker", "serial", "id" };

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
	put_text(rows, port->id);
	rows_end(rows);
}

static int list_ports(struct env *env, int argc, char **argv)
{
	static struct port_info ports[PORTS_MAX];
	struct err err = ERR_INIT;
	struct rows rows;
	size_t n = 0;

	(void)argv;
	if (argc > 1)
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

int cmd_devices(struct env *env, int argc, char **argv)
{
	static const struct {
		const char *word;
		command_fn *run;
	} verbs[] = { { "list", list_ports }, { "recognise", recognise },
		{ "bind", bindings_bind }, { "unbind", bindings_unbind },
		{ "bound", bindings_list } };

	if (argc < 2)
		return list_ports(env, argc, argv);
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (strcmp(argv[1], verbs[i].word) == 0)
			return verbs[i].run(env, argc - 1, argv + 1);
	return command_usage("devices");
}
