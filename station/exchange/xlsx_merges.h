/*
 * xlsx_merges - cells of a sheet that are merged down one column.
 *
 * A list has its class once and the cells below it merged with that: only the topmost
 * one holds something. Where such ranges are stands behind all rows, so the part is
 * looked through apart from them, without reading it as XML, for <mergeCell ref="A2:A46"/>.
 * Ranges of several columns are titles and are left alone.
 */
#ifndef EXCHANGE_XLSX_MERGES_H
#define EXCHANGE_XLSX_MERGES_H

#include <stddef.h>

#include <zip.h>

#include "sheet.h"

#define MERGES_MAX	4096	    /* later ones are not looked at */
#define MERGES_PART_MAX (64u << 20) /* bytes of a sheet that is looked through */

struct xlsx_merge {
	size_t column;	    /* from 0 */
	size_t first, last; /* rows */
	struct cell head;   /* CELL_EMPTY until its row was read; its text is owned */
};

struct xlsx_merges {
	struct xlsx_merge *list; /* in order of columns and rows */
	size_t count;
};
#define XLSX_MERGES_INIT                                                               \
	{                                                                              \
		NULL, 0                                                                \
	}

/* Those of the part `name`; none when it is too large or cannot be read. */
void xlsx_merges_find(struct xlsx_merges *merges, zip_t *zip, const char *name);
void xlsx_merges_release(struct xlsx_merges *merges);

/* The range that this cell is in, or NULL. */
struct xlsx_merge *xlsx_merges_at(
	const struct xlsx_merges *merges, size_t row, size_t column);

/* Its head was read; `kind` and `text` are copied, `format` is lent. */
void xlsx_merge_take(struct xlsx_merge *merge, enum cell_kind kind, const char *text,
	size_t len, const char *format);

#endif
