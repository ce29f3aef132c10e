/*
 * migrate - bring a database file to the version that this program knows.
 *
 * A version is a file NNNN-name.sql, counted from 0001 without gaps, each with a
 * paragraph of why. What was run is recorded in the table `migration` with number,
 * name and the digest of the file. Each runs in one transaction, so that a power
 * cut leaves the old version or the new one.
 */
#ifndef STORE_MIGRATE_H
#define STORE_MIGRATE_H

#include <stdbool.h>
#include <stdint.h>

#include "err.h"

struct db;

/* Run what is missing. A database of a newer version is refused with a sentence and
 * not touched; `path` is its name in sentences. */
bool migrate(struct db *db, const char *path, const char *dir, int64_t wall_us,
	struct err *err);

/* Is it of exactly the version that `dir` ends with? A sentence when not. */
bool migrate_check(struct db *db, const char *path, const char *dir, struct err *err);

#endif
