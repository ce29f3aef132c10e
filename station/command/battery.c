#include "battery.h"

#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "path.h"
#include "text.h"

/* One file of one supply, trimmed; "" when it has none. */
static void word_of(
	const char *folder, const char *supply, const char *file, char out[32])
{
	char path[PATH_SIZE], name[300];
	struct buf text = BUF_INIT;
	struct err ignored = ERR_INIT;

	out[0] = '\0';
	snprintf(name, sizeof(name), "%.240s/%s", supply, file);
	if (path_join(path, folder, name, &ignored) &&
		path_read(path, 4096, &text, &ignored))
		(void)slice_copy(
			slice_trim((struct slice){ text.data, text.len }), out, 32);
	buf_release(&text);
}

static void take(const char *folder, const char *supply, struct battery *out)
{
	char type[32], scope[32], capacity[32], status[32];
	struct decimal d;

	word_of(folder, supply, "type", type);
	word_of(folder, supply, "scope", scope);
	word_of(folder, supply, "capacity", capacity);
	word_of(folder, supply, "status", status);
	if (strcmp(type, "Battery") != 0 || strcmp(scope, "Device") == 0 ||
		!decimal_read(slice_of(capacity), &d) || d.decimals || d.digits < 0 ||
		d.digits > 100)
		return;
	if (!out->is_there || d.digits < out->percent)
		out->percent = (int)d.digits;
	out->is_there = true;
	out->charging = strcmp(status, "Discharging") != 0;
}

void battery_read(const char *sys, struct battery *out)
{
	char folder[PATH_SIZE], **names = NULL;
	struct err ignored = ERR_INIT;
	size_t n = 0;

	memset(out, 0, sizeof(*out));
	if (!path_join(folder, sys, "class/power_supply", &ignored) ||
		!path_list(folder, "", &names, &n, &ignored))
		return;
	for (size_t i = 0; i < n; i++)
		take(folder, names[i], out);
	path_list_free(names);
}
