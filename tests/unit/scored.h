/*
 * scored - a station of stored.h that scores by the national standard: for tests of
 * what is derived from results. One to a test program.
 */
#ifndef TESTS_SCORED_H
#define TESTS_SCORED_H

#include "item.h"
#include "results.h"
#include "stored.h"

#define SCHEME SOURCE_DIR "/schema/schemes/national-2014"

static char dir[64];
static struct store *store;
static struct items *items;
static struct scheme *scheme;
static struct results_with *with;

static int begin_scored(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	folder_make(dir);
	MUST(station_make(dir, &err));
	MUST(store = station_open(dir, STORE_KIOSK, &err));
	MUST(items = items_load(SOURCE_DIR "/schema/items.yaml", &err));
	MUST(scheme = scheme_load(SCHEME, items, &err));
	roster_use_items(store, items);
	MUST(with = results_open(store, items, scheme, SCHEME, MONDAY_US, &err));
	MUST(results_rebuild(with, &err));
	return 0;
}

static int end_scored(void **state)
{
	(void)state;
	results_close(with);
	store_close(store);
	scheme_free(scheme);
	items_free(items);
	folder_remove(dir);
	return 0;
}

#endif
