/*
 * export_exam - the exam's results as a workbook or CSV, a row for each student who
 * sits it.
 */
#ifndef COMMAND_EXPORT_EXAM_H
#define COMMAND_EXPORT_EXAM_H

#include "commands.h"

struct layout;

/* `layout` NULL: our own sheet, else one whose rows are of an exam; `file` NULL: CSV on standard output, the notes on standard error. `by` hands it in, ""
 * not said; NULL: nobody does, and the journal does not keep it. The exit status. */
int export_exam(const struct env *env, const struct layout *layout, const char *file,
	const char *by);

#endif
