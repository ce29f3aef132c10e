/* A place of the running station whose device is a pty. */
#ifndef TESTS_PTY_PLACE_H
#define TESTS_PTY_PLACE_H

#include "app.h"
#include "ptys.h"
#include "stored.h"

static inline void pty_place_add(struct app *app, const struct pty *p, const char *name,
	const char *item, const char *profile)
{
	struct place_setup setup = {
		.kind = SESSION_FORMAL, .item_count = 1, .lanes = 4, .ready_us = 100000
	};
	struct err err = ERR_INIT;

	strcpy(setup.name, name);
	strcpy(setup.testers, "郑老师");
	snprintf(setup.line.where, sizeof(setup.line.where), "tty:%s", p->path);
	setup.items[0] = items_find(app->items, item);
	assert_true(setup.items[0] >= 0);
	MUST(app_add_place(app, &setup, profile, &err));
}

#endif
