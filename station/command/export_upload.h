/*
 * export_upload - the platform's own workbook filled, and the dry run: what the platform
 * would say to the file, row by row.
 */
#ifndef COMMAND_EXPORT_UPLOAD_H
#define COMMAND_EXPORT_UPLOAD_H

#include <stdbool.h>

#include "commands.h"
#include "export_out.h"
#include "item.h"
#include "result_rows.h"
#include "store.h"

/* Lent; results are made. */
struct handed_later;
struct upload_with {
	const struct env *env;
	const struct items *items;
	struct store *store;
	enum result_stage stage;
	size_t templates;	    /* in the folder where one was looked for */
	struct handed_later *later; /* entries are kept here first; NULL: at once */
};

struct handin_file;

/* Fill `template` to `file`, .xlsx or .xls; NULL: nowhere, only look. `handin` is kept in
 * the journal then; NULL: it is not. The exit status. */
int export_template(const struct upload_with *with, const char *template,
	const char *file, struct handin_file *handin);

/* What the platform would say to the file that `put` would write. */
int export_check(const struct upload_with *with, export_fill *put, void *ctx);

#endif
