/*
 * scenes - models of an invented school, one for each screen and each of its states:
 * what the tests, the pictures and the bench draw.
 */
#ifndef SCREENS_SCENES_H
#define SCREENS_SCENES_H

#include "model.h"

/* Fill `m` with scene `index`; returns its name ("result"), NULL after the last. */
const char *scene_fill(int index, struct model *m);

#endif
