/*
 * export_template - the platform's own workbook, wherever the teacher put it: a file, or
 * the one in a folder (a stick) that is such a workbook.
 */
#ifndef COMMAND_EXPORT_TEMPLATE_H
#define COMMAND_EXPORT_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "commands.h"
#include "err.h"
#include "item.h"
#include "path.h"
#include "store.h"

/* In the journal, in place of a layout's name: of a file that was filled. */
#define TEMPLATE_LAYOUT "template"

/* Of the folder's .xlsx and .xls files, those with the platform's headings; not what we
 * wrote ourselves (national..., or in the journal), and nothing larger than the platform
 * takes back. One that we filled is the platform's workbook, but not while another lies
 * beside it that we did not fill. `out` is the first of them by name; returns how many. */
size_t template_find(const struct env *env, struct store *store,
	const struct items *items, const char *folder, char out[PATH_SIZE]);

#endif
