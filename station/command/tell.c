#include "tell.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "buf.h"
#include "path.h"

/* Whoever reads it meets the whole picture before or the whole one after. */
static bool put(const char *path, const struct buf *words, struct err *err)
{
	char fresh[PATH_SIZE + 8];
	FILE *file;
	bool ok;

	snprintf(fresh, sizeof(fresh), "%s.new", path);
	file = fopen(fresh, "w");
	if (!file)
		return err_set(err, "%s: %s", fresh, strerror(errno));
	ok = fwrite(words->data, 1, words->len, file) == words->len;
	ok = fclose(file) == 0 && ok;
	ok = ok && rename(fresh, path) == 0;
	return ok || err_set(err, "%s: %s", path, strerror(errno));
}

bool tell_screen(const char *path, const char *screen, uint64_t pictures,
	const struct draw *list, struct err *err)
{
	struct buf words = BUF_INIT;
	bool ok;

	buf_addf(&words, "screen %s %" PRIu64 "\n", screen, pictures);
	draw_dump(list, &words);
	ok = put(path, &words, err);
	buf_release(&words);
	return ok;
}
