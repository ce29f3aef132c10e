/*
 * pages - what stands behind each of the teacher's screens: how its part of the model is
 * filled, and what it grants.
 *
 * The logic of a screen is a file of its own (desk.c is that of 设备); its line is in the
 * table of pages.c. Only the page that is shown is asked.
 */
#ifndef COMMAND_PAGES_H
#define COMMAND_PAGES_H

#include <stdbool.h>
#include <stdint.h>

#include "intent.h"
#include "place.h"

struct app;

struct page {
	void (*view)(struct app *app, struct now now); /* fills the model */
	/* false: this was not asked of this page. NULL: it grants nothing. */
	bool (*grant)(struct app *app, const struct intent *want, struct now now);
	/* Time passed, shown or not. NULL: time is nothing to it. */
	void (*tick)(struct app *app, struct now now);
	int64_t (*due_us)(const struct app *app); /* when it wants to be ticked */
};

void pages_view(struct app *app, struct now now);
bool pages_grant(struct app *app, const struct intent *want, struct now now);
void pages_tick(struct app *app, struct now now);
int64_t pages_due_us(const struct app *app); /* INT64_MAX: never */

#endif
