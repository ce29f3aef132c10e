/*
 * decode - a file's bytes as the rows of `station decode`, on standard output; what was
 * skipped and rejected on standard error. Also for `replay`.
 */
#ifndef COMMAND_DECODE_H
#define COMMAND_DECODE_H

#include <stdbool.h>

#include "commands.h"
#include "err.h"
#include "profile.h"

/* A name that ends in .hex is a log (hexlog.h), any other the bytes themselves. */
bool decode_file(const struct env *env, const struct profile *profile, const char *path,
	struct err *err);

#endif
