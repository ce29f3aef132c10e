/*
 * stick - a USB stick that was plugged in, as the list of mounted file systems tells
 * (/proc/self/mountinfo, or a file of a test).
 *
 * What is mounted below /media or /run/media is taken for one: that is where desktops and
 * udisks put them. The station mounts nothing itself.
 */
#ifndef COMMAND_STICK_H
#define COMMAND_STICK_H

#include <stdbool.h>

#include "path.h"

/* The first one's folder into `out`; false: there is none. */
bool stick_find(const char *mountinfo, char out[PATH_SIZE]);

#endif
