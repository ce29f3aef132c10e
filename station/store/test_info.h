/*
 * test_info - 测试信息: who tested a class in an item, when, where and by what, as the
 * attempts that count today say.
 *
 * Several testers, places and instruments of one class and item stand beside each other,
 * joined by 、, each once; the day is the first one.
 */
#ifndef STORE_TEST_INFO_H
#define STORE_TEST_INFO_H

#include <stdbool.h>
#include <stddef.h>

#include "err.h"
#include "store.h"

struct test_info {
	int grade_code;
	char class_code[24], class_name[48], item[32];
	char testers[192], place[128], instrument[128];
	int tested_on;		 /* yyyymmdd */
	bool by_hand, by_device; /* what results came in by */
	int results;
};

/* In order of class, then of the item's key; results must be made. Stops when `take`
 * returns false; false only when reading failed. `info` is lent. */
typedef bool test_info_take(void *ctx, const struct test_info *info);
bool test_info_each(
	struct store *store, test_info_take *take, void *ctx, struct err *err);

#endif
