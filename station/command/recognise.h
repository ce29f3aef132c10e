/*
 * recognise - `station devices recognise PORT`: which profile fits what is heard.
 *
 * Listens with each of the line settings that profiles name, the commonest first, and
 * offers what came to every profile. Nothing is sent to the device unless asked for:
 * then those profiles that poll may ask once each.
 */
#ifndef COMMAND_RECOGNISE_H
#define COMMAND_RECOGNISE_H

#include "commands.h"

int recognise(struct env *env, int argc, char **argv);

#endif
