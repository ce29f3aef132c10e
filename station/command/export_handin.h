/*
 * export_handin - a signed folder to be handed in: the platform's file, 测试信息, the exam's
 * when a scheme is in use, and manifest.h's two files.
 */
#ifndef COMMAND_EXPORT_HANDIN_H
#define COMMAND_EXPORT_HANDIN_H

#include "commands.h"
#include "export_national.h"

/* `options->file` is the folder, which must not be there yet. The exit status. */
int export_handin(const struct env *env, const struct national_options *options);

/* The station's public key and its fingerprint, on standard output. */
int export_key(const struct env *env);

#endif
