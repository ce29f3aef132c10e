/*
 * USB adapters, told apart and found again, in a folder that is laid out as the
 * system's: a class of links, and devices within interfaces within adapters.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "usb.h"

static char root[64], class_dir[80];

static void run(const char *command)
{
	assert_int_equal(system(command), 0);
}

static int setup(void **state)
{
	(void)state;
	strcpy(root, "/tmp/station-usb-XXXXXX");
	assert_non_null(mkdtemp(root));
	snprintf(class_dir, sizeof(class_dir), "%s/class", root);
	return mkdir(class_dir, 0755);
}

static int teardown(void **state)
{
	char command[128];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf %s", root);
	run(command);
	return 0;
}

static void fact(const char *dir, const char *name, const char *text)
{
	char path[300];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	f = fopen(path, "w");
	assert_non_null(f);
	fprintf(f, "%s\n", text);
	fclose(f);
}

/* Plug an adapter's port in. `serial` NULL: it has none; `part` NULL: the port stands
 * in the interface itself, as a modem's (ttyACM0) does. */
static void plug(const char *name, const char *hub, const char *interface,
	const char *ids, const char *serial, const char *part)
{
	char adapter[160], dir[200], below[260], command[1200], link[200];

	snprintf(adapter, sizeof(adapter), "%s/devices/usb1/%s", root, hub);
	snprintf(dir, sizeof(dir), "%s/%s:1.%s", adapter, hub, interface);
	snprintf(
		below, sizeof(below), "%s%s%s", dir, part ? "/" : "", part ? name : "");
	snprintf(command, sizeof(command),
		"mkdir -p %s/tty/%s %s/%s && ln -sfn %s %s/%s/device", below, name,
		class_dir, name, below, class_dir, name);
	run(command);
	snprintf(command, sizeof(command), "%.4s", ids);
	fact(adapter, "idVendor", command);
	fact(adapter, "idProduct", ids + 5);
	snprintf(link, sizeof(link), "%s/serial", adapter);
	unlink(link);
	if (serial)
		fact(adapter, "serial", serial);
	snprintf(command, sizeof(command), "%02x", (unsigned)atoi(interface));
	fact(dir, "bInterfaceNumber", command);
	if (part && *part)
		fact(below, "port_number", part);
}

static void pull(const char *name)
{
	char command[200];

	snprintf(command, sizeof(command), "rm -rf %s/%s", class_dir, name);
	run(command);
}

static const char *id_of(const char *name)
{
	static char id[USB_ID_SIZE];
	struct usb_port port;

	return usb_port_of(class_dir, name, &port) ? usb_id(&port, id) : "none";
}

static const char *find(const char *id)
{
	static char path[64];
	static struct err err;

	return usb_find(class_dir, id, path, sizeof(path), &err) == USB_FOUND
		       ? path
		       : err.text;
}

static void every_port_has_an_id(void **state)
{
	(void)state;
	plug("ttyUSB0", "1-1", "0", "0403:6001", "A50285BI", "0");
	assert_string_equal(id_of("ttyUSB0"), "usb:0403:6001:A50285BI");
	plug("ttyUSB1", "1-1.4", "0", "1a86:7523", NULL, "");
	assert_string_equal(id_of("ttyUSB1"), "usb:@1-1.4:1.0");
	plug("ttyACM0", "1-2", "0", "2341:0043", "85735313", NULL);
	assert_string_equal(id_of("ttyACM0"), "usb:2341:0043:85735313");
	plug("ttyUSB4", "1-3", "2", "0403:6011", "FT4XYZ", "0");
	assert_string_equal(id_of("ttyUSB4"), "usb:0403:6011:FT4XYZ:02");
	plug("ttyUSB5", "1-4", "0", "9710:7840", NULL, "1");
	assert_string_equal(id_of("ttyUSB5"), "usb:@1-4:1.0.1");
}

static void what_is_not_on_usb_has_none(void **state)
{
	char command[600];

	(void)state;
	snprintf(command, sizeof(command),
		"mkdir -p %s/devices/pnp/00:05 %s/ttyS0 && ln -s %s/devices/pnp/00:05 "
		"%s/ttyS0/device",
		root, class_dir, root, class_dir);
	run(command);
	assert_string_equal(id_of("ttyS0"), "none");
	assert_string_equal(id_of("ttyUSB9"), "none");
	assert_string_equal(id_of("../ttyS0"), "none");
}

static void an_adapter_is_found_under_any_name_and_in_any_socket(void **state)
{
	(void)state;
	plug("ttyUSB0", "1-1", "0", "0403:6001", "A50285BI", "0");
	plug("ttyUSB1", "1-2", "0", "0403:6001", "A9000001", "0");
	assert_string_equal(find("usb:0403:6001:A50285BI"), "/dev/ttyUSB0");
	pull("ttyUSB0");
	assert_string_equal(find("usb:0403:6001:A50285BI"),
		"there is no such port; is it plugged in?");
	plug("ttyUSB2", "1-1.3", "0", "0403:6001", "A50285BI", "0");
	assert_string_equal(find("usb:0403:6001:A50285BI"), "/dev/ttyUSB2");
	assert_string_equal(find("usb:@1-1.3:1.0"), "/dev/ttyUSB2");
}

static void two_that_say_the_same_are_not_guessed(void **state)
{
	(void)state;
	plug("ttyUSB0", "1-1", "0", "10c4:ea60", "0001", "0");
	plug("ttyUSB1", "1-2", "0", "10c4:ea60", "0001", "0");
	assert_non_null(strstr(find("usb:10c4:ea60:0001"),
		"2 adapters say that they are this one: bind each by its socket"));
	assert_string_equal(find("usb:@1-2:1.0"), "/dev/ttyUSB1");
}

/* What an adapter calls itself is its maker's, and may be anything. */
static void a_number_that_would_not_print_is_made_plain(void **state)
{
	(void)state;
	plug("ttyUSB0", "1-1", "0", "0403:6001", "a b:c@\xc3\xa9\x01", "0");
	assert_string_equal(id_of("ttyUSB0"), "usb:0403:6001:a-b-c----");
	assert_string_equal(find("usb:0403:6001:a-b-c----"), "/dev/ttyUSB0");
}

static void ids_are_checked_before_they_are_kept(void **state)
{
	static const char *const good[] = { "usb:0403:6001:A50285BI", "usb:@1-1.4:1.0",
		"usb:0403:6011:FT4XYZ:02.1" };
	static const char *const bad[] = { "usb:", "usb:@", "usb:@x", "usb:0403",
		"usb:0403:6001", "usb:0403:6001:", "usb:04Z3:6001:A", "usb:403:6001:A",
		"serial:/dev/ttyUSB0" };
	struct err err = ERR_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		if (!usb_id_check(good[i], &err))
			fail_msg("%s", err.text);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		assert_false(usb_id_check(bad[i], &err));
		assert_non_null(strstr(err.text, "is no USB adapter"));
	}
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(every_port_has_an_id),
		TEST(what_is_not_on_usb_has_none),
		TEST(an_adapter_is_found_under_any_name_and_in_any_socket),
		TEST(two_that_say_the_same_are_not_guessed),
		TEST(a_number_that_would_not_print_is_made_plain),
		TEST(ids_are_checked_before_they_are_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
