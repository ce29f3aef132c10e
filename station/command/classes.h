/*
 * classes - the school's classes as the screens show them: app->classes, in order.
 *
 * Two grades may each have a class 01 that is called 1班. Then, and only then, a class is
 * called by its grade too: 高一1班.
 */
#ifndef COMMAND_CLASSES_H
#define COMMAND_CLASSES_H

#include <stdbool.h>

#include "class_key.h"
#include "err.h"

struct app;

/* Again from the roster; they stay as they are when it cannot be read. */
bool classes_read(struct app *app, struct err *err);

/* Of app->classes; -1 none. */
int classes_find(const struct app *app, const struct class_key *class);
/* The one that a text means, "11/01", or "01" where one grade has it. */
enum { CLASSES_NONE = -1, CLASSES_SEVERAL = -2 };
int classes_named(const struct app *app, const char *text);

/* What it is called; `otherwise` when there is no such class. */
const char *classes_name(
	const struct app *app, const struct class_key *class, const char *otherwise);

#endif
