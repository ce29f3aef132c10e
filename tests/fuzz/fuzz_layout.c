/*
 * Any bytes as headings: lines, of which the first twenty are looked at, by a layout.
 * And a layout's own file, which a person may edit.
 */
#include "headings.h"
#include "layout.h"
#include "unicode.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static bool knows(const void *ctx, const char *heading)
{
	return layout_find(ctx, heading) >= 0;
}

static void find_headings(const struct layout *layout, const void *bytes, size_t len)
{
	struct err err = ERR_INIT;
	struct sheet *sheet = sheet_open_bytes("f.csv", bytes, len, &err);
	struct headings headings;
	struct row row = ROW_INIT;
	enum sheet_got got = SHEET_FAIL;

	if (!sheet)
		return;
	if (headings_find(&headings, sheet, knows, layout, &err)) {
		size_t last = headings.row.number;

		assert(headings.row.count > 0 && headings.known <= headings.row.count);
		while ((got = headings_next(&headings, &row, &err)) == SHEET_ROW) {
			assert(row.number > last && row.count > 0);
			last = row.number;
		}
	}
	assert(got == SHEET_END || err.text[0]);
	headings_release(&headings);
	row_release(&row);
	sheet_close(sheet);
}

static char folder[] = "/tmp/fuzz_layout.XXXXXX", layouts[64], file[80];

static void remove_folder(void)
{
	unlink(file);
	rmdir(layouts);
	rmdir(folder);
}

/* As a person's editor would leave it; not by path_write(), which waits for the disk. */
static void load_layout(const void *bytes, size_t len)
{
	struct err err = ERR_INIT;
	struct layout *layout;
	FILE *out;

	if (!*file) {
		assert(mkdtemp(folder));
		snprintf(layouts, sizeof(layouts), "%s/layouts", folder);
		snprintf(file, sizeof(file), "%s/f.yaml", layouts);
		assert(mkdir(layouts, 0700) == 0);
		atexit(remove_folder);
	}
	out = fopen(file, "wb");
	assert(out && fwrite(bytes, 1, len, out) == len && fclose(out) == 0);
	layout = layout_load(folder, "f", &err);
	assert(layout || err.text[0]);
	layout_free(layout);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static struct layout *layout;
	struct err err = ERR_INIT;

	if (!layout)
		layout = layout_load(SOURCE_DIR "/schema", "score-in", &err);
	assert(layout);
	if (len < 2)
		return 0;
	if (bytes[0] == '0')
		load_layout(bytes + 1, len - 1);
	else
		find_headings(layout, bytes + 1, len - 1);
	return 0;
}
