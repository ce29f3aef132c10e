/*
 * import - what a file holds is told by its headings: a roster (import.c) or exam
 * particulars (import_exam.c).
 */
#ifndef COMMAND_IMPORT_H
#define COMMAND_IMPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "commands.h"
#include "complaints.h"
#include "err.h"

struct import_options {
	const char *file;
	const char *by; /* NULL: not said */
	bool dry_run, whole;
};

/* Particulars in, complaints on standard output; the exit status. */
int import_exam(const struct env *env, const struct import_options *options);

/* The complaints as rows; *warnings counts those that refused nothing. */
bool import_complaints(const struct env *env, const struct complaint *list,
	size_t count, size_t *warnings, struct err *err);

#endif
