/*
 * many_keys - what the screens of many at once ask for, granted at their place.
 */
#ifndef COMMAND_MANY_KEYS_H
#define COMMAND_MANY_KEYS_H

#include <stdbool.h>

#include "intent.h"
#include "place.h"

/* false: this was not asked of such a place. */
bool many_keys_grant(struct place *place, const struct intent *want, struct now now);

#endif
