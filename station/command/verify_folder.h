/* verify_folder - a folder that was handed in: who made it, and that nothing changed. */
#ifndef COMMAND_VERIFY_FOLDER_H
#define COMMAND_VERIFY_FOLDER_H

#include "commands.h"

/* `fingerprint` of the key that it should be signed by, blanks or not; NULL: any. The exit
 * status. */
int verify_folder(const struct env *env, const char *folder, const char *fingerprint);

#endif
