/*
 * scheme_use - station scheme use, confirm, used: an exam's scheme is taken into use
 * by one person and confirmed by another. The journal keeps its files.
 */
#ifndef COMMAND_SCHEME_USE_H
#define COMMAND_SCHEME_USE_H

#include <stdbool.h>

#include "commands.h"
#include "err.h"

bool scheme_use_is(const char *word); /* "use", "confirm" or "used" */
/* argv[1] is that word. The exit status, with a sentence when it is NOT_DONE. */
int scheme_use(const struct env *env, int argc, char **argv, struct err *err);

#endif
