#include "export_template.h"

#include <string.h>
#include <sys/stat.h>

#include "handins.h"
#include "layout.h"
#include "sha256.h"
#include "sheet.h"
#include "text.h"
#include "upload_sheet.h"

#define TEMPLATE_MAX ((off_t)3 << 20) /* more than the platform takes back */
#define TEMPLATES    500	      /* workbooks that are looked into */
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

struct found {
	size_t count;
	char first[PATH_SIZE];
};

struct looking {
	const struct layout *layout;
	const struct items *items;
	struct store *store;
	const char *folder;
	struct found platforms, filled; /* as they came, and by us */
};

/* NULL: by our own layout. */
static struct found *whose(struct looking *l, const char *path)
{
	struct err ignored = ERR_INIT;
	struct sha256 sum;
	char name[48];

	if (!sha256_file(path, &sum, &ignored) ||
		!handins_layout(l->store, &sum, name, &ignored) || !*name)
		return &l->platforms;
	return strcmp(name, TEMPLATE_LAYOUT) == 0 ? &l->filled : NULL;
}

static void look(struct looking *l, const char *suffix)
{
	char path[PATH_SIZE], **names = NULL;
	struct err ignored = ERR_INIT;
	size_t count = 0;

	if (!path_list(l->folder, suffix, &names, &count, &ignored))
		return;
	for (size_t i = 0; i < count && i < TEMPLATES; i++) {
		struct found *found;

		if (strncmp(names[i], OURS, strlen(OURS)) == 0 ||
			!path_join(path, l->folder, names[i], &ignored) ||
			!is_template(path, l->layout, l->items))
			continue;
		found = whose(l, path);
		if (found && found->count++ == 0)
			text_copy(found->first, PATH_SIZE, path);
	}
	path_list_free(names);
}

size_t template_find(const struct env *env, struct store *store,
	const struct items *items, const char *folder, char out[PATH_SIZE])
{
	struct err ignored = ERR_INIT;
	char path[PATH_SIZE];
	struct layout *layout = layout_load(
		env_share(env, "schema", path, sizeof(path)), "upload-in", &ignored);
	struct looking l = {
		.layout = layout, .items = items, .store = store, .folder = folder
	};
	const struct found *found = &l.platforms;

	if (layout) {
		look(&l, ".xlsx");
		look(&l, ".xls");
	}
	layout_free(layout);
	if (found->count == 0)
		found = &l.filled;
	text_copy(out, PATH_SIZE, found->first);
	return found->count;
}
