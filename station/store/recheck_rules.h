/*
 * recheck_rules - a scheme as rows of the temporary tables of schema/recheck/rules.sql.
 *
 * Private to the files recheck*.c.
 */
#ifndef STORE_RECHECK_RULES_H
#define STORE_RECHECK_RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "entry.h"
#include "err.h"
#include "exam.h"
#include "query.h"

/* What a scheme is copied with. */
struct recheck_copy {
	struct db *db;
	const struct exam *exam;
	const struct scheme_file *files;
	size_t count;
	struct err *err;
};

/* One row: `into` is the table with a question mark for each column, `n` values. */
bool recheck_put(const struct recheck_copy *c, const char *into,
	const struct entry_value *values, size_t n);
#define RECHECK_PUT(c, into, ...)                                                      \
	recheck_put(c, into, (const struct entry_value[]){ __VA_ARGS__ },              \
		sizeof((const struct entry_value[]){ __VA_ARGS__ }) /                  \
			sizeof(struct entry_value))

/* The rows of tables, bands and bonuses, and of a standard its weights. */
bool recheck_tables(const struct recheck_copy *c);

#endif
