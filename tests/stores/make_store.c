/* make_store FOLDER: a station with one entry of every kind, for tests/stores/make. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "item.h"
#include "kept.h"
#include "path.h"
#include "results.h"
#include "../unit/stored.h"

/* A scheme of one small file: what is tested is that it is kept, not what it says. */
static bool keep_scheme(struct store *store, const char *folder, struct err *err)
{
	static const char table[] = "item,sex,grade,score,threshold\n";
	struct digest digest = digest_of(table, strlen(table));
	char path[PATH_SIZE];

	return path_join(path, folder, "items.csv", err) &&
	       path_write(path, table, strlen(table), err) &&
	       kept_scheme(store, "sample", &digest, folder, MONDAY_US, err);
}

int main(int argc, char **argv)
{
	struct err err = ERR_INIT;
	struct store *store = NULL;
	struct items *items = items_load(SOURCE_DIR "/schema/items.yaml", &err);
	struct results_with *with = NULL;
	bool ok = argc == 2 && items && station_make(argv[1], &err) &&
		  (store = station_open(argv[1], STORE_KIOSK, &err)) &&
		  keep_scheme(store, argv[1], &err) && one_of_each(store, &err) &&
		  (with = results_open(store, items, NULL, NULL, 0, &err)) &&
		  results_rebuild(with, &err) && store_checkpoint(store, &err);

	if (!ok)
		fprintf(stderr, "make_store FOLDER: %s\n", err.text);
	results_close(with);
	store_close(store);
	if (items)
		items_free(items);
	return ok ? 0 : 2;
}
