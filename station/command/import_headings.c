#include "import_headings.h"

#include <string.h>

#include "buf.h"
#include "settings.h"
#include "text.h"

#define KEY "import.headings" /* the setting */

/* The text is cut up in place. */
static size_t cut(char *text, struct own_heading *out)
{
	size_t count = 0;

	for (char *line = strtok(text, "\n"); line && count < IMPORT_MAPS;
		line = strtok(NULL, "\n")) {
		char *title = strchr(line, '=');

		if (!title)
			continue;
		*title++ = '\0';
		out[count++] = (struct own_heading){ line, title };
	}
	return count;
}

static bool is_said_again(const struct import_options *options, const char *line)
{
	size_t len = strcspn(line, "=") + 1;

	for (size_t i = 0; i < options->maps; i++)
		if (strncmp(options->map[i], line, len) == 0)
			return true;
	return false;
}

bool import_headings_gather(struct import_headings *own, struct store *store,
	const struct import_options *options, struct err *err)
{
	struct buf all = BUF_INIT;
	bool fits;

	own->count = 0;
	settings_get(store, KEY, "", own->cut, sizeof(own->cut));
	for (size_t i = 0; i < options->maps; i++)
		buf_addf(&all, "%s\n", options->map[i]);
	for (char *line = strtok(own->cut, "\n"); line; line = strtok(NULL, "\n"))
		if (!is_said_again(options, line))
			buf_addf(&all, "%s\n", line);
	fits = text_copy(own->text, sizeof(own->text), all.data);
	buf_release(&all);
	if (!fits)
		return err_set(
			err, "too many --map: %zu bytes at most", sizeof(own->text));
	memcpy(own->cut, own->text, sizeof(own->cut));
	own->count = cut(own->cut, own->list);
	return true;
}

bool import_headings_keep(const struct import_headings *own, struct store *store,
	const struct import_options *options, struct err *err)
{
	return options->maps == 0 || options->dry_run ||
	       settings_set(store, KEY, own->text, err);
}
