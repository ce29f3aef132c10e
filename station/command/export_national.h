/*
 * export_national - files for the national platform: made by us, or the platform's own
 * workbook filled; looked at beforehand; and what is another value since.
 */
#ifndef COMMAND_EXPORT_NATIONAL_H
#define COMMAND_EXPORT_NATIONAL_H

#include <stdbool.h>
#include <stdint.h>

#include "commands.h"
#include "result_rows.h"

struct national_options {
	const char *layout;   /* "national": by the grades; or a layout's name */
	const char *file;     /* NULL: standard output */
	const char *template; /* the platform's own workbook; NULL: none */
	const char *by;	      /* who hands it in; "" not said */
	enum result_stage stage;
	int64_t since; /* changes: since this entry; 0: since all of them */
	bool changes;  /* only what is another value since */
	bool check;    /* write nothing, say what the platform would */
	struct handed_later
		*later; /* the journal's entry goes here; NULL: it is kept */
	bool draft;	/* not to be handed in: the journal does not keep it */
};

/* The exit status. */
int export_national(const struct env *env, const struct national_options *options);

#endif
