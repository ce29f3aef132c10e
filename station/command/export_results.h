/*
 * export_results - `station export results`: one row for each student and item on
 * standard output, measured or not, with the attempt that it can be walked back to.
 */
#ifndef COMMAND_EXPORT_RESULTS_H
#define COMMAND_EXPORT_RESULTS_H

#include <stdbool.h>

#include "commands.h"
#include "err.h"
#include "item.h"
#include "result_rows.h"
#include "store.h"

/* `ask` is set when some result is disputed. */
bool export_results(const struct env *env, struct store *store,
	const struct items *items, enum result_stage stage, bool *ask, struct err *err);

#endif
