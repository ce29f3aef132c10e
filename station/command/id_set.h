/*
 * id_set - students, by their ids: put together once, then asked for each of a school.
 */
#ifndef COMMAND_ID_SET_H
#define COMMAND_ID_SET_H

#include <stdbool.h>
#include <stddef.h>

#include "student.h"

struct id_set {
	char (*list)[STUDENT_ID_MAX + 1];
	size_t count; /* with some of them twice */
};

void id_set_add(struct id_set *set, const char *id);
/* After the last of them and before the first question. */
void id_set_ready(struct id_set *set);
bool id_set_has(const struct id_set *set, const char *id);
void id_set_release(struct id_set *set);

#endif
