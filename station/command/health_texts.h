/*
 * health_texts - how a port and its device are, for people: a word beside the lamp, and
 * a sentence that says what happened, what is safe and what to do.
 */
#ifndef COMMAND_HEALTH_TEXTS_H
#define COMMAND_HEALTH_TEXTS_H

#include "health.h"
#include "model.h"
#include "texts.h"

enum text health_word(enum health health);
enum text health_sentence(enum health health);
/* Good: it may measure. Warn: it may have to be looked at. Bad: nothing that it says
 * arrives or is understood. */
enum lamp health_lamp(enum health health);

#endif
