/* Every version that was ever released is opened, brought up to date and verified:
 * tests/stores/NNNN, written by tests/stores/make. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "item.h"
#include "path.h"
#include "stored.h"
#include "verify.h"

#define STORES SOURCE_DIR "/tests/stores"

static void build_file(const char *version, const char *name, const char *dir)
{
	char from[PATH_SIZE], to[PATH_SIZE];
	struct buf sql = BUF_INIT;
	struct err err = ERR_INIT;
	struct db *db;

	snprintf(from, sizeof(from), STORES "/%s/%s.sql", version, name);
	snprintf(to, sizeof(to), "%s/%s.db", dir, name);
	MUST(path_read(from, (size_t)1 << 24, &sql, &err));
	MUST(db = db_open(to, DB_CREATE, &err));
	MUST(db_run(db, sql.data, &err));
	db_close(db);
	buf_release(&sql);
}

static void open_version(const char *version)
{
	char dir[64], faults[4096] = "";
	struct verify_counts counts;
	struct err err = ERR_INIT;
	struct store *store;
	struct items *items;

	folder_make(dir);
	build_file(version, "station", dir);
	build_file(version, "person", dir);
	MUST(items = items_load(SOURCE_DIR "/schema/items.yaml", &err));
	MUST(store = station_open(dir, STORE_KIOSK, &err));
	MUST(verify(store, items, NULL, NULL, remember_fault, faults, &counts, &err));
	if (faults[0])
		fail_msg("version %s: %s", version, faults);
	assert_true(counts.entries > 10);
	assert_true(counts.remade > 0);
	assert_int_equal(roster_count(store), 1);
	store_close(store);
	items_free(items);
	folder_remove(dir);
}

static void every_released_version_opens_and_verifies(void **state)
{
	struct err err = ERR_INIT;
	char **names;
	size_t count, versions = 0;

	(void)state;
	MUST(path_list(STORES, "", &names, &count, &err));
	for (size_t i = 0; i < count; i++)
		if (names[i][0] >= '0' && names[i][0] <= '9') {
			open_version(names[i]);
			versions++;
		}
	assert_true(versions > 0);
	path_list_free(names);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_released_version_opens_and_verifies),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
