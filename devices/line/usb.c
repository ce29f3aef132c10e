#include "usb.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "text.h"

#define FACT_SIZE 64

/* ---- small files ----------------------------------------------------------------- */

/* The one line of a file of the system's, without its end; false: it is not there. */
static bool read_fact(const char *dir, const char *name, char out[FACT_SIZE])
{
	char path[PATH_MAX];
	ssize_t n = -1;
	int fd;

	if (snprintf(path, sizeof(path), "%s/%s", dir, name) >= (int)sizeof(path))
		return false;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd >= 0) {
		n = read(fd, out, FACT_SIZE - 1);
		close(fd);
	}
	if (n < 0)
		return false;
	out[n] = '\0';
	out[strcspn(out, "\r\n")] = '\0';
	return true;
}

/* A number as these files write it; -1 when it is none. */
static int read_number(const char *dir, const char *name, int base)
{
	char text[FACT_SIZE], *end;
	long value;

	if (!read_fact(dir, name, text) || !text[0])
		return -1;
	value = strtol(text, &end, base);
	return *end || value < 0 || value > 0xffff ? -1 : (int)value;
}

/* ---- one port -------------------------------------------------------------------- */

/* Cut the last name off; false at the root. */
static bool go_up(char *path)
{
	char *slash = strrchr(path, '/');

	if (!slash || slash == path)
		return false;
	*slash = '\0';
	return true;
}

/* Serial numbers go into an id and onto screens: what would not print or would part
 * the id becomes a line. */
static void take_serial(const char *dir, struct usb_port *out)
{
	char text[FACT_SIZE];

	if (!read_fact(dir, "serial", text))
		text[0] = '\0';
	for (char *p = text; *p; p++)
		if (*p <= ' ' || *p > '~' || strchr(":@,\"/", *p))
			*p = '-';
	text_copy(out->serial, sizeof(out->serial), text);
}

bool usb_port_of(const char *class_dir, const char *name, struct usb_port *out)
{
	char link[PATH_MAX], dir[PATH_MAX];
	int port;

	*out = (struct usb_port){ .vendor = -1, .product = -1 };
	if (strchr(name, '/') ||
		snprintf(link, sizeof(link), "%s/%s/device", class_dir, name) >=
			(int)sizeof(link) ||
		!realpath(link, dir))
		return false;
	port = read_number(dir, "port_number", 10);
	out->port = port < 0 ? 0 : port;
	/* The interface lies above the port, the adapter above the interface. */
	while ((out->interface = read_number(dir, "bInterfaceNumber", 16)) < 0)
		if (!go_up(dir))
			return false;
	if (!text_copy(out->socket, sizeof(out->socket), strrchr(dir, '/') + 1) ||
		!go_up(dir))
		return false;
	out->vendor = read_number(dir, "idVendor", 16);
	out->product = read_number(dir, "idProduct", 16);
	take_serial(dir, out);
	return out->vendor >= 0 && out->product >= 0;
}

char *usb_id(const struct usb_port *p, char out[USB_ID_SIZE])
{
	char part[16] = "";

	if (p->port)
		snprintf(part, sizeof(part), ":%02x.%d", (unsigned)p->interface & 0xff,
			p->port);
	else if (p->interface)
		snprintf(part, sizeof(part), ":%02x", (unsigned)p->interface & 0xff);
	if (p->serial[0])
		snprintf(out, USB_ID_SIZE, USB_ID "%04x:%04x:%s%s",
			(unsigned)p->vendor & 0xffff, (unsigned)p->product & 0xffff,
			p->serial, part);
	else if (p->port)
		snprintf(out, USB_ID_SIZE, USB_ID "@%s.%d", p->socket, p->port);
	else
		snprintf(out, USB_ID_SIZE, USB_ID "@%s", p->socket);
	return out;
}

/* ---- all of them ----------------------------------------------------------------- */

bool usb_id_check(const char *id, struct err *err)
{
	const char *rest = id + strlen(USB_ID);
	size_t hex = strspn(rest, "0123456789abcdef");

	if (strncmp(id, USB_ID, strlen(USB_ID)) == 0 && strlen(id) < USB_ID_SIZE) {
		if (rest[0] == '@' && rest[1] >= '0' && rest[1] <= '9')
			return true;
		if (hex == 4 && rest[4] == ':' &&
			strspn(rest + 5, "0123456789abcdef") == 4 && rest[9] == ':' &&
			rest[10])
			return true;
	}
	return err_set(err,
		"\"%.100s\" is no USB adapter: it is usb:vendor:product:number or "
		"usb:@socket, as 'station devices' prints it",
		id);
}

enum usb_found usb_find(
	const char *class_dir, const char *id, char *path, int size, struct err *err)
{
	DIR *dir = opendir(class_dir);
	struct dirent *entry;
	int found = 0;

	while (dir && (entry = readdir(dir))) {
		struct usb_port port;
		char its[USB_ID_SIZE], socket[USB_ID_SIZE];

		if (entry->d_name[0] == '.' ||
			!usb_port_of(class_dir, entry->d_name, &port))
			continue;
		usb_id(&port, its);
		port.serial[0] = '\0'; /* the socket is an id of every adapter */
		usb_id(&port, socket);
		if ((strcmp(its, id) == 0 || strcmp(socket, id) == 0) && ++found == 1)
			snprintf(path, (size_t)size, "/dev/%s", entry->d_name);
	}
	if (dir)
		closedir(dir);
	if (found == 1)
		return USB_FOUND;
	if (!found) {
		err_set(err, "there is no such port; is it plugged in?");
		return USB_GONE;
	}
	err_set(err,
		"%d adapters say that they are this one: bind each by its socket, "
		"usb:@..., as 'station devices' prints it",
		found);
	return USB_MANY;
}
