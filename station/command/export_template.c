#include "export_template.h"

#include <string.h>
#include <sys/stat.h>

#include "layout.h"
#include "sheet.h"
#include "text.h"
#include "upload_sheet.h"

#define TEMPLATE_MAX ((off_t)3 << 20) /* more than the platform takes back */
#define TEMPLATES    20		      /* workbooks that are looked into */
#define OURS	     "national"

static bool is_template(
	const char *path, const struct layout *layout, const struct items *items)
{
	struct upload_sheet sheet = UPLOAD_SHEET_INIT;
	struct err ignored = ERR_INIT;
	struct stat stat;
	struct sheet *from = lstat(path, &stat) == 0 && S_ISREG(stat.st_mode) &&
					     stat.st_size <= TEMPLATE_MAX
				     ? sheet_open(path, &ignored)
				     : NULL;
	bool is = from && upload_sheet_read(&sheet, from, layout, items, &ignored);

	sheet_close(from);
	upload_sheet_release(&sheet);
	return is;
}

struct looking {
	const struct layout *layout;
	const struct items *items;
	const char *folder;
	size_t found;
};

static void look(struct looking *l, const char *suffix, char out[PATH_SIZE])
{
	char path[PATH_SIZE], **names = NULL;
	struct err ignored = ERR_INIT;
	size_t count = 0;

	if (!path_list(l->folder, suffix, &names, &count, &ignored))
		return;
	for (size_t i = 0; i < count && i < TEMPLATES; i++) {
		if (strncmp(names[i], OURS, strlen(OURS)) == 0 ||
			!path_join(path, l->folder, names[i], &ignored) ||
			!is_template(path, l->layout, l->items))
			continue;
		if (l->found++ == 0)
			text_copy(out, PATH_SIZE, path);
	}
	path_list_free(names);
}

size_t template_find(const struct env *env, const struct items *items,
	const char *folder, char out[PATH_SIZE])
{
	struct err ignored = ERR_INIT;
	char path[PATH_SIZE];
	struct layout *layout = layout_load(
		env_share(env, "schema", path, sizeof(path)), "upload-in", &ignored);
	struct looking l = { layout, items, folder, 0 };

	out[0] = '\0';
	if (layout) {
		look(&l, ".xlsx", out);
		look(&l, ".xls", out);
	}
	layout_free(layout);
	return l.found;
}
