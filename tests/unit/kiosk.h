/* An empty station in a folder of its own, as the program would be told of it. */
#ifndef TESTS_KIOSK_H
#define TESTS_KIOSK_H

#include <stdio.h>

#include "commands.h"
#include "stored.h"

/* `dir` holds 64. */
static inline void kiosk_make(char *dir, struct env *env)
{
	struct err err = ERR_INIT;

	folder_make(dir);
	*env = (struct env){ .pin_fd = -1 };
	snprintf(env->data_dir, sizeof(env->data_dir), "%s", dir);
	snprintf(env->share_dir, sizeof(env->share_dir), "%s", SOURCE_DIR);
	MUST(station_make(dir, &err));
}

#endif
