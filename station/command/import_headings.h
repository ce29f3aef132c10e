/*
 * import_headings - a school's own names of columns: what --map says now and what was said
 * before, whatever kind of file it was said of.
 *
 *	import_headings_gather(&own, store, options, &err)
 *	... a file is read by own.list, and well ...
 *	import_headings_keep(&own, store, options, &err)
 */
#ifndef COMMAND_IMPORT_HEADINGS_H
#define COMMAND_IMPORT_HEADINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "err.h"
#include "import.h"
#include "layout.h"
#include "store.h"

struct import_headings {
	char text[4096]; /* "跑步1=50米跑" lines */
	char cut[4096];	 /* the same; what the list points into */
	struct own_heading list[IMPORT_MAPS];
	size_t count;
};

bool import_headings_gather(struct import_headings *own, struct store *store,
	const struct import_options *options, struct err *err);
/* Kept for files to come, unless nothing was said or it is a dry run: a heading that was
 * mistyped shall not stay with the school. */
bool import_headings_keep(const struct import_headings *own, struct store *store,
	const struct import_options *options, struct err *err);

#endif
