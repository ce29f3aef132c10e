/* export_missing - 未测名单 as a file: a row for each student and item. */
#ifndef COMMAND_EXPORT_MISSING_H
#define COMMAND_EXPORT_MISSING_H

#include "commands.h"

/* `file` NULL: standard output; `class_code` NULL: every class. */
int export_missing(const struct env *env, const char *file, const char *class_code);

#endif
