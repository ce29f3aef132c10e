/*
 * score_school - `station score` without --batch: the station's own results computed
 * again from its journal, or one student's explained.
 */
#ifndef COMMAND_SCORE_SCHOOL_H
#define COMMAND_SCORE_SCHOOL_H

#include <stdbool.h>

#include "commands.h"
#include "err.h"
#include "scheme.h"

/* `student` NULL: everybody, as a table; else 测试号, 学籍号 or id of the one whose
 * steps are told. `disputed` counts results that a person must look at. */
bool score_school(const struct env *env, const struct scheme *scheme,
	const char *student, int *disputed, struct err *err);

#endif
