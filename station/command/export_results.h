/*
 * export_results - `station export results`: one row for each student and item on
 * standard output, measured or not, with the attempt that it can be walked back to.
 */
#ifndef COMMAND_EXPORT_RESULTS_H
#define COMMAND_EXPORT_RESULTS_H

#include "commands.h"
#include "result_rows.h"

/* The exit status: DONE_BUT when some result is disputed. */
int export_results(const struct env *env, enum result_stage stage);

#endif
